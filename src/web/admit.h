/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * admit.h - who asks, in which language, and whether the form is ours.
 *
 * Permission on rows is flow's affair; here it is only whether somebody
 * has to be signed in, and whether an unsafe request was meant: a form
 * posted with a session carries that session's token (field "csrf" or
 * header X-CSRF); without a session, browsers say where it came from.
 */
#ifndef WEB_ADMIT_H
#define WEB_ADMIT_H

#include "web/answer.h"

/* Fills the ctx's actor and language.  A session that is gone is nobody;
 * a bearer token that is gone is DENIED. */
CHECKED bool admit_actor(struct worker *, struct exchange *);
/* That, and what the page asks. */
CHECKED bool admit(struct worker *, struct exchange *);
/* Whether he who was looked up may open another page with what he asked: a
 * form is not shown again to who could not open it.  May leave a fault. */
bool         admit_to(struct exchange *, const struct page *);
/* Somebody is signed in. */
bool         admit_somebody(const struct exchange *);

#endif
