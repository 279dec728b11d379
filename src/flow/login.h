/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * login.h - who is there.
 *
 * Passwords are kept as argon2id (19 MiB, 2 passes; libsodium's text
 * form), session and API secrets as BLAKE2b-256 of 32 random bytes: what
 * the data file holds lets nobody in.  After 5 wrong passwords an account
 * waits 1 minute, doubling with each further one up to 1 hour.
 *
 * login_verify is slow (about 15 ms) and only reads, so it runs on a
 * reader worker; what came of it is then written on the lane by
 * login_begin or login_failed.
 */
#ifndef FLOW_LOGIN_H
#define FLOW_LOGIN_H

#include "flow/ctx.h"
#include "model/office.h"

enum { SESSION_DAYS = 14, PASSWORD_LEAST = 10, PASSWORD_MOST = 256 };

/* The user of that name (folded: case does not matter) and password.
 * DENIED with one sentence for a wrong name and a wrong password alike, in
 * the same time, and for an account that waits. */
CHECKED bool login_verify(struct ctx *, str name, str password,
    struct id *user);
CHECKED bool login_failed(struct ctx *, str name);
/* A new session: the secret for the cookie (43 characters, base64url). */
CHECKED bool login_begin(struct ctx *, struct id user, str address, str agent,
                 str *secret);
/* Sits the session's user down at the desk: fills c->actor, and c->lang
 * and words if the user chose a language.  DENIED if there is no such
 * session any more. */
CHECKED bool login_resume(struct ctx *, str secret);
CHECKED bool login_bearer(struct ctx *, str secret);
CHECKED bool login_end(struct ctx *, str secret);
/* Ends every session of the actor but this one. */
CHECKED bool login_end_others(struct ctx *, str secret);

/* The row of a session that is open still.  False: there is none, and no
 * fault. */
bool         login_session(struct ctx *, str secret, struct session *);

/* The form's token of a session: the same secret gives the same token. */
str          login_csrf(struct arena *, str secret);
bool         login_csrf_right(str secret, str token);

/* Passwords: 10 to 256 characters, not the name, not among the worst. */
CHECKED bool login_hash(struct ctx *, str name, str password, str *hash);
/* Whether it is the actor's own; slow, reads only, as login_verify. */
CHECKED bool login_own(struct ctx *, str password);
CHECKED bool login_own_failed(struct ctx *);
CHECKED bool login_password(struct ctx *, str new_hash);
/* An administrator gives somebody a password, to be changed at the first
 * sign-in; it ends that user's sessions. */
CHECKED bool login_give(struct ctx *, struct id user, str new_hash);

/* A new API secret of the actor, shown once: "tilth_" and 43 characters.
 * Its scopes: none, "read" or "read;write". */
CHECKED bool login_token(struct ctx *, str name, str scopes, int days,
                 str *secret);

/* INVALID for a role nobody can hold: the public's; an administrator's on a
 * programme, which would be a way to the whole site. */
struct role_assignment;
CHECKED bool login_role_right(const struct role_assignment *, struct errors *);
/* The roles a user holds today. */
CHECKED bool login_actor(struct ctx *, struct id user, struct actor *);

/* For the command line and tests: makes or changes a user. */
CHECKED bool login_user(struct ctx *, str name, str email, str hash,
                 struct id *user);
CHECKED bool login_role(struct ctx *, struct id user, str role,
                 struct id programme);

#endif
