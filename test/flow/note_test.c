/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/note on a programme of two activities whose figures are
 * worked by hand:
 *
 *	budget		A1 2025 1000 + 250, 2026 500; A2 2025 40
 *	for the gap that A1 is meant to close: 1000 + 250 + 500 = 1750,
 *	of which 2025 1250; for all: 1790
 *	months		1 March 2025 to 31 May 2026: 15
 */
#include "flow/note.h"

#include <string.h>

#include "base/write.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "model/sustain.h"
#include "site.h"
#include "test.h"

struct plant {
	struct id gap, one, two;
};

static struct id
activity(struct site *s, const char *code, struct day start, struct day end)
{
	struct activity *k = site_blank(s, &activity_entity, s->one);

	k->code = str_of(code);
	k->selected = YES;
	k->state = S("selected");
	k->start = start;
	k->end = end;
	site_keep(s, &activity_entity, k);
	return k->row.id;
}

static void
line(struct site *s, struct id activity_id, int64_t year, double amount)
{
	struct budget_line *b = site_blank(s, &budget_line_entity, s->one);

	b->activity = activity_id;
	b->year = year;
	b->category = S("1");
	CHECK(money_from_real(amount, "EUR", &b->amount));
	site_keep(s, &budget_line_entity, b);
}

static void
sow(struct site *s, struct plant *p)
{
	struct programme *of = site_find(s, &programme_entity, s->one);
	struct gap *g = site_blank(s, &gap_entity, s->one);
	struct activity_gap *aim;

	site_system(s);
	of->currency = S("EUR");
	site_keep(s, &programme_entity, of);
	g->current = 1.5;
	g->desired = 4;
	g->gap = 2.5;
	site_keep(s, &gap_entity, g);
	p->gap = g->row.id;
	p->one = activity(s, "A1", day_of(2025, 3, 1), day_of(2026, 5, 31));
	p->two = activity(s, "A2", day_of(2025, 1, 1), day_of(2025, 2, 1));
	aim = site_blank(s, &activity_gap_entity, s->one);
	aim->activity = p->one;
	aim->gap = p->gap;
	site_keep(s, &activity_gap_entity, aim);
	line(s, p->one, 2025, 1000);
	line(s, p->one, 2025, 250);
	line(s, p->one, 2026, 500);
	line(s, p->two, 2025, 40);
}

static str
told(struct note_figures *f, const char *source)
{
	struct note_figure k;

	return note_figure(f, str_of(source), &k) ? k.text : S("none");
}

static struct note_figures *
figures(struct site *s, struct concept_note *k, str gaps)
{
	struct note_figures *f = NULL;

	row_blank(&concept_note_entity, k);
	k->programme = s->one;
	k->language = S("en");
	k->gaps = gaps;
	CHECK(note_figures(&s->c, k, &f));
	return f;
}

/* Thirty years: one table of 31 columns is more than a document holds
 * (DOC_COLUMNS); four of eight or seven years, the total in the last. */
static void
a_budget_of_many_years_is_drafted_as_several_tables(struct arena *a)
{
	struct concept_note k;
	struct note_figures *f;
	struct plant p;
	struct site s;
	size_t tables = 0, totals = 0;
	str text, one, rest;
	int year;

	if (!site_open(&s, a, "note_years"))
		return;
	sow(&s, &p);
	for (year = 2027; year < 2055; year++)
		line(&s, p.one, year, 100);
	f = figures(&s, &k, (str){ 0 });
	text = rest = note_drafted(f, NOTE_BUDGET);
	while (str_cut(&rest, '\n', &one)) {
		tables += str_starts(one, S("| Category |"));
		totals += str_starts(one, S("| Category |")) &&
		    str_ends(one, S("Total |"));
	}
	CHECK(tables == 4 && totals == 1);
	CHECK(str_find(text, S("| 2025 |")) < str_find(text, S("| 2054 |")));
	site_close(&s);
}

