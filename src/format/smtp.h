/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * smtp.h - a mail handed to a mail server (RFC 5321), by libcurl.
 *
 * The library is loaded when the first mail is sent (late.h).  One opened
 * connection is used for many mails.  Without TLS only to this machine, or
 * where it was said so; a password never goes over a line that anybody can
 * read.
 */
#ifndef FORMAT_SMTP_H
#define FORMAT_SMTP_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"

struct arena;
struct smtp;

enum smtp_security { SMTP_STARTTLS, SMTP_TLS, SMTP_PLAIN };

struct smtp_server {
	str  host;
	int  port;
	enum smtp_security security;
	str  user, password;            /* none: nobody signs in */
	str  ca_file;                   /* none: whom the system trusts */
	int  wait_s;                    /* to connect, and for an answer */
	bool (*goes_on)(void *with);    /* NULL: until it is done */
	void *with;
};

enum smtp_end {
	SMTP_SENT,
	SMTP_LATER,     /* it cannot take it now */
	SMTP_NEVER,     /* it will not take this one */
	SMTP_DOWN       /* no mail goes: no connection, wrong password */
};

/* BROKEN: libcurl is not here.  INVALID: a password without TLS. */
CHECKED bool smtp_open(struct arena *, const struct smtp_server *,
    struct smtp **, struct errors *);
/* What became of it, and what the server, or the system, said. */
enum smtp_end smtp_send(struct smtp *, str from, str to, str bytes,
    struct arena *, str *answer);
void smtp_close(struct smtp *);

#endif
