/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/books: a programme of 2025 whose currency is EUR. */
#include "flow/books.h"

#include <math.h>
#include <string.h>

#include "flow/budget.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/rate.h"
#include "flow/save.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const struct id none = { { 0 } };

static bool
open_stage(struct site *s, struct arena *a, const char *name)
{
	struct programme *p;

	if (!site_open_in(s, a, name, "EUR"))
		return false;
	p = site_find(s, &programme_entity, s->one);
	p->start_planned = day_of(2025, 1, 1);
	p->end_planned = day_of(2025, 12, 31);
	site_keep(s, &programme_entity, p);
	site_sit(s, "FIN", s->one);
	return true;
}

static struct transaction *
blank(struct site *s, int64_t cents)
{
	struct transaction *t = site_blank(s, &transaction_entity, s->one);

	t->type = S("3");
	t->date = day_of(2025, 6, 1);
	t->amount = (struct money){ cents, "EUR" };
	return t;
}

static bool
refused(struct site *s, struct transaction *t, const char *field,
    const char *says)
{
	bool is = !flow_save(&s->c, &transaction_entity, t) &&
	    site_on(s, field) && site_says(s, says);

	(void)site_fault(s);
	return is;
}

static void
what_is_no_entry_is_refused_with_a_reason(struct arena *a)
{
	struct transaction *t;
	struct site s;

	if (!open_stage(&s, a, "books_wrong"))
		return;
	CHECK(refused(&s, blank(&s, 0), "amount", "zero"));
	CHECK(refused(&s, blank(&s, -100), "amount", "reverse it"));
	t = blank(&s, 100);
	t->date = day_of(2024, 12, 31);
	CHECK(refused(&s, t, "date", "begins on 2025-01-01"));
	t->type = S("11");              /* an agreement may be older */
	CHECK(flow_save(&s.c, &transaction_entity, t));
	t = blank(&s, 100);
	t->date = day_of(2026, 1, 1);
	CHECK(refused(&s, t, "date", "ends on 2025-12-31"));
	t = blank(&s, 100);
	t->activity = site_new(&s, &activity_entity, s.two);
	CHECK(refused(&s, t, "activity", "another programme"));
	t = blank(&s, 100);
	t->budget_line = site_new(&s, &budget_line_entity, s.two);
	CHECK(refused(&s, t, "budget_line", "another programme"));
	t = blank(&s, 100);
	t->form = S("in_kind");
	CHECK(refused(&s, t, "basis", "valued"));
	t = blank(&s, 100);
	t->amount_base = (struct money){ 100, "USD" };
	CHECK(refused(&s, t, "amount_base", "EUR"));
	t = blank(&s, 100);
	t->amount = (struct money){ 100, "USD" };
	t->amount_base = (struct money){ -90, "EUR" };
	CHECK(refused(&s, t, "amount_base", "above zero in every"));
	t->amount_base.minor = 0;
	CHECK(refused(&s, t, "amount_base", "above zero in every"));
	t = blank(&s, 100);
	CHECK(flow_save(&s.c, &transaction_entity, t));
	t = site_find(&s, &transaction_entity, t->row.id);
	CHECK(id_same(t->entered_by, s.me));
	site_close(&s);
}

