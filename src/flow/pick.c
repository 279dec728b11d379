/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/pick.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/kept.h"
#include "flow/planning.h"
#include "flow/portfolio.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/design.h"
#include "model/fund.h"
#include "model/people.h"
#include "store/store.h"

enum { LIMIT_MS = 3000, STEPS_MS = 2000, KINDS = 16 };

/* Any change to these ends what is kept. */
static const char rests_on[] = " activity activity_gap gap budget_line "
	"plan_version plan_limit programme assessment_round ";

struct choosing {
	struct ctx                *c;
	struct pick             *o;
	const struct pick_asked *asked;
	struct id                  programme;
	const struct map          *at;          /* id: place of an item */
	double                    *cost;        /* [n][limits] */
	double                    *benefit;     /* [n] */
	int                       *fixed;       /* [n] as in plan.h */
};

/* ---- activities ---- */

static enum pick_fixed
fixed_of(const struct choosing *k, const struct pick_item *x)
{
	if (isnan(x->cost))
		return PICK_UNPRICED;
	if (x->row.is_mandatory == YES)
		return PICK_MUST;
	if (!str_none(x->row.by_hand))
		return PICK_BY_HAND;
	if (k->asked->anew)
		return PICK_OPEN;
	if (str_among(x->row.state, "scheduled ongoing delivered verified "
	    "postponed"))
		return PICK_BEGUN;
	return str_is(x->row.state, "cancelled") ? PICK_OVER : PICK_OPEN;
}

static bool
find_items(struct choosing *k)
{
	struct pick *o = k->o;
	struct pick_item *x;
	struct programme p;
	struct activity *row;
	size_t i;

	if (!store_find(k->c->store, &programme_entity, k->programme,
	    k->c->arena, &p, &k->c->errors) ||
	    (row = gather(k->c, &activity_entity, k->programme,
	    &o->n)) == NULL)
		return false;
	memcpy(o->currency, p.currency.p, p.currency.n < 3 ? p.currency.n : 3);
	o->item = NEWS(k->c->arena, struct pick_item, o->n + 1);
	for (i = 0; i < o->n; i++) {
		x = &o->item[i];
		x->row = row[i];
		x->is_in = planning_is_in(&row[i]);
		x->benefit = row[i].benefit;
		x->cost = strcmp(row[i].cost.currency, o->currency) == 0
		    ? money_real(row[i].cost) : NAN;
		x->fixed = fixed_of(k, x);
		o->open += x->fixed == PICK_OPEN;
	}
	k->at = gather_index(k->c->arena, row, o->n, sizeof(*row));
	return true;
}

/* ---- what a gap's closing is worth ---- */

static double
gain_of(const struct activity_gap *g, const struct gap *of)
{
	if (!isnan(g->from_level) && !isnan(g->to_level))
		return g->to_level - g->from_level;
	if (!isnan(g->to_level) && !isnan(of->current))
		return g->to_level - of->current;
	return isnan(g->share) || isnan(of->gap) ? NAN : g->share * of->gap;
}

/* All by gain, or all as recorded. */
static void
settle_benefit(struct pick *o, const double *sum)
{
	size_t i, aimed = 0;

	o->by_gain = true;
	for (i = 0; i < o->n; i++) {
		if (o->item[i].fixed == PICK_MUST || o->item[i].gaps == 0)
			continue;
		aimed++;
		o->by_gain = o->by_gain && o->item[i].gains > 0;
	}
	o->by_gain = o->by_gain && aimed > 0;
	for (i = 0; i < o->n && o->by_gain; i++)
		o->item[i].benefit = o->item[i].gains > 0 ? sum[i] : NAN;
}

static bool
find_benefits(struct choosing *k)
{
	const struct activity_gap *aim;
	const struct map *by_id;
	const struct gap *gap;
	struct pick *o = k->o;
	double *sum = NEWS(k->c->arena, double, o->n + 1), gain;
	size_t i, n, m, at, of;

	aim = gather(k->c, &activity_gap_entity, k->programme, &n);
	gap = gather(k->c, &gap_entity, k->programme, &m);
	if (aim == NULL || gap == NULL)
		return false;
	by_id = gather_index(k->c->arena, gap, m, sizeof(*gap));
	for (i = 0; i < n; i++) {
		if (!gather_find(k->at, &aim[i].activity, &at) ||
		    !gather_find(by_id, &aim[i].gap, &of))
			continue;
		o->item[at].gaps++;
		gain = gain_of(&aim[i], &gap[of]);
		if (isnan(gain) || isnan(gap[of].priority_norm))
			continue;
		o->item[at].gains++;
		sum[at] += gap[of].priority_norm * fmax(0, gain);
	}
	settle_benefit(o, sum);
	return true;
}

/* ---- budgets ---- */

