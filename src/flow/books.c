/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/books.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow/find.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "flow/rate.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"

struct entering {
	struct ctx         *c;
	struct transaction *t;
	struct programme    p;
	char                currency[4];
	struct transaction  of;         /* that it takes back; revision 0 */
};

static bool
find(struct ctx *c, const struct entity *e, struct id id, void *row)
{
	struct errors quiet = { .arena = c->arena };

	return !id_none(id) && store_find(c->store, e, id, c->arena, row,
	    &quiet);
}

static bool
is_money(struct money m)
{
	return m.currency[0] != '\0';
}

/* ---- what it belongs to ---- */

static bool
check_line(struct entering *k)
{
	struct budget_line l;

	return id_none(k->t->budget_line) || (find(k->c, &budget_line_entity,
	    k->t->budget_line, &l) && id_same(l.programme,
	    k->t->programme)) || fail(&k->c->errors, INVALID, "budget_line",
	    "This budget line is of another programme.");
}

static bool
check_activity(struct entering *k)
{
	struct activity a;

	return id_none(k->t->activity) || (find(k->c, &activity_entity,
	    k->t->activity, &a) && id_same(a.programme, k->t->programme)) ||
	    fail(&k->c->errors, INVALID, "activity",
	    "This activity is of another programme.");
}

static struct day
first_of(struct day a, struct day b)
{
	return a.n == 0 || (b.n != 0 && b.n < a.n) ? b : a;
}

static struct day
last_of(struct day a, struct day b)
{
	return b.n > a.n ? b : a;
}

static bool
check_day(struct entering *k)
{
	struct day from = first_of(k->p.start_planned, k->p.start_actual);
	struct day to = last_of(k->p.end_planned, k->p.end_actual);
	struct arena *a = k->c->arena;
	int days = 0;

	if (k->t->date.n == 0 || k->of.row.revision != 0)
		return k->t->date.n >= k->of.date.n ||
		    k->of.row.revision == 0 || fail(&k->c->errors, INVALID,
		    "date", "It cannot be taken back before it was made.");
	if (!setting_count(k->c, "ledger_days_after", 0, 3660, &days))
		return false;
	if (from.n != 0 && k->t->date.n < from.n &&
	    !str_among(k->t->type, "11 12 13"))
		return fail(&k->c->errors, INVALID, "date",
		    "The programme begins on %s: an entry of %s lies before "
		    "it.", day_text(a, from).p, day_text(a, k->t->date).p);
	return to.n == 0 || k->t->date.n <= to.n + days ||
	    fail(&k->c->errors, INVALID, "date",
	    "The programme ends on %s: an entry of %s lies behind it.",
	    day_text(a, to).p, day_text(a, k->t->date).p);
}

/* ---- how much ---- */

/* One that says how it counts in the programme's currency says it once, or
 * twice the same. */
static bool
check_base(struct entering *k)
{
	struct transaction *t = k->t;
	struct errors *e = &k->c->errors;
	struct money at;

	if (!is_money(t->amount) || k->currency[0] == '\0' ||
	    k->of.row.revision != 0)
		return true;
	if (strcmp(t->amount.currency, k->currency) == 0) {
		if (!isnan(t->rate_to_base) && t->rate_to_base != 1)
			return fail(e, INVALID, "rate_to_base", "The amount is "
			    "in %s, as the programme's money is: leave the rate "
			    "empty.", k->currency);
		return !is_money(t->amount_base) || t->amount_base.minor ==
		    t->amount.minor || fail(e, INVALID, "amount_base",
		    "Both amounts are in %s: leave this one empty.",
		    k->currency);
	}
	if (isnan(t->rate_to_base) || !is_money(t->amount_base) ||
	    strcmp(t->amount_base.currency, k->currency) != 0 ||
	    money_agrees(t->amount, t->rate_to_base, t->amount_base))
		return true;
	return money_times(t->amount, t->rate_to_base, k->currency, &at)
	    ? fail(e, INVALID, "amount_base", "By the rate %.12g the amount is "
	    "%s %s, not %s: leave one of the two empty, or mend it.",
	    t->rate_to_base, money_text(k->c->arena, at).p, k->currency,
	    money_text(k->c->arena, t->amount_base).p)
	    : fail(e, INVALID, "rate_to_base",
	    "By this rate the amount cannot be counted.");
}

