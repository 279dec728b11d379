/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <math.h>

#include "flow/assess.h"
#include "flow/desired.h"
#include "flow/figured.h"
#include "flow/packed.h"
#include "model/codes.h"
#include "model/text.h"

struct reason {
	struct cli             *cli;
	bool                    of_gap;
	struct trace           *t;
	const struct gap_table *table;
	const struct gap_line  *gap;    /* NULL: nothing was wanted */
	const struct instrument *m;
	struct score            score;
};

/* ---- which figure ---- */

/* "/figure/gap/ROUND/SUBJECT/DIMENSION", as the pages link to it, with or
 * without what stands before it and the question mark behind. */
static bool
read_address(str address, bool *of_gap, struct id *id)
{
	size_t at = str_find(address, S("/figure/")), end;
	str part, rest;
	int i;

	if (at == address.n)
		return false;
	rest = str_part(address, at + S("/figure/").n, address.n);
	end = str_find(rest, S("?"));
	rest = str_part(rest, 0, end);
	if (!str_cut(&rest, '/', &part))
		return false;
	*of_gap = str_is(part, "gap");
	if (!*of_gap && !str_is(part, "score"))
		return false;
	for (i = 0; i < 3; i++)
		if (!str_cut(&rest, '/', &part) || !id_read(part, &id[i]))
			return false;
	return true;
}

/* What stands behind "/figure/", if it is one made of many rows. */
static str
many_rows(str address)
{
	size_t at = str_find(address, S("/figure/"));
	str rest;

	if (at == address.n)
		return (str){ 0 };
	rest = str_part(address, at + S("/figure/").n, address.n);
	rest = str_part(rest, 0, str_find(rest, S("?")));
	return figured_is(str_part(rest, 0, str_find(rest, S("/")))) ? rest
	    : (str){ 0 };
}

static bool
find(struct reason *r, str address)
{
	struct ctx *c = &r->cli->ctx;
	const struct gap_table *table;
	struct id id[3];
	size_t i;

	if (!read_address(address, &r->of_gap, id))
		return fail(&c->errors, INVALID, NULL, "'%.*s' is no figure. "
		    "Give the address behind a figure of the pages: "
		    "/figure/gap/ROUND/SUBJECT/DIMENSION, /figure/score/..., "
		    "/figure/change/..., /contrast/..., /course/... or "
		    "/cost/...",
		    (int)address.n, address.p);
	if (!assess_trace(c, id[0], id[1], id[2], &r->t) ||
	    !assess_gaps(c, id[0], &table))
		return false;
	r->table = table;
	for (i = 0; i < table->n; i++)
		if (id_same(table->line[i].subject, id[1]) &&
		    id_same(table->line[i].dimension, id[2]))
			r->gap = &table->line[i];
	r->m = r->t->results->instrument;
	r->score = r->t->results->dimension[r->t->subject][r->t->dimension];
	return true;
}

/* ---- in the terminal ---- */

/* Which level is wanted, and who says so. */
static void
print_source(const struct reason *r)
{
	struct desired_source s;
	FILE *out = r->cli->out;

	if (!desired_source(&r->cli->ctx, r->t->results->round.programme,
	    r->gap->subject, r->gap->dimension, &s) || !s.has)
		return;
	fprintf(out, "Wanted: %.2f, %s%s%.*s\n", s.level.desired,
	    str_none(s.kind) ? "of no stated kind"
	    : str_z(r->cli->ctx.arena, s.kind), str_none(s.from) ? "" : ": ",
	    (int)s.from.n, str_none(s.from) ? "" : s.from.p);
	if (!isnan(s.standard))
		fprintf(out, "The role %.*s asks for %.2f\n",
		    (int)s.role_name.n, s.role_name.p, s.standard);
}

