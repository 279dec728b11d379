/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Personal links to an event: who has one, new ones to hand out or to send
 * by mail. */
#include "base/arena.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/mail.h"
#include "flow/owed.h"
#include "flow/pass.h"
#include "web/certificates.h"
#include "web/programme.h"
#include "web/training.h"

struct linked {
	struct id   person;
	str         name;
	const char *stands;             /* NULL: he has a seat */
};

struct linking {
	struct training       v;
	struct ctx           *c;
	const struct request *q;
	struct node          *out;
	struct linked        *who;      /* [n] who is enrolled, invited, or
	                                 * waits; by name */
	size_t                n;
	size_t                done, sent, without, stopped;
};

static str
here(const struct linking *k)
{
	return str_print(k->c->arena, "%s/links", training_href(&k->v).p);
}

/* ---- who may have a link ---- */

static int
by_name(const void *one, const void *other, const void *with)
{
	const struct linked *a = one, *b = other;

	(void)with;
	return str_order(a->name, b->name);
}

static const char *
stands_of(str state)
{
	return str_is(state, "invited") ? "Invited" : str_is(state,
	    "waiting") ? "On the waiting list" : NULL;
}

/* Before they have a seat, people answer by their link. */
static bool
read_people(struct linking *k)
{
	struct ctx *c = k->c;
	struct registration *g;
	size_t i, n;

	if ((g = every_by(c, &registration_entity, "event", k->v.of.row.id,
	    &n)) == NULL)
		return false;
	k->who = NEWS(c->arena, struct linked, k->v.persons + n + 1);
	for (i = 0; i < k->v.persons; i++)
		k->who[k->n++] = (struct linked){
			k->v.person[i].place.person, k->v.person[i].name,
			NULL };
	for (i = 0; i < n; i++)
		if (stands_of(g[i].state) != NULL)
			k->who[k->n++] = (struct linked){ g[i].person,
				flow_name(c, &party_entity, g[i].person),
				stands_of(g[i].state) };
	sort(c->arena, k->who, k->n, sizeof(*k->who), by_name, NULL);
	return true;
}

static bool
people_put(struct linking *k)
{
	const struct linked *p;
	struct node *row;
	struct mail_to to;
	size_t i, n;

	(void)node_list(k->out, "rows");
	for (i = 0; i < k->n; i++) {
		p = &k->who[i];
		if (!pass_count(k->c, &k->v.of, p->person, &n) ||
		    !mail_to_party(k->c, p->person, &to))
			return false;
		row = node_row(k->out, "rows");
		node_id(row, "id", p->person);
		node_text(row, "name", p->name);
		if (p->stands != NULL)
			node_z(row, "stands", say(k->c, p->stands));
		node_count(row, "links", n == 0 ? INT64_MIN : (int64_t)n);
		node_bool(row, "has_address", !str_none(to.address));
	}
	node_bool(k->out, "has_rows", k->n > 0);
	return true;
}

static bool
read_it(struct linking *k)
{
	struct ctx *c = k->c;

	return training_read(c, k->q, &k->v) && (ctx_may(c,
	    &event_link_entity, ADD, k->v.p.row.id) || fail(&c->errors,
	    DENIED, NULL, "Your roles do not let you make links to this "
	    "event.")) && training_head(&k->v, TRAINING_TESTS, k->out) &&
	    read_people(k);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct linking k = { .c = c, .q = q, .out = out };

	(void)r;
	if (!read_it(&k))
		return false;
	node_text(out, "self", here(&k));
	return people_put(&k);
}

const struct page event_links_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/links",
	.about  = "Who of an event's participants has a personal link "
	    "to it.",
	.view   = "event_links.html",
	.of     = &event_link_entity,
	.needs  = ADD,
	.run    = show,
};

static bool
is_chosen(const struct request *q, str id)
{
	size_t i;

	if (!str_none(request_form(q, "all")))
		return true;
	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "person") &&
		    str_same(q->form[i].value, id))
			return true;
	return false;
}

static bool
send_one(struct linking *k, const struct linked *p)
{
	struct mail_to to;
	bool queued;

	if (!mail_to_party(k->c, p->person, &to))
		return false;
	if (str_none(to.address)) {
		k->without++;
		return true;
	}
	if (!owed_send(k->c, site_address(k->c, k->q), &(struct owed){
	    .what = p->stands != NULL ? OWED_SEAT : OWED_LINK,
	    .of = &k->v.of, .person = p->person }, &queued))
		return false;
	k->sent += queued;
	k->stopped += !queued;
	return true;
}

static bool
make_one(struct linking *k, const struct linked *p)
{
	struct ctx *c = k->c;
	struct node *row;
	str key;

	/* Handed out, it speaks as the browser that opens it wishes. */
	if (!pass_new(c, &k->v.of, p->person, S("participant"), (str){ 0 },
	    &key))
		return false;
	row = node_row(k->out, "made");
	node_text(row, "name", p->name);
	node_text(row, "link", str_print(c->arena, "%s/mine/%s",
	    site_address(c, k->q).p, key.p));
	return true;
}

static bool
do_one(struct linking *k, const struct linked *p)
{
	str go = request_form(k->q, "go");

	k->done++;
	if (str_is(go, "mail"))
		return send_one(k, p);
	return str_is(go, "end") ? pass_end(k->c, &k->v.of, p->person)
	    : make_one(k, p);
}

static void
done_put(struct linking *k)
{
	str go = request_form(k->q, "go");
	struct node *out = k->out;

	node_bool(out, "has_made", str_is(go, "make"));
	node_bool(out, "was_sent", str_is(go, "mail"));
	node_bool(out, "was_ended", str_is(go, "end"));
	node_count(out, "sent", (int64_t)k->sent);
	node_count(out, "without", k->without > 0 ? (int64_t)k->without
	    : INT64_MIN);
	node_count(out, "stopped", k->stopped > 0 ? (int64_t)k->stopped
	    : INT64_MIN);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct linking k = { .c = c, .q = q, .out = out };
	size_t i;

	(void)r;
	if (!read_it(&k))
		return false;
	node_text(out, "self", here(&k));
	for (i = 0; i < k.n; i++)
		if (is_chosen(q, id_text(c->arena, k.who[i].person)) &&
		    !do_one(&k, &k.who[i]))
			return false;
	if (k.done == 0)
		return fail(&c->errors, INVALID, NULL,
		    "Choose at least one person.");
	done_put(&k);
	return people_put(&k);
}

const struct page event_links_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/links",
	.about  = "Makes personal links for those chosen and shows "
	    "them once, sends them by mail, or ends them: 'go' "
	    "is make, mail or end.",
	.view   = "event_links.html",
	.of     = &event_link_entity,
	.needs  = ADD,
	.again  = &event_links_page,
	.run    = accept,
};
