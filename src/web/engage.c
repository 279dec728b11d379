/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Engage: the stakeholders and their map, who was heard, SWOT, gates. */
#include "flow/engage.h"

#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/plan.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/govern.h"
#include "web/plot.h"
#include "web/programme.h"

/* Below 3 is low, 3 is high: the cross stands between 2 and 3, the frame
 * half a point outside of the scale. */
static const struct chart_scale map_scale = { 0.5, 5.5 };
#define MAP_CROSS 2.5

/* ---- stakeholders ---- */

static void
attitude_put(struct ctx *c, str attitude, struct node *row)
{
	const struct choice *ch = choice_coded(&attitude_codes, attitude);
	const char *mark = "none";

	if (str_is(attitude, "support"))
		mark = "ok";
	else if (str_is(attitude, "oppose"))
		mark = "bad";
	if (ch != NULL)
		mark_put(c, row, mark, ch->label);
}

static void
party_put(struct ctx *c, const struct engage_party *p, size_t number,
    struct node *row)
{
	const struct stakeholder *s = &p->row;
	str code = str_of(engage_stance_code(p->stance));

	node_count(row, "number", (int64_t)number);
	node_text(row, "name", p->name);
	node_text(row, "href", entity_href(c, &stakeholder_entity, s->row.id));
	node_text(row, "role", choice_says(c, &stakeholder_role_codes,
	    s->role));
	node_text(row, "attitude", s->attitude);
	attitude_put(c, s->attitude, row);
	node_count(row, "power", s->power);
	node_count(row, "interest", s->interest);
	node_count(row, "salience", p->salience);
	node_text(row, "stance", choice_says(c, &engagement_strategy_codes,
	    code));
	node_text(row, "registered", choice_says(c, &engagement_strategy_codes,
	    s->engagement_strategy));
	node_bool(row, "differs", p->differs);
	node_text(row, "expects", s->expectations);
}

/* How many of each class, the most demanding first. */
static void
stances_put(struct ctx *c, const struct engage *g, struct node *out)
{
	static const struct {
		enum swot_stance stance;
		const char      *about;
	} each[] = {    /* words: */
		{ SWOT_MANAGE_CLOSELY, "Much power, much interest" },
		{ SWOT_KEEP_SATISFIED, "Much power, little interest" },
		{ SWOT_KEEP_INFORMED,  "Little power, much interest" },
		{ SWOT_MONITOR,        "Little power, little interest" },
	};
	struct node *row;
	size_t i;

	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		row = node_row(out, "stances");
		node_text(row, "name", choice_says(c,
		    &engagement_strategy_codes,
		    str_of(engage_stance_code(each[i].stance))));
		node_z(row, "about", say(c, each[i].about));
		node_count(row, "n", (int64_t)g->stance[each[i].stance]);
	}
}

/* Those a programme cannot do without, and the rest. */
static void
roles_put(struct ctx *c, const struct engage *g, struct node *out)
{
	const struct {
		const char *role, *missing;
		size_t      n;
	} each[] = {    /* words: */
		{ "Support organisation", "Nobody gives support yet.",
		  g->providers },
		{ "Supported party", "Nobody is supported yet.",
		  g->beneficiaries },
		{ "Others", "No funder, partner or oversight body is named.",
		  g->others },
	};
	struct node *row;
	size_t i;

	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		row = node_row(out, "roles");
		node_z(row, "name", say(c, each[i].role));
		node_count(row, "n", (int64_t)each[i].n);
		node_z(row, "missing", each[i].n > 0 ? NULL
		    : say(c, each[i].missing));
		mark_put(c, row, each[i].n > 0 ? "ok" : i < 2 ? "bad" : "none",
		    each[i].n > 0 ? "Named" : "Missing");
	}
}

static str
map_drawn(struct ctx *c, const struct engage *g)
{
	struct write w = write_new(c->arena, 1 << 18);
	struct plot_point *p = NEWS(c->arena, struct plot_point,
	    g->parties + 1);
	struct plot_quadrants q = {
		{ "map", str_of(say(c, "Power and interest")),
		    str_of(say(c, "The numbers are those of the register.")) },
		map_scale, map_scale, MAP_CROSS, MAP_CROSS, p, g->parties,
		str_of(say(c, "Interest")), str_of(say(c, "Power")),
		{ str_of(say(c, "Keep satisfied")),
		    str_of(say(c, "Manage closely")),
		    str_of(say(c, "Keep informed")), str_of(say(c, "Watch")) },
		c->words != NULL && c->words->rtl
	};
	const struct stakeholder *s;
	size_t i;

	for (i = 0; i < g->parties; i++) {
		s = &g->party[i].row;
		p[i] = (struct plot_point){
			s->interest == INT64_MIN ? NAN : (double)s->interest,
			s->power == INT64_MIN ? NAN : (double)s->power,
			(int64_t)i + 1, str_is(s->attitude, "oppose") };
	}
	plot_quadrants(&w, &q);
	return write_done(&w);
}

