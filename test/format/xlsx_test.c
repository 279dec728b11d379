/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/xlsx, xlsx_cell and xlsx_write.  Workbooks to read are
 * put together here from their parts, as ECMA-376 describes them; days
 * and their serial numbers are those of its section 18.17.4.
 */
#include "format/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <zip.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/xlsx_cell.h"
#include "format/xlsx_write.h"
#include "test.h"

/* --- making workbooks ---------------------------------------------- */

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

struct part {
	const char *name, *text;
};

static const struct part frame[] = {
	{ "[Content_Types].xml", "<Types/>" },
	{ "_rels/.rels", "<Relationships><Relationship Id=\"r1\" "
	    "Type=\"" TYPE "officeDocument\" Target=\"xl/workbook.xml\"/>"
	    "</Relationships>" },
	{ "xl/workbook.xml", "<workbook " MAIN " xmlns:r=\"x\"><sheets>"
	    "<sheet name=\"First\" sheetId=\"1\" r:id=\"r1\"/>"
	    "<sheet name=\"Second &amp; last\" sheetId=\"2\" r:id=\"r2\"/>"
	    "</sheets></workbook>" },
	{ "xl/_rels/workbook.xml.rels", "<Relationships>"
	    "<Relationship Id=\"r1\" Type=\"" TYPE "worksheet\" "
	    "Target=\"worksheets/sheet1.xml\"/>"
	    "<Relationship Id=\"r2\" Type=\"" TYPE "worksheet\" "
	    "Target=\"/xl/worksheets/../worksheets/sheet2.xml\"/>"
	    "<Relationship Id=\"r3\" Type=\"" TYPE "sharedStrings\" "
	    "Target=\"sharedStrings.xml\"/>"
	    "<Relationship Id=\"r4\" Type=\"" TYPE "styles\" "
	    "Target=\"styles.xml\"/></Relationships>" },
	{ "xl/sharedStrings.xml", "<sst " MAIN "><si><t>Name</t></si><si>"
	    "<r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r>"
	    "<rPh sb=\"0\" eb=\"1\"><t>aloud</t></rPh></si>"
	    "<si><t>a_x000D_b_x005F_x0041_</t></si></sst>" },
	/* Styles 0 to 4: number, day, moment, time, own format. */
	{ "xl/styles.xml", "<styleSheet " MAIN "><numFmts>"
	    "<numFmt numFmtId=\"170\" formatCode=\"[$-409]d\\-mmm\\-yy;@\"/>"
	    "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
	    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
	    "<xf numFmtId=\"22\"/><xf numFmtId=\"20\"/>"
	    "<xf numFmtId=\"170\"/></cellXfs></styleSheet>" },
	{ NULL, NULL }
};

static const char *
scratch_path(struct arena *a, const char *name)
{
	return str_print(a, "%s/%s", test_scratch(), name).p;
}

static void
pack(zip_t *zip, const char *name, str text)
{
	zip_source_t *s = zip_source_buffer(zip, text.p, text.n, 0);

	CHECK(zip_file_add(zip, name, s, 0) >= 0);
}

/* The frame with one worksheet; `other` replaces a part of the frame. */
static const char *
workbook(struct arena *a, const char *sheet, const struct part *other)
{
	const char *path = scratch_path(a, "made.xlsx");
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	const struct part *p;

	CHECK(zip != NULL);
	for (p = frame; p->name != NULL; p++)
		if (other == NULL || strcmp(p->name, other->name) != 0)
			pack(zip, p->name, str_of(p->text));
	if (other != NULL && other->text != NULL)
		pack(zip, other->name, str_of(other->text));
	pack(zip, "xl/worksheets/sheet1.xml", str_print(a, "<worksheet " MAIN
	    "><sheetData>%s</sheetData></worksheet>", sheet));
	pack(zip, "xl/worksheets/sheet2.xml", S("<worksheet " MAIN
	    "><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"));
	CHECK(zip_close(zip) == 0);
	return path;
}

/* "line:cell|cell;" of every row, or the fault. */
static const char *
rows(struct arena *a, const char *path, const char *table)
{
	struct write w = write_new(a, 1 << 20);
	struct errors e = { a };
	struct record r;
	struct xlsx *x;
	size_t i;

	if (!xlsx_open(a, path, table, &x, &e))
		return errors_text(&e, NULL);
	while (xlsx_next(x, &r, &e)) {
		write_format(&w, "%zu:", r.line);
		for (i = 0; i < r.n; i++)
			write_format(&w, "%s%.*s", i ? "|" : "",
			    (int)r.cell[i].n, r.cell[i].n ? r.cell[i].p : "");
		write_z(&w, ";");
	}
	CHECK(xlsx_failed(x) == (e.first != NULL));
	if (xlsx_failed(x))
		return errors_text(&e, NULL);
	CHECK(!xlsx_next(x, &r, &e));
	return write_done(&w).p;
}

