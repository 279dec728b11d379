/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/quality and of how a round ends: sheets are packed by
 * hand, a scale of 1 to 5 and five items. */
#include "flow/quality.h"

#include <math.h>
#include <string.h>

#include "flow/find.h"
#include "flow/gather.h"
#include "flow/packed.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "model/office.h"
#include "site.h"
#include "test.h"

enum { ITEMS = 5 };

struct desk_test {
	struct site              s;
	struct framework        *f;
	struct assessment_round *r;
	struct id                subject, dimension;
	int                      raters;
};

static void
add_items(struct desk_test *t)
{
	struct site *s = &t->s;
	struct dimension *d = site_blank(s, &dimension_entity, s->one);
	struct item *it;
	int i;

	t->f = site_blank(s, &framework_entity, s->one);
	t->f->scale_min = 1;
	t->f->scale_max = 5;
	t->f->rater_rule = S("median");
	t->f->dimension_rule = S("mean");
	t->f->overall_rule = S("mean");
	t->f->min_share = 0.6;
	t->f->is_frozen = YES;
	t->f->role_weights = (str){ 0 };
	site_keep(s, &framework_entity, t->f);
	d->framework = t->f->row.id;
	d->weight = 1;
	d->code = S("D");
	site_keep(s, &dimension_entity, d);
	t->dimension = d->row.id;
	for (i = 1; i <= ITEMS; i++) {
		it = site_blank(s, &item_entity, s->one);
		it->framework = t->f->row.id;
		it->dimension = d->row.id;
		it->code = str_print(s->a, "I%d", i);
		it->is_reverse = NO;
		it->seq = i;
		site_keep(s, &item_entity, it);
	}
}

static bool
begin(struct desk_test *t, struct arena *a)
{
	*t = (struct desk_test){ .raters = 0 };
	if (!site_open(&t->s, a, "quality"))
		return false;
	site_system(&t->s);
	add_items(t);
	t->r = site_blank(&t->s, &assessment_round_entity, t->s.one);
	t->r->framework = t->f->row.id;
	t->r->code = S("R");
	t->r->opens = day_of(2026, 3, 1);
	t->r->due = day_of(2026, 3, 31);
	t->r->grace_until = day_of(2026, 4, 14);
	t->r->closes.n = 0;
	t->r->min_response = NAN;
	t->r->rule = (str){ 0 };
	t->r->state = S("cleaning");
	site_keep(&t->s, &assessment_round_entity, t->r);
	t->subject = site_any(&t->s, &party_entity, t->s.one);
	site_sit(&t->s, "MEL", t->s.one);
	return true;
}

/* A submitted sheet of a new rater; 0 is blank. */
static struct response *
add_sheet(struct desk_test *t, const char *answers, int month, int day)
{
	struct response *r;
	char *cells = NEWS(t->s.a, char, ITEMS * 2);
	size_t i;

	site_system(&t->s);
	r = site_blank(&t->s, &response_entity, t->s.one);
	for (i = 0; i < ITEMS; i++) {
		int16_t cell = answers[i] == '0' ? CELL_BLANK
		    : answers[i] == '?' ? CELL_UNREADABLE
		    : score_cell(answers[i] - '0');

		cells[i * 2] = (char)((uint16_t)cell & 0xff);
		cells[i * 2 + 1] = (char)((uint16_t)cell >> 8);
	}
	r->round = t->r->row.id;
	r->subject = t->subject;
	r->rater = str_print(t->s.a, "P%d", ++t->raters);
	r->rater_role = S("self");
	r->version = 1;
	r->scores = (str){ cells, ITEMS * 2 };
	r->beside = (str){ 0 };
	r->submitted_at = moment_of_day(day_of(2026, month, day));
	r->late = month > 3 ? YES : NO;
	r->status = S("submitted");
	site_keep(&t->s, &response_entity, r);
	site_sit(&t->s, "MEL", t->s.one);
	return r;
}

