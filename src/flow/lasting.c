/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/lasting.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "engine/stat.h"
#include "flow/gather.h"
#include "model/sustain.h"

/* ---- networks ---- */

struct tying {
	struct ctx             *c;
	struct network_tie     *tie;
	const struct results *const  *round;
	struct organisation    *org;
	size_t                  ties, rounds, orgs;
	struct map             *org_at;
	bool                   *is_node;        /* [orgs] in any period */
};

static void
find_nodes(struct tying *k)
{
	size_t i, j, at;

	k->is_node = NEWS(k->c->arena, bool, k->orgs + 1);
	for (i = 0; i < k->ties; i++) {
		if (gather_find(k->org_at, &k->tie[i].from, &at))
			k->is_node[at] = true;
		if (gather_find(k->org_at, &k->tie[i].to, &at))
			k->is_node[at] = true;
	}
	for (i = 0; i < k->rounds; i++)
		for (j = 0; j < k->round[i]->subjects; j++)
			if (gather_find(k->org_at,
			    &k->round[i]->subject[j].id, &at))
				k->is_node[at] = true;
}

/* The round of organisations that closed in the period's year, if any. */
static const struct results *
round_in(const struct tying *k, str period)
{
	const struct assessment_round *r;
	int64_t year;
	size_t i;
	int y, m, d;

	if (!str_int(str_part(period, 0, 4), &year))
		return NULL;
	for (i = 0; i < k->rounds; i++) {
		r = &k->round[i]->round;
		day_split(r->due, &y, &m, &d);
		if (y == year && str_is(r->subject_type, "ORG"))
			return k->round[i];
	}
	return NULL;
}

static bool
is_assessed(const struct results *r, struct id org)
{
	size_t i;

	for (i = 0; i < r->subjects; i++)
		if (id_same(r->subject[i].id, org))
			return true;
	return false;
}

static void
mark_tied(const struct tying *k, str period, bool *is_tied)
{
	size_t i, at;

	for (i = 0; i < k->ties; i++) {
		if (!str_same(k->tie[i].period, period))
			continue;
		if (gather_find(k->org_at, &k->tie[i].from, &at))
			is_tied[at] = true;
		if (gather_find(k->org_at, &k->tie[i].to, &at))
			is_tied[at] = true;
	}
}

/* Fill number[orgs] with the places of the period's nodes. */
static void
number_nodes(struct tying *k, struct lasting_network *o, size_t *number)
{
	struct arena *a = k->c->arena;
	const struct results *r = round_in(k, o->period);
	bool *is_tied = NEWS(a, bool, k->orgs + 1);
	str *gone = NEWS(a, str, k->orgs + 1);
	size_t i;

	mark_tied(k, o->period, is_tied);
	for (i = 0; i < k->orgs; i++) {
		number[i] = SIZE_MAX;
		if (!k->is_node[i])
			continue;
		if (!is_tied[i] && r != NULL &&
		    !is_assessed(r, k->org[i].row.id))
			gone[o->n_gone++] = k->org[i].code;
		else
			number[i] = o->nodes++;
	}
	o->gone = gone;
}

static void
name_nodes(const struct tying *k, struct lasting_network *o,
    const size_t *number)
{
	struct id *node = NEWS(k->c->arena, struct id, o->nodes + 1);
	str *name = NEWS(k->c->arena, str, o->nodes + 1);
	str *code = NEWS(k->c->arena, str, o->nodes + 1);
	size_t i;

	for (i = 0; i < k->orgs; i++)
		if (number[i] != SIZE_MAX) {
			node[number[i]] = k->org[i].row.id;
			name[number[i]] = k->org[i].name;
			code[number[i]] = k->org[i].code;
		}
	o->node = node;
	o->name = name;
	o->code = code;
}

