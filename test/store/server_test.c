/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What only a server has to stand: several writers, and going away. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "store/inside.h"
#include "test.h"

extern const struct test store_server_tests[];

static bool
says(const struct bench *b, enum fault fault, const char *text)
{
	const struct error *e = b->e.first;

	if (e != NULL && e->fault == fault && strstr(e->text, text) != NULL)
		return true;
	printf("got: %s\n", e ? e->text : "-");
	return false;
}

static void
write_hundred(struct bench *b, int who)
{
	struct place p;
	int i, bad = 0;

	b->s = bench_again(b, STORE_WRITE);
	for (i = 0; b->s != NULL && i < 100; i++) {
		row_blank(&place_entity, &p);
		p.code = str_print(b->a, "%d-%d", who, i);
		bad |= !bench_put(b, &place_entity, &p);
	}
	_exit(bad || i < 100);
}

static void
writers_at_the_same_time_number_without_a_gap(struct arena *a)
{
	struct bench b;
	int64_t last;
	int i, status;
	pid_t child[3];

	if (!bench_open(&b, a, "writers", 1))
		return;
	for (i = 0; i < 3; i++) {
		child[i] = fork();
		if (child[i] == 0)
			write_hundred(&b, i);
	}
	for (i = 0; i < 3; i++)
		CHECK(waitpid(child[i], &status, 0) == child[i] && status == 0);
	CHECK(store_last_change(b.s, &last, &b.e) && last == 300);
	CHECK(store_check(b.s, &b.e));
	bench_close(&b);
}

static void
a_connection_that_was_cut_is_made_again(struct arena *a)
{
	struct bench b;
	struct place p;
	struct store *r;

	if (!bench_open(&b, a, "cut", 1))
		return;
	p = bench_place(&b, "P1");
	r = bench_again(&b, STORE_READ);
	CHECK(r != NULL && store_has(r, &place_entity, p.row.id));
	CHECK(store_begin(r, false, &b.e));
	/* The statement ends in an error here: whoever is cut is told last. */
	(void)bench_tamper(&b, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
	    "WHERE pid <> pg_backend_pid() AND query LIKE '%REPEATABLE%'");
	CHECK(!store_find(r, &place_entity, p.row.id, a, &p, &b.e));
	CHECK(says(&b, BROKEN, "The database says"));
	store_undo(r);
	errors_clear(&b.e);
	(void)!store_find(r, &place_entity, p.row.id, a, &p, &b.e);
	errors_clear(&b.e);
	CHECK(store_find(r, &place_entity, p.row.id, a, &p, &b.e));
	CHECK(store_begin(r, false, &b.e) && store_commit(r, &b.e));
	store_close(r);
	bench_close(&b);
}

static void
an_address_that_leads_nowhere_says_so(struct arena *a)
{
	const char *server = getenv("TILTH_PG");
	struct bench b = { .a = a, .e.arena = a };

	b.where = S("postgresql://tilth:secret@127.0.0.1:1/tilth?connect_timeout=2");
	CHECK(bench_again(&b, STORE_READ) == NULL);
	CHECK(says(&b, BROKEN, "cannot be opened"));
	CHECK(strstr(b.e.first->text, "secret") == NULL);
	if (server == NULL) {
		test_skip("TILTH_PG names no server; see tool/pg.sh");
		return;
	}
	b.where = str_print(a, "%s&schema=nobody_made_this", server);
	CHECK(bench_again(&b, STORE_READ) == NULL);
	CHECK(says(&b, ABSENT, "no such schema"));
	b.where = str_print(a, "%s&schema=x\";DROP", server);
	CHECK(bench_again(&b, STORE_CREATE) == NULL);
	CHECK(says(&b, INVALID, "small letters"));
}

const struct test store_server_tests[] = {
	{ "writers at the same time number without a gap",
	   writers_at_the_same_time_number_without_a_gap },
	{ "a connection that was cut is made again", a_connection_that_was_cut_is_made_again },
	{ "an address that leads nowhere says so", an_address_that_leads_nowhere_says_so },
	{ 0 }
};
