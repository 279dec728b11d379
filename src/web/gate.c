/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Steps and gates: where a programme stands, what each gate still wants,
 * and who passed, waived or refused it. */
#include "web/gate.h"

#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/codes.h"
#include "web/both.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

/* ---- conditions ---- */

/* The list of the rows that tell: "/gap?programme=MAR-CULT". */
static str
rows_href(struct ctx *c, const struct programme *p, const char *entity)
{
	const struct entity *e = entity == NULL ? NULL
	    : entity_named(str_of(entity));

	return e == NULL ? programme_href(c, p) : entity_list_href(c, e, p);
}

static void
point_put(struct ctx *c, const struct programme *p,
    const struct guard_point *g, struct node *row)
{
	node_z(row, "holds", say(c, g->holds));
	node_z(row, "missing", g->is_met ? NULL
	    : guard_missing(c, g));
	node_bool(row, "is_met", g->is_met);
	node_bool(row, "is_waived", g->is_waived);
	node_count(row, "found", g->found);
	node_text(row, "href", rows_href(c, p, g->rows));
	if (g->is_met)
		mark_put(c, row, "ok", "Met");
	else if (g->is_waived)
		mark_put(c, row, "warn", "Waived");
	else
		mark_put(c, row, "bad", "Missing");
}

static void
points_put(struct ctx *c, const struct programme *p,
    const struct guard_point *g, size_t n, struct node *out)
{
	size_t i;

	(void)node_list(out, "points");
	for (i = 0; i < n; i++)
		point_put(c, p, &g[i], node_row(out, "points"));
	node_bool(out, "has_points", n > 0);
}

/* ---- one gate ---- */

static str
gate_href(struct ctx *c, const struct programme *p, const char *gate)
{
	return str_print(c->arena, "%s/gate/%s", programme_href(c, p).p, gate);
}

static void
decision_put(struct ctx *c, const struct gate_decision *d, struct node *row)
{
	const struct field *f = guard_state(&gate_decision_entity);
	const struct state *s = state_coded(f->machine, d->decision);
	const char *mark = "none";

	if (str_is(d->decision, "passed"))
		mark = "ok";
	else if (str_is(d->decision, "waived"))
		mark = "warn";
	else if (str_is(d->decision, "refused"))
		mark = "bad";
	mark_put(c, row, mark, s == NULL ? "Not decided" : s->label);
	node_text(row, "decision", d->decision);
	node_day(row, "on", d->date);
	node_text(row, "by", d->decided_by);
	node_text(row, "note", d->note);
	node_text(row, "reason", d->reason);
	node_day(row, "until", d->waived_until);
	node_bool(row, "is_over", str_is(d->decision, "waived") &&
	    d->waived_until.n != 0 &&
	    d->waived_until.n < moment_day(c->now).n);
	node_text(row, "href", entity_href(c, &gate_decision_entity,
	    d->row.id));
}

void
gate_put(struct ctx *c, const struct programme *p, const struct gate *g,
    struct node *row)
{
	const struct choice *ch = choice_coded(&gate_codes,
	    str_of(g->step->gate));

	node_z(row, "code", g->step->gate);
	node_z(row, "name", say(c, ch->label));
	node_text(row, "gate_href", gate_href(c, p, g->step->gate));
	node_count(row, "conditions", (int64_t)g->points);
	node_count(row, "missing", (int64_t)g->missing);
	node_bool(row, "some_missing", g->missing > 0);
	node_bool(row, "is_next", g->is_next);
	node_bool(row, "is_behind", g->is_behind);
	if (g->decisions > 0)
		decision_put(c, g->decision[0], row);
	else if (g->is_behind)
		mark_put(c, row, "none", "No decision on record");
	else
		mark_put(c, row, "none", "Not decided");
}

static void
may_put(struct ctx *c, const struct gate *g, struct node *out)
{
	struct node *may = node_object(out, "may");

	node_bool(may, "submit", g->may_submit);
	node_bool(may, "pass", g->may_pass);
	node_bool(may, "waive", g->may_waive);
	node_bool(may, "refuse", g->may_refuse);
	node_bool(may, "end", g->may_end);
	node_bool(may, "decide", g->may_pass || g->may_waive ||
	    g->may_refuse);
	node_bool(out, "is_own", g->is_own);
	node_bool(out, "is_open", g->open != NULL);
	node_text(out, "roles", str_of(ctx_role_names(c, g->move->roles)));
	node_z(out, "to", say(c, state_coded(guard_state(
	    &programme_entity)->machine, str_of(g->move->to))->label));
}

/* A step that a waiver lets be taken without passing the gate. */
static void
step_put_here(struct ctx *c, const struct programme *p, const struct gate *g,
    struct node *out)
{
	const struct move *m[16];
	size_t n = flow_moves(c, &programme_entity, p, m, 16);
	struct node *o;

