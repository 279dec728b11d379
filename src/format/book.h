/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * book.h - a workbook of a few small tables, each a sheet, in memory.
 *
 * Numbers are numbers and texts never formulas; for a table that may be
 * long there is xlsx_write.h.
 */
#ifndef FORMAT_BOOK_H
#define FORMAT_BOOK_H

#include "base/error.h"
#include "base/node.h"

struct book_column {
	const char *member;             /* of each row; NULL: no more */
	const char *heading;            /* in the reader's language */
};

struct book_sheet {
	const char               *name; /* 31 characters at most */
	const struct book_column *column;
	const struct node        *rows; /* a list of objects; NULL: none */
};

/* BROKEN. */
CHECKED bool book_write(struct arena *, const struct book_sheet *, size_t n,
    str *bytes, struct errors *);

#endif
