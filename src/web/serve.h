/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * serve.h - the web server as a whole.
 *
 * libmicrohttpd's threads own the sockets and read whole requests, with
 * limits on everything; lane.h has the threads that answer them.  It runs
 * until SIGINT or SIGTERM and then finishes what it began.
 */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include <stdbool.h>
#include <stdint.h>

struct serve_options {
	const char *data;               /* file or postgres://... */
	const char *listen;             /* "127.0.0.1:8080", "[::]:443" */
	int         workers;            /* readers; 0: one thread in all; -1: by
	                                 * the number of processors */
	const char *tls_cert, *tls_key; /* PEM files; NULL: plain */
	bool        behind_proxy;       /* loopback's X-Forwarded-* count */
	const char *views;              /* folder of templates; NULL: own */
	const char *jobs;               /* folder for files of jobs; NULL:
	                                 * beside the data */
	uint64_t    body_most;          /* bytes of a request's body */
	unsigned    connections;        /* in all */
	unsigned    per_address;        /* of one address; 0: no limit */
	unsigned    deadline_s;         /* for a head to arrive */
	unsigned    batch;              /* writes in one commit */
	bool        quiet;              /* no line for each request */
};

/* What holds unless said otherwise. */
struct serve_options serve_defaults(void);
/* Exit code; says on the terminal where it listens and why it cannot. */
int  serve_run(const struct serve_options *);

#endif
