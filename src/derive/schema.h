/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * schema.h - the tables, columns and indexes that a model asks for,
 * before anyone has chosen a database.
 *
 * ddl.h writes it as SQL, migrate.h holds it against the one a data file
 * was made with.  A family is one table with the columns of all its
 * members.  The order of the tables is one in which references lead
 * backwards; a column that has to lead forwards (a ring) is `late`.
 *
 * A column refuses NULL only where no legitimate row can lack the value:
 * not in a part of a family, and not in a field marked PERSONAL, which
 * must be free to be erased.
 */
#ifndef DERIVE_SCHEMA_H
#define DERIVE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"

struct arena;

enum schema_type { COL_TEXT = 1, COL_INT, COL_REAL, COL_ID, COL_BYTES };

struct schema_column {
	const char         *name;
	enum schema_type    type;
	enum type           means;      /* of the field; 0: id, revision, extra,
	                                 * fold */
	bool                must;       /* NOT NULL */
	const char         *must_kinds; /* "person group": NOT NULL in rows of
	                                 * these kinds; or NULL */
	double              low, high;  /* NAN: no bound */
	const char         *with;       /* filled exactly when that column is */
	const char         *to;         /* references the id of that table */
	bool                late;       /* that table comes later */
	const struct field *field;      /* NULL: id, revision, extra, fold, and
	                                 * all columns read back from a file */
};

struct schema_index {
	char                name[64];
	const char         *columns;    /* "round subject" */
	bool                unique;
	const char         *kind;       /* only rows of this kind; or NULL */
	const char         *lacking;    /* only rows where this one is NULL */
	const struct field *field;      /* beside which a clash is told; or
	                                 * NULL */
	const char         *says;       /* the rule's sentence; NULL: of a
	                                 * code */
};

struct schema_table {
	const char           *name;
	struct schema_column *columns;
	size_t                n;
	struct schema_index  *indexes;
	size_t                n_indexes;
	bool                  bulk;     /* rows stay where they came (SQLite) */
	const char           *search;   /* "title about": what fold is made of;
	                                 * "" without fold */
};

struct schema {
	struct schema_table *tables;
	size_t               n;
};

/* `all` ends with NULL; for the whole program: entities (model.h). */
struct schema schema_of(struct arena *, const struct entity *const *all);

const struct schema_table  *schema_table(const struct schema *, str name);
const struct schema_column *schema_column(const struct schema_table *,
    str name);
const struct schema_index  *schema_index(const struct schema_table *, str name);

/* prefix_a_b at most 63 bytes long: what is longer ends in its hash. */
void schema_name(char into[64], const char *prefix, const char *a,
    const char *b);

#endif
