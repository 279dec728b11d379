/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * calls.h - what the public sends in by an open call: a request for
 * technical assistance, an application of an expert, a short question.
 *
 * Who sends it needs no account and gets a number, by which he reads what
 * became of it.  What is written here is written in the program's name,
 * under the source "form".  Floods are kept out: CALLS_HOUR forms an hour
 * from one address (of which a digest is kept that changes with the day),
 * and as many a day as the call says.
 */
#ifndef FLOW_CALLS_H
#define FLOW_CALLS_H

#include "flow/ctx.h"
#include "flow/files.h"
#include "model/advise.h"
#include "model/assist.h"
#include "model/fund.h"
#include "model/people.h"

enum { CALLS_HOUR = 5, CALLS_DAY = 50 };

enum calls_stands { CALLS_EARLY, CALLS_OPEN, CALLS_OVER };

struct calls_call {
	struct call        row;
	struct programme   programme;
	enum calls_stands stands;
};

/* By its code, for anybody.  ABSENT: there is no such call. */
CHECKED bool calls_find(struct ctx *, str code, struct calls_call *);

/* What was typed; none: not said. */
struct calls_form {
	str organisation, contact, email, phone;
	str signatory, objective, gap, expected_results, process, beneficiaries;
	str areas, own_contribution, weeks, urgency;
	str name, residence, sex, languages, years, day_fee, currency;
	str education, conflicts;
	str question;
	bool agrees;
	str trap;               /* of a field nobody sees */
	str address;            /* who sends it */
	const struct files_looked *file;        /* or NULL */
};

/* Keeps it and gives it a number.  INVALID with all that is missing; BUSY
 * when there were too many; ABSENT for a call that is not open. */
CHECKED bool calls_take(struct ctx *, const struct calls_call *,
                 const struct calls_form *, str *number);

/* "en:3; fr:2" as rows of a table with that column and its level; a level
 * that is missing or none is the highest.  No text: nothing was named, or
 * there is no room for it. */
str calls_levels(struct arena *, str typed, const char *column);

/* What became of it, by its number. */
struct calls_found {
	str                  number, title;
	struct programme     programme;
	struct ta_request    request;   /* revision 0: it is not one */
	struct expert        expert;
	struct advisory_case question;
	int64_t              at;
};
CHECKED bool calls_look(struct ctx *, str number, struct calls_found *);

#endif
