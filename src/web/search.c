/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One box over everything: the rows of every kind whose words fit. */
#include "base/arena.h"
#include "flow/find.h"
#include "format/html.h"
#include "web/entity.h"
#include "web/programme.h"

enum { EACH = 5 };              /* rows of a kind; the list has the rest */

static str
more_href(struct ctx *c, const struct entity *e, str words)
{
	struct write w = write_new(c->arena, 1 << 12);

	write_format(&w, "/%s?search=", e->name);
	html_url_part(&w, words);
	return write_done(&w);
}

static bool
kind_put(struct ctx *c, const struct entity *e, str words, struct node *out,
    int64_t *found)
{
	struct ask ask = { .search = words, .limit = EACH };
	void *row = arena_take(c->arena, 1, e->size);
	struct node *group = NULL, *one;
	struct found *f;

	if ((e->flags & INSIDE) || field_flagged(e, SEARCH) == NULL ||
	    !ctx_may(c, e, SEE, (struct id){ 0 }))
		return true;
	if (!flow_list(c, e, &ask, &f))
		return false;
	while (flow_next(f, c->arena, row)) {
		if (group == NULL) {
			group = node_row(out, "groups");
			node_z(group, "kind", e->name);
			node_z(group, "plural", words_say(c->words, e->plural));
			node_text(group, "more", more_href(c, e, words));
		}
		one = node_row(group, "rows");
		node_text(one, "name", entity_name(c, e, row));
		node_text(one, "row_href", entity_href(c, e,
		    ((struct row *)row)->id));
		++*found;
	}
	return flow_end(f);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str words = str_trim(request_arg(q, "q"));
	const struct entity *const *e;
	int64_t found = 0;

	(void)reply;
	node_z(out, "title", words_say(c->words, "Search"));
	node_text(out, "words", words);
	(void)node_list(out, "groups");
	for (e = entities; words.n > 0 && *e != NULL; e++)
		if (!kind_put(c, *e, words, out, &found))
			return false;
	node_count(out, "found", found);
	node_bool(out, "is_empty", found == 0);
	return true;
}

const struct page search_page = {
	.method = GET,
	.path   = "/search",
	.about  = "The rows of every kind in which the words of 'q' stand.",
	.view   = "search.html",
	.flags  = SIGNED_IN,
	.run    = show,
};
