/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Personal links to an event: who has one, new ones to hand out or to send
 * by mail. */
#include "base/arena.h"
#include "base/map.h"
#include "flow/find.h"
#include "flow/mail.h"
#include "flow/pass.h"
#include "model/text.h"
#include "web/certificates.h"
#include "web/programme.h"
#include "web/training.h"

struct linking {
	struct training       v;
	struct ctx           *c;
	const struct request *q;
	struct node          *out;
	size_t                made, sent, without;
};

static str
here(const struct linking *k)
{
	return str_print(k->c->arena, "%s/links", training_href(&k->v).p);
}

static bool
people_put(struct linking *k)
{
	const struct training_person *p;
	struct node *row;
	struct mail_to to;
	size_t i, n;

	(void)node_list(k->out, "rows");
	for (i = 0; i < k->v.persons; i++) {
		p = &k->v.person[i];
		if (!pass_count(k->c, &k->v.of, p->place.person, &n) ||
		    !mail_to_party(k->c, p->place.person, &to))
			return false;
		row = node_row(k->out, "rows");
		node_id(row, "id", p->place.person);
		node_text(row, "name", p->name);
		node_count(row, "links", n == 0 ? INT64_MIN : (int64_t)n);
		node_bool(row, "has_address", !str_none(to.address));
	}
	node_bool(k->out, "has_rows", k->v.persons > 0);
	return true;
}

static bool
read_it(struct linking *k)
{
	struct ctx *c = k->c;

	return training_read(c, k->q, &k->v) && (ctx_may(c,
	    &event_link_entity, ADD, k->v.p.row.id) || fail(&c->errors,
	    DENIED, NULL, "Your roles do not let you make links to this "
	    "event.")) && training_head(&k->v, TRAINING_TESTS, k->out);
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
send_one(struct linking *k, const struct mail_to *to, str link)
{
	struct ctx *c = k->c;
	str title = text_in(c->arena, k->v.of.title, str_none(to->language)
	    ? c->lang : str_z(c->arena, to->language));
	struct mail_new m = { .kind = "invitation",
		.programme = k->v.p.row.id, .entity = &event_entity,
		.row = k->v.of.row.id };
	bool queued;

	m.subject = title;
	m.text = str_print(c->arena, "%s\n\n%s\n\n%s\n",
	    str_print(c->arena, words_say(to->words,
	    "Your own page of '%s' is here:"), str_z(c->arena, title)).p,
	    link.p, words_say(to->words, "It opens your seat, tests, feedback "
	    "form and plan without a password. Do not pass it on."));
	if (!mail_queue(c, to, &m, &queued))
		return false;
	k->sent += queued;
	return true;
}

static bool
make_one(struct linking *k, const struct training_person *p, bool by_mail)
{
	struct ctx *c = k->c;
	struct mail_to to;
	struct node *row;
	str key, link;

	if (!mail_to_party(c, p->place.person, &to))
		return false;
	if (by_mail && str_none(to.address)) {
		k->without++;
		return true;
	}
	/* Handed out, it speaks as the browser that opens it wishes. */
	if (!pass_new(c, &k->v.of, p->place.person, S("participant"),
	    by_mail ? to.language : (str){ 0 }, &key))
		return false;
	k->made++;
	link = str_print(c->arena, "%s/mine/%s", site_address(c, k->q).p,
	    key.p);
	if (by_mail)
		return send_one(k, &to, link);
	row = node_row(k->out, "made");
	node_text(row, "name", p->name);
	node_text(row, "link", link);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct linking k = { .c = c, .q = q, .out = out };
	str go = request_form(q, "go");
	const struct training_person *p;
	size_t i;

	(void)r;
	if (!read_it(&k))
		return false;
	node_text(out, "self", here(&k));
	for (i = 0; i < k.v.persons; i++) {
		p = &k.v.person[i];
		if (!is_chosen(q, id_text(c->arena, p->place.person)))
			continue;
		if (str_is(go, "end") ? !pass_end(c, &k.v.of,
		    p->place.person) : !make_one(&k, p, str_is(go, "mail")))
			return false;
		k.made += str_is(go, "end");
	}
	if (k.made + k.without == 0)
		return fail(&c->errors, INVALID, NULL,
		    "Choose at least one person.");
	node_bool(out, "has_made", k.made > 0 && str_is(go, "make"));
	node_bool(out, "was_sent", str_is(go, "mail"));
	node_bool(out, "was_ended", str_is(go, "end"));
	node_count(out, "sent", (int64_t)k.sent);
	node_count(out, "without", k.without > 0 ? (int64_t)k.without
	    : INT64_MIN);
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
