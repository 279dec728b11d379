/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of the invariants that whole programmes must hold: rounds and their
 * answers from folders, what closes a programme, who came after whom, what
 * a rank rests on, and that each figure leads to the answers behind it.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sort.h"
#include "flow/assess.h"
#include "flow/import.h"
#include "flow/packed.h"
#include "flow/reassess.h"
#include "flow/save.h"
#include "model/advise.h"
#include "model/deliver.h"
#include "model/people.h"
#include "model/sustain.h"
#include "site.h"
#include "test.h"

/* ---- folders ---- */

static const char folder_programme[] =
    "{ \"code\": \"SMALL\", \"title\": { \"en\": \"Small\" }, \"country\": \"XX\","
    " \"kind\": \"programme\", \"start_planned\": \"2024-01-01\","
    " \"end_planned\": \"2024-12-31\", \"currency\": \"USD\", \"purpose\": {},"
    " \"frameworks\": [ \"pact_opi\" ], \"fictional\": true }";
static const char folder_round[] =
    "round_id,framework,kind,subject_type,opens,due,grace_until,method,state\n"
    "R1,pact_opi,baseline,ORG,2024-02-01,2024-03-01,2024-03-10,mixed,%s\n";
static const char folder_organisations[] =
    "organisation_id,name,type,sector_side,iati_type\n"
    "O1,First,NPO,NON_GOVERNMENTAL,22\nO2,Second,NPO,NON_GOVERNMENTAL,22\n";
static const char folder_answers[] = "response_id,round_id,framework,"
    "subject_type,subject_id,rater_id,rater_role,indicator,score,submitted_at\n"
    "A1,R1,pact_opi,ORG,O1,x,external,EFF.R,NA,2024-02-10T10:00:00\n"
    "A2,R1,pact_opi,ORG,O1,x,external,EFF.S,DK,2024-02-10T10:00:00\n"
    "A3,R1,pact_opi,ORG,O1,x,external,EFC.D,REF,2024-02-10T10:00:00\n"
    "A4,R1,pact_opi,ORG,O1,x,external,EFC.R,,2024-02-10T10:00:00\n"
    "A5,R1,pact_opi,ORG,O1,x,external,REL.T,%s,2024-02-10T10:00:00\n%s";

static void
write_file(struct site *s, const char *name, str text)
{
	const char *path = str_print(s->a, "%s/small/%s", test_scratch(),
	    name).p;
	FILE *f = fopen(path, "w");

	CHECK(f != NULL && fwrite(text.p, 1, text.n, f) == text.n);
	CHECK(f != NULL && fclose(f) == 0);
}

/* A programme of one round: its state, one rating, and more answers. */
static struct import_report *
bring_small(struct site *s, const char *state, const char *rating,
    const char *more)
{
	const char *folder = str_print(s->a, "%s/small", test_scratch()).p;
	struct import_report *r = import_report_new(s->a);

	(void)mkdir(folder, 0700);
	write_file(s, "programme.json", str_of(folder_programme));
	write_file(s, "organisations.csv", str_of(folder_organisations));
	write_file(s, "assessment_rounds.csv", str_print(s->a, folder_round,
	    state));
	write_file(s, "responses_organisation.csv", str_print(s->a,
	    folder_answers, rating, more));
	CHECK(import_path(&s->c, folder, r));
	return r;
}

static bool
open_with(struct site *s, struct arena *a, const char *name, const char *demo)
{
	struct import_report *r = import_report_new(a);

	if (!site_open(s, a, name))
		return false;
	site_system(s);
	CHECK(import_bundle(&s->c, r));
	if (demo != NULL)
		CHECK(import_path(&s->c, str_print(a, "data/demo/%s", demo).p,
		    r));
	CHECK(r->n[REFUSED] == 0);
	return true;
}

static struct id
coded(struct site *s, const struct entity *e, const char *code,
    struct id within)
{
	void *row = arena_take(s->a, 1, e->size);

	CHECK(store_find_code(s->c.store, e, str_of(code), within, s->a, row,
	    &s->c.errors));
	return ((struct row *)row)->id;
}

