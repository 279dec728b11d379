/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* feedback.h - what the public pages of feedback and the desk share. */
#ifndef WEB_FEEDBACK_H
#define WEB_FEEDBACK_H

#include "flow/feedback.h"
#include "web/page.h"

extern const struct page say_where_page, say_page, say_post, said_page,
    said_post, feedback_page, feedback_answer_page, feedback_answer_post;

/* came waiting overdue answered in_time median satisfied rated */
void feedback_figures(struct ctx *, const struct feedback_desk *,
         struct node *out);
#endif
