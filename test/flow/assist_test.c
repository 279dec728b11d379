/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/assist, flow/calls and flow/policy: public forms, scores of
 * several, experts against a request, links, days in each stage.  Means and
 * days are worked out by hand beside each.
 */
#include "flow/assist.h"

#include <math.h>
#include <string.h>

#include "flow/calls.h"
#include "flow/find.h"
#include "flow/policy.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

/* ---- public forms ---- */

static struct calls_call
a_call(struct site *s, const char *code, const char *kind, int32_t ends)
{
	struct call *k = site_blank(s, &call_entity, s->one);
	struct calls_call found;

	k->code = str_of(code);
	k->kind = str_of(kind);
	k->opens = (struct day){ moment_day(s->c.now).n - 1 };
	k->deadline = (struct day){ moment_day(s->c.now).n + ends };
	k->per_day = 7;
	k->renewal_months = 12;
	site_keep(s, &call_entity, k);
	s->c.actor = (struct actor){ 0 };
	memset(&found, 0, sizeof(found));
	CHECK(calls_find(&s->c, str_of(code), &found));
	return found;
}

static struct calls_form
a_question(const char *address)
{
	return (struct calls_form){ .question = S("Which form is it?"),
		.contact = S("Ana"), .agrees = true,
		.address = str_of(address) };
}

static void
a_question_gets_a_number_that_finds_it(struct arena *a)
{
	struct calls_found f;
	struct calls_form q;
	struct calls_call k;
	struct site s;
	str number;

	if (!site_open(&s, a, "assist_question"))
		return;
	k = a_call(&s, "ASK", "questions", 5);
	q = a_question("192.0.2.1");
	CHECK(calls_take(&s.c, &k, &q, &number));
	CHECK(number.n == 12 && str_starts(number, S("HD-")));
	CHECK(calls_look(&s.c, str_lower(a, number), &f));
	CHECK(f.question.row.revision > 0 && f.request.row.revision == 0);
	CHECK(str_is(f.question.state, "open"));
	CHECK(!calls_look(&s.c, S("HD-2222-2222"), &f));
	CHECK(errors_worst(&s.c.errors) == ABSENT);
	site_close(&s);
}

static void
a_request_is_told_all_that_it_lacks(struct arena *a)
{
	static const char *const wanted[] = { "organisation", "signatory",
		"contact", "gap", "objective", "expected_results", "letter",
		"agrees", "email", "weeks" };
	struct calls_form f = { .email = S("nobody"), .weeks = S("ten"),
		.address = S("192.0.2.1") };
	struct calls_call k;
	struct site s;
	str number;
	size_t i;

	if (!site_open(&s, a, "assist_lacks"))
		return;
	k = a_call(&s, "TA", "requests", 5);
	CHECK(!calls_take(&s.c, &k, &f, &number));
	CHECK(errors_worst(&s.c.errors) == INVALID);
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		CHECK(errors_text(&s.c.errors, wanted[i]) != NULL);
	site_close(&s);
}

static void
floods_are_kept_out(struct arena *a)
{
	struct calls_form q;
	struct calls_call k;
	struct site s;
	str number;
	int i;

	if (!site_open(&s, a, "assist_floods"))
		return;
	k = a_call(&s, "FLOOD", "questions", 5);
	q = a_question("192.0.2.1");
	for (i = 0; i < CALLS_HOUR; i++)
		CHECK(calls_take(&s.c, &k, &q, &number));
	CHECK(!calls_take(&s.c, &k, &q, &number));
	CHECK(errors_worst(&s.c.errors) == BUSY);
	errors_clear(&s.c.errors);
	q = a_question("192.0.2.2");            /* another: 7 a day in all */
	CHECK(calls_take(&s.c, &k, &q, &number));
	CHECK(calls_take(&s.c, &k, &q, &number));
	CHECK(!calls_take(&s.c, &k, &q, &number));
	errors_clear(&s.c.errors);
	s.c.now += 2 * 86400 * 1000;
	CHECK(calls_take(&s.c, &k, &q, &number));
	q.trap = S("https://example.org");
	CHECK(!calls_take(&s.c, &k, &q, &number));
	site_close(&s);
}

