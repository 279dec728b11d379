/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * vault.h - what two people write to each other and nobody else reads.
 *
 * Each user who is somebody of the register has a pair of keys (X25519).
 * The secret half lies in the data sealed with a key made from his password
 * (argon2id), and during a session sealed with a key made from the secret
 * in his cookie: neither is in the data, so who has the data, a copy of it
 * or the rights of an administrator reads nothing.
 *
 * Each mentoring agreement has a key of its own (XChaCha20-Poly1305), sealed
 * to the mentor and to the mentee.  A note is bound to its row and to whose
 * it is.  Who forgets his password gets new keys at the next sign-in; the
 * other one of the pair then shares the notes with him again.
 */
#ifndef FLOW_VAULT_H
#define FLOW_VAULT_H

#include "flow/ctx.h"
#include "model/advise.h"

enum { VAULT_KEY = 32, VAULT_SALT = 16 };

/* ---- at sign-in ---- */

struct vault_way {              /* from a password to a key */
	bool          is_on;            /* the user is somebody */
	unsigned char salt[VAULT_SALT], key[VAULT_KEY];
};

/* The slow half (15 ms), which only reads: of the user's own salt, or for a
 * new password of a fresh one. */
CHECKED bool vault_way(struct ctx *, struct id user, str password, bool fresh,
                 struct vault_way *);
/* Into the session that was just begun; makes the keys if there are none,
 * or if they do not open. */
CHECKED bool vault_enter(struct ctx *, struct id user,
                 const struct vault_way *, str session);
/* The keys of this session under a new password. */
CHECKED bool vault_renew(struct ctx *, const struct vault_way *, str session);

/* ---- notes ---- */

enum vault_is {
	VAULT_OPEN,             /* he reads and writes */
	VAULT_NOT_HIS,          /* he is neither of the two */
	VAULT_NO_KEY,           /* this session has no key: sign in again */
	VAULT_UNSHARED          /* the other has to share it with him */
};

struct vault_note {
	struct mentoring_note row;      /* its texts opened; none: none, or
	                                 * sealed with a key that is gone */
	bool is_lost;
};

struct vault {
	enum vault_is      is;
	bool               is_mentor;
	unsigned char      key[VAULT_KEY];
	struct vault_note *note;        /* [n] the newest first */
	size_t             n;           /* notes there are, also when closed */
	str                other;       /* the account of the other one; none */
	bool               other_has;   /* the other reads them too */
	bool               may_share;   /* the other has keys, but not this */
};

CHECKED bool vault_look(struct ctx *, str session,
                 const struct mentoring_agreement *, struct vault *);
/* A note of the actor's own; the key of the pair is made with the first and
 * shared with the other as far as he has keys.  DENIED to anybody else. */
CHECKED bool vault_write(struct ctx *, str session,
                 const struct mentoring_agreement *, struct id held, str text);
/* Seals the key of the pair to the other one as well. */
CHECKED bool vault_share(struct ctx *, str session,
                 const struct mentoring_agreement *);

#endif
