/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/due.h"

#include <stdlib.h>

#include "flow/feedback.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/pipeline.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "flow/sheet.h"
#include "flow/sustain.h"
#include "format/zone.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/assist.h"
#include "model/attend.h"
#include "model/award.h"
#include "model/books.h"
#include "model/connect.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/monitor.h"
#include "model/note.h"
#include "model/office.h"
#include "model/people.h"
#include "model/raise.h"
#include "model/text.h"

/* Where rows of a kind become due, and for whom. */
struct source {
	const struct entity *entity;
	const char *day;                /* the field */
	const char *roles;              /* "PM MEL"; NULL: own rows alone */
	const char *says;
	const char *group;              /* a reference: lines of the same one
	                                 * and day are one line; NULL: none */
	int         ahead;              /* further than what was asked for */
	bool (*waits)(const void *row);
	bool (*mine)(const struct ctx *, const void *row);
	void (*more)(struct ctx *, const void *row, struct due_line *);
};

/* ---- the kinds ---- */

static bool
task_waits(const void *row)
{
	return str_is(((const struct task *)row)->state, "open");
}

static bool
task_mine(const struct ctx *c, const void *row)
{
	return id_same(((const struct task *)row)->who, c->actor.user);
}

static void
task_more(struct ctx *c, const void *row, struct due_line *l)
{
	(void)c;
	l->name = ((const struct task *)row)->title;
	l->is_task = true;
}

static bool
round_waits(const void *row)
{
	const struct assessment_round *r = row;

	return str_is(r->state, "open") || str_is(r->state, "grace");
}

static bool
period_waits(const void *row)
{
	const struct reporting_period *p = row;

	return str_is(p->state, "open") || str_is(p->state, "planned");
}

static bool
follow_up_waits(const void *row)
{
	return ((const struct follow_up *)row)->answered_on.n == 0;
}

static bool
follow_up_mine(const struct ctx *c, const void *row)
{
	return !id_none(c->actor.party) &&
	    id_same(((const struct follow_up *)row)->person, c->actor.party);
}

static bool
check_waits(const void *row)
{
	return ((const struct gap_check *)row)->done_on.n == 0;
}

static bool
mission_waits(const void *row)
{
	const struct mission *m = row;

	return m->report_submitted.n == 0 && !str_is(m->state, "cancelled");
}

static bool
deliverable_waits(const void *row)
{
	return str_among(((const struct deliverable *)row)->state,
	    "due returned");
}

static bool
milestone_waits(const void *row)
{
	const struct institution_milestone *m = row;

	return m->achieved.n == 0 && !str_is(m->state, "reversed");
}

static bool
review_waits(const void *row)
{
	return !str_among(((const struct policy_instrument *)row)->stage,
	    "P9 PX");
}

static bool
practice_waits(const void *row)
{
	return ((const struct exchange_practice *)row)->checked_on.n == 0;
}

static bool
note_waits(const void *row)
{
	return str_none(((const struct note_review *)row)->verdict);
}

static bool
note_mine(const struct ctx *c, const void *row)
{
	return id_same(((const struct note_review *)row)->reviewer,
	    c->actor.user);
}

static bool
opinion_waits(const void *row)
{
	return ((const struct dossier_opinion *)row)->answered_on.n == 0;
}

static bool
expert_waits(const void *row)
{
	return str_is(((const struct expert *)row)->status, "rostered");
}

static bool
recommendation_waits(const void *row)
{
	const struct recommendation *r = row;

	return r->done_on.n == 0 && !str_is(r->state, "rejected") &&
	    !str_is(r->state, "done") && !str_is(r->state, "no_longer");
}

static bool
case_waits(const void *row)
{
	return ((const struct feedback_case *)row)->answered_on.n == 0;
}

static bool
pending_waits(const void *row)
{
	return str_is(((const struct pending_entry *)row)->state, "waiting");
}

static bool
duty_waits(const void *row)
{
	return ((const struct grant_duty *)row)->done_on.n == 0;
}

static bool
certificate_waits(const void *row)
{
	const struct certificate *k = row;

	return k->revoked_on.n == 0 && str_is(k->state, "issued");
}

static bool
certificate_mine(const struct ctx *c, const void *row)
{
	return !id_none(c->actor.party) &&
	    id_same(((const struct certificate *)row)->person,
	    c->actor.party);
}

