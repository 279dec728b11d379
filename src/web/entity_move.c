/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/save.h"
#include "web/both.h"
#include "web/entity.h"

enum { MOVES = 16 };

static const struct move *
open_move(struct ctx *c, const struct request *q, const void *row)
{
	const struct move *moves[MOVES];
	str verb = request_arg(q, "verb");
	size_t n = flow_moves(c, q->entity, row, moves, MOVES);

	if (verb.p == NULL)
		verb = request_form(q, "verb");
	while (n-- > 0)
		if (str_is(verb, moves[n]->verb))
			return moves[n];
	return NULL;
}

static str
asked(const struct request *q, const char *name)
{
	str v = request_arg(q, name);

	return v.p == NULL ? request_form(q, name) : v;
}

/* The other half is declined, or one's own is taken back. */
static bool
show_answer(struct ctx *c, const struct request *q, void *row, str how,
    struct node *out)
{
	const struct field *f = guard_state(q->entity);
	str verb = asked(q, "verb");
	const struct move *m = f == NULL ? NULL : move_named(f->machine,
	    *(str *)row_at(f, row), verb);
	bool declines = str_is(how, "decline");

	if (m == NULL || (!declines && !str_is(how, "withdraw")))
		return fail(&c->errors, CONFLICT, "verb", "Nothing waits here "
		    "any more: look at the row again.");
	entity_asks(c, q, row, str_print(c->arena, "%s: %s", entity_say(c,
	    declines ? "Decline" : "Take back").p, entity_say(c,
	    m->label).p), "move", out);
	node_text(out, "name", entity_name(c, q->entity, row));
	node_z(out, "verb", m->verb);
	node_text(out, "answer", how);
	node_bool(out, "reason_needed", declines);
	node_text(out, "reason", request_form(q, "reason"));
	return both_asks_put(c, q->entity, row, m, out);
}

static bool
show_move(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct move *m;
	void *row;

	(void)r;
	if (!entity_row(c, q, &row))
		return false;
	if (!str_none(asked(q, "answer")))
		return show_answer(c, q, row, asked(q, "answer"), out);
	m = open_move(c, q, row);
	if (m == NULL)
		return fail(&c->errors, CONFLICT, "verb", "This step is not "
		    "open now, or not to you: look at the row again.");
	entity_asks(c, q, row, entity_say(c, m->label), "move", out);
	node_text(out, "name", entity_name(c, q->entity, row));
	node_z(out, "verb", m->verb);
	node_z(out, "effect", words_say(c->words, m->effect));
	node_z(out, "guard", words_say(c->words, m->guard));
	node_bool(out, "reason_needed", flow_needs_reason(q->entity, m));
	node_text(out, "reason", request_form(q, "reason"));
	return both_asks_put(c, q->entity, row, m, out);
}

static bool
take(struct ctx *c, const struct request *q, const struct row *row)
{
	str verb = request_form(q, "verb"), how = request_form(q, "answer");
	str reason = request_form(q, "reason");
	const char *step = str_z(c->arena, verb);

	if (str_none(how))
		return flow_move(c, q->entity, row->id, entity_revision_of(q,
		    row), verb, reason);
	if (guard_state(q->entity) != NULL && str_is(how, "decline"))
		return both_decline(c, q->entity, row, step, reason);
	if (guard_state(q->entity) != NULL && str_is(how, "withdraw"))
		return both_withdraw(c, q->entity, row, step, reason);
	return fail(&c->errors, INVALID, "answer",
	    "An answer is decline or withdraw; to agree, take the step.");
}

static bool
accept_move(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct row *row;
	void *found;

	if (!entity_row(c, q, &found))
		return false;
	row = found;
	if (!take(c, q, row))
		return false;
	if (q->shape == HTML) {
		r->go = entity_href(c, q->entity, row->id);
		return true;
	}
	if (!flow_find(c, q->entity, row->id, found))
		return false;
	rowjson_node(c->arena, q->entity, found, out);
	return both_put(c, q->entity, found, out);
}

const struct page move_page = {
	.method = GET,
	.path   = "/{entity}/{id}/move",
	.about  = "Asks before a row takes the step 'verb', and for a reason.",
	.view   = "entity/move.html",
	.run    = show_move,
};

const struct page move_post = {
	.method = POST,
	.path   = "/{entity}/{id}/move",
	.about  = "Take a row through the step 'verb' of its state machine; "
	          "of a step of two, one's half, or with 'answer' decline or "
	          "withdraw the half that is there ('halves').",
	.again  = &move_page,
	.run    = accept_move,
};
