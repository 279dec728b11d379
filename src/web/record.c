/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A short form for each kind of delivery: it happened, when, for whom.
 * The doses follow by themselves (flow/dose.h). */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/attend.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "web/entity.h"
#include "web/programme.h"

static const struct {
	const char *key, *title, *hint;         /* words: */
	const struct entity *e;
	const char *fields;     /* of the short form; a blank before them */
	const char *day;        /* the last day: it must have come */
	bool        people;     /* asks who took part */
} forms[] = {
	{ "event", "Record an event", "The hours of everybody who took part "
	  "become their dose.", &event_entity, " title type activity course "
	  "start end venue hours_theory hours_practice", "end", true },
	{ "mission", "Record a mission", "It counts by its working days once "
	  "it is debriefed.", &mission_entity, "ta_request activity seq experts from to "
	  "places working_days findings", "to", false },
	{ "session", "Record a mentoring session", "Its minutes become the "
	  "mentee's dose.", &mentoring_session_entity, " agreement date minutes "
	  "mode topics agreed_actions", "date", false },
	{ "exchange", "Record an exchange", "A visit for each participant by "
	  "name, else for each guest.", &exchange_entity, " type title host "
	  "guests from to participants people activity", "to", false },
	{ "handover", "Record equipment handed over", "Its pieces count for "
	  "the receiver.", &equipment_item_entity, " kind description quantity "
	  "receiver acquired handed_over certificate_no activity",
	  "handed_over", false },
	{ "milestone", "Record an institutional milestone", "It counts for the "
	  "organisation on the day it was achieved.",
	  &institution_milestone_entity, " organisation kind mode title "
	  "activity planned achieved after embedded_in", "achieved", false },
	{ "policy", "Record a stage of a policy", "Each stage behind the first "
	  "counts for who leads the instrument.", &policy_stage_entity,
	  " instrument stage date document by note", "date", false },
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

struct recording {
	struct ctx           *c;
	struct request        q;        /* as if asked of the entity */
	struct programme      p;
	size_t                at;       /* in forms */
	void                 *row;
};

static bool
begin(struct recording *r, struct ctx *c, const struct request *q)
{
	str kind = request_form(q, "kind");

	r->c = c;
	r->q = *q;
	if (str_none(kind))
		kind = request_arg(q, "kind");
	while (r->at < FORMS && !str_is(kind, forms[r->at].key))
		r->at++;
	if (r->at == FORMS)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such kind of delivery.");
	r->q.entity = forms[r->at].e;
	if (!programme_named(c, q, &r->p))
		return false;
	if (!ctx_may(c, r->q.entity, ADD, r->p.row.id))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you record this here.");
	r->row = arena_take(c->arena, 1, r->q.entity->size);
	row_blank(r->q.entity, r->row);
	return true;
}

static const struct field *
home_field(const struct recording *r)
{
	return field_named(r->q.entity, S("programme"));
}

/* ---- showing ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct recording r = { .at = 0 };
	struct crumb crumb;
	struct form *form;
	struct node *node;

	(void)reply;
	if (!begin(&r, c, q))
		return false;
	form = entity_form(c, &r.q, r.row);
	(void)!form_read(form, q->args, q->n_args, r.row, &quiet);
	(void)!form_read(form, q->form, q->n_form, r.row, &quiet);
	crumb = phase_crumb(c, &r.p, PHASE_DELIVER);
	programme_put(c, &r.p, PHASE_DELIVER, out);
	crumb_put(out, &crumb, 1);
	node_z(out, "title", words_say(c->words, forms[r.at].title));
	node_z(out, "about", words_say(c->words, forms[r.at].hint));
	node_z(out, "kind", forms[r.at].key);
	node_text(out, "action", str_print(c->arena, "%s/deliver/record",
	    programme_href(c, &r.p).p));
	node_text(out, "back", crumb.href);
	node_bool(out, "people", forms[r.at].people && ctx_may(c,
	    &enrolment_entity, ADD, r.p.row.id));
	node_text(out, "who", request_form(q, "who"));
	if (q->faults != NULL)
		node_z(out, "who_error", errors_text(q->faults, "who"));
	node = node_object(out, "form");
	form_node(form, r.row, node);
	entity_shorten(node, forms[r.at].fields);
	return true;
}

const struct page record_page = {
	.method = GET,
	.path   = "/programme/{id}/deliver/record",
	.about  = "A short form to record that something of a 'kind' happened.",
	.view   = "record.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- who took part ---- */

/* "P001" or "An Nguyen; 6": a code or name, and hours if not all. */
static bool
add_person(struct recording *r, struct lookup *l, str line, int number)
{
	const struct field *who = field_named(&enrolment_entity, S("person"));
	const struct event *ev = r->row;
	struct ctx *c = r->c;
	struct enrolment n;
	str name;

	(void)str_cut(&line, ';', &name);
	name = str_trim(name);
	row_blank(&enrolment_entity, &n);
	n.event = ev->row.id;
	n.registered_on = ev->start;
	n.hours_attended = attend_event_hours(ev);
	if (!l->refer(l->with, who, name, &n.person))
		return fail(&c->errors, INVALID, "who", "Line %d: nobody here "
		    "is called '%.*s'. Add the person first.", number,
		    (int)name.n, name.p);
	line = str_trim(line);
	if (!str_none(line) && (!str_real(line, &n.hours_attended) ||
	    n.hours_attended < 0))
		return fail(&c->errors, INVALID, "who",
		    "Line %d: '%.*s' is not a number of hours.", number,
		    (int)line.n, line.p);
	if (isnan(n.hours_attended))
		return fail(&c->errors, INVALID, "who", "Line %d: say the "
		    "hours, or how many the event has.", number);
	if (!isnan(attend_event_hours(ev)))
		n.attendance_share = attend_share(ev, &n);
	return flow_save(c, &enrolment_entity, &n);
}

static bool
add_people(struct recording *r)
{
	struct lookup *l = flow_lookup(r->c, &enrolment_entity);
	str rest = request_form(&r->q, "who"), line;
	bool fine = true;
	int number = 0;

	while (str_cut(&rest, '\n', &line)) {
		number++;
		if (!str_none(str_trim(line)))
			fine = add_person(r, l, str_trim(line), number) && fine;
	}
	return fine;
}

/* ---- keeping ---- */

/* A step that the actor may not take, or that lacks something, is left
 * to whoever may: the record stands all the same. */
static void
step(struct recording *r, const char *verb)
{
	const struct row *row = r->row;
	struct ctx quiet = *r->c;

	quiet.errors = (struct errors){ quiet.arena, NULL, quiet.words, NULL };
	if (flow_move(&quiet, r->q.entity, row->id, row->revision,
	    str_of(verb), (str){ 0 }))
		(void)!flow_find(&quiet, r->q.entity, row->id, r->row);
}

static void
walk(struct recording *r)
{
	static const char *const event[] = { "open", "start", "end" };
	static const char *const mission[] = { "prepare", "start", "debrief" };
	size_t i;

	for (i = 0; i < 3; i++)
		if (r->q.entity == &event_entity)
			step(r, event[i]);
		else if (r->q.entity == &mission_entity)
			step(r, mission[i]);
	if (r->q.entity == &institution_milestone_entity)
		step(r, "start");
}

static bool
complete(struct recording *r)
{
	struct mentoring_session *s = r->row;
	const struct field *day = field_named(r->q.entity,
	    str_of(forms[r->at].day));
	struct mentoring_agreement g;

	if (home_field(r) != NULL)
		*(struct id *)row_at(home_field(r), r->row) = r->p.row.id;
	if (r->q.entity == &mentoring_session_entity &&
	    !id_none(s->agreement)) {
		if (!flow_find(r->c, &mentoring_agreement_entity, s->agreement,
		    &g))
			return false;
		s->mentor = g.mentor;
		s->mentee = g.mentee;
	}
	if (((const struct day *)row_get(day, r->row))->n >
	    moment_day(r->c->now).n)
		return fail(&r->c->errors, INVALID, day->name,
		    "This day has not come yet. What is planned is added on "
		    "the page of its kind, an event by 'Plan an event' under "
		    "Deliver.");
	return row_none(day, r->row) && !(day->flags & MUST) ? fail(
	    &r->c->errors, INVALID, day->name, "Say on which day it happened.")
	    : true;
}

/* One more session was held than the agreement knew of. */
static bool
count_session(struct recording *r)
{
	const struct mentoring_session *s = r->row;
	struct mentoring_agreement g;
	struct ctx system = ctx_as_program(r->c);
	bool fine;

	if (r->q.entity != &mentoring_session_entity)
		return true;
	if (!flow_find(&system, &mentoring_agreement_entity, s->agreement,
	    &g)) {
		r->c->errors = system.errors;
		return false;
	}
	g.sessions_held = g.sessions_held < 0 ? 1 : g.sessions_held + 1;
	fine = flow_save(&system, &mentoring_agreement_entity, &g);
	r->c->errors = system.errors;
	return fine;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct recording r = { .at = 0 };
	struct form *form;
	bool read;

	(void)out;
	if (!begin(&r, c, q))
		return false;
	form = entity_form(c, &r.q, r.row);
	form->typed = NULL;
	form->n_typed = 0;
	read = form_read(form, q->form, q->n_form, r.row, &c->errors);
	if (!complete(&r) || !flow_save(c, r.q.entity, r.row) || !read)
		return false;
	if (!count_session(&r) || (forms[r.at].people && !add_people(&r)))
		return false;
	walk(&r);
	reply->go = r.q.entity == &event_entity ? str_print(c->arena,
	    "%s/event/%s", programme_href(c, &r.p).p, id_text(c->arena,
	    ((const struct row *)r.row)->id).p) : str_print(c->arena,
	    "%s/deliver?kind=%s", programme_href(c, &r.p).p, forms[r.at].key);
	return true;
}

const struct page record_post = {
	.method = POST,
	.path   = "/programme/{id}/deliver/record",
	.about  = "Records a delivery of a 'kind'; an event's 'who' has one "
	    "person a line: a code or name; then hours, if not all.",
	.view   = "record.html",
	.of     = &event_entity,
	.needs  = SEE,
	.again  = &record_page,
	.run    = accept,
};
