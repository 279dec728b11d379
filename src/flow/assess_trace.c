/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/sort.h"
#include "flow/assess.h"
#include "flow/packed.h"
#include "format/json.h"
#include "store/store.h"

enum { SUBJECT_AT, RATER_AT, ROLE_AT, STATUS_AT, SCORES_AT, CONFIDENCE_AT,
	BESIDE_AT, ID_AT, IMPORTANCE_AT, LATE_AT, SOURCE_AT, SUBMITTED_AT,
	COLUMNS };

struct tracing {
	struct ctx   *c;
	struct trace *t;
	size_t        room;
	size_t       *item;             /* [items] of the dimension */
	size_t        items;
	bool          masked;           /* raters are not named */
	struct map   *pseudonym;
};

static str
kept(struct tracing *k, const struct value *v)
{
	return v->kind == V_TEXT ? str_copy(k->c->arena, v->t) : (str){ 0 };
}

/* Who may not see persons sees rater 1, rater 2. */
static str
rater_name(struct tracing *k, str rater)
{
	size_t n;

	if (!k->masked)
		return rater;
	n = *map_at(k->pseudonym, rater, map_count(k->pseudonym));
	return str_print(k->c->arena, "%zu", n + 1);
}

static struct rating_line *
new_line(struct tracing *k)
{
	struct trace *t = k->t;

	t->line = arena_more(k->c->arena, t->line, t->n, &k->room,
	    sizeof(*t->line));
	return &t->line[t->n++];
}

static bool
role_counts(const struct instrument *in, str role)
{
	size_t i;

	for (i = 0; i < in->how.roles; i++)
		if (str_same(in->role[i], role))
			break;
	if (i == in->how.roles)
		return false;
	if (in->how.rule == SCORE_AGREED)
		return in->how.role[i].is_external;
	if (isnan(in->how.role[i].weight))
		return in->how.rule != SCORE_ROLE_WEIGHTED_MEAN;
	return in->how.role[i].weight > 0;
}

static double
exact_rating(const struct node *beside, int16_t cell)
{
	return cell == CELL_BESIDE ? json_number(beside, "rating")
	    : score_rating(cell);
}

static void
add_line(struct tracing *k, const struct value *v, const struct node *beside,
    size_t item)
{
	const struct instrument *in = k->t->results->instrument;
	const struct node *side = beside == NULL ? NULL
	    : node_find(beside, in->item[item].code);
	struct rating_line *l = new_line(k);
	bool sheet_counts = str_is(v[STATUS_AT].t, "accepted") ||
	    str_is(v[STATUS_AT].t, "submitted");

	*l = (struct rating_line){ .response = value_as_id(&v[ID_AT]),
		.rater = rater_name(k, kept(k, &v[RATER_AT])),
		.role = kept(k, &v[ROLE_AT]), .source = kept(k, &v[SOURCE_AT]),
		.status = kept(k, &v[STATUS_AT]), .item = item,
		.submitted_at = v[SUBMITTED_AT].kind == V_INT
		? v[SUBMITTED_AT].i : INT64_MIN,
		.cell = packed_cell(v[SCORES_AT].t, item),
		.comment = json_text(side, "comment"),
		.raw = json_text(side, "raw") };
	l->rating = exact_rating(side, l->cell);
	l->counts = sheet_counts && role_counts(in, l->role) &&
	    l->rating >= in->how.lo && l->rating <= in->how.hi;
}

static bool
add_sheet(struct tracing *k, const struct value *v)
{
	struct node *beside = NULL;
	size_t i;

	if (v[BESIDE_AT].kind == V_TEXT && v[BESIDE_AT].t.n > 0 &&
	    !json_read(k->c->arena, str_copy(k->c->arena, v[BESIDE_AT].t),
	    &beside, &k->c->errors))
		return false;
	for (i = 0; i < k->items; i++)
		add_line(k, v, beside, k->item[i]);
	return true;
}

static int
by_item(const void *one, const void *other, const void *with)
{
	const struct rating_line *a = one, *b = other;

	(void)with;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return str_order(a->rater, b->rater);
}

