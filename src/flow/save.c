/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/save.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "derive/fieldtext.h"
#include "derive/valid.h"
#include "flow/added.h"
#include "flow/attend.h"
#include "flow/books.h"
#include "flow/cost.h"
#include "flow/dose.h"
#include "flow/effect.h"
#include "flow/facts.h"
#include "flow/files.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/hook.h"
#include "flow/login.h"
#include "flow/promise.h"
#include "flow/reach.h"
#include "model/office.h"
#include "model/plan.h"
#include "store/store.h"

static struct author
author_of(const struct ctx *c, str verb)
{
	return (struct author){ c->actor.user, c->now, c->source, c->reason,
	    verb };
}

struct saving {
	struct ctx          *c;
	const struct entity *e;
	const void          *was;       /* as it is kept; NULL: a new row */
	void                *row;
	unsigned             may;       /* what the actor may do to it */
	struct id            home;
};

static bool
denied(struct ctx *c, const struct entity *e)
{
	return fail(&c->errors, DENIED, NULL, c->actor.reads_only ?
	    "This token may read, not write." :
	    "Your roles do not let you change this %s.",
	    words_say(c->words, e->label));
}

/* ---- fields ---- */

static void
copy_field(const struct field *f, const void *from, void *to)
{
	static const size_t size_of[] = {
		[K_STR] = sizeof(str), [K_INT] = sizeof(int),
		[K_INT64] = sizeof(int64_t), [K_REAL] = sizeof(double),
		[K_MONEY] = sizeof(struct money), [K_DAY] = sizeof(struct day),
		[K_ID] = sizeof(struct id),
	};

	memcpy(row_at(f, to), row_get(f, from), size_of[f->kind]);
}

/* Who added a row, and when, the program knows. */
static void
stamp(const struct saving *s, const struct field *f)
{
	str name = str_of(f->name);

	row_clear(f, s->row);
	if (f->type == T_REF && str_is(name, "by") && f->to != NULL &&
	    strcmp(f->to, "user") == 0)
		*(struct id *)row_at(f, s->row) = s->c->actor.user;
	else if (f->type == T_MOMENT && (str_is(name, "at") ||
	    str_is(name, "created_at")))
		*(int64_t *)row_at(f, s->row) = s->c->now;
}

/* What the actor may not set, or could not see, stays as it was. */
static bool
stays(const struct saving *s, const struct field *f)
{
	if (f->flags & SECRET)
		return s->was != NULL || !s->c->actor.system;
	if (s->c->actor.system)
		return false;
	if (s->was != NULL && f->flags & PERSONAL && !(s->may & SEE_PERSONAL))
		return true;
	return f->flags & KEPT;
}

static bool
is_changed(const struct saving *s, const struct field *f)
{
	return s->was != NULL ? !row_same(f, s->was, s->row)
	    : !row_none(f, s->row);
}

static void
keep_fields(const struct saving *s)
{
	const struct field *f;

	for (f = s->e->fields; f->name != NULL; f++)
		if (stays(s, f) && s->was != NULL)
			copy_field(f, s->was, s->row);
		else if (stays(s, f))
			stamp(s, f);
	if (s->was != NULL && !s->c->actor.system &&
	    !(s->may & SEE_PERSONAL) && field_flagged(s->e, PERSONAL) != NULL)
		((struct row *)s->row)->extra =
		    ((const struct row *)s->was)->extra;
}

static void
check_only(const struct saving *s)
{
	struct ctx *c = s->c;
	const struct field *f;

	for (f = s->e->fields; f->name != NULL; f++)
		if (f->only != NULL && !(f->flags & KEPT) && is_changed(s, f) &&
		    !flow_may_field(c, s->e, f, s->home))
			fail(&c->errors, DENIED, f->name,
			    "Only %s may change '%s'.", f->only,
			    words_say(c->words, f->label));
}

/* ---- what a row leads to ---- */

/* A reference to what the actor may not see is one that leads nowhere:
 * the answer does not tell that there is such a row.  Users are named in
 * tasks by many who may not read the list of users, and oneself by all. */
