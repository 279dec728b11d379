/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "format/canon.h"
#include "format/json.h"

static str
slurp(struct arena *a, const char *path)
{
	char *p = arena_take(a, 100000, 1);
	FILE *f = fopen(path, "rb");
	size_t n = 0;

	if (f != NULL) {
		n = fread(p, 1, 100000, f);
		fclose(f);
	}
	return (str){ p, n };
}

static str
canon(struct arena *a, str text)
{
	struct errors e = { .arena = a };
	struct write w = write_new(a, 100000);
	struct node *n = NULL;

	CHECK(json_read(a, text, &n, &e));
	if (n != NULL)
		canon_json(&w, n);
	return write_done(&w);
}

/* The published cases of RFC 8785. */
static void
published(struct arena *a)
{
	static const char *const names[] = { "arrays", "french", "structures",
		"unicode", "values", "weird" };
	const char *in, *out;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		in = test_shared(a, str_print(a,
		    "theirs/openbadges/jcs-vectors/input/%s.json",
		    names[i]).p);
		out = test_shared(a, str_print(a,
		    "theirs/openbadges/jcs-vectors/output/%s.json",
		    names[i]).p);
		if (in == NULL || out == NULL) {
			test_skip("no ../shared/theirs/openbadges");
			return;
		}
		CHECK(str_same(canon(a, slurp(a, in)), slurp(a, out)));
	}
}

/* ECMA-262 and the table of RFC 8785, appendix B. */
static void
numbers(struct arena *a)
{
	static const struct {
		double v;
		const char *text;
	} cases[] = {
		{ 0.0, "0" }, { -0.0, "0" }, { 1, "1" }, { -1.5, "-1.5" },
		{ 5e-324, "5e-324" }, { -5e-324, "-5e-324" },
		{ 1.7976931348623157e308, "1.7976931348623157e+308" },
		{ 9007199254740992.0, "9007199254740992" },
		{ 295147905179352830000.0, "295147905179352830000" },
		{ 9.999999999999997e22, "9.999999999999997e+22" },
		{ 1e23, "1e+23" }, { 1.0000000000000001e23,
		    "1.0000000000000001e+23" },
		{ 999999999999999700000.0, "999999999999999700000" },
		{ 1e21, "1e+21" }, { 9.999999999999997e-7,
		    "9.999999999999997e-7" },
		{ 0.000001, "0.000001" },
		{ 333333333.33333329, "333333333.3333333" },
		{ 333333333.3333332, "333333333.3333332" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct write w = write_new(a, 100);

		canon_number(&w, cases[i].v);
		CHECK(str_is(write_done(&w), cases[i].text));
	}
}

/* draft-msporny-base58, and the ten cases of RFC 4648 without padding. */
static void
bytes(struct arena *a)
{
	static const char *const plain[] = { "f", "fo", "foo", "foob", "fooba",
		"foobar" };
	static const char *const coded[] = { "Zg", "Zm8", "Zm9v", "Zm9vYg",
		"Zm9vYmE", "Zm9vYmFy" };
	struct write w = write_new(a, 1000);
	size_t i;

	canon_base58(&w, (const unsigned char *)"Hello World!", 12);
	CHECK(str_is(write_done(&w), "2NEpo7TZRRrLZSi2U"));
	w = write_new(a, 1000);
	canon_base58(&w, (const unsigned char *)
	    "The quick brown fox jumps over the lazy dog.", 44);
	CHECK(str_is(write_done(&w),
	    "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"));
	w = write_new(a, 1000);
	canon_base58(&w, (const unsigned char *)"\x00\x00\x28\x7f\xb4\xcd", 6);
	CHECK(str_is(write_done(&w), "11233QC4"));
	for (i = 0; i < 6; i++)
		CHECK(str_is(canon_base64url(a,
		    (const unsigned char *)plain[i], strlen(plain[i])),
		    coded[i]));
}

const struct test canon_tests[] = {
	{ "JSON is brought to the published canonical forms", published },
	{ "numbers are printed as ECMAScript prints them", numbers },
	{ "bytes become the published base58 and base64url", bytes },
	{ 0 }
};