static void
print_gap(const struct reason *r)
{
	const struct gap_line *g = r->gap;
	const double *weight = r->table->weight;
	FILE *out = r->cli->out;

	if (g == NULL) {
		fprintf(out, "\nNobody has said what level is wanted: there "
		    "is no gap to explain.\n");
		return;
	}
	fprintf(out, "\nGap = wanted - found\n");
	if (isnan(g->gap)) {
		fprintf(out, "    %.2f - ? : too few items have a score\n",
		    g->desired);
		return;
	}
	fprintf(out, "    %.2f - %.2f = %.2f levels\n", g->desired,
	    g->current, g->gap);
	print_source(r);
	fprintf(out, "Priority = importance x urgency x gap%s (a surplus "
	    "counts as 0)\n    %.0f x %.0f x %.2f", r->table->is_weighed
	    ? " x weight of the dimension" : "", g->importance, g->urgency,
	    fmax(g->gap, 0));
	if (r->table->is_weighed)
		fprintf(out, " x %.3f", g->weight);
	fprintf(out, " = %.2f, of %.2f at most: %.1f of 100, rank %lld\n",
	    g->priority, 25 * (r->table->hi - r->table->lo),
	    100 * g->priority_norm, (long long)g->rank);
	fprintf(out, "By the weighted sum (%.3g importance, %.3g urgency, "
	    "%.3g gap%s): %.1f of 100, rank %lld\n", weight[0], weight[1],
	    weight[2], r->table->is_weighed ? "; times that weight" : "",
	    100 * g->additive, (long long)g->rank_additive);
}

static const char *
item_rule(const struct score_how *how)
{
	switch (how->rule) {
	case SCORE_MEDIAN: return "the median of the ratings that count";
	case SCORE_SINGLE: return "the one rating that is given";
	case SCORE_ROLE_WEIGHTED_MEAN:
		return "the mean of the groups of raters, by their weights";
	case SCORE_AGREED:
		return "the rating agreed with the outside raters";
	default: return "the mean of the ratings that count";
	}
}

static void
print_score(const struct reason *r)
{
	FILE *out = r->cli->out;
	const struct score *s;
	size_t i, terms = 0, all = 0;

	fprintf(out, "\nLevel found = %s of its items that have a score "
	    "(%.0f %% must)\n    ", r->m->how.fold == SCORE_SUM ? "the sum"
	    : "the mean", 100 * r->m->how.min_share);
	for (i = 0; i < r->m->items; i++) {
		if (r->m->item_dimension[i] != r->t->dimension)
			continue;
		all++;
		s = &r->t->results->item[r->t->subject][i];
		if (!isnan(s->value))
			fprintf(out, "%s%.2f", terms++ > 0 ? ", " : "",
			    s->value);
	}
	if (isnan(r->score.value))
		fprintf(out, "%s: no level, %zu of %zu items have a score\n",
		    terms > 0 ? " " : "none", terms, all);
	else
		fprintf(out, ": %.2f, from %zu of %zu items\n",
		    r->score.value, r->score.n, all);
	fprintf(out, "Score of an item = %s; one in reverse is turned round "
	    "first\n", item_rule(&r->m->how));
}

static void
print_rating(const struct reason *r, const struct rating_line *l)
{
	const struct choice *rule = choice_coded(&cleaning_rule_codes,
	    l->decision);
	str code = r->m->item[l->item].code;
	FILE *out = r->cli->out;

	fprintf(out, "    %-10.*s %-12.*s %-8.*s ", (int)code.n, code.p,
	    (int)l->rater.n, l->rater.p, (int)l->role.n, l->role.p);
	if (isnan(l->rating))
		fprintf(out, "%-14s", packed_missing(l->cell));
	else
		fprintf(out, "%-14g", l->rating);
	if (!str_none(l->raw))
		fprintf(out, " came as \"%.*s\"", (int)l->raw.n, l->raw.p);
	if (rule != NULL)
		fprintf(out, " %s", rule->label);
	fprintf(out, "\n");
}

static void
print_ratings(const struct reason *r, bool counts, const char *title)
{
	size_t i, n = 0;

	for (i = 0; i < r->t->n; i++)
		n += r->t->line[i].counts == counts;
	fprintf(r->cli->out, "\n%s: %zu\n", title, n);
	for (i = 0; i < r->t->n; i++)
		if (r->t->line[i].counts == counts)
			print_rating(r, &r->t->line[i]);
}

