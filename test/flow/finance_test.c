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
}

const struct test finance_tests[] = {
	{ "where the money went adds up", where_the_money_went_adds_up },
	{ "without money nothing is spent and nothing is a share",
	   without_money_nothing_is_spent_and_nothing_is_a_share },
	{ "an amount counts by its base, then itself, then its rate",
	   an_amount_counts_by_its_base_then_itself_then_its_rate },
	{ 0 }
};
