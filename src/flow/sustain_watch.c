/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is looked at afterwards: practices, what was learnt, who owns it. */
#include "flow/sustain.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/sort.h"
#include "flow/assess.h"
#include "flow/evaluate.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/deliver.h"
#include "store/store.h"

const int sustain_months[SUSTAIN_MONTHS] = { 6, 12, 24 };

/* ---- practices ---- */

static void
look_at(const struct practice *p, const struct practice_check *k, int month,
    struct day today, struct sustain_look *l)
{
	if (k != NULL) {
		l->when = SUSTAIN_SEEN;
		l->state = k->state;
		l->check = k->row.id;
	} else if (p->discontinued_on.n != 0 && p->discontinued_on.n <= l->due.n)
		l->when = SUSTAIN_GONE;
	else if (p->months_observed >= month)
		l->when = SUSTAIN_SEEN;         /* known, without a check */
	else if (p->is_discontinued == YES)
		l->when = SUSTAIN_GONE;
	else
		l->when = l->due.n != 0 && l->due.n < today.n ? SUSTAIN_DUE
		    : SUSTAIN_LATER;
}

struct sustain_practice
sustain_look(const struct practice *p, const struct practice_check *check,
    size_t checks, struct day today)
{
	struct sustain_practice out = { .row = *p };
	const struct practice_check *found;
	size_t i, k;

	for (i = 0; i < SUSTAIN_MONTHS; i++) {
		found = NULL;
		for (k = 0; k < checks; k++)
			if (id_same(check[k].practice, p->row.id) &&
			    check[k].month_since_end == sustain_months[i])
				found = &check[k];
		if (p->introduced.n != 0)
			out.look[i].due = day_add_months(p->introduced,
			    sustain_months[i]);
		look_at(p, found, sustain_months[i], today, &out.look[i]);
	}
	return out;
}

bool
sustain_practices(struct ctx *c, struct id programme,
    struct sustain_practice **out, size_t *n)
{
	struct practice *p;
	struct practice_check *k;
	struct practice_check *own;
	struct day today = moment_day(c->now);
	struct gather_groups of;
	size_t i, j, checks;

	if ((p = gather(c, &practice_entity, programme, n)) == NULL ||
	    (k = gather(c, &practice_check_entity, programme,
	    &checks)) == NULL)
		return false;
	of = gather_by(c->arena, k, checks, sizeof(*k), offsetof(struct
	    practice_check, practice), gather_index(c->arena, p, *n,
	    sizeof(*p)), *n);
	own = NEWS(c->arena, struct practice_check, checks + 1);
	*out = NEWS(c->arena, struct sustain_practice, *n + 1);
	for (i = 0; i < *n; i++) {
		for (j = of.from[i]; j < of.from[i + 1]; j++)
			own[j - of.from[i]] = k[of.at[j]];
		(*out)[i] = sustain_look(&p[i], own, of.from[i + 1] -
		    of.from[i], today);
	}
	return true;
}

/* ---- what was learnt ---- */

static void
keep_month(const struct train *t, int month, struct sustain_kept *k)
{
	const struct train_month *m;
	double sum = 0;
	size_t i, j;

	for (i = 0; i < t->courses; i++)
		for (j = 0; j < t->course[i].months; j++) {
			m = &t->course[i].month[j];
			if (m->month != month || isnan(m->retention))
				continue;
			sum += m->retention * (double)m->n;
			k->n += m->n;
			k->courses++;
		}
	k->retention = k->n > 0 ? sum / (double)k->n : NAN;
}

struct sustain_retention
sustain_retention(const struct train *t)
{
	struct sustain_retention r = { 0 };
	struct survive_point p[SUSTAIN_MONTHS];
	size_t i;

	for (i = 0; i < SUSTAIN_MONTHS; i++) {
		keep_month(t, sustain_months[i], &r.at[i]);
		p[i] = (struct survive_point){ sustain_months[i],
			r.at[i].retention, (double)r.at[i].n };
	}
	r.decay = survive_decay(p, SUSTAIN_MONTHS, 24);
	return r;
}

/* ---- ownership ---- */

static bool
add_gift(struct ctx *c, struct sustain_ownership *o,
    const struct local_contribution *g)
{
	o->gifts++;
	if (g->value.currency[0] == '\0') {
		o->unpriced++;
		return true;
	}
	return money_add(&o->given, g->value) || fail(&c->errors, INVALID,
	    NULL, "Local contributions are in several currencies, or too large "
	    "to be added up.");
}

bool
sustain_ownership(struct ctx *c, struct id programme,
    struct sustain_ownership *o)
{
	struct collective_action *a;
	struct local_contribution *g;
	size_t i, n;

