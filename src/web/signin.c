/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The sheet that people sign: printed, found by its code, keyed. */
#include "flow/signin.h"

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/checkins.h"
#include "web/entity.h"
#include "web/programme.h"

/* ---- the sheets of a session ---- */

static bool
sheets_put(struct training *v, size_t session, struct node *out)
{
	struct ctx *c = v->c;
	struct filter of = { field_named(&signin_sheet_entity, S("session")),
		IS, id_text(c->arena, v->session[session].row.id) };
	struct ask ask = { .filters = &of, .n = 1, .limit = 50 };
	struct signin_sheet sheet;
	struct found *found;
	struct node *row;
	bool any = false;

	(void)node_list(out, "rows");
	if (!flow_list(c, &signin_sheet_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &sheet)) {
		row = node_row(out, "rows");
		node_text(row, "code", ticket_spaced(c->arena, sheet.code));
		node_text(row, "href", str_print(c->arena, "/signin/%s",
		    str_z(c->arena, sheet.code)));
		node_moment(row, "printed_at", sheet.printed_at);
		node_moment(row, "keyed_at", sheet.keyed_at);
		any = true;
	}
	node_bool(out, "has_rows", any);
	return flow_end(found);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct training v;
	size_t session;

	(void)r;
	if (!checkin_event(c, q, &v))
		return false;
	session = checkin_session(&v, q);
	if (!checkin_head(&v, q, say(c, "Sign-in sheets"), session, out))
		return false;
	node_count(out, "n", (int64_t)v.persons);
	node_bool(out, "has_people", v.persons > 0);
	return v.sessions == 0 || sheets_put(&v, session, out);
}

const struct page signin_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/signin",
	.about  = "The sheets that were printed to be signed at a 'session'.",
	.view   = "signin.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show,
};

static bool
print(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct training v;
	size_t session;
	str code;

	(void)out;
	if (!training_read(c, q, &v))
		return false;
	session = checkin_session(&v, q);
	if (session == v.sessions)
		return fail(&c->errors, ABSENT, NULL,
		    "The session is not of this event.");
	if (!signin_print(c, v.session[session].row.id, &code))
		return false;
	r->go = str_print(c->arena, "/signin/%s", code.p);
	return true;
}

const struct page signin_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/signin",
	.about  = "Makes a sheet of everybody enrolled, for the session "
	    "numbered 'seq'.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.view   = "signin.html",
	.again  = &signin_page,
	.run    = print,
};

/* ---- by its code ---- */

static bool
show_find(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str code = str_trim(request_arg(q, "code"));
	struct signin s;

	node_z(out, "title", say(c, "Key a signed sheet"));
	node_text(out, "typed", code);
	if (str_none(code))
		return true;
	if (!signin_find(c, code, &s))
		return false;
	r->go = str_print(c->arena, "/signin/%s/key",
	    str_z(c->arena, s.sheet.code));
	return true;
}

const struct page signin_find_page = {
	.method = GET,
	.path   = "/signin",
	.about  = "Where the code of a signed sheet is typed or scanned.",
	.view   = "signin_find.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show_find,
};

static str
address_of(struct ctx *c, const struct request *q, const struct signin *s)
{
	return str_print(c->arena, "%s/signin/%s/key", site_address(c, q).p,
	    str_z(c->arena, s->sheet.code));
}

static void
line_put(struct ctx *c, const struct signin_line *l, size_t number,
    struct node *row)
{
	node_count(row, "number", (int64_t)number);
	node_text(row, "name", l->name);
	node_text(row, "organisation", l->organisation);
	node_text(row, "sex", str_none(l->sex) ? (str){ 0 } : choice_says(c,
	    &sex_codes, l->sex));
	node_bool(row, "on", l->is_signed);
	if (!str_none(l->other))
		node_text(row, "other", choice_says(c, &attendance_mark_codes,
		    l->other));
}

static bool
sheet_put(struct ctx *c, const struct request *q, const struct signin *s,
    struct node *out)
{
	struct programme p;
	size_t i;

