/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A figure and everything it rests on: formula, inputs, every rating. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/packed.h"
#include "format/chart.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/levels.h"
#include "web/programme.h"

enum {
	LINES = 200,            /* ratings on a page */
	GROUPS = 5              /* colours of raters; more share the last */
};

struct figure {
	const struct trace    *t;
	const struct gap_line *gap;     /* NULL: nothing was wanted */
	const struct gap_table *table;
	struct programme       programme;
	const struct instrument *m;
	struct score           score;   /* of the dimension */
	str                    subject, dimension;
};

/* ---- finding it ---- */

static bool
id_at(struct ctx *c, const struct request *q, const char *name, struct id *id)
{
	if (id_read(request_at(q, name), id))
		return true;
	return fail(&c->errors, ABSENT, NULL, "There is no such figure.");
}

static const struct gap_line *
gap_of(const struct gap_table *t, struct id subject, struct id dimension)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (id_same(t->line[i].subject, subject) &&
		    id_same(t->line[i].dimension, dimension))
			return &t->line[i];
	return NULL;
}

static bool
find(struct ctx *c, const struct request *q, struct figure *f)
{
	struct id round, subject, dimension;
	const struct gap_table *gaps;
	struct trace *t;

	if (!id_at(c, q, "round", &round) ||
	    !id_at(c, q, "subject", &subject) ||
	    !id_at(c, q, "dimension", &dimension) ||
	    !assess_trace(c, round, subject, dimension, &t) ||
	    !assess_gaps(c, round, &gaps) ||
	    !flow_find(c, &programme_entity, t->results->round.programme,
		&f->programme))
		return false;
	f->t = t;
	f->table = gaps;
	f->gap = gap_of(gaps, subject, dimension);
	f->m = t->results->instrument;
	f->score = t->results->dimension[t->subject][t->dimension];
	f->subject = t->results->subject[t->subject].name;
	f->dimension = text_in(c->arena, f->m->dimension[t->dimension].title,
	    c->lang);
	return true;
}

/* ---- the formula with its numbers ---- */

static void
gap_formula(const struct figure *f, struct node *out)
{
	const struct gap_line *l = f->gap;
	struct node *o;

	if (l == NULL)
		return;
	o = node_object(out, "gap");
	node_real(o, "desired", l->desired, 2);
	node_real(o, "current", l->current, 2);
	node_real(o, "size", l->gap, 2);
	node_real(o, "importance", l->importance, 0);
	node_real(o, "urgency", l->urgency, 0);
	node_real(o, "weight", f->table->is_weighed ? l->weight : NAN, 3);
	node_real(o, "priority", l->priority, 2);
	node_real(o, "largest", 25 * (f->table->hi - f->table->lo), 2);
	node_real(o, "percent", 100 * l->priority_norm, 1);
	node_real(o, "additive", 100 * l->additive, 1);
	node_count(o, "rank", l->rank > 0 ? l->rank : INT64_MIN);
	node_count(o, "rank_additive",
	    l->rank_additive > 0 ? l->rank_additive : INT64_MIN);
	node_text(o, "state", l->state);
}

static void
score_formula(const struct figure *f, struct node *out)
{
	const struct score_how *how = &f->m->how;
	const struct score *item;
	struct node *o = node_object(out, "score"), *term;
	size_t i, all = 0, terms = 0;

	for (i = 0; i < f->m->items; i++) {
		if (f->m->item_dimension[i] != f->t->dimension)
			continue;
		all++;
		item = &f->t->results->item[f->t->subject][i];
		if (isnan(item->value))
			continue;
		term = node_row(o, "terms");
		node_bool(term, "first", terms++ == 0);
		node_real(term, "value", item->value, 2);
	}
	node_real(o, "value", f->score.value, 2);
	node_count(o, "scored", (int64_t)f->score.n);
	node_count(o, "items", (int64_t)all);
	node_real(o, "min_share", how->min_share * 100, 0);
	node_bool(o, "sum", how->fold == SCORE_SUM);
	node_bool(o, "median", how->rule == SCORE_MEDIAN);
	node_bool(o, "single", how->rule == SCORE_SINGLE);
	node_bool(o, "weighted", how->rule == SCORE_ROLE_WEIGHTED_MEAN);
	node_bool(o, "agreed", how->rule == SCORE_AGREED);
}