static void
same(const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		printf("got:  %s\nwant: %s\n", got, want);
	CHECK(strcmp(got, want) == 0);
}

static void
reads(struct arena *a, const char *sheet, const char *want)
{
	same(rows(a, workbook(a, sheet, NULL), NULL), want);
}

/* --- reading ------------------------------------------------------- */

static void
texts_come_from_the_shared_ones_and_from_the_cell(struct arena *a)
{
	reads(a, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
	    "<c r=\"B1\" t=\"s\"><v>1</v></c>"
	    "<c r=\"C1\" t=\"inlineStr\"><is><t>in &lt;place&gt;</t></is></c>"
	    "<c r=\"D1\" t=\"str\"><f>A1</f><v>stored</v></c></row>",
	    "1:Name|rich text|in <place>|stored;");
}

static void
characters_a_file_may_not_hold_are_unescaped(struct arena *a)
{
	reads(a, "<row><c t=\"s\"><v>2</v></c></row>", "1:a\rb_x0041_;");
	CHECK(str_is(xlsx_unescape(a, S("_x1EA1__xD800__x00E9_")),
	    "ạ_xD800_é"));
	CHECK(str_is(xlsx_unescape(a, S("_x12_ _x000Z_ _x")),
	    "_x12_ _x000Z_ _x"));
}

/* ECMA-376 22.9.2.19: an underscore that would begin one is escaped. */
static void
what_only_looks_escaped_is_written_so_that_it_stays(struct arena *a)
{
	static const char *const texts[] = { "_x0041_", "a_x0041_x0042_b",
		"_x005F_x0041_", "_xD83D_", "_x12_ _x000Z_ _x", "__x000a__" };
	size_t i;

	CHECK(str_is(xlsx_escape(a, S("a_x0041_")), "a_x005F_x0041_"));
	CHECK(str_is(xlsx_escape(a, S("_x004_")), "_x004_"));
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		CHECK(str_is(xlsx_unescape(a, xlsx_escape(a, str_of(
		    texts[i]))), texts[i]));
}

static void
numbers_booleans_and_errors_are_text_as_typed(struct arena *a)
{
	reads(a, "<row><c><v>12</v></c><c><v>-0.5</v></c><c><v>1E3</v></c>"
	    "<c><v>1.1000000000000001</v></c><c t=\"b\"><v>1</v></c>"
	    "<c t=\"b\"><v>0</v></c><c t=\"e\"><v>#REF!</v></c>"
	    "<c><v>9007199254740993</v></c></row>",
	    "1:12|-0.5|1000|1.1|true|false|#REF!|9007199254740992;");
}

/* 45351 is 2024-02-29: 45292 is 2024-01-01, and 31 + 28 days later. */
static void
days_and_times_are_told_by_the_style(struct arena *a)
{
	reads(a, "<row><c s=\"0\"><v>45351</v></c><c s=\"1\"><v>45351</v></c>"
	    "<c s=\"2\"><v>45351.5</v></c><c s=\"3\"><v>0.75</v></c>"
	    "<c s=\"4\"><v>45351</v></c><c s=\"1\"><v>45351.25</v></c>"
	    "<c s=\"1\" t=\"s\"><v>0</v></c><c s=\"1\"><v>-1</v></c></row>",
	    "1:45351|2024-02-29|2024-02-29T12:00:00|18:00|2024-02-29|"
	    "2024-02-29T06:00:00|Name|-1;");
}

static void
the_day_that_never_was_stays_a_number(struct arena *a)
{
	CHECK(str_is(xlsx_number(a, S("1"), XLSX_DAY, false), "1900-01-01"));
	CHECK(str_is(xlsx_number(a, S("59"), XLSX_DAY, false), "1900-02-28"));
	CHECK(str_is(xlsx_number(a, S("60"), XLSX_DAY, false), "60"));
	CHECK(str_is(xlsx_number(a, S("61"), XLSX_DAY, false), "1900-03-01"));
	CHECK(str_is(xlsx_number(a, S("2958465"), XLSX_DAY, false),
	    "9999-12-31"));
	CHECK(str_is(xlsx_number(a, S("2958466"), XLSX_DAY, false), "2958466"));
	CHECK(str_is(xlsx_number(a, S("1e9"), XLSX_DAY, false), "1000000000"));
}

