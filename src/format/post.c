/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/post.h"

#define CURL_DISABLE_TYPECHECK      /* its macro hides the name */
#include <curl/curl.h>
#include <netinet/in.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/late.h"

enum { SAID = 300, HEARD_MOST = 64 * 1024 };

struct curl_lib {
	CURLcode (*curl_global_init)(long);
	CURL *(*curl_easy_init)(void);
	CURLcode (*curl_easy_setopt)(CURL *, CURLoption, ...);
	CURLcode (*curl_easy_perform)(CURL *);
	CURLcode (*curl_easy_getinfo)(CURL *, CURLINFO, ...);
	void (*curl_easy_cleanup)(CURL *);
	const char *(*curl_easy_strerror)(CURLcode);
	struct curl_slist *(*curl_slist_append)(struct curl_slist *,
	    const char *);
	void (*curl_slist_free_all)(struct curl_slist *);
};

#define CALL(name) { #name, offsetof(struct curl_lib, name) }
static const struct late calls[] = {
	CALL(curl_global_init), CALL(curl_easy_init), CALL(curl_easy_setopt),
	CALL(curl_easy_perform), CALL(curl_easy_getinfo),
	CALL(curl_easy_cleanup), CALL(curl_easy_strerror),
	CALL(curl_slist_append), CALL(curl_slist_free_all),
	{ 0 }
};
#undef CALL

static const char *const files[] = { "libcurl.so.4", NULL };

struct sending {
	struct curl_lib    lib;
	CURL              *curl;
	struct curl_slist *headers;
	const struct post *post;
	bool               inside;      /* it would have gone inside */
	size_t             heard;
	char               said[SAID];
	size_t             n;
	char               trouble[CURL_ERROR_SIZE];
};

/* ---- where it goes ---- */

/* The last octets of an IPv4 address count as it is written: a.b.c.d */
static bool
is_outside4(const unsigned char *b)
{
	return b[0] != 0 && b[0] != 10 && b[0] != 127 &&
	    !(b[0] == 100 && (b[1] & 0xC0) == 64) &&
	    !(b[0] == 169 && b[1] == 254) &&
	    !(b[0] == 172 && (b[1] & 0xF0) == 16) &&
	    !(b[0] == 192 && b[1] == 168) &&
	    !(b[0] == 192 && b[1] == 0 && b[2] == 0) &&
	    !(b[0] == 198 && (b[1] & 0xFE) == 18) && b[0] < 224;
}

/* IPv4 in disguise is judged as what it is. */
static bool
is_outside6(const unsigned char *b)
{
	static const unsigned char none[12], mapped[12] = {
		[10] = 0xFF, [11] = 0xFF };
	static const unsigned char nat[12] = { 0x00, 0x64, 0xFF, 0x9B };

	if (memcmp(b, none, 12) == 0)                   /* ::1 and the like */
		return false;
	if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat, 12) == 0)
		return is_outside4(b + 12);
	if (b[0] == 0x20 && b[1] == 0x02)               /* 6to4 */
		return is_outside4(b + 2);
	return (b[0] & 0xE0) == 0x20;                   /* global unicast */
}

bool
post_is_outside(const struct sockaddr *to)
{
	if (to->sa_family == AF_INET)
		return is_outside4((const unsigned char *)
		    &((const struct sockaddr_in *)(const void *)to)->sin_addr);
	if (to->sa_family == AF_INET6)
		return is_outside6((const unsigned char *)
		    &((const struct sockaddr_in6 *)(const void *)to)
		    ->sin6_addr);
	return false;
}

static curl_socket_t
open_socket(void *with, curlsocktype type, struct curl_sockaddr *to)
{
	struct sending *s = with;

	(void)type;
	if (!s->post->may_inside && !post_is_outside(&to->addr)) {
		s->inside = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* ---- what comes back ---- */

static size_t
hear(char *bytes, size_t size, size_t n, void *to)
{
	struct sending *s = to;
	size_t all = size * n, room = SAID - s->n;

	memcpy(s->said + s->n, bytes, all < room ? all : room);
	s->n += all < room ? all : room;
	s->heard += all;
	return s->heard > HEARD_MOST ? 0 : all;
}

static int
look(void *to, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	struct sending *s = to;

	(void)a, (void)b, (void)c, (void)d;
	return s->post->goes_on != NULL && !s->post->goes_on(s->post->with);
}

#define SET(option, value) (s->lib.curl_easy_setopt(s->curl, (option),  \
	(value)) == CURLE_OK)

