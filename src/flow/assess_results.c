/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The results of a round: sheets go by subject after subject, each is
 * scored when its sheets are over, and only scores stay.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/distinct.h"
#include "base/sort.h"
#include "base/write.h"
#include "engine/agree.h"
#include "flow/assess.h"
#include "flow/find.h"
#include "flow/kept.h"
#include "flow/packed.h"
#include "flow/rounds.h"
#include "model/codes.h"
#include "store/store.h"

enum {
	BLOCK = 256,            /* subjects whose scores lie together */
	MEMORY = 1 << 30        /* of one round's results */
};

struct block {
	struct block     *next;
	size_t            n;
	struct subject    subject[BLOCK];
	struct score     *item;         /* [BLOCK][items], and stay there */
	struct score     *dimension;    /* [BLOCK][dimensions] */
};

struct scan {                           /* sheets going by */
	struct ctx         *c;
	struct results     *r;
	struct arena       *rough;      /* until the results are settled */
	struct arena       *sheet;      /* until the next sheet */
	struct score_round *score;
	struct agree       *agree;
	struct distinct    *raters;
	int16_t            *cell;
	struct score_beside *beside;
	int16_t             lo, hi;     /* cells at the ends of the scale */
	struct block       *first, **last, *block;
	size_t              subjects;
	struct id           at;         /* the subject at hand */
	bool                open, agreed;       /* a group's sheet was in it */
};

static size_t
role_place(const struct instrument *in, str role)
{
	size_t i;

	for (i = 0; i < in->how.roles; i++)
		if (str_same(in->role[i], role))
			return i;
	return in->how.roles;
}

/* ---- subjects, one after the other ---- */

static struct block *
new_block(struct scan *s)
{
	const struct instrument *in = s->r->instrument;
	struct block *b = NEW(s->rough, struct block);
	struct arena *a = s->r->arena;

	b->item = NEWS(a, struct score, BLOCK * in->items + 1);
	b->dimension = NEWS(a, struct score, BLOCK * in->dimensions + 1);
	*s->last = b;
	s->last = &b->next;
	return b;
}

static void
open_subject(struct scan *s, struct id id)
{
	if (s->block == NULL || s->block->n == BLOCK)
		s->block = new_block(s);
	s->block->subject[s->block->n] = (struct subject){ .id = id };
	s->at = id;
	s->open = true;
	s->agreed = false;
}

/* Few raters could be told apart by their scores. */
static bool
is_withheld(const struct scan *s, size_t sheets)
{
	const struct assessment_round *r = &s->r->round;
	enum score_rule rule = s->r->instrument->how.rule;

	return r->min_raters != INT64_MIN && sheets > 0 &&
	    (int64_t)sheets < r->min_raters && !s->agreed &&
	    rule != SCORE_AGREED && rule != SCORE_SINGLE &&
	    !str_is(r->method, "self") && !str_is(r->method, "group") &&
	    !str_is(r->method, "external");
}

static void
withhold(struct score *score, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		score[i] = (struct score){ NAN, 0 };
}

static void
close_subject(struct scan *s)
{
	const struct instrument *in = s->r->instrument;
	struct block *b = s->block;

	if (!s->open)
		return;
	s->open = false;
	score_agree(s->score, s->agree);
	score_subject(s->score, b->item + b->n * in->items,
	    b->dimension + b->n * in->dimensions);
	if (b->subject[b->n].sheets == 0)
		return;
	b->subject[b->n].is_withheld = is_withheld(s, b->subject[b->n].sheets);
	if (b->subject[b->n].is_withheld) {
		withhold(b->item + b->n * in->items, in->items);
		withhold(b->dimension + b->n * in->dimensions, in->dimensions);
	}
	b->n++;
	s->subjects++;
}

/* ---- one sheet ---- */

static void
count_cell(struct quality *q, int16_t cell)
{
	switch (cell) {
	case CELL_BLANK: q->blank++; break;
	case CELL_NA: q->na++; break;
	case CELL_DK: q->dk++; break;
	case CELL_REFUSED: q->refused++; break;
	case CELL_UNREADABLE: q->unreadable++; break;
	case CELL_BESIDE: q->rated++; break;
	default: q->off_scale++;
	}
}

