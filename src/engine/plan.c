/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "engine/plan.h"

#include <glpk.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"

enum { LIMIT_MS = 10000, CHEAPEST_MS = 300, PARTS_MOST = 1000 };

struct solving {
	struct arena         *a;
	const struct plan_in *in;
	double               *cost;     /* [n] over all budgets */
	double                end;      /* ms of the clock */
	const bool           *not_this; /* [n] a portfolio left out, or NULL */
	double                at_least; /* benefit; NAN: no such row */
	int                  *column;   /* room for one row of the matrix */
	double               *value;
};

static double
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- the input, checked once ---- */

static bool
is_amount(double x)
{
	return isfinite(x) && x >= 0;
}

static bool
pairs_lie_within(const struct plan_pair *p, size_t n, size_t most)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i].one >= most || p[i].other >= most)
			return false;
	return true;
}

static bool
check(const struct plan_in *in, struct errors *e)
{
	size_t i, j;
	bool fine = pairs_lie_within(in->needs, in->n_needs, in->n) &&
	    pairs_lie_within(in->excludes, in->n_excludes, in->n);

	for (i = 0; i < in->groups; i++)
		for (j = 0; j < in->group[i].n; j++)
			fine = fine && in->group[i].of[j] < in->n;
	if (!fine)
		return fail(e, INVALID, "activities",
		    "A need, exclusion or group names an activity that is "
		    "not there.");
	for (i = 0; i < in->budgets; i++)
		fine = fine && is_amount(in->budget[i]);
	for (i = 0; i < in->n * in->budgets; i++)
		fine = fine && is_amount(in->cost[i]);
	for (i = 0; i < in->n; i++)
		fine = fine && is_amount(in->benefit[i]);
	return fine || fail(e, INVALID, "activities",
	    "Benefits, costs and budgets are numbers of 0 or more.");
}

/* ---- portfolios ---- */

static struct plan_choice
no_choice(struct solving *s, enum plan_end end)
{
	return (struct plan_choice){ end, NEWS(s->a, bool, s->in->n + 1),
		NAN, NAN, NAN };
}

static void
sum_up(const struct solving *s, struct plan_choice *c)
{
	size_t i;

	c->benefit = c->cost = 0;
	for (i = 0; i < s->in->n; i++)
		if (c->is_chosen[i]) {
			c->benefit += s->in->benefit[i];
			c->cost += s->cost[i];
		}
}

static bool
is_affordable(const struct plan_in *in, const bool *x)
{
	double sum;
	size_t i, j;

	for (j = 0; j < in->budgets; j++) {
		sum = 0;
		for (i = 0; i < in->n; i++)
			sum += x[i] ? in->cost[i * in->budgets + j] : 0;
		if (sum > in->budget[j] * (1 + 1e-12))
			return false;
	}
	return true;
}

static bool
is_consistent(const struct plan_in *in, const bool *x)
{
	size_t i;

	for (i = 0; i < in->n_needs; i++)
		if (x[in->needs[i].one] && !x[in->needs[i].other])
			return false;
	for (i = 0; i < in->n_excludes; i++)
		if (in->excludes[i].one != in->excludes[i].other &&
		    x[in->excludes[i].one] && x[in->excludes[i].other])
			return false;
	for (i = 0; i < in->n && in->fixed != NULL; i++)
		if (in->fixed[i] != 0 && x[i] != (in->fixed[i] > 0))
			return false;
	return true;
}

static bool
covers(const struct plan_in *in, const bool *x)
{
	size_t i, j, n;

	for (i = 0; i < in->groups; i++) {
		n = 0;
		for (j = 0; j < in->group[i].n; j++)
			n += x[in->group[i].of[j]];
		if (n < in->group[i].at_least)
			return false;
	}
	return true;
}

/* ---- the programme for GLPK ---- */

/* One row over `n` columns that are laid out from 1 on. */
static void
add_row(struct solving *s, glp_prob *p, int n, int type, double lo, double hi)
{
	int row = glp_add_rows(p, 1);

	glp_set_row_bnds(p, row, type, lo, hi);
	glp_set_mat_row(p, row, n, s->column, s->value);
}

static void
add_need(struct solving *s, glp_prob *p, struct plan_pair of)
{
	if (of.one == of.other)
		return;
	s->column[1] = (int)of.one + 1;
	s->column[2] = (int)of.other + 1;
	s->value[1] = 1;
	s->value[2] = -1;
	add_row(s, p, 2, GLP_UP, 0, 0);
}

/*
 * Exclusions as rows: of activities that all exclude one another one at
 * most is taken.  Said pair by pair, halves of each would do as well, and
 * the bound would be of little use.  Each pair is in one row at least.
 */
