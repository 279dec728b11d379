/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <math.h>

#include "flow/find.h"
#include "flow/loop.h"
#include "model/codes.h"
#include "model/people.h"

static void
print_level(struct cli *cli, const char *name, const struct loop_chain *n,
    bool again)
{
	fprintf(cli->out, "%-21s %6zu %9zu %7zu %10zu", name, n->gaps,
	    n->targeted, n->funded, n->delivered);
	if (again)
		fprintf(cli->out, " %12zu %8zu %7zu %9zu\n", n->reassessed,
		    n->reduced, n->closed, n->unmeasured);
	else
		fprintf(cli->out, "  not measured\n");
}

static void
print_chain(struct cli *cli, const struct loop *l)
{
	const struct choice *c;
	const struct loop_level *v;
	bool again = false;
	size_t i;

	fprintf(cli->out, "%-21s %6s %9s %7s %10s %12s %8s %7s %9s\n", "",
	    "opened", "targeted", "funded", "delivered", "re-assessed",
	    "reduced", "closed", "not seen");
	for (i = 0; i < l->levels; i++) {
		v = &l->level[i];
		c = choice_coded(&subject_type_codes, v->kind);
		again = again || !str_none(v->last);
		print_level(cli, c != NULL ? c->label : "Subject", &v->chain,
		    !str_none(v->last));
	}
	if (l->levels > 1)
		print_level(cli, "Together", &l->all, again);
}

/* 1,234,567: to be read, so without decimals. */
static str
grouped(struct arena *a, double x)
{
	str digits = str_print(a, "%.0f", fabs(x));
	struct write w = write_new(a, 100);
	size_t i;

	if (x <= -0.5)
		write_char(&w, '-');
	for (i = 0; i < digits.n; i++) {
		if (i > 0 && (digits.n - i) % 3 == 0)
			write_char(&w, ',');
		write_char(&w, digits.p[i]);
	}
	return write_done(&w);
}

static void
print_amount(struct cli *cli, const char *what, double x, const char *currency,
    const char *why)
{
	if (isnan(x))
		fprintf(cli->out, "%-34s not measured%s\n", what, why);
	else
		fprintf(cli->out, "%-34s %s %s\n", what,
		    grouped(cli->ctx.arena, x).p, currency);
}

static void
print_money(struct cli *cli, const struct loop *l)
{
	const char *currency = l->spent.currency[0] != '\0'
	    ? l->spent.currency : l->budget.currency;

	if (!l->has_money)
		return;
	print_amount(cli, "Budget", money_real(l->budget), currency, "");
	print_amount(cli, "Spent", money_real(l->spent), currency, "");
	print_amount(cli, "Spent on what was delivered",
	    money_real(l->spent_delivered), currency, "");
	print_amount(cli, "Cost per level gained", l->per_level, currency,
	    ": nothing was gained, or not re-assessed");
	print_amount(cli, "Cost per gap closed", l->per_closed, currency,
	    ": none was closed, or not re-assessed");
}

static void
print_loop(struct cli *cli, const struct loop *l)
{
	fprintf(cli->out, "\n%.*s  %.*s\n", (int)l->programme.n, l->programme.p,
	    (int)l->title.n, l->title.p);
	if (l->levels == 0)
		fprintf(cli->out, "Not measured: it needs a round with answers "
		    "and desired levels.\n");
	else
		print_chain(cli, l);
	fprintf(cli->out, "\n%-34s %zu\n", "Subjects assessed", l->subjects);
	fprintf(cli->out, "%-34s %zu, %zu chosen, %zu delivered\n",
	    "Activities", l->activities, l->chosen, l->delivered);
	if (l->all.reassessed > 0)
		fprintf(cli->out, "%-34s %.2f (%.2f a gap, n = %zu; %zu fell "
		    "back)\n", "Levels gained", l->all.change, l->all.change /
		    (double)l->all.reassessed, l->all.reassessed,
		    l->all.worse);
	else
		fprintf(cli->out, "%-34s not measured\n", "Levels gained");
	if (l->gaps_checked_12 > 0)
		fprintf(cli->out, "%-34s %zu of %zu checked\n", "Gaps still "
		    "closed at 12 months", l->gaps_held_12,
		    l->gaps_checked_12);
	else
		fprintf(cli->out, "%-34s not measured (%zu checks to come, "
		    "%zu overdue)\n", "Gaps still closed at 12 months",
		    l->checks_open, l->checks_late);
	if (l->checked_12 > 0)
		fprintf(cli->out, "%-34s %zu of %zu checked (of %zu "
		    "practices)\n", "Still held at 12 months", l->held_12,
		    l->checked_12, l->practices);
	else if (!isnan(l->survival_12))
		fprintf(cli->out, "%-34s %.0f %% (survival, n = %zu "
		    "practices)\n", "Still held at 12 months",
		    100 * l->survival_12, l->practices);
	else
		fprintf(cli->out, "%-34s not measured (of %zu practices)\n",
		    "Still held at 12 months", l->practices);
	print_money(cli, l);
}

