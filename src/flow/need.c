/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/need.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/sort.h"
#include "engine/share.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "flow/planning.h"
#include "model/plan.h"

/* ---- the lines ---- */

static bool
add(struct ctx *c, int64_t *to, int64_t x)
{
	return !__builtin_add_overflow(*to, x, to) || finance_too_large(c);
}

static bool
read_budget(struct ctx *c, struct id programme, struct need *d)
{
	struct budget_line *b;
	struct money m;
	size_t i, n;

	if ((b = gather(c, &budget_line_entity, programme, &n)) == NULL)
		return false;
	d->line = NEWS(c->arena, struct need_line, n + 1);
	for (i = 0; i < n; i++) {
		if (b[i].amount.currency[0] == '\0')
			continue;
		if (!finance_in_base(d->currency, b[i].amount,
		    b[i].amount_base, NAN, &m)) {
			d->unconverted++;
			continue;
		}
		d->line[d->n++] = (struct need_line){ b[i].row.id, b[i].code,
			b[i].activity, b[i].funder, b[i].year,
			{ .need = m.minor } };
	}
	return true;
}

static int64_t
year_of(struct day d)
{
	int year, month, dom;

	if (d.n == 0)
		return INT64_MIN;
	day_split(d, &year, &month, &dom);
	return year;
}

static bool
read_plan(struct ctx *c, struct id programme, struct need *d)
{
	const struct activity *a;
	struct planning *p;
	size_t i;

	if (!planning_find(c, programme, &p))
		return false;
	d->line = NEWS(c->arena, struct need_line, p->n + 1);
	for (i = 0; i < p->n; i++) {
		a = &p->activity[i].row;
		if (!p->activity[i].in || a->cost.currency[0] == '\0')
			continue;
		if (strcmp(a->cost.currency, d->currency) != 0) {
			d->unconverted++;
			continue;
		}
		d->line[d->n++] = (struct need_line){ { { 0 } }, a->code,
			a->row.id, { { 0 } }, year_of(a->start),
			{ .need = a->cost.minor } };
	}
	return true;
}

/* ---- money reaches them ---- */

static int64_t
lacks(const struct need_line *l)
{
	int64_t x = l->sum.need - l->sum.secured - l->sum.open;

	return x > 0 ? x : 0;
}

int64_t
need_pour(struct arena *a, int64_t whole, const bool *wants,
    struct need_line *l, size_t n, bool open)
{
	struct arena_mark mark = arena_mark(a);
	double *weight = NEWS(a, double, n + 1);
	int64_t *part = NEWS(a, int64_t, n + 1), room = 0, left = whole;
	size_t i;

	for (i = 0; i < n; i++) {
		weight[i] = wants[i] ? (double)lacks(&l[i]) : 0;
		if (wants[i] && __builtin_add_overflow(room, lacks(&l[i]),
		    &room))
			room = INT64_MAX;
	}
	if (room > 0 && whole > 0) {
		share_out(a, whole < room ? whole : room, weight, n, part);
		for (i = 0; i < n; i++) {
			if (open)
				l[i].sum.open += part[i];
			else
				l[i].sum.secured += part[i];
			left -= part[i];
		}
	}
	arena_back(a, mark);
	return left;
}

static bool
some(const bool *wants, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (wants[i])
			return true;
	return false;
}

/* What it is meant to pay for; else what its donor stands beside. */
static void
mark_lines(const struct opportunity *o, const struct need *d, bool *wants)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		wants[i] = !str_none(o->activities) &&
		    id_among(o->activities, d->line[i].activity);
	if (some(wants, d->n))
		return;
	for (i = 0; i < d->n; i++)
		wants[i] = !id_none(o->donor) &&
		    id_same(d->line[i].funder, o->donor);
}

