/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/login.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "format/canon.h"
#include "model/office.h"
#include "store/store.h"

enum {
	SECRET_BYTES = 32, SECRET_TEXT = 43,
	MEMORY = 19 * 1024 * 1024, PASSES = 2,
	TRIES = 5, MINUTE = 60 * 1000, WAIT_MOST = 60,
	DAY = 24 * 60 * MINUTE, TOUCH = 5 * MINUTE
};

static bool
put(struct ctx *c, const struct entity *e, void *row)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };

	return store_put(c->store, e, row, &by, &c->errors);
}

/* ---- secrets ---- */

static str
new_secret(struct arena *a)
{
	unsigned char bytes[SECRET_BYTES];

	random_secret(bytes, sizeof(bytes));
	return canon_base64url(a, bytes, sizeof(bytes));
}

static str
digest(struct arena *a, str secret, const char *of)
{
	unsigned char out[SECRET_BYTES];

	crypto_generichash(out, sizeof(out), (const unsigned char *)secret.p,
	    secret.n, (const unsigned char *)of, strlen(of));
	return canon_base64url(a, out, sizeof(out));
}

str
login_csrf(struct arena *a, str secret)
{
	return str_none(secret) ? (str){ 0 }
	    : digest(a, secret, "tilth form token");
}

bool
login_csrf_right(str secret, str token)
{
	struct arena *a = arena_new(0);
	str right = login_csrf(a, secret);
	bool same = !str_none(right) && right.n == token.n &&
	    sodium_memcmp(right.p, token.p, right.n) == 0;

	arena_free(a);
	return same;
}

/* ---- passwords ---- */

/* Those that every list of stolen passwords begins with, folded. */
static const char *const worst[] = {
	"1234567890", "12345678910", "123456789a", "0123456789", "password12",
	"password123", "password1234", "qwertyuiop", "qwerty12345", "1q2w3e4r5t",
	"iloveyou12", "administrator", "changeme123", "letmein1234",
	"matkhau123", "welcome123", "abcdefghij", "1111111111", "0000000000",
	NULL
};

static bool
is_worst(struct arena *a, str name, str password)
{
	str folded = fold(a, password);
	size_t i;

	for (i = 0; worst[i] != NULL; i++)
		if (str_is(folded, worst[i]))
			return true;
	return !str_none(name) && str_find(folded, fold(a, name)) < folded.n &&
	    folded.n < name.n + 6;
}

bool
login_hash(struct ctx *c, str name, str password, str *hash)
{
	char *text = NEWS(c->arena, char, crypto_pwhash_STRBYTES);

	if (str_points(password) < PASSWORD_LEAST)
		return fail(&c->errors, INVALID, "password",
		    "A password has at least %d characters.", PASSWORD_LEAST);
	if (str_points(password) > PASSWORD_MOST)
		return fail(&c->errors, INVALID, "password",
		    "A password has at most %d characters.", PASSWORD_MOST);
	if (is_worst(c->arena, name, password))
		return fail(&c->errors, INVALID, "password",
		    "This password is among the first that are guessed. Take "
		    "three words that do not belong together.");
	if (crypto_pwhash_str(text, password.p, password.n, PASSES,
	    MEMORY) != 0)
		return fail(&c->errors, BUSY, NULL,
		    "There is no memory for hashing now. Try again.");
	*hash = str_of(text);
	return true;
}

static bool
fits(struct arena *a, str hash, str password)
{
	return !str_none(hash) && crypto_pwhash_str_verify(str_z(a, hash),
	    password.p, password.n) == 0;
}

/* As slow as a real one, so that names cannot be told apart by time. */
static void
waste(struct arena *a, str password)
{
	char *text = NEWS(a, char, crypto_pwhash_STRBYTES);

	if (crypto_pwhash_str(text, password.p, password.n, PASSES,
	    MEMORY) != 0)
		return;
}

static bool
user_named(struct ctx *c, str name, struct user *u)
{
	struct errors quiet = { c->arena, NULL, NULL };

	return store_find_code(c->store, &user_entity, fold(c->arena, name),
	    (struct id){ 0 }, c->arena, u, &quiet);
}

static bool
waits(struct ctx *c, const struct user *u)
{
	int64_t left = u->locked_until == INT64_MIN ? 0
	    : u->locked_until - c->now;

	if (left <= 0)
		return false;
	return !fail(&c->errors, BUSY, NULL,
	    "Too many wrong passwords. Try again in %lld minutes.",
	    (long long)((left + MINUTE - 1) / MINUTE));
}

