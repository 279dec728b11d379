/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/monitor, flow/period and flow/records.  Numbers of the
 * lights are those of worked example M11 (DOMAIN section 3): from 2 to 10,
 * now 7, is 5/8 = 0.625 of the way; with 0.6 of the time gone the pace is
 * 0.625 / 0.6 = 1.0416667.
 */
#include "flow/monitor.h"

#include <math.h>

#include "base/arena.h"
#include "flow/records.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "model/office.h"
#include "site.h"
#include "test.h"

/* ---- periods ---- */

static void
a_period_is_known_by_its_name(struct arena *a)
{
	struct period p;

	(void)a;
	CHECK(period_read(S("2024"), &p) && p.from.n == day_of(2024, 1, 1).n &&
	    p.to.n == day_of(2024, 12, 31).n);
	CHECK(period_read(S("2024H2"), &p) &&
	    p.from.n == day_of(2024, 7, 1).n);
	CHECK(period_read(S("2024Q1"), &p) &&
	    p.to.n == day_of(2024, 3, 31).n);
	CHECK(period_read(S("2024-02"), &p) &&
	    p.to.n == day_of(2024, 2, 29).n);
	CHECK(!period_read(S("2024H3"), &p) && !period_read(S("24"), &p) &&
	    !period_read(S("2024-13"), &p) && !period_read(S("soon"), &p) &&
	    !period_read(S("2024H"), &p) && p.from.n == 0);
}

static void
a_day_lies_in_the_period_of_its_frequency(struct arena *a)
{
	CHECK(str_is(period_at(a, S("half"), day_of(2025, 6, 30)), "2025H1"));
	CHECK(str_is(period_at(a, S("half"), day_of(2025, 7, 1)), "2025H2"));
	CHECK(str_is(period_at(a, S("quarter"), day_of(2025, 12, 1)),
	    "2025Q4"));
	CHECK(str_is(period_at(a, S("month"), day_of(2025, 4, 1)), "2025-04"));
	CHECK(str_is(period_at(a, S("event"), day_of(2025, 4, 1)), "2025"));
}

static void
yearly_values_are_due_when_the_year_ends(struct arena *a)
{
	struct period first, second;

	(void)a;
	CHECK(period_read(S("2025H1"), &first) &&
	    period_read(S("2025H2"), &second));
	CHECK(!period_ends_in(S("year"), &first));
	CHECK(period_ends_in(S("year"), &second));
	CHECK(period_ends_in(S("half"), &first));
	CHECK(period_ends_in(S("quarter"), &first));
	CHECK(!period_ends_in(S("round"), &second));    /* not by calendar */
}

/* ---- where one stands ---- */

static struct monitor_one
judged(struct arena *a, double baseline, double target, double now)
{
	struct indicators_one *o = NEW(a, struct indicators_one);
	struct monitor_one m = { .is = o };

	o->period = NEW(a, struct indicators_period);
	o->periods = 1;
	o->period[0].ends = day_of(2026, 1, 1);
	o->period[0].value = o->now = now;
	o->baseline = baseline;
	o->target = target;
	o->target_period = S("2027");
	o->achievement = indicator_achievement(baseline, target, now);
	/* Ten years to the end of 2027, of which eight are reported on. */
	monitor_judge(&m, day_of(2017, 12, 31), day_of(2026, 11, 1));
	return m;
}

static void
pace_is_read_on_the_last_day_reported(struct arena *a)
{
	struct monitor_one m = judged(a, 0, 100, 73);
	/* 31 Dec 2017 to 31 Dec 2027: 3652 days; to 1 Jan 2026: 2923. */
	double share = 2923.0 / 3652;

	NEAR(m.elapsed, share, 1e-12);
	NEAR(m.expected, 100 * share, 1e-9);
	NEAR(m.pace, 0.73 / share, 1e-12);      /* 0.912 */
	CHECK(m.light == INDICATOR_GREEN);
	CHECK(judged(a, 0, 100, 70).light == INDICATOR_AMBER);  /* 0.875 */
	CHECK(judged(a, 0, 100, 50).light == INDICATOR_RED);    /* 0.625 */
}

