/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Writing into the outbox, what people wish of mail, the site's settings. */
#include "flow/mail.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/write.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/canon.h"
#include "format/mime.h"
#include "model/codes.h"
#include "model/office.h"
#include "model/people.h"

enum { KEY_BYTES = 16, PORT = 587, PORT_TLS = 465, PER_HOUR = 500,
	PER_ADDRESS = 20 };

/* The program's own rows are not for people to change. */
static bool
put(struct ctx *c, const struct entity *e, void *row)
{
	bool was = c->actor.system, fine;

	c->actor.system = true;
	fine = flow_save(c, e, row);
	c->actor.system = was;
	return fine;
}

/* The first row for which the filters hold; *there: there is one. */
static bool
first(struct ctx *c, const struct entity *e, const struct filter *of, size_t n,
    void *row, bool *there)
{
	struct ask ask = { .filters = of, .n = n, .limit = 1 };
	struct cursor *cursor;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	*there = store_next(cursor, c->arena, row);
	return store_end(cursor, &c->errors);
}

bool
mail_is_address(str s)
{
	return mime_is_address(s);
}

/* ---- to whom ---- */

static void
speak(struct ctx *c, struct mail_to *to, str language)
{
	to->language = str_none(language) ? str_of(c->lang) : language;
	to->words = words_named(to->language);
}

struct mail_to
mail_to_address(struct ctx *c, str address, str name, str language)
{
	struct mail_to to = { .address = str_trim(address),
		.name = str_trim(name) };

	speak(c, &to, language);
	return to;
}

static void
to_user(struct ctx *c, const struct user *u, struct mail_to *to)
{
	*to = mail_to_address(c, u->is_disabled == YES ? (str){ 0 } : u->email,
	    u->name, u->language);
	to->user = u->row.id;
}

bool
mail_to_user(struct ctx *c, struct id id, struct mail_to *to)
{
	struct user u;

	if (!store_find(c->store, &user_entity, id, c->arena, &u, &c->errors))
		return false;
	to_user(c, &u, to);
	return true;
}

bool
mail_is_withdrawn(struct ctx *c, struct id party, bool *is)
{
	struct person p;

	*is = false;
	if (id_none(party) || !store_has(c->store, &person_entity, party))
		return true;            /* no person, or erased */
	if (!store_find(c->store, &person_entity, party, c->arena, &p,
	    &c->errors))
		return false;
	*is = str_is(p.consent, "withdrawn");
	return true;
}

bool
mail_to_party(struct ctx *c, struct id id, struct mail_to *to)
{
	struct filter is = { field_named(&user_entity, S("party")), IS,
		id_text(c->arena, id) };
	struct person p;
	struct user u;
	bool there, gone;

	*to = mail_to_address(c, (str){ 0 }, (str){ 0 }, (str){ 0 });
	if (!mail_is_withdrawn(c, id, &gone))
		return false;
	if (gone)
		return true;
	if (!first(c, &user_entity, &is, 1, &u, &there))
		return false;
	if (there && !str_none(u.email)) {
		to_user(c, &u, to);
		return true;
	}
	if (!store_find(c->store, &person_entity, id, c->arena, &p,
	    &c->errors))
		return false;
	*to = mail_to_address(c, p.email, p.name, (str){ 0 });
	return true;
}

/* ---- wishes ---- */

static str
new_key(struct ctx *c)
{
	unsigned char bytes[KEY_BYTES];

	random_secret(bytes, sizeof(bytes));
	return canon_base64url(c->arena, bytes, sizeof(bytes));
}

