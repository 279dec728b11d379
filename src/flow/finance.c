/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/finance.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/fund.h"
#include "model/people.h"

/* Transactions as IATI counts them, and the budget category of the UN
 * that is equipment. */
#define INCOMING   "1"
#define PAID       "4"
#define COMMITTED  "11"
#define EQUIPMENT  "3"

struct counting {
	struct ctx         *c;
	struct finance     *f;
	struct activity    *activity;
	struct budget_line *line;
	size_t              activities, lines;
	struct map         *activity_at, *line_at;
};

static bool
add(struct counting *k, struct money *to, struct money m)
{
	if (money_add(to, m))
		return true;
	return fail(&k->c->errors, INVALID, NULL,
	    "The amounts of the programme are too large to be added up.");
}

bool
finance_in_base(const char *currency, struct money amount, struct money base,
    double rate, struct money *out)
{
	*out = base;
	if (strcmp(base.currency, currency) == 0)
		return true;
	*out = amount;
	if (strcmp(amount.currency, currency) == 0)
		return true;
	return !isnan(rate) && money_times(amount, rate, currency, out);
}

static struct finance_sum *
sum_of(struct finance_sum *all, size_t *n, str code, struct id id)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (str_same(all[i].code, code))
			return &all[i];
	all[*n] = (struct finance_sum){ .code = code, .id = id };
	return &all[(*n)++];
}

static struct finance_sum *
category_of(struct counting *k, const struct budget_line *l)
{
	str code = l == NULL || str_none(l->category) ? S("unknown")
	    : l->category;

	return sum_of(k->f->category, &k->f->categories, code,
	    (struct id){ 0 });
}

/* NULL: of no activity. */
static struct finance_sum *
activity_of(struct counting *k, const struct id *id)
{
	size_t i;

	return gather_find(k->activity_at, id, &i) ? &k->f->activity[i] : NULL;
}

static bool
count_line(struct counting *k, const struct budget_line *l)
{
	struct finance_sum *category = category_of(k, l);
	struct finance_sum *activity = activity_of(k, &l->activity);
	struct money m;

	k->f->lines++;
	if (!finance_in_base(k->f->currency, l->amount, (struct money){ 0 },
	    NAN, &m)) {
		k->f->unconverted += l->amount.currency[0] != '\0';
		return true;
	}
	category->lines++;
	if (activity != NULL && !add(k, &activity->budget, m))
		return false;
	if (activity != NULL)
		activity->lines++;
	return add(k, &category->budget, m) && add(k, &k->f->budget, m);
}

static bool
count_payment(struct counting *k, const struct transaction *t, struct money m)
{
	const struct budget_line *l = NULL;
	struct finance_sum *category, *activity;
	size_t i;

	if (gather_find(k->line_at, &t->budget_line, &i))
		l = &k->line[i];
	category = category_of(k, l);
	activity = activity_of(k, id_none(t->activity) && l != NULL
	    ? &l->activity : &t->activity);
	category->payments++;
	if (activity != NULL && !add(k, &activity->spent, m))
		return false;
	if (activity != NULL)
		activity->payments++;
	return add(k, &category->spent, m) && add(k, &k->f->spent, m);
}

static bool
count_transaction(struct counting *k, const struct transaction *t)
{
	struct money m;

	k->f->transactions++;
	if (!finance_in_base(k->f->currency, t->amount, t->amount_base,
	    t->rate_to_base, &m)) {
		k->f->unconverted++;
		return true;
	}
	if (str_is(t->type, PAID))
		return count_payment(k, t, m);
	if (str_is(t->type, INCOMING))
		return add(k, &k->f->incoming, m);
	return !str_is(t->type, COMMITTED) || add(k, &k->f->committed, m);
}

static double
share(struct money part, struct money whole)
{
	double of = money_real(whole);

	return of > 0 ? money_real(part) / of : NAN;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	(void)with;
	return str_order(((const struct finance_sum *)one)->code,
	    ((const struct finance_sum *)other)->code);
}

static void
conclude(struct counting *k)
{
	struct finance *f = k->f;
	struct finance_sum *s;
	struct money none = { 0 }, zero = { 0 };
	size_t i;

	memcpy(zero.currency, f->currency, sizeof(zero.currency));
	for (i = 0; i < f->activities; i++) {
		s = &f->activity[i];
		s->is_over = money_real(s->spent) >
		    money_real(s->planned) * (1 + FINANCE_SLACK);
	}
	f->absorption = share(f->spent.currency[0] ? f->spent : zero,
	    f->budget);
	for (i = 0; i < f->categories; i++)
		if (str_is(f->category[i].code, EQUIPMENT))
			none = f->category[i].budget;
	f->equipment_share = share(none.currency[0] ? none : zero, f->budget);
	sort(k->c->arena, f->category, f->categories, sizeof(*s), by_code,
	    NULL);
}

static void
set_activities(struct counting *k)
{
	struct finance_sum *s;
	size_t i;

	k->f->activity = NEWS(k->c->arena, struct finance_sum,
	    k->activities + 1);
	k->f->activities = k->activities;
	for (i = 0; i < k->activities; i++) {
		s = &k->f->activity[i];
		s->code = k->activity[i].code;
		s->id = k->activity[i].row.id;
		if (strcmp(k->activity[i].cost.currency, k->f->currency) == 0)
			s->planned = k->activity[i].cost;
	}
	k->f->category = NEWS(k->c->arena, struct finance_sum, k->lines + 2);
}

static bool
may_see(struct ctx *c, struct id programme)
{
	if (ctx_may(c, &transaction_entity, SEE, programme) &&
	    ctx_may(c, &budget_line_entity, SEE, programme))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "You may not see the money of this programme.");
}

bool
finance_of(struct ctx *c, struct id programme, struct finance **out)
{
	struct finance *f = NEW(c->arena, struct finance);
	struct counting k = { .c = c, .f = f };
	struct transaction *t;
	struct programme p;
	size_t i, n;

	*out = f;
	if (!flow_find(c, &programme_entity, programme, &p) ||
	    !may_see(c, programme) ||
	    (k.activity = gather(c, &activity_entity, programme,
	    &k.activities)) == NULL ||
	    (k.line = gather(c, &budget_line_entity, programme,
	    &k.lines)) == NULL ||
	    (t = gather(c, &transaction_entity, programme, &n)) == NULL)
		return false;
	memcpy(f->currency, p.currency.p, p.currency.n < 3 ? p.currency.n : 3);
	k.activity_at = gather_index(c->arena, k.activity, k.activities,
	    sizeof(*k.activity));
	f->activity_at = k.activity_at;
	k.line_at = gather_index(c->arena, k.line, k.lines, sizeof(*k.line));
	set_activities(&k);
	for (i = 0; i < k.lines; i++)
		if (!count_line(&k, &k.line[i]))
			return false;
	for (i = 0; i < n; i++)
		if (!count_transaction(&k, &t[i]))
			return false;
	conclude(&k);
	return true;
}

struct money
finance_spent(const struct finance *f, struct id activity)
{
	size_t i;

	return gather_find(f->activity_at, &activity, &i)
	    ? f->activity[i].spent : (struct money){ 0 };
}
