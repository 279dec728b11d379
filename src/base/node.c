/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/node.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

struct node *
node_new(struct arena *a)
{
	struct node *n = NEW(a, struct node);

	n->kind = N_OBJECT;
	n->arena = a;
	n->decimals = -1;
	return n;
}

struct node *
node_add(struct node *to, const char *name, enum node_kind kind)
{
	struct node *n = node_new(to->arena);

	assert(to->kind == (name == NULL ? N_LIST : N_OBJECT));
	n->kind = kind;
	n->name = name;
	if (to->last == NULL)
		to->first = n;
	else
		to->last->next = n;
	to->last = n;
	to->n++;
	return n;
}

struct node *
node_object(struct node *o, const char *name)
{
	return node_add(o, name, N_OBJECT);
}

struct node *
node_list(struct node *o, const char *name)
{
	struct node *it;

	for (it = o->first; it != NULL; it = it->next)
		if (it->kind == N_LIST && strcmp(it->name, name) == 0)
			return it;
	return node_add(o, name, N_LIST);
}

struct node *
node_row(struct node *o, const char *list)
{
	return node_item(node_list(o, list));
}

struct node *
node_item(struct node *list)
{
	return node_add(list, NULL, N_OBJECT);
}

void
node_text(struct node *o, const char *name, str text)
{
	node_add(o, name, N_TEXT)->text = text;
}

void
node_z(struct node *o, const char *name, const char *text)
{
	node_text(o, name, str_of(text));
}

void
node_html(struct node *o, const char *name, str trusted)
{
	node_add(o, name, N_HTML)->text = trusted;
}

void
node_count(struct node *o, const char *name, int64_t count)
{
	node_add(o, name, count == INT64_MIN ? N_NONE : N_COUNT)->count =
	    count;
}

void
node_real(struct node *o, const char *name, double real, int decimals)
{
	struct node *n = node_add(o, name, N_REAL);

	n->real = real;
	n->decimals = decimals;
}

void
node_bool(struct node *o, const char *name, bool yes)
{
	node_add(o, name, N_BOOL)->yes = yes;
}

void
node_day(struct node *o, const char *name, struct day day)
{
	node_add(o, name, N_DAY)->day = day;
}

void
node_month(struct node *o, const char *name, struct day day)
{
	struct node *n = node_add(o, name, N_DAY);

	n->day = day;
	n->decimals = 1;
}

void
node_moment(struct node *o, const char *name, int64_t ms)
{
	node_add(o, name, N_MOMENT)->moment = ms;
}

void
node_money(struct node *o, const char *name, struct money money)
{
	node_add(o, name, N_MONEY)->money = money;
}

void
node_money_short(struct node *o, const char *name, struct money money)
{
	struct node *n = node_add(o, name, N_MONEY);

	n->money = money;
	n->decimals = 1;
}

void
node_amount(struct node *o, const char *name, struct money m)
{
	int decimals = m.currency[0] ? money_exponent(m.currency) : -1;

	if (m.minor <= 1LL << 53 && m.minor >= -(1LL << 53))
		node_real(o, name, money_real(m), decimals);
	else if (decimals == 0)
		node_count(o, name, m.minor);
	else
		node_text(o, name, money_text(o->arena, m));
}

void
node_id(struct node *o, const char *name, struct id id)
{
	node_add(o, name, N_ID)->id = id;
}

void
node_none(struct node *o, const char *name)
{
	node_add(o, name, N_NONE);
}

void
node_item_text(struct node *list, str text)
{
	node_add(list, NULL, N_TEXT)->text = text;
}

void
node_item_real(struct node *list, double real, int decimals)
{
	struct node *n = node_add(list, NULL, N_REAL);

	n->real = real;
	n->decimals = decimals;
}

void
node_item_count(struct node *list, int64_t count)
{
	node_add(list, NULL, N_COUNT)->count = count;
}

const struct node *
node_find(const struct node *object, str name)
{
	const struct node *it;
	char first;

	if (object == NULL || object->kind != N_OBJECT)
		return NULL;
	/* A template asks this thousands of times a page: most names differ
	 * in their first letter. */
	first = name.n > 0 ? name.p[0] : (char)0;
	for (it = object->first; it != NULL; it = it->next)
		if (it->name[0] == first &&
		    strncmp(it->name, name.p, name.n) == 0 &&
		    it->name[name.n] == '\0')
			return it;
	return NULL;
}
