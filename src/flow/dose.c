/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/dose.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "flow/attend.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "model/plan.h"
#include "store/store.h"

enum { PAGE = 500, TOKEN = 4096 };
#define AS_GOOD_AS_NONE 1e-9

struct dosing {                         /* the entries of one row */
	struct ctx          *c;         /* as the program */
	const struct entity *e;
	struct id            of;        /* the row */
	struct dose         *want;      /* [n] what it should give */
	size_t               n, room;
	size_t               written;
};

static struct dose *
add(struct dosing *k)
{
	struct dose *more;

	if (k->n == k->room) {
		k->room = k->room == 0 ? 4 : k->room * 2;
		more = NEWS(k->c->arena, struct dose, k->room);
		if (k->n > 0)
			memcpy(more, k->want, k->n * sizeof(*more));
		k->want = more;
	}
	row_blank(&dose_entity, &k->want[k->n]);
	return &k->want[k->n++];
}

static void
want(struct dosing *k, const struct dose *like, struct id subject,
    double amount, const char *unit)
{
	struct dose *d;

	if (id_none(subject) || !(amount > 0))
		return;
	d = add(k);
	d->programme = like->programme;
	d->activity = like->activity;
	d->date = like->date;
	d->modality = like->modality;
	d->subject = subject;
	d->amount = amount;
	d->unit = str_of(unit);
}

/* Of the activity if there is one: the same course may be training in one
 * plan and awareness in another. */
static bool
set_modality(struct dosing *k, struct dose *like, const char *otherwise)
{
	struct activity a;

	like->modality = str_of(otherwise);
	if (id_none(like->activity))
		return true;
	if (!store_find(k->c->store, &activity_entity, like->activity,
	    k->c->arena, &a, &k->c->errors))
		return false;
	if (!str_none(a.modality))
		like->modality = a.modality;
	return true;
}

/* ---- what each kind gives ---- */

static bool
want_enrolment(struct dosing *k, const void *row)
{
	const struct enrolment *n = row;
	struct dose like = { { { { 0 } } } };
	struct event ev;

	if (!(n->hours_attended > 0))
		return true;
	if (!store_find(k->c->store, &event_entity, n->event, k->c->arena,
	    &ev, &k->c->errors))
		return false;
	if (str_is(ev.state, "cancelled"))
		return true;
	like.programme = ev.programme;
	like.activity = ev.activity;
	like.date = ev.end;
	if (!set_modality(k, &like, "TRN"))
		return false;
	want(k, &like, n->person, attend_hours_counted(&ev, n), "hours");
	return true;
}

static bool
like_agreement(struct dosing *k, const struct mentoring_agreement *g,
    struct dose *like)
{
	*like = (struct dose){ .programme = g->programme,
		.activity = g->activity };
	return set_modality(k, like, str_is(g->kind, "coaching") ? "COA"
	    : "MEN");
}

static bool
want_session(struct dosing *k, const void *row)
{
	const struct mentoring_session *s = row;
	struct mentoring_agreement g;
	struct dose like;

	if (!store_find(k->c->store, &mentoring_agreement_entity, s->agreement,
	    k->c->arena, &g, &k->c->errors) || !like_agreement(k, &g, &like))
		return false;
	like.date = s->date;
	if (s->minutes > 0)
		want(k, &like, g.mentee, (double)s->minutes / 60, "hours");
	else
		want(k, &like, g.mentee, 1, "visits");
	return true;
}

