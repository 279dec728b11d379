/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "flow/save.h"
#include "web/entity.h"

static bool
show_drop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	void *row;

	(void)r;
	if (!entity_row(c, q, &row))
		return false;
	entity_asks(c, q, row, entity_name(c, q->entity, row), "drop", out);
	return true;
}

static bool
accept_drop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct row *row;
	void *found;

	if (!entity_row(c, q, &found))
		return false;
	row = found;
	c->reason = request_form(q, "reason");
	if (!flow_drop(c, q->entity, row->id, entity_revision_of(q, row)))
		return false;
	r->go = str_print(c->arena, "/%s", q->entity->name);
	if (q->shape == HTML)
		return true;
	r->go = (str){ 0 };
	node_id(out, "dropped", row->id);
	return true;
}

const struct page drop_page = {
	.method = GET,
	.path   = "/{entity}/{id}/drop",
	.about  = "Asks before a row is dropped.",
	.view   = "entity/drop.html",
	.row    = DROP,
	.run    = show_drop,
};

const struct page drop_post = {
	.method = POST,
	.path   = "/{entity}/{id}/drop",
	.about  = "Drop a row that nothing refers to; history keeps it.",
	.again  = &drop_page,
	.run    = accept_drop,
};

const struct page delete_page = {
	.method = DELETE,
	.path   = "/{entity}/{id}",
	.about  = "The same as POST .../drop.",
	.run    = accept_drop,
};
