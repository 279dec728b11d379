/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a stranger may write into the address of a list: filters, words,
 * orders and the place where a page begins.  Each is answered or refused
 * with a sentence, and never becomes SQL.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/store.h"

int LLVMFuzzerInitialize(int *, char ***);
int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static struct store *opened;    /* once: that takes longer than to ask */

static str
file(struct arena *a)
{
	return str_print(a, "/tmp/tilth-fuzz-ask-%d.tilth", (int)getpid());
}

static void
remove_file(void)
{
	struct arena *a = arena_new(0);

	store_close(opened);
	unlink(file(a).p);
	unlink(str_print(a, "%s.lock", file(a).p).p);
	unlink(str_print(a, "%s-wal", file(a).p).p);
	unlink(str_print(a, "%s-shm", file(a).p).p);
	arena_free(a);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *a = arena_new(0);
	struct errors e = { .arena = a };

	(void)argc, (void)argv;
	if (!store_open(&opened, file(a), STORE_CREATE, &e))
		abort();
	arena_free(a);
	return atexit(remove_file);
}

static const struct field *
field_at(const struct entity *entity, unsigned n)
{
	const struct field *f;
	unsigned count = 0;

	for (f = entity->fields; f->name != NULL; f++)
		count++;
	return n % (count + 1) == count ? NULL : &entity->fields[n % (count + 1)];
}

static const struct entity *
entity_at(unsigned n)
{
	unsigned count = 0;

	while (entities[count] != NULL)
		count++;
	return entities[n % count];
}

/* A refusal says why, on the field it is about; BROKEN would be our bug. */
static void
ask_for(struct store *s, const struct entity *entity, const struct ask *ask,
    struct arena *a)
{
	struct errors e = { .arena = a };
	void *row = arena_take(a, 1, entity->size);
	struct cursor *c;
	int64_t n;

	if (store_list(s, entity, ask, a, &c, &e)) {
		while (store_next(c, a, row))
			;
		if (!store_end(c, &e))
			abort();
	} else if (errors_worst(&e) != INVALID)
		abort();
	errors_clear(&e);
	if (!store_count(s, entity, ask, &n, &e) &&
	    errors_worst(&e) != INVALID)
		abort();
}

int
LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)
{
	struct arena *a = arena_new(0);
	const struct entity *entity;
	struct filter filter[2] = { { 0 } };
	struct ask ask = { .filters = filter, .limit = 3 };
	str rest;

	if (n < 8) {
		arena_free(a);
		return 0;
	}
	entity = entity_at(p[0]);
	rest = (str){ (const char *)p + 8, n - 8 };
	filter[0].field = field_at(entity, p[1]);
	filter[0].how = (enum compare)(p[2] % 9 + 1);
	filter[1].field = field_at(entity, p[3]);
	filter[1].how = (enum compare)(p[4] % 9 + 1);
	ask.n = p[5] % 3;
	ask.sort = p[6] & 1 ? field_at(entity, p[7]) : NULL;
	ask.falling = p[6] & 2;
	(void)str_cut(&rest, '\n', &filter[0].value);
	(void)str_cut(&rest, '\n', &filter[1].value);
	(void)str_cut(&rest, '\n', &ask.search);
	(void)str_cut(&rest, '\n', &ask.after);
	if (str_utf8((str){ (const char *)p + 8, n - 8 }))
		ask_for(opened, entity, &ask, a);
	arena_free(a);
	return 0;
}
