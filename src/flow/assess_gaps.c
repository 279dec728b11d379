/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/sort.h"
#include "engine/gap.h"
#include "flow/assess.h"
#include "flow/gaps_in.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "model/text.h"
#include "store/store.h"

struct wanting {                        /* a table in the making */
	struct ctx       *c;
	struct gap_table *t;
	struct map       *by_subject;   /* id's text to place in results */
	double           *weight;       /* [dimensions] in the ranking */
	size_t            room;
};

static size_t
dimension_place(const struct instrument *in, struct id id)
{
	size_t i;

	for (i = 0; i < in->dimensions; i++)
		if (id_same(in->dimension[i].row.id, id))
			break;
	return i;
}

/* One gap has one id, for ever, whatever round or level it is seen from. */
static struct id
gap_id(struct ctx *c, const struct desired_level *d)
{
	return id_from(S("gap"), str_print(c->arena, "%s/%s/%s",
	    id_text(c->arena, d->programme).p, id_text(c->arena, d->subject).p,
	    id_text(c->arena, d->dimension).p));
}

static void
set_current(struct wanting *w, const struct desired_level *d, size_t dim,
    struct gap_line *g)
{
	const struct results *r = w->t->results;
	const struct score *s;
	size_t subject;

	g->current = NAN;
	if (!map_find(w->by_subject, id_text(w->c->arena, d->subject),
	    &subject))
		return;
	s = &r->dimension[subject][dim];
	g->current = s->value;
	g->n = s->n;
}

static void
set_priority(const struct gap_table *t, struct gap_line *g)
{
	const double *weight = t->weight;
	const struct gap_scales scales = { t->lo, t->hi, 1, 5, weight[0],
		weight[1], weight[2] };
	struct gap_size size = gap_of(g->current, g->desired, t->lo, t->hi);
	struct gap_priority p = gap_priority(size.need, g->importance,
	    g->urgency, &scales);

	g->gap = size.raw;
	g->priority = p.raw * g->weight;
	g->priority_norm = p.norm * g->weight;
	g->additive = p.additive * g->weight;
}

static double
or_nan(int64_t n)
{
	return n == INT64_MIN ? NAN : (double)n;
}

static bool
name_party(struct ctx *c, struct gap_line *g, struct id programme)
{
	struct party p;

	if (!store_find(c->store, &party_entity, g->subject, c->arena, &p,
	    &c->errors))
		return false;
	g->subject_code = p.code;
	g->kind = p.kind;
	g->subject_name = str_is(p.kind, "IND") &&
	    !ctx_may(c, &person_entity, SEE_PERSONAL, programme) ? p.code
	    : p.name;
	return true;
}

static bool
add_line(struct wanting *w, const struct desired_level *d)
{
	struct ctx *c = w->c;
	struct gap_table *t = w->t;
	const struct instrument *in = t->results->instrument;
	size_t dim = dimension_place(in, d->dimension);
	struct gap_line *g = &t->line[t->n];

	if (dim == in->dimensions || t->n == w->room)
		return true;
	*g = (struct gap_line){ .id = gap_id(c, d), .subject = d->subject,
		.dimension = d->dimension, .desired = d->desired,
		.dimension_code = in->dimension[dim].code,
		.dimension_title = text_in(c->arena, in->dimension[dim].title,
		c->lang), .importance = or_nan(d->importance),
		.urgency = or_nan(d->urgency), .weight = w->weight[dim] };
	set_current(w, d, dim, g);
	set_priority(t, g);
	t->n++;
	return name_party(c, g, t->results->round.programme);
}

static void
index_subjects(struct wanting *w)
{
	const struct results *r = w->t->results;
	size_t i;

	w->by_subject = map_new(w->c->arena);
	for (i = 0; i < r->subjects; i++)
		*map_at(w->by_subject, id_text(w->c->arena, r->subject[i].id),
		    i) = i;
}

