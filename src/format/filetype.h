/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * filetype.h - what a stranger's file is, told from its bytes.
 *
 * Its name and what its sender says of it do not count.  What a browser
 * would run (pages, drawings with script), programs, archives that hide
 * their contents, macros and what is cut off are refused with a sentence
 * that says so; so is whatever is not known.  A document that is a ZIP
 * file is looked into under the limits of zipped.h and not unpacked.
 */
#ifndef FORMAT_FILETYPE_H
#define FORMAT_FILETYPE_H

#include "base/error.h"
#include "base/str.h"

struct arena;

struct filetype {
	const char *type;       /* "image/jpeg" */
	const char *label;      /* for people: "JPEG picture" */
	const char *ends;       /* of names, the usual one first: "jpg;jpeg" */
	bool        picture;    /* that photo.h reads */
};

/* Ends with { 0 }; whoever lists what is taken reads it. */
extern const struct filetype filetypes[];

/* The name only decides between kinds of plain text.  INVALID. */
CHECKED bool filetype_tell(struct arena *, str bytes, str name,
    const struct filetype **, struct errors *);
const struct filetype *filetype_named(str type);        /* NULL: none */
/* The name without folders and control characters, ending as its type does:
 * "photo.html" of a JPEG becomes "photo.html.jpg". */
str filetype_name(struct arena *, const struct filetype *, str name);

#endif
