/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/id.h"

#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

static void
an_id_shows_its_milliseconds_version_and_variant(struct arena *a)
{
	struct random r = random_seeded(1);
	struct id id = id_new(&r, 0x017F22E279B0);      /* RFC 9562, A.6 */
	str s = id_text(a, id);

	CHECK(s.n == 36 && str_starts(s, S("017f22e2-79b0-7")));
	CHECK(s.p[19] == '8' || s.p[19] == '9' || s.p[19] == 'a' || s.p[19] == 'b');
	CHECK(!id_none(id) && id_none((struct id){ { 0 } }));
}

static void
ids_of_one_source_rise_even_when_the_clock_does_not(struct arena *a)
{
	struct random r = random_seeded(2);
	struct id last = { { 0 } }, id;
	size_t i, bad = 0;
	int64_t now = 1700000000000;

	(void)a;
	for (i = 0; i < 100000; i++) {
		if (i % 1000 == 0)
			now += i % 2000 == 0 ? 1 : -5;
		id = id_new(&r, now);
		bad += id_order(last, id) >= 0 || id_same(last, id);
		bad += id.b[6] >> 4 != 7 || id.b[8] >> 6 != 2;
		last = id;
	}
	CHECK(bad == 0);
}

static void
a_full_count_goes_on_in_the_next_millisecond(struct arena *a)
{
	struct random r = random_seeded(3);
	struct id one = id_new(&r, 1000), two;

	(void)a;
	r.last_low = (UINT64_C(1) << 62) - 1;
	two = id_new(&r, 1000);
	CHECK(id_order(one, two) < 0 && r.last_ms == 1001);
}

static void
two_sources_do_not_meet(struct arena *a)
{
	struct random one = random_system(), two = random_system();

	(void)a;
	CHECK(!id_same(id_new(&one, 5), id_new(&two, 5)));
}

/* Python: hashlib.blake2b(b'person\0Nguy\xe1\xbb\x85n', digest_size=16),
 * then the bits of version 8 and of the variant. */
static void
the_same_name_gives_the_same_id_for_ever(struct arena *a)
{
	struct id id = id_from(S("person"), S("Nguyễn"));

	CHECK(str_is(id_text(a, id), "5cd13e28-3c77-86fd-942b-69eb29744066"));
	CHECK(id_same(id, id_from(S("person"), S("Nguyễn"))));
	CHECK(!id_same(id_from(S("ab"), S("c")), id_from(S("a"), S("bc"))));
	CHECK(!id_same(id_from(S("a"), S("")), id_from((str){ 0 }, S("a"))));
}

static void
ids_are_read_in_either_case_and_nothing_else_is(struct arena *a)
{
	static const char *const bad[] = { "", "5cd13e28-3c77-86fd-942b-69eb2974406",
		"5cd13e28-3c77-86fd-942b-69eb297440666",
		"5cd13e28x3c77-86fd-942b-69eb29744066",
		"5cd13e283-c77-86fd-942b-69eb29744066",
		"5cd13e28-3c77-86fd-942b-69eb2974406g",
		"{cd13e28-3c77-86fd-942b-69eb2974406}",
		"5cd13e28-3c77-86fd-942b--9eb29744066" };
	struct id id, upper;
	size_t i;

	CHECK(id_read(S("5cd13e28-3c77-86fd-942b-69eb29744066"), &id));
	CHECK(id_read(S("5CD13E28-3C77-86FD-942B-69EB29744066"), &upper));
	CHECK(id_same(id, upper) && id.b[0] == 0x5c && id.b[15] == 0x66);
	CHECK(str_is(id_text(a, id), "5cd13e28-3c77-86fd-942b-69eb29744066"));
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!id_read(str_of(bad[i]), &id));
	CHECK(str_is(id_text(a, (struct id){ { 0 } }), ""));
}

const struct test id_tests[] = {
	{ "an id shows its milliseconds, version and variant",
	   an_id_shows_its_milliseconds_version_and_variant },
	{ "ids of one source rise even when the clock does not",
	   ids_of_one_source_rise_even_when_the_clock_does_not },
	{ "a full count goes on in the next millisecond",
	   a_full_count_goes_on_in_the_next_millisecond },
	{ "two sources do not meet",
	   two_sources_do_not_meet },
	{ "the same name gives the same id for ever",
	   the_same_name_gives_the_same_id_for_ever },
	{ "ids are read in either case and nothing else is",
	   ids_are_read_in_either_case_and_nothing_else_is },
	{ 0 }
};
