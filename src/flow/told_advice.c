/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Conditions of requests for technical assistance. */
#include "flow/told.h"

#include "flow/finance.h"
#include "flow/gather.h"
#include "model/advise.h"
#include "model/fund.h"
#include "model/people.h"
#include "store/store.h"

/* ---- who is sent ---- */

struct asked {
	struct ctx                *c;
	const struct ta_request   *request;
	struct interest_declaration *said;      /* [n_said] for this request */
	size_t                     n_said;
	struct map                *seen;        /* experts, once each */
	int64_t                    experts, unfit;
	str                        which;
};

static void
note(struct asked *k, const struct expert *x, const char *why)
{
	str code = str_none(x->code) ? x->name : x->code;
	const char *says = words_say(k->c->words, why);

	k->unfit++;
	k->which = str_none(k->which) ? str_print(k->c->arena, "%.*s: %s",
	    (int)code.n, code.p, says) : str_print(k->c->arena,
	    "%.*s; %.*s: %s", (int)k->which.n, k->which.p, (int)code.n, code.p,
	    says);
}

/* Who works for the requester, or is of it, advises himself. */
static bool
is_of_requester(struct asked *k, const struct expert *x, bool *is)
{
	struct errors quiet = { k->c->arena, NULL, NULL, NULL };
	struct id at = k->request->requester;
	struct day today = moment_day(k->c->now);
	struct membership *m;
	struct person p;
	size_t i, n;

	*is = id_same(x->party, at);
	if (*is || id_none(x->party))
		return true;
	if (store_find(k->c->store, &person_entity, x->party, k->c->arena, &p,
	    &quiet))
		*is = id_same(p.organisation, at) || id_same(p.parent, at);
	m = gather_of(k->c, &membership_entity, "member", x->party, &n);
	for (i = 0; m != NULL && i < n; i++)
		*is |= id_same(m[i].of, at) && (m[i].until.n == 0 ||
		    m[i].until.n >= today.n);
	return m != NULL;
}

static const struct interest_declaration *
said_by(const struct asked *k, struct id expert)
{
	const struct interest_declaration *last = NULL;
	size_t i;

	for (i = 0; i < k->n_said; i++)
		if (id_same(k->said[i].expert, expert) && (last == NULL ||
		    k->said[i].declared_on.n >= last->declared_on.n))
			last = &k->said[i];
	return last;
}

static bool
ask_expert(struct asked *k, struct id id)
{
	const struct interest_declaration *said = said_by(k, id);
	struct errors quiet = { k->c->arena, NULL, NULL, NULL };
	struct expert x;
	bool is_own;
	size_t at;

	if (map_find(k->seen, (str){ (const char *)id.b, sizeof(id.b) }, &at) ||
	    !store_find(k->c->store, &expert_entity, id, k->c->arena, &x,
	    &quiet))
		return true;
	*map_at(k->seen, str_copy(k->c->arena,
	    (str){ (const char *)id.b, sizeof(id.b) }), 0) = 1;
	k->experts++;
	if (!is_of_requester(k, &x, &is_own))
		return false;
	if (is_own)
		note(k, &x, "works for the requester");
	else if (said == NULL || said->has_conflict == UNSAID)
		note(k, &x, "has not declared it");
	else if (said->has_conflict == YES)
		note(k, &x, "has declared one");
	return true;
}

static bool
ask_all(struct ctx *c, const struct ta_request *r, struct asked *k)
{
	struct mission *m;
	size_t i, n;
	struct id id;
	str rest, one;

	*k = (struct asked){ .c = c, .request = r, .seen = map_new(c->arena) };
	k->said = gather_of(c, &interest_declaration_entity, "ta_request",
	    r->row.id, &k->n_said);
	if (k->said == NULL || (m = gather_of(c, &mission_entity, "ta_request",
	    r->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		for (rest = str_is(m[i].state, "cancelled") ? (str){ 0 }
		    : m[i].experts; str_cut(&rest, ';', &one); )
			if (id_read(str_trim(one), &id) && !ask_expert(k, id))
				return false;
	return true;
}

bool
told_experts(struct ctx *c, const void *request, int64_t *found, str *which)
{
	struct asked k;

	(void)which;
	if (!ask_all(c, request, &k))
		return false;
	*found = k.experts;
	return true;
}

bool
told_conflicts(struct ctx *c, const void *request, int64_t *found, str *which)
{
	struct asked k;

	if (!ask_all(c, request, &k))
		return false;
	*found = k.unfit;
	*which = k.which;
	return true;
}

/* ---- what is left ---- */

/* The newest terms that say what they cost; none: no such terms. */
static bool
terms_budget(struct ctx *c, const struct ta_request *r, struct money *budget)
{
	int64_t version = INT64_MIN;
	struct tor *t;
	size_t i, n;

	*budget = (struct money){ 0 };
	t = gather_of(c, &tor_entity, "ta_request", r->row.id, &n);
	for (i = 0; t != NULL && i < n; i++)
		if (t[i].budget.currency[0] != '\0' && t[i].version > version) {
			*budget = t[i].budget;
			version = t[i].version;
		}
	return t != NULL;
}

/* Of the terms less what the missions cost; in another currency nobody
 * knows what is left. */
static double
left_of_terms(struct money budget, const struct mission *m, size_t n)
{
	struct money cost = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		if (!str_is(m[i].state, "cancelled") &&
		    m[i].costs.currency[0] != '\0' &&
		    !money_add(&cost, m[i].costs))
			return 0;
	if (cost.currency[0] == '\0')
		return money_real(budget);
	cost.minor = -cost.minor;
	return money_add(&budget, cost) ? money_real(budget) : 0;
}

/* Of the lines of the activities that its missions belong to, less what
 * was spent of them. */
static bool
left_of_lines(struct ctx *c, const struct ta_request *r,
    const struct mission *m, size_t n, double *left)
{
	struct finance *f;
	struct map *seen = map_new(c->arena);
	const struct finance_sum *s;
	size_t i, at;
	str key;

	*left = 0;
	if (!finance_of(c, r->programme, &f))
		return false;
	for (i = 0; i < n; i++) {
		key = (str){ (const char *)m[i].activity.b,
			sizeof(m[i].activity.b) };
		if (id_none(m[i].activity) || map_find(seen, key, &at) ||
		    !gather_find(f->activity_at, &m[i].activity, &at))
			continue;
		*map_at(seen, key, 0) = 1;
		s = &f->activity[at];
		if (s->budget.currency[0] != '\0')
			*left += money_real(s->budget) -
			    (s->spent.currency[0] == '\0' ? 0
			    : money_real(s->spent));
	}
	return true;
}

bool
told_no_funds(struct ctx *c, const void *request, int64_t *found, str *which)
{
	const struct ta_request *r = request;
	struct money budget;
	struct mission *m;
	double left;
	size_t n;

	(void)which;
	if ((m = gather_of(c, &mission_entity, "ta_request", r->row.id,
	    &n)) == NULL || !terms_budget(c, r, &budget))
		return false;
	if (budget.currency[0] != '\0')
		left = left_of_terms(budget, m, n);
	else if (!left_of_lines(c, r, m, n, &left))
		return false;
	*found = !(left > 0);
	return true;
}
