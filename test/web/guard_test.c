/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The heads are written as they came over the wire, split the way
 * libmicrohttpd 0.9.75 splits them (seen by experiment): it drops an empty
 * name, cuts a value at a NUL, loses a folded line and takes a lone LF.
 */
#include "web/guard.h"

#include <string.h>

#include "base/arena.h"
#include "test.h"

enum { ROOM = 128 };

struct wire {
	struct head h;
	struct pair fields[ROOM];
};

static struct wire *
head(struct arena *a, const char *method, const char *target, size_t size)
{
	struct wire *w = NEW(a, struct wire);

	w->h = (struct head){ str_of(method), str_of(target), S("HTTP/1.1"),
		w->fields, 0, size };
	w->fields[w->h.n++] = (struct pair){ S("Host"), S("a") };
	return w;
}

static void
add(struct wire *w, const char *name, const char *value)
{
	w->fields[w->h.n++] = (struct pair){ str_of(name), str_of(value) };
}

static int
check(const struct wire *w)
{
	const char *says = NULL;
	int status = guard_check(&w->h, &says);

	CHECK((status == 0) == (says == NULL));
	return status;
}

static void
an_honest_head_passes(struct arena *a)
{
	/* "GET / HTTP/1.1" "Host: a" "" with CRLF: 16 + 9 + 2. */
	struct wire *w = head(a, "GET", "/", 27);

	CHECK(check(w) == 0);
	w = head(a, "GET", "/a%20b?c=d", strlen("GET /a%20b?c=d HTTP/1.1\r\n"
	    "Host: a\r\nX:1\r\nY: \r\n\r\n"));
	add(w, "X", "1");
	add(w, "Y", "");
	CHECK(check(w) == 0);
	w = head(a, "POST", "http://a/b", 0);
	add(w, "Transfer-Encoding", "chunked");
	add(w, "Expect", "100-continue");
	CHECK(check(w) == 0);
	CHECK(head_length(&w->h) == -1);
}

static void
two_lengths_are_refused(struct arena *a)
{
	static const char *const odd[] = { "+3", "3 5", "-1", "0x3", "", "3,3" };
	struct wire *w = head(a, "POST", "/", 0);
	size_t i;

	add(w, "Content-Length", "3");
	CHECK(check(w) == 0 && head_length(&w->h) == 3);
	add(w, "Transfer-Encoding", "chunked");
	CHECK(check(w) == 400);
	w = head(a, "POST", "/", 0);
	add(w, "Content-Length", "3");
	add(w, "content-length", "3");
	CHECK(check(w) == 400);
	for (i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		w = head(a, "POST", "/", 0);
		add(w, "Content-Length", odd[i]);
		CHECK(check(w) == 400);
	}
	w = head(a, "POST", "/", 0);
	add(w, "Content-Length", "18446744073709551619");
	CHECK(check(w) == 413);
}

static void
other_codings_are_refused(struct arena *a)
{
	struct wire *w = head(a, "POST", "/", 0);

	add(w, "Transfer-Encoding", "gzip, chunked");
	CHECK(check(w) == 501);
	w = head(a, "POST", "/", 0);
	w->h.version = S("HTTP/1.0");
	add(w, "Transfer-Encoding", "chunked");
	CHECK(check(w) == 400);
	w = head(a, "POST", "/", 0);
	add(w, "Content-Encoding", "gzip");
	CHECK(check(w) == 415);
	w = head(a, "POST", "/", 0);
	add(w, "Expect", "a miracle");
	CHECK(check(w) == 417);
}

static void
one_host_is_right(struct arena *a)
{
	struct wire *w = head(a, "GET", "/", 0);

	add(w, "Host", "b");
	CHECK(check(w) == 400);
	w = head(a, "GET", "/", 0);
	w->h.n = 0;
	CHECK(check(w) == 400);
	w->h.version = S("HTTP/1.0");
	CHECK(check(w) == 0);
	w = head(a, "GET", "/", 0);
	w->fields[0].value = S("a/b@c");
	CHECK(check(w) == 400);
	w->fields[0].value = S("[::1]:8080");
	CHECK(check(w) == 0);
}

static void
names_and_values_are_clean(struct arena *a)
{
	struct wire *w = head(a, "GET", "/", 0);

	add(w, "X-A ", "1");                    /* blank before the colon */
	CHECK(check(w) == 400);
	w = head(a, "GET", "/", 0);
	add(w, "X-A", "a\rb: c");               /* a lone CR */
	CHECK(check(w) == 400);
	w = head(a, "GET", "/", 0);
	add(w, "X-A", "tab\tis fine");
	CHECK(check(w) == 0);
}

static void
what_the_library_hid_shows_in_the_size(struct arena *a)
{
	struct wire *w = head(a, "GET", "/", 30);       /* ": 1" was dropped */

	CHECK(check(w) == 400);
	w = head(a, "GET", "/", 37);                    /* "X-A: a\0b" */
	add(w, "X-A", "a");
	CHECK(check(w) == 400);
	w = head(a, "GET", "/", 39);                    /* "X-A: a" CRLF " b" */
	add(w, "X-Ab", "a");
	CHECK(check(w) == 400);
	w = head(a, "GET", "/", 24);                    /* lone LFs */
	CHECK(check(w) == 400);
	w = head(a, "GET", "/a", 30);                   /* "/a\0b" */
	CHECK(check(w) == 400);
}

static void
too_much_is_refused(struct arena *a)
{
	struct wire *w;
	int i;

	w = head(a, "GET", str_print(a, "/%09000d", 0).p, 0);
	CHECK(check(w) == 414);
	w = head(a, "GET", "/", 0);
	for (i = 0; i < GUARD_FIELDS; i++)
		add(w, "X", "1");
	CHECK(check(w) == 431);
	w = head(a, "GET", "/", 0);
	add(w, "X", str_print(a, "%020000d", 0).p);
	CHECK(check(w) == 431);
}

static void
odd_targets_are_refused(struct arena *a)
{
	CHECK(check(head(a, "GET", "", 0)) == 400);
	CHECK(check(head(a, "GET", "*", 0)) == 400);
	CHECK(check(head(a, "GET", "a", 0)) == 400);
	CHECK(check(head(a, "GET", "/a#b", 0)) == 400);
	CHECK(check(head(a, "GET", "/\x01", 0)) == 400);
	CHECK(check(head(a, "GET", "/\xc3\xa9", 0)) == 400);
	CHECK(check(head(a, "G T", "/", 0)) == 400);
}

const struct test guard_tests[] = {
	{ "an honest head passes", an_honest_head_passes },
	{ "two lengths, odd lengths and a length beside chunks are refused",
	   two_lengths_are_refused },
	{ "other codings and expectations are refused", other_codings_are_refused },
	{ "a request has one host, and it is one", one_host_is_right },
	{ "names are tokens and values have no controls", names_and_values_are_clean },
	{ "what the library hid shows in the size of the head",
	   what_the_library_hid_shows_in_the_size },
	{ "long targets, many fields and long values are refused", too_much_is_refused },
	{ "odd targets and methods are refused", odd_targets_are_refused },
	{ 0 }
};
