/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "base/write.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/assist.h"
#include "model/deliver.h"
#include "model/learn.h"
#include "model/office.h"
#include "model/people.h"
#include "model/words.h"
#include "web/attach.h"
#include "web/both.h"
#include "web/entity.h"
#include "web/lessons.h"
#include "web/programme.h"

enum { MOVES = 16 };

/* What waits for the other half has its own place on the page. */
static bool
is_waiting(const struct node *out, const char *verb)
{
	const struct node *h = node_find(out, S("halves")), *v;

	for (h = h == NULL ? NULL : h->first; h != NULL; h = h->next) {
		v = node_find(h, S("verb"));
		if (v != NULL && str_is(v->text, verb))
			return true;
	}
	return false;
}

static bool
fill_moves(struct ctx *c, const struct entity *e, const void *row,
    struct node *out)
{
	const struct move *moves[MOVES];
	size_t i, n = flow_moves(c, e, row, moves, MOVES);
	str href = entity_href(c, e, ((const struct row *)row)->id);
	struct node *one;
	bool some = false;

	if (!both_put(c, e, row, out))
		return false;
	for (i = 0; i < n; i++) {
		if (is_waiting(out, moves[i]->verb))
			continue;
		some = true;
		one = node_row(out, "moves");
		node_z(one, "verb", moves[i]->verb);
		node_z(one, "label", words_say(c->words, moves[i]->label));
		node_z(one, "effect", words_say(c->words, moves[i]->effect));
		node_text(one, "href", str_print(c->arena, "%s/move?verb=%s",
		    href.p, moves[i]->verb));
	}
	node_bool(out, "has_moves", some);
	return true;
}

static void
fill_state(struct ctx *c, const struct entity *e, const void *row,
    struct node *out)
{
	const struct field *f;
	const struct state *s;
	struct node *state;

	for (f = e->fields; f->name != NULL; f++) {
		if (f->type != T_STATE || row_none(f, row))
			continue;
		s = state_coded(f->machine, *(const str *)row_get(f, row));
		state = node_object(out, "state");
		node_z(state, "label", words_say(c->words, f->label));
		node_text(state, "code", *(const str *)row_get(f, row));
		if (s != NULL) {
			node_z(state, "says", words_say(c->words, s->label));
			node_z(state, "mark", s->final ? "ok" : "info");
		}
	}
}

/* Figures and days are written as the reader's language writes them. */
static bool
typed_value(const struct entity *e, str name, const void *row, struct node *one)
{
	const struct field *f = field_named(e, name);

	if (f == NULL || row_none(f, row))
		return false;
	if (f->type == T_REAL)
		node_real(one, "value", *(const double *)row_get(f, row), -1);
	else if (f->type == T_DAY)
		node_day(one, "value", *(const struct day *)row_get(f, row));
	else if (f->type == T_MOMENT)
		node_moment(one, "value", *(const int64_t *)row_get(f, row));
	else if (f->type == T_MONEY)
		node_money(one, "value",
		    *(const struct money *)row_get(f, row));
	else
		return false;
	return true;
}

static str
cell_text(struct ctx *c, const struct node *line, str name)
{
	const struct node *n = node_find(line, name);
	struct write w = write_new(c->arena, 20000);

	if (n == NULL || n->kind == N_NONE)
		return (str){ 0 };
	if (n->kind == N_TEXT)
		return n->text;
	json_write(&w, n, false);
	return write_done(&w);
}

/* A table in a field as rows and headings, not as the JSON it is kept in. */
static bool
table_value(struct ctx *c, const struct field *f, const void *row,
    struct node *one)
{
	struct errors quiet = { c->arena, NULL, NULL };
	str names = str_of(f->columns), name;
	char label[COLUMN_LABEL];
	struct node *kept, *line, *cell;
	const struct node *k;

	if (row_none(f, row) || !json_read(c->arena,
	    *(const str *)row_get(f, row), &kept, &quiet))
		return false;
	node_bool(one, "is_table", true);
	while (str_cut(&names, ' ', &name)) {
		model_column(name, label);
		node_text(node_row(one, "columns"), "label", str_copy(c->arena,
		    str_of(words_say(c->words, label))));
	}
	for (k = json_first(kept, ""); k != NULL; k = k->next) {
		line = node_row(one, "rows");
		names = str_of(f->columns);
		while (str_cut(&names, ' ', &name)) {
			cell = node_row(line, "cells");
			node_text(cell, "value", cell_text(c, k, name));
		}
	}
	return true;
}

/* What a person sees is the form without inputs. */
static void
fill_fields(struct ctx *c, struct form *form, const void *row,
    struct node *out)
{
	struct node *object = node_new(c->arena);
	const struct node *f, *shown;
	const struct field *of;

