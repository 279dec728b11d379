/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * inside.h - what the files of store/ share and nobody else sees.
 *
 * A plan is an entity made ready for SQL: its columns in the order of
 * every SELECT (id, revision, extra, then one or two per field), and the
 * texts of the statements that never vary, each prepared once.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/random.h"
#include "base/words.h"
#include "base/write.h"
#include "store/driver.h"

enum {
	COLUMNS_MOST = 160,     /* of one table */
	PLAN_CHAINS = 61,
	TEXTS_MOST = 400,       /* of lists and changes, kept prepared */
	DEEP_MOST = 8           /* savepoints within savepoints */
};

enum {                          /* texts that every store has */
	SMALL_BEGIN, SMALL_WRITE, SMALL_COMMIT, SMALL_UNDO,
	SMALL_LAST, SMALL_LINE, SMALL_TURN,
	SMALL_GUARD, SMALL_UNGUARD, SMALL_BACK,
	SMALL_SAVE,             /* ... and one per depth, of each of three */
	SMALL_TEXTS = SMALL_SAVE + 3 * DEEP_MOST
};

struct column {
	const char         *name;
	const struct field *field;      /* NULL: id, revision, extra */
	int                 part;       /* of money: 0 amount, 1 currency */
};

struct plan {
	const struct entity *entity;
	const char    *table;
	const char    *member;          /* kind = this; or NULL */
	const struct field *code;       /* or NULL */
	const struct field *within;     /* the code is unique in it; or NULL */
	struct column *columns;
	size_t         n;
	size_t         kind;            /* the column that tells members apart;
	                                 * COLUMNS_MOST: there is none */
	bool           folds;           /* has a column of search keys */
	bool           many_refs;       /* has a field of T_REFS */
	bool           member_refs;     /* refers to members of families */
	str            list;            /* "id", "revision", ... for SELECT */
	struct text   *find, *find_code, *find_code_in, *has, *insert, *drop;
	struct plan   *next;            /* in its chain */
};

struct pq;

struct store {
	const struct driver *driver;
	void            *db;
	struct pq       *pq;            /* libpq, where it is needed */
	enum store_mode  mode;
	struct arena    *arena;         /* lives as long as the store */
	struct arena    *work;          /* one call; marked and given back */
	const struct entity *const *entities;
	struct plan     *plans[PLAN_CHAINS];
	struct text     *all;           /* texts, each prepared once */
	struct text     *small[SMALL_TEXTS];
	struct map      *texts;         /* SQL -> place in kept[] */
	struct text     *kept[TEXTS_MOST];
	size_t           n_kept;
	struct cursor   *cursors;
	struct trouble   trouble;
	struct random    random;
	str              where;
	str              shape;         /* of its entities; none: untold */
	str              secret;        /* of this file, to seal tokens with */
	int              lock;          /* descriptor of FILE.lock, or -1 */
	int              named;         /* PostgreSQL: names given so far */
	int64_t          last;          /* number of the last change; -1: ask */
	int              deep;          /* open savepoints */
	bool             in, writing;   /* a transaction; one that may write */
	bool             ordered;       /* PostgreSQL: this transaction has its
	                                 * turn to number changes */
	bool             wash;          /* something erased is in the journal */
	bool             spoiled;       /* half a change was written: undo */
};

/* plan.c */
struct plan *plan_of(struct store *, const struct entity *);
size_t plan_values(struct store *, const struct plan *, const void *row,
                 struct value *values);  /* of all columns, in order */
struct value plan_value(struct arena *, const struct column *, const void *row);
str    plan_fold(struct arena *, const struct plan *, const void *row);
void   plan_read(const struct plan *, const struct value *, struct arena *,
                 void *row);
const struct entity *entity_in(const struct store *, const char *name);
const char *table_of(const struct entity *);
const struct field *field_in(const struct entity *, const char *name, size_t n);
/* The search key of one field, in all languages of a T_LANG. */
str    field_fold(struct arena *, const struct field *, const void *row);

/* store.c */
bool store_open_of(struct store **, str where, enum store_mode,
         const struct entity *const *list, struct errors *);
bool plan_find(struct store *, struct plan *, struct id, struct arena *,
         void *row, bool *there);
/* A family's head knows only what all members share: the plan of what
 * the row is. */
struct plan *plan_member(struct store *, struct plan *, struct id);
str  label_within(const struct errors *, const char *label);

/* text.c: statements, and rows of a few columns */
bool tell(struct store *, struct errors *);     /* trouble as a fault; false */
struct text *text_new(struct store *, str sql);
struct text *text_small(struct store *, int which, const char *sql);
/* One per SQL; when there are too many, one that goes with its cursor. */
struct text *text_kept(struct store *, struct arena *, str sql);
bool carry_out(struct store *, struct text *, const struct value *, size_t n);
/* The columns of the first row of an answer; *there is false if it has
 * none.  Their texts are copied into the arena. */
struct value_row {
	struct arena *arena;
	struct value *columns;
	size_t        n;
};
bool ask_once(struct store *, struct text *, const struct value *, size_t n,
         struct value_row, bool *there);
bool cursor_open(struct store *, struct text *, const struct value *, size_t n,
         struct cursor *);              /* and joins the store's open ones */
void cursor_close(struct cursor *);
struct cursor *cursor_new(struct store *, struct arena *);

/* history.c */
extern const char *const history_sql[2];        /* its table, per dialect */
bool history_write(struct store *, const struct plan *, const void *before,
         const void *after, const struct author *);
struct line {
	str verb, fields;
};
bool history_line(struct store *, const struct plan *, const struct row *,
         const struct line *, const struct author *);
/* The number of the last change is known, and nobody else takes the next. */
bool history_turn(struct store *);
bool history_erase(struct store *, const struct plan *, struct id);

/* put.c: a change among others, or a transaction of its own */
struct guard {
	struct arena_mark mark;
	bool alone;
};
bool guard_begin(struct store *, struct guard *, struct errors *);
/* Takes `ok`, whether all went well so far, and gives on whether it did. */
bool guard_end(struct store *, struct guard *, bool ok, struct errors *);
bool put_changed(struct store *, const struct plan *, const void *old,
         const void *row, bool *changed);
bool put_find_old(struct store *, struct plan *, struct id, void *old,
         struct errors *);

/* meta.c: what the data says about itself */
bool meta_read(struct store *, const char *name, str *); /* or no text */
bool meta_write(struct store *, const char *name, str);
str  meta_shape(struct store *);        /* a hash of the tables asked for */
bool meta_check(struct store *, struct errors *);

#endif
