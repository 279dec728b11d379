/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Desired levels taken over, from role profiles or another round: what it
 * would change first, then so, and back. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/desired.h"
#include "flow/every.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/levels.h"
#include "web/rounds.h"

enum { DOWN = 40 };                     /* lines of one page */

static const struct {
	const char *name, *says, *mark;
} fates[DESIRED_FATES] = {              /* in the order of the enum; words: */
	{ "new",     "New",             "ok" },
	{ "changed", "Changes",         "warn" },
	{ "left",    "Left as it is",   "none" },
	{ "same",    "There already",   "none" },
};

struct desk {
	struct programme        p;
	struct assessment_round r;
	str  source;                    /* "roles", or a round's id; none */
	bool over;
	struct desired_plan    *plan;   /* NULL: no source was chosen */
	str  action;
};

static str
asked(const struct request *q, const char *name)
{
	str sent = request_form(q, name);

	return str_none(sent) ? request_arg(q, name) : sent;
}

static bool
find(struct ctx *c, const struct request *q, struct desk *d)
{
	struct id from;

	*d = (struct desk){ .source = asked(q, "source") };
	d->over = str_is(asked(q, "over"), "yes");
	if (!rounds_named(c, q, &d->p, &d->r))
		return false;
	d->action = str_print(c->arena, "%s/levels/take", str_z(c->arena,
	    rounds_href(c, &d->p, &d->r, ROUNDS_DESIGN)));
	if (str_none(d->source))
		return true;
	if (str_is(d->source, "roles"))
		return desired_from_roles(c, d->r.row.id, d->over, &d->plan);
	return (id_read(d->source, &from) || fail(&c->errors, INVALID,
	    "source", "'%.*s' is no round.", (int)d->source.n,
	    d->source.p)) && desired_from_round(c, d->r.row.id, from, d->over,
	    &d->plan);
}

/* ---- shown ---- */

/* Rounds of this framework or a version before it, of any programme the
 * actor may see; those of this very version here share its levels. */
static bool
is_source(const struct desk *d, const struct assessment_round *r,
    const struct framework *f, size_t n)
{
	const struct framework *ours = NULL, *theirs = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (id_same(f[i].row.id, d->r.framework))
			ours = &f[i];
		if (id_same(f[i].row.id, r->framework))
			theirs = &f[i];
	}
	return ours != NULL && theirs != NULL && !str_is(r->state, "void") &&
	    str_same(ours->code, theirs->code) &&
	    (ours != theirs || !id_same(r->programme, d->p.row.id));
}

static bool
sources_put(struct ctx *c, const struct desk *d, struct node *out)
{
	const struct assessment_round *r;
	const struct framework *f;
	struct node *row;
	size_t i, n, k;

	f = every(c, &framework_entity, (struct id){ { 0 } }, &k);
	r = every(c, &assessment_round_entity, (struct id){ { 0 } }, &n);
	if (f == NULL || r == NULL)
		return false;
	row = node_row(out, "sources");
	node_z(row, "value", "roles");
	node_text(row, "name", str_of(say(c, "The role profiles that each "
	    "subject holds")));
	node_bool(row, "here", str_none(d->source) ||
	    str_is(d->source, "roles"));
	for (i = 0; i < n; i++) {
		if (!is_source(d, &r[i], f, k))
			continue;
		row = node_row(out, "sources");
		node_id(row, "value", r[i].row.id);
		node_text(row, "name", str_print(c->arena, "%s · %s · %s",
		    str_z(c->arena, flow_name(c, &programme_entity,
		    r[i].programme)), str_z(c->arena, round_name(c, &r[i])),
		    str_z(c->arena, r[i].code)));
		node_bool(row, "here", str_same(d->source,
		    id_text(c->arena, r[i].row.id)));
	}
	return true;
}

static void
level_says(struct ctx *c, const struct desired_level *l, const char *part,
    struct node *row)
{
	struct node *o = node_object(row, part);

