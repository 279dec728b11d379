/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A decision of cleaning: what an answer was, what it is taken for. */
#include "flow/assess.h"
#include "flow/find.h"
#include "model/codes.h"
#include "web/page.h"

static bool
find(struct ctx *c, const struct request *q, struct cleaning *d)
{
	return flow_find_text(c, &cleaning_entity, request_at(q, "id"),
	    (struct id){ 0 }, d);
}

static void
tell(struct ctx *c, const struct cleaning *d, const struct assessment_round *r,
    struct node *out)
{
	const struct choice *rule = choice_coded(&cleaning_rule_codes, d->rule);

	node_z(out, "title", words_say(c->words, "A decision about an answer"));
	node_z(out, "rule", words_say(c->words, rule->label));
	if (rule->note != NULL)
		node_z(out, "rule_note", words_say(c->words, rule->note));
	node_text(out, "item", d->item);
	node_text(out, "raw", d->raw);
	node_text(out, "was_taken", d->taken);
	node_text(out, "source_key", d->source_key);
	node_bool(out, "in_force", d->in_force == YES);
	node_text(out, "reason", d->reason);
	node_text(out, "round", r->code);
	node_bool(out, "is_locked", str_is(r->state, "locked"));
	node_bool(out, "may_decide", flow_may(c, &cleaning_entity, d, EDIT) &&
	    !str_is(r->state, "locked"));
	node_text(out, "action", str_print(c->arena, "/cleaning/%s/decide",
	    id_text(c->arena, d->row.id).p));
	node_text(out, "sheet_href", str_print(c->arena, "/response/%s",
	    id_text(c->arena, d->response).p));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct assessment_round round;
	struct cleaning d;

	(void)r;
	if (!find(c, q, &d) || !flow_find(c, &assessment_round_entity,
	    d.round, &round))
		return false;
	tell(c, &d, &round, out);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct cleaning d;

	if (!show(c, q, out, r) || !find(c, q, &d) ||
	    !assess_decide(c, d.row.id,
	    str_is(request_form(q, "in_force"), "yes"),
	    str_trim(request_form(q, "taken")), request_form(q, "reason")))
		return false;
	r->go = str_print(c->arena, "/cleaning/%s",
	    id_text(c->arena, d.row.id).p);
	return true;
}

const struct page decide_page = {
	.method = GET,
	.path   = "/cleaning/{id}",
	.about  = "What an answer was, what it is taken for, and why.",
	.view   = "decide.html",
	.of     = &cleaning_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page decide_post = {
	.method = POST,
	.path   = "/cleaning/{id}/decide",
	.about  = "Takes a decision back or puts it in force; "
	          "'taken' reads it anew.",
	.view   = "decide.html",
	.of     = &cleaning_entity,
	.needs  = EDIT,
	.run    = accept,
};
