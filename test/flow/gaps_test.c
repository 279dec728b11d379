/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/gaps: what lasts after a gap closed. */
#include "flow/gaps.h"

#include <math.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static struct gap *
gap_new(struct site *s, const char *state, double current, double desired)
{
	struct gap *g = site_blank(s, &gap_entity, s->one);
	struct framework *f = site_find(s, &framework_entity, g->framework);

	f->scale_min = 1;
	f->scale_max = 5;
	site_keep(s, &framework_entity, f);
	g->row.id = id_new(&s->random, s->c.now);
	g->state = str_of(state);
	g->current = current;
	g->desired = desired;
	g->gap = desired - current;
	site_keep(s, &gap_entity, g);
	return g;
}

/* An activity in the plan that names the gap and ends that day. */
static void
aim_at(struct site *s, const struct gap *g, struct day end)
{
	struct activity *a = site_blank(s, &activity_entity, s->one);
	struct activity_gap *l = site_blank(s, &activity_gap_entity, s->one);

	a->row.id = id_new(&s->random, s->c.now);
	a->selected = YES;
	a->state = S("verified");
	a->start = day_add_months(end, -1);
	a->end = end;
	site_keep(s, &activity_entity, a);
	l->row.id = id_new(&s->random, s->c.now);
	l->activity = a->row.id;
	l->gap = g->row.id;
	site_keep(s, &activity_gap_entity, l);
}

static size_t
checks_of(struct site *s, const struct gap *g, struct gap_check *out)
{
	struct filter of = { field_named(&gap_check_entity, S("gap")), IS,
		id_text(s->a, g->row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct cursor *cursor;
	size_t n = 0;

	CHECK(store_list(s->c.store, &gap_check_entity, &ask, s->a, &cursor,
	    &s->c.errors));
	while (n < 8 && store_next(cursor, s->a, &out[n]))
		n++;
	CHECK(store_end(cursor, &s->c.errors));
	return n;
}

static int64_t
events_of(struct site *s, const struct gap *g, const char *kind)
{
	struct filter of[] = {
		{ field_named(&gap_event_entity, S("gap")), IS,
		    id_text(s->a, g->row.id) },
		{ field_named(&gap_event_entity, S("kind")), IS,
		    str_of(kind) } };
	struct ask ask = { .filters = of, .n = 2 };
	int64_t n = -1;

	CHECK(store_count(s->c.store, &gap_event_entity, &ask, &n,
	    &s->c.errors));
	return n;
}

static bool
take(struct site *s, const struct gap *g, const char *verb)
{
	const struct gap *now = site_find(s, &gap_entity, g->row.id);

	return flow_move(&s->c, &gap_entity, g->row.id, now->row.revision,
	    str_of(verb), S("It is so."));
}

static struct gap *
closed_gap(struct site *s)
{
	struct gap *g = gap_new(s, "targeted", 4, 4);

	site_sit(s, "MEL", s->one);
	CHECK(take(s, g, "close"));
	return g;
}

/* Support ended long ago: the checks count from the day it closed. */
static void
closing_sets_three_checks(struct arena *a)
{
	struct gap_check k[8];
	struct day today;
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "gaps_checks"))
		return;
	today = moment_day(s.c.now);
	g = gap_new(&s, "targeted", 4, 4);
	aim_at(&s, g, day_of(2020, 1, 31));
	site_sit(&s, "MEL", s.one);
	CHECK(take(&s, g, "close"));
	CHECK(checks_of(&s, g, k) == 3);
	CHECK(k[0].months == 6 && k[1].months == 12 && k[2].months == 24);
	CHECK(k[1].due_on.n == day_add_months(today, 12).n);
	CHECK(str_none(k[0].outcome) && isnan(k[0].current));
	site_close(&s);
}

static void
checks_count_from_the_end_of_support_when_that_is_later(struct arena *a)
{
	struct gap_check k[8];
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "gaps_support"))
		return;
	g = gap_new(&s, "targeted", 4, 4);
	aim_at(&s, g, day_of(2020, 1, 31));
	aim_at(&s, g, day_of(2090, 8, 31));
	site_sit(&s, "MEL", s.one);
	CHECK(take(&s, g, "close"));
	CHECK(checks_of(&s, g, k) == 3);
	/* Six months after 31 August 2090 is 28 February 2091. */
	CHECK(k[0].due_on.n == day_of(2091, 2, 28).n);
	CHECK(k[2].due_on.n == day_of(2092, 8, 31).n);
	site_close(&s);
}

