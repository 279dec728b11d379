/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/exam_result.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "flow/train.h"
#include "store/store.h"

enum { LEFT_BLANK = 254, NOT_ASKED = 255 };

static struct exam_sum
sum_of(struct ctx *c, const struct exam_paper *p)
{
	double *mark = NEWS(c->arena, double, p->n + 1);
	double *worth = NEWS(c->arena, double, p->n + 1);
	size_t i;

	for (i = 0; i < p->n; i++) {
		mark[i] = p->asked[i].answer.row.revision == 0 ? 0
		    : p->asked[i].answer.mark;
		worth[i] = exam_points(&p->asked[i].item);
	}
	return exam_sum(mark, worth, p->n);
}

/* ---- the course's sheet ---- */

static int
by_number(const void *one, const void *other, const void *with)
{
	const struct test_item *a = one, *b = other;

	(void)with;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static bool
find_response(struct ctx *c, const struct exam_paper *p,
    struct test_response *out)
{
	struct filter of[] = {
		{ field_named(&test_response_entity, S("course")), IS,
		    id_text(c->arena, p->course.row.id) },
		{ field_named(&test_response_entity, S("person")), IS,
		    id_text(c->arena, p->sitting.person) },
		{ field_named(&test_response_entity, S("phase")), IS,
		    p->test.phase } };
	struct ask ask = { .filters = of, .n = 3, .limit = 1 };
	struct cursor *cursor;

	if (!store_list(c->store, &test_response_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	if (!store_next(cursor, c->arena, out))
		row_blank(&test_response_entity, out);
	return store_end(cursor, &c->errors);
}

static uint8_t
byte_of(const struct exam_paper *p, struct id item)
{
	const struct sitting_answer *w;
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (!id_same(p->asked[i].item.row.id, item))
			continue;
		w = &p->asked[i].answer;
		if (w->row.revision == 0 || (str_none(w->given) &&
		    p->sitting.late_counts != YES))
			return LEFT_BLANK;
		return w->mark >= 1 - 1e-9;
	}
	return NOT_ASKED;
}

static bool
pack(struct ctx *c, const struct exam_paper *p, str *out)
{
	struct test_item *all;
	uint8_t *bytes;
	size_t i, n;

	if ((all = gather_of(c, &test_item_entity, "course",
	    p->course.row.id, &n)) == NULL)
		return false;
	sort(c->arena, all, n, sizeof(*all), by_number, NULL);
	bytes = NEWS(c->arena, uint8_t, n + 1);
	for (i = 0; i < n; i++)
		bytes[i] = byte_of(p, all[i].row.id);
	*out = (str){ (const char *)bytes, n };
	return true;
}

/* A course that does not say how many points there are is on the scale of
 * the sheets it has, else of this test. */
static bool
scale(struct ctx *c, struct exam_paper *p, double most)
{
	struct test_response *t;
	size_t n;

	if (p->course.max_score > 0)
		return true;
	if ((t = gather_of(c, &test_response_entity, "course",
	    p->course.row.id, &n)) == NULL)
		return false;
	p->course.max_score = train_greatest(&p->course, t, NULL, n, most);
	return flow_save(c, &course_entity, &p->course);
}

static double
rounded(double x)
{
	return round(x * 100) / 100;
}

static bool
keep_response(struct ctx *c, const struct exam_paper *p, double score)
{
	struct test_response t;

	if (!find_response(c, p, &t) || !pack(c, p, &t.answers))
		return false;
	t.course = p->course.row.id;
	t.person = p->sitting.person;
	t.phase = p->test.phase;
	t.score = score;
	t.answered_on = moment_day(p->sitting.ended_at);
	return flow_save(c, &test_response_entity, &t);
}

/* Passed by the mark as it is kept, as courses count it (train.c).  score
 * NAN: taken back. */
static bool
keep_enrolment(struct ctx *c, const struct exam_paper *p, double score)
{
	bool pre = str_is(p->test.phase, "pre");
	struct enrolment *e;
	size_t i, n;

	if (!pre && !str_is(p->test.phase, "post"))
		return true;
	if ((e = gather_of(c, &enrolment_entity, "event", p->event.row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!id_same(e[i].person, p->sitting.person))
			continue;
		*(pre ? &e[i].pre_score : &e[i].post_score) = score;
		if (!pre && !isnan(p->course.pass_mark))
			e[i].passed = isnan(score) ? UNSAID : score + 1e-9 >=
			    p->course.pass_mark * p->course.max_score ? YES
			    : NO;
		return flow_save_as_was(c, &enrolment_entity, &e[i]);
	}
	return true;
}

bool
exam_settle(struct ctx *c, struct exam_paper *p)
{
	struct exam_sum sum = sum_of(c, p);
	double score;

	p->sitting.points = sum.points;
	p->sitting.most = sum.most;
	p->sitting.open = (int64_t)sum.open;
	if (!flow_save(c, &sitting_entity, &p->sitting))
		return false;
	if (sum.open > 0 || isnan(sum.share))
		return true;
	if (!scale(c, p, sum.most))
		return false;
	score = rounded(sum.share * p->course.max_score);
	return keep_response(c, p, score) &&
	    keep_enrolment(c, p, score);
}

bool
exam_unsettle(struct ctx *c, struct exam_paper *p)
{
	struct test_response t;

	if (!p->sent || p->sitting.open > 0)
		return true;
	return find_response(c, p, &t) && (t.row.revision == 0 ||
	    flow_drop(c, &test_response_entity, t.row.id, t.row.revision)) &&
	    keep_enrolment(c, p, NAN);
}