	if (!flow_find(c, &programme_entity, s->event.programme, &p))
		return false;
	node_text(out, "event_title", text_in(c->arena, s->event.title,
	    c->lang));
	node_text(out, "code", ticket_spaced(c->arena, s->sheet.code));
	node_count(out, "seq", s->session.seq);
	node_day(out, "date", s->session.date);
	node_text(out, "topic", text_in(c->arena, s->session.topic, c->lang));
	node_text(out, "room", str_none(s->session.room) ? s->event.venue
	    : s->session.room);
	node_text(out, "here", str_print(c->arena, "/signin/%s",
	    str_z(c->arena, s->sheet.code)));
	node_text(out, "back", str_print(c->arena,
	    "%s/event/%s/signin?session=%lld", programme_href(c, &p).p,
	    str_none(s->event.code) ? id_text(c->arena, s->event.row.id).p
	    : str_z(c->arena, s->event.code), (long long)s->session.seq));
	node_text(out, "list", str_print(c->arena,
	    "%s/event/%s?session=%lld", programme_href(c, &p).p,
	    str_none(s->event.code) ? id_text(c->arena, s->event.row.id).p
	    : str_z(c->arena, s->event.code), (long long)s->session.seq));
	node_bool(out, "with_sex", str_is(request_arg(q, "sex"), "yes"));
	node_moment(out, "keyed_at", s->sheet.keyed_at);
	(void)node_list(out, "rows");
	for (i = 0; i < s->n; i++)
		line_put(c, &s->line[i], i + 1, node_row(out, "rows"));
	programme_put(c, &p, PHASE_DELIVER, out);
	return true;
}

static bool
show_sheet(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct signin s;

	(void)r;
	if (!signin_find(c, request_at(q, "code"), &s) ||
	    !sheet_put(c, q, &s, out))
		return false;
	node_z(out, "title", say(c, "Sign-in sheet"));
	return checkin_qr(c, address_of(c, q, &s),
	    say(c, "Code to key this sheet"), "qr", out);
}

const struct page signin_sheet_page = {
	.method = GET,
	.path   = "/signin/{code}",
	.about  = "A sheet to be signed, for printing from the browser.",
	.view   = "signin_sheet.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show_sheet,
};

static bool
show_pdf(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct signin s;

	(void)out;
	if (!signin_find(c, request_at(q, "code"), &s))
		return false;
	r->raw_type = S("application/pdf");
	r->filename = str_print(c->arena, "sign-in-%s.pdf",
	    str_z(c->arena, s.sheet.code));
	return signin_pdf(c, &s, address_of(c, q, &s), str_is(request_arg(q,
	    "sex"), "yes"), &r->raw);
}

const struct page signin_pdf_page = {
	.method = GET,
	.path   = "/signin/{code}/pdf",
	.about  = "A sheet to be signed, A4 upright; with 'sex' yes the sex "
	    "of people whose sex may be seen.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show_pdf,
};

/* ---- keyed ---- */

static bool
show_keying(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct signin s;

	(void)r;
	if (!signin_find(c, request_at(q, "code"), &s) ||
	    !sheet_put(c, q, &s, out))
		return false;
	node_z(out, "title", say(c, "Key a signed sheet"));
	node_text(out, "typed", request_form(q, "numbers"));
	node_text(out, "saved", request_arg(q, "saved"));
	node_text(out, "undone", request_arg(q, "undone"));
	node_count(out, "last", (int64_t)s.n);
	return true;
}

const struct page keying_page = {
	.method = GET,
	.path   = "/signin/{code}/key",
	.about  = "The lines of a signed sheet, to be ticked with the keys.",
	.view   = "keying.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show_keying,
};

/* Ticks, and the numbers typed, which turn a tick over. */
static bool
ticked(struct ctx *c, const struct request *q, const struct signin *s,
    bool *on)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		on[i] = str_is(request_form(q, str_print(c->arena, "s%zu",
		    i + 1).p), "yes");
	return signin_numbers(request_form(q, "numbers"), on, s->n,
	    &c->errors);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	bool undo = str_is(request_form(q, "go"), "undo");
	struct signin s;
	bool *on;
	size_t n;

	(void)out;
	if (!signin_find(c, request_at(q, "code"), &s))
		return false;
	on = NEWS(c->arena, bool, s.n + 1);
	if (undo ? !signin_undo(c, &s, &n) : !ticked(c, q, &s, on) ||
	    !signin_key(c, &s, on, str_is(request_form(q, "rest"), "away"),
	    &n))
		return false;
	r->go = str_print(c->arena, "/signin/%s/key?%s=%zu",
	    str_z(c->arena, s.sheet.code), undo ? "undone" : "saved", n);
	return true;
}

const struct page keying_post = {
	.method = POST,
	.path   = "/signin/{code}/key",
	.about  = "Keeps who signed: s1, s2 ... are yes, or 'numbers' such as "
	    "1-12, 14; 'rest' away marks the others; 'go' undo takes the last "
	    "keying back.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.view   = "keying.html",
	.again  = &keying_page,
	.run    = accept,
};
