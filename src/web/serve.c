/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/serve.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "flow/desk.h"
#include "flow/kept.h"
#include "web/jobs.h"
#include "web/listen.h"
#include "web/hooks.h"
#include "web/mails.h"
#include "web/outliner.h"
#include "web/visit.h"

enum { MEMORY_A_CONNECTION = 32 * 1024, KEPT_LEAST = 128 << 20,
	KEPT_MOST = 1 << 30, KEPT_SHARE = 8 };

struct serve_options
serve_defaults(void)
{
	return (struct serve_options){ .listen = "127.0.0.1:8080",
		.workers = -1, .body_most = 64u << 20, .connections = 2000,
		.per_address = 400, .deadline_s = 30, .batch = LANE_BATCH };
}

static int
say(const char *format, ...)
{
	va_list more;

	fprintf(stderr, "tilth serve: ");
	va_start(more, format);
	vfprintf(stderr, format, more);
	va_end(more);
	fprintf(stderr, "\n");
	return 0;
}

/* ---- the daemon ---- */

static void
hear(void *with, const char *format, va_list more)
{
	(void)with, (void)format, (void)more;   /* the tally counts them */
}

/* The address stays as it was sent; routes decode it part by part. */
static size_t
leave_escapes(void *with, struct MHD_Connection *c, char *text)
{
	(void)with, (void)c;
	return strlen(text);
}

static char *
read_pem(struct arena *a, const char *path)
{
	char *text = arena_take(a, 65537, 1);
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL)
		return NULL;
	n = fread(text, 1, 65536, f);
	fclose(f);
	return n == 0 || n == 65536 ? NULL : text;
}

static bool
tls_options(struct server *s, struct MHD_OptionItem *o)
{
	char *cert, *key;

	if (s->options.tls_cert == NULL)
		return true;
	cert = read_pem(s->arena, s->options.tls_cert);
	key = s->options.tls_key == NULL ? NULL :
	    read_pem(s->arena, s->options.tls_key);
	if (cert == NULL || key == NULL)
		return say("cannot read the certificate and its key; give both "
		    "with --tls-cert and --tls-key");
	o[0] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, cert };
	o[1] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, key };
	return true;
}

static unsigned
socket_threads(const struct serve_options *o)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (o->workers == 0)
		return 0;
	return n < 2 ? 0 : n > 4 ? 4 : (unsigned)n;
}

static struct MHD_Daemon *
open_daemon(struct server *s, int socket)
{
	const struct serve_options *o = &s->options;
	struct MHD_OptionItem tls[3] = { { MHD_OPTION_END, 0, NULL },
		{ MHD_OPTION_END, 0, NULL }, { MHD_OPTION_END, 0, NULL } };
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD |
	    MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;

	if (!tls_options(s, tls))
		return NULL;
	if (o->tls_cert != NULL)
		flags |= MHD_USE_TLS;
	return MHD_start_daemon(flags, 0, NULL, NULL, visit_handle, s,
	    MHD_OPTION_EXTERNAL_LOGGER, hear, NULL,
	    MHD_OPTION_LISTEN_SOCKET, socket,
	    MHD_OPTION_ARRAY, tls,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_THREAD_POOL_SIZE, socket_threads(o),
	    MHD_OPTION_CONNECTION_LIMIT, o->connections,
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT,
	    o->behind_proxy ? 0u : o->per_address,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_A_CONNECTION,
	    MHD_OPTION_CONNECTION_TIMEOUT, o->deadline_s * 2,
	    MHD_OPTION_URI_LOG_CALLBACK, visit_uri, s,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, visit_completed, s,
	    MHD_OPTION_NOTIFY_CONNECTION, visit_connection, s,
	    MHD_OPTION_END);
}

/* ---- the whole ---- */

static unsigned
readers(const struct serve_options *o)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (o->workers > 0)
		return (unsigned)o->workers;
	return n < 2 ? 2 : n > 8 ? 8 : (unsigned)n;
}

static bool
open_lane(struct server *s)
{
	struct lane_calls calls = visit_calls(s);
	bool shared = strncmp(s->options.data, "postgres", 8) == 0;
	struct lane_options o = { .readers = readers(&s->options),
		.writers = shared ? 4 : 1,
		.batch = shared ? 1 : s->options.batch };

	if (s->options.workers == 0)
		return true;
	s->lane = lane_start(&o, &calls);
	return s->lane != NULL;
}

static bool
open_views(struct server *s)
{
	struct errors e = { s->arena, NULL, NULL };

	return views_open(s->arena, s->options.views, &s->views, &e) ||
	    say("%s", errors_text(&e, NULL));
}

/* Threads inherit this: only the main one hears the end. */
static void
block_signals(sigset_t *set)
{
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, set, NULL);
}

static void
announce(const struct server *s, int socket)
{
	char where[128];

	listen_name(socket, where, sizeof(where));
	fprintf(stderr, "tilth serve: http%s://%s serves %s\n",
	    s->options.tls_cert != NULL ? "s" : "", where, s->options.data);
}

static int
run(struct server *s, int socket)
{
	struct MHD_Daemon *d;
	sigset_t ends;
	int got;

	block_signals(&ends);
	if (!open_views(s) || !open_lane(s))
		return 5;
	if (!sweeper_start(s))
		return 5;
	if (!jobs_start(s)) {
		say("cannot start the thread for jobs");
		return 5;
	}
	if (!mails_start(s)) {
		say("cannot start the thread for mails");
		return 5;
	}
	if (!hooks_start(s)) {
		say("cannot start the thread for web hooks");
		return 5;
	}
	outliner_start(s);
	d = open_daemon(s, socket);
	if (d == NULL) {
		hooks_stop(s);
		mails_stop(s);
		jobs_stop(s);
		say("cannot start the HTTP server");
		return 5;
	}
	announce(s, socket);
	while (sigwait(&ends, &got) != 0)
		;
	say("finishing");
	hooks_stop(s);
	mails_stop(s);
	jobs_stop(s);
	outliner_stop(s);
	visit_drain(s);
	sweeper_stop(s);
	MHD_stop_daemon(d);
	if (s->lane != NULL)
		lane_stop(s->lane);
	return 0;
}

/* For what was computed: an eighth of the memory, in bounds. */
static size_t
kept_room(void)
{
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
	double bytes = (double)pages * (double)size / KEPT_SHARE;

	return pages <= 0 || size <= 0 || bytes < KEPT_LEAST ? KEPT_LEAST
	    : bytes > KEPT_MOST ? KEPT_MOST : (size_t)bytes;
}

int
serve_run(const struct serve_options *o)
{
	struct server *s;
	struct arena *a;
	int socket, code;

	socket = listen_open(o->listen);
	if (socket < 0) {
		say("cannot listen on %s: %s", o->listen, strerror(errno));
		return 4;
	}
	a = arena_new(0);
	s = NEW(a, struct server);
	s->arena = a;
	s->options = *o;
	s->pages = site;
	s->shape = desk_shape(s->arena);
	s->started = server_now();
	tries_open(&s->tries);
	/* Who edits templates sees them anew at each request. */
	s->kept = o->views == NULL ? kept_new(kept_room()) : NULL;
	if (visit_start(s)) {
		code = run(s, socket);
		visit_stop(s);
	} else {
		code = 5;
	}
	if (s->kept != NULL)
		kept_free(s->kept);
	tries_close(&s->tries);
	arena_free(a);
	return code;
}
