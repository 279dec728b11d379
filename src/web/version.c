/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A plan version: whether it is whole, how well it is made, what differs. */
#include <math.h>

#include "base/arena.h"
#include "flow/every.h"
#include "flow/guard.h"
#include "flow/save.h"
#include "flow/version.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/plans.h"

static str
activity_href(struct ctx *c, const struct programme *p, struct id id)
{
	str href = programme_href(c, p);

	return str_print(c->arena, "%.*s/plan/%s", (int)href.n, href.p,
	    id_text(c->arena, id).p);
}

/* ---- whether it is whole ---- */

static void
check_put(struct ctx *c, struct node *out, const char *name, int64_t lacking,
    bool needed)
{
	struct node *row = node_row(out, "checks"), *is;

	node_z(row, "name", say(c, name));
	node_count(row, "lacking", lacking);
	node_bool(row, "lacks", lacking > 0);
	node_bool(row, "needed", needed);
	is = node_object(row, "is");
	node_z(is, "mark", lacking == 0 ? "ok" : needed ? "bad" : "warn");
	node_z(is, "says", say(c, lacking == 0 ? "Done" : needed ? "Missing"
	    : "Look again"));
}

/* Exactly one is accountable, and somebody does it. */
bool
plans_raci(struct ctx *c, str raci, size_t *accountable, size_t *responsible)
{
	struct errors e = { .arena = c->arena };
	const struct node *one;
	struct node *tree;
	str role;

	*accountable = *responsible = 0;
	if (str_none(raci) || !json_read(c->arena, raci, &tree, &e))
		return false;
	for (one = json_first(tree, ""); one != NULL; one = one->next) {
		role = json_text(one, "role");
		*accountable += str_find(role, S("A")) < role.n;
		*responsible += str_find(role, S("R")) < role.n;
	}
	return *accountable == 1 && *responsible > 0;
}

struct counts {
	int64_t undated, unpriced, unled, unlined;
};

static bool
count_lacks(struct ctx *c, const struct plan_version *v, struct counts *n)
{
	const struct activity *a;
	size_t i, all, k, m;

	a = every(c, &activity_entity, v->programme, &all);
	for (i = 0; a != NULL && i < all; i++) {
		if (!id_same(a[i].plan_version, v->row.id) ||
		    !planning_is_in(&a[i]))
			continue;
		n->undated += a[i].start.n == 0 || a[i].end.n == 0;
		n->unpriced += a[i].cost.currency[0] == '\0';
		n->unled += !plans_raci(c, a[i].raci, &k, &m);
	}
	return a != NULL;
}

static int64_t
unlined(const struct plan_line *l, size_t n)
{
	int64_t lacking = 0;
	size_t i;

	for (i = 0; i < n; i++)
		lacking += l[i].is_in == YES && str_none(l[i].money);
	return lacking;
}

static bool
checks_put(struct ctx *c, const struct plan_version *v,
    const struct plan_line *l, size_t n, struct node *out)
{
	const struct move *m[4];
	struct guard_point *p;
	struct counts lack = { 0 };
	size_t i, k, moves, points;
	struct node *row, *is;

	(void)node_list(out, "checks");
	moves = flow_moves(c, &plan_version_entity, v, m, 4);
	for (k = 0; k < moves; k++) {
		if (!guard_points(c, &plan_version_entity, v, m[k], &p,
		    &points))
			return false;
		for (i = 0; i < points; i++) {
			row = node_row(out, "checks");
			node_z(row, "name", say(c, p[i].is_met ? p[i].holds
			    : p[i].says));
			node_bool(row, "needed", true);
			is = node_object(row, "is");
			node_z(is, "mark", p[i].is_met ? "ok" : "bad");
			node_z(is, "says", say(c, p[i].is_met ? "Done"
			    : "Missing"));
		}
	}
	if (!count_lacks(c, v, &lack))
		return false;
	check_put(c, out, "Every activity has its dates", lack.undated, false);
	check_put(c, out, "Every activity has its cost", lack.unpriced, false);
	check_put(c, out, "Every activity has its cost lines by funder and "
	    "year", unlined(l, n), false);
	check_put(c, out, "Every activity has one who is accountable and "
	    "somebody responsible", lack.unled, false);
	return true;
}

