/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a code of a person or a room: none of them is taken for a
 * true one, and one that is true is no more after a byte of it changed.
 */
#include "flow/ticket.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
change_one(struct arena *a, const struct ticket_key *k, str code,
    const uint8_t *bytes, size_t n)
{
	char *p = str_z(a, code);
	struct errors e = { .arena = a };
	struct ticket t;
	size_t at = n > 0 ? bytes[0] % code.n : 0;
	char is = n > 1 ? (char)bytes[1] : 'x';

	if (p[at] == is)
		return;
	p[at] = is;
	assert(!ticket_read(k, (str){ p, code.n }, &t, &e));
	assert(e.first != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const unsigned char seed[32] = { 7 };
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };
	str text = { (const char *)bytes, n };
	struct ticket t = { .serial = 3, .until = day_of(2026, 3, 2) }, got;
	struct ticket_key k;
	struct id id;
	int64_t step;
	str code;

	crypto_sign_seed_keypair(k.key, k.secret, seed);
	assert(!ticket_read(&k, text, &got, &e));
	assert(!ticket_page_holds(&k, text, 0));
	assert(!ticket_room_holds(&k, text));
	(void)ticket_page_place(text, &id);
	(void)ticket_room_named(text, &id, &step);
	assert(ticket_typed(a, text).n <= n);
	code = ticket_make(a, &k, &t);
	assert(ticket_read(&k, code, &got, &e) && got.serial == 3);
	change_one(a, &k, code, bytes, n);
	arena_free(a);
	return 0;
}
