/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What courses taught, by person and by question, and the four levels. */
#include "flow/figured_in.h"

#include <math.h>

#include "flow/evaluate.h"
#include "flow/find.h"
#include "model/deliver.h"
#include "model/text.h"

/* ---- a course ---- */

static void
course_facts(struct figured *f, const struct train_course *k)
{
	const bool few = k->paired.n < TRAIN_PAIRS;

	f->n = k->paired.n;
	f->missing = f->rows - f->n;
	figured_fact(f, "Mean before", f->n > 0 ? k->paired.mean_pre : NAN, 2);
	figured_fact(f, "Mean after", f->n > 0 ? k->paired.mean_post : NAN, 2);
	figured_fact(f, "Effect size (Hedges g)", few ? NAN
	    : k->paired.g_av, 2);
	figured_fact(f, "Effect size, 95% from", few ? NAN
	    : k->paired.g_av_lo, 2);
	figured_fact(f, "Effect size, 95% to", few ? NAN
	    : k->paired.g_av_hi, 2);
	figured_fact(f, "Normalised gain", few ? NAN : k->gain.gain, 2);
	figured_fact(f, "Mean of each person's own", few ? NAN
	    : k->gain.mean_gain, 2);
	figured_fact(f, "Wilcoxon p", few ? NAN : k->ranks.p_exact, 6);
	figured_fact(f, "Alpha", k->test.alpha, 2);
}

static double
gain_of(const struct train_score *s, double greatest)
{
	return greatest > s->pre ? (s->post - s->pre) / (greatest - s->pre)
	    : NAN;
}

static bool
course_rows(struct figured_asked *k, const struct train_course *t)
{
	struct train_score *s;
	struct figured_row *r;
	size_t i, n;

	if (!train_scores(k->c, t->id, &s, &n))
		return false;
	k->f->row = NEWS(k->c->arena, struct figured_row, n + 1);
	for (i = 0; i < n; i++) {
		r = figured_row_new(k->f, flow_name(k->c,
		    entity_named(S("person")), s[i].person), (str){ 0 });
		r->open = str_print(k->c->arena, "/person/%s",
		    id_text(k->c->arena, s[i].person).p);
		r->value[0] = s[i].pre;
		r->value[1] = s[i].post;
		r->value[2] = s[i].post - s[i].pre;
		r->value[3] = gain_of(&s[i], t->greatest);
		r->counts = !isnan(r->value[2]);
	}
	return true;
}

static bool
find_course(struct figured_asked *k, str of, struct course *course,
    const struct train_course **found)
{
	struct train *t;
	struct id id;
	size_t i;

	if (!id_read(of, &id) ||
	    !flow_find(k->c, &course_entity, id, course))
		return figured_absent(k->c);
	if (!train_of(k->c, course->programme, &t))
		return false;
	for (i = 0; i < t->courses && !id_same(t->course[i].id, id); i++)
		;
	if (i == t->courses)
		return figured_absent(k->c);
	k->f->programme = course->programme;
	k->f->title = str_none(course->title) ? course->code
	    : text_in(k->c->arena, course->title, k->c->lang);
	k->f->of = course->code;
	*found = &t->course[i];
	return true;
}

bool
figured_course(struct figured_asked *k, str of)
{
	const struct train_course *t;
	struct course course;

	if (!find_course(k, of, &course, &t))
		return false;
	k->f->kind = "What a course taught";
	figured_heads(k->f, "Before", "After", "Change", "Normalised gain");
	if (!course_rows(k, t))
		return false;
	course_facts(k->f, t);
	figured_how_paired(k->f);
	figured_how(k->f, "Normalised gain = (mean after - mean before) / "
	    "(greatest score - mean before), at most 1.");
	k->f->missing_why = "They took only one of the two tests.";
	return true;
}

/* ---- a test ---- */

