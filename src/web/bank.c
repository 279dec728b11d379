/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The bank of questions of a programme: all of them, one to write or
 * change, and many at once from a table. */
#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/exam_lines.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/options.h"
#include "web/passing.h"
#include "web/programme.h"

enum { SHOWN = 300, ROWS = 12 };

static str
bank_href(struct ctx *c, const struct programme *p)
{
	return str_print(c->arena, "%s/bank", programme_href(c, p).p);
}

static bool
head_put(struct ctx *c, const struct request *q, struct programme *p,
    const char *title, struct node *out)
{
	struct crumb up[2];

	if (!programme_named(c, q, p))
		return false;
	node_z(out, "title", say(c, title));
	programme_put(c, p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Bank of questions")),
		bank_href(c, p) };
	crumb_put(out, up, 2);
	node_text(out, "bank", bank_href(c, p));
	node_bool(out, "may_add", ctx_may(c, &test_item_entity, ADD,
	    p->row.id));
	return true;
}

/* Which course, by code or id; of one alone, that one. */
static bool
courses_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct course *chosen, struct node *out)
{
	str asked = request_arg(q, "course");
	struct course *all;
	struct node *row;
	size_t i, n;
	bool here;

	row_blank(&course_entity, chosen);
	if (str_none(asked))
		asked = request_form(q, "course");
	if ((all = every(c, &course_entity, p->row.id, &n)) == NULL)
		return false;
	(void)node_list(out, "courses");
	for (i = 0; i < n; i++) {
		here = str_same(all[i].code, asked) || str_same(id_text(
		    c->arena, all[i].row.id), asked) || n == 1;
		if (here)
			*chosen = all[i];
		row = node_row(out, "courses");
		node_text(row, "code", all[i].code);
		node_text(row, "title", text_in(c->arena, all[i].title,
		    c->lang));
		node_bool(row, "here", here);
	}
	node_bool(out, "has_courses", n > 0);
	node_text(out, "course", chosen->code);
	node_text(out, "new_course", str_print(c->arena,
	    "/course/new?programme=%s", id_text(c->arena, p->row.id).p));
	return true;
}

/* ---- the list ---- */

static void
item_put(struct ctx *c, const struct programme *p, const struct test_item *it,
    struct node *row)
{
	bool whole = exam_item_whole(c->arena, it);

	node_text(row, "code", it->code);
	node_text(row, "text", text_in(c->arena, it->stem, c->lang));
	node_text(row, "kind", choice_says(c, &test_item_kind_codes,
	    it->kind));
	node_text(row, "topic", it->topic);
	node_real(row, "points", exam_points(it), -1);
	node_text(row, "href", str_print(c->arena, "%s/item?item=%s",
	    bank_href(c, p).p, id_text(c->arena, it->row.id).p));
	mark_put(c, row, str_is(it->status, "retired") ? "none" : !whole
	    ? "warn" : str_is(it->status, "draft") ? "info" : "ok",
	    str_is(it->status, "retired") ? "Retired" : !whole
	    ? "Not whole" : str_is(it->status, "draft") ? "Draft" : "In use");
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	bool all = str_is(request_arg(q, "show"), "all");
	struct test_item *it;
	struct programme p;
	struct course k;
	size_t i, n, shown = 0, retired = 0;

	(void)r;
	if (!head_put(c, q, &p, "Bank of questions", out) ||
	    !courses_put(c, q, &p, &k, out))
		return false;
	it = k.row.revision > 0 ? every_by(c, &test_item_entity, "course",
	    k.row.id, &n) : every(c, &test_item_entity, p.row.id, &n);
	if (it == NULL)
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		retired += str_is(it[i].status, "retired");
		if ((str_is(it[i].status, "retired") && !all) ||
		    shown == SHOWN)
			continue;
		item_put(c, &p, &it[i], node_row(out, "rows"));
		shown++;
	}
	node_bool(out, "has_rows", shown > 0);
	node_count(out, "n", (int64_t)n);
	node_count(out, "retired", retired > 0 && !all ? (int64_t)retired
	    : INT64_MIN);
	node_text(out, "all_href", str_print(c->arena, "%s?show=all&course="
	    "%.*s", bank_href(c, &p).p, (int)k.code.n, k.code.p));
	node_text(out, "list_href", str_print(c->arena,
	    "/test_item?programme=%.*s", (int)p.code.n, p.code.p));
	return true;
}

