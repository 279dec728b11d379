/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/agreements.h"

#include <math.h>
#include <string.h>

#include "flow/books.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/setting.h"

#define INDIRECT "8"

static const struct budget_line *
line_of(const struct finance *f, const struct transaction *t)
{
	size_t i;

	return gather_find(f->line_at, &t->budget_line, &i) ? &f->line[i]
	    : NULL;
}

static bool
is_within(const struct grant_agreement *a, struct day on)
{
	return (a->starts.n == 0 || on.n >= a->starts.n) && (a->ends.n == 0 ||
	    on.n <= a->ends.n);
}

/* What is taken back counts where it counted, whenever it is taken back. */
static const struct transaction *
taken_back(const struct finance *f, const struct transaction *t)
{
	int64_t i;

	for (i = 0; !id_none(t->reverses) && i < f->transactions; i++)
		if (id_same(f->entry[i].row.id, t->reverses))
			return &f->entry[i];
	return t;
}

size_t
agreements_at(const struct finance *f, const struct agreement_used *all,
    size_t n, const struct transaction *t)
{
	const struct budget_line *l = line_of(f, t);
	const struct transaction *first = taken_back(f, t);
	struct id funder = id_none(t->funder) && l != NULL ? l->funder
	    : t->funder;
	size_t i, found = n;

	for (i = 0; i < n; i++) {
		if (id_none(funder) || !id_same(all[i].row.funder, funder))
			continue;
		if (!str_none(first->document_no) && str_same(all[i].row.code,
		    first->document_no))
			return i;
		if (found == n && is_within(&all[i].row, first->date))
			found = i;      /* they stand by their ends */
	}
	return found;
}

static bool
is_eligible(str categories, str one)
{
	str each;

	if (str_none(categories))
		return true;
	while (str_cut(&categories, ';', &each))
		if (str_same(str_trim(each), one))
			return true;
	return false;
}

static bool
in_its_currency(const struct finance *f, const struct agreement_used *a,
    size_t at, struct money *out)
{
	const char *currency = a->row.amount.currency;

	*out = f->entry[at].amount;
	if (strcmp(out->currency, currency) == 0)
		return true;
	*out = f->entry_base[at];
	return out->currency[0] != '\0' && strcmp(out->currency, currency) ==
	    0;
}

static bool
add_entry(struct ctx *c, const struct finance *f, struct agreement_used *a,
    size_t at)
{
	const struct transaction *t = &f->entry[at];
	const struct budget_line *l = line_of(f, t);
	struct money m;
	bool fine = true;

	if (!str_among(t->type, BOOKS_SPENT " " BOOKS_RECEIVED))
		return true;
	if (!in_its_currency(f, a, at, &m)) {
		a->unconverted++;
		return true;
	}
	a->entries++;
	if (str_is(t->type, BOOKS_RECEIVED))
		fine = money_add(&a->received, m);
	else {
		fine = money_add(&a->spent, m);
		if (l != NULL && str_is(l->category, INDIRECT))
			fine = money_add(&a->overhead, m) && fine;
		if (l != NULL && !is_eligible(a->row.categories, l->category))
			fine = money_add(&a->aside, m) && fine;
	}
	return fine || finance_too_large(c);
}

static void
conclude(struct agreement_used *a, struct day today, int warn)
{
	struct money spent = a->spent;
	size_t i;

	a->left = a->row.amount;
	spent.minor = -spent.minor;
	if (!money_add(&a->left, spent))
		a->left = (struct money){ 0 };
	a->days = a->row.ends.n - today.n;
	a->lapses = a->row.ends.n != 0 && a->left.minor > 0 && a->days >= 0 &&
	    a->days <= warn;
	a->lapsed = a->row.ends.n != 0 && a->left.minor > 0 && a->days < 0;
	a->much_overhead = !isnan(a->row.overhead) && a->spent.minor > 0 &&
	    money_real(a->overhead) > money_real(a->spent) *
	    a->row.overhead / 100;
	for (i = 0; i < a->duties; i++) {
		a->open += a->duty[i].done_on.n == 0;
		a->late += a->duty[i].done_on.n == 0 &&
		    a->duty[i].due.n != 0 && a->duty[i].due.n < today.n;
	}
}

bool
agreements_of(struct ctx *c, const struct finance *f, struct id programme,
    struct agreement_used **out, size_t *n)
{
	struct agreement_used *all;
	struct grant_agreement *row;
	int warn = AGREEMENTS_WARN;
	size_t i, at;

	if (!setting_count(c, "grant_warn_days", 0, 3660, &warn) ||
	    (row = every(c, &grant_agreement_entity, programme, n)) == NULL)
		return false;
	*out = all = NEWS(c->arena, struct agreement_used, *n + 1);
	for (i = 0; i < *n; i++) {
		all[i].row = row[i];
		if ((all[i].duty = every_by(c, &grant_duty_entity,
		    "agreement", row[i].row.id, &all[i].duties)) == NULL)
			return false;
	}
	for (i = 0; i < (size_t)f->transactions; i++) {
		at = agreements_at(f, all, *n, &f->entry[i]);
		if (at < *n && !add_entry(c, f, &all[at], i))
			return false;
	}
	for (i = 0; i < *n; i++)
		conclude(&all[i], moment_day(c->now), warn);
	return true;
}
