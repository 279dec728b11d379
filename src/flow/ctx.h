/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ctx.h - the desk at which one piece of work is done.
 *
 * A page, a command or a job gets one ctx and hands it to everything it
 * calls.  It holds who asks, in which language, at what time, and through
 * which connection; the clock is read once, so that one piece of work has
 * one "now".
 */
#ifndef FLOW_CTX_H
#define FLOW_CTX_H

#include "base/arena.h"
#include "base/error.h"
#include "base/random.h"
#include "base/str.h"
#include "base/watch.h"
#include "base/words.h"
#include "model/model.h"

struct kept;
struct store;
struct strata_coming;

struct held {                     /* a role somebody holds */
	const struct role *role;
	struct id          programme;     /* none: on the whole site */
};

struct actor {
	struct id          user;          /* none: nobody is signed in */
	struct id          party;         /* the person the user is, or none */
	str                name;          /* to greet by */
	const struct held *held;          /* [n] */
	size_t             n;
	bool               system;        /* the program itself: may do all,
	                                   * still validated */
	bool               reads_only;    /* a token that may not write */
	bool               must_change;   /* his password, before all else */
};

struct ctx {
	struct arena       *arena;        /* all made here dies with it */
	struct errors       errors;
	struct store       *store;        /* this worker's connection */
	struct kept        *kept;         /* of all workers; NULL: nothing is */
	bool                unsure;       /* it writes: what it sees may be
	                                   * undone; nothing is kept of it */
	struct actor        actor;
	const struct words *words;        /* NULL: English */
	const char         *lang;         /* "en", "vi": never NULL */
	bool                chose_lang;   /* the actor did, in his account */
	int64_t             now;          /* ms since 1970, set once */
	struct random      *random;
	str                 source;       /* for history: "web 10.0.0.7" */
	str                 reason;       /* for history: why, or none */
	int                 adds;         /* whether the site adds fields of
	                                   * its own; UNSAID: not asked yet */
	const struct watch *watch;        /* NULL: nobody follows the work */
	const struct strata_coming *coming; /* figures that are kept together
	                                   * (strata.h); NULL: each alone */
};

/* Slow work says where it is (watch.h).  BUSY: it is to stop here. */
CHECKED bool ctx_goes_on(struct ctx *, const char *what, int64_t done,
    int64_t of);

/* Whether the actor may do these things (SEE | EDIT ...) to rows of the
 * entity in that programme (none: of the site, or of any programme at
 * all when asking for SEE and ADD).  Rows of one's own count: to menus it
 * says that there may be some; of one row flow_may (find.h) tells. */
bool ctx_may(const struct ctx *, const struct entity *, unsigned what,
         struct id programme);
/* Whether a role so held counts in full for rows of that programme (none:
 * for rows of the site). */
bool ctx_covers(const struct held *, const struct entity *,
         struct id programme);
bool ctx_holds(const struct ctx *, const char *role, struct id programme);
/* "PM SC" as people call them: "Programme manager,
 * Steering committee". */
const char *ctx_role_names(struct ctx *, const char *codes);
/* The same desk with the program itself at it; its faults are its own, so
 * hand them back: c->errors = s.errors. */
struct ctx ctx_as_program(const struct ctx *);
bool ctx_admin(const struct ctx *);      /* holds ADM, or is the system */

#endif
