/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/local.  What is expected is CLDR 42, the data of ICU
 * 72, as its charts print it: separators, patterns and names of months.
 * Blanks in French and Arabic numbers are U+202F and U+00A0.
 */
#include "format/local.h"

#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "test.h"

static struct local *
of(struct arena *a, const char *tag)
{
	struct errors e = { a };
	struct local *l = local_open(tag, &e);

	CHECK(l != NULL);
	if (l != NULL)
		arena_closer(a, (void (*)(void *))local_close, l);
	return l;
}

static bool
says(struct write *w, const char *want)
{
	bool same = str_is(write_done(w), want);

	if (!same)
		CHECK(strcmp(write_done(w).p, want) == 0);
	w->n = 0;
	return same;
}

static void
numbers_have_the_separators_of_the_language(struct arena *a)
{
	struct write w = write_new(a, 4096);

	local_real(of(a, "vi"), &w, 493798765.5, -1);
	CHECK(says(&w, "493.798.765,5"));
	local_real(of(a, "en"), &w, 493798765.5, -1);
	CHECK(says(&w, "493,798,765.5"));
	local_real(of(a, "fr"), &w, 493798765.5, -1);
	CHECK(says(&w, "493\u202f798\u202f765,5"));
	local_real(of(a, "ar-EG"), &w, 493798765.5, -1);
	CHECK(says(&w, "٤٩٣٬٧٩٨٬٧٦٥٫٥"));
	local_count(of(a, "vi"), &w, -1234567);
	CHECK(says(&w, "-1.234.567"));
}

static void
decimals_are_as_many_as_asked_for(struct arena *a)
{
	struct local *l = of(a, "en");
	struct write w = write_new(a, 4096);

	local_real(l, &w, 2.5, 2);
	CHECK(says(&w, "2.50"));
	local_real(l, &w, 2.5, 0);      /* half to even */
	CHECK(says(&w, "2"));
	local_real(l, &w, -0.001, 2);   /* no minus before a zero */
	CHECK(says(&w, "0.00"));
	local_percent(l, &w, 0.125, 1);
	CHECK(says(&w, "12.5%"));
	local_percent(of(a, "fr"), &w, 0.125, 1);
	CHECK(says(&w, "12,5\u00a0%"));
}

static void
money_has_the_decimals_of_its_currency(struct arena *a)
{
	struct write w = write_new(a, 4096);

	local_money(of(a, "vi"), &w, (struct money){ 1250000, "VND" });
	CHECK(says(&w, "1.250.000\u00a0₫"));
	local_money(of(a, "en"), &w, (struct money){ 125050, "USD" });
	CHECK(says(&w, "US$1,250.50"));
	local_money(of(a, "fr"), &w, (struct money){ 125050, "EUR" });
	CHECK(says(&w, "1\u202f250,50\u00a0€"));
	local_money(of(a, "en"), &w, (struct money){ 1250500, "KWD" });
	CHECK(says(&w, "KWD\u00a01,250.500"));
	/* More digits than a double has. */
	local_money(of(a, "en"), &w,
	    (struct money){ 9007199254740993, "USD" });
	CHECK(says(&w, "US$90,071,992,547,409.93"));
}

/* From a thousand on without cents, below with them; VND has none. */
static void
large_money_is_told_in_whole_units(struct arena *a)
{
	struct write w = write_new(a, 4096);

	local_money_short(of(a, "en"), &w, (struct money){ 54500050, "USD" });
	CHECK(says(&w, "US$545,000"));
	local_money_short(of(a, "en"), &w, (struct money){ 99950, "USD" });
	CHECK(says(&w, "US$999.50"));
	local_money(of(a, "en"), &w, (struct money){ 54500050, "USD" });
	CHECK(says(&w, "US$545,000.50"));
	local_money_short(of(a, "vi"), &w, (struct money){ 1250000, "VND" });
	CHECK(says(&w, "1.250.000\u00a0₫"));
	local_money_short(of(a, "en"), &w, (struct money){ 0 });
	CHECK(says(&w, ""));
}

