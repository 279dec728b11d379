/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/kept.h"

#include <assert.h>
#include <pthread.h>
#include <time.h>

#include "base/once.h"
#include "store/store.h"

/* Changes since that are looked through; more are taken for too many. */
enum { CHANGES = 20000, PATIENCE_S = 20 };

struct entry {                          /* lies in its own arena */
	struct entry *next;
	struct arena *own;
	struct id     of;
	bool          personal, gone;
	int64_t       at;
	uint64_t      used;             /* when; of kept->clock */
	size_t        bytes, lent;
	const void   *what;
};

/* What somebody computes just now; lies in his desk's arena. */
struct making {
	struct making *next;
	struct kept   *kept;
	pthread_t      who;
	struct id      of;
	bool           personal, over;
	int64_t        at;              /* the change he sees */
};

struct kept {
	pthread_mutex_t lock;           /* of all that follows, and entries */
	pthread_cond_t  made;           /* something is not being made now */
	struct making  *making;
	struct arena   *arena;
	struct entry   *first;
	struct once_index *numbers;     /* has a lock of its own */
	size_t          bytes, most;
	uint64_t        clock;
	void          (*call)(void *);
	void           *with;
};

struct loan {
	struct kept  *kept;
	struct entry *entry;
};

struct kept *
kept_new(size_t bytes)
{
	struct arena *a = arena_new(0);
	struct kept *k = NEW(a, struct kept);

	k->arena = a;
	k->most = bytes;
	k->numbers = once_index_new(a);
	pthread_mutex_init(&k->lock, NULL);
	pthread_cond_init(&k->made, NULL);
	return k;
}

void
kept_free(struct kept *k)
{
	struct entry *e;

	while ((e = k->first) != NULL) {
		assert(e->lent == 0);
		k->first = e->next;
		arena_free(e->own);
	}
	pthread_cond_destroy(&k->made);
	pthread_mutex_destroy(&k->lock);
	arena_free(k->arena);
}

/* ---- under the lock ---- */

static struct entry *
entry_of(struct kept *k, const struct kept_key *key)
{
	struct entry *e;

	for (e = k->first; e != NULL; e = e->next)
		if (id_same(e->of, key->of) && e->personal == key->personal)
			break;
	return e;
}

/* Out of the list; whoever gives the last loan back frees it. */
static struct entry *
take_out(struct kept *k, struct entry *gone)
{
	struct entry **e = &k->first;

	while (*e != NULL && *e != gone)
		e = &(*e)->next;
	if (*e == NULL)
		return NULL;
	*e = gone->next;
	k->bytes -= gone->bytes;
	gone->gone = true;
	gone->next = NULL;
	return gone->lent == 0 ? gone : NULL;
}

/* Large and long unused goes first: a page of 20 kB is not given up for
 * the results of a round, whose place it could never take. */
static double
worth_leaving(const struct kept *k, const struct entry *e)
{
	return (double)(k->clock - e->used + 1) * (double)e->bytes;
}

static struct entry *
next_to_go(struct kept *k)
{
	struct entry *e, *go = k->first;

	for (e = k->first; e != NULL; e = e->next)
		if (worth_leaving(k, e) > worth_leaving(k, go))
			go = e;
	return go;
}

/* Makes room; what has to be freed hangs together by `next`. */
static struct entry *
make_room(struct kept *k, size_t bytes)
{
	struct entry *dead = NULL, *e;

	while (k->first != NULL && k->bytes + bytes > k->most) {
		e = take_out(k, next_to_go(k));
		if (e != NULL) {
			e->next = dead;
			dead = e;
		}
	}
	return dead;
}

/* ---- lending ---- */

static void
give_back(void *of)
{
	struct loan *l = of;
	struct kept *k = l->kept;
	struct entry *e = l->entry;
	bool last;

	pthread_mutex_lock(&k->lock);
	last = --e->lent == 0 && e->gone;
	pthread_mutex_unlock(&k->lock);
	if (last)
		arena_free(e->own);
}

static void
lend(struct ctx *c, struct entry *e)
{
	struct loan *l = NEW(c->arena, struct loan);

	*l = (struct loan){ c->kept, e };
	arena_closer(c->arena, give_back, l);
}

static bool
is_current(struct ctx *c, const struct kept_key *key, int64_t at, int64_t now)
{
	struct value v[2] = { value_int(at),
		value_text(str_of(key->rests_on)) };
	struct errors quiet = { c->arena, NULL, NULL };
	int64_t changed;

	/* What rests on nothing tells itself what has changed. */
	if (at == now || str_is(str_of(key->rests_on), " "))
		return true;
	return now - at <= CHANGES && store_number(c->store, "change_of", v, 2,
	    0, &changed, &quiet) && changed == 0;
}

int64_t
kept_moment(struct ctx *c)
{
	struct errors quiet = { c->arena, NULL, NULL };
	int64_t now;

	return c->kept != NULL && store_last_change(c->store, &now, &quiet)
	    ? now : 0;
}

struct once_index *
kept_numbers(struct ctx *c)
{
	return c->kept != NULL ? c->kept->numbers : once_index_new(c->arena);
}

void
kept_on_call(struct kept *k, void (*call)(void *), void *with)
{
	k->call = call;
	k->with = with;
}

