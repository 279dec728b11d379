/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Calendars to be read by other programs, and an event's entries by mail. */
#include "flow/calendar.h"

#include "base/arena.h"
#include "flow/find.h"
#include "flow/mail.h"
#include "model/people.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/programme.h"
#include "web/training.h"

static bool
send(struct ctx *c, const struct calendar *k, const char *name,
    struct reply *r)
{
	r->raw_type = S("text/calendar; charset=utf-8");
	r->filename = str_of(name);
	return calendar_text(c, k, &r->raw);
}

static bool
sit(struct ctx *c, const struct request *q)
{
	return calendar_sit(c, request_at(q, "key"));
}

/* ---- under a secret address ---- */

static bool
show_mine(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct calendar k;

	(void)out;
	return sit(c, q) && calendar_mine(c, &k) && send(c, &k, "tilth.ics",
	    r);
}

const struct page calendar_mine_page = {
	.method = GET,
	.path   = "/calendar/{key}/mine.ics",
	.about  = "What is due for a user, as a calendar, by its secret "
	    "address.",
	.flags  = LINK,
	.run    = show_mine,
};

static bool
send_programme(struct ctx *c, const struct request *q, struct reply *r)
{
	struct programme p;
	struct calendar k;

	return flow_find_text(c, &programme_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &p) && calendar_programme(c, p.row.id, &k) &&
	    send(c, &k, str_print(c->arena, "%s.ics", str_z(c->arena,
	    str_none(p.code) ? S("programme") : p.code)).p, r);
}

static bool
show_programme(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return sit(c, q) && send_programme(c, q, r);
}

const struct page calendar_programme_page = {
	.method = GET,
	.path   = "/calendar/{key}/programme/{id}/feed.ics",
	.about  = "A programme's calendar, by a user's secret address.",
	.flags  = LINK,
	.run    = show_programme,
};

static bool
send_event(struct ctx *c, const struct request *q, struct reply *r)
{
	struct calendar k;
	struct id id;

	return (id_read(request_at(q, "event"), &id) || fail(&c->errors,
	    ABSENT, NULL, "There is no such event.")) &&
	    calendar_event(c, id, &k) && send(c, &k, "event.ics", r);
}

static bool
show_event(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return sit(c, q) && send_event(c, q, r);
}

const struct page calendar_event_page = {
	.method = GET,
	.path   = "/calendar/{key}/event/{event}/feed.ics",
	.about  = "An event's calendar, by a user's secret address.",
	.flags  = LINK,
	.run    = show_event,
};

/* ---- for who is signed in ---- */

static bool
show_event_file(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return send_event(c, q, r);
}

const struct page event_file_page = {
	.method = GET,
	.path   = "/event/{event}/calendar.ics",
	.about  = "The sessions of an event for one's calendar, once.",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show_event_file,
};

static bool
show_programme_file(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	return send_programme(c, q, r);
}

const struct page programme_file_page = {
	.method = GET,
	.path   = "/programme/{id}/calendar.ics",
	.about  = "The calendar of a programme, once.",
	.of     = &programme_entity,
	.needs  = SEE,
	.run    = show_programme_file,
};

/* ---- entries of an event by mail ---- */

static bool
show_entries(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct calendar_told told;
	struct mail_site s;
	struct training v;
	str event;
	bool may;

	(void)r;
	if (!training_read(c, q, &v) ||
	    !calendar_count(c, v.of.row.id, &told) || !mail_site(c, &s))
		return false;
	may = flow_may(c, &event_entity, &v.of, EDIT);
	event = text_in(c->arena, v.of.title, c->lang);
	programme_put(c, &v.p, PHASE_DELIVER, out);
	crumb_put(out, (const struct crumb[]){
		{ event, training_href(&v) } }, 1);
	node_z(out, "title", say(c, "In people's calendars"));
	node_text(out, "event", event);
	node_text(out, "action", str_print(c->arena, "%s/calendar",
	    training_href(&v).p));
	node_text(out, "back", training_href(&v));
	node_text(out, "file", str_print(c->arena, "/event/%s/calendar.ics",
	    id_text(c->arena, v.of.row.id).p));
	node_count(out, "people", (int64_t)told.people);
	node_count(out, "silent", (int64_t)told.silent);
	node_count(out, "waiting", (int64_t)told.sent);
	node_bool(out, "some_wait", told.sent > 0);
	node_bool(out, "some_silent", told.silent > 0);
	node_bool(out, "may", may);
	node_bool(out, "goes_out", s.ready);
	if (!str_none(request_arg(q, "sent")))
		node_text(out, "notice", str_print(c->arena, say(c,
		    "Calendar entries on their way: %s"), str_z(c->arena,
		    request_arg(q, "sent"))));
	return true;
}

const struct page event_calendar_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/calendar",
	.about  = "Who has an event's sessions in the calendar, and who would "
	    "get them.",
	.view   = "event_calendar.html",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = show_entries,
};

static bool
accept_entries(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct calendar_told told;
	struct training v;

	(void)out;
	if (!training_read(c, q, &v) ||
	    !calendar_tell(c, v.of.row.id, &told))
		return false;
	r->go = str_print(c->arena, "%s/calendar?sent=%zu",
	    training_href(&v).p, told.sent);
	return true;
}

const struct page event_calendar_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/calendar",
	.about  = "Send the sessions of an event to the calendars of who is "
	    "enrolled and who teaches.",
	.of     = &event_entity,
	.needs  = EDIT,
	.again  = &event_calendar_page,
	.run    = accept_entries,
};
