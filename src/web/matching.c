/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which experts fit a request, and why; choosing and inviting them. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/roster.h"
#include "model/codes.h"
#include "web/ask.h"
#include "web/asked.h"
#include "web/assist.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/programme.h"

static void
reasons_put(struct ctx *c, const struct assist_expert *x, struct node *row)
{
	node_text(row, "covers", x->covers);
	node_bool(row, "not_rostered", !x->is_rostered);
	node_text(row, "status", choice_says(c, &expert_status_codes,
	    x->row.status));
	node_text(row, "conflict", x->conflict);
	node_text(row, "declared", str_none(x->conflict) ? x->row.conflicts
	    : (str){ 0 });
	node_bool(row, "days_known", x->days_known);
	node_bool(row, "is_free", x->is_free);
	node_bool(row, "language_known", x->language_known);
	node_bool(row, "speaks", x->speaks);
	node_bool(row, "is_barred", x->is_barred);
}

static void
expert_put(struct ctx *c, const struct assist_expert *x, size_t number,
    struct node *row)
{
	const struct expert_invitation *v = &x->chosen;

	node_count(row, "number", (int64_t)number);
	node_text(row, "id", id_text(c->arena, x->row.row.id));
	node_text(row, "code", x->row.code);
	node_text(row, "name", str_none(x->row.name) ? x->row.code
	    : x->row.name);
	node_text(row, "href", entity_href(c, &expert_entity, x->row.row.id));
	node_real(row, "percent", x->coverage * 100, 0);
	node_money(row, "fee", x->row.day_fee);
	node_text(row, "sex", str_none(x->row.sex) ? (str){ 0 }
	    : choice_says(c, &sex_codes, x->row.sex));
	node_count(row, "years", x->row.years);
	node_real(row, "rating", x->load.rating, 1);
	node_count(row, "rated", (int64_t)x->load.rated);
	node_count(row, "running", (int64_t)x->load.running);
	node_real(row, "days_year", x->load.days_year, 1);
	reasons_put(c, x, row);
	if (v->row.revision == 0)
		return;
	node_text(row, "place", choice_says(c, &expert_place_codes,
	    v->place));
	node_bool(row, "is_chosen", str_is(v->place, "chosen"));
	node_bool(row, "is_runner_up", str_is(v->place, "runner_up"));
	node_bool(row, "may_invite", str_among(v->place, "chosen runner_up"));
	node_bool(row, "has_address", !str_none(x->row.email));
	node_text(row, "invitation", id_text(c->arena, v->row.id));
	node_moment(row, "invited", v->invited_at);
	node_text(row, "answer", choice_says(c, &expert_answer_codes,
	    v->answer));
	node_text(row, "availability", v->availability);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct assist_match m;
	struct ta_request t;
	size_t i;

	(void)r;
	if (!asked_find(c, q, &t) || !asked_head(c, &t, "Experts", out) ||
	    !assist_match(c, &t, &m))
		return false;
	for (i = 0; i < m.needs; i++)
		node_text(node_row(out, "needs"), "name", m.need[i]);
	node_bool(out, "has_needs", m.needs > 0);
	node_text(out, "languages", m.languages);
	node_day(out, "from", m.from);
	node_day(out, "to", m.to);
	node_count(out, "women", (int64_t)m.women);
	node_count(out, "men", (int64_t)m.men);
	node_count(out, "unsaid", (int64_t)m.unsaid);
	node_count(out, "chosen_women", (int64_t)m.chosen_women);
	node_count(out, "chosen_n", (int64_t)m.chosen);
	node_text(out, "match_href", str_print(c->arena, "%s/match",
	    entity_href(c, &ta_request_entity, t.row.id).p));
	(void)node_list(out, "rows");
	for (i = 0; i < m.n; i++)
		expert_put(c, &m.expert[i], i + 1, node_row(out, "rows"));
	node_bool(out, "has_rows", m.n > 0);
	node_bool(out, "may_choose", ctx_may(c, &expert_invitation_entity,
	    ADD, t.programme));
	return true;
}

const struct page matching_page = {
	.method = GET,
	.path   = "/ta_request/{id}/match",
	.about  = "The experts of the pool against what a request asks for, "
	    "the best first, with the reasons.",
	.view   = "matching.html",
	.of     = &expert_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
invite(struct ctx *c, const struct request *q, const struct ta_request *t,
    struct node *out, struct reply *r)
{
	bool by_mail = str_is(request_form(q, "go"), "mail"), told = false;
	struct expert_invitation v;
	struct expert x;
	str key;

	if (!assist_invite(c, ask_id(q, "invitation"), ask_typed(q,
	    "message"), &key) || !flow_find(c, &expert_invitation_entity,
	    ask_id(q, "invitation"), &v) || !flow_find(c, &expert_entity,
	    v.expert, &x) || (by_mail && !roster_invite(c, site_address(c, q),
	    &v, key, &told)))
		return false;
	if (!asked_head(c, t, "Invitation", out))
		return false;
	asked_link_put(c, q, "/invited/", key, x.name, x.email,
	    str_print(c->arena, "%s/match", entity_href(c, &ta_request_entity,
	    t->row.id).p), out);
	asked_told_put(by_mail, told, out);
	r->status = 201;
	r->view = "linked.html";
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct ta_request t;

	if (!asked_find(c, q, &t))
		return false;
	if (str_among(request_form(q, "go"), "invite mail"))
		return invite(c, q, &t, out, r);
	r->go = str_print(c->arena, "%s/match", entity_href(c,
	    &ta_request_entity, t.row.id).p);
	return assist_place(c, &t, ask_id(q, "expert"),
	    request_form(q, "go"), ask_typed(q, "why"));
}

const struct page matching_post = {
	.method = POST,
	.path   = "/ta_request/{id}/match",
	.about  = "Puts an 'expert' in a place (go: chosen, runner_up, listed "
	    "or out), or makes the link of an 'invitation' and shows it (go: "
	    "invite) or sends it (go: mail).",
	.view   = "matching.html",
	.again  = &matching_page,
	.of     = &expert_invitation_entity,
	.needs  = ADD,
	.run    = accept,
};
