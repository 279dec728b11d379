/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ticket.h - the codes by which people check in to an event.
 *
 * A person's code (on the badge, on his own page) is signed with the
 * event's key (Ed25519), so that a phone without a connection can tell a
 * true one from a forged one by the public half alone.  100 bytes: 1 the
 * version, 1 the serial, 16 the event, 16 the enrolment, 2 the last day it
 * holds (days since 1970), 64 the signature of the 36 before it; written
 * as digits, five for each two bytes, since a QR code packs digits best and
 * a scanner that types spells them right on every keyboard.
 *
 * The other codes are made of the secret half by a keyed hash (BLAKE2b)
 * and only the server can tell them: six letters to type instead of the
 * code, the key in the address of a person's own page, and the room's code,
 * which is another one at each step of 45 seconds.
 */
#ifndef FLOW_TICKET_H
#define FLOW_TICKET_H

#include "base/arena.h"
#include "base/day.h"
#include "base/error.h"
#include "base/id.h"
#include "base/str.h"

enum { TICKET_KEY = 32, TICKET_SECRET = 64, TICKET_BYTES = 100,
	TICKET_DIGITS = 250, TICKET_SHORT = 6, TICKET_STEP_MS = 45000 };

struct ticket {
	struct id  event, place;        /* place: the enrolment */
	unsigned   serial;              /* 0..255; a new code has another */
	struct day until;               /* the last day */
};

struct ticket_key {
	unsigned char key[TICKET_KEY], secret[TICKET_SECRET];
};

void ticket_key_new(struct ticket_key *);
/* As base64url, to keep and to ship. */
str  ticket_key_text(struct arena *, const unsigned char *, size_t n);
bool ticket_key_read(str key, str secret, struct ticket_key *);

str  ticket_make(struct arena *, const struct ticket_key *,
         const struct ticket *);
/* INVALID: no such code, cut off, or not signed with that key.  What it
 * says is read as far as it can be; the day is not looked at. */
CHECKED bool ticket_read(const struct ticket_key *, str digits,
                 struct ticket *, struct errors *);

/* "7KQ4MX" of a person; as people type it: any case, "7kq-4mx". */
str  ticket_short(struct arena *, const struct ticket_key *, struct id place,
         unsigned serial);
str  ticket_typed(struct arena *, str);
/* Six of the 24 letters and digits that are not mistaken for others. */
str  ticket_spell(struct arena *, const unsigned char bytes[8]);
str  ticket_spaced(struct arena *, str);        /* "7KQ-4MX" to read out */

/* The key of a person's own page names the enrolment, so it can be looked
 * up before it is checked. */
str  ticket_page(struct arena *, const struct ticket_key *, struct id place,
         unsigned serial);
bool ticket_page_place(str key, struct id *place);
bool ticket_page_holds(const struct ticket_key *, str key, unsigned serial);

/* The room's code at a moment, to type and as the end of an address. */
int64_t ticket_step(int64_t ms);
str  ticket_room(struct arena *, const struct ticket_key *, struct id session,
         int64_t step);
str  ticket_room_link(struct arena *, const struct ticket_key *,
         struct id session, int64_t step);
bool ticket_room_named(str link, struct id *session, int64_t *step);
bool ticket_room_holds(const struct ticket_key *, str link);

#endif
