/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "flow/save.h"
#include "web/entity.h"
#include "web/programme.h"

static bool
show_drop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	void *row;

	(void)r;
	if (!entity_row(c, q, &row))
		return false;
	entity_head(c, q->entity, row, entity_name(c, q->entity, row), out);
	programme_around(c, q, q->entity, row, out);
	node_text(out, "action", str_print(c->arena, "%s/drop",
	    entity_href(c, q->entity, ((struct row *)row)->id).p));
	node_text(out, "back_href",
	    entity_href(c, q->entity, ((struct row *)row)->id));
	node_count(out, "revision", ((struct row *)row)->revision);
	return true;
}

static bool
accept_drop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	int64_t sent = entity_revision(q);
	struct row *row;
	void *found;

	if (!entity_row(c, q, &found))
		return false;
	row = found;
	c->reason = request_form(q, "reason");
	if (!flow_drop(c, q->entity, row->id, sent > 0 ? sent : row->revision))
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
