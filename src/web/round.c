/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The design of a round: a new one, and one that is there. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/rounds.h"

enum { PARTIES_SHOWN = 200, WEIGHT_MOST = 1000 };

/* ---- the form ---- */

/* The fields of the form by their names, for a template that places each. */
static void
fields_put(const struct node *form, struct node *out)
{
	const struct node *f = node_find(form, S("fields"));
	struct node *by = node_object(out, "f"), *one;

	for (f = f == NULL ? NULL : f->first; f != NULL; f = f->next) {
		one = node_object(by, node_find(f, S("name"))->text.p);
		one->n = f->n;
		one->first = f->first;
		one->last = f->last;
	}
}

static bool
frameworks_put(struct ctx *c, struct id chosen, struct node *out)
{
	const struct framework *f;
	struct node *row;
	size_t i, n;

	f = every(c, &framework_entity, (struct id){ { 0 } }, &n);
	if (f == NULL)
		return false;
	(void)node_list(out, "frameworks");
	for (i = 0; i < n; i++) {
		row = node_row(out, "frameworks");
		node_id(row, "id", f[i].row.id);
		node_text(row, "name", text_in(c->arena, f[i].title, c->lang));
		node_text(row, "code", f[i].code);
		node_text(row, "version", f[i].version);
		node_text(row, "target", choice_says(c, &subject_type_codes,
		    f[i].target));
		node_real(row, "lo", f[i].scale_min, -1);
		node_real(row, "hi", f[i].scale_max, -1);
		node_bool(row, "is_frozen", f[i].is_frozen == YES);
		node_text(row, "look", str_print(c->arena,
		    "/framework/%s/design", id_text(c->arena,
		    f[i].row.id).p));
		node_bool(row, "here", id_same(f[i].row.id, chosen));
	}
	return true;
}

static bool
baselines_put(struct ctx *c, const struct assessment_round *r,
    struct node *out)
{
	struct assessment_round *all;
	struct node *row;
	size_t i, n;

	if (!assess_rounds(c, r->programme, &all, &n))
		return false;
	(void)node_list(out, "baselines");
	for (i = 0; i < n; i++) {
		if (id_same(all[i].row.id, r->row.id) ||
		    !str_same(all[i].subject_type, r->subject_type))
			continue;
		row = node_row(out, "baselines");
		node_id(row, "id", all[i].row.id);
		node_text(row, "name", str_print(c->arena, "%.*s · %.*s",
		    (int)round_name(c, &all[i]).n, round_name(c, &all[i]).p,
		    (int)all[i].code.n, all[i].code.p));
		node_bool(row, "here", id_same(all[i].row.id, r->baseline));
	}
	return true;
}

/* Where they are not too many, those of the kind are there to tick. */
static bool
parties_put(struct ctx *c, const struct assessment_round *r, struct node *out)
{
	const struct party *p;
	struct node *row;
	size_t i, n, of_kind = 0;

	(void)node_list(out, "parties");
	if (!ctx_may(c, &party_entity, SEE, r->programme))
		return true;
	p = every(c, &party_entity, r->programme, &n);
	if (p == NULL)
		return false;
	for (i = 0; i < n; i++)
		of_kind += str_same(p[i].kind, r->subject_type);
	node_count(out, "parties_of_kind", (int64_t)of_kind);
	for (i = 0; of_kind <= PARTIES_SHOWN && i < n; i++) {
		if (!str_same(p[i].kind, r->subject_type))
			continue;
		row = node_row(out, "parties");
		node_id(row, "id", p[i].row.id);
		node_text(row, "name", str_none(p[i].name) ? p[i].code
		    : p[i].name);
		node_text(row, "code", p[i].code);
		node_bool(row, "here", id_among(r->subjects, p[i].row.id));
	}
	return true;
}

/* What each role counts: in this round, and in the framework. */
static bool
roles_put(struct ctx *c, const struct request *q,
    const struct assessment_round *r, struct node *out)
{
	const struct choice *ch;
	struct instrument *in;
	struct node *row;
	size_t i = 0;
	str name, sent;

	(void)node_list(out, "roles");
	if (id_none(r->framework))
		return true;
	if (!assess_instrument(c, r->framework, &in))
		return false;
	for (ch = rater_role_codes.of; ch->code != NULL; ch++, i++) {
		row = node_row(out, "roles");
		name = str_print(c->arena, "weight.%s", ch->code);
		sent = request_form(q, name.p);
		node_text(row, "name", name);
		node_z(row, "label", say(c, ch->label));
		node_real(row, "framework", in->how.role[i].weight, -1);
		if (sent.p != NULL)
			node_text(row, "value", sent);
		else
			node_real(row, "value", rounds_number(c, r->rule,
			    "role_weights", str_of(ch->code)), -1);
		node_z(row, "error", q->faults == NULL ? NULL
		    : errors_text(q->faults, name.p));
	}
	return true;
}