static void
a_call_that_is_over_takes_nothing(struct arena *a)
{
	struct calls_form q = a_question("192.0.2.1");
	struct calls_call k;
	struct site s;
	str number;

	if (!site_open(&s, a, "assist_over"))
		return;
	k = a_call(&s, "OVER", "questions", 0);
	CHECK(k.stands == CALLS_OPEN);          /* its last day counts */
	s.c.now += 86400 * 1000;
	CHECK(calls_find(&s.c, S("OVER"), &k) && k.stands == CALLS_OVER);
	CHECK(!calls_take(&s.c, &k, &q, &number));
	CHECK(!calls_find(&s.c, S("NONE"), &k));
	site_close(&s);
}

static void
an_expert_who_applies_is_a_candidate_with_a_day_to_confirm(struct arena *a)
{
	struct calls_form f = { .name = S("Expert A"), .email = S("a@b.example"),
		.areas = S("film:3; copyright"), .languages = S("en:2"),
		.years = S("12"), .day_fee = S("450.50"), .currency = S("EUR"),
		.agrees = true, .address = S("192.0.2.1") };
	struct calls_found found;
	struct calls_call k;
	struct site s;
	str number;

	if (!site_open(&s, a, "assist_apply"))
		return;
	k = a_call(&s, "EX", "experts", 5);
	CHECK(calls_take(&s.c, &k, &f, &number));
	CHECK(calls_look(&s.c, number, &found));
	CHECK(str_is(found.expert.status, "candidate"));
	CHECK(found.expert.consent == YES);
	CHECK(found.expert.day_fee.minor == 45050);
	CHECK(str_is(found.expert.areas, "[{\"area\":\"film\",\"level\":\"3\"},"
	    "{\"area\":\"copyright\",\"level\":\"3\"}]"));
	CHECK(found.expert.renew_by.n == day_add_months(moment_day(s.c.now),
	    12).n);
	site_close(&s);
}

/* ---- scores ---- */

static struct ta_request *
a_request(struct site *s, const char *state)
{
	struct ta_request *r = site_blank(s, &ta_request_entity, s->one);

	r->relevance = r->feasibility = r->effectiveness = r->sustainability =
	    INT64_MIN;
	r->thematic_area = S("film; copyright");
	r->state = str_of(state);
	site_keep(s, &ta_request_entity, r);
	return r;
}

static struct ta_score
marks(int64_t r, int64_t f, int64_t e, int64_t u)
{
	struct ta_score s;

	row_blank(&ta_score_entity, &s);
	s.relevance = r;
	s.feasibility = f;
	s.effectiveness = e;
	s.sustainability = u;
	return s;
}

static void
two_scores_make_a_mean_with_its_spread(struct arena *a)
{
	struct assist_scores all;
	struct ta_request *r;
	struct ta_score mine = marks(5, 4, 4, 3), his = marks(3, 4, 4, 3);
	struct site s;

	if (!site_open(&s, a, "assist_scores"))
		return;
	r = a_request(&s, "screening");
	site_sit(&s, "SEC", s.one);
	CHECK(assist_score(&s.c, r, &mine));
	site_sit_other(&s, "SC", s.one);
	CHECK(assist_score(&s.c, r, &his));
	CHECK(assist_score(&s.c, r, &his));     /* his own again: one sheet */
	CHECK(assist_scores(&s.c, r, &all));
	CHECK(all.n == 2 && all.mine != NULL && !all.came_so);
	/* (5 + 3) / 2 = 4; sd of 5 and 3 is the root of 2 */
	NEAR(all.mean[0], 4, 1e-12);
	NEAR(all.sd[0], 1.4142135624, 1e-9);
	NEAR(all.sd[1], 0, 1e-12);
	NEAR(all.sum, 4 + 4 + 4 + 3, 1e-12);
	r = site_find(&s, &ta_request_entity, r->row.id);
	NEAR(r->score, 15, 1e-12);
	site_close(&s);
}

static void
a_decided_request_is_not_scored(struct arena *a)
{
	struct ta_score mine = marks(5, 4, 4, 3);
	struct ta_request *r;
	struct site s;

	if (!site_open(&s, a, "assist_decided"))
		return;
	r = a_request(&s, "rejected");
	site_sit(&s, "SEC", s.one);
	CHECK(!assist_score(&s.c, r, &mine));
	CHECK(errors_worst(&s.c.errors) == INVALID);
	site_close(&s);
}

