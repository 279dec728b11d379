/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Writing one section of a note: a plain box, a preview, and what was
 * typed kept until it is saved. */
#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/entity.h"
#include "web/notes.h"
#include "web/programme.h"

static bool
find(struct ctx *c, const struct request *q, struct note_section *s,
    struct concept_note *k)
{
	return flow_find_text(c, &note_section_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, s) && flow_find(c, &concept_note_entity,
	    s->note, k);
}

/* Lines end in LF whatever the browser sends. */
static str
typed(struct ctx *c, const struct request *q)
{
	str s = request_form(q, "body");
	struct write w = write_new(c->arena, s.n + 1);
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			write_char(&w, s.p[i]);
	return str_trim(write_done(&w));
}

static bool
was_typed(const struct request *q)
{
	size_t i;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "body"))
			return true;
	return false;
}

/* What stands in the box: what was typed just now, else what was typed
 * before and not saved, else the section. */
static bool
box_put(struct ctx *c, const struct request *q, const struct note_section *s,
    str *body, struct node *out)
{
	struct note_draft d;
	int64_t revision = s->row.revision;

	*body = s->body;
	if (!note_unsaved(c, s->row.id, &d))
		return false;
	if (was_typed(q)) {
		*body = typed(c, q);
		(void)str_int(request_form(q, "revision"), &revision);
		/* Both texts are shown: saving again takes the box. */
		node_bool(out, "conflict", revision != s->row.revision);
	} else if (d.row.revision > 0 && !str_same(d.body, s->body)) {
		*body = d.body;
		node_moment(out, "unsaved_at", d.at);
		node_bool(out, "conflict", d.of_revision != s->row.revision);
	}
	node_text(out, "body", *body);
	node_count(out, "of_revision", s->row.revision);
	node_text(out, "theirs", s->body);
	node_z(out, "from", say(c, "Saved by somebody else"));
	node_z(out, "to", say(c, "Typed by you"));
	assist_differ_put(c, s->body, *body, out);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct write w = write_new(c->arena, 4 << 20);
	struct note_figures *f;
	struct note_section s;
	struct concept_note k;
	str body;

	(void)r;
	if (!find(c, q, &s, &k) || !notes_head(c, &k, out) ||
	    !box_put(c, q, &s, &body, out))
		return false;
	if (!note_may_write(c, &k))
		return fail(&c->errors, DENIED, NULL, "This note is not "
		    "written in now: begin its next version first.");
	node_text(out, "note_title", text_in(c->arena, k.title, c->lang));
	node_text(out, "heading", s.heading);
	node_text(out, "help", s.help);
	node_count(out, "most", s.most);
	node_count(out, "length", (int64_t)str_points(body));
	node_text(out, "action", str_print(c->arena, "/note_section/%s/write",
	    id_text(c->arena, s.row.id).p));
	node_text(out, "back_href", str_print(c->arena, "%s#s-%s",
	    notes_href(c, &k, "").p, id_text(c->arena, s.row.id).p));
	if (!str_is(request_form(q, "go"), "preview"))
		return true;
	if (!note_figures(c, &k, &f) || !note_html(c, f, body, &w))
		return false;
	node_html(out, "preview", write_done(&w));
	return true;
}

const struct page note_write_page = {
	.method = GET,
	.path   = "/note_section/{id}/write",
	.about  = "One section of a note to be written in.",
	.view   = "note_write.html",
	.of     = &note_section_entity,
	.needs  = EDIT,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	int64_t revision = 0;
	struct note_section s;
	struct concept_note k;

	if (!find(c, q, &s, &k))
		return false;
	(void)str_int(request_form(q, "revision"), &revision);
	if (str_is(go, "discard")) {
		r->go = str_print(c->arena, "/note_section/%s/write",
		    id_text(c->arena, s.row.id).p);
		return note_unsaved_drop(c, s.row.id);
	}
	if (str_is(go, "preview") || str_is(go, "keep")) {
		if (!note_unsaved_keep(c, s.row.id, revision, typed(c, q)))
			return false;
		if (str_is(go, "preview"))
			return show(c, q, out, r);
		node_bool(out, "kept", true);
		r->go = str_print(c->arena, "/note_section/%s/write",
		    id_text(c->arena, s.row.id).p);
		return true;
	}
	r->go = str_print(c->arena, "%s#s-%s", notes_href(c, &k,
	    "?saved=yes").p, id_text(c->arena, s.row.id).p);
	return note_write(c, s.row.id, revision, typed(c, q));
}

const struct page note_write_post = {
	.method = POST,
	.path   = "/note_section/{id}/write",
	.about  = "Saves a section: body, revision; 'go' preview shows it, "
	    "keep keeps it unsaved, discard drops what was kept.",
	.view   = "note_write.html",
	.again  = &note_write_page,
	.of     = &note_section_entity,
	.needs  = EDIT,
	.run    = accept,
};
