/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Opening, transactions, and finding one row. */
#include "store/store.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store/inside.h"

/* ---- opening ---- */

static const struct driver *
driver_of(str where)
{
	if (str_starts(where, S("postgres://")) ||
	    str_starts(where, S("postgresql://")))
		return &postgres_driver;
	return &sqlite_driver;
}

/* A password in an address is not for every eye that reads a fault. */
static str
shown(struct arena *a, str where)
{
	size_t from = str_find(where, S("://")), at = str_find(where, S("@"));

	if (from == where.n || at == where.n)
		return where;
	return str_print(a, "%.*s://...%.*s", (int)from, where.p,
	    (int)(where.n - at), where.p + at);
}

static bool
tell_open(struct store *s, struct errors *e)
{
	str where = shown(s->work, s->where);
	const struct trouble *t = &s->trouble;
	int n = (int)where.n;

	switch (t->kind) {
	case MISSING:
		return fail(e, ABSENT, NULL, "There is no data at %.*s; 'tilth "
		    "--data %.*s init' makes it (%s).", n, where.p, n,
		    where.p, t->says);
	case LOCKED:
		return fail(e, BUSY, NULL, "%.*s is being served; ask the "
		    "server or stop it.", n, where.p);
	case STRANGE:
		return fail(e, INVALID, NULL, "%.*s cannot hold Tilth's data: "
		    "%s.", n, where.p, t->says);
	case FULL:
		return tell(s, e);
	default:
		return fail(e, BROKEN, NULL, "%.*s cannot be opened: %s.", n,
		    where.p, t->says);
	}
}

static struct store *
store_new(str where, enum store_mode mode, const struct entity *const *list)
{
	struct arena *a = arena_new(0);
	struct store *s = NEW(a, struct store);

	s->arena = a;
	s->work = arena_new(0);
	s->driver = driver_of(where);
	s->mode = mode;
	s->entities = list;
	s->where = str_copy(a, where);
	s->texts = map_new(a);
	s->random = random_system();
	s->lock = -1;
	s->last = -1;
	return s;
}

static bool
open_as(struct store *s, struct store **out, str where, enum store_mode mode,
    struct errors *e)
{
	*out = NULL;
	if (!s->driver->open(s, where, mode))
		(void)tell_open(s, e);
	else if (meta_check(s, e)) {
		if (s->driver->ready != NULL)
			s->driver->ready(s);
		*out = s;
		return true;
	}
	store_close(s);
	return false;
}

bool
store_open_of(struct store **out, str where, enum store_mode mode,
    const struct entity *const *list, struct errors *e)
{
	return open_as(store_new(where, mode, list), out, where, mode, e);
}

bool
store_open_known(struct store **out, str where, enum store_mode mode,
    str shape, struct errors *e)
{
	struct store *s = store_new(where, mode, entities);

	s->shape = str_copy(s->arena, shape);
	return open_as(s, out, where, mode, e);
}

bool
store_open(struct store **out, str where, enum store_mode mode,
    struct errors *e)
{
	return store_open_of(out, where, mode, entities, e);
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	while (s->cursors != NULL)
		cursor_close(s->cursors);
	if (s->in)
		store_undo(s);
	s->driver->close(s);
	arena_free(s->work);
	arena_free(s->arena);
}

const char *
store_scheme(const struct store *s)
{
	return s->driver->scheme;
}

/* What is read is not held as part of the mapped file, and what has no
 * index is sorted on the disk. */
void
store_spare(struct store *s, bool spare)
{
	if (s->driver->dialect != SQLITE)
		return;
	if (s->mode == STORE_READ)
		(void)s->driver->run(s, spare ? "PRAGMA temp_store = FILE" :
		    "PRAGMA temp_store = MEMORY");
	if (spare)
		(void)s->driver->run(s, "PRAGMA mmap_size = 0");
	else
		s->driver->ready(s);
}

/* ---- transactions ---- */

static const char *
begin_sql(const struct store *s, bool write)
{
	if (s->driver->dialect == SQLITE)
		return write ? "BEGIN IMMEDIATE" : "BEGIN";
	return write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ "
	    "READ ONLY";
}

bool
store_begin(struct store *s, bool write, struct errors *e)
{
	int which = write ? SMALL_WRITE : SMALL_BEGIN;

	assert(!s->in);
	assert(!write || s->mode != STORE_READ);
	if (!carry_out(s, text_small(s, which, begin_sql(s, write)), NULL, 0))
		return tell(s, e);
	s->in = true;
	s->writing = write;
	s->ordered = s->spoiled = false;
	s->deep = 0;
	return true;
}

bool
store_commit(struct store *s, struct errors *e)
{
	assert(s->in);
	if (s->spoiled || !s->driver->sound(s)) {
		store_undo(s);
		return fail(e, BROKEN, NULL, "Nothing of this was saved: the "
		    "transaction broke on the way.");
	}
	if (!carry_out(s, text_small(s, SMALL_COMMIT, "COMMIT"), NULL, 0)) {
		(void)tell(s, e);
		store_undo(s);
		return false;
	}
	s->in = s->writing = false;
	if (s->wash)
		s->wash = !s->driver->wash(s);  /* else after the next */
	return true;
}

void
store_undo(struct store *s)
{
	if (!s->in)
		return;                 /* a commit that failed went back */
	/* After a full disk SQLite may have gone back by itself: no matter. */
	(void)carry_out(s, text_small(s, SMALL_UNDO, "ROLLBACK"), NULL, 0);
	s->in = s->writing = s->spoiled = s->ordered = false;
	s->last = -1;
}

