/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/pipeline.h"

#include <math.h>
#include <string.h>

#include "flow/every.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/planning.h"
#include "flow/rate.h"
#include "flow/setting.h"
#include "base/sort.h"
#include "model/people.h"

#define INCOMING "1"            /* transactions, as IATI has them */

static const struct {
	const char          *stage;
	enum pipeline_column column;
	double               usual;
} stages[] = {
	{ "lead",        PIPELINE_CONTACT,   0.05 },
	{ "qualified",   PIPELINE_CONTACT,   0.10 },
	{ "concept",     PIPELINE_CONCEPT,   0.15 },
	{ "invited",     PIPELINE_CONCEPT,   0.30 },
	{ "proposal",    PIPELINE_PROPOSAL,  0.40 },
	{ "negotiation", PIPELINE_AGREEMENT, 0.70 },
	{ "signed",      PIPELINE_SIGNED,    1 },
	{ "received",    PIPELINE_SIGNED,    1 },
	{ "dormant",     PIPELINE_ASIDE,     0.02 },
	{ "declined",    PIPELINE_ASIDE,     0 },
};

enum { STAGES = sizeof(stages) / sizeof(stages[0]) };

static size_t
place_of(str stage)
{
	size_t i;

	for (i = 0; i < STAGES && !str_is(stage, stages[i].stage); i++)
		;
	return i;
}

enum pipeline_column
pipeline_column(str stage)
{
	size_t i = place_of(stage);

	return i < STAGES ? stages[i].column : PIPELINE_ASIDE;
}

bool
pipeline_is_secured(str stage)
{
	return pipeline_column(stage) == PIPELINE_SIGNED;
}

bool
pipeline_has_deadline(const struct opportunity *o)
{
	return str_among(o->stage, "lead qualified concept invited");
}

str
pipeline_name(struct ctx *c, const struct opportunity *o)
{
	str donor = flow_name(c, &party_entity, o->donor);

	return str_none(o->title) ? donor : str_print(c->arena, "%.*s, %.*s",
	    (int)donor.n, donor.p, (int)o->title.n, o->title.p);
}

double
pipeline_usual(str stage)
{
	size_t i = place_of(stage);

	return i < STAGES ? stages[i].usual : NAN;
}

/* "lead=5 negotiation=70": in percent; what is no such number is passed
 * over. */
static double
chance_set(str set, str stage)
{
	double percent;
	str one;

	while (str_cut(&set, ' ', &one)) {
		size_t at = str_find(one, S("="));

		if (at < one.n && str_same(str_part(one, 0, at), stage) &&
		    str_real(str_part(one, at + 1, one.n), &percent) &&
		    percent >= 0 && percent <= 100)
			return percent / 100;
	}
	return NAN;
}

bool
pipeline_chance(struct ctx *c, str stage, double *chance)
{
	str set;

	*chance = pipeline_usual(stage);
	if (pipeline_is_secured(stage) || str_is(stage, "declined"))
		return true;
	if (!setting_text(c, "stage_chance", &set))
		return false;
	if (!isnan(chance_set(set, stage)))
		*chance = chance_set(set, stage);
	return true;
}

/* ---- the rows ---- */

/* The last rate at which the ledger took that currency. */
static bool
ledger_rate(struct ctx *c, struct pipeline *p, const char *currency,
    struct rate *rate)
{
	const struct transaction *t;
	size_t i, n, last;

	t = gather(c, &transaction_entity, p->programme, &n);
	if (t == NULL)
		return false;
	for (i = 0, last = n; i < n; i++)
		if (strcmp(t[i].amount.currency, currency) == 0 &&
		    t[i].rate_to_base > 0 && (last == n ||
		    t[i].date.n > t[last].date.n))
			last = i;
	if (last == n)
		return true;
	rate->rate = t[last].rate_to_base;
	rate->says = str_print(c->arena, words_say(c->words,
	    "1 %s = %.10g %s, the last rate of the ledger, of %s"), currency,
	    rate->rate, p->currency, day_text(c->arena, t[last].date).p);
	return true;
}

/* By the rate of today, else the ledger's last; none where there is no
 * amount, or no rate. */
static bool
in_base(struct ctx *c, struct pipeline *p, struct money m,
    struct money *base, str *says)
{
	struct rate rate = { .rate = NAN };