bool
figured_test(struct figured_asked *k, str of)
{
	const struct train_course *t;
	struct figured *f = k->f;
	struct figured_row *r;
	struct course course;
	size_t i;

	if (!find_course(k, of, &course, &t))
		return false;
	f->kind = "Can the test be relied on?";
	figured_heads(f, "Share right", "With the other questions",
	    "Between good and poor", "Alpha without it");
	f->row = NEWS(k->c->arena, struct figured_row, t->items + 1);
	for (i = 0; i < t->items; i++) {
		r = figured_row_new(f, t->item[i].code, (str){ 0 });
		r->open = str_print(k->c->arena, "/test_item?course=%s",
		    id_text(k->c->arena, t->id).p);
		r->value[0] = t->item[i].quality.difficulty;
		r->value[1] = t->item[i].quality.r_rest;
		r->value[2] = t->item[i].quality.discrimination;
		r->value[3] = t->item[i].quality.alpha_without;
		r->counts = !isnan(r->value[0]);
		f->missing += !r->counts;
	}
	f->n = t->n_post;
	f->missing_why = "Nobody answered these questions.";
	figured_fact(f, "Alpha", t->test.alpha, 2);
	figured_fact(f, "Alpha, 95% from", t->test.lo, 2);
	figured_fact(f, "Alpha, 95% to", t->test.hi, 2);
	figured_fact(f, "Mean of the sums", t->test.mean, 2);
	figured_fact(f, "Spread of the sums", t->test.sd, 2);
	figured_fact(f, "Error of one sum", t->test.sem, 2);
	figured_fact(f, "Questions", (double)t->items, 0);
	figured_how(f, "Alpha = k / (k - 1) * (1 - sum of the questions' "
	    "variances / variance of the sums), over the test after the "
	    "course; k is how many questions.");
	figured_how(f, "With the other questions: the correlation of a mark "
	    "with the sum of all the others. Below 0.2 a question is poor.");
	figured_how(f, "Between good and poor: the share right in the upper "
	    "27% less that in the lower.");
	figured_how(f, "A blank answer is wrong.");
	return true;
}

/* ---- the four levels ---- */

static bool
find_programme(struct figured_asked *k, str of, const char *kind)
{
	struct programme p;
	struct id id;

	if (!id_read(of, &id) || !flow_find(k->c, &programme_entity, id, &p))
		return figured_absent(k->c);
	k->f->programme = id;
	k->f->of = p.code;
	k->f->kind = kind;
	return true;
}

static str
list_of(struct figured_asked *k, const char *list, const char *field,
    struct id is)
{
	return str_print(k->c->arena, "/%s?%s=%s", list, field,
	    id_text(k->c->arena, is).p);
}

bool
figured_reaction(struct figured_asked *k, str of)
{
	struct figured *f = k->f;
	struct evaluate_rollup all;
	const struct train_event *e;
	struct figured_row *r;
	struct train *t;
	size_t i;

	if (!find_programme(k, of, "How training was received") ||
	    !train_of(k->c, f->programme, &t))
		return false;
	all = evaluate_rollup(t, NULL, 0);
	figured_heads(f, "Content", "Trainer", "Relevance", "Logistics");
	f->row = NEWS(k->c->arena, struct figured_row, t->events + 1);
	for (i = 0; i < t->events; i++) {
		e = &t->event[i];
		r = figured_row_new(f, e->code, str_print(k->c->arena, "n %zu",
		    e->n));
		r->open = list_of(k, "reaction", "event", e->id);
		r->value[0] = e->content;
		r->value[1] = e->trainer;
		r->value[2] = e->relevance;
		r->value[3] = e->logistics;
		r->counts = !isnan(e->content + e->trainer + e->relevance +
		    e->logistics);
		f->missing += r->counts ? 0 : e->n;
	}
	f->n = all.sheets;
	f->missing_why = "One of the four questions was answered by nobody.";
	figured_fact(f, "Mean of the four questions", all.reaction, 2);
	figured_fact(f, "Sheets", (double)all.sheets, 0);
	figured_how(f, "Each event's mean of the four questions, weighted by "
	    "its sheets; scale 1 to 5.");
	return true;
}

bool
figured_learning(struct figured_asked *k, str of)
{
	struct figured *f = k->f;
	const struct effect_paired *e;
	struct evaluate_rollup all;
	struct figured_row *r;
	struct train *t;
	size_t i;

	if (!find_programme(k, of, "What all courses taught") ||
	    !train_of(k->c, f->programme, &t))
		return false;
	all = evaluate_rollup(t, NULL, 0);
	figured_heads(f, "Effect size (Hedges g)", "95% from", "95% to",
	    "Weight");
	f->row = NEWS(k->c->arena, struct figured_row, t->courses + 1);
	for (i = 0; i < t->courses; i++) {
		e = &t->course[i].paired;
		r = figured_row_new(f, flow_name(k->c, &course_entity,
		    t->course[i].id), str_print(k->c->arena, "n %zu", e->n));
		r->open = str_print(k->c->arena, "/figure/course/%s",
		    id_text(k->c->arena, t->course[i].id).p);
		r->counts = e->n >= TRAIN_PAIRS && e->var_g_av > 0;
		f->missing += r->counts ? 0 : e->n;
		if (!r->counts)
			continue;
		r->value[0] = e->g_av;
		r->value[1] = e->g_av_lo;
		r->value[2] = e->g_av_hi;
		r->value[3] = 1 / e->var_g_av;
	}
	f->n = all.tested;
	f->missing_why = "Their courses have fewer than 5 pairs.";
	figured_fact(f, "Effect size (Hedges g)", all.g, 2);
	figured_fact(f, "Effect size, 95% from", all.g_lo, 2);
	figured_fact(f, "Effect size, 95% to", all.g_hi, 2);
	figured_fact(f, "Courses", (double)all.courses, 0);
	figured_fact(f, "Passed", all.sat > 0 ? (double)all.passed : NAN, 0);
	figured_fact(f, "Sat a test with a pass mark", (double)all.sat, 0);
	figured_how(f, "The mean of the courses' effect sizes, each weighted "
	    "by 1 / its variance; its standard error is 1 / root of the sum "
	    "of the weights.");
	return true;
}

