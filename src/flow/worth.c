/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/worth.h"

#include <math.h>

#include "base/sort.h"
#include "engine/cost.h"
#include "flow/gather.h"
#include "model/plan.h"

struct target {                         /* a gap of these rounds */
	size_t subject, dimension;      /* places in the first round */
	double change;                  /* NAN: not measured twice */
	double beyond;                  /* less that of the comparison; NAN */
	double left;                    /* of it at the follow-up; NAN */
};

struct weighing {
	struct ctx                 *c;
	const struct reassess_pair *pair;
	struct gap                 *gap;
	struct activity            *activity;
	struct activity_gap        *link;
	size_t                      gaps, activities, links;
	struct map                 *gap_at, *activity_at;
	struct target              *target;     /* [gaps] */
	bool                       *is_here;    /* [gaps] of these rounds */
	bool                       *is_begun;   /* [activities] */
	size_t                     *seen;       /* [subjects] by whom last */
	struct reassess_change     *others;     /* [dimensions] of those of
	                                         * the comparison */
};

static bool
read_all(struct weighing *w, struct id programme)
{
	struct ctx *c = w->c;

	w->gap = gather(c, &gap_entity, programme, &w->gaps);
	w->activity = gather(c, &activity_entity, programme, &w->activities);
	w->link = gather(c, &activity_gap_entity, programme, &w->links);
	if (w->gap == NULL || w->activity == NULL || w->link == NULL)
		return false;
	w->gap_at = gather_index(c->arena, w->gap, w->gaps, sizeof(*w->gap));
	w->activity_at = gather_index(c->arena, w->activity, w->activities,
	    sizeof(*w->activity));
	return true;
}

static bool
place_of(const struct instrument *in, struct id dimension, size_t *at)
{
	for (*at = 0; *at < in->dimensions; ++*at)
		if (id_same(in->dimension[*at].row.id, dimension))
			return true;
	return false;
}

static double
change_of(const struct reassess_pair *p, size_t subject, size_t dimension)
{
	size_t last = p->subject[subject].last;

	return last == REASSESS_NOWHERE ? NAN
	    : p->last->dimension[last][dimension].value -
	    p->first->dimension[subject][dimension].value;
}

static struct target
target_of(const struct weighing *w, size_t subject, size_t dimension)
{
	const struct reassess_pair *p = w->pair;
	const struct reassess_subject *s = &p->subject[subject];
	struct target t = { subject, dimension, change_of(p, subject,
	    dimension), NAN, NAN };

	if (s->is_treated == YES)
		t.beyond = t.change - w->others[dimension].mean;
	if (p->later != NULL && s->later != REASSESS_NOWHERE)
		t.left = p->later->dimension[s->later][dimension].value -
		    p->first->dimension[subject][dimension].value;
	return t;
}

/* Which gaps are of these rounds, and how far each has moved. */
static void
set_targets(struct weighing *w)
{
	struct arena *a = w->c->arena;
	const struct results *first = w->pair->first;
	struct map *at = gather_index(a, first->subject, first->subjects,
	    sizeof(*first->subject));
	size_t i, dimension, subject;

	w->target = NEWS(a, struct target, w->gaps + 1);
	w->is_here = NEWS(a, bool, w->gaps + 1);
	for (i = 0; i < w->gaps; i++) {
		if (!id_same(w->gap[i].framework, first->round.framework) ||
		    !place_of(first->instrument, w->gap[i].dimension,
		    &dimension) || !gather_find(at, &w->gap[i].subject,
		    &subject))
			continue;
		w->is_here[i] = true;
		w->target[i] = target_of(w, subject, dimension);
	}
}

void
worth_set(struct worth_sum *s, double spent, struct worth_gain g)
{
	s->gained = s->pairs > 0 ? g.gained : NAN;
	s->beyond = s->beside > 0 ? g.beyond : NAN;
	s->per_level = cost_gain(spent, 1, s->gained).per_point;
	s->per_beyond = cost_gain(spent, 1, s->beyond).per_point;
	s->per_subject = s->subjects > 0 ? spent / (double)s->subjects : NAN;
	s->retention = s->again > 0 && g.risen > 0 ? g.left / g.risen : NAN;
	/* Of what fell nothing can be kept, whatever the quotient says. */
	s->per_kept = s->retention > 0 ? cost_retained(spent, 1,
	    s->beside > 0 ? s->beyond : s->gained, s->retention) : NAN;
}

/* One gap into a sum; `stamp` tells subjects met in it from others. */
static void
count(struct weighing *w, size_t gap, size_t stamp, struct worth_sum *s,
    struct worth_gain *g)
{
	const struct target *t = &w->target[gap];

	s->targets++;
	if (isnan(t->change))
		return;
	s->pairs++;
	g->gained += t->change;
	if (!isnan(t->beyond)) {
		s->beside++;
		g->beyond += t->beyond;
	}
	if (!isnan(t->left)) {
		s->again++;
		g->risen += t->change;
		g->left += t->left;
	}
	if (w->seen[t->subject] == stamp)
		return;
	w->seen[t->subject] = stamp;
	s->subjects++;
}

