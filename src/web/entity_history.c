/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "derive/change.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/lookup.h"
#include "web/both.h"
#include "web/entity.h"
#include "web/programme.h"

enum { LINES = 100 };

static const struct {
	const char *verb, *says;
} verbs[] = {
	{ "add", "Added" }, { "change", "Changed" }, { "drop", "Dropped" },
	{ "erase", "Personal data erased" }, { NULL, NULL }
};

/* A step by what its button says. */
static str
says(struct ctx *c, const struct entity *e, str verb)
{
	const struct field *f = e == NULL ? NULL : guard_state(e);
	const struct move *m = f == NULL ? NULL : f->machine->moves;
	size_t i;

	for (; m != NULL && m->from != NULL; m++)
		if (str_is(verb, m->verb))
			return entity_say(c, m->label);

	for (i = 0; verbs[i].verb != NULL; i++)
		if (str_is(verb, verbs[i].verb))
			return entity_say(c, verbs[i].says);
	return verb;
}

static str
who(struct ctx *c, const struct change *h)
{
	const struct entity *user = entity_named(S("user"));

	if (id_none(h->user) || user == NULL)
		return entity_say(c, "The program");
	return flow_name(c, user, h->user);
}

static void
fill_change(struct ctx *c, const struct change *h, const struct lookup *l,
    struct node *out)
{
	const struct entity *e = entity_named(h->entity);
	struct node *row = node_row(out, "rows");

	node_count(row, "number", h->number);
	node_moment(row, "at", h->at);
	node_id(row, "user", h->user);
	node_text(row, "who", who(c, h));
	node_text(row, "source", h->source);
	node_text(row, "entity", h->entity);
	node_id(row, "row", h->row);
	node_text(row, "verb", h->verb);
	node_text(row, "says", says(c, e, h->verb));
	node_text(row, "reason", h->reason);
	node_count(row, "revision", h->revision);
	if (e == NULL)
		return;
	node_text(row, "href", str_print(c->arena, "/%s/%s", e->name,
	    id_text(c->arena, h->row).p));
	node_z(row, "label", words_say(c->words, e->label));
	change_lines(c->arena, l != NULL ? l : flow_lookup(c, e), e, h->fields,
	    node_list(row, "changes"));
}

/* Newest first for people: the pages of the list go back in time. */
static void
fill_changes(struct ctx *c, const struct request *q, const struct change *h,
    size_t n, const struct lookup *l, struct node *out)
{
	size_t i;

	node_list(out, "rows");
	for (i = 0; i < n; i++)
		fill_change(c, q->shape == HTML ? &h[n - 1 - i] : &h[i], l,
		    out);
	if (n == LINES)
		node_text(out, "next", str_print(c->arena, "%.*s?after=%lld",
		    (int)q->path.n, q->path.p, (long long)h[n - 1].number));
}

static int64_t
after(const struct request *q)
{
	int64_t n;

	return str_int(request_arg(q, "after"), &n) && n > 0 ? n : 0;
}

static bool
show_history(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lookup *l = flow_lookup(c, q->entity);
	struct change *h;
	void *row;
	size_t n;

	(void)r;
	if (!entity_row(c, q, &row) || !flow_history(c, q->entity,
	    ((struct row *)row)->id, after(q), LINES, &h, &n))
		return false;
	l->personal = flow_may(c, q->entity, row, SEE_PERSONAL);
	if (q->shape == HTML) {
		entity_head(c, q->entity, row, entity_say(c, "History"), out);
		programme_around(c, q, q->entity, row, out);
		node_bool(out, "may_undo", flow_may(c, q->entity, row, EDIT));
	}
	fill_changes(c, q, h, n, l, out);
	return both_history_put(c, q->entity, ((struct row *)row)->id, out);
}

const struct page history_page = {
	.method = GET,
	.path   = "/{entity}/{id}/history",
	.about  = "What changed in a row, when, by whom.",
	.view   = "entity/history.html",
	.run    = show_history,
};
