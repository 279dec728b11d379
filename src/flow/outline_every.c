/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The outlines of all programmes: in memory, on the shelf, made anew. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/build.h"
#include "base/map.h"
#include "flow/concern.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/kept.h"
#include "flow/outline.h"
#include "model/people.h"
#include "store/shelf.h"

enum {
	LINES = 2000,           /* of history, looked at while one waits */
	LINES_ASIDE = 50000,
	AT_ONCE = 4             /* made while one waits */
};

/* What an outline is made of. */
static const char rests_on[] = " programme party organisation person "
    "stakeholder budget_line transaction activity activity_gap event "
    "enrolment assessment_round response cleaning gap gap_event gap_check "
    "desired_level framework dimension item iati_entry dose mission "
    "mentoring_agreement mentoring_session exchange equipment_item "
    "institution_milestone policy_instrument policy_stage plan_version "
    "practice practice_check community ";

/* ---- copies ---- */

static void
texts_copy(struct arena *a, const struct entity *e, void *row)
{
	const struct field *f;
	str *text;

	for (f = e->fields; f->name != NULL; f++) {
		if (f->kind != K_STR)
			continue;
		text = row_at(f, row);
		*text = str_copy(a, *text);
	}
	((struct row *)row)->extra = (str){ 0 };
}

static void *
array_copy(struct arena *a, const void *of, size_t n, size_t size)
{
	char *own = arena_take(a, n + 1, size);

	if (n > 0)
		memcpy(own, of, n * size);
	return own;
}

struct outline *
outline_copy(struct arena *a, const struct outline *o)
{
	struct outline *own = NEW(a, struct outline);
	size_t i;

	*own = *o;
	texts_copy(a, &programme_entity, &own->p);
	own->kind = array_copy(a, o->kind, o->kinds, sizeof(*o->kind));
	own->funder = array_copy(a, o->funder, o->funders, sizeof(*o->funder));
	own->funder_name = array_copy(a, o->funder_name, o->funders,
	    sizeof(*o->funder_name));
	own->spot = array_copy(a, o->spot, o->spots, sizeof(*o->spot));
	own->cost = array_copy(a, o->cost, o->costs, sizeof(*o->cost));
	for (i = 0; i < o->kinds; i++)
		own->kind[i].modality = str_copy(a, o->kind[i].modality);
	for (i = 0; i < o->funders; i++)
		own->funder_name[i] = str_copy(a, o->funder_name[i]);
	for (i = 0; i < o->spots; i++)
		own->spot[i].name = str_copy(a, o->spot[i].name);
	for (i = 0; i < o->costs; i++) {
		own->cost[i].modality = str_copy(a, o->cost[i].modality);
		own->cost[i].led_by = str_copy(a, o->cost[i].led_by);
		own->cost[i].partner_name = str_copy(a,
		    o->cost[i].partner_name);
	}
	return own;
}

/* ---- where they come from ---- */

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

/* What was made by this very program: another counts otherwise, maybe. */
static bool
shelf_of(struct ctx *c, struct shelved **all, size_t *n)
{
	return shelf_read(c->store, S("outline"), build_stamp(c->arena),
	    c->arena, all, n, &c->errors);
}

struct gathering {
	struct ctx     *c;
	struct arena   *own;            /* where the new ones live */
	const struct outlines *was;
	struct map     *was_at, *shelf_at;
	struct shelved *shelf;
	struct concern  since;
	struct outlines *out;
	size_t          made;
};

static int64_t
oldest(const struct shelved *all, size_t n, int64_t than)
{
	size_t i;

	for (i = 0; i < n; i++)
		than = all[i].at < than ? all[i].at : than;
	return than;
}

static struct map *
index_was(struct arena *a, const struct outlines *was)
{
	struct map *at = map_new(a);
	size_t i;

	for (i = 0; was != NULL && i < was->n; i++)
		*map_at(at, key_of(&was->one[i]->p.row.id), i) = i;
	return at;
}

/* The shelf is looked at where memory does not know. */
static bool
begin(struct gathering *g, int64_t now)
{
	struct ctx *c = g->c;
	int64_t since = g->was != NULL ? g->was->at : now;
	size_t n = 0;

	g->was_at = index_was(c->arena, g->was);
	if ((g->was == NULL || g->was->waiting > 0) &&
	    !shelf_of(c, &g->shelf, &n))
		return false;
	g->shelf_at = gather_index(c->arena, g->shelf, n, sizeof(*g->shelf));
	return concern_read(c, oldest(g->shelf, n, since), rests_on, LINES,
	    &g->since);
}

/* As it is in memory or on the shelf, if it still holds; or NULL. */
static struct outline *
found(struct gathering *g, const struct programme *p)
{
	int64_t last = concern_last(&g->since, &p->row.id);
	struct outline *o;
	size_t i;

	if (map_find(g->was_at, key_of(&p->row.id), &i) &&
	    g->was->one[i]->is_counted && g->was->one[i]->at >= last)
		return outline_copy(g->own, g->was->one[i]);
	if (!gather_find(g->shelf_at, &p->row.id, &i) ||
	    g->shelf[i].at < last)
		return NULL;
	o = NEW(g->own, struct outline);
	if (!outline_unpack(g->own, g->shelf[i].bytes, o))
		return NULL;
	o->at = g->shelf[i].at;
	return o;
}