/* ---- experts ---- */

static struct id
an_expert(struct site *s, const char *code, const char *areas,
    const char *status, const char *conflicts)
{
	struct expert *x = site_blank(s, &expert_entity, s->one);

	x->code = x->name = str_of(code);
	x->areas = str_of(areas);
	x->status = str_of(status);
	x->conflicts = conflicts == NULL ? (str){ 0 } : str_of(conflicts);
	x->languages = S("[{\"language\":\"en\",\"level\":\"3\"}]");
	x->availability = S("[{\"from\":\"2026-01-01\",\"to\":\"2026-06-30\"}]");
	x->party = (struct id){ { 0 } };
	x->day_fee = (struct money){ 0 };
	site_keep(s, &expert_entity, x);
	return x->row.id;
}

static const struct assist_expert *
in_match(const struct assist_match *m, struct id id)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (id_same(m->expert[i].row.row.id, id))
			return &m->expert[i];
	return NULL;
}

static void
who_covers_more_comes_first_and_who_is_barred_last(struct arena *a)
{
	struct ta_request *r;
	struct assist_match m;
	struct party *asks;
	struct id good, half, bad, out;
	struct site s;

	if (!site_open(&s, a, "assist_match"))
		return;
	r = a_request(&s, "expert_matching");
	asks = site_find(&s, &party_entity, r->requester);
	half = an_expert(&s, "HALF", "[{\"area\":\"Film\",\"level\":\"3\"}]",
	    "rostered", NULL);
	good = an_expert(&s, "GOOD", "[{\"area\":\"film\",\"level\":\"3\"},"
	    "{\"area\":\"copyright\",\"level\":\"2\"}]", "rostered", NULL);
	bad = an_expert(&s, "BAD", "[{\"area\":\"film\",\"level\":\"3\"}]",
	    "rostered", str_print(a, "adviser of %.*s until 2024",
	    (int)asks->name.n, asks->name.p).p);
	out = an_expert(&s, "OUT", "[{\"area\":\"film\",\"level\":\"3\"}]",
	    "suspended", NULL);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_match(&s.c, r, &m));
	CHECK(m.needs == 2);
	/* (3 + 2) / 3 / 2 and (3 + 0) / 3 / 2 */
	NEAR(in_match(&m, good)->coverage, 5.0 / 6, 1e-12);
	NEAR(in_match(&m, half)->coverage, 0.5, 1e-12);
	CHECK(in_match(&m, good) < in_match(&m, half));
	CHECK(in_match(&m, half) < in_match(&m, bad));
	CHECK(in_match(&m, bad)->is_barred &&
	    !str_none(in_match(&m, bad)->conflict));
	CHECK(in_match(&m, out)->is_barred && !in_match(&m,
	    out)->is_rostered);
	CHECK(!assist_place(&s.c, r, bad, S("chosen"), (str){ 0 }));
	errors_clear(&s.c.errors);
	CHECK(assist_place(&s.c, r, good, S("chosen"), S("covers both")));
	site_close(&s);
}

static void
a_conflict_names_who_asks_by_a_whole_code(struct arena *a)
{
	struct ta_request *r;
	struct assist_match m;
	struct party *asks;
	struct id like, named;
	struct site s;

	if (!site_open(&s, a, "assist_code"))
		return;
	r = a_request(&s, "expert_matching");
	asks = site_find(&s, &party_entity, r->requester);
	asks->code = S("ORG1");
	CHECK(flow_save_as_was(&s.c, &party_entity, asks));
	like = an_expert(&s, "LIKE", "[{\"area\":\"film\",\"level\":\"3\"}]",
	    "rostered", str_print(a, "adviser of %.*s1 and X%.*s",
	    (int)asks->code.n, asks->code.p, (int)asks->code.n,
	    asks->code.p).p);
	named = an_expert(&s, "NAMED", "[{\"area\":\"film\",\"level\":\"3\"}]",
	    "rostered", str_print(a, "%.*s1;%.*s", (int)asks->code.n,
	    asks->code.p, (int)asks->code.n, asks->code.p).p);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_match(&s.c, r, &m));
	CHECK(!in_match(&m, like)->is_barred);
	CHECK(in_match(&m, named)->is_barred);
	site_close(&s);
}

