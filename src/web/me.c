/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One's own page: what one received, and what one may do with it. */
#include <string.h>

#include "base/arena.h"
#include "derive/fieldtext.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/own.h"
#include "format/json.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/lifetime.h"
#include "web/programme.h"

/* ---- the form of one's details ---- */

static void
options_put(struct ctx *c, const struct field *f, str now, struct node *one)
{
	const struct choice *k;
	struct node *o = node_row(one, "options");

	node_bool(one, "is_choice", true);
	node_z(o, "value", "");
	node_z(o, "label", say(c, "Not said"));
	node_bool(o, "selected", str_none(now));
	for (k = f->choices->of; k->code != NULL; k++) {
		o = node_row(one, "options");
		node_z(o, "value", k->code);
		node_z(o, "label", say(c, k->label));
		node_bool(o, "selected", str_is(now, k->code));
	}
}

static void
details_put(struct ctx *c, const struct request *q, const struct person *p,
    struct node *out)
{
	const struct own_field *o;
	const struct field *f;
	const char *wrong;
	struct node *one;
	str now;

	for (o = own_fields; o->name != NULL; o++) {
		f = field_named(&person_entity, str_of(o->name));
		one = node_row(out, o->is_checked ? "checked" : "free");
		now = q->n_form > 0 ? request_form(q, o->name)
		    : fieldtext_write(c->arena, f, p);
		node_z(one, "name", o->name);
		node_z(one, "label", say(c, f->label));
		node_text(one, "value", now);
		node_bool(one, "is_text", f->choices == NULL);
		if (f->choices != NULL)
			options_put(c, f, now, one);
		wrong = q->faults == NULL ? NULL : errors_text(q->faults,
		    o->name);
		if (wrong != NULL)
			node_z(one, "error", wrong);
	}
}

/* ---- requests ---- */

static void
changes_put(struct ctx *c, str changes, struct node *row)
{
	struct errors quiet = { .arena = c->arena };
	const struct field *f;
	const struct node *k;
	struct node *tree, *one;

	(void)node_list(row, "changes");
	if (str_none(changes) || !json_read(c->arena, changes, &tree, &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		one = node_row(row, "changes");
		f = field_named(&person_entity, json_text(k, "field"));
		node_z(one, "label", f == NULL ? "" : say(c, f->label));
		node_text(one, "now", json_text(k, "now"));
		node_text(one, "wanted", json_text(k, "wanted"));
	}
}

static void
request_put(struct ctx *c, const struct person_request *r, struct node *row)
{
	bool open = str_is(r->state, "open");

	node_text(row, "id", id_text(c->arena, r->row.id));
	node_text(row, "kind", choice_says(c, &person_request_codes,
	    r->kind));
	node_bool(row, "is_erasure", str_is(r->kind, "erasure"));
	node_bool(row, "is_open", open);
	node_moment(row, "asked_at", r->asked_at);
	node_day(row, "due", r->due_on);
	node_bool(row, "is_late", open && r->due_on.n < moment_day(c->now).n);
	node_text(row, "reason", r->reason);
	node_text(row, "answer", r->answer);
	mark_put(c, row, open ? "warn" : str_is(r->state, "done") ? "ok"
	    : "none", choice_coded(&person_request_state_codes,
	    r->state)->label);
	changes_put(c, r->changes, row);
}

static bool
requests_put(struct ctx *c, struct node *out)
{
	struct person_request *r;
	bool erasing = false;
	size_t i, n;

	if ((r = own_requests(c, &n)) == NULL)
		return false;
	(void)node_list(out, "requests");
	for (i = n; i-- > 0;) {
		request_put(c, &r[i], node_row(out, "requests"));
		erasing |= str_is(r[i].kind, "erasure") &&
		    str_is(r[i].state, "open");
	}
	node_bool(out, "has_requests", n > 0);
	node_bool(out, "is_erasing", erasing);
	return true;
}

static bool
fates_put(struct ctx *c, struct id person, struct node *out)
{
	struct own_line *l;
	struct node *row;
	size_t i, n;

	if (!own_weigh(c, person, &l, &n))
		return false;
	(void)node_list(out, "fates");
	for (i = 0; i < n; i++) {
		row = node_row(out, "fates");
		node_z(row, "rows", say(c, l[i].e->plural));
		node_count(row, "count", (int64_t)l[i].n);
		node_z(row, "fate", say(c, own_fate_says(l[i].fate)));
		node_z(row, "why", say(c, l[i].why));
	}
	node_bool(out, "has_fates", n > 0);
	return true;
}

/* ---- the page ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lifetime *l;

	(void)r;
	node_bool(out, "mine", true);
	if (id_none(c->actor.party)) {
		node_text(out, "title", c->actor.name);
		node_bool(out, "is_nobody", true);
		return true;
	}
	if (!lifetime_mine(c, &l) ||
	    !lifetime_page_put(c, q, l, S("/me"), out))
		return false;
	details_put(c, q, &l->person, out);
	node_bool(out, "is_open", q->faults != NULL ||
	    str_is(request_arg(q, "details"), "open"));
	node_text(out, "saved", request_arg(q, "saved"));
	node_text(out, "asked", request_arg(q, "asked"));
	node_bool(out, "is_withdrawn", str_is(l->person.consent,
	    "withdrawn"));
	return requests_put(c, out) && fates_put(c, c->actor.party, out);
}

static bool
show_paper(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lifetime *l;

	(void)q;
	(void)out;
	return lifetime_mine(c, &l) && lifetime_paper(c, l, r);
}

/* Every row about him, as the API writes it, and what follows from them. */
static bool
show_data(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct write w = write_new(c->arena, 64 << 20);
	struct ctx own = ctx_as_program(c);
	struct own_line *k;
	struct lifetime *l;
	struct node *list;
	size_t i, j, n, rows;
	char *row;

	(void)q;
	if (!lifetime_mine(c, &l) ||
	    !own_weigh(c, c->actor.party, &k, &n))
		return false;
	lifetime_json(c, l, node_object(out, "lifetime"));
	for (i = 0; i < n; i++) {
		row = every_by(&own, k[i].e, k[i].field, c->actor.party,
		    &rows);
		list = node_list(out, k[i].e->name);
		for (j = 0; row != NULL && j < rows; j++)
			rowjson_node(c->arena, k[i].e, row + j * k[i].e->size,
			    node_item(list));
	}
	json_write(&w, out, true);
	r->raw = write_done(&w);
	r->raw_type = S("application/json");
	r->filename = S("my-data.json");
	return true;
}

const struct page me_page = {
	.method = GET,
	.path   = "/me",
	.about  = "One's own page: what one received, what is next, one's "
	    "details and requests.",
	.view   = "me.html",
	.flags  = SIGNED_IN,
	.run    = show,
};

const struct page me_paper_page = {
	.method = GET,
	.path   = "/me/pdf",
	.about  = "One's own lifetime record on paper.",
	.flags  = SIGNED_IN,
	.run    = show_paper,
};

const struct page me_data_page = {
	.method = GET,
	.path   = "/me/data",
	.about  = "Everything that is held about oneself, as JSON.",
	.flags  = SIGNED_IN,
	.run    = show_data,
};

/* ---- what is sent ---- */

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	size_t saved, asked;

	(void)out;
	if (!own_correct(c, q->form, q->n_form, &saved, &asked))
		return false;
	r->go = str_print(c->arena, "/me?saved=%zu&asked=%zu", saved, asked);
	return true;
}

