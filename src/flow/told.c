/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/told.h"

#include <math.h>
#include <string.h>

#include "flow/finance.h"
#include "flow/gate.h"
#include "flow/gather.h"
#include "model/fund.h"
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
told_money_lacking(struct ctx *c, const void *programme, int64_t *found,
    str *which)
{
	const struct id *id = &((const struct row *)programme)->id;
	struct budget_line *line;
	struct finance *f;
	double need = 0, secured;
	int64_t year;
	size_t i, n;

	(void)which;
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

bool
told_gate_elsewhere(struct ctx *c, const void *decision, int64_t *found,
    str *which)
{
	const struct gate_decision *d = decision;
	const struct gate_step *g = gate_named(d->gate);
	struct programme p;

	(void)which;
	*found = 1;
	if (g == NULL)
		return true;
	if (!store_find(c->store, &programme_entity, d->programme, c->arena,
	    &p, &c->errors))
		return false;
	*found = !str_is(p.stage, g->stage);
	return true;
}