static void
days_and_languages_of_the_newest_terms_count(struct arena *a)
{
	struct ta_request *r;
	struct assist_match m;
	struct tor *t;
	struct id x;
	struct site s;

	if (!site_open(&s, a, "assist_days"))
		return;
	r = a_request(&s, "expert_matching");
	t = site_blank(&s, &tor_entity, s.one);
	t->ta_request = r->row.id;
	t->version = 1;
	t->start = day_of(2026, 6, 1);
	t->end = day_of(2026, 6, 30);
	t->expert_profiles = S("[{\"languages\":\"en\"}]");
	site_keep(&s, &tor_entity, t);
	x = an_expert(&s, "X", "[]", "rostered", NULL);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_match(&s.c, r, &m) && in_match(&m, x)->days_known &&
	    in_match(&m, x)->is_free && in_match(&m, x)->speaks);
	site_system(&s);
	t = site_blank(&s, &tor_entity, s.one);
	t->ta_request = r->row.id;
	t->version = 2;
	t->start = day_of(2026, 6, 20);
	t->end = day_of(2026, 7, 10);           /* free until 30 June */
	t->expert_profiles = S("[{\"languages\":\"en;fr\"}]");
	site_keep(&s, &tor_entity, t);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_match(&s.c, r, &m) && !in_match(&m, x)->is_free &&
	    !in_match(&m, x)->speaks && in_match(&m, x)->is_barred);
	site_close(&s);
}

static void
an_invitation_opens_by_its_key_and_is_answered_once(struct arena *a)
{
	struct expert_invitation *all;
	struct assist_invited v;
	struct assist_match m;
	struct ta_request *r;
	struct id x;
	struct site s;
	str key;

	if (!site_open(&s, a, "assist_invite"))
		return;
	r = a_request(&s, "expert_matching");
	x = an_expert(&s, "X", "[]", "rostered", NULL);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_place(&s.c, r, x, S("chosen"), (str){ 0 }));
	CHECK(assist_match(&s.c, r, &m) && m.chosen == 1);
	all = site_find(&s, &expert_invitation_entity,
	    in_match(&m, x)->chosen.row.id);
	CHECK(assist_invite(&s.c, all->row.id, (str){ 0 }, &key));
	s.c.actor = (struct actor){ 0 };
	CHECK(!assist_invited(&s.c, S("not a key"), &v));
	errors_clear(&s.c.errors);
	CHECK(assist_invited(&s.c, key, &v));
	CHECK(!assist_answer(&s.c, &v, S("accepted"), true, (str){ 0 },
	    S("all")));
	errors_clear(&s.c.errors);
	CHECK(assist_answer(&s.c, &v, S("accepted"), true, S("my brother"),
	    S("all")));
	CHECK(!assist_answer(&s.c, &v, S("declined"), false, (str){ 0 },
	    (str){ 0 }));
	errors_clear(&s.c.errors);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_match(&s.c, r, &m) && in_match(&m, x)->is_barred);
	CHECK(str_is(in_match(&m, x)->conflict, "my brother"));
	site_close(&s);
}

