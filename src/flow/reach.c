/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/reach.h"

#include <string.h>

/* A user and a person never have the same id. */
static bool
is_me(const struct ctx *c, struct id who)
{
	return !id_none(who) && (id_same(who, c->actor.user) ||
	    id_same(who, c->actor.party));
}

bool
reach_path(struct ctx *c, const struct entity *e, const void *row,
    const char *path, struct id *end)
{
	str rest = str_of(path), piece;
	const struct field *f;

	*end = (struct id){ 0 };
	if (str_is(rest, "id")) {
		*end = ((const struct row *)row)->id;
		return true;
	}
	while (str_cut(&rest, '.', &piece)) {
		f = field_named(e, piece);
		*end = *(const struct id *)row_get(f, row);
		if (id_none(*end) || str_none(rest))
			return true;
		e = entity_named(str_of(f->to));
		row = arena_take(c->arena, 1, e->size);
		if (!store_find(c->store, e, *end, c->arena, (void *)row,
		    &c->errors))
			return false;
	}
	return true;
}

/* A grant on one's own rows counts if the path ends at the actor. */
static bool
is_own(struct ctx *c, const struct entity *e, const void *row, const char *own)
{
	struct id who;

	return reach_path(c, e, row, own, &who) && is_me(c, who);
}

static bool
is_published(const struct entity *e, const void *row)
{
	const struct field *f = field_named(e, S("published"));

	return f != NULL && *(const int *)row_get(f, row) == YES;
}

const struct entity *
reach_member(const struct entity *e, const void *row)
{
	const struct entity *const *m;
	const struct field *kind = field_named(e, S("kind"));

	if (e->family == NULL || e->member != NULL || kind == NULL)
		return e;
	for (m = entities; *m != NULL; m++)
		if ((*m)->family != NULL && (*m)->member != NULL &&
		    strcmp((*m)->family, e->name) == 0 &&
		    str_is(*(const str *)row_get(kind, row), (*m)->member))
			return *m;
	return e;
}

/* A role of another programme: it counts for the person's own rows of the
 * site, and for seeing what all programmes share. */
static unsigned
from_afar(const struct entity *e, const struct grant *g, struct id programme)
{
	if (!id_none(programme))
		return 0;
	if (g->own != NULL)
		return g->may;
	return e->flags & SHARED ? g->may & SEE : 0;
}

static unsigned
by_role(struct ctx *c, const struct entity *e, const void *row,
    const struct held *h, struct id programme)
{
	bool covers = ctx_covers(h, e, programme);
	const struct grant *g;
	unsigned may = 0;

	for (g = e->grants; g->role != NULL; g++)
		if (strcmp(g->role, h->role->code) == 0 &&
		    (g->own == NULL || is_own(c, e, row, g->own)))
			may |= covers ? g->may : from_afar(e, g, programme);
	return may;
}

static unsigned
by_roles(struct ctx *c, const struct entity *e, const void *row,
    struct id programme)
{
	const struct held pub = { role_coded(S("PUB")), { { 0 } } };
	unsigned may;
	size_t i;

	may = by_role(c, e, row, &pub, programme);
	if (!is_published(e, row))
		may &= ~(unsigned)SEE;
	for (i = 0; i < c->actor.n; i++)
		may |= by_role(c, e, row, &c->actor.held[i], programme);
	return may;
}

/* What the actor may do to the row that this one hangs on; 0 also when it
 * is not there any more. */
static unsigned
on_target(struct ctx *c, const struct entity *hangs, const void *row)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL }, before;
	const struct entity *e = entity_named(*(const str *)row_get(
	    field_named(hangs, S("entity")), row));
	struct id id, home;
	unsigned may = 0;
	void *on;

	if (e == NULL || e->flags & HANGS || !id_read(*(const str *)row_get(
	    field_named(hangs, S("target")), row), &id))
		return 0;
	on = arena_take(c->arena, 1, e->size);
	if (!store_find(c->store, e, id, c->arena, on, &quiet))
		return 0;
	if (reach_member(e, on) != e) {         /* a person, not a party */
		e = reach_member(e, on);
		on = arena_take(c->arena, 1, e->size);
		if (!store_find(c->store, e, id, c->arena, on, &quiet))
			return 0;
	}
	before = c->errors;
	c->errors = quiet;
	if (e->home == NULL || reach_path(c, e, on, e->home, &home))
		may = reach_row(c, e, on, e->home == NULL ? (struct id){ 0 }
		    : home);
	c->errors = before;
	/* What is attached to a person is about the person. */
	if (field_flagged(e, PERSONAL) != NULL && !(may & SEE_PERSONAL))
		return 0;
	return may;
}

/* Who sees the row sees what hangs on it, who may change the row may hang
 * something on it, and who did may change that and take it away. */
