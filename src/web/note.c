/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One concept note: its text with live figures, comments, reviewers,
 * versions; out as PDF and DOCX. */
#include "base/arena.h"
#include "base/write.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/office.h"
#include "model/people.h"
#include "model/sustain.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/notes.h"
#include "web/programme.h"

enum { DAYS_TO_ANSWER = 7, SHOWN = 4 << 20 };

/* ---- sections ---- */

static str
user_name(struct ctx *c, struct id user)
{
	struct ctx system = ctx_as_program(c);

	return id_none(user) ? (str){ 0 } : flow_name(&system, &user_entity,
	    user);
}

static void
comments_put(struct ctx *c, const struct note_comment *k, size_t n,
    struct id section, struct node *row)
{
	struct node *one;
	int64_t open = 0;
	size_t i;

	(void)node_list(row, "comments");
	for (i = 0; i < n; i++) {
		if (!id_same(k[i].section, section))
			continue;
		one = node_row(row, "comments");
		node_text(one, "id", id_text(c->arena, k[i].row.id));
		node_text(one, "by", user_name(c, k[i].by));
		node_moment(one, "at", k[i].at);
		node_text(one, "text", k[i].text);
		node_text(one, "answer", k[i].answer);
		node_bool(one, "is_open", k[i].resolved != YES);
		open += k[i].resolved != YES;
	}
	node_bool(row, "has_comments", node_list(row, "comments")->n > 0);
	node_count(row, "open_comments", open > 0 ? open : INT64_MIN);
}

static void
moved_put(struct ctx *c, const struct note_read *n, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "moved");
	for (i = 0; i < n->n_moved; i++) {
		row = node_row(out, "moved");
		node_text(row, "heading", n->moved[i].heading);
		node_text(row, "written", n->moved[i].written);
		node_text(row, "now", n->moved[i].now);
		node_text(row, "href", n->moved[i].href);
	}
	(void)c;
	node_count(out, "n_moved", n->n_moved == 0 ? INT64_MIN :
	    (int64_t)n->n_moved);
	node_count(out, "n_figures", (int64_t)n->n_figures);
}

static bool
section_put(struct ctx *c, const struct note_read *n,
    const struct note_section *s, struct node *row)
{
	struct write w = write_new(c->arena, SHOWN);
	int64_t moved = 0;
	size_t i;

	node_text(row, "id", id_text(c->arena, s->row.id));
	node_text(row, "heading", s->heading);
	node_bool(row, "empty", str_none(s->body));
	node_bool(row, "must", s->must == YES);
	node_text(row, "help", s->help);
	node_count(row, "revision", s->row.revision);
	for (i = 0; i < n->n_moved; i++)
		moved += id_same(n->moved[i].section, s->row.id);
	node_count(row, "moved_here", moved > 0 ? moved : INT64_MIN);
	node_text(row, "write_href", str_print(c->arena,
	    "/note_section/%s/write", id_text(c->arena, s->row.id).p));
	if (!note_html(c, n->figures, s->body, &w))
		return false;
	node_html(row, "html", write_done(&w));
	return true;
}

static bool
sections_put(struct ctx *c, const struct note_read *n, struct node *out)
{
	const struct note_comment *k = NULL;
	size_t i, comments = 0;
	struct node *row;

	(void)node_list(out, "sections");
	if (ctx_may(c, &note_comment_entity, SEE, n->note.programme) &&
	    (k = every_by(c, &note_comment_entity, "note", n->note.row.id,
	    &comments)) == NULL)
		return false;
	for (i = 0; i < n->n; i++) {
		row = node_row(out, "sections");
		if (!section_put(c, n, &n->section[i], row))
			return false;
		comments_put(c, k, comments, n->section[i].row.id, row);
	}
	node_bool(out, "has_sections", n->n > 0);
	return true;
}

/* ---- reviewers and versions ---- */

