/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/fieldtext.h"

#include <string.h>

#include "base/arena.h"
#include "planted.h"
#include "suites.h"

struct desk {
	struct event  row;
	struct errors e;
	struct arena *a;
};

static const struct field *
named(const char *name)
{
	const struct field *f = field_named(&planted_event, str_of(name));

	CHECK(f != NULL);
	return f;
}

static struct desk
desk(struct arena *a)
{
	struct desk d = { .a = a, .e = { a, NULL } };

	row_blank(&planted_event, &d.row);
	return d;
}

static bool
reads(struct desk *d, const char *field, const char *text)
{
	return fieldtext_read(d->a, named(field), str_of(text), &d->row, &d->e);
}

/* Refused, the member kept, and the sentence quotes what is told. */
static bool
refuses(struct desk *d, const char *field, const char *text, const char *saying)
{
	struct event was = d->row;
	bool fine = reads(d, field, text);
	const char *said = errors_text(&d->e, field);
	bool so = !fine && said != NULL && strstr(said, saying) != NULL &&
	    row_same(named(field), &was, &d->row);

	if (!so)
		test_check(0, said ? said : "(nothing said)", field, 0);
	errors_clear(&d->e);
	return so;
}

static bool
writes(struct desk *d, const char *field, const char *text)
{
	return str_is(fieldtext_write(d->a, named(field), &d->row), text);
}

static void
empty_text_is_none_of_every_type(struct arena *a)
{
	struct desk d = desk(a);
	const struct field *f;

	memset(&d.row, 1, sizeof d.row);    /* whatever was there before */
	for (f = planted_event.fields; f->name != NULL; f++) {
		CHECK(fieldtext_read(a, f, S(" \t\xc2\xa0 "), &d.row, &d.e));
		CHECK(row_none(f, &d.row));
		CHECK(writes(&d, f->name, ""));
	}
}

static void
a_decimal_comma_is_a_decimal_point(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(reads(&d, "score", "3,5") && d.row.score == 3.5);
	CHECK(reads(&d, "score", " 0,125 ") && d.row.score == 0.125);
	CHECK(reads(&d, "score", "-0.25") && d.row.score == -0.25);
	CHECK(reads(&d, "score", "\xe2\x88\x92" "2") && d.row.score == -2);
	CHECK(reads(&d, "score", "+2") && d.row.score == 2);
	CHECK(reads(&d, "score", "1234,567") && d.row.score == 1234.567);
	CHECK(reads(&d, "score", "1.234") && d.row.score == 1.234);
}

static void
what_may_be_thousands_is_refused(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(refuses(&d, "score", "1,234", "write 1234 or 1.234"));
	CHECK(refuses(&d, "score", "1,234.5", "without separators"));
	CHECK(refuses(&d, "score", "1,234,567", "without separators"));
	CHECK(refuses(&d, "seats", "1.000", "write 1000"));
	CHECK(refuses(&d, "seats", "1,000", "write 1000"));
	CHECK(refuses(&d, "cost", "1.250 VND", "write 1250"));
	CHECK(refuses(&d, "cost", "USD 1,250", "two ways"));
	CHECK(reads(&d, "cost", "1.250 KWD") && d.row.cost.minor == 1250);
}

static void
a_count_is_whole(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(reads(&d, "seats", "12") && d.row.seats == 12);
	CHECK(reads(&d, "seats", "12.0") && d.row.seats == 12);
	CHECK(reads(&d, "seats", "1e3") && d.row.seats == 1000);
	CHECK(refuses(&d, "seats", "12.5", "'12.5' is not a whole number"));
	CHECK(refuses(&d, "seats", "1e30", "too large"));
	CHECK(refuses(&d, "seats", "twelve", "'twelve' is not a number"));
	CHECK(refuses(&d, "seats", "12 people", "not a number"));
	CHECK(refuses(&d, "seats", "0x10", "not a number"));
	CHECK(refuses(&d, "score", "nan", "not a number"));
	CHECK(refuses(&d, "score", "inf", "not a number"));
}

