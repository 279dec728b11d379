/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of base/money. Decimals are those of ISO 4217, list one.
 */
#include "base/money.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

static void
currencies_have_the_decimals_of_the_standard(struct arena *a)
{
	static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX "
	    "UYI VND VUV XAF XOF XPF ";
	static const char three[] = "BHD IQD JOD KWD LYD OMR TND ";
	static const char two[] = "USD EUR GBP MGA MRU LAK KHR IDR CNY INR XDR ZWG ";
	char code[4] = "";
	size_t i;

	(void)a;
	for (i = 0; none[i] != '\0'; i += 4) {
		memcpy(code, none + i, 3);
		CHECK(money_exponent(code) == 0);
	}
	for (i = 0; three[i] != '\0'; i += 4) {
		memcpy(code, three + i, 3);
		CHECK(money_exponent(code) == 3);
	}
	for (i = 0; two[i] != '\0'; i += 4) {
		memcpy(code, two + i, 3);
		CHECK(money_exponent(code) == 2);
	}
	CHECK(money_exponent("CLF") == 4 && money_exponent("UYW") == 4);
	CHECK(money_exponent("XAU") == -1 && money_exponent("XXX") == -1);
	CHECK(money_exponent("usd") == -1 && money_exponent("") == -1);
	CHECK(money_exponent("AAA") == -1 && money_exponent("ZZZ") == -1);
}

static void
every_currency_of_iati_is_known(struct arena *a)
{
	const char *path = test_shared(a,
	    "theirs/iati/codelists-nonembedded/Currency.xml");
	FILE *f = path == NULL ? NULL : fopen(path, "r");
	char line[512], code[4];
	int n = 0;

	if (f == NULL) {
		test_skip("the code lists of IATI are not here");
		return;
	}
	while (fgets(line, sizeof(line), f) != NULL) {
		if (sscanf(line, " <code>%3[A-Z]<", code) != 1)
			continue;
		n++;            /* bitcoin has no number in ISO 4217 */
		CHECK(money_exponent(code) >= 0 || strcmp(code, "XBT") == 0);
	}
	fclose(f);
	CHECK(n > 150);
}

static bool
reads(const char *amount, const char currency[4], int64_t minor)
{
	struct money m = { 0 };

	return money_read(str_of(amount), currency, &m) && m.minor == minor &&
	    strcmp(m.currency, currency) == 0;
}

static void
amounts_are_read_exactly(struct arena *a)
{
	(void)a;
	CHECK(reads("1250.50", "USD", 125050) && reads("1250.5", "USD", 125050));
	CHECK(reads("-1250.5", "USD", -125050) && reads("0", "USD", 0));
	CHECK(reads("-0.01", "USD", -1) && reads("1.5000", "USD", 150));
	CHECK(reads("1000", "VND", 1000) && reads("1000.00", "VND", 1000));
	CHECK(reads("1.234", "KWD", 1234) && reads("1.2345", "CLF", 12345));
	CHECK(reads("92233720368547758.07", "USD", INT64_MAX));
	CHECK(reads("-92233720368547758.08", "USD", INT64_MIN + 1) == false);
	CHECK(reads("-92233720368547758.07", "USD", -INT64_MAX));
}

static void
what_is_no_amount_is_refused(struct arena *a)
{
	static const char *const bad[] = { "", "-", ".5", "5.", "1,5", "1 000",
		"+1", "1e3", "1.255", "1.005", "92233720368547758.08", "--1",
		"99999999999999999999999", "1.2.3", "0x1", "$1" };
	struct money m = { 77, "EUR" };
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!money_read(str_of(bad[i]), "USD", &m));
	CHECK(!money_read(S("0.5"), "VND", &m));
	CHECK(!money_read(S("1"), "XAU", &m) && !money_read(S("1"), "", &m));
	CHECK(m.minor == 77 && strcmp(m.currency, "EUR") == 0);
}

static void
amounts_are_written_with_all_their_decimals(struct arena *a)
{
	CHECK(str_is(money_text(a, (struct money){ 125050, "USD" }), "1250.50"));
	CHECK(str_is(money_text(a, (struct money){ -5, "USD" }), "-0.05"));
	CHECK(str_is(money_text(a, (struct money){ 1000, "VND" }), "1000"));
	CHECK(str_is(money_text(a, (struct money){ 1234, "KWD" }), "1.234"));
	CHECK(str_is(money_text(a, (struct money){ 7, "CLF" }), "0.0007"));
	CHECK(str_is(money_text(a, (struct money){ INT64_MIN, "USD" }),
	    "-92233720368547758.08"));
	CHECK(str_is(money_text(a, (struct money){ 0 }), ""));
	NEAR(money_real((struct money){ -125050, "USD" }), -1250.5, 0);
	CHECK(isnan(money_real((struct money){ 0 })));
}

