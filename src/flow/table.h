/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * table.h - the rows of one entity out to a table and in from one.
 *
 * Through the two doors: what the actor may not see does not go out, what
 * he may not change is refused row by row.
 */
#ifndef FLOW_TABLE_H
#define FLOW_TABLE_H

#include "derive/tabular.h"
#include "flow/ctx.h"
#include "store/store.h"

enum { TABLE_BOOK_ROWS = 1048575 };     /* of a worksheet, less its heading */

/* TABLE_EXCEL: CSV as a spreadsheet in the reader's language opens it. */
enum table_shape { TABLE_CSV, TABLE_JSON, TABLE_XLSX, TABLE_EXCEL };

/* What stands between two cells for it: a semicolon where the language
 * writes 3,5, else a comma. */
char         table_separator(const char *lang);
/* INVALID, before anything is read: more rows than a workbook holds. */
CHECKED bool table_fits(struct ctx *, const struct entity *,
                 const struct ask *);

/*
 * Reads a CSV file or workbook; new rows belong to that programme (none:
 * what the rows themselves say).  A dry run changes nothing but tells the
 * same.  The report's arena is the ctx's.  INVALID when the headings are
 * not to be read; a refused row is no failure.
 */
CHECKED bool table_import(struct ctx *, const struct entity *,
                 struct id programme, const char *path, bool dry_run,
                 struct tabular *);
/* The same of a file's bytes. */
CHECKED bool table_import_bytes(struct ctx *, const struct entity *,
                 struct id programme, str bytes, bool dry_run,
                 struct tabular *);

/* The desk reads with little memory until it is told otherwise: for pages
 * that bring every row there is. */
void         table_spare(struct ctx *, bool);
/* Every row asked for, in constant memory; JSON is one object a line.
 * BUSY when whoever follows the work (ctx.h) stops it half way.
 * CSV and JSON go to the descriptor, a workbook to the path. */
CHECKED bool table_export(struct ctx *, const struct entity *,
                 const struct ask *, enum table_shape, int fd,
                 const char *path, int64_t *rows);

#endif
