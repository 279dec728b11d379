/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Deliver: what happened, what is next, what was planned against what was
 * delivered. */
#include "flow/deliver.h"

#include <math.h>

#include "base/arena.h"
#include "flow/dose.h"
#include "flow/facts.h"
#include "flow/find.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/plans.h"
#include "web/programme.h"

enum { PAGE = 20 };

static const struct {
	const char *key, *icon, *plural, *one, *have;   /* the rest: words */
	const struct entity *e;         /* what is added by "record" */
} kinds[DELIVER_KINDS] = {
	[DELIVER_EVENT] = { "event", "presentation", "Events", "An event",
	    "took part", &event_entity },
	[DELIVER_MISSION] = { "mission", "briefcase", "Missions", "A mission",
	    "working days", &mission_entity },
	[DELIVER_MENTORING] = { "session", "message-circle", "Mentoring",
	    "A mentoring session", "sessions held",
	    &mentoring_session_entity },
	[DELIVER_EXCHANGE] = { "exchange", "repeat", "Exchanges", "An exchange",
	    "people taking part", &exchange_entity },
	[DELIVER_EQUIPMENT] = { "handover", "package", "Equipment",
	    "Equipment handed over", "in all",
	    &equipment_item_entity },
	[DELIVER_MILESTONE] = { "milestone", "landmark", "Institutions",
	    "An institutional milestone", NULL,
	    &institution_milestone_entity },
	[DELIVER_POLICY] = { "policy", "file-text", "Policies",
	    "A stage of a policy", NULL, &policy_stage_entity },
};

static const struct {
	const char *mark, *says;        /* words: */
} states[] = {
	[DELIVER_NEXT] = { "none", "To come" },
	[DELIVER_NOW]  = { "info", "Under way" },
	[DELIVER_LATE] = { "bad",  "Late" },
	[DELIVER_DONE] = { "ok",   "Done" },
	[DELIVER_OFF]  = { "none", "Cancelled" },
};

static void
row_put(struct ctx *c, const struct programme *p, const struct deliver_row *r,
    bool says_apart, struct node *row)
{
	struct node *is = node_object(row, "is");
	str below = id_text(c->arena, r->id);

	node_text(row, "code", r->code);
	node_text(row, "name", r->name);
	node_z(row, "kind", say(c, kinds[r->kind].plural));
	node_z(row, "icon", kinds[r->kind].icon);
	if (r->sessions > 0) {
		node_count(row, "sessions", r->sessions);
		node_count(row, "session", r->session);
		node_bool(row, "is_today", r->is_today);
	}
	node_text(row, "where", r->where);
	node_day(row, "from", r->from);
	node_day(row, "to", r->to.n == r->from.n ? (struct day){ 0 } : r->to);
	node_count(row, "have", r->have);
	node_count(row, "of", r->of);
	node_z(row, "have_says", say(c, kinds[r->kind].have));
	node_bool(row, "counted", r->have != INT64_MIN);
	node_text(row, "href", r->kind == DELIVER_EVENT ? str_print(c->arena,
	    "%s/event/%s", programme_href(c, p).p, below.p)
	    : entity_href(c, r->e, r->id));
	node_bool(row, "apart", says_apart && id_none(r->activity));
	node_text(row, "mend", says_apart && id_none(r->activity) &&
	    ctx_may(c, r->e, EDIT, p->row.id) ? str_print(c->arena,
	    "%s/edit#f-activity", entity_href(c, r->e, r->id).p)
	    : (str){ 0 });
	node_z(is, "mark", states[r->is].mark);
	node_z(is, "says", say(c, states[r->is].says));
}

/* ---- planned and delivered ---- */

static void
sum_put(const struct deliver_sum *s, struct node *row)
{
	node_real(row, "hours", s->hours > 0 ? s->hours : NAN, 0);
	node_real(row, "days", s->days > 0 ? s->days : NAN, 0);
	node_real(row, "visits", s->visits > 0 ? s->visits : NAN, 0);
	node_real(row, "items", s->items > 0 ? s->items : NAN, 0);
	node_real(row, "milestones", s->milestones > 0 ? s->milestones : NAN,
	    0);
}

