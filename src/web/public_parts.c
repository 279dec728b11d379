/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The parts of a programme's public page, each from the flow that the
 * inner page of it is made from. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/feedback.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/sustain.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/learn.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/programme.h"
#include "web/public.h"

enum { SAID = 10 };             /* answered messages on the page */

static str
told(const struct public_page *v, str text)
{
	return publish_text(v->c, v->names, text_in(v->c->arena, text,
	    v->c->lang), v->found);
}

static str
told_plain(const struct public_page *v, str text)
{
	return publish_text(v->c, v->names, text, v->found);
}

/* ---- money ---- */

void
public_money_put(const struct public_page *v)
{
	const struct outline *o = v->o;
	double most = 0;
	struct node *row;
	struct write w;
	str name;
	size_t i;

	(void)node_list(v->out, "kinds");
	for (i = 0; i < o->kinds; i++)
		most = fmax(most, money_real(o->kind[i].spent));
	for (i = 0; i < o->kinds; i++) {
		if (o->kind[i].spent.currency[0] == '\0')
			continue;
		name = str_none(o->kind[i].modality)
		    ? str_of(say(v->c, "Other costs"))
		    : choice_says(v->c, &modality_codes, o->kind[i].modality);
		row = node_row(v->out, "kinds");
		node_text(row, "name", name);
		node_money(row, "spent", o->kind[i].spent);
		w = write_new(v->c->arena, 1 << 14);
		chart_bar(&w, &(struct chart_bar){ { 0, most > 0 ? most : 1 },
		    money_real(o->kind[i].spent), NAN, 1, { 0 } });
		if (v->q->shape == HTML)
			node_html(row, "mark", write_done(&w));
		public_money(v->out, "money", name, "spent",
		    o->kind[i].spent);
	}
	node_bool(v->out, "has_kinds", node_find(v->out, S("kinds"))->n > 0);
	node_bool(v->out, "has_money", true);
	node_money(v->out, "spent", o->spent);
	node_money(v->out, "budget", o->budget);
	node_count(v->out, "unconverted", o->unconverted > 0 ? o->unconverted
	    : INT64_MIN);
	public_money(v->out, "money", (str){ 0 }, "spent", o->spent);
	public_money(v->out, "money", (str){ 0 }, "budget", o->budget);
}

/* ---- partners ---- */

static void
partner_put(const struct public_page *v, str name, str role)
{
	struct node *row, *list = node_list(v->out, "partners");
	struct node *said;

	for (row = list->first; row != NULL; row = row->next)
		if (str_same(node_find(row, S("name"))->text, name))
			break;
	if (row == NULL) {
		row = node_item(list);
		node_text(row, "name", name);
	}
	for (said = node_list(row, "roles")->first; said != NULL;
	    said = said->next)
		if (str_same(node_find(said, S("says"))->text, role))
			return;
	said = node_row(row, "roles");
	node_text(said, "says", role);
	node_bool(said, "is_next", node_find(row, S("roles"))->n > 1);
}

bool
public_partners_put(const struct public_page *v)
{
	struct ctx *c = v->c;
	struct stakeholder *s;
	struct party party;
	size_t i, n;

	(void)node_list(v->out, "partners");
	s = gather(c, &stakeholder_entity, v->o->p.row.id, &n);
	if (s == NULL)
		return false;
	for (i = 0; i < v->o->funders; i++)
		if (!str_none(v->o->funder_name[i]))
			partner_put(v, v->o->funder_name[i],
			    str_of(say(c, "Pays")));
	for (i = 0; i < n; i++) {
		if (id_none(s[i].party) ||
		    !flow_find(c, &party_entity, s[i].party, &party))
			continue;
		if (str_is(party.kind, "ORG"))
			partner_put(v, party.name, choice_says(c,
			    &stakeholder_role_codes, s[i].role));
	}
	node_bool(v->out, "has_partners",
	    node_find(v->out, S("partners"))->n > 0);
	node_count(v->out, "organisations", v->o->organisations);
	return errors_worst(&c->errors) == FINE;
}

/* ---- lessons, policy, practices, feedback ---- */

bool
public_lessons_put(const struct public_page *v)
{
	struct lesson *k;
	struct node *row;
	size_t i, n;

	(void)node_list(v->out, "lessons");
	k = gather(v->c, &lesson_entity, v->o->p.row.id, &n);
	for (i = 0; k != NULL && i < n; i++) {
		if (!publish_row(&lesson_entity, &k[i]))
			continue;
		row = node_row(v->out, "lessons");
		node_text(row, "title", told(v, k[i].title));
		node_text(row, "happened", told_plain(v, k[i].what_happened));
		node_text(row, "advice", told_plain(v, k[i].recommendation));
		node_day(row, "on", k[i].captured_on);
	}
	node_bool(v->out, "has_lessons",
	    node_find(v->out, S("lessons"))->n > 0);
	return k != NULL;
}

