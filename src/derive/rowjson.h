/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rowjson.h - a row as JSON: the API, history, exchange between nodes.
 *
 * Every field is a member, null for none; SECRET fields are left out.
 *	text, state, choice, id, day, moment  "text"
 *	count, real                           number
 *	yes or no                             true, false
 *	money                                 {"amount":"9.50","currency":"USD"}
 *	choices, references                   ["a", "b"]
 *	text by language, table, JSON         as they are
 *	bytes                                 base64
 * before them "id" and "revision", after them "extra", the site's own
 * fields, if there are any.
 */
#ifndef DERIVE_ROWJSON_H
#define DERIVE_ROWJSON_H

#include "base/error.h"
#include "base/node.h"
#include "derive/fieldtext.h"
#include "model/model.h"

void rowjson_node(struct arena *, const struct entity *, const void *row,
         struct node *into);
/* One field as the member `name`; secrets too, if they are asked for. */
void rowjson_field(struct arena *, const struct field *, const void *row,
         const char *name, struct node *into);

/*
 * Set the fields that the object names, and no others; null is none.
 * Fails with INVALID, once for each member that is no field ("id" and
 * "revision" are understood, "extra" replaces the whole), each value of a
 * wrong type, and each KEPT or SECRET field that would change.  The row
 * must be blank or as it was read.  Bounds and rules: valid.h.
 */
CHECKED bool rowjson_read(struct arena *, const struct entity *,
                 const struct node *object, void *row, struct errors *);
/* The same with a lookup for references by code; `any`: KEPT and SECRET
 * fields too (undo, exchange). */
CHECKED bool rowjson_take(const struct fieldtext *, const struct entity *,
                 const struct node *object, bool any, void *row);
/* One value. */
CHECKED bool rowjson_value(const struct fieldtext *, const struct field *,
                 const struct node *value, void *row);

#endif