/* Whether the name is known, the password wrong or the account waits, the
 * answer is the same, and it takes as long. */
static bool
not_in(struct ctx *c)
{
	return fail(&c->errors, DENIED, "password",
	    "The name or the password is not right. After %d wrong ones an "
	    "account waits, up to an hour.", TRIES);
}

static bool
is_waiting(struct ctx *c, const struct user *u)
{
	return u->locked_until != INT64_MIN && u->locked_until > c->now;
}

bool
login_verify(struct ctx *c, str name, str password, struct id *user)
{
	struct user u;
	bool known = user_named(c, name, &u);

	if (password.n > PASSWORD_MOST * 4)
		known = false;
	else if (!known || u.is_disabled == YES || is_waiting(c, &u) ||
	    str_none(u.password))
		waste(c->arena, password);
	if (known && u.is_disabled != YES && !is_waiting(c, &u) &&
	    fits(c->arena, u.password, password)) {
		*user = u.row.id;
		return true;
	}
	return not_in(c);
}

static int64_t
wait_after(int64_t failed)
{
	int64_t minutes = 1;

	while (failed-- > TRIES && minutes < WAIT_MOST)
		minutes *= 2;
	return (minutes < WAIT_MOST ? minutes : WAIT_MOST) * MINUTE;
}

bool
login_failed(struct ctx *c, str name)
{
	struct user u;

	if (!user_named(c, name, &u) || is_waiting(c, &u))
		return true;    /* who waits is not made to wait longer */
	u.failed_count = u.failed_count == INT64_MIN ? 1 : u.failed_count + 1;
	if (u.failed_count >= TRIES)
		u.locked_until = c->now + wait_after(u.failed_count);
	return put(c, &user_entity, &u);
}

/* ---- sessions ---- */

/* The one row with this text in that field. */
static bool
find_by(struct ctx *c, const struct entity *e, const char *field, str value,
    void *row)
{
	struct filter of = { field_named(e, str_of(field)), IS, value };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	struct errors quiet = { c->arena, NULL, NULL };
	struct cursor *cursor;
	bool found;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &quiet))
		return false;
	found = store_next(cursor, c->arena, row);
	return store_end(cursor, &quiet) && found;
}

static bool
signed_out(struct ctx *c)
{
	return fail(&c->errors, DENIED, NULL,
	    "You are signed out. Sign in again; what you typed is kept.");
}

bool
login_begin(struct ctx *c, struct id user, str address, str agent, str *secret)
{
	struct session s;
	struct user u;

	if (!store_find(c->store, &user_entity, user, c->arena, &u, &c->errors))
		return false;
	/* Between the check and here others may have been counted. */
	if (is_waiting(c, &u))
		return not_in(c);
	if (u.is_disabled == YES)
		return signed_out(c);
	u.failed_count = 0;
	u.locked_until = INT64_MIN;
	u.last_seen_at = c->now;
	*secret = new_secret(c->arena);
	row_blank(&session_entity, &s);
	s.row.id = id_new(c->random, c->now);
	s.token = digest(c->arena, *secret, "tilth session");
	s.user = user;
	s.created_at = s.last_seen_at = c->now;
	s.expires_at = c->now + (int64_t)SESSION_DAYS * DAY;
	s.address = str_part(address, 0, 60);
	s.agent = str_part(agent, 0, 200);
	c->actor.user = user;
	return put(c, &user_entity, &u) && put(c, &session_entity, &s);
}

bool
login_session(struct ctx *c, str secret, struct session *s)
{
	return secret.n == SECRET_TEXT && find_by(c, &session_entity, "token",
	    digest(c->arena, secret, "tilth session"), s) &&
	    s->expires_at > c->now;
}

static bool
held_today(const struct role_assignment *r, struct day today)
{
	return (r->from.n == 0 || r->from.n <= today.n) &&
	    (r->until.n == 0 || r->until.n >= today.n);
}

bool
login_role_right(const struct role_assignment *r, struct errors *e)
{
	if (str_is(r->role, "PUB"))
		return fail(e, INVALID, "role", "The public is everybody: "
		    "nobody needs to be given that role.");
	if (str_is(r->role, "ADM") && !id_none(r->programme))
		return fail(e, INVALID, "programme", "An administrator is one "
		    "of the whole site: leave the programme empty.");
	return true;
}

