/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is due towards funders: proposals, answers, calls, reports. */
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/calling.h"
#include "flow/every.h"
#include "flow/find.h"
#include "model/books.h"
#include "web/entity.h"
#include "web/resources.h"

enum { SOON = 30 };

struct deadline {
	struct day  on;
	str         name, href, of;
	const char *kind, *says;        /* words: */
};

struct work {
	struct ctx      *c;
	struct programme p;
	str              kind;          /* shown alone; none: all of them */
	struct deadline     *item;          /* [n] */
	size_t           n, room;
};

static const struct {
	const char *code, *name;        /* words: */
} kinds[] = {
	{ "proposal", "Proposals" }, { "step", "Next steps" },
	{ "answer", "Decisions" }, { "call", "Calls" },
	{ "duty", "Reports and conditions" },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static void
add(struct work *w, struct deadline k)
{
	if (k.on.n == 0 || (!str_none(w->kind) && !str_is(w->kind, k.kind)))
		return;
	w->item = arena_more(w->c->arena, w->item, w->n, &w->room,
	    sizeof(*w->item));
	w->item[w->n++] = k;
}

/* ---- of each kind ---- */

static bool
take_asked(struct work *w)
{
	const struct opportunity *o;
	struct deadline k;
	size_t i, n;

	if ((o = every(w->c, &opportunity_entity, w->p.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (pipeline_column(o[i].stage) >= PIPELINE_SIGNED)
			continue;
		k = (struct deadline){ .name = pipeline_name(w->c, &o[i]),
			.href = entity_href(w->c, &opportunity_entity,
			o[i].row.id) };
		k.on = o[i].next_on;
		k.of = o[i].next_step;
		k.kind = "step";
		k.says = "Next step";
		add(w, k);
		k.of = (str){ 0 };
		k.on = pipeline_has_deadline(&o[i]) ? o[i].deadline
		    : o[i].expected_date;
		k.kind = pipeline_has_deadline(&o[i]) ? "proposal" : "answer";
		k.says = pipeline_has_deadline(&o[i])
		    ? "Deadline of a proposal" : "Decision expected";
		add(w, k);
	}
	return true;
}

static bool
take_calls(struct work *w)
{
	struct day today = moment_day(w->c->now);
	const struct funding_call *k;
	const char *state;
	size_t i, n;

	if (!ctx_may(w->c, &funding_call_entity, SEE, w->p.row.id))
		return true;
	if ((k = every(w->c, &funding_call_entity, (struct id){ { 0 } }, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++) {
		state = calling_state(&k[i], today);
		if (strcmp(state, "open") != 0 &&
		    strcmp(state, "announced") != 0)
			continue;
		add(w, (struct deadline){ k[i].deadline, k[i].title,
			entity_href(w->c, &funding_call_entity, k[i].row.id),
			flow_name(w->c, &party_entity, k[i].funder), "call",
			"A call closes" });
	}
	return true;
}

static bool
take_duties(struct work *w)
{
	const struct grant_duty *k;
	size_t i, n;

	if (!ctx_may(w->c, &grant_duty_entity, SEE, w->p.row.id))
		return true;
	if ((k = every(w->c, &grant_duty_entity, w->p.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (k[i].done_on.n == 0)
			add(w, (struct deadline){ k[i].due, k[i].title,
				entity_href(w->c, &grant_duty_entity,
				k[i].row.id), flow_name(w->c,
				&grant_agreement_entity, k[i].agreement),
				"duty", "Owed to a funder" });
	return true;
}

/* ---- the page ---- */

static int
by_day(const void *one, const void *other, const void *with)
{
	const struct deadline *a = one, *b = other;

	(void)with;
	if (a->on.n != b->on.n)
		return a->on.n < b->on.n ? -1 : 1;
	return str_order(a->name, b->name);
}

static void
item_put(struct work *w, const struct deadline *k, struct node *row)
{
	int64_t left = k->on.n - moment_day(w->c->now).n;

	node_day(row, "on", k->on);
	node_text(row, "name", k->name);
	node_text(row, "href", k->href);
	node_text(row, "of", k->of);
	node_z(row, "kind", k->kind);
	node_z(row, "what", say(w->c, k->says));
	node_count(row, "days_left", left > 0 ? left : INT64_MIN);
	node_count(row, "days_late", left < 0 ? -left : INT64_MIN);
	node_bool(row, "is_today", left == 0);
	node_z(row, "mark", left < 0 ? "bad" : left <= SOON ? "warn" : "ok");
}

static void
kinds_put(const struct work *w, struct node *out)
{
	str base = resources_href(w->c, &w->p, "/deadlines");
	struct node *row;
	size_t i;

	row = node_row(out, "kinds");
	node_z(row, "name", say(w->c, "All"));
	node_text(row, "href", base);
	node_bool(row, "here", str_none(w->kind));
	for (i = 0; i < KINDS; i++) {
		row = node_row(out, "kinds");
		node_z(row, "name", say(w->c, kinds[i].name));
		node_text(row, "href", str_print(w->c->arena, "%s?kind=%s",
		    str_z(w->c->arena, base), kinds[i].code));
		node_bool(row, "here", str_is(w->kind, kinds[i].code));
	}
}

/* A list for each month, what is late before all of them. */
static void
months_put(struct work *w, struct node *out)
{
	struct day today = moment_day(w->c->now);
	int64_t late = 0, soon = 0;
	int year, month, dom, last = -1, at;
	struct node *list = NULL;
	size_t i;

	(void)node_list(out, "rows");
	for (i = 0; i < w->n; i++) {
		day_split(w->item[i].on, &year, &month, &dom);
		at = w->item[i].on.n < today.n ? 0 : year * 12 + month;
		late += at == 0;
		soon += at != 0 && w->item[i].on.n <= today.n + SOON;
		if (at != last) {
			list = node_row(out, "months");
			node_bool(list, "is_late", at == 0);
			if (at != 0)
				node_month(list, "month", day_of(year, month,
				    1));
			node_text(list, "key", str_print(w->c->arena, "m%zu",
			    i));
			last = at;
		}
		item_put(w, &w->item[i], node_row(list, "items"));
		item_put(w, &w->item[i], node_row(out, "rows"));
	}
	node_count(out, "late_n", late);
	node_count(out, "soon_n", soon);
	node_bool(out, "some_late", late > 0);
	node_bool(out, "none", w->n == 0);
	node_count(out, "all_n", (int64_t)w->n);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct work w = { .c = c, .kind = request_arg(q, "kind") };

	(void)r;
	if (!programme_named(c, q, &w.p) || !take_asked(&w) ||
	    !take_calls(&w) || !take_duties(&w))
		return false;
	sort(c->arena, w.item, w.n, sizeof(*w.item), by_day, NULL);
	resources_head(c, &w.p, "/resources/deadlines", out);
	kinds_put(&w, out);
	months_put(&w, out);
	return true;
}

const struct page resources_deadlines_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/deadlines",
	.about  = "What is due towards funders: proposals, decisions, calls, "
	    "reports; one 'kind' or all.",
	.view   = "resources_deadlines.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = show,
};
