/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * donor_in.h - what a report as a document (donor_paper.c) and its charts
 * (donor_chart.c) share.
 */
#ifndef FLOW_DONOR_IN_H
#define FLOW_DONOR_IN_H

#include "flow/donor.h"

struct local;

struct donor_paper {
	struct ctx                *c;
	const struct donor_report *r;
	const struct node         *f;   /* the figures */
	const struct words        *words;
	struct local              *local;
	struct doc                *d;
	bool                       brief;       /* two pages: few charts */
};

str donor_say(const struct donor_paper *, const char *english);
/* As the report's language writes it; none for NAN. */
str donor_real(const struct donor_paper *, double, int decimals);
/* "0.5 to 0.9"; none where either is missing. */
str donor_interval(const struct donor_paper *, const struct node *row,
    const char *low, const char *high);
/* "People: knowledge" */
str donor_level(const struct donor_paper *, const struct node *change);

/* Charts of the figures whose tables follow; none where nothing is known. */
void donor_chart_results(const struct donor_paper *);
void donor_chart_changes(const struct donor_paper *);
void donor_chart_effects(const struct donor_paper *);
void donor_chart_money(const struct donor_paper *);

#endif
