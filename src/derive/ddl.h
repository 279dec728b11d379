/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ddl.h - the tables that hold an entity's rows, as SQL.
 *
 * One table per entity (a family shares its head's), with the columns
 *	id, revision, extra, one or two per field (money: NAME and
 *	NAME_currency), and fold: the search key over the SEARCH fields
 *	(only where there are any).
 * SQLite tables are STRICT and WITHOUT ROWID (but for BULK ones), ids are
 * BLOBs of 16 bytes; PostgreSQL uses uuid, bigint, double precision, text
 * in the order of its bytes (COLLATE "C"), bytea.  Days are ISO text in
 * both, moments and counts integers, choices and states text, a T_BOOL 1
 * for no and 2 for yes.
 * MUST becomes NOT NULL (in a family: CHECK on the kind; not for PERSONAL
 * fields, which can be erased), bounds of numbers become CHECKs,
 * references foreign keys without a cascade, CODE and ONCE_PER unique
 * indexes, each reference and each LIST field of day, moment or state an
 * index; so has the order of the entity's lists, as a whole and under each
 * first step of the way home, and the fields that are scanned together
 * (in PostgreSQL without bytes, of which its indexes take little).
 * Names are always quoted.  schema.h lists columns and indexes one by one.
 */
#ifndef DERIVE_DDL_H
#define DERIVE_DDL_H

#include "base/write.h"
#include "derive/schema.h"
#include "model/model.h"

enum dialect { SQLITE, POSTGRES };

/* The column type of a field; of money: of its minor units. */
const char *ddl_type(const struct field *, enum dialect);
void ddl_table(const struct entity *, enum dialect, struct write *);
void ddl_indexes(const struct entity *, enum dialect, struct write *);
/* Everything, in an order in which references already exist (or, where
 * entities refer to each other in a ring, as constraints added at the end,
 * deferrable but checked at once unless a transaction asks otherwise). */
void ddl_all(enum dialect, struct write *);

/* The pieces, for migrate.h.  A statement ends in ";\n". */
const char *ddl_column_type(enum schema_type, enum dialect);
void ddl_name(struct write *, const char *name);
/* `as`: the table's name, where it is not its own (while it is rebuilt). */
void ddl_one_table(const struct schema_table *, const char *as, enum dialect,
         struct write *);
/* What stands behind a column's type: CHECK, REFERENCES; all named. */
void ddl_constraints(const struct schema_table *, const struct schema_column *,
         enum dialect, struct write *);
void ddl_late(const struct schema_table *, const struct schema_column *,
         enum dialect, struct write *);
void ddl_index(const struct schema_table *, const struct schema_index *,
         enum dialect, struct write *);
void ddl_schema(const struct schema *, enum dialect, struct write *);

#endif
