/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/reassess.h"

#include <math.h>

#include "engine/compare.h"
#include "flow/gather.h"

enum { STEPS = 8 };                     /* of a subject's successors */

struct known {                          /* about the programme's parties */
	struct ctx          *c;
	struct organisation *org;
	struct gather_person *person;
	struct community    *community;
	struct party_change *change;
	size_t               orgs, people, communities, changes;
	struct map          *org_at, *person_at, *community_at;
};

static bool
read_known(struct known *k, struct id programme)
{
	struct ctx *c = k->c;

	if ((k->org = gather(c, &organisation_entity, programme,
	    &k->orgs)) == NULL ||
	    (k->person = gather_people(c, programme, &k->people)) == NULL ||
	    (k->community = gather(c, &community_entity, programme,
	    &k->communities)) == NULL ||
	    (k->change = gather(c, &party_change_entity, programme,
	    &k->changes)) == NULL)
		return false;
	k->org_at = gather_index(c->arena, k->org, k->orgs, sizeof(*k->org));
	k->person_at = gather_index(c->arena, k->person, k->people,
	    sizeof(*k->person));
	k->community_at = gather_index(c->arena, k->community,
	    k->communities, sizeof(*k->community));
	return true;
}

static bool
successor(const struct known *k, struct id *id)
{
	size_t i;

	for (i = 0; i < k->changes; i++)
		if (id_same(k->change[i].predecessor, *id) &&
		    !id_none(k->change[i].successor)) {
			*id = k->change[i].successor;
			return true;
		}
	return false;
}

static struct map *
index_subjects(struct arena *a, const struct results *r)
{
	struct map *m = map_new(a);
	size_t i;

	for (i = 0; i < r->subjects; i++)
		*map_at(m, (str){ (const char *)r->subject[i].id.b,
		    sizeof(r->subject[i].id.b) }, i) = i;
	return m;
}

static void
follow(const struct known *k, const struct map *last,
    struct reassess_subject *s)
{
	struct id id = s->id;
	size_t steps;

	for (steps = 0; steps < STEPS; steps++) {
		if (gather_find(last, &id, &s->last)) {
			s->is_successor = steps > 0;
			return;
		}
		if (!successor(k, &id))
			break;
	}
	s->last = REASSESS_NOWHERE;
}

static bool
is_dissolved(const struct known *k, struct id id)
{
	size_t i;

	for (i = 0; i < k->changes; i++)
		if (id_same(k->change[i].predecessor, id))
			return str_is(k->change[i].kind, "dissolved");
	return false;
}

static void
describe(const struct known *k, struct reassess_subject *s)
{
	size_t i;

	if (gather_find(k->org_at, &s->id, &i)) {
		s->side = k->org[i].sector_side;
		s->was_local = str_is(k->org[i].type, "LGOV") &&
		    is_dissolved(k, s->id);
	}
	if (gather_find(k->person_at, &s->id, &i))
		s->sex = k->person[i].sex;
	if (gather_find(k->community_at, &s->id, &i))
		s->is_treated = k->community[i].is_treated;
}

static void
set_pair(const struct known *k, const struct results *first,
    const struct results *last, struct reassess_pair *p)
{
	struct map *at = index_subjects(k->c->arena, last);
	size_t i;

	*p = (struct reassess_pair){ .first = first, .last = last,
		.at = index_subjects(k->c->arena, first) };
	p->subject = NEWS(k->c->arena, struct reassess_subject,
	    first->subjects + 1);
	for (i = 0; i < first->subjects; i++) {
		p->subject[i].id = first->subject[i].id;
		follow(k, at, &p->subject[i]);
		describe(k, &p->subject[i]);
		p->followed += p->subject[i].is_successor;
	}
}

/* Who is found again: the same ones only, as what is kept is theirs. */
static void
set_later(const struct known *k, const struct results *later,
    struct reassess_pair *p)
{
	struct map *at = index_subjects(k->c->arena, later);
	struct reassess_subject *s;
	size_t i;

