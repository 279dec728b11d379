/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who was reached, as bytes: who they are, once each, then the lists. */
#include "base/arena.h"
#include "base/once.h"
#include "base/pack.h"
#include "flow/reached.h"

enum { MOST = 1 << 24, CELLS_MOST = 100000, CELL_LEAST = 4 + 8 + 8 + 8 };

str
reached_pack(struct arena *a, const struct reached *r, const struct id *who,
    size_t n)
{
	struct write w = write_new(a, MOST);
	const struct reached_cell *x;
	size_t i, k;

	pack_int(&w, (int64_t)n);
	for (i = 0; i < n; i++)
		pack_raw(&w, who[i].b, sizeof(who[i].b));
	pack_int(&w, (int64_t)r->n);
	for (i = 0; i < r->n; i++) {
		x = &r->cell[i];
		pack_small(&w, (uint32_t)x->year);
		pack_str(&w, x->modality);
		pack_str(&w, x->sex);
		pack_int(&w, (int64_t)x->n);
		for (k = 0; k < x->n; k++)
			pack_small(&w, x->who[k]);
	}
	return w.over ? (str){ 0 } : write_done(&w);
}

static bool
cell_unpack(struct unpack *t, struct arena *work, const uint32_t *number,
    size_t n, struct reached_cell *x)
{
	uint32_t one;
	size_t i;

	x->year = (int)unpack_small(t);
	x->modality = unpack_str(t);
	x->sex = unpack_str(t);
	x->n = unpack_size(t, (int64_t)(t->rest.n / sizeof(one)));
	x->who = NEWS(t->arena, uint32_t, x->n + 1);
	for (i = 0; i < x->n; i++) {
		one = unpack_small(t);
		t->lost |= one >= n;
		if (t->lost)
			return false;
		x->who[i] = number[one];
	}
	x->n = once_each(work, x->who, x->n);
	return !t->lost;
}

bool
reached_unpack(struct arena *own, struct arena *work, str bytes,
    struct once_index *numbers, struct reached *out)
{
	struct unpack t = { .arena = own, .rest = bytes };
	size_t n = unpack_size(&t, (int64_t)(bytes.n / sizeof(struct id)));
	struct id *who = NEWS(work, struct id, n + 1);
	uint32_t *number = NEWS(work, uint32_t, n + 1);
	size_t i;

	*out = (struct reached){ 0 };
	unpack_raw(&t, who, n * sizeof(*who));
	out->n = unpack_size(&t, (int64_t)(t.rest.n / CELL_LEAST));
	out->cell = NEWS(own, struct reached_cell, out->n + 1);
	if (t.lost)
		return false;
	once_numbers(numbers, who, n, number);
	for (i = 0; i < out->n; i++)
		if (!cell_unpack(&t, work, number, n, &out->cell[i]))
			return false;
	return t.rest.n == 0;
}
