/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which activity a course belongs to, told by who sat its tests. */
#include "flow/train.h"

#include <stddef.h>

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
	struct gather_groups  paper_of;         /* a course */
	struct map           *person_at;        /* who is enrolled anywhere */
	struct gather_groups  place_of;         /* a person: below */
	size_t               *place;            /* [places] activities, each
	                                         * once for each person */
	size_t               *enrolled;         /* [activities] people */
};

static str
key_of(const struct id *id)
{
	return (str){ (const char *)id->b, sizeof(id->b) };
}

static size_t
activity_of(const struct linking *k, const struct map *event,
    const struct map *activity, const struct enrolment *n)
{
	size_t at;

	return gather_find(event, &n->event, &at) &&
	    gather_find(activity, &k->event[at].activity, &at) ? at
	    : k->activities;
}

/* In which activities each person was, counted once. */
static void
note_enrolled(struct linking *k)
{
	struct arena *a = k->c->arena;
	const struct map *event = gather_index(a, k->event, k->events,
	    sizeof(*k->event));
	const struct map *activity = gather_index(a, k->activity,
	    k->activities, sizeof(*k->activity));
	struct map *seen = map_new(a);
	size_t *person = NEWS(a, size_t, k->enrolments + 1), i, at, n = 0;
	struct id both[2];

	k->person_at = map_new(a);
	k->place = NEWS(a, size_t, k->enrolments + 1);
	k->enrolled = NEWS(a, size_t, k->activities + 1);
	for (i = 0; i < k->enrolments; i++) {
		at = activity_of(k, event, activity, &k->enrolment[i]);
		if (at == k->activities)
			continue;
		both[0] = k->enrolment[i].person;
		both[1] = k->activity[at].row.id;
		if (*map_at(seen, str_copy(a, (str){ (const char *)both,
		    sizeof(both) }), n) != n)
			continue;
		k->place[n] = at;
		k->enrolled[at]++;
		person[n++] = *map_at(k->person_at,
		    key_of(&k->enrolment[i].person), map_count(k->person_at));
	}
	k->place_of = gather_groups(a, person, n, map_count(k->person_at));
}

/* both[activities]: how many of those tested were in each; how many were
 * tested at all. */
static size_t
count_tested(struct linking *k, size_t course, size_t *both)
{
	struct map *tested = map_new(k->c->arena);
	const struct gather_groups *g = &k->paper_of;
	size_t i, j, at, *seen;
	const struct id *who;

	for (i = g->from[course]; i < g->from[course + 1]; i++) {
		who = &k->paper[g->at[i]].person;
		seen = map_at(tested, key_of(who), 0);
		if (++*seen > 1 || !gather_find(k->person_at, who, &at))
			continue;
		for (j = k->place_of.from[at]; j < k->place_of.from[at + 1];
		    j++)
			both[k->place[k->place_of.at[j]]]++;
	}
	return map_count(tested);
}

/* How alike those tested and those enrolled are: both by either, 0..1;
 * 0 when less than nine in ten of those tested were enrolled. */
static double
fit(size_t both, size_t tested, size_t enrolled)
{
	if (both * 10 < tested * 9 || tested == 0)
		return 0;
	return (double)both / (double)(tested + enrolled - both);
}

/* The place of the activity that fits best; activities: none or two. */
static size_t
best_fit(struct linking *k, size_t course)
{
	size_t *both = NEWS(k->c->arena, size_t, k->activities + 1);
	size_t tested = count_tested(k, course, both), i, at = k->activities;
	double best = 0, x;

	for (i = 0; i < k->activities; i++) {
		x = fit(both[i], tested, k->enrolled[i]);
		if (x > best) {
			best = x;
			at = i;
		} else if (x > 0 && x >= best)
			at = k->activities;
	}
	return at;
}

static bool
link_one(struct linking *k, size_t course)
{
	size_t at = best_fit(k, course);

	if (at == k->activities)
		return true;
	k->course[course].activity = k->activity[at].row.id;
	return flow_save_as_was(k->c, &course_entity, &k->course[course]);
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
	k.paper_of = gather_by(c->arena, k.paper, k.papers, sizeof(*k.paper),
	    offsetof(struct test_response, course), gather_index(c->arena,
	    k.course, k.courses, sizeof(*k.course)), k.courses);
	note_enrolled(&k);
	for (i = 0; i < k.courses; i++)
		if (id_none(k.course[i].activity) && !link_one(&k, i))
			return false;
	return true;
}
