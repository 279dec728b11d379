/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/save.h"
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

static bool
show_move(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct move *m;
	void *row;

	(void)r;
	if (!entity_row(c, q, &row))
		return false;
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
	return true;
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
	if (!flow_move(c, q->entity, row->id, entity_revision_of(q, row),
	    request_form(q, "verb"), request_form(q, "reason")))
		return false;
	if (q->shape == HTML) {
		r->go = entity_href(c, q->entity, row->id);
		return true;
	}
	if (!flow_find(c, q->entity, row->id, found))
		return false;
	rowjson_node(c->arena, q->entity, found, out);
	return true;
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
	.about  = "Take a row through the step 'verb' of its state machine.",
	.again  = &move_page,
	.run    = accept_move,
};