static void
an_entry_is_taken_back_once_and_both_are_nothing(struct arena *a)
{
	struct transaction *t;
	struct id back, again;
	struct finance *f;
	struct site s;

	if (!open_stage(&s, a, "books_back"))
		return;
	t = blank(&s, 12345);
	t->type = S("11");
	CHECK(flow_save(&s.c, &transaction_entity, t));
	CHECK(!books_reverse(&s.c, t->row.id, day_of(2025, 7, 1), S("  "),
	    &back));
	CHECK(site_on(&s, "reason"));
	(void)site_fault(&s);
	CHECK(!books_reverse(&s.c, t->row.id, day_of(2025, 5, 1), S("Twice"),
	    &back));
	CHECK(site_on(&s, "date"));
	(void)site_fault(&s);
	CHECK(books_reverse(&s.c, t->row.id, day_of(2026, 2, 1), S("Twice"),
	    &back));
	CHECK(finance_of(&s.c, s.one, &f) && f->committed.minor == 0 &&
	    f->transactions == 2);
	CHECK(!books_reverse(&s.c, t->row.id, day_of(2025, 7, 1), S("Twice"),
	    &again));
	CHECK(site_says(&s, "reversed before"));
	(void)site_fault(&s);
	CHECK(!books_reverse(&s.c, back, day_of(2026, 2, 1), S("Twice"),
	    &again));
	CHECK(site_says(&s, "itself a reversal"));
	(void)site_fault(&s);
	t = blank(&s, -100);            /* not the whole amount */
	t->reverses = site_any(&s, &transaction_entity, s.one);
	t->description = S("Half of it");
	CHECK(refused(&s, t, "amount", "whole amount"));
	site_close(&s);
}

static void
limit(struct site *s, const char *value)
{
	struct setting *row = site_blank(s, &setting_entity, none);
	struct actor was = s->c.actor;

	site_system(s);
	row->key = S("approval_limits");
	row->value = str_of(value);
	CHECK(flow_save(&s->c, &setting_entity, row));
	s->c.actor = was;
}

static void
above_the_limit_two_persons_decide(struct arena *a)
{
	struct pending_entry *p;
	struct transaction *t;
	struct site s;
	struct id id;
	bool waits;

	if (!open_stage(&s, a, "books_limit"))
		return;
	limit(&s, "FIN 100 EUR; PM 500 EUR");
	CHECK(books_enter(&s.c, blank(&s, 10000), &waits, &id) && !waits);
	CHECK(refused(&s, blank(&s, 10001), "amount", "100.00"));
	CHECK(books_enter(&s.c, blank(&s, 10001), &waits, &id) && waits);
	p = site_find(&s, &pending_entry_entity, id);
	CHECK(str_is(p->state, "waiting") && id_same(p->by, s.me));
	CHECK(!books_decide(&s.c, id, true, (str){ 0 }));
	CHECK(site_says(&s, "Two persons"));
	(void)site_fault(&s);
	site_also(&s, "PM", s.one);     /* both roles are one person still */
	CHECK(!books_may_decide(&s.c, p));
	site_sit_other(&s, "FIN", s.one);
	CHECK(!books_decide(&s.c, id, true, (str){ 0 }));       /* too much */
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "PM", s.one);
	CHECK(!books_decide(&s.c, id, false, (str){ 0 }));
	CHECK(site_on(&s, "note"));
	(void)site_fault(&s);
	CHECK(books_decide(&s.c, id, true, S("Seen the bill")));
	p = site_find(&s, &pending_entry_entity, id);
	CHECK(str_is(p->state, "approved"));
	t = site_find(&s, &transaction_entity, p->entry);
	CHECK(t->amount.minor == 10001 && id_same(t->entered_by, s.me) &&
	    id_same(t->approved_by, s.other));
	CHECK(!books_decide(&s.c, id, true, (str){ 0 }));
	CHECK(site_fault(&s) == CONFLICT);
	site_sit(&s, "FIN", s.one);
	CHECK(books_enter(&s.c, blank(&s, 50001), &waits, &id) && waits);
	site_sit_other(&s, "PM", s.one);        /* above his limit as well */
	CHECK(!books_decide(&s.c, id, true, (str){ 0 }));
	(void)site_fault(&s);
	site_sit_other(&s, "SC", s.one);        /* has no limit */
	CHECK(books_decide(&s.c, id, false, S("Not in the plan")));
	p = site_find(&s, &pending_entry_entity, id);
	CHECK(str_is(p->state, "declined") && id_none(p->entry));
	site_close(&s);
}

