/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One mentoring pair: goals, sessions, actions, notes, how it may end. */
#include <math.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/save.h"
#include "flow/vault.h"
#include "format/json.h"
#include "model/codes.h"
#include "web/both.h"
#include "web/entity.h"
#include "web/mentoring.h"
#include "web/programme.h"

enum { MOVES = 12, ACTIONS = 3 };

static bool
asked(struct ctx *c, const struct request *q, struct mentor_pair *p)
{
	struct mentoring_agreement g;

	return flow_find_text(c, &mentoring_agreement_entity, request_at(q,
	    "id"), (struct id){ { 0 } }, &g) && mentor_pair(c, g.row.id, p);
}

static str
pair_href(struct ctx *c, const struct mentor_pair *p)
{
	return entity_href(c, &mentoring_agreement_entity, p->g.row.id);
}

/* ---- shown ---- */

static bool
moves_put(struct ctx *c, const struct mentor_pair *p, struct node *out)
{
	const struct move *m[MOVES];
	size_t i, n = flow_moves(c, &mentoring_agreement_entity, &p->g, m,
	    MOVES);
	struct node *row;

	(void)node_list(out, "moves");
	for (i = 0; i < n; i++) {
		row = node_row(out, "moves");
		node_z(row, "label", say(c, m[i]->label));
		node_text(row, "href", str_print(c->arena, "%s/move?verb=%s",
		    pair_href(c, p).p, m[i]->verb));
		node_bool(row, "both", m[i]->both);
	}
	node_bool(out, "has_moves", n > 0);
	return both_put(c, &mentoring_agreement_entity, &p->g, out);
}

static void
goals_put(const struct mentor_pair *p, struct node *out)
{
	const struct mentor_goal *g;
	struct node *row;
	size_t i;

	(void)node_list(out, "goals");
	for (i = 0; i < p->goals; i++) {
		g = &p->goal[i];
		row = node_row(out, "goals");
		node_count(row, "at", (int64_t)i);
		node_text(row, "goal", g->goal);
		node_text(row, "measure", g->measure);
		node_text(row, "baseline", g->baseline);
		node_text(row, "target", g->target);
		node_text(row, "achieved", g->achieved);
		node_real(row, "percent", g->share * 100, 0);
		node_bool(row, "is_reached", g->is_reached);
	}
	node_bool(out, "has_goals", p->goals > 0);
}

static void
actions_put(struct ctx *c, const struct mentoring_session *s,
    struct node *row)
{
	struct errors quiet = { .arena = c->arena };
	const struct node *k;
	struct node *tree, *one;
	struct day due;
	int64_t at = 0;

	(void)node_list(row, "actions");
	if (str_none(s->actions) || !json_read(c->arena, s->actions, &tree,
	    &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next, at++) {
		one = node_row(row, "actions");
		node_count(one, "at", at);
		node_text(one, "action", json_text(k, "action"));
		node_text(one, "who", json_text(k, "who"));
		node_bool(one, "is_done", str_is(json_text(k, "done"),
		    "yes"));
		if (!day_read(json_text(k, "due"), &due))
			continue;
		node_day(one, "due", due);
		node_bool(one, "is_late", due.n < moment_day(c->now).n &&
		    !str_is(json_text(k, "done"), "yes"));
	}
}

static void
sessions_put(struct ctx *c, const struct mentor_pair *p, struct node *out)
{
	const struct mentoring_session *s;
	struct node *row;
	size_t i;

	(void)node_list(out, "sessions");
	for (i = 0; i < p->n; i++) {
		s = &p->session[i];
		row = node_row(out, "sessions");
		node_text(row, "id", id_text(c->arena, s->row.id));
		node_text(row, "href", entity_href(c,
		    &mentoring_session_entity, s->row.id));
		node_day(row, "date", s->date);
		node_count(row, "minutes", s->minutes);
		node_text(row, "mode", choice_says(c, &session_mode_codes,
		    s->mode));
		node_count(row, "mood", s->mood);
		node_text(row, "topics", s->topics);
		node_text(row, "agreed", s->agreed_actions);
		node_bool(row, "may_edit", flow_may(c,
		    &mentoring_session_entity, s, EDIT));
		actions_put(c, s, row);
	}
	node_bool(out, "has_sessions", p->n > 0);
}

static bool
notes_put(struct ctx *c, const struct request *q, const struct mentor_pair *p,
    struct node *out)
{
	struct vault v;
	struct node *o, *row;
	size_t i;

