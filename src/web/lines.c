/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Budget lines: those behind a figure, and many at once in a grid, typed or
 * pasted from a spreadsheet.  All are kept or none; what is wrong stands
 * beside its cell, and what was typed stays.
 */
#include <string.h>

#include "base/arena.h"
#include "derive/fieldtext.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/save.h"
#include "format/csv.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/budgets.h"
#include "web/entity.h"
#include "web/options.h"

enum { CELLS = 10, A_GRID = 200, BLANKS = 5 };

/* In the order in which a spreadsheet is pasted. */
static const char *const cells[CELLS] = { "code", "activity", "category",
	"fund", "funder", "description", "year", "amount", "currency",
	"account" };
static const char *const heads[CELLS] = {       /* words: */
	"Code", "Activity", "Category", "Kind of fund", "Funder",
	"Description", "Year", "Amount", "Currency", "Account"
};

enum { CODE_CELL, ACTIVITY_CELL, CATEGORY_CELL, FUND_CELL, FUNDER_CELL,
	DESCRIPTION_CELL, YEAR_CELL, AMOUNT_CELL, CURRENCY_CELL,
	ACCOUNT_CELL };

struct grid_row {
	struct id id;                   /* none: a new one */
	int64_t   revision;
	str       cell[CELLS];
};

struct grid {
	struct ctx           *c;
	const struct request *q;
	struct programme      p;
	struct finance       *f;
	enum budget_by        by;
	str                   code;
	struct activity      *activity;
	size_t                activities;
	struct grid_row      *row;
	size_t                n, room;
	bool                  sees_all;         /* a funder: his own alone */
};

static bool
begin(struct ctx *c, const struct request *q, struct grid *k)
{
	*k = (struct grid){ .c = c, .q = q };
	if (!programme_named(c, q, &k->p) || !finance_of(c, k->p.row.id,
	    &k->f) || (k->activity = every(c, &activity_entity, k->p.row.id,
	    &k->activities)) == NULL)
		return false;
	k->sees_all = flow_sees_all(c, &budget_line_entity);
	k->by = budget_named(request_arg(q, "by"));
	k->code = request_arg(q, "code");
	return true;
}

static struct grid_row *
one_more(struct grid *k)
{
	k->row = arena_more(k->c->arena, k->row, k->n, &k->room,
	    sizeof(*k->row));
	k->row[k->n] = (struct grid_row){ .revision = 0 };
	return &k->row[k->n++];
}

static bool
is_shown(const struct grid *k, const struct budget_line *l)
{
	if (!k->sees_all && !flow_may(k->c, &budget_line_entity, l, SEE))
		return false;
	return k->by == BUDGETS || str_none(k->code) ||
	    str_same(budget_of_line(k->c->arena, k->f, k->by, l), k->code);
}

static str
named(struct ctx *c, const struct entity *e, struct id id)
{
	return id_none(id) ? (str){ 0 } : flow_name(c, e, id);
}

/* ---- as they are ---- */

static void
take_line(struct grid *k, const struct budget_line *l)
{
	struct grid_row *r = one_more(k);
	struct arena *a = k->c->arena;
	size_t i;

	r->id = l->row.id;
	r->revision = l->row.revision;
	r->cell[CODE_CELL] = l->code;
	for (i = 0; i < k->activities; i++)
		if (id_same(k->activity[i].row.id, l->activity))
			r->cell[ACTIVITY_CELL] = k->activity[i].code;
	r->cell[CATEGORY_CELL] = l->category;
	r->cell[FUND_CELL] = l->fund;
	r->cell[FUNDER_CELL] = named(k->c, &party_entity, l->funder);
	r->cell[DESCRIPTION_CELL] = l->description;
	if (l->year != INT64_MIN)
		r->cell[YEAR_CELL] = str_print(a, "%lld", (long long)l->year);
	r->cell[AMOUNT_CELL] = money_text(a, l->amount);
	r->cell[CURRENCY_CELL] = str_print(a, "%s", l->amount.currency);
	for (i = 0; i < k->f->accounts; i++)
		if (id_same(k->f->account[i].row.id, l->account))
			r->cell[ACCOUNT_CELL] = k->f->account[i].code;
}

/* ---- as typed ---- */

static str
sent(struct grid *k, size_t row, const char *cell)
{
	return str_trim(request_form(k->q, str_print(k->c->arena, "r%zu_%s",
	    row, cell).p));
}

