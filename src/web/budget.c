/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Budget and spend: what was planned, signed and spent, by what it is told
 * apart by, with every figure open to its rows. */
#include "flow/budget.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/planning.h"
#include "flow/rate.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "flow/version.h"
#include "model/office.h"
#include "web/ask.h"
#include "web/budgets.h"
#include "web/entity.h"
#include "web/plot.h"
#include "web/resources.h"

static const char *const labels[BUDGETS] = {    /* words: */
	"By category", "By activity", "By funder", "By year",
	"By kind of fund", "By account"
};

str
budgets_href(struct ctx *c, const struct programme *p, const char *page,
    enum budget_by by, str code, const char *type)
{
	return str_print(c->arena, "%s?by=%s&code=%.*s%s%s",
	    resources_href(c, p, page).p, budget_name(by), (int)code.n,
	    code.p, type == NULL ? "" : "&type=", type == NULL ? "" : type);
}

/* ---- over time ---- */

static double
nice_top(double most)
{
	double ten = most > 0 ? pow(10, floor(log10(most))) : 1;

	return most <= ten ? ten : most <= 2 * ten ? 2 * ten
	    : most <= 5 * ten ? 5 * ten : 10 * ten;
}

/* Years where there are two or more of them: months would run into each
 * other on a phone. */
static void
axis_put(struct ctx *c, const struct budget_curve *k, struct node *plot)
{
	struct write w = write_new(c->arena, 1 << 14);
	size_t n = 0, i, years = k->n / 12, nth = years > 1 ? years / 7 + 1
	    : k->n / 3 + 1;
	struct chart_tick tick[8];
	int year, month, dom;

	for (i = 0; i < k->n && n < 8; i++) {
		day_split(k->day[i], &year, &month, &dom);
		if (years > 1 ? month == 1 && (size_t)year % nth == 0
			      : i % nth == 0)
			tick[n++] = (struct chart_tick){ (double)i, years > 1
			    ? str_print(c->arena, "%d", year)
			    : str_print(c->arena, "%d-%02d", year, month) };
	}
	chart_axis(&w, (struct chart_scale){ 0, (double)(k->n - 1) }, tick, n,
	    c->words != NULL && c->words->rtl);
	node_html(plot, "axis", write_done(&w));
}

static void
drawing_put(struct ctx *c, const struct budget_curve *k, struct node *out)
{
	struct write w = write_new(c->arena, 1 << 20);
	double *x = NEWS(c->arena, double, k->n), top = 0;
	struct node *plot = node_object(out, "plot");
	struct plot_line line[3] = {
		{ .x = x, .y = k->signed_for, .n = k->n, .colour = 3 },
		{ .x = x, .y = k->planned, .n = k->n, .dashed = true },
		{ .x = x, .y = k->spent, .n = k->n, .colour = 1 } };
	struct plot_lines p = { .name = { "bs-l", str_of(say(c,
	    "Cumulative budget, money signed and spend")), str_of(say(c,
	    "The table below has the same in numbers.")) }, .lines = line,
	    .n = 3 };
	size_t i;

	for (i = 0; i < k->n; i++) {
		x[i] = (double)i;
		top = fmax(top, fmax(k->planned[i], fmax(k->spent[i],
		    k->signed_for[i])));
	}
	top = nice_top(top);
	p.x = (struct chart_scale){ 0, (double)(k->n - 1) };
	p.y = (struct chart_scale){ 0, top };
	p.grid_y = top / 5;
	plot_lines(&w, &p);
	node_html(plot, "lines", write_done(&w));
	for (i = 0; i <= 5; i++)
		node_real(node_row(plot, "up"), "at", top / 5 *
		    (double)(5 - i), -1);
	axis_put(c, k, plot);
}

/* The last month of each year, and the last that is over. */
static void
curve_put(struct ctx *c, const struct finance *f, const struct programme *p,
    struct node *out)
{
	struct budget_curve *k = NEW(c->arena, struct budget_curve);
	int year, month, dom;
	struct money m;
	struct node *row;
	size_t i;

