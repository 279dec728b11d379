/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The outbox of mails, the mail server it goes by, and the link by which
 * somebody stops mails. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/mail.h"
#include "model/codes.h"
#include "model/office.h"
#include "web/entity.h"
#include "web/programme.h"

enum { SHOWN = 50 };

static const struct {
	const char *state, *name;       /* name: to translate */
} views[] = {
	{ "queued",  "Waiting" },
	{ "failed",  "Could not be sent" },
	{ "sent",    "Sent" },
	{ "dropped", "Given up" },
	{ NULL, NULL }
};

static struct filter
state_is(const char *state)
{
	return (struct filter){ field_named(&mail_entity, S("state")), IS,
		str_of(state) };
}

static bool
count(struct ctx *c, const char *state, int64_t *n)
{
	struct filter of = state_is(state);
	struct ask ask = { .filters = &of, .n = 1 };

	return flow_count(c, &mail_entity, &ask, n);
}

/* ---- the list ---- */

static void
about_put(struct ctx *c, const struct mail *m, struct node *row)
{
	const struct entity *e = str_none(m->entity) ? NULL
	    : entity_named(m->entity);
	struct id id;

	if (e == NULL || !id_read(m->target, &id))
		return;
	node_text(row, "about", str_of(say(c, e->label)));
	if (!(e->flags & INSIDE))
		node_text(row, "about_href", entity_href(c, e, id));
}

static void
mail_put(struct ctx *c, const struct mail *m, struct node *row)
{
	bool waits = str_is(m->state, "queued");

	node_id(row, "id", m->row.id);
	node_text(row, "subject", m->subject);
	node_text(row, "href", entity_href(c, &mail_entity, m->row.id));
	node_text(row, "name", m->name);
	node_text(row, "address", m->address);
	node_text(row, "kind", choice_says(c, &mail_kind_codes, m->kind));
	node_count(row, "tries", m->tries);
	node_moment(row, "written", m->created_at);
	if (waits && m->tries > 0)
		node_moment(row, "next", m->next_at);
	node_moment(row, "sent", m->sent_at);
	node_text(row, "answer", m->answer);
	node_bool(row, "may_again", waits || str_is(m->state, "failed"));
	about_put(c, m, row);
}

static bool
list_put(struct ctx *c, const char *state, struct node *out)
{
	struct filter of = state_is(state);
	struct ask ask = { .filters = &of, .n = 1, .limit = SHOWN,
		.sort = field_named(&mail_entity, S("created_at")),
		.falling = true };
	struct found *found;
	struct mail m;

	(void)node_list(out, "mails");
	if (!flow_list(c, &mail_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &m))
		mail_put(c, &m, node_row(out, "mails"));
	node_bool(out, "has_mails", node_find(out, S("mails"))->n > 0);
	return flow_end(found);
}

/* Tabs with their numbers; the one asked for, or what waits. */
static bool
tabs_put(struct ctx *c, str asked, size_t *shown, struct node *out)
{
	struct node *row;
	int64_t n;
	size_t i;

	for (i = 0; views[i].state != NULL; i++)
		if (str_is(asked, views[i].state))
			*shown = i;
	for (i = 0; views[i].state != NULL; i++) {
		if (!count(c, views[i].state, &n))
			return false;
		row = node_row(out, "tabs");
		node_text(row, "name", str_print(c->arena, "%s (%lld)", say(c,
		    views[i].name), (long long)n));
		node_text(row, "href", str_print(c->arena, "/outbox?state=%s",
		    views[i].state));
		node_bool(row, "here", i == *shown);
		node_count(out, views[i].state, n);
		if (i < 2)
			node_bool(out, i == 0 ? "some_wait" : "some_failed",
			    n > 0);
	}
	return true;
}

/* ---- the mail server ---- */

static str
typed(const struct request *q, const char *name, str otherwise)
{
	str got = request_form(q, name);

	return q->faults != NULL && got.p != NULL ? got : otherwise;
}

static void
field_put(const struct request *q, struct node *out, const char *name,
    const char *error, str value)
{
	const char *says = q->faults == NULL ? NULL
	    : errors_text(q->faults, name);

	node_text(out, name, typed(q, name, value));
	if (says != NULL)
		node_z(out, error, says);
}

static str
whole(struct ctx *c, int64_t n)
{
	return str_print(c->arena, "%lld", (long long)n);
}