static void
those_advised_rate_a_mission_once_and_the_expert_has_the_mean(struct arena *a)
{
	struct mission_feedback f;
	struct assist_load load;
	struct mission *m, seen;
	struct expert *x;
	struct site s;
	str key[2];

	if (!site_open(&s, a, "assist_rate"))
		return;
	m = site_blank(&s, &mission_entity, s.one);
	x = site_find(&s, &expert_entity, an_expert(&s, "X", "[]", "rostered",
	    NULL));
	m->experts = id_text(a, x->row.id);
	m->feedback_beneficiary = INT64_MIN;
	m->state = S("report_final");
	m->from = m->to = moment_day(s.c.now);
	m->working_days = 10;
	site_keep(&s, &mission_entity, m);
	site_sit(&s, "SEC", s.one);
	CHECK(assist_ask(&s.c, m, S("Head"), (str){ 0 }, &key[0]));
	CHECK(assist_ask(&s.c, m, S("Clerk"), (str){ 0 }, &key[1]));
	s.c.actor = (struct actor){ 0 };
	CHECK(assist_asked(&s.c, key[0], &f, &seen));
	CHECK(!assist_rate(&s.c, &f, INT64_MIN, 3, (str){ 0 }));
	errors_clear(&s.c.errors);
	CHECK(assist_rate(&s.c, &f, 2, 3, S("Too short")));
	CHECK(!assist_rate(&s.c, &f, 5, 3, (str){ 0 }));
	errors_clear(&s.c.errors);
	CHECK(assist_asked(&s.c, key[1], &f, &seen) &&
	    assist_rate(&s.c, &f, 4, INT64_MIN, (str){ 0 }));
	site_sit(&s, "SEC", s.one);
	m = site_find(&s, &mission_entity, m->row.id);
	CHECK(m->feedback_beneficiary == 3);    /* (2 + 4) / 2 */
	CHECK(assist_loads(&s.c, s.one, x, 1, &load));
	CHECK(load.running == 1 && load.rated == 1);
	NEAR(load.rating, 3, 1e-12);
	NEAR(load.days_year, 10, 1e-12);
	site_close(&s);
}

static void
a_report_is_late_after_so_many_days(struct arena *a)
{
	struct mission m;

	(void)a;
	row_blank(&mission_entity, &m);
	m.to = day_of(2026, 3, 1);
	m.state = S("debriefed");
	CHECK(assist_report_due(&m, 14).n == day_of(2026, 3, 15).n);
	CHECK(!assist_report_late(&m, 14, day_of(2026, 3, 15)));
	CHECK(assist_report_late(&m, 14, day_of(2026, 3, 16)));
	m.report_due = day_of(2026, 4, 1);      /* said otherwise */
	CHECK(!assist_report_late(&m, 14, day_of(2026, 3, 16)));
	m.report_submitted = day_of(2026, 4, 2);
	CHECK(assist_report_late(&m, 14, day_of(2026, 4, 1)));
	m.state = S("cancelled");
	CHECK(!assist_report_late(&m, 14, day_of(2027, 1, 1)));
}

/* ---- policy ---- */

static void
stage(struct site *s, struct id instrument, const char *code, struct day on,
    const char *document)
{
	struct policy_stage *k = site_blank(s, &policy_stage_entity, s->one);

	k->instrument = instrument;
	k->stage = str_of(code);
	k->date = on;
	k->document = str_of(document);
	site_keep(s, &policy_stage_entity, k);
}

static void
days_in_a_stage_run_to_the_next_entry(struct arena *a)
{
	struct policy_line l;
	struct id p;
	struct site s;

	if (!site_open(&s, a, "assist_policy"))
		return;
	p = site_new(&s, &policy_instrument_entity, s.one);
	stage(&s, p, "P2", day_of(2025, 1, 1), "draft");
	stage(&s, p, "P3", day_of(2025, 1, 31), "letter");
	stage(&s, p, "P2", day_of(2025, 3, 2), "draft 2");
	CHECK(policy_line(&s.c, p, &l));
	/* 30 days; 28 of February and 2; from then to 2 March 2026 */
	CHECK(l.n == 3 && l.step[0].days == 30 && l.step[1].days == 30 &&
	    l.step[2].days == 365 && l.days == 425);
	stage(&s, p, "PX", day_of(2025, 4, 1), "withdrawn");
	CHECK(policy_line(&s.c, p, &l));
	CHECK(l.n == 4 && l.step[2].days == 30 && l.step[3].days == -1 &&
	    l.days == 90);
	site_close(&s);
}

/* What was typed before stays; only two of the stages tell a day. */
static void
an_instrument_is_dated_by_its_stages(struct arena *a)
{
	struct policy_instrument i = { .title = S("Decree") };
	struct policy_stage s = { .stage = S("P5"),
		.date = day_of(2024, 1, 2) };

	(void)a;
	CHECK(!policy_dated(&i, &s));
	s.stage = S("P6");
	CHECK(policy_dated(&i, &s) && i.adoption_date.n == s.date.n);
	s.date = day_of(2024, 3, 4);
	CHECK(!policy_dated(&i, &s));
	CHECK(i.adoption_date.n == day_of(2024, 1, 2).n);
	s.stage = S("P7");
	CHECK(policy_dated(&i, &s) && i.effective.n == s.date.n);
}

