/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * levels.h - what the pages of desired levels and of role profiles share:
 * a grid of numbers by dimension, and a list of parties that is searched.
 */
#ifndef WEB_LEVELS_H
#define WEB_LEVELS_H

#include "flow/assess.h"
#include "model/people.h"
#include "web/page.h"

/* Into the row of a dimension: PART as it was typed or is kept, and
 * PART_error. */
void level_put(struct ctx *, const struct request *, const char *part,
         str code, double x, struct node *row);
/* The number in the field "PART.CODE"; NAN when it is empty. */
CHECKED bool level_read(struct ctx *, const struct request *, const char *part,
                 str code, double lo, double hi, double *x);
/* "PART.CODE" as it was sent, trimmed. */
str  level_text(struct ctx *, const struct request *, const char *part,
         str code);
double  level_or_nan(int64_t);

/* What a gap is held against: held { kind from from_href is_other level
 * role role_href standard }, if a level is still desired there.  is_other:
 * it has become another than `desired`. */
CHECKED bool held_put(struct ctx *, struct id programme, struct id subject,
                 struct id dimension, double desired, struct node *out);

/* Parties of a kind in a programme whose name, code, post or type holds the
 * words (none: all), by code. */
CHECKED bool levels_parties(struct ctx *, struct id programme, str kind,
                 str words, struct party **, size_t *n);
/* What a party is called on those pages. */
str  levels_name(const struct party *);

#endif
