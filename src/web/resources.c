/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Resources: who is asked for money, how far that is, what is still needed. */
#include "web/resources.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/pipeline.h"
#include "flow/pursue.h"
#include "model/iati.h"
#include "model/report.h"
#include "model/books.h"
#include "model/machines.h"
#include "web/entity.h"
#include "web/opportunity.h"

/* ---- the frame ---- */

/* Each tab stands beside the page it leads to; those of pages that somebody
 * may not see are not shown to him. */
static const struct {
	const char          *name;      /* words: */
	const char          *below;     /* of the programme */
	const struct entity *of;        /* whose permission it needs */
} tabs[] = {
	{ "Pipeline",            "/resources",           &opportunity_entity },
	{ "Concept notes",       "/resources/notes",     &concept_note_entity },
	{ "Funding gap",         "/resources/gap",       &budget_line_entity },
	{ "Funders and calls",   "/resources/funders",   &funding_call_entity },
	{ "Budget and spend",    "/resources/budget",    &transaction_entity },
	{ "Grants",              "/resources/grants",    &grant_agreement_entity },
	{ "IATI",                "/iati",                &iati_entry_entity },
	{ "Deadlines",           "/resources/deadlines", &opportunity_entity },
};

enum { TABS = sizeof(tabs) / sizeof(tabs[0]) };

str
resources_href(struct ctx *c, const struct programme *p, const char *below)
{
	return str_print(c->arena, "%s/resources%s",
	    str_z(c->arena, programme_href(c, p)), below);
}

void
resources_head(struct ctx *c, const struct programme *p, const char *here,
    struct node *out)
{
	str href = programme_href(c, p);
	struct node *row;
	size_t i;

	bool named = node_find(out, S("title")) != NULL;

	programme_put(c, p, PHASE_RESOURCES, out);
	(void)node_list(out, "tabs");
	for (i = 0; i < TABS; i++) {
		if (!named && strcmp(tabs[i].below, here) == 0)
			node_z(out, "title", say(c, i == 0 ?
			    phase_name(PHASE_RESOURCES) : tabs[i].name));
		if (!ctx_may(c, tabs[i].of, SEE, p->row.id))
			continue;
		row = node_row(out, "tabs");
		node_z(row, "name", say(c, tabs[i].name));
		node_text(row, "href", str_print(c->arena, "%.*s%s",
		    (int)href.n, href.p, tabs[i].below));
		node_bool(row, "here", strcmp(tabs[i].below, here) == 0);
	}
}

/* ---- the figures ---- */

/* What the ledger holds besides what is signed here, or lacks of it. */
static void
ledger_put(struct ctx *c, const struct programme *p, const struct pipeline *k,
    struct node *o)
{
	struct money other = k->committed;

	node_money_short(o, "committed", k->committed);
	if (other.currency[0] == '\0' || k->secured.currency[0] == '\0' ||
	    other.minor == k->secured.minor)
		return;
	other.minor -= k->secured.minor;
	node_bool(o, "ledger_more", other.minor > 0);
	if (other.minor < 0)
		other.minor = -other.minor;
	node_money_short(o, "ledger_other", other);
	node_text(o, "ledger_href", str_print(c->arena, "%s?type=11",
	    resources_href(c, p, "/ledger").p));
}

static void
sum_put(struct ctx *c, const struct programme *p, const struct pipeline *k,
    struct node *out)
{
	struct node *o = node_object(out, "sum");
	bool known = k->gap.currency[0] != '\0';
	struct money gap = { 0 }, beyond = { 0 };
	size_t i;

	if (k->gap.minor >= 0)
		gap = k->gap;
	else
		beyond = k->gap;
	beyond.minor = -beyond.minor;
	node_money_short(o, "secured", k->secured);
	node_money_short(o, "expected", k->expected);
	node_money_short(o, "need", known ? k->need : (struct money){ 0 });
	node_money_short(o, "gap", gap);
	node_money_short(o, "beyond", beyond);
	node_bool(o, "is_covered", known && k->gap.minor <= 0);
	node_bool(o, "is_plan", k->source == PIPELINE_PLAN);
	node_real(o, "coverage", k->sum.coverage * 100, 0);
	node_real(o, "weighted", k->sum.weighted * 100, 0);
	node_money_short(o, "cost", k->cost);
	node_count(o, "costs", k->costs == 0 ? INT64_MIN
	    : (int64_t)k->costs);
	node_real(o, "leverage", k->leverage, 1);
	ledger_put(c, p, k, o);
	node_count(o, "open", (int64_t)k->open);
	node_count(o, "unconverted", k->unconverted == 0 ? INT64_MIN
	    : (int64_t)k->unconverted);
	node_count(o, "unpriced", k->unpriced == 0 ? INT64_MIN
	    : (int64_t)k->unpriced);
	for (i = 0, (void)node_list(o, "others"); i < k->others; i++)
		node_money(node_row(o, "others"), "amount", k->other[i]);
	node_bool(o, "has_others", k->others > 0);
	node_bool(o, "may_rate", ctx_may(c, &exchange_rate_entity, ADD,
	    p->row.id));
	node_text(o, "currency", str_copy(c->arena, str_of(k->currency)));
	node_bool(o, "is_part", k->is_part);
	node_text(o, "need_href", k->source == PIPELINE_PLAN
	    ? str_print(c->arena, "%s/plan", str_z(c->arena,
	    programme_href(c, p))) : resources_href(c, p, "/lines"));
}