static void
amounts_add_within_a_currency(struct arena *a)
{
	struct money sum = { 0 };

	(void)a;
	CHECK(money_add(&sum, (struct money){ 0 }) && sum.currency[0] == '\0');
	CHECK(money_add(&sum, (struct money){ 150, "USD" }) && sum.minor == 150);
	CHECK(money_add(&sum, (struct money){ -50, "USD" }) && sum.minor == 100);
	CHECK(money_add(&sum, (struct money){ 0 }) && sum.minor == 100);
	CHECK(!money_add(&sum, (struct money){ 1, "EUR" }) && sum.minor == 100);
	CHECK(!money_add(&sum, (struct money){ INT64_MAX, "USD" }));
	CHECK(sum.minor == 100 && strcmp(sum.currency, "USD") == 0);
}

static bool
rounds(double major, const char currency[4], int64_t minor)
{
	struct money m = { 0 };

	return money_from_real(major, currency, &m) && m.minor == minor;
}

static void
reals_round_half_to_even(struct arena *a)
{
	struct money m;

	(void)a;
	/* Eighths are exact in a double: 0.125 is 12.5 cents. */
	CHECK(rounds(0.125, "USD", 12) && rounds(0.375, "USD", 38));
	CHECK(rounds(-0.125, "USD", -12) && rounds(2.5, "VND", 2));
	CHECK(rounds(3.5, "VND", 4) && rounds(0.0625, "KWD", 62));
	CHECK(rounds(1250.1, "USD", 125010) && rounds(0.29, "USD", 29));
	CHECK(rounds(1.005, "USD", 100));       /* the double is below 1.005 */
	CHECK(!money_from_real(NAN, "USD", &m));
	CHECK(!money_from_real(INFINITY, "USD", &m));
	CHECK(!money_from_real(1e17, "USD", &m));
	CHECK(!money_from_real(-1e17, "USD", &m));
	CHECK(!money_from_real(1, "XXX", &m));
}

/* Worked with whole numbers of any length (bc):
 *	9007199254740993 VND x 1 is odd beyond 2^53
 *	90071992547409.93 USD x 23880 = 2150919182032149128.4 VND
 *	9007199254740993 VND x 0.00004 = 360287970189.63972 USD
 *	1.005 USD x 1 stays; 0.25 USD x 0.1 = 0.025 goes to the even cent
 *	12.345 KWD x 3.2572 = 40.210134 USD; 100 JPY x 0.0067 = 0.67 USD */
static bool
times(int64_t minor, const char *from, double rate, const char *to,
    int64_t is)
{
	struct money m = { minor, "" }, out;

	memcpy(m.currency, from, 4);
	return money_times(m, rate, to, &out) && out.minor == is &&
	    strcmp(out.currency, to) == 0;
}

static void
a_rate_is_applied_exactly_beyond_2_53(struct arena *a)
{
	struct money m = { 1, "USD" }, out;

	(void)a;
	CHECK(times(9007199254740993, "VND", 1, "VND", 9007199254740993));
	CHECK(times(9007199254740993, "USD", 23880, "VND",
	    2150919182032149128));
	CHECK(times(9007199254740993, "VND", 0.00004, "USD",
	    36028797018964));
	CHECK(times(-9007199254740993, "USD", 23880, "VND",
	    -2150919182032149128));
	CHECK(times(25, "USD", 0.1, "USD", 2));
	CHECK(times(35, "USD", 0.1, "USD", 4));
	CHECK(times(12345, "KWD", 3.2572, "USD", 4021));
	CHECK(times(100, "JPY", 0.0067, "USD", 67));
	CHECK(times(INT64_MAX, "USD", 1, "USD", INT64_MAX));
	CHECK(times(1, "USD", 1e-300, "VND", 0));
	CHECK(times(0, "USD", 1e300, "VND", 0));
	CHECK(!money_times((struct money){ INT64_MAX, "USD" }, 1.1, "USD",
	    &out));
	CHECK(!money_times(m, 1e300, "VND", &out));
	CHECK(!money_times(m, 0, "VND", &out));
	CHECK(!money_times(m, -1, "VND", &out));
	CHECK(!money_times(m, NAN, "VND", &out));
	CHECK(!money_times(m, 1, "XXX", &out));
	CHECK(!money_times((struct money){ 0 }, 1, "USD", &out));
}