static void
print_reason(const struct reason *r)
{
	const struct results *s = r->t->results;
	const struct subject *who = &s->subject[r->t->subject];
	str dim = text_in(r->cli->ctx.arena,
	    r->m->dimension[r->t->dimension].title, r->cli->ctx.lang);

	fprintf(r->cli->out, "%.*s %.*s: %.*s, round %.*s\n",
	    (int)who->code.n, who->code.p, (int)who->name.n, who->name.p,
	    (int)dim.n, dim.p, (int)s->round.code.n, s->round.code.p);
	if (r->of_gap)
		print_gap(r);
	print_score(r);
	print_ratings(r, true, "Ratings that count");
	print_ratings(r, false, "Ratings left out");
}

/* ---- as JSON ---- */

static void
tree_rating(const struct reason *r, const struct rating_line *l,
    struct node *o)
{
	node_text(o, "item", r->m->item[l->item].code);
	node_text(o, "rater", l->rater);
	node_text(o, "role", l->role);
	node_real(o, "rating", l->rating, -1);
	node_z(o, "missing", isnan(l->rating) ? packed_missing(l->cell) : NULL);
	node_bool(o, "counts", l->counts);
	node_text(o, "raw", l->raw);
	node_text(o, "decision", l->decision);
}

static void
tree_reason(const struct reason *r, struct node *o)
{
	const struct gap_line *g = r->gap;
	struct node *row;
	size_t i;

	node_text(o, "subject", r->t->results->subject[r->t->subject].code);
	node_text(o, "dimension", r->m->dimension[r->t->dimension].code);
	node_text(o, "round", r->t->results->round.code);
	node_real(o, "level", r->score.value, -1);
	if (r->of_gap && g != NULL) {
		node_real(o, "desired", g->desired, -1);
		node_real(o, "gap", g->gap, -1);
		node_real(o, "importance", g->importance, -1);
		node_real(o, "urgency", g->urgency, -1);
		node_real(o, "weight", r->table->is_weighed ? g->weight : NAN,
		    -1);
		node_real(o, "priority", g->priority, -1);
		node_count(o, "rank", g->rank > 0 ? g->rank : INT64_MIN);
	}
	(void)node_list(o, "items");
	for (i = 0; i < r->m->items; i++) {
		if (r->m->item_dimension[i] != r->t->dimension)
			continue;
		row = node_row(o, "items");
		node_text(row, "code", r->m->item[i].code);
		node_real(row, "score",
		    r->t->results->item[r->t->subject][i].value, -1);
		node_count(row, "ratings",
		    (int64_t)r->t->results->item[r->t->subject][i].n);
	}
	(void)node_list(o, "ratings");
	for (i = 0; i < r->t->n; i++)
		tree_rating(r, &r->t->line[i], node_row(o, "ratings"));
}

/* ---- of many rows ---- */

static void
print_cell(FILE *out, double x, int digits)
{
	if (isnan(x))
		fprintf(out, " %10s", "-");
	else
		fprintf(out, " %10.*f", digits, x);
}

static void
print_many(struct cli *cli, const struct figured *f)
{
	FILE *out = cli->out;
	size_t i, j;

	fprintf(out, "%s%s%.*s (%.*s)\n\n", f->kind, str_none(f->title) ? ""
	    : ": ", (int)f->title.n, str_none(f->title) ? "" : f->title.p,
	    (int)f->of.n, f->of.p);
	for (i = 0; i < f->methods; i++)
		fprintf(out, "%s\n", f->method[i]);
	fprintf(out, "\nn: %zu\nMissing: %zu%s%s\n", f->n, f->missing,
	    f->missing > 0 ? ". " : "", f->missing > 0 ? f->missing_why : "");
	for (i = 0; i < f->facts; i++) {
		fprintf(out, "%-40s", f->fact[i].name);
		print_cell(out, f->fact[i].value, f->fact[i].digits);
		fprintf(out, "\n");
	}
	fprintf(out, "\nRows: %zu\n", f->rows);
	for (j = 0; j < f->columns; j++)
		fprintf(out, "%s%s", j > 0 ? ", " : "    ", f->head[j]);
	fprintf(out, "\n");
	for (i = 0; i < f->rows; i++) {
		fprintf(out, "    %-28.*s %-28.*s", (int)f->row[i].name.n,
		    f->row[i].name.p, (int)f->row[i].note.n,
		    str_none(f->row[i].note) ? "" : f->row[i].note.p);
		for (j = 0; j < f->columns; j++)
			print_cell(out, f->row[i].value[j], 2);
		fprintf(out, "%s\n", f->row[i].counts ? "" : "  not measured");
	}
}

