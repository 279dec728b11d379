/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of format/mime.  The encoded texts were made with Python's base64
 * and quopri; test/mail reads whole mails back with another program.
 */
#include "format/mime.h"

#include <string.h>

#include "base/arena.h"
#include "test.h"

static struct mime
plain(void)
{
	return (struct mime){
		.from = { S("office@tilth.example"), S("Tilth office") },
		.to = { S("linh@example.org"), { 0 } },
		.subject = S("Session tomorrow"), .text = S("Good day.\n"),
		.id = S("1@tilth.example"), .at = 1767225600000 };
}

static str
made(struct arena *a, const struct mime *m)
{
	struct errors e = { .arena = a };
	str out = { 0 };

	CHECK(mime_write(a, m, &out, &e));
	return out;
}

static bool
has(str in, const char *what)
{
	return str_find(in, str_of(what)) < in.n;
}

static void
a_plain_mail_has_its_headers_and_text(struct arena *a)
{
	struct mime m = plain();
	str out = made(a, &m);

	/* 2026-01-01T00:00:00Z is a Thursday. */
	CHECK(has(out, "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n"));
	CHECK(has(out, "From: \"Tilth office\" <office@tilth.example>\r\n"));
	CHECK(has(out, "To: linh@example.org\r\n"));
	CHECK(has(out, "Subject: Session tomorrow\r\n"));
	CHECK(has(out, "Message-ID: <1@tilth.example>\r\n"));
	CHECK(has(out, "\r\n\r\nGood day.\r\n"));
}

static void
vietnamese_stands_in_encoded_words(struct arena *a)
{
	struct mime m = plain();
	str out;

	m.subject = str_of("Lớp học ngày mai");
	m.to.name = str_of("Nguyễn Văn A");
	out = made(a, &m);
	/* python3: base64.b64encode('Lớp học ngày mai'.encode()) */
	CHECK(has(out, "Subject: =?UTF-8?B?TOG7m3AgaOG7jWMgbmfDoHkgbWFp?=\r\n"));
	CHECK(has(out, "To: =?UTF-8?B?Tmd1eeG7hW4gVsSDbiBB?= "
	    "<linh@example.org>\r\n"));
}

/* No line is longer than 76, no word is cut inside a character. */
static void
long_subjects_are_folded_between_characters(struct arena *a)
{
	struct mime m = plain();
	str out, line, rest;
	char text[601];
	size_t i;

	for (i = 0; i < 600; i += 3)
		memcpy(text + i, "ạ", 3);
	m.subject = (str){ text, 600 };
	out = made(a, &m);
	rest = out;
	while (str_cut(&rest, '\n', &line))
		CHECK(line.n <= 77);    /* with the carriage return */
	CHECK(has(out, "?=\r\n =?UTF-8?B?"));
	/* 39 bytes a word are 13 characters of three: none is cut. */
	CHECK(has(out, "=?UTF-8?B?4bqh4bqh4bqh4bqh4bqh4bqh4bqh4bqh4bqh4bqh4bqh"
	    "4bqh4bqh?="));
}

static void
a_line_that_begins_with_a_dot_stays_one(struct arena *a)
{
	struct mime m = plain();

	m.text = S(".\n..two\nend");
	CHECK(has(made(a, &m), "\r\n\r\n.\r\n..two\r\nend\r\n"));
}

static void
equals_and_long_lines_are_quoted(struct arena *a)
{
	struct mime m = plain();
	char text[102];

	m.text = S("a=b and more of plain words ");
	CHECK(has(made(a, &m), "a=3Db and more of plain words=20\r\n"));
	memset(text, 'x', 100);
	m.text = (str){ text, 100 };
	/* 75 characters and the soft line end are 76. */
	CHECK(has(made(a, &m), "xxxxx=\r\nxxxxxxxxxxxxxxxxxxxxxxxxx\r\n"));
}

