/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * document_in.h - what the ways out of a document share.
 */
#ifndef FORMAT_DOCUMENT_IN_H
#define FORMAT_DOCUMENT_IN_H

#include <stdbool.h>

#include "base/str.h"
#include "format/document.h"

struct doc_size {
	unsigned width, height;         /* pixels */
};

/* Of a PNG, by its first bytes; false: it is none, or of no size or
 * larger than 16,384 pixels a side. */
bool doc_png(str bytes, struct doc_size *);

struct pdf_chart;
struct pdf_sheet;
/* The paper of a document; a chart of it as pdf.h has them. */
void doc_sheet(const struct doc *, struct pdf_sheet *);
void doc_drawn(const struct doc *, const struct doc_block *,
         struct pdf_chart *);

/* How a table stands on paper: the widths of its columns, on a page that
 * lies or not, as one table or several.  Each has the first column and those
 * from `from` to before the next `from`. */
struct pdf;
struct doc_wide {
	double width[DOC_COLUMNS];
	bool   lies;
	size_t tables;
	size_t from[DOC_COLUMNS + 1];           /* [tables + 1] */
};
void doc_wide(const struct doc *, const struct doc_block *, struct pdf *,
         struct doc_wide *);

#define DOC_BRAND 0x0e5a47
#define DOC_INK   0x17211c
#define DOC_SOFT  0x4b5952

#endif
