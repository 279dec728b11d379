/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Calendars to be read: entries made of rows, and whose address opens them. */
#include "flow/calendar.h"

#include <sodium.h>
#include <string.h>

#include "flow/calendar_in.h"
#include "flow/due.h"
#include "flow/find.h"
#include "flow/login.h"
#include "flow/mail.h"
#include "flow/pipeline.h"
#include "flow/save.h"
#include "format/canon.h"
#include "format/zone.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/books.h"
#include "model/monitor.h"
#include "model/people.h"
#include "model/text.h"

enum { KEY_BYTES = 32, KEY_TEXT = 43 };

/* ---- entries ---- */

str
calendar_uid(struct ctx *c, const struct entity *e, struct id id)
{
	return str_print(c->arena, "%s-%s@tilth", e->name,
	    id_text(c->arena, id).p);
}

/* "8:30", "08:30"; false: it is no time of day. */
static bool
read_time(str s, int *minutes)
{
	size_t colon = str_find(s, S(":"));
	int64_t hours, rest;

	if (colon == s.n || !str_int(str_part(s, 0, colon), &hours) ||
	    !str_int(str_part(s, colon + 1, s.n), &rest) || hours < 0 ||
	    hours > 23 || rest < 0 || rest > 59)
		return false;
	*minutes = (int)(hours * 60 + rest);
	return true;
}

/* Of the programme's country, else of the site. */
bool
calendar_zone(struct ctx *c, struct id programme, str *zone)
{
	struct programme p;

	if (!store_find(c->store, &programme_entity, programme, c->arena, &p,
	    &c->errors))
		return false;
	*zone = zone_of_country(c->arena, p.country);
	return !str_none(*zone) || due_zone(c, zone);
}

static void
set_times(struct ical_item *i, str zone, struct day on, str starts, str ends)
{
	int from, until;

	i->from = i->until = on;
	i->starts = i->ends = MOMENT_NONE;
	if (!read_time(str_trim(starts), &from))
		return;
	i->starts = zone_moment(zone, on, from);
	if (!read_time(str_trim(ends), &until) || until == from)
		return;
	if (until < from)               /* over midnight */
		on.n++;
	i->ends = zone_moment(zone, on, until);
}

static str
place_of(struct ctx *c, str room, str venue)
{
	if (str_none(room) || str_none(venue))
		return str_none(room) ? venue : room;
	return str_print(c->arena, "%.*s, %.*s", (int)room.n, room.p,
	    (int)venue.n, venue.p);
}

static str
event_link(struct ctx *c, const struct event *e)
{
	return mail_link(c, str_print(c->arena, "/event/%s",
	    id_text(c->arena, e->row.id).p));
}

str
calendar_summary(struct ctx *c, const struct event *e, str topic,
    const char *lang)
{
	str title = text_in(c->arena, e->title, lang);

	return str_none(topic) ? title : str_print(c->arena, "%.*s: %.*s",
	    (int)title.n, title.p, (int)topic.n, topic.p);
}

struct ical_item
calendar_session(struct ctx *c, const struct event *e,
    const struct event_session *s, str zone)
{
	struct ical_item i = { .kind = ICAL_EVENT,
		.uid = calendar_uid(c, &event_session_entity, s->row.id),
		.summary = calendar_summary(c, e, s->topic, c->lang),
		.location = place_of(c, s->room, e->venue),
		.description = s->materials,
		.url = event_link(c, e),
		.sequence = e->row.revision + s->row.revision - 2,
		.stamp = c->now,
		.cancelled = str_is(e->state, "cancelled") };

	set_times(&i, zone, s->date, s->starts, s->ends);
	return i;
}

/* All days of it in one; its sessions stand in the text. */
struct ical_item
calendar_whole(struct ctx *c, const struct event *e,
    const struct event_session *s, size_t n)
{
	struct write w = write_new(c->arena, 20000);
	struct ical_item i = { .kind = ICAL_EVENT,
		.uid = calendar_uid(c, &event_entity, e->row.id),
		.summary = calendar_summary(c, e, (str){ 0 }, c->lang),
		.location = e->venue,
		.url = event_link(c, e), .from = e->start,
		.until = e->end.n > 0 ? e->end : e->start,
		.starts = MOMENT_NONE, .ends = MOMENT_NONE,
		.sequence = e->row.revision - 1, .stamp = c->now,
		.cancelled = str_is(e->state, "cancelled") };
	size_t k;

	if (!str_none(e->times))
		write_format(&w, "%.*s\n", (int)e->times.n, e->times.p);
	for (k = 0; k < n; k++) {
		i.sequence += s[k].row.revision;
		write_format(&w, "%s %.*s%s%.*s %.*s\n", day_text(c->arena,
		    s[k].date).p, (int)s[k].starts.n, s[k].starts.p,
		    str_none(s[k].ends) ? "" : "-", (int)s[k].ends.n,
		    str_none(s[k].ends) ? "" : s[k].ends.p,
		    (int)s[k].topic.n, s[k].topic.p);
	}
	i.description = write_done(&w);
	return i;
}

/* ---- the calendars ---- */

