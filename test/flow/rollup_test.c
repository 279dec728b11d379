/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/rollup and flow/spread: a small programme by hand.
 *
 * One organisation in Tavira with gaps of 1 and 2, its person with gaps of
 * 0.5 and -1 (a surplus, so 0) and one of no known level; somebody else,
 * of no organisation, with 3.  All: known 5, (1 + 2 + 0.5 + 0 + 3) / 5 =
 * 1.3; the organisation's own 1.5, its person's 0.25, together 3.5 / 4.
 */
#include "flow/rollup.h"

#include <math.h>

#include "flow/spread.h"
#include "model/assess.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static struct gap *
add_gap(struct site *s, struct id subject, double size, const char *cause)
{
	struct gap *g = site_blank(s, &gap_entity, s->one);
	struct dimension *d = site_blank(s, &dimension_entity, s->one);

	d->row.id = id_new(&s->random, s->c.now);
	site_keep(s, &dimension_entity, d);
	g->row.id = id_new(&s->random, s->c.now);
	g->dimension = d->row.id;
	g->subject = subject;
	g->current = isnan(size) ? NAN : 4 - size;
	g->desired = 4;
	g->gap = size;
	g->cause = str_of(cause);
	g->state = size > 0 ? S("validated") : S("closed");
	site_keep(s, &gap_entity, g);
	return g;
}

static struct id
add_party(struct site *s, const struct entity *e, struct id organisation)
{
	struct organisation *o;
	struct person *p;

	if (e == &organisation_entity) {
		o = site_blank(s, e, s->one);
		o->row.id = id_new(&s->random, s->c.now);
		o->programme = s->one;
		o->location = S("Tavira");
		site_keep(s, e, o);
		return o->row.id;
	}
	p = site_blank(s, e, s->one);
	p->row.id = id_new(&s->random, s->c.now);
	p->programme = s->one;
	p->organisation = organisation;
	p->location = (str){ 0 };
	p->parent = (struct id){ { 0 } };
	site_keep(s, e, p);
	return p->row.id;
}

static struct id
village(struct site *s)
{
	struct id org = add_party(s, &organisation_entity, (struct id){ { 0 } });
	struct id person = add_party(s, &person_entity, org);
	struct id other = add_party(s, &person_entity, (struct id){ { 0 } });

	add_gap(s, org, 1, "skill");
	add_gap(s, org, 2, "system");
	add_gap(s, person, 0.5, "skill");
	add_gap(s, person, -1, "skill");
	add_gap(s, person, NAN, "skill");
	add_gap(s, other, 3, "policy");
	return org;
}

static void
persons_count_in_their_organisation_and_region(struct arena *a)
{
	struct rollup_ask ask = { .by = ROLLUP_REGION, .size = -1 };
	struct rollup *u;
	struct site s;

	if (!site_open(&s, a, "rollup"))
		return;
	(void)village(&s);
	site_system(&s);
	CHECK(rollup_of(&s.c, s.one, &ask, &u));
	CHECK(u->all.gaps == 6 && u->all.known == 5 && u->all.open == 4);
	NEAR(u->all.mean, 1.3, 1e-12);
	CHECK(u->rows == 2);
	CHECK(str_none(u->row[0].key));         /* of no region, the widest */
	NEAR(u->row[0].mean, 3, 1e-12);
	CHECK(str_is(u->row[1].key, "Tavira"));
	NEAR(u->row[1].mean, 0.875, 1e-12);
	NEAR(u->row[1].own, 1.5, 1e-12);
	NEAR(u->row[1].people, 0.25, 1e-12);
	CHECK(u->row[1].persons == 2 && u->row[1].owns == 2);
	CHECK(u->row[1].closed == 2);
	/* Below 1: the 0.5; no gap: the -1; not known: one. */
	CHECK(u->size[0] == 1 && u->size[1] == 1 && u->size[2] == 1 &&
	    u->size[3] == 2 && u->size[4] == 1);
	CHECK(u->cause[0].n == 4 && str_is(u->cause[0].code, "skill"));
	site_close(&s);
}

