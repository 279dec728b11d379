/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * own.h - what a person may do with the data held about him: correct it,
 * have all of it, ask that it be forgotten.
 *
 * Some fields he corrects himself, at once and with a line of history;
 * those on which figures or papers rest become a request that somebody
 * decides.  Erasure is always a request, due in OWN_DAYS days: an
 * administrator decides, figures keep their rows without a name.
 */
#ifndef FLOW_OWN_H
#define FLOW_OWN_H

#include "flow/ctx.h"
#include "base/pair.h"
#include "model/people.h"

enum { OWN_DAYS = 30 };

struct own_field {
	const char *name;               /* of struct person */
	bool        is_checked;         /* becomes a request */
};
extern const struct own_field own_fields[];     /* ends with { 0 } */

/* The actor's own row.  ABSENT: he is no person of the register. */
CHECKED bool own_person(struct ctx *, struct person *);
/* What he said of those fields: what is free is saved, what is checked is
 * asked for.  Fields that are not said stay. */
CHECKED bool own_correct(struct ctx *, const struct pair *said, size_t n,
                 size_t *saved, size_t *asked);
/* CONFLICT: he has asked already. */
CHECKED bool own_ask_erasure(struct ctx *, str reason);
/* One of his own requests that is open still. */
CHECKED bool own_withdraw(struct ctx *, struct id request);
/* All of them, the newest last. */
struct person_request *own_requests(struct ctx *, size_t *n);

enum own_fate { OWN_KEEP, OWN_ERASE, OWN_DROP };

struct own_line {               /* rows that are about one person */
	const struct entity *e;
	const char          *field;     /* by which they refer to him */
	enum own_fate        fate;
	const char          *why;       /* to translate */
	size_t               n;
};

/* What there is, and what erasure would do with it: for who decides, and
 * for the person himself.  *lines: [n], those with rows only. */
CHECKED bool own_weigh(struct ctx *, struct id person, struct own_line **,
                 size_t *n);
/* "Stays, without the name", "Personal fields are emptied", "Deleted". */
const char  *own_fate_says(enum own_fate);

/* Whether the actor may decide this request. */
bool         own_may_decide(struct ctx *, const struct person_request *);
/* Carries it out (yes) or refuses it, with an answer.  INVALID: a refusal
 * without an answer; CONFLICT: it is not open; DENIED. */
CHECKED bool own_decide(struct ctx *, struct id request, bool yes,
                 str answer);

#endif
