/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati.h - programmes as an IATI 2.03 file, and the files of others.
 *
 * One programme is one activity (docs/decisions/0040): what is inside it
 * is told by its results, its money and its documents.  A programme that
 * is part of another is of hierarchy 2 and names its parent.  Everything
 * comes from the rows that the screens show; names of persons, what is
 * confidential and counts below 5 stay inside.
 */
#ifndef STANDARD_IATI_H
#define STANDARD_IATI_H

#include "flow/ctx.h"
#include "model/iati.h"
#include "model/people.h"
#include "standard/iati_check.h"
#include "standard/iati_tree.h"

/* What the site says of itself: settings iati_ref, iati_name, iati_type,
 * iati_email, iati_phone, iati_web, iati_address, and the usual iati_flow,
 * iati_finance, iati_aid, iati_tied, iati_collaboration. */
struct iati_site {
	str ref, name, type;
	str email, phone, web, address;
	str flow, finance, aid, tied, collaboration;
	str base;               /* the site's address, no slash at its end */
	const struct map *dropped;      /* changed_dropped */
};
CHECKED bool iati_site(struct ctx *, str base, struct iati_site *);

/* ---- out ---- */

/* One programme as an activity, whoever asks; in the ctx's arena. */
CHECKED bool iati_make(struct ctx *, const struct iati_site *,
    const struct programme *, struct iati **);
/* Whether it carries a reference that nobody gave: never for everybody. */
bool iati_is_made_up(struct iati *);

/* Whether it is published, ours, and whole enough to go out to everybody. */
CHECKED bool iati_is_told(struct ctx *, const struct iati_site *,
    const struct programme *, bool *is);

/* Which programmes: one, or all that are published; of others' none. */
struct iati_which {
	const struct programme *one;    /* NULL: all published */
	bool    strict;         /* `one` too is left out if it breaks rules */
	int64_t at;             /* of iati_newest: generated-datetime */
};
CHECKED bool iati_newest(struct ctx *, const struct iati_site *,
    struct iati_which *);
/* What a published file is now: how many activities it has, when the last
 * of them changed, and a digest of all that is told in them. */
struct iati_stamp {
	int64_t n, at;
	char    digest[33];
};
CHECKED bool iati_stamp(struct ctx *, const struct iati_site *,
    const struct iati_which *, struct iati_stamp *);
/* A file without an activity is none by the standard's schema: ABSENT. */
CHECKED bool iati_some(struct ctx *, int64_t n);
/* One as everybody may see it; NULL: it is not told. */
CHECKED bool iati_told(struct ctx *, const struct iati_site *,
    const struct programme *, struct iati **);
/* Why a published programme is not told to everybody, in the reader's
 * language; NULL: it is. */
CHECKED bool iati_left_out(struct ctx *, const struct iati_site *,
    const struct programme *, const char **why);
/* Memory is that of the largest activity.  One that breaks the rules is
 * left out of "all published"; *n counts what was written. */
CHECKED bool iati_export(struct ctx *, const struct iati_site *,
    const struct iati_which *, struct write *, int64_t *n);
/* The same piece by piece, into any writer; false in *more: that was it. */
struct iati_run {
	struct iati_site        site;
	const struct programme *p;      /* [n] */
	size_t                  n, next;
	int64_t                 at, written;
	bool                    strict;
};
CHECKED bool iati_begin(struct ctx *, const struct iati_site *,
    const struct iati_which *, struct iati_run *);
CHECKED bool iati_more(struct ctx *, struct iati_run *, struct write *,
    bool *more);
/* The organisation file of the site. */
CHECKED bool iati_organisation(struct ctx *, const struct iati_site *,
    struct write *);

/* ---- readiness ---- */

struct iati_point {             /* something to mend, or to know */
	enum iati_grade grade;
	const char *says, *href;        /* where it is mended, or NULL */
};
struct iati_ready {
	struct iati_point *point;       /* the gravest first */
	size_t n, rules;        /* rules: what keeps it out of the file */
	str    identifier;
	const char *entry_href; /* the form of its particulars */
};
CHECKED bool iati_ready(struct ctx *, const struct iati_site *,
    const struct programme *, struct iati_ready *);

#endif
