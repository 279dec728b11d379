/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/entity.h"

#include <string.h>

#include "base/arena.h"
#include "flow/added.h"
#include "flow/calendar.h"
#include "flow/due.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "model/text.h"
#include "web/language.h"
#include "web/programme.h"

enum { LANGUAGES = 16 };

str
entity_say(struct ctx *c, const char *english)
{
	return str_of(words_say(c->words, english));
}

bool
entity_row(struct ctx *c, const struct request *q, void **row)
{
	*row = arena_take(c->arena, 1, q->entity->size);
	return flow_find_text(c, q->entity, request_at(q, "id"),
	    (struct id){ 0 }, *row);
}

int64_t
entity_revision(const struct request *q)
{
	str said = request_form(q, "revision");
	int64_t n;

	if (said.p == NULL)
		said = request_arg(q, "revision");
	return said.p != NULL && str_int(said, &n) ? n : 0;
}

int64_t
entity_revision_of(const struct request *q, const void *row)
{
	int64_t sent = entity_revision(q);

	return sent > 0 ? sent : ((const struct row *)row)->revision;
}

str
entity_href(struct ctx *c, const struct entity *e, struct id id)
{
	return str_print(c->arena, "/%s/%s", e->name, id_text(c->arena, id).p);
}

str
entity_name(struct ctx *c, const struct entity *e, const void *row)
{
	const struct field *f = field_flagged(e, NAME);
	str s;

	if (f != NULL && f->kind == K_INT64 && !row_none(f, row))
		return str_print(c->arena, "%s %lld", words_say(c->words,
		    e->label), (long long)*(const int64_t *)row_get(f, row));
	if (f != NULL && f->type == T_REF && !row_none(f, row))
		return flow_name(c, e, ((const struct row *)row)->id);
	if (f == NULL || f->kind != K_STR || row_none(f, row))
		f = field_flagged(e, CODE);
	if (f == NULL || f->kind != K_STR || row_none(f, row))
		return str_print(c->arena, "%s %.8s", words_say(c->words,
		    e->label), id_text(c->arena,
		    ((const struct row *)row)->id).p);
	s = *(const str *)row_get(f, row);
	return f->type == T_LANG ? text_in(c->arena, s, c->lang) : s;
}

void
entity_head(struct ctx *c, const struct entity *e, const void *row, str title,
    struct node *out)
{
	struct node *crumb, *link;

	node_text(out, "title", title);
	node_z(out, "entity", e->name);
	node_z(out, "label", words_say(c->words, e->label));
	node_z(out, "plural", words_say(c->words, e->plural));
	node_text(out, "list_href", str_print(c->arena, "/%s", e->name));
	crumb = node_object(out, "crumb");
	link = node_row(crumb, "links");
	node_text(link, "href", str_print(c->arena, "/%s", e->name));
	node_z(link, "name", words_say(c->words, e->plural));
	node_bool(link, "is_list", true);
	if (row == NULL || ((const struct row *)row)->revision == 0)
		return;
	link = node_row(crumb, "links");
	node_text(link, "href",
	    entity_href(c, e, ((const struct row *)row)->id));
	node_text(link, "name", entity_name(c, e, row));
}

void
entity_asks(struct ctx *c, const struct request *q, const void *row, str title,
    const char *step, struct node *out)
{
	const struct row *r = row;
	str here = entity_href(c, q->entity, r->id);

	entity_head(c, q->entity, row, title, out);
	programme_around(c, q, q->entity, row, out);
	node_text(out, "action", str_print(c->arena, "%s/%s", here.p, step));
	node_text(out, "back_href", here);
	node_count(out, "revision", r->revision);
}

/* ---- forms ---- */

struct maker {
	struct ctx          *c;
	const struct entity *e;
	struct id            home;
	const void          *row;       /* new: its home is read with it */
};

