/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * mail.h - mails are written into an outbox, and sent from there.
 *
 * Whoever has something to say queues it in the transaction that causes
 * it, so that nothing is told that did not happen.  A thread of the server
 * sends it later, tries again with growing pauses while the mail server
 * does not answer (MAIL_TRIES, about three days), and writes down what it
 * said.  Once a mail is sent or given up its text is forgotten: links in
 * it are keys.
 *
 * What somebody stopped by the link under each mail, or in his account, is
 * not queued, and that is no fault.  Nor is it that somebody has no
 * address; queued says whether there is a mail.
 *
 *	struct mail_to to;
 *	struct mail_new m = { .kind = "reminder", .programme = p,
 *	    .entity = &event_entity, .row = event };
 *
 *	if (!mail_to_party(c, person, &to))
 *		return false;
 *	m.subject = str_of(words_say(to.words, "Your course begins"));
 *	m.text = ...
 *	return mail_queue(c, &to, &m, &queued);
 */
#ifndef FLOW_MAIL_H
#define FLOW_MAIL_H

#include "flow/ctx.h"
#include "model/mail.h"

enum { MAIL_TRIES = 10, MAIL_DAYS = 90, MAIL_AT_ONCE = 20,
	MAIL_A_ROUND = 200, MAIL_FILE = 1000 };

struct mail_to {
	struct id user;                 /* or none */
	str       address, name;        /* none: cannot be written to */
	str       language;
	const struct words *words;      /* of the language; NULL: English */
};

/* A user; or a person of the register, as a user if he is one: who took
 * back his consent cannot be written to as a person, whatever his address
 * is. */
CHECKED bool mail_to_user(struct ctx *, struct id user, struct mail_to *);
CHECKED bool mail_to_party(struct ctx *, struct id party, struct mail_to *);
CHECKED bool mail_is_withdrawn(struct ctx *, struct id party, bool *is);
/* Anybody; the language none: the one of the ctx. */
struct mail_to mail_to_address(struct ctx *, str address, str name,
                 str language);
/* One address of RFC 5321 in ASCII, and nothing beside it. */
bool mail_is_address(str);

struct mail_new {
	const char *kind;               /* of the list mail_kind */
	struct id   programme;          /* or none */
	const struct entity *entity;    /* the row it is about; or NULL */
	struct id   row;
	str subject, text;              /* in the language of who gets it */
	str html;                       /* the same with layout, without the
	                                 * page around it; or none */
	str calendar;                   /* a whole iCalendar; or none */
	const char *method;             /* "REQUEST", "CANCEL" */
};

/* INVALID: what is no address, a subject with a line end in it. */
CHECKED bool mail_queue(struct ctx *, const struct mail_to *,
                 const struct mail_new *, bool *queued);
/* Whether a mail of that kind would be queued, for who makes a link first:
 * there is an address, and it was not stopped. */
CHECKED bool mail_wanted(struct ctx *, const struct mail_to *,
                 const char *kind, bool *wanted);
/* "https://tilth.example/path", by the site's setting `address`; no text
 * where that is not set.  The path begins with a slash. */
str          mail_link(struct ctx *, str path);

/* ---- what people wish ---- */

/* The wishes of an address; made, not kept, if there are none. */
CHECKED bool mail_wish_of(struct ctx *, const struct mail_to *,
                 struct mail_wish *);
/* Of the link under a mail; ABSENT. */
CHECKED bool mail_wish_by_key(struct ctx *, str key, struct mail_wish *);
CHECKED bool mail_wish_keep(struct ctx *, struct mail_wish *);
bool         mail_is_stopped(const struct mail_wish *, const char *kind);
/* Adds a kind to those that are stopped, or takes it out. */
void         mail_wish_set(struct ctx *, struct mail_wish *, str kind,
                 bool stopped);

/* ---- the site's settings: mail_host, mail_port ... ---- */

enum mail_security { MAIL_STARTTLS, MAIL_TLS, MAIL_PLAIN };

struct mail_site {
	str     host, user, password_file, ca_file;
	int64_t port;
	enum mail_security security;
	str     from, from_name;
	str     address;                /* of the site itself, for links */
	int64_t per_hour, per_address;
	bool    ready;                  /* a host and a sender are set */
};

CHECKED bool mail_site(struct ctx *, struct mail_site *);
/* Checked by mail_site_check; DENIED for who may not change settings. */
CHECKED bool mail_site_keep(struct ctx *, const struct mail_site *);
/* INVALID by field: host, port, from, password_file ... */
CHECKED bool mail_site_check(struct ctx *, const struct mail_site *);
const char  *mail_security_code(enum mail_security); /* "starttls" */
CHECKED bool mail_security_coded(str, enum mail_security *);
/* The first line of the password file.  INVALID: others may read it, or it
 * is not named *.smtp, so that no other secret can be had this way. */
CHECKED bool mail_password(struct ctx *, str path, str *password);

/* ---- for whoever sends, as the system ---- */

/* Mails whose time has come, each counted as tried and put off to its next
 * try, so that a server that dies does not send one for ever.  None while
 * the hour's number is reached. */
CHECKED bool mail_take(struct ctx *, const struct mail_site *, struct mail **,
                 size_t *n);
enum mail_end { MAIL_SENT, MAIL_LATER, MAIL_NEVER };
CHECKED bool mail_end(struct ctx *, struct id, enum mail_end, str answer);
/* The bytes of one as they go over the wire. */
CHECKED bool mail_write(struct ctx *, const struct mail_site *,
                 const struct mail *, str *bytes);
/* A connection with the site's mail server; smtp.h says how it fails. */
struct smtp;
CHECKED bool mail_open(struct ctx *, const struct mail_site *,
                 bool (*goes_on)(void *with), void *with, struct smtp **);
/* Whether any mail's time has come. */
CHECKED bool mail_due(struct ctx *, bool *);
/* Drops what is older than MAIL_DAYS, some at a time. */
CHECKED bool mail_sweep(struct ctx *, int64_t *n);
/* An hour's try again at once; given up for good.  For administrators. */
CHECKED bool mail_again(struct ctx *, struct id);
CHECKED bool mail_drop(struct ctx *, struct id);
/* Minutes before the next try after that many. */
int64_t      mail_pause(int64_t tries);

#endif
