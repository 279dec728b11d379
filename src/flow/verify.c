/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/verify.h"

#include <math.h>

#include "flow/assess.h"
#include "flow/files.h"
#include "flow/find.h"

static bool
same_figure(double kept, double now)
{
	return (isnan(kept) && isnan(now)) || fabs(kept - now) <= 1e-9;
}

static bool
verify_opened(struct ctx *c, const struct gap_line *g, struct verified *v)
{
	struct filter of[] = {
		{ field_named(&gap_event_entity, S("gap")), IS,
		    id_text(c->arena, g->id) },
		{ field_named(&gap_event_entity, S("kind")), IS, S("opened") } };
	struct ask ask = { .filters = of, .n = 2, .limit = 1 };
	struct cursor *cursor;
	struct gap_event ev;
	bool found;

	if (!store_list(c->store, &gap_event_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	found = store_next(cursor, c->arena, &ev);
	if (!store_end(cursor, &c->errors) || !found)
		return errors_worst(&c->errors) == FINE;
	v->gaps++;
	if (same_figure(ev.current, g->current))
		return true;
	return fail(&c->errors, BROKEN, NULL, "The gap of %.*s in %.*s was "
	    "opened at level %g; its answers give %g.",
	    (int)g->subject_code.n, g->subject_code.p,
	    (int)g->dimension_code.n, g->dimension_code.p, ev.current,
	    g->current);
}

/* A gap opened from this round must be what the round gives today; measured
 * again since, the line that opened it must say so. */
static bool
verify_line(struct ctx *c, const struct gap_table *t, const struct gap_line *g,
    struct verified *v)
{
	struct gap kept;

	if (!store_has(c->store, &gap_entity, g->id))
		return true;
	if (!store_find(c->store, &gap_entity, g->id, c->arena, &kept,
	    &c->errors))
		return false;
	if (!id_same(kept.round, t->results->round.row.id))
		return verify_opened(c, g, v);
	v->gaps++;
	if (same_figure(kept.current, g->current) &&
	    same_figure(kept.gap, g->gap) &&
	    same_figure(kept.priority, g->priority))
		return true;
	return fail(&c->errors, BROKEN, NULL, "The gap of %.*s in %.*s is kept "
	    "as %g; its answers give %g.", (int)g->subject_code.n,
	    g->subject_code.p, (int)g->dimension_code.n, g->dimension_code.p,
	    kept.gap, g->gap);
}

static bool
verify_programme(struct ctx *c, struct id programme, struct verified *v)
{
	const struct gap_table **table;
	size_t i, j, n;
	bool fine = true;

	if (!assess_programme_gaps(c, programme, &table, &n))
		return false;
	for (i = 0; i < n; i++)
		for (j = 0; j < table[i]->n; j++)
			fine &= verify_line(c, table[i], &table[i]->line[j], v);
	return fine;
}

static bool
verify_results(struct ctx *c, struct verified *v)
{
	enum { MOST = 10000 };
	struct ask ask = { .limit = MOST };
	struct id *id = NEWS(c->arena, struct id, MOST);
	struct programme p;
	struct found *found;
	struct arena_mark mark;
	size_t i, n = 0;
	bool fine = true;

	if (!flow_list(c, &programme_entity, &ask, &found))
		return false;
	while (n < MOST && flow_next(found, c->arena, &p))
		id[n++] = p.row.id;
	if (!flow_end(found))
		return false;
	for (i = 0; i < n; i++) {
		if (!ctx_goes_on(c, gap_entity.plural, (int64_t)i, (int64_t)n))
			return false;
		mark = arena_mark(c->arena);
		fine &= verify_programme(c, id[i], v);
		if (fine)               /* faults live in the arena */
			arena_back(c->arena, mark);
	}
	return fine;
}

static bool
count_all(struct ctx *c, struct verified *v)
{
	const struct entity *const *e;
	struct ask all = { 0 };
	int64_t n;

	for (e = entities; *e != NULL; e++) {
		if (entity_table(*e) != *e)
			continue;
		if (!store_count(c->store, *e, &all, &n, &c->errors))
			return false;
		v->rows += n;
	}
	return store_last_change(c->store, &v->changes, &c->errors);
}

bool
verify(struct ctx *c, struct verified *v)
{
	bool fine = store_check_watched(c->store, c->watch, &c->errors);

	if (errors_worst(&c->errors) >= BUSY)
		return false;
	fine = files_verify(c) && fine;
	if (errors_worst(&c->errors) == BUSY)
		return false;
	return verify_results(c, v) && count_all(c, v) && fine;
}