bool
mail_wish_of(struct ctx *c, const struct mail_to *to, struct mail_wish *w)
{
	str address = str_lower(c->arena, to->address);
	struct filter mine = { field_named(&mail_wish_entity, S("user")), IS,
		id_text(c->arena, to->user) };
	struct filter its[] = {
		{ field_named(&mail_wish_entity, S("address")), IS, address },
		{ field_named(&mail_wish_entity, S("user")), EMPTY, { 0 } } };
	bool there, user = !id_none(to->user);

	if (!first(c, &mail_wish_entity, user ? &mine : its, user ? 1 : 2, w,
	    &there))
		return false;
	if (there)
		return true;
	row_blank(&mail_wish_entity, w);
	w->user = to->user;
	w->address = user ? (str){ 0 } : address;
	w->key = new_key(c);
	w->digest = S("none");
	w->weekday = 1;
	return true;
}

bool
mail_wish_by_key(struct ctx *c, str key, struct mail_wish *w)
{
	struct filter is = { field_named(&mail_wish_entity, S("key")), IS,
		key };
	bool there;

	if (!first(c, &mail_wish_entity, &is, 1, w, &there))
		return false;
	return (there && !str_none(key)) || fail(&c->errors, ABSENT, NULL,
	    "This link leads nowhere.");
}

bool
mail_wish_keep(struct ctx *c, struct mail_wish *w)
{
	return put(c, &mail_wish_entity, w);
}

bool
mail_is_stopped(const struct mail_wish *w, const char *kind)
{
	str rest = w->stopped, one;

	while (str_cut(&rest, ';', &one))
		if (str_is(str_trim(one), kind))
			return true;
	return false;
}

void
mail_wish_set(struct ctx *c, struct mail_wish *w, str kind, bool stopped)
{
	struct write out = write_new(c->arena, 1000);
	str rest = w->stopped, one;

	while (str_cut(&rest, ';', &one)) {
		one = str_trim(one);
		if (str_none(one) || str_same(one, kind))
			continue;
		write_format(&out, "%s%.*s", out.n > 0 ? ";" : "",
		    (int)one.n, one.p);
	}
	if (stopped)
		write_format(&out, "%s%.*s", out.n > 0 ? ";" : "",
		    (int)kind.n, kind.p);
	w->stopped = out.n > 0 ? write_done(&out) : (str){ 0 };
}

/* ---- the outbox ---- */

/* A trial and what concerns one's own account always go. */
static bool
may_be_stopped(const char *kind)
{
	return strcmp(kind, "trial") != 0 && strcmp(kind, "account") != 0;
}

static bool
is_line(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return true;
}

static bool
check_new(struct ctx *c, const struct mail_to *to, const struct mail_new *m)
{
	struct errors *e = &c->errors;

	if (!mail_is_address(to->address))
		return fail(e, INVALID, "email", "'%.*s' is no address of "
		    "mail.", (int)to->address.n, to->address.p);
	if (str_none(m->subject) || !is_line(m->subject) ||
	    !is_line(to->name) || !is_line(to->language))
		return fail(e, INVALID, "subject", "The subject and the names "
		    "of a mail are one line, without control characters.");
	return true;
}

static struct mail
row_of(struct ctx *c, const struct mail_to *to, const struct mail_new *m)
{
	struct mail r;

	row_blank(&mail_entity, &r);
	r.programme = m->programme;
	r.kind = str_of(m->kind);
	r.name = str_none(to->name) ? (str){ 0 } : to->name;
	r.address = to->address;
	r.language = to->language;
	r.subject = m->subject;
	r.text = m->text;
	r.html = m->html;
	r.calendar = m->calendar;
	r.method = str_of(m->method);
	if (m->entity != NULL) {
		r.entity = str_of(m->entity->name);
		r.target = id_text(c->arena, m->row);
	}
	r.state = S("queued");
	r.tries = 0;
	r.next_at = r.created_at = c->now;
	return r;
}

bool
mail_wanted(struct ctx *c, const struct mail_to *to, const char *kind,
    bool *wanted)
{
	struct mail_wish w;

	*wanted = false;
	if (!mail_is_address(to->address))
		return true;
	if (!mail_wish_of(c, to, &w))
		return false;
	*wanted = !may_be_stopped(kind) || !mail_is_stopped(&w, kind);
	return true;
}