/* ---- groups of raters ---- */

static int
group_colour(const struct figure *f, str role)
{
	size_t i;

	for (i = 0; i < f->m->how.roles; i++)
		if (str_same(f->m->role[i], role))
			return i < GROUPS ? (int)i + 1 : GROUPS;
	return GROUPS;
}

static str
role_name(struct ctx *c, str role)
{
	const struct choice *r = choice_coded(&rater_role_codes, role);

	return r == NULL ? str_of(words_say(c->words, "Not told: too few"))
	    : str_of(words_say(c->words, r->label));
}

/* The means of each group that rated the item. */
static str
groups(struct ctx *c, const struct figure *f, size_t item)
{
	struct chart_dot dot[GROUPS] = { { 0, 0 } };
	struct write w = write_new(c->arena, 1 << 14);
	const struct rating_line *l;
	size_t i, n[GROUPS] = { 0 };
	int g;

	for (i = 0; i < f->t->n; i++) {
		l = &f->t->line[i];
		if (l->item != item || !l->counts || isnan(l->rating))
			continue;
		g = group_colour(f, l->role) - 1;
		dot[g].value += l->rating;
		n[g]++;
	}
	for (i = 0; i < GROUPS; i++)
		dot[i] = (struct chart_dot){ n[i] > 0 ? dot[i].value /
		    (double)n[i] : NAN, (int)i + 1 };
	chart_spread(&w, (struct chart_scale){ f->m->framework.scale_min,
	    f->m->framework.scale_max }, dot, GROUPS, (str){ 0 });
	return write_done(&w);
}

static void
groups_put(struct ctx *c, const struct figure *f, struct node *out)
{
	struct node *row;
	size_t i, k;

	(void)node_list(out, "groups");
	for (i = 0; i < f->m->how.roles; i++) {
		for (k = 0; k < f->t->n && !(f->t->line[k].counts &&
		    str_same(f->t->line[k].role, f->m->role[i])); k++)
			;
		if (k == f->t->n)
			continue;
		row = node_row(out, "groups");
		node_text(row, "name", role_name(c, f->m->role[i]));
		node_count(row, "colour", group_colour(f, f->m->role[i]));
		node_bool(
		    row, "square", group_colour(f, f->m->role[i]) % 2 == 0);
	}
}

/* ---- items and ratings ---- */

static void
items_put(struct ctx *c, const struct request *q, const struct figure *f,
    struct node *out)
{
	const struct score *s;
	const struct item *it;
	struct node *row;
	size_t i;

	(void)node_list(out, "items");
	for (i = 0; i < f->m->items; i++) {
		if (f->m->item_dimension[i] != f->t->dimension)
			continue;
		s = &f->t->results->item[f->t->subject][i];
		it = &f->m->item[i];
		row = node_row(out, "items");
		node_text(row, "code", it->code);
		node_text(
		    row, "question", text_in(c->arena, it->question, c->lang));
		node_text(row, "anchor", str_print(c->arena, "i%zu", i));
		node_bool(row, "reverse", it->is_reverse == YES);
		node_count(row, "n", (int64_t)s->n);
		node_real(row, "score", s->value, 2);
		if (q->shape == HTML)
			node_html(row, "spread", groups(c, f, i));
	}
}

