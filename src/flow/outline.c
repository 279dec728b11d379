/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/outline.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/evaluate.h"
#include "flow/find.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "flow/loop.h"
#include "flow/records.h"
#include "flow/worth.h"
#include "format/json.h"
#include "model/fund.h"
#include "model/iati.h"
#include "model/plan.h"
#include "store/store.h"

enum { SPOTS = 200 };           /* of one programme */

double
outline_closed(const struct outline *o)
{
	return o->gaps == 0 ? NAN : (double)o->closed / (double)o->gaps;
}

bool
outline_country(str text, char code[3])
{
	memset(code, 0, 3);
	if (text.n < 2 || !isalpha((unsigned char)text.p[0]) ||
	    !isalpha((unsigned char)text.p[1]) ||
	    (text.n > 2 && (isalnum((unsigned char)text.p[2]) ||
	    (unsigned char)text.p[2] >= 0x80)))
		return false;
	code[0] = (char)toupper((unsigned char)text.p[0]);
	code[1] = (char)toupper((unsigned char)text.p[1]);
	return true;
}

/* ---- where ---- */

void
outline_country_add(struct outline *o, str text)
{
	char code[3];
	size_t i;

	if (!outline_country(text, code) || o->spots == SPOTS)
		return;
	for (i = 0; i < o->spots; i++)
		if (strcmp(o->spot[i].country, code) == 0)
			return;
	o->spot[o->spots] = (struct outline_spot){ .north = NAN,
		.east = NAN };
	if (text.n > 2)
		o->spot[o->spots].name = text;
	memcpy(o->spot[o->spots++].country, code, 3);
}

static const struct node *
table_rows(struct ctx *c, str text)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *all;

	if (str_none(text) || !json_read(c->arena, text, &all, &quiet))
		return NULL;
	return all->first;
}

static bool
spots_fill(struct ctx *c, struct outline *o)
{
	const struct node *row;
	struct iati_entry *e;
	size_t i, n;

	o->spot = NEWS(c->arena, struct outline_spot, SPOTS);
	outline_country_add(o, o->p.country);
	e = gather(c, &iati_entry_entity, o->p.row.id, &n);
	for (i = 0; e != NULL && i < n; i++)
		for (row = table_rows(c, e[i].countries); row != NULL;
		    row = row->next)
			outline_country_add(o, json_text(row, "code"));
	for (i = 0; e != NULL && i < n; i++)
		for (row = table_rows(c, e[i].locations); row != NULL &&
		    o->spots < SPOTS; row = row->next) {
			struct outline_spot s = {
				.name = json_text(row, "name"),
				.north = json_number(row, "latitude"),
				.east = json_number(row, "longitude") };

			if (fabs(s.north) <= 90 && fabs(s.east) <= 180)
				o->spot[o->spots++] = s;
		}
	return e != NULL;
}

/* ---- money ---- */

static struct outline_kind *
kind_of(struct outline *o, str modality)
{
	size_t i;

	for (i = 0; i < o->kinds; i++)
		if (str_same(o->kind[i].modality, modality))
			return &o->kind[i];
	o->kind[o->kinds].modality = modality;
	return &o->kind[o->kinds++];
}

static int
by_modality(const void *one, const void *other, const void *with)
{
	const struct outline_kind *a = one, *b = other;

	(void)with;
	if (str_none(a->modality) != str_none(b->modality))
		return str_none(a->modality) ? 1 : -1;
	return str_order(a->modality, b->modality);
}

static bool
kind_add(struct ctx *c, struct outline *o, str modality,
    const struct finance_sum *s)
{
	struct outline_kind *k = kind_of(o, modality);

	return (money_add(&k->budget, s->budget) &&
	    money_add(&k->spent, s->spent)) || fail(&c->errors, INVALID,
	    NULL, "The sums of this programme are too large.");
}

/* What is of no activity is of no kind, too: so the kinds come to all. */
static bool
kinds_fill(struct ctx *c, struct outline *o, const struct finance *f)
{
	struct activity *a;
	struct map *at;
	size_t i, n, place;

	if ((a = gather(c, &activity_entity, o->p.row.id, &n)) == NULL)
		return false;
	at = gather_index(c->arena, a, n, sizeof(*a));
	o->kind = NEWS(c->arena, struct outline_kind, f->activities + 1);
	for (i = 0; i < f->activities; i++)
		if (!kind_add(c, o, !id_none(f->activity[i].id) &&
		    gather_find(at, &f->activity[i].id, &place)
		    ? a[place].modality : (str){ 0 }, &f->activity[i]))
			return false;
	if (f->no_activity.lines + f->no_activity.entries > 0 &&
	    !kind_add(c, o, (str){ 0 }, &f->no_activity))
		return false;
	sort(c->arena, o->kind, o->kinds, sizeof(*o->kind), by_modality,
	    NULL);
	return true;
}

static void
funder_add(struct outline *o, struct id funder)
{
	size_t i;

	for (i = 0; i < o->funders; i++)
		if (id_same(o->funder[i], funder))
			return;
	if (!id_none(funder))
		o->funder[o->funders++] = funder;
}

