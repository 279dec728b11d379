/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* check_way.c - who may reach the rows of an entity, and by which ways. */
#include "model/check.h"

#include <string.h>

/* The entity a reference leads to; e itself may be outside the model. */
static const struct entity *
target(const struct entity *e, const struct field *f)
{
	if (f == NULL || f->type != T_REF || f->to == NULL)
		return NULL;
	if (strcmp(f->to, e->name) == 0)
		return e;
	return entity_named(str_of(f->to));
}

/* Where a path ends: "framework.by". */
static const struct entity *
path_end(const struct entity *e, const char *path)
{
	str rest = str_of(path), piece;

	while (e != NULL && str_cut(&rest, '.', &piece))
		e = target(e, field_named(e, piece));
	return e;
}

/* A list cannot ask for rows by a path, so the role must see all. */
static bool
sees_all(const struct entity *e, const char *role)
{
	const struct grant *g;

	for (g = e->grants; g->role != NULL; g++)
		if (strcmp(g->role, role) == 0 && g->own == NULL &&
		    g->may & SEE)
			return true;
	return false;
}

static bool
is_somebody(const struct entity *e)
{
	return strcmp(e->name, "user") == 0 || strcmp(e->name, "party") == 0 ||
	    (e->family != NULL && strcmp(e->family, "party") == 0);
}

static bool
may_change_later(const struct entity *e)
{
	return field_flagged(e, LATER) != NULL;
}

static bool
check_grant(const struct entity *e, const struct grant *g, struct errors *to)
{
	const unsigned all = SEE | ADD | EDIT | DROP | SEE_PERSONAL |
	    (field_flagged(e, GUARD) != NULL ? SEE_GUARDED : 0);
	const struct entity *who = NULL;
	const struct grant *h;
	bool ok = true;

	if (role_coded(str_of(g->role)) == NULL)
		ok = fail(to, INVALID, NULL,
		    "Entity %s grants something to role %s, which is none.",
		    e->name, g->role);
	if (g->may == 0 || g->may & ~all ||
	    (g->may & (SEE_PERSONAL | SEE_GUARDED | EDIT | DROP) &&
	    !(g->may & SEE)))
		ok = fail(to, INVALID, NULL,
		    "Entity %s grants role %s what makes no sense.", e->name,
		    g->role);
	if (e->flags & LEDGER && (g->may & DROP ||
	    (g->may & EDIT && !may_change_later(e))))
		ok = fail(to, INVALID, NULL,
		    "Entity %s is a ledger; role %s may not change it.",
		    e->name, g->role);
	if (strcmp(g->role, "PUB") == 0 && g->may & SEE &&
	    !(e->flags & PUBLIC))
		ok = fail(to, INVALID, NULL,
		    "Entity %s is not public, but the public may see it.",
		    e->name);
	if (g->own != NULL)
		who = path_end(e, g->own);
	if (g->own != NULL && (who == NULL || !is_somebody(who) ||
	    (strchr(g->own, '.') != NULL && !sees_all(e, g->role))))
		ok = fail(to, INVALID, NULL,
		    "Entity %s: %s does not say whose a row is.", e->name,
		    g->own);
	for (h = e->grants; h < g; h++)
		if (strcmp(h->role, g->role) == 0 && h->own == g->own)
			ok = fail(to, INVALID, NULL,
			    "Entity %s grants role %s twice.", e->name,
			    g->role);
	return ok;
}

bool
check_grants(const struct entity *e, struct errors *to)
{
	const struct grant *g;
	const struct field *f;
	bool ok = true;

	for (g = e->grants; g->role != NULL; g++)
		ok = check_grant(e, g, to) && ok;
	if (g == e->grants)
		ok = fail(to, INVALID, NULL, "Entity %s is granted to nobody.",
		    e->name);
	f = field_named(e, S("published"));
	if (e->flags & PUBLIC && (f == NULL || f->type != T_BOOL))
		ok = fail(to, INVALID, NULL,
		    "Entity %s is public, but nothing says what is published.",
		    e->name);
	return ok;
}

