/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/finance.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "flow/books.h"
#include "flow/find.h"
#include "flow/gather.h"

/* The budget category of the UN that is equipment. */
#define EQUIPMENT  "3"

enum { SPOTS = 2 + FINANCE_GROUPS };

struct counting {
	struct ctx         *c;
	struct finance     *f;
	struct programme    p;
	struct activity    *activity;
	struct budget_line *line;
	struct transaction *entry;
	struct account_code *account;
	size_t              activities, lines, entries, accounts;
	struct map         *activity_at, *line_at, *account_at;
};

bool
finance_too_large(struct ctx *c)
{
	return fail(&c->errors, INVALID, NULL,
	    "The amounts of the programme are too large to be added up.");
}

static bool
add(struct counting *k, struct money *to, struct money m)
{
	return money_add(to, m) || finance_too_large(k->c);
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
	/* A rate to a currency that the programme has no more is none. */
	return !isnan(rate) && base.currency[0] == '\0' &&
	    money_times(amount, rate, currency, out);
}

int
finance_by_day(const void *one, const void *other, const void *with)
{
	const struct transaction *a = one, *b = other;

	(void)with;
	if (a->date.n != b->date.n)
		return (a->date.n > b->date.n) - (a->date.n < b->date.n);
	return str_order(a->code, b->code);
}

/* ---- where a row counts ---- */

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
group_of(struct counting *k, enum finance_by by, str code, struct id id)
{
	struct finance_group *g = &k->f->group[by];

	return sum_of(g->sum, &g->n, str_none(code) ? S("unknown") : code, id);
}

static str
id_code(struct counting *k, struct id id)
{
	return id_none(id) ? (str){ 0 } : id_text(k->c->arena, id);
}

/* NULL: of no activity. */
static struct finance_sum *
activity_of(struct counting *k, const struct id *id)
{
	size_t i;

	return gather_find(k->activity_at, id, &i) ? &k->f->activity[i] : NULL;
}

/* The account that is said, else the one that stands for the category. */
static struct finance_sum *
account_of(struct counting *k, struct id said, str category)
{
	size_t i;

	if (gather_find(k->account_at, &said, &i))
		return group_of(k, FINANCE_ACCOUNT, k->account[i].code,
		    k->account[i].row.id);
	for (i = 0; i < k->accounts && !str_none(category); i++)
		if (str_same(k->account[i].category, category))
			return group_of(k, FINANCE_ACCOUNT,
			    k->account[i].code, k->account[i].row.id);
	return group_of(k, FINANCE_ACCOUNT, (str){ 0 }, (struct id){ 0 });
}

static str
year_text(struct counting *k, int64_t year)
{
	return year == INT64_MIN ? (str){ 0 } : str_print(k->c->arena, "%lld",
	    (long long)year);
}

/* The sums that a line counts in; the last is the whole. */
static size_t
spots_of_line(struct counting *k, const struct budget_line *l,
    struct finance_sum **to)
{
	size_t n = 0;

	to[n] = activity_of(k, &l->activity);
	if (to[n] == NULL)
		to[n] = &k->f->no_activity;
	n++;
	to[n++] = sum_of(k->f->category, &k->f->categories,
	    str_none(l->category) ? S("unknown") : l->category,
	    (struct id){ 0 });
	to[n++] = group_of(k, FINANCE_FUNDER, id_code(k, l->funder),
	    l->funder);
	to[n++] = group_of(k, FINANCE_YEAR, year_text(k, l->year),
	    (struct id){ 0 });
	to[n++] = group_of(k, FINANCE_FUND, l->fund, (struct id){ 0 });
	to[n++] = account_of(k, l->account, l->category);
	to[n++] = &k->f->all;
	return n;
}

