/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
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

static const char *
kept(struct arena *a, struct pdf *p, const char *name)
{
	const char *path = str_z(a, str_print(a, "%s/%s", test_scratch(),
	    name));
	FILE *f = fopen(path, "wb");
	str bytes;

	(void)size_of(a, p, &bytes);
	CHECK(f != NULL && fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
	if (f != NULL)
		fclose(f);
	return path;
}

/* Its text without blanks, for long words break; none: no pdftotext. */
static str
text_of(struct arena *a, const char *path, const char *how)
{
	FILE *f = popen(str_z(a, str_print(a, "pdftotext %s '%s' - "
	    "2>/dev/null", how, path)), "r");
	char *p = arena_take(a, 1 << 20, 1);
	size_t n = 0;
	int c;

	while (f != NULL && (c = fgetc(f)) != EOF)
		if (c > ' ' && n < (1 << 20))
			p[n++] = (char)c;
	if (f == NULL || pclose(f) != 0)
		test_skip("there is no pdftotext");
	return (str){ p, n };
}

static size_t
times(str text, const char *what)
{
	size_t at, n = 0;

	while ((at = str_find(text, str_of(what))) < text.n) {
		text = str_part(text, at + 1, text.n);
		n++;
	}
	return n;
}

/* No line of any page ends outside the paper's margins: pdftotext says
 * where each word stands. */
static bool
all_inside(struct arena *a, const char *path)
{
	FILE *f = popen(str_z(a, str_print(a, "pdftotext -bbox '%s' - | "
	    "sed -n 's/.*xMin=\"\\([-0-9.]*\\)\" yMin=\"\\([-0-9.]*\\)\" "
	    "xMax=\"\\([-0-9.]*\\)\" yMax=\"\\([-0-9.]*\\)\".*/\\1 \\2 "
	    "\\3 \\4/p'", path)), "r");
	double x, y, to_x, to_y;
	bool inside = f != NULL;

	while (f != NULL && fscanf(f, "%lf %lf %lf %lf", &x, &y, &to_x,
	    &to_y) == 4)
		inside = inside && x >= a4.left - 1 && y >= 20 &&
		    to_x <= a4.width - a4.right + 1 && to_y <= a4.height - 20;
	if (f != NULL)
		pclose(f);
	return inside;
}

/* 9,000 times "Wort" in 3 letters' room is far longer than a page. */
static void
long_row(struct arena *a)
{
	static const struct pdf_column columns[] = {
		{ { "Name", 4 }, 1, PDF_START },
		{ { "Story", 5 }, 3, PDF_START }, { { "Sum", 3 }, 1, PDF_END } };
	struct pdf *p = open(a);
	char *words = arena_take(a, 45001, 1);
	str row[3], text;
	const char *path;
	size_t i;

	for (i = 0; i < 9000; i++)
		memcpy(words + 5 * i, "Wort ", 5);
	row[0] = S("Before");
	row[1] = (str){ words, 45000 };
	row[2] = S("12,345");
	pdf_text(p, body, S("A table"));
	pdf_table(p, columns, 3);
	pdf_row(p, row);
	row[1] = S("short");
	row[0] = S("After");
	pdf_row(p, row);
	pdf_table_end(p);
	CHECK(pdf_pages(p) > 5 && pdf_pages(p) < 40);
	path = kept(a, p, "long.pdf");
	text = text_of(a, path, "-raw");
	if (text.n == 0)
		return;
	CHECK(times(text, "Wort") == 9000);
	CHECK(times(text, "12,345") == 2 && times(text, "After") == 1);
	CHECK(times(text, "Story") == pdf_pages(p));
	CHECK(all_inside(a, path));
}

static void
long_words(struct arena *a)
{
	struct pdf_column columns[PDF_COLUMNS];
	str row[PDF_COLUMNS], text;
	struct pdf *p = open(a);
	char word[301];
	const char *path;
	size_t i;

	memset(word, 'n', 300);
	for (i = 0; i < PDF_COLUMNS; i++) {
		columns[i] = (struct pdf_column){ S("Column"), 1, PDF_START };
		row[i] = i % 6 == 0 ? (str){ word, 300 } : S("1,234");
	}
	pdf_heading(p, 1, (str){ word, 300 });
	pdf_text(p, body, (str){ word, 300 });
	pdf_table(p, columns, PDF_COLUMNS);
	for (i = 0; i < 3; i++)
		pdf_row(p, row);
	pdf_table_end(p);
	CHECK(pdf_pages(p) < 20);
	path = kept(a, p, "words.pdf");
	text = text_of(a, path, "-raw");
	if (text.n == 0)
		return;
	/* 20 cells a row hold a figure, 4 the word, two texts stand before;
	 * "Column" has an n as well. */
	CHECK(times(text, "n") == 3 * 4 * 300 + 2 * 300 +
	    times(text, "Column"));
	CHECK(times(text, "1,234") == 3 * 20);
	CHECK(all_inside(a, path));
}

/* A head of thousands of letters stands once, not on each page. */
static void
long_head(struct arena *a)
{
	char *words = arena_take(a, 20001, 1);
	struct pdf_column columns[2] = { { { words, 20000 }, 1, PDF_START },
		{ { "Sum", 3 }, 1, PDF_END } };
	const str row[] = { S("Cell"), S("7") };
	struct pdf *p = open(a);
	const char *path;
	str text;
	size_t i;

	for (i = 0; i < 4000; i++)
		memcpy(words + 5 * i, "Kopf ", 5);
	pdf_table(p, columns, 2);
	for (i = 0; i < 100; i++)
		pdf_row(p, row);
	pdf_table_end(p);
	CHECK(pdf_pages(p) < 20);
	path = kept(a, p, "head.pdf");
	text = text_of(a, path, "-raw");
	if (text.n == 0)
		return;
	CHECK(times(text, "Kopf") == 4000 && times(text, "Cell") == 100);
	CHECK(all_inside(a, path));
}

/* The first column stands at the right, its figures at the left of theirs:
 * where each begins is read off the page. */
static void
from_right(struct arena *a)
{
	static const struct pdf_column columns[] = {
		{ { "\u0627\u0644\u0627\u0633\u0645", 10 }, 1, PDF_START },
		{ { "\u0627\u0644\u0645\u0628\u0644\u063a", 12 }, 1,
		    PDF_END } };
	const str row[] = { S("First"), S("4,321") };
	struct errors e = { .arena = a };
	struct pdf_sheet s = a4;
	double first = 0, second = 0;
	const char *path;
	char line[400];
	struct pdf *p;
	FILE *f;

	s.from_right = true;
	s.lang = S("ar");
	CHECK(pdf_open(a, &s, &p, &e));
	pdf_table(p, columns, 2);
	pdf_row(p, row);
	pdf_table_end(p);
	path = kept(a, p, "right.pdf");
	f = popen(str_z(a, str_print(a, "pdftotext -bbox '%s' -", path)), "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		const char *at = strstr(line, "xMax=\"");

		if (at != NULL && strstr(line, "First") != NULL)
			first = strtod(at + 6, NULL);
		at = strstr(line, "xMin=\"");
		if (at != NULL && strstr(line, "4,321") != NULL)
			second = strtod(at + 6, NULL);
	}
	if (f == NULL || pclose(f) != 0) {
		test_skip("there is no pdftotext");
		return;
	}
	NEAR(first, a4.width - a4.right, 2);
	/* The cell of the left half begins behind its gap of 8. */
	NEAR(second, a4.left + 8, 2);
}

static void
too_wordy(struct arena *a)
{
	char *words = arena_take(a, PDF_TEXT + 2, 1);
	struct errors e = { .arena = a };
	struct pdf *p = open(a);
	str bytes;

	memset(words, 'a', PDF_TEXT + 1);
	pdf_text(p, body, (str){ words, PDF_TEXT + 1 });
	CHECK(!pdf_finish(p, &bytes, &e));
	CHECK(errors_worst(&e) == INVALID);
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
	{ "a row longer than the page goes on overleaf, whole", long_row },
	{ "words of 300 letters and 24 columns are whole and within the page",
	   long_words },
	{ "a head longer than the page stands once", long_head },
	{ "columns and figures follow each other from right to left",
	   from_right },
	{ "a text beyond the bound is refused, not cut", too_wordy },
	{ "a file that is given up half written harms nothing", given_up },
	{ "paper of no size and too many pages are refused", refused },
	{ 0 }
};