static unsigned
hanging(struct ctx *c, const struct entity *e, const void *row,
    struct id programme)
{
	const struct field *by = field_named(e, S("by"));
	const struct field *f = field_named(e, S("confidential"));
	bool mine = by != NULL && is_me(c, *(const struct id *)row_get(by,
	    row));
	unsigned may = by_roles(c, e, row, programme), on;

	if (str_none(*(const str *)row_get(field_named(e, S("target")), row)))
		return mine ? may | SEE | EDIT | DROP : may;
	on = id_none(c->actor.user) ? 0 : on_target(c, e, row);
	if (!(on & SEE) || (f != NULL && !mine && !(on & EDIT) &&
	    *(const int *)row_get(f, row) == YES))
		return 0;
	if (on & EDIT)
		may |= ADD;
	return may | SEE | (mine ? EDIT | DROP : 0);
}

unsigned
reach_open(struct ctx *c, const struct entity *e, const void *row,
    struct id programme)
{
	unsigned may;

	if (c->actor.system)
		return SEE | ADD | EDIT | DROP | SEE_PERSONAL | SEE_GUARDED;
	may = e->flags & HANGS ? hanging(c, e, row, programme)
	    : by_roles(c, e, row, programme);
	if (c->actor.reads_only)
		may &= SEE | SEE_PERSONAL | SEE_GUARDED;
	return may;
}

bool
reach_guarded(const struct entity *e)
{
	return field_flagged(e, GUARD) != NULL;
}

unsigned
reach_row(struct ctx *c, const struct entity *e, const void *row,
    struct id programme)
{
	const struct field *guard = field_flagged(e, GUARD);
	unsigned may = reach_open(c, e, row, programme);

	if (guard != NULL && *(const int *)row_get(guard, row) == YES &&
	    !(may & SEE_GUARDED))
		may &= ADD;
	return may;
}

unsigned
reach_role(struct ctx *c, const struct entity *e, const void *row, str role,
    struct id programme)
{
	const struct held *h;
	unsigned may = 0;
	size_t i;

	for (i = 0; i < c->actor.n; i++) {
		h = &c->actor.held[i];
		if (str_is(role, h->role->code) &&
		    ctx_covers(h, e, programme))
			may |= by_role(c, e, row, h, programme);
	}
	return may;
}

void
reach_mask(const struct entity *e, void *row, unsigned may)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->flags & SECRET ||
		    (f->flags & PERSONAL && !(may & SEE_PERSONAL)))
			row_clear(f, row);
	/* The site's own fields may be about the person too. */
	if (!(may & SEE_PERSONAL) && field_flagged(e, PERSONAL) != NULL)
		((struct row *)row)->extra = (str){ 0 };
}

struct gathering {
	struct ctx   *c;
	const struct entity *e;
	struct id    *homes;
	struct mine  *mine;
	struct scope *scope;
	bool          all;
};

static void
gather_own(struct gathering *to, const struct grant *g, struct id home)
{
	const struct field *f = field_named(to->e, str_of(g->own));
	struct id is;

	if (f == NULL)          /* a path: the role sees all rows anyway */
		return;
	is = strcmp(f->to, "user") == 0 ? to->c->actor.user
	    : to->c->actor.party;
	if (!id_none(is))
		to->mine[to->scope->n_mine++] = (struct mine){ f, is, home };
}

static void
gather_grant(struct gathering *to, const struct grant *g, const struct held *h)
{
	bool covers = ctx_covers(h, to->e, (struct id){ 0 });

	if (g->own != NULL) {
		gather_own(to, g, covers ? (struct id){ 0 } : h->programme);
		return;
	}
	if (covers)
		to->all = true;
	else
		to->homes[to->scope->n_homes++] = h->programme;
	to->scope->homeless |= (to->e->flags & SHARED) != 0;
}

static size_t
grants_count(const struct entity *e)
{
	size_t n = 0;

	while (e->grants[n].role != NULL)
		n++;
	return n;
}

bool
reach_scope(struct ctx *c, const struct entity *e, struct scope *scope,
    bool *all)
{
	size_t i, room = (c->actor.n + 1) * (grants_count(e) + 1);
	struct gathering to = { c, e, NEWS(c->arena, struct id, room),
		NEWS(c->arena, struct mine, room), scope, c->actor.system };
	const struct grant *g;

	*scope = (struct scope){ .homes = to.homes, .mine = to.mine,
		.published = e->flags & PUBLIC };
	for (i = 0; i < c->actor.n; i++)
		for (g = e->grants; g->role != NULL; g++)
			if (g->may & SEE &&
			    strcmp(g->role, c->actor.held[i].role->code) == 0)
				gather_grant(&to, g, &c->actor.held[i]);
	*all = to.all;
	return *all || scope->n_homes + scope->n_mine > 0 || scope->published ||
	    scope->homeless;
}
