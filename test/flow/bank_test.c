/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/bank, flow/revalue and flow/agreements; sums by hand. */
#include "flow/bank.h"

#include <math.h>

#include "flow/agreements.h"
#include "flow/books.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/revalue.h"
#include "flow/save.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static bool
amount(struct arena *a, const char *text, char decimal, const char *currency,
    int64_t minor)
{
	struct money m;

	return bank_amount(a, str_of(text), decimal, currency, &m) &&
	    m.minor == minor;
}

static void
amounts_are_read_as_banks_write_them(struct arena *a)
{
	struct money m;

	CHECK(amount(a, "1,234.50", '.', "USD", 123450));
	CHECK(amount(a, "1.234,50", ',', "USD", 123450));
	CHECK(amount(a, "-7.010,00", ',', "USD", -701000));
	CHECK(amount(a, "(12.50)", '.', "USD", -1250));
	CHECK(amount(a, "12.50-", '.', "USD", -1250));
	CHECK(amount(a, "1 234 567 VND", '.', "VND", 1234567));
	CHECK(amount(a, "1.234.567", ',', "VND", 1234567));
	CHECK(amount(a, "+1'000.5", '.', "CHF", 100050));
	CHECK(amount(a, "1.234", '.', "KWD", 1234));
	CHECK(amount(a, "USD 12.50", '.', "USD", 1250));
	CHECK(amount(a, "-USD 12.50", '.', "USD", -1250));
	CHECK(amount(a, "12.50 DR", '.', "USD", -1250));
	CHECK(amount(a, "12.50 CR", '.', "USD", 1250));
	CHECK(amount(a, "1,00,000.00", '.', "INR", 10000000));
	CHECK(!bank_amount(a, S("12.50 EUR"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("1E5"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("12-50"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("1,50"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("1,2345"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("1.234"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("1.5,000"), '.', "USD", &m));
	CHECK(!bank_amount(a, S("twelve"), '.', "USD", &m));
	CHECK(!bank_amount(a, S(""), '.', "USD", &m));
	CHECK(!bank_amount(a, S("99999999999999999999"), '.', "USD", &m));
}

static bool
day(const char *text, char order, int year, int month, int dom)
{
	struct day d;

	return bank_day(str_of(text), order, &d) && d.n == day_of(year,
	    month, dom).n;
}

static void
days_are_read_in_the_order_that_is_said(struct arena *a)
{
	struct day d;

	(void)a;
	CHECK(day("2025-01-31", 'd', 2025, 1, 31));
	CHECK(day("31/01/2025", 'd', 2025, 1, 31));
	CHECK(day("01/02/2025", 'd', 2025, 2, 1));
	CHECK(day("01/02/2025", 'm', 2025, 1, 2));
	CHECK(day("5.2.25", 'd', 2025, 2, 5));
	CHECK(day("2025-01-31 08:15:00", 'y', 2025, 1, 31));
	CHECK(!bank_day(S("31/01/2025"), 'm', &d));
	CHECK(!bank_day(S("31/02/2025"), 'd', &d));
	CHECK(!bank_day(S("yesterday"), 'd', &d));
}

#define FILE_OF_A_BANK \
	"Booking date;Reference;Description;Amount\n" \
	"15/06/2025;PV-7;Workshop;-1.000,00\n" \
	"16/06/2025;;Transfer;-250,50\n" \
	"17/06/2025;;From the funder;5.000,00\n" \
	"18/06/2025;;Bank fee;-12,00\n"

static void
columns_are_guessed_and_all_lines_are_taken_or_none(struct arena *a)
{
	struct errors e = { .arena = a };
	struct bank_look *k = NEW(a, struct bank_look);
	struct bank_row *row;
	size_t n;

	CHECK(bank_guess(a, S(FILE_OF_A_BANK), k, &e));
	CHECK(k->shape.has_head && k->shape.column[BANK_DATE] == 0 &&
	    k->shape.column[BANK_REFERENCE] == 1 &&
	    k->shape.column[BANK_TEXT] == 2 &&
	    k->shape.column[BANK_AMOUNT] == 3);
	CHECK(k->shape.order == 'd' && k->is_sure && k->shape.decimal == ',');
	CHECK(bank_rows(a, S(FILE_OF_A_BANK), &k->shape, "EUR", &row, &n,
	    &e));
	CHECK(n == 4 && row[0].amount.minor == -100000 &&
	    row[2].amount.minor == 500000);
	CHECK(!bank_rows(a, S(FILE_OF_A_BANK "30/02/2025;;no day;1,00\n"),
	    &k->shape, "EUR", &row, &n, &e));
	CHECK(n == 0 && e.first != NULL);
	errors_clear(&e);
	CHECK(!bank_guess(a, S("  \n"), k, &e));
	errors_clear(&e);
	k->shape.column[BANK_DATE] = -1;
	CHECK(!bank_rows(a, S(FILE_OF_A_BANK), &k->shape, "EUR", &row, &n,
	    &e));
}

static struct id
entry(struct site *s, const char *type, struct day on, struct money m,
    const char *voucher)
{
	struct transaction *t = site_blank(s, &transaction_entity, s->one);

	t->type = str_of(type);
	t->date = on;
	t->amount = m;
	t->document_no = voucher == NULL ? (str){ 0 } : str_of(voucher);
	CHECK(flow_save(&s->c, &transaction_entity, t));
	return t->row.id;
}

static bool
taken(struct site *s, const char *bytes, enum bank_again again, struct id *id)
{
	struct bank_look *k = NEW(s->a, struct bank_look);
	struct bank_file f = { s->one, S("June"), str_of(bytes), &k->shape,
		"EUR" };

	return bank_guess(s->a, f.bytes, k, &s->c.errors) &&
	    bank_take(&s->c, &f, again, id);
}

static struct id
statement(struct site *s)
{
	struct id id = { { 0 } };

	CHECK(taken(s, FILE_OF_A_BANK, BANK_REFUSE, &id));
	return id;
}

static size_t
lines_kept(struct site *s)
{
	size_t n;

	CHECK(gather(&s->c, &bank_line_entity, s->one, &n) != NULL);
	return n;
}

/* Four lines in June.  The same bytes again; then a longer file in which
 * those four stand with two more, one of them a second fee that is wholly
 * alike (12.00 on the 18th): two are new, not one and not none. */
static void
a_file_that_was_taken_in_before_doubles_nothing(struct arena *a)
{
	static const char longer[] = FILE_OF_A_BANK
	    "18/06/2025;;Bank  fee;-12,00\n18/06/2025;;Bank fee;-12,00\n";
	struct id of, again;
	struct site s;

	if (!site_open_in(&s, a, "bank_twice", "EUR"))
		return;
	site_sit(&s, "FIN", s.one);
	of = statement(&s);
	CHECK(lines_kept(&s) == 4);
	CHECK(!taken(&s, FILE_OF_A_BANK, BANK_REFUSE, &again));
	CHECK(site_says(&s, "very file was taken in before, as 'June'"));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(!taken(&s, "Booking date;Reference;Description;Amount\r\n"
	    "15/06/2025;PV-7;Workshop;-1.000,00\r\n16/06/2025;;Transfer;"
	    "-250,50\r\n17/06/2025;;From the funder;5.000,00\r\n"
	    "18/06/2025;;Bank fee;-12,00\r\n", BANK_REFUSE, &again));
	CHECK(site_says(&s, "very file"));
	(void)site_fault(&s);
	CHECK(!taken(&s, FILE_OF_A_BANK, BANK_REST, &again));
	CHECK(site_fault(&s) == CONFLICT && lines_kept(&s) == 4);
	CHECK(!taken(&s, longer, BANK_REFUSE, &again));
	CHECK(site_says(&s, "4 of the 6 lines"));
	CHECK(site_fault(&s) == CONFLICT && lines_kept(&s) == 4);
	CHECK(taken(&s, longer, BANK_REST, &again));
	CHECK(lines_kept(&s) == 6);
	CHECK(!taken(&s, longer, BANK_REFUSE, &again));
	CHECK(site_fault(&s) == CONFLICT && lines_kept(&s) == 6);
	CHECK(taken(&s, FILE_OF_A_BANK, BANK_EVERY, &again));
	CHECK(lines_kept(&s) == 10);
	CHECK(bank_drop(&s.c, again) && bank_drop(&s.c, of));
	CHECK(lines_kept(&s) == 2);
	CHECK(!taken(&s, FILE_OF_A_BANK, BANK_REFUSE, &again));
	CHECK(site_says(&s, "1 of the 4 lines"));
	(void)site_fault(&s);
	site_close(&s);
}

/* Of two payments of 1000 the one whose voucher is named is taken, though
 * the other is nearer; 250.50 lies 8 days off: no suggestion. */
static void
matches_are_one_to_one_the_voucher_first(struct arena *a)
{
	struct id near, named, far, in, of;
	struct transaction *t;
	struct bank_line *l;
	struct bank_match m;
	struct site s;
	size_t i;

	if (!site_open_in(&s, a, "bank_match", "EUR"))
		return;
	near = entry(&s, "3", day_of(2025, 6, 15), (struct money){ 100000,
	    "EUR" }, NULL);
	named = entry(&s, "3", day_of(2025, 6, 11), (struct money){ 100000,
	    "EUR" }, "PV-7");
	far = entry(&s, "3", day_of(2025, 6, 24), (struct money){ 25050,
	    "EUR" }, NULL);
	in = entry(&s, "1", day_of(2025, 6, 17), (struct money){ 500000,
	    "EUR" }, NULL);
	site_sit(&s, "FIN", s.one);
	of = statement(&s);
	CHECK(bank_match(&s.c, of, &m));
	CHECK(m.lines == 4 && m.pairs == 2);
	for (i = 0; i < m.pairs; i++)
		CHECK(id_same(m.entry[m.pair[i].entry].row.id,
		    m.pair[i].line == 0 ? named : in));
	CHECK(bank_confirm(&s.c, m.line[0].row.id, named));
	t = site_find(&s, &transaction_entity, named);
	CHECK(t->reconciled == YES && t->reconciled_on.n == day_of(2025, 6,
	    15).n);
	l = site_find(&s, &bank_line_entity, m.line[0].row.id);
	l->amount.minor--;
	CHECK(!flow_save(&s.c, &bank_line_entity, l));
	CHECK(site_says(&s, "undo that first"));
	(void)site_fault(&s);
	CHECK(!flow_drop(&s.c, &bank_line_entity, l->row.id,
	    l->row.revision));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!bank_confirm(&s.c, m.line[0].row.id, near));
	CHECK(site_fault(&s) == CONFLICT);
	CHECK(!bank_confirm(&s.c, m.line[2].row.id, far));
	CHECK(site_says(&s, "amounts differ"));
	(void)site_fault(&s);
	CHECK(bank_confirm(&s.c, m.line[1].row.id, far));       /* by hand */
	CHECK(bank_match(&s.c, of, &m) && m.pairs == 1);
	CHECK(bank_undo(&s.c, m.line[0].row.id));
	t = site_find(&s, &transaction_entity, named);
	CHECK(t->reconciled != YES && t->reconciled_on.n == 0);
	CHECK(bank_match(&s.c, of, &m) && m.pairs == 2);
	CHECK(bank_drop(&s.c, of));
	t = site_find(&s, &transaction_entity, far);
	CHECK(t->reconciled != YES);
	site_close(&s);
}

/* 1000 USD received at 0.9, 400 spent at 0.8: 600 held, booked at 580; at
 * 0.95 they are 570: 10 less. */
static void
what_is_held_elsewhere_is_valued_apart(struct arena *a)
{
	struct exchange_rate *r;
	struct transaction *t;
	struct revalued *v;
	struct finance *f;
	struct money more;
	struct site s;
	size_t n;

	if (!site_open_in(&s, a, "bank_value", "EUR"))
		return;
	t = site_blank(&s, &transaction_entity, s.one);
	t->type = S("1");
	t->date = day_of(2025, 1, 1);
	t->amount = (struct money){ 100000, "USD" };
	t->rate_to_base = 0.9;
	CHECK(flow_save(&s.c, &transaction_entity, t));
	t = site_blank(&s, &transaction_entity, s.one);
	t->type = S("3");
	t->date = day_of(2025, 2, 1);
	t->amount = (struct money){ 40000, "USD" };
	t->rate_to_base = 0.8;
	CHECK(flow_save(&s.c, &transaction_entity, t));
	CHECK(finance_of(&s.c, s.one, &f));
	CHECK(revalue(&s.c, f, day_of(2025, 3, 1), &v, &n, &more));
	CHECK(n == 1 && v[0].held.minor == 60000 && v[0].booked.minor ==
	    58000 && v[0].now.currency[0] == '\0');
	r = site_blank(&s, &exchange_rate_entity, s.one);
	r->from = S("USD");
	r->to = S("EUR");
	r->date = day_of(2025, 2, 28);
	r->rate = 0.95;
	CHECK(flow_save(&s.c, &exchange_rate_entity, r));
	CHECK(revalue(&s.c, f, day_of(2025, 3, 1), &v, &n, &more));
	CHECK(v[0].now.minor == 57000 && more.minor == -1000);
	CHECK(revalue(&s.c, f, day_of(2025, 1, 15), &v, &n, &more));
	CHECK(v[0].held.minor == 100000 && v[0].booked.minor == 90000);
	/* One more, of a day without a rate: no gain of the whole amount. */
	t = site_blank(&s, &transaction_entity, s.one);
	t->type = S("1");
	t->date = day_of(2025, 1, 5);
	t->amount = (struct money){ 100000, "USD" };
	CHECK(flow_save(&s.c, &transaction_entity, t));
	CHECK(finance_of(&s.c, s.one, &f));
	CHECK(revalue(&s.c, f, day_of(2025, 3, 1), &v, &n, &more));
	CHECK(v[0].unconverted == 1 && v[0].held.minor == 160000 &&
	    v[0].more.currency[0] == '\0' && more.currency[0] == '\0');
	site_close(&s);
}

/* Two agreements of one funder, 2025 and 2025 to 2026: 300 in 2025 is of
 * the first, 200 in 2026 of the second, 50 that names it as well.  Then the
 * 300 are taken back, a year later. */
static void
each_payment_is_of_one_agreement(struct arena *a)
{
	struct grant_agreement *g;
	struct agreement_used *all;
	struct transaction *t;
	struct id funder, first = { { 0 } };
	struct finance *f;
	struct site s;
	size_t n, i;

	if (!site_open_in(&s, a, "bank_grants", "EUR"))
		return;
	funder = site_new(&s, &organisation_entity, s.one);
	for (i = 0; i < 2; i++) {
		g = site_blank(&s, &grant_agreement_entity, s.one);
		g->funder = funder;
		g->code = i == 0 ? S("G1") : S("G2");
		g->amount = (struct money){ 100000, "EUR" };
		g->starts = day_of(2025, 1, 1);
		g->ends = day_of(2025 + (int)i, 12, 31);
		CHECK(flow_save(&s.c, &grant_agreement_entity, g));
	}
	for (i = 0; i < 3; i++) {
		t = site_blank(&s, &transaction_entity, s.one);
		t->type = S("4");
		t->funder = funder;
		t->date = i == 1 ? day_of(2026, 2, 1) : day_of(2025, 6, 1);
		t->amount = (struct money){ i == 0 ? 30000 : i == 1 ? 20000
		    : 5000, "EUR" };
		t->document_no = i == 2 ? S("G2") : (str){ 0 };
		site_keep(&s, &transaction_entity, t);
		if (i == 0)
			first = t->row.id;
	}
	CHECK(finance_of(&s.c, s.one, &f));
	CHECK(agreements_of(&s.c, f, s.one, &all, &n) && n == 2);
	CHECK(str_is(all[0].row.code, "G1") && all[0].spent.minor == 30000 &&
	    all[0].left.minor == 70000);
	CHECK(all[1].spent.minor == 25000);
	CHECK(all[0].lapsed && !all[0].lapses);         /* 2 March 2026 */
	CHECK(!all[1].lapsed && !all[1].lapses);
	t = site_blank(&s, &transaction_entity, s.one);
	t->type = S("4");
	t->funder = funder;
	t->date = day_of(2026, 3, 1);
	t->amount = (struct money){ -30000, "EUR" };
	t->reverses = first;
	site_keep(&s, &transaction_entity, t);
	CHECK(finance_of(&s.c, s.one, &f));
	CHECK(agreements_of(&s.c, f, s.one, &all, &n) && n == 2);
	CHECK(all[0].spent.minor == 0 && all[1].spent.minor == 25000);
	site_close(&s);
}

const struct test reconcile_tests[] = {
	{ "amounts are read as banks write them",
	   amounts_are_read_as_banks_write_them },
	{ "days are read in the order that is said",
	   days_are_read_in_the_order_that_is_said },
	{ "columns are guessed, and all lines are taken or none",
	   columns_are_guessed_and_all_lines_are_taken_or_none },
	{ "matches are one to one, the voucher first",
	   matches_are_one_to_one_the_voucher_first },
	{ "a file that was taken in before doubles nothing",
	   a_file_that_was_taken_in_before_doubles_nothing },
	{ "what is held elsewhere is valued apart",
	   what_is_held_elsewhere_is_valued_apart },
	{ "each payment is of one agreement",
	   each_payment_is_of_one_agreement },
	{ 0 }
};