static void
activities_put(struct ctx *c, const struct deliver *d, struct node *out)
{
	const struct deliver_activity *a;
	struct node *row;
	size_t i;

	(void)node_list(out, "activities");
	for (i = 0; i < d->activities; i++) {
		a = &d->activity[i];
		if (!planning_is_in(&a->row) && a->all == 0)
			continue;
		row = node_row(out, "activities");
		node_text(row, "code", a->row.code);
		node_text(row, "name", flow_name(c, &activity_entity,
		    a->row.row.id));
		node_text(row, "href", entity_href(c, &activity_entity,
		    a->row.row.id));
		node_day(row, "starts", a->row.start);
		node_day(row, "ends", a->row.end);
		node_count(row, "done", (int64_t)a->done);
		node_count(row, "all", (int64_t)a->all);
		node_bool(row, "has_any", a->all > 0);
		node_count(row, "people", a->people == 0 ? INT64_MIN
		    : (int64_t)a->people);
		node_text(row, "doses", str_print(c->arena,
		    "/dose?activity=%s",
		    id_text(c->arena, a->row.row.id).p));
		sum_put(&a->dose, row);
		plans_state(c, &a->row, row);
	}
}

/* ---- the page ---- */

static void
records_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct node *row;
	bool any = false;
	int i;

	(void)node_list(out, "records");
	for (i = 0; i < DELIVER_KINDS; i++) {
		if (!ctx_may(c, kinds[i].e, ADD, p->row.id))
			continue;
		row = node_row(out, "records");
		node_z(row, "name", say(c, kinds[i].one));
		node_text(row, "href", str_print(c->arena,
		    "%s/deliver/record?kind=%s", programme_href(c, p).p,
		    kinds[i].key));
		any = true;
	}
	node_bool(out, "may_record", any);
	if (ctx_may(c, &event_entity, ADD, p->row.id))
		node_text(out, "plan_href", str_print(c->arena,
		    "/event/new?programme=%s",
		    id_text(c->arena, p->row.id).p));
	node_bool(out, "may_equipment", ctx_may(c, &equipment_item_entity, SEE,
	    p->row.id));
	node_bool(out, "sees_assistance", ctx_may(c, &ta_request_entity, SEE,
	    p->row.id));
	node_bool(out, "sees_policy", ctx_may(c, &policy_instrument_entity,
	    SEE, p->row.id));
	node_bool(out, "sees_bank", ctx_may(c, &test_item_entity, SEE,
	    p->row.id));
	node_bool(out, "sees_exchange", ctx_may(c, &exchange_entity, SEE,
	    p->row.id));
}

struct chosen {                 /* which rows are shown */
	int  kind;              /* < 0: all of them */
	bool apart;             /* only those that belong to no activity */
};

static bool
is_chosen(const struct deliver_row *r, struct chosen of)
{
	return (of.kind < 0 || (int)r->kind == of.kind) &&
	    (!of.apart || id_none(r->activity));
}

static void
tabs_put(struct ctx *c, const struct programme *p, const struct deliver *d,
    struct chosen of, struct node *out)
{
	str href = str_print(c->arena, "%s/deliver", programme_href(c, p).p);
	struct node *row = node_row(out, "tabs");
	int i;

	node_text(row, "name", str_print(c->arena, "%s (%zu)", say(c, "All"),
	    d->n));
	node_text(row, "href", href);
	node_bool(row, "here", of.kind < 0 && !of.apart);
	for (i = 0; i < DELIVER_KINDS; i++) {
		row = node_row(out, "tabs");
		node_text(row, "name", str_print(c->arena, "%s (%zu)",
		    say(c, kinds[i].plural), d->count[i]));
		node_text(row, "href", str_print(c->arena, "%s?kind=%s",
		    href.p, kinds[i].key));
		node_bool(row, "here", of.kind == i && !of.apart);
	}
	if (d->apart == 0)
		return;
	row = node_row(out, "tabs");
	node_text(row, "name", str_print(c->arena, "%s (%zu)",
	    say(c, "Of no activity"), d->apart));
	node_text(row, "href", str_print(c->arena, "%s?linked=no", href.p));
	node_bool(row, "here", of.apart);
}

