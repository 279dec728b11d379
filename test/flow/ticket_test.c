/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/ticket.  The layout is worked out from ticket.h; the
 * signature is also checked in the browser by another library
 * (test/browser/checkin.mjs).
 */
#include "flow/ticket.h"

#include <sodium.h>
#include <string.h>

#include "test.h"

static struct ticket_key
key(unsigned char n)
{
	unsigned char seed[32] = { n };
	struct ticket_key k;

	crypto_sign_seed_keypair(k.key, k.secret, seed);
	return k;
}

static struct ticket
ticket(void)
{
	return (struct ticket){ { { 1, [15] = 2 } }, { { 3, [15] = 4 } }, 5,
		day_of(1970, 1, 2) };
}

static bool
reads(struct arena *a, const struct ticket_key *k, str code, const char *says)
{
	struct errors e = { .arena = a };
	struct ticket t;
	bool fine = ticket_read(k, code, &t, &e);

	CHECK(fine || strstr(e.first->text, says) != NULL);
	return fine;
}

static void
a_code_is_digits_in_the_order_of_its_header(struct arena *a)
{
	struct ticket_key k = key(1);
	struct ticket t = ticket(), got;
	struct errors e = { .arena = a };
	str code = ticket_make(a, &k, &t);

	CHECK(code.n == 250);
	/* 1 and 5; 1 and 0; ...; the day after 1 January 1970 is 1. */
	CHECK(str_same(str_part(code, 0, 10), S("0026100256")));
	CHECK(str_same(str_part(code, 85, 90), S("00001")));
	CHECK(ticket_read(&k, code, &got, &e));
	CHECK(id_same(got.event, t.event) && id_same(got.place, t.place));
	CHECK(got.serial == 5 && got.until.n == t.until.n);
}

static void
a_forged_or_damaged_code_is_nobodys(struct arena *a)
{
	struct ticket_key mine = key(1), other = key(2);
	struct ticket t = ticket();
	str code = ticket_make(a, &other, &t);
	char *changed = str_z(a, ticket_make(a, &mine, &t));

	CHECK(!reads(a, &mine, code, "forged"));
	changed[42] = changed[42] == '1' ? '0' : '1';
	CHECK(!reads(a, &mine, str_of(changed), "forged"));
}

static void
a_code_that_is_cut_off_says_so(struct arena *a)
{
	struct ticket_key k = key(1);
	struct ticket t = ticket();
	str code = ticket_make(a, &k, &t);

	CHECK(!reads(a, &k, str_part(code, 0, 249), "cut off"));
	CHECK(!reads(a, &k, str_part(code, 0, 3), "cut off"));
	CHECK(!reads(a, &k, S("hello"), "not a code"));
	CHECK(!reads(a, &k, str_print(a, "%s0", code.p), "not a code"));
	/* Five digits stand for two bytes: 65536 is none. */
	CHECK(!reads(a, &k, str_print(a, "65536%s", code.p + 5),
	    "not a code"));
}

static void
letters_differ_by_person_and_by_serial(struct arena *a)
{
	struct ticket_key k = key(1);
	struct ticket t = ticket();
	str one = ticket_short(a, &k, t.place, 0);

	CHECK(one.n == 6 && str_same(one, ticket_short(a, &k, t.place, 0)));
	CHECK(!str_same(one, ticket_short(a, &k, t.place, 1)));
	CHECK(!str_same(one, ticket_short(a, &k, t.event, 0)));
	CHECK(str_same(ticket_typed(a, S(" 7kq-4mx ")), S("7KQ4MX")));
	CHECK(str_same(ticket_spaced(a, S("7KQ4MX")), S("7KQ-4MX")));
}

static void
the_address_of_a_page_ends_with_a_new_code(struct arena *a)
{
	struct ticket_key k = key(1), other = key(2);
	struct ticket t = ticket();
	str page = ticket_page(a, &k, t.place, 0);
	struct id place = { { 0 } };

	CHECK(page.n == 43 && ticket_page_place(page, &place));
	CHECK(id_same(place, t.place));
	CHECK(ticket_page_holds(&k, page, 0));
	CHECK(!ticket_page_holds(&k, page, 1));
	CHECK(!ticket_page_holds(&other, page, 0));
	CHECK(!ticket_page_holds(&k, str_part(page, 0, 42), 0));
}

static void
the_rooms_code_is_another_one_every_45_seconds(struct arena *a)
{
	struct ticket_key k = key(1);
	struct id session = { { 9 } }, named = { { 0 } };
	int64_t step = ticket_step(1000LL * 45 * 7 + 44999), got;
	str link = ticket_room_link(a, &k, session, step);
	char *other = str_z(a, link);

	CHECK(step == 7);
	CHECK(!str_same(ticket_room(a, &k, session, 7),
	    ticket_room(a, &k, session, 8)));
	CHECK(link.n == 43 && ticket_room_named(link, &named, &got));
	CHECK(id_same(named, session) && got == 7);
	CHECK(ticket_room_holds(&k, link));
	other[30] = other[30] == 'A' ? 'B' : 'A';
	CHECK(!ticket_room_holds(&k, str_of(other)));
}

const struct test ticket_tests[] = {
	{ "a code is digits in the order of its header",
	   a_code_is_digits_in_the_order_of_its_header },
	{ "a forged or damaged code is nobody's",
	   a_forged_or_damaged_code_is_nobodys },
	{ "a code that is cut off says so",
	   a_code_that_is_cut_off_says_so },
	{ "letters differ by person and by serial",
	   letters_differ_by_person_and_by_serial },
	{ "the address of a page ends with a new code",
	   the_address_of_a_page_ends_with_a_new_code },
	{ "the room's code is another one every 45 seconds",
	   the_rooms_code_is_another_one_every_45_seconds },
	{ 0 }
};
