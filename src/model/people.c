/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* people.c - the tables of people.h. */
#include "model/people.h"

#include "model/books.h"
#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct programme, m)

const struct entity programme_entity = {
	.name   = "programme",
	.label  = "Programme",
	.plural = "Programmes",
	.about  = "A capacity-building programme or project, from the first conversation to"
	          " the last check.",
	.phase  = "engage",
	.size   = sizeof(struct programme),
	.home   = "id",
	.order  = "code",
	.flags  = PUBLIC,
	.grants = programme_grants,

	.fields = (const struct field[]){
	{ F(code),            T_TEXT, "Code", .hint = "Short and lasting, such as MAR-CULT.",
	    .max = 40, .flags = MUST | LIST | SEARCH | CODE },
	{ F(title),           T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),            T_CHOICE, "Kind", .choices = &programme_kind_codes,
	    .flags = MUST | LIST },
	{ F(parent),          T_REF, "Part of", .hint = "The larger programme this one belongs to.",
	    .to = "programme" },
	{ F(stage),           T_STATE, "Stage", .machine = &programme_machine, .flags = LIST },
	{ F(country),         T_TEXT, "Country",
	    .hint = "Two letters of ISO 3166, and the name if it is not a listed country.",
	    .max = 120, .flags = LIST },
	{ F(scope),           T_CHOICE, "Geographic scope", .choices = &iati_activity_scope_codes },
	{ F(start_planned),   T_DAY, "Planned start", .flags = MUST | LIST },
	{ F(start_actual),    T_DAY, "Actual start" },
	{ F(end_planned),     T_DAY, "Planned end", .flags = MUST | LIST },
	{ F(end_actual),      T_DAY, "Actual end" },
	{ F(as_of),           T_DAY, "Figures as of",
	    .hint = "The day on which reports of this programme are drawn up." },
	{ F(currency),        T_TEXT, "Base currency",
	    .hint = "Three letters of ISO 4217; totals are shown in it.", .max = 3, .flags = MUST },
	{ F(purpose_why),     T_LONG, "Capacity for what", .hint = "Why the capacity is needed." },
	{ F(purpose_whom),    T_LONG, "Whose capacity",
	    .hint = "The people and organisations it is for." },
	{ F(purpose_what),    T_LONG, "Which capacity", .hint = "What they will be able to do." },
	{ F(sdg),             T_CHOICES, "Sustainable Development Goals", .choices = &sdg_codes },
	{ F(dac_sector),      T_CHOICES, "DAC sectors", .choices = &dac_sector_codes },
	{ F(dac_aid_type),    T_CHOICE, "DAC type of aid", .choices = &dac_aid_type_codes },
	{ F(crs_flags),       T_CHOICES, "CRS flags", .choices = &iati_crs_flags_codes },
	{ F(iati_status),     T_CHOICE, "IATI activity status",
	    .choices = &iati_activity_status_codes },
	{ F(collaboration),   T_CHOICE, "Collaboration type",
	    .choices = &iati_collaboration_type_codes },
	{ F(flow),            T_CHOICE, "Flow type", .choices = &iati_flow_type_codes },
	{ F(tied),            T_CHOICE, "Tied status", .choices = &iati_tied_status_codes },
	{ F(convention_goal), T_CHOICES, "Goals of the 2005 Convention",
	    .choices = &convention_goal_codes },
	{ F(frameworks),      T_REFS, "Frameworks in use", .to = "framework" },
	{ F(protection_on),   T_DAY, "Data protection note accepted on",
	    .hint = "How consent is asked for, who sees what, how long it is kept." },
	{ F(cycle_no),        T_COUNT, "Cycle",
	    .hint = "1 for the first round through the ten steps.", .min = 1, .max = 99 },
	{ F(suspended_from),  T_TEXT, "Suspended at the stage", .max = 60, .flags = KEPT },
	{ F(secured_least),   T_REAL, "Share of the first year that the ledger must hold",
	    .hint = "Gate G5 asks for it. Left empty, the site's choice counts, or else all of it.",
	    .unit = "%", .min = 0, .max = 100 },
	{ F(earned_rule),     T_CHOICE, "When an activity has earned its budget",
	    .hint = "Left empty: half when it begins, the rest when it is delivered.",
	    .choices = &earned_rule_codes },
	{ F(is_fictional),    T_BOOL, "Invented for demonstration" },
	{ F(note),            T_LONG, "Note" },
	{ F(published),       T_BOOL, "Open to the public",
	    .hint = "Anyone may read the programme's public page.", .flags = KEPT },
	{ F(published_on),    T_MOMENT, "Published on", .flags = KEPT },
	{ F(published_by),    T_REF, "Published by", .to = "user", .flags = KEPT },
	{ F(public_parts),    T_CHOICES, "Parts on the public page",
	    .choices = &public_part_codes, .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "end_planned", "start_planned",
	    "The planned end comes before the planned start." },
	{ NOT_BEFORE, "end_actual", "start_actual",
	    "The actual end comes before the actual start." },
	{ NO_CYCLE, "parent", NULL, "A programme cannot be part of itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct party, m)

const struct entity party_entity = {
	.name   = "party",
	.label  = "Party",
	.plural = "Parties",
	.about  = "Whoever takes part or is assessed: a person, group, organisation,"
	          " community or whole environment.",
	.phase  = "people",
	.size   = sizeof(struct party),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.scan   = "programme kind sex",
	.family = "party",
	.flags  = SHARED | SOUGHT,
	.grants = party_grants,

	.fields = (const struct field[]){
	{ F(kind),      T_CHOICE, "Kind", .choices = &subject_type_codes, .flags = MUST | LIST },
	{ F(code),      T_TEXT, "Code",
	    .hint = "Such as P001 or ORG01; unique within the programme.", .max = 60,
	    .flags = LIST | SEARCH | CODE },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(programme), T_REF, "Registered in",
	    .hint = "The programme that brought this party in; none for the whole site.",
	    .to = "programme" },
	{ F(parent),    T_REF, "Belongs to", .hint = "The larger body of which this is a part.",
	    .to = "party" },
	{ F(location),  T_TEXT, "Place", .flags = LIST },
	{ F(note),      T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "A party cannot belong to itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct person, m)

const struct entity person_entity = {
	.name   = "person",
	.label  = "Person",
	.plural = "Persons",
	.about  = "Somebody who learns, teaches, answers or leads.",
	.phase  = "people",
	.size   = sizeof(struct person),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.family = "party",
	.member = "IND",
	.flags  = SHARED,
	.grants = person_grants,

	.fields = (const struct field[]){
	{ F(code),         T_TEXT, "Code", .hint = "Such as P001; unique within the programme.",
	    .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),         T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME | PERSONAL },
	{ F(programme),    T_REF, "Registered in",
	    .hint = "The programme that brought this person in; none for the whole site.",
	    .to = "programme" },
	{ F(parent),       T_REF, "Belongs to", .hint = "A group, or the unit the person works in.",
	    .to = "party" },
	{ F(sex),          T_CHOICE, "Sex", .choices = &sex_codes, .flags = LIST | PERSONAL },
	{ F(birth_year),   T_COUNT, "Year of birth", .min = 1900, .max = 2100, .flags = PERSONAL },
	{ F(age_band),     T_CHOICE, "Age band", .choices = &age_band_codes, .flags = PERSONAL },
	{ F(category),     T_CHOICE, "Category", .choices = &person_category_codes, .flags = LIST },
	{ F(organisation), T_REF, "Organisation", .to = "party", .flags = LIST },
	{ F(post),         T_TEXT, "Post", .flags = SEARCH },
	{ F(disability),   T_CHOICE, "Lives with a disability", .choices = &yes_no_unknown_codes,
	    .flags = PERSONAL },
	{ F(ethnicity),    T_TEXT, "Ethnic group", .flags = PERSONAL },
	{ F(languages),    T_TABLE, "Languages", .hint = "Level 0 (none) to 3 (fluent).",
	    .columns = "language level" },
	{ F(location),     T_TEXT, "Place", .flags = LIST | PERSONAL },
	{ F(email),        T_TEXT, "E-mail", .flags = PERSONAL },
	{ F(phone),        T_TEXT, "Telephone", .flags = PERSONAL },
	{ F(consent),      T_CHOICE, "Consent to data use",
	    .hint = "Withdrawn: the person is left out of exports.", .choices = &consent_codes,
	    .flags = LIST },
	{ F(consent_on),   T_DAY, "Consent given or withdrawn on" },
	{ F(note),         T_LONG, "Note", .flags = PERSONAL },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "A person cannot belong to themselves." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct group, m)

const struct entity group_entity = {
	.name   = "group",
	.label  = "Group",
	.plural = "Groups",
	.about  = "A team, cohort or club that is assessed and supported as one.",
	.phase  = "people",
	.size   = sizeof(struct group),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.family = "party",
	.member = "GRP",
	.flags  = SHARED,
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(code),      T_TEXT, "Code", .hint = "Such as GR01; unique within the programme.",
	    .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(programme), T_REF, "Registered in", .to = "programme" },
	{ F(parent),    T_REF, "Belongs to", .to = "party" },
	{ F(purpose),   T_LONG, "Purpose" },
	{ F(size),      T_COUNT, "Members", .unit = "people", .min = 0, .max = 1000000,
	    .flags = LIST },
	{ F(formed),    T_DAY, "Formed on" },
	{ F(location),  T_TEXT, "Place", .flags = LIST },
	{ F(note),      T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "A group cannot belong to itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct organisation, m)

const struct entity organisation_entity = {
	.name   = "organisation",
	.label  = "Organisation",
	.plural = "Organisations",
	.about  = "A public body, association, business or network that takes part, gives"
	          " support or pays.",
	.phase  = "people",
	.size   = sizeof(struct organisation),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.family = "party",
	.member = "ORG",
	.flags  = SHARED,
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(code),        T_TEXT, "Code", .hint = "Such as ORG01; unique within the programme.",
	    .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),        T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(programme),   T_REF, "Registered in", .to = "programme" },
	{ F(parent),      T_REF, "Unit of", .hint = "The organisation of which this is a part.",
	    .to = "party" },
	{ F(type),        T_CHOICE, "Type", .choices = &organisation_type_codes, .flags = LIST },
	{ F(sector_side), T_CHOICE, "Side", .choices = &sector_side_codes, .flags = LIST },
	{ F(iati_type),   T_TEXT, "IATI organisation type", .max = 10 },
	{ F(iati_id),     T_TEXT, "IATI identifier", .max = 120 },
	{ F(location),    T_TEXT, "Place", .flags = LIST },
	{ F(founded),     T_COUNT, "Founded in", .hint = "The year.", .min = 1000, .max = 2100 },
	{ F(staff),       T_COUNT, "Paid staff", .unit = "people", .min = 0, .max = 10000000,
	    .flags = LIST },
	{ F(volunteers),  T_COUNT, "Volunteers", .unit = "people", .min = 0, .max = 10000000 },
	{ F(name_after),  T_TEXT, "Name after the change", .flags = SEARCH },
	{ F(changed_on),  T_DAY, "Changed on" },
	{ F(change_kind), T_CHOICE, "What changed", .choices = &change_kind_codes },
	{ F(note),        T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "An organisation cannot be a unit of itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct community, m)

const struct entity community_entity = {
	.name   = "community",
	.label  = "Community",
	.plural = "Communities",
	.about  = "The people of one place, assessed and supported together.",
	.phase  = "people",
	.size   = sizeof(struct community),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.family = "party",
	.member = "COM",
	.flags  = SHARED,
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(code),        T_TEXT, "Code", .hint = "Such as CM01; unique within the programme.",
	    .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),        T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(programme),   T_REF, "Registered in", .to = "programme" },
	{ F(parent),      T_REF, "Part of", .to = "party" },
	{ F(population),  T_COUNT, "Population", .unit = "people", .min = 0, .max = 100000000,
	    .flags = LIST },
	{ F(households),  T_COUNT, "Households", .min = 0, .max = 100000000 },
	{ F(main_groups), T_TEXT, "Main groups", .hint = "Several are parted by a semicolon.",
	    .flags = SEARCH },
	{ F(place_type),  T_TEXT, "Kind of place", .max = 60, .flags = LIST },
	{ F(distance_km), T_REAL, "Distance to the nearest town", .unit = "km", .min = 0,
	    .max = 20000 },
	{ F(is_treated),  T_BOOL, "Takes part", .hint = "No: it is watched for comparison only.",
	    .flags = LIST },
	{ F(location),    T_TEXT, "Place" },
	{ F(note),        T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "A community cannot be part of itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct environment, m)

const struct entity environment_entity = {
	.name   = "environment",
	.label  = "Enabling environment",
	.plural = "Enabling environments",
	.about  = "The laws, policies and relations around the parties, assessed as one system.",
	.phase  = "people",
	.size   = sizeof(struct environment),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.family = "party",
	.member = "SYS",
	.flags  = SHARED,
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(code),      T_TEXT, "Code", .hint = "Such as SYS01; unique within the programme.",
	    .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(programme), T_REF, "Registered in", .to = "programme" },
	{ F(parent),    T_REF, "Part of", .to = "party" },
	{ F(level),     T_CHOICE, "Level", .choices = &policy_level_codes, .flags = LIST },
	{ F(location),  T_TEXT, "Territory", .flags = LIST },
	{ F(note),      T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "An environment cannot be part of itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct programme_subject, m)

const struct entity programme_subject_entity = {
	.name   = "programme_subject",
	.label  = "Programme as subject",
	.plural = "Programmes as subjects",
	.about  = "A programme seen as something to be assessed, for instance on its"
	          " sustainability.",
	.phase  = "people",
	.size   = sizeof(struct programme_subject),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.family = "party",
	.member = "PRG",
	.flags  = SHARED,
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(code),      T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(name),      T_TEXT, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(programme), T_REF, "Programme", .to = "programme" },
	{ F(parent),    T_REF, "Part of", .to = "party" },
	{ F(location),  T_TEXT, "Place" },
	{ F(note),      T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NO_CYCLE, "parent", NULL, "A programme cannot be part of itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct membership, m)

const struct entity membership_entity = {
	.name   = "membership",
	.label  = "Membership",
	.plural = "Memberships",
	.about  = "Who belonged to which group, organisation, network or community, and when.",
	.phase  = "people",
	.size   = sizeof(struct membership),
	.home   = "programme",
	.order  = "member",
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme" },
	{ F(member),    T_REF, "Member", .to = "party", .flags = MUST | LIST | NAME },
	{ F(of),        T_REF, "Belongs to", .to = "party", .flags = MUST | LIST | NAME },
	{ F(role),      T_TEXT, "As", .hint = "Such as treasurer, trainee or founding member.",
	    .flags = LIST },
	{ F(from),      T_DAY, "From", .flags = LIST },
	{ F(until),     T_DAY, "Until", .flags = LIST },
	{ F(note),      T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "until", "from", "The membership ends before it begins." },
	{ ONCE_PER, "member", "of from", "This membership is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct party_change, m)

const struct entity party_change_entity = {
	.name   = "party_change",
	.label  = "Change of parties",
	.plural = "Changes of parties",
	.about  = "A merger, split, renaming or closure, so that results can be followed from"
	          " one body to the next.",
	.phase  = "people",
	.size   = sizeof(struct party_change),
	.home   = "programme",
	.order  = "-date",
	.grants = org_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(predecessor), T_REF, "Before", .to = "party", .flags = MUST | LIST | NAME },
	{ F(successor),   T_REF, "After", .to = "party", .flags = LIST | NAME },
	{ F(date),        T_DAY, "Date", .flags = MUST | LIST },
	{ F(kind),        T_CHOICE, "What happened", .choices = &change_kind_codes,
	    .flags = MUST | LIST },
	{ F(note),        T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "predecessor", "successor date", "This change is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct person_request, m)

/* Written by the program alone (flow/own.h). */
const struct entity person_request_entity = {
	.name   = "person_request",
	.label  = "Request of a person",
	.plural = "Requests of persons",
	.about  = "What somebody asked for about his own data: a correction that needs a check,"
	          " or to be forgotten.",
	.phase  = "people",
	.size   = sizeof(struct person_request),
	.home   = "programme",
	.order  = "due_on",
	.grants = person_request_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Registered in", .to = "programme", .flags = KEPT },
	{ F(person),     T_REF, "Person", .to = "party", .flags = MUST | KEPT | LIST | NAME },
	{ F(kind),       T_CHOICE, "Kind", .choices = &person_request_codes,
	    .flags = MUST | KEPT | LIST | NAME },
	{ F(changes),    T_TABLE, "Changes asked for", .columns = "field now wanted",
	    .flags = KEPT | PERSONAL },
	{ F(reason),     T_LONG, "Reason", .flags = KEPT | PERSONAL },
	{ F(asked_at),   T_MOMENT, "Asked at", .flags = KEPT | LIST },
	{ F(due_on),     T_DAY, "Due on", .flags = MUST | KEPT | LIST },
	{ F(state),      T_CHOICE, "State", .choices = &person_request_state_codes,
	    .flags = MUST | KEPT | LIST },
	{ F(by),         T_REF, "Asked by", .to = "user", .flags = KEPT },
	{ F(decided_at), T_MOMENT, "Decided at", .flags = KEPT },
	{ F(decided_by), T_REF, "Decided by", .to = "user", .flags = KEPT | LIST },
	{ F(answer),     T_LONG, "What was answered", .flags = KEPT },
	{ F(outcome),    T_TABLE, "What became of the rows", .columns = "rows count fate why",
	    .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct stakeholder, m)

const struct entity stakeholder_entity = {
	.name   = "stakeholder",
	.label  = "Stakeholder",
	.plural = "Stakeholders",
	.about  = "A party with a part in the programme, its power, its interest and how it"
	          " is engaged.",
	.phase  = "engage",
	.size   = sizeof(struct stakeholder),
	.home   = "programme",
	.order  = "party",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme),           T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(party),               T_REF, "Party", .to = "party", .flags = MUST | LIST | NAME },
	{ F(role),                T_CHOICE, "Role", .choices = &stakeholder_role_codes,
	    .flags = MUST | LIST | NAME },
	{ F(iati_role),           T_CHOICE, "IATI role", .choices = &iati_organisation_role_codes },
	{ F(power),               T_COUNT, "Power",
	    .hint = "1 little, 5 decisive; empty until it is judged.", .min = 1, .max = 5,
	    .flags = LIST },
	{ F(interest),            T_COUNT, "Interest",
	    .hint = "1 little, 5 vital; empty until it is judged.", .min = 1, .max = 5,
	    .flags = LIST },
	{ F(legitimacy),          T_BOOL, "Legitimate claim",
	    .help = "Power, legitimacy and urgency make the classes of Mitchell, Agle and Wood, "
	            "1997." },
	{ F(urgency),             T_BOOL, "Urgent claim" },
	{ F(attitude),            T_CHOICE, "Attitude", .choices = &attitude_codes, .flags = LIST },
	{ F(expectations),        T_LONG, "Expects", .flags = SEARCH },
	{ F(contribution),        T_LONG, "Brings" },
	{ F(engagement_strategy), T_CHOICE, "How to engage", .choices = &engagement_strategy_codes,
	    .flags = LIST },
	{ F(contact),             T_REF, "Contact person", .to = "party" },
	{ F(note),                T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "party", "programme role", "This party has that role already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct consultation, m)

const struct entity consultation_entity = {
	.name   = "consultation",
	.label  = "Consultation",
	.plural = "Consultations",
	.about  = "A meeting in which stakeholders were heard, and what became of what they said.",
	.phase  = "engage",
	.size   = sizeof(struct consultation),
	.home   = "programme",
	.within = "programme",
	.order  = "-date",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme),        T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),             T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(date),             T_DAY, "Date", .flags = MUST | LIST },
	{ F(place),            T_TEXT, "Place", .flags = LIST },
	{ F(topic),            T_TEXT, "Topic", .flags = MUST | LIST | SEARCH | NAME },
	{ F(invited),          T_COUNT, "People invited",
	    .unit = "people", .min = 0, .max = 1000000, .flags = LIST },
	{ F(attended),         T_COUNT, "Attended", .unit = "people", .min = 0, .max = 1000000,
	    .flags = LIST },
	{ F(women),            T_COUNT, "Women", .unit = "people", .min = 0, .max = 1000000 },
	{ F(non_governmental), T_COUNT, "From outside government", .unit = "people", .min = 0,
	    .max = 1000000 },
	{ F(issues_raised),    T_COUNT, "Issues raised", .min = 0, .max = 100000 },
	{ F(issues_accepted),  T_COUNT, "Issues accepted", .min = 0, .max = 100000 },
	{ F(parties),          T_REFS, "Parties present", .to = "party" },
	{ F(minutes),          T_LONG, "Minutes", .flags = SEARCH },
	{ F(outcomes),         T_TABLE, "You said, we did", .columns = "said done" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_ABOVE, "women", "attended", "More women than people attended." },
	{ NOT_ABOVE, "non_governmental", "attended",
	    "More people from outside government than people attended." },
	{ NOT_ABOVE, "issues_accepted", "issues_raised", "More issues were accepted than raised." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct subject_goal, m)

const struct entity subject_goal_entity = {
	.name   = "subject_goal",
	.label  = "Goal of a party",
	.plural = "Goals of parties",
	.about  = "What a person, organisation or community wants to reach by its own words.",
	.phase  = "engage",
	.size   = sizeof(struct subject_goal),
	.home   = "programme",
	.order  = "subject",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(subject),    T_REF, "Whose goal", .to = "party", .flags = MUST | LIST },
	{ F(statement),  T_LONG, "Goal", .flags = MUST | LIST | SEARCH | NAME },
	{ F(by_date),    T_DAY, "To be reached by", .flags = LIST },
	{ F(reached_on), T_DAY, "Reached on", .flags = LIST },
	{ F(note),       T_LONG, "Note" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct challenge, m)

const struct entity challenge_entity = {
	.name   = "challenge",
	.label  = "Challenge",
	.plural = "Challenges",
	.about  = "An obstacle a party meets, and what is being done about it.",
	.phase  = "engage",
	.size   = sizeof(struct challenge),
	.home   = "programme",
	.order  = "subject",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(subject),     T_REF, "Who meets it", .to = "party", .flags = MUST | LIST },
	{ F(statement),   T_LONG, "Challenge", .flags = MUST | LIST | SEARCH | NAME },
	{ F(swot_factor), T_REF, "From SWOT entry", .to = "swot_factor" },
	{ F(activities),  T_REFS, "Activities that answer it", .to = "activity" },
	{ F(status),      T_CHOICE, "Status", .choices = &challenge_status_codes, .flags = LIST },
	{ F(resolved_on), T_DAY, "Resolved on" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct context_event, m)

const struct entity context_event_entity = {
	.name   = "context_event",
	.label  = "Event in the context",
	.plural = "Events in the context",
	.about  = "Something outside the programme that changed its conditions.",
	.phase  = "engage",
	.size   = sizeof(struct context_event),
	.home   = "programme",
	.order  = "-date",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(date),      T_DAY, "Date", .flags = MUST | LIST },
	{ F(text),      T_LONG, "What happened", .flags = MUST | LIST | SEARCH | NAME },
	{ F(effect),    T_LONG, "What it means for the programme" },
	{ F(severity),  T_CHOICE, "How grave", .choices = &risk_level_codes, .flags = LIST },
	{ F(parties),   T_REFS, "Parties touched", .to = "party" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct gate_decision, m)

const struct entity gate_decision_entity = {
	.name   = "gate_decision",
	.label  = "Gate decision",
	.plural = "Gate decisions",
	.about  = "A gate between two steps of the programme: who put it forward, who passed,"
	          " waived or refused it, and why.",
	.phase  = "engage",
	.size   = sizeof(struct gate_decision),
	.home   = "programme",
	.order  = "-date",
	.grants = gates_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(gate),         T_CHOICE, "Gate", .choices = &gate_codes, .flags = MUST | LIST | NAME },
	{ F(note),         T_LONG, "What is put forward" },
	{ F(date),         T_DAY, "Date", .flags = LIST },
	{ F(reason),       T_LONG, "Reason", .hint = "A waiver needs one." },
	{ F(waived_until), T_DAY, "Waived until", .flags = LIST },
	{ F(decided_by),   T_TEXT, "Decided by", .hint = "The body or the person.",
	    .flags = LIST },
	{ F(document),     T_REF, "Record", .to = "file" },
	{ F(decision),     T_STATE, "Decision", .machine = &gate_decision_machine,
	    .flags = LIST },
	{ 0 } },
};

#undef F
