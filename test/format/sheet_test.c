/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of format/sheet and format/gzip. */
#include "format/sheet.h"

#include <stdio.h>
#include <string.h>

#include <zlib.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/gzip.h"
#include "format/xlsx_write.h"
#include "test.h"

static const char *
told(struct arena *a, struct sheet *s, struct errors *e)
{
	struct write w = write_new(a, 1 << 20);
	struct record r;
	size_t i;

	while (sheet_next(s, &r, e)) {
		write_format(&w, "%zu:", r.line);
		for (i = 0; i < r.n; i++)
			write_format(&w, "%s%.*s", i ? "|" : "",
			    (int)r.cell[i].n, r.cell[i].n ? r.cell[i].p : "");
		write_z(&w, r.broken ? "broken;" : ";");
	}
	CHECK(!sheet_failed(s));
	return write_done(&w).p;
}

static const char *
file(struct arena *a, const char *name, const char *text)
{
	str path = str_print(a, "%s/%s", test_scratch(), name);
	FILE *f = fopen(path.p, "wb");

	CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
	return path.p;
}

static void
a_csv_file_and_a_workbook_give_the_same_records(struct arena *a)
{
	static const struct xlsx_heading h[] = { { { "Name", 4 }, 0 },
	    { { "Day", 3 }, 0 }, { { "n", 1 }, 0 } };
	const char *csv = file(a, "a.csv",
	    "Name,Day,n\nĐà Nẵng,2024-02-29,0.5\n'=x,,7\n");
	const char *book = str_print(a, "%s/a.dat", test_scratch()).p;
	struct errors e = { a };
	struct xlsx_out *out;
	struct sheet *s;

	CHECK(xlsx_out_open(a, book, S("a"), h, 3, &out, &e));
	xlsx_out_text(out, S("Đà Nẵng"));
	xlsx_out_day(out, day_of(2024, 2, 29));
	xlsx_out_real(out, 0.5, -1);
	xlsx_out_row(out);
	xlsx_out_text(out, S("=x"));
	xlsx_out_none(out);
	xlsx_out_count(out, 7);
	xlsx_out_row(out);
	CHECK(xlsx_out_finish(out, NULL, &e));
	CHECK(sheet_open(a, book, NULL, &s, &e));
	CHECK(strcmp(told(a, s, &e),
	    "1:Name|Day|n;2:Đà Nẵng|2024-02-29|0.5;3:=x||7;") == 0);
	CHECK(sheet_open(a, csv, NULL, &s, &e));
	CHECK(strcmp(told(a, s, &e),
	    "1:Name|Day|n;2:Đà Nẵng|2024-02-29|0.5;3:=x||7;") == 0);
}

static void
a_broken_record_is_told_and_reading_goes_on(struct arena *a)
{
	struct errors e = { a };
	struct sheet *s;

	CHECK(sheet_open_bytes(a, S("a,b\n1,\"2\"x\n3,4\n"), NULL, &s, &e));
	CHECK(strcmp(told(a, s, &e), "1:a|b;2:broken;3:3|4;") == 0);
	CHECK(errors_worst(&e) == INVALID);
	CHECK(strstr(errors_text(&e, NULL), "2") != NULL);
}

static void
what_is_no_table_is_refused_by_what_it_is(struct arena *a)
{
	static const struct { str begins; const char *says; } t[] = {
		{ { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, "old Excel" },
		{ { "%PDF-1.7", 8 }, "PDF" },
		{ { "\x89PNG\r\n\x1a\n", 8 }, "picture" },
		{ { "\x1f\x8b\x08\x00", 4 }, "gzip" },
		{ { "PK\5\6\0\0", 6 }, "cut off or damaged" },
	};
	struct errors e = { a };
	struct sheet *s;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(*t); i++) {
		errors_clear(&e);
		CHECK(!sheet_open_bytes(a, t[i].begins, NULL, &s, &e));
		test_check(strstr(errors_text(&e, NULL), t[i].says) != NULL,
		    t[i].says, __FILE__, __LINE__);
	}
	errors_clear(&e);
	CHECK(!sheet_open(a, "/nonexistent/a.csv", NULL, &s, &e));
	CHECK(errors_worst(&e) == ABSENT);
}

static void
gzip_gives_back_what_went_in(struct arena *a)
{
	const size_t n = 100000;
	char *p = arena_take(a, n, 1);
	char *back = arena_take(a, n, 1);
	z_stream z = { 0 };
	str packed;
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = (char)('a' + i % 7 + i / 999 % 13);
	packed = gzip_pack(a, (str){ p, n });
	CHECK(packed.n > 0 && packed.n < n / 10);
	z.next_in = (Bytef *)(uintptr_t)packed.p;
	z.avail_in = (uInt)packed.n;
	z.next_out = (Bytef *)back;
	z.avail_out = (uInt)n;
	CHECK(inflateInit2(&z, 31) == Z_OK);
	CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
	CHECK(z.total_out == n && memcmp(p, back, n) == 0);
	inflateEnd(&z);
}

static void
gzip_leaves_alone_what_would_not_be_smaller(struct arena *a)
{
	unsigned char p[256];
	uint32_t x = 1;
	size_t i;

	for (i = 0; i < sizeof(p); i++) {       /* Numerical Recipes' LCG */
		x = x * 1664525 + 1013904223;
		p[i] = (unsigned char)(x >> 24);
	}
	CHECK(gzip_pack(a, (str){ (char *)p, sizeof(p) }).p == NULL);
	CHECK(gzip_pack(a, S("short")).p == NULL);
}

const struct test sheet_tests[] = {
	{ "a CSV file and a workbook give the same records",
	   a_csv_file_and_a_workbook_give_the_same_records },
	{ "a broken record is told and reading goes on",
	   a_broken_record_is_told_and_reading_goes_on },
	{ "what is no table is refused by what it is",
	   what_is_no_table_is_refused_by_what_it_is },
	{ "gzip gives back what went in", gzip_gives_back_what_went_in },
	{ "gzip leaves alone what would not be smaller",
	   gzip_leaves_alone_what_would_not_be_smaller },
	{ 0 }
};