/* ---- how many go on ---- */

static bool
rates_put(struct ctx *c, const struct programme *p, const struct pipeline *k,
    struct node *out)
{
	struct pursue_rate rate[PURSUE_RATES];
	struct write w;
	struct node *row;
	size_t i, kept;

	if (k->is_part)
		return true;
	if (!pursue_rates(c, p->row.id, rate, &kept))
		return false;
	node_bool(out, "has_rates", kept > 0);
	node_count(out, "kept_n", (int64_t)kept);
	node_count(out, "unkept_n", k->n > kept ? (int64_t)(k->n - kept)
	    : INT64_MIN);
	(void)node_list(out, "rates");
	for (i = 0; kept > 0 && i < PURSUE_RATES; i++) {
		row = node_row(out, "rates");
		node_text(row, "name", choice_says(c,
		    &opportunity_stage_codes, str_of(rate[i].stage)));
		node_bool(row, "some", rate[i].entered > 0);
		node_count(row, "entered", (int64_t)rate[i].entered);
		node_count(row, "moved_on", (int64_t)rate[i].moved_on);
		node_count(row, "lost", (int64_t)rate[i].lost);
		node_real(row, "percent", rate[i].rate * 100, 0);
		node_text(row, "href", str_print(c->arena, "%s&stage=%s",
		    entity_list_href(c, &opportunity_stage_entity, p).p,
		    rate[i].stage));
		w = write_new(c->arena, 1 << 12);
		chart_bar(&w, &(struct chart_bar){ { 0, 1 }, rate[i].rate,
		    NAN, 1, { 0 } });
		node_html(row, "drawn", write_done(&w));
	}
	return true;
}

/* ---- the board ---- */

static const char *const columns[PIPELINE_COLUMNS] = {  /* words: */
	"Contacts", "Concept note", "Proposal", "Agreement", "Signed",
	"Set aside or declined"
};

static bool
card_put(struct ctx *c, const struct pipeline_item *k, struct node *row)
{
	const struct opportunity *o = &k->row;
	const struct state *s = state_coded(&opportunity_machine, o->stage);

	node_text(row, "id", id_text(c->arena, o->row.id));
	node_text(row, "code", o->code);
	node_count(row, "revision", o->row.revision);
	node_text(row, "donor", k->donor);
	node_text(row, "href", entity_href(c, &opportunity_entity,
	    o->row.id));
	node_money_short(row, "amount", o->amount);
	node_real(row, "percent", k->chance * 100, 0);
	node_bool(row, "is_open", k->column < PIPELINE_SIGNED);
	node_text(row, "stage", o->stage);
	node_z(row, "stage_says", s == NULL ? NULL : say(c, s->label));
	node_text(row, "title", o->title);
	node_bool(row, "is_unconverted", k->is_unconverted);
	node_text(row, "rate_says", k->rate_says);
	opportunity_due_put(c, o, row);
	return opportunity_steps_put(c, o, row);
}

static bool
board_put(struct ctx *c, const struct pipeline *k, struct node *out)
{
	struct money sum;
	struct node *col;
	size_t i, j, n;

	(void)node_list(out, "columns");
	for (j = 0; j < PIPELINE_COLUMNS; j++) {
		col = node_row(out, j == PIPELINE_ASIDE ? "aside"
		    : "columns");
		sum = (struct money){ 0 };
		node_count(col, "column", (int64_t)j);
		node_z(col, "name", say(c, columns[j]));
		(void)node_list(col, "cards");
		for (i = n = 0; i < k->n; i++) {
			if (k->item[i].column != j)
				continue;
			if (!card_put(c, &k->item[i], node_row(col, "cards")))
				return false;
			n++;
			if (!money_add(&sum, k->item[i].base))
				return fail(&c->errors, INVALID, NULL,
				    "The amounts of the programme are too "
				    "large to be added up.");
		}
		node_count(col, "n", (int64_t)n);
		node_money_short(col, "sum", sum);
		node_bool(col, "some", n > 0);
	}
	node_bool(out, "none", k->n == 0);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct pipeline *k;

	(void)r;
	if (!programme_named(c, q, &p) || !pipeline_of(c, p.row.id, &k))
		return false;
	resources_head(c, &p, "/resources", out);
	sum_put(c, &p, k, out);
	node_text(out, "board_href", resources_href(c, &p, ""));
	node_text(out, "back_to", resources_href(c, &p, ""));
	if (!board_put(c, k, out) || !opportunity_moved_put(c, q, out) ||
	    !rates_put(c, &p, k, out))
		return false;
	node_bool(out, "may_add", ctx_may(c, &opportunity_entity, ADD,
	    p.row.id));
	node_bool(out, "may_report", ctx_may(c, &donor_report_entity, SEE,
	    p.row.id));
	node_text(out, "list_href", entity_list_href(c, &opportunity_entity,
	    &p));
	return true;
}

const struct page resources_page = {
	.method = GET,
	.path   = "/programme/{id}/resources",
	.about  = "Funding opportunities by stage, and what is signed of what "
	    "is needed.",
	.view   = "resources.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = show,
};
