/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One gap, whole: its levels, its life, what was done, what is due. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/gaps.h"
#include "flow/life.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/machines.h"
#include "web/entity.h"
#include "web/lessons.h"
#include "web/levels.h"
#include "web/options.h"
#include "web/programme.h"

static const char *
mark_of(str state)
{
	static const struct {
		const char *state, *mark;
	} marks[] = {
		{ "closed", "ok" }, { "reduced", "info" },
		{ "targeted", "info" }, { "validated", "warn" },
		{ "rejected", "none" }, { "deferred", "none" },
	};
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_is(state, marks[i].state))
			return marks[i].mark;
	return "none";
}

static void
gap_state_put(struct ctx *c, str state, struct node *out)
{
	const struct state *s = state_coded(&gap_machine, state);
	struct node *o = node_object(out, "state");

	node_text(o, "code", state);
	node_z(o, "mark", mark_of(state));
	node_z(o, "says", s == NULL ? "" : words_say(c->words, s->label));
}

static str
row_href(struct ctx *c, const struct entity *e, struct id id)
{
	return id_none(id) ? (str){ 0 } : entity_href(c, e, id);
}

/* ---- now ---- */

static void
now_put(struct ctx *c, const struct life *l, struct node *out)
{
	const struct gap *g = &l->gap;

	node_real(out, "current", g->current, 2);
	node_real(out, "desired", g->desired, 2);
	node_real(out, "size", g->gap, 2);
	node_real(out, "opened", l->opened, 2);
	node_real(out, "change", l->change, 2);
	node_bool(out, "rose", l->change > 0);
	node_bool(out, "is_asset", !(g->gap > 0) && !isnan(g->gap));
	node_real(out, "lo", l->lo, 0);
	node_real(out, "hi", l->hi, 0);
	node_count(out, "importance", g->importance);
	node_count(out, "urgency", g->urgency);
	node_count(out, "rank", g->rank);
	node_real(out, "weight", g->weight, 3);
	node_real(out, "percent", 100 * g->priority_norm, 0);
	node_text(out, "rule", choice_says(c, &priority_rule_codes, g->rule));
	node_bool(out, "by_product", !str_is(g->rule, "additive"));
	node_real(out, "alpha", g->alpha, 2);
	node_text(out, "cause", str_none(g->cause) ? (str){ 0 }
	    : choice_says(c, &gap_cause_codes, g->cause));
	node_text(out, "owner", id_none(g->owner) ? (str){ 0 }
	    : flow_name(c, &party_entity, g->owner));
	node_text(out, "owner_href", row_href(c, &party_entity, g->owner));
	gap_state_put(c, g->state, out);
}

static void
levels_put(struct ctx *c, const struct request *q, const struct life *l,
    struct node *out)
{
	const struct life_level *v;
	struct node *row;
	struct write w;
	size_t i;

	(void)node_list(out, "levels");
	for (i = 0; i < l->levels; i++) {
		v = &l->level[i];
		row = node_row(out, "levels");
		node_text(row, "round", v->round->code);
		node_text(row, "name", round_name(c, v->round));
		node_day(row, "on", v->on);
		node_real(row, "level", v->level, 2);
		node_real(row, "size", l->gap.desired - v->level, 2);
		node_bool(row, "is_successor", v->is_successor);
		node_text(row, "figure", figure_href(c, "gap",
		    v->round->row.id, v->subject, l->gap.dimension));
		if (q->shape != HTML)
			continue;
		w = write_new(c->arena, 1 << 14);
		chart_bar(&w, &(struct chart_bar){ { l->lo, l->hi }, v->level,
		    l->gap.desired, v->level >= l->gap.desired ? 1 : 2,
		    { 0 } });
		node_html(row, "mark", write_done(&w));
	}
	node_bool(out, "has_levels", l->levels > 0);
}

/* ---- what happened ---- */

/* The row that tells it, if it is not the round or activity itself. */
static void
source_put(struct ctx *c, const struct gap_event *e, struct node *row)
{
	const struct entity *of = entity_named(e->source);
	struct id id;

	if (of == NULL || !id_read(e->source_id, &id) ||
	    id_same(id, e->round) || id_same(id, e->activity) ||
	    !store_has(c->store, of, id))
		return;
	node_z(row, "source", words_say(c->words, of->label));
	node_text(row, "source_name", flow_name(c, of, id));
	node_text(row, "source_href", row_href(c, of, id));
}

