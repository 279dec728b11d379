/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One policy instrument: its stages, options, drafts, comments, adoption. */
#include <math.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/grid.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/policy.h"
#include "web/programme.h"

enum { MOVES = 8 };

static bool
find(struct ctx *c, const struct request *q, struct policy_instrument *p)
{
	return flow_find_text(c, &policy_instrument_entity, request_at(q,
	    "id"), (struct id){ { 0 } }, p);
}

static bool
head_put(struct ctx *c, const struct policy_instrument *i, struct node *out)
{
	struct programme p;
	struct crumb up[2];

	if (!flow_find(c, &programme_entity, i->programme, &p))
		return false;
	programme_put(c, &p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, &p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Institutions and policy")),
		str_print(c->arena, "%s/policy", programme_href(c, &p).p) };
	crumb_put(out, up, 2);
	node_text(out, "title", text_in(c->arena, i->title, c->lang));
	node_text(out, "code", i->code);
	node_text(out, "id", id_text(c->arena, i->row.id));
	node_text(out, "href", entity_href(c, &policy_instrument_entity,
	    i->row.id));
	node_count(out, "revision", i->row.revision);
	assist_state_put(c, &policy_instrument_entity, i, out);
	return true;
}

static void
facts_put(struct ctx *c, const struct policy_instrument *i, struct node *out)
{
	const struct node *k;
	struct node *row;

	node_text(out, "kind", choice_says(c, &policy_kind_codes, i->kind));
	node_text(out, "level", choice_says(c, &policy_level_codes, i->level));
	node_text(out, "lead", id_none(i->lead) ? (str){ 0 }
	    : flow_name(c, &party_entity, i->lead));
	node_text(out, "problem", i->problem);
	node_text(out, "dimension", id_none(i->linked_dimension) ? (str){ 0 }
	    : flow_name(c, entity_named(S("dimension")),
	    i->linked_dimension));
	node_text(out, "adoption_no", i->adoption_no);
	node_day(out, "adopted", i->adoption_date);
	node_day(out, "effective", i->effective);
	node_money(out, "budget", i->budget_attached);
	node_day(out, "review_due", i->review_due);
	node_bool(out, "review_late", i->review_due.n != 0 &&
	    i->review_due.n < moment_day(c->now).n && !str_among(i->stage,
	    "P9 PX"));
	node_bool(out, "may_edit", flow_may(c, &policy_instrument_entity, i,
	    EDIT));
	(void)node_list(out, "consultations");
	for (k = grid_first(c, i->consultations); k != NULL; k = k->next) {
		row = node_row(out, "consultations");
		node_text(row, "date", json_text(k, "date"));
		node_text(row, "party", json_text(k, "party"));
		node_text(row, "comments", json_text(k, "comments"));
		node_text(row, "accepted", json_text(k, "accepted"));
	}
	node_bool(out, "has_consultations", grid_first(c, i->consultations) !=
	    NULL);
}

static void
options_put(struct ctx *c, const struct policy_instrument *i,
    struct node *out)
{
	struct policy_scores s;
	struct node *row, *one;
	size_t k, j;

	policy_scores(c, i->options, &s);
	for (j = 0; j < s.criteria; j++)
		node_text(node_row(out, "criteria"), "name", s.criterion[j]);
	(void)node_list(out, "options");
	for (k = 0; k < s.options; k++) {
		row = node_row(out, "options");
		node_text(row, "name", s.option[k]);
		node_real(row, "mean", s.mean[k], 1);
		node_bool(row, "is_best", k == s.best && s.options > 1);
		for (j = 0; j < s.criteria; j++) {
			one = node_row(row, "scores");
			node_real(one, "score", s.score[k * s.criteria + j],
			    -1);
		}
	}
	node_bool(out, "has_options", s.options > 0);
}

static bool
drafts_put(struct ctx *c, const struct policy_instrument *i, struct node *out)
{
	const struct policy_draft *d;
	struct node *row;
	size_t k, n;

	(void)node_list(out, "drafts");
	if ((d = every_by(c, &policy_draft_entity, "instrument", i->row.id,
	    &n)) == NULL)
		return false;
	for (k = 0; k < n; k++) {
		row = node_row(out, "drafts");
		node_count(row, "version", d[k].version);
		node_text(row, "name", d[k].title);
		node_text(row, "id", id_text(c->arena, d[k].row.id));
		node_text(row, "href", entity_href(c, &policy_draft_entity,
		    d[k].row.id));
		node_day(row, "date", d[k].date);
		node_text(row, "note", d[k].note);
		node_bool(row, "newest", k + 1 == n);
	}
	node_bool(out, "has_drafts", n > 0);
	node_bool(out, "may_compare", n > 1);
	node_count(out, "next_version", n == 0 ? 1 : d[n - 1].version + 1);
	return true;
}