static bool
accept_erasure(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	r->go = S("/me#requests");
	if (!str_is(request_form(q, "sure"), "yes"))
		return fail(&c->errors, INVALID, "sure", "Tick that you have "
		    "read what is deleted and what stays.");
	return own_ask_erasure(c, request_form(q, "reason"));
}

static bool
accept_withdraw(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id id;

	(void)out;
	r->go = S("/me#requests");
	return (id_read(request_form(q, "request"), &id) ||
	    fail(&c->errors, ABSENT, NULL, "There is no such request.")) &&
	    own_withdraw(c, id);
}

const struct page me_post = {
	.method = POST,
	.path   = "/me",
	.about  = "Corrects one's own details: some at once, others as a "
	    "request.",
	.flags  = SIGNED_IN,
	.again  = &me_page,
	.run    = accept,
};

const struct page me_erasure_post = {
	.method = POST,
	.path   = "/me/erasure",
	.about  = "Asks that one be forgotten; 'sure' must be yes.",
	.flags  = SIGNED_IN,
	.again  = &me_page,
	.run    = accept_erasure,
};

const struct page me_withdraw_post = {
	.method = POST,
	.path   = "/me/withdraw",
	.about  = "Takes one's own open 'request' back.",
	.flags  = SIGNED_IN,
	.again  = &me_page,
	.run    = accept_withdraw,
};

/* ---- deciding ---- */

static bool
show_request(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct person_request p;

	(void)r;
	if (!flow_find_text(c, &person_request_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &p))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &person_request_entity, &p, out);
		return true;
	}
	entity_head(c, &person_request_entity, &p, str_print(c->arena,
	    "%s: %s", str_z(c->arena, choice_says(c, &person_request_codes,
	    p.kind)), str_z(c->arena, flow_name(c, &party_entity,
	    p.person))), out);
	programme_around(c, q, &person_request_entity, &p, out);
	request_put(c, &p, out);
	node_text(out, "person", flow_name(c, &party_entity, p.person));
	node_text(out, "person_href", entity_href(c, &person_entity,
	    p.person));
	node_text(out, "href", entity_href(c, &person_request_entity,
	    p.row.id));
	node_bool(out, "may_decide", own_may_decide(c, &p));
	node_text(out, "typed_answer", request_form(q, "answer"));
	return !str_is(p.kind, "erasure") || fates_put(c, p.person, out);
}

static bool
accept_decision(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct person_request p;
	bool yes = str_is(request_form(q, "do"), "yes");

	(void)out;
	if (!flow_find_text(c, &person_request_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &p))
		return false;
	if (yes && str_is(p.kind, "erasure") &&
	    !str_is(request_form(q, "sure"), "yes"))
		return fail(&c->errors, INVALID, "sure", "Tick that you have "
		    "read what is deleted and what stays.");
	r->go = entity_href(c, &person_request_entity, p.row.id);
	return own_decide(c, p.row.id, yes, request_form(q, "answer"));
}

const struct page person_request_page = {
	.method = GET,
	.path   = "/person_request/{id}",
	.about  = "What a person asked for about his data, and what a yes "
	    "would do.",
	.view   = "person_request.html",
	.of     = &person_request_entity,
	.needs  = SEE,
	.run    = show_request,
};

const struct page person_request_post = {
	.method = POST,
	.path   = "/person_request/{id}/decide",
	.about  = "Carries a request out ('do' yes) or refuses it with an "
	    "'answer'.",
	.of     = &person_request_entity,
	.needs  = SEE,
	.again  = &person_request_page,
	.run    = accept_decision,
};
