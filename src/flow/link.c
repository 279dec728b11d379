/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/link.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "format/canon.h"

enum { KEY_BYTES = 32, DIGEST = 32 };

str
link_key(struct arena *a)
{
	unsigned char bytes[KEY_BYTES];

	random_secret(bytes, sizeof(bytes));
	return canon_base64url(a, bytes, sizeof(bytes));
}

str
link_digest(struct arena *a, str key, const char *of)
{
	unsigned char out[DIGEST];
	char *text = NEWS(a, char, DIGEST * 2 + 1);

	crypto_generichash(out, sizeof(out), (const unsigned char *)key.p,
	    key.n, (const unsigned char *)of, strlen(of));
	sodium_bin2hex(text, DIGEST * 2 + 1, out, sizeof(out));
	return str_of(text);
}
