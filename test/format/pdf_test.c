/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "format/pdf.h"

static const struct pdf_sheet a4 = {
	.width = PDF_A4_SHORT, .height = PDF_A4_LONG,
	.left = 50, .top = 50, .right = 50, .bottom = 60,
	.title = { "Report", 6 }, .foot = { "Tilth", 5 } };
static const struct pdf_ink body = { .size = 11, .colour = 0 };

static struct pdf *
open(struct arena *a)
{
	struct errors e = { .arena = a };
	struct pdf *p = NULL;

	CHECK(pdf_open(a, &a4, &p, &e));
	return p;
}

static size_t
size_of(struct arena *a, struct pdf *p, str *out)
{
	struct errors e = { .arena = a };

	CHECK(pdf_finish(p, out, &e));
	CHECK(str_starts(*out, S("%PDF-1.")));
	return out->n;
}

static void
every_script(struct arena *a)
{
	struct pdf *p = open(a);
	str bytes;

	pdf_text(p, body, S("Phạm Thị Hoà, Nguyễn Đức Tài"));
	pdf_text(p, body, S("محمد الأمين"));
	pdf_text(p, body, S("王小明 李娜"));
	pdf_text(p, body, S("Ça va, José; Ελένη; Дмитрий; ສົມພອນ; ኣበበ"));
	CHECK(pdf_unknown(p) == 0);
	CHECK(size_of(a, p, &bytes) > 1000);
}

static void
long_name_fits(struct arena *a)
{
	struct pdf_ink ink = { .size = 36, .colour = 0, .weight = 700,
		.least = 12 };
	struct pdf *p = open(a);
	char name[201];
	size_t i;
	double tall;

	for (i = 0; i < 200; i++)
		name[i] = i % 12 == 11 ? ' ' : 'N';
	tall = pdf_fit(p, "H1", 60, 100, 450, 90, ink, (str){ name, 200 });
	CHECK(tall <= 90);
	/* The same without a place to break it. */
	memset(name, 'W', 200);
	CHECK(pdf_fit(p, "H1", 60, 300, 450, 60, ink,
	    (str){ name, 200 }) <= 60);
	/* A short name is not shrunk. */
	tall = pdf_fit(p, "H1", 60, 400, 450, 90, ink, S("Hoa"));
	NEAR(tall, pdf_height(p, 450, ink, S("Hoa")), 1e-6);
}

static void
overleaf(struct arena *a)
{
	static const struct pdf_column columns[] = {
		{ { "Name", 4 }, 3, PDF_START }, { { "Hours", 5 }, 1, PDF_END } };
	static const str row[] = { { "Trần Quốc Bảo", 18 }, { "48", 2 } };
	struct pdf *p = open(a);
	char *words = arena_take(a, 40001, 1);
	str bytes;
	size_t i;

	pdf_heading(p, 1, S("People"));
	pdf_table(p, columns, 2);
	for (i = 0; i < 100; i++)
		pdf_row(p, row);
	pdf_table_end(p);
	/* 730 points a page, some 20 a row. */
	CHECK(pdf_pages(p) >= 2 && pdf_pages(p) <= 5);
	for (i = 0; i < 40000; i++)
		words[i] = i % 7 == 6 ? ' ' : 'a';
	i = pdf_pages(p);
	pdf_text(p, body, (str){ words, 40000 });
	CHECK(pdf_pages(p) > i + 4);
	CHECK(pdf_at(p) < a4.height - a4.bottom + 20);
	size_of(a, p, &bytes);
}

static void
same_bytes(struct arena *a)
{
	struct errors e = { .arena = a };
	str one, two;
	struct pdf *p = open(a);

	pdf_text(p, body, S("Twice"));
	CHECK(pdf_qr(p, 100, 100, 80, S("https://example.org/c/1"), &e));
	size_of(a, p, &one);
	p = open(a);
	pdf_text(p, body, S("Twice"));
	CHECK(pdf_qr(p, 100, 100, 80, S("https://example.org/c/1"), &e));
	size_of(a, p, &two);
	CHECK(str_same(one, two));
}

/* What Cairo has not written yet it writes when it is given back. */
static void
given_up(struct arena *a)
{
	struct errors e = { .arena = a };
	struct pdf *p;
	struct arena *own = arena_new(0);

	CHECK(pdf_open(own, &a4, &p, &e));
	pdf_text(p, body, S("Begun, and never finished"));
	arena_free(own);
}

static void
refused(struct arena *a)
{
	struct errors e = { .arena = a };
	struct pdf_sheet s = a4;
	struct pdf *p;
	str bytes;
	size_t i;

	s.width = 0;
	CHECK(!pdf_open(a, &s, &p, &e));
	s.width = 20000;
	CHECK(!pdf_open(a, &s, &p, &e));
	p = open(a);
	for (i = 0; i < PDF_PAGES; i++)
		pdf_page(p);
	CHECK(!pdf_finish(p, &bytes, &e));
	CHECK(errors_worst(&e) == INVALID);
}

const struct test pdf_tests[] = {
	{ "Vietnamese, Arabic, Chinese and others all have shapes",
	    every_script },
	{ "a name of 200 characters fits its box", long_name_fits },
	{ "tables and texts go on overleaf", overleaf },
	{ "the same calls give the same bytes", same_bytes },
	{ "a file that is given up half written harms nothing", given_up },
	{ "paper of no size and too many pages are refused", refused },
	{ 0 }
};
