/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * markdown.h - text with a few marks (CommonMark) as blocks, by cmark.
 *
 * People write sections in a plain box: # headings, **bold**, lists,
 * [words](https://a.link), and tables of lines that begin with a bar:
 *
 *	| Year | Amount |
 *	|------|-------:|
 *	| 2025 |  1,200 |
 *
 * HTML in the text is shown as the text it is, pictures as their words;
 * a link that could run script is its words only.  The library is loaded
 * late (late.h).
 */
#ifndef FORMAT_MARKDOWN_H
#define FORMAT_MARKDOWN_H

#include "format/document.h"

enum {
	MARKDOWN_TEXT  = 200000,        /* bytes */
	MARKDOWN_DEPTH = 40,            /* things within each other */
	MARKDOWN_RUNS  = 50000          /* pieces of text */
};

/* Adds the text to the document; its headings of level 1 become those of
 * level 1 + shift, none is beyond 3.  A link of another scheme than
 * doc_may_link knows is kept when it begins with `scheme` ("figure:"), for
 * the caller to resolve; NULL: none is.
 * INVALID: too long, too deep; BROKEN: this machine lacks the library. */
CHECKED bool markdown_read(struct doc *, str text, int shift,
    const char *scheme, struct errors *);

/* The same as HTML for within a page; shift as of doc_html. */
CHECKED bool markdown_html(struct arena *, str text, int shift,
    struct write *, struct errors *);

#endif
