/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/login: who gets in, how long, and who no longer. */
#include "flow/login.h"

#include <string.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/office.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

enum { MINUTE = 60 * 1000 };

static const struct id nowhere;
static const int64_t a_day = (int64_t)24 * 60 * MINUTE;

/* Seven characters more than its user's name, and none of the worst. */
#define GOOD S("river chalk lantern")

static struct user *
user_of(struct site *s, struct id id)
{
	return site_find(s, &user_entity, id);
}

/* A user of the name "chau" with that good password. */
static struct id
add_user(struct site *s)
{
	struct id id = { { 0 } };
	str hash;

	site_system(s);
	CHECK(login_hash(&s->c, S("chau"), GOOD, &hash));
	CHECK(login_user(&s->c, S("Chau"), S("chau@example.org"), hash, &id));
	s->c.actor = (struct actor){ 0 };
	return id;
}

/* ---- passwords ---- */

static void
a_password_is_kept_as_argon2id_of_19_mib_and_2_passes(struct arena *a)
{
	struct site s;
	struct id id, in;

	if (!site_open(&s, a, "login_hash"))
		return;
	id = add_user(&s);
	CHECK(strncmp(user_of(&s, id)->password.p,
	    "$argon2id$v=19$m=19456,t=2,p=1$", 31) == 0);
	CHECK(login_verify(&s.c, S("chau"), GOOD, &in) && id_same(in, id));
	CHECK(login_verify(&s.c, S("CHAU"), GOOD, &in) && id_same(in, id));
	CHECK(!login_verify(&s.c, S("chau"), S("river chalk lanter"), &in));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* "password" with the salt "somesalt", 64 MiB, 2 passes: from the test
 * vectors of the reference implementation of Argon2 (version 1.3). */
static void
a_hash_made_elsewhere_is_verified_too(struct arena *a)
{
	struct user *u;
	struct site s;
	struct id in;

	if (!site_open(&s, a, "login_vector"))
		return;
	u = user_of(&s, s.other);
	u->password = S("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
	    "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
	site_keep(&s, &user_entity, u);
	CHECK(login_verify(&s.c, S("bilal"), S("password"), &in));
	CHECK(id_same(in, s.other));
	CHECK(!login_verify(&s.c, S("bilal"), S("differentpassword"), &in));
	site_close(&s);
}

static void
a_wrong_name_and_a_wrong_password_are_answered_alike(struct arena *a)
{
	const char *one, *two;
	struct site s;
	struct id in;

	if (!site_open(&s, a, "login_alike"))
		return;
	(void)add_user(&s);
	CHECK(!login_verify(&s.c, S("nobody"), GOOD, &in));
	one = errors_text(&s.c.errors, NULL);
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_verify(&s.c, S("chau"), S("not the password"), &in));
	two = errors_text(&s.c.errors, NULL);
	CHECK(site_fault(&s) == DENIED);
	CHECK(strcmp(one, two) == 0);
	/* Nor does one get in where no password was ever set. */
	CHECK(!login_verify(&s.c, S("awa"), S(""), &in));
	CHECK(strcmp(errors_text(&s.c.errors, NULL), one) == 0);
	site_close(&s);
}

static void
passwords_that_are_guessed_first_are_refused(struct arena *a)
{
	static const struct {
		const char *name, *password;
		bool        good;
	} tries[] = {
		{ "chau", "short" ,              false },
		{ "chau", "ninechars",           false },
		{ "chau", "PassWord123",         false },
		{ "chau", "qwertyuiop",          false },
		{ "nguyenvan", "NguyenVan12",    false },   /* the name and 2 more */
		{ "chau", "zzz chau zzz",        true },
		{ "chau", "lừa gạo mưa",         true },    /* 11 characters */
		{ "chau", "mưa gạo l",           false },   /* 9, though 13 bytes */
	};
	struct site s;
	char *most = arena_take(a, 1, PASSWORD_MOST + 2);
	str hash;
	size_t i;

	if (!site_open(&s, a, "login_rules"))
		return;
	for (i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		CHECK(login_hash(&s.c, str_of(tries[i].name),
		    str_of(tries[i].password), &hash) == tries[i].good);
		CHECK(site_on(&s, "password") == !tries[i].good);
		(void)site_fault(&s);
	}
	memset(most, 'x', PASSWORD_MOST + 1);
	CHECK(!login_hash(&s.c, S("chau"), str_of(most), &hash));
	(void)site_fault(&s);
	most[PASSWORD_MOST] = '\0';
	CHECK(login_hash(&s.c, S("chau"), str_of(most), &hash));
	site_close(&s);
}

static void
ones_password_is_changed_by_who_knows_the_old_one(struct arena *a)
{
	struct site s;
	struct id id, in;
	str hash;

	if (!site_open(&s, a, "login_change"))
		return;
	id = add_user(&s);
	s.c.actor.user = id;
	CHECK(login_hash(&s.c, S("chau"), S("copper field moon"), &hash));
	CHECK(!login_own(&s.c, S("not the old one")));
	CHECK(site_on(&s, "old"));
	CHECK(site_fault(&s) == DENIED);
	CHECK(login_own(&s.c, GOOD));
	CHECK(login_password(&s.c, hash));
	CHECK(!login_verify(&s.c, S("chau"), GOOD, &in));
	CHECK(site_fault(&s) == DENIED);
	CHECK(login_verify(&s.c, S("chau"), S("copper field moon"), &in));
	site_close(&s);
}

static void
a_password_that_was_given_is_changed_before_all_else(struct arena *a)
{
	struct site s;
	struct actor actor;
	struct id id;
	str hash;

	if (!site_open(&s, a, "login_give"))
		return;
	id = add_user(&s);
	CHECK(login_hash(&s.c, S("chau"), S("copper field moon"), &hash));
	s.c.actor = (struct actor){ .user = id };
	CHECK(!login_give(&s.c, id, hash));     /* he is no administrator */
	CHECK(site_fault(&s) == DENIED);
	s.c.actor = (struct actor){ .system = true };
	CHECK(login_give(&s.c, id, hash));
	CHECK(login_actor(&s.c, id, &actor));
	CHECK(actor.must_change);
	s.c.actor = actor;
	CHECK(login_own(&s.c, S("copper field moon")));
	CHECK(login_hash(&s.c, S("chau"), S("silver field moon"), &hash));
	CHECK(login_password(&s.c, hash));
	CHECK(login_actor(&s.c, id, &actor));
	CHECK(!actor.must_change);
	site_close(&s);
}

static void
guessing_ones_own_password_is_counted(struct arena *a)
{
	struct site s;
	struct id id;
	int i;

	if (!site_open(&s, a, "login_own"))
		return;
	id = add_user(&s);
	s.c.actor.user = id;
	for (i = 0; i < 5; i++) {
		CHECK(!login_own(&s.c, S("not the old one")));
		CHECK(site_fault(&s) == DENIED);
		CHECK(login_own_failed(&s.c));
	}
	CHECK(!login_own(&s.c, GOOD));          /* waits a minute */
	CHECK(site_fault(&s) == BUSY);
	site_close(&s);
}

/* ---- too many tries ---- */

static void
five_wrong_passwords_wait_a_minute_and_more_wait_longer(struct arena *a)
{
	/* After the 5th, 6th ... failure: 1, 2, 4 ... minutes, at most 60. */
	static const int64_t wait[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
	struct site s;
	struct id id, in;
	size_t i;

	if (!site_open(&s, a, "login_wait"))
		return;
	id = add_user(&s);
	for (i = 0; i < 4; i++)
		CHECK(login_failed(&s.c, S("Chau")));
	CHECK(user_of(&s, id)->locked_until == INT64_MIN);
	for (i = 0; i < sizeof(wait) / sizeof(*wait); i++) {
		CHECK(login_failed(&s.c, S("chau")));
		CHECK(user_of(&s, id)->locked_until ==
		    s.c.now + wait[i] * MINUTE);
		/* Not even the right one is looked at. */
		CHECK(!login_verify(&s.c, S("chau"), GOOD, &in));
		CHECK(site_says(&s, "is not right"));
		CHECK(site_fault(&s) == DENIED);
		/* Nor does trying make the wait longer. */
		CHECK(login_failed(&s.c, S("chau")));
		CHECK(user_of(&s, id)->locked_until ==
		    s.c.now + wait[i] * MINUTE);
		s.c.now += wait[i] * MINUTE;
	}
	CHECK(login_verify(&s.c, S("chau"), GOOD, &in));
	CHECK(login_failed(&s.c, S("nobody at all")));
	site_close(&s);
}

static void
a_name_that_is_known_is_not_told_from_one_that_is_not(struct arena *a)
{
	const char *unknown;
	struct site s;
	struct id in;
	int i;

	if (!site_open(&s, a, "login_alike"))
		return;
	(void)add_user(&s);
	CHECK(!login_verify(&s.c, S("nobody"), GOOD, &in));
	unknown = str_z(a, str_of(s.c.errors.first->text));
	CHECK(site_fault(&s) == DENIED);
	for (i = 0; i < 7; i++) {
		CHECK(!login_verify(&s.c, S("chau"), S("wrong"), &in));
		CHECK(strcmp(s.c.errors.first->text, unknown) == 0);
		CHECK(site_fault(&s) == DENIED);
		CHECK(login_failed(&s.c, S("chau")));
	}
	site_close(&s);
}

static void
what_was_guessed_while_others_were_counted_does_not_let_in(struct arena *a)
{
	struct site s;
	struct id id, in;
	str secret;
	int i;

	if (!site_open(&s, a, "login_race"))
		return;
	id = add_user(&s);
	CHECK(login_verify(&s.c, S("chau"), GOOD, &in));
	for (i = 0; i < 5; i++)
		CHECK(login_failed(&s.c, S("chau")));
	CHECK(!login_begin(&s.c, in, S("10.0.0.7"), S("x"), &secret));
	CHECK(site_fault(&s) == DENIED);
	s.c.now += MINUTE;
	CHECK(login_begin(&s.c, in, S("10.0.0.7"), S("x"), &secret));
	CHECK(user_of(&s, id)->failed_count == 0);
	CHECK(user_of(&s, id)->locked_until == INT64_MIN);
	site_close(&s);
}

static void
a_wait_of_a_minute_is_not_told_as_two(struct arena *a)
{
	struct site s;
	int i;

	if (!site_open(&s, a, "login_minutes"))
		return;
	s.c.actor.user = add_user(&s);
	for (i = 0; i < 5; i++)
		CHECK(login_own_failed(&s.c));
	CHECK(!login_own(&s.c, GOOD));
	CHECK(site_says(&s, "in 1 minute"));
	site_close(&s);
}

/* ---- sessions ---- */

static void
a_session_lasts_14_days_or_until_it_is_ended(struct arena *a)
{
	struct site s;
	struct id id;
	str one, two;
	int64_t began;

	if (!site_open(&s, a, "login_session"))
		return;
	id = add_user(&s);
	began = s.c.now;
	CHECK(login_begin(&s.c, id, S("10.0.0.7"), S("browser"), &one));
	CHECK(login_begin(&s.c, id, S("10.0.0.7"), S("browser"), &two));
	CHECK(one.n == 43 && !str_same(one, two));
	s.c.actor = (struct actor){ 0 };
	CHECK(login_resume(&s.c, one));
	CHECK(id_same(s.c.actor.user, id) && str_is(s.c.actor.name, "Chau"));
	s.c.now = began + SESSION_DAYS * a_day - 1;
	CHECK(login_resume(&s.c, one));
	CHECK(login_end(&s.c, one));
	CHECK(!login_resume(&s.c, one));
	CHECK(site_fault(&s) == DENIED);
	CHECK(login_resume(&s.c, two));
	s.c.now = began + SESSION_DAYS * a_day;
	CHECK(!login_resume(&s.c, two));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
what_the_file_holds_lets_nobody_in(struct arena *a)
{
	struct session *row = arena_take(a, 1, sizeof(*row));
	struct cursor *cursor;
	struct site s;
	struct id id;
	str secret, token;

	if (!site_open(&s, a, "login_digest"))
		return;
	id = add_user(&s);
	CHECK(login_begin(&s.c, id, S("10.0.0.7"), S("browser"), &secret));
	CHECK(store_list(s.c.store, &session_entity, &(struct ask){ 0 }, a,
	    &cursor, &s.c.errors));
	CHECK(store_next(cursor, a, row));
	CHECK(store_end(cursor, &s.c.errors));
	CHECK(!str_same(row->token, secret));
	CHECK(!login_resume(&s.c, row->token));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_resume(&s.c, S("")));
	(void)site_fault(&s);
	/* Nor is the token of a form the session's. */
	token = login_csrf(a, secret);
	CHECK(!login_resume(&s.c, token));
	site_close(&s);
}

static void
the_other_sessions_end_and_this_one_stays(struct arena *a)
{
	struct site s;
	struct id id;
	str one, two, foreign;

	if (!site_open(&s, a, "login_others"))
		return;
	id = add_user(&s);
	CHECK(login_begin(&s.c, s.other, S("10.0.0.8"), S("x"), &foreign));
	CHECK(login_begin(&s.c, id, S("10.0.0.7"), S("x"), &one));
	CHECK(login_begin(&s.c, id, S("10.0.0.7"), S("x"), &two));
	CHECK(login_resume(&s.c, one) && login_end_others(&s.c, one));
	CHECK(login_resume(&s.c, one));
	CHECK(!login_resume(&s.c, two));
	CHECK(site_fault(&s) == DENIED);
	CHECK(login_resume(&s.c, foreign));
	site_close(&s);
}

static void
a_disabled_user_is_out_at_once(struct arena *a)
{
	struct user *u;
	struct site s;
	struct id id, in;
	str session, token;

	if (!site_open(&s, a, "login_disabled"))
		return;
	id = add_user(&s);
	CHECK(login_begin(&s.c, id, S("10.0.0.7"), S("x"), &session));
	CHECK(login_token(&s.c, S("sync"), S("read;write"), 30, &token));
	CHECK(login_resume(&s.c, session) && login_bearer(&s.c, token));
	u = user_of(&s, id);
	u->is_disabled = YES;
	site_keep(&s, &user_entity, u);
	CHECK(!login_resume(&s.c, session));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_bearer(&s.c, token));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_verify(&s.c, S("chau"), GOOD, &in));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_begin(&s.c, id, S("10.0.0.7"), S("x"), &session));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