static void
measure(struct tying *k, struct lasting_network *o)
{
	struct arena *a = k->c->arena;
	size_t *number = NEWS(a, size_t, k->orgs + 1);
	struct network_edge *edge = NEWS(a, struct network_edge, k->ties + 1);
	size_t i, n = 0, from, to;
	size_t *degree, *component;

	number_nodes(k, o, number);
	name_nodes(k, o, number);
	degree = NEWS(a, size_t, o->nodes + 1);
	component = NEWS(a, size_t, o->nodes + 1);
	for (i = 0; i < k->ties; i++)
		if (str_same(k->tie[i].period, o->period) &&
		    gather_find(k->org_at, &k->tie[i].from, &from) &&
		    gather_find(k->org_at, &k->tie[i].to, &to))
			edge[n++] = (struct network_edge){ number[from],
				number[to] };
	o->figures = network_measure(a, o->nodes, edge, n, degree, component);
	o->edge = edge;
	o->edges = n;
	o->degree = degree;
	o->component = component;
}

static int
by_period(const void *one, const void *other, const void *with)
{
	(void)with;
	return str_order(((const struct lasting_network *)one)->period,
	    ((const struct lasting_network *)other)->period);
}

bool
lasting_networks(struct ctx *c, struct id programme,
    const struct results *const *round, size_t rounds,
    struct lasting_network **out, size_t *n)
{
	struct tying k = { .c = c, .round = round, .rounds = rounds };
	struct map *seen = map_new(c->arena);
	size_t i, at;

	*n = 0;
	if ((k.tie = gather(c, &network_tie_entity, programme,
	    &k.ties)) == NULL ||
	    (k.org = gather(c, &organisation_entity, programme,
	    &k.orgs)) == NULL)
		return false;
	k.org_at = gather_index(c->arena, k.org, k.orgs, sizeof(*k.org));
	find_nodes(&k);
	*out = NEWS(c->arena, struct lasting_network, k.ties + 1);
	for (i = 0; i < k.ties; i++)
		if (!map_find(seen, k.tie[i].period, &at)) {
			*map_at(seen, k.tie[i].period, 0) = *n;
			(*out)[(*n)++].period = k.tie[i].period;
		}
	sort(c->arena, *out, *n, sizeof(**out), by_period, NULL);
	for (i = 0; i < *n; i++)
		measure(&k, &(*out)[i]);
	return true;
}

bool
lasting_networks_of(struct ctx *c, struct id programme,
    struct lasting_network **out, size_t *n)
{
	struct assessment_round *round;
	const struct results **read;
	size_t i, rounds, k = 0;

	if (!assess_rounds(c, programme, &round, &rounds))
		return false;
	read = NEWS(c->arena, const struct results *, rounds + 1);
	for (i = 0; i < rounds; i++) {
		if (!str_is(round[i].subject_type, "ORG"))
			continue;
		if (!assess_results(c, round[i].row.id, &read[k]))
			return false;
		if (read[k]->quality.sheets > 0)
			k++;
	}
	return lasting_networks(c, programme, read, k, out, n);
}

/* ---- dependency ---- */

static bool
is_outside(const struct income_source *s)
{
	return s->is_external == YES || (s->is_external == UNSAID &&
	    str_is(s->source, "external_grants"));
}

static bool
is_whole(const struct income_source *all, size_t n,
    const struct income_source *of)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (all[i].year == of->year &&
		    id_same(all[i].organisation, of->organisation) &&
		    all[i].amount.currency[0] == '\0')
			return false;
	return true;
}

static bool
add_income(struct ctx *c, struct lasting_income *y,
    const struct income_source *s)
{
	if (money_add(&y->all, s->amount) && (!is_outside(s) ||
	    money_add(&y->outside, s->amount)))
		return true;
	return fail(&c->errors, INVALID, NULL, "Income of %lld is in several "
	    "currencies, or too large to be added up.", (long long)y->year);
}

static bool
set_year(struct ctx *c, const struct income_source *all, size_t n,
    struct lasting_income *y)
{
	struct map *whole = map_new(c->arena), *part = map_new(c->arena);
	struct map *in;
	size_t i;