static bool
read_desired(struct wanting *w)
{
	struct ctx *c = w->c;
	const struct entity *e = &desired_level_entity;
	const struct assessment_round *round = &w->t->results->round;
	const struct filter of[] = {
		{ field_named(e, S("programme")), IS,
		    id_text(c->arena, round->programme) },
		{ field_named(e, S("framework")), IS,
		    id_text(c->arena, round->framework) } };
	struct ask ask = { .filters = of, .n = 2 };
	struct desired_level d;
	struct cursor *cursor;
	int64_t rows;

	if (!store_count(c->store, e, &ask, &rows, &c->errors) ||
	    !store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	w->room = (size_t)rows;
	w->t->line = NEWS(c->arena, struct gap_line, w->room + 1);
	while (store_next(cursor, c->arena, &d))
		if (!add_line(w, &d))
			break;
	return store_end(cursor, &c->errors) &&
	    errors_worst(&c->errors) == FINE;
}

static int
by_subject(const void *one, const void *other, const void *with)
{
	const struct gap_line *a = one, *b = other;
	int by = str_order(a->subject_code, b->subject_code);

	(void)with;
	return by != 0 ? by : str_order(a->dimension_code, b->dimension_code);
}

/* Scored lines first, in rank's order; those without a score behind. */
static size_t *
rank(struct ctx *c, struct gap_table *t, bool additive)
{
	double *priority = NEWS(c->arena, double, t->n + 1);
	size_t *place = NEWS(c->arena, size_t, t->n + 1);
	size_t *first = NEWS(c->arena, size_t, t->n + 1), i, n;

	for (i = 0; i < t->n; i++)
		priority[i] = gap_round(additive ? t->line[i].additive
		    : t->line[i].priority);
	n = gap_rank(c->arena, priority, t->n, place, first);
	for (i = 0; i < t->n; i++) {
		if (additive)
			t->line[i].rank_additive = (int64_t)place[i];
		else
			t->line[i].rank = (int64_t)place[i];
		if (place[i] == 0)
			first[n++] = i;
	}
	return first;
}

static void
set_cuts(struct gap_table *t)
{
	double importance = 0, performance = 0;
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (!isnan(t->line[i].current) &&
		    !isnan(t->line[i].importance)) {
			importance += t->line[i].importance;
			performance += t->line[i].current;
			n++;
		}
	t->cut_importance = n > 0 ? importance / (double)n : NAN;
	t->cut_performance = n > 0 ? performance / (double)n : NAN;
}

bool
assess_gaps(struct ctx *c, struct id round, struct gap_table **out)
{
	struct gap_table *t = NEW(c->arena, struct gap_table);
	struct wanting w = { .c = c, .t = t };

	*out = t;
	if (!assess_results(c, round, &t->results))
		return false;
	t->lo = t->results->instrument->how.lo;
	t->hi = t->results->instrument->how.hi;
	rounds_priority(c, t->results->round.rule, t->weight);
	w.weight = NEWS(c->arena, double,
	    t->results->instrument->dimensions + 1);
	t->is_weighed = rounds_ranking(c, t->results->round.rule,
	    t->results->instrument, w.weight);
	index_subjects(&w);
	if (!read_desired(&w))
		return false;
	sort(c->arena, t->line, t->n, sizeof(*t->line), by_subject, NULL);
	t->by_priority = rank(c, t, false);
	t->by_additive = rank(c, t, true);
	set_cuts(t);
	return true;
}

/* The round whose scores stand for "now" when gaps were opened. */
static bool
is_first_of(const struct assessment_round *all, size_t n, size_t at)
{
	size_t i;
	bool has_baseline = false;

	for (i = 0; i < n; i++)
		has_baseline |= id_same(all[i].framework, all[at].framework) &&
		    str_is(all[i].kind, "baseline");
	for (i = 0; i < at; i++)
		if (id_same(all[i].framework, all[at].framework) &&
		    (!has_baseline || str_is(all[i].kind, "baseline")))
			return false;
	return !has_baseline || str_is(all[at].kind, "baseline");
}

bool
assess_programme_gaps(struct ctx *c, struct id programme,
    struct gap_table ***out, size_t *n)
{
	struct assessment_round *round;
	size_t i, rounds;

	*n = 0;
	if (!assess_rounds(c, programme, &round, &rounds))
		return false;
	*out = NEWS(c->arena, struct gap_table *, rounds + 1);
	for (i = 0; i < rounds; i++) {
		if (!is_first_of(round, rounds, i))
			continue;
		if (!assess_gaps(c, round[i].row.id, &(*out)[*n]))
			return false;
		if ((*out)[*n]->n > 0)
			++*n;
	}
	return true;
}

/* ---- gaps as rows ---- */

/* Opened when the answers of its round were in, if that is known. */
static bool
note_opened(struct ctx *c, const struct assessment_round *r,
    const struct gap *g)
{
	struct day day = gaps_round_day(r);
	struct gap_event ev;

	row_blank(&gap_event_entity, &ev);
	ev.row.id = id_from(S("gap_event"), str_print(c->arena, "%s/opened",
	    id_text(c->arena, g->row.id).p));
	ev.gap = g->row.id;
	ev.at = day.n == 0 || day.n > moment_day(c->now).n ? c->now
	    : moment_of_day(day);
	ev.kind = S("opened");
	ev.round = g->round;
	ev.current = g->current;
	return flow_save_as_was(c, &gap_event_entity, &ev);
}

void
assess_fill_gap(const struct gap_table *t, const struct gap_line *line,
    struct gap *g)
{
	const struct results *r = t->results;

	g->programme = r->round.programme;
	g->subject = line->subject;
	g->framework = r->round.framework;
	g->dimension = line->dimension;
	g->round = r->round.row.id;
	g->current = line->current;
	g->desired = line->desired;
	g->gap = line->gap;
	g->importance = isnan(line->importance) ? INT64_MIN
	    : (int64_t)line->importance;
	g->urgency = isnan(line->urgency) ? INT64_MIN : (int64_t)line->urgency;
	g->weight = t->is_weighed ? line->weight : NAN;
	g->priority = line->priority;
	g->priority_norm = line->priority_norm;
	g->rule = S("product");
	g->rank = line->rank > 0 ? line->rank : INT64_MIN;
	g->alpha = r->alpha_ordinal;
}

static bool
same_gap(const struct gap *a, const struct gap *b)
{
	const struct field *f;

	for (f = gap_entity.fields; f->name != NULL; f++)
		if (!row_same(f, a, b))
			return false;
	return true;
}

/* What was discussed, or measured again since, stays as it is. */
static bool
is_settled(const struct gap *g, const struct gap_table *t)
{
	return !str_is(g->state, "computed") ||
	    !id_same(g->round, t->results->round.row.id);
}

/* The table shows its gaps as they are kept: with state and revision. */
static bool
keep_gap(struct ctx *c, const struct gap_table *t, const struct gap_line *line)
{
	struct gap g, was;
	bool is_new = !store_has(c->store, &gap_entity, line->id);

	row_blank(&gap_entity, &g);
	g.row.id = line->id;
	if (!is_new && !store_find(c->store, &gap_entity, line->id, c->arena,
	    &g, &c->errors))
		return false;
	if (!is_new && is_settled(&g, t))
		return true;
	was = g;
	assess_fill_gap(t, line, &g);
	if (!is_new && same_gap(&was, &g))
		return true;
	return flow_save_as_was(c, &gap_entity, &g) &&
	    (!is_new || note_opened(c, &t->results->round, &g));
}

bool
assess_keep_gaps(struct ctx *c, const struct gap_table *t)
{
	struct arena_mark mark;
	size_t i;
	bool fine = true;

	for (i = 0; i < t->n && fine; i++) {
		mark = arena_mark(c->arena);
		fine = keep_gap(c, t, &t->line[i]);
		if (fine)
			arena_back(c->arena, mark);
	}
	return fine;
}
