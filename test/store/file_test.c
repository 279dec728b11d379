/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What only a data file of one's own has to stand: locks, kills, disks. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/write.h"
#include "bench.h"
#include "store/inside.h"
#include "test.h"

extern const struct test store_file_tests[];

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
a_file_that_is_not_there_is_absent(struct arena *a)
{
	struct bench b = { .a = a, .e.arena = a };

	b.where = str_print(a, "%s/none.tilth", test_scratch());
	CHECK(bench_again(&b, STORE_READ) == NULL);
	CHECK(says(&b, ABSENT, "none.tilth"));
	CHECK(bench_again(&b, STORE_WRITE) == NULL);
	CHECK(says(&b, ABSENT, "init"));
	CHECK(access(b.where.p, F_OK) != 0);
	b.where = str_print(a, "%s/no/folder.tilth", test_scratch());
	CHECK(bench_again(&b, STORE_CREATE) == NULL);
	CHECK(says(&b, ABSENT, "folder"));
}

static void
a_file_of_something_else_is_not_touched(struct arena *a)
{
	static const char text[] = "a letter to my aunt, long enough to be read";
	struct bench b = { .a = a, .e.arena = a };
	char got[sizeof(text)] = "";
	FILE *f;

	b.where = str_print(a, "%s/letter", test_scratch());
	f = fopen(b.where.p, "w");
	fputs(text, f);
	fclose(f);
	CHECK(bench_again(&b, STORE_CREATE) == NULL);
	CHECK(says(&b, INVALID, "cannot hold Tilth's data"));
	CHECK(bench_again(&b, STORE_READ) == NULL);
	f = fopen(b.where.p, "r");
	CHECK(fread(got, 1, sizeof(got), f) == strlen(text));
	fclose(f);
	CHECK(strcmp(got, text) == 0);
}

static void
a_second_writer_is_told_that_the_file_is_served(struct arena *a)
{
	struct store *r;
	struct bench b;

	if (!bench_open(&b, a, "served", 0))
		return;
	CHECK(bench_again(&b, STORE_WRITE) == NULL);
	CHECK(says(&b, BUSY, "is being served; ask the server or stop it"));
	CHECK(bench_again(&b, STORE_CREATE) == NULL);
	CHECK(bench_again(&b, STORE_MIGRATE) == NULL);
	r = bench_again(&b, STORE_READ);
	CHECK(r != NULL);
	store_close(r);
	bench_close(&b);
}

static void
data_of_another_model_is_a_conflict(struct arena *a)
{
	static const struct entity *const other[] = { &place_entity, NULL };
	struct store *s = NULL;
	struct bench b;

	if (!bench_open(&b, a, "model", 0))
		return;
	CHECK(!store_open_of(&s, b.where, STORE_READ, other, &b.e));
	CHECK(says(&b, CONFLICT, "tilth migrate"));
	store_close(b.s);
	errors_clear(&b.e);
	CHECK(!store_open_of(&s, b.where, STORE_WRITE, other, &b.e));
	errors_clear(&b.e);
	CHECK(store_open_of(&s, b.where, STORE_MIGRATE, other, &b.e));
	b.s = s;
	bench_close(&b);
}

static void
only_the_owner_may_read_the_file(struct arena *a)
{
	struct stat st;
	struct bench b;

	if (!bench_open(&b, a, "mode", 0))
		return;
	CHECK(stat(b.where.p, &st) == 0 && (st.st_mode & 077) == 0);
	bench_close(&b);
}

/* ---- kill -9 ---- */

/* Puts places K-0, K-1 ... and says after each commit that it is done. */
static void
write_until_killed(struct bench *b, int round, int pipe_end)
{
	struct place p;
	int i;

	b->s = bench_again(b, STORE_WRITE);
	for (i = 0; b->s != NULL; i++) {
		row_blank(&place_entity, &p);
		p.code = str_print(b->a, "%d-%d", round, i);
		if (!bench_put(b, &place_entity, &p) ||
		    write(pipe_end, &p.row.id, sizeof(p.row.id)) < 0)
			break;
	}
	_exit(1);
}

