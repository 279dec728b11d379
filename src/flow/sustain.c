/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The plan for the time after, the eight domains, the last gate. */
#include "flow/sustain.h"

#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "base/sort.h"
#include "flow/find.h"
#include "flow/follow_up.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/deliver.h"

/* ---- the plan ---- */

static bool
is_yes(struct arena *a, str said)
{
	static const char *const yes[] = { "yes", "true", "1", "met", "oui",
		"co", "dat", "si" };
	str one = fold(a, said);
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (str_is(one, yes[i]))
			return true;
	return false;
}

/* A cell of a table, whatever it was written as. */
static str
cell(struct arena *a, const struct node *row, const char *name)
{
	const struct node *n = node_find(row, str_of(name));
	struct write w = write_new(a, 1 << 15);

	if (n == NULL || n->kind == N_NONE)
		return (str){ 0 };
	if (n->kind == N_TEXT)
		return str_trim(n->text);
	json_write(&w, n, false);
	return write_done(&w);
}

static struct node *
table(struct ctx *c, str kept)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *n;

	return !str_none(kept) && json_read(c->arena, kept, &n, &quiet) ? n
	    : NULL;
}

static size_t
count_rows(const struct node *n)
{
	const struct node *k;
	size_t rows = 0;

	for (k = n == NULL ? NULL : n->first; k != NULL; k = k->next)
		rows++;
	return rows;
}

static void
read_criteria(struct ctx *c, struct sustain_plan *p)
{
	const struct node *all = table(c, p->row.exit_criteria), *k;
	struct arena *a = c->arena;
	struct sustain_criterion *e;

	p->criterion = NEWS(a, struct sustain_criterion, count_rows(all) + 1);
	for (k = all == NULL ? NULL : all->first; k != NULL; k = k->next) {
		e = &p->criterion[p->criteria++];
		*e = (struct sustain_criterion){ cell(a, k, "criterion"),
			cell(a, k, "threshold"), cell(a, k, "value"),
			cell(a, k, "waived_by"), cell(a, k, "why"),
			SUSTAIN_OPEN };
		if (is_yes(a, cell(a, k, "met")))
			e->standing = SUSTAIN_MET;
		else if (e->waived_by.n > 0 && e->why.n > 0)
			e->standing = SUSTAIN_WAIVED;
		p->met += e->standing == SUSTAIN_MET;
		p->waived += e->standing == SUSTAIN_WAIVED;
	}
}

static void
read_steps(struct ctx *c, struct sustain_plan *p)
{
	const struct node *all = table(c, p->row.transfer_steps), *k;
	struct arena *a = c->arena;

	p->step = NEWS(a, struct sustain_step, count_rows(all) + 1);
	for (k = all == NULL ? NULL : all->first; k != NULL; k = k->next)
		p->step[p->steps++] = (struct sustain_step){
			cell(a, k, "task"), cell(a, k, "function"),
			cell(a, k, "from"), cell(a, k, "to"),
			cell(a, k, "state"), cell(a, k, "date") };
}

static bool
is_better(const struct sustainability_plan *one,
    const struct sustainability_plan *than)
{
	if (id_none(than->row.id))
		return true;
	if ((one->approved.n != 0) != (than->approved.n != 0))
		return one->approved.n != 0;
	return one->version > than->version;
}