static void
a_check_at_the_level_desired_holds(struct arena *a)
{
	struct gaps_look look = { .current = 4.5, .how = S("visit") };
	struct gap_check k[8];
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "gaps_held"))
		return;
	g = closed_gap(&s);
	CHECK(checks_of(&s, g, k) == 3);
	look.on = moment_day(s.c.now);
	CHECK(gaps_check(&s.c, k[1].row.id, &look));
	CHECK(checks_of(&s, g, k) == 3);
	CHECK(str_is(k[1].outcome, "held") && str_is(k[1].how, "visit"));
	NEAR(k[1].current, 4.5, 0);
	NEAR(k[1].desired, 4, 0);
	g = site_find(&s, &gap_entity, g->row.id);
	CHECK(str_is(g->state, "closed"));
	NEAR(g->gap, -0.5, 1e-12);              /* 4 - 4.5 */
	CHECK(events_of(&s, g, "checked") == 1);
	CHECK(!gaps_check(&s.c, k[1].row.id, &look));
	CHECK(site_says(&s, "done already"));
	site_close(&s);
}

static void
a_check_below_the_level_desired_opens_the_gap_again(struct arena *a)
{
	struct gaps_look look = { .current = 3.9, .note = S("Staff left.") };
	struct gap_check k[8];
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "gaps_reopened"))
		return;
	g = closed_gap(&s);
	CHECK(checks_of(&s, g, k) == 3);
	look.on = moment_day(s.c.now);
	site_sit(&s, "PM", s.one);              /* who may not reopen himself */
	CHECK(gaps_check(&s.c, k[0].row.id, &look));
	CHECK(checks_of(&s, g, k) == 3);
	CHECK(str_is(k[0].outcome, "reopened"));
	CHECK(str_is(k[1].outcome, "lapsed") && str_is(k[2].outcome, "lapsed"));
	g = site_find(&s, &gap_entity, g->row.id);
	CHECK(str_is(g->state, "validated"));
	NEAR(g->gap, 0.1, 1e-12);
	CHECK(events_of(&s, g, "closed") == 1);
	CHECK(events_of(&s, g, "reopened") == 1);
	site_close(&s);
}

static void
what_nobody_measured_is_no_check(struct arena *a)
{
	struct gaps_look look = { .current = NAN };
	struct gap_check k[8];
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "gaps_refused"))
		return;
	g = closed_gap(&s);
	CHECK(checks_of(&s, g, k) == 3);
	CHECK(!gaps_check(&s.c, k[0].row.id, &look));
	CHECK(site_on(&s, "current") && site_on(&s, "done_on"));
	errors_clear(&s.c.errors);
	look = (struct gaps_look){ .current = 5.1,
		.on = { moment_day(s.c.now).n + 1 } };
	CHECK(!gaps_check(&s.c, k[0].row.id, &look));
	CHECK(site_says(&s, "from 1 to 5") && site_says(&s, "yet to come"));
	errors_clear(&s.c.errors);
	look = (struct gaps_look){ .current = 4, .on = moment_day(s.c.now) };
	site_sit(&s, "SC", s.one);
	CHECK(!gaps_check(&s.c, k[0].row.id, &look));
	CHECK(site_fault(&s) == DENIED);
	CHECK(checks_of(&s, g, k) == 3 && str_none(k[0].outcome));
	site_close(&s);
}

static void
closed_again_it_is_checked_again(struct arena *a)
{
	struct gap_check k[8];
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "gaps_again"))
		return;
	g = closed_gap(&s);
	g = site_find(&s, &gap_entity, g->row.id);
	g->current = 3;
	g->gap = 1;
	site_keep(&s, &gap_entity, g);
	CHECK(take(&s, g, "reopen"));
	CHECK(checks_of(&s, g, k) == 3 && str_is(k[2].outcome, "lapsed"));
	g = site_find(&s, &gap_entity, g->row.id);
	g->state = S("targeted");
	g->current = 4;
	g->gap = 0;
	site_keep(&s, &gap_entity, g);
	s.c.now += (int64_t)86400 * 1000 * 40;
	CHECK(take(&s, g, "close"));
	CHECK(checks_of(&s, g, k) == 6);
	CHECK(str_none(k[1].outcome) || str_none(k[5].outcome));
	site_close(&s);
}

const struct test gaps_tests[] = {
	{ "closing sets three checks", closing_sets_three_checks },
	{ "checks count from the end of support when that is later",
	   checks_count_from_the_end_of_support_when_that_is_later },
	{ "a check at the level desired holds",
	   a_check_at_the_level_desired_holds },
	{ "a check below the level desired opens the gap again",
	   a_check_below_the_level_desired_opens_the_gap_again },
	{ "what nobody measured is no check",
	   what_nobody_measured_is_no_check },
	{ "closed again it is checked again",
	   closed_again_it_is_checked_again },
	{ 0 }
};
