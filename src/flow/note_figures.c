/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The rows a note speaks of, and the figures that are taken from them. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/finance.h"
#include "flow/note_in.h"
#include "format/json.h"
#include "model/codes.h"

/* ---- the rows ---- */

static bool
is_named(str ids, struct id id, struct arena *a)
{
	str text = id_text(a, id), one;

	while (str_cut(&ids, ';', &one))
		if (str_same(str_trim(one), text))
			return true;
	return false;
}

static int
by_priority(const void *one, const void *other)
{
	const struct gap *a = one, *b = other;
	double x = isnan(a->priority) ? -1 : a->priority;
	double y = isnan(b->priority) ? -1 : b->priority;

	return x < y ? 1 : x > y ? -1 : id_order(a->row.id, b->row.id);
}

/* In the plan, and of its version that the note is drafted from. */
static bool
is_in(const struct note_figures *f, const struct planning_activity *k)
{
	return k->in && (id_none(f->note->plan_version) ||
	    id_none(k->row.plan_version) ||
	    id_same(k->row.plan_version, f->note->plan_version));
}

/* The gaps the note names; else those that what is in the plan aims at. */
static bool
is_meant(struct note_figures *f, const struct gap *g)
{
	const struct activity_gap *aim;
	size_t i, j;

	if (!str_none(f->note->gaps))
		return is_named(f->note->gaps, g->row.id, f->c->arena);
	for (i = 0; i < f->plan->aims; i++) {
		aim = &f->plan->aim[i];
		if (!id_same(aim->gap, g->row.id))
			continue;
		for (j = 0; j < f->plan->n; j++)
			if (is_in(f, &f->plan->activity[j]) && id_same(
			    f->plan->activity[j].row.row.id, aim->activity))
				return true;
	}
	return false;
}

static bool
read_gaps(struct note_figures *f)
{
	struct gap *all;
	size_t i, n;

	if (!ctx_may(f->c, &gap_entity, SEE, f->note->programme))
		return true;
	if ((all = every(f->c, &gap_entity, f->note->programme, &n)) == NULL)
		return false;
	f->gap = NEWS(f->c->arena, struct gap, n + 1);
	for (i = 0; i < n; i++)
		if (is_meant(f, &all[i]))
			f->gap[f->gaps++] = all[i];
	qsort(f->gap, f->gaps, sizeof(*f->gap), by_priority);
	return true;
}

static bool
aims_at_any(const struct note_figures *f, struct id activity)
{
	size_t i, j;

	for (i = 0; i < f->plan->aims; i++)
		for (j = 0; id_same(f->plan->aim[i].activity, activity) &&
		    j < f->gaps; j++)
			if (id_same(f->plan->aim[i].gap, f->gap[j].row.id))
				return true;
	return false;
}

static void
read_activities(struct note_figures *f)
{
	const struct planning_activity *k;
	size_t i;

	f->activity = NEWS(f->c->arena, const struct planning_activity *,
	    f->plan->n + 1);
	for (i = 0; i < f->plan->n; i++) {
		k = &f->plan->activity[i];
		if (is_in(f, k) && (str_none(f->note->gaps) || k->beside ||
		    aims_at_any(f, k->row.row.id)))
			f->activity[f->activities++] = k;
	}
}

static bool
has_activity(const struct note_figures *f, struct id id)
{
	size_t i;

	for (i = 0; i < f->activities; i++)
		if (id_same(f->activity[i]->row.row.id, id))
			return true;
	return false;
}

/* Lines of the activities; those of no activity when all are meant. */
static bool
read_lines(struct note_figures *f)
{
	const struct budget_line *all;
	struct note_line *l;
	size_t i, n;

	if (!ctx_may(f->c, &budget_line_entity, SEE, f->note->programme))
		return true;
	if ((all = every(f->c, &budget_line_entity, f->note->programme, &n))
	    == NULL)
		return false;
	f->line = NEWS(f->c->arena, struct note_line, n + 1);
	for (i = 0; i < n; i++) {
		if (!(str_none(f->note->gaps) && id_none(all[i].activity)) &&
		    !has_activity(f, all[i].activity) &&
		    (!str_none(f->note->gaps) ||
		    !id_none(f->note->plan_version)))
			continue;
		l = &f->line[f->lines];
		*l = (struct note_line){ all[i].year, all[i].category,
		    { 0 }, all[i].activity };
		if (choice_coded(&un_budget_category_codes, l->category) ==
		    NULL)
			l->category = S(NOTE_UNSAID);
		if (finance_in_base(str_z(f->c->arena,
		    f->programme.currency), all[i].amount, all[i].amount_base,
		    NAN, &l->amount))
			f->lines++;
		else
			f->unconverted += all[i].amount.currency[0] != '\0';
	}
	return true;
}

