/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which kinds of activity answer a gap, and why; one is proposed. */
#include "base/arena.h"
#include "flow/candidate.h"
#include "flow/every.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plans.h"

static bool
find(struct ctx *c, const struct request *q, struct programme *p,
    struct gap *g, str *level)
{
	struct assessment_round round;
	struct errors before;

	if (!programme_named(c, q, p) || !flow_find_text(c, &gap_entity,
	    request_at(q, "gap"), p->row.id, g))
		return false;
	*level = (str){ 0 };
	before = c->errors;     /* who sees the gap may not see its round */
	if (!id_none(g->round) && flow_find(c, &assessment_round_entity,
	    g->round, &round))
		*level = round.subject_type;
	c->errors = before;
	return true;
}

static bool
targets_put(struct ctx *c, const struct programme *p, const struct gap *g,
    struct node *out)
{
	const struct activity_gap *x;
	str href = programme_href(c, p);
	struct node *row;
	size_t i, n;

	x = every(c, &activity_gap_entity, p->row.id, &n);
	(void)node_list(out, "targeting");
	for (i = 0; x != NULL && i < n; i++) {
		if (!id_same(x[i].gap, g->row.id))
			continue;
		row = node_row(out, "targeting");
		node_text(row, "name", flow_name(c, &activity_entity,
		    x[i].activity));
		node_text(row, "href", str_print(c->arena, "%.*s/plan/%s",
		    (int)href.n, href.p, id_text(c->arena, x[i].activity).p));
	}
	node_bool(out, "has_targeting", node_list(out, "targeting")->n > 0);
	return x != NULL;
}

static void
gap_head(struct ctx *c, const struct programme *p, const struct gap *g,
    str level, struct node *out)
{
	str href = programme_href(c, p);

	node_z(out, "title", words_say(c->words, "Candidates for a gap"));
	crumb_put(out, &(struct crumb){ str_of(words_say(c->words, "Plan")),
	    str_print(c->arena, "%.*s/plan", (int)href.n, href.p) }, 1);
	node_text(out, "dimension", flow_name(c, &dimension_entity,
	    g->dimension));
	node_text(out, "subject", flow_name(c, &party_entity, g->subject));
	node_text(out, "gap_href", entity_href(c, &gap_entity, g->row.id));
	node_real(out, "current", g->current, 1);
	node_real(out, "desired", g->desired, 1);
	node_text(out, "cause", str_none(g->cause) ? (str){ 0 }
	    : choice_says(c, &gap_cause_codes, g->cause));
	node_text(out, "level", str_none(level) ? (str){ 0 }
	    : choice_says(c, &subject_type_codes, level));
}

/* cause: the one they would be for, if it were known; or NULL. */
static void
candidates_put(struct ctx *c, const struct candidate *k, size_t n,
    const char *cause, struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_row(out, "candidates");
		node_text(row, "code", k[i].modality);
		node_text(row, "name", choice_says(c, &modality_codes,
		    k[i].modality));
		node_z(row, "if_cause", cause == NULL ? NULL
		    : words_say(c->words, cause));
		node_text(row, "reason", k[i].reason);
		node_text(row, "rule", id_none(k[i].rule) ? (str){ 0 }
		    : entity_href(c, &modality_rule_entity, k[i].rule));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct modality_rule *rule;
	const struct choice *one;
	struct candidate *k;
	struct programme p;
	struct gap g, if_so;
	size_t n, found;
	str level;

	(void)reply;
	if (!find(c, q, &p, &g, &level) || !candidate_rules(c, &rule, &n))
		return false;
	programme_put(c, &p, PHASE_PLAN, out);
	plans_tabs(c, &p, PLANS_ACTIVITIES, out);
	gap_head(c, &p, &g, level, out);
	k = NEWS(c->arena, struct candidate, n + 1);
	(void)node_list(out, "candidates");
	found = candidate_fit(rule, n, &g, level, k);
	candidates_put(c, k, found, NULL, out);
	/* The cause is not said: what each would call for. */
	for (one = gap_cause_codes.of; str_none(g.cause) && one->code != NULL;
	    one++) {
		if_so = g;
		if_so.cause = str_of(one->code);
		candidates_put(c, k, candidate_fit(rule, n, &if_so, level, k),
		    one->label, out);
	}
	node_bool(out, "none", node_list(out, "candidates")->n == 0);
	node_bool(out, "may_add", ctx_may(c, &activity_entity, ADD,
	    p.row.id));
	node_text(out, "action", str_print(c->arena,
	    "/programme/%s/plan/gap/%s", id_text(c->arena, p.row.id).p,
	    id_text(c->arena, g.row.id).p));
	return targets_put(c, &p, &g, out);
}

/* The title in the language of whoever proposes it. */
static str
title_of(struct ctx *c, const struct gap *g, str modality)
{
	str what = choice_says(c, &modality_codes, modality);
	str on = flow_name(c, &dimension_entity, g->dimension);

	return text_with(c->arena, (str){ 0 }, c->lang, str_print(c->arena,
	    "%.*s: %.*s", (int)what.n, what.p, (int)on.n, on.p));
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct gap g;
	struct id made;
	str level, href, modality = request_form(q, "modality");

	(void)out;
	if (!find(c, q, &p, &g, &level))
		return false;
	if (choice_coded(&modality_codes, modality) == NULL)
		return fail(&c->errors, INVALID, "modality",
		    "Choose a kind of activity.");
	if (!candidate_propose(c, &g, modality, title_of(c, &g, modality),
	    request_form(q, "reason"), &made))
		return false;
	href = programme_href(c, &p);
	reply->go = str_print(c->arena, "%.*s/plan/%s", (int)href.n, href.p,
	    id_text(c->arena, made).p);
	return true;
}

const struct page propose_page = {
	.method = GET,
	.path   = "/programme/{id}/plan/gap/{gap}",
	.about  = "The kinds of activity that answer a gap, with the reason of "
	    "each.",
	.view   = "propose.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page propose_post = {
	.method = POST,
	.path   = "/programme/{id}/plan/gap/{gap}",
	.about  = "Proposes an activity of that 'modality' for the gap.",
	.view   = "propose.html",
	.of     = &activity_entity,
	.needs  = ADD,
	.again  = &propose_page,
	.run    = accept,
};
