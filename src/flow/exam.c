/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/exam.h"

#include <math.h>

#include "base/map.h"
#include "base/sort.h"
#include "flow/exam_result.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/json.h"
#include "store/store.h"

enum { ITEMS_MOST = 300, SEEDS = 1000000000 };

bool
exam_course(struct ctx *c, const struct event *v, struct course *out)
{
	struct course *all;
	size_t n = 0;

	if (!id_none(v->course))
		return store_find(c->store, &course_entity, v->course,
		    c->arena, out, &c->errors);
	if (!id_none(v->activity)) {
		if ((all = gather_of(c, &course_entity, "activity",
		    v->activity, &n)) == NULL)
			return false;
		if (n > 0)
			*out = all[n - 1];
	}
	return n > 0 || fail(&c->errors, ABSENT, NULL, "This event is of no "
	    "course yet: questions and tests belong to a course.");
}

/* ---- which questions ---- */

struct bank {
	struct test_item *item;         /* [n] whole and in use */
	size_t            n;
	struct map       *at;
};

static bool
read_bank(struct ctx *c, struct id course, struct bank *b)
{
	size_t i, all;

	b->item = gather_of(c, &test_item_entity, "course", course, &all);
	if (b->item == NULL)
		return false;
	b->n = 0;
	for (i = 0; i < all; i++)
		if (!str_is(b->item[i].status, "retired") &&
		    !str_is(b->item[i].status, "draft") &&
		    exam_item_whole(c->arena, &b->item[i]))
			b->item[b->n++] = b->item[i];
	b->at = gather_index(c->arena, b->item, b->n, sizeof(*b->item));
	return true;
}

/* The places in the bank of a list of ids; of a question that has a newer
 * version by now, the newest. */
static size_t
places_of(const struct bank *b, str refs, size_t *out)
{
	size_t i, at, n = 0;
	struct id id;
	str one;

	while (str_cut(&refs, ';', &one) && n < ITEMS_MOST) {
		if (!id_read(str_trim(one), &id))
			continue;
		for (i = 0; i < b->n; i++)
			if (id_same(b->item[i].replaces, id)) {
				id = b->item[i].row.id;
				i = (size_t)-1;
			}
		if (gather_find(b->at, &id, &at))
			out[n++] = at;
	}
	return n;
}

static size_t
topics_of(struct arena *a, const struct bank *b, struct map *names,
    size_t *topic)
{
	size_t i;

	(void)a;
	for (i = 0; i < b->n; i++)
		topic[i] = *map_at(names, str_none(b->item[i].topic) ? S("")
		    : b->item[i].topic, map_count(names));
	return map_count(names);
}

static size_t
draw(struct ctx *c, const struct bank *b, const struct event_test *t,
    uint64_t seed, size_t *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct map *names = map_new(c->arena);
	size_t *topic = NEWS(c->arena, size_t, b->n + 1), n = 0, of;
	struct exam_quota *q = NEWS(c->arena, struct exam_quota, 100);
	const struct node *k;
	struct node *tree;
	double wanted;
	str name;

	(void)topics_of(c->arena, b, names, topic);
	if (str_none(t->draw) || !json_read(c->arena, t->draw, &tree, &quiet))
		return 0;
	for (k = json_first(tree, ""); k != NULL && n < 100; k = k->next) {
		name = json_text(k, "topic");
		wanted = json_number(k, "number");
		if (isnan(wanted) && !str_typed(json_text(k, "number"),
		    &wanted))
			continue;
		if (map_find(names, str_none(name) ? S("") : name, &of) &&
		    wanted >= 1 && wanted <= ITEMS_MOST)
			q[n++] = (struct exam_quota){ of, (size_t)wanted, 0 };
	}
	return exam_draw(c->arena, seed, topic, b->n, q, n, out);
}

static bool
find_sitting(struct ctx *c, struct id test, struct id person,
    struct sitting *out)
{
	struct filter of[] = {
		{ field_named(&sitting_entity, S("test")), IS,
		    id_text(c->arena, test) },
		{ field_named(&sitting_entity, S("person")), IS,
		    id_text(c->arena, person) } };
	struct ask ask = { .filters = of, .n = 2, .limit = 1 };
	struct cursor *cursor;

