/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/node.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

static void
members_keep_their_order_kind_and_value(struct arena *a)
{
	struct node *n = node_new(a);
	const struct node *k;

	node_text(n, "t", S("x"));
	node_z(n, "z", NULL);
	node_html(n, "h", S("<b>"));
	node_count(n, "c", -7);
	node_real(n, "r", 0.5, 2);
	node_bool(n, "b", true);
	node_day(n, "d", (struct day){ 5 });
	node_moment(n, "m", 9);
	node_money(n, "p", (struct money){ 3, "USD" });
	node_id(n, "i", (struct id){ { 1 } });
	node_none(n, "n");
	CHECK(n->kind == N_OBJECT && n->n == 11 && strcmp(n->first->name, "t") == 0);
	CHECK(strcmp(n->last->name, "n") == 0 && n->last->kind == N_NONE);
	CHECK((k = node_find(n, S("t")))->kind == N_TEXT && str_is(k->text, "x"));
	CHECK((k = node_find(n, S("z")))->kind == N_TEXT && k->text.p == NULL);
	CHECK((k = node_find(n, S("h")))->kind == N_HTML);
	CHECK((k = node_find(n, S("c")))->count == -7 && k->kind == N_COUNT);
	CHECK((k = node_find(n, S("r")))->real == 0.5 && k->decimals == 2);
	CHECK((k = node_find(n, S("b")))->yes && k->kind == N_BOOL);
	CHECK(node_find(n, S("d"))->day.n == 5);
	CHECK(node_find(n, S("m"))->moment == 9);
	CHECK(node_find(n, S("p"))->money.minor == 3);
	CHECK(node_find(n, S("i"))->id.b[0] == 1);
	CHECK(node_find(n, S("gone")) == NULL && node_find(NULL, S("t")) == NULL);
}

/* 2^53 + 1 is the first whole number that no double holds. */
static void
amounts_keep_every_digit(struct arena *a)
{
	struct node *n = node_new(a);
	const struct node *k;

	node_amount(n, "plain", (struct money){ 123450, "USD" });
	node_amount(n, "none", (struct money){ 0 });
	node_amount(n, "most", (struct money){ 9007199254740992, "VND" });
	node_amount(n, "more", (struct money){ -9007199254740993, "VND" });
	node_amount(n, "cents", (struct money){ 9007199254740993, "USD" });
	k = node_find(n, S("plain"));
	CHECK(k->kind == N_REAL && k->decimals == 2);
	NEAR(k->real, 1234.5, 0);
	k = node_find(n, S("none"));
	CHECK(k->kind == N_REAL && k->real != k->real);
	CHECK(node_find(n, S("most"))->kind == N_REAL);
	k = node_find(n, S("more"));
	CHECK(k->kind == N_COUNT && k->count == -9007199254740993);
	k = node_find(n, S("cents"));
	CHECK(k->kind == N_TEXT && str_is(k->text, "90071992547409.93"));
}

static void
rows_gather_in_one_list(struct arena *a)
{
	struct node *n = node_new(a), *list;

	node_count(node_row(n, "rows"), "v", 1);
	node_count(node_row(n, "rows"), "v", 2);
	list = node_list(n, "rows");
	CHECK(n->n == 1 && list->n == 2 && list->kind == N_LIST);
	node_count(node_item(list), "v", 3);
	node_item_text(list, S("x"));
	node_item_real(list, 0.5, 1);
	node_item_count(list, 4);
	CHECK(list->n == 6 && list->first->next->first->count == 2);
	CHECK(list->first->name == NULL && list->last->count == 4);
	CHECK(node_add(list, NULL, N_LIST)->n == 0 && list->n == 7);
	CHECK(node_find(list, S("v")) == NULL);
	CHECK(node_object(n, "o")->kind == N_OBJECT && n->n == 2);
}

const struct test node_tests[] = {
	{ "members keep their order, kind and value",
	   members_keep_their_order_kind_and_value },
	{ "amounts keep every digit, also those that no double holds",
	   amounts_keep_every_digit },
	{ "rows gather in one list",
	   rows_gather_in_one_list },
	{ 0 }
};
