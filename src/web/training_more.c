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

/* When the events of the programme began, by id. */
struct begun {
	struct map   *at;
	struct event *of;
};

static bool
was_before(const struct training *v, const struct begun *b,
    const struct enrolment *e)
{
	size_t i;

	return !id_same(e->event, v->of.row.id) && e->hours_attended != 0 &&
	    gather_find(b->at, &e->event, &i) &&
	    !str_is(b->of[i].state, "cancelled") &&
	    b->of[i].start.n < v->of.start.n;
}

static bool
tell_again(struct training *v, const struct begun *b,
    struct training_person *p)
{
	struct enrolment *e;
	size_t i, n;

	if ((e = every_by(v->c, &enrolment_entity, "person", p->place.person,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		p->again |= was_before(v, b, &e[i]);
	return true;
}

static bool
again_put(struct training *v, struct node *sum)
{
	struct begun b;
	size_t i, n, again = 0;

	if (v->persons == 0)
		return true;
	if ((b.of = every(v->c, &event_entity, v->p.row.id, &n)) == NULL)
		return false;
	b.at = gather_index(v->c->arena, b.of, n, sizeof(*b.of));
	for (i = 0; i < v->persons; i++) {
		if (!tell_again(v, &b, &v->person[i]))
			return false;
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

/* People of all events of the activity: what is paid for it, is paid for
 * all of them. */
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
		if ((e = every_by(v->c, &enrolment_entity, "event",
		    all[i].row.id, &m)) == NULL)
			return false;
		for (k = 0; k < m; k++)
			if (*map_at(seen, (str){ (const char *)e[k].person.b,
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