static void
no_header_is_smuggled_in(struct arena *a)
{
	static const char *const bad[] = { "x\r\nBcc: all@example.org",
		"x\nBcc: y", "x\rBcc: y", "x\x01", "x\x7f", NULL };
	struct mime m;
	str out;
	size_t i;

	for (i = 0; bad[i] != NULL; i++) {
		struct errors e = { .arena = a };

		m = plain();
		m.subject = str_of(bad[i]);
		CHECK(!mime_write(a, &m, &out, &e));
		m = plain();
		m.to.name = str_of(bad[i]);
		CHECK(!mime_write(a, &m, &out, &e));
		m = plain();
		m.from.name = str_of(bad[i]);
		CHECK(!mime_write(a, &m, &out, &e));
		CHECK(errors_worst(&e) == INVALID);
	}
}

static void
addresses_are_told_from_what_is_none(struct arena *a)
{
	static const char *const good[] = { "a@b.vn", "an.binh+x@mail.hue.vn",
		"o'hara@example.org", "root@localhost", NULL };
	static const char *const bad[] = { "", "a", "@b.vn", "a@", "a b@c.vn",
		"a@b@c.vn", "a@b.vn\n", "a@b..vn", ".a@b.vn", "a.@b.vn",
		"<a@b.vn>", "a@b.vn,c@d.vn", "\"a\"@b.vn", "a@-b.vn",
		"a@b.vn>\r\nRCPT TO:<c@d.vn", "ạ@b.vn", NULL };
	size_t i;

	(void)a;
	for (i = 0; good[i] != NULL; i++)
		CHECK(mime_is_address(str_of(good[i])));
	for (i = 0; bad[i] != NULL; i++)
		CHECK(!mime_is_address(str_of(bad[i])));
}

static void
a_calendar_goes_beside_the_text(struct arena *a)
{
	struct mime m = plain();
	str out;

	m.calendar = S("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
	m.method = S("REQUEST");
	out = made(a, &m);
	CHECK(has(out, "multipart/alternative"));
	CHECK(has(out, "text/calendar; charset=utf-8; method=REQUEST"));
	CHECK(str_ends(out, S("part--\r\n")));
}

/* The lines in between by Python's base64 of "Figures." */
static void
a_file_goes_behind_what_is_read(struct arena *a)
{
	struct mime_file f = { S("CULT-report.pdf"), S("application/pdf"),
		S("Figures.") };
	struct errors e = { .arena = a };
	struct mime m = plain();
	str out;

	m.html = S("<p>Good day.</p>");
	m.file = &f;
	m.n_files = 1;
	out = made(a, &m);
	CHECK(has(out, "Content-Type: multipart/mixed;\r\n"
	    " boundary=\"=_tilth_file\"\r\n\r\n--=_tilth_file\r\n"
	    "Content-Type: multipart/alternative;"));
	CHECK(has(out, "--=_tilth_part--\r\n--=_tilth_file\r\n"
	    "Content-Type: application/pdf\r\n"
	    "Content-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment;\r\n"
	    " filename=\"CULT-report.pdf\"\r\n\r\n"
	    "RmlndXJlcy4=\r\n--=_tilth_file--\r\n"));
	f.name = S("a\r\nBcc: all@example.org");
	CHECK(!mime_write(a, &m, &out, &e));
	f.name = S("a\"; x=\"b");
	CHECK(!mime_write(a, &m, &out, &e));
}

const struct test mime_tests[] = {
	{ "a plain mail has its headers and text",
	   a_plain_mail_has_its_headers_and_text },
	{ "Vietnamese stands in encoded words",
	   vietnamese_stands_in_encoded_words },
	{ "long subjects are folded between characters",
	   long_subjects_are_folded_between_characters },
	{ "a line that begins with a dot stays one",
	   a_line_that_begins_with_a_dot_stays_one },
	{ "equals signs and long lines are quoted",
	   equals_and_long_lines_are_quoted },
	{ "no header is smuggled in", no_header_is_smuggled_in },
	{ "addresses are told from what is none",
	   addresses_are_told_from_what_is_none },
	{ "a file goes behind what is read",
	   a_file_goes_behind_what_is_read },
	{ "a calendar goes beside the text",
	   a_calendar_goes_beside_the_text },
	{ 0 }
};