static void
what_got_worse_keeps_its_sign_and_is_off_track(struct arena *a)
{
	struct monitor_one m = judged(a, 40, 25, 44);   /* of M11 */

	NEAR(m.is->achievement, -4.0 / 15, 1e-12);
	CHECK(m.pace < 0 && m.light == INDICATOR_RED);
	m = judged(a, 40, 25, NAN);
	CHECK(m.light == INDICATOR_DARK && isnan(m.pace));
}

/* ---- keying ---- */

static struct indicator
of_measure(const char *measure, const char *over_time)
{
	struct indicator in;

	row_blank(&indicator_entity, &in);
	in.measure = str_of(measure);
	in.aggregation = str_of(over_time);
	return in;
}

static struct monitor_typed
typed(const char *stratum, double num, double den, double value)
{
	return (struct monitor_typed){ str_of(stratum), str_of(stratum), num,
		den, value };
}

static bool
refused(struct arena *a, const struct indicator *in,
    const struct monitor_typed *t, size_t n, const char *field)
{
	struct ctx c = { .arena = a, .errors = { .arena = a } };

	return !monitor_check(&c, in, t, n) &&
	    errors_text(&c.errors, field) != NULL;
}

static bool
accepted(struct arena *a, const struct indicator *in,
    const struct monitor_typed *t, size_t n)
{
	struct ctx c = { .arena = a, .errors = { .arena = a } };

	return monitor_check(&c, in, t, n);
}

static void
groups_must_add_up_to_the_total(struct arena *a)
{
	const struct indicator in = of_measure("1", "sum");
	struct monitor_typed t[] = { typed("", NAN, NAN, 20),
		typed("sex=F", NAN, NAN, 9), typed("sex=M", NAN, NAN, 8),
		typed("sex=U", NAN, NAN, 2) };

	CHECK(refused(a, &in, t, 4, "val:sex=F"));      /* 19, not 20 */
	t[3].value = 3;
	CHECK(accepted(a, &in, t, 4));
	t[3].value = NAN;                               /* 17 of 20 */
	CHECK(refused(a, &in, t, 4, "val:sex=F"));
	t[0].value = 17;                /* nobody is left over for unknown */
	CHECK(accepted(a, &in, t, 4));
	t[0].value = NAN;               /* then the sum is not known */
	CHECK(refused(a, &in, t, 4, "val:sex=F"));
	t[3].value = 0;
	CHECK(accepted(a, &in, t, 4));
}

static void
shares_add_by_both_halves(struct arena *a)
{
	const struct indicator in = of_measure("2", "latest");
	struct monitor_typed t[] = { typed("", 32, 60, NAN),
		typed("sex=F", 18, 30, NAN), typed("sex=M", 12, 25, NAN),
		typed("sex=U", 2, 5, NAN) };            /* M11 */

	CHECK(accepted(a, &in, t, 4));
	t[0].denominator = 61;
	CHECK(refused(a, &in, t, 4, "den:sex=F"));
	t[0].denominator = NAN;
	CHECK(refused(a, &in, t, 4, "den:"));
	t[0] = typed("", 61, 60, NAN);
	CHECK(refused(a, &in, t, 4, "num:"));
}

static void
two_ways_of_grouping_have_one_sum(struct arena *a)
{
	const struct indicator in = of_measure("1", "sum");
	struct monitor_typed t[] = { typed("", NAN, NAN, NAN),
		typed("sex=F", NAN, NAN, 5), typed("sex=U", NAN, NAN, 1),
		typed("age_band=<25", NAN, NAN, 2),
		typed("age_band=unknown", NAN, NAN, 3) };

	CHECK(refused(a, &in, t, 5, "val:age_band=<25"));       /* 6 and 5 */
	t[4].value = 4;
	CHECK(accepted(a, &in, t, 5));
}

