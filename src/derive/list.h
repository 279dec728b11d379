/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * list.h - the list of an entity's rows: what is asked, and a tree of it.
 *
 * A list is asked for in the query of an address:
 *
 *	search=words          of the SEARCH fields
 *	sort=name, sort=-name rising, falling
 *	limit=50              rows a page, 1 to 500
 *	after=TOKEN           the page behind that row
 *	programme=CODE        only rows that belong to that programme, also
 *	                      where it is some references away
 *	NAME=value            is; among several (choices, references): has
 *	NAME.not=value        is not
 *	NAME.min=, NAME.max=  at least, at most (numbers, days, moments)
 *	NAME.has=words        contains (texts)
 *	NAME.empty=yes, no    nothing stands there, or something does
 *
 * list_head fills `into` with
 *
 *	entity, label, plural, about
 *	search                what is searched for, or ""
 *	columns   list        name, label, unit, is_number; sort_href: the
 *	                      address that sorts by it (falling, if it is
 *	                      sorted by rising now; missing if it cannot);
 *	                      rises or falls: true if it is the order now
 *	filters   list        name, label, and one of is_choice (options: value,
 *	                      label, selected), is_bool (options), is_day and
 *	                      is_number (min_name, min, max_name, max), is_ref
 *	                      (to, value, shown)
 *	active    list        what narrows the list now: text ("Status: Open"),
 *	                      href (the list without it)
 *	keep      list        name, value: hidden inputs of the filter form
 *	                      (the sort order)
 *	clear_href            the list with no filters; missing if none
 *	rows      list        empty; list_row adds to it
 *
 * each row
 *
 *	id, href              "/event/018f..."
 *	cells     list        one per column: name, label (for narrow screens),
 *	                      value (typed: numbers, days and money are for the
 *	                      renderer to write; none is missing), and one of
 *	                      is_link (with href), is_text, is_number, is_money,
 *	                      is_day, is_moment, is_bool, is_choice, is_state
 *	                      (with code, final)
 *
 * and list_pager `pager`: after (address of the next page) and first
 * (address of the first one, if this is another), says ("50 of 1234").
 */
#ifndef DERIVE_LIST_H
#define DERIVE_LIST_H

#include "base/error.h"
#include "base/node.h"
#include "base/pair.h"
#include "derive/filter.h"
#include "derive/lookup.h"
#include "model/model.h"

enum { LIST_LIMIT = 50, LIST_MOST = 500 };

struct list {
	struct arena         *arena;
	const struct entity  *entity;
	const struct lookup  *lookup;
	str                   path;      /* "/event" */
	const struct pair    *args;      /* [n_args] of the query */
	size_t                n_args;
	/* Filled by list_read: */
	const struct field  **columns;   /* [n_columns]: LIST fields, NAME and
	                                  * CODE first; PERSONAL ones only for
	                                  * who may see them */
	size_t                n_columns;
	struct filter        *filters;   /* [n] */
	size_t                n;
	str                   search, after;
	str                   home;      /* the programme asked for, as sent */
	const struct field   *sort;      /* NULL: the entity's own order */
	bool                  falling;
	size_t                limit;
	bool                  masks;     /* in some rows what is personal is
	                                  * hidden: no order by it is offered */
};

/* Read the query.  INVALID, on the argument, for a field that is not there
 * or cannot be filtered so (SECRET, PERSONAL without the right, text by
 * language), and for a value that is none of its type.  Arguments without
 * a value are passed over, so that a GET form may send them empty. */
CHECKED bool list_read(struct list *, struct errors *);

/* Whether the reader sees the field in lists and may filter by it. */
bool list_may(const struct list *, const struct field *);

void list_head(const struct list *, struct node *into);
void list_row(const struct list *, const void *row, struct node *into);
/* `token`: of the last row, none at the end; total below 0: not counted. */
void list_pager(const struct list *, str token, size_t shown, int64_t total,
         struct node *into);

#endif
