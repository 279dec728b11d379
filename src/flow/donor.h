/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * donor.h - a report to a funder, put together from the same figures as
 * the pages, and kept as it was submitted.
 *
 * Nothing is computed here: results are monitor.h's, change evaluate.h's,
 * money finance.h's, gaps loop.h's.  Figures are gathered in the program's
 * name, since the report tells the same whoever opens it.  They are a tree:
 *
 *	programme, code, currency, as_of, scale_min, scale_max
 *	facts     gaps closed effect effect_n people women budget spent
 *	results   [ code name unit baseline target target_period now percent ]
 *	groups    [ code name stratum group value period ]
 *	changes   [ level title whole n before after change low high effect
 *	            effect_low effect_high ]
 *	money     [ line says budget spent percent own_budget own_spent total ]
 *	lessons   [ title text ]
 *
 * A report leaves the house: counts of persons that are too small to be
 * told (engine/small.h) are words in it, whoever reads it; the numbers are
 * on the pages of the programme.
 *
 * When the report is submitted they are kept with it; what rows change
 * later does not reach it, and donor_moved tells that they did.
 */
#ifndef FLOW_DONOR_H
#define FLOW_DONOR_H

#include "base/node.h"
#include "flow/ctx.h"
#include "format/document.h"
#include "format/mime.h"
#include "model/report.h"

/* As they stand now. */
CHECKED bool donor_live(struct ctx *, const struct donor_report *,
                 struct node **);
/* Those that count: as submitted, else as they stand. */
CHECKED bool donor_figures(struct ctx *, const struct donor_report *,
                 const struct node **);
/* Whether rows changed since in a way that shows. */
CHECKED bool donor_moved(struct ctx *, const struct donor_report *, bool *);
/* Before it is kept as submitted; effect.c asks. */
CHECKED bool donor_freeze(struct ctx *, struct donor_report *);

/* The whole report; the programme on two pages. */
CHECKED bool donor_document(struct ctx *, const struct donor_report *,
                 const struct node *figures, struct doc **);
CHECKED bool donor_summary(struct ctx *, const struct donor_report *,
                 const struct node *figures, struct doc **);
/* Its tables, each a sheet of a workbook. */
CHECKED bool donor_book(struct ctx *, const struct donor_report *,
                 const struct node *figures, str *bytes);

enum { DONOR_AHEAD = 30, DONOR_AT_ONCE = 200 };

/* Which report answers that duty of an agreement, once it is begun. */
struct id donor_of_duty(struct ctx *, struct id duty);
/* As the program, once a day: drafts of the reports that agreements ask
 * for within DONOR_AHEAD days, each once; *n begun. */
CHECKED bool donor_begin(struct ctx *, size_t *n);

enum { DONOR_FILES = 3 };

/* As a file of that form, "pdf", "docx" or "xlsx", with its name. */
CHECKED bool donor_made(struct ctx *, const struct donor_report *,
                 const char *form, struct mime_file *);

/* The report in the forms asked for (send_as; none: PDF), to go with the
 * mail to that address about that row: only to whom it was to be mailed, and
 * while it stands as submitted.  Gives how many; what would make the mail
 * too large is left out. */
size_t donor_files(struct ctx *, str row, str address,
    struct mime_file[DONOR_FILES]);

/* Whether there are reports to be mailed today. */
CHECKED bool donor_waits(struct ctx *, bool *);
/* Queues mails of reports whose day has come; *n of them. */
CHECKED bool donor_send(struct ctx *, size_t *n);

#endif
