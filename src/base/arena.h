/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * arena.h - memory that is given back all at once.
 *
 * One arena lives as long as one piece of work: a request, a command, a
 * job.  Take from it freely and free nothing.  Taking never fails: when
 * the machine has no memory left the program stops.
 *
 * An arena may be born with a limit.  Taking past it still succeeds (by
 * then the bytes are often half way into a library), but the arena is
 * spent: whoever loops over rows or parses a stranger's bytes asks
 * arena_spent() each round and turns the answer into a fault.  Past
 * twice the limit the program stops, since nobody asked.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

struct arena_mark {
	void  *block;
	size_t used;
};

struct arena *arena_new(size_t limit);      /* bytes; 0: no limit */
void          arena_free(struct arena *);   /* closers run, newest first */
void         *arena_take(struct arena *, size_t n, size_t size);  /* zeroed */
bool          arena_spent(const struct arena *);
size_t        arena_used(const struct arena *);     /* bytes taken */

/* Arrays that grow: a block with room for more, with the first n things of
 * the old one, which stays in the arena; and room for one thing more behind
 * n: the array itself, or a block of twice the room, which starts at 0. */
void *arena_longer(struct arena *, const void *old, size_t n, size_t room,
       size_t size);
void *arena_more(struct arena *, void *at, size_t n, size_t *room,
       size_t size);

/* Loops over rows: what was taken after the mark is given back. Closers
 * hung on after the mark run then. */
struct arena_mark arena_mark(const struct arena *);
void              arena_back(struct arena *, struct arena_mark);

/* What is not memory (a file, a cursor) is closed with the arena. */
void arena_closer(struct arena *, void (*close)(void *), void *what);

#define NEW(a, T)     ((T *)arena_take(a, 1, sizeof(T)))
#define NEWS(a, T, n) ((T *)arena_take(a, n, sizeof(T)))

#endif
