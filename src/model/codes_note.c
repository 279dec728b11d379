/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* codes_note.c - code lists of notes and dossiers. */
#include "model/codes.h"

static const struct choice note_kind[] = {
	{ "concept",  "Concept note" },
	{ "proposal", "Full proposal" },
	{ "dossier",  "Project dossier" },
	{ 0 }
};
const struct choices note_kind_codes = { "note_kind", "Kind of note", note_kind, .closed = 1 };

static const struct choice note_verdict[] = {
	{ "agree",   "Agrees" },
	{ "changes", "Wants changes" },
	{ 0 }
};
const struct choices note_verdict_codes = {
	"note_verdict", "Answer of a reviewer", note_verdict, .closed = 1
};

static const struct choice dossier_opinion[] = {
	{ "agree",    "Agrees" },
	{ "comments", "Agrees with comments" },
	{ "disagree", "Does not agree" },
	{ 0 }
};
const struct choices dossier_opinion_codes = {
	"dossier_opinion", "Opinion of an agency", dossier_opinion, .closed = 1
};

static const struct choice dossier_template[] = {
	{ "nd114", "Decree 114/2021/ND-CP" },
	{ "nd242", "Decree 242/2025/ND-CP" },
	{ 0 }
};
const struct choices dossier_template_codes = {
	"dossier_template", "Form of a dossier", dossier_template
};
