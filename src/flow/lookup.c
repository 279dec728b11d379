/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/lookup.h"

#include <string.h>

#include "base/map.h"
#include "flow/find.h"
#include "model/office.h"
#include "model/text.h"

enum { CODES_MOST = 2000 };

struct known {
	struct ctx *c;
	struct id home;                 /* a programme, or none */
	struct arena *keep, *scratch;   /* of answers; of finding one */
	struct arena_mark start;        /* of the scratch */
	struct map *rows;               /* "person:what it is called": place */
	struct id  *row;
	size_t      n_rows, room_rows;
	struct map *names;              /* id as text: place in name */
	str        *name;
	size_t      n, room;
	struct map *lists;              /* code list: place in codes */
	const struct choice **codes;
	size_t      n_lists;
};

static void
close_scratch(void *arena)
{
	arena_free(arena);
}

/* Most forms ask nothing: what remembering takes is made at the first
 * question. */
static void
remember(struct known *k)
{
	size_t n = 0;

	if (k->scratch != NULL)
		return;
	while (code_lists[n] != NULL)
		n++;
	k->scratch = arena_new(0);
	arena_closer(k->keep, close_scratch, k->scratch);
	(void)arena_take(k->scratch, 1, 1);     /* keeps its first block */
	k->start = arena_mark(k->scratch);
	k->names = map_new(k->keep);
	k->rows = map_new(k->keep);
	k->lists = map_new(k->keep);
	k->codes = NEWS(k->keep, const struct choice *, n + 64);
}

/* ---- names ---- */

static size_t
keep_name(struct known *k, str name)
{
	k->name = arena_more(k->keep, k->name, k->n, &k->room,
	    sizeof(*k->name));
	k->name[k->n] = str_copy(k->keep, name);
	return k->n++;
}

static str
name(void *with, const struct field *f, struct id id, struct arena *a)
{
	struct known *k = with;
	const struct entity *e = entity_named(str_of(f->to));
	struct ctx at = *k->c;
	str key;
	size_t i;

	(void)a;
	if (e == NULL || id_none(id))
		return (str){ 0 };
	remember(k);
	key = (str){ (const char *)id.b, sizeof(id.b) };
	if (map_find(k->names, key, &i))
		return k->name[i];
	at.arena = at.errors.arena = k->scratch;
	i = keep_name(k, flow_name(&at, e, id));
	*map_at(k->names, str_copy(k->keep, key), i) = i;
	arena_back(k->scratch, k->start);
	return k->name[i];
}

/* ---- rows by what they are called ---- */

/* The one row of that name; none if there are several. */
static bool
by_name(struct ctx *c, const struct entity *e, str called, struct id *into)
{
	const struct field *f = field_flagged(e, NAME);
	struct filter is = { f, IS, called };
	struct ask ask = { .filters = &is, .n = 1, .limit = 2 };
	void *row = arena_take(c->arena, 1, e->size);
	struct found *found;
	size_t n = 0;

	if (f == NULL || f->type == T_LANG || !flow_list(c, e, &ask, &found))
		return false;
	for (; flow_next(found, c->arena, row); n++)
		*into = ((const struct row *)row)->id;
	return flow_end(found) && n == 1;
}

static bool
find_row(struct ctx *c, const struct entity *e, struct id home, str called,
    struct id *into)
{
	void *row = arena_take(c->arena, 1, e->size);

	if (!id_none(home) && e->within != NULL &&
	    strcmp(e->within, "programme") == 0 &&
	    field_flagged(e, CODE) != NULL &&
	    flow_find_code(c, e, called, home, row)) {
		*into = ((const struct row *)row)->id;
		return true;
	}
	errors_clear(&c->errors);
	if (flow_find_text(c, e, called, (struct id){ 0 }, row)) {
		*into = ((const struct row *)row)->id;
		return true;
	}
	errors_clear(&c->errors);
	return by_name(c, e, called, into);
}

