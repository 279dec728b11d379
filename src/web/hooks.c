/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/hooks.h"

#include <stdio.h>

#include "base/arena.h"
#include "flow/desk.h"
#include "flow/hook.h"
#include "format/post.h"
#include "web/aside.h"
#include "web/server.h"

enum { LOOK_S = 30, SLEEP_S = 600, HERE_MS = 2000, HEADERS = 6 };

struct seen {                   /* how far one has been looked at */
	struct id hook;
	int64_t   next;
};

struct hooks {
	struct aside aside;
	int64_t      looked;
	bool         any;               /* there is one to be told */
	struct seen  seen[HOOKS_MOST];
	size_t       n;
};

struct ended {
	const struct hook_body *body;
	struct posted           posted;
};

static void
complain(struct ctx *c, const char *what)
{
	const char *says = errors_text(&c->errors, NULL);

	fprintf(stderr, "tilth serve: web hooks: %s: %s\n", what,
	    says == NULL ? "?" : says);
	errors_clear(&c->errors);
}

static bool
goes_on(void *with)
{
	return !aside_ends(with);
}

/* What was told is kept with the hook; what there was nothing to tell of
 * is not looked at again by this server. */
static struct seen *
seen_of(struct hooks *h, const struct webhook *hook)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (id_same(h->seen[i].hook, hook->row.id))
			break;
	if (i == h->n) {
		i = h->n < HOOKS_MOST ? h->n++ : 0;
		h->seen[i] = (struct seen){ hook->row.id, 0 };
	}
	if (h->seen[i].next < hook->at_change)
		h->seen[i].next = hook->at_change;
	return &h->seen[i];
}

/* ---- one body ---- */

static bool
end(struct ctx *c, void *with)
{
	const struct ended *e = with;

	return hook_end(c, e->body, e->posted.status, e->posted.took,
	    e->posted.said);
}

static bool
send_body(struct hooks *h, struct ctx *c, const struct hook_body *b,
    bool may_inside)
{
	int64_t now = server_now() / 1000;
	str headers[HEADERS] = {
		S("Content-Type: application/json"),
		S("User-Agent: Tilth/" TILTH_VERSION),
		S("Expect:"),
		str_print(c->arena, "Tilth-Hook: %s", id_text(c->arena,
		    b->hook.row.id).p),
		str_print(c->arena, "Tilth-Timestamp: %lld", (long long)now),
		str_print(c->arena, "Tilth-Signature: v1=%s", post_sign(
		    c->arena, b->hook.secret, now, b->body).p),
	};
	struct post p = { .address = b->hook.address, .body = b->body,
		.headers = headers, .n = HEADERS, .may_inside = may_inside,
		.goes_on = goes_on, .with = &h->aside };
	struct ended e = { .body = b };

	if (!post_send(c->arena, &p, &e.posted, &c->errors)) {
		e.posted.said = str_of(errors_text(&c->errors, NULL));
		errors_clear(&c->errors);
	}
	if (aside_ends(&h->aside) && e.posted.status == 0)
		return false;           /* broken off: sent again later */
	if (aside_put_row(&h->aside, c, end, &e))
		return e.posted.status >= 200 && e.posted.status < 300 &&
		    !b->is_trial;
	complain(c, "what became of a delivery could not be written");
	return false;
}

/* It fails as if nobody had answered, and says why on its page. */
static void
give_up(struct hooks *h, struct ctx *c, const struct hook_body *b)
{
	struct ended e = { .body = b };

	e.posted.said = str_of(errors_text(&c->errors, NULL));
	errors_clear(&c->errors);
	if (!aside_put_row(&h->aside, c, end, &e))
		complain(c, "what became of a delivery could not be written");
}

/* True: there may be more to tell it. */
static bool
tell(struct hooks *h, const struct webhook *hook)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&h->aside, a, S("web hook"));
	struct seen *seen = seen_of(h, hook);
	struct hook_body b = { .rows = 0 };
	int64_t from = seen->next;
	bool fine = false, may_inside = false, again = false;

	c.actor.system = true;
	if (desk_begin(&c, false)) {
		fine = hook_may_inside(&c, &may_inside) &&
		    hook_body(&c, hook, from, &b);
		desk_undo(&c);
	}
	if (!fine && errors_worst(&c.errors) == DENIED)
		give_up(h, &c, &b);
	else if (!fine)
		complain(&c, "one could not be told");
	else if (b.body.n > 0)
		again = send_body(h, &c, &b, may_inside);
	else
		again = b.next > from + 1000;
	if (fine && !b.is_trial && (b.body.n == 0 || again))
		seen->next = b.next;
	arena_free(a);
	return again;
}

static bool
look_once(struct hooks *h)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&h->aside, a, S("web hook"));
	struct webhook *all;
	size_t i, n = 0;
	bool fine = false, again = false;

	c.actor.system = true;
	if (desk_begin(&c, false)) {
		fine = hook_any(&c, &h->any) && (!h->any ||
		    hook_due(&c, &all, &n));
		desk_undo(&c);
	}
	if (!fine)
		complain(&c, "they could not be read");
	for (i = 0; fine && i < n && !aside_ends(&h->aside); i++)
		again |= tell(h, &all[i]);
	arena_free(a);
	return again;
}

static void
look(struct hooks *h)
{
	while (!aside_ends(&h->aside) && look_once(h))
		;
}

/* ---- the thread ---- */

/* Without a hook it sleeps until it is called.  The page that calls has
 * not written yet, so after that it listens once as if there were one. */
static void *
work_on(void *of)
{
	struct hooks *h = of;
	bool sleeps;
	int none = 0;

	do {
		look(h);
		none = h->any ? 0 : none + 1;
		sleeps = none > 1;
		none = sleeps ? 0 : none;
		h->aside.only_called = sleeps;
	} while (aside_wait(&h->aside, sleeps ? SLEEP_S : LOOK_S));
	return NULL;
}

bool
hooks_start(struct server *s)
{
	s->hooks = NEW(s->arena, struct hooks);
	return aside_start(&s->hooks->aside, s, work_on, s->hooks);
}

void
hooks_stop(struct server *s)
{
	aside_stop(&s->hooks->aside);
}

void
hooks_wake(struct server *s)
{
	if (s != NULL && s->hooks != NULL)
		aside_wake(&s->hooks->aside);
}

void
hooks_here(struct server *s, struct worker *w)
{
	struct hooks *h = s->hooks;
	int64_t now = server_now();

	if (now - h->looked < HERE_MS)
		return;
	h->looked = now;
	h->aside.worker = w;
	look(h);
}