static struct ical_item *
room_for(struct ctx *c, struct calendar *k, size_t *room)
{
	k->item = arena_more(c->arena, k->item, k->n, room,
	    sizeof(*k->item));
	return &k->item[k->n++];
}

static void
take_line(struct ctx *c, const struct due *d, const struct due_line *l,
    str zone, struct ical_item *i)
{
	*i = (struct ical_item){ .stamp = c->now,
		.kind = l->is_task ? ICAL_TASK : ICAL_EVENT,
		.uid = l->part == NULL ? calendar_uid(c, l->entity, l->row)
		    : str_print(c->arena, "%s-%s", l->part,
		    calendar_uid(c, l->entity, l->row).p),
		.sequence = l->n - 1, .from = l->on, .until = l->on,
		.url = mail_link(c, str_print(c->arena, "/%s/%s",
		    l->is_sheet ? "mysheet" : l->entity->name,
		    id_text(c->arena, l->row).p)) };
	(void)d;
	if (l->entity == &event_session_entity || l->is_task)
		i->summary = l->name;
	else
		i->summary = str_print(c->arena, "%.*s (%s)", (int)l->name.n,
		    l->name.p, words_say(c->words, l->says));
	set_times(i, zone, l->on, l->starts, l->ends);
}

bool
calendar_mine(struct ctx *c, struct calendar *k)
{
	size_t i, room = 0;
	struct due d;
	str zone;

	*k = (struct calendar){ .name = str_of(words_say(c->words,
	    "My days in Tilth")) };
	if (!due_of(c, CALENDAR_AHEAD, &d))
		return false;
	for (i = 0; i < d.n; i++) {
		if (d.line[i].on.n == 0 && !d.line[i].is_task)
			continue;
		if (id_none(d.line[i].programme) ? !due_zone(c, &zone)
		    : !calendar_zone(c, d.line[i].programme, &zone))
			return false;
		take_line(c, &d, &d.line[i], zone, room_for(c, k, &room));
	}
	return true;
}

struct gathering {
	struct ctx      *c;
	struct calendar *k;
	struct id        programme;
	size_t           room;
	str              zone;
};

static bool
take_event(struct gathering *g, const struct event *e)
{
	struct event_session *s;
	size_t i, n;

	if (!calendar_sessions(g->c, e->row.id, &s, &n))
		return false;
	for (i = 0; i < n; i++)
		*room_for(g->c, g->k, &g->room) = calendar_session(g->c, e,
		    &s[i], g->zone);
	if (n == 0 && e->start.n > 0)
		*room_for(g->c, g->k, &g->room) = calendar_whole(g->c, e,
		    NULL, 0);
	return true;
}

/* Rows with a first and a last day, or with one day. */
struct spans {
	const struct entity *entity;
	const char *from, *until;
	const char *says;               /* to translate */
	bool (*waits)(const void *row); /* NULL: all of them */
	str  (*name)(struct ctx *, const void *row);    /* NULL: its own */
};

static bool
asks_by(const void *row)
{
	return pipeline_has_deadline(row);
}

static str
asked_name(struct ctx *c, const void *row)
{
	return pipeline_name(c, row);
}

static const struct spans spans[] = {
	{ &mission_entity, "from", "to", "Mission" },
	{ &exchange_entity, "from", "to", "Exchange" },
	{ &assessment_round_entity, "due", "due", "Answers are due" },
	{ &reporting_period_entity, "due", "due", "Report is due" },
	{ &opportunity_entity, "deadline", "deadline",
	    "Deadline of a proposal", asks_by, asked_name },
	{ &grant_duty_entity, "due", "due", "Owed to a funder" },
	{ NULL }
};

static void
take_span(struct gathering *g, const struct spans *s, const void *row)
{
	const struct row *r = row;
	struct day from = *(const struct day *)row_get(field_named(s->entity,
	    str_of(s->from)), row);
	struct day until = *(const struct day *)row_get(field_named(s->entity,
	    str_of(s->until)), row);
	str name = s->name != NULL ? s->name(g->c, row)
	    : flow_name(g->c, s->entity, r->id);

	if (from.n == 0 || (s->waits != NULL && !s->waits(row)))
		return;
	*room_for(g->c, g->k, &g->room) = (struct ical_item){
		.kind = ICAL_EVENT, .uid = calendar_uid(g->c, s->entity,
		    r->id), .sequence = r->revision - 1,
		.stamp = g->c->now, .from = from,
		.until = until.n >= from.n ? until : from,
		.starts = MOMENT_NONE, .ends = MOMENT_NONE,
		.summary = str_print(g->c->arena, "%.*s (%s)", (int)name.n,
		    name.p, words_say(g->c->words, s->says)),
		.url = mail_link(g->c, str_print(g->c->arena, "/%s/%s",
		    s->entity->name, id_text(g->c->arena, r->id).p)) };
}