/* One entry as large as that could make the sums of the programme more than
 * can be counted, and an entry is never dropped. */
static bool
check_sum(struct entering *k)
{
	const int64_t large = 1000000000000000;
	struct transaction *all;
	struct money m, sum;
	size_t i, n;

	if (!finance_in_base(k->currency, k->t->amount, k->t->amount_base,
	    k->t->rate_to_base, &sum) || llabs(sum.minor) < large)
		return true;
	if ((all = gather(k->c, &transaction_entity, k->t->programme, &n)) ==
	    NULL)
		return false;
	sum.minor = llabs(sum.minor);
	for (i = 0; i < n; i++) {
		if (!finance_in_base(k->currency, all[i].amount,
		    all[i].amount_base, all[i].rate_to_base, &m))
			continue;
		m.minor = llabs(m.minor);
		if (!money_add(&sum, m))
			return fail(&k->c->errors, INVALID, "amount",
			    "With this the amounts of the programme could "
			    "not be added up any more: it is too large.");
	}
	return true;
}

static bool
check_amount(struct entering *k)
{
	struct transaction *t = k->t;
	bool fine = true;

	if (is_money(t->amount) && t->amount.minor == 0)
		fine = fail(&k->c->errors, INVALID, "amount",
		    "Nothing is no entry: the amount is zero.");
	if (t->amount.minor < 0 && k->of.row.revision == 0)
		fine = fail(&k->c->errors, INVALID, "amount",
		    "An entry is above zero. To take one back, reverse it.");
	if (is_money(t->amount_base) && strcmp(t->amount_base.currency,
	    k->currency) != 0)
		fine = fail(&k->c->errors, INVALID, "amount_base",
		    "The programme's currency is %s.", k->currency);
	if (is_money(t->amount_base) && k->of.row.revision == 0 &&
	    t->amount_base.minor <= 0 && t->amount.minor > 0)
		fine = fail(&k->c->errors, INVALID, "amount_base",
		    "An entry is above zero in every currency.");
	if (str_among(t->form, "in_kind local") && str_none(str_trim(t->basis)))
		fine = fail(&k->c->errors, INVALID, "basis",
		    "Say how it was valued.");
	return check_base(k) && fine;
}

/* What was typed stands; else the typed rate; else the rate of the day. */
static bool
convert(struct entering *k)
{
	struct transaction *t = k->t;
	struct rate r;
	bool is_there;

	/* A reversal counts as what it takes back does, or not yet either. */
	if (!is_money(t->amount) || k->currency[0] == '\0' ||
	    !str_none(t->rate_basis) || k->of.row.revision != 0)
		return true;
	if (strcmp(t->amount.currency, k->currency) == 0) {
		t->amount_base = t->amount;
		return true;
	}
	if (is_money(t->amount_base) || !isnan(t->rate_to_base)) {
		t->rate_basis = S(BOOKS_TYPED);
		return is_money(t->amount_base) || money_times(t->amount,
		    t->rate_to_base, k->currency, &t->amount_base) ||
		    fail(&k->c->errors, INVALID, "rate_to_base",
		    "By this rate the amount cannot be counted.");
	}
	if (!rate_convert(k->c, t->amount, k->currency, t->date,
	    &t->amount_base, &r, &is_there))
		return false;
	if (is_there) {
		t->rate_to_base = r.rate;
		t->rate_basis = r.says;
	}
	return true;
}

/* ---- what it takes back ---- */

static bool
was_reversed(struct ctx *c, struct id entry, bool *is)
{
	struct filter of = { field_named(&transaction_entity, S("reverses")),
		IS, id_text(c->arena, entry) };
	struct ask ask = { .filters = &of, .n = 1 };
	int64_t n;

	if (!store_count(c->store, &transaction_entity, &ask, &n, &c->errors))
		return false;
	*is = n > 0;
	return true;
}

static bool
is_mirror(const struct transaction *t, const struct transaction *of)
{
	return t->amount.minor == -of->amount.minor &&
	    strcmp(t->amount.currency, of->amount.currency) == 0 &&
	    str_same(t->type, of->type) && id_same(t->activity, of->activity) &&
	    id_same(t->budget_line, of->budget_line) &&
	    id_same(t->funder, of->funder) &&
	    id_same(t->programme, of->programme);
}

