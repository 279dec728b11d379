/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/lane.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct queue {
	pthread_mutex_t   lock;
	pthread_cond_t    filled;
	struct lane_work *first, **last;
	size_t            n, idle;      /* idle: threads that wait here */
	bool              ends;
};

struct hand {                           /* one thread */
	struct lane *lane;
	pthread_t    thread;
	bool         writes;
};

struct lane {
	struct lane_options options;
	struct lane_calls   calls;
	struct queue        reads, writes;
	struct hand        *hands;
	size_t              n_hands;
	pthread_mutex_t     lock;       /* of what follows */
	pthread_cond_t      opened;
	size_t              ready, failed;
	struct lane_counts  counts;
};

static void
queue_open(struct queue *q)
{
	*q = (struct queue){ 0 };
	q->last = &q->first;
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->filled, NULL);
}

static void
queue_close(struct queue *q)
{
	pthread_cond_destroy(&q->filled);
	pthread_mutex_destroy(&q->lock);
}

static void
queue_end(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->ends = true;
	pthread_cond_broadcast(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

static void
queue_add(struct queue *q, struct lane_work *w)
{
	bool wake;

	w->next = NULL;
	pthread_mutex_lock(&q->lock);
	*q->last = w;
	q->last = &w->next;
	q->n++;
	wake = q->idle > 0;
	pthread_mutex_unlock(&q->lock);
	if (wake)
		pthread_cond_signal(&q->filled);
}

/* Wait for pieces and take a fair share of them; 0: the end. */
static size_t
queue_take(struct queue *q, size_t hands, struct lane_work **into, size_t most)
{
	size_t n = 0, share;

	pthread_mutex_lock(&q->lock);
	while (q->n == 0 && !q->ends) {
		q->idle++;
		pthread_cond_wait(&q->filled, &q->lock);
		q->idle--;
	}
	share = (q->n + hands - 1) / hands;
	if (share > most)
		share = most;
	while (n < share) {
		into[n++] = q->first;
		q->first = q->first->next;
	}
	q->n -= n;
	if (q->first == NULL)
		q->last = &q->first;
	pthread_mutex_unlock(&q->lock);
	return n;
}

/* One at a time: a slow page keeps nobody waiting who came behind it. */
static void
read_one(const struct lane_calls *c, void *desk, struct lane_work *w)
{
	bool open = c->begin(desk, false);

	if (open)
		c->run(desk, w, false);
	else
		c->lost(desk, w);
	c->done(desk, w);
	if (open && !c->commit(desk))
		c->undo(desk);
}

/* One piece inside the transaction; false: the whole of it is spoilt. */
static bool
run_saved(const struct lane_calls *c, void *desk, struct lane_work *w)
{
	if (!c->save(desk))
		return false;
	w->kept = w->own != NULL ? w->own->run(desk, w) :
	    c->run(desk, w, true);
	if (w->kept)
		return c->release(desk);
	c->back(desk);
	return true;
}

static bool
run_all(const struct lane_calls *c, void *desk, struct lane_work **w, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!run_saved(c, desk, w[i]))
			return false;
	return c->commit(desk);
}

static size_t
size_class(size_t n)
{
	size_t class = 0;

	for (n--; n > 0; n >>= 1)
		class++;
	return class;
}

void
lane_commit(const struct lane_calls *c, void *desk, struct lane_work **w,
    size_t n, struct lane_counts *counts)
{
	bool open, kept;
	size_t i;

	assert(n >= 1 && n <= LANE_BATCH);
	for (i = 0; i < n; i++)
		w[i]->kept = false;
	open = c->begin(desk, true);
	kept = open && run_all(c, desk, w, n);
	if (open && !kept)
		c->undo(desk);
	counts->commits++;
	counts->writes += n;
	counts->lost += kept ? 0 : n;
	counts->sizes[size_class(n)]++;
	for (i = 0; i < n; i++) {
		/* One refused for its own fault keeps its own answer. */
		if (!kept)
			(w[i]->own != NULL ? w[i]->own->lost : c->lost)(desk,
			    w[i]);
		(w[i]->own != NULL ? w[i]->own->done : c->done)(desk, w[i]);
	}
}

static void
add_counts(struct lane *l, const struct lane_counts *one)
{
	size_t i;

	pthread_mutex_lock(&l->lock);
	l->counts.reads += one->reads;
	l->counts.writes += one->writes;
	l->counts.commits += one->commits;
	l->counts.lost += one->lost;
	for (i = 0; i < LANE_SIZES; i++)
		l->counts.sizes[i] += one->sizes[i];
	pthread_mutex_unlock(&l->lock);
}

static void
work(struct lane *l, void *desk, bool writes)
{
	struct lane_work *w[LANE_BATCH];
	struct lane_counts one;
	size_t n;

	for (;;) {
		one = (struct lane_counts){ 0 };
		if (writes)
			n = queue_take(&l->writes, l->options.writers, w,
			    l->options.batch);
		else
			n = queue_take(&l->reads, 1, w, 1);
		if (n == 0)
			return;
		if (writes)
			lane_commit(&l->calls, desk, w, n, &one);
		else
			read_one(&l->calls, desk, w[0]);
		one.reads = writes ? 0 : n;
		add_counts(l, &one);
	}
}

static void *
start(void *of)
{
	struct hand *h = of;
	struct lane *l = h->lane;
	void *desk = l->calls.open(l->calls.with, h->writes);

	pthread_mutex_lock(&l->lock);
	l->ready += desk != NULL;
	l->failed += desk == NULL;
	pthread_cond_broadcast(&l->opened);
	pthread_mutex_unlock(&l->lock);
	if (desk == NULL)
		return NULL;
	work(l, desk, h->writes);
	l->calls.close(desk);
	return NULL;
}

static bool
all_ready(struct lane *l, size_t wanted)
{
	bool ready;

	pthread_mutex_lock(&l->lock);
	while (l->ready + l->failed < l->n_hands)
		pthread_cond_wait(&l->opened, &l->lock);
	ready = l->ready == wanted;
	pthread_mutex_unlock(&l->lock);
	return ready;
}

struct lane *
lane_start(const struct lane_options *o, const struct lane_calls *c)
{
	size_t wanted = (size_t)o->readers + o->writers;
	struct lane *l = calloc(1, sizeof(*l));
	struct hand *h;

	if (l == NULL || (l->hands = calloc(wanted, sizeof(*h))) == NULL)
		abort();
	l->options = *o;
	l->calls = *c;
	queue_open(&l->reads);
	queue_open(&l->writes);
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->opened, NULL);
	for (; l->n_hands < wanted; l->n_hands++) {
		h = &l->hands[l->n_hands];
		h->lane = l;
		h->writes = l->n_hands < o->writers;
		if (pthread_create(&h->thread, NULL, start, h) != 0)
			break;
	}
	if (all_ready(l, wanted))
		return l;
	lane_stop(l);
	return NULL;
}

