/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Statements of the bank held against the ledger, and balances in other
 * currencies at a day's rate. */
#include "flow/bank.h"

#include <string.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/revalue.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/office.h"
#include "web/ask.h"
#include "web/budgets.h"
#include "web/entity.h"
#include "web/options.h"

static const char *const column_names[BANK_COLUMNS] = { "date", "amount",
	"in", "out", "reference", "text" };
static const char *const column_says[BANK_COLUMNS] = {  /* words: */
	"Day", "Amount, paid below zero", "Received", "Paid out",
	"Reference", "Text"
};

/* ---- the list ---- */

static bool
list_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct bank_statement *s;
	struct bank_line *l;
	struct node *row;
	size_t i, j, n, lines, matched;

	(void)node_list(out, "rows");
	if ((s = every(c, &bank_statement_entity, p->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if ((l = gather_of(c, &bank_line_entity, "statement",
		    s[i].row.id, &lines)) == NULL)
			return false;
		for (j = matched = 0; j < lines; j++)
			matched += !id_none(l[j].entry);
		row = node_row(out, "rows");
		node_text(row, "name", s[i].name);
		node_text(row, "href", str_print(c->arena, "%s/%s",
		    resources_href(c, p, "/bank").p, id_text(c->arena,
		    s[i].row.id).p));
		node_text(row, "currency", s[i].currency);
		node_day(row, "from", s[i].from);
		node_day(row, "to", s[i].to);
		node_count(row, "lines", (int64_t)lines);
		node_count(row, "matched", (int64_t)matched);
		node_bool(row, "is_done", matched == lines);
	}
	node_bool(out, "has_rows", n > 0);
	return true;
}

static bool
head(struct ctx *c, const struct programme *p, const char *below,
    struct node *out)
{
	node_z(out, "title", say(c, strcmp(below, "/bank") == 0 ? "Bank" :
	    "Revaluation"));
	resources_head(c, p, "/resources/budget", out);
	budgets_views(c, p, below, out);
	node_text(out, "here", resources_href(c, p, below));
	node_text(out, "currency", p->currency);
	node_bool(out, "may_take", ctx_may(c, &bank_statement_entity, ADD,
	    p->row.id));
	return true;
}

/* ---- a file ---- */

static void
columns_put(struct ctx *c, const struct bank_look *k, struct node *out)
{
	struct node *row, *o;
	size_t i, j;

	for (i = 0; i < BANK_COLUMNS; i++) {
		row = node_row(out, "columns");
		node_text(row, "name", str_of(column_names[i]));
		node_z(row, "label", say(c, column_says[i]));
		for (j = 0; j < k->wide; j++) {
			o = node_row(row, "options");
			node_count(o, "value", (int64_t)j + 1);
			node_text(o, "label", str_none(k->cell[0][j])
			    ? str_print(c->arena, "%zu", j + 1)
			    : k->cell[0][j]);
			node_bool(o, "selected", k->shape.column[i] ==
			    (int)j);
		}
	}
	for (i = 0; i < k->rows; i++) {
		row = node_row(out, "sample");
		for (j = 0; j < k->wide; j++)
			node_text(node_row(row, "cells"), "text",
			    k->cell[i][j]);
	}
}

static int
column_asked(const struct request *q, const char *name)
{
	int64_t n;

	return str_int(request_form(q, name), &n) && n > 0 && n <= BANK_WIDE
	    ? (int)n - 1 : -1;
}

static struct bank_shape
shape_asked(const struct request *q)
{
	str order = request_form(q, "order");
	struct bank_shape shape;
	size_t i;

	for (i = 0; i < BANK_COLUMNS; i++)
		shape.column[i] = column_asked(q, column_names[i]);
	shape.order = order.n == 1 ? order.p[0] : 'y';
	shape.decimal = str_is(request_form(q, "decimal"), ",") ? ',' : '.';
	shape.has_head = form_ticked(q, "head", S("yes"));
	return shape;
}

static struct bank_file
file_asked(struct ctx *c, const struct request *q, const struct programme *p)
{
	str typed = str_trim(request_form(q, "currency"));
	struct bank_file f = { p->row.id, request_form(q, "name"),
		request_form(q, "content"), NULL, "" };
	size_t i;

	for (i = 0; i < q->n_uploads; i++)
		if (q->uploads[i].bytes.n > 0) {
			f.bytes = q->uploads[i].bytes;
			f.name = q->uploads[i].filename;
		}
	f.currency = str_z(c->arena, str_none(typed) ? p->currency : typed);
	return f;
}

/* Before anything is kept: what of it is there already.  Columns that are
 * not right yet tell nothing. */
static void
known_put(struct ctx *c, const struct programme *p, const struct bank_file *f,
    struct node *out)
{
	struct errors before = c->errors;
	struct bank_known k;
	struct node *o;

	c->errors = (struct errors){ .arena = c->arena, .words = c->words };
	if (bank_known(c, f, &k) && (k.known > 0 || k.same_file)) {
		o = node_object(out, "before");
		node_bool(o, "same_file", k.same_file);
		node_count(o, "known", (int64_t)k.known);
		node_count(o, "rows", (int64_t)k.rows);
		node_count(o, "rest", k.known < k.rows
		    ? (int64_t)(k.rows - k.known) : INT64_MIN);
		node_text(o, "name", k.last.name);
		node_moment(o, "at", k.last.at);
		if (!id_none(k.last.by))
			node_text(o, "by", flow_name(c, &user_entity,
			    k.last.by));
		node_text(o, "href", str_print(c->arena, "%s/%s",
		    resources_href(c, p, "/bank").p, id_text(c->arena,
		    k.last.row.id).p));
	}
	c->errors = before;
}

static bool
show_map(struct ctx *c, const struct request *q, const struct programme *p,
    struct bank_file *f, struct node *out, struct reply *r)
{
	struct bank_look *k = NEW(c->arena, struct bank_look);

	if (!bank_guess(c->arena, f->bytes, k, &c->errors) ||
	    !head(c, p, "/bank", out))
		return false;
	if (str_is(request_form(q, "go"), "take"))
		k->shape = shape_asked(q);
	f->shape = &k->shape;
	node_text(out, "name", f->name);
	node_text(out, "content", f->bytes);
	node_z(out, "currency", f->currency);
	node_bool(out, "has_head", k->shape.has_head);
	node_bool(out, "is_y", k->shape.order == 'y');
	node_bool(out, "is_d", k->shape.order == 'd');
	node_bool(out, "is_m", k->shape.order == 'm');
	node_bool(out, "is_sure", k->is_sure);
	node_bool(out, "comma", k->shape.decimal == ',');
	columns_put(c, k, out);
	known_put(c, p, f, out);
	r->view = "bank_map.html";
	return true;
}

static bool
show_list(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct bank_file f;
	struct programme p;

	if (!programme_named(c, q, &p))
		return false;
	f = file_asked(c, q, &p);
	if (q->faults != NULL && f.bytes.n > 0 && str_is(request_form(q,
	    "go"), "take"))
		return show_map(c, q, &p, &f, out, r);
	if (!head(c, &p, "/bank", out))
		return false;
	node_z(out, "currency", f.currency);
	return list_put(c, &p, out);
}

const struct page bank_list_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/bank",
	.about  = "Statements of the bank, and how many of their lines are "
	    "matched with the ledger.",
	.view   = "bank_statements.html",
	.of     = &bank_statement_entity,
	.needs  = SEE,
	.run    = show_list,
};

