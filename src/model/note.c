/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* note.c - the tables of note.h. */
#include "model/note.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct note_template, m)

const struct entity note_template_entity = {
	.name   = "note_template",
	.label  = "Template of notes",
	.plural = "Templates of notes",
	.about  = "The headings of a concept note, proposal or dossier, with help for who"
	          " writes it.",
	.phase  = "resources",
	.size   = sizeof(struct note_template),
	.order  = "code",
	.flags  = SHARED,
	.grants = note_template_grants,

	.fields = (const struct field[]){
	{ F(code),       T_TEXT, "Code", .max = 60, .flags = MUST | LIST | CODE },
	{ F(name),       T_LANG, "Name", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),       T_CHOICE, "Kind", .choices = &note_kind_codes, .flags = MUST | LIST },
	{ F(language),   T_TEXT, "Language of its headings", .hint = "Such as en or vi.",
	    .max = 20, .flags = LIST },
	{ F(about),      T_LONG, "What it is for" },
	{ F(basis),      T_LONG, "Legal basis or source" },
	{ F(version),    T_COUNT, "Version", .hint = "A note keeps the version it was written by.",
	    .min = 1, .max = 1000, .flags = LIST },
	{ F(unverified), T_BOOL, "Headings not verified",
	    .hint = "Nobody has compared them with the official form yet." },
	{ F(sections),   T_TABLE, "Sections", .columns = "heading help source most must",
	    .hint = "Source: problem, objectives, activities, beneficiaries, budget, "
	            "sustainability, partners, risks, summary, timeline or goals.", .flags = MUST },
	{ F(retired),    T_BOOL, "Offered no more" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct note_section, m)

const struct entity note_section_entity = {
	.name   = "note_section",
	.label  = "Section of a note",
	.plural = "Sections of notes",
	.about  = "One heading of a concept note and what stands under it.",
	.phase  = "resources",
	.size   = sizeof(struct note_section),
	.home   = "note.programme",
	.order  = "seq",
	.grants = note_parts_grants,

	.fields = (const struct field[]){
	{ F(note),    T_REF, "Concept note", .to = "concept_note", .flags = MUST | LIST },
	{ F(seq),     T_COUNT, "Place", .min = 1, .max = 1000, .flags = LIST },
	{ F(heading), T_TEXT, "Heading", .flags = MUST | LIST | SEARCH | NAME },
	{ F(help),    T_LONG, "Help for who writes it" },
	{ F(source),  T_TEXT, "Drafted from", .max = 60 },
	{ F(most),    T_COUNT, "Length at most", .unit = "characters", .min = 1, .max = 100000 },
	{ F(must),    T_BOOL, "Must be written" },
	{ F(body),    T_LONG, "Text", .hint = "Markdown.", .max = 100000, .flags = SEARCH },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct note_comment, m)

const struct entity note_comment_entity = {
	.name   = "note_comment",
	.label  = "Comment on a note",
	.plural = "Comments on notes",
	.about  = "What somebody said of a section, open until it is resolved.",
	.phase  = "resources",
	.size   = sizeof(struct note_comment),
	.home   = "note.programme",
	.order  = "at",
	.grants = note_comments_grants,

	.fields = (const struct field[]){
	{ F(note),     T_REF, "Concept note", .to = "concept_note", .flags = MUST | LIST },
	{ F(section),  T_REF, "Section", .to = "note_section", .flags = MUST | LIST },
	{ F(text),     T_LONG, "Comment", .max = 4000, .flags = MUST | LIST | SEARCH | NAME },
	{ F(by),       T_REF, "By", .to = "user", .flags = KEPT | LIST },
	{ F(at),       T_MOMENT, "At", .flags = KEPT | LIST },
	{ F(resolved), T_BOOL, "Resolved", .flags = LIST },
	{ F(answer),   T_LONG, "What was done", .max = 4000 },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct note_review, m)

const struct entity note_review_entity = {
	.name   = "note_review",
	.label  = "Review of a note",
	.plural = "Reviews of notes",
	.about  = "Who was asked to read a version of a note, and what came back.",
	.phase  = "resources",
	.size   = sizeof(struct note_review),
	.home   = "note.programme",
	.order  = "due_on",
	.grants = note_parts_grants,

	.fields = (const struct field[]){
	{ F(note),        T_REF, "Concept note", .to = "concept_note",
	    .flags = MUST | LIST | NAME },
	{ F(version),     T_COUNT, "Version", .min = 1, .max = 1000, .flags = MUST | LIST },
	{ F(reviewer),    T_REF, "Reviewer", .to = "user", .flags = MUST | LIST },
	{ F(asked_on),    T_DAY, "Asked on", .flags = LIST },
	{ F(due_on),      T_DAY, "Answer due on", .flags = LIST },
	{ F(verdict),     T_CHOICE, "Answer", .choices = &note_verdict_codes,
	    .hint = "By the reviewer alone.", .flags = LIST | KEPT },
	{ F(remarks),     T_LONG, "Remarks", .max = 8000, .flags = KEPT },
	{ F(answered_on), T_DAY, "Answered on", .flags = LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "reviewer", "note version", "This reviewer is asked already." },
	{ NOT_BEFORE, "due_on", "asked_on", "The answer is due before it is asked for." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct note_version, m)

const struct entity note_version_entity = {
	.name   = "note_version",
	.label  = "Version of a note",
	.plural = "Versions of notes",
	.about  = "The whole text of a note as it was submitted.",
	.phase  = "resources",
	.size   = sizeof(struct note_version),
	.home   = "note.programme",
	.order  = "version",
	.grants = note_kept_grants,

	.fields = (const struct field[]){
	{ F(note),    T_REF, "Concept note", .to = "concept_note",
	    .flags = MUST | LIST | NAME },
	{ F(version), T_COUNT, "Version", .min = 1, .max = 1000, .flags = MUST | LIST | NAME },
	{ F(title),   T_TEXT, "Title", .flags = LIST },
	{ F(body),    T_LONG, "Text", .max = 2000000 },
	{ F(why),     T_TEXT, "Kept when", .flags = LIST },
	{ F(by),      T_REF, "By", .to = "user", .flags = KEPT | LIST },
	{ F(at),      T_MOMENT, "At", .flags = KEPT | LIST },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct note_draft, m)

const struct entity note_draft_entity = {
	.name   = "note_draft",
	.label  = "Text not yet saved",
	.plural = "Texts not yet saved",
	.about  = "What somebody typed in a section and has not saved yet.",
	.phase  = "resources",
	.size   = sizeof(struct note_draft),
	.home   = "section.note.programme",
	.order  = "at",
	.flags  = INSIDE,
	.grants = note_drafts_grants,

	.fields = (const struct field[]){
	{ F(section),     T_REF, "Section", .to = "note_section", .flags = MUST },
	{ F(by),          T_REF, "By", .to = "user", .flags = KEPT },
	{ F(of_revision), T_COUNT, "Begun from revision", .min = 0, .max = 1e12 },
	{ F(body),        T_LONG, "Text", .max = 100000 },
	{ F(at),          T_MOMENT, "At", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct dossier_opinion, m)

const struct entity dossier_opinion_entity = {
	.name   = "dossier_opinion",
	.label  = "Opinion on a dossier",
	.plural = "Opinions on dossiers",
	.about  = "An agency that was asked for its opinion: it has 10 days to answer.",
	.phase  = "resources",
	.size   = sizeof(struct dossier_opinion),
	.home   = "dossier.programme",
	.order  = "asked_on",
	.grants = dossier_grants,

	.fields = (const struct field[]){
	{ F(dossier),     T_REF, "Dossier", .to = "vn_ta_dossier", .flags = MUST | LIST },
	{ F(agency),      T_TEXT, "Agency", .flags = MUST | LIST | SEARCH | NAME },
	{ F(asked_on),    T_DAY, "Asked on", .flags = MUST | LIST },
	{ F(due_on),      T_DAY, "Answer due on",
	    .hint = "Ten days after the day it was asked, unless another day is set.",
	    .flags = LIST },
	{ F(answered_on), T_DAY, "Answered on", .flags = LIST },
	{ F(opinion),     T_CHOICE, "Opinion", .choices = &dossier_opinion_codes, .flags = LIST },
	{ F(text),        T_LONG, "What it says" },
	{ F(letter),      T_REF, "Letter", .to = "file" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "answered_on", "asked_on", "The answer came before it was asked for." },
	{ GOES_WITH, "answered_on", "opinion", "Say what the opinion is." },
	{ 0 } },
};

#undef F