bool
kept_call(struct ctx *c)
{
	if (c->kept == NULL || c->kept->call == NULL)
		return false;
	c->kept->call(c->kept->with);
	return true;
}

/* ---- one computes, the others wait ---- */

/* Under the lock. */
static void
take_off(struct making *m)
{
	struct making **at = &m->kept->making;

	while (*at != NULL && *at != m)
		at = &(*at)->next;
	if (*at != NULL)
		*at = m->next;
	m->over = true;
	pthread_cond_broadcast(&m->kept->made);
}

/* It was not kept after all. */
static void
give_up(void *of)
{
	struct making *m = of;
	struct kept *k = m->kept;

	pthread_mutex_lock(&k->lock);
	if (!m->over)
		take_off(m);
	pthread_mutex_unlock(&k->lock);
}

static struct making *
making_of(struct kept *k, const struct kept_key *key, int64_t at)
{
	struct making *m;

	for (m = k->making; m != NULL; m = m->next)
		if (id_same(m->of, key->of) && m->personal == key->personal &&
		    m->at == at)
			break;
	return m;
}

/*
 * Says that the desk computes it from here on; false after waiting for
 * another who did, for it may be there now.  What is kept rests on what is
 * below it (page, gaps, results) and never the other way, so nobody waits
 * for who waits for him; should it ever be so, patience ends.
 */
static bool
begin_making(struct ctx *c, const struct kept_key *key, int64_t now)
{
	struct kept *k = c->kept;
	struct making *m, *mine = NEW(c->arena, struct making);
	struct timespec until;
	bool first, patient = true;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += PATIENCE_S;
	*mine = (struct making){ .kept = k, .who = pthread_self(),
		.of = key->of, .personal = key->personal, .at = now };
	pthread_mutex_lock(&k->lock);
	m = making_of(k, key, now);
	first = m == NULL;
	if (first) {
		mine->next = k->making;
		k->making = mine;
	} else if (!pthread_equal(m->who, mine->who)) {
		while (patient && making_of(k, key, now) != NULL)
			patient = pthread_cond_timedwait(&k->made, &k->lock,
			    &until) == 0;
	} else {
		patient = false;        /* his own: he asks again */
	}
	pthread_mutex_unlock(&k->lock);
	if (first)
		arena_closer(c->arena, give_up, mine);
	return first || !patient;
}

static const void *
look(struct ctx *c, const struct kept_key *key, int64_t now)
{
	struct kept *k = c->kept;
	struct entry *e;
	int64_t at = 0;
	bool current;

	pthread_mutex_lock(&k->lock);
	e = entry_of(k, key);
	if (e != NULL && e->at > now)
		e = NULL;       /* of a moment that this desk cannot see yet */
	if (e != NULL) {
		e->lent++;
		e->used = ++k->clock;
		at = e->at;
	}
	pthread_mutex_unlock(&k->lock);
	if (e == NULL)
		return NULL;
	lend(c, e);             /* from here on it comes back by itself */
	current = is_current(c, key, at, now);
	pthread_mutex_lock(&k->lock);
	if (current && e->at < now && !c->unsure)
		e->at = now;
	else if (!current && !e->gone)
		(void)take_out(k, e);
	pthread_mutex_unlock(&k->lock);
	return current ? e->what : NULL;
}

const void *
kept_find(struct ctx *c, const struct kept_key *key)
{
	struct errors quiet = { c->arena, NULL, NULL };
	const void *what;
	int64_t now;

	if (c->kept == NULL || !store_last_change(c->store, &now, &quiet))
		return NULL;
	do {
		what = look(c, key, now);
	} while (what == NULL && !c->unsure && !begin_making(c, key, now));
	return what;
}

/* That this thread has in hand. */
static struct making *
making_by(struct kept *k, const struct kept_key *key)
{
	struct making *m;

	for (m = k->making; m != NULL; m = m->next)
		if (id_same(m->of, key->of) && m->personal == key->personal &&
		    pthread_equal(m->who, pthread_self()))
			break;
	return m;
}

static void
free_arena(void *a)
{
	arena_free(a);
}

void
kept_put(struct ctx *c, const struct kept_key *key, int64_t change,
    struct arena *own, const void *what)
{
	struct kept *k = c->kept;
	struct entry *e, *dead = NULL, *next, *was;
	struct making *m;

	if (k == NULL || c->unsure || arena_used(own) > k->most) {
		arena_closer(c->arena, free_arena, own);
		return;
	}
	e = NEW(own, struct entry);
	*e = (struct entry){ .own = own, .of = key->of,
		.personal = key->personal, .at = change,
		.bytes = arena_used(own), .lent = 1, .what = what };
	pthread_mutex_lock(&k->lock);
	was = entry_of(k, key);
	if (was != NULL && was->at > change) {
		e->gone = true; /* somebody was quicker, and knew more */
	} else {
		was = was == NULL ? NULL : take_out(k, was);
		dead = make_room(k, e->bytes);
		if (was != NULL) {
			was->next = dead;
			dead = was;
		}
		e->used = ++k->clock;
		e->next = k->first;
		k->first = e;
		k->bytes += e->bytes;
	}
	while ((m = making_by(k, key)) != NULL)
		take_off(m);
	pthread_mutex_unlock(&k->lock);
	lend(c, e);
	for (; dead != NULL; dead = next) {
		next = dead->next;
		arena_free(dead->own);
	}
}
