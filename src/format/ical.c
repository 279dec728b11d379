/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/ical.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/late.h"
#include "base/write.h"

#define PRODUCT "-//Tilth//Tilth//EN"

struct ical_lib {
	icalcomponent *(*icalcomponent_new)(icalcomponent_kind);
	void (*icalcomponent_add_property)(icalcomponent *, icalproperty *);
	void (*icalcomponent_add_component)(icalcomponent *, icalcomponent *);
	char *(*icalcomponent_as_ical_string_r)(icalcomponent *);
	void (*icalcomponent_free)(icalcomponent *);
	icalproperty *(*icalproperty_new_version)(const char *);
	icalproperty *(*icalproperty_new_prodid)(const char *);
	icalproperty *(*icalproperty_new_method)(enum icalproperty_method);
	icalproperty *(*icalproperty_new_uid)(const char *);
	icalproperty *(*icalproperty_new_summary)(const char *);
	icalproperty *(*icalproperty_new_description)(const char *);
	icalproperty *(*icalproperty_new_location)(const char *);
	icalproperty *(*icalproperty_new_url)(const char *);
	icalproperty *(*icalproperty_new_sequence)(int);
	icalproperty *(*icalproperty_new_status)(enum icalproperty_status);
	icalproperty *(*icalproperty_new_dtstart)(struct icaltimetype);
	icalproperty *(*icalproperty_new_dtend)(struct icaltimetype);
	icalproperty *(*icalproperty_new_dtstamp)(struct icaltimetype);
	icalproperty *(*icalproperty_new_due)(struct icaltimetype);
	icalproperty *(*icalproperty_new_organizer)(const char *);
	icalproperty *(*icalproperty_new_attendee)(const char *);
	icalproperty *(*icalproperty_new_x)(const char *);
	void (*icalproperty_set_x_name)(icalproperty *, const char *);
	void (*icalproperty_add_parameter)(icalproperty *, icalparameter *);
	icalparameter *(*icalparameter_new_cn)(const char *);
	icalparameter *(*icalparameter_new_rsvp)(icalparameter_rsvp);
	icaltimezone *(*icaltimezone_get_utc_timezone)(void);
	struct icaltimetype (*icaltime_from_timet_with_zone)(const time_t,
	    const int, const icaltimezone *);
};

#define CALL(name) { #name, offsetof(struct ical_lib, name) }
static const struct late calls[] = {
	CALL(icalcomponent_new),
	CALL(icalcomponent_add_property),
	CALL(icalcomponent_add_component),
	CALL(icalcomponent_as_ical_string_r),
	CALL(icalcomponent_free),
	CALL(icalproperty_new_version),
	CALL(icalproperty_new_prodid),
	CALL(icalproperty_new_method),
	CALL(icalproperty_new_uid),
	CALL(icalproperty_new_summary),
	CALL(icalproperty_new_description),
	CALL(icalproperty_new_location),
	CALL(icalproperty_new_url),
	CALL(icalproperty_new_sequence),
	CALL(icalproperty_new_status),
	CALL(icalproperty_new_dtstart),
	CALL(icalproperty_new_dtend),
	CALL(icalproperty_new_dtstamp),
	CALL(icalproperty_new_due),
	CALL(icalproperty_new_organizer),
	CALL(icalproperty_new_attendee),
	CALL(icalproperty_new_x),
	CALL(icalproperty_set_x_name),
	CALL(icalproperty_add_parameter),
	CALL(icalparameter_new_cn),
	CALL(icalparameter_new_rsvp),
	CALL(icaltimezone_get_utc_timezone),
	CALL(icaltime_from_timet_with_zone),
	{ 0 }
};
#undef CALL

static const char *const files[] = { SONAME_ICAL, NULL };

struct writing {
	struct ical_lib lib;
	struct arena   *arena;
	icalcomponent  *into;
};

/* Without what a line cannot hold; quotes: nor what a parameter cannot. */
static const char *
clean(struct writing *w, str s, bool quotes)
{
	struct write out = write_new(w->arena, s.n + 1);
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' || (quotes && (s.p[i] == '"' ||
		    s.p[i] == '\n')))
			continue;
		if ((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n' ||
		    s.p[i] == '\t')
			write_char(&out, s.p[i]);
	}
	return write_done(&out).p;
}

static void
add(struct writing *w, icalproperty *p)
{
	if (p != NULL)
		w->lib.icalcomponent_add_property(w->into, p);
}

static void
add_text(struct writing *w, icalproperty *(*make)(const char *), str s)
{
	if (!str_none(s))
		add(w, make(clean(w, s, false)));
}

static void
add_x(struct writing *w, const char *name, str s)
{
	icalproperty *p;

	if (str_none(s))
		return;
	p = w->lib.icalproperty_new_x(clean(w, s, false));
	w->lib.icalproperty_set_x_name(p, name);
	add(w, p);
}

