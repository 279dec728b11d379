/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_check.h - whether an activity keeps to the standard's rules.
 *
 * The same for what goes out and what comes in: code lists, days, amounts,
 * percentages, and the published ruleset of version 2.03 as far as its
 * severity is "error".
 */
#ifndef STANDARD_IATI_CHECK_H
#define STANDARD_IATI_CHECK_H

#include "flow/ctx.h"
#include "standard/iati_tree.h"

enum iati_grade {
	IATI_POINT,     /* it would be better otherwise */
	IATI_RULE,      /* against the ruleset: it is understood all the same */
	IATI_WRONG      /* cannot be understood: such an activity is refused */
};

struct iati_fault {
	enum iati_grade grade;
	int  line;
	str  path, kind;        /* "transaction[2]/value/@currency" */
	const char *says;       /* in the reader's language */
	struct iati_fault *next;
};

struct iati_faults {
	struct ctx *c;
	struct iati_fault *first, *last;
	size_t n, rules, wrong;
};

/* Against the ctx's today; `used` marks are not touched. */
void iati_check(struct ctx *, struct iati *, struct iati_faults *);
void iati_blame(struct iati_faults *, enum iati_grade, const struct iati *,
     const char *attr, const char *format, ...)
     __attribute__((format(printf, 5, 6)));

/* As the standard writes them. A day may have a time behind it. */
bool iati_day(str, struct day *);
/* "1,250.5" is none; more decimals than the currency has are rounded. */
bool iati_amount(str, const char *currency, struct money *);

#endif
