/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * note_in.h - what note_figures.c and note_drafted.c share: the rows that a
 * note speaks of, read once.
 */
#ifndef FLOW_NOTE_IN_H
#define FLOW_NOTE_IN_H

#include "base/words.h"
#include "flow/note.h"
#include "flow/planning.h"
#include "format/local.h"
#include "model/assess.h"
#include "model/people.h"
#include "model/plan.h"

#define NOTE_UNSAID "none"      /* the category of lines that have none */

struct note_line {              /* of the budget */
	int64_t      year;
	str          category;
	struct money amount;    /* in the programme's currency */
	struct id    activity;  /* or none */
};

struct note_whom {
	struct id *id;          /* [n] each once */
	str       *kind;        /* [n] "IND" */
	size_t     n;
};

struct note_figures {
	struct ctx               *c;
	const struct concept_note *note;
	struct programme          programme;
	struct local             *local;
	const struct words       *words;        /* of the note's language */
	const char               *lang;
	struct gap               *gap;          /* [gaps] the worst first */
	size_t                    gaps;
	struct planning          *plan;
	const struct planning_activity **activity;      /* [activities] */
	size_t                    activities;
	struct indicator         *indicator;    /* [indicators] */
	size_t                    indicators;
	struct note_line         *line;         /* [lines] */
	size_t                    lines;
	size_t                    unconverted;  /* other lines: no rate */
	struct id                *subject;      /* [subjects] each once */
	str                      *kind;         /* [subjects] "IND" */
	size_t                    subjects;
	struct note_whom          whom;         /* it is for: as activities
	                                         * say; none said: subjects */
	struct note_goals        *goals;        /* read when asked for */
};

struct note_goal {              /* of the 2005 Convention */
	str          code;              /* "1"; NOTE_UNSAID: of none */
	size_t       gaps, activities;
	struct money budget;            /* none: no line */
};

void   note_goal(struct note_figures *, str code, struct note_goal *);
/* All that are named, by code; what serves several is in each. */
size_t note_goals(struct note_figures *, struct note_goal **);

/* [text](figure:source), or a dash where it is not known. */
void note_mark(struct note_figures *, struct write *, const char *source, ...)
     __attribute__((format(printf, 3, 4)));
/* The last target of an indicator; NAN. */
double note_target(struct note_figures *, const struct indicator *);

#endif
