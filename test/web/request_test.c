/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/request.h"

#include "base/arena.h"
#include "test.h"

static struct arrival
arrival(const char *method, const char *target, const struct pair *fields, size_t n)
{
	return (struct arrival){ .head = { str_of(method), str_of(target),
		S("HTTP/1.1"), fields, n, 0 } };
}

static void
a_head_is_understood(struct arena *a)
{
	const struct pair fields[] = { { S("Host"), S("a.example") },
		{ S("cookie"), S("theme=dark; tilth=0123456789abcdef0123; lang=vi") },
		{ S("Accept"), S("text/html,application/xml;q=0.9,*/*;q=0.8") },
		{ S("Save-Data"), S("on") } };
	struct arrival in = arrival("HEAD", "http://a.example/x/y?b=1&b=2", fields, 4);
	struct errors e = { a, NULL, NULL };
	struct request q;

	CHECK(request_head(a, &in, &q, &e));
	CHECK(q.method == GET && q.shape == HTML && q.save_data);
	CHECK(str_is(q.path, "/x/y") && str_is(q.query, "b=1&b=2"));
	CHECK(str_is(request_arg(&q, "b"), "2"));
	CHECK(str_is(q.theme, "dark") && str_is(q.lang, "vi"));
	CHECK(str_is(q.session, "0123456789abcdef0123"));
	CHECK(!q.by_token);
}

static void
a_bearer_token_puts_the_cookie_aside(struct arena *a)
{
	const struct pair fields[] = { { S("Cookie"), S("tilth=0123456789abcdef") },
		{ S("Authorization"), S("bearer  abc") } };
	struct arrival in = arrival("GET", "/", fields, 2);
	struct errors e = { a, NULL, NULL };
	struct request q;

	CHECK(request_head(a, &in, &q, &e));
	CHECK(q.by_token && str_is(q.bearer, "abc") && q.session.p == NULL);
	CHECK(q.shape == JSON);
}

static void
what_a_client_likes_best_is_chosen(struct arena *a)
{
	(void)a;
	CHECK(request_shape(S("application/json")) == JSON);
	CHECK(request_shape(S("text/html;q=0.5, application/json")) == JSON);
	CHECK(request_shape(S("text/csv, text/html;q=0.9")) == CSV);
	CHECK(request_shape(S("image/png")) == HTML);
	CHECK(request_shape(S("application/json;q=0, */*;q=0.1")) == HTML);
	CHECK(request_shape((str){ 0 }) == HTML);
	CHECK(request_gzip(S("deflate, gzip;q=0.5")));
	CHECK(!request_gzip(S("gzip;q=0, *")));
	CHECK(!request_gzip(S("br")));
}

static bool
body(struct arena *a, const char *type, str bytes, struct request *q, struct errors *e)
{
	const struct pair fields[] = { { S("Content-Type"), str_of(type) } };
	struct arrival in = arrival("POST", "/", fields, 1);

	in.body = bytes;
	return request_head(a, &in, q, e) && request_body(a, &in, q, e);
}

static void
json_members_become_form_pairs(struct arena *a)
{
	struct errors e = { a, NULL, NULL };
	struct request q;

	CHECK(body(a, "application/json; charset=utf-8",
	    S("{\"t\":\"x\\u1ed7\",\"n\":12,\"r\":0.1,\"y\":true,\"z\":null,\"o\":{\"a\":[1,2]}}"),
	    &q, &e));
	CHECK(q.json != NULL && q.n_form == 6);
	CHECK(str_is(request_form(&q, "t"), "xỗ"));
	CHECK(str_is(request_form(&q, "n"), "12"));
	CHECK(str_is(request_form(&q, "r"), "0.1"));
	CHECK(str_is(request_form(&q, "y"), "yes"));
	CHECK(request_form(&q, "z").p != NULL && request_form(&q, "z").n == 0);
	CHECK(str_is(request_form(&q, "o"), "{\"a\":[1,2]}"));
}

static void
bad_json_says_where(struct arena *a)
{
	static const char *const bad[] = { "{", "[1]", "{\"a\":1,\"a\":2}", "{\"a\":01}",
		"{\"a\":\"\\ud800\"}", "{} x", "\"text\"", "{\"a\":\"\xff\"}",
		"{\"a\":\"\\u0000\"}" };
	struct request q;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct errors e = { a, NULL, NULL };

		CHECK(!body(a, "application/json", str_of(bad[i]), &q, &e));
		CHECK(errors_worst(&e) == INVALID);
	}
}

static void
other_bodies_are_left_alone(struct arena *a)
{
	struct errors e = { a, NULL, NULL };
	struct request q;

	CHECK(body(a, "application/x-www-form-urlencoded", S("a=1&b=%20"), &q, &e));
	CHECK(q.n_form == 2);
	CHECK(body(a, "text/csv", S("a,b\n\xff"), &q, &e));
	CHECK(q.n_form == 0 && q.body.n == 5);
	CHECK(!body(a, "multipart/form-data", S("x"), &q, &e));
}

const struct test request_tests[] = {
	{ "a head is understood", a_head_is_understood },
	{ "a bearer token puts the cookie aside", a_bearer_token_puts_the_cookie_aside },
	{ "what a client likes best is chosen", what_a_client_likes_best_is_chosen },
	{ "JSON members become form pairs", json_members_become_form_pairs },
	{ "bad JSON says where", bad_json_says_where },
	{ "other bodies are left alone", other_bodies_are_left_alone },
	{ 0 }
};
