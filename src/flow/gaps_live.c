/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The life of the gaps of a programme that came whole, from its own rows. */
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/facts_in.h"
#include "flow/gaps_in.h"
#include "flow/gather.h"
#include "flow/planning.h"
#include "flow/reassess.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/people.h"
#include "store/store.h"

enum { NOWHERE = -1 };

struct step {                   /* to come, in the order of days */
	struct day  on;
	int         order;              /* on one day */
	const char *kind;
	struct id   round, activity;
	double      current;
	const char *note;
	const struct fact *fact;        /* or NULL */
};

struct deed {                   /* an activity, and what its rows tell */
	const struct activity *row;
	struct fact funded, begun;
	struct day  ended;
};

struct living {
	struct ctx            *c;
	struct programme       programme;
	struct activity       *activity;
	struct deed           *deed;            /* [activities] */
	struct activity_gap   *link;
	ptrdiff_t             *next;            /* [links]: of the same gap */
	struct map            *first;           /* gap to its first link */
	size_t                 activities, links;
	const struct results **round;           /* [rounds] */
	size_t                 rounds;
	struct reassess_pair  *pair;            /* [pairs], round in hand */
	size_t                 pairs;
	struct map            *place;           /* subject in that round */
	struct day             validated;       /* gate 3; none: not known */
	bool                   is_past;         /* gate 3 */
};

/* ---- what is known ---- */

static bool
read_deeds(struct living *v)
{
	struct id home = v->programme.row.id;
	const struct activity *a;
	size_t i;

	v->activity = gather(v->c, &activity_entity, home, &v->activities);
	if (v->activity == NULL)
		return false;
	v->deed = NEWS(v->c->arena, struct deed, v->activities + 1);
	for (i = 0; i < v->activities; i++) {
		a = v->deed[i].row = &v->activity[i];
		if (!facts_funded(v->c, a, &v->deed[i].funded) ||
		    !facts_begun(v->c, a, &v->deed[i].begun))
			return false;
		v->deed[i].ended = a->end_actual.n != 0 ? a->end_actual
		    : a->end;
	}
	return true;
}

static bool
read_links(struct living *v)
{
	size_t i, *head;

	v->link = gather(v->c, &activity_gap_entity, v->programme.row.id,
	    &v->links);
	if (v->link == NULL)
		return false;
	v->first = map_new(v->c->arena);
	v->next = NEWS(v->c->arena, ptrdiff_t, v->links + 1);
	for (i = v->links; i-- > 0;) {
		head = map_at(v->first, (str){ (const char *)v->link[i].gap.b,
		    sizeof(v->link[i].gap.b) }, SIZE_MAX);
		v->next[i] = *head == SIZE_MAX ? NOWHERE : (ptrdiff_t)*head;
		*head = i;
	}
	return true;
}

static bool
read_gate(struct living *v)
{
	static const char *const past[] = { "formulating", "mobilising",
		"implementing", "evaluating", "sustaining", "closed" };
	struct gate_decision *d;
	size_t i, n;

	for (i = 0; i < sizeof(past) / sizeof(past[0]); i++)
		v->is_past |= str_is(v->programme.stage, past[i]);
	d = gather(v->c, &gate_decision_entity, v->programme.row.id, &n);
	for (i = 0; d != NULL && i < n; i++)
		if (str_is(d[i].gate, "G3") && str_is(d[i].decision, "passed"))
			v->validated = d[i].date;
	v->is_past |= v->validated.n != 0;
	return d != NULL;
}

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct results *const *a = one, *const *b = other;
	int32_t x = gaps_round_day(&(*a)->round).n;
	int32_t y = gaps_round_day(&(*b)->round).n;

	(void)with;
	return (x > y) - (x < y);
}

static bool
read_rounds(struct living *v)
{
	struct assessment_round *r;
	size_t i, n;

	if (!assess_rounds(v->c, v->programme.row.id, &r, &n))
		return false;
	v->round = NEWS(v->c->arena, const struct results *, n + 1);
	for (i = 0; i < n; i++) {
		if (!assess_results(v->c, r[i].row.id, &v->round[v->rounds]))
			return false;
		v->rounds += v->round[v->rounds]->quality.sheets > 0;
	}
	sort(v->c->arena, v->round, v->rounds, sizeof(v->round[0]), by_day,
	    NULL);
	return true;
}

