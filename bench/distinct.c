/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * distinct MILLIONS - how long it takes to count persons once.
 *
 * So many million attendances, of a fifth as many persons,
 * over 1,000 programmes, 8 years, 6 kinds of activity and 3 sexes, in the
 * lists that the program keeps (flow/reached.h).  Prints for each filter
 *
 *	FILTER MILLISECONDS PERSONS
 *
 * and before them the time to give every attendance its person's number.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/once.h"
#include "flow/reached.h"

enum { PROGRAMMES = 1000, YEARS = 8, KINDS = 6, SEXES = 3, FIRST = 2018,
	CELLS = YEARS * KINDS * SEXES, ROUNDS = 5, PER_PERSON = 5 };

static const char *const kinds[KINDS] = { "TRN", "COA", "MEN", "TA", "EXC",
	"NET" };
static const char *const sexes[SEXES] = { "F", "M", "U" };

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t
draw(uint64_t *state)           /* splitmix64 */
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static struct id
id_of(uint64_t person)
{
	struct id id = { { 0 } };
	uint64_t state = person, x;
	size_t i;

	for (i = 0; i < sizeof(id.b); i++) {
		x = draw(&state);
		id.b[i] = (unsigned char)x;
	}
	return id;
}

/* A programme of `each` attendances; a person's sex is always the same. */
static const struct reached *
make(struct arena *a, struct once_index *x, size_t each, uint64_t persons,
    uint64_t *seed)
{
	struct reached *r = NEW(a, struct reached);
	struct arena *rough = arena_new(0);
	struct id *id = NEWS(rough, struct id, each);
	uint32_t *number = NEWS(rough, uint32_t, each);
	size_t *cell = NEWS(rough, size_t, each), i;

	r->n = CELLS;
	r->cell = NEWS(a, struct reached_cell, CELLS);
	for (i = 0; i < each; i++) {
		uint64_t who = draw(seed) % persons;

		id[i] = id_of(who);
		cell[i] = (draw(seed) % (YEARS * KINDS)) * SEXES + who % SEXES;
		r->cell[cell[i]].n++;
	}
	once_numbers(x, id, each, number);
	for (i = 0; i < CELLS; i++) {
		struct reached_cell *k = &r->cell[i];

		k->year = FIRST + (int)(i / SEXES / KINDS);
		k->modality = str_of(kinds[i / SEXES % KINDS]);
		k->sex = str_of(sexes[i % SEXES]);
		k->who = NEWS(a, uint32_t, k->n + 1);
		k->n = 0;
	}
	for (i = 0; i < each; i++)
		r->cell[cell[i]].who[r->cell[cell[i]].n++] = number[i];
	for (i = 0; i < CELLS; i++)
		r->cell[i].n = once_each(rough, r->cell[i].who, r->cell[i].n);
	arena_free(rough);
	return r;
}

static void
time_it(const char *name, const struct reached *const *all, uint32_t given,
    struct reached_ask ask)
{
	double least = 1e9, from;
	struct reached_sum sum = { 0 };
	int i;

	for (i = 0; i < ROUNDS; i++) {
		struct arena *a = arena_new(0);

		from = seconds();
		reached_sum(a, all, given, &ask, &sum);
		from = seconds() - from;
		least = from < least ? from : least;
		arena_free(a);
	}
	printf("%s %.1f %lld\n", name, least * 1000, (long long)sum.people);
}

int
main(int argc, char **argv)
{
	size_t millions = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 10;
	size_t each = millions * 1000000 / PROGRAMMES, i;
	struct arena *a = arena_new(0);
	const struct reached **all = NEWS(a, const struct reached *,
	    PROGRAMMES);
	struct once_index *x = once_index_new(a);
	uint64_t seed = 1;
	double from = seconds();
	uint32_t given;

	for (i = 0; i < PROGRAMMES; i++)
		all[i] = make(a, x, each, millions * 1000000 / PER_PERSON,
		    &seed);
	given = once_given(x);
	printf("made %.1f %u\n", (seconds() - from) * 1000, given);
	time_it("all", all, given, (struct reached_ask){ .n = PROGRAMMES });
	time_it("women", all, given, (struct reached_ask){ .n = PROGRAMMES,
	    .sex = S("F") });
	time_it("one_year", all, given, (struct reached_ask){
	    .n = PROGRAMMES, .from = 2020, .to = 2020 });
	time_it("training", all, given, (struct reached_ask){
	    .n = PROGRAMMES, .modality = S("TRN") });
	time_it("a_tenth", all, given, (struct reached_ask){
	    .n = PROGRAMMES / 10 });
	arena_free(a);
	return 0;
}
