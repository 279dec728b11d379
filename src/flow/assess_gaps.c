/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/sort.h"
#include "engine/gap.h"
#include "flow/assess.h"
#include "flow/gaps_in.h"
#include "flow/kept.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "model/text.h"
#include "store/store.h"

struct wanting {                        /* a table in the making */
	struct ctx       *c;
	struct gap_table *t;
	struct arena     *rough;        /* until the table is made */
	struct map       *by_subject;   /* ids to places in results */
	str              *code, *title; /* [dimensions] of the instrument */
	double           *weight;       /* [dimensions] in the ranking */
	size_t            room;
	bool              personal;     /* may be shown */
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
gap_id(struct wanting *w, struct id subject, struct id dimension)
{
	struct arena *a = w->rough;
	struct arena_mark mark = arena_mark(a);
	struct id id = id_from(S("gap"), str_print(a, "%s/%s/%s",
	    id_text(a, w->t->results->round.programme).p,
	    id_text(a, subject).p, id_text(a, dimension).p));

	arena_back(a, mark);
	return id;
}

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
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
number_of(const struct value *v)
{
	return v->kind == V_INT ? (double)v->i : v->kind == V_REAL ? v->d
	    : NAN;
}

/* Nothing of a line lies with the results: those may go before it. */
static void
name_line(struct wanting *w, struct gap_line *g, str code, str name, str kind)
{
	struct arena *a = w->c->arena;

	g->subject_code = str_copy(a, code);
	g->kind = str_copy(a, kind);
	g->subject_name = str_is(kind, "IND") && !w->personal
	    ? g->subject_code : str_copy(a, name);
}

/* Lines of one subject come one after the other. */
static bool
name_subject(struct wanting *w, struct gap_line *g, const struct subject *s)
{
	struct ctx *c = w->c;
	struct party p;

	if (g > w->t->line && id_same(g[-1].subject, g->subject)) {
		g->subject_code = g[-1].subject_code;
		g->subject_name = g[-1].subject_name;
		g->kind = g[-1].kind;
		return true;
	}
	if (s != NULL) {
		name_line(w, g, s->code, s->name, s->kind);
		return true;
	}
	if (!store_find(c->store, &party_entity, g->subject, c->arena, &p,
	    &c->errors))
		return false;
	name_line(w, g, p.code, p.name, p.kind);
	return true;
}

/* The columns of the query desired_levels. */
enum { SUBJECT_AT, DIMENSION_AT, DESIRED_AT, IMPORTANCE_AT, URGENCY_AT,
	COLUMNS };

static bool
add_line(struct wanting *w, const struct value *v)
{
	struct gap_table *t = w->t;
	const struct results *r = t->results;
	struct id subject = value_as_id(&v[SUBJECT_AT]);
	struct id dimension = value_as_id(&v[DIMENSION_AT]);
	size_t dim = dimension_place(r->instrument, dimension), at;
	struct gap_line *g;
	bool known;

	if (dim == r->instrument->dimensions)
		return true;
	t->line = arena_more(w->c->arena, t->line, t->n, &w->room,
	    sizeof(*t->line));
	g = &t->line[t->n++];
	known = map_find(w->by_subject, key_of(&subject), &at);
	*g = (struct gap_line){ .id = gap_id(w, subject, dimension),
		.subject = subject, .dimension = dimension,
		.desired = number_of(&v[DESIRED_AT]),
		.dimension_code = w->code[dim],
		.dimension_title = w->title[dim],
		.importance = number_of(&v[IMPORTANCE_AT]),
		.urgency = number_of(&v[URGENCY_AT]), .current = NAN,
		.weight = w->weight[dim] };
	if (known) {
		g->current = r->dimension[at][dim].value;
		g->n = r->dimension[at][dim].n;
	}
	set_priority(t, g);
	return name_subject(w, g, known ? &r->subject[at] : NULL);
}

static void
index_results(struct wanting *w)
{
	const struct results *r = w->t->results;
	const struct instrument *in = r->instrument;
	struct arena *a = w->c->arena;
	size_t i;

	w->by_subject = map_new(w->rough);
	for (i = 0; i < r->subjects; i++)
		*map_at(w->by_subject, key_of(&r->subject[i].id), i) = i;
	w->code = NEWS(a, str, in->dimensions + 1);
	w->title = NEWS(a, str, in->dimensions + 1);
	for (i = 0; i < in->dimensions; i++) {
		w->code[i] = str_copy(a, in->dimension[i].code);
		w->title[i] = str_copy(a, text_in(a, in->dimension[i].title,
		    w->c->lang));
	}
}

static bool
read_desired(struct wanting *w)
{
	struct ctx *c = w->c;
	const struct assessment_round *round = &w->t->results->round;
	const struct value of[] = { value_id(round->programme),
		value_id(round->framework) };
	struct value v[COLUMNS];
	struct cursor *cursor;
	bool fine = true;

	if (!store_query(c->store, "desired_levels", of, 2, w->rough, &cursor,
	    &c->errors))
		return false;
	while (fine && store_answer(cursor, v, COLUMNS))
		fine = add_line(w, v);
	return store_end(cursor, &c->errors) && fine;
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
rank(struct wanting *w, bool additive)
{
	struct gap_table *t = w->t;
	struct arena *rough = w->rough;
	double *priority = NEWS(rough, double, t->n + 1);
	size_t *place = NEWS(rough, size_t, t->n + 1);
	size_t *first = NEWS(w->c->arena, size_t, t->n + 1), i, n;

	for (i = 0; i < t->n; i++)
		priority[i] = gap_round(additive ? t->line[i].additive
		    : t->line[i].priority);
	n = gap_rank(rough, priority, t->n, place, first);
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

static bool
compute(struct wanting *w)
{
	struct ctx *c = w->c;
	struct gap_table *t = w->t;
	const struct results *r = t->results;

	t->lo = r->instrument->how.lo;
	t->hi = r->instrument->how.hi;
	rounds_priority(c, r->round.rule, t->weight);
	w->weight = NEWS(w->rough, double, r->instrument->dimensions + 1);
	t->is_weighed = rounds_ranking(c, r->round.rule, r->instrument,
	    w->weight);
	index_results(w);
	if (!read_desired(w))
		return false;
	sort(w->rough, t->line, t->n, sizeof(*t->line), by_subject, NULL);
	t->by_priority = rank(w, false);
	t->by_additive = rank(w, true);
	set_cuts(t);
	return true;
}

static const struct gap_table *
compute_apart(struct ctx *c, const struct results *r, struct kept_key *key)
{
	struct arena *was = c->arena, *own = arena_new(0);
	struct gap_table *t = NEW(own, struct gap_table);
	struct wanting w = { .c = c, .t = t, .rough = arena_new(0),
		.personal = key->personal };
	int64_t change;
	bool fine;

	t->results = r;
	c->arena = own;
	fine = store_last_change(c->store, &change, &c->errors) &&
	    compute(&w);
	c->arena = was;
	arena_free(w.rough);
	if (!fine) {
		arena_free(own);
		return NULL;
	}
	kept_put(c, key, change, own, t);
	return t;
}

bool
assess_gaps(struct ctx *c, struct id round, const struct gap_table **out)
{
	struct gap_table *t = NEW(c->arena, struct gap_table);
	const struct gap_table *kept;
	const struct results *r;
	struct kept_key key = { .of = id_from(S("gaps"), str_print(c->arena,
	    "%s %s", id_text(c->arena, round).p, c->lang)) };

	*out = t;
	if (!assess_results(c, round, &r))
		return false;
	key.personal = ctx_may(c, &person_entity, SEE_PERSONAL,
	    r->round.programme);
	key.rests_on = str_z(c->arena, str_print(c->arena, " desired_level%s",
	    assess_rests_on(c->arena)));
	kept = kept_find(c, &key);
	if (kept == NULL && (kept = compute_apart(c, r, &key)) == NULL)
		return false;
	*t = *kept;
	t->results = r;                 /* which may have been made anew */
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
    const struct gap_table ***out, size_t *n)
{
	struct assessment_round *round;
	size_t i, rounds;

	*n = 0;
	if (!assess_rounds(c, programme, &round, &rounds))
		return false;
	*out = NEWS(c->arena, const struct gap_table *, rounds + 1);
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