static struct response *
only_sheet(struct site *s, struct id round)
{
	struct filter of = { field_named(&response_entity, S("round")), IS,
		id_text(s->a, round) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct response *r = NEW(s->a, struct response), more;
	struct cursor *cursor;

	CHECK(store_list(s->c.store, &response_entity, &ask, s->a, &cursor,
	    &s->c.errors));
	CHECK(store_next(cursor, s->a, r));
	CHECK(!store_next(cursor, s->a, &more));
	CHECK(store_end(cursor, &s->c.errors));
	return r;
}

/* ---- 4 ---- */

static bool
tells(const struct import_report *r, const char *words)
{
	const struct refusal *it;

	for (it = r->refusals.first; it != NULL; it = it->next)
		if (str_find(it->reason, str_of(words)) < it->reason.n)
			return true;
	return false;
}

static void
invariant_4_no_folder_changes_a_locked_round(struct arena *a)
{
	static const char another[] =
	    "B1,R1,pact_opi,ORG,O2,x,external,REL.T,2,2024-02-10T10:00:00\n";
	struct import_report *r;
	struct response *was, *now;
	struct id round;
	struct site s;

	if (!open_with(&s, a, "whole_4", NULL))
		return;
	r = bring_small(&s, "cleaning", "3", "");
	CHECK(r->n[REFUSED] == 0);
	/* Open, it takes what comes; locked by what it brings, it is whole. */
	r = bring_small(&s, "locked", "2", "");
	CHECK(r->n[REFUSED] == 0);
	round = coded(&s, &assessment_round_entity, "R1", coded(&s,
	    &programme_entity, "SMALL", (struct id){ { 0 } }));
	was = only_sheet(&s, round);
	r = bring_small(&s, "locked", "2", "");
	CHECK(r->n[REFUSED] == 0 && r->n[CHANGED] == 0);
	r = bring_small(&s, "locked", "4", another);
	CHECK(r->n[REFUSED] > 0 && tells(r, "The round is locked"));
	r = bring_small(&s, "cleaning", "2", "");
	CHECK(r->n[REFUSED] > 0 && tells(r, "The round is over"));
	now = only_sheet(&s, round);
	CHECK(was->row.revision == now->row.revision);
	CHECK(str_same(was->scores, now->scores));
	site_close(&s);
}

/* ---- 5 ---- */

static void
invariant_5_missing_is_never_zero_and_tells_its_kind(struct arena *a)
{
	const struct results *r;
	struct instrument *in;
	struct response *sheet;
	struct id round;
	struct site s;
	int16_t cell[64];
	size_t i, n[4] = { 0 }, zero = 0;

	if (!open_with(&s, a, "whole_5", NULL))
		return;
	(void)bring_small(&s, "locked", "3", "");
	round = coded(&s, &assessment_round_entity, "R1", coded(&s,
	    &programme_entity, "SMALL", (struct id){ { 0 } }));
	sheet = only_sheet(&s, round);
	CHECK(assess_results(&s.c, round, &r));
	in = r->instrument;
	CHECK(in->items == 8);          /* counted in the framework's file */
	packed_cells(sheet->scores, cell, in->items);
	for (i = 0; i < in->items; i++) {
		n[0] += cell[i] == CELL_NA;
		n[1] += cell[i] == CELL_DK;
		n[2] += cell[i] == CELL_REFUSED;
		n[3] += cell[i] == CELL_BLANK;
		zero += cell[i] == 0;
	}
	/* Four answers stand in the file without a rating, one of them empty;
	 * three items are not in it. */
	CHECK(n[0] == 1 && n[1] == 1 && n[2] == 1 && n[3] == 1 + 3);
	CHECK(zero == 0);
	CHECK(r->quality.na == 1 && r->quality.dk == 1);
	CHECK(r->quality.refused == 1 && r->quality.blank == 4);
	CHECK(r->quality.rated == 1);
	for (i = 0; i < in->items; i++)
		CHECK(isnan(r->item[0][i].value) ==
		    !str_is(in->item[i].code, "REL.T"));
	for (i = 0; i < in->dimensions; i++)
		CHECK(r->dimension[0][i].value != 0);
	site_close(&s);
}

/* ---- 8 ---- */

static void
invariant_8_an_event_is_closed_with_its_follow_ups(struct arena *a)
{
	struct enrolment *n;
	struct event *v;
	struct site s;

	if (!site_open(&s, a, "whole_8"))
		return;
	v = site_blank(&s, &event_entity, s.one);
	v->reflection_notes = S("Shorter days");
	v->state = S("assessed");
	site_keep(&s, &event_entity, v);
	n = site_blank(&s, &enrolment_entity, s.one);
	n->event = v->row.id;
	site_keep(&s, &enrolment_entity, n);
	site_sit(&s, "SEC", s.one);
	CHECK(!flow_move(&s.c, &event_entity, v->row.id, 1, S("close"),
	    S("so")));
	CHECK(site_says(&s, "which course"));
	CHECK(site_fault(&s) == INVALID);
	v->state = S("closed");
	CHECK(!flow_save(&s.c, &event_entity, v));
	CHECK(site_says(&s, "by its own steps"));
	site_close(&s);
}

/* ---- 10 ---- */

struct ending {
	const char *lacks;              /* what the sentence says */
	bool        plan, criteria, equipment, follow_up;
};

static void
end_programme(struct site *s, const struct ending *in)
{
	struct sustainability_plan *p = site_blank(s,
	    &sustainability_plan_entity, s->one);
	struct equipment_item *q = site_blank(s, &equipment_item_entity,
	    s->one);
	struct follow_up *f = site_blank(s, &follow_up_entity, s->one);

	if (in->plan)
		p->approved.n = moment_day(s->c.now).n;
	p->exit_criteria = in->criteria ? S("[{\"met\":\"yes\"}]")
	    : S("[{\"met\":\"yes\"},{\"met\":\"no\"}]");
	q->state = in->equipment ? S("disposed") : S("in_use");
	if (in->follow_up)
		f->answered_on = f->due_on;
	site_keep(s, &sustainability_plan_entity, p);
	site_keep(s, &equipment_item_entity, q);
	site_keep(s, &follow_up_entity, f);
}

static void
invariant_10_a_programme_closes_when_all_is_handed_over(struct arena *a)
{
	static const struct ending endings[] = {
		{ "sustainability plan", false, true, true, true },
		{ "exit criteria", true, false, true, true },
		{ "equipment", true, true, false, true },
		{ "follow-ups", true, true, true, false },
		{ NULL, true, true, true, true },
	};
	struct programme *p;
	struct site s;
	size_t i;
	bool done;

	if (!site_open(&s, a, "whole_10"))
		return;
	for (i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		site_system(&s);
		site_try(&s);
		p = site_find(&s, &programme_entity, s.one);
		p->stage = S("sustaining");
		site_keep(&s, &programme_entity, p);
		end_programme(&s, &endings[i]);
		site_sit(&s, "SC", s.one);
		done = flow_move(&s.c, &programme_entity, s.one,
		    p->row.revision, S("pass_g10"), S("so"));
		if (done != (endings[i].lacks == NULL))
			printf("%s: %s\n", endings[i].lacks != NULL
			    ? endings[i].lacks : "all there",
			    errors_text(&s.c.errors, NULL));
		CHECK(done == (endings[i].lacks == NULL));
		CHECK(done || site_says(&s, endings[i].lacks));
		(void)site_fault(&s);
		/* No other door leads there. */
		p = site_find(&s, &programme_entity, s.one);
		p->stage = done ? S("sustaining") : S("closed");
		site_sit(&s, "PM", s.one);
		CHECK(!flow_save(&s.c, &programme_entity, p));
		(void)site_fault(&s);
		site_back(&s);
		s.n_kept = 0;
	}
	site_close(&s);
}

/* ---- 11 ---- */

static void
invariant_11_who_comes_after_keeps_what_was(struct arena *a)
{
	const struct reassess_of alone = { .no_successors = true };
	const struct reassess_of all = { .is_treated = UNSAID };
	struct reassess_of own = alone;
	struct reassess_pair *pair;
	struct assessment_round *round;
	const struct results **r;
	struct id programme;
	struct site s;
	size_t i, n, pairs, followed = 0;

	if (!open_with(&s, a, "whole_11", "b_vn_htkt"))
		return;
	own.is_treated = UNSAID;
	programme = coded(&s, &programme_entity, "AMG-HTKT",
	    (struct id){ { 0 } });
	CHECK(assess_rounds(&s.c, programme, &round, &n));
	r = NEWS(a, const struct results *, n);
	for (i = 0; i < n; i++)
		CHECK(assess_results(&s.c, round[i].row.id, &r[i]));
	CHECK(reassess_pairs(&s.c, programme, r, n, &pair, &pairs));
	for (i = 0; i < pairs; i++) {
		if (pair[i].followed == 0)
			continue;
		followed += pair[i].followed;
		/* Both can be shown: with those who came after, and without. */
		CHECK(reassess_count(&pair[i], &own) + pair[i].followed ==
		    reassess_count(&pair[i], &all));
	}
	CHECK(followed > 0);
	/* Who went before stays, with what was said of him. */
	for (i = 0; i < pair[0].first->subjects; i++)
		if (pair[0].subject[i].is_successor)
			CHECK(!store_drop(s.c.store, &organisation_entity,
			    pair[0].first->subject[i].id, 1,
			    &(struct author){ .at = s.c.now }, &s.c.errors));
	CHECK(site_fault(&s) == CONFLICT);
	site_close(&s);
}

/* ---- 12 ---- */

static struct gap *
ranked_first(struct site *s, struct id programme)
{
	struct filter of[] = { { field_named(&gap_entity, S("programme")), IS,
		id_text(s->a, programme) }, { field_named(&gap_entity,
		S("rank")), IS, S("1") } };
	struct ask ask = { .filters = of, .n = 2 };
	struct gap *g = NEW(s->a, struct gap);
	struct cursor *cursor;

	CHECK(store_list(s->c.store, &gap_entity, &ask, s->a, &cursor,
	    &s->c.errors));
	CHECK(store_next(cursor, s->a, g));
	CHECK(store_end(cursor, &s->c.errors));
	return g;
}

static struct desired_level *
desired_of(struct site *s, const struct gap *g)
{
	struct filter of[] = { { field_named(&desired_level_entity,
		S("subject")), IS, id_text(s->a, g->subject) },
		{ field_named(&desired_level_entity, S("dimension")), IS,
		id_text(s->a, g->dimension) } };
	struct ask ask = { .filters = of, .n = 2 };
	struct desired_level *d = NEW(s->a, struct desired_level);
	struct cursor *cursor;

	CHECK(store_list(s->c.store, &desired_level_entity, &ask, s->a,
	    &cursor, &s->c.errors));
	CHECK(store_next(cursor, s->a, d));
	CHECK(store_end(cursor, &s->c.errors));
	return d;
}

static double
opened_at(struct site *s, const struct gap *g)
{
	struct filter of[] = { { field_named(&gap_event_entity, S("gap")), IS,
		id_text(s->a, g->row.id) }, { field_named(&gap_event_entity,
		S("kind")), IS, S("opened") } };
	struct ask ask = { .filters = of, .n = 2 };
	struct gap_event ev = { .current = NAN };
	struct cursor *cursor;

	CHECK(store_list(s->c.store, &gap_event_entity, &ask, s->a, &cursor,
	    &s->c.errors));
	CHECK(store_next(cursor, s->a, &ev));
	CHECK(store_end(cursor, &s->c.errors));
	return ev.current;
}

static void
invariant_12_a_rank_keeps_what_it_was_made_of(struct arena *a)
{
	struct gap *was, *now, *try;
	struct desired_level *d;
	struct id programme;
	struct site s;

	if (!open_with(&s, a, "whole_12", "a_culture_policy"))
		return;
	programme = coded(&s, &programme_entity, "MAR-CULT",
	    (struct id){ { 0 } });
	was = ranked_first(&s, programme);
	/* Product rule (M02), with the level at which it was opened. */
	NEAR(was->gap, was->desired - was->current, 1e-9);
	NEAR(was->priority, (was->desired - opened_at(&s, was)) *
	    (double)(was->importance * was->urgency), 1e-4);
	CHECK(str_is(was->rule, "product"));
	d = desired_of(&s, was);
	d->desired = d->desired > 2 ? d->desired - 1 : d->desired + 1;
	d->importance = d->importance == 1 ? 2 : 1;
	CHECK(flow_save(&s.c, &desired_level_entity, d));
	now = site_find(&s, &gap_entity, was->row.id);
	CHECK(now->desired == was->desired && now->rank == was->rank);
	CHECK(now->importance == was->importance);
	CHECK(now->priority == was->priority);
	/* Nobody writes another figure over it. */
	site_sit(&s, "MEL", programme);
	try = site_find(&s, &gap_entity, was->row.id);
	try->desired -= 0.5;
	try->rank = 7;
	CHECK(!flow_save(&s.c, &gap_entity, try));
	CHECK(site_on(&s, "desired") && site_on(&s, "rank"));
	CHECK(site_says(&s, "computed from a round"));
	(void)site_fault(&s);
	site_close(&s);
}

/* ---- 13 ---- */

static int
by_size(const void *one, const void *other, const void *with)
{
	double x = *(const double *)one, y = *(const double *)other;

	(void)with;
	return (x > y) - (x < y);
}

/* The median of what counts on each item, and the mean of those; reversed
 * items are turned on the scale.  NAN if too few items have an answer. */
static double
by_hand(struct arena *a, const struct trace *t)
{
	const struct instrument *in = t->results->instrument;
	double *x = NEWS(a, double, t->n + 1), sum = 0, m;
	size_t i, k, n, items = 0, of = 0;

	for (i = 0; i < in->items; i++) {
		if (in->item_dimension[i] != t->dimension)
			continue;
		of++;
		for (k = n = 0; k < t->n; k++)
			if (t->line[k].item == i && t->line[k].counts &&
			    !isnan(t->line[k].rating))
				x[n++] = t->line[k].rating;
		if (n == 0)
			continue;
		sort(a, x, n, sizeof(*x), by_size, NULL);
		m = n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
		if (in->item[i].is_reverse == YES)
			m = in->framework.scale_min + in->framework.scale_max -
			    m;
		sum += m;
		items++;
	}
	return items == 0 || (double)items < in->how.min_share * (double)of -
	    1e-9 ? NAN : sum / (double)items;
}

static void
invariant_13_each_figure_leads_to_the_answers_behind_it(struct arena *a)
{
	struct arena_mark mark;
	const struct gap_table **table;
	struct response sheet;
	struct trace *t;
	struct site s;
	size_t i, j, k, n, told = 0;
	double x;

	if (!open_with(&s, a, "whole_13", "a_culture_policy"))
		return;
	CHECK(assess_programme_gaps(&s.c, coded(&s, &programme_entity,
	    "MAR-CULT", (struct id){ { 0 } }), &table, &n));
	for (i = 0; i < n; i++)
		for (j = 0; j < table[i]->n; j++) {
			const struct gap_line *g = &table[i]->line[j];

			mark = arena_mark(a);
			CHECK(assess_trace(&s.c, table[i]->results->round.row.id,
			    g->subject, g->dimension, &t));
			for (k = 0; k < t->n; k++)
				CHECK(store_find(s.c.store, &response_entity,
				    t->line[k].response, a, &sheet,
				    &s.c.errors));
			x = by_hand(a, t);
			if (table[i]->results->instrument->how.rule ==
			    SCORE_MEDIAN) {
				CHECK(isnan(x) == isnan(g->current));
				CHECK(isnan(x) || fabs(x - g->current) < 1e-9);
				told++;
			}
			CHECK(isnan(g->current) || t->n > 0);
			arena_back(a, mark);
		}
	CHECK(told >= 50);
	site_close(&s);
}

const struct test invariant_whole_tests[] = {
	{ "invariant 4: no folder changes a locked round",
	   invariant_4_no_folder_changes_a_locked_round },
	{ "invariant 5: missing is never zero, and tells its kind",
	   invariant_5_missing_is_never_zero_and_tells_its_kind },
	{ "invariant 8: an event is closed with its follow-ups",
	   invariant_8_an_event_is_closed_with_its_follow_ups },
	{ "invariant 10: a programme closes when all is handed over",
	   invariant_10_a_programme_closes_when_all_is_handed_over },
	{ "invariant 11: who comes after keeps what was",
	   invariant_11_who_comes_after_keeps_what_was },
	{ "invariant 12: a rank keeps what it was made of",
	   invariant_12_a_rank_keeps_what_it_was_made_of },
	{ "invariant 13: each figure leads to the answers behind it",
	   invariant_13_each_figure_leads_to_the_answers_behind_it },
	{ 0 }
};
