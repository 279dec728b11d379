/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Desired levels of one subject: a line for each dimension, keyed in at
 * once, or taken over from another subject as a role profile is. */
#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/rounds.h"

struct grid {
	struct assessment_round     r;
	struct programme            p;
	struct instrument          *in;
	const struct desired_level *level;      /* [n] of the programme */
	size_t                      n;
	struct party               *party;      /* [parties] of the kind */
	size_t                      parties;
	struct id                   subject;
};

static bool
parties_of(struct ctx *c, struct grid *g)
{
	const struct party *all;
	size_t i, n;

	all = every(c, &party_entity, g->p.row.id, &n);
	if (all == NULL)
		return false;
	g->party = NEWS(c->arena, struct party, n + 1);
	for (i = 0; i < n; i++)
		if (str_same(all[i].kind, g->r.subject_type))
			g->party[g->parties++] = all[i];
	return true;
}

static bool
find(struct ctx *c, const struct request *q, struct grid *g)
{
	str asked = request_arg(q, "subject");
	size_t i;

	*g = (struct grid){ .n = 0 };
	if (str_none(asked))
		asked = request_form(q, "subject");
	if (!rounds_named(c, q, &g->p, &g->r) ||
	    !assess_instrument(c, g->r.framework, &g->in) ||
	    !parties_of(c, g))
		return false;
	g->level = every(c, &desired_level_entity, g->p.row.id, &g->n);
	if (g->level == NULL)
		return false;
	for (i = 0; i < g->parties; i++)
		if (str_same(id_text(c->arena, g->party[i].row.id), asked))
			g->subject = g->party[i].row.id;
	if (id_none(g->subject) && g->parties > 0)
		g->subject = g->party[0].row.id;
	return true;
}

static const struct desired_level *
level_of(const struct grid *g, struct id subject, struct id dimension)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (id_same(g->level[i].subject, subject) &&
		    id_same(g->level[i].dimension, dimension))
			return &g->level[i];
	return NULL;
}

/* ---- shown ---- */

static void
number_put(struct ctx *c, const struct request *q, const char *part,
    const struct dimension *d, double x, struct node *row)
{
	str name = str_print(c->arena, "%s.%.*s", part, (int)d->code.n,
	    d->code.p), sent = request_form(q, name.p);

	if (sent.p != NULL)
		node_text(row, part, sent);
	else
		node_real(row, part, x, -1);
	if (q->faults != NULL)
		node_z(row, str_print(c->arena, "%s_error", part).p,
		    errors_text(q->faults, name.p));
}

static double
or_nan(int64_t n)
{
	return n == INT64_MIN ? NAN : (double)n;
}

static void
line_put(struct ctx *c, const struct request *q, const struct dimension *d,
    const struct desired_level *l, struct node *row)
{
	const struct choice *ch;
	struct node *one;

	node_text(row, "code", d->code);
	node_text(row, "title", text_in(c->arena, d->title, c->lang));
	number_put(c, q, "desired", d, l == NULL ? NAN : l->desired, row);
	number_put(c, q, "importance", d, l == NULL ? 3
	    : or_nan(l->importance), row);
	number_put(c, q, "urgency", d, l == NULL ? 3 : or_nan(l->urgency),
	    row);
	for (ch = desired_kind_codes.of; ch->code != NULL; ch++) {
		one = node_row(row, "kinds");
		node_z(one, "value", ch->code);
		node_z(one, "label", words_say(c->words, ch->label));
		node_bool(one, "here", l == NULL ? ch ==
		    desired_kind_codes.of : str_is(l->kind, ch->code));
	}
}

