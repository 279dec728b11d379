/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/list.h"

#include <string.h>

#include "base/arena.h"
#include "planted.h"
#include "suites.h"

static struct list
list(struct arena *a, const struct pair *args, size_t n)
{
	return (struct list){ .arena = a, .entity = &planted_event,
	    .path = S("/event"), .args = args, .n_args = n };
}

static const struct node *
item(const struct node *top, const char *called, size_t i)
{
	const struct node *n = node_find(top, str_of(called));

	for (n = n != NULL ? n->first : NULL; n != NULL && i > 0; i--)
		n = n->next;
	return n;
}

static const struct node *
with(const struct node *top, const char *called, const char *name)
{
	const struct node *it = item(top, called, 0);

	for (; it != NULL; it = it->next)
		if (str_is(node_find(it, S("name"))->text, name))
			return it;
	return NULL;
}

static bool
says(const struct node *n, const char *member, const char *text)
{
	const struct node *m = n != NULL ? node_find(n, str_of(member)) : NULL;

	if (m != NULL && m->kind == N_TEXT && !str_is(m->text, text))
		test_check(0, str_z(m->arena, m->text), text, 0);
	return m != NULL && m->kind == N_TEXT && str_is(m->text, text);
}

static bool
is(const struct node *n, const char *member)
{
	const struct node *m = n != NULL ? node_find(n, str_of(member)) : NULL;

	return m != NULL && m->kind == N_BOOL && m->yes;
}

static void
a_query_becomes_filters(struct arena *a)
{
	const struct pair args[] = {
		{ S("search"), S(" clean water ") }, { S("sort"), S("-from") },
		{ S("limit"), S("20") }, { S("mode"), S("On site") },
		{ S("from.min"), S("2024-01-01") }, { S("seats.max"), S("30") },
		{ S("topics"), S("law") }, { S("title.has"), S("wells") },
		{ S("status.not"), S("closed") }, { S("trainer.empty"), S("yes") },
		{ S("notes.empty"), S("no") }, { S("to.min"), S("") },
	};
	struct list l = list(a, args, sizeof args / sizeof *args);
	struct errors e = { a, NULL };

	CHECK(list_read(&l, &e));
	CHECK(str_is(l.search, "clean water") && l.limit == 20);
	CHECK(l.sort != NULL && strcmp(l.sort->name, "from") == 0 && l.falling);
	CHECK(l.n == 8);
	CHECK(l.filters[0].how == IS && str_is(l.filters[0].value, "onsite"));
	CHECK(l.filters[1].how == AT_LEAST && str_is(l.filters[1].value, "2024-01-01"));
	CHECK(l.filters[2].how == AT_MOST && str_is(l.filters[2].value, "30"));
	CHECK(l.filters[3].how == HAS && str_is(l.filters[3].value, "law"));
	CHECK(l.filters[4].how == HAS && str_is(l.filters[4].value, "wells"));
	CHECK(l.filters[5].how == IS_NOT && str_is(l.filters[5].value, "closed"));
	CHECK(l.filters[6].how == EMPTY && l.filters[7].how == FILLED);
}

static bool
refuses(struct arena *a, const char *name, const char *value, const char *field)
{
	struct pair arg = { str_of(name), str_of(value) };
	struct list l = list(a, &arg, 1);
	struct errors e = { a, NULL };

	return !list_read(&l, &e) && errors_text(&e, field) != NULL;
}

static void
what_cannot_be_asked_is_refused(struct arena *a)
{
	CHECK(refuses(a, "colour", "red", "colour"));
	CHECK(refuses(a, "key", "hush", "key"));                /* secret */
	CHECK(refuses(a, "title.min", "a", "title.min"));
	CHECK(refuses(a, "title.like", "a", "title.like"));
	CHECK(refuses(a, "settings", "{}", "settings"));
	CHECK(refuses(a, "seats", "a dozen", "seats"));
	CHECK(refuses(a, "from.max", "2/1/2024", "from"));
	CHECK(refuses(a, "mode", "by post", "mode"));
	CHECK(refuses(a, "sort", "colour", "sort"));
	CHECK(refuses(a, "sort", "-about", "sort"));
	CHECK(refuses(a, "limit", "501", "limit"));
	CHECK(refuses(a, "limit", "0", "limit"));
	CHECK(refuses(a, "trainer.empty", "maybe", "trainer.empty"));
}

static void
personal_fields_are_neither_columns_nor_filters(struct arena *a)
{
	const struct pair arg = { S("email"), S("awa@x.org") };
	const struct lookup may = { .personal = true };
	struct errors e = { a, NULL };
	struct list l = list(a, &arg, 1);

	l.entity = &planted_person;
	CHECK(!list_read(&l, &e));
	errors_clear(&e);
	l.lookup = &may;
	CHECK(list_read(&l, &e) && l.n == 1);
}

