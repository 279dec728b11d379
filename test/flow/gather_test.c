/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/gather: rows put together by what they belong to. */
#include "flow/gather.h"

#include "base/arena.h"
#include "test.h"

static void
groups_keep_the_order_of_their_rows(struct arena *a)
{
	/* rows 0..5 belong to 2 0 2 none 0 2 of three groups */
	const size_t group[] = { 2, 0, 2, 3, 0, 2 };
	struct gather_groups g = gather_groups(a, group, 6, 3);

	CHECK(g.from[0] == 0 && g.from[1] == 2);
	CHECK(g.at[0] == 1 && g.at[1] == 4);
	CHECK(g.from[2] == 2);                  /* nothing in group 1 */
	CHECK(g.from[3] == 5);
	CHECK(g.at[2] == 0 && g.at[3] == 2 && g.at[4] == 5);
}

static void
no_rows_and_no_groups_are_no_harm(struct arena *a)
{
	const size_t nowhere = 7;
	struct gather_groups g = gather_groups(a, NULL, 0, 0);

	CHECK(g.from[0] == 0);
	g = gather_groups(a, &nowhere, 1, 2);
	CHECK(g.from[0] == 0 && g.from[1] == 0 && g.from[2] == 0);
}

struct leaf {
	struct row row;
	struct id  of;
};

static void
a_reference_to_nothing_belongs_nowhere(struct arena *a)
{
	struct row tree[2] = { { .id = id_from(S("t"), S("1")) },
		{ .id = id_from(S("t"), S("2")) } };
	struct leaf leaf[3] = { { .of = tree[1].id },
		{ .of = id_from(S("t"), S("3")) }, { .of = { { 0 } } } };
	struct gather_groups g = gather_by(a, leaf, 3, sizeof(leaf[0]),
	    offsetof(struct leaf, of), gather_index(a, tree, 2,
	    sizeof(tree[0])), 2);

	CHECK(g.from[0] == 0 && g.from[1] == 0 && g.from[2] == 1);
	CHECK(g.at[0] == 0);
}

const struct test gather_tests[] = {
	{ "groups keep the order of their rows",
	   groups_keep_the_order_of_their_rows },
	{ "no rows and no groups are no harm",
	   no_rows_and_no_groups_are_no_harm },
	{ "a reference to nothing belongs nowhere",
	   a_reference_to_nothing_belongs_nowhere },
	{ 0 }
};
