/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ddl.h - the tables that hold an entity's rows.
 *
 * One table per entity (a family shares its head's), with the columns
 *	id, revision, extra, one or two per field (money: NAME and
 *	NAME_currency), and fold: the search key over the SEARCH fields
 *	(only where there are any).
 * SQLite tables are STRICT and WITHOUT ROWID, ids are BLOBs of 16 bytes;
 * PostgreSQL uses uuid, bigint, double precision, text, bytea.  Days are
 * ISO text in both, moments and counts integers, choices and states text.
 * MUST becomes NOT NULL (in a family: CHECK on the kind), bounds become
 * CHECKs, references foreign keys, CODE and ONCE_PER unique indexes, each
 * reference and each LIST field of day or state an index.
 */
#ifndef DERIVE_DDL_H
#define DERIVE_DDL_H

#include "base/write.h"
#include "model/model.h"

enum dialect { SQLITE, POSTGRES };

/* The column type of a field; of money: of its minor units. */
const char *ddl_type(const struct field *, enum dialect);
void ddl_table(const struct entity *, enum dialect, struct write *);
void ddl_indexes(const struct entity *, enum dialect, struct write *);
/* Everything, in an order in which references already exist (or, where
 * entities refer to each other in a ring, deferrable). */
void ddl_all(enum dialect, struct write *);

#endif
