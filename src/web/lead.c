/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A donor lead in a few words, of a call or of nobody's asking. */
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/pipeline.h"
#include "flow/save.h"
#include "model/raise.h"
#include "web/ask.h"
#include "web/entity.h"
#include "web/resources.h"

#define ASKED "donor title amount deadline owner next_step next_on"

struct leading {
	struct request      q;          /* as if asked of the entity */
	struct programme    p;
	struct funding_call call;       /* revision 0: of none */
	struct opportunity  o;
};

static bool
begin(struct ctx *c, const struct request *q, struct leading *l)
{
	struct id call;
	str asked = request_form(q, "call");

	if (str_none(asked))
		asked = request_arg(q, "call");
	*l = (struct leading){ .q = *q };
	l->q.entity = &opportunity_entity;
	if (!programme_named(c, q, &l->p))
		return false;
	row_blank(&opportunity_entity, &l->o);
	l->o.programme = l->p.row.id;
	if (str_none(asked))
		return true;
	if (!id_read(asked, &call) ||
	    !flow_find(c, &funding_call_entity, call, &l->call))
		return false;
	l->o.call = call;
	l->o.donor = l->call.funder;
	l->o.title = l->call.title;
	l->o.deadline = l->call.deadline;
	l->o.amount = l->call.amount_to;
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct leading l;
	struct crumb up;
	struct form *form;
	struct node *node;

	(void)r;
	if (!begin(c, q, &l))
		return false;
	form = entity_form(c, &l.q, &l.o);
	form->currency = str_z(c->arena, l.p.currency);
	(void)!form_read(form, q->args, q->n_args, &l.o, &quiet);
	(void)!form_read(form, q->form, q->n_form, &l.o, &quiet);
	up = (struct crumb){ str_of(say(c, phase_name(PHASE_RESOURCES))),
		resources_href(c, &l.p, "") };
	programme_put(c, &l.p, PHASE_RESOURCES, out);
	crumb_put(out, &up, 1);
	node_z(out, "title", say(c, "Add a donor lead"));
	node_text(out, "action", resources_href(c, &l.p, "/lead"));
	node_text(out, "back", up.href);
	if (l.call.row.revision > 0) {
		node_text(out, "call", id_text(c->arena, l.call.row.id));
		node_text(out, "call_title", l.call.title);
	}
	node_bool(out, "may_add_donor", ctx_may(c, &organisation_entity, ADD,
	    l.p.row.id));
	node_bool(out, "is_new_donor", !str_none(request_form(q,
	    "new_donor")));
	node = node_object(out, "form");
	form_node(form, &l.o, node);
	entity_shorten(node, ASKED);
	return true;
}

static bool
may(struct ctx *c, const struct request *q)
{
	struct errors before = c->errors;
	struct programme p;
	bool good;

	good = programme_named(c, q, &p) &&
	    ctx_may(c, &opportunity_entity, ADD, p.row.id);
	c->errors = before;
	return good;
}

const struct page resources_lead_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/lead",
	.about  = "A short form for a donor lead; 'call' and 'donor' fill it "
	    "in.",
	.view   = "resources_lead.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.may    = may,
	.run    = show,
};

/* A donor that nobody has named yet enters the register with its lead. */
static bool
donor_new(struct ctx *c, const struct request *q, struct leading *l)
{
	const struct field *f = field_named(&opportunity_entity, S("donor"));
	struct lookup *look = flow_lookup(c, &opportunity_entity);
	struct organisation g;
	str name = ask_typed(q, "donor");

	if (str_none(name) || look->refer(look->with, f, name, &l->o.donor))
		return true;
	row_blank(&organisation_entity, &g);
	g.name = name;
	g.programme = l->p.row.id;
	if (!flow_save(c, &organisation_entity, &g))
		return false;
	l->o.donor = g.row.id;
	return true;
}

/* The form's faults, less those of a donor who is new. */
static bool
read_form(struct ctx *c, const struct request *q, struct leading *l)
{
	struct errors here = { c->arena, NULL, c->words, NULL };
	struct form *form = entity_form(c, &l->q, &l->o);
	bool is_new = !str_none(request_form(q, "new_donor")), good = true;
	const struct error *e;

	form->typed = NULL;
	form->n_typed = 0;
	form->currency = str_z(c->arena, l->p.currency);
	if (form_read(form, q->form, q->n_form, &l->o, &here))
		return true;
	for (e = here.first; e != NULL; e = e->next)
		if (e->field == NULL || strcmp(e->field, "donor") != 0)
			good = fail(&c->errors, e->fault, e->field, "%s",
			    e->text);
		else if (!is_new)
			good = fail(&c->errors, e->fault, e->field, "%s",
			    str_print(c->arena, "%s %s", e->text, !ctx_may(c,
			    &organisation_entity, ADD, l->p.row.id) ? "" :
			    say(c, "If it is new here, tick that below.")).p);
	return good;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct leading l;
	bool good;

	(void)out;
	if (!begin(c, q, &l))
		return false;
	good = read_form(c, q, &l);
	l.o.programme = l.p.row.id;
	if (good && !str_none(request_form(q, "new_donor")))
		good = donor_new(c, q, &l);
	if (!good && !str_none(request_form(q, "new_donor")) &&
	    !str_none(ask_typed(q, "donor")))
		return false;           /* what else is wrong was said */
	l.o.last_change = moment_day(c->now);
	if (!pipeline_chance(c, S("lead"), &l.o.probability))
		return false;
	if (!flow_save(c, &opportunity_entity, &l.o) || !good)
		return false;
	r->go = entity_href(c, &opportunity_entity, l.o.row.id);
	return true;
}

const struct page resources_lead_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/lead",
	.about  = "Adds a donor lead; with 'new_donor' the donor enters the "
	    "register of organisations.",
	.view   = "resources_lead.html",
	.again  = &resources_lead_page,
	.of     = &opportunity_entity,
	.needs  = SEE,
	.may    = may,
	.run    = accept,
};