void
lane_stop(struct lane *l)
{
	size_t i;

	/* Reads first: what a reader prepares still goes to the lane; what
	 * the lane hands to the readers then is the caller's to finish. */
	queue_end(&l->reads);
	for (i = 0; i < l->n_hands; i++)
		if (!l->hands[i].writes)
			pthread_join(l->hands[i].thread, NULL);
	queue_end(&l->writes);
	for (i = 0; i < l->n_hands; i++)
		if (l->hands[i].writes)
			pthread_join(l->hands[i].thread, NULL);
	queue_close(&l->reads);
	queue_close(&l->writes);
	pthread_cond_destroy(&l->opened);
	pthread_mutex_destroy(&l->lock);
	free(l->hands);
	free(l);
}

void
lane_read(struct lane *l, struct lane_work *w)
{
	queue_add(&l->reads, w);
}

void
lane_write(struct lane *l, struct lane_work *w)
{
	queue_add(&l->writes, w);
}

static size_t
queue_length(struct queue *q)
{
	size_t n;

	pthread_mutex_lock(&q->lock);
	n = q->n;
	pthread_mutex_unlock(&q->lock);
	return n;
}

struct lane_counts
lane_count(struct lane *l)
{
	struct lane_counts counts;

	pthread_mutex_lock(&l->lock);
	counts = l->counts;
	pthread_mutex_unlock(&l->lock);
	counts.waiting_reads = queue_length(&l->reads);
	counts.waiting_writes = queue_length(&l->writes);
	return counts;
}
