/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/item.h"

#include <stdbool.h>

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "engine/dist.h"
#include "engine/stat.h"

/* The marks item by item, blanks wrong, and each person's sum. */
struct marks {
	size_t  people, items;
	double *of;             /* [items][people] */
	double *sum;            /* [people] */
	double *rest;           /* [people]: sum without the item at hand */
	double *variance;       /* [items] */
	bool    is_right_or_wrong;
};

static struct marks
read_marks(struct arena *a, const double *x, size_t people, size_t items)
{
	struct marks m = { people, items, NEWS(a, double, people * items),
	    NEWS(a, double, people), NEWS(a, double, people),
	    NEWS(a, double, items), true };
	size_t i, j;
	double mark;

	for (i = 0; i < people; i++)
		for (j = 0; j < items; j++) {
			mark = x[i * items + j];
			mark = isfinite(mark) ? mark : 0;
			m.of[j * people + i] = mark;
			m.sum[i] += mark;
			if (mark != 0 && mark != 1)
				m.is_right_or_wrong = false;
		}
	for (j = 0; j < items; j++)
		m.variance[j] = stat_variance(m.of + j * people, people);
	return m;
}

/* k / (k - 1) * (1 - parts / whole); NAN below two items. */
static double
reliability(size_t items, double parts, double whole)
{
	double k = (double)items;

	return items < 2 ? NAN : k / (k - 1) * (1 - stat_ratio(parts, whole));
}

static void
kuder_richardson(const struct marks *m, struct item_test *t)
{
	double k = (double)m->items, n = (double)m->people, p, parts = 0;
	double whole = stat_variance(m->sum, m->people) * (n - 1) / n;
	size_t j;

	t->kr20 = t->kr21 = NAN;
	if (!m->is_right_or_wrong)
		return;
	for (j = 0; j < m->items; j++) {
		p = stat_mean(m->of + j * m->people, m->people);
		parts += p * (1 - p);
	}
	t->kr20 = reliability(m->items, parts, whole);
	t->kr21 = reliability(m->items, t->mean * (k - t->mean) / k, whole);
}

static void
feldt(const struct marks *m, struct item_test *t)
{
	double df1 = (double)m->people - 1, df2 = df1 * ((double)m->items - 1);

	t->lo = 1 - (1 - t->alpha) * dist_f_quantile(0.975, df1, df2);
	t->hi = 1 - (1 - t->alpha) * dist_f_quantile(0.025, df1, df2);
}

/* ---- items ---- */

static void
judge(const struct marks *m, size_t j, struct item_quality *q)
{
	const double *of = m->of + j * m->people;
	size_t i;

	for (i = 0; i < m->people; i++)
		m->rest[i] = m->sum[i] - of[i];
	q->difficulty = stat_mean(of, m->people);
	q->r_total = stat_correlation(of, m->sum, m->people);
	q->r_rest = stat_correlation(of, m->rest, m->people);
	q->alpha_without = m->items < 3 ? NAN : reliability(m->items - 1,
	    stat_sum(m->variance, m->items) - m->variance[j],
	    stat_variance(m->rest, m->people));
}

static int
falling(const void *a, const void *b, const void *with)
{
	const double *sum = with;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	return (sum[i] < sum[j]) - (sum[i] > sum[j]);
}

static void
discriminate(struct arena *a, const struct marks *m, size_t group,
    struct item_quality *each)
{
	size_t *by_sum = NEWS(a, size_t, m->people), i, j;
	const double *of;
	double up, low;

	for (i = 0; i < m->people; i++)
		by_sum[i] = i;
	sort(a, by_sum, m->people, sizeof(*by_sum), falling, m->sum);
	for (j = 0; j < m->items; j++) {
		of = m->of + j * m->people;
		up = low = 0;
		for (i = 0; i < group; i++) {
			up += of[by_sum[i]];
			low += of[by_sum[m->people - 1 - i]];
		}
		each[j].discrimination = stat_ratio(up - low, (double)group);
	}
}

