/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/admit.h"

#include <sodium.h>

#include "base/arena.h"
#include "flow/login.h"
#include "web/door.h"
#include "web/language.h"
#include "web/seat.h"

bool
admit_somebody(const struct exchange *x)
{
	return !id_none(x->ctx.actor.user);
}

static bool
resume(struct worker *w, struct exchange *x)
{
	struct ctx *c = &x->ctx;
	struct request *q = &x->q;

	if (seat_find(w, x))
		return true;
	if (q->by_token) {
		if (!login_bearer(c, q->bearer))
			return false;
		seat_keep(w, x);
		return true;
	}
	if (str_none(q->session))
		return true;
	if (login_resume(c, q->session)) {
		q->csrf = login_csrf(c->arena, q->session);
		seat_keep(w, x);
		return true;
	}
	q->session = (str){ 0 };
	if (errors_worst(&c->errors) >= CONFLICT)
		return false;
	errors_clear(&c->errors);
	return true;
}

bool
admit_actor(struct worker *w, struct exchange *x)
{
	struct ctx *c = &x->ctx;
	struct error *before = c->errors.first;
	struct request *q = &x->q;
	bool good;

	c->errors.first = NULL;
	c->actor = (struct actor){ 0 };
	good = resume(w, x);
	/* Of a browser's choice and a user's own the nearer one holds. */
	if (q->lang.n > 0 || !c->chose_lang)
		language_choose(q, &c->lang, &c->words);
	c->errors.words = c->words;
	if (good)
		c->errors.first = before;
	x->sat = true;
	return good;
}

/* The host of an Origin: "https://a.example:8443". */
static str
origin_host(str origin)
{
	size_t at = str_find(origin, S("://"));

	return at == origin.n ? (str){ 0 } : str_part(origin, at + 3, origin.n);
}

static bool
is_from_here(const struct exchange *x)
{
	str origin = head_field(&x->in.head, "Origin");
	str fetch = head_field(&x->in.head, "Sec-Fetch-Site");

	if (fetch.p != NULL)
		return str_is(fetch, "same-origin") || str_is(fetch, "none");
	return origin.p == NULL ||
	    str_same_nocase(origin_host(origin), x->q.host);
}

static bool
is_meant(const struct exchange *x)
{
	str token = head_field(&x->in.head, "X-CSRF");

	if (x->q.by_token || x->page->flags & LINK)
		return true;
	if (x->page->flags & NO_CSRF || str_none(x->q.session))
		return is_from_here(x);
	if (token.p == NULL && x->q.json == NULL)
		token = request_form(&x->q, "csrf");
	return x->q.csrf.n > 0 && token.n == x->q.csrf.n &&
	    sodium_memcmp(token.p, x->q.csrf.p, token.n) == 0;
}

/* Who wrote for long may have been signed out meanwhile. */
static bool
unknown(struct exchange *x)
{
	if (x->page->method == GET)
		return fail(&x->ctx.errors, DENIED, NULL,
		    "Sign in to see this.");
	return fail(&x->ctx.errors, DENIED, NULL, "You are not signed in. Sign "
	    "in on another page, then send this again: what you typed is "
	    "kept here.");
}

/* Strangers read rows on the public pages alone, where what is open of
 * them was chosen (flow/publish.h), and write on those made for them: not
 * by the forms, imports and addresses that all kinds of rows have. */
static bool
shows_rows(const struct page *p, const struct entity *of)
{
	return of != NULL && (p->needs & SEE || p->of == NULL);
}

bool
admit(struct worker *w, struct exchange *x)
{
	const struct page *p = x->page;
	const struct entity *of = p->of != NULL ? p->of : x->q.entity;
	struct ctx *c = &x->ctx;

	if (!admit_actor(w, x))
		return false;
	if (p->method != GET && !is_meant(x))
		return fail(&c->errors, DENIED, "csrf", "Nothing was saved: "
		    "this form was opened before you signed in, or did not come "
		    "from this site. What you typed is kept; send it again.");
	if (p->flags & SIGNED_IN && !admit_somebody(x))
		return unknown(x);
	if (c->actor.must_change && !(p->flags & (KEYS | NO_CSRF | LINK)))
		return fail(&c->errors, DENIED, NULL, "Choose a password of "
		    "your own first, at /password. Then all is open to you.");
	if (shows_rows(p, of) && !admit_somebody(x))
		return unknown(x);
	if (of != NULL && p->needs & (SEE | ADD) &&
	    !ctx_may(c, of, p->needs & (SEE | ADD), (struct id){ 0 }))
		return admit_somebody(x) ? fail(&c->errors, DENIED, NULL,
		    "None of your roles may do this. Ask an administrator for "
		    "one that may.") : unknown(x);
	return door_may(c, p, &x->q);
}

bool
admit_to(struct exchange *x, const struct page *p)
{
	const struct entity *of = p->of != NULL ? p->of : x->q.entity;
	unsigned needs = p->needs & (SEE | ADD);

	if (!admit_somebody(x) && (p->flags & SIGNED_IN || shows_rows(p, of)))
		return false;
	return (of == NULL || needs == 0 || ctx_may(&x->ctx, of, needs,
	    (struct id){ 0 })) && door_may(&x->ctx, p, &x->q);
}
