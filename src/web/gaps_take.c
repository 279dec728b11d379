/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A round into the gaps: what it would open and measure again, then so. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gaps.h"
#include "web/programme.h"

enum { SHOWN = 50 };

static const struct {
	const char *name, *says;
	const char *mark;
} changes[GAPS_CHANGES] = {
	[GAPS_OPENS]      = { "opens",      "Opens",                 "warn" },
	[GAPS_RISES]      = { "rises",      "Risen",                 "info" },
	[GAPS_FALLS]      = { "falls",      "Fallen",                "bad" },
	[GAPS_STAYS]      = { "stays",      "As before",             "none" },
	[GAPS_REACHES]    = { "reaches",    "Desired level reached", "ok" },
	[GAPS_KNOWN]      = { "known",      "Known already",         "none" },
	[GAPS_UNMEASURED] = { "unmeasured", "No level",              "none" },
};

static bool
round_asked(struct ctx *c, const struct request *q, const struct programme *p,
    struct assessment_round *r)
{
	str asked = request_form(q, "round");

	if (str_none(asked))
		asked = request_arg(q, "round");
	return flow_find_text(c, &assessment_round_entity, asked, p->row.id,
	    r);
}

static void
line_put(struct ctx *c, const struct gaps_line *l, struct node *row)
{
	node_text(row, "subject", l->line->subject_name);
	node_text(row, "dimension", l->line->dimension_title);
	node_real(row, "was", l->was, 2);
	node_real(row, "current", l->line->current, 2);
	node_real(row, "desired", l->line->desired, 2);
	node_z(row, "change", changes[l->change].name);
	node_z(row, "says", words_say(c->words, changes[l->change].says));
	node_z(row, "mark", changes[l->change].mark);
}

static void
preview_put(struct ctx *c, const struct gaps_update *u, struct node *out)
{
	struct node *row;
	size_t i, n = 0, all = 0;
	int k;

	for (k = 0; k < GAPS_CHANGES; k++) {
		row = node_row(out, "counts");
		node_z(row, "name", changes[k].name);
		node_z(row, "says", words_say(c->words, changes[k].says));
		node_z(row, "mark", changes[k].mark);
		node_count(row, "n", (int64_t)u->n[k]);
	}
	(void)node_list(out, "rows");
	for (i = 0; i < u->table->n; i++) {
		if (u->line[i].change >= GAPS_KNOWN)
			continue;
		all++;
		if (n < SHOWN) {
			line_put(c, &u->line[i], node_row(out, "rows"));
			n++;
		}
	}
	node_count(out, "shown", (int64_t)n);
	node_count(out, "all", (int64_t)all);
	node_bool(out, "nothing", all == 0);
	node_bool(out, "is_locked", u->is_locked);
	node_bool(out, "may_take", u->is_locked && all > 0);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct gaps_update *u;
	struct programme p;
	struct crumb up;

	(void)reply;
	if (!programme_named(c, q, &p) || !round_asked(c, q, &p, &r) ||
	    !gaps_preview(c, r.row.id, &u))
		return false;
	node_z(out, "title", words_say(c->words, "Take a round over"));
	programme_put(c, &p, PHASE_GAPS, out);
	up = (struct crumb){ str_of(words_say(c->words,
	    phase_name(PHASE_GAPS))), round_href(c, &p, "gaps", &r) };
	crumb_put(out, &up, 1);
	node_text(out, "back", up.href);
	node_text(out, "round", r.code);
	node_text(out, "round_name", round_name(c, &r));
	preview_put(c, u, out);
	return true;
}

const struct page gaps_take_page = {
	.method = GET,
	.path   = "/programme/{id}/gaps/take",
	.about  = "What taking a round over would open and measure again.",
	.view   = "gaps_take.html",
	.of     = &gap_entity,
	.needs  = SEE,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct gaps_update *u;
	struct programme p;

	if (!programme_named(c, q, &p) || !round_asked(c, q, &p, &r) ||
	    !gaps_preview(c, r.row.id, &u) || !gaps_take(c, u))
		return false;
	if (q->shape == HTML) {
		reply->go = round_href(c, &p, "gaps", &r);
		return true;
	}
	preview_put(c, u, out);
	return true;
}

const struct page gaps_take_post = {
	.method = POST,
	.path   = "/programme/{id}/gaps/take",
	.about  = "Takes a locked round over: opens gaps, measures known ones "
	    "again.",
	.of     = &gap_entity,
	.needs  = SEE,
	.again  = &gaps_take_page,
	.run    = accept,
};
