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

enum table_shape { TABLE_CSV, TABLE_JSON, TABLE_XLSX };

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

/* Every row asked for, in constant memory; JSON is one object a line.
 * BUSY when whoever follows the work (ctx.h) stops it half way.
 * CSV and JSON go to the descriptor, a workbook to the path. */
CHECKED bool table_export(struct ctx *, const struct entity *,
                 const struct ask *, enum table_shape, int fd,
                 const char *path, int64_t *rows);

#endif