	budget_curve(f, p, k);
	(void)node_list(out, "curve");
	if (k->n == 0)
		return;
	drawing_put(c, k, out);
	for (i = 0; i < k->n; i++) {
		day_split(k->day[i], &year, &month, &dom);
		if (month != 12 && i + 1 < k->n && (isnan(k->spent[i]) ||
		    !isnan(k->spent[i + 1])))
			continue;
		row = node_row(out, "curve");
		node_day(row, "until", k->day[i]);
		if (money_from_real(k->planned[i], f->currency, &m))
			node_money(row, "planned", m);
		if (money_from_real(k->signed_for[i], f->currency, &m))
			node_money(row, "signed", m);
		if (money_from_real(k->spent[i], f->currency, &m))
			node_money(row, "spent", m);
	}
}

/* ---- groupings ---- */

struct shown {
	struct ctx             *c;
	const struct programme *p;
	const struct finance   *f;
	enum budget_by          by;
	double                  asks;           /* a variance above it */
	struct variance_note   *note;           /* [notes] the newest first */
	size_t                  notes;
	bool                    sees_all;       /* a funder does not */
};

static const struct variance_note *
note_of(const struct shown *k, str code)
{
	size_t i;

	for (i = 0; i < k->notes; i++)
		if (str_is(k->note[i].grouping, budget_name(k->by)) &&
		    str_same(k->note[i].code, code))
			return &k->note[i];
	return NULL;
}

static void
variance_put(struct shown *k, const struct finance_sum *s, struct node *row)
{
	const struct variance_note *note = note_of(k, s->code);
	struct ctx *c = k->c;
	struct money m;
	double share = budget_variance(s, &m);

	node_money(row, "to_date", s->to_date);
	node_money(row, "variance", m);
	node_real(row, "variance_percent", share * 100, 0);
	node_bool(row, "is_far", fabs(share) > k->asks);
	node_bool(row, "asks", fabs(share) > k->asks && note == NULL);
	if (note == NULL)
		return;
	node_text(row, "why", note->explanation);
	node_text(row, "why_by", id_none(note->by) ? (str){ 0 }
	    : flow_name(c, &user_entity, note->by));
	node_moment(row, "why_at", note->at);
}

static void
mark_bar(struct ctx *c, const struct finance_sum *s, double top,
    struct node *row)
{
	struct write w = write_new(c->arena, 1 << 12);
	struct chart_bar bar = { { 0, top > 0 ? top : 1 },
	    money_real(s->spent), money_real(s->budget), 1, { 0 } };

	chart_bar(&w, &bar);
	node_html(row, "bar", write_done(&w));
}

static void
sum_put(struct shown *k, const struct finance_sum *s, struct node *row)
{
	struct ctx *c = k->c;
	double budget = money_real(s->budget);

	node_text(row, "code", s->code);
	node_text(row, "name", budget_says(c, k->f, k->by, s));
	node_money(row, "budget", s->budget);
	node_money(row, "committed", s->committed);
	node_money(row, "spent", s->spent);
	node_money(row, "balance", budget_balance(s));
	node_bool(row, "is_over", budget_balance(s).minor < 0);
	node_real(row, "percent", budget > 0 && s->spent.currency[0] != '\0'
	    ? money_real(s->spent) / budget * 100 : NAN, 0);
	node_text(row, "lines_href", budgets_href(c, k->p, "/lines", k->by,
	    s->code, NULL));
	node_text(row, "spent_href", budgets_href(c, k->p, "/ledger", k->by,
	    s->code, "4"));
	node_text(row, "committed_href", budgets_href(c, k->p, "/ledger",
	    k->by, s->code, "2"));
	node_money(row, "received", s->received);
	node_money(row, "signed", s->signed_for);
	variance_put(k, s, row);
}

