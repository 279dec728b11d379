/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/gzip.h"

#include <limits.h>
#include <string.h>

#include <zlib.h>

#include "base/arena.h"

/* Level 6 packs a page of 60 KB in about a millisecond; 31 asks for the
 * gzip header.  The header has no time: the same bytes in give the same
 * bytes out, and one ETag. */
enum { LEVEL = 6, WINDOW = 31, MEMORY = 8 };

str
gzip_pack(struct arena *a, str s)
{
	z_stream z = { 0 };
	Bytef *out;
	int done;

	if (s.n < 64 || s.n > UINT_MAX / 2)
		return (str){0};
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW, MEMORY,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return (str){0};
	out = arena_take(a, s.n, 1);
	z.next_in = (z_const Bytef *)s.p;
	z.avail_in = (uInt)s.n;
	z.next_out = out;
	z.avail_out = (uInt)s.n;
	done = deflate(&z, Z_FINISH);
	deflateEnd(&z);
	if (done != Z_STREAM_END)
		return (str){0};
	return (str){ (char *)out, z.total_out };
}