/* Those that end after CALENDAR_BACK days ago. */
static bool
each_since(struct gathering *g, const struct entity *e, const char *day,
    const struct spans *s)
{
	struct ctx *c = g->c;
	struct day since = { moment_day(c->now).n - CALENDAR_BACK };
	struct filter of = { field_named(e, str_of(day)), AT_LEAST,
		day_text(c->arena, since) };
	struct ask ask = { .filters = &of, .n = 1, .home = g->programme,
		.limit = ICAL_ITEMS / 5 };
	void *row = arena_take(c->arena, 1, e->size);
	struct found *found;
	bool fine = true;

	if (!ctx_may(c, e, SEE, g->programme))
		return true;
	if (!flow_list(c, e, &ask, &found))
		return false;
	while (fine && flow_next(found, c->arena, row))
		if (s == NULL)
			fine = take_event(g, row);
		else
			take_span(g, s, row);
	return flow_end(found) && fine;
}

bool
calendar_programme(struct ctx *c, struct id id, struct calendar *k)
{
	struct gathering g = { .c = c, .k = k, .programme = id };
	const struct spans *s;
	struct programme p;

	*k = (struct calendar){ .n = 0 };
	if (!flow_find(c, &programme_entity, id, &p) ||
	    !calendar_zone(c, id, &g.zone) ||
	    !each_since(&g, &event_entity, "end", NULL))
		return false;
	k->name = text_in(c->arena, p.title, c->lang);
	for (s = spans; s->entity != NULL; s++)
		if (!each_since(&g, s->entity, s->until, s))
			return false;
	return true;
}

bool
calendar_event(struct ctx *c, struct id id, struct calendar *k)
{
	struct gathering g = { .c = c, .k = k };
	struct event e;

	*k = (struct calendar){ .n = 0 };
	if (!flow_find(c, &event_entity, id, &e) ||
	    !calendar_zone(c, e.programme, &g.zone))
		return false;
	k->name = text_in(c->arena, e.title, c->lang);
	return take_event(&g, &e);
}

bool
calendar_text(struct ctx *c, const struct calendar *k, str *out)
{
	struct ical all = { k->name, "PUBLISH", k->item, k->n };

	return ical_write(c->arena, &all, out, &c->errors);
}

/* ---- the secret address ---- */

static str
digest(struct ctx *c, str secret)
{
	static const char of[] = "tilth calendar";
	unsigned char out[KEY_BYTES];

	crypto_generichash(out, sizeof(out), (const unsigned char *)secret.p,
	    secret.n, (const unsigned char *)of, strlen(of));
	return canon_base64url(c->arena, out, sizeof(out));
}

static bool
find_key(struct ctx *c, const char *field, str value, struct calendar_key *k,
    bool *there)
{
	struct filter is = { field_named(&calendar_key_entity, str_of(field)),
		IS, value };
	struct ask ask = { .filters = &is, .n = 1, .limit = 1 };
	struct cursor *cursor;

	if (!store_list(c->store, &calendar_key_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	*there = store_next(cursor, c->arena, k);
	return store_end(cursor, &c->errors);
}

static bool
find_mine(struct ctx *c, struct calendar_key *k, bool *there)
{
	if (id_none(c->actor.user))
		return fail(&c->errors, DENIED, NULL, "Sign in to see this.");
	return find_key(c, "user", id_text(c->arena, c->actor.user), k,
	    there);
}

bool
calendar_key_end(struct ctx *c)
{
	bool was = c->actor.system, there, fine;
	struct calendar_key k;

	if (!find_mine(c, &k, &there) || !there)
		return errors_worst(&c->errors) == FINE;
	c->actor.system = true;
	fine = flow_drop(c, &calendar_key_entity, k.row.id, k.row.revision);
	c->actor.system = was;
	return fine;
}

bool
calendar_key_new(struct ctx *c, str *secret)
{
	unsigned char bytes[KEY_BYTES];
	bool was = c->actor.system, fine;
	struct calendar_key k;

	if (!calendar_key_end(c))
		return false;
	random_secret(bytes, sizeof(bytes));
	*secret = canon_base64url(c->arena, bytes, sizeof(bytes));
	row_blank(&calendar_key_entity, &k);
	k.user = c->actor.user;
	k.hash = digest(c, *secret);
	k.created_at = c->now;
	c->actor.system = true;
	fine = flow_save(c, &calendar_key_entity, &k);
	c->actor.system = was;
	return fine;
}

bool
calendar_key_made(struct ctx *c, int64_t *at)
{
	struct calendar_key k;
	bool there;

	if (!find_mine(c, &k, &there))
		return false;
	*at = there ? k.created_at : INT64_MIN;
	return true;
}

bool
calendar_sit(struct ctx *c, str secret)
{
	struct calendar_key k;
	struct mail_to to;
	bool there = false;

	if (secret.n == KEY_TEXT && !find_key(c, "hash", digest(c, secret),
	    &k, &there))
		return false;
	if (!there)
		return fail(&c->errors, ABSENT, NULL,
		    "This link leads nowhere.");
	if (!login_actor(c, k.user, &c->actor) ||
	    !mail_to_user(c, k.user, &to))
		return false;
	c->actor.reads_only = true;
	if (to.words != NULL) {
		c->words = to.words;
		c->lang = to.words->tag;
	}
	return true;
}