	p->later = later;
	for (i = 0; i < p->first->subjects; i++) {
		s = &p->subject[i];
		if (s->last == REASSESS_NOWHERE || !gather_find(at,
		    &p->last->subject[s->last].id, &s->later))
			s->later = REASSESS_NOWHERE;
	}
}

/* The first round of that kind of the same framework and subjects, or its
 * first or last whatever its kind; SIZE_MAX: none. */
static size_t
pick(const struct results *const *r, size_t n, size_t like, const char *kind,
    bool last)
{
	size_t i, any = SIZE_MAX, fit = SIZE_MAX;

	for (i = 0; i < n; i++) {
		if (!id_same(r[i]->round.framework, r[like]->round.framework) ||
		    !str_same(r[i]->round.subject_type,
		    r[like]->round.subject_type))
			continue;
		if (any == SIZE_MAX || last)
			any = i;
		if (str_is(r[i]->round.kind, kind) &&
		    (fit == SIZE_MAX || last))
			fit = i;
	}
	return fit != SIZE_MAX ? fit : any;
}

bool
reassess_pairs(struct ctx *c, struct id programme,
    const struct results *const *round, size_t rounds,
    struct reassess_pair **out, size_t *n)
{
	struct known k = { .c = c };
	size_t i, first, last, later;

	*n = 0;
	*out = NEWS(c->arena, struct reassess_pair, rounds + 1);
	if (!read_known(&k, programme))
		return false;
	for (i = 0; i < rounds; i++) {
		first = pick(round, rounds, i, "baseline", false);
		last = pick(round, rounds, i, "endline", true);
		if (i != first || last <= first)
			continue;
		set_pair(&k, round[first], round[last], &(*out)[*n]);
		later = pick(round, rounds, i, "follow_up", true);
		if (later > last && str_is(round[later]->round.kind,
		    "follow_up"))
			set_later(&k, round[later], &(*out)[*n]);
		++*n;
	}
	return true;
}

bool
reassess_each(struct ctx *c, struct id programme, const struct results *first,
    const struct results *const *later, size_t n, struct reassess_pair *pair)
{
	struct known k = { .c = c };
	size_t i;

	if (n > 0 && !read_known(&k, programme))
		return false;
	for (i = 0; i < n; i++)
		set_pair(&k, first, later[i], &pair[i]);
	return true;
}

bool
reassess_belongs(const struct reassess_subject *s, const struct reassess_of *of)
{
	return (of->side == NULL || str_is(s->side, of->side)) &&
	    (of->sex == NULL || str_is(s->sex, of->sex)) &&
	    (of->is_treated == UNSAID || s->is_treated == of->is_treated) &&
	    (!of->no_successors || !s->is_successor) &&
	    (!of->successors_only || s->is_successor);
}

size_t
reassess_count(const struct reassess_pair *p, const struct reassess_of *of)
{
	size_t i, n = 0;

	for (i = 0; i < p->first->subjects; i++)
		n += reassess_belongs(&p->subject[i], of);
	return n;
}

/* NAN without both. */
static double
change_in(const struct reassess_pair *p, size_t subject, size_t dim)
{
	size_t last = p->subject[subject].last;

	if (last == REASSESS_NOWHERE)
		return NAN;
	return p->last->dimension[last][dim].value -
	    p->first->dimension[subject][dim].value;
}

size_t
reassess_change(const struct reassess_pair *p, const struct reassess_of *of,
    struct reassess_change *out)
{
	size_t i, j, subjects = 0, dims = p->first->instrument->dimensions;
	double d;
	bool any;

	for (j = 0; j < dims; j++)
		out[j] = (struct reassess_change){ 0, 0 };
	for (i = 0; i < p->first->subjects; i++) {
		any = false;
		for (j = 0; j < dims &&
		    reassess_belongs(&p->subject[i], of); j++) {
			d = change_in(p, i, j);
			if (isnan(d))
				continue;
			out[j].mean += d;
			out[j].n++;
			any = true;
		}
		subjects += any;
	}
	for (j = 0; j < dims; j++)
		out[j].mean = out[j].n > 0 ? out[j].mean / (double)out[j].n
		    : NAN;
	return subjects;
}