static void
comments_are_keyed_line_by_line_or_not_at_all(struct arena *a)
{
	struct ask ask = { .limit = 10 };
	struct id p;
	struct site s;
	size_t added;
	int64_t n;

	if (!site_open(&s, a, "assist_comments"))
		return;
	p = site_new(&s, &policy_instrument_entity, s.one);
	site_sit(&s, "BEN", s.one);
	CHECK(policy_comments_add(&s.c, p, (struct id){ { 0 } },
	    day_of(2026, 1, 1), S("Finance; Art. 3; Which line?\n\n"
	    "Too often\n"), &added) && added == 2);
	CHECK(!policy_comments_add(&s.c, p, (struct id){ { 0 } },
	    day_of(2026, 1, 1), S("Finance; Art. 3;"), &added));
	errors_clear(&s.c.errors);
	CHECK(!policy_comments_add(&s.c, p, (struct id){ { 0 } },
	    day_of(2026, 1, 1), S(" \n"), &added));
	errors_clear(&s.c.errors);
	CHECK(flow_count(&s.c, &policy_comment_entity, &ask, &n) && n == 2);
	site_close(&s);
}

static void
options_are_scored_by_criterion_and_set_again(struct arena *a)
{
	struct policy_scores k;
	struct site s;
	str t = { 0 };

	if (!site_open(&s, a, "assist_options"))
		return;
	t = policy_score_set(&s.c, t, S("One"), S("Cost"), S("4"));
	t = policy_score_set(&s.c, t, S("One"), S("Effect"), S("2"));
	t = policy_score_set(&s.c, t, S("Two"), S("Cost"), S("3,5"));
	t = policy_score_set(&s.c, t, S("One"), S("Effect"), S("1"));
	policy_scores(&s.c, t, &k);
	CHECK(k.options == 2 && k.criteria == 2);
	NEAR(k.mean[0], 2.5, 1e-12);     /* (4 + 1) / 2 */
	NEAR(k.mean[1], 3.5, 1e-12);     /* of the one there is */
	CHECK(k.best == 1 && isnan(k.score[1 * 2 + 1]));
	policy_scores(&s.c, (str){ 0 }, &k);
	CHECK(k.options == 0);
	site_close(&s);
}

const struct test assist_tests[] = {
	{ "a question of the public gets a number that finds it",
	  a_question_gets_a_number_that_finds_it },
	{ "a request is told all that it lacks at once",
	  a_request_is_told_all_that_it_lacks },
	{ "forms are taken five an hour from one address, and as many a day "
	  "as the call says", floods_are_kept_out },
	{ "a call takes forms on its last day and none after",
	  a_call_that_is_over_takes_nothing },
	{ "an expert who applies is a candidate with a day to confirm",
	  an_expert_who_applies_is_a_candidate_with_a_day_to_confirm },
	{ "two scores make a mean with its spread, and the request carries "
	  "the sum", two_scores_make_a_mean_with_its_spread },
	{ "a decided request is not scored", a_decided_request_is_not_scored },
	{ "who covers more comes first, who is barred last and is not chosen",
	  who_covers_more_comes_first_and_who_is_barred_last },
	{ "a conflict names who asks by a whole code",
	  a_conflict_names_who_asks_by_a_whole_code },
	{ "days and languages of the newest terms count",
	  days_and_languages_of_the_newest_terms_count },
	{ "an invitation opens by its key, is answered once, and a conflict "
	  "bars", an_invitation_opens_by_its_key_and_is_answered_once },
	{ "those advised rate a mission once, and the expert has the mean",
	  those_advised_rate_a_mission_once_and_the_expert_has_the_mean },
	{ "a report is late after the days agreed, never when cancelled",
	  a_report_is_late_after_so_many_days },
	{ "days in a stage run to the next entry, in the last to today",
	  days_in_a_stage_run_to_the_next_entry },
	{ "an instrument is dated by its stages",
	   an_instrument_is_dated_by_its_stages },
	{ "comments are keyed line by line, or none of them",
	  comments_are_keyed_line_by_line_or_not_at_all },
	{ "options are scored by criterion, a score set again replaces",
	  options_are_scored_by_criterion_and_set_again },
	{ 0 }
};
