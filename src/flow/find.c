/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/find.h"

#include <string.h>

#include "base/fold.h"
#include "base/write.h"
#include "derive/fieldtext.h"
#include "flow/reach.h"
#include "model/office.h"
#include "model/text.h"

struct found {
	struct ctx          *c;
	const struct entity *e;
	struct cursor       *cursor;    /* NULL: nothing may be seen */
	struct ask           ask;
	bool                 hides;     /* masked rows may not answer to it */
	bool                 skips;     /* not all that come are given out */
	size_t               given;
	const struct field  *first;     /* of a .home some steps away ... */
	struct id            at, home;  /* ... and where it last led */
};

bool
flow_home(struct ctx *c, const struct entity *e, const void *row,
    struct id *programme)
{
	*programme = (struct id){ 0 };
	return e->home == NULL || reach_path(c, e, row, e->home, programme);
}

bool
flow_may(struct ctx *c, const struct entity *e, const void *row, unsigned what)
{
	struct id home;

	return flow_home(c, e, row, &home) &&
	    (reach_row(c, e, row, home) & what) == what;
}

bool
flow_sees_all(struct ctx *c, const struct entity *e)
{
	struct scope scope;
	bool all;

	return !(e->flags & HANGS) && reach_scope(c, e, &scope, &all) && all;
}

static bool
let_see(struct ctx *c, const struct entity *e, void *row)
{
	struct id home;
	unsigned may;

	if (!flow_home(c, e, row, &home))
		return false;
	may = reach_row(c, e, row, home);
	if (!(may & SEE)) {
		row_blank(e, row);
		return fail(&c->errors, DENIED, NULL,
		    "You may not see this. Ask an administrator for a role "
		    "that may.");
	}
	reach_mask(e, row, may);
	return true;
}

bool
flow_find(struct ctx *c, const struct entity *e, struct id id, void *row)
{
	return store_find(c->store, e, id, c->arena, row, &c->errors) &&
	    let_see(c, e, row);
}

bool
flow_find_code(struct ctx *c, const struct entity *e, str code,
    struct id within, void *row)
{
	return store_find_code(c->store, e, code, within, c->arena, row,
	    &c->errors) && let_see(c, e, row);
}

static bool
lies_in(struct ctx *c, const struct entity *e, const void *row,
    struct id within)
{
	const struct field *f = e->within == NULL ? NULL
	    : field_named(e, str_of(e->within));
	struct id home;

	return id_none(within) ||
	    (f != NULL && id_same(*(const struct id *)row_get(f, row),
	    within)) ||
	    (flow_home(c, e, row, &home) && id_same(home, within)) ||
	    fail(&c->errors, ABSENT, NULL, "There is no such %s here.",
	    words_say(c->words, e->label));
}

bool
flow_find_text(struct ctx *c, const struct entity *e, str text,
    struct id within, void *row)
{
	struct id id;

	if (id_read(text, &id))
		return flow_find(c, e, id, row) && lies_in(c, e, row, within);
	if (field_flagged(e, CODE) == NULL)
		return fail(&c->errors, ABSENT, NULL, "There is no %s '%.*s'.",
		    words_say(c->words, e->label), (int)text.n, text.p);
	return flow_find_code(c, e, text, within, row);
}

/* ---- lists ---- */

/* Whether it asks what only those who may see persons may ask. */
static bool
asks_personal(const struct ctx *c, const struct entity *e,
    const struct ask *ask)
{
	const struct field *f;
	size_t i;

	for (i = 0; i < ask->n; i++)
		if (ask->filters[i].field->flags & PERSONAL)
			return !c->actor.system;
	for (f = e->fields; f->name != NULL && !str_none(ask->search); f++)
		if (f->flags & PERSONAL && f->flags & SEARCH)
			return !c->actor.system;
	return false;
}

static bool
has_word(struct arena *a, const struct entity *e, const void *row, str word)
{
	const struct field *f;
	str text;

	for (f = e->fields; f->name != NULL; f++) {
		if (!(f->flags & SEARCH) || f->flags & PERSONAL ||
		    row_none(f, row))
			continue;
		text = fold(a, f->kind == K_STR
		    ? *(const str *)row_get(f, row)
		    : fieldtext_write(a, f, row));
		if (str_find(text, word) < text.n)
			return true;
	}
	return false;
}

/* A row whose persons are masked is found by what is not masked, or a name
 * could be guessed letter by letter. */
static bool
words_open(struct arena *a, const struct entity *e, const void *row, str words)
{
	str rest = fold(a, words), word;

	while (str_cut(&rest, ' ', &word))
		if (word.n > 0 && !has_word(a, e, row, word))
			return false;
	return true;
}

static bool
is_open(const struct found *f, struct arena *a, const void *row)
{
	size_t i;

	for (i = 0; i < f->ask.n; i++)
		if (f->ask.filters[i].field->flags & PERSONAL)
			return false;
	return words_open(a, f->e, row, f->ask.search);
}