/* What comes in is of a funder and a year, and of nothing else. */
static size_t
spots_of_entry(struct counting *k, const struct transaction *t,
    const struct budget_line *l, struct finance_sum **to)
{
	struct id funder = id_none(t->funder) && l != NULL ? l->funder
	    : t->funder;
	str category = l == NULL ? (str){ 0 } : l->category;
	int year, month, day;
	size_t n = 0;

	day_split(t->date, &year, &month, &day);
	to[n++] = &k->f->all;
	to[n++] = group_of(k, FINANCE_FUNDER, id_code(k, funder), funder);
	to[n++] = group_of(k, FINANCE_YEAR, t->date.n == 0 ? (str){ 0 }
	    : year_text(k, year), (struct id){ 0 });
	if (!str_among(t->type, "2 3 4"))
		return n;
	to[n] = activity_of(k, id_none(t->activity) && l != NULL
	    ? &l->activity : &t->activity);
	if (to[n] == NULL)
		to[n] = &k->f->no_activity;
	n++;
	to[n++] = sum_of(k->f->category, &k->f->categories,
	    str_none(category) ? S("unknown") : category, (struct id){ 0 });
	to[n++] = group_of(k, FINANCE_FUND, l == NULL ? (str){ 0 } : l->fund,
	    (struct id){ 0 });
	to[n++] = account_of(k, id_none(t->account) && l != NULL ? l->account
	    : t->account, category);
	return n;
}

/* ---- a line ---- */

double
finance_elapsed(const struct budget_line *l, const struct activity *a,
    const struct programme *p, struct day on)
{
	struct day from = l->starts_on, to = l->ends_on;

	if (a != NULL && (from.n == 0 || to.n == 0)) {
		from = a->start;
		to = a->end;
	}

	if (from.n == 0 || to.n == 0) {
		from = p->start_planned;
		to = p->end_planned;
	}
	if (from.n == 0 || to.n < from.n || on.n < from.n)
		return 0;
	return on.n >= to.n ? 1 : (double)(on.n - from.n + 1) /
	    (double)(to.n - from.n + 1);
}

static double
done_share(struct counting *k, const struct activity *a)
{
	str rule = k->p.earned_rule;

	if (a == NULL)
		return 0;
	if (str_among(a->state, "delivered verified"))
		return 1;
	if (!str_is(a->state, "ongoing") || str_is(rule, "end"))
		return 0;
	if (!str_is(rule, "percent"))
		return 0.5;
	return isnan(a->percent_done) ? 0 : a->percent_done / 100;
}

static struct money
part_of(struct money m, double part)
{
	struct money out = { 0 };

	memcpy(out.currency, m.currency, sizeof(out.currency));
	if (part > 0 && !money_times(m, part, m.currency, &out))
		return m;
	return out;
}

static bool
count_line(struct counting *k, size_t at, struct money *base,
    struct money *due, struct money *earned)
{
	const struct budget_line *l = &k->line[at];
	struct finance_sum *to[SPOTS + 1];
	const struct activity *a = NULL;
	size_t i, n;

	k->f->lines++;
	if (!finance_in_base(k->f->currency, l->amount, l->amount_base, NAN,
	    base)) {
		*base = (struct money){ 0 };
		k->f->unconverted += l->amount.currency[0] != '\0';
		return true;
	}
	if (gather_find(k->activity_at, &l->activity, &i))
		a = &k->activity[i];
	*due = part_of(*base, finance_elapsed(l, a, &k->p, k->f->as_of));
	*earned = part_of(*base, done_share(k, a));
	n = spots_of_line(k, l, to);
	for (i = 0; i < n; i++) {
		to[i]->lines++;
		if (!add(k, &to[i]->budget, *base) ||
		    !add(k, &to[i]->to_date, *due) ||
		    !add(k, &to[i]->earned, *earned))
			return false;
	}
	return add(k, &k->f->budget, *base);
}

/* ---- an entry ---- */

static struct money *
kind_of(struct finance_sum *s, str type)
{
	if (str_is(type, BOOKS_SPENT))
		return &s->spent;
	if (str_is(type, BOOKS_COMMITTED))
		return &s->committed;
	if (str_is(type, BOOKS_DISBURSED))
		return &s->disbursed;
	if (str_is(type, BOOKS_RECEIVED))
		return &s->received;
	return str_is(type, BOOKS_SIGNED) ? &s->signed_for : NULL;
}

static bool
count_entry(struct counting *k, size_t at, struct money *base)
{
	const struct transaction *t = &k->entry[at];
	const struct budget_line *l = NULL;
	struct finance_sum *to[SPOTS + 1];
	bool is_spent = str_is(t->type, BOOKS_SPENT);
	size_t i, n;

	k->f->transactions++;
	if (!finance_in_base(k->f->currency, t->amount, t->amount_base,
	    t->rate_to_base, base)) {
		*base = (struct money){ 0 };
		k->f->unconverted++;
		return true;
	}
	if (kind_of(&k->f->all, t->type) == NULL)
		return true;
	if (gather_find(k->line_at, &t->budget_line, &i))
		l = &k->line[i];
	n = spots_of_entry(k, t, l, to);
	for (i = 0; i < n; i++) {
		to[i]->entries++;
		to[i]->payments += is_spent;
		if (!add(k, kind_of(to[i], t->type), *base))
			return false;
		if (is_spent && t->date.n <= k->f->as_of.n &&
		    !add(k, &to[i]->spent_to_date, *base))
			return false;
	}
	return true;
}

