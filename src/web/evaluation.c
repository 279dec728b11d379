/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One evaluation: criteria, findings, recommendations and their answers. */
#include <string.h>

#include "base/arena.h"
#include "derive/form.h"
#include "flow/every.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/advise.h"
#include "model/codes.h"
#include "model/monitor.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/programme.h"

struct shown {
	struct ctx            *c;
	struct programme       p;
	struct evaluation      e;
	struct finding        *finding;
	struct recommendation *advice;
	size_t                 findings, advices;       /* of it: those of
	                                                 * others are skipped */
};

static bool
of_it(const struct shown *v, struct id evaluation)
{
	return id_same(evaluation, v->e.row.id);
}

static void
state_put(struct ctx *c, const struct entity *e, str state, const char *mark,
    struct node *row)
{
	const struct state *s = state_coded(guard_state(e)->machine, state);
	struct node *o = node_object(row, "is");

	node_z(o, "mark", mark);
	node_z(o, "says", s == NULL ? NULL : say(c, s->label));
}

/* ---- criteria ---- */

static const struct node *
scored(struct arena *a, const struct node *table, const struct choice *ch)
{
	const struct node *one;
	str is;

	for (one = table == NULL ? NULL : json_first(table, "");
	    one != NULL; one = one->next) {
		is = str_lower(a, json_text(one, "criterion"));
		if (str_same(is, str_lower(a, str_of(ch->code))) ||
		    str_same(is, str_lower(a, str_of(ch->label))))
			return one;
	}
	return NULL;
}

static size_t
found_on(const struct shown *v, const char *criterion)
{
	size_t i, n = 0;

	for (i = 0; i < v->findings; i++)
		n += of_it(v, v->finding[i].evaluation) &&
		    str_is(v->finding[i].criterion, criterion);
	return n;
}

static void
criteria_put(const struct shown *v, struct node *out)
{
	struct errors quiet = { .arena = v->c->arena };
	const struct choice *ch;
	const struct node *one;
	struct node *table = NULL, *row;
	int64_t n = 0;

	if (!str_none(v->e.scores) && !json_read(v->c->arena, v->e.scores,
	    &table, &quiet))
		table = NULL;
	for (ch = evaluation_criteria_dac_codes.of; ch->code != NULL; ch++) {
		one = scored(v->c->arena, table, ch);
		row = node_row(out, "criteria");
		node_z(row, "name", say(v->c, ch->label));
		node_text(row, "score", one == NULL ? (str){ 0 }
		    : json_text(one, "score"));
		node_text(row, "evidence", one == NULL ? (str){ 0 }
		    : json_text(one, "evidence"));
		node_count(row, "findings", (int64_t)found_on(v, ch->code));
		n += one != NULL && !str_none(json_text(one, "score"));
	}
	node_count(out, "scored", n);
}

/* ---- findings ---- */

static void
finding_put(const struct shown *v, const struct finding *f, struct node *row)
{
	struct ctx *c = v->c;

	node_count(row, "seq", f->seq);
	node_text(row, "text", f->text);
	node_text(row, "href", entity_href(c, &finding_entity, f->row.id));
	node_text(row, "criterion", choice_says(c,
	    &evaluation_criteria_dac_codes, f->criterion));
	node_text(row, "strength", choice_says(c, &evidence_strength_codes,
	    f->strength));
	node_text(row, "evidence", f->evidence);
	node_text(row, "answer", f->answer);
}

/* ---- recommendations ---- */

static const char *
mark_of(const struct recommendation *r)
{
	if (str_is(r->state, "done"))
		return "ok";
	if (str_is(r->state, "rejected"))
		return "bad";
	return str_is(r->state, "open") ? "none" : "warn";
}

static bool
is_answered(const struct recommendation *r)
{
	if (str_is(r->state, "open"))
		return false;
	return str_is(r->state, "rejected") || str_is(r->state, "done") ||
	    str_is(r->state, "no_longer") || (!str_none(r->action) &&
	    !id_none(r->responsible) && r->action_due.n != 0);
}

static bool
is_late(struct ctx *c, const struct recommendation *r)
{
	return r->action_due.n != 0 && r->done_on.n == 0 &&
	    (str_is(r->state, "accepted") || str_is(r->state, "partially") ||
	    str_is(r->state, "in_progress")) &&
	    r->action_due.n < moment_day(c->now).n;
}

static bool
may_move(struct ctx *c, const struct recommendation *r, const char *verb)
{
	const struct move *m[16];
	size_t n = flow_moves(c, &recommendation_entity, r, m, 16);

	while (n-- > 0)
		if (strcmp(m[n]->verb, verb) == 0)
			return true;
	return false;
}

