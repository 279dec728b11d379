/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/training.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/award.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/programme.h"

/* ---- reading ---- */

static bool
find_course(struct training *v)
{
	struct course *all;
	size_t i, n;

	row_blank(&course_entity, &v->course);
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

static void
set_score(struct training_person *p, const struct test_response *t)
{
	double *score = str_is(t->phase, "pre") ? &p->pre : &p->post;

	if (isnan(*score) && (str_is(t->phase, "pre") ||
	    str_is(t->phase, "post")))
		*score = t->score;
}

static bool
read_tests(struct training *v, const struct map *at)
{
	struct test_response *t;
	size_t i, n, place;

	if (v->course.row.revision == 0 ||
	    !ctx_may(v->c, &test_response_entity, SEE, v->p.row.id))
		return true;
	if ((t = every_by(v->c, &test_response_entity, "course",
	    v->course.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (gather_find(at, &t[i].person, &place))
			set_score(&v->person[place], &t[i]);
	return true;
}

/* Of one session, spread over the people; those of somebody who is not
 * enrolled any more are passed over. */
static bool
read_marks(struct training *v, const struct map *at)
{
	struct arena *a = v->c->arena;
	struct attendance *m, *mine;
	struct training_person *p;
	size_t i, k, n, place;

	for (k = 0; k < v->sessions; k++) {
		if ((m = every_by(v->c, &attendance_entity, "session",
		    v->session[k].row.id, &n)) == NULL)
			return false;
		for (i = 0; i < n; i++) {
			if (!gather_find(at, &m[i].person, &place))
				continue;
			p = &v->person[place];
			mine = NEWS(a, struct attendance, p->n + 1);
			for (size_t j = 0; j < p->n; j++)
				mine[j] = p->mark[j];
			mine[p->n++] = m[i];
			p->mark = mine;
		}
	}
	for (i = 0; i < v->persons; i++)
		v->person[i].sum = attend_sum_of(v->session, v->sessions,
		    v->person[i].mark, v->person[i].n);
	return true;
}

static int
by_name(const void *one, const void *other, const void *with)
{
	const struct training_person *a = one, *b = other;

	(void)with;
	return str_order(a->name, b->name);
}

static str
sex_of(struct ctx *c, struct id person)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct person p;

	return store_find(c->store, &person_entity, person, c->arena, &p,
	    &quiet) ? p.sex : (str){ 0 };
}

static bool
read_people(struct training *v)
{
	struct enrolment *e;
	struct map *at = map_new(v->c->arena);
	struct training_person *p;
	size_t i, n;

	v->sees_people = ctx_may(v->c, &enrolment_entity, SEE, v->p.row.id);
	if (!v->sees_people)
		return true;
	if ((e = every_by(v->c, &enrolment_entity, "event", v->of.row.id,
	    &n)) == NULL)
		return false;
	v->person = NEWS(v->c->arena, struct training_person, n + 1);
	v->persons = n;
	for (i = 0; i < n; i++) {
		p = &v->person[i];
		*p = (struct training_person){ .place = e[i],
			.name = flow_name(v->c, &party_entity, e[i].person),
			.sex = sex_of(v->c, e[i].person),
			.pre = e[i].pre_score, .post = e[i].post_score };
	}
	sort(v->c->arena, v->person, n, sizeof(*v->person), by_name, NULL);
	for (i = 0; i < n; i++)
		*map_at(at, (str){ (const char *)v->person[i].place.person.b,
		    sizeof(struct id) }, i) = i;
	return read_tests(v, at) && read_marks(v, at);
}

/* Which session is on the desk when nobody says. */
static void
set_today(struct training *v)
{
	int32_t today = moment_day(v->c->now).n;
	size_t i;

	v->today = v->sessions;
	for (i = 0; i < v->sessions; i++)
		if (v->session[i].date.n <= today || v->today == v->sessions)
			v->today = i;
	v->is_today = v->today < v->sessions &&
	    v->session[v->today].date.n == today;
}

bool
training_read(struct ctx *c, const struct request *q, struct training *v)
{
	*v = (struct training){ .c = c };
	if (!programme_named(c, q, &v->p) || !flow_find_text(c, &event_entity,
	    request_at(q, "event"), v->p.row.id, &v->of) || !find_course(v))
		return false;
	if ((v->session = every_by(c, &event_session_entity, "event",
	    v->of.row.id, &v->sessions)) == NULL || !read_people(v))
		return false;
	v->may_mark = v->sees_people && ctx_may(c, &attendance_entity, ADD,
	    v->p.row.id);
	if (ctx_may(c, &reaction_entity, SEE, v->p.row.id) &&
	    (v->reaction = every_by(c, &reaction_entity, "event",
	    v->of.row.id, &v->reactions)) == NULL)
		return false;
	set_today(v);
	return true;
}

/* ---- parts ---- */

str
training_href(const struct training *v)
{
	return str_print(v->c->arena, "%s/event/%s",
	    programme_href(v->c, &v->p).p, str_none(v->of.code)
	    ? id_text(v->c->arena, v->of.row.id).p
	    : str_z(v->c->arena, v->of.code));
}

const struct attendance *
training_mark(const struct training_person *p, const struct event_session *s,
    bool *open)
{
	const struct attendance *mark = NULL;
	size_t i;

	*open = false;
	for (i = 0; i < p->n; i++) {
		if (!id_same(p->mark[i].session, s->row.id))
			continue;
		if (str_is(p->mark[i].standing, "stands"))
			mark = &p->mark[i];
		*open |= str_is(p->mark[i].standing, "open");
	}
	return mark;
}

str
training_heads(struct ctx *c, const struct training_person *p,
    const struct event_session *s)
{
	str all = { 0 };
	size_t i;

	for (i = 0; i < p->n; i++)
		if (id_same(p->mark[i].session, s->row.id) &&
		    !str_is(p->mark[i].standing, "replaced"))
			all = str_none(all) ? id_text(c->arena,
			    p->mark[i].row.id) : str_print(c->arena, "%s;%s",
			    all.p, id_text(c->arena, p->mark[i].row.id).p);
	return all;
}

/* ---- the head ---- */

struct sums {
	size_t women, men, shares, pairs, useful, missed_most;
	double share, hours, pre, post, useful_sum;
	size_t open;
};

static struct sums
sums_of(const struct training *v)
{
	struct sums s = { .women = 0 };
	const struct training_person *p;
	size_t i;

	for (i = 0; i < v->persons; i++) {
		p = &v->person[i];
		s.women += str_is(p->sex, "F");
		s.men += str_is(p->sex, "M");
		s.open += p->sum.open;
		s.missed_most = p->sum.away > s.missed_most ? p->sum.away
		    : s.missed_most;
		if (p->place.hours_attended > 0)
			s.hours += attend_hours_counted(&v->of, &p->place);
		if (!isnan(attend_share(&v->of, &p->place))) {
			s.shares++;
			s.share += attend_share(&v->of, &p->place);
		}
		if (!isnan(p->pre) && !isnan(p->post)) {
			s.pairs++;
			s.pre += p->pre;
			s.post += p->post;
		}
	}
	for (i = 0; i < v->reactions; i++)
		if (v->reaction[i].relevance != INT64_MIN) {
			s.useful++;
			s.useful_sum += (double)v->reaction[i].relevance;
		}
	return s;
}

static void
lead_put(const struct training *v, const struct sums *s, struct node *out)
{
	struct node *o = node_object(out, "lead");
	const struct event_session *last;
	size_t i, missed = 0;

	node_bool(o, "has_sessions", v->sessions > 0);
	node_count(o, "sessions", (int64_t)v->sessions);
	node_count(o, "enrolled", (int64_t)v->persons);
	node_bool(o, "has_people", v->persons > 0);
	if (s->shares > 0)
		node_real(o, "percent", 100 * s->share / (double)s->shares, 0);
	node_bool(o, "is_past", v->of.end.n != 0 &&
	    v->of.end.n < moment_day(v->c->now).n);
	for (i = 0; i < v->persons; i++)
		missed += v->person[i].sum.away >= 3;
	if (missed > 0)
		node_count(o, "missed", (int64_t)missed);
	node_count(o, "open", s->open == 0 ? INT64_MIN : (int64_t)s->open);
	if (v->sessions == 0)
		return;
	node_count(o, "seq", v->session[v->today].seq);
	last = &v->session[v->sessions - 1];
	node_bool(o, "is_today", v->is_today);
	node_bool(o, "is_over", !v->is_today &&
	    last->date.n < moment_day(v->c->now).n);
	node_bool(o, "is_before", !v->is_today &&
	    v->session[v->today].date.n > moment_day(v->c->now).n);
	node_bool(o, "is_between", !v->is_today &&
	    v->session[v->today].date.n <= moment_day(v->c->now).n &&
	    last->date.n >= moment_day(v->c->now).n);
	node_day(o, "date", v->session[v->today].date);
}

static bool
doses_put(const struct training *v, struct node *out)
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
	for (i = 0; i < v->persons; i++) {
		of.value = id_text(v->c->arena, v->person[i].place.row.id);
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
facts_put(struct training *v, struct node *out)
{
	struct sums s = sums_of(v);
	struct node *sum = node_object(out, "sum");
	str id = id_text(v->c->arena, v->of.row.id);

	lead_put(v, &s, out);
	node_count(sum, "enrolled", (int64_t)v->persons);
	if (v->of.capacity != INT64_MIN)
		node_count(sum, "places", v->of.capacity);
	node_count(sum, "women", (int64_t)s.women);
	node_count(sum, "men", (int64_t)s.men);
	node_bool(sum, "tells_sex", s.women + s.men > 0);
	node_text(sum, "people_href", str_print(v->c->arena,
	    "/enrolment?event=%s", id.p));
	node_real(sum, "percent", s.shares > 0 ? 100 * s.share /
	    (double)s.shares : NAN, 0);
	node_count(sum, "shares", (int64_t)s.shares);
	node_real(sum, "hours", s.hours > 0 ? s.hours : NAN, 0);
	node_count(sum, "pairs", (int64_t)s.pairs);
	node_real(sum, "pre", s.pairs > 0 ? s.pre / (double)s.pairs : NAN, 1);
	node_real(sum, "post", s.pairs > 0 ? s.post / (double)s.pairs : NAN,
	    1);
	node_real(sum, "most", v->course.max_score, -1);
	node_real(sum, "useful", s.useful > 0 ? s.useful_sum /
	    (double)s.useful : NAN, 1);
	node_count(sum, "useful_n", (int64_t)s.useful);
	node_text(sum, "useful_href", str_print(v->c->arena,
	    "/reaction?event=%s", id.p));
	return doses_put(v, sum) && training_more(v, sum);
}

static const char *
mark_of(const struct event *of)
{
	if (str_is(of->state, "cancelled"))
		return "bad";
	return attend_was_held(of) ? "ok" : "info";
}

static void
tabs_put(const struct training *v, enum training_tab here, struct node *out)
{
	static const char *const names[TRAINING_TABS] = {       /* words: */
		"Attendance", "Sessions and materials", "Tests", "Feedback" };
	static const char *const ends[TRAINING_TABS] = { "", "/sessions",
		"/tests", "/feedback" };
	struct node *row;
	int i;

	for (i = 0; i < TRAINING_TABS; i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", say(v->c, names[i]));
		node_text(row, "href", str_print(v->c->arena, "%s%s",
		    training_href(v).p, ends[i]));
		node_bool(row, "here", i == (int)here);
	}
	if (!ctx_may(v->c, &award_entity, SEE, v->p.row.id))
		return;
	row = node_row(out, "tabs");
	node_z(row, "name", say(v->c, "Certificates"));
	node_text(row, "href", str_print(v->c->arena, "%s/awards",
	    programme_href(v->c, &v->p).p));
}

static void
trainers_put(const struct training *v, struct node *out)
{
	str rest = v->of.trainers, one;
	struct node *row;
	struct id id;
	bool any = false;

	(void)node_list(out, "trainers");
	while (str_cut(&rest, ';', &one)) {
		if (!id_read(str_trim(one), &id))
			continue;
		row = node_row(out, "trainers");
		node_text(row, "name", flow_name(v->c, &party_entity, id));
		node_text(row, "href", entity_href(v->c, &party_entity, id));
		any = true;
	}
	node_text(out, "trainers_note", v->of.trainers_note);
	node_bool(out, "has_trainers", any || !str_none(v->of.trainers_note));
}

bool
training_head(struct training *v, enum training_tab here, struct node *out)
{
	struct ctx *c = v->c;
	const struct state *s = state_coded(&event_machine, v->of.state);
	const struct crumb up = phase_crumb(c, &v->p, PHASE_DELIVER);
	const struct crumb crumbs[] = { up, { str_of(say(c, "Events")),
		str_print(c->arena, "%s?kind=event", up.href.p) } };
	struct node *is;

	programme_put(c, &v->p, PHASE_DELIVER, out);
	crumb_put(out, crumbs, 2);
	node_text(out, "title", text_in(c->arena, v->of.title, c->lang));
	node_text(out, "code", v->of.code);
	node_text(out, "type", choice_says(c, &event_type_codes, v->of.type));
	node_text(out, "venue", v->of.venue);
	node_day(out, "from", v->of.start);
	node_day(out, "to", v->of.end);
	if (!clock_put(c, v->p.row.id, out))
		return false;
	node_text(out, "base", training_href(v));
	node_text(out, "steps_href", entity_href(c, &event_entity,
	    v->of.row.id));
	node_bool(out, "may_enrol", ctx_may(c, &enrolment_entity, ADD,
	    v->p.row.id));
	if (ctx_may(c, &registration_entity, SEE, v->p.row.id))
		node_text(out, "seats_href", str_print(c->arena, "%s/seats",
		    training_href(v).p));
	node_text(out, "enrol_href", str_print(c->arena,
	    "/enrolment/new?event=%s", id_text(c->arena, v->of.row.id).p));
	node_bool(out, "sees_people", v->sees_people);
	node_bool(out, "may_mark", v->may_mark);
	if (s != NULL) {
		is = node_object(out, "is");
		node_z(is, "mark", mark_of(&v->of));
		node_z(is, "says", say(c, s->label));
	}
	if (v->may_mark && v->sessions > 0)
		node_text(out, "checkin_href", str_print(c->arena,
		    "%s/checkin", training_href(v).p));
	tabs_put(v, here, out);
	trainers_put(v, out);
	return facts_put(v, out);
}

size_t
training_session(const struct training *v, str number)
{
	int64_t seq;
	size_t i;

	if (!str_int(number, &seq))
		return v->today;
	for (i = 0; i < v->sessions; i++)
		if (v->session[i].seq == seq)
			return i;
	return v->today;
}
