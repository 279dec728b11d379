/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Budgets, planned payments, capital spending and transactions. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "format/json.h"
#include "model/fund.h"
#include "standard/iati_load.h"

/* ---- budgets: the lines of one period, type and state together ---- */

struct budget {
	struct day from, to;
	str type, status;
	struct money sum;
};

static int
by_period(const void *one, const void *other, const void *with)
{
	const struct budget *a = one, *b = other;
	int order;

	(void)with;
	if (a->from.n != b->from.n)
		return a->from.n < b->from.n ? -1 : 1;
	if (a->to.n != b->to.n)
		return a->to.n < b->to.n ? -1 : 1;
	order = str_order(a->type, b->type);
	if (order == 0)
		order = str_order(a->status, b->status);
	return order != 0 ? order : strcmp(a->sum.currency, b->sum.currency);
}

static struct budget
budget_of(const struct budget_line *l)
{
	struct budget b = { l->starts_on, l->ends_on, l->budget_type,
		l->status, l->amount };

	if (b.from.n == 0 || b.to.n == 0) {
		b.from = day_of((int)l->year, 1, 1);
		b.to = day_of((int)l->year, 12, 31);
	}
	if (str_none(b.type))
		b.type = S("1");
	if (str_none(b.status))
		b.status = S("1");
	return b;
}

static void
put_budget(struct iati_made *m, const struct budget *b)
{
	struct iati *e = iati_add(m->a, "budget");

	iati_set(e, "type", b->type);
	iati_set(e, "status", b->status);
	iati_set_day(iati_add(e, "period-start"), "iso-date", b->from);
	iati_set_day(iati_add(e, "period-end"), "iso-date", b->to);
	iati_value(e, b->sum, b->from);
}

static void
budgets(struct iati_made *m, const struct budget_line *l, size_t n)
{
	struct budget *b = NEWS(m->c->arena, struct budget, n + 1);
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		b[i] = budget_of(&l[i]);
	sort(m->c->arena, b, n, sizeof(*b), by_period, NULL);
	for (i = 0; i < n; i++) {
		/* A sum past 2^63 stands in two budgets. */
		if (k > 0 && by_period(&b[k - 1], &b[i], NULL) == 0 &&
		    money_add(&b[k - 1].sum, b[i].sum))
			continue;
		b[k++] = b[i];
	}
	for (i = 0; i < k; i++)
		put_budget(m, &b[i]);
}

/* ---- planned payments ---- */

static void
planned_org(struct iati *e, const char *name, str called)
{
	if (!str_none(called))
		iati_says(iati_add(e, name), called, NULL);
}

static void
planned(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.disbursements);
	struct iati *e, *v;

	for (; row != NULL; row = row->next) {
		if (str_none(json_text(row, "amount")) ||
		    str_none(json_text(row, "from")))
			continue;
		e = iati_add(m->a, "planned-disbursement");
		iati_set(e, "type", json_text(row, "type"));
		iati_set(iati_add(e, "period-start"), "iso-date",
		    json_text(row, "from"));
		if (!str_none(json_text(row, "until")))
			iati_set(iati_add(e, "period-end"), "iso-date",
			    json_text(row, "until"));
		v = iati_add(e, "value");
		v->text = json_text(row, "amount");
		iati_set(v, "currency", json_text(row, "currency"));
		iati_set(v, "value-date", str_none(json_text(row, "date"))
		    ? json_text(row, "from") : json_text(row, "date"));
		planned_org(e, "provider-org", json_text(row, "provider"));
		planned_org(e, "receiver-org", json_text(row, "receiver"));
	}
}

/* ---- equipment ---- */

/* The share is finance's own figure; asked where a line is for equipment. */
static bool
capital(struct iati_made *m, const struct budget_line *l, size_t n)
{
	double share = m->entry.capital_share;
	struct finance *f;
	size_t i;

	for (i = 0; i < n && !str_is(l[i].category, "3"); i++)
		;
	if (m->entry.row.revision == 0 || isnan(share)) {
		share = NAN;
		if (i < n) {
			if (!finance_of(m->c, m->p->row.id, &f))
				return false;
			share = f->equipment_share * 100;
		}
	}
	if (!isnan(share))
		iati_set(iati_add(m->a, "capital-spend"), "percentage",
		    str_print(m->c->arena, "%.2f", share));
	return true;
}

bool
iati_money(struct iati_made *m)
{
	struct budget_line *l;
	size_t n;

	l = gather(m->c, &budget_line_entity, m->p->row.id, &n);
	if (l == NULL)
		return false;
	budgets(m, l, n);
	planned(m);
	return capital(m, l, n);
}

/* ---- transactions ---- */

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct transaction *a = one, *b = other;
	int order;

	(void)with;
	if (a->date.n != b->date.n)
		return a->date.n < b->date.n ? -1 : 1;
	order = str_order(a->code, b->code);
	if (order == 0)
		order = str_order(a->type, b->type);
	if (order == 0)
		order = strcmp(a->amount.currency, b->amount.currency);
	if (order == 0 && a->amount.minor != b->amount.minor)
		return a->amount.minor < b->amount.minor ? -1 : 1;
	return order != 0 ? order : str_order(a->description, b->description);
}

/* Money that comes in is the funder's; what goes out is the reporter's, to
 * whom it was paid. */
static bool
put_transaction(struct iati_made *m, const struct transaction *t)
{
	bool comes_in = str_among(t->type, "1 11 13");
	const struct iati_party *provider, *receiver;
	struct iati *e;
	str says;

	if (!iati_without_names(m, t->description, &says) ||
	    !iati_party_of(m, comes_in ? t->funder : (struct id){ { 0 } },
	    &provider) || !iati_party_of(m, t->receiver, &receiver))
		return false;
	e = iati_add(m->a, "transaction");
	iati_set(e, "ref", t->code);
	iati_code(e, "transaction-type", t->type);
	iati_set_day(iati_add(e, "transaction-date"), "iso-date", t->date);
	iati_value(e, t->amount, t->date);
	if (!str_none(str_trim(says)))
		iati_says(iati_add(e, "description"), says, NULL);
	iati_org(e, "provider-org", comes_in ? provider : &m->reporter);
	iati_org(e, "receiver-org", comes_in && receiver == NULL
	    ? &m->reporter : receiver);
	return true;
}

bool
iati_transactions(struct iati_made *m)
{
	struct transaction *t;
	size_t i, n;

	t = gather(m->c, &transaction_entity, m->p->row.id, &n);
	if (t == NULL)
		return false;
	sort(m->c->arena, t, n, sizeof(*t), by_day, NULL);
	for (i = 0; i < n; i++)
		if (t[i].date.n <= moment_day(m->c->now).n &&
		    !put_transaction(m, &t[i]))
			return false;
	return true;
}