static bool
read_sheets(struct tracing *k, struct id subject)
{
	struct ctx *c = k->c;
	struct value ask[2], v[COLUMNS];
	struct cursor *cursor;
	bool fine = true;

	ask[0] = value_id(k->t->results->round.row.id);
	ask[1] = value_id(subject);
	if (!store_query(c->store, "subject_sheets", ask, 2, c->arena, &cursor,
	    &c->errors))
		return false;
	while (fine && store_answer(cursor, v, COLUMNS))
		fine = add_sheet(k, v);
	return store_end(cursor, &c->errors) && fine;
}

/* The rule by which an answer was cleaned stands beside it. */
static bool
read_decisions(struct tracing *k)
{
	struct ctx *c = k->c;
	const struct instrument *in = k->t->results->instrument;
	struct filter of[2];
	struct ask ask = { .filters = of, .n = 1 };
	struct cleaning row;
	struct cursor *cursor;
	size_t i;

	of[0] = (struct filter){ field_named(&cleaning_entity, S("round")), IS,
		id_text(c->arena, k->t->results->round.row.id) };
	if (!store_list(c->store, &cleaning_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, &row))
		for (i = 0; i < k->t->n && row.in_force == YES; i++)
			if (id_same(k->t->line[i].response, row.response) &&
			    (str_none(row.item) || str_same(row.item,
			    in->item[k->t->line[i].item].code))) {
				k->t->line[i].decision = row.rule;
				if (str_none(k->t->line[i].raw))
					k->t->line[i].raw = row.raw;
			}
	return store_end(cursor, &c->errors);
}

/* Few raters of a role could be told apart by it. */
static void
hush(struct tracing *k)
{
	const struct results *r = k->t->results;
	struct rating_line *l = k->t->line;
	size_t i, j, raters;

	if (ctx_may(k->c, &response_entity, SEE, r->round.programme) ||
	    r->round.min_raters == INT64_MIN || k->items == 0)
		return;
	for (i = 0; i < k->t->n; i++) {
		for (j = 0, raters = 0; j < k->t->n; j++)
			raters += l[j].item == k->item[0] &&
			    str_same(l[j].role, l[i].role);
		l[i].comment = (str){ 0 };
		l[i].alone = (int64_t)raters < r->round.min_raters;
	}
	for (i = 0; i < k->t->n; i++)
		if (l[i].alone)
			l[i].role = (str){ 0 };
}

static size_t
subject_place(const struct results *r, struct id subject)
{
	size_t i;

	for (i = 0; i < r->subjects; i++)
		if (id_same(r->subject[i].id, subject))
			break;
	return i;
}

static void
pick_items(struct tracing *k, struct id dimension)
{
	const struct instrument *in = k->t->results->instrument;
	size_t i;

	k->item = NEWS(k->c->arena, size_t, in->items + 1);
	for (i = 0; i < in->dimensions; i++)
		if (id_same(in->dimension[i].row.id, dimension))
			k->t->dimension = i;
	for (i = 0; i < in->items; i++)
		if (in->item_dimension[i] == k->t->dimension)
			k->item[k->items++] = i;
}

bool
assess_trace(struct ctx *c, struct id round, struct id subject,
    struct id dimension, struct trace **out)
{
	struct trace *t = NEW(c->arena, struct trace);
	struct tracing k = { .c = c, .t = t };

	*out = t;
	if (!assess_results(c, round, &t->results))
		return false;
	t->subject = subject_place(t->results, subject);
	if (t->subject == t->results->subjects)
		return fail(&c->errors, ABSENT, NULL,
		    "Nobody answered about this subject in this round.");
	t->dimension = SCORE_NO_DIMENSION;
	pick_items(&k, dimension);
	if (t->dimension == SCORE_NO_DIMENSION)
		return fail(&c->errors, ABSENT, NULL,
		    "The framework of this round has no such dimension.");
	k.masked = !ctx_may(c, &response_entity, SEE_PERSONAL,
	    t->results->round.programme);
	k.pseudonym = map_new(c->arena);
	if (!read_sheets(&k, subject) || !read_decisions(&k))
		return false;
	hush(&k);
	sort(c->arena, t->line, t->n, sizeof(*t->line), by_item, NULL);
	return true;
}
