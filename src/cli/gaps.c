/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <math.h>

#include "flow/assess.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/text.h"

static const struct option options[] = {
	{ "--top",      "N",    "only the first N of each level (20; 0: all)" },
	{ "--rule",     "RULE", "product (default) or additive" },
	{ "--list",     NULL,   "print the codes of all programmes" },
	{ 0 }
};

static void
print_number(struct cli *cli, double x, int decimals, int width)
{
	if (isnan(x))
		fprintf(cli->out, " %*s", width, "-");
	else
		fprintf(cli->out, " %*.*f", width, decimals, x);
}

static const char *
level_name(str kind)
{
	const struct choice *c = choice_coded(&subject_type_codes, kind);

	return c != NULL ? c->label : "Subject";
}

static void
print_line(struct cli *cli, const struct gap_line *g, bool additive)
{
	int64_t rank = additive ? g->rank_additive : g->rank;
	str who = str_print(cli->ctx.arena, "%.*s %.*s",
	    (int)g->subject_code.n, g->subject_code.p,
	    (int)g->subject_name.n, g->subject_name.p);

	if (rank > 0)
		fprintf(cli->out, "%5lld.", (long long)rank);
	else
		fprintf(cli->out, "%6s", "-");
	print_number(cli, additive ? g->additive : g->priority,
	    additive ? 3 : 2, 8);
	print_number(cli, g->gap, 2, 6);
	print_number(cli, g->current, 2, 6);
	print_number(cli, g->desired, 2, 6);
	print_number(cli, g->importance, 0, 3);
	print_number(cli, g->urgency, 0, 3);
	fprintf(cli->out, "  %.*s  %.*s\n", (int)g->dimension_title.n,
	    g->dimension_title.p, (int)who.n, who.p);
}

static void
print_table(struct cli *cli, const struct gap_table *t, int64_t top,
    bool additive)
{
	const struct results *r = t->results;
	const size_t *order = additive ? t->by_additive : t->by_priority;
	size_t i, shown = top > 0 && (size_t)top < t->n ? (size_t)top : t->n;
	str title = text_in(cli->ctx.arena, r->instrument->framework.title,
	    cli->ctx.lang);

	fprintf(cli->out, "\n%s: %.*s, round %.*s\n",
	    level_name(r->round.subject_type), (int)title.n, title.p,
	    (int)r->round.code.n, r->round.code.p);
	fprintf(cli->out, "%zu gaps of %zu subjects, %lld sheets, agreement "
	    "(ordinal alpha) ", t->n, r->subjects, (long long)r->quality.sheets);
	print_number(cli, r->alpha_ordinal, 2, 0);
	fprintf(cli->out, "\n%6s %8s %6s %6s %6s %3s %3s  %s\n", "rank",
	    additive ? "additive" : "priority", "gap", "now", "wanted", "imp",
	    "urg", "dimension, subject");
	for (i = 0; i < shown; i++)
		print_line(cli, &t->line[order[i]], additive);
	if (shown < t->n)
		fprintf(cli->out, "%6s %zu more: --top 0\n", "", t->n - shown);
}

static void
tree_table(struct cli *cli, const struct gap_table *t, struct node *out)
{
	const struct results *r = t->results;
	const struct gap_line *g;
	struct node *row;
	size_t i;

	node_text(out, "round", r->round.code);
	node_text(out, "level", r->round.subject_type);
	node_text(out, "framework", r->instrument->framework.code);
	node_real(out, "alpha_ordinal", r->alpha_ordinal, -1);
	(void)node_list(out, "gaps");
	for (i = 0; i < t->n; i++) {
		g = &t->line[t->by_priority[i]];
		row = node_row(out, "gaps");
		if (g->rank > 0)
			node_count(row, "rank", g->rank);
		else
			node_none(row, "rank");
		node_text(row, "subject", g->subject_code);
		node_text(row, "name", g->subject_name);
		node_text(row, "dimension", g->dimension_code);
		node_real(row, "current", g->current, -1);
		node_real(row, "desired", g->desired, -1);
		node_real(row, "gap", g->gap, -1);
		node_real(row, "importance", g->importance, 0);
		node_real(row, "urgency", g->urgency, 0);
		node_real(row, "priority", g->priority, -1);
		node_real(row, "priority_norm", g->priority_norm, -1);
		node_real(row, "additive", g->additive, -1);
	}
	(void)cli;
}

static bool
each_programme(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct ask ask = { 0 };
	struct programme p;
	struct found *found;

	if (!flow_list(c, &programme_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &p))
		fprintf(cli->out, "%.*s\n", (int)p.code.n, p.code.p);
	return flow_end(found);
}

static bool
print_programme(struct cli *cli, const char *code)
{
	struct ctx *c = &cli->ctx;
	const char *top = cli_option(cli, "--top");
	const char *rule = cli_option(cli, "--rule");
	bool additive = str_is(str_of(rule), "additive");
	struct programme p;
	const struct gap_table **table;
	struct node *tree = node_new(c->arena);
	int64_t most = 20;
	size_t i, n;
	str title;

	if (top != NULL && (!str_int(str_of(top), &most) || most < 0))
		return fail(&c->errors, INVALID, "--top",
		    "'%s' is not a number of lines.", top);
	if (rule != NULL && !additive && !str_is(str_of(rule), "product"))
		return fail(&c->errors, INVALID, "--rule",
		    "'%s' is no rule: product or additive.", rule);
	if (!flow_find_text(c, &programme_entity, str_of(code),
	    (struct id){ 0 }, &p) ||
	    !assess_programme_gaps(c, p.row.id, &table, &n))
		return false;
	title = text_in(c->arena, p.title, c->lang);
	if (!cli->json)
		fprintf(cli->out, "\n%.*s  %.*s\n", (int)p.code.n, p.code.p,
		    (int)title.n, title.p);
	node_text(tree, "programme", p.code);
	(void)node_list(tree, "levels");
	for (i = 0; i < n; i++)
		if (cli->json)
			tree_table(cli, table[i], node_row(tree, "levels"));
		else
			print_table(cli, table[i], most, additive);
	if (n == 0 && !cli->json)
		fprintf(cli->out, "No gaps yet: it needs a round with answers "
		    "and desired levels.\n");
	if (cli->json)
		cli_json(cli, tree);
	return true;
}

static int
run(struct cli *cli)
{
	bool fine = cli_open(cli, false);

	if (fine && cli_option(cli, "--list") != NULL)
		fine = each_programme(cli);
	else if (fine && cli->n == 0)
		fine = fail(&cli->ctx.errors, INVALID, NULL,
		    "Say which programme; 'tilth gaps --list' prints them.");
	else if (fine)
		fine = print_programme(cli, cli->args[0]);
	return fine ? 0 : cli_faults(cli);
}

const struct command gaps_command = {
	.name    = "gaps",
	.takes   = "PROGRAMME",
	.about   = "Prints a programme's gaps, the most pressing first.",
	.help    = "PROGRAMME is its code. Each level of assessment (system, "
	    "organisations,\npeople, communities) is ranked by itself.\n\n"
	    "Example: tilth --data country.db gaps MAR-CULT --top 10",
	.options = options,
	.at_most = 1,
	.run     = run,
};
