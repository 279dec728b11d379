/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * query.h - questions that no single entity answers, by name.
 *
 * store_query and store_number (store.h) ask them.  A query is SQL that
 * both databases understand, with $1 $2 ... first met in that order;
 * where they do not agree, `postgres` is the other wording.  Sums and
 * averages are cast, since PostgreSQL would answer in decimals.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include <stdbool.h>

struct query {
	const char *name;
	const char *about;      /* what is asked, of which values */
	const char *columns;    /* of the answer, in order */
	const char *sql;
	const char *postgres;   /* NULL: the same */
	bool        many;       /* more rows than memory may hold */
};

extern const struct query queries[];    /* ends with { 0 } */

#endif
