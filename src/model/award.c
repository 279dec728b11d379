/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* award.c - the tables of award.h. */
#include "model/award.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct award, m)

const struct entity award_entity = {
	.name   = "award",
	.label  = "Award",
	.plural = "Awards",
	.about  = "What a certificate stands for, and who signs it.",
	.phase  = "deliver",
	.size   = sizeof(struct award),
	.home   = "programme",
	.within = "programme",
	.order  = "title",
	.grants = awards_grants,

	.fields = (const struct field[]){
	{ F(programme),      T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),           T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(kind),           T_CHOICE, "Kind", .choices = &award_kind_codes, .flags = MUST | LIST },
	{ F(title),          T_TEXT, "For what", .max = 200,
	    .hint = "As it stands on the certificate: Adviser field school, season 1.",
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(statement),      T_LONG, "What the holder can do", .max = 1000,
	    .hint = "One or two sentences under the title." },
	{ F(language),       T_TEXT, "Language of the certificate",
	    .hint = "Two or three letters of ISO 639.", .max = 3, .flags = LIST },
	{ F(issuer),         T_TEXT, "Issued by", .hint = "The organisation, at the head.",
	    .max = 200, .flags = MUST | LIST },
	{ F(place),          T_TEXT, "Place", .max = 100 },
	{ F(signatory),      T_TEXT, "Signed by", .max = 120 },
	{ F(signatory_post), T_TEXT, "Post of who signs", .max = 120 },
	{ F(second),         T_TEXT, "Also signed by", .max = 120 },
	{ F(second_post),    T_TEXT, "Post of the second", .max = 120 },
	{ F(valid_months),   T_COUNT, "Valid for", .unit = "months",
	    .hint = "Empty: for ever.", .min = 1, .max = 600, .flags = LIST },
	{ F(warn_days),      T_COUNT, "Warn before it expires", .unit = "days",
	    .hint = "Empty: 60 days.", .min = 1, .max = 3650 },
	{ F(is_retired),     T_BOOL, "No longer given", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ GOES_WITH, "second", "signatory", "The first who signs is missing." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct award_condition, m)

const struct entity award_condition_entity = {
	.name   = "award_condition",
	.label  = "Condition of an award",
	.plural = "Conditions of awards",
	.about  = "What somebody must show for an award; all conditions must hold.",
	.phase  = "deliver",
	.size   = sizeof(struct award_condition),
	.home   = "award.programme",
	.order  = "kind",
	.grants = awards_grants,

	.fields = (const struct field[]){
	{ F(award),     T_REF, "Award", .to = "award", .flags = MUST | LIST },
	{ F(kind),      T_CHOICE, "What is asked", .choices = &award_condition_codes,
	    .flags = MUST | LIST | NAME },
	{ F(event),     T_REF, "Event", .hint = "For attendance at one event.", .to = "event",
	    .flags = LIST },
	{ F(course),    T_REF, "Course", .hint = "For a test: the one after the course.",
	    .to = "course", .flags = LIST },
	{ F(events),    T_REFS, "Events", .hint = "For several events.", .to = "event" },
	{ F(dimension), T_REF, "Dimension", .hint = "For a level in the last locked assessment.",
	    .to = "dimension", .flags = LIST },
	{ F(least),     T_REAL, "At least",
	    .hint = "Percent of the hours or of the points; a level of the scale.",
	    .min = 0, .max = 100, .flags = MUST | LIST },
	{ F(count),     T_COUNT, "Of the events, at least",
	    .hint = "So many of them; empty: all.", .min = 1, .max = 1000, .flags = LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct certificate, m)

const struct entity certificate_entity = {
	.name   = "certificate",
	.label  = "Certificate",
	.plural = "Certificates",
	.about  = "A certificate that somebody holds, as it was issued.",
	.phase  = "deliver",
	.size   = sizeof(struct certificate),
	.home   = "programme",
	.order  = "-issued_on",
	.grants = certificates_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST | KEPT },
	{ F(award),      T_REF, "Award", .to = "award", .flags = MUST | LIST | KEPT },
	{ F(person),     T_REF, "Holder", .to = "party", .flags = MUST | LIST | KEPT },
	{ F(number),     T_TEXT, "Number", .max = 40,
	    .flags = MUST | LIST | SEARCH | NAME | CODE | KEPT },
	{ F(name),       T_TEXT, "Name on it", .max = 400,
	    .flags = LIST | SEARCH | PERSONAL | KEPT },
	{ F(issued_on),  T_DAY, "Issued on", .flags = MUST | LIST | KEPT },
	{ F(expires_on), T_DAY, "Expires on", .flags = LIST | KEPT },
	{ F(evidence),   T_TABLE, "Given for", .columns = "condition got needed",
	    .flags = KEPT },
	{ F(renews),     T_REF, "Renews", .to = "certificate", .flags = KEPT },
	{ F(revoked_on), T_DAY, "Revoked on", .flags = KEPT },
	{ F(by),         T_REF, "Issued by", .to = "user", .flags = KEPT },
	{ F(state),      T_STATE, "State", .machine = &certificate_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "number", "", "This number is taken." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct site_key, m)

const struct entity site_key_entity = {
	.name   = "site_key",
	.label  = "Signing key",
	.plural = "Signing keys",
	.about  = "A key this site signs certificates with; its secret half never leaves the data.",
	.phase  = "office",
	.size   = sizeof(struct site_key),
	.order  = "-made_at",
	.grants = keys_grants,

	.fields = (const struct field[]){
	{ F(name),    T_TEXT, "What for", .max = 60, .flags = MUST | LIST | NAME | KEPT },
	{ F(key),     T_TEXT, "Public key", .max = 200, .flags = MUST | LIST | KEPT },
	{ F(secret),  T_TEXT, "Secret key", .max = 200, .flags = MUST | SECRET | KEPT },
	{ F(made_at), T_MOMENT, "Made", .flags = LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "key", "", "This key is known already." },
	{ 0 } },
};

#undef F
