/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The ledger of a programme: entries, what waits for another person, and
 * entries taken back. */
#include "flow/books.h"

#include <string.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/codes.h"
#include "model/office.h"
#include "web/ask.h"
#include "web/budgets.h"
#include "web/entity.h"

enum { A_PAGE = 100 };

static const struct {
	const char          *name;      /* words: */
	const char          *below;
	const struct entity *of;
} views[] = {
	{ "Overview",      "/budget",      &transaction_entity },
	{ "Budget lines",  "/lines",       &transaction_entity },
	{ "Ledger of money", "/ledger",    &transaction_entity },
	{ "Bank",          "/bank",        &bank_statement_entity },
	{ "Revaluation",   "/revaluation", &pending_entry_entity },
};

void
budgets_views(struct ctx *c, const struct programme *p, const char *here,
    struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
		if (!ctx_may(c, views[i].of, SEE, p->row.id))
			continue;
		row = node_row(out, "views");
		node_z(row, "name", say(c, views[i].name));
		node_text(row, "href", resources_href(c, p, views[i].below));
		node_bool(row, "here", strcmp(views[i].below, here) == 0);
	}
}

static str
named(struct ctx *c, const struct entity *e, struct id id)
{
	return id_none(id) ? (str){ 0 } : flow_name(c, e, id);
}

/* ---- entries ---- */

struct listing {
	struct ctx             *c;
	const struct programme *p;
	const struct finance   *f;
	enum budget_by          by;
	str                     code, type, form;
	struct day              until;          /* none: any day */
	size_t                 *at, n;          /* the entries shown */
	bool                   *reversed;       /* [transactions] */
	bool                    sees_all;       /* a funder: his own alone */
};

static bool
is_shown(const struct listing *k, const struct transaction *t)
{
	if (!k->sees_all && !flow_may(k->c, &transaction_entity, t, SEE))
		return false;
	if (!str_none(k->type) && !str_same(t->type, k->type))
		return false;
	if (k->until.n != 0 && t->date.n > k->until.n)
		return false;
	if (!str_none(k->form) && !budget_is_given(t, k->form))
		return false;
	if (k->by == BUDGETS || str_none(k->code))
		return true;
	return str_same(budget_of_entry(k->c->arena, k->f, k->by, t), k->code);
}

static void
choose_entries(struct listing *k, const struct request *q)
{
	struct arena *a = k->c->arena;
	size_t all = (size_t)k->f->transactions, i, at;
	struct map *place = gather_index(a, k->f->entry, all,
	    sizeof(*k->f->entry));

	k->sees_all = flow_sees_all(k->c, &transaction_entity);
	k->by = budget_named(request_arg(q, "by"));
	k->code = request_arg(q, "code");
	k->type = request_arg(q, "type");
	k->form = request_arg(q, "form");
	if (!day_read(request_arg(q, "until"), &k->until))
		k->until = (struct day){ 0 };
	k->at = NEWS(a, size_t, all + 1);
	k->reversed = NEWS(a, bool, all + 1);
	for (i = 0; i < all; i++) {
		if (is_shown(k, &k->f->entry[i]))
			k->at[k->n++] = i;
		if (gather_find(place, &k->f->entry[i].reverses, &at))
			k->reversed[at] = true;
	}
}

static void
entry_put(struct listing *k, size_t at, bool may, struct node *row)
{
	const struct transaction *t = &k->f->entry[at];
	struct ctx *c = k->c;

	node_text(row, "id", id_text(c->arena, t->row.id));
	node_text(row, "code", t->code);
	node_text(row, "href", entity_href(c, &transaction_entity,
	    t->row.id));
	node_day(row, "date", t->date);
	node_text(row, "type", choice_says(c, &iati_transaction_type_codes,
	    t->type));
	if (!str_none(t->form) && !str_is(t->form, "money"))
		node_text(row, "form", choice_says(c,
		    &contribution_form_codes, t->form));
	node_text(row, "activity", named(c, entity_named(S("activity")),
	    t->activity));
	node_text(row, "funder", named(c, &party_entity, t->funder));
	node_money(row, "amount", t->amount);
	node_money(row, "base", k->f->entry_base[at]);
	node_bool(row, "is_foreign", strcmp(t->amount.currency,
	    k->f->currency) != 0);
	node_text(row, "rate", t->rate_basis);
	node_text(row, "document", t->document_no);
	node_text(row, "description", t->description);
	node_text(row, "entered_by", named(c, &user_entity, t->entered_by));
	node_text(row, "approved_by", named(c, &user_entity,
	    t->approved_by));
	node_bool(row, "is_reversal", !id_none(t->reverses));
	node_bool(row, "was_reversed", k->reversed[at]);
	node_bool(row, "reconciled", t->reconciled == YES);
	node_bool(row, "may_reverse", may && id_none(t->reverses) &&
	    !k->reversed[at]);
}

