/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* reform.c - the tables of reform.h. */
#include "model/reform.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct policy_draft, m)

const struct entity policy_draft_entity = {
	.name   = "policy_draft",
	.label  = "Draft of a policy",
	.plural = "Drafts of policies",
	.about  = "One version of the text of a policy instrument.",
	.phase  = "deliver",
	.size   = sizeof(struct policy_draft),
	.home   = "instrument.programme",
	.order  = "version",
	.grants = policy_grants,

	.fields = (const struct field[]){
	{ F(instrument), T_REF, "Policy instrument", .to = "policy_instrument",
	    .flags = MUST | LIST | NAME },
	{ F(version),    T_COUNT, "Version", .min = 1, .max = 1000, .flags = MUST | LIST | NAME },
	{ F(title),      T_TEXT, "What it is called", .hint = "Such as Draft after consultation.",
	    .flags = LIST | SEARCH },
	{ F(body),       T_LONG, "Text", .hint = "One article or sentence a line compares best.",
	    .max = 200000 },
	{ F(date),       T_DAY, "Date", .flags = LIST },
	{ F(by),         T_REF, "By", .to = "party" },
	{ F(note),       T_LONG, "What changed and why" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "version", "instrument", "This version is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct policy_comment, m)

const struct entity policy_comment_entity = {
	.name   = "policy_comment",
	.label  = "Comment on a draft",
	.plural = "Comments on drafts",
	.about  = "What somebody said of a draft, and whether it was accepted and why.",
	.phase  = "deliver",
	.size   = sizeof(struct policy_comment),
	.home   = "instrument.programme",
	.order  = "date",
	.grants = policy_grants,

	.fields = (const struct field[]){
	{ F(instrument), T_REF, "Policy instrument", .to = "policy_instrument",
	    .flags = MUST | LIST },
	{ F(draft),      T_REF, "Draft", .to = "policy_draft", .flags = LIST },
	{ F(date),       T_DAY, "Date", .flags = LIST },
	{ F(who),        T_TEXT, "Who said it", .hint = "As written on the letter.",
	    .flags = LIST | SEARCH },
	{ F(party),      T_REF, "Of the register", .to = "party" },
	{ F(article),    T_TEXT, "Article", .flags = LIST },
	{ F(comment),    T_LONG, "Comment", .flags = MUST | LIST | SEARCH | NAME },
	{ F(verdict),    T_CHOICE, "What became of it", .choices = &point_verdict_codes,
	    .flags = LIST },
	{ F(reason),     T_LONG, "Why", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ GOES_WITH, "verdict", "reason", "Say why it was accepted or not." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct advocacy_action, m)

const struct entity advocacy_action_entity = {
	.name   = "advocacy_action",
	.label  = "Advocacy action",
	.plural = "Advocacy actions",
	.about  = "Who was spoken to for a change, with which message, and what came back.",
	.phase  = "deliver",
	.size   = sizeof(struct advocacy_action),
	.home   = "programme",
	.order  = "-date",
	.grants = policy_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(instrument), T_REF, "Policy instrument", .to = "policy_instrument", .flags = LIST },
	{ F(date),       T_DAY, "Date", .flags = MUST | LIST },
	{ F(target),     T_TEXT, "Who was to be won", .flags = MUST | LIST | SEARCH | NAME },
	{ F(message),    T_LONG, "Message", .flags = MUST | SEARCH },
	{ F(action),     T_TEXT, "What was done", .hint = "Such as a letter, a hearing, a visit.",
	    .flags = LIST },
	{ F(response),   T_LONG, "What came back" },
	{ F(by),         T_REF, "By", .to = "party", .flags = LIST },
	{ F(led_by),     T_CHOICE, "Led by", .choices = &action_lead_codes },
	{ 0 } },
};

#undef F
