/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One Vietnamese project dossier: its document, its money in three
 * currencies, its log, and the opinions that are asked. */
#include "flow/dossier.h"

#include "base/arena.h"
#include "base/write.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/grid.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/people.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/notes.h"
#include "web/programme.h"
#include "web/resources.h"

static bool
find(struct ctx *c, const struct request *q, struct vn_ta_dossier *d)
{
	return flow_find_text(c, &vn_ta_dossier_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, d);
}

static void
head_put(struct ctx *c, const struct vn_ta_dossier *d,
    const struct programme *p, struct node *out)
{
	struct crumb up[2];

	programme_put(c, p, PHASE_RESOURCES, out);
	up[0] = (struct crumb){ str_of(say(c, phase_name(PHASE_RESOURCES))),
		resources_href(c, p, "") };
	up[1] = (struct crumb){ str_of(say(c, "Concept notes")),
		resources_href(c, p, "/notes") };
	crumb_put(out, up, 2);
	node_text(out, "title", text_in(c->arena, d->ten_du_an, c->lang));
	node_text(out, "href", entity_href(c, &vn_ta_dossier_entity,
	    d->row.id));
	assist_state_put(c, &vn_ta_dossier_entity, d, out);
	node_bool(out, "may_edit", flow_may(c, &vn_ta_dossier_entity, d,
	    EDIT));
	node_text(out, "form", choice_says(c, &dossier_template_codes,
	    dossier_form(c, d)));
	node_text(out, "form_version", d->phien_ban_mau);
	node_text(out, "decision", d->so_quyet_dinh);
	node_day(out, "approved", d->ngay_phe_duyet);
	node_day(out, "all_in", d->y_kien_du_ngay);
}

static bool
money_put(struct ctx *c, const struct vn_ta_dossier *d, struct node *out)
{
	struct dossier_money m;
	int asks;

	if (!dossier_money(c, d, &m))
		return false;
	asks = dossier_asks(&m);
	node_money(out, "oda", m.own);
	node_money(out, "oda_vnd", m.vnd);
	node_money(out, "oda_usd", m.usd);
	node_text(out, "vnd_by", m.vnd_by);
	node_text(out, "usd_by", m.usd_by);
	node_money(out, "counterpart", d->von_doi_ung);
	node_bool(out, "must_ask", asks == YES);
	node_bool(out, "need_not_ask", asks == NO);
	node_bool(out, "not_known", asks == UNSAID);
	return true;
}

static void
log_put(struct ctx *c, const struct vn_ta_dossier *d, struct node *out)
{
	const struct state *s;
	const struct node *k;
	struct node *row;
	struct day day;

	(void)node_list(out, "log");
	for (k = grid_first(c, d->nhat_ky); k != NULL; k = k->next) {
		row = node_row(out, "log");
		s = state_coded(&vn_ta_dossier_machine, json_text(k,
		    "trang_thai"));
		node_text(row, "state", s == NULL ? json_text(k, "trang_thai")
		    : str_of(say(c, s->label)));
		if (day_read(json_text(k, "ngay"), &day))
			node_day(row, "on", day);
	}
	node_bool(out, "has_log", grid_first(c, d->nhat_ky) != NULL);
}

