/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One activity of the plan, whole: gaps, money, people, order, deliveries. */
#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/design.h"
#include "model/fund.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/lessons.h"
#include "web/plans.h"

enum { RANKED = 40, SHOWN = 15 };

static str
here_href(struct ctx *c, const struct programme *p, struct id id)
{
	str href = programme_href(c, p);

	return str_print(c->arena, "%.*s/plan/%s", (int)href.n, href.p,
	    id_text(c->arena, id).p);
}

/* ---- the gaps it is meant to close ---- */

static void
gap_names(struct ctx *c, const struct gap *g, struct node *row)
{
	node_text(row, "dimension", flow_name(c, &dimension_entity,
	    g->dimension));
	node_text(row, "subject", flow_name(c, &party_entity, g->subject));
	node_text(row, "gap_href", entity_href(c, &gap_entity, g->row.id));
	node_real(row, "current", g->current, 1);
	node_real(row, "desired", g->desired, 1);
	node_real(row, "gap", g->gap, 1);
	node_real(row, "priority", g->priority_norm, 2);
}

static void
aim_put(struct ctx *c, const struct activity_gap *x, const struct gap *g,
    struct node *row)
{
	double from = isnan(x->from_level) ? g->current : x->from_level;
	double gain = !isnan(x->to_level) ? x->to_level - from
	    : isnan(x->share) ? NAN : x->share * g->gap;

	gap_names(c, g, row);
	node_text(row, "href", entity_href(c, &activity_gap_entity,
	    x->row.id));
	node_real(row, "from", from, 1);
	node_real(row, "to", x->to_level, 1);
	node_day(row, "by", x->by);
	node_real(row, "gain", gain, 1);
	node_real(row, "worth", isnan(gain) ? NAN : fmax(0, gain) *
	    g->priority_norm, 2);
}

static int
by_priority(const void *a, const void *b, const void *with)
{
	const struct gap *x = a, *y = b;

	(void)with;
	if (isnan(x->priority_norm) || isnan(y->priority_norm))
		return isnan(x->priority_norm) - isnan(y->priority_norm);
	return (x->priority_norm < y->priority_norm) -
	    (x->priority_norm > y->priority_norm);
}

/* Open ones that it does not target yet, the first priorities. */
static void
offer_put(struct ctx *c, struct gap *gap, size_t n, const struct map *aimed,
    struct node *out)
{
	size_t i, at, shown = 0;
	struct node *row;

	sort(c->arena, gap, n, sizeof(*gap), by_priority, NULL);
	(void)node_list(out, "offers");
	for (i = 0; i < n && shown < RANKED; i++) {
		if (!(gap[i].gap > 0) || str_is(gap[i].state, "closed") ||
		    str_is(gap[i].state, "rejected") ||
		    gather_find(aimed, &gap[i].row.id, &at))
			continue;
		row = node_row(out, "offers");
		node_id(row, "id", gap[i].row.id);
		gap_names(c, &gap[i], row);
		shown++;
	}
	node_bool(out, "has_offers", shown > 0);
}

static bool
gaps_put(struct ctx *c, const struct activity *a, struct node *out)
{
	struct map *aimed = map_new(c->arena);
	const struct activity_gap *x;
	const struct map *by_id;
	struct gap *gap;
	double worth = 0;
	size_t i, n, m, at, gains = 0, aims = 0;
	struct node *row;

	x = every(c, &activity_gap_entity, a->programme, &n);
	gap = every(c, &gap_entity, a->programme, &m);
	if (x == NULL || gap == NULL)
		return false;
	by_id = gather_index(c->arena, gap, m, sizeof(*gap));
	(void)node_list(out, "aims");
	for (i = 0; i < n; i++) {
		if (!id_same(x[i].activity, a->row.id))
			continue;
		*map_at(aimed, (str){ (const char *)x[i].gap.b,
		    sizeof(x[i].gap.b) }, 0) = 1;
		aims++;
		if (!gather_find(by_id, &x[i].gap, &at))
			continue;
		if (aims <= SHOWN) {
			row = node_row(out, "aims");
			aim_put(c, &x[i], &gap[at], row);
		}
		if (isnan(x[i].to_level) && isnan(x[i].share))
			continue;
		gains++;
		worth += gap[at].priority_norm * fmax(0,
		    isnan(x[i].to_level) ? x[i].share * gap[at].gap
		    : x[i].to_level - (isnan(x[i].from_level)
		    ? gap[at].current : x[i].from_level));
	}
	node_count(out, "aim_count", (int64_t)aims);
	node_bool(out, "more_aims", aims > SHOWN);
	node_count(out, "aims_shown", SHOWN);
	node_bool(out, "has_aims", aims > 0);
	node_bool(out, "must", a->is_mandatory == YES);
	node_count(out, "gains", (int64_t)gains);
	node_real(out, "worth", gains > 0 ? worth : NAN, 2);
	offer_put(c, gap, m, aimed, out);
	return true;
}