	memset(o, 0, sizeof(*o));
	if ((a = gather(c, &collective_action_entity, programme,
	    &o->actions)) == NULL || (g = gather(c, &local_contribution_entity,
	    programme, &n)) == NULL)
		return false;
	for (i = 0; i < o->actions; i++) {
		o->led += str_is(a[i].led_by, "community");
		o->joint += str_is(a[i].led_by, "joint");
		if (a[i].participants != INT64_MIN && a[i].women != INT64_MIN) {
			o->people += a[i].participants;
			o->women += a[i].women;
		}
	}
	for (i = 0; i < n; i++)
		if (!add_gift(c, o, &g[i]))
			return false;
	return true;
}

/* ---- what was forgotten ---- */

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

/* Takes those off that have a sheet in the round: their place is set to
 * none.  How many are left. */
static size_t
take_scored(const struct results *r, struct map *at, struct id *wanted,
    size_t left)
{
	size_t i, k;

	for (i = 0; i < r->subjects && left > 0; i++)
		if (map_find(at, key_of(&r->subject[i].id), &k) &&
		    !id_none(wanted[k])) {
			wanted[k] = (struct id){ { 0 } };
			left--;
		}
	return left;
}

/* Most have a score in the first round: the others are then not computed. */
bool
sustain_never(struct ctx *c, struct id programme, struct id **out, size_t *n)
{
	struct map *at = map_new(c->arena);
	struct assessment_round *round;
	const struct results *r;
	struct desired_level *d;
	size_t i, rounds, levels, left, many = 0;
	struct id *wanted;

	*n = 0;
	if (!assess_rounds(c, programme, &round, &rounds) ||
	    (d = gather(c, &desired_level_entity, programme,
	    &levels)) == NULL)
		return false;
	wanted = NEWS(c->arena, struct id, levels + 1);
	for (i = 0; i < levels; i++)
		if (!id_none(d[i].subject) &&
		    *map_at(at, key_of(&d[i].subject), many) == many)
			wanted[many++] = d[i].subject;
	for (i = 0, left = many; i < rounds && left > 0; i++) {
		if (!assess_results(c, round[i].row.id, &r))
			return false;
		left = take_scored(r, at, wanted, left);
	}
	for (i = 0; i < many; i++)
		if (!id_none(wanted[i]))
			wanted[(*n)++] = wanted[i];
	*out = wanted;
	return true;
}

static struct day
round_day(const struct assessment_round *r)
{
	return r->due.n != 0 ? r->due : r->opens;
}

static int
by_day(const void *one, const void *other, const void *with)
{
	struct day a = round_day(one), b = round_day(other);

	(void)with;
	return (a.n > b.n) - (a.n < b.n);
}

bool
sustain_rounds(struct ctx *c, struct id programme,
    struct assessment_round **out, size_t *n)
{
	struct assessment_round *all;
	size_t i, rounds;

	*n = 0;
	if (!assess_rounds(c, programme, &all, &rounds))
		return false;
	*out = NEWS(c->arena, struct assessment_round, rounds + 1);
	for (i = 0; i < rounds; i++)
		if (!str_is(all[i].state, "locked") &&
		    !str_is(all[i].state, "void"))
			(*out)[(*n)++] = all[i];
	sort(c->arena, *out, *n, sizeof(**out), by_day, NULL);
	return true;
}

bool
sustain_late(struct ctx *c, struct id programme, struct sustain_late *l)
{
	struct id *never;
	size_t n;

	if (!sustain_overdue(c, programme, l) ||
	    !sustain_never(c, programme, &never, &n))
		return false;
	l->never = (int64_t)n;
	return true;
}

bool
sustain_overdue(struct ctx *c, struct id programme, struct sustain_late *l)
{
	struct value v[] = { value_id(programme),
		value_text(day_text(c->arena, moment_day(c->now))) };
	struct day today = moment_day(c->now);
	struct sustain_practice *p;
	struct assessment_round *r;
	size_t i, k, n, rounds;

	memset(l, 0, sizeof(*l));
	if (!sustain_practices(c, programme, &p, &n) ||
	    !sustain_rounds(c, programme, &r, &rounds) ||
	    !store_number(c->store, "programme_follow_ups_late", v, 2, 0,
	    &l->follow_ups, &c->errors))
		return false;
	for (i = 0; i < n; i++)
		for (k = 0; k < SUSTAIN_MONTHS; k++)
			l->checks += p[i].look[k].when == SUSTAIN_DUE;
	for (i = 0; i < rounds; i++)
		l->rounds += round_day(&r[i]).n != 0 &&
		    round_day(&r[i]).n < today.n;
	return true;
}

bool
sustain_reopened(struct ctx *c, struct id programme, struct gap_event **out,
    size_t *n)
{
	struct gap_event *all;
	size_t i, j, events;

	*n = 0;
	all = gather(c, &gap_event_entity, programme, &events);
	if (all == NULL)
		return false;
	*out = NEWS(c->arena, struct gap_event, events + 1);
	for (i = 0; i < events; i++) {
		if (!str_is(all[i].kind, "reopened"))
			continue;
		for (j = 0; j < *n && !id_same((*out)[j].gap, all[i].gap); j++)
			;
		(*out)[j] = all[i];
		*n += j == *n;
	}
	return true;
}
