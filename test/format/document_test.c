/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One document in all kinds of blocks, read back from what is written: by
 * pdftotext, by LibreOffice, and by unpacking the package.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/chart.h"
#include "format/document.h"
#include "format/xml.h"
#include "format/zipped.h"

/* 2 by 1 pixels, red and blue; made with another program. */
static const char png[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122"
    "\000\000\000\002\000\000\000\001\010\002\000\000\000\173\100\350"
    "\335\000\000\000\015\111\104\101\124\170\234\143\370\317\000\004"
    "\377\001\007\000\001\377\342\043\236\131\000\000\000\000\111\105"
    "\116\104\256\102\140\202";

static void
put_money(struct doc *d)
{
	static const struct doc_column column[] = {
		{ .heading = { "Year", 4 } },
		{ .heading = { "Amount", 6 }, .number = true } };
	const str first[] = { S("2025"), S("1,234,567") };
	const str second[] = { S("2026"), S("") };

	doc_table(d, S("Budget by year"), column, 2);
	doc_row(d, first);
	doc_row(d, second);
}

static struct doc *
whole(struct arena *a)
{
	struct doc *d = doc_new(a, S("Đề cương <1> & more"), S("vi"));

	d->author = S("Nguyễn Văn A");
	d->date = day_of(2025, 3, 14);
	d->style.head = S("MAR-CULT");
	doc_heading(d, 0, d->title);
	doc_fact(d, S("Budget"), S("USD 120,000"));
	doc_fact(d, S("Partner"), S(""));
	doc_heading(d, 1, S("Problem"));
	doc_text(d, 0);
	doc_run(d, 0, S("The gap is "));
	doc_run(d, DOC_BOLD, S("2.5 points"));
	doc_run(d, 0, S(", see "));
	doc_run(d, 0, S("the law"))->link = S("https://example.org/?a=1&b=2");
	doc_item(d, 1, true, true);
	doc_run(d, 0, S("First"));
	doc_item(d, 2, false, true);
	doc_run(d, 0, S("Within"));
	doc_item(d, 1, true, false);
	doc_run(d, 0, S("Second"));
	doc_heading(d, 2, S("Money"));
	put_money(d);
	doc_page(d);
	doc_picture(d, (str){ png, sizeof(png) - 1 }, S("Two dots"),
	    S("Figure 1"));
	doc_rule(d);
	doc_item(d, 1, true, true);
	doc_run(d, 0, S("First again"));
	return d;
}

static bool
has(str text, const char *what)
{
	bool found = str_find(text, str_of(what)) < text.n;

	if (!found)
		fprintf(stderr, "not found: %s\n", what);
	return found;
}

static void
as_a_page(struct arena *a)
{
	struct write w = write_new(a, 1 << 20);
	str s;

	doc_html(whole(a), 1, &w);
	s = write_done(&w);
	CHECK(has(s, "<h1>Đề cương &lt;1&gt; &amp; more</h1>"));
	CHECK(has(s, "<h2>Problem</h2>"));
	CHECK(has(s, "<dt>Budget</dt><dd>USD 120,000</dd>"
	    "<dt>Partner</dt><dd>–</dd>"));
	CHECK(has(s, "<p>The gap is <strong>2.5 points</strong>, see "
	    "<a href=\"https://example.org/?a=1&amp;b=2\""));
	CHECK(has(s, "<ol><li>First<ul><li>Within</li></ul>\n</li>"
	    "<li>Second</li></ol>"));
	CHECK(has(s, "<th scope=\"col\" class=\"num\">Amount</th>"));
	CHECK(has(s, "<th scope=\"row\">2025</th>"
	    "<td class=\"num\">1,234,567</td>"));
	CHECK(has(s, "<td class=\"num\">–</td>"));
	CHECK(has(s, "alt=\"Two dots\" width=\"2\" height=\"1\">"
	    "<figcaption>Figure 1</figcaption>"));
}

static void
no_script(struct arena *a)
{
	struct doc *d = doc_new(a, S("T"), S("en"));
	struct write w = write_new(a, 1 << 20);
	str s;

	doc_text(d, 0);
	doc_run(d, 0, S("a"))->link = S("javascript:alert(1)");
	doc_run(d, 0, S("b"))->link = S("//elsewhere.example");
	doc_run(d, 0, S("c"))->link = S("/gap/1\" onclick=\"x");
	doc_run(d, 0, S("d"))->title = S("\" onmouseover=\"x");
	doc_html(d, 0, &w);
	s = write_done(&w);
	CHECK(str_is(s, "<p>abcd</p>\n"));
	CHECK(doc_may_link(S("/gap/1")) && doc_may_link(S("mailto:a@b.c")));
	CHECK(!doc_may_link(S("java\tscript:x")) && !doc_may_link(S("x")));
}

static str
part(struct arena *a, str docx, const char *name)
{
	struct errors e = { .arena = a };
	struct zipped *z;
	struct zipped_file *f;
	char *p = arena_take(a, 1 << 20, 1);
	int n, at = 0;

	CHECK(zipped_open_bytes(a, docx, &z, &e));
	if (!zipped_has(z, name) || !zipped_file(z, a, name, &f, &e)) {
		CHECK(!"the part is there");
		return S("");
	}
	while ((n = zipped_read(f, p + at, (1 << 20) - at)) > 0)
		at += n;
	return (str){ p, (size_t)at };
}

static bool
well_formed(struct arena *a, str bytes)
{
	struct errors e = { .arena = a };
	struct xml *x = xml_open(a, bytes, "part");
	struct xml_event event;

	while (xml_next(x, &event, &e))
		;
	if (xml_failed(x))
		fprintf(stderr, "%s\n", errors_text(&e, NULL));
	return !xml_failed(x);
}

static void
parts_of_docx(struct arena *a)
{
	static const char *const names[] = { "[Content_Types].xml",
		"_rels/.rels", "word/document.xml", "word/styles.xml",
		"word/numbering.xml", "word/settings.xml", "word/header1.xml",
		"word/footer1.xml", "word/_rels/document.xml.rels",
		"docProps/core.xml", "docProps/app.xml" };
	struct errors e = { .arena = a };
	str bytes, again, s;
	size_t i;

	CHECK(doc_docx(whole(a), &bytes, &e));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CHECK(well_formed(a, part(a, bytes, names[i])));
	s = part(a, bytes, "word/document.xml");
	CHECK(has(s, "<w:pStyle w:val=\"Title\"/>"));
	CHECK(has(s, "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:rPr>"
	    "</w:rPr><w:t xml:space=\"preserve\">Problem</w:t>"));
	CHECK(has(s, "<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">"
	    "2.5 points</w:t>"));
	CHECK(has(s, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
	CHECK(has(s, "<w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr></w:rPr>"
	    "<w:t xml:space=\"preserve\">1,234,567</w:t>"));
	CHECK(has(s, "descr=\"Two dots\""));
	/* The bullets, the first numbered list, and the one that restarts. */
	CHECK(has(s, "<w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/>"));
	CHECK(has(s, "<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>"));
	CHECK(has(s, "<w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/>"));
	CHECK(has(part(a, bytes, "word/styles.xml"),
	    "<w:lang w:val=\"vi-VN\""));
	s = part(a, bytes, "docProps/core.xml");
	CHECK(has(s, "<dc:title>Đề cương &lt;1&gt; &amp; more</dc:title>"));
	CHECK(has(s, "2025-03-14T00:00:00Z</dcterms:created>"));
	CHECK(has(part(a, bytes, "word/_rels/document.xml.rels"),
	    "Target=\"https://example.org/?a=1&amp;b=2\""));
	CHECK(str_same(part(a, bytes, "word/media/image1.png"),
	    (str){ png, sizeof(png) - 1 }));
	CHECK(doc_docx(whole(a), &again, &e));
	CHECK(str_same(bytes, again));
}

static void
right_to_left(struct arena *a)
{
	struct doc *d = doc_new(a, S("مشروع"), S("ar"));
	struct errors e = { .arena = a };
	str bytes, s;

	doc_heading(d, 1, S("المشكلة"));
	doc_say(d, S("الفجوة 2.5"));
	put_money(d);
	CHECK(doc_docx(d, &bytes, &e));
	s = part(a, bytes, "word/document.xml");
	CHECK(has(s, "<w:pPr><w:pStyle w:val=\"Heading1\"/><w:bidi/></w:pPr>"
	    "<w:r><w:rPr><w:rtl/></w:rPr>"));
	CHECK(has(s, "<w:bidiVisual/>"));
	CHECK(has(part(a, bytes, "word/styles.xml"), "w:bidi=\"ar-SA\""));
	CHECK(doc_pdf(d, &bytes, &e));
}

static void
odd_text(struct arena *a)
{
	struct doc *d = doc_new(a, S("Odd"), S("en"));
	struct errors e = { .arena = a };
	str bytes;

	doc_heading(d, 1, S("\xef\xbf\xbf" "a\x01" "b\xef\xbf\xbe" "c"));
	CHECK(doc_docx(d, &bytes, &e));
	CHECK(has(part(a, bytes, "word/document.xml"), ">abc<"));
}

static const char *
keep(struct arena *a, const char *name, str bytes)
{
	char *path = str_z(a, str_print(a, "%s/%s", test_scratch(), name));
	FILE *f = fopen(path, "wb");

	CHECK(f != NULL && fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
	if (f != NULL)
		fclose(f);
	return path;
}

static str
output(struct arena *a, const char *command)
{
	FILE *f = popen(command, "r");
	char *p = arena_take(a, 1 << 20, 1);
	size_t n = f != NULL ? fread(p, 1, 1 << 20, f) : 0;

	if (f != NULL)
		CHECK(pclose(f) == 0);
	return (str){ p, n };
}

static bool
is_here(const char *program)
{
	char command[100];

	snprintf(command, sizeof(command), "command -v %s >/dev/null",
	    program);
	return system(command) == 0;
}

static void
pdf_read_back(struct arena *a)
{
	struct errors e = { .arena = a };
	str bytes, again, s;
	const char *path;

	if (!is_here("pdftotext")) {
		test_skip("there is no pdftotext");
		return;
	}
	CHECK(doc_pdf(whole(a), &bytes, &e));
	if (e.first != NULL)
		fprintf(stderr, "%s\n", e.first->text);
	CHECK(doc_pdf(whole(a), &again, &e));
	CHECK(str_same(bytes, again));
	path = keep(a, "whole.pdf", bytes);
	s = output(a, str_z(a, str_print(a, "pdftotext -layout '%s' -",
	    path)));
	CHECK(has(s, "Đề cương <1> & more"));
	CHECK(has(s, "The gap is 2.5 points, see the law"));
	CHECK(has(s, "USD 120,000"));
	CHECK(has(s, "1. First"));
	CHECK(has(s, "2. Second"));
	CHECK(has(s, "1,234,567"));
	CHECK(has(s, "1. First again"));
	s = output(a, str_z(a, str_print(a, "pdfinfo -struct '%s'", path)));
	CHECK(has(s, "H1"));
	CHECK(has(s, "Table"));
	CHECK(has(s, "TH"));
	CHECK(has(s, "Figure"));
	CHECK(has(s, "LBody"));
	s = output(a, str_z(a, str_print(a, "pdfinfo -url '%s'", path)));
	CHECK(has(s, "https://example.org/?a=1&b=2"));
	s = output(a, str_z(a, str_print(a, "pdfinfo '%s' 2>&1", path)));
	CHECK(has(s, "Tagged:          yes"));
	CHECK(str_find(s, S("Error")) == s.n);
	/* Its language and what the picture shows, in UTF-16. */
	CHECK(has(bytes, "/Lang <FEFF00760069>"));
	CHECK(has(bytes, "/Alt <FEFF00540077006F00200064006F00740073>"));
	CHECK(has(bytes, "/DisplayDocTitle true"));
}

static void
office(struct arena *a, const char *to, const char *path)
{
	CHECK(system(str_z(a, str_print(a, "soffice --headless "
	    "-env:UserInstallation=file://%s/profile --convert-to %s "
	    "--outdir %s '%s' >/dev/null 2>&1", test_scratch(), to,
	    test_scratch(), path))) == 0);
}

static void
docx_read_back(struct arena *a)
{
	struct errors e = { .arena = a };
	const char *path;
	str bytes, s;

	if (!is_here("soffice") || !is_here("pdftotext")) {
		test_skip("there is no LibreOffice");
		return;
	}
	CHECK(doc_docx(whole(a), &bytes, &e));
	path = keep(a, "whole2.docx", bytes);
	office(a, "txt:Text", path);
	s = output(a, str_z(a, str_print(a, "cat '%s/whole2.txt'",
	    test_scratch())));
	CHECK(has(s, "Đề cương <1> & more"));
	CHECK(has(s, "The gap is 2.5 points, see the law"));
	CHECK(has(s, "1,234,567"));
	CHECK(has(s, "2. Second"));
	CHECK(has(s, "1. First again"));
	office(a, "pdf", path);
	s = output(a, str_z(a, str_print(a,
	    "pdftotext -layout '%s/whole2.pdf' -", test_scratch())));
	CHECK(has(s, "MAR-CULT"));
	CHECK(has(s, "Budget by year"));
	CHECK(has(s, "1,234,567"));
}

static void
damaged_picture(struct arena *a)
{
	struct doc *d = doc_new(a, S("T"), S("en"));
	struct errors e = { .arena = a };
	str bytes;

	doc_picture(d, S("GIF89a"), S("A map"), (str){ 0 });
	CHECK(!doc_docx(d, &bytes, &e));
	CHECK(!doc_pdf(d, &bytes, &e));
	CHECK(errors_worst(&e) == INVALID);
	CHECK(strstr(errors_text(&e, NULL), "A map") != NULL);
}

/* Rows of 20, 40, 60 ... of 1,000. */
static struct doc *
charted(struct arena *a, size_t rows)
{
	struct doc *d = doc_new(a, S("Charts"), S("en"));
	struct write axis = write_new(a, 1 << 14);
	const struct chart_tick tick[] = { { 0, S("0") },
		{ 1000, S("1000") } };
	size_t i;

	chart_axis(&axis, (struct chart_scale){ 0, 1000 }, tick, 2, false);
	doc_chart(d, S("Spent by line"), S("The line is the budget."),
	    write_done(&axis));
	for (i = 1; i <= rows; i++) {
		struct write w = write_new(a, 1 << 14);
		struct chart_bar bar = { { 0, 1000 }, 20 * (double)i, 500, 1,
			{ 0 } };

		chart_bar(&w, &bar);
		doc_mark(d, &(struct doc_mark){ .label = str_print(a,
		    "Line %zu & <more>", i), .svg = write_done(&w),
		    .value = str_print(a, "EUR %zu", 20 * i),
		    .note = i == 1 ? S("of 500") : (str){ 0 },
		    .strong = i == rows });
	}
	return d;
}

static void
chart_on_a_page(struct arena *a)
{
	struct write w = write_new(a, 1 << 20);
	str s;

	doc_html(charted(a, 3), 1, &w);
	s = write_done(&w);
	CHECK(has(s, "<figcaption><b>Spent by line</b>"));
	CHECK(has(s, "<span>Line 1 &amp; &lt;more&gt;</span><svg class=\"v f\""));
	CHECK(has(s, "<span class=\"val\">EUR 20<small>of 500</small>"));
	CHECK(has(s, "<b>Line 3 &amp; &lt;more&gt;</b>"));
	CHECK(has(s, "<svg class=\"xa\""));
	CHECK(well_formed(a, s));
}

/* 50 rows of 26 points are two pages of 720; a picture would be a raster. */
static void
chart_on_paper(struct arena *a)
{
	struct errors e = { .arena = a };
	str bytes, again, s;
	const char *path;

	if (!is_here("pdftotext")) {
		test_skip("there is no pdftotext");
		return;
	}
	CHECK(doc_pdf(charted(a, 50), &bytes, &e));
	CHECK(doc_pdf(charted(a, 50), &again, &e));
	CHECK(str_same(bytes, again));
	path = keep(a, "chart.pdf", bytes);
	s = output(a, str_z(a, str_print(a, "pdftotext -layout '%s' -",
	    path)));
	CHECK(has(s, "Line 1 & <more>") && has(s, "EUR 20 (of 500)"));
	CHECK(has(s, "Line 50 & <more>") && has(s, "EUR 1000"));
	s = output(a, str_z(a, str_print(a, "pdfinfo -struct '%s'", path)));
	CHECK(has(s, "Figure"));
	s = output(a, str_z(a, str_print(a, "pdfimages -list '%s' | "
	    "sed 1,2d", path)));
	CHECK(s.n == 0);
	s = output(a, str_z(a, str_print(a, "pdfinfo '%s'", path)));
	CHECK(has(s, "Pages:           2"));
	/* "Spent by line: Line 1 &", in UTF-16 */
	CHECK(has(bytes, "/Alt <FEFF005300700065006E007400200062007900200"
	    "06C0069006E0065003A0020004C0069006E00650020003100200026"));
}

static void
chart_for_word(struct arena *a)
{
	struct errors e = { .arena = a };
	str bytes, again, s;

	CHECK(doc_docx(charted(a, 3), &bytes, &e));
	CHECK(doc_docx(charted(a, 3), &again, &e));
	CHECK(str_same(bytes, again));
	s = part(a, bytes, "word/document.xml");
	CHECK(well_formed(a, s));
	CHECK(has(s, "descr=\"Spent by line: Line 1 &amp; &lt;more&gt;: "
	    "EUR 20 (of 500); Line 2"));
	CHECK(has(s, "<a:blip r:embed=\"rIdP1\"><a:extLst>"));
	CHECK(has(s, "r:embed=\"rIdS1\"/>"));
	CHECK(str_starts(part(a, bytes, "word/media/image1.png"),
	    S("\x89PNG")));
	s = part(a, bytes, "word/media/drawing1.svg");
	CHECK(well_formed(a, s) && has(s, "<svg"));
	CHECK(has(part(a, bytes, "[Content_Types].xml"), "image/svg+xml"));
	/* Long ones are several pictures, none smaller than it is read. */
	CHECK(doc_docx(charted(a, 50), &bytes, &e));
	CHECK(has(part(a, bytes, "word/_rels/document.xml.rels"),
	    "media/drawing4.svg"));
}

static void
foreign_drawing(struct arena *a)
{
	struct doc *d = doc_new(a, S("T"), S("en"));
	struct errors e = { .arena = a };
	str bytes;

	doc_chart(d, S("C"), (str){ 0 }, (str){ 0 });
	doc_mark(d, &(struct doc_mark){ .label = S("l"), .svg =
	    S("<svg><foreignObject/></svg>"), .value = S("1") });
	CHECK(!doc_pdf(d, &bytes, &e) && errors_worst(&e) == INVALID);
	CHECK(!doc_docx(d, &bytes, &e));
}

static str
shell(struct arena *a, const char *command)
{
	struct write w = write_new(a, 1 << 20);
	FILE *f = popen(command, "r");
	int c;

	CHECK(f != NULL);
	while ((c = getc(f)) != EOF)
		write_char(&w, (char)c);
	(void)pclose(f);
	return write_done(&w);
}

static void
years(struct doc *d, size_t n)
{
	struct doc_column column[DOC_COLUMNS] = { { .heading = S("Category") } };
	str cell[DOC_COLUMNS] = { S("Staff and other personnel costs") };
	size_t i;
	int row;

	for (i = 1; i < n; i++) {
		column[i] = (struct doc_column){ .number = true,
			.heading = str_print(d->arena, "%zu", 2024 + i) };
		cell[i] = str_print(d->arena, "EUR 1,234,%03zu", i);
	}
	doc_table(d, S("Budget by year"), column, n);
	for (row = 0; row < 3; row++)
		doc_row(d, cell);
}

/* pdftotext -bbox tells the height of each word, which is 1.36 of the size
 * in Noto Sans and 1.16 in DejaVu Sans. */
static bool
none_is_smaller(struct arena *a, const char *path, double least)
{
	str all = shell(a, str_print(a, "pdftotext -bbox %s -", path).p);
	str line, k;
	double top, low;
	size_t n = 0;

	while (str_cut(&all, '\n', &line)) {
		if (str_find(line, S("<word")) == line.n)
			continue;
		k = str_part(line, str_find(line, S("yMin=\"")) + 6, line.n);
		top = strtod(str_z(a, k), NULL);
		k = str_part(line, str_find(line, S("yMax=\"")) + 6, line.n);
		low = strtod(str_z(a, k), NULL);
		n++;
		if (low - top < least * 1.1)
			return false;
	}
	return n > 0;
}

static void
lies_for_a_wide_table(struct arena *a, const char *lang, size_t columns,
    size_t tables)
{
	struct doc *d = doc_new(a, S("Wide"), str_of(lang));
	str path = str_print(a, "%s/wide.pdf", test_scratch()), s, text;
	struct errors e = { .arena = a };
	FILE *f;

	doc_heading(d, 0, S("Wide"));
	doc_say(d, S("Before"));
	doc_heading(d, 1, S("Money"));
	years(d, columns);
	doc_say(d, S("After"));
	CHECK(doc_pdf(d, &s, &e));
	f = fopen(path.p, "wb");
	CHECK(f != NULL && fwrite(s.p, 1, s.n, f) == s.n && fclose(f) == 0);
	s = shell(a, str_print(a, "pdfinfo -l 9 %s 2>/dev/null", path.p).p);
	if (str_none(s)) {
		test_skip("pdfinfo is not installed");
		return;
	}
	CHECK(has(s, "Page    1 size:  595.28 x 841.89"));
	CHECK(has(s, "Page    2 size:  841.89 x 595.28"));
	CHECK(has(s, "Page    3 size:  595.28 x 841.89"));
	CHECK(has(s, "Tagged:          yes"));
	text = shell(a, str_print(a, "pdftotext -f 2 -l 2 -layout %s -",
	    path.p).p);
	CHECK(has(text, "Money"));
	CHECK(str_find(text, S("Before")) == text.n);
	CHECK(str_find(text, S("After")) == text.n);
	CHECK(has(text, str_print(a, "%zu", 2023 + columns).p));
	CHECK(has(text, "EUR 1,234,001"));      /* not broken */
	CHECK(tables == 1 || has(text, str_print(a, "Budget by year (%zu/%zu)",
	    tables, tables).p));
	CHECK(none_is_smaller(a, path.p, 8));
}

static void
wide_tables(struct arena *a)
{
	lies_for_a_wide_table(a, "en", 9, 1);
	lies_for_a_wide_table(a, "vi", 24, 3);
	lies_for_a_wide_table(a, "ar", 24, 3);
}

/* Where a text begins on a page, in points from its left and top; -1: it is
 * not there. */
static void
placed(struct arena *a, const char *path, int page, const char *word,
    double *x, double *y)
{
	str all = shell(a, str_print(a, "pdftotext -bbox -f %d -l %d %s -",
	    page, page, path).p), line, end;

	*x = *y = -1;
	end = str_print(a, ">%s</word>", word);
	while (*x < 0 && str_cut(&all, '\n', &line)) {
		if (str_find(line, end) == line.n)
			continue;
		*x = strtod(str_z(a, str_part(line, str_find(line,
		    S("xMin=\"")) + 6, line.n)), NULL);
		*y = strtod(str_z(a, str_part(line, str_find(line,
		    S("yMin=\"")) + 6, line.n)), NULL);
	}
}

/* A row of eight lines has no room at the foot of the page where the head
 * of its table has: it begins there and goes on overleaf, or the heading
 * and the head are overleaf too. */
static void
head_with_a_row(struct arena *a)
{
	static const struct doc_column column[] = { { .heading = { "Head", 4 },
		.share = 1 }, { .heading = { "More", 4 }, .share = 1 } };
	str path = str_print(a, "%s/head.pdf", test_scratch()), s;
	struct errors e = { .arena = a };
	double x, at_head, at_row;
	size_t lines, page, found;
	struct write w;
	struct doc *d;
	str row[2];
	FILE *f;

	w = write_new(a, 4000);
	for (lines = 0; lines < 80; lines++)
		write_z(&w, lines == 0 ? "First " : "lettered ");
	row[0] = write_done(&w);
	row[1] = S("1");
	for (lines = 26; lines < 40; lines++) {
		d = doc_new(a, S("T"), S("en"));
		for (found = 0; found < lines; found++)
			doc_say(d, S("Line"));
		doc_heading(d, 1, S("Heading"));
		doc_table(d, S("Caption"), column, 2);
		doc_row(d, row);
		CHECK(doc_pdf(d, &s, &e));
		f = fopen(path.p, "wb");
		CHECK(f != NULL && fwrite(s.p, 1, s.n, f) == s.n &&
		    fclose(f) == 0);
		for (page = 1, at_head = -1; page < 3 && at_head < 0; page++)
			placed(a, path.p, (int)page, "Heading", &x, &at_head);
		placed(a, path.p, (int)page - 1, "First", &x, &at_row);
		if (at_head < 0 && page == 3) {
			test_skip("pdftotext is not installed");
			return;
		}
		CHECK(at_row > at_head);
	}
}

/* Nothing stands before it: the first page lies, and is tagged. */
static void
wide_at_once(struct arena *a)
{
	struct doc *d = doc_new(a, S("Wide"), S("en"));
	struct errors e = { .arena = a };
	str s;

	years(d, 9);
	CHECK(doc_pdf(d, &s, &e));
	CHECK(str_find(s, S("/StructTreeRoot")) < s.n);
	CHECK(str_find(s, S("/Count 1")) < s.n);
}

const struct test document_tests[] = {
	{ "a table too wide for the page lies, in parts if it must, and its "
	  "type is 8 points or more", wide_tables },
	{ "a heading, the head of its table and its first row begin on one "
	  "page", head_with_a_row },
	{ "a document that begins with a wide table begins with a page that "
	  "lies", wide_at_once },
	{ "a chart in a page is drawn beside its figures, escaped",
	   chart_on_a_page },
	{ "a chart on paper is lines, goes on overleaf, and says its rows",
	   chart_on_paper },
	{ "a chart for Word is a picture, as SVG and as PNG, that says its "
	  "rows", chart_for_word },
	{ "what chart.h did not draw is refused", foreign_drawing },
	{ "what XML may not hold is left out of a Word file", odd_text },
	{ "a document as a part of a page has each kind of block, escaped",
	   as_a_page },
	{ "a link that could run script, or leave unseen, is its words only",
	   no_script },
	{ "a Word file has its own headings, lists that restart, table heads "
	  "that repeat, and is the same each time", parts_of_docx },
	{ "Arabic runs from right to left in text, tables and language",
	   right_to_left },
	{ "a PDF says what the document says, tagged, and is the same each "
	  "time", pdf_read_back },
	{ "LibreOffice reads the Word file and finds the same words and "
	  "numbers", docx_read_back },
	{ "a damaged picture is refused by its words", damaged_picture },
	{ 0 }
};
