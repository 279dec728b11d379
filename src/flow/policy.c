/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/policy.h"

#include <math.h>

#include "base/sort.h"
#include "flow/every.h"
#include "flow/grid.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/machines.h"

enum { OPTIONS = 40, CRITERIA = 20, PIECES = 3, TABLE_MOST = 1 << 18 };

/* ---- the line of stages ---- */

size_t
policy_stage_number(str stage)
{
	if (stage.n != 2 || stage.p[0] != 'P')
		return POLICY_STAGES;
	if (stage.p[1] == 'X')
		return POLICY_STAGES - 1;
	return stage.p[1] >= '0' && stage.p[1] <= '9'
	    ? (size_t)(stage.p[1] - '0') : POLICY_STAGES;
}

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct policy_stage *a = &((const struct policy_step *)one)->row;
	const struct policy_stage *b =
	    &((const struct policy_step *)other)->row;

	(void)with;
	if (a->date.n != b->date.n)
		return a->date.n < b->date.n ? -1 : 1;
	return str_order(a->stage, b->stage);
}

bool
policy_line(struct ctx *c, struct id instrument, struct policy_line *l)
{
	const struct policy_stage *all;
	struct day end, today = moment_day(c->now);
	size_t i;

	*l = (struct policy_line){ .days = -1 };
	all = every_by(c, &policy_stage_entity, "instrument", instrument,
	    &l->n);
	if (all == NULL)
		return false;
	l->step = NEWS(c->arena, struct policy_step, l->n + 1);
	for (i = 0; i < l->n; i++)
		l->step[i] = (struct policy_step){ all[i], -1, false };
	sort(c->arena, l->step, l->n, sizeof(*l->step), by_day, NULL);
	for (i = 0; i < l->n; i++) {
		l->step[i].is_last = i + 1 == l->n;
		if (!l->step[i].is_last)
			l->step[i].days = l->step[i + 1].row.date.n -
			    l->step[i].row.date.n;
		else if (!str_among(l->step[i].row.stage, "P9 PX"))
			l->step[i].days = today.n - l->step[i].row.date.n;
	}
	if (l->n == 0)
		return true;
	end = l->step[l->n - 1].row.date;
	if (l->step[l->n - 1].days > 0)
		end = today;
	l->days = end.n - l->step[0].row.date.n;
	return true;
}

/* ---- options ---- */

static size_t
place(str *names, size_t *n, size_t most, str name)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (str_same(names[i], name))
			return i;
	if (*n < most)
		names[(*n)++] = name;
	return i;
}

static void
take_means(struct ctx *c, const double *score, struct policy_scores *s)
{
	double *mean = NEWS(c->arena, double, s->options + 1), sum;
	size_t i, k, n;

	s->best = s->options;
	for (i = 0; i < s->options; i++) {
		for (n = 0, sum = 0, k = 0; k < s->criteria; k++)
			if (!isnan(score[i * CRITERIA + k])) {
				sum += score[i * CRITERIA + k];
				n++;
			}
		mean[i] = n == 0 ? NAN : sum / (double)n;
		if (!isnan(mean[i]) && (s->best == s->options ||
		    mean[i] > mean[s->best]))
			s->best = i;
	}
	s->mean = mean;
}

void
policy_scores(struct ctx *c, str table, struct policy_scores *s)
{
	str *option = NEWS(c->arena, str, OPTIONS);
	str *criterion = NEWS(c->arena, str, CRITERIA);
	double *score = NEWS(c->arena, double, OPTIONS * CRITERIA), *out;
	const struct node *k;
	size_t i, j;

	*s = (struct policy_scores){ option, criterion, NULL, NULL };
	for (i = 0; i < OPTIONS * CRITERIA; i++)
		score[i] = NAN;
	for (k = grid_first(c, table); k != NULL; k = k->next) {
		if (str_none(str_trim(json_text(k, "option"))))
			continue;
		i = place(option, &s->options, OPTIONS,
		    str_trim(json_text(k, "option")));
		if (str_none(str_trim(json_text(k, "criteria"))) ||
		    i >= OPTIONS)
			continue;
		j = place(criterion, &s->criteria, CRITERIA,
		    str_trim(json_text(k, "criteria")));
		if (j < CRITERIA && !str_typed(str_trim(json_text(k,
		    "score")), &score[i * CRITERIA + j]))
			score[i * CRITERIA + j] = NAN;
	}
	take_means(c, score, s);
	out = NEWS(c->arena, double, s->options * s->criteria + 1);
	for (i = 0; i < s->options; i++)
		for (j = 0; j < s->criteria; j++)
			out[i * s->criteria + j] = score[i * CRITERIA + j];
	s->score = out;
}