static double
score_in(const struct results *r, size_t subject, size_t dimension)
{
	if (dimension == r->instrument->dimensions)
		return r->overall[subject].value;
	return r->dimension[subject][dimension].value;
}

size_t
reassess_scores(const struct reassess_pair *p, const struct reassess_of *of,
    size_t dimension, double *pre, double *post)
{
	size_t i, n = 0;

	for (i = 0; i < p->first->subjects; i++) {
		if (!reassess_belongs(&p->subject[i], of))
			continue;
		pre[n] = score_in(p->first, i, dimension);
		post[n++] = p->subject[i].last == REASSESS_NOWHERE ? NAN
		    : score_in(p->last, p->subject[i].last, dimension);
	}
	return n;
}

/* ---- treated against comparison ---- */

/* The mean of a subject's dimensions, if at most one has no score. */
static double
whole(const struct results *r, size_t subject)
{
	size_t i, n = 0, dims = r->instrument->dimensions;
	double sum = 0, x;

	for (i = 0; i < dims; i++) {
		x = r->dimension[subject][i].value;
		if (isnan(x))
			continue;
		sum += x;
		n++;
	}
	return n == 0 || n + 1 < dims ? NAN : sum / (double)n;
}

static void
add_unit(struct reassess_contrast *t, const struct reassess_pair *p,
    const struct community *m)
{
	struct reassess_unit *u = &t->unit[t->units];
	size_t i;

	if (m->is_treated == UNSAID)
		return;
	*u = (struct reassess_unit){ m->code, m->is_treated, NAN, NAN };
	for (i = 0; i < p->first->subjects; i++)
		if (id_same(p->subject[i].id, m->row.id)) {
			u->pre = whole(p->first, i);
			if (p->subject[i].last != REASSESS_NOWHERE)
				u->post = whole(p->last, p->subject[i].last);
		}
	t->treated += m->is_treated == YES;
	t->others += m->is_treated == NO;
	t->units++;
}

static struct compare_group
group_of(struct arena *a, const struct reassess_contrast *t, int is_treated)
{
	double *pre = NEWS(a, double, t->units + 1);
	double *post = NEWS(a, double, t->units + 1);
	size_t i, n = 0;

	for (i = 0; i < t->units; i++)
		if (t->unit[i].is_treated == is_treated) {
			pre[n] = t->unit[i].pre;
			post[n++] = t->unit[i].post;
		}
	return (struct compare_group){ pre, post, n };
}

static void
contrast(struct arena *a, struct reassess_contrast *t)
{
	struct compare c = compare_changes(a, group_of(a, t, YES),
	    group_of(a, t, NO));

	t->n_treated = c.treated;
	t->n_others = c.others;
	t->treated_change = c.treated_post - c.treated_pre;
	t->others_change = c.others_post - c.others_pre;
	t->effect = c.effect;
	t->se = c.welch.se;
	t->df = c.welch.df;
	t->p = c.welch.p;
	t->lo = c.welch.lo;
	t->hi = c.welch.hi;
}

bool
reassess_contrast(struct ctx *c, const struct reassess_pair *p,
    struct reassess_contrast **out)
{
	struct reassess_contrast *t = NEW(c->arena, struct reassess_contrast);
	struct community *m;
	size_t i, n;

	*out = NULL;
	if (!str_is(p->first->round.subject_type, "COM"))
		return true;
	m = gather(c, &community_entity, p->first->round.programme, &n);
	if (m == NULL)
		return false;
	t->unit = NEWS(c->arena, struct reassess_unit, n + 1);
	t->dimensions = p->first->instrument->dimensions;
	t->at_least = t->dimensions > 1 ? t->dimensions - 1 : 1;
	for (i = 0; i < n; i++)
		add_unit(t, p, &m[i]);
	if (t->treated == 0 || t->others == 0)
		return true;
	contrast(c->arena, t);
	*out = t;
	return true;
}
