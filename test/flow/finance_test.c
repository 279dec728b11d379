/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/finance: sums worked by hand, in EUR.
 *
 *	lines      a: 1000 of category 1, 500 of 3 (equipment); b: 500 of 1
 *	paid       a: 400, less 100 that was reversed; b, by its line only:
 *	           300 USD at 0.5, 150; 70 GBP that nobody can convert
 *	spent      400 - 100 + 150 = 450 of 2000: 0.225
 *	equipment  500 / 2000 = 0.25
 */
#include "flow/finance.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "model/fund.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

struct stage {
	struct site s;
	struct id   a, b, line_b;
};

static struct money
money(double x, const char *currency)
{
	struct money m;

	return money_from_real(x, currency, &m) ? m : (struct money){ 0, "" };
}

static struct id
new_activity(struct stage *t, const char *code, double cost)
{
	struct activity *x = site_blank(&t->s, &activity_entity, t->s.one);

	x->code = str_of(code);
	x->cost = money(cost, "EUR");
	site_keep(&t->s, &activity_entity, x);
	return x->row.id;
}

static struct id
new_line(struct stage *t, struct id activity, const char *category,
    double amount)
{
	struct budget_line *x = site_blank(&t->s, &budget_line_entity,
	    t->s.one);

	x->activity = activity;
	x->category = str_of(category);
	x->amount = money(amount, "EUR");
	site_keep(&t->s, &budget_line_entity, x);
	return x->row.id;
}

static void
pay(struct stage *t, const char *type, struct id activity, struct id line,
    struct money amount, double rate)
{
	struct transaction *x = site_blank(&t->s, &transaction_entity,
	    t->s.one);

	x->type = str_of(type);
	x->activity = activity;
	x->budget_line = line;
	x->amount = amount;
	x->amount_base = (struct money){ 0, "" };
	x->rate_to_base = rate;
	site_keep(&t->s, &transaction_entity, x);
}

static bool
open_stage(struct stage *t, struct arena *a, const char *name)
{
	struct programme *p;

	if (!site_open(&t->s, a, name))
		return false;
	site_system(&t->s);
	p = site_find(&t->s, &programme_entity, t->s.one);
	p->currency = S("EUR");
	site_keep(&t->s, &programme_entity, p);
	t->a = new_activity(t, "FA", 2000);
	t->b = new_activity(t, "FB", 100);
	return true;
}

static const struct finance_sum *
named(const struct finance_sum *all, size_t n, const char *code)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_is(all[i].code, code))
			return &all[i];
	return NULL;
}

static void
where_the_money_went_adds_up(struct arena *a)
{
	const struct id none = { { 0 } };
	const struct finance_sum *x;
	struct finance *f;
	struct stage t;

	if (!open_stage(&t, a, "finance_sums"))
		return;
	new_line(&t, t.a, "1", 1000);
	new_line(&t, t.a, "3", 500);
	t.line_b = new_line(&t, t.b, "1", 500);
	pay(&t, "4", t.a, none, money(400, "EUR"), NAN);
	pay(&t, "4", t.a, none, money(-100, "EUR"), NAN);
	pay(&t, "4", none, t.line_b, money(300, "USD"), 0.5);
	pay(&t, "4", t.a, none, money(70, "GBP"), NAN);
	pay(&t, "1", none, none, money(5000, "EUR"), NAN);
	pay(&t, "11", none, none, money(2500, "EUR"), NAN);
	CHECK(finance_of(&t.s.c, t.s.one, &f));
	NEAR(money_real(f->budget), 2000, 0);
	NEAR(money_real(f->spent), 450, 0);
	NEAR(money_real(f->incoming), 5000, 0);
	NEAR(money_real(f->committed), 2500, 0);
	NEAR(f->absorption, 0.225, 1e-12);
	NEAR(f->equipment_share, 0.25, 1e-12);
	CHECK(f->lines == 3 && f->transactions == 6 && f->unconverted == 1);
	NEAR(money_real(finance_spent(f, t.a)), 300, 0);
	NEAR(money_real(finance_spent(f, t.b)), 150, 0);
	x = named(f->activity, f->activities, "FB");
	CHECK(x != NULL && x->is_over && x->lines == 1 && x->payments == 1);
	x = named(f->activity, f->activities, "FA");
	CHECK(x != NULL && !x->is_over && x->lines == 2 && x->payments == 2);
	x = named(f->category, f->categories, "1");     /* b, by its line */
	CHECK(x != NULL && money_real(x->spent) == 150);
	x = named(f->category, f->categories, "unknown");
	CHECK(x != NULL && money_real(x->spent) == 300);
	site_close(&t.s);
}