	if (!vault_look(c, q->session, &p->g, &v))
		return false;
	if (v.is == VAULT_NOT_HIS)
		return true;
	o = node_object(out, "notes");
	node_bool(o, "is_open", v.is == VAULT_OPEN);
	node_bool(o, "no_key", v.is == VAULT_NO_KEY);
	node_bool(o, "unshared", v.is == VAULT_UNSHARED);
	node_bool(o, "other_has", v.other_has);
	node_text(o, "other", v.other);
	node_bool(o, "may_share", v.may_share && v.n > 0);
	node_count(o, "n", (int64_t)v.n);
	(void)node_list(o, "rows");
	for (i = 0; v.is == VAULT_OPEN && i < v.n; i++) {
		row = node_row(o, "rows");
		node_day(row, "date", v.note[i].row.date);
		node_text(row, "mentor_note", v.note[i].row.mentor_note);
		node_text(row, "mentee_note", v.note[i].row.mentee_note);
		node_bool(row, "is_lost", v.note[i].is_lost);
	}
	node_bool(o, "has_rows", v.n > 0 && v.is == VAULT_OPEN);
	node_text(o, "typed", request_form(q, "note"));
	return true;
}

static void
modes_put(struct ctx *c, const struct request *q, struct node *out)
{
	const struct choice *k;
	struct node *row;

	for (k = session_mode_codes.of; k->code != NULL; k++) {
		row = node_row(out, "modes");
		node_z(row, "code", k->code);
		node_z(row, "label", say(c, k->label));
		node_bool(row, "selected", str_is(request_form(q, "mode"),
		    k->code));
	}
}

static void
may_put(struct ctx *c, const struct mentor_pair *p, struct node *out)
{
	struct mentoring_session s;

	row_blank(&mentoring_session_entity, &s);
	s.agreement = p->g.row.id;
	s.mentor = p->g.mentor;
	s.mentee = p->g.mentee;
	node_bool(out, "may_log", str_among(p->g.state, "active review") &&
	    flow_may(c, &mentoring_session_entity, &s, ADD));
	node_bool(out, "may_edit", flow_may(c, &mentoring_agreement_entity,
	    &p->g, EDIT));
	node_bool(out, "may_goal", !p->is_over && flow_may(c,
	    &mentoring_agreement_entity, &p->g, EDIT));
}

static void
agreement_put(const struct mentor_pair *p, struct node *out)
{
	node_text(out, "frequency", p->g.frequency);
	node_text(out, "channel", p->g.channel);
	node_text(out, "confidentiality", p->g.confidentiality);
	node_text(out, "responsibilities", p->g.responsibilities);
	node_text(out, "no_fault_exit", p->g.no_fault_exit);
	node_day(out, "signed_mentor", p->g.signed_mentor);
	node_day(out, "signed_mentee", p->g.signed_mentee);
	node_text(out, "outcome", p->g.outcome);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mentor_pair p;
	struct programme of;
	str on = request_form(q, "date");

	(void)r;
	if (!asked(c, q, &p))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &mentoring_agreement_entity, &p.g, out);
		return true;
	}
	if (!flow_find(c, &programme_entity, p.g.programme, &of))
		return false;
	node_text(out, "title", str_print(c->arena, "%s – %s",
	    str_z(c->arena, p.mentor), str_z(c->arena, p.mentee)));
	crumb_put(out, &(struct crumb){ str_of(say(c,
	    "Mentoring and coaching")), str_print(c->arena, "%s/mentoring",
	    programme_href(c, &of).p) }, 1);
	programme_around(c, q, &mentoring_agreement_entity, &p.g, out);
	mentoring_sums_put(c, &p, out);
	agreement_put(&p, out);
	goals_put(&p, out);
	sessions_put(c, &p, out);
	may_put(c, &p, out);
	modes_put(c, q, out);
	node_text(out, "href", pair_href(c, &p));
	node_text(out, "pair_href", pair_href(c, &p));
	node_text(out, "code", p.g.code);
	node_text(out, "today", str_none(on) ? day_text(c->arena,
	    moment_day(c->now)) : on);
	return notes_put(c, q, &p, out) && moves_put(c, &p, out);
}

static bool
show_details(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct request k = *q;

	k.entity = &mentoring_agreement_entity;
	return view_page.run(c, &k, out, r);
}

