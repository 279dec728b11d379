/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* model.c - finding an entity, a field, a code or a move by its name. */
#include "model/model.h"

const struct entity *
entity_named(str name)
{
	size_t i;

	for (i = 0; entities[i] != NULL; i++)
		if (str_is(name, entities[i]->name))
			return entities[i];
	return NULL;
}

const struct field *
field_named(const struct entity *e, str name)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

const struct field *
field_flagged(const struct entity *e, unsigned flag)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->flags & flag)
			return f;
	return NULL;
}

const struct choice *
choice_coded(const struct choices *list, str code)
{
	const struct choice *c;

	for (c = list->of; c->code != NULL; c++)
		if (str_is(code, c->code))
			return c;
	return NULL;
}

const struct choices *
code_list_named(str name)
{
	size_t i;

	for (i = 0; code_lists[i] != NULL; i++)
		if (str_is(name, code_lists[i]->name))
			return code_lists[i];
	return NULL;
}

const struct machine *
machine_named(str name)
{
	size_t i;

	for (i = 0; machines[i] != NULL; i++)
		if (str_is(name, machines[i]->name))
			return machines[i];
	return NULL;
}

const struct state *
state_coded(const struct machine *m, str code)
{
	const struct state *s;

	for (s = m->states; s->code != NULL; s++)
		if (str_is(code, s->code))
			return s;
	return NULL;
}

const struct move *
move_named(const struct machine *m, str from, str verb)
{
	const struct move *v;

	for (v = m->moves; v->from != NULL; v++)
		if (str_is(from, v->from) && str_is(verb, v->verb))
			return v;
	return NULL;
}

const struct role *
role_coded(str code)
{
	const struct role *r;

	for (r = roles; r->code != NULL; r++)
		if (str_is(code, r->code))
			return r;
	return NULL;
}

const struct entity *
entity_table(const struct entity *e)
{
	const struct entity *head;

	if (e->family == NULL)
		return e;
	head = entity_named(str_of(e->family));
	return head != NULL ? head : e;
}
