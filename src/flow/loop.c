/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/loop.h"

#include <math.h>

#include "engine/stat.h"
#include "flow/assess.h"
#include "flow/facts.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/lasting.h"
#include "flow/reassess.h"
#include "model/fund.h"
#include "model/text.h"

enum { TARGETED = 1, FUNDED = 2, DELIVERED = 4 };

struct circle {
	struct ctx           *c;
	struct loop          *out;
	struct activity      *activity;
	struct activity_gap  *link;
	size_t                activities, links;
	struct map           *activity_at;
	bool                 *is_funded, *names_gap;  /* [activities] */
	struct map           *gap_at;   /* gap's id: what became of it */
	struct reassess_pair *pair;
	size_t                pairs;
	size_t                gaps;     /* in out->gap so far */
};

static bool
is_done(const struct activity *a)
{
	return str_is(a->state, "delivered") || str_is(a->state, "verified");
}

static unsigned
reached(const struct circle *k, size_t activity)
{
	const struct activity *a = &k->activity[activity];
	bool is_funded = a->selected == YES && k->is_funded[activity];

	return TARGETED | (is_funded ? FUNDED : 0u) |
	    (is_funded && is_done(a) ? DELIVERED : 0u);
}

static bool
read_plan(struct circle *k, struct id programme)
{
	struct ctx *c = k->c;
	struct fact money;
	size_t i;

	if ((k->activity = gather(c, &activity_entity, programme,
	    &k->activities)) == NULL ||
	    (k->link = gather(c, &activity_gap_entity, programme,
	    &k->links)) == NULL)
		return false;
	k->activity_at = gather_index(c->arena, k->activity, k->activities,
	    sizeof(*k->activity));
	k->is_funded = NEWS(c->arena, bool, k->activities + 1);
	k->names_gap = NEWS(c->arena, bool, k->activities + 1);
	for (i = 0; i < k->activities; i++) {
		if (!facts_funded(c, &k->activity[i], &money))
			return false;
		k->is_funded[i] = money.e != NULL;
	}
	return true;
}

static void
follow_gaps(struct circle *k)
{
	size_t i, at;

	k->gap_at = map_new(k->c->arena);
	for (i = 0; i < k->links; i++) {
		if (!gather_find(k->activity_at, &k->link[i].activity, &at))
			continue;
		k->names_gap[at] = true;
		*map_at(k->gap_at, (str){ (const char *)k->link[i].gap.b,
		    sizeof(k->link[i].gap.b) }, 0) |= reached(k, at);
	}
	for (i = 0; i < k->activities; i++) {
		k->out->chosen += k->activity[i].selected == YES;
		k->out->delivered += is_done(&k->activity[i]);
	}
	k->out->activities = k->activities;
}

/* ---- gaps ---- */

static const struct reassess_pair *
pair_of(const struct circle *k, const struct results *first)
{
	size_t i;

	for (i = 0; i < k->pairs; i++)
		if (id_same(k->pair[i].first->round.row.id,
		    first->round.row.id))
			return &k->pair[i];
	return NULL;
}

/* NAN: not re-assessed. */
static double
later_level(const struct reassess_pair *p, const struct gap_line *g)
{
	const struct instrument *in;
	size_t i, j;

	if (p == NULL)
		return NAN;
	in = p->last->instrument;
	if (!gather_find(p->at, &g->subject, &i))
		return NAN;
	for (j = 0; j < in->dimensions; j++)
		if (id_same(in->dimension[j].row.id, g->dimension))
			break;
	if (j == in->dimensions ||
	    p->subject[i].last == REASSESS_NOWHERE)
		return NAN;
	return p->last->dimension[p->subject[i].last][j].value;
}

static unsigned
steps_of(size_t how, const struct gap_line *g, double later)
{
	unsigned s = LOOP_OPEN;

	s |= how & TARGETED ? LOOP_TARGETED : 0u;
	s |= how & FUNDED ? LOOP_FUNDED : 0u;
	if ((how & DELIVERED) == 0)
		return s;
	if (isnan(later))
		return s | LOOP_DELIVERED | LOOP_UNMEASURED;
	s |= LOOP_DELIVERED | LOOP_REASSESSED;
	s |= later > g->current ? LOOP_REDUCED : 0u;
	s |= later < g->current ? LOOP_WORSE : 0u;
	return s | (later >= g->desired ? LOOP_CLOSED : 0u);
}

static void
follow_one(struct loop_chain *n, const struct loop_gap *g)
{
	n->gaps++;
	n->targeted += (g->steps & LOOP_TARGETED) != 0;
	n->funded += (g->steps & LOOP_FUNDED) != 0;
	n->delivered += (g->steps & LOOP_DELIVERED) != 0;
	n->unmeasured += (g->steps & LOOP_UNMEASURED) != 0;
	n->reassessed += (g->steps & LOOP_REASSESSED) != 0;
	n->reduced += (g->steps & LOOP_REDUCED) != 0;
	n->worse += (g->steps & LOOP_WORSE) != 0;
	n->closed += (g->steps & LOOP_CLOSED) != 0;
	if (g->steps & LOOP_REASSESSED)
		n->change += g->later - g->line->current;
}

static void
follow_level(struct circle *k, const struct gap_table *t,
    struct loop_level *l)
{
	const struct results *r = t->results;
	const struct reassess_pair *p = pair_of(k, r);
	struct loop_gap *g = k->out->gap;
	size_t i, how;
	double later;

