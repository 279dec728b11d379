/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sheet.h - one rater and one sheet: opened by a personal link, answered
 * item by item, submitted.
 *
 * A link is 32 random bytes as text (43 characters); the data file keeps
 * its digest only.  Who has the link, or is signed in as the rater, acts on
 * that one sheet and on nothing else: what is written here is written in
 * the program's name, under the source "sheet", without the address of who
 * answered.  Answers are taken while the round is open or in its days of
 * grace and the sheet is started or returned; what was answered before is
 * kept whatever comes.
 *
 * Missing is never zero: a blank, not applicable, don't know and refused
 * are kept apart (engine/score.h).
 */
#ifndef FLOW_SHEET_H
#define FLOW_SHEET_H

#include "flow/assess.h"

enum sheet_stands {
	SHEET_INVITED,          /* may agree and begin */
	SHEET_STARTED,          /* may answer */
	SHEET_RETURNED,         /* may answer; it came back with a question */
	SHEET_SENT,             /* submitted, accepted or excluded */
	SHEET_DECLINED,
	SHEET_EARLY,            /* the round is not open yet */
	SHEET_CLOSED            /* the round takes no answers any more */
};

struct sheet {
	struct response         response;
	struct invitation       invitation;     /* revision 0: there is none */
	struct assessment_round round;
	struct instrument      *instrument;
	struct party            subject;
	struct programme        programme;
	enum sheet_stands       stands;
	int16_t                *cell;           /* [items] */
	double                 *rating;         /* [items] NAN: none */
	str                    *comment, *evidence;     /* [items] or none */
};

/* ABSENT, in one sentence, for a link that never was, was ended, or whose
 * round is void. */
CHECKED bool sheet_by_link(struct ctx *, str key, struct sheet *);
/* The actor's own, by response.by. */
CHECKED bool sheet_mine(struct ctx *, struct id response, struct sheet *);
/* Of a round, for who may key in paper (add sheets); by id or by the code
 * "RATER-SUBJECT" that is printed on paper. */
CHECKED bool sheet_keyed(struct ctx *, const struct assessment_round *,
                 str id_or_code, struct sheet *);
/* Those of the actor that wait for him, the round's due day first. */
CHECKED bool sheet_waiting(struct ctx *, struct sheet **, size_t *n);

/* What one item was answered with. */
struct sheet_answer {
	size_t item;
	str    score;                   /* "3", "3.5", "NA", "DK", "REF", "" */
	str    comment, evidence;       /* empty: none; no text: as it was */
};

/* The cell and rating of an answer.  INVALID on `field` for what is off the
 * scale, between its steps, or not allowed by the framework. */
CHECKED bool sheet_read(const struct instrument *, str score, int16_t *cell,
                 double *rating, const char *field, struct errors *);
/* The value as it is typed: "3", "NA", or "" for a blank. */
str          sheet_score(struct arena *, const struct sheet *, size_t item);
/* Whether the scale has few levels a step apart, to be shown as cards:
 * how many, else 0. */
size_t       sheet_levels(const struct framework *);
double       sheet_level(const struct framework *, size_t i);
size_t       sheet_blanks(const struct sheet *);

/* The consent text is agreed to, and the sheet begins. */
CHECKED bool sheet_begin(struct ctx *, struct sheet *);
/* Keeps answers; those that are refused are faults on "q1", "q2" ... (the
 * place of the item from 1), and then nothing of this call is kept. */
CHECKED bool sheet_answer(struct ctx *, struct sheet *,
                 const struct sheet_answer *, size_t n);
CHECKED bool sheet_submit(struct ctx *, struct sheet *);
CHECKED bool sheet_decline(struct ctx *, struct sheet *, str reason);
/* Paper: answers are kept, begun if need be; then it is sent as of the day
 * it came in (none: today), typed twice or not. */
CHECKED bool sheet_keep_paper(struct ctx *, struct sheet *,
                 const struct sheet_answer *, size_t n);
CHECKED bool sheet_send_paper(struct ctx *, struct sheet *, struct day came,
                 bool twice);
/* Why a sheet was returned, or none. */
CHECKED bool sheet_question(struct ctx *, const struct sheet *, str *reason);
/* The digest of a link, as it is kept. */
str          sheet_digest(struct arena *, str key);
/* "K7QX-ORG03": what stands on a printed sheet. */
str          sheet_code(struct arena *, const struct sheet *);

#endif