static void
add_excludes(struct solving *s, glp_prob *p)
{
	const struct plan_in *in = s->in;
	size_t n = in->n, i, j;
	bool *both = NEWS(s->a, bool, n * n), *told = NEWS(s->a, bool, n * n);
	struct plan_pair x;
	int of, k, m;

	for (i = 0; i < in->n_excludes; i++) {
		x = in->excludes[i];
		both[x.one * n + x.other] = both[x.other * n + x.one] = true;
	}
	for (i = 0; i < in->n_excludes; i++) {
		x = in->excludes[i];
		if (x.one == x.other || told[x.one * n + x.other])
			continue;
		of = 2;
		s->column[1] = (int)x.one + 1;
		s->column[2] = (int)x.other + 1;
		for (j = 0; j < n; j++) {
			for (k = 1; k <= of && s->column[k] != (int)j + 1 &&
			    both[((size_t)s->column[k] - 1) * n + j]; k++)
				;
			if (k > of)
				s->column[++of] = (int)j + 1;
		}
		for (k = 1; k <= of; k++)
			for (s->value[k] = 1, m = 1; m <= of; m++)
				told[((size_t)s->column[k] - 1) * n +
				    (size_t)s->column[m] - 1] = true;
		add_row(s, p, of, GLP_UP, 0, 1);
	}
}

static int
lay_all(struct solving *s, const double *x, size_t step)
{
	size_t i;

	for (i = 0; i < s->in->n; i++) {
		s->column[i + 1] = (int)i + 1;
		s->value[i + 1] = x[i * step];
	}
	return (int)s->in->n;
}

/* In shares of the budget: dongs and dollars are alike to the solver. */
static void
add_budget(struct solving *s, glp_prob *p, size_t budget)
{
	double of = s->in->budget[budget] > 0 ? s->in->budget[budget] : 1;
	int i, n = lay_all(s, s->in->cost + budget, s->in->budgets);

	for (i = 1; i <= n; i++)
		s->value[i] /= of;
	add_row(s, p, n, GLP_UP, 0, s->in->budget[budget] / of);
}

static void
add_group(struct solving *s, glp_prob *p, const struct plan_group *g)
{
	int n = 0;
	size_t i, j;

	for (i = 0; i < g->n; i++) {
		for (j = 0; j < i && g->of[j] != g->of[i]; j++)
			;
		if (j < i)
			continue;
		s->column[++n] = (int)g->of[i] + 1;
		s->value[n] = 1;
	}
	add_row(s, p, n, GLP_LO, (double)g->at_least, 0);
}

/* At least one activity is otherwise than there. */
static void
add_other(struct solving *s, glp_prob *p)
{
	double chosen = 0;
	size_t i;

	for (i = 0; i < s->in->n; i++) {
		s->column[i + 1] = (int)i + 1;
		s->value[i + 1] = s->not_this[i] ? -1 : 1;
		chosen += s->not_this[i];
	}
	add_row(s, p, (int)s->in->n, GLP_LO, 1 - chosen, 0);
}

static void
add_columns(struct solving *s, glp_prob *p, const double *worth)
{
	size_t i;
	int fixed;

	glp_add_cols(p, (int)s->in->n);
	for (i = 0; i < s->in->n; i++) {
		glp_set_col_kind(p, (int)i + 1, GLP_BV);
		glp_set_obj_coef(p, (int)i + 1, worth[i]);
		fixed = s->in->fixed == NULL ? 0 : s->in->fixed[i];
		if (fixed != 0)
			glp_set_col_bnds(p, (int)i + 1, GLP_FX, fixed > 0,
			    fixed > 0);
	}
}

static glp_prob *
build(struct solving *s, const double *worth, int direction)
{
	const struct plan_in *in = s->in;
	glp_prob *p = glp_create_prob();
	size_t i;

	glp_set_obj_dir(p, direction);
	add_columns(s, p, worth);
	for (i = 0; i < in->budgets; i++)
		add_budget(s, p, i);
	for (i = 0; i < in->n_needs; i++)
		add_need(s, p, in->needs[i]);
	add_excludes(s, p);
	for (i = 0; i < in->groups; i++)
		add_group(s, p, &in->group[i]);
	if (s->not_this != NULL)
		add_other(s, p);
	if (!isnan(s->at_least))
		add_row(s, p, lay_all(s, in->benefit, 1), GLP_LO, s->at_least,
		    0);
	return p;
}

/*
 * The fewest parts of 1 of which all these are whole numbers: a portfolio
 * that beats another does so by one part at least, and the solver, given
 * whole numbers, cuts off all that promise less.  1 if there are none.
 */
static double
parts_of(const double *x, size_t n)
{
	double k, near;
	size_t i;

	for (k = 1; k <= PARTS_MOST; k++) {
		for (i = 0; i < n; i++) {
			near = nearbyint(x[i] * k);
			if (near > 1e9 || fabs(x[i] * k - near) > 1e-12 * near)
				break;
		}
		if (i == n)
			return k;
	}
	return 1;
}