/* 100 at 1.0832 (so 1.08315 to 1.08325) are 108.32 give or take a cent or
 * so; at 1.08 (1.075 to 1.085) half a percent at most, 107.46 to 108.54;
 * 23 880 VND for a dollar are exact to half a dong. */
static void
two_amounts_agree_by_a_rate_as_it_is_written(struct arena *a)
{
	struct money eur = { 10000, "EUR" }, usd = { 41105500, "USD" };

	(void)a;
	CHECK(money_agrees(eur, 1.0832, (struct money){ 10832, "USD" }));
	CHECK(money_agrees(eur, 1.0832, (struct money){ 10831, "USD" }));
	CHECK(!money_agrees(eur, 1.0832, (struct money){ 10840, "USD" }));
	CHECK(money_agrees(eur, 1.08, (struct money){ 10832, "USD" }));
	CHECK(!money_agrees(eur, 1.08, (struct money){ 10870, "USD" }));
	CHECK(!money_agrees(eur, 1.1, (struct money){ 50000, "USD" }));
	CHECK(money_agrees(usd, 23880, (struct money){ 9815993400, "VND" }));
	CHECK(!money_agrees(usd, 23880, (struct money){ 9816993400, "VND" }));
	CHECK(money_agrees((struct money){ -10000, "EUR" }, 1.0832,
	    (struct money){ -10832, "USD" }));
	CHECK(!money_agrees((struct money){ -10000, "EUR" }, 1.0832,
	    (struct money){ 10832, "USD" }));
	CHECK(!money_agrees(eur, 0, (struct money){ 0, "USD" }));
	CHECK(money_agrees((struct money){ 9007199254740993, "VND" }, 1,
	    (struct money){ 9007199254740993, "JPY" }));
}

/* 9007199254740993 (2^53 + 1) by 0.5 twice is itself; by 0.1 and 0.3 it is
 * 3602879701896397.2; three times 1 by 0.5 is 1.5, to even 2, and not three
 * times nothing.  By hand. */
static void
a_sum_by_chances_is_rounded_once_and_exact_beyond_2_53(struct arena *a)
{
	struct money m[3] = { { 9007199254740993, "VND" },
		{ 9007199254740993, "VND" }, { 0, "" } }, sum;
	struct money one[3] = { { 1, "USD" }, { 1, "USD" }, { 1, "USD" } };
	struct money most[2] = { { INT64_MAX, "USD" }, { INT64_MAX, "USD" } };
	double half[3] = { 0.5, 0.5, 0.5 }, mixed[3] = { 0.1, 0.3, NAN };

	(void)a;
	CHECK(money_weighted(m, half, 3, "VND", &sum) &&
	    sum.minor == 9007199254740993);
	CHECK(money_weighted(m, mixed, 3, "VND", &sum) &&
	    sum.minor == 3602879701896397);
	CHECK(money_weighted(one, half, 3, "USD", &sum) && sum.minor == 2);
	CHECK(money_weighted(most, half, 2, "USD", &sum) &&
	    sum.minor == INT64_MAX);
	CHECK(!money_weighted(most, (double[]){ 1, 1 }, 2, "USD", &sum));
	CHECK(!money_weighted(one, half, 3, "EUR", &sum));
	CHECK(!money_weighted(one, (double[]){ 2, 1, 1 }, 3, "USD", &sum));
	CHECK(money_weighted(one, half, 0, "USD", &sum) && sum.minor == 0);
}

const struct test money_tests[] = {
	{ "a rate is applied exactly beyond 2^53",
	   a_rate_is_applied_exactly_beyond_2_53 },
	{ "currencies have the decimals of the standard",
	   currencies_have_the_decimals_of_the_standard },
	{ "every currency of IATI is known",
	   every_currency_of_iati_is_known },
	{ "amounts are read exactly",
	   amounts_are_read_exactly },
	{ "what is no amount is refused",
	   what_is_no_amount_is_refused },
	{ "amounts are written with all their decimals",
	   amounts_are_written_with_all_their_decimals },
	{ "amounts add within a currency",
	   amounts_add_within_a_currency },
	{ "reals round half to even",
	   reals_round_half_to_even },
	{ "two amounts agree by a rate as it is written",
	   two_amounts_agree_by_a_rate_as_it_is_written },
	{ "a sum by chances is rounded once, and exact beyond 2^53",
	   a_sum_by_chances_is_rounded_once_and_exact_beyond_2_53 },
	{ 0 }
};