static void
add_whom(struct note_figures *f, struct note_whom *to, struct id id)
{
	struct party p;
	size_t i;

	for (i = 0; i < to->n; i++)
		if (id_same(to->id[i], id))
			return;
	if (!flow_find(f->c, &party_entity, id, &p)) {
		errors_clear(&f->c->errors);
		return;
	}
	to->id[to->n] = id;
	to->kind[to->n++] = p.kind;
}

static struct note_whom
room_for(struct arena *a, size_t n)
{
	return (struct note_whom){ NEWS(a, struct id, n + 1),
	    NEWS(a, str, n + 1), 0 };
}

static void
read_subjects(struct note_figures *f)
{
	struct note_whom all = room_for(f->c->arena, f->gaps);
	size_t i;

	for (i = 0; i < f->gaps; i++)
		add_whom(f, &all, f->gap[i].subject);
	f->subject = all.id;
	f->kind = all.kind;
	f->subjects = all.n;
}

static size_t
count_of(str ids)
{
	size_t n = 0;
	str one;

	while (str_cut(&ids, ';', &one))
		n++;
	return n;
}

static void
read_whom(struct note_figures *f)
{
	size_t i, room = 0;
	struct id id;
	str rest, one;

	for (i = 0; i < f->activities; i++)
		room += count_of(f->activity[i]->row.subjects);
	f->whom = room_for(f->c->arena, room);
	for (i = 0; i < f->activities; i++)
		for (rest = f->activity[i]->row.subjects;
		    str_cut(&rest, ';', &one);)
			if (id_read(str_trim(one), &id))
				add_whom(f, &f->whom, id);
}

static void
close_local(void *what)
{
	local_close(what);
}

bool
note_figures(struct ctx *c, const struct concept_note *note,
    struct note_figures **out)
{
	struct note_figures *f = NEW(c->arena, struct note_figures);

	f->c = c;
	f->note = note;
	f->lang = str_none(note->language) ? c->lang : str_z(c->arena,
	    note->language);
	f->words = words_named(str_of(f->lang));
	f->local = local_open(f->lang, &c->errors);
	if (f->local == NULL)
		return false;
	arena_closer(c->arena, close_local, f->local);
	if (!flow_find(c, &programme_entity, note->programme,
	    &f->programme) || !planning_find(c, note->programme, &f->plan) ||
	    !read_gaps(f))
		return false;
	read_activities(f);
	if (ctx_may(c, &indicator_entity, SEE, note->programme) &&
	    (f->indicator = every(c, &indicator_entity, note->programme,
	    &f->indicators)) == NULL)
		return false;
	*out = f;
	read_subjects(f);
	read_whom(f);
	return read_lines(f);
}

/* ---- one figure ---- */

enum { PARTS = 3 };

struct asked {
	struct note_figures *f;
	str                  part[PARTS];
	size_t               n;
	struct write         w;
	str                  href;
};

static bool
tell_real(struct asked *q, double x, int decimals)
{
	if (isnan(x))
		return false;
	local_real(q->f->local, &q->w, x, decimals);
	return true;
}

static bool
tell_count(struct asked *q, size_t n)
{
	local_count(q->f->local, &q->w, (int64_t)n);
	return true;
}

/* A count with its noun, so that a new number brings the right one. */
static bool
tell_counted(struct asked *q, size_t n, const char *translated)
{
	struct write w = write_new(q->f->c->arena, 100);

	local_count(q->f->local, &w, (int64_t)n);
	write_format(&q->w, translated, write_done(&w).p);
	return true;
}

static bool
tell_day(struct asked *q, struct day d)
{
	local_day(q->f->local, &q->w, d);
	return d.n != 0;
}

static bool
tell_money(struct asked *q, struct money m)
{
	local_money(q->f->local, &q->w, m);
	return m.currency[0] != '\0';
}

static str
below(struct asked *q, const char *page)
{
	return str_print(q->f->c->arena, "/programme/%.*s/%s",
	    (int)q->f->programme.code.n, q->f->programme.code.p, page);
}

static str
row_href(struct asked *q, const char *entity)
{
	return str_print(q->f->c->arena, "/%s/%.*s", entity,
	    (int)q->part[1].n, q->part[1].p);
}

