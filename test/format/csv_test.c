/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/csv. A reading is shown as one text: fields between
 * bars, a line per record, a fault as "!line:column fault".
 */
#include "format/csv.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

static void
show(struct csv *c, size_t room, struct write *w)
{
	str field[CSV_FIELDS_MOST];
	size_t n, i;

	while (csv_next(c, field, room, &n)) {
		const struct csv_record *r = csv_now(c);

		if (r->fault != CSV_SOUND)
			write_format(w, "!%zu:%zu %d", r->fault_line,
			    r->fault_column, r->fault);
		for (i = 0; i < n; i++) {
			write_char(w, '|');
			write_str(w, field[i]);
		}
		write_char(w, '\n');
	}
}

static str
read_as(struct arena *a, str text)
{
	struct errors e = { a, NULL };
	struct write w = write_new(a, 0);
	struct csv *c;

	if (!csv_open_text(a, text, &c, &e))
		return str_of(errors_text(&e, NULL));
	show(c, CSV_FIELDS_MOST, &w);
	return write_done(&w);
}

#define READS(text, shown) CHECK(str_is(read_as(a, S(text)), shown))

static void
fields_are_split_and_unquoted(struct arena *a)
{
	READS("a,b,c\n1,2,3\n", "|a|b|c\n|1|2|3\n");
	READS("a,,c\n,,\n", "|a||c\n|||\n");
	READS("\"a\",\"b,c\",\"d\"\"e\",\"\"\n", "|a|b,c|d\"e|\n");
	READS("\"\"\"\",\"\"\"a\"\"\"\n", "|\"|\"a\"\n");
	READS("\"two\nlines\",x\n", "|two\nlines|x\n");
	READS(" a , b \n", "| a | b \n");
	READS("", "");
}

static void
every_kind_of_line_end_will_do(struct arena *a)
{
	READS("a,b\r\n1,2\r\n", "|a|b\n|1|2\n");
	READS("a,b\r1,2\r", "|a|b\n|1|2\n");
	READS("a,b\n1,2", "|a|b\n|1|2\n");
	READS("a,b\n1,\"2\"", "|a|b\n|1|2\n");
	READS("a,b\n1,", "|a|b\n|1|\n");
	READS("\n\r\n\ra,b\n\n\n1,2\n\n", "|a|b\n|1|2\n");
	READS("\"\"\na,b\n", "|\n|a|b\n");      /* quotes make a record of it */
}

static void
a_mark_at_the_start_is_no_text(struct arena *a)
{
	READS("\xEF\xBB\xBF" "a,b\n", "|a|b\n");
	READS("\xEF\xBB\xBF\"a\",b\n", "|a|b\n");
	READS("\xEF\xBB\xBF", "");
}

static void
the_first_line_tells_the_separator(struct arena *a)
{
	READS("a;b\n1,5;2\n", "|a|b\n|1,5|2\n");
	READS("a\tb\n1;5\t2\n", "|a|b\n|1;5|2\n");
	READS("\"a,x\";b\n1;2\n", "|a,x|b\n|1|2\n");
	READS("a,b;c\n1,2;3\n", "|a|b;c\n|1|2;3\n");
	READS("a\n1;2\n", "|a\n|1;2\n");
	READS("\n\na;b\n", "|a|b\n");
	READS("sep=;\r\na,b;c\n", "|a,b|c\n");
	READS("sep=,\na;b,c\n", "|a;b|c\n");
}

static void
other_files_are_refused_with_a_sentence(struct arena *a)
{
	CHECK(str_is(read_as(a, S("\xFF\xFE" "a\0,\0")), "This file is in UTF-16; "
	    "save it as CSV in UTF-8."));
	CHECK(str_is(read_as(a, S("\xFE\xFF\0a")), "This file is in UTF-16; "
	    "save it as CSV in UTF-8."));
	CHECK(str_starts(read_as(a, S("PK\x03\x04rest")), S("This file is a")));
}

