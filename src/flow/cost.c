/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/cost.h"

#include <stdlib.h>
#include <string.h>

#include "flow/gather.h"
#include "flow/save.h"
#include "store/store.h"

struct lines {                  /* of one activity */
	struct money sum;       /* none: no line, or several currencies */
	size_t       n;
};

static bool
is_same(struct money a, struct money b)
{
	return a.minor == b.minor && strcmp(a.currency, b.currency) == 0;
}

static bool
is_comparable(struct money sum, struct money cost)
{
	return sum.currency[0] != '\0' && (cost.currency[0] == '\0' ||
	    strcmp(sum.currency, cost.currency) == 0);
}

/* As they are, with `other` in the place of the one that has its id (or
 * beside them), and without the one that is dropped. */
static bool
add_up(struct ctx *c, struct id activity, const struct budget_line *other,
    struct id dropped, struct lines *out)
{
	struct budget_line *b;
	bool fits = true;
	size_t i, n;

	*out = (struct lines){ .n = 0 };
	b = gather_of(c, &budget_line_entity, "activity", activity, &n);
	for (i = 0; b != NULL && i < n; i++)
		if (!id_same(b[i].row.id, dropped) && (other == NULL ||
		    !id_same(b[i].row.id, other->row.id))) {
			fits &= money_add(&out->sum, b[i].amount);
			out->n++;
		}
	if (other != NULL && id_same(other->activity, activity)) {
		fits &= money_add(&out->sum, other->amount);
		out->n++;
	}
	if (!fits)
		out->sum = (struct money){ 0 };
	return b != NULL;
}

/* The sum is fixed with the plan that the activity is in. */
static bool
is_fixed(struct ctx *c, const struct activity *a, bool *is_approved)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct plan_version p;

	if (str_among(a->state, "not_selected cancelled") ||
	    id_none(a->plan_version) || !store_find(c->store,
	    &plan_version_entity, a->plan_version, c->arena, &p, &quiet))
		return false;
	*is_approved = str_is(p.state, "approved");
	return *is_approved || str_is(p.state, "review");
}

static const char *
money_words(struct ctx *c, struct money m)
{
	return str_print(c->arena, "%s %s", str_z(c->arena,
	    money_text(c->arena, m)), m.currency).p;
}

static bool
keep_sum(struct ctx *c, struct id activity, const struct budget_line *was,
    const struct budget_line *b)
{
	const struct id none = { { 0 } };
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct lines before, after;
	struct activity a;
	bool is_approved;

	if (!store_find(c->store, &activity_entity, activity, c->arena, &a,
	    &quiet) || !is_fixed(c, &a, &is_approved) ||
	    a.cost.currency[0] == '\0')
		return true;
	if (!add_up(c, activity, NULL, none, &before) || !add_up(c, activity,
	    b, b == NULL ? was->row.id : none, &after))
		return false;
	if ((after.n > 0 && !is_comparable(after.sum, a.cost)) ||
	    (before.n > 0 && !is_comparable(before.sum, a.cost)) ||
	    after.sum.minor == a.cost.minor ||
	    llabs(after.sum.minor - a.cost.minor) <
	    llabs(before.sum.minor - a.cost.minor))
		return true;
	if (after.n == 0)
		memcpy(after.sum.currency, a.cost.currency,
		    sizeof(after.sum.currency));
	return fail(&c->errors, INVALID, b == NULL ? NULL : "amount",
	    words_say(c->words, is_approved
	    ? "The plan is approved: with this the budget lines of '%.*s' "
	    "come to %s, and it costs %s. Make a new version of the plan."
	    : "The plan is in review: with this the budget lines of '%.*s' "
	    "come to %s, and it costs %s. Have the plan returned first."),
	    (int)a.code.n, a.code.p, money_words(c, after.sum),
	    money_words(c, a.cost));
}

bool
cost_keep_line(struct ctx *c, const struct budget_line *was,
    const struct budget_line *b)
{
	bool moved = was == NULL || b == NULL ||
	    !id_same(was->activity, b->activity);

	if (!moved && is_same(was->amount, b->amount))
		return true;
	return (was == NULL || !moved || keep_sum(c, was->activity, was,
	    b)) && (b == NULL || keep_sum(c, b->activity, was, b));
}

bool
cost_keep(struct ctx *c, const struct activity *was, const struct activity *a)
{
	struct lines now;

	/* A line of no activity is of the whole programme: a new activity,
	 * which has no id yet, has no line. */
	if (a == NULL || id_none(a->row.id) ||
	    (was != NULL && is_same(was->cost, a->cost)))
		return true;
	if (!add_up(c, a->row.id, NULL, (struct id){ { 0 } }, &now))
		return false;
	return !is_comparable(now.sum, a->cost) || is_same(now.sum, a->cost) ||
	    fail(&c->errors, INVALID, "cost",
	    "The cost of '%.*s' is the sum of its budget lines, %s: change "
	    "those.", (int)a->code.n, a->code.p, money_words(c, now.sum));
}

static bool
follow(struct ctx *c, struct id activity)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct ctx system = ctx_as_program(c);
	struct activity a;
	struct lines now;
	bool is_approved, fine;

	if (id_none(activity) || !store_find(c->store, &activity_entity,
	    activity, c->arena, &a, &quiet) || is_fixed(c, &a, &is_approved))
		return true;
	if (!add_up(c, activity, NULL, (struct id){ { 0 } }, &now))
		return false;
	if (!is_comparable(now.sum, a.cost) || is_same(now.sum, a.cost))
		return true;
	a.cost = now.sum;
	fine = flow_restore(&system, &activity_entity, &a, S("follow"));
	c->errors = system.errors;
	return fine;
}

bool
cost_follow(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct budget_line *old = was, *b = row;

	if (e != &budget_line_entity)
		return true;
	if (old != NULL && (b == NULL || !id_same(old->activity,
	    b->activity)) && !follow(c, old->activity))
		return false;
	return b == NULL || follow(c, b->activity);
}