static size_t
kill_a_writer(struct bench *b, int round, struct id *acknowledged, size_t room)
{
	size_t n = 0;
	int ends[2], status;
	pid_t child;

	CHECK(pipe(ends) == 0);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		write_until_killed(b, round, ends[1]);
	}
	close(ends[1]);
	while (n < (size_t)round % 9 + 1 && read(ends[0], &acknowledged[n],
	    sizeof(*acknowledged)) == sizeof(*acknowledged))
		n++;
	kill(child, SIGKILL);
	while (n < room && read(ends[0], &acknowledged[n],
	    sizeof(*acknowledged)) == sizeof(*acknowledged))
		n++;
	close(ends[0]);
	CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
	return n;
}

static void
kill_minus_nine_loses_no_acknowledged_row(struct arena *a)
{
	struct id *ids = NEWS(a, struct id, 10000);
	struct bench b;
	struct store *s;
	size_t i, n;
	int round;

	if (!bench_open(&b, a, "kill", 0))
		return;
	store_close(b.s);
	for (round = 0; round < 50; round++) {
		n = kill_a_writer(&b, round, ids, 10000);
		CHECK(n > 0);
		s = bench_again(&b, STORE_WRITE);
		CHECK(s != NULL);
		for (i = 0; s != NULL && i < n; i++)
			CHECK(store_has(s, &place_entity, ids[i]));
		if (round % 10 == 9)
			CHECK(store_check(s, &b.e));
		store_close(s);
	}
	b.s = bench_again(&b, STORE_WRITE);
	bench_close(&b);
}

/* ---- a full disk ---- */

static void
a_full_disk_is_told_and_reading_goes_on(struct arena *a)
{
	struct bench b;
	struct place first, p;
	int i;

	if (!bench_open(&b, a, "full", 0))
		return;
	first = bench_place(&b, "P1");
	CHECK(bench_tamper(&b, "PRAGMA max_page_count = 60"));
	for (i = 0; i < 1000; i++) {
		row_blank(&place_entity, &p);
		p.code = str_print(a, "%d", i);
		p.name = str_print(a, "%0380d", i);
		if (!bench_put(&b, &place_entity, &p))
			break;
	}
	CHECK(i > 0 && i < 1000);
	CHECK(says(&b, NO_ROOM, "The disk is full"));
	CHECK(store_find(b.s, &place_entity, first.row.id, a, &p, &b.e));
	CHECK(bench_tamper(&b, "PRAGMA max_page_count = 100000"));
	bench_place(&b, "P2");
	errors_clear(&b.e);
	CHECK(store_check(b.s, &b.e));
	bench_close(&b);
}

/* In a child, since the limit is the process's: the journal itself may
 * not grow, inside a transaction of many requests. */
static void
fill_the_journal(struct bench *b)
{
	const struct rlimit most = { 300000, 300000 };
	struct place first, p;
	int i, bad = 0;

	signal(SIGXFSZ, SIG_IGN);
	b->s = bench_again(b, STORE_WRITE);
	first = bench_place(b, "P1");
	setrlimit(RLIMIT_FSIZE, &most);
	for (i = 0; i < 1000; i++) {
		row_blank(&place_entity, &p);
		p.code = str_print(b->a, "%d", i);
		p.name = str_print(b->a, "%0380d", i);
		if (!bench_put(b, &place_entity, &p))
			break;
	}
	bad |= i == 0 || i == 1000;
	bad |= !says(b, NO_ROOM, "The disk is full");
	errors_clear(&b->e);
	bad |= !store_find(b->s, &place_entity, first.row.id, b->a, &p, &b->e);
	_exit(bad);
}

static void
a_journal_that_cannot_grow_is_a_full_disk(struct arena *a)
{
	struct bench b;
	int status = -1;
	pid_t child;

	if (!bench_open(&b, a, "journal", 0))
		return;
	store_close(b.s);
	child = fork();
	if (child == 0)
		fill_the_journal(&b);
	CHECK(waitpid(child, &status, 0) == child && status == 0);
	b.s = bench_again(&b, STORE_WRITE);
	CHECK(b.s != NULL && store_check(b.s, &b.e));
	bench_close(&b);
}