/* Bars by category, in a unit that leaves room for them. */
static void
bars_put(struct shown *k, struct node *out)
{
	const char *of = say(k->c, "Spent of budget");
	struct finance_sum *s;
	struct node *row;
	double top = 0, unit = 1;
	size_t i, n;

	s = budget_sums(k->c->arena, k->f, BUDGET_CATEGORY, &n);
	for (i = 0; i < n; i++)
		top = fmax(top, fmax(money_real(s[i].budget),
		    money_real(s[i].spent)));
	if (top >= 1e8) {
		unit = 1e6;
		of = say(k->c, "Spent of budget, in millions");
	} else if (top >= 1e4) {
		unit = 1e3;
		of = say(k->c, "Spent of budget, in thousands");
	}
	node_z(out, "bars_of", of);
	(void)node_list(out, "bars");
	for (i = 0; i < n; i++) {
		row = node_row(out, "bars");
		node_text(row, "name", budget_says(k->c, k->f,
		    BUDGET_CATEGORY, &s[i]));
		node_real(row, "spent", money_real(s[i].spent) / unit, 0);
		node_real(row, "budget", money_real(s[i].budget) / unit, 0);
		mark_bar(k->c, &s[i], top, row);
	}
}

static void
rows_put(struct shown *k, struct node *out)
{
	struct finance_sum *s;
	struct node *row;
	size_t i, n;

	s = budget_sums(k->c->arena, k->f, k->by, &n);
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++)
		sum_put(k, &s[i], node_row(out, "rows"));
	node_bool(out, "has_rows", n > 0);
	node_text(out, "by", str_of(budget_name(k->by)));
	node_z(out, "by_says", say(k->c, labels[k->by]));
	node_text(out, "csv", str_print(k->c->arena, "%s?by=%s",
	    resources_href(k->c, k->p, "/budget.csv").p,
	    budget_name(k->by)));
	for (i = 0; i < BUDGETS; i++) {
		if (i == BUDGET_FUNDER && !k->sees_all)
			continue;
		row = node_row(out, "groupings");
		node_z(row, "name", say(k->c, labels[i]));
		node_text(row, "href", str_print(k->c->arena, "%s?by=%s#by",
		    resources_href(k->c, k->p, "/budget").p,
		    budget_name((enum budget_by)i)));
		node_bool(row, "here", (size_t)k->by == i);
	}
}

/* ---- figures ---- */

static void
totals_put(struct shown *k, struct node *out)
{
	const struct finance *f = k->f;
	struct node *o = node_object(out, "all");
	struct budget_shares s = budget_shares(f);
	struct cost_earned e = budget_earned(f);
	struct money m;

	sum_put(k, &f->all, o);
	node_real(o, "absorption", f->absorption * 100, 1);
	node_real(o, "disbursed", s.disbursed * 100, 1);
	node_real(o, "counterpart", s.counterpart * 100, 1);
	node_real(o, "local", s.local * 100, 1);
	node_real(o, "external", s.external * 100, 1);
	node_real(o, "equipment", f->equipment_share * 100, 1);
	node_day(o, "as_of", f->as_of);
	node_money(o, "pv", f->all.to_date);
	node_money(o, "ev", f->all.earned);
	node_money(o, "ac", f->all.spent_to_date);
	node_text(o, "ac_href", str_print(k->c->arena, "%s?type=4&until=%s",
	    resources_href(k->c, k->p, "/ledger").p,
	    day_text(k->c->arena, f->as_of).p));
	node_real(o, "spi", e.spi, 2);
	node_real(o, "cpi", e.cpi, 2);
	if (money_from_real(e.eac, f->currency, &m))
		node_money(o, "eac", m);
	if (money_from_real(e.vac, f->currency, &m))
		node_money(o, "vac", m);
	node_bool(o, "is_over_soon", e.vac < 0);
	node_bool(o, "by_end", str_is(k->p->earned_rule, "end"));
	node_bool(o, "by_percent", str_is(k->p->earned_rule, "percent"));
	node_count(o, "unsaid", f->unsaid == 0 ? INT64_MIN : f->unsaid);
	node_count(out, "unconverted", f->unconverted == 0 ? INT64_MIN
	    : f->unconverted);
	node_count(out, "undated", f->undated == 0 ? INT64_MIN : f->undated);
	node_text(out, "ledger_href", resources_href(k->c, k->p, "/ledger"));
	node_text(out, "lines_href", resources_href(k->c, k->p, "/lines"));
}

