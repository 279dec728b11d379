/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * xlsx_write.h - a workbook of one table, written row by row.
 *
 * The headings are bold and stay in sight.  Cells are typed, so that a
 * spreadsheet adds up numbers and sorts days; a text is never taken for
 * a formula, whatever it begins with.  Memory does not grow with the rows,
 * which go to a temporary file beside the path.
 *
 * What a worksheet cannot hold: more than 1,048,576 rows with the
 * heading (a fault), texts over 32,767 characters (cut, and counted),
 * days before 1900-03-01 (written as text), amounts beyond 2^53 minor
 * units (as text).  What is missing leaves its cell empty.
 */
#ifndef FORMAT_XLSX_WRITE_H
#define FORMAT_XLSX_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/error.h"
#include "base/money.h"

struct arena;
struct xlsx_out;

struct xlsx_heading {
	str heading;
	int width;              /* characters; 0: by the heading */
};

/* An existing file of that path is overwritten.  `table` is the name of
 * the worksheet: at most 31 characters are kept, those it may not hold
 * are left out.  Dropped, its file removed, if the arena ends before
 * xlsx_out_finish. */
CHECKED bool xlsx_out_open(struct arena *, const char *path, str table,
    const struct xlsx_heading *, size_t n, struct xlsx_out **, struct errors *);

/* The cells of a row from left to right, each call the next column. */
void xlsx_out_text(struct xlsx_out *, str);
void xlsx_out_count(struct xlsx_out *, int64_t);
void xlsx_out_real(struct xlsx_out *, double, int decimals);  /* -1: any */
void xlsx_out_bool(struct xlsx_out *, bool);
void xlsx_out_day(struct xlsx_out *, struct day);
void xlsx_out_moment(struct xlsx_out *, int64_t ms);          /* in UTC */
void xlsx_out_money(struct xlsx_out *, struct money);
void xlsx_out_none(struct xlsx_out *);
void xlsx_out_row(struct xlsx_out *);           /* the row is complete */

/* INVALID: too many rows or columns.  BROKEN: the disk.  cut, if not
 * NULL, gets the number of texts that were cut. */
CHECKED bool xlsx_out_finish(struct xlsx_out *, size_t *cut, struct errors *);

#endif