static bool
take(struct ctx *c, const struct request *q, const struct programme *p,
    struct bank_file *f, struct reply *r)
{
	struct bank_shape shape = shape_asked(q);
	str lines = request_form(q, "lines");
	struct id id;

	f->shape = &shape;
	if (!bank_take(c, f, str_is(lines, "rest") ? BANK_REST :
	    str_is(lines, "all") ? BANK_EVERY : BANK_REFUSE, &id))
		return false;
	r->go = str_print(c->arena, "%s/%s", resources_href(c, p, "/bank").p,
	    id_text(c->arena, id).p);
	return true;
}

static bool
accept_file(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct bank_file f;
	struct programme p;

	if (!programme_named(c, q, &p))
		return false;
	f = file_asked(c, q, &p);
	if (f.bytes.n == 0)
		return fail(&c->errors, INVALID, "file",
		    "Choose the file of the bank first.");
	if (str_is(request_form(q, "go"), "take"))
		return take(c, q, &p, &f, r);
	return show_map(c, q, &p, &f, out, r);
}

const struct page bank_file_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/bank",
	.about  = "A bank's 'file' (CSV): shows what its columns are taken "
	    "for; with go=take and the columns, its lines are kept, all or none. "
	    "Lines that were taken in before are refused unless 'lines' says "
	    "rest (the others alone) or all.",
	.view   = "bank_statements.html",
	.again  = &bank_list_page,
	.of     = &bank_statement_entity,
	.needs  = ADD,
	.run    = accept_file,
};

