/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The timeline of a plan: what was meant, what was done, what waits. */
#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/find.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/plans.h"

enum {
	YEARS_MOST = 12,        /* drawn; what lies beyond is cut off */
	YEARS_QUARTERED = 4     /* with more the quarters have no names */
};

/* Quarters since the first of January of the first year: years and their
 * quarters are of one width, whatever days they have. */
struct span {
	int    first, years;
	double today;
};

static double
place(const struct span *s, struct day d)
{
	struct day from, to;
	int y, m, dom;

	if (d.n == 0)
		return NAN;
	day_split(d, &y, &m, &dom);
	from = day_of(y, (m - 1) / 3 * 3 + 1, 1);
	to = day_add_months(from, 3);
	if (to.n <= from.n)
		return NAN;
	return (y - s->first) * 4 + (m - 1) / 3 +
	    (double)(d.n - from.n) / (to.n - from.n);
}

static struct day
next_day(struct day d)
{
	return (struct day){ d.n == 0 ? 0 : d.n + 1 };
}

static void
reach(struct day d, struct day *from, struct day *to)
{
	if (d.n == 0)
		return;
	if (from->n == 0 || d.n < from->n)
		from->n = d.n;
	if (d.n > to->n)
		to->n = d.n;
}

static struct span
span_of(const struct planning *p, struct day today)
{
	struct day from = { 0 }, to = { 0 };
	struct span s = { 0, 0, NAN };
	int y, last, m, dom;
	size_t i;

	for (i = 0; i < p->n; i++) {
		reach(p->activity[i].row.start, &from, &to);
		reach(p->activity[i].row.end, &from, &to);
		reach(p->activity[i].from, &from, &to);
		reach(p->activity[i].to, &from, &to);
	}
	if (from.n == 0)
		return s;
	day_split(from, &y, &m, &dom);
	day_split(to, &last, &m, &dom);
	s.first = y;
	s.years = last - y + 1 > YEARS_MOST ? YEARS_MOST : last - y + 1;
	s.today = place(&s, today);
	return s;
}

static void
head_put(const struct span *s, struct node *out)
{
	struct node *row;
	int i, q;

	for (i = 0; i < s->years; i++) {
		row = node_row(out, "years");
		node_text(row, "name", str_print(out->arena, "%d",
		    s->first + i));
		for (q = 1; q <= 4 && s->years <= YEARS_QUARTERED; q++)
			node_count(node_row(out, "quarters"), "q", q);
	}
}

/* ---- one row ---- */

static bool
finished(const struct activity *a)
{
	return str_is(a->state, "delivered") || str_is(a->state, "verified");
}

/* Days that an activity ended, or still runs, beyond its plan. */
static int
days_behind(const struct planning_activity *x, struct day today)
{
	struct day at = finished(&x->row) ? x->to : today;

	if (!x->in || x->row.end.n == 0 || at.n <= x->row.end.n)
		return 0;
	return at.n - x->row.end.n;
}

/* What is done without a day being recorded is drawn where it was planned;
 * the table below says that no day is. */
static str
drawn(struct ctx *c, const struct planning *p, size_t at,
    const struct span *s, struct day today)
{
	const struct planning_activity *x = &p->activity[at];
	struct write w = write_new(c->arena, 1 << 14);
	double *stone = NEWS(c->arena, double, p->stones + 1);
	bool undated = finished(&x->row) && x->from.n == 0;
	struct day from = undated ? x->row.start : x->from;
	struct day to = undated ? x->row.end : x->to;
	struct chart_span m = { { 0, s->years * 4.0 }, 1,
		place(s, x->row.start), place(s, next_day(x->row.end)),
		place(s, from), place(s, next_day(to)),
		days_behind(x, today) > 0 ? 2 : 1,
		x->in_chain && x->path.is_critical, stone, 0, s->today,
		{ 0 } };
	size_t i;

	for (i = 0; i < p->stones; i++)
		if (p->stone[i].activity == at)
			stone[m.stones++] = place(s, p->stone[i].on);
	chart_span(&w, &m);
	return write_done(&w);
}

