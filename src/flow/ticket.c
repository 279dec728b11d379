/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/ticket.h"

#include <sodium.h>
#include <string.h>

#include "format/canon.h"

enum { VERSION = 1, SIGNED = TICKET_BYTES - 64, SEAL = 32, PAGE_MAC = 16,
	ROOM_MAC = 12, LABEL = 8, ID = 16 };

/* ---- keys ---- */

void
ticket_key_new(struct ticket_key *k)
{
	crypto_sign_keypair(k->key, k->secret);
}

str
ticket_key_text(struct arena *a, const unsigned char *bytes, size_t n)
{
	return canon_base64url(a, bytes, n);
}

static bool
from_base64(str text, unsigned char *out, size_t n)
{
	size_t got;

	return text.n > 0 && sodium_base642bin(out, n, text.p, text.n, NULL,
	    &got, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
	    got == n;
}

bool
ticket_key_read(str key, str secret, struct ticket_key *k)
{
	return from_base64(key, k->key, sizeof(k->key)) &&
	    from_base64(secret, k->secret, sizeof(k->secret));
}

/* What only the holder of the secret can tell of an id and a number. */
static void
seal(const struct ticket_key *k, const char *label, struct id id,
    uint32_t number, unsigned char *out, size_t n)
{
	unsigned char of[LABEL + ID + 4] = { 0 };

	memcpy(of, label, strlen(label));
	memcpy(of + LABEL, id.b, ID);
	of[LABEL + ID] = (unsigned char)(number >> 24);
	of[LABEL + ID + 1] = (unsigned char)(number >> 16);
	of[LABEL + ID + 2] = (unsigned char)(number >> 8);
	of[LABEL + ID + 3] = (unsigned char)number;
	crypto_generichash(out, n, of, sizeof(of), k->secret,
	    crypto_generichash_KEYBYTES);
}

/* ---- a person's code ---- */

static str
digits_of(struct arena *a, const unsigned char *bytes)
{
	char *p = NEWS(a, char, TICKET_DIGITS + 1);
	unsigned pair;
	int i, k;

	for (i = 0; i < TICKET_BYTES / 2; i++) {
		pair = (unsigned)(bytes[2 * i] << 8 | bytes[2 * i + 1]);
		for (k = 4; k >= 0; k--, pair /= 10)
			p[5 * i + k] = (char)('0' + pair % 10);
	}
	return (str){ p, TICKET_DIGITS };
}

static bool
bytes_of(str digits, unsigned char *bytes)
{
	unsigned pair;
	int i, k;

	for (i = 0; i < TICKET_BYTES / 2; i++) {
		for (k = 0, pair = 0; k < 5; k++)
			pair = pair * 10 +
			    (unsigned)(digits.p[5 * i + k] - '0');
		if (pair > 0xffff)
			return false;
		bytes[2 * i] = (unsigned char)(pair >> 8);
		bytes[2 * i + 1] = (unsigned char)pair;
	}
	return true;
}

/* Days since 1970, as moments count them. */
static int32_t
epoch(void)
{
	return moment_day(0).n;
}

str
ticket_make(struct arena *a, const struct ticket_key *k,
    const struct ticket *t)
{
	unsigned char bytes[TICKET_BYTES] = { VERSION };
	int32_t until = t->until.n - epoch();
	unsigned days = until < 0 ? 0 : until > 0xffff ? 0xffff
	    : (unsigned)until;          /* the last it can say: year 2149 */

	bytes[1] = (unsigned char)t->serial;
	memcpy(bytes + 2, t->event.b, ID);
	memcpy(bytes + 2 + ID, t->place.b, ID);
	bytes[SIGNED - 2] = (unsigned char)(days >> 8);
	bytes[SIGNED - 1] = (unsigned char)days;
	crypto_sign_detached(bytes + SIGNED, NULL, bytes, SIGNED, k->secret);
	return digits_of(a, bytes);
}

static bool
all_digits(str text)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
	return true;
}

bool
ticket_read(const struct ticket_key *k, str digits, struct ticket *t,
    struct errors *e)
{
	unsigned char bytes[TICKET_BYTES];

	*t = (struct ticket){ .serial = 0 };
	if (!all_digits(digits) || digits.n > TICKET_DIGITS)
		return fail(e, INVALID, "code", "This is not a code for "
		    "checking in.");
	if (digits.n < TICKET_DIGITS)
		return fail(e, INVALID, "code", "The code is cut off: scan it "
		    "again.");
	if (!bytes_of(digits, bytes) || bytes[0] != VERSION)
		return fail(e, INVALID, "code", "This is not a code for "
		    "checking in.");
	t->serial = bytes[1];
	memcpy(t->event.b, bytes + 2, ID);
	memcpy(t->place.b, bytes + 2 + ID, ID);
	t->until.n = epoch() + (bytes[SIGNED - 2] << 8 | bytes[SIGNED - 1]);
	return crypto_sign_verify_detached(bytes + SIGNED, bytes, SIGNED,
	    k->key) == 0 || fail(e, INVALID, "code",
	    "This code was not made here: it is forged or damaged.");
}

