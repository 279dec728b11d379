/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of the state machines against the process model they were taken
 * from, where it lies beside the project: the same states, steps, roles,
 * guards and effects, none more and none less.
 */
#include "model/machines.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/node.h"
#include "format/json.h"
#include "test.h"

/* Steps that the process model does not have, and why we do. */
static const struct beside {
	const char *machine, *from, *to;
} beside[] = {
	/* A gap that comes back after it was closed is the same gap. */
	{ "gap", "closed", "validated" },
	/* What was chosen or left out may be thought over until it begins. */
	{ "activity", "selected", "not_selected" },
	{ "activity", "not_selected", "proposed" },
	{ NULL, NULL, NULL }
};

static const struct node *
process_model(struct arena *a)
{
	enum { ROOM = 1 << 20 };
	const char *path = test_shared(a, "ours/model/process_model.json");
	struct errors e = { a, NULL };
	struct node *n = NULL;
	char *p;
	FILE *f;

	if (path == NULL) {
		test_skip("no process model beside the project");
		return NULL;
	}
	f = fopen(path, "rb");
	CHECK(f != NULL);
	p = NEWS(a, char, ROOM);
	CHECK(json_read(a, (str){ p, fread(p, 1, ROOM, f) }, &n, &e));
	(void)fclose(f);
	return node_find(n, S("state_machines"));
}

static const struct machine *
machine_of(str name)
{
	const struct machine *const *m;

	for (m = machines; *m != NULL; m++)
		if (str_is(name, (*m)->name))
			return *m;
	return NULL;
}

static bool
told(bool holds, const char *machine, const char *what, str which)
{
	if (!holds)
		printf("%s: %s: %.*s\n", machine, what, (int)which.n, which.p);
	CHECK(holds);
	return holds;
}

static str
text(const struct node *n, const char *name)
{
	return json_as_text(node_find(n, str_of(name)));
}

static void
same_states(const struct machine *m, const struct node *model)
{
	const struct node *list = node_find(model, S("states")), *it;
	const struct state *s;
	size_t n = 0;

	told(str_is(text(model, "initial"), m->start), m->name, "its start",
	    str_of(m->start));
	for (it = list->first; it != NULL; it = it->next) {
		for (s = m->states; s->code != NULL &&
		    !str_is(text(it, "id"), s->code); s++)
			;
		if (told(s->code != NULL, m->name, "a state is missing",
		    text(it, "id")))
			told(s->final == json_as_real(node_find(it,
			    S("final"))), m->name, "whether it is the end",
			    text(it, "id"));
	}
	for (s = m->states; s->code != NULL; s++)
		n++;
	told(n == list->n, m->name, "a state too many", S(""));
}

/* ---- steps ---- */

static bool
names(const char *roles_named, str role)
{
	str rest = str_of(roles_named), one;

	while (str_cut(&rest, ' ', &one))
		if (str_same(one, role))
			return true;
	return false;
}

static bool
same_roles(const struct move *m, const struct node *model)
{
	const struct node *list = node_find(model, S("roles")), *it;
	str rest = str_of(m->roles), one;
	size_t n = 0;

	while (str_cut(&rest, ' ', &one))
		n++;
	for (it = list->first; it != NULL; it = it->next)
		if (!names(m->roles, json_as_text(it)))
			return false;
	return n == list->n;
}

static const struct move *
move_between(const struct machine *m, str from, str to)
{
	const struct move *at;

	for (at = m->moves; at->from != NULL; at++)
		if (str_is(from, at->from) && str_is(to, at->to))
			return at;
	return NULL;
}

/* What the model asks first is asked: by a guard, a field that must be
 * filled, or a reason. */
