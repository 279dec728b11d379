/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * where.h - an ask as the conditions of a statement.
 *
 * What SQL cannot say the same on both sides (words without their marks
 * in a field that the search key does not keep apart) is left over for
 * list.c to test on the row.
 */
#ifndef STORE_WHERE_H
#define STORE_WHERE_H

#include "store/inside.h"

struct wanted {                 /* folded words that a field must have */
	const struct field *field;
	str words;
};

struct where {
	struct store *store;
	struct plan  *plan;
	struct arena *arena;
	struct write  sql;
	struct value *values;   /* of $1, $2 ... */
	size_t        n, room;
	struct wanted *wanted;  /* [n_wanted] left over */
	size_t        n_wanted;
};

struct where where_new(struct store *, struct plan *, struct arena *);
/* Writes $n, and keeps the value for it. */
void where_value(struct where *, struct value);
/* Writes a field to be compared and ordered by: by bytes, everywhere. */
void where_column(struct where *, const struct field *);
/* Writes " WHERE ..." with all that the ask says but sort, after, limit. */
CHECKED bool where_ask(struct where *, const struct ask *, struct errors *);

#endif
