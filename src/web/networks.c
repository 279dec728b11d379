/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A network or community of practice: members, talk, library. */
#include "web/networks.h"

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/connect.h"
#include "model/people.h"
#include "web/ask.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/programme.h"

bool
networks_put(struct ctx *c, struct id programme, struct node *out)
{
	const struct network *k;
	const struct network_member *m;
	const struct network_topic *t;
	int64_t of, talks;
	struct node *row;
	size_t i, j, n, members, topics;

	(void)node_list(out, "networks");
	if ((k = every(c, &network_entity, programme, &n)) == NULL ||
	    (m = every(c, &network_member_entity, programme, &members)) ==
	    NULL || (t = every(c, &network_topic_entity, programme,
	    &topics)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		for (of = 0, j = 0; j < members; j++)
			of += id_same(m[j].network, k[i].row.id) &&
			    m[j].left.n == 0;
		for (talks = 0, j = 0; j < topics; j++)
			talks += id_same(t[j].network, k[i].row.id);
		row = node_row(out, "networks");
		node_text(row, "code", k[i].code);
		node_text(row, "name", k[i].name);
		node_text(row, "href", entity_href(c, &network_entity,
		    k[i].row.id));
		node_text(row, "kind", choice_says(c, &network_kind_codes,
		    k[i].kind));
		node_text(row, "state", choice_says(c, &network_state_codes,
		    k[i].state));
		node_text(row, "lead", id_none(k[i].lead) ? (str){ 0 }
		    : flow_name(c, &party_entity, k[i].lead));
		node_count(row, "members", of);
		node_count(row, "topics", talks);
	}
	node_bool(out, "has_networks", n > 0);
	return true;
}

bool
library_put(struct ctx *c, struct id programme, struct id network,
    struct node *out)
{
	const struct library_item *b;
	struct node *row;
	size_t i, n = 0;

	(void)node_list(out, "library");
	if (!ctx_may(c, &library_item_entity, SEE, programme))
		return true;
	if ((b = every(c, &library_item_entity, programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!id_none(network) && !id_same(b[i].network, network))
			continue;
		row = node_row(out, "library");
		node_text(row, "name", b[i].title);
		node_text(row, "href", entity_href(c, &library_item_entity,
		    b[i].row.id));
		node_text(row, "kind", choice_says(c, &library_kind_codes,
		    b[i].kind));
		node_text(row, "language", b[i].language);
		node_text(row, "licence", b[i].licence);
		node_text(row, "author", b[i].author);
		node_text(row, "about", b[i].about);
		node_text(row, "address", str_starts(b[i].address,
		    S("https://")) || str_starts(b[i].address, S("http://"))
		    ? b[i].address : (str){ 0 });
		node_text(row, "files_href", str_print(c->arena, "%s/files",
		    entity_href(c, &library_item_entity, b[i].row.id).p));
	}
	node_bool(out, "has_library", node_list(out, "library")->n > 0);
	node_bool(out, "may_shelve", ctx_may(c, &library_item_entity, ADD,
	    programme));
	return true;
}

/* ---- one network ---- */

static bool
find(struct ctx *c, const struct request *q, struct network *k)
{
	return flow_find_text(c, &network_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, k);
}

static bool
members_put(struct ctx *c, const struct network *k, struct node *out)
{
	const struct network_member *m;
	struct node *row;
	size_t i, n;
	int64_t now = 0;

	(void)node_list(out, "members");
	if ((m = every_by(c, &network_member_entity, "network", k->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "members");
		now += m[i].left.n == 0;
		node_text(row, "name", flow_name(c, &party_entity,
		    m[i].party));
		node_text(row, "href", entity_href(c, &network_member_entity,
		    m[i].row.id));
		node_text(row, "role", m[i].role);
		node_day(row, "joined", m[i].joined);
		node_day(row, "left", m[i].left);
		node_text(row, "offers", m[i].offers);
		node_text(row, "seeks", m[i].seeks);
	}
	node_bool(out, "has_members", n > 0);
	node_count(out, "n_members", now);
	return true;
}

static bool
topic_put(struct ctx *c, const struct network_topic *t, struct node *row)
{
	const struct network_post *p;
	struct node *one;
	size_t i, n;

	if ((p = every_by(c, &network_post_entity, "topic", t->row.id, &n)) ==
	    NULL)
		return false;
	node_text(row, "id", id_text(c->arena, t->row.id));
	node_text(row, "name", t->title);
	node_text(row, "href", entity_href(c, &network_topic_entity,
	    t->row.id));
	node_bool(row, "is_closed", t->is_closed == YES);
	node_count(row, "n", (int64_t)n);
	(void)node_list(row, "posts");
	for (i = 0; i < n; i++) {
		one = node_row(row, "posts");
		node_text(one, "text", p[i].text);
		node_moment(one, "at", p[i].at);
		node_text(one, "by", id_none(p[i].by) ? (str){ 0 }
		    : flow_name(c, entity_named(S("user")), p[i].by));
		node_text(one, "post_href", entity_href(c,
		    &network_post_entity, p[i].row.id));
	}
	return true;
}

static bool
topics_put(struct ctx *c, const struct network *k, struct node *out)
{
	const struct network_topic *t;
	size_t i, n;

	(void)node_list(out, "topics");
	if ((t = every_by(c, &network_topic_entity, "network", k->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!topic_put(c, &t[i], node_row(out, "topics")))
			return false;
	node_bool(out, "has_topics", n > 0);
	node_bool(out, "may_talk", ctx_may(c, &network_post_entity, ADD,
	    k->programme));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;
	struct crumb up[2];
	struct network k;

	(void)r;
	if (!find(c, q, &k))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &network_entity, &k, out);
		return true;
	}
	if (!flow_find(c, &programme_entity, k.programme, &p))
		return false;
	programme_put(c, &p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, &p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Exchange and networks")),
		str_print(c->arena, "%s/exchange", programme_href(c, &p).p) };
	crumb_put(out, up, 2);
	node_text(out, "title", k.name);
	node_text(out, "kind", choice_says(c, &network_kind_codes, k.kind));
	node_text(out, "purpose", k.purpose);
	node_text(out, "rules", k.rules);
	node_text(out, "lead", id_none(k.lead) ? (str){ 0 } : flow_name(c,
	    &party_entity, k.lead));
	node_text(out, "base", entity_href(c, &network_entity, k.row.id));
	node_text(out, "network_id", id_text(c->arena, k.row.id));
	node_bool(out, "may_edit", flow_may(c, &network_entity, &k, EDIT));
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	return members_put(c, &k, out) && topics_put(c, &k, out) &&
	    library_put(c, k.programme, k.row.id, out) && attach_put(c, q,
	        &network_entity, &k, entity_href(c, &network_entity,
	        k.row.id), out);
}

const struct page network_page = {
	.method = GET,
	.path   = "/network/{id}",
	.about  = "One network: members, topics and posts, library.",
	.view   = "network.html",
	.of     = &network_entity,
	.needs  = SEE,
	.run    = show,
};

/* A topic begins with what its first post says. */
static bool
begin_topic(struct ctx *c, const struct request *q, const struct network *k)
{
	struct network_topic t;
	struct network_post p;

	if (str_none(ask_typed(q, "title")))
		return fail(&c->errors, INVALID, "title",
		    "Name the topic first.");
	row_blank(&network_topic_entity, &t);
	t.network = k->row.id;
	t.title = ask_typed(q, "title");
	if (!flow_save(c, &network_topic_entity, &t))
		return false;
	if (str_none(ask_typed(q, "text")))
		return true;
	row_blank(&network_post_entity, &p);
	p.topic = t.row.id;
	p.text = ask_typed(q, "text");
	return flow_save(c, &network_post_entity, &p);
}

static bool
write_post(struct ctx *c, const struct request *q, const struct network *k)
{
	struct network_topic t;
	struct network_post p;

	if (!flow_find(c, &network_topic_entity, ask_id(q, "topic"), &t))
		return false;
	if (!id_same(t.network, k->row.id) || t.is_closed == YES)
		return fail(&c->errors, INVALID, NULL,
		    "This topic is closed, or of another network.");
	if (str_none(ask_typed(q, "text")))
		return fail(&c->errors, INVALID, "text",
		    "Write something first.");
	row_blank(&network_post_entity, &p);
	p.topic = t.row.id;
	p.text = ask_typed(q, "text");
	return flow_save(c, &network_post_entity, &p);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct network k;

	(void)out;
	if (!find(c, q, &k))
		return false;
	r->go = str_print(c->arena, "%s?saved=yes", entity_href(c,
	    &network_entity, k.row.id).p);
	if (str_is(go, "topic"))
		return begin_topic(c, q, &k);
	if (str_is(go, "post"))
		return write_post(c, q, &k);
	return fail(&c->errors, INVALID, "go",
	    "Say what to add: topic or post.");
}

const struct page network_post_page = {
	.method = POST,
	.path   = "/network/{id}/talk",
	.about  = "Begins a topic of a network or writes on one: 'go' is "
	    "topic or post.",
	.view   = "network.html",
	.again  = &network_page,
	.of     = &network_entity,
	.needs  = SEE,
	.run    = accept,
};