static void
a_day_has_its_year_first(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(reads(&d, "from", "2024-02-29") && writes(&d, "from", "2024-02-29"));
	CHECK(reads(&d, "from", "2024-03-01T00:00:00") &&
	    writes(&d, "from", "2024-03-01"));
	CHECK(refuses(&d, "from", "2/1/2024", "year first"));
	CHECK(refuses(&d, "from", "31.12.2024", "year first"));
	CHECK(refuses(&d, "from", "2023-02-29", "no day '2023-02-29'"));
	CHECK(refuses(&d, "from", "2024-03-01T08:00:00", "is not a day"));
	CHECK(refuses(&d, "from", "soon", "'soon' is not a day"));
}

static void
a_moment_may_have_an_offset(struct arena *a)
{
	struct desk d = desk(a);

	/* 2024-03-01 is day 19783 since 1970: 54 * 365 + 13 + 60. */
	CHECK(reads(&d, "opened_at", "2024-03-01 08:05") &&
	    d.row.opened_at == (INT64_C(19783) * 1440 + 485) * 60000);
	CHECK(reads(&d, "opened_at", "2024-03-01T08:05+07:00") &&
	    writes(&d, "opened_at", "2024-03-01T01:05:00Z"));
	CHECK(refuses(&d, "opened_at", "8 o'clock", "is not a moment"));
}

static void
yes_and_no_are_understood_in_two_languages(struct arena *a)
{
	static const struct { const char *said; int means; } of[] = {
		{ "yes", YES }, { "No", NO }, { "1", YES }, { "0", NO },
		{ "TRUE", YES }, { "false", NO }, { "Có", YES },
		{ "không", NO }, { "KHÔNG", NO },
	};
	struct desk d = desk(a);
	size_t i;

	for (i = 0; i < sizeof of / sizeof *of; i++)
		CHECK(reads(&d, "is_open", of[i].said) &&
		    d.row.is_open == of[i].means);
	CHECK(refuses(&d, "is_open", "perhaps", "neither yes nor no"));
}

static void
money_needs_a_currency_that_exists(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(reads(&d, "cost", "1250.50 USD") && d.row.cost.minor == 125050);
	CHECK(reads(&d, "cost", "usd 1250,5") && d.row.cost.minor == 125050);
	CHECK(reads(&d, "cost", "99VND") && d.row.cost.minor == 99);
	CHECK(writes(&d, "cost", "99 VND"));
	CHECK(reads(&d, "cost", "-3.10 EUR") && writes(&d, "cost", "-3.10 EUR"));
	CHECK(refuses(&d, "cost", "1250", "lacks its currency"));
	CHECK(refuses(&d, "cost", "$12", "lacks its currency"));
	CHECK(refuses(&d, "cost", "12 XQX", "no currency XQX"));
	CHECK(refuses(&d, "cost", "12.5 VND", "VND has no decimals"));
	CHECK(refuses(&d, "cost", "dear USD", "not a number"));
}

static void
a_choice_is_known_by_code_or_label(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(reads(&d, "mode", "online") && writes(&d, "mode", "online"));
	CHECK(reads(&d, "mode", "On Site") && writes(&d, "mode", "onsite"));
	CHECK(reads(&d, "mode", "both: ho tro") && writes(&d, "mode", "mixed"));
	CHECK(refuses(&d, "mode", "by post", "'by post' is not on the list"));
	CHECK(reads(&d, "topics", "Public money; law;law") &&
	    writes(&d, "topics", "money;law"));
	/* That list is open: the code may be the site's own. */
	CHECK(reads(&d, "topics", "soil") && writes(&d, "topics", "soil"));
	CHECK(reads(&d, "topics", " ; ") && row_none(named("topics"), &d.row));
	CHECK(reads(&d, "status", "Closed") && writes(&d, "status", "closed"));
	CHECK(refuses(&d, "status", "lost", "no state of"));
}

static const struct choice *
own_codes(void *with, const struct choices *list)
{
	static const struct choice own[] = { { "soil", "Soil care" }, { 0 } };

	(void)with;
	return strcmp(list->name, "topic") == 0 ? own : NULL;
}

static bool
refer(void *with, const struct field *f, str called, struct id *into)
{
	(void)with, (void)f;
	*into = (struct id){ { 7 } };
	return str_is(called, "P7");
}