/* ---- money ---- */

struct purse {
	struct id    funder;
	int64_t      year;
	struct money budget, spent;
};

static struct purse *
purse_of(struct purse *p, size_t *n, struct id funder, int64_t year)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (id_same(p[i].funder, funder) && p[i].year == year)
			return &p[i];
	p[*n] = (struct purse){ funder, year, { 0, "" }, { 0, "" } };
	return &p[(*n)++];
}

static int64_t
year_of(struct ctx *c, struct day on)
{
	int64_t year;

	return on.n != 0 && str_int(str_part(day_text(c->arena, on), 0, 4),
	    &year) ? year : INT64_MIN;
}

static bool
money_put(struct ctx *c, const struct activity *a, struct node *out)
{
	const struct budget_line *b;
	const struct transaction *t;
	struct money budget = { 0, "" }, spent = { 0, "" }, one;
	struct purse *p, *at;
	size_t i, n, m, purses = 0;
	struct node *row;
	bool fits = true;

	b = every(c, &budget_line_entity, a->programme, &n);
	t = every(c, &transaction_entity, a->programme, &m);
	if (b == NULL || t == NULL)
		return false;
	p = NEWS(c->arena, struct purse, n + m + 1);
	for (i = 0; i < n; i++) {
		if (!id_same(b[i].activity, a->row.id))
			continue;
		at = purse_of(p, &purses, b[i].funder, b[i].year);
		fits &= money_add(&at->budget, b[i].amount) &&
		    money_add(&budget, b[i].amount);
	}
	for (i = 0; i < m; i++) {               /* 4: expenditure */
		if (!id_same(t[i].activity, a->row.id) ||
		    !str_is(t[i].type, "4"))
			continue;
		one = t[i].amount_base.currency[0] != '\0'
		    ? t[i].amount_base : t[i].amount;
		at = purse_of(p, &purses, t[i].funder, year_of(c, t[i].date));
		fits &= money_add(&at->spent, one) && money_add(&spent, one);
	}
	(void)node_list(out, "purses");
	for (i = 0; i < purses; i++) {
		row = node_row(out, "purses");
		node_text(row, "funder", id_none(p[i].funder) ? (str){ 0 }
		    : flow_name(c, &party_entity, p[i].funder));
		/* A year is no amount: no thousands are marked in it. */
		if (p[i].year != INT64_MIN)
			node_text(row, "year", str_print(c->arena, "%lld",
			    (long long)p[i].year));
		node_money(row, "budget", p[i].budget);
		node_money(row, "spent", p[i].spent);
	}
	node_bool(out, "has_purses", purses > 0);
	node_bool(out, "mixed", !fits);
	node_money(out, "cost", a->cost);
	if (fits) {
		node_money(out, "budget", budget);
		node_money(out, "spent", spent);
		node_bool(out, "unlike", budget.currency[0] != '\0' &&
		    a->cost.currency[0] != '\0' &&
		    budget.minor != a->cost.minor);
	}
	return true;
}

/* ---- who does what ---- */

static void
raci_put(struct ctx *c, const struct activity *a, struct node *out)
{
	struct errors e = { .arena = c->arena };
	const struct node *one;
	struct node *tree, *row;
	size_t accountable, responsible;
	bool fine = plans_raci(c, a->raci, &accountable, &responsible);

	(void)node_list(out, "raci");
	if (!str_none(a->raci) && json_read(c->arena, a->raci, &tree, &e))
		for (one = json_first(tree, ""); one != NULL; one = one->next) {
			row = node_row(out, "raci");
			node_text(row, "who", json_text(one, "party"));
			node_text(row, "part", choice_says(c, &raci_codes,
			    json_text(one, "role")));
		}
	node_bool(out, "has_raci", node_list(out, "raci")->n > 0);
	node_bool(out, "raci_fine", fine);
	node_bool(out, "none_accountable", accountable == 0);
	node_bool(out, "many_accountable", accountable > 1);
	node_bool(out, "none_responsible", responsible == 0);
}

