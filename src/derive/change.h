/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * change.h - what changed between two rows, for history and for people.
 *
 * The text is a JSON object from field to [before, after], values in the
 * form of rowjson.h, null for none:
 *
 *	{"title":["Wells","Pumps"],"email":[null,"awa@x.org","personal"]}
 *
 * A third element marks what is PERSONAL, so that it can be erased later
 * without the model that wrote it.  SECRET values read "(secret)"; erased
 * ones "(erased)".  "extra" stands for the site's own fields.
 */
#ifndef DERIVE_CHANGE_H
#define DERIVE_CHANGE_H

#include "base/error.h"
#include "base/node.h"
#include "derive/fieldtext.h"
#include "model/model.h"

/* before NULL: the row was added; after NULL: it was dropped.  "{}" when
 * nothing differs. */
str change_text(struct arena *, const struct entity *, const void *before,
    const void *after);

/* The same text without what it said about a person; what was empty stays
 * null.  Of an entity with PERSONAL fields "extra" goes too. */
str change_erased(struct arena *, const struct entity *, str fields);

/*
 * Set the fields named to what they were before (`back`) or after, for
 * undo and exchange.  INVALID, and the row as it was, where a value is
 * secret or erased, a field is no longer there, or its type has changed.
 */
CHECKED bool change_apply(const struct fieldtext *, const struct entity *,
                 str fields, bool back, void *row);

/*
 * For people, one item per field in the list:
 *	field, label      its name; its label in the reader's language
 *	before, after     as fieldtext_show shows them, "" for none;
 *	                  "(personal)" if the reader may not see them
 *	is_filled         nothing stood there before
 *	is_emptied        nothing stands there now
 *	text              "Title: 'Wells' → 'Pumps'"
 * Fields the model no longer has show their bare value.  A text that is
 * no JSON object gives no items.
 */
void change_lines(struct arena *, const struct lookup *, const struct entity *,
         str fields, struct node *list);

#endif
