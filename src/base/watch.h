/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * watch.h - who follows slow work, and may stop it.
 *
 * Work in loops says now and then where it is.  Whoever follows shows it
 * to people, and answers whether the work shall go on; that answer may be
 * false long before the end, so the work leaves things as it found them.
 */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct watch {
	/* What is at hand ("persons.csv"), how much of it is done, and of
	 * how much (0: nobody knows yet).  False: stop. */
	bool (*on)(void *to, const char *what, int64_t done, int64_t of);
	void *to;
};

/* NULL: nobody follows, and it goes on. */
static inline bool
watch_on(const struct watch *w, const char *what, int64_t done, int64_t of)
{
	return w == NULL || w->on(w->to, what, done, of);
}

#endif
