/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Equipment of a programme: where it stands, one item with its checks on
 * site, labels. */
#include "flow/equip.h"

#include <math.h>

#include "base/arena.h"
#include "flow/files.h"
#include "flow/find.h"
#include "flow/handover.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/office.h"
#include "model/people.h"
#include "model/text.h"
#include "web/attach.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/options.h"
#include "web/programme.h"

enum { LABELS_MOST = 500 };

static const char *const marks[EQUIP_STANDS] = {
	[EQUIP_COMING] = "none", [EQUIP_GIVEN] = "info", [EQUIP_USED] = "ok",
	[EQUIP_IDLE] = "warn", [EQUIP_BROKEN] = "bad", [EQUIP_LOST] = "bad",
	[EQUIP_PASSED] = "ok", [EQUIP_GONE] = "none" };

/* ---- the list ---- */

static bool
is_shown(const struct equip_item *i, str state)
{
	if (str_none(state))
		return true;
	if (str_is(state, "unused"))
		return i->stands == EQUIP_IDLE || i->stands == EQUIP_BROKEN ||
		    i->stands == EQUIP_LOST;
	if (str_is(state, "out"))
		return i->stands == EQUIP_USED || i->stands == EQUIP_GIVEN ||
		    is_shown(i, S("unused"));
	return str_is(state, equip_code(i->stands));
}

static void
item_put(struct ctx *c, const struct equip_item *i, struct node *row)
{
	node_text(row, "href", entity_href(c, &equipment_item_entity,
	    i->item.row.id));
	node_text(row, "code", i->item.code);
	node_text(row, "tag", i->item.tag_no);
	node_text(row, "name", text_in(c->arena, i->item.description,
	    c->lang));
	if (i->item.quantity != INT64_MIN)
		node_count(row, "quantity", i->item.quantity);
	node_text(row, "unit", i->item.unit);
	if (!id_none(i->item.receiver))
		node_text(row, "receiver", flow_name(c, &party_entity,
		    i->item.receiver));
	node_day(row, "seen", i->seen);
	node_text(row, "said", i->said);
	mark_put(c, row, marks[i->stands],
	    equip_says(i->stands));
}

static void
tabs_put(struct ctx *c, const struct equip *e, str state, str base,
    struct node *out)
{
	struct node *row = node_row(out, "tabs");
	enum equip_stands s;

	node_text(row, "name", str_print(c->arena, "%s (%zu)", say(c, "All"),
	    e->n));
	node_text(row, "href", base);
	node_bool(row, "here", str_none(state));
	for (s = 0; s < EQUIP_STANDS; s++) {
		if (e->count[s] == 0)
			continue;
		row = node_row(out, "tabs");
		node_text(row, "name", str_print(c->arena, "%s (%zu)", say(c,
		    equip_says(s)), e->count[s]));
		node_text(row, "href", str_print(c->arena, "%.*s?state=%s",
		    (int)base.n, base.p, equip_code(s)));
		node_bool(row, "here", str_is(state, equip_code(s)));
	}
}

static bool
papers_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct ask ask = { .home = p->row.id, .limit = 100 };
	struct handover_certificate h;
	struct found *found;
	struct node *row;

	(void)node_list(out, "papers");
	if (!flow_list(c, &handover_certificate_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &h)) {
		row = node_row(out, "papers");
		node_text(row, "href", entity_href(c,
		    &handover_certificate_entity, h.row.id));
		node_text(row, "no", h.no);
		node_day(row, "date", h.date);
		node_text(row, "receiver", id_none(h.party_receiving)
		    ? (str){ 0 } : flow_name(c, &party_entity,
		    h.party_receiving));
		node_bool(row, "is_title", str_is(h.ownership, "title"));
		mark_put(c, row, h.signed_giving.n > 0 &&
		    h.signed_receiving.n > 0 ? "ok" : "warn",
		    h.signed_giving.n > 0 && h.signed_receiving.n > 0
		    ? "Signed by both" : h.signed_giving.n > 0 ||
		    h.signed_receiving.n > 0 ? "One signature is missing"
		    : "Not signed");
	}
	node_bool(out, "has_papers", node_find(out, S("papers"))->n > 0);
	return flow_end(found);
}

/* The receivers, once each, for a new paper. */
static void
receivers_put(struct ctx *c, const struct equip *e, struct node *out)
{
	struct node *row;
	size_t i, k;

	(void)node_list(out, "receivers");
	for (i = 0; i < e->n; i++) {
		for (k = 0; k < i && !id_same(e->item[k].item.receiver,
		    e->item[i].item.receiver); k++)
			;
		if (k < i || id_none(e->item[i].item.receiver))
			continue;
		row = node_row(out, "receivers");
		node_id(row, "id", e->item[i].item.receiver);
		node_text(row, "name", flow_name(c, &party_entity,
		    e->item[i].item.receiver));
	}
}

