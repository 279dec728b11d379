/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/mails.h"

#include <stdio.h>

#include "base/arena.h"
#include "flow/calendar.h"
#include "flow/desk.h"
#include "flow/digest.h"
#include "flow/donor.h"
#include "flow/mail.h"
#include "flow/owed.h"
#include "flow/roster.h"
#include "format/smtp.h"
#include "web/aside.h"
#include "web/server.h"

enum { LOOK_S = 15, HERE_MS = 2000, SWEEP_MS = 3600 * 1000,
	DIGEST_MS = 10 * 1000, OWED_MS = 10 * 60 * 1000 };

struct mails {
	struct aside aside;
	int64_t      swept, looked, asked, owed;        /* ms; its own */
	struct day   warned;            /* the last day */
	uint64_t     seen;              /* commits, at the last look */
	bool         has_seen;
};

struct round {                          /* some mails sent in one go */
	struct mail_site from;
	struct mail     *mail;
	size_t           n;
};

struct sent {
	struct id     id;
	enum mail_end how;
	str           answer;
};

static void
complain(const struct ctx *c, const char *what)
{
	const char *says = errors_text(&c->errors, NULL);

	fprintf(stderr, "tilth serve: mail: %s: %s\n", what,
	    says == NULL ? "?" : says);
}

static bool
goes_on(void *with)
{
	return !aside_ends(with);
}

/* ---- one round ---- */

static bool
is_due(struct ctx *c, struct mail_site *from)
{
	bool some = false, fine;

	if (!desk_begin(c, false))
		return false;
	fine = mail_site(c, from) && (!from->ready || mail_due(c, &some));
	desk_undo(c);
	if (!fine)
		complain(c, "the outbox could not be read");
	return fine && from->ready && some;
}

static bool
take(struct ctx *c, void *with)
{
	struct round *r = with;

	return mail_take(c, &r->from, &r->mail, &r->n);
}

static bool
end(struct ctx *c, void *with)
{
	const struct sent *s = with;

	return mail_end(c, s->id, s->how, s->answer);
}

/* A mail that cannot even be written is none that can be sent. */
static enum smtp_end
send_one(struct ctx *c, const struct round *r, const struct mail *m,
    struct smtp *smtp, str *answer)
{
	bool fine;
	str bytes;

	if (!desk_begin(c, false)) {
		*answer = str_of(errors_text(&c->errors, NULL));
		return SMTP_DOWN;
	}
	fine = mail_write(c, &r->from, m, &bytes);
	desk_undo(c);
	if (!fine) {
		*answer = str_of(errors_text(&c->errors, NULL));
		errors_clear(&c->errors);
		return SMTP_NEVER;
	}
	return smtp_send(smtp, r->from.from, m->address, bytes, c->arena,
	    answer);
}

static void
send_all(struct mails *m, struct ctx *c, struct round *r, struct smtp *smtp)
{
	enum smtp_end is = SMTP_LATER;
	struct sent s = { .answer = { 0 } };
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (is != SMTP_DOWN)    /* else the rest waits as well */
			is = send_one(c, r, &r->mail[i], smtp, &s.answer);
		if (is == SMTP_DOWN && aside_ends(&m->aside))
			return;
		s.id = r->mail[i].row.id;
		s.how = is == SMTP_SENT ? MAIL_SENT : is == SMTP_NEVER
		    ? MAIL_NEVER : MAIL_LATER;
		if (!aside_put_row(&m->aside, c, end, &s))
			complain(c, "what became of one could not be "
			    "written");
		errors_clear(&c->errors);
	}
}

/* Nothing could be sent, and why is written on each. */
static void
put_off(struct mails *m, struct ctx *c, struct round *r)
{
	struct sent s = { .how = MAIL_LATER,
		.answer = str_of(errors_text(&c->errors, NULL)) };
	size_t i;

	complain(c, "nothing is sent");
	errors_clear(&c->errors);
	for (i = 0; i < r->n; i++) {
		s.id = r->mail[i].row.id;
		(void)!aside_put_row(&m->aside, c, end, &s);
		errors_clear(&c->errors);
	}
}

/* False: nothing was due, or it could not be begun. */
static bool
send_some(struct mails *m)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&m->aside, a, S("mail"));
	struct round r = { .n = 0 };
	struct smtp *smtp;
	size_t n = 0;

	c.actor.system = true;
	if (is_due(&c, &r.from)) {
		if (!aside_put_row(&m->aside, &c, take, &r))
			complain(&c, "nothing could be taken");
		else if (r.n > 0 && !mail_open(&c, &r.from, goes_on,
		    &m->aside, &smtp))
			put_off(m, &c, &r);
		else if (r.n > 0) {
			send_all(m, &c, &r, smtp);
			smtp_close(smtp);
		}
		n = r.n;
	}
	arena_free(a);
	return n > 0;
}

static bool
sweep_some(struct ctx *c, void *with)
{
	return mail_sweep(c, with);
}

static void
sweep(struct mails *m)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&m->aside, a, S("mail"));
	int64_t n;

	do
		n = 0;
	while (aside_put(&m->aside, &c, sweep_some, &n) && n > 0);
	m->swept = server_now();
	arena_free(a);
}

/* ---- lists of what is due, warnings ---- */

static bool
keep_digest(struct ctx *c, void *with)
{
	bool queued;

	return digest_keep(c, with, &queued);
}

