/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of reports to funders: whose money, and what stays as submitted. */
#include <math.h>
#include <string.h>

#include "flow/donor.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/books.h"
#include "model/fund.h"
#include "model/mail.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/plan.h"
#include "store/store.h"
#include "site.h"
#include "test.h"

/* A line of a category and funder, and so much spent of it. */
static void
paid(struct site *s, const char *category, struct id funder, int64_t budget,
    int64_t spent)
{
	struct budget_line *l = site_blank(s, &budget_line_entity, s->one);
	struct transaction *t = site_blank(s, &transaction_entity, s->one);

	l->category = str_of(category);
	l->funder = funder;
	l->amount = (struct money){ budget * 100, "EUR" };
	site_keep(s, &budget_line_entity, l);
	t->type = S("4");
	t->funder = (struct id){ { 0 } };
	t->budget_line = l->row.id;
	t->amount = (struct money){ spent * 100, "EUR" };
	t->amount_base = (struct money){ 0, "" };
	t->rate_to_base = NAN;
	site_keep(s, &transaction_entity, t);
}

static struct donor_report *
begun(struct site *s, struct id funder)
{
	struct donor_report *r = NEW(s->a, struct donor_report);

	row_blank(&donor_report_entity, r);
	r->programme = s->one;
	r->title = S("Mid-term report");
	r->funder = funder;
	r->starts_on = day_of(2024, 1, 1);
	r->ends_on = day_of(2024, 12, 31);
	r->summary = S("One page.");
	r->language = S("en");
	site_sit(s, "PM", s->one);
	CHECK(flow_save(&s->c, &donor_report_entity, r));
	return r;
}

static const struct node *
line(const struct node *f, const char *code)
{
	const struct node *row;

	for (row = json_first(f, "money"); row != NULL; row = row->next)
		if (str_is(json_text(row, "line"), code))
			return row;
	return NULL;
}

static bool
ready(struct site *s, struct arena *a, const char *name, struct id funder[2])
{
	struct programme *p;
	size_t i;

	if (!site_open(s, a, name))
		return false;
	site_system(s);
	p = site_find(s, &programme_entity, s->one);
	p->currency = S("EUR");
	site_keep(s, &programme_entity, p);
	for (i = 0; i < 2; i++)
		funder[i] = site_new(s, &organisation_entity, s->one);
	paid(s, "1", funder[0], 1000, 400);
	paid(s, "1", funder[1], 500, 500);
	paid(s, "2", funder[0], 200, 30);
	return true;
}

/* 1,000 + 200 of the first funder's 1,700; 400 + 30 of 930 spent. */
static void
a_funder_sees_his_share_beside_the_whole(struct arena *a)
{
	struct id funder[2];
	struct node *f;
	struct site s;
	const struct node *all;
	double budget = 0, spent = 0, own = 0;
	const struct node *row;

	if (!ready(&s, a, "donor_share", funder))
		return;
	CHECK(donor_live(&s.c, begun(&s, funder[0]), &f));
	all = line(f, "total");
	CHECK(all != NULL && json_number(all, "budget") == 1700);
	CHECK(json_number(all, "spent") == 930);
	CHECK(json_number(all, "own_budget") == 1200);
	CHECK(json_number(all, "own_spent") == 430);
	CHECK(json_number(line(f, "1"), "budget") == 1500);
	CHECK(json_number(line(f, "1"), "own_budget") == 1000);
	CHECK(json_number(line(f, "1"), "own_spent") == 400);
	CHECK(json_number(line(f, "2"), "own_spent") == 30);
	/* The lines come to the whole. */
	for (row = json_first(f, "money"); row != NULL; row = row->next) {
		if (json_bool(row, "total", false))
			continue;
		budget += json_number(row, "budget");
		spent += json_number(row, "spent");
		own += json_number(row, "own_spent");
	}
	CHECK(budget == 1700 && spent == 930 && own == 430);
	CHECK(donor_live(&s.c, begun(&s, funder[1]), &f));
	CHECK(isnan(json_number(line(f, "2"), "own_budget")));  /* not his */
	site_close(&s);
}

