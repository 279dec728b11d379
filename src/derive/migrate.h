/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * migrate.h - from the tables a data file has to those the model asks for.
 *
 * A data file keeps, as JSON, the schema it was made with or last brought
 * to.  The plan is the difference between that and the program's, in
 * sentences and in SQL.  A rename is never guessed: it is a column that
 * goes and one that comes.
 *
 * What the plan may not do is make rows that are there impossible.  So a
 * column that comes to a table with rows takes NULL even where its field
 * MUST be filled, and a bound is never narrowed in the database: the row
 * that lacks something is told so when it is next saved (valid.h).  What
 * the tables then are is `after`, and that is what the file must keep.
 *
 * SQLite cannot change a column, so its table is made anew and the rows
 * copied.  For that the caller has foreign keys switched off (outside the
 * transaction), runs all steps in one transaction, and has PRAGMA
 * foreign_key_check find nothing before it commits.
 */
#ifndef DERIVE_MIGRATE_H
#define DERIVE_MIGRATE_H

#include "base/error.h"
#include "base/write.h"
#include "derive/ddl.h"
#include "derive/schema.h"

struct migrate_step {
	str         sql;                /* one or more statements; "" when a
	                                 * later step does it */
	str         sentence;
	bool        destroys;           /* something that is kept is lost */
	const char *refold;             /* make the search keys of this table
	                                 * again, behind the SQL; or NULL */
};

struct migrate_plan {
	struct migrate_step *steps;     /* [n], in their order; n 0: all is
	                                 * well */
	size_t               n, room;
	bool                 destroys;  /* any of them does */
	struct schema        after;
};

/* The schema as JSON ("tilth-model/1"), and back.  INVALID when it is not
 * such a document. */
void         migrate_write(const struct schema *, struct write *);
CHECKED bool migrate_read(struct arena *, str json, struct schema *,
                 struct errors *);

void migrate_plan(struct arena *, const struct schema *is,
         const struct schema *wanted, enum dialect, struct migrate_plan *);

#endif
