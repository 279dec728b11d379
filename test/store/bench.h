/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * bench.h - a small model for the tests of store/, with a field of every
 * type, a family, and rules that can be broken.
 */
#ifndef TEST_STORE_BENCH_H
#define TEST_STORE_BENCH_H

#include "base/arena.h"
#include "model/model.h"
#include "store/store.h"

struct place {
	struct row row;
	struct id region;
	str code, name;
};

struct tool {
	struct row row;
	struct id place, parent;
	str code, title, about, called, kind, uses, state, others, parts, more;
	str raw, owner;
	int64_t pieces, seen_at;
	double weight;
	int lent, published;
	struct money cost;
	struct day bought;
};

struct loan {
	struct row row;
	struct id tool, cat;
	str borrower;
};

struct being {
	struct row row;
	str kind, name;
};

struct cat {
	struct row row;
	str name, colour;
};

extern const struct entity place_entity, tool_entity, loan_entity,
    being_entity, cat_entity, dog_entity;
extern const struct entity *const bench_model[];

/* A store for one test, with the planted tables in it. */
struct bench {
	struct arena *a;
	struct store *s;
	struct errors e;
	str where;
	struct author by;
};

/* On a file of that name in the scratch folder, or in a schema of that
 * name on the server of TILTH_PG; false, having skipped, without one. */
bool bench_open(struct bench *, struct arena *, const char *name, int postgres);
void bench_close(struct bench *);       /* removes it */
/* The same data through another connection; NULL with the fault in b->e. */
struct store *bench_again(struct bench *, enum store_mode);

/* A place, and a blank tool of that title standing there. */
struct place bench_place(struct bench *, const char *code);
struct tool bench_tool(struct bench *, const struct place *, const char *title);
/* SQL behind the store's back. */
bool bench_tamper(struct bench *, const char *sql);
bool bench_put(struct bench *, const struct entity *, void *row);

#endif