static void
days_are_as_the_language_writes_them(struct arena *a)
{
	const struct day d = day_of(2023, 1, 16);
	struct write w = write_new(a, 4096);

	local_day(of(a, "en"), &w, d);
	CHECK(says(&w, "16 Jan 2023"));
	local_day(of(a, "vi"), &w, d);
	CHECK(says(&w, "16 thg 1, 2023"));
	local_day_long(of(a, "vi"), &w, d);
	CHECK(says(&w, "16 tháng 1, 2023"));
	local_day(of(a, "fr"), &w, d);
	CHECK(says(&w, "16 janv. 2023"));
	local_day_long(of(a, "ar-EG"), &w, d);
	CHECK(says(&w, "١٦ يناير ٢٠٢٣"));
	local_day_short(of(a, "en"), &w, d);
	CHECK(says(&w, "16/01/2023"));
	local_month(of(a, "en"), &w, d);
	CHECK(says(&w, "Jan 2023"));
}

static void
days_are_gregorian_everywhere_and_always(struct arena *a)
{
	struct write w = write_new(a, 4096);

	local_day_long(of(a, "th"), &w, day_of(2023, 1, 16));
	CHECK(strstr(write_done(&w).p, "2023") != NULL);
	w.n = 0;
	local_day(of(a, "en"), &w, day_of(1400, 3, 1));
	CHECK(says(&w, "1 Mar 1400"));
}

static void
moments_are_shown_by_the_clock_of_the_zone(struct arena *a)
{
	struct write w = write_new(a, 4096);
	struct local *l = of(a, "en");
	struct errors e = { a };
	int64_t ms;

	CHECK(moment_read(S("2024-03-01T20:05:00Z"), &ms));
	local_moment(l, &w, ms);
	CHECK(says(&w, "1 Mar 2024, 20:05"));
	CHECK(local_zone(l, "Asia/Ho_Chi_Minh", &e));   /* 7 hours ahead */
	local_moment(l, &w, ms);
	CHECK(says(&w, "2 Mar 2024, 03:05"));
	CHECK(!local_zone(l, "Asia/Nowhere", &e));
	CHECK(errors_worst(&e) == INVALID);
}

static void
how_far_away_a_day_is(struct arena *a)
{
	const struct day today = day_of(2024, 3, 1);
	struct write w = write_new(a, 4096);
	struct local *l = of(a, "en");

	local_days_away(l, &w, day_of(2024, 3, 7), today);
	CHECK(says(&w, "in 6 days"));
	local_days_away(l, &w, day_of(2024, 2, 29), today);
	CHECK(says(&w, "yesterday"));
	local_days_away(l, &w, today, today);
	CHECK(says(&w, "today"));
	local_days_away(l, &w, day_of(2024, 3, 22), today);
	CHECK(says(&w, "in 3 weeks"));
	local_days_away(l, &w, day_of(2023, 6, 1), today);      /* 274 days */
	CHECK(says(&w, "9 months ago"));
	local_days_away(of(a, "vi"), &w, day_of(2024, 3, 7), today);
	CHECK(says(&w, "sau 6 ngày nữa"));
	local_ago(l, &w, 0, 3 * 3600000);
	CHECK(says(&w, "3 hours ago"));
	local_ago(l, &w, 0, 5000);
	CHECK(says(&w, "now"));
}

static void
what_is_missing_writes_nothing(struct arena *a)
{
	struct write w = write_new(a, 4096);
	struct local *l = of(a, "vi");

	local_real(l, &w, NAN, 2);
	local_percent(l, &w, NAN, 2);
	local_count(l, &w, INT64_MIN);
	local_money(l, &w, (struct money){ 0 });
	local_day(l, &w, (struct day){ 0 });
	local_month(l, &w, (struct day){ 0 });
	local_moment(l, &w, MOMENT_NONE);
	local_days_away(l, &w, (struct day){ 0 }, day_of(2024, 1, 1));
	local_ago(l, &w, MOMENT_NONE, 0);
	CHECK(write_done(&w).n == 0);
}