static void
without_money_nothing_is_spent_and_nothing_is_a_share(struct arena *a)
{
	struct finance *f;
	struct stage t;

	if (!open_stage(&t, a, "finance_none"))
		return;
	CHECK(finance_of(&t.s.c, t.s.one, &f));
	CHECK(f->budget.currency[0] == '\0' && f->spent.currency[0] == '\0');
	CHECK(isnan(f->absorption) && isnan(f->equipment_share));
	CHECK(finance_spent(f, t.a).currency[0] == '\0');
	site_close(&t.s);
}

static void
an_amount_counts_by_its_base_then_itself_then_its_rate(struct arena *a)
{
	const struct money none = { 0, "" };
	struct money m;

	(void)a;
	CHECK(finance_in_base("EUR", money(10, "USD"), money(9, "EUR"), 2, &m)
	    && money_real(m) == 9);
	CHECK(finance_in_base("EUR", money(10, "EUR"), none, 2, &m) &&
	    money_real(m) == 10);
	CHECK(finance_in_base("EUR", money(10, "USD"), none, 2, &m) &&
	    money_real(m) == 20);
	CHECK(!finance_in_base("EUR", money(10, "USD"), none, NAN, &m));
	CHECK(!finance_in_base("EUR", none, none, 2, &m));
	/* 0.9 was to EUR, before the programme was counted in GBP. */
	CHECK(!finance_in_base("GBP", money(10, "USD"), money(9, "EUR"), 0.9,
	    &m));
}

/* ---- every total is the sum of its rows ---- */

enum { LINES = 25, ENTRIES = 80 };

static struct money
summed(const struct finance_sum *s, size_t n, size_t member)
{
	struct money sum = { 0 }, one;
	size_t i;

	for (i = 0; i < n; i++) {
		memcpy(&one, (const char *)&s[i] + member, sizeof(one));
		CHECK(money_add(&sum, one));
	}
	return sum;
}

static bool
is_whole(const struct finance *f, const struct finance_sum *s, size_t n,
    struct money beside, size_t member)
{
	struct money sum = summed(s, n, member), all;

	memcpy(&all, (const char *)&f->all + member, sizeof(all));
	return money_add(&sum, beside) && sum.minor == all.minor;
}

static void
all_groupings_come_to_the_whole(const struct finance *f)
{
	static const size_t out[] = {
		offsetof(struct finance_sum, budget),
		offsetof(struct finance_sum, spent),
		offsetof(struct finance_sum, committed),
		offsetof(struct finance_sum, disbursed),
		offsetof(struct finance_sum, to_date),
		offsetof(struct finance_sum, earned),
		offsetof(struct finance_sum, spent_to_date) };
	static const size_t in[] = {
		offsetof(struct finance_sum, received),
		offsetof(struct finance_sum, signed_for) };
	const struct money none = { 0 };
	struct money beside;
	size_t i, g;

	for (i = 0; i < sizeof(out) / sizeof(out[0]); i++) {
		memcpy(&beside, (const char *)&f->no_activity + out[i],
		    sizeof(beside));
		CHECK(is_whole(f, f->category, f->categories, none, out[i]));
		CHECK(is_whole(f, f->activity, f->activities, beside,
		    out[i]));
		for (g = 0; g < FINANCE_GROUPS; g++)
			CHECK(is_whole(f, f->group[g].sum, f->group[g].n,
			    none, out[i]));
	}
	for (i = 0; i < 2; i++) {
		CHECK(is_whole(f, f->group[FINANCE_FUNDER].sum,
		    f->group[FINANCE_FUNDER].n, none, in[i]));
		CHECK(is_whole(f, f->group[FINANCE_YEAR].sum,
		    f->group[FINANCE_YEAR].n, none, in[i]));
	}
}