static bool
of_gaps(struct asked *q)
{
	size_t i, n;

	q->href = below(q, "gaps");
	n = q->f->gaps;
	if (str_is(q->part[1], "n"))
		return tell_count(q, n);
	if (str_is(q->part[1], "counted"))
		return tell_counted(q, n, words_count_say(q->f->words, n,
		    "%s gap in capacity", "%s gaps in capacity"));
	n = q->f->subjects;
	if (str_is(q->part[1], "subjects"))
		return str_is(q->part[2], "counted") ? tell_counted(q, n,
		    words_count_say(q->f->words, n,
		    "%s participant of the assessment",
		    "%s participants of the assessment")) : tell_count(q, n);
	n = 0;
	for (i = 0; i < q->f->gaps; i++)
		n += str_same(q->f->gap[i].cause, q->part[2]);
	return str_is(q->part[1], "cause") && tell_count(q, n);
}

static bool
of_gap(struct asked *q)
{
	const struct gap *g = NULL;
	size_t i;

	for (i = 0; i < q->f->gaps; i++)
		if (str_same(id_text(q->f->c->arena, q->f->gap[i].row.id),
		    q->part[1]))
			g = &q->f->gap[i];
	q->href = row_href(q, "gap");
	if (g == NULL)
		return false;
	if (str_is(q->part[2], "current"))
		return tell_real(q, g->current, 1);
	if (str_is(q->part[2], "desired"))
		return tell_real(q, g->desired, 1);
	return str_is(q->part[2], "gap") && tell_real(q, g->gap, 1);
}

double
note_target(struct note_figures *f, const struct indicator *k)
{
	struct errors quiet = { .arena = f->c->arena };
	struct node *list;
	const struct node *last;
	double x;

	if (str_none(k->targets) || !json_read(f->c->arena, k->targets, &list,
	    &quiet) || list->kind != N_LIST || list->last == NULL)
		return NAN;
	last = json_at(list->last, "value");
	if (last == NULL)
		return NAN;
	if (last->kind == N_TEXT)
		return str_real(last->text, &x) ? x : NAN;
	return json_number(list->last, "value");
}

static bool
of_indicator(struct asked *q)
{
	const struct indicator *k = NULL;
	size_t i;

	for (i = 0; i < q->f->indicators; i++)
		if (str_same(id_text(q->f->c->arena,
		    q->f->indicator[i].row.id), q->part[1]))
			k = &q->f->indicator[i];
	q->href = row_href(q, "indicator");
	if (k == NULL)
		return false;
	if (str_is(q->part[2], "baseline"))
		return tell_real(q, k->baseline_value, -1);
	return str_is(q->part[2], "target") &&
	    tell_real(q, note_target(q->f, k), -1);
}

static bool
of_activity(struct asked *q)
{
	const struct activity *k = NULL;
	size_t i;

	for (i = 0; i < q->f->activities; i++)
		if (str_same(id_text(q->f->c->arena,
		    q->f->activity[i]->row.row.id), q->part[1]))
			k = &q->f->activity[i]->row;
	q->href = row_href(q, "activity");
	if (k == NULL)
		return false;
	if (str_is(q->part[2], "start"))
		return tell_day(q, k->start);
	if (str_is(q->part[2], "end"))
		return tell_day(q, k->end);
	return str_is(q->part[2], "cost") && tell_money(q, k->cost);
}

static bool
of_activities(struct asked *q)
{
	size_t n = q->f->activities;

	q->href = below(q, "plan");
	return str_is(q->part[1], "counted") ? tell_counted(q, n,
	    words_count_say(q->f->words, n, "%s activity", "%s activities")) :
	    tell_count(q, n);
}

static void
span(const struct note_figures *f, struct day *from, struct day *to)
{
	const struct activity *k;
	size_t i;

	*from = *to = (struct day){ 0 };
	for (i = 0; i < f->activities; i++) {
		k = &f->activity[i]->row;
		if (k->start.n != 0 && (from->n == 0 || k->start.n < from->n))
			*from = k->start;
		if (k->end.n > to->n)
			*to = k->end;
	}
}

int64_t
note_months(const struct note_figures *f)
{
	struct day from, to;
	int y, m, d, y2, m2, d2;

	span(f, &from, &to);
	if (from.n == 0 || to.n < from.n)
		return INT64_MIN;
	day_split(from, &y, &m, &d);
	/* The last day counts: from 1 March to 31 May are three months. */
	day_split((struct day){ to.n + 1 }, &y2, &m2, &d2);
	return (y2 - y) * 12 + m2 - m + (d2 > d ? 1 : 0);
}