static bool
find_version(struct choosing *k)
{
	struct plan_version *v;
	size_t i, n;

	v = gather(k->c, &plan_version_entity, k->programme, &n);
	for (i = 0; v != NULL && i < n; i++)
		if (!str_is(v[i].state, "superseded") &&
		    (id_none(k->o->version.row.id) ||
		    v[i].number > k->o->version.number))
			k->o->version = v[i];
	return v != NULL;
}

static double
whole(const struct choosing *k)
{
	struct pick *o = k->o;
	double sum = 0;
	size_t i;

	if (!isnan(k->asked->budget)) {
		o->source = PICK_ASKED;
		return k->asked->budget;
	}
	if (strcmp(o->version.ceiling.currency, o->currency) == 0) {
		o->source = PICK_CEILING;
		return money_real(o->version.ceiling);
	}
	o->source = PICK_AS_IS;
	for (i = 0; i < o->n; i++)
		if (!isnan(o->item[i].cost) && (o->item[i].is_in ||
		    str_is(o->item[i].row.by_hand, "in") ||
		    (k->asked->anew && o->item[i].row.selected == YES)))
			sum += o->item[i].cost;
	return sum;
}

static bool
find_limits(struct choosing *k)
{
	struct pick *o = k->o;
	struct plan_limit *row;
	size_t i, n;

	row = gather(k->c, &plan_limit_entity, k->programme, &n);
	if (row == NULL || !find_version(k))
		return false;
	o->limit = NEWS(k->c->arena, struct pick_limit, n + 1);
	o->limit[o->limits++] = (struct pick_limit){ { { 0 } }, INT64_MIN,
		whole(k) };
	for (i = 0; i < n; i++)
		if (id_same(row[i].plan_version, o->version.row.id) &&
		    strcmp(row[i].amount.currency, o->currency) == 0)
			o->limit[o->limits++] = (struct pick_limit){
				row[i].funder, row[i].year,
				money_real(row[i].amount) };
	return true;
}

static bool
weighs(const struct pick_limit *l, const struct budget_line *b)
{
	return (id_none(l->funder) || id_same(l->funder, b->funder)) &&
	    (l->year == INT64_MIN || l->year == b->year);
}

static bool
lay_costs(struct choosing *k)
{
	const struct budget_line *b;
	struct pick *o = k->o;
	size_t i, j, n, at;

	b = gather(k->c, &budget_line_entity, k->programme, &n);
	if (b == NULL)
		return false;
	k->cost = NEWS(k->c->arena, double, o->n * o->limits + 1);
	for (i = 0; i < o->n; i++)
		k->cost[i * o->limits] = isnan(o->item[i].cost) ? 0
		    : o->item[i].cost;
	for (i = 0; i < n; i++) {
		if (!gather_find(k->at, &b[i].activity, &at))
			continue;
		o->item[at].lines++;
		for (j = 1; j < o->limits; j++)
			if (weighs(&o->limit[j], &b[i]) &&
			    strcmp(b[i].amount.currency, o->currency) == 0)
				k->cost[at * o->limits + j] +=
				    money_real(b[i].amount);
	}
	for (i = 0; i < o->n; i++)
		o->unlined += o->item[i].lines == 0 && o->item[i].cost > 0;
	return true;
}

/* ---- what is settled by hand ---- */

static void
lay_fixed(struct choosing *k)
{
	struct pick *o = k->o;
	struct pick_item *x;
	size_t i;

	k->fixed = NEWS(k->c->arena, int, o->n + 1);
	k->benefit = NEWS(k->c->arena, double, o->n + 1);
	for (i = 0; i < o->n; i++) {
		x = &o->item[i];
		k->benefit[i] = isnan(x->benefit) ? 0 : x->benefit;
		if (x->fixed == PICK_UNPRICED)
			k->fixed[i] = x->is_in ? 1 : -1;
		else if (x->fixed == PICK_BY_HAND)
			k->fixed[i] = str_is(x->row.by_hand, "in") ? 1 : -1;
		else if (x->fixed == PICK_MUST || x->fixed == PICK_BEGUN)
			k->fixed[i] = 1;
		else if (x->fixed == PICK_OVER)
			k->fixed[i] = -1;
	}
}

/* ---- something for each kind of subject ---- */

struct kinds {
	str    kind[KINDS];
	size_t n;
	bool  *serves;                          /* [n of items][KINDS] */
};

static size_t
kind_at(struct kinds *s, str kind)
{
	size_t i;

	for (i = 0; i < s->n && !str_same(s->kind[i], kind); i++)
		;
	if (i == s->n && s->n < KINDS)
		s->kind[s->n++] = kind;
	return i;
}