/* The form of an open one; what was typed, if it is the one refused. */
static void
answer_put(const struct shown *v, const struct request *q,
    const struct recommendation *r, struct node *row)
{
	struct ctx *c = v->c;
	str id = id_text(c->arena, r->row.id);
	bool typed = q->faults != NULL &&
	    str_same(request_form(q, "recommendation"), id);
	struct node *o = node_object(row, "answering");
	const char *const field[] = { "verdict", "response", "action",
		"responsible", "action_due" };
	size_t i;

	for (i = 0; i < sizeof(field) / sizeof(field[0]); i++) {
		node_text(o, field[i], typed ? request_form(q, field[i])
		    : (str){ 0 });
		node_z(o, str_print(c->arena, "%s_wrong", field[i]).p,
		    typed ? errors_text(q->faults, field[i]) : NULL);
	}
	node_bool(o, "opens", typed);
	for (i = 0; i < 3; i++)
		node_bool(o, str_print(c->arena, "is_%zu", i).p, typed &&
		    str_is(request_form(q, "verdict"), i == 0 ? "accept"
		    : i == 1 ? "accept_partly" : "reject"));
}

static void
advice_put(const struct shown *v, const struct request *q,
    const struct recommendation *r, struct node *row)
{
	struct ctx *c = v->c;

	node_id(row, "id", r->row.id);
	node_text(row, "text", r->text);
	node_text(row, "href", entity_href(c, &recommendation_entity,
	    r->row.id));
	node_text(row, "priority", choice_says(c, &risk_level_codes,
	    r->priority));
	node_text(row, "addressee", id_none(r->addressee) ? (str){ 0 }
	    : flow_name(c, &party_entity, r->addressee));
	node_text(row, "finding", id_none(r->finding) ? (str){ 0 }
	    : flow_name(c, &finding_entity, r->finding));
	node_text(row, "response", r->response);
	node_text(row, "action", r->action);
	node_text(row, "responsible", id_none(r->responsible) ? (str){ 0 }
	    : flow_name(c, &party_entity, r->responsible));
	node_day(row, "by", r->action_due);
	node_day(row, "done_on", r->done_on);
	node_bool(row, "is_late", is_late(c, r));
	node_bool(row, "is_answered", is_answered(r));
	state_put(c, &recommendation_entity, r->state, mark_of(r), row);
	if (may_move(c, r, "accept") && q->shape == HTML)
		answer_put(v, q, r, row);
}

/* ---- the page ---- */

static bool
shown_find(struct ctx *c, const struct request *q, struct shown *v)
{
	*v = (struct shown){ .c = c };
	if (!programme_named(c, q, &v->p) || !flow_find_text(c,
	    &evaluation_entity, request_at(q, "evaluation"), v->p.row.id,
	    &v->e))
		return false;
	if (!id_same(v->e.programme, v->p.row.id))
		return fail(&c->errors, ABSENT, "evaluation",
		    "This evaluation belongs to another programme.");
	v->finding = every(c, &finding_entity, v->p.row.id, &v->findings);
	v->advice = every(c, &recommendation_entity, v->p.row.id,
	    &v->advices);
	return v->finding != NULL && v->advice != NULL;
}

static void
lists_put(const struct shown *v, const struct request *q, struct node *out)
{
	int64_t found = 0, advised = 0, answered = 0;
	size_t i;

	(void)node_list(out, "findings");
	for (i = 0; i < v->findings; i++)
		if (of_it(v, v->finding[i].evaluation)) {
			finding_put(v, &v->finding[i], node_row(out,
			    "findings"));
			found++;
		}
	(void)node_list(out, "rows");
	for (i = 0; i < v->advices; i++)
		if (of_it(v, v->advice[i].evaluation)) {
			advice_put(v, q, &v->advice[i], node_row(out, "rows"));
			answered += is_answered(&v->advice[i]);
			advised++;
		}
	node_count(out, "found", found);
	node_count(out, "advised", advised);
	node_count(out, "answered", answered);
	node_bool(out, "has_findings", found > 0);
	node_bool(out, "has_advice", advised > 0);
	node_bool(out, "all_answered", advised > 0 && answered == advised);
}

static str
page_href(struct ctx *c, const struct programme *p, struct id evaluation)
{
	return str_print(c->arena, "%s/evaluation/%s",
	    programme_href(c, p).p, id_text(c->arena, evaluation).p);
}