/* 1,000,000 USD at a rate of 0.000001 would be 1 EUR. */
static void
a_typed_rate_does_not_lift_the_limit(struct arena *a)
{
	struct transaction *t;
	struct site s;

	if (!open_stage(&s, a, "books_typed"))
		return;
	limit(&s, "FIN 100 EUR");
	t = blank(&s, 0);
	t->amount = (struct money){ 100000000, "USD" };
	t->rate_to_base = 0.000001;
	CHECK(refused(&s, t, "amount", "100.00"));
	t->rate_to_base = NAN;
	t->amount_base = (struct money){ 100, "EUR" };
	CHECK(refused(&s, t, "amount", "100.00"));
	site_close(&s);
}

static void
two_accounts_of_one_person_approve_nothing(struct arena *a)
{
	struct user *u;
	struct site s;
	struct id id;
	bool waits;

	if (!open_stage(&s, a, "books_accounts"))
		return;
	limit(&s, "FIN 0 EUR");
	CHECK(books_enter(&s.c, blank(&s, 1), &waits, &id) && waits);
	site_system(&s);
	u = site_find(&s, &user_entity, s.other);
	u->party = s.my_party;
	site_keep(&s, &user_entity, u);
	site_sit_other(&s, "PM", s.one);
	s.c.actor.party = s.my_party;
	CHECK(!books_decide(&s.c, id, true, (str){ 0 }));
	CHECK(site_says(&s, "Two persons"));
	site_close(&s);
}

/* 1000 USD of budget become 1000 CHF: what they were in EUR is over. */
static void
a_line_in_another_currency_is_converted_anew(struct arena *a)
{
	struct budget_line *l;
	struct site s;

	if (!open_stage(&s, a, "books_line"))
		return;
	l = site_blank(&s, &budget_line_entity, s.one);
	l->amount = (struct money){ 100000, "USD" };
	l->amount_base = (struct money){ -90000, "EUR" };
	CHECK(!flow_save(&s.c, &budget_line_entity, l));
	CHECK(site_on(&s, "amount_base"));
	(void)site_fault(&s);
	l->amount_base.minor = 90000;
	CHECK(flow_save(&s.c, &budget_line_entity, l));
	l = site_find(&s, &budget_line_entity, l->row.id);
	memcpy(l->amount.currency, "CHF", 4);
	CHECK(flow_save(&s.c, &budget_line_entity, l));
	l = site_find(&s, &budget_line_entity, l->row.id);
	CHECK(l->amount_base.currency[0] == '\0');      /* there is no rate */
	site_close(&s);
}

/* Nobody has a rate when it is entered, and one of 5 July when it is taken
 * back; that of 5 June comes last. */
static void
a_reversal_counts_by_the_rate_of_what_it_takes_back(struct arena *a)
{
	struct exchange_rate *r;
	struct transaction *t;
	struct finance *f;
	size_t taken, left;
	struct site s;
	struct id back, id;
	int i;

	if (!open_stage(&s, a, "books_rate"))
		return;
	t = blank(&s, 0);
	t->type = S("1");
	t->date = day_of(2025, 6, 5);
	t->amount = (struct money){ 10000, "USD" };
	CHECK(flow_save(&s.c, &transaction_entity, t));
	id = t->row.id;
	for (i = 0; i < 2; i++) {
		r = site_blank(&s, &exchange_rate_entity, none);
		r->from = S("USD");
		r->to = S("EUR");
		r->date = day_of(2025, 7 - i, 5);
		r->rate = i == 0 ? 0.8 : 0.9;
		site_keep(&s, &exchange_rate_entity, r);
		if (i == 0)
			CHECK(books_reverse(&s.c, id, day_of(2025, 7, 5),
			    S("Twice"), &back));
	}
	t = site_find(&s, &transaction_entity, back);
	CHECK(t->amount_base.currency[0] == '\0');
	CHECK(finance_of(&s.c, s.one, &f) && f->unconverted == 2);
	CHECK(rate_take(&s.c, s.one, &taken, &left) && taken == 2);
	t = site_find(&s, &transaction_entity, back);
	CHECK(t->amount_base.minor == -9000);
	CHECK(finance_of(&s.c, s.one, &f) && f->unconverted == 0 &&
	    f->incoming.minor == 0);
	site_close(&s);
}

