/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of OData filters; what is true of nothing is of OData 4.01, part 2,
 * 5.1.1.1. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "model/fund.h"
#include "model/people.h"
#include "model/plan.h"
#include "standard/odata.h"
#include "test.h"

struct bench {
	struct arena  *a;
	struct errors  e;
	const struct tabular_column *column;
	size_t         n;
	struct activity row;
};

static struct bench
bench(struct arena *a)
{
	struct bench b = { .a = a, .e = { a, NULL, NULL, NULL } };

	b.column = tabular_columns(a, NULL, &activity_entity, &b.n);
	row_blank(&activity_entity, &b.row);
	b.row.row.revision = 3;
	b.row.code = S("A12");
	b.row.title = S("O'Neil's Đường");
	b.row.cost = (struct money){ 125050, "EUR" };
	CHECK(day_read(S("2024-02-01"), &b.row.start));
	return b;
}

/* 1, 0; -1: refused */
static int
holds(struct bench *b, const char *text)
{
	struct odata_filter *f;

	b->e.first = NULL;
	if (!odata_filter_read(b->a, b->column, b->n, str_of(text), &f,
	    &b->e))
		return errors_worst(&b->e) == INVALID ? -1 : -2;
	return odata_filter_holds(f, b->a, &b->row);
}

static void
a_filter_is_true_of_what_it_says(struct arena *a)
{
	static const struct {
		const char *text;
		int is;
	} cases[] = {
		{ "code eq 'A12'", 1 }, { "code ne 'A12'", 0 },
		{ "code EQ 'A12'", 1 }, { "code eq 'a12'", 0 },
		{ "title eq 'O''Neil''s Đường'", 1 },
		{ "tolower(title) eq 'o''neil''s đường'", 1 },
		{ "toupper(code) eq 'A12'", 1 },
		{ "contains(title,'Đư')", 1 }, { "contains(title, 'x')", 0 },
		{ "startswith(code,'A')", 1 }, { "endswith(code,'12')", 1 },
		{ "length(code) eq 3", 1 }, { "length(title) eq 14", 1 },
		{ "cost gt 1250", 1 }, { "cost eq 1250.5", 1 },
		{ "cost lt 1250.49", 0 }, { "cost_currency eq 'EUR'", 1 },
		{ "revision ge 3 and revision le 3", 1 },
		{ "start eq 2024-02-01", 1 }, { "start lt 2024-02-01", 0 },
		{ "start gt 2024-01-31T23:59:59Z", 1 },
		{ "code in ('B1','A12')", 1 }, { "code in ('B1')", 0 },
		{ "not (code eq 'B1')", 1 }, { "not endswith(code,'2')", 0 },
		{ "code eq 'B' or code eq 'A12' and revision eq 3", 1 },
		{ "(code eq 'B' or code eq 'A12') and revision eq 4", 0 },
		{ "true or false and false", 1 }, { "true", 1 },
		{ "not false and false", 0 },
		/* What is not there. */
		{ "start_actual eq null", 1 }, { "start_actual ne null", 0 },
		{ "start_actual lt 2024-01-01", 0 },
		{ "start_actual gt 2024-01-01", 0 },
		{ "start_actual ne 2024-01-01", 1 }, { "null eq null", 1 },
		{ "start ne null", 1 },
	};
	struct bench b = bench(a);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (holds(&b, cases[i].text) != cases[i].is)
			printf("%s\n", cases[i].text);
		CHECK(holds(&b, cases[i].text) == cases[i].is);
	}
}

static void
what_is_no_filter_is_refused(struct arena *a)
{
	static const char *const bad[] = { "", " ", "code", "code eq",
		"code eq 'A", "code 'A'", "eq 'A'", "code eq 'A12' and",
		"code eq 'A12' extra", "(code eq 'A12'", "code eq 'A12')",
		"unicorn eq 1", "code eq 1", "cost eq 'x'", "start eq 1",
		"contains(code)", "contains(code,'A'", "contains(cost,'1')",
		"code has 'A'", "code add 1 eq 2", "title/x eq 1",
		"not", "not code", "code in ()", "code in 'A'",
		"code in ('A',)", "revision eq 1e999", "revision eq --1",
		"code eq 'A12'and true", "code eq\t'A12' ,", "true and 1",
		"any(x:x eq 1)", "start eq 2024-02-30" };
	struct bench b = bench(a);
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (holds(&b, bad[i]) != -1)
			printf("%s\n", bad[i]);
		CHECK(holds(&b, bad[i]) == -1);
	}
}

