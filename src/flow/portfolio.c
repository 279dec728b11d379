/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/portfolio.h"

#include <math.h>
#include <string.h>

#include "flow/find.h"
#include "flow/gather.h"
#include "model/people.h"

struct choosing {
	struct ctx       *c;
	struct portfolio *p;
	struct activity  *all;
	size_t            n_all;
	struct map       *at;           /* id: place in p->activity */
};

/* In the order of their codes, those that may be chosen or left. */
static void
keep_open(struct choosing *k)
{
	struct portfolio *p = k->p;
	size_t i;

	p->activity = NEWS(k->c->arena, struct activity, k->n_all + 1);
	for (i = 0; i < k->n_all; i++) {
		if (k->all[i].is_mandatory == YES)
			continue;
		if (isnan(k->all[i].benefit) ||
		    strcmp(k->all[i].cost.currency, p->currency) != 0)
			p->no_benefit++;
		else
			p->activity[p->n++] = k->all[i];
	}
	k->at = gather_index(k->c->arena, p->activity, p->n,
	    sizeof(*p->activity));
}

static void
lay_amounts(struct choosing *k)
{
	struct portfolio *p = k->p;
	double *cost = NEWS(k->c->arena, double, p->n + 1);
	double *benefit = NEWS(k->c->arena, double, p->n + 1);
	size_t i;

	for (i = 0; i < p->n; i++) {
		cost[i] = money_real(p->activity[i].cost);
		benefit[i] = p->activity[i].benefit;
		if (p->activity[i].selected != YES)
			continue;
		p->chosen_benefit += benefit[i];
		p->chosen_cost += cost[i];
	}
	p->in.n = p->n;
	p->in.cost = cost;
	p->in.benefit = benefit;
	p->in.budget = &p->budget;
	p->in.budgets = 1;
}

static size_t
add_pairs(const struct map *at, size_t one, str ids, struct plan_pair *to)
{
	size_t n = 0, other;
	struct id id;
	str piece;

	while (str_cut(&ids, ';', &piece))
		if (id_read(str_trim(piece), &id) &&
		    gather_find(at, &id, &other))
			to[n++] = (struct plan_pair){ one, other };
	return n;
}

void
portfolio_pairs(struct arena *a, const struct map *at, const void *rows,
    size_t size, struct plan_in *in)
{
	const struct activity *row;
	struct plan_pair *needs, *not;
	size_t room = 1, i;

	for (i = 0; i < in->n; i++) {           /* an id's text is 36 long */
		row = (const void *)((const char *)rows + i * size);
		room += row->prerequisites.n / 36 +
		    row->exclusive_with.n / 36 + 2;
	}
	needs = NEWS(a, struct plan_pair, room);
	not = NEWS(a, struct plan_pair, room);
	for (i = 0; i < in->n; i++) {
		row = (const void *)((const char *)rows + i * size);
		in->n_needs += add_pairs(at, i, row->prerequisites,
		    needs + in->n_needs);
		in->n_excludes += add_pairs(at, i, row->exclusive_with,
		    not + in->n_excludes);
	}
	in->needs = needs;
	in->excludes = not;
}

static double
must_cost(const struct choosing *k)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < k->n_all; i++)
		if (k->all[i].is_mandatory == YES &&
		    k->all[i].cost.currency[0] != '\0')
			sum += money_real(k->all[i].cost);
	return sum;
}

static bool
set_budget(struct choosing *k, struct id programme)
{
	struct portfolio *p = k->p;
	struct plan_version *v;
	size_t i, n;

	p->source = PORTFOLIO_CHOSEN;
	p->budget = p->chosen_cost;
	v = gather(k->c, &plan_version_entity, programme, &n);
	if (v == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_is(v[i].state, "approved") &&
		    strcmp(v[i].ceiling.currency, p->currency) == 0) {
			p->source = PORTFOLIO_CEILING;
			p->budget = fmax(0, money_real(v[i].ceiling) -
			    must_cost(k));
		}
	return true;
}

static void
judge(struct portfolio *p)
{
	size_t i;

	p->as_chosen = p->plan.best.end == PLAN_BEST;
	for (i = 0; i < p->n; i++)
		if (p->plan.best.is_chosen[i] !=
		    (p->activity[i].selected == YES))
			p->as_chosen = false;
}

bool
portfolio_of(struct ctx *c, struct id programme,
    const struct portfolio_asked *asked, struct portfolio **out)
{
	struct portfolio *p = NEW(c->arena, struct portfolio);
	struct choosing k = { .c = c, .p = p };
	struct programme head;

	*out = p;
	if (!flow_find(c, &programme_entity, programme, &head) ||
	    (k.all = gather(c, &activity_entity, programme,
	    &k.n_all)) == NULL)
		return false;
	memcpy(p->currency, head.currency.p, head.currency.n < 3
	    ? head.currency.n : 3);
	keep_open(&k);
	lay_amounts(&k);
	portfolio_pairs(c->arena, k.at, p->activity, sizeof(*p->activity),
	    &p->in);
	if (!set_budget(&k, programme))
		return false;
	if (asked != NULL && !isnan(asked->budget)) {
		p->budget = asked->budget;
		p->source = PORTFOLIO_ASKED;
	}
	if (asked != NULL) {
		p->in.group = asked->group;
		p->in.groups = asked->groups;
	}
	if (!plan_choose(c->arena, &p->in, &p->plan, &c->errors))
		return false;
	judge(p);
	return true;
}
