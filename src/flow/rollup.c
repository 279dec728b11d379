/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/rollup.h"

#include <math.h>

#include "base/map.h"
#include "base/sort.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/assess.h"
#include "model/people.h"
#include "model/text.h"
#include "store/store.h"

enum column {
	GAP, SUBJECT, DIMENSION, STATE, CAUSE, CURRENT, DESIRED, SIZE, KIND,
	CODE_OF, NAME_OF, ORGANISATION, PARENT, LOCATION, COLUMNS
};

struct rolling {
	struct ctx              *c;
	const struct rollup_ask *ask;
	struct rollup           *out;
	struct programme         programme;
	struct organisation     *org;
	struct map              *org_at, *row_at;
	struct dimension        *dim;
	struct map              *dim_at;
	size_t                   orgs, dims, room;
	bool                     sees_names;
	str                      country;
};

struct place {                  /* of one gap */
	struct id organisation;
	str       region;
};

int
rollup_class(double gap)
{
	if (isnan(gap))
		return 4;
	if (!(gap > 0))
		return 0;
	return gap < 1 ? 1 : gap < 2 ? 2 : 3;
}

static double
real_of(const struct value *v)
{
	return v->kind == V_REAL ? v->d : v->kind == V_INT ? (double)v->i
	    : NAN;
}

static str
text_of(const struct value *v)
{
	return v->kind == V_TEXT ? v->t : (str){ 0 };
}

static struct id
id_of(const struct value *v)
{
	return v->kind == V_NONE ? (struct id){ { 0 } } : value_as_id(v);
}

/* A person is where his organisation is, unless he says where. */
static struct place
place_of(const struct rolling *k, const struct value *v)
{
	struct place p = { id_of(&v[ORGANISATION]), text_of(&v[LOCATION]) };
	size_t at;

	if (str_is(text_of(&v[KIND]), "ORG"))
		p.organisation = id_of(&v[SUBJECT]);
	else if (id_none(p.organisation))
		p.organisation = id_of(&v[PARENT]);
	if (!gather_find(k->org_at, &p.organisation, &at))
		p.organisation = (struct id){ { 0 } };
	else if (!str_none(k->org[at].location))
		p.region = k->org[at].location;
	return p;
}

static bool
fits_text(str asked, str is)
{
	return str_none(asked) || (str_is(asked, "-") ? str_none(is)
	    : str_same(asked, is));
}

static bool
fits_id(struct id asked, struct id is)
{
	return id_none(asked) || id_same(asked, is);
}

static bool
fits(const struct rolling *k, const struct value *v, const struct place *p)
{
	const struct rollup_ask *q = k->ask;

	return fits_id(q->organisation, p->organisation) &&
	    (!q->without_organisation || id_none(p->organisation)) &&
	    fits_id(q->subject, id_of(&v[SUBJECT])) &&
	    fits_id(q->dimension, id_of(&v[DIMENSION])) &&
	    fits_text(q->region, p->region) &&
	    fits_text(q->state, text_of(&v[STATE])) &&
	    fits_text(q->cause, text_of(&v[CAUSE])) &&
	    fits_text(q->kind, text_of(&v[KIND])) &&
	    (q->size < 0 || q->size == rollup_class(real_of(&v[SIZE])));
}

static str
key_of(const struct rolling *k, const struct value *v, const struct place *p)
{
	struct arena *a = k->c->arena;

	switch (k->ask->by) {
	case ROLLUP_REGION: return p->region;
	case ROLLUP_ORGANISATION: return id_none(p->organisation) ? (str){ 0 }
	    : id_text(a, p->organisation);
	case ROLLUP_SUBJECT: return id_text(a, id_of(&v[SUBJECT]));
	case ROLLUP_GAP: return id_text(a, id_of(&v[GAP]));
	case ROLLUP_DIMENSION: return id_text(a, id_of(&v[DIMENSION]));
	default: return k->country;
	}
}

static str
dimension_name(const struct rolling *k, const struct value *v)
{
	struct id id = id_of(&v[DIMENSION]);
	size_t at;

	return gather_find(k->dim_at, &id, &at) ? text_in(k->c->arena,
	    k->dim[at].title, k->c->lang) : (str){ 0 };
}

static str
whose(const struct rolling *k, const struct value *v, bool masked)
{
	str dim = dimension_name(k, v), who = text_of(&v[masked ? CODE_OF
	    : NAME_OF]);

	return str_print(k->c->arena, "%.*s · %.*s", (int)dim.n, dim.p,
	    (int)who.n, who.p);
}

static str
name_of(const struct rolling *k, const struct value *v, const struct place *p)
{
	bool masked = str_is(text_of(&v[KIND]), "IND") && !k->sees_names;
	size_t at;

	switch (k->ask->by) {
	case ROLLUP_REGION: return str_copy(k->c->arena, p->region);
	case ROLLUP_ORGANISATION:
		return gather_find(k->org_at, &p->organisation, &at)
		    ? k->org[at].name : (str){ 0 };
	case ROLLUP_SUBJECT:
		return str_copy(k->c->arena, text_of(&v[masked ? CODE_OF
		    : NAME_OF]));
	case ROLLUP_GAP: return whose(k, v, masked);
	case ROLLUP_DIMENSION: return dimension_name(k, v);
	default: return k->country;
	}
}

static void
count_text(struct rollup_count *to, size_t *n, size_t room, str code,
    struct arena *a)
{
	size_t i;

