/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/landing_fills.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "flow/attend.h"
#include "flow/period.h"
#include "flow/policy.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/assess.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/learn.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/plan.h"
#include "model/sustain.h"
#include "store/store.h"

/* What has no place of its own joins the row's extra. */
static void
add_extra(struct land *l, struct row *row, const char *name, str value)
{
	struct write w = write_new(l->c->arena, 1 << 20);
	str was = row->extra;

	if (str_none(value) || str_find(was, str_print(l->c->arena, "\"%s\":",
	    name)) < was.n)
		return;
	if (was.n > 2) {
		write_str(&w, str_part(was, 0, was.n - 1));
		write_char(&w, ',');
	} else
		write_char(&w, '{');
	json_quote(&w, str_of(name));
	write_char(&w, ':');
	json_quote(&w, value);
	write_char(&w, '}');
	row->extra = write_done(&w);
}

static bool
none_such(struct land *l, const char *column, const char *what, str code)
{
	return fail(&l->c->errors, INVALID, column, "There is no %s '%.*s'.",
	    what, (int)code.n, code.p);
}

/* An expert may mentor and train, so he is a person of the programme too. */
bool
fill_expert(struct land *l, const struct entry *r, void *row)
{
	struct expert *x = row;
	struct person p;
	struct write w = write_new(l->c->arena, 1 << 12);
	str from = entry_value(r, "available_from");

	if (!str_none(from)) {
		write_z(&w, "[{\"from\":");
		json_quote(&w, from);
		write_z(&w, ",\"to\":");
		json_quote(&w, entry_value(r, "available_to"));
		write_z(&w, "}]");
		x->availability = write_done(&w);
	}
	if (!id_none(x->party) ||
	    land_code(l, &party_entity, x->code, &x->party))
		return true;
	x->party = land_id(l, &person_entity, x->code);
	if (!land_begin(l, &person_entity, x->party, &p))
		return false;
	p.code = x->code;
	p.name = x->name;
	p.sex = x->sex;
	p.category = S("EXPT");
	return land_row(l, &person_entity, &p) != REFUSED;
}

bool
fill_round(struct land *l, const struct entry *r, void *row)
{
	struct assessment_round *a = row;
	str code = entry_value(r, "framework");

	if (a->min_raters == INT64_MIN)
		a->min_raters = 1;
	return land_framework(l, code, &a->framework) ||
	    none_such(l, "framework", "framework", code);
}

/* What the framework is about tells what kind of subject a code names. */
static bool
set_subject(struct land *l, const struct entry *r, struct desired_level *d)
{
	struct framework f;

	return store_find(l->c->store, &framework_entity, d->framework,
	    l->c->arena, &f, &l->c->errors) && land_subject(l,
	    str_upper(l->c->arena, entry_value(r, "subject_id")), f.target,
	    &d->subject);
}

bool
fill_dimension(struct land *l, const struct entry *r, void *row)
{
	struct desired_level *d = row;
	str framework = entry_value(r, "framework");
	str dimension = entry_value(r, "dimension");
	str agreed = entry_value(r, "agreed_in");

	/* Agreed in a meeting, or taken from a standard: a role profile. */
	if (!str_none(agreed) &&
	    !land_code(l, &consultation_entity, agreed, &d->agreed_in))
		d->basis = agreed;
	if (!land_framework(l, framework, &d->framework))
		return none_such(l, "framework", "framework", framework);
	if (!set_subject(l, r, d))
		return false;
	return land_dimension(l, d->framework, dimension, &d->dimension) ||
	    none_such(l, "dimension", "dimension", dimension);
}

static bool
round_framework(struct land *l, struct id round, struct id *framework)
{
	struct assessment_round a;

	if (!store_find(l->c->store, &assessment_round_entity, round,
	    l->c->arena, &a, &l->c->errors))
		return false;
	*framework = a.framework;
	return true;
}

bool
fill_domain(struct land *l, const struct entry *r, void *row)
{
	struct community_consensus *cc = row;
	str domain = entry_value(r, "domain");
	struct id framework;

	return round_framework(l, cc->round, &framework) &&
	    (land_dimension(l, framework, domain, &cc->domain) ||
	    none_such(l, "domain", "domain", domain));
}

/* ---- plan versions ---- */

static bool
land_version(struct land *l, int64_t number, const char *state, struct id *id)
{
	struct plan_version v;
	str key = str_print(l->c->arena, "%lld", (long long)number);

	*id = land_id(l, &plan_version_entity, key);
	if (!land_begin(l, &plan_version_entity, *id, &v))
		return false;
	if (v.row.revision > 0 && strcmp(state, "superseded") != 0)
		return true;
	v.number = number;
	v.state = str_of(state);
	return land_row(l, &plan_version_entity, &v) != REFUSED;
}