static void
rows_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct deliver *d, struct chosen of, struct node *out)
{
	/* In the list of all, its tab and the table say how many. */
	bool says = of.kind >= 0 || of.apart;
	size_t i, n = 0, page, from, all = 0, ahead = 0;
	const struct deliver_row *r;

	for (i = 0; i < d->n; i++)
		*(i < d->next ? &ahead : &all) += is_chosen(&d->row[i], of);
	page = page_asked(q, (all + PAGE - 1) / PAGE);
	from = page * PAGE;
	(void)node_list(out, "next");
	(void)node_list(out, "rows");
	for (i = 0; i < d->n; i++) {
		r = &d->row[i];
		if (!is_chosen(r, of))
			continue;
		if (q->shape != HTML)
			row_put(c, p, r, says, node_row(out, "rows"));
		else if (i < d->next)
			row_put(c, p, r, says, node_row(out, "next"));
		else if (n++ >= from && n <= from + PAGE)
			row_put(c, p, r, says, node_row(out, "rows"));
	}
	node_bool(out, "has_next", ahead > 0);
	node_bool(out, "has_rows", all > 0);
	pager_put(c, out, str_print(c->arena, "%s/deliver?kind=%s%s",
	    programme_href(c, p).p, of.kind < 0 ? "" : kinds[of.kind].key,
	    of.apart ? "&linked=no" : ""), page, from,
	    from + PAGE > all ? all : from + PAGE, all);
}

static const str table_columns[] = {
	{ "kind", 4 }, { "code", 4 }, { "name", 4 }, { "where", 5 },
	{ "from", 4 }, { "to", 2 }, { "have", 4 }, { "of", 2 },
};

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str asked = request_arg(q, "kind");
	struct programme p;
	struct deliver d;
	struct chosen of = { .kind = -1,
		.apart = str_is(request_arg(q, "linked"), "no") };
	struct node *lead;
	bool whole;
	int i;

	if (!programme_named(c, q, &p) || !deliver_of(c, &p, &d))
		return false;
	for (i = 0; i < DELIVER_KINDS; i++)
		if (str_is(asked, kinds[i].key))
			of.kind = i;
	whole = of.kind < 0 && !of.apart;
	node_z(out, "title", say(c, "Deliver"));
	programme_put(c, &p, PHASE_DELIVER, out);
	tabs_put(c, &p, &d, of, out);
	rows_put(c, q, &p, &d, of, out);
	records_put(c, &p, out);
	if (whole)
		activities_put(c, &d, out);
	node_bool(out, "whole", whole && d.activities > 0);
	node_count(out, "apart", (int64_t)d.apart);
	node_bool(out, "some_apart", d.apart > 0 && d.activities > 0);
	node_bool(out, "empty", d.n == 0);
	lead = node_object(out, "lead");
	node_count(lead, "done", (int64_t)d.is[DELIVER_DONE]);
	node_count(lead, "all", (int64_t)d.n);
	node_count(lead, "late", (int64_t)d.is[DELIVER_LATE]);
	node_bool(lead, "some_late", d.is[DELIVER_LATE] > 0);
	node_bool(out, "sees_doses", d.sees_doses);
	node_count(out, "people", (int64_t)d.people);
	sum_put(&d.dose, node_object(out, "dose"));
	node_bool(out, "may_settle", ctx_may(c, &dose_entity, ADD, p.row.id));
	node_bool(out, "settled", str_is(request_arg(q, "settled"), "yes"));
	reply->columns = table_columns;
	reply->n_columns = sizeof(table_columns) / sizeof(table_columns[0]);
	return true;
}

const struct page deliver_page = {
	.method = GET,
	.path   = "/programme/{id}/deliver",
	.about  = "What was delivered and what comes next, of all kinds or one "
	    "'kind', or linked=no: what belongs to no activity; planned against "
	    "delivered.",
	.view   = "deliver.html",
	.of     = &event_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};

static bool
settle(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;
	size_t written;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	if (!ctx_may(c, &dose_entity, ADD, p.row.id))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you bring this ledger up to date.");
	if (!dose_settle(c, p.row.id, &written) ||
	    !facts_settle(c, p.row.id, &written))
		return false;
	r->go = str_print(c->arena, "%s/deliver?settled=yes",
	    programme_href(c, &p).p);
	return true;
}

const struct page dose_post = {
	.method = POST,
	.path   = "/programme/{id}/deliver/settle",
	.about  = "Brings the ledger of doses up to date with the records; "
	    "twice does no harm.",
	.of     = &event_entity,
	.needs  = SEE,
	.run    = settle,
};
