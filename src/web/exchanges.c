/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Exchange and networks of a programme: visits and what came of them,
 * networks, offers and requests, the library, who works with whom. */
#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/grid.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/advise.h"
#include "model/codes.h"
#include "model/connect.h"
#include "model/fund.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/attach.h"
#include "web/entity.h"
#include "web/networks.h"
#include "web/programme.h"
#include "web/ties.h"

enum { CHECK_MONTHS = 6 };

/* ---- exchanges ---- */

static struct day
check_due(const struct exchange *x, const struct exchange_practice *k)
{
	return k->check_due.n != 0 ? k->check_due
	    : day_add_months(x->to, CHECK_MONTHS);
}

static void
exchange_put(struct ctx *c, const struct exchange *x,
    const struct exchange_practice *k, size_t n, struct node *row)
{
	struct day today = moment_day(c->now);
	str title = text_in(c->arena, x->title, c->lang);
	int64_t rows = 0, adopted = 0, late = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!id_same(k[i].exchange, x->row.id))
			continue;
		rows++;
		adopted += str_among(k[i].outcome, "adopted adapted");
		late += k[i].checked_on.n == 0 && check_due(x, &k[i]).n <
		    today.n;
	}
	node_text(row, "code", x->code);
	node_text(row, "type", choice_says(c, &exchange_type_codes, x->type));
	node_text(row, "name", str_none(title) ? flow_name(c, &party_entity,
	    x->host) : title);
	node_text(row, "host", flow_name(c, &party_entity, x->host));
	node_text(row, "guests", assist_names(c, &party_entity, x->guests));
	node_text(row, "href", entity_href(c, &exchange_entity, x->row.id));
	node_text(row, "cooperation", choice_says(c, &cooperation_type_codes,
	    x->cooperation_type));
	node_day(row, "from", x->from);
	node_day(row, "to", x->to);
	node_count(row, "people", x->participants);
	node_count(row, "seen", rows > 0 ? rows : x->practices_seen);
	node_count(row, "adopted", rows > 0 ? adopted : x->practices_adopted);
	node_bool(row, "counted", rows > 0);
	node_count(row, "late", late == 0 ? INT64_MIN : late);
	node_money(row, "cost", x->cost);
}

static bool
exchanges_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct exchange_practice *k;
	const struct exchange *x;
	size_t i, n, practices;

	(void)node_list(out, "exchanges");
	if ((x = every(c, &exchange_entity, p->row.id, &n)) == NULL ||
	    (k = every(c, &exchange_practice_entity, p->row.id, &practices)) ==
	    NULL)
		return false;
	for (i = n; i-- > 0;)
		exchange_put(c, &x[i], k, practices, node_row(out,
		    "exchanges"));
	node_bool(out, "has_exchanges", n > 0);
	node_count(out, "n_exchanges", (int64_t)n);
	return true;
}

/* ---- offers and requests ---- */

static void
offer_put(struct ctx *c, const struct resource_offer *o, struct node *row)
{
	node_text(row, "what", o->description);
	node_text(row, "id", id_text(c->arena, o->row.id));
	node_text(row, "href", entity_href(c, &resource_offer_entity,
	    o->row.id));
	node_text(row, "kind", choice_says(c, &resource_kind_codes, o->kind));
	node_text(row, "from", flow_name(c, &party_entity, o->from));
	node_text(row, "used_by", id_none(o->requested_by) ? (str){ 0 }
	    : flow_name(c, &party_entity, o->requested_by));
	node_day(row, "matched", o->matched_on);
	node_money(row, "value", o->value);
}

static bool
fits(const struct resource_request *r, const struct resource_offer *o)
{
	return o->matched_on.n == 0 && str_same(o->kind, r->kind) &&
	    !id_same(o->from, r->from);
}

static bool
shares_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct resource_request *r;
	const struct resource_offer *o;
	struct node *row;
	size_t i, j, n = 0, offers = 0;
	int64_t matched = 0;

	(void)node_list(out, "offers");
	(void)node_list(out, "wants");
	if (!ctx_may(c, &resource_offer_entity, SEE, p->row.id))
		return true;
	if ((o = every(c, &resource_offer_entity, p->row.id, &offers)) ==
	    NULL || (r = every(c, &resource_request_entity, p->row.id, &n)) ==
	    NULL)
		return false;
	for (j = 0; j < offers; j++) {
		offer_put(c, &o[j], node_row(out, "offers"));
		matched += o[j].matched_on.n != 0;
	}
	for (i = 0; i < n; i++) {
		row = node_row(out, "wants");
		node_text(row, "what", r[i].description);
		node_text(row, "href", entity_href(c,
		    &resource_request_entity, r[i].row.id));
		node_text(row, "want_href", entity_href(c,
		    &resource_request_entity, r[i].row.id));
		node_text(row, "kind", choice_says(c, &resource_kind_codes,
		    r[i].kind));
		node_text(row, "who", flow_name(c, &party_entity, r[i].from));
		node_day(row, "by", r[i].needed_by);
		node_day(row, "met", r[i].met_on);
		node_bool(row, "is_met", r[i].met_on.n != 0);
		(void)node_list(row, "fits");
		for (j = 0; r[i].met_on.n == 0 && j < offers; j++)
			if (fits(&r[i], &o[j]))
				offer_put(c, &o[j], node_row(row, "fits"));
		node_bool(row, "has_fits", node_list(row, "fits")->n > 0);
	}
	node_count(out, "n_offers", (int64_t)offers);
	node_count(out, "n_matched", matched);
	node_bool(out, "has_offers", offers > 0);
	node_bool(out, "has_wants", n > 0);
	node_bool(out, "may_match", ctx_may(c, &resource_request_entity, EDIT,
	    p->row.id) && ctx_may(c, &resource_offer_entity, EDIT,
	    p->row.id));
	node_bool(out, "may_offer", ctx_may(c, &resource_offer_entity, ADD,
	    p->row.id));
	return true;
}