bool
fill_adaptation(struct land *l, const struct entry *r, void *row)
{
	struct adaptation_decision *d = row;
	int64_t from, to;

	if (str_int(entry_value(r, "from_version"), &from) &&
	    !land_version(l, from, "superseded", &d->from_version))
		return false;
	return !str_int(entry_value(r, "to_version"), &to) ||
	    land_version(l, to, "approved", &d->to_version);
}

/* Activities and budget lines are those of the plan in force. */
bool
fill_version(struct land *l, const struct entry *r, void *row)
{
	const struct entity *e = entity_named(
	    str_none(entry_value(r, "budget_line_id"))
	    ? S("activity") : S("budget_line"));
	struct id *at = row_at(field_named(e, S("plan_version")), row);
	struct plan_version v;
	int64_t n;

	if (!id_none(*at))
		return true;
	for (n = 1; ; n++) {
		*at = land_id(l, &plan_version_entity, str_print(l->c->arena,
		    "%lld", (long long)n));
		if (!store_has(l->c->store, &plan_version_entity, *at))
			return land_version(l, n, "approved", at);
		if (!store_find(l->c->store, &plan_version_entity, *at,
		    l->c->arena, &v, &l->c->errors))
			return false;
		if (!str_is(v.state, "superseded"))
			return true;
	}
}

/* ---- delivery ---- */

/* Trainers that nobody registered are kept by name. */
bool
fill_trainers(struct land *l, const struct entry *r, void *row)
{
	struct event *ev = row;
	struct write known = write_new(l->c->arena, 1 << 16);
	struct write other = write_new(l->c->arena, 1 << 16);
	str rest = entry_value(r, "trainers"), one;
	struct write *to;
	struct id id;
	bool is_known;

	while (str_cut(&rest, ';', &one)) {
		one = str_trim(one);
		if (str_none(one))
			continue;
		is_known = land_code(l, &party_entity, one, &id);
		to = is_known ? &known : &other;
		if (to->n > 0)
			write_char(to, ';');
		write_str(to, is_known ? id_text(l->c->arena, id) : one);
	}
	ev->trainers = known.n > 0 ? write_done(&known) : (str){ 0 };
	ev->trainers_note = other.n > 0 ? write_done(&other) : (str){ 0 };
	return true;
}

/* Hours above the event's own are kept as they came, counted as all. */
bool
fill_attendance(struct land *l, const struct entry *r, void *row)
{
	struct enrolment *n = row;
	struct event ev;
	double hours;
	str key;

	if (!store_find(l->c->store, &event_entity, n->event, l->c->arena, &ev,
	    &l->c->errors))
		return false;
	hours = attend_event_hours(&ev);
	if (isnan(n->hours_attended) || isnan(hours))
		return true;
	n->attendance_share = attend_hours_counted(&ev, n) / hours;
	if (n->hours_attended <= hours)
		return true;
	key = str_print(l->c->arena, "%.*s/%.*s",
	    (int)entry_value(r, "event_id").n, entry_value(r, "event_id").p,
	    (int)entry_value(r, "person_id").n, entry_value(r, "person_id").p);
	import_dirt(l->report, key, S("hours_above_total"), str_print(
	    l->c->arena, "%g of %g hours", n->hours_attended, hours),
	    S("cap at event hours, flag"));
	return true;
}

/* Somebody came to it and its days are over: it was held, whatever its file
 * does not say. */
bool
then_held(struct land *l, const struct entry *r, void *row)
{
	const struct enrolment *n = row;
	struct event ev;

	(void)r;
	if (!(n->hours_attended > 0) || id_same(n->event, l->held))
		return true;
	if (!store_find(l->c->store, &event_entity, n->event, l->c->arena, &ev,
	    &l->c->errors))
		return false;
	if (str_is(ev.state, "planned") && ev.end.n != 0 &&
	    ev.end.n < moment_day(l->c->now).n) {
		ev.state = S("held");
		if (land_row(l, &event_entity, &ev) == REFUSED)
			return false;
	}
	l->held = n->event;
	return true;
}

/* A piece of equipment in the words of whoever checked it. */
bool
fill_condition(struct land *l, const struct entry *r, void *row)
{
	static const struct { const char *word, *code; } known[] = {
		{ "moi", "new" }, { "tot", "good" }, { "trung binh", "fair" },
		{ "kem", "poor" }, { "hong", "broken" }, { "mat", "lost" },
		{ NULL, NULL }
	};
	struct equipment_item *q = row;
	str word = fold(l->c->arena, entry_value(r, "condition"));
	size_t i;

	if (str_none(word))
		return true;
	for (i = 0; known[i].word != NULL && !str_is(word, known[i].word); i++)
		;
	if (known[i].word != NULL)
		q->condition = str_of(known[i].code);
	else if (choice_coded(field_named(&equipment_item_entity,
	    S("condition"))->choices, word) != NULL)
		q->condition = word;
	else
		add_extra(l, &q->row, "condition", entry_value(r, "condition"));
	return true;
}

