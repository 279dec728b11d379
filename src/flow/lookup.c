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
	struct map *names;              /* id as text: place in name */
	str        *name;
	size_t      n, room;
	struct map *lists;              /* code list: place in codes */
	const struct choice **codes;
	size_t      n_lists;
};

/* ---- names ---- */

static size_t
keep_name(struct known *k, str name)
{
	str *more;

	if (k->n == k->room) {
		k->room = k->room == 0 ? 32 : k->room * 2;
		more = NEWS(k->c->arena, str, k->room);
		if (k->n > 0)
			memcpy(more, k->name, k->n * sizeof(*more));
		k->name = more;
	}
	k->name[k->n] = name;
	return k->n++;
}

static str
name(void *with, const struct field *f, struct id id, struct arena *a)
{
	struct known *k = with;
	const struct entity *e = entity_named(str_of(f->to));
	str key;
	size_t at;

	(void)a;
	if (e == NULL || id_none(id))
		return (str){ 0 };
	key = id_text(k->c->arena, id);
	if (!map_find(k->names, key, &at)) {
		at = keep_name(k, flow_name(k->c, e, id));
		*map_at(k->names, key, at) = at;
	}
	return k->name[at];
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
refer(void *with, const struct field *f, str called, struct id *into)
{
	struct known *k = with;
	struct ctx *c = k->c;
	const struct entity *e = entity_named(str_of(f->to));
	struct errors before = c->errors;
	void *row;
	bool found;

	if (e == NULL || str_none(called))
		return false;
	row = arena_take(c->arena, 1, e->size);
	c->errors.first = NULL;
	found = flow_find_text(c, e, called, (struct id){ 0 }, row);
	if (found)
		*into = ((const struct row *)row)->id;
	else
		found = by_name(c, e, called, into);
	c->errors = before;
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
	size_t n = 0;

	while (code_lists[n] != NULL)
		n++;
	k->c = c;
	k->names = map_new(c->arena);
	k->lists = map_new(c->arena);
	k->codes = NEWS(c->arena, const struct choice *, n + 64);
	*l = (struct lookup){ k, c->words, c->lang, sees_personal(c, e),
		refer, name, more };
	return l;
}