static const struct quality_issue *
issue(struct desk_test *t, const char *rule, struct quality_desk **d)
{
	size_t i;

	if (!quality_find(&t->s.c, t->r->row.id, d))
		return NULL;
	for (i = 0; i < (*d)->n; i++)
		if (strcmp((*d)->issue[i].rule, rule) == 0)
			return &(*d)->issue[i];
	return NULL;
}

static bool
decide(struct desk_test *t, const struct quality_issue *q,
    const struct quality_desk *d, const char *what, const char *taken)
{
	struct quality_choice k = { .rule = str_of(q->rule),
		.response = q->response, .decision = str_of(what),
		.taken = str_of(taken), .reason = S("We asked.") };

	if (q->item != SIZE_MAX)
		k.item = d->instrument->item[q->item].code;
	return quality_decide(&t->s.c, t->r->row.id, &k);
}

static struct response *
sheet(struct desk_test *t, struct id id)
{
	return site_find(&t->s, &response_entity, id);
}

static void
each_oddity_is_found_once(struct arena *a)
{
	struct quality_desk *d;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	add_sheet(&t, "34251", 3, 20);
	CHECK(issue(&t, "late", &d) == NULL && d->n == 0);
	CHECK(d->sheets == 1 && d->came == 1);
	add_sheet(&t, "34351", 4, 10);          /* in the days of grace */
	add_sheet(&t, "34352", 4, 15);          /* the day after them */
	add_sheet(&t, "33333", 3, 20);
	add_sheet(&t, "34700", 3, 20);          /* 7 of 5; 3 of 5 answered */
	add_sheet(&t, "3?412", 3, 20);
	add_sheet(&t, "34000", 3, 20);          /* 2 of 5 < 0.6 */
	CHECK(issue(&t, "late", &d) != NULL && !issue(&t, "late", &d)->blocks);
	CHECK(issue(&t, "after_close", &d) != NULL);
	CHECK(issue(&t, "straight_lining", &d) != NULL);
	CHECK(issue(&t, "out_of_range", &d)->item == 2);
	CHECK(str_is(issue(&t, "out_of_range", &d)->raw, "7"));
	CHECK(issue(&t, "text_score", &d)->item == 1);
	NEAR(issue(&t, "missing", &d)->share, 0.4, 1e-12);
	CHECK(d->n == 6 && d->open == 6);
	CHECK(d->blocking == 3);        /* after closing, off scale, unreadable */
	site_close(&t.s);
}

static void
the_earlier_of_two_sheets_is_the_duplicate(struct arena *a)
{
	const struct quality_issue *q;
	struct response *one, *two;
	struct quality_desk *d;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	one = add_sheet(&t, "34251", 3, 20);
	two = add_sheet(&t, "44251", 3, 21);
	site_system(&t.s);
	two->rater = one->rater;
	two->version = 2;
	site_keep(&t.s, &response_entity, two);
	site_sit(&t.s, "MEL", t.s.one);
	q = issue(&t, "duplicate_response", &d);
	CHECK(q != NULL && id_same(q->response, one->row.id) &&
	    id_same(q->other, two->row.id));
	CHECK(decide(&t, q, d, "exclude", ""));
	CHECK(str_is(sheet(&t, one->row.id)->status, "excluded"));
	q = issue(&t, "duplicate_response", &d);
	CHECK(q != NULL && !q->is_open && d->blocking == 0);
	CHECK(assess_decide(&t.s.c, q->decision->row.id, false, (str){ 0 },
	    S("Both count after all.")));
	CHECK(str_is(sheet(&t, one->row.id)->status, "submitted"));
	q = issue(&t, "duplicate_response", &d);
	CHECK(q != NULL && q->is_open && d->blocking == 1);
	site_close(&t.s);
}