/* Nearly all cells are ratings, which are counted many at a time. */
static bool
count_cells(struct scan *s, size_t n)
{
	struct quality *q = &s->r->quality;
	const int16_t *restrict cell = s->cell, lo = s->lo, hi = s->hi;
	bool beside = false;
	size_t i, rated = 0;

	for (i = 0; i < n; i++)
		rated += cell[i] >= lo && cell[i] <= hi;
	q->cells += (int64_t)n;
	q->rated += (int64_t)rated;
	for (i = 0; rated < n && i < n; i++) {
		if (cell[i] >= lo && cell[i] <= hi)
			continue;
		count_cell(q, cell[i]);
		beside |= cell[i] == CELL_BESIDE;
	}
	return beside;
}

/* The columns of the query round_scores; the first five name a sheet. */
enum { SUBJECT_AT, RATER_AT, ROLE_AT, VERSION_AT, STATUS_AT, LATE_AT,
	SCORES_AT, COLUMNS };

static bool
counts(str status)
{
	return str_is(status, "accepted") || str_is(status, "submitted");
}

/* The exact ratings of a sheet that has some. */
static bool
find_beside(struct scan *s, const struct value *v, size_t *n)
{
	struct ctx *c = s->c;
	struct value name[] = { value_id(s->r->round.row.id), value_id(s->at),
		value_text(v[RATER_AT].t), value_text(v[ROLE_AT].t),
		value_int(v[VERSION_AT].i) };
	struct arena_mark mark = arena_mark(s->sheet);
	struct value beside;
	struct cursor *cursor;
	bool fine;

	*n = 0;
	if (!store_query(c->store, "sheet_beside", name, 5, s->sheet, &cursor,
	    &c->errors))
		return false;
	if (store_answer(cursor, &beside, 1) && beside.kind == V_TEXT)
		*n = packed_beside(s->sheet, beside.t, s->r->instrument,
		    s->beside);
	fine = store_end(cursor, &c->errors);
	arena_back(s->sheet, mark);
	return fine;
}

static bool
add_sheet(struct scan *s, const struct value *v)
{
	const struct instrument *in = s->r->instrument;
	size_t n = 0;

	packed_cells(v[SCORES_AT].t, s->cell, in->items);
	distinct_add(s->raters, v[RATER_AT].t);
	if (count_cells(s, in->items) && !find_beside(s, v, &n))
		return false;
	score_sheet(s->score, role_place(in, v[ROLE_AT].t), s->cell, s->beside,
	    n);
	s->block->subject[s->block->n].sheets++;
	s->agreed |= str_is(v[ROLE_AT].t, "group");
	return true;
}

/* False: it did not come, or not yet. */
static bool
count_status(struct quality *q, str status)
{
	if (str_is(status, "declined"))
		q->declined++;
	else if (str_is(status, "invited") || str_is(status, "started"))
		q->waiting++;
	else
		q->sheets++;
	q->excluded += str_is(status, "excluded");
	return counts(status) || str_is(status, "excluded") ||
	    str_is(status, "returned");
}

static bool
take_sheet(struct scan *s, const struct value *v)
{
	struct quality *q = &s->r->quality;
	struct id subject = value_as_id(&v[SUBJECT_AT]);

	if (!count_status(q, v[STATUS_AT].t))
		return true;
	if (v[LATE_AT].kind == V_INT && v[LATE_AT].i == YES)
		q->late++;
	if (!s->open || !id_same(subject, s->at)) {
		close_subject(s);
		if (arena_spent(s->r->arena))
			return fail(&s->c->errors, BUSY, NULL, "The round is "
			    "larger than this server can compute at once.");
		open_subject(s, subject);
	}
	return !counts(v[STATUS_AT].t) || add_sheet(s, v);
}

