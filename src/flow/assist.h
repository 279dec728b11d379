/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * assist.h - technical assistance at the desk: requests scored by several,
 * experts found, invited and rated, missions and the thanks for them.
 *
 * A request is scored by the four criteria, 1 to 5 each, by as many
 * persons as wish; its score is the sum of the four means.  Scores that
 * came with the request (an import) count as one sheet while there is no
 * other.
 *
 * An expert is rated by those advised: the mean over missions of their
 * rating, 1 to 5, with how many missions that is.
 */
#ifndef FLOW_ASSIST_H
#define FLOW_ASSIST_H

#include "flow/ctx.h"
#include "model/advise.h"
#include "model/assist.h"
#include "model/fund.h"

enum { ASSIST_CRITERIA = 4, ASSIST_REPORT_DAYS = 14 };

struct assist_scores {
	struct ta_score *row;           /* [n] in the order they were given */
	size_t           n;
	double           mean[ASSIST_CRITERIA], sd[ASSIST_CRITERIA]; /* NAN */
	double           sum;           /* of the means; NAN */
	bool             came_so;       /* the request's own, no sheets */
	const struct ta_score *mine;    /* the actor's, or NULL */
};
CHECKED bool assist_scores(struct ctx *, const struct ta_request *,
                 struct assist_scores *);
/* The actor's sheet, new or changed; the request's score follows. */
CHECKED bool assist_score(struct ctx *, const struct ta_request *,
                 const struct ta_score *typed);

/* ---- experts ---- */

struct assist_load {            /* of one expert */
	size_t running;                 /* missions not over today */
	double days_year;               /* working days this year, shared
	                                 * equally by those who went */
	size_t missions;
	double rating;                  /* NAN */
	size_t rated;                   /* missions that were rated */
};

struct assist_expert {
	struct expert      row;
	double             coverage;    /* 0..1; NAN: nothing is asked for */
	double             score;       /* 0 for who is barred */
	str                covers;      /* "film 3, copyright 0" */
	str                conflict;    /* what stands against it, or none */
	bool               is_rostered, is_free, speaks, is_barred;
	bool               days_known, language_known;
	struct assist_load load;
	struct expert_invitation chosen;        /* revision 0: not listed */
};

struct assist_match {
	struct assist_expert *expert;   /* [n] best first */
	size_t                n;
	const str            *need;     /* [needs] areas asked for */
	size_t                needs;
	str                   languages;
	struct day            from, to;
	size_t                women, men, unsaid;       /* of those rostered */
	size_t                chosen_women, chosen;     /* of those chosen */
};
/* The pool of a request's programme against what it and its newest terms
 * ask for (engine/match.h). */
CHECKED bool assist_match(struct ctx *, const struct ta_request *,
                 struct assist_match *);
/* What every expert of a programme did and was said of him, in the order
 * of `expert` [n]. */
CHECKED bool assist_loads(struct ctx *, struct id programme,
                 const struct expert *, size_t n, struct assist_load *);

/* Put in a place, from what the match says now.  Who is barred is not
 * chosen. */
CHECKED bool assist_place(struct ctx *, const struct ta_request *,
                 struct id expert, str place, str why);
/* A new personal link for who is chosen or runner-up; shown once. */
CHECKED bool assist_invite(struct ctx *, struct id invitation, str message,
                 str *key);
/* By the link, for who has it. */
struct assist_invited {
	struct expert_invitation row;
	struct expert            expert;
	struct ta_request        request;
	struct tor               tor;   /* revision 0: none yet */
};
CHECKED bool assist_invited(struct ctx *, str key, struct assist_invited *);
CHECKED bool assist_answer(struct ctx *, struct assist_invited *, str answer,
                 bool conflict, str conflict_text, str availability);

/* ---- missions ---- */

/* When the report is due: as said, else so many days after the last day
 * (setting mission_report_days, 14). */
CHECKED bool assist_report_days(struct ctx *, int64_t *days);
struct day   assist_report_due(const struct mission *, int64_t days);
bool         assist_report_late(const struct mission *, int64_t days,
                 struct day today);
/* Feedback is asked of somebody: a link, shown once. */
CHECKED bool assist_ask(struct ctx *, const struct mission *, str who,
                 str contact, str *key);
CHECKED bool assist_asked(struct ctx *, str key, struct mission_feedback *,
                 struct mission *);
/* INVALID without a rating; answered once. */
CHECKED bool assist_rate(struct ctx *, struct mission_feedback *,
                 int64_t rating, int64_t useful, str comment);

#endif