static void
a_faulty_record_is_named_and_reading_goes_on(struct arena *a)
{
	READS("a,b\n1,x\"y\n3,4\n", "|a|b\n!2:4 1\n|3|4\n");
	READS("a,b\n\"1\"x,2\n3,4\n", "|a|b\n!2:4 2\n|3|4\n");
	READS("a,b\n1,\"2\n3,4\n5,6\n", "|a|b\n!2:3 3\n|3|4\n|5|6\n");
	/* The lost quote of line 2 pairs with one of line 3, which is sound. */
	READS("a,b\n1,\"2\n3,\"4\"\n5,6\n", "|a|b\n!3:4 2\n|3|4\n|5|6\n");
	READS("a,b\n\xE1\xBB\x97,\xFF\n3,4\n", "|a|b\n!2:3 4\n|3|4\n");
	READS("a,\"x\ny\xC0\"\n3,4\n", "!2:2 4\n|3|4\n");
	READS("a,b\n1,\0\n3,4\n", "|a|b\n!2:3 5\n|3|4\n");
	READS("a,b\n1,\"", "|a|b\n!2:3 3\n");
}

static void
lines_and_bytes_are_counted(struct arena *a)
{
	struct errors e = { a, NULL };
	str field[4], text = S("\xEF\xBB\xBF" "a,b\r\n\r\n\"x\r\ny\n\",2\r3,4\n");
	struct csv *c;
	size_t n;

	CHECK(csv_open_text(a, text, &c, &e));
	CHECK(csv_next(c, field, 4, &n) && csv_now(c)->line == 1);
	CHECK(csv_now(c)->at == 3 && csv_now(c)->size == 5);
	CHECK(csv_next(c, field, 4, &n) && csv_now(c)->line == 3);
	CHECK(csv_now(c)->at == 10 && csv_now(c)->size == 10);
	CHECK(csv_next(c, field, 4, &n) && csv_now(c)->line == 6);
	CHECK(csv_now(c)->at == 20 && csv_now(c)->size == 4);
	CHECK(!csv_next(c, field, 4, &n));
	CHECK(!csv_next(c, field, 4, &n));
}

static void
more_fields_than_room_is_a_fault_not_an_overrun(struct arena *a)
{
	struct errors e = { a, NULL };
	struct write w = write_new(a, 0);
	struct csv *c;

	CHECK(csv_open_text(a, S("a,b\n1,2,3\n4,5\n"), &c, &e));
	show(c, 2, &w);
	CHECK(str_is(write_done(&w), "|a|b\n!2:1 8\n|4|5\n"));
}

static str
filled(struct arena *a, size_t n, char with)
{
	char *p = NEWS(a, char, n);

	memset(p, with, n);
	return (str){ p, n };
}

static void
limits_hold_to_the_byte(struct arena *a)
{
	str mib = filled(a, CSV_FIELD_MOST, 'x');
	str five = filled(a, 5 * CSV_FIELD_MOST, 'x'), s;
	size_t i;

	s = read_as(a, str_print(a, "%.*s\n1,2\n", (int)mib.n, mib.p));
	CHECK(s.n == 1 + mib.n + 1 + 5);
	s = read_as(a, str_print(a, "a,%.*sx\n1,2\n", (int)mib.n, mib.p));
	CHECK(str_is(s, "!1:3 6\n|1|2\n"));
	s = read_as(a, str_print(a, "a,\"%.*sx\"\n1,2\n", (int)mib.n, mib.p));
	CHECK(str_is(s, "!1:3 6\n|1|2\n"));
	s = read_as(a, str_print(a, "a,%.*s\n1,2\n", (int)five.n, five.p));
	CHECK(str_is(s, "!1:1 7\n|1|2\n"));
	s = read_as(a, str_print(a, "a,\"%.*s\n1,2\n", (int)five.n, five.p));
	CHECK(str_is(s, "!1:3 3\n|1|2\n"));
	s = filled(a, CSV_FIELDS_MOST, ',');
	CHECK(str_is(read_as(a, s), "!1:1 8\n"));
	s = read_as(a, str_part(s, 1, s.n));
	for (i = 0; i < s.n && s.p[i] == '|'; i++)
		;
	CHECK(i == CSV_FIELDS_MOST);
}

/* Written by a seeded source; every size of buffer must read the same, so
 * the file is larger than the buffer and records lie across its edges. */
