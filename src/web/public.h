/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * public.h - what strangers read of a programme, and of the site.
 *
 * The trees are the same whoever asks; flow/publish.h says what may stand
 * in them.  `rows` is the open data: every figure of the page as part,
 * subject, figure, value, unit, and that is what CSV and JSON hold.
 */
#ifndef WEB_PUBLIC_H
#define WEB_PUBLIC_H

#include "flow/outline.h"
#include "flow/publish.h"
#include "web/page.h"

/* "/public/MAR-CULT" */
str  public_href(struct ctx *, const struct programme *);
/* Asked for to be kept as a file (copied.h): without what needs a server. */
bool public_is_file(const struct request *);
/* The page of a programme with those parts. */
CHECKED bool public_put(struct ctx *, const struct request *,
                 const struct programme *, unsigned parts, struct node *out);
/* The page of the site. */
CHECKED bool public_site_put(struct ctx *, const struct request *,
                 struct node *out);

/* A copy with no name of a person in its title and its places. */
CHECKED bool public_outline(struct ctx *, const struct outline *,
                 const struct outline **);

/* Columns of the open data. */
enum { PUBLIC_COLUMNS = 5 };
extern const str public_columns[PUBLIC_COLUMNS];

/* One line of it: a number, a sum, or a count of persons. */
struct node *public_row(struct node *out, const char *part, str subject,
    const char *figure, const char *unit);
void public_real(struct node *out, const char *part, str subject,
    const char *figure, double, const char *unit);
void public_money(struct node *out, const char *part, str subject,
    const char *figure, struct money);
/* "18420", "fewer than 5", or "not shown" as the reader reads it. */
str  public_count(struct ctx *, int64_t, enum small);

/* ---- the parts (public_parts.c, public_levels.c) ---- */

struct public_page {
	struct ctx                 *c;          /* the program's own */
	const struct request       *q;
	const struct outline       *o;
	const struct publish_names *names;
	size_t                     *found;      /* names taken out */
	struct node                *out;
};

CHECKED bool public_change_put(const struct public_page *);
CHECKED bool public_partners_put(const struct public_page *);
CHECKED bool public_lessons_put(const struct public_page *);
CHECKED bool public_policy_put(const struct public_page *);
CHECKED bool public_practices_put(const struct public_page *);
CHECKED bool public_feedback_put(const struct public_page *);
void         public_money_put(const struct public_page *);

#endif
