/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* role.c - the tables of role.h. */
#include "model/role.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct role_profile, m)

const struct entity role_profile_entity = {
	.name   = "role_profile",
	.label  = "Role profile",
	.plural = "Role profiles",
	.about  = "What a post, a job family or a kind of organisation should be able to do: a"
	          " level for each dimension of a framework.",
	.phase  = "assess",
	.size   = sizeof(struct role_profile),
	.home   = "programme",
	.within = "programme",
	.order  = "code",
	.grants = profile_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),         T_TEXT, "Code", .hint = "Such as POLICY-OFFICER.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(title),        T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),         T_CHOICE, "Kind of role", .choices = &role_kind_codes,
	    .flags = MUST | LIST },
	{ F(subject_type), T_CHOICE, "Who holds it", .choices = &subject_type_codes,
	    .flags = MUST | LIST },
	{ F(framework),    T_REF, "Framework",
	    .hint = "Its dimensions are what the role needs; rounds of a later version take"
	            " the levels over by its mapping.", .to = "framework",
	    .flags = MUST | LIST },
	{ F(purpose),      T_LONG, "Purpose of the role", .flags = SEARCH },
	{ F(tasks),        T_TABLE, "Tasks and functions", .columns = "task competence",
	    .hint = "Beside each task the code of the dimension it needs." },
	{ F(source),       T_TEXT, "Where it comes from",
	    .hint = "A standard, a job description, a decision.", .flags = SEARCH },
	{ F(agreed_in),    T_REF, "Agreed in", .to = "consultation" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct role_level, m)

const struct entity role_level_entity = {
	.name   = "role_level",
	.label  = "Level of a role",
	.plural = "Levels of roles",
	.about  = "The level that a role needs on one dimension.",
	.phase  = "assess",
	.size   = sizeof(struct role_level),
	.home   = "profile.programme",
	.order  = "profile",
	.grants = profile_grants,

	.fields = (const struct field[]){
	{ F(profile),    T_REF, "Role profile", .to = "role_profile",
	    .flags = MUST | LIST | NAME },
	{ F(dimension),  T_REF, "Dimension", .to = "dimension", .flags = MUST | LIST | NAME },
	{ F(desired),    T_REAL, "Desired level", .min = -1000, .max = 1000, .flags = MUST | LIST },
	{ F(importance), T_COUNT, "Importance", .hint = "1 low, 5 high.", .min = 1, .max = 5,
	    .flags = MUST | LIST },
	{ F(urgency),    T_COUNT, "Urgency", .hint = "1 can wait, 5 at once.", .min = 1, .max = 5,
	    .flags = MUST | LIST },
	{ F(note),       T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "dimension", "profile", "The role has a level on this dimension already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct role_holder, m)

const struct entity role_holder_entity = {
	.name   = "role_holder",
	.label  = "Holder of a role",
	.plural = "Holders of roles",
	.about  = "Who holds a role, from when to when; its levels become what is desired of"
	          " them.",
	.phase  = "assess",
	.size   = sizeof(struct role_holder),
	.home   = "programme",
	.order  = "subject",
	.grants = profile_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(profile),   T_REF, "Role profile", .to = "role_profile",
	    .flags = MUST | LIST | NAME },
	{ F(subject),   T_REF, "Holder", .to = "party", .flags = MUST | LIST | NAME },
	{ F(from),      T_DAY, "From", .flags = LIST },
	{ F(until),     T_DAY, "Until", .hint = "Empty while it is held.", .flags = LIST },
	{ F(note),      T_TEXT, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "subject", "profile from", "This role is given already." },
	{ NOT_BEFORE, "until", "from", "The role ends before it begins." },
	{ 0 } },
};

#undef F