static void
a_transaction_broken_by_a_full_disk_is_not_committed(struct arena *a)
{
	struct bench b;
	struct place p;
	int i;

	if (!bench_open(&b, a, "broken", 0))
		return;
	CHECK(bench_tamper(&b, "PRAGMA max_page_count = 60"));
	CHECK(store_begin(b.s, true, &b.e));
	for (i = 0; i < 1000; i++) {
		CHECK(store_save(b.s, &b.e));
		row_blank(&place_entity, &p);
		p.code = str_print(a, "%d", i);
		p.name = str_print(a, "%0380d", i);
		if (!bench_put(&b, &place_entity, &p))
			break;
		CHECK(store_release(b.s, &b.e));
	}
	CHECK(i > 0 && i < 1000);
	store_back(b.s);
	errors_clear(&b.e);
	(void)!store_commit(b.s, &b.e);
	CHECK(bench_tamper(&b, "PRAGMA max_page_count = 100000"));
	errors_clear(&b.e);
	CHECK(store_check(b.s, &b.e));  /* whole, whichever way it went */
	bench_place(&b, "P2");
	bench_close(&b);
}

/* ---- backup ---- */

static void
a_backup_is_of_one_moment_and_overwrites_nothing(struct arena *a)
{
	struct bench b, copy;
	struct place p, q;
	str to;

	if (!bench_open(&b, a, "backup", 0))
		return;
	p = bench_place(&b, "P1");
	CHECK(store_begin(b.s, true, &b.e));
	q = bench_place(&b, "P2");
	to = str_print(a, "%s/copy.tilth", test_scratch());
	CHECK(store_backup(b.s, to, &b.e));     /* while that is not committed */
	CHECK(store_commit(b.s, &b.e));
	CHECK(!store_backup(b.s, to, &b.e));
	CHECK(says(&b, INVALID, "overwrites nothing"));
	copy = b;
	copy.where = to;
	copy.s = bench_again(&copy, STORE_WRITE);
	CHECK(copy.s != NULL && store_check(copy.s, &copy.e));
	CHECK(store_has(copy.s, &place_entity, p.row.id));
	CHECK(!store_has(copy.s, &place_entity, q.row.id));
	bench_close(&copy);
	errors_clear(&b.e);
	CHECK(!store_backup(b.s, S("/nowhere/x"), &b.e));
	bench_close(&b);
}

/* ---- what leaves the disk ---- */

static bool
file_has(struct arena *a, const char *path, const char *needle)
{
	FILE *f = fopen(path, "r");
	char *p = arena_take(a, 1 << 22, 1);
	size_t n;

	if (f == NULL)
		return false;
	n = fread(p, 1, 1 << 22, f);
	fclose(f);
	return memmem(p, n, needle, strlen(needle)) != NULL;
}

static void
what_is_erased_is_in_no_byte_of_the_files(struct arena *a)
{
	struct bench b;
	struct cat cat;
	str wal;

	if (!bench_open(&b, a, "bytes", 0))
		return;
	wal = str_print(a, "%s-wal", b.where.p);
	row_blank(&cat_entity, &cat);
	cat.name = S("Xanthippe");
	CHECK(bench_put(&b, &cat_entity, &cat));
	CHECK(file_has(a, b.where.p, "Xanthippe") ||
	    file_has(a, wal.p, "Xanthippe"));
	CHECK(store_erase(b.s, &cat_entity, cat.row.id, &b.by, &b.e));
	CHECK(!file_has(a, b.where.p, "Xanthippe"));
	CHECK(!file_has(a, wal.p, "Xanthippe"));
	CHECK(!file_has(a, b.where.p, "xanthippe"));    /* its search key */
	CHECK(!file_has(a, wal.p, "xanthippe"));
	bench_close(&b);
}

/* ---- carelessness ---- */

