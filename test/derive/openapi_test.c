/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/openapi.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "format/json.h"
#include "planted.h"
#include "suites.h"

static const struct openapi_page pages[] = {
	{ "get", "/programme/{id}/gaps", "The needs found.", false },
	{ "get", "/programme/{id}", "A page of its own.", false },
	{ "get", "/figure/{kind}/{round}", "A figure.", false },
	{ "post", "/login", "Sign in.", true },
	{ "get", "/{entity}/{id}", "Passed over.", false },
	{ 0 }
};

static struct node *
document(struct arena *a, const struct entity *const *all)
{
	const struct openapi o = { all, pages, "0.1.0" };
	struct write w = write_new(a, 16 << 20);
	struct errors e = { a, NULL };
	struct node *top = NULL;

	openapi_write(&o, &w);
	CHECK(!w.over);
	CHECK(json_read(a, write_done(&w), &top, &e));
	return top;
}

/* What "#/a/b" means, with ~1 for a slash. */
static const struct node *
resolve(const struct node *top, str ref)
{
	str part;

	if (!str_starts(ref, S("#/")))
		return NULL;
	ref = str_part(ref, 2, ref.n);
	while (top != NULL && str_cut(&ref, '/', &part))
		top = node_find(top, part);
	return top;
}

static void
walk(const struct node *top, const struct node *n, size_t *refs, size_t *lost)
{
	const struct node *it;

	for (it = n->first; it != NULL; it = it->next) {
		if (it->name != NULL && strcmp(it->name, "$ref") == 0) {
			++*refs;
			*lost += resolve(top, it->text) == NULL;
		}
		walk(top, it, refs, lost);
	}
}

static void
every_reference_leads_somewhere(struct arena *a)
{
	const struct node *top = document(a, planted);
	size_t refs = 0, lost = 0;

	walk(top, top, &refs, &lost);
	CHECK(refs > 100 && lost == 0);
	top = document(a, entities);
	walk(top, top, &refs, &lost);
	CHECK(lost == 0);
}

static void
operations_have_ids_of_their_own_and_answers(struct arena *a)
{
	const struct node *top = document(a, entities), *path, *op;
	struct map *seen = map_new(a);
	size_t n = 0;

	for (path = json_first(top, "paths"); path != NULL; path = path->next)
		for (op = path->first; op != NULL; op = op->next) {
			if (strcmp(op->name, "parameters") == 0)
				continue;
			CHECK(*map_at(seen, json_text(op, "operationId"), n) == n);
			CHECK(node_find(op, S("responses")) != NULL);
			CHECK(json_text(op, "summary").n > 0);
			n++;
		}
	CHECK(n > 100);
}

/* {x} of the path among the parameters of the path or the operation. */
static bool
declared(const struct node *top, const struct node *path, const struct node *op, str name)
{
	const struct node *lists[2] = { node_find(path, S("parameters")),
	    node_find(op, S("parameters")) };
	const struct node *it, *p;
	size_t i;

	for (i = 0; i < 2; i++)
		for (it = lists[i] ? lists[i]->first : NULL; it; it = it->next) {
			p = node_find(it, S("$ref")) ?
			    resolve(top, json_text(it, "$ref")) : it;
			if (str_is(json_text(p, "in"), "path") &&
			    str_same(json_text(p, "name"), name))
				return true;
		}
	return false;
}

static void
every_part_of_a_path_is_a_parameter(struct arena *a)
{
	const struct node *top = document(a, planted), *path, *op;
	str rest, part;

	for (path = json_first(top, "paths"); path != NULL; path = path->next)
		for (op = path->first; op != NULL; op = op->next) {
			rest = str_of(path->name);
			while (op->kind == N_OBJECT && str_cut(&rest, '/', &part))
				if (str_starts(part, S("{")))
					CHECK(declared(top, path, op,
					    str_part(part, 1, part.n - 1)));
		}
}

static void
schemas_follow_the_table(struct arena *a)
{
	const struct node *top = document(a, planted), *p;

	p = json_at(top, "components/schemas/event_in/properties");
	CHECK(json_number(node_find(p, S("seats")), "maximum") == 5000);
	CHECK(json_number(node_find(p, S("title")), "maxLength") == 20);
	CHECK(node_find(p, S("key")) == NULL);
	CHECK(node_find(p, S("opened_at")) == NULL);
	CHECK(json_at(p, "mode/enum/3") != NULL);        /* three codes and null */
	CHECK(json_at(p, "mode/enum/4") == NULL);
	CHECK(node_find(node_find(p, S("topics")), S("enum")) == NULL);
	CHECK(str_is(json_text(node_find(p, S("from")), "format"), "date"));
	p = json_at(top, "components/schemas/event/allOf/1/properties");
	CHECK(json_bool(node_find(p, S("opened_at")), "readOnly", false));
	CHECK(node_find(p, S("key")) == NULL);
}

static void
adding_asks_for_what_must_be_there(struct arena *a)
{
	const struct node *top = document(a, planted), *op, *it;
	size_t n = 0;

	op = node_find(node_find(node_find(top, S("paths")), S("/event")), S("post"));
	op = node_find(op, S("requestBody"));
	op = node_find(node_find(node_find(op, S("content")), S("application/json")),
	    S("schema"));
	for (it = json_first(op, "allOf/1/required"); it != NULL; it = it->next)
		n++;
	CHECK(n == 3);                  /* programme, title, from */
}

static void
special_pages_stand_beside(struct arena *a)
{
	const struct node *paths = node_find(document(a, planted), S("paths")), *op;

	CHECK(node_find(paths, S("/programme/{id}/gaps")) != NULL);
	op = node_find(node_find(paths, S("/programme/{id}")), S("get"));
	CHECK(str_is(json_text(op, "operationId"), "find_programme"));
	op = node_find(node_find(paths, S("/login")), S("post"));
	CHECK(node_find(op, S("security"))->n == 0);
	CHECK(node_find(paths, S("/{entity}/{id}")) == NULL);
	op = node_find(node_find(paths, S("/figure/{kind}/{round}")), S("get"));
	CHECK(str_is(json_text(op, "operationId"), "get_figure_kind_round"));
}

const struct test openapi_tests[] = {
	{ "every reference leads somewhere", every_reference_leads_somewhere },
	{ "operations have ids of their own, and answers",
	   operations_have_ids_of_their_own_and_answers },
	{ "every part of a path is a parameter", every_part_of_a_path_is_a_parameter },
	{ "schemas follow the table", schemas_follow_the_table },
	{ "adding asks for what must be there", adding_asks_for_what_must_be_there },
	{ "special pages stand beside", special_pages_stand_beside },
	{ 0 }
};
