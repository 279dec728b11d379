/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * added.h - the fields that a site adds to a kind of thing.
 *
 * They are rows of field_def, and their values are members of a row's
 * `extra`.  Here they are a table with a struct of its own, so that forms,
 * texts and bounds serve them like any other field.  The names of these
 * fields begin with "extra.", so that one form may hold both.
 *
 * About persons: what is added to a kind of thing with PERSONAL fields is
 * PERSONAL, and to another kind no personal field can be added.
 */
#ifndef FLOW_ADDED_H
#define FLOW_ADDED_H

#include "flow/ctx.h"
#include "model/office.h"

/* NULL: none are added, or there are faults. */
const struct entity *added_to(struct ctx *, const struct entity *);

/* The row's values as a row of that table; what does not fit its field is
 * none. */
void *added_values(struct ctx *, const struct entity *added, const void *row);
/* Into the row's extra; what no field names stays there. */
void  added_put(struct ctx *, const struct entity *added, const void *values,
    void *row);

/* Whether a row that is new (was NULL) or changed keeps what the fields
 * promise; texts that came from a file become numbers where these are due. */
CHECKED bool added_check(struct ctx *, const struct entity *, const void *was,
    void *row);

/* Whether a field can be so added. */
CHECKED bool added_right(struct ctx *, const struct field_def *);

#endif