static void
row_put(struct ctx *c, const struct planning *p, size_t at, struct day today,
    struct node *row)
{
	const struct planning_activity *x = &p->activity[at];

	node_text(row, "code", x->row.code);
	node_text(row, "title", x->title);
	node_text(row, "href", entity_href(c, &activity_entity,
	    x->row.row.id));
	node_text(row, "led_by", choice_says(c, &led_by_codes,
	    x->row.led_by));
	node_text(row, "state", x->row.state);
	plans_state(c, &x->row, row);
	node_day(row, "starts", x->row.start);
	node_day(row, "ends", x->row.end);
	node_day(row, "done_from", x->from);
	node_day(row, "done_to", x->to);
	node_count(row, "records", x->records);
	node_real(row, "days", planning_days(&x->row), 0);
	node_count(row, "behind", days_behind(x, today));
	node_bool(row, "late", days_behind(x, today) > 0);
	node_bool(row, "early", x->early);
	node_bool(row, "in", x->in);
	node_bool(row, "beside", x->in && x->beside);
	node_bool(row, "critical", x->in_chain && x->path.is_critical);
	node_bool(row, "has_room", x->in_chain && !x->path.is_critical);
	node_real(row, "room", x->in_chain ? x->path.slack : NAN, 0);
	plans_links(c, p, x->after, row, "after");
}

/* ---- groups ---- */

struct grouped {
	size_t    at;
	struct id result;
	str       modality;
	int32_t   start;
	bool      by_result;
};

static int
by_group(const void *a, const void *b, const void *with)
{
	const struct grouped *x = a, *y = b;
	int order;

	(void)with;
	if (x->by_result) {     /* those without a result come last */
		order = id_none(x->result) - id_none(y->result);
		if (order == 0)
			order = str_order((str){ (const char *)x->result.b,
			    16 }, (str){ (const char *)y->result.b, 16 });
	} else {
		order = str_order(x->modality, y->modality);
	}
	if (order != 0)
		return order;
	return (x->start > y->start) - (x->start < y->start);
}

static bool
same_group(const struct grouped *x, const struct grouped *y)
{
	return x->by_result ? id_same(x->result, y->result)
	    : str_same(x->modality, y->modality);
}

static str
group_name(struct ctx *c, const struct grouped *g)
{
	if (!g->by_result)
		return choice_says(c, &modality_codes, g->modality);
	if (id_none(g->result))
		return str_of(words_say(c->words, "No result named"));
	return flow_name(c, &result_entity, g->result);
}

static struct grouped *
group(struct ctx *c, const struct planning *p)
{
	struct grouped *g = NEWS(c->arena, struct grouped, p->n + 1);
	bool by_result = false;
	size_t i;

	for (i = 0; i < p->n; i++)
		by_result |= !id_none(p->activity[i].result);
	for (i = 0; i < p->n; i++)
		g[i] = (struct grouped){ i, p->activity[i].result,
			p->activity[i].row.modality,
			p->activity[i].row.start.n, by_result };
	sort(c->arena, g, p->n, sizeof(*g), by_group, NULL);
	return g;
}

/* A line of the grid with nothing but milestones on it. */
static str
bare(struct ctx *c, const struct planning *p, bool stones,
    const struct span *s)
{
	struct write w = write_new(c->arena, 1 << 14);
	double *stone = NEWS(c->arena, double, p->stones + 1);
	struct chart_span m = { { 0, s->years * 4.0 }, 1, NAN, NAN, NAN, NAN,
		1, false, stone, 0, s->today, { 0 } };
	size_t i;

	for (i = 0; i < p->stones && stones; i++)
		if (p->stone[i].activity == p->n)
			stone[m.stones++] = place(s, p->stone[i].on);
	chart_span(&w, &m);
	return write_done(&w);
}

/* Milestones that belong to no activity have a row of their own. */
static void
stones_put(struct ctx *c, const struct planning *p, const struct span *s,
    struct node *out)
{
	struct node *o;
	int64_t n = 0, reached = 0;
	size_t i;

