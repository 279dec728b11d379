/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/assess.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "engine/agree.h"
#include "flow/find.h"
#include "flow/packed.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "store/store.h"

/* ---- the instrument ---- */

static bool
list_of(struct ctx *c, const struct entity *e, const char *by, struct id id,
    const char *order, struct cursor **out)
{
	struct filter of = { field_named(e, str_of(by)), IS,
		id_text(c->arena, id) };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(e, str_of(order)) };

	return store_list(c->store, e, &ask, c->arena, out, &c->errors);
}

static bool
count_of(struct ctx *c, const struct entity *e, const char *by, struct id id,
    size_t *n)
{
	struct filter of = { field_named(e, str_of(by)), IS,
		id_text(c->arena, id) };
	struct ask ask = { .filters = &of, .n = 1 };
	int64_t rows;

	if (!store_count(c->store, e, &ask, &rows, &c->errors))
		return false;
	*n = (size_t)rows;
	return true;
}

static bool
read_dimensions(struct ctx *c, struct instrument *in)
{
	struct cursor *cursor;
	size_t i = 0;

	if (!count_of(c, &dimension_entity, "framework", in->framework.row.id,
	    &in->dimensions) || !list_of(c, &dimension_entity, "framework",
	    in->framework.row.id, "seq", &cursor))
		return false;
	in->dimension = NEWS(c->arena, struct dimension, in->dimensions + 1);
	while (i < in->dimensions &&
	    store_next(cursor, c->arena, &in->dimension[i]))
		i++;
	in->dimensions = i;
	return store_end(cursor, &c->errors);
}

static bool
read_items(struct ctx *c, struct instrument *in)
{
	struct cursor *cursor;
	size_t i = 0;

	if (!count_of(c, &item_entity, "framework", in->framework.row.id,
	    &in->items) || !list_of(c, &item_entity, "framework",
	    in->framework.row.id, "seq", &cursor))
		return false;
	in->item = NEWS(c->arena, struct item, in->items + 1);
	while (i < in->items && store_next(cursor, c->arena, &in->item[i]))
		i++;
	in->items = i;
	return store_end(cursor, &c->errors);
}

static size_t
dimension_place(const struct instrument *in, struct id id)
{
	size_t i;

	for (i = 0; i < in->dimensions; i++)
		if (id_same(in->dimension[i].row.id, id))
			return i;
	return SCORE_NO_DIMENSION;
}

static enum score_rule
rule_of(str code)
{
	if (str_is(code, "role_weighted_mean"))
		return SCORE_ROLE_WEIGHTED_MEAN;
	if (str_is(code, "agreed"))
		return SCORE_AGREED;
	return str_is(code, "single") ? SCORE_SINGLE : SCORE_MEDIAN;
}

