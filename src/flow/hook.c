/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/hook.h"

#include <sodium.h>
#include <string.h>

#include "base/write.h"
#include "flow/changes.h"
#include "flow/find.h"
#include "flow/login.h"
#include "flow/mail.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "format/json.h"
#include "store/store.h"

enum { SECRET_BYTES = 32, SAID_MOST = 400 };

static const int64_t day_ms = 24 * 3600 * (int64_t)1000;

/* What is secret or kept is written past the door, by the program. */
static bool
put(struct ctx *c, const struct entity *e, void *row)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };

	return store_put(c->store, e, row, &by, &c->errors);
}

static bool
find(struct ctx *c, struct id id, struct webhook *h)
{
	return store_find(c->store, &webhook_entity, id, c->arena, h,
	    &c->errors);
}

/* ---- what is asked of one ---- */

bool
hook_may_inside(struct ctx *c, bool *may)
{
	str said;

	*may = false;
	if (!setting_text(c, "hook_private", &said))
		return false;
	*may = str_is(said, "yes");
	return true;
}

static bool
address_right(struct ctx *c, str a, bool may_inside)
{
	bool secure = str_starts(a, S("https://"));
	bool plain = str_starts(a, S("http://"));
	str host = str_part(a, secure ? 8 : 7, a.n);

	if (!secure && !plain)
		return fail(&c->errors, INVALID, "address",
		    "An address begins with https://.");
	if (plain && !may_inside)
		return fail(&c->errors, INVALID, "address", "Changes are sent "
		    "over a protected line alone: the address begins with "
		    "https://.");
	host = str_part(host, 0, str_find(host, S("/")));
	if (host.n == 0 || str_find(a, S(" ")) < a.n ||
	    str_find(host, S("@")) < host.n || !str_ascii(a))
		return fail(&c->errors, INVALID, "address", "This is no "
		    "address such as https://example.org/tilth; no name and "
		    "password stand in it.");
	return true;
}

static bool
entities_right(struct ctx *c, str names)
{
	const struct entity *e;
	str one;

	while (str_cut(&names, ' ', &one)) {
		e = entity_named(one);
		if (one.n > 0 && (e == NULL || e->flags & INSIDE))
			return fail(&c->errors, INVALID, "entities",
			    "There is nothing called '%.*s'.", (int)one.n,
			    one.p);
	}
	return true;
}

static bool
leads_elsewhere(const struct webhook *was, const struct webhook *is)
{
	return !str_same(was->address, is->address) ||
	    !str_same(was->entities, is->entities) ||
	    !str_same(was->events, is->events) ||
	    !id_same(was->programme, is->programme);
}

bool
hook_right(struct ctx *c, const struct webhook *was, struct webhook *h)
{
	bool may_inside;

	if (was != NULL && !c->actor.system && leads_elsewhere(was, h))
		h->by = c->actor.user;
	return hook_may_inside(c, &may_inside) &&
	    address_right(c, h->address, may_inside) &&
	    entities_right(c, h->entities);
}

/* ---- what an administrator does ---- */

static bool
mine(struct ctx *c, struct id id, struct webhook *h)
{
	struct webhook seen;

	if (!flow_find(c, &webhook_entity, id, &seen) || !find(c, id, h))
		return false;
	return (flow_may(c, &webhook_entity, h, EDIT) &&
	    !c->actor.reads_only) || fail(&c->errors, DENIED, NULL,
	    "Only an administrator changes web hooks.");
}

static void
start_anew(struct webhook *h)
{
	h->tries = 0;
	h->next_at = h->failing_since = INT64_MIN;
	h->trouble = (str){ 0 };
}

bool
hook_secret(struct ctx *c, struct id id, str *secret)
{
	unsigned char bytes[SECRET_BYTES];
	char hex[2 * SECRET_BYTES + 1];
	struct webhook h;

	if (!mine(c, id, &h))
		return false;
	random_secret(bytes, sizeof(bytes));
	sodium_bin2hex(hex, sizeof(hex), bytes, sizeof(bytes));
	*secret = str_print(c->arena, "whsec_%s", hex);
	if (str_none(h.secret)) {
		if (!store_last_change(c->store, &h.at_change, &c->errors))
			return false;
		h.is_on = YES;
	}
	h.secret = *secret;
	h.by = c->actor.user;           /* with whose eyes it sees */
	start_anew(&h);
	return put(c, &webhook_entity, &h);
}