static void
what_is_submitted_stays_and_a_change_is_told(struct arena *a)
{
	struct donor_report *r;
	const struct node *f;
	struct id funder[2];
	struct site s;
	bool moved;

	if (!ready(&s, a, "donor_frozen", funder))
		return;
	r = begun(&s, funder[0]);
	CHECK(donor_moved(&s.c, r, &moved) && !moved);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("submit"), (str){ 0 }));
	r = site_find(&s, &donor_report_entity, r->row.id);
	CHECK(str_is(r->state, "submitted") && !str_none(r->figures));
	CHECK(r->submitted_on.n == moment_day(s.c.now).n);
	CHECK(donor_moved(&s.c, r, &moved) && !moved);
	site_system(&s);
	paid(&s, "2", funder[0], 300, 70);
	CHECK(donor_moved(&s.c, r, &moved) && moved);
	CHECK(donor_figures(&s.c, r, &f));
	CHECK(json_number(line(f, "total"), "spent") == 930);
	site_sit(&s, "PM", s.one);
	r->summary = S("Another.");
	CHECK(!flow_save(&s.c, &donor_report_entity, r));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
what_another_row_changes_that_it_does_not_show_is_no_change(struct arena *a)
{
	struct donor_report *r;
	struct id funder[2];
	struct site s;
	bool moved;

	if (!ready(&s, a, "donor_same", funder))
		return;
	r = begun(&s, funder[0]);
	CHECK(donor_freeze(&s.c, r));
	site_system(&s);
	site_new(&s, &risk_entity, s.one);
	CHECK(donor_moved(&s.c, r, &moved) && !moved);
	site_close(&s);
}

static void
a_report_goes_out_on_its_day_once_submitted(struct arena *a)
{
	struct donor_report *r;
	struct id funder[2];
	struct ask ask = { .n = 0 };
	struct mime_file f[DONOR_FILES];
	struct site s;
	int64_t mails;
	size_t n;
	str id;

	if (!ready(&s, a, "donor_mail", funder))
		return;
	r = begun(&s, funder[0]);
	id = id_text(a, r->row.id);
	r->send_on = moment_day(s.c.now);
	r->send_to = S("a@example.org\n not an address\nb@example.org");
	CHECK(flow_save(&s.c, &donor_report_entity, r));
	site_system(&s);
	CHECK(donor_files(&s.c, id, S("a@example.org"), f) == 0);
	CHECK(donor_send(&s.c, &n) && n == 0);          /* a draft */
	site_sit(&s, "PM", s.one);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("submit"), (str){ 0 }));
	site_system(&s);
	CHECK(donor_send(&s.c, &n) && n == 1);
	CHECK(flow_count(&s.c, &mail_entity, &ask, &mails) && mails == 2);
	CHECK(donor_send(&s.c, &n) && n == 0);          /* once */
	CHECK(donor_files(&s.c, id, S("A@example.org"), f) == 1);
	CHECK(str_starts(f[0].bytes, S("%PDF-")));
	CHECK(str_ends(f[0].name, S("report.pdf")));
	CHECK(donor_files(&s.c, id, S("c@example.org"), f) == 0);
	site_close(&s);
}

static void
one_that_was_returned_does_not_go_out(struct arena *a)
{
	struct donor_report *r;
	struct id funder[2];
	struct site s;
	size_t n;

	if (!ready(&s, a, "donor_back", funder))
		return;
	r = begun(&s, funder[0]);
	r->send_on = moment_day(s.c.now);
	r->send_to = S("a@example.org");
	CHECK(flow_save(&s.c, &donor_report_entity, r));
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("submit"), (str){ 0 }));
	site_sit_other(&s, "PM", s.one);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision + 1, S("return"), S("Say what failed.")));
	site_system(&s);
	CHECK(donor_send(&s.c, &n) && n == 0);
	site_sit(&s, "PM", s.one);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision + 2, S("submit"), (str){ 0 }));
	site_system(&s);
	CHECK(donor_send(&s.c, &n) && n == 1);
	site_close(&s);
}

