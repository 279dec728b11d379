/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/method.h"

#include <math.h>

#include "base/arena.h"
#include "flow/method_in.h"
#include "format/json.h"

const struct node *
method_part(const struct method_in *m, const char *begins)
{
	const struct node *it = json_first(m->in, "");

	for (; it != NULL; it = it->next)
		if (str_starts(str_of(it->name), str_of(begins)))
			return it;
	return NULL;
}

const struct node *
method_maybe(const struct method_in *m, const char *begins,
    enum node_kind kind)
{
	const struct node *it = method_part(m, begins);

	return it != NULL && it->kind == kind ? it : NULL;
}

const struct node *
method_need(struct method_in *m, const char *begins, enum node_kind kind)
{
	const struct node *it = method_maybe(m, begins, kind);

	if (it != NULL)
		return it;
	node_none(m->out, m->key);
	(void)fail(m->e, INVALID, m->key,
	    "Example '%s' has no %s that begins with '%s'.", m->key,
	    kind == N_LIST ? "list" : "object", begins);
	return NULL;
}

double
method_number(const struct method_in *m, const char *begins)
{
	return json_as_real(method_part(m, begins));
}

const struct node *
method_child(const struct node *n, size_t k)
{
	const struct node *it = json_first(n, "");

	while (it != NULL && k-- > 0)
		it = it->next;
	return it;
}

double
method_child_real(const struct node *n, size_t k)
{
	return json_as_real(method_child(n, k));
}

double *
method_numbers(struct arena *a, const struct node *list, size_t *n)
{
	const struct node *it = json_first(list, "");
	double *x = NEWS(a, double, it == NULL ? 1 : list->n);

	for (*n = 0; it != NULL; it = it->next)
		x[(*n)++] = json_as_real(it);
	return x;
}

double *
method_table(struct arena *a, const struct node *list, size_t *rows,
    size_t *columns)
{
	const struct node *row, *it;
	double *x, *at;
	size_t i;

	*rows = *columns = 0;
	for (row = json_first(list, ""); row != NULL; row = row->next) {
		if (json_first(row, "") != NULL && row->n > *columns)
			*columns = row->n;
		++*rows;
	}
	at = x = NEWS(a, double, *rows * *columns + 1);
	for (row = json_first(list, ""); row != NULL; row = row->next) {
		it = json_first(row, "");
		for (i = 0; i < *columns; i++) {
			*at++ = json_as_real(it);
			it = it == NULL ? NULL : it->next;
		}
	}
	return x;
}

struct node *
method_object(struct method_in *m)
{
	return node_object(m->out, m->key);
}

void
method_real(struct node *o, const char *name, double x)
{
	node_real(o, name, x, -1);
}

void
method_list(struct node *o, const char *name, const double *x, size_t n)
{
	struct node *list = node_list(o, name);
	size_t i;

	for (i = 0; i < n; i++)
		node_item_real(list, x[i], -1);
}

void
method_interval(struct node *o, const char *name, double lo, double hi)
{
	const double ends[] = { lo, hi };

	if (isnan(lo) || isnan(hi))
		node_none(o, name);
	else
		method_list(o, name, ends, 2);
}

/* ---- the list of methods ---- */

static const struct method *const methods[] = {
	method_assess, method_effect, method_manage, method_plan,
};

static const struct method *
find(str name)
{
	const struct method *m;
	size_t i;

	for (i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		for (m = methods[i]; m->name != NULL; m++)
			if (str_is(name, m->name))
				return m;
	return NULL;
}

static void
run_one(struct arena *a, const struct node *example, struct node *out,
    struct errors *e)
{
	struct method_in m = { a, node_find(example, S("inputs")), out,
	    str_z(a, str_of(example->name)), e };
	str name = json_text(example, "method");
	const struct method *found;

	if (str_none(name))
		name = str_of(m.key);
	if (m.in != NULL && m.in->kind != N_OBJECT)
		m.in = NULL;
	found = find(name);
	if (found != NULL) {
		found->run(&m);
		return;
	}
	node_none(out, m.key);
	(void)fail(e, INVALID, m.key, "There is no method '%.*s'.",
	    (int)name.n, name.p);
}

bool
method_run(struct arena *a, const struct node *examples_file,
    struct node *out, struct errors *e)
{
	const struct node *examples = node_find(examples_file,
	    S("examples")), *it;

	if (examples == NULL || examples->kind != N_OBJECT)
		return fail(e, INVALID, "examples",
		    "The file has no object 'examples'.");
	for (it = examples->first; it != NULL; it = it->next)
		run_one(a, it, out, e);
	return true;
}
