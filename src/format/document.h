/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * document.h - one list of blocks, out as a page, as PDF and as DOCX.
 *
 * Reports, concept notes and dossiers are put together once and written
 * three ways, so that a figure is the same in each.  Whoever makes the
 * document owns its arena; texts are kept, not copied.  The same document
 * gives the same bytes: the only date in a file is doc.date.
 *
 *	struct doc *d = doc_new(a, title, "vi");
 *	doc_heading(d, 1, S("Money"));
 *	doc_say(d, S("Figures are as of today."));
 *	doc_table(d, S("Budget by year"), columns, 2);
 *	doc_row(d, cells);                      [2], as often as wished
 *	doc_pdf(d, &bytes, e);
 */
#ifndef FORMAT_DOCUMENT_H
#define FORMAT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/error.h"
#include "base/str.h"

struct arena;
struct write;

enum { DOC_COLUMNS = 24, DOC_DEPTH = 3, DOC_BYTES = 128 << 20,
	DOC_MARKS = 60 };

enum doc_how {                  /* of a run; added up */
	DOC_BOLD = 1, DOC_ITALIC = 2, DOC_MONO = 4,
	DOC_FIGURE = 8,         /* opens to its rows */
	DOC_MOVED = 16          /* and they have changed since */
};

/* Text in one manner; a line feed in it breaks the line. */
struct doc_run {
	str             text;
	unsigned        how;
	str             link, title;    /* or none; link: http, https, mailto,
	                                 * or a path of this site: "/..." */
	struct doc_run *next;
};

enum doc_kind {
	DOC_HEADING,            /* level 0 (the title) to 3 */
	DOC_TEXT,               /* a paragraph; level 1: set in, a quotation */
	DOC_ITEM,               /* of a list; level 1 to DOC_DEPTH */
	DOC_TABLE, DOC_FACTS, DOC_PICTURE, DOC_CHART, DOC_RULE, DOC_PAGE
};

struct doc_column {
	str    heading;
	bool   number;          /* to the end of its cell */
	double share;           /* of the width; 0: by what stands in it */
};

struct doc_line {               /* a row; the cells of facts are two */
	struct doc_run **cell;          /* [columns] */
	struct doc_line *next;
};

struct doc_mark {               /* a row of a chart */
	str              label;
	str              svg;           /* as chart.h draws it, unlabelled */
	str              value, note;   /* the same in figures; note or none */
	bool             strong;        /* over all the others */
	struct doc_mark *next;
};

struct doc_block {
	enum doc_kind   kind;
	int             level;
	struct doc_run *run;            /* of headings, text and items */
	bool            numbered;       /* DOC_ITEM */
	bool            anew;           /* ... and its count begins again */
	str             caption;        /* of a table, chart or picture */
	struct doc_column *column;      /* [n] */
	size_t          n;
	struct doc_line *line, *last;
	struct doc_mark *mark, *last_mark;      /* [n] of DOC_CHART */
	str             axis;
	str             png, alt;       /* of a chart: how it is read */
	struct doc_block *next;
};

struct doc_style {
	unsigned colour;                /* 0xRRGGBB; 0: the house's */
	str      font;                  /* "Lora"; none: the house's */
	str      logo, logo_alt;        /* a PNG before the title, or none */
	str      head, foot;            /* of each page, or none */
};

struct doc {
	struct arena    *arena;
	str              title, author, lang;   /* lang: "vi"; none: en */
	struct day       date;          /* told in the file; none: none is */
	struct doc_style style;
	struct doc_block *first, *last;
	struct doc_run  **at;           /* where the next run goes */
};

struct doc *doc_new(struct arena *, str title, str lang);

/* ---- putting it together, in order ---- */

void doc_heading(struct doc *, int level, str);
/* A paragraph of plain text; none is left out, blank lines part it. */
void doc_say(struct doc *, str);
/* A paragraph or a list item to be filled by doc_run. */
void doc_text(struct doc *, int level);
void doc_item(struct doc *, int level, bool numbered, bool anew);
struct doc_run *doc_run(struct doc *, unsigned how, str);
/* Cells of plain text; empty ones are shown as a dash. */
void doc_table(struct doc *, str caption, const struct doc_column *, size_t n);
void doc_row(struct doc *, const str *cells);
/* A row whose cells are runs made by doc_cell: [n], n of the table. */
void doc_line(struct doc *, struct doc_run **cells);
struct doc_run *doc_cell(struct doc *, unsigned how, str);
/* "Budget: EUR 120,000"; facts in a row are one block. */
void doc_fact(struct doc *, str label, str value);
/* A chart of rows beside the table of the same figures: the axis is drawn
 * by chart_axis (or none), `hint` says how it is read.  Its rows follow,
 * DOC_MARKS at most; more are left to the table. */
void doc_chart(struct doc *, str caption, str hint, str axis);
void doc_mark(struct doc *, const struct doc_mark *);
/* Bytes of a PNG; `alt` says what it shows to who cannot see it. */
void doc_picture(struct doc *, str png, str alt, str caption);
void doc_rule(struct doc *);
void doc_page(struct doc *);            /* the next block on a new page */

/* The text of runs without their manner. */
str  doc_plain(struct arena *, const struct doc_run *);
/* http, https, mailto or a path of this site: nothing that runs script. */
bool doc_may_link(str);
bool doc_rtl(const struct doc *);       /* its language is written so */
bool doc_rtl_in(str lang);

/* ---- out ---- */

/* For within a page: what is of level n becomes <h{n + shift}>; pictures
 * are in the page itself.  Every text is escaped. */
void doc_html(const struct doc *, int shift, struct write *);
/* Tagged, A4.  INVALID: too long, a picture that is damaged; BROKEN. */
CHECKED bool doc_pdf(const struct doc *, str *bytes, struct errors *);
/* Word's (Office Open XML, ECMA-376), with its own headings, lists and
 * table heads.  INVALID, BROKEN as above. */
CHECKED bool doc_docx(const struct doc *, str *bytes, struct errors *);

#endif
