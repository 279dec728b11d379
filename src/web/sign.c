/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Signing in and out, the password, and what a browser remembers of a
 * person's taste: theme and language.
 */
#include "web/sign.h"

#include "base/arena.h"
#include "flow/find.h"
#include "flow/login.h"
#include "flow/vault.h"
#include "model/office.h"

#define YEAR "31536000"

/* Only to an address of this site: one slash, no scheme, no host. */
static str
safe(str to)
{
	size_t i;

	if (to.n == 0 || to.p[0] != '/' || to.n > 2000 ||
	    (to.n > 1 && (to.p[1] == '/' || to.p[1] == '\\')))
		return S("/");
	for (i = 0; i < to.n; i++)
		if ((unsigned char)to.p[i] <= 0x20 || to.p[i] == '\\' ||
		    (unsigned char)to.p[i] >= 0x7f)
			return S("/");
	return to;
}

static void
cookie(struct ctx *c, const struct request *q, struct reply *r,
    const char *name, str value, const char *age, bool script_may_see)
{
	r->cookies[r->n_cookies++] = str_print(c->arena,
	    "%s=%.*s; Path=/; Max-Age=%s; SameSite=Lax%s%s", name,
	    (int)value.n, value.p, age, script_may_see ? "" : "; HttpOnly",
	    q->secure ? "; Secure" : "");
}

/* ---- in ---- */

static bool
show_login(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str to = request_arg(q, "to");

	if (to.p == NULL)
		to = request_form(q, "to");
	if (!id_none(c->actor.user)) {
		r->go = safe(to);
		return true;
	}
	node_z(out, "title", words_say(c->words, "Sign in"));
	node_text(out, "to", safe(to));
	return true;
}

struct verified {
	struct id user;
	bool      right;
	struct error *said;     /* what to say when it was not */
	struct vault_way way;   /* to the keys of his notes */
};

/* The slow half.  A wrong password is no fault yet: the lane has to count
 * it first. */
static bool
verify(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct verified *v = NEW(c->arena, struct verified);

	(void)out;
	r->state = v;
	v->right = login_verify(c, request_form(q, "name"),
	    request_form(q, "password"), &v->user);
	if (v->right)
		return vault_way(c, v->user, request_form(q, "password"),
		    false, &v->way);
	if (errors_worst(&c->errors) != DENIED)
		return false;
	v->said = c->errors.first;
	errors_clear(&c->errors);
	return true;
}

/* The count of wrong passwords must last, so this is an answer with a
 * status, not a failure that is taken back. */
static bool
refuse(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r, const struct verified *v)
{
	struct node *fault;
	const char *says = v->said == NULL ? "" : v->said->text;

	if (!login_failed(c, request_form(q, "name")))
		return false;
	fault = node_row(out, "faults");
	node_z(fault, "field", "password");
	node_z(fault, "fault", fault_name(DENIED));
	node_z(fault, "text", says);
	node_text(node_object(out, "typed"), "name", request_form(q, "name"));
	node_text(out, "to", safe(request_form(q, "to")));
	r->status = 403;
	r->view = "login.html";
	return true;
}

static bool
accept_login(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct verified *v = r->state;
	struct actor actor;
	str secret;

	if (!v->right)
		return refuse(c, q, out, r, v);
	if (!login_begin(c, v->user, q->address, q->user_agent, &secret) ||
	    !vault_enter(c, v->user, &v->way, secret))
		return false;
	cookie(c, q, r, "tilth", secret, "1209600", false);
	if (!login_actor(c, v->user, &actor))
		return false;
	r->go = actor.must_change ? S("/password")
	    : safe(request_form(q, "to"));
	if (q->shape == JSON) {
		r->status = 200;
		node_text(out, "csrf", login_csrf(c->arena, secret));
	}
	return true;
}

const struct page login_page = {
	.method = GET,
	.path   = "/login",
	.about  = "Sign in.",
	.view   = "login.html",
	.run    = show_login,
};

const struct page login_post = {
	.method  = POST,
	.path    = "/login",
	.about   = "Sign in with name and password; answers with the session's "
	    "cookie and, to programs, its form token.",
	.flags   = NO_CSRF,
	.again   = &login_page,
	.prepare = verify,
	.run     = accept_login,
};

/* ---- out ---- */

static bool
accept_logout(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	if (!str_none(q->session) && !login_end(c, q->session))
		return false;
	cookie(c, q, r, "tilth", S(""), "0", false);
	r->go = S("/login");
	return true;
}

const struct page logout_post = {
	.method = POST,
	.path   = "/logout",
	.about  = "End this session.",
	.flags  = KEYS,
	.run    = accept_logout,
};

/* ---- the password ---- */

static bool
show_password(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)q, (void)r;
	node_z(out, "title", words_say(c->words, "Change the password"));
	return true;
}

struct renewed {
	str  hash;
	bool right;             /* the present password was */
	struct error *said;
	struct vault_way way;
};

static bool
make_hash(struct ctx *c, const struct request *q, str *hash)
{
	str fresh = request_form(q, "new");

	if (!str_same(fresh, request_form(q, "again")))
		return fail(&c->errors, INVALID, "again",
		    "The two new passwords are not the same.");
	return login_hash(c, c->actor.name, fresh, hash);
}

