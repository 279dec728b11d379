/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lookup.h - what the model table alone does not know: names of rows,
 * codes a site has added, the reader's language.
 *
 * flow/ fills one in; any member may be NULL and is then done without.
 */
#ifndef DERIVE_LOOKUP_H
#define DERIVE_LOOKUP_H

#include <stdbool.h>

#include "base/str.h"
#include "base/words.h"
#include "model/model.h"

struct arena;

struct lookup {
	void               *with;
	const struct words *words;      /* NULL: English */
	const char         *lang;       /* "vi"; NULL: "en" */
	bool                personal;   /* the reader may see PERSONAL fields */

	/* The row of entity f->to that people call so (a code, a name). */
	bool (*refer)(void *with, const struct field *f, str called,
	         struct id *into);
	/* What people call that row; no text when it may not be told. */
	str  (*name)(void *with, const struct field *f, struct id,
	         struct arena *);
	/* The site's own codes of a list, ends with { 0 }; NULL: none. */
	const struct choice *(*more)(void *with, const struct choices *);
};

/* The choice of that code, the site's own ones too; NULL: none. */
const struct choice *lookup_choice(const struct lookup *,
    const struct choices *, str code);
/* The sentence in the reader's language; of NULL, NULL. */
const char *lookup_say(const struct lookup *, const char *english);

#endif
