/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a level gained has cost, and what a point of a test did. */
#include "web/evaluate.h"

#include <math.h>

#include "flow/worth.h"
#include "model/fund.h"
#include "model/text.h"
#include "web/entity.h"

static void
sum_put(const struct worth_sum *s, const char *currency, struct node *row)
{
	node_money(row, "spent", s->spent);
	node_count(row, "targets", (int64_t)s->targets);
	node_count(row, "pairs", (int64_t)s->pairs);
	node_count(row, "subjects", s->pairs > 0 ? (int64_t)s->subjects
	    : INT64_MIN);
	node_real(row, "gained", s->gained, 1);
	node_real(row, "per_subject", s->per_subject, 0);
	node_real(row, "per_level", s->per_level, 0);
	node_count(row, "beside", s->beside > 0 ? (int64_t)s->beside
	    : INT64_MIN);
	node_real(row, "beyond", s->beyond, 1);
	node_real(row, "per_beyond", s->per_beyond, 0);
	node_bool(row, "no_beyond", s->beyond <= 0);
	node_count(row, "again", s->again > 0 ? (int64_t)s->again
	    : INT64_MIN);
	node_real(row, "retention", 100 * s->retention, 0);
	node_real(row, "per_kept", s->per_kept, 0);
	node_z(row, "currency", currency);
	node_bool(row, "no_gain", s->gained <= 0);
	node_bool(row, "unmeasured", s->pairs == 0);
}

static double
dearest(const struct worth *w)
{
	double most = 0;
	size_t i;

	for (i = 0; i < w->activities; i++)
		most = fmax(most, w->activity[i].sum.per_level);
	return most;
}

bool
evaluate_cost_put(struct ctx *c, const struct programme *p,
    const struct reassess_pair *pair, struct node *out)
{
	const struct activity *a;
	struct finance *f;
	struct worth *w;
	struct node *row;
	double most;
	size_t i;

	(void)node_list(out, "costs");
	if (!ctx_may(c, &transaction_entity, SEE, p->row.id) ||
	    !ctx_may(c, &activity_entity, SEE, p->row.id))
		return true;
	if (!finance_of(c, p->row.id, &f) ||
	    !worth_of(c, p->row.id, pair, f, &w))
		return false;
	most = dearest(w);
	for (i = 0; i < w->activities; i++) {
		a = w->activity[i].row;
		row = node_row(out, "costs");
		node_text(row, "code", a->code);
		node_text(row, "title", text_in(c->arena, a->title, c->lang));
		node_text(row, "href", entity_href(c, &activity_entity,
		    a->row.id));
		node_text(row, "figure", figured_href(c, "cost",
		    pair->last->round.row.id, id_text(c->arena, a->row.id)));
		sum_put(&w->activity[i].sum, f->currency, row);
		node_real(row, "percent", 100 * w->activity[i].sum.per_level /
		    most, 0);
	}
	node_bool(out, "has_costs", w->activities > 0);
	node_count(out, "cost_others", w->others > 0 ? (int64_t)w->others
	    : INT64_MIN);
	node_bool(out, "cost_later", w->has_later);
	if (w->activities > 0) {
		row = node_object(out, "cost");
		node_text(row, "figure", figured_href(c, "cost",
		    pair->last->round.row.id, S("all")));
		sum_put(&w->all, f->currency, row);
	}
	return true;
}

void
evaluate_course_put(const struct train_course *k, struct node *row)
{
	node_money(row, "spent", k->spent);
	node_real(row, "per_person", k->per_person, 0);
	node_real(row, "per_point", k->per_point, 0);
	node_real(row, "per_kept", k->per_kept, 0);
	node_bool(row, "no_gain", k->paired.n > 0 && k->paired.mean <= 0);
	node_bool(row, "has_cost", k->spent.currency[0] != '\0');
}
