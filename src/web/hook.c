/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A web hook: what it is told, its secret, what it answered. */
#include "flow/hook.h"

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/office.h"
#include "model/people.h"
#include "web/entity.h"
#include "web/hooks.h"
#include "web/programme.h"
#include "web/server.h"

static bool
find(struct ctx *c, const struct request *q, struct webhook *h)
{
	return flow_find_text(c, &webhook_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, h);
}

static void
delivery_put(struct ctx *c, const struct webhook_delivery *d,
    struct node *out)
{
	struct node *row = node_row(out, "deliveries");

	node_moment(row, "at", d->at);
	node_bool(row, "is_trial", d->is_trial == YES);
	node_bool(row, "is_fine", d->is_fine == YES);
	node_count(row, "status", d->status);
	node_bool(row, "has_status", d->status > 0);
	node_count(row, "rows", d->rows);
	node_count(row, "first", d->first);
	node_count(row, "last", d->last);
	node_bool(row, "has_rows", d->rows > 0);
	node_count(row, "took", d->took);
	node_text(row, "answer", d->answer);
	(void)c;
}

static str
events_say(struct ctx *c, str events)
{
	struct write w = write_new(c->arena, 400);
	str one;

	while (str_cut(&events, ';', &one)) {
		if (w.n > 0)
			write_z(&w, ", ");
		write_str(&w, choice_says(c, &hook_event_codes,
		    str_trim(one)));
	}
	return write_done(&w);
}

static void
state_put(const struct webhook *h, struct node *out)
{
	bool on = h->is_on == YES, fails = h->failing_since != INT64_MIN;

	node_bool(out, "is_on", on);
	node_bool(out, "is_new", h->at_change == INT64_MIN);
	node_bool(out, "fails", fails);
	node_bool(out, "works", on && !fails);
	node_bool(out, "was_off", !on && fails);
	node_bool(out, "is_off", !on && !fails && h->at_change != INT64_MIN);
	node_bool(out, "waits", on && fails);
	node_bool(out, "has_secret", h->at_change != INT64_MIN);
	node_bool(out, "trial_waits", h->wants_trial == YES);
	node_count(out, "at_change", h->at_change);
	node_count(out, "tries", h->tries);
	if (fails) {
		node_moment(out, "failing_since", h->failing_since);
		node_moment(out, "next_at", h->next_at);
		node_text(out, "trouble", h->trouble);
	}
}

static bool
fill(struct ctx *c, const struct webhook *h, struct node *out)
{
	struct webhook_delivery *log;
	size_t i, n;

	if (!hook_log(c, h->row.id, &log, &n))
		return false;
	entity_head(c, &webhook_entity, h, h->name, out);
	crumb_put(out, (const struct crumb[]){ { str_of(say(c,
	    webhook_entity.plural)), S("/webhook") } }, 1);
	node_id(out, "id", h->row.id);
	node_text(out, "href", entity_href(c, &webhook_entity, h->row.id));
	node_text(out, "address", h->address);
	node_text(out, "entities", h->entities);
	node_text(out, "events", events_say(c, h->events));
	if (!id_none(h->programme))
		node_text(out, "programme", flow_name(c, &programme_entity,
		    h->programme));
	node_text(out, "by_name", flow_name(c, &user_entity, h->by));
	state_put(h, out);
	(void)node_list(out, "deliveries");
	for (i = 0; i < n; i++)
		delivery_put(c, &log[i], out);
	node_bool(out, "has_deliveries", n > 0);
	node_bool(out, "may", flow_may(c, &webhook_entity, h, EDIT));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct webhook h;

	(void)r;
	if (!find(c, q, &h) || !fill(c, &h, out))
		return false;
	if (str_is(request_arg(q, "done"), "trial"))
		node_z(out, "notice", say(c, "The trial goes out within some "
		    "seconds. Load this page again to see what came of it."));
	if (str_is(request_arg(q, "done"), "again"))
		node_z(out, "notice",
		    say(c, "It is tried again within some seconds."));
	return true;
}

const struct page hook_page = {
	.method = GET,
	.path   = "/webhook/{id}",
	.about  = "A web hook: what it is told, and what it answered.",
	.view   = "hook.html",
	.of     = &webhook_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- what is done with one ---- */

/* The one answer in which the secret ever stands. */
static bool
make_secret(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct webhook h;
	str secret;

	if (!find(c, q, &h) || !hook_secret(c, h.row.id, &secret) ||
	    !find(c, q, &h) || !fill(c, &h, out))
		return false;
	node_text(out, "secret", secret);
	r->view = "hook.html";
	return true;
}

const struct page hook_secret_post = {
	.method = POST,
	.path   = "/webhook/{id}/secret",
	.about  = "Make a new secret of a web hook; it is told once.",
	.of     = &webhook_entity,
	.needs  = EDIT,
	.view   = "hook.html",
	.run    = make_secret,
};

static bool
and_back(struct ctx *c, const struct request *q, const struct webhook *h,
    const char *done, struct reply *r)
{
	hooks_wake(q->server);
	r->go = str_print(c->arena, "%s?done=%s", entity_href(c,
	    &webhook_entity, h->row.id).p, done);
	return true;
}

static bool
accept_trial(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct webhook h;

	(void)out;
	return find(c, q, &h) && hook_trial(c, h.row.id) &&
	    and_back(c, q, &h, "trial", r);
}

const struct page hook_trial_post = {
	.method = POST,
	.path   = "/webhook/{id}/trial",
	.about  = "Send a trial to a web hook.",
	.of     = &webhook_entity,
	.needs  = EDIT,
	.run    = accept_trial,
};

static bool
accept_again(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct webhook h;

	(void)out;
	return find(c, q, &h) && hook_again(c, h.row.id) &&
	    and_back(c, q, &h, "again", r);
}

const struct page hook_again_post = {
	.method = POST,
	.path   = "/webhook/{id}/again",
	.about  = "Send at once what a web hook did not take.",
	.of     = &webhook_entity,
	.needs  = EDIT,
	.run    = accept_again,
};

static bool
accept_switch(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	bool on = str_is(request_form(q, "on"), "yes");
	struct webhook h;

	(void)out;
	return find(c, q, &h) && hook_switch(c, h.row.id, on) &&
	    and_back(c, q, &h, on ? "on" : "off", r);
}

const struct page hook_switch_post = {
	.method = POST,
	.path   = "/webhook/{id}/switch",
	.about  = "Switch a web hook on (on=yes) or off.",
	.of     = &webhook_entity,
	.needs  = EDIT,
	.run    = accept_switch,
};
