/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/worked.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "engine/effect.h"
#include "flow/evaluate.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/fund.h"

struct seeking {
	struct ctx          *c;
	struct programme     head;
	struct activity     *activity;
	struct activity_gap *link;
	struct gap          *gap;
	struct finance      *money;     /* NULL: not to be seen */
	struct reassess_pair *again;
	size_t activities, links, gaps, agains;
	struct map          *activity_at, *gap_at;
	size_t              *named;     /* [activities] gaps it names */
	struct worked_pair  *pair;
	size_t               pairs, room;
};

static bool
is_done(const struct activity *a)
{
	return str_is(a->state, "delivered") || str_is(a->state, "verified");
}

/* ---- sums ---- */

static str
key_of(const struct worked_pair *p, bool by_cause)
{
	return by_cause ? p->cause : p->dimension_code;
}

static int
by_cell(const void *one, const void *other, const void *with)
{
	const struct worked_pair *a = one, *b = other;
	const bool *by_cause = with;
	int o = *by_cause ? 0 : str_order(a->framework, b->framework);

	if (o == 0)
		o = str_order(key_of(a, *by_cause), key_of(b, *by_cause));
	return o != 0 ? o : str_order(a->modality, b->modality);
}

static void
sum_cost(const struct worked_pair *p, size_t n, struct worked_cell *k)
{
	double cost = 0, gain = 0;
	size_t i;

	k->per_level = NAN;
	for (i = 0; i < n; i++) {
		if (isnan(p[i].after))
			continue;
		if (isnan(p[i].cost) || (k->currency[0] != '\0' &&
		    strcmp(k->currency, p[i].currency) != 0))
			return;
		memcpy(k->currency, p[i].currency, sizeof(k->currency));
		cost += p[i].cost;
		gain += p[i].after - p[i].before;
	}
	if (gain > 0 && k->n >= WORKED_PAIRS)
		k->per_level = cost / gain;
}

static struct worked_cell
cell_of(struct arena *a, const struct worked_pair *p, size_t n, bool by_cause)
{
	struct worked_cell k = { .key = key_of(p, by_cause),
		.title = by_cause ? p->cause : p->dimension_title,
		.framework = by_cause ? (str){ 0 } : p->framework,
		.modality = p->modality, .all = n,
		.mean = NAN, .lo = NAN, .hi = NAN };
	double *pre = NEWS(a, double, n), *post = NEWS(a, double, n);
	struct effect_paired e;
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(p[i].after))
			continue;
		pre[k.n] = p[i].before;
		post[k.n++] = p[i].after;
		k.closed += p[i].after >= p[i].desired;
	}
	if (k.n >= WORKED_PAIRS) {
		e = effect_paired(a, pre, post, k.n);
		k.mean = e.mean;
		k.lo = e.lo;
		k.hi = e.hi;
	}
	sum_cost(p, n, &k);
	return k;
}

/* The dimensions stay together, their best modality first; what has too
 * few pairs comes last. */
static int
by_gain(const void *one, const void *other, const void *with)
{
	const struct worked_cell *a = one, *b = other;
	int o = str_order(a->framework, b->framework);

	(void)with;
	if (o == 0)
		o = str_order(a->key, b->key);
	if (o != 0)
		return o;
	if (isnan(a->mean) || isnan(b->mean))
		return isnan(a->mean) - isnan(b->mean);
	return (b->mean > a->mean) - (b->mean < a->mean);
}

void
worked_sum(struct arena *a, struct worked_pair *pair, size_t n, bool by_cause,
    struct worked *out)
{
	size_t from, to;

	*out = (struct worked){ .pair = pair, .pairs = n,
		.cell = NEWS(a, struct worked_cell, n + 1) };
	sort(a, pair, n, sizeof(*pair), by_cell, &by_cause);
	for (from = 0; from < n; from = to) {
		for (to = from + 1; to < n && by_cell(&pair[from], &pair[to],
		    &by_cause) == 0; to++)
			;
		out->cell[out->cells] = cell_of(a, &pair[from], to - from,
		    by_cause);
		out->cell[out->cells++].first = from;
	}
	sort(a, out->cell, out->cells, sizeof(*out->cell), by_gain, NULL);
}

/* ---- pairs of one programme ---- */

static bool
read_plan(struct seeking *k, struct id id)
{
	struct ctx *c = k->c;
	size_t i, at;

	if ((k->activity = gather(c, &activity_entity, id,
	    &k->activities)) == NULL || (k->link = gather(c,
	    &activity_gap_entity, id, &k->links)) == NULL ||
	    (k->gap = gather(c, &gap_entity, id, &k->gaps)) == NULL)
		return false;
	k->activity_at = gather_index(c->arena, k->activity, k->activities,
	    sizeof(*k->activity));
	k->gap_at = gather_index(c->arena, k->gap, k->gaps, sizeof(*k->gap));
	k->named = NEWS(c->arena, size_t, k->activities + 1);
	for (i = 0; i < k->links; i++)
		if (gather_find(k->activity_at, &k->link[i].activity, &at))
			k->named[at]++;
	k->money = NULL;
	return !ctx_may(c, &transaction_entity, SEE, id) ||
	    !ctx_may(c, &budget_line_entity, SEE, id) ||
	    finance_of(c, id, &k->money);
}

static double
later_level(const struct seeking *k, const struct results *first,
    struct id subject, struct id dimension)
{
	const struct reassess_pair *p = NULL;
	const struct instrument *in;
	size_t i, j;