/* ---- how well it is made ---- */

static void
review_put(struct ctx *c, const struct design_review *r, struct node *row)
{
	const struct field *f;
	struct node *one;
	size_t marked, points;
	str mark;

	node_text(row, "href", entity_href(c, &design_review_entity,
	    r->row.id));
	node_day(row, "on", r->date);
	node_text(row, "by", r->reviewer);
	node_text(row, "notes", r->notes);
	node_real(row, "score", version_score(r, &marked, &points), 0);
	node_count(row, "marked", (int64_t)marked);
	node_count(row, "points", (int64_t)points);
	for (f = design_review_entity.fields; f->name != NULL; f++) {
		if (f->choices != &design_mark_codes)
			continue;
		one = node_row(row, "marks");
		mark = *(const str *)row_get(f, r);
		node_z(one, "name", say(c, f->label));
		node_z(one, "hint", say(c, f->hint));
		node_text(one, "mark", str_none(mark) ? (str){ 0 }
		    : choice_says(c, &design_mark_codes, mark));
	}
}

static bool
reviews_put(struct ctx *c, const struct plan_version *v, struct node *out)
{
	const struct design_review *r;
	size_t i, n;

	r = every(c, &design_review_entity, v->programme, &n);
	(void)node_list(out, "reviews");
	for (i = 0; r != NULL && i < n; i++)
		if (id_same(r[i].plan_version, v->row.id))
			review_put(c, &r[i], node_row(out, "reviews"));
	node_bool(out, "has_reviews", node_list(out, "reviews")->n > 0);
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_bool(out, "may_review", ctx_may(c, &design_review_entity, ADD,
	    v->programme) && !str_is(v->state, "approved") &&
	    !str_is(v->state, "superseded"));
	return r != NULL;
}

/* ---- what differs ---- */

static const struct {
	unsigned    bit;
	const char *says;
} whats[] = {                   /* words: */
	{ VERSION_TITLE, "title" }, { VERSION_MODALITY, "modality" },
	{ VERSION_DATES, "dates" }, { VERSION_COST, "cost" },
	{ VERSION_TARGETS, "target gaps" },
	{ VERSION_MONEY, "money by funder and year" },
	{ VERSION_BENEFIT, "benefit" },
};

static size_t
gaps_in(struct ctx *c, str targets)
{
	struct errors e = { .arena = c->arena };
	struct node *tree;

	return str_none(targets) || !json_read(c->arena, targets, &tree, &e)
	    ? 0 : tree->n;
}

static void
side_put(struct ctx *c, const struct plan_line *l, struct node *row,
    const char *name)
{
	struct node *o;

	if (l == NULL)
		return;
	o = node_object(row, name);
	node_money(o, "cost", l->cost);
	node_day(o, "starts", l->start);
	node_day(o, "ends", l->end);
	node_real(o, "benefit", l->benefit, 1);
	node_count(o, "gaps", (int64_t)gaps_in(c, l->targets));
	node_text(o, "modality", choice_says(c, &modality_codes,
	    l->modality));
}

static void
change_put(struct ctx *c, const struct programme *p,
    const struct version_change *x, struct node *row)
{
	static const char *const kinds[] = { [VERSION_ADDED] = "Added",
		[VERSION_DROPPED] = "Dropped", [VERSION_CHANGED] = "Changed",
		[VERSION_ASIDE] = "Changed, in neither plan" };
	static const char *const marks[] = { [VERSION_ADDED] = "ok",
		[VERSION_DROPPED] = "bad", [VERSION_CHANGED] = "warn",
		[VERSION_ASIDE] = "none" };
	const struct plan_line *l = x->now != NULL ? x->now : x->was;
	struct node *is = node_object(row, "is");
	size_t i;

	node_z(is, "mark", marks[x->kind]);
	node_z(is, "says", say(c, kinds[x->kind]));
	node_text(row, "code", l->code);
	node_text(row, "title", text_in(c->arena, l->title, c->lang));
	node_text(row, "href", activity_href(c, p, l->activity));
	side_put(c, x->was, row, "was");
	side_put(c, x->now, row, "later");
	(void)node_list(row, "what");
	for (i = 0; i < sizeof(whats) / sizeof(whats[0]); i++)
		if (x->what & whats[i].bit)
			node_z(node_row(row, "what"), "says",
			    say(c, whats[i].says));
}