static void
figures_by_hand(struct arena *a)
{
	struct concept_note k;
	struct note_figures *f;
	struct plant p;
	struct site s;
	str gap;

	if (!site_open(&s, a, "note_figures"))
		return;
	sow(&s, &p);
	f = figures(&s, &k, id_text(a, p.gap));
	gap = str_print(a, "gap/%s/gap", id_text(a, p.gap).p);
	CHECK(str_is(told(f, gap.p), "2.5"));
	CHECK(str_is(told(f, "gaps/n"), "1"));
	CHECK(str_is(told(f, "activities/n"), "1"));
	CHECK(str_is(told(f, "time/months"), "15"));
	CHECK(note_budget(f).minor == 175000);
	CHECK(str_find(told(f, "budget/2025"), S("1,250")) < 9);
	CHECK(str_find(told(f, "budget/2026/1"), S("500")) < 9);
	CHECK(str_is(told(f, "budget/2027"), "none"));
	CHECK(str_is(told(f, "budget/2025; drop table"), "none"));
	CHECK(str_is(told(f, "gap/1/gap"), "none"));
	CHECK(str_is(told(f, ""), "none"));
	/* With no gap named, all that is in the plan. */
	f = figures(&s, &k, (str){ 0 });
	CHECK(note_budget(f).minor == 179000);
	CHECK(str_is(told(f, "activities/n"), "2"));
	site_close(&s);
}

/* A1 is for two organisations, one named twice, A2 for a third; the gap is
 * of a fourth, who counts only where activities name nobody. */
static void
whom_it_is_for(struct arena *a)
{
	struct activity *one, *two;
	struct concept_note k;
	struct note_figures *f;
	struct plan_version *v;
	struct party *p[3];
	struct plant of;
	struct site s;
	size_t i;

	if (!site_open(&s, a, "note_whom"))
		return;
	sow(&s, &of);
	f = figures(&s, &k, (str){ 0 });
	CHECK(str_find(note_drafted(f, NOTE_BENEFICIARIES),
	    S("do not say whom")) < 40);
	for (i = 0; i < 3; i++) {
		p[i] = site_blank(&s, &party_entity, s.one);
		p[i]->kind = S("ORG");
		site_keep(&s, &party_entity, p[i]);
	}
	one = site_find(&s, &activity_entity, of.one);
	one->subjects = str_print(a, "%s;%s;%s", id_text(a, p[0]->row.id).p,
	    id_text(a, p[1]->row.id).p, id_text(a, p[0]->row.id).p);
	site_keep(&s, &activity_entity, one);
	two = site_find(&s, &activity_entity, of.two);
	two->subjects = id_text(a, p[2]->row.id);
	v = site_blank(&s, &plan_version_entity, s.one);
	v->number = 2;
	site_keep(&s, &plan_version_entity, v);
	two->plan_version = v->row.id;
	site_keep(&s, &activity_entity, two);
	f = figures(&s, &k, (str){ 0 });
	CHECK(str_is(told(f, "people/ORG"), "3"));
	CHECK(str_find(note_drafted(f, NOTE_BENEFICIARIES),
	    S("Whom the activities")) < 200);
	f = figures(&s, &k, id_text(a, of.gap));        /* A1 alone */
	CHECK(str_is(told(f, "people/ORG"), "2"));
	/* From another version A2 is gone, and its 40 of money. */
	v = site_blank(&s, &plan_version_entity, s.one);
	v->number = 3;
	site_keep(&s, &plan_version_entity, v);
	k.gaps = (str){ 0 };
	k.plan_version = v->row.id;
	CHECK(note_figures(&s.c, &k, &f));
	CHECK(str_is(told(f, "activities/n"), "1"));
	CHECK(str_is(told(f, "people/ORG"), "2"));
	CHECK(note_budget(f).minor == 175000);
	site_close(&s);
}

/* The text as it is read: "[1 gap](figure:x)" is "1 gap". */
static str
read_aloud(struct arena *a, str text)
{
	struct write w = write_new(a, 100000);
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '[')
			continue;
		if (text.p[i] == ']')
			while (i + 1 < text.n && text.p[i] != ')')
				i++;
		else
			write_char(&w, text.p[i]);
	}
	return write_done(&w);
}

static bool
reads(struct note_figures *f, struct arena *a, enum note_source source,
    const char *want)
{
	str text = read_aloud(a, note_drafted(f, source));

	return str_find(text, str_of(want)) < text.n;
}