	while (g->waiver != NULL && g->is_next && n-- > 0) {
		if (strcmp(m[n]->verb, g->step->verb) != 0)
			continue;
		o = node_object(out, "take");
		node_z(o, "label", say(c, m[n]->label));
		node_text(o, "href", str_print(c->arena, "%s/move?verb=%s",
		    entity_href(c, &programme_entity, p->row.id).p,
		    m[n]->verb));
	}
}

static bool
gate_asked(struct ctx *c, const struct request *q, struct programme *p,
    struct gate *g)
{
	const struct gate_step *s = gate_named(request_at(q, "gate"));

	if (!programme_named(c, q, p))
		return false;
	if (s == NULL)
		return fail(&c->errors, ABSENT, "gate",
		    "There is no such gate.");
	return gate_find(c, p, s, g);
}

static void
crumbs(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct crumb up[] = {
		{ str_of(say(c, "Engage")), str_print(c->arena, "%s/engage",
		    programme_href(c, p).p) },
		{ str_of(say(c, "Steps and gates")), str_print(c->arena,
		    "%s/gates", programme_href(c, p).p) } };

	crumb_put(out, up, 2);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	static const char *const fields[] = { "reason", "waived_until", NULL };
	struct programme p;
	struct gate g;
	size_t i;

	(void)reply;
	if (!gate_asked(c, q, &p, &g))
		return false;
	programme_put(c, &p, PHASE_ENGAGE, out);
	crumbs(c, &p, out);
	wrong_put(q, fields, out);
	gate_put(c, &p, &g, out);
	node_text(out, "title", str_print(c->arena, "%s: %s", g.step->gate,
	    say(c, choice_coded(&gate_codes, str_of(g.step->gate))->label)));
	node_bool(out, "all_met", g.missing == 0);
	points_put(c, &p, g.point, g.points, out);
	may_put(c, &g, out);
	if (g.is_next && !both_put(c, &programme_entity, &p, out))
		return false;
	step_put_here(c, &p, &g, out);
	if (g.open != NULL)
		decision_put(c, g.open, node_object(out, "open"));
	if (g.waiver != NULL)
		decision_put(c, g.waiver, node_object(out, "waiver"));
	(void)node_list(out, "rows");
	for (i = 0; i < g.decisions; i++)
		decision_put(c, g.decision[i], node_row(out, "rows"));
	node_bool(out, "has_decisions", g.decisions > 0);
	return true;
}

