/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The lines that facts write into the life of gaps, and take back. */
#include <math.h>
#include <string.h>

#include "flow/facts_in.h"
#include "flow/gaps_in.h"
#include "flow/gather.h"
#include "flow/reassess.h"
#include "flow/save.h"
#include "store/store.h"

struct sort_of {                /* of line: that it holds, and no more */
	const char *yes, *no;
};

static const struct sort_of funded = { "funded", "not_funded" };
static const struct sort_of begun = { "in_delivery", "not_begun" };
static const struct sort_of measured = { "reassessed", "not_reassessed" };

struct id
facts_line_id(struct ctx *c, struct id gap, const char *kind, struct id about,
    size_t n)
{
	return id_from(S("gap_event"), str_print(c->arena, n == 0
	    ? "%s/%s/%s" : "%s/%s/%s/%zu", id_text(c->arena, gap).p, kind,
	    id_none(about) ? "" : id_text(c->arena, about).p, n));
}

/* Today is now: what was done in the morning stands before it. */
static int64_t
moment_of(struct ctx *c, struct day on)
{
	return on.n == 0 || on.n >= moment_day(c->now).n ? c->now
	    : moment_of_day(on);
}

static bool
write_line(struct ctx *c, struct id gap, const char *kind,
    const struct fact *f, struct gap_event *ev, size_t nth)
{
	struct gap head = { .row = { .id = gap } };

	ev->row = (struct row){ .id = facts_line_id(c, gap, kind,
	    id_none(ev->round) ? ev->activity : ev->round, nth) };
	ev->at = moment_of(c, f->on);
	ev->by = c->actor.user;
	if (f->e != NULL) {
		ev->source = str_of(f->e->name);
		ev->source_id = id_text(c->arena, f->row);
	}
	return gaps_event(c, &head, kind, ev);
}

/* ---- of an activity ---- */

struct balance {
	struct ctx             *c;
	struct id               activity;
	struct fact             fact;
	const struct sort_of   *of;
	size_t                 *written;
};

static bool
count_lines(const struct balance *b, const char *kind, int64_t *n)
{
	struct ctx *c = b->c;
	struct filter of[] = {
		{ field_named(&gap_event_entity, S("activity")), IS,
		    id_text(c->arena, b->activity) },
		{ field_named(&gap_event_entity, S("kind")), IS,
		    str_of(kind) } };
	struct ask ask = { .filters = of, .n = 2 };

	return store_count(c->store, &gap_event_entity, &ask, n, &c->errors);
}

/* Whether as many lines stand as should. */
static bool
agrees(const struct balance *b, int64_t links, bool *out)
{
	int64_t yes, no;

	if (!count_lines(b, b->of->yes, &yes) ||
	    !count_lines(b, b->of->no, &no))
		return false;
	*out = yes - no == (b->fact.e == NULL ? 0 : links);
	return true;
}

struct tally {                  /* of one gap */
	struct id gap;
	size_t    yes, no;
	bool      is_linked;
};

static struct tally *
tally_at(struct tally *t, struct map *at, struct id gap, size_t *n)
{
	size_t *i = map_at(at, (str){ (const char *)gap.b, sizeof(gap.b) },
	    SIZE_MAX);

	if (*i == SIZE_MAX) {
		*i = (*n)++;
		t[*i] = (struct tally){ .gap = gap };
	}
	return &t[*i];
}

static bool
settle(const struct balance *b, const struct tally *t)
{
	bool wanted = b->fact.e != NULL && t->is_linked;
	bool stands = t->yes > t->no;
	struct fact none = { 0 };
	struct gap_event ev;

	if (wanted == stands)
		return true;
	row_blank(&gap_event_entity, &ev);
	ev.activity = b->activity;
	++*b->written;
	return wanted
	    ? write_line(b->c, t->gap, b->of->yes, &b->fact, &ev, t->yes)
	    : write_line(b->c, t->gap, b->of->no, &none, &ev, t->no);
}