static bool
may_refer(struct ctx *c, const struct entity *to, struct id id)
{
	struct errors quiet = { c->arena, NULL, c->words, NULL };
	void *row = arena_take(c->arena, 1, to->size);
	const struct entity *as;
	struct id home;

	if (!store_find(c->store, to, id, c->arena, row, &quiet))
		return false;
	as = reach_member(to, row);
	return strcmp(to->name, "user") == 0 ||
	    id_same(id, c->actor.party) ||
	    (flow_home(c, to, row, &home) &&
	    (reach_row(c, as, row, home) | reach_row(c, to, row, home)) & SEE);
}

static void
check_reference(const struct saving *s, const struct field *f, struct id id)
{
	const struct entity *to = entity_named(str_of(f->to));

	if (to != NULL && !id_none(id) && !may_refer(s->c, to, id))
		fail(&s->c->errors, INVALID, f->name,
		    "'%s' leads to nothing that you may see.",
		    words_say(s->c->words, f->label));
}

static void
check_references(const struct saving *s)
{
	const struct field *f;
	str rest, one;
	struct id id;

	for (f = s->e->fields; f->name != NULL; f++) {
		if (s->c->actor.system || f->flags & KEPT || !is_changed(s, f))
			continue;
		if (f->type == T_REF)
			check_reference(s, f,
			    *(const struct id *)row_get(f, s->row));
		if (f->type != T_REFS)
			continue;
		rest = *(const str *)row_get(f, s->row);
		while (str_cut(&rest, ';', &one))
			if (id_read(str_trim(one), &id))
				check_reference(s, f, id);
	}
}

/* ---- rules that need other rows ---- */

/* A party's parent may be a party of another kind: the way up is read as
 * the family's head has it. */
static bool
cycles(struct ctx *c, const struct entity *e, const void *row,
    const struct rule *r)
{
	const struct entity *head = entity_table(e);
	const struct field *f = field_named(head, str_of(r->a));
	struct id me = ((const struct row *)row)->id;
	struct id at = *(const struct id *)row_get(field_named(e,
	    str_of(r->a)), row);
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	void *above = arena_take(c->arena, 1, head->size);
	int steps;

	for (steps = 0; !id_none(at) && steps < 1000; steps++) {
		if (id_same(at, me))
			return true;
		if (!store_find(c->store, head, at, c->arena, above, &quiet))
			return false;
		at = *(const struct id *)row_get(f, above);
	}
	return steps == 1000;
}

enum { COLUMNS = 8 };

/* To a database two that are none differ, so its index does not hold what
 * has none in a column: "member of group, from: not known" twice.  What is
 * wholly filled the index holds. */
static size_t
once_filters(struct ctx *c, const struct entity *e, const void *row,
    const struct rule *r, struct filter *of)
{
	const struct field *f = field_named(e, str_of(r->a));
	str rest = str_of(r->b), name;
	bool gaps = false, none;
	size_t n = 0;

	if (row_none(f, row))
		return 0;
	of[n++] = (struct filter){ f, IS, fieldtext_write(c->arena, f, row) };
	while (r->b != NULL && n < COLUMNS && str_cut(&rest, ' ', &name)) {
		f = field_named(e, name);
		none = row_none(f, row);
		gaps |= none;
		of[n++] = (struct filter){ f, none ? EMPTY : IS,
			none ? (str){ 0 } : fieldtext_write(c->arena, f, row) };
	}
	return gaps ? n : 0;
}

static bool
is_twice(struct ctx *c, const struct entity *e, const void *row,
    const struct rule *r)
{
	struct filter of[COLUMNS];
	struct ask ask = { .filters = of, .limit = 2 };
	void *other = arena_take(c->arena, 1, e->size);
	struct cursor *cursor;
	bool twice = false;

	ask.n = once_filters(c, e, row, r, of);
	if (ask.n == 0 || !store_list(c->store, e, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, other))
		twice |= !id_same(((struct row *)other)->id,
		    ((const struct row *)row)->id);
	return store_end(cursor, &c->errors) && twice;
}

static void
check_rules(struct ctx *c, const struct entity *e, const void *row)
{
	const struct rule *r;

	for (r = e->rules; r != NULL && r->kind != 0; r++) {
		if (r->kind == NO_CYCLE &&
		    !id_none(((const struct row *)row)->id) &&
		    cycles(c, e, row, r))
			fail(&c->errors, INVALID, r->a, "%s",
			    words_say(c->words, r->says));
		if (r->kind == ONCE_PER && is_twice(c, e, row, r))
			fail(&c->errors, CONFLICT, r->a, "%s",
			    words_say(c->words, r->says));
	}
}