static bool
scan_sheets(struct scan *s)
{
	struct ctx *c = s->c;
	struct value round = value_id(s->r->round.row.id), v[COLUMNS];
	struct cursor *cursor;
	bool fine = true;

	if (!store_query(c->store, "round_scores", &round, 1, s->rough, &cursor,
	    &c->errors))
		return false;
	while (fine && store_answer(cursor, v, COLUMNS))
		fine = take_sheet(s, v);
	close_subject(s);
	return store_end(cursor, &c->errors) && fine;
}

static double
within(double x, double lo, double hi)
{
	return x < lo ? lo : x > hi ? hi : x;
}

/* The first and the last cell whose ratings are on the scale. */
static void
set_scale(struct scan *s)
{
	const struct score_how *how = &s->r->instrument->how;
	int lo = (int)within(how->lo * 100 - 2, CELL_LEAST, INT16_MAX);
	int hi = (int)within(how->hi * 100 + 2, CELL_LEAST, INT16_MAX);

	while (lo < hi && score_rating((int16_t)lo) < how->lo)
		lo++;
	while (lo < hi && score_rating((int16_t)hi) > how->hi)
		hi--;
	if (score_rating((int16_t)lo) < how->lo ||
	    score_rating((int16_t)hi) > how->hi)
		lo = 1, hi = 0;         /* it lies beyond all cells */
	s->lo = (int16_t)lo;
	s->hi = (int16_t)hi;
}

/* ---- whom they are about ---- */

struct settling {
	struct scan     *s;
	struct subject  *subject;       /* [n] by id, as they came */
	struct block   **block;         /* [n] where their scores lie */
	size_t          *at;            /* [n] and which there */
	size_t           n;
	bool             personal;
};

static void
name_subject(struct settling *w, struct subject *s, str code, str kind,
    str name)
{
	struct arena *a = w->s->r->arena;

	s->code = str_copy(a, code);
	s->kind = str_copy(a, kind);
	s->name = str_is(kind, "IND") && !w->personal ? s->code
	    : str_copy(a, name);
}

/* A party need not have a code. */
static str
text_of(const struct value *v)
{
	return v->kind == V_TEXT ? v->t : (str){ 0 };
}

/* Both lists are in the order of ids. */
static bool
name_by_merging(struct settling *w)
{
	struct ctx *c = w->s->c;
	struct cursor *cursor;
	struct value v[4];
	size_t i = 0;
	struct id id;

	if (!store_query(c->store, "parties", NULL, 0, w->s->rough, &cursor,
	    &c->errors))
		return false;
	while (i < w->n && store_answer(cursor, v, 4)) {
		id = value_as_id(&v[0]);
		if (id_same(id, w->subject[i].id))
			name_subject(w, &w->subject[i++], text_of(&v[1]),
			    text_of(&v[2]), text_of(&v[3]));
	}
	if (!store_end(cursor, &c->errors))
		return false;
	return i == w->n || fail(&c->errors, BROKEN, NULL,
	    "A sheet is about somebody who is not there.");
}

static bool
name_one_by_one(struct settling *w)
{
	struct ctx *c = w->s->c;
	struct arena_mark mark;
	struct party p;
	size_t i;

	for (i = 0; i < w->n; i++) {
		mark = arena_mark(w->s->rough);
		if (!store_find(c->store, &party_entity, w->subject[i].id,
		    w->s->rough, &p, &c->errors))
			return false;
		name_subject(w, &w->subject[i], p.code, p.kind, p.name);
		arena_back(w->s->rough, mark);
	}
	return true;
}

static bool
name_subjects(struct settling *w)
{
	struct ctx *c = w->s->c;
	struct ask all = { 0 };
	int64_t parties;

	if (!store_count(c->store, &party_entity, &all, &parties, &c->errors))
		return false;
	return (int64_t)w->n > parties / 16 ? name_by_merging(w)
	    : name_one_by_one(w);
}