const struct page bank_page = {
	.method = GET,
	.path   = "/programme/{id}/bank",
	.about  = "All questions of a programme's tests, of one "
	    "?course= or of all.",
	.view   = "bank.html",
	.of     = &test_item_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- many from a table ---- */

static void
line_put(struct ctx *c, const struct exam_line *l, struct node *row)
{
	node_count(row, "line", (int64_t)l->line);
	node_z(row, "fault", l->fault);
	node_text(row, "text", text_in(c->arena, l->item.stem, c->lang));
	if (l->fault != NULL)
		return;
	node_text(row, "kind", choice_says(c, &test_item_kind_codes,
	    l->item.kind));
	node_text(row, "right", exam_key_says(c, &l->item));
	node_real(row, "points", exam_points(&l->item), -1);
	node_text(row, "topic", l->item.topic);
}

static bool
show_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct course k;

	(void)r;
	if (!head_put(c, q, &p, "Questions from a table", out) ||
	    !courses_put(c, q, &p, &k, out))
		return false;
	node_text(out, "lines", request_form(q, "lines"));
	return true;
}

const struct page bank_import_page = {
	.method = GET,
	.path   = "/programme/{id}/bank/import",
	.about  = "Questions pasted from a spreadsheet or as CSV.",
	.view   = "bank_import.html",
	.of     = &test_item_entity,
	.needs  = ADD,
	.run    = show_import,
};

static str
lines_sent(const struct request *q)
{
	size_t i;

	for (i = 0; i < q->n_uploads; i++)
		if (str_is(q->uploads[i].name, "file") &&
		    q->uploads[i].bytes.n > 0)
			return q->uploads[i].bytes;
	return request_form(q, "lines");
}

static bool
preview(struct ctx *c, const struct request *q, str text,
    const struct exam_line *l, size_t n, struct node *out)
{
	size_t i, good = 0;

	for (i = 0; i < n; i++) {
		line_put(c, &l[i], node_row(out, "preview"));
		good += l[i].fault == NULL;
	}
	node_bool(out, "has_preview", true);
	node_count(out, "good", (int64_t)good);
	node_count(out, "bad", n > good ? (int64_t)(n - good) : INT64_MIN);
	node_bool(out, "some_good", good > 0);
	node_text(out, "lines", text);
	(void)q;
	return true;
}

static bool
take_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str text = lines_sent(q);
	struct exam_line *l;
	struct programme p;
	struct course k;
	size_t n, added;

	if (!head_put(c, q, &p, "Questions from a table", out) ||
	    !courses_put(c, q, &p, &k, out))
		return false;
	if (k.row.revision == 0)
		return fail(&c->errors, INVALID, "course",
		    "Choose the course that they belong to.");
	if (!exam_lines_read(c, text, &l, &n))
		return false;
	if (!str_is(request_form(q, "go"), "add"))
		return preview(c, q, text, l, n, out);
	if (!exam_lines_add(c, k.row.id, l, n, &added))
		return false;
	r->go = str_print(c->arena, "%s?course=%.*s", bank_href(c, &p).p,
	    (int)k.code.n, k.code.p);
	return true;
}

const struct page bank_import_post = {
	.method = POST,
	.path   = "/programme/{id}/bank/import",
	.about  = "Shows what a table of questions would add, line by "
	    "line; with 'go' add, adds those without a fault.",
	.view   = "bank_import.html",
	.of     = &test_item_entity,
	.needs  = ADD,
	.again  = &bank_import_page,
	.run    = take_import,
};