/* Adds up beside finance_of, in whole cents; a tenth cannot be converted. */
static void
make_ledger(struct stage *t, uint64_t seed, int64_t *budget, int64_t *spent)
{
	static const char *const types[] = { "1", "2", "3", "4", "4", "4",
		"11", "12" };
	static const char *const categories[] = { "1", "2", "3", "4", "5" };
	struct random r = random_seeded(seed);
	struct id line[LINES];
	struct id payer[3];
	struct budget_line *l;
	struct transaction *x;
	const char *type;
	size_t i;

	*budget = *spent = 0;
	for (i = 0; i < 3; i++)
		payer[i] = site_new(&t->s, &organisation_entity, t->s.one);
	for (i = 0; i < LINES; i++) {
		l = site_blank(&t->s, &budget_line_entity, t->s.one);
		l->activity = random_below(&r, 2) ? t->a : t->b;
		l->category = str_of(categories[random_below(&r, 5)]);
		l->funder = payer[random_below(&r, 3)];
		l->year = 2020 + (int64_t)random_below(&r, 9);
		l->amount = (struct money){ (int64_t)random_below(&r,
		    1ULL << 54), "EUR" };
		if (random_below(&r, 10) == 0)
			memcpy(l->amount.currency, "GBP", 4);
		else
			*budget += l->amount.minor;
		site_keep(&t->s, &budget_line_entity, l);
		line[i] = l->row.id;
	}
	for (i = 0; i < ENTRIES; i++) {
		x = site_blank(&t->s, &transaction_entity, t->s.one);
		type = types[random_below(&r, 8)];
		x->type = str_of(type);
		x->date = day_of(2020 + (int)random_below(&r, 9), 1 +
		    (int)random_below(&r, 12), 1);
		x->funder = payer[random_below(&r, 3)];
		x->budget_line = random_below(&r, 4) ? line[random_below(&r,
		    LINES)] : (struct id){ { 0 } };
		x->amount = (struct money){ (int64_t)random_below(&r,
		    1ULL << 54) - (1LL << 53), "EUR" };
		if (random_below(&r, 10) == 0)
			memcpy(x->amount.currency, "GBP", 4);
		else if (strcmp(type, "4") == 0)
			*spent += x->amount.minor;
		site_keep(&t->s, &transaction_entity, x);
	}
}

static void
every_total_is_the_sum_of_its_rows_whatever_the_ledger(struct arena *a)
{
	int64_t budget, spent;
	struct finance *f;
	struct stage t;
	uint64_t seed;

	if (!open_stage(&t, a, "finance_seeds"))
		return;
	for (seed = 1; seed <= 12; seed++) {
		site_try(&t.s);
		make_ledger(&t, seed, &budget, &spent);
		CHECK(finance_of(&t.s.c, t.s.one, &f));
		CHECK(f->budget.minor == budget);
		CHECK(f->spent.minor == spent);
		CHECK(f->lines == LINES && f->transactions == ENTRIES);
		all_groupings_come_to_the_whole(f);
		site_back(&t.s);
	}
	site_close(&t.s);
}

/* Two lines of the largest amount that fits: one more cent is refused. */
static void
what_is_too_large_to_be_added_up_is_refused(struct arena *a)
{
	struct budget_line *l;
	struct finance *f;
	struct stage t;

	if (!open_stage(&t, a, "finance_large"))
		return;
	l = site_blank(&t.s, &budget_line_entity, t.s.one);
	l->activity = t.a;
	l->amount = (struct money){ INT64_MAX - 1, "EUR" };
	site_keep(&t.s, &budget_line_entity, l);
	l = site_blank(&t.s, &budget_line_entity, t.s.one);
	l->activity = t.b;
	l->amount = (struct money){ 1, "EUR" };
	site_keep(&t.s, &budget_line_entity, l);
	CHECK(finance_of(&t.s.c, t.s.one, &f));
	CHECK(f->budget.minor == INT64_MAX);
	l = site_blank(&t.s, &budget_line_entity, t.s.one);
	l->activity = t.b;
	l->amount = (struct money){ 1, "EUR" };
	site_keep(&t.s, &budget_line_entity, l);
	CHECK(!finance_of(&t.s.c, t.s.one, &f));
	CHECK(site_says(&t.s, "too large"));
	site_close(&t.s);
}