static bool
entries_put(struct listing *k, const struct request *q, struct node *out)
{
	struct ctx *c = k->c;
	bool may = ctx_may(c, &transaction_entity, ADD, k->p->row.id);
	size_t pages = k->n / A_PAGE + (k->n % A_PAGE > 0), page, i, to;
	bool one = true;
	struct money sum = { 0 };

	for (i = 0; i < k->n; i++) {
		one &= str_same(k->f->entry[k->at[i]].type,
		    k->f->entry[k->at[0]].type);
		if (!money_add(&sum, k->f->entry_base[k->at[i]]))
			return finance_too_large(c);
	}
	page = page_asked(q, pages);
	to = (page + 1) * A_PAGE < k->n ? (page + 1) * A_PAGE : k->n;
	(void)node_list(out, "rows");
	for (i = page * A_PAGE; i < to; i++)
		entry_put(k, k->at[i], may, node_row(out, "rows"));
	node_bool(out, "has_rows", k->n > 0);
	node_count(out, "n", (int64_t)k->n);
	/* What is promised, received and spent comes to no sum together. */
	if (one || !str_none(k->form))
		node_money(out, "sum", sum);
	pager_put(c, out, str_print(c->arena, "%s?by=%.*s&code=%.*s&type=%.*s"
	    "&form=%.*s&until=%s", resources_href(c, k->p, "/ledger").p,
	    (int)request_arg(q, "by").n, request_arg(q, "by").p,
	    (int)k->code.n, k->code.p, (int)k->type.n, k->type.p,
	    (int)k->form.n, k->form.p, k->until.n == 0 ? ""
	    : day_text(c->arena, k->until).p), page, page * A_PAGE, to,
	    k->n);
	return true;
}

/* What is narrowed to, in words. */
static void
narrowed_put(struct listing *k, struct node *out)
{
	struct finance_sum *s;
	size_t i, n;

	if (!str_none(k->type))
		node_text(out, "of_type", choice_says(k->c,
		    &iati_transaction_type_codes, k->type));
	node_day(out, "until", k->until);
	if (!str_none(k->form))
		node_text(out, "of_form", choice_says(k->c,
		    &contribution_form_codes, k->form));
	if (k->by == BUDGETS || str_none(k->code))
		return;
	s = budget_sums(k->c->arena, k->f, k->by, &n);
	for (i = 0; i < n; i++)
		if (str_same(s[i].code, k->code))
			node_text(out, "of_sum", budget_says(k->c, k->f,
			    k->by, &s[i]));
}

/* ---- what waits ---- */

/* What the second person should know of: parts on other days. */
static bool
beside_put(struct ctx *c, const struct pending_entry *e, struct node *row)
{
	struct money sum;
	size_t n;

	if (!books_beside(c, e, &n, &sum))
		return false;
	if (n == 0)
		return true;
	node_count(row, "beside", (int64_t)n);
	if (sum.currency[0] != '\0')
		node_money(row, "beside_sum", sum);
	node_count(row, "window", BOOKS_WINDOW);
	return true;
}

