/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tabular.h - the rows of any entity as a table: CSV and workbooks, in and
 * out.
 *
 * A heading is a field's name (an amount has two: cost, cost_currency), or
 * going in also its label in any case, with or without marks; before them
 * id and revision, after them extra.  Cells are as in fieldtext.h.
 *
 * Going in, a row is found by its id, else by its code, else it is new.
 * A cell that is empty empties the field; a column that is not there
 * leaves it as it was.  A revision that has moved refuses the row.  KEPT
 * columns are passed over.  SECRET fields are no columns, PERSONAL ones
 * only for who may see them.
 */
#ifndef DERIVE_TABULAR_H
#define DERIVE_TABULAR_H

#include "base/error.h"
#include "base/node.h"
#include "derive/lookup.h"
#include "format/sheet.h"
#include "model/model.h"

enum tabular_part {
	TABULAR_VALUE, TABULAR_CURRENCY, TABULAR_ID, TABULAR_REVISION,
	TABULAR_EXTRA, TABULAR_NOTHING  /* going in: passed over */
};

struct tabular_column {
	enum tabular_part   part;
	const struct field *field;      /* of a value or its currency */
	str                 heading;
};

/* ---- out ---- */

/* All columns of the entity that the reader may have; *n of them. */
const struct tabular_column *tabular_columns(struct arena *,
    const struct lookup *, const struct entity *, size_t *n);
/* A cell as text; "" for none. */
str  tabular_cell(struct arena *, const struct tabular_column *,
         const void *row);
/* A whole row as members of an object, named by their headings and typed,
 * for renderers that know numbers from texts. */
void tabular_row(struct arena *, const struct tabular_column *, size_t n,
         const void *row, struct node *into);

/* ---- in ---- */

enum tabular_fate {
	TABULAR_ADD, TABULAR_CHANGE, TABULAR_SAME, TABULAR_REFUSE,
	TABULAR_FATES
};

enum { TABULAR_TOLD = 1000 };           /* faults kept in the list */

struct tabular_fault {
	size_t line;                    /* of the file, from 1 */
	str    column;                  /* its heading; "" for the whole row */
	str    value;                   /* what stands there, clipped */
	str    reason;
	struct tabular_fault *next;
};

/* How an import asks for rows and hands them on. */
struct tabular_doors {
	void *with;
	/* The row as it is now: of that id, or where it is none of that code
	 * (within that row, or none).  False when there is none, without a
	 * fault. */
	bool (*find)(void *with, struct arena *, struct id, str code,
	         struct id within, void *row);
	/* A row that keeps its table's promises; false with a fault refuses
	 * it.  NULL: a dry run. */
	bool (*put)(void *with, enum tabular_fate, void *row, struct errors *);
	/* May be NULL; called now and then. */
	void (*progress)(void *with, size_t line);
};

struct tabular {
	struct arena               *arena;   /* the report lives here */
	const struct entity        *entity;
	const struct lookup        *lookup;
	const struct tabular_doors *doors;
	const void                 *base;    /* what new rows begin with (their
	                                      * programme); NULL: blank */
	const struct words         *words;   /* of the sentences */
	/* What came of it: */
	int64_t               n[TABULAR_FATES];
	int64_t               n_faults;      /* of all rows, kept or not */
	struct tabular_fault *first, *last;  /* the first TABULAR_TOLD */
	str                   passed_over;   /* headings that were not read */
};

/*
 * Read the headings and then every row.  False, with all faults of the
 * headings in the list and one in the errors, when nothing was read;
 * refused rows are no failure.
 */
CHECKED bool tabular_read(struct tabular *, struct sheet *, struct errors *);

/*
 * The report as a tree:
 *	add, change, same, refuse    counts
 *	faults                       count of all
 *	told    list                 line, column, value, reason
 *	passed_over                  headings; missing if none
 */
void tabular_report(const struct tabular *, struct node *into);

#endif
