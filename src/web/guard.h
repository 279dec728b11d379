/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * guard.h - the head of a request, before anybody believes it.
 *
 * libmicrohttpd lets through what a proxy in front may read differently:
 * two lengths, a length beside chunks, two hosts, blanks before a colon,
 * folded lines, lines without CR, and NULs that cut a value short.  The
 * last three are gone by the time a program sees the fields; they show in
 * the size of the head, which is why it is counted here: each line must
 * be its name, a colon, at most one blank, its value, CR and LF.
 * Source: RFC 9110 and RFC 9112.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/page.h"

enum {
	GUARD_TARGET = 8192,            /* bytes of a request's target */
	GUARD_FIELDS = 100,             /* lines in a head */
	GUARD_VALUE = 16384             /* bytes of one value */
};

struct head {
	str  method, target, version;   /* "GET", "/a?b", "HTTP/1.1" */
	const struct pair *fields;      /* [n], in the order they came */
	size_t n;
	size_t size;                    /* bytes of the head; 0: not known */
};

/* 0 when it may pass; else the status of the refusal and one sentence. */
int guard_check(const struct head *, const char **says);

/* A field by its name in any case; none if it is not there. */
str head_field(const struct head *, const char *name);
/* Bytes of the body to come: 0: none, -1: chunked, unknown. */
int64_t head_length(const struct head *);

#endif