static str
state_says(struct ctx *c, const struct machine *m, str code)
{
	const struct state *s = state_coded(m, code);

	return s == NULL ? code : str_of(say(c, s->label));
}

static bool
stages_put(const struct public_page *v, const struct policy_instrument *p,
    struct node *row)
{
	struct policy_stage *s;
	struct node *step;
	size_t i, n;

	s = gather_of(v->c, &policy_stage_entity, "instrument", p->row.id,
	    &n);
	for (i = 0; s != NULL && i < n; i++) {
		step = node_row(row, "stages");
		node_text(step, "says", state_says(v->c,
		    &policy_instrument_machine, s[i].stage));
		node_day(step, "on", s[i].date);
	}
	return s != NULL;
}

bool
public_policy_put(const struct public_page *v)
{
	struct policy_instrument *p;
	struct institution_milestone *m;
	struct node *row;
	size_t i, n, stones;

	(void)node_list(v->out, "policies");
	(void)node_list(v->out, "milestones");
	p = gather(v->c, &policy_instrument_entity, v->o->p.row.id, &n);
	m = gather(v->c, &institution_milestone_entity, v->o->p.row.id,
	    &stones);
	if (p == NULL || m == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(v->out, "policies");
		node_text(row, "title", told(v, p[i].title));
		node_text(row, "kind", choice_says(v->c, &policy_kind_codes,
		    p[i].kind));
		node_text(row, "stage", state_says(v->c,
		    &policy_instrument_machine, p[i].stage));
		node_day(row, "adopted", p[i].adoption_date);
		if (!stages_put(v, &p[i], row))
			return false;
	}
	for (i = 0; i < stones; i++) {
		row = node_row(v->out, "milestones");
		node_text(row, "title", told(v, m[i].title));
		node_day(row, "planned", m[i].planned);
		node_day(row, "achieved", m[i].achieved);
	}
	node_bool(v->out, "has_policies", n > 0);
	node_bool(v->out, "has_milestones", stones > 0);
	public_real(v->out, "policy", (str){ 0 }, "instruments", (double)n,
	    "");
	return true;
}

bool
public_practices_put(const struct public_page *v)
{
	struct sustain_practice *p;
	struct node *row;
	size_t i, n, going = 0;

	(void)node_list(v->out, "practices");
	if (!sustain_practices(v->c, v->o->p.row.id, &p, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(v->out, "practices");
		node_text(row, "title", told(v, p[i].row.title));
		node_text(row, "state", state_says(v->c, &practice_machine,
		    p[i].row.state));
		node_day(row, "since", p[i].row.introduced);
		going += !str_is(p[i].row.state, "discontinued");
	}
	node_bool(v->out, "has_practices", n > 0);
	node_count(v->out, "practices_going", (int64_t)going);
	node_count(v->out, "practice_count", (int64_t)n);
	public_real(v->out, "practices", (str){ 0 }, "followed", (double)n,
	    "");
	public_real(v->out, "practices", (str){ 0 }, "still_done",
	    (double)going, "");
	return true;
}

bool
public_feedback_put(const struct public_page *v)
{
	struct feedback_desk d;
	struct node *o, *row;
	size_t i;

	if (!feedback_said(v->c, v->o->p.row.id, &d))
		return false;
	o = node_object(v->out, "feedback");
	node_count(o, "came", (int64_t)(d.waiting + d.answered));
	node_count(o, "answered", (int64_t)d.answered);
	node_text(o, "median", isnan(d.median_days) ? (str){ 0 }
	    : str_print(v->c->arena, "%g", d.median_days));
	(void)node_list(o, "said");
	for (i = 0; i < d.n && i < SAID; i++) {
		row = node_row(o, "said");
		node_text(row, "heard", told_plain(v, d.row[i].heard));
		node_text(row, "done", told_plain(v, d.row[i].done));
		node_day(row, "on", d.row[i].received);
	}
	node_bool(o, "has_said", d.n > 0);
	public_real(v->out, "feedback", (str){ 0 }, "messages",
	    (double)(d.waiting + d.answered), "");
	public_real(v->out, "feedback", (str){ 0 }, "answered",
	    (double)d.answered, "");
	return true;
}
