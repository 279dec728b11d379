/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * late.h - a library that is loaded when it is first needed.
 *
 * SONAME_ZIP and the like name its file as the linker found it when the
 * build was set up, PACKAGE_ZIP what brings it (tool/sonames.sh).
 *
 * Pango and Cairo, or the library that sends mail, bring a dozen others
 * along; a server that makes no paper and sends nothing need not hold
 * them.  The caller has a struct of function pointers and a table that
 * says which name of the library goes where in it.
 */
#ifndef BASE_LATE_H
#define BASE_LATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#include <sonames.h>      /* made when the build is set up */

struct late {
	const char *name;
	size_t      at;         /* of the pointer in the struct */
};

/* Calls are looked up in the files and what they need.  Loaded once for the
 * program, however often it is asked.  BROKEN: the machine has no such
 * library, or one that lacks a call; `what` is "PDF files" and `package`
 * what brings it on Debian. */
CHECKED bool late_load(const char *const *files, const struct late *calls,
    void *into, const char *what, const char *package, struct errors *);
/* The same of what is loaded already; false: it is not. */
bool late_loaded(const char *const *files, const struct late *calls,
    void *into);

#endif
