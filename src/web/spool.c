/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"

enum { PIECE = 64 * 1024, GZIP_WINDOW = 15 + 16, GZIP_LEVEL = 5 };

struct spool {
	struct arena *arena;
	char    *p;             /* what is in memory */
	size_t   n, room;
	uint64_t taken, limit, size;    /* size: bytes in the file */
	int      file;          /* -1: none */
	bool     over, failed, packs;
	z_stream z;
	void    *map;
	size_t   mapped;
};

static void
close_spool(void *of)
{
	struct spool *s = of;

	if (s->packs)
		deflateEnd(&s->z);
	if (s->map != NULL)
		munmap(s->map, s->mapped);
	if (s->file >= 0)
		close(s->file);
}

struct spool *
spool_open(struct arena *a, size_t expected, uint64_t limit, bool gzip)
{
	struct spool *s = NEW(a, struct spool);

	*s = (struct spool){ .arena = a, .limit = limit, .file = -1 };
	if (expected > 0 && expected <= SPOOL_MEMORY) {
		s->room = expected;
		s->p = arena_take(a, s->room + 1, 1);
	}
	if (gzip && deflateInit2(&s->z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8,
	    Z_DEFAULT_STRATEGY) == Z_OK)
		s->packs = true;
	arena_closer(a, close_spool, s);
	return s;
}

static bool
write_all(int file, const char *p, size_t n)
{
	ssize_t done;

	while (n > 0) {
		done = write(file, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static int
nameless(struct arena *a)
{
	const char *folder = getenv("TMPDIR");
	char *path;
	int file;

	if (folder == NULL || folder[0] == '\0')
		folder = "/tmp";
	file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (file >= 0)
		return file;
	path = str_z(a, str_print(a, "%s/tilth-XXXXXX", folder));
	file = mkostemp(path, O_CLOEXEC);
	if (file >= 0)
		unlink(path);
	return file;
}

int
spool_file(struct spool *s)
{
	if (s->file < 0) {
		s->file = nameless(s->arena);
		if (s->file < 0 || !write_all(s->file, s->p, s->n))
			s->failed = true;
		s->size = s->n;
		s->n = 0;
	}
	return s->failed ? -1 : s->file;
}

static void
grow(struct spool *s, size_t n)
{
	size_t room = s->room == 0 ? 4096 : s->room;

	if (s->n + n <= s->room)
		return;
	while (room < s->n + n)
		room *= 2;
	s->p = arena_longer(s->arena, s->p, s->n, room + 1, 1);
	s->room = room;
}

static bool
keep(struct spool *s, const char *p, size_t n)
{
	if (s->file < 0 && s->n + n <= SPOOL_MEMORY) {
		grow(s, n);
		memcpy(s->p + s->n, p, n);
		s->n += n;
		return true;
	}
	if (spool_file(s) < 0 || !write_all(s->file, p, n)) {
		s->failed = true;
		return false;
	}
	s->size += n;
	return true;
}

static bool
pack(struct spool *s, const char *p, size_t n, int how)
{
	unsigned char out[PIECE];

	/* zlib does not write to its input, it only forgot to say so. */
	s->z.next_in = (unsigned char *)(uintptr_t)p;
	s->z.avail_in = (unsigned)n;
	do {
		s->z.next_out = out;
		s->z.avail_out = sizeof(out);
		deflate(&s->z, how);
		if (!keep(s, (char *)out, sizeof(out) - s->z.avail_out))
			return false;
	} while (s->z.avail_out == 0);
	return true;
}

bool
spool_put(void *to, const char *p, size_t n)
{
	struct spool *s = to;
	size_t some;

	if (s->failed || s->over)
		return false;
	s->taken += n;
	if (s->taken > s->limit) {
		s->over = true;
		return false;
	}
	if (!s->packs)
		return keep(s, p, n);
	for (; n > 0; p += some, n -= some) {
		some = n < PIECE ? n : PIECE;
		if (!pack(s, p, some, Z_NO_FLUSH))
			return false;
	}
	return true;
}

bool
spool_end(struct spool *s, str *body, int *file, uint64_t *size)
{
	if (s->packs && !s->failed && !s->over)
		(void)pack(s, "", 0, Z_FINISH);
	if (s->failed || s->over)
		return false;
	*file = s->file;
	*size = s->file >= 0 ? s->size : s->n;
	*body = s->p != NULL ? (str){ s->p, s->n } : S("");
	return true;
}

bool
spool_text(struct spool *s, str *out)
{
	if (s->failed || s->over)
		return false;
	if (s->file < 0) {
		*out = s->p != NULL ? (str){ s->p, s->n } : S("");
		return true;
	}
	if (s->map == NULL) {
		s->mapped = (size_t)s->size;
		s->map = mmap(NULL, s->mapped, PROT_READ, MAP_PRIVATE,
		    s->file, 0);
		if (s->map == MAP_FAILED) {
			s->map = NULL;
			return false;
		}
	}
	*out = (str){ s->map, s->mapped };
	return true;
}

bool
spool_is_over(const struct spool *s)
{
	return s->over;
}