/* ---- one statement ---- */

static void
entry_put(struct ctx *c, const struct transaction *t, struct node *row)
{
	node_text(row, "entry_id", id_text(c->arena, t->row.id));
	node_text(row, "entry_href", entity_href(c, &transaction_entity,
	    t->row.id));
	node_day(row, "entry_date", t->date);
	node_money(row, "entry_amount", bank_side(t));
	node_text(row, "entry_says", choice_says(c,
	    &iati_transaction_type_codes, t->type));
	node_text(row, "entry_document", t->document_no);
}

static void
line_put(struct ctx *c, const struct bank_line *l, struct node *row)
{
	node_text(row, "line_id", id_text(c->arena, l->row.id));
	node_count(row, "number", l->number);
	node_day(row, "date", l->date);
	node_money(row, "amount", l->amount);
	node_text(row, "reference", l->reference);
	node_text(row, "text", l->text);
}

static void
suggestions_put(struct ctx *c, const struct bank_match *m, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "suggested");
	for (i = 0; i < m->pairs; i++) {
		row = node_row(out, "suggested");
		line_put(c, &m->line[m->pair[i].line], row);
		entry_put(c, &m->entry[m->pair[i].entry], row);
		node_bool(row, "by_reference", m->pair[i].by_reference);
		node_count(row, "days", m->pair[i].days);
	}
	node_bool(out, "has_suggested", m->pairs > 0);
	node_count(out, "n_suggested", (int64_t)m->pairs);
}

/* Entries of the same amount that a line may still be matched with. */
static void
choices_put(struct ctx *c, const struct bank_match *m, size_t line,
    struct node *row)
{
	struct money side;
	struct node *o;
	size_t i;

	(void)node_list(row, "choices");
	for (i = 0; i < m->entries; i++) {
		side = bank_side(&m->entry[i]);
		if (!m->entry_free[i] || side.currency[0] == '\0' ||
		    side.minor != m->line[line].amount.minor ||
		    strcmp(side.currency, m->line[line].amount.currency) != 0)
			continue;
		o = node_row(row, "choices");
		entry_put(c, &m->entry[i], o);
	}
	node_bool(row, "has_choices", node_find(row, S("choices"))->n > 0);
}

static void
unmatched_put(struct ctx *c, const struct bank_match *m, struct node *out)
{
	bool *line = NEWS(c->arena, bool, m->lines + 1);
	bool *entry = NEWS(c->arena, bool, m->entries + 1);
	struct money side;
	struct node *row;
	size_t i, at;

	(void)node_list(out, "matched");
	(void)node_list(out, "lines");
	(void)node_list(out, "entries");
	for (i = 0; i < m->pairs; i++)
		line[m->pair[i].line] = entry[m->pair[i].entry] = true;
	for (i = 0; i < m->lines; i++) {
		if (line[i])
			continue;
		row = node_row(out, m->line_free[i] ? "lines" : "matched");
		line_put(c, &m->line[i], row);
		if (m->line_free[i])
			choices_put(c, m, i, row);
		else if (gather_find(m->entry_at, &m->line[i].entry, &at))
			entry_put(c, &m->entry[at], row);
		node_text(row, "by", id_none(m->line[i].matched_by)
		    ? (str){ 0 } : flow_name(c, &user_entity,
		    m->line[i].matched_by));
	}
	for (i = 0; i < m->entries; i++) {
		side = bank_side(&m->entry[i]);
		if (entry[i] || !m->entry_free[i] || side.currency[0] == '\0'
		    || !str_is(m->statement.currency, side.currency) ||
		    m->entry[i].date.n < m->statement.from.n ||
		    m->entry[i].date.n > m->statement.to.n)
			continue;
		entry_put(c, &m->entry[i], node_row(out, "entries"));
	}
	node_bool(out, "has_matched", node_find(out, S("matched"))->n > 0);
	node_bool(out, "has_lines", node_find(out, S("lines"))->n > 0);
	node_bool(out, "has_entries", node_find(out, S("entries"))->n > 0);
}

static bool
named(struct ctx *c, const struct request *q, struct programme *p,
    struct bank_statement *s)
{
	if (!programme_named(c, q, p) || !flow_find_text(c,
	    &bank_statement_entity, request_at(q, "statement"),
	    (struct id){ { 0 } }, s))
		return false;
	return id_same(s->programme, p->row.id) || fail(&c->errors, ABSENT,
	    NULL, "There is no such statement in this programme.");
}