static void
events_put(struct ctx *c, const struct life *l, struct node *out)
{
	const struct gap_event *e;
	struct node *row;
	size_t i;

	(void)node_list(out, "events");
	for (i = 0; i < l->events; i++) {
		e = &l->event[i];
		row = node_row(out, "events");
		node_day(row, "on", moment_day(e->at));
		node_text(row, "kind", e->kind);
		node_text(row, "says", choice_says(c, &gap_event_kind_codes,
		    e->kind));
		node_real(row, "level", e->current, 2);
		node_z(row, "note", str_none(e->note) ? NULL
		    : words_say(c->words, str_z(c->arena, e->note)));
		node_text(row, "round", id_none(e->round) ? (str){ 0 }
		    : flow_name(c, &assessment_round_entity, e->round));
		node_text(row, "activity", id_none(e->activity) ? (str){ 0 }
		    : flow_name(c, &activity_entity, e->activity));
		node_text(row, "activity_href", row_href(c, &activity_entity,
		    e->activity));
		source_put(c, e, row);
		node_text(row, "by", id_none(e->by) ? (str){ 0 }
		    : flow_name(c, entity_named(S("user")), e->by));
	}
	node_bool(out, "has_events", l->events > 0);
}

/* ---- what was done ---- */

static void
doses_put(struct ctx *c, const struct life_deed *d, struct node *row)
{
	struct node *x;
	size_t i;

	(void)node_list(row, "doses");
	for (i = 0; i < d->doses; i++) {
		x = node_row(row, "doses");
		node_real(x, "amount", d->dose[i].amount, -1);
		node_text(x, "unit", choice_says(c, &dose_unit_codes,
		    d->dose[i].unit));
		node_text(x, "unit_code", d->dose[i].unit);
		node_count(x, "entries", (int64_t)d->dose[i].entries);
	}
}

static void
deed_put(struct ctx *c, const struct life *l, const struct life_deed *d,
    struct node *row)
{
	const struct state *s = state_coded(&activity_machine, d->row.state);
	str id = id_text(c->arena, d->row.row.id);

	node_text(row, "code", d->row.code);
	node_text(row, "title", d->title);
	node_text(row, "href", row_href(c, &activity_entity, d->row.row.id));
	node_text(row, "modality", choice_says(c, &modality_codes,
	    d->row.modality));
	node_z(row, "says", s == NULL ? "" : words_say(c->words, s->label));
	node_z(row, "mark", !d->is_in ? "none" : str_is(d->row.state,
	    "verified") || str_is(d->row.state, "delivered") ? "ok" : "info");
	node_bool(row, "is_in", d->is_in);
	node_day(row, "from", d->row.start_actual.n != 0
	    ? d->row.start_actual : d->row.start);
	node_day(row, "to", d->row.end_actual.n != 0 ? d->row.end_actual
	    : d->row.end);
	node_real(row, "share", d->share, -1);
	node_count(row, "gaps", d->gaps > 0 ? (int64_t)d->gaps : INT64_MIN);
	node_count(row, "events", (int64_t)d->events);
	node_text(row, "events_href", str_print(c->arena,
	    "/event?activity=%.*s", (int)id.n, id.p));
	node_real(row, "hours", d->hours, -1);
	node_count(row, "people", (int64_t)d->people);
	doses_put(c, d, row);
	node_text(row, "doses_href", str_print(c->arena,
	    "/dose?activity=%.*s&subject=%s", (int)id.n, id.p,
	    id_text(c->arena, l->gap.subject).p));
	node_bool(row, "has_paid", d->paid.currency[0] != '\0');
	node_money(row, "paid", d->paid);
	node_money(row, "part", d->part);
	node_count(row, "payments", (int64_t)d->payments);
	node_text(row, "payments_href", str_print(c->arena,
	    "/transaction?activity=%.*s", (int)id.n, id.p));
}

static void
deeds_put(struct ctx *c, const struct life *l, struct node *out)
{
	size_t i;

	(void)node_list(out, "deeds");
	for (i = 0; i < l->deeds; i++)
		deed_put(c, l, &l->deed[i], node_row(out, "deeds"));
	node_bool(out, "has_deeds", l->deeds > 0);
	node_bool(out, "has_money", l->has_money);
	node_bool(out, "has_part", l->part.currency[0] != '\0');
	node_money(out, "part", l->part);
	node_real(out, "per_level", l->per_level, 0);
	node_z(out, "currency", l->part.currency);
}

/* ---- what is due, and checks ---- */

