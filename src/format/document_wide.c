/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How a table of a document stands on paper: as its shares say; else with
 * room for the longest words; else on a page that lies; else as several
 * tables that each begin with the first column.  Type is never smaller for
 * it.
 */
#include "base/arena.h"
#include "format/document.h"
#include "format/document_in.h"
#include "format/pdf.h"

enum { LONGEST = 3,             /* words of a column that are measured */
	WORD_MOST = 120, NUMBER_MOST = 130,     /* longer ones are broken */
	SHARE_LEAST = 40, SHARE_MOST = 240,     /* of columns that say none */
	COMFORT = 54 };         /* less room than that a text is not given */

static const struct pdf_ink measured = { .size = 9 };
static const struct pdf_ink heading = { .size = 9, .weight = 700 };

struct longest {                /* of a column, the longest first */
	str    word[LONGEST];
	size_t points[LONGEST];
};

static void
look_at(struct longest *l, str word)
{
	size_t i, k, points = str_points(word);

	for (i = 0; i < LONGEST && l->points[i] >= points; i++)
		;
	if (i == LONGEST)
		return;
	for (k = LONGEST - 1; k > i; k--) {
		l->word[k] = l->word[k - 1];
		l->points[k] = l->points[k - 1];
	}
	l->word[i] = word;
	l->points[i] = points;
}

static void
look_at_words(struct longest *l, str text)
{
	str line, word;

	while (str_cut(&text, '\n', &line))
		while (str_cut(&line, ' ', &word))
			look_at(l, word);
}

static double
widest(struct pdf *p, const struct longest *l, struct pdf_ink ink)
{
	double most = 0, one;
	size_t i;

	for (i = 0; i < LONGEST && l->points[i] > 0; i++) {
		one = pdf_width(p, ink, l->word[i]);
		most = one > most ? one : most;
	}
	return most;
}

static double
least(double a, double b)
{
	return a < b ? a : b;
}

static double
most(double a, double b)
{
	return a > b ? a : b;
}

/* The room a column wants: numbers whole, of texts the longest word; and
 * its share, else what its texts take on one line. */
static double
wanted(struct pdf *p, const struct doc *d, const struct doc_block *b,
    size_t i, double *share)
{
	struct longest words = { 0 }, whole = { 0 }, head = { 0 };
	const struct doc_line *l;
	double wide;
	str text;

	for (l = b->line; l != NULL; l = l->next) {
		text = doc_plain(d->arena, l->cell[i]);
		look_at(&whole, text);
		look_at_words(&words, text);
	}
	look_at_words(&head, b->column[i].heading);
	wide = most(widest(p, &words, measured), least(COMFORT,
	    widest(p, &whole, measured)));
	if (b->column[i].number)
		wide = widest(p, &whole, measured);
	wide = least(wide, b->column[i].number ? NUMBER_MOST : WORD_MOST);
	wide = PDF_GAP + most(wide, least(widest(p, &head, heading),
	    WORD_MOST));
	*share = b->column[i].share > 0 ? b->column[i].share :
	    most(most(wide, SHARE_LEAST), least(SHARE_MOST, PDF_GAP +
	    widest(p, &whole, measured)));
	return wide;
}

/* Widths in a room; false: the columns do not fit. */
static bool
fits(const double *want, const double *share, size_t n, double room,
    double *width)
{
	double shares = 0, all = 0;
	bool as_is = true;
	size_t i;

	for (i = 0; i < n; i++) {
		shares += share[i];
		all += want[i];
	}
	for (i = 0; i < n; i++) {
		width[i] = room * share[i] / shares;
		as_is = as_is && want[i] <= width[i] + .5;
	}
	for (i = 0; i < n && !as_is; i++)
		width[i] = want[i] + (room - all) * share[i] / shares;
	return as_is || all <= room;
}

/* The column behind the last that has room in one table from `from` on. */
static size_t
part(const double *want, size_t n, size_t from, size_t many, double room)
{
	double left = room - want[0];
	size_t i = from;

	while (i < n && (i == from || (i - from < many && want[i] <= left)))
		left -= want[i++];
	return i;
}

static void
part_all(struct doc_wide *w, const double *want, size_t n, double room)
{
	size_t at, many;

	for (at = 1, w->tables = 0; at < n; w->tables++)
		at = part(want, n, at, n, room);
	/* About as many in each. */
	many = (n - 1 + w->tables - 1) / w->tables;
	w->from[0] = 1;
	for (at = 1, w->tables = 0; at < n; ) {
		at = part(want, n, at, many, room);
		w->from[++w->tables] = at;
	}
}

void
doc_wide(const struct doc *d, const struct doc_block *b, struct pdf *p,
    struct doc_wide *w)
{
	double want[DOC_COLUMNS], share[DOC_COLUMNS];
	size_t i;

	*w = (struct doc_wide){ .tables = 1, .from = { 1, b->n } };
	for (i = 0; i < b->n; i++)
		want[i] = wanted(p, d, b, i, &share[i]);
	if (fits(want, share, b->n, pdf_inner_of(p, false), w->width))
		return;
	w->lies = true;
	if (fits(want, share, b->n, pdf_inner_of(p, true), w->width))
		return;
	for (i = 0; i < b->n; i++)
		w->width[i] = want[i];
	part_all(w, want, b->n, pdf_inner_of(p, true));
}