static void
figures_put(const struct equip *e, str base, struct ctx *c, struct node *out)
{
	node_count(out, "items", (int64_t)e->n);
	node_count(out, "out", (int64_t)e->out);
	node_count(out, "unused", (int64_t)e->unused);
	node_count(out, "unchecked", (int64_t)e->count[EQUIP_GIVEN]);
	node_count(out, "passed", (int64_t)e->count[EQUIP_PASSED]);
	node_bool(out, "has_out", e->out > 0);
	if (e->out > 0)
		node_real(out, "idle", e->idle * 100, 0);
	node_text(out, "unused_href", str_print(c->arena,
	    "%.*s?state=unused", (int)base.n, base.p));
	node_text(out, "out_href", str_print(c->arena, "%.*s?state=out",
	    (int)base.n, base.p));
}

static bool
show_list(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str state = request_arg(q, "state"), base;
	struct programme p;
	struct equip e;
	size_t i;

	(void)r;
	if (!programme_named(c, q, &p) || !equip_of(c, p.row.id, &e))
		return false;
	base = str_print(c->arena, "%s/equipment", programme_href(c, &p).p);
	node_z(out, "title", say(c, "Equipment"));
	programme_put(c, &p, PHASE_DELIVER, out);
	figures_put(&e, base, c, out);
	tabs_put(c, &e, state, base, out);
	(void)node_list(out, "rows");
	for (i = 0; i < e.n; i++)
		if (is_shown(&e.item[i], state))
			item_put(c, &e.item[i], node_row(out, "rows"));
	node_bool(out, "has_rows", node_find(out, S("rows"))->n > 0);
	node_bool(out, "has_items", e.n > 0);
	node_bool(out, "may_add", ctx_may(c, &equipment_item_entity, ADD,
	    p.row.id));
	node_bool(out, "may_write", ctx_may(c, &handover_certificate_entity,
	    ADD, p.row.id));
	node_text(out, "labels", str_print(c->arena, "%.*s/labels",
	    (int)base.n, base.p));
	node_text(out, "action", str_print(c->arena, "%.*s/paper",
	    (int)base.n, base.p));
	receivers_put(c, &e, out);
	return papers_put(c, &p, out);
}

const struct page equipment_page = {
	.method = GET,
	.path   = "/programme/{id}/equipment",
	.about  = "All equipment of a programme, where it stands, what share "
	    "lies idle, and the papers it was handed over by.",
	.view   = "equipment.html",
	.of     = &equipment_item_entity,
	.needs  = SEE,
	.run    = show_list,
};

static bool
accept_paper(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct id receiver, id;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	if (!id_read(request_form(q, "receiver"), &receiver))
		return fail(&c->errors, INVALID, "receiver",
		    "Say who receives it.");
	if (!handover_draft(c, p.row.id, receiver, str_is(request_form(q,
	    "kind"), "title"), &id))
		return false;
	r->go = entity_href(c, &handover_certificate_entity, id);
	return true;
}

const struct page equipment_paper_post = {
	.method = POST,
	.path   = "/programme/{id}/equipment/paper",
	.about  = "A new certificate for all that waits for one of a receiver.",
	.of     = &handover_certificate_entity,
	.needs  = ADD,
	.again  = &equipment_page,
	.run    = accept_paper,
};

static bool
show_labels(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct equipment_item *all;
	struct programme p;
	struct equip e;
	size_t i, n = 0;

	(void)out;
	if (!programme_named(c, q, &p) || !equip_of(c, p.row.id, &e))
		return false;
	all = NEWS(c->arena, struct equipment_item, e.n + 1);
	for (i = 0; i < e.n && n < LABELS_MOST; i++)
		if (e.item[i].stands != EQUIP_GONE)
			all[n++] = e.item[i].item;
	if (n == 0)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no equipment to label.");
	r->raw_type = S("application/pdf");
	r->filename = S("labels.pdf");
	return handover_labels(c, all, n, programme_title(c, &p),
	    site_address(c, q), &r->raw);
}

const struct page equipment_labels_page = {
	.method = GET,
	.path   = "/programme/{id}/equipment/labels",
	.about  = "Labels with codes to stick on equipment: A4, 24 a sheet.",
	.of     = &equipment_item_entity,
	.needs  = SEE,
	.run    = show_labels,
};

/* ---- one item ---- */

