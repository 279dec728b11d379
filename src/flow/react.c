/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/react.h"

#include <math.h>

#include "base/map.h"
#include "flow/gather.h"
#include "flow/link.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/text.h"
#include "store/store.h"

enum { NUMBERS = 999999, ROOM = 1 << 18 };

static const char *const scales[] = { "content", "trainer", "method",
	"relevance", "logistics", "would_recommend", NULL };
static const char *const texts[] = { "comment", "change", "own", "once",
	NULL };

static str
once_of(struct ctx *c, const struct pass *p)
{
	return link_digest(c->arena, p->key, "tilth reaction");
}

bool
react_given(struct ctx *c, const struct pass *p, bool *given)
{
	struct reaction_held held;
	struct reaction r;
	str once = once_of(c, p);

	if (!gather_one(c, &reaction_entity, "once", once, &r) ||
	    !gather_one(c, &reaction_held_entity, "once", once, &held))
		return false;
	*given = r.row.revision > 0 || held.row.revision > 0;
	return true;
}

bool
react_waiting(struct ctx *c, struct id event, size_t *n)
{
	return gather_of(c, &reaction_held_entity, "event", event, n) != NULL;
}

bool
react_questions(struct ctx *c, struct id event,
    struct reaction_question **out, size_t *n)
{
	*out = gather_of(c, &reaction_question_entity, "event", event, n);
	return *out != NULL;
}

/* ---- a sheet as it waits ---- */

static int64_t *
scale_at(struct reaction *r, const char *name)
{
	return row_at(field_named(&reaction_entity, str_of(name)), r);
}

static str *
text_at(struct reaction *r, const char *name)
{
	return row_at(field_named(&reaction_entity, str_of(name)), r);
}

static str
folded(struct ctx *c, struct reaction *r)
{
	struct write w = write_new(c->arena, ROOM);
	struct node *o = node_new(c->arena);
	size_t i;

	for (i = 0; scales[i] != NULL; i++)
		node_count(o, scales[i], *scale_at(r, scales[i]));
	for (i = 0; texts[i] != NULL; i++)
		node_text(o, texts[i], *text_at(r, texts[i]));
	json_write(&w, o, false);
	return write_done(&w);
}

static bool
unfold(struct ctx *c, str sheet, struct reaction *r)
{
	struct node *o;
	size_t i;

	row_blank(&reaction_entity, r);
	if (!json_read(c->arena, sheet, &o, &c->errors))
		return false;
	for (i = 0; scales[i] != NULL; i++)
		*scale_at(r, scales[i]) = json_count(o, scales[i]);
	for (i = 0; texts[i] != NULL; i++)
		*text_at(r, texts[i]) = json_text(o, texts[i]);
	return true;
}

/* ---- keeping ---- */

/* A number by lot that none of them has. */
static int64_t
draw_number(struct ctx *c, const struct reaction *all, size_t n)
{
	int64_t seq = 0;
	bool taken = true;
	size_t i;

	while (taken) {
		seq = 1 + (int64_t)random_below(c->random, NUMBERS);
		taken = false;
		for (i = 0; i < n; i++)
			taken |= all[i].seq == seq;
	}
	return seq;
}

static bool
publish(struct ctx *c, struct id event, struct reaction *r)
{
	struct reaction *all;
	size_t n;

	if ((all = gather_of(c, &reaction_entity, "event", event, &n)) ==
	    NULL)
		return false;
	r->event = event;
	r->seq = draw_number(c, all, n);
	return flow_save(c, &reaction_entity, r);
}

/* All that wait and this one, in an order by lot. */
static bool
publish_all(struct ctx *c, struct id event, struct reaction_held *held,
    size_t n, struct reaction *last)
{
	struct reaction *all = NEWS(c->arena, struct reaction, n + 1), one;
	size_t i, at;

	all[n] = *last;
	for (i = 0; i < n; i++)
		if (!unfold(c, held[i].sheet, &all[i]))
			return false;
	for (i = n + 1; i > 1; i--) {
		at = (size_t)random_below(c->random, i);
		one = all[i - 1];
		all[i - 1] = all[at];
		all[at] = one;
	}
	for (i = 0; i <= n; i++)
		if (!publish(c, event, &all[i]))
			return false;
	for (i = 0; i < n; i++)
		if (!flow_drop(c, &reaction_held_entity, held[i].row.id,
		    held[i].row.revision))
			return false;
	return true;
}

static bool
hold(struct ctx *c, struct id event, struct reaction *r)
{
	struct reaction_held h;

	row_blank(&reaction_held_entity, &h);
	h.event = event;
	h.once = r->once;
	h.sheet = folded(c, r);
	return flow_save(c, &reaction_held_entity, &h);
}