/* ---- what was done ---- */

/* Every kind of row that names its activity, with how many do. */
static bool
deliveries_put(struct ctx *c, const struct activity *a, struct node *out)
{
	const struct entity *const *e;
	const struct field *f;
	struct filter of;
	struct ask ask;
	struct node *row;
	int64_t n;

	(void)node_list(out, "deliveries");
	for (e = entities; *e != NULL; e++) {
		f = field_named(*e, S("activity"));
		if (f == NULL || f->type != T_REF || (*e)->flags & INSIDE ||
		    *e == &plan_line_entity || *e == &activity_gap_entity ||
		    *e == &budget_line_entity || *e == &transaction_entity ||
		    !ctx_may(c, *e, SEE, a->programme))
			continue;
		of = (struct filter){ f, IS, id_text(c->arena, a->row.id) };
		ask = (struct ask){ .filters = &of, .n = 1 };
		if (!flow_count(c, *e, &ask, &n))
			return false;
		if (n == 0)
			continue;
		row = node_row(out, "deliveries");
		node_z(row, "name", say(c, (*e)->plural));
		node_count(row, "n", n);
		node_text(row, "href", str_print(c->arena, "/%s?activity=%s",
		    (*e)->name, id_text(c->arena, a->row.id).p));
	}
	node_bool(out, "has_deliveries", node_list(out, "deliveries")->n > 0);
	return true;
}

/* ---- the page ---- */

static bool
order_put(struct ctx *c, const struct activity *a, struct node *out)
{
	struct planning *p;
	struct planning_activity *x;
	size_t i;

	if (!planning_find(c, a->programme, &p))
		return false;
	for (i = 0; i < p->n; i++) {
		x = &p->activity[i];
		if (!id_same(x->row.row.id, a->row.id))
			continue;
		plans_links(c, p, x->needs, out, "needs");
		plans_links(c, p, x->excludes, out, "excludes");
		plans_links(c, p, x->after, out, "after");
		node_bool(out, "has_needs", x->needs.n > 0);
		node_bool(out, "has_excludes", x->excludes.n > 0);
		node_bool(out, "has_after", x->after.n > 0);
		node_bool(out, "lacks", x->lacks);
		node_bool(out, "clashes", x->clashes);
		node_bool(out, "early", x->early);
		node_bool(out, "critical", x->in_chain &&
		    x->path.is_critical);
		node_real(out, "slack", x->in_chain ? x->path.slack : NAN, 0);
	}
	return true;
}

static void
head_put(struct ctx *c, const struct programme *p, const struct activity *a,
    struct node *out)
{
	str above = programme_href(c, p);
	str href = entity_href(c, &activity_entity, a->row.id);
	const struct move *m[12];
	struct node *row;
	size_t i, n;

	node_text(out, "title", text_in(c->arena, a->title, c->lang));
	crumb_put(out, &(struct crumb){ str_of(say(c, "Plan")),
	    str_print(c->arena, "%.*s/plan", (int)above.n, above.p) }, 1);
	node_text(out, "here", here_href(c, p, a->row.id));
	node_id(out, "id", a->row.id);
	node_text(out, "code", a->code);
	node_text(out, "fields", href);
	node_text(out, "modality", choice_says(c, &modality_codes,
	    a->modality));
	node_text(out, "led_by", choice_says(c, &led_by_codes, a->led_by));
	node_day(out, "starts", a->start);
	node_day(out, "ends", a->end);
	node_day(out, "began", a->start_actual);
	node_day(out, "ended", a->end_actual);
	node_text(out, "tailored", a->tailoring_note);
	plans_state(c, a, out);
	(void)node_list(out, "moves");
	n = flow_moves(c, &activity_entity, a, m, 12);
	for (i = 0; i < n; i++) {
		row = node_row(out, "moves");
		node_z(row, "label", say(c, m[i]->label));
		node_text(row, "href", str_print(c->arena, "%.*s/move?verb=%s",
		    (int)href.n, href.p, m[i]->verb));
	}
	node_bool(out, "may_edit", flow_may(c, &activity_entity, a, EDIT));
	node_bool(out, "may_aim", ctx_may(c, &activity_gap_entity, ADD,
	    a->programme));
	node_bool(out, "may_budget", ctx_may(c, &budget_line_entity, ADD,
	    a->programme));
}