static bool
waiting_put(struct listing *k, struct node *out)
{
	struct ctx *c = k->c;
	struct pending_entry *e;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "waiting");
	if (!ctx_may(c, &pending_entry_entity, SEE, k->p->row.id))
		return true;
	if ((e = every(c, &pending_entry_entity, k->p->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!str_is(e[i].state, "waiting"))
			continue;
		row = node_row(out, "waiting");
		node_text(row, "id", id_text(c->arena, e[i].row.id));
		node_text(row, "href", entity_href(c, &pending_entry_entity,
		    e[i].row.id));
		node_day(row, "date", e[i].date);
		node_text(row, "type", choice_says(c,
		    &iati_transaction_type_codes, e[i].type));
		node_money(row, "amount", e[i].amount);
		node_text(row, "activity", named(c, entity_named(
		    S("activity")), e[i].activity));
		node_text(row, "description", e[i].description);
		node_text(row, "by", named(c, &user_entity, e[i].by));
		node_text(row, "why", e[i].why);
		node_bool(row, "may_decide", books_may_decide(c, &e[i]));
		if (!beside_put(c, &e[i], row))
			return false;
		node_bool(row, "mine", id_same(e[i].by, c->actor.user));
	}
	node_bool(out, "has_waiting", node_find(out, S("waiting"))->n > 0);
	return true;
}

/* Nothing is held back by it: somebody looks. */
static bool
parts_put(struct listing *k, struct node *out)
{
	const struct transaction *t;
	struct books_parts *p;
	struct node *row, *one;
	struct ctx *c = k->c;
	size_t i, j, n;

	(void)node_list(out, "parts");
	if (!k->sees_all || !ctx_may(c, &pending_entry_entity, SEE,
	    k->p->row.id))
		return true;
	if (!books_parts(c, k->p->row.id, &p, &n))
		return false;
	for (i = 0; i < n; i++) {
		t = p[i].part[0];
		row = node_row(out, "parts");
		node_count(row, "n", (int64_t)p[i].n);
		node_money(row, "sum", p[i].sum);
		node_money(row, "limit", p[i].limit);
		node_day(row, "from", t->date);
		node_day(row, "until", p[i].part[p[i].n - 1]->date);
		node_text(row, "whom", id_none(t->receiver)
		    ? named(c, &budget_line_entity, t->budget_line)
		    : named(c, &party_entity, t->receiver));
		(void)node_list(row, "entries");
		for (j = 0; j < p[i].n; j++) {
			t = p[i].part[j];
			one = node_row(row, "entries");
			node_day(one, "date", t->date);
			node_money(one, "amount", t->amount);
			node_text(one, "document", t->document_no);
			node_text(one, "href", entity_href(c,
			    &transaction_entity, t->row.id));
		}
	}
	node_bool(out, "has_parts", n > 0);
	node_count(out, "window", BOOKS_WINDOW);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct listing k = { .c = c };
	struct programme p;
	struct finance *f;

	(void)r;
	if (!programme_named(c, q, &p) || !finance_of(c, p.row.id, &f))
		return false;
	k.p = &p;
	k.f = f;
	node_z(out, "title", say(c, "Ledger of money"));
	resources_head(c, &p, "/resources/budget", out);
	budgets_views(c, &p, "/ledger", out);
	choose_entries(&k, q);
	narrowed_put(&k, out);
	node_text(out, "base", resources_href(c, &p, ""));
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_bool(out, "may_enter", ctx_may(c, &pending_entry_entity, ADD,
	    p.row.id));
	node_text(out, "done", str_of(say(c, str_is(request_arg(q, "done"),
	    "entered") ? "It is entered." : str_is(request_arg(q, "done"),
	    "waits") ? "It waits: another person approves it." :
	    str_is(request_arg(q, "done"), "reversed")
	    ? "It is reversed: both together are nothing." :
	    str_is(request_arg(q, "done"), "decided") ? "It is decided."
	    : NULL)));
	return waiting_put(&k, out) && parts_put(&k, out) &&
	    entries_put(&k, q, out);
}

const struct page ledger_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/ledger",
	.about  = "The entries of a programme, all or those behind one figure "
	    "('by', 'code', 'type'), and what waits for another person.",
	.view   = "ledger.html",
	.of     = &transaction_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- an entry ---- */

