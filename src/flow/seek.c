/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/seek.h"

#include "base/arena.h"
#include "base/fold.h"
#include "base/sort.h"
#include "flow/find.h"
#include "flow/reach.h"
#include "store/seek.h"

struct looking {
	struct ctx          *c;
	const struct entity *e;
	str                  typed;
	str                  word[SEEK_WORDS];
	size_t               words;
	struct seek_hit     *hit;
	size_t               n, limit;
	struct scope         scope;
	bool                 all;       /* rows may be seen: no scope */
};

/* The sum of what each typed word is off from the nearest of the row's. */
static int
off_of(struct looking *k, const void *row)
{
	const struct field *f;
	str word[SEEK_WORDS];
	int sum = 0, best, off;
	size_t i, j, n;

	for (i = 0; i < k->words; i++) {
		best = 2;
		for (f = k->e->fields; f->name != NULL && best > 0; f++) {
			if (!(f->flags & SEARCH) || f->kind != K_STR ||
			    row_none(f, row))
				continue;
			n = seek_cut(k->c->arena, *(const str *)row_get(f,
			    row), word);
			for (j = 0; j < n; j++) {
				off = seek_off(word[j], k->word[i], true);
				best = off < best ? off : best;
			}
		}
		sum += best;
	}
	return sum;
}

static bool
is_there(const struct looking *k, struct id id)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (id_same(((const struct row *)k->hit[i].row)->id, id))
			return true;
	return false;
}

static bool
look_at(struct looking *k, struct id id)
{
	void *row = arena_take(k->c->arena, 1, k->e->size);
	struct id home;
	unsigned may;

	if (is_there(k, id))
		return true;
	if (!store_find(k->c->store, k->e, id, k->c->arena, row,
	    &k->c->errors) || !flow_home(k->c, k->e, row, &home))
		return false;
	may = reach_row(k->c, k->e, row, home);
	if (!(may & SEE) || (!(may & SEE_PERSONAL) &&
	    !flow_is_open_to(k->c, k->e, row, k->typed)))
		return true;
	k->hit[k->n].off = off_of(k, row);
	reach_mask(k->e, row, may);
	k->hit[k->n++].row = row;
	return true;
}

static bool
look(struct looking *k, unsigned begins, unsigned near)
{
	struct seek_ask ask = { k->typed, begins, near, k->all ? k->limit
	    : SEEK_MOST, k->all ? NULL : &k->scope };
	struct id *id;
	size_t i, n;

	if (!seek_rows(k->c->store, k->e, &ask, k->c->arena, &id, &n,
	    &k->c->errors))
		return false;
	for (i = 0; i < n && k->n < k->limit; i++)
		if (!look_at(k, id[i]))
			return false;
	return true;
}

/* As typed, the last word perhaps not to its end; then one word wrong; then
 * each of them.  The next only if nothing was found. */
static bool
look_on(struct looking *k)
{
	const unsigned all = (1u << k->words) - 1, last = 1u << (k->words - 1);
	size_t i;

	if (!look(k, last, 0))
		return false;
	for (i = 0; k->n == 0 && i < k->words; i++)
		if (!look(k, 0, 1u << i))
			return false;
	/* Who typed one word wrong may have done so in any of them. */
	for (; k->n > 0 && k->hit[0].off > 0 && i < k->words; i++)
		if (!look(k, 0, 1u << i))
			return false;
	return k->n > 0 || look(k, all, all);
}

static bool
has_figure(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* Codes are not among the words: each is another. */
static bool
look_for_code(struct looking *k)
{
	struct filter of = { field_flagged(k->e, CODE), IS,
		str_trim(k->typed) };
	struct ask ask = { .filters = &of, .n = 1, .limit = k->limit };
	void *row = arena_take(k->c->arena, 1, k->e->size);
	struct found *f;

	if (of.field == NULL || !has_figure(k->typed))
		return true;
	if (!flow_list(k->c, k->e, &ask, &f))
		return false;
	while (k->n < k->limit && flow_next(f, k->c->arena, row)) {
		k->hit[k->n++] = (struct seek_hit){ row, 0 };
		row = arena_take(k->c->arena, 1, k->e->size);
	}
	return flow_end(f);
}

static str
called(const struct entity *e, const void *row)
{
	const struct field *f = field_flagged(e, NAME);

	return f == NULL || f->kind != K_STR ? (str){ 0 }
	    : *(const str *)row_get(f, row);
}

static int
by_off(const void *one, const void *other, const void *with)
{
	const struct seek_hit *a = one, *b = other;

	return a->off != b->off ? a->off - b->off : str_order(called(with,
	    a->row), called(with, b->row));
}

bool
flow_seek(struct ctx *c, const struct entity *e, str words, size_t limit,
    struct seek_hit **out, size_t *n)
{
	struct looking k = { .c = c, .e = e, .typed = words,
		.limit = limit < SEEK_LIMIT ? limit : SEEK_LIMIT };

	*n = 0;
	*out = k.hit = NEWS(c->arena, struct seek_hit, k.limit + 1);
	k.words = seek_cut(c->arena, words, k.word);
	if (k.words == 0 || !reach_scope(c, e, &k.scope, &k.all))
		return true;
	if (!look_for_code(&k) || !look_on(&k))
		return false;
	sort(c->arena, k.hit, k.n, sizeof(*k.hit), by_off, e);
	*n = k.n;
	return true;
}
