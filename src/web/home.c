/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The first page: all programmes, their widest gaps, what is due. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/sustain.h"
#include "flow/sheet.h"
#include "model/text.h"
#include "web/both.h"
#include "web/programme.h"

enum {
	PROGRAMMES = 30,        /* on the page; the list has the rest */
	WIDEST = 8, DUE = 6
};

struct seen {                   /* a programme and the gaps it has */
	struct programme   programme;
	const struct gap_table **tables;
	size_t             n;
};

struct wide {                   /* one of the widest gaps of all */
	const struct seen      *seen;
	const struct gap_table *table;
	const struct gap_line  *line;
};

static bool
find_all(struct ctx *c, struct seen *seen, size_t *n)
{
	struct ask ask = { .limit = PROGRAMMES };
	struct found *found;

	if (!ctx_may(c, &programme_entity, SEE, (struct id){ 0 }))
		return true;
	if (!flow_list(c, &programme_entity, &ask, &found))
		return false;
	while (*n < PROGRAMMES &&
	    flow_next(found, c->arena, &seen[*n].programme))
		(*n)++;
	return flow_end(found);
}

/* Keep the list in order while it grows: most gaps fall off its end. */
static void
consider(struct wide *top, size_t *n, struct wide one)
{
	size_t i;

	if (one.line->rank == 0)
		return;
	for (i = *n; i > 0 && top[i - 1].line->priority_norm <
	    one.line->priority_norm; i--)
		if (i < WIDEST)
			top[i] = top[i - 1];
	if (i >= WIDEST)
		return;
	top[i] = one;
	if (*n < WIDEST)
		(*n)++;
}

static size_t
widest(const struct seen *seen, size_t n, struct wide *top)
{
	const struct gap_table *t;
	size_t p, k, i, found = 0;

	for (p = 0; p < n; p++)
		for (k = 0; k < seen[p].n; k++) {
			t = seen[p].tables[k];
			for (i = 0; i < t->n && i < WIDEST; i++)
				consider(top, &found,
				    (struct wide){ &seen[p], t,
					&t->line[t->by_priority[i]] });
		}
	return found;
}

static void
gaps_put(struct ctx *c, const struct wide *top, size_t n, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "gaps");
	for (i = 0; i < n; i++) {
		row = node_row(out, "gaps");
		node_count(row, "place", (int64_t)i + 1);
		gap_put(c, top[i].table, top[i].line, row);
		node_text(row, "programme_title",
		    programme_title(c, &top[i].seen->programme));
	}
	node_bool(out, "has_gaps", n > 0);
	unseen_put(c, (struct id){ 0 }, out);
}

static str
strip(struct ctx *c, const struct programme *p)
{
	struct write w = write_new(c->arena, 4096);
	enum chart_step state[PHASES];
	int i;

	for (i = 0; i < PHASES; i++)
		state[i] = phase_state(p->stage, i);
	chart_strip(&w, state, PHASES, (str){ 0 });
	return write_done(&w);
}

static void
row_put(struct ctx *c, const struct request *q, const struct seen *s,
    struct node *row)
{
	const struct gap_line *top = NULL, *l;
	struct programme const *p = &s->programme;
	int64_t n = 0;
	size_t k, i;

	for (k = 0; k < s->n; k++) {
		n += (int64_t)s->tables[k]->n;
		for (i = 0; i < s->tables[k]->n; i++) {
			l = &s->tables[k]->line[i];
			if (l->rank > 0 && (top == NULL ||
			    l->priority_norm > top->priority_norm))
				top = l;
		}
	}
	node_id(row, "id", p->row.id);
	node_text(row, "code", p->code);
	node_text(row, "title", programme_title(c, p));
	node_text(row, "href", programme_href(c, p));
	node_text(row, "stage", p->stage);
	programme_stage(c, p->stage, row);
	if (q->shape == HTML)
		node_html(row, "strip", strip(c, p));
	if (ctx_may(c, &assessment_round_entity, SEE, p->row.id)) {
		node_count(row, "rounds", (int64_t)s->n);
		node_count(row, "gap_count", n);
	}
	node_text(
	    row, "widest", top == NULL ? (str){ 0 } : top->dimension_title);
	node_text(
	    row, "widest_of", top == NULL ? (str){ 0 } : top->subject_name);
}

