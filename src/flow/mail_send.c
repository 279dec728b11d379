/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Taking mails from the outbox, and what became of them. */
#include "flow/mail.h"

#include "base/write.h"
#include "flow/donor.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/html.h"
#include "format/mime.h"
#include "format/smtp.h"

enum { MINUTE = 60 * 1000, PUT_OFF = 10, SWEPT = 100, SAID_MOST = 400,
	WAIT_S = 20 };
static const int64_t hour_ms = (int64_t)60 * MINUTE;

/* In minutes; the last one for all that follow. */
static const int64_t pauses[] = { 1, 5, 15, 60, 120, 240, 480, 720, 1440 };

int64_t
mail_pause(int64_t tries)
{
	int64_t last = sizeof(pauses) / sizeof(pauses[0]) - 1;

	return pauses[tries < 1 ? 0 : tries - 1 > last ? last : tries - 1];
}

/* What is secret stays as it was when it comes by save.h; here it goes. */
static bool
put(struct ctx *c, struct mail *m)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };

	return store_put(c->store, &mail_entity, m, &by, &c->errors);
}

static struct filter
by(const char *field, enum compare how, str value)
{
	return (struct filter){ field_named(&mail_entity, str_of(field)), how,
		value };
}

/* ---- how many may still go ---- */

static bool
sent_since(struct ctx *c, str address, int64_t *n)
{
	struct filter of[] = {
		by("state", IS, S("sent")),
		by("sent_at", AT_LEAST, moment_text(c->arena,
		    c->now - hour_ms)),
		by("address", IS, address) };
	struct ask ask = { .filters = of, .n = str_none(address) ? 2 : 3 };

	return store_count(c->store, &mail_entity, &ask, n, &c->errors);
}