/* In kind: 20 EUR came, 50 are pledged, 70 USD came without a rate. */
static void
what_came_in_kind_is_no_pledge_and_what_has_no_rate_is_told(struct arena *a)
{
	static const struct { const char *type; struct money m; } of[] = {
		{ "1", { 2000, "EUR" } }, { "13", { 5000, "EUR" } },
		{ "1", { 7000, "USD" } } };
	struct budget_given g;
	struct transaction *t;
	struct finance *f;
	struct site s;
	size_t i;

	if (!open_stage(&s, a, "books_given"))
		return;
	for (i = 0; i < 3; i++) {
		t = blank(&s, 0);
		t->type = str_of(of[i].type);
		t->amount = of[i].m;
		t->form = S("in_kind");
		t->basis = S("The price of new ones");
		CHECK(flow_save(&s.c, &transaction_entity, t));
	}
	CHECK(finance_of(&s.c, s.one, &f));
	CHECK(budget_given(&s.c, f, s.one, &g));
	CHECK(g.in_kind.minor == 2000 && g.entries == 2 &&
	    g.unconverted == 1);
	site_close(&s);
}

static void
who_put_it_forward_takes_it_back(struct arena *a)
{
	struct pending_entry *p;
	struct setting *row;
	struct site s;
	struct id id;
	bool waits;

	if (!open_stage(&s, a, "books_withdraw"))
		return;
	limit(&s, "FIN 0 EUR");
	CHECK(books_enter(&s.c, blank(&s, 1), &waits, &id) && waits);
	site_sit_other(&s, "PM", s.one);
	CHECK(!books_withdraw(&s.c, id));
	(void)site_fault(&s);
	site_sit(&s, "FIN", s.one);
	CHECK(books_withdraw(&s.c, id));
	p = site_find(&s, &pending_entry_entity, id);
	CHECK(str_is(p->state, "withdrawn"));
	site_system(&s);
	row = site_blank(&s, &setting_entity, none);
	row->key = S("approval_limits");
	row->value = S("FIN lots");
	CHECK(!flow_save(&s.c, &setting_entity, row));
	CHECK(site_on(&s, "value"));
	site_close(&s);
}

/* 100 USD at 0.9 are 90 EUR, and never 50; an amount in EUR has no rate.
 * 92233720368547758.07 EUR are all that can be counted. */
static void
what_contradicts_itself_or_outgrows_all_sums_is_refused(struct arena *a)
{
	struct transaction *t;
	struct budget_line *l;
	struct finance *f;
	struct site s;

	if (!open_stage(&s, a, "books_against"))
		return;
	t = blank(&s, 0);
	t->amount = (struct money){ 10000, "USD" };
	t->rate_to_base = 0.9;
	t->amount_base = (struct money){ 5000, "EUR" };
	CHECK(refused(&s, t, "amount_base", "90.00 EUR, not 50.00"));
	CHECK(!books_told(&s.c, t) && site_says(&s, "90.00 EUR, not 50.00"));
	(void)site_fault(&s);
	t->amount_base.minor = 9000;
	CHECK(books_told(&s.c, t));
	CHECK(flow_save(&s.c, &transaction_entity, t));
	t = blank(&s, 10000);
	t->rate_to_base = 7;
	CHECK(refused(&s, t, "rate_to_base", "leave the rate empty"));
	t->rate_to_base = 1;
	CHECK(flow_save(&s.c, &transaction_entity, t));
	t = blank(&s, 0);
	t->amount = (struct money){ 10000, "GBP" };
	CHECK(!books_told(&s.c, t) && site_says(&s, "no rate from GBP"));
	(void)site_fault(&s);
	CHECK(flow_save(&s.c, &transaction_entity, blank(&s,
	    9223372036854000000)));
	CHECK(refused(&s, blank(&s, 1000000000000000), "amount",
	    "added up any more"));
	CHECK(finance_of(&s.c, s.one, &f) &&
	    f->all.disbursed.minor ==
	    9223372036854000000 + 10000 + 9000);
	l = site_blank(&s, &budget_line_entity, s.one);
	l->year = 2025;
	l->amount = (struct money){ 10000, "EUR" };
	l->amount_base = (struct money){ 5000, "EUR" };
	site_sit(&s, "PM", s.one);
	CHECK(!flow_save(&s.c, &budget_line_entity, l));
	CHECK(site_on(&s, "amount_base"));
	(void)site_fault(&s);
	site_close(&s);
}