static bool
check_home(const struct entity *e, struct errors *to)
{
	const struct entity *at = e;
	str path = str_of(e->home), step;

	if (e->home == NULL)
		return true;
	if (str_is(path, "id") && strcmp(e->name, "programme") == 0)
		return true;
	while (at != NULL && str_cut(&path, '.', &step))
		at = target(at, field_named(at, step));
	if (at == NULL || strcmp(at->name, "programme") != 0)
		return fail(to, INVALID, NULL,
		    "Entity %s: %s does not lead to a programme.", e->name,
		    e->home);
	return true;
}

/* Of the entity, or of a kind whose rows lie in its table. */
static bool
is_in_table(const struct entity *e, str field)
{
	const struct entity *const *m;

	if (field_named(e, field) != NULL)
		return true;
	for (m = entities; *m != NULL; m++)
		if ((*m)->family != NULL && strcmp((*m)->family, e->name) == 0
		    && field_named(*m, field) != NULL)
			return true;
	return false;
}

bool
check_paths(const struct entity *e, struct errors *to)
{
	const char *order = e->order, *scan = e->scan;
	const struct field *f;
	bool ok = check_home(e, to);
	str word;

	if (order != NULL && order[0] == '-')
		order++;
	if (order != NULL && field_named(e, str_of(order)) == NULL)
		ok = fail(to, INVALID, NULL,
		    "Entity %s is ordered by %s, which is no field.", e->name,
		    order);
	while (check_next(&scan, &word))
		if (!is_in_table(e, word))
			ok = fail(to, INVALID, NULL,
			    "Entity %s is scanned by %.*s, which is no field.",
			    e->name, (int)word.n, word.p);
	if (e->within == NULL)
		return ok;
	f = field_named(e, str_of(e->within));
	if (f == NULL || f->type != T_REF)
		ok = fail(to, INVALID, NULL,
		    "Entity %s: codes are unique within %s, which is no "
		    "reference.", e->name, e->within);
	if (field_flagged(e, CODE) == NULL)
		ok = fail(to, INVALID, NULL,
		    "Entity %s has .within, but no code.", e->name);
	return ok;
}

/* Columns of one name in one table must be one thing. */
static bool
check_twin(const struct entity *e, const struct field *f,
    const struct entity *other, struct errors *to)
{
	const struct field *g = field_named(other, str_of(f->name));

	if (g == NULL)
		return true;
	if (g->type != f->type || g->choices != f->choices ||
	    g->machine != f->machine ||
	    (f->to != NULL && g->to != NULL && strcmp(g->to, f->to) != 0))
		return fail(to, INVALID, f->name,
		    "Field %s of %s is something else in %s.", f->name,
		    e->name, other->name);
	return true;
}

static bool
check_member(const struct entity *e, const struct entity *head,
    struct errors *to)
{
	const struct field *kind = field_named(head, S("kind")), *f;
	bool ok = true;

	if (kind == NULL || kind->type != T_CHOICE)
		return fail(to, INVALID, NULL,
		    "Entity %s heads a family, but has no choice 'kind'.",
		    head->name);
	if (e == head)
		return true;
	if (e->member == NULL ||
	    choice_coded(kind->choices, str_of(e->member)) == NULL)
		ok = fail(to, INVALID, NULL,
		    "Entity %s is no kind of %s.", e->name, head->name);
	for (f = head->fields; f->name != NULL; f++)
		if (f != kind && field_named(e, str_of(f->name)) == NULL)
			ok = fail(to, INVALID, f->name,
			    "Entity %s lacks %s, which its family has.",
			    e->name, f->name);
	if (field_named(e, S("kind")) != NULL)
		ok = fail(to, INVALID, "kind",
		    "Entity %s has a field 'kind'; its family tells it.",
		    e->name);
	return ok;
}

bool
check_family(const struct entity *e, struct errors *to)
{
	const struct entity *head = entity_table(e);
	const struct field *f;
	size_t i;
	bool ok;

	if (e->family == NULL)
		return e->member == NULL || fail(to, INVALID, NULL,
		    "Entity %s is a member of no family.", e->name);
	if (entity_named(str_of(e->family)) == NULL)
		return fail(to, INVALID, NULL,
		    "Entity %s is of family %s, which is no entity.", e->name,
		    e->family);
	ok = check_member(e, head, to);
	for (i = 0; entities[i] != NULL; i++) {
		if (entities[i] == e || entity_table(entities[i]) != head)
			continue;
		for (f = e->fields; f->name != NULL; f++)
			ok = check_twin(e, f, entities[i], to) && ok;
	}
	return ok;
}