/* --- order --------------------------------------------------------- */

static int
by_local(const void *a, const void *b, const void *l)
{
	return local_order(l, *(const str *)a, *(const str *)b);
}

static void
in_order(struct arena *a, const char *tag, const char *shuffled,
    const char *want)
{
	str rest = str_of(shuffled), s[16];
	const struct local *l = of(a, tag);
	size_t n = 0, i;

	while (n < 16 && str_cut(&rest, ',', &s[n]))
		n++;
	sort(a, s, n, sizeof(*s), by_local, l);
	CHECK(str_is(str_join(a, s, n, S(",")), want));
	for (i = 1; i < n; i++)
		CHECK(str_order(local_key(l, a, s[i - 1]),
		    local_key(l, a, s[i])) <= 0);
}

/* Vietnamese: a ă â b c d đ e ê ...; a vowel's mark counts before a tone. */
static void
vietnamese_sorts_as_in_a_dictionary(struct arena *a)
{
	in_order(a, "vi",
	    "Đà Nẵng,cưa,Ân,dự án,Cửu Long,An,cua,Nang,Ăn,của,Da",
	    "An,Ăn,Ân,cua,của,cưa,Cửu Long,Da,dự án,Đà Nẵng,Nang");
}

/* French: marks count only when the letters are the same. */
static void
french_sorts_marks_after_letters(struct arena *a)
{
	in_order(a, "fr", "été,etc,étage,eté,Zoé,zèle",
	    "étage,etc,eté,été,zèle,Zoé");
}

static void
texts_that_a_language_takes_for_the_same_keep_one_order(struct arena *a)
{
	const struct local *l = of(a, "en");

	/* Composed and not: the same letter, other bytes. */
	CHECK(local_order(l, S("e\xcc\x81"), S("\xc3\xa9")) < 0);
	CHECK(local_order(l, S("\xc3\xa9"), S("e\xcc\x81")) > 0);
	CHECK(local_order(l, S("a"), S("a")) == 0);
}

static void
a_tag_that_is_none_is_refused(struct arena *a)
{
	struct errors e = { a };

	CHECK(local_open("", &e) == NULL);
	CHECK(local_open("not a tag", &e) == NULL);
	CHECK(local_open("../../etc", &e) == NULL);
	CHECK(errors_worst(&e) == INVALID);
}

static void
a_language_without_data_is_written_like_english(struct arena *a)
{
	struct write w = write_new(a, 4096);

	local_real(of(a, "tet"), &w, 1234.5, 1);        /* Tetum */
	CHECK(says(&w, "1,234.5"));
}

const struct test local_tests[] = {
	{ "numbers have the separators of the language",
	   numbers_have_the_separators_of_the_language },
	{ "decimals are as many as asked for",
	   decimals_are_as_many_as_asked_for },
	{ "money has the decimals of its currency",
	   money_has_the_decimals_of_its_currency },
	{ "days are as the language writes them",
	   days_are_as_the_language_writes_them },
	{ "days are Gregorian everywhere and always",
	   days_are_gregorian_everywhere_and_always },
	{ "moments are shown by the clock of the zone",
	   moments_are_shown_by_the_clock_of_the_zone },
	{ "how far away a day is", how_far_away_a_day_is },
	{ "what is missing writes nothing", what_is_missing_writes_nothing },
	{ "Vietnamese sorts as in a dictionary",
	   vietnamese_sorts_as_in_a_dictionary },
	{ "French sorts marks after letters",
	   french_sorts_marks_after_letters },
	{ "texts that a language takes for the same keep one order",
	   texts_that_a_language_takes_for_the_same_keep_one_order },
	{ "a tag that is none is refused", a_tag_that_is_none_is_refused },
	{ "a language without data is written like English",
	   a_language_without_data_is_written_like_english },
	{ "large money is told in whole units",
	   large_money_is_told_in_whole_units },
	{ 0 }
};