static void
server_put(struct ctx *c, const struct request *q, const struct mail_site *s,
    struct node *out)
{
	static const char *const codes[] = { "starttls", "tls", "none" };
	static const char *const says[] = { "STARTTLS (port 587)",
		"TLS from the beginning (port 465)",
		"None: only to this machine" };
	struct node *o = node_object(out, "server"), *row;
	str security = typed(q, "security", str_of(mail_security_code(
	    s->security)));
	size_t i;

	field_put(q, o, "host", "host_error", s->host);
	field_put(q, o, "port", "port_error", whole(c, s->port));
	field_put(q, o, "user", "user_error", s->user);
	field_put(q, o, "password_file", "password_error", s->password_file);
	field_put(q, o, "ca_file", "ca_error", s->ca_file);
	field_put(q, o, "from", "from_error", s->from);
	field_put(q, o, "from_name", "from_name_error", s->from_name);
	field_put(q, o, "address", "address_error", s->address);
	field_put(q, o, "per_hour", "per_hour_error", whole(c, s->per_hour));
	field_put(q, o, "per_address", "per_address_error",
	    whole(c, s->per_address));
	for (i = 0; i < 3; i++) {
		row = node_row(o, "securities");
		node_z(row, "code", codes[i]);
		node_z(row, "says", say(c, says[i]));
		node_bool(row, "selected", str_is(security, codes[i]));
	}
	node_bool(out, "is_ready", s->ready);
	node_bool(out, "asks", !s->ready || (q->faults != NULL &&
	    str_ends(q->path, S("/server"))));
	node_bool(out, "has_address", !str_none(s->address));
}

static void
done_put(struct ctx *c, const struct request *q, struct node *out)
{
	static const char *const said[][2] = {
		{ "server", "The mail server is saved." },
		{ "trial", "The trial mail is in the outbox. It goes out "
		    "within some seconds." },
		{ "again", "It is tried again within some seconds." },
		{ "drop", "It is given up, and its text is forgotten." } };
	str done = request_arg(q, "done");
	size_t i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (str_is(done, said[i][0]))
			node_z(out, "notice", say(c, said[i][1]));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct mail_site s;
	struct mail_to me = { .address = { 0 } };
	size_t shown = 0;

	(void)r;
	if (!ctx_admin(c))
		return fail(&c->errors, DENIED, NULL, "Only an administrator "
		    "sees the outbox.");
	if (!mail_site(c, &s) || (!id_none(c->actor.user) &&
	    !mail_to_user(c, c->actor.user, &me)))
		return false;
	node_z(out, "title", say(c, "Outbox"));
	server_put(c, q, &s, out);
	done_put(c, q, out);
	field_put(q, out, "email", "email_error", me.address);
	if (!tabs_put(c, request_arg(q, "state"), &shown, out))
		return false;
	node_bool(out, "shows_failed", shown == 1);
	node_bool(out, "shows_sent", shown == 2);
	return list_put(c, views[shown].state, out);
}

const struct page outbox_page = {
	.method = GET,
	.path   = "/outbox",
	.about  = "Mails that wait, were sent or could not be, and the mail "
	    "server.",
	.view   = "outbox.html",
	.flags  = SIGNED_IN,
	.run    = show,
};

/* ---- what its forms do ---- */

static bool
number(struct ctx *c, const struct request *q, const char *name, int64_t *into)
{
	str given = str_trim(request_form(q, name));

	if (str_none(given) || str_int(given, into))
		return true;
	return fail(&c->errors, INVALID, name, "'%.*s' is no whole number.",
	    (int)given.n, given.p);
}

static bool
accept_server(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mail_site s = { .port = 587, .per_hour = 500,
		.per_address = 20 };
	bool fine = true;

	(void)out;
	if (!mail_security_coded(request_form(q, "security"), &s.security))
		s.security = MAIL_STARTTLS;
	s.host = str_trim(request_form(q, "host"));
	s.user = str_trim(request_form(q, "user"));
	s.password_file = str_trim(request_form(q, "password_file"));
	s.ca_file = str_trim(request_form(q, "ca_file"));
	s.from = str_trim(request_form(q, "from"));
	s.from_name = str_trim(request_form(q, "from_name"));
	s.address = str_trim(request_form(q, "address"));
	fine &= number(c, q, "port", &s.port);
	fine &= number(c, q, "per_hour", &s.per_hour);
	fine &= number(c, q, "per_address", &s.per_address);
	if (!fine || !mail_site_keep(c, &s))
		return false;
	r->go = S("/outbox?done=server");
	return true;
}

