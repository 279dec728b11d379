/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of flow/mail without a mail server; test/mail sends to one.
 */
#include "flow/mail.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/office.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static struct mail_site
server(void)
{
	return (struct mail_site){ .host = S("mail.example.org"), .port = 587,
		.from = S("office@tilth.example"), .per_hour = 100,
		.per_address = 3, .ready = true };
}

static bool
queue(struct site *s, const char *address, const char *kind,
    const char *subject)
{
	struct mail_to to = mail_to_address(&s->c, str_of(address),
	    S("Somebody"), S("vi"));
	struct mail_new m = { .kind = kind, .subject = str_of(subject),
		.text = S("Text.") };
	bool queued = false;

	return mail_queue(&s->c, &to, &m, &queued) && queued;
}

static size_t
taken(struct site *s, const struct mail_site *of, struct mail **all)
{
	size_t n = 999;

	CHECK(mail_take(&s->c, of, all, &n));
	return n;
}

static void
a_mail_is_tried_with_growing_pauses(struct arena *a)
{
	/* Minutes; the sum is 5421: three days and eighteen hours. */
	static const int64_t pause[] = { 1, 5, 15, 60, 120, 240, 480, 720,
		1440 };
	struct mail_site of = server();
	struct mail *all;
	struct site s;
	size_t i;

	if (!site_open(&s, a, "mail1"))
		return;
	site_system(&s);
	CHECK(queue(&s, "awa@example.org", "notice", "One"));
	for (i = 0; i < 9; i++) {
		CHECK(taken(&s, &of, &all) == 1);
		CHECK(mail_end(&s.c, all[0].row.id, MAIL_LATER, S("450")));
		s.c.now += pause[i] * 60000 - 1;
		CHECK(taken(&s, &of, &all) == 0);
		s.c.now += 1;
	}
	CHECK(taken(&s, &of, &all) == 1);       /* the tenth and last */
	CHECK(all[0].tries == MAIL_TRIES);
	CHECK(mail_end(&s.c, all[0].row.id, MAIL_LATER, S("450")));
	CHECK(str_is(((struct mail *)site_find(&s, &mail_entity,
	    all[0].row.id))->state, "failed"));
	s.c.now += (int64_t)48 * 3600 * 1000;
	CHECK(taken(&s, &of, &all) == 0);
	site_close(&s);
}

static void
what_was_sent_is_forgotten(struct arena *a)
{
	struct mail_site of = server();
	struct mail *all;
	const struct mail *m;
	struct site s;

	if (!site_open(&s, a, "mail2"))
		return;
	site_system(&s);
	CHECK(queue(&s, "awa@example.org", "notice", "One"));
	CHECK(taken(&s, &of, &all) == 1);
	CHECK(mail_end(&s.c, all[0].row.id, MAIL_SENT, S("250 taken")));
	m = site_find(&s, &mail_entity, all[0].row.id);
	CHECK(str_is(m->state, "sent") && m->sent_at == s.c.now);
	CHECK(str_none(m->text) && str_none(m->stop));
	CHECK(!mail_again(&s.c, m->row.id));
	site_close(&s);
}

static void
what_is_stopped_is_not_queued(struct arena *a)
{
	struct mail_site of = server();
	struct mail_wish w;
	struct mail *all;
	struct site s;

	if (!site_open(&s, a, "mail3"))
		return;
	site_system(&s);
	CHECK(queue(&s, "Awa@example.org", "reminder", "One"));
	CHECK(taken(&s, &of, &all) == 1 && !str_none(all[0].stop));
	CHECK(mail_wish_by_key(&s.c, all[0].stop, &w));
	mail_wish_set(&s.c, &w, S("reminder"), true);
	CHECK(mail_wish_keep(&s.c, &w));
	CHECK(!queue(&s, "awa@example.org", "reminder", "Two"));
	CHECK(errors_worst(&s.c.errors) == FINE);
	CHECK(queue(&s, "awa@example.org", "invitation", "Three"));
	CHECK(queue(&s, "awa@example.org", "account", "Four"));
	mail_wish_set(&s.c, &w, S("reminder"), false);
	CHECK(mail_wish_keep(&s.c, &w));
	CHECK(queue(&s, "awa@example.org", "reminder", "Five"));
	CHECK(!mail_wish_by_key(&s.c, S("x"), &w));
	CHECK(!mail_wish_by_key(&s.c, (str){ 0 }, &w));
	site_close(&s);
}