static bool
comments_put(struct ctx *c, const struct policy_instrument *i,
    struct node *out)
{
	const struct policy_comment *k;
	const struct choice *v;
	int64_t of[3] = { 0 }, open = 0;
	struct node *row, *one;
	size_t j, n, w;

	(void)node_list(out, "comments");
	if ((k = every_by(c, &policy_comment_entity, "instrument", i->row.id,
	    &n)) == NULL)
		return false;
	for (j = 0; j < n; j++) {
		row = node_row(out, "comments");
		node_text(row, "id", id_text(c->arena, k[j].row.id));
		node_text(row, "href", entity_href(c, &policy_comment_entity,
		    k[j].row.id));
		node_text(row, "who", str_none(k[j].who) && !id_none(
		    k[j].party) ? flow_name(c, &party_entity, k[j].party)
		    : k[j].who);
		node_text(row, "article", k[j].article);
		node_text(row, "comment", k[j].comment);
		node_text(row, "reason", k[j].reason);
		node_day(row, "date", k[j].date);
		node_text(row, "verdict", choice_says(c,
		    &point_verdict_codes, k[j].verdict));
		node_bool(row, "is_open", str_none(k[j].verdict));
		open += str_none(k[j].verdict);
		for (w = 0, v = point_verdict_codes.of; v->code != NULL; v++,
		    w++) {
			if (w < 3)
				of[w] += str_is(k[j].verdict, v->code);
			one = node_row(row, "verdicts");
			node_z(one, "code", v->code);
			node_z(one, "label", say(c, v->label));
		}
	}
	node_bool(out, "has_comments", n > 0);
	node_count(out, "n_comments", (int64_t)n);
	node_count(out, "taken_up", of[0] + of[1]);
	node_count(out, "turned_down", of[2]);
	node_count(out, "unanswered", open);
	node_bool(out, "some_unanswered", open > 0);
	return true;
}

static void
steps_put(struct ctx *c, const struct policy_instrument *i, struct node *out)
{
	const struct move *moves[MOVES];
	size_t k, n = flow_moves(c, &policy_instrument_entity, i, moves,
	    MOVES);
	struct node *row;

	(void)node_list(out, "next_steps");
	for (k = 0; k < n; k++) {
		if (str_is(str_of(moves[k]->verb), "drop"))
			continue;
		row = node_row(out, "next_steps");
		node_z(row, "verb", moves[k]->verb);
		node_z(row, "label", say(c, moves[k]->label));
	}
	node_bool(out, "may_step", node_list(out, "next_steps")->n > 0);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct policy_instrument i;
	struct policy_line l;
	struct programme p;

	(void)r;
	if (!find(c, q, &i))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &policy_instrument_entity, &i, out);
		return true;
	}
	if (!head_put(c, &i, out) || !flow_find(c, &programme_entity,
	    i.programme, &p) || !policy_line(c, i.row.id, &l))
		return false;
	policy_line_put(c, &l, S("line"), out);
	facts_put(c, &i, out);
	options_put(c, &i, out);
	steps_put(c, &i, out);
	node_bool(out, "may_add", ctx_may(c, &advocacy_action_entity, ADD,
	    i.programme));
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_text(out, "typed_lines", request_form(q, "lines"));
	return drafts_put(c, &i, out) && comments_put(c, &i, out) &&
	    policy_advocacy_put(c, i.programme, i.row.id, out) &&
	    gate_moves_put(c, &p, &policy_instrument_entity, &i, out) &&
	    attach_put(c, q, &policy_instrument_entity, &i, entity_href(c,
	        &policy_instrument_entity, i.row.id), out);
}

