/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ask.h - a short form of our own, field by field, for part/ask: what an
 * entity's own form (derive/form.h) asks too much for.
 *
 * A table of fields becomes the members that part/field knows; what was
 * typed in a refused form comes back with its faults.
 */
#ifndef WEB_ASK_H
#define WEB_ASK_H

#include "web/page.h"

enum ask_kind {
	ASK_TEXT = 1, ASK_LONG, ASK_NUMBER, ASK_DAY, ASK_CHOICE, ASK_TICK,
	ASK_FILE
};

struct ask_field {              /* a table of them ends with { 0 } */
	const char    *name;
	enum ask_kind  kind;
	const char    *label, *hint;    /* English */
	const struct choices *choices;
	int            max;             /* characters; 0: 400 or 20000 */
	bool           must;
};

/* fields [ ... ] of `out`, which is made if need be. */
void ask_put(struct ctx *, const struct request *, const struct ask_field *,
         struct node *out);
/* One of them with a value to begin with. */
struct node *ask_one(struct ctx *, const struct request *,
         const struct ask_field *, str value, struct node *out);
/* What was typed, trimmed; no text for nothing. */
str  ask_typed(const struct request *, const char *name);
/* An id in it; none for nothing or what is no id. */
struct id ask_id(const struct request *, const char *name);
/* INVALID on the field for what is no day; none for nothing. */
CHECKED bool ask_day(struct ctx *, const struct request *, const char *name,
                 struct day *);
/* The same of a whole number from lo to hi; INT64_MIN for nothing. */
CHECKED bool ask_count(struct ctx *, const struct request *, const char *name,
                 int64_t lo, int64_t hi, int64_t *);

#endif