static bool
show_entry(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct errors quiet = { .arena = c->arena };
	struct request of = *q;
	struct pending_entry e;
	struct programme p;
	struct form *form;
	size_t lines = 0;

	(void)r;
	if (!programme_named(c, q, &p) || (ctx_may(c, &budget_line_entity,
	    SEE, p.row.id) && every(c, &budget_line_entity, p.row.id,
	    &lines) == NULL))
		return false;
	node_z(out, "title", say(c, "Enter money"));
	resources_head(c, &p, "/resources/budget", out);
	row_blank(&pending_entry_entity, &e);
	e.programme = p.row.id;
	e.type = S("4");
	e.date = moment_day(c->now);
	of.entity = &pending_entry_entity;
	form = entity_form(c, &of, &e);
	form->currency = str_z(c->arena, p.currency);
	(void)!form_read(form, q->args, q->n_args, &e, &quiet);
	(void)!form_read(form, q->form, q->n_form, &e, &quiet);
	form_node(form, &e, node_object(out, "form"));
	node_text(out, "action", resources_href(c, &p, "/entry"));
	node_text(out, "back_href", resources_href(c, &p, "/ledger"));
	node_bool(out, "lacks_lines", lines == 0);
	if (ctx_may(c, &budget_line_entity, ADD, p.row.id))
		node_text(out, "lines_href", resources_href(c, &p,
		    "/lines?edit=yes"));
	return true;
}

const struct page ledger_entry_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/entry",
	.about  = "A form for one entry of the ledger.",
	.view   = "ledger_entry.html",
	.of     = &pending_entry_entity,
	.needs  = ADD,
	.run    = show_entry,
};

static bool
accept_entry(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct request of = *q;
	struct pending_entry e;
	struct transaction t;
	struct programme p;
	struct form *form;
	struct id id;
	bool waits;

	if (!programme_named(c, q, &p))
		return false;
	row_blank(&pending_entry_entity, &e);
	e.programme = p.row.id;
	of.entity = &pending_entry_entity;
	form = entity_form(c, &of, &e);
	form->typed = NULL;
	form->n_typed = 0;
	if (!form_read(form, q->form, q->n_form, &e, &c->errors))
		return false;
	e.programme = p.row.id;
	books_entry_of(&e, &t);
	if (!books_enter(c, &t, &waits, &id))
		return false;
	node_bool(out, "waits", waits);
	node_id(out, "id", id);
	r->go = str_print(c->arena, "%s?done=%s", resources_href(c, &p,
	    "/ledger").p, waits ? "waits" : "entered");
	return true;
}

const struct page ledger_entry_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/entry",
	.about  = "Enters money, or lets it wait for another person when it is "
	    "above the limit of who enters it.",
	.view   = "ledger_entry.html",
	.again  = &ledger_entry_page,
	.of     = &pending_entry_entity,
	.needs  = ADD,
	.run    = accept_entry,
};

/* ---- taken back, and decided ---- */

static bool
reverse(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct transaction t;
	struct programme p;
	struct day on;
	struct id back;

	if (!programme_named(c, q, &p) || !flow_find(c, &transaction_entity,
	    ask_id(q, "entry"), &t) || !ask_day(c, q, "date", &on))
		return false;
	if (!id_same(t.programme, p.row.id))
		return fail(&c->errors, INVALID, "entry",
		    "There is no such entry.");
	if (on.n == 0)
		on = moment_day(c->now);
	if (!books_reverse(c, t.row.id, on, ask_typed(q, "reason"), &back))
		return false;
	node_id(out, "id", back);
	r->go = str_print(c->arena, "%s?done=reversed", resources_href(c, &p,
	    "/ledger").p);
	return true;
}

const struct page ledger_reverse_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/ledger/reverse",
	.about  = "Takes an 'entry' back, with a 'reason', on a 'date'.",
	.view   = "ledger.html",
	.again  = &ledger_page,
	.of     = &transaction_entity,
	.needs  = ADD,
	.run    = reverse,
};

static bool
decide(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id id = ask_id(q, "pending");
	str go = request_form(q, "go");
	struct programme p;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	r->go = str_print(c->arena, "%s?done=decided", resources_href(c, &p,
	    "/ledger").p);
	if (str_is(go, "withdraw"))
		return books_withdraw(c, id);
	if (!str_among(go, "approve decline"))
		return fail(&c->errors, INVALID, "go",
		    "Say what to do: approve, decline or withdraw.");
	return books_decide(c, id, str_is(go, "approve"), ask_typed(q,
	    "note"));
}

const struct page ledger_decide_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/ledger/decide",
	.about  = "Approves, declines or withdraws ('go') an entry that waits "
	    "('pending'), with a 'note'.",
	.view   = "ledger.html",
	.again  = &ledger_page,
	.of     = &pending_entry_entity,
	.needs  = SEE,
	.run    = decide,
};
