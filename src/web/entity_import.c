/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rows of one entity from a CSV file or a workbook.  The first sending is
 * a trial: it does everything, tells what came of each row, and is taken
 * back whole.  The file travels with the answer, so that applying it is
 * one more press of a button.
 */
#include "base/arena.h"
#include "derive/fieldtext.h"
#include "derive/tabular.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/table.h"
#include "web/entity.h"
#include "web/programme.h"

enum { FILE_MOST = 8 << 20 };

struct sent {
	str  bytes;
	bool applies;
	struct id programme;
};

static void
fill_columns(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct lookup *l = flow_lookup(c, q->entity);
	const struct tabular_column *column;
	struct node *row;
	size_t i, n;
	str *names;

	column = tabular_columns(c->arena, l, q->entity, &n);
	names = NEWS(c->arena, str, n + 1);
	for (i = 0; i < n; i++) {
		names[i] = column[i].heading;
		row = node_row(out, "columns");
		node_text(row, "name", column[i].heading);
		if (column[i].part != TABULAR_VALUE) {
			node_none(row, "label");
			continue;
		}
		node_z(row, "label", words_say(c->words,
		    column[i].field->label));
		node_z(row, "hint", words_say(c->words, column[i].field->hint));
		node_bool(row, "required", column[i].field->flags & MUST);
	}
	r->columns = names;
	r->n_columns = n;
}

/* The programme that rows without one belong to: its id or code. */
static str
within(const struct request *q)
{
	str said = request_form(q, "programme");

	return said.p == NULL ? request_arg(q, "programme") : said;
}

static bool
show_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	fill_columns(c, q, out, r);
	if (q->shape == CSV || q->shape == XLSX) {
		node_list(out, "rows");         /* a file to be filled in */
		r->filename = str_print(c->arena, "%s.%s", q->entity->name,
		    q->shape == CSV ? "csv" : "xlsx");
		return true;
	}
	entity_head(c, q->entity, NULL, str_print(c->arena, "%s: %s",
	    words_say(c->words, "Import"), words_say(c->words,
	    q->entity->plural)), out);
	node_text(out, "action", str_print(c->arena, "/%s/import",
	    q->entity->name));
	node_text(out, "csv_href", str_print(c->arena, "/%s/import.csv",
	    q->entity->name));
	node_text(out, "xlsx_href", str_print(c->arena, "/%s/import.xlsx",
	    q->entity->name));
	node_text(out, "within", within(q));
	programme_around(c, q, q->entity, NULL, out);
	return true;
}

/* ---- what was sent ---- */

/* A file of the form, the one that came with the trial, or the body. */
static bool
bytes_of(struct ctx *c, const struct request *q, str *bytes)
{
	str kept = request_form(q, "kept");
	size_t i;

	for (i = 0; i < q->n_uploads; i++)
		if (str_is(q->uploads[i].name, "file")) {
			*bytes = q->uploads[i].bytes;
			return true;
		}
	if (!str_none(kept))
		return fieldtext_unbase64(c->arena, kept, bytes) ||
		    fail(&c->errors, INVALID, "file",
		    "The file was damaged on its way; choose it again.");
	*bytes = q->n_form == 0 ? q->body : (str){ 0 };
	return true;
}

static bool
prepare_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct sent *s = NEW(c->arena, struct sent);
	str applies = request_form(q, "apply"), home = within(q);
	struct programme p;

	(void)out;
	if (applies.p == NULL)
		applies = request_arg(q, "apply");
	s->applies = str_is(applies, "yes");
	if (!str_none(home) && !flow_find_text(c, &programme_entity, home,
	    s->programme, &p))
		return false;
	s->programme = str_none(home) ? s->programme : p.row.id;
	if (!bytes_of(c, q, &s->bytes))
		return false;
	if (s->bytes.n == 0)
		return fail(&c->errors, INVALID, "file",
		    "No file was sent. Choose a CSV file or a workbook.");
	if (s->bytes.n > FILE_MOST)
		return fail(&c->errors, INVALID, "file", "The file has more "
		    "than %d MiB. Divide it, or use tilth import.",
		    FILE_MOST >> 20);
	r->state = s;
	return true;
}

static void
fill_result(struct ctx *c, const struct request *q, const struct sent *s,
    const struct tabular *t, struct node *out)
{
	node_bool(out, "applied", s->applies);
	node_bool(out, "was_tried", !s->applies);
	tabular_report(t, node_object(out, "report"));
	node_bool(out, "has_told", t->n_faults > 0);
	if (q->shape != HTML || s->applies)
		return;
	node_text(out, "kept", fieldtext_base64(c->arena, s->bytes));
	node_bool(out, "may_apply", t->n[TABULAR_ADD] + t->n[TABULAR_CHANGE] >
	    0);
}

static bool
accept_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct sent *s = r->state;
	struct tabular *t = NEW(c->arena, struct tabular);

	c->source = str_print(c->arena, "%.*s, import", (int)c->source.n,
	    c->source.p);
	if (!table_import_bytes(c, q->entity, s->programme, s->bytes, false, t))
		return false;
	if (q->shape == HTML && !show_import(c, q, out, r))
		return false;
	fill_result(c, q, s, t, out);
	r->undo = !s->applies;
	return true;
}

const struct page import_page = {
	.method = GET,
	.path   = "/{entity}/import",
	.about  = "How to import rows; as CSV or XLSX, a file to fill in.",
	.view   = "entity/import.html",
	.needs  = ADD,
	.run    = show_import,
};

const struct page import_post = {
	.method  = POST,
	.path    = "/{entity}/import",
	.about   = "Import rows of a CSV file or workbook ('file', or the "
	    "body); a trial, unless apply=yes.",
	.view    = "entity/import.html",
	.needs   = ADD,
	.again   = &import_page,
	.prepare = prepare_import,
	.run     = accept_import,
};
