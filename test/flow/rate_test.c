/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/rate.  Rates by hand:
 *	EUR to USD  1.10 on 1 January 2025, 1.25 on 10 January
 *	USD to VND  25000 on 5 January
 * 100 EUR on 12 January are 125 USD; 50000 VND are 2 USD; by way of USD
 * 100 EUR are 3125000 VND.
 */
#include "flow/rate.h"

#include <math.h>

#include "flow/books.h"
#include "flow/finance.h"
#include "flow/save.h"
#include "model/fund.h"
#include "model/office.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static void
rate(struct site *s, const char *from, const char *to, struct day on,
    double is)
{
	struct exchange_rate *r = site_blank(s, &exchange_rate_entity, s->one);

	r->from = str_of(from);
	r->to = str_of(to);
	r->date = on;
	r->rate = is;
	r->source = S("Central bank");
	CHECK(flow_save(&s->c, &exchange_rate_entity, r));
}

static void
set(struct site *s, const char *key, const char *value)
{
	struct setting *row = site_blank(s, &setting_entity,
	    (struct id){ { 0 } });

	row->key = str_of(key);
	row->value = str_of(value);
	CHECK(flow_save(&s->c, &setting_entity, row));
}

static bool
open_stage(struct site *s, struct arena *a, const char *name)
{
	if (!site_open_in(s, a, name, "USD"))
		return false;
	rate(s, "EUR", "USD", day_of(2025, 1, 1), 1.10);
	rate(s, "EUR", "USD", day_of(2025, 1, 10), 1.25);
	rate(s, "USD", "VND", day_of(2025, 1, 5), 25000);
	return true;
}

static double
on(struct site *s, const char *from, const char *to, struct day d)
{
	struct rate r;

	CHECK(rate_on(&s->c, from, to, d, &r));
	return r.rate;
}

static void
the_rate_of_a_day_is_the_last_one_not_younger(struct arena *a)
{
	struct site s;
	struct rate r;

	if (!open_stage(&s, a, "rate_day"))
		return;
	NEAR(on(&s, "EUR", "USD", day_of(2025, 1, 1)), 1.10, 0);
	NEAR(on(&s, "EUR", "USD", day_of(2025, 1, 9)), 1.10, 0);
	NEAR(on(&s, "EUR", "USD", day_of(2025, 1, 10)), 1.25, 0);
	CHECK(isnan(on(&s, "EUR", "USD", day_of(2024, 12, 31))));
	NEAR(on(&s, "EUR", "USD", day_of(2025, 2, 10)), 1.25, 0);
	CHECK(isnan(on(&s, "EUR", "USD", day_of(2025, 2, 11))));
	set(&s, "rate_days", "3");
	NEAR(on(&s, "EUR", "USD", day_of(2025, 1, 13)), 1.25, 0);
	CHECK(isnan(on(&s, "EUR", "USD", day_of(2025, 1, 14))));
	NEAR(on(&s, "USD", "USD", day_of(1999, 1, 1)), 1, 0);
	CHECK(isnan(on(&s, "EUR", "XXX", day_of(2025, 1, 10))));
	CHECK(rate_on(&s.c, "EUR", "USD", day_of(2025, 1, 11), &r));
	CHECK(str_is(r.says, "1 EUR = 1.25 USD, 2025-01-10, Central bank"));
	site_close(&s);
}

static void
a_rate_is_read_both_ways_and_through_a_third_only_if_stated(struct arena *a)
{
	struct site s;
	struct rate r;
	struct money m;
	bool is;

	if (!open_stage(&s, a, "rate_way"))
		return;
	NEAR(on(&s, "VND", "USD", day_of(2025, 1, 6)), 0.00004, 1e-18);
	CHECK(isnan(on(&s, "EUR", "VND", day_of(2025, 1, 12))));
	set(&s, "rate_through", "USD");
	CHECK(rate_convert(&s.c, (struct money){ 10000, "EUR" }, "VND",
	    day_of(2025, 1, 12), &m, &r, &is));
	CHECK(is && m.minor == 3125000 && r.on.n == day_of(2025, 1, 5).n);
	CHECK(rate_convert(&s.c, (struct money){ 50000, "VND" }, "USD",
	    day_of(2025, 1, 12), &m, &r, &is));
	CHECK(is && m.minor == 200);
	CHECK(rate_convert(&s.c, (struct money){ 1, "GBP" }, "VND",
	    day_of(2025, 1, 12), &m, &r, &is));
	CHECK(!is && m.currency[0] == '\0');
	site_close(&s);
}