static void
means_are_not_added_and_nothing_is_no_report(struct arena *a)
{
	const struct indicator in = of_measure("4", "latest");
	struct monitor_typed t[] = { typed("", NAN, NAN, 2.5),
		typed("sex=F", NAN, NAN, 3), typed("sex=M", NAN, NAN, 2) };

	CHECK(accepted(a, &in, t, 3));
	t[0].value = t[1].value = t[2].value = NAN;
	CHECK(refused(a, &in, t, 3, "val:"));
}

static void
typed_values_are_kept_and_blanks_are_no_rows(struct arena *a)
{
	struct site t;
	struct indicator *in;
	struct indicators_one *o;
	struct monitor_typed one[] = { typed("", NAN, NAN, NAN),
		typed("sex=F", 18, 30, NAN), typed("sex=M", 12, 25, NAN),
		typed("sex=U", 2, 5, NAN) };
	size_t n;

	if (!site_open(&t, a, "monitor"))
		return;
	site_system(&t);
	in = site_blank(&t, &indicator_entity, t.one);
	in->measure = S("2");
	in->aggregation = S("latest");
	site_keep(&t, &indicator_entity, in);
	site_sit(&t, "MEL", t.one);
	CHECK(monitor_save(&t.c, in, S("2025H1"), S("submitted"), S("survey"),
	    one, 4));
	CHECK(indicators_of(&t.c, t.one, &o, &n) && n == 1);
	CHECK(o->periods == 1 && o->period[0].strata == 3);
	NEAR(o->now, 100.0 * 32 / 60, 1e-9);
	/* A whole that shrinks below what its groups came to. */
	one[0] = typed("", 20, 40, NAN);
	one[1] = typed("sex=F", 12, 20, NAN);
	one[2] = typed("sex=M", 8, 20, NAN);
	one[3] = typed("sex=U", 0, 0, NAN);     /* nobody: no row */
	CHECK(monitor_save(&t.c, in, S("2025H1"), S("submitted"),
	    (str){ 0 }, one, 4));
	CHECK(indicators_of(&t.c, t.one, &o, &n));
	NEAR(o->now, 50, 1e-9);
	CHECK(o->period[0].values == 3);
	one[0] = typed("", 33, 61, NAN);
	one[1] = one[2] = one[3] = typed("sex=F", NAN, NAN, NAN);
	one[2].stratum = S("sex=M");
	one[3].stratum = S("sex=U");
	CHECK(monitor_save(&t.c, in, S("2025H1"), S("submitted"),
	    (str){ 0 }, one, 4));
	CHECK(indicators_of(&t.c, t.one, &o, &n));
	CHECK(o->period[0].values == 1);
	NEAR(o->now, 100.0 * 33 / 61, 1e-9);
	site_close(&t);
}

/* ---- from records ---- */

static struct id
add_person(struct site *t, const char *sex)
{
	struct person *p = site_blank(t, &person_entity, t->one);

	p->sex = str_of(sex);
	site_keep(t, &person_entity, p);
	return p->row.id;
}

static void
attend(struct site *t, struct id event, struct id person, double hours)
{
	struct enrolment n;

	row_blank(&enrolment_entity, &n);
	n.event = event;
	n.person = person;
	n.hours_attended = hours;
	site_keep(t, &enrolment_entity, &n);
}

static struct id
add_event(struct site *t, int year)
{
	struct event *ev = site_blank(t, &event_entity, t->one);

	ev->start = day_of(year, 5, 6);
	ev->end = day_of(year, 5, 7);
	ev->hours_theory = 10;
	ev->activity = ev->course = (struct id){ { 0 } };
	site_keep(t, &event_entity, ev);
	return ev->row.id;
}