static bool
form_put(struct ctx *c, const struct request *q, struct assessment_round *r,
    struct node *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct request as = *q;
	struct form *form;

	as.entity = &assessment_round_entity;
	form = entity_form(c, &as, r);
	(void)!form_read(form, q->form, q->n_form, r, &quiet);
	form_node(form, r, node_object(out, "form"));
	fields_put(node_find(out, S("form")), out);
	return frameworks_put(c, r->framework, out) &&
	    baselines_put(c, r, out) && parties_put(c, r, out) &&
	    roles_put(c, q, r, out);
}

/* ---- what was sent ---- */

static bool
read_weight(struct ctx *c, const char *name, str sent, double *weight)
{
	*weight = NAN;
	if (str_none(str_trim(sent)))
		return true;
	if (str_typed(str_trim(sent), weight) && *weight >= 0 &&
	    *weight <= WEIGHT_MOST)
		return true;
	return fail(&c->errors, INVALID, name,
	    "'%.*s' is no weight: 0 or more, such as 0.3.", (int)sent.n,
	    sent.p);
}

static bool
read_weights(struct ctx *c, const struct request *q,
    struct assessment_round *r)
{
	struct write w = write_new(c->arena, 4096);
	const struct choice *ch;
	bool fine = true;
	double weight;
	str name;

	if (request_form(q, "weights").p == NULL)
		return true;
	for (ch = rater_role_codes.of; ch->code != NULL; ch++) {
		name = str_print(c->arena, "weight.%s", ch->code);
		fine &= read_weight(c, name.p, request_form(q, name.p),
		    &weight);
		if (isnan(weight))
			continue;
		write_char(&w, w.n == 0 ? '{' : ',');
		json_quote(&w, str_of(ch->code));
		write_char(&w, ':');
		write_real(&w, weight);
	}
	if (w.n > 0)
		write_char(&w, '}');
	return rounds_set(c, r->rule, "role_weights", w.n > 0 ? write_done(&w)
	    : (str){ 0 }, &r->rule) && fine;
}

static bool
save(struct ctx *c, const struct request *q, struct assessment_round *r)
{
	struct request as = *q;
	int64_t sent = entity_revision(q);
	struct form *form;
	bool read;

	as.entity = &assessment_round_entity;
	form = entity_form(c, &as, r);
	form->typed = NULL;
	form->n_typed = 0;
	read = form_read(form, q->form, q->n_form, r, &c->errors);
	read = read_weights(c, q, r) && read;
	if (r->row.revision > 0 && sent > 0)
		r->row.revision = sent;
	return flow_save(c, &assessment_round_entity, r) && read;
}

/* ---- a new one ---- */

static bool
show_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str asked = request_arg(q, "framework");
	struct assessment_round r;
	struct id framework = { 0 };
	struct programme p;
	struct crumb up;

	(void)reply;
	if (str_none(asked))
		asked = request_form(q, "framework");
	if (!programme_named(c, q, &p))
		return false;
	(void)id_read(asked, &framework);
	if (!rounds_start(c, p.row.id, framework, &r))
		return false;
	node_z(out, "title", say(c, "A new round"));
	programme_put(c, &p, PHASE_ASSESS, out);
	up = (struct crumb){ str_of(say(c, "Assess")), str_print(c->arena,
	    "%s/assess", str_z(c->arena, programme_href(c, &p))) };
	crumb_put(out, &up, 1);
	node_bool(out, "is_new", true);
	node_bool(out, "chosen", !id_none(framework));
	node_text(out, "action", str_print(c->arena, "%s/round",
	    str_z(c->arena, programme_href(c, &p))));
	node_bool(out, "may_add", ctx_may(c, &framework_entity, ADD,
	    (struct id){ { 0 } }));
	return form_put(c, q, &r, out);
}

static bool
accept_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct programme p;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	row_blank(&assessment_round_entity, &r);
	r.programme = p.row.id;
	if (!save(c, q, &r))
		return false;
	reply->go = rounds_href(c, &p, &r, ROUNDS_DESIGN);
	return true;
}

/* ---- one that is there ---- */