static bool
is_held(const struct role_assignment *r, struct arena *a)
{
	struct errors quiet = { a, NULL, NULL, NULL };

	return role_coded(r->role) != NULL && login_role_right(r, &quiet);
}

bool
login_actor(struct ctx *c, struct id user, struct actor *actor)
{
	enum { ROLES = 200 };
	struct filter of = { field_named(&role_assignment_entity, S("user")),
		IS, id_text(c->arena, user) };
	struct ask ask = { .filters = &of, .n = 1, .limit = ROLES };
	struct held *held = NEWS(c->arena, struct held, ROLES);
	struct role_assignment r;
	struct cursor *cursor;
	struct user u;

	if (!store_find(c->store, &user_entity, user, c->arena, &u,
	    &c->errors) ||
	    !store_list(c->store, &role_assignment_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	*actor = (struct actor){ .user = user, .party = u.party,
		.name = str_none(u.name) ? u.login : u.name, .held = held,
		.must_change = u.must_change_password == YES };
	while (store_next(cursor, c->arena, &r))
		if (held_today(&r, moment_day(c->now)) && is_held(&r, c->arena))
			held[actor->n++] = (struct held){ role_coded(r.role),
				r.programme };
	return store_end(cursor, &c->errors);
}

static bool
take_language(struct ctx *c, struct id user)
{
	struct user u;

	if (!store_find(c->store, &user_entity, user, c->arena, &u, &c->errors))
		return false;
	if (u.is_disabled == YES)
		return signed_out(c);
	if (!str_none(u.language)) {
		c->lang = str_z(c->arena, u.language);
		c->chose_lang = true;
		c->words = words_named(u.language);
		c->errors.words = c->words;
	}
	return true;
}

bool
login_resume(struct ctx *c, str secret)
{
	struct session s;

	if (!login_session(c, secret, &s))
		return signed_out(c);
	return take_language(c, s.user) && login_actor(c, s.user, &c->actor);
}

bool
login_end(struct ctx *c, str secret)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };
	struct session s;

	if (!login_session(c, secret, &s))
		return true;
	return store_drop(c->store, &session_entity, s.row.id, s.row.revision,
	    &by, &c->errors);
}

/* All sessions of a user but one; in batches, for there may be many. */
static bool
end_sessions(struct ctx *c, struct id user, struct id but)
{
	enum { BATCH = 100 };
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };
	struct filter of = { field_named(&session_entity, S("user")), IS,
		id_text(c->arena, user) };
	struct ask ask = { .filters = &of, .n = 1, .limit = BATCH };
	struct session *s = NEWS(c->arena, struct session, BATCH);
	struct cursor *cursor;
	size_t i, n, left;

	do {
		if (!store_list(c->store, &session_entity, &ask, c->arena,
		    &cursor, &c->errors))
			return false;
		for (n = 0; n < BATCH && store_next(cursor, c->arena, &s[n]);)
			n++;
		if (!store_end(cursor, &c->errors))
			return false;
		for (i = left = 0; i < n; i++)
			if (id_same(s[i].row.id, but))
				left++;
			else if (!store_drop(c->store, &session_entity,
			    s[i].row.id, s[i].row.revision, &by, &c->errors))
				return false;
	} while (n == BATCH && left < n);
	return true;
}

bool
login_end_others(struct ctx *c, str secret)
{
	struct session mine;

	if (!login_session(c, secret, &mine))
		return signed_out(c);
	return end_sessions(c, c->actor.user, mine.row.id);
}

static bool
may_write(struct ctx *c)
{
	return !c->actor.reads_only || fail(&c->errors, DENIED, NULL,
	    "This token may read, not write.");
}

bool
login_own(struct ctx *c, str password)
{
	struct user u;

	if (!store_find(c->store, &user_entity, c->actor.user, c->arena, &u,
	    &c->errors) || waits(c, &u))
		return false;
	return fits(c->arena, u.password, password) || fail(&c->errors, DENIED,
	    "old", "The present password is not right.");
}

bool
login_own_failed(struct ctx *c)
{
	struct user u;

	return store_find(c->store, &user_entity, c->actor.user, c->arena, &u,
	    &c->errors) && login_failed(c, u.login);
}

bool
login_password(struct ctx *c, str new_hash)
{
	struct user u;

	if (!may_write(c) || !store_find(c->store, &user_entity, c->actor.user,
	    c->arena, &u, &c->errors))
		return false;
	u.password = new_hash;
	u.must_change_password = NO;
	u.failed_count = 0;
	return put(c, &user_entity, &u);
}

