/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The charts of a report to a funder: drawn from the figures that stand in
 * the table behind each. */
#include <math.h>

#include "base/write.h"
#include "flow/donor_in.h"
#include "format/chart.h"
#include "format/json.h"

enum { SVG = 1 << 14, TICKS = 16 };

struct chart {
	const struct donor_paper *p;
	struct chart_scale        scale;
	bool                      begun;
	const char               *caption, *hint;
	double                    step;         /* from tick to tick */
};

static str
axis(const struct chart *k)
{
	struct write w = write_new(k->p->c->arena, SVG);
	struct chart_tick tick[TICKS];
	double at = k->scale.lo, step = k->step;
	size_t n = 0;

	while ((k->scale.hi - k->scale.lo) / step >= 8)
		step *= 2;
	for (; at <= k->scale.hi + step / 1000 && n < TICKS; at += step)
		tick[n++] = (struct chart_tick){ at, donor_real(k->p, at,
			step == floor(step) ? 0 : 1) };
	chart_axis(&w, k->scale, tick, n, doc_rtl(k->p->d));
	return write_done(&w);
}

/* A chart without a row is none. */
static void
put(struct chart *k, struct write *drawn, str label, str value, str note,
    bool strong)
{
	const struct doc_mark m = { .label = label,
		.svg = write_done(drawn), .value = value, .note = note,
		.strong = strong };

	if (!k->begun)
		doc_chart(k->p->d, donor_say(k->p, k->caption),
		    donor_say(k->p, k->hint), k->step > 0 ? axis(k) :
		    (str){ 0 });
	k->begun = true;
	doc_mark(k->p->d, &m);
}

/* Up to twice the target, which is as far as the eye needs to go. */
void
donor_chart_results(const struct donor_paper *p)
{
	struct chart k = { p, { 0, 100 }, false, "How far to the targets",
		"Each bar is how much of the way from baseline to target is "
		"gone, in %; the line is the target.", 50 };
	const struct node *row;
	double x;

	for (row = json_first(p->f, "results"); row != NULL; row = row->next) {
		x = json_number(row, "percent");
		if (x > 100)
			k.scale.hi = x > 150 ? 200 : 150;
	}
	for (row = json_first(p->f, "results"); row != NULL; row = row->next) {
		struct write w = write_new(p->c->arena, SVG);
		struct chart_bar bar = { k.scale, json_number(row, "percent"),
			100, 1, { 0 } };

		if (isnan(bar.value))
			continue;
		chart_bar(&w, &bar);
		put(&k, &w, json_text(row, "name"), str_print(p->c->arena,
		    "%s%%", donor_real(p, bar.value, 0).p), (str){ 0 },
		    false);
	}
}

static void
widen(struct chart_scale *s, double x, double step)
{
	if (isnan(x))
		return;
	s->lo = fmin(s->lo, floor(x / step) * step);
	s->hi = fmax(s->hi, ceil(x / step) * step);
}

void
donor_chart_changes(const struct donor_paper *p)
{
	struct chart k = { p, { INFINITY, -INFINITY }, false, "Before and now",
		"Mean levels: the square before, the circle now.", 1 };
	const struct node *row;

	for (row = json_first(p->f, "changes"); row != NULL; row = row->next) {
		widen(&k.scale, json_number(row, "before"), 1);
		widen(&k.scale, json_number(row, "after"), 1);
	}
	if (k.scale.lo >= k.scale.hi)
		k.scale.hi = k.scale.lo + 1;
	for (row = json_first(p->f, "changes"); row != NULL; row = row->next) {
		struct write w = write_new(p->c->arena, SVG);
		bool all = json_bool(row, "whole", false);
		struct chart_change one = { k.scale,
			json_number(row, "before"), json_number(row, "after"),
			NAN, { 0 } };

		if (isnan(one.before) || isnan(one.now) || (p->brief && !all))
			continue;
		chart_change(&w, &one);
		put(&k, &w, donor_level(p, row), str_print(p->c->arena,
		    "%s → %s", donor_real(p, one.before, 2).p,
		    donor_real(p, one.now, 2).p), (str){ 0 }, all);
	}
}

void
donor_chart_effects(const struct donor_paper *p)
{
	struct chart k = { p, { -0.5, 1 }, false, "Size of the change",
		"Hedges g with its 95% interval; hollow: it may be chance.",
		.5 };
	const struct node *row;

	for (row = json_first(p->f, "changes"); row != NULL; row = row->next) {
		widen(&k.scale, json_number(row, "effect_low"), .5);
		widen(&k.scale, json_number(row, "effect_high"), .5);
	}
	for (row = json_first(p->f, "changes"); row != NULL; row = row->next) {
		struct write w = write_new(p->c->arena, SVG);
		struct chart_interval one = { .scale = k.scale, .step = .5,
			.estimate = json_number(row, "effect"),
			.low = json_number(row, "effect_low"),
			.high = json_number(row, "effect_high"),
			.total = json_bool(row, "whole", false) };

		if (isnan(one.estimate))
			continue;
		one.colour = one.low <= 0 && one.high >= 0 ? 6 : 1;
		chart_interval(&w, &one);
		put(&k, &w, donor_level(p, row), donor_real(p, one.estimate,
		    2), donor_interval(p, row, "effect_low", "effect_high"),
		    one.total);
	}
}

/* Lines of the budget on one scale, their total left to the table: beside
 * it they would be too short to compare. */
void
donor_chart_money(const struct donor_paper *p)
{
	struct chart k = { p, { 0, 0 }, false, "Spent of the budget",
		"Each bar is what was spent; the line is the budget.", 0 };
	const struct node *row;
	double most;

	for (row = json_first(p->f, "money"); row != NULL; row = row->next)
		if (!json_bool(row, "total", false)) {
			most = fmax(json_number(row, "budget"),
			    json_number(row, "spent"));
			k.scale.hi = fmax(k.scale.hi, most);
		}
	for (row = json_first(p->f, "money"); row != NULL; row = row->next) {
		struct write w = write_new(p->c->arena, SVG);
		double budget = json_number(row, "budget");
		struct chart_bar bar = { k.scale, json_number(row, "spent"),
			budget, 2, { 0 } };

		if (json_bool(row, "total", false) || !(k.scale.hi > 0) ||
		    (isnan(bar.value) && isnan(budget)))
			continue;
		chart_bar(&w, &bar);
		put(&k, &w, json_text(row, "says"), isnan(bar.value) ?
		    S("–") : donor_real(p, bar.value, 0), isnan(budget) ?
		    (str){ 0 } : str_print(p->c->arena, words_say(p->words,
		    "of %s"), donor_real(p, budget, 0).p), false);
	}
}