static void
days_may_be_counted_from_1904(struct arena *a)
{
	const struct part book = { "xl/workbook.xml", "<workbook " MAIN
	    " xmlns:r=\"x\"><workbookPr date1904=\"1\"/><sheets><sheet "
	    "name=\"a\" r:id=\"r1\"/></sheets></workbook>" };

	/* The two systems are 1462 days apart. */
	same(rows(a, workbook(a, "<row><c s=\"1\"><v>43889</v></c>"
	    "<c s=\"1\"><v>0</v></c></row>", &book), NULL),
	    "1:2024-02-29|1904-01-01;");
}

static void
the_look_of_a_format_is_in_its_code(struct arena *a)
{
	static const struct { const char *code; enum xlsx_look look; } t[] = {
		{ "General", XLSX_NUMBER }, { "0.00E+00", XLSX_NUMBER },
		{ "#,##0.00 \"dollars\"", XLSX_NUMBER },
		{ "[Red]0;[Blue]-0", XLSX_NUMBER },
		{ "0.0\\d", XLSX_NUMBER }, { "0_h", XLSX_NUMBER },
		{ "yyyy-mm-dd", XLSX_DAY }, { "mmm yy", XLSX_DAY },
		{ "[$-42A]d mmmm yyyy", XLSX_DAY }, { "mmmm", XLSX_DAY },
		{ "h:mm AM/PM", XLSX_TIME }, { "mm:ss.0", XLSX_TIME },
		{ "[h]:mm:ss", XLSX_NUMBER }, { "[mm]:ss", XLSX_NUMBER },
		{ "[Magenta]d/m/y", XLSX_DAY },
		{ "yyyy-mm-dd hh:mm", XLSX_MOMENT },
	};
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(t) / sizeof(*t); i++)
		test_check(xlsx_look_of_code(str_of(t[i].code)) == t[i].look,
		    t[i].code, __FILE__, __LINE__);
}

static void
cells_and_rows_stand_where_their_references_say(struct arena *a)
{
	reads(a, "<row r=\"2\"><c r=\"C2\"><v>3</v></c><c><v>4</v></c>"
	    "<c r=\"A2\"><v>1</v></c></row>"
	    "<row r=\"5\"><c r=\"A5\" s=\"1\"/></row>"
	    "<row><c r=\"B6\"><v>6</v></c><c r=\"ZZZ6\"/></row>",
	    "2:1||3|4;6:|6;");
	CHECK(xlsx_column(S("A1"), 100) == 0);
	CHECK(xlsx_column(S("Z9"), 100) == 25);
	CHECK(xlsx_column(S("AB12"), 100) == 27);
	CHECK(xlsx_column(S("CW1"), 100) == 100);
	CHECK(xlsx_column(S("12"), 100) == 100);
}

static void
a_worksheet_is_taken_by_name_or_the_first(struct arena *a)
{
	const char *path = workbook(a, "<row><c><v>1</v></c></row>", NULL);
	struct errors e = { a };
	const str *names;
	struct xlsx *x;

	same(rows(a, path, NULL), "1:1;");
	same(rows(a, path, "SECOND & last"), "1:2;");
	same(rows(a, path, "Third"), "The workbook has no worksheet 'Third', "
	    "only 'First', 'Second & last'.");
	CHECK(xlsx_open(a, path, "", &x, &e));
	CHECK(xlsx_tables(x, &names) == 2);
	CHECK(str_is(names[1], "Second & last"));
}

/* --- bad workbooks ------------------------------------------------- */

static void
a_document_type_is_refused(struct arena *a)
{
	const struct part sst = { "xl/sharedStrings.xml",
	    "<!DOCTYPE s [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]>"
	    "<sst><si><t>&b;</t></si></sst>" };
	const struct part out = { "xl/sharedStrings.xml",
	    "<!DOCTYPE s SYSTEM \"file:///etc/passwd\"><sst/>" };

	same(rows(a, workbook(a, "", &sst), NULL), "xl/sharedStrings.xml has "
	    "a document type, which may hide entities; save it without one.");
	same(rows(a, workbook(a, "", &out), NULL), "xl/sharedStrings.xml has "
	    "a document type, which may hide entities; save it without one.");
}