static void
what_is_too_long_or_too_deep_is_refused(struct arena *a)
{
	struct bench b = bench(a);
	struct write w = write_new(a, 0);
	int i;

	for (i = 0; i < 20; i++)
		write_z(&w, "(");
	write_z(&w, "true");
	for (i = 0; i < 20; i++)
		write_z(&w, ")");
	CHECK(holds(&b, write_done(&w).p) == 1);
	w = write_new(a, 0);
	for (i = 0; i < 1000; i++)
		write_z(&w, "(");
	CHECK(holds(&b, write_done(&w).p) == -1);
	w = write_new(a, 0);
	for (i = 0; i < 1000; i++)
		write_z(&w, "not ");
	CHECK(holds(&b, write_done(&w).p) == -1);
	w = write_new(a, 0);
	write_z(&w, "true");
	for (i = 0; i < 300; i++)
		write_z(&w, " or true");
	CHECK(holds(&b, write_done(&w).p) == -1);
	w = write_new(a, 0);
	for (i = 0; i < 5000; i++)
		write_z(&w, " ");
	CHECK(holds(&b, write_done(&w).p) == -1);
}

/* ---- the published cases ---- */

/* What the standard has and we refuse, by something in the text. */
static bool
is_beyond(str s)
{
	static const char *const marks[] = { "/", "$", "@", "{", "[", "any(",
		"all(", " has ", "geo", "duration'", "isof", "cast(", " add ",
		" sub ", " mul ", " div ", " mod ", " divby ", "date(",
		"time(", "now()", "year(", "month(", "day(", "hour(",
		"minute(", "second(", "round(", "floor(", "ceiling(",
		"substring", "indexof", "concat(", "matchesPattern",
		"hassub", "Namespace", "Model.", "Sales.", "case(", "root",
		"datetime", "INF", "NaN", "binary'", "%", "mindate", "fraction",
		"maxdate", "totaloffset", "totalseconds", "-(", "- ", "-Price",
		"+", "\\" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_find(s, str_of(marks[i])) < s.n)
			return true;
	return false;
}

struct counts {
	int taken, refused, wrong, beyond;
};

static void
try_case(struct arena *a, str input, bool good, struct counts *n)
{
	struct errors e = { a, NULL, NULL, NULL };
	struct odata_filter *f;
	bool fine = odata_filter_read(a, NULL, 0, input, &f, &e);

	CHECK(fine || errors_worst(&e) == INVALID);
	if (good && !fine && is_beyond(input)) {
		n->beyond++;
		return;
	}
	if (fine != good) {
		n->wrong++;
		printf("%s: %.*s\n", fine ? "taken" : "refused",
		    (int)input.n, input.p);
	}
	n->taken += fine;
	n->refused += !fine;
}

/* "    Rule: x", "    FailAt: 3", "    Input: ..." of one line each. */
static void
the_published_cases_are_taken_or_refused(struct arena *a)
{
	const char *path = test_shared(a, "theirs/odata/"
	    "odata-abnf-testcases.yaml");
	char line[4000];
	struct counts n = { 0 };
	bool ours = false, good = true;
	FILE *f;
	str s;

	f = path == NULL ? NULL : fopen(path, "r");
	if (f == NULL) {
		test_skip("theirs/odata is not there");
		return;
	}
	while (fgets(line, sizeof(line), f) != NULL) {
		s = str_trim(str_of(line));
		if (str_starts(s, S("- Name:")))
			good = true, ours = false;
		else if (str_starts(s, S("Rule:")))
			ours = str_is(s, "Rule: boolCommonExpr") ||
			    str_is(s, "Rule: filter");
		else if (str_starts(s, S("FailAt:")))
			good = false;
		else if (ours && str_starts(s, S("Input:"))) {
			s = str_trim(str_part(s, 6, s.n));
			if (str_starts(s, S("\"")) || str_starts(s, S("'")))
				continue;
			if (str_starts(s, S("$filter=")))
				s = str_part(s, 8, s.n);
			else if (str_starts(s, S("filter=")))
				s = str_part(s, 7, s.n);
			try_case(a, s, good, &n);
		}
	}
	fclose(f);
	CHECK(n.wrong == 0);
	CHECK(n.taken >= 15);
}

/* ---- the description ---- */

static void
money_is_told_as_two_properties(struct arena *a)
{
	struct bench b = bench(a);
	struct odata_set set = { &activity_entity, b.column, b.n };
	struct write w = write_new(a, 0);
	str s;

	odata_metadata(&w, &set, 1);
	s = write_done(&w);
	CHECK(str_find(s, S("<Property Name=\"cost\" Type=\"Edm.Decimal\" "
	    "Scale=\"variable\"/>")) < s.n);
	CHECK(str_find(s, S("<Property Name=\"cost_currency\" "
	    "Type=\"Edm.String\"/>")) < s.n);
	CHECK(str_find(s, S("<PropertyRef Name=\"id\"/>")) < s.n);
}

const struct test odata_tests[] = {
	{ "a filter is true of what it says",
	   a_filter_is_true_of_what_it_says },
	{ "what is no filter is refused", what_is_no_filter_is_refused },
	{ "what is too long or too deep is refused",
	   what_is_too_long_or_too_deep_is_refused },
	{ "the published cases are taken or refused",
	   the_published_cases_are_taken_or_refused },
	{ "money is told as two properties", money_is_told_as_two_properties },
	{ 0 }
};
