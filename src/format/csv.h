/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * csv.h - comma-separated values (RFC 4180), read in constant memory.
 *
 * Records end in LF, CRLF or a lone CR, the last one also in nothing.  A
 * field may be quoted, and then hold separators, line ends and doubled
 * quotes.  Blank lines and a byte order mark are skipped.  Semicolon or
 * tab separate instead of the comma if the first line has them and no
 * comma outside quotes, or if it is "sep=;" (and then it is skipped).
 * Files in UTF-16 and workbooks are refused when they are opened.
 *
 *	while (csv_next(c, field, room, &n)) {
 *		if (csv_now(c)->fault != CSV_SOUND) {
 *			csv_fail(c, NULL, e);
 *			continue;
 *		}
 *		...
 *	}
 *
 * A record with a fault is reported and reading goes on behind it: after
 * a fault of quotes, or of a record too long, at the next line, since a
 * lost quote may otherwise swallow much of the file; after any other at
 * the next record.
 */
#ifndef FORMAT_CSV_H
#define FORMAT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/write.h"

struct arena;
struct csv;

enum { CSV_FIELDS_MOST = 4096, CSV_FIELD_MOST = 1024 * 1024,
	CSV_RECORD_MOST = 4 * 1024 * 1024 };

enum csv_fault {
	CSV_SOUND,
	CSV_QUOTE_INSIDE,       /* a quote in a field that began without one */
	CSV_AFTER_QUOTE,        /* text behind the quote that ends a field */
	CSV_QUOTE_OPEN,         /* never closed within CSV_RECORD_MOST */
	CSV_NOT_UTF8,
	CSV_ZERO,               /* a byte of zero */
	CSV_LONG_FIELD,
	CSV_LONG_RECORD,
	CSV_MANY_FIELDS,        /* more than `room`, or CSV_FIELDS_MOST */
	CSV_UNREADABLE          /* the disk failed; the last record */
};

struct csv_record {
	enum csv_fault fault;
	size_t         line;            /* where it begins, from 1 */
	uint64_t       at, size;        /* bytes in the file, with its end */
	size_t         fault_line;      /* where to look, from 1; a column is */
	size_t         fault_column;    /* a code point */
};

/* INVALID: not there, not to be read, not CSV. The file is closed with the
 * arena; a descriptor stays the caller's and a text must outlive the reader. */
CHECKED bool csv_open_file(struct arena *, const char *path, struct csv **,
    struct errors *);
CHECKED bool csv_open_fd(struct arena *, int fd, struct csv **,
    struct errors *);
CHECKED bool csv_open_text(struct arena *, str, struct csv **,
    struct errors *);

/* The fields of the next record, at most `room`, in *n; valid until the
 * next call. False only at the end. A record with a fault has n = 0. */
bool csv_next(struct csv *, str *fields, size_t room, size_t *n);
const struct csv_record *csv_now(const struct csv *);
bool csv_fail(const struct csv *, const char *field, struct errors *);
char csv_separator(const struct csv *);

/*
 * Writing: commas, LF, quotes where they are needed. So that a spreadsheet
 * runs nothing, a text that begins with = + - @ or a tab and is no number
 * gets an apostrophe before it; csv_unguard takes it off again, and
 * csv_write_exact leaves it out, for readers that are programs.
 */
void csv_write_field(struct write *, str, bool first);
void csv_write_exact(struct write *, str, bool first);
void csv_end_row(struct write *);
/* For spreadsheets that take the separator of their country: CSV_MARK at
 * the start, so that they know it is UTF-8, and decimals with a comma
 * where that is not the separator. */
#define CSV_MARK "\xEF\xBB\xBF"
void csv_write_apart(struct write *, str, bool first, char separator);
str  csv_comma(struct arena *, str number);
str  csv_unguard(str);

#endif
