/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* check.c - whether every name in the tables leads somewhere. */
#include "model/check.h"

#include <string.h>

bool
check_word(const char *z)
{
	size_t i;

	if (z == NULL || z[0] < 'a' || z[0] > 'z')
		return false;
	for (i = 1; z[i] != '\0'; i++)
		if (!((z[i] >= 'a' && z[i] <= 'z') || z[i] == '_' ||
		    (z[i] >= '0' && z[i] <= '9')))
			return false;
	return true;
}

bool
check_next(const char **list, str *word)
{
	if (*list == NULL)
		return false;
	*list += strspn(*list, " ");
	*word = (str){ *list, strcspn(*list, " ") };
	*list += word->n;
	return word->n > 0;
}

static bool
said(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static bool
check_head(const struct entity *e, struct errors *to)
{
	static const char *const phases[] = {
		"engage", "assess", "gaps", "plan", "resources", "deliver",
		"monitor", "evaluate", "learn", "sustain", "people", "office",
	};
	size_t i, n = sizeof(phases) / sizeof(phases[0]);
	bool ok = true;

	if (!check_word(e->name))
		ok = fail(to, INVALID, NULL, "An entity has the name '%s'.",
		    e->name == NULL ? "" : e->name);
	if (!said(e->label) || !said(e->plural) || !said(e->about))
		ok = fail(to, INVALID, NULL,
		    "Entity %s lacks its label, plural or sentence.", e->name);
	for (i = 0; i < n; i++)
		if (e->phase != NULL && strcmp(phases[i], e->phase) == 0)
			break;
	if (i == n)
		ok = fail(to, INVALID, NULL,
		    "Entity %s is of the phase '%s', which is none.", e->name,
		    e->phase == NULL ? "" : e->phase);
	return ok;
}

bool
entity_check(const struct entity *e, struct errors *to)
{
	const struct field *f;
	bool ok = true;

	if (e->name == NULL || e->fields == NULL || e->grants == NULL)
		return fail(to, INVALID, NULL,
		    "Entity '%s' lacks its name, fields or grants.",
		    e->name == NULL ? "" : e->name);
	ok = check_head(e, to) && ok;
	ok = check_fields(e, to) && ok;
	ok = check_rules(e, to) && ok;
	ok = check_grants(e, to) && ok;
	ok = check_paths(e, to) && ok;
	ok = check_family(e, to) && ok;
	for (f = e->fields; f->name != NULL; f++)
		if (f->type == T_STATE && f->machine != NULL)
			ok = check_moves(e, f->machine, to) && ok;
	return ok;
}

static bool
entities_apart(struct errors *to)
{
	size_t i, j;
	bool ok = true;

	for (i = 0; entities[i] != NULL; i++)
		for (j = 0; j < i; j++)
			if (strcmp(entities[i]->name, entities[j]->name) == 0 ||
			    strcmp(entities[i]->label,
			    entities[j]->label) == 0)
				ok = fail(to, INVALID, NULL,
				    "Two entities are called %s (%s).",
				    entities[i]->name, entities[i]->label);
	return ok;
}

static bool
machine_used(const struct machine *m)
{
	const struct field *f;
	size_t i;

	for (i = 0; entities[i] != NULL; i++)
		for (f = entities[i]->fields; f->name != NULL; f++)
			if (f->machine == m)
				return true;
	return false;
}

static bool
machines_sound(struct errors *to)
{
	size_t i;
	bool ok = true;

	for (i = 0; machines[i] != NULL; i++) {
		ok = check_machine(machines[i], to) && ok;
		if (machine_named(str_of(machines[i]->name)) != machines[i])
			ok = fail(to, INVALID, NULL,
			    "Two machines are called %s.", machines[i]->name);
		if (!machine_used(machines[i]))
			ok = fail(to, INVALID, NULL,
			    "No entity uses machine %s.", machines[i]->name);
	}
	return ok;
}

static bool
lists_sound(struct errors *to)
{
	size_t i;
	bool ok = true;

	for (i = 0; code_lists[i] != NULL; i++) {
		ok = check_list(code_lists[i], to) && ok;
		if (code_list_named(str_of(code_lists[i]->name)) !=
		    code_lists[i])
			ok = fail(to, INVALID, NULL,
			    "Two code lists are called %s.",
			    code_lists[i]->name);
	}
	return ok;
}

static bool
roles_sound(struct errors *to)
{
	const struct role *r;
	bool ok = true;

	for (r = roles; r->code != NULL; r++)
		if (role_coded(str_of(r->code)) != r || !said(r->label) ||
		    !said(r->duties))
			ok = fail(to, INVALID, NULL,
			    "Role %s is there twice, or says too little.",
			    r->code);
	return ok;
}

bool
model_check(struct errors *to)
{
	size_t i;
	bool ok = true;

	for (i = 0; entities[i] != NULL; i++)
		ok = entity_check(entities[i], to) && ok;
	ok = entities_apart(to) && ok;
	ok = machines_sound(to) && ok;
	ok = lists_sound(to) && ok;
	return roles_sound(to) && ok;
}