static bool
find_kinds(struct choosing *k, struct kinds *s)
{
	const struct map *gap_at, *round_at;
	const struct assessment_round *round;
	const struct activity_gap *aim;
	const struct gap *gap;
	size_t i, n, m, r, at, of, in, kind;

	aim = gather(k->c, &activity_gap_entity, k->programme, &n);
	gap = gather(k->c, &gap_entity, k->programme, &m);
	round = gather(k->c, &assessment_round_entity, k->programme, &r);
	if (aim == NULL || gap == NULL || round == NULL)
		return false;
	gap_at = gather_index(k->c->arena, gap, m, sizeof(*gap));
	round_at = gather_index(k->c->arena, round, r, sizeof(*round));
	s->serves = NEWS(k->c->arena, bool, k->o->n * KINDS + 1);
	for (i = 0; i < n; i++)
		if (gather_find(k->at, &aim[i].activity, &at) &&
		    gather_find(gap_at, &aim[i].gap, &of) &&
		    gather_find(round_at, &gap[of].round, &in) &&
		    (kind = kind_at(s, round[in].subject_type)) < KINDS)
			s->serves[at * KINDS + kind] = true;
	return true;
}

static bool
lay_groups(struct choosing *k)
{
	struct plan_group *group = NEWS(k->c->arena, struct plan_group, KINDS);
	struct kinds s = { .n = 0 };
	size_t i, j, n, *of;

	if (!k->asked->each)
		return true;
	if (!find_kinds(k, &s))
		return false;
	for (j = 0; j < s.n; j++) {
		of = NEWS(k->c->arena, size_t, k->o->n + 1);
		for (n = 0, i = 0; i < k->o->n; i++)
			if (s.serves[i * KINDS + j])
				of[n++] = i;
		group[j] = (struct plan_group){ of, n, 1 };
	}
	k->o->in.group = group;
	k->o->in.groups = k->o->groups = s.n;
	return true;
}

/* ---- solving ---- */

/* Of the whole, from a quarter to one and a half; of each other budget a
 * tenth more. */
static const double factors[] = { 0.25, 0.5, 0.7, 0.8, 0.9, 1, 1.05, 1.1,
	1.25, 1.5 };

enum { FACTORS = sizeof(factors) / sizeof(factors[0]) };

static bool
walk_steps(struct choosing *k)
{
	struct pick *o = k->o;
	size_t i, j, more = o->limits > 1 ? o->limits : 0;
	size_t n = FACTORS + more;
	double *budget = NEWS(k->c->arena, double, n * o->limits);
	struct plan_choice *choice = NEWS(k->c->arena, struct plan_choice, n);
	struct plan_in in = o->in;

	o->step = NEWS(k->c->arena, struct pick_step, n);
	for (i = 0; i < n; i++) {
		o->step[i] = i < FACTORS
		    ? (struct pick_step){ factors[i], o->limits, { 0 } }
		    : (struct pick_step){ 1.1, i - FACTORS, { 0 } };
		for (j = 0; j < o->limits; j++)
			budget[i * o->limits + j] = o->limit[j].amount *
			    (o->step[i].limit == o->limits ||
			    o->step[i].limit == j ? o->step[i].factor : 1);
	}
	in.limit_ms = STEPS_MS;
	if (!plan_steps(k->c->arena, &in, budget, n, choice, &k->c->errors))
		return false;
	for (i = 0; i < n; i++)
		o->step[i].choice = choice[i];
	o->steps = n;
	return true;
}

static void
lay_now(struct choosing *k)
{
	struct pick *o = k->o;
	size_t i;

	o->now = (struct plan_choice){ PLAN_FOUND,
		NEWS(k->c->arena, bool, o->n + 1), 0, 0, NAN };
	for (i = 0; i < o->n; i++) {
		if (!o->item[i].is_in)
			continue;
		o->now.is_chosen[i] = true;
		o->now.benefit += k->benefit[i];
		o->now.cost += k->cost[i * o->limits];
	}
}

static bool
solve(struct choosing *k)
{
	struct pick *o = k->o;
	double *amount = NEWS(k->c->arena, double, o->limits);
	size_t i;

	for (i = 0; i < o->limits; i++)
		amount[i] = o->limit[i].amount;
	o->in.n = o->n;
	portfolio_pairs(k->c->arena, k->at, o->item, sizeof(*o->item),
	    &o->in);
	lay_fixed(k);
	if (!lay_groups(k))
		return false;
	o->in.budgets = o->limits;
	o->in.cost = k->cost;
	o->in.benefit = k->benefit;
	o->in.budget = amount;
	o->in.fixed = k->fixed;
	o->in.limit_ms = LIMIT_MS;
	lay_now(k);
	return plan_choose(k->c->arena, &o->in, &o->plan, &k->c->errors) &&
	    walk_steps(k);
}

