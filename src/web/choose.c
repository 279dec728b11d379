/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which activities to do for the money there is, and what more would buy. */
#include <math.h>

#include "base/arena.h"
#include "flow/pick.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plans.h"
#include "web/plot.h"

static struct money
money_of(const struct pick *o, double major)
{
	struct money m;

	if (!isnan(major) && money_from_real(major, o->currency, &m))
		return m;
	return (struct money){ 0, "" };
}

/* ---- the activities ---- */

static const char *const fixed_says[] = {       /* words: */
	[PICK_OPEN] = NULL, [PICK_MUST] = "Must be done",
	[PICK_BY_HAND] = "Fixed by hand", [PICK_BEGUN] = "Has begun",
	[PICK_OVER] = "Cancelled",
	[PICK_UNPRICED] = "No cost in the programme's currency",
};

static void
choice_put(struct ctx *c, bool in, struct node *row)
{
	struct node *is = node_object(row, "is");

	node_z(is, "mark", in ? "ok" : "none");
	node_z(is, "says", say(c, in ? "In" : "Out"));
}

static void
item_put(struct ctx *c, const struct programme *p, const struct pick *o,
    size_t i, struct node *row)
{
	const struct pick_item *x = &o->item[i];
	str href = programme_href(c, p);
	bool in = o->plan.best.is_chosen[i];

	node_text(row, "code", x->row.code);
	node_text(row, "title", text_in(c->arena, x->row.title, c->lang));
	node_text(row, "href", str_print(c->arena, "%.*s/plan/%s",
	    (int)href.n, href.p, id_text(c->arena, x->row.row.id).p));
	node_text(row, "modality", choice_says(c, &modality_codes,
	    x->row.modality));
	node_money(row, "cost", money_of(o, x->cost));
	node_real(row, "benefit", x->benefit, 1);
	node_money(row, "per", x->benefit > 0
	    ? money_of(o, round(x->cost / x->benefit)) : money_of(o, NAN));
	node_z(row, "fixed", fixed_says[x->fixed] == NULL ? NULL
	    : say(c, fixed_says[x->fixed]));
	if (x->fixed == PICK_BY_HAND)
		node_text(row, "reason", x->row.manual_reason);
	if (isnan(o->plan.best.benefit))
		return;
	node_bool(row, "otherwise", in != x->is_in);
	node_bool(row, "now", x->is_in);
	choice_put(c, in, row);
}

/* ---- portfolios beside each other ---- */

static void
codes_put(const struct pick *o, const bool *one, const bool *other,
    struct node *row, const char *list)
{
	size_t i;

	(void)node_list(row, list);
	for (i = 0; i < o->n; i++)
		if (one[i] && !other[i])
			node_text(node_row(row, list), "code",
			    o->item[i].row.code);
	node_bool(row, list[0] == 'm' ? "has_more" : "has_less",
	    node_list(row, list)->n > 0);
}

static void
portfolio_put(struct ctx *c, const struct pick *o, const char *name,
    const struct plan_choice *x, struct node *out)
{
	struct node *row = node_row(out, "portfolios");
	const struct plan_choice *best = &o->plan.best;
	size_t i, n = 0;

	for (i = 0; i < o->n; i++)
		n += x->is_chosen[i];
	node_z(row, "name", say(c, name));
	node_bool(row, "there", !isnan(x->benefit));
	node_real(row, "benefit", x->benefit, 1);
	node_count(row, "count", (int64_t)n);
	if (isnan(x->benefit))
		return;
	node_money(row, "cost", money_of(o, pick_cost(o, x->is_chosen, 0)));
	if (isnan(best->benefit))
		return;
	codes_put(o, x->is_chosen, best->is_chosen, row, "more");
	codes_put(o, best->is_chosen, x->is_chosen, row, "less");
	node_bool(row, "same", x != best && node_list(row, "more")->n == 0 &&
	    node_list(row, "less")->n == 0);
}

/* ---- with other budgets ---- */