static void
the_head_offers_columns_orders_and_filters(struct arena *a)
{
	const struct pair args[] = {
		{ S("mode"), S("online") }, { S("sort"), S("code") },
		{ S("after"), S("xyz") }, { S("from.min"), S("2024-01-01") },
	};
	struct list l = list(a, args, 4);
	struct errors e = { a, NULL };
	struct node *n = node_new(a);

	CHECK(list_read(&l, &e));
	list_head(&l, n);
	CHECK(says(item(n, "columns", 0), "name", "title"));
	CHECK(says(item(n, "columns", 1), "name", "code"));
	CHECK(is(item(n, "columns", 1), "rises"));
	CHECK(says(item(n, "columns", 1), "sort_href",
	    "/event?mode=online&from.min=2024-01-01&sort=-code"));
	CHECK(says(item(n, "columns", 0), "sort_href",
	    "/event?mode=online&from.min=2024-01-01&sort=title"));
	CHECK(node_find(with(n, "columns", "programme"), S("sort_href")) == NULL);
	CHECK(is(with(n, "columns", "cost"), "is_number"));
	CHECK(is(item(with(n, "filters", "mode"), "options", 2), "selected"));
	CHECK(says(with(n, "filters", "from"), "min", "2024-01-01") &&
	    says(with(n, "filters", "from"), "max_name", "from.max"));
	CHECK(says(item(n, "active", 0), "text", "How it is held: Online"));
	CHECK(says(item(n, "active", 0), "href",
	    "/event?sort=code&from.min=2024-01-01"));
	CHECK(says(item(n, "active", 1), "text", "First day at least 2024-01-01"));
	CHECK(says(n, "clear_href", "/event?sort=code"));
	CHECK(says(item(n, "keep", 0), "value", "code"));
}

static void
without_a_wish_the_entity_s_own_order_is_marked(struct arena *a)
{
	struct list l = list(a, NULL, 0);
	struct errors e = { a, NULL };
	struct node *n = node_new(a);

	CHECK(list_read(&l, &e) && l.sort == NULL && l.limit == LIST_LIMIT);
	list_head(&l, n);
	CHECK(is(with(n, "columns", "from"), "falls"));
	CHECK(says(with(n, "columns", "from"), "sort_href", "/event?sort=from"));
	CHECK(node_find(n, S("clear_href")) == NULL);
}

static void
a_row_has_typed_cells_and_a_way_in(struct arena *a)
{
	struct list l = list(a, NULL, 0);
	struct errors e = { a, NULL };
	struct node *n = node_new(a);
	const struct node *row, *cell;
	struct event v;

	row_blank(&planted_event, &v);
	v.row.id = (struct id){ { 1 } };
	v.title = S("Wells");
	v.cost = (struct money){ 125050, "USD" };
	v.from = day_of(2024, 2, 29);
	v.status = S("closed");
	v.mode = S("onsite");
	CHECK(list_read(&l, &e));
	list_head(&l, n);
	list_row(&l, &v, n);
	row = item(n, "rows", 0);
	CHECK(says(row, "href", "/event/01000000-0000-0000-0000-000000000000"));
	cell = with(row, "cells", "title");
	CHECK(is(cell, "is_link") && says(cell, "value", "Wells"));
	cell = with(row, "cells", "cost");
	CHECK(is(cell, "is_money") && node_find(cell, S("value"))->kind == N_MONEY);
	cell = with(row, "cells", "from");
	CHECK(is(cell, "is_day") && node_find(cell, S("value"))->kind == N_DAY);
	cell = with(row, "cells", "status");
	CHECK(is(cell, "is_state") && is(cell, "final") && says(cell, "value", "Closed"));
	cell = with(row, "cells", "mode");
	CHECK(is(cell, "is_choice") && says(cell, "value", "On site"));
	cell = with(row, "cells", "is_open");
	CHECK(is(cell, "is_bool") && node_find(cell, S("value")) == NULL);
	v.title = (str){ 0 };
	list_row(&l, &v, n);
	CHECK(says(with(item(n, "rows", 1), "cells", "title"), "value", "Without a name"));
}

static void
the_pager_keeps_the_question(struct arena *a)
{
	const struct pair args[] = {
		{ S("search"), S("a&b") }, { S("after"), S("t1") },
	};
	struct list l = list(a, args, 2);
	struct errors e = { a, NULL };
	struct node *n = node_new(a);
	const struct node *p;

	CHECK(list_read(&l, &e) && str_is(l.after, "t1"));
	list_pager(&l, S("t2"), 50, 1234, n);
	p = node_find(n, S("pager"));
	CHECK(says(p, "after", "/event?search=a%26b&after=t2"));
	CHECK(says(p, "first", "/event?search=a%26b"));
	CHECK(says(p, "says", "50 of 1234"));
	n = node_new(a);
	l = list(a, NULL, 0);
	list_pager(&l, (str){ 0 }, 3, -1, n);
	p = node_find(n, S("pager"));
	CHECK(node_find(p, S("after")) == NULL && node_find(p, S("first")) == NULL);
	CHECK(says(p, "says", "3 shown"));
}

const struct test list_tests[] = {
	{ "a query becomes filters", a_query_becomes_filters },
	{ "what cannot be asked is refused", what_cannot_be_asked_is_refused },
	{ "personal fields are neither columns nor filters",
	   personal_fields_are_neither_columns_nor_filters },
	{ "the head offers columns, orders and filters",
	   the_head_offers_columns_orders_and_filters },
	{ "without a wish the entity's own order is marked",
	   without_a_wish_the_entity_s_own_order_is_marked },
	{ "a row has typed cells and a way in", a_row_has_typed_cells_and_a_way_in },
	{ "the pager keeps the question", the_pager_keeps_the_question },
	{ 0 }
};