/* The dimension is of whichever framework of the programme has it. */
static bool
find_dimension(struct land *l, struct row *row, str code, const char *name,
    struct id *into)
{
	struct programme head;
	struct id id;
	str rest, one;

	if (str_none(code))
		return true;
	if (!store_find(l->c->store, &programme_entity, l->programme,
	    l->c->arena, &head, &l->c->errors))
		return false;
	rest = head.frameworks;
	while (str_cut(&rest, ';', &one))
		if (id_read(one, &id) && land_dimension(l, id, code, into))
			return true;
	add_extra(l, row, name, code);
	return true;
}

bool
fill_policy(struct land *l, const struct entry *r, void *row)
{
	struct policy_instrument *p = row;

	return find_dimension(l, &p->row, entry_value(r, "linked_dimension"),
	    "linked_dimension", &p->linked_dimension);
}

/* What was published where it comes from is published here. */
bool
fill_lesson(struct land *l, const struct entry *r, void *row)
{
	struct lesson *k = row;

	k->published = k->confidential != YES && (str_is(k->state,
	    "published") || str_is(k->state, "reused")) ? YES : NO;
	return find_dimension(l, &k->row, entry_value(r, "dimension"),
	    "dimension", &k->dimension);
}

/* An instrument was adopted on the day of that stage. */
bool
then_stage(struct land *l, const struct entry *r, void *row)
{
	struct policy_instrument i;
	struct policy_stage *s = row;

	(void)r;
	return store_find(l->c->store, &policy_instrument_entity,
	    s->instrument, l->c->arena, &i, &l->c->errors) &&
	    (!policy_dated(&i, s) || land_row(l, &policy_instrument_entity,
	    &i) != REFUSED);
}

static const char *const checks[] = { "check_6m", "check_12m", "check_24m" };
static const int check_months[] = { 6, 12, 24 };

/* A practice stands where its last check found it. */
bool
fill_practice(struct land *l, const struct entry *r, void *row)
{
	struct practice *p = row;
	str found;
	size_t i;

	(void)l;
	for (i = 0; i < 3; i++) {
		found = entry_value(r, checks[i]);
		if (!str_none(found))
			p->state = found;
	}
	p->is_discontinued = p->discontinued_on.n != 0 ? YES : NO;
	return true;
}

bool
then_checks(struct land *l, const struct entry *r, void *row)
{
	const struct practice *p = row;
	struct practice_check k;
	struct id id;
	size_t i;

	for (i = 0; i < 3; i++) {
		if (str_none(entry_value(r, checks[i])))
			continue;
		id = land_id(l, &practice_check_entity, str_print(l->c->arena,
		    "%.*s/%d", (int)p->code.n, p->code.p, check_months[i]));
		if (!land_begin(l, &practice_check_entity, id, &k))
			return false;
		k.practice = p->row.id;
		k.organisation = p->organisation;
		k.month_since_end = check_months[i];
		k.date = day_add_months(p->introduced, check_months[i]);
		k.state = entry_value(r, checks[i]);
		if (land_row(l, &practice_check_entity, &k) == REFUSED)
			return false;
	}
	return true;
}

/* ---- monitoring ---- */

/* "OP1 Professionals trained" is the result OP1 and what it says. */
bool
fill_result(struct land *l, const struct entry *r, void *row)
{
	struct indicator *in = row;
	str text = entry_value(r, "result"), code;
	size_t at = str_find(text, S(" "));
	struct result res;
	struct id id;

	if (str_none(text))
		return true;
	code = str_part(text, 0, at);
	if (!land_code(l, &result_entity, code, &id))
		id = land_id(l, &result_entity, code);
	if (!land_begin(l, &result_entity, id, &res))
		return false;
	in->result = id;
	if (res.row.revision > 0)
		return true;
	res.code = code;
	res.level = entry_value(r, "level");
	res.statement = str_trim(str_part(text, at, text.n));
	if (str_none(res.statement))
		res.statement = code;
	return land_row(l, &result_entity, &res) != REFUSED;
}

bool
fill_period(struct land *l, const struct entry *r, void *row)
{
	struct indicator_value *v = row;
	str name = entry_value(r, "period");
	struct period p;

	if (!period_read(name, &p))
		return fail(&l->c->errors, INVALID, "period",
		    "'%.*s' is not a period like 2024, 2024H1, 2024Q3 or "
		    "2024-05.", (int)name.n, name.p);
	v->period_start = p.from;
	v->period_end = p.to;
	return true;
}

bool
fill_owner(struct land *l, const struct entry *r, void *row)
{
	struct risk *k = row;
	str owner = entry_value(r, "owner");

	if (!str_none(owner) && !land_code(l, &party_entity, owner, &k->owner))
		k->owner_role = owner;
	return true;
}
