/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One funding opportunity: its steps, what the donor asks, what came. */
#include "web/opportunity.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/both.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/pursue.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/books.h"
#include "model/machines.h"
#include "model/office.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/attach.h"
#include "web/both.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/resources.h"

enum { MOVES = 8, SOON = 14, ITEMS = 200 };

static const struct entity *const E = &opportunity_entity;

/* ---- steps ---- */

static bool
notes_put(struct ctx *c, const struct opportunity *o, struct node *row)
{
	const struct concept_note *k;
	struct node *one;
	size_t i, n;

	(void)node_list(row, "notes");
	if (!ctx_may(c, &concept_note_entity, SEE, o->programme))
		return true;
	if ((k = every(c, &concept_note_entity, o->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (k[i].approved_on.n == 0 ||
		    !str_among(k[i].state, "approved sent"))
			continue;
		one = node_row(row, "notes");
		node_text(one, "id", id_text(c->arena, k[i].row.id));
		node_text(one, "name", text_in(c->arena, k[i].title,
		    c->lang));
		node_count(one, "version", k[i].version);
		node_bool(one, "here", id_same(k[i].row.id,
		    o->concept_note));
	}
	node_bool(row, "some_notes", node_list(row, "notes")->n > 0);
	node_bool(row, "lacks_note", node_list(row, "notes")->n == 0);
	return true;
}

static bool
is_late(struct ctx *c, struct day on)
{
	return on.n != 0 && on.n < moment_day(c->now).n;
}

/* What the step itself asks for, beside a note. */
static bool
asks_put(struct ctx *c, const struct opportunity *o, const struct move *m,
    struct node *row)
{
	bool edits = flow_may(c, E, o, EDIT);

	node_bool(row, "asks_note", edits && strcmp(m->verb, "send_note") == 0);
	node_bool(row, "asks_deadline", edits && strcmp(m->verb, "submit") ==
	    0 && is_late(c, o->deadline));
	node_bool(row, "asks_amount", edits && strcmp(m->verb, "sign") == 0);
	node_bool(row, "asks_tranche", edits && strcmp(m->verb, "receive") ==
	    0);
	node_day(row, "deadline", o->deadline);
	node_text(row, "amount_text", money_text(c->arena, o->amount));
	node_text(row, "amount_in", str_copy(c->arena,
	    str_of(o->amount.currency)));
	return strcmp(m->verb, "send_note") != 0 || notes_put(c, o, row);
}

static void
others_put(struct ctx *c, const struct opportunity *o,
    const struct move *const *mine, size_t n, struct node *row)
{
	const struct move *m;
	struct node *one;
	size_t i;

	(void)node_list(row, "waits");
	for (m = opportunity_machine.moves; m->from != NULL; m++) {
		for (i = 0; i < n && mine[i] != m; i++)
			;
		if (i < n || !str_is(o->stage, m->from))
			continue;
		one = node_row(row, "waits");
		node_z(one, "label", say(c, m->label));
		node_z(one, "roles", ctx_role_names(c, m->roles));
	}
}

static const char *
stage_says(struct ctx *c, const char *code)
{
	const struct state *s = state_coded(&opportunity_machine,
	    str_of(code));

	return s == NULL ? code : say(c, s->label);
}

bool
opportunity_steps_put(struct ctx *c, const struct opportunity *o,
    struct node *row)
{
	const struct move *m[MOVES];
	size_t n = pursue_steps(c, o, m, MOVES), i;
	struct node *one;
	bool in_place;

	(void)node_list(row, "steps");
	for (i = 0; i < n; i++) {
		in_place = pursue_stands_in(c, o, m[i]);
		one = node_row(row, "steps");
		node_z(one, "verb", m[i]->verb);
		node_text(one, "key", str_print(c->arena, "%s-%s",
		    id_text(c->arena, o->row.id).p, m[i]->verb));
		node_z(one, "label", say(c, m[i]->label));
		node_z(one, "to", stage_says(c, m[i]->to));
		node_count(one, "column", pipeline_column(str_of(m[i]->to)));
		node_bool(one, "stands_in", in_place);
		node_bool(one, "note_must", in_place ||
		    flow_needs_reason(E, m[i]));
		node_bool(one, "takes_two", m[i]->both && !in_place);
		node_z(one, "effect", say(c, m[i]->effect));
		if (!asks_put(c, o, m[i], one))
			return false;
	}
	others_put(c, o, m, n, row);
	node_bool(row, "has_steps", n > 0);
	return true;
}

void
opportunity_due_put(struct ctx *c, const struct opportunity *o,
    struct node *row)
{
	struct day today = moment_day(c->now), on = o->next_on;
	bool open = pipeline_column(o->stage) < PIPELINE_SIGNED;
	bool before = str_among(o->stage, "lead qualified concept invited");
	str says = o->next_step;
	struct node *out;

	if (on.n == 0 && open)
		on = before ? o->deadline : o->expected_date;
	if (str_none(says) && on.n != 0)
		says = str_of(say(c, on.n == o->next_on.n ? "Next step"
		    : before ? "Deadline" : "Decision expected"));
	if (str_none(says))
		return;
	out = node_object(row, "due");
	node_text(out, "says", says);
	node_day(out, "on", on);
	node_bool(out, "is_late", open && is_late(c, on));
	node_z(out, "mark", on.n == 0 ? "none" : open && is_late(c, on)
	    ? "bad" : open && on.n <= today.n + SOON ? "warn" : "ok");
}

/* ---- after a step ---- */

static bool
find(struct ctx *c, const struct request *q, struct opportunity *o)
{
	return flow_find_text(c, E, request_at(q, "id"),
	    (struct id){ { 0 } }, o);
}

bool
opportunity_moved_put(struct ctx *c, const struct request *q,
    struct node *out)
{
	struct opportunity_stage l;
	struct opportunity o;
	struct node *row;
	struct id id;

	if (!id_read(request_arg(q, "moved"), &id) ||
	    !store_has(c->store, E, id))
		return true;
	if (!flow_find(c, E, id, &o) || !pursue_last(c, &o, &l))
		return false;
	row = node_object(out, "moved");
	node_text(row, "donor", flow_name(c, E, id));
	node_text(row, "stage", str_of(stage_says(c, str_z(c->arena,
	    o.stage))));
	node_count(row, "revision", o.row.revision);
	node_text(row, "href", entity_href(c, E, id));
	if (l.row.revision > 0)
		node_text(row, "back_action", str_print(c->arena, "%s/back",
		    entity_href(c, E, id).p));
	return both_put(c, E, &o, row);
}

/* ---- the page ---- */

static bool
head_put(struct ctx *c, const struct opportunity *o, struct node *out)
{
	struct programme p;
	struct crumb up;
	struct node *is;

	if (!flow_find(c, &programme_entity, o->programme, &p))
		return false;
	programme_put(c, &p, PHASE_RESOURCES, out);
	up = (struct crumb){ str_of(say(c, phase_name(PHASE_RESOURCES))),
		resources_href(c, &p, "") };
	crumb_put(out, &up, 1);
	node_text(out, "title", flow_name(c, &party_entity, o->donor));
	node_text(out, "donor", flow_name(c, &party_entity, o->donor));
	node_text(out, "code", o->code);
	node_text(out, "for_what", o->title);
	node_text(out, "href", entity_href(c, E, o->row.id));
	node_text(out, "back_to", entity_href(c, E, o->row.id));
	node_count(out, "revision", o->row.revision);
	node_text(out, "donor_href", str_print(c->arena, "%s%s",
	    resources_href(c, &p, "/funder/").p, id_text(c->arena,
	    o->donor).p));
	is = node_object(out, "is");
	node_z(is, "mark", pipeline_is_secured(o->stage) ? "ok"
	    : str_is(o->stage, "declined") ? "bad"
	    : str_is(o->stage, "dormant") ? "none" : "info");
	node_z(is, "says", stage_says(c, str_z(c->arena, o->stage)));
	node_bool(out, "may_edit", flow_may(c, E, o, EDIT));
	return true;
}

static void
link_put(struct ctx *c, const struct entity *e, struct id id,
    const char *name, struct node *out)
{
	struct node *o;

	if (id_none(id))
		return;
	o = node_object(out, name);
	node_text(o, "name", flow_name(c, e, id));
	node_text(o, "href", entity_href(c, e, id));
}

static bool
facts_put(struct ctx *c, const struct opportunity *o, struct node *out)
{
	double chance = o->probability;
	struct money weighted = { 0 };

	if ((isnan(chance) || pipeline_is_secured(o->stage) ||
	    str_is(o->stage, "declined")) &&
	    !pipeline_chance(c, o->stage, &chance))
		return false;
	(void)!money_weighted(&o->amount, &chance, 1, o->amount.currency,
	    &weighted);
	node_money(out, "amount", o->amount);
	node_real(out, "percent", chance * 100, 0);
	node_bool(out, "is_open", pipeline_column(o->stage) <
	    PIPELINE_SIGNED);
	node_money(out, "weighted", o->amount.currency[0] == '\0'
	    ? (struct money){ 0 } : weighted);
	node_day(out, "deadline", o->deadline);
	node_day(out, "expected_on", o->expected_date);
	node_day(out, "since", o->last_change);
	node_text(out, "outcome", o->result);
	node_text(out, "next_step", o->next_step);
	node_day(out, "next_on", o->next_on);
	node_text(out, "next_value", day_text(c->arena, o->next_on));
	node_money(out, "writing_cost", o->writing_cost);
	node_text(out, "programming_ref", o->programming_ref);
	link_put(c, &concept_note_entity, o->concept_note, "note", out);
	link_put(c, &funding_call_entity, o->call, "call", out);
	if (pipeline_is_secured(o->stage) && ctx_may(c,
	    &grant_agreement_entity, ADD, o->programme))
		node_text(out, "agreement_href", str_print(c->arena,
		    "/grant_agreement/new?programme=%s&funder=%s&amount=%s&"
		    "amount_currency=%s", id_text(c->arena, o->programme).p,
		    id_text(c->arena, o->donor).p, money_text(c->arena,
		    o->amount).p, o->amount.currency));
	link_put(c, &party_entity, o->owner, "owner", out);
	link_put(c, &party_entity, o->contact, "contact", out);
	opportunity_due_put(c, o, out);
	return true;
}

/* ---- what the donor asks ---- */

static bool
line_done(str *line)
{
	*line = str_trim(*line);
	if (!str_starts(*line, S("[x]")) && !str_starts(*line, S("[X]")))
		return false;
	*line = str_trim(str_part(*line, 3, line->n));
	return true;
}

static void
list_put(struct ctx *c, const struct opportunity *o, struct node *out)
{
	str rest = o->requirements, line;
	int64_t done = 0, all = 0;
	struct node *row;
	bool is_done;

	(void)node_list(out, "asked");
	while (all < ITEMS && str_cut(&rest, '\n', &line)) {
		is_done = line_done(&line);
		if (str_none(line))
			continue;
		row = node_row(out, "asked");
		node_count(row, "number", ++all);
		node_text(row, "name", line);
		node_bool(row, "is_done", is_done);
		done += is_done;
	}
	node_bool(out, "has_asked", all > 0);
	node_count(out, "asked_n", all);
	node_count(out, "asked_done", done);
	(void)c;
}

/* ---- what happened ---- */

static bool
history_put(struct ctx *c, const struct opportunity *o, struct node *out)
{
	struct opportunity_stage *l;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "history");
	if (!ctx_may(c, &opportunity_stage_entity, SEE, o->programme))
		return true;
	if (!pursue_lines(c, o->row.id, &l, &n))
		return false;
	for (i = n; i-- > 0; ) {
		row = node_row(out, "history");
		node_day(row, "on", l[i].on);
		node_text(row, "stage", str_of(stage_says(c, str_z(c->arena,
		    l[i].stage))));
		node_text(row, "was", str_none(l[i].was) ? (str){ 0 }
		    : str_of(stage_says(c, str_z(c->arena, l[i].was))));
		node_text(row, "note", l[i].note);
		node_text(row, "by", id_none(l[i].by) ? (str){ 0 }
		    : flow_name(c, &user_entity, l[i].by));
		node_count(row, "days", i + 1 < n ? l[i + 1].on.n - l[i].on.n
		    : moment_day(c->now).n - l[i].on.n);
		node_text(row, "href", entity_href(c,
		    &opportunity_stage_entity, l[i].row.id));
	}
	node_bool(out, "has_history", n > 0);
	return true;
}

static bool
money_put(struct ctx *c, const struct opportunity *o, struct node *out)
{
	struct pipeline_received r;
	struct node *row;
	size_t i;

	(void)node_list(out, "entries");
	if (!ctx_may(c, &transaction_entity, SEE, o->programme))
		return true;
	if (!pipeline_received(c, o, &r))
		return false;
	for (i = 0; i < r.n; i++) {
		row = node_row(out, "entries");
		node_day(row, "on", r.entry[i].date);
		node_money(row, "amount", r.entry[i].amount);
		node_text(row, "document", r.entry[i].document_no);
		node_text(row, "href", entity_href(c, &transaction_entity,
		    r.entry[i].row.id));
	}
	node_money(out, "received", r.sum);
	node_bool(out, "has_entries", r.n > 0);
	node_bool(out, "of_donor", r.of_donor);
	node_count(out, "unconverted", r.unconverted == 0 ? INT64_MIN
	    : (int64_t)r.unconverted);
	node_bool(out, "sees_money", true);
	return true;
}

/* What was typed into a step that was refused stays in its form. */
static void
typed_put(const struct request *q, struct node *out)
{
	static const char *const name[] = { "reason", "deadline", "amount",
		"funds_received" };
	struct node *row = node_list(out, "steps")->first;
	str verb = request_form(q, "verb");
	size_t i;

	for (; row != NULL; row = row->next)
		for (i = 0; i < 4 && str_same(json_text(row, "verb"), verb);
		     i++)
			node_text(row, str_print(out->arena, "was_%s",
			    name[i]).p, request_form(q, name[i]));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	static const char *const fields[] = { "reason", "concept_note",
		"amount", "funds_received", "deadline", "item", "next_on",
		NULL };
	struct opportunity o;

	(void)r;
	if (!find(c, q, &o))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, E, &o, out);
		return both_put(c, E, &o, out);
	}
	if (!head_put(c, &o, out) || !facts_put(c, &o, out) ||
	    !opportunity_steps_put(c, &o, out))
		return false;
	list_put(c, &o, out);
	wrong_put(q, fields, out);
	typed_put(q, out);
	node_text(out, "typed_item", request_form(q, "item"));
	return history_put(c, &o, out) && money_put(c, &o, out) &&
	    both_put(c, E, &o, out) && opportunity_moved_put(c, q, out) &&
	    attach_put(c, q, E, &o, entity_href(c, E, o.row.id), out);
}