static void
checks_put(struct ctx *c, const struct life *l, struct node *out)
{
	const struct gap_check *k;
	struct day today = moment_day(c->now);
	struct node *row;
	size_t i;

	(void)node_list(out, "checks");
	for (i = 0; i < l->checks; i++) {
		k = &l->check[i];
		row = node_row(out, "checks");
		node_id(row, "id", k->row.id);
		node_text(row, "href", row_href(c, &gap_check_entity,
		    k->row.id));
		node_count(row, "months", k->months);
		node_day(row, "due", k->due_on);
		node_day(row, "done", k->done_on);
		node_real(row, "level", k->current, 2);
		node_text(row, "how", str_none(k->how) ? (str){ 0 }
		    : choice_says(c, &gap_check_how_codes, k->how));
		node_text(row, "who", id_none(k->who) ? (str){ 0 }
		    : flow_name(c, &party_entity, k->who));
		node_text(row, "note", k->note);
		node_text(row, "outcome", k->outcome);
		node_z(row, "mark", str_is(k->outcome, "held") ? "ok"
		    : str_is(k->outcome, "reopened") ? "bad"
		    : str_none(k->outcome) && k->due_on.n < today.n ? "warn"
		    : "none");
		node_text(row, "says", !str_none(k->outcome)
		    ? choice_says(c, &gap_check_outcome_codes, k->outcome)
		    : str_of(words_say(c->words, k->due_on.n < today.n
		    ? "Overdue" : "To come")));
	}
	node_bool(out, "has_checks", l->checks > 0);
}

static void
due_put(const struct life *l, struct node *out)
{
	struct node *o;

	if (str_none(l->due.what))
		return;
	o = node_object(out, "due");
	node_text(o, "what", l->due.what);
	node_bool(o, "is_check", str_is(l->due.what, "check"));
	node_day(o, "on", l->due.on);
	node_bool(o, "is_late", l->due.is_late);
}

/* The first open check of a closed gap can be recorded here. */
static void
check_form_put(struct ctx *c, const struct request *q, const struct life *l,
    struct node *out)
{
	const struct gap_check *k = NULL;
	str sent = request_form(q, "check");
	struct node *o;
	size_t i;

	for (i = l->checks; i-- > 0;)
		if (str_none(l->check[i].outcome) && (str_none(sent) ||
		    k == NULL || str_same(sent, id_text(c->arena,
		    l->check[i].row.id))))
			k = &l->check[i];
	if (k == NULL || !str_is(l->gap.state, "closed") ||
	    !flow_may(c, &gap_check_entity, k, EDIT))
		return;
	o = node_object(out, "check_form");
	node_id(o, "check", k->row.id);
	node_count(o, "months", k->months);
	node_day(o, "due", k->due_on);
	node_text(o, "current", request_form(q, "current"));
	node_text(o, "done_on", request_form(q, "done_on").p != NULL
	    ? request_form(q, "done_on")
	    : day_text(c->arena, moment_day(c->now)));
	node_text(o, "note", request_form(q, "note"));
	node_bool(o, "is_open", !str_none(sent));
	options_put(c, &gap_check_how_codes, "ways",
	    str_none(request_form(q, "how")) ? k->how
	    : request_form(q, "how"), o);
}

/* ---- what can happen next ---- */

static bool
move_put(struct ctx *c, const struct life *l, const struct move *m,
    struct node *out)
{
	str href = entity_href(c, &gap_entity, l->gap.row.id);
	struct node *row = node_row(out, "moves"), *why;
	const struct error *x;
	struct errors lacks;

	if (!flow_move_lacks(c, &gap_entity, &l->gap, m, &lacks))
		return false;
	node_z(row, "verb", m->verb);
	node_z(row, "label", words_say(c->words, m->label));
	node_z(row, "effect", words_say(c->words, m->effect));
	node_bool(row, "is_open", errors_worst(&lacks) == FINE);
	node_text(row, "href", str_print(c->arena, "%.*s/move?verb=%s",
	    (int)href.n, href.p, m->verb));
	(void)node_list(row, "lacks");
	for (x = lacks.first; x != NULL; x = x->next) {
		why = node_row(row, "lacks");
		node_z(why, "text", x->text);
	}
	return true;
}

static bool
moves_put(struct ctx *c, const struct life *l, struct node *out)
{
	const struct move *m;
	size_t n = 0;

	(void)node_list(out, "moves");
	for (m = gap_machine.moves; m->from != NULL; m++)
		if (str_is(l->gap.state, m->from)) {
			if (!move_put(c, l, m, out))
				return false;
			n++;
		}
	node_bool(out, "has_moves", n > 0);
	return true;
}

/* ---- the page ---- */

static void
links_put(struct ctx *c, const struct life *l, struct node *out)
{
	str href = entity_href(c, &gap_entity, l->gap.row.id);
	str id = id_text(c->arena, l->gap.row.id);

	node_text(out, "href", href);
	node_id(out, "id", l->gap.row.id);
	node_count(out, "revision", l->gap.row.revision);
	node_bool(out, "may_edit", flow_may(c, &gap_entity, &l->gap, EDIT));
	node_bool(out, "may_link", ctx_may(c, &activity_gap_entity, ADD,
	    l->programme.row.id) && !str_is(l->gap.state, "closed") &&
	    !str_is(l->gap.state, "rejected"));
	node_text(out, "link_href", str_print(c->arena,
	    "/activity_gap/new?gap=%.*s&programme=%s", (int)id.n, id.p,
	    id_text(c->arena, l->programme.row.id).p));
	node_text(out, "events_href", str_print(c->arena,
	    "/gap_event?gap=%.*s", (int)id.n, id.p));
	node_text(out, "subject_href", row_href(c, &party_entity,
	    l->gap.subject));
	node_text(out, "around_href", str_print(c->arena,
	    "%s/rollup?by=%s", str_z(c->arena, programme_href(c,
	    &l->programme)), str_is(l->kind, "IND") ? "organisation"
	    : "subject"));
}