/* Who may not see all kinds of a family finds those he may see. */
static bool
find_any(struct ctx *c, const struct entity *e, struct id home, str called,
    struct id *into)
{
	size_t i;

	if (find_row(c, e, home, called, into))
		return true;
	for (i = 0; entities[i] != NULL; i++) {
		if (entities[i]->family == NULL || strcmp(entities[i]->family,
		    e->name) != 0)
			continue;
		errors_clear(&c->errors);
		if (find_row(c, entities[i], home, called, into))
			return true;
	}
	return false;
}

/* Only what was found is remembered: the rows of an import may refer to
 * one another. */
static bool
refer(void *with, const struct field *f, str called, struct id *into)
{
	struct known *k = with;
	const struct entity *e = entity_named(str_of(f->to));
	struct ctx at = *k->c;
	bool found;
	size_t i;
	str key;

	if (e == NULL || str_none(called))
		return false;
	remember(k);
	at.arena = k->scratch;
	at.errors = (struct errors){ .arena = k->scratch };
	key = str_print(k->scratch, "%s:%.*s", e->name, (int)called.n,
	    called.p);
	found = map_find(k->rows, key, &i);
	if (found) {
		*into = k->row[i];
	} else if ((found = find_any(&at, e, k->home, called, into))) {
		k->row = arena_more(k->keep, k->row, k->n_rows, &k->room_rows,
		    sizeof(*k->row));
		k->row[k->n_rows] = *into;
		*map_at(k->rows, str_copy(k->keep, key), 0) = k->n_rows++;
	}
	arena_back(k->scratch, k->start);
	return found;
}

/* ---- codes ---- */

static const struct choice *
read_codes(struct known *k, const struct choices *list)
{
	struct ctx *c = k->c;
	struct filter of = { field_named(&code_extension_entity, S("list")), IS,
		str_of(list->name) };
	struct ask ask = { .filters = &of, .n = 1, .limit = CODES_MOST };
	struct choice *codes = NULL;
	struct code_extension row;
	struct found *found;
	size_t n = 0;

	if (!flow_list(c, &code_extension_entity, &ask, &found))
		return NULL;
	while (flow_next(found, c->arena, &row)) {
		if (codes == NULL)
			codes = NEWS(c->arena, struct choice, CODES_MOST + 1);
		codes[n++] = (struct choice){ str_z(c->arena, row.code),
			str_z(c->arena, text_in(c->arena, row.label, c->lang)),
			NULL, row.note.n > 0 ? str_z(c->arena, row.note) :
			NULL };
	}
	return flow_end(found) ? codes : NULL;
}

static const struct choice *
more(void *with, const struct choices *list)
{
	struct known *k = with;
	struct errors before = k->c->errors;
	size_t at;

	if (list->closed || list->name == NULL)
		return NULL;
	remember(k);
	if (!map_find(k->lists, str_of(list->name), &at)) {
		at = k->n_lists++;
		k->codes[at] = read_codes(k, list);
		*map_at(k->lists, str_of(list->name), at) = at;
		k->c->errors = before;
	}
	return k->codes[at];
}

static bool
sees_personal(const struct ctx *c, const struct entity *e)
{
	const struct held *h;
	size_t i;

	if (c->actor.system)
		return true;
	for (i = 0; i < c->actor.n; i++) {
		h = &c->actor.held[i];
		if (ctx_may(c, e, SEE_PERSONAL, h->programme))
			continue;
		return false;
	}
	return c->actor.n > 0;
}

struct lookup *
flow_lookup(struct ctx *c, const struct entity *e)
{
	struct lookup *l = NEW(c->arena, struct lookup);
	struct known *k = NEW(c->arena, struct known);

	k->c = c;
	k->keep = c->arena;
	*l = (struct lookup){ k, c->words, c->lang, sees_personal(c, e),
		refer, name, more };
	return l;
}

void
flow_lookup_in(struct lookup *l, struct id programme)
{
	struct known *k = l->with;

	k->home = programme;
}
