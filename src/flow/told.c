/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/told.h"

#include <math.h>
#include <string.h>

#include "flow/finance.h"
#include "flow/gate.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/fund.h"
#include "model/sustain.h"
#include "store/store.h"

static int64_t
first_year(const struct budget_line *line, size_t n)
{
	int64_t year = INT64_MIN;
	size_t i;

	for (i = 0; i < n; i++)
		if (line[i].year != INT64_MIN &&
		    (year == INT64_MIN || line[i].year < year))
			year = line[i].year;
	return year;
}

bool
told_money_lacking(struct ctx *c, const void *programme, int64_t *found)
{
	const struct id *id = &((const struct row *)programme)->id;
	struct budget_line *line;
	struct finance *f;
	double need = 0, secured;
	int64_t year;
	size_t i, n;

	*found = 1;
	if (!finance_of(c, *id, &f) || (line = gather(c, &budget_line_entity,
	    *id, &n)) == NULL)
		return false;
	year = first_year(line, n);
	for (i = 0; i < n; i++)
		if (line[i].year == year &&
		    strcmp(line[i].amount.currency, f->currency) == 0)
			need += money_real(line[i].amount);
	secured = fmax(money_real(f->committed), money_real(f->incoming));
	*found = !(need > 0 && secured >= need);
	return true;
}

static bool
is_yes(str said)
{
	return str_is(said, "yes") || str_is(said, "true") ||
	    str_is(said, "1");
}

bool
told_exit_open(struct ctx *c, const void *programme, int64_t *found)
{
	const struct id *id = &((const struct row *)programme)->id;
	struct errors quiet = { .arena = c->arena };
	const struct sustainability_plan *p;
	const struct node *one;
	struct node *tree;
	size_t n;

	*found = 1;
	p = gather(c, &sustainability_plan_entity, *id, &n);
	if (p == NULL)
		return false;
	if (n == 0 || str_none(p[0].exit_criteria) ||
	    !json_read(c->arena, p[0].exit_criteria, &tree, &quiet) ||
	    json_first(tree, "") == NULL)
		return true;
	*found = 0;
	for (one = json_first(tree, ""); one != NULL; one = one->next)
		*found += !is_yes(json_text(one, "met"));
	return true;
}

bool
told_gate_elsewhere(struct ctx *c, const void *decision, int64_t *found)
{
	const struct gate_decision *d = decision;
	const struct gate_step *g = gate_named(d->gate);
	struct programme p;

	*found = 1;
	if (g == NULL)
		return true;
	if (!store_find(c->store, &programme_entity, d->programme, c->arena,
	    &p, &c->errors))
		return false;
	*found = !str_is(p.stage, g->stage);
	return true;
}
