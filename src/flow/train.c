/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/train.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/sort.h"
#include "engine/cost.h"
#include "engine/stat.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "model/deliver.h"

struct taught {                         /* all that is known of training */
	struct ctx           *c;
	struct course        *course;
	struct test_item     *item;
	struct test_response *paper;
	struct follow_up     *later;
	struct reaction      *reaction;
	struct event         *event;
	struct activity      *activity;
	size_t courses, items, papers, laters, reactions, events, activities;
	struct gather_groups item_of, paper_of, later_of;       /* a course */
	struct gather_groups reaction_of;                       /* an event */
	struct map *activity_at;
};

struct some {                           /* the rows of one group */
	const size_t *at;
	size_t        n;
};

static struct some
some_of(const struct gather_groups *g, size_t group)
{
	return (struct some){ g->at + g->from[group],
		g->from[group + 1] - g->from[group] };
}

struct class {                          /* the people of one course */
	struct map *at;                 /* person's id: place */
	double     *pre, *post;         /* [n] NAN: no such test */
	struct id  *person;             /* [n] */
	size_t      n;
};

static bool
read_all(struct taught *t, struct id programme)
{
	struct ctx *c = t->c;

#define ALL(entity, many) gather(c, &entity##_entity, programme, &t->many)
	return (t->course = ALL(course, courses)) != NULL &&
	    (t->item = ALL(test_item, items)) != NULL &&
	    (t->paper = ALL(test_response, papers)) != NULL &&
	    (t->later = ALL(follow_up, laters)) != NULL &&
	    (t->reaction = ALL(reaction, reactions)) != NULL &&
	    (t->event = ALL(event, events)) != NULL &&
	    (t->activity = ALL(activity, activities)) != NULL;
#undef ALL
}

static void
put_together(struct taught *t)
{
	struct arena *a = t->c->arena;
	const struct map *course = gather_index(a, t->course, t->courses,
	    sizeof(*t->course));

	t->item_of = gather_by(a, t->item, t->items, sizeof(*t->item),
	    offsetof(struct test_item, course), course, t->courses);
	t->paper_of = gather_by(a, t->paper, t->papers, sizeof(*t->paper),
	    offsetof(struct test_response, course), course, t->courses);
	t->later_of = gather_by(a, t->later, t->laters, sizeof(*t->later),
	    offsetof(struct follow_up, course), course, t->courses);
	t->reaction_of = gather_by(a, t->reaction, t->reactions,
	    sizeof(*t->reaction), offsetof(struct reaction, event),
	    gather_index(a, t->event, t->events, sizeof(*t->event)),
	    t->events);
	t->activity_at = gather_index(a, t->activity, t->activities,
	    sizeof(*t->activity));
}

/* ---- learning ---- */

static size_t
person_place(struct class *k, const struct id *id)
{
	size_t at = *map_at(k->at, (str){ (const char *)id->b,
	    sizeof(id->b) }, k->n);

	if (at == k->n) {
		k->pre[at] = k->post[at] = NAN;
		k->person[at] = *id;
		k->n++;
	}
	return at;
}

static struct class
class_of(struct taught *t, struct some papers, struct train_course *out)
{
	struct arena *a = t->c->arena;
	struct class k = { map_new(a), NEWS(a, double, papers.n + 1),
		NEWS(a, double, papers.n + 1),
		NEWS(a, struct id, papers.n + 1), 0 };
	const struct test_response *p;
	size_t i, at;

	for (i = 0; i < papers.n; i++) {
		p = &t->paper[papers.at[i]];
		if (isnan(p->score))
			continue;
		at = person_place(&k, &p->person);
		if (str_is(p->phase, "pre")) {
			k.pre[at] = p->score;
			out->n_pre++;
		} else if (str_is(p->phase, "post")) {
			k.post[at] = p->score;
			out->n_post++;
		}
	}
	return k;
}

static void
set_items(struct taught *t, struct some items, struct train_course *out)
{
	out->item = NEWS(t->c->arena, struct train_item, items.n + 1);
	for (out->items = 0; out->items < items.n; out->items++)
		out->item[out->items].code =
		    t->item[items.at[out->items]].code;
}

enum { NOT_ASKED = 255 };

/* Answers are packed in the order of the items' numbers (landing_tests.c):
 * 1 right, 0 wrong, NAN not asked, else blank.  A test that is older than
 * a question did not ask it. */
static size_t
marks_of(const struct taught *t, struct some papers,
    const struct train_course *out, const char *phase, double *x)
{
	const struct test_response *p;
	size_t i, j, n = 0;

	for (i = 0; i < papers.n; i++) {
		p = &t->paper[papers.at[i]];
		if (isnan(p->score) || !str_is(p->phase, phase))
			continue;
		for (j = 0; j < out->items; j++)
			x[n * out->items + j] = j >= p->answers.n ||
			    (uint8_t)p->answers.p[j] == NOT_ASKED ? NAN
			    : p->answers.p[j] == 1;
		n++;
	}
	return n;
}

