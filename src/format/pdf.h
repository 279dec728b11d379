/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pdf.h - a document on paper, by Pango and Cairo: text of any script
 * (right-to-left ones too), lines, tables and QR codes.
 *
 * Two ways to write: placed, where the caller says where on the page a
 * thing stands (certificates, badges, forms), and running, where one thing
 * follows another down the page and goes on overleaf (reports, lists).
 * Lengths are points, 72 an inch, from the upper left corner.  What is
 * written is tagged as heading, paragraph or table, so that a reader that
 * speaks can follow it; the text can be searched and copied.
 *
 * The same calls give the same bytes: the only date in the file is the
 * one the caller gives.  Memory: the file and one page.
 */
#ifndef FORMAT_PDF_H
#define FORMAT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/error.h"
#include "base/str.h"

struct arena;
struct pdf;

enum { PDF_PAGES = 5000, PDF_COLUMNS = 24, PDF_TEXT = 100000,
	PDF_GAP = 8 };          /* between columns */

#define PDF_A4_SHORT 595.28
#define PDF_A4_LONG  841.89

enum pdf_align { PDF_START, PDF_MIDDLE, PDF_END };  /* of the reading way */

struct pdf_sheet {
	double width, height;
	double left, top, right, bottom;        /* margins */
	str    title, author, lang;             /* "vi"; lang none: en */
	struct day date;                        /* none: none is told */
	str    foot;            /* at the foot of each page, beside its number;
	                         * none: neither */
	str    head;            /* at the head of each page, or none */
	unsigned colour;        /* of the largest headings; 0: the house's */
	bool   from_right;      /* written from right to left */
	str    font;            /* before our own; or none */
};

struct pdf_ink {
	double   size;                  /* points */
	unsigned colour;                /* 0xRRGGBB */
	int      weight;                /* 400, 700; 0: 400 */
	enum pdf_align align;
	bool     mono;
	double   least;         /* shrunk down to that size to fit; 0: not */
};

/* INVALID: paper of no size, or larger than 200 inches. */
CHECKED bool pdf_open(struct arena *, const struct pdf_sheet *, struct pdf **,
    struct errors *);
/* The whole file, which says that it is tagged, in which language, and that
 * its title is to be shown.  INVALID: more than PDF_PAGES pages, or a text
 * longer than PDF_TEXT; BROKEN: Cairo could not. */
CHECKED bool pdf_finish(struct pdf *, str *bytes, struct errors *);
void   pdf_page(struct pdf *);                  /* the next one */
/* Gives back what the fonts took, at the end of the program. */
void   pdf_leave(void);
size_t pdf_pages(const struct pdf *);
/* Characters for which no font of this machine has a shape. */
size_t pdf_unknown(const struct pdf *);

/* Text in several manners: its spans, in order, neither overlap nor pass
 * its end.  A link goes outside: "https://..." or "mailto:...". */
struct pdf_span {
	size_t from, to;                /* bytes of the text */
	bool   bold, italic, mono;
	str    link;                    /* or none */
};

struct pdf_rich {
	str                    text;
	const struct pdf_span *span;    /* [n] */
	size_t                 n;
};

/* ---- placed ---- */

/* A tag is "H1", "H2", "P", "Caption", "TH", "TD".  Wrapped to the width;
 * gives the height it took. */
double pdf_put(struct pdf *, const char *tag, double x, double y,
    double width, struct pdf_ink, str);
/* The same in a box: shrunk to ink.least at most until it fits the height,
 * then cut with an ellipsis. */
double pdf_fit(struct pdf *, const char *tag, double x, double y,
    double width, double height, struct pdf_ink, str);
double pdf_height(struct pdf *, double width, struct pdf_ink, str);
double pdf_width(struct pdf *, struct pdf_ink, str);    /* on one line */
void   pdf_line(struct pdf *, double x, double y, double to_x, double to_y,
    double thick, unsigned colour);
void   pdf_area(struct pdf *, double x, double y, double width,
    double height, unsigned colour);
/* A curve through n points (x, y, x, y ...), smooth. */
void   pdf_curve(struct pdf *, const double *xy, size_t n, double thick,
    unsigned colour);
/* A QR code in a square of that side, its quiet zone included. */
CHECKED bool pdf_qr(struct pdf *, double x, double y, double side, str text,
    struct errors *);

/* ---- running ---- */

double pdf_at(const struct pdf *);      /* y of what comes next */
double pdf_inner(const struct pdf *);   /* width between the margins */
/* The same of a page that lies, or stands. */
double pdf_inner_of(const struct pdf *, bool lies);
/* What follows is on a page that lies, or stands: the next one, unless this
 * one does or is empty. */
void   pdf_turn(struct pdf *, bool lies);
void   pdf_space(struct pdf *, double height);
/* The next `height` stays on one page; else the page is turned. */
void   pdf_keep(struct pdf *, double height);
void   pdf_heading(struct pdf *, int level, str);       /* 1 to 3 */
void   pdf_text(struct pdf *, struct pdf_ink, str);
/* One paragraph, set in by so much; before it, in that room, a mark such
 * as a bullet (none: none). */
void   pdf_rich(struct pdf *, struct pdf_ink, double inset, str mark,
    const struct pdf_rich *);
/* A PNG, not larger than the room; `alt` says what it shows.  INVALID: it
 * is damaged. */
CHECKED bool pdf_picture(struct pdf *, str png, double width, double height,
    str alt, struct errors *);
/* A row of a chart: words, what chart.h drew of it, the same in figures. */
struct pdf_mark {
	str  label, svg, value;
	bool strong;
};

struct pdf_chart {
	str                    alt;     /* what comes before the figures */
	const struct pdf_mark *mark;    /* [n] */
	size_t                 n;
	str                    axis;    /* chart_axis drew it, or none */
};

/* Drawn as lines and areas, on as many pages as it takes; each part is a
 * figure whose text says its rows.  INVALID: drawn by somebody else. */
CHECKED bool pdf_chart(struct pdf *, const struct pdf_chart *,
    struct errors *);
/* The same as pictures of their own, as wide as between the margins: one of
 * the rows from *from on, which is moved behind those that had room. */
struct pdf_image {
	str    png, svg, alt;
	double width, height;           /* points */
};
CHECKED bool pdf_chart_image(struct arena *, const struct pdf_sheet *,
    const struct pdf_chart *, size_t *from, struct pdf_image *,
    struct errors *);
/* Lists are begun and ended, so that a reader that speaks counts them. */
void   pdf_list(struct pdf *);
void   pdf_list_end(struct pdf *);

struct pdf_column {
	str    heading;
	double share;           /* of the width; all shares are summed up */
	enum pdf_align align;
};

/* A table whose head stands again on each page, if any column has a
 * heading.  The cells of one row at a time: pdf_row takes [n]. */
void pdf_table(struct pdf *, const struct pdf_column *, size_t n);
void pdf_row(struct pdf *, const str *cells);
void pdf_row_rich(struct pdf *, const struct pdf_rich *cells);
void pdf_table_end(struct pdf *);

#endif
