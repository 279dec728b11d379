/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* check_code.c - code lists and state machines. */
#include "model/check.h"

#include <string.h>

bool
check_list(const struct choices *list, struct errors *to)
{
	const struct choice *c, *d;
	bool ok = true;

	if (!check_word(list->name) || list->label == NULL ||
	    list->of == NULL || list->of[0].code == NULL)
		return fail(to, INVALID, NULL,
		    "Code list %s lacks its name, label or codes.",
		    list->name == NULL ? "" : list->name);
	for (c = list->of; c->code != NULL; c++) {
		if (c->label == NULL || c->label[0] == '\0')
			ok = fail(to, INVALID, NULL,
			    "Code %s of %s has no label.", c->code,
			    list->name);
		if (strchr(c->code, ';') != NULL)
			ok = fail(to, INVALID, NULL,
			    "Code %s of %s has a semicolon in it.", c->code,
			    list->name);
		for (d = list->of; d < c; d++)
			if (strcmp(c->code, d->code) == 0 ||
			    (c->label != NULL && d->label != NULL &&
			    strcmp(c->label, d->label) == 0))
				ok = fail(to, INVALID, NULL,
				    "List %s has %s twice.", list->name,
				    c->code);
	}
	return ok;
}

static size_t
place(const struct machine *m, const char *code)
{
	size_t i;

	for (i = 0; m->states[i].code != NULL; i++)
		if (strcmp(m->states[i].code, code) == 0)
			break;
	return i;
}

static bool
check_move(const struct machine *m, const struct move *v, struct errors *to)
{
	const char *list = v->roles;
	const struct move *u;
	size_t n = 0;
	bool ok = true;
	str role;

	if (state_coded(m, str_of(v->from)) == NULL ||
	    state_coded(m, str_of(v->to)) == NULL)
		ok = fail(to, INVALID, NULL,
		    "Machine %s moves from %s to %s; one is no state.",
		    m->name, v->from, v->to);
	if (!check_word(v->verb) || v->label == NULL || v->label[0] == '\0')
		ok = fail(to, INVALID, NULL,
		    "Machine %s has a move from %s without verb or label.",
		    m->name, v->from);
	if (v->both && (v->roles == NULL || strchr(v->roles, ' ') == NULL ||
	    strchr(v->roles, ' ') != strrchr(v->roles, ' ')))
		ok = fail(to, INVALID, NULL,
		    "Machine %s: %s takes two, but names not two roles.",
		    m->name, v->verb);
	for (u = m->moves; u < v; u++)
		if (strcmp(u->from, v->from) == 0 &&
		    strcmp(u->verb, v->verb) == 0)
			ok = fail(to, INVALID, NULL,
			    "Machine %s: two moves out of %s are called %s.",
			    m->name, v->from, v->verb);
	for (; check_next(&list, &role); n++)
		if (role_coded(role) == NULL)
			ok = fail(to, INVALID, NULL,
			    "Machine %s: %s is for role %.*s, which is none.",
			    m->name, v->verb, (int)role.n, role.p);
	if (n == 0)
		ok = fail(to, INVALID, NULL,
		    "Machine %s: nobody may %s.", m->name, v->verb);
	return ok;
}

enum { MOST_STATES = 64 };

static bool
check_reach(const struct machine *m, struct errors *to)
{
	bool reached[MOST_STATES] = { false }, more = true, ok = true;
	const struct move *v;
	size_t i;

	reached[place(m, m->start)] = true;
	while (more) {
		more = false;
		for (v = m->moves; v->from != NULL; v++)
			if (reached[place(m, v->from)] &&
			    !reached[place(m, v->to)])
				more = reached[place(m, v->to)] = true;
	}
	for (i = 0; m->states[i].code != NULL; i++)
		if (!reached[i])
			ok = fail(to, INVALID, NULL,
			    "Machine %s never reaches %s.", m->name,
			    m->states[i].code);
	return ok;
}

static bool
check_state(const struct machine *m, const struct state *s, struct errors *to)
{
	const struct move *v;
	bool leaves = false, ok = true;

	for (v = m->moves; v->from != NULL; v++)
		leaves = leaves || strcmp(v->from, s->code) == 0;
	if (s->label == NULL || s->label[0] == '\0' ||
	    state_coded(m, str_of(s->code)) != s)
		ok = fail(to, INVALID, NULL,
		    "Machine %s: state %s is there twice or has no label.",
		    m->name, s->code);
	if (!leaves && !s->final)
		ok = fail(to, INVALID, NULL,
		    "Machine %s: no way leads out of %s.", m->name, s->code);
	return ok;
}

bool
check_machine(const struct machine *m, struct errors *to)
{
	const struct state *s;
	const struct move *v;
	bool ok = true;

	if (!check_word(m->name) || m->label == NULL || m->states == NULL ||
	    m->moves == NULL)
		return fail(to, INVALID, NULL,
		    "A machine lacks its name, label, states or moves.");
	for (s = m->states; s->code != NULL; s++)
		ok = check_state(m, s, to) && ok;
	for (v = m->moves; v->from != NULL; v++)
		ok = check_move(m, v, to) && ok;
	if (m->start == NULL || state_coded(m, str_of(m->start)) == NULL)
		return fail(to, INVALID, NULL,
		    "Machine %s starts where there is no state.", m->name);
	if (s - m->states > MOST_STATES)
		return fail(to, INVALID, NULL,
		    "Machine %s has more than %d states.", m->name,
		    MOST_STATES);
	return ok && check_reach(m, to);
}

static bool
may_see(const struct entity *e, str role)
{
	const struct grant *g;

	for (g = e->grants; g->role != NULL; g++)
		if (str_is(role, g->role) && g->may & SEE)
			return true;
	return false;
}

bool
check_moves(const struct entity *e, const struct machine *m,
    struct errors *to)
{
	const struct move *v;
	const char *list;
	bool ok = true;
	str word;

	if (!check_machine(m, to))
		return false;
	for (v = m->moves; v->from != NULL; v++) {
		for (list = v->must; check_next(&list, &word); )
			if (field_named(e, word) == NULL)
				ok = fail(to, INVALID, NULL,
				    "Machine %s: %s asks for %.*s, which %s "
				    "has not.", m->name, v->verb,
				    (int)word.n, word.p, e->name);
		for (list = v->roles; check_next(&list, &word); )
			if (!may_see(e, word))
				ok = fail(to, INVALID, NULL,
				    "Machine %s: role %.*s may %s what it "
				    "cannot see.", m->name, (int)word.n,
				    word.p, v->verb);
	}
	return ok;
}
