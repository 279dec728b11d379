/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sustain.h - will it last: what must be true before a programme ends, who
 * takes over, what is to be looked at afterwards, and what was forgotten.
 *
 * A practice is looked at 6, 12 and 24 months after it was introduced,
 * whether or not its programme is still open.
 */
#ifndef FLOW_SUSTAIN_H
#define FLOW_SUSTAIN_H

#include "flow/ctx.h"
#include "flow/train.h"
#include "model/assess.h"
#include "model/sustain.h"

enum { SUSTAIN_MONTHS = 3, SUSTAIN_RATERS = 3 };
extern const int sustain_months[SUSTAIN_MONTHS];        /* 6 12 24 */

/* ---- the plan for the time after ---- */

enum sustain_standing { SUSTAIN_OPEN, SUSTAIN_MET, SUSTAIN_WAIVED };

struct sustain_criterion {
	str text, threshold, value, waived_by, why;
	enum sustain_standing standing; /* a waiver needs both who and why */
};

struct sustain_step {           /* of the transfer of one function */
	str task, function, from, to, state, date;
};

struct sustain_plan {
	struct sustainability_plan row;         /* no id: there is none */
	struct sustain_criterion *criterion;
	struct sustain_step      *step;
	size_t                    criteria, steps, met, waived;
};

/* The approved plan with the highest version, else the newest. */
CHECKED bool sustain_plan(struct ctx *, struct id programme,
                 struct sustain_plan *);
/* Writes into the plan that criterion `at` is met with that value, or
 * (value none) waived by the actor for that reason. */
CHECKED bool sustain_settle(struct ctx *, struct sustain_plan *, size_t at,
                 str value, str why);

/* ---- the assessment of eight domains ---- */

struct sustain_score {
	double mean;                    /* NAN: too few raters, or none */
	size_t raters;
};

struct sustain_scores {
	str                  *period;   /* [periods] rising */
	size_t                periods, domains;
	struct sustain_score **of;      /* [periods][domains + 1]; the last
	                                 * is of all */
};

CHECKED bool sustain_scores(struct ctx *, struct id programme,
                 struct sustain_scores *);

/* ---- checks of practices ---- */

enum sustain_when { SUSTAIN_LATER, SUSTAIN_DUE, SUSTAIN_SEEN, SUSTAIN_GONE };

struct sustain_look {
	enum sustain_when when;         /* LATER: not due yet; GONE: it had
	                                 * ended before */
	struct day        due;
	str               state;        /* what was seen */
	struct id         check;        /* its row; or none */
};

struct sustain_practice {
	struct practice     row;
	struct sustain_look look[SUSTAIN_MONTHS];
};

/* Of one practice and all checks there are. */
struct sustain_practice sustain_look(const struct practice *,
    const struct practice_check *, size_t checks, struct day today);
CHECKED bool sustain_practices(struct ctx *, struct id programme,
                 struct sustain_practice **, size_t *n);

/* ---- what is kept of what was learnt ---- */

struct sustain_kept {
	double retention;               /* of the gain, each course by its
	                                 * people; NAN */
	size_t n, courses;
};

struct sustain_retention {
	struct sustain_kept  at[SUSTAIN_MONTHS];
	struct survive_decay decay;     /* through them */
};

struct sustain_retention sustain_retention(const struct train *);

/* ---- ownership ---- */

struct sustain_ownership {
	size_t  actions, led, joint;    /* by the community, together */
	int64_t people, women;          /* among those that say both */
	struct money given;             /* local contributions */
	size_t  gifts, unpriced;
};

CHECKED bool sustain_ownership(struct ctx *, struct id programme,
                 struct sustain_ownership *);

/* ---- what was forgotten ---- */

struct sustain_late {
	int64_t checks, follow_ups, rounds;     /* overdue */
	int64_t never;                          /* subjects with a level that
	                                         * is wanted and no score */
};

CHECKED bool sustain_late(struct ctx *, struct id programme,
                 struct sustain_late *);
/* The same without those never assessed, for who knows them. */
CHECKED bool sustain_overdue(struct ctx *, struct id programme,
                 struct sustain_late *);
/* Those subjects: ids of parties, each once. */
CHECKED bool sustain_never(struct ctx *, struct id programme, struct id **,
                 size_t *n);
/* Rounds that are planned or open, the nearest first. */
CHECKED bool sustain_rounds(struct ctx *, struct id programme,
                 struct assessment_round **, size_t *n);
/* Gaps that were closed and opened again: their last such event. */
CHECKED bool sustain_reopened(struct ctx *, struct id programme,
                 struct gap_event **, size_t *n);

/* ---- the last gate: how many still stand in the way, and which ---- */

CHECKED bool sustain_criteria_open(struct ctx *, const void *programme,
                 int64_t *n, str *which);
CHECKED bool sustain_equipment_held(struct ctx *, const void *programme,
                 int64_t *n, str *which);
CHECKED bool sustain_follow_ups_open(struct ctx *, const void *programme,
                 int64_t *n, str *which);

#endif