/* What was kept at its end, and the way to its next version. */
static bool
end_put(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, struct node *out)
{
	struct errors before = c->errors;
	struct assessment_round was;
	const struct results *results;
	struct rounds_kept k;
	struct node *o;

	node_bool(out, "may_correct", str_is(r->state, "locked") &&
	    flow_may(c, &assessment_round_entity, r, EDIT));
	if (!id_none(r->corrects) && flow_find(c, &assessment_round_entity,
	    r->corrects, &was)) {
		o = node_object(out, "corrects");
		node_text(o, "code", was.code);
		node_text(o, "href", rounds_href(c, p, &was, ROUNDS_DESIGN));
	}
	c->errors = before;
	if (!str_is(r->state, "locked") ||
	    !ctx_may(c, &round_score_entity, SEE, p->row.id))
		return true;
	if (!assess_results(c, r->row.id, &results) ||
	    !rounds_kept(c, results, &k))
		return false;
	if (k.n == 0)
		return true;
	o = node_object(out, "kept");
	node_count(o, "n", (int64_t)k.n);
	node_count(o, "differ", (int64_t)k.differ);
	node_bool(o, "as_now", k.differ == 0);
	node_text(o, "href", str_print(c->arena, "/round_score?round=%s",
	    id_text(c->arena, r->row.id).p));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct programme p;

	(void)reply;
	if (!rounds_named(c, q, &p, &r) ||
	    !rounds_put(c, &p, &r, ROUNDS_DESIGN, out))
		return false;
	node_text(out, "action", rounds_href(c, &p, &r, ROUNDS_DESIGN));
	node_bool(out, "is_settled", !str_is(r.state, "design"));
	return end_put(c, &p, &r, out) && form_put(c, q, &r, out);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct programme p;

	(void)out;
	if (!rounds_named(c, q, &p, &r) || !save(c, q, &r))
		return false;
	reply->go = rounds_href(c, &p, &r, ROUNDS_DESIGN);
	return true;
}

/* ---- a step ---- */

/* The step of any row, at this round's address. */
static struct request
as_row(struct ctx *c, const struct request *q, const struct assessment_round *r)
{
	struct request as = *q;

	as.entity = &assessment_round_entity;
	as.n_at = 1;
	as.at[0] = (struct pair){ S("id"), id_text(c->arena, r->row.id) };
	return as;
}

static bool
show_step(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct programme p;
	struct request as;
	str home;

	if (!rounds_named(c, q, &p, &r))
		return false;
	home = rounds_href(c, &p, &r, ROUNDS_DESIGN);
	node_text(out, "action", str_print(c->arena, "%.*s/step", (int)home.n,
	    home.p));
	node_text(out, "back_href", home);
	rounds_crumb(c, &p, &r, out);
	as = as_row(c, q, &r);
	return move_page.run(c, &as, out, reply);
}

static bool
accept_step(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct programme p;
	struct request as;

	if (!rounds_named(c, q, &p, &r))
		return false;
	as = as_row(c, q, &r);
	if (!move_post.run(c, &as, out, reply))
		return false;
	if (q->shape == HTML)
		reply->go = rounds_href(c, &p, &r, ROUNDS_DESIGN);
	return true;
}

const struct page round_new_page = {
	.method = GET,
	.path   = "/programme/{id}/round/new",
	.about  = "A round to design, of a framework, with what most rounds "
	          "have.",
	.view   = "round_new.html",
	.of     = &assessment_round_entity,
	.needs  = ADD,
	.run    = show_new,
};

const struct page round_add_post = {
	.method = POST,
	.path   = "/programme/{id}/round",
	.about  = "Adds a round to the programme.",
	.of     = &assessment_round_entity,
	.needs  = ADD,
	.again  = &round_new_page,
	.run    = accept_new,
};

const struct page round_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}",
	.about  = "The design of a round and what can happen to it next.",
	.view   = "round.html",
	.of     = &assessment_round_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page round_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}",
	.about  = "Changes the design of a round.",
	.of     = &assessment_round_entity,
	.needs  = EDIT,
	.again  = &round_page,
	.run    = accept,
};

const struct page round_step_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/step",
	.about  = "Asks before a round takes the step 'verb'.",
	.view   = "entity/move.html",
	.of     = &assessment_round_entity,
	.needs  = SEE,
	.run    = show_step,
};

const struct page round_step_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/step",
	.about  = "Takes a round through the step 'verb'.",
	.of     = &assessment_round_entity,
	.needs  = SEE,
	.again  = &round_step_page,
	.run    = accept_step,
};