static bool
check_reversal(struct entering *k)
{
	struct transaction *t = k->t, *of = &k->of;
	bool twice;

	if (id_none(t->reverses))
		return true;
	if (!find(k->c, &transaction_entity, t->reverses, of))
		return fail(&k->c->errors, INVALID, "reverses",
		    "There is no such entry.");
	if (!id_none(of->reverses))
		return fail(&k->c->errors, INVALID, "reverses",
		    "That entry is itself a reversal: enter what is right "
		    "anew.");
	if (!was_reversed(k->c, of->row.id, &twice))
		return false;
	if (twice)
		return fail(&k->c->errors, INVALID, "reverses",
		    "That entry was reversed before.");
	if (!is_mirror(t, of))
		return fail(&k->c->errors, INVALID, "amount",
		    "A reversal is of the same kind, activity, line and funder, "
		    "with the whole amount below zero.");
	if (str_none(str_trim(t->description)))
		return fail(&k->c->errors, INVALID, "description",
		    "Say why the entry is reversed.");
	t->amount_base = of->amount_base;
	t->amount_base.minor = -of->amount_base.minor;
	t->rate_to_base = of->rate_to_base;
	t->rate_basis = is_money(of->amount_base) &&
	    strcmp(of->amount.currency, k->currency) != 0
	    ? S("as the entry it reverses") : (str){ 0 };
	t->form = of->form;
	t->basis = of->basis;
	if (id_none(t->account))
		t->account = of->account;
	return true;
}

bool
books_check(struct ctx *c, struct transaction *t)
{
	struct entering k = { .c = c, .t = t };
	bool fine;

	if (!find(c, &programme_entity, t->programme, &k.p))
		return true;    /* told as what it belongs to */
	memcpy(k.currency, k.p.currency.p, k.p.currency.n < 3
	    ? k.p.currency.n : 3);
	fine = check_reversal(&k);
	fine = check_line(&k) && fine;
	fine = check_activity(&k) && fine;
	fine = check_day(&k) && fine;
	fine = check_amount(&k) && fine;
	return fine && convert(&k) && check_sum(&k);
}

bool
books_told(struct ctx *c, const struct transaction *t)
{
	struct transaction plain = *t;
	struct entering k = { .c = c, .t = &plain };
	struct money m;
	bool fine;

	if (!id_none(t->reverses) || !find(c, &programme_entity,
	    t->programme, &k.p))
		return true;    /* a reversal: as what it takes back */
	memcpy(k.currency, k.p.currency.p, k.p.currency.n < 3
	    ? k.p.currency.n : 3);
	fine = check_day(&k);
	fine = check_amount(&k) && fine;
	return fine && (finance_in_base(k.currency, t->amount, t->amount_base,
	    t->rate_to_base, &m) || fail(&c->errors, INVALID, "amount_base",
	    "There is no rate from %s to %s: it counts in no sum.",
	    t->amount.currency, k.currency));
}

/* ---- rows of every kind ---- */

static bool
entry_before(struct ctx *c, struct transaction *t)
{
	struct books_limit l;

	if (id_none(t->entered_by))
		t->entered_by = c->actor.user;
	if (!books_check(c, t))
		return false;
	if (c->actor.system)
		return true;
	if (!books_limit(c, t, &l))
		return false;
	return !l.is_above || fail(&c->errors, INVALID, l.off > 0
	    ? "rate_to_base" : "amount", "%s Another person approves that: "
	    "put it forward on the page of the ledger.",
	    books_limit_says(c, &l).p);
}

/* A line in another currency counts by what is typed, else by the rate of
 * the day on which it is planned. */
static bool
line_before(struct ctx *c, const struct budget_line *was,
    struct budget_line *l)
{
	char currency[4] = "";
	struct programme p;
	struct rate r;
	bool is_there;