static void
bad_xml_is_refused_with_its_line(struct arena *a)
{
	same(rows(a, workbook(a, "<row><c>\n</row>", NULL), NULL),
	    "xl/worksheets/sheet1.xml is not well-formed XML: line 2: Opening "
	    "and ending tag mismatch: c line 1 and row");
}

static void
what_points_nowhere_is_refused(struct arena *a)
{
	const struct part none = { "xl/_rels/workbook.xml.rels", NULL };

	same(rows(a, workbook(a, "<row><c t=\"s\"><v>99</v></c></row>", NULL),
	    NULL), "Row 1 points to a text that the workbook does not hold; "
	    "it is damaged.");
	same(rows(a, workbook(a, "", &none), NULL), "There is no "
	    "'xl/_rels/workbook.xml.rels' in the file.");
	same(rows(a, workbook(a, "<row r=\"3\"/><row r=\"3\"/>", NULL), NULL),
	    "After row 3 comes a row '3'; the workbook is damaged.");
	same(rows(a, workbook(a, "<row r=\"1048577\"/>", NULL), NULL),
	    "After row 0 comes a row '1048577'; the workbook is damaged.");
	same(rows(a, workbook(a, "<row><c r=\"XFD1\"><v>1</v></c></row>",
	    NULL), NULL), "Row 1 has a value beyond column 4096.");
}

static void
a_text_out_of_bounds_is_refused(struct arena *a)
{
	char *p = arena_take(a, XLSX_CELL + 2, 1);

	memset(p, 'a', XLSX_CELL + 1);
	same(rows(a, workbook(a, str_print(a, "<row><c t=\"inlineStr\"><is><t>"
	    "%s</t></is></c></row>", p).p, NULL), NULL),
	    "A text is longer than 262144 bytes, near row 1.");
}

static void
other_zip_files_are_refused_by_what_they_are(struct arena *a)
{
	const struct part none = { "_rels/.rels", NULL };
	const struct part ods = { "mimetype",
	    "application/vnd.oasis.opendocument.spreadsheet" };

	same(rows(a, workbook(a, "", &none), NULL), "This is a ZIP file, but "
	    "not a workbook; save the table as .xlsx or as CSV.");
	same(rows(a, workbook(a, "", &ods), NULL), "This is an OpenDocument "
	    "file; save it as an Excel workbook (.xlsx) or as CSV.");
	same(rows(a, scratch_path(a, "absent.xlsx"), NULL),
	    "There is no such file.");
}

static str
file_bytes(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	char *p;

	CHECK(f != NULL && stat(path, &st) == 0);
	p = arena_take(a, (size_t)st.st_size, 1);
	CHECK(fread(p, 1, (size_t)st.st_size, f) == (size_t)st.st_size);
	fclose(f);
	return (str){ p, (size_t)st.st_size };
}

static bool
opens(struct arena *a, str bytes)
{
	struct errors e = { a };
	struct record r;
	struct xlsx *x;

	if (!xlsx_open_bytes(a, bytes, NULL, &x, &e))
		return false;
	while (xlsx_next(x, &r, &e))
		;
	return !xlsx_failed(x);
}

static void
a_workbook_cut_off_anywhere_is_refused(struct arena *a)
{
	str all = file_bytes(a, workbook(a, "<row><c><v>1</v></c></row>",
	    NULL));
	size_t n;

	CHECK(opens(a, all));
	for (n = 0; n < all.n; n += 7)
		CHECK(!opens(a, str_part(all, 0, n)));
}

/* 256 MiB of blanks pack about 1000 to 1. */
static void
a_zip_bomb_is_refused(struct arena *a)
{
	const char *path = scratch_path(a, "bomb.xlsx");
	size_t n = 64 << 20;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	char *blanks = malloc(n);

	memset(blanks, ' ', n);
	pack(zip, "[Content_Types].xml", (str){ blanks, n });
	CHECK(zip_close(zip) == 0);
	free(blanks);
	same(rows(a, path, NULL), "The file would unpack to more than 512 MiB, "
	    "or to more than 200 times its size; it is not opened.");
}

static void
put32(unsigned char *p, uint32_t v)
{
	p[0] = (unsigned char)v;
	p[1] = (unsigned char)(v >> 8);
	p[2] = (unsigned char)(v >> 16);
	p[3] = (unsigned char)(v >> 24);
}

