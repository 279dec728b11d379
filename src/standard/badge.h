/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * badge.h - a certificate as an Open Badges 3.0 credential (1EdTech 2024;
 * W3C Verifiable Credentials 2.0).
 *
 * The issuer is the site's key itself (did:key), so that whoever has the
 * file can check it without asking us and years after we are gone; only
 * whether it was revoked is told by an address.  Two forms: JSON with a
 * proof inside (eddsa-jcs-2022, over RFC 8785) and a signed token (JWS,
 * EdDSA).  The holder is named by the name on the paper.
 */
#ifndef STANDARD_BADGE_H
#define STANDARD_BADGE_H

#include "base/node.h"
#include "flow/certificate.h"

/* `base` is the site's address without a slash at the end.  ABSENT: nothing
 * was ever signed here; INVALID: erased, or revoked. */
CHECKED bool badge_credential(struct ctx *, const struct certificate_view *,
                 str base, struct node *out);
CHECKED bool badge_token(struct ctx *, const struct certificate_view *,
                 str base, str *token);
/* A 1EdTech revocation list: ids of credentials that hold no more. */
CHECKED bool badge_revoked(struct ctx *, str base, struct node *out);

/* Signs any credential: a proof of that moment becomes its last member. */
void badge_prove(const struct signing *, int64_t at, struct node *credential);
/* "did:key:z6Mk...", and the same as verification method, "...#z6Mk...". */
str  badge_did(struct arena *, const unsigned char *key);
str  badge_method(struct arena *, const unsigned char *key);

#endif
