/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * store.h - rows that outlive the process.
 *
 * One store is one connection and belongs to one thread.  SQL is written
 * here and nowhere above: from the entity, or by name from query.c.
 * Every put and drop also writes its line of history, in the same
 * transaction.  `where` is a file's path (SQLite) or
 * "postgres://..." / "postgresql://..." (libpq).
 *
 * Reading outside begin/commit sees the last commit.  Faults: BROKEN for
 * the database, NO_ROOM for a full disk, BUSY when another
 * program holds the file for writing, and what each function names.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/id.h"
#include "base/str.h"
#include "base/watch.h"
#include "derive/filter.h"
#include "model/model.h"

struct arena;
struct store;
struct cursor;

enum store_mode {
	STORE_READ,     /* must exist; never checkpoints; for reader workers */
	STORE_WRITE,    /* must exist; takes the write lock file (SQLite) */
	STORE_CREATE,   /* as WRITE, and makes the file and its tables */
	STORE_MIGRATE   /* as WRITE, whatever model the file was made with */
};

/* Once, by main, before anything else here and before threads start. */
void         store_start(void);

/* Fails with ABSENT if it is not there, CONFLICT if its model is newer or
 * older than this program's ("run tilth migrate"), BUSY if another
 * program (the server) has it open for writing. */
CHECKED bool store_open(struct store **, str where, enum store_mode,
                 struct errors *);
str          store_shape(struct arena *);     /* for who opens many: 3 ms */
CHECKED bool store_open_known(struct store **, str where, enum store_mode,
                 str shape, struct errors *);
void         store_close(struct store *);
const char  *store_scheme(const struct store *);      /* "sqlite", "postgres" */
void         store_spare(struct store *, bool);  /* little memory, for walks */

CHECKED bool store_begin(struct store *, bool write, struct errors *);
CHECKED bool store_commit(struct store *, struct errors *);
/* Of the transaction; nothing after a commit, one that failed included. */
void         store_undo(struct store *);
/* Inside a transaction: what is since the save can be taken back alone. */
CHECKED bool store_save(struct store *, struct errors *);
CHECKED bool store_release(struct store *, struct errors *);
void         store_back(struct store *);                /* and ends the save */

/* Who changes a row, for history. */
struct author {
	struct id   user;       /* none: the program or the public */
	int64_t     at;         /* ms, UTC */
	str         source;     /* "web 10.0.0.7", "cli", "import x.csv" */
	str         reason;     /* why, where one was asked for; or none */
	str         verb;       /* of a state machine; none: add or change */
};

/* Fill *row (whose texts live in the arena).  ABSENT if there is none. */
CHECKED bool store_find(struct store *, const struct entity *, struct id,
                 struct arena *, void *row, struct errors *);
/* By its human code; `within` is the id the code is unique in, or none. */
CHECKED bool store_find_code(struct store *, const struct entity *, str code,
                 struct id within, struct arena *, void *row, struct errors *);
/* Whether there is such a row; no fault if not. */
bool         store_has(struct store *, const struct entity *, struct id);

/*
 * Insert (revision 0) or change (revision: the one it was read at) a row,
 * and set row->revision to the new one.  A row without changes is not
 * written.  An id that is none is made.  CONFLICT: the revision moved, or
 * a unique value is taken (the rule's sentence, on its field); INVALID: a
 * reference leads nowhere.
 */
CHECKED bool store_put(struct store *, const struct entity *, void *row,
                 const struct author *, struct errors *);
/* CONFLICT: the revision moved, or other rows refer to it (says which). */
CHECKED bool store_drop(struct store *, const struct entity *, struct id,
                 int64_t revision, const struct author *, struct errors *);
/* Overwrite the PERSONAL fields of a row and of its history lines. */
CHECKED bool store_erase(struct store *, const struct entity *, struct id,
                 const struct author *, struct errors *);

