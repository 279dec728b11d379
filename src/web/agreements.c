/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Grants: each funder's agreement, what is used of it, what falls due. */
#include "flow/agreements.h"

#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/codes.h"
#include "web/ask.h"
#include "web/budgets.h"
#include "web/entity.h"

static void
duty_put(struct ctx *c, const struct grant_duty *d, struct day today,
    struct node *row)
{
	bool done = d->done_on.n != 0, late = !done && d->due.n != 0 &&
	    d->due.n < today.n;

	node_text(row, "id", id_text(c->arena, d->row.id));
	node_text(row, "href", entity_href(c, &grant_duty_entity, d->row.id));
	node_text(row, "kind", choice_says(c, &grant_duty_codes, d->kind));
	node_text(row, "title", d->title);
	node_day(row, "due", d->due);
	node_day(row, "done_on", d->done_on);
	node_bool(row, "is_open", !done);
	mark_put(c, row, done ? "ok" : late ? "bad" : "warn", done ? "Done"
	    : late ? "Overdue" : "Open");
}

static void
bar_put(struct ctx *c, const struct agreement_used *a, struct node *row)
{
	struct write w = write_new(c->arena, 1 << 12);
	double amount = money_real(a->row.amount);
	struct chart_bar bar = { { 0, amount > 0 ? amount : 1 },
	    money_real(a->spent), NAN, 1, { 0 } };

	chart_bar(&w, &bar);
	node_html(row, "bar", write_done(&w));
	node_real(row, "percent", amount > 0 && a->spent.currency[0] != '\0'
	    ? money_real(a->spent) / amount * 100 : NAN, 0);
}

static void
agreement_put(struct ctx *c, const struct programme *p,
    const struct agreement_used *a, struct node *row)
{
	struct day today = moment_day(c->now);
	size_t i;

	node_text(row, "id", id_text(c->arena, a->row.row.id));
	node_text(row, "href", entity_href(c, &grant_agreement_entity,
	    a->row.row.id));
	node_text(row, "code", a->row.code);
	node_text(row, "title", a->row.title);
	node_text(row, "funder", flow_name(c, &party_entity, a->row.funder));
	node_money(row, "amount", a->row.amount);
	node_money(row, "received", a->received);
	node_money(row, "spent", a->spent);
	node_money(row, "left", a->left);
	node_bool(row, "is_over", a->left.minor < 0);
	node_day(row, "starts", a->row.starts);
	node_day(row, "ends", a->row.ends);
	node_count(row, "days", a->lapses ? a->days : INT64_MIN);
	node_bool(row, "lapses", a->lapses);
	node_bool(row, "lapsed", a->lapsed);
	node_money(row, "aside", a->aside);
	node_real(row, "overhead", a->row.overhead, -1);
	node_money(row, "overhead_spent", a->overhead);
	node_bool(row, "much_overhead", a->much_overhead);
	node_count(row, "unconverted", a->unconverted == 0 ? INT64_MIN
	    : a->unconverted);
	node_text(row, "ledger_href", budgets_href(c, p, "/ledger",
	    BUDGET_FUNDER, id_text(c->arena, a->row.funder), "4"));
	bar_put(c, a, row);
	(void)node_list(row, "duties");
	for (i = 0; i < a->duties; i++)
		duty_put(c, &a->duty[i], today, node_row(row, "duties"));
	node_bool(row, "has_duties", a->duties > 0);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct agreement_used *a;
	struct programme p;
	struct finance *f;
	size_t i, n, lapse = 0, late = 0;

	(void)r;
	if (!programme_named(c, q, &p) || !finance_of(c, p.row.id, &f) ||
	    !agreements_of(c, f, p.row.id, &a, &n))
		return false;
	resources_head(c, &p, "/resources/grants", out);
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_text(out, "action", resources_href(c, &p, "/grants"));
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		agreement_put(c, &p, &a[i], node_row(out, "rows"));
		lapse += a[i].lapses;
		late += a[i].late;
	}
	node_bool(out, "has_rows", n > 0);
	node_count(out, "n", (int64_t)n);
	node_count(out, "late", late == 0 ? INT64_MIN : (int64_t)late);
	node_count(out, "lapse", lapse == 0 ? INT64_MIN : (int64_t)lapse);
	node_bool(out, "may_add", ctx_may(c, &grant_agreement_entity, ADD,
	    p.row.id));
	node_bool(out, "may_do", ctx_may(c, &grant_duty_entity, EDIT,
	    p.row.id));
	return true;
}

const struct page grants_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/grants",
	.about  = "Agreements with funders: used and left, reports and "
	    "conditions with their days, money that is about to lapse.",
	.view   = "grants.html",
	.of     = &grant_agreement_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct grant_agreement a;
	struct grant_duty d;
	struct programme p;
	struct day on;

	(void)out;
	if (!programme_named(c, q, &p) || !flow_find(c, &grant_duty_entity,
	    ask_id(q, "duty"), &d) || !flow_find(c, &grant_agreement_entity,
	    d.agreement, &a) || !ask_day(c, q, "done_on", &on))
		return false;
	if (!id_same(a.programme, p.row.id))
		return fail(&c->errors, INVALID, "duty",
		    "This duty is of another programme.");
	d.done_on = str_is(request_form(q, "go"), "open") ? (struct day){ 0 }
	    : on.n == 0 ? moment_day(c->now) : on;
	r->go = resources_href(c, &p, "/grants");
	return flow_save(c, &grant_duty_entity, &d);
}

const struct page grants_post = {
	.method = POST,
	.path   = "/programme/{id}/resources/grants",
	.about  = "A 'duty' under an agreement is done ('done_on'), or open "
	    "again (go=open).",
	.view   = "grants.html",
	.again  = &grants_page,
	.of     = &grant_duty_entity,
	.needs  = EDIT,
	.run    = accept,
};
