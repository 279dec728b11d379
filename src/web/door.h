/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * door.h - which links of a page open for who reads it.
 *
 * A link is shown only if its page would let the reader in.  What is
 * asked is what the router and the page ask: what the page `needs`, in
 * the programme that the address names; whether the row it names may be
 * seen; and the page's own `may`.  Who is not signed in keeps every link:
 * behind it he is asked to sign in.
 */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include "web/page.h"

struct doors;

struct doors *doors_new(struct ctx *, const struct page *const *pages);

/* Whether a page of this site answers the address to the actor: "/gap/7".
 * What is no page of ours is open.  Faults stay as they were. */
bool door_opens(struct doors *, enum method, str address);

/* What a page asks besides its `needs`: its own `may`.  DENIED. */
CHECKED bool door_may(struct ctx *, const struct page *,
                 const struct request *);

/*
 * The page without its closed doors: of <a> that lead there the text
 * stays, those that are buttons go; forms that post there go whole.
 * Wants HTML as our templates write it: attributes in double quotes, < and
 * > escaped in text and attributes.  Cost: linear, and a question for each
 * address.
 */
str doors_shut(struct doors *, str html);

#endif
