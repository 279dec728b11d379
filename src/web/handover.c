/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A handover certificate: what passes, who signed, its paper. */
#include "flow/handover.h"

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/office.h"
#include "model/people.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

static const char *const keys[] = { "giving", "receiving" };

static bool
asked(struct ctx *c, const struct request *q, struct handover *h)
{
	struct handover_certificate row;

	return flow_find_text(c, &handover_certificate_entity,
	    request_at(q, "id"), (struct id){ { 0 } }, &row) &&
	    handover_of(c, row.row.id, h);
}

static void
lines_put(struct ctx *c, const struct handover *h, struct node *out)
{
	const struct handover_line *l;
	struct node *row;
	size_t i;

	(void)node_list(out, "lines");
	for (i = 0; i < h->n; i++) {
		l = &h->line[i];
		row = node_row(out, "lines");
		node_text(row, "no", l->no);
		node_text(row, "description", l->description);
		node_text(row, "model", l->model);
		node_text(row, "serial", l->serial);
		node_real(row, "quantity", l->quantity, -1);
		node_text(row, "unit", l->unit);
		if (l->value.currency[0] != '\0')
			node_money(row, "value", l->value);
		if (l->total.currency[0] != '\0')
			node_money(row, "total", l->total);
		if (!id_none(l->item))
			node_text(row, "href", entity_href(c,
			    &equipment_item_entity, l->item));
	}
	node_bool(out, "has_lines", h->n > 0);
	if (h->total.currency[0] != '\0')
		node_money(out, "total", h->total);
}

static void
side_put(struct ctx *c, const struct request *q, const struct handover *h,
    enum handover_side side, struct node *out)
{
	static const char *const fields[] = { "name", "drawing", NULL };
	const struct handover_signature *s = &h->signature[side];
	struct node *o = node_row(out, "sides");
	bool mine = str_is(request_form(q, "side"), keys[side]);
	str name = side == HANDOVER_GIVING ? h->row.rep_giving
	    : h->row.rep_receiving;
	str post = side == HANDOVER_GIVING ? h->row.post_giving
	    : h->row.post_receiving;

	node_z(o, "key", keys[side]);
	node_z(o, "heading", say(c, side == HANDOVER_GIVING
	    ? "For the giver" : "For the receiver"));
	node_text(o, "party", side == HANDOVER_GIVING ? h->giving
	    : h->receiving);
	node_bool(o, "is_signed", s->row.revision > 0);
	if (s->row.revision > 0) {
		node_text(o, "who", s->name);
		node_moment(o, "at", s->at);
		node_text(o, "by", flow_name(c, &user_entity, s->by));
		node_bool(o, "is_changed", h->is_changed[side]);
		node_bool(o, "is_drawn", !str_none(s->strokes));
		return;
	}
	node_day(o, "on_paper", side == HANDOVER_GIVING
	    ? h->row.signed_giving : h->row.signed_receiving);
	node_bool(o, "may_sign", handover_may_sign(c, h, side));
	node_text(o, "name", mine ? request_form(q, "name") : name);
	node_text(o, "post", mine ? request_form(q, "post") : post);
	if (mine)
		wrong_put(q, fields, o);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct handover h;
	struct programme p;
	str here;

	(void)r;
	if (!asked(c, q, &h) || !flow_find(c, &programme_entity,
	    h.row.programme, &p))
		return false;
	here = entity_href(c, &handover_certificate_entity, h.row.row.id);
	programme_put(c, &p, PHASE_DELIVER, out);
	crumb_put(out, (const struct crumb[]){ { str_of(say(c, "Equipment")),
		str_print(c->arena, "%s/equipment", programme_href(c,
		    &p).p) } }, 1);
	node_text(out, "title", str_print(c->arena, "%s %.*s", say(c,
	    str_is(h.row.ownership, "title") ? "Record of transfer of "
	    "ownership" : "Handover certificate"), (int)h.row.no.n,
	    h.row.no.p));
	node_text(out, "href", here);
	node_day(out, "date", h.row.date);
	node_text(out, "place", h.row.place);
	node_text(out, "giving", h.giving);
	node_text(out, "receiving", h.receiving);
	node_text(out, "terms", h.row.responsibilities);
	node_text(out, "basis", h.row.legal_basis);
	node_text(out, "witness", h.row.witness);
	node_bool(out, "may_edit", flow_may(c, &handover_certificate_entity,
	    &h.row, EDIT));
	if (str_is(request_arg(q, "done"), "signed"))
		node_z(out, "notice", say(c, "The signature is kept."));
	lines_put(c, &h, out);
	side_put(c, q, &h, HANDOVER_GIVING, out);
	side_put(c, q, &h, HANDOVER_RECEIVING, out);
	return attach_put(c, q, &handover_certificate_entity, &h.row, here,
	    out);
}

const struct page handover_page = {
	.method = GET,
	.path   = "/handover_certificate/{id}",
	.about  = "What a handover certificate says, who signed it, and where "
	    "it is signed on the screen.",
	.view   = "handover.html",
	.of     = &handover_certificate_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct handover_certificate row;
	bool receiving = str_is(request_form(q, "side"), "receiving");

	(void)out;
	if (!flow_find_text(c, &handover_certificate_entity,
	    request_at(q, "id"), (struct id){ { 0 } }, &row))
		return false;
	if (!receiving && !str_is(request_form(q, "side"), "giving"))
		return fail(&c->errors, INVALID, "side",
		    "Say for which side is signed.");
	if (!handover_sign(c, row.row.id, receiving ? HANDOVER_RECEIVING
	    : HANDOVER_GIVING, request_form(q, "name"), request_form(q,
	    "post"), request_form(q, "drawing")))
		return false;
	r->go = str_print(c->arena, "%s?done=signed", entity_href(c,
	    &handover_certificate_entity, row.row.id).p);
	return true;
}

const struct page handover_sign_post = {
	.method = POST,
	.path   = "/handover_certificate/{id}/sign",
	.about  = "Sign a handover certificate for one of its two sides.",
	.of     = &handover_certificate_entity,
	.needs  = EDIT,
	.again  = &handover_page,
	.run    = accept,
};

static bool
show_pdf(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str lang = request_arg(q, "lang");
	struct handover h;

	(void)out;
	if (str_none(lang))
		lang = str_of(c->lang);
	if (!asked(c, q, &h))
		return false;
	r->raw_type = S("application/pdf");
	r->filename = str_print(c->arena, "%.*s.pdf", (int)h.row.no.n,
	    h.row.no.p);
	return handover_pdf(c, &h, lang, &r->raw);
}

const struct page handover_pdf_page = {
	.method = GET,
	.path   = "/handover_certificate/{id}/pdf",
	.about  = "A handover certificate on paper, in English or Vietnamese: "
	    "?lang=vi.",
	.of     = &handover_certificate_entity,
	.needs  = SEE,
	.run    = show_pdf,
};
