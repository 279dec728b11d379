/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * method_in.h - what the methods share: reading inputs, writing results.
 *
 * Inputs are looked for by how their names begin, since the names of the
 * examples explain themselves: "units(rows)=unit, columns=observer ...".
 * Only method*.c includes this.
 */
#ifndef FLOW_METHOD_IN_H
#define FLOW_METHOD_IN_H

#include <stddef.h>

#include "base/error.h"
#include "base/node.h"

struct method_in {
	struct arena      *a;
	const struct node *in;          /* the object of inputs */
	struct node       *out;         /* the object of results */
	const char        *key;         /* of this result */
	struct errors     *e;
};

struct method {
	const char *name;
	void      (*run)(struct method_in *);
};

/* Each ends with { 0 }. */
extern const struct method method_assess[], method_effect[], method_manage[],
    method_plan[];

/* The first input whose name begins so; NULL if there is none. */
const struct node *method_part(const struct method_in *, const char *begins);
double method_number(const struct method_in *, const char *begins);

/* The same if it is a list, or an object, as told; else NULL. */
const struct node *method_maybe(const struct method_in *, const char *begins,
    enum node_kind);

/* The same, but its absence is a fault and the result null. */
const struct node *method_need(struct method_in *, const char *begins,
    enum node_kind);

/* The k-th child of a list or object, NULL if it has none. */
const struct node *method_child(const struct node *, size_t k);
double             method_child_real(const struct node *, size_t k);

/* A list as numbers, NAN for what is none; *n becomes its length. */
double *method_numbers(struct arena *, const struct node *, size_t *n);

/* A list of lists as [rows][columns], the short ones filled with NAN. */
double *method_table(struct arena *, const struct node *, size_t *rows,
    size_t *columns);

struct node *method_object(struct method_in *);         /* the result */
void method_real(struct node *, const char *name, double);
void method_list(struct node *, const char *name, const double *, size_t n);
/* [lo, hi], or null where either is NAN. */
void method_interval(struct node *, const char *name, double lo, double hi);

#endif
