/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/spool.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "test.h"

static void
few_bytes_stay_in_memory(struct arena *a)
{
	struct spool *s = spool_open(a, 0, 100, false);
	uint64_t size;
	str body, text;
	int file;

	CHECK(spool_put(s, "one ", 4) && spool_put(s, "two", 3));
	CHECK(spool_text(s, &text) && str_is(text, "one two"));
	CHECK(spool_end(s, &body, &file, &size));
	CHECK(file == -1 && size == 7 && str_is(body, "one two"));
}

static void
many_bytes_go_to_a_file_and_read_as_one_text(struct arena *a)
{
	enum { N = 300, PIECE = 10000 };
	struct spool *s = spool_open(a, 0, N * PIECE, false);
	char piece[PIECE];
	uint64_t size;
	str body, text;
	int file, i, good = 1;

	for (i = 0; i < N; i++) {
		memset(piece, 'a' + i % 26, PIECE);
		good &= spool_put(s, piece, PIECE);
	}
	CHECK(good);
	CHECK(spool_end(s, &body, &file, &size));
	CHECK(file >= 0 && size == N * PIECE);
	CHECK(spool_text(s, &text) && text.n == N * PIECE);
	for (i = 0; i < N && good; i++)
		good &= text.p[i * PIECE] == 'a' + i % 26 &&
		    text.p[i * PIECE + PIECE - 1] == 'a' + i % 26;
	CHECK(good);
	CHECK(lseek(file, 0, SEEK_END) == N * PIECE);
}

static void
what_is_over_the_limit_is_refused(struct arena *a)
{
	struct spool *s = spool_open(a, 4, 4, false);
	str text;

	CHECK(spool_put(s, "1234", 4));
	CHECK(!spool_is_over(s));
	CHECK(!spool_put(s, "5", 1));
	CHECK(spool_is_over(s));
	CHECK(!spool_put(s, "", 0));
	CHECK(!spool_text(s, &text));
}

static void
a_disk_that_refuses_is_told(struct arena *a)
{
	struct spool *s = spool_open(a, 0, 100, false);
	const char *was = getenv("TMPDIR");
	str keep = was == NULL ? (str){ 0 } : str_copy(a, str_of(was));

	CHECK(spool_put(s, "1", 1));
	setenv("TMPDIR", "/nonexistent/folder", 1);
	CHECK(spool_file(s) == -1);
	CHECK(!spool_put(s, "2", 1));
	if (keep.p != NULL)
		setenv("TMPDIR", keep.p, 1);
	else
		unsetenv("TMPDIR");
}

static void
packed_bytes_unpack_to_what_went_in(struct arena *a)
{
	enum { N = 200000 };
	struct spool *s = spool_open(a, 0, N, true);
	char *in = arena_take(a, N, 1), *out = arena_take(a, N + 1, 1);
	z_stream z = { 0 };
	uint64_t size;
	str body;
	int file, i;

	for (i = 0; i < N; i++)
		in[i] = (char)('a' + i % 7 + i % 3);
	CHECK(spool_put(s, in, N / 2) && spool_put(s, in + N / 2, N / 2));
	CHECK(spool_end(s, &body, &file, &size));
	CHECK(file == -1 && size < N / 10);
	CHECK(inflateInit2(&z, 15 + 16) == Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)body.p;
	z.avail_in = (unsigned)body.n;
	z.next_out = (unsigned char *)out;
	z.avail_out = N + 1;
	CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
	CHECK(z.total_out == N && memcmp(in, out, N) == 0);
	inflateEnd(&z);
}

const struct test spool_tests[] = {
	{ "few bytes stay in memory", few_bytes_stay_in_memory },
	{ "many bytes go to a file and read as one text",
	   many_bytes_go_to_a_file_and_read_as_one_text },
	{ "what is over the limit is refused", what_is_over_the_limit_is_refused },
	{ "a disk that refuses is told", a_disk_that_refuses_is_told },
	{ "packed bytes unpack to what went in", packed_bytes_unpack_to_what_went_in },
	{ 0 }
};
