/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * bank.h - a bank's statement held against the ledger.
 *
 * A line of the bank and an entry may belong together when both are of the
 * same currency and amount (what is spent or disbursed is below zero at the
 * bank, what is received above; of a reversal the other way round) and lie
 * at most the setting bank_days (7) apart.  A reference that names the
 * entry's voucher comes first, then the nearer day; each line gets at most
 * one entry and each entry one line.  A person confirms; until then it is
 * a suggestion, and what was confirmed can be undone.
 */
#ifndef FLOW_BANK_H
#define FLOW_BANK_H

#include "flow/bank_read.h"
#include "flow/ctx.h"
#include "model/books.h"
#include "model/fund.h"

enum { BANK_DAYS = 7 };

struct bank_file {
	struct id                programme;
	str                      name, bytes;
	const struct bank_shape *shape;
	const char              *currency;
};

/* What of a file is kept already, in any statement of the programme: the
 * same bytes, or lines of the same day, amount, reference and text.  Two
 * such lines of the file are known only when two are kept. */
struct bank_known {
	struct bank_row      *row;              /* [rows] of the file */
	bool                 *is;               /* [rows] */
	size_t                rows, known;
	struct bank_statement last;             /* that holds one of them, or
	                                 * the same file; revision 0: none */
	bool                  same_file;
	str                   digest;           /* of the file */
};
CHECKED bool bank_known(struct ctx *, const struct bank_file *,
                 struct bank_known *);

/* What to do with lines that are known: it is refused (CONFLICT on "lines"),
 * they are left out, or a person says that they came twice. */
enum bank_again { BANK_REFUSE, BANK_REST, BANK_EVERY };

/* All lines of the file that are to be taken, or none. */
CHECKED bool bank_take(struct ctx *, const struct bank_file *,
                 enum bank_again, struct id *statement);

struct bank_pair {
	size_t line, entry;             /* places */
	int    days;                    /* between them */
	bool   by_reference;
};

struct bank_match {
	struct bank_statement statement;
	struct bank_line     *line;             /* [lines] */
	size_t                lines;
	struct transaction   *entry;            /* [entries] of the programme */
	size_t                entries;
	bool                 *line_free, *entry_free;   /* of any statement */
	struct bank_pair     *pair;             /* [pairs] suggested */
	size_t                pairs;
	const struct map     *entry_at;
};

CHECKED bool bank_match(struct ctx *, struct id statement,
                 struct bank_match *);
/* What an entry is at the bank; none for what never passes there. */
struct money bank_side(const struct transaction *);
/* Pairs of free lines and entries, each once. */
void bank_pairs(struct arena *, int days, struct bank_match *);

CHECKED bool bank_confirm(struct ctx *, struct id line, struct id entry);
CHECKED bool bank_undo(struct ctx *, struct id line);
/* With all its lines; what was confirmed is undone. */
CHECKED bool bank_drop(struct ctx *, struct id statement);

#endif
