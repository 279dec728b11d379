/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/version.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/planning.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/fund.h"
#include "store/store.h"

/* ---- lines as they are now ---- */

struct drawing {
	struct ctx                *c;
	const struct activity_gap *aim;
	const struct budget_line  *money;
	size_t                     aims, moneys;
};

static void
put_real(struct write *w, const char *name, double x)
{
	if (!isnan(x))
		write_format(w, ",\"%s\":\"%.10g\"", name, x);
}

/* [{"gap":"...","from":"1","to":"2","by":"2027-01-31"}] */
static str
targets_of(const struct drawing *d, struct id activity)
{
	struct write w = write_new(d->c->arena, 1 << 20);
	const struct activity_gap *g;
	size_t i;

	write_z(&w, "[");
	for (i = 0; i < d->aims; i++) {
		g = &d->aim[i];
		if (!id_same(g->activity, activity))
			continue;
		write_format(&w, "%s{\"gap\":\"%s\"", w.n > 1 ? "," : "",
		    id_text(d->c->arena, g->gap).p);
		put_real(&w, "from", g->from_level);
		put_real(&w, "to", g->to_level);
		if (g->by.n != 0)
			write_format(&w, ",\"by\":\"%s\"",
			    day_text(d->c->arena, g->by).p);
		write_z(&w, "}");
	}
	write_z(&w, "]");
	return w.n == 2 ? (str){ 0 } : write_done(&w);
}

static bool
counted_before(const struct drawing *d, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (id_same(d->money[j].activity, d->money[i].activity) &&
		    id_same(d->money[j].funder, d->money[i].funder) &&
		    d->money[j].year == d->money[i].year)
			return true;
	return false;
}

static struct money
sum_from(const struct drawing *d, size_t i)
{
	struct money sum = d->money[i].amount;
	size_t j;

	for (j = i + 1; j < d->moneys; j++)
		if (id_same(d->money[j].activity, d->money[i].activity) &&
		    id_same(d->money[j].funder, d->money[i].funder) &&
		    d->money[j].year == d->money[i].year &&
		    !money_add(&sum, d->money[j].amount))
			break;
	return sum;
}

/* [{"funder":"...","year":"2027","amount":"1200.00 USD"}] */
static str
money_of(const struct drawing *d, struct id activity)
{
	struct write w = write_new(d->c->arena, 1 << 20);
	struct money sum;
	size_t i;

	write_z(&w, "[");
	for (i = 0; i < d->moneys; i++) {
		if (!id_same(d->money[i].activity, activity) ||
		    counted_before(d, i))
			continue;
		sum = sum_from(d, i);
		write_format(&w, "%s{\"funder\":\"%s\",\"year\":\"%lld\","
		    "\"amount\":\"%s %s\"}", w.n > 1 ? "," : "",
		    id_text(d->c->arena, d->money[i].funder).p,
		    (long long)d->money[i].year,
		    money_text(d->c->arena, sum).p, sum.currency);
	}
	write_z(&w, "]");
	return w.n == 2 ? (str){ 0 } : write_done(&w);
}

static void
draw(const struct drawing *d, const struct plan_version *v,
    const struct activity *a, struct plan_line *l)
{
	row_blank(&plan_line_entity, l);
	l->row.id = id_from(S("plan_line"), str_print(d->c->arena, "%s/%s",
	    id_text(d->c->arena, v->row.id).p,
	    id_text(d->c->arena, a->row.id).p));
	l->plan_version = v->row.id;
	l->activity = a->row.id;
	l->code = a->code;
	l->title = a->title;
	l->modality = a->modality;
	l->start = a->start;
	l->end = a->end;
	l->cost = a->cost;
	l->benefit = a->benefit;
	l->is_in = planning_is_in(a) ? YES : NO;
	l->targets = targets_of(d, a->row.id);
	l->money = money_of(d, a->row.id);
}

static bool
draw_all(struct ctx *c, const struct plan_version *v, struct plan_line **out,
    size_t *n)
{
	struct drawing d = { .c = c };
	const struct activity *a;
	size_t i, all;

	*n = 0;
	a = gather(c, &activity_entity, v->programme, &all);
	d.aim = gather(c, &activity_gap_entity, v->programme, &d.aims);
	d.money = gather(c, &budget_line_entity, v->programme, &d.moneys);
	if (a == NULL || d.aim == NULL || d.money == NULL)
		return false;
	*out = NEWS(c->arena, struct plan_line, all + 1);
	for (i = 0; i < all; i++)
		if (id_same(a[i].plan_version, v->row.id))
			draw(&d, v, &a[i], &(*out)[(*n)++]);
	return true;
}

/* ---- kept ---- */