const struct page outbox_server_post = {
	.method = POST,
	.path   = "/outbox/server",
	.about  = "Say by which mail server mails go.",
	.of     = &setting_entity,
	.needs  = EDIT,
	.again  = &outbox_page,
	.run    = accept_server,
};

static bool
accept_trial(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mail_to to = mail_to_address(c, request_form(q, "email"),
	    (str){ 0 }, (str){ 0 });
	struct mail_new m = { .kind = "trial",
		.subject = str_of(words_say(to.words, "A trial mail")),
		.text = str_of(words_say(to.words, "If you can read this, "
		    "Tilth can send mails.")) };
	struct mail_site s;
	bool queued;

	(void)out;
	if (!ctx_may(c, &setting_entity, EDIT, (struct id){ { 0 } }))
		return fail(&c->errors, DENIED, NULL,
		    "Only an administrator sends trial mails.");
	if (!mail_site(c, &s))
		return false;
	if (!s.ready)
		return fail(&c->errors, INVALID, "email",
		    "Say first by which mail server mails go.");
	if (!mail_is_address(to.address))
		return fail(&c->errors, INVALID, "email", "'%.*s' is no "
		    "address of mail.", (int)to.address.n, to.address.p);
	if (!mail_queue(c, &to, &m, &queued))
		return false;
	r->go = S("/outbox?done=trial");
	return true;
}

const struct page outbox_trial_post = {
	.method = POST,
	.path   = "/outbox/trial",
	.about  = "Send a trial mail.",
	.of     = &setting_entity,
	.needs  = EDIT,
	.again  = &outbox_page,
	.run    = accept_trial,
};

static bool
asked(struct ctx *c, const struct request *q, struct id *id)
{
	return id_read(request_at(q, "mail"), id) || fail(&c->errors, ABSENT,
	    NULL, "There is no such mail.");
}

static bool
accept_again(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id id;

	(void)out;
	r->go = S("/outbox?done=again");
	return asked(c, q, &id) && mail_again(c, id);
}

const struct page outbox_again_post = {
	.method = POST,
	.path   = "/outbox/{mail}/again",
	.about  = "Try at once to send a mail that waits or failed.",
	.of     = &mail_entity,
	.needs  = DROP,
	.run    = accept_again,
};

static bool
accept_drop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id id;

	(void)out;
	r->go = S("/outbox?done=drop");
	return asked(c, q, &id) && mail_drop(c, id);
}

const struct page outbox_drop_post = {
	.method = POST,
	.path   = "/outbox/{mail}/drop",
	.about  = "Give a mail up that was not sent; its text is forgotten.",
	.of     = &mail_entity,
	.needs  = DROP,
	.run    = accept_drop,
};

/* ---- the link under each mail ---- */

static bool
known(struct ctx *c, const struct request *q, struct mail_wish *w, str *kind)
{
	*kind = request_at(q, "kind");
	if (choice_coded(&mail_kind_codes, *kind) == NULL)
		return fail(&c->errors, ABSENT, NULL,
		    "This link leads nowhere.");
	return mail_wish_by_key(c, request_at(q, "key"), w);
}

static bool
show_stop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mail_wish w;
	str kind;

	(void)r;
	if (!known(c, q, &w, &kind))
		return false;
	node_z(out, "title", say(c, "Mails you get"));
	node_text(out, "kind", choice_says(c, &mail_kind_codes, kind));
	node_bool(out, "is_stopped", mail_is_stopped(&w, str_z(c->arena,
	    kind)) || (str_is(kind, "digest") && str_is(w.digest, "none")));
	node_text(out, "action", q->path);
	return true;
}

const struct page stop_page = {
	.method = GET,
	.path   = "/mail/stop/{key}/{kind}",
	.about  = "Whether mails of a kind are wanted, by the link under one.",
	.view   = "stop.html",
	.flags  = LINK,
	.run    = show_stop,
};

static bool
accept_stop(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	bool again = str_is(request_form(q, "do"), "again");
	struct mail_wish w;
	str kind;

	(void)out;
	if (!known(c, q, &w, &kind))
		return false;
	mail_wish_set(c, &w, kind, !again);
	if (str_is(kind, "digest") && again && str_is(w.digest, "none"))
		w.digest = S("weekly");
	r->go = q->path;
	return mail_wish_keep(c, &w);
}

const struct page stop_post = {
	.method = POST,
	.path   = "/mail/stop/{key}/{kind}",
	.about  = "Stop mails of a kind with one click (RFC 8058), or begin "
	    "them again.",
	.again  = &stop_page,
	.flags  = LINK,
	.run    = accept_stop,
};