/* ---- the page ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;
	struct crumb up;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "Exchange and networks"));
	programme_put(c, &p, PHASE_DELIVER, out);
	up = phase_crumb(c, &p, PHASE_DELIVER);
	crumb_put(out, &up, 1);
	node_text(out, "of", str_print(c->arena, "programme=%s",
	    id_text(c->arena, p.row.id).p));
	node_bool(out, "may_add", ctx_may(c, &exchange_entity, ADD,
	    p.row.id));
	node_bool(out, "may_found", ctx_may(c, &network_entity, ADD,
	    p.row.id));
	return exchanges_put(c, &p, out) && networks_put(c, p.row.id, out) &&
	    shares_put(c, &p, out) && library_put(c, p.row.id,
	        (struct id){ { 0 } }, out) && ties_put(c, p.row.id, out);
}

const struct page exchanges_page = {
	.method = GET,
	.path   = "/programme/{id}/exchange",
	.about  = "Exchanges and what was adopted, networks, offers and "
	    "requests, the library, and who works with whom.",
	.view   = "exchanges.html",
	.of     = &exchange_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- one exchange ---- */

static bool
find(struct ctx *c, const struct request *q, struct exchange *x)
{
	return flow_find_text(c, &exchange_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, x);
}

static void
practice_put(struct ctx *c, const struct exchange *x,
    const struct exchange_practice *k, struct node *row)
{
	struct day due = check_due(x, k);
	const struct choice *o;
	struct node *one;

	node_text(row, "id", id_text(c->arena, k->row.id));
	node_text(row, "practice", k->practice);
	node_text(row, "href", entity_href(c, &exchange_practice_entity,
	    k->row.id));
	node_text(row, "seen_at", k->seen_at);
	node_text(row, "question", k->question);
	node_text(row, "adopter", id_none(k->adopter) ? (str){ 0 }
	    : flow_name(c, &party_entity, k->adopter));
	node_day(row, "due", due);
	node_day(row, "checked", k->checked_on);
	node_bool(row, "waits", k->checked_on.n == 0);
	node_bool(row, "late", k->checked_on.n == 0 && due.n <
	    moment_day(c->now).n);
	node_text(row, "outcome", choice_says(c, &adoption_codes,
	    k->outcome));
	node_text(row, "note", k->note);
	for (o = adoption_codes.of; o->code != NULL; o++) {
		one = node_row(row, "outcomes");
		node_z(one, "code", o->code);
		node_z(one, "label", say(c, o->label));
	}
}