bool
mail_queue(struct ctx *c, const struct mail_to *to, const struct mail_new *m,
    bool *queued)
{
	struct mail_wish w;
	struct mail r;

	*queued = false;
	if (str_none(to->address))
		return true;
	if (!check_new(c, to, m) || !mail_wish_of(c, to, &w))
		return false;
	if (may_be_stopped(m->kind) && mail_is_stopped(&w, m->kind))
		return true;
	r = row_of(c, to, m);
	if (may_be_stopped(m->kind)) {
		if (w.row.revision == 0 && !mail_wish_keep(c, &w))
			return false;
		r.stop = w.key;
	}
	*queued = put(c, &mail_entity, &r);
	return *queued;
}

str
mail_link(struct ctx *c, str path)
{
	struct filter is = { field_named(&setting_entity, S("key")), IS,
		S("address") };
	struct setting s;
	bool there;
	str site;

	if (!first(c, &setting_entity, &is, 1, &s, &there) || !there ||
	    str_none(s.value))
		return (str){ 0 };
	site = str_trim(s.value);
	while (str_ends(site, S("/")))
		site.n--;
	return str_print(c->arena, "%.*s%.*s", (int)site.n, site.p,
	    (int)path.n, path.p);
}

/* ---- settings ---- */

static const char *const securities[] = { "starttls", "tls", "none" };

const char *
mail_security_code(enum mail_security s)
{
	return securities[s];
}

bool
mail_security_coded(str code, enum mail_security *into)
{
	size_t i;

	for (i = 0; i < 3; i++)
		if (str_is(code, securities[i])) {
			*into = (enum mail_security)i;
			return true;
		}
	return false;
}

struct plan {                           /* which setting is which member */
	const char *key;
	str        *text;
	int64_t    *count;
};

enum { PLANS = 10 };

static void
plan_of(struct mail_site *s, struct plan *p)
{
	const struct plan all[PLANS] = {
		{ "mail_host", &s->host, NULL },
		{ "mail_port", NULL, &s->port },
		{ "mail_user", &s->user, NULL },
		{ "mail_password_file", &s->password_file, NULL },
		{ "mail_ca_file", &s->ca_file, NULL },
		{ "mail_from", &s->from, NULL },
		{ "mail_from_name", &s->from_name, NULL },
		{ "address", &s->address, NULL },
		{ "mail_per_hour", NULL, &s->per_hour },
		{ "mail_per_address", NULL, &s->per_address } };

	memcpy(p, all, sizeof(all));
}

static void
take_setting(struct mail_site *s, const struct setting *is)
{
	str value = str_trim(is->value);
	struct plan p[PLANS];
	int64_t n;
	size_t i;

	plan_of(s, p);
	if (str_is(is->key, "mail_security"))
		(void)!mail_security_coded(value, &s->security);
	for (i = 0; i < PLANS; i++)
		if (str_is(is->key, p[i].key)) {
			if (p[i].text != NULL)
				*p[i].text = value;
			else if (str_int(value, &n))
				*p[i].count = n;
		}
}

bool
mail_site(struct ctx *c, struct mail_site *s)
{
	const struct setting *all;
	size_t i, n;

	*s = (struct mail_site){ .port = INT64_MIN, .per_hour = PER_HOUR,
		.per_address = PER_ADDRESS };
	all = gather(c, &setting_entity, (struct id){ { 0 } }, &n);
	if (all == NULL)
		return false;
	for (i = 0; i < n; i++)
		take_setting(s, &all[i]);
	if (s->port == INT64_MIN)
		s->port = s->security == MAIL_TLS ? PORT_TLS : PORT;
	s->ready = !str_none(s->host) && mail_is_address(s->from);
	return true;
}

