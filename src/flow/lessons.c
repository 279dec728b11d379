/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/lessons.h"

#include <string.h>

#include "base/fold.h"
#include "base/map.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/office.h"
#include "model/text.h"
#include "store/store.h"

/* ---- looking for ---- */

static bool
is_told_in(struct ctx *c, const struct lesson *k, str lang)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *title;

	if (str_none(lang))
		return true;
	/* A title without languages was imported: it counts as any. */
	if (k->title.n == 0 || k->title.p[0] != '{')
		return true;
	return json_read(c->arena, k->title, &title, &quiet) &&
	    node_find(title, lang) != NULL;
}

/* Dimensions that lessons name, read once each. */
struct dims {
	struct ctx *c;
	struct map *at;
	struct dimension *of;
	size_t n, room;
};

static const struct dimension *
dimension_of(struct dims *d, struct id id)
{
	struct errors quiet = { d->c->arena, NULL, NULL, NULL };
	str key = { (const char *)id.b, sizeof(id.b) };
	size_t at;

	if (id_none(id))
		return NULL;
	if (map_find(d->at, key, &at))
		return &d->of[at];
	d->of = arena_more(d->c->arena, d->of, d->n, &d->room, sizeof(*d->of));
	if (!store_find(d->c->store, &dimension_entity, id, d->c->arena,
	    &d->of[d->n], &quiet))
		return NULL;
	*map_at(d->at, str_copy(d->c->arena, key), 0) = d->n;
	return &d->of[d->n++];
}

static size_t
filters_of(const struct lessons_ask *ask, struct filter *of)
{
	const struct {
		const char *field;
		str         value;
	} each[] = {
		{ "kind", ask->kind }, { "modality", ask->modality },
		{ "state", ask->state }
	};
	size_t i, n = 0;

	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++)
		if (!str_none(each[i].value))
			of[n++] = (struct filter){ field_named(&lesson_entity,
			    str_of(each[i].field)), IS, each[i].value };
	return n;
}

static bool
is_wanted(struct dims *d, const struct lessons_ask *ask,
    const struct lesson *k)
{
	const struct dimension *of;

	if (!is_told_in(d->c, k, ask->lang))
		return false;
	if (str_none(ask->dimension))
		return true;
	of = dimension_of(d, k->dimension);
	return of != NULL && str_same(of->code, ask->dimension);
}

bool
lessons_find(struct ctx *c, const struct lessons_ask *asked, size_t most,
    struct lesson **out, size_t *n, bool *more)
{
	struct filter of[4];
	struct ask ask = { .filters = of, .search = asked->words,
		.home = asked->programme, .falling = true,
		.sort = field_named(&lesson_entity, S("captured_on")) };
	struct dims d = { .c = c, .at = map_new(c->arena) };
	struct found *found;
	struct lesson k;

	*n = 0;
	*more = false;
	*out = NEWS(c->arena, struct lesson, most + 1);
	if (!ctx_may(c, &lesson_entity, SEE, asked->programme))
		return true;
	ask.n = filters_of(asked, of);
	if (!flow_list(c, &lesson_entity, &ask, &found))
		return false;
	while (!*more && flow_next(found, c->arena, &k)) {
		if (!is_wanted(&d, asked, &k))
			continue;
		*more = *n == most;
		if (!*more)
			(*out)[(*n)++] = k;
	}
	return flow_end(found);
}

/* ---- who judges ---- */