static bool
savepoint(struct store *s, int what, const char *word)
{
	char sql[40];

	snprintf(sql, sizeof(sql), "%s s%d", word, s->deep);
	return carry_out(s, text_small(s, SMALL_SAVE + what * DEEP_MOST +
	    s->deep, sql), NULL, 0);
}

bool
store_save(struct store *s, struct errors *e)
{
	assert(s->in && s->deep < DEEP_MOST);
	if (s->spoiled)
		return fail(e, BROKEN, NULL, "Nothing more can be saved here: "
		    "the transaction broke on the way.");
	if (!savepoint(s, 0, "SAVEPOINT"))
		return tell(s, e);
	s->deep++;
	return true;
}

bool
store_release(struct store *s, struct errors *e)
{
	assert(s->deep > 0);
	if (s->spoiled)
		return fail(e, BROKEN, NULL, "This was not saved: the "
		    "transaction broke on the way.");
	s->deep--;
	if (savepoint(s, 1, "RELEASE SAVEPOINT"))
		return true;
	s->deep++;
	return tell(s, e);
}

void
store_back(struct store *s)
{
	assert(s->deep > 0);
	s->deep--;
	s->last = -1;
	s->ordered = false;     /* the turn was perhaps taken after the save */
	s->spoiled = !savepoint(s, 2, "ROLLBACK TO SAVEPOINT") ||
	    !savepoint(s, 1, "RELEASE SAVEPOINT");
}

/* ---- one row ---- */

/* The label of an entity within a sentence, in the language of the faults:
 * "event", "TA request". */
str
label_within(const struct errors *e, const char *label)
{
	const char *said = words_say(e->words, label);
	str first = str_lower(e->arena, str_part(str_of(said), 0, 1));

	if (said[0] < 'A' || said[0] > 'Z' ||
	    (said[1] >= 'A' && said[1] <= 'Z'))
		return str_of(said);
	return str_print(e->arena, "%c%s", first.p[0], said + 1);
}

bool
plan_find(struct store *s, struct plan *p, struct id id, struct arena *a,
    void *row, bool *there)
{
	struct value key = value_id(id), v[COLUMNS_MOST];
	struct cursor c;

	*there = false;
	key.kind = V_ID;
	if (!cursor_open(s, p->find, &key, 1, &c))
		return false;
	*there = s->driver->next(&c, v, p->n);
	if (*there)
		plan_read(p, v, a, row);
	if (c.trouble.kind != CALM)
		s->trouble = c.trouble;
	cursor_close(&c);
	return c.trouble.kind == CALM;
}

struct plan *
plan_member(struct store *s, struct plan *p, struct id id)
{
	const struct entity *const *e;

	if (p->entity->family == NULL || p->entity->member != NULL)
		return p;
	for (e = s->entities; *e != NULL; e++)
		if ((*e)->member != NULL && strcmp(table_of(*e), p->table) == 0
		    && store_has(s, *e, id))
			return plan_of(s, *e);
	return p;
}

bool
store_find(struct store *s, const struct entity *entity, struct id id,
    struct arena *a, void *row, struct errors *e)
{
	bool there;

	if (!plan_find(s, plan_of(s, entity), id, a, row, &there))
		return tell(s, e);
	if (!there)
		return fail(e, ABSENT, NULL, "There is no %s with this id%s%s.",
		    label_within(e, entity->label).p,
		    id_none(id) ? "" : ": ",
		    id_none(id) ? "" : id_text(e->arena, id).p);
	return true;
}

bool
store_has(struct store *s, const struct entity *entity, struct id id)
{
	struct value key = value_id(id), one;
	struct value_row into = { s->work, &one, 1 };
	bool there;

	return !id_none(id) && ask_once(s, plan_of(s, entity)->has, &key, 1,
	    into, &there) && there;
}

static bool
read_coded(struct store *s, struct plan *p, struct text *t,
    const struct value *key, size_t n, struct arena *a, void *row, int *found)
{
	struct value v[COLUMNS_MOST];
	struct cursor c;

	*found = 0;
	if (!cursor_open(s, t, key, n, &c))
		return false;
	for (; s->driver->next(&c, v, p->n); ++*found)
		if (*found == 0)
			plan_read(p, v, a, row);
	if (c.trouble.kind != CALM)
		s->trouble = c.trouble;
	cursor_close(&c);
	return c.trouble.kind == CALM;
}

bool
store_find_code(struct store *s, const struct entity *entity, str code,
    struct id within, struct arena *a, void *row, struct errors *e)
{
	struct plan *p = plan_of(s, entity);
	struct value key[] = { value_text(code), value_id(within) };
	bool in = p->within != NULL && !id_none(within);
	int found;

	if (p->code == NULL || code.p == NULL)
		return fail(e, ABSENT, NULL, "There is no %s of such a code.",
		    label_within(e, entity->label).p);
	if (!read_coded(s, p, in ? p->find_code_in : p->find_code, key,
	    in ? 2 : 1, a, row, &found))
		return tell(s, e);
	if (found == 0)
		return fail(e, ABSENT, p->code->name, "There is no %s with the "
		    "code '%.*s'.", label_within(e, entity->label).p,
		    (int)code.n, code.p);
	if (found > 1)
		return fail(e, INVALID, p->code->name, "The code '%.*s' is "
		    "used more than once; say in which %s.", (int)code.n,
		    code.p, p->within != NULL ?
		    label_within(e, p->within->label).p : "family");
	return true;
}