/* Whoever teaches, or is enrolled. */
static bool
session_mine(const struct ctx *c, const void *row)
{
	const struct event_session *s = row;
	struct filter of[] = {
		{ field_named(&enrolment_entity, S("event")), IS,
		    id_text(c->arena, s->event) },
		{ field_named(&enrolment_entity, S("person")), IS,
		    id_text(c->arena, c->actor.party) } };
	struct ask ask = { .filters = of, .n = 2 };
	struct errors quiet = { .arena = c->arena };
	int64_t n;

	if (id_none(c->actor.party))
		return false;
	return id_among(s->trainers, c->actor.party) ||
	    (store_count(c->store, &enrolment_entity, &ask, &n, &quiet) &&
	    n > 0);
}

static void
session_more(struct ctx *c, const void *row, struct due_line *l)
{
	const struct event_session *s = row;
	str event = flow_name(c, &event_entity, s->event);

	l->starts = s->starts;
	l->ends = s->ends;
	l->name = str_none(s->topic) ? event : str_print(c->arena,
	    "%.*s: %.*s", (int)event.n, event.p, (int)s->topic.n, s->topic.p);
}

static bool
donor_step_waits(const void *row)
{
	return pipeline_column(((const struct opportunity *)row)->stage) <
	    PIPELINE_SIGNED;
}

static bool
donor_answer_waits(const void *row)
{
	return str_among(((const struct opportunity *)row)->stage,
	    "proposal negotiation");
}

static bool
donor_deadline_waits(const void *row)
{
	return pipeline_has_deadline(row);
}

static bool
donor_mine(const struct ctx *c, const void *row)
{
	return !id_none(c->actor.party) &&
	    id_same(((const struct opportunity *)row)->owner,
	    c->actor.party);
}

static void
donor_more(struct ctx *c, const void *row, struct due_line *l)
{
	l->name = pipeline_name(c, row);
}

/* One row is due for several things; the calendar tells them apart. */
static void
donor_step_more(struct ctx *c, const void *row, struct due_line *l)
{
	const struct opportunity *o = row;
	str name = pipeline_name(c, o);

	l->part = "step";
	l->name = str_none(o->next_step) ? name : str_print(c->arena,
	    "%.*s: %.*s", (int)name.n, name.p, (int)o->next_step.n,
	    o->next_step.p);
}

static void
donor_answer_more(struct ctx *c, const void *row, struct due_line *l)
{
	l->part = "answer";
	l->name = pipeline_name(c, row);
}

static bool
call_waits(const void *row)
{
	return str_among(((const struct funding_call *)row)->state,
	    "open announced");
}

static const struct source sources[] = {
	{ &task_entity, "due_on", NULL, "Task", .waits = task_waits,
	    .mine = task_mine, .more = task_more },
	{ &event_session_entity, "date", "PM SEC FAC", "Session",
	    .mine = session_mine, .more = session_more },
	{ &assessment_round_entity, "due", "PM MEL FAC", "Answers are due",
	    .waits = round_waits },
	{ &reporting_period_entity, "due", "PM MEL SEC", "Report is due",
	    .waits = period_waits },
	{ &follow_up_entity, "due_on", "MEL SEC FAC", "Follow-up of a course",
	    "course", .waits = follow_up_waits, .mine = follow_up_mine },
	{ &gap_check_entity, "due_on", "MEL", "Check of a closed gap",
	    .waits = check_waits },
	{ &mission_entity, "report_due", "PM EXP", "Mission report is due",
	    .waits = mission_waits },
	{ &deliverable_entity, "due", "PM EXP SEC", "Deliverable is due",
	    .waits = deliverable_waits },
	{ &note_review_entity, "due_on", NULL, "Review of a concept note is "
	    "due", .waits = note_waits, .mine = note_mine },
	{ &dossier_opinion_entity, "due_on", "PM BEN", "Opinion on a dossier "
	    "is due", .waits = opinion_waits },
	{ &expert_entity, "renew_by", "SEC PM", "Entry of an expert is to be "
	    "confirmed", .waits = expert_waits },
	{ &institution_milestone_entity, "planned", "PM BEN",
	    "Milestone is planned", .waits = milestone_waits },
	{ &policy_instrument_entity, "review_due", "PM BEN",
	    "Review of a policy is due", .waits = review_waits },
	{ &exchange_practice_entity, "check_due", "PM MEL SEC",
	    "Was the practice taken up?", "exchange",
	    .waits = practice_waits },
	{ &recommendation_entity, "due", "PM BEN", "Recommendation is due",
	    .waits = recommendation_waits },
	{ &feedback_case_entity, "due", "PM SEC", "Answer to feedback is due",
	    .waits = case_waits },
	{ &opportunity_entity, "next_on", "RM", "Next step with a donor",
	    .waits = donor_step_waits, .mine = donor_mine,
	    .more = donor_step_more },
	{ &opportunity_entity, "deadline", "RM PM", "Deadline of a proposal",
	    .waits = donor_deadline_waits, .mine = donor_mine,
	    .more = donor_more },
	{ &opportunity_entity, "expected_date", "RM", "A donor's decision is "
	    "expected", .waits = donor_answer_waits, .mine = donor_mine,
	    .more = donor_answer_more },
	{ &funding_call_entity, "deadline", "RM", "A call closes",
	    .waits = call_waits },
	{ &grant_duty_entity, "due", "PM FIN RM", "Owed to a funder",
	    .waits = duty_waits },
	{ &pending_entry_entity, "date", "PM SC", "Money waits for your "
	    "approval", .waits = pending_waits },
	{ &grant_agreement_entity, "ends", "FIN RM PM", "A grant ends: what is "
	    "not used lapses", .ahead = DUE_WARN },
	{ &certificate_entity, "expires_on", "PM SEC MEL",
	    "Certificate expires", "award", DUE_WARN, certificate_waits,
	    certificate_mine },
	{ NULL }
};

