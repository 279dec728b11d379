/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/owed.h"

#include "base/arena.h"
#include "flow/calendar_in.h"
#include "flow/checkin.h"
#include "flow/gather.h"
#include "flow/letter.h"
#include "flow/pass.h"
#include "format/local.h"
#include "model/text.h"
#include "store/store.h"

struct writing {                        /* one mail as it is written */
	struct ctx        *c;
	const struct owed *o;
	struct mail_to     to;
	struct local      *local;
	struct letter      letter;
	str                title;       /* of the event, in its language */
	str                href;        /* his link; or none */
};

static const char *
kind_of(enum owed_what what)
{
	switch (what) {
	case OWED_SEAT:
	case OWED_LINK:
		return "invitation";
	case OWED_MOVED:
		return "notice";
	default:
		return "reminder";
	}
}

/* ---- to whom ---- */

static bool
link_language(struct ctx *c, struct id person, str *out)
{
	struct event_link *l;
	size_t i, n;

	if ((l = gather_of(c, &event_link_entity, "person", person, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!str_none(l[i].language) && str_is(l[i].role,
		    "participant"))
			*out = l[i].language;
	return true;
}

/* Of who has no account to say it. */
static bool
speak_to(struct writing *w)
{
	str language = { 0 };

	if (!id_none(w->to.user))
		return true;
	if (!link_language(w->c, w->o->person, &language))
		return false;
	if (str_none(language))
		language = w->o->of->language;
	if (str_none(language) || (words_named(language) == NULL &&
	    !str_is(language, "en")))
		return true;
	w->to.language = language;
	w->to.words = words_named(language);
	return true;
}

static bool
find_him(struct writing *w, bool *wanted)
{
	struct ctx *c = w->c;

	*wanted = false;
	if (!store_has(c->store, &person_entity, w->o->person))
		return true;            /* not a person, or erased */
	return mail_to_party(c, w->o->person, &w->to) && speak_to(w) &&
	    mail_wanted(c, &w->to, kind_of(w->o->what), wanted);
}

/* ---- where it leads ---- */

static str
base_of(struct ctx *c, str site)
{
	return str_none(site) ? mail_link(c, S("")) : site;
}

static const char *
page_of(struct writing *w)
{
	switch (w->o->what) {
	case OWED_TEST:
		return str_print(w->c->arena, "/test/%s", str_z(w->c->arena,
		    w->o->test->phase)).p;
	case OWED_CHECK:
		return "/plan";
	default:
		return "";
	}
}

/* To his code for the door, where there is one; else a new link. */
static bool
make_link(struct writing *w, str site)
{
	struct ctx *c = w->c;
	str base = base_of(c, site), key, code = { 0 };

	if (w->o->what == OWED_SESSION && !holder_href(c, w->o->of->row.id,
	    w->o->person, &code))
		return false;
	if (str_none(base))
		return true;
	if (!str_none(code)) {
		w->href = str_print(c->arena, "%s%s", str_z(c->arena, base),
		    str_z(c->arena, code));
		return true;
	}
	if (!pass_new(c, w->o->of, w->o->person, S("participant"),
	    w->to.language, &key))
		return false;
	w->href = str_print(c->arena, "%s/mine/%s%s", str_z(c->arena, base),
	    str_z(c->arena, key), page_of(w));
	return true;
}

/* ---- what it says ---- */

/* The days and the place. */
static str
when_and_where(struct writing *w)
{
	const struct event *v = w->o->of;
	struct write out = write_new(w->c->arena, 2000);

	local_day_long(w->local, &out, v->start);
	if (v->end.n > v->start.n) {
		write_z(&out, " – ");
		local_day_long(w->local, &out, v->end);
	}
	if (!str_none(v->times)) {
		write_z(&out, ", ");
		write_str(&out, v->times);
	}
	if (!str_none(v->venue)) {
		write_char(&out, '\n');
		write_str(&out, v->venue);
	}
	return write_done(&out);
}

static bool
session_put(struct writing *w)
{
	const struct event_session *s;
	struct write out = write_new(w->c->arena, 8000);
	const char *lang = str_z(w->c->arena, w->to.language);
	str topic;
	size_t i, n;

	local_day_long(w->local, &out, w->o->session->date);
	if (!calendar_sessions(w->c, w->o->of->row.id,
	    (struct event_session **)&s, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (s[i].date.n != w->o->session->date.n)
			continue;
		topic = text_in(w->c->arena, s[i].topic, lang);
		write_format(&out, "\n%s–%s", str_z(w->c->arena, s[i].starts),
		    str_z(w->c->arena, s[i].ends));
		if (!str_none(topic))
			write_format(&out, " %s", str_z(w->c->arena, topic));
		if (!str_none(s[i].room))
			write_format(&out, " (%s)", str_z(w->c->arena,
			    s[i].room));
	}
	if (!str_none(w->o->of->venue))
		write_format(&out, "\n%s", str_z(w->c->arena,
		    w->o->of->venue));
	letter_say(&w->letter, write_done(&out));
	return true;
}

static bool
until_put(struct writing *w)
{
	struct write out = write_new(w->c->arena, 200);
	str zone;

	if (w->o->test->closes_at == INT64_MIN)
		return true;
	if (!calendar_zone(w->c, w->o->of->programme, &zone) ||
	    !local_zone(w->local, str_z(w->c->arena, zone), &w->c->errors))
		return false;
	local_moment(w->local, &out, w->o->test->closes_at);
	letter_say(&w->letter, str_print(w->c->arena, words_say(w->to.words,
	    "It is open until %s (%s)."), write_done(&out).p,
	    str_z(w->c->arena, zone)));
	return true;
}

/* A sentence with the event's title in it. */
static str
title_say(struct writing *w, const char *english)
{
	return str_print(w->c->arena, words_say(w->to.words, english),
	    str_z(w->c->arena, w->title));
}

static str
plain_say(struct writing *w, const char *english)
{
	return str_of(words_say(w->to.words, english));
}

static void
own_page_put(struct writing *w, str what)
{
	letter_link(&w->letter, what, w->href);
	if (!str_none(w->href))
		letter_say(&w->letter, plain_say(w,
		    "It opens without a password. Do not pass it on."));
}

static void
seat_put(struct writing *w, struct mail_new *m)
{
	m->subject = title_say(w, "Invitation: %s");
	letter_say(&w->letter, title_say(w, "You are invited to '%s'."));
	letter_say(&w->letter, when_and_where(w));
	own_page_put(w, plain_say(w, "Say here whether you come:"));
}

static void
moved_put(struct writing *w, struct mail_new *m)
{
	m->subject = title_say(w, "You have a seat: %s");
	letter_say(&w->letter, title_say(w,
	    "A seat became free: you now have one at '%s'."));
	letter_say(&w->letter, when_and_where(w));
	own_page_put(w, plain_say(w,
	    "If you cannot come, give it back here to who waits:"));
}

static void
link_put(struct writing *w, struct mail_new *m)
{
	m->subject = w->title;
	letter_link(&w->letter, title_say(w,
	    "Your own page of '%s' is here:"), w->href);
	letter_say(&w->letter, plain_say(w, "It opens your seat, tests, "
	    "feedback form and plan without a password. Do not pass it on."));
}

static void
after_put(struct writing *w, struct mail_new *m)
{
	m->subject = title_say(w, "How was it? %s");
	letter_say(&w->letter, title_say(w, "'%s' is over. Tell us in two "
	    "minutes how it was, without your name, and write down what you "
	    "will do at work with what you learnt."));
	letter_say(&w->letter, plain_say(w, "If you did so already: thank "
	    "you, there is nothing more to do."));
	own_page_put(w, plain_say(w, "Feedback form and plan:"));
}

static void
check_put(struct writing *w, struct mail_new *m)
{
	m->subject = plain_say(w, "What became of what you planned?");
	letter_say(&w->letter, w->title);
	own_page_put(w, plain_say(w, "Three months have passed since the "
	    "course. Tell us in two minutes what you put to use:"));
}

static bool
near_put(struct writing *w, struct mail_new *m)
{
	m->subject = title_say(w, "Reminder: %s");
	letter_say(&w->letter, title_say(w, "We meet for '%s':"));
	if (!session_put(w))
		return false;
	own_page_put(w, plain_say(w, "Your own page of it:"));
	return true;
}

static bool
test_put(struct writing *w, struct mail_new *m)
{
	m->subject = title_say(w, "A test is open: %s");
	letter_say(&w->letter, title_say(w, "A test of '%s' waits for you."));
	if (!until_put(w))
		return false;
	own_page_put(w, plain_say(w,
	    "Take it here, on a phone if you like:"));
	return true;
}

static bool
write_it(struct writing *w, struct mail_new *m)
{
	static void (*const by[])(struct writing *, struct mail_new *) = {
		[OWED_SEAT] = seat_put, [OWED_MOVED] = moved_put,
		[OWED_LINK] = link_put, [OWED_AFTER] = after_put,
		[OWED_CHECK] = check_put };

	if (w->o->what == OWED_SESSION)
		return near_put(w, m);
	if (w->o->what == OWED_TEST)
		return test_put(w, m);
	by[w->o->what](w, m);
	return true;
}

static void
about_put(const struct owed *o, struct mail_new *m)
{
	m->entity = &event_entity;
	m->row = o->of->row.id;
	if (o->what == OWED_SESSION) {
		m->entity = &event_session_entity;
		m->row = o->session->row.id;
	} else if (o->what == OWED_TEST) {
		m->entity = &event_test_entity;
		m->row = o->test->row.id;
	} else if (o->what == OWED_CHECK) {
		m->entity = &follow_up_entity;
		m->row = o->check;
	}
}

static bool
needs_link(enum owed_what what)
{
	return what != OWED_MOVED && what != OWED_SESSION;
}

bool
owed_send(struct ctx *c, str site, const struct owed *o, bool *queued)
{
	struct writing w = { .c = c, .o = o, .letter = letter_new(c) };
	struct mail_new m = { .kind = kind_of(o->what),
		.programme = o->of->programme };
	bool wanted, fine;

	*queued = false;
	if (!find_him(&w, &wanted) || !wanted)
		return errors_worst(&c->errors) == FINE;
	if (str_none(base_of(c, site)) && needs_link(o->what))
		return true;
	w.title = text_in(c->arena, o->of->title, str_z(c->arena,
	    w.to.language));
	if (!make_link(&w, site) || (w.local = local_open(str_z(c->arena,
	    w.to.language), &c->errors)) == NULL)
		return false;
	about_put(o, &m);
	fine = write_it(&w, &m);
	local_close(w.local);
	letter_done(&w.letter, &m);
	return fine && mail_queue(c, &w.to, &m, queued);
}