static struct item_test
judged(struct arena *a, const double *x, size_t people, size_t items,
    struct item_quality *q)
{
	size_t i;

	for (i = 0; i < people * items; i++)
		if (isnan(x[i]))
			return item_test_asked(a, x, people, items, q);
	return item_test(a, x, people, items, q);
}

/* The weakest item is looked for in both tests: a class is small. */
static void
set_quality(struct taught *t, struct some papers, struct train_course *out)
{
	struct arena *a = t->c->arena;
	struct item_quality *q = NEWS(a, struct item_quality, out->items + 1);
	double *x = NEWS(a, double, (out->n_pre + out->n_post) * out->items +
	    1);
	size_t j, n = marks_of(t, papers, out, "post", x);

	out->test = judged(a, x, n, out->items, q);
	for (j = 0; j < out->items; j++)
		out->item[j].quality = q[j];
	n += marks_of(t, papers, out, "pre", x + n * out->items);
	(void)judged(a, x, n, out->items, q);
	out->weakest = out->items;
	for (j = 0; j < out->items; j++)
		if (!isnan(q[j].r_rest) && (out->weakest == out->items ||
		    q[j].r_rest < q[out->weakest].r_rest))
			out->weakest = j;
}

static int
by_number(const void *one, const void *other, const void *with)
{
	const struct test_item *a = one, *b = other;

	(void)with;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

/* ---- what is left of it, and used ---- */

struct again {                          /* one month's answers */
	double kept, gained;            /* points, of the same people */
	size_t n, back;
};

static struct train_month *
month_of(struct train_course *out, int64_t month)
{
	size_t i;

	for (i = 0; i < out->months; i++)
		if (out->month[i].month == month)
			return &out->month[i];
	out->month[out->months] = (struct train_month){ .month = month,
		.retention = NAN, .transfer = NAN, .response = NAN };
	return &out->month[out->months++];
}

static void
count_later(const struct follow_up *f, struct class *k, struct train_month *m,
    struct again *s)
{
	size_t at;

	if (!str_none(f->applied)) {
		m->answered++;
		m->applied += str_is(f->applied, "yes");
	}
	if (!gather_find(k->at, &f->person, &at) || isnan(k->pre[at]) ||
	    isnan(k->post[at]))
		return;
	s->back++;
	if (isnan(f->test_score))
		return;
	s->n++;
	s->kept += f->test_score - k->pre[at];
	s->gained += k->post[at] - k->pre[at];
}

static int
by_month(const void *one, const void *other, const void *with)
{
	const struct train_month *a = one, *b = other;

	(void)with;
	return (a->month > b->month) - (a->month < b->month);
}

static void
set_month(struct taught *t, struct some laters, struct class *k,
    const struct train_course *out, struct train_month *m)
{
	struct again s = { 0 };
	size_t i;

	for (i = 0; i < laters.n; i++)
		if (t->later[laters.at[i]].month == m->month)
			count_later(&t->later[laters.at[i]], k, m, &s);
	m->n = s.n;
	if (s.gained > 0)
		m->retention = s.kept / s.gained;
	m->transfer = stat_ratio((double)m->applied, (double)m->answered);
	m->response = stat_ratio((double)s.back, (double)out->paired.n);
}

static void
set_months(struct taught *t, struct some laters, struct class *k,
    struct train_course *out)
{
	struct survive_point *p;
	size_t i;

	out->month = NEWS(t->c->arena, struct train_month, laters.n + 1);
	for (i = 0; i < laters.n; i++)
		(void)month_of(out, t->later[laters.at[i]].month);
	sort(t->c->arena, out->month, out->months, sizeof(*out->month),
	    by_month, NULL);
	p = NEWS(t->c->arena, struct survive_point, out->months + 1);
	for (i = 0; i < out->months; i++) {
		set_month(t, laters, k, out, &out->month[i]);
		p[i] = (struct survive_point){ (double)out->month[i].month,
			out->month[i].retention, (double)out->month[i].n };
	}
	out->decay = survive_decay(p, out->months, out->months > 0
	    ? p[out->months - 1].t : 0);
}

static void
set_cost(struct taught *t, struct train_course *out, const struct finance *f)
{
	struct cost_gain g;
	size_t i;

	if (gather_find(t->activity_at, &out->activity, &i))
		out->activity_code = t->activity[i].code;
	out->per_point = out->per_person = out->per_kept = NAN;
	if (f == NULL)
		return;
	out->spent = finance_spent(f, out->activity);
	g = cost_gain(money_real(out->spent), (double)out->paired.n,
	    out->paired.mean);
	out->per_point = g.per_point;
	out->per_person = g.per_person;
	for (i = 0; i < out->months; i++)
		if (!isnan(out->month[i].retention))
			out->per_kept = cost_retained(money_real(out->spent),
			    (double)out->paired.n, out->paired.mean,
			    out->month[i].retention);
}

double
train_greatest(const struct course *c, const struct test_response *paper,
    const size_t *at, size_t n, double otherwise)
{
	const struct test_response *p;
	size_t i, j, asked, most = 0;

	if (c->max_score > 0)
		return c->max_score;
	for (i = 0; i < n; i++) {
		p = &paper[at == NULL ? i : at[i]];
		for (j = asked = 0; j < p->answers.n; j++)
			asked += (uint8_t)p->answers.p[j] != NOT_ASKED;
		most = asked > most ? asked : most;
	}
	return most > 0 ? (double)most : otherwise;
}

/* Rounded marks pass: 0.7 of 10 questions is 7 right ones. */
static void
set_passed(const struct class *k, struct train_course *out)
{
	size_t i;

	for (i = 0; i < k->n && !isnan(out->pass_mark); i++)
		out->passed += !isnan(k->post[i]) && k->post[i] + 1e-9 >=
		    out->pass_mark * out->greatest;
}

static void
set_course(struct taught *t, size_t at, const struct finance *f,
    struct train_course *out)
{
	const struct course *c = &t->course[at];
	struct some papers = some_of(&t->paper_of, at);
	struct arena *a = t->c->arena;
	struct class k;

	*out = (struct train_course){ .id = c->row.id, .code = c->code,
		.activity = c->activity, .pass_mark = c->pass_mark };
	k = class_of(t, papers, out);
	set_items(t, some_of(&t->item_of, at), out);
	set_quality(t, papers, out);
	out->paired = effect_paired(a, k.pre, k.post, k.n);
	out->ranks = effect_signed(a, k.pre, k.post, k.n);
	out->greatest = train_greatest(c, t->paper, papers.at, papers.n,
	    (double)out->items);
	out->gain = effect_gain(a, k.pre, k.post, k.n, out->greatest);
	set_passed(&k, out);
	set_months(t, some_of(&t->later_of, at), &k, out);
	set_cost(t, out, f);
}

bool
train_scores(struct ctx *c, struct id course, struct train_score **out,
    size_t *n)
{
	struct train_course sums = { 0 };
	struct taught t = { .c = c };
	struct class k;
	size_t *at, i;

	t.paper = gather_of(c, &test_response_entity, "course", course,
	    &t.papers);
	if (t.paper == NULL)
		return false;
	at = NEWS(c->arena, size_t, t.papers + 1);
	for (i = 0; i < t.papers; i++)
		at[i] = i;
	k = class_of(&t, (struct some){ at, t.papers }, &sums);
	*out = NEWS(c->arena, struct train_score, k.n + 1);
	for (*n = 0; *n < k.n; ++*n)
		(*out)[*n] = (struct train_score){ k.person[*n], k.pre[*n],
			k.post[*n] };
	return true;
}

/* ---- reaction ---- */

struct opinion {
	double sum[4];
	size_t n[4], for_it, against;
};

static void
add_opinion(struct opinion *o, const struct reaction *r, struct train_event *e)
{
	const int64_t given[] = { r->content, r->trainer, r->relevance,
		r->logistics };
	size_t i;

	e->n++;
	for (i = 0; i < 4; i++)
		if (given[i] != INT64_MIN) {
			o->sum[i] += (double)given[i];
			o->n[i]++;
		}
	if (r->would_recommend == INT64_MIN)
		return;
	e->n_recommend++;
	o->for_it += r->would_recommend >= 9;
	o->against += r->would_recommend <= 6;
}

static void
set_event(struct taught *t, size_t at, struct train_event *out)
{
	struct some given = some_of(&t->reaction_of, at);
	struct opinion o = { 0 };
	size_t i;

	*out = (struct train_event){ .id = t->event[at].row.id,
		.code = t->event[at].code };
	for (i = 0; i < given.n; i++)
		add_opinion(&o, &t->reaction[given.at[i]], out);
	out->content = stat_ratio(o.sum[0], (double)o.n[0]);
	out->trainer = stat_ratio(o.sum[1], (double)o.n[1]);
	out->relevance = stat_ratio(o.sum[2], (double)o.n[2]);
	out->logistics = stat_ratio(o.sum[3], (double)o.n[3]);
	out->promoters = stat_ratio(100 * ((double)o.for_it -
	    (double)o.against), (double)out->n_recommend);
}

bool
train_of(struct ctx *c, struct id programme, struct train **out)
{
	struct train *tr = NEW(c->arena, struct train);
	struct taught t = { .c = c };
	struct finance *f = NULL;
	size_t i;

	*out = tr;
	if (!read_all(&t, programme))
		return false;
	if (ctx_may(c, entity_named(S("transaction")), SEE, programme) &&
	    !finance_of(c, programme, &f))
		return false;
	sort(c->arena, t.item, t.items, sizeof(*t.item), by_number, NULL);
	put_together(&t);
	tr->course = NEWS(c->arena, struct train_course, t.courses + 1);
	tr->event = NEWS(c->arena, struct train_event, t.events + 1);
	for (i = 0; i < t.courses; i++)
		set_course(&t, i, f, &tr->course[tr->courses++]);
	for (i = 0; i < t.events; i++) {
		set_event(&t, i, &tr->event[tr->events]);
		tr->events += tr->event[tr->events].n > 0;
	}
	return true;
}
