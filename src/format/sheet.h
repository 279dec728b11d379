/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sheet.h - the rows of a table that somebody sends: CSV or a workbook.
 *
 * Whoever imports reads one record after another and need not know which
 * kind of file it was.  The kind is told by the first bytes, not by the
 * name.  Reading takes constant memory, however long the file.
 */
#ifndef FORMAT_SHEET_H
#define FORMAT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

struct arena;

/*
 * One row.  Cells are texts as a person would type them: numbers with a
 * point and no grouping, days as 2024-02-29, moments as
 * 2024-02-29T08:05:00, true and false, and the error of a formula as it
 * shows (#REF!).  An empty cell has n 0.  Workbooks leave out the empty
 * cells at the end of a row, and rows without any; CSV leaves out empty
 * lines.  A record that cannot be read is broken: its fault stands in the
 * errors, it has no cells, and reading goes on behind it.
 */
struct record {
	size_t     line;        /* where it begins, from 1 */
	size_t     n;
	const str *cell;        /* [n], until the next record is read */
	bool       broken;
};

struct sheet;

/*
 * Open a file.  `table` names the worksheet, in any case; NULL or "" takes
 * the first one; a CSV file has only one and takes any name.  Closed with
 * the arena.
 * Fails with ABSENT (no such file or worksheet) or INVALID (no table that
 * we read, or one that is out of bounds: csv.h, xlsx.h).
 */
CHECKED bool sheet_open(struct arena *, const char *path, const char *table,
    struct sheet **, struct errors *);
CHECKED bool sheet_open_bytes(struct arena *, str bytes, const char *table,
    struct sheet **, struct errors *);

/* False at the end, and on a fault that ends all reading: then
 * sheet_failed says so and the fault stands in the errors. */
bool sheet_next(struct sheet *, struct record *, struct errors *);
bool sheet_failed(const struct sheet *);

/* Names of the worksheets in their order; none for CSV. */
size_t sheet_tables(const struct sheet *, const str **names);

#endif