/* What was never begun has changed nothing. */
static bool
was_begun(const struct activity *a, struct money spent)
{
	return spent.currency[0] != '\0' || str_is(a->state, "ongoing") ||
	    str_is(a->state, "delivered") || str_is(a->state, "verified");
}

/* Their gaps, activity after activity. */
static void
weigh_each(struct weighing *w, const struct finance *f, struct worth *out)
{
	struct worth_gain *gained = NEWS(w->c->arena, struct worth_gain,
	    w->activities + 1);
	struct worth_sum *s = NEWS(w->c->arena, struct worth_sum,
	    w->activities + 1);
	size_t *next = NEWS(w->c->arena, size_t, w->links + 1);
	size_t *first = NEWS(w->c->arena, size_t, w->activities + 1);
	size_t i, a, g;

	for (i = 0; i < w->links; i++)          /* chains, 0 being their end */
		if (gather_find(w->activity_at, &w->link[i].activity, &a) &&
		    gather_find(w->gap_at, &w->link[i].gap, &g) &&
		    w->is_here[g]) {
			next[i] = first[a];
			first[a] = i + 1;
		}
	for (a = 0; a < w->activities; a++) {
		for (i = first[a]; i > 0; i = next[i - 1])
			if (gather_find(w->gap_at, &w->link[i - 1].gap, &g))
				count(w, g, a + 1, &s[a], &gained[a]);
		s[a].spent = finance_spent(f, w->activity[a].row.id);
		w->is_begun[a] = was_begun(&w->activity[a], s[a].spent);
		if (s[a].targets == 0 || !w->is_begun[a])
			continue;
		worth_set(&s[a], money_real(s[a].spent), gained[a]);
		out->activity[out->activities++] = (struct worth_activity){
			&w->activity[a], s[a] };
	}
}

/* Every gap that any of them targets, once; their money, once. */
static bool
weigh_all(struct weighing *w, struct worth *out)
{
	struct worth_sum *s = &out->all;
	bool *met = NEWS(w->c->arena, bool, w->gaps + 1);
	struct worth_gain gained = { 0 };
	size_t i, g, a;

	for (i = 0; i < out->activities; i++)
		if (!money_add(&s->spent, out->activity[i].sum.spent))
			return fail(&w->c->errors, INVALID, NULL, "The "
			    "amounts of the programme are too large to be "
			    "added up.");
	for (i = 0; i < w->links; i++)
		if (gather_find(w->activity_at, &w->link[i].activity, &a) &&
		    gather_find(w->gap_at, &w->link[i].gap, &g) &&
		    w->is_here[g] && w->is_begun[a] && !met[g]) {
			met[g] = true;
			count(w, g, w->activities + 1, s, &gained);
		}
	worth_set(s, money_real(s->spent), gained);
	return true;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	const struct worth_activity *a = one, *b = other;

	(void)with;
	return str_order(a->row->code, b->row->code);
}

/* All but the sum over all. */
static bool
weigh(struct weighing *w, struct id programme, const struct finance *f,
    struct worth *out)
{
	static const struct reassess_of comparison = { .is_treated = NO };
	struct arena *a = w->c->arena;

	if (!read_all(w, programme))
		return false;
	w->seen = NEWS(a, size_t, w->pair->first->subjects + 1);
	w->is_begun = NEWS(a, bool, w->activities + 1);
	out->activity = NEWS(a, struct worth_activity, w->activities + 1);
	w->others = NEWS(a, struct reassess_change,
	    w->pair->first->instrument->dimensions + 1);
	out->others = reassess_change(w->pair, &comparison, w->others);
	out->has_later = w->pair->later != NULL;
	set_targets(w);
	weigh_each(w, f, out);
	return true;
}

bool
worth_gaps(struct ctx *c, struct id programme, const struct reassess_pair *p,
    const struct finance *f, struct id activity, struct worth_gap **out,
    size_t *n)
{
	struct weighing w = { .c = c, .pair = p };
	struct worth *sums = NEW(c->arena, struct worth);
	const struct target *t;
	bool *met;
	size_t i, g, a;

	*n = 0;
	if (!weigh(&w, programme, f, sums))
		return false;
	*out = NEWS(c->arena, struct worth_gap, w.links + 1);
	met = NEWS(c->arena, bool, w.gaps + 1);
	for (i = 0; i < w.links; i++) {
		if (!gather_find(w.activity_at, &w.link[i].activity, &a) ||
		    !gather_find(w.gap_at, &w.link[i].gap, &g) ||
		    !w.is_here[g] || !w.is_begun[a])
			continue;
		if (id_none(activity) ? met[g]
		    : !id_same(activity, w.link[i].activity))
			continue;
		met[g] = true;
		t = &w.target[g];
		(*out)[(*n)++] = (struct worth_gap){ w.gap[g].row.id,
			t->subject, t->dimension, t->change, t->beyond,
			t->left };
	}
	return true;
}

bool
worth_of(struct ctx *c, struct id programme, const struct reassess_pair *p,
    const struct finance *f, struct worth **out)
{
	struct weighing w = { .c = c, .pair = p };

	*out = NEW(c->arena, struct worth);
	if (!weigh(&w, programme, f, *out))
		return false;
	sort(c->arena, (*out)->activity, (*out)->activities,
	    sizeof(*(*out)->activity), by_code, NULL);
	return weigh_all(&w, *out);
}