static void
parties_put(const struct grid *g, struct node *out)
{
	struct node *row;
	size_t i, k, n;

	(void)node_list(out, "subjects");
	for (i = 0; i < g->parties; i++) {
		for (k = n = 0; k < g->in->dimensions; k++)
			n += level_of(g, g->party[i].row.id,
			    g->in->dimension[k].row.id) != NULL;
		row = node_row(out, "subjects");
		node_id(row, "id", g->party[i].row.id);
		node_text(row, "name", str_none(g->party[i].name)
		    ? g->party[i].code : g->party[i].name);
		node_count(row, "n", (int64_t)n);
		node_bool(row, "here", id_same(g->party[i].row.id,
		    g->subject));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct id from = { { 0 } };
	struct grid g;
	size_t i;

	(void)reply;
	if (!find(c, q, &g))
		return false;
	node_z(out, "title", words_say(c->words, "Desired levels"));
	if (!rounds_put(c, &g.p, &g.r, ROUNDS_BELOW, out))
		return false;
	node_text(out, "action", str_print(c->arena, "%s/levels",
	    str_z(c->arena, rounds_href(c, &g.p, &g.r, ROUNDS_DESIGN))));
	node_id(out, "subject", g.subject);
	node_bool(out, "none", g.parties == 0);
	node_real(out, "lo", g.in->framework.scale_min, -1);
	node_real(out, "hi", g.in->framework.scale_max, -1);
	node_bool(out, "may_key", ctx_may(c, &desired_level_entity, ADD,
	    g.p.row.id));
	parties_put(&g, out);
	if (!id_read(request_arg(q, "from"), &from))
		from = g.subject;
	(void)node_list(out, "lines");
	for (i = 0; i < g.in->dimensions; i++)
		line_put(c, q, &g.in->dimension[i], level_of(&g, from,
		    g.in->dimension[i].row.id), node_row(out, "lines"));
	return true;
}

/* ---- kept ---- */

static bool
read_number(struct ctx *c, const struct request *q, const char *part,
    str code, double lo, double hi, double *x)
{
	str name = str_print(c->arena, "%s.%.*s", part, (int)code.n, code.p);
	str sent = str_trim(request_form(q, name.p));

	*x = NAN;
	if (str_none(sent))
		return true;
	if (str_real(sent, x) && *x >= lo && *x <= hi)
		return true;
	return fail(&c->errors, INVALID, name.p,
	    "'%.*s' is no number from %g to %g.", (int)sent.n, sent.p, lo, hi);
}

static bool
keep_line(struct ctx *c, const struct request *q, const struct grid *g,
    const struct dimension *d)
{
	const struct desired_level *was = level_of(g, g->subject, d->row.id);
	const struct framework *f = &g->in->framework;
	double desired, importance, urgency;
	struct desired_level l;
	bool fine;

	fine = read_number(c, q, "desired", d->code, f->scale_min,
	    f->scale_max, &desired);
	fine &= read_number(c, q, "importance", d->code, 1, 5, &importance);
	fine &= read_number(c, q, "urgency", d->code, 1, 5, &urgency);
	if (!fine || isnan(desired))
		return fine;            /* empty: no level is asked for */
	row_blank(&desired_level_entity, &l);
	if (was != NULL)
		l = *was;
	l.programme = g->p.row.id;
	l.subject = g->subject;
	l.framework = f->row.id;
	l.dimension = d->row.id;
	l.desired = desired;
	l.importance = isnan(importance) ? 3 : (int64_t)importance;
	l.urgency = isnan(urgency) ? 3 : (int64_t)urgency;
	l.kind = request_form(q, str_print(c->arena, "kind.%.*s",
	    (int)d->code.n, d->code.p).p);
	return flow_save(c, &desired_level_entity, &l);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct grid g;
	bool fine = true;
	size_t i;

	(void)out;
	if (!find(c, q, &g))
		return false;
	for (i = 0; i < g.in->dimensions; i++)
		fine &= keep_line(c, q, &g, &g.in->dimension[i]);
	reply->go = str_print(c->arena, "%s/levels?subject=%s",
	    str_z(c->arena, rounds_href(c, &g.p, &g.r, ROUNDS_DESIGN)),
	    id_text(c->arena, g.subject).p);
	return fine;
}

const struct page round_levels_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/levels",
	.about  = "The desired levels of one subject, dimension by dimension; "
	          "'from' takes over those of another.",
	.view   = "round_levels.html",
	.of     = &desired_level_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page round_levels_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/levels",
	.about  = "Keeps the desired levels of one subject.",
	.of     = &desired_level_entity,
	.needs  = ADD,
	.again  = &round_levels_page,
	.run    = accept,
};