static void
rating_put(struct ctx *c, const struct figure *f, const struct rating_line *l,
    bool first, struct node *row)
{
	const struct choice *rule =
	    choice_coded(&cleaning_rule_codes, l->decision);
	str id = id_text(c->arena, l->response);

	node_text(row, "item", f->m->item[l->item].code);
	node_text(row, "anchor", first ? str_print(c->arena, "i%zu", l->item)
	    : (str){ 0 });
	node_text(row, "href", str_print(c->arena, "/response/%.*s", (int)id.n,
	    id.p));
	node_text(row, "rater", l->rater);
	node_text(row, "role", role_name(c, l->role));
	node_real(row, "rating", l->rating, -1);
	node_z(row, "missing", !isnan(l->rating) ? NULL
	    : words_say(c->words, packed_missing(l->cell)));
	node_bool(row, "counts", l->counts);
	node_z(row, "mark", l->counts ? "ok" : "none");
	node_z(row, "says",
	    words_say(c->words, l->counts ? "Counts" : "Left out"));
	node_text(row, "raw", l->raw);
	node_z(row, "decision", rule == NULL ? NULL
	    : words_say(c->words, rule->label));
	node_text(row, "comment", l->comment);
	node_moment(row, "sent", l->submitted_at);
}

static void
ratings_put(struct ctx *c, const struct request *q, const struct figure *f,
    struct node *out)
{
	size_t pages = (f->t->n + LINES - 1) / LINES;
	size_t page = q->shape == HTML ? page_asked(q, pages) : 0;
	size_t from = page * LINES, to = f->t->n, i;
	const struct rating_line *l;

	if (q->shape == HTML && to > from + LINES)
		to = from + LINES;
	(void)node_list(out, "rows");
	for (i = from; i < to; i++) {
		l = &f->t->line[i];
		rating_put(c, f, l, i == from || l[-1].item != l->item,
		    node_row(out, "rows"));
	}
	node_count(out, "rating_count", (int64_t)f->t->n);
	pager_put(c, out,
	    str_print(c->arena, "%.*s?x", (int)q->path.n, q->path.p), page,
	    from, to, f->t->n);
}

/* ---- the page ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	bool of_gap = str_is(request_at(q, "kind"), "gap");
	struct figure f = { 0 };
	struct crumb up[2];

	(void)reply;
	if (!of_gap && !str_is(request_at(q, "kind"), "score"))
		return fail(
		    &c->errors, ABSENT, NULL, "There is no such figure.");
	if (!find(c, q, &f))
		return false;
	node_text(out, "title", str_print(c->arena, "%.*s: %.*s",
	    (int)f.subject.n, f.subject.p, (int)f.dimension.n, f.dimension.p));
	programme_put(c, &f.programme, of_gap ? PHASE_GAPS : PHASE_ASSESS, out);
	up[0] = (struct crumb){ str_of(words_say(c->words,
	    phase_name(of_gap ? PHASE_GAPS : PHASE_ASSESS))),
	    round_href(c, &f.programme, of_gap ? "gaps" : "assess",
	    &f.t->results->round) };
	up[1] = (struct crumb){ f.subject,
		str_print(c->arena, "%.*s&subject=%.*s", (int)up[0].href.n,
		    up[0].href.p,
		    (int)f.t->results->subject[f.t->subject].code.n,
		    f.t->results->subject[f.t->subject].code.p) };
	crumb_put(out, up, of_gap ? 1 : 2);
	node_text(out, "subject", f.subject);
	node_text(out, "dimension", f.dimension);
	node_text(out, "round", f.t->results->round.code);
	node_bool(out, "of_gap", of_gap);
	gap_formula(&f, out);
	if (f.gap != NULL && !held_put(c, f.programme.row.id, f.gap->subject,
	    f.gap->dimension, f.gap->desired, out))
		return false;
	score_formula(&f, out);
	groups_put(c, &f, out);
	items_put(c, q, &f, out);
	ratings_put(c, q, &f, out);
	return true;
}

const struct page figure_page = {
	.method = GET,
	.path   = "/figure/{kind}/{round}/{subject}/{dimension}",
	.about  = "A figure with its formula, its inputs and every "
	    "rating behind it.",
	.view   = "figure.html",
	.of     = &assessment_round_entity,
	.needs  = SEE,
	.run    = show,
};
