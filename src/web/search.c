/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One box over everything: the rows of every kind whose words fit. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/seek.h"
#include "format/html.h"
#include "web/entity.h"
#include "web/programme.h"

enum { EACH = 5, ALONE = 20 };   /* rows of a kind; the list has the rest */

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

/* People and other parties are found with a letter wrong, too. */
static bool
near_put(struct ctx *c, const struct entity *e, str words, size_t most,
    struct node *out, int64_t *found)
{
	struct node *group, *one;
	struct seek_hit *hit;
	size_t i, n;

	if (!flow_seek(c, e, words, most, &hit, &n))
		return false;
	if (n == 0)
		return true;
	group = node_row(out, "groups");
	node_z(group, "kind", e->name);
	node_z(group, "plural", words_say(c->words, e->plural));
	node_text(group, "more", more_href(c, e, words));
	for (i = 0; i < n; i++) {
		one = node_row(group, "rows");
		node_text(one, "name", entity_name(c, e, hit[i].row));
		node_text(one, "row_href", entity_href(c, e,
		    ((struct row *)hit[i].row)->id));
		node_bool(one, "is_near", hit[i].off > 0);
	}
	*found += (int64_t)n;
	return true;
}

static bool
one_kind(struct ctx *c, const struct entity *e, str words, struct node *out,
    int64_t *found)
{
	bool only = node_find(out, S("kind")) != NULL;

	if (!(entity_table(e)->flags & SOUGHT) || e->member == NULL)
		return (e->flags & SOUGHT) != 0 || kind_put(c, e, words, out,
		    found);
	return !ctx_may(c, e, SEE, (struct id){ 0 }) || near_put(c, e, words,
	    only ? ALONE : EACH, out, found);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str words = str_trim(request_arg(q, "q"));
	const struct entity *only = entity_named(request_arg(q, "kind"));
	const struct entity *const *e;
	int64_t found = 0;

	(void)reply;
	node_z(out, "title", words_say(c->words, "Search"));
	node_text(out, "words", words);
	(void)node_list(out, "groups");
	if (only != NULL)
		node_z(out, "kind", only->name);
	for (e = entities; words.n > 0 && *e != NULL; e++)
		if ((only == NULL || only == *e) &&
		    !one_kind(c, *e, words, out, &found))
			return false;
	node_count(out, "found", found);
	node_bool(out, "is_empty", found == 0);
	return true;
}

const struct page search_page = {
	.method = GET,
	.path   = "/search",
	.about  = "The rows of every kind, or of one 'kind', in which the "
	    "words of 'q' stand; people also with a letter of each word "
	    "wrong.",
	.view   = "search.html",
	.flags  = SIGNED_IN,
	.run    = show,
};
