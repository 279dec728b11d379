/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * node.h - the tree that a page makes, before anyone knows whether it
 * will be HTML, JSON, CSV or a workbook.
 *
 * An object has named members in the order they were made; a list has
 * rows.  Texts are not copied and must live as long as the tree.
 * Numbers stay numbers until a renderer writes them: NAN and absent days
 * render as null in JSON, as nothing in HTML and CSV, never as 0.
 * Names are constants or live as long as the tree.
 */
#ifndef BASE_NODE_H
#define BASE_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/id.h"
#include "base/money.h"
#include "base/str.h"

struct arena;

enum node_kind {
	N_NONE, N_BOOL, N_COUNT, N_REAL, N_TEXT, N_HTML, N_DAY, N_MOMENT,
	N_MONEY, N_ID, N_OBJECT, N_LIST
};

struct node {
	enum node_kind kind;
	const char    *name;        /* in its object; NULL in a list */
	union {
		bool         yes;
		int64_t      count, moment;
		double       real;
		str          text;  /* N_TEXT escaped, N_HTML trusted */
		struct day   day;
		struct money money;
		struct id    id;
	};
	int            decimals;    /* N_REAL: for people; -1: as are needed.
	                             * N_DAY: 1: the month alone; N_MONEY: 1:
	                             * whole units alone */
	size_t         n;           /* children */
	struct node   *first, *last, *next;
	struct arena  *arena;
};

struct node *node_new(struct arena *);                         /* an object */
/* A new last child of any kind, its value yet to be set: a member of an
 * object, or with no name an item of a list (also list in list). */
struct node *node_add(struct node *, const char *name, enum node_kind);
struct node *node_object(struct node *, const char *name);     /* member */
struct node *node_list(struct node *, const char *name);       /* member; the
                                     * one of that name if there is one */
struct node *node_row(struct node *, const char *list);        /* new object at
                                     * the end of the member list `list` */
struct node *node_item(struct node *list);       /* new object in a list node */

void node_text(struct node *, const char *name, str);
void node_z(struct node *, const char *name, const char *);
void node_html(struct node *, const char *name, str trusted);
void node_count(struct node *, const char *name, int64_t);      /* INT64_MIN:
                                     * nothing is there */
void node_real(struct node *, const char *name, double, int decimals);
void node_bool(struct node *, const char *name, bool);
void node_day(struct node *, const char *name, struct day);
/* The same, of which people are told the month, "Jan 2023", and machines
 * the day. */
void node_month(struct node *, const char *name, struct day);
void node_moment(struct node *, const char *name, int64_t ms);
void node_money(struct node *, const char *name, struct money);
/* The same, of which people are told whole units ("US$1,250") when there
 * are a thousand or more; machines all of it. */
void node_money_short(struct node *, const char *name, struct money);
/* The amount alone, as a number that adds up; digits that no double holds
 * stay: as a count, or, where there are decimals, as text. */
void node_amount(struct node *, const char *name, struct money);
void node_id(struct node *, const char *name, struct id);
void node_none(struct node *, const char *name);
void node_item_text(struct node *list, str);
void node_item_real(struct node *list, double, int decimals);
void node_item_count(struct node *list, int64_t);

/* The first member of that name; NULL if there is none, or no object. */
const struct node *node_find(const struct node *object, str name);

#endif