/* ---- six letters ---- */

/* No letter that is taken for a digit, and no vowel: no words. */
static const char letters[] = "BCDFGHJKMNPQRTVWXY346789";

str
ticket_spell(struct arena *a, const unsigned char bytes[8])
{
	char *p = NEWS(a, char, TICKET_SHORT + 1);
	uint64_t number = 0;
	int i;

	for (i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	for (i = 0; i < TICKET_SHORT; i++, number /= sizeof(letters) - 1)
		p[i] = letters[number % (sizeof(letters) - 1)];
	return (str){ p, TICKET_SHORT };
}

str
ticket_short(struct arena *a, const struct ticket_key *k, struct id place,
    unsigned serial)
{
	unsigned char out[16];

	seal(k, "person", place, serial, out, sizeof(out));
	return ticket_spell(a, out);
}

str
ticket_typed(struct arena *a, str typed)
{
	str up = str_upper(a, typed);
	char *p = NEWS(a, char, up.n + 1);
	size_t i, n = 0;

	for (i = 0; i < up.n; i++)
		if (up.p[i] != ' ' && up.p[i] != '-' && up.p[i] != '\t')
			p[n++] = up.p[i];
	return (str){ p, n };
}

str
ticket_spaced(struct arena *a, str code)
{
	return str_print(a, "%.*s-%.*s", TICKET_SHORT / 2, code.p,
	    (int)code.n - TICKET_SHORT / 2, code.p + TICKET_SHORT / 2);
}

/* ---- a person's own page ---- */

str
ticket_page(struct arena *a, const struct ticket_key *k, struct id place,
    unsigned serial)
{
	unsigned char all[SEAL];

	memcpy(all, place.b, ID);
	seal(k, "page", place, serial, all + ID, PAGE_MAC);
	return canon_base64url(a, all, sizeof(all));
}

bool
ticket_page_place(str key, struct id *place)
{
	unsigned char all[SEAL];

	if (!from_base64(key, all, sizeof(all)))
		return false;
	memcpy(place->b, all, ID);
	return true;
}

bool
ticket_page_holds(const struct ticket_key *k, str key, unsigned serial)
{
	unsigned char all[SEAL], mac[PAGE_MAC];
	struct id place;

	if (!from_base64(key, all, sizeof(all)))
		return false;
	memcpy(place.b, all, ID);
	seal(k, "page", place, serial, mac, sizeof(mac));
	return sodium_memcmp(mac, all + ID, sizeof(mac)) == 0;
}

/* ---- the room ---- */

int64_t
ticket_step(int64_t ms)
{
	return ms / TICKET_STEP_MS;
}

str
ticket_room(struct arena *a, const struct ticket_key *k, struct id session,
    int64_t step)
{
	unsigned char out[16];

	seal(k, "room", session, (uint32_t)step, out, sizeof(out));
	return ticket_spell(a, out);
}

str
ticket_room_link(struct arena *a, const struct ticket_key *k,
    struct id session, int64_t step)
{
	unsigned char all[SEAL], mac[16];
	uint32_t at = (uint32_t)step;

	memcpy(all, session.b, ID);
	all[ID] = (unsigned char)(at >> 24);
	all[ID + 1] = (unsigned char)(at >> 16);
	all[ID + 2] = (unsigned char)(at >> 8);
	all[ID + 3] = (unsigned char)at;
	seal(k, "link", session, at, mac, sizeof(mac));
	memcpy(all + ID + 4, mac, ROOM_MAC);
	return canon_base64url(a, all, sizeof(all));
}

bool
ticket_room_named(str link, struct id *session, int64_t *step)
{
	unsigned char all[SEAL];

	if (!from_base64(link, all, sizeof(all)))
		return false;
	memcpy(session->b, all, ID);
	*step = (int64_t)all[ID] << 24 | (int64_t)all[ID + 1] << 16 |
	    (int64_t)all[ID + 2] << 8 | all[ID + 3];
	return true;
}

bool
ticket_room_holds(const struct ticket_key *k, str link)
{
	unsigned char all[SEAL], mac[16];
	struct id session;
	int64_t step;

	if (!ticket_room_named(link, &session, &step) ||
	    !from_base64(link, all, sizeof(all)))
		return false;
	seal(k, "link", session, (uint32_t)step, mac, sizeof(mac));
	return sodium_memcmp(mac, all + ID + 4, ROOM_MAC) == 0;
}
