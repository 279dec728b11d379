/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* deliver.c - the tables of deliver.h. */
#include "model/deliver.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct course, m)

const struct entity course_entity = {
	.name   = "course",
	.label  = "Course",
	.plural = "Courses",
	.about  = "Something taught, once or many times, with its objectives and its test.",
	.phase  = "deliver",
	.size   = sizeof(struct course),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = deliver_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),       T_TEXT, "Code", .hint = "Such as CPOL.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(title),      T_LANG, "Title", .flags = LIST | SEARCH | NAME },
	{ F(activity),   T_REF, "Activity", .to = "activity", .flags = LIST },
	{ F(objectives), T_TABLE, "Learning objectives",
	    .hint = "Kind: knowledge, skill or attitude.", .columns = "code text kind" },
	{ F(pass_mark),  T_REAL, "Pass mark", .hint = "As a share of the greatest score.", .min = 0,
	    .max = 1 },
	{ F(max_score),  T_REAL, "Greatest score", .min = 0, .max = 1e15 },
	{ F(hours),      T_REAL, "Hours", .unit = "hours", .min = 0, .max = 10000 },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct event, m)

const struct entity event_entity = {
	.name   = "event",
	.label  = "Event",
	.plural = "Events",
	.about  = "A course, workshop, seminar or other meeting where people learn.",
	.phase  = "deliver",
	.size   = sizeof(struct event),
	.home   = "programme",
	.within = "programme",
	.order  = "start",
	.grants = deliver_grants,

	.fields = (const struct field[]){
	{ F(programme),        T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(activity),         T_REF, "Activity", .to = "activity" },
	{ F(course),           T_REF, "Course", .to = "course" },
	{ F(code),             T_TEXT, "Code", .hint = "Such as EV01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(type),             T_CHOICE, "Type", .choices = &event_type_codes,
	    .flags = MUST | LIST },
	{ F(formality),        T_CHOICE, "Formality", .choices = &formality_codes },
	{ F(title),            T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(venue),            T_TEXT, "Venue", .flags = LIST },
	{ F(start),            T_DAY, "First day", .flags = MUST | LIST },
	{ F(end),              T_DAY, "Last day", .flags = MUST | LIST },
	{ F(times),            T_TEXT, "Times of day", .hint = "Such as 09:00-16:30.", .max = 120 },
	{ F(hours_theory),     T_REAL, "Hours of theory", .unit = "hours", .min = 0, .max = 10000 },
	{ F(hours_practice),   T_REAL, "Hours of practice", .unit = "hours", .min = 0,
	    .max = 10000 },
	{ F(language),         T_TEXT, "Language", .hint = "Two or three letters of ISO 639.",
	    .max = 3 },
	{ F(trainers),         T_REFS, "Trainers", .to = "party" },
	{ F(trainers_note),    T_TEXT, "Trainers not in the register" },
	{ F(capacity),         T_COUNT, "Seats", .unit = "people", .min = 1, .max = 100000 },
	{ F(min_participants), T_COUNT, "Fewest participants", .unit = "people", .min = 0,
	    .max = 100000 },
	{ F(objectives),       T_TABLE, "Learning objectives", .columns = "text kind" },
	{ F(pass_mark),        T_REAL, "Pass mark", .min = 0, .max = 1e15 },
	{ F(reflection_notes), T_LONG, "After-action review" },
	{ F(is_silent),        T_BOOL, "Sends no mails by itself",
	    .hint = "Else participants with an address are told of sessions, open tests, feedback"
	            " and plan." },
	{ F(state),            T_STATE, "State", .machine = &event_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "end", "start", "The last day comes before the first." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct enrolment, m)

const struct entity enrolment_entity = {
	.name   = "enrolment",
	.label  = "Enrolment",
	.plural = "Enrolments",
	.about  = "A person's place in an event, the hours attended and the certificate.",
	.phase  = "deliver",
	.size   = sizeof(struct enrolment),
	.home   = "event.programme",
	.order  = "person",
	.scan   = "event hours_attended",
	.grants = learners_grants,

	.fields = (const struct field[]){
	{ F(event),            T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME },
	{ F(person),           T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME },
	{ F(registered_on),    T_DAY, "Registered on", .flags = LIST },
	{ F(hours_attended),   T_REAL, "Hours attended", .unit = "hours", .min = 0, .max = 10000,
	    .flags = LIST },
	{ F(attendance_share), T_REAL, "Share attended",
	    .hint = "Hours attended of hours held, at most 1.", .min = 0, .max = 1, .flags = LIST },
	{ F(pre_score),        T_REAL, "Score before", .min = 0, .max = 1e15 },
	{ F(post_score),       T_REAL, "Score after", .min = 0, .max = 1e15 },
	{ F(passed),           T_BOOL, "Passed", .flags = LIST },
	{ F(certificate_no),   T_TEXT, "Certificate", .max = 120, .flags = LIST | SEARCH },
	{ F(reason_absent),    T_TEXT, "Reason for absence" },
	{ F(serial),           T_COUNT, "Codes made anew", .min = 0, .max = 255,
	    .hint = "The codes before hold no more.", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "person", "event", "This person is enrolled already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct test_item, m)

const struct entity test_item_entity = {
	.name   = "test_item",
	.label  = "Test item",
	.plural = "Test items",
	.about  = "One question of a course's test.",
	.phase  = "deliver",
	.size   = sizeof(struct test_item),
	.home   = "course.programme",
	.within = "course",
	.order  = "seq",
	.grants = items_grants,

	.fields = (const struct field[]){
	{ F(course),        T_REF, "Course", .to = "course", .flags = MUST | LIST },
	{ F(code),          T_TEXT, "Code", .hint = "Such as CPOL-Q01.", .max = 80,
	    .flags = MUST | LIST | SEARCH | CODE | NAME },
	{ F(seq),           T_COUNT, "Place in the test",
	    .hint = "1 for the first; packed answers follow it.", .min = 1, .max = 10000,
	    .flags = MUST },
	{ F(topic),         T_TEXT, "Topic", .hint = "Tests may draw so many of a topic.",
	    .max = 120, .flags = LIST | SEARCH },
	{ F(objective),     T_TEXT, "Objective", .max = 80, .flags = LIST },
	{ F(kind),          T_CHOICE, "Kind", .choices = &test_item_kind_codes,
	    .flags = MUST | LIST },
	{ F(stem),          T_LANG, "Question", .flags = SEARCH },
	{ F(options_count), T_COUNT, "Number of options", .min = 0, .max = 50 },
	{ F(options),       T_TABLE, "Options", .columns = "text text_vi" },
	{ F(key),           T_COUNT, "Right option",
	    .hint = "1 for the first; of true or false: 1 true, 2 false.", .min = 1, .max = 50 },
	{ F(keys),          T_TEXT, "Right options", .hint = "Of several: such as 1;3.",
	    .max = 150 },
	{ F(number),        T_REAL, "Right number", .min = -1e15, .max = 1e15 },
	{ F(tolerance),     T_REAL, "May be off by", .hint = "Empty: not at all.", .min = 0,
	    .max = 1e15 },
	{ F(accepted),      T_TABLE, "Accepted answers",
	    .hint = "Of a short answer; none: a person marks it.", .columns = "text" },
	{ F(loose),         T_CHOICE, "Compared", .choices = &item_loose_codes },
	{ F(explanation),   T_LANG, "Why it is right",
	    .hint = "Shown afterwards, where a test shows the answers." },
	{ F(points),        T_REAL, "Points", .hint = "Empty: 1.", .min = 0, .max = 1000 },
	{ F(p_value),       T_REAL, "Difficulty", .hint = "Share who answered it right.", .min = 0,
	    .max = 1, .help = "Between 0.30 and 0.80 an item tells most." },
	{ F(r_it),          T_REAL, "Discrimination",
	    .hint = "Correlation with the rest of the test.", .min = -1, .max = 1,
	    .help = "From 0.30 good, from 0.20 fair; below, look at the question again (Ebel)." },
	{ F(status),        T_CHOICE, "Status", .choices = &item_status_codes },
	{ F(replaces),      T_REF, "Newer version of", .to = "test_item", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "course", "Another item has this place." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct test_response, m)

const struct entity test_response_entity = {
	.name   = "test_response",
	.label  = "Test sheet",
	.plural = "Test sheets",
	.about  = "One person's answers to a course's test, before or after.",
	.phase  = "deliver",
	.size   = sizeof(struct test_response),
	.home   = "course.programme",
	.order  = "person",
	.grants = learners_grants,

	.fields = (const struct field[]){
	{ F(course),      T_REF, "Course", .to = "course", .flags = MUST | LIST | NAME },
	{ F(person),      T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME },
	{ F(phase),       T_CHOICE, "Phase", .choices = &test_phase_codes,
	    .flags = MUST | LIST | NAME },
	{ F(answers),     T_BYTES, "Answers",
	    .hint = "Two bytes for each item, in the test's order; blank counts as wrong." },
	{ F(score),       T_REAL, "Right answers", .min = 0, .max = 10000, .flags = LIST },
	{ F(answered_on), T_DAY, "Answered on" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "phase", "course person", "This sheet is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct reaction, m)

const struct entity reaction_entity = {
	.name   = "reaction",
	.label  = "Reaction",
	.plural = "Reactions",
	.about  = "How a participant liked an event.",
	.phase  = "deliver",
	.size   = sizeof(struct reaction),
	.home   = "event.programme",
	.order  = "event",
	.grants = reactions_grants,

	.fields = (const struct field[]){
	{ F(event),           T_REF, "Event", .to = "event", .flags = MUST | LIST | NAME },
	{ F(respondent),      T_REF, "Respondent", .hint = "None: anonymous.", .to = "party",
	    .flags = PERSONAL },
	{ F(seq),             T_COUNT, "Sheet", .hint = "Tells anonymous sheets apart.", .min = 1,
	    .max = 1000000 },
	{ F(content),         T_COUNT, "Content", .hint = "1 poor, 5 excellent.", .min = 1,
	    .max = 5, .flags = LIST },
	{ F(trainer),         T_COUNT, "Trainer", .hint = "1 poor, 5 excellent.", .min = 1,
	    .max = 5, .flags = LIST },
	{ F(method),          T_COUNT, "Method", .hint = "1 poor, 5 excellent.", .min = 1,
	    .max = 5, .flags = LIST },
	{ F(relevance),       T_COUNT, "Relevance", .hint = "1 poor, 5 excellent.", .min = 1,
	    .max = 5, .flags = LIST },
	{ F(logistics),       T_COUNT, "Logistics", .hint = "1 poor, 5 excellent.", .min = 1,
	    .max = 5, .flags = LIST },
	{ F(would_recommend), T_COUNT, "Would recommend", .hint = "0 not at all, 10 surely.",
	    .min = 0, .max = 10, .flags = LIST },
	{ F(comment),         T_LONG, "Comment", .flags = SEARCH },
	{ F(change),          T_LONG, "What to change", .flags = SEARCH },
	{ F(own),             T_TABLE, "Answers to own questions", .columns = "question answer" },
	{ F(once),            T_TEXT, "Sheet of a link",
	    .hint = "Known to whoever has the link, and to nobody else.", .max = 64,
	    .flags = SECRET | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "event", "This sheet is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct follow_up, m)

const struct entity follow_up_entity = {
	.name   = "follow_up",
	.label  = "Follow-up",
	.plural = "Follow-ups",
	.about  = "What is left of a course some months later: knowledge, use at work, what"
	          " stood in the way.",
	.phase  = "monitor",
	.size   = sizeof(struct follow_up),
	.home   = "course.programme",
	.order  = "due_on",
	.grants = learners_grants,

	.fields = (const struct field[]){
	{ F(course),              T_REF, "Course", .to = "course", .flags = MUST | LIST | NAME },
	{ F(person),              T_REF, "Person", .to = "party", .flags = MUST | LIST | NAME },
	{ F(month),               T_COUNT, "Months after", .unit = "months", .min = 0, .max = 240,
	    .flags = MUST | LIST | NAME },
	{ F(due_on),              T_DAY, "Due on", .flags = MUST | LIST },
	{ F(answered_on),         T_DAY, "Answered on", .flags = LIST },
	{ F(test_score),          T_REAL, "Test score", .min = 0, .max = 1e15, .flags = LIST },
	{ F(max_score),           T_REAL, "Greatest score", .min = 0, .max = 1e15 },
	{ F(applied),             T_CHOICE, "Uses it at work", .choices = &applied_codes,
	    .flags = LIST },
	{ F(example),             T_TEXT, "Example" },
	{ F(barrier),             T_TEXT, "What stands in the way", .flags = LIST },
	{ F(supervisor_confirms), T_CHOICE, "Supervisor confirms",
	    .choices = &yes_no_unknown_codes },
	{ F(waived_on),           T_DAY, "Waived on", .flags = KEPT },
	{ F(waived_until),        T_DAY, "Waived until", .hint = "None: for good.", .flags = KEPT },
	{ F(waived_why),          T_LONG, "Why waived", .flags = KEPT },
	{ F(waived_by),           T_REF, "Waived by", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_ABOVE, "test_score", "max_score", "The score is above the greatest score." },
	{ ONCE_PER, "month", "course person", "This follow-up is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct equipment_item, m)

const struct entity equipment_item_entity = {
	.name   = "equipment_item",
	.label  = "Equipment",
	.plural = "Equipment",
	.about  = "A device, tool, document or piece of software given to a beneficiary, and"
	          " whether it is used.",
	.phase  = "deliver",
	.size   = sizeof(struct equipment_item),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = assets_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),            T_TEXT, "Code", .hint = "Such as EQ01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(activity),        T_REF, "Activity", .to = "activity" },
	{ F(tag_no),          T_TEXT, "Tag number", .max = 120, .flags = LIST | SEARCH },
	{ F(kind),            T_CHOICE, "Kind", .choices = &equipment_kind_codes,
	    .flags = MUST | LIST },
	{ F(description),     T_LANG, "Description", .flags = MUST | LIST | SEARCH | NAME },
	{ F(brand_model),     T_TEXT, "Make and model" },
	{ F(serial_no),       T_TEXT, "Serial number", .max = 200, .flags = SEARCH },
	{ F(quantity),        T_COUNT, "Quantity", .min = 0, .max = 100000000,
	    .flags = MUST | LIST },
	{ F(unit),            T_TEXT, "Unit", .max = 60 },
	{ F(unit_cost),       T_MONEY, "Cost per unit", .max = 1e17, .flags = LIST },
	{ F(procurement_ref), T_TEXT, "Procurement reference" },
	{ F(funding),         T_CHOICE, "Paid from", .choices = &fund_kind_codes },
	{ F(acquired),        T_DAY, "Received on" },
	{ F(handed_over),     T_DAY, "Handed over on", .flags = LIST },
	{ F(certificate),     T_REF, "Handover certificate", .to = "handover_certificate" },
	{ F(certificate_no),  T_TEXT, "Certificate number", .max = 120, .flags = SEARCH },
	{ F(receiver),        T_REF, "Receiver", .to = "party", .flags = LIST },
	{ F(warranty_until),  T_DAY, "Warranty until" },
	{ F(location),        T_TEXT, "Kept at" },
	{ F(user),            T_TEXT, "Used by", .flags = PERSONAL },
	{ F(condition),       T_CHOICE, "Condition", .choices = &equipment_condition_codes,
	    .flags = LIST },
	{ F(checks),          T_TABLE, "Checks of use", .columns = "date condition in_use note" },
	{ F(state),           T_STATE, "State", .machine = &equipment_item_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "handed_over", "acquired", "It was handed over before it was received." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct handover_certificate, m)

const struct entity handover_certificate_entity = {
	.name   = "handover_certificate",
	.label  = "Handover certificate",
	.plural = "Handover certificates",
	.about  = "The signed record by which equipment passes from one party to another.",
	.phase  = "deliver",
	.size   = sizeof(struct handover_certificate),
	.home   = "programme",
	.within = "programme",
	.order  = "date",
	.grants = assets_grants,

	.fields = (const struct field[]){
	{ F(programme),          T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(no),                 T_TEXT, "Number", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE | NAME },
	{ F(date),               T_DAY, "Date", .flags = MUST | LIST },
	{ F(place),              T_TEXT, "Place", .flags = LIST },
	{ F(party_giving),       T_REF, "Given by", .to = "party", .flags = LIST },
	{ F(rep_giving),         T_TEXT, "Represented by", .flags = PERSONAL },
	{ F(post_giving),        T_TEXT, "Post" },
	{ F(party_receiving),    T_REF, "Received by", .to = "party", .flags = MUST | LIST },
	{ F(rep_receiving),      T_TEXT, "Represented by (receiver)", .flags = PERSONAL },
	{ F(post_receiving),     T_TEXT, "Post (receiver)" },
	{ F(witness),            T_TEXT, "Witness", .flags = PERSONAL },
	{ F(legal_basis),        T_LONG, "Legal basis" },
	{ F(equipment),          T_REFS, "Equipment handed over", .to = "equipment_item" },
	{ F(items),              T_TABLE, "Items",
	    .columns = "no description model serial unit qty condition unit_value total note" },
	{ F(total_value),        T_MONEY, "Total value", .max = 1e17, .flags = LIST },
	{ F(documents_attached), T_TABLE, "Documents attached", .columns = "document" },
	{ F(ownership),          T_CHOICE, "What passes", .choices = &ownership_codes },
	{ F(responsibilities),   T_LONG, "Responsibilities" },
	{ F(copies),             T_COUNT, "Copies", .min = 1, .max = 100 },
	{ F(signed_giving),      T_DAY, "Signed by the giver" },
	{ F(signed_receiving),   T_DAY, "Signed by the receiver" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct policy_instrument, m)

const struct entity policy_instrument_entity = {
	.name   = "policy_instrument",
	.label  = "Policy instrument",
	.plural = "Policy instruments",
	.about  = "A law, decree, strategy or procedure that is being made or revised.",
	.phase  = "deliver",
	.size   = sizeof(struct policy_instrument),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = policy_grants,

	.fields = (const struct field[]){
	{ F(programme),        T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),             T_TEXT, "Code", .hint = "Such as PI01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(activity),         T_REF, "Activity", .to = "activity" },
	{ F(title),            T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),             T_CHOICE, "Kind", .choices = &policy_kind_codes,
	    .flags = MUST | LIST },
	{ F(level),            T_CHOICE, "Level", .choices = &policy_level_codes,
	    .flags = MUST | LIST },
	{ F(lead),             T_REF, "Led by", .to = "party", .flags = LIST },
	{ F(problem),          T_LONG, "Problem" },
	{ F(options),          T_TABLE, "Options", .columns = "option criteria score" },
	{ F(linked_dimension), T_REF, "Dimension it serves", .to = "dimension" },
	{ F(stage),            T_STATE, "Stage", .machine = &policy_instrument_machine,
	    .flags = LIST },
	{ F(consultations),    T_TABLE, "Consultations",
	    .columns = "date party comments accepted" },
	{ F(drafts),           T_REFS, "Drafts", .to = "file" },
	{ F(adoption_no),      T_TEXT, "Number of the act", .max = 120 },
	{ F(adoption_date),    T_DAY, "Adopted on" },
	{ F(effective),        T_DAY, "In force from" },
	{ F(budget_attached),  T_MONEY, "Budget attached", .max = 1e17 },
	{ F(review_due),       T_DAY, "Review due" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct policy_stage, m)

const struct entity policy_stage_entity = {
	.name   = "policy_stage",
	.label  = "Stage of a policy",
	.plural = "Stages of policies",
	.about  = "When a policy instrument reached a stage, and by which document.",
	.phase  = "deliver",
	.size   = sizeof(struct policy_stage),
	.home   = "instrument.programme",
	.order  = "date",
	.grants = policy_grants,

	.fields = (const struct field[]){
	{ F(instrument), T_REF, "Policy instrument", .to = "policy_instrument",
	    .flags = MUST | LIST | NAME },
	{ F(stage),      T_CHOICE, "Stage", .choices = &policy_stage_code_codes,
	    .flags = MUST | LIST | NAME },
	{ F(date),       T_DAY, "Date", .flags = MUST | LIST },
	{ F(document),   T_TEXT, "Document", .flags = LIST | SEARCH },
	{ F(by),         T_REF, "By", .to = "party" },
	{ F(note),       T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "stage", "instrument date document", "This stage is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct institution_milestone, m)

const struct entity institution_milestone_entity = {
	.name   = "institution_milestone",
	.label  = "Institutional milestone",
	.plural = "Institutional milestones",
	.about  = "A system, structure or process that is being set up or improved in an"
	          " organisation.",
	.phase  = "deliver",
	.size   = sizeof(struct institution_milestone),
	.home   = "programme",
	.within = "programme",
	.order  = "planned",
	.grants = policy_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),         T_TEXT, "Code", .hint = "Such as IM01.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(activity),     T_REF, "Activity", .to = "activity" },
	{ F(organisation), T_REF, "Organisation", .to = "party", .flags = MUST | LIST },
	{ F(kind),         T_CHOICE, "Kind", .choices = &milestone_kind_codes,
	    .flags = MUST | LIST },
	{ F(mode),         T_CHOICE, "Mode", .choices = &milestone_mode_codes,
	    .flags = MUST | LIST },
	{ F(title),        T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(before),       T_LONG, "How it was before" },
	{ F(after),        T_LONG, "How it is after" },
	{ F(planned),      T_DAY, "Planned for", .flags = MUST | LIST },
	{ F(achieved),     T_DAY, "Achieved", .flags = LIST },
	{ F(evidence),     T_REF, "Evidence", .to = "file" },
	{ F(decision),     T_TEXT, "Decision number", .hint = "Of the act that approves it.",
	    .max = 120 },
	{ F(posts_filled), T_REAL, "Posts filled", .min = 0, .max = 1000000 },
	{ F(budget),       T_MONEY, "Budget a year", .max = 1e17 },
	{ F(own_budget_years), T_COUNT, "Budget years on own money", .min = 0, .max = 100 },
	{ F(embedded_in),  T_CHOICE, "Embedded in", .choices = &embedded_in_codes, .flags = LIST },
	{ F(state),        T_STATE, "State", .machine = &institution_milestone_machine,
	    .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct dose, m)

const struct entity dose_entity = {
	.name   = "dose",
	.label  = "Dose",
	.plural = "Doses",
	.about  = "How much support a subject or a gap received from one delivery, whatever"
	          " its kind.",
	.phase  = "deliver",
	.size   = sizeof(struct dose),
	.home   = "programme",
	.order  = "-date",
	.flags  = LEDGER,
	.scan   = "programme subject activity unit amount",
	.grants = dose_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(subject),   T_REF, "Subject", .to = "party", .flags = MUST | LIST | NAME },
	{ F(gap),       T_REF, "Gap", .to = "gap" },
	{ F(activity),  T_REF, "Activity", .to = "activity", .flags = LIST },
	{ F(source),    T_TEXT, "From",
	    .hint = "The kind of row that gave it, such as enrolment or mission.", .max = 60,
	    .flags = MUST | LIST },
	{ F(source_id), T_TEXT, "Which row", .max = 60 },
	{ F(date),      T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(modality),  T_CHOICE, "Modality", .choices = &modality_codes, .flags = LIST },
	{ F(amount),    T_REAL, "Amount", .min = -1000000000, .max = 1000000000,
	    .flags = MUST | LIST },
	{ F(unit),      T_CHOICE, "Unit", .choices = &dose_unit_codes, .flags = MUST | LIST },
	{ F(entry),     T_COUNT, "Entry",
	    .hint = "1 for the first of a row; those after it correct it.", .min = 1,
	    .max = 1000000000, .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "entry", "source_id", "This entry is in the ledger already." },
	{ 0 } },
};

#undef F
