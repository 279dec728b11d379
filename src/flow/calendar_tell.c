/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Entries of calendars by mail, and again when they change. */
#include <sodium.h>

#include "base/write.h"
#include "flow/calendar.h"
#include "flow/calendar_in.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/mail.h"
#include "flow/save.h"
#include "format/canon.h"
#include "format/local.h"
#include "format/zone.h"

enum { PEOPLE = 2000, TEXT_MOST = 20000, HASH = 24 };

struct telling {
	struct ctx     *c;
	struct event    event;
	str             zone;
	struct ical_item *item;         /* [items] */
	struct id        *row;          /* [items] they are of */
	str              *topic;        /* [items] of a session, or none */
	const struct entity **of;       /* [items] */
	size_t            items;
	struct mail_to   *to;           /* [people] with an address */
	size_t            people;
	struct calendar_sent *sent;     /* [n_sent] of this event before */
	size_t            n_sent;
	bool              only_known;   /* who was told before */
	bool              dry;
	struct calendar_told *told;
	struct mail_site  site;
};

bool
calendar_sessions(struct ctx *c, struct id event, struct event_session **s,
    size_t *n)
{
	*s = gather_of(c, &event_session_entity, "event", event, n);
	return *s != NULL;
}

/* ---- who ---- */

static bool
add_person(struct telling *t, struct id person)
{
	struct mail_to *to = &t->to[t->people];
	size_t i;

	if (t->people == PEOPLE)
		return true;
	if (!mail_to_party(t->c, person, to))
		return false;
	for (i = 0; i < t->people; i++)
		if (str_same_nocase(t->to[i].address, to->address))
			return true;
	if (str_none(to->address) || !mail_is_address(to->address))
		t->told->silent++;
	else
		t->people++;
	return true;
}

static bool
find_people(struct telling *t)
{
	const struct enrolment *e;
	str rest = t->event.trainers, one;
	struct id id;
	size_t i, n;

	t->to = NEWS(t->c->arena, struct mail_to, PEOPLE + 1);
	e = gather_of(t->c, &enrolment_entity, "event", t->event.row.id, &n);
	if (e == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!add_person(t, e[i].person))
			return false;
	while (str_cut(&rest, ';', &one))
		if (id_read(str_trim(one), &id) && !add_person(t, id))
			return false;
	t->told->people = t->people;
	return true;
}

/* ---- what ---- */

static bool
find_items(struct telling *t)
{
	struct ctx *c = t->c;
	struct event_session *s;
	size_t i, n;

	if (!calendar_zone(c, t->event.programme, &t->zone) ||
	    !calendar_sessions(c, t->event.row.id, &s, &n))
		return false;
	t->items = n == 0 || n > CALENDAR_SESSIONS ? 1 : n;
	t->item = NEWS(c->arena, struct ical_item, t->items);
	t->row = NEWS(c->arena, struct id, t->items);
	t->topic = NEWS(c->arena, str, t->items);
	t->of = NEWS(c->arena, const struct entity *, t->items);
	if (n == 0 || n > CALENDAR_SESSIONS) {
		t->item[0] = calendar_whole(c, &t->event, s, n);
		t->row[0] = t->event.row.id;
		t->of[0] = &event_entity;
		return true;
	}
	for (i = 0; i < n; i++) {
		t->item[i] = calendar_session(c, &t->event, &s[i], t->zone);
		t->row[i] = s[i].row.id;
		t->topic[i] = s[i].topic;
		t->of[i] = &event_session_entity;
	}
	return true;
}

/* Of all that whoever has the entry would want to know. */
static str
hash_of(struct telling *t, const struct ical_item *i)
{
	struct write w = write_new(t->c->arena, TEXT_MOST);
	unsigned char out[HASH];
	str all;

	write_format(&w, "%.*s|%.*s|%.*s|%lld|%lld|%d|%d|%d",
	    (int)i->summary.n, i->summary.p, (int)i->location.n,
	    str_none(i->location) ? "" : i->location.p,
	    (int)i->description.n,
	    str_none(i->description) ? "" : i->description.p,
	    (long long)i->starts, (long long)i->ends, i->from.n, i->until.n,
	    i->cancelled);
	all = write_done(&w);
	crypto_generichash(out, sizeof(out), (const unsigned char *)all.p,
	    all.n, NULL, 0);
	return canon_base64url(t->c->arena, out, sizeof(out));
}

