/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/budget.h"

#include <math.h>
#include <string.h>

#include "flow/books.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/codes.h"
#include "model/sustain.h"
#include "model/text.h"

static const char *const names[BUDGETS] = { "category", "activity", "funder",
	"year", "fund", "account" };

const char *
budget_name(enum budget_by by)
{
	return names[by];
}

enum budget_by
budget_named(str name)
{
	enum budget_by by = 0;

	while (by < BUDGETS && !str_is(name, names[by]))
		by++;
	return by;
}

/* ---- groupings ---- */

static enum finance_by
group_at(enum budget_by by)
{
	return by == BUDGET_FUNDER ? FINANCE_FUNDER
	    : by == BUDGET_YEAR ? FINANCE_YEAR
	    : by == BUDGET_FUND ? FINANCE_FUND : FINANCE_ACCOUNT;
}

struct finance_sum *
budget_sums(struct arena *a, const struct finance *f, enum budget_by by,
    size_t *n)
{
	const struct finance_sum *from = f->category;
	size_t all = f->categories, i;
	struct finance_sum *to;

	if (by == BUDGET_ACTIVITY) {
		from = f->activity;
		all = f->activities;
	} else if (by != BUDGET_CATEGORY) {
		from = f->group[group_at(by)].sum;
		all = f->group[group_at(by)].n;
	}
	to = NEWS(a, struct finance_sum, all + 1);
	for (i = *n = 0; i < all; i++)
		if (from[i].lines + from[i].entries > 0)
			to[(*n)++] = from[i];
	if (by == BUDGET_ACTIVITY && f->no_activity.lines +
	    f->no_activity.entries > 0)
		to[(*n)++] = f->no_activity;
	return to;
}

static str
activity_code(const struct finance *f, struct id id)
{
	size_t i;

	return gather_find(f->activity_at, &id, &i) ? f->activity[i].code
	    : S("unknown");
}

static str
account_code(const struct finance *f, struct id said, str category)
{
	size_t i;

	for (i = 0; i < f->accounts; i++)
		if (id_same(f->account[i].row.id, said))
			return f->account[i].code;
	for (i = 0; i < f->accounts && !str_none(category); i++)
		if (str_same(f->account[i].category, category))
			return f->account[i].code;
	return S("unknown");
}

static str
or_unknown(str code)
{
	return str_none(code) ? S("unknown") : code;
}

str
budget_of_line(struct arena *a, const struct finance *f, enum budget_by by,
    const struct budget_line *l)
{
	switch (by) {
	case BUDGET_CATEGORY:
		return or_unknown(l->category);
	case BUDGET_ACTIVITY:
		return activity_code(f, l->activity);
	case BUDGET_FUNDER:
		return id_none(l->funder) ? S("unknown") : id_text(a,
		    l->funder);
	case BUDGET_YEAR:
		return l->year == INT64_MIN ? S("unknown") : str_print(a,
		    "%lld", (long long)l->year);
	case BUDGET_FUND:
		return or_unknown(l->fund);
	default:
		return account_code(f, l->account, l->category);
	}
}

str
budget_of_entry(struct arena *a, const struct finance *f, enum budget_by by,
    const struct transaction *t)
{
	struct budget_line none, l;
	int year, month, dom;
	size_t i;

	row_blank(&budget_line_entity, &none);
	l = gather_find(f->line_at, &t->budget_line, &i) ? f->line[i] : none;
	if (!id_none(t->activity))
		l.activity = t->activity;
	if (!id_none(t->funder))
		l.funder = t->funder;
	if (!id_none(t->account))
		l.account = t->account;
	day_split(t->date, &year, &month, &dom);
	l.year = t->date.n == 0 ? INT64_MIN : year;
	return budget_of_line(a, f, by, &l);
}

str
budget_says(struct ctx *c, const struct finance *f, enum budget_by by,
    const struct finance_sum *s)
{
	const struct choices *of = by == BUDGET_CATEGORY
	    ? &un_budget_category_codes : &fund_kind_codes;
	const struct choice *k;
	size_t i;

	if (str_is(s->code, "unknown"))
		return str_of(words_say(c->words, "Not said"));
	if (by == BUDGET_YEAR)
		return s->code;
	if (by == BUDGET_FUNDER)
		return flow_name(c, &party_entity, s->id);
	if (by == BUDGET_ACTIVITY && gather_find(f->activity_at, &s->id, &i))
		return str_print(c->arena, "%s %s", str_z(c->arena, s->code),
		    str_z(c->arena, text_in(c->arena, f->of[i].title,
		    c->lang)));
	for (i = 0; by == BUDGET_ACCOUNT && i < f->accounts; i++)
		if (id_same(f->account[i].row.id, s->id))
			return str_print(c->arena, "%s %s", str_z(c->arena,
			    s->code), str_z(c->arena, f->account[i].name));
	k = choice_coded(of, s->code);
	return k == NULL ? s->code : str_of(words_say(c->words, k->label));
}

/* ---- against the plan ---- */

struct money
budget_balance(const struct finance_sum *s)
{
	struct money left = s->budget, spent = s->spent;

	spent.minor = -spent.minor;
	return left.currency[0] != '\0' && money_add(&left, spent) ? left
	    : (struct money){ 0 };
}

double
budget_variance(const struct finance_sum *s, struct money *out)
{
	struct money due = s->to_date;
	double planned = money_real(due);

	*out = s->spent_to_date;
	due.minor = -due.minor;
	if (!money_add(out, due))
		*out = (struct money){ 0 };
	return planned > 0 ? money_real(*out) / planned : NAN;
}