	*base = (struct money){ 0 };
	if (m.currency[0] == '\0')
		return true;
	if (strcmp(m.currency, p->currency) != 0) {
		if (!rate_on(c, m.currency, p->currency, moment_day(c->now),
		    &rate))
			return false;
		if (isnan(rate.rate) && !ledger_rate(c, p, m.currency,
		    &rate))
			return false;
	}
	if (!finance_in_base(p->currency, m, (struct money){ 0 }, rate.rate,
	    base))
		*base = (struct money){ 0 };
	else if (says != NULL)
		*says = rate.says;
	return true;
}

/* What has no rate is told in its own currency. */
static bool
other_add(struct ctx *c, struct pipeline *p, struct money m)
{
	size_t i;

	for (i = 0; i < p->others && strcmp(p->other[i].currency,
	    m.currency) != 0; i++)
		;
	if (i == PIPELINE_OTHERS)
		return true;
	p->others += i == p->others;
	return money_add(&p->other[i], m) || finance_too_large(c);
}

static bool
item_read(struct ctx *c, struct pipeline *p, struct pipeline_item *k)
{
	struct opportunity *o = &k->row;
	bool fixed = pipeline_is_secured(o->stage) ||
	    str_is(o->stage, "declined");

	k->column = pipeline_column(o->stage);
	k->is_secured = pipeline_is_secured(o->stage);
	k->donor = flow_name(c, &party_entity, o->donor);
	k->chance = o->probability;
	if (fixed || isnan(k->chance)) {
		if (!pipeline_chance(c, o->stage, &k->chance))
			return false;
		k->is_usual = true;
	}
	if (!in_base(c, p, o->amount, &k->base, &k->rate_says))
		return false;
	k->is_unconverted = o->amount.currency[0] != '\0' &&
	    k->base.currency[0] == '\0';
	p->unconverted += k->is_unconverted;
	if (k->is_unconverted && k->column != PIPELINE_ASIDE &&
	    !other_add(c, p, o->amount))
		return false;
	p->unpriced += o->amount.currency[0] == '\0';
	p->open += k->column < PIPELINE_SIGNED;
	return true;
}

/* What asking cost is known of some only; those are counted. */
static bool
cost_read(struct ctx *c, struct pipeline *p)
{
	struct money m;
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (!in_base(c, p, p->item[i].row.writing_cost, &m, NULL))
			return false;
		if (m.currency[0] == '\0')
			continue;
		p->costs++;
		if (!money_add(&p->cost, m))
			return finance_too_large(c);
	}
	p->leverage = p->costs > 0 && p->cost.minor > 0
	    ? p->sum.secured / money_real(p->cost) : NAN;
	return true;
}

static bool
rows_read(struct ctx *c, struct id programme, struct pipeline *p)
{
	struct opportunity *o;
	size_t i, all;

	if ((o = every(c, &opportunity_entity, programme, &p->n)) == NULL ||
	    gather(c, &opportunity_entity, programme, &all) == NULL)
		return false;
	p->is_part = p->n < all;
	p->item = NEWS(c->arena, struct pipeline_item, p->n + 1);
	for (i = 0; i < p->n; i++) {
		p->item[i] = (struct pipeline_item){ .row = o[i] };
		if (!item_read(c, p, &p->item[i]))
			return false;
	}
	return true;
}

/* ---- the need ---- */

static bool
need_read(struct ctx *c, struct id programme, struct pipeline *p)
{
	struct planning *plan;
	struct finance *f;

	if (p->is_part || !ctx_may(c, &budget_line_entity, SEE, programme) ||
	    !ctx_may(c, &transaction_entity, SEE, programme))
		return true;
	if (!finance_of(c, programme, &f))
		return false;
	p->committed = f->committed;
	p->need = f->budget;
	p->source = PIPELINE_BUDGET;
	if (f->budget.currency[0] != '\0')
		return true;
	p->source = PIPELINE_NO_NEED;
	if (!planning_find(c, programme, &plan))
		return false;
	if (strcmp(plan->cost.currency, p->currency) == 0) {
		p->need = plan->cost;
		p->source = PIPELINE_PLAN;
	}
	return true;
}

/* ---- the figures ---- */

