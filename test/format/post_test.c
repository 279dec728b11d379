/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "format/post.h"
#include "test.h"

static bool
outside(const char *text)
{
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return post_is_outside((struct sockaddr *)&four);
	CHECK(inet_pton(AF_INET6, text, &six.sin6_addr) == 1);
	return post_is_outside((struct sockaddr *)&six);
}

/* The registries of special addresses: RFC 6890, RFC 4193, RFC 4291. */
static void
nothing_goes_to_this_machine_or_a_private_network(struct arena *a)
{
	static const char *const inside[] = { "127.0.0.1", "127.9.9.9",
		"0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
		"192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8",
		"198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
		"2002:7f00:1::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
		"::7f00:1" };
	static const char *const out[] = { "8.8.8.8", "172.15.0.1",
		"172.32.0.1", "192.167.1.1", "100.63.0.1", "100.128.0.1",
		"223.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8",
		"2002:808:808::" };
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(inside) / sizeof(*inside); i++)
		CHECK(!outside(inside[i]));
	for (i = 0; i < sizeof(out) / sizeof(*out); i++)
		CHECK(outside(out[i]));
}

/* By openssl dgst -sha256 -hmac whsec_x of 1700000000.{"a":1} */
static void
a_body_is_signed_with_its_time(struct arena *a)
{
	CHECK(str_is(post_sign(a, S("whsec_x"), 1700000000, S("{\"a\":1}")),
	    "b3438763ab46d9634b9844c8722818eaf523f803db1327484c6067462a5fd6d1"));
	CHECK(!str_same(post_sign(a, S("whsec_x"), 1700000001,
	    S("{\"a\":1}")), post_sign(a, S("whsec_x"), 1700000000,
	    S("{\"a\":1}"))));
}

static void
what_cannot_be_reached_is_no_fault(struct arena *a)
{
	struct errors e = { a, NULL, NULL, NULL };
	const struct post p = { .address = S("http://127.0.0.1:9/x"),
		.body = S("{}") };
	struct posted got;

	CHECK(post_send(a, &p, &got, &e));
	CHECK(got.status == 0 && str_find(got.said, S("private")) <
	    got.said.n);
}

const struct test post_tests[] = {
	{ "nothing goes to this machine or a private network",
	   nothing_goes_to_this_machine_or_a_private_network },
	{ "a body is signed with its time", a_body_is_signed_with_its_time },
	{ "what cannot be reached is no fault",
	   what_cannot_be_reached_is_no_fault },
	{ 0 }
};