/* ---- save ---- */

/* A new row begins at its machine's start; only moves change it later. */
static void
check_state(const struct saving *s)
{
	const struct field *f = guard_state(s->e);
	str *state;

	if (f == NULL)
		return;
	state = row_at(f, s->row);
	if (str_none(*state))
		*state = s->was != NULL ? *(const str *)row_get(f, s->was)
		    : str_of(f->machine->start);
	if (s->was == NULL ? str_is(*state, f->machine->start)
	    : row_same(f, s->was, s->row))
		return;
	fail(&s->c->errors, INVALID, f->name,
	    "'%s' changes by its own steps, not by editing.",
	    words_say(s->c->words, f->label));
}

static bool
check_own(const struct saving *s)
{
	if (s->e == &field_def_entity)
		return added_right(s->c, s->row);
	if (s->e == &webhook_entity)
		return hook_right(s->c, s->was, s->row);
	return s->e != &role_assignment_entity ||
	    login_role_right(s->row, &s->c->errors);
}

/* A row of one's own that must name somebody is of whoever adds it.  Where
 * it need not, none means nobody: a reaction may be anonymous. */
static void
take_own(struct saving *s)
{
	const struct grant *g;
	const struct field *f;

	for (g = s->e->grants; g->role != NULL; g++) {
		f = g->own == NULL ? NULL : field_named(s->e, str_of(g->own));
		if (f == NULL || f->type != T_REF || !(g->may & ADD) ||
		    !(f->flags & MUST) || !row_none(f, s->row))
			continue;
		*(struct id *)row_at(f, s->row) =
		    strcmp(f->to, "user") == 0 ? s->c->actor.user
		    : s->c->actor.party;
		s->may = reach_row(s->c, s->e, s->row, s->home);
		if (s->may & ADD)
			return;
		row_clear(f, s->row);
	}
}

/* What follows from two fields is worked out again when they change; one
 * that was typed must be right. */
static bool
work_out(const struct saving *s)
{
	const struct risk *was = s->was;
	struct risk *r = s->row;
	double is;

	if (s->e != &risk_entity || r->likelihood < 0 || r->impact < 0)
		return true;
	is = (double)(r->likelihood * r->impact);
	if (!isnan(r->score) && r->score != is && (was == NULL ||
	    r->score != was->score))
		return fail(&s->c->errors, INVALID, "score",
		    "%lld times %lld is %g, not %g. Leave it empty.",
		    (long long)r->likelihood, (long long)r->impact, is,
		    r->score);
	r->score = is;
	return true;
}

/* A home that cannot be reached is the fault of the reference to it. */
static bool
find_home(const struct saving *s, struct id *home)
{
	struct ctx *c = s->c;
	struct errors before = c->errors;
	str path = str_of(s->e->home), first;

	if (flow_home(c, s->e, s->row, home))
		return true;
	c->errors = before;
	(void)str_cut(&path, '.', &first);
	return fail(&c->errors, INVALID, field_named(s->e, first)->name,
	    "What this %s belongs to is not there.",
	    words_say(c->words, s->e->label));
}

static bool
check_new(struct saving *s)
{
	struct ctx *c = s->c;

	keep_fields(s);
	if (!find_home(s, &s->home))
		return false;
	check_only(s);
	s->may = reach_row(c, s->e, s->row, s->home);
	if (!(s->may & ADD) && !c->actor.reads_only)
		take_own(s);
	return s->may & ADD || denied(c, s->e);
}

static bool
check_old(struct saving *s)
{
	struct ctx *c = s->c;
	const struct row *r = s->row;
	void *was = arena_take(c->arena, 1, s->e->size);
	struct id next;

	if (!store_find(c->store, s->e, r->id, c->arena, was, &c->errors) ||
	    !flow_home(c, s->e, was, &s->home))
		return false;
	s->was = was;
	s->may = reach_row(c, s->e, was, s->home);
	if (!(s->may & EDIT))
		return denied(c, s->e);
	if (((const struct row *)was)->revision != r->revision)
		return fail(&c->errors, CONFLICT, NULL,
		    "Someone else changed this %s meanwhile. Compare, then save "
		    "again.", words_say(c->words, s->e->label));
	keep_fields(s);
	check_only(s);
	return find_home(s, &next) &&
	    (reach_open(c, s->e, s->row, next) & EDIT || denied(c, s->e));
}