/* The next one's list is made outside of any transaction that writes;
 * false: nobody is owed one. */
static bool
send_digest(struct mails *m)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&m->aside, a, S("digest"));
	struct mail_wish wish;
	struct digest d;
	bool some = false, fine = false;

	c.actor.system = true;
	if (desk_begin(&c, false)) {
		fine = digest_next(&c, &wish, &some);
		if (fine && some && !digest_make(&c, &wish, &d)) {
			complain(&c, "a list of what is due could not be "
			    "made");
			d.text = (str){ 0 };    /* the others get theirs */
			errors_clear(&c.errors);
		}
		desk_undo(&c);
	}
	if (fine && some)
		fine = aside_put_row(&m->aside, &c, keep_digest, &d);
	if (!fine)
		complain(&c, "lists of what is due could not be sent");
	arena_free(a);
	return fine && some;
}

static bool
follow_some(struct ctx *c, void *with)
{
	return calendar_follow(c, with);
}

/* Entries that changed; asked only when something was written since. */
static void
follow(struct mails *m)
{
	uint64_t commits = m->aside.server->commits;
	struct arena *a;
	struct ctx c;
	bool some = false;
	size_t n = 0;

	if (m->seen == commits && m->has_seen)
		return;
	a = arena_new(0);
	c = aside_ctx(&m->aside, a, S("calendar"));
	c.actor.system = true;
	if (desk_begin(&c, false)) {
		(void)!calendar_some(&c, &some);
		desk_undo(&c);
	}
	if (some && !aside_put_row(&m->aside, &c, follow_some, &n))
		complain(&c, "calendar entries could not be sent again");
	arena_free(a);
	m->seen = m->aside.server->commits;
	m->has_seen = true;
}

static bool
warn_some(struct ctx *c, void *with)
{
	return digest_warn(c, with);
}

static void
warn(struct mails *m)
{
	struct day today = moment_day(server_now());
	struct arena *a;
	struct ctx c;
	size_t n;

	if (m->warned.n == today.n)
		return;
	do {
		a = arena_new(0);
		c = aside_ctx(&m->aside, a, S("digest"));
		c.actor.system = true;
		n = 0;
		if (!aside_put_row(&m->aside, &c, warn_some, &n))
			complain(&c, "holders of certificates could not be "
			    "told");
		arena_free(a);
	} while (n == DIGEST_WARNED && !aside_ends(&m->aside));
	m->warned = today;
}

static bool
owe_some(struct ctx *c, void *with)
{
	size_t *n = with, experts;

	if (!owed_due(c, n) || !roster_due(c, &experts))
		return false;
	return true;
}

/* What events owe their people (tests open at any minute), and experts
 * whose entry is to be confirmed. */
static void
owe(struct mails *m)
{
	struct arena *a;
	struct ctx c;
	size_t n;

	if (server_now() - m->owed < OWED_MS)
		return;
	do {
		a = arena_new(0);
		c = aside_ctx(&m->aside, a, S("mail"));
		c.actor.system = true;
		n = 0;
		if (!aside_put_row(&m->aside, &c, owe_some, &n))
			complain(&c, "participants could not be written to");
		arena_free(a);
	} while (n == OWED_AT_ONCE && !aside_ends(&m->aside));
	m->owed = server_now();
}

static bool
send_reports(struct ctx *c, void *with)
{
	return donor_send(c, with);
}

/* Reports to funders whose day has come. */
static void
reports(struct mails *m)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&m->aside, a, S("report"));
	bool some = false;
	size_t n = 0;

	c.actor.system = true;
	if (desk_begin(&c, false)) {
		(void)!donor_waits(&c, &some);
		desk_undo(&c);
	}
	if (some && !aside_put_row(&m->aside, &c, send_reports, &n))
		complain(&c, "reports to funders could not be sent");
	arena_free(a);
}

/* Only where mails can go out at all. */
static void
remind(struct mails *m)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&m->aside, a, S("digest"));
	struct mail_site site_is = { .ready = false };

	m->asked = server_now();
	if (desk_begin(&c, false)) {
		(void)!mail_site(&c, &site_is);
		desk_undo(&c);
	}
	arena_free(a);
	if (!site_is.ready)
		return;
	warn(m);
	owe(m);
	reports(m);
	follow(m);
	while (!aside_ends(&m->aside) && send_digest(m))
		;
}

static void
look(struct mails *m)
{
	if (server_now() - m->asked > DIGEST_MS)
		remind(m);
	while (!aside_ends(&m->aside) && send_some(m))
		;
	if (server_now() - m->swept > SWEEP_MS)
		sweep(m);
}

/* ---- the thread ---- */

static void *
work_on(void *of)
{
	struct mails *m = of;

	do
		look(m);
	while (aside_wait(&m->aside, LOOK_S));
	return NULL;
}

bool
mails_start(struct server *s)
{
	s->mails = NEW(s->arena, struct mails);
	s->mails->swept = server_now();
	return aside_start(&s->mails->aside, s, work_on, s->mails);
}

void
mails_stop(struct server *s)
{
	aside_stop(&s->mails->aside);
}

void
mails_here(struct server *s, struct worker *w)
{
	struct mails *m = s->mails;
	int64_t now = server_now();

	if (now - m->looked < HERE_MS)
		return;
	m->looked = now;
	m->aside.worker = w;
	look(m);
}
