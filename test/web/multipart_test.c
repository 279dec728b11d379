/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/multipart.h"

#include "base/arena.h"
#include "test.h"

#define CRLF "\r\n"

static void
fields_and_files_are_told_apart(struct arena *a)
{
	str body = S("--xYz" CRLF
	    "Content-Disposition: form-data; name=\"title\"" CRLF CRLF
	    "Một" CRLF
	    "--xYz" CRLF
	    "Content-Disposition: form-data; name=\"file\"; "
	    "filename=\"C:\\dir\\a \\\"b\\\".csv\"" CRLF
	    "Content-Type: text/csv" CRLF CRLF
	    "a,b" CRLF "--xY" CRLF "\0\xff" CRLF
	    "--xYz" CRLF
	    "content-disposition: form-data; name=empty; filename=\"\"" CRLF CRLF
	    CRLF
	    "--xYz--" CRLF);
	struct errors e = { a, NULL, NULL };
	struct uploads *u = NEW(a, struct uploads);
	struct pairs p = { 0 };

	CHECK(multipart_read(a, body, S("xYz"), &p, u, &e));
	CHECK(p.n == 1 && str_is(p.at[0].name, "title"));
	CHECK(str_is(p.at[0].value, "Một"));
	CHECK(u->n == 1);
	CHECK(str_is(u->at[0].name, "file"));
	CHECK(str_is(u->at[0].filename, "a \"b\".csv"));
	CHECK(str_is(u->at[0].type, "text/csv"));
	CHECK(str_same(u->at[0].bytes, S("a,b\r\n--xY\r\n\0\xff")));
}

static void
an_empty_value_is_empty_not_missing(struct arena *a)
{
	str body = S("preamble" CRLF "--b" CRLF
	    "Content-Disposition: form-data; name=\"x\"" CRLF CRLF CRLF "--b--");
	struct errors e = { a, NULL, NULL };
	struct uploads *u = NEW(a, struct uploads);
	struct pairs p = { 0 };

	CHECK(multipart_read(a, body, S("b"), &p, u, &e));
	CHECK(p.n == 1 && p.at[0].value.p != NULL && p.at[0].value.n == 0);
}

static void
what_is_cut_short_is_refused(struct arena *a)
{
	static const char *const bad[] = {
		"", "--b", "--bx", "--b\r\n", "nothing",
		"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nvalue",
		"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nvalue\r\n--b",
		"--b\r\n\r\nno head\r\n--b--",
		"--b\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--b--",
		"--b\r\nno colon\r\n\r\nx\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\xff\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b junk\r\n--b--",
	};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct errors e = { a, NULL, NULL };
		struct uploads *u = NEW(a, struct uploads);
		struct pairs p = { 0 };

		CHECK(!multipart_read(a, str_of(bad[i]), S("b"), &p, u, &e));
		CHECK(errors_worst(&e) == INVALID);
	}
}

static void
the_boundary_is_taken_from_the_type(struct arena *a)
{
	(void)a;
	CHECK(str_is(multipart_boundary(S("multipart/form-data; boundary=abc")), "abc"));
	CHECK(str_is(multipart_boundary(
	    S("multipart/form-data; charset=utf-8; Boundary=\"a b\"")), "a b"));
	CHECK(multipart_boundary(S("multipart/form-data")).p == NULL);
	CHECK(multipart_boundary(S("multipart/form-data; boundary=")).p == NULL);
}

const struct test multipart_tests[] = {
	{ "fields and files are told apart, bytes stay as they are",
	   fields_and_files_are_told_apart },
	{ "an empty value is empty, not missing", an_empty_value_is_empty_not_missing },
	{ "what is cut short or malformed is refused", what_is_cut_short_is_refused },
	{ "the boundary is taken from the media type", the_boundary_is_taken_from_the_type },
	{ 0 }
};