a_form_counts_only_in_the_session_it_was_made_in(struct arena *a)
{
	str one = login_csrf(a, S("a secret of forty-three characters, or so."));
	str two = login_csrf(a, S("another secret of that many characters...."));

	CHECK(one.n > 0 && !str_same(one, two));
	CHECK(str_same(one, login_csrf(a,
	    S("a secret of forty-three characters, or so."))));
	CHECK(login_csrf_right(S("a secret of forty-three characters, or so."),
	    one));
	CHECK(!login_csrf_right(S("a secret of forty-three characters, or so."),
	    two));
	CHECK(!login_csrf_right(S("a secret of forty-three characters, or so."),
	    S("")));
	/* Who is not signed in has no token, also not the empty one. */
	CHECK(str_none(login_csrf(a, (str){ 0 })));
	CHECK(!login_csrf_right((str){ 0 }, (str){ 0 }));
	CHECK(!login_csrf_right((str){ 0 }, one));
}

/* ---- tokens ---- */

static void
a_token_holds_through_its_last_day(struct arena *a)
{
	struct site s;
	struct id id;
	str token;

	if (!site_open(&s, a, "login_token"))
		return;
	id = add_user(&s);
	s.c.actor.user = id;
	CHECK(login_token(&s.c, S("sync"), S("read;write"), 2, &token));
	CHECK(token.n == 6 + 43 && strncmp(token.p, "tilth_", 6) == 0);
	CHECK(login_bearer(&s.c, token) && id_same(s.c.actor.user, id));
	CHECK(!s.c.actor.reads_only);
	s.c.now += 2 * a_day;
	CHECK(login_bearer(&s.c, token));
	s.c.now += a_day;
	CHECK(!login_bearer(&s.c, token));
	CHECK(site_says(&s, "expired"));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_bearer(&s.c, S("tilth_")));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!login_token(&s.c, (str){ 0 }, S("read"), 2, &token));
	CHECK(site_on(&s, "name"));
	site_close(&s);
}