bool
flow_is_open_to(struct ctx *c, const struct entity *e, const void *row,
    str words)
{
	return words_open(c->arena, e, row, words);
}

/* ---- what is masked ---- */

/* By a role held there, of any row of that programme (none: of any). */
static bool
sees_personal_in(const struct ctx *c, const struct entity *e, struct id home)
{
	const struct grant *g;
	size_t i;

	for (i = 0; i < c->actor.n; i++)
		for (g = e->grants; g->role != NULL; g++)
			if (g->own == NULL && g->may & SEE_PERSONAL &&
			    strcmp(g->role, c->actor.held[i].role->code) == 0
			    && (id_none(c->actor.held[i].programme) ||
			    id_same(c->actor.held[i].programme, home)))
				return true;
	return false;
}

/* Rows of no programme, which all see that are of any. */
static bool
has_homeless(struct ctx *c, const struct entity *e, bool *some)
{
	struct filter of = { e->home == NULL ? NULL : field_named(e,
	    str_of(e->home)), EMPTY, { 0 } };
	struct ask ask = { .filters = &of, .n = 1 };
	int64_t n;

	*some = of.field == NULL;
	if (*some)
		return true;
	if (!store_count(c->store, e, &ask, &n, &c->errors))
		return false;
	*some = n > 0;
	return true;
}

bool
flow_masks(struct ctx *c, const struct entity *e, struct id home, bool *some)
{
	const struct held *h;
	const struct grant *g;
	size_t i;

	*some = false;
	if (c->actor.system || field_flagged(e, PERSONAL) == NULL ||
	    sees_personal_in(c, e, home))
		return true;
	*some = true;
	if (!id_none(home) || e->flags & (PUBLIC | HANGS))
		return true;
	for (i = 0; i < c->actor.n; i++)
		for (h = &c->actor.held[i], g = e->grants; g->role != NULL; g++)
			if (g->may & SEE && strcmp(g->role, h->role->code) == 0
			    && (g->own == NULL || !(g->may & SEE_PERSONAL)) &&
			    !sees_personal_in(c, e, h->programme))
				return true;
	*some = false;
	return !(e->flags & SHARED) || has_homeless(c, e, some);
}

static bool
may_order(struct ctx *c, const struct entity *e, const struct ask *ask)
{
	bool some;

	if (ask->sort == NULL || !(ask->sort->flags & PERSONAL))
		return true;
	return flow_masks(c, e, ask->home, &some) && (!some || fail(&c->errors,
	    INVALID, "sort", "These rows are not put in order by '%s': in some "
	    "of them you may not see it.", words_say(c->words,
	    ask->sort->label)));
}

bool
flow_list(struct ctx *c, const struct entity *e, const struct ask *ask,
    struct found **out)
{
	struct found *f = NEW(c->arena, struct found);
	struct scope scope;
	struct ask mine = *ask;
	str path = str_of(e->home), first;
	bool all;

	*f = (struct found){ .c = c, .e = e, .ask = *ask,
		.hides = asks_personal(c, e, ask) };
	f->skips = f->hides || (reach_guarded(e) && !c->actor.system);
	if (e->home != NULL && str_cut(&path, '.', &first) && !str_none(path))
		f->first = field_named(e, first);
	*out = f;
	if (!may_order(c, e, ask))
		return false;
	if (!reach_scope(c, e, &scope, &all))
		return true;
	mine.scope = all ? NULL : &scope;
	if (f->skips)
		mine.limit = 0;         /* flow_next counts what it gives */
	return store_list(c->store, e, &mine, c->arena, &f->cursor, &c->errors);
}

/* Neighbours in a list often have the same parent: it is read once.  What
 * reading takes from the desk's arena is given back, row by row. */
static bool
next_home(struct found *f, const void *row, struct id *home)
{
	struct id at = f->first == NULL ? (struct id){ 0 }
	    : *(const struct id *)row_get(f->first, row);
	struct arena_mark mark = arena_mark(f->c->arena);

	if (!id_none(at) && id_same(at, f->at)) {
		*home = f->home;
		return true;
	}
	if (!flow_home(f->c, f->e, row, home))
		return false;
	arena_back(f->c->arena, mark);
	f->at = at;
	f->home = *home;
	return true;
}

bool
flow_next(struct found *f, struct arena *a, void *row)
{
	struct id home;
	unsigned may;

	if (f->skips && f->ask.limit > 0 && f->given == f->ask.limit)
		return false;
	do {
		if (f->cursor == NULL || !store_next(f->cursor, a, row) ||
		    !next_home(f, row, &home))
			return false;
		may = reach_row(f->c, f->e, row, home);
	} while (!(may & SEE) || (f->hides && !(may & SEE_PERSONAL) &&
	    !is_open(f, a, row)));
	f->given++;
	reach_mask(f->e, row, may);
	return true;
}

bool
flow_end(struct found *f)
{
	return f->cursor == NULL || store_end(f->cursor, &f->c->errors);
}

