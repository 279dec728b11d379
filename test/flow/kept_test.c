/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/kept.h"

#include <pthread.h>
#include <sched.h>

#include "flow/assess.h"
#include "flow/save.h"
#include "model/office.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const char rests_on[] = " activity item ";

static struct kept_key
key_of(unsigned char of)
{
	return (struct kept_key){ .of = { { of } }, .rests_on = rests_on };
}

/* A number in an arena of its own, `more` bytes beside it. */
static void
keep(struct site *s, const struct kept_key *key, int number, size_t more)
{
	struct arena *own = arena_new(0);
	int *n = NEW(own, int);
	int64_t change;

	*n = number;
	arena_take(own, 1, more + 1);
	CHECK(store_last_change(s->c.store, &change, &s->c.errors));
	kept_put(&s->c, key, change, own, n);
}

static int
found(struct site *s, const struct kept_key *key)
{
	const int *n = kept_find(&s->c, key);

	return n == NULL ? 0 : *n;
}

/* What is lent hangs on the desk's arena: this ends the work, and gives
 * all of it back. */
static void
end_work(struct site *s)
{
	arena_free(s->c.arena);
	s->c.arena = arena_new(0);
}

static bool
begin(struct site *s, struct arena *a, const char *name, size_t bytes)
{
	if (!site_open(s, a, name))
		return false;
	s->c.arena = arena_new(0);
	s->c.kept = kept_new(bytes);
	return true;
}

static void
end(struct site *s)
{
	arena_free(s->c.arena);
	s->c.arena = s->a;
	kept_free(s->c.kept);
	s->c.kept = NULL;
	site_close(s);
}

static void
it_holds_until_a_row_it_rests_on_changes(struct arena *a)
{
	struct kept_key key = key_of(1);
	struct site s;

	if (!begin(&s, a, "kept1", 1 << 20))
		return;
	site_any(&s, &activity_entity, s.one);
	CHECK(found(&s, &key) == 0);
	keep(&s, &key, 7, 0);
	CHECK(found(&s, &key) == 7);
	site_new(&s, &task_entity, s.one);      /* is no concern of it */
	CHECK(found(&s, &key) == 7);
	site_new(&s, &activity_entity, s.one);
	CHECK(found(&s, &key) == 0);
	keep(&s, &key, 8, 0);
	CHECK(found(&s, &key) == 8);
	end(&s);
}

static void
what_some_may_see_is_kept_apart(struct arena *a)
{
	struct kept_key open = key_of(1), personal = key_of(1);
	struct site s;

	if (!begin(&s, a, "kept2", 1 << 20))
		return;
	personal.personal = true;
	keep(&s, &personal, 7, 0);
	CHECK(found(&s, &open) == 0);
	keep(&s, &open, 3, 0);
	CHECK(found(&s, &open) == 3);
	CHECK(found(&s, &personal) == 7);
	end(&s);
}

static void
the_least_lately_used_goes_when_room_is_short(struct arena *a)
{
	struct kept_key one = key_of(1), two = key_of(2), three = key_of(3);
	struct site s;

	if (!begin(&s, a, "kept3", 1000 * 1000))
		return;
	keep(&s, &one, 1, 400 * 1000);
	keep(&s, &two, 2, 400 * 1000);
	CHECK(found(&s, &one) == 1);
	end_work(&s);
	keep(&s, &three, 3, 400 * 1000);
	CHECK(found(&s, &one) == 1);
	CHECK(found(&s, &two) == 0);
	CHECK(found(&s, &three) == 3);
	keep(&s, &two, 2, 2000 * 1000);         /* more than all the room */
	CHECK(found(&s, &two) == 0);
	CHECK(found(&s, &three) == 3);
	end(&s);
}

/* Twenty looks at the large one do not cost the small one its place. */
static void
a_small_thing_is_not_given_up_for_a_large_one(struct arena *a)
{
	struct kept_key small = key_of(1), one = key_of(2), two = key_of(3);
	struct site s;
	int i;

	if (!begin(&s, a, "kept9", 1000 * 1000))
		return;
	keep(&s, &small, 1, 10 * 1000);
	keep(&s, &one, 2, 600 * 1000);
	for (i = 0; i < 20; i++)
		CHECK(found(&s, &one) == 2);
	end_work(&s);
	keep(&s, &two, 3, 600 * 1000);
	CHECK(found(&s, &small) == 1);
	CHECK(found(&s, &one) == 0);
	CHECK(found(&s, &two) == 3);
	end(&s);
}

