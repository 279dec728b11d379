/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Registration for an event: requests to decide about, who is invited,
 * registered or waits, and inviting one person, people of an organisation
 * or those whose gaps the event is for. */
#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/owed.h"
#include "flow/register.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/people.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"
#include "web/training.h"

static bool
requests_put(struct ctx *c, const struct training *v, struct node *out)
{
	struct seat_request *s;
	struct node *row, *one;
	struct id id;
	size_t i, n;
	str rest, ref;

	(void)node_list(out, "requests");
	if (!ctx_may(c, &seat_request_entity, SEE, v->p.row.id))
		return true;
	if ((s = every_by(c, &seat_request_entity, "event", v->of.row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!str_is(s[i].state, "open"))
			continue;
		row = node_row(out, "requests");
		node_id(row, "id", s[i].row.id);
		node_text(row, "reference", s[i].reference);
		node_text(row, "name", s[i].name);
		node_text(row, "organisation", s[i].organisation_name);
		node_text(row, "contact", str_none(s[i].email) ? s[i].phone
		    : s[i].email);
		node_text(row, "note", s[i].note);
		node_moment(row, "at", s[i].at);
		node_bool(row, "lacks", !str_none(s[i].lacks));
		rest = s[i].candidates;
		while (str_cut(&rest, ';', &ref)) {
			if (!id_read(ref, &id))
				continue;
			one = node_row(row, "candidates");
			node_id(one, "person", id);
			node_text(one, "name", flow_name(c,
			    entity_named(S("party")), id));
			node_text(one, "href", entity_href(c,
			    entity_named(S("party")), id));
		}
		node_bool(out, "has_requests", true);
	}
	return true;
}

static const char *
sign_of(str state)
{
	return str_is(state, "registered") ? "ok" : str_is(state, "waiting")
	    ? "warn" : str_is(state, "invited") ? "info" : "none";
}

static bool
registrations_put(struct ctx *c, const struct training *v, struct node *out)
{
	const struct state *st;
	struct registration *g;
	struct node *row;
	size_t i, n, place, unanswered = 0;

	(void)node_list(out, "rows");
	if ((g = every_by(c, &registration_entity, "event", v->of.row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "rows");
		node_text(row, "name", flow_name(c, entity_named(S("party")),
		    g[i].person));
		node_text(row, "href", entity_href(c, &registration_entity,
		    g[i].row.id));
		node_day(row, "asked", g[i].asked_on);
		unanswered += str_is(g[i].state, "invited");
		st = state_coded(&registration_machine, g[i].state);
		mark_put(c, row, sign_of(g[i].state), st == NULL ? ""
		    : st->label);
		if (!register_place(c, &g[i], &place))
			return false;
		if (place > 0)
			node_count(row, "place", (int64_t)place);
	}
	node_bool(out, "has_rows", n > 0);
	node_count(out, "unanswered", unanswered == 0 ? INT64_MIN
	    : (int64_t)unanswered);
	return true;
}

static bool
intake_put(struct ctx *c, const struct request *q, const struct training *v,
    struct node *out)
{
	struct intake *k;
	size_t n;

	if (!ctx_may(c, &intake_entity, SEE, v->p.row.id))
		return true;
	if ((k = every_by(c, &intake_entity, "event", v->of.row.id, &n)) ==
	    NULL)
		return false;
	node_bool(out, "has_page", n > 0);
	node_bool(out, "may_page", ctx_may(c, &intake_entity, ADD,
	    v->p.row.id));
	node_text(out, "page_href", n > 0 ? str_print(c->arena, "%s/edit",
	    entity_href(c, &intake_entity, k->row.id).p) : str_print(
	    c->arena, "/intake/new?event=%s", id_text(c->arena,
	    v->of.row.id).p));
	if (n > 0)
		node_text(out, "join_link", str_print(c->arena,
		    "%s/join/%s", site_address(c, q).p, id_text(c->arena,
		    v->of.row.id).p));
	return true;
}

static bool
organisations_put(struct ctx *c, const struct training *v, struct node *out)
{
	struct organisation *o;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "organisations");
	if ((o = every(c, &organisation_entity, v->p.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n && i < 300; i++) {
		row = node_row(out, "organisations");
		node_id(row, "id", o[i].row.id);
		node_text(row, "name", o[i].name);
	}
	return true;
}

/* How many mails went, after the step that sent them. */
static void
sent_put(const struct request *q, struct node *out)
{
	static const char *const names[] = { "sent", "without", "stopped" };
	int64_t count;
	size_t i;

	for (i = 0; i < 3; i++)
		node_count(out, names[i], str_int(request_arg(q, names[i]),
		    &count) && count >= 0 && (i == 0 || count > 0) ? count
		    : INT64_MIN);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	static const char *const fields[] = { "who", NULL };
	struct training v;
	struct id *person;
	size_t n;

	(void)r;
	if (!training_read(c, q, &v) || !training_head(&v,
	    TRAINING_TABS, out) || !requests_put(c, &v, out) ||
	    !registrations_put(c, &v, out) || !intake_put(c, q, &v, out) ||
	    !organisations_put(c, &v, out) || !register_gap_holders(c, &v.of,
	    &person, &n))
		return false;
	node_text(out, "self", str_print(c->arena, "%s/seats",
	    training_href(&v).p));
	node_text(out, "links_href", str_print(c->arena, "%s/links",
	    training_href(&v).p));
	node_bool(out, "may_decide", ctx_may(c, &seat_request_entity, EDIT,
	    v.p.row.id));
	node_bool(out, "may_invite", ctx_may(c, &registration_entity, ADD,
	    v.p.row.id));
	node_bool(out, "may_write", ctx_may(c, &event_link_entity, ADD,
	    v.p.row.id));
	sent_put(q, out);
	wrong_put(q, fields, out);
	node_text(out, "typed_who", request_form(q, "who"));
	node_count(out, "gap_holders", n > 0 ? (int64_t)n : INT64_MIN);
	return true;
}

const struct page event_seats_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/seats",
	.about  = "Registration for an event: requests, invitations, "
	    "the waiting list.",
	.view   = "event_seats.html",
	.of     = &registration_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
decide(struct ctx *c, const struct request *q, str request)
{
	str person = request_form(q, "person");
	struct id id, who = { { 0 } };

	if (!id_read(request, &id))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such request.");
	if (str_is(request_form(q, "go"), "refuse"))
		return register_refuse(c, id, request_form(q, "reason"));
	if (!str_is(person, "new") && !id_read(person, &who))
		return fail(&c->errors, INVALID, NULL, "Say who it is: one of "
		    "the register, or somebody new.");
	return register_decide(c, id, who);
}

/* One person of the register, by name or code. */
static bool
invite_one(struct ctx *c, const struct request *q, const struct training *v)
{
	static const struct field who = { .name = "who", .type = T_REF,
		.to = "person" };
	const struct lookup *l = flow_lookup(c, &person_entity);
	str called = str_trim(request_form(q, "who"));
	struct id person;
	size_t invited;

	if (str_none(called))
		return fail(&c->errors, INVALID, "who", "Say who is invited.");
	if (!l->refer(l->with, &who, called, &person))
		return fail(&c->errors, INVALID, "who", "Nobody in the "
		    "register is called '%.*s', or more than one person is. "
		    "Add the person first, or type the code.", (int)called.n,
		    called.p);
	if (!register_invite(c, &v->of, &person, 1, &invited))
		return false;
	return invited > 0 || fail(&c->errors, INVALID, "who",
	    "'%.*s' has a seat or an invitation already.", (int)called.n,
	    called.p);
}

static bool
invite(struct ctx *c, const struct request *q, const struct training *v)
{
	struct id org, *person;
	size_t n, invited;

	if (str_is(request_form(q, "go"), "person"))
		return invite_one(c, q, v);
	if (str_is(request_form(q, "go"), "gaps")) {
		if (!register_gap_holders(c, &v->of, &person, &n))
			return false;
	} else if (!id_read(request_form(q, "organisation"), &org)) {
		return fail(&c->errors, INVALID, NULL,
		    "Choose an organisation.");
	} else if (!register_people_of(c, org, &person, &n)) {
		return false;
	}
	return register_invite(c, &v->of, person, n, &invited);
}

/* To who is invited and has no mail yet, or to all of them once more. */
static bool
mail_them(struct ctx *c, const struct request *q, const struct training *v,
    bool again, struct reply *r)
{
	struct owed_sent s;

	if (!owed_invited(c, site_address(c, q), &v->of, again, &s))
		return false;
	r->go = str_print(c->arena, "%s?sent=%zu&without=%zu&stopped=%zu",
	    str_z(c->arena, r->go), s.sent, s.without, s.stopped);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str request = request_form(q, "request");
	struct training v;

	(void)out;
	if (!training_read(c, q, &v))
		return false;
	r->go = str_print(c->arena, "%s/seats", training_href(&v).p);
	if (!str_none(request))
		return decide(c, q, request);
	if (str_is(request_form(q, "go"), "again"))
		return mail_them(c, q, &v, true, r);
	return invite(c, q, &v) && (str_none(request_form(q, "mail")) ||
	    mail_them(c, q, &v, false, r));
}

const struct page event_seats_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/seats",
	.about  = "Decides about a 'request' (who the 'person' is, or "
	    "refuse), or invites people of an 'organisation', with 'go' "
	    "person one person ('who': a name or code) "
	    "or, with 'go' gaps, those whose gaps the event is "
	    "for; with 'mail' they get their link by mail, with 'go' again "
	    "all do who have not answered.",
	.view   = "event_seats.html",
	.of     = &registration_entity,
	.needs  = SEE,
	.again  = &event_seats_page,
	.run    = accept,
};
