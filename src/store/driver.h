/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * driver.h - what a database must be able to do: all that sqlite.c and
 * postgres.c contain.  Nothing outside store/ includes this.
 *
 * SQL is written once, with $1 $2 ... first met in that order, and types
 * from derive/ddl; the few places where the two differ stand side by side
 * in inside.h and query.c.
 *
 * A driver's function that returns false has filled store->trouble; what
 * that means to a person is for store.c to say.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "derive/ddl.h"
#include "store/store.h"

enum trouble_kind {
	CALM,
	TWICE,          /* a unique value is there already */
	NOWHERE,        /* a reference leads nowhere, or a row is referred to */
	LACKING,        /* a column must be filled; `column` says which */
	OFF,            /* a bound of the table is passed */
	FULL,           /* no room left on the disk */
	LOCKED,         /* somebody else is writing; may be tried again */
	MISSING,        /* there is no such file or schema */
	STRANGE,        /* not a data file, or a server too old */
	LOST            /* anything else */
};

struct trouble {
	enum trouble_kind kind;
	char column[64];
	char says[256];         /* the database's own words */
};

/* A piece of SQL, and what the driver made of it once. */
struct text {
	str   sql;
	void *made;
	bool  busy;             /* a cursor is open on it */
	bool  many;             /* answers that may not fit in memory */
	bool  once;             /* forgotten when its cursor closes */
	struct text *next;      /* of the store's */
};

struct listing;                 /* list.c */

struct cursor {
	struct store   *store;
	struct text    *text;
	void           *made;   /* the driver's: a statement, a result */
	bool            own;    /* made for this cursor alone */
	size_t          at, n;  /* PostgreSQL: row of n that are here */
	int             number; /* PostgreSQL: name of its cursor there, or 0 */
	struct trouble  trouble;
	struct listing *listing;        /* rows of an entity; or NULL */
	struct cursor  *before, *after; /* the store's open ones */
	bool            open;
};

struct driver {
	const char  *scheme;
	enum dialect dialect;
	bool fragile;   /* a statement that fails spoils the transaction */
	bool (*open)(struct store *, str where, enum store_mode);
	/* It is ours and of this model: rows will be read.  May be NULL. */
	void (*ready)(struct store *);
	void (*close)(struct store *);
	/* No rows, several statements allowed. */
	bool (*run)(struct store *, const char *sql);
	/* The values must live until the end.  The cursor's memory is the
	 * caller's, who sets nothing in it. */
	bool (*ask)(struct store *, struct text *, const struct value *,
	         size_t n, struct cursor *);
	bool (*next)(struct cursor *, struct value *columns, size_t n);
	void (*end)(struct cursor *);
	/* In a transaction that can still be committed. */
	bool (*sound)(struct store *);
	/* Forget what was made of the text. */
	void (*drop)(struct store *, struct text *);
	/* What was erased leaves the disk; false: not yet. */
	bool (*wash)(struct store *);
	bool (*backup)(struct store *, str to, struct errors *);
};

extern const struct driver sqlite_driver, postgres_driver;

#endif