static void
a_cursor_left_open_harms_nobody(struct arena *a)
{
	struct arena *own = arena_new(0), *late = arena_new(0);
	struct ask ask = { .limit = 0 };
	struct cursor *c;
	struct bench b;
	struct place p;

	if (!bench_open(&b, a, "left", 0))
		return;
	bench_place(&b, "P1");
	bench_place(&b, "P2");
	CHECK(store_list(b.s, &place_entity, &ask, own, &c, &b.e));
	CHECK(store_next(c, own, &p));
	arena_free(own);
	CHECK(store_list(b.s, &place_entity, &ask, late, &c, &b.e));
	CHECK(store_next(c, late, &p));
	bench_close(&b);
	arena_free(late);
}

static void
more_kinds_of_lists_than_are_kept_prepared_still_work(struct arena *a)
{
	struct ask ask = { .limit = 1 };
	struct cursor *c;
	struct bench b;
	struct place p;

	if (!bench_open(&b, a, "kinds", 0))
		return;
	bench_place(&b, "P1");
	for (; ask.limit < TEXTS_MOST + 50; ask.limit++) {
		CHECK(store_list(b.s, &place_entity, &ask, a, &c, &b.e));
		CHECK(store_next(c, a, &p) && !store_next(c, a, &p));
		CHECK(store_end(c, &b.e));
	}
	bench_close(&b);
}

static void
the_whole_model_opens_quickly_and_checks_clean(struct arena *a)
{
	struct errors e = { .arena = a };
	struct store *s;
	str where = str_print(a, "%s/model.tilth", test_scratch());

	CHECK(store_open(&s, where, STORE_CREATE, &e));
	CHECK(store_check(s, &e));
	store_close(s);
	CHECK(store_open(&s, where, STORE_READ, &e));
	CHECK(strcmp(store_scheme(s), "sqlite") == 0);
	store_close(s);
}

/* Many connections of one program are opened with what one of them knew. */
static void
a_shape_told_once_opens_what_it_fits(struct arena *a)
{
	struct errors e = { a, NULL };
	str where = str_print(a, "%s/known.tilth", test_scratch());
	struct store *s;

	CHECK(store_open(&s, where, STORE_CREATE, &e));
	store_close(s);
	CHECK(store_open_known(&s, where, STORE_READ, store_shape(a), &e));
	store_close(s);
	CHECK(!store_open_known(&s, where, STORE_READ,
	    S("01890000-0000-7000-8000-000000000000"), &e));
	CHECK(errors_worst(&e) == CONFLICT);
}

const struct test store_file_tests[] = {
	{ "a file that is not there is absent", a_file_that_is_not_there_is_absent },
	{ "a file of something else is not touched", a_file_of_something_else_is_not_touched },
	{ "a second writer is told that the file is served",
	   a_second_writer_is_told_that_the_file_is_served },
	{ "data of another model is a conflict", data_of_another_model_is_a_conflict },
	{ "only the owner may read the file", only_the_owner_may_read_the_file },
	{ "kill -9 loses no acknowledged row", kill_minus_nine_loses_no_acknowledged_row },
	{ "a full disk is told and reading goes on", a_full_disk_is_told_and_reading_goes_on },
	{ "a journal that cannot grow is a full disk", a_journal_that_cannot_grow_is_a_full_disk },
	{ "a transaction broken by a full disk is not committed",
	   a_transaction_broken_by_a_full_disk_is_not_committed },
	{ "a backup is of one moment and overwrites nothing",
	   a_backup_is_of_one_moment_and_overwrites_nothing },
	{ "what is erased is in no byte of the files", what_is_erased_is_in_no_byte_of_the_files },
	{ "a cursor left open harms nobody", a_cursor_left_open_harms_nobody },
	{ "more kinds of lists than are kept prepared still work",
	   more_kinds_of_lists_than_are_kept_prepared_still_work },
	{ "the whole model opens quickly and checks clean",
	   the_whole_model_opens_quickly_and_checks_clean },
	{ "a shape told once opens what it fits",
	   a_shape_told_once_opens_what_it_fits },
	{ 0 }
};