/* Mailed, sent back, submitted again: the second goes out too, and says
 * that it is the second.  One person alone may record both answers: they
 * are the funder's. */
static void
a_second_version_is_mailed_and_says_so(struct arena *a)
{
	struct ask ask = { .n = 0 };
	struct donor_report *r;
	struct id funder[2];
	struct cursor *cursor;
	struct mail m;
	struct site s;
	size_t n, second = 0;
	int64_t mails;

	if (!ready(&s, a, "donor_again", funder))
		return;
	r = begun(&s, funder[0]);
	r->send_on = moment_day(s.c.now);
	r->send_to = S("a@example.org");
	CHECK(flow_save(&s.c, &donor_report_entity, r));
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("submit"), (str){ 0 }));
	site_system(&s);
	CHECK(donor_send(&s.c, &n) && n == 1);
	r = site_find(&s, &donor_report_entity, r->row.id);
	CHECK(r->edition == 1 && r->sent_at != MOMENT_NONE);
	site_sit(&s, "PM", s.one);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("return"), S("They want receipts.")));
	r = site_find(&s, &donor_report_entity, r->row.id);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("submit"), (str){ 0 }));
	r = site_find(&s, &donor_report_entity, r->row.id);
	CHECK(r->edition == 2 && r->sent_at == MOMENT_NONE);
	site_system(&s);
	CHECK(donor_send(&s.c, &n) && n == 1);
	CHECK(flow_count(&s.c, &mail_entity, &ask, &mails) && mails == 2);
	CHECK(store_list(s.c.store, &mail_entity, &ask, a, &cursor,
	    &s.c.errors));
	while (store_next(cursor, a, &m))
		second += str_find(m.text, S("version 2")) < m.text.n;
	CHECK(store_end(cursor, &s.c.errors) && second == 1);
	site_sit(&s, "PM", s.one);
	r = site_find(&s, &donor_report_entity, r->row.id);
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("accept"), (str){ 0 }));
	site_close(&s);
}

static void
whoever_gets_it_has_the_forms_asked_for(struct arena *a)
{
	struct mime_file f[DONOR_FILES];
	struct donor_report *r;
	struct id funder[2];
	struct site s;

	if (!ready(&s, a, "donor_forms", funder))
		return;
	r = begun(&s, funder[0]);
	r->send_to = S("a@example.org");
	r->send_as = S("pdf;docx;xlsx");
	CHECK(flow_save(&s.c, &donor_report_entity, r));
	CHECK(flow_move(&s.c, &donor_report_entity, r->row.id,
	    r->row.revision, S("submit"), (str){ 0 }));
	site_system(&s);
	CHECK(donor_files(&s.c, id_text(a, r->row.id), S("a@example.org"),
	    f) == 3);
	CHECK(str_starts(f[0].bytes, S("%PDF-")));
	CHECK(str_ends(f[1].name, S("report.docx")));
	CHECK(str_starts(f[1].bytes, S("PK")));
	CHECK(str_ends(f[2].name, S("report.xlsx")));
	CHECK(str_starts(f[2].bytes, S("PK")));
	site_close(&s);
}

static void
reached(struct site *s, struct id indicator, const char *stratum, double v)
{
	struct indicator_value k;

	row_blank(&indicator_value_entity, &k);
	k.indicator = indicator;
	k.period = S("2024");
	k.stratum = str_of(stratum);
	k.value = v;
	k.status = S("verified");
	k.period_start = day_of(2024, 1, 1);
	k.period_end = day_of(2024, 12, 31);
	site_keep(s, &indicator_value_entity, &k);
}

/* Of 3 women, 9 men and 8 of whom nothing is said: the women are fewer
 * than 5, and the 8 are kept, or 20 less 9 and 8 would tell them.  A
 * programme's manager reads the same words as the funder. */
