/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/ctx.h"

#include <string.h>

#include "base/write.h"

bool
ctx_covers(const struct held *h, const struct entity *e, struct id programme)
{
	return id_none(h->programme) || id_same(h->programme, programme) ||
	    (e->home == NULL && e->flags & SHARED);
}

/* Somewhere at all: a menu asks before a row is chosen.  A programme is
 * added to the site, not to a programme. */
static bool
in_scope(const struct held *h, const struct entity *e, struct id programme,
    unsigned what)
{
	bool site = e->home == NULL || strcmp(e->home, "id") == 0;

	if (ctx_covers(h, e, programme))
		return true;
	return id_none(programme) && (what & ~(unsigned)(SEE | ADD)) == 0 &&
	    !(site && what & ADD);
}

static unsigned
granted(const struct entity *e, const struct role *role)
{
	const struct grant *g;
	unsigned may = 0;

	for (g = e->grants; g->role != NULL; g++)
		if (strcmp(g->role, role->code) == 0)
			may |= g->may;
	return may;
}

/* The public may add what it is invited to, and see what is published. */
static bool
public_may(const struct entity *e, unsigned what)
{
	const struct role *pub = role_coded(S("PUB"));
	unsigned may = granted(e, pub);

	if (!(e->flags & PUBLIC))
		may &= ~(unsigned)SEE;
	return (may & what) == what;
}

bool
ctx_may(const struct ctx *c, const struct entity *e, unsigned what,
    struct id programme)
{
	size_t i;

	if (c->actor.reads_only && what & ~(unsigned)(SEE | SEE_PERSONAL))
		return false;
	if (c->actor.system || public_may(e, what))
		return true;
	for (i = 0; i < c->actor.n; i++)
		if (in_scope(&c->actor.held[i], e, programme, what) &&
		    (granted(e, c->actor.held[i].role) & what) == what)
			return true;
	return false;
}

bool
ctx_holds(const struct ctx *c, const char *role, struct id programme)
{
	const struct held *h;
	size_t i;

	for (i = 0; i < c->actor.n; i++) {
		h = &c->actor.held[i];
		if (strcmp(h->role->code, role) == 0 &&
		    (id_none(h->programme) || id_same(h->programme, programme)))
			return true;
	}
	return false;
}

struct ctx
ctx_as_program(const struct ctx *c)
{
	struct ctx s = *c;

	s.actor.system = true;
	return s;
}

bool
ctx_admin(const struct ctx *c)
{
	return c->actor.system || ctx_holds(c, "ADM", (struct id){ 0 });
}

bool
ctx_goes_on(struct ctx *c, const char *what, int64_t done, int64_t of)
{
	return watch_on(c->watch, what, done, of) ||
	    fail(&c->errors, BUSY, NULL, "This was stopped before its end.");
}

const char *
ctx_role_names(struct ctx *c, const char *codes)
{
	struct write w = write_new(c->arena, 1000);
	str rest = str_of(codes), one;

	while (str_cut(&rest, ' ', &one)) {
		if (w.n > 0)
			write_z(&w, ", ");
		write_z(&w, words_say(c->words, role_coded(one)->label));
	}
	return write_done(&w).p;
}