static str
name(void *with, const struct field *f, struct id id, struct arena *a)
{
	(void)with, (void)f, (void)a;
	return id.b[0] == 7 ? S("Awa") : (str){ 0 };
}

static const struct lookup lookup = {
	.refer = refer, .name = name, .more = own_codes,
};

static void
a_lookup_knows_codes_of_the_site_and_of_rows(struct arena *a)
{
	struct desk d = desk(a);
	struct fieldtext way = { a, &lookup, &d.e };

	CHECK(fieldtext_take(&way, named("topics"), S("soil CARE;law"), &d.row));
	CHECK(writes(&d, "topics", "soil;law"));
	CHECK(!fieldtext_take(&way, named("topics"), S("mud"), &d.row));
	CHECK(fieldtext_take(&way, named("trainer"), S("P7"), &d.row));
	CHECK(d.row.trainer.b[0] == 7);
	CHECK(!fieldtext_take(&way, named("trainer"), S("P8"), &d.row));
	CHECK(strstr(errors_text(&d.e, "trainer"), "'P8'") != NULL);
	CHECK(fieldtext_take(&way, named("guests"), S("P7;P7"), &d.row));
	CHECK(writes(&d, "guests", "07000000-0000-0000-0000-000000000000"));
	CHECK(str_is(fieldtext_show(a, &lookup, named("guests"), &d.row), "Awa"));
	CHECK(str_is(fieldtext_show(a, &lookup, named("topics"), &d.row),
	    "Soil care, Law"));
}

static void
every_value_written_reads_back_the_same(struct arena *a)
{
	struct desk d = desk(a), back = desk(a);
	const struct field *f;
	str text;

	d.row.programme = (struct id){ { 1, 2, 3, [15] = 255 } };
	d.row.title = S("Hỗ trợ; kỹ thuật");
	d.row.notes = S("one\n\ntwo");
	d.row.about = S("{\"en\":\"x\"}");
	d.row.seats = -9007199254740993;        /* no double holds it */
	d.row.score = 0.1;
	d.row.is_open = NO;
	d.row.cost = (struct money){ -5, "KWD" };
	d.row.from = (struct day){ DAY_LAST };
	d.row.opened_at = 1709280300123;
	d.row.mode = S("mixed");
	d.row.topics = S("law;water");
	d.row.status = S("draft");
	d.row.steps = S("[{\"step\":1}]");
	d.row.photo = (str){ "\0\xff\n", 3 };
	for (f = planted_event.fields; f->name != NULL; f++) {
		text = fieldtext_write(a, f, &d.row);
		CHECK(fieldtext_read(a, f, text, &back.row, &back.e));
		if (!row_same(f, &d.row, &back.row))
			test_check(0, f->name, text.p, 0);
	}
}

static void
bytes_that_are_no_text_are_refused(struct arena *a)
{
	struct desk d = desk(a);

	CHECK(refuses(&d, "title", "\xff\xfe", "not UTF-8"));
	CHECK(refuses(&d, "photo", "%%%", "base64"));
	/* e + combining acute is kept as one letter. */
	CHECK(reads(&d, "title", "e\xcc\x81") && writes(&d, "title", "é"));
}

const struct test fieldtext_tests[] = {
	{ "empty text is none of every type", empty_text_is_none_of_every_type },
	{ "a decimal comma is a decimal point", a_decimal_comma_is_a_decimal_point },
	{ "what may be thousands is refused", what_may_be_thousands_is_refused },
	{ "a count is whole", a_count_is_whole },
	{ "a day has its year first", a_day_has_its_year_first },
	{ "a moment may have an offset", a_moment_may_have_an_offset },
	{ "yes and no are understood in two languages",
	   yes_and_no_are_understood_in_two_languages },
	{ "money needs a currency that exists", money_needs_a_currency_that_exists },
	{ "a choice is known by code or label", a_choice_is_known_by_code_or_label },
	{ "a lookup knows codes of the site and of rows",
	   a_lookup_knows_codes_of_the_site_and_of_rows },
	{ "every value written reads back the same", every_value_written_reads_back_the_same },
	{ "bytes that are no text are refused", bytes_that_are_no_text_are_refused },
	{ 0 }
};