static bool
find_kept(struct ctx *c, const struct plan_version *v, struct plan_line **out,
    size_t *n)
{
	struct plan_line *all;
	size_t i, m;

	*n = 0;
	all = gather(c, &plan_line_entity, v->programme, &m);
	if (all == NULL)
		return false;
	*out = all;
	for (i = 0; i < m; i++)
		if (id_same(all[i].plan_version, v->row.id))
			all[(*n)++] = all[i];
	return true;
}

static bool
is_open(const struct plan_version *v)
{
	return str_is(v->state, "draft") || str_is(v->state, "returned");
}

bool
version_lines(struct ctx *c, const struct plan_version *v,
    struct plan_line **out, size_t *n, bool *is_kept)
{
	*is_kept = false;
	if (!is_open(v)) {
		if (!find_kept(c, v, out, n))
			return false;
		*is_kept = *n > 0;
		if (*is_kept)
			return true;
	}
	return draw_all(c, v, out, n);
}

static bool
drop_stale(struct ctx *c, const struct plan_line *now, size_t n,
    const struct plan_version *v)
{
	struct author by = { c->actor.user, c->now, c->source, { 0 }, { 0 } };
	struct plan_line *old;
	size_t i, j, m;

	if (!find_kept(c, v, &old, &m))
		return false;
	for (i = 0; i < m; i++) {
		for (j = 0; j < n && !id_same(now[j].row.id, old[i].row.id);
		    j++)
			;
		if (j == n && !store_drop(c->store, &plan_line_entity,
		    old[i].row.id, old[i].row.revision, &by, &c->errors))
			return false;
	}
	return true;
}

bool
version_keep(struct ctx *c, const struct plan_version *v)
{
	struct errors quiet = { .arena = c->arena };
	struct plan_line *l, was;
	size_t i, n;

	if (!draw_all(c, v, &l, &n) || !drop_stale(c, l, n, v))
		return false;
	for (i = 0; i < n; i++) {
		if (store_has(c->store, &plan_line_entity, l[i].row.id) &&
		    store_find(c->store, &plan_line_entity, l[i].row.id,
		    c->arena, &was, &quiet))
			l[i].row.revision = was.row.revision;
		if (!flow_save_as_was(c, &plan_line_entity, &l[i]))
			return false;
	}
	return true;
}

bool
version_approved(struct ctx *c, const struct plan_version *v)
{
	struct plan_version *all;
	size_t i, n;

	if (!version_keep(c, v))
		return false;
	all = gather(c, &plan_version_entity, v->programme, &n);
	for (i = 0; all != NULL && i < n; i++) {
		if (!str_is(all[i].state, "approved") ||
		    all[i].number >= v->number)
			continue;
		all[i].state = S("superseded");
		if (!flow_restore(c, &plan_version_entity, &all[i],
		    S("supersede")))
			return false;
	}
	return all != NULL;
}

/* ---- the next one ---- */

static bool
find_last(struct ctx *c, struct id programme, struct plan_version *last)
{
	struct plan_version *all;
	size_t i, n;

	row_blank(&plan_version_entity, last);
	last->number = 0;
	all = gather(c, &plan_version_entity, programme, &n);
	for (i = 0; all != NULL && i < n; i++)
		if (all[i].number > last->number)
			*last = all[i];
	return all != NULL;
}

/* The activities follow; what the old version said of them is kept. */
static bool
move_activities(struct ctx *c, const struct plan_version *last, struct id to)
{
	struct ctx system = ctx_as_program(c);
	struct plan_version made;
	struct activity *a;
	struct plan_line *l;
	size_t i, n;

	a = gather(c, &activity_entity, last->programme, &n);
	if (a == NULL || !store_find(c->store, &plan_version_entity, to,
	    c->arena, &made, &c->errors))
		return false;
	if (last->number > 0 && (!find_kept(c, last, &l, &i) ||
	    (i == 0 && !version_keep(&system, last)))) {
		c->errors = system.errors;
		return false;
	}
	for (i = 0; i < n; i++) {
		if (str_is(a[i].state, "cancelled") ||
		    (!id_none(a[i].plan_version) &&
		    !id_same(a[i].plan_version, last->row.id)))
			continue;
		a[i].plan_version = to;
		if (!flow_save(c, &activity_entity, &a[i]))
			return false;
	}
	return true;
}

static bool
copy_limits(struct ctx *c, const struct plan_version *last, struct id to)
{
	struct plan_limit *l;
	size_t i, n;

	l = gather(c, &plan_limit_entity, last->programme, &n);
	for (i = 0; l != NULL && i < n; i++) {
		if (!id_same(l[i].plan_version, last->row.id))
			continue;
		l[i].row = (struct row){ id_new(c->random, c->now), 0, { 0 } };
		l[i].plan_version = to;
		if (!flow_save(c, &plan_limit_entity, &l[i]))
			return false;
	}
	return l != NULL;
}

