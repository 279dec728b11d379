/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/quality.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/packed.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "store/store.h"

enum { DECISIONS_FIRST = 64 };

/* The columns of the query round_desk. */
enum { ID_AT, SUBJECT_AT, RATER_AT, ROLE_AT, VERSION_AT, STATUS_AT, LATE_AT,
	SUBMITTED_AT, SCORES_AT, BESIDE_AT, COLUMNS };

struct sheet_row {              /* one going by */
	struct id id, subject;
	str       rater, role, status, beside;
	int64_t   submitted_at;
	bool      late, counts;
};

struct finding {
	struct ctx          *c;
	struct quality_desk *d;
	int16_t             *cell;      /* [items] */
	struct sheet_row     before;
	struct cleaning     *decision;  /* [decisions] of the round */
	size_t               decisions, room;
};

static bool
counts(str status)
{
	return str_is(status, "submitted") || str_is(status, "accepted");
}

static bool
came(str status)
{
	return counts(status) || str_is(status, "excluded") ||
	    str_is(status, "returned");
}

/* ---- what was decided ---- */

static bool
read_decisions(struct finding *f)
{
	struct ctx *c = f->c;
	struct filter of = { field_named(&cleaning_entity, S("round")), IS,
		id_text(c->arena, f->d->round.row.id) };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(&cleaning_entity, S("response")) };
	struct cursor *cursor;
	int64_t n;

	if (!store_count(c->store, &cleaning_entity, &ask, &n, &c->errors) ||
	    !store_list(c->store, &cleaning_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	f->decision = NEWS(c->arena, struct cleaning, (size_t)n + 1);
	while (f->decisions < (size_t)n && store_next(cursor, c->arena,
	    &f->decision[f->decisions]))
		f->decisions++;
	return store_end(cursor, &c->errors);
}

static bool
is_about(const struct finding *f, const struct cleaning *d,
    const struct quality_issue *q)
{
	if (!id_same(d->response, q->response) || !str_is(d->rule, q->rule))
		return false;
	return q->item == SIZE_MAX ? str_none(d->item) : str_same(d->item,
	    f->d->instrument->item[q->item].code);
}

/* Decisions stand in the order of their sheets: the first of this one. */
static size_t
first_of(const struct finding *f, struct id response)
{
	size_t low = 0, high = f->decisions, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (memcmp(f->decision[mid].response.b, response.b,
		    sizeof(response.b)) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* One in force counts before one that was taken back, then the last. */
static bool
is_newer(const struct cleaning *d, const struct cleaning *than)
{
	if (than == NULL || d->in_force != than->in_force)
		return than == NULL || d->in_force == YES;
	return d->decided_at >= than->decided_at;
}

static void
find_decision(const struct finding *f, struct quality_issue *q)
{
	const struct cleaning *d;
	size_t i;

	for (i = first_of(f, q->response); i < f->decisions &&
	    id_same(f->decision[i].response, q->response); i++) {
		d = &f->decision[i];
		if (is_about(f, d, q) && is_newer(d, q->decision))
			q->decision = d;
	}
	q->is_open = q->decision == NULL || q->decision->in_force != YES;
}

/* ---- what is odd ---- */

static void
raise(struct finding *f, struct quality_issue q)
{
	struct quality_desk *d = f->d;

	if (d->n == QUALITY_MOST) {
		d->more = true;
		return;
	}
	find_decision(f, &q);
	d->open += q.is_open;
	d->blocking += q.is_open && q.blocks;
	d->issue = arena_more(f->c->arena, d->issue, d->n, &f->room,
	    sizeof(*d->issue));
	d->issue[d->n++] = q;
}

static struct quality_issue
issue_of(const struct sheet_row *s, const char *rule, bool blocks)
{
	return (struct quality_issue){ .rule = rule, .blocks = blocks,
		.response = s->id, .subject = s->subject, .rater = s->rater,
		.role = s->role, .status = s->status,
		.submitted_at = s->submitted_at, .item = SIZE_MAX,
		.share = NAN };
}

/* The text that could not be read stands beside. */
static str
raw_beside(struct finding *f, const struct sheet_row *s, size_t item)
{
	struct errors quiet = { f->c->arena, NULL, NULL, NULL };
	const struct node *one;
	struct node *tree;

	if (str_none(s->beside) ||
	    !json_read(f->c->arena, s->beside, &tree, &quiet))
		return (str){ 0 };
	one = node_find(tree, f->d->instrument->item[item].code);
	return one == NULL ? (str){ 0 } : json_text(one, "raw");
}

static void
look_at_cell(struct finding *f, const struct sheet_row *s, size_t i)
{
	const struct score_how *how = &f->d->instrument->how;
	double rating = score_rating(f->cell[i]);
	bool off = !isnan(rating) && (rating < how->lo || rating > how->hi);
	struct quality_issue q;

	if (!off && f->cell[i] != CELL_UNREADABLE)
		return;
	q = issue_of(s, off ? "out_of_range" : "text_score", true);
	q.item = i;
	q.raw = off ? str_print(f->c->arena, "%g", rating)
	    : raw_beside(f, s, i);
	raise(f, q);
}

static bool
is_answered(int16_t cell)
{
	return cell >= CELL_LEAST || cell == CELL_BESIDE || cell == CELL_NA;
}

static void
look_at_cells(struct finding *f, const struct sheet_row *s)
{
	const struct instrument *in = f->d->instrument;
	double least = isnan(in->framework.min_share) ? 0
	    : in->framework.min_share, share;
	size_t i, answered = 0, alike = 0;
	struct quality_issue q;

	for (i = 0; i < in->items; i++) {
		look_at_cell(f, s, i);
		answered += is_answered(f->cell[i]);
		alike += f->cell[i] >= CELL_LEAST &&
		    f->cell[i] == f->cell[0];
	}
	if (alike == in->items && alike >= QUALITY_ALIKE) {
		q = issue_of(s, "straight_lining", false);
		q.raw = str_print(f->c->arena, "%g",
		    score_rating(f->cell[0]));
		raise(f, q);
	}
	share = in->items == 0 ? 1 : (double)answered / (double)in->items;
	if (share < least) {
		q = issue_of(s, "missing", false);
		q.share = share;
		raise(f, q);
	}
}

static bool
is_after_grace(const struct assessment_round *r, int64_t at)
{
	struct day last = r->grace_until.n != 0 ? r->grace_until : r->due;

	return at != MOMENT_NONE && last.n != 0 && moment_day(at).n > last.n;
}

static bool
same_rater(const struct sheet_row *a, const struct sheet_row *b)
{
	return id_same(a->subject, b->subject) &&
	    str_same(a->rater, b->rater) && str_same(a->role, b->role);
}

static void
look_at(struct finding *f, const struct sheet_row *s)
{
	struct quality_issue q;

	if (f->before.counts && s->counts && same_rater(&f->before, s)) {
		q = issue_of(&f->before, "duplicate_response", true);
		q.other = s->id;
		raise(f, q);
	}
	if (is_after_grace(&f->d->round, s->submitted_at))
		raise(f, issue_of(s, "after_close", true));
	else if (s->late)
		raise(f, issue_of(s, "late", false));
	look_at_cells(f, s);
}

static size_t
item_place(const struct instrument *in, str code)
{
	size_t i;

	for (i = 0; i < in->items; i++)
		if (str_same(in->item[i].code, code))
			return i;
	return SIZE_MAX;
}

/* An excluded sheet is looked at only through what was decided on it. */
static void
look_at_excluded(struct finding *f, const struct sheet_row *s)
{
	const struct cleaning *d;
	struct quality_issue q;
	size_t i;

	for (i = first_of(f, s->id); i < f->decisions &&
	    id_same(f->decision[i].response, s->id); i++) {
		d = &f->decision[i];
		if (d->in_force != YES)
			continue;
		q = issue_of(s, str_z(f->c->arena, d->rule), false);
		if (!str_none(d->item))
			q.item = item_place(f->d->instrument, d->item);
		q.raw = d->raw;
		raise(f, q);
	}
}

static struct sheet_row
sheet_of(struct finding *f, const struct value *v)
{
	struct arena *a = f->c->arena;
	struct sheet_row s = { .id = value_as_id(&v[ID_AT]),
		.subject = value_as_id(&v[SUBJECT_AT]),
		.rater = str_copy(a, v[RATER_AT].t),
		.role = str_copy(a, v[ROLE_AT].t),
		.status = str_copy(a, v[STATUS_AT].t),
		.submitted_at = v[SUBMITTED_AT].kind == V_INT
		    ? v[SUBMITTED_AT].i : MOMENT_NONE,
		.late = v[LATE_AT].kind == V_INT && v[LATE_AT].i == YES };

	if (v[BESIDE_AT].kind == V_TEXT)
		s.beside = str_copy(a, v[BESIDE_AT].t);
	s.counts = counts(s.status);
	return s;
}

static void
take_sheet(struct finding *f, const struct value *v)
{
	struct arena_mark mark = arena_mark(f->c->arena);
	struct sheet_row s = sheet_of(f, v);
	size_t had = f->d->n;

	f->d->sheets++;
	f->d->came += came(s.status);
	packed_cells(v[SCORES_AT].t, f->cell, f->d->instrument->items);
	if (s.counts)
		look_at(f, &s);
	else if (str_is(s.status, "excluded"))
		look_at_excluded(f, &s);
	if (f->d->n == had && !s.counts)
		arena_back(f->c->arena, mark);
	else
		f->before = s;
}

static bool
scan(struct finding *f)
{
	struct ctx *c = f->c;
	struct value round = value_id(f->d->round.row.id), v[COLUMNS];
	struct cursor *cursor;

	if (!store_query(c->store, "round_desk", &round, 1, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_answer(cursor, v, COLUMNS))
		take_sheet(f, v);
	return store_end(cursor, &c->errors);
}

static bool
find(struct ctx *c, const struct assessment_round *r, struct quality_desk **out)
{
	struct finding f = { .c = c, .d = NEW(c->arena, struct quality_desk) };

	*out = f.d;
	f.d->round = *r;
	if (!assess_instrument(c, r->framework, &f.d->instrument))
		return false;
	f.cell = NEWS(c->arena, int16_t, f.d->instrument->items + 1);
	if (!read_decisions(&f))
		return false;
	f.d->decision = f.decision;
	f.d->decisions = f.decisions;
	return scan(&f);
}

bool
quality_find(struct ctx *c, struct id round, struct quality_desk **out)
{
	struct assessment_round r;

	if (!flow_find(c, &assessment_round_entity, round, &r))
		return false;
	if (!ctx_may(c, &cleaning_entity, SEE, r.programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you look at single answers.");
	return find(c, &r, out);
}

/* ---- guards ---- */

bool
quality_blocking(struct ctx *c, const void *round, int64_t *found, str *which)
{
	struct quality_desk *d;

	(void)which;
	if (!find(c, round, &d))
		return false;
	*found = (int64_t)d->blocking;
	return true;
}

bool
quality_short(struct ctx *c, const void *round, int64_t *found, str *which)
{
	const struct assessment_round *r = round;
	struct quality_desk *d;

	(void)which;
	*found = 0;
	if (isnan(r->min_response) || r->min_response <= 0)
		return true;
	if (!find(c, r, &d))
		return false;
	*found = d->sheets == 0 ||
	    (double)d->came < r->min_response * (double)d->sheets;
	return true;
}

/* ---- a decision ---- */

static const struct quality_issue *
issue_named(const struct quality_desk *d, const struct quality_choice *k)
{
	const struct quality_issue *q;
	size_t i;

	for (i = 0; i < d->n; i++) {
		q = &d->issue[i];
		if (q->is_open && str_is(k->rule, q->rule) &&
		    id_same(k->response, q->response) &&
		    (q->item == SIZE_MAX ? str_none(k->item)
		    : str_same(k->item, d->instrument->item[q->item].code)))
			return q;
	}
	return NULL;
}

static bool
fits(struct ctx *c, const struct quality_desk *d, const struct quality_issue *q,
    const struct quality_choice *k)
{
	bool correct = str_is(k->decision, "correct");
	double taken;

	if (choice_coded(&cleaning_decision_codes, k->decision) == NULL)
		return fail(&c->errors, INVALID, "decision",
		    "Choose what to do about it.");
	if (!str_is(k->decision, "accept") && str_none(str_trim(k->reason)))
		return fail(&c->errors, INVALID, "reason", "Say why.");
	if (correct && q->item == SIZE_MAX)
		return fail(&c->errors, INVALID, "decision",
		    "Only a single answer can be corrected.");
	if (correct && !str_is(k->taken, "-") && (!str_real(k->taken, &taken) ||
	    taken < d->instrument->how.lo || taken > d->instrument->how.hi))
		return fail(&c->errors, INVALID, "taken",
		    "'%.*s' is no number from %g to %g.", (int)k->taken.n,
		    k->taken.p, d->instrument->how.lo, d->instrument->how.hi);
	if (str_is(k->decision, "return") && !str_is(d->round.state, "open") &&
	    !str_is(d->round.state, "grace"))
		return fail(&c->errors, INVALID, "decision",
		    "The round takes no more answers: a sheet cannot be "
		    "returned to its rater.");
	return true;
}

static void
fill(struct ctx *c, const struct quality_desk *d,
    const struct quality_issue *q, const struct quality_choice *k,
    struct cleaning *row)
{
	row_blank(&cleaning_entity, row);
	row->row.id = id_new(c->random, c->now);
	row->round = d->round.row.id;
	row->response = q->response;
	row->rule = str_of(q->rule);
	row->decision = k->decision;
	if (q->item != SIZE_MAX)
		row->item = d->instrument->item[q->item].code;
	row->raw = q->item != SIZE_MAX ? q->raw : q->status;
	if (str_is(k->decision, "correct") && !str_is(k->taken, "-"))
		row->taken = k->taken;
	row->in_force = YES;
	row->reason = str_trim(k->reason);
	row->decided_at = c->now;
	row->decided_by = c->actor.user;
}

static bool
decide(struct ctx *c, const struct quality_desk *d,
    const struct quality_issue *q, const struct quality_choice *k)
{
	struct cleaning row;
	struct ctx system;
	bool fine;

	if (!fits(c, d, q, k))
		return false;
	fill(c, d, q, k, &row);
	if (!flow_may(c, &cleaning_entity, &row, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you decide on answers.");
	if (!guard_frozen(c, &cleaning_entity, NULL, &row))
		return false;
	system = ctx_as_program(c);      /* what only the program may set */
	system.reason = row.reason;
	fine = flow_save_as_was(&system, &cleaning_entity, &row) &&
	    assess_rewrite(&system, &row, true);
	c->errors = system.errors;
	return fine;
}

bool
quality_decide(struct ctx *c, struct id round, const struct quality_choice *k)
{
	const struct quality_issue *q;
	struct quality_desk *d;

	if (!quality_find(c, round, &d))
		return false;
	q = issue_named(d, k);
	if (q == NULL)
		return fail(&c->errors, INVALID, NULL,
		    "This issue is not open any more: look at the list again.");
	return decide(c, d, q, k);
}

bool
quality_decide_all(struct ctx *c, struct id round,
    const struct quality_choice *k, size_t *n)
{
	struct quality_desk *d;
	bool fine = true;
	size_t i;

	*n = 0;
	if (!quality_find(c, round, &d))
		return false;
	for (i = 0; fine && i < d->n; i++) {
		if (!d->issue[i].is_open || !str_is(k->rule, d->issue[i].rule))
			continue;
		fine = decide(c, d, &d->issue[i], k);
		++*n;
	}
	return fine && (*n > 0 || fail(&c->errors, INVALID, NULL,
	    "No issue of this kind is open."));
}
