/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which activity a course belongs to, told by who sat its tests. */
#include "flow/train.h"

#include "flow/gather.h"
#include "flow/save.h"
#include "model/deliver.h"

struct linking {
	struct ctx           *c;
	struct course        *course;
	struct activity      *activity;
	struct event         *event;
	struct enrolment     *enrolment;
	struct test_response *paper;
	size_t courses, activities, events, enrolments, papers;
	struct map           *event_at, *tested;
};

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

static void
note_tested(struct linking *k, struct id course)
{
	size_t i;

	k->tested = map_new(k->c->arena);
	for (i = 0; i < k->papers; i++)
		if (id_same(k->paper[i].course, course))
			(void)map_at(k->tested, key_of(&k->paper[i].person), 0);
}

/* How alike those tested and those enrolled are: both by either, 0..1;
 * 0 when less than nine in ten of those tested were enrolled. */
static double
fit(struct linking *k, struct id activity)
{
	struct map *enrolled = map_new(k->c->arena);
	size_t i, at, both = 0, tested = map_count(k->tested), *seen;

	for (i = 0; i < k->enrolments; i++) {
		if (!gather_find(k->event_at, &k->enrolment[i].event, &at) ||
		    !id_same(k->event[at].activity, activity))
			continue;
		seen = map_at(enrolled, key_of(&k->enrolment[i].person), 0);
		if (*seen == 0 && map_find(k->tested,
		    key_of(&k->enrolment[i].person), &at))
			both++;
		*seen = 1;
	}
	if (both * 10 < tested * 9 || tested == 0)
		return 0;
	return (double)both / (double)(tested + map_count(enrolled) - both);
}

/* The place of the activity that fits best; activities: none or two. */
static size_t
best_fit(struct linking *k)
{
	double best = 0, x;
	size_t i, at = k->activities;

	for (i = 0; i < k->activities; i++) {
		x = fit(k, k->activity[i].row.id);
		if (x > best) {
			best = x;
			at = i;
		} else if (x > 0 && x >= best)
			at = k->activities;
	}
	return at;
}

static bool
link_one(struct linking *k, struct course *course)
{
	size_t at;

	note_tested(k, course->row.id);
	at = best_fit(k);
	if (at == k->activities)
		return true;
	course->activity = k->activity[at].row.id;
	return flow_save_as_was(k->c, &course_entity, course);
}

bool
train_link(struct ctx *c, struct id programme)
{
	struct linking k = { .c = c };
	size_t i;

	k.course = gather(c, &course_entity, programme, &k.courses);
	if (k.course == NULL || k.courses == 0)
		return k.course != NULL;
	if ((k.activity = gather(c, &activity_entity, programme,
	    &k.activities)) == NULL ||
	    (k.event = gather(c, &event_entity, programme,
	    &k.events)) == NULL ||
	    (k.enrolment = gather(c, &enrolment_entity, programme,
	    &k.enrolments)) == NULL ||
	    (k.paper = gather(c, &test_response_entity, programme,
	    &k.papers)) == NULL)
		return false;
	k.event_at = gather_index(c->arena, k.event, k.events,
	    sizeof(*k.event));
	for (i = 0; i < k.courses; i++)
		if (id_none(k.course[i].activity) && !link_one(&k,
		    &k.course[i]))
			return false;
	return true;
}
