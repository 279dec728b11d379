/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/seek.  What should be found is told by an edit distance of
 * our own here, worked out cell by cell over every person; the index is
 * never asked.
 */
#include "flow/seek.h"

#include <stdio.h>

#include "base/fold.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/people.h"
#include "site.h"
#include "store/seek.h"
#include "test.h"

enum { PEOPLE = 300, LONG = 24 };

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* Letters to add, take out, replace or swap with the neighbour (restricted
 * Damerau-Levenshtein), of ASCII words. */
static int
distance(str a, str b)
{
	int d[LONG + 1][LONG + 1] = { { 0 } };
	size_t i, j;

	for (i = 0; i <= a.n; i++)
		for (j = 0; j <= b.n; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = (int)(i + j);
				continue;
			}
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
			    d[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]));
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[a.n][b.n];
}

static bool
fits(struct arena *a, str name, str typed)
{
	str words = fold(a, typed), rest, word, of;
	bool one;

	while (str_cut(&words, ' ', &word)) {
		one = false;
		rest = fold(a, name);
		while (str_cut(&rest, ' ', &of))
			one |= distance(of, word) <= 1 ||
			    (word.n > 1 && str_starts(of, word));
		if (!one)
			return false;
	}
	return true;
}

static const char *const first[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng",
	"Dubois", "Lefèvre", "Benoît", "Diallo", "Traoré" };
static const char *const middle[] = { "Văn", "Thị", "Đức", "Thu", "Marie",
	"Aïcha" };
static const char *const last[] = { "Hoa", "Hoài", "Hòa", "Hạnh", "Lan",
	"Loan", "Linh", "Lĩnh", "Minh", "Mình", "Ngọc", "Đặng", "Zoé" };

static struct person
named(struct site *t, const char *name)
{
	struct person *p = site_blank(t, &person_entity, t->one);

	p->name = str_of(name);
	p->post = (str){ 0 };
	site_keep(t, &person_entity, p);
	return *p;
}

static void
many(struct site *t, str *name)
{
	struct person p;
	size_t i;

	for (i = 0; i < PEOPLE; i++) {
		p = named(t, str_print(t->a, "%s %s %s", first[i % 10],
		    middle[i / 10 % 6], last[i * 7 % 13]).p);
		name[i] = p.name;
	}
}

static void
as_by_hand(struct site *t, const str *name, const char *typed)
{
	struct seek_ask ask = { str_of(typed), ~0u, ~0u, SEEK_MOST,
		NULL };
	size_t i, n, want = 0;
	struct person *p;
	struct id *id;

	for (i = 0; i < PEOPLE; i++)
		want += fits(t->a, name[i], ask.words);
	CHECK(seek_rows(t->c.store, &person_entity, &ask, t->a, &id, &n,
	    &t->c.errors));
	for (i = 0; i < n; i++) {
		p = site_find(t, &person_entity, id[i]);
		CHECK(fits(t->a, p->name, ask.words));
	}
	if (n != want)
		printf("%s: %zu found, %zu fit\n", typed, n, want);
	CHECK(n == want);
}

static void
one_letter_wrong_finds_what_a_distance_by_hand_finds(struct arena *a)
{
	static const char *const typed[] = { "hoa", "Hòa", "haoi", "nguyen",
		"nguyne", "nguyn", "nnguyen", "lefevre", "lefvre", "traore",
		"trqore", "nguyen van", "nguyem vna", "pham thi", "le duc",
		"zoe", "dang", "dagn lan", "nobody", "ng", "x", "an" };
	str name[PEOPLE];
	struct site t;
	size_t i;

	if (!site_open(&t, a, "seek_distance"))
		return;
	site_system(&t);
	many(&t, name);
	for (i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		as_by_hand(&t, name, typed[i]);
	site_close(&t);
}

static void
arabic_is_found_with_a_letter_wrong(struct arena *a)
{
	struct seek_hit *hit;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "seek_arabic"))
		return;
	site_system(&t);
	(void)named(&t, "فاطمة الزهراء");
	CHECK(flow_seek(&t.c, &person_entity, S("فاطمه"), 5, &hit, &n));
	CHECK(n == 1 && hit[0].off == 1);
	CHECK(flow_seek(&t.c, &person_entity, S("الزهراء"), 5, &hit, &n));
	CHECK(n == 1 && hit[0].off == 0);
	site_close(&t);
}

static void
the_words_follow_a_change_and_go_with_the_row(struct arena *a)
{
	struct seek_hit *hit;
	struct person p;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "seek_follow"))
		return;
	site_system(&t);
	p = named(&t, "Quenby Zabriskie");
	CHECK(flow_seek(&t.c, &person_entity, S("zabriskei"), 5, &hit, &n));
	CHECK(n == 1);
	p.name = S("Quenby Oduya");
	CHECK(flow_save(&t.c, &person_entity, &p));
	CHECK(flow_seek(&t.c, &person_entity, S("zabriskie"), 5, &hit, &n));
	CHECK(n == 0);
	CHECK(flow_seek(&t.c, &person_entity, S("quenby oduay"), 5, &hit, &n));
	CHECK(n == 1);
	CHECK(flow_erase(&t.c, &person_entity, p.row.id));
	CHECK(flow_seek(&t.c, &person_entity, S("quenby"), 5, &hit, &n));
	CHECK(n == 0);
	site_close(&t);
}

static void
a_masked_name_is_not_guessed_by_searching(struct arena *a)
{
	struct seek_hit *hit;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "seek_mask"))
		return;
	site_system(&t);
	(void)named(&t, "Quenby Zabriskie");
	site_sit(&t, "SC", t.one);
	CHECK(flow_seek(&t.c, &person_entity, S("quenby"), 5, &hit, &n));
	CHECK(n == 0);
	site_sit(&t, "PM", t.one);
	CHECK(flow_seek(&t.c, &person_entity, S("quenby"), 5, &hit, &n));
	CHECK(n == 1);
	site_sit(&t, "PM", t.two);
	CHECK(flow_seek(&t.c, &person_entity, S("quenby"), 5, &hit, &n));
	CHECK(n == 0);
	site_close(&t);
}

static void
what_was_written_without_words_has_them_after_a_rebuild(struct arena *a)
{
	struct seek_hit *hit;
	struct site t;
	size_t n;

	if (!site_open(&t, a, "seek_rebuild"))
		return;
	site_system(&t);
	(void)named(&t, "Quenby Zabriskie");
	CHECK(seek_rebuild(t.c.store, &t.c.errors));
	CHECK(flow_seek(&t.c, &person_entity, S("quemby"), 5, &hit, &n));
	CHECK(n == 1);
	site_close(&t);
}

const struct test seek_tests[] = {
	{ "one letter wrong finds what a distance by hand finds",
	   one_letter_wrong_finds_what_a_distance_by_hand_finds },
	{ "arabic is found with a letter wrong",
	   arabic_is_found_with_a_letter_wrong },
	{ "the words follow a change and go with the row",
	   the_words_follow_a_change_and_go_with_the_row },
	{ "a masked name is not guessed by searching",
	   a_masked_name_is_not_guessed_by_searching },
	{ "what was written without words has them after a rebuild",
	   what_was_written_without_words_has_them_after_a_rebuild },
	{ 0 }
};
