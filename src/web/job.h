/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * job.h - the pages of jobs, and what pages that start one answer.
 */
#ifndef WEB_JOB_H
#define WEB_JOB_H

#include "web/page.h"

extern const struct page job_page, job_file_page, job_cancel_post, check_post,
    export_post;

enum { EXPORT_AT_ONCE = 50000 };        /* rows; more are for a job */

/* Leads to the page of a job that was just added; programs get 202 with
 * its id and address.  Always true. */
bool job_begun(struct ctx *, const struct request *, struct id job,
         struct node *out, struct reply *);
/* What was tried can be taken in: the button, for part/take. */
void job_take_put(struct id kept, const char *action, struct node *out);

#endif