/* Three people, one of unknown sex, in 2024; two of them again in 2025,
 * and a fourth who stayed for half of it. */
static struct indicator *
trained(struct site *t)
{
	struct indicator *in = site_blank(t, &indicator_entity, t->one);
	struct id first = add_event(t, 2024), second = add_event(t, 2025);
	struct id who[4] = { add_person(t, "F"), add_person(t, "M"),
		add_person(t, ""), add_person(t, "F") };
	size_t i;

	for (i = 0; i < 3; i++)
		attend(t, first, who[i], 10);
	for (i = 1; i < 3; i++)
		attend(t, second, who[i], 10);
	attend(t, second, who[3], 5);
	in->measure = S("1");
	in->aggregation = S("sum");
	in->disaggregation = S("sex");
	in->records = S("people_trained");
	site_keep(t, &indicator_entity, in);
	return in;
}

static void
a_person_counts_once_in_the_year_of_the_first_event(struct arena *a)
{
	struct site t;
	struct records r;
	struct period y;
	struct indicator *in;

	if (!site_open(&t, a, "records"))
		return;
	site_system(&t);
	in = trained(&t);
	CHECK(records_of(&t.c, t.one, in->records, &r) && r.people);
	CHECK(period_read(S("2024"), &y));
	NEAR(records_sum(&r, &y, (str){ 0 }), 3, 0);
	NEAR(records_sum(&r, &y, S("U")), 1, 0);        /* not lost */
	CHECK(period_read(S("2025"), &y));
	NEAR(records_sum(&r, &y, (str){ 0 }), 1, 0);    /* only the fourth */
	CHECK(records_of(&t.c, t.one, S("people_completed"), &r));
	NEAR(records_sum(&r, &y, (str){ 0 }), 0, 0);    /* 5 of 10 hours */
	CHECK(records_of(&t.c, t.one, S("places_completed"), &r));
	NEAR(records_sum(&r, &y, (str){ 0 }), 2, 0);    /* the two again */
	site_close(&t);
}

static void
what_was_typed_is_not_replaced_by_records(struct arena *a)
{
	struct site t;
	struct indicator *in;
	struct records_left left[RECORDS_STRATA];
	struct monitor_typed whole = typed("", NAN, NAN, 2);
	size_t n, written;

	if (!site_open(&t, a, "records"))
		return;
	site_system(&t);
	in = trained(&t);
	site_sit(&t, "MEL", t.one);
	CHECK(monitor_save(&t.c, in, S("2024"), S("submitted"), (str){ 0 },
	    &whole, 1));
	CHECK(records_fill(&t.c, in, S("2024"), left, &n, &written));
	CHECK(n == 1 && written == 0);          /* nor are its groups */
	NEAR(left[0].typed, 2, 0);
	NEAR(left[0].recorded, 3, 0);
	CHECK(records_fill(&t.c, in, S("2025"), left, &n, &written));
	CHECK(n == 0 && written == 4);          /* the whole as well */
	CHECK(records_fill(&t.c, in, S("2025"), left, &n, &written));
	CHECK(n == 0 && written == 0);          /* nothing has changed */
	site_close(&t);
}

/* Ten, of whom 6 are women and 1 a man: 3 are left over. */
static void
who_is_in_no_group_goes_under_unknown(struct arena *a)
{
	struct site t;
	struct indicator *in;
	struct monitor_typed g[] = { typed("", NAN, NAN, 10),
		typed("sex=F", NAN, NAN, 6), typed("sex=M", NAN, NAN, 1),
		typed("sex=U", NAN, NAN, NAN) };

	if (!site_open(&t, a, "unknown"))
		return;
	in = trained(&t);
	CHECK(!monitor_check(&t.c, in, g, 4));
	errors_clear(&t.c.errors);
	CHECK(monitor_to_unknown(&t.c, in, g, 4));
	NEAR(g[3].value, 3, 0);
	CHECK(monitor_check(&t.c, in, g, 4));
	CHECK(!monitor_to_unknown(&t.c, in, g, 4));
	g[1].value = 12;                        /* more than all: not ours */
	CHECK(!monitor_to_unknown(&t.c, in, g, 4));
	NEAR(g[3].value, 3, 0);
	site_close(&t);
}