static void
head_put(struct ctx *c, const struct life *l, struct node *out)
{
	struct crumb up = { str_of(words_say(c->words,
	    phase_name(PHASE_GAPS))), str_print(c->arena, "%s/gaps",
	    str_z(c->arena, programme_href(c, &l->programme))) };

	node_text(out, "title", str_print(c->arena, "%.*s: %.*s",
	    (int)l->subject.n, l->subject.p, (int)l->dimension.n,
	    l->dimension.p));
	programme_put(c, &l->programme, PHASE_GAPS, out);
	crumb_put(out, &up, 1);
	node_text(out, "subject", l->subject);
	node_text(out, "dimension", l->dimension);
	node_text(out, "framework", l->framework);
}

static bool
find(struct ctx *c, const struct request *q, struct life **l)
{
	struct gap g;

	return flow_find_text(c, &gap_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &g) && life_of(c, g.row.id, l);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct node *to = out;
	struct life *l;

	(void)reply;
	if (!find(c, q, &l))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &gap_entity, &l->gap, out);
		to = node_object(out, "life");
	} else {
		head_put(c, l, out);
		links_put(c, l, out);
		check_form_put(c, q, l, out);
		options_put(c, &gap_cause_codes, "causes",
		    str_none(request_form(q, "cause")) ? l->gap.cause
		    : request_form(q, "cause"), out);
		if (!lessons_gap_put(c, &l->gap, out))
			return false;
	}
	now_put(c, l, to);
	levels_put(c, q, l, to);
	events_put(c, l, to);
	deeds_put(c, l, to);
	checks_put(c, l, to);
	due_put(l, to);
	return held_put(c, l->gap.programme, l->gap.subject,
	    l->gap.dimension, l->gap.desired, to) && moves_put(c, l, to);
}

const struct page gap_page = {
	.method = GET,
	.path   = "/gap/{id}",
	.about  = "One gap with its levels, its life, what was done about it, "
	    "its cost and its checks.",
	.view   = "gap.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
read_level(struct ctx *c, str typed, double *out)
{
	return str_typed(typed, out) ||
	    fail(&c->errors, INVALID, "current", "'%.*s' is no number.",
	    (int)typed.n, typed.p);
}

static bool
accept_check(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct gaps_look look = { .current = NAN,
		.how = request_form(q, "how"),
		.note = request_form(q, "note") };
	str level = str_trim(request_form(q, "current"));
	struct id check;
	struct gap g;

	(void)out;
	if (!flow_find_text(c, &gap_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &g))
		return false;
	if (!id_read(request_form(q, "check"), &check))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such check.");
	if (!str_none(level) && !read_level(c, level, &look.current))
		return false;
	if (!str_none(request_form(q, "done_on")) &&
	    !day_read(request_form(q, "done_on"), &look.on))
		return fail(&c->errors, INVALID, "done_on",
		    "Write the day as 2026-03-31.");
	if (!gaps_check(c, check, &look))
		return false;
	reply->go = str_print(c->arena, "/gap/%s#checks",
	    id_text(c->arena, g.row.id).p);
	return true;
}

const struct page gap_check_post = {
	.method = POST,
	.path   = "/gap/{id}/check",
	.about  = "Records what a check of a closed gap found: check, current, "
	    "done_on, how, note.",
	.of     = &gap_check_entity,
	.needs  = SEE,
	.again  = &gap_page,
	.run    = accept_check,
};

static bool
accept_cause(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct gap g;

	(void)out;
	if (!flow_find_text(c, &gap_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &g))
		return false;
	g.cause = request_form(q, "cause");
	if (str_none(g.cause))
		return fail(&c->errors, INVALID, "cause",
		    "Choose what causes the gap most.");
	if (!flow_save(c, &gap_entity, &g) ||
	    !gaps_note(c, &g, "cause_found", request_form(q, "note")))
		return false;
	reply->go = entity_href(c, &gap_entity, g.row.id);
	return true;
}

const struct page gap_cause_post = {
	.method = POST,
	.path   = "/gap/{id}/cause",
	.about  = "Says what causes a gap most: cause, note.",
	.of     = &gap_entity,
	.needs  = SEE,
	.again  = &gap_page,
	.run    = accept_cause,
};