/* ---- gathering ---- */

struct due_work {
	struct ctx *c;
	struct due *due;
	struct day  from, until;
};

static bool
has_role(struct ctx *c, const char *among, struct id programme)
{
	str rest = str_of(among), one;

	while (among != NULL && str_cut(&rest, ' ', &one))
		if (ctx_holds(c, role_coded(one)->code, programme))
			return true;
	return false;
}

static bool
holds_any(const struct ctx *c, const char *among)
{
	size_t i;

	for (i = 0; among != NULL && i < c->actor.n; i++)
		if (str_among(str_of(c->actor.held[i].role->code), among))
			return true;
	return false;
}

static struct id
group_of(const struct source *s, const void *row)
{
	const struct field *f = s->group == NULL ? NULL
	    : field_named(s->entity, str_of(s->group));

	return f == NULL ? (struct id){ { 0 } }
	    : *(const struct id *)row_get(f, row);
}

/* The line that stands for such rows already; from: the first of its kind. */
static struct due_line *
same_line(struct due *d, size_t from, const struct source *s, struct id group,
    const struct id *groups, bool mine, struct day on)
{
	size_t i;

	for (i = from; s->group != NULL && i < d->n; i++)
		if (id_same(groups[i], group) && d->line[i].mine == mine &&
		    (s->ahead > 0 || d->line[i].on.n == on.n))
			return &d->line[i];
	return NULL;
}

static void
fill_line(struct due_work *w, const struct source *s, const void *row,
    struct id group, struct due_line *l)
{
	const struct row *r = row;

	l->entity = s->entity;
	l->row = r->id;
	l->says = s->says;
	l->n = 1;
	if (s->more != NULL)
		s->more(w->c, row, l);
	else if (s->group != NULL && !id_none(group))
		l->name = flow_name(w->c, entity_named(str_of(field_named(
		    s->entity, str_of(s->group))->to)), group);
	else
		l->name = flow_name(w->c, s->entity, r->id);
}

static bool
take_row(struct due_work *w, const struct source *s, const void *row,
    size_t from, struct id *groups)
{
	const struct field *f = field_named(s->entity, str_of(s->day));
	struct day on = *(const struct day *)row_get(f, row);
	bool mine = s->mine != NULL && s->mine(w->c, row);
	struct id group = group_of(s, row), programme;
	struct due_line *l;

	if (s->waits != NULL && !s->waits(row))
		return true;
	if (!flow_home(w->c, s->entity, row, &programme))
		return false;
	if (!mine && !(s->entity->home == NULL ? holds_any(w->c, s->roles)
	    : has_role(w->c, s->roles, programme)))
		return true;
	l = same_line(w->due, from, s, group, groups, mine, on);
	if (l != NULL) {
		l->n++;
		return true;
	}
	if (w->due->n >= DUE_LINES)
		return true;
	groups[w->due->n] = group;
	l = &w->due->line[w->due->n++];
	*l = (struct due_line){ .on = on, .mine = mine,
		.programme = programme };
	fill_line(w, s, row, group, l);
	return true;
}

/* Groups are counted whole, up to what nobody would look through. */
static size_t
most_of(const struct source *s)
{
	return s->group == NULL ? DUE_A_KIND : 5000;
}

