/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/route.h"

#include "base/arena.h"
#include "test.h"

static const struct page home = { .method = GET, .path = "/" },
    gaps = { .method = GET, .path = "/programme/{id}/gaps" },
    fresh = { .method = GET, .path = "/{entity}/new" },
    add = { .method = POST, .path = "/{entity}" },
    list = { .method = GET, .path = "/{entity}" },
    view = { .method = GET, .path = "/{entity}/{id}" },
    drop = { .method = DELETE, .path = "/{entity}/{id}" },
    api = { .method = GET, .path = "/api/openapi" };

static const struct page *const pages[] = {
	&home, &gaps, &api, &fresh, &add, &list, &view, &drop, NULL
};

static int
find(struct arena *a, enum method m, const char *path, struct request *q,
    const struct page **page, str *allow)
{
	*q = (struct request){ .method = m, .path = str_of(path), .shape = HTML };
	*page = NULL;
	*allow = (str){ 0 };
	return route_find(pages, a, q, page, allow);
}

static void
words_and_parts_are_matched(struct arena *a)
{
	const struct page *p;
	struct request q;
	str allow;

	CHECK(find(a, GET, "/", &q, &p, &allow) == 200 && p == &home);
	CHECK(find(a, GET, "/programme/p%2F1/gaps", &q, &p, &allow) == 200);
	CHECK(p == &gaps && str_is(request_at(&q, "id"), "p/1"));
	CHECK(find(a, GET, "/programme/x/gapes", &q, &p, &allow) == 404);
	CHECK(find(a, GET, "/programme//gaps", &q, &p, &allow) == 404);
	CHECK(find(a, GET, "/a/b/c/d/e/f/g/h/i/j", &q, &p, &allow) == 404);
	CHECK(find(a, GET, "/%zz", &q, &p, &allow) == 400);
}

static void
the_end_of_the_path_chooses_the_shape(struct arena *a)
{
	const struct page *p;
	struct request q;
	str allow;

	CHECK(find(a, GET, "/programme/x/gaps.xlsx", &q, &p, &allow) == 200);
	CHECK(q.shape == XLSX && q.suffixed && str_is(q.path, "/programme/x/gaps"));
	CHECK(find(a, GET, "/api/openapi.json", &q, &p, &allow) == 200);
	CHECK(p == &api && q.shape == JSON);
	CHECK(find(a, GET, "/.json", &q, &p, &allow) == 404);
}

static void
an_entity_must_be_one(struct arena *a)
{
	const struct page *p;
	struct request q;
	str allow;

	CHECK(find(a, GET, "/nonsense", &q, &p, &allow) == 404);
	if (entity_named(S("programme")) == NULL)
		return;
	CHECK(find(a, GET, "/programme", &q, &p, &allow) == 200 && p == &list);
	CHECK(q.entity == entity_named(S("programme")));
	CHECK(find(a, GET, "/programme/new", &q, &p, &allow) == 200 && p == &fresh);
	CHECK(find(a, PUT, "/programme", &q, &p, &allow) == 405);
	CHECK(str_is(allow, "GET, POST, HEAD"));
	CHECK(find(a, GET, "/session", &q, &p, &allow) == 404);
}

const struct test route_tests[] = {
	{ "words and {parts} are matched", words_and_parts_are_matched },
	{ "the end of the path chooses the shape", the_end_of_the_path_chooses_the_shape },
	{ "{entity} must be one that has pages; 405 names what would do",
	   an_entity_must_be_one },
	{ 0 }
};
