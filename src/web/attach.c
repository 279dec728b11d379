/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/attach.h"

#include <string.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/files.h"
#include "flow/find.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/programme.h"

/* ---- showing ---- */

/* "12 KB", "3.4 MB": what people read on their own machines. */
static void
put_size(int64_t bytes, struct node *row)
{
	if (bytes < 1000 * 1000) {
		node_count(row, "size", bytes < 1000 ? 1 : (bytes + 500) /
		    1000);
		node_z(row, "size_unit", "KB");
		return;
	}
	node_real(row, "size", (double)bytes / 1e6, 1);
	node_z(row, "size_unit", "MB");
}

static str
file_href(struct ctx *c, const struct file *f, const char *what)
{
	return str_print(c->arena, "/file/%s%s", id_text(c->arena,
	    f->row.id).p, what);
}

static const char *
type_says(struct ctx *c, const struct file *f)
{
	const struct filetype *t = filetype_named(f->type);

	return t == NULL ? "" : say(c, t->label);
}

static void
put_row(struct ctx *c, const struct file *f, struct node *row)
{
	node_text(row, "name", f->name);
	node_text(row, "title", f->title);
	node_text(row, "href", file_href(c, f, ""));
	node_text(row, "whole_href", file_href(c, f, "/bytes"));
	if (!str_none(f->thumb)) {
		node_text(row, "thumb_href", file_href(c, f, "/thumb"));
		node_text(row, "picture_href", file_href(c, f, "/picture"));
	}
	node_z(row, "type", type_says(c, f));
	put_size(f->size, row);
	node_moment(row, "at", f->at);
	if (f->captured_on.n != 0)
		node_day(row, "captured", f->captured_on);
	node_text(row, "source", f->source);
	if (!id_none(f->by))
		node_text(row, "by", flow_name(c, &user_entity, f->by));
	node_bool(row, "confidential", f->confidential == YES);
	if (flow_may(c, &file_entity, f, DROP))
		node_text(row, "drop_href", file_href(c, f, "/drop"));
}

static void
put_categories(struct ctx *c, const struct request *q, struct node *out)
{
	const struct choice *o;
	struct node *row;

	for (o = iati_document_category_codes.of; o->code != NULL; o++) {
		row = node_row(out, "categories");
		node_z(row, "value", o->code);
		node_z(row, "label", say(c, o->label));
		node_bool(row, "selected", str_is(request_form(q, "category"),
		    o->code));
	}
}

static void
put_form(struct ctx *c, const struct request *q, const struct entity *e,
    const struct files_limits *l, struct node *out)
{
	const struct filetype *t;
	const struct field *f;
	struct node *row;
	struct write w = write_new(c->arena, 4000);
	str ends, one;

	for (t = filetypes; t->type != NULL; t++) {
		write_format(&w, "%s%s", t == filetypes ? "" : ",", t->type);
		ends = str_of(t->ends);
		while (str_cut(&ends, ';', &one))
			write_format(&w, ",.%.*s", (int)one.n, one.p);
	}
	node_text(out, "accept", write_done(&w));
	node_count(out, "most", l->one >> 20);
	put_categories(c, q, out);
	for (f = files_as(e, NULL); f != NULL; f = files_as(e, f)) {
		row = node_row(out, "as");
		node_z(row, "value", f->name);
		node_z(row, "label", say(c, f->label));
		node_bool(row, "selected", str_is(request_form(q, "as"),
		    f->name));
	}
	node_bool(out, "has_as", files_as(e, NULL) != NULL);
	node_text(out, "title", request_form(q, "title"));
	node_text(out, "source", request_form(q, "source"));
	node_text(out, "captured", request_form(q, "captured_on"));
	node_bool(out, "confidential", !str_none(request_form(q,
	    "confidential")));
	node_bool(out, "keep_place", !str_none(request_form(q,
	    "keep_place")));
	node_bool(out, "is_refused", q->faults != NULL &&
	    q->faults->first != NULL);
}

/* What was just done: attached, or taken away with the way back. */
static void
put_done(struct ctx *c, const struct request *q, struct node *out)
{
	int64_t n;

	if (str_int(request_arg(q, "attached"), &n) && n > 0)
		node_count(out, "attached", n);
	if (str_int(request_arg(q, "taken"), &n) && n > 0)
		node_text(out, "undo_action", str_print(c->arena,
		    "/history/%lld/undo", (long long)n));
}

bool
attach_put(struct ctx *c, const struct request *q, const struct entity *e,
    const void *row, str here, struct node *out)
{
	struct id id = ((const struct row *)row)->id, home;
	struct files_limits l;
	struct file *all;
	struct node *a;
	size_t i, n;
	bool may;

	if (!files_hold(e) || id_none(c->actor.user))
		return true;
	if (!files_of(c, e, id, &all, &n) || !flow_home(c, e, row, &home) ||
	    !files_limits(c, home, &l))
		return false;
	may = files_may_attach(c, e, row);
	a = node_object(out, "attachments");
	node_text(a, "action", str_print(c->arena, "%s/files",
	    entity_href(c, e, id).p));
	node_text(a, "to", here);
	node_text(a, "csrf", q->csrf);
	node_bool(a, "may_attach", may);
	node_bool(a, "has_rows", n > 0);
	node_count(a, "n", (int64_t)n);
	for (i = 0; i < n; i++)
		put_row(c, &all[i], node_row(a, "rows"));
	put_done(c, q, a);
	if (may)
		put_form(c, q, e, &l, node_object(a, "form"));
	return true;
}