/* In smallest units; the engine's doubles are of the shares. */
static bool
sum_exactly(struct ctx *c, struct pipeline *p)
{
	struct money *m = NEWS(c->arena, struct money, p->n + 1), less;
	double *chance = NEWS(c->arena, double, p->n + 1);
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (!p->item[i].is_secured)
			m[i] = p->item[i].base;
		else if (!money_add(&p->secured, p->item[i].base))
			return finance_too_large(c);
		chance[i] = p->item[i].chance;
	}
	if (p->n > 0 && p->secured.currency[0] == '\0')
		(void)money_from_real(0, p->currency, &p->secured);
	if (money_exponent(p->currency) >= 0 && !money_weighted(m, chance,
	    p->n, p->currency, &p->expected))
		return finance_too_large(c);
	if (p->need.currency[0] == '\0')
		return true;
	less = p->secured;
	less.minor = -less.minor;
	p->gap = p->need;
	return money_add(&p->gap, less) || finance_too_large(c);
}

static bool
sum_up(struct ctx *c, struct pipeline *p)
{
	struct cost_note *note = NEWS(c->arena, struct cost_note, p->n + 1);
	size_t i;

	for (i = 0; i < p->n; i++)
		note[i] = (struct cost_note){ money_real(p->item[i].base),
			p->item[i].chance, p->item[i].is_secured };
	p->sum = cost_pipeline(money_real(p->need), note, p->n);
	return sum_exactly(c, p);
}

static int
by_amount(const void *one, const void *other, const void *with)
{
	const struct pipeline_item *a = one, *b = other;
	int64_t x = a->base.currency[0] == '\0' ? -1 : a->base.minor;
	int64_t y = b->base.currency[0] == '\0' ? -1 : b->base.minor;

	(void)with;
	if (x != y)
		return x > y ? -1 : 1;
	return str_order(a->row.code, b->row.code);
}

bool
pipeline_of(struct ctx *c, struct id programme, struct pipeline **out)
{
	struct pipeline *p = NEW(c->arena, struct pipeline);
	struct programme of;

	*out = p;
	p->programme = programme;
	if (!flow_find(c, &programme_entity, programme, &of))
		return false;
	if (!str_none(of.currency))
		memcpy(p->currency, of.currency.p, of.currency.n < 3
		    ? of.currency.n : 3);
	if (!rows_read(c, programme, p) || !need_read(c, programme, p) ||
	    !sum_up(c, p) || !cost_read(c, p))
		return false;
	sort(c->arena, p->item, p->n, sizeof(*p->item), by_amount, NULL);
	return true;
}

/* ---- what came of one ---- */

static bool
is_only(struct ctx *c, const struct opportunity *o, bool *only)
{
	struct opportunity *all;
	size_t i, n;

	*only = pipeline_is_secured(o->stage);
	if ((all = gather_of(c, &opportunity_entity, "donor", o->donor, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(all[i].programme, o->programme) &&
		    pipeline_is_secured(all[i].stage) &&
		    !id_same(all[i].row.id, o->row.id))
			*only = false;
	return true;
}

/* Of t[n] those that came in for it. */
static bool
take_entries(struct ctx *c, const struct opportunity *o,
    struct transaction *t, size_t n, struct pipeline_received *r)
{
	struct programme p;
	struct money m;
	size_t i;

	r->entry = t;
	if (!flow_find(c, &programme_entity, o->programme, &p))
		return false;
	for (i = 0; i < n; i++) {
		if (!str_is(t[i].type, INCOMING) ||
		    !id_same(t[i].programme, o->programme) ||
		    (r->of_donor && !id_none(t[i].opportunity)))
			continue;
		if (!finance_in_base(str_z(c->arena, p.currency),
		    t[i].amount, t[i].amount_base, t[i].rate_to_base, &m))
			r->unconverted++;
		else if (!money_add(&r->sum, m))
			return finance_too_large(c);
		r->entry[r->n++] = t[i];
	}
	sort(c->arena, r->entry, r->n, sizeof(*r->entry), finance_by_day, NULL);
	return true;
}

bool
pipeline_received(struct ctx *c, const struct opportunity *o,
    struct pipeline_received *r)
{
	struct transaction *t;
	size_t n;

	*r = (struct pipeline_received){ .n = 0 };
	t = gather_of(c, &transaction_entity, "opportunity", o->row.id, &n);
	if (t == NULL || !take_entries(c, o, t, n, r))
		return false;
	if (r->n > 0)
		return true;
	if (!is_only(c, o, &r->of_donor))
		return false;
	if (!r->of_donor)
		return true;
	t = gather_of(c, &transaction_entity, "funder", o->donor, &n);
	return t != NULL && take_entries(c, o, t, n, r);
}