static bool
save(struct saving *s, str verb)
{
	struct ctx *c = s->c;
	struct author by = author_of(c, verb);
	bool fine;

	fine = ((struct row *)s->row)->revision == 0 ? check_new(s)
	    : check_old(s);
	if (!fine && (errors_worst(&c->errors) >= DENIED ||
	    (s->was == NULL && ((struct row *)s->row)->revision != 0)))
		return false;
	check_state(s);
	check_references(s);
	check_rules(c, s->e, s->row);
	fine = check_own(s) && fine;
	fine = work_out(s) && fine;
	fine = books_before(c, s->e, s->was, s->row) && fine;
	fine = guard_frozen(c, s->e, s->was, s->row) && fine;
	fine = added_check(c, s->e, s->was, s->row) && fine;
	fine = promise_keep(c, s->e, s->was, s->row) && fine;
	if (!valid_row(s->e, s->row, &c->errors) || !fine ||
	    errors_worst(&c->errors) != FINE)
		return false;
	if (!attend_before(c, s->e, s->row) ||
	    !store_put(c->store, s->e, s->row, &by, &c->errors) ||
	    !dose_follow(c, s->e, s->row) ||
	    !attend_follow(c, s->e, s->row, false) ||
	    !facts_follow(c, s->e, s->was, s->row) ||
	    !cost_follow(c, s->e, s->was, s->row) ||
	    (s->was == NULL && !effect_added(c, s->e, s->row)))
		return false;
	if (s->e == &field_def_entity)
		c->adds = UNSAID;
	/* What was kept for him is still not his to read. */
	if (s->was != NULL && !c->actor.system)
		reach_mask(s->e, s->row, s->may);
	return true;
}

bool
flow_save(struct ctx *c, const struct entity *e, void *row)
{
	struct saving s = { .c = c, .e = e, .row = row };

	return save(&s, (str){ 0 });
}

bool
flow_save_verb(struct ctx *c, const struct entity *e, void *row, str verb)
{
	struct saving s = { .c = c, .e = e, .row = row };

	return save(&s, verb);
}

bool
flow_restore(struct ctx *c, const struct entity *e, void *row, str verb)
{
	struct author by = author_of(c, verb);
	const struct field *f = guard_state(e);

	assert(c->actor.system);
	if (f != NULL && row_none(f, row))
		*(str *)row_at(f, row) = str_of(f->machine->start);
	check_rules(c, e, row);
	return valid_row(e, row, &c->errors) &&
	    errors_worst(&c->errors) == FINE && attend_before(c, e, row) &&
	    store_put(c->store, e, row, &by, &c->errors) &&
	    dose_follow(c, e, row) && attend_follow(c, e, row, false);
}

bool
flow_save_as_was(struct ctx *c, const struct entity *e, void *row)
{
	return flow_restore(c, e, row, (str){ 0 });
}

bool
flow_drop(struct ctx *c, const struct entity *e, struct id id, int64_t revision)
{
	struct author by = author_of(c, (str){ 0 });
	void *row = arena_take(c->arena, 1, e->size);

	if (!store_find(c->store, e, id, c->arena, row, &c->errors))
		return false;
	if (!flow_may(c, e, row, DROP))
		return denied(c, e);
	return guard_frozen(c, e, row, NULL) &&
	    books_before_drop(c, e, row) &&
	    promise_keep(c, e, row, NULL) &&
	    store_drop(c->store, e, id, revision, &by, &c->errors) &&
	    dose_forget(c, e, row) && attend_follow(c, e, row, true) &&
	    facts_follow(c, e, row, NULL) && cost_follow(c, e, row, NULL);
}

bool
flow_erase(struct ctx *c, const struct entity *e, struct id id)
{
	struct author by = author_of(c, S("erase"));
	void *row = arena_take(c->arena, 1, e->size);

	if (!store_find(c->store, e, id, c->arena, row, &c->errors))
		return false;
	if (!flow_may(c, e, row, EDIT | SEE_PERSONAL))
		return denied(c, e);
	return store_erase(c->store, e, id, &by, &c->errors) &&
	    files_forget(c, e, id);
}
