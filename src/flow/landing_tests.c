/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests before and after a course: one row per person and phase, its
 * answers packed a byte an item in the order of the course's items, 0
 * wrong, 1 right, and the codes below.
 */
#include <math.h>
#include <string.h>

#include "flow/landing_fills.h"
#include "flow/rows.h"
#include "model/deliver.h"
#include "store/store.h"

enum { MOST_ITEMS = 1000, NOT_ASKED = 255, LEFT_BLANK = 254 };

/* A course is known by the code that its items and tests name. */
static bool
land_course(struct land *l, str code, struct id *id)
{
	struct course c;

	if (str_none(code))
		return fail(&l->c->errors, INVALID, "course_id",
		    "The row does not say which course.");
	if (!land_code(l, &course_entity, code, id))
		*id = land_id(l, &course_entity, code);
	if (!land_begin(l, &course_entity, *id, &c))
		return false;
	if (c.row.revision > 0)
		return true;
	c.code = code;
	return land_row(l, &course_entity, &c) != REFUSED;
}

bool
fill_test_item(struct land *l, const struct entry *r, void *row)
{
	struct test_item *it = row;

	if (!land_course(l, entry_value(r, "course_id"), &it->course))
		return false;
	if (it->seq == INT64_MIN)
		it->seq = r->line - 1;
	if (str_none(it->status))
		it->status = S("active");
	return true;
}

struct paper {                          /* one person's test */
	struct id course, person;
	str       phase, key;
	uint8_t  *answer;               /* [MOST_ITEMS of its course] */
	struct paper *next;
};

struct course_items {
	struct id   course;
	str         code;
	struct map *place;              /* item code to place, by seq */
	size_t      n;
	struct course_items *next;
};

struct papers {
	struct land         *l;
	struct map          *by_key;
	struct paper       **paper;
	size_t               n, room;
	struct course_items *courses;
};

static bool
read_items(struct papers *p, str code, struct course_items **out)
{
	struct ctx *c = p->l->c;
	struct course_items *it;
	struct test_item row;
	struct cursor *cursor;
	struct filter of = { field_named(&test_item_entity, S("course")), IS,
		{ 0 } };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(&test_item_entity, S("seq")) };

	for (it = p->courses; it != NULL; it = it->next)
		if (str_same(it->code, code)) {
			*out = it;
			return true;
		}
	it = NEW(p->l->keep, struct course_items);
	*it = (struct course_items){ .code = str_copy(p->l->keep, code),
		.place = map_new(p->l->keep), .next = p->courses };
	if (!land_course(p->l, code, &it->course))
		return false;
	of.value = id_text(c->arena, it->course);
	if (!store_list(c->store, &test_item_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, &row) && it->n < MOST_ITEMS)
		*map_at(it->place, str_copy(p->l->keep, row.code),
		    it->n) = it->n,
		    it->n++;
	*out = p->courses = it;
	return store_end(cursor, &c->errors);
}

static struct paper *
new_paper(struct papers *p, const struct course_items *it, struct id person,
    str phase, str key)
{
	struct arena *a = p->l->keep;
	struct paper *new = NEW(a, struct paper);

	*new = (struct paper){ it->course, person, str_copy(a, phase), key,
		NEWS(a, uint8_t, it->n + 1), NULL };
	memset(new->answer, NOT_ASKED, it->n);
	p->paper = arena_more(a, p->paper, p->n, &p->room, sizeof(*p->paper));
	return p->paper[p->n++] = new;
}

static bool
lay_answer(struct papers *p, const struct entry *r)
{
	struct land *l = p->l;
	str course = entry_value(r, "course_id"), item = entry_value(r, "item");
	str phase = entry_value(r, "phase"), right = entry_value(r, "correct");
	str who = entry_value(r, "person_id"), key;
	struct course_items *it;
	struct paper *paper;
	struct id person;
	size_t at, *place;

	if (!read_items(p, course, &it))
		return false;
	if (!map_find(it->place, item, &at))
		return fail(&l->c->errors, INVALID, "item",
		    "The course '%.*s' has no item '%.*s'.", (int)course.n,
		    course.p, (int)item.n, item.p);
	if (!land_code(l, entity_named(S("party")), who, &person))
		return fail(&l->c->errors, INVALID, "person_id",
		    "There is no person '%.*s'.", (int)who.n, who.p);
	if (!str_none(right) && !str_is(right, "0") && !str_is(right, "1"))
		return fail(&l->c->errors, INVALID, "correct",
		    "'%.*s' is neither 1 (right) nor 0 (wrong).", (int)right.n,
		    right.p);
	key = str_print(l->keep, "%.*s/%.*s/%.*s", (int)course.n, course.p,
	    (int)who.n, who.p, (int)phase.n, phase.p);
	place = map_at(p->by_key, key, p->n);
	paper = *place == p->n ? new_paper(p, it, person, phase, key)
	    : p->paper[*place];
	paper->answer[at] = str_none(right) ? LEFT_BLANK : right.p[0] == '1';
	return true;
}

static bool
each_answer(void *to, const struct entry *r)
{
	struct papers *p = to;
	struct ctx *c = p->l->c;
	struct arena_mark mark = arena_mark(c->arena);

	if (!lay_answer(p, r))
		import_refuse_fault(p->l->report, r->line, &c->errors);
	arena_back(c->arena, mark);
	return true;
}

static size_t
items_of(const struct papers *p, struct id course)
{
	const struct course_items *it = p->courses;

	while (it != NULL && !id_same(it->course, course))
		it = it->next;
	return it != NULL ? it->n : 0;
}

/* A blank answer is wrong; an item that was not asked is not counted. */
static bool
save_paper(struct papers *p, const struct paper *paper)
{
	struct land *l = p->l;
	struct test_response row;
	enum outcome came;
	size_t i, n = items_of(p, paper->course);

	if (!land_begin(l, &test_response_entity, land_id(l,
	    &test_response_entity, paper->key), &row))
		return false;
	row.course = paper->course;
	row.person = paper->person;
	row.phase = paper->phase;
	row.answers = (str){ (const char *)paper->answer, n };
	row.score = 0;
	for (i = 0; i < n; i++)
		row.score += paper->answer[i] == 1;
	came = land_row(l, &test_response_entity, &row);
	import_count(l->report, came);
	if (came == REFUSED) {
		import_refuse(l->report, 0, (str){ 0 },
		    str_of(errors_text(&l->c->errors, NULL)));
		errors_clear(&l->c->errors);
	}
	return true;
}

bool
test_file(struct land *l, const char *name, const char *path)
{
	struct papers p = { .l = l, .by_key = map_new(l->keep) };
	struct arena_mark mark;
	size_t i;
	bool fine;

	(void)name;
	fine = rows_each(l->c, l->report, path, each_answer, &p);
	for (i = 0; i < p.n && fine; i++) {
		mark = arena_mark(l->c->arena);
		fine = save_paper(&p, p.paper[i]);
		arena_back(l->c->arena, mark);
	}
	return fine;
}
