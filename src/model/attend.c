/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* attend.c - the tables of attend.h. */
#include "model/attend.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct event_session, m)

const struct entity event_session_entity = {
	.name   = "event_session",
	.label  = "Session of an event",
	.plural = "Sessions of events",
	.about  = "One sitting of an event: its day, hours, room and topic.",
	.phase  = "deliver",
	.size   = sizeof(struct event_session),
	.home   = "event.programme",
	.order  = "seq",
	.grants = deliver_grants,

	.fields = (const struct field[]){
	{ F(event),          T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME },
	{ F(seq),            T_COUNT, "Number", .hint = "1 for the first.", .min = 1, .max = 1000,
	    .flags = MUST | LIST | NAME },
	{ F(date),           T_DAY, "Day", .flags = MUST | LIST },
	{ F(starts),         T_TEXT, "Begins at", .hint = "Such as 09:00.", .max = 5 },
	{ F(ends),           T_TEXT, "Ends at", .hint = "Such as 16:30.", .max = 5 },
	{ F(topic),          T_LANG, "Topic", .flags = LIST | SEARCH },
	{ F(room),           T_TEXT, "Room", .hint = "Empty: the venue of the event.",
	    .flags = LIST },
	{ F(hours_theory),   T_REAL, "Hours of theory", .unit = "hours", .min = 0, .max = 24 },
	{ F(hours_practice), T_REAL, "Hours of practice", .unit = "hours", .min = 0, .max = 24 },
	{ F(trainers),       T_REFS, "Trainers", .hint = "Empty: those of the event.",
	    .to = "party" },
	{ F(language),       T_TEXT, "Language", .hint = "Two or three letters of ISO 639.",
	    .max = 3 },
	{ F(materials),      T_TABLE, "Materials", .columns = "title address" },
	{ F(closed_at),      T_MOMENT, "List closed at",
	    .hint = "From then on, who has no mark was away.", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "event", "Another session of the event has this number." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct registration, m)

const struct entity registration_entity = {
	.name   = "registration",
	.label  = "Registration",
	.plural = "Registrations",
	.about  = "Who was invited to an event or asked for a seat, and what came of it.",
	.phase  = "deliver",
	.size   = sizeof(struct registration),
	.home   = "event.programme",
	.order  = "at",
	.grants = registration_grants,

	.fields = (const struct field[]){
	{ F(event),       T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME },
	{ F(person),      T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME },
	{ F(state),       T_STATE, "State", .machine = &registration_machine, .flags = LIST },
	{ F(asked_on),    T_DAY, "Asked on", .flags = LIST },
	{ F(answered_on), T_DAY, "Answered on", .flags = LIST },
	{ F(reason),      T_TEXT, "Reason", .hint = "Why it was refused or cancelled." },
	{ F(note),        T_TEXT, "Note", .hint = "Such as what the person needs.",
	    .flags = PERSONAL },
	{ F(at),          T_MOMENT, "Received at", .flags = KEPT },
	{ F(by),          T_REF, "Entered by", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "person", "event", "This person has a registration already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct attendance, m)

const struct entity attendance_entity = {
	.name   = "attendance",
	.label  = "Attendance mark",
	.plural = "Attendance marks",
	.about  = "That somebody was here, late or away at a session, who says so and how. A"
	          " correction is another mark.",
	.phase  = "deliver",
	.size   = sizeof(struct attendance),
	.home   = "session.event.programme",
	.order  = "at",
	.scan   = "session person device way",
	.grants = attendance_grants,

	.fields = (const struct field[]){
	{ F(session),   T_REF, "Of the session", .to = "event_session",
	    .flags = MUST | LIST | NAME },
	{ F(person),    T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME },
	{ F(mark),      T_CHOICE, "Mark", .choices = &attendance_mark_codes,
	    .flags = MUST | LIST },
	{ F(reason),    T_TEXT, "Reason for absence", .flags = PERSONAL },
	{ F(minutes),   T_COUNT, "Minutes attended", .unit = "minutes",
	    .hint = "Empty: the whole session, for who was here or late.", .min = 0,
	    .max = 1440 },
	{ F(way),       T_CHOICE, "How it was marked", .choices = &attendance_way_codes,
	    .flags = MUST | LIST },
	{ F(device),    T_TEXT, "Device", .hint = "Its own name for itself; empty: a page.",
	    .max = 60 },
	{ F(made_at),   T_MOMENT, "Marked at",
	    .hint = "By the clock of the device, which may be wrong." },
	{ F(shown_at),  T_MOMENT, "Room's code shown at",
	    .hint = "When the code by which somebody marked himself was on the wall.",
	    .flags = KEPT },
	{ F(clock_off), T_COUNT, "Clock ahead by", .unit = "seconds",
	    .hint = "Of the device against ours, when the mark arrived.",
	    .min = -1e12, .max = 1e12 },
	{ F(flags),     T_CHOICES, "Doubts", .choices = &attendance_doubt_codes, .flags = LIST },
	{ F(after),     T_REFS, "Made after", .hint = "The marks that were known then.",
	    .to = "attendance" },
	{ F(standing),  T_CHOICE, "Counts", .choices = &attendance_standing_codes,
	    .flags = LIST | KEPT },
	{ F(at),        T_MOMENT, "Received at", .flags = LIST | KEPT },
	{ F(by),        T_REF, "Marked by", .to = "user", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct event_key, m)

const struct entity event_key_entity = {
	.name   = "event_key",
	.label  = "Key of an event",
	.plural = "Keys of events",
	.about  = "What the codes for checking in to an event are signed with; its secret half"
	          " never leaves the data.",
	.phase  = "office",
	.size   = sizeof(struct event_key),
	.home   = "event.programme",
	.order  = "-made_at",
	.grants = keys_grants,

	.fields = (const struct field[]){
	{ F(event),   T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME | KEPT },
	{ F(key),     T_TEXT, "Public key", .max = 200, .flags = MUST | LIST | KEPT },
	{ F(secret),  T_TEXT, "Secret key", .max = 200, .flags = MUST | SECRET | KEPT },
	{ F(made_at), T_MOMENT, "Made", .flags = LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "event", "", "This event has a key already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct signin_sheet, m)

const struct entity signin_sheet_entity = {
	.name   = "signin_sheet",
	.label  = "Sign-in sheet",
	.plural = "Sign-in sheets",
	.about  = "A list of a session that was printed to be signed: who stood at which number.",
	.phase  = "deliver",
	.size   = sizeof(struct signin_sheet),
	.home   = "session.event.programme",
	.order  = "-printed_at",
	.grants = signin_grants,

	.fields = (const struct field[]){
	{ F(session),    T_REF, "Of the session", .to = "event_session",
	    .flags = MUST | LIST | NAME },
	{ F(code),       T_TEXT, "Code", .max = 12, .flags = MUST | LIST | CODE },
	{ F(people),     T_REFS, "People", .hint = "In the order of their numbers.",
	    .to = "party", .flags = KEPT },
	{ F(printed_at), T_MOMENT, "Printed", .flags = LIST | KEPT },
	{ F(keyed_at),   T_MOMENT, "Keyed", .flags = LIST | KEPT },
	{ F(by),         T_REF, "Printed by", .to = "user", .flags = LIST | KEPT },
	{ 0 } },
};

#undef F