static void
a_token_to_read_with_makes_no_other(struct arena *a)
{
	struct site s;
	struct id id;
	str token, more, hash;

	if (!site_open(&s, a, "login_reads"))
		return;
	id = add_user(&s);
	s.c.actor.user = id;
	CHECK(login_token(&s.c, S("reader"), S("read"), 2, &token));
	CHECK(login_bearer(&s.c, token) && s.c.actor.reads_only);
	CHECK(!login_token(&s.c, S("writer"), S("read;write"), 2, &more));
	CHECK(site_fault(&s) == DENIED);
	CHECK(login_hash(&s.c, S("chau"), S("copper field moon"), &hash));
	CHECK(!login_password(&s.c, hash));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* ---- roles ---- */

static void
roles_are_those_of_today(struct arena *a)
{
	struct role_assignment *r;
	struct actor actor;
	struct site s;
	int i;

	if (!site_open(&s, a, "login_roles"))
		return;
	for (i = -1; i <= 2; i++) {
		r = site_blank(&s, &role_assignment_entity, s.one);
		r->user = s.me;
		r->role = i == -1 ? S("PM") : i == 0 ? S("MEL")
		    : i == 1 ? S("FIN") : S("DON");
		/* Ended yesterday; ends today; begins tomorrow; always. */
		if (i < 1)
			r->until.n = moment_day(s.c.now).n + i;
		if (i == 1)
			r->from.n = moment_day(s.c.now).n + 1;
		site_keep(&s, &role_assignment_entity, r);
	}
	CHECK(login_actor(&s.c, s.me, &actor));
	CHECK(actor.n == 2 && id_same(actor.party, s.my_party));
	s.c.actor = actor;
	CHECK(ctx_holds(&s.c, "MEL", s.one) && ctx_holds(&s.c, "DON", s.one));
	CHECK(!ctx_holds(&s.c, "PM", s.one) && !ctx_holds(&s.c, "FIN", s.one));
	CHECK(!ctx_holds(&s.c, "MEL", s.two));
	site_close(&s);
}

static void
a_role_that_ended_can_be_given_again(struct arena *a)
{
	struct role_assignment *r;
	struct actor actor;
	struct cursor *cursor;
	struct site s;

	if (!site_open(&s, a, "login_again"))
		return;
	CHECK(login_role(&s.c, s.me, S("MEL"), s.one));
	CHECK(login_role(&s.c, s.me, S("MEL"), s.one));
	CHECK(login_actor(&s.c, s.me, &actor) && actor.n == 1);
	r = arena_take(a, 1, sizeof(*r));
	CHECK(store_list(s.c.store, &role_assignment_entity,
	    &(struct ask){ 0 }, a, &cursor, &s.c.errors));
	CHECK(store_next(cursor, a, r) && store_end(cursor, &s.c.errors));
	r->until.n = moment_day(s.c.now).n - 1;
	site_keep(&s, &role_assignment_entity, r);
	CHECK(login_actor(&s.c, s.me, &actor) && actor.n == 0);
	CHECK(login_role(&s.c, s.me, S("MEL"), s.one));
	CHECK(login_actor(&s.c, s.me, &actor) && actor.n == 1);
	site_close(&s);
}

static void
an_administrator_is_one_of_the_whole_site(struct arena *a)
{
	struct role_assignment *r;
	struct actor actor;
	struct site s;

	if (!site_open(&s, a, "login_admin"))
		return;
	CHECK(!login_role(&s.c, s.me, S("ADM"), s.one));
	CHECK(site_on(&s, "programme"));
	(void)site_fault(&s);
	CHECK(!login_role(&s.c, s.me, S("PUB"), nowhere));
	CHECK(site_on(&s, "role"));
	(void)site_fault(&s);
	CHECK(!login_role(&s.c, s.me, S("XYZ"), nowhere));
	(void)site_fault(&s);
	site_sit(&s, "ADM", nowhere);
	r = site_blank(&s, &role_assignment_entity, s.one);
	r->role = S("ADM");
	CHECK(!flow_save(&s.c, &role_assignment_entity, r));
	CHECK(site_on(&s, "programme"));
	(void)site_fault(&s);
	/* And where a row says so all the same, it counts for nothing. */
	r->user = s.me;
	site_keep(&s, &role_assignment_entity, r);
	CHECK(login_actor(&s.c, s.me, &actor) && actor.n == 0);
	site_close(&s);
}

const struct test login_tests[] = {
	{ "a password is kept as Argon2id of 19 MiB and 2 passes",
	   a_password_is_kept_as_argon2id_of_19_mib_and_2_passes },
	{ "a hash made elsewhere is verified too",
	   a_hash_made_elsewhere_is_verified_too },
	{ "a wrong name and a wrong password are answered alike",
	   a_wrong_name_and_a_wrong_password_are_answered_alike },
	{ "passwords that are guessed first are refused",
	   passwords_that_are_guessed_first_are_refused },
	{ "one's password is changed by who knows the old one",
	   ones_password_is_changed_by_who_knows_the_old_one },
	{ "a password that was given is changed before all else",
	    a_password_that_was_given_is_changed_before_all_else },
	{ "guessing one's own password is counted",
	    guessing_ones_own_password_is_counted },
	{ "five wrong passwords wait a minute, and more wait longer",
	   five_wrong_passwords_wait_a_minute_and_more_wait_longer },
	{ "a name that is known is not told from one that is not",
	   a_name_that_is_known_is_not_told_from_one_that_is_not },
	{ "what was guessed while others were counted does not let in",
	   what_was_guessed_while_others_were_counted_does_not_let_in },
	{ "a wait of a minute is not told as two",
	   a_wait_of_a_minute_is_not_told_as_two },
	{ "a session lasts 14 days, or until it is ended",
	   a_session_lasts_14_days_or_until_it_is_ended },
	{ "what the file holds lets nobody in",
	   what_the_file_holds_lets_nobody_in },
	{ "the other sessions end and this one stays",
	   the_other_sessions_end_and_this_one_stays },
	{ "a disabled user is out at once",
	   a_disabled_user_is_out_at_once },
	{ "a form counts only in the session it was made in",
	   a_form_counts_only_in_the_session_it_was_made_in },
	{ "a token holds through its last day",
	   a_token_holds_through_its_last_day },
	{ "a token to read with makes no other",
	   a_token_to_read_with_makes_no_other },
	{ "roles are those of today", roles_are_those_of_today },
	{ "a role that ended can be given again",
	   a_role_that_ended_can_be_given_again },
	{ "an administrator is one of the whole site",
	   an_administrator_is_one_of_the_whole_site },
	{ 0 }
};