static void
what_is_lent_lives_on_when_it_has_to_go(struct arena *a)
{
	struct kept_key one = key_of(1), two = key_of(2);
	const int *lent;
	struct site s;

	if (!begin(&s, a, "kept4", 500 * 1000))
		return;
	keep(&s, &one, 1, 400 * 1000);
	lent = kept_find(&s.c, &one);
	keep(&s, &two, 2, 400 * 1000);
	CHECK(found(&s, &one) == 0);
	CHECK(*lent == 1);                      /* the sanitizer looks on */
	end(&s);
}

static void
what_was_known_later_is_not_replaced(struct arena *a)
{
	struct kept_key key = key_of(1);
	struct arena *own;
	struct site s;
	int *old;

	if (!begin(&s, a, "kept5", 1 << 20))
		return;
	own = arena_new(0);
	old = NEW(own, int);
	*old = 5;
	site_new(&s, &activity_entity, s.one);
	keep(&s, &key, 7, 0);
	kept_put(&s.c, &key, 0, own, old);      /* a slow one comes in late */
	CHECK(found(&s, &key) == 7);
	end(&s);
}

/* A transaction that writes may be taken back, and its number given to
 * another change. */
static void
who_writes_keeps_nothing_for_others(struct arena *a)
{
	struct kept_key key = key_of(1);
	struct site s;

	if (!begin(&s, a, "kept6", 1 << 20))
		return;
	keep(&s, &key, 7, 0);
	site_try(&s);
	s.c.unsure = true;
	site_new(&s, &task_entity, s.one);
	CHECK(found(&s, &key) == 7);            /* reading is no harm */
	site_new(&s, &activity_entity, s.one);
	CHECK(found(&s, &key) == 0);
	keep(&s, &key, 8, 0);
	CHECK(found(&s, &key) == 0);
	s.c.unsure = false;
	site_back(&s);
	keep(&s, &key, 9, 0);
	site_try(&s);
	s.c.unsure = true;
	site_new(&s, &task_entity, s.one);
	CHECK(found(&s, &key) == 9);            /* does not move its number */
	s.c.unsure = false;
	site_back(&s);
	site_new(&s, &activity_entity, s.one);
	CHECK(found(&s, &key) == 0);
	end(&s);
}

static struct desired_level *
want_level(struct site *s, struct id *round)
{
	struct framework *f = site_blank(s, &framework_entity, s->one);
	struct dimension *dim = site_blank(s, &dimension_entity, s->one);
	struct desired_level *d = site_blank(s, &desired_level_entity, s->one);
	struct assessment_round *r;

	f->row.id = id_new(&s->random, s->c.now);
	f->code = S("kept");
	f->scale_min = 1;
	f->scale_max = 5;
	f->overall_rule = S("mean");
	site_keep(s, &framework_entity, f);
	dim->row.id = id_new(&s->random, s->c.now);
	dim->framework = d->framework = f->row.id;
	site_keep(s, &dimension_entity, dim);
	r = site_blank(s, &assessment_round_entity, s->one);
	r->framework = f->row.id;
	r->rule = (str){ 0 };
	site_keep(s, &assessment_round_entity, r);
	d->dimension = dim->row.id;
	d->desired = 3;
	site_keep(s, &desired_level_entity, d);
	*round = r->row.id;
	return d;
}

static double
wanted(struct site *s, struct id round, const struct gap_line **line)
{
	const struct gap_table *t;

	CHECK(assess_gaps(&s->c, round, &t));
	*line = t->line;
	CHECK(t->n == 1);
	return t->n == 1 ? t->line->desired : 0;
}