static bool
practices_put(struct ctx *c, const struct exchange *x, struct node *out)
{
	const struct exchange_practice *k;
	struct node *row;
	const struct node *g;
	str rest = x->guests, one;
	struct id id;
	size_t i, n;

	(void)node_list(out, "practices");
	(void)node_list(out, "guests");
	(void)node_list(out, "questions");
	(void)node_list(out, "days");
	if ((k = every_by(c, &exchange_practice_entity, "exchange", x->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		practice_put(c, x, &k[i], node_row(out, "practices"));
	node_bool(out, "has_practices", n > 0);
	while (str_cut(&rest, ';', &one))
		if (id_read(str_trim(one), &id)) {
			row = node_row(out, "guests");
			node_text(row, "id", id_text(c->arena, id));
			node_text(row, "name", flow_name(c, &party_entity,
			    id));
		}
	for (g = grid_first(c, x->learning_questions); g != NULL; g = g->next)
		node_text(node_row(out, "questions"), "question",
		    json_text(g, "question"));
	node_bool(out, "has_questions", node_list(out, "questions")->n > 0);
	for (g = grid_first(c, x->programme_days); g != NULL; g = g->next) {
		row = node_row(out, "days");
		node_text(row, "date", json_text(g, "date"));
		node_text(row, "visit", json_text(g, "visit"));
		node_text(row, "host_person", json_text(g, "host_person"));
	}
	node_bool(out, "has_days", node_list(out, "days")->n > 0);
	return true;
}

static bool
show_one(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct crumb up[2];
	struct exchange x;

	(void)r;
	if (!find(c, q, &x))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &exchange_entity, &x, out);
		return true;
	}
	if (!flow_find(c, &programme_entity, x.programme, &p))
		return false;
	programme_put(c, &p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, &p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Exchange and networks")),
		str_print(c->arena, "%s/exchange", programme_href(c, &p).p) };
	crumb_put(out, up, 2);
	exchange_put(c, &x, NULL, 0, node_object(out, "exchange"));
	node_text(out, "title", str_print(c->arena, "%s: %s",
	    str_z(c->arena, choice_says(c, &exchange_type_codes, x.type)),
	    str_z(c->arena, flow_name(c, &party_entity, x.host))));
	node_text(out, "base", entity_href(c, &exchange_entity, x.row.id));
	node_text(out, "exchange_id", id_text(c->arena, x.row.id));
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	node_bool(out, "may_edit", flow_may(c, &exchange_entity, &x, EDIT));
	node_bool(out, "may_note", ctx_may(c, &exchange_practice_entity, ADD,
	    x.programme));
	return practices_put(c, &x, out) && attach_put(c, q, &exchange_entity,
	    &x, entity_href(c, &exchange_entity, x.row.id), out);
}

const struct page exchange_page = {
	.method = GET,
	.path   = "/exchange/{id}",
	.about  = "One exchange: what was asked before, what was seen, who "
	    "took it up after six months.",
	.view   = "exchange.html",
	.of     = &exchange_entity,
	.needs  = SEE,
	.run    = show_one,
};

static bool
add_practice(struct ctx *c, const struct request *q, const struct exchange *x)
{
	struct exchange_practice k;

	row_blank(&exchange_practice_entity, &k);
	k.exchange = x->row.id;
	k.practice = ask_typed(q, "practice");
	k.seen_at = ask_typed(q, "seen_at");
	k.question = ask_typed(q, "question");
	k.adopter = ask_id(q, "adopter");
	k.check_due = day_add_months(x->to, CHECK_MONTHS);
	return flow_save(c, &exchange_practice_entity, &k);
}

static bool
check_practice(struct ctx *c, const struct request *q,
    const struct exchange *x)
{
	struct exchange_practice k;

	if (!flow_find(c, &exchange_practice_entity, ask_id(q, "row"), &k))
		return false;
	if (!id_same(k.exchange, x->row.id))
		return fail(&c->errors, ABSENT, NULL,
		    "This practice was not seen in this exchange.");
	k.outcome = ask_typed(q, "outcome");
	if (str_none(k.outcome))
		return fail(&c->errors, INVALID, NULL,
		    "Say what became of the practice.");
	k.note = ask_typed(q, "note");
	k.checked_on = moment_day(c->now);
	return flow_save(c, &exchange_practice_entity, &k);
}

static bool
accept_one(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct grid_cell cell = { "question", ask_typed(q, "question") };
	struct exchange x;

	(void)out;
	if (!find(c, q, &x))
		return false;
	r->go = str_print(c->arena, "%s?saved=yes", entity_href(c,
	    &exchange_entity, x.row.id).p);
	if (str_is(go, "practice"))
		return add_practice(c, q, &x);
	if (str_is(go, "check"))
		return check_practice(c, q, &x);
	if (!str_is(go, "question"))
		return fail(&c->errors, INVALID, "go",
		    "Say what to add: question, practice or check.");
	if (str_none(cell.text))
		return fail(&c->errors, INVALID, "question",
		    "Write the question first.");
	x.learning_questions = grid_add(c, x.learning_questions, &cell, 1);
	return flow_save(c, &exchange_entity, &x);
}

const struct page exchange_post = {
	.method = POST,
	.path   = "/exchange/{id}/note",
	.about  = "Adds to an exchange: 'go' is question, practice or check.",
	.view   = "exchange.html",
	.again  = &exchange_page,
	.of     = &exchange_entity,
	.needs  = SEE,
	.run    = accept_one,
};

/* ---- an offer meets a request ---- */

static bool
meet(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct resource_request w;
	struct resource_offer o;
	struct programme p;

	(void)out;
	if (!flow_find_text(c, &resource_request_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &w) || !flow_find(c, &resource_offer_entity,
	    ask_id(q, "offer"), &o) || !flow_find(c, &programme_entity,
	    w.programme, &p))
		return false;
	if (w.met_on.n != 0 || !fits(&w, &o))
		return fail(&c->errors, INVALID, NULL,
		    "This offer does not fit the request, or one of them is "
		    "taken already.");
	w.offer = o.row.id;
	w.met_on = moment_day(c->now);
	o.requested_by = w.from;
	o.matched_on = w.met_on;
	r->go = str_print(c->arena, "%s/exchange#shares",
	    programme_href(c, &p).p);
	return flow_save(c, &resource_request_entity, &w) &&
	    flow_save(c, &resource_offer_entity, &o);
}

const struct page meet_post = {
	.method = POST,
	.path   = "/resource_request/{id}/meet",
	.about  = "An 'offer' of the same kind meets a request: both are "
	    "taken.",
	.of     = &resource_request_entity,
	.needs  = SEE,
	.run    = meet,
};