static void
parties_put(struct ctx *c, const struct request *q, const struct engage *g,
    struct node *out)
{
	struct node *lead;
	size_t i;

	(void)node_list(out, "rows");
	for (i = 0; i < g->parties; i++)
		party_put(c, &g->party[i], i + 1, node_row(out, "rows"));
	node_bool(out, "has_parties", g->parties > 0);
	stances_put(c, g, out);
	roles_put(c, g, out);
	if (g->parties == 0)
		return;
	lead = node_object(out, "lead");
	node_count(lead, "n", (int64_t)g->parties);
	node_count(lead, "close", (int64_t)g->stance[SWOT_MANAGE_CLOSELY]);
	node_count(lead, "differ", (int64_t)g->differ);
	node_bool(lead, "some_differ", g->differ > 0);
	node_bool(lead, "no_provider", g->providers == 0);
	node_bool(lead, "no_beneficiary", g->beneficiaries == 0);
	node_bool(lead, "whole", g->providers > 0 && g->beneficiaries > 0);
	if (q->shape == HTML)
		node_html(out, "map", map_drawn(c, g));
}

/* ---- consultations ---- */

static void
share_put(struct node *out, const char *name, struct engage_share s)
{
	struct node *o = node_object(out, name);

	node_count(o, "part", s.whole == 0 ? INT64_MIN : s.part);
	node_count(o, "whole", s.whole == 0 ? INT64_MIN : s.whole);
	node_real(o, "percent", engage_percent(s), 0);
}

static void
heard_put(const struct engage_heard *h, struct node *out)
{
	share_put(out, "came", h->came);
	share_put(out, "women", h->women);
	share_put(out, "outside", h->outside);
	share_put(out, "accepted", h->accepted);
}

static void
answers_put(struct ctx *c, const struct consultation *o, struct node *out)
{
	struct errors e = { .arena = c->arena };
	const struct node *one;
	struct node *tree, *row;

	if (str_none(o->outcomes) ||
	    !json_read(c->arena, o->outcomes, &tree, &e))
		return;
	for (one = json_first(tree, ""); one != NULL; one = one->next) {
		row = node_row(out, "answers");
		node_text(row, "said", json_text(one, "said"));
		node_text(row, "done", json_text(one, "done"));
		node_text(row, "topic", o->topic);
	}
}

static void
consultations_put(struct ctx *c, const struct engage *g, struct node *out)
{
	const struct consultation *o;
	struct engage_heard h;
	struct node *row;
	size_t i;

	(void)node_list(out, "consultations");
	(void)node_list(out, "answers");
	for (i = 0; i < g->consultations; i++) {
		o = &g->consultation[i];
		h = engage_hear(o, 1);
		row = node_row(out, "consultations");
		node_day(row, "on", o->date);
		node_text(row, "topic", o->topic);
		node_text(row, "place", o->place);
		node_id(row, "id", o->row.id);
		node_text(row, "href", entity_href(c, &consultation_entity,
		    o->row.id));
		node_count(row, "invited", o->invited);
		node_count(row, "attended", o->attended);
		node_count(row, "raised", o->issues_raised);
		node_count(row, "taken_up", o->issues_accepted);
		heard_put(&h, row);
		answers_put(c, o, out);
	}
	node_bool(out, "has_consultations", g->consultations > 0);
	node_bool(out, "has_answers", node_list(out, "answers")->n > 0);
	heard_put(&g->heard, node_object(out, "heard"));
}

/* ---- SWOT ---- */

static const struct {
	char        kind;
	const char *name;
} field[] = {           /* in the order of enum swot_kind; words: */
	{ 'S', "Strengths" }, { 'W', "Weaknesses" }, { 'O', "Opportunities" },
	{ 'T', "Threats" }
};

static const char *const strategy_says[] = {    /* of enum swot_strategy */
	NULL,
	"Use the strengths to take the opportunities (SO).",
	"Use the strengths against the threats (ST).",
	"Take the opportunities to overcome the weaknesses (WO).",
	"Reduce the weaknesses and keep out of the way of the threats (WT)."
};

static void
treated_put(struct ctx *c, const struct swot_factor *f, struct node *row)
{
	str rest = f->treated_by, one;
	struct activity a;
	struct errors before = c->errors;
	struct node *link;
	struct id id;

	while (str_cut(&rest, ';', &one)) {
		if (!id_read(one, &id) ||
		    !flow_find(c, &activity_entity, id, &a))
			continue;
		link = node_row(row, "treated");
		node_text(link, "code", a.code);
		node_text(link, "href", entity_href(c, &activity_entity, id));
	}
	c->errors = before;
}

static void
factor_put(struct ctx *c, const struct swot_factor *f, struct node *row)
{
	node_text(row, "statement", f->statement);
	node_text(row, "href", entity_href(c, &swot_factor_entity, f->row.id));
	node_real(row, "weight", f->weight, -1);
	node_count(row, "rating", f->rating);
	node_real(row, "chance", f->probability, -1);
	treated_put(c, f, row);
}