static bool
pour_all(struct ctx *c, const struct pipeline *p, struct need *d, bool open)
{
	bool *wants = NEWS(c->arena, bool, d->n + 1);
	const struct pipeline_item *k;
	struct money m;
	int64_t left;
	size_t i;

	for (i = 0; i < p->n; i++) {
		k = &p->item[i];
		if (k->base.currency[0] == '\0' || k->is_secured == open)
			continue;
		m = k->base;
		if (open && !money_times(m, k->chance, d->currency, &m))
			continue;
		mark_lines(&k->row, d, wants);
		left = need_pour(c->arena, m.minor, wants, d->line, d->n,
		    open);
		if (!add(c, open ? &d->untied_open : &d->untied, left))
			return false;
	}
	return true;
}

static int
by_code(const void *one, const void *other, const void *with)
{
	(void)with;
	return str_order(((const struct need_line *)one)->code,
	    ((const struct need_line *)other)->code);
}

bool
need_of(struct ctx *c, struct id programme, const struct pipeline *p,
    struct need **out)
{
	struct need *d = NEW(c->arena, struct need);
	size_t i;

	*out = d;
	memcpy(d->currency, p->currency, sizeof(d->currency));
	if (p->source == PIPELINE_BUDGET ? !read_budget(c, programme, d)
	    : !read_plan(c, programme, d))
		return false;
	sort(c->arena, d->line, d->n, sizeof(*d->line), by_code, NULL);
	if (!pour_all(c, p, d, false) || !pour_all(c, p, d, true))
		return false;
	for (i = 0; i < d->n; i++)
		if (!add(c, &d->all.need, d->line[i].sum.need) ||
		    !add(c, &d->all.secured, d->line[i].sum.secured) ||
		    !add(c, &d->all.open, d->line[i].sum.open))
			return false;
	return true;
}

/* ---- told apart ---- */

struct telling {
	struct ctx        *c;
	const struct need *d;
	struct need_table *t;
	struct map        *at;          /* key to part */
	size_t             part_room, share_room;
};

static void
tell(struct telling *k, size_t line, str key, struct need_sum s)
{
	struct need_table *t = k->t;
	size_t *at = map_at(k->at, str_none(key) ? S("-") : key, t->parts);
	struct need_part *p;

	if (*at == t->parts) {
		t->part = arena_more(k->c->arena, t->part, t->parts,
		    &k->part_room, sizeof(*t->part));
		t->part[t->parts++] = (struct need_part){ .key = key };
	}
	p = &t->part[*at];
	p->sum.need += s.need;
	p->sum.secured += s.secured;
	p->sum.open += s.open;
	p->lines++;
	t->share = arena_more(k->c->arena, t->share, t->shares,
	    &k->share_room, sizeof(*t->share));
	t->share[t->shares++] = (struct need_share){ line, *at, s };
}

static void
tell_years(struct telling *k)
{
	const struct need_line *l;
	size_t i;

	for (i = 0; i < k->d->n; i++) {
		l = &k->d->line[i];
		tell(k, i, l->year == INT64_MIN ? (str){ 0 }
		    : str_print(k->c->arena, "%lld", (long long)l->year),
		    l->sum);
	}
}

static bool
tell_results(struct telling *k, struct id programme)
{
	const struct need_line *l;
	struct planning *p;
	struct id of;
	size_t i, j;

	if (!planning_find(k->c, programme, &p))
		return false;
	for (i = 0; i < k->d->n; i++) {
		l = &k->d->line[i];
		of = (struct id){ { 0 } };
		for (j = 0; j < p->n; j++)
			if (id_same(p->activity[j].row.row.id, l->activity))
				of = p->activity[j].result;
		tell(k, i, id_none(of) ? (str){ 0 } : id_text(k->c->arena,
		    of), l->sum);
	}
	return true;
}

/* The need by the links' shares; money in proportion to it, so that no
 * part gets more than it needs. */
