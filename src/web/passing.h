/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * passing.h - what the pages behind a participant's personal link have in
 * common: who it is, in the language he was written to.
 */
#ifndef WEB_PASSING_H
#define WEB_PASSING_H

#include "flow/exam.h"
#include "web/page.h"

/* The link of the address {key}; speaks its language unless this browser
 * chose one. */
CHECKED bool passing_named(struct ctx *, const struct request *,
                 struct pass *);
/* "/mine/KEY" and what comes behind it. */
str  passing_href(struct ctx *, const struct pass *, const char *rest);
/* clock (programme.h), base, event, person, programme_title, from, to,
 * venue, times. */
CHECKED bool passing_put(struct ctx *, const struct pass *,
                 struct node *out);
/* A language for who has not chosen one. */
void passing_speak(struct ctx *, const struct request *, str language);

/* What a test is called: its title, or by its phase. */
str  exam_title(struct ctx *, const struct event_test *);
/* An answer as people read it: the texts of its options. */
str  exam_says(struct ctx *, const struct test_item *, str given);
/* The right one, for who may know. */
str  exam_key_says(struct ctx *, const struct test_item *);
/* "true" and "false", or the options' texts; how many. */
size_t exam_option_names(struct ctx *, const struct test_item *,
    str **texts);

#endif
