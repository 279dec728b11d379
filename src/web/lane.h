/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * lane.h - who does the work: readers side by side, writers in order.
 *
 * Two queues.  A reader takes one piece at a time and answers it inside a
 * read transaction of its own.  The write lane takes what waits, up to
 * `batch` pieces, begins one transaction, runs each piece in a savepoint,
 * commits once, and only then hands all of them back: many durable writes
 * for one wait on the disk.  A piece that fails is taken back alone and
 * its neighbours do not notice; a commit that fails loses them all.
 *
 * Knows nothing of HTTP or of the store: what to do is told in a table of
 * functions, so that tests can watch the order in which they are called.
 */
#ifndef WEB_LANE_H
#define WEB_LANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lane;
struct lane_work;

/* A piece may bring what is done with it on the write lane; the desk is
 * that of the calls below. */
struct lane_own {
	bool (*run)(void *desk, struct lane_work *);
	void (*lost)(void *desk, struct lane_work *);
	void (*done)(void *desk, struct lane_work *);
};

struct lane_work {              /* begin your own struct with it */
	struct lane_work *next;
	const struct lane_own *own;     /* NULL: as the calls say */
	bool kept;              /* on the lane: it ran and was not taken back */
};

/* A desk is what one thread works at (a connection); it is opened and
 * closed on that thread.  All of them get the desk first. */
struct lane_calls {
	void *(*open)(void *with, bool writes);   /* NULL: cannot start */
	void  (*close)(void *desk);
	bool  (*begin)(void *desk, bool writes);
	bool  (*commit)(void *desk);
	void  (*undo)(void *desk);                /* of the transaction */
	bool  (*save)(void *desk);
	bool  (*release)(void *desk);
	void  (*back)(void *desk);                /* to the last save */
	/* False on the write lane: take it back. */
	bool  (*run)(void *desk, struct lane_work *, bool writes);
	/* The commit (or the begin) failed: nothing of it was kept. */
	void  (*lost)(void *desk, struct lane_work *);
	/* The piece is the caller's again, who may free it. */
	void  (*done)(void *desk, struct lane_work *);
	void  *with;
};

struct lane_options {
	unsigned readers, writers;      /* both at least 1 */
	size_t   batch;                 /* pieces in one commit, 1..256 */
};

enum { LANE_BATCH = 256, LANE_SIZES = 9 };

struct lane_counts {
	size_t   waiting_reads, waiting_writes;
	uint64_t reads, writes, commits, lost;
	uint64_t sizes[LANE_SIZES];     /* commits of 1, 2, 3-4, ... 129-256 */
};

/* NULL when a thread or a desk could not be had. */
struct lane *lane_start(const struct lane_options *, const struct lane_calls *);
/* Finishes what waits, then ends the threads. */
void lane_stop(struct lane *);
void lane_read(struct lane *, struct lane_work *);
void lane_write(struct lane *, struct lane_work *);
struct lane_counts lane_count(struct lane *);

/* What the lane does with pieces it took; for one thread without queues. */
void lane_commit(const struct lane_calls *, void *desk, struct lane_work **,
         size_t n, struct lane_counts *);

#endif
