/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * results FILE - how long the results of the file's only round take.
 *
 * Asks for them as a page does, in a process that has just been started,
 * again on the same desk, where they are kept, and prints
 *
 *	SHEETS SUBJECTS SECONDS SECONDS_AGAIN MEBIBYTES
 *
 * The first figure holds the reading of every sheet, scores of all items
 * and dimensions, names, agreement; the last is the most that the process
 * held, pages of the file that the machine lent it included.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "base/arena.h"
#include "flow/assess.h"
#include "flow/care.h"
#include "flow/desk.h"
#include "flow/find.h"
#include "flow/kept.h"

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool
find_round(struct ctx *c, struct id *id)
{
	struct ask ask = { .limit = 1 };
	struct assessment_round round;
	struct found *found;

	if (!flow_list(c, &assessment_round_entity, &ask, &found))
		return false;
	if (!flow_next(found, c->arena, &round))
		return fail(&c->errors, ABSENT, NULL, "There is no round.");
	*id = round.row.id;
	return flow_end(found);
}

static bool
measure(struct ctx *c, struct id round)
{
	double before = seconds(), first;
	const struct results *r, *again;
	struct rusage used;

	if (!assess_results(c, round, &r))
		return false;
	first = seconds() - before;
	before = seconds();
	if (!assess_results(c, round, &again))
		return false;
	before = seconds() - before;
	getrusage(RUSAGE_SELF, &used);
	printf("%lld %zu %.3f %.4f %ld\n", (long long)r->quality.sheets,
	    r->subjects, first, before, used.ru_maxrss / 1024);
	return true;
}

int
main(int n, char **args)
{
	struct arena *a = arena_new(0);
	struct random random = random_system();
	struct ctx c = { .arena = a, .errors = { a, NULL, NULL },
		.lang = "en", .random = &random,
		.actor = { .system = true, .name = S("the bench") } };
	struct id round;
	bool fine;

	if (n != 2) {
		fprintf(stderr, "usage: results FILE\n");
		return 2;
	}
	care_start();
	c.kept = kept_new(256 << 20);
	fine = desk_open(&c, str_of(args[1]), false) &&
	    desk_begin(&c, false) && find_round(&c, &round) &&
	    measure(&c, round);
	if (!fine)
		fprintf(stderr, "results: %s\n", errors_text(&c.errors, NULL));
	if (c.store != NULL)
		desk_close(&c);
	arena_free(a);
	kept_free(c.kept);
	return fine ? 0 : 1;
}