static bool
due(struct ctx *c, size_t most, struct mail *all, size_t *n)
{
	struct filter of[] = { by("state", IS, S("queued")),
		by("next_at", AT_MOST, moment_text(c->arena, c->now)) };
	struct ask ask = { .filters = of, .n = 2, .limit = most,
		.sort = field_named(&mail_entity, S("next_at")) };
	struct cursor *cursor;

	*n = 0;
	if (!store_list(c->store, &mail_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (*n < most && store_next(cursor, c->arena, &all[*n]))
		++*n;
	return store_end(cursor, &c->errors);
}

/* Moves it to its next try; *goes: it is to be sent now.  Two to the same
 * address in one go are counted by how often it stands among the taken. */
static bool
reserve(struct ctx *c, const struct mail_site *s, const struct mail *taken,
    size_t n, struct mail *m, bool *goes)
{
	int64_t sent;
	size_t i;

	if (!sent_since(c, m->address, &sent))
		return false;
	for (i = 0; i < n; i++)
		sent += str_same(taken[i].address, m->address);
	*goes = sent < s->per_address;
	if (*goes)
		m->tries++;
	m->next_at = c->now + MINUTE * (*goes ? mail_pause(m->tries)
	    : PUT_OFF);
	return put(c, m);
}

bool
mail_take(struct ctx *c, const struct mail_site *s, struct mail **out,
    size_t *n)
{
	struct mail *all = NEWS(c->arena, struct mail, MAIL_AT_ONCE);
	int64_t sent;
	size_t i, found, most;
	bool goes;

	*n = 0;
	*out = all;
	if (!s->ready)
		return true;
	if (!sent_since(c, (str){ 0 }, &sent))
		return false;
	if (sent >= s->per_hour)
		return true;
	most = s->per_hour - sent < MAIL_AT_ONCE
	    ? (size_t)(s->per_hour - sent) : MAIL_AT_ONCE;
	if (!due(c, most, all, &found))
		return false;
	for (i = 0; i < found; i++) {
		if (!reserve(c, s, all, *n, &all[i], &goes))
			return false;
		if (goes)
			all[(*n)++] = all[i];
	}
	return true;
}

bool
mail_due(struct ctx *c, bool *some)
{
	struct mail one;
	size_t n = 0;
	bool fine = due(c, 1, &one, &n);

	*some = n > 0;
	return fine;
}

bool
mail_open(struct ctx *c, const struct mail_site *s,
    bool (*goes_on)(void *with), void *with, struct smtp **out)
{
	static const enum smtp_security as[] = {
		[MAIL_STARTTLS] = SMTP_STARTTLS, [MAIL_TLS] = SMTP_TLS,
		[MAIL_PLAIN] = SMTP_PLAIN };
	struct smtp_server o = { .host = s->host, .port = (int)s->port,
		.security = as[s->security], .user = s->user,
		.ca_file = s->ca_file, .wait_s = WAIT_S,
		.goes_on = goes_on, .with = with };

	if (!str_none(s->user) &&
	    !mail_password(c, s->password_file, &o.password))
		return false;
	return smtp_open(c->arena, &o, out, &c->errors);
}

/* ---- what became of it ---- */

static void
forget(struct mail *m)
{
	m->text = m->html = m->calendar = m->stop = (str){ 0 };
}

static str
shortened(str said)
{
	str piece = str_part(said, 0, SAID_MOST);

	piece = str_trim(str_part(piece, 0, str_utf8_end(piece)));
	return str_none(piece) ? (str){ 0 } : piece;
}

bool
mail_end(struct ctx *c, struct id id, enum mail_end how, str answer)
{
	struct mail m;

	if (!store_has(c->store, &mail_entity, id))
		return true;            /* dropped meanwhile */
	if (!store_find(c->store, &mail_entity, id, c->arena, &m, &c->errors))
		return false;
	m.answer = shortened(answer);
	if (how == MAIL_SENT) {
		m.state = S("sent");
		m.sent_at = c->now;
		m.next_at = INT64_MIN;
		forget(&m);
	} else if (how == MAIL_NEVER || m.tries >= MAIL_TRIES) {
		m.state = S("failed");
		m.next_at = INT64_MIN;
	}
	return put(c, &m);
}

static bool
change(struct ctx *c, struct id id, struct mail *m)
{
	if (!flow_find(c, &mail_entity, id, m))
		return false;
	if (!flow_may(c, &mail_entity, m, DROP))
		return fail(&c->errors, DENIED, NULL,
		    "Only an administrator changes what is in the outbox.");
	return true;
}

bool
mail_again(struct ctx *c, struct id id)
{
	struct mail m;

	if (!change(c, id, &m) || !store_find(c->store, &mail_entity, id,
	    c->arena, &m, &c->errors))
		return false;
	if (!str_is(m.state, "queued") && !str_is(m.state, "failed"))
		return fail(&c->errors, INVALID, NULL,
		    "This mail is sent, or was given up: its text is "
		    "forgotten.");
	if (str_is(m.state, "failed"))
		m.tries = 0;
	m.state = S("queued");
	m.next_at = c->now;
	return put(c, &m);
}

bool
mail_drop(struct ctx *c, struct id id)
{
	struct mail m;

	if (!change(c, id, &m) || !store_find(c->store, &mail_entity, id,
	    c->arena, &m, &c->errors))
		return false;
	if (str_is(m.state, "sent"))
		return fail(&c->errors, INVALID, NULL,
		    "This mail is sent already.");
	m.state = S("dropped");
	m.next_at = INT64_MIN;
	forget(&m);
	return put(c, &m);
}

bool
mail_sweep(struct ctx *c, int64_t *n)
{
	struct filter old = by("created_at", BELOW, moment_text(c->arena,
	    c->now - MAIL_DAYS * 24 * hour_ms));
	struct ask ask = { .filters = &old, .n = 1, .limit = SWEPT };
	struct mail *all = NEWS(c->arena, struct mail, SWEPT);
	bool was = c->actor.system, fine = true;
	struct cursor *cursor;
	size_t i, found = 0;

	*n = 0;
	if (!store_list(c->store, &mail_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (found < SWEPT && store_next(cursor, c->arena, &all[found]))
		found++;
	if (!store_end(cursor, &c->errors))
		return false;
	c->actor.system = true;
	for (i = 0; fine && i < found; i++, ++*n)
		fine = flow_drop(c, &mail_entity, all[i].row.id,
		    all[i].row.revision);
	c->actor.system = was;
	return fine;
}

/* ---- as it goes over the wire ---- */

static str
stop_link(struct ctx *c, const struct mail *m)
{
	return str_none(m->stop) ? (str){ 0 } : mail_link(c,
	    str_print(c->arena, "/mail/stop/%.*s/%.*s", (int)m->stop.n,
	    m->stop.p, (int)m->kind.n, m->kind.p));
}

static str
with_foot(struct ctx *c, const struct mail_site *s, const struct mail *m,
    str link)
{
	const struct words *words = words_named(m->language);
	struct write w = write_new(c->arena, MIME_MOST);

	write_str(&w, m->text);
	write_z(&w, "\n\n-- \n");
	if (str_none(s->from_name))
		write_z(&w, "Tilth");
	else
		write_str(&w, s->from_name);
	write_char(&w, '\n');
	if (!str_none(link)) {
		write_z(&w, words_say(words,
		    "To get no more mails of this kind:"));
		write_char(&w, '\n');
		write_str(&w, link);
		write_char(&w, '\n');
	}
	return write_done(&w);
}

/* The whole page of a mail's layout, with the same foot. */
static str
with_frame(struct ctx *c, const struct mail_site *s, const struct mail *m,
    str link)
{
	const struct words *words = words_named(m->language);
	struct write w = write_new(c->arena, MIME_MOST);

	if (str_none(m->html))
		return (str){ 0 };
	write_z(&w, "<!doctype html>\n<html lang=\"");
	html_escape(&w, str_none(m->language) ? S("en") : m->language);
	write_z(&w, words != NULL && words->rtl ? "\" dir=\"rtl\">"
	    : "\">");
	write_z(&w, "<head><meta charset=\"utf-8\"></head>\n<body style=\""
	    "font:16px/1.5 sans-serif;max-width:36em\">\n");
	write_str(&w, m->html);
	write_z(&w, "<p style=\"font-size:13px;color:#555\">");
	html_escape(&w, str_none(s->from_name) ? S("Tilth") : s->from_name);
	if (!str_none(link)) {
		write_z(&w, "<br>\n<a href=\"");
		html_escape(&w, link);
		write_z(&w, "\">");
		html_escape_z(&w, words_say(words,
		    "Get no more mails of this kind"));
		write_z(&w, "</a>");
	}
	write_z(&w, "</p>\n</body></html>\n");
	return write_done(&w);
}

static str
domain_of(str address)
{
	return str_part(address, str_find(address, S("@")) + 1, address.n);
}

bool
mail_write(struct ctx *c, const struct mail_site *s, const struct mail *m,
    str *bytes)
{
	str link = stop_link(c, m), domain = domain_of(s->from);
	struct mime_header more[2] = {
		{ S("List-Unsubscribe"), str_print(c->arena, "<%.*s>",
		    (int)link.n, link.p) },
		{ S("List-Unsubscribe-Post"),
		    S("List-Unsubscribe=One-Click") } };
	struct mime_file file[DONOR_FILES];
	size_t files = !str_is(m->entity, donor_report_entity.name) ? 0 :
	    donor_files(c, m->target, m->address, file);
	struct mime mime = {
		.from = { s->from, s->from_name },
		.to = { m->address, m->name },
		.subject = m->subject, .text = with_foot(c, s, m, link),
		.html = with_frame(c, s, m, link),
		.calendar = m->calendar, .method = m->method,
		.id = str_print(c->arena, "%s@%.*s", id_text(c->arena,
		    m->row.id).p, (int)domain.n, domain.p),
		.language = m->language, .at = c->now,
		.more = more, .n_more = str_none(link) ? 0 : 2,
		.file = file, .n_files = files };

	return mime_write(c->arena, &mime, bytes, &c->errors);
}