bool
sustain_plan(struct ctx *c, struct id programme, struct sustain_plan *p)
{
	struct sustainability_plan *all;
	size_t i, n;

	memset(p, 0, sizeof(*p));
	all = gather(c, &sustainability_plan_entity, programme, &n);
	if (all == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (is_better(&all[i], &p->row))
			p->row = all[i];
	read_criteria(c, p);
	read_steps(c, p);
	return true;
}

static str
criteria_text(struct arena *a, const struct sustain_plan *p)
{
	struct node *o = node_new(a), *row;
	struct write w = write_new(a, 1 << 18);
	size_t i;

	(void)node_list(o, "rows");
	for (i = 0; i < p->criteria; i++) {
		row = node_row(o, "rows");
		node_text(row, "criterion", p->criterion[i].text);
		node_text(row, "threshold", p->criterion[i].threshold);
		node_text(row, "value", p->criterion[i].value);
		node_z(row, "met", p->criterion[i].standing == SUSTAIN_MET
		    ? "yes" : "no");
		node_text(row, "waived_by", p->criterion[i].waived_by);
		node_text(row, "why", p->criterion[i].why);
	}
	json_write(&w, node_find(o, S("rows")), false);
	return write_done(&w);
}

bool
sustain_settle(struct ctx *c, struct sustain_plan *p, size_t at, str value,
    str why)
{
	struct sustain_criterion *e;

	if (id_none(p->row.row.id) || at >= p->criteria)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such exit criterion.");
	e = &p->criterion[at];
	if (value.n > 0) {
		e->standing = SUSTAIN_MET;
		e->value = value;
		e->waived_by = e->why = (str){ 0 };
	} else if (why.n > 0) {
		e->standing = SUSTAIN_WAIVED;
		e->waived_by = c->actor.name;
		e->why = why;
	} else
		return fail(&c->errors, INVALID, "value", "Say what was "
		    "measured, or why the criterion is waived.");
	p->row.exit_criteria = criteria_text(c->arena, p);
	return flow_save_verb(c, &sustainability_plan_entity, &p->row,
	    value.n > 0 ? S("met") : S("waive"));
}

/* ---- the eight domains ---- */

static size_t
domain_at(const struct sustainability_score *s)
{
	const struct choice *each = sustainability_domain_codes.of;
	size_t i;

	for (i = 0; each[i].code != NULL; i++)
		if (str_is(s->domain, each[i].code))
			break;
	return i;
}

static int
by_text(const void *one, const void *other, const void *with)
{
	(void)with;
	return str_order(*(const str *)one, *(const str *)other);
}

static void
find_periods(struct arena *a, const struct sustainability_score *s, size_t n,
    struct sustain_scores *out)
{
	size_t i, j;

	out->period = NEWS(a, str, n + 1);
	for (i = 0; i < n; i++) {
		for (j = 0; j < out->periods &&
		    !str_same(out->period[j], s[i].period); j++)
			;
		if (j == out->periods)
			out->period[out->periods++] = s[i].period;
	}
	sort(a, out->period, out->periods, sizeof(str), by_text, NULL);
}

/* The mean of a period's domains; below SUSTAIN_RATERS raters none, since
 * it would show what one of them said. */
static void
period_means(const struct sustainability_score *s, size_t n, str period,
    size_t domains, struct sustain_score *of)
{
	double sum = 0;
	size_t i, d, known = 0;

	for (d = 0; d <= domains; d++)
		of[d] = (struct sustain_score){ 0, 0 };
	for (i = 0; i < n; i++)
		if (str_same(s[i].period, period) && !isnan(s[i].score) &&
		    (d = domain_at(&s[i])) < domains) {
			of[d].mean += s[i].score;
			of[d].raters++;
		}
	for (d = 0; d < domains; d++) {
		of[d].mean = of[d].raters < SUSTAIN_RATERS ? NAN
		    : of[d].mean / (double)of[d].raters;
		if (isnan(of[d].mean))
			continue;
		sum += of[d].mean;
		known++;
		if (of[d].raters > of[domains].raters)
			of[domains].raters = of[d].raters;
	}
	of[domains].mean = known > 0 ? sum / (double)known : NAN;
}

bool
sustain_scores(struct ctx *c, struct id programme, struct sustain_scores *out)
{
	struct sustainability_score *s;
	size_t i, n;

	memset(out, 0, sizeof(*out));
	s = gather(c, &sustainability_score_entity, programme, &n);
	if (s == NULL)
		return false;
	while (sustainability_domain_codes.of[out->domains].code != NULL)
		out->domains++;
	find_periods(c->arena, s, n, out);
	out->of = NEWS(c->arena, struct sustain_score *, out->periods + 1);
	for (i = 0; i < out->periods; i++) {
		out->of[i] = NEWS(c->arena, struct sustain_score,
		    out->domains + 1);
		period_means(s, n, out->period[i], out->domains, out->of[i]);
	}
	return true;
}

/* ---- the last gate ---- */

enum { NAMED = 6 };

/* Some by name, of the rest how many. */
static void
name_one(struct ctx *c, struct write *w, int64_t n, str name)
{
	(void)c;
	if (n > NAMED)
		return;
	if (n > 1)
		write_z(w, n == NAMED ? "; …" : "; ");
	if (n < NAMED)
		write_str(w, name);
}

bool
sustain_criteria_open(struct ctx *c, const void *programme, int64_t *n,
    str *which)
{
	struct write w = write_new(c->arena, 1 << 16);
	struct sustain_plan p;
	size_t i;

	*n = 0;
	if (!sustain_plan(c, ((const struct row *)programme)->id, &p))
		return false;
	for (i = 0; i < p.criteria; i++)
		if (p.criterion[i].standing == SUSTAIN_OPEN)
			name_one(c, &w, ++*n, p.criterion[i].text);
	if (p.criteria == 0)
		*n = 1;
	*which = write_done(&w);
	return true;
}

bool
sustain_equipment_held(struct ctx *c, const void *programme, int64_t *n,
    str *which)
{
	struct write w = write_new(c->arena, 1 << 12);
	struct equipment_item *e;
	size_t i, items;

	*n = 0;
	e = gather(c, &equipment_item_entity,
	    ((const struct row *)programme)->id, &items);
	if (e == NULL)
		return false;
	for (i = 0; i < items; i++)
		if (!str_is(e[i].state, "title_transferred") &&
		    !str_is(e[i].state, "disposed"))
			name_one(c, &w, ++*n, e[i].code);
	*which = write_done(&w);
	return true;
}

bool
sustain_follow_ups_open(struct ctx *c, const void *programme, int64_t *n,
    str *which)
{
	struct write w = write_new(c->arena, 1 << 12);
	struct follow_up *f;
	struct course *k;
	struct map *at;
	size_t i, all, courses, place, *open;
	int64_t named = 0;
	struct id id = ((const struct row *)programme)->id;

	*n = 0;
	if ((f = gather(c, &follow_up_entity, id, &all)) == NULL ||
	    (k = gather(c, &course_entity, id, &courses)) == NULL)
		return false;
	at = gather_index(c->arena, k, courses, sizeof(*k));
	open = NEWS(c->arena, size_t, courses + 1);
	for (i = 0; i < all; i++)
		if (f[i].answered_on.n == 0 && !follow_up_is_waived(&f[i],
		    moment_day(c->now))) {
			++*n;
			if (gather_find(at, &f[i].course, &place))
				open[place]++;
		}
	for (i = 0; i < courses; i++)
		if (open[i] > 0)
			name_one(c, &w, ++named, str_print(c->arena,
			    "%.*s: %zu", (int)k[i].code.n, k[i].code.p,
			    open[i]));
	*which = write_done(&w);
	return true;
}