static void
take_typed(struct grid *k)
{
	struct grid_row *r;
	int64_t rows, revision;
	size_t i, j;

	if (!str_int(request_form(k->q, "rows"), &rows) || rows < 0 ||
	    rows > A_GRID * 2)
		rows = 0;
	for (i = 0; i < (size_t)rows; i++) {
		r = one_more(k);
		(void)id_read(sent(k, i, "id"), &r->id);
		if (str_int(sent(k, i, "revision"), &revision))
			r->revision = revision;
		for (j = 0; j < CELLS; j++)
			r->cell[j] = sent(k, i, cells[j]);
	}
}

/* Where each column of what was pasted goes; CELLS: nowhere.  A first line
 * of headings says so itself. */
static bool
is_heading(struct ctx *c, const str *field, size_t n, size_t *to)
{
	size_t i, j, found = 0;

	for (i = 0; i < n; i++) {
		to[i] = CELLS;
		for (j = 0; j < CELLS; j++)
			if (str_is(str_lower(c->arena, str_trim(field[i])),
			    cells[j]) || str_is(str_trim(field[i]), heads[j]) ||
			    str_is(str_trim(field[i]), say(c, heads[j])))
				to[i] = j;
		found += to[i] < CELLS;
	}
	if (found >= 2)
		return true;
	for (i = 0; i < n; i++)
		to[i] = i < CELLS ? i : CELLS;
	return false;
}

static bool
take_pasted(struct grid *k)
{
	str text = request_form(k->q, "paste"), field[CELLS * 4];
	size_t to[CELLS * 4], n, i, lines = 0;
	struct grid_row *r;
	struct csv *csv;

	if (str_none(str_trim(text)))
		return true;
	if (!csv_open_text(k->c->arena, text, &csv, &k->c->errors))
		return false;
	while (csv_next(csv, field, CELLS * 4, &n)) {
		if (csv_now(csv)->fault != CSV_SOUND)
			return csv_fail(csv, "paste", &k->c->errors);
		if (lines++ == 0 && is_heading(k->c, field, n, to))
			continue;
		if (k->n >= A_GRID * 2)
			return fail(&k->c->errors, INVALID, "paste",
			    "At most %d lines at once: paste the rest "
			    "afterwards.", A_GRID);
		r = one_more(k);
		for (i = 0; i < n && i < CELLS * 4; i++)
			if (to[i] < CELLS)
				r->cell[to[i]] = str_copy(k->c->arena,
				    str_trim(csv_unguard(field[i])));
	}
	return true;
}

/* ---- the page ---- */

static void
cell_put(struct grid *k, size_t i, size_t j, struct node *row)
{
	struct node *in = node_row(row, "cells");
	str name = str_print(k->c->arena, "r%zu_%s", i, cells[j]);
	const char *error = k->q->faults == NULL ? NULL
	    : errors_text(k->q->faults, name.p);

	node_text(in, "name", name);
	node_z(in, "label", say(k->c, heads[j]));
	node_text(in, "value", k->row[i].cell[j]);
	node_z(in, "width", j == DESCRIPTION_CELL || j == FUNDER_CELL ? "wd"
	    : j == CODE_CELL || j == FUND_CELL || j == AMOUNT_CELL ? "w7"
	    : "w5");
	if (error != NULL)
		node_z(in, "error", error);
}

static void
grid_put(struct grid *k, struct node *out)
{
	const char *error = k->q->faults == NULL ? NULL
	    : errors_text(k->q->faults, "paste");
	struct node *o = node_object(out, "grid"), *row;
	size_t i, j;

	for (j = 0; j < CELLS; j++)
		node_z(node_row(o, "heads"), "head", say(k->c, heads[j]));
	(void)node_list(o, "rows");
	for (i = 0; i < k->n; i++) {
		row = node_row(o, "rows");
		node_count(row, "number", (int64_t)i);
		node_count(row, "line", (int64_t)i + 1);
		node_text(row, "id", id_none(k->row[i].id) ? (str){ 0 }
		    : id_text(k->c->arena, k->row[i].id));
		node_count(row, "revision", k->row[i].revision);
		for (j = 0; j < CELLS; j++)
			cell_put(k, i, j, row);
	}
	node_count(o, "n", (int64_t)k->n);
	if (error != NULL) {
		node_z(o, "paste_error", error);
		node_text(o, "paste", request_form(k->q, "paste"));
	}
	options_put(k->c, &un_budget_category_codes, "categories", (str){ 0 },
	    o);
	options_put(k->c, &fund_kind_codes, "funds", (str){ 0 }, o);
	for (i = 0; i < k->activities; i++) {
		row = node_row(o, "activities");
		node_text(row, "code", k->activity[i].code);
		node_text(row, "title", text_in(k->c->arena,
		    k->activity[i].title, k->c->lang));
	}
}

