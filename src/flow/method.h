/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * method.h - the methods of Tilth, each on an example of its own.
 *
 * A file of examples is
 *
 *	{"examples": {KEY: {"method": "M05a", "inputs": {...}}, ...}}
 *
 * where the KEY names the method if the field is absent.  The answer is
 * {KEY: result}, in the order and the shape the examples came in.  What
 * is not defined is null: too few ratings, no variation, nothing given.
 * So anybody can hold the figures that Tilth shows against their own.
 */
#ifndef FLOW_METHOD_H
#define FLOW_METHOD_H

#include <stdbool.h>

#include "base/error.h"
#include "base/node.h"

struct arena;

/*
 * Add the results to the object `out`.  False, with an INVALID fault,
 * only if there is no object of examples.  An example whose method is
 * not known, or whose inputs lack a part, gives null and a fault in the
 * list; the others are run.
 */
CHECKED bool method_run(struct arena *, const struct node *examples_file,
    struct node *out, struct errors *);

#endif
