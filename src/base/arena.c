/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifndef WATCHED
#define WATCHED 0
#endif

#if WATCHED
#include <sanitizer/asan_interface.h>
#endif

/* Under AddressSanitizer a gap follows each piece, so that running past
 * the end of an array in an arena is seen as in memory from malloc. */
enum { BLOCK = 64 * 1024, FIRST_ROOM = 16, ALIGN = alignof(max_align_t),
	GAP = WATCHED ? ALIGN : 0 };

struct closer {
	struct closer *next;
	void         (*close)(void *);
	void          *what;
};

/* A closer lies in the block it hangs on: given back with it, and what was
 * hung on after a mark is what lies behind it. */
struct block {
	struct block  *next;        /* the one before this in time */
	struct closer *closers;     /* newest first */
	size_t         before;      /* bytes taken in older blocks */
	size_t         used, size;
	size_t         dirty;       /* bytes beyond were never handed out */
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *first;        /* newest */
	struct block *spare;        /* kept for loops over a block's edge */
	size_t        limit;
};

static void
hide(const void *p, size_t n)
{
#if WATCHED
	__asan_poison_memory_region(p, n);
#else
	(void)p, (void)n;
#endif
}

static void
unhide(const void *p, size_t n)
{
#if WATCHED
	__asan_unpoison_memory_region(p, n);
#else
	(void)p, (void)n;
#endif
}

static void
stop(const char *why)
{
	fprintf(stderr, "tilth: %s\n", why);
	abort();
}

struct arena *
arena_new(size_t limit)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		stop("the machine has no memory left");
	a->limit = limit;
	return a;
}

size_t
arena_used(const struct arena *a)
{
	return a->first == NULL ? 0 : a->first->before + a->first->used;
}

bool
arena_spent(const struct arena *a)
{
	return a->limit > 0 && arena_used(a) > a->limit;
}

static void
block_open(struct arena *a, size_t need)
{
	size_t size = need > BLOCK ? need : BLOCK;
	struct block *b = a->spare;

	if (b != NULL && size == BLOCK) {
		a->spare = NULL;
	} else {
		/* Most pieces of work use little of their first block:
		 * that one is cleared as it is handed out.  A large one
		 * comes clear from the system. */
		b = size == BLOCK ? malloc(sizeof(*b) + size) :
		    calloc(1, sizeof(*b) + size);
		if (b == NULL)
			stop("the machine has no memory left");
		b->size = size;
		b->dirty = size == BLOCK ? size : 0;
	}
	b->before = arena_used(a);
	b->used = 0;
	b->closers = NULL;
	b->next = a->first;
	a->first = b;
	hide(b->bytes, b->size);
}

void *
arena_take(struct arena *a, size_t count, size_t size)
{
	struct block *b = a->first;
	size_t bytes, need;
	unsigned char *p;

	if (size != 0 && count > (SIZE_MAX / 4) / size)
		stop("a piece of memory beyond all measure was asked for");
	bytes = count * size;
	need = (bytes + ALIGN - 1) / ALIGN * ALIGN + GAP;
	if (a->limit > 0 && a->limit < SIZE_MAX / 4 &&
	    arena_used(a) + need > 2 * a->limit + BLOCK)
		stop("a piece of work took twice the memory it was given");
	if (b == NULL || b->size - b->used < need) {
		block_open(a, need);
		b = a->first;
	}
	p = b->bytes + b->used;
	unhide(p, bytes);
	if (b->used < b->dirty)
		memset(p, 0, bytes < b->dirty - b->used ? bytes :
		    b->dirty - b->used);
	b->used += need;
	if (b->used > b->dirty)
		b->dirty = b->used;
	return p;
}

static void
closers_run(struct block *b, size_t from)
{
	struct closer *c;

	while ((c = b->closers) != NULL &&
	    (size_t)((unsigned char *)c - b->bytes) >= from) {
		b->closers = c->next;
		c->close(c->what);
	}
}

static void
block_close(struct arena *a)
{
	struct block *b = a->first;

	closers_run(b, 0);
	assert(a->first == b);          /* a closer takes nothing */
	a->first = b->next;
	unhide(b->bytes, b->size);
	if (b->size == BLOCK && a->spare == NULL)
		a->spare = b;
	else
		free(b);
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	while (a->first != NULL)
		block_close(a);
	free(a->spare);
	free(a);
}

void *
arena_longer(struct arena *a, const void *old, size_t n, size_t room,
    size_t size)
{
	void *p = arena_take(a, room, size);

	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

void *
arena_more(struct arena *a, void *at, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return at;
	*room = *room == 0 ? FIRST_ROOM : *room * 2;
	return arena_longer(a, at, n, *room, size);
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->first, a->first ? a->first->used : 0 };
}

void
arena_back(struct arena *a, struct arena_mark m)
{
	struct block *b;

	while (a->first != m.block) {
		assert(a->first != NULL);       /* a mark of this arena */
		block_close(a);
	}
	b = a->first;
	if (b == NULL)
		return;
	assert(m.used <= b->used);
	closers_run(b, m.used);
	b->used = m.used;
	hide(b->bytes + b->used, b->size - b->used);
}

void
arena_closer(struct arena *a, void (*close)(void *), void *what)
{
	struct closer *c = NEW(a, struct closer);

	*c = (struct closer){ a->first->closers, close, what };
	a->first->closers = c;
}
