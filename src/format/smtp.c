/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/smtp.h"

#define CURL_DISABLE_TYPECHECK      /* its macro hides the name */
#include <curl/curl.h>
#include <string.h>

#include "base/arena.h"
#include "base/late.h"

enum { SAID = 400 };

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
	CALL(curl_global_init),
	CALL(curl_easy_init),
	CALL(curl_easy_setopt),
	CALL(curl_easy_perform),
	CALL(curl_easy_getinfo),
	CALL(curl_easy_cleanup),
	CALL(curl_easy_strerror),
	CALL(curl_slist_append),
	CALL(curl_slist_free_all),
	{ 0 }
};
#undef CALL

static const char *const files[] = { "libcurl.so.4", NULL };

struct smtp {
	struct curl_lib lib;
	struct arena   *arena;
	CURL           *curl;
	str             rest;           /* of what is being sent */
	bool          (*goes_on)(void *with);
	void           *with;
	char            said[SAID];     /* the server's last line */
	char            trouble[CURL_ERROR_SIZE];
};

/* Where it goes to is this machine itself. */
static bool
is_here(str host)
{
	return str_is(host, "localhost") || str_is(host, "::1") ||
	    str_starts(host, S("127."));
}

static size_t
give(char *into, size_t size, size_t n, void *to)
{
	struct smtp *s = to;
	size_t room = size * n < s->rest.n ? size * n : s->rest.n;

	memcpy(into, s->rest.p, room);
	s->rest = str_part(s->rest, room, s->rest.n);
	return room;
}

static int
look(void *to, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	struct smtp *s = to;

	(void)a, (void)b, (void)c, (void)d;
	return s->goes_on != NULL && !s->goes_on(s->with);
}

static size_t
hear(char *line, size_t size, size_t n, void *to)
{
	size_t long_is = size * n < SAID - 1 ? size * n : SAID - 1;
	struct smtp *s = to;

	/* What it refused is not hidden by the good-bye behind it. */
	if (s->said[0] == '4' || s->said[0] == '5')
		return size * n;
	memcpy(s->said, line, long_is);
	s->said[long_is] = '\0';
	return size * n;
}

#define SET(option, value) (s->lib.curl_easy_setopt(s->curl, (option),  \
	(value)) == CURLE_OK)

static bool
set_server(struct smtp *s, const struct smtp_server *o)
{
	bool six = str_find(o->host, S(":")) < o->host.n;
	str url = str_print(s->arena, "smtp%s://%s%.*s%s:%d",
	    o->security == SMTP_TLS ? "s" : "", six ? "[" : "",
	    (int)o->host.n, o->host.p, six ? "]" : "", o->port);

	return SET(CURLOPT_URL, url.p) &&
	    SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
	    SET(CURLOPT_PROXY, "") && SET(CURLOPT_NETRC, 0L) &&
	    SET(CURLOPT_NOSIGNAL, 1L) &&
	    SET(CURLOPT_USE_SSL, o->security == SMTP_PLAIN
	    ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL) &&
	    SET(CURLOPT_CONNECTTIMEOUT, (long)o->wait_s) &&
	    SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)o->wait_s) &&
	    SET(CURLOPT_TIMEOUT, (long)o->wait_s * 10) &&
	    (str_none(o->ca_file) || SET(CURLOPT_CAINFO,
	    str_z(s->arena, o->ca_file))) &&
	    (str_none(o->user) ||
	    (SET(CURLOPT_USERNAME, str_z(s->arena, o->user)) &&
	    SET(CURLOPT_PASSWORD, str_z(s->arena, o->password))));
}

static bool
set_doing(struct smtp *s)
{
	return SET(CURLOPT_UPLOAD, 1L) &&
	    SET(CURLOPT_READFUNCTION, give) && SET(CURLOPT_READDATA, s) &&
	    SET(CURLOPT_HEADERFUNCTION, hear) && SET(CURLOPT_HEADERDATA, s) &&
	    SET(CURLOPT_XFERINFOFUNCTION, look) &&
	    SET(CURLOPT_XFERINFODATA, s) && SET(CURLOPT_NOPROGRESS, 0L) &&
	    SET(CURLOPT_ERRORBUFFER, s->trouble);
}

bool
smtp_open(struct arena *a, const struct smtp_server *o, struct smtp **out,
    struct errors *e)
{
	struct smtp *s = NEW(a, struct smtp);

	*out = s;
	s->arena = a;
	s->goes_on = o->goes_on;
	s->with = o->with;
	if (o->security == SMTP_PLAIN && !str_none(o->user) &&
	    !is_here(o->host))
		return fail(e, INVALID, "security", "A password is not sent "
		    "over a line that anybody can read: choose STARTTLS or "
		    "TLS.");
	if (!late_load(files, calls, &s->lib, "mail", "libcurl4", e))
		return false;
	/* Counted by the library; safe from several threads since 7.84. */
	if (s->lib.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return fail(e, BROKEN, NULL, "libcurl could not be begun.");
	s->curl = s->lib.curl_easy_init();
	if (s->curl == NULL || !set_server(s, o) || !set_doing(s)) {
		smtp_close(s);
		return fail(e, BROKEN, NULL, "libcurl refuses the settings of "
		    "the mail server.");
	}
	return true;
}

void
smtp_close(struct smtp *s)
{
	if (s->curl != NULL)
		s->lib.curl_easy_cleanup(s->curl);
	s->curl = NULL;
}

static enum smtp_end
judge(struct smtp *s, CURLcode code)
{
	long status = 0;

	s->lib.curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &status);
	switch (code) {
	case CURLE_OK:
		return SMTP_SENT;
	case CURLE_SEND_ERROR:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_RECV_ERROR:
	case CURLE_QUOTE_ERROR:
		return status >= 500 && status < 600 ? SMTP_NEVER
		    : status >= 400 ? SMTP_LATER : SMTP_DOWN;
	default:
		return SMTP_DOWN;
	}
}

static str
said(struct smtp *s, CURLcode code, struct arena *a)
{
	str line = str_trim(str_of(s->said));

	if (code == CURLE_OK || (line.n > 0 && (line.p[0] == '4' ||
	    line.p[0] == '5')))
		return str_copy(a, str_part(line, 0, str_utf8_end(line)));
	return str_copy(a, str_of(s->trouble[0] != '\0' ? s->trouble
	    : s->lib.curl_easy_strerror(code)));
}

enum smtp_end
smtp_send(struct smtp *s, str from, str to, str bytes, struct arena *a,
    str *answer)
{
	struct curl_slist *list = s->lib.curl_slist_append(NULL,
	    str_print(a, "<%.*s>", (int)to.n, to.p).p);
	enum smtp_end end = SMTP_DOWN;
	CURLcode code = CURLE_OUT_OF_MEMORY;

	s->rest = bytes;
	s->said[0] = s->trouble[0] = '\0';
	if (list != NULL && SET(CURLOPT_MAIL_FROM, str_print(a, "<%.*s>",
	    (int)from.n, from.p).p) && SET(CURLOPT_MAIL_RCPT, list)) {
		code = s->lib.curl_easy_perform(s->curl);
		end = judge(s, code);
	}
	*answer = said(s, code, a);
	(void)SET(CURLOPT_MAIL_RCPT, NULL);
	s->lib.curl_slist_free_all(list);
	return end;
}