/* Wherever a header says that n bytes come out, make it say fewer. */
static void
lie(str bytes, uint32_t n, uint32_t fewer)
{
	unsigned char what[4], *p = (unsigned char *)(uintptr_t)bytes.p;
	size_t i;

	put32(what, n);
	for (i = 0; i + 4 <= bytes.n; i++)
		if (memcmp(p + i, what, 4) == 0)
			put32(p + i, fewer);
}

static void
a_zip_bomb_that_lies_about_its_size_is_refused(struct arena *a)
{
	const size_t n = 16 << 20;
	char *blanks = arena_take(a, n + 1, 1);
	str bytes;

	memset(blanks, ' ', n);
	bytes = file_bytes(a, workbook(a, blanks, NULL));
	CHECK(!opens(a, bytes));
	lie(bytes, (uint32_t)(n + strlen("<worksheet " MAIN "><sheetData>"
	    "</sheetData></worksheet>")), 1000);
	CHECK(!opens(a, bytes));
}

/* --- writing, and reading it again --------------------------------- */

static const struct xlsx_heading headings[] = {
	{ { "Name", 4 }, 0 }, { { "Count", 5 }, 0 }, { { "Score", 5 }, 0 },
	{ { "Day", 3 }, 0 }, { { "At", 2 }, 20 }, { { "Cost", 4 }, 0 },
	{ { "Yes", 3 }, 0 },
};

static void
what_is_written_is_read_again(struct arena *a)
{
	const char *path = scratch_path(a, "written.xlsx");
	struct errors e = { a };
	struct xlsx_out *x;
	int64_t ms = 0;
	size_t cut;

	CHECK(moment_read(S("2024-03-01T08:05:00Z"), &ms));
	CHECK(xlsx_out_open(a, path, S("Gaps"), headings, 7, &x, &e));
	xlsx_out_text(x, S("=Đà Nẵng <&> \"x\""));
	xlsx_out_count(x, 1234567);
	xlsx_out_real(x, 0.1, 2);
	xlsx_out_day(x, day_of(2024, 2, 29));
	xlsx_out_moment(x, ms);
	xlsx_out_money(x, (struct money){ 125050, "USD" });
	xlsx_out_bool(x, true);
	xlsx_out_row(x);
	xlsx_out_text(x, S(" a\x01\tb_x0041_ "));
	xlsx_out_count(x, INT64_MIN);
	xlsx_out_real(x, NAN, 2);
	xlsx_out_day(x, (struct day){ 0 });
	xlsx_out_moment(x, MOMENT_NONE);
	xlsx_out_money(x, (struct money){ 0 });
	xlsx_out_bool(x, false);
	xlsx_out_row(x);
	CHECK(xlsx_out_finish(x, &cut, &e));
	CHECK(cut == 0);
	same(rows(a, path, "Gaps"), "1:Name|Count|Score|Day|At|Cost|Yes;"
	    "2:=Đà Nẵng <&> \"x\"|1234567|0.1|2024-02-29|2024-03-01T08:05:00"
	    "|1250.5|true;3: a\x01\tb_x0041_ ||||||false;");
}

static void
what_a_cell_cannot_hold_is_kept_as_text_or_cut(struct arena *a)
{
	const char *path = scratch_path(a, "odd.xlsx");
	char *p = arena_take(a, 32769, 1);
	struct errors e = { a };
	struct record r = { 0 };
	struct xlsx_out *out;
	struct xlsx *x;
	size_t cut;

	memset(p, 'a', 32768);
	CHECK(xlsx_out_open(a, path, S("a/b:c'"), headings, 4, &out, &e));
	xlsx_out_day(out, day_of(1850, 1, 1));
	xlsx_out_count(out, 9007199254740993);
	xlsx_out_money(out, (struct money){ 9007199254740993, "USD" });
	xlsx_out_text(out, (str){ p, 32768 });
	xlsx_out_row(out);
	CHECK(xlsx_out_finish(out, &cut, &e));
	CHECK(cut == 1);
	CHECK(xlsx_open(a, path, "abc", &x, &e));
	CHECK(xlsx_next(x, &r, &e) && xlsx_next(x, &r, &e) && r.n == 4);
	if (r.n != 4)
		return;
	CHECK(str_is(r.cell[0], "1850-01-01"));
	CHECK(str_is(r.cell[1], "9007199254740993"));
	CHECK(str_is(r.cell[2], "90071992547409.93"));
	CHECK(r.cell[3].n == 32767);
}