static struct calendar_sent *
sent_before(struct telling *t, str address, struct id row)
{
	str id = id_text(t->c->arena, row);
	size_t i;

	for (i = 0; i < t->n_sent; i++)
		if (str_same_nocase(t->sent[i].address, address) &&
		    str_same(t->sent[i].target, id))
			return &t->sent[i];
	return NULL;
}

/* ---- the mail ---- */

static void
when_put(struct telling *t, const struct ical_item *i,
    const struct local *local, struct write *w)
{
	int from, until;
	struct day on;

	if (i->starts == MOMENT_NONE) {
		local_day_long(local, w, i->from);
		if (i->until.n > i->from.n) {
			write_z(w, " - ");
			local_day_long(local, w, i->until);
		}
		return;
	}
	on = zone_day(t->zone, i->starts, &from);
	local_day_long(local, w, on);
	write_format(w, ", %02d:%02d", from / 60, from % 60);
	if (i->ends != MOMENT_NONE) {
		(void)zone_day(t->zone, i->ends, &until);
		write_format(w, "-%02d:%02d", until / 60, until % 60);
	}
}

static bool
write_text(struct telling *t, const struct ical_item *i,
    const struct mail_to *to, str *out)
{
	struct write w = write_new(t->c->arena, TEXT_MOST);
	struct local *local = local_open(str_z(t->c->arena, to->language),
	    &t->c->errors);

	if (local == NULL)
		return false;
	write_str(&w, i->summary);
	write_char(&w, '\n');
	when_put(t, i, local, &w);
	write_char(&w, '\n');
	if (!str_none(i->location))
		write_format(&w, "%.*s\n", (int)i->location.n, i->location.p);
	if (!str_none(i->description))
		write_format(&w, "\n%.*s\n", (int)i->description.n,
		    i->description.p);
	if (!str_none(i->url))
		write_format(&w, "\n%.*s\n", (int)i->url.n, i->url.p);
	local_close(local);
	*out = write_done(&w);
	return true;
}

static bool
queue(struct telling *t, struct ical_item i, const struct mail_to *to,
    const struct entity *of, struct id row, bool *queued)
{
	struct ctx *c = t->c;
	struct ical one = { .method = i.cancelled ? "CANCEL" : "REQUEST",
		.item = &i, .n = 1 };
	struct mail_new m = { .kind = "calendar",
		.programme = t->event.programme, .entity = of, .row = row,
		.method = one.method };

	i.organizer = t->site.from;
	i.organizer_name = t->site.from_name;
	i.attendee = to->address;
	i.attendee_name = to->name;
	m.subject = str_print(c->arena, words_say(to->words, i.cancelled
	    ? "Cancelled: %.*s" : "For your calendar: %.*s"),
	    (int)i.summary.n, i.summary.p);
	return write_text(t, &i, to, &m.text) &&
	    ical_write(c->arena, &one, &m.calendar, &c->errors) &&
	    mail_queue(c, to, &m, queued);
}

static bool
note(struct telling *t, struct calendar_sent *was, const struct mail_to *to,
    size_t at, const struct ical_item *i)
{
	bool system = t->c->actor.system, fine;
	struct calendar_sent s;

	if (was != NULL) {
		s = *was;
	} else {
		row_blank(&calendar_sent_entity, &s);
		s.event = t->event.row.id;
		s.address = to->address;
		s.entity = str_of(t->of[at]->name);
		s.target = id_text(t->c->arena, t->row[at]);
	}
	s.sequence = i->sequence;
	s.hash = hash_of(t, i);
	s.method = i->cancelled ? S("CANCEL") : S("REQUEST");
	s.at = t->c->now;
	t->c->actor.system = true;
	fine = flow_save(t->c, &calendar_sent_entity, &s);
	t->c->actor.system = system;
	return fine;
}

/* ---- one entry to one person ---- */