static void
a_long_file_comes_back_field_by_field(struct arena *a)
{
	static const char *const piece[] = { "", "a", "\"", ",", "\n", "\r\n",
		"Hỗ trợ", "-1.5", "x y", "=1+1", "'", ";" };
	struct random r = random_seeded(7), again = random_seeded(7);
	const char *path = str_print(a, "%s/long.csv", test_scratch()).p;
	struct errors e = { a, NULL };
	struct write w = write_new(a, 0);
	size_t i, j, n, k, rows = 60000, bad = 0;
	struct csv *c = NULL;
	str field[8], want;
	FILE *f;

	for (i = 0; i < rows; i++) {
		for (j = 0; j < 5; j++) {
			k = random_below(&r, 12);
			want = str_print(a, "%s%s", piece[k],
			    piece[random_below(&r, 12)]);
			csv_write_field(&w, want, j == 0);
		}
		csv_end_row(&w);
	}
	f = fopen(path, "wb");
	CHECK(f != NULL && fwrite(w.p, 1, w.n, f) == w.n && fclose(f) == 0);
	CHECK(csv_open_file(a, path, &c, &e));
	for (i = 0; i < rows && csv_next(c, field, 8, &n); i++) {
		bad += n != 5;
		for (j = 0; j < 5 && n == 5; j++) {
			k = random_below(&again, 12);
			want = str_print(a, "%s%s", piece[k],
			    piece[random_below(&again, 12)]);
			bad += !str_same(csv_unguard(field[j]), want);
		}
	}
	CHECK(bad == 0 && i == rows && !csv_next(c, field, 8, &n));
	CHECK(w.n > 1000000);
}

/* A first record of many letters moves the rest over the end of the buffer,
 * byte by byte. */
static void
where_the_buffer_ends_makes_no_difference(struct arena *a)
{
	static const char *const tail[] = { "a,b\r\nc,d\r\n", "a\r\rb\r",
		"\"a\"\"\",\"b\r\nc\"\r\nd", "a\"b\r\nc\r\n", "\"a\r\nb\r\nc",
		"\"a\"b\r\nc", "\xE1\xBB\x97,\xE1\xBB\r\nx,y", "a,\r\n\r\n,b" };
	size_t i, k, bad = 0, pad, room = 256 * 1024;
	str big = filled(a, room, 'x'), alone, shifted;
	struct arena_mark m = arena_mark(a);

	for (i = 0; i < sizeof(tail) / sizeof(*tail); i++)
		for (k = 0; k <= str_of(tail[i]).n + 2; k++) {
			pad = room - 3 - k;
			alone = read_as(a, str_print(a, "x,\n%s", tail[i]));
			shifted = read_as(a, str_print(a, "%.*s,\n%s",
			    (int)(pad + 1), big.p, tail[i]));
			bad += !str_same(str_part(alone, 4, alone.n),
			    str_part(shifted, pad + 4, shifted.n));
			arena_back(a, m);
		}
	CHECK(bad == 0);
}

static void
a_slow_pipe_reads_like_a_file(struct arena *a)
{
	struct errors e = { a, NULL };
	struct write w = write_new(a, 0);
	struct csv *c;
	int end[2];

	CHECK(pipe(end) == 0);
	CHECK(write(end[1], "a,\"b\r\nc\"\r\n1,2", 13) == 13);
	close(end[1]);
	CHECK(csv_open_fd(a, end[0], &c, &e));
	show(c, 8, &w);
	CHECK(str_is(write_done(&w), "|a|b\r\nc\n|1|2\n"));
	close(end[0]);
}

static void
what_cannot_be_opened_is_said(struct arena *a)
{
	struct errors e = { a, NULL };
	struct csv *c;

	CHECK(!csv_open_file(a, "/nowhere/at/all.csv", &c, &e));
	CHECK(strstr(errors_text(&e, NULL), "/nowhere/at/all.csv") != NULL);
	errors_clear(&e);
	CHECK(!csv_open_file(a, test_scratch(), &c, &e));       /* a folder */
	CHECK(errors_worst(&e) == INVALID);
}