static bool
opinions_put(struct ctx *c, const struct vn_ta_dossier *d, struct node *out)
{
	struct day today = moment_day(c->now);
	const struct dossier_opinion *o;
	const struct choice *k;
	struct node *row, *one;
	size_t i, n, waits = 0;

	(void)node_list(out, "opinions");
	if ((o = every_by(c, &dossier_opinion_entity, "dossier", d->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "opinions");
		node_text(row, "id", id_text(c->arena, o[i].row.id));
		node_text(row, "agency", o[i].agency);
		node_text(row, "note_href", str_print(c->arena, "%s/note",
		    entity_href(c, &vn_ta_dossier_entity, d->row.id).p));
		node_text(row, "href", entity_href(c, &dossier_opinion_entity,
		    o[i].row.id));
		node_day(row, "asked", o[i].asked_on);
		node_day(row, "due", dossier_due(&o[i]));
		node_day(row, "answered", o[i].answered_on);
		node_bool(row, "waits", o[i].answered_on.n == 0);
		node_bool(row, "late", dossier_late(&o[i], today));
		node_text(row, "opinion", choice_says(c,
		    &dossier_opinion_codes, o[i].opinion));
		node_text(row, "text", o[i].text);
		waits += o[i].answered_on.n == 0;
		for (k = dossier_opinion_codes.of; k->code != NULL; k++) {
			one = node_row(row, "choices");
			node_z(one, "code", k->code);
			node_z(one, "label", say(c, k->label));
		}
	}
	node_bool(out, "has_opinions", n > 0);
	node_bool(out, "may_end", n > 0 && waits == 0 &&
	    d->y_kien_du_ngay.n == 0);
	node_bool(out, "may_ask", ctx_may(c, &dossier_opinion_entity, ADD,
	    d->programme));
	node_text(out, "today", day_text(c->arena, today));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct write w = write_new(c->arena, 4 << 20);
	struct vn_ta_dossier d;
	struct programme p;
	struct doc *doc;

	(void)r;
	if (!find(c, q, &d))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &vn_ta_dossier_entity, &d, out);
		return true;
	}
	if (!flow_find(c, &programme_entity, d.programme, &p) ||
	    !dossier_document(c, &d, &doc))
		return false;
	head_put(c, &d, &p, out);
	log_put(c, &d, out);
	/* The title stands at the head of the page already. */
	doc->first = doc->first->next;
	doc_html(doc, 1, &w);
	node_html(out, "document", write_done(&w));
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	node_text(out, "typed_agencies", request_form(q, "agencies"));
	return money_put(c, &d, out) && opinions_put(c, &d, out) &&
	    gate_moves_put(c, &p, &vn_ta_dossier_entity, &d, out) &&
	    attach_put(c, q, &vn_ta_dossier_entity, &d, entity_href(c,
	        &vn_ta_dossier_entity, d.row.id), out);
}

const struct page dossier_page = {
	.method = GET,
	.path   = "/vn_ta_dossier/{id}",
	.about  = "One Vietnamese project dossier: its document under its "
	    "headings, money, log and opinions.",
	.view   = "dossier.html",
	.of     = &vn_ta_dossier_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
answer(struct ctx *c, const struct request *q)
{
	struct dossier_opinion o;

	if (!flow_find(c, &dossier_opinion_entity, ask_id(q, "answer"), &o) ||
	    !ask_day(c, q, "answered_on", &o.answered_on))
		return false;
	if (o.answered_on.n == 0)
		return fail(&c->errors, INVALID, "answered_on",
		    "Say on which day the answer came.");
	o.opinion = ask_typed(q, "opinion");
	o.text = ask_typed(q, "text");
	return flow_save(c, &dossier_opinion_entity, &o);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct vn_ta_dossier d;
	struct day on;

	(void)out;
	if (!find(c, q, &d))
		return false;
	r->go = str_print(c->arena, "%s?saved=yes", entity_href(c,
	    &vn_ta_dossier_entity, d.row.id).p);
	if (str_is(go, "answer"))
		return answer(c, q);
	if (str_is(go, "all_in"))
		return dossier_all_in(c, &d);
	if (!str_is(go, "ask"))
		return fail(&c->errors, INVALID, "go", "Say what to do: ask, "
		    "answer or all_in.");
	return ask_day(c, q, "asked_on", &on) && dossier_ask(c, d.row.id,
	    request_form(q, "agencies"), on);
}

const struct page dossier_post = {
	.method = POST,
	.path   = "/vn_ta_dossier/{id}/note",
	.about  = "Opinions on a dossier: 'go' is ask (agencies, asked_on), "
	    "answer (an opinion) or all_in.",
	.view   = "dossier.html",
	.again  = &dossier_page,
	.of     = &vn_ta_dossier_entity,
	.needs  = SEE,
	.run    = accept,
};

static bool
send(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct vn_ta_dossier d;
	struct doc *doc;

	(void)out;
	return find(c, q, &d) && dossier_document(c, &d, &doc) &&
	    notes_send(c, q, doc, S("van-kien"), r);
}

const struct page dossier_pdf = {
	.method = GET,
	.path   = "/vn_ta_dossier/{id}/pdf",
	.about  = "The dossier as accessible PDF, in Vietnamese.",
	.of     = &vn_ta_dossier_entity,
	.needs  = SEE,
	.run    = send,
};

const struct page dossier_docx = {
	.method = GET,
	.path   = "/vn_ta_dossier/{id}/docx",
	.about  = "The dossier as a Word file, in Vietnamese.",
	.of     = &vn_ta_dossier_entity,
	.needs  = SEE,
	.run    = send,
};
