/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * xml.h - XML read piece by piece, with a stranger's tricks shut out.
 *
 * No document type (hence no entities but the five of XML), no network,
 * at most 256 elements inside each other and 10 MB in one text: those
 * are faults.  Memory does not grow with the length of the document.
 */
#ifndef FORMAT_XML_H
#define FORMAT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

struct arena;
struct xml;

enum xml_kind { XML_END, XML_OPEN, XML_CLOSE, XML_TEXT };

struct xml_event {
	enum xml_kind kind;     /* XML_END: no more, or a fault */
	str name;               /* of the element, without prefix */
	str space;              /* its namespace, or none */
	str text;               /* of XML_TEXT; blanks are kept */
};                              /* views until the next event */

/* `what` names the document in faults: "xl/workbook.xml".  Closed with
 * the arena.  The bytes must live as long; `read` gives up to n bytes, 0
 * at the end, -1 when it cannot go on. */
struct xml *xml_open(struct arena *, str bytes, const char *what);
struct xml *xml_open_read(struct arena *, int (*read)(void *, char *, int n),
    void *with, const char *what);

/* False at the end (XML_END) and on a fault; xml_failed tells which.  An
 * element without content opens and closes like any other. */
bool xml_next(struct xml *, struct xml_event *, struct errors *);
bool xml_failed(const struct xml *);

/* Of the element that has just opened, by name without prefix; no text
 * when it is not there.  Views until the next event. */
str  xml_attribute(struct xml *, const char *name);
/* Several in one walk: out[i] is of names[i]. */
void xml_attributes(struct xml *, size_t n, const char *const names[],
    str out[]);
/* One after the other, in the document's order; those of other namespaces
 * than XML's own (xml:lang is "lang") are passed over.  False: no more, and
 * the element may be gone on from. */
bool xml_attribute_next(struct xml *, str *name, str *value);
/* Where the reader is; 0: not known. */
int  xml_line(const struct xml *);

/* Goes on to the end of the element that has just opened and gives all
 * text in it, at most `most` bytes; more is a fault. */
bool xml_inside(struct xml *, struct arena *, size_t most, str *,
    struct errors *);

#endif