static bool
balance(const struct balance *b, const struct activity_gap *link, size_t links)
{
	struct ctx *c = b->c;
	struct gap_event *ev;
	struct tally *t;
	struct map *at = map_new(c->arena);
	size_t i, n, all = 0;

	ev = gather_of(c, &gap_event_entity, "activity", b->activity, &n);
	if (ev == NULL)
		return false;
	t = NEWS(c->arena, struct tally, n + links + 1);
	for (i = 0; i < links; i++)
		tally_at(t, at, link[i].gap, &all)->is_linked = true;
	for (i = 0; i < n; i++) {
		tally_at(t, at, ev[i].gap, &all)->yes +=
		    str_is(ev[i].kind, b->of->yes);
		tally_at(t, at, ev[i].gap, &all)->no +=
		    str_is(ev[i].kind, b->of->no);
	}
	for (i = 0; i < all; i++)
		if (!settle(b, &t[i]))
			return false;
	return true;
}

static bool
follow_activity(struct ctx *c, struct id activity, bool whole, size_t *written)
{
	struct balance money = { c, activity, { 0 }, &funded, written };
	struct balance work = { c, activity, { 0 }, &begun, written };
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	bool has_money = false, has_work = false;
	struct activity_gap *link;
	struct activity a;
	size_t n;

	if (!store_find(c->store, &activity_entity, activity, c->arena, &a,
	    &quiet))
		return true;
	link = gather_of(c, &activity_gap_entity, "activity", activity, &n);
	if (link == NULL || !facts_funded(c, &a, &money.fact) ||
	    !facts_begun(c, &a, &work.fact))
		return false;
	if (!whole && (!agrees(&money, (int64_t)n, &has_money) ||
	    !agrees(&work, (int64_t)n, &has_work)))
		return false;
	return (has_money || balance(&money, link, n)) &&
	    (has_work || balance(&work, link, n));
}

bool
facts_activity(struct ctx *c, struct id activity, bool whole, size_t *written)
{
	struct arena_mark mark = arena_mark(c->arena);

	if (id_none(activity))
		return true;
	if (!follow_activity(c, activity, whole, written))
		return false;
	arena_back(c->arena, mark);     /* faults live in the arena */
	return true;
}

/* ---- of a round ---- */

/* How many lines of a kind a gap has of a round. */
static size_t
lines_of(const struct gap_event *ev, size_t n, const char *kind,
    struct id round)
{
	size_t i, found = 0;

	for (i = 0; i < n; i++)
		found += id_same(ev[i].round, round) &&
		    str_is(ev[i].kind, kind);
	return found;
}

static bool
write_round(struct ctx *c, const struct gap *g, struct id round,
    const struct fact *f, double level, const char *kind, size_t nth)
{
	struct gap_event ev;

	row_blank(&gap_event_entity, &ev);
	ev.round = round;
	ev.current = level;
	return write_line(c, g->row.id, kind, f, &ev, nth);
}

bool
facts_reassessed(struct ctx *c, const struct gap *g,
    const struct assessment_round *r, double level)
{
	struct fact f = { &assessment_round_entity, r->row.id,
		gaps_round_day(r) };
	struct gap_event *ev;
	size_t n, yes, no;

	ev = gather_of(c, &gap_event_entity, "gap", g->row.id, &n);
	if (ev == NULL)
		return false;
	yes = lines_of(ev, n, measured.yes, r->corrects);
	no = lines_of(ev, n, measured.no, r->corrects);
	if (!id_none(r->corrects) && yes > no && !write_round(c, g,
	    r->corrects, &f, NAN, measured.no, no))
		return false;
	yes = lines_of(ev, n, measured.yes, r->row.id);
	no = lines_of(ev, n, measured.no, r->row.id);
	return yes > no || write_round(c, g, r->row.id, &f, level,
	    measured.yes, yes);
}