bool
login_give(struct ctx *c, struct id user, str new_hash)
{
	struct user u;

	if (!ctx_admin(c))
		return fail(&c->errors, DENIED, NULL,
		    "Passwords are given by an administrator.");
	if (!store_find(c->store, &user_entity, user, c->arena, &u, &c->errors))
		return false;
	u.password = new_hash;
	u.must_change_password = YES;
	u.failed_count = 0;
	u.locked_until = INT64_MIN;
	return put(c, &user_entity, &u) &&
	    end_sessions(c, user, (struct id){ { 0 } });
}

/* ---- tokens for programs ---- */

bool
login_token(struct ctx *c, str name, str scopes, int days, str *secret)
{
	struct token t;

	if (!may_write(c))
		return false;
	if (str_none(name))
		return fail(&c->errors, INVALID, "name",
		    "Give the token a name, to know it by.");
	*secret = str_print(c->arena, "tilth_%.*s", SECRET_TEXT,
	    new_secret(c->arena).p);
	row_blank(&token_entity, &t);
	t.row.id = id_new(c->random, c->now);
	t.name = name;
	t.scopes = scopes;
	t.hash = digest(c->arena, *secret, "tilth token");
	t.user = c->actor.user;
	t.expires_on = (struct day){ moment_day(c->now).n + days };
	return put(c, &token_entity, &t);
}

/* "read": it writes nothing. */
static bool
reads_only(const struct token *t)
{
	str rest = t->scopes, one;

	while (str_cut(&rest, ';', &one))
		if (str_is(str_trim(one), "write"))
			return false;
	return !str_none(str_trim(t->scopes));
}

bool
login_bearer(struct ctx *c, str secret)
{
	struct token t;

	if (!find_by(c, &token_entity, "hash", digest(c->arena, secret,
	    "tilth token"), &t) || (t.expires_on.n != 0 &&
	    t.expires_on.n < moment_day(c->now).n))
		return fail(&c->errors, DENIED, NULL,
		    "This token is not known, or has expired.");
	if (!take_language(c, t.user) || !login_actor(c, t.user, &c->actor))
		return false;
	c->actor.reads_only = reads_only(&t);
	return true;
}

/* ---- making users ---- */

bool
login_user(struct ctx *c, str name, str email, str hash, struct id *user)
{
	struct ctx s = ctx_as_program(c);
	str login = fold(c->arena, name);
	struct user u;
	bool known = user_named(c, login, &u);

	if (!known) {
		row_blank(&user_entity, &u);
		u.row.id = id_new(c->random, c->now);
		u.login = login;
		u.name = name;
		u.is_disabled = NO;
	}
	if (!str_none(email))
		u.email = email;
	if (!str_none(hash))
		u.password = hash;
	u.failed_count = 0;
	u.locked_until = INT64_MIN;
	*user = u.row.id;
	/* Whoever got in by the old password is out. */
	return (put(&s, &user_entity, &u) && (!known || str_none(hash) ||
	    end_sessions(&s, u.row.id, (struct id){ { 0 } }))) ||
	    (c->errors = s.errors, false);
}

bool
login_role(struct ctx *c, struct id user, str role, struct id programme)
{
	struct ctx s = ctx_as_program(c);
	struct role_assignment r;

	if (role_coded(role) == NULL)
		return fail(&c->errors, INVALID, "role",
		    "There is no role '%.*s'.", (int)role.n, role.p);
	row_blank(&role_assignment_entity, &r);
	r.role = role;
	r.programme = programme;
	if (!login_role_right(&r, &c->errors))
		return false;
	r.row.id = id_from(S("role_assignment"),
	    str_print(c->arena, "%s/%.*s/%s",
	    id_text(c->arena, user).p, (int)role.n, role.p,
	    id_text(c->arena, programme).p));
	if (store_has(c->store, &role_assignment_entity, r.row.id) &&
	    !store_find(c->store, &role_assignment_entity, r.row.id, c->arena,
	    &r, &c->errors))
		return false;
	r.user = user;
	r.role = role;
	r.programme = programme;
	/* One that ended is held again. */
	r.from = r.until = (struct day){ 0 };
	return put(&s, &role_assignment_entity, &r) ||
	    (c->errors = s.errors, false);
}
