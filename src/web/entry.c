/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The pool of experts: who is admitted, who is asked whether his entry is
 * still right, and what he answers by his personal link. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/grid.h"
#include "flow/mail.h"
#include "flow/roster.h"
#include "format/json.h"
#include "model/codes.h"
#include "web/ask.h"
#include "web/asked.h"
#include "web/assist.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/programme.h"

/* ---- at the desk ---- */

static bool
named(struct ctx *c, const struct request *q, struct expert *x,
    struct programme *p)
{
	return flow_find_text(c, &expert_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, x) && flow_find(c, &programme_entity,
	    x->programme, p);
}

static str
list_href(struct ctx *c, const struct programme *p)
{
	return str_print(c->arena, "%s/assistance?tab=experts",
	    programme_href(c, p).p);
}

static bool
admit_expert(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	struct expert x;
	bool told;

	(void)out;
	if (!named(c, q, &x, &p))
		return false;
	x.row.revision = entity_revision_of(q, &x);
	r->go = list_href(c, &p);
	return str_is(request_form(q, "go"), "refuse")
	    ? roster_refuse(c, &x, ask_typed(q, "reason"), &told)
	    : roster_admit(c, site_address(c, q), &x, &told);
}

const struct page admit_post = {
	.method = POST,
	.path   = "/expert/{id}/admit",
	.about  = "A candidate comes on the roster; with 'go' refuse and a "
	    "'reason' he does not. He is told by mail.",
	.of     = &expert_entity,
	.needs  = SEE,
	.run    = admit_expert,
};

static bool
confirm_expert(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	bool by_mail = str_is(request_form(q, "go"), "mail"), told = false;
	struct programme p;
	struct expert x;
	str key;

	if (!named(c, q, &x, &p))
		return false;
	if (by_mail) {
		r->go = str_print(c->arena, "%s&asked=%s", list_href(c, &p).p,
		    id_text(c->arena, x.row.id).p);
		return roster_ask(c, site_address(c, q), &x, &told) && (told ||
		    fail(&c->errors, INVALID, NULL, "No mail was sent: there "
		    "is no address, or it takes no such mails."));
	}
	if (!roster_link(c, &x, &key))
		return false;
	node_z(out, "title", say(c, "Confirm the entry"));
	programme_put(c, &p, PHASE_DELIVER, out);
	asked_link_put(c, q, "/entry/", key, x.name, x.email, list_href(c,
	    &p), out);
	r->status = 201;
	r->view = "linked.html";
	return true;
}

const struct page confirm_post = {
	.method = POST,
	.path   = "/expert/{id}/confirm",
	.about  = "A personal link by which an expert confirms the entry: "
	    "shown, or with 'go' mail sent.",
	.view   = "linked.html",
	.of     = &expert_entity,
	.needs  = SEE,
	.run    = confirm_expert,
};

/* ---- by the link ---- */

static const struct ask_field fields[] = {              /* words: */
	{ "email", ASK_TEXT, "E-mail address", NULL, NULL, 254, true },
	{ "day_fee", ASK_TEXT, "Fee per day", NULL },
	{ "free_from", ASK_DAY, "Available from",
	  "If that changed; it stands instead of what was there." },
	{ "free_to", ASK_DAY, "Available until", NULL },
	{ "education", ASK_LONG, "Education", NULL },
	{ "conflicts", ASK_LONG, "Conflicts of interest",
	  "Whom you worked for, are related to or have money in." },
	{ 0 }
};

static str
fee_text(struct ctx *c, const struct expert *x)
{
	struct write w = write_new(c->arena, 100);

	if (str_none(str_of(x->day_fee.currency)))
		return (str){ 0 };
	write_real(&w, money_real(x->day_fee));
	return write_done(&w);
}

static void
free_put(struct ctx *c, const struct expert *x, struct node *out)
{
	const struct node *k = grid_first(c, x->availability);
	struct node *row;

	for (; k != NULL; k = k->next) {
		row = node_row(out, "free");
		node_text(row, "from", json_text(k, "from"));
		node_text(row, "to", json_text(k, "to"));
	}
	node_bool(out, "has_free", grid_first(c, x->availability) != NULL);
}

static void
areas_put(struct ctx *c, str table, const char *list, const char *column,
    struct node *out)
{
	const struct node *k = grid_first(c, table);

	(void)node_list(out, list);
	for (; k != NULL; k = k->next)
		node_text(node_row(out, list), "name", json_text(k, column));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct expert x;

