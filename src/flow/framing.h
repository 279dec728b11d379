/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * framing.h - a framework while it is made, and its versions.
 *
 * Until it is frozen a version may be changed in every way; frozen, never
 * again (guard.h).  The next version begins as a copy and keeps which of
 * its items was which one before, so that rounds of two versions are
 * compared on the items that both have.
 */
#ifndef FLOW_FRAMING_H
#define FLOW_FRAMING_H

#include "base/node.h"
#include "flow/assess.h"

struct framing_note {           /* something to mend, or to think about */
	bool      blocks;       /* it may not be frozen like this */
	struct id of;           /* the dimension or item; none: the whole */
	str       says;
};

/* What is wrong with it as it stands, the gravest first; in the ctx's
 * arena.  False only when it cannot be told. */
CHECKED bool framing_check(struct ctx *, const struct instrument *,
                 struct framing_note **, size_t *n);
/* From here on it never changes.  INVALID with all that blocks. */
CHECKED bool framing_freeze(struct ctx *, struct id framework);

/* A copy of a frozen version under that number, with its mapping. */
CHECKED bool framing_next(struct ctx *, struct id framework, str version,
                 struct id *next);
/* The number that a version after that one would have: "2.0.0". */
str          framing_version(struct arena *, str version);
/* The code that this item had in the version before; none: it is new. */
str          framing_was(struct ctx *, const struct framework *, str item);
/* Sets that, or removes it. */
CHECKED bool framing_map(struct ctx *, struct framework *, str item, str was);

/* A new dimension or item goes behind the last one. */
CHECKED bool framing_last(struct ctx *, const struct entity *, struct id
                 framework, int64_t *seq);
/* One place up or down: a dimension among dimensions, an item among those
 * of its dimension.  At the end it stays. */
CHECKED bool framing_shift(struct ctx *, const struct entity *, struct id,
                 bool down);
/* With its items, if it is a dimension. */
CHECKED bool framing_drop(struct ctx *, const struct entity *, struct id);

/* Its document, capdev-framework/1: import_framework reads it back. */
CHECKED bool framing_document(struct ctx *, const struct instrument *,
                 struct node *out);

/* Of each item of `now` the place in `was` of the item it comes from, or
 * SIZE_MAX: also over several versions.  The number of pairs; 0 when the
 * two are no versions of each other. */
CHECKED bool framing_pairs(struct ctx *, const struct instrument *now,
                 const struct instrument *was, size_t **from, size_t *pairs);
/* The level of a dimension of `now` in `r`, whose items are at[] of it
 * (SIZE_MAX: has none), folded as now says; NAN when too few have a score.
 * subject: a place in r. */
double framing_level(const struct results *r, size_t subject,
           const struct instrument *now, size_t dimension, const size_t *at);

#endif
