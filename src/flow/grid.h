/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * grid.h - the rows of a T_TABLE field, read and added to.
 */
#ifndef FLOW_GRID_H
#define FLOW_GRID_H

#include "base/node.h"
#include "flow/ctx.h"

/* The first row of a table, or NULL; go on by ->next, json_text (json.h)
 * gives a cell.  What cannot be read is no row. */
const struct node *grid_first(struct ctx *, str table);
/* The table with one more row; cells are [n] pairs of name and text, empty
 * ones are left out. */
struct grid_cell {
	const char *name;
	str         text;
};
str  grid_add(struct ctx *, str table, const struct grid_cell *, size_t n);

#endif