static void
tree_many(const struct figured *f, struct node *o)
{
	struct node *row, *values;
	size_t i, j;

	node_z(o, "kind", f->kind);
	node_text(o, "title", f->title);
	node_text(o, "of", f->of);
	node_count(o, "n", (int64_t)f->n);
	node_count(o, "missing", (int64_t)f->missing);
	node_z(o, "missing_why", f->missing > 0 ? f->missing_why : NULL);
	for (i = 0; i < f->methods; i++)
		node_z(node_row(o, "method"), "text", f->method[i]);
	for (i = 0; i < f->facts; i++) {
		row = node_row(o, "facts");
		node_z(row, "name", f->fact[i].name);
		node_real(row, "value", f->fact[i].value, -1);
	}
	(void)node_list(o, "rows");
	for (i = 0; i < f->rows; i++) {
		row = node_row(o, "rows");
		node_text(row, "name", f->row[i].name);
		node_text(row, "note", f->row[i].note);
		node_text(row, "opens", f->row[i].open);
		values = node_object(row, "values");
		for (j = 0; j < f->columns; j++)
			node_real(values, f->head[j], f->row[i].value[j], -1);
		node_bool(row, "counts", f->row[i].counts);
	}
}

static int
explain_many(struct cli *cli, str address)
{
	struct figured f;
	struct node *tree;

	if (!figured_find(&cli->ctx, address, &f))
		return cli_faults(cli);
	if (!cli->json) {
		print_many(cli, &f);
		return 0;
	}
	tree = node_new(cli->ctx.arena);
	tree_many(&f, tree);
	cli_json(cli, tree);
	return 0;
}

static int
run(struct cli *cli)
{
	struct reason r = { .cli = cli };
	struct node *tree;

	str many = many_rows(str_of(cli->args[0]));

	if (!cli_open(cli, false))
		return cli_faults(cli);
	if (!str_none(many))
		return explain_many(cli, many);
	if (!find(&r, str_of(cli->args[0])))
		return cli_faults(cli);
	if (!cli->json) {
		print_reason(&r);
		return 0;
	}
	tree = node_new(cli->ctx.arena);
	tree_reason(&r, tree);
	cli_json(cli, tree);
	return 0;
}

const struct command explain_command = {
	.name     = "explain",
	.takes    = "FIGURE",
	.about    = "Prints a figure's reason: formula, inputs, every rating, "
	    "and those left out.",
	.help     =
	    "FIGURE is the address behind a figure of the pages, whole or from\n"
	    "/figure/ on: /figure/gap/ROUND/SUBJECT/DIMENSION for a gap,\n"
	    "/figure/score/... for a level, the three being ids; also those\n"
	    "made of many rows: /figure/change/ROUND/DIMENSION (or whole),\n"
	    "/figure/contrast/ROUND, /figure/cost/ROUND/ACTIVITY (or all),\n"
	    "/figure/course/COURSE, /figure/test/COURSE, and of a programme\n"
	    "/figure/reaction/..., learning/..., use/... and results/...\n\n"
	    "Example: tilth --data country.db explain \\\n"
	    "    https://tilth.example/figure/gap/018f.../018f.../018f...",
	.at_least = 1,
	.at_most  = 1,
	.run      = run,
};
