/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An outline as bytes, without the programme's own row. */
#include "base/arena.h"
#include "base/pack.h"
#include "flow/outline.h"

enum { MOST = 1 << 20, EACH_MOST = 100000 };

/* ---- to bytes ---- */

static void
put_money(struct write *w, struct money m)
{
	pack_int(w, m.minor);
	pack_raw(w, m.currency, sizeof(m.currency));
}

str
outline_pack(struct arena *a, const struct outline *o)
{
	struct write w = write_new(a, MOST);
	size_t i;

	pack_raw(&w, o->currency, sizeof(o->currency));
	put_money(&w, o->budget);
	put_money(&w, o->spent);
	pack_int(&w, o->unconverted);
	pack_int(&w, (int64_t)o->gaps);
	pack_int(&w, (int64_t)o->reassessed);
	pack_int(&w, (int64_t)o->reduced);
	pack_int(&w, (int64_t)o->closed);
	pack_real(&w, o->gained);
	pack_int(&w, o->people);
	pack_int(&w, o->women);
	pack_int(&w, o->organisations);
	pack_int(&w, (int64_t)o->kinds);
	for (i = 0; i < o->kinds; i++) {
		pack_str(&w, o->kind[i].modality);
		put_money(&w, o->kind[i].budget);
		put_money(&w, o->kind[i].spent);
	}
	pack_int(&w, (int64_t)o->funders);
	for (i = 0; i < o->funders; i++) {
		pack_raw(&w, o->funder[i].b, sizeof(o->funder[i].b));
		pack_str(&w, o->funder_name[i]);
	}
	pack_int(&w, (int64_t)o->spots);
	for (i = 0; i < o->spots; i++) {
		pack_raw(&w, o->spot[i].country, sizeof(o->spot[i].country));
		pack_str(&w, o->spot[i].name);
		pack_real(&w, o->spot[i].north);
		pack_real(&w, o->spot[i].east);
	}
	pack_int(&w, (int64_t)o->costs);
	for (i = 0; i < o->costs; i++) {
		pack_raw(&w, o->cost[i].activity.b,
		    sizeof(o->cost[i].activity.b));
		pack_str(&w, o->cost[i].modality);
		pack_str(&w, o->cost[i].led_by);
		pack_raw(&w, o->cost[i].partner.b,
		    sizeof(o->cost[i].partner.b));
		pack_str(&w, o->cost[i].partner_name);
		put_money(&w, o->cost[i].spent);
		pack_real(&w, o->cost[i].gained);
		pack_int(&w, (int64_t)o->cost[i].pairs);
	}
	return w.over ? (str){ 0 } : write_done(&w);
}

/* ---- from bytes, which may be damaged ---- */

static struct money
take_money(struct unpack *t)
{
	struct money m;

	m.minor = unpack_int(t);
	unpack_raw(t, m.currency, sizeof(m.currency));
	m.currency[sizeof(m.currency) - 1] = '\0';
	return m;
}

static void
take_sums(struct unpack *t, struct outline *o)
{
	unpack_raw(t, o->currency, sizeof(o->currency));
	o->currency[sizeof(o->currency) - 1] = '\0';
	o->budget = take_money(t);
	o->spent = take_money(t);
	o->unconverted = unpack_int(t);
	o->gaps = unpack_size(t, INT64_MAX);
	o->reassessed = unpack_size(t, INT64_MAX);
	o->reduced = unpack_size(t, INT64_MAX);
	o->closed = unpack_size(t, INT64_MAX);
	o->gained = unpack_real(t);
	o->people = unpack_int(t);
	o->women = unpack_int(t);
	o->organisations = unpack_int(t);
}

/* Each takes a byte at least: of few bytes no long list is made room for. */
static size_t
take_count(struct unpack *t)
{
	return unpack_size(t, t->rest.n < EACH_MOST ? (int64_t)t->rest.n
	    : EACH_MOST);
}

static void
take_lists(struct unpack *t, struct outline *o)
{
	struct outline_cost *x;
	struct outline_spot *s;
	size_t i;

	o->kinds = take_count(t);
	o->kind = NEWS(t->arena, struct outline_kind, o->kinds + 1);
	for (i = 0; i < o->kinds && !t->lost; i++) {
		o->kind[i].modality = unpack_str(t);
		o->kind[i].budget = take_money(t);
		o->kind[i].spent = take_money(t);
	}
	o->funders = take_count(t);
	o->funder = NEWS(t->arena, struct id, o->funders + 1);
	o->funder_name = NEWS(t->arena, str, o->funders + 1);
	for (i = 0; i < o->funders && !t->lost; i++) {
		unpack_raw(t, o->funder[i].b, sizeof(o->funder[i].b));
		o->funder_name[i] = unpack_str(t);
	}
	o->spots = take_count(t);
	o->spot = NEWS(t->arena, struct outline_spot, o->spots + 1);
	for (i = 0; i < o->spots && !t->lost; i++) {
		s = &o->spot[i];
		unpack_raw(t, s->country, sizeof(s->country));
		s->country[sizeof(s->country) - 1] = '\0';
		s->name = unpack_str(t);
		s->north = unpack_real(t);
		s->east = unpack_real(t);
	}
	o->costs = take_count(t);
	o->cost = NEWS(t->arena, struct outline_cost, o->costs + 1);
	for (i = 0; i < o->costs && !t->lost; i++) {
		x = &o->cost[i];
		unpack_raw(t, x->activity.b, sizeof(x->activity.b));
		x->modality = unpack_str(t);
		x->led_by = unpack_str(t);
		unpack_raw(t, x->partner.b, sizeof(x->partner.b));
		x->partner_name = unpack_str(t);
		x->spent = take_money(t);
		x->gained = unpack_real(t);
		x->pairs = unpack_size(t, INT64_MAX);
	}
}

bool
outline_unpack(struct arena *a, str bytes, struct outline *o)
{
	struct unpack t = { .arena = a, .rest = bytes };

	take_sums(&t, o);
	take_lists(&t, o);
	o->is_counted = true;
	return !t.lost && t.rest.n == 0;
}