	(void)r;
	if (!roster_by_key(c, request_at(q, "key"), &x))
		return false;
	node_z(out, "title", say(c, "Your entry as an expert"));
	node_text(out, "name", x.name);
	node_text(out, "code", x.code);
	node_text(out, "status", choice_says(c, &expert_status_codes,
	    x.status));
	node_day(out, "renew_by", x.renew_by);
	areas_put(c, x.areas, "areas", "area", out);
	areas_put(c, x.languages, "languages", "language", out);
	free_put(c, &x, out);
	(void)ask_one(c, q, &fields[0], x.email, out);
	(void)ask_one(c, q, &fields[1], fee_text(c, &x), out);
	(void)ask_one(c, q, &fields[2], (str){ 0 }, out);
	(void)ask_one(c, q, &fields[3], (str){ 0 }, out);
	(void)ask_one(c, q, &fields[4], x.education, out);
	(void)ask_one(c, q, &fields[5], x.conflicts, out);
	node_text(out, "currency", str_copy(c->arena,
	    str_of(x.day_fee.currency)));
	node_text(out, "action", str_print(c->arena, "/entry/%s",
	    str_z(c->arena, request_at(q, "key"))));
	node_bool(out, "is_in", str_among(x.status, "candidate rostered"));
	node_bool(out, "was_kept", str_is(request_arg(q, "done"), "yes"));
	node_bool(out, "asks_end", str_is(request_arg(q, "ask"), "end"));
	return true;
}

const struct page entry_page = {
	.method = GET,
	.path   = "/entry/{key}",
	.about  = "An expert's own entry, by the personal link.",
	.view   = "entry.html",
	.flags  = LINK,
	.run    = show,
};

static bool
take_fee(struct ctx *c, const struct request *q, struct expert *x)
{
	str typed = ask_typed(q, "day_fee");
	struct programme p;

	if (str_none(typed)) {
		x->day_fee = (struct money){ 0 };
		return true;
	}
	if (str_none(str_of(x->day_fee.currency)) && (!store_find(c->store,
	    &programme_entity, x->programme, c->arena, &p, &c->errors) ||
	    !money_read(S("0"), str_z(c->arena, p.currency), &x->day_fee)))
		return fail(&c->errors, INVALID, "day_fee", "No currency is "
		    "set: write to whoever sent you the link.");
	return money_read(typed, x->day_fee.currency, &x->day_fee) ||
	    fail(&c->errors, INVALID, "day_fee",
	    "'%.*s' is not an amount such as 450 or 450.50.", (int)typed.n,
	    typed.p);
}

static bool
take_free(struct ctx *c, const struct request *q, struct expert *x)
{
	struct day from, to;
	struct grid_cell cells[2];

	if (!ask_day(c, q, "free_from", &from) || !ask_day(c, q, "free_to",
	    &to))
		return false;
	if (from.n == 0 && to.n == 0)
		return true;
	if (from.n == 0 || (to.n != 0 && to.n < from.n))
		return fail(&c->errors, INVALID, "free_from",
		    "The last day comes before the first.");
	cells[0] = (struct grid_cell){ "from", day_text(c->arena, from) };
	cells[1] = (struct grid_cell){ "to", to.n == 0 ? (str){ 0 }
	    : day_text(c->arena, to) };
	x->availability = grid_add(c, (str){ 0 }, cells, 2);
	return true;
}

static bool
take_typed(struct ctx *c, const struct request *q, struct expert *x)
{
	bool fine = take_fee(c, q, x);

	fine = take_free(c, q, x) && fine;
	x->email = ask_typed(q, "email");
	if (!mail_is_address(x->email))
		fine = fail(&c->errors, INVALID, "email",
		    "'%.*s' is no address of mail.", (int)x->email.n,
		    x->email.p);
	x->education = ask_typed(q, "education");
	x->conflicts = ask_typed(q, "conflicts");
	return fine;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct expert x;

	(void)out;
	if (!roster_by_key(c, request_at(q, "key"), &x))
		return false;
	r->go = str_print(c->arena, "/entry/%s?done=yes", str_z(c->arena,
	    request_at(q, "key")));
	if (str_is(request_form(q, "go"), "leave"))
		return roster_leave(c, &x);
	return take_typed(c, q, &x) && roster_confirm(c, &x);
}

const struct page entry_post = {
	.method = POST,
	.path   = "/entry/{key}",
	.about  = "Confirms an expert's entry with what changed, or with 'go' "
	    "leave takes it out of the pool.",
	.view   = "entry.html",
	.flags  = LINK,
	.again  = &entry_page,
	.run    = accept,
};
