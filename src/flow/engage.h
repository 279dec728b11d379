/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * engage.h - who has a part in a programme, what was heard from them, and
 * how they see their own strengths.
 *
 * Everything is counted from rows at the moment it is asked for.  What is
 * missing stays missing: a consultation that does not say how many women
 * came counts neither them nor the people among whom they would be.
 */
#ifndef FLOW_ENGAGE_H
#define FLOW_ENGAGE_H

#include "engine/swot.h"
#include "flow/ctx.h"
#include "model/assess.h"
#include "model/people.h"

struct engage_party {
	struct stakeholder  row;
	str                 name;
	enum swot_stance    stance;     /* by power and interest */
	int                 salience;   /* 0..3: of power (3 or more),
	                                 * legitimacy and urgency, how many;
	                                 * what is not said counts as no */
	bool                differs;    /* the register says another way of
	                                 * engaging them than the stance */
};

/* The codes of engagement_strategy_codes; NULL: UNKNOWN. */
const char *engage_stance_code(enum swot_stance);
/* Sets stance, salience, differs from the row. */
void        engage_class(struct engage_party *);

struct engage_share {
	int64_t part, whole;    /* over the rows that say both */
};

struct engage_heard {
	struct engage_share came;       /* of those invited */
	struct engage_share women;      /* of those who came */
	struct engage_share outside;    /* of those who came, from outside
	                                 * government */
	struct engage_share accepted;   /* of the issues raised */
};

struct engage_heard engage_hear(const struct consultation *, size_t n);
double engage_percent(struct engage_share);     /* NAN: nothing to share */

struct engage_swot {            /* of one subject */
	struct id                 subject;
	str                       name;
	const struct swot_factor **factor;      /* [n], as in the register */
	size_t                    n;
	struct swot               balance;
	bool                      is_whole;     /* the weights of every list
	                                         * that has entries sum to 1 */
};

/* One for each subject, in the order of the rows; names are not set. */
struct engage_swot *engage_weigh(struct arena *, const struct swot_factor *,
    size_t n, size_t *subjects);

struct engage {
	struct engage_party *party;             /* [parties] by name */
	size_t               parties;
	size_t               providers, beneficiaries, others;
	size_t               stance[SWOT_MONITOR + 1];
	size_t               differ;
	struct consultation *consultation;      /* [consultations], newest
	                                         * first */
	size_t               consultations;
	struct engage_heard  heard;
	struct engage_swot  *swot;
	size_t               swots;
	struct challenge    *challenge;
	size_t               challenges;
	struct subject_goal *goal;
	size_t               goals;
	struct gate_decision *gate;             /* newest first */
	size_t               gates;
};

CHECKED bool engage_find(struct ctx *, struct id programme, struct engage **);

#endif