static str
limit_name(struct ctx *c, const struct pick *o, size_t at)
{
	const struct pick_limit *l = &o->limit[at];
	str who = id_none(l->funder) ? str_of(say(c, "All funders"))
	    : flow_name(c, &party_entity, l->funder);

	if (at == 0)
		return str_of(say(c, "The whole"));
	if (l->year == INT64_MIN)
		return who;
	return str_print(c->arena, "%.*s, %lld", (int)who.n, who.p,
	    (long long)l->year);
}

static void
step_row(struct ctx *c, const struct pick *o, const struct pick_step *s,
    struct node *out)
{
	const struct plan_choice *best = &o->plan.best;
	size_t of = s->limit == o->limits ? 0 : s->limit;
	double more = o->limit[of].amount * (s->factor - 1), gain;
	struct node *row;

	if (isnan(s->choice.benefit) || isnan(best->benefit))
		return;
	row = node_row(out, "steps");
	gain = s->choice.benefit - best->benefit;
	if (fabs(gain) < 1e-9)
		gain = 0;
	node_text(row, "of", limit_name(c, o, of));
	node_real(row, "percent", s->factor * 100 - 100, 0);
	node_bool(row, "up", s->factor > 1);
	node_money(row, "by", money_of(o, fabs(more)));
	node_real(row, "benefit", s->choice.benefit, 1);
	node_real(row, "gain", gain, 1);
	node_bool(row, "nothing", gain == 0);
	codes_put(o, s->choice.is_chosen, best->is_chosen, row, "more");
	codes_put(o, best->is_chosen, s->choice.is_chosen, row, "less");
}

static const double nearby[] = { 0.9, 1.05, 1.1, 1.25, 1.5 };

static void
steps_put(struct ctx *c, const struct pick *o, struct node *out)
{
	const struct pick_step *s;
	size_t i, k;

	(void)node_list(out, "steps");
	for (i = 0; i < o->steps; i++) {
		s = &o->step[i];
		for (k = 0; k < sizeof(nearby) / sizeof(nearby[0]); k++)
			if (fabs(s->factor - nearby[k]) < 1e-9)
				step_row(c, o, s, out);
	}
	node_bool(out, "has_steps", node_list(out, "steps")->n > 0);
}

/* The sentence on top: the least more money that buys something. */
static void
next_put(const struct pick *o, struct node *out)
{
	const struct pick_step *s;
	struct node *next;
	size_t i;

	for (i = 0; i < o->steps; i++) {
		s = &o->step[i];
		if (s->limit != o->limits || s->factor <= 1 ||
		    s->choice.benefit <= o->plan.best.benefit + 1e-9)
			continue;
		next = node_object(out, "next");
		node_money(next, "by", money_of(o,
		    round(o->limit[0].amount * (s->factor - 1))));
		node_real(next, "gain", s->choice.benefit -
		    o->plan.best.benefit, 1);
		return;
	}
}

static void
curve_put(struct ctx *c, const struct pick *o, struct node *out)
{
	double x[32], y[32], top = 0;
	struct plot_line line = { .x = x, .y = y, .colour = 1, .dots = true };
	struct plot_lines plot = { .lines = &line, .n = 1, .name = { "curve",
		str_of(say(c, "Best possible benefit for each budget")),
		str_of(say(c, "The table of other budgets has the same in "
		    "numbers.")) } };
	struct write w = write_new(c->arena, 1 << 16);
	size_t i;

	for (i = 0; i < o->steps && line.n < 32; i++) {
		if (o->step[i].limit != o->limits ||
		    isnan(o->step[i].choice.benefit))
			continue;
		x[line.n] = o->limit[0].amount * o->step[i].factor;
		y[line.n++] = o->step[i].choice.benefit;
		top = fmax(top, o->step[i].choice.benefit);
	}
	if (line.n < 2 || top <= 0)
		return;
	plot.x = (struct chart_scale){ 0, o->limit[0].amount * 1.5 };
	plot.y = (struct chart_scale){ 0, top };
	plot.grid_x = o->limit[0].amount / 2;
	plot.grid_y = top / 2;
	plot_lines(&w, &plot);
	node_html(out, "curve", write_done(&w));
	node_real(out, "curve_top", top, 0);
	node_money(out, "curve_mid", money_of(o, o->limit[0].amount));
	node_money(out, "curve_end", money_of(o, o->limit[0].amount * 1.5));
}

