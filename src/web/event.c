/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One event: who took part, what they learnt, how they liked it, what is
 * left of it later. */
#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/programme.h"

struct shown {
	struct ctx             *c;
	struct programme        p;
	struct event            of;
	struct course           course;         /* revision 0: none */
	struct enrolment       *in;             /* [n] */
	size_t                  n;
	struct map             *test_at;        /* person and phase: score */
	double                 *score;
};

/* ---- tests ---- */

static bool
find_course(struct shown *v)
{
	struct course *all;
	size_t i, n;

	if (!id_none(v->of.course))
		return flow_find(v->c, &course_entity, v->of.course,
		    &v->course);
	if (id_none(v->of.activity))
		return true;
	if ((all = every_by(v->c, &course_entity, "activity", v->of.activity,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		v->course = all[i];
	return true;
}

static str
test_key(struct ctx *c, struct id person, str phase)
{
	return str_print(c->arena, "%s/%.*s", id_text(c->arena, person).p,
	    (int)phase.n, phase.p);
}

static bool
find_tests(struct shown *v)
{
	struct test_response *t;
	size_t i, n;

	v->test_at = map_new(v->c->arena);
	if (v->course.row.revision == 0 ||
	    !ctx_may(v->c, &test_response_entity, SEE, v->p.row.id))
		return true;
	if ((t = every_by(v->c, &test_response_entity, "course",
	    v->course.row.id, &n)) == NULL)
		return false;
	v->score = NEWS(v->c->arena, double, n + 1);
	for (i = 0; i < n; i++) {
		v->score[i] = t[i].score;
		*map_at(v->test_at, test_key(v->c, t[i].person, t[i].phase),
		    i) = i;
	}
	return true;
}

static double
score_of(const struct shown *v, const struct enrolment *n, const char *phase,
    double own)
{
	size_t at;

	if (!isnan(own))
		return own;
	return map_find(v->test_at, test_key(v->c, n->person, str_of(phase)),
	    &at) ? v->score[at] : NAN;
}

/* ---- who took part ---- */

struct sums {
	size_t attended, pairs;
	double hours, pre, post;
};

static void
person_put(struct shown *v, const struct enrolment *n, struct sums *s,
    struct node *row)
{
	double pre = score_of(v, n, "pre", n->pre_score);
	double post = score_of(v, n, "post", n->post_score);

	node_text(row, "name", flow_name(v->c, &party_entity, n->person));
	node_text(row, "href", entity_href(v->c, &enrolment_entity,
	    n->row.id));
	node_real(row, "hours", n->hours_attended, -1);
	node_real(row, "percent", n->attendance_share * 100, 0);
	node_real(row, "pre", pre, -1);
	node_real(row, "post", post, -1);
	node_text(row, "certificate", n->certificate_no);
	node_text(row, "absent", n->reason_absent);
	if (n->hours_attended > 0) {
		s->attended++;
		s->hours += n->hours_attended;
	}
	if (!isnan(pre) && !isnan(post)) {
		s->pairs++;
		s->pre += pre;
		s->post += post;
	}
}

static void
people_put(struct shown *v, struct node *out)
{
	struct sums s = { 0, 0, 0, 0, 0 };
	struct node *sum;
	size_t i;

	(void)node_list(out, "rows");
	for (i = 0; i < v->n; i++)
		person_put(v, &v->in[i], &s, node_row(out, "rows"));
	node_bool(out, "has_rows", v->n > 0);
	sum = node_object(out, "sum");
	node_count(sum, "enrolled", (int64_t)v->n);
	node_count(sum, "attended", (int64_t)s.attended);
	node_real(sum, "hours", s.hours, 0);
	node_count(sum, "pairs", (int64_t)s.pairs);
	node_real(sum, "pre", s.pairs > 0 ? s.pre / (double)s.pairs : NAN, 1);
	node_real(sum, "post", s.pairs > 0 ? s.post / (double)s.pairs : NAN,
	    1);
}

/* ---- reactions and follow-ups ---- */

static bool
reactions_put(struct shown *v, struct node *out)
{
	static const char *const names[] = { "content", "trainer",
		"relevance", "logistics" };
	double sum[4] = { 0, 0, 0, 0 };
	size_t count[4] = { 0, 0, 0, 0 }, i, k, n;
	struct node *o = node_object(out, "liked");
	struct reaction *r;
	int64_t given;

	if (!ctx_may(v->c, &reaction_entity, SEE, v->p.row.id))
		return true;
	if ((r = every_by(v->c, &reaction_entity, "event", v->of.row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		for (k = 0; k < 4; k++) {
			given = k == 0 ? r[i].content : k == 1 ? r[i].trainer
			    : k == 2 ? r[i].relevance : r[i].logistics;
			if (given == INT64_MIN)
				continue;
			sum[k] += (double)given;
			count[k]++;
		}
	for (k = 0; k < 4; k++)
		node_real(o, names[k], count[k] > 0 ? sum[k] /
		    (double)count[k] : NAN, 2);
	node_count(o, "n", (int64_t)n);
	node_bool(o, "some", n > 0);
	return true;
}

/* Of those who took part, month by month after. */
static bool
later_put(struct shown *v, struct node *out)
{
	static const int64_t month[] = { 6, 12, 24 };
	struct map *here = map_new(v->c->arena);
	struct follow_up *f;
	struct node *row;
	size_t i, k, n, due, back, applied, at;

	(void)node_list(out, "later");
	if (v->course.row.revision == 0 ||
	    !ctx_may(v->c, &follow_up_entity, SEE, v->p.row.id))
		return true;
	if ((f = every_by(v->c, &follow_up_entity, "course",
	    v->course.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < v->n; i++)
		*map_at(here, id_text(v->c->arena, v->in[i].person), i) = i;
	for (k = 0; k < 3; k++) {
		due = back = applied = 0;
		for (i = 0; i < n; i++) {
			if (f[i].month != month[k] || !map_find(here,
			    id_text(v->c->arena, f[i].person), &at))
				continue;
			due++;
			back += f[i].answered_on.n != 0;
			applied += str_is(f[i].applied, "yes");
		}
		if (due == 0)
			continue;
		row = node_row(out, "later");
		node_count(row, "month", month[k]);
		node_count(row, "due", (int64_t)due);
		node_count(row, "back", (int64_t)back);
		node_count(row, "applied", (int64_t)applied);
	}
	node_text(out, "later_href", str_print(v->c->arena,
	    "/follow_up?course=%s", id_text(v->c->arena,
	    v->course.row.id).p));
	return true;
}

/* ---- the page ---- */

static void
head_put(struct shown *v, struct node *out)
{
	struct ctx *c = v->c;
	const struct crumb crumb = { str_of(words_say(c->words, "Deliver")),
	    str_print(c->arena, "%s/deliver", programme_href(c, &v->p).p) };
	const struct state *s = state_coded(&event_machine, v->of.state);
	struct node *is;

	programme_put(c, &v->p, PHASE_DELIVER, out);
	crumb_put(out, &crumb, 1);
	node_text(out, "title", text_in(c->arena, v->of.title, c->lang));
	node_text(out, "code", v->of.code);
	node_text(out, "type", choice_says(c, &event_type_codes, v->of.type));
	node_text(out, "venue", v->of.venue);
	node_day(out, "from", v->of.start);
	node_day(out, "to", v->of.end);
	node_text(out, "steps_href", entity_href(c, &event_entity,
	    v->of.row.id));
	node_bool(out, "may_enrol", ctx_may(c, &enrolment_entity, ADD,
	    v->p.row.id));
	node_text(out, "enrol_href", str_print(c->arena,
	    "/enrolment/new?event=%s", id_text(c->arena, v->of.row.id).p));
	node_text(out, "review", v->of.reflection_notes);
	if (s == NULL)
		return;
	is = node_object(out, "is");
	node_z(is, "mark", str_is(v->of.state, "cancelled") ? "bad"
	    : s->final ? "ok" : "info");
	node_z(is, "says", words_say(c->words, s->label));
}

static bool
doses_put(struct shown *v, struct node *out)
{
	struct filter of = { field_named(&dose_entity, S("source_id")), IS,
		{ 0 } };
	struct ask ask = { .filters = &of, .n = 1 };
	struct found *found;
	struct dose d;
	double hours = 0;
	size_t i;

	if (!ctx_may(v->c, &dose_entity, SEE, v->p.row.id))
		return true;
	for (i = 0; i < v->n; i++) {
		of.value = id_text(v->c->arena, v->in[i].row.id);
		if (!flow_list(v->c, &dose_entity, &ask, &found))
			return false;
		while (flow_next(found, v->c->arena, &d))
			hours += d.amount;
		if (!flow_end(found))
			return false;
	}
	node_real(out, "dose_hours", hours, 0);
	node_text(out, "dose_href", id_none(v->of.activity) ? str_print(
	    v->c->arena, "/dose?programme=%s", id_text(v->c->arena,
	    v->p.row.id).p) : str_print(v->c->arena, "/dose?activity=%s",
	    id_text(v->c->arena, v->of.activity).p));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct shown v = { .c = c };

	(void)r;
	row_blank(&course_entity, &v.course);
	if (!programme_named(c, q, &v.p) || !flow_find_text(c, &event_entity,
	    request_at(q, "event"), v.p.row.id, &v.of) || !find_course(&v) ||
	    !find_tests(&v))
		return false;
	node_bool(out, "sees_people", ctx_may(c, &enrolment_entity, SEE,
	    v.p.row.id));
	if (ctx_may(c, &enrolment_entity, SEE, v.p.row.id) &&
	    (v.in = every_by(c, &enrolment_entity, "event", v.of.row.id,
	    &v.n)) == NULL)
		return false;
	head_put(&v, out);
	people_put(&v, out);
	return reactions_put(&v, out) && later_put(&v, out) &&
	    doses_put(&v, out);
}

const struct page event_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}",
	.about  = "One event: who took part, tests, reactions, follow-ups.",
	.view   = "event.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show,
};
