/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * digest.h - the list of what is due, by mail, for who wants it.
 *
 * Every working day or once a week, as the person chose, in the morning of
 * the site's clock (setting digest_hour, 6).  Nothing due, no mail.  The
 * list is made with the rights of who gets it.
 *
 * Holders of certificates are told when they expire: DUE_WARN days before,
 * or as many as the award says, and again DUE_SOON days before.
 */
#ifndef FLOW_DIGEST_H
#define FLOW_DIGEST_H

#include "flow/due.h"
#include "flow/mail.h"

enum { DIGEST_DAYS = 7, DIGEST_HOUR = 6, DIGEST_WARNED = 100 };

struct digest {                         /* one, before it is queued */
	struct mail_wish wish;
	struct mail_to   to;
	struct day       today;
	str    subject, text;           /* none: nothing is due */
};

/* Whose list is to go now, the first; false in *some: nobody's. */
CHECKED bool digest_next(struct ctx *, struct mail_wish *, bool *some);
/* The list of a user as it stands; only reads. */
CHECKED bool digest_make(struct ctx *, const struct mail_wish *,
                 struct digest *);
/* Queues it, if there is something in it, and notes the day. */
CHECKED bool digest_keep(struct ctx *, struct digest *, bool *queued);

/* Of certificates that expire, some at a time; *n: how many were told. */
CHECKED bool digest_warn(struct ctx *, size_t *n);

#endif