/* ---- reminders ---- */

static void
who_has_not_reported_is_reminded_once(struct arena *a)
{
	struct site t;
	struct indicator *in;
	struct reporting_period *p;
	struct programme *home;
	struct monitor m;
	struct monitor_period *at = NULL;
	struct monitor_typed whole = typed("", NAN, NAN, 2);
	struct task *task;
	size_t n = 0, written;

	if (!site_open(&t, a, "remind"))
		return;
	site_system(&t);
	in = site_blank(&t, &indicator_entity, t.one);
	in->measure = S("1");
	in->aggregation = S("latest");
	in->frequency = S("half");
	site_keep(&t, &indicator_entity, in);
	p = site_blank(&t, &reporting_period_entity, t.one);
	p->code = S("2025H2");
	p->starts = day_of(2025, 7, 1);
	p->ends = day_of(2025, 12, 31);
	p->due = day_of(2026, 1, 31);
	p->state = S("open");
	site_keep(&t, &reporting_period_entity, p);
	site_sit(&t, "MEL", t.one);
	home = site_find(&t, &programme_entity, t.one);
	home->as_of = (struct day){ 0 };
	CHECK(monitor_of(&t.c, home, &m) &&
	    monitor_periods(&t.c, t.one, &m, &at, &n));
	CHECK(n == 1 && at[0].due == 1 && at[0].n_missing == 1 &&
	    at[0].is_late && at[0].remind);
	CHECK(monitor_remind(&t.c, t.one, &at[0], &written) && written == 1);
	CHECK(monitor_remind(&t.c, t.one, &at[0], &written) && written == 0);
	CHECK(monitor_save(&t.c, in, S("2025H2"), S("submitted"), (str){ 0 },
	    &whole, 1));
	CHECK(monitor_of(&t.c, home, &m) &&
	    monitor_periods(&t.c, t.one, &m, &at, &n));
	CHECK(at[0].reported == 1 && !at[0].is_late);
	task = site_find(&t, &task_entity, id_from(S("task"), str_print(a,
	    "report/%s/2025H2", id_text(a, in->row.id).p)));
	CHECK(str_is(task->state, "done"));
	site_close(&t);
}

const struct test monitor_tests[] = {
	{ "a period is known by its name",
	   a_period_is_known_by_its_name },
	{ "a day lies in the period of its frequency",
	   a_day_lies_in_the_period_of_its_frequency },
	{ "yearly values are due when the year ends",
	   yearly_values_are_due_when_the_year_ends },
	{ "pace is read on the last day reported",
	   pace_is_read_on_the_last_day_reported },
	{ "what got worse keeps its sign and is off track",
	   what_got_worse_keeps_its_sign_and_is_off_track },
	{ "groups must add up to the total",
	   groups_must_add_up_to_the_total },
	{ "shares add by both halves",
	   shares_add_by_both_halves },
	{ "two ways of grouping have one sum",
	   two_ways_of_grouping_have_one_sum },
	{ "means are not added, and nothing is no report",
	   means_are_not_added_and_nothing_is_no_report },
	{ "typed values are kept, and blanks are no rows",
	   typed_values_are_kept_and_blanks_are_no_rows },
	{ "a person counts once, in the year of the first event",
	   a_person_counts_once_in_the_year_of_the_first_event },
	{ "what was typed is not replaced by records",
	   what_was_typed_is_not_replaced_by_records },
	{ "who has not reported is reminded once",
	   who_has_not_reported_is_reminded_once },
	{ "who is in no group goes under unknown",
	   who_is_in_no_group_goes_under_unknown },
	{ 0 }
};