	for (i = 0; i < *n && !str_same(to[i].code, code); i++)
		;
	if (i == room)
		return;
	if (i == *n)
		to[(*n)++].code = str_copy(a, code);
	to[i].n++;
}

/* Means are sums until the end. */
static void
add_to(struct rollup_row *r, const struct value *v)
{
	double gap = real_of(&v[SIZE]), need = fmax(gap, 0);

	r->gaps++;
	r->open += gap > 0;
	r->closed += str_is(text_of(&v[STATE]), "closed");
	if (isnan(gap))
		return;
	r->known++;
	r->mean += need;
	if (str_is(text_of(&v[KIND]), "ORG")) {
		r->owns++;
		r->own += need;
	} else if (str_is(text_of(&v[KIND]), "IND")) {
		r->persons++;
		r->people += need;
	}
}

static void
conclude(struct rollup_row *r)
{
	r->mean = r->known > 0 ? r->mean / (double)r->known : NAN;
	r->own = r->owns > 0 ? r->own / (double)r->owns : NAN;
	r->people = r->persons > 0 ? r->people / (double)r->persons : NAN;
}

static struct rollup_row *
row_at_key(struct rolling *k, const struct value *v, const struct place *p)
{
	struct arena_mark mark = arena_mark(k->c->arena);
	str key = key_of(k, v, p);
	size_t at;

	if (map_find(k->row_at, key, &at)) {
		arena_back(k->c->arena, mark);
		return &k->out->row[at];
	}
	at = k->out->rows++;
	key = str_copy(k->c->arena, key);
	*map_at(k->row_at, key, 0) = at;
	k->out->row[at] = (struct rollup_row){ .key = key,
		.name = name_of(k, v, p), .current = real_of(&v[CURRENT]),
		.desired = real_of(&v[DESIRED]),
		.state = str_copy(k->c->arena, text_of(&v[STATE])) };
	return &k->out->row[at];
}

static void
take(struct rolling *k, const struct value *v)
{
	struct place p = place_of(k, v);
	struct rollup *u = k->out;

	if (!fits(k, v, &p) || u->rows == k->room)
		return;
	add_to(row_at_key(k, v, &p), v);
	add_to(&u->all, v);
	u->size[rollup_class(real_of(&v[SIZE]))]++;
	count_text(u->cause, &u->causes, 16, text_of(&v[CAUSE]), k->c->arena);
	count_text(u->state, &u->states, 16, text_of(&v[STATE]), k->c->arena);
}

static int
by_mean(const void *one, const void *other, const void *with)
{
	const struct rollup_row *a = one, *b = other;

	(void)with;
	if (isnan(a->mean) || isnan(b->mean))
		return isnan(a->mean) - isnan(b->mean);
	if (a->mean < b->mean || a->mean > b->mean)
		return a->mean < b->mean ? 1 : -1;
	return str_order(a->name, b->name);
}

static int
by_count(const void *one, const void *other, const void *with)
{
	const struct rollup_count *a = one, *b = other;

	(void)with;
	return (a->n < b->n) - (a->n > b->n);
}

static bool
read_places(struct rolling *k, struct id programme)
{
	struct ctx *c = k->c;
	struct ask all = { 0 };
	struct cursor *cursor;
	int64_t n;

	k->org = gather(c, &organisation_entity, programme, &k->orgs);
	if (k->org == NULL || !store_count(c->store, &dimension_entity, &all,
	    &n, &c->errors) || !store_list(c->store, &dimension_entity, &all,
	    c->arena, &cursor, &c->errors))
		return false;
	k->dim = NEWS(c->arena, struct dimension, (size_t)n + 1);
	while (k->dims < (size_t)n &&
	    store_next(cursor, c->arena, &k->dim[k->dims]))
		k->dims++;
	if (!store_end(cursor, &c->errors))
		return false;
	k->org_at = gather_index(c->arena, k->org, k->orgs, sizeof(*k->org));
	k->dim_at = gather_index(c->arena, k->dim, k->dims, sizeof(*k->dim));
	return true;
}

bool
rollup_of(struct ctx *c, struct id programme, const struct rollup_ask *ask,
    struct rollup **out)
{
	struct rolling k = { .c = c, .ask = ask };
	struct value of = value_id(programme), v[COLUMNS];
	struct ask home = { .home = programme };
	struct cursor *cursor;
	int64_t n;
	size_t i;

	*out = k.out = NEW(c->arena, struct rollup);
	if (!flow_find(c, &programme_entity, programme, &k.programme) ||
	    !flow_count(c, &gap_entity, &home, &n) ||
	    !read_places(&k, programme))
		return false;
	k.room = (size_t)n;
	k.country = k.programme.country;
	k.sees_names = ctx_may(c, &person_entity, SEE_PERSONAL, programme);
	k.out->row = NEWS(c->arena, struct rollup_row, k.room + 1);
	k.row_at = map_new(c->arena);
	if (!store_query(c->store, "programme_gap_places", &of, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_answer(cursor, v, COLUMNS))
		take(&k, v);
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < k.out->rows; i++)
		conclude(&k.out->row[i]);
	conclude(&k.out->all);
	sort(c->arena, k.out->row, k.out->rows, sizeof(*k.out->row), by_mean,
	    NULL);
	sort(c->arena, k.out->cause, k.out->causes, sizeof(k.out->cause[0]),
	    by_count, NULL);
	sort(c->arena, k.out->state, k.out->states, sizeof(k.out->state[0]),
	    by_count, NULL);
	return true;
}
