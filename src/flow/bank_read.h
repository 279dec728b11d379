/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * bank_read.h - the lines of a bank's file, whatever the bank calls them.
 *
 * Banks write CSV of their own kind: headings in their language, amounts in
 * one column or in two, days in any order, thousands apart by points,
 * commas or blanks.  bank_guess says what it takes each column for, and a
 * person says what is right; bank_rows then reads all lines or none.
 *
 * The bytes are a stranger's: at most BANK_BYTES and BANK_LINES, and
 * csv.h's own limits.
 */
#ifndef FLOW_BANK_READ_H
#define FLOW_BANK_READ_H

#include "base/day.h"
#include "base/error.h"
#include "base/money.h"

enum { BANK_BYTES = 4 * 1024 * 1024, BANK_LINES = 20000, BANK_WIDE = 40,
	BANK_SAMPLE = 6, BANK_TOLD = 20 };

enum bank_column { BANK_DATE, BANK_AMOUNT, BANK_IN, BANK_OUT, BANK_REFERENCE,
	BANK_TEXT, BANK_COLUMNS };

struct bank_shape {
	int  column[BANK_COLUMNS];      /* from 0; -1: there is none */
	char order;                     /* 'y' year, 'd' day, 'm' month first */
	char decimal;                   /* '.' or ',' */
	bool has_head;
};

struct bank_look {
	struct bank_shape shape;
	size_t wide;                    /* columns */
	str    cell[BANK_SAMPLE][BANK_WIDE];
	size_t rows;                    /* of the sample */
	bool   is_sure;                 /* of the order of days */
};

struct bank_row {
	size_t       line;              /* of the file */
	struct day   date;
	struct money amount;            /* below zero: paid */
	str          reference, text;
};

CHECKED bool bank_guess(struct arena *, str bytes, struct bank_look *,
                 struct errors *);
/* Every line that cannot be read is a fault (the first BANK_TOLD), and
 * then there are none. */
CHECKED bool bank_rows(struct arena *, str bytes, const struct bank_shape *,
                 const char *currency, struct bank_row **, size_t *n,
                 struct errors *);

/* One of each, as they stand in a cell; false for what is none. */
bool bank_day(str, char order, struct day *);
bool bank_amount(struct arena *, str, char decimal, const char *currency,
    struct money *);

#endif
