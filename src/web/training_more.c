/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Of an event, what its own rows do not tell: who was there for the first
 * time, and what it cost for each person.
 */
#include "web/training.h"

#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/fund.h"
#include "web/programme.h"

/* ---- first time, or again ---- */

/* Who of this event was in an earlier one of the programme: asked once,
 * for all of them. */
static bool
find_again(struct training *v, struct map *was)
{
	struct value of[] = { value_id(v->of.row.id), value_id(v->p.row.id),
		value_text(day_text(v->c->arena, v->of.start)) };
	struct value who = { V_NONE };
	struct cursor *cursor;
	struct id id;

	if (!store_query(v->c->store, "event_again", of, 3, v->c->arena,
	    &cursor, &v->c->errors))
		return false;
	while (store_answer(cursor, &who, 1)) {
		id = value_as_id(&who);
		*map_at(was, id_text(v->c->arena, id), 0) = 1;
	}
	return store_end(cursor, &v->c->errors);
}

static bool
again_put(struct training *v, struct node *sum)
{
	struct map *was = map_new(v->c->arena);
	size_t i, at, again = 0;

	if (v->persons == 0)
		return true;
	if (!find_again(v, was))
		return false;
	for (i = 0; i < v->persons; i++) {
		v->person[i].again = map_find(was, id_text(v->c->arena,
		    v->person[i].place.person), &at);
		again += v->person[i].again;
	}
	node_count(sum, "again", (int64_t)again);
	node_count(sum, "first", (int64_t)(v->persons - again));
	node_text(sum, "again_href", str_print(v->c->arena, "%s?who=again",
	    training_href(v).p));
	node_text(sum, "first_href", str_print(v->c->arena, "%s?who=first",
	    training_href(v).p));
	return true;
}

/* ---- what it cost ---- */

/* People of all events of the activity that took place: what is paid for
 * it, is paid for all of them.  Who never came is not counted, as nowhere;
 * who is enrolled in what is still to come is. */
static bool
people_of_activity(struct training *v, size_t *people)
{
	struct enrolment *e;
	struct event *all;
	struct map *seen;
	size_t i, k, n, m;

	*people = 0;
	seen = map_new(v->c->arena);
	if ((all = every_by(v->c, &event_entity, "activity", v->of.activity,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (str_is(all[i].state, "cancelled"))
			continue;
		if ((e = every_by(v->c, &enrolment_entity, "event",
		    all[i].row.id, &m)) == NULL)
			return false;
		for (k = 0; k < m; k++)
			if (!(e[k].hours_attended <= 0) && *map_at(seen,
			    (str){ (const char *)e[k].person.b,
			    sizeof(struct id) }, *people) == *people)
				++*people;
	}
	return true;
}

static bool
cost_put(struct training *v, struct node *sum)
{
	struct ctx *c = v->c;
	struct finance *f;
	struct money spent, each;
	size_t people;

	if (id_none(v->of.activity) || !v->sees_people ||
	    !ctx_may(c, &transaction_entity, SEE, v->p.row.id) ||
	    !ctx_may(c, &budget_line_entity, SEE, v->p.row.id))
		return true;
	if (!finance_of(c, v->p.row.id, &f) ||
	    !people_of_activity(v, &people))
		return false;
	spent = finance_spent(f, v->of.activity);
	node_bool(sum, "tells_cost", true);
	if (people == 0 || spent.currency[0] == '\0' ||
	    !money_from_real(money_real(spent) / (double)people,
	    spent.currency, &each))
		return true;
	node_money(sum, "each", each);
	node_money(sum, "spent", spent);
	node_count(sum, "cost_people", (int64_t)people);
	node_text(sum, "cost_href", str_print(c->arena,
	    "/transaction?activity=%s&type=4", id_text(c->arena,
	    v->of.activity).p));
	return true;
}

bool
training_more(struct training *v, struct node *sum)
{
	return again_put(v, sum) && cost_put(v, sum);
}
