/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The desk of these tests writes down what it is told, one letter each:
 * B begin, s save, r run, e release, k back, C commit, U undo, d done,
 * L lost.
 */
#include "web/lane.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

struct piece {
	struct lane_work work;
	int  number;
	bool bad, lost;
};

struct desk {
	char told[4096];
	size_t n;
	bool no_begin, no_commit, no_release;
};

struct office {
	pthread_mutex_t lock;
	pthread_cond_t  changed;
	size_t done, opened, closed, most_writers, writers_now;
	bool refuse_desk;
};

static void
tell(struct desk *d, char what)
{
	if (d->n < sizeof(d->told) - 1)
		d->told[d->n++] = what;
}

static bool begin(void *d, bool w) { tell(d, w ? 'B' : 'b'); return !((struct desk *)d)->no_begin; }
static bool commit(void *d) { tell(d, 'C'); return !((struct desk *)d)->no_commit; }
static void undo(void *d) { tell(d, 'U'); }
static bool save(void *d) { tell(d, 's'); return true; }
static bool release(void *d) { tell(d, 'e'); return !((struct desk *)d)->no_release; }
static void back(void *d) { tell(d, 'k'); }
static bool run(void *d, struct lane_work *w, bool writes)
{
	(void)writes;
	tell(d, 'r');
	return !((struct piece *)w)->bad;
}
static void lost(void *d, struct lane_work *w) { tell(d, 'L'); ((struct piece *)w)->lost = true; }
static void done(void *d, struct lane_work *w) { (void)w; tell(d, 'd'); }

static const struct lane_calls watched = {
	NULL, NULL, begin, commit, undo, save, release, back, run, lost, done, NULL
};

static void
one_commit_serves_many(struct arena *a)
{
	struct piece p[3] = { 0 };
	struct lane_work *w[] = { &p[0].work, &p[1].work, &p[2].work };
	struct desk *d = NEW(a, struct desk);
	struct lane_counts n = { 0 };

	p[1].bad = true;
	lane_commit(&watched, d, w, 3, &n);
	CHECK(strcmp(d->told, "B" "sre" "srk" "sre" "C" "ddd") == 0);
	CHECK(p[0].work.kept && !p[1].work.kept && p[2].work.kept);
	CHECK(n.commits == 1 && n.writes == 3 && n.lost == 0 && n.sizes[2] == 1);
}

static bool own_run(void *d, struct lane_work *w)
{
	tell(d, 'o');
	return !((struct piece *)w)->bad;
}
static void own_lost(void *d, struct lane_work *w) { (void)w; tell(d, 'X'); }
static void own_done(void *d, struct lane_work *w) { (void)w; tell(d, 'D'); }

static const struct lane_own own = { own_run, own_lost, own_done };

static void
a_piece_may_bring_what_is_done_with_it(struct arena *a)
{
	struct piece p[3] = { 0 };
	struct lane_work *w[] = { &p[0].work, &p[1].work, &p[2].work };
	struct desk *d = NEW(a, struct desk);
	struct lane_counts n = { 0 };

	p[0].work.own = p[2].work.own = &own;
	p[2].bad = true;
	lane_commit(&watched, d, w, 3, &n);
	CHECK(strcmp(d->told, "B" "soe" "sre" "sok" "C" "DdD") == 0);
	CHECK(p[0].work.kept && p[1].work.kept && !p[2].work.kept);
	d = NEW(a, struct desk);
	d->no_commit = true;
	lane_commit(&watched, d, w, 2, &n);
	CHECK(strcmp(d->told, "B" "soe" "sre" "CU" "XDLd") == 0);
}

static void
a_failed_commit_loses_all(struct arena *a)
{
	struct piece p[2] = { 0 };
	struct lane_work *w[] = { &p[0].work, &p[1].work };
	struct desk *d = NEW(a, struct desk);
	struct lane_counts n = { 0 };

	d->no_commit = true;
	lane_commit(&watched, d, w, 2, &n);
	CHECK(strcmp(d->told, "B" "sre" "sre" "CU" "LdLd") == 0);
	CHECK(p[0].lost && p[1].lost && n.lost == 2);
}

static void
a_spoilt_transaction_stops_at_once(struct arena *a)
{
	struct piece p[2] = { 0 };
	struct lane_work *w[] = { &p[0].work, &p[1].work };
	struct desk *d = NEW(a, struct desk);
	struct lane_counts n = { 0 };

	d->no_release = true;
	lane_commit(&watched, d, w, 2, &n);
	CHECK(strcmp(d->told, "B" "sre" "U" "LdLd") == 0);
	memset(d, 0, sizeof(*d));
	d->no_begin = true;
	lane_commit(&watched, d, w, 2, &n);
	CHECK(strcmp(d->told, "B" "LdLd") == 0);
}

