/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/register.h"

#include "base/fold.h"
#include "flow/gather.h"
#include "flow/link.h"
#include "flow/owed.h"
#include "flow/reference.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/codes.h"
#include "model/plan.h"
#include "store/store.h"

enum { CANDIDATES = 10, HOUR = 3600000, LOOKED_FOR = 8 };

static bool
find_enrolment(struct ctx *c, struct id event, struct id person,
    struct enrolment *out)
{
	struct enrolment *all;
	size_t i, n;

	row_blank(&enrolment_entity, out);
	if ((all = gather_of(c, &enrolment_entity, "event", event, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(all[i].person, person))
			*out = all[i];
	return true;
}

static bool
seats_left(struct ctx *c, const struct event *v, bool *any)
{
	size_t n;

	if (gather_of(c, &enrolment_entity, "event", v->row.id, &n) == NULL)
		return false;
	*any = v->capacity == INT64_MIN || (int64_t)n < v->capacity;
	return true;
}

/* ---- what follows from a step ---- */

static bool
enrol(struct ctx *c, const struct registration *r)
{
	struct enrolment e;

	if (!find_enrolment(c, r->event, r->person, &e))
		return false;
	if (e.row.revision > 0)
		return true;
	e.event = r->event;
	e.person = r->person;
	e.registered_on = moment_day(c->now);
	return flow_save(c, &enrolment_entity, &e);
}

/* The first of those who wait, if there is a seat now. */
static bool
move_up(struct ctx *c, struct id event)
{
	struct registration *all, *first = NULL;
	struct event v;
	size_t i, n;
	bool any;

	if (!store_find(c->store, &event_entity, event, c->arena, &v,
	    &c->errors) || !seats_left(c, &v, &any) ||
	    (all = gather_of(c, &registration_entity, "event", event, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_is(all[i].state, "waiting") && (first == NULL ||
		    all[i].at < first->at))
			first = &all[i];
	return first == NULL || !any || flow_move(c, &registration_entity,
	    first->row.id, first->row.revision, S("register"),
	    S("A seat became free."));
}

/* He waited, and is told wherever he is. */
static bool
tell_moved(struct ctx *c, const struct registration *r)
{
	struct event v;
	bool queued;

	return store_find(c->store, &event_entity, r->event, c->arena, &v,
	    &c->errors) && owed_send(c, (str){ 0 }, &(struct owed){
	    .what = OWED_MOVED, .of = &v, .person = r->person }, &queued);
}

bool
register_moved(struct ctx *c, const struct registration *r, str from)
{
	struct enrolment e;

	if (str_is(r->state, "registered"))
		return enrol(c, r) && (!str_is(from, "waiting") ||
		    tell_moved(c, r));
	if (!str_is(r->state, "cancelled") || !str_is(from, "registered"))
		return true;
	if (!find_enrolment(c, r->event, r->person, &e))
		return false;
	/* Who was there already stays in the list. */
	if (e.row.revision > 0 && !(e.hours_attended > 0) &&
	    !flow_drop(c, &enrolment_entity, e.row.id, e.row.revision))
		return false;
	return move_up(c, r->event);
}

/* ---- by link ---- */

bool
register_of(struct ctx *c, const struct event *v, struct id person,
    struct registration *out)
{
	struct registration *all;
	size_t i, n;

	row_blank(&registration_entity, out);
	if ((all = gather_of(c, &registration_entity, "event", v->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(all[i].person, person))
			*out = all[i];
	return true;
}

bool
register_place(struct ctx *c, const struct registration *r, size_t *place)
{
	struct registration *all;
	size_t i, n;

	*place = 0;
	if (!str_is(r->state, "waiting"))
		return true;
	if ((all = gather_of(c, &registration_entity, "event", r->event,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		*place += str_is(all[i].state, "waiting") &&
		    all[i].at <= r->at;
	return true;
}

/* A seat, or a place on the list. */
static bool
give(struct ctx *c, const struct event *v, struct registration *r)
{
	bool any;

	return seats_left(c, v, &any) && flow_move(c, &registration_entity,
	    r->row.id, r->row.revision, any ? S("register") : S("wait"),
	    (str){ 0 });
}

bool
register_take(struct ctx *c, const struct pass *p)
{
	struct ctx s = pass_desk(c);
	struct registration r;
	bool fine;

	if (!register_of(c, &p->event, p->person.row.id, &r))
		return false;
	if (p->is_supervisor || !str_is(r.state, "invited"))
		return fail(&c->errors, CONFLICT, NULL,
		    "There is no open invitation here.");
	fine = give(&s, &p->event, &r);
	c->errors = s.errors;
	return fine;
}

bool
register_decline(struct ctx *c, const struct pass *p)
{
	struct ctx s = pass_desk(c);
	struct registration r;
	bool fine;

	if (!register_of(c, &p->event, p->person.row.id, &r))
		return false;
	if (p->is_supervisor || !str_among(r.state,
	    "invited waiting registered"))
		return fail(&c->errors, CONFLICT, NULL,
		    "There is no seat here to give back.");
	fine = flow_move(&s, &registration_entity, r.row.id, r.row.revision,
	    S("cancel"), S("By the personal link."));
	c->errors = s.errors;
	return fine;
}

/* ---- the page ---- */

bool
register_page(struct ctx *c, struct id event, struct intake *k,
    struct event *v)
{
	int64_t closes;

	if (!gather_one(c, &intake_entity, "event", id_text(c->arena, event),
	    k))
		return false;
	if (k->row.revision == 0 || !store_find(c->store, &event_entity,
	    event, c->arena, v, &c->errors)) {
		errors_clear(&c->errors);
		return fail(&c->errors, ABSENT, NULL,
		    "There is no registration at this address.");
	}
	closes = k->closes_at != INT64_MIN ? k->closes_at
	    : moment_of_day(v->start);
	return (k->opens_at != INT64_MIN && c->now >= k->opens_at &&
	    c->now < closes && !str_is(v->state, "cancelled")) ||
	    fail(&c->errors, ABSENT, NULL,
	    "Registration for this event is not open.");
}

static bool
names_code(str list, str code, struct arena *a)
{
	str one;

	while (str_cut(&list, ';', &one))
		if (str_same(fold(a, one), fold(a, code)))
			return true;
	return false;
}

/* What the page asks of everybody, of what was typed. */
static bool
meets_rule(struct ctx *c, const struct intake *k, const struct seat_request *r)
{
	str org = id_text(c->arena, r->organisation);
	bool fine = true;

	if (!str_none(k->for_sex) && !str_same(k->for_sex, r->sex))
		fine = fail(&c->errors, INVALID, "sex",
		    "This event is for others: see who may register.");
	if (!str_none(k->for_categories) && !names_code(k->for_categories,
	    r->category, c->arena))
		fine = fail(&c->errors, INVALID, "category",
		    "This event is for others: see who may register.");
	if (!str_none(k->for_organisations) && (id_none(r->organisation) ||
	    !names_code(k->for_organisations, org, c->arena)))
		fine = fail(&c->errors, INVALID, "organisation_name",
		    "This event is for people of certain organisations: write "
		    "its name as it stands there.");
	if ((k->born_from != INT64_MIN || k->born_until != INT64_MIN) &&
	    (r->birth_year == INT64_MIN || (k->born_from != INT64_MIN &&
	    r->birth_year < k->born_from) || (k->born_until != INT64_MIN &&
	    r->birth_year > k->born_until)))
		fine = fail(&c->errors, INVALID, "birth_year",
		    "This event is for others: see who may register.");
	return fine;
}

static bool
not_too_many(struct ctx *c, const struct intake *k, str source)
{
	int64_t most = k->hourly_most == INT64_MIN ? REGISTER_HOURLY
	    : k->hourly_most, n = 0, same = 0;
	struct seat_request *all;
	size_t i, rows;

	if ((all = gather_of(c, &seat_request_entity, "event", k->event,
	    &rows)) == NULL)
		return false;
	for (i = 0; i < rows; i++) {
		if (all[i].at < c->now - HOUR)
			continue;
		n++;
		same += str_same(all[i].source, source);
	}
	return (n < most && same < REGISTER_SAME) || fail(&c->errors, BUSY,
	    NULL, "Too many requests came in within the hour. Try again "
	    "later; what you typed is kept here.");
}

static bool
is_he(struct ctx *c, const struct person *p, const struct seat_request *r)
{
	return (!str_none(r->email) && str_same_nocase(p->email, r->email)) ||
	    (!str_none(r->phone) && str_same(p->phone, r->phone)) ||
	    str_same(fold(c->arena, p->name), fold(c->arena, r->name));
}

/* What to look for him by: a name may have more words than a search; all
 * of it is compared after. */
static str
first_words(struct ctx *c, str name)
{
	str all = fold(c->arena, name), rest = all, word;
	size_t n = 0;

	while (n < LOOKED_FOR && str_cut(&rest, ' ', &word))
		n += word.n > 0;
	return n < LOOKED_FOR ? all : str_part(all, 0, all.n - rest.n);
}

/* Persons of the programme that he may be, with ";". */
static bool
find_candidates(struct ctx *c, const struct event *v, struct seat_request *r)
{
	struct ask ask = { .search = first_words(c, r->name),
		.home = v->programme, .limit = 200 };
	struct filter of = { field_named(&person_entity, S("email")), IS,
		r->email };
	struct cursor *cursor;
	struct person p;
	size_t n = 0, pass;

	for (pass = 0; pass < 2; pass++) {
		if (pass == 1) {
			if (str_none(r->email))
				break;
			ask = (struct ask){ .filters = &of, .n = 1,
				.home = v->programme, .limit = 20 };
		}
		if (!store_list(c->store, &person_entity, &ask, c->arena,
		    &cursor, &c->errors))
			return false;
		while (store_next(cursor, c->arena, &p) && n < CANDIDATES)
			if (is_he(c, &p, r) && !names_code(r->candidates,
			    id_text(c->arena, p.row.id), c->arena)) {
				r->candidates = n++ == 0 ? id_text(c->arena,
				    p.row.id) : str_print(c->arena, "%s;%s",
				    r->candidates.p, id_text(c->arena,
				    p.row.id).p);
			}
		if (!store_end(cursor, &c->errors))
			return false;
	}
	return true;
}

/* The organisation by the name that was typed. */
static bool
find_organisation(struct ctx *c, const struct event *v,
    struct seat_request *r)
{
	struct ask ask = { .search = first_words(c, r->organisation_name),
		.home = v->programme, .limit = 50 };
	struct organisation o;
	struct cursor *cursor;
	str name = fold(c->arena, r->organisation_name);

	if (str_none(name))
		return true;
	if (!store_list(c->store, &organisation_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (store_next(cursor, c->arena, &o))
		if (str_same(fold(c->arena, o.name), name) ||
		    str_same_nocase(o.code, r->organisation_name))
			r->organisation = o.row.id;
	return store_end(cursor, &c->errors);
}

static bool
add_person(struct ctx *c, const struct event *v, const struct seat_request *r,
    struct id *id)
{
	struct person p;

	row_blank(&person_entity, &p);
	p.code = str_print(c->arena, "R-%s", str_z(c->arena, r->reference));
	p.name = r->name;
	p.programme = v->programme;
	p.sex = r->sex;
	p.birth_year = r->birth_year;
	p.organisation = r->organisation;
	p.post = r->post;
	p.email = r->email;
	p.phone = r->phone;
	p.consent = S("yes");
	p.consent_on = moment_day(r->at);
	if (!flow_save(c, &person_entity, &p))
		return false;
	*id = p.row.id;
	return true;
}

/* He gets the link of his request, a registration and what it brings. */
static bool
seat(struct ctx *c, const struct event *v, struct seat_request *r)
{
	struct registration g;
	struct event_link l;

	row_blank(&event_link_entity, &l);
	l.event = v->row.id;
	l.person = r->person;
	l.role = S("participant");
	l.link = r->link;
	l.language = r->language;
	l.created_at = c->now;
	r->state = S("taken");
	if (!flow_save(c, &event_link_entity, &l) || !flow_save(c,
	    &seat_request_entity, r) || !register_of(c, v, r->person, &g))
		return false;
	if (g.row.revision == 0) {
		g.event = v->row.id;
		g.person = r->person;
		g.asked_on = moment_day(r->at);
		g.note = r->note;
		g.at = r->at;
		if (!flow_save(c, &registration_entity, &g))
			return false;
	}
	return !str_is(g.state, "invited") || give(c, v, &g);
}

static bool
check_typed(struct ctx *c, const struct seat_request *r)
{
	bool fine = !str_none(r->name) || fail(&c->errors, INVALID, "name",
	    "Write your name.");

	if (str_none(r->email) && str_none(r->phone))
		fine = fail(&c->errors, INVALID, "email", "Write an e-mail "
		    "address or a telephone number, so that we can answer.");
	if (!str_none(r->email) && str_find(r->email, S("@")) == r->email.n)
		fine = fail(&c->errors, INVALID, "email",
		    "'%.*s' is no e-mail address.", (int)r->email.n,
		    r->email.p);
	return fine;
}

bool
register_ask(struct ctx *c, const struct intake *k, const struct event *v,
    struct seat_request *r, str from, str *key)
{
	struct ctx s = pass_desk(c);
	bool fine = check_typed(c, r);

	r->event = v->row.id;
	r->at = c->now;
	r->state = S("open");
	r->source = link_digest(c->arena, from, "tilth place");
	r->reference = reference_new(c->arena, "RS");
	*key = link_key(c->arena);
	r->link = pass_digest(c->arena, *key);
	if (!find_organisation(c, v, r) || !meets_rule(c, k, r) || !fine ||
	    !not_too_many(c, k, r->source) || !find_candidates(c, v, r))
		return false;
	if (str_none(r->candidates) && !id_none(k->after_event))
		r->lacks = S("Not known to have taken part before.");
	fine = flow_save(&s, &seat_request_entity, r);
	if (fine && str_none(r->candidates) && k->looks_first != YES &&
	    id_none(k->after_event))
		fine = add_person(&s, v, r, &r->person) && seat(&s, v, r);
	c->errors = s.errors;
	return fine;
}

bool
register_request(struct ctx *c, str key, struct seat_request *r)
{
	if (key.n != LINK_KEY || !gather_one(c, &seat_request_entity, "link",
	    pass_digest(c->arena, key), r) || r->row.revision == 0)
		return fail(&c->errors, ABSENT, NULL, "This link does not open "
		    "anything any more. Ask whoever sent it for a new one.");
	return true;
}

/* ---- staff ---- */

static bool
open_request(struct ctx *c, struct id id, struct seat_request *r,
    struct event *v)
{
	if (!store_find(c->store, &seat_request_entity, id, c->arena, r,
	    &c->errors) || !store_find(c->store, &event_entity, r->event,
	    c->arena, v, &c->errors))
		return false;
	if (!ctx_may(c, &seat_request_entity, EDIT, v->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you decide about requests here.");
	return str_is(r->state, "open") || fail(&c->errors, CONFLICT, NULL,
	    "This request was decided already.");
}

bool
register_decide(struct ctx *c, struct id request, struct id person)
{
	struct ctx s = ctx_as_program(c);
	struct seat_request r;
	struct event v;
	bool fine;

	if (!open_request(c, request, &r, &v))
		return false;
	if (!id_none(person) && !store_has(c->store, &party_entity, person))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such person.");
	r.person = person;
	r.decided_by = c->actor.user;
	fine = (!id_none(person) || add_person(&s, &v, &r, &r.person)) &&
	    seat(&s, &v, &r);
	c->errors = s.errors;
	return fine;
}

bool
register_refuse(struct ctx *c, struct id request, str reason)
{
	struct ctx s = ctx_as_program(c);
	struct seat_request r;
	struct event v;
	bool fine;

	if (!open_request(c, request, &r, &v))
		return false;
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say why: the person reads it.");
	r.state = S("refused");
	r.reason = reason;
	r.decided_by = c->actor.user;
	fine = flow_save(&s, &seat_request_entity, &r);
	c->errors = s.errors;
	return fine;
}

bool
register_invite(struct ctx *c, const struct event *v, const struct id *person,
    size_t n, size_t *invited)
{
	struct registration r;
	struct enrolment e;
	size_t i;

	*invited = 0;
	for (i = 0; i < n; i++) {
		if (!register_of(c, v, person[i], &r) || !find_enrolment(c,
		    v->row.id, person[i], &e))
			return false;
		if (r.row.revision > 0 || e.row.revision > 0)
			continue;
		r.event = v->row.id;
		r.person = person[i];
		r.asked_on = moment_day(c->now);
		if (!flow_save(c, &registration_entity, &r))
			return false;
		++*invited;
	}
	return true;
}

bool
register_people_of(struct ctx *c, struct id organisation, struct id **out,
    size_t *n)
{
	struct person *p;
	size_t i;

	if ((p = gather_of(c, &person_entity, "organisation", organisation,
	    n)) == NULL)
		return false;
	*out = NEWS(c->arena, struct id, *n + 1);
	for (i = 0; i < *n; i++)
		(*out)[i] = p[i].row.id;
	return true;
}

bool
register_gap_holders(struct ctx *c, const struct event *v, struct id **out,
    size_t *n)
{
	struct activity_gap *aim;
	struct party p;
	struct gap g;
	size_t i, k, aims = 0;

	*n = 0;
	*out = NEWS(c->arena, struct id, 1);
	if (id_none(v->activity))
		return true;
	if ((aim = gather_of(c, &activity_gap_entity, "activity",
	    v->activity, &aims)) == NULL)
		return false;
	*out = NEWS(c->arena, struct id, aims + 1);
	for (i = 0; i < aims; i++) {
		if (!store_find(c->store, &gap_entity, aim[i].gap, c->arena,
		    &g, &c->errors) || !store_find(c->store, &party_entity,
		    g.subject, c->arena, &p, &c->errors))
			return false;
		for (k = 0; k < *n && !id_same((*out)[k], g.subject); k++)
			;
		if (k == *n && str_is(p.kind, "person"))
			(*out)[(*n)++] = g.subject;
	}
	return true;
}
