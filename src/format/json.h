/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * json.h - JSON (RFC 8259) to a tree and back.
 *
 * Strict on the way in: one value, UTF-8, no key twice in an object, no
 * NUL in a text, no number that a double or int64_t cannot hold; at most
 * 16 MiB, a million values and 64 levels.  Whole numbers without point or
 * exponent become N_COUNT, others N_REAL; null becomes N_NONE.
 *
 * On the way out NAN, infinities, absent texts, days, moments, amounts
 * and ids are null; days, moments and ids are texts in the form of day.h
 * and id.h; an amount is {"amount":"1250.50","currency":"USD"}, as text,
 * since many readers would make it a binary fraction.  "</" and "<!" are
 * escaped, so that the output may stand inside an HTML script element.
 */
#ifndef FORMAT_JSON_H
#define FORMAT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/node.h"
#include "base/write.h"

enum { JSON_MOST = 16 * 1024 * 1024, JSON_VALUES = 1000 * 1000,
	JSON_DEPTH = 64 };

/* The tree owns its texts; `text` may go. The fault names line and column. */
CHECKED bool json_read(struct arena *, str text, struct node **,
    struct errors *);

void json_write(struct write *, const struct node *, bool pretty);
void json_quote(struct write *, str);       /* "text"; null for no text */

/*
 * Members of a tree that was read. Of a missing member, of one of another
 * kind and of a NULL object they give "none": no text, NAN, INT64_MIN,
 * `otherwise`, NULL. json_number takes whole numbers too; json_count takes
 * reals that are whole and below 2^53. (json_real is a name of jansson.)
 */
str     json_text(const struct node *, const char *name);
double  json_number(const struct node *, const char *name);
int64_t json_count(const struct node *, const char *name);
bool    json_bool(const struct node *, const char *name, bool otherwise);

/* What stands at "inputs/rows/0/name"; a number picks from a list. A name
 * with a slash in it is found by node_find only. */
const struct node *json_at(const struct node *, const char *path);

/* for (k = json_first(n, "rows"); k != NULL; k = k->next): the children of
 * the list or object at that path; of n itself for "". */
const struct node *json_first(const struct node *, const char *path);

/* The same for the node itself, e.g. an item of a list. */
str     json_as_text(const struct node *);
double  json_as_real(const struct node *);
int64_t json_as_count(const struct node *);

#endif