bool
hook_switch(struct ctx *c, struct id id, bool on)
{
	struct webhook h;

	if (!mine(c, id, &h))
		return false;
	if (str_none(h.secret))
		return fail(&c->errors, INVALID, NULL,
		    "Make its secret first.");
	h.is_on = on ? YES : NO;
	start_anew(&h);
	return put(c, &webhook_entity, &h);
}

bool
hook_trial(struct ctx *c, struct id id)
{
	struct webhook h;

	if (!mine(c, id, &h))
		return false;
	if (str_none(h.secret))
		return fail(&c->errors, INVALID, NULL,
		    "Make its secret first.");
	h.wants_trial = YES;
	return put(c, &webhook_entity, &h);
}

bool
hook_again(struct ctx *c, struct id id)
{
	struct webhook h;

	if (!mine(c, id, &h))
		return false;
	h.next_at = INT64_MIN;
	return put(c, &webhook_entity, &h);
}

static bool
deliveries(struct ctx *c, struct id hook, size_t most,
    struct webhook_delivery **out, size_t *n)
{
	struct filter of = { field_named(&webhook_delivery_entity,
		S("webhook")), IS, id_text(c->arena, hook) };
	struct ask ask = { .filters = &of, .n = 1, .limit = most };
	struct cursor *cursor;

	*n = 0;
	*out = NEWS(c->arena, struct webhook_delivery, most);
	if (!store_list(c->store, &webhook_delivery_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (*n < most && store_next(cursor, c->arena, &(*out)[*n]))
		++*n;
	return store_end(cursor, &c->errors);
}

bool
hook_log(struct ctx *c, struct id id, struct webhook_delivery **out, size_t *n)
{
	struct webhook h;

	return flow_find(c, &webhook_entity, id, &h) &&
	    deliveries(c, id, HOOK_LOG, out, n);
}

/* ---- sending ---- */

bool
hook_due(struct ctx *c, struct webhook **out, size_t *n)
{
	struct ask ask = { .limit = HOOKS_MOST };
	struct cursor *cursor;
	struct webhook h;

	*n = 0;
	*out = NEWS(c->arena, struct webhook, HOOKS_MOST);
	if (!store_list(c->store, &webhook_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, &h))
		if (!str_none(h.secret) && (h.wants_trial == YES ||
		    (h.is_on == YES && h.next_at <= c->now)))
			(*out)[(*n)++] = h;
	return store_end(cursor, &c->errors);
}

bool
hook_any(struct ctx *c, bool *any)
{
	struct ask ask = { .limit = HOOKS_MOST };
	struct cursor *cursor;
	struct webhook h;

	*any = false;
	if (!store_list(c->store, &webhook_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, &h))
		*any |= !str_none(h.secret) && (h.wants_trial == YES ||
		    h.is_on == YES);
	return store_end(cursor, &c->errors);
}

static str
write_body(struct ctx *c, const struct hook_body *b,
    const struct changed *all, size_t n)
{
	struct node *tree = node_new(c->arena);
	struct write w = write_new(c->arena, JSON_MOST);
	size_t i;

	node_id(tree, "hook", b->hook.row.id);
	node_bool(tree, "trial", b->is_trial);
	(void)node_list(tree, "changes");
	for (i = 0; i < n; i++)
		changes_put(c, &all[i], node_row(tree, "changes"));
	node_count(tree, "next", b->next);
	json_write(&w, tree, false);
	return write_done(&w);
}

static struct changes_ask
ask_of(struct ctx *c, const struct webhook *h, int64_t from)
{
	struct changes_ask ask = { .after = from, .limit = HOOK_LIMIT,
		.entities = h->entities, .programme = h->programme };
	struct write kinds = write_new(c->arena, 200);
	str rest = h->events, one;

	while (str_cut(&rest, ';', &one))
		write_format(&kinds, "%s%.*s", kinds.n > 0 ? " " : "",
		    (int)str_trim(one).n, str_trim(one).p);
	ask.kinds = write_done(&kinds);
	return ask;
}

/* Of hooks nobody is told: each delivery would be the next one's news. */
static size_t
without_hooks(struct changed *all, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (all[i].entity != &webhook_entity)
			all[kept++] = all[i];
	return kept;
}

/* Seen with the maker's eyes; who is no user any more sees nothing, and the
 * hook fails until somebody else takes it over. */
static bool
sit(struct ctx *c, const struct webhook *h, struct ctx *maker)
{
	struct user u;

	*maker = *c;
	if (!store_find(c->store, &user_entity, h->by, c->arena, &u,
	    &c->errors) || u.is_disabled == YES)
		return fail(&c->errors, DENIED, NULL, "Whoever made this web "
		    "hook is no longer a user.");
	return login_actor(maker, h->by, &maker->actor);
}

bool
hook_body(struct ctx *c, const struct webhook *h, int64_t from,
    struct hook_body *b)
{
	struct changes_ask ask = ask_of(c, h, from);
	struct changed *all = NULL;
	struct ctx maker;
	size_t n = 0;
	bool more, fine;

	*b = (struct hook_body){ .hook = *h, .next = from,
		.is_trial = h->wants_trial == YES };
	if (b->is_trial) {
		b->next = h->at_change;
		b->body = write_body(c, b, NULL, 0);
		return true;
	}
	if (!sit(c, h, &maker))
		return false;
	fine = changes_read(&maker, &ask, &all, &n, &b->next, &more);
	c->errors = maker.errors;
	if (!fine)
		return false;
	n = without_hooks(all, n);
	b->rows = (int64_t)n;
	if (n == 0)
		return true;
	b->first = all[0].number;
	b->last = all[n - 1].number;
	b->body = write_body(&maker, b, all, n);
	return true;
}

/* ---- what came of it ---- */

static bool
keep_log(struct ctx *c, const struct hook_body *b, int status, int64_t took,
    str said)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		(str){ 0 } };
	struct webhook_delivery d, *old;
	size_t n;