static void
one_is_singular_and_nothing_is_left_out(struct arena *a)
{
	struct note_figures *f;
	struct concept_note k;
	struct activity *one;
	struct party *who;
	struct plant p;
	struct gap *g;
	struct site s;

	if (!site_open(&s, a, "note_singular"))
		return;
	f = figures(&s, &k, (str){ 0 });
	CHECK(str_none(note_drafted(f, NOTE_SUMMARY)));
	CHECK(str_none(note_drafted(f, NOTE_PROBLEM)));
	CHECK(str_none(note_drafted(f, NOTE_TIMELINE)));
	sow(&s, &p);
	f = figures(&s, &k, id_text(a, p.gap));
	CHECK(reads(f, a, NOTE_SUMMARY, "assessment. The plan holds "
	    "1 activity over 15 months. The cost is "));
	who = site_blank(&s, &party_entity, s.one);
	who->kind = S("ORG");
	site_keep(&s, &party_entity, who);
	g = site_find(&s, &gap_entity, p.gap);
	g->subject = who->row.id;
	site_keep(&s, &gap_entity, g);
	one = site_find(&s, &activity_entity, p.one);
	one->start = one->end = (struct day){ 0 };
	site_keep(&s, &activity_entity, one);
	f = figures(&s, &k, id_text(a, p.gap));
	CHECK(reads(f, a, NOTE_PROBLEM, "The assessment found 1 gap in "
	    "capacity among 1 participant of the assessment.\n"));
	CHECK(reads(f, a, NOTE_SUMMARY, "The plan holds 1 activity. The "));
	CHECK(str_none(note_drafted(f, NOTE_TIMELINE)));
	f = figures(&s, &k, (str){ 0 });
	CHECK(reads(f, a, NOTE_SUMMARY, "The plan holds 2 activities over "
	    "2 months."));
	k.language = S("vi");
	CHECK(note_figures(&s.c, &k, &f));
	CHECK(reads(f, a, NOTE_SUMMARY, "giải quyết 1 khoảng trống năng lực "
	    "của 1 đối tượng được đánh giá. Kế hoạch gồm 2 hoạt động trong "
	    "2 tháng."));
	site_close(&s);
}

static void
a_missing_level_is_no_dash(struct arena *a)
{
	struct note_figures *f;
	struct concept_note k;
	struct indicator *i;
	struct result *r;
	struct plant p;
	struct site s;

	if (!site_open(&s, a, "note_dash"))
		return;
	sow(&s, &p);
	r = site_blank(&s, &result_entity, s.one);
	r->level = S("OUTPUT");
	r->statement = S("en: Done");
	site_keep(&s, &result_entity, r);
	i = site_blank(&s, &indicator_entity, s.one);
	i->result = r->row.id;
	i->name = S("Known at the start");
	i->unit = S("people");
	i->baseline_value = 3;
	site_keep(&s, &indicator_entity, i);
	i = site_blank(&s, &indicator_entity, s.one);
	i->result = r->row.id;
	i->name = S("Not known");
	i->unit = S("people");
	site_keep(&s, &indicator_entity, i);
	f = figures(&s, &k, (str){ 0 });
	CHECK(reads(f, a, NOTE_OBJECTIVES,
	    "Known at the start: baseline 3 (people)\n"));
	CHECK(reads(f, a, NOTE_OBJECTIVES, "Not known"));
	CHECK(str_find(note_drafted(f, NOTE_OBJECTIVES), S("–")) ==
	    note_drafted(f, NOTE_OBJECTIVES).n);
	site_close(&s);
}

/* A1 leads to an output without a goal, below an outcome of goal 2; A2 to
 * none, so it is of the programme's, 1 and 3, as are 60 of no activity:
 * 1750 to goal 2; 40 + 60 = 100 to 1 and to 3. */
