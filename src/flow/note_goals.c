/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a note is for, by the goals of the 2005 Convention: those that the
 * result an activity leads to names, or the nearest one above it; where none
 * does, those its programme is filed under in the portfolio.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/note_in.h"

enum { GOALS = 16 };

struct note_goals {
	const struct result *result;    /* [n] */
	size_t               n;
};

static const struct note_goals *
goals(struct note_figures *f)
{
	struct note_goals *g = f->goals;

	if (g != NULL)
		return g;
	f->goals = g = NEW(f->c->arena, struct note_goals);
	if (!ctx_may(f->c, &result_entity, SEE, f->note->programme))
		return g;
	g->result = every(f->c, &result_entity, f->note->programme, &g->n);
	if (g->result == NULL)
		*g = (struct note_goals){ 0 };
	return g;
}

/* Of a result or the nearest above it. */
static str
of_result(struct note_figures *f, struct id result)
{
	const struct note_goals *g = goals(f);
	size_t i, steps;

	for (steps = 0; steps <= g->n && !id_none(result); steps++) {
		for (i = 0; i < g->n && !id_same(g->result[i].row.id, result);)
			i++;
		if (i == g->n)
			break;
		if (!str_none(g->result[i].convention_goal))
			return g->result[i].convention_goal;
		result = g->result[i].parent;
	}
	return f->programme.convention_goal;
}

static bool
is_listed(str codes, str code)
{
	str one;

	if (str_is(code, NOTE_UNSAID) && str_none(codes))
		return true;
	while (str_cut(&codes, ';', &one))
		if (str_same(str_trim(one), code))
			return true;
	return false;
}

static bool
serves(struct note_figures *f, size_t activity, str code)
{
	return is_listed(of_result(f, f->activity[activity]->result), code);
}

static bool
aims_at(const struct note_figures *f, struct id activity, struct id gap)
{
	size_t i;

	for (i = 0; i < f->plan->aims; i++)
		if (id_same(f->plan->aim[i].activity, activity) &&
		    id_same(f->plan->aim[i].gap, gap))
			return true;
	return false;
}

/* A gap that no activity aims at is the programme's. */
static bool
is_of(struct note_figures *f, struct id gap, str code)
{
	bool any = false;
	size_t i;

	for (i = 0; i < f->activities; i++) {
		if (!aims_at(f, f->activity[i]->row.row.id, gap))
			continue;
		any = true;
		if (serves(f, i, code))
			return true;
	}
	return !any && is_listed(f->programme.convention_goal, code);
}

static bool
pays_for(struct note_figures *f, const struct note_line *l, str code)
{
	size_t i;

	for (i = 0; i < f->activities; i++)
		if (id_same(f->activity[i]->row.row.id, l->activity))
			return serves(f, i, code);
	return is_listed(f->programme.convention_goal, code);
}

void
note_goal(struct note_figures *f, str code, struct note_goal *out)
{
	size_t i;

	*out = (struct note_goal){ .code = code };
	for (i = 0; i < f->gaps; i++)
		out->gaps += is_of(f, f->gap[i].row.id, code);
	for (i = 0; i < f->activities; i++)
		out->activities += serves(f, i, code);
	for (i = 0; i < f->lines; i++)
		if (pays_for(f, &f->line[i], code) &&
		    !money_add(&out->budget, f->line[i].amount))
			out->budget = (struct money){ 0 };
}

static int
by_code(const void *one, const void *other)
{
	return str_order(*(const str *)one, *(const str *)other);
}

static void
add(str *code, size_t *n, str codes)
{
	str one;
	size_t i;

	while (*n < GOALS && str_cut(&codes, ';', &one)) {
		one = str_trim(one);
		for (i = 0; i < *n && !str_same(code[i], one); i++)
			;
		if (i == *n && !str_none(one))
			code[(*n)++] = one;
	}
}

/* Goals that are named and what is of none, if anything is named at all. */
size_t
note_goals(struct note_figures *f, struct note_goal **out)
{
	str code[GOALS + 1];
	struct note_goal *g = NEWS(f->c->arena, struct note_goal, GOALS + 1);
	size_t i, n = 0;

	add(code, &n, f->programme.convention_goal);
	for (i = 0; i < f->activities; i++)
		add(code, &n, of_result(f, f->activity[i]->result));
	*out = g;
	if (n == 0)
		return 0;
	qsort(code, n, sizeof(*code), by_code);
	code[n++] = S(NOTE_UNSAID);
	for (i = 0; i < n; i++)
		note_goal(f, code[i], &g[i]);
	n -= g[n - 1].gaps + g[n - 1].activities == 0 &&
	    g[n - 1].budget.currency[0] == '\0';
	return n;
}