static void
gather_subjects(struct settling *w)
{
	struct arena *a = w->s->rough;
	struct block *b;
	size_t i;

	w->subject = NEWS(a, struct subject, w->s->subjects + 1);
	w->block = NEWS(a, struct block *, w->s->subjects + 1);
	w->at = NEWS(a, size_t, w->s->subjects + 1);
	for (b = w->s->first; b != NULL; b = b->next)
		for (i = 0; i < b->n; i++) {
			w->subject[w->n] = b->subject[i];
			w->block[w->n] = b;
			w->at[w->n++] = i;
		}
}

struct ranked {
	uint64_t first;         /* eight bytes of the code, as a number */
	size_t   at;
};

static uint64_t
first_bytes(str code)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		n = n << 8 | (i < code.n ? (unsigned char)code.p[i] : 0);
	return n;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	const struct ranked *a = one, *b = other;
	const struct subject *s = with;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return str_order(s[a->at].code, s[b->at].code);
}

static struct ranked *
rank_by_code(struct settling *w)
{
	struct ranked *rank = NEWS(w->s->rough, struct ranked, w->n + 1);
	size_t i;

	for (i = 0; i < w->n; i++)
		rank[i] = (struct ranked){ first_bytes(w->subject[i].code), i };
	sort(w->s->rough, rank, w->n, sizeof(*rank), by_code, w->subject);
	return rank;
}

/* Sheets came by id; people read by code. */
static void
settle_in_order(struct settling *w)
{
	struct results *r = w->s->r;
	size_t items = r->instrument->items, dims = r->instrument->dimensions;
	const struct ranked *rank = rank_by_code(w);
	size_t i, from;

	r->subjects = w->n;
	r->subject = NEWS(r->arena, struct subject, w->n + 1);
	r->item = NEWS(r->arena, struct score *, w->n + 1);
	r->dimension = NEWS(r->arena, struct score *, w->n + 1);
	for (i = 0; i < w->n; i++) {
		from = rank[i].at;
		r->subject[i] = w->subject[from];
		r->item[i] = w->block[from]->item + w->at[from] * items;
		r->dimension[i] = w->block[from]->dimension +
		    w->at[from] * dims;
	}
}

static bool
settle(struct scan *s, bool personal)
{
	struct settling w = { .s = s, .personal = personal };

	gather_subjects(&w);
	if (!name_subjects(&w))
		return false;
	settle_in_order(&w);
	return true;
}

/* ---- figures of the whole ---- */

static void
set_alphas(struct scan *s)
{
	struct agree_alpha ordinal = agree_alpha(s->agree, AGREE_ORDINAL);

	s->r->alpha_ordinal = ordinal.alpha;
	s->r->alpha_nominal = agree_alpha(s->agree, AGREE_NOMINAL).alpha;
	s->r->alpha_interval = agree_alpha(s->agree, AGREE_INTERVAL).alpha;
	s->r->pairable = isnan(ordinal.pairable) ? 0 : (size_t)ordinal.pairable;
}

static enum score_overall
overall_rule(str code)
{
	if (str_is(code, "sum_over_max"))
		return SCORE_OVERALL_SUM_OVER_MAX;
	return str_is(code, "weighted_mean") ? SCORE_OVERALL_WEIGHTED_MEAN
	    : SCORE_OVERALL_MEAN;
}

static double
top_of(const struct instrument *in, size_t dimension)
{
	double top = 0;
	size_t i;

	if (in->how.fold == SCORE_MEAN)
		return in->how.hi;
	for (i = 0; i < in->items; i++)
		if (in->item_dimension[i] == dimension)
			top += in->how.hi;
	return top;
}

static void
set_overall(struct results *r)
{
	const struct instrument *in = r->instrument;
	struct score_dimension *d = NEWS(r->arena, struct score_dimension,
	    in->dimensions + 1);
	size_t i, j;

	r->overall = NEWS(r->arena, struct score_whole, r->subjects + 1);
	for (i = 0; i < r->subjects; i++) {
		for (j = 0; j < in->dimensions; j++)
			d[j] = (struct score_dimension){
				r->dimension[i][j].value,
				isnan(in->dimension[j].weight) ? 1
				    : in->dimension[j].weight, top_of(in, j) };
		r->overall[i] = score_overall(d, in->dimensions,
		    overall_rule(in->framework.overall_rule));
	}
}

