/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/told.h"

#include <math.h>
#include <string.h>

#include "base/write.h"
#include "flow/finance.h"
#include "flow/gate.h"
#include "flow/gather.h"
#include "flow/setting.h"
#include "model/assess.h"
#include "model/fund.h"
#include "model/office.h"
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

/* 0..1 of the first year's budget. */
static bool
secured_least(struct ctx *c, const struct programme *p, double *least)
{
	*least = 1;
	if (!setting_share(c, "secured_share_least", least))
		return false;
	if (!isnan(p->secured_least))
		*least = p->secured_least / 100;
	return true;
}

/* "40000.00 of 100000.00 EUR ...", in the reader's language. */
static str
shortfall(struct ctx *c, struct money booked, struct money need, double least)
{
	struct write w = write_new(c->arena, 400);

	if (need.minor <= 0)
		write_z(&w, words_say(c->words,
		    "the budget has no lines for it"));
	else
		write_format(&w, words_say(c->words, "the ledger holds %s of "
		    "%s %s, %g%% asked for; what is signed and not entered "
		    "there does not count"), money_text(c->arena, booked).p,
		    money_text(c->arena, need).p, need.currency, 100 * least);
	return write_done(&w);
}

/* What was promised, or what came where that is more. */
static struct money
booked_of(const struct finance *f)
{
	struct money m = f->committed;

	if (m.currency[0] == '\0' || (f->incoming.currency[0] != '\0' &&
	    f->incoming.minor > m.minor))
		m = f->incoming;
	if (m.currency[0] == '\0')
		(void)money_from_real(0, f->currency, &m);
	return m;
}

bool
told_money_lacking(struct ctx *c, const void *programme, int64_t *found,
    str *which)
{
	const struct programme *p = programme;
	struct money need = { 0 }, booked, asked;
	struct finance *f;
	double least;
	int64_t year;
	size_t i;

	*found = 1;
	if (!finance_of(c, p->row.id, &f) || !secured_least(c, p, &least))
		return false;
	year = first_year(f->line, (size_t)f->lines);
	for (i = 0; i < (size_t)f->lines; i++)
		if (f->line[i].year == year && !money_add(&need,
		    f->line_base[i]))
			return finance_too_large(c);
	booked = booked_of(f);
	*found = !(need.minor > 0 && money_weighted(&need, &least, 1,
	    f->currency, &asked) && booked.minor >= asked.minor);
	if (*found > 0)
		*which = shortfall(c, booked, need, least);
	return true;
}

static bool
is_over(const struct assessment_round *r)
{
	return str_is(r->state, "locked") || str_is(r->state, "cleaning") ||
	    str_is(r->state, "validation");
}

bool
told_midline_ahead(struct ctx *c, const void *programme, int64_t *found,
    str *which)
{
	const struct programme *p = programme;
	struct day today = moment_day(c->now), from = p->start_actual;
	struct assessment_round *r;
	bool held = false, any = false;
	size_t i, n;

	*found = 1;
	if ((r = gather_of(c, &assessment_round_entity, "programme",
	    p->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		any |= str_is(r[i].state, "locked");
		if (!str_is(r[i].kind, "midline") || str_is(r[i].state, "void"))
			continue;
		held |= is_over(&r[i]);
		if (!is_over(&r[i]) && r[i].opens.n <= today.n)
			*found = 0;
	}
	if (from.n == 0)
		from = p->start_planned;
	if (*found == 0 || held || !any || from.n == 0 || p->end_planned.n == 0)
		return true;
	from.n += (p->end_planned.n - from.n) / 2;
	*found = from.n > today.n;
	*which = day_text(c->arena, from);
	return true;
}

bool
told_evidence(struct ctx *c, const void *activity, int64_t *found, str *which)
{
	const struct activity *a = activity;
	struct filter f[] = {
		{ field_named(&file_entity, S("target")), IS,
		  id_text(c->arena, a->row.id) },
		{ field_named(&file_entity, S("entity")), IS, S("activity") } };
	struct ask ask = { .filters = f, .n = 2 };

	(void)which;
	if (!store_count(c->store, &file_entity, &ask, found, &c->errors))
		return false;
	*found += !row_none(field_named(&activity_entity,
	    S("evidence")), a);
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