/* ---- as JSON ---- */

static void
tree_chain(struct node *o, const struct loop_chain *n, bool again)
{
	node_count(o, "gaps", (int64_t)n->gaps);
	node_count(o, "targeted", (int64_t)n->targeted);
	node_count(o, "funded", (int64_t)n->funded);
	node_count(o, "delivered", (int64_t)n->delivered);
	if (!again) {
		node_none(o, "reassessed");
		node_none(o, "reduced");
		node_none(o, "closed");
		node_none(o, "levels_gained");
		return;
	}
	node_count(o, "reassessed", (int64_t)n->reassessed);
	node_count(o, "not_measured", (int64_t)n->unmeasured);
	node_count(o, "reduced", (int64_t)n->reduced);
	node_count(o, "closed", (int64_t)n->closed);
	node_count(o, "worse", (int64_t)n->worse);
	node_real(o, "levels_gained", n->reassessed > 0 ? n->change : NAN, -1);
}

static bool
tree_levels(struct node *o, const struct loop *l)
{
	const struct loop_level *v;
	struct node *row;
	bool again = false;
	size_t i;

	(void)node_list(o, "levels");
	for (i = 0; i < l->levels; i++) {
		v = &l->level[i];
		row = node_row(o, "levels");
		node_text(row, "level", v->kind);
		node_text(row, "framework", v->framework);
		node_text(row, "first_round", v->first);
		if (str_none(v->last))
			node_none(row, "last_round");
		else
			node_text(row, "last_round", v->last);
		node_count(row, "subjects", (int64_t)v->subjects);
		node_count(row, "sheets", (int64_t)v->sheets);
		node_count(row, "desired_levels", (int64_t)v->wanted);
		node_count(row, "not_scored", (int64_t)v->unscored);
		tree_chain(row, &v->chain, !str_none(v->last));
		again = again || !str_none(v->last);
	}
	return again;
}

static void
tree_loop(struct node *o, const struct loop *l)
{
	bool again;

	node_text(o, "programme", l->programme);
	node_text(o, "title", l->title);
	again = tree_levels(o, l);
	node_count(o, "subjects", (int64_t)l->subjects);
	tree_chain(node_object(o, "together"), &l->all, again);
	node_count(o, "activities", (int64_t)l->activities);
	node_count(o, "activities_chosen", (int64_t)l->chosen);
	node_count(o, "activities_delivered", (int64_t)l->delivered);
	node_count(o, "gaps_checked_at_12_months",
	    (int64_t)l->gaps_checked_12);
	if (l->gaps_checked_12 > 0)
		node_count(o, "gaps_still_closed_at_12_months",
		    (int64_t)l->gaps_held_12);
	else
		node_none(o, "gaps_still_closed_at_12_months");
	node_count(o, "gap_checks_to_come", (int64_t)l->checks_open);
	node_count(o, "gap_checks_overdue", (int64_t)l->checks_late);
	node_count(o, "practices", (int64_t)l->practices);
	node_count(o, "practices_checked_at_12_months",
	    (int64_t)l->checked_12);
	if (l->checked_12 > 0)
		node_count(o, "practices_held_at_12_months",
		    (int64_t)l->held_12);
	else
		node_none(o, "practices_held_at_12_months");
	node_real(o, "practices_survival_at_12_months", l->survival_12, -1);
	if (!l->has_money)
		return;
	node_z(o, "currency", l->spent.currency);
	node_amount(o, "budget", l->budget);
	node_amount(o, "spent", l->spent);
	node_amount(o, "spent_on_delivered", l->spent_delivered);
	node_real(o, "cost_per_level_gained", l->per_level, -1);
	node_real(o, "cost_per_gap_closed", l->per_closed, -1);
}

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct node *tree;
	struct programme p;
	struct loop *l;

	if (!cli_open(cli, false) || !flow_find_text(c, &programme_entity,
	    str_of(cli->args[0]), (struct id){ 0 }, &p) ||
	    !loop_of(c, p.row.id, &l))
		return cli_faults(cli);
	if (!cli->json) {
		print_loop(cli, l);
		return 0;
	}
	tree = node_new(c->arena);
	tree_loop(tree, l);
	cli_json(cli, tree);
	return 0;
}

const struct command loop_command = {
	.name     = "loop",
	.takes    = "PROGRAMME",
	.about    = "Prints a programme's whole circle: from gaps to what is "
	    "closed, and its cost.",
	.help     =
	    "Every gap of the first assessment is followed: named by an\n"
	    "activity, chosen and budgeted, delivered, assessed again, reduced,\n"
	    "closed; then what it cost and which practices were still held 12\n"
	    "months after. What nobody measured is said to be so.\n\n"
	    "Example: tilth --data country.db loop MAR-CULT",
	.at_least = 1,
	.at_most  = 1,
	.run      = run,
};