/* The first sentence: how many programmes, and the widest gap of all. */
static void
lead_put(const struct wide *top, size_t n, struct node *out)
{
	struct node *lead;

	if (n == 0)
		return;
	lead = node_object(out, "lead");
	node_text(lead, "dimension", top->line->dimension_title);
	node_text(lead, "subject", top->line->subject_name);
	node_real(lead, "current", top->line->current, 1);
	node_real(lead, "desired", top->line->desired, 1);
}

/* What whoever is signed in was asked to rate. */
static bool
sheets_put(struct ctx *c, struct node *out)
{
	struct sheet *s;
	struct node *row;
	size_t i, n;

	if (!sheet_waiting(c, &s, &n))
		return false;
	node_bool(out, "has_sheets", n > 0);
	for (i = 0; i < n; i++) {
		row = node_row(out, "sheets");
		node_text(row, "href", str_print(c->arena, "/mysheet/%s",
		    id_text(c->arena, s[i].response.row.id).p));
		node_text(row, "subject", str_none(s[i].subject.name)
		    ? s[i].subject.code : s[i].subject.name);
		node_text(row, "framework", text_in(c->arena,
		    s[i].instrument->framework.title, c->lang));
		node_day(row, "due", s[i].round.due);
		node_bool(row, "is_returned",
		    s[i].stands == SHEET_RETURNED);
	}
	return true;
}

/* Subjects of whom a level is wanted and none is known; a table's lines
 * stand by subject. */
static int64_t
never_scored(const struct gap_table *t)
{
	bool scored = true;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (i == 0 || !id_same(t->line[i].subject,
		    t->line[i - 1].subject)) {
			n += !scored;
			scored = false;
		}
		scored |= !isnan(t->line[i].current);
	}
	return n + !scored;
}

static bool
late_put(struct ctx *c, const struct seen *s, struct node *out)
{
	const struct programme *p = &s->programme;
	struct sustain_late l;
	struct node *row;
	size_t i;

	if (!ctx_may(c, &practice_check_entity, SEE, p->row.id))
		return true;
	if (!sustain_overdue(c, p->row.id, &l))
		return false;
	for (i = 0; i < s->n; i++)
		l.never += never_scored(s->tables[i]);
	if (l.checks + l.follow_ups + l.rounds + l.never == 0)
		return true;
	row = node_row(out, "late");
	node_text(row, "title", programme_title(c, p));
	node_text(row, "href", programme_href(c, p));
	node_text(row, "code", p->code);
	node_count(row, "checks", l.checks);
	node_count(row, "follow_ups", l.follow_ups);
	node_count(row, "rounds", l.rounds);
	node_count(row, "never", l.never);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct seen *seen = NEWS(c->arena, struct seen, PROGRAMMES);
	struct wide *top = NEWS(c->arena, struct wide, WIDEST);
	size_t i, n = 0, wide;

	(void)reply;
	if (!find_all(c, seen, &n) || !sheets_put(c, out) ||
	    !both_waiting_put(c, (struct id){ { 0 } }, out))
		return false;
	for (i = 0; i < n; i++)
		if (!programme_gaps(c, seen[i].programme.row.id,
		    &seen[i].tables, &seen[i].n))
			return false;
	wide = widest(seen, n, top);
	node_z(out, "title", words_say(c->words, "Your programmes"));
	node_bool(out, "empty", n == 0);
	node_bool(out, "may_add", ctx_may(c, &programme_entity, ADD,
	    (struct id){ 0 }));
	node_count(out, "programme_count", (int64_t)n);
	lead_put(top, wide, out);
	gaps_put(c, top, wide, out);
	(void)node_list(out, "programmes");
	for (i = 0; i < n; i++)
		row_put(c, q, &seen[i], node_row(out, "programmes"));
	(void)node_list(out, "late");
	for (i = 0; i < n; i++)
		if (!late_put(c, &seen[i], out))
			return false;
	node_bool(out, "has_late", node_find(out, S("late"))->first != NULL);
	return programme_due(c, (struct id){ 0 }, DUE, out);
}

const struct page home_page = {
	.method = GET,
	.path   = "/",
	.about  = "Your programmes, their widest gaps and what is due.",
	.view   = "home.html",
	.flags  = SIGNED_IN | DEAR,
	.run    = show,
};