static void
goals_by_hand(struct arena *a)
{
	struct result *high, *low;
	struct programme *of;
	struct note_figures *f;
	struct activity *one;
	struct concept_note k;
	struct plant p;
	struct site s;
	str text;

	if (!site_open(&s, a, "note_goals"))
		return;
	sow(&s, &p);
	f = figures(&s, &k, (str){ 0 });
	CHECK(str_none(note_drafted(f, NOTE_GOALS)));
	of = site_find(&s, &programme_entity, s.one);
	of->convention_goal = S("1;3");
	site_keep(&s, &programme_entity, of);
	high = site_blank(&s, &result_entity, s.one);
	high->level = S("OUTCOME");
	high->convention_goal = S("2");
	site_keep(&s, &result_entity, high);
	low = site_blank(&s, &result_entity, s.one);
	low->level = S("OUTPUT");
	low->parent = high->row.id;
	site_keep(&s, &result_entity, low);
	one = site_find(&s, &activity_entity, p.one);
	one->output = low->row.id;
	site_keep(&s, &activity_entity, one);
	line(&s, (struct id){ { 0 } }, 2025, 60);
	f = figures(&s, &k, (str){ 0 });
	CHECK(str_is(told(f, "goal/2/gaps"), "1"));
	CHECK(str_is(told(f, "goal/1/gaps"), "0"));
	CHECK(str_is(told(f, "goal/2/activities"), "1"));
	CHECK(str_is(told(f, "goal/3/activities"), "1"));
	CHECK(str_is(told(f, "goal/4/activities"), "0"));
	CHECK(str_is(told(f, "goal/2/budget"), "€1,750.00"));
	CHECK(str_is(told(f, "goal/1/budget"), "€100.00"));
	CHECK(str_is(told(f, "goal/3/budget"), "€100.00"));
	CHECK(str_is(told(f, "goal/4/budget"), "none"));
	CHECK(str_is(told(f, "goal/none/budget"), "none"));
	CHECK(str_is(told(f, "goal/no such/gaps"), "none"));
	text = note_drafted(f, NOTE_GOALS);
	CHECK(str_find(text, S("several goals")) < text.n);
	CHECK(str_find(text, S("No goal named")) == text.n);
	/* Without the programme's, what names none is told as such. */
	of = site_find(&s, &programme_entity, s.one);
	of->convention_goal = (str){ 0 };
	site_keep(&s, &programme_entity, of);
	f = figures(&s, &k, (str){ 0 });
	CHECK(str_is(told(f, "goal/none/budget"), "€100.00"));
	CHECK(str_is(told(f, "goal/none/activities"), "1"));
	text = note_drafted(f, NOTE_GOALS);
	CHECK(str_find(text, S("No goal named")) < text.n);
	CHECK(str_find(text, S("several goals")) == text.n);
	site_close(&s);
}

static struct id
drafted(struct site *s, const struct plant *p, const char *form)
{
	const struct note_wanted w = { .programme = s->one,
		.form = str_of(form), .title = S("A note"),
		.language = S("en"), .gaps = id_text(s->a, p->gap) };
	struct id made = { { 0 } };

	CHECK(note_draft(&s->c, &w, &made));
	return made;
}

static void
moved_not_changed(struct arena *a)
{
	struct note_read *n;
	struct plant p;
	struct site s;
	struct gap *g;
	struct id id;
	size_t i, changed, all = 0;

	if (!site_open(&s, a, "note_moved"))
		return;
	sow(&s, &p);
	id = drafted(&s, &p, "concept");
	CHECK(note_read(&s.c, id, &n));
	CHECK(n->n == 8 && n->n_moved == 0 && n->n_figures > 8);
	CHECK(n->note.budget.minor == 175000 && n->note.duration == 15);
	g = site_find(&s, &gap_entity, p.gap);
	g->gap = 2;
	site_keep(&s, &gap_entity, g);
	CHECK(note_read(&s.c, id, &n));
	CHECK(n->n_moved == 1);
	if (n->n_moved == 1) {
		CHECK(str_is(n->moved[0].written, "2.5"));
		CHECK(str_is(n->moved[0].now, "2.0"));
	}
	for (i = 0; i < n->n; i++) {
		CHECK(note_refresh(&s.c, n->section[i].row.id,
		    n->section[i].row.revision, &changed));
		all += changed;
	}
	CHECK(all == 1);
	CHECK(note_read(&s.c, id, &n));
	CHECK(n->n_moved == 0);
	site_close(&s);
}

static void
in_vietnamese(struct arena *a)
{
	struct note_read *n;
	struct plant p;
	struct site s;

	if (!site_open(&s, a, "note_names"))
		return;
	sow(&s, &p);
	CHECK(note_read(&s.c, drafted(&s, &p, "vn_nd242"), &n));
	CHECK(str_is(n->note.language, "vi"));
	CHECK(str_is(n->note.template, "vn_nd242"));
	CHECK(n->n == 11);
	CHECK(str_starts(n->section[0].heading, S("I. ")));
	site_close(&s);
}

