/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/daily.h"

#include "flow/dose.h"
#include "flow/exam.h"
#include "flow/facts.h"
#include "flow/gather.h"
#include "flow/handover.h"
#include "model/advise.h"
#include "store/store.h"

static bool
find_ended(struct ctx *c, struct exchange **out, size_t *n)
{
	struct day today = moment_day(c->now);
	struct day from = { today.n - DAILY_BACK };
	const struct field *to = field_named(&exchange_entity, S("to"));
	struct filter of[] = {
		{ to, AT_LEAST, day_text(c->arena, from) },
		{ to, AT_MOST, day_text(c->arena, today) } };
	struct ask ask = { .filters = of, .n = 2 };
	struct cursor *cursor;
	int64_t rows;

	*n = 0;
	if (!store_count(c->store, &exchange_entity, &ask, &rows,
	    &c->errors) || !store_list(c->store, &exchange_entity, &ask,
	    c->arena, &cursor, &c->errors))
		return false;
	*out = NEWS(c->arena, struct exchange, (size_t)rows + 1);
	while (*n < (size_t)rows && store_next(cursor, c->arena, &(*out)[*n]))
		++*n;
	return store_end(cursor, &c->errors);
}

bool
daily_settle(struct ctx *c, size_t *exchanges)
{
	struct arena_mark mark;
	struct exchange *x;
	size_t i;

	if (!find_ended(c, &x, exchanges))
		return false;
	for (i = 0; i < *exchanges; i++) {
		mark = arena_mark(c->arena);
		if (!dose_follow(c, &exchange_entity, &x[i]) ||
		    !facts_follow(c, &exchange_entity, NULL, &x[i]))
			return false;
		arena_back(c->arena, mark);
	}
	return true;
}

/* ---- sittings ---- */

/* The tests that somebody has not handed in, each once. */
static bool
find_open(struct ctx *c, struct id **out, size_t *n)
{
	struct filter of = { field_named(&sitting_entity, S("ended_at")),
		EMPTY, { 0 } };
	struct ask ask = { .filters = &of, .n = 1 };
	struct cursor *cursor;
	struct sitting s;
	int64_t rows;
	size_t i;

	*n = 0;
	if (!store_count(c->store, &sitting_entity, &ask, &rows,
	    &c->errors) || !store_list(c->store, &sitting_entity, &ask,
	    c->arena, &cursor, &c->errors))
		return false;
	*out = NEWS(c->arena, struct id, (size_t)rows + 1);
	while (store_next(cursor, c->arena, &s)) {
		for (i = 0; i < *n && !id_same((*out)[i], s.test); i++)
			;
		if (i == *n && *n < (size_t)rows)
			(*out)[(*n)++] = s.test;
	}
	return store_end(cursor, &c->errors);
}

bool
daily_collect(struct ctx *c, size_t *sittings)
{
	struct event_test t;
	struct id *test;
	size_t i, n, some;

	*sittings = 0;
	if (!find_open(c, &test, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!store_find(c->store, &event_test_entity, test[i],
		    c->arena, &t, &c->errors) || !exam_collect(c, &t, &some))
			return false;
		*sittings += some;
	}
	return true;
}

/* ---- equipment ---- */

bool
daily_handovers(struct ctx *c, size_t *papers)
{
	struct handover_signature *all;
	size_t i, n, stay;

	*papers = 0;
	all = gather(c, &handover_signature_entity, (struct id){ { 0 } }, &n);
	for (i = 0; all != NULL && i < n; i++) {
		if (!str_is(all[i].side, "receiving"))
			continue;
		if (!handover_settle(c, all[i].certificate, &stay))
			return false;
		++*papers;
	}
	return all != NULL;
}