/* ---- budgets ---- */

static void
limits_put(struct ctx *c, const struct pick *o, struct node *out)
{
	const bool *in = o->plan.best.is_chosen;
	struct node *row;
	size_t i;
	double used;

	(void)node_list(out, "limits");
	for (i = 0; i < o->limits; i++) {
		row = node_row(out, "limits");
		used = pick_cost(o, in, i);
		node_text(row, "name", limit_name(c, o, i));
		node_money(row, "amount", money_of(o, o->limit[i].amount));
		node_money(row, "used", money_of(o, used));
		node_money(row, "left", money_of(o, o->limit[i].amount - used));
	}
	node_bool(out, "many_limits", o->limits > 1);
}

static void
result_put(const struct pick *o, struct node *out)
{
	const struct plan_choice *best = &o->plan.best;
	struct node *r = node_object(out, "result");
	double cost, most = 0;
	size_t i, in = 0;

	node_bool(r, "proven", best->end == PLAN_BEST);
	node_bool(r, "found", best->end == PLAN_FOUND);
	node_bool(r, "impossible", best->end == PLAN_NONE);
	node_bool(r, "late", best->end == PLAN_LATE);
	node_bool(r, "there", !isnan(best->benefit));
	for (i = 0; i < o->n; i++)
		if (o->in.fixed[i] > 0)
			most += o->in.cost[i * o->limits];
	node_money(r, "fixed_cost", money_of(o, most));
	node_bool(r, "fixed_above", most > o->limit[0].amount);
	node_money(r, "budget", money_of(o, o->limit[0].amount));
	if (isnan(best->benefit))
		return;
	for (i = 0, most = 0; i < o->n; i++) {
		in += best->is_chosen[i];
		most += o->in.benefit[i];
	}
	cost = pick_cost(o, best->is_chosen, 0);
	node_real(r, "benefit", best->benefit, 1);
	node_real(r, "most", most, 1);
	node_money(r, "cost", money_of(o, cost));
	node_money(r, "left", money_of(o, o->limit[0].amount - cost));
	node_count(r, "in", (int64_t)in);
	node_count(r, "all", (int64_t)o->n);
	if (best->end == PLAN_FOUND && best->bound > 0)
		node_real(r, "gap", fmax(0, best->bound - best->benefit) /
		    best->bound * 100, 2);
}

/* ---- the page ---- */

static void
asked_put(struct ctx *c, const struct request *q, const struct pick *o,
    struct node *out)
{
	static const char *const sources[] = {
		[PICK_ASKED] = "The budget asked for.",
		[PICK_CEILING] = "The ceiling of the plan version.",
		[PICK_AS_IS] = ("What the activities in the plan cost: the "
		    "version has no ceiling."),
	};
	struct node *a = node_object(out, "asked");

	node_text(a, "budget", money_text(c->arena,
	    money_of(o, o->limit[0].amount)));
	node_z(a, "currency", o->currency);
	node_z(a, "source", say(c, sources[o->source]));
	node_bool(a, "each", !str_none(request_arg(q, "each")));
	node_bool(a, "anew", o->anew);
	node_bool(a, "by_gain", o->by_gain);
	node_count(a, "unlined", (int64_t)o->unlined);
	node_bool(a, "some_unlined", o->unlined > 0 && o->limits > 1);
	if (!id_none(o->version.row.id))
		node_text(a, "version", entity_href(c, &plan_version_entity,
		    o->version.row.id));
	node_count(a, "number", o->version.number);
	node_id(a, "version_id", o->version.row.id);
}

static void
take_put(struct ctx *c, const struct programme *p, const struct pick *o,
    struct node *out)
{
	struct write w = write_new(c->arena, 1 << 20);
	bool differs = false;
	struct node *t;
	size_t i;