	for (i = 0; i < k->agains; i++)
		if (id_same(k->again[i].first->round.row.id,
		    first->round.row.id))
			p = &k->again[i];
	if (p == NULL)
		return NAN;
	in = p->last->instrument;
	if (!gather_find(p->at, &subject, &i))
		return NAN;
	for (j = 0; j < in->dimensions; j++)
		if (id_same(in->dimension[j].row.id, dimension))
			break;
	if (j == in->dimensions ||
	    p->subject[i].last == REASSESS_NOWHERE)
		return NAN;
	return p->last->dimension[p->subject[i].last][j].value;
}

static struct worked_pair
pair_of(const struct seeking *k, const struct gap_table *t,
    const struct gap_line *g)
{
	struct worked_pair p = { .programme = k->head.row.id,
		.subject = g->subject, .dimension = g->dimension,
		.round = t->results->round.row.id,
		.programme_code = k->head.code,
		.subject_name = g->subject_name,
		.framework = t->results->instrument->framework.code,
		.dimension_code = g->dimension_code,
		.dimension_title = g->dimension_title,
		.before = g->current, .desired = g->desired,
		.after = later_level(k, t->results, g->subject, g->dimension)
	};
	size_t at;

	if (gather_find(k->gap_at, &g->id, &at))
		p.cause = k->gap[at].cause;
	return p;
}

/* What the delivered activities of one modality cost this gap. */
static void
add_cost(const struct seeking *k, size_t activity, struct worked_pair *p)
{
	struct money spent;

	if (k->money == NULL) {
		p->cost = NAN;
		return;
	}
	spent = finance_spent(k->money, k->activity[activity].row.id);
	memcpy(p->currency, k->money->currency, sizeof(p->currency));
	if (spent.currency[0] != '\0')
		p->cost += money_real(spent) / (double)k->named[activity];
}

static void
add_pairs(struct seeking *k, const struct worked_pair *base,
    const size_t *activity, size_t n)
{
	struct arena *a = k->c->arena;
	const size_t first = k->pairs;
	size_t i, j;

	for (i = 0; i < n; i++) {
		for (j = first; j < k->pairs && !str_same(k->pair[j].modality,
		    k->activity[activity[i]].modality); j++)
			;
		if (j == k->pairs) {
			k->pair = arena_more(a, k->pair, k->pairs, &k->room,
			    sizeof(*k->pair));
			k->pair[k->pairs] = *base;
			k->pair[k->pairs++].modality =
			    k->activity[activity[i]].modality;
		}
		add_cost(k, activity[i], &k->pair[j]);
	}
}

static int
by_gap(const void *one, const void *other, const void *with)
{
	(void)with;
	return memcmp(((const struct activity_gap *)one)->gap.b,
	    ((const struct activity_gap *)other)->gap.b,
	    sizeof(((const struct activity_gap *)one)->gap.b));
}

/* Links stand in the order of their gaps: the first of one, by halves. */
static size_t
first_link(const struct seeking *k, struct id gap)
{
	size_t lo = 0, hi = k->links, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (memcmp(k->link[mid].gap.b, gap.b, sizeof(gap.b)) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
seek_table(struct seeking *k, const struct gap_table *t)
{
	size_t *activity = NEWS(k->c->arena, size_t, k->links + 1);
	struct worked_pair base;
	size_t i, j, n, at;

	for (i = 0; i < t->n; i++) {
		if (!(t->line[i].gap > 0) || id_none(t->line[i].id))
			continue;
		n = 0;
		for (j = first_link(k, t->line[i].id); j < k->links &&
		    id_same(k->link[j].gap, t->line[i].id); j++)
			if (gather_find(k->activity_at, &k->link[j].activity,
			    &at) && is_done(&k->activity[at]))
				activity[n++] = at;
		if (n == 0)
			continue;
		base = pair_of(k, t, &t->line[i]);
		add_pairs(k, &base, activity, n);
	}
}

static bool
seek_one(struct seeking *k)
{
	struct ctx *c = k->c;
	const struct id id = k->head.row.id;
	const struct results **round;
	const struct gap_table **t;
	size_t i, rounds, tables;

	if (!ctx_may(c, &gap_entity, SEE, id))
		return true;
	if (!read_plan(k, id) || !evaluate_rounds(c, id, &round, &rounds) ||
	    !reassess_pairs(c, id, round, rounds, &k->again, &k->agains) ||
	    !assess_programme_gaps(c, id, &t, &tables))
		return false;
	sort(c->arena, k->link, k->links, sizeof(*k->link), by_gap, NULL);
	for (i = 0; i < tables; i++)
		seek_table(k, t[i]);
	return true;
}

bool
worked_find(struct ctx *c, bool by_cause, struct worked *out)
{
	struct seeking k = { .c = c };
	struct ask ask = { .limit = 0 };
	struct programme *all = NULL;
	struct found *found;
	size_t i, n = 0, room = 0;

	*out = (struct worked){ 0 };
	if (!flow_list(c, &programme_entity, &ask, &found))
		return false;
	do
		all = arena_more(c->arena, all, n, &room, sizeof(*all));
	while (flow_next(found, c->arena, &all[n]) && ++n > 0);
	if (!flow_end(found))
		return false;
	for (i = 0; i < n; i++) {
		k.head = all[i];
		if (!seek_one(&k))
			return false;
	}
	worked_sum(c->arena, k.pair, k.pairs, by_cause, out);
	return true;
}
