/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/promise.h"

#include "flow/cost.h"
#include "flow/exam_item.h"
#include "flow/files.h"
#include "flow/gather.h"
#include "flow/strata.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/plan.h"
#include "store/store.h"

/* ---- reading beside ---- */

static bool
find(struct ctx *c, const struct entity *e, struct id id, void *row)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };

	return !id_none(id) && store_find(c->store, e, id, c->arena, row,
	    &quiet);
}

/* Rows of an entity whose reference `by` is that row. */
static bool
list(struct ctx *c, const struct entity *e, const char *by, struct id id,
    struct cursor **cursor)
{
	struct filter *of = NEW(c->arena, struct filter);
	struct ask ask = { .filters = of, .n = 1 };

	*of = (struct filter){ field_named(e, str_of(by)), IS,
		id_text(c->arena, id) };
	return store_list(c->store, e, &ask, c->arena, cursor, &c->errors);
}

static bool
says(struct ctx *c, const char *field, const char *sentence, str code)
{
	return fail(&c->errors, INVALID, field, words_say(c->words, sentence),
	    (int)code.n, code.p);
}

/* ---- activities that are chosen ---- */

static bool
is_chosen(const struct activity *a)
{
	static const char *const states[] = { "selected", "scheduled",
		"ongoing", "delivered", "verified", "postponed", NULL };
	size_t i;

	for (i = 0; states[i] != NULL; i++)
		if (str_is(a->state, states[i]))
			return true;
	return false;
}

static bool
check_needs(struct ctx *c, const struct activity *a)
{
	str rest = a->prerequisites, one;
	struct activity other;
	bool fine = true;
	struct id id;

	while (str_cut(&rest, ';', &one)) {
		if (id_read(str_trim(one), &id) &&
		    find(c, &activity_entity, id, &other) &&
		    !is_chosen(&other))
			fine = says(c, "prerequisites",
			    "It needs '%.*s', which is not selected.",
			    other.code);
	}
	return fine;
}

/* The others of the programme that are chosen; NULL: a fault. */
static struct activity *
chosen_beside(struct ctx *c, const struct activity *a, size_t *n)
{
	struct activity *all = gather(c, &activity_entity, a->programme, n);
	size_t i, kept = 0;

	for (i = 0; all != NULL && i < *n; i++)
		if (!id_same(all[i].row.id, a->row.id) && is_chosen(&all[i]))
			all[kept++] = all[i];
	*n = kept;
	return all;
}

/* Either of the two may name the other. */
static bool
check_excluded(struct ctx *c, const struct activity *a)
{
	bool fine = true;
	size_t i, n;
	struct activity *other = chosen_beside(c, a, &n);

	for (i = 0; i < n; i++)
		if (id_among(a->exclusive_with, other[i].row.id) ||
		    id_among(other[i].exclusive_with, a->row.id))
			fine = says(c, "exclusive_with",
			    "It excludes '%.*s', which is selected.",
			    other[i].code);
	return other != NULL && fine;
}

/* Nobody who is chosen may lose what he needs. */
static bool
check_needed(struct ctx *c, const struct activity *a)
{
	bool fine = true;
	size_t i, n;
	struct activity *other = chosen_beside(c, a, &n);

	for (i = 0; i < n; i++)
		if (id_among(other[i].prerequisites, a->row.id))
			fine = says(c, NULL,
			    "Activity '%.*s' needs it and is selected: cancel "
			    "that first.", other[i].code);
	return other != NULL && fine;
}

/* Gaps of an activity, less one that is about to go. */
static bool
count_gaps(struct ctx *c, struct id activity, struct id less, size_t *n)
{
	struct cursor *cursor;
	struct activity_gap g;

	*n = 0;
	if (!list(c, &activity_gap_entity, "activity", activity, &cursor))
		return false;
	while (store_next(cursor, c->arena, &g))
		*n += !id_same(g.row.id, less);
	return store_end(cursor, &c->errors);
}

static bool
check_aim(struct ctx *c, const struct activity *a, struct id less)
{
	size_t n;

	if (a->is_mandatory == YES)
		return true;
	if (!count_gaps(c, a->row.id, less, &n))
		return false;
	return n > 0 || says(c, "is_mandatory",
	    "Activity '%.*s' is selected and would close no gap: name one, "
	    "or say that it must be done.", a->code);
}

static bool
keep_activity(struct ctx *c, const struct activity *was,
    const struct activity *a)
{
	bool begins, fine = cost_keep(c, was, a);

	if (a == NULL || (was != NULL && is_chosen(was) && !is_chosen(a)))
		return (!is_chosen(was) || check_needed(c, was)) && fine;
	if (!is_chosen(a))
		return fine;
	begins = was == NULL || !is_chosen(was);
	if (begins || !str_same(was->prerequisites, a->prerequisites))
		fine &= check_needs(c, a);
	if (begins || !str_same(was->exclusive_with, a->exclusive_with))
		fine &= check_excluded(c, a);
	if (begins || was->is_mandatory != a->is_mandatory)
		fine &= check_aim(c, a, (struct id){ { 0 } });
	return fine;
}

/* The last gap of an activity that is chosen stays with it. */
static bool
keep_aim(struct ctx *c, const struct activity_gap *was,
    const struct activity_gap *g)
{
	struct activity a;

	if (was == NULL || (g != NULL && id_same(was->activity, g->activity)))
		return true;
	return !find(c, &activity_entity, was->activity, &a) ||
	    !is_chosen(&a) || check_aim(c, &a, was->row.id);
}