static void
review_put(struct ctx *c, const struct concept_note *k,
    const struct note_review *r, struct node *out)
{
	struct node *row = node_row(out, "reviews");

	node_text(row, "id", id_text(c->arena, r->row.id));
	node_text(row, "name", user_name(c, r->reviewer));
	node_count(row, "version", r->version);
	node_day(row, "due", r->due_on);
	node_day(row, "answered", r->answered_on);
	node_text(row, "verdict", choice_says(c, &note_verdict_codes,
	    r->verdict));
	node_bool(row, "agrees", str_is(r->verdict, "agree"));
	node_text(row, "remarks", r->remarks);
	node_bool(row, "late", str_none(r->verdict) && r->due_on.n != 0 &&
	    r->due_on.n < moment_day(c->now).n);
	if (r->version == k->version && str_none(r->verdict) &&
	    !id_none(c->actor.user) && id_same(r->reviewer, c->actor.user))
		node_text(out, "my_review", id_text(c->arena, r->row.id));
}

static bool
reviews_put(struct ctx *c, const struct concept_note *k, struct node *out)
{
	const struct note_review *r;
	struct user *u;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "reviews");
	if (!ctx_may(c, &note_review_entity, SEE, k->programme))
		return true;
	if ((r = every_by(c, &note_review_entity, "note", k->row.id, &n)) ==
	    NULL)
		return false;
	for (i = n; i > 0; i--)
		review_put(c, k, &r[i - 1], out);
	node_bool(out, "has_reviews", n > 0);
	node_bool(out, "may_ask", ctx_may(c, &note_review_entity, ADD,
	    k->programme) && note_may_write(c, k));
	if (!note_readers(c, k->programme, &u, &n))
		return false;
	(void)node_list(out, "readers");
	for (i = 0; i < n; i++) {
		row = node_row(out, "readers");
		node_text(row, "id", id_text(c->arena, u[i].row.id));
		node_text(row, "name", u[i].name);
	}
	return true;
}

static bool
versions_put(struct ctx *c, const struct concept_note *k, struct node *out)
{
	const struct note_version *v;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "versions");
	if (!ctx_may(c, &note_version_entity, SEE, k->programme))
		return true;
	if ((v = every_by(c, &note_version_entity, "note", k->row.id, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "versions");
		node_count(row, "number", v[i].version);
		node_moment(row, "at", v[i].at);
		node_text(row, "by", user_name(c, v[i].by));
		node_text(row, "compare_href", str_print(c->arena,
		    "%s?from=%lld", notes_href(c, k, "/compare").p,
		    (long long)v[i].version));
	}
	node_bool(out, "has_versions", n > 0);
	return true;
}

/* ---- the page ---- */

static void
template_put(struct ctx *c, const struct concept_note *k, struct node *out)
{
	struct note_form f;

	if (str_none(k->template))
		return;
	if (!note_form(c, k->template, k->language, &f)) {
		errors_clear(&c->errors);
		return;
	}
	node_text(out, "form_name", f.name);
	node_text(out, "form_basis", f.basis);
	node_bool(out, "unverified", f.unverified);
	node_count(out, "form_version", k->template_version);
}

/* Where it was taken over into a dossier, or the form for that. */
static void
dossier_put(struct ctx *c, const struct request *q,
    const struct concept_note *k, struct node *out)
{
	static const char *const name[] = { "co_quan_chu_quan", "chu_du_an",
		"nha_tai_tro" };
	struct vn_ta_dossier d;
	size_t i;

	if (!id_none(k->dossier) && flow_find(c, &vn_ta_dossier_entity,
	    k->dossier, &d)) {
		node_text(out, "dossier_href", entity_href(c,
		    &vn_ta_dossier_entity, k->dossier));
		node_text(out, "dossier_name", text_in(c->arena, d.ten_du_an,
		    "vi"));
		return;
	}
	errors_clear(&c->errors);
	node_bool(out, "may_dossier", ctx_may(c, &vn_ta_dossier_entity, ADD,
	    k->programme) && flow_may(c, &concept_note_entity, k, EDIT));
	node_bool(out, "dossier_open", q->faults != NULL &&
	    str_is(request_form(q, "go"), "dossier"));
	for (i = 0; i < 3; i++)
		node_text(out, name[i], request_form(q, name[i]));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct concept_note k;
	struct note_read *n;
	struct programme p;

	(void)r;
	if (!notes_named(c, q, &k))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &concept_note_entity, &k, out);
		return true;
	}
	if (!note_read(c, k.row.id, &n) || !notes_head(c, &n->note, out) ||
	    !flow_find(c, &programme_entity, k.programme, &p))
		return false;
	node_bool(out, "may_write", note_may_write(c, &n->note));
	node_bool(out, "may_edit", flow_may(c, &concept_note_entity, &n->note,
	    EDIT));
	node_bool(out, "may_comment", ctx_may(c, &note_comment_entity, ADD,
	    k.programme));
	node_bool(out, "may_resolve", ctx_may(c, &note_comment_entity, EDIT,
	    k.programme));
	dossier_put(c, q, &n->note, out);
	node_text(out, "saved", request_arg(q, "saved"));
	node_text(out, "due", day_text(c->arena, (struct day){
	    moment_day(c->now).n + DAYS_TO_ANSWER }));
	node_text(out, "typed_reason", request_form(q, "priority_reason"));
	moved_put(c, n, out);
	template_put(c, &n->note, out);
	return sections_put(c, n, out) && reviews_put(c, &n->note, out) &&
	    versions_put(c, &n->note, out) &&
	    gate_moves_put(c, &p, &concept_note_entity, &n->note, out) &&
	    attach_put(c, q, &concept_note_entity, &n->note, notes_href(c, &k,
	        ""), out);
}