static void
an_answer_is_corrected_and_set_back(struct arena *a)
{
	const struct quality_issue *q;
	struct quality_desk *d;
	struct response *r;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	r = add_sheet(&t, "34721", 3, 20);
	q = issue(&t, "out_of_range", &d);
	CHECK(!decide(&t, q, d, "correct", "6"));
	CHECK(site_on(&t.s, "taken"));
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(!decide(&t, q, d, "return", ""));         /* it is closed */
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(decide(&t, q, d, "correct", "4"));
	CHECK(packed_cell(sheet(&t, r->row.id)->scores, 2) == 400);
	/* Right now, so no issue any more: its decision takes it back. */
	CHECK(issue(&t, "out_of_range", &d) == NULL);
	CHECK(!decide(&t, q, d, "correct", "3"));
	CHECK(site_fault(&t.s) == INVALID);
	site_close(&t.s);
}

static void
only_an_officer_decides_and_says_why(struct arena *a)
{
	struct quality_choice k = { .rule = S("straight_lining"),
		.decision = S("exclude"), .reason = S("x") };
	struct quality_desk *d;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	k.response = add_sheet(&t, "33333", 3, 20)->row.id;
	site_sit(&t.s, "FAC", t.s.one);
	CHECK(!quality_decide(&t.s.c, t.r->row.id, &k));
	CHECK(site_fault(&t.s) == DENIED);
	site_sit(&t.s, "BEN", t.s.one);
	CHECK(!quality_find(&t.s.c, t.r->row.id, &d));
	CHECK(site_fault(&t.s) == DENIED);
	site_sit(&t.s, "MEL", t.s.one);
	k.reason = S(" ");
	CHECK(!quality_decide(&t.s.c, t.r->row.id, &k));
	CHECK(site_on(&t.s, "reason"));
	CHECK(site_fault(&t.s) == INVALID);
	k.decision = S("accept");
	CHECK(quality_decide(&t.s.c, t.r->row.id, &k));
	site_close(&t.s);
}

static bool
move(struct desk_test *t, const char *verb)
{
	struct assessment_round *r = site_find(&t->s, &assessment_round_entity,
	    t->r->row.id);

	return flow_move(&t->s.c, &assessment_round_entity, r->row.id,
	    r->row.revision, str_of(verb), S("so"));
}

static void
meet(struct desk_test *t)
{
	struct assessment_round *r;
	struct consultation *o;

	site_system(&t->s);
	o = site_blank(&t->s, &consultation_entity, t->s.one);
	o->attended = 9;
	o->women = 4;
	o->minutes = S("All agreed.");
	site_keep(&t->s, &consultation_entity, o);
	r = site_find(&t->s, &assessment_round_entity, t->r->row.id);
	r->validated_in = o->row.id;
	site_keep(&t->s, &assessment_round_entity, r);
}

static void
what_blocks_keeps_results_back(struct arena *a)
{
	const struct quality_issue *q;
	struct quality_desk *d;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	add_sheet(&t, "34721", 3, 20);
	CHECK(!move(&t, "release"));
	CHECK(site_says(&t.s, "block"));
	CHECK(site_fault(&t.s) == INVALID);
	q = issue(&t, "out_of_range", &d);
	CHECK(decide(&t, q, d, "accept", ""));
	CHECK(move(&t, "release"));
	site_close(&t.s);
}

/* Locks the round with two sheets: medians 3 4 2 5 1 and so a mean of 3. */
static bool
lock(struct desk_test *t)
{
	struct id third;

	add_sheet(t, "34251", 3, 20);
	add_sheet(t, "34251", 3, 21);
	if (!move(t, "release"))
		return false;
	meet(t);
	site_sit_other(&t->s, "FAC", t->s.one);
	if (!move(t, "validate"))
		return false;
	site_system(&t->s);
	third = site_new(&t->s, &user_entity, (struct id){ { 0 } });
	site_sit(&t->s, "BEN", t->s.one);
	t->s.c.actor.user = third;      /* who released it does not validate */
	t->s.c.actor.party = (struct id){ { 0 } };
	if (!move(t, "validate"))
		return false;
	site_sit_other(&t->s, "FAC", t->s.one);
	return true;
}