/* 60 and 50 of one day to one payee are 110: above 100.  What was taken
 * back, what another approved, another day, payee or kind is beside it. */
static void
a_payment_in_parts_is_one_payment(struct arena *a)
{
	struct id payee, other, id, back;
	struct pending_entry *p;
	struct transaction *t;
	struct site s;
	bool waits;

	if (!open_stage(&s, a, "books_split"))
		return;
	limit(&s, "FIN 100 EUR; PM 500 EUR");
	payee = site_new(&s, &party_entity, s.one);
	other = site_new(&s, &party_entity, s.one);
	t = blank(&s, 6000);
	t->receiver = payee;
	CHECK(books_enter(&s.c, t, &waits, &id) && !waits);
	t = blank(&s, 5000);
	t->receiver = other;
	CHECK(books_enter(&s.c, t, &waits, &back) && !waits);
	t = blank(&s, 5000);
	t->receiver = payee;
	t->date = day_of(2025, 6, 2);
	CHECK(books_enter(&s.c, t, &waits, &back) && !waits);
	t = blank(&s, 5000);
	t->receiver = payee;
	CHECK(refused(&s, t, "amount", "Together with what was entered"));
	CHECK(books_enter(&s.c, t, &waits, &back) && waits);
	p = site_find(&s, &pending_entry_entity, back);
	CHECK(str_find(p->why, S("same day and payee")) < p->why.n);
	site_sit_other(&s, "PM", s.one);
	CHECK(books_decide(&s.c, back, true, (str){ 0 }));
	site_sit(&s, "FIN", s.one);
	t = blank(&s, 4000);            /* 60 + 40, the 50 were approved */
	t->receiver = payee;
	CHECK(books_enter(&s.c, t, &waits, &back) && !waits);
	CHECK(books_reverse(&s.c, id, day_of(2025, 6, 3), S("Twice"), &back));
	t = blank(&s, 6000);
	t->receiver = payee;
	CHECK(books_enter(&s.c, t, &waits, &id) && !waits);
	t = blank(&s, 10001);
	t->type = S("6");               /* so are loans that are paid back */
	CHECK(refused(&s, t, "amount", "above 100.00 EUR"));
	t->type = S("1");               /* what comes in has no limit */
	CHECK(flow_save(&s.c, &transaction_entity, t));
	site_close(&s);
}

static struct id
paid(struct site *s, struct id payee, struct id line, int month, int dom,
    int64_t cents)
{
	struct transaction *t = blank(s, cents);
	struct id id = { { 0 } };
	bool waits = true;

	t->date = day_of(2025, month, dom);
	t->receiver = payee;
	t->budget_line = line;
	CHECK(books_enter(&s->c, t, &waits, &id) && !waits);
	return id;
}

/* 60 + 30 + 30 in 30 days are 120 EUR, above 100; the 20 of the 31st day
 * are not with them, nor what another payee got (60 + 40), nor what was
 * taken back. */