static bool
set_all(struct sending *s, struct arena *a)
{
	const struct post *p = s->post;

	return SET(CURLOPT_URL, str_z(a, p->address)) &&
	    SET(CURLOPT_PROTOCOLS_STR, "http,https") &&
	    SET(CURLOPT_FOLLOWLOCATION, 0L) && SET(CURLOPT_PROXY, "") &&
	    SET(CURLOPT_NETRC, 0L) && SET(CURLOPT_NOSIGNAL, 1L) &&
	    SET(CURLOPT_POST, 1L) &&
	    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->body.n) &&
	    SET(CURLOPT_POSTFIELDS, p->body.p) &&
	    SET(CURLOPT_HTTPHEADER, s->headers) &&
	    SET(CURLOPT_CONNECTTIMEOUT, (long)POST_WAIT_S / 2) &&
	    SET(CURLOPT_TIMEOUT, (long)POST_WAIT_S) &&
	    SET(CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
	    SET(CURLOPT_OPENSOCKETDATA, s) &&
	    SET(CURLOPT_WRITEFUNCTION, hear) && SET(CURLOPT_WRITEDATA, s) &&
	    SET(CURLOPT_XFERINFOFUNCTION, look) &&
	    SET(CURLOPT_XFERINFODATA, s) && SET(CURLOPT_NOPROGRESS, 0L) &&
	    SET(CURLOPT_ERRORBUFFER, s->trouble);
}

static void
add_headers(struct sending *s, struct arena *a)
{
	struct curl_slist *more;
	size_t i;

	for (i = 0; i < s->post->n; i++) {
		more = s->lib.curl_slist_append(s->headers,
		    str_z(a, s->post->headers[i]));
		if (more != NULL)
			s->headers = more;
	}
}

static str
said(struct sending *s, struct arena *a, CURLcode code)
{
	str text = { s->said, s->n };

	if (s->inside)
		return S("not sent: the address leads to this machine or to a "
		    "private network");
	if (code != CURLE_OK && s->n == 0)
		return str_copy(a, str_of(s->trouble[0] != '\0' ? s->trouble
		    : s->lib.curl_easy_strerror(code)));
	text = str_part(text, 0, str_utf8_end(text));
	return str_copy(a, str_trim(text));
}

bool
post_send(struct arena *a, const struct post *p, struct posted *out,
    struct errors *e)
{
	struct sending *s = NEW(a, struct sending);
	CURLcode code = CURLE_OUT_OF_MEMORY;
	curl_off_t took = 0;
	long status = 0;

	*out = (struct posted){ .status = 0 };
	s->post = p;
	if (!late_load(files, calls, &s->lib, "web hooks", "libcurl4", e))
		return false;
	if (s->lib.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    (s->curl = s->lib.curl_easy_init()) == NULL)
		return fail(e, BROKEN, NULL, "libcurl could not be begun.");
	add_headers(s, a);
	if (set_all(s, a)) {
		code = s->lib.curl_easy_perform(s->curl);
		s->lib.curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE,
		    &status);
		s->lib.curl_easy_getinfo(s->curl, CURLINFO_TOTAL_TIME_T,
		    &took);
	}
	out->status = (int)status;
	out->took = (int64_t)took / 1000;
	out->said = said(s, a, code);
	s->lib.curl_slist_free_all(s->headers);
	s->lib.curl_easy_cleanup(s->curl);
	return true;
}

/* ---- the signature ---- */

str
post_sign(struct arena *a, str secret, int64_t timestamp, str body)
{
	unsigned char out[crypto_auth_hmacsha256_BYTES];
	char hex[2 * sizeof(out) + 1];
	crypto_auth_hmacsha256_state state;
	str head = str_print(a, "%lld.", (long long)timestamp);

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret.p,
	    secret.n);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)head.p,
	    head.n);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)body.p,
	    body.n);
	crypto_auth_hmacsha256_final(&state, out);
	sodium_bin2hex(hex, sizeof(hex), out, sizeof(out));
	return str_copy(a, str_of(hex));
}