void
attach_file_put(struct ctx *c, const struct file *f, struct node *out)
{
	const struct entity *e;
	struct node *shown = node_object(out, "file"), *on;
	struct id id;

	node_text(shown, "whole_href", file_href(c, f, "/bytes"));
	node_text(shown, "name", f->name);
	node_z(shown, "type", type_says(c, f));
	put_size(f->size, shown);
	if (f->width > 0) {
		node_count(shown, "width", f->width);
		node_count(shown, "height", f->height);
	}
	node_moment(shown, "at", f->at);
	if (!id_none(f->by))
		node_text(shown, "by", flow_name(c, &user_entity, f->by));
	node_text(shown, "hash", f->hash);
	if (!str_same(f->hash, f->sent_hash))
		node_text(shown, "sent_hash", f->sent_hash);
	if (!str_none(f->picture))
		node_text(shown, "picture_href", file_href(c, f, "/picture"));
	if (!files_target(f, &e, &id))
		return;
	on = node_object(shown, "on");
	node_text(on, "href", str_print(c->arena, "%s#files",
	    entity_href(c, e, id).p));
	node_text(on, "name", flow_name(c, e, id));
	node_z(on, "label", say(c, e->label));
}

static bool
show_files(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct file *all;
	void *row;
	size_t i, n;
	str href;

	(void)r;
	if (!entity_row(c, q, &row))
		return false;
	if (q->shape == HTML) {
		entity_head(c, q->entity, row, str_print(c->arena, "%s: %.*s",
		    say(c, "Files"), (int)entity_name(c, q->entity, row).n,
		    entity_name(c, q->entity, row).p), out);
		programme_around(c, q, q->entity, row, out);
		href = entity_href(c, q->entity, ((struct row *)row)->id);
		return attach_put(c, q, q->entity, row, str_print(c->arena,
		    "%s/files", href.p), out);
	}
	if (!files_of(c, q->entity, ((struct row *)row)->id, &all, &n))
		return false;
	node_list(out, "rows");
	for (i = 0; i < n; i++)
		rowjson_node(c->arena, &file_entity, &all[i],
		    node_row(out, "rows"));
	return true;
}

const struct page files_page = {
	.method = GET,
	.path   = "/{entity}/{id}/files",
	.about  = "The files attached to a row, and a form to attach more.",
	.view   = "files.html",
	.flags  = SIGNED_IN,
	.run    = show_files,
};

/* ---- attaching ---- */

struct attaching {
	struct files_said   said;
	struct files_looked looked[64];
	size_t n;
};

static str
said(const struct request *q, const char *name)
{
	str s = request_form(q, name);

	return s.p == NULL ? request_arg(q, name) : s;
}

static str
said_or_none(const struct request *q, const char *name)
{
	str s = str_trim(said(q, name));

	return str_none(s) ? (str){ 0 } : s;
}

static bool
read_said(struct ctx *c, const struct request *q, struct files_said *s)
{
	str day = said_or_none(q, "captured_on");

	s->title = said_or_none(q, "title");
	s->category = said_or_none(q, "category");
	s->source = said_or_none(q, "source");
	s->as = said_or_none(q, "as");
	s->confidential = !str_none(said(q, "confidential"));
	s->keep_place = !str_none(said(q, "keep_place"));
	if (!str_none(day) && !day_read(day, &s->captured_on))
		return fail(&c->errors, INVALID, "captured_on", "'%.*s' is not "
		    "a day like 2024-03-01.", (int)day.n, day.p);
	return true;
}

/* The files of the form; or the body is the file. */
static bool
look(struct ctx *c, const struct request *q, struct attaching *a)
{
	const struct upload *u;
	bool fine = true;
	size_t i;

	for (i = 0; i < q->n_uploads && a->n < 64; i++) {
		u = &q->uploads[i];
		if (str_is(u->name, "file") || str_is(u->name, "photo"))
			fine &= files_look(c, u->filename, u->bytes,
			    &a->looked[a->n++]);
	}
	if (q->n_uploads == 0 && q->n_form == 0 && q->body.n > 0)
		fine = files_look(c, said(q, "name"), q->body,
		    &a->looked[a->n++]);
	return a->n > 0 ? fine : fail(&c->errors, INVALID, "file",
	    "No file was sent. Choose one, or take a photo.");
}

/* The slow half, on a reader: decoding pictures for who may attach. */
static bool
prepare_attach(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct attaching *a = NEW(c->arena, struct attaching);
	bool fine;
	void *row;

	(void)out;
	if (!entity_row(c, q, &row))
		return false;
	if (!files_may_attach(c, q->entity, row))
		return fail(&c->errors, DENIED, NULL, c->actor.reads_only ?
		    "This token may read, not write." :
		    "Your roles do not let you attach files to this %s.",
		    words_say(c->words, q->entity->label));
	r->state = a;
	fine = read_said(c, q, &a->said);
	return look(c, q, a) && fine;
}