/* ---- with threads ---- */

static void *
open_desk(void *with, bool writes)
{
	struct office *o = with;

	(void)writes;
	pthread_mutex_lock(&o->lock);
	o->opened++;
	pthread_mutex_unlock(&o->lock);
	return o->refuse_desk ? NULL : o;
}

static void
close_desk(void *desk)
{
	struct office *o = desk;

	pthread_mutex_lock(&o->lock);
	o->closed++;
	pthread_mutex_unlock(&o->lock);
}

static bool
begin_there(void *desk, bool writes)
{
	struct office *o = desk;

	pthread_mutex_lock(&o->lock);
	o->writers_now += writes;
	if (o->writers_now > o->most_writers)
		o->most_writers = o->writers_now;
	pthread_mutex_unlock(&o->lock);
	return true;
}

static bool commit_there(void *desk) { (void)desk; return true; }
static void undo_there(void *desk) { (void)desk; }
static bool run_there(void *desk, struct lane_work *w, bool writes)
{
	struct piece *p = (struct piece *)w;

	(void)desk;
	p->number += writes ? 100 : 1;
	return true;
}

static void
done_there(void *desk, struct lane_work *w)
{
	struct office *o = desk;

	pthread_mutex_lock(&o->lock);
	/* The commit is over when the first piece is handed back. */
	o->writers_now = 0;
	(void)w;
	o->done++;
	pthread_cond_signal(&o->changed);
	pthread_mutex_unlock(&o->lock);
}

static struct lane_calls
calls_there(struct office *o)
{
	return (struct lane_calls){ open_desk, close_desk, begin_there, commit_there,
		undo_there, commit_there, commit_there, undo_there, run_there, lost,
		done_there, o };
}

static void
every_piece_comes_back_once(struct arena *a)
{
	enum { N = 3000 };
	struct office o = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER };
	struct piece *p = NEWS(a, struct piece, N);
	struct lane_options options = { 2, 1, 64 };
	struct lane_calls calls = calls_there(&o);
	struct lane *l = lane_start(&options, &calls);
	struct lane_counts n;
	int i, wrong = 0;

	CHECK(l != NULL);
	if (l == NULL)
		return;
	for (i = 0; i < N; i++)
		(i % 2 ? lane_read : lane_write)(l, &p[i].work);
	pthread_mutex_lock(&o.lock);
	while (o.done < N)
		pthread_cond_wait(&o.changed, &o.lock);
	pthread_mutex_unlock(&o.lock);
	n = lane_count(l);
	lane_stop(l);
	for (i = 0; i < N; i++)
		wrong += p[i].number != (i % 2 ? 1 : 100);
	CHECK(wrong == 0);
	CHECK(o.opened == 3 && o.closed == 3 && o.most_writers == 1);
	CHECK(n.commits <= N / 2 && n.waiting_reads == 0);
}

static void
what_waits_is_finished_before_the_end(struct arena *a)
{
	enum { N = 200 };
	struct office o = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER };
	struct piece *p = NEWS(a, struct piece, N);
	struct lane_options options = { 1, 1, 8 };
	struct lane_calls calls = calls_there(&o);
	struct lane *l = lane_start(&options, &calls);
	int i;

	CHECK(l != NULL);
	if (l == NULL)
		return;
	for (i = 0; i < N; i++)
		lane_write(l, &p[i].work);
	lane_stop(l);
	CHECK(o.done == N);
}

static void
no_desk_no_lane(struct arena *a)
{
	struct office o = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER };
	struct lane_options options = { 2, 1, 8 };
	struct lane_calls calls = calls_there(&o);

	(void)a;
	o.refuse_desk = true;
	CHECK(lane_start(&options, &calls) == NULL);
}

const struct test lane_tests[] = {
	{ "one commit serves many, and one refused is taken back alone", one_commit_serves_many },
	{ "a piece may bring what is done with it", a_piece_may_bring_what_is_done_with_it },
	{ "a failed commit loses all", a_failed_commit_loses_all },
	{ "a spoilt transaction stops at once", a_spoilt_transaction_stops_at_once },
	{ "every piece comes back once, and one commit runs at a time",
	    every_piece_comes_back_once },
	{ "what waits is finished before the end", what_waits_is_finished_before_the_end },
	{ "a desk that cannot be opened stops the start", no_desk_no_lane },
	{ 0 }
};
