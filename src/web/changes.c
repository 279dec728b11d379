/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What changed, for programs that follow the site. */
#include "flow/changes.h"

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "model/people.h"
#include "web/page.h"

enum { WORDS_MOST = 4000 };

static bool
read_count(struct ctx *c, const struct request *q, const char *name,
    int64_t *n)
{
	str text = request_arg(q, name);

	return str_none(text) || str_int(text, n) || fail(&c->errors, INVALID,
	    name, "'%.*s' is no whole number.", (int)text.n, text.p);
}

/* The words of all "entity=", which may be given several times or with
 * commas between. */
static bool
words_of(struct ctx *c, const struct request *q, const char *name, str *out)
{
	struct write w = write_new(c->arena, WORDS_MOST);
	str rest, one;
	size_t i;

	for (i = 0; i < q->n_args; i++) {
		if (!str_is(q->args[i].name, name))
			continue;
		rest = q->args[i].value;
		while (str_cut(&rest, ',', &one))
			write_format(&w, "%s%.*s", w.n > 0 ? " " : "",
			    (int)str_trim(one).n, str_trim(one).p);
	}
	*out = write_done(&w);
	return !w.over || fail(&c->errors, INVALID, name,
	    "That is more than %d letters.", WORDS_MOST);
}

static bool
read_ask(struct ctx *c, const struct request *q, struct changes_ask *ask)
{
	str programme = request_arg(q, "programme");
	int64_t limit = CHANGES_LIMIT;
	struct programme p;

	if (!read_count(c, q, "after", &ask->after) ||
	    !read_count(c, q, "limit", &limit))
		return false;
	ask->limit = limit < 0 ? 0 : (size_t)limit;
	if (!words_of(c, q, "entity", &ask->entities) ||
	    !words_of(c, q, "kind", &ask->kinds) ||
	    !changes_reached(c, ask->after))
		return false;
	if (str_none(programme))
		return true;
	if (!flow_find_text(c, &programme_entity, programme,
	    (struct id){ { 0 } }, &p))
		return false;
	ask->programme = p.row.id;
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct changes_ask ask = { .after = 0 };
	struct changed *all;
	int64_t next;
	size_t i, n;
	bool more;

	(void)r;
	if (!read_ask(c, q, &ask) ||
	    !changes_read(c, &ask, &all, &n, &next, &more))
		return false;
	(void)node_list(out, "changes");
	for (i = 0; i < n; i++)
		changes_put(c, &all[i], node_row(out, "changes"));
	node_count(out, "next", next);
	node_bool(out, "more", more);
	return true;
}

const struct page changes_page = {
	.method = GET,
	.path   = "/api/changes",
	.about  = "Every change of a row that you may see, in the order of "
	    "their numbers: number, at, entity, id, revision, kind (added, "
	    "changed, removed), roles of who did it, programme, and the row "
	    "as it is now. Ask again with the 'next' of the answer; nothing is "
	    "missed and nothing comes twice.",
	.args   = "after: The last number you have; 0 or nothing from the "
	    "start;limit: How many at most, 1 to 500;entity: Only these kinds "
	    "of row, with commas between;kind: added, changed or removed, with "
	    "commas between;programme: Only rows of this programme, by code "
	    "or id",
	.flags  = SIGNED_IN,
	.run    = show,
};
