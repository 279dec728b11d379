/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * monitor.h - where the indicators of a programme stand against the time
 * that has passed, and who has not reported.
 *
 * The time that counts runs from the baseline's day (else the programme's
 * start) to the end of the last target's period, and has passed up to the
 * end of the last period that was reported: a late report is said to be
 * late, it is no lack of progress.  Achievement below 0 is kept.
 *
 *	expected = baseline + (target - baseline) * elapsed
 *	pace     = achievement / elapsed        (engine/indicator.h)
 */
#ifndef FLOW_MONITOR_H
#define FLOW_MONITOR_H

#include "engine/indicator.h"
#include "flow/indicators.h"
#include "flow/period.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/plan.h"

struct monitor_one {
	struct indicator             row;
	const struct indicators_one *is;
	const struct indicators_period *last;   /* that has a value; NULL */
	double elapsed;                         /* 0..1; NAN: no dates */
	double expected, pace;                  /* NAN: not known */
	enum indicator_light light;
};

struct monitor {
	struct day          today;      /* the programme's "as of", or today */
	struct monitor_one *one;        /* [n] by code */
	size_t              n;
	size_t              lights[INDICATOR_GREEN + 1];
};

CHECKED bool monitor_of(struct ctx *, const struct programme *,
                 struct monitor *);
/* The rest of `one` from its row and is; for tests and pages of one. */
void         monitor_judge(struct monitor_one *, struct day starts,
                 struct day today);

/* ---- who has not reported ---- */

struct monitor_period {
	struct reporting_period row;
	const struct monitor_one **missing;     /* [n_missing] due, no value */
	size_t n_missing, due, reported;
	bool   is_late;                         /* due before today */
	bool   remind;                          /* so, or due soon */
};

enum { MONITOR_REMIND_DAYS = 14 };

/* Every period, the latest first.  An indicator is due in a period when
 * one of its own periods (month, quarter, half, year) ends in it; those of
 * events and rounds are not due by the calendar.  It has reported when a
 * submitted or checked value ends in it. */
CHECKED bool monitor_periods(struct ctx *, struct id programme,
                 const struct monitor *, struct monitor_period **, size_t *n);

/* A task for each indicator that has not reported, once: *written new. */
CHECKED bool monitor_remind(struct ctx *, struct id programme,
                 const struct monitor_period *, size_t *written);

/* ---- keying ---- */

/* What was typed for one group; stratum none: the whole. */
struct monitor_typed {
	str    stratum, label;
	double numerator, denominator, value;   /* NAN: left blank */
};

/*
 * Whether the groups go together with the whole (invariants 5 to 7 of the
 * domain): a share has both halves and is at most all, groups add up to
 * the whole, and where no whole was typed no group is left blank.  Faults
 * on "val:STRATUM" or "num:STRATUM" of the row concerned.
 */
CHECKED bool monitor_check(struct ctx *, const struct indicator *,
                 const struct monitor_typed *, size_t n);
/* Puts what is in no group under unknown, for each kind of group of which
 * something was typed and that has one; false: nothing is left over. */
bool         monitor_to_unknown(struct ctx *, const struct indicator *,
                 struct monitor_typed *, size_t n);
/* Keeps them as that status: rows of groups left blank go, typed ones are
 * added or changed, and a reminder about them is done. */
CHECKED bool monitor_save(struct ctx *, const struct indicator *, str period,
                 str status, str comment, const struct monitor_typed *,
                 size_t n);

#endif
