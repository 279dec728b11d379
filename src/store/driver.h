/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * driver.h - what a database must be able to do: all that sqlite.c and
 * postgres.c contain.  Nothing outside store/ includes this.
 *
 * SQL is written once with $1 $2 ... and types from derive/ddl; the few
 * places where the two differ are in query.c side by side.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "derive/ddl.h"
#include "store/store.h"

struct driver {
	const char *scheme;
	enum dialect dialect;
	bool (*open)(struct store *, str where, enum store_mode, struct errors *);
	void (*close)(struct store *);
	bool (*run)(struct store *, const char *sql, struct errors *);  /* no rows,
	                          * several statements allowed */
	/* Prepared once per distinct text and kept. */
	bool (*ask)(struct store *, str sql, const struct value *, size_t n,
	         struct arena *, struct cursor *, struct errors *);
	bool (*next)(struct cursor *, struct value *columns, size_t n);
	bool (*end)(struct cursor *, struct errors *);
	bool (*backup)(struct store *, str to, struct errors *);
};

extern const struct driver sqlite_driver, postgres_driver;

#endif