/* Of one that is to be counted still the row alone is told. */
static struct outline *
bare(struct gathering *g, const struct programme *p)
{
	struct outline *o = NEW(g->own, struct outline);

	*o = (struct outline){ .gained = NAN,
		.spot = NEW(g->own, struct outline_spot) };
	outline_country_add(o, str_copy(g->own, p->country));
	g->out->waiting++;
	return o;
}

/* In an arena of its own, for they are many. */
static bool
make(struct gathering *g, struct id id, struct outline **out)
{
	struct ctx desk = *g->c;
	struct outline *o;
	bool fine;

	desk.arena = arena_new(0);
	desk.errors = (struct errors){ g->c->arena, NULL, g->c->words, NULL };
	fine = outline_of(&desk, id, &o);
	if (fine)
		*out = outline_copy(g->own, o);
	else
		g->c->errors = desk.errors;
	arena_free(desk.arena);
	g->made++;
	return fine;
}

/* Those that hold are taken, the others are left open. */
static bool
take_all(struct gathering *g)
{
	struct programme *p;
	size_t i;

	if ((p = gather(g->c, &programme_entity, (struct id){ { 0 } },
	    &g->out->n)) == NULL)
		return false;
	g->out->one = NEWS(g->own, struct outline *, g->out->n + 1);
	for (i = 0; i < g->out->n; i++) {
		if ((g->out->one[i] = found(g, &p[i])) == NULL)
			g->out->one[i] = bare(g, &p[i]);
		g->out->one[i]->p = p[i];
		texts_copy(g->own, &programme_entity, &g->out->one[i]->p);
	}
	return true;
}

static bool
make_open(struct gathering *g)
{
	struct outline **o;
	size_t i;

	for (i = 0; i < g->out->n; i++) {
		o = &g->out->one[i];
		if (!(*o)->is_counted && !make(g, (*o)->p.row.id, o))
			return false;
	}
	g->out->waiting = 0;
	return true;
}

static bool
all_make(struct gathering *g, enum outline_when when, int64_t now)
{
	if (!begin(g, now) || !take_all(g))
		return false;
	if (g->out->waiting > AT_ONCE && when == OUTLINE_SOON &&
	    kept_call(g->c))
		return true;
	if (!make_open(g))
		return false;
	/* What was made while one waited is laid on the shelf aside. */
	if (g->made > 0)
		(void)kept_call(g->c);
	return true;
}

bool
outline_every(struct ctx *c, enum outline_when when,
    const struct outlines **out)
{
	/* It tells itself what has changed. */
	struct kept_key key = { .of = id_from(S("outlines"), S("all")),
		.rests_on = " " };
	struct gathering g = { .c = c, .was = kept_find(c, &key) };
	int64_t now;

	*out = g.was;
	if (!store_last_change(c->store, &now, &c->errors))
		return false;
	if (g.was != NULL && g.was->at == now && g.was->waiting == 0)
		return true;
	g.own = arena_new(0);
	*out = g.out = NEW(g.own, struct outlines);
	g.out->at = now;
	if (!all_make(&g, when, now)) {
		arena_free(g.own);
		return false;
	}
	kept_put(c, &key, now, g.own, g.out);
	return true;
}

/* ---- aside ---- */

bool
outline_due(struct ctx *c, struct outline_round *r)
{
	struct concern *since = NEW(c->arena, struct concern);
	struct programme *p;
	struct shelved *all;
	struct map *at;
	size_t i, k, n, shelved;

	*r = (struct outline_round){ .since = since };
	if (!store_last_change(c->store, &r->to, &c->errors) ||
	    !shelf_of(c, &all, &shelved) ||
	    (p = gather(c, &programme_entity, (struct id){ { 0 } },
	    &n)) == NULL)
		return false;
	r->from = oldest(all, shelved, r->to);
	r->one = NEWS(c->arena, struct id, n + 1);
	at = gather_index(c->arena, all, shelved, sizeof(*all));
	if (!concern_read(c, r->from, rests_on, LINES_ASIDE, since))
		return false;
	for (i = 0; i < n; i++)
		if (!gather_find(at, &p[i].row.id, &k) ||
		    all[k].at < concern_last(since, &p[i].row.id))
			r->one[r->n++] = p[i].row.id;
	return true;
}

static bool
lay(struct ctx *c, const char *kind, const struct outline *o, str bytes)
{
	struct shelved one = { o->p.row.id, o->at, bytes };

	return str_none(bytes) || shelf_put(c->store, str_of(kind),
	    build_stamp(c->arena), &one, &c->errors);
}

bool
outline_shelve(struct ctx *c, const struct outline *o, str reached)
{
	return lay(c, "outline", o, outline_pack(c->arena, o)) &&
	    lay(c, "reached", o, reached);
}

static bool
drop_concerned(struct ctx *c, const struct outline_round *r)
{
	struct programme *p;
	int64_t last;
	size_t i, n;

	if ((p = gather(c, &programme_entity, (struct id){ { 0 } },
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		last = concern_last(r->since, &p[i].row.id);
		if (last > r->from && (!shelf_drop(c->store, S("outline"),
		    p[i].row.id, last, &c->errors) ||
		    !shelf_drop(c->store, S("reached"), p[i].row.id, last,
		    &c->errors)))
			return false;
	}
	return true;
}

bool
outline_lift(struct ctx *c, const struct outline_round *r)
{
	int64_t to = r->since->to < r->to ? r->since->to : r->to;

	return drop_concerned(c, r) &&
	    shelf_lift(c->store, S("outline"), r->from, to, &c->errors) &&
	    shelf_lift(c->store, S("reached"), r->from, to, &c->errors);
}
