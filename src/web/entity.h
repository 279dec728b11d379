/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * entity.h - the pages that every entity has: list, view, add, edit, drop,
 * the steps of its state machine, history and undo, import.
 *
 * Programs use the same addresses: POST /event adds (201), PUT or POST
 * /event/{id} changes, DELETE drops; bodies are JSON objects in the form
 * of rowjson.h, and a revision that has moved on is a CONFLICT.
 */
#ifndef WEB_ENTITY_H
#define WEB_ENTITY_H

#include "derive/form.h"
#include "derive/lookup.h"
#include "web/page.h"

extern const struct page list_page, view_page, new_page, add_page, edit_page,
    change_page, put_page, drop_page, drop_post, delete_page, move_page,
    move_post, history_page, undo_post, import_page, import_post;

/* The row that the address names, by id or code. */
CHECKED bool entity_row(struct ctx *, const struct request *, void **row);
/* The revision that was sent, or 0; or the one the row has. */
int64_t      entity_revision(const struct request *);
int64_t      entity_revision_of(const struct request *, const void *row);
/* Address of a row: "/event/018f...". */
str          entity_href(struct ctx *, const struct entity *, struct id);
/* What people call a row whose members are at hand. */
str          entity_name(struct ctx *, const struct entity *, const void *row);
/* title, entity, label, crumb: what all of these pages have on top. */
void         entity_head(struct ctx *, const struct entity *, const void *row,
                 str title, struct node *out);
/* The page that asks before a row takes a step: its head, the programme
 * around it, action ("/event/018f.../drop"), back_href, revision. */
void         entity_asks(struct ctx *, const struct request *, const void *row,
                 str title, const char *step, struct node *out);
/* A form of the row for this actor; langs and lookup are filled in. */
struct form *entity_form(struct ctx *, const struct request *, const void *row);
/* By whose clock the moments of a new row are typed, once it is known what
 * was sent or hinted at. */
void         entity_clock(struct ctx *, const struct request *, struct form *,
                 const void *row);
/* The long form has all fields; of those that form_node has made, these
 * stay: "title start end". */
void         entity_shorten(struct node *form, const char *asked);
/* The same of the fields the site added, with their values; NULL: none. */
struct form *entity_added(struct ctx *, const struct request *,
                 const void *row, void **values);
/* A sentence in the reader's language, as text. */
str          entity_say(struct ctx *, const char *english);

#endif