/* The slow half.  A wrong password is counted on the lane, then told. */
static bool
hash_password(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct renewed *n = NEW(c->arena, struct renewed);

	(void)out;
	r->state = n;
	n->right = login_own(c, request_form(q, "old"));
	if (!n->right && errors_worst(&c->errors) != DENIED)
		return false;
	n->said = c->errors.first;
	errors_clear(&c->errors);
	return !n->right || (make_hash(c, q, &n->hash) && vault_way(c,
	    c->actor.user, request_form(q, "new"), true, &n->way));
}

static bool
accept_password(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct renewed *n = r->state;
	struct node *fault;

	if (n->right) {
		r->go = S("/");
		return login_password(c, n->hash) &&
		    vault_renew(c, &n->way, q->session) &&
		    login_end_others(c, q->session);
	}
	if (!login_own_failed(c) || !show_password(c, q, out, r))
		return false;
	fault = node_row(out, "faults");
	node_z(fault, "field", "old");
	node_z(fault, "fault", fault_name(DENIED));
	node_z(fault, "text", n->said == NULL ? "" : n->said->text);
	r->status = 403;
	r->view = "password.html";
	return true;
}

/* ---- a password given by an administrator ---- */

static bool
show_give(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct user u;

	(void)r;
	if (!ctx_admin(c))
		return fail(&c->errors, DENIED, NULL,
		    "Passwords are given by an administrator.");
	if (!flow_find_text(c, &user_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &u))
		return false;
	node_z(out, "title", words_say(c->words, "Give a password"));
	node_text(out, "login", u.login);
	node_text(out, "action", str_print(c->arena, "/user/%s/password",
	    id_text(c->arena, u.row.id).p));
	node_text(out, "back_href", str_print(c->arena, "/user/%s",
	    id_text(c->arena, u.row.id).p));
	return true;
}

static bool
hash_given(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str *hash = NEW(c->arena, str);

	(void)out;
	r->state = hash;
	return make_hash(c, q, hash);
}

static bool
accept_give(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const str *hash = r->state;
	struct user u;

	(void)out;
	if (!flow_find_text(c, &user_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &u) || !login_give(c, u.row.id, *hash))
		return false;
	r->go = str_print(c->arena, "/user/%s", id_text(c->arena, u.row.id).p);
	return true;
}

const struct page give_page = {
	.method = GET,
	.path   = "/user/{id}/password",
	.about  = "A form by which an administrator gives a password.",
	.view   = "give.html",
	.of     = &user_entity,
	.needs  = SEE,
	.flags  = SIGNED_IN,
	.run    = show_give,
};

const struct page give_post = {
	.method  = POST,
	.path    = "/user/{id}/password",
	.about   = "Give a user a password, to be changed at first sign-in.",
	.of      = &user_entity,
	.needs   = SEE,
	.flags   = SIGNED_IN,
	.again   = &give_page,
	.prepare = hash_given,
	.run     = accept_give,
};

const struct page password_page = {
	.method = GET,
	.path   = "/password",
	.about  = "Change one's own password.",
	.view   = "password.html",
	.flags  = SIGNED_IN | KEYS,
	.run    = show_password,
};

const struct page password_post = {
	.method  = POST,
	.path    = "/password",
	.about   = "Change one's own password; ends all other sessions.",
	.flags   = SIGNED_IN | KEYS,
	.again   = &password_page,
	.prepare = hash_password,
	.run     = accept_password,
};

/* ---- taste ---- */

static bool
accept_theme(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str want = request_form(q, "theme");

	(void)out;
	if (str_none(want))
		want = str_is(q->theme, "dark") ? S("light") : S("dark");
	if (!str_is(want, "light") && !str_is(want, "dark"))
		return fail(&c->errors, INVALID, "theme",
		    "The theme is 'light' or 'dark', not '%.*s'.",
		    (int)want.n, want.p);
	cookie(c, q, r, "theme", want, YEAR, true);
	r->go = safe(request_form(q, "to"));
	return true;
}

const struct page theme_post = {
	.method = POST,
	.path   = "/theme",
	.about  = "Light or dark pages, remembered by the browser.",
	.flags  = NO_CSRF,
	.run    = accept_theme,
};

/* A wish, not a deed: it changes only what this browser sends. */
static bool
show_language(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str tag = request_arg(q, "lang");
	size_t i;

	(void)out;
	for (i = 0; i < tag.n; i++)
		if (!((tag.p[i] >= 'a' && tag.p[i] <= 'z') || tag.p[i] == '-'))
			return fail(&c->errors, INVALID, "lang",
			    "'%.*s' is not the tag of a language.", (int)tag.n,
			    tag.p);
	cookie(c, q, r, "lang", str_part(tag, 0, 12), YEAR, true);
	r->go = safe(request_arg(q, "to"));
	return true;
}

const struct page language_page = {
	.method = GET,
	.path   = "/language",
	.about  = "The language of the pages, remembered by the browser.",
	.flags  = KEYS,
	.run    = show_language,
};
