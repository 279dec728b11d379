/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/spread.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/sort.h"
#include "engine/share.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/assess.h"
#include "model/people.h"
#include "store/store.h"

#define PAID "4"                /* expenditure, as IATI has it */

/* ---- one activity ---- */

static int
by_gap(const void *one, const void *other, const void *with)
{
	(void)with;
	return id_order(((const struct activity_gap *)one)->gap,
	    ((const struct activity_gap *)other)->gap);
}

static bool
read_links(struct ctx *c, struct spread *s)
{
	size_t i;

	s->link = gather_of(c, &activity_gap_entity, "activity",
	    s->activity.row.id, &s->links);
	if (s->link == NULL)
		return false;
	sort(c->arena, s->link, s->links, sizeof(*s->link), by_gap, NULL);
	s->by_share = s->links > 0;
	for (i = 0; i < s->links; i++)
		s->by_share &= !isnan(s->link[i].share);
	return true;
}

static void
add_payments(struct spread *s, const char *currency,
    const struct transaction *t, size_t n, bool whose)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!str_is(t[i].type, PAID) ||
		    (whose && !id_none(t[i].activity)))
			continue;
		s->payment[s->payments] = t[i];
		if (!finance_in_base(currency, t[i].amount, t[i].amount_base,
		    t[i].rate_to_base, &s->base[s->payments])) {
			s->base[s->payments] = (struct money){ 0 };
			s->unconverted++;
		}
		s->payments++;
	}
}

/* Those that name it, and those that name a line of its budget only. */
static bool
read_payments(struct ctx *c, const char *currency, struct spread *s)
{
	struct transaction *own, **of_line;
	struct budget_line *line;
	size_t i, n, lines, *many, all;

	own = gather_of(c, &transaction_entity, "activity", s->activity.row.id,
	    &n);
	line = gather_of(c, &budget_line_entity, "activity", s->activity.row.id,
	    &lines);
	if (own == NULL || line == NULL)
		return false;
	of_line = NEWS(c->arena, struct transaction *, lines + 1);
	many = NEWS(c->arena, size_t, lines + 1);
	for (i = 0, all = n; i < lines; all += many[i++])
		if ((of_line[i] = gather_of(c, &transaction_entity,
		    "budget_line", line[i].row.id, &many[i])) == NULL)
			return false;
	sort(c->arena, own, n, sizeof(*own), finance_by_day, NULL);
	s->payment = NEWS(c->arena, struct transaction, all + 1);
	s->base = NEWS(c->arena, struct money, all + 1);
	add_payments(s, currency, own, n, false);
	for (i = 0; i < lines; i++)
		add_payments(s, currency, of_line[i], many[i], true);
	return true;
}

static bool
may_see(struct ctx *c, struct id programme)
{
	if (ctx_may(c, &transaction_entity, SEE, programme))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "You may not see the money of this programme.");
}

static void
currency_of(const struct programme *p, char *to)
{
	size_t n = p->currency.n < 3 ? p->currency.n : 3;

	memset(to, 0, 4);
	if (n > 0)
		memcpy(to, p->currency.p, n);
}

bool
spread_activity(struct ctx *c, struct id activity, struct spread **out)
{
	struct spread *s = NEW(c->arena, struct spread);
	struct programme p;
	char currency[4];

	*out = s;
	if (!flow_find(c, &activity_entity, activity, &s->activity) ||
	    !may_see(c, s->activity.programme) ||
	    !store_find(c->store, &programme_entity, s->activity.programme,
	    c->arena, &p, &c->errors))
		return false;
	currency_of(&p, currency);
	return read_links(c, s) && read_payments(c, currency, s);
}

void
spread_parts(struct arena *a, const struct spread *s, size_t payment,
    int64_t *part)
{
	double *weight = NEWS(a, double, s->links + 1);
	size_t i;

	for (i = 0; i < s->links; i++)
		weight[i] = s->link[i].share;
	share_out(a, s->base[payment].minor, s->by_share ? weight : NULL,
	    s->links, part);
}

static bool
add(struct ctx *c, struct money *to, struct money m)
{
	if (m.currency[0] == '\0' || money_add(to, m))
		return true;
	return fail(&c->errors, INVALID, NULL,
	    "The amounts of the programme are too large to be added up.");
}

static struct money
minor_of(struct money like, int64_t minor)
{
	like.minor = minor;
	return like;
}

bool
spread_gap(struct ctx *c, const struct spread *s, struct id gap,
    struct money *out)
{
	int64_t *part = NEWS(c->arena, int64_t, s->links + 1);
	struct arena_mark mark;
	size_t i, at;
	bool fine = true;

	*out = (struct money){ 0 };
	for (at = 0; at < s->links && !id_same(s->link[at].gap, gap); at++)
		;
	for (i = 0; at < s->links && i < s->payments && fine; i++) {
		mark = arena_mark(c->arena);
		spread_parts(c->arena, s, i, part);
		arena_back(c->arena, mark);
		fine = add(c, out, minor_of(s->base[i], part[at]));
	}
	return fine;
}

/* ---- the money of one donor ---- */

struct pouring {
	struct ctx           *c;
	struct spread_funder *f;
	struct id             party;
	struct map           *at;       /* gap to its place */
	const struct map     *state_at;
	const struct gap     *gap;
};