	for (i = 0; i < o->n; i++) {
		differs |= o->item[i].fixed == PICK_OPEN &&
		    o->item[i].is_in != o->plan.best.is_chosen[i];
		if (o->plan.best.is_chosen[i])
			write_format(&w, "%.*s;", (int)o->item[i].row.code.n,
			    o->item[i].row.code.p);
	}
	node_bool(out, "as_it_is", !differs);
	if (o->anew || isnan(o->plan.best.benefit) ||
	    !ctx_holds(c, "PM", p->row.id))
		return;
	t = node_object(out, "take");
	node_text(t, "chosen", write_done(&w));
	node_bool(t, "differs", differs);
}

static bool
read_asked(struct ctx *c, const struct request *q, struct pick_asked *a)
{
	str budget = str_trim(request_arg(q, "budget"));

	*a = (struct pick_asked){ NAN, str_is(request_arg(q, "from"), "start"),
		!str_none(request_arg(q, "each")) };
	if (str_none(budget) || (str_real(budget, &a->budget) &&
	    a->budget >= 0 && a->budget < 1e15))
		return true;
	a->budget = NAN;
	return fail(&c->errors, INVALID, "budget",
	    "'%.*s' is no amount: write digits, such as 250000.",
	    (int)budget.n, budget.p);
}

static bool
find(struct ctx *c, const struct request *q, struct id programme,
    const struct pick **o)
{
	struct pick_asked a;

	if (!read_asked(c, q, &a) || !pick_of(c, programme, &a, o))
		return false;
	if ((*o)->open > 0 || a.anew || (*o)->n == 0 ||
	    str_is(request_arg(q, "from"), "now"))
		return true;
	a.anew = true;          /* all has begun: the choice as it was */
	return pick_of(c, programme, &a, o);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	const struct pick *o;
	size_t i;

	(void)reply;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "Choice under a budget"));
	programme_put(c, &p, PHASE_PLAN, out);
	plans_tabs(c, &p, PLANS_CHOICE, out);
	if (!find(c, q, p.row.id, &o))
		return false;
	node_bool(out, "none", o->n == 0);
	(void)node_list(out, "rows");
	for (i = 0; i < o->n; i++)
		item_put(c, &p, o, i, node_row(out, "rows"));
	asked_put(c, q, o, out);
	result_put(o, out);
	limits_put(c, o, out);
	portfolio_put(c, o, "Best", &o->plan.best, out);
	portfolio_put(c, o, "The second best", &o->plan.second, out);
	portfolio_put(c, o, "One after the other, by benefit per cost",
	    &o->plan.greedy, out);
	portfolio_put(c, o, "As it stands now", &o->now, out);
	steps_put(c, o, out);
	next_put(o, out);
	if (q->shape == HTML)
		curve_put(c, o, out);
	take_put(c, &p, o, out);
	node_bool(out, "may_limit", ctx_may(c, entity_named(S("plan_limit")),
	    ADD, p.row.id));
	return true;
}

static bool
take(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	size_t moved;
	str href;

	(void)out;
	if (!programme_named(c, q, &p) || !pick_take(c, p.row.id,
	    request_form(q, "chosen"), request_form(q, "reason"), &moved))
		return false;
	href = programme_href(c, &p);
	reply->go = str_print(c->arena, "%.*s/plan", (int)href.n, href.p);
	return true;
}

const struct page choose_page = {
	.method = GET,
	.path   = "/programme/{id}/plan/choice",
	.about  = "The activities that do most for a budget, the runner-up and "
	    "what more money would buy.",
	.view   = "choose.html",
	.of     = &activity_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page choose_post = {
	.method = POST,
	.path   = "/programme/{id}/plan/choice",
	.about  = "Takes a choice: 'chosen' are the codes of the activities "
	    "that are in, parted by ';'.",
	.view   = "choose.html",
	.of     = &activity_entity,
	.needs  = EDIT,
	.again  = &choose_page,
	.run    = take,
};