static bool
is_host(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
		    "YZ0123456789.-:", s.p[i]) == NULL || s.p[i] == '\0')
			return false;
	return s.n > 0 && s.n <= 253;
}

bool
mail_site_check(struct ctx *c, const struct mail_site *s)
{
	struct errors *e = &c->errors;
	str password;
	bool fine = true;

	if (!is_host(s->host))
		fine = fail(e, INVALID, "host", "Say the name of the mail "
		    "server, such as mail.example.org.");
	if (s->port < 1 || s->port > 65535)
		fine = fail(e, INVALID, "port",
		    "A port is a number from 1 to 65535.");
	if (!mail_is_address(s->from))
		fine = fail(e, INVALID, "from", "'%.*s' is no address of "
		    "mail.", (int)s->from.n, s->from.p);
	if (!is_line(s->from_name))
		fine = fail(e, INVALID, "from_name", "The name is one line.");
	if (!str_none(s->address) && !str_starts(s->address, S("https://")) &&
	    !str_starts(s->address, S("http://")))
		fine = fail(e, INVALID, "address",
		    "The site's address begins with https://.");
	if (s->per_hour < 1 || s->per_hour > 100000)
		fine = fail(e, INVALID, "per_hour",
		    "From 1 to 100000 mails an hour.");
	if (s->per_address < 1 || s->per_address > 1000)
		fine = fail(e, INVALID, "per_address",
		    "From 1 to 1000 mails an hour.");
	if (!str_none(s->user) && str_none(s->password_file))
		fine = fail(e, INVALID, "password_file",
		    "Who signs in needs a password: say in which file it is.");
	if (!str_none(s->password_file) &&
	    !mail_password(c, s->password_file, &password))
		fine = false;
	return fine;
}

static bool
keep_setting(struct ctx *c, const char *key, str value)
{
	struct filter is = { field_named(&setting_entity, S("key")), IS,
		str_of(key) };
	struct setting s;
	bool there;

	if (!first(c, &setting_entity, &is, 1, &s, &there))
		return false;
	if (!there) {
		if (str_none(value))
			return true;
		row_blank(&setting_entity, &s);
		s.key = str_of(key);
	}
	s.value = str_none(value) ? (str){ 0 } : value;
	return flow_save(c, &setting_entity, &s);
}

bool
mail_site_keep(struct ctx *c, const struct mail_site *s)
{
	struct mail_site of = *s;
	struct plan p[PLANS];
	size_t i;

	if (!mail_site_check(c, s))
		return false;
	plan_of(&of, p);
	for (i = 0; i < PLANS; i++)
		if (!keep_setting(c, p[i].key, p[i].text != NULL ? *p[i].text
		    : str_print(c->arena, "%lld", (long long)*p[i].count)))
			return false;
	return keep_setting(c, "mail_security",
	    str_of(mail_security_code(s->security)));
}

bool
mail_password(struct ctx *c, str path, str *password)
{
	const char *name = str_z(c->arena, path);
	struct errors *e = &c->errors;
	char line[MAIL_FILE];
	struct stat is;
	FILE *f;

	if (!str_ends(path, S(".smtp")))
		return fail(e, INVALID, "password_file", "The name of the "
		    "file ends in .smtp, so that no other secret of the "
		    "machine is taken for it.");
	f = fopen(name, "r");
	if (f == NULL || fstat(fileno(f), &is) != 0 ||
	    !S_ISREG(is.st_mode) || fgets(line, sizeof(line), f) == NULL) {
		if (f != NULL)
			fclose(f);
		return fail(e, INVALID, "password_file",
		    "The server cannot read '%s', or it is empty.", name);
	}
	fclose(f);
	if (is.st_mode & (S_IRWXO))
		return fail(e, INVALID, "password_file", "Everybody on the "
		    "machine may read '%s': take that away (chmod 600).",
		    name);
	line[strcspn(line, "\r\n")] = '\0';
	*password = str_copy(c->arena, str_of(line));
	return true;
}
