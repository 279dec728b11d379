/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * portfolio.h - many programmes side by side: what was asked for, and which
 * of those somebody may see fit.
 */
#ifndef WEB_PORTFOLIO_H
#define WEB_PORTFOLIO_H

#include "flow/outline.h"
#include "flow/rate.h"
#include "web/page.h"

enum portfolio_by {
	BY_COUNTRY, BY_SECTOR, BY_SDG, BY_GOAL, BY_FUNDER, BY_MODALITY, FILTERS
};

struct portfolio_rate {         /* of one currency into the chosen one */
	char   currency[4];
	double rate;                    /* NAN: nobody knows */
};

struct portfolio_page {
	struct ctx            *c;
	const struct request  *q;
	str                    asked[FILTERS];
	str                    sex;
	int                    from, to;        /* years; 0: any */
	char                   currency[4];     /* that totals are told in */
	const struct outline **seen;            /* [n_seen] that he may see */
	const struct outline **o;               /* [n] of these, that fit */
	size_t                 n_seen, n;
	size_t                 waiting; /* of these, still being counted */
	struct portfolio_rate *rate;            /* [rates] */
	size_t                 rates;
	struct node           *out;
};

CHECKED bool portfolio_find(struct portfolio_page *);
/* The address with one filter set to another value (none: without). */
str  portfolio_href(const struct portfolio_page *, const char *name,
         str value);
/* Whether he may see the money, and the gaps, of that programme. */
bool portfolio_money(const struct portfolio_page *, const struct outline *);
bool portfolio_gaps(const struct portfolio_page *, const struct outline *);
/* In the chosen currency; none: none, or nobody knows. */
struct money portfolio_in(const struct portfolio_page *, struct money);
/* The filters with their choices, how many each has. */
void portfolio_filters_put(const struct portfolio_page *);

#endif
