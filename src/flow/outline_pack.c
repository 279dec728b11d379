/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* An outline as bytes, without the programme's own row. */
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/outline.h"

enum { MOST = 1 << 20, EACH_MOST = 100000 };

/* ---- to bytes ---- */

static void
put_int(struct write *w, int64_t x)
{
	uint64_t u = (uint64_t)x;
	int i;

	for (i = 0; i < 8; i++)
		write_char(w, (char)(u >> 8 * i & 0xff));
}

static void
put_real(struct write *w, double x)
{
	int64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	put_int(w, bits);
}

/* None is not the same as empty. */
static void
put_str(struct write *w, str s)
{
	put_int(w, s.p == NULL ? -1 : (int64_t)s.n);
	write_str(w, s);
}

static void
put_raw(struct write *w, const void *p, size_t n)
{
	write_str(w, (str){ p, n });
}

static void
put_money(struct write *w, struct money m)
{
	put_int(w, m.minor);
	put_raw(w, m.currency, sizeof(m.currency));
}

str
outline_pack(struct arena *a, const struct outline *o)
{
	struct write w = write_new(a, MOST);
	size_t i;

	put_raw(&w, o->currency, sizeof(o->currency));
	put_money(&w, o->budget);
	put_money(&w, o->spent);
	put_int(&w, o->unconverted);
	put_int(&w, (int64_t)o->gaps);
	put_int(&w, (int64_t)o->reassessed);
	put_int(&w, (int64_t)o->reduced);
	put_int(&w, (int64_t)o->closed);
	put_real(&w, o->gained);
	put_int(&w, o->people);
	put_int(&w, o->women);
	put_int(&w, o->organisations);
	put_int(&w, (int64_t)o->kinds);
	for (i = 0; i < o->kinds; i++) {
		put_str(&w, o->kind[i].modality);
		put_money(&w, o->kind[i].budget);
		put_money(&w, o->kind[i].spent);
	}
	put_int(&w, (int64_t)o->funders);
	for (i = 0; i < o->funders; i++) {
		put_raw(&w, o->funder[i].b, sizeof(o->funder[i].b));
		put_str(&w, o->funder_name[i]);
	}
	put_int(&w, (int64_t)o->spots);
	for (i = 0; i < o->spots; i++) {
		put_raw(&w, o->spot[i].country, sizeof(o->spot[i].country));
		put_str(&w, o->spot[i].name);
		put_real(&w, o->spot[i].north);
		put_real(&w, o->spot[i].east);
	}
	put_int(&w, (int64_t)o->costs);
	for (i = 0; i < o->costs; i++) {
		put_raw(&w, o->cost[i].activity.b,
		    sizeof(o->cost[i].activity.b));
		put_str(&w, o->cost[i].modality);
		put_str(&w, o->cost[i].led_by);
		put_raw(&w, o->cost[i].partner.b,
		    sizeof(o->cost[i].partner.b));
		put_str(&w, o->cost[i].partner_name);
		put_money(&w, o->cost[i].spent);
		put_real(&w, o->cost[i].gained);
		put_int(&w, (int64_t)o->cost[i].pairs);
	}
	return w.over ? (str){ 0 } : write_done(&w);
}

/* ---- from bytes, which may be damaged ---- */

struct taking {
	struct arena *arena;
	str           rest;
	bool          lost;
};

static void
take_raw(struct taking *t, void *into, size_t n)
{
	memset(into, 0, n);
	t->lost |= t->rest.n < n;
	if (t->lost)
		return;
	memcpy(into, t->rest.p, n);
	t->rest = str_part(t->rest, n, t->rest.n);
}

static int64_t
take_int(struct taking *t)
{
	unsigned char b[8];
	uint64_t u = 0;
	int i;

	take_raw(t, b, sizeof(b));
	for (i = 8; i-- > 0;)
		u = u << 8 | b[i];
	return (int64_t)u;
}

static double
take_real(struct taking *t)
{
	int64_t bits = take_int(t);
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

static size_t
take_size(struct taking *t, int64_t most)
{
	int64_t n = take_int(t);

	t->lost |= n < 0 || n > most;
	return t->lost ? 0 : (size_t)n;
}

static str
take_str(struct taking *t)
{
	int64_t n = take_int(t);
	str s;

	if (n == -1)
		return (str){ 0 };
	t->lost |= n < 0 || n > (int64_t)t->rest.n;
	if (t->lost)
		return (str){ 0 };
	s = str_copy(t->arena, str_part(t->rest, 0, (size_t)n));
	t->rest = str_part(t->rest, (size_t)n, t->rest.n);
	return s;
}

static struct money
take_money(struct taking *t)
{
	struct money m;

	m.minor = take_int(t);
	take_raw(t, m.currency, sizeof(m.currency));
	m.currency[sizeof(m.currency) - 1] = '\0';
	return m;
}

static void
take_sums(struct taking *t, struct outline *o)
{
	take_raw(t, o->currency, sizeof(o->currency));
	o->currency[sizeof(o->currency) - 1] = '\0';
	o->budget = take_money(t);
	o->spent = take_money(t);
	o->unconverted = take_int(t);
	o->gaps = take_size(t, INT64_MAX);
	o->reassessed = take_size(t, INT64_MAX);
	o->reduced = take_size(t, INT64_MAX);
	o->closed = take_size(t, INT64_MAX);
	o->gained = take_real(t);
	o->people = take_int(t);
	o->women = take_int(t);
	o->organisations = take_int(t);
}

static void
take_lists(struct taking *t, struct outline *o)
{
	struct outline_cost *x;
	struct outline_spot *s;
	size_t i;

	o->kinds = take_size(t, EACH_MOST);
	o->kind = NEWS(t->arena, struct outline_kind, o->kinds + 1);
	for (i = 0; i < o->kinds && !t->lost; i++) {
		o->kind[i].modality = take_str(t);
		o->kind[i].budget = take_money(t);
		o->kind[i].spent = take_money(t);
	}
	o->funders = take_size(t, EACH_MOST);
	o->funder = NEWS(t->arena, struct id, o->funders + 1);
	o->funder_name = NEWS(t->arena, str, o->funders + 1);
	for (i = 0; i < o->funders && !t->lost; i++) {
		take_raw(t, o->funder[i].b, sizeof(o->funder[i].b));
		o->funder_name[i] = take_str(t);
	}
	o->spots = take_size(t, EACH_MOST);
	o->spot = NEWS(t->arena, struct outline_spot, o->spots + 1);
	for (i = 0; i < o->spots && !t->lost; i++) {
		s = &o->spot[i];
		take_raw(t, s->country, sizeof(s->country));
		s->country[sizeof(s->country) - 1] = '\0';
		s->name = take_str(t);
		s->north = take_real(t);
		s->east = take_real(t);
	}
	o->costs = take_size(t, EACH_MOST);
	o->cost = NEWS(t->arena, struct outline_cost, o->costs + 1);
	for (i = 0; i < o->costs && !t->lost; i++) {
		x = &o->cost[i];
		take_raw(t, x->activity.b, sizeof(x->activity.b));
		x->modality = take_str(t);
		x->led_by = take_str(t);
		take_raw(t, x->partner.b, sizeof(x->partner.b));
		x->partner_name = take_str(t);
		x->spent = take_money(t);
		x->gained = take_real(t);
		x->pairs = take_size(t, INT64_MAX);
	}
}

bool
outline_unpack(struct arena *a, str bytes, struct outline *o)
{
	struct taking t = { .arena = a, .rest = bytes };

	take_sums(&t, o);
	take_lists(&t, o);
	o->is_counted = true;
	return !t.lost && t.rest.n == 0;
}