static void
head_put(const struct shown *v, struct node *out)
{
	struct ctx *c = v->c;
	const struct evaluation *e = &v->e;
	const bool over = str_is(e->state, "closed") ||
	    str_is(e->state, "cancelled");

	node_text(out, "title", text_in(c->arena, e->title, c->lang));
	node_id(out, "id", e->row.id);
	node_text(out, "answer_href", page_href(c, &v->p, e->row.id));
	node_text(out, "row_href", entity_href(c, &evaluation_entity,
	    e->row.id));
	node_text(out, "kind", choice_says(c, &evaluation_kind_codes,
	    e->kind));
	node_text(out, "summary", e->summary);
	node_text(out, "method", e->method);
	node_day(out, "starts", e->starts_on);
	node_day(out, "delivered", e->delivered_on);
	node_day(out, "accepted", e->accepted_on);
	state_put(c, &evaluation_entity, e->state, over ? "ok" : "warn", out);
	node_bool(out, "may_edit", !over && flow_may(c, &evaluation_entity, e,
	    EDIT));
	node_bool(out, "may_find", !over && ctx_may(c, &finding_entity, ADD,
	    v->p.row.id));
	node_bool(out, "may_advise", !over && ctx_may(c,
	    &recommendation_entity, ADD, v->p.row.id));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct shown v;

	(void)reply;
	if (!shown_find(c, q, &v))
		return false;
	programme_put(c, &v.p, PHASE_EVALUATE, out);
	crumb_put(out, &(struct crumb){ str_of(say(c, "Evaluate")),
	    str_print(c->arena, "%s/evaluate", programme_href(c, &v.p).p) },
	    1);
	head_put(&v, out);
	criteria_put(&v, out);
	lists_put(&v, q, out);
	return gate_moves_put(c, &v.p, &evaluation_entity, &v.e, out);
}

const struct page evaluation_page = {
	.method = GET,
	.path   = "/programme/{id}/evaluation/{evaluation}",
	.about  = "An evaluation: scores by criterion, findings, "
	    "recommendations and what the management answers.",
	.view   = "evaluation.html",
	.of     = &evaluation_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- answering ---- */

static bool
needs_text(struct ctx *c, bool there, const char *field, const char *says)
{
	return there || fail(&c->errors, INVALID, field, "%s",
	    words_say(c->words, says));
}

/* Whoever takes advice says what follows; whoever refuses says why. */
static bool
check_whole(struct ctx *c, const struct recommendation *r, bool rejects)
{
	bool fine = needs_text(c, !str_none(r->response), "response", rejects
	    ? "Say why it is not accepted." : "Say what the answer is.");

	if (rejects)
		return fine;
	fine &= needs_text(c, !str_none(r->action), "action",
	    "Say what is done about it.");
	fine &= needs_text(c, !id_none(r->responsible), "responsible",
	    "Say who does it.");
	return needs_text(c, r->action_due.n != 0, "action_due",
	    "Say by when it is done.") && fine;
}

static bool
answer(struct ctx *c, const struct request *q, struct recommendation *r)
{
	struct request of = *q;
	str verdict = request_form(q, "verdict");
	bool rejects = str_is(verdict, "reject"), good;

	of.entity = &recommendation_entity;
	good = form_read(entity_form(c, &of, r), q->form, q->n_form, r,
	    &c->errors);
	if (!rejects && !str_is(verdict, "accept") &&
	    !str_is(verdict, "accept_partly"))
		good = fail(&c->errors, INVALID, "verdict",
		    "Choose whether it is accepted.");
	return check_whole(c, r, rejects) && good &&
	    flow_save(c, &recommendation_entity, r) && flow_move(c,
	    &recommendation_entity, r->row.id, r->row.revision, verdict,
	    r->response);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct recommendation r;
	struct shown v;

	(void)out;
	if (!shown_find(c, q, &v) || !flow_find_text(c,
	    &recommendation_entity, request_form(q, "recommendation"),
	    v.p.row.id, &r))
		return false;
	if (!of_it(&v, r.evaluation))
		return fail(&c->errors, ABSENT, "recommendation",
		    "This recommendation is not of this evaluation.");
	reply->go = page_href(c, &v.p, v.e.row.id);
	return answer(c, q, &r);
}

const struct page evaluation_post = {
	.method = POST,
	.path   = "/programme/{id}/evaluation/{evaluation}",
	.about  = "Answers a recommendation: verdict (accept, accept_partly, "
	    "reject), response, action, responsible, action_due.",
	.again  = &evaluation_page,
	.of     = &evaluation_entity,
	.needs  = SEE,
	.run    = accept,
};