static void
the_scores_of_a_locked_round_are_kept(struct arena *a)
{
	const struct results *r;
	struct rounds_kept k;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	CHECK(lock(&t));
	CHECK(assess_results(&t.s.c, t.r->row.id, &r));
	CHECK(rounds_kept(&t.s.c, r, &k));
	CHECK(k.n == 1 && k.differ == 0 && k.at == t.s.c.now);
	NEAR(r->overall[0].value, 3, 1e-12);
	site_close(&t.s);
}

static struct gap *
add_gap(struct desk_test *t, const char *state, double current, double desired)
{
	struct gap *g = site_blank(&t->s, &gap_entity, t->s.one);

	g->subject = t->subject;
	g->framework = t->f->row.id;
	g->dimension = t->dimension;
	g->round = (struct id){ { 0 } };
	g->state = str_of(state);
	g->current = current;
	g->desired = desired;
	g->gap = desired - current;
	site_keep(&t->s, &gap_entity, g);
	return g;
}

static size_t
events_of(struct desk_test *t, struct id gap, const char *kind,
    struct gap_event *last)
{
	struct gap_event *ev;
	size_t i, n, found = 0;

	ev = gather_of(&t->s.c, &gap_event_entity, "gap", gap, &n);
	for (i = 0; ev != NULL && i < n; i++)
		if (str_is(ev[i].kind, kind)) {
			found++;
			*last = ev[i];
		}
	return found;
}

/* All that is answered is 3. */
static void
a_locked_round_measures_the_gaps_again(struct arena *a)
{
	struct gap_event ev = { .kind = { NULL, 0 } };
	struct desk_test t;
	struct gap *g;

	if (!begin(&t, a))
		return;
	g = add_gap(&t, "targeted", 2, 4);
	CHECK(lock(&t));
	CHECK(events_of(&t, g->row.id, "reassessed", &ev) == 1);
	NEAR(ev.current, 3, 1e-12);
	CHECK(id_same(ev.round, t.r->row.id));
	CHECK(str_is(ev.source, "assessment_round"));
	g = site_find(&t.s, &gap_entity, g->row.id);
	NEAR(g->current, 3, 1e-12);
	NEAR(g->gap, 1, 1e-12);
	CHECK(id_same(g->round, t.r->row.id) && str_is(g->state, "targeted"));
	site_close(&t.s);
}

static void
a_closed_gap_found_below_opens_again(struct arena *a)
{
	struct gap_event ev = { .kind = { NULL, 0 } };
	struct desk_test t;
	struct gap *g;

	if (!begin(&t, a))
		return;
	g = add_gap(&t, "closed", 4, 4);
	CHECK(lock(&t));
	CHECK(events_of(&t, g->row.id, "reassessed", &ev) == 1);
	CHECK(events_of(&t, g->row.id, "reopened", &ev) == 1);
	g = site_find(&t.s, &gap_entity, g->row.id);
	CHECK(str_is(g->state, "validated"));
	site_close(&t.s);
}

static void
nothing_of_a_locked_round_changes(struct arena *a)
{
	struct assessment_round *r;
	struct quality_choice k = { .rule = S("straight_lining"),
		.decision = S("accept"), .reason = S("x") };
	struct response *sheet_of, *new_one;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	sheet_of = add_sheet(&t, "33333", 3, 20);
	CHECK(lock(&t));
	site_sit(&t.s, "MEL", t.s.one);
	site_also(&t.s, "FAC", t.s.one);
	site_also(&t.s, "PM", t.s.one);
	r = site_find(&t.s, &assessment_round_entity, t.r->row.id);
	r->rule = S("{\"role_weights\":{\"self\":0}}");
	CHECK(!flow_save(&t.s.c, &assessment_round_entity, r));
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(!flow_drop(&t.s.c, &assessment_round_entity, r->row.id,
	    r->row.revision));
	CHECK(site_fault(&t.s) == INVALID);
	sheet_of = sheet(&t, sheet_of->row.id);
	sheet_of->rater_role = S("external");
	CHECK(!flow_save(&t.s.c, &response_entity, sheet_of));
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(!flow_move(&t.s.c, &response_entity, sheet_of->row.id,
	    sheet_of->row.revision, S("exclude"), S("x")));
	CHECK(site_fault(&t.s) == INVALID);
	new_one = site_blank(&t.s, &response_entity, t.s.one);
	new_one->round = t.r->row.id;
	new_one->status = (str){ 0 };
	CHECK(!flow_save(&t.s.c, &response_entity, new_one));
	CHECK(site_fault(&t.s) == INVALID);
	k.response = sheet_of->row.id;
	CHECK(!quality_decide(&t.s.c, t.r->row.id, &k));
	CHECK(site_fault(&t.s) == INVALID);
	site_close(&t.s);
}