const struct page pair_page = {
	.method = GET,
	.path   = "/mentoring_agreement/{id}",
	.about  = "One mentoring pair: goals, sessions, actions and, to the "
	    "two alone, their notes; as JSON the row alone.",
	.view   = "pair.html",
	.of     = &mentoring_agreement_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page pair_details_page = {
	.method = GET,
	.path   = "/mentoring_agreement/{id}/details",
	.about  = "The row of an agreement with all its fields.",
	.view   = "entity/view.html",
	.of     = &mentoring_agreement_entity,
	.needs  = SEE,
	.run    = show_details,
};

/* ---- kept ---- */

static void
write_action(struct ctx *c, const struct request *q, int i, struct write *w)
{
	str what = str_trim(request_form(q, str_print(c->arena, "action%d",
	    i).p));
	str due = str_trim(request_form(q, str_print(c->arena, "due%d",
	    i).p));

	if (what.n == 0)
		return;
	write_z(w, w->n > 1 ? ",{\"action\":" : "{\"action\":");
	json_quote(w, what);
	write_z(w, ",\"who\":");
	json_quote(w, str_trim(request_form(q, str_print(c->arena, "who%d",
	    i).p)));
	write_z(w, ",\"due\":");
	json_quote(w, due);
	write_z(w, ",\"done\":\"no\"}");
}

static bool
read_session(struct ctx *c, const struct request *q,
    struct mentoring_session *s)
{
	struct write w = write_new(c->arena, 1 << 16);
	str minutes = str_trim(request_form(q, "minutes"));
	str mood = str_trim(request_form(q, "mood"));
	bool fine = true;
	int i;

	if (!day_read(str_trim(request_form(q, "date")), &s->date) ||
	    s->date.n > moment_day(c->now).n)
		fine = fail(&c->errors, INVALID, "date",
		    "Say on which day you met, up to today.");
	if (!str_int(minutes, &s->minutes) || s->minutes < 1 ||
	    s->minutes > 1440)
		fine = fail(&c->errors, INVALID, "minutes",
		    "Say how many minutes it took, such as 60.");
	if (mood.n > 0 && !str_int(mood, &s->mood))
		fine = fail(&c->errors, INVALID, "mood",
		    "The mood is a number from 1 to 5.");
	s->mode = str_trim(request_form(q, "mode"));
	s->mode = s->mode.n > 0 ? s->mode : (str){ 0 };
	s->topics = str_trim(request_form(q, "topics"));
	s->topics = s->topics.n > 0 ? s->topics : (str){ 0 };
	write_char(&w, '[');
	for (i = 1; i <= ACTIONS; i++)
		write_action(c, q, i, &w);
	write_char(&w, ']');
	if (w.n > 2)
		s->actions = write_done(&w);
	return fine;
}

static bool
accept_session(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mentoring_session s;
	struct mentor_pair p;

	(void)out;
	if (!asked(c, q, &p))
		return false;
	row_blank(&mentoring_session_entity, &s);
	s.agreement = p.g.row.id;
	s.mentor = p.g.mentor;
	s.mentee = p.g.mentee;
	r->go = str_print(c->arena, "%s#sessions", pair_href(c, &p).p);
	return read_session(c, q, &s) && flow_save(c,
	    &mentoring_session_entity, &s);
}

/* A copy of the table with one cell of one row set. */
static bool
set_cell(struct ctx *c, str table, int64_t at, const char *name, str value,
    str *out)
{
	struct write w = write_new(c->arena, 1 << 18);
	const struct node *k, *m;
	struct node *tree;
	int64_t i = 0;

	if (str_none(table) || !json_read(c->arena, table, &tree, &c->errors))
		return false;
	write_char(&w, '[');
	for (k = json_first(tree, ""); k != NULL; k = k->next, i++) {
		write_z(&w, i > 0 ? ",{" : "{");
		for (m = k->first; m != NULL; m = m->next) {
			if (i == at && str_is(str_of(m->name), name))
				continue;
			json_quote(&w, str_of(m->name));
			write_char(&w, ':');
			json_quote(&w, json_as_text(m));
			if (m->next != NULL || i == at)
				write_char(&w, ',');
		}
		if (i == at) {
			if (w.n > 0 && w.p[w.n - 1] != ',' &&
			    w.p[w.n - 1] != '{')
				write_char(&w, ',');
			json_quote(&w, str_of(name));
			write_char(&w, ':');
			json_quote(&w, value);
		}
		write_char(&w, '}');
	}
	write_char(&w, ']');
	*out = write_done(&w);
	return true;
}

static bool
accept_action(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mentoring_session s;
	struct mentor_pair p;
	struct id id;
	int64_t at;

	(void)out;
	if (!asked(c, q, &p))
		return false;
	if (!id_read(request_form(q, "session"), &id) ||
	    !str_int(request_form(q, "at"), &at))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such action.");
	r->go = str_print(c->arena, "%s#sessions", pair_href(c, &p).p);
	return flow_find(c, &mentoring_session_entity, id, &s) &&
	    set_cell(c, s.actions, at, "done", str_is(request_form(q, "done"),
	    "yes") ? S("yes") : S("no"), &s.actions) &&
	    flow_save(c, &mentoring_session_entity, &s);
}

static bool
add_goal(struct ctx *c, const struct request *q, struct mentor_pair *p)
{
	static const char *const names[] = { "goal", "measure", "baseline",
		"target" };
	str had = str_none(p->g.goals) || str_is(p->g.goals, "[]")
	    ? (str){ 0 } : str_part(p->g.goals, 0, p->g.goals.n - 1);
	struct write w = write_new(c->arena, 1 << 18);
	size_t i;

	if (str_none(str_trim(request_form(q, "goal"))))
		return fail(&c->errors, INVALID, "goal",
		    "Say what is to be reached.");
	if (str_none(had))
		write_char(&w, '[');
	else {
		write_str(&w, had);
		write_char(&w, ',');
	}
	for (i = 0; i < 4; i++) {
		write_z(&w, i == 0 ? "{" : ",");
		json_quote(&w, str_of(names[i]));
		write_char(&w, ':');
		json_quote(&w, str_trim(request_form(q, names[i])));
	}
	write_z(&w, ",\"achieved\":\"\"}]");
	p->g.goals = write_done(&w);
	return flow_save(c, &mentoring_agreement_entity, &p->g);
}

static bool
accept_goal(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mentor_pair p;
	int64_t at;

	(void)out;
	if (!asked(c, q, &p))
		return false;
	r->go = str_print(c->arena, "%s#goals", pair_href(c, &p).p);
	if (!str_int(request_form(q, "at"), &at))
		return add_goal(c, q, &p);
	return set_cell(c, p.g.goals, at, "achieved", str_trim(request_form(q,
	    "achieved")), &p.g.goals) &&
	    flow_save(c, &mentoring_agreement_entity, &p.g);
}

static bool
accept_note(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mentor_pair p;

	(void)out;
	if (!asked(c, q, &p))
		return false;
	r->go = str_print(c->arena, "%s#notes", pair_href(c, &p).p);
	if (str_is(request_form(q, "do"), "share"))
		return vault_share(c, q->session, &p.g);
	return vault_write(c, q->session, &p.g, (struct id){ { 0 } },
	    request_form(q, "note"));
}

const struct page pair_session_post = {
	.method = POST,
	.path   = "/mentoring_agreement/{id}/session",
	.about  = "Keeps a session: date, minutes, mode, topics, mood, and "
	    "actions with who and due.",
	.of     = &mentoring_session_entity,
	.needs  = ADD,
	.again  = &pair_page,
	.run    = accept_session,
};

const struct page pair_action_post = {
	.method = POST,
	.path   = "/mentoring_agreement/{id}/action",
	.about  = "Says whether the action 'at' of a 'session' is 'done'.",
	.of     = &mentoring_agreement_entity,
	.needs  = SEE,
	.again  = &pair_page,
	.run    = accept_action,
};

const struct page pair_goal_post = {
	.method = POST,
	.path   = "/mentoring_agreement/{id}/goal",
	.about  = "Adds a goal, or says what was 'achieved' of the goal 'at'.",
	.of     = &mentoring_agreement_entity,
	.needs  = SEE,
	.again  = &pair_page,
	.run    = accept_goal,
};

const struct page pair_note_post = {
	.method = POST,
	.path   = "/mentoring_agreement/{id}/note",
	.about  = "Keeps a confidential note of one of the two, sealed; 'do' "
	    "share lets the other one read them.",
	.of     = &mentoring_agreement_entity,
	.needs  = SEE,
	.again  = &pair_page,
	.run    = accept_note,
};
