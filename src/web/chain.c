/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The gaps behind a number of the chain; and a donor's money, to the gap. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/loop.h"
#include "flow/spread.h"
#include "model/text.h"
#include "web/chain.h"
#include "web/programme.h"

enum { PAGE = 50 };

const struct chain_step chain_steps[] = {
	{ "gaps",       "Opened",
	  "Below the level wanted when first measured.", LOOP_OPEN },
	{ "targeted",   "Targeted",
	  "An activity names it.", LOOP_TARGETED },
	{ "funded",     "Funded",
	  "An activity of the plan that names it has money.", LOOP_FUNDED },
	{ "delivered",  "Delivered",
	  "A funded activity that names it is delivered.", LOOP_DELIVERED },
	{ "reassessed", "Re-assessed",
	  "Delivered, and measured again after that.", LOOP_REASSESSED },
	{ "unmeasured", "Not measured again",
	  "Delivered, and no later round has a score.", LOOP_UNMEASURED },
	{ "reduced",    "Reduced",
	  "Re-assessed, and the level has risen.", LOOP_REDUCED },
	{ "worse",      "Fell back",
	  "Re-assessed, and the level has fallen.", LOOP_WORSE },
	{ "closed",     "Gap closed",
	  "Re-assessed, at the level wanted or above.", LOOP_CLOSED },
	{ NULL, NULL, NULL, 0 }
};

/* ---- the rows of a step ---- */

static const struct chain_step *
step_asked(const struct request *q)
{
	const struct chain_step *s;

	for (s = chain_steps; s->name != NULL; s++)
		if (str_is(request_at(q, "step"), s->name))
			return s;
	return NULL;
}

static void
gap_row(struct ctx *c, const struct loop_gap *g, struct node *row)
{
	node_text(row, "dimension", g->line->dimension_title);
	node_text(row, "subject", g->line->subject_name);
	node_real(row, "current", g->line->current, 2);
	node_real(row, "desired", g->line->desired, 2);
	node_real(row, "later", g->later, 2);
	node_real(row, "change", g->later - g->line->current, 2);
	node_text(row, "href", str_print(c->arena, "/gap/%s",
	    id_text(c->arena, g->line->id).p));
}

static void
rows_put(struct ctx *c, const struct request *q, const struct loop *l,
    unsigned step, struct node *out)
{
	size_t i, n = 0, of = 0, pages, page, from, to;

	for (i = 0; i < l->all.gaps; i++)
		of += (l->gap[i].steps & step) != 0;
	pages = (of + PAGE - 1) / PAGE;
	page = q->shape == HTML ? page_asked(q, pages) : 0;
	from = page * PAGE;
	to = q->shape == HTML && of > from + PAGE ? from + PAGE : of;
	(void)node_list(out, "rows");
	for (i = 0; i < l->all.gaps; i++) {
		if ((l->gap[i].steps & step) == 0)
			continue;
		if (n >= from && n < to)
			gap_row(c, &l->gap[i], node_row(out, "rows"));
		n++;
	}
	node_count(out, "row_count", (int64_t)of);
	node_bool(out, "none", of == 0);
	pager_put(c, out, str_print(c->arena, "%.*s?x", (int)q->path.n,
	    q->path.p), page, from, to, of);
}

static void
up_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct crumb up = { str_of(words_say(c->words, "Overview")),
		str_print(c->arena, "%s/overview", str_z(c->arena,
		programme_href(c, p))) };

	crumb_put(out, &up, 1);
}

static bool
show_step(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct chain_step *step = step_asked(q), *s;
	struct programme p;
	struct node *row;
	struct loop *l;

	(void)reply;
	if (step == NULL)
		return fail(&c->errors, ABSENT, NULL, "There is no such step.");
	if (!programme_named(c, q, &p) || !loop_of(c, p.row.id, &l))
		return false;
	node_z(out, "title", words_say(c->words, step->says));
	programme_put(c, &p, PHASE_GAPS, out);
	up_put(c, &p, out);
	for (s = chain_steps; s->name != NULL; s++) {
		row = node_row(out, "tabs");
		node_z(row, "name", words_say(c->words, s->says));
		node_text(row, "href", str_print(c->arena, "%s/chain/%s",
		    str_z(c->arena, programme_href(c, &p)), s->name));
		node_bool(row, "here", s == step);
	}
	rows_put(c, q, l, step->bit, out);
	return true;
}

const struct page chain_page = {
	.method = GET,
	.path   = "/programme/{id}/chain/{step}",
	.about  = "The gaps behind a number of the chain from gaps to closed.",
	.view   = "chain.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show_step,
};

/* ---- a donor's money ---- */