	node_real(o, "level", l->desired, -1);
	node_count(o, "importance", l->importance);
	node_count(o, "urgency", l->urgency);
	node_text(o, "kind", str_none(l->kind) ? (str){ 0 }
	    : choice_says(c, &desired_kind_codes, l->kind));
	node_text(o, "from", id_none(l->profile) ? l->basis
	    : flow_name(c, &role_profile_entity, l->profile));
}

static void
line_put(struct ctx *c, const struct desired_plan *p,
    const struct desired_line *x, struct node *row)
{
	node_text(row, "subject", levels_name(&p->party[x->subject]));
	node_text(row, "subject_code", p->party[x->subject].code);
	node_text(row, "dimension", text_in(c->arena,
	    p->in->dimension[x->dimension].title, c->lang));
	node_text(row, "dimension_code", p->in->dimension[x->dimension].code);
	node_z(row, "fate", fates[x->fate].name);
	node_z(row, "mark", fates[x->fate].mark);
	node_z(row, "says", say(c, fates[x->fate].says));
	if (x->was.row.revision > 0)
		level_says(c, &x->was, "was", row);
	level_says(c, &x->now, "now", row);
}

static str
here_of(struct ctx *c, const struct desk *d)
{
	struct write w = write_new(c->arena, 1 << 12);

	write_str(&w, d->action);
	write_z(&w, "?source=");
	html_url_part(&w, d->source);
	write_z(&w, d->over ? "&over=yes" : "");
	return write_done(&w);
}

static void
counts_put(struct ctx *c, const struct desk *d, str only, struct node *out)
{
	str here = here_of(c, d);
	struct node *row;
	int k;

	for (k = 0; k < DESIRED_FATES; k++) {
		row = node_row(out, "counts");
		node_z(row, "name", fates[k].name);
		node_z(row, "mark", fates[k].mark);
		node_z(row, "says", say(c, fates[k].says));
		node_count(row, "n", (int64_t)d->plan->count[k]);
		node_text(row, "href", str_print(c->arena, "%.*s&only=%s",
		    (int)here.n, here.p, fates[k].name));
		node_bool(row, "here", str_is(only, fates[k].name));
	}
}

static void
lines_put(struct ctx *c, const struct request *q, const struct desk *d,
    str only, struct node *out)
{
	const struct desired_plan *p = d->plan;
	size_t *at = NEWS(c->arena, size_t, p->n + 1), i, n = 0, page, to;
	str here = here_of(c, d);

	for (i = 0; i < p->n; i++)
		if (str_none(only) ||
		    str_is(only, fates[p->line[i].fate].name))
			at[n++] = i;
	page = q->shape == HTML ? page_asked(q, (n + DOWN - 1) / DOWN) : 0;
	to = q->shape != HTML || (page + 1) * DOWN > n ? n
	    : (page + 1) * DOWN;
	if (!str_none(only))
		here = str_print(c->arena, "%.*s&only=%.*s", (int)here.n,
		    here.p, (int)only.n, only.p);
	pager_put(c, out, here, page, page * DOWN, to, n);
	(void)node_list(out, "rows");
	for (i = page * DOWN; i < to; i++)
		line_put(c, p, &p->line[at[i]], node_row(out, "rows"));
}

static str
fate_asked(const struct request *q)
{
	str only = request_arg(q, "only");
	int k;

	for (k = 0; k < DESIRED_FATES; k++)
		if (str_is(only, fates[k].name))
			return only;
	return (str){ 0 };
}

static void
plan_put(struct ctx *c, const struct request *q, const struct desk *d,
    struct node *out)
{
	const struct desired_plan *p = d->plan;
	size_t writes = p->count[DESIRED_NEW] + p->count[DESIRED_CHANGED];
	str only = fate_asked(q);

