/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The badges of an event: printed, looked at, replaced when one is lost. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/nametag.h"
#include "model/people.h"
#include "model/text.h"
#include "web/checkins.h"
#include "web/entity.h"
#include "web/programme.h"

static str
organisation_of(struct ctx *c, struct id person)
{
	struct errors quiet = { .arena = c->arena };
	struct person p;

	return store_find(c->store, &person_entity, person, c->arena, &p,
	    &quiet) && !id_none(p.organisation) ? flow_name(c, &party_entity,
	    p.organisation) : (str){ 0 };
}

static bool
open_codes(struct ctx *c, const struct request *q, struct training *v,
    struct checkin *k)
{
	return checkin_event(c, q, v) && checkin_open(c, &v->of, k);
}

static void
row_put(struct ctx *c, const struct checkin *k,
    const struct training_person *p, struct node *row)
{
	unsigned serial = checkin_serial(&p->place);
	size_t at = checkin_place(k, p->place.row.id);

	node_text(row, "name", p->name);
	node_text(row, "organisation", organisation_of(c, p->place.person));
	node_text(row, "place", id_text(c->arena, p->place.row.id));
	node_text(row, "letters", ticket_spaced(c->arena, ticket_short(
	    c->arena, &k->key, p->place.row.id, serial)));
	node_count(row, "serial", serial == 0 ? INT64_MIN : serial);
	node_text(row, "href", str_print(c->arena, "/pass/%s", ticket_page(
	    c->arena, &k->key, p->place.row.id, serial).p));
	node_bool(row, "gone", at < k->places && k->gone[at]);
	if (at < k->places)             /* for programs that print */
		node_text(row, "code", checkin_code(c, k, at));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct errors before = c->errors;
	struct training v;
	struct checkin k;
	bool ready;
	size_t i;

	(void)r;
	if (!checkin_event(c, q, &v))
		return false;
	ready = checkin_open(c, &v.of, &k);
	if (!ready && errors_worst(&c->errors) != ABSENT)
		return false;
	c->errors = before;
	if (!checkin_head(&v, q, say(c, "Badges"), v.today, out))
		return false;
	node_bool(out, "ready", ready);
	(void)node_list(out, "rows");
	for (i = 0; i < v.persons && ready; i++)
		row_put(c, &k, &v.person[i], node_row(out, "rows"));
	node_bool(out, "has_rows", v.persons > 0);
	node_count(out, "n", (int64_t)v.persons);
	node_day(out, "until", ready ? k.until : (struct day){ 0 });
	node_text(out, "renewed", request_arg(q, "renewed"));
	return true;
}

const struct page badges_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/badges",
	.about  = "Everybody's code of an event: six letters, own page.",
	.view   = "badges.html",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show,
};

static bool
show_pdf(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str only = request_arg(q, "place");
	struct nametag *t;
	struct training v;
	struct checkin k;
	size_t i, at, n = 0;

	(void)out;
	if (!open_codes(c, q, &v, &k))
		return false;
	t = NEWS(c->arena, struct nametag, v.persons + 1);
	for (i = 0; i < v.persons; i++) {
		at = checkin_place(&k, v.person[i].place.row.id);
		if (at == k.places || k.gone[at] || (!str_none(only) &&
		    !str_same(only, id_text(c->arena, k.place[at].row.id))))
			continue;
		t[n].name = v.person[i].name;
		t[n].organisation = organisation_of(c, k.place[at].person);
		t[n].code = checkin_code(c, &k, at);
		t[n++].letters = ticket_spaced(c->arena, ticket_short(
		    c->arena, &k.key, k.place[at].row.id,
		    checkin_serial(&k.place[at])));
	}
	r->raw_type = S("application/pdf");
	r->filename = str_print(c->arena, "badges-%s.pdf",
	    str_none(v.of.code) ? "event" : str_z(c->arena, v.of.code));
	return nametag_pdf(c, text_in(c->arena, v.of.title, c->lang), t, n,
	    &r->raw);
}

const struct page badges_pdf_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/badges/pdf",
	.about  = "Badges to cut out, ten on a sheet; of one 'place' or of "
	    "all.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = show_pdf,
};

static bool
renew(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct training v;
	struct checkin k;
	struct id place;

	(void)out;
	if (!open_codes(c, q, &v, &k))
		return false;
	if (!id_read(request_form(q, "place"), &place))
		return fail(&c->errors, INVALID, "place",
		    "Say whose code is to be replaced.");
	r->go = str_print(c->arena, "%s/badges?renewed=%s",
	    training_href(&v).p, id_text(c->arena, place).p);
	return checkin_renew(c, &v.of, place);
}

const struct page badge_renew_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/badges",
	.about  = "A new code for the participant of that 'place'; the old "
	    "badge and address end.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.view   = "badges.html",
	.again  = &badges_page,
	.run    = renew,
};