bool
figured_use(struct figured_asked *k, str of)
{
	struct figured *f = k->f;
	const struct train_month *m;
	struct evaluate_rollup all;
	struct figured_row *r;
	struct train *t;
	size_t i, j;

	if (!find_programme(k, of, "What is used at work") ||
	    !train_of(k->c, f->programme, &t))
		return false;
	all = evaluate_rollup(t, NULL, 0);
	figured_heads(f, "Use it", "Answered", "Share", "Month");
	f->row = NEWS(k->c->arena, struct figured_row, t->courses + 1);
	for (i = 0; i < t->courses; i++) {
		r = figured_row_new(f, flow_name(k->c, &course_entity,
		    t->course[i].id), (str){ 0 });
		r->open = list_of(k, "follow_up", "course", t->course[i].id);
		for (j = t->course[i].months; j > 0 &&
		    t->course[i].month[j - 1].answered == 0; j--)
			;
		if (j == 0) {
			r->note = str_of(words_say(k->c->words,
			    "Nobody has answered yet"));
			continue;
		}
		m = &t->course[i].month[j - 1];
		r->counts = true;
		r->value[0] = (double)m->applied;
		r->value[1] = (double)m->answered;
		r->value[2] = m->transfer;
		r->value[3] = (double)m->month;
	}
	f->n = all.asked;
	f->missing = all.trained > all.asked ? all.trained - all.asked : 0;
	f->missing_why = "They were trained and did not answer.";
	figured_fact(f, "Use it", (double)all.applied, 0);
	figured_fact(f, "Answered", (double)all.asked, 0);
	figured_fact(f, "Share", all.transfer.share, 2);
	figured_fact(f, "Share, 95% from", all.transfer.lo, 2);
	figured_fact(f, "Share, 95% to", all.transfer.hi, 2);
	figured_fact(f, "Trained", (double)all.trained, 0);
	figured_how(f, "Of each course the last month in which somebody "
	    "answered; the share is who uses it / who answered.");
	figured_how(f, "The interval is Wilson's.");
	return true;
}

bool
figured_results(struct figured_asked *k, str of)
{
	struct figured *f = k->f;
	struct evaluate_rollup all;
	const struct train none = { .courses = 0 };
	struct indicators_one *in;
	struct figured_row *r;
	size_t i, n;

	if (!find_programme(k, of, "Outcomes that met their target") ||
	    !evaluate_outcomes(k->c, f->programme, &in, &n))
		return figured_absent(k->c);
	all = evaluate_rollup(&none, in, n);
	figured_heads(f, "Baseline", "Now", "Target", "Achieved");
	f->row = NEWS(k->c->arena, struct figured_row, n + 1);
	for (i = 0; i < n; i++) {
		r = figured_row_new(f, in[i].name, in[i].code);
		r->open = str_print(k->c->arena, "/programme/%s/indicator/%s",
		    id_text(k->c->arena, f->programme).p,
		    id_text(k->c->arena, in[i].id).p);
		r->value[0] = in[i].baseline;
		r->value[1] = in[i].now;
		r->value[2] = in[i].target;
		r->value[3] = in[i].achievement;
		r->counts = !isnan(in[i].achievement);
	}
	f->n = all.reported;
	f->missing = n - all.reported;
	f->missing_why = "They have no value, or no target to hold it "
	    "against.";
	figured_fact(f, "Met their target", (double)all.reached, 0);
	figured_fact(f, "Reported", (double)all.reported, 0);
	figured_how(f, "Achieved = (now - baseline) / (target - baseline); "
	    "from 1 on the target is met. Indicators of outcome and impact.");
	return true;
}