static bool
want_agreement(struct dosing *k, const void *row)
{
	const struct mentoring_agreement *g = row;
	struct filter of = { field_named(&mentoring_session_entity,
	    S("agreement")), IS, id_text(k->c->arena, g->row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct dose like;
	int64_t rows;

	if (g->sessions_held <= 0)
		return true;
	if (!store_count(k->c->store, &mentoring_session_entity, &ask, &rows,
	    &k->c->errors) || !like_agreement(k, g, &like))
		return false;
	like.date = g->end.n != 0 ? g->end : g->start;
	want(k, &like, g->mentee, (double)(g->sessions_held - rows), "visits");
	return true;
}

static bool
want_mission(struct dosing *k, const void *row)
{
	const struct mission *m = row;
	struct dose like = { .programme = m->programme,
		.activity = m->activity, .date = m->to };
	struct ta_request r;

	if (!str_is(m->state, "debriefed") && !str_is(m->state,
	    "report_draft") && !str_is(m->state, "report_final"))
		return true;
	if (!store_find(k->c->store, &ta_request_entity, m->ta_request,
	    k->c->arena, &r, &k->c->errors) || !set_modality(k, &like, "TA"))
		return false;
	if (m->working_days > 0)
		want(k, &like, r.requester, m->working_days, "days");
	else
		want(k, &like, r.requester, 1, "visits");
	return true;
}

static bool
want_exchange(struct dosing *k, const void *row)
{
	const struct exchange *x = row;
	struct dose like = { .programme = x->programme,
		.activity = x->activity, .date = x->to };
	str rest = str_none(x->people) ? x->guests : x->people, one;
	struct id id;

	if (x->to.n > moment_day(k->c->now).n)
		return true;
	if (!set_modality(k, &like, "EXC"))
		return false;
	while (str_cut(&rest, ';', &one))
		if (id_read(str_trim(one), &id))
			want(k, &like, id, 1, "visits");
	return true;
}

static bool
want_equipment(struct dosing *k, const void *row)
{
	const struct equipment_item *q = row;
	struct dose like = { .programme = q->programme,
		.activity = q->activity, .date = q->handed_over };

	if (q->handed_over.n == 0 || q->quantity <= 0)
		return true;
	if (!set_modality(k, &like, "EQP"))
		return false;
	want(k, &like, q->receiver, (double)q->quantity, "items");
	return true;
}

static bool
want_milestone(struct dosing *k, const void *row)
{
	const struct institution_milestone *m = row;
	struct dose like = { .programme = m->programme,
		.activity = m->activity, .date = m->achieved };

	if (m->achieved.n == 0)
		return true;
	if (!set_modality(k, &like, "INS"))
		return false;
	want(k, &like, m->organisation, 1, "milestones");
	return true;
}

static bool
want_stage(struct dosing *k, const void *row)
{
	const struct policy_stage *s = row;
	struct dose like = { .date = s->date };
	struct policy_instrument p;

	if (str_is(s->stage, "P0") || str_is(s->stage, "PX"))
		return true;
	if (!store_find(k->c->store, &policy_instrument_entity, s->instrument,
	    k->c->arena, &p, &k->c->errors))
		return false;
	like.programme = p.programme;
	like.activity = p.activity;
	if (!set_modality(k, &like, "POL"))
		return false;
	want(k, &like, p.lead, 1, "milestones");
	return true;
}

static const struct source {
	const struct entity *e;
	bool               (*want)(struct dosing *, const void *row);
} sources[] = {
	{ &enrolment_entity,             want_enrolment },
	{ &mentoring_session_entity,     want_session },
	{ &mentoring_agreement_entity,   want_agreement },
	{ &mission_entity,               want_mission },
	{ &exchange_entity,              want_exchange },
	{ &equipment_item_entity,        want_equipment },
	{ &institution_milestone_entity, want_milestone },
	{ &policy_stage_entity,          want_stage },
	{ NULL, NULL }
};

/* A change of the one may change what rows of the other give. */
static const struct {
	const struct entity *e, *child;
	const char          *by;
} hanging[] = {
	{ &event_entity,               &enrolment_entity,         "event" },
	{ &ta_request_entity,          &mission_entity,           "ta_request" },
	{ &mentoring_agreement_entity, &mentoring_session_entity, "agreement" },
	{ &policy_instrument_entity,   &policy_stage_entity,      "instrument" },
	{ NULL, NULL, NULL }
};

static const struct source *
source_of(const struct entity *e)
{
	const struct source *s;

	for (s = sources; s->e != NULL; s++)
		if (s->e == e)
			return s;
	return NULL;
}

/* ---- the balance ---- */

static bool
is_same_entry(const struct dose *a, const struct dose *b)
{
	return id_same(a->subject, b->subject) &&
	    id_same(a->activity, b->activity) && a->date.n == b->date.n &&
	    str_same(a->modality, b->modality) && str_same(a->unit, b->unit);
}

/* What is wanted, less what is there; entries that nothing wants any more
 * are wanted to be nought.  *last is the number of the last entry. */
static bool
subtract(struct dosing *k, int64_t *last)
{
	struct ctx *c = k->c;
	struct filter of = { field_named(&dose_entity, S("source_id")), IS,
		id_text(c->arena, k->of) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct cursor *cursor;
	struct dose d, *w;
	size_t i;

	*last = 0;
	if (!store_list(c->store, &dose_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, &d)) {
		if (!str_is(d.source, k->e->name) || d.entry == INT64_MIN)
			continue;
		*last = d.entry > *last ? d.entry : *last;
		for (i = 0; i < k->n && !is_same_entry(&k->want[i], &d); i++)
			;
		if (i < k->n) {
			k->want[i].amount -= d.amount;
			continue;
		}
		w = add(k);
		*w = d;
		row_clear(field_named(&dose_entity, S("gap")), w);
		w->amount = -d.amount;
	}
	return store_end(cursor, &c->errors);
}

/* The gap it serves, if the activity is meant to close one of the
 * subject's and no more. */
static bool
set_gap(struct ctx *c, struct dose *d)
{
	struct value of[] = { value_id(d->activity), value_id(d->subject) };
	struct value id = { V_NONE };
	struct cursor *cursor;
	size_t n = 0;

	if (id_none(d->activity))
		return true;
	if (!store_query(c->store, "activity_subject_gaps", of, 2, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_answer(cursor, &id, 1))
		d->gap = n++ == 0 ? value_as_id(&id) : (struct id){ { 0 } };
	return store_end(cursor, &c->errors);
}

static bool
write_entry(struct dosing *k, struct dose *d, int64_t entry)
{
	d->row = (struct row){ .id = id_from(S("dose"), str_print(k->c->arena,
	    "%s/%s/%lld", k->e->name, id_text(k->c->arena, k->of).p,
	    (long long)entry)) };
	d->source = str_of(k->e->name);
	d->source_id = id_text(k->c->arena, k->of);
	d->entry = entry;
	k->written++;
	return set_gap(k->c, d) && flow_save_as_was(k->c, &dose_entity, d);
}

static bool
balance(struct dosing *k)
{
	int64_t last;
	size_t i;

	if (!subtract(k, &last))
		return false;
	for (i = 0; i < k->n; i++)
		if (fabs(k->want[i].amount) > AS_GOOD_AS_NONE &&
		    !write_entry(k, &k->want[i], ++last))
			return false;
	return true;
}

/* ---- following ---- */

/* Two guests may be the same party named twice: their amounts are one. */
static void
merge(struct dosing *k)
{
	size_t i, j, n = 0;

	for (i = 0; i < k->n; i++) {
		for (j = 0; j < n && !is_same_entry(&k->want[j], &k->want[i]);
		    j++)
			;
		if (j < n)
			k->want[j].amount += k->want[i].amount;
		else
			k->want[n++] = k->want[i];
	}
	k->n = n;
}

static bool
follow_one(struct ctx *c, const struct entity *e, const void *row, bool gone,
    size_t *written)
{
	const struct source *s = source_of(e);
	struct dosing k = { .c = c, .e = e,
		.of = ((const struct row *)row)->id };

	if (s == NULL)
		return true;
	if (!gone && !s->want(&k, row))
		return false;
	merge(&k);
	if (!balance(&k))
		return false;
	*written += k.written;
	return true;
}

/* The token of the page is kept outside the arena that is given back. */
struct paging {
	struct ask ask;
	char      *rows;
	size_t     n;
	char       token[TOKEN];
};

static bool
read_page(struct ctx *c, const struct entity *e, struct paging *p)
{
	struct cursor *cursor;
	str after;

	p->rows = arena_take(c->arena, PAGE, e->size);
	if (!store_list(c->store, e, &p->ask, c->arena, &cursor, &c->errors))
		return false;
	for (p->n = 0; p->n < PAGE && store_next(cursor, c->arena,
	    p->rows + p->n * e->size); p->n++)
		;
	after = store_token(cursor, c->arena);
	assert(after.n <= TOKEN);
	if (after.n > 0)
		memcpy(p->token, after.p, after.n);
	p->ask.after = (str){ p->token, after.n };
	return store_end(cursor, &c->errors);
}

/* Pages are read whole before entries are written: no list is open while
 * something is put. */
static bool
follow_all(struct ctx *c, const struct entity *e, const struct ask *asked,
    size_t *written)
{
	struct paging p = { .ask = *asked };
	struct arena_mark mark = arena_mark(c->arena);
	size_t i;

	p.ask.limit = PAGE;
	do {
		arena_back(c->arena, mark);
		if (!read_page(c, e, &p))
			return false;
		for (i = 0; i < p.n; i++)
			if (!follow_one(c, e, p.rows + i * e->size, false,
			    written))
				return false;
	} while (p.n == PAGE);
	return true;
}

static bool
follow_hanging(struct ctx *c, const struct entity *e, const void *row,
    size_t *written)
{
	struct filter of = { NULL, IS, id_text(c->arena,
	    ((const struct row *)row)->id) };
	struct ask ask = { .filters = &of, .n = 1 };
	size_t i;

	for (i = 0; hanging[i].e != NULL; i++) {
		if (hanging[i].e != e)
			continue;
		of.field = field_named(hanging[i].child,
		    str_of(hanging[i].by));
		if (!follow_all(c, hanging[i].child, &ask, written))
			return false;
	}
	return true;
}

/* A session that has a row is no longer counted by its agreement. */
static bool
follow_agreement(struct ctx *c, const struct entity *e, const void *row,
    size_t *written)
{
	const struct mentoring_session *s = row;
	struct mentoring_agreement g;

	if (e != &mentoring_session_entity)
		return true;
	return store_find(c->store, &mentoring_agreement_entity, s->agreement,
	    c->arena, &g, &c->errors) &&
	    follow_one(c, &mentoring_agreement_entity, &g, false, written);
}

static bool
is_followed(const struct entity *e)
{
	size_t i;

	for (i = 0; hanging[i].e != NULL; i++)
		if (hanging[i].e == e)
			return true;
	return source_of(e) != NULL;
}

static bool
follow(struct ctx *c, const struct entity *e, const void *row, bool gone)
{
	struct ctx system = ctx_as_program(c);
	size_t written = 0;
	bool fine;

	if (!is_followed(e))
		return true;
	fine = follow_one(&system, e, row, gone, &written) &&
	    (gone || follow_hanging(&system, e, row, &written)) &&
	    follow_agreement(&system, e, row, &written);
	c->errors = system.errors;
	return fine;
}

bool
dose_follow(struct ctx *c, const struct entity *e, const void *row)
{
	return follow(c, e, row, false);
}

bool
dose_forget(struct ctx *c, const struct entity *e, const void *row)
{
	return follow(c, e, row, true);
}

bool
dose_settle(struct ctx *c, struct id programme, size_t *written)
{
	struct ask ask = { .home = programme };
	struct ctx system = ctx_as_program(c);
	const struct source *s;
	bool fine = true;

	*written = 0;
	for (s = sources; s->e != NULL && fine; s++)
		fine = follow_all(&system, s->e, &ask, written);
	c->errors = system.errors;
	return fine;
}