static size_t
group_of(size_t people)
{
	size_t group = (size_t)floor(0.27 * (double)people + 0.5);

	return group == 0 && people > 0 ? 1 : group;
}

struct item_test
item_test(struct arena *a, const double *x, size_t people, size_t items,
    struct item_quality *each)
{
	struct marks m = read_marks(a, x, people, items);
	struct item_test t;
	size_t j;

	t.mean = stat_mean(m.sum, people);
	t.sd = stat_sd(m.sum, people);
	t.alpha = reliability(items, stat_sum(m.variance, items), t.sd * t.sd);
	t.sem = t.sd * sqrt(1 - t.alpha);
	t.group = group_of(people);
	kuder_richardson(&m, &t);
	feldt(&m, &t);
	for (j = 0; j < items; j++)
		judge(&m, j, &each[j]);
	discriminate(a, &m, t.group, each);
	return t;
}

/* ---- not asked of everybody ---- */

struct put {                    /* a question, to those who were asked it */
	double *mark, *share, *rest;    /* [n] */
	size_t *order;                  /* [n] */
	size_t  n;
};

static double
share_without(const double *x, size_t items, size_t but)
{
	double sum = 0, n = 0;
	size_t j;

	for (j = 0; j < items; j++)
		if (j != but && isfinite(x[j])) {
			sum += x[j];
			n++;
		}
	return stat_ratio(sum, n);
}

static void
judge_put(struct arena *a, struct put *p, struct item_quality *q)
{
	size_t i, group = group_of(p->n);
	double up = 0, low = 0;

	q->difficulty = stat_mean(p->mark, p->n);
	q->r_total = stat_correlation(p->mark, p->share, p->n);
	q->r_rest = stat_correlation(p->mark, p->rest, p->n);
	q->alpha_without = NAN;
	for (i = 0; i < p->n; i++)
		p->order[i] = i;
	sort(a, p->order, p->n, sizeof(*p->order), falling, p->share);
	for (i = 0; i < group; i++) {
		up += p->mark[p->order[i]];
		low += p->mark[p->order[p->n - 1 - i]];
	}
	q->discrimination = stat_ratio(up - low, (double)group);
}

static void
judge_asked(struct arena *a, const double *x, size_t people, size_t items,
    struct item_quality *each)
{
	struct put p = { NEWS(a, double, people + 1),
		NEWS(a, double, people + 1), NEWS(a, double, people + 1),
		NEWS(a, size_t, people + 1), 0 };
	const double *row;
	size_t i, j;

	for (j = 0; j < items; j++) {
		p.n = 0;
		for (i = 0; i < people; i++) {
			row = x + i * items;
			if (!isfinite(row[j]))
				continue;
			p.mark[p.n] = row[j];
			p.share[p.n] = share_without(row, items, items);
			p.rest[p.n++] = share_without(row, items, j);
		}
		judge_put(a, &p, &each[j]);
	}
}

struct item_test
item_test_asked(struct arena *a, const double *x, size_t people, size_t items,
    struct item_quality *each)
{
	double *whole = NEWS(a, double, people * items + 1);
	struct item_quality *unused = NEWS(a, struct item_quality, items + 1);
	size_t *of = NEWS(a, size_t, items + 1), i, j, all = 0;
	struct item_test t;

	judge_asked(a, x, people, items, each);
	for (j = 0; j < items; j++) {
		for (i = 0; i < people && isfinite(x[i * items + j]); i++)
			;
		if (i == people && people > 0)
			of[all++] = j;
	}
	for (i = 0; i < people; i++)
		for (j = 0; j < all; j++)
			whole[i * all + j] = x[i * items + of[j]];
	t = item_test(a, whole, people, all, unused);
	if (all == 0)
		t.mean = t.sd = t.sem = NAN;
	return t;
}
