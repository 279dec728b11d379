/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/rounds.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/html.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/both.h"
#include "web/entity.h"

static const struct {
	const char *name, *below;
} view[ROUNDS_TABS] = {         /* in the order of the enum; words: */
	{ "Design", "" },
	{ "Raters", "/raters" },
	{ "Answers", "/answers" },
	{ "Results", NULL },            /* of the programme's assessment */
};

static const struct {
	const char *state, *mark;
} marks[] = {
	{ "design", "none" }, { "open", "info" }, { "grace", "warn" },
	{ "cleaning", "warn" }, { "validation", "warn" }, { "locked", "ok" },
	{ "void", "bad" }
};

/* The way of a round that comes to its end. */
static const char *const walk[] = {
	"design", "open", "grace", "cleaning", "validation", "locked"
};

enum { WALK = sizeof(walk) / sizeof(walk[0]) };

bool
rounds_named(struct ctx *c, const struct request *q, struct programme *p,
    struct assessment_round *r)
{
	return programme_named(c, q, p) && flow_find_text(c,
	    &assessment_round_entity, request_at(q, "round"), p->row.id, r);
}

static str
home_href(struct ctx *c, const struct programme *p,
    const struct assessment_round *r)
{
	struct write w = write_new(c->arena, 4096);

	write_str(&w, programme_href(c, p));
	write_z(&w, "/round/");
	html_url_part(&w, r->code);
	return write_done(&w);
}

str
rounds_href(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, enum rounds_tab tab)
{
	str home = home_href(c, p, r);

	if (tab == ROUNDS_RESULTS)
		return round_href(c, p, "assess", r);
	return tab >= ROUNDS_TABS ? home : str_print(c->arena, "%.*s%s",
	    (int)home.n, home.p, view[tab].below);
}

static void
tabs_put(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, enum rounds_tab here, struct node *out)
{
	struct node *row;
	int i;

	for (i = 0; i < ROUNDS_TABS; i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", words_say(c->words, view[i].name));
		node_text(row, "href", rounds_href(c, p, r,
		    (enum rounds_tab)i));
		node_bool(row, "here", i == (int)here);
	}
}

static void
state_put(struct ctx *c, const struct assessment_round *r, struct node *o)
{
	const struct state *s = state_coded(&assessment_round_machine,
	    r->state);
	struct node *is = node_object(o, "is");
	const char *mark = "none";
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_is(r->state, marks[i].state))
			mark = marks[i].mark;
	node_z(is, "mark", mark);
	node_z(is, "says", words_say(c->words, s == NULL ? "No state"
	    : s->label));
}

static void
walk_put(struct ctx *c, const struct assessment_round *r, struct node *out)
{
	size_t i, at = 0;
	struct node *row;

	for (i = 0; i < WALK; i++)
		if (str_is(r->state, walk[i]))
			at = i;
	(void)node_list(out, "walk");
	for (i = 0; i < WALK && !str_is(r->state, "void"); i++) {
		row = node_row(out, "walk");
		node_z(row, "name", words_say(c->words, state_coded(
		    &assessment_round_machine, str_of(walk[i]))->label));
		node_bool(row, "is_done", i < at || at + 1 == WALK);
		node_bool(row, "is_here", i == at && at + 1 < WALK);
	}
}

/* ---- what can happen next ---- */

static bool
is_among(const struct move *const *moves, size_t n, const struct move *m)
{
	while (n-- > 0)
		if (moves[n] == m)
			return true;
	return false;
}

static void
step_row(struct ctx *c, const struct assessment_round *r, str home,
    const struct move *m, bool mine, struct node *row)
{
	struct errors e = { c->arena, NULL, c->words, NULL };
	const struct error *one;

	node_z(row, "verb", m->verb);
	node_z(row, "label", words_say(c->words, m->label));
	node_z(row, "effect", words_say(c->words, m->effect));
	node_text(row, "href", mine ? str_print(c->arena, "%.*s/step?verb=%s",
	    (int)home.n, home.p, m->verb) : (str){ 0 });
	node_z(row, "roles", mine ? NULL : ctx_role_names(c, m->roles));
	node_bool(row, "is_blocked", !flow_lacks_nothing(c,
	    &assessment_round_entity, r, m, &e));
	for (one = e.first; one != NULL; one = one->next)
		node_z(node_row(row, "lacks"), "text", one->text);
	node_bool(row, "is_main", mine && e.first == NULL &&
	    !str_is(str_of(m->to), "void") && strcmp(m->verb, "object") != 0);
}

static void
steps_put(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, struct node *out)
{
	enum { MOVES = 16 };
	const struct move *mine[MOVES], *m;
	size_t n = flow_moves(c, &assessment_round_entity, r, mine, MOVES);
	str home = home_href(c, p, r);

	(void)node_list(out, "steps");
	for (m = assessment_round_machine.moves; m->from != NULL; m++)
		if (str_is(r->state, m->from))
			step_row(c, r, home, m, is_among(mine, n, m),
			    node_row(out, "steps"));
	node_bool(out, "has_steps", node_list(out, "steps")->n > 0);
}

/* ---- the head ---- */

static bool
round_put(struct ctx *c, const struct assessment_round *r, str home,
    struct node *out)
{
	bool over = str_is(r->state, "locked") || str_is(r->state, "void");
	struct node *o = node_object(out, "round");
	struct framework f;

	if (!flow_find(c, &framework_entity, r->framework, &f))
		return false;
	node_id(o, "id", r->row.id);
	node_text(o, "code", r->code);
	node_text(o, "name", round_name(c, r));
	node_text(o, "state", r->state);
	node_day(o, "opens", r->opens);
	node_day(o, "due", r->due);
	node_day(o, "grace", r->grace_until);
	node_count(o, "revision", r->row.revision);
	node_count(o, "version", r->version);
	node_text(o, "href", home);
	node_text(o, "framework", text_in(c->arena, f.title, c->lang));
	node_text(o, "framework_version", f.version);
	node_text(o, "framework_href", str_print(c->arena,
	    "/framework/%s/design", id_text(c->arena, f.row.id).p));
	node_bool(o, "is_locked", str_is(r->state, "locked"));
	node_bool(o, "is_over", over);
	node_bool(o, "is_design", str_is(r->state, "design"));
	node_bool(o, "may_edit", !over && flow_may(c, &assessment_round_entity,
	    r, EDIT));
	state_put(c, r, o);
	return true;
}

static void
crumb_of(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, bool below, struct node *out)
{
	str home = programme_href(c, p);
	const struct crumb up[] = {
		{ str_of(words_say(c->words, "Assess")), str_print(c->arena,
		    "%.*s/assess", (int)home.n, home.p) },
		{ round_name(c, r), home_href(c, p, r) },
	};

	crumb_put(out, up, below ? 2 : 1);
}

void
rounds_crumb(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, struct node *out)
{
	crumb_of(c, p, r, true, out);
}

bool
rounds_put(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, enum rounds_tab here, struct node *out)
{
	node_text(out, "title", round_name(c, r));
	programme_put(c, p, PHASE_ASSESS, out);
	crumb_of(c, p, r, here == ROUNDS_BELOW, out);
	tabs_put(c, p, r, here, out);
	walk_put(c, r, out);
	steps_put(c, p, r, out);
	if (!both_put(c, &assessment_round_entity, r, out))
		return false;
	return round_put(c, r, home_href(c, p, r), out);
}