const struct page note_page = {
	.method = GET,
	.path   = "/concept_note/{id}",
	.about  = "One concept note: its text with figures that open to their "
	    "rows, comments, reviewers and versions.",
	.view   = "note.html",
	.of     = &concept_note_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- what is done on it ---- */

static bool
add_comment(struct ctx *c, const struct request *q,
    const struct concept_note *k)
{
	struct note_section s;
	struct note_comment m;

	if (!flow_find(c, &note_section_entity, ask_id(q, "section"), &s))
		return false;
	row_blank(&note_comment_entity, &m);
	m.note = k->row.id;
	m.section = s.row.id;
	m.text = ask_typed(q, "text");
	if (str_none(m.text))
		return fail(&c->errors, INVALID, "text", "Write a comment.");
	return flow_save(c, &note_comment_entity, &m);
}

static bool
resolve(struct ctx *c, const struct request *q)
{
	struct note_comment m;

	if (!flow_find(c, &note_comment_entity, ask_id(q, "comment"), &m))
		return false;
	m.resolved = YES;
	m.answer = ask_typed(q, "answer");
	return flow_save_verb(c, &note_comment_entity, &m, S("resolve"));
}

static bool
refresh(struct ctx *c, const struct request *q, const struct concept_note *k)
{
	struct id only = ask_id(q, "section");
	const struct note_section *s;
	size_t i, n, changed, all = 0;

	if (!note_may_write(c, k))
		return fail(&c->errors, DENIED, NULL, "This note is not "
		    "written in now: begin its next version first.");
	if ((s = every_by(c, &note_section_entity, "note", k->row.id, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!id_none(only) && !id_same(only, s[i].row.id))
			continue;
		if (!note_refresh(c, s[i].row.id, s[i].row.revision,
		    &changed))
			return false;
		all += changed;
	}
	return all > 0 || fail(&c->errors, INVALID, NULL,
	    "No figure has moved since it was written.");
}

static bool
ask(struct ctx *c, const struct request *q, const struct concept_note *k)
{
	struct day due;
	bool told;

	return ask_day(c, q, "due", &due) && note_ask(c, k, ask_id(q,
	    "reviewer"), due, &told);
}

static bool
take_over(struct ctx *c, const struct request *q,
    const struct concept_note *k, struct reply *r)
{
	const struct note_parties by = { ask_typed(q, "co_quan_chu_quan"),
		ask_typed(q, "chu_du_an"), ask_typed(q, "nha_tai_tro") };
	struct note_read *n;
	struct id made;

	if (!note_read(c, k->row.id, &n) || !note_dossier(c, n, &by, &made))
		return false;
	r->go = entity_href(c, &vn_ta_dossier_entity, made);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct concept_note k;

	(void)out;
	if (!notes_named(c, q, &k))
		return false;
	r->go = notes_href(c, &k, "?saved=yes");
	if (str_is(go, "comment"))
		return add_comment(c, q, &k);
	if (str_is(go, "resolve"))
		return resolve(c, q);
	if (str_is(go, "refresh"))
		return refresh(c, q, &k);
	if (str_is(go, "ask"))
		return ask(c, q, &k);
	if (str_is(go, "answer"))
		return note_answer(c, ask_id(q, "review"), ask_typed(q,
		    "verdict"), ask_typed(q, "remarks"));
	if (str_is(go, "priority") || str_is(go, "no_priority"))
		return note_priority(c, &k, str_is(go, "priority"),
		    ask_typed(q, "priority_reason"));
	if (str_is(go, "dossier"))
		return take_over(c, q, &k, r);
	if (str_is(go, "publish") || str_is(go, "hide")) {
		k.published = str_is(go, "publish") ? YES : NO;
		return flow_save_verb(c, &concept_note_entity, &k, go);
	}
	return fail(&c->errors, INVALID, "go", "Say what to do: comment, "
	    "resolve, refresh, ask, answer or priority.");
}

const struct page note_post = {
	.method = POST,
	.path   = "/concept_note/{id}/note",
	.about  = "Adds to a concept note: 'go' is comment, resolve, refresh, "
	    "ask, answer, priority, no_priority, publish, hide or dossier "
	    "(co_quan_chu_quan, chu_du_an, nha_tai_tro).",
	.view   = "note.html",
	.again  = &note_page,
	.of     = &concept_note_entity,
	.needs  = SEE,
	.run    = accept,
};

/* ---- versions side by side ---- */

static bool
text_of(struct ctx *c, const struct request *q, const char *name,
    const struct note_version *v, size_t n, str now, str *text, str *called)
{
	int64_t number;
	size_t i;

	*text = now;
	*called = str_of(say(c, "As it is now"));
	if (!str_int(request_arg(q, name), &number))
		return true;
	for (i = 0; i < n; i++)
		if (v[i].version == number) {
			*text = v[i].body;
			*called = str_print(c->arena, say(c, "Version %lld"),
			    (long long)number);
		}
	return true;
}

static bool
show_compare(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct note_version *v;
	struct concept_note k;
	struct note_read *n;
	str left, right, from, to, now;
	struct node *row;
	size_t i, versions;

	(void)r;
	if (!notes_named(c, q, &k) || !note_read(c, k.row.id, &n) ||
	    !notes_head(c, &k, out) || (v = every_by(c, &note_version_entity,
	    "note", k.row.id, &versions)) == NULL)
		return false;
	now = note_text(c->arena, n);
	if (!text_of(c, q, "from", v, versions, now, &left, &from) ||
	    !text_of(c, q, "to", v, versions, now, &right, &to))
		return false;
	node_text(out, "from", from);
	node_text(out, "to", to);
	(void)node_list(out, "versions");
	for (i = 0; i < versions; i++) {
		row = node_row(out, "versions");
		node_count(row, "number", v[i].version);
		node_bool(row, "is_from", str_same(left, v[i].body));
		node_bool(row, "is_to", str_same(right, v[i].body));
	}
	assist_differ_put(c, left, right, out);
	return true;
}

const struct page note_compare_page = {
	.method = GET,
	.path   = "/concept_note/{id}/compare",
	.about  = "Two versions of a concept note side by side: 'from' and "
	    "'to'; without 'to' as it is now.",
	.view   = "note_compare.html",
	.of     = &concept_note_entity,
	.needs  = SEE,
	.run    = show_compare,
};

/* ---- on paper ---- */

static bool
send(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct concept_note k;
	struct note_read *n;
	struct doc *d;

	(void)out;
	if (!notes_named(c, q, &k) || !note_read(c, k.row.id, &n) ||
	    !note_document(c, n, true, &d))
		return false;
	return notes_send(c, q, d, str_print(c->arena, "note-%.*s-v%lld",
	    8, id_text(c->arena, k.row.id).p, (long long)(k.version > 0 ?
	    k.version : 1)), r);
}

const struct page note_pdf = {
	.method = GET,
	.path   = "/concept_note/{id}/pdf",
	.about  = "The concept note as accessible PDF.",
	.of     = &concept_note_entity,
	.needs  = SEE,
	.run    = send,
};

const struct page note_docx = {
	.method = GET,
	.path   = "/concept_note/{id}/docx",
	.about  = "The concept note as a Word file.",
	.of     = &concept_note_entity,
	.needs  = SEE,
	.run    = send,
};