static void
swot_put(struct ctx *c, const struct programme *p,
    const struct engage_swot *s, struct node *out)
{
	struct node *one;
	size_t i, k;

	node_text(out, "subject", s->name);
	for (k = 0; k < 4; k++) {
		one = node_row(out, "fields");
		node_z(one, "name", say(c, field[k].name));
		node_real(one, "sum", s->balance.of[k], 2);
		(void)node_list(one, "factors");
		for (i = 0; i < s->n; i++)
			if (!str_none(s->factor[i]->kind) &&
			    s->factor[i]->kind.p[0] == field[k].kind)
				factor_put(c, s->factor[i],
				    node_row(one, "factors"));
	}
	node_real(out, "x", s->balance.x, 2);
	node_real(out, "y", s->balance.y, 2);
	node_z(out, "strategy", say(c, strategy_says[s->balance.strategy]));
	node_bool(out, "is_whole", s->is_whole);
	govern_tows_put(c, p, s, out);
}

/* ---- challenges, goals, gates ---- */

static void
challenges_put(struct ctx *c, const struct engage *g, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "challenges");
	for (i = 0; i < g->challenges; i++) {
		row = node_row(out, "challenges");
		node_text(row, "statement", g->challenge[i].statement);
		node_text(row, "href", entity_href(c, &challenge_entity,
		    g->challenge[i].row.id));
		node_text(row, "subject", flow_name(c, &party_entity,
		    g->challenge[i].subject));
		node_text(row, "status", choice_says(c,
		    &challenge_status_codes, g->challenge[i].status));
	}
	(void)node_list(out, "goals");
	for (i = 0; i < g->goals; i++) {
		row = node_row(out, "goals");
		node_text(row, "statement", g->goal[i].statement);
		node_text(row, "href", entity_href(c, &subject_goal_entity,
		    g->goal[i].row.id));
		node_text(row, "subject", flow_name(c, &party_entity,
		    g->goal[i].subject));
		node_day(row, "by", g->goal[i].by_date);
		node_day(row, "reached", g->goal[i].reached_on);
	}
	node_bool(out, "has_challenges", g->challenges > 0);
	node_bool(out, "has_goals", g->goals > 0);
}

/* The newest decision of each counts. */
static bool
gates_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct gate_step *s;
	struct gate g;

	for (s = gate_steps; s->gate != NULL; s++) {
		if (!gate_find(c, p, s, &g))
			return false;
		gate_put(c, p, &g, node_row(out, "gates"));
	}
	return true;
}

/* ---- the page ---- */

static void
may_put(struct ctx *c, struct id programme, struct node *out)
{
	const struct {
		const char          *name;
		const struct entity *entity;
	} each[] = {
		{ "stakeholder", &stakeholder_entity },
		{ "consultation", &consultation_entity },
		{ "swot", &swot_factor_entity },
		{ "challenge", &challenge_entity },
		{ "goal", &subject_goal_entity },
		{ "point", &consultation_point_entity },
	};
	struct node *may = node_object(out, "may_add");
	size_t i;

	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++)
		node_bool(may, each[i].name, ctx_may(c, each[i].entity, ADD,
		    programme));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct engage *g;
	size_t i;

	(void)reply;
	if (!programme_named(c, q, &p) || !engage_find(c, p.row.id, &g))
		return false;
	node_z(out, "title", say(c, "Engage"));
	programme_put(c, &p, PHASE_ENGAGE, out);
	parties_put(c, q, g, out);
	consultations_put(c, g, out);
	(void)node_list(out, "swots");
	for (i = 0; i < g->swots; i++)
		swot_put(c, &p, &g->swot[i], node_row(out, "swots"));
	node_bool(out, "has_swot", g->swots > 0);
	challenges_put(c, g, out);
	may_put(c, p.row.id, out);
	return govern_plan_put(c, &p, g, out) &&
	    govern_points_put(c, &p, out) &&
	    govern_bodies_put(c, &p, out) && gates_put(c, &p, out);
}

const struct page engage_page = {
	.method = GET,
	.path   = "/programme/{id}/engage",
	.about  = "The stakeholders of a programme, what was heard from "
	    "them, strengths and threats, gates.",
	.view   = "engage.html",
	.of     = &stakeholder_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};

/* ---- a first engagement plan ---- */

static bool
draft(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct engage *g;
	size_t added;

	if (!programme_named(c, q, &p) || !engage_find(c, p.row.id, &g) ||
	    !govern_draft(c, p.row.id, g, &added))
		return false;
	node_count(out, "added", (int64_t)added);
	reply->go = str_print(c->arena, "%s/engage#plan",
	    programme_href(c, &p).p);
	return true;
}

const struct page engage_draft_post = {
	.method = POST,
	.path   = "/programme/{id}/engage",
	.about  = "Plans a step for every stakeholder that has none, by power "
	    "and interest.",
	.again  = &engage_page,
	.of     = &engagement_action_entity,
	.needs  = ADD,
	.run    = draft,
};