static bool
tell_decision(struct ctx *c, struct id decision,
    const struct plan_version *last, struct id to)
{
	struct adaptation_decision d;

	if (id_none(decision))
		return true;
	if (!flow_find(c, &adaptation_decision_entity, decision, &d))
		return false;
	d.from_version = last->row.id;
	d.to_version = to;
	return flow_save(c, &adaptation_decision_entity, &d);
}

bool
version_next(struct ctx *c, struct id programme, str reason,
    struct id decision, struct id *made)
{
	struct plan_version last, v;

	if (!find_last(c, programme, &last))
		return false;
	if (last.number > 0 && (is_open(&last) || str_is(last.state, "review")))
		return fail(&c->errors, INVALID, NULL,
		    "Version %lld is still being worked on: change that one.",
		    (long long)last.number);
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say why there is to be a new version.");
	row_blank(&plan_version_entity, &v);
	v.row.id = *made = id_new(c->random, c->now);
	v.programme = last.programme = programme;
	v.number = last.number + 1;
	v.title = last.title;
	v.ceiling = last.ceiling;
	v.reason = reason;
	v.replaces = last.row.id;
	return flow_save(c, &plan_version_entity, &v) &&
	    move_activities(c, &last, *made) && copy_limits(c, &last, *made) &&
	    tell_decision(c, decision, &last, *made);
}

/* ---- two beside each other ---- */

static bool
same_money(struct money a, struct money b)
{
	return a.minor == b.minor && strcmp(a.currency, b.currency) == 0;
}

static bool
same_real(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-9;
}

static unsigned
what_changed(const struct plan_line *a, const struct plan_line *b)
{
	unsigned what = 0;

	what |= str_same(a->title, b->title) ? 0 : VERSION_TITLE;
	what |= str_same(a->modality, b->modality) ? 0 : VERSION_MODALITY;
	what |= a->start.n == b->start.n && a->end.n == b->end.n ? 0
	    : VERSION_DATES;
	what |= same_money(a->cost, b->cost) ? 0 : VERSION_COST;
	what |= str_same(a->targets, b->targets) ? 0 : VERSION_TARGETS;
	what |= str_same(a->money, b->money) ? 0 : VERSION_MONEY;
	what |= same_real(a->benefit, b->benefit) ? 0 : VERSION_BENEFIT;
	return what;
}

static struct map *
by_activity(struct arena *a, const struct plan_line *l, size_t n)
{
	struct map *m = map_new(a);
	size_t i;

	for (i = 0; i < n; i++)
		*map_at(m, (str){ (const char *)l[i].activity.b,
		    sizeof(l[i].activity.b) }, i) = i;
	return m;
}

size_t
version_differ(struct arena *a, const struct plan_line *was, size_t nw,
    const struct plan_line *now, size_t nn, struct version_change *out)
{
	const struct map *then = by_activity(a, was, nw);
	const struct map *later = by_activity(a, now, nn);
	const struct plan_line *old;
	size_t i, at, n = 0;

	for (i = 0; i < nn; i++) {
		old = gather_find(then, &now[i].activity, &at) ? &was[at]
		    : NULL;
		if (now[i].is_in != YES) {
			if (old != NULL && old->is_in != YES &&
			    what_changed(old, &now[i]) != 0)
				out[n++] = (struct version_change){
					VERSION_ASIDE, what_changed(old,
					&now[i]), old, &now[i] };
			continue;
		}
		if (old != NULL && old->is_in != YES)
			old = NULL;
		out[n] = (struct version_change){ VERSION_ADDED, 0, old,
			&now[i] };
		if (old != NULL) {
			out[n].what = what_changed(old, &now[i]);
			out[n].kind = out[n].what ? VERSION_CHANGED
			    : VERSION_SAME;
		}
		n++;
	}
	for (i = 0; i < nw; i++)
		if (was[i].is_in == YES && (!gather_find(later,
		    &was[i].activity, &at) || now[at].is_in != YES))
			out[n++] = (struct version_change){ VERSION_DROPPED,
				0, &was[i], NULL };
	return n;
}

struct money
version_cost(const struct plan_line *l, size_t n)
{
	struct money sum = { 0, "" };
	size_t i;

	for (i = 0; i < n; i++)
		if (l[i].is_in == YES && !money_add(&sum, l[i].cost))
			return (struct money){ 0, "" };
	return sum;
}

/* ---- how well it is made ---- */

double
version_score(const struct design_review *r, size_t *marked, size_t *points)
{
	const struct field *f;
	double sum = 0;
	str mark;

	*marked = *points = 0;
	for (f = design_review_entity.fields; f->name != NULL; f++) {
		if (f->choices != &design_mark_codes)
			continue;
		++*points;
		mark = *(const str *)row_get(f, r);
		if (str_none(mark) || str_is(mark, "na"))
			continue;
		++*marked;
		sum += mark.p[0] - '0';
	}
	return *marked == 0 ? NAN : 100 * sum / (3 * (double)*marked);
}