static bool
show_one(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct bank_statement s;
	struct bank_match m;
	struct programme p;

	(void)r;
	if (!named(c, q, &p, &s) || !bank_match(c, s.row.id, &m) ||
	    !head(c, &p, "/bank", out))
		return false;
	node_text(out, "name", s.name);
	node_text(out, "action", str_print(c->arena, "%s/%s", resources_href(
	    c, &p, "/bank").p, id_text(c->arena, s.row.id).p));
	node_text(out, "ledger_href", resources_href(c, &p, "/entry"));
	node_day(out, "from", s.from);
	node_day(out, "to", s.to);
	node_count(out, "n_lines", (int64_t)m.lines);
	node_bool(out, "may_edit", flow_may(c, &bank_statement_entity, &s,
	    EDIT));
	suggestions_put(c, &m, out);
	unmatched_put(c, &m, out);
	return true;
}

const struct page bank_page_one = {
	.method = GET,
	.path   = "/programme/{id}/resources/bank/{statement}",
	.about  = "One statement: suggested and confirmed matches, what is "
	    "unmatched on either side.",
	.view   = "bank_statement.html",
	.of     = &bank_statement_entity,
	.needs  = SEE,
	.run    = show_one,
};

static bool
confirm_all(struct ctx *c, struct id statement)
{
	struct bank_match m;
	size_t i;

	if (!bank_match(c, statement, &m))
		return false;
	for (i = 0; i < m.pairs; i++)
		if (!bank_confirm(c, m.line[m.pair[i].line].row.id,
		    m.entry[m.pair[i].entry].row.id))
			return false;
	return true;
}

static bool
accept_match(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct bank_statement s;
	struct programme p;

	(void)out;
	if (!named(c, q, &p, &s))
		return false;
	r->go = str_print(c->arena, "%s/%s", resources_href(c, &p,
	    "/bank").p, id_text(c->arena, s.row.id).p);
	if (str_is(go, "all"))
		return confirm_all(c, s.row.id);
	if (str_is(go, "confirm"))
		return bank_confirm(c, ask_id(q, "line"), ask_id(q, "entry"));
	if (str_is(go, "undo"))
		return bank_undo(c, ask_id(q, "line"));
	if (!str_is(go, "drop"))
		return fail(&c->errors, INVALID, "go",
		    "Say what to do: confirm, all, undo or drop.");
	r->go = resources_href(c, &p, "/bank");
	return bank_drop(c, s.row.id);
}

const struct page bank_match_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/bank/{statement}",
	.about  = "Confirms one match ('line', 'entry'), all that are "
	    "suggested, undoes one, or drops the statement ('go').",
	.view   = "bank_statement.html",
	.again  = &bank_page_one,
	.of     = &bank_statement_entity,
	.needs  = ADD,
	.run    = accept_match,
};

/* ---- revaluation ---- */

static bool
show_value(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct day on = moment_day(c->now);
	struct revalued *v;
	struct programme p;
	struct finance *f;
	struct money more;
	struct node *row;
	size_t i, n;

	(void)r;
	if (!programme_named(c, q, &p) || !finance_of(c, p.row.id, &f) ||
	    !head(c, &p, "/revaluation", out))
		return false;
	if (!str_none(request_arg(q, "on")) && !day_read(request_arg(q, "on"),
	    &on))
		return fail(&c->errors, INVALID, "on",
		    "Write the day as 2024-01-31.");
	if (!revalue(c, f, on, &v, &n, &more))
		return false;
	node_text(out, "on", day_text(c->arena, on));
	node_bool(out, "sees_rates", ctx_may(c, &exchange_rate_entity, SEE,
	    p.row.id));
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		row = node_row(out, "rows");
		node_money(row, "held", v[i].held);
		node_money(row, "booked", v[i].booked);
		node_money(row, "now", v[i].now);
		node_money(row, "more", v[i].more);
		node_text(row, "rate", v[i].rate);
		node_count(row, "entries", v[i].entries);
		node_count(row, "unconverted", v[i].unconverted == 0
		    ? INT64_MIN : v[i].unconverted);
	}
	node_bool(out, "has_rows", n > 0);
	node_money(out, "more", more);
	return true;
}

const struct page revaluation_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/revaluation",
	.about  = "Balances in other currencies at the rate of a day ('on') "
	    "against what they were booked at; part of no other figure.",
	.view   = "revaluation.html",
	.of     = &pending_entry_entity,
	.needs  = SEE,
	.run    = show_value,
};