	*l = (struct loop_level){ .kind = r->round.subject_type,
		.framework = r->instrument->framework.code,
		.first = r->round.code, .subjects = r->subjects,
		.sheets = (size_t)r->quality.sheets, .wanted = t->n };
	if (p != NULL)
		l->last = p->last->round.code;
	for (i = 0; i < t->n; i++) {
		l->unscored += isnan(t->line[i].gap) ? 1 : 0;
		if (!(t->line[i].gap > 0))
			continue;
		if (!gather_find(k->gap_at, &t->line[i].id, &how))
			how = 0;
		later = later_level(p, &t->line[i]);
		g[k->gaps] = (struct loop_gap){ &t->line[i],
			r->round.row.id, steps_of(how, &t->line[i], later),
			later };
		follow_one(&l->chain, &g[k->gaps++]);
	}
}

static void
add_chain(struct loop_chain *to, const struct loop_chain *n)
{
	to->gaps += n->gaps;
	to->targeted += n->targeted;
	to->funded += n->funded;
	to->delivered += n->delivered;
	to->reassessed += n->reassessed;
	to->unmeasured += n->unmeasured;
	to->reduced += n->reduced;
	to->closed += n->closed;
	to->worse += n->worse;
	to->change += n->change;
}

static bool
read_pairs(struct circle *k, struct id programme)
{
	struct assessment_round *round;
	const struct results **r;
	size_t i, n, with = 0;

	if (!assess_rounds(k->c, programme, &round, &n))
		return false;
	r = NEWS(k->c->arena, const struct results *, n + 1);
	for (i = 0; i < n; i++) {
		if (!assess_results(k->c, round[i].row.id, &r[with]))
			return false;
		with += r[with]->quality.sheets > 0;
	}
	return reassess_pairs(k->c, programme, r, with, &k->pair, &k->pairs);
}

static bool
follow_levels(struct circle *k, struct id programme)
{
	struct loop *l = k->out;
	const struct gap_table **t;
	size_t i, n;

	if (!read_pairs(k, programme) ||
	    !assess_programme_gaps(k->c, programme, &t, &l->levels))
		return false;
	for (i = 0, n = 0; i < l->levels; i++)
		n += t[i]->n;
	l->gap = NEWS(k->c->arena, struct loop_gap, n + 1);
	l->level = NEWS(k->c->arena, struct loop_level, l->levels + 1);
	for (i = 0; i < l->levels; i++) {
		follow_level(k, t[i], &l->level[i]);
		add_chain(&l->all, &l->level[i].chain);
		l->subjects += l->level[i].subjects;
	}
	return true;
}

/* ---- money, and what lasts ---- */

static bool
count_money(struct circle *k, struct id programme)
{
	struct loop *l = k->out;
	struct finance *f;
	double spent;
	size_t i;

	l->per_level = l->per_closed = NAN;
	l->has_money = ctx_may(k->c, &transaction_entity, SEE, programme) &&
	    ctx_may(k->c, &budget_line_entity, SEE, programme);
	if (!l->has_money)
		return true;
	if (!finance_of(k->c, programme, &f))
		return false;
	l->budget = f->budget;
	l->spent = f->spent;
	for (i = 0; i < k->activities; i++)
		if (k->names_gap[i] && is_done(&k->activity[i]) &&
		    !money_add(&l->spent_delivered, finance_spent(f,
		    k->activity[i].row.id)))
			return fail(&k->c->errors, INVALID, NULL,
			    "The amounts are too large to be added up.");
	spent = money_real(l->spent_delivered);
	if (l->all.change > 0)
		l->per_level = stat_ratio(spent, l->all.change);
	if (l->all.closed > 0)
		l->per_closed = stat_ratio(spent, (double)l->all.closed);
	return true;
}

/* Counted from what the checks found, whatever the gap's state since. */
static bool
count_checks(struct circle *k, struct id programme)
{
	struct loop *l = k->out;
	struct gap_check *check;
	struct day today = moment_day(k->c->now);
	size_t i, n;
	bool done;

	check = gather(k->c, &gap_check_entity, programme, &n);
	for (i = 0; check != NULL && i < n; i++) {
		done = str_is(check[i].outcome, "held") ||
		    str_is(check[i].outcome, "reopened");
		l->gaps_checked_12 += done && check[i].months == 12;
		l->gaps_held_12 += str_is(check[i].outcome, "held") &&
		    check[i].months == 12;
		l->checks_open += str_none(check[i].outcome);
		l->checks_late += str_none(check[i].outcome) &&
		    check[i].due_on.n < today.n;
	}
	return check != NULL;
}

bool
loop_of(struct ctx *c, struct id programme, struct loop **out)
{
	struct loop *l = NEW(c->arena, struct loop);
	struct circle k = { .c = c, .out = l };
	struct lasting_practices p;
	struct programme head;

	*out = l;
	if (!flow_find(c, &programme_entity, programme, &head) ||
	    !read_plan(&k, programme))
		return false;
	l->programme = head.code;
	l->title = text_in(c->arena, head.title, c->lang);
	follow_gaps(&k);
	if (!follow_levels(&k, programme) || !count_money(&k, programme) ||
	    !count_checks(&k, programme) ||
	    !lasting_practices(c, programme, &p))
		return false;
	l->practices = p.n;
	l->checked_12 = p.checked_12;
	l->held_12 = p.held_12;
	l->survival_12 = p.at_12;
	return true;
}