static void
parts_on_different_days_are_shown_to_who_approves(struct arena *a)
{
	struct id payee, other, back, id;
	struct books_parts *p;
	struct transaction *t;
	struct money sum;
	struct site s;
	size_t n;
	bool waits;

	if (!open_stage(&s, a, "books_parts"))
		return;
	payee = site_new(&s, &party_entity, s.one);
	other = site_new(&s, &party_entity, s.one);
	(void)paid(&s, payee, none, 6, 1, 2000);
	(void)paid(&s, payee, none, 6, 2, 6000);
	(void)paid(&s, payee, none, 6, 20, 3000);
	(void)paid(&s, payee, none, 7, 2, 3000);
	(void)paid(&s, other, none, 6, 2, 6000);
	(void)paid(&s, other, none, 6, 12, 4000);
	(void)paid(&s, none, none, 6, 13, 9000);        /* to nobody known: */
	(void)paid(&s, none, none, 6, 14, 9000);        /* no parts */
	back = paid(&s, other, none, 6, 13, 9000);
	CHECK(books_reverse(&s.c, back, day_of(2025, 6, 14), S("Twice"),
	    &id));
	CHECK(books_parts(&s.c, s.one, &p, &n) && n == 0);      /* no limits */
	limit(&s, "FIN 100 EUR; PM 500 EUR");
	CHECK(books_parts(&s.c, s.one, &p, &n) && n == 1);
	CHECK(p[0].n == 3 && p[0].sum.minor == 12000 &&
	    p[0].limit.minor == 10000);
	CHECK(p[0].part[0]->date.n == day_of(2025, 6, 2).n &&
	    p[0].part[2]->date.n == day_of(2025, 7, 2).n);
	/* What waits shows the four beside it: 20 + 60 + 30 + 30. */
	t = blank(&s, 20000);
	t->receiver = payee;
	t->date = day_of(2025, 6, 15);
	CHECK(books_enter(&s.c, t, &waits, &id) && waits);
	CHECK(books_beside(&s.c, site_find(&s, &pending_entry_entity, id), &n,
	    &sum));
	CHECK(n == 4 && sum.minor == 14000);
	/* Once a second person approved it, it is no part of another. */
	site_sit_other(&s, "PM", s.one);
	CHECK(books_decide(&s.c, id, true, (str){ 0 }));
	CHECK(books_parts(&s.c, s.one, &p, &n) && n == 1 && p[0].n == 3);
	site_close(&s);
}

/* Whoever types BL1 in one programme means that of the programme. */
static void
a_line_is_looked_for_in_its_own_programme_first(struct arena *a)
{
	const struct field *f = field_named(&transaction_entity,
	    S("budget_line"));
	struct budget_line *l;
	struct lookup *look;
	struct id mine, found;
	struct site s;

	if (!open_stage(&s, a, "books_lookup"))
		return;
	site_system(&s);
	l = site_blank(&s, &budget_line_entity, s.one);
	l->code = S("BL1");
	site_keep(&s, &budget_line_entity, l);
	mine = l->row.id;
	l = site_blank(&s, &budget_line_entity, s.two);
	l->code = S("BL1");
	site_keep(&s, &budget_line_entity, l);
	look = flow_lookup(&s.c, &transaction_entity);
	CHECK(!look->refer(look->with, f, S("BL1"), &found));
	look = flow_lookup(&s.c, &transaction_entity);
	flow_lookup_in(look, s.one);
	CHECK(look->refer(look->with, f, S("BL1"), &found) &&
	    id_same(found, mine));
	CHECK(!look->refer(look->with, f, S("BL2"), &found));
	site_close(&s);
}

static void
rate(struct site *s, int dom, double is)
{
	struct exchange_rate *r = site_blank(s, &exchange_rate_entity, none);

	r->from = S("USD");
	r->to = S("EUR");
	r->date = day_of(2025, 5, dom);
	r->rate = is;
	CHECK(flow_save(&s->c, &exchange_rate_entity, r));
}

/* A dollar is 0.90 EUR.  105 USD are 94.50 by it; typed 0.80 is 11.1 % off.
 * Somebody keeps 0.01 for the next day: 120 USD are measured by 0.90 still,
 * 108 EUR. */