static bool
fill_grid(struct grid *k, struct node *out)
{
	struct errors before = k->c->errors;
	size_t i, given;

	if (k->q->faults != NULL) {
		take_typed(k);
		if (!take_pasted(k))
			k->c->errors = before;
	} else {
		for (i = 0; i < (size_t)k->f->lines && k->n < A_GRID; i++)
			if (is_shown(k, &k->f->line[i]))
				take_line(k, &k->f->line[i]);
		given = k->n;
		while (k->n < given + BLANKS)
			(void)one_more(k);
	}
	grid_put(k, out);
	return true;
}

static bool
lines_put(struct grid *k, struct node *out)
{
	struct ctx *c = k->c;
	const struct budget_line *l;
	struct money sum = { 0 }, due = { 0 }, earned = { 0 };
	struct node *row;
	size_t i, n = 0;

	(void)node_list(out, "rows");
	for (i = 0; i < (size_t)k->f->lines; i++) {
		l = &k->f->line[i];
		if (!is_shown(k, l))
			continue;
		n++;
		row = node_row(out, "rows");
		node_text(row, "href", entity_href(c, &budget_line_entity,
		    l->row.id));
		node_text(row, "code", str_none(l->code) ? str_of("–")
		    : l->code);
		node_text(row, "activity", named(c, &activity_entity,
		    l->activity));
		node_text(row, "category", choice_says(c,
		    &un_budget_category_codes, l->category));
		node_text(row, "fund", choice_says(c, &fund_kind_codes,
		    l->fund));
		node_text(row, "funder", named(c, &party_entity, l->funder));
		node_text(row, "description", l->description);
		node_text(row, "year", l->year == INT64_MIN ? (str){ 0 }
		    : str_print(c->arena, "%lld", (long long)l->year));
		node_money(row, "amount", l->amount);
		node_money(row, "base", k->f->line_base[i]);
		node_bool(row, "is_foreign", strcmp(l->amount.currency,
		    k->f->currency) != 0);
		node_text(row, "rate", l->rate_basis);
		node_money(row, "due", k->f->line_due[i]);
		node_money(row, "earned", k->f->line_earned[i]);
		if (!money_add(&sum, k->f->line_base[i]) ||
		    !money_add(&due, k->f->line_due[i]) ||
		    !money_add(&earned, k->f->line_earned[i]))
			return finance_too_large(c);
	}
	node_bool(out, "has_rows", n > 0);
	node_count(out, "n", (int64_t)n);
	node_money(out, "sum", sum);
	node_money(out, "sum_due", due);
	node_money(out, "sum_earned", earned);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct grid k;
	bool may;

	(void)r;
	if (!begin(c, q, &k))
		return false;
	may = ctx_may(c, &budget_line_entity, ADD | EDIT, k.p.row.id);
	node_z(out, "title", say(c, "Budget lines"));
	resources_head(c, &k.p, "/resources/budget", out);
	budgets_views(c, &k.p, "/lines", out);
	node_bool(out, "may_plan", may);
	node_text(out, "here", resources_href(c, &k.p, "/lines"));
	node_text(out, "edit", str_print(c->arena,
	    "%s?edit=yes&by=%.*s&code=%.*s", resources_href(c, &k.p,
	    "/lines").p, (int)request_arg(q, "by").n, request_arg(q, "by").p,
	    (int)k.code.n, k.code.p));
	node_text(out, "currency", k.p.currency);
	node_text(out, "kept", request_arg(q, "kept"));
	if (may && (str_is(request_arg(q, "edit"), "yes") ||
	    q->faults != NULL))
		return fill_grid(&k, out);
	node_bool(out, "of_earned", str_is(request_arg(q, "show"), "earned"));
	return lines_put(&k, out);
}

const struct page lines_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/lines",
	.about  = "The lines of the budget, all or those behind one figure "
	    "('by', 'code'); with edit=yes in a grid.",
	.view   = "budget_lines.html",
	.of     = &transaction_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- what was sent ---- */

static bool
is_blank(const struct grid_row *r)
{
	size_t j;

	for (j = 0; j < CELLS; j++)
		if (!str_none(r->cell[j]) && j != CURRENCY_CELL)
			return false;
	return true;
}

static bool
wrong(struct grid *k, size_t row, size_t cell, const char *says)
{
	return fail(&k->c->errors, INVALID, str_print(k->c->arena, "r%zu_%s",
	    row, cells[cell]).p, "%s", says);
}

/* Faults on fields of a line go to the cells of that row. */
static void
tell_faults(struct grid *k, size_t row, const struct errors *e)
{
	const struct error *one;
	size_t j, cell;

	for (one = e->first; one != NULL; one = one->next) {
		cell = CODE_CELL;
		for (j = 0; j < CELLS; j++)
			if (one->field != NULL && strcmp(one->field,
			    cells[j]) == 0)
				cell = j;
		(void)wrong(k, row, cell, one->text);
	}
}