	for (i = 0; i < n; i++) {
		if (all[i].year != y->year)
			continue;
		in = is_whole(all, n, &all[i]) ? whole : part;
		(void)map_at(in, (str){ (const char *)all[i].organisation.b,
		    sizeof(all[i].organisation.b) }, 0);
		if (in == whole && !add_income(c, y, &all[i]))
			return false;
	}
	y->organisations = map_count(whole);
	y->left_out = map_count(part);
	y->dependency = y->all.currency[0] == '\0' ? NAN : stat_ratio(
	    y->outside.currency[0] == '\0' ? 0 : money_real(y->outside),
	    money_real(y->all));
	return true;
}

static int
by_year(const void *one, const void *other, const void *with)
{
	const struct lasting_income *a = one, *b = other;

	(void)with;
	return (a->year > b->year) - (a->year < b->year);
}

bool
lasting_incomes(struct ctx *c, struct id programme,
    struct lasting_income **out, size_t *n)
{
	struct income_source *s;
	size_t i, j, rows;

	*n = 0;
	s = gather(c, &income_source_entity, programme, &rows);
	if (s == NULL)
		return false;
	*out = NEWS(c->arena, struct lasting_income, rows + 1);
	for (i = 0; i < rows; i++) {
		for (j = 0; j < *n && (*out)[j].year != s[i].year; j++)
			;
		if (j == *n)
			(*out)[(*n)++].year = s[i].year;
	}
	sort(c->arena, *out, *n, sizeof(**out), by_year, NULL);
	for (i = 0; i < *n; i++)
		if (!set_year(c, s, rows, &(*out)[i]))
			return false;
	return true;
}

/* ---- practices ---- */

static int
months_between(struct day from, struct day to)
{
	int y, m, d, y2, m2, d2;

	day_split(from, &y, &m, &d);
	day_split(to, &y2, &m2, &d2);
	return (y2 - y) * 12 + m2 - m - (d2 < d);
}

static bool
goes_on(const struct practice_check *k)
{
	return !str_is(k->state, "discontinued");
}

/* Until it ended; else until somebody last saw it go on. */
struct survive_case
lasting_case(const struct practice *p, const struct practice_check *check,
    size_t checks)
{
	struct survive_case s = { p->months_observed,
		p->is_discontinued == YES };
	size_t i;

	if (p->discontinued_on.n != 0 && p->introduced.n != 0)
		return (struct survive_case){ months_between(p->introduced,
		    p->discontinued_on), 1 };
	for (i = 0; i < checks; i++)
		if (id_same(check[i].practice, p->row.id) &&
		    !(check[i].month_since_end <= s.t)) {
			s.t = check[i].month_since_end;
			s.ended = !goes_on(&check[i]);
		}
	return s;
}

bool
lasting_practices(struct ctx *c, struct id programme,
    struct lasting_practices *out)
{
	struct practice *p;
	struct practice_check *k;
	size_t i, checks;

	memset(out, 0, sizeof(*out));
	if ((p = gather(c, &practice_entity, programme, &out->n)) == NULL ||
	    (k = gather(c, &practice_check_entity, programme,
	    &checks)) == NULL)
		return false;
	out->seen = NEWS(c->arena, struct survive_case, out->n + 1);
	out->step = NEWS(c->arena, struct survive_step, out->n + 1);
	for (i = 0; i < out->n; i++)
		out->seen[i] = lasting_case(&p[i], k, checks);
	for (i = 0; i < checks; i++)
		if (k[i].month_since_end == 12 && !str_none(k[i].state)) {
			out->checked_12++;
			out->held_12 += goes_on(&k[i]);
		}
	out->steps = survive_steps(c->arena, out->seen, out->n, out->step);
	out->at_12 = survive_at(out->seen, out->n, out->step, out->steps, 12);
	out->at_24 = survive_at(out->seen, out->n, out->step, out->steps, 24);
	return true;
}
