/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The answers of a round: what is odd about them and what was decided. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/quality.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/rounds.h"

enum { ROWS = 40, DECISIONS = 200 };

/* ---- each kind of issue ---- */

static const struct {
	const char *rule, *says;
} kinds[] = {           /* those that block first; words: */
	{ "after_close", "Came after the days of grace" },
	{ "duplicate_response", "Same rater, same subject, a later sheet" },
	{ "out_of_range", "A rating off the scale" },
	{ "text_score", "An answer nobody could read" },
	{ "late", "Came within the days of grace" },
	{ "straight_lining", "The same answer throughout" },
	{ "missing", "Fewer answered than the framework asks for" },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const char *
kind_says(struct ctx *c, const char *rule)
{
	size_t i;

	for (i = 0; i < KINDS; i++)
		if (strcmp(kinds[i].rule, rule) == 0)
			return say(c, kinds[i].says);
	return choice_says(c, &cleaning_rule_codes, str_of(rule)).p;
}

static void
stand_put(struct ctx *c, struct node *row, bool open, bool blocks)
{
	struct node *is = node_object(row, "is");

	node_z(is, "mark", !open ? "ok" : blocks ? "bad" : "warn");
	node_z(is, "says", say(c, !open ? "Settled" : blocks ? "Blocks"
	    : "To look at"));
}

static void
kinds_put(struct ctx *c, const struct quality_desk *d, str here, str chosen,
    struct node *out)
{
	size_t i, k, n, open;
	struct node *row;

	(void)node_list(out, "kinds");
	for (k = 0; k < KINDS; k++) {
		for (i = n = open = 0; i < d->n; i++)
			if (strcmp(d->issue[i].rule, kinds[k].rule) == 0) {
				n++;
				open += d->issue[i].is_open;
			}
		row = node_row(out, "kinds");
		node_z(row, "rule", kinds[k].rule);
		node_z(row, "says", say(c, kinds[k].says));
		node_count(row, "n", (int64_t)n);
		node_count(row, "open", (int64_t)open);
		node_bool(row, "some", n > 0);
		node_bool(row, "some_open", open > 0);
		node_bool(row, "here", str_is(chosen, kinds[k].rule));
		node_text(row, "href", str_print(c->arena, "%.*s?rule=%s",
		    (int)here.n, here.p, kinds[k].rule));
		stand_put(c, row, open > 0, k < 4);
	}
}

/* ---- one issue ---- */

static bool
is_typed(const struct request *q, const struct quality_issue *x, str item)
{
	struct id id;

	return q->faults != NULL && id_read(request_form(q, "response"), &id) &&
	    id_same(id, x->response) &&
	    str_is(request_form(q, "rule"), x->rule) &&
	    str_same(request_form(q, "item"), item);
}

static void
options_put(struct ctx *c, const struct request *q,
    const struct quality_desk *d, const struct quality_issue *x, bool typed,
    struct node *row)
{
	bool takes = str_is(d->round.state, "open") ||
	    str_is(d->round.state, "grace");
	const struct choice *ch;
	struct node *one;

	for (ch = cleaning_decision_codes.of; ch->code != NULL; ch++) {
		if ((strcmp(ch->code, "correct") == 0 && x->item == SIZE_MAX) ||
		    (strcmp(ch->code, "return") == 0 && !takes))
			continue;
		one = node_row(row, "options");
		node_z(one, "value", ch->code);
		node_z(one, "label", say(c, ch->label));
		node_bool(one, "here", typed && str_is(request_form(q,
		    "decision"), ch->code));
	}
	node_text(row, "taken", typed ? request_form(q, "taken") : S(""));
	node_text(row, "reason", typed ? request_form(q, "reason") : S(""));
	node_bool(row, "is_typed", typed);
}

static str
cleaning_href(struct ctx *c, const struct cleaning *d)
{
	return str_print(c->arena, "/cleaning/%s",
	    id_text(c->arena, d->row.id).p);
}

static void
issue_put(struct ctx *c, const struct request *q, const struct quality_desk *d,
    const struct quality_issue *x, struct node *row)
{
	const struct item *it = x->item == SIZE_MAX ? NULL
	    : &d->instrument->item[x->item];
	str item = it == NULL ? S("") : it->code;

	node_z(row, "rule", x->rule);
	node_z(row, "says", kind_says(c, x->rule));
	node_id(row, "response", x->response);
	node_text(row, "sheet", entity_href(c, &response_entity, x->response));
	node_text(row, "other", id_none(x->other) ? (str){ 0 } : entity_href(c,
	    &response_entity, x->other));
	node_text(row, "subject", flow_name(c, &party_entity, x->subject));
	node_text(row, "rater", x->rater);
	node_text(row, "role", choice_says(c, &rater_role_codes, x->role));
	node_moment(row, "at", x->submitted_at);
	node_text(row, "item", item);
	node_text(row, "question", it == NULL ? (str){ 0 } : text_in(c->arena,
	    it->question, c->lang));
	node_text(row, "raw", x->raw);
	node_real(row, "share", x->share * 100, 0);
	node_bool(row, "is_open", x->is_open);
	node_bool(row, "is_item", it != NULL);
	stand_put(c, row, x->is_open, x->blocks);
	if (x->is_open)
		options_put(c, q, d, x, is_typed(q, x, item), row);
	else
		node_text(row, "decision_href", cleaning_href(c, x->decision));
	if (x->decision != NULL)
		node_text(row, "decided", str_none(x->decision->decision)
		    ? choice_says(c, &cleaning_rule_codes, x->decision->rule)
		    : choice_says(c, &cleaning_decision_codes,
		    x->decision->decision));
}

static bool
is_of(str rule, const struct quality_issue *x)
{
	return str_none(rule) || str_is(rule, x->rule);
}

static size_t
weight_of(const struct quality_issue *x)
{
	return !x->is_open ? 2 : x->blocks ? 0 : 1;
}

static void
issues_put(struct ctx *c, const struct request *q, const struct quality_desk *d,
    str here, struct node *out)
{
	str rule = request_arg(q, "rule");
	size_t *at = NEWS(c->arena, size_t, d->n + 1), n = 0, i, pass, page;
	size_t from, to;

	if (str_none(rule) && q->faults != NULL)
		rule = request_form(q, "rule");
	for (pass = 0; pass < 3; pass++)        /* blocking, open, settled */
		for (i = 0; i < d->n; i++)
			if (is_of(rule, &d->issue[i]) &&
			    weight_of(&d->issue[i]) == pass)
				at[n++] = i;
	page = page_asked(q, (n + ROWS - 1) / ROWS);
	from = page * ROWS;
	to = from + ROWS < n ? from + ROWS : n;
	(void)node_list(out, "issues");
	for (i = from; i < to; i++)
		issue_put(c, q, d, &d->issue[at[i]], node_row(out, "issues"));
	pager_put(c, out, str_print(c->arena, "%.*s?rule=%.*s", (int)here.n,
	    here.p, (int)rule.n, rule.n > 0 ? rule.p : ""), page, from, to, n);
	node_bool(out, "has_issues", n > 0);
	node_text(out, "rule", rule);
	kinds_put(c, d, here, rule, out);
}

/* ---- what was decided ---- */

static void
decisions_put(struct ctx *c, const struct quality_desk *d, struct node *out)
{
	const struct cleaning *k;
	struct node *row;
	size_t i, n = 0;

	(void)node_list(out, "decisions");
	for (i = d->decisions; i-- > 0 && n < DECISIONS;) {
		k = &d->decision[i];
		if (str_none(k->decision))
			continue;       /* of an import: counted above */
		row = node_row(out, "decisions");
		n++;
		node_text(row, "href", cleaning_href(c, k));
		node_text(row, "rule", choice_says(c, &cleaning_rule_codes,
		    k->rule));
		node_text(row, "decision", choice_says(c,
		    &cleaning_decision_codes, k->decision));
		node_text(row, "item", k->item);
		node_text(row, "raw", str_none(k->item) ? (str){ 0 } : k->raw);
		node_text(row, "taken", k->taken);
		node_text(row, "reason", k->reason);
		node_moment(row, "at", k->decided_at);
		node_bool(row, "holds", k->in_force == YES);
	}
	node_bool(out, "has_decisions", n > 0);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct quality_desk *d;
	struct programme p;
	str here;

	(void)reply;
	if (!rounds_named(c, q, &p, &r) ||
	    !rounds_put(c, &p, &r, ROUNDS_ANSWERS, out) ||
	    !quality_find(c, r.row.id, &d))
		return false;
	here = rounds_href(c, &p, &r, ROUNDS_ANSWERS);
	node_text(out, "action", here);
	node_count(out, "sheets", (int64_t)d->sheets);
	node_count(out, "came", (int64_t)d->came);
	node_real(out, "rate", d->sheets == 0 ? NAN : 100 * (double)d->came /
	    (double)d->sheets, 0);
	node_real(out, "least", r.min_response * 100, 0);
	node_count(out, "open", (int64_t)d->open);
	node_count(out, "blocking", (int64_t)d->blocking);
	node_bool(out, "blocks", d->blocking > 0);
	node_bool(out, "more", d->more);
	node_bool(out, "may_decide", ctx_may(c, &cleaning_entity, EDIT,
	    p.row.id) && !str_is(r.state, "locked") &&
	    !str_is(r.state, "void"));
	node_text(out, "all_sheets", str_print(c->arena,
	    "/response?round=%s", id_text(c->arena, r.row.id).p));
	issues_put(c, q, d, here, out);
	decisions_put(c, d, out);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct quality_choice k = { .rule = request_form(q, "rule"),
		.item = request_form(q, "item"),
		.decision = request_form(q, "decision"),
		.taken = str_trim(request_form(q, "taken")),
		.reason = request_form(q, "reason") };
	struct assessment_round r;
	struct programme p;
	size_t n;
	str here;

	(void)out;
	if (!rounds_named(c, q, &p, &r))
		return false;
	here = rounds_href(c, &p, &r, ROUNDS_ANSWERS);
	reply->go = str_print(c->arena, "%.*s?rule=%.*s", (int)here.n, here.p,
	    (int)k.rule.n, k.rule.n > 0 ? k.rule.p : "");
	if (str_is(request_form(q, "all"), "1"))
		return quality_decide_all(c, r.row.id, &k, &n);
	if (!id_read(request_form(q, "response"), &k.response))
		return fail(&c->errors, ABSENT, "response", "Say which sheet.");
	return quality_decide(c, r.row.id, &k);
}

const struct page round_answers_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/answers",
	.about  = "What is odd about the answers of a round, and what was "
	          "decided about it.",
	.view   = "round_answers.html",
	.of     = &cleaning_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page round_answers_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/answers",
	.about  = "Decides on an issue ('rule', 'response', 'item'): "
	          "'decision', 'taken', 'reason'; 'all' for every one of its "
	          "rule.",
	.of     = &cleaning_entity,
	.needs  = EDIT,
	.again  = &round_answers_page,
	.run    = accept,
};