static void
same_move(struct arena *a, const struct machine *m, const struct node *it)
{
	str which = str_print(a, "%.*s to %.*s", (int)text(it, "frm").n,
	    text(it, "frm").p, (int)text(it, "to").n, text(it, "to").p);
	const struct move *at = move_between(m, text(it, "frm"),
	    text(it, "to"));
	str guard = text(it, "guard");

	if (!told(at != NULL, m->name, "a step is missing", which))
		return;
	told(same_roles(at, it), m->name, "the roles", which);
	if (str_is(guard, "reason"))
		told(at->reason, m->name, "asks for no reason", which);
	else if (!str_none(guard))
		told(at->guard != NULL || at->must != NULL || at->reason,
		    m->name, "asks for nothing", which);
	if (!str_none(text(it, "effect")))
		told(at->effect != NULL, m->name, "has no effect", which);
}

static bool
is_beside(const struct machine *m, const struct move *at)
{
	const struct beside *b;

	for (b = beside; b->machine != NULL; b++)
		if (strcmp(b->machine, m->name) == 0 &&
		    strcmp(b->from, at->from) == 0 &&
		    strcmp(b->to, at->to) == 0)
			return true;
	return false;
}

static void
same_moves(struct arena *a, const struct machine *m, const struct node *model)
{
	const struct node *list = node_find(model, S("transitions")), *it;
	const struct move *at;

	for (it = list->first; it != NULL; it = it->next)
		same_move(a, m, it);
	for (at = m->moves; at->from != NULL; at++) {
		for (it = list->first; it != NULL &&
		    !(str_is(text(it, "frm"), at->from) &&
		    str_is(text(it, "to"), at->to)); it = it->next)
			;
		told(it != NULL || is_beside(m, at), m->name,
		    "a step too many", str_print(a, "%s to %s", at->from,
		    at->to));
	}
}

static void
each_machine_is_the_process_models(struct arena *a)
{
	const struct node *list = process_model(a), *it;
	const struct machine *m;

	if (list == NULL)
		return;
	CHECK(list->n == 18);
	for (it = list->first; it != NULL; it = it->next) {
		m = machine_of(text(it, "id"));
		if (!told(m != NULL, "process model", "a machine is missing",
		    text(it, "id")))
			continue;
		same_states(m, it);
		same_moves(a, m, it);
	}
}

/* ---- by themselves ---- */

/* From its start every state can be reached, and from each an end. */
static bool
reaches(const struct machine *m, const char *from, const char *to, int steps)
{
	const struct move *at;

	if (strcmp(from, to) == 0)
		return true;
	for (at = m->moves; steps > 0 && at->from != NULL; at++)
		if (strcmp(at->from, from) == 0 &&
		    reaches(m, at->to, to, steps - 1))
			return true;
	return false;
}

static bool
ends(const struct machine *m, const struct state *from)
{
	const struct state *s;

	for (s = m->states; s->code != NULL; s++)
		if (s->final && reaches(m, from->code, s->code, 12))
			return true;
	return false;
}

static void
each_state_is_reached_and_leads_to_an_end(struct arena *a)
{
	const struct machine *const *m;
	const struct state *s;

	(void)a;
	for (m = machines; *m != NULL; m++)
		for (s = (*m)->states; s->code != NULL; s++) {
			told(reaches(*m, (*m)->start, s->code, 12), (*m)->name,
			    "is never reached", str_of(s->code));
			told(ends(*m, s), (*m)->name, "leads to no end",
			    str_of(s->code));
		}
}

static void
a_verb_leads_to_one_state_from_each(struct arena *a)
{
	const struct machine *const *m;
	const struct move *one, *other;

	(void)a;
	for (m = machines; *m != NULL; m++)
		for (one = (*m)->moves; one->from != NULL; one++)
			for (other = one + 1; other->from != NULL; other++)
				told(strcmp(one->from, other->from) != 0 ||
				    strcmp(one->verb, other->verb) != 0,
				    (*m)->name, "twice from one state",
				    str_of(one->verb));
}

const struct test machines_tests[] = {
	{ "each machine is the process model's",
	   each_machine_is_the_process_models },
	{ "each state is reached and leads to an end",
	   each_state_is_reached_and_leads_to_an_end },
	{ "a verb leads to one state from each",
	   a_verb_leads_to_one_state_from_each },
	{ 0 }
};