static bool
tell_one(struct telling *t, const struct mail_to *to, size_t at)
{
	struct calendar_sent *was = sent_before(t, to->address, t->row[at]);
	struct ical_item i = t->item[at];
	bool queued = false;

	i.summary = calendar_summary(t->c, &t->event, t->topic[at],
	    to->words == NULL ? "en" : to->words->tag);
	if (was == NULL && (t->only_known || i.cancelled))
		return true;
	if (was != NULL && str_same(was->hash, hash_of(t, &i))) {
		t->told->have++;
		return true;
	}
	if (was != NULL && i.sequence <= was->sequence)
		i.sequence = was->sequence + 1;
	t->told->sent++;
	if (t->dry)
		return true;
	return queue(t, i, to, t->of[at], t->row[at], &queued) &&
	    note(t, was, to, at, &i);
}

static bool
is_among(const struct telling *t, str address, str target)
{
	bool person = false, item = false;
	size_t i;

	for (i = 0; i < t->people; i++)
		person |= str_same_nocase(t->to[i].address, address);
	for (i = 0; i < t->items; i++)
		item |= str_same(id_text(t->c->arena, t->row[i]), target);
	return person && item;
}

/* Who is not enrolled any more, and sessions that are gone. */
static bool
end_one(struct telling *t, struct calendar_sent *was)
{
	struct mail_to to = mail_to_address(t->c, was->address, (str){ 0 },
	    (str){ 0 });
	const struct entity *of = entity_named(was->entity);
	struct ical_item i;
	struct id row;
	bool queued = false;

	if (str_is(was->method, "CANCEL") || of == NULL ||
	    !id_read(was->target, &row))
		return true;
	i = calendar_whole(t->c, &t->event, NULL, 0);
	i.uid = calendar_uid(t->c, of, row);
	i.sequence = was->sequence + 1;
	i.cancelled = true;
	t->told->sent++;
	if (t->dry)
		return true;
	return queue(t, i, &to, of, row, &queued) &&
	    note(t, was, &to, 0, &i);
}

static bool
tell(struct telling *t)
{
	size_t p, i;

	t->sent = gather_of(t->c, &calendar_sent_entity, "event",
	    t->event.row.id, &t->n_sent);
	if (t->sent == NULL || !mail_site(t->c, &t->site) ||
	    !find_items(t) || !find_people(t))
		return false;
	for (p = 0; p < t->people; p++)
		for (i = 0; i < t->items; i++)
			if (!tell_one(t, &t->to[p], i))
				return false;
	for (i = 0; i < t->n_sent; i++)
		if (!is_among(t, t->sent[i].address, t->sent[i].target) &&
		    !end_one(t, &t->sent[i]))
			return false;
	return true;
}

bool
calendar_tell(struct ctx *c, struct id event, struct calendar_told *told)
{
	struct telling t = { .c = c, .told = told };

	*told = (struct calendar_told){ 0 };
	if (!flow_find(c, &event_entity, event, &t.event))
		return false;
	if (c->actor.reads_only || !flow_may(c, &event_entity, &t.event, EDIT))
		return fail(&c->errors, DENIED, NULL, "Who may change the "
		    "event sends its calendar entries.");
	return tell(&t);
}

bool
calendar_count(struct ctx *c, struct id event, struct calendar_told *told)
{
	struct telling t = { .c = c, .told = told, .dry = true };

	*told = (struct calendar_told){ 0 };
	return flow_find(c, &event_entity, event, &t.event) && tell(&t);
}

bool
calendar_follow(struct ctx *c, size_t *n)
{
	struct day since = { moment_day(c->now).n - 1 };
	struct calendar_told told;
	struct calendar_sent *all;
	struct telling t;
	size_t i, k, rows;

	*n = 0;
	all = gather(c, &calendar_sent_entity, (struct id){ { 0 } }, &rows);
	for (i = 0; all != NULL && i < rows; i++) {
		for (k = 0; k < i && !id_same(all[k].event, all[i].event); k++)
			;
		if (k < i)
			continue;
		t = (struct telling){ .c = c, .told = &told,
			.only_known = true };
		told = (struct calendar_told){ 0 };
		if (!store_find(c->store, &event_entity, all[i].event,
		    c->arena, &t.event, &c->errors))
			return false;
		if (t.event.end.n < since.n)
			continue;
		if (!tell(&t))
			return false;
		*n += told.sent;
	}
	return all != NULL;
}

bool
calendar_some(struct ctx *c, bool *some)
{
	struct ask ask = { .limit = 1 };
	int64_t n;

	if (!store_count(c->store, &calendar_sent_entity, &ask, &n,
	    &c->errors))
		return false;
	*some = n > 0;
	return true;
}
