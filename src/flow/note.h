/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * note.h - concept notes, proposals and dossiers: drafted from the rows of
 * a programme by a template, edited section by section in Markdown, kept
 * as versions, and put together as a document.
 *
 * A figure in a text is a link that names its source:
 *
 *	[2.5](figure:gap/018f.../gap)
 *
 * The words are what was written; the source is asked each time the note
 * is read.  Where the rows have changed since, the figure is shown as it
 * was written, marked as moved with what it would be now; nothing but
 * note_refresh changes the text.  Sources:
 *
 *	gaps/n, gaps/counted ("3 gaps in capacity"), gaps/subjects,
 *	gaps/subjects/counted, gaps/cause/CODE
 *	gap/ID/current, desired, gap
 *	indicator/ID/baseline, target
 *	activities/n, counted, activity/ID/start, end, cost
 *	time/start, end, months, counted
 *	people/ORG, IND, COM
 *	goal/CODE/gaps, activities, budget (of the 2005 Convention)
 *	budget/total, budget/YEAR, budget/-/CATEGORY, budget/YEAR/CATEGORY
 *
 * What gaps and activities count is the note's own choice: the gaps it
 * names and the activities meant to close them, else all that is in the
 * plan.  The actor's permissions hold: of what he may not see no figure is
 * told.
 */
#ifndef FLOW_NOTE_H
#define FLOW_NOTE_H

#include "flow/ctx.h"
#include "format/document.h"
#include "model/fund.h"
#include "model/note.h"

struct programme;
struct user;

/* ---- templates ---- */

enum note_source { NOTE_BLANK, NOTE_SUMMARY, NOTE_PROBLEM, NOTE_OBJECTIVES,
	NOTE_ACTIVITIES, NOTE_BENEFICIARIES, NOTE_BUDGET, NOTE_SUSTAINABILITY,
	NOTE_PARTNERS, NOTE_RISKS, NOTE_TIMELINE, NOTE_GOALS, NOTE_SOURCES };

enum { NOTE_HEADINGS = 40, NOTE_BODY = 100000, NOTE_GAPS = 12 };

struct note_heading {
	str              heading, help; /* in the language of the note */
	enum note_source source;
	int64_t          most;          /* characters; 0: no bound */
	bool             must;
};

struct note_form {
	str        code, name, kind;
	str        language;            /* its own; none: any */
	str        about, basis;
	int64_t    version;
	bool       unverified;
	struct id  id;                  /* of the site's own; none: built in */
	const struct note_heading *of;  /* [n] */
	size_t     n;
};

/* Built in and the site's own, in that language where they have none. */
CHECKED bool note_forms(struct ctx *, str lang, struct note_form **,
                 size_t *n);
/* ABSENT. */
CHECKED bool note_form(struct ctx *, str code, str lang, struct note_form *);
/* Of a site's own, to begin from a built-in one.  *made: its row. */
CHECKED bool note_form_copy(struct ctx *, str code, str lang, struct id *made);
const char  *note_source_code(enum note_source);        /* "problem" */

/* ---- figures ---- */

struct note_figures;

struct note_figure {
	str  text;              /* as the note's language writes it */
	str  href;              /* to the rows behind it */
};

CHECKED bool note_figures(struct ctx *, const struct concept_note *,
                 struct note_figures **);
/* False: nobody knows it, or the actor may not. */
bool         note_figure(struct note_figures *, str source,
                 struct note_figure *);
/* The text drafted for a section from the rows, in Markdown. */
str          note_drafted(struct note_figures *, enum note_source);
struct money note_budget(struct note_figures *);
int64_t      note_months(const struct note_figures *);

/* ---- notes ---- */

struct note_wanted {
	struct id programme, plan_version;      /* version none: no other */
	str       form, title, language;
	str       gaps;                         /* ids with ";", or none */
};

/* A new note with its sections drafted.  INVALID: no title, no template. */
CHECKED bool note_draft(struct ctx *, const struct note_wanted *,
                 struct id *made);

struct note_moved {             /* a figure whose rows have changed */
	struct id section;
	str       heading, written, now, href;
};

struct note_read {
	struct concept_note  note;
	struct note_section *section;           /* [n] in their order */
	size_t               n;
	struct note_figures *figures;
	struct note_moved   *moved;             /* [n_moved] */
	size_t               n_moved, n_figures;
};

CHECKED bool note_read(struct ctx *, struct id, struct note_read **);
/* The whole as a document; paper: figures lead nowhere. */
CHECKED bool note_document(struct ctx *, const struct note_read *, bool paper,
                 struct doc **);
/* One text as HTML for within a page, its figures as links. */
CHECKED bool note_html(struct ctx *, struct note_figures *, str text,
                 struct write *);
/* The whole as Markdown: what versions keep. */
str          note_text(struct arena *, const struct note_read *);
/* Writes into the section what its moved figures are now; *n of them. */
CHECKED bool note_refresh(struct ctx *, struct id section, int64_t revision,
                 size_t *n);
/* What a submission does beside: the text is kept.  As the program. */
CHECKED bool note_keep(struct ctx *, const struct concept_note *,
                 const char *why);

/* ---- writing ---- */

/* Who may write in it now: its own state allows it, and the actor may. */
bool         note_may_write(struct ctx *, const struct concept_note *);
/* The text of a section.  CONFLICT if the revision moved: somebody else has
 * written meanwhile.  INVALID for one longer than the section may be. */
CHECKED bool note_write(struct ctx *, struct id section, int64_t revision,
                 str body);
/* What the actor typed and has not saved; at MOMENT_NONE: nothing. */
CHECKED bool note_unsaved(struct ctx *, struct id section,
                 struct note_draft *);
CHECKED bool note_unsaved_keep(struct ctx *, struct id section,
                 int64_t revision, str body);
CHECKED bool note_unsaved_drop(struct ctx *, struct id section);

/* ---- on to a dossier ---- */

struct note_parties {           /* that a dossier must name */
	str agency, owner, donor;
};

/* A new dossier with the texts, activities and budget of the note, which
 * then names it. */
CHECKED bool note_dossier(struct ctx *, const struct note_read *,
                 const struct note_parties *, struct id *made);

/* ---- reviewers ---- */

/* Users who may read the notes of a programme, by name. */
CHECKED bool note_readers(struct ctx *, struct id programme, struct user **,
                 size_t *n);
/* Asks one of them for this version, and writes to him if he has an
 * address.  INVALID: asked already, no reader. */
CHECKED bool note_ask(struct ctx *, const struct concept_note *,
                 struct id user, struct day due, bool *told);
/* The answer of who was asked.  DENIED for anybody else; INVALID without a
 * verdict, or when changes are wanted and no remark says which. */
CHECKED bool note_answer(struct ctx *, struct id review, str verdict,
                 str remarks);

/* Priority needs its reason. */
CHECKED bool note_priority(struct ctx *, struct concept_note *, bool,
                 str reason);

/* The colour and font of what a programme puts on paper (settings
 * paper_colour, such as #0e5a47, and paper_font), its title at the head,
 * and for a logo the PNG among its files whose title begins with "logo". */
CHECKED bool note_style(struct ctx *, const struct programme *,
                 struct doc_style *);

#endif
