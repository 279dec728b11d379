/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/engage.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/every.h"

/* ---- stakeholders ---- */

static const char *const stance_code[] = {      /* in the order of the enum */
	NULL, "manage_closely", "keep_satisfied", "keep_informed", "monitor"
};

enum { HIGH = 3 };              /* of power, as swot_stance has it */

const char *
engage_stance_code(enum swot_stance s)
{
	return stance_code[s];
}

static double
or_nan(int64_t n)
{
	return n == INT64_MIN ? NAN : (double)n;
}

void
engage_class(struct engage_party *p)
{
	const struct stakeholder *s = &p->row;

	p->stance = swot_stance(or_nan(s->power), or_nan(s->interest));
	p->salience = (s->power >= HIGH) + (s->legitimacy == YES) +
	    (s->urgency == YES);
	p->differs = p->stance != SWOT_UNKNOWN &&
	    !str_none(s->engagement_strategy) &&
	    !str_is(s->engagement_strategy, stance_code[p->stance]);
}

static int
by_name(const void *a, const void *b, const void *with)
{
	const struct engage_party *x = a, *y = b;

	(void)with;
	return str_order(x->name, y->name);
}

static bool
find_parties(struct ctx *c, struct id programme, struct engage *g)
{
	const struct stakeholder *row;
	struct engage_party *p;
	size_t i;

	row = every(c, &stakeholder_entity, programme, &g->parties);
	if (row == NULL)
		return false;
	g->party = NEWS(c->arena, struct engage_party, g->parties + 1);
	for (i = 0; i < g->parties; i++) {
		p = &g->party[i];
		p->row = row[i];
		p->name = flow_name(c, &party_entity, row[i].party);
		engage_class(p);
		g->stance[p->stance]++;
		g->differ += p->differs;
		g->providers += str_is(row[i].role, "PROVIDER");
		g->beneficiaries += str_is(row[i].role, "BENEFICIARY");
	}
	g->others = g->parties - g->providers - g->beneficiaries;
	sort(c->arena, g->party, g->parties, sizeof(*g->party), by_name, NULL);
	return true;
}

/* ---- consultations ---- */

static void
add(struct engage_share *s, int64_t part, int64_t whole)
{
	if (part == INT64_MIN || whole == INT64_MIN)
		return;
	s->part += part;
	s->whole += whole;
}

struct engage_heard
engage_hear(const struct consultation *row, size_t n)
{
	struct engage_heard h = { { 0, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } };
	size_t i;

	for (i = 0; i < n; i++) {
		add(&h.came, row[i].attended, row[i].invited);
		add(&h.women, row[i].women, row[i].attended);
		add(&h.outside, row[i].non_governmental, row[i].attended);
		add(&h.accepted, row[i].issues_accepted, row[i].issues_raised);
	}
	return h;
}

double
engage_percent(struct engage_share s)
{
	return s.whole == 0 ? NAN : 100 * (double)s.part / (double)s.whole;
}

/* ---- strengths, weaknesses, opportunities, threats ---- */

static enum swot_kind
kind_of(const struct swot_factor *f)
{
	switch (f->kind.p == NULL ? 0 : f->kind.p[0]) {
	case 'S': return SWOT_S;
	case 'W': return SWOT_W;
	case 'O': return SWOT_O;
	}
	return SWOT_T;
}

static void
balance(struct arena *a, struct engage_swot *s)
{
	struct swot_entry *entry = NEWS(a, struct swot_entry, s->n + 1);
	double weight[4] = { 0, 0, 0, 0 };
	size_t i, count[4] = { 0, 0, 0, 0 };

	for (i = 0; i < s->n; i++) {
		const struct swot_factor *f = s->factor[i];
		enum swot_kind k = kind_of(f);

		entry[i] = (struct swot_entry){ k, f->weight,
		    or_nan(f->rating), f->probability };
		weight[k] += f->weight;
		count[k]++;
	}
	s->balance = swot_weigh(entry, s->n);
	s->is_whole = true;
	for (i = 0; i < 4; i++)
		if (count[i] > 0 && !(fabs(weight[i] - 1) < 1e-6))
			s->is_whole = false;
}

struct engage_swot *
engage_weigh(struct arena *a, const struct swot_factor *row, size_t n,
    size_t *subjects)
{
	struct engage_swot *s = NEWS(a, struct engage_swot, n + 1);
	size_t i, k;

	*subjects = 0;
	for (i = 0; i < n; i++) {
		for (k = 0; k < *subjects; k++)
			if (id_same(s[k].subject, row[i].subject))
				break;
		if (k == *subjects) {
			s[k].subject = row[i].subject;
			s[k].factor = NEWS(a, const struct swot_factor *, n);
			++*subjects;
		}
		s[k].factor[s[k].n++] = &row[i];
	}
	for (k = 0; k < *subjects; k++)
		balance(a, &s[k]);
	return s;
}

static bool
find_swot(struct ctx *c, struct id programme, struct engage *g)
{
	const struct swot_factor *row;
	size_t n, i;

	row = every(c, &swot_factor_entity, programme, &n);
	if (row == NULL)
		return false;
	g->swot = engage_weigh(c->arena, row, n, &g->swots);
	for (i = 0; i < g->swots; i++)
		g->swot[i].name = id_none(g->swot[i].subject) ? (str){ 0 }
		    : flow_name(c, &party_entity, g->swot[i].subject);
	return true;
}

/* ---- all of it ---- */

bool
engage_find(struct ctx *c, struct id programme, struct engage **out)
{
	struct engage *g = NEW(c->arena, struct engage);

	*out = g;
	if (!find_parties(c, programme, g) || !find_swot(c, programme, g))
		return false;
	g->consultation = every(c, &consultation_entity, programme,
	    &g->consultations);
	g->challenge = every(c, &challenge_entity, programme, &g->challenges);
	g->goal = every(c, &subject_goal_entity, programme, &g->goals);
	g->gate = every(c, &gate_decision_entity, programme, &g->gates);
	if (g->consultation == NULL || g->challenge == NULL ||
	    g->goal == NULL || g->gate == NULL)
		return false;
	g->heard = engage_hear(g->consultation, g->consultations);
	return true;
}