static bool
read_activity(struct grid *k, str text, struct budget_line *l)
{
	size_t i;

	l->activity = (struct id){ { 0 } };
	for (i = 0; i < k->activities; i++)
		if (str_same(k->activity[i].code, text) || str_same(text_in(
		    k->c->arena, k->activity[i].title, k->c->lang), text)) {
			l->activity = k->activity[i].row.id;
			return true;
		}
	return str_none(text);
}

static bool
read_cells(struct grid *k, size_t row, struct budget_line *l)
{
	static const int direct[] = { CODE_CELL, CATEGORY_CELL, FUND_CELL,
		FUNDER_CELL, DESCRIPTION_CELL, YEAR_CELL, ACCOUNT_CELL };
	const struct entity *e = &budget_line_entity;
	struct errors faults = { .arena = k->c->arena, .words = k->c->words };
	struct fieldtext with = { k->c->arena, flow_lookup(k->c, e), &faults };
	const struct grid_row *r = &k->row[row];
	str currency = str_none(r->cell[CURRENCY_CELL]) ? k->p.currency
	    : r->cell[CURRENCY_CELL];
	size_t i;

	for (i = 0; i < sizeof(direct) / sizeof(direct[0]); i++)
		(void)!fieldtext_take(&with, field_named(e, str_of(
		    cells[direct[i]])), r->cell[direct[i]], l);
	l->amount = (struct money){ 0 };
	if (!str_none(r->cell[AMOUNT_CELL]))
		(void)!fieldtext_take(&with, field_named(e, S("amount")),
		    str_print(k->c->arena, "%.*s %.*s",
		    (int)r->cell[AMOUNT_CELL].n, r->cell[AMOUNT_CELL].p,
		    (int)currency.n, currency.p), l);
	tell_faults(k, row, &faults);
	return (read_activity(k, r->cell[ACTIVITY_CELL], l) || wrong(k, row,
	    ACTIVITY_CELL, words_say(k->c->words,
	    "There is no such activity in this programme."))) &&
	    faults.first == NULL;
}

static bool
is_same(const struct budget_line *was, const struct budget_line *l)
{
	const struct field *f;

	for (f = budget_line_entity.fields; f->name != NULL; f++)
		if (!row_same(f, was, l))
			return false;
	return true;
}

/* A row that was typed; *kept counts those that changed. */
static bool
keep_row(struct grid *k, size_t row, size_t *kept)
{
	struct ctx *c = k->c;
	struct grid_row *r = &k->row[row];
	struct ctx own = *c;
	struct budget_line l, was;
	bool fine;

	if (id_none(r->id) && is_blank(r))
		return true;
	row_blank(&budget_line_entity, &l);
	if (!id_none(r->id) && !flow_find(c, &budget_line_entity, r->id, &l))
		return false;
	if (!id_none(r->id) && !id_same(l.programme, k->p.row.id))
		return wrong(k, row, CODE_CELL, words_say(c->words,
		    "This budget line is of another programme."));
	was = l;
	l.programme = k->p.row.id;
	if (r->revision > 0)
		l.row.revision = r->revision;
	if (!read_cells(k, row, &l))
		return false;
	if (!id_none(r->id) && is_same(&was, &l))
		return true;
	own.errors = (struct errors){ .arena = c->arena, .words = c->words };
	fine = flow_save(&own, &budget_line_entity, &l);
	if (!fine && errors_worst(&own.errors) >= BUSY) {
		c->errors = own.errors;
		return false;
	}
	tell_faults(k, row, &own.errors);
	*kept += fine;
	return fine;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	size_t i, kept = 0;
	bool fine = true;
	struct grid k;

	if (!begin(c, q, &k))
		return false;
	take_typed(&k);
	if (!take_pasted(&k))
		return false;
	for (i = 0; i < k.n; i++)
		fine = keep_row(&k, i, &kept) && fine;
	node_count(out, "kept", (int64_t)kept);
	r->go = str_print(c->arena, "%s?kept=%zu", resources_href(c, &k.p,
	    "/lines").p, kept);
	return fine;
}

const struct page lines_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/lines",
	.about  = "Keeps many budget lines at once: rows of cells ('rows', "
	    "'r0_code', 'r0_amount' ...) and a table that is pasted "
	    "('paste'). All or none.",
	.view   = "budget_lines.html",
	.again  = &lines_page,
	.of     = &budget_line_entity,
	.needs  = ADD,
	.run    = accept,
};