static bool
compute(struct ctx *c, struct id programme, const struct pick_asked *asked,
    struct pick *o)
{
	struct choosing k = { .c = c, .o = o, .asked = asked,
		.programme = programme };

	o->anew = asked->anew;
	return find_items(&k) && find_benefits(&k) && find_limits(&k) &&
	    lay_costs(&k) && solve(&k);
}

/* ---- kept ---- */

static struct kept_key
key_of(struct ctx *c, struct id programme, const struct pick_asked *asked)
{
	return (struct kept_key){ .rests_on = rests_on,
		.of = id_from(S("pick"), str_print(c->arena, "%s %.4f %d %d",
		    id_text(c->arena, programme).p, asked->budget,
		    asked->anew, asked->each)) };
}

bool
pick_of(struct ctx *c, struct id programme,
    const struct pick_asked *asked, const struct pick **out)
{
	struct kept_key key = key_of(c, programme, asked);
	struct arena *was = c->arena, *own;
	struct pick *o;
	int64_t change;
	bool fine;

	*out = kept_find(c, &key);
	if (*out != NULL)
		return true;
	own = arena_new(0);
	o = NEW(own, struct pick);
	c->arena = own;
	fine = store_last_change(c->store, &change, &c->errors) &&
	    compute(c, programme, asked, o);
	c->arena = was;
	if (!fine) {
		arena_free(own);
		return false;
	}
	kept_put(c, &key, change, own, o);
	*out = o;
	return true;
}

double
pick_cost(const struct pick *o, const bool *chosen, size_t limit)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < o->n; i++)
		if (chosen[i])
			sum += o->in.cost[i * o->limits + limit];
	return sum;
}

/* ---- taken ---- */

static bool
names(str codes, str code)
{
	str one;

	while (str_cut(&codes, ';', &one))
		if (str_same(str_trim(one), code))
			return true;
	return false;
}

static bool
step(struct ctx *c, struct activity *a, const char *verb, str reason,
    size_t *moved)
{
	++*moved;
	return flow_move(c, &activity_entity, a->row.id, a->row.revision,
	    str_of(verb), reason) &&
	    flow_find(c, &activity_entity, a->row.id, a);
}

struct taking {
	struct ctx      *c;
	struct activity *all;
	size_t           n, moved;
	str              chosen, reason;
};

/* Whether something selected still needs it. */
static bool
is_needed(const struct taking *t, const struct activity *a)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (str_is(t->all[i].state, "selected") &&
		    id_among(t->all[i].prerequisites, a->row.id))
			return true;
	return false;
}

/* Whether it waits for something that is yet to be selected. */
static bool
waits(const struct taking *t, const struct activity *a)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (str_among(t->all[i].state, "proposed not_selected") &&
		    id_among(a->prerequisites, t->all[i].row.id))
			return true;
	return false;
}

/* One step of one activity towards the choice; `force`: though something
 * stands in its way, so that the fault says what. */
static bool
take_one(struct taking *t, struct activity *a, bool force)
{
	if (!names(t->chosen, a->code)) {
		if (str_is(a->state, "proposed"))
			return step(t->c, a, "leave_out", t->reason, &t->moved);
		if (str_is(a->state, "selected") && (force || !is_needed(t, a)))
			return step(t->c, a, "take_out", t->reason, &t->moved);
	} else {
		if (str_is(a->state, "not_selected"))
			return step(t->c, a, "reopen", t->reason, &t->moved);
		if (str_is(a->state, "proposed") && (force || !waits(t, a)))
			return step(t->c, a, "select", t->reason, &t->moved);
	}
	return true;
}

/* What goes out makes room for what comes in; a need is met first. */
static bool
take_all(struct taking *t, bool in, bool force)
{
	size_t i, before;

	do {
		before = t->moved;
		for (i = 0; i < t->n; i++)
			if (names(t->chosen, t->all[i].code) == in &&
			    t->all[i].is_mandatory != YES &&
			    !take_one(t, &t->all[i], force))
				return false;
	} while (t->moved > before);
	return true;
}

static bool
settle_must(struct taking *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->all[i].is_mandatory == YES &&
		    str_is(t->all[i].state, "proposed") &&
		    !step(t->c, &t->all[i], "select", t->reason, &t->moved))
			return false;
	return true;
}

bool
pick_take(struct ctx *c, struct id programme, str chosen, str reason,
    size_t *moved)
{
	struct taking t = { .c = c, .chosen = chosen, .reason = reason };
	bool fine;

	t.all = gather(c, &activity_entity, programme, &t.n);
	if (t.all == NULL)
		return false;
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say why this choice is taken.");
	fine = settle_must(&t) && take_all(&t, false, false) &&
	    take_all(&t, true, false) && take_all(&t, false, true) &&
	    take_all(&t, true, true);
	*moved = t.moved;
	return fine;
}
