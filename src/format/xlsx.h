/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * xlsx.h - reading a worksheet of an Office Open XML workbook.
 *
 * Row by row; the memory is that of the shared texts and of one row.
 * Cells come as sheet.h says.  Of a formula the value stored with it is
 * taken.  A number becomes a day, a time or a moment when the style of its
 * cell shows it as one; both date systems (from 1900, from 1904) are
 * known, and 29 February 1900, which only spreadsheets have, stays a
 * number.
 *
 * Bounds, beside those of zipped.h and xml.h: the constants below.
 */
#ifndef FORMAT_XLSX_H
#define FORMAT_XLSX_H

#include "format/sheet.h"

struct xlsx;

enum {
	XLSX_COLUMNS     = 4096,
	XLSX_ROWS        = 1048576,
	XLSX_TABLES      = 1000,
	XLSX_CELL        = 256 << 10,   /* bytes of one text */
	XLSX_SHARED      = 2000000,     /* shared texts */
	XLSX_SHARED_SIZE = 256 << 20    /* bytes of them all */
};

/* As sheet_open and its kin. */
CHECKED bool xlsx_open(struct arena *, const char *path, const char *table,
    struct xlsx **, struct errors *);
CHECKED bool xlsx_open_bytes(struct arena *, str bytes, const char *table,
    struct xlsx **, struct errors *);
bool   xlsx_next(struct xlsx *, struct record *, struct errors *);
bool   xlsx_failed(const struct xlsx *);
size_t xlsx_tables(const struct xlsx *, const str **names);

#endif