static void
a_filter_narrows_rows_and_shares_alike(struct arena *a)
{
	struct rollup_ask ask = { .by = ROLLUP_SUBJECT, .size = -1,
		.cause = S("skill") };
	struct rollup *u;
	struct site s;

	if (!site_open(&s, a, "rollup_filter"))
		return;
	ask.organisation = village(&s);
	site_system(&s);
	CHECK(rollup_of(&s.c, s.one, &ask, &u));
	CHECK(u->all.gaps == 4 && u->rows == 2 && u->causes == 1);
	ask.size = 2;
	CHECK(rollup_of(&s.c, s.one, &ask, &u));
	CHECK(u->all.gaps == 1);
	NEAR(u->all.mean, 1, 1e-12);
	site_close(&s);
}

/* ---- money ---- */

static struct activity *
add_activity(struct site *s)
{
	struct activity *x = site_blank(s, &activity_entity, s->one);

	x->row.id = id_new(&s->random, s->c.now);
	site_keep(s, &activity_entity, x);
	return x;
}

static void
add_link(struct site *s, const struct activity *x, const struct gap *g,
    double share)
{
	struct activity_gap *l = site_blank(s, &activity_gap_entity, s->one);

	l->row.id = id_new(&s->random, s->c.now);
	l->activity = x->row.id;
	l->gap = g->row.id;
	l->share = share;
	site_keep(s, &activity_gap_entity, l);
}

static void
pay(struct site *s, const struct activity *x, struct id funder, int64_t minor)
{
	struct programme *p = site_find(s, &programme_entity, s->one);
	struct transaction *t = site_blank(s, &transaction_entity, s->one);

	t->row.id = id_new(&s->random, s->c.now);
	t->type = S("4");
	t->activity = x->row.id;
	t->budget_line = (struct id){ { 0 } };
	t->funder = funder;
	t->amount = (struct money){ minor, "" };
	t->amount.currency[0] = p->currency.p[0];
	t->amount.currency[1] = p->currency.p[1];
	t->amount.currency[2] = p->currency.p[2];
	t->amount_base = (struct money){ 0, "" };
	site_keep(s, &transaction_entity, t);
}

static void
in_euro(struct site *s)
{
	struct programme *p = site_find(s, &programme_entity, s->one);

	p->currency = S("EUR");
	site_keep(s, &programme_entity, p);
}

/* 100.00 between three gaps: 33.34, 33.33, 33.33; by 1 : 1 : 2, of which
 * one gap closed: 25.00, 25.00, 50.00. */
static void
parts_of_a_payment_add_up_to_it(struct arena *a)
{
	struct spread_funder *f;
	struct activity *even, *odd;
	struct gap *g[3];
	struct money m;
	struct spread *d;
	struct id donor;
	int64_t sum = 0;
	struct site s;
	size_t i;

	if (!site_open(&s, a, "spread"))
		return;
	in_euro(&s);
	donor = add_party(&s, &organisation_entity, (struct id){ { 0 } });
	even = add_activity(&s);
	odd = add_activity(&s);
	for (i = 0; i < 3; i++) {
		g[i] = add_gap(&s, donor, i == 2 ? 0 : 1, "skill");
		add_link(&s, even, g[i], NAN);
		add_link(&s, odd, g[i], i == 2 ? 0.5 : 0.25);
	}
	pay(&s, even, donor, 10000);
	pay(&s, odd, donor, 10000);
	pay(&s, add_activity(&s), donor, 777);          /* names no gap */
	pay(&s, odd, s.my_party, 5000);                 /* somebody else's */
	site_system(&s);
	CHECK(spread_activity(&s.c, odd->row.id, &d));
	CHECK(d->by_share && d->payments == 2);
	CHECK(spread_gap(&s.c, d, g[2]->row.id, &m));
	CHECK(m.minor == 5000 + 2500);
	CHECK(spread_funder(&s.c, s.one, donor, &f));
	for (i = 0; i < f->gaps; i++)
		sum += f->gap[i].part.minor;
	CHECK(f->gaps == 3 && f->payments == 3);
	CHECK(sum == 20000 && f->to_gaps.minor == 20000);
	CHECK(f->of_no_gap.minor == 777 && f->paid.minor == 20777);
	site_close(&s);
}

const struct test rollup_tests[] = {
	{ "persons count in their organisation and region",
	   persons_count_in_their_organisation_and_region },
	{ "a filter narrows rows and shares alike",
	   a_filter_narrows_rows_and_shares_alike },
	{ "parts of a payment add up to it",
	   parts_of_a_payment_add_up_to_it },
	{ 0 }
};