static void
a_correction_is_a_new_round_that_takes_its_place(struct arena *a)
{
	struct assessment_round *all, *r;
	struct quality_desk *d;
	struct desk_test t;
	struct id next;
	size_t n;

	if (!begin(&t, a))
		return;
	CHECK(!rounds_correct(&t.s.c, t.r->row.id, S("x"), &next));
	CHECK(site_says(&t.s, "Only a locked round"));
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(lock(&t));
	CHECK(!rounds_correct(&t.s.c, t.r->row.id, S(" "), &next));
	CHECK(site_fault(&t.s) == INVALID);
	CHECK(rounds_correct(&t.s.c, t.r->row.id, S("P2 was wrong."), &next));
	r = site_find(&t.s, &assessment_round_entity, next);
	CHECK(str_is(r->code, "R-v2") && r->version == 2);
	CHECK(str_is(r->state, "cleaning"));
	site_sit(&t.s, "MEL", t.s.one);
	CHECK(quality_find(&t.s.c, next, &d));
	CHECK(d->sheets == 2);
	CHECK(!rounds_correct(&t.s.c, t.r->row.id, S("Again."), &next));
	CHECK(site_fault(&t.s) != FINE);
	CHECK(assess_rounds(&t.s.c, t.s.one, &all, &n));
	while (n-- > 0)                 /* until it is locked, the old one */
		CHECK(!id_same(all[n].row.id, r->row.id));
	site_system(&t.s);
	r->state = S("locked");
	site_keep(&t.s, &assessment_round_entity, r);
	CHECK(assess_rounds(&t.s.c, t.s.one, &all, &n));
	while (n-- > 0)
		CHECK(!id_same(all[n].row.id, t.r->row.id));
	site_close(&t.s);
}

static void
what_raters_agreed_to_stays_once_the_round_is_open(struct arena *a)
{
	struct assessment_round *r;
	struct desk_test t;

	if (!begin(&t, a))
		return;
	r = site_find(&t.s, &assessment_round_entity, t.r->row.id);
	r->consent_text = S("Anything goes.");
	CHECK(!flow_save(&t.s.c, &assessment_round_entity, r));
	CHECK(site_on(&t.s, "consent_text"));
	CHECK(site_fault(&t.s) == INVALID);
	site_close(&t.s);
}

const struct test quality_tests[] = {
	{ "each oddity is found once", each_oddity_is_found_once },
	{ "the earlier of two sheets is the duplicate",
	    the_earlier_of_two_sheets_is_the_duplicate },
	{ "an answer is corrected and set back",
	    an_answer_is_corrected_and_set_back },
	{ "only an officer decides, and says why",
	    only_an_officer_decides_and_says_why },
	{ "what blocks keeps results back", what_blocks_keeps_results_back },
	{ "a locked round measures the gaps again",
	    a_locked_round_measures_the_gaps_again },
	{ "a closed gap found below opens again",
	    a_closed_gap_found_below_opens_again },
	{ "the scores of a locked round are kept",
	    the_scores_of_a_locked_round_are_kept },
	{ "nothing of a locked round changes",
	    nothing_of_a_locked_round_changes },
	{ "a correction is a new round that takes its place",
	    a_correction_is_a_new_round_that_takes_its_place },
	{ "what raters agreed to stays once the round is open",
	    what_raters_agreed_to_stays_once_the_round_is_open },
	{ 0 }
};