static struct icaltimetype
at_moment(struct writing *w, int64_t ms)
{
	return w->lib.icaltime_from_timet_with_zone((time_t)(ms / 1000), 0,
	    w->lib.icaltimezone_get_utc_timezone());
}

static struct icaltimetype
on_day(struct day d)
{
	struct icaltimetype t;

	memset(&t, 0, sizeof(t));
	day_split(d, &t.year, &t.month, &t.day);
	t.is_date = 1;
	return t;
}

static void
add_when(struct writing *w, const struct ical_item *i)
{
	struct day end = { (i->until.n > 0 ? i->until.n : i->from.n) + 1 };

	if (i->kind == ICAL_TASK) {
		if (i->until.n > 0)
			add(w, w->lib.icalproperty_new_due(on_day(i->until)));
		return;
	}
	if (i->starts != MOMENT_NONE) {
		add(w, w->lib.icalproperty_new_dtstart(at_moment(w,
		    i->starts)));
		if (i->ends != MOMENT_NONE && i->ends > i->starts)
			add(w, w->lib.icalproperty_new_dtend(at_moment(w,
			    i->ends)));
		return;
	}
	add(w, w->lib.icalproperty_new_dtstart(on_day(i->from)));
	add(w, w->lib.icalproperty_new_dtend(on_day(end))); /* not counted */
}

static void
add_somebody(struct writing *w, icalproperty *(*make)(const char *),
    str address, str name, bool answers)
{
	icalproperty *p;

	if (str_none(address))
		return;
	p = make(str_print(w->arena, "mailto:%s", clean(w, address,
	    true)).p);
	if (p == NULL)
		return;
	if (!str_none(name))
		w->lib.icalproperty_add_parameter(p,
		    w->lib.icalparameter_new_cn(clean(w, name, true)));
	if (answers)
		w->lib.icalproperty_add_parameter(p,
		    w->lib.icalparameter_new_rsvp(ICAL_RSVP_FALSE));
	add(w, p);
}

static enum icalproperty_status
status_of(const struct ical_item *i)
{
	if (i->kind == ICAL_TASK)
		return i->done ? ICAL_STATUS_COMPLETED
		    : ICAL_STATUS_NEEDSACTION;
	return i->cancelled ? ICAL_STATUS_CANCELLED : i->tentative
	    ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED;
}

static void
add_item(struct writing *w, const struct ical_item *i)
{
	icalcomponent *whole = w->into;

	w->into = w->lib.icalcomponent_new(i->kind == ICAL_TASK
	    ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);
	add_text(w, w->lib.icalproperty_new_uid, i->uid);
	add(w, w->lib.icalproperty_new_dtstamp(at_moment(w, i->stamp)));
	add(w, w->lib.icalproperty_new_sequence((int)i->sequence));
	add_when(w, i);
	add_text(w, w->lib.icalproperty_new_summary, i->summary);
	add_text(w, w->lib.icalproperty_new_description, i->description);
	add_text(w, w->lib.icalproperty_new_location, i->location);
	add_text(w, w->lib.icalproperty_new_url, i->url);
	add(w, w->lib.icalproperty_new_status(status_of(i)));
	add_somebody(w, w->lib.icalproperty_new_organizer, i->organizer,
	    i->organizer_name, false);
	add_somebody(w, w->lib.icalproperty_new_attendee, i->attendee,
	    i->attendee_name, true);
	w->lib.icalcomponent_add_component(whole, w->into);
	w->into = whole;
}

static enum icalproperty_method
method_of(const char *name)
{
	return strcmp(name, "REQUEST") == 0 ? ICAL_METHOD_REQUEST
	    : strcmp(name, "CANCEL") == 0 ? ICAL_METHOD_CANCEL
	    : ICAL_METHOD_PUBLISH;
}

bool
ical_write(struct arena *a, const struct ical *of, str *out, struct errors *e)
{
	struct writing w = { .arena = a };
	size_t i;
	char *text;

	if (of->n > ICAL_ITEMS)
		return fail(e, INVALID, NULL, "A calendar holds at most %d "
		    "entries.", ICAL_ITEMS);
	if (!late_load(files, calls, &w.lib, "calendars", PACKAGE_ICAL, e))
		return false;
	w.into = w.lib.icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	add(&w, w.lib.icalproperty_new_prodid(PRODUCT));
	add(&w, w.lib.icalproperty_new_version("2.0"));
	add(&w, w.lib.icalproperty_new_method(method_of(of->method)));
	add_x(&w, "X-WR-CALNAME", of->name);
	for (i = 0; i < of->n; i++)
		add_item(&w, &of->item[i]);
	text = w.lib.icalcomponent_as_ical_string_r(w.into);
	*out = text == NULL ? (str){ 0 } : str_copy(a, str_of(text));
	free(text);
	w.lib.icalcomponent_free(w.into);
	return out->p != NULL || fail(e, BROKEN, NULL,
	    "The calendar could not be written.");
}
