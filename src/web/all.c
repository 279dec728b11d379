/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Everything that is recorded, by step of the loop: of one programme, or
 * of the whole site. */
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "web/programme.h"

/* The groups that are no steps. */
static const struct {
	const char *phase, *name;
} others[] = {
	{ "people", "People and parties" },
	{ "office", "Office" },
	{ NULL, NULL }
};

static bool
entity_put(struct ctx *c, const struct entity *e, const struct programme *p,
    struct node *group)
{
	struct id home = p == NULL ? (struct id){ 0 } : p->row.id;
	struct ask ask = { .home = home };
	struct node *row;
	int64_t n;

	if ((e->flags & INSIDE) || !ctx_may(c, e, SEE, home) ||
	    (p != NULL && e->home == NULL))
		return true;
	if (!flow_count(c, e, &ask, &n))
		return false;
	row = node_row(group, "entities");
	node_z(row, "name", e->name);
	node_z(row, "plural", words_say(c->words, e->plural));
	node_z(row, "about", words_say(c->words, e->about));
	node_count(row, "n", n);
	node_text(row, "href", entity_list_href(c, e, p));
	return true;
}

static bool
group_put(struct ctx *c, const char *phase, const char *name,
    const struct programme *p, struct node *out)
{
	struct node *group = node_row(out, "groups");
	const struct entity *const *e;

	node_z(group, "phase", phase);
	node_z(group, "name", words_say(c->words, name));
	(void)node_list(group, "entities");
	for (e = entities; *e != NULL; e++)
		if (strcmp((*e)->phase, phase) == 0 &&
		    !entity_put(c, *e, p, group))
			return false;
	return true;
}

static bool
groups_put(struct ctx *c, const struct programme *p, struct node *out)
{
	int i;

	for (i = 0; i < PHASES; i++)
		if (!group_put(c, phase_key(i), phase_name(i), p, out))
			return false;
	for (i = 0; others[i].phase != NULL; i++)
		if (!group_put(c, others[i].phase, others[i].name, p, out))
			return false;
	return true;
}

static bool
show_site(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	(void)q, (void)reply;
	node_z(out, "title", words_say(c->words, "Everything recorded"));
	return groups_put(c, NULL, out);
}

static bool
show_programme(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;

	(void)reply;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", words_say(c->words, "Everything recorded"));
	programme_put(c, &p, PHASE_NONE, out);
	node_bool(out, "is_all", true);
	return groups_put(c, &p, out);
}

const struct page all_page = {
	.method = GET,
	.path   = "/all",
	.about  = "Every kind of thing the site records, with how many "
	    "there are.",
	.view   = "all.html",
	.flags  = SIGNED_IN,
	.run    = show_site,
};

const struct page programme_all_page = {
	.method = GET,
	.path   = "/programme/{id}/all",
	.about  = "Every kind of thing a programme records, with how many.",
	.view   = "all.html",
	.of     = &programme_entity,
	.needs  = SEE,
	.run    = show_programme,
};
