/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_tree.h - one activity of an IATI file, as its elements.
 *
 * What goes out is built as a tree and written; what comes in is read as a
 * tree, one activity after the other, and taken from.  Between them stand
 * the same checks.  A tree lives in the arena it was made in; memory is
 * that of the largest activity, whatever the file's length.
 */
#ifndef STANDARD_IATI_TREE_H
#define STANDARD_IATI_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/error.h"
#include "base/money.h"
#include "base/write.h"

struct arena;
struct xml;

enum {
	IATI_ELEMENTS = 100000,         /* of one activity */
	IATI_TEXT = 1 << 20,            /* bytes of one text or value */
	IATI_ARENA = 128 << 20          /* bytes of one activity read */
};

struct iati_attr {
	str   name, value;              /* xml:lang is "lang" */
	bool  used;
	struct iati_attr *next;
};

struct iati {
	str   name, text;               /* text is trimmed */
	int   line;                     /* in the file it came from; or 0 */
	bool  used;
	struct iati_attr *attr;
	struct iati *up, *first, *last, *next;
	struct arena *arena;
};

/* ---- building ---- */

struct iati *iati_new(struct arena *, const char *name);
struct iati *iati_add(struct iati *up, const char *name);
/* No text: no attribute. */
void iati_set(struct iati *, const char *name, str value);
void iati_set_z(struct iati *, const char *name, const char *value);
void iati_set_day(struct iati *, const char *name, struct day);
void iati_set_real(struct iati *, const char *name, double);  /* NAN: none */
/* <name code="..."/>, unless there is no code. */
void iati_code(struct iati *up, const char *name, str code);
/* <narrative>; lang NULL: the activity's own.  Nothing for no text. */
void iati_says(struct iati *up, str text, const char *lang);

void iati_write(struct write *, const struct iati *, int depth);
/* Characters that XML has no place for are left out. */
void iati_escape(struct write *, str);

/* ---- taking; what is taken is marked as used ---- */

str  iati_get(struct iati *, const char *name);
struct iati *iati_first(struct iati *up, const char *name);
struct iati *iati_next(struct iati *);          /* of the same name */
size_t iati_count(struct iati *up, const char *name);
str  iati_text(struct iati *);                  /* of NULL: none */
/* The attribute of the first child of that name: "activity-status",
 * "code". */
str  iati_child(struct iati *up, const char *name, const char *attr);
/* "result[2]/indicator[1]/@measure"; attr NULL: of the element; "/title":
 * of a child that it should have. */
str  iati_path(const struct iati *, const char *attr);
/* "result/indicator", without numbers. */
str  iati_kind(const struct iati *, const char *attr);

/* ---- reading a file ---- */

struct iati_file {
	struct xml *xml;
	str         version;
	int64_t     n;                  /* activities read so far */
	const char *what;
};

/* INVALID: no activity file of version 2, or not XML. */
CHECKED bool iati_open(struct iati_file *, struct errors *);
/* The next activity, in that arena; NULL at the end. False: a fault. */
CHECKED bool iati_read(struct iati_file *, struct arena *, struct iati **,
    struct errors *);

#endif
