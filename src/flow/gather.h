/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * gather.h - all rows of one kind in a programme, at hand to count with.
 *
 * For figures that are made of many rows; what a figure may show of a
 * person is up to whoever shows it.  Rows come in their entity's order and
 * live in the ctx's arena.
 */
#ifndef FLOW_GATHER_H
#define FLOW_GATHER_H

#include "base/map.h"
#include "flow/ctx.h"

/* An array of the entity's struct; NULL: a fault is in the list. */
void *gather(struct ctx *, const struct entity *, struct id programme,
    size_t *n);

/* The same of the rows in which a reference is that id. */
void *gather_of(struct ctx *, const struct entity *, const char *field,
    struct id is, size_t *n);

/* The one row with this value in that field; revision 0: there is none. */
CHECKED bool gather_one(struct ctx *, const struct entity *,
                 const char *field, str value, void *row);

/* The persons of a programme, of whom there may be very many: what figures
 * are told apart by, and no more.  In no order. */
struct gather_person {
	struct id id;                   /* first, as in a row */
	str       sex;
};
struct gather_person *gather_people(struct ctx *, struct id programme,
    size_t *n);

/* From ids to places in such an array of rows of `size` bytes, which must
 * outlive the map. */
struct map *gather_index(struct arena *, const void *rows, size_t n,
    size_t size);
bool gather_find(const struct map *, const struct id *, size_t *place);

/* Rows put together by what they belong to, each group in the order of
 * the rows: those of group g stand at at[from[g]] .. at[from[g + 1] - 1]. */
struct gather_groups {
	size_t *from;                   /* [groups + 1] */
	size_t *at;                     /* [rows of all groups] */
};

/* group[n] tells each row's; from `groups` on a row is of none.  Cost: n
 * and groups. */
struct gather_groups gather_groups(struct arena *, const size_t *group,
    size_t n, size_t groups);
/* The same by a reference: where an id lies in each row, n rows of `size`
 * bytes, and the places of what they refer to. */
struct gather_groups gather_by(struct arena *, const void *rows, size_t n,
    size_t size, size_t at, const struct map *places, size_t groups);

#endif
