/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * certificate.h - certificates are issued, shown to whoever has their
 * number, and signed.
 *
 * The number (reference.h) is the key: who has it sees what the paper says
 * and whether it still holds.
 */
#ifndef FLOW_CERTIFICATE_H
#define FLOW_CERTIFICATE_H

#include "flow/award.h"
#include "flow/ctx.h"

enum { CERTIFICATE_MOST = 5000, SIGNING_KEY = 32, SIGNING_SECRET = 64,
	SIGNATURE = 64 };               /* at once; bytes of Ed25519 */

enum certificate_is { CERTIFICATE_VALID, CERTIFICATE_EXPIRED,
	CERTIFICATE_REVOKED };

struct certificate_view {
	struct certificate  row;
	struct award        award;
	str                 name;       /* as printed; none: erased */
	enum certificate_is is;
};

/* What the rows would be for those people, in their order: numbers, names,
 * evidence.  INVALID for somebody who has not shown what the award asks
 * for, or holds it already.  Only reads. */
CHECKED bool certificate_draft(struct ctx *, struct id award,
                 const struct id *people, size_t n, struct day on,
                 struct certificate *out);
/* Keeps them; DENIED for who may not change the award. */
CHECKED bool certificate_keep(struct ctx *, struct certificate *, size_t n);

/* Whoever asks.  ABSENT: there is none of that number. */
CHECKED bool certificate_find(struct ctx *, str number,
                 struct certificate_view *);
/* A row at hand, its award read for it. */
CHECKED bool certificate_of(struct ctx *, const struct certificate *,
                 struct certificate_view *);

/* ---- what the site signs with ---- */

struct signing {
	unsigned char key[SIGNING_KEY], secret[SIGNING_SECRET];
};

/* Made if there is none; in a transaction that writes. */
CHECKED bool signing_ready(struct ctx *);
/* The newest.  ABSENT: nothing was ever signed here. */
CHECKED bool signing_key(struct ctx *, struct signing *);
void         signing_sign(const struct signing *, str, unsigned char *out);

#endif