static void
tell_links(struct telling *k, size_t line, const struct activity_gap *all,
    const size_t *at, size_t n)
{
	struct arena *a = k->c->arena;
	double *weight = NEWS(a, double, n), *by = NEWS(a, double, n);
	int64_t *need = NEWS(a, int64_t, n), *has = NEWS(a, int64_t, n);
	int64_t *open = NEWS(a, int64_t, n);
	const struct need_sum *s = &k->d->line[line].sum;
	bool by_share = true;
	size_t i;

	for (i = 0; i < n; i++) {
		weight[i] = all[at[i]].share;
		by_share &= !isnan(weight[i]);
	}
	share_out(a, s->need, by_share ? weight : NULL, n, need);
	for (i = 0; i < n; i++)
		by[i] = (double)need[i];
	share_out(a, s->secured, by, n, has);
	for (i = 0; i < n; i++)
		by[i] = (double)(need[i] - has[i]);
	share_out(a, s->open, by, n, open);
	for (i = 0; i < n; i++)
		tell(k, line, id_text(a, all[at[i]].gap),
		    (struct need_sum){ need[i], has[i], open[i] });
}

static bool
tell_gaps(struct telling *k, struct id programme)
{
	struct activity *act;
	struct activity_gap *link;
	struct gather_groups g;
	const struct map *places;
	size_t i, n, links, at;

	if ((act = gather(k->c, &activity_entity, programme, &n)) == NULL ||
	    (link = gather(k->c, &activity_gap_entity, programme, &links)) ==
	    NULL)
		return false;
	places = gather_index(k->c->arena, act, n, sizeof(*act));
	g = gather_by(k->c->arena, link, links, sizeof(*link),
	    offsetof(struct activity_gap, activity), places, n);
	for (i = 0; i < k->d->n; i++) {
		if (!gather_find(places, &k->d->line[i].activity, &at) ||
		    g.from[at] == g.from[at + 1])
			tell(k, i, (str){ 0 }, k->d->line[i].sum);
		else
			tell_links(k, i, link, &g.at[g.from[at]],
			    g.from[at + 1] - g.from[at]);
	}
	return true;
}

/* ---- their order ---- */

static int
by_lack(const void *one, const void *other, const void *with)
{
	const struct need_part *p = with;
	const struct need_part *a = &p[*(const size_t *)one];
	const struct need_part *b = &p[*(const size_t *)other];
	int64_t x = a->sum.need - a->sum.secured;
	int64_t y = b->sum.need - b->sum.secured;

	if (str_none(a->key) != str_none(b->key))
		return str_none(a->key) ? 1 : -1;
	if (x != y)
		return x > y ? -1 : 1;
	if (a->sum.need != b->sum.need)
		return a->sum.need > b->sum.need ? -1 : 1;
	return str_order(a->key, b->key);
}

static int
by_key(const void *one, const void *other, const void *with)
{
	const struct need_part *p = with;
	const struct need_part *a = &p[*(const size_t *)one];
	const struct need_part *b = &p[*(const size_t *)other];

	if (str_none(a->key) != str_none(b->key))
		return str_none(a->key) ? 1 : -1;
	return str_order(a->key, b->key);
}

static void
arrange(struct ctx *c, struct need_table *t, enum need_by by)
{
	size_t *order = NEWS(c->arena, size_t, t->parts + 1);
	size_t *to = NEWS(c->arena, size_t, t->parts + 1), i;
	struct need_part *was = t->part;

	for (i = 0; i < t->parts; i++)
		order[i] = i;
	sort(c->arena, order, t->parts, sizeof(*order), by == NEED_YEAR
	    ? by_key : by_lack, was);
	t->part = NEWS(c->arena, struct need_part, t->parts + 1);
	for (i = 0; i < t->parts; i++) {
		t->part[i] = was[order[i]];
		to[order[i]] = i;
	}
	for (i = 0; i < t->shares; i++)
		t->share[i].part = to[t->share[i].part];
}

bool
need_table(struct ctx *c, struct id programme, const struct need *d,
    enum need_by by, struct need_table *t)
{
	struct telling k = { .c = c, .d = d, .t = t,
		.at = map_new(c->arena) };

	*t = (struct need_table){ .parts = 0 };
	if (by == NEED_YEAR)
		tell_years(&k);
	else if (by == NEED_RESULT ? !tell_results(&k, programme)
	    : !tell_gaps(&k, programme))
		return false;
	arrange(c, t, by);
	return true;
}
