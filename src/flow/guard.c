/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/guard.h"

#include <string.h>

#include "flow/reach.h"
#include "store/store.h"

/* Rows of `entity` are frozen while what `path` leads to is in `state`;
 * path "" is the row itself. */
static const struct freeze {
	const char *entity, *path, *to, *field, *value, *says;
} freezes[] = {
	{ "response", "round", "assessment_round", "state", "locked",
	  "The round is locked: its answers stay as they are. Open a new round "
	  "to correct them." },
	{ "cleaning", "round", "assessment_round", "state", "locked",
	  "The round is locked: decisions on its answers are closed." },
	{ "dimension", "framework", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "item", "framework", "framework", "is_frozen", "yes",
	  "This version of the framework is frozen. Make a new version." },
	{ "activity", "plan_version", "plan_version", "state", "superseded",
	  "This plan version is superseded: change the current one." },
	{ 0 }
};

static bool
holds(const struct entity *e, const void *row, const struct freeze *z)
{
	const struct field *f = field_named(e, str_of(z->field));

	if (f == NULL)
		return false;
	if (f->type == T_BOOL)
		return *(const int *)row_get(f, row) == YES;
	return str_is(*(const str *)row_get(f, row), z->value);
}

static bool
frozen_by(struct ctx *c, const struct entity *e, const void *row,
    const struct freeze *z)
{
	const struct entity *to = entity_named(str_of(z->to));
	struct errors quiet = { c->arena, NULL, NULL };
	struct id at;
	void *head;

	if (!reach_path(c, e, row, z->path, &at) || id_none(at))
		return false;
	head = arena_take(c->arena, 1, to->size);
	return store_find(c->store, to, at, c->arena, head, &quiet) &&
	    holds(to, head, z);
}

static bool
check_ledger(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct field *f;
	bool kept = true;

	if (row == NULL)
		return fail(&c->errors, INVALID, NULL,
		    "An entry of the books is never dropped. Enter its reversal.");
	for (f = e->fields; f->name != NULL; f++)
		if (!(f->flags & LATER) && !row_same(f, was, row))
			kept = fail(&c->errors, INVALID, f->name,
			    "An entry of the books is never edited. Enter its "
			    "reversal and a new one.");
	return kept;
}

bool
guard_frozen(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct freeze *z;
	const void *at = was != NULL ? was : row;

	if (e->flags & LEDGER && was != NULL && !check_ledger(c, e, was, row))
		return false;
	for (z = freezes; z->entity != NULL; z++)
		if (strcmp(z->entity, e->name) == 0 && frozen_by(c, e, at, z))
			return fail(&c->errors, INVALID, NULL, "%s",
			    words_say(c->words, z->says));
	return true;
}

/* Verbs that judge what somebody else brought forward. */
static const char *const judging[] = {
	"approve", "accept", "verify", "validate", "publish", "return", "select",
	"sign", "reject", NULL
};

static bool
judges(const struct move *m)
{
	size_t i;

	if (strncmp(m->verb, "pass", 4) == 0)
		return true;
	for (i = 0; judging[i] != NULL; i++)
		if (strncmp(m->verb, judging[i], strlen(judging[i])) == 0)
			return true;
	return false;
}

bool
guard_duties(struct ctx *c, const struct entity *e, const void *row,
    const struct field *state, const struct move *m)
{
	struct cursor *cursor;
	struct change change;
	struct id brought = { 0 };

	(void)state;
	if (c->actor.system || !judges(m))
		return true;
	if (!store_history(c->store, e, ((const struct row *)row)->id, 0, 0,
	    c->arena, &cursor, &c->errors))
		return false;
	while (store_change(cursor, c->arena, &change))
		if (!str_is(change.verb, "change"))
			brought = change.user;
	if (!store_end(cursor, &c->errors))
		return false;
	if (!id_none(brought) && id_same(brought, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "You brought this forward yourself: '%s' is for somebody "
		    "else.", words_say(c->words, m->label));
	return true;
}

/* How many rows a named query finds for this row, against what is needed. */
static const struct need {
	const char *machine, *verb;     /* verb NULL: every one */
	const char *query;              /* its one parameter is the row's id */
	int64_t     at_least, at_most;  /* -1: any */
	const char *says;
} needs[] = {
	{ 0 }
};

bool
guard_move(struct ctx *c, const struct entity *e, const void *row,
    const struct move *m)
{
	const struct need *n;
	struct value id = value_id(((const struct row *)row)->id);
	const struct field *f;
	int64_t found;
	bool fine = true;

	for (f = e->fields; f->name != NULL && f->type != T_STATE; f++)
		;
	for (n = needs; n->machine != NULL; n++) {
		if (strcmp(n->machine, f->machine->name) != 0 ||
		    (n->verb != NULL && strcmp(n->verb, m->verb) != 0))
			continue;
		if (!store_number(c->store, n->query, &id, 1, 0, &found,
		    &c->errors))
			return false;
		if (found < n->at_least ||
		    (n->at_most >= 0 && found > n->at_most))
			fine = fail(&c->errors, INVALID, NULL, "%s",
			    words_say(c->words, n->says));
	}
	return fine;
}