/* ---- money ---- */

static bool
check_line(struct ctx *c, const struct transaction *t,
    const struct budget_line *b)
{
	bool fine = true;

	if (!id_same(t->activity, b->activity))
		fine = says(c, "budget_line",
		    "The budget line '%.*s' is of another activity.", b->code);
	if (!id_same(t->funder, b->funder))
		fine = says(c, "budget_line",
		    "The budget line '%.*s' is of another funder.", b->code);
	return fine;
}

static bool
keep_transaction(struct ctx *c, const struct transaction *was,
    const struct transaction *t)
{
	struct budget_line b;

	if (was != NULL || t == NULL || !str_is(t->type, "4"))
		return true;    /* an entry of the books is never edited */
	if (id_none(t->budget_line))
		return fail(&c->errors, INVALID, "budget_line",
		    "Say of which budget line this was spent.");
	return !find(c, &budget_line_entity, t->budget_line, &b) ||
	    check_line(c, t, &b);
}

/* What was spent of a line stays of its activity and funder. */
static bool
keep_line(struct ctx *c, const struct budget_line *was,
    const struct budget_line *b)
{
	struct cursor *cursor;
	struct transaction t;
	bool fine = true;

	if (!cost_keep_line(c, was, b))
		return false;
	if (was == NULL || b == NULL || (id_same(was->activity, b->activity) &&
	    id_same(was->funder, b->funder)))
		return true;
	if (!list(c, &transaction_entity, "budget_line", b->row.id, &cursor))
		return false;
	while (fine && store_next(cursor, c->arena, &t))
		if (str_is(t.type, "4"))
			fine = says(c, id_same(was->funder, b->funder)
			    ? "activity" : "funder",
			    "Money was spent of this line already (%.*s): "
			    "make a new line.", t.code);
	return store_end(cursor, &c->errors) && fine;
}

/* ---- evaluations ---- */

static bool
keep_recommendation(struct ctx *c, const struct recommendation *was,
    const struct recommendation *r)
{
	struct evaluation v;

	if (r == NULL || !str_is(r->state, "open") || (was != NULL &&
	    id_same(was->evaluation, r->evaluation)) ||
	    !find(c, &evaluation_entity, r->evaluation, &v))
		return true;
	return !str_is(v.state, "closed") || fail(&c->errors, INVALID,
	    "evaluation",
	    "This evaluation is closed: it takes no new recommendation.");
}

/* ---- who came after ---- */

/* Whether `from` leads to `to` by changes other than that one. */
static bool
leads_to(struct ctx *c, struct id from, struct id to, struct id but, int left)
{
	struct cursor *cursor;
	struct party_change *k = NULL;
	size_t i, n = 0, room = 0;
	bool is = id_same(from, to);

	if (is || left == 0 || id_none(from) || !list(c, &party_change_entity,
	    "predecessor", from, &cursor))
		return is;
	do
		k = arena_more(c->arena, k, n, &room, sizeof(*k));
	while (store_next(cursor, c->arena, &k[n]) && ++n > 0);
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < n && !is; i++)
		is = !id_same(k[i].row.id, but) && leads_to(c, k[i].successor,
		    to, but, left - 1);
	return is;
}

/* Nobody comes after himself, whatever happened in between. */
static bool
keep_change(struct ctx *c, const struct party_change *k)
{
	enum { DEEP = 12 };

	return k == NULL || id_none(k->successor) || !leads_to(c,
	    k->successor, k->predecessor, k->row.id, DEEP) || fail(&c->errors,
	    INVALID, "successor",
	    "This would make somebody his own successor.");
}

/* ---- figures that were computed ---- */

/* What a round told of a gap is kept as it was when it was ranked. */
static bool
keep_gap(struct ctx *c, const struct gap *was, const struct gap *g)
{
	static const char *const computed[] = { "round", "current", "desired",
		"gap", "importance", "urgency", "weight", "priority",
		"priority_norm", "rule", "rank", "n_raters", "alpha", NULL };
	const struct field *f;
	bool fine = true;
	size_t i;

	if (was == NULL || g == NULL || c->actor.system ||
	    id_none(was->round))
		return true;
	for (i = 0; computed[i] != NULL; i++) {
		f = field_named(&gap_entity, str_of(computed[i]));
		if (!row_same(f, was, g))
			fine = fail(&c->errors, INVALID, f->name,
			    "'%s' was computed from a round: it changes by a "
			    "new round, not by editing.",
			    words_say(c->words, f->label));
	}
	return fine;
}

/* ---- all of them ---- */

static bool
keep(struct ctx *c, const struct entity *e, const void *was, const void *row)
{
	if (e == &activity_entity)
		return keep_activity(c, was, row);
	if (e == &activity_gap_entity)
		return keep_aim(c, was, row);
	if (e == &transaction_entity)
		return keep_transaction(c, was, row);
	if (e == &budget_line_entity)
		return keep_line(c, was, row);
	if (e == &indicator_value_entity)
		return strata_keep(c, was, row);
	if (e == &party_change_entity)
		return keep_change(c, row);
	if (e == &gap_entity)
		return keep_gap(c, was, row);
	if (e == &recommendation_entity)
		return keep_recommendation(c, was, row);
	if (e == &test_item_entity)
		return exam_item_keep(c, was, row);
	return true;
}

bool
promise_keep(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	return files_keep(c, e, was, row) && keep(c, e, was, row);
}

bool
promise_check(struct ctx *c, const struct entity *e, const void *row)
{
	return promise_keep(c, e, NULL, row);
}