static bool
take_all(struct due_work *w, const struct source *s,
    const struct filter *filters, size_t n)
{
	struct ctx *c = w->c;
	struct ask ask = { .filters = filters, .n = n, .limit = most_of(s),
		.sort = field_named(s->entity, str_of(s->day)) };
	struct id *groups = NEWS(c->arena, struct id, DUE_LINES);
	void *row = arena_take(c->arena, 1, s->entity->size);
	size_t from = w->due->n;
	struct found *found;
	bool fine = true;

	if (!flow_list(c, s->entity, &ask, &found))
		return false;
	while (fine && flow_next(found, c->arena, row))
		fine = take_row(w, s, row, from, groups);
	return flow_end(found) && fine;
}

static bool
take_source(struct due_work *w, const struct source *s)
{
	const struct field *f = field_named(s->entity, str_of(s->day));
	struct arena *a = w->c->arena;
	struct day until = { w->until.n + s->ahead };
	struct day from = s->ahead > 0 || s->entity == &event_session_entity
	    ? w->due->today : w->from;
	struct filter days[] = { { f, AT_LEAST, day_text(a, from) },
		{ f, AT_MOST, day_text(a, until) } };

	if (s->mine == NULL && !holds_any(w->c, s->roles))
		return true;
	if (!ctx_may(w->c, s->entity, SEE, (struct id){ { 0 } }))
		return true;
	return take_all(w, s, days, 2);
}

/* Own tasks without a day are never forgotten either. */
static bool
take_undated(struct due_work *w)
{
	struct filter of[] = {
		{ field_named(&task_entity, S("due_on")), EMPTY, { 0 } },
		{ field_named(&task_entity, S("who")), IS,
		    id_text(w->c->arena, w->c->actor.user) },
		{ field_named(&task_entity, S("state")), IS, S("open") } };

	if (id_none(w->c->actor.user) ||
	    !ctx_may(w->c, &task_entity, SEE, (struct id){ { 0 } }))
		return true;
	return take_all(w, &sources[0], of, 3);
}

static bool
take_sheets(struct due_work *w)
{
	struct due_line *l;
	struct sheet *s;
	size_t i, n;

	if (!sheet_waiting(w->c, &s, &n))
		return false;
	for (i = 0; i < n && w->due->n < DUE_LINES; i++) {
		l = &w->due->line[w->due->n++];
		*l = (struct due_line){ .entity = &response_entity,
			.row = s[i].response.row.id, .on = s[i].round.due,
			.programme = s[i].round.programme, .n = 1,
			.name = str_none(s[i].subject.name)
			    ? s[i].subject.code : s[i].subject.name,
			.says = "Your answers are due", .mine = true,
			.is_sheet = true };
	}
	return true;
}

/* ---- days that no field says ---- */

static void
add_line(struct due_work *w, const struct due_line *l)
{
	if (l->on.n >= w->from.n && l->on.n <= w->until.n &&
	    w->due->n < DUE_LINES)
		w->due->line[w->due->n++] = *l;
}

/* Answers of rows that do not say when they are due (feedback.h). */
static bool
take_feedback(struct due_work *w)
{
	struct ctx *c = w->c;
	struct filter of[] = {
		{ field_named(&feedback_case_entity, S("due")), EMPTY, { 0 } },
		{ field_named(&feedback_case_entity, S("answered_on")), EMPTY,
		    { 0 } } };
	struct ask ask = { .filters = of, .n = 2, .limit = DUE_A_KIND };
	struct feedback_case f;
	struct found *found;
	int days, sensitive;

	if (!holds_any(c, "PM SEC") || !ctx_may(c, &feedback_case_entity,
	    SEE, (struct id){ { 0 } }))
		return true;
	if (!feedback_limits(c, &days, &sensitive) || !flow_list(c,
	    &feedback_case_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &f))
		if (has_role(c, "PM SEC", f.programme))
			add_line(w, &(struct due_line){
			    .entity = &feedback_case_entity,
			    .row = f.row.id, .programme = f.programme, .n = 1,
			    .on = feedback_due(&f, days, sensitive),
			    .name = flow_name(c, &feedback_case_entity,
			    f.row.id), .says = "Answer to feedback is due" });
	return flow_end(found);
}

/* One line for all practices of an organisation that are to be looked at
 * on the same day. */
static void
add_look(struct due_work *w, size_t from, const struct practice *p,
    struct day on, struct id *who)
{
	struct due_line *l;
	size_t i;

