/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * dossier.h - the Vietnamese project document of technical assistance (van
 * kien du an ho tro ky thuat): as a document under its headings, and the
 * opinions that are asked of agencies.
 *
 * An agency has DOSSIER_DAYS to answer (Decree 114/2021/ND-CP); for a grant
 * of up to DOSSIER_SMALL US dollars none need be asked.  The headings are
 * by general knowledge: the official appendix was not seen.
 */
#ifndef FLOW_DOSSIER_H
#define FLOW_DOSSIER_H

#include "flow/ctx.h"
#include "format/document.h"
#include "model/note.h"
#include "model/sustain.h"

enum { DOSSIER_DAYS = 10, DOSSIER_SMALL = 200000, DOSSIER_AGENCIES = 50 };

struct dossier_money {          /* the grant */
	struct money own;               /* as agreed; none */
	struct money vnd, usd;          /* as entered, else by a rate; none */
	str          vnd_by, usd_by;    /* which rate, or none */
};

CHECKED bool dossier_money(struct ctx *, const struct vn_ta_dossier *,
                 struct dossier_money *);
/* In Vietnamese whatever the language of the desk. */
CHECKED bool dossier_document(struct ctx *, const struct vn_ta_dossier *,
                 struct doc **);

/* Whether opinions must be asked: YES above DOSSIER_SMALL, UNSAID where
 * nobody knows the amount in US dollars. */
int          dossier_asks(const struct dossier_money *);
/* Agencies, one a line.  INVALID: none, more than DOSSIER_AGENCIES, no
 * day. */
CHECKED bool dossier_ask(struct ctx *, struct id dossier, str lines,
                 struct day);
/* When an answer is due, and whether it is late on that day, or came so. */
struct day   dossier_due(const struct dossier_opinion *);
bool         dossier_late(const struct dossier_opinion *, struct day today);
/* Writes the day the last answer came.  INVALID while one is missing. */
CHECKED bool dossier_all_in(struct ctx *, struct vn_ta_dossier *);
/* By which decree one of that day is written: "nd114" before 10 September
 * 2025, else "nd242". */
const char  *dossier_form_of(struct day);
/* Of a dossier: what it says, else by the day it was approved, else by
 * today. */
str          dossier_form(const struct ctx *, const struct vn_ta_dossier *);

#endif
