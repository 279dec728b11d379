/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * publish.h - what strangers may see.
 *
 * A programme is published by a step of its own, which says who took it,
 * when, and which parts of it are open; it is taken back the same way and
 * at once.  Parts hold the figures of the inner pages.  Lessons and notes
 * stand in them one by one, as each was published itself, never one that
 * is confidential.
 *
 * Never shown are names, addresses and numbers of persons: publish_text
 * takes them out of what was written.  Counts of persons are told as
 * engine/small.h has it: below 5 as "fewer than 5", and never so that they
 * can be computed.  Means over persons need as many.
 *
 * All of it is read as the program: it is the same whoever asks.
 */
#ifndef FLOW_PUBLISH_H
#define FLOW_PUBLISH_H

#include "engine/small.h"
#include "flow/ctx.h"
#include "model/people.h"

enum publish_part {             /* in the order of public_part_codes */
	PUBLISH_PURPOSE = 1, PUBLISH_PARTNERS = 2, PUBLISH_CHANGE = 4,
	PUBLISH_MONEY = 8, PUBLISH_LESSONS = 16, PUBLISH_POLICY = 32,
	PUBLISH_PRACTICES = 64, PUBLISH_FEEDBACK = 128, PUBLISH_ALL = 255
};

/* The parts that were chosen last, also when it was taken back since. */
unsigned publish_chosen(const struct programme *);
/* The parts that are open, 0 when it is not published.  One published
 * before parts could be chosen takes feedback and shows no more. */
unsigned publish_parts(const struct programme *);
bool     publish_shows(const struct programme *, unsigned part);
/* Whether a lesson, concept note or answered message (any row that has
 * `published`) may be shown, its programme being open in that part. */
bool     publish_row(const struct entity *, const void *row);

/* By code or id; ABSENT, in the same words, for one that is not published
 * and one that is not there. */
CHECKED bool publish_find(struct ctx *, str code, struct programme *);
/* Those that are published, by code. */
CHECKED bool publish_every(struct ctx *, struct programme **, size_t *n);

/* The day on which anything that may be shown was last changed. */
CHECKED bool publish_updated(struct ctx *, struct day *);

/* The number of the line of history by which the programme was first opened
 * to the public, INT64_MAX when it never was; and of the one by which a
 * round was locked. */
CHECKED bool publish_since(struct ctx *, const struct programme *,
                 int64_t *number);
CHECKED bool publish_locked(struct ctx *, struct id round, int64_t *number);

/* Whether it is in Draft, and so not to be published yet: it begins by
 * being opened.  What was published before stays as it is. */
bool     publish_waits(const struct programme *);
/* Whether the actor may publish it and take it back. */
bool     publish_may(struct ctx *, const struct programme *);
/* Open those parts (taken back: 0).  CONFLICT if the revision moved;
 * INVALID where nothing is chosen, see publish_back, or it waits. */
CHECKED bool publish_open(struct ctx *, struct id programme, int64_t revision,
                 unsigned parts);
CHECKED bool publish_back(struct ctx *, struct id programme);
/* The codes of some parts: "purpose;money". */
str      publish_codes(struct arena *, unsigned parts);

/* ---- texts ---- */

struct publish_names;

/* The persons of a programme, those of others who took part in it, its
 * experts, and the users of the site. */
CHECKED bool publish_names(struct ctx *, struct id programme,
                 struct publish_names **);
/* The text with every name, address and number of a person taken out, and
 * "…" there; *found counts them, may be NULL. */
str      publish_text(struct ctx *, const struct publish_names *, str text,
             size_t *found);

/* What a programme is called in public, in the reader's language; its code
 * where it has no title. */
CHECKED bool publish_title(struct ctx *, const struct programme *,
                 str *title);

#endif