/* The round that opened it: its first line's, else the one it has. */
static bool
opened_in(struct ctx *c, const struct gap *g, struct id *round)
{
	struct gap_event *ev;
	size_t i, n;

	*round = g->round;
	ev = gather_of(c, &gap_event_entity, "gap", g->row.id, &n);
	for (i = 0; ev != NULL && i < n; i++)
		if (str_is(ev[i].kind, "opened"))
			*round = ev[i].round;
	return ev != NULL;
}

/* Locked just now, so on the same day it is the later one. */
static bool
is_after(struct ctx *c, const struct assessment_round *r, struct id kept,
    bool *out)
{
	struct assessment_round was;

	*out = !id_same(kept, r->row.id);
	if (id_none(kept) || !*out)
		return true;
	if (!store_find(c->store, &assessment_round_entity, kept, c->arena,
	    &was, &c->errors))
		return false;
	*out = gaps_round_day(r).n >= gaps_round_day(&was).n;
	return true;
}

static bool
set_level(struct ctx *c, struct gap *g, const struct assessment_round *r,
    double level)
{
	bool later;

	if (!is_after(c, r, g->round, &later))
		return false;
	if (!later)
		return true;
	g->round = r->row.id;
	g->current = level;
	g->gap = g->desired - level;
	if (!flow_restore(c, &gap_entity, g, S("measure")))
		return false;
	return !str_is(g->state, "closed") || !(g->gap > 0) ||
	    flow_move(c, &gap_entity, g->row.id, g->row.revision,
	    S("reopen"), str_print(c->arena,
	    words_say(c->words, "Round %.*s found it below the level desired."),
	    (int)r->code.n, r->code.p));
}

static bool
measure(struct ctx *c, struct gap *g, const struct assessment_round *r,
    double level)
{
	struct id opened;
	bool later;

	if (!opened_in(c, g, &opened) || !is_after(c, r, opened, &later))
		return false;
	if (!later || (!id_none(r->corrects) && id_same(r->corrects, opened)))
		return true;
	return facts_reassessed(c, g, r, level) && set_level(c, g, r, level);
}

static double
level_of(const struct results *r, size_t at, struct id dimension)
{
	size_t d;

	for (d = 0; at != REASSESS_NOWHERE && d < r->instrument->dimensions;
	    d++)
		if (id_same(r->instrument->dimension[d].row.id, dimension))
			return r->dimension[at][d].value;
	return NAN;
}

/* Each gap's subject, or who took over, in the round. */
static bool
find_subjects(struct ctx *c, const struct gap *g, size_t n,
    const struct results *r, struct reassess_pair *pair)
{
	struct results *asked = NEW(c->arena, struct results);
	size_t i;

	asked->subject = NEWS(c->arena, struct subject, n + 1);
	asked->subjects = n;
	for (i = 0; i < n; i++)
		asked->subject[i].id = g[i].subject;
	return reassess_each(c, r->round.programme, asked, &r, 1, pair);
}

bool
facts_round(struct ctx *c, const struct assessment_round *round)
{
	struct reassess_pair pair;
	const struct results *r;
	struct arena_mark mark;
	size_t i, n, mine = 0;
	struct gap *g;
	double level;

	g = gather(c, &gap_entity, round->programme, &n);
	for (i = 0; g != NULL && i < n; i++)
		if (id_same(g[i].framework, round->framework))
			g[mine++] = g[i];
	if (g == NULL || mine == 0)
		return g != NULL;
	if (!assess_results(c, round->row.id, &r) ||
	    !find_subjects(c, g, mine, r, &pair))
		return false;
	for (i = 0; i < mine; i++) {
		level = level_of(r, pair.subject[i].last, g[i].dimension);
		mark = arena_mark(c->arena);
		if (!isnan(level) && !measure(c, &g[i], round, level))
			return false;
		arena_back(c->arena, mark);
	}
	return true;
}