	for (i = from; i < w->due->n; i++) {
		l = &w->due->line[i];
		if (l->on.n == on.n && id_same(who[i], p->organisation) &&
		    id_same(l->programme, p->programme)) {
			l->n++;
			return;
		}
	}
	i = w->due->n;
	add_line(w, &(struct due_line){ .entity = &practice_entity,
	    .row = p->row.id, .programme = p->programme, .n = 1, .on = on,
	    .name = flow_name(w->c, id_none(p->organisation)
	    ? &practice_entity : &party_entity, id_none(p->organisation)
	    ? p->row.id : p->organisation),
	    .says = "Is the practice still alive?" });
	if (w->due->n > i)
		who[i] = p->organisation;
}

/* Practices are looked at 6, 12 and 24 months on (sustain.h). */
static bool
take_practices(struct due_work *w)
{
	size_t from = w->due->n, i, k, n;
	struct id *who = NEWS(w->c->arena, struct id, DUE_LINES);
	struct sustain_practice *p;

	if (!holds_any(w->c, "PM MEL") || !ctx_may(w->c, &practice_entity,
	    SEE, (struct id){ { 0 } }))
		return true;
	if (!sustain_practices(w->c, (struct id){ { 0 } }, &p, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!has_role(w->c, "PM MEL", p[i].row.programme))
			continue;
		for (k = 0; k < SUSTAIN_MONTHS; k++)
			if (p[i].look[k].when == SUSTAIN_DUE ||
			    (p[i].look[k].when == SUSTAIN_LATER &&
			    p[i].look[k].due.n != 0))
				add_look(w, from, &p[i].row,
				    p[i].look[k].due, who);
	}
	return true;
}

static int
by_day(const void *one, const void *other)
{
	const struct due_line *a = one, *b = other;
	int64_t x = a->on.n == 0 ? INT32_MAX : a->on.n;
	int64_t y = b->on.n == 0 ? INT32_MAX : b->on.n;
	int order;

	if (x != y)
		return x < y ? -1 : 1;
	order = str_order(a->starts, b->starts);
	if (order == 0 && a->mine != b->mine)
		order = a->mine ? -1 : 1;
	return order != 0 ? order : str_order(a->name, b->name);
}

bool
due_of(struct ctx *c, int days, struct due *d)
{
	struct due_work w = { .c = c, .due = d };
	const struct source *s;
	int minutes;
	size_t i;
	str zone;

	if (!due_zone(c, &zone))
		return false;
	*d = (struct due){ .today = zone_day(zone, c->now, &minutes) };
	d->line = NEWS(c->arena, struct due_line, DUE_LINES);
	w.from = (struct day){ d->today.n - DUE_BACK };
	w.until = (struct day){ d->today.n + days };
	for (s = sources; s->entity != NULL; s++)
		if (!take_source(&w, s))
			return false;
	if (!take_undated(&w) || !take_sheets(&w) || !take_feedback(&w) ||
	    !take_practices(&w))
		return false;
	qsort(d->line, d->n, sizeof(*d->line), by_day);
	for (i = 0; i < d->n; i++) {
		d->late += d->line[i].on.n > 0 &&
		    d->line[i].on.n < d->today.n;
		d->now += d->line[i].on.n == d->today.n;
	}
	return true;
}

bool
due_tick(struct ctx *c, struct id id, bool done)
{
	bool was = c->actor.system, fine;
	struct task t;

	if (!flow_find(c, &task_entity, id, &t))
		return false;
	if (c->actor.reads_only || !flow_may(c, &task_entity, &t, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "This task is not yours to tick off.");
	if (str_is(t.state, done ? "done" : "open"))
		return true;
	t.state = done ? S("done") : S("open");
	t.done_at = done ? c->now : INT64_MIN;
	c->actor.system = true;
	fine = flow_save_verb(c, &task_entity, &t, done ? S("done")
	    : S("open"));
	c->actor.system = was;
	return fine;
}

/* ---- the clock ---- */

static str
country_zone(struct ctx *c, const struct programme *p, size_t n)
{
	str one = { 0 }, zone;
	size_t i;

	for (i = 0; i < n; i++) {
		zone = zone_of_country(c->arena, p[i].country);
		if (str_none(zone))
			continue;
		if (!str_none(one) && !str_same(one, zone))
			return (str){ 0 };
		one = zone;
	}
	return one;
}

bool
due_zone(struct ctx *c, str *zone)
{
	const struct programme *p;
	size_t n;

	if (!setting_text(c, "time_zone", zone))
		return false;
	if (!str_none(*zone) && zone_is(*zone))
		return true;
	*zone = (str){ 0 };
	p = gather(c, &programme_entity, (struct id){ { 0 } }, &n);
	if (p == NULL)
		return false;
	*zone = country_zone(c, p, n);
	if (str_none(*zone))
		*zone = S("UTC");
	return true;
}
