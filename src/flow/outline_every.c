/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The outlines of all programmes, kept and mended. */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/kept.h"
#include "flow/outline.h"
#include "model/people.h"

enum { CHANGES = 1000 };        /* rows that are looked at one by one */

/* What an outline is made of. */
static const char rests_on[] = " programme party organisation person "
    "stakeholder budget_line transaction activity activity_gap event "
    "enrolment assessment_round response cleaning gap gap_event gap_check "
    "desired_level framework dimension item iati_entry dose mission "
    "mentoring_agreement mentoring_session exchange equipment_item "
    "institution_milestone policy_instrument policy_stage plan_version "
    "practice practice_check exchange_rate setting community ";

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
	}
	return own;
}

/* ---- what changed ---- */

struct change_set {
	struct ctx *c;
	struct map *home;               /* ids of programmes to look at */
	bool        all;                /* every one */
	size_t      n;
};

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

static void
home_add(struct change_set *s, struct id home)
{
	str own = str_copy(s->c->arena, key_of(&home));

	(void)map_at(s->home, own, 1);
}

/* A row that is gone, or is of no programme, may concern any. */
static void
row_look(struct change_set *s, str entity, struct id id)
{
	struct errors quiet = { s->c->arena, NULL, NULL, NULL };
	const struct entity *e = entity_named(entity);
	struct ctx c = ctx_as_program(s->c);
	struct id home;
	void *row;

	c.errors = quiet;
	if (e == NULL)
		return;
	if (str_is(entity, "programme")) {
		home_add(s, id);
		return;
	}
	row = arena_take(c.arena, 1, e->size);
	if (e->home == NULL || !flow_find(&c, e, id, row) ||
	    !flow_home(&c, e, row, &home) || id_none(home)) {
		s->all = true;
		return;
	}
	home_add(s, home);
}

static bool
changes_look(struct change_set *s, int64_t since)
{
	struct value of[2] = { value_int(since), value_text(S(rests_on)) };
	struct ctx *c = s->c;
	struct id *row = NEWS(c->arena, struct id, CHANGES + 1);
	str *entity = NEWS(c->arena, str, CHANGES + 1);
	struct cursor *cursor;
	struct value v[2];
	size_t i;

	s->home = map_new(c->arena);
	if (!store_query(c->store, "rows_changed", of, 2, c->arena, &cursor,
	    &c->errors))
		return false;
	while (s->n <= CHANGES && store_answer(cursor, v, 2)) {
		entity[s->n] = str_copy(c->arena, v[0].t);
		row[s->n++] = value_as_id(&v[1]);
	}
	if (!store_end(cursor, &c->errors))
		return false;
	s->all = s->n > CHANGES;
	for (i = 0; i < s->n && !s->all; i++)
		row_look(s, entity[i], row[i]);
	return true;
}

/* ---- all of them ---- */

static const struct outline *
found_in(const struct outlines *was, const struct map *at, struct id id)
{
	size_t place;

	return at != NULL && map_find(at, key_of(&id), &place)
	    ? was->one[place] : NULL;
}

static struct map *
index_of(struct arena *a, const struct outlines *was)
{
	struct map *at = map_new(a);
	size_t i;

	for (i = 0; i < was->n; i++)
		*map_at(at, key_of(&was->one[i]->p.row.id), i) = i;
	return at;
}

/* What was there and did not change is copied, the others are made: each in
 * an arena of its own, for they are many. */
static bool
one_make(struct ctx *c, struct arena *own, struct id id,
    const struct outline *was, struct outline **out)
{
	struct ctx desk = *c;
	struct outline *o;
	bool fine;

	if (was != NULL) {
		*out = outline_copy(own, was);
		return true;
	}
	desk.arena = arena_new(0);
	desk.errors = (struct errors){ c->arena, NULL, c->words, NULL };
	fine = outline_of(&desk, id, &o);
	if (fine)
		*out = outline_copy(own, o);
	else
		c->errors = desk.errors;
	arena_free(desk.arena);
	return fine;
}

static bool
all_make(struct ctx *c, struct arena *own, const struct outlines *was,
    const struct change_set *s, struct outlines *out)
{
	struct map *at = was == NULL || s->all ? NULL
	    : index_of(c->arena, was);
	struct programme *p;
	size_t i;

	if ((p = gather(c, &programme_entity, (struct id){ { 0 } },
	    &out->n)) == NULL)
		return false;
	out->one = NEWS(own, struct outline *, out->n + 1);
	for (i = 0; i < out->n; i++)
		if (!one_make(c, own, p[i].row.id, map_find(s->home,
		    key_of(&p[i].row.id), NULL) ? NULL : found_in(was, at,
		    p[i].row.id), &out->one[i]))
			return false;
	return true;
}

bool
outline_every(struct ctx *c, const struct outlines **out)
{
	/* It tells itself what has changed. */
	struct kept_key key = { .of = id_from(S("outlines"), S("all")),
		.rests_on = " " };
	const struct outlines *was = kept_find(c, &key);
	struct change_set s = { .c = c, .all = was == NULL };
	int64_t now = kept_moment(c);
	struct outlines *fresh;
	struct arena *own;

	*out = was;
	if (was != NULL && was->at == now)
		return true;
	s.home = map_new(c->arena);
	if (was != NULL && !changes_look(&s, was->at))
		return false;
	if (was != NULL && s.n == 0)
		return true;
	own = arena_new(0);
	fresh = NEW(own, struct outlines);
	fresh->at = now;
	if (!all_make(c, own, was, &s, fresh)) {
		arena_free(own);
		return false;
	}
	kept_put(c, &key, now, own, fresh);
	*out = fresh;
	return true;
}
