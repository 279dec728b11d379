/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/again.h"

#include "base/arena.h"
#include "base/day.h"
#include "flow/kept.h"
#include "web/render.h"

enum { MOST = 2 << 20 };                /* larger ones are not kept */

/* Of these nothing is shown on a page that is kept, or (a user's name) it
 * is a part of the key. */
static bool
is_beside(const struct entity *e)
{
	static const char *const beside[] = {
		"user", "session", "token", "job", "result_cache", NULL
	};
	size_t i;

	for (i = 0; beside[i] != NULL; i++)
		if (str_is(str_of(e->name), beside[i]))
			return true;
	return false;
}

static const char *
all_else(struct arena *a)
{
	struct write w = write_new(a, 1 << 14);
	const struct entity *const *e;

	write_char(&w, ' ');
	for (e = entities; *e != NULL; e++)
		if (!is_beside(*e))
			write_format(&w, "%s ", (*e)->name);
	return write_done(&w).p;
}

static void
add(struct write *w, str part)
{
	write_format(w, "%zu:", part.n);
	write_str(w, part);
}

static struct kept_key
key_of(struct exchange *x)
{
	const struct request *q = &x->q;
	struct ctx *c = &x->ctx;
	struct write w = write_new(x->arena, 1 << 16);

	add(&w, id_text(x->arena, c->actor.user));
	add(&w, c->actor.name);
	add(&w, q->csrf);
	add(&w, q->path);
	add(&w, q->query);
	add(&w, q->host);
	add(&w, q->theme);
	add(&w, str_of(c->lang));
	write_format(&w, "%d %d %d %d %d %d", (int)q->shape, q->save_data,
	    q->secure, q->by_token, c->actor.reads_only,
	    (int)moment_day(c->now).n);
	return (struct kept_key){ .of = id_from(S("page"), write_done(&w)),
		.rests_on = all_else(x->arena) };
}

static bool
is_kept_at_all(const struct exchange *x)
{
	return x->page->flags & DEAR && x->ctx.kept != NULL &&
	    (x->q.shape == HTML || x->q.shape == JSON);
}

bool
again_find(struct exchange *x)
{
	struct kept_key key;
	const str *body;

	if (!is_kept_at_all(x))
		return false;
	key = key_of(x);
	body = kept_find(&x->ctx, &key);
	if (body != NULL)
		render_again(x, *body);
	else
		x->since = kept_moment(&x->ctx);
	return body != NULL;
}

void
again_keep(struct exchange *x)
{
	const struct reply *r = &x->reply;
	struct kept_key key;
	struct arena *own;
	str *copy;

	if (!is_kept_at_all(x) || x->since == 0 || x->failed ||
	    x->made.n == 0 || x->made.n > MOST || r->status != 0 ||
	    r->n_cookies > 0 || r->passing || r->go.p != NULL ||
	    r->filename.p != NULL || r->more != NULL)
		return;
	key = key_of(x);
	own = arena_new(0);
	copy = NEW(own, str);
	*copy = str_copy(own, x->made);
	kept_put(&x->ctx, &key, x->since, own, copy);
}