static double
or_nought(struct money m)
{
	return m.currency[0] == '\0' ? 0 : money_real(m);
}

struct cost_earned
budget_earned(const struct finance *f)
{
	return cost_earned(money_real(f->all.budget),
	    money_real(f->all.to_date), money_real(f->all.earned),
	    or_nought(f->all.spent_to_date));
}

struct budget_shares
budget_shares(const struct finance *f)
{
	const struct finance_group *g = &f->group[FINANCE_FUND];
	double all = money_real(f->budget), ours = 0, local = 0;
	double signed_for = money_real(f->committed);
	size_t i;

	for (i = 0; i < g->n; i++) {
		if (str_among(g->sum[i].code, "CP_CASH CP_KIND"))
			ours += or_nought(g->sum[i].budget);
		if (str_among(g->sum[i].code, "OWN COMM"))
			local += or_nought(g->sum[i].budget);
	}
	if (!(all > 0))
		all = NAN;
	return (struct budget_shares){ ours / all, local / all,
		1 - (ours + local) / all,
		signed_for > 0 ? or_nought(f->incoming) / signed_for : NAN };
}

/* ---- over time ---- */

static struct day
month_end(int year, int month)
{
	struct day next = month == 12 ? day_of(year + 1, 1, 1)
	    : day_of(year, month + 1, 1);

	return (struct day){ next.n - 1 };
}

static bool
make_months(const struct finance *f, struct day from, struct day to,
    struct budget_curve *k)
{
	int year, month, dom;

	if (from.n == 0 || to.n < from.n)
		return false;
	day_split(from, &year, &month, &dom);
	for (k->n = 0; k->n < BUDGET_POINTS; k->n++) {
		k->day[k->n] = month_end(year, month);
		if (k->n > 0 && k->day[k->n - 1].n >= to.n)
			break;
		month = month == 12 ? 1 : month + 1;
		year += month == 1;
	}
	return f->lines + f->transactions > 0 && k->n > 1;
}

static void
sum_month(const struct finance *f, const struct programme *p,
    struct budget_curve *k, size_t m)
{
	struct day on = k->day[m];
	bool is_past = m == 0 || k->day[m - 1].n < f->as_of.n;
	const struct activity *a;
	size_t i, at;

	k->planned[m] = k->spent[m] = k->signed_for[m] = 0;
	for (i = 0; i < (size_t)f->lines; i++) {
		if (f->line_base[i].currency[0] == '\0')
			continue;
		a = gather_find(f->activity_at, &f->line[i].activity, &at)
		    ? &f->of[at] : NULL;
		k->planned[m] += money_real(f->line_base[i]) *
		    finance_elapsed(&f->line[i], a, p, on);
	}
	for (i = 0; i < (size_t)f->transactions; i++) {
		if (f->entry_base[i].currency[0] == '\0' ||
		    f->entry[i].date.n > on.n)
			continue;
		if (str_is(f->entry[i].type, BOOKS_SPENT))
			k->spent[m] += money_real(f->entry_base[i]);
		else if (str_is(f->entry[i].type, BOOKS_SIGNED))
			k->signed_for[m] += money_real(f->entry_base[i]);
	}
	if (!is_past)
		k->spent[m] = k->signed_for[m] = NAN;
}

void
budget_curve(const struct finance *f, const struct programme *p,
    struct budget_curve *k)
{
	struct day from = p->start_planned, to = p->end_planned;
	size_t i;

	for (i = 0; i < (size_t)f->transactions; i++) {
		if (f->entry[i].date.n != 0 && (from.n == 0 ||
		    f->entry[i].date.n < from.n))
			from = f->entry[i].date;
		if (f->entry[i].date.n > to.n)
			to = f->entry[i].date;
	}
	if (!make_months(f, from, to, k)) {
		k->n = 0;
		return;
	}
	for (i = 0; i < k->n; i++)
		sum_month(f, p, k, i);
}

/* ---- what came in kind ---- */

#define PROMISES "2 11 12 13"

static bool
add_given(struct ctx *c, struct money *to, struct money m)
{
	return money_add(to, m) || finance_too_large(c);
}

bool
budget_is_given(const struct transaction *t, str form)
{
	return str_same(t->form, form) && !str_among(t->type, PROMISES);
}

bool
budget_given(struct ctx *c, const struct finance *f, struct id programme,
    struct budget_given *g)
{
	struct local_contribution *l;
	struct money m, *to;
	size_t i, n;

	*g = (struct budget_given){ 0 };
	for (i = 0; i < (size_t)f->transactions; i++) {
		if (budget_is_given(&f->entry[i], S("in_kind")))
			to = &g->in_kind;
		else if (budget_is_given(&f->entry[i], S("local")))
			to = &g->local;
		else
			continue;
		g->entries++;
		g->unconverted += f->entry_base[i].currency[0] == '\0';
		if (!add_given(c, to, f->entry_base[i]))
			return false;
	}
	if (!ctx_may(c, &local_contribution_entity, SEE, programme))
		return true;
	if ((l = gather(c, &local_contribution_entity, programme, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++) {
		g->rows++;
		if (!finance_in_base(f->currency, l[i].value,
		    (struct money){ 0 }, NAN, &m))
			g->unconverted++;
		else if (!add_given(c, &g->community, m))
			return false;
	}
	return true;
}
