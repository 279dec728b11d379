/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Frameworks and dimensions by their codes, which are unique only within
 * a version or a framework; and the gaps of a programme by theirs.
 */
#include <math.h>
#include <string.h>

#include "flow/assess.h"
#include "flow/landing_fills.h"
#include "flow/rows.h"
#include "store/store.h"

bool
land_framework(struct land *l, str code, struct id *id)
{
	struct ctx *c = l->c;
	struct filter of = { field_named(&framework_entity, S("code")), IS,
		code };
	struct ask ask = { .filters = &of, .n = 1, .falling = true,
		.sort = field_named(&framework_entity, S("version")),
		.limit = 1 };
	struct cursor *cursor;
	struct framework f;
	str key = str_print(l->keep, "framework/%.*s", (int)code.n, code.p);
	bool found;

	if (land_known(l, &framework_entity, key, id))
		return true;
	if (str_none(code) || !store_list(c->store, &framework_entity, &ask,
	    c->arena, &cursor, &c->errors))
		return false;
	found = store_next(cursor, c->arena, &f);
	if (!store_end(cursor, &c->errors) || !found)
		return false;
	*id = f.row.id;
	land_learn(l, &framework_entity, key, f.row.id);
	return true;
}

bool
land_dimension(struct land *l, struct id framework, str code, struct id *id)
{
	struct ctx *c = l->c;
	struct errors quiet = { c->arena, NULL, NULL };
	struct dimension d;
	str key = str_print(l->c->arena, "%s/%.*s",
	    id_text(c->arena, framework).p, (int)code.n, code.p);

	if (land_known(l, &dimension_entity, key, id))
		return true;
	if (!store_find_code(c->store, &dimension_entity, code, framework,
	    c->arena, &d, &quiet))
		return false;
	*id = d.row.id;
	land_learn(l, &dimension_entity, key, d.row.id);
	return true;
}

static str
gap_name(struct arena *a, const struct gap_line *g)
{
	return str_print(a, "%.*s:%.*s:%.*s", (int)g->kind.n, g->kind.p,
	    (int)g->subject_code.n, g->subject_code.p,
	    (int)g->dimension_code.n, g->dimension_code.p);
}

bool
land_gaps(struct land *l)
{
	const struct gap_table **table;
	size_t i, j, n;

	if (!assess_programme_gaps(l->c, l->programme, &table, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!assess_keep_gaps(l->c, table[i]))
			return false;
		for (j = 0; j < table[i]->n; j++)
			land_learn(l, &gap_entity, gap_name(l->c->arena,
			    &table[i]->line[j]), table[i]->line[j].id);
	}
	return true;
}

/* ---- gaps_computed.csv: what somebody else computed ---- */

struct comparing {
	struct land  *l;
	struct map   *place;            /* gap's name to line */
	const struct gap_line **line;
};

static void
name_lines(struct comparing *k, const struct gap_table **table, size_t n)
{
	struct arena *a = k->l->c->arena;
	size_t i, j, lines = 0;

	for (i = 0; i < n; i++)
		lines += table[i]->n;
	k->place = map_new(a);
	k->line = NEWS(a, const struct gap_line *, lines + 1);
	for (i = 0, lines = 0; i < n; i++)
		for (j = 0; j < table[i]->n; j++) {
			k->line[lines] = &table[i]->line[j];
			*map_at(k->place, gap_name(a, k->line[lines]), lines) =
			    lines;
			lines++;
		}
}

static const struct gap_line *
line_named(const struct comparing *k, str name)
{
	size_t at;

	return map_find(k->place, name, &at) ? k->line[at] : NULL;
}

static bool
agrees(str text, double ours)
{
	double theirs;

	if (str_none(text))
		return isnan(ours);
	return str_real(text, &theirs) && fabs(theirs - ours) <= 1e-6;
}

static bool
compare_line(void *to, const struct entry *r)
{
	struct comparing *k = to;
	struct arena *a = k->l->c->arena;
	struct arena_mark mark = arena_mark(a);
	str level = entry_value(r, "level"), who = entry_value(r, "subject_id");
	str dim = entry_value(r, "dimension");
	const struct gap_line *g = line_named(k, str_print(a, "%.*s:%.*s:%.*s",
	    (int)level.n, level.p, (int)who.n, who.p, (int)dim.n, dim.p));

	if (g == NULL)
		import_refuse(k->l->report, r->line, S("subject_id"),
		    str_of(words_say(k->l->c->words, "No desired level and "
		    "round here lead to this gap.")));
	else if (!agrees(entry_value(r, "gap"), g->gap) ||
	    !agrees(entry_value(r, "priority_raw"), g->priority))
		import_refuse(k->l->report, r->line, S("gap"), str_print(a,
		    words_say(k->l->c->words, "The sheets give a gap of %g "
		    "and a priority of %g."), g->gap, g->priority));
	else
		import_count(k->l->report, UNCHANGED);
	if (g == NULL || !agrees(entry_value(r, "gap"), g->gap) ||
	    !agrees(entry_value(r, "priority_raw"), g->priority))
		import_count(k->l->report, REFUSED);
	arena_back(a, mark);
	return true;
}

bool
compare_gaps(struct land *l, const char *name, const char *path)
{
	struct comparing k = { .l = l };
	const struct gap_table **table;
	size_t n;

	(void)name;
	if (!assess_programme_gaps(l->c, l->programme, &table, &n))
		return false;
	name_lines(&k, table, n);
	return rows_each(l->c, l->report, path, compare_line, &k);
}