	if (!store_list(c->store, &sitting_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	if (!store_next(cursor, c->arena, out))
		row_blank(&sitting_entity, out);
	return store_end(cursor, &c->errors);
}

/* What "the same as" leads to: that person's sitting there, or the test
 * that is set there. */
static bool
follow_same(struct ctx *c, struct event_test *t, struct id person, str *items)
{
	struct sitting s;
	int steps;

	*items = t->items;
	for (steps = 0; steps < 3 && !id_none(t->same_as); steps++) {
		if (!id_none(person)) {
			if (!find_sitting(c, t->same_as, person, &s))
				return false;
			if (s.row.revision > 0) {
				*items = s.items;
				return true;
			}
		}
		if (!store_find(c->store, &event_test_entity, t->same_as,
		    c->arena, t, &c->errors))
			return false;
		*items = t->items;
	}
	return true;
}

/* Places in the bank, [ITEMS_MOST] of room. */
static bool
choose(struct ctx *c, const struct bank *b, const struct event_test *test,
    struct id person, uint64_t seed, size_t *out, size_t *n)
{
	struct event_test t = *test;
	size_t *drawn = NEWS(c->arena, size_t, b->n + 1), i;
	str items;

	if (!follow_same(c, &t, person, &items))
		return false;
	if (!str_none(items)) {
		*n = places_of(b, items, out);
		return true;
	}
	*n = draw(c, b, &t, seed, drawn);
	*n = *n > ITEMS_MOST ? ITEMS_MOST : *n;
	for (i = 0; i < *n; i++)
		out[i] = drawn[i];
	return true;
}

bool
exam_length(struct ctx *c, const struct event_test *t, size_t *n,
    double *points)
{
	size_t *at = NEWS(c->arena, size_t, ITEMS_MOST), i;
	struct course k;
	struct event v;
	struct bank b;

	*n = 0;
	*points = 0;
	if (!store_find(c->store, &event_entity, t->event, c->arena, &v,
	    &c->errors) || !exam_course(c, &v, &k))
		return false;
	if (!read_bank(c, k.row.id, &b) ||
	    !choose(c, &b, t, (struct id){ { 0 } }, 1, at, n))
		return false;
	for (i = 0; i < *n; i++)
		*points += exam_points(&b.item[at[i]]);
	return true;
}

/* ---- tests of an event ---- */

static int
by_phase(const void *one, const void *other, const void *with)
{
	const struct event_test *a = one, *b = other;
	int x = str_is(a->phase, "pre") ? 0 : str_is(a->phase, "post") ? 1 : 2;
	int y = str_is(b->phase, "pre") ? 0 : str_is(b->phase, "post") ? 1 : 2;

	(void)with;
	return x - y;
}

bool
exam_tests(struct ctx *c, const struct event *v, struct event_test **out,
    size_t *n)
{
	*out = gather_of(c, &event_test_entity, "event", v->row.id, n);
	if (*out == NULL)
		return false;
	sort(c->arena, *out, *n, sizeof(**out), by_phase, NULL);
	return true;
}

bool
exam_test(struct ctx *c, const struct event *v, str phase,
    struct event_test *out)
{
	struct event_test *all;
	size_t i, n;

	if (!exam_tests(c, v, &all, &n))
		return false;
	row_blank(&event_test_entity, out);
	for (i = 0; i < n; i++)
		if (str_same(all[i].phase, phase))
			*out = all[i];
	return true;
}

/* ---- a paper ---- */

static struct exam_clock
clock_of(const struct event_test *t, const struct sitting *s)
{
	return (struct exam_clock){ t->opens_at, t->closes_at, t->minutes,
		s->longer, s->began_at };
}

static bool
read_answers(struct ctx *c, struct exam_paper *p)
{
	struct sitting_answer *w;
	size_t i, k, n;

	if ((w = gather_of(c, &sitting_answer_entity, "sitting",
	    p->sitting.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < p->n; i++) {
		row_blank(&sitting_answer_entity, &p->asked[i].answer);
		for (k = 0; k < n; k++)
			if (id_same(w[k].item, p->asked[i].item.row.id))
				p->asked[i].answer = w[k];
		p->answered += !str_none(p->asked[i].answer.given) ||
		    !str_none(p->asked[i].answer.late_given);
		p->late += p->asked[i].answer.late_at != INT64_MIN;
	}
	return true;
}

static void
lay_options(struct ctx *c, const struct exam_paper *p, struct exam_asked *q,
    size_t at)
{
	str *texts;
	size_t i;

	q->options = exam_options(c->arena, &q->item, NULL, &texts);
	q->option = NEWS(c->arena, size_t, q->options + 1);
	for (i = 0; i < q->options; i++)
		q->option[i] = i;
	if (p->test.shuffles == YES && exam_kind_of(&q->item) <= EXAM_SEVERAL)
		exam_order((uint64_t)p->sitting.seed, at + 1, q->option,
		    q->options);
}

static bool
read_items(struct ctx *c, struct exam_paper *p)
{
	str refs = p->sitting.items, one;
	struct id id;

	p->asked = NEWS(c->arena, struct exam_asked, ITEMS_MOST);
	while (str_cut(&refs, ';', &one) && p->n < ITEMS_MOST) {
		if (!id_read(str_trim(one), &id))
			continue;
		if (!store_find(c->store, &test_item_entity, id, c->arena,
		    &p->asked[p->n].item, &c->errors))
			return false;
		lay_options(c, p, &p->asked[p->n], p->n);
		p->n++;
	}
	return read_answers(c, p);
}

/* The rest of a paper, of its test and sitting. */
static bool
fill_paper(struct ctx *c, struct exam_paper *p)
{
	p->clock = clock_of(&p->test, &p->sitting);
	p->stands = exam_stands(&p->clock, c->now);
	p->sent = p->sitting.ended_at != INT64_MIN;
	return exam_course(c, &p->event, &p->course) &&
	    (p->sitting.row.revision == 0 || read_items(c, p));
}

bool
exam_paper(struct ctx *c, const struct pass *pass, str phase,
    struct exam_paper *p)
{
	*p = (struct exam_paper){ .event = pass->event };
	if (pass->is_supervisor)
		return fail(&c->errors, DENIED, NULL,
		    "This link is for the supervisor: it opens no test.");
	if (!exam_test(c, &pass->event, phase, &p->test))
		return false;
	if (p->test.row.revision == 0)
		return fail(&c->errors, ABSENT, NULL,
		    "This event has no such test.");
	return find_sitting(c, p->test.row.id, pass->person.row.id,
	    &p->sitting) && fill_paper(c, p);
}

/* ---- sitting ---- */

static str
join_items(struct ctx *c, const struct bank *b, const size_t *at,
    const size_t *order, size_t n)
{
	struct write w = write_new(c->arena, ITEMS_MOST * 40);
	size_t i;

	for (i = 0; i < n; i++)
		write_format(&w, "%s%s", i > 0 ? ";" : "", id_text(c->arena,
		    b->item[at[order[i]]].row.id).p);
	return write_done(&w);
}

static bool
set_items(struct ctx *c, struct exam_paper *p)
{
	size_t *at = NEWS(c->arena, size_t, ITEMS_MOST), n, i;
	size_t *order = NEWS(c->arena, size_t, ITEMS_MOST);
	uint64_t seed = (uint64_t)p->sitting.seed;
	struct bank b;

	if (!read_bank(c, p->course.row.id, &b) ||
	    !choose(c, &b, &p->test, p->sitting.person, seed, at, &n))
		return false;
	if (n == 0)
		return fail(&c->errors, INVALID, NULL,
		    "This test asks nothing yet. Tell your trainer.");
	for (i = 0; i < n; i++)
		order[i] = i;
	if (p->test.shuffles == YES)
		exam_order(seed, 0, order, n);
	p->sitting.items = join_items(c, &b, at, order, n);
	return true;
}

bool
exam_begin(struct ctx *c, const struct pass *pass, struct exam_paper *p)
{
	struct ctx s = pass_desk(c);
	struct sitting *t = &p->sitting;
	bool fine;

	if (t->row.revision > 0)
		return true;
	if (p->stands == EXAM_EARLY)
		return fail(&c->errors, INVALID, NULL,
		    "This test is not open yet.");
	if (p->stands == EXAM_CLOSED)
		return fail(&c->errors, INVALID, NULL,
		    "This test is closed.");
	row_blank(&sitting_entity, t);
	t->event = p->event.row.id;
	t->test = p->test.row.id;
	t->person = pass->person.row.id;
	t->language = str_of(c->lang);
	t->seed = (int64_t)random_below(c->random, SEEDS);
	t->began_at = c->now;
	t->late = NO;
	fine = set_items(&s, p) && flow_save(&s, &sitting_entity, t) &&
	    fill_paper(&s, p);
	c->errors = s.errors;
	return fine;
}

static bool
takes_answers(struct ctx *c, const struct exam_paper *p)
{
	if (p->sitting.row.revision == 0)
		return fail(&c->errors, INVALID, NULL,
		    "The test has not begun yet.");
	return !p->sent || fail(&c->errors, CONFLICT, NULL,
	    "This test was handed in: its answers stay as they are.");
}

/* In its place: in time, or beside what came in time. */
static void
lay_answer(const struct ctx *c, const struct exam_paper *p,
    struct sitting_answer *w, str given)
{
	if (exam_late(&p->clock, c->now)) {
		w->late_given = given;
		w->late_at = c->now;
	} else {
		w->given = given;
		w->at = c->now;
	}
}

/* The answer that is marked. */
static str
counted(const struct exam_paper *p, const struct sitting_answer *w)
{
	return p->sitting.late_counts == YES && w->late_at != INT64_MIN
	    ? w->late_given : w->given;
}

bool
exam_answer(struct ctx *c, struct exam_paper *p, size_t at, str typed)
{
	struct ctx s = pass_desk(c);
	struct sitting_answer *w;
	struct exam_asked *q;
	str given, kept;
	bool fine;

	if (!takes_answers(c, p) || at >= p->n)
		return false;
	q = &p->asked[at];
	w = &q->answer;
	if (!exam_given(c, &q->item, typed, "answer", &given))
		return false;
	kept = str_none(w->late_given) ? w->given : w->late_given;
	if (str_same(str_none(kept) ? S("") : kept, str_none(given) ? S("")
	    : given))
		return true;
	if (w->row.revision == 0) {
		row_blank(&sitting_answer_entity, w);
		w->sitting = p->sitting.row.id;
		w->item = q->item.row.id;
	}
	lay_answer(c, p, w, given);
	w->mark = exam_item_mark(c->arena, &q->item, counted(p, w));
	fine = flow_save(&s, &sitting_answer_entity, w);
	if (fine && w->late_at != INT64_MIN && p->sitting.late != YES) {
		p->sitting.late = YES;
		fine = flow_save(&s, &sitting_entity, &p->sitting);
	}
	c->errors = s.errors;
	return fine;
}

static bool
end_sitting(struct ctx *c, struct exam_paper *p)
{
	p->sitting.ended_at = c->now;
	p->sent = true;
	return exam_settle(c, p);
}

bool
exam_hand_in(struct ctx *c, struct exam_paper *p)
{
	struct ctx s = pass_desk(c);
	bool fine;

	if (!takes_answers(c, p))
		return false;
	fine = end_sitting(&s, p);
	c->errors = s.errors;
	return fine;
}

/* ---- staff ---- */

bool
exam_sitting(struct ctx *c, struct id id, struct exam_paper *p)
{
	*p = (struct exam_paper){ .n = 0 };
	if (!flow_find(c, &sitting_entity, id, &p->sitting))
		return false;
	return store_find(c->store, &event_test_entity, p->sitting.test,
	    c->arena, &p->test, &c->errors) && store_find(c->store,
	    &event_entity, p->sitting.event, c->arena, &p->event,
	    &c->errors) && fill_paper(c, p);
}

static bool
may_mark(struct ctx *c, const struct exam_paper *p)
{
	return flow_may(c, &sitting_entity, &p->sitting, EDIT) ||
	    fail(&c->errors, DENIED, NULL,
	    "Your roles do not let you mark this test.");
}

bool
exam_mark(struct ctx *c, struct exam_paper *p, size_t at, double share,
    str note)
{
	struct ctx s = ctx_as_program(c);
	struct exam_asked *q = &p->asked[at];
	bool fine;

	if (!may_mark(c, p) || at >= p->n)
		return false;
	if (!(share >= 0 && share <= 1))
		return fail(&c->errors, INVALID, "mark",
		    "A mark is a share of the points, from 0 to 1.");
	if (q->answer.row.revision == 0)
		return fail(&c->errors, INVALID, "mark",
		    "There is no answer to mark.");
	q->answer.mark = share;
	q->answer.marked_by = c->actor.user;
	q->answer.note = note;
	fine = flow_save(&s, &sitting_answer_entity, &q->answer) &&
	    (!p->sent || exam_settle(&s, p));
	c->errors = s.errors;
	return fine;
}

/* Those a person marked keep their marks. */
static bool
mark_again(struct ctx *c, struct exam_paper *p)
{
	struct sitting_answer *w;
	double mark;
	size_t i;

	for (i = 0; i < p->n; i++) {
		w = &p->asked[i].answer;
		if (w->late_at == INT64_MIN || !id_none(w->marked_by))
			continue;
		mark = exam_item_mark(c->arena, &p->asked[i].item,
		    counted(p, w));
		if (mark == w->mark || (isnan(mark) && isnan(w->mark)))
			continue;
		w->mark = mark;
		if (!flow_save(c, &sitting_answer_entity, w))
			return false;
	}
	return true;
}

bool
exam_allow(struct ctx *c, struct exam_paper *p, int64_t longer,
    bool late_counts)
{
	struct ctx s = ctx_as_program(c);
	bool fine;

	if (!may_mark(c, p))
		return false;
	p->sitting.longer = longer > 0 ? longer : INT64_MIN;
	p->sitting.late_counts = late_counts ? YES : NO;
	fine = mark_again(&s, p) && (p->sent ? exam_settle(&s, p)
	    : flow_save(&s, &sitting_entity, &p->sitting));
	c->errors = s.errors;
	return fine;
}

bool
exam_rows(struct ctx *c, const struct event_test *t, struct exam_row **out,
    size_t *n)
{
	struct enrolment *e;
	struct exam_clock k;
	size_t i;

	if ((e = gather_of(c, &enrolment_entity, "event", t->event, n)) ==
	    NULL)
		return false;
	*out = NEWS(c->arena, struct exam_row, *n + 1);
	for (i = 0; i < *n; i++) {
		(*out)[i].person = e[i].person;
		(*out)[i].name = flow_name(c, entity_named(S("party")),
		    e[i].person);
		if (!find_sitting(c, t->row.id, e[i].person,
		    &(*out)[i].sitting))
			return false;
		k = clock_of(t, &(*out)[i].sitting);
		(*out)[i].stands = exam_stands(&k, c->now);
		(*out)[i].sent = (*out)[i].sitting.ended_at != INT64_MIN;
	}
	return true;
}

bool
exam_collect(struct ctx *c, const struct event_test *t, size_t *collected)
{
	struct ctx s = ctx_as_program(c);
	struct exam_paper p;
	struct sitting *all;
	struct exam_clock k;
	size_t i, n;
	bool fine = true;

	*collected = 0;
	if ((all = gather_of(&s, &sitting_entity, "test", t->row.id, &n)) ==
	    NULL)
		fine = false;
	for (i = 0; fine && i < n; i++) {
		k = clock_of(t, &all[i]);
		if (all[i].ended_at != INT64_MIN || !exam_late(&k, c->now))
			continue;
		fine = exam_sitting(&s, all[i].row.id, &p) &&
		    end_sitting(&s, &p);
		++*collected;
	}
	c->errors = s.errors;
	return fine;
}

bool
exam_forget(struct ctx *c, struct exam_paper *p)
{
	struct ctx s = ctx_as_program(c);
	size_t i;
	bool fine = true;

	if (!flow_may(c, &sitting_entity, &p->sitting, DROP))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you take a sitting back.");
	for (i = 0; i < p->n && fine; i++)
		if (p->asked[i].answer.row.revision > 0)
			fine = flow_drop(&s, &sitting_answer_entity,
			    p->asked[i].answer.row.id,
			    p->asked[i].answer.row.revision);
	fine = fine && exam_unsettle(&s, p) && flow_drop(&s, &sitting_entity,
	    p->sitting.row.id, p->sitting.row.revision);
	c->errors = s.errors;
	return fine;
}
