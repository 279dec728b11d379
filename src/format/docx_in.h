/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * docx_in.h - what document_docx.c (the body) and document_docx_parts.c
 * (styles, numbering, the package) share.
 */
#ifndef FORMAT_DOCX_IN_H
#define FORMAT_DOCX_IN_H

#include "base/write.h"
#include "format/document.h"
#include "format/document_in.h"

enum {
	DOCX_BULLETS = 1,       /* number of the list with bullets; those
	                         * with numbers follow it */
	DOCX_INNER   = 9638     /* twips between the margins of A4 */
};

struct docx_kept {
	str               bytes;        /* of a picture, or a link */
	struct docx_kept *next;
};

struct docx {
	const struct doc *d;
	struct arena     *a;
	struct write      body;
	bool              rtl, in_list;
	size_t            lists, shown;
	struct docx_kept *picture, *drawing, *link;     /* the newest first */
	size_t            pictures, drawings, links;
};

struct docx_shown {
	str         png, alt;
	const char *relation;
	const char *drawing;            /* relation of it as SVG, or NULL */
	double      widest, tallest;    /* EMU */
};

void   docx_text(struct write *, str);          /* escaped */
bool   docx_block(struct docx *, const struct doc_block *, struct errors *);
/* A run with a picture. */
CHECKED bool docx_picture(struct docx *, struct write *,
    const struct docx_shown *, struct errors *);
/* Their numbers, from 1. */
size_t docx_keep(struct docx *, str png);
size_t docx_keep_drawing(struct docx *, str svg);
size_t docx_link(struct docx *, str url);

#endif
