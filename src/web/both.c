/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/both.h"

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "model/codes.h"
#include "web/entity.h"

static str
user_name(struct ctx *c, struct id user)
{
	const struct entity *e = entity_named(S("user"));

	return e == NULL || id_none(user) ? entity_say(c, "The program")
	    : flow_name(c, e, user);
}

static const struct move *
move_of(const struct agreement *g)
{
	const struct entity *e = entity_named(g->entity);

	return e == NULL || guard_state(e) == NULL ? NULL
	    : move_named(guard_state(e)->machine, g->from_state, g->verb);
}

static void
half_put(struct ctx *c, const struct agreement *g, struct node *row)
{
	const struct move *m = move_of(g);

	node_id(row, "id", g->row.id);
	node_text(row, "verb", g->verb);
	node_text(row, "step", m == NULL ? g->verb : entity_say(c, m->label));
	node_text(row, "who", user_name(c, g->by));
	node_moment(row, "at", g->at);
	node_text(row, "as", str_of(ctx_role_names(c, str_z(c->arena,
	    g->half))));
	node_text(row, "waits_for", str_of(ctx_role_names(c, str_z(c->arena,
	    g->waits_for))));
	node_text(row, "reason", g->reason);
	node_text(row, "state", g->state);
}

static str
answer_href(struct ctx *c, const struct entity *e, struct id id, str verb,
    const char *answer)
{
	return str_print(c->arena, "%s/move?verb=%.*s%s%s", entity_href(c, e,
	    id).p, (int)verb.n, verb.p, answer == NULL ? "" : "&answer=",
	    answer == NULL ? "" : answer);
}

static void
answers_put(struct ctx *c, const struct agreement *g, const struct entity *e,
    const void *row, struct node *one)
{
	struct id id = ((const struct row *)row)->id;
	bool is_own = id_same(g->by, c->actor.user);
	const struct move *m = move_of(g);

	node_bool(one, "is_own", is_own);
	if (is_own)
		node_text(one, "withdraw_href", answer_href(c, e, id, g->verb,
		    "withdraw"));
	else if (m != NULL && both_fits(c, g, e, row, m)) {
		node_bool(one, "may_answer", true);
		node_text(one, "confirm_href", answer_href(c, e, id, g->verb,
		    NULL));
		node_text(one, "decline_href", answer_href(c, e, id, g->verb,
		    "decline"));
	}
	node_bool(one, "is_changed", ((const struct row *)row)->revision >
	    g->at_revision);
	node_text(one, "history_href", str_print(c->arena, "%s/history",
	    entity_href(c, e, id).p));
}

bool
both_put(struct ctx *c, const struct entity *e, const void *row,
    struct node *out)
{
	const struct field *f = guard_state(e);
	struct agreement g;
	const struct move *m;
	struct node *one;
	bool is_there;

	(void)node_list(out, "halves");
	for (m = f == NULL ? NULL : f->machine->moves;
	    m != NULL && m->from != NULL; m++) {
		if (!m->both || !str_is(*(const str *)row_get(f, row),
		    m->from))
			continue;
		if (!both_find(c, e, row, m->verb, &g, &is_there))
			return false;
		if (!is_there)
			continue;
		one = node_row(out, "halves");
		half_put(c, &g, one);
		answers_put(c, &g, e, row, one);
	}
	node_bool(out, "has_halves", node_list(out, "halves")->n > 0);
	return true;
}

bool
both_history_put(struct ctx *c, const struct entity *e, struct id row,
    struct node *out)
{
	const struct agreement *g;
	struct node *one;
	size_t i, n;

	(void)node_list(out, "agreements");
	g = both_all(c, e, row, &n);
	for (i = 0; g != NULL && i < n; i++) {
		one = node_row(out, "agreements");
		half_put(c, &g[i], one);
		node_text(one, "became", entity_say(c, choice_coded(
		    &agreement_codes, g[i].state)->label));
		if (g[i].answered_at == INT64_MIN)
			continue;
		node_text(one, "by", user_name(c, g[i].answered_by));
		node_moment(one, "on", g[i].answered_at);
		node_text(one, "answer", g[i].answer);
	}
	node_bool(out, "has_agreements", g != NULL && n > 0);
	return g != NULL;
}

bool
both_waiting_put(struct ctx *c, struct id programme, struct node *out)
{
	struct both_wait *w;
	struct node *one;
	size_t i, n;

	if (!both_waiting(c, programme, &w, &n))
		return false;
	(void)node_list(out, "waiting");
	for (i = 0; i < n; i++) {
		one = node_row(out, "waiting");
		half_put(c, &w[i].half, one);
		node_text(one, "name", entity_name(c, w[i].entity, w[i].row));
		node_text(one, "kind", entity_say(c, w[i].entity->label));
		node_text(one, "row_href", entity_href(c, w[i].entity,
		    ((struct row *)w[i].row)->id));
		answers_put(c, &w[i].half, w[i].entity, w[i].row, one);
	}
	node_bool(out, "has_waiting", n > 0);
	return true;
}

bool
both_asks_put(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m, struct node *out)
{
	struct agreement g;
	struct node *half;
	bool is_there;

	if (!m->both)
		return true;
	node_bool(out, "takes_two", true);
	node_text(out, "two", str_of(ctx_role_names(c, m->roles)));
	if (!both_find(c, e, row, m->verb, &g, &is_there))
		return false;
	if (is_there) {
		half = node_object(out, "half");
		half_put(c, &g, half);
		answers_put(c, &g, e, row, half);
	}
	return true;
}