static bool
check_put(struct ctx *c, const struct request *q,
    const struct equipment_check *k, struct node *row)
{
	static const char *const codes[] = { "in_use", "idle", "broken",
		"lost" };
	static const char *const with[] = { "ok", "warn", "bad", "bad" };
	const struct choice *found = choice_coded(&equipment_found_codes,
	    k->found);
	struct file *files;
	struct node *one;
	size_t i, n;

	(void)q;
	node_text(row, "href", entity_href(c, &equipment_check_entity,
	    k->row.id));
	node_day(row, "date", k->date);
	node_text(row, "note", k->note);
	if (!str_none(k->condition))
		node_text(row, "condition", choice_says(c,
		    &equipment_condition_codes, k->condition));
	for (i = 0; i < 4; i++)
		if (str_is(k->found, codes[i]) && found != NULL)
			mark_put(c, row, with[i],
			    found->label);
	if (!isnan(k->latitude) && !isnan(k->longitude))
		node_text(row, "place", str_print(c->arena, "%.5f, %.5f",
		    k->latitude, k->longitude));
	if (!id_none(k->by))
		node_text(row, "by", flow_name(c, &user_entity, k->by));
	if (!files_of(c, &equipment_check_entity, k->row.id, &files, &n))
		return false;
	(void)node_list(row, "photos");
	for (i = 0; i < n; i++) {
		if (str_none(files[i].thumb))
			continue;
		one = node_row(row, "photos");
		node_text(one, "thumb", str_print(c->arena, "/file/%s/thumb",
		    id_text(c->arena, files[i].row.id).p));
		node_text(one, "href", str_print(c->arena, "/file/%s/picture",
		    id_text(c->arena, files[i].row.id).p));
		node_text(one, "name", files[i].name);
	}
	return true;
}