/* A line of 100 over 10 days, of which 4 have passed; under way: half. */
static void
what_is_planned_until_a_day_goes_by_the_days_of_the_activity(struct arena *a)
{
	struct activity *x;
	struct programme *p;
	struct finance *f;
	struct stage t;

	if (!open_stage(&t, a, "finance_planned"))
		return;
	p = site_find(&t.s, &programme_entity, t.s.one);
	p->as_of = day_of(2025, 3, 4);
	site_keep(&t.s, &programme_entity, p);
	x = site_find(&t.s, &activity_entity, t.a);
	x->start = day_of(2025, 3, 1);
	x->end = day_of(2025, 3, 10);
	x->state = S("ongoing");
	site_keep(&t.s, &activity_entity, x);
	new_line(&t, t.a, "1", 100);
	CHECK(finance_of(&t.s.c, t.s.one, &f));
	CHECK(f->all.to_date.minor == 4000 && f->all.earned.minor == 5000);
	site_close(&t.s);
}

static int64_t
earned_by(struct stage *t, const char *rule, double percent, int64_t *unsaid)
{
	struct programme *p = site_find(&t->s, &programme_entity, t->s.one);
	struct activity *x = site_find(&t->s, &activity_entity, t->a);
	struct finance *f;

	p->earned_rule = rule == NULL ? (str){ 0 } : str_of(rule);
	site_keep(&t->s, &programme_entity, p);
	x->percent_done = percent;
	site_keep(&t->s, &activity_entity, x);
	CHECK(finance_of(&t->s.c, t->s.one, &f));
	*unsaid = f->unsaid;
	return f->all.earned.minor;
}

/* A line of 100 under way: 50, 0 or 30 of a hundred; delivered 100. */
static void
what_is_earned_goes_by_the_rule_of_the_programme(struct arena *a)
{
	struct activity *x;
	int64_t unsaid;
	struct stage t;

	if (!open_stage(&t, a, "finance_earned"))
		return;
	x = site_find(&t.s, &activity_entity, t.a);
	x->state = S("ongoing");
	site_keep(&t.s, &activity_entity, x);
	new_line(&t, t.a, "1", 100);
	CHECK(earned_by(&t, NULL, 30, &unsaid) == 5000);
	CHECK(earned_by(&t, "half", 30, &unsaid) == 5000);
	CHECK(earned_by(&t, "end", 30, &unsaid) == 0);
	CHECK(earned_by(&t, "percent", 30, &unsaid) == 3000 && unsaid == 0);
	CHECK(earned_by(&t, "percent", NAN, &unsaid) == 0 && unsaid == 1);
	x = site_find(&t.s, &activity_entity, t.a);
	x->state = S("delivered");
	site_keep(&t.s, &activity_entity, x);
	CHECK(earned_by(&t, "end", NAN, &unsaid) == 10000);
	CHECK(earned_by(&t, "percent", NAN, &unsaid) == 10000);
	site_close(&t.s);
}

const struct test finance_tests[] = {
	{ "every total is the sum of its rows, whatever the ledger",
	   every_total_is_the_sum_of_its_rows_whatever_the_ledger },
	{ "what is too large to be added up is refused",
	   what_is_too_large_to_be_added_up_is_refused },
	{ "what is earned goes by the rule of the programme",
	   what_is_earned_goes_by_the_rule_of_the_programme },
	{ "what is planned until a day goes by the days of the activity",
	   what_is_planned_until_a_day_goes_by_the_days_of_the_activity },
	{ "where the money went adds up", where_the_money_went_adds_up },
	{ "without money nothing is spent and nothing is a share",
	   without_money_nothing_is_spent_and_nothing_is_a_share },
	{ "an amount counts by its base, then itself, then its rate",
	   an_amount_counts_by_its_base_then_itself_then_its_rate },
	{ 0 }
};
