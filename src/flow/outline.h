/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * outline.h - a programme in a few figures: for its public page, and for
 * the portfolio in which many stand beside one another.
 *
 * Nothing is computed here: money is finance.h's, gaps are loop.h's, people
 * are those trained as records.h counts them.  It is read as the program;
 * what of it may be shown is up to who shows it.  It rests on rows alone,
 * not on the day or on settings.
 */
#ifndef FLOW_OUTLINE_H
#define FLOW_OUTLINE_H

#include "flow/ctx.h"
#include "model/people.h"

struct concern;

struct outline_spot {           /* where the work happens */
	char   country[3];              /* "VN"; none: a point */
	str    name;                    /* of a point; of a country as it is
	                                 * written, if it is more than a code */
	double north, east;             /* of a point; else NAN */
};

struct outline_kind {           /* spent on activities of a modality */
	str          modality;          /* none: of no activity, or none said */
	struct money budget, spent;
};

struct outline_cost {           /* an activity that targets gaps (worth.h) */
	struct id    activity;
	str          modality, led_by;
	struct id    partner;           /* who delivered it; or none */
	str          partner_name;
	struct money spent;
	double       gained;            /* levels; over all pairs of rounds */
	size_t       pairs;             /* gaps measured twice */
};

struct outline {
	struct programme     p;
	bool                 is_counted;        /* else all below is none */
	int64_t              at;        /* the change it holds as of */
	char                 currency[4];
	struct money         budget, spent;     /* none: no line, no payment */
	int64_t              unconverted;       /* lines and payments */
	struct outline_kind *kind;      /* [kinds] by modality; spent adds up */
	size_t               kinds;
	size_t               gaps, reassessed, reduced, closed;
	double               gained;    /* levels; NAN: none measured again */
	int64_t              people, women;     /* trained, each once */
	int64_t              organisations;
	struct id           *funder;    /* [funders] of lines and payments */
	str                 *funder_name;       /* [funders] */
	size_t               funders;
	struct outline_spot *spot;      /* [spots] countries first */
	size_t               spots;
	struct outline_cost *cost;      /* [costs] of those measured twice */
	size_t               costs;
};

CHECKED bool outline_of(struct ctx *, struct id programme, struct outline **);

/* Who may have delivered a programme's activities, and who did one. */
struct activity;
struct outline_partners;
CHECKED bool outline_partners(struct ctx *, struct id programme,
                 struct outline_partners **);
void         outline_partner(struct ctx *, const struct outline_partners *,
                 const struct activity *, struct outline_cost *);

/*
 * Of every programme there is, by code.  They are kept in memory and lie on
 * the shelf beside the rows (store/shelf.h), so that a start computes
 * nothing; what changed since tells which are to be made anew (concern.h).
 * A few are made at once.  More are left to whoever works aside (kept_call)
 * if OUTLINE_SOON will do: they are among `one` without being counted.
 */
enum outline_when { OUTLINE_NOW, OUTLINE_SOON };

struct outlines {
	struct outline **one;           /* [n] */
	size_t           n;
	size_t           waiting;       /* of these, to be counted still */
	int64_t          at;            /* the change it holds as of */
};

CHECKED bool outline_every(struct ctx *, enum outline_when,
                 const struct outlines **);

/* For who works aside: which are to be made anew, and until when the
 * others hold. */
struct outline_round {
	struct id *one;                 /* [n] programmes */
	size_t     n;
	int64_t    from, to;            /* changes looked at */
	const struct concern *since;
};

CHECKED bool outline_due(struct ctx *, struct outline_round *);
/* Lays it on the shelf, and who was reached (reached.h) as of the same
 * moment; in a transaction, as is the next. */
CHECKED bool outline_shelve(struct ctx *, const struct outline *,
                 str reached);
/* What no longer holds goes, the rest holds from now on. */
CHECKED bool outline_lift(struct ctx *, const struct outline_round *);

/* A copy that owns all it holds. */
struct outline *outline_copy(struct arena *, const struct outline *);
/* As bytes, the programme's own row left out, and back; false: damaged. */
str          outline_pack(struct arena *, const struct outline *);
CHECKED bool outline_unpack(struct arena *, str, struct outline *);

/* Closed of all gaps, 0..1; NAN: there is none. */
double outline_closed(const struct outline *);
/* One more of its countries, if the text begins with one. */
void   outline_country_add(struct outline *, str text);
/* The two letters that a country's text begins with; false: none. */
bool   outline_country(str text, char code[3]);

#endif