static bool
keep(struct ctx *c, struct id event, struct reaction *r)
{
	struct reaction_held *held;
	struct reaction *there;
	size_t n, shown;

	if ((held = gather_of(c, &reaction_held_entity, "event", event,
	    &n)) == NULL || (there = gather_of(c, &reaction_entity, "event",
	    event, &shown)) == NULL)
		return false;
	if (shown + n + 1 < REACT_LEAST)
		return hold(c, event, r);
	return publish_all(c, event, held, n, r);
}

static bool
says_anything(struct reaction *r)
{
	size_t i;

	for (i = 0; scales[i] != NULL; i++)
		if (*scale_at(r, scales[i]) != INT64_MIN)
			return true;
	return !str_none(r->comment) || !str_none(r->change) ||
	    !str_none(r->own);
}

bool
react_keep(struct ctx *c, const struct pass *p, struct reaction *r)
{
	struct day today = moment_day(c->now);
	struct ctx s = pass_desk(c);
	bool given, fine;

	if (p->is_supervisor || today.n < p->event.start.n)
		return fail(&c->errors, INVALID, NULL, "Feedback is taken from "
		    "the first day of the event on.");
	if (!says_anything(r))
		return fail(&c->errors, INVALID, NULL,
		    "Answer at least one question.");
	if (!react_given(c, p, &given))
		return false;
	if (given)
		return fail(&c->errors, CONFLICT, NULL,
		    "Your feedback is here already. Thank you.");
	r->respondent = (struct id){ { 0 } };
	r->once = once_of(c, p);
	/* The moment would tell whose it is. */
	s.now = moment_of_day(today);
	fine = keep(&s, p->event.row.id, r);
	c->errors = s.errors;
	return fine;
}

/* ---- own questions ---- */

enum { OWN_MOST = 200 };

struct owning {
	struct ctx       *c;
	struct react_own *own;          /* [OWN_MOST] */
	size_t            n;
	struct map       *at;           /* by the English text, as sheets say */
	size_t            sheets;
};

/* The place of a question; OWN_MOST: there is no room for one more. */
static size_t
own_at(struct owning *o, str asked, str shown, bool is_scale)
{
	size_t at;

	if (map_find(o->at, asked, &at))
		return at;
	if (o->n == OWN_MOST)
		return OWN_MOST;
	*map_at(o->at, str_copy(o->c->arena, asked), 0) = o->n;
	o->own[o->n] = (struct react_own){ .question = shown,
		.is_scale = is_scale, .mean = NAN,
		.said = NEWS(o->c->arena, str, o->sheets + 1) };
	return o->n++;
}

static bool
is_point(str said, int64_t *point)
{
	return str_int(said, point) && *point >= 1 && *point <= REACT_POINTS;
}

static void
own_add(struct owning *o, str asked, str said)
{
	struct react_own *q;
	int64_t point;
	size_t at = own_at(o, asked, asked, is_point(said, &point));

	if (at == OWN_MOST)
		return;
	q = &o->own[at];
	if (q->n == o->sheets || (q->is_scale && !is_point(said, &point)))
		return;
	if (q->is_scale) {
		q->spread[point - 1]++;
		q->mean = ((q->n == 0 ? 0 : q->mean * (double)q->n) +
		    (double)point) / (double)(q->n + 1);
	} else {
		q->said[q->n] = said;
	}
	q->n++;
}

bool
react_own(struct ctx *c, struct id event, const struct reaction *r, size_t n,
    struct react_own **out, size_t *questions)
{
	struct owning o = { .c = c, .sheets = n, .at = map_new(c->arena),
		.own = NEWS(c->arena, struct react_own, OWN_MOST) };
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct reaction_question *q;
	const struct node *k;
	struct node *tree;
	size_t i, asked;

	if (!react_questions(c, event, &q, &asked))
		return false;
	for (i = 0; i < asked; i++)
		(void)own_at(&o, text_in(c->arena, q[i].text, "en"),
		    text_in(c->arena, q[i].text, c->lang),
		    str_is(q[i].kind, "scale"));
	for (i = 0; i < n; i++) {
		if (str_none(r[i].own) || !json_read(c->arena, r[i].own,
		    &tree, &quiet))
			continue;
		for (k = json_first(tree, ""); k != NULL; k = k->next)
			own_add(&o, json_text(k, "question"),
			    json_text(k, "answer"));
	}
	*out = o.own;
	*questions = o.n;
	return true;
}