static bool
may_field(void *with, const struct field *f)
{
	struct maker *m = with;
	struct errors before = m->c->errors;

	if (id_none(m->home) && m->row != NULL) {
		m->c->errors.first = NULL;
		if (!flow_home(m->c, m->e, m->row, &m->home))
			m->home = (struct id){ { 0 } };
		m->c->errors = before;
	}
	return flow_may_field(m->c, m->e, f, m->home);
}

static const struct form_lang *
site_languages(struct arena *a)
{
	struct form_lang *langs = NEWS(a, struct form_lang, LANGUAGES + 1);
	struct language one;
	size_t i;

	for (i = 0; i < LANGUAGES && language_at(i, &one); i++)
		langs[i] = (struct form_lang){ one.tag, one.name, one.rtl };
	return langs;
}

static str
clock_of(struct ctx *c, const struct entity *e, struct id home)
{
	struct errors before = c->errors;
	const struct field *f = e->fields;
	str zone;

	while (f->name != NULL && (f->type != T_MOMENT || f->flags & KEPT))
		f++;
	if (f->name == NULL)
		return (str){ 0 };
	if (id_none(home) ? due_zone(c, &zone) : calendar_zone(c, home, &zone))
		return zone;
	c->errors = before;
	return (str){ 0 };
}

struct form *
entity_form(struct ctx *c, const struct request *q, const void *row)
{
	const struct entity *e = q->entity;
	struct lookup *l = flow_lookup(c, e);
	struct form *form = NEW(c->arena, struct form);
	struct maker *m = NEW(c->arena, struct maker);
	struct errors before = c->errors;
	struct programme p;

	*m = (struct maker){ c, e, { { 0 } }, NULL };
	if (((const struct row *)row)->revision > 0) {
		if (!flow_home(c, e, row, &m->home))
			c->errors = before;
		l->personal = flow_may(c, e, row, SEE_PERSONAL);
	} else {
		l->personal = true;     /* whoever adds a row knows it */
		m->row = row;
		if (programme_home(c, q, e, row, &p))
			m->home = p.row.id;
	}
	flow_lookup_in(l, m->home);
	*form = (struct form){ .arena = c->arena, .entity = e, .lookup = l,
		.langs = site_languages(c->arena), .may = may_field, .with = m,
		.typed = q->form, .n_typed = q->n_form, .errors = q->faults,
		.clock = clock_of(c, e, m->home) };
	return form;
}

/* Which programme a new row is of is told by what it refers to, once that
 * is read. */
void
entity_clock(struct ctx *c, const struct request *q, struct form *form,
    const void *row)
{
	struct errors quiet = { c->arena, NULL, NULL };
	void *trial = arena_take(c->arena, 1, q->entity->size);
	struct programme p;

	if (str_none(form->clock) || ((const struct row *)row)->revision > 0)
		return;
	memcpy(trial, row, q->entity->size);
	(void)!form_read(form, q->form, q->n_form, trial, &quiet);
	if (programme_home(c, q, q->entity, trial, &p))
		form->clock = clock_of(c, q->entity, p.row.id);
}

void
entity_shorten(struct node *form, const char *asked)
{
	struct node *fields = node_list(form, "fields"), *one, *next;
	const struct node *name;

	one = fields->first;
	fields->first = fields->last = NULL;
	fields->n = 0;
	for (; one != NULL; one = next) {
		next = one->next;
		name = node_find(one, S("name"));
		if (name == NULL || !str_among(name->text, asked))
			continue;
		one->next = NULL;
		if (fields->last == NULL)
			fields->first = one;
		else
			fields->last->next = one;
		fields->last = one;
		fields->n++;
	}
}

struct form *
entity_added(struct ctx *c, const struct request *q, const void *row,
    void **values)
{
	const struct entity *added = added_to(c, q->entity);
	struct form *form;

	if (added == NULL)
		return NULL;
	form = entity_form(c, q, row);
	form->entity = added;
	*values = added_values(c, added, row);
	*(struct row *)*values = *(const struct row *)row;
	return form;
}