static void
what_is_no_rate_is_refused(struct arena *a)
{
	struct exchange_rate *r;
	struct site s;

	if (!open_stage(&s, a, "rate_wrong"))
		return;
	r = site_blank(&s, &exchange_rate_entity, s.one);
	r->rate = 0;
	CHECK(!flow_save(&s.c, &exchange_rate_entity, r));
	CHECK(site_on(&s, "rate"));
	site_fault(&s);
	r->rate = 2;
	r->from = S("EUX");
	CHECK(!flow_save(&s.c, &exchange_rate_entity, r));
	CHECK(site_on(&s, "from"));
	site_fault(&s);
	r->from = r->to;
	CHECK(!flow_save(&s.c, &exchange_rate_entity, r));
	CHECK(site_on(&s, "to"));
	site_fault(&s);
	r->from = S("EUR");             /* of a day that has one */
	r->date = day_of(2025, 1, 10);
	CHECK(!flow_save(&s.c, &exchange_rate_entity, r));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

static struct transaction *
entry(struct site *s, struct day d, struct money m)
{
	struct transaction *t = site_blank(s, &transaction_entity, s->one);

	t->type = S("3");
	t->date = d;
	t->amount = m;
	t->amount_base = (struct money){ 0 };
	t->rate_to_base = NAN;
	CHECK(flow_save(&s->c, &transaction_entity, t));
	return site_find(s, &transaction_entity, t->row.id);
}

static void
an_entry_gets_its_amount_by_the_rate_of_its_day_and_says_which(
    struct arena *a)
{
	const struct transaction *t;
	size_t taken, left;
	struct finance *f;
	struct site s;

	if (!open_stage(&s, a, "rate_entry"))
		return;
	t = entry(&s, day_of(2025, 1, 12), (struct money){ 10000, "EUR" });
	CHECK(t->amount_base.minor == 12500);
	CHECK(str_is(t->rate_basis,
	    "1 EUR = 1.25 USD, 2025-01-10, Central bank"));
	t = entry(&s, day_of(2025, 1, 12), (struct money){ 10000, "USD" });
	CHECK(t->amount_base.minor == 10000 && str_none(t->rate_basis));
	t = entry(&s, day_of(2025, 6, 1), (struct money){ 10000, "EUR" });
	CHECK(t->amount_base.currency[0] == '\0');
	CHECK(finance_of(&s.c, s.one, &f) && f->unconverted == 1);
	CHECK(rate_take(&s.c, s.one, &taken, &left));
	CHECK(taken == 0 && left == 1);
	rate(&s, "EUR", "USD", day_of(2025, 5, 30), 1.5);
	CHECK(rate_take(&s.c, s.one, &taken, &left));
	CHECK(taken == 1 && left == 1);
	t = site_find(&s, &transaction_entity, t->row.id);
	CHECK(t->amount_base.minor == 15000);
	CHECK(finance_of(&s.c, s.one, &f) && f->unconverted == 0);
	site_close(&s);
}

const struct test exchange_tests[] = {
	{ "the rate of a day is the last one not younger",
	   the_rate_of_a_day_is_the_last_one_not_younger },
	{ "a rate is read both ways, and through a third only if stated",
	   a_rate_is_read_both_ways_and_through_a_third_only_if_stated },
	{ "what is no rate is refused", what_is_no_rate_is_refused },
	{ "an entry gets its amount by the rate of its day and says which",
	   an_entry_gets_its_amount_by_the_rate_of_its_day_and_says_which },
	{ 0 }
};
