/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * rows.h - the records of a CSV or XLSX file by their headings.
 */
#ifndef FLOW_ROWS_H
#define FLOW_ROWS_H

#include "flow/land.h"

/* Headings are trimmed and lower-cased, values trimmed and composed (NFC).
 * A record that cannot be read (bad UTF-8, too long, too many columns) is
 * refused in the report and reading goes on.  Stops when `each` is false,
 * and with BUSY when whoever follows the work (ctx.h) says so.
 * The record lives until `each` returns. */
CHECKED bool rows_each(struct ctx *, struct import_report *, const char *path,
                 bool (*each)(void *to, const struct entry *), void *to);

#endif