static bool
first_hand(struct ctx *c, const struct lesson *k, struct id *user)
{
	struct cursor *cursor;
	struct change h;

	*user = (struct id){ { 0 } };
	if (!store_history(c->store, &lesson_entity, k->row.id, 0, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	if (store_change(cursor, c->arena, &h) && str_is(h.verb, "add"))
		*user = h.user;
	return store_end(cursor, &c->errors);
}

bool
lessons_author(struct ctx *c, const struct lesson *k, struct id *party,
    struct id *user)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct user u;

	if (!first_hand(c, k, user))
		return false;
	*party = k->captured_by;
	if (id_none(*party) && !id_none(*user) && store_find(c->store,
	    &user_entity, *user, c->arena, &u, &quiet))
		*party = u.party;
	return true;
}

/* How many names stand in the list, each once, the author's never. */
static int64_t
count_names(const struct lesson *k, struct id author)
{
	str rest = k->validated_by, one, seen;
	struct id id;
	int64_t n = 0;

	while (str_cut(&rest, ';', &one)) {
		if (!id_read(str_trim(one), &id) || id_same(id, author))
			continue;
		seen = str_part(k->validated_by, 0,
		    (size_t)(one.p - k->validated_by.p));
		n += !id_among(seen, id);
	}
	return n;
}

/* Whether the actor is somebody whose word is still wanted. */
static bool
may_add(const struct ctx *c, const struct lesson *k, struct id party,
    struct id user)
{
	return !id_none(c->actor.party) && !c->actor.reads_only &&
	    !id_same(party, c->actor.party) && !id_same(user, c->actor.user) &&
	    !id_among(k->validated_by, c->actor.party);
}

bool
lessons_validators(struct ctx *c, const void *row, int64_t *n, str *which)
{
	const struct lesson *k = row;
	struct id party, user;

	(void)which;
	if (!lessons_author(c, k, &party, &user))
		return false;
	*n = count_names(k, party);
	if (*n < LESSONS_VALIDATORS && !c->actor.system &&
	    may_add(c, k, party, user))
		*n = LESSONS_VALIDATORS;        /* his step is a half, or all */
	return true;
}

static bool
may_judge(struct ctx *c, const struct lesson *k)
{
	struct id party, user;

	if (!lessons_author(c, k, &party, &user))
		return false;
	if (!str_is(k->state, "captured"))
		return fail(&c->errors, CONFLICT, NULL,
		    "This lesson is not waiting to be validated any more.");
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (id_none(c->actor.party))
		return fail(&c->errors, DENIED, NULL, "Your account names no "
		    "person. Ask an administrator to link it to yours.");
	if (id_same(party, c->actor.party) || id_same(user, c->actor.user))
		return fail(&c->errors, DENIED, NULL, "You wrote this lesson: "
		    "two others validate it.");
	if (id_among(k->validated_by, c->actor.party))
		return fail(&c->errors, CONFLICT, NULL,
		    "You have validated this lesson already. Somebody else is "
		    "needed.");
	return true;
}

static void
add_name(struct ctx *c, struct lesson *k)
{
	str me = id_text(c->arena, c->actor.party);

	k->validated_by = str_none(k->validated_by) ? me : str_print(c->arena,
	    "%.*s;%.*s", (int)k->validated_by.n, k->validated_by.p, (int)me.n,
	    me.p);
}

static bool
keep_names(struct ctx *c, struct lesson *k, int64_t revision)
{
	struct author by = { c->actor.user, c->now, c->source, c->reason,
		S("judge") };

	k->row.revision = revision > 0 ? revision : k->row.revision;
	return store_put(c->store, &lesson_entity, k, &by, &c->errors);
}

bool
lessons_half(struct ctx *c, struct lesson *k, int64_t revision, bool *is_half)
{
	struct id party, user;

	*is_half = false;
	if (c->actor.system)
		return true;
	if (!lessons_author(c, k, &party, &user))
		return false;
	if (count_names(k, party) >= LESSONS_VALIDATORS &&
	    id_among(k->validated_by, c->actor.party))
		return true;            /* he is one of two already */
	if (!may_judge(c, k))
		return false;
	add_name(c, k);
	*is_half = count_names(k, party) < LESSONS_VALIDATORS;
	return !*is_half || keep_names(c, k, revision);
}

static bool
may_step(struct ctx *c, const struct lesson *k)
{
	const struct move *open[8];
	size_t n = flow_moves(c, &lesson_entity, k, open, 8);

	while (n-- > 0)
		if (strcmp(open[n]->verb, "validate") == 0)
			return true;
	return false;
}

bool
lessons_validate(struct ctx *c, struct id id, int64_t revision)
{
	struct lesson k;

	if (!flow_find(c, &lesson_entity, id, &k) || !may_judge(c, &k))
		return false;
	if (may_step(c, &k))
		return flow_move(c, &lesson_entity, id, revision > 0 ? revision
		    : k.row.revision, S("validate"), (str){ 0 });
	add_name(c, &k);
	return keep_names(c, &k, revision);
}

bool
lessons_take_back(struct ctx *c, struct id id, int64_t revision)
{
	str rest, one, left = { 0 };
	struct lesson k;
	struct id other;

	if (!flow_find(c, &lesson_entity, id, &k))
		return false;
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (!str_is(k.state, "captured") || id_none(c->actor.party) ||
	    !id_among(k.validated_by, c->actor.party))
		return fail(&c->errors, CONFLICT, NULL,
		    "There is nothing of yours to take back: the lesson is "
		    "valid, or you have not validated it.");
	for (rest = k.validated_by; str_cut(&rest, ';', &one); )
		if (!id_read(str_trim(one), &other) ||
		    !id_same(other, c->actor.party))
			left = str_none(left) ? one : str_print(c->arena,
			    "%.*s;%.*s", (int)left.n, left.p, (int)one.n,
			    one.p);
	k.validated_by = left;
	return keep_names(c, &k, revision);
}

/* ---- where it fits ---- */

enum { WORD = 5 };

static bool
share_word(struct arena *a, str one, str other)
{
	str rest = fold(a, one), word, pad = fold(a, other);

	while (str_cut(&rest, ' ', &word)) {
		word = str_trim(word);
		if (word.n >= WORD && str_find(pad, word) < pad.n)
			return true;
	}
	return false;
}

struct lessons_offer
lessons_fit(struct arena *a, const struct lessons_place *p,
    const struct lesson *k, const struct dimension *of)
{
	struct lessons_offer o = { .row = *k };
	size_t i;

	for (i = 0; of != NULL && i < p->dimensions; i++)
		if (id_same(of->row.id, p->dimension[i].row.id) ||
		    (str_same(of->code, p->dimension[i].code) &&
		    str_same(of->title, p->dimension[i].title)))
			o.why |= LESSONS_DIMENSION;
	for (i = 0; i < p->modalities; i++)
		if (!str_none(k->modality) &&
		    str_same(k->modality, p->modality[i]))
			o.why |= LESSONS_MODALITY;
	if (!str_none(k->gap_cause) && str_same(k->gap_cause, p->cause))
		o.why |= LESSONS_CAUSE;
	if (share_word(a, text_in(a, k->title, "en"), p->title))
		o.why |= LESSONS_WORDS;
	o.points = (o.why & LESSONS_DIMENSION ? 4 : 0) +
	    (o.why & LESSONS_MODALITY ? 2 : 0) +
	    (o.why & LESSONS_CAUSE ? 1 : 0) + (o.why & LESSONS_WORDS ? 1 : 0);
	return o;
}

static int
strength(str code)
{
	return str_is(code, "STRONG") ? 3 : str_is(code, "MODERATE") ? 2
	    : str_none(code) ? 0 : 1;
}

static int64_t
uses(const struct lesson *k)
{
	return k->reuse_count == INT64_MIN ? 0 : k->reuse_count;
}

static int
by_fit(const void *one, const void *other, const void *with)
{
	const struct lessons_offer *a = one, *b = other;
	int s = strength(b->row.evidence_strength) -
	    strength(a->row.evidence_strength);

	(void)with;
	if (a->points != b->points)
		return b->points - a->points;
	if (s != 0)
		return s;
	return (uses(&b->row) > uses(&a->row)) -
	    (uses(&b->row) < uses(&a->row));
}

static bool
offers(struct ctx *c, const struct lessons_place *p, struct dims *d,
    struct lessons_offer **out, size_t *n)
{
	struct filter of = { field_named(&lesson_entity, S("published")), IS,
		S("yes") };
	struct ask ask = { .filters = &of, .n = 1 };
	struct found *found;
	struct lesson k;
	size_t room = 0;

	*out = NULL;
	*n = 0;
	if (!ctx_may(c, &lesson_entity, SEE, (struct id){ { 0 } }))
		return true;
	if (!flow_list(c, &lesson_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &k)) {
		*out = arena_more(c->arena, *out, *n, &room, sizeof(**out));
		(*out)[*n] = lessons_fit(c->arena, p, &k,
		    dimension_of(d, k.dimension));
		*n += (*out)[*n].points >= LESSONS_LEAST;
	}
	if (!flow_end(found))
		return false;
	sort(c->arena, *out, *n, sizeof(**out), by_fit, NULL);
	*n = *n > LESSONS_OFFERED ? LESSONS_OFFERED : *n;
	return true;
}

static void
add_dimension(struct dims *d, struct lessons_place *p,
    struct dimension *into, size_t room, struct id id)
{
	const struct dimension *of = dimension_of(d, id);
	size_t i;

	for (i = 0; of != NULL && i < p->dimensions; i++)
		if (id_same(into[i].row.id, id))
			return;
	if (of != NULL && p->dimensions < room)
		into[p->dimensions++] = *of;
}

/* Rows that tie gaps and activities, by one end. */
static struct activity_gap *
ties(struct ctx *c, const char *end, struct id id, size_t *n)
{
	struct filter of = { field_named(&activity_gap_entity, str_of(end)), IS,
		id_text(c->arena, id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct activity_gap *all = NULL;
	struct found *found;
	size_t room = 0;

	*n = 0;
	if (!flow_list(c, &activity_gap_entity, &ask, &found))
		return NULL;
	do
		all = arena_more(c->arena, all, *n, &room, sizeof(*all));
	while (flow_next(found, c->arena, &all[*n]) && ++*n > 0);
	return flow_end(found) ? all : NULL;
}

enum { PLACES = 40 };

bool
lessons_for_gap(struct ctx *c, const struct gap *g, struct lessons_offer **out,
    size_t *n)
{
	struct dims d = { .c = c, .at = map_new(c->arena) };
	struct dimension into[1];
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	str *modality = NEWS(c->arena, str, PLACES);
	struct lessons_place p = { .dimension = into, .modality = modality,
		.cause = g->cause };
	struct activity_gap *tie;
	struct activity a;
	size_t i, m;

	add_dimension(&d, &p, into, 1, g->dimension);
	if (p.dimensions > 0)
		p.title = text_in(c->arena, into[0].title, "en");
	if ((tie = ties(c, "gap", g->row.id, &m)) == NULL)
		return false;
	for (i = 0; i < m && p.modalities < PLACES; i++)
		if (store_find(c->store, &activity_entity, tie[i].activity,
		    c->arena, &a, &quiet))
			modality[p.modalities++] = a.modality;
	return offers(c, &p, &d, out, n);
}

bool
lessons_for_activity(struct ctx *c, const struct activity *a,
    struct lessons_offer **out, size_t *n)
{
	struct dims d = { .c = c, .at = map_new(c->arena) };
	struct dimension *into = NEWS(c->arena, struct dimension, PLACES);
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct lessons_place p = { .dimension = into, .modality = &a->modality,
		.modalities = 1, .title = text_in(c->arena, a->title, "en") };
	struct activity_gap *tie;
	struct gap g;
	size_t i, m;

	if ((tie = ties(c, "activity", a->row.id, &m)) == NULL)
		return false;
	for (i = 0; i < m; i++)
		if (store_find(c->store, &gap_entity, tie[i].gap, c->arena, &g,
		    &quiet))
			add_dimension(&d, &p, into, PLACES, g.dimension);
	return offers(c, &p, &d, out, n);
}