/* Persons who give are not named beside organisations. */
static bool
funders_name(struct ctx *c, struct outline *o)
{
	struct party party;
	size_t i, n = 0;

	o->funder_name = NEWS(c->arena, str, o->funders + 1);
	for (i = 0; i < o->funders; i++) {
		if (!flow_find(c, &party_entity, o->funder[i], &party))
			return false;
		if (str_is(party.kind, "IND"))
			continue;
		o->funder[n] = o->funder[i];
		o->funder_name[n++] = flow_name(c, &party_entity,
		    o->funder[i]);
	}
	o->funders = n;
	return true;
}

static bool
funders_fill(struct ctx *c, struct outline *o)
{
	struct transaction *t;
	struct budget_line *l;
	size_t i, n, m;

	l = gather(c, &budget_line_entity, o->p.row.id, &n);
	t = gather(c, &transaction_entity, o->p.row.id, &m);
	if (l == NULL || t == NULL)
		return false;
	o->funder = NEWS(c->arena, struct id, n + m + 1);
	for (i = 0; i < n; i++)
		funder_add(o, l[i].funder);
	for (i = 0; i < m; i++)
		funder_add(o, t[i].funder);
	return funders_name(c, o);
}

static bool
money_fill(struct ctx *c, struct outline *o)
{
	struct finance *f;

	if (!finance_of(c, o->p.row.id, &f))
		return false;
	memcpy(o->currency, f->currency, sizeof(o->currency));
	o->budget = f->budget;
	o->spent = f->spent;
	o->unconverted = f->unconverted;
	return kinds_fill(c, o, f) && funders_fill(c, o);
}

/* ---- people and gaps ---- */

static bool
people_fill(struct ctx *c, struct outline *o)
{
	struct records r;
	struct ask ask = { .home = o->p.row.id };
	size_t i;

	if (!records_of(c, o->p.row.id, S("people_trained"), &r))
		return false;
	o->people = (int64_t)r.n;
	for (i = 0; i < r.n; i++)
		o->women += str_is(r.row[i].sex, "F");
	return flow_count(c, &organisation_entity, &ask, &o->organisations);
}

/* ---- what a level cost ---- */

static struct outline_cost *
cost_of(struct ctx *c, struct outline *o, const struct outline_partners *by,
    const struct activity *a)
{
	size_t i;

	for (i = 0; i < o->costs; i++)
		if (id_same(o->cost[i].activity, a->row.id))
			return &o->cost[i];
	o->cost[o->costs] = (struct outline_cost){ .activity = a->row.id,
		.modality = a->modality, .led_by = a->led_by };
	outline_partner(c, by, a, &o->cost[o->costs]);
	return &o->cost[o->costs++];
}

static bool
costs_fill(struct ctx *c, struct outline *o)
{
	struct id home = o->p.row.id;
	const struct results **round;
	struct reassess_pair *pair;
	struct outline_partners *by;
	struct outline_cost *x;
	struct finance *f;
	struct worth **w;
	size_t i, k, rounds, pairs, room = 1;

	if (!evaluate_rounds(c, home, &round, &rounds) ||
	    !reassess_pairs(c, home, round, rounds, &pair, &pairs) ||
	    !finance_of(c, home, &f) || !outline_partners(c, home, &by))
		return false;
	w = NEWS(c->arena, struct worth *, pairs + 1);
	for (i = 0; i < pairs; i++) {
		if (!worth_of(c, home, &pair[i], f, &w[i]))
			return false;
		room += w[i]->activities;
	}
	o->cost = NEWS(c->arena, struct outline_cost, room);
	for (i = 0; i < pairs; i++)
		for (k = 0; k < w[i]->activities; k++) {
			const struct worth_activity *a = &w[i]->activity[k];

			if (a->sum.pairs == 0)
				continue;
			x = cost_of(c, o, by, a->row);
			x->spent = a->sum.spent;
			x->gained += a->sum.gained;
			x->pairs += a->sum.pairs;
		}
	return true;
}

static bool
gaps_fill(struct ctx *c, struct outline *o)
{
	struct loop *l;

	if (!loop_of(c, o->p.row.id, &l))
		return false;
	o->gaps = l->all.gaps;
	o->reassessed = l->all.reassessed;
	o->reduced = l->all.reduced;
	o->closed = l->all.closed;
	o->gained = l->all.reassessed > 0 ? l->all.change : NAN;
	return true;
}

bool
outline_of(struct ctx *c, struct id programme, struct outline **out)
{
	struct ctx system = ctx_as_program(c);
	struct outline *o = *out = NEW(c->arena, struct outline);
	bool fine;

	o->is_counted = true;

	fine = store_last_change(c->store, &o->at, &system.errors) &&
	    flow_find(&system, &programme_entity, programme, &o->p) &&
	    money_fill(&system, o) && people_fill(&system, o) &&
	    gaps_fill(&system, o) && spots_fill(&system, o) &&
	    costs_fill(&system, o);
	c->errors = system.errors;
	return fine;
}