const struct page opportunity_page = {
	.method = GET,
	.path   = "/opportunity/{id}",
	.about  = "One funding opportunity: its next steps, what the donor "
	    "asks, how it went, what came.",
	.view   = "opportunity.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- a step is taken ---- */

/* "1250.50" and its currency, as typed; nothing leaves it as it is. */
static bool
money_typed(struct ctx *c, const struct request *q, const char *name,
    str otherwise, struct money *m)
{
	str typed = ask_typed(q, name), in = ask_typed(q, str_print(c->arena,
	    "%s_currency", name).p);
	double major;

	if (str_none(typed))
		return true;
	if (str_none(in))
		in = otherwise;
	if (str_typed(typed, &major) && major >= 0 &&
	    money_from_real(major, str_z(c->arena, in), m))
		return true;
	return fail(&c->errors, INVALID, name, "'%.*s %.*s' is not an amount "
	    "such as 1250.50 EUR.", (int)typed.n, typed.p, (int)in.n, in.p);
}

/* What the step asked for beside a note goes into the row first. */
static bool
fill(struct ctx *c, const struct request *q, struct opportunity *o,
    bool *changed)
{
	struct opportunity was = *o;
	struct id note = ask_id(q, "concept_note");
	str in = str_copy(c->arena, str_of(was.amount.currency));
	struct day deadline;

	if (!ask_day(c, q, "deadline", &deadline) ||
	    !money_typed(c, q, "amount", in, &o->amount) ||
	    !money_typed(c, q, "funds_received", in, &o->funds_received))
		return false;
	if (!id_none(note))
		o->concept_note = note;
	if (deadline.n != 0)
		o->deadline = deadline;
	*changed = !id_same(o->concept_note, was.concept_note) ||
	    o->deadline.n != was.deadline.n ||
	    o->amount.minor != was.amount.minor ||
	    strcmp(o->amount.currency, was.amount.currency) != 0 ||
	    o->funds_received.minor != was.funds_received.minor ||
	    strcmp(o->funds_received.currency,
	    was.funds_received.currency) != 0;
	return true;
}

static bool
step(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct opportunity o;
	bool changed;

	(void)out;
	if (!find(c, q, &o))
		return false;
	o.row.revision = entity_revision_of(q, &o);
	if (!fill(c, q, &o, &changed) || (changed && !flow_save(c, E, &o)) ||
	    !pursue_step(c, &o, o.row.revision, ask_typed(q, "verb"),
	    request_form(q, "reason")))
		return false;
	r->go = str_print(c->arena, "%s?moved=%s", str_z(c->arena,
	    request_back(q, entity_href(c, E, o.row.id))),
	    id_text(c->arena, o.row.id).p);
	return true;
}

const struct page opportunity_step_post = {
	.method = POST,
	.path   = "/opportunity/{id}/step",
	.about  = "Takes an opportunity through the step 'verb', with what "
	    "the step asks for, or records the answer of a donor without an "
	    "account.",
	.view   = "opportunity.html",
	.again  = &opportunity_page,
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = step,
};

static bool
back(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct opportunity o;

	(void)out;
	if (!find(c, q, &o) || !pursue_back(c, o.row.id,
	    entity_revision_of(q, &o)))
		return false;
	r->go = request_back(q, entity_href(c, E, o.row.id));
	return true;
}

const struct page opportunity_back_post = {
	.method = POST,
	.path   = "/opportunity/{id}/back",
	.about  = "Takes the last step of an opportunity back, for who took "
	    "it.",
	.view   = "opportunity.html",
	.again  = &opportunity_page,
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = back,
};

/* ---- small changes ---- */

/* The boxes that are ticked, by number; the lines keep their order. */
static str
ticked(struct ctx *c, const struct request *q, str lines)
{
	struct write w = write_new(c->arena, 1 << 16);
	str line;
	int64_t n = 0;

	while (n < ITEMS && str_cut(&lines, '\n', &line)) {
		(void)line_done(&line);
		if (str_none(line))
			continue;
		n++;
		write_format(&w, "%s%s%.*s", n > 1 ? "\n" : "",
		    form_ticked(q, "done", str_print(c->arena, "%lld",
		    (long long)n)) ? "[x] " : "", (int)line.n, line.p);
	}
	return write_done(&w);
}

static bool
change(struct ctx *c, const struct request *q, struct opportunity *o)
{
	str go = request_form(q, "go"), item = ask_typed(q, "item");

	if (str_is(go, "list")) {
		o->requirements = ticked(c, q, o->requirements);
	} else if (str_is(go, "item")) {
		if (str_none(item))
			return fail(&c->errors, INVALID, "item",
			    "Say what the donor asks.");
		o->requirements = str_none(o->requirements) ? item
		    : str_print(c->arena, "%.*s\n%.*s",
		    (int)o->requirements.n, o->requirements.p, (int)item.n,
		    item.p);
	} else if (str_is(go, "next")) {
		o->next_step = ask_typed(q, "next_step");
		return ask_day(c, q, "next_on", &o->next_on);
	} else {
		return fail(&c->errors, INVALID, "go",
		    "Say what to change: list, item or next.");
	}
	return true;
}

static bool
note(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct opportunity o;

	(void)out;
	if (!find(c, q, &o))
		return false;
	o.row.revision = entity_revision_of(q, &o);
	if (!change(c, q, &o) || !flow_save(c, E, &o))
		return false;
	r->go = entity_href(c, E, o.row.id);
	return true;
}

const struct page opportunity_note_post = {
	.method = POST,
	.path   = "/opportunity/{id}/note",
	.about  = "Ticks off what the donor asks ('go' is list), adds to it "
	    "(item), or says the next step (next).",
	.view   = "opportunity.html",
	.again  = &opportunity_page,
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = note,
};