	node_bool(out, "has_plan", true);
	node_count(out, "writes", (int64_t)writes);
	node_bool(out, "nothing", writes == 0);
	node_bool(out, "no_lines", p->n == 0);
	node_count(out, "parties", (int64_t)p->parties);
	node_count(out, "bare", (int64_t)p->bare);
	node_bool(out, "some_bare", p->bare > 0);
	node_count(out, "off", (int64_t)p->off);
	node_bool(out, "some_off", p->off > 0);
	node_bool(out, "may_take", writes > 0 && ctx_may(c,
	    &desired_level_entity, ADD, d->p.row.id));
	counts_put(c, d, only, out);
	lines_put(c, q, d, only, out);
}

/* What was just written or taken back, told once. */
static void
done_put(struct ctx *c, const struct request *q, struct node *out)
{
	struct node *o;
	int64_t before, last;

	if (str_int(request_arg(q, "before"), &before) &&
	    str_int(request_arg(q, "last"), &last) && last > before) {
		o = node_object(out, "done");
		node_text(o, "before", str_print(c->arena, "%lld",
		    (long long)before));
		node_text(o, "last", str_print(c->arena, "%lld",
		    (long long)last));
		node_count(o, "n", last - before);
	}
	if (str_int(request_arg(q, "back"), &before)) {
		o = node_object(out, "undone");
		node_count(o, "n", before);
		node_count(o, "left", str_int(request_arg(q, "left"), &last)
		    && last > 0 ? last : INT64_MIN);
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct desk d;

	(void)reply;
	if (!find(c, q, &d))
		return false;
	node_z(out, "title", words_say(c->words, "Take levels over"));
	if (!rounds_put(c, &d.p, &d.r, ROUNDS_BELOW, out))
		return false;
	node_text(out, "action", d.action);
	node_text(out, "source", d.source);
	node_bool(out, "over", d.over);
	node_text(out, "levels_href", str_print(c->arena, "%s/levels",
	    str_z(c->arena, rounds_href(c, &d.p, &d.r, ROUNDS_DESIGN))));
	node_text(out, "profiles_href", str_print(c->arena, "%s/profiles",
	    str_z(c->arena, programme_href(c, &d.p))));
	done_put(c, q, out);
	if (d.plan != NULL)
		plan_put(c, q, &d, out);
	return sources_put(c, &d, out);
}

/* ---- done ---- */

static bool
take_back(struct ctx *c, const struct request *q, const struct desk *d,
    struct reply *reply)
{
	int64_t before, last;
	size_t taken, left;

	if (!str_int(request_form(q, "before"), &before) ||
	    !str_int(request_form(q, "last"), &last))
		return fail(&c->errors, INVALID, NULL,
		    "There is nothing to take back.");
	reply->go = d->action;
	if (!desired_back(c, d->p.row.id, before, last, &taken, &left))
		return false;
	reply->go = str_print(c->arena, "%.*s?back=%zu&left=%zu",
	    (int)d->action.n, d->action.p, taken, left);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	int64_t before, last;
	struct desk d;

	if (!find(c, q, &d))
		return false;
	if (str_is(request_form(q, "do"), "back"))
		return take_back(c, q, &d, reply);
	if (d.plan == NULL)
		return fail(&c->errors, INVALID, "source",
		    "Say where the levels come from.");
	if (!desired_take(c, d.plan, &before, &last))
		return false;
	if (q->shape != HTML) {
		plan_put(c, q, &d, out);
		node_count(out, "before", before);
		node_count(out, "last", last);
		return true;
	}
	reply->go = str_print(c->arena, "%.*s?before=%lld&last=%lld",
	    (int)d.action.n, d.action.p, (long long)before,
	    (long long)last);
	return true;
}

const struct page round_take_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/levels/take",
	.about  = "What desired levels would become if they were taken from "
	          "role profiles (source=roles) or from another round.",
	.view   = "round_take.html",
	.of     = &desired_level_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page round_take_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/levels/take",
	.about  = "Takes desired levels over, or takes that back (do=back).",
	.of     = &desired_level_entity,
	.needs  = ADD,
	.again  = &round_take_page,
	.run    = accept,
};