static bool
difference_put(struct ctx *c, const struct programme *p,
    const struct plan_version *with, const struct plan_line *now, size_t nn,
    struct node *out)
{
	struct version_change *x;
	struct plan_line *was;
	struct node *d;
	bool is_kept;
	size_t i, nw, n, count[5] = { 0 };

	if (!version_lines(c, with, &was, &nw, &is_kept))
		return false;
	d = node_object(out, "difference");
	node_count(d, "number", with->number);
	node_bool(d, "unknown", nw == 0);
	if (nw == 0)
		return true;
	x = NEWS(c->arena, struct version_change, nw + nn + 1);
	n = version_differ(c->arena, was, nw, now, nn, x);
	(void)node_list(d, "changes");
	for (i = 0; i < n; i++) {
		count[x[i].kind]++;
		if (x[i].kind != VERSION_SAME)
			change_put(c, p, &x[i], node_row(d, "changes"));
	}
	node_count(d, "added", (int64_t)count[VERSION_ADDED]);
	node_count(d, "dropped", (int64_t)count[VERSION_DROPPED]);
	node_count(d, "changed", (int64_t)count[VERSION_CHANGED]);
	node_count(d, "same", (int64_t)count[VERSION_SAME]);
	node_bool(d, "none", n == count[VERSION_SAME] + count[VERSION_ASIDE]);
	node_count(d, "aside", (int64_t)count[VERSION_ASIDE]);
	node_bool(d, "some_aside", count[VERSION_ASIDE] > 0);
	node_money(d, "cost_was", version_cost(was, nw));
	node_money(d, "cost_later", version_cost(now, nn));
	return true;
}

/* ---- the page ---- */

static const struct plan_version *
version_asked(const struct plan_version *v, size_t n, str number)
{
	int64_t k;
	size_t i;

	for (i = 0; i < n && str_int(number, &k); i++)
		if (v[i].number == k)
			return &v[i];
	return NULL;
}

/* The one asked for, else the one it replaces, else the one before. */
static const struct plan_version *
other_of(const struct plan_version *v, size_t n, const struct plan_version *of,
    str asked)
{
	const struct plan_version *best = version_asked(v, n, asked);
	size_t i;

	for (i = 0; best == NULL && i < n; i++)
		if (id_same(v[i].row.id, of->replaces))
			best = &v[i];
	for (i = 0; best == NULL && i < n; i++)
		if (v[i].number == of->number - 1)
			best = &v[i];
	return best == of ? NULL : best;
}

static void
head_put(struct ctx *c, const struct programme *p, const struct plan_version *v,
    struct node *out)
{
	const struct state *s = state_coded(&plan_version_machine, v->state);
	const struct move *m[8];
	struct node *is, *row;
	str href = entity_href(c, &plan_version_entity, v->row.id);
	str above = programme_href(c, p);
	size_t i, n;

