/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * note.h - what a concept note or proposal is made of: its template, its
 * sections in Markdown, what was said of them, who was asked to read it,
 * and its text at each submission; and opinions on a Vietnamese dossier.
 *
 * The note itself stands in fund.h, the dossier in sustain.h.
 *
 * Each struct goes with the table of the same name in note.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_NOTE_H
#define MODEL_NOTE_H

#include "model/model.h"

struct note_template {
	struct row row;
	str code, name, kind, language, about, basis;
	int64_t version;
	int unverified;
	str sections;
	int retired;
};

struct note_section {
	struct row row;
	struct id note;
	int64_t seq;
	str heading, help, source;
	int64_t most;
	int must;
	str body;
};

struct note_comment {
	struct row row;
	struct id note, section;
	str text;
	struct id by;
	int64_t at;
	int resolved;
	str answer;
};

struct note_review {
	struct row row;
	struct id note;
	int64_t version;
	struct id reviewer;
	struct day asked_on, due_on;
	str verdict, remarks;
	struct day answered_on;
};

struct note_version {
	struct row row;
	struct id note;
	int64_t version;
	str title, body, why;
	struct id by;
	int64_t at;
};

struct note_draft {
	struct row row;
	struct id section, by;
	int64_t of_revision;
	str body;
	int64_t at;
};

struct dossier_opinion {
	struct row row;
	struct id dossier;
	str agency;
	struct day asked_on, due_on, answered_on;
	str opinion, text;
	struct id letter;
};

extern const struct entity note_template_entity, note_section_entity;
extern const struct entity note_comment_entity, note_review_entity;
extern const struct entity note_version_entity, note_draft_entity;
extern const struct entity dossier_opinion_entity;

#endif