static bool
equipment_put(struct shown *k, struct node *out)
{
	double most = PLANNING_EQUIPMENT_MOST;

	if (!setting_share(k->c, "equipment_share_most", &most))
		return false;
	node_bool(out, "much_equipment", k->f->equipment_share > most);
	node_real(out, "equipment_most", most * 100, 0);
	return true;
}

static bool
given_put(struct shown *k, struct node *out)
{
	struct node *o = node_object(out, "given");
	struct budget_given g;

	if (!budget_given(k->c, k->f, k->p->row.id, &g))
		return false;
	node_money(o, "in_kind", g.in_kind);
	node_money(o, "local", g.local);
	node_money(o, "community", g.community);
	node_bool(o, "some", g.entries + g.rows > 0);
	node_count(o, "unconverted", g.unconverted == 0 ? INT64_MIN
	    : g.unconverted);
	if (g.rows > 0)
		node_text(o, "community_href", entity_list_href(k->c,
		    entity_named(S("local_contribution")), k->p));
	node_text(o, "ledger_href", str_print(k->c->arena, "%s?form=",
	    resources_href(k->c, k->p, "/ledger").p));
	return true;
}

/* ---- versions ---- */

static bool
versions_put(struct shown *k, struct node *out)
{
	struct ctx *c = k->c;
	struct plan_version *v;
	struct plan_line *line;
	struct money cost, was = { 0 }, less;
	struct node *row;
	size_t i, n, lines;
	bool is_kept;

	(void)node_list(out, "versions");
	if (!ctx_may(c, &plan_version_entity, SEE, k->p->row.id))
		return true;
	if ((v = every(c, &plan_version_entity, k->p->row.id, &n)) == NULL)
		return false;
	for (i = n; i-- > 0; ) {        /* the oldest first */
		if (!version_lines(c, &v[i], &line, &lines, &is_kept))
			return false;
		cost = version_cost(line, lines);
		row = node_row(out, "versions");
		node_count(row, "number", v[i].number);
		node_text(row, "title", v[i].title);
		node_text(row, "href", entity_href(c, &plan_version_entity,
		    v[i].row.id));
		node_money(row, "cost", cost);
		less = was;
		less.minor = -less.minor;
		if (was.currency[0] != '\0' && cost.currency[0] != '\0' &&
		    money_add(&less, cost))
			node_money(row, "more", less);
		was = cost;
	}
	node_bool(out, "has_versions", n > 0);
	return true;
}

/* ---- the page ---- */

/* Who holds his role on this programme alone sees all of it, too. */
static bool
sees_all(struct ctx *c, const struct finance *f)
{
	size_t i;

	if (flow_sees_all(c, &transaction_entity))
		return true;
	for (i = 0; i < (size_t)f->transactions; i++)
		if (!flow_may(c, &transaction_entity, &f->entry[i], SEE))
			return false;
	return true;
}

static bool
begin(struct ctx *c, const struct request *q, struct programme *p,
    struct shown *k)
{
	struct finance *f;

	*k = (struct shown){ .c = c, .p = p, .asks = 0.1 };
	if (!programme_named(c, q, p) || !finance_of(c, p->row.id, &f) ||
	    !setting_share(c, "variance_asks", &k->asks))
		return false;
	k->f = f;
	k->by = budget_named(request_arg(q, "by"));
	k->sees_all = sees_all(c, f);
	if (k->by == BUDGETS || (k->by == BUDGET_FUNDER && !k->sees_all))
		k->by = BUDGET_CATEGORY;
	if (ctx_may(c, &variance_note_entity, SEE, p->row.id) &&
	    (k->note = every(c, &variance_note_entity, p->row.id,
	    &k->notes)) == NULL)
		return false;
	return true;
}