	node_text(out, "title", str_print(c->arena, "%s %lld",
	    say(c, "Plan version"), (long long)v->number));
	crumb_put(out, &(struct crumb){ str_of(say(c, "Plan")),
	    str_print(c->arena, "%.*s/plan?view=versions", (int)above.n,
	    above.p) }, 1);
	node_count(out, "number", v->number);
	node_id(out, "id", v->row.id);
	node_text(out, "name", text_in(c->arena, v->title, c->lang));
	node_text(out, "fields", href);
	node_text(out, "reason", v->reason);
	node_money(out, "ceiling", v->ceiling);
	node_day(out, "approved", v->approved_on);
	is = node_object(out, "is");
	node_z(is, "mark", str_is(v->state, "approved") ? "ok" : "none");
	node_z(is, "says", s == NULL ? say(c, "No state") : say(c, s->label));
	(void)node_list(out, "moves");
	n = flow_moves(c, &plan_version_entity, v, m, 8);
	for (i = 0; i < n; i++) {
		row = node_row(out, "moves");
		node_z(row, "label", say(c, m[i]->label));
		node_text(row, "href", str_print(c->arena, "%.*s/move?verb=%s",
		    (int)href.n, href.p, m[i]->verb));
	}
}

static void
others_put(struct ctx *c, const struct programme *p,
    const struct plan_version *v, size_t n, const struct plan_version *here,
    const struct plan_version *with, struct node *out)
{
	str href = programme_href(c, p);
	struct node *row;
	size_t i;

	(void)node_list(out, "others");
	for (i = 0; i < n; i++) {
		if (&v[i] == here)
			continue;
		row = node_row(out, "others");
		node_count(row, "number", v[i].number);
		node_bool(row, "here", &v[i] == with);
		node_text(row, "href", str_print(c->arena,
		    "%.*s/plan/version/%lld?with=%lld", (int)href.n, href.p,
		    (long long)here->number, (long long)v[i].number));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct plan_version *v, *here, *with;
	struct plan_line *l;
	struct programme p;
	size_t n, lines;
	bool is_kept;

	(void)reply;
	if (!programme_named(c, q, &p))
		return false;
	v = every(c, &plan_version_entity, p.row.id, &n);
	if (v == NULL)
		return false;
	here = version_asked(v, n, request_at(q, "version"));
	if (here == NULL)
		return fail(&c->errors, ABSENT, NULL,
		    "The plan has no such version.");
	programme_put(c, &p, PHASE_PLAN, out);
	plans_tabs(c, &p, PLANS_VERSIONS, out);
	head_put(c, &p, here, out);
	with = other_of(v, n, here, request_arg(q, "with"));
	others_put(c, &p, v, n, here, with, out);
	if (!version_lines(c, here, &l, &lines, &is_kept))
		return false;
	node_bool(out, "is_kept", is_kept);
	node_count(out, "activities", (int64_t)lines);
	node_money(out, "cost", version_cost(l, lines));
	return checks_put(c, here, l, lines, out) &&
	    reviews_put(c, here, out) && (with == NULL ||
	    difference_put(c, &p, with, l, lines, out));
}

const struct page version_page = {
	.method = GET,
	.path   = "/programme/{id}/plan/version/{version}",
	.about  = "A plan version: whether it is whole, its design review, and "
	    "what differs from another (?with=2).",
	.view   = "version.html",
	.of     = &plan_version_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- a new one ---- */

static bool
next(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct id decision = { { 0 } }, made;
	struct programme p;
	struct plan_version v;
	str href;

	(void)out;
	if (!str_none(request_form(q, "decision")) &&
	    !id_read(request_form(q, "decision"), &decision))
		return fail(&c->errors, INVALID, "decision",
		    "There is no such decision.");
	if (!programme_named(c, q, &p) || !version_next(c, p.row.id,
	    request_form(q, "reason"), decision, &made) ||
	    !flow_find(c, &plan_version_entity, made, &v))
		return false;
	href = programme_href(c, &p);
	reply->go = str_print(c->arena, "%.*s/plan/version/%lld", (int)href.n,
	    href.p, (long long)v.number);
	return true;
}

extern const struct page plan_page;

const struct page version_post = {
	.method = POST,
	.path   = "/programme/{id}/plan/version",
	.about  = "A new version from the last one, with its activities; "
	    "'decision' is the adaptation that called for it.",
	.view   = "plan_versions.html",
	.of     = &plan_version_entity,
	.needs  = ADD,
	.again  = &plan_page,
	.run    = next,
};