static void
a_fault_becomes_a_sentence_with_its_place(struct arena *a)
{
	struct errors e = { a, NULL };
	struct csv *c;
	str field[4];
	size_t n;

	CHECK(csv_open_text(a, S("a,b\n1,x\"y\n"), &c, &e));
	CHECK(csv_next(c, field, 4, &n) && csv_fail(c, NULL, &e));
	CHECK(csv_next(c, field, 4, &n) && n == 0);
	CHECK(!csv_fail(c, "file", &e));
	CHECK(strstr(errors_text(&e, "file"), "Line 2, column 4:") != NULL);
}

static str
row(struct arena *a, str one, str two, bool exact)
{
	struct write w = write_new(a, 0);
	void (*put)(struct write *, str, bool) = exact ? csv_write_exact :
	    csv_write_field;

	put(&w, one, true);
	put(&w, two, false);
	csv_end_row(&w);
	return write_done(&w);
}

static void
fields_are_quoted_where_it_is_needed(struct arena *a)
{
	CHECK(str_is(row(a, S("a"), S("b c"), false), "a,b c\n"));
	CHECK(str_is(row(a, S("a,b"), S("say \"x\""), false),
	    "\"a,b\",\"say \"\"x\"\"\"\n"));
	CHECK(str_is(row(a, S("a\nb"), S("\r"), true), "\"a\nb\",\"\r\"\n"));
	CHECK(str_is(row(a, S(" a"), S("a;b"), false), "\" a\",\"a;b\"\n"));
	CHECK(str_is(row(a, (str){ 0 }, (str){ 0 }, false), "\"\",\n"));
}

static void
a_spreadsheet_is_given_nothing_to_run(struct arena *a)
{
	CHECK(str_is(row(a, S("=1+1"), S("@x"), false), "'=1+1,'@x\n"));
	CHECK(str_is(row(a, S("-1.5"), S("-1e3"), false), "-1.5,-1e3\n"));
	CHECK(str_is(row(a, S("+84 91"), S("-x"), false), "'+84 91,'-x\n"));
	CHECK(str_is(row(a, S("\tx"), S("=\""), false), "\"'\tx\",\"'=\"\"\"\n"));
	CHECK(str_is(row(a, S("=1+1"), S("@x"), true), "=1+1,@x\n"));
	CHECK(str_is(row(a, S("'tis"), S("'=x"), false), "'tis,''=x\n"));
	CHECK(str_is(csv_unguard(S("''=x")), "'=x"));
	CHECK(str_is(csv_unguard(S("'tis")), "'tis"));
	CHECK(str_is(csv_unguard(S("'-5")), "'-5"));    /* never put there by us */
}

const struct test csv_tests[] = {
	{ "fields are split and unquoted",
	   fields_are_split_and_unquoted },
	{ "every kind of line end will do",
	   every_kind_of_line_end_will_do },
	{ "a mark at the start is no text",
	   a_mark_at_the_start_is_no_text },
	{ "the first line tells the separator",
	   the_first_line_tells_the_separator },
	{ "other files are refused with a sentence",
	   other_files_are_refused_with_a_sentence },
	{ "a faulty record is named, and reading goes on",
	   a_faulty_record_is_named_and_reading_goes_on },
	{ "lines and bytes are counted",
	   lines_and_bytes_are_counted },
	{ "more fields than room is a fault, not an overrun",
	   more_fields_than_room_is_a_fault_not_an_overrun },
	{ "limits hold to the byte",
	   limits_hold_to_the_byte },
	{ "a long file comes back field by field",
	   a_long_file_comes_back_field_by_field },
	{ "where the buffer ends makes no difference",
	   where_the_buffer_ends_makes_no_difference },
	{ "a slow pipe reads like a file",
	   a_slow_pipe_reads_like_a_file },
	{ "what cannot be opened is said",
	   what_cannot_be_opened_is_said },
	{ "a fault becomes a sentence with its place",
	   a_fault_becomes_a_sentence_with_its_place },
	{ "fields are quoted where it is needed",
	   fields_are_quoted_where_it_is_needed },
	{ "a spreadsheet is given nothing to run",
	   a_spreadsheet_is_given_nothing_to_run },
	{ 0 }
};