/* Every rater role there is, with the weight that the framework gives. */
static bool
read_roles(struct ctx *c, struct instrument *in)
{
	const struct choice *of = rater_role_codes.of;
	struct score_role *role;
	struct node *weights = NULL;
	str *code;
	size_t i, n = 0;

	while (of[n].code != NULL)
		n++;
	role = NEWS(c->arena, struct score_role, n);
	code = NEWS(c->arena, str, n);
	if (!str_none(in->framework.role_weights) && !json_read(c->arena,
	    in->framework.role_weights, &weights, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		code[i] = str_of(of[i].code);
		role[i] = (struct score_role){ json_number(weights, of[i].code),
			strcmp(of[i].code, "external") == 0 };
	}
	in->role = code;
	in->how.role = role;
	in->how.roles = n;
	return true;
}

static void
set_how(struct ctx *c, struct instrument *in)
{
	const struct framework *f = &in->framework;
	struct score_item *item = NEWS(c->arena, struct score_item,
	    in->items + 1);
	size_t i;

	in->item_dimension = NEWS(c->arena, size_t, in->items + 1);
	for (i = 0; i < in->items; i++) {
		in->item_dimension[i] = dimension_place(in,
		    in->item[i].dimension);
		item[i] = (struct score_item){ in->item_dimension[i], 1,
			in->item[i].is_reverse == YES };
	}
	in->how.lo = f->scale_min;
	in->how.hi = f->scale_max;
	in->how.item = item;
	in->how.items = in->items;
	in->how.dimensions = in->dimensions;
	in->how.rule = rule_of(f->rater_rule);
	in->how.fold = str_is(f->dimension_rule, "sum") ? SCORE_SUM
	    : SCORE_MEAN;
	in->how.min_share = isnan(f->min_share) ? 0 : f->min_share;
}

bool
assess_instrument(struct ctx *c, struct id framework, struct instrument **out)
{
	struct instrument *in = NEW(c->arena, struct instrument);

	*out = in;
	if (!store_find(c->store, &framework_entity, framework, c->arena,
	    &in->framework, &c->errors) || !read_dimensions(c, in) ||
	    !read_items(c, in) || !read_roles(c, in))
		return false;
	set_how(c, in);
	return true;
}

/* ---- the results of a round ---- */

struct scan {                           /* sheets going by */
	struct ctx         *c;
	struct results     *r;
	struct score_round *score;
	struct agree       *agree;
	int16_t            *cell;
	struct score_beside *beside;
	size_t              room;
	struct id           at;         /* the subject at hand */
	bool                open;
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

static void *
doubled(struct arena *a, const void *was, size_t n, size_t room, size_t size)
{
	void *more = arena_take(a, room, size);

	if (n > 0)
		memcpy(more, was, n * size);
	return more;
}

static void
open_subject(struct scan *s, struct id id)
{
	struct results *r = s->r;
	struct arena *a = r->arena;
	size_t in = r->instrument->items, dim = r->instrument->dimensions;

	if (r->subjects == s->room) {
		s->room = s->room ? s->room * 2 : 64;
		r->subject = doubled(a, r->subject, r->subjects, s->room,
		    sizeof(*r->subject));
		r->item = doubled(a, r->item, r->subjects * in,
		    s->room * in + 1, sizeof(*r->item));
		r->dimension = doubled(a, r->dimension, r->subjects * dim,
		    s->room * dim + 1, sizeof(*r->dimension));
	}
	r->subject[r->subjects] = (struct subject){ .id = id };
	s->at = id;
	s->open = true;
}

static void
close_subject(struct scan *s)
{
	struct results *r = s->r;
	size_t at = r->subjects;

	if (!s->open)
		return;
	score_agree(s->score, s->agree);
	score_subject(s->score, r->item + at * r->instrument->items,
	    r->dimension + at * r->instrument->dimensions);
	if (r->subject[at].sheets > 0)
		r->subjects++;
	s->open = false;
}

static void
count_cell(struct quality *q, int16_t cell, double lo, double hi)
{
	double rating;

	switch (cell) {
	case CELL_BLANK: q->blank++; break;
	case CELL_NA: q->na++; break;
	case CELL_DK: q->dk++; break;
	case CELL_REFUSED: q->refused++; break;
	case CELL_UNREADABLE: q->unreadable++; break;
	case CELL_BESIDE: q->rated++; break;
	default:
		rating = score_rating(cell);
		if (rating >= lo && rating <= hi)
			q->rated++;
		else
			q->off_scale++;
	}
	q->cells++;
}

/* The columns of the query round_sheets. */
enum { SUBJECT_AT, RATER_AT, ROLE_AT, STATUS_AT, SCORES_AT, CONFIDENCE_AT,
	BESIDE_AT, ID_AT, IMPORTANCE_AT, LATE_AT, COLUMNS };

static bool
counts(str status)
{
	return str_is(status, "accepted") || str_is(status, "submitted");
}

static void
add_sheet(struct scan *s, const struct value *v)
{
	const struct instrument *in = s->r->instrument;
	struct quality *q = &s->r->quality;
	size_t i, n;

	for (i = 0; i < in->items; i++) {
		s->cell[i] = packed_cell(v[SCORES_AT].t, i);
		count_cell(q, s->cell[i], in->how.lo, in->how.hi);
	}
	n = packed_beside(s->c->arena, v[BESIDE_AT].kind == V_NONE ? (str){ 0 }
	    : v[BESIDE_AT].t, in, s->beside);
	score_sheet(s->score, role_place(in, v[ROLE_AT].t), s->cell, s->beside,
	    n);
	s->r->subject[s->r->subjects].sheets++;
}

static void
take_sheet(struct scan *s, const struct value *v)
{
	struct quality *q = &s->r->quality;
	struct id subject = value_as_id(&v[SUBJECT_AT]);

	q->sheets++;
	if (v[LATE_AT].kind == V_INT && v[LATE_AT].i == YES)
		q->late++;
	if (!s->open || !id_same(subject, s->at)) {
		close_subject(s);
		open_subject(s, subject);
	}
	if (counts(v[STATUS_AT].t))
		add_sheet(s, v);
	else if (str_is(v[STATUS_AT].t, "excluded"))
		q->excluded++;
	else if (str_is(v[STATUS_AT].t, "declined"))
		q->declined++;
}

static bool
scan_sheets(struct scan *s)
{
	struct ctx *c = s->c;
	struct value round = value_id(s->r->round.row.id), v[COLUMNS];
	struct cursor *cursor;

	if (!store_query(c->store, "round_sheets", &round, 1, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_answer(cursor, v, COLUMNS))
		take_sheet(s, v);
	close_subject(s);
	return store_end(cursor, &c->errors);
}

static void
set_alphas(struct scan *s)
{
	struct agree_alpha ordinal = agree_alpha(s->agree, AGREE_ORDINAL);

	s->r->alpha_ordinal = ordinal.alpha;
	s->r->alpha_nominal = agree_alpha(s->agree, AGREE_NOMINAL).alpha;
	s->r->alpha_interval = agree_alpha(s->agree, AGREE_INTERVAL).alpha;
	s->r->pairable = isnan(ordinal.pairable) ? 0 : (size_t)ordinal.pairable;
}

/* ---- whom they are about ---- */

static bool
name_subjects(struct ctx *c, struct results *r)
{
	struct party p;
	size_t i;

	for (i = 0; i < r->subjects; i++) {
		if (!store_find(c->store, &party_entity, r->subject[i].id,
		    c->arena, &p, &c->errors))
			return false;
		r->subject[i].code = p.code;
		r->subject[i].kind = p.kind;
		r->subject[i].name = str_is(p.kind, "IND") &&
		    !ctx_may(c, &person_entity, SEE_PERSONAL,
		    r->round.programme)
		    ? p.code : p.name;
	}
	return true;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	const struct subject *s = with;

	return str_order(s[*(const size_t *)one].code,
	    s[*(const size_t *)other].code);
}

/* Sheets came by id; people read by code. */
static void
sort_subjects(struct results *r)
{
	struct arena *a = r->arena;
	size_t i, n = r->subjects, *order = NEWS(a, size_t, n + 1);
	size_t items = r->instrument->items, dims = r->instrument->dimensions;
	struct subject *subject = NEWS(a, struct subject, n + 1);
	struct score *item = NEWS(a, struct score, n * items + 1);
	struct score *dimension = NEWS(a, struct score, n * dims + 1);

	for (i = 0; i < n; i++)
		order[i] = i;
	sort(a, order, n, sizeof(*order), by_code, r->subject);
	for (i = 0; i < n; i++) {
		subject[i] = r->subject[order[i]];
		memcpy(item + i * items, r->item + order[i] * items,
		    items * sizeof(*item));
		memcpy(dimension + i * dims, r->dimension + order[i] * dims,
		    dims * sizeof(*dimension));
	}
	r->subject = subject;
	r->item = item;
	r->dimension = dimension;
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
				r->dimension[i * in->dimensions + j].value,
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
count_raters(struct ctx *c, struct results *r)
{
	struct value round = value_id(r->round.row.id);

	r->quality.subjects = (int64_t)r->subjects;
	return store_number(c->store, "round_raters", &round, 1, 0,
	    &r->quality.raters, &c->errors) &&
	    store_last_change(c->store, &r->at_change, &c->errors);
}

static bool
may_see_results(struct ctx *c, const struct assessment_round *r)
{
	if (ctx_may(c, &gap_entity, SEE, r->programme))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "You may not see the results of this round.");
}

bool
assess_results(struct ctx *c, struct id round, struct results **out)
{
	struct results *r = NEW(c->arena, struct results);
	struct scan s = { .c = c, .r = r };

	*out = r;
	r->arena = c->arena;
	if (!flow_find(c, &assessment_round_entity, round, &r->round) ||
	    !may_see_results(c, &r->round) ||
	    !assess_instrument(c, r->round.framework, &r->instrument) ||
	    !score_new(c->arena, &r->instrument->how, &s.score, &c->errors))
		return false;
	s.agree = agree_new(c->arena);
	s.cell = NEWS(c->arena, int16_t, r->instrument->items + 1);
	s.beside = NEWS(c->arena, struct score_beside,
	    r->instrument->items + 1);
	if (!scan_sheets(&s) || !name_subjects(c, r))
		return false;
	set_alphas(&s);
	sort_subjects(r);
	set_overall(r);
	return count_decisions(c, r) && count_raters(c, r);
}

bool
assess_rounds(struct ctx *c, struct id programme, struct assessment_round **out,
    size_t *n)
{
	struct filter of = { field_named(&assessment_round_entity,
	    S("programme")),
		IS, id_text(c->arena, programme) };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(&assessment_round_entity, S("opens")) };
	struct found *found;
	int64_t rows;

	if (!flow_count(c, &assessment_round_entity, &ask, &rows) ||
	    !flow_list(c, &assessment_round_entity, &ask, &found))
		return false;
	*out = NEWS(c->arena, struct assessment_round, (size_t)rows + 1);
	for (*n = 0; *n < (size_t)rows &&
	    flow_next(found, c->arena, &(*out)[*n]); ++*n)
		;
	return flow_end(found);
}