static void
both_texts(struct arena *a)
{
	struct note_section *k;
	struct plant p;
	struct site s;
	struct id id;
	size_t n;

	if (!site_open(&s, a, "note_both"))
		return;
	sow(&s, &p);
	id = drafted(&s, &p, "concept");
	k = every_by(&s.c, &note_section_entity, "note", id, &n);
	CHECK(n == 8);
	CHECK(note_write(&s.c, k[0].row.id, k[0].row.revision, S("First")));
	CHECK(!note_write(&s.c, k[0].row.id, k[0].row.revision, S("Second")));
	CHECK(errors_worst(&s.c.errors) == CONFLICT);
	errors_clear(&s.c.errors);
	/* Up to 1,500 characters there. */
	CHECK(!note_write(&s.c, k[0].row.id, k[0].row.revision + 1,
	    str_print(a, "%*s", 1501, "x")));
	CHECK(errors_worst(&s.c.errors) == INVALID);
	site_close(&s);
}

/* Beside 1790 of category 1: 10 of none, and 70 USD without a rate. */
static void
rows_of_the_budget(struct arena *a)
{
	struct note_section *k;
	struct budget_line *b;
	struct plant p;
	struct site s;
	str text = { 0 };
	size_t i, n;
	struct id id;

	if (!site_open(&s, a, "note_rows"))
		return;
	sow(&s, &p);
	for (i = 0; i < 2; i++) {
		b = site_blank(&s, &budget_line_entity, s.one);
		b->activity = p.one;
		b->year = 2025;
		b->category = (str){ 0 };
		b->amount = (struct money){ 1000, "EUR" };
		if (i == 1)
			b->amount = (struct money){ 7000, "USD" };
		site_keep(&s, &budget_line_entity, b);
	}
	id = drafted(&s, &p, "concept");
	k = every_by(&s.c, &note_section_entity, "note", id, &n);
	for (i = 0; i < n; i++)
		if (str_is(k[i].source, "budget"))
			text = k[i].body;
	CHECK(str_find(text, S("figure:budget/2025/none")) < text.n);
	CHECK(str_find(text, S("without a rate: 1.")) < text.n);
	site_close(&s);
}

/* What says that a note was reviewed is set by the steps of a review. */
/* Nor what stands above the text of one approved; where it may be shown,
 * may. */
static void
stays_above_too(struct site *s, struct concept_note *k)
{
	k->summary = S("Cheaper than approved");
	k->budget = (struct money){ 100, "EUR" };
	CHECK(!flow_save(&s->c, &concept_note_entity, k));
	CHECK(site_says(s, "stays as it is"));
	(void)site_fault(s);
	k = site_find(s, &concept_note_entity, k->row.id);
	k->published = YES;
	CHECK(flow_save(&s->c, &concept_note_entity, k));
	CHECK(flow_move(&s->c, &concept_note_entity, k->row.id,
	    k->row.revision, S("revise"), (str){ 0 }));
	k = site_find(s, &concept_note_entity, k->row.id);
	k->summary = S("The next one");
	CHECK(flow_save(&s->c, &concept_note_entity, k));
	CHECK(flow_move(&s->c, &concept_note_entity, k->row.id,
	    k->row.revision, S("withdraw"), S("Not funded.")));
}

static void
nobody_types_an_approval(struct arena *a)
{
	struct note_section *part;
	struct note_review *w;
	struct concept_note *k;
	struct site s;

	if (!site_open(&s, a, "note_typed"))
		return;
	site_sit(&s, "PM", s.one);
	k = site_blank(&s, &concept_note_entity, s.one);
	k->approved_on = day_of(2026, 1, 5);
	k->approved_by = S("The minister");
	k->version = 1;
	CHECK(flow_save(&s.c, &concept_note_entity, k));
	k = site_find(&s, &concept_note_entity, k->row.id);
	CHECK(k->approved_on.n == 0 && str_none(k->approved_by));
	w = site_blank(&s, &note_review_entity, s.one);
	w->note = k->row.id;
	w->version = 1;
	w->reviewer = s.other;
	w->verdict = S("agree");
	CHECK(flow_save(&s.c, &note_review_entity, w));
	w = site_find(&s, &note_review_entity, w->row.id);
	CHECK(str_none(w->verdict));
	part = site_blank(&s, &note_section_entity, s.one);
	part->note = k->row.id;
	CHECK(flow_save(&s.c, &note_section_entity, part));
	CHECK(flow_move(&s.c, &concept_note_entity, k->row.id,
	    k->row.revision, S("submit"), (str){ 0 }));
	site_sit_other(&s, "SC", s.one);
	CHECK(note_answer(&s.c, w->row.id, S("agree"), (str){ 0 }));
	CHECK(flow_move(&s.c, &concept_note_entity, k->row.id,
	    k->row.revision + 1, S("approve"), (str){ 0 }));
	k = site_find(&s, &concept_note_entity, k->row.id);
	CHECK(k->approved_on.n == moment_day(s.c.now).n);
	CHECK(str_same(k->approved_by, s.c.actor.name));
	site_sit(&s, "PM", s.one);
	part = site_find(&s, &note_section_entity, part->row.id);
	part->heading = S("Another");
	CHECK(!flow_save(&s.c, &note_section_entity, part));
	CHECK(site_says(&s, "next version"));
	(void)site_fault(&s);
	stays_above_too(&s, k);
	w = site_find(&s, &note_review_entity, w->row.id);
	CHECK(!flow_drop(&s.c, &note_review_entity, w->row.id,
	    w->row.revision));
	CHECK(site_says(&s, "stays with the version"));
	site_close(&s);
}