/* Whole numbers of parts; such as they are, if they have none. */
static const double *
in_parts(struct solving *s, const double *x, double *parts)
{
	double *worth = NEWS(s->a, double, s->in->n + 1);
	size_t i;

	*parts = parts_of(x, s->in->n);
	for (i = 0; i < s->in->n; i++)
		worth[i] = *parts > 1 ? nearbyint(x[i] * *parts) : x[i];
	return worth;
}

/* ---- solving ---- */

/* The tree is in the hands of this callback while GLPK searches: the bound
 * that is left when the time is up. */
static void
note_bound(glp_tree *tree, void *bound)
{
	int node;

	if (glp_ios_reason(tree) != GLP_ISELECT)
		return;
	node = glp_ios_best_node(tree);
	if (node != 0)
		*(double *)bound = glp_ios_node_bound(tree, node);
}

static void
read_choice(const struct solving *s, glp_prob *p, struct plan_choice *c)
{
	size_t i;

	for (i = 0; i < s->in->n; i++)
		c->is_chosen[i] = glp_mip_col_val(p, (int)i + 1) > 0.5;
	sum_up(s, c);
}

/* Rounding in the solver must not spend what is not there. */
static bool
holds(const struct solving *s, const bool *x)
{
	return is_affordable(s->in, x) && is_consistent(s->in, x) &&
	    covers(s->in, x);
}

static struct plan_choice
solve(struct solving *s, const double *worth, int direction)
{
	struct plan_choice c = no_choice(s, PLAN_LATE);
	double left = s->end - clock_ms(), bound = NAN, parts;
	glp_iocp how;
	glp_prob *p;
	int status;

	if (left < 1)
		return c;
	p = build(s, in_parts(s, worth, &parts), direction);
	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.presolve = GLP_ON;
	how.tm_lim = (int)left;
	/* Measured (bench/portfolio): without cuts and with pseudocosts the
	 * tree grows, and is walked in a third of the time. */
	how.br_tech = GLP_BR_PCH;
	how.cb_func = note_bound;
	how.cb_info = &bound;
	status = glp_intopt(p, &how);
	if (status == GLP_ENOPFS || status == GLP_ENODFS ||
	    glp_mip_status(p) == GLP_NOFEAS)
		c.end = PLAN_NONE;
	else if (glp_mip_status(p) == GLP_OPT ||
	    glp_mip_status(p) == GLP_FEAS) {
		read_choice(s, p, &c);
		c.end = glp_mip_status(p) == GLP_OPT ? PLAN_BEST : PLAN_FOUND;
		c.bound = c.end == PLAN_BEST ? c.benefit : bound / parts;
		if (!holds(s, c.is_chosen))
			c = no_choice(s, PLAN_LATE);
	}
	glp_delete_prob(p);
	return c;
}

/* The best, and of the best the cheapest. */
static struct plan_choice
best_of(struct solving *s, const bool *not_this)
{
	double from = clock_ms(), end = s->end;
	struct plan_choice c, cheap;

	s->not_this = not_this;
	s->at_least = NAN;
	c = solve(s, s->in->benefit, GLP_MAX);
	if (c.end != PLAN_BEST)
		return c;
	/* That there is no cheaper one is harder to prove than that there is
	 * no better one, and matters less. */
	s->end = fmin(end, clock_ms() + CHEAPEST_MS +
	    (clock_ms() - from) / 2);
	s->at_least = c.benefit * (1 - 1e-9);
	cheap = solve(s, s->cost, GLP_MIN);
	s->end = end;
	if ((cheap.end != PLAN_BEST && cheap.end != PLAN_FOUND) ||
	    cheap.benefit < c.benefit * (1 - 1e-9) || cheap.cost > c.cost)
		return c;
	cheap.end = PLAN_BEST;
	cheap.bound = c.bound;
	return cheap;
}

/*
 * What both say together: no portfolio is better than the first but the
 * second and what that one leaves open.  A runner-up may come out ahead of
 * a first that was not proven, and prove it by being proven itself.
 */
static void
settle(struct plan *p)
{
	struct plan_choice was = p->best;
	double others = p->second.end == PLAN_NONE ? 0 : p->second.bound;

	if (p->second.benefit > p->best.benefit) {
		p->best = p->second;
		p->second = was;
		p->second.end = PLAN_FOUND;
	}
	if (isnan(others))
		return;
	p->best.bound = fmin(was.bound, fmax(others, p->best.benefit));
	if (p->best.bound <= p->best.benefit * (1 + 1e-12))
		p->best.end = PLAN_BEST;
}

/* ---- one after the other ---- */