	for (i = 0; i < p->stones; i++) {
		n += p->stone[i].activity == p->n;
		reached += p->stone[i].activity == p->n && p->stone[i].reached;
	}
	if (n == 0 || s->years == 0)
		return;
	o = node_object(out, "stones");
	node_count(o, "n", n);
	node_count(o, "reached", reached);
	node_html(o, "mark", bare(c, p, true, s));
}

static void
groups_put(struct ctx *c, const struct planning *p, struct day today,
    struct node *out)
{
	const struct grouped *g = group(c, p);
	struct span s = span_of(p, today);
	struct node *one = NULL, *row;
	size_t i;

	head_put(&s, out);
	node_bool(out, "quartered", s.years <= YEARS_QUARTERED);
	for (i = 0; i < p->n; i++) {
		if (i == 0 || !same_group(&g[i - 1], &g[i])) {
			one = node_row(out, "groups");
			node_text(one, "name", group_name(c, &g[i]));
			if (s.years > 0)
				node_html(one, "grid", bare(c, p, false, &s));
		}
		row = node_row(one, "spans");
		row_put(c, p, g[i].at, today, row);
		if (s.years > 0)
			node_html(row, "mark", drawn(c, p, g[i].at, &s,
			    today));
	}
	stones_put(c, p, &s, out);
}

/* ---- the page ---- */

/* Which activity is furthest behind; which make the longest chain. */
static void
lead_put(struct ctx *c, const struct planning *p, struct day today,
    struct node *out)
{
	struct node *lead = node_object(out, "lead"), *o;
	size_t i, worst = p->n, late = 0;
	struct write w = write_new(c->arena, 4096);

	for (i = 0; i < p->n; i++) {
		late += days_behind(&p->activity[i], today) > 0;
		if (worst == p->n || days_behind(&p->activity[i], today) >
		    days_behind(&p->activity[worst], today))
			worst = i;
	}
	if (late > 0) {
		o = node_object(lead, "worst");
		node_text(o, "title", p->activity[worst].title);
		node_count(o, "behind", days_behind(&p->activity[worst],
		    today));
		node_count(lead, "late", (int64_t)late);
	}
	for (i = 0; i < p->n; i++) {
		if (!p->activity[i].in_chain ||
		    !p->activity[i].path.is_critical)
			continue;
		write_z(&w, w.n > 0 ? ", " : "");
		write_str(&w, p->activity[i].row.code);
	}
	node_real(lead, "chain", p->chain, 0);
	node_text(lead, "codes", write_done(&w));
	node_bool(lead, "ring", p->ring);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct crumb up = { str_of(words_say(c->words, "Plan")), { 0 } };
	struct crumb back = up;
	struct programme p;
	struct planning *plan;
	struct day today;
	str href;
	size_t i;

	(void)reply;
	if (!programme_named(c, q, &p) || !planning_find(c, p.row.id, &plan))
		return false;
	today = p.as_of.n != 0 ? p.as_of : moment_day(c->now);
	href = programme_href(c, &p);
	back.href = str_print(c->arena, "%.*s/plan", (int)href.n, href.p);
	node_z(out, "title", words_say(c->words, "Timeline"));
	programme_put(c, &p, PHASE_PLAN, out);
	crumb_put(out, &back, 1);
	plans_tabs(c, &p, PLANS_TIMELINE, out);
	node_bool(out, "none", plan->n == 0);
	node_day(out, "today", today);
	(void)node_list(out, "rows");
	for (i = 0; i < plan->n; i++)
		row_put(c, plan, i, today, node_row(out, "rows"));
	if (plan->n == 0)
		return true;
	lead_put(c, plan, today, out);
	if (q->shape == HTML)
		groups_put(c, plan, today, out);
	return true;
}

const struct page timeline_page = {
	.method = GET,
	.path   = "/programme/{id}/timeline",
	.about  = "When each activity was planned and done, and which make "
	    "the longest chain.",
	.view   = "timeline.html",
	.of     = &activity_entity,
	.needs  = SEE,
	.run    = show,
};