/* Checks that came in a table, before there were rows for them. */
static void
older_put(struct ctx *c, const struct equipment_item *i, struct node *out)
{
	struct errors quiet = { .arena = c->arena };
	const struct node *k;
	struct node *tree, *row;

	(void)node_list(out, "older");
	if (str_none(i->checks) || !json_read(c->arena, i->checks, &tree,
	    &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		row = node_row(out, "older");
		node_text(row, "date", equip_month(c->arena,
		    json_text(k, "date")));
		node_text(row, "condition", json_text(k, "condition"));
		node_text(row, "note", json_text(k, "note"));
	}
}

static void
facts_put(struct ctx *c, const struct equipment_item *i, struct node *out)
{
	const struct choice *kind = choice_coded(&equipment_kind_codes,
	    i->kind);

	node_text(out, "code", i->code);
	node_text(out, "tag", i->tag_no);
	node_z(out, "kind", kind == NULL ? NULL : say(c, kind->label));
	node_text(out, "model", i->brand_model);
	node_text(out, "serial", i->serial_no);
	if (i->quantity != INT64_MIN)
		node_count(out, "quantity", i->quantity);
	node_text(out, "unit", i->unit);
	if (i->unit_cost.currency[0] != '\0')
		node_money(out, "cost", i->unit_cost);
	node_text(out, "procurement", i->procurement_ref);
	node_day(out, "acquired", i->acquired);
	node_day(out, "handed_over", i->handed_over);
	node_day(out, "warranty", i->warranty_until);
	node_text(out, "location", i->location);
	node_text(out, "used_by", i->user);
	if (!id_none(i->receiver)) {
		node_text(out, "receiver", flow_name(c, &party_entity,
		    i->receiver));
		node_text(out, "receiver_href", entity_href(c, &party_entity,
		    i->receiver));
	}
	node_text(out, "paper", i->certificate_no);
	if (!id_none(i->certificate)) {
		node_text(out, "paper", flow_name(c,
		    &handover_certificate_entity, i->certificate));
		node_text(out, "paper_href", entity_href(c,
		    &handover_certificate_entity, i->certificate));
	}
}

static void
form_put(struct ctx *c, const struct request *q,
    const struct equipment_item *i, struct node *out)
{
	static const char *const fields[] = { "found", "date", "note",
		"latitude", "photo", NULL };
	str date = request_form(q, "date");

	node_bool(out, "may_check", ctx_may(c, &equipment_check_entity, ADD,
	    i->programme) && !str_is(i->state, "disposed"));
	options_put(c, &equipment_found_codes, "founds", request_form(q,
	    "found"), out);
	options_put(c, &equipment_condition_codes, "conditions",
	    request_form(q, "condition"), out);
	node_text(out, "date", str_none(date) ? day_text(c->arena,
	    moment_day(c->now)) : date);
	wrong_put(q, fields, out);
}

static bool
item_of(struct ctx *c, const struct request *q, struct equipment_item *i)
{
	return flow_find_text(c, &equipment_item_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, i);
}

static bool
show_item(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct equipment_check *k;
	struct equipment_item i;
	struct programme p;
	const struct state *s;
	size_t n, j;
	str here;

	(void)r;
	if (!item_of(c, q, &i) || !equip_checks(c, i.row.id, &k, &n) ||
	    !flow_find(c, &programme_entity, i.programme, &p))
		return false;
	here = entity_href(c, &equipment_item_entity, i.row.id);
	programme_put(c, &p, PHASE_DELIVER, out);
	crumb_put(out, (const struct crumb[]){ { str_of(say(c, "Equipment")),
		str_print(c->arena, "%s/equipment", programme_href(c,
		    &p).p) } }, 1);
	node_text(out, "title", text_in(c->arena, i.description, c->lang));
	node_text(out, "href", here);
	s = state_coded(&equipment_item_machine, i.state);
	node_z(out, "state", s == NULL ? NULL : say(c, s->label));
	node_bool(out, "is_lost", n > 0 && str_is(k[0].found, "lost"));
	node_bool(out, "may_edit", flow_may(c, &equipment_item_entity, &i,
	    EDIT));
	facts_put(c, &i, out);
	form_put(c, q, &i, out);
	older_put(c, &i, out);
	if (str_is(request_arg(q, "done"), "checked"))
		node_z(out, "notice", say(c, "The check is noted."));
	(void)node_list(out, "checks");
	for (j = 0; j < n; j++)
		if (!check_put(c, q, &k[j], node_row(out, "checks")))
			return false;
	node_bool(out, "has_checks", n > 0 ||
	    node_find(out, S("older"))->n > 0);
	return gate_moves_put(c, &p, &equipment_item_entity, &i, out) &&
	    attach_put(c, q, &equipment_item_entity, &i, here, out);
}

const struct page equipment_item_page = {
	.method = GET,
	.path   = "/equipment_item/{id}",
	.about  = "One piece of equipment, how it was found on site, and a "
	    "form to note how it is found now.",
	.view   = "equipment_item.html",
	.of     = &equipment_item_entity,
	.needs  = SEE,
	.run    = show_item,
};

/* ---- a check on site ---- */

/* The photo is looked at before anything waits for it. */
static bool
look_photo(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct files_looked *looked;
	size_t i;

	(void)out;
	for (i = 0; i < q->n_uploads; i++) {
		if (q->uploads[i].bytes.n == 0)
			continue;
		looked = NEW(c->arena, struct files_looked);
		if (!files_look(c, q->uploads[i].filename,
		    q->uploads[i].bytes, looked))
			return false;
		r->state = looked;
		return true;
	}
	return true;
}

static bool
read_check(struct ctx *c, const struct request *q, struct equipment_check *k)
{
	str date = str_trim(request_form(q, "date"));
	str latitude = str_trim(request_form(q, "latitude"));
	str longitude = str_trim(request_form(q, "longitude"));

	row_blank(&equipment_check_entity, k);
	k->date = moment_day(c->now);
	if (!str_none(date) && !day_read(date, &k->date))
		return fail(&c->errors, INVALID, "date",
		    "'%.*s' is not a day.", (int)date.n, date.p);
	k->found = request_form(q, "found");
	if (choice_coded(&equipment_found_codes, k->found) == NULL)
		return fail(&c->errors, INVALID, "found",
		    "Say how it was found.");
	if (!str_none(request_form(q, "condition")))
		k->condition = request_form(q, "condition");
	if (!str_none(str_trim(request_form(q, "note"))))
		k->note = str_trim(request_form(q, "note"));
	if ((!str_none(latitude) && !str_typed(latitude, &k->latitude)) ||
	    (!str_none(longitude) && !str_typed(longitude, &k->longitude)))
		return fail(&c->errors, INVALID, "latitude", "A place is two "
		    "numbers, such as 16.46 and 107.59.");
	return true;
}

static bool
accept_check(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct files_looked *looked = r->state;
	struct files_said said = { .category = { 0 } };
	struct equipment_check k;
	struct equipment_item i;
	struct file file;
	bool was;

	(void)out;
	if (!item_of(c, q, &i) || !read_check(c, q, &k))
		return false;
	k.item = i.row.id;
	said.captured_on = k.date;
	if (!equip_check(c, &k) || (looked != NULL && !files_attach(c,
	    &equipment_check_entity, k.row.id, looked, &said, &file, &was)))
		return false;
	r->go = str_print(c->arena, "%s?done=checked", entity_href(c,
	    &equipment_item_entity, i.row.id).p);
	return true;
}

const struct page equipment_check_post = {
	.method  = POST,
	.path    = "/equipment_item/{id}/check",
	.about   = "Note how a piece of equipment was found on site.",
	.of      = &equipment_check_entity,
	.needs   = ADD,
	.again   = &equipment_item_page,
	.prepare = look_photo,
	.run     = accept_check,
};
