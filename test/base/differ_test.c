/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/differ.h"

#include "test.h"

static void
same_texts(struct arena *a)
{
	size_t n;
	struct differ_line *d = differ(a, S("one\ntwo\n"), S("one  \ntwo"),
	    &n);

	CHECK(n == 2);
	CHECK(d[0].is == DIFFER_SAME && d[1].is == DIFFER_SAME);
	CHECK(differ_count(d, n) == 0);
}

static void
a_changed_word(struct arena *a)
{
	size_t n;
	struct differ_line *d = differ(a, S("a\nthe red house\nc"),
	    S("a\nthe blue house\nc"), &n);

	CHECK(n == 3);
	CHECK(d[1].is == DIFFER_CHANGED);
	CHECK(d[1].n_lefts == 3 && d[1].n_rights == 3);
	CHECK(str_is(d[1].lefts[0].text, "the ") && !d[1].lefts[0].differs);
	CHECK(str_is(d[1].lefts[1].text, "red ") && d[1].lefts[1].differs);
	CHECK(str_is(d[1].rights[1].text, "blue ") && d[1].rights[1].differs);
	CHECK(str_is(d[1].rights[2].text, "house"));
}

static void
lines_come_and_go(struct arena *a)
{
	size_t n;
	struct differ_line *d = differ(a, S("a\nb\nc\nd"), S("a\nc\nd\ne"),
	    &n);

	CHECK(n == 5);
	CHECK(d[1].is == DIFFER_GONE && str_is(d[1].left, "b"));
	CHECK(str_none(d[1].right));
	CHECK(d[4].is == DIFFER_NEW && str_is(d[4].right, "e"));
	CHECK(differ_count(d, n) == 2);
}

static void
nothing_on_one_side(struct arena *a)
{
	size_t n;
	struct differ_line *d = differ(a, (str){ 0 }, S("a\nb"), &n);

	CHECK(n == 2 && d[0].is == DIFFER_NEW && d[1].is == DIFFER_NEW);
	d = differ(a, (str){ 0 }, (str){ 0 }, &n);
	CHECK(n == 0 && differ_count(d, n) == 0);
}

const struct test differ_tests[] = {
	{ "blanks at the end of a line make no difference", same_texts },
	{ "the word that changed is marked on both sides", a_changed_word },
	{ "a line that went and one that came stand alone",
	  lines_come_and_go },
	{ "an empty version has nothing beside the other",
	  nothing_on_one_side },
	{ 0 }
};