static bool
is_closed(const struct pouring *k, struct id gap)
{
	size_t i;

	return gather_find(k->state_at, &gap, &i) &&
	    str_is(k->gap[i].state, "closed");
}

static struct spread_gap *
gap_at(struct pouring *k, struct id gap)
{
	size_t *at = map_at(k->at, (str){ (const char *)gap.b,
	    sizeof(gap.b) }, SIZE_MAX);

	if (*at == SIZE_MAX) {
		*at = k->f->gaps++;
		k->f->gap[*at] = (struct spread_gap){ .gap = gap };
	}
	return &k->f->gap[*at];
}

static bool
pour_parts(struct pouring *k, const struct spread *s, size_t payment,
    const int64_t *part, struct spread_row *row)
{
	struct money m;
	size_t i;

	for (i = 0; i < s->links; i++) {
		m = minor_of(s->base[payment], part[i]);
		if (!add(k->c, &gap_at(k, s->link[i].gap)->part, m) ||
		    !add(k->c, &k->f->to_gaps, m) ||
		    (is_closed(k, s->link[i].gap) &&
		    !add(k->c, &row->to_closed, m)))
			return false;
	}
	return true;
}

static bool
pour_payment(struct pouring *k, const struct spread *s, size_t i,
    int64_t *part, struct spread_row *row)
{
	struct spread_funder *f = k->f;

	if (!id_none(k->party) && !id_same(s->payment[i].funder, k->party))
		return true;
	row->payments++;
	f->payments++;
	if (s->base[i].currency[0] == '\0') {
		f->unconverted++;
		return true;
	}
	if (!add(k->c, &row->paid, s->base[i]) ||
	    !add(k->c, &f->paid, s->base[i]))
		return false;
	if (s->links == 0)
		return add(k->c, &f->of_no_gap, s->base[i]);
	spread_parts(k->c->arena, s, i, part);
	return pour_parts(k, s, i, part, row);
}

static bool
pour(struct pouring *k, struct id activity)
{
	struct spread_row *row = &k->f->row[k->f->rows];
	int64_t *part;
	struct spread *s;
	size_t i;

	if (!spread_activity(k->c, activity, &s))
		return false;
	*row = (struct spread_row){ .of = s };
	part = NEWS(k->c->arena, int64_t, s->links + 1);
	for (i = 0; i < s->links; i++)
		row->closed += is_closed(k, s->link[i].gap);
	for (i = 0; i < s->payments; i++)
		if (!pour_payment(k, s, i, part, row))
			return false;
	k->f->rows += row->payments > 0;
	return true;
}

/* Payments that lead to no activity at all. */
static bool
pour_rest(struct pouring *k, struct id programme)
{
	const struct transaction *t;
	const struct budget_line *l;
	const struct map *line_at;
	struct money m;
	size_t i, n, lines, at;

	t = gather(k->c, &transaction_entity, programme, &n);
	l = gather(k->c, &budget_line_entity, programme, &lines);
	if (t == NULL || l == NULL)
		return false;
	line_at = gather_index(k->c->arena, l, lines, sizeof(*l));
	for (i = 0; i < n; i++) {
		if (!str_is(t[i].type, PAID) || !id_none(t[i].activity) ||
		    (gather_find(line_at, &t[i].budget_line, &at) &&
		    !id_none(l[at].activity)) || (!id_none(k->party) &&
		    !id_same(t[i].funder, k->party)))
			continue;
		k->f->payments++;
		if (!finance_in_base(k->f->currency, t[i].amount,
		    t[i].amount_base, t[i].rate_to_base, &m))
			k->f->unconverted++;
		else if (!add(k->c, &k->f->paid, m) ||
		    !add(k->c, &k->f->of_no_gap, m))
			return false;
	}
	return true;
}

static int
by_part(const void *one, const void *other, const void *with)
{
	const struct spread_gap *a = one, *b = other;

	(void)with;
	return (a->part.minor < b->part.minor) -
	    (a->part.minor > b->part.minor);
}

bool
spread_funder(struct ctx *c, struct id programme, struct id party,
    struct spread_funder **out)
{
	struct spread_funder *f = NEW(c->arena, struct spread_funder);
	struct pouring k = { .c = c, .f = f, .party = party };
	const struct activity *a;
	struct programme p;
	size_t i, n, gaps, links;

	*out = f;
	if (!flow_find(c, &programme_entity, programme, &p) ||
	    !may_see(c, programme))
		return false;
	currency_of(&p, f->currency);
	a = gather(c, &activity_entity, programme, &n);
	k.gap = gather(c, &gap_entity, programme, &gaps);
	if (a == NULL || k.gap == NULL ||
	    gather(c, &activity_gap_entity, programme, &links) == NULL)
		return false;
	k.state_at = gather_index(c->arena, k.gap, gaps, sizeof(*k.gap));
	k.at = map_new(c->arena);
	f->row = NEWS(c->arena, struct spread_row, n + 1);
	f->gap = NEWS(c->arena, struct spread_gap, links + 1);
	for (i = 0; i < n; i++)
		if (!pour(&k, a[i].row.id))
			return false;
	sort(c->arena, f->gap, f->gaps, sizeof(*f->gap), by_part, NULL);
	return pour_rest(&k, programme);
}