/* The rows somebody may see: those for which any one of these holds. */
struct scope {
	const struct id *homes;         /* [n_homes] .home is one of them */
	size_t       n_homes;
	const struct mine {
		const struct field *field;      /* this reference ... */
		struct id           is; /* ... is their own party or user */
		struct id           home;       /* in that programme or in none;
		                                 * none: wherever */
	} *mine;                        /* [n_mine] */
	size_t       n_mine;
	bool         homeless;          /* .home leads nowhere: of the site */
	bool         published;         /* their field `published` says yes */
};

struct ask {
	const struct filter *filters;   /* [n], all must hold */
	size_t       n;
	str          search;            /* words in the SEARCH fields */
	const struct field *sort;       /* NULL: the entity's own order */
	bool         falling;           /* the other way round */
	str          after;             /* behind this token; or none */
	size_t       limit;             /* 0: no end */
	struct id    home;              /* only this programme's; or none */
	const struct scope *scope;      /* only rows within it; NULL: all */
};

/* Rows one by one, in constant memory: each store_next gives back what the
 * last took from the arena it was called with, if the caller marks it. */
CHECKED bool store_list(struct store *, const struct entity *,
                 const struct ask *, struct arena *, struct cursor **,
                 struct errors *);
/* False: the end, or a fault; store_end knows. */
bool         store_next(struct cursor *, struct arena *, void *row);
CHECKED bool store_end(struct cursor *, struct errors *);   /* and close */
/* What `after` is for the rows behind the last one given out. */
str          store_token(struct cursor *, struct arena *);
CHECKED bool store_count(struct store *, const struct entity *,
                 const struct ask *, int64_t *n, struct errors *);

/* ---- named queries (query.h lists them) ---- */

enum value_kind { V_NONE, V_INT, V_REAL, V_TEXT, V_BYTES, V_ID };

struct value {
	enum value_kind kind;
	int64_t   i;
	double    d;
	str       t;            /* V_TEXT, V_BYTES; of an answer: valid until
	                         * the next store_answer */
	struct id id;           /* V_ID; and of an answer of 16 bytes */
};

struct value value_int(int64_t);
struct value value_real(double);
struct value value_text(str);
struct value value_bytes(str);
struct value value_id(struct id);
struct id    value_as_id(const struct value *);   /* none if it is none */

CHECKED bool store_query(struct store *, const char *name, const struct value *,
                 size_t n, struct arena *, struct cursor **, struct errors *);
bool         store_answer(struct cursor *, struct value *columns, size_t n);
/* One number, or `fallback` when the answer is empty. */
CHECKED bool store_number(struct store *, const char *name,
                 const struct value *, size_t n, int64_t fallback,
                 int64_t *out, struct errors *);

/* ---- history ---- */

struct change {
	int64_t number;         /* 1, 2, 3 ... without a gap */
	int64_t at;
	struct id user;
	str     source, entity, reason;
	str     verb;           /* add, change, drop, erase, or of a machine */
	struct id row;
	int64_t revision;
	str     fields;         /* JSON: {"title":["before","after"], ...} */
};

CHECKED bool store_history(struct store *, const struct entity *, struct id row,
                 int64_t after, size_t limit, struct arena *, struct cursor **,
                 struct errors *);     /* entity NULL: every row; newest last */
bool         store_change(struct cursor *, struct arena *, struct change *);
CHECKED bool store_last_change(struct store *, int64_t *number,
                 struct errors *);

/* ---- the file as a whole ---- */
/* What a migration would do, one statement or sentence a line; drops are
 * listed and refused unless may_drop. */
CHECKED bool store_migrate(struct store *, bool show_only, bool may_drop,
                 struct arena *, str *what, struct errors *);
/* A consistent copy while others write. PostgreSQL: INVALID, use pg_dump. */
CHECKED bool store_backup(struct store *, str to, struct errors *);
/* Integrity, dangling references, history without gaps, stored rows that
 * break their own rules: every finding is a fault in the list.  BUSY when
 * the watch stops it. */
CHECKED bool store_check(struct store *, struct errors *);
CHECKED bool store_check_watched(struct store *, const struct watch *,
                 struct errors *);

#endif
