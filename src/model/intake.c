/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* intake.c - the tables of intake.h. */
#include "model/intake.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct intake, m)

const struct entity intake_entity = {
	.name   = "intake",
	.label  = "Registration page",
	.plural = "Registration pages",
	.about  = "How people register for an event by themselves: from when, who may, what they"
	          " agree to.",
	.phase  = "deliver",
	.size   = sizeof(struct intake),
	.home   = "event.programme",
	.order  = "opens_at",
	.grants = intake_grants,

	.fields = (const struct field[]){
	{ F(event),        T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME },
	{ F(is_listed),    T_BOOL, "On the public list of events",
	    .hint = "No: only who has the address finds it.", .flags = LIST },
	{ F(opens_at),     T_MOMENT, "Open from", .hint = "Empty: closed.", .flags = LIST },
	{ F(closes_at),    T_MOMENT, "Open until", .hint = "Empty: until the event begins.",
	    .flags = LIST },
	{ F(looks_first),  T_BOOL, "A person looks at each request first",
	    .hint = "No: who fits gets a free seat at once." },
	{ F(welcome),      T_LANG, "Said above the form" },
	{ F(consent_text), T_LANG, "What they agree to",
	    .hint = "Empty: that their data are kept to run the event." },
	{ F(for_sex),      T_CHOICE, "Only for", .choices = &sex_codes },
	{ F(for_categories), T_TEXT, "Only for the roles", .hint = "With a semicolon between." },
	{ F(for_organisations), T_REFS, "Only for people of", .to = "party" },
	{ F(after_event),  T_REF, "Only after taking part in", .to = "event" },
	{ F(born_from),    T_COUNT, "Born in or after", .min = 1900, .max = 2100 },
	{ F(born_until),   T_COUNT, "Born in or before", .min = 1900, .max = 2100 },
	{ F(hourly_most),  T_COUNT, "Most requests in an hour", .hint = "Empty: 60.", .min = 1,
	    .max = 100000 },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "event", "", "The event has a registration page already." },
	{ NOT_ABOVE, "born_from", "born_until", "The first year is after the last." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct seat_request, m)

const struct entity seat_request_entity = {
	.name   = "seat_request",
	.label  = "Request for a seat",
	.plural = "Requests for seats",
	.about  = "What somebody typed who wants to come to an event, and who it turned out to be.",
	.phase  = "deliver",
	.size   = sizeof(struct seat_request),
	.home   = "event.programme",
	.order  = "at",
	.grants = seat_request_grants,

	.fields = (const struct field[]){
	{ F(event),        T_REF, "Event", .to = "event", .flags = MUST | LIST | KEPT },
	{ F(reference),    T_TEXT, "Reference", .max = 20, .flags = LIST | NAME | SEARCH | KEPT },
	{ F(name),         T_TEXT, "Name", .max = 200, .flags = MUST | LIST | PERSONAL | SEARCH },
	{ F(sex),          T_CHOICE, "Sex", .choices = &sex_codes },
	{ F(organisation_name), T_TEXT, "Organisation, as typed", .max = 200, .flags = LIST },
	{ F(organisation), T_REF, "Organisation", .to = "party" },
	{ F(post),         T_TEXT, "Post", .max = 200 },
	{ F(category),     T_TEXT, "Role", .max = 120 },
	{ F(email),        T_TEXT, "E-mail", .max = 200, .flags = PERSONAL },
	{ F(phone),        T_TEXT, "Telephone", .max = 60, .flags = PERSONAL },
	{ F(language),     T_TEXT, "Language", .max = 20 },
	{ F(birth_year),   T_COUNT, "Year of birth", .min = 1900, .max = 2100, .flags = PERSONAL },
	{ F(note),         T_LONG, "What the person needs", .max = 2000, .flags = PERSONAL },
	{ F(at),           T_MOMENT, "Received at", .flags = LIST | KEPT },
	{ F(state),        T_CHOICE, "State", .choices = &seat_request_state_codes,
	    .flags = LIST | KEPT },
	{ F(lacks),        T_LONG, "What the rule is not met by", .flags = KEPT },
	{ F(candidates),   T_REFS, "May be", .to = "party", .flags = KEPT },
	{ F(person),       T_REF, "Person", .to = "party", .flags = LIST | KEPT },
	{ F(link),         T_TEXT, "Link", .hint = "Kept only as a hash.", .max = 200,
	    .flags = SECRET | KEPT },
	{ F(source),       T_TEXT, "Where it came from", .hint = "A hash, to count requests by.",
	    .max = 64, .flags = SECRET | KEPT },
	{ F(decided_by),   T_REF, "Decided by", .to = "user", .flags = KEPT },
	{ F(reason),       T_TEXT, "Reason", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "reference", "", "This reference is taken." },
	{ ONCE_PER, "link", "", "This link is known already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct event_link, m)

const struct entity event_link_entity = {
	.name   = "event_link",
	.label  = "Personal link to an event",
	.plural = "Personal links to events",
	.about  = "What opens a participant's own page of an event without an account: seat, tests,"
	          " feedback, plan.",
	.phase  = "deliver",
	.size   = sizeof(struct event_link),
	.home   = "event.programme",
	.order  = "created_at",
	.grants = intake_grants,

	.fields = (const struct field[]){
	{ F(event),      T_REF, "Event", .to = "event", .flags = MUST | LIST | KEPT },
	{ F(person),     T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME | KEPT },
	{ F(role),       T_CHOICE, "Whose it is", .choices = &link_role_codes,
	    .flags = MUST | LIST | KEPT },
	{ F(link),       T_TEXT, "Link", .hint = "Kept only as a hash.", .max = 200,
	    .flags = SECRET | KEPT },
	{ F(language),   T_TEXT, "Language", .max = 20, .flags = KEPT },
	{ F(created_at), T_MOMENT, "Made at", .flags = LIST | KEPT },
	{ F(opened_at),  T_MOMENT, "First opened at", .flags = LIST | KEPT },
	{ F(ended_at),   T_MOMENT, "Ended at", .flags = LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "link", "", "This link is known already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct reaction_question, m)

const struct entity reaction_question_entity = {
	.name   = "reaction_question",
	.label  = "Own question of a feedback form",
	.plural = "Own questions of feedback forms",
	.about  = "What an event asks its participants beside the usual questions.",
	.phase  = "deliver",
	.size   = sizeof(struct reaction_question),
	.home   = "event.programme",
	.order  = "seq",
	.grants = exam_grants,

	.fields = (const struct field[]){
	{ F(event), T_REF, "Event", .to = "event", .flags = MUST | LIST },
	{ F(seq),   T_COUNT, "Number", .min = 1, .max = 30, .flags = MUST | LIST },
	{ F(kind),  T_CHOICE, "Answered by", .choices = &own_question_kind_codes,
	    .flags = MUST | LIST },
	{ F(text),  T_LANG, "Question", .flags = MUST | LIST | NAME },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "event", "Another question has this number." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct reaction_held, m)

/* The first sheets of an event wait here until there are enough that none
 * can be told apart (flow/react.h); so no page, list or file has them. */
const struct entity reaction_held_entity = {
	.name   = "reaction_held",
	.label  = "Feedback not shown yet",
	.plural = "Feedback not shown yet",
	.about  = "Sheets of an event with too few of them to be shown.",
	.phase  = "deliver",
	.size   = sizeof(struct reaction_held),
	.home   = "event.programme",
	.order  = "event",
	.grants = held_back_grants,
	.flags  = INSIDE,

	.fields = (const struct field[]){
	{ F(event), T_REF, "Event", .to = "event", .flags = MUST | KEPT },
	{ F(once),  T_TEXT, "Sheet of a link", .max = 64, .flags = SECRET | KEPT },
	{ F(sheet), T_JSON, "Sheet", .flags = SECRET | KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct application_plan, m)

const struct entity application_plan_entity = {
	.name   = "application_plan",
	.label  = "Application plan",
	.plural = "Application plans",
	.about  = "What a participant will do at work with what was learnt, by when, with what"
	          " support; and what became of it.",
	.phase  = "deliver",
	.size   = sizeof(struct application_plan),
	.home   = "event.programme",
	.order  = "seq",
	.grants = learners_grants,

	.fields = (const struct field[]){
	{ F(event),      T_REF, "Event", .to = "event", .flags = MUST | LIST },
	{ F(person),     T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME },
	{ F(seq),        T_COUNT, "Number", .min = 1, .max = 20, .flags = MUST },
	{ F(what),       T_LONG, "What I will do at work", .max = 2000,
	    .flags = MUST | LIST | NAME },
	{ F(by_when),    T_DAY, "By", .flags = LIST },
	{ F(support),    T_TEXT, "What I need for it" },
	{ F(supervisor), T_TEXT, "Who can confirm it", .max = 200, .flags = PERSONAL },
	{ F(supervisor_contact), T_TEXT, "E-mail or telephone of this person", .max = 200,
	    .flags = PERSONAL },
	{ F(made_on),    T_DAY, "Written on", .flags = KEPT },
	{ F(done),       T_CHOICE, "Was it done", .choices = &applied_codes, .flags = LIST },
	{ F(note),       T_TEXT, "What came of it" },
	{ F(checked_on), T_DAY, "Checked on", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "event person", "This line is here already." },
	{ 0 } },
};

#undef F