/* The later rounds of the same framework and kind of subject. */
static bool
take_round(struct living *v, const struct results *first)
{
	const struct results **later = NEWS(v->c->arena,
	    const struct results *, v->rounds + 1);
	int32_t day = gaps_round_day(&first->round).n;
	size_t i;

	v->pairs = 0;
	for (i = 0; i < v->rounds; i++)
		if (id_same(v->round[i]->round.framework,
		    first->round.framework) &&
		    str_same(v->round[i]->round.subject_type,
		    first->round.subject_type) &&
		    gaps_round_day(&v->round[i]->round).n > day)
			later[v->pairs++] = v->round[i];
	v->pair = NEWS(v->c->arena, struct reassess_pair, v->pairs + 1);
	v->place = map_new(v->c->arena);
	for (i = 0; i < first->subjects; i++)
		*map_at(v->place, (str){ (const char *)first->subject[i].id.b,
		    sizeof(struct id) }, i) = i;
	return reassess_each(v->c, v->programme.row.id, first, later,
	    v->pairs, v->pair);
}

/* ---- the steps of one gap ---- */

static void
add_deed(const struct deed *d, struct step *s, size_t *n)
{
	struct id of = d->row->row.id;

	if (!planning_is_in(d->row))
		return;
	if (d->row->start.n != 0)
		s[(*n)++] = (struct step){ d->row->start, 1, "targeted",
			.activity = of, .current = NAN,
			.note = "At the latest: the activity was to begin." };
	if (d->funded.on.n != 0)
		s[(*n)++] = (struct step){ d->funded.on, 2, "funded",
			.activity = of, .current = NAN, .fact = &d->funded };
	if (d->begun.on.n != 0)
		s[(*n)++] = (struct step){ d->begun.on, 3, "in_delivery",
			.activity = of, .current = NAN, .fact = &d->begun };
}

static double
level_in(const struct living *v, const struct reassess_pair *p,
    const struct gap *g)
{
	const struct instrument *in = p->last->instrument;
	size_t at, d;

	if (!gather_find(v->place, &g->subject, &at) ||
	    p->subject[at].last == REASSESS_NOWHERE)
		return NAN;
	for (d = 0; d < in->dimensions; d++)
		if (id_same(in->dimension[d].row.id, g->dimension))
			return p->last->dimension[p->subject[at].last][d]
			    .value;
	return NAN;
}

static int
by_step(const void *one, const void *other, const void *with)
{
	const struct step *a = one, *b = other;

	(void)with;
	if (a->on.n != b->on.n)
		return (a->on.n > b->on.n) - (a->on.n < b->on.n);
	return (a->order > b->order) - (a->order < b->order);
}

/* In the order of days. */
static size_t
steps_of(struct living *v, const struct gap *g, struct day opened,
    struct step **out)
{
	size_t i, at, n = 0, deeds = 0;
	ptrdiff_t l, first = NOWHERE;
	struct step *s;

	if (gather_find(v->first, &g->row.id, &at))
		first = (ptrdiff_t)at;
	for (l = first; l >= 0; l = v->next[l])
		deeds++;
	*out = s = NEWS(v->c->arena, struct step, 3 * deeds + v->pairs + 2);
	if (v->is_past && g->gap > 0)
		s[n++] = (struct step){ v->validated.n != 0 ? v->validated
		    : opened, 0, "validated", .current = NAN,
		    .note = v->validated.n != 0 ? "Gate 3 was passed."
		    : "Gate 3 was passed; the day is not on record." };
	for (l = first; l >= 0 && g->gap > 0; l = v->next[l])
		for (i = 0; i < v->activities; i++)
			if (id_same(v->activity[i].row.id,
			    v->link[l].activity))
				add_deed(&v->deed[i], s, &n);
	for (i = 0; i < v->pairs; i++)
		if (!isnan(level_in(v, &v->pair[i], g)))
			s[n++] = (struct step){ gaps_round_day(
			    &v->pair[i].last->round), 4, "reassessed",
			    v->pair[i].last->round.row.id,
			    .current = level_in(v, &v->pair[i], g) };
	sort(v->c->arena, s, n, sizeof(*s), by_step, NULL);
	return n;
}