static bool
of_time(struct asked *q)
{
	struct day from, to;
	int64_t n = note_months(q->f);

	span(q->f, &from, &to);
	q->href = below(q, "plan");
	if (str_is(q->part[1], "start"))
		return tell_day(q, from);
	if (str_is(q->part[1], "end"))
		return tell_day(q, to);
	if (str_is(q->part[1], "counted"))
		return n > 0 && tell_counted(q, (size_t)n, words_count_say(
		    q->f->words, (size_t)n, "%s month", "%s months"));
	return str_is(q->part[1], "months") && n > 0 &&
	    tell_count(q, (size_t)n);
}

static bool
of_people(struct asked *q)
{
	const struct note_figures *f = q->f;
	bool said = f->whom.n > 0;
	size_t i, n = 0, all = said ? f->whom.n : f->subjects;

	for (i = 0; i < all; i++)
		n += str_same(said ? f->whom.kind[i] : f->kind[i],
		    q->part[1]);
	q->href = below(q, said ? "plan" : "gaps");
	return n > 0 && tell_count(q, n);
}

static bool
of_goal(struct asked *q)
{
	struct note_goal g;

	note_goal(q->f, q->part[1], &g);
	if (g.activities + g.gaps == 0 && g.budget.currency[0] == '\0' &&
	    choice_coded(&convention_goal_codes, g.code) == NULL)
		return false;
	if (str_is(q->part[2], "budget")) {
		q->href = str_print(q->f->c->arena, "/budget_line?"
		    "programme=%.*s", (int)q->f->programme.code.n,
		    q->f->programme.code.p);
		return tell_money(q, g.budget);
	}
	if (str_is(q->part[2], "activities")) {
		q->href = below(q, "plan");
		return tell_count(q, g.activities);
	}
	q->href = below(q, "gaps");
	return str_is(q->part[2], "gaps") && tell_count(q, g.gaps);
}

static bool
of_budget(struct asked *q)
{
	struct arena *a = q->f->c->arena;
	struct money sum = { 0 };
	const struct note_line *l;
	int64_t year = 0;
	str y = q->part[1], k = q->part[2];
	size_t i;

	if (!str_is(y, "total") && !str_is(y, "-") && !str_int(y, &year))
		return false;
	for (i = 0; i < q->f->lines; i++) {
		l = &q->f->line[i];
		if ((year == 0 || l->year == year) &&
		    (str_none(k) || str_same(l->category, k)) &&
		    !money_add(&sum, l->amount))
			return false;
	}
	if (str_is(k, NOTE_UNSAID))
		k = (str){ 0 };
	q->href = str_print(a, "/budget_line?programme=%.*s%s%s%s%.*s",
	    (int)q->f->programme.code.n, q->f->programme.code.p,
	    year != 0 ? "&year=" : "", year != 0 ? str_z(a, y) : "",
	    str_none(k) ? "" : "&category=", (int)k.n, k.p);
	return tell_money(q, sum);
}

bool
note_figure(struct note_figures *f, str source, struct note_figure *out)
{
	static const struct {
		const char *name;
		bool      (*tell)(struct asked *);
	} sources[] = { { "gaps", of_gaps }, { "gap", of_gap },
		{ "indicator", of_indicator }, { "activity", of_activity },
		{ "activities", of_activities }, { "time", of_time },
		{ "people", of_people }, { "goal", of_goal },
		{ "budget", of_budget }, { NULL, NULL } };
	struct asked q = { .f = f, .w = write_new(f->c->arena, 1000) };
	size_t i;

	while (q.n < PARTS && str_cut(&source, '/', &q.part[q.n]))
		q.n++;
	for (i = 0; sources[i].name != NULL; i++)
		if (str_is(q.part[0], sources[i].name) &&
		    sources[i].tell(&q)) {
			*out = (struct note_figure){ write_done(&q.w),
			    q.href };
			return true;
		}
	return false;
}

void
note_mark(struct note_figures *f, struct write *w, const char *source, ...)
{
	struct note_figure k;
	va_list more;
	str key;

	va_start(more, source);
	key = str_vprint(f->c->arena, source, more);
	va_end(more);
	if (!note_figure(f, key, &k)) {
		write_z(w, "–");
		return;
	}
	write_format(w, "[%.*s](figure:%.*s)", (int)k.text.n, k.text.p,
	    (int)key.n, key.p);
}

struct money
note_budget(struct note_figures *f)
{
	struct money sum = { 0 };
	size_t i;

	for (i = 0; i < f->lines; i++)
		if (!money_add(&sum, f->line[i].amount))
			return (struct money){ 0 };
	return sum;
}
