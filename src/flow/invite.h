/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * invite.h - who is asked to rate whom in a round, and the links they get.
 *
 * Each pair of a subject and a rater is a `response` in state invited, and
 * an `invitation` beside it that knows who the rater is.  In the response
 * stands a code name only, four letters and digits that one rater keeps
 * throughout the round; so who reads the answers does not learn the names.
 *
 * A key is shown once, when it is made; a new one ends the old one.
 * Whoever invites needs ADD on invitations in the round's programme.
 */
#ifndef FLOW_INVITE_H
#define FLOW_INVITE_H

#include "flow/ctx.h"
#include "model/assess.h"

enum { INVITE_MOST = 2000 };            /* sheets in one go */

struct invite_rater {           /* all none: somebody without a name */
	struct id person;               /* of the register, or none */
	str       name, contact, language;
};

struct invite_line {            /* a sheet and whom it was given to */
	struct response   response;     /* its scores are not read */
	struct invitation invitation;   /* revision 0: it has none */
	str               subject, subject_code;
	str               key;          /* of a link made just now, or none */
};

/* Every rater for every subject.  Pairs that are invited in that role
 * already are left out and counted.  INVALID unless the round is in design,
 * open or in its days of grace. */
CHECKED bool invite_add(struct ctx *, const struct assessment_round *,
                 const struct id *subject, size_t subjects, str role,
                 const struct invite_rater *, size_t raters,
                 struct invite_line **, size_t *n, size_t *there);
/* A new link for a sheet that still waits for answers; the old one ends. */
CHECKED bool invite_link(struct ctx *, const struct assessment_round *,
                 struct id response, struct invite_line *);
/* New links for all that were invited and did not submit. */
CHECKED bool invite_links(struct ctx *, const struct assessment_round *,
                 struct invite_line **, size_t *n);
/* Sends links just made to those who have an address, one mail to each;
 * left in [n] are those that went to nobody.  site: before the links. */
CHECKED bool invite_mail(struct ctx *, str site,
                 const struct assessment_round *, struct invite_line *,
                 size_t *n, size_t *sent);
/* The link opens nothing any more. */
CHECKED bool invite_end(struct ctx *, const struct assessment_round *,
                 struct id response);
/* As if never invited: of a sheet that nobody began. */
CHECKED bool invite_withdraw(struct ctx *, const struct assessment_round *,
                 struct id response);
/* The round's sheets by rater, behind the first `skip` at most that many. */
CHECKED bool invite_list(struct ctx *, const struct assessment_round *,
                 size_t skip, size_t most, struct invite_line **, size_t *n);
/* "Name; contact; language" line by line; false with a fault on the line
 * that cannot be read. */
CHECKED bool invite_read(struct ctx *, str lines, struct invite_rater **,
                 size_t *n);

#endif