	row_blank(&webhook_delivery_entity, &d);
	d.row.id = id_new(c->random, c->now);
	d.webhook = b->hook.row.id;
	d.at = c->now;
	if (b->rows > 0) {
		d.first = b->first;
		d.last = b->last;
	}
	d.rows = b->rows;
	d.status = status > 0 ? status : INT64_MIN;
	d.took = took;
	d.is_trial = b->is_trial ? YES : NO;
	d.is_fine = status >= 200 && status < 300 ? YES : NO;
	d.answer = str_part(said, 0, str_utf8_end(str_part(said, 0,
	    SAID_MOST / 4)));
	if (!put(c, &webhook_delivery_entity, &d) ||
	    !deliveries(c, b->hook.row.id, HOOK_LOG + 10, &old, &n))
		return false;
	for (; n > HOOK_LOG; n--)
		if (!store_drop(c->store, &webhook_delivery_entity,
		    old[n - 1].row.id, old[n - 1].row.revision, &by,
		    &c->errors))
			return false;
	return true;
}

static bool
tell_maker(struct ctx *c, const struct webhook *h)
{
	struct mail_new m = { .kind = "notice", .entity = &webhook_entity,
		.row = h->row.id };
	struct mail_to to;
	str link;
	bool queued;

	if (!mail_to_user(c, h->by, &to))
		return false;
	link = mail_link(c, str_print(c->arena, "/webhook/%s",
	    id_text(c->arena, h->row.id).p));
	m.subject = str_print(c->arena, words_say(to.words,
	    "The web hook %s was switched off"), str_z(c->arena, h->name));
	m.text = str_print(c->arena, words_say(to.words, "Nothing sent to %s "
	    "was taken for %d days, so it is no longer tried. What it said "
	    "last: %s\n\nMend it, send a trial, and switch it on again: it "
	    "will be told all it missed.\n%s"), str_z(c->arena, h->address),
	    HOOK_DAYS, str_z(c->arena, h->trouble), str_z(c->arena, link));
	return mail_queue(c, &to, &m, &queued);
}

static bool
failed(struct ctx *c, struct webhook *h, int status, str said)
{
	if (h->failing_since == INT64_MIN)
		h->failing_since = c->now;
	h->tries = h->tries == INT64_MIN ? 1 : h->tries + 1;
	h->next_at = c->now + mail_pause(h->tries) * 60 * 1000;
	h->trouble = status > 0 ? str_print(c->arena, "HTTP %d", status)
	    : str_copy(c->arena, str_part(said, 0,
	    str_utf8_end(str_part(said, 0, SAID_MOST / 4))));
	if (c->now - h->failing_since < HOOK_DAYS * day_ms)
		return put(c, &webhook_entity, h);
	h->is_on = NO;
	return put(c, &webhook_entity, h) && tell_maker(c, h);
}

bool
hook_end(struct ctx *c, const struct hook_body *b, int status, int64_t took,
    str said)
{
	bool fine = status >= 200 && status < 300;
	struct webhook h;

	if (!find(c, b->hook.row.id, &h) ||
	    !keep_log(c, b, status, took, said))
		return false;
	if (b->is_trial) {
		h.wants_trial = NO;
		return put(c, &webhook_entity, &h);
	}
	if (!fine)
		return failed(c, &h, status, said);
	h.at_change = b->next;
	start_anew(&h);
	return put(c, &webhook_entity, &h);
}