str
flow_token(struct found *f, struct arena *a)
{
	return f->cursor == NULL ? (str){ 0 } : store_token(f->cursor, a);
}

static bool
count_open(struct ctx *c, const struct entity *e, const struct ask *ask,
    int64_t *n)
{
	void *row = arena_take(c->arena, 1, e->size);
	struct ask each = *ask;
	struct arena_mark mark;
	struct found *f;

	each.limit = 0;
	each.after = (str){ 0 };
	if (!flow_list(c, e, &each, &f))
		return false;
	mark = arena_mark(c->arena);
	for (; flow_next(f, c->arena, row); ++*n)
		arena_back(c->arena, mark);
	return flow_end(f);
}

bool
flow_count(struct ctx *c, const struct entity *e, const struct ask *ask,
    int64_t *n)
{
	struct scope scope;
	struct ask mine = *ask;
	bool all;

	*n = 0;
	if (asks_personal(c, e, ask) || (!c->actor.system &&
	    (e->flags & HANGS || reach_guarded(e))))
		return count_open(c, e, ask, n);
	if (!reach_scope(c, e, &scope, &all))
		return true;
	mine.scope = all ? NULL : &scope;
	return store_count(c->store, e, &mine, n, &c->errors);
}

struct naming {
	struct ctx  *c;
	struct write w;
	bool         personal;          /* may be shown */
	int          depth;
};

static void name_row(struct naming *, const struct entity *, struct id);

static void
name_part(struct naming *n, const struct field *f, const struct field *as,
    const void *row)
{
	str text;

	if (row_none(f, row) || (as->flags & PERSONAL && !n->personal))
		return;
	if (f->type == T_REF) {         /* its parts bring their own comma */
		n->depth++;
		name_row(n, entity_named(str_of(f->to)),
		    *(const struct id *)row_get(f, row));
		n->depth--;
		return;
	}
	if (n->w.n > 0)
		write_z(&n->w, ", ");
	text = fieldtext_write(n->c->arena, f, row);
	if (f->type == T_LANG)
		text = text_in(n->c->arena, *(const str *)row_get(f, row),
		    n->c->lang);
	write_str(&n->w, text);
}

static void
name_parts(struct naming *n, const struct entity *e, const void *row,
    unsigned flag)
{
	const struct entity *m = reach_member(e, row);
	const struct field *f, *as;

	for (f = e->fields; f->name != NULL; f++) {
		as = field_named(m, str_of(f->name));
		if (f->flags & flag)
			name_part(n, f, as != NULL ? as : f, row);
	}
}

static void
name_row(struct naming *n, const struct entity *e, struct id id)
{
	struct errors quiet = { n->c->arena, NULL, NULL };
	void *row = arena_take(n->c->arena, 1, e->size);
	size_t before = n->w.n;
	struct id home;

	if (n->depth > 3 ||
	    !store_find(n->c->store, e, id, n->c->arena, row, &quiet))
		return;
	n->personal = flow_home(n->c, e, row, &home) &&
	    (reach_row(n->c, reach_member(e, row), row, home) & SEE_PERSONAL);
	name_parts(n, e, row, NAME);
	if (n->w.n == before)
		name_parts(n, e, row, CODE);
}

str
flow_name(struct ctx *c, const struct entity *e, struct id id)
{
	struct naming n = { .c = c, .w = write_new(c->arena, 4000) };

	name_row(&n, e, id);
	return n.w.n > 0 ? write_done(&n.w) : id_text(c->arena, id);
}

bool
flow_may_field(struct ctx *c, const struct entity *e, const struct field *f,
    struct id programme)
{
	str left = str_of(f->only), one;

	(void)e;
	if (f->flags & (KEPT | SECRET))
		return false;
	if (f->only == NULL || c->actor.system)
		return true;
	while (str_cut(&left, ' ', &one))
		if (ctx_holds(c, role_coded(one)->code, programme))
			return true;
	return false;
}

bool
flow_history(struct ctx *c, const struct entity *e, struct id id, int64_t after,
    size_t limit, struct change **out, size_t *n)
{
	struct change *list = NEWS(c->arena, struct change, limit ? limit : 1);
	struct cursor *cursor;
	void *row = arena_take(c->arena, 1, e->size);

	*n = 0;
	*out = list;
	if (!flow_find(c, e, id, row) ||
	    !store_history(c->store, e, id, after, limit, c->arena, &cursor,
	    &c->errors))
		return false;
	while (*n < limit && store_change(cursor, c->arena, &list[*n]))
		++*n;
	return store_end(cursor, &c->errors);
}

bool
flow_is_actor(struct ctx *c, struct id user)
{
	struct errors quiet = { .arena = c->arena };
	struct user u;

	if (id_none(user) || id_same(user, c->actor.user))
		return !id_none(user);
	return !id_none(c->actor.party) && store_find(c->store, &user_entity,
	    user, c->arena, &u, &quiet) && id_same(u.party, c->actor.party);
}