static bool
count_decisions(struct ctx *c, struct results *r)
{
	struct value round = value_id(r->round.row.id), v[2];
	const struct choice *of = cleaning_rule_codes.of;
	struct cursor *cursor;
	size_t i;

	if (!store_query(c->store, "round_cleaning", &round, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_answer(cursor, v, 2))
		for (i = 0; of[i].code != NULL && i < 16; i++)
			if (str_is(v[0].t, of[i].code))
				r->quality.by_rule[i] = v[1].i;
	return store_end(cursor, &c->errors);
}

static bool
count_rest(struct scan *s)
{
	struct results *r = s->r;

	r->quality.subjects = (int64_t)r->subjects;
	r->quality.raters = (int64_t)distinct_count(s->raters);
	return count_decisions(s->c, r) && store_last_change(s->c->store,
	    &r->at_change, &s->c->errors);
}

/* Everything of the results lies in their own arena, which may outlive
 * the desk. */
static bool
compute(struct scan *s, bool personal)
{
	struct results *r = s->r;
	struct ctx *c = s->c;
	struct score_round *score;

	if (!assess_instrument(c, r->round.framework, &r->instrument) ||
	    !rounds_apply(c, r->round.rule, r->instrument) ||
	    !score_new(s->rough, &r->instrument->how, &score, &c->errors))
		return false;
	s->score = score;
	s->agree = agree_new(s->rough);
	s->raters = distinct_new(s->rough);
	s->last = &s->first;
	s->cell = NEWS(s->rough, int16_t, r->instrument->items + 1);
	s->beside = NEWS(s->rough, struct score_beside,
	    r->instrument->items + 1);
	set_scale(s);
	if (!scan_sheets(s) || !settle(s, personal))
		return false;
	set_alphas(s);
	set_overall(r);
	return count_rest(s);
}

static struct results *
compute_apart(struct ctx *c, struct id round, bool personal)
{
	struct arena *was = c->arena, *own = arena_new(MEMORY);
	struct results *r = NEW(own, struct results);
	struct scan s = { .c = c, .r = r, .rough = arena_new(MEMORY),
		.sheet = arena_new(MEMORY) };
	bool fine;

	c->arena = r->arena = own;
	fine = flow_find(c, &assessment_round_entity, round, &r->round) &&
	    compute(&s, personal);
	c->arena = was;
	arena_free(s.sheet);
	arena_free(s.rough);
	if (fine)
		return r;
	arena_free(own);
	return NULL;
}

static bool
may_see_results(struct ctx *c, const struct assessment_round *r)
{
	if (ctx_may(c, &gap_entity, SEE, r->programme))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "You may not see the results of this round.");
}

const char *
assess_rests_on(struct arena *a)
{
	struct write w = write_new(a, 1000);
	const struct entity *const *e;

	write_z(&w, " response cleaning assessment_round framework dimension "
	    "item ");
	for (e = entities; *e != NULL; e++)
		if (*e == &party_entity || ((*e)->family != NULL &&
		    strcmp((*e)->family, party_entity.name) == 0))
			write_format(&w, "%s ", (*e)->name);
	return write_done(&w).p;
}

bool
assess_results(struct ctx *c, struct id round, const struct results **out)
{
	struct assessment_round row;
	struct kept_key key = { .of = round };
	struct results *r;

	if (!flow_find(c, &assessment_round_entity, round, &row) ||
	    !may_see_results(c, &row))
		return false;
	key.personal = ctx_may(c, &person_entity, SEE_PERSONAL, row.programme);
	key.rests_on = assess_rests_on(c->arena);
	*out = kept_find(c, &key);
	if (*out != NULL)
		return true;
	*out = r = compute_apart(c, round, key.personal);
	if (r == NULL)
		return false;
	kept_put(c, &key, r->at_change, r->arena, r);
	return true;
}
