/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/seat.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"

enum { SEATS = 128, STAYS_MS = 5000, SECRET_ROOM = 64, NAME_ROOM = 96,
	ROLES = 16 };

struct seat {
	char        secret[SECRET_ROOM], name[NAME_ROOM];
	char        csrf[SECRET_ROOM], lang[16];
	size_t      n_secret, n_name, n_csrf, n_held;
	bool        by_token;
	uint64_t    commits;
	int64_t     until;              /* ms; 0: empty */
	struct actor actor;             /* less its name and roles */
	struct held held[ROLES];
	const struct words *words;
};

struct seats {
	struct seat at[SEATS];
};

static str
secret_of(const struct request *q)
{
	return q->by_token ? q->bearer : q->session;
}

static struct seat *
place(struct worker *w, str secret)
{
	uint32_t h = 2166136261u;
	size_t i;

	if (w->seats == NULL)
		w->seats = NEW(w->arena, struct seats);
	for (i = 0; i < secret.n; i++)
		h = (h ^ (unsigned char)secret.p[i]) * 16777619u;
	return &w->seats->at[h % SEATS];
}

bool
seat_find(struct worker *w, struct exchange *x)
{
	str secret = secret_of(&x->q);
	struct arena *a = x->arena;
	struct actor *actor = &x->ctx.actor;
	const struct seat *s;
	struct held *held;

	if (w->shares || secret.n == 0 || secret.n > SECRET_ROOM)
		return false;
	s = place(w, secret);
	if (s->until <= x->ctx.now || s->commits != w->commits ||
	    s->by_token != x->q.by_token || s->n_secret != secret.n ||
	    sodium_memcmp(s->secret, secret.p, secret.n) != 0)
		return false;
	/* Copied: the request may go on at another worker's desk. */
	held = NEWS(a, struct held, s->n_held + 1);
	memcpy(held, s->held, s->n_held * sizeof(*held));
	*actor = s->actor;
	actor->name = str_copy(a, (str){ s->name, s->n_name });
	actor->held = held;
	x->q.csrf = str_copy(a, (str){ s->csrf, s->n_csrf });
	if (s->lang[0] != '\0') {
		x->ctx.lang = str_z(a, str_of(s->lang));
		x->ctx.words = s->words;
		x->ctx.chose_lang = true;
	}
	return true;
}

void
seat_keep(struct worker *w, const struct exchange *x)
{
	const struct actor *actor = &x->ctx.actor;
	str secret = secret_of(&x->q);
	struct seat *s;

	if (w->shares || w->desk.store == NULL || secret.n == 0 ||
	    secret.n > SECRET_ROOM || x->q.csrf.n > SECRET_ROOM ||
	    actor->name.n > NAME_ROOM || actor->n > ROLES ||
	    strlen(x->ctx.lang) >= sizeof(s->lang))
		return;
	s = place(w, secret);
	*s = (struct seat){ .n_secret = secret.n, .n_name = actor->name.n,
		.n_csrf = x->q.csrf.n, .n_held = actor->n,
		.by_token = x->q.by_token, .commits = w->commits,
		.until = x->ctx.now + STAYS_MS, .actor = *actor,
		.words = x->ctx.words };
	memcpy(s->secret, secret.p, secret.n);
	if (actor->name.n > 0)
		memcpy(s->name, actor->name.p, actor->name.n);
	if (x->q.csrf.n > 0)
		memcpy(s->csrf, x->q.csrf.p, x->q.csrf.n);
	if (actor->n > 0)
		memcpy(s->held, actor->held, actor->n * sizeof(*s->held));
	if (x->ctx.chose_lang)
		memcpy(s->lang, x->ctx.lang, strlen(x->ctx.lang) + 1);
}