static struct day
support_of(const struct living *v, const struct gap *g)
{
	struct day end = { 0 };
	size_t i, at;
	ptrdiff_t l = NOWHERE;

	if (gather_find(v->first, &g->row.id, &at))
		l = (ptrdiff_t)at;
	for (; l >= 0; l = v->next[l])
		for (i = 0; i < v->activities; i++)
			if (id_same(v->activity[i].row.id,
			    v->link[l].activity) &&
			    planning_is_in(&v->activity[i]) &&
			    v->deed[i].ended.n > end.n)
				end = v->deed[i].ended;
	return end;
}

/* ---- and its life ---- */

static bool
emit(struct living *v, const struct gap *g, const struct step *s,
    const char *kind)
{
	struct id of = id_none(s->round) ? s->activity : s->round;
	struct gap_event ev;

	row_blank(&gap_event_entity, &ev);
	ev.row.id = facts_line_id(v->c, g->row.id, kind, of, 0);
	if (s->fact != NULL) {
		ev.source = str_of(s->fact->e->name);
		ev.source_id = id_text(v->c->arena, s->fact->row);
	}
	ev.at = moment_of_day(s->on);
	ev.round = s->round;
	ev.activity = s->activity;
	ev.current = s->current;
	if (s->note != NULL)
		ev.note = str_of(words_say(v->c->words, s->note));
	return gaps_event(v->c, g, kind, &ev);
}

/* What a new level makes of a gap; NULL: nothing. */
static const char *
turn(const struct gap *g, double opened, double current)
{
	bool reached = current >= g->desired;

	if (str_is(g->state, "closed"))
		return reached ? NULL : "reopened";
	if (!str_is(g->state, "targeted") && !str_is(g->state, "reduced"))
		return NULL;
	if (reached)
		return "closed";
	return str_is(g->state, "targeted") && current > opened ? "reduced"
	    : NULL;
}

static bool
take_step(struct living *v, struct gap *g, const struct step *s,
    double opened, struct day *closed)
{
	const char *kind;

	if (!emit(v, g, s, s->kind))
		return false;
	if (strcmp(s->kind, "validated") == 0 && str_is(g->state, "computed"))
		g->state = S("validated");
	else if (strcmp(s->kind, "targeted") == 0)
		g->state = S("targeted");
	if (isnan(s->current))
		return true;
	g->current = s->current;
	g->gap = g->desired - s->current;
	g->round = s->round;
	kind = turn(g, opened, s->current);
	if (kind == NULL)
		return true;
	*closed = s->on;
	g->state = strcmp(kind, "reopened") == 0 ? S("validated")
	    : str_of(kind);
	return emit(v, g, s, kind);
}

static bool
live(struct living *v, const struct results *first, struct gap *g)
{
	struct day opened = gaps_round_day(&first->round), closed = { 0 };
	double level = g->current;
	struct step *s;
	size_t i, n = steps_of(v, g, opened, &s);

	for (i = 0; i < n; i++)
		if (!take_step(v, g, &s[i], level, &closed))
			return false;
	if (n > 0 && !flow_save_as_was(v->c, &gap_entity, g))
		return false;
	return !str_is(g->state, "closed") ||
	    gaps_schedule(v->c, g, closed, support_of(v, g));
}

static bool
is_fresh(const struct gap *g, const struct results *first)
{
	return g->row.revision == 1 && str_is(g->state, "computed") &&
	    id_same(g->round, first->round.row.id);
}

static bool
live_round(struct living *v, const struct results *first, struct gap *g,
    size_t n)
{
	struct arena_mark mark;
	bool fine;
	size_t i;

	for (i = 0; i < n && !is_fresh(&g[i], first); i++)
		;
	if (i == n)
		return true;
	if (!take_round(v, first))
		return false;
	for (i = 0; i < n; i++) {
		if (!is_fresh(&g[i], first))
			continue;
		mark = arena_mark(v->c->arena);
		fine = live(v, first, &g[i]);
		if (!fine)
			return false;
		arena_back(v->c->arena, mark);
	}
	return true;
}

bool
gaps_live(struct ctx *c, struct id programme)
{
	struct living v = { .c = c };
	struct gap *g;
	size_t i, n;

	g = gather(c, &gap_entity, programme, &n);
	if (g == NULL)
		return false;
	if (n == 0)
		return true;
	if (!store_find(c->store, &programme_entity, programme, c->arena,
	    &v.programme, &c->errors) || !read_deeds(&v) || !read_links(&v) ||
	    !read_gate(&v) || !read_rounds(&v))
		return false;
	for (i = 0; i < v.rounds; i++)
		if (!live_round(&v, v.round[i], g, n))
			return false;
	return true;
}