static void
small_groups_are_words(struct arena *a)
{
	const struct node *row;
	struct id funder[2];
	struct indicator *k;
	struct node *f;
	struct site s;
	str all = { 0 };

	if (!ready(&s, a, "donor_small", funder))
		return;
	k = site_blank(&s, &indicator_entity, s.one);
	k->measure = S("1");
	site_keep(&s, &indicator_entity, k);
	reached(&s, k->row.id, "", 20);
	reached(&s, k->row.id, "sex=F", 3);
	reached(&s, k->row.id, "sex=M", 9);
	reached(&s, k->row.id, "sex=U", 8);
	CHECK(donor_live(&s.c, begun(&s, funder[0]), &f));
	for (row = json_first(f, "groups"); row != NULL; row = row->next)
		all = str_print(a, "%s%s=%s%g;", str_z(a, all), str_z(a,
		    json_text(row, "stratum")), str_z(a, json_text(row,
		    "value")), json_number(row, "value"));
	CHECK(str_find(all, S("sex=F=fewer than 5nan;")) < all.n);
	CHECK(str_find(all, S("sex=M=9;")) < all.n);
	CHECK(str_find(all, S("sex=U=not shownnan;")) < all.n);
	row = json_first(f, "results");
	CHECK(row != NULL && json_number(row, "now") == 20);
	site_close(&s);
}

static struct donor_report *
of_duty(struct site *s, const struct grant_duty *d)
{
	return site_find(s, &donor_report_entity, donor_of_duty(&s->c,
	    d->row.id));
}

/* Due in 30 days: begun today; in 31: tomorrow. */
static void
a_report_that_is_due_in_a_month_is_begun_once(struct arena *a)
{
	struct grant_agreement *g;
	struct grant_duty *d;
	struct donor_report *r;
	struct id funder[2];
	struct site s;
	size_t n;

	if (!ready(&s, a, "donor_due", funder))
		return;
	g = site_blank(&s, &grant_agreement_entity, s.one);
	g->funder = funder[0];
	g->starts = (struct day){ moment_day(s.c.now).n - 100 };
	site_keep(&s, &grant_agreement_entity, g);
	d = site_blank(&s, &grant_duty_entity, s.one);
	d->agreement = g->row.id;
	d->kind = S("report");
	d->title = S("Second report");
	d->done_on = (struct day){ 0 };
	d->due = (struct day){ moment_day(s.c.now).n + DONOR_AHEAD + 1 };
	site_keep(&s, &grant_duty_entity, d);
	CHECK(donor_begin(&s.c, &n) && n == 0);
	s.c.now += 24 * 3600 * 1000;
	CHECK(donor_begin(&s.c, &n) && n == 1);
	r = of_duty(&s, d);
	CHECK(str_is(r->title, "Second report") && r->due.n == d->due.n);
	CHECK(id_same(r->funder, funder[0]) && str_is(r->state, "draft"));
	CHECK(r->starts_on.n == g->starts.n);
	CHECK(r->ends_on.n == moment_day(s.c.now).n);
	CHECK(donor_begin(&s.c, &n) && n == 0);
	site_drop(&s, &donor_report_entity, r->row.id);
	CHECK(donor_begin(&s.c, &n) && n == 0); /* it was not wanted */
	site_close(&s);
}

const struct test donor_tests[] = {
	{ "a second version is mailed and says so, recorded by one manager",
	   a_second_version_is_mailed_and_says_so },
	{ "whoever gets it has the forms asked for",
	   whoever_gets_it_has_the_forms_asked_for },
	{ "small groups are words, and none can be computed",
	   small_groups_are_words },
	{ "a report that is due in a month is begun once",
	   a_report_that_is_due_in_a_month_is_begun_once },
	{ "one that was returned does not go out",
	   one_that_was_returned_does_not_go_out },
	{ "a funder sees his share beside the whole",
	   a_funder_sees_his_share_beside_the_whole },
	{ "what is submitted stays, and a change is told",
	   what_is_submitted_stays_and_a_change_is_told },
	{ "what another row changes that it does not show is no change",
	   what_another_row_changes_that_it_does_not_show_is_no_change },
	{ "a report goes out on its day, once submitted",
	   a_report_goes_out_on_its_day_once_submitted },
	{ 0 }
};