	form->may = NULL;
	form->n_typed = 0;
	if (!str_none(form->clock))
		node_text(out, "clock", form->clock);
	form_node(form, row, object);
	f = node_find(object, S("fields"));
	for (f = f == NULL ? NULL : f->first; f != NULL; f = f->next) {
		struct node *one = node_row(out, "shown");

		shown = node_find(f, S("label"));
		if (shown != NULL)
			node_text(one, "label", shown->text);
		shown = node_find(f, S("shown"));
		of = field_named(form->entity, node_find(f, S("name"))->text);
		if (of != NULL && of->type == T_TABLE &&
		    table_value(c, of, row, one))
			continue;
		if (shown != NULL && !typed_value(form->entity,
		    node_find(f, S("name"))->text, row, one))
			node_text(one, "value", shown->text);
		shown = node_find(f, S("unit"));
		if (shown != NULL && shown->kind == N_TEXT)
			node_text(one, "unit", shown->text);
		shown = node_find(f, S("ref"));
		if (shown != NULL && shown->text.n > 0)
			node_text(one, "link", str_print(c->arena, "/%.*s/%.*s",
			    (int)node_find(f, S("to"))->text.n,
			    node_find(f, S("to"))->text.p,
			    (int)shown->text.n, shown->text.p));
	}
}

/* An event is run on a page of its own, and so is what belongs to it. */
static void
fill_event(struct ctx *c, const struct request *q, const void *row,
    struct node *out)
{
	const struct entity *e = q->entity;
	const struct field *f = field_named(e, S("event"));
	struct id at = ((const struct row *)row)->id;
	struct programme p;

	if (e != &event_entity && (f == NULL || f->type != T_REF ||
	    !str_is(str_of(f->to), "event")))
		return;
	if (e != &event_entity)
		at = *(const struct id *)row_get(f, row);
	if (id_none(at) || !programme_home(c, q, e, row, &p) ||
	    !ctx_may(c, &event_entity, SEE, p.row.id))
		return;
	node_text(out, "event_href", str_print(c->arena, "%s/event/%s",
	    programme_href(c, &p).p, id_text(c->arena, at).p));
}

/* What else one does with a row of this kind. */
static bool
fill_more(struct ctx *c, const struct entity *e, const void *row,
    struct node *out)
{
	struct node *one;

	if (e == &event_entity && ctx_may(c, &after_action_review_entity, ADD,
	    ((const struct event *)row)->programme)) {
		one = node_row(out, "links");
		node_z(one, "name", words_say(c->words,
		    "Look back at the event"));
		node_text(one, "href", str_print(c->arena, "%s/review",
		    entity_href(c, e, ((const struct row *)row)->id).p));
	}
	if (e == &call_entity) {
		one = node_row(out, "links");
		node_z(one, "name", words_say(c->words, "Public address"));
		node_text(one, "href", str_print(c->arena, "/open/%s",
		    str_z(c->arena, ((const struct call *)row)->code)));
	}
	return e != &activity_entity || lessons_activity_put(c, row, out);
}

static bool
show_view(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct entity *e = q->entity;
	struct form *added;
	void *row, *values;
	str href;

	if (!entity_row(c, q, &row))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, e, row, out);
		return true;
	}
	/* A party that is a person has a page of its own. */
	if (e == &party_entity && str_is(((struct party *)row)->kind, "IND")) {
		r->go = entity_href(c, &person_entity,
		    ((struct row *)row)->id);
		return true;
	}
	entity_head(c, e, NULL, entity_name(c, e, row), out);
	programme_around(c, q, e, row, out);
	href = entity_href(c, e, ((const struct row *)row)->id);
	node_text(out, "href", href);
	node_id(out, "id", ((const struct row *)row)->id);
	node_count(out, "revision", ((const struct row *)row)->revision);
	node_bool(out, "may_edit", !(e->flags & LEDGER) &&
	    flow_may(c, e, row, EDIT));
	node_bool(out, "may_drop", !(e->flags & LEDGER) &&
	    flow_may(c, e, row, DROP));
	fill_state(c, e, row, out);
	if (e == &user_entity && ctx_admin(c))
		node_text(out, "key_href", str_print(c->arena,
		    "/user/%s/password",
		    id_text(c->arena, ((struct row *)row)->id).p));
	fill_fields(c, entity_form(c, q, row), row, out);
	added = entity_added(c, q, row, &values);
	if (added != NULL)
		fill_fields(c, added, values, out);
	if (e == &file_entity)
		attach_file_put(c, row, out);
	fill_event(c, q, row, out);
	return fill_moves(c, e, row, out) && fill_more(c, e, row, out) &&
	    attach_put(c, q, e, row, href, out);
}

const struct page view_page = {
	.method = GET,
	.path   = "/{entity}/{id}",
	.about  = "One row, by its id or code.",
	.view   = "entity/view.html",
	.flags  = QUICK,
	.run    = show_view,
};
