/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An entity made ready for SQL: see inside.h. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include <jansson.h>

#include "base/fold.h"
#include "store/inside.h"

enum { SQL_MOST = 64 * 1024 };

/* ---- names ---- */

const struct entity *
entity_in(const struct store *s, const char *name)
{
	const struct entity *const *e;

	for (e = s->entities; *e != NULL; e++)
		if (strcmp((*e)->name, name) == 0)
			return *e;
	return NULL;
}

const char *
table_of(const struct entity *entity)
{
	return entity->family != NULL ? entity->family : entity->name;
}

const struct field *
field_in(const struct entity *entity, const char *name, size_t n)
{
	const struct field *f;

	for (f = entity->fields; f->name != NULL; f++)
		if (strncmp(f->name, name, n) == 0 && f->name[n] == '\0')
			return f;
	return NULL;
}

/* ---- from the row to values ---- */

static struct value
text_value(const struct field *f, const str *text)
{
	if (text->p == NULL)
		return (struct value){ V_NONE };
	return f->type == T_BYTES ? value_bytes(*text) : value_text(*text);
}

static struct value
money_value(const struct money *m, int part)
{
	if (m->currency[0] == '\0')
		return (struct value){ V_NONE };
	return part == 0 ? value_int(m->minor) :
	    value_text(str_of(m->currency));
}

static struct value
field_value(struct arena *a, const struct column *c, const void *row)
{
	const struct field *f = c->field;
	const void *at = row_get(f, row);
	const struct value none = { V_NONE };

	if (row_none(f, row))
		return none;
	switch (f->kind) {
	case K_STR:
		return text_value(f, at);
	case K_INT:
		return value_int(*(const int *)at);
	case K_INT64:
		return value_int(*(const int64_t *)at);
	case K_REAL:
		return value_real(*(const double *)at);
	case K_MONEY:
		return money_value(at, c->part);
	case K_DAY:
		return value_text(day_text(a, *(const struct day *)at));
	case K_ID:
		return value_id(*(const struct id *)at);
	}
	return none;
}

struct value
plan_value(struct arena *a, const struct column *c, const void *row)
{
	const struct row *r = row;

	if (c->field != NULL)
		return field_value(a, c, row);
	if (strcmp(c->name, "id") == 0)
		return value_id(r->id);
	if (strcmp(c->name, "revision") == 0)
		return value_int(r->revision);
	return r->extra.p != NULL ? value_text(r->extra) :
	    (struct value){ V_NONE };
}

size_t
plan_values(struct store *s, const struct plan *p, const void *row,
    struct value *values)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		values[i] = plan_value(s->work, &p->columns[i], row);
	if (p->kind < p->n)
		values[p->kind] = value_text(str_of(p->member));
	return p->n;
}

/* ---- from values to the row ---- */

static int64_t
whole(const struct value *v)
{
	return v->kind == V_INT ? v->i : INT64_MIN;
}

static void
read_money(const struct value *v, int part, struct money *m)
{
	if (part == 0)
		m->minor = v->kind == V_INT ? v->i : 0;
	else if (v->kind == V_TEXT && v->t.n == 3)
		memcpy(m->currency, v->t.p, 3);
}

static void
read_field(const struct column *c, const struct value *v, struct arena *a,
    void *row)
{
	void *at = row_at(c->field, row);

	switch (c->field->kind) {
	case K_STR:
		*(str *)at = v->kind == V_NONE ? (str){ 0 } :
		    str_copy(a, v->t);
		break;
	case K_INT:
		*(int *)at = v->kind == V_INT ? (int)v->i : UNSAID;
		break;
	case K_INT64:
		*(int64_t *)at = whole(v);
		break;
	case K_REAL:
		*(double *)at = v->kind == V_REAL ? v->d :
		    v->kind == V_INT ? (double)v->i : NAN;
		break;
	case K_MONEY:
		read_money(v, c->part, at);
		break;
	case K_DAY:
		if (v->kind != V_TEXT || !day_read(v->t, at))
			*(struct day *)at = (struct day){ 0 };
		break;
	case K_ID:
		*(struct id *)at = v->kind == V_BYTES && v->t.n == 16 ?
		    v->id : (struct id){ 0 };
		break;
	}
}

void
plan_read(const struct plan *p, const struct value *v, struct arena *a,
    void *row)
{
	struct row *r = row;
	size_t i;

	memset(row, 0, p->entity->size);
	r->id = v[0].id;
	r->revision = v[1].i;
	if (v[2].kind == V_TEXT)
		r->extra = str_copy(a, v[2].t);
	for (i = 3; i < p->n; i++)
		read_field(&p->columns[i], &v[i], a, row);
}

/* ---- search keys ---- */

static void
write_languages(struct arena *a, str langs, struct write *w)
{
	json_t *object = json_loadb(langs.p, langs.n, 0, NULL), *text;
	const char *tag;

	json_object_foreach(object, tag, text) {
		write_str(w, fold(a, str_of(json_string_value(text))));
		write_char(w, '\n');
	}
	json_decref(object);
}

str
field_fold(struct arena *a, const struct field *f, const void *row)
{
	struct write w = write_new(a, 1 << 20);
	const str *text = row_get(f, row);

	if (f->kind != K_STR || f->type == T_BYTES || text->p == NULL)
		return S("");
	if (f->type != T_LANG || !str_starts(*text, S("{")))
		return fold(a, *text);
	write_languages(a, *text, &w);
	return write_done(&w);
}