static void
activity_row(struct ctx *c, const struct spread_row *r, struct node *row)
{
	str id = id_text(c->arena, r->of->activity.row.id);
	str title = text_in(c->arena, r->of->activity.title, c->lang);

	node_text(row, "code", r->of->activity.code);
	node_text(row, "title", title);
	node_text(row, "href", str_print(c->arena, "/activity/%s", id.p));
	node_money(row, "paid", r->paid);
	node_count(row, "payments", (int64_t)r->payments);
	node_text(row, "payments_href", str_print(c->arena,
	    "/transaction?activity=%s", id.p));
	node_text(row, "doses_href", str_print(c->arena,
	    "/dose?activity=%s", id.p));
	node_count(row, "gaps", (int64_t)r->of->links);
	node_count(row, "closed", (int64_t)r->closed);
	node_bool(row, "has_closed", r->to_closed.currency[0] != '\0');
	node_money(row, "to_closed", r->to_closed);
	node_bool(row, "by_share", r->of->by_share);
}

static struct map *
index_gaps(struct arena *a, const struct loop *l)
{
	struct map *at = map_new(a);
	size_t i;

	for (i = 0; i < l->all.gaps; i++)
		*map_at(at, (str){ (const char *)l->gap[i].line->id.b,
		    sizeof(l->gap[i].line->id.b) }, i) = i;
	return at;
}

/* NULL: it is not in the chain. */
static const struct loop_gap *
gap_of(const struct loop *l, const struct map *at, struct id id)
{
	size_t i;

	return gather_find(at, &id, &i) ? &l->gap[i] : NULL;
}

/* The level gained by the gaps this money reached, and how many closed. */
static void
gained_put(const struct loop *l, const struct map *at,
    const struct spread_funder *f, struct node *out)
{
	const struct loop_gap *g;
	size_t i, closed = 0, measured = 0;
	double gained = 0;

	for (i = 0; i < f->gaps; i++) {
		g = gap_of(l, at, f->gap[i].gap);
		if (g == NULL)
			continue;
		closed += (g->steps & LOOP_CLOSED) != 0;
		if (isnan(g->later))
			continue;
		measured++;
		gained += g->later - g->line->current;
	}
	node_count(out, "gap_count", (int64_t)f->gaps);
	node_count(out, "closed", (int64_t)closed);
	node_count(out, "measured", (int64_t)measured);
	node_real(out, "gained", measured > 0 ? gained : NAN, 2);
}

static void
gaps_put(struct ctx *c, const struct request *q, const struct loop *l,
    const struct map *at, const struct spread_funder *f, struct node *out)
{
	size_t pages = (f->gaps + PAGE - 1) / PAGE, i;
	size_t page = q->shape == HTML ? page_asked(q, pages) : 0;
	size_t from = page * PAGE, to = f->gaps;
	const struct loop_gap *g;
	struct node *row;

	if (q->shape == HTML && to > from + PAGE)
		to = from + PAGE;
	(void)node_list(out, "gaps");
	for (i = from; i < to; i++) {
		row = node_row(out, "gaps");
		g = gap_of(l, at, f->gap[i].gap);
		if (g != NULL)
			gap_row(c, g, row);
		else
			node_text(row, "href", str_print(c->arena, "/gap/%s",
			    id_text(c->arena, f->gap[i].gap).p));
		node_money(row, "part", f->gap[i].part);
		node_bool(row, "is_closed", g != NULL &&
		    (g->steps & LOOP_CLOSED) != 0);
	}
	pager_put(c, out, str_print(c->arena, "%.*s?x", (int)q->path.n,
	    q->path.p), page, from, to, f->gaps);
}

static bool
show_funder(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	bool all = str_is(request_at(q, "party"), "all");
	struct spread_funder *f;
	struct party donor = { .name = { 0 } };
	struct programme p;
	struct map *at;
	struct loop *l;
	size_t i;

	(void)reply;
	if (!programme_named(c, q, &p) || (!all && !flow_find_text(c,
	    &party_entity, request_at(q, "party"), p.row.id, &donor)) ||
	    !spread_funder(c, p.row.id, donor.row.id, &f) ||
	    !loop_of(c, p.row.id, &l))
		return false;
	node_text(out, "title", all ? str_of(words_say(c->words,
	    "All donors")) : donor.name);
	programme_put(c, &p, PHASE_RESOURCES, out);
	up_put(c, &p, out);
	node_bool(out, "none", f->payments == 0);
	node_count(out, "payments", (int64_t)f->payments);
	node_count(out, "unconverted", (int64_t)f->unconverted);
	node_bool(out, "has_unconverted", f->unconverted > 0);
	node_money(out, "paid", f->paid);
	node_bool(out, "has_to_gaps", f->to_gaps.currency[0] != '\0');
	node_money(out, "to_gaps", f->to_gaps);
	node_bool(out, "has_rest", f->of_no_gap.currency[0] != '\0');
	node_money(out, "of_no_gap", f->of_no_gap);
	(void)node_list(out, "rows");
	for (i = 0; i < f->rows; i++)
		activity_row(c, &f->row[i], node_row(out, "rows"));
	at = index_gaps(c->arena, l);
	gained_put(l, at, f, out);
	gaps_put(c, q, l, at, f, out);
	return true;
}

const struct page funder_page = {
	.method = GET,
	.path   = "/programme/{id}/funder/{party}",
	.about  = "A donor's money by activity and by gap, with what it "
	    "changed; 'all' for every donor together.",
	.view   = "funder.html",
	.of     = &transaction_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show_funder,
};