const struct page instrument_page = {
	.method = GET,
	.path   = "/policy_instrument/{id}",
	.about  = "One policy instrument: stages and days, options, drafts, "
	    "comments and what became of them.",
	.view   = "instrument.html",
	.of     = &policy_instrument_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- keying ---- */

/* v-ID and r-ID of every comment that was answered on the page. */
static bool
answer_comments(struct ctx *c, const struct request *q,
    const struct policy_instrument *i)
{
	const struct policy_comment *all;
	struct policy_comment k;
	str id, verdict, reason;
	size_t j, n, kept = 0;

	if ((all = every_by(c, &policy_comment_entity, "instrument",
	    i->row.id, &n)) == NULL)
		return false;
	for (j = 0; j < n; j++) {
		id = id_text(c->arena, all[j].row.id);
		verdict = ask_typed(q, str_print(c->arena, "v-%s", id.p).p);
		reason = ask_typed(q, str_print(c->arena, "r-%s", id.p).p);
		if (str_none(verdict))
			continue;
		k = all[j];
		k.verdict = verdict;
		k.reason = reason;
		if (!flow_save(c, &policy_comment_entity, &k))
			return false;
		kept++;
	}
	return kept > 0 || fail(&c->errors, INVALID, NULL,
	    "Say of at least one comment what became of it.");
}

static bool
score_option(struct ctx *c, const struct request *q,
    struct policy_instrument *i)
{
	str option = ask_typed(q, "option"), score = ask_typed(q, "score");
	str criterion = ask_typed(q, "criterion");
	double value;

	if (str_none(option))
		return fail(&c->errors, INVALID, "option",
		    "Name the option.");
	if (str_none(criterion))
		return fail(&c->errors, INVALID, "criterion",
		    "Name the criterion it is judged by.");
	if (!str_typed(score, &value) || !(value >= 0 && value <= 100))
		return fail(&c->errors, INVALID, "score",
		    "Score it with a number from 0 to 100.");
	i->options = policy_score_set(c, i->options, option, criterion,
	    score);
	return flow_save(c, &policy_instrument_entity, i);
}

static bool
reach_stage(struct ctx *c, const struct request *q,
    const struct policy_instrument *i)
{
	struct policy_stage s;

	row_blank(&policy_stage_entity, &s);
	s.document = ask_typed(q, "document");
	s.note = ask_typed(q, "note");
	return ask_day(c, q, "date", &s.date) &&
	    policy_advance(c, i, ask_typed(q, "verb"), &s);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct policy_instrument i;
	struct day day;
	size_t added;

	(void)out;
	if (!find(c, q, &i))
		return false;
	r->go = str_print(c->arena, "%s?saved=yes", entity_href(c,
	    &policy_instrument_entity, i.row.id).p);
	if (str_is(go, "stage"))
		return reach_stage(c, q, &i);
	if (str_is(go, "answers"))
		return answer_comments(c, q, &i);
	if (str_is(go, "option"))
		return score_option(c, q, &i);
	if (!str_is(go, "comments"))
		return fail(&c->errors, INVALID, "go", "Say what to do: "
		    "stage, option, comments or answers.");
	return ask_day(c, q, "date", &day) && policy_comments_add(c, i.row.id,
	    ask_id(q, "draft"), day, request_form(q, "lines"), &added);
}

const struct page instrument_post = {
	.method = POST,
	.path   = "/policy_instrument/{id}/note",
	.about  = "Adds to a policy instrument: 'go' is stage, option, "
	    "comments (lines) or answers.",
	.view   = "instrument.html",
	.again  = &instrument_page,
	.of     = &policy_instrument_entity,
	.needs  = SEE,
	.run    = accept,
};

/* ---- two drafts ---- */

static const struct policy_draft *
draft_asked(const struct request *q, const char *name,
    const struct policy_draft *d, size_t n, size_t otherwise)
{
	int64_t version;
	size_t k;

	if (str_int(request_arg(q, name), &version))
		for (k = 0; k < n; k++)
			if (d[k].version == version)
				return &d[k];
	return otherwise < n ? &d[otherwise] : NULL;
}

static bool
show_drafts(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct policy_draft *d, *a, *b;
	struct policy_instrument i;
	size_t n;

	(void)r;
	if (!find(c, q, &i) || !head_put(c, &i, out) || !drafts_put(c, &i,
	    out) || (d = every_by(c, &policy_draft_entity, "instrument",
	    i.row.id, &n)) == NULL)
		return false;
	a = draft_asked(q, "from", d, n, n < 2 ? n : n - 2);
	b = draft_asked(q, "to", d, n, n == 0 ? 0 : n - 1);
	node_bool(out, "compares", a != NULL && b != NULL);
	if (a == NULL || b == NULL)
		return true;
	node_text(out, "from", str_print(c->arena, say(c, "Version %lld"),
	    (long long)a->version));
	node_text(out, "to", str_print(c->arena, say(c, "Version %lld"),
	    (long long)b->version));
	assist_differ_put(c, a->body, b->body, out);
	return true;
}

const struct page drafts_page = {
	.method = GET,
	.path   = "/policy_instrument/{id}/drafts",
	.about  = "Two drafts of a policy instrument side by side: 'from' and "
	    "'to'.",
	.view   = "drafts.html",
	.of     = &policy_draft_entity,
	.needs  = SEE,
	.run    = show_drafts,
};