static void
an_hour_has_room_for_so_many(struct arena *a)
{
	struct mail_site of = server();
	struct mail *all;
	struct site s;
	size_t i, n;

	if (!site_open(&s, a, "mail4"))
		return;
	site_system(&s);
	for (i = 0; i < 5; i++)
		CHECK(queue(&s, "awa@example.org", "notice", "To one"));
	n = taken(&s, &of, &all);
	CHECK(n == 3);                  /* per address */
	for (i = 0; i < n; i++)
		CHECK(mail_end(&s.c, all[i].row.id, MAIL_SENT, S("250")));
	CHECK(queue(&s, "bilal@example.org", "notice", "To another"));
	of.per_hour = 3;
	CHECK(taken(&s, &of, &all) == 0);
	of.per_hour = 4;
	CHECK(taken(&s, &of, &all) == 1);
	CHECK(str_is(all[0].address, "bilal@example.org"));
	CHECK(mail_end(&s.c, all[0].row.id, MAIL_SENT, S("250")));
	s.c.now += (int64_t)3600 * 1000 + 1;
	CHECK(taken(&s, &of, &all) == 2);
	site_close(&s);
}

static void
what_is_no_line_or_address_is_refused(struct arena *a)
{
	struct site s;

	if (!site_open(&s, a, "mail5"))
		return;
	site_system(&s);
	CHECK(!queue(&s, "awa@example.org\r\nRCPT TO:<b@c.vn>", "notice", "x"));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!queue(&s, "awa@example.org", "notice", "x\nBcc: b@c.vn"));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!queue(&s, "", "notice", "nobody"));
	CHECK(site_fault(&s) == FINE);
	site_close(&s);
}

static void
only_an_administrator_sets_the_mail_server(struct arena *a)
{
	struct mail_site of = server(), got;
	struct site s;

	if (!site_open(&s, a, "mail6"))
		return;
	site_sit(&s, "PM", s.one);
	CHECK(!mail_site_keep(&s.c, &of));
	CHECK(site_fault(&s) == DENIED);
	site_sit(&s, "ADM", (struct id){ { 0 } });
	of.security = MAIL_TLS;
	CHECK(mail_site_keep(&s.c, &of));
	CHECK(mail_site(&s.c, &got) && got.ready);
	CHECK(got.security == MAIL_TLS && got.port == 587);
	CHECK(str_is(got.from, "office@tilth.example"));
	of.from = S("nobody");
	of.port = 70000;
	CHECK(!mail_site_keep(&s.c, &of));
	CHECK(site_on(&s, "from") && site_on(&s, "port"));
	site_close(&s);
}

static void
a_password_is_read_from_a_file_of_one_s_own(struct arena *a)
{
	str path = str_print(a, "%s/pw.smtp", test_scratch()), password;
	str other = str_print(a, "%s/pw.txt", test_scratch());
	struct site s;
	FILE *f;

	if (!site_open(&s, a, "mail7"))
		return;
	f = fopen(path.p, "w");
	CHECK(f != NULL && fputs("ruong bac thang\r\nmore\n", f) >= 0);
	if (f != NULL)
		fclose(f);
	CHECK(chmod(path.p, 0644) == 0);
	CHECK(!mail_password(&s.c, path, &password));
	CHECK(chmod(path.p, 0600) == 0);
	CHECK(mail_password(&s.c, path, &password) &&
	    str_is(password, "ruong bac thang"));
	CHECK(rename(path.p, other.p) == 0);
	CHECK(!mail_password(&s.c, other, &password));
	CHECK(!mail_password(&s.c, path, &password));
	site_close(&s);
}

const struct test mail_tests[] = {
	{ "a mail is tried with growing pauses",
	   a_mail_is_tried_with_growing_pauses },
	{ "what was sent is forgotten", what_was_sent_is_forgotten },
	{ "what is stopped is not queued", what_is_stopped_is_not_queued },
	{ "an hour has room for so many mails",
	   an_hour_has_room_for_so_many },
	{ "what is no line or no address is refused",
	   what_is_no_line_or_address_is_refused },
	{ "only an administrator sets the mail server",
	   only_an_administrator_sets_the_mail_server },
	{ "a password is read from a file of one's own",
	   a_password_is_read_from_a_file_of_one_s_own },
	{ 0 }
};