str
policy_score_set(struct ctx *c, str table, str option, str criterion,
    str score)
{
	const struct node *k;
	struct grid_cell cell[] = { { "option", option },
		{ "criteria", criterion }, { "score", score } };
	str out = { 0 };

	for (k = grid_first(c, table); k != NULL; k = k->next) {
		struct grid_cell kept[] = {
			{ "option", json_text(k, "option") },
			{ "criteria", json_text(k, "criteria") },
			{ "score", json_text(k, "score") } };

		if (!str_same(str_trim(kept[0].text), option) ||
		    !str_same(str_trim(kept[1].text), criterion))
			out = grid_add(c, out, kept, PIECES);
	}
	return grid_add(c, out, cell, PIECES);
}

/* ---- comments ---- */

static void
split(str line, str piece[PIECES])
{
	str rest = line;
	size_t at;

	piece[0] = piece[1] = (str){ 0 };
	at = str_find(rest, S(";"));
	if (at < rest.n) {
		piece[0] = str_trim(str_part(rest, 0, at));
		rest = str_part(rest, at + 1, rest.n);
		at = str_find(rest, S(";"));
		if (at < rest.n) {
			piece[1] = str_trim(str_part(rest, 0, at));
			rest = str_part(rest, at + 1, rest.n);
		}
	}
	piece[2] = str_trim(rest);
}

static str
or_none(str said)
{
	return str_none(said) ? (str){ 0 } : said;
}

bool
policy_comments_read(struct ctx *c, str lines, struct policy_said **out,
    size_t *n)
{
	str rest = lines, line, piece[PIECES];
	size_t number = 0;

	*n = 0;
	*out = NEWS(c->arena, struct policy_said, POLICY_COMMENTS);
	while (str_cut(&rest, '\n', &line)) {
		number++;
		if (str_none(str_trim(line)))
			continue;
		if (*n == POLICY_COMMENTS)
			return fail(&c->errors, INVALID, "lines",
			    "Key at most %d comments in one go.",
			    POLICY_COMMENTS);
		split(str_trim(line), piece);
		if (str_none(piece[2]))
			return fail(&c->errors, INVALID, "lines", "Line %zu "
			    "has no comment behind who said it.", number);
		(*out)[(*n)++] = (struct policy_said){ or_none(piece[0]),
			or_none(piece[1]), piece[2] };
	}
	return *n > 0 || fail(&c->errors, INVALID, "lines",
	    "Write at least one comment, each on a line of its own.");
}

bool
policy_comments_add(struct ctx *c, struct id instrument, struct id draft,
    struct day day, str lines, size_t *added)
{
	struct policy_comment k;
	struct policy_said *said;
	size_t n;

	*added = 0;
	if (!policy_comments_read(c, lines, &said, &n))
		return false;
	for (; *added < n; ++*added) {
		row_blank(&policy_comment_entity, &k);
		k.instrument = instrument;
		k.draft = draft;
		k.date = day;
		k.who = said[*added].who;
		k.article = said[*added].article;
		k.comment = said[*added].comment;
		if (!flow_save(c, &policy_comment_entity, &k))
			return false;
	}
	return true;
}

/* ---- the next stage ---- */

bool
policy_dated(struct policy_instrument *i, const struct policy_stage *s)
{
	struct day *day = str_is(s->stage, "P6") ? &i->adoption_date
	    : str_is(s->stage, "P7") ? &i->effective : NULL;

	if (day == NULL || day->n != 0 || s->date.n == 0)
		return false;
	*day = s->date;
	return true;
}

/* The days on the instrument follow from the step, whoever may change them. */
static bool
tell_day(struct ctx *c, const struct policy_stage *s)
{
	struct ctx program = ctx_as_program(c);
	struct policy_instrument i;
	bool fine;

	fine = flow_find(&program, &policy_instrument_entity, s->instrument,
	    &i) && (!policy_dated(&i, s) || flow_save(&program,
	    &policy_instrument_entity, &i));
	c->errors = program.errors;
	return fine;
}

bool
policy_advance(struct ctx *c, const struct policy_instrument *p, str verb,
    const struct policy_stage *typed)
{
	const struct move *m = move_named(&policy_instrument_machine, p->stage,
	    verb);
	struct policy_stage s = *typed;

	if (m == NULL)
		return fail(&c->errors, INVALID, "verb",
		    "This step is not possible from where the instrument "
		    "stands.");
	if (s.date.n == 0)
		return fail(&c->errors, INVALID, "date",
		    "Say on which day the stage was reached.");
	if (str_none(s.document))
		return fail(&c->errors, INVALID, "document",
		    "Name the document that shows it.");
	s.instrument = p->row.id;
	s.stage = str_of(m->to);
	return flow_save(c, &policy_stage_entity, &s) && flow_move(c,
	    &policy_instrument_entity, p->row.id, p->row.revision, verb,
	    str_none(s.note) ? s.document : s.note) && tell_day(c, &s);
}