	if (l->amount.minor < 0)
		return fail(&c->errors, INVALID, "amount",
		    "What is planned is not below zero.");
	if (!find(c, &programme_entity, l->programme, &p) ||
	    !is_money(l->amount))
		return true;
	memcpy(currency, p.currency.p, p.currency.n < 3 ? p.currency.n : 3);
	if (strcmp(currency, l->amount.currency) == 0) {
		if (is_money(l->amount_base) && (was == NULL || !row_same(
		    field_named(&budget_line_entity, S("amount_base")), was,
		    l)) && (l->amount_base.minor != l->amount.minor ||
		    strcmp(l->amount_base.currency, currency) != 0))
			return fail(&c->errors, INVALID, "amount_base",
			    "Both amounts are in %s: leave this one empty.",
			    currency);
		l->amount_base = (struct money){ 0 };
		l->rate_basis = (str){ 0 };
		return true;
	}
	if (is_money(l->amount_base) && strcmp(l->amount_base.currency,
	    currency) != 0)
		return fail(&c->errors, INVALID, "amount_base",
		    "The programme's currency is %s.", currency);
	if (l->amount_base.minor < 0)
		return fail(&c->errors, INVALID, "amount_base",
		    "What is planned is not below zero.");
	if (was != NULL && was->amount.minor == l->amount.minor &&
	    strcmp(was->amount.currency, l->amount.currency) == 0 &&
	    was->amount_base.minor == l->amount_base.minor &&
	    is_money(l->amount_base))
		return true;
	if (is_money(l->amount_base) && (was == NULL ||
	    was->amount_base.minor != l->amount_base.minor)) {
		l->rate_basis = S(BOOKS_TYPED);
		return true;
	}
	if (!rate_convert(c, l->amount, currency, moment_day(c->now),
	    &l->amount_base, &r, &is_there))
		return false;
	l->rate_basis = is_there ? r.says : (str){ 0 };
	return true;
}

static bool
pending_before(struct ctx *c, const struct pending_entry *was,
    struct pending_entry *p)
{
	struct books_limit l;
	struct transaction t;

	if (was != NULL)
		return true;
	books_entry_of(p, &t);
	if (!books_check(c, &t) || !books_limit(c, &t, &l))
		return false;
	p->why = books_limit_says(c, &l);
	p->state = S("waiting");
	return true;
}

/* What the bank said of an entry stays while the two are held together. */
static bool
bank_before(struct ctx *c, const struct bank_line *was)
{
	return c->actor.system || was == NULL || id_none(was->entry) ||
	    fail(&c->errors, INVALID, NULL, "This line is matched with an "
	    "entry: undo that first.");
}

bool
books_before_drop(struct ctx *c, const struct entity *e, const void *row)
{
	return e != &bank_line_entity || bank_before(c, row);
}

bool
books_before(struct ctx *c, const struct entity *e, const void *was,
    void *row)
{
	str *currency;

	if (e == &transaction_entity)
		return was != NULL || entry_before(c, row);
	if (e == &budget_line_entity)
		return line_before(c, was, row);
	if (e == &exchange_rate_entity)
		return rate_right(c, row);
	if (e == &pending_entry_entity)
		return pending_before(c, was, row);
	if (e == &bank_line_entity)
		return bank_before(c, was);
	if (e == &setting_entity && str_is(((struct setting *)row)->key,
	    "approval_limits"))
		return books_limits_right(c, ((struct setting *)row)->value);
	if (e != &bank_statement_entity)
		return true;
	currency = &((struct bank_statement *)row)->currency;
	return money_exponent(str_z(c->arena, *currency)) >= 0 ||
	    fail(&c->errors, INVALID, "currency",
	    "'%.*s' is no currency: write its three letters, such as EUR.",
	    (int)currency->n, currency->p);
}

/* ---- a reversal ---- */

bool
books_reverse(struct ctx *c, struct id entry, struct day on, str reason,
    struct id *reversal)
{
	struct transaction of, t;

	if (!flow_find(c, &transaction_entity, entry, &of))
		return false;
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say why the entry is reversed.");
	row_blank(&transaction_entity, &t);
	t.programme = of.programme;
	t.type = of.type;
	t.date = on;
	t.activity = of.activity;
	t.budget_line = of.budget_line;
	t.funder = of.funder;
	t.receiver = of.receiver;
	t.account = of.account;
	t.amount = of.amount;
	t.amount.minor = -of.amount.minor;
	t.document_no = of.document_no;
	t.description = reason;
	t.reverses = of.row.id;
	if (!flow_save(c, &transaction_entity, &t))
		return false;
	*reversal = t.row.id;
	return true;
}