static str
back_to(struct ctx *c, const struct request *q, str href, const char *what,
    int64_t n)
{
	str to = request_back(q, href);

	to = str_part(to, 0, str_find(to, S("#")));
	to = str_part(to, 0, str_find(to, S("?")));
	return str_print(c->arena, "%.*s?%s=%lld#files", (int)to.n, to.p, what,
	    (long long)n);
}

static bool
accept_attach(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct attaching *a = r->state;
	struct node *one;
	struct file f;
	bool was, fresh = false;
	size_t i;
	void *row;

	if (!entity_row(c, q, &row))
		return false;
	for (i = 0; i < a->n; i++) {
		if (!files_attach(c, q->entity, ((struct row *)row)->id,
		    &a->looked[i], &a->said, &f, &was))
			return false;
		fresh |= !was;
		one = a->n == 1 ? out : node_row(out, "rows");
		rowjson_node(c->arena, &file_entity, &f, one);
		node_bool(one, "was_there", was);
	}
	if (q->shape == HTML) {
		r->go = back_to(c, q, entity_href(c, q->entity,
		    ((struct row *)row)->id), "attached", (int64_t)a->n);
		return true;
	}
	r->status = fresh ? 201 : 200;
	r->go = file_href(c, &f, "");
	return true;
}

const struct page files_post = {
	.method  = POST,
	.path    = "/{entity}/{id}/files",
	.about   = "Attach files: multipart with 'file', or the bytes as the "
	    "body with ?name=; the same bytes again are the file that is there.",
	.view    = "files.html",
	.flags   = SIGNED_IN,
	.again   = &files_page,
	.prepare = prepare_attach,
	.run     = accept_attach,
};

/* ---- bytes ---- */

struct pouring {
	struct file f;
	enum files_which which;
};

static bool
pour(struct ctx *c, void *state, int64_t piece, struct arena *a, str *out)
{
	const struct pouring *p = state;

	return files_read(c, &p->f, p->which, piece, a, out);
}

static bool
show_bytes(struct ctx *c, const struct request *q, enum files_which which,
    struct reply *r)
{
	struct pouring *p = NEW(c->arena, struct pouring);
	str hash, first;

	if (!flow_find_text(c, &file_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &p->f))
		return false;
	p->which = which;
	hash = which == FILES_AS_THUMB ? p->f.thumb :
	    which == FILES_AS_PICTURE ? p->f.picture : p->f.hash;
	if (str_none(hash) && which != FILES_WHOLE)
		return files_read(c, &p->f, which, 0, c->arena, &first);
	r->pour = pour;
	r->state = p;
	r->etag = str_print(c->arena, "\"%.*s\"", (int)hash.n, hash.p);
	r->raw_type = S("image/jpeg");
	if (which != FILES_WHOLE)
		return true;
	r->raw_type = str_starts(p->f.type, S("text/")) ? str_print(c->arena,
	    "%.*s; charset=utf-8", (int)p->f.type.n, p->f.type.p) : p->f.type;
	r->filename = p->f.name;
	return true;
}

static bool
show_whole(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return show_bytes(c, q, FILES_WHOLE, r);
}

static bool
show_thumb(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return show_bytes(c, q, FILES_AS_THUMB, r);
}

static bool
show_picture(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return show_bytes(c, q, FILES_AS_PICTURE, r);
}

const struct page file_bytes_page = {
	.method = GET,
	.path   = "/file/{id}/bytes",
	.about  = "The bytes of a file, to be kept; never shown in a page.",
	.flags  = SIGNED_IN,
	.run    = show_whole,
};

const struct page file_thumb_page = {
	.method = GET,
	.path   = "/file/{id}/thumb",
	.about  = "A small picture of a file, coded anew.",
	.flags  = SIGNED_IN,
	.run    = show_thumb,
};

const struct page file_picture_page = {
	.method = GET,
	.path   = "/file/{id}/picture",
	.about  = "A picture of a file to look at, coded anew.",
	.flags  = SIGNED_IN,
	.run    = show_picture,
};

/* ---- taking away ---- */

/* Back to the row it hung on, with the way to have it again. */
static bool
accept_take(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct entity *e;
	struct file f;
	struct id id;
	int64_t change;

	if (!flow_find_text(c, &file_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &f))
		return false;
	c->reason = request_form(q, "reason");
	if (!files_drop(c, f.row.id, entity_revision_of(q, &f), &change))
		return false;
	node_id(out, "dropped", f.row.id);
	node_count(out, "change", change);
	if (q->shape != HTML)
		return true;
	r->go = files_target(&f, &e, &id) ? back_to(c, q, entity_href(c, e,
	    id), "taken", change) : S("/file");
	return true;
}

const struct page file_drop_post = {
	.method = POST,
	.path   = "/file/{id}/drop",
	.about  = "Take a file away; it can be had back for 30 days.",
	.flags  = SIGNED_IN,
	.again  = &drop_page,
	.run    = accept_take,
};
