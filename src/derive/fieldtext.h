/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * fieldtext.h - the value of a field as people type it and read it.
 *
 * Forms, CSV, workbooks, filters and addresses all carry values as text;
 * they are read and written here and nowhere else.
 *
 * Reading trims blanks, composes letters (NFC) and takes empty text for
 * none.  It accepts
 *	numbers   with a point or a comma before the decimals: 3.5, 3,5; what
 *	          may be thousands (1,234) is refused
 *	days      year first: 2024-01-31; 31/1/2024 is refused
 *	moments   2024-01-31T08:05, with an offset or in UTC
 *	yes, no   also 1, 0, true, false, có, không
 *	money     1250.50 USD, USD 1250.50
 *	choices   by code, or by label in any case and with or without marks;
 *	          several with ; between
 *	references by id, or as the lookup knows them
 *	bytes     base64
 * A code that is not on an open list is left to valid.h unless the lookup
 * knows the site's own codes.
 */
#ifndef DERIVE_FIELDTEXT_H
#define DERIVE_FIELDTEXT_H

#include "base/error.h"
#include "derive/lookup.h"
#include "model/model.h"

struct arena;

/* INVALID on the field, with a sentence that quotes the text and says how
 * to write it; the member is then left as it was. */
CHECKED bool fieldtext_read(struct arena *, const struct field *, str text,
                 void *row, struct errors *);
/* The same, asking a lookup for codes, labels in the reader's language and
 * references. */
struct fieldtext {
	struct arena        *arena;     /* the values live here */
	const struct lookup *lookup;    /* or NULL */
	struct errors       *errors;
};
CHECKED bool fieldtext_take(const struct fieldtext *, const struct field *,
                 str text, void *row);

/* Plain text that fieldtext_read reads back to the same value; "" for
 * none.  Choices as codes, references as ids. */
str fieldtext_write(struct arena *, const struct field *, const void *row);

/* For people: labels of choices, names of references, yes and no, the text
 * of the reader's language; "" for none, "(secret)" for what is SECRET. */
str fieldtext_show(struct arena *, const struct lookup *,
    const struct field *, const void *row);

str  fieldtext_base64(struct arena *, str bytes);
bool fieldtext_unbase64(struct arena *, str text, str *bytes);

#endif
