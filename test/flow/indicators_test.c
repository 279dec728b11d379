/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/indicators: the numbers are those of worked example M11
 * (DOMAIN section 3): 18 of 30 women, 12 of 25 men, 2 of 5 unknown are
 * 32 of 60 or 53.33 %, not the mean of 60, 48 and 40 %, which is 49.33.
 */
#include "flow/indicators.h"

#include <math.h>

#include "base/arena.h"
#include "model/monitor.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static struct id
add_indicator(struct site *t, const char *code, const char *over_time,
    const char *measure)
{
	struct indicator *in = site_blank(t, &indicator_entity, t->one);

	in->code = str_of(code);
	in->aggregation = str_of(over_time);
	in->measure = str_of(measure);
	in->baseline_value = 0;
	in->targets = S("[{\"period\":\"2025\",\"value\":\"80\"},"
	    "{\"period\":\"2024\",\"value\":\"50\"}]");
	site_keep(t, &indicator_entity, in);
	return in->row.id;
}

static void
add_value(struct site *t, struct id indicator, const char *period, int year,
    const char *stratum, double num, double den, double value,
    const char *status)
{
	struct indicator_value v;

	row_blank(&indicator_value_entity, &v);
	v.indicator = indicator;
	v.period = str_of(period);
	v.period_start = day_of(year, 1, 1);
	v.period_end = day_of(year, 12, 31);
	v.stratum = str_of(stratum);
	v.numerator = num;
	v.denominator = den;
	v.value = value;
	v.status = str_of(status);
	site_keep(t, &indicator_value_entity, &v);
}

static const struct indicators_one *
one_of(struct site *t, struct id id)
{
	struct indicators_one *all;
	size_t i, n;

	CHECK(indicators_of(&t->c, t->one, &all, &n));
	for (i = 0; i < n; i++)
		if (id_same(all[i].id, id))
			return &all[i];
	CHECK(false);
	return all;
}

static void
shares_of_groups_add_by_numerators_and_denominators(struct arena *a)
{
	struct site t;
	const struct indicators_one *o;
	struct id id;

	if (!site_open(&t, a, "indicators"))
		return;
	site_system(&t);
	id = add_indicator(&t, "SHARE", "latest", "2");
	add_value(&t, id, "2024", 2024, "sex=F", 18, 30, 60, "submitted");
	add_value(&t, id, "2024", 2024, "sex=M", 12, 25, 48, "submitted");
	add_value(&t, id, "2024", 2024, "sex=U", 2, 5, 40, "submitted");
	o = one_of(&t, id);
	CHECK(o->periods == 1 && o->period[0].strata == 3);
	NEAR(o->period[0].value, 100.0 * 32 / 60, 1e-9);
	NEAR(o->target, 80, 0);                 /* of the last period */
	NEAR(o->achievement, 100.0 * 32 / 60 / 80, 1e-12);
	site_close(&t);
}

static void
counts_of_groups_and_of_periods_add_up(struct arena *a)
{
	struct site t;
	const struct indicators_one *o;
	struct id id, other;

	if (!site_open(&t, a, "indicators"))
		return;
	site_system(&t);
	id = add_indicator(&t, "COUNT", "sum", "1");
	other = add_indicator(&t, "OTHER", "sum", "1");
	add_value(&t, id, "2025", 2025, "sex=F", NAN, NAN, 7, "verified");
	add_value(&t, id, "2024", 2024, "sex=F", NAN, NAN, 6, "verified");
	add_value(&t, other, "2024", 2024, "", NAN, NAN, 100, "verified");
	add_value(&t, id, "2024", 2024, "sex=U", NAN, NAN, 1, "verified");
	add_value(&t, id, "2024", 2024, "sex=M", NAN, NAN, 11, "draft");
	o = one_of(&t, id);
	CHECK(o->periods == 2 && str_is(o->period[0].period, "2024"));
	NEAR(o->period[0].value, 7, 0);         /* 6 and 1; drafts are none */
	NEAR(o->now, 14, 0);                    /* and 7 of the next year */
	NEAR(one_of(&t, other)->now, 100, 0);
	site_close(&t);
}

static void
the_whole_is_taken_before_its_parts(struct arena *a)
{
	struct site t;
	const struct indicators_one *o;
	struct id id;

	if (!site_open(&t, a, "indicators"))
		return;
	site_system(&t);
	id = add_indicator(&t, "WHOLE", "latest", "1");
	add_value(&t, id, "2024", 2024, "sex=F", NAN, NAN, 6, "submitted");
	add_value(&t, id, "2024", 2024, "", NAN, NAN, 20, "submitted");
	o = one_of(&t, id);
	NEAR(o->now, 20, 0);
	CHECK(o->period[0].strata == 1);
	site_close(&t);
}

static void
means_of_groups_do_not_add_up(struct arena *a)
{
	struct site t;
	const struct indicators_one *o;
	struct id id;

	if (!site_open(&t, a, "indicators"))
		return;
	site_system(&t);
	id = add_indicator(&t, "MEAN", "latest", "4");
	add_value(&t, id, "2024", 2024, "sex=F", NAN, NAN, 3, "submitted");
	add_value(&t, id, "2024", 2024, "sex=M", NAN, NAN, 2, "submitted");
	o = one_of(&t, id);
	CHECK(o->periods == 1 && isnan(o->period[0].value) && isnan(o->now) &&
	    isnan(o->achievement));
	site_close(&t);
}

const struct test indicators_tests[] = {
	{ "shares of groups add by numerators and denominators",
	   shares_of_groups_add_by_numerators_and_denominators },
	{ "counts of groups and of periods add up",
	   counts_of_groups_and_of_periods_add_up },
	{ "the whole is taken before its parts",
	   the_whole_is_taken_before_its_parts },
	{ "means of groups do not add up",
	   means_of_groups_do_not_add_up },
	{ 0 }
};
