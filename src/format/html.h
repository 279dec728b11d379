/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * html.h - text on its way into a page.
 *
 * Escaping is the same between tags and inside quoted attributes, so
 * there is one way to do it.
 */
#ifndef FORMAT_HTML_H
#define FORMAT_HTML_H

#include "base/str.h"
#include "base/write.h"

/* & < > " ' become references; every other byte passes. */
void html_escape(struct write *, str);
void html_escape_z(struct write *, const char *);
str  html_escaped(struct arena *, str);

/* Bytes that are HTML already, made by the program itself.  The only way
 * round escaping; its name is long so that it is seen in review. */
void html_raw_trusted(struct write *, str trusted);

/* One part of a path or a query: what is not a letter, a digit or one of
 * - . _ ~ becomes %XX, so the result needs no escaping. */
void html_url_part(struct write *, str);

#endif