/* A line for each field, so that no word runs into the next. */
str
plan_fold(struct arena *a, const struct plan *p, const void *row)
{
	struct write w = write_new(a, 1 << 20);
	const struct field *f;

	for (f = p->entity->fields; f->name != NULL; f++) {
		if (!(f->flags & SEARCH) || row_none(f, row))
			continue;
		if (w.n > 0)
			write_char(&w, '\n');
		write_str(&w, field_fold(a, f, row));
	}
	return write_done(&w);
}

/* ---- texts ---- */

static void
add_column(struct plan *p, const char *name, const struct field *f, int part)
{
	struct column *c = &p->columns[p->n++];

	assert(p->n <= COLUMNS_MOST);
	c->name = name;
	c->field = f;
	c->part = part;
}

static void
add_columns(struct store *s, struct plan *p)
{
	const struct field *f;

	p->columns = NEWS(s->arena, struct column, COLUMNS_MOST);
	add_column(p, "id", NULL, 0);
	add_column(p, "revision", NULL, 0);
	add_column(p, "extra", NULL, 0);
	for (f = p->entity->fields; f->name != NULL; f++) {
		if (p->member != NULL && strcmp(f->name, "kind") == 0)
			p->kind = p->n;
		add_column(p, f->name, f, 0);
		if (f->kind == K_MONEY)
			add_column(p, str_print(s->arena, "%s_currency",
			    f->name).p, f, 1);
	}
}

static bool
member_ref(const struct store *s, const struct field *f)
{
	const struct entity *to = f->type == T_REF ? entity_in(s, f->to) : NULL;

	return to != NULL && to->member != NULL;
}

static void
look_at_fields(struct store *s, struct plan *p)
{
	const struct entity *const *e;
	const struct field *f;

	for (f = p->entity->fields; f->name != NULL; f++) {
		p->many_refs |= f->type == T_REFS;
		p->member_refs |= member_ref(s, f);
		if (f->flags & CODE)
			p->code = f;
	}
	if (p->entity->within != NULL)
		p->within = field_in(p->entity, p->entity->within,
		    strlen(p->entity->within));
	for (e = s->entities; *e != NULL; e++)
		for (f = (*e)->fields; f->name != NULL; f++)
			p->folds |= (f->flags & SEARCH) &&
			    strcmp(table_of(*e), p->table) == 0;
}

static str
list_of(struct store *s, const struct plan *p)
{
	struct write w = write_new(s->arena, SQL_MOST);
	size_t i;

	for (i = 0; i < p->n; i++)
		write_format(&w, "%s\"%s\"", i > 0 ? ", " : "",
		    p->columns[i].name);
	return write_done(&w);
}

static struct text *
insert_text(struct store *s, const struct plan *p)
{
	struct write w = write_new(s->arena, SQL_MOST);
	bool kind = p->member != NULL && p->kind >= p->n;
	size_t i;

	write_format(&w, "INSERT INTO \"%s\" (%s%s%s) VALUES (", p->table,
	    p->list.p, kind ? ", \"kind\"" : "", p->folds ? ", \"fold\"" : "");
	for (i = 0; i < p->n; i++)
		write_format(&w, "%s$%zu", i > 0 ? ", " : "", i + 1);
	if (kind)
		write_format(&w, ", '%s'", p->member);
	if (p->folds)
		write_format(&w, ", $%zu", p->n + 1);
	write_char(&w, ')');
	return text_new(s, write_done(&w));
}

static void
make_texts(struct store *s, struct plan *p)
{
	struct arena *a = s->arena;
	str of = p->member == NULL ? S("") :
	    str_print(a, " AND \"kind\" = '%s'", p->member);
	str head = str_print(a, "SELECT %s FROM \"%s\" WHERE", p->list.p,
	    p->table);

	p->find = text_new(s, str_print(a, "%s \"id\" = $1%s", head.p, of.p));
	p->has = text_new(s, str_print(a, "SELECT 1 FROM \"%s\" WHERE "
	    "\"id\" = $1%s", p->table, of.p));
	p->drop = text_new(s, str_print(a, "DELETE FROM \"%s\" WHERE "
	    "\"id\" = $1 AND \"revision\" = $2", p->table));
	p->insert = insert_text(s, p);
	if (p->code != NULL)
		p->find_code = text_new(s, str_print(a, "%s \"%s\" = $1%s "
		    "LIMIT 2", head.p, p->code->name, of.p));
	if (p->code != NULL && p->within != NULL)
		p->find_code_in = text_new(s, str_print(a, "%s \"%s\" = $1 "
		    "AND \"%s\" = $2%s LIMIT 2", head.p, p->code->name,
		    p->within->name, of.p));
}

static struct plan *
plan_new(struct store *s, const struct entity *entity)
{
	struct plan *p = NEW(s->arena, struct plan);

	p->entity = entity;
	p->table = table_of(entity);
	p->member = entity->family != NULL ? entity->member : NULL;
	p->kind = COLUMNS_MOST;
	add_columns(s, p);
	look_at_fields(s, p);
	p->list = list_of(s, p);
	make_texts(s, p);
	return p;
}

struct plan *
plan_of(struct store *s, const struct entity *entity)
{
	size_t at = ((uintptr_t)entity >> 4) % PLAN_CHAINS;
	struct plan *p;

	for (p = s->plans[at]; p != NULL; p = p->next)
		if (p->entity == entity)
			return p;
	p = plan_new(s, entity);
	p->next = s->plans[at];
	s->plans[at] = p;
	return p;
}