/* ---- the whole ---- */

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

	f->spent = f->all.spent;
	f->incoming = f->all.received;
	f->committed = f->all.signed_for;
	for (i = 0; i < FINANCE_GROUPS; i++)
		sort(k->c->arena, f->group[i].sum, f->group[i].n, sizeof(*s),
		    by_code, NULL);
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
set_groups(struct counting *k)
{
	struct arena *a = k->c->arena;
	size_t rows = k->lines + k->entries + 1, i;
	struct finance_sum *s;

	k->f->activity = NEWS(a, struct finance_sum, k->activities + 1);
	k->f->activities = k->activities;
	k->f->of = k->activity;
	k->f->account = k->account;
	k->f->accounts = k->accounts;
	k->f->line_at = k->line_at;
	k->f->activity_at = k->activity_at;
	for (i = 0; i < k->activities; i++) {
		s = &k->f->activity[i];
		s->code = k->activity[i].code;
		s->id = k->activity[i].row.id;
		if (strcmp(k->activity[i].cost.currency, k->f->currency) == 0)
			s->planned = k->activity[i].cost;
		k->f->undated += k->activity[i].start.n == 0 ||
		    k->activity[i].end.n == 0;
		k->f->unsaid += str_is(k->activity[i].state, "ongoing") &&
		    isnan(k->activity[i].percent_done);
	}
	k->f->category = NEWS(a, struct finance_sum, k->lines + 2);
	for (i = 0; i < FINANCE_GROUPS; i++)
		k->f->group[i].sum = NEWS(a, struct finance_sum, rows + 1);
	k->f->no_activity.code = S("unknown");
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

static bool
read_rows(struct counting *k, struct id programme)
{
	struct ctx *c = k->c;

	if ((k->activity = gather(c, &activity_entity, programme,
	    &k->activities)) == NULL ||
	    (k->line = gather(c, &budget_line_entity, programme,
	    &k->lines)) == NULL ||
	    (k->entry = gather(c, &transaction_entity, programme,
	    &k->entries)) == NULL ||
	    (k->account = gather(c, &account_code_entity,
	    (struct id){ { 0 } }, &k->accounts)) == NULL)
		return false;
	k->activity_at = gather_index(c->arena, k->activity, k->activities,
	    sizeof(*k->activity));
	k->line_at = gather_index(c->arena, k->line, k->lines,
	    sizeof(*k->line));
	k->account_at = gather_index(c->arena, k->account, k->accounts,
	    sizeof(*k->account));
	return true;
}

bool
finance_of(struct ctx *c, struct id programme, struct finance **out)
{
	struct finance *f = NEW(c->arena, struct finance);
	struct counting k = { .c = c, .f = f };
	struct money *line, *due, *earned, *entry;
	size_t i;

	*out = f;
	if (!flow_find(c, &programme_entity, programme, &k.p) ||
	    !may_see(c, programme) || !read_rows(&k, programme))
		return false;
	memcpy(f->currency, k.p.currency.p, k.p.currency.n < 3
	    ? k.p.currency.n : 3);
	f->as_of = k.p.as_of.n != 0 ? k.p.as_of : moment_day(c->now);
	f->activity_at = k.activity_at;
	set_groups(&k);
	f->line = k.line;
	f->entry = k.entry;
	f->line_base = line = NEWS(c->arena, struct money, k.lines + 1);
	f->line_due = due = NEWS(c->arena, struct money, k.lines + 1);
	f->line_earned = earned = NEWS(c->arena, struct money, k.lines + 1);
	f->entry_base = entry = NEWS(c->arena, struct money, k.entries + 1);
	for (i = 0; i < k.lines; i++)
		if (!count_line(&k, i, &line[i], &due[i], &earned[i]))
			return false;
	for (i = 0; i < k.entries; i++)
		if (!count_entry(&k, i, &entry[i]))
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
