/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * desired.h - desired levels taken over: from the role profiles that the
 * subjects of a round hold, or from another round.
 *
 * What would change is shown first and then done in one piece; it can be
 * taken back as long as nobody changed the levels since.  A level that was
 * agreed, or is an aspiration, stays unless `over` says otherwise.  Who
 * holds several roles must reach what the most demanding one asks for.
 */
#ifndef FLOW_DESIRED_H
#define FLOW_DESIRED_H

#include "flow/assess.h"
#include "model/role.h"

enum desired_fate {
	DESIRED_NEW,            /* no level was there */
	DESIRED_CHANGED,
	DESIRED_LEFT,           /* another one stays */
	DESIRED_SAME,           /* it is there already */
	DESIRED_FATES
};

struct desired_line {
	size_t subject, dimension;      /* places: of party, of in->dimension */
	enum desired_fate    fate;
	struct desired_level was;       /* blank: none */
	struct desired_level now;       /* as it would be */
};

struct desired_plan {
	struct assessment_round round;
	struct instrument      *in;
	struct party           *party;          /* [parties] of the round */
	size_t                  parties;
	size_t                  bare;   /* of them nothing is said of */
	struct desired_line    *line;           /* [n] by party, dimension */
	size_t                  n;
	size_t                  count[DESIRED_FATES];
	size_t                  off;    /* levels that this scale lacks */
	str                     from;   /* what they come from, to tell */
};

/* Whoever is assessed in that round: those it names, or all of the kind. */
CHECKED bool desired_parties(struct ctx *, const struct assessment_round *,
                 struct party **, size_t *n);

CHECKED bool desired_from_roles(struct ctx *, struct id round, bool over,
                 struct desired_plan **);
/* INVALID unless that round has the same framework, or a version before. */
CHECKED bool desired_from_round(struct ctx *, struct id round,
                 struct id source, bool over, struct desired_plan **);

/* Writes what is new and what changes.  The lines of history that this
 * made lie in (*before, *last]; equal ones: there was nothing to write. */
CHECKED bool desired_take(struct ctx *, const struct desired_plan *,
                 int64_t *before, int64_t *last);
/* Takes the lines in (before, last] of this programme back, of whoever took
 * them over (or may drop levels).  What changed since stays: *left. */
CHECKED bool desired_back(struct ctx *, struct id programme, int64_t before,
                 int64_t last, size_t *taken, size_t *left);

struct desired_source {         /* what a gap is held against, and why */
	bool                 has;
	struct desired_level level;
	str                  kind;      /* "Agreed", to translate; or none */
	str                  from;      /* a profile, a meeting, a text */
	str                  from_href; /* none: it has no page */
	/* What the subject's roles ask for, if that differs. */
	double               standard;  /* NAN: no role, or the same */
	struct id            role;
	str                  role_name;
};
CHECKED bool desired_source(struct ctx *, struct id programme,
                 struct id subject, struct id dimension,
                 struct desired_source *);

#endif