const struct page gate_page = {
	.method = GET,
	.path   = "/programme/{id}/gate/{gate}",
	.about  = "What a gate wants, what is met and missing, who decided.",
	.view   = "gate.html",
	.of     = &gate_decision_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- deciding ---- */

static bool
submit(struct ctx *c, const struct request *q, const struct programme *p,
    const struct gate *g)
{
	struct gate_decision d;

	if (g->open != NULL)
		return fail(&c->errors, CONFLICT, NULL,
		    "This gate is put forward already and waits for a "
		    "decision.");
	row_blank(&gate_decision_entity, &d);
	d.programme = p->row.id;
	d.gate = str_of(g->step->gate);
	d.note = str_trim(request_form(q, "note"));
	d.date = moment_day(c->now);
	if (str_none(d.note))
		d.note = (str){ 0 };
	return flow_save(c, &gate_decision_entity, &d);
}

/* What is said with a decision; false on a bad day. */
static bool
read_words(struct ctx *c, const struct request *q, struct gate_decision *d)
{
	str reason = str_trim(request_form(q, "reason"));
	str by = str_trim(request_form(q, "decided_by"));
	str until = str_trim(request_form(q, "waived_until"));

	if (!str_none(reason))
		d->reason = reason;
	d->decided_by = str_none(by) ? c->actor.name : by;
	d->waived_until = (struct day){ 0 };
	return str_none(until) || day_read(until, &d->waived_until) ||
	    fail(&c->errors, INVALID, "waived_until",
	    "'%.*s' is not a day. Write it as 2024-12-31.", (int)until.n,
	    until.p);
}

static bool
check_waiver(struct ctx *c, const struct gate_decision *d)
{
	bool fine = true;

	if (str_none(d->reason))
		fine = fail(&c->errors, INVALID, "reason",
		    "Say why the gate is waived.");
	if (d->waived_until.n == 0)
		fine = fail(&c->errors, INVALID, "waived_until",
		    "Say until when the waiver holds.");
	else if (d->waived_until.n < moment_day(c->now).n)
		fine = fail(&c->errors, INVALID, "waived_until",
		    "A waiver does not end in the past.");
	return fine;
}

static bool
decide(struct ctx *c, const struct request *q, const struct gate *g, str verb)
{
	struct gate_decision d;

	if (g->open == NULL)
		return fail(&c->errors, CONFLICT, NULL,
		    "Nothing is put forward at this gate.");
	if (g->is_own)
		return fail(&c->errors, DENIED, NULL,
		    "You put this gate forward yourself: somebody else "
		    "decides.");
	d = *g->open;
	if (!read_words(c, q, &d))
		return false;
	if (str_is(verb, "waive") && !check_waiver(c, &d))
		return false;
	if (str_is(verb, "refuse") && str_none(d.reason))
		return fail(&c->errors, INVALID, "reason",
		    "Say why the gate is refused.");
	if (!str_is(verb, "waive"))
		d.waived_until = (struct day){ 0 };
	return flow_save(c, &gate_decision_entity, &d) &&
	    flow_move(c, &gate_decision_entity, d.row.id, d.row.revision,
	    verb, d.reason);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str verb = request_form(q, "do");
	struct programme p;
	struct gate g;
	bool fine;

	(void)out;
	if (!gate_asked(c, q, &p, &g))
		return false;
	if (str_is(verb, "submit"))
		fine = submit(c, q, &p, &g);
	else if (str_is(verb, "end"))
		fine = g.waiver != NULL ? flow_move(c, &gate_decision_entity,
		    g.waiver->row.id, g.waiver->row.revision, verb,
		    request_form(q, "reason")) : fail(&c->errors, CONFLICT,
		    NULL, "No waiver is in force.");
	else if (str_is(verb, "pass") || str_is(verb, "waive") ||
	    str_is(verb, "refuse"))
		fine = decide(c, q, &g, verb);
	else
		fine = fail(&c->errors, INVALID, "do",
		    "Choose what to do: submit, pass, waive, refuse or end.");
	r->go = gate_href(c, &p, g.step->gate);
	return fine;
}

const struct page gate_post = {
	.method = POST,
	.path   = "/programme/{id}/gate/{gate}",
	.about  = "Puts a gate forward, or passes, waives or refuses it; 'do' "
	    "is submit, pass, waive, refuse or end.",
	.again  = &gate_page,
	.of     = &gate_decision_entity,
	.needs  = SEE,
	.run    = accept,
};

/* ---- all of them, and the way through ---- */

static bool
move_put(struct ctx *c, const struct programme *p, const struct entity *e,
    const void *of, const struct move *m, struct node *row)
{
	struct guard_point *g;
	size_t i, n, missing = 0;

	if (!guard_points(c, e, of, m, &g, &n))
		return false;
	for (i = 0; i < n; i++)
		missing += !g[i].is_met && !g[i].is_waived;
	node_z(row, "label", say(c, m->label));
	node_z(row, "to", say(c, state_coded(guard_state(e)->machine,
	    str_of(m->to))->label));
	node_text(row, "roles", str_of(ctx_role_names(c, m->roles)));
	node_z(row, "guard", n == 0 ? say(c, m->guard) : NULL);
	node_z(row, "effect", say(c, m->effect));
	node_count(row, "missing", (int64_t)missing);
	node_bool(row, "some_missing", missing > 0);
	node_text(row, "href", str_print(c->arena, "%s/move?verb=%s",
	    entity_href(c, e, ((const struct row *)of)->id).p, m->verb));
	points_put(c, p, g, n, row);
	return true;
}

bool
gate_moves_put(struct ctx *c, const struct programme *p,
    const struct entity *e, const void *of, struct node *out)
{
	const struct field *f = guard_state(e);
	const struct move *m, *open[16];
	size_t i, n = flow_moves(c, e, of, open, 16);
	struct node *row;
	bool may;

	(void)node_list(out, "moves");
	for (m = f->machine->moves; m->from != NULL; m++) {
		if (!str_is(*(const str *)row_get(f, of), m->from))
			continue;
		row = node_row(out, "moves");
		if (!move_put(c, p, e, of, m, row))
			return false;
		for (may = false, i = 0; i < n; i++)
			may = may || open[i] == m;
		node_bool(row, "may", may);
	}
	node_bool(out, "has_moves", node_list(out, "moves")->n > 0);
	return true;
}

static bool
show_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct gate_step *s;
	struct programme p;
	struct gate g;

	(void)reply;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "Steps and gates"));
	programme_put(c, &p, PHASE_ENGAGE, out);
	crumb_put(out, &(struct crumb){ str_of(say(c, "Engage")),
	    str_print(c->arena, "%s/engage", programme_href(c, &p).p) }, 1);
	programme_stage(c, p.stage, out);
	(void)node_list(out, "rows");
	for (s = gate_steps; s->gate != NULL; s++) {
		if (!gate_find(c, &p, s, &g))
			return false;
		gate_put(c, &p, &g, node_row(out, "rows"));
	}
	node_text(out, "history_href", str_print(c->arena, "%s/history",
	    entity_href(c, &programme_entity, p.row.id).p));
	return gate_moves_put(c, &p, &programme_entity, &p, out);
}

const struct page gates_page = {
	.method = GET,
	.path   = "/programme/{id}/gates",
	.about  = "Where a programme stands, the steps open to it, what each "
	    "still wants, and its gates.",
	.view   = "gates.html",
	.of     = &gate_decision_entity,
	.needs  = SEE,
	.run    = show_all,
};
