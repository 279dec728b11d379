/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/added.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/save.h"
#include "web/entity.h"
#include "web/programme.h"

/* Values in the address of a new form fill it in: a link from a programme
 * says which one. */
static void
take_hints(struct ctx *c, const struct request *q, struct form *form, void *row)
{
	struct errors quiet = { c->arena, NULL, NULL };

	(void)!form_read(form, q->args, q->n_args, row, &quiet);
}

/* What was typed comes back with its faults. */
static void
take_typed(struct ctx *c, const struct request *q, struct form *form, void *row)
{
	struct errors quiet = { c->arena, NULL, NULL };

	(void)!form_read(form, q->form, q->n_form, row, &quiet);
}

/* The list a new row is begun from: that of its programme. */
static str
list_href(struct ctx *c, const struct request *q, const struct node *out)
{
	const struct node *of = node_find(out, S("of_programme"));

	return str_print(c->arena, "/%s%s", q->entity->name,
	    of == NULL ? "" : str_z(c->arena, of->text));
}

static void
fill_form(struct ctx *c, const struct request *q, void *row, struct node *out)
{
	const struct entity *e = q->entity;
	struct form *form = entity_form(c, q, row);
	struct programme p;
	void *values;
	bool is_new = ((const struct row *)row)->revision == 0;
	str title = is_new ? str_print(c->arena, "%s: %s", words_say(c->words,
	    "New"), words_say(c->words, e->label)) : entity_name(c, e, row);

	entity_head(c, e, row, title, out);
	programme_around(c, q, e, row, out);
	entity_clock(c, q, form, row);
	if (is_new && programme_home(c, q, e, row, &p))
		form->currency = str_z(c->arena, p.currency);
	node_text(out, "action", is_new ? str_print(c->arena, "/%s", e->name) :
	    entity_href(c, e, ((const struct row *)row)->id));
	node_text(out, "back_href", is_new ? list_href(c, q, out) :
	    entity_href(c, e, ((const struct row *)row)->id));
	take_typed(c, q, form, row);
	form_node(form, row, node_object(out, "form"));
	form = entity_added(c, q, row, &values);
	if (form == NULL)
		return;
	take_typed(c, q, form, values);
	form_node(form, values, node_object(out, "added"));
}

static bool
show_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	void *row = arena_take(c->arena, 1, q->entity->size);

	(void)r;
	if (q->entity->flags & HANGS)
		return fail(&c->errors, INVALID, NULL, "Files are attached on "
		    "the page of the row they belong to: open it and look for "
		    "'Files'.");
	row_blank(q->entity, row);
	take_hints(c, q, entity_form(c, q, row), row);
	fill_form(c, q, row, out);
	return true;
}

static bool
show_edit(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	int64_t sent = entity_revision(q);
	void *row;

	(void)r;
	if (!entity_row(c, q, &row))
		return false;
	fill_form(c, q, row, out);
	/* Somebody was quicker: what is there now stands beside what was
	 * typed, and saving again is a choice. */
	node_bool(out, "was_stale", sent > 0 &&
	    sent != ((const struct row *)row)->revision);
	return true;
}

/* ---- what was sent ---- */

/* The row's own fields, and those the site added: all faults are told. */
static bool
read_form(struct ctx *c, const struct request *q, struct form *form, void *row)
{
	struct form *added;
	void *values;
	bool good;

	entity_clock(c, q, form, row);
	good = form_read(form, q->form, q->n_form, row, &c->errors);
	added = entity_added(c, q, row, &values);
	if (added == NULL)
		return good;
	added->typed = NULL;
	added->n_typed = 0;
	if (!form_read(added, q->form, q->n_form, values, &c->errors))
		return false;
	added_put(c, added->entity, values, row);
	return good;
}

/* A stale revision is seen by flow_save; none sent means the newest, for
 * programs that do not care. */
static bool
read_row(struct ctx *c, const struct request *q, void *row)
{
	struct form *form = entity_form(c, q, row);
	struct fieldtext with = { c->arena, form->lookup, &c->errors };
	int64_t sent = entity_revision(q), had = ((struct row *)row)->revision;
	struct id id = ((struct row *)row)->id;
	bool good;

	form->typed = NULL;
	form->n_typed = 0;
	good = q->json != NULL ?
	    rowjson_take(&with, q->entity, q->json, false, row) :
	    read_form(c, q, form, row);
	((struct row *)row)->id = id;
	((struct row *)row)->revision = had > 0 && sent > 0 ? sent : had;
	return good;
}

/* Save gathers its own faults beside those of reading. */
static bool
save_row(struct ctx *c, const struct request *q, void *row)
{
	bool read = read_row(c, q, row);

	return flow_save(c, q->entity, row) && read;
}

static void
say_saved(struct ctx *c, const struct request *q, const void *row, int status,
    struct node *out, struct reply *r)
{
	r->go = entity_href(c, q->entity, ((const struct row *)row)->id);
	if (q->shape == HTML)
		return;
	r->status = status;
	rowjson_node(c->arena, q->entity, row, out);
}

static bool
accept_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	void *row = arena_take(c->arena, 1, q->entity->size);

	row_blank(q->entity, row);
	if (!save_row(c, q, row))
		return false;
	say_saved(c, q, row, 201, out, r);
	return true;
}

static bool
accept_edit(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	void *row;

	if (!entity_row(c, q, &row) || !save_row(c, q, row))
		return false;
	say_saved(c, q, row, 200, out, r);
	if (q->shape == JSON)
		r->go = (str){ 0 };
	return true;
}

const struct page new_page = {
	.method = GET,
	.path   = "/{entity}/new",
	.about  = "An empty form.",
	.view   = "entity/form.html",
	.needs  = ADD,
	.run    = show_new,
};

const struct page add_page = {
	.method = POST,
	.path   = "/{entity}",
	.about  = "Add a row; 201 with its address in Location.",
	.needs  = ADD,
	.again  = &new_page,
	.run    = accept_new,
};

const struct page edit_page = {
	.method = GET,
	.path   = "/{entity}/{id}/edit",
	.about  = "A row in a form.",
	.view   = "entity/form.html",
	.row    = EDIT,
	.run    = show_edit,
};

const struct page change_page = {
	.method = POST,
	.path   = "/{entity}/{id}",
	.about  = "Change the fields that are sent; 'revision' is the one they "
	    "were read at.",
	.again  = &edit_page,
	.run    = accept_edit,
};

const struct page put_page = {
	.method = PUT,
	.path   = "/{entity}/{id}",
	.about  = "The same as POST.",
	.again  = &edit_page,
	.run    = accept_edit,
};
