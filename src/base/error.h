/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * error.h - what went wrong, where, and whose turn it is.
 *
 * A function that can fail returns false after calling fail(), which
 * itself returns false:
 *
 *	if (n == 0)
 *		return fail(e, INVALID, "people", "Nobody answered.");
 *
 * Faults gather in a list, so that a form can show all of them at once.
 * The worst one decides the HTTP status and the exit code.  Sentences
 * are English in the source and translated by their format, if whoever
 * made the list gave it words.
 * A broken promise between our own functions is not a fault: assert it.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct words;

enum fault {        /* who can mend it, from the nearest to the farthest */
	FINE,
	INVALID,    /* the person: the input is wrong       422   exit 1 */
	ABSENT,     /* the person: no such thing            404   exit 1 */
	DENIED,     /* an administrator: no permission      403   exit 2 */
	CONFLICT,   /* someone else changed it meanwhile    409   exit 3 */
	BUSY,       /* nobody: try again, or ask for less   503   exit 4 */
	NO_ROOM,    /* the operator: the disk is full       507   exit 5 */
	BROKEN      /* us: disk, database, a bug we caught  500   exit 5 */
};

struct error {
	enum fault    fault;
	const char   *field;  /* name of the field to mend, or NULL */
	const char   *text;   /* one sentence, in the reader's language */
	struct error *next;
};

struct errors {
	struct arena       *arena;
	struct error       *first;
	const struct words *words;  /* NULL: English (words.h) */
	struct error       *last;   /* fail() only; means nothing while first
	                             * is NULL */
};

/* For whatever can fail: forgetting to look at the answer is a warning. */
#define CHECKED __attribute__((warn_unused_result))

bool fail(struct errors *, enum fault, const char *field,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

enum fault  errors_worst(const struct errors *);
const char *errors_text(const struct errors *, const char *field); /* first of
			     * that field, NULL: first of all; NULL when none */
void        errors_clear(struct errors *);

int         fault_status(enum fault);     /* of HTTP; 200 for FINE */
int         fault_exit(enum fault);       /* of the process */
const char *fault_name(enum fault);       /* "invalid", "absent", ... */

#endif