static void
many_rows_take_no_more_memory_than_few(struct arena *a)
{
	const char *path = scratch_path(a, "long.xlsx");
	struct errors e = { a };
	struct record r;
	struct xlsx_out *out;
	struct xlsx *x;
	size_t before, i, n = 0;

	CHECK(xlsx_out_open(a, path, S("Long"), headings, 2, &out, &e));
	for (i = 0; i < 20000; i++) {
		xlsx_out_text(out, S("a text of some length in every row"));
		xlsx_out_count(out, (int64_t)i);
		xlsx_out_row(out);
	}
	CHECK(xlsx_out_finish(out, NULL, &e));
	CHECK(xlsx_open(a, path, NULL, &x, &e));
	before = arena_used(a);
	while (xlsx_next(x, &r, &e))
		n++;
	CHECK(n == 20001);
	CHECK(arena_used(a) == before);
}

static void
a_workbook_given_up_leaves_no_file(struct arena *a)
{
	const char *path = scratch_path(a, "left.xlsx");
	struct arena *own = arena_new(0);
	struct errors e = { a };
	struct xlsx_out *x;
	struct stat st;

	CHECK(xlsx_out_open(own, path, S("a"), headings, 1, &x, &e));
	xlsx_out_text(x, S("b"));
	arena_free(own);
	CHECK(stat(path, &st) != 0);
}

static void
rows_and_folders_that_are_not_there_are_faults(struct arena *a)
{
	struct errors e = { a };
	struct xlsx_out *x;
	size_t i;

	CHECK(!xlsx_out_open(a, "/nonexistent/a.xlsx", S("a"), headings, 1,
	    &x, &e));
	CHECK(errors_worst(&e) == BROKEN);
	errors_clear(&e);
	CHECK(xlsx_out_open(a, scratch_path(a, "full.xlsx"), S("a"), headings,
	    1, &x, &e));
	for (i = 0; i < 1048575; i++)
		xlsx_out_row(x);
	xlsx_out_count(x, 1);
	CHECK(!xlsx_out_finish(x, NULL, &e));
	CHECK(errors_worst(&e) == INVALID);
}

const struct test xlsx_tests[] = {
	{ "texts come from the shared ones and from the cell",
	   texts_come_from_the_shared_ones_and_from_the_cell },
	{ "characters a file may not hold are unescaped",
	   characters_a_file_may_not_hold_are_unescaped },
	{ "what only looks escaped is written so that it stays",
	   what_only_looks_escaped_is_written_so_that_it_stays },
	{ "numbers, booleans and errors are text as typed",
	   numbers_booleans_and_errors_are_text_as_typed },
	{ "days and times are told by the style",
	   days_and_times_are_told_by_the_style },
	{ "the day that never was stays a number",
	   the_day_that_never_was_stays_a_number },
	{ "days may be counted from 1904", days_may_be_counted_from_1904 },
	{ "the look of a format is in its code",
	   the_look_of_a_format_is_in_its_code },
	{ "cells and rows stand where their references say",
	   cells_and_rows_stand_where_their_references_say },
	{ "a worksheet is taken by name, or the first",
	   a_worksheet_is_taken_by_name_or_the_first },
	{ "a document type is refused", a_document_type_is_refused },
	{ "bad XML is refused with its line", bad_xml_is_refused_with_its_line },
	{ "what points nowhere is refused", what_points_nowhere_is_refused },
	{ "a text out of bounds is refused", a_text_out_of_bounds_is_refused },
	{ "other ZIP files are refused by what they are",
	   other_zip_files_are_refused_by_what_they_are },
	{ "a workbook cut off anywhere is refused",
	   a_workbook_cut_off_anywhere_is_refused },
	{ "a ZIP bomb is refused", a_zip_bomb_is_refused },
	{ "a ZIP bomb that lies about its size is refused",
	   a_zip_bomb_that_lies_about_its_size_is_refused },
	{ "what is written is read again", what_is_written_is_read_again },
	{ "what a cell cannot hold is kept as text, or cut",
	   what_a_cell_cannot_hold_is_kept_as_text_or_cut },
	{ "many rows take no more memory than few",
	   many_rows_take_no_more_memory_than_few },
	{ "a workbook given up leaves no file",
	   a_workbook_given_up_leaves_no_file },
	{ "rows and folders that are not there are faults",
	   rows_and_folders_that_are_not_there_are_faults },
	{ 0 }
};