/* Fixed by hand; as typed where that was refused. */
static void
hand_put(const struct request *q, const struct activity *a, struct node *out)
{
	bool typed = str_is(request_form(q, "do"), "hand");
	str by = typed ? request_form(q, "by_hand") : a->by_hand;

	node_bool(out, "by_hand", !str_none(by));
	node_bool(out, "hand_in", str_is(by, "in"));
	node_bool(out, "hand_out", str_is(by, "out"));
	node_text(out, "manual_reason", typed
	    ? request_form(q, "manual_reason") : a->manual_reason);
}

static bool
find(struct ctx *c, const struct request *q, struct programme *p,
    struct activity *a)
{
	return programme_named(c, q, p) && flow_find_text(c, &activity_entity,
	    request_at(q, "activity"), p->row.id, a);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct activity a;

	(void)reply;
	if (!find(c, q, &p, &a))
		return false;
	programme_put(c, &p, PHASE_PLAN, out);
	plans_tabs(c, &p, PLANS_ACTIVITIES, out);
	head_put(c, &p, &a, out);
	hand_put(q, &a, out);
	raci_put(c, &a, out);
	node_bool(out, "sees_money", ctx_may(c, &transaction_entity, SEE,
	    p.row.id));
	return gaps_put(c, &a, out) && money_put(c, &a, out) &&
	    order_put(c, &a, out) && deliveries_put(c, &a, out) &&
	    lessons_activity_put(c, &a, out);
}

/* ---- gaps linked, fixed by hand ---- */

static bool
read_level(struct ctx *c, const struct request *q, const char *name,
    double *into)
{
	str text = str_trim(request_form(q, name));

	*into = NAN;
	return str_none(text) || str_typed(text, into) ||
	    fail(&c->errors, INVALID, name, "'%.*s' is no level.",
	    (int)text.n, text.p);
}

static bool
aim(struct ctx *c, const struct request *q, const struct activity *a)
{
	struct activity_gap x;
	str by = str_trim(request_form(q, "by"));
	struct gap g;
	struct id id;

	row_blank(&activity_gap_entity, &x);
	if (!id_read(request_form(q, "gap"), &id) ||
	    !flow_find(c, &gap_entity, id, &g))
		return fail(&c->errors, INVALID, "gap", "Choose a gap.");
	if (!read_level(c, q, "to", &x.to_level))
		return false;
	if (!str_none(by) && !day_read(by, &x.by))
		return fail(&c->errors, INVALID, "by",
		    "'%.*s' is no day: write it as 2027-01-31.", (int)by.n,
		    by.p);
	x.activity = a->row.id;
	x.gap = id;
	x.from_level = g.current;
	if (isnan(x.to_level))
		x.to_level = g.desired;
	return flow_save(c, &activity_gap_entity, &x);
}

static bool
fix(struct ctx *c, const struct request *q, struct activity *a)
{
	a->by_hand = request_form(q, "by_hand");
	a->manual_reason = str_trim(request_form(q, "manual_reason"));
	if (str_none(a->manual_reason))
		a->manual_reason = (str){ 0 };
	if (str_none(a->by_hand))
		a->by_hand = (str){ 0 };
	return flow_save(c, &activity_entity, a);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct activity a;

	(void)out;
	if (!find(c, q, &p, &a) || !(str_is(request_form(q, "do"), "hand")
	    ? fix(c, q, &a) : aim(c, q, &a)))
		return false;
	reply->go = here_href(c, &p, a.row.id);
	return true;
}

const struct page planned_page = {
	.method = GET,
	.path   = "/programme/{id}/plan/{activity}",
	.about  = "One activity: target gaps, money, people, order, "
	    "deliveries.",
	.view   = "planned.html",
	.of     = &activity_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page planned_post = {
	.method = POST,
	.path   = "/programme/{id}/plan/{activity}",
	.about  = "Links a gap ('gap', 'to', 'by'), or with do=hand fixes the "
	    "activity in or out, with a reason.",
	.view   = "planned.html",
	.of     = &activity_entity,
	.needs  = SEE,
	.again  = &planned_page,
	.run    = accept,
};
