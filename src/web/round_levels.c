/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Desired levels of one subject: a line for each dimension, keyed in at
 * once, or taken over from another subject. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/save.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/role.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/levels.h"
#include "web/rounds.h"

enum { DOWN = 20 };                     /* subjects of one page */

struct grid {
	struct assessment_round     r;
	struct programme            p;
	struct instrument          *in;
	const struct desired_level *level;      /* [n] of the programme */
	size_t                      n;
	struct party               *party;      /* [parties], as searched */
	size_t                      parties;
	struct party                subject;    /* no id: there is none */
};

static str
asked(const struct request *q, const char *name)
{
	str sent = request_arg(q, name);

	return str_none(sent) ? request_form(q, name) : sent;
}

static bool
find_subject(struct ctx *c, const struct request *q, struct grid *g)
{
	if (!str_none(asked(q, "subject")))
		return flow_find_text(c, &party_entity, asked(q, "subject"),
		    g->p.row.id, &g->subject);
	if (g->parties > 0)
		g->subject = g->party[0];
	return true;
}

static bool
find(struct ctx *c, const struct request *q, struct grid *g)
{
	*g = (struct grid){ .n = 0 };
	if (!rounds_named(c, q, &g->p, &g->r) ||
	    !assess_instrument(c, g->r.framework, &g->in) ||
	    !levels_parties(c, g->p.row.id, g->r.subject_type,
	    request_arg(q, "q"), &g->party, &g->parties) ||
	    !find_subject(c, q, g))
		return false;
	g->level = every(c, &desired_level_entity, g->p.row.id, &g->n);
	return g->level != NULL;
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
line_put(struct ctx *c, const struct request *q, const struct dimension *d,
    const struct desired_level *l, struct node *row)
{
	str kind = level_text(c, q, "kind", d->code);
	const struct choice *ch;
	struct node *one;

	if (str_none(kind))
		kind = l == NULL ? str_of(desired_kind_codes.of->code)
		    : l->kind;
	node_text(row, "code", d->code);
	node_text(row, "title", text_in(c->arena, d->title, c->lang));
	level_put(c, q, "desired", d->code, l == NULL ? NAN : l->desired, row);
	level_put(c, q, "importance", d->code, l == NULL ? 3
	    : level_or_nan(l->importance), row);
	level_put(c, q, "urgency", d->code, l == NULL ? 3
	    : level_or_nan(l->urgency), row);
	if (l != NULL && !id_none(l->profile)) {
		node_text(row, "profile", flow_name(c, &role_profile_entity,
		    l->profile));
		node_text(row, "profile_href", entity_href(c,
		    &role_profile_entity, l->profile));
	}
	for (ch = desired_kind_codes.of; ch->code != NULL; ch++) {
		one = node_row(row, "kinds");
		node_z(one, "value", ch->code);
		node_z(one, "label", words_say(c->words, ch->label));
		node_bool(one, "here", str_is(kind, ch->code));
	}
}

static void
subjects_put(struct ctx *c, const struct request *q, const struct grid *g,
    str action, struct node *out)
{
	size_t pages = (g->parties + DOWN - 1) / DOWN;
	size_t page = page_asked(q, pages), i, k, n;
	size_t from = page * DOWN, to;
	struct write w = write_new(c->arena, 1 << 14);
	struct node *row;

	write_str(&w, action);
	write_z(&w, "?q=");
	html_url_part(&w, request_arg(q, "q"));
	to = from + DOWN < g->parties ? from + DOWN : g->parties;
	pager_put(c, out, write_done(&w), page, from, to, g->parties);
	(void)node_list(out, "subjects");
	for (i = from; i < to; i++) {
		for (k = n = 0; k < g->in->dimensions; k++)
			n += level_of(g, g->party[i].row.id,
			    g->in->dimension[k].row.id) != NULL;
		row = node_row(out, "subjects");
		node_text(row, "href", str_print(c->arena,
		    "%.*s&page=%zu&subject=%s", (int)w.n, w.p, page + 1,
		    id_text(c->arena, g->party[i].row.id).p));
		node_text(row, "name", levels_name(&g->party[i]));
		node_text(row, "code", g->party[i].code);
		node_count(row, "n", (int64_t)n);
		node_bool(row, "here", id_same(g->party[i].row.id,
		    g->subject.row.id));
	}
}

/* Whose levels stand in the form: those of another subject, if one is named
 * whom there is. */
static bool
taken_over(struct ctx *c, const struct request *q, const struct grid *g,
    struct id *from, struct node *out)
{
	str named = str_trim(request_arg(q, "from"));
	struct party other;

	*from = g->subject.row.id;
	node_text(out, "from", named);
	if (str_none(named))
		return true;
	if (!flow_find_text(c, &party_entity, named, g->p.row.id, &other))
		return false;
	*from = other.row.id;
	node_text(out, "from_name", levels_name(&other));
	return true;
}

static void
head_put(struct ctx *c, const struct request *q, const struct grid *g,
    str action, struct node *out)
{
	node_text(out, "action", action);
	node_text(out, "q", request_arg(q, "q"));
	node_id(out, "subject", g->subject.row.id);
	node_text(out, "subject_name", levels_name(&g->subject));
	node_bool(out, "none", id_none(g->subject.row.id) &&
	    str_none(request_arg(q, "q")));
	node_bool(out, "has_subject", !id_none(g->subject.row.id));
	node_real(out, "lo", g->in->framework.scale_min, -1);
	node_real(out, "hi", g->in->framework.scale_max, -1);
	node_bool(out, "is_saved", str_is(request_arg(q, "saved"), "yes"));
	node_bool(out, "may_key", ctx_may(c, &desired_level_entity, ADD,
	    g->p.row.id));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct id from = { { 0 } };
	struct grid g;
	str action;
	size_t i;

	(void)reply;
	if (!find(c, q, &g) || !taken_over(c, q, &g, &from, out))
		return false;
	action = str_print(c->arena, "%s/levels", str_z(c->arena,
	    rounds_href(c, &g.p, &g.r, ROUNDS_DESIGN)));
	node_z(out, "title", words_say(c->words, "Desired levels"));
	if (!rounds_put(c, &g.p, &g.r, ROUNDS_BELOW, out))
		return false;
	head_put(c, q, &g, action, out);
	subjects_put(c, q, &g, action, out);
	(void)node_list(out, "lines");
	for (i = 0; i < g.in->dimensions; i++)
		line_put(c, q, &g.in->dimension[i], level_of(&g, from,
		    g.in->dimension[i].row.id), node_row(out, "lines"));
	return true;
}

/* ---- kept ---- */

static bool
keep_line(struct ctx *c, const struct request *q, const struct grid *g,
    const struct dimension *d)
{
	const struct desired_level *was = level_of(g, g->subject.row.id,
	    d->row.id);
	const struct framework *f = &g->in->framework;
	double desired, importance, urgency;
	struct desired_level l;
	bool fine;

	fine = level_read(c, q, "desired", d->code, f->scale_min,
	    f->scale_max, &desired);
	fine &= level_read(c, q, "importance", d->code, 1, 5, &importance);
	fine &= level_read(c, q, "urgency", d->code, 1, 5, &urgency);
	if (!fine || isnan(desired))
		return fine;            /* empty: no level is asked for */
	row_blank(&desired_level_entity, &l);
	if (was != NULL)
		l = *was;
	l.programme = g->p.row.id;
	l.subject = g->subject.row.id;
	l.framework = f->row.id;
	l.dimension = d->row.id;
	l.desired = desired;
	l.importance = isnan(importance) ? 3 : (int64_t)importance;
	l.urgency = isnan(urgency) ? 3 : (int64_t)urgency;
	l.kind = level_text(c, q, "kind", d->code);
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
	reply->go = str_print(c->arena, "%s/levels?saved=yes&subject=%s",
	    str_z(c->arena, rounds_href(c, &g.p, &g.r, ROUNDS_DESIGN)),
	    id_text(c->arena, g.subject.row.id).p);
	return fine;
}

const struct page round_levels_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/levels",
	.about  = "The desired levels of one subject, dimension by dimension; "
	          "'q' searches subjects, 'from' takes over those of another.",
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