static void
doors_put(struct shown *k, const struct request *q, struct node *out)
{
	struct ctx *c = k->c;

	node_bool(out, "may_enter", ctx_may(c, &pending_entry_entity, ADD,
	    k->p->row.id));
	node_bool(out, "may_plan", ctx_may(c, &budget_line_entity, ADD |
	    EDIT, k->p->row.id));
	node_bool(out, "may_bank", ctx_may(c, &bank_statement_entity, SEE,
	    k->p->row.id));
	node_bool(out, "may_explain", ctx_may(c, &variance_note_entity, ADD,
	    k->p->row.id));
	node_bool(out, "may_convert", ctx_may(c, &transaction_entity, ADD,
	    k->p->row.id));
	node_bool(out, "sees_rates", ctx_may(c, &exchange_rate_entity, SEE,
	    k->p->row.id));
	node_text(out, "base", resources_href(c, k->p, ""));
	node_bool(out, "some", k->f->lines + k->f->transactions > 0);
	node_text(out, "typed", request_form(q, "explanation"));
	node_text(out, "typed_code", request_form(q, "code"));
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	node_text(out, "taken", request_arg(q, "taken"));
}

static const str columns[] = { { "code", 4 }, { "name", 4 },
	{ "budget", 6 }, { "committed", 9 }, { "spent", 5 },
	{ "balance", 7 }, { "percent", 7 }, { "to_date", 7 },
	{ "variance", 8 } };

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct shown k;

	if (!begin(c, q, &p, &k))
		return false;
	r->columns = columns;
	r->n_columns = sizeof(columns) / sizeof(columns[0]);
	resources_head(c, &p, "/resources/budget", out);
	budgets_views(c, &p, "/budget", out);
	doors_put(&k, q, out);
	rows_put(&k, out);
	bars_put(&k, out);
	totals_put(&k, out);
	curve_put(c, k.f, &p, out);
	return equipment_put(&k, out) && given_put(&k, out) &&
	    versions_put(&k, out);
}

const struct page budget_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/budget",
	.about  = "Budget, commitments and spend by category, activity, "
	    "funder, year, kind of fund or account ('by'), over time, and "
	    "against the plan.",
	.view   = "budget.html",
	.of     = &transaction_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- an explanation; rates ---- */

static bool
explain(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	enum budget_by by = budget_named(request_form(q, "by"));
	str code = request_form(q, "code");
	struct variance_note note;
	struct finance_sum *s;
	struct programme p;
	struct finance *f;
	size_t i, n;

	(void)out;
	if (!programme_named(c, q, &p) || !finance_of(c, p.row.id, &f))
		return false;
	if (by == BUDGETS)
		return fail(&c->errors, INVALID, "by",
		    "Say of which grouping the variance is.");
	if (str_none(ask_typed(q, "explanation")))
		return fail(&c->errors, INVALID, "explanation",
		    "Write why it differs from the budget.");
	row_blank(&variance_note_entity, &note);
	s = budget_sums(c->arena, f, by, &n);
	for (i = 0; i < n && !str_same(s[i].code, code); i++)
		;
	if (i == n)
		return fail(&c->errors, INVALID, "code",
		    "There is no such sum.");
	(void)budget_variance(&s[i], &note.variance);
	note.programme = p.row.id;
	note.grouping = str_of(budget_name(by));
	note.code = code;
	note.explanation = ask_typed(q, "explanation");
	r->go = str_print(c->arena, "%s?by=%s&saved=yes#by",
	    resources_href(c, &p, "/budget").p, budget_name(by));
	return flow_save(c, &variance_note_entity, &note);
}

const struct page budget_explain_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/budget/explain",
	.about  = "Keeps the 'explanation' of the variance of one sum: 'by' "
	    "and 'code'.",
	.view   = "budget.html",
	.again  = &budget_page,
	.of     = &variance_note_entity,
	.needs  = ADD,
	.run    = explain,
};

static bool
convert(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	size_t taken, left;
	struct programme p;

	if (!programme_named(c, q, &p) || !rate_take(c, p.row.id, &taken,
	    &left))
		return false;
	node_count(out, "taken", (int64_t)taken);
	node_count(out, "of", (int64_t)left);
	r->go = str_print(c->arena, "%s?taken=%zu", resources_href(c, &p,
	    "/budget").p, taken);
	return true;
}

const struct page budget_convert_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/budget/rates",
	.about  = "Lines and entries without an amount in the base currency "
	    "get it by the rate of their day, where there is one now.",
	.view   = "budget.html",
	.again  = &budget_page,
	.of     = &transaction_entity,
	.needs  = ADD,
	.run    = convert,
};