static void
own_template(struct arena *a)
{
	struct note_form f;
	struct id made;
	struct plant p;
	struct site s;
	struct note_template t;

	if (!site_open(&s, a, "note_own"))
		return;
	sow(&s, &p);
	CHECK(note_form_copy(&s.c, S("proposal"), S("vi"), &made));
	CHECK(flow_find(&s.c, &note_template_entity, made, &t));
	CHECK(note_form(&s.c, t.code, S("vi"), &f));
	CHECK(f.n == 12 && f.of[1].source == NOTE_PROBLEM && f.of[1].must);
	CHECK(str_is(f.language, "vi"));
	CHECK(!note_form(&s.c, S("none such"), S("vi"), &f));
	CHECK(errors_worst(&s.c.errors) == ABSENT);
	site_close(&s);
}

static void
on_to_a_dossier(struct arena *a)
{
	const struct note_parties by = { S("UBND"), S("Sở Văn hóa"),
		S("Quỹ") };
	struct note_parties nobody = { (str){ 0 }, S("a"), S("b") };
	struct vn_ta_dossier *d;
	struct note_read *n;
	struct plant p;
	struct id made;
	struct site s;

	if (!site_open(&s, a, "note_dossier"))
		return;
	sow(&s, &p);
	site_sit(&s, "PM", s.one);
	CHECK(note_read(&s.c, drafted(&s, &p, "concept"), &n));
	CHECK(!note_dossier(&s.c, n, &nobody, &made));
	(void)site_fault(&s);
	CHECK(note_dossier(&s.c, n, &by, &made));
	d = site_find(&s, &vn_ta_dossier_entity, made);
	CHECK(d->von_oda.minor == 175000);
	CHECK(str_find(d->boi_canh_su_can_thiet, S("2.5")) <
	    d->boi_canh_su_can_thiet.n);
	CHECK(str_find(d->boi_canh_su_can_thiet, S("figure:")) ==
	    d->boi_canh_su_can_thiet.n);
	CHECK(str_find(d->ke_hoach_thuc_hien, S("2025-03-01")) <
	    d->ke_hoach_thuc_hien.n);
	CHECK(id_same(((struct concept_note *)site_find(&s,
	    &concept_note_entity, n->note.row.id))->dossier, made));
	site_close(&s);
}

const struct test note_tests[] = {
	{ "beneficiaries are whom the activities of that version name",
	  whom_it_is_for },
	{ "a note goes on to a dossier with its texts, activities and budget",
	  on_to_a_dossier },
	{ "figures of a note are those of its gaps, activities and budget",
	   figures_by_hand },
	{ "a figure whose row changed is told, and written when asked for",
	   moved_not_changed },
	{ "the Vietnamese dossier has its eleven headings in Vietnamese",
	   in_vietnamese },
	{ "who writes second over another is refused, and who writes too much",
	   both_texts },
	{ "the rows of a drafted budget come to its total, and what has no rate "
	  "is told", rows_of_the_budget },
	{ "nobody types that a note was reviewed or approved",
	   nobody_types_an_approval },
	{ "a template is taken over as the site's own, with its sources",
	   own_template },
	{ "one is told in the singular, and what is not there not at all",
	   one_is_singular_and_nothing_is_left_out },
	{ "a level that nobody knows is no dash among words",
	   a_missing_level_is_no_dash },
	{ "gaps, activities and budget by goal of the Convention are those of "
	  "the results they lead to, else of the programme", goals_by_hand },
	{ "a budget of many years is drafted as several tables",
	   a_budget_of_many_years_is_drafted_as_several_tables },
	{ 0 }
};