static bool
may_add(const struct plan_in *in, bool *x, size_t i)
{
	bool may;

	if (x[i] || (in->fixed != NULL && in->fixed[i] < 0))
		return false;
	x[i] = true;
	may = is_affordable(in, x) && is_consistent(in, x);
	x[i] = false;
	return may;
}

static struct plan_choice
greedy(struct solving *s)
{
	const struct plan_in *in = s->in;
	struct plan_choice c = no_choice(s, PLAN_FOUND);
	double ratio, best;
	size_t i, at = 0;

	for (i = 0; i < in->n && in->fixed != NULL; i++)
		c.is_chosen[i] = in->fixed[i] > 0;
	while (at < in->n) {
		best = -1;
		at = in->n;
		for (i = 0; i < in->n; i++) {
			ratio = s->cost[i] > 0 ? in->benefit[i] / s->cost[i]
			    : INFINITY;
			if (ratio > best && may_add(in, c.is_chosen, i)) {
				best = ratio;
				at = i;
			}
		}
		if (at < in->n)
			c.is_chosen[at] = true;
	}
	sum_up(s, &c);
	return c;
}

/* ---- all of them ---- */

static void
count(struct solving *s, struct plan *out)
{
	const struct plan_in *in = s->in;
	struct plan_choice c = no_choice(s, PLAN_FOUND);
	size_t i, all;

	for (all = 0; all < (size_t)1 << in->n; all++) {
		for (i = 0; i < in->n; i++)
			c.is_chosen[i] = all >> i & 1;
		if (!holds(s, c.is_chosen))
			continue;
		out->feasible++;
		sum_up(s, &c);
		out->optima += fabs(c.benefit - out->best.benefit) <=
		    1e-9 * fmax(1, out->best.benefit);
	}
	out->is_counted = true;
}

static void
sum_costs(struct solving *s)
{
	size_t i, j;

	s->cost = NEWS(s->a, double, s->in->n + 1);
	for (i = 0; i < s->in->n; i++)
		for (j = 0; j < s->in->budgets; j++)
			s->cost[i] += s->in->cost[i * s->in->budgets + j];
}

/* GLPK takes no programme without columns. */
static void
choose_nothing(struct solving *s, struct plan *out)
{
	out->best = out->second = out->greedy = no_choice(s, PLAN_NONE);
	if (covers(s->in, out->best.is_chosen)) {
		out->best.end = PLAN_BEST;
		sum_up(s, &out->best);
		out->best.bound = 0;
		out->feasible = out->optima = 1;
	}
	out->is_counted = true;
}

static struct solving
solving_new(struct arena *a, const struct plan_in *in)
{
	return (struct solving){ .a = a, .in = in, .at_least = NAN,
		.end = clock_ms() + (in->limit_ms > 0 ? in->limit_ms
		: LIMIT_MS), .column = NEWS(a, int, in->n + 3),
		.value = NEWS(a, double, in->n + 3) };
}

/* Of the time, the best may take this share; the rest is for the others. */
static const double BEST_SHARE = 0.7;

bool
plan_choose(struct arena *a, const struct plan_in *in, struct plan *out,
    struct errors *e)
{
	struct solving s = solving_new(a, in);
	double end = s.end;

	memset(out, 0, sizeof(*out));
	if (!check(in, e))
		return false;
	sum_costs(&s);
	if (in->n == 0) {
		choose_nothing(&s, out);
		return true;
	}
	glp_term_out(GLP_OFF);
	s.end -= (end - clock_ms()) * (1 - BEST_SHARE);
	out->best = best_of(&s, NULL);
	s.end = end;
	out->second = out->best.end == PLAN_BEST || out->best.end == PLAN_FOUND
	    ? best_of(&s, out->best.is_chosen)
	    : no_choice(&s, out->best.end);
	glp_free_env();
	if (out->best.end == PLAN_FOUND)
		settle(out);
	out->greedy = greedy(&s);
	if (in->n <= PLAN_COUNT_MOST && out->best.end == PLAN_BEST)
		count(&s, out);
	return true;
}

bool
plan_steps(struct arena *a, const struct plan_in *in, const double *budget,
    size_t n, struct plan_choice *out, struct errors *e)
{
	struct plan_in other = *in;
	struct solving s = solving_new(a, &other);
	double end = s.end;
	size_t i;

	for (i = 0; i < n; i++) {
		other.budget = budget + i * in->budgets;
		if (!check(&other, e))
			return false;
		if (i == 0)
			sum_costs(&s);
		out[i] = no_choice(&s, PLAN_NONE);
		if (in->n == 0)
			continue;
		glp_term_out(GLP_OFF);
		/* An even part of what is left: one that is hard must not
		 * starve those behind it. */
		s.end = clock_ms() + (end - clock_ms()) / (double)(n - i);
		out[i] = solve(&s, in->benefit, GLP_MAX);
	}
	glp_free_env();
	return true;
}