static void
gaps_are_kept_until_what_is_wanted_changes(struct arena *a)
{
	const struct gap_line *line, *again;
	struct desired_level *d;
	struct id round;
	struct site s;

	if (!begin(&s, a, "kept7", 4 << 20))
		return;
	site_system(&s);
	d = want_level(&s, &round);
	NEAR(wanted(&s, round, &line), 3, 0);
	NEAR(wanted(&s, round, &again), 3, 0);
	CHECK(line == again);
	s.c.lang = "vi";                        /* titles are in a language */
	NEAR(wanted(&s, round, &again), 3, 0);
	CHECK(line != again);
	d->desired = 4;
	CHECK(flow_save(&s.c, &desired_level_entity, d));
	NEAR(wanted(&s, round, &again), 4, 0);
	s.c.lang = "en";
	NEAR(wanted(&s, round, &again), 4, 0);
	end(&s);
}

/* ---- the same asked for by many at once ---- */

struct other {
	struct site *s;
	pthread_barrier_t both;
	int got;
};

static void *
ask_beside(void *of)
{
	struct other *o = of;
	const struct kept_key key = key_of(1);

	pthread_barrier_wait(&o->both);
	o->got = found(o->s, &key);
	return NULL;
}

/* Two sites made alike are at the same change, and share what is kept. */
static void
who_asks_for_what_is_being_made_waits_for_it(struct arena *a)
{
	const struct kept_key key = key_of(1);
	struct other o = { .got = -1 };
	struct site s, beside;
	pthread_t thread;
	int i;

	if (!begin(&s, a, "keptone", 1 << 20) ||
	    !site_open(&beside, a, "kepttwo"))
		return;
	beside.c.arena = arena_new(0);
	beside.c.kept = s.c.kept;
	o.s = &beside;
	pthread_barrier_init(&o.both, NULL, 2);
	CHECK(found(&s, &key) == 0);            /* now it is his to make */
	CHECK(found(&s, &key) == 0);            /* he waits for nobody */
	CHECK(pthread_create(&thread, NULL, ask_beside, &o) == 0);
	pthread_barrier_wait(&o.both);
	for (i = 0; i < 20000; i++)
		sched_yield();
	CHECK(o.got == -1);
	keep(&s, &key, 7, 0);
	pthread_join(thread, NULL);
	CHECK(o.got == 7);
	pthread_barrier_destroy(&o.both);
	arena_free(beside.c.arena);
	beside.c.arena = beside.a;
	beside.c.kept = NULL;
	site_close(&beside);
	end(&s);
}

static void
what_was_given_up_is_made_by_who_asks_next(struct arena *a)
{
	const struct kept_key key = key_of(1);
	struct other o = { .got = -1 };
	struct site s, beside;
	pthread_t thread;

	if (!begin(&s, a, "keptgone", 1 << 20) ||
	    !site_open(&beside, a, "keptnext"))
		return;
	beside.c.arena = arena_new(0);
	beside.c.kept = s.c.kept;
	o.s = &beside;
	pthread_barrier_init(&o.both, NULL, 2);
	CHECK(found(&s, &key) == 0);
	CHECK(pthread_create(&thread, NULL, ask_beside, &o) == 0);
	pthread_barrier_wait(&o.both);
	end_work(&s);
	pthread_join(thread, NULL);
	CHECK(o.got == 0);
	pthread_barrier_destroy(&o.both);
	arena_free(beside.c.arena);
	beside.c.arena = beside.a;
	beside.c.kept = NULL;
	site_close(&beside);
	end(&s);
}

const struct test kept_tests[] = {
	{ "who asks for what is being made waits for it",
	    who_asks_for_what_is_being_made_waits_for_it },
	{ "what was given up is made by who asks next",
	    what_was_given_up_is_made_by_who_asks_next },
	{ "who writes keeps nothing for others",
	   who_writes_keeps_nothing_for_others },
	{ "gaps are kept until what is wanted changes",
	   gaps_are_kept_until_what_is_wanted_changes },
	{ "it holds until a row it rests on changes",
	   it_holds_until_a_row_it_rests_on_changes },
	{ "what some may see is kept apart", what_some_may_see_is_kept_apart },
	{ "a small thing is not given up for a large one",
	   a_small_thing_is_not_given_up_for_a_large_one },
	{ "the least lately used goes when room is short",
	   the_least_lately_used_goes_when_room_is_short },
	{ "what is lent lives on when it has to go",
	   what_is_lent_lives_on_when_it_has_to_go },
	{ "what was known later is not replaced",
	   what_was_known_later_is_not_replaced },
	{ 0 }
};