static void
a_false_rate_wants_the_second_person(struct arena *a)
{
	struct pending_entry *p;
	struct transaction *t;
	struct site s;
	struct id id;
	bool waits;

	if (!open_stage(&s, a, "books_false"))
		return;
	limit(&s, "FIN 100 EUR; PM 500 EUR");
	site_sit(&s, "FIN", none);
	rate(&s, 30, 0.9);
	t = blank(&s, 0);
	t->amount = (struct money){ 10500, "USD" };
	t->rate_to_base = 0.8;
	CHECK(refused(&s, t, "rate_to_base", "11.1% off"));
	CHECK(books_enter(&s.c, t, &waits, &id) && waits);
	p = site_find(&s, &pending_entry_entity, id);
	CHECK(p->rate_to_base == 0.8);
	site_sit_other(&s, "PM", s.one);
	CHECK(books_decide(&s.c, id, true, (str){ 0 }));
	p = site_find(&s, &pending_entry_entity, id);
	t = site_find(&s, &transaction_entity, p->entry);
	CHECK(t->amount_base.minor == 8400 && !id_none(t->approved_by));
	site_sit(&s, "FIN", none);
	t = blank(&s, 0);
	t->amount = (struct money){ 10500, "USD" };
	t->rate_to_base = 0.88;         /* the bank's own, 2.2 % off */
	CHECK(books_enter(&s.c, t, &waits, &id) && !waits);
	rate(&s, 31, 0.01);
	t = blank(&s, 0);
	t->date = day_of(2025, 6, 5);
	t->amount = (struct money){ 12000, "USD" };
	CHECK(refused(&s, t, "amount", "above 100.00 EUR"));
	site_close(&s);
}

static void
a_voucher_is_entered_once_until_it_is_reversed(struct arena *a)
{
	struct transaction *t;
	struct site s;
	struct id first, id;
	bool waits;

	if (!open_stage(&s, a, "books_twice"))
		return;
	t = blank(&s, 700);
	t->document_no = S("PV-1");
	CHECK(books_enter(&s.c, t, &waits, &first) && !waits);
	t = blank(&s, 700);
	t->document_no = S("PV-1");
	CHECK(!books_enter(&s.c, t, &waits, &id));
	CHECK(site_on(&s, "document_no") && site_says(&s, "already"));
	(void)site_fault(&s);
	t = blank(&s, 701);             /* the rest of the same paper */
	t->document_no = S("PV-1");
	CHECK(books_enter(&s.c, t, &waits, &id));
	CHECK(books_reverse(&s.c, first, day_of(2025, 6, 2), S("Wrong line"),
	    &id));
	t = blank(&s, 700);
	t->document_no = S("PV-1");
	CHECK(books_enter(&s.c, t, &waits, &id));
	site_close(&s);
}

const struct test books_tests[] = {
	{ "a voucher is entered once, until it is reversed",
	   a_voucher_is_entered_once_until_it_is_reversed },
	{ "what is no entry is refused with a reason",
	   what_is_no_entry_is_refused_with_a_reason },
	{ "what contradicts itself or outgrows all sums is refused",
	   what_contradicts_itself_or_outgrows_all_sums_is_refused },
	{ "an entry is taken back once, and both are nothing",
	   an_entry_is_taken_back_once_and_both_are_nothing },
	{ "above the limit two persons decide",
	   above_the_limit_two_persons_decide },
	{ "a payment in parts is one payment",
	   a_payment_in_parts_is_one_payment },
	{ "a false rate wants the second person",
	   a_false_rate_wants_the_second_person },
	{ "parts on different days are shown to who approves",
	   parts_on_different_days_are_shown_to_who_approves },
	{ "a line is looked for in its own programme first",
	   a_line_is_looked_for_in_its_own_programme_first },
	{ "a typed rate does not lift the limit",
	   a_typed_rate_does_not_lift_the_limit },
	{ "two accounts of one person approve nothing",
	   two_accounts_of_one_person_approve_nothing },
	{ "a line in another currency is converted anew",
	   a_line_in_another_currency_is_converted_anew },
	{ "a reversal counts by the rate of what it takes back",
	   a_reversal_counts_by_the_rate_of_what_it_takes_back },
	{ "what came in kind is no pledge, and what has no rate is told",
	   what_came_in_kind_is_no_pledge_and_what_has_no_rate_is_told },
	{ "who put it forward takes it back",
	   who_put_it_forward_takes_it_back },
	{ 0 }
};
