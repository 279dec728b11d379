/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Results, indicators, their targets and what was reached. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/gather.h"
#include "flow/period.h"
#include "model/monitor.h"
#include "model/plan.h"
#include "model/text.h"
#include "standard/iati_keep.h"

enum { STRATUM_MOST = 200, NAME_MOST = 60 };

struct outcomes {               /* what the programme has already */
	struct result          *result;
	struct indicator       *indicator;
	size_t                  results, indicators;
	bool                   *r_met, *i_met;  /* in this file: two of the
	                                         * same name are two */
	struct map             *value_at;       /* by period, group */
	struct indicator_value *value;
	size_t                  values;
};

/* What is here, with room for `more`; NULL: a fault. */
static void *
here(struct iati_keep *k, const struct entity *e, size_t *n, size_t more)
{
	void *rows;

	*n = 0;
	if (k->is_new)
		return arena_take(k->c->arena, more + 1, e->size);
	rows = gather(k->c, e, k->p.row.id, n);
	return rows == NULL ? NULL : arena_longer(k->c->arena, rows, *n,
	    *n + more + 1, e->size);
}

static size_t
indicators_in(struct iati_keep *k)
{
	struct iati *r;
	size_t n = 0;

	for (r = iati_first(k->a, "result"); r != NULL; r = iati_next(r))
		n += iati_count(r, "indicator");
	return n;
}

static bool
same_words(struct iati_keep *k, str one, str other)
{
	return str_same(text_in(k->c->arena, one, k->lang),
	    text_in(k->c->arena, other, k->lang));
}

/* ---- periods by their names ---- */

static str
period_name(struct iati_keep *k, struct day from, struct day to)
{
	static const char *const often[] = { "year", "half", "quarter",
		"month" };
	struct period p;
	str name;
	size_t i;

	for (i = 0; i < 4; i++) {
		name = period_at(k->c->arena, str_of(often[i]), from);
		if (period_read(name, &p) && p.from.n == from.n &&
		    p.to.n == to.n)
			return name;
	}
	return str_print(k->c->arena, "%s/%s", day_text(k->c->arena, from).p,
	    day_text(k->c->arena, to).p);
}

static bool
days_of(struct iati *period, struct day *from, struct day *to)
{
	return iati_day(iati_child(period, "period-start", "iso-date"), from)
	    && iati_day(iati_child(period, "period-end", "iso-date"), to);
}

/* ---- values ---- */

static str
stratum_of(struct iati_keep *k, struct iati *e)
{
	struct write w = write_new(k->c->arena, STRATUM_MOST + 1);
	struct iati *d;
	str name, value;

	for (d = iati_first(e, "dimension"); d != NULL; d = iati_next(d)) {
		name = iati_get(d, "name");
		value = iati_get(d, "value");
		write_format(&w, "%s%.*s=%.*s", w.n > 0 ? ";" : "",
		    (int)name.n, name.p, (int)value.n, value.p);
	}
	return write_done(&w);
}

static str
value_key(struct iati_keep *k, struct id indicator, str period, str stratum)
{
	return str_print(k->c->arena, "%s %.*s %.*s", id_text(k->c->arena,
	    indicator).p, (int)period.n, period.p, (int)stratum.n, stratum.p);
}

static bool
keep_value(struct iati_keep *k, struct outcomes *o, struct iati *e,
    const struct indicator_value *v)
{
	str key = value_key(k, v->indicator, v->period, v->stratum);
	struct indicator_value row, was;
	size_t *at = map_at(o->value_at, key, SIZE_MAX);

	k->at = e;
	if (*at == SIZE_MAX - 1) {
		iati_note(k, e, NULL, false, str_of(words_say(k->c->words,
		    "The same group stands there twice; the first one "
		    "counts.")));
		return true;
	}
	if (*at == SIZE_MAX) {
		row = *v;
		*at = SIZE_MAX - 1;
		return iati_put(k, IATI_VALUES, &indicator_value_entity, &row,
		    NULL);
	}
	was = row = o->value[*at];
	*at = SIZE_MAX - 1;
	row.value = v->value;
	if (!str_none(v->comment))
		row.comment = v->comment;
	return iati_put(k, IATI_VALUES, &indicator_value_entity, &row, &was);
}

static bool
is_whole(struct iati *e)
{
	struct iati *c;

	for (c = e->first; c != NULL; c = c->next)
		if (str_is(c->name, "dimension") || str_is(c->name,
		    "location"))
			return false;
	return true;
}

/* Of places IATI speaks by reference: such values are not kept. */
static bool
has_place(struct iati *e)
{
	struct iati *c;

	for (c = e->first; c != NULL; c = c->next)
		if (str_is(c->name, "location"))
			return true;
	return false;
}

/* False: there is no number in it. */
static bool
read_actual(struct iati_keep *k, struct iati *e, struct indicator_value *v)
{
	str s = iati_get(e, "value");

	row_blank(&indicator_value_entity, v);
	if (!str_typed(s, &v->value)) {
		if (!str_none(s))
			iati_note(k, e, "value", false, str_of(words_say(
			    k->c->words, "What is no number is not kept.")));
		return false;
	}
	v->status = S("verified");
	v->stratum = stratum_of(k, e);
	v->comment = iati_words(k, iati_first(e, "comment"));
	return true;
}

static bool
keep_period(struct iati_keep *k, struct outcomes *o,
    const struct indicator *in, struct iati *period)
{
	struct indicator_value v;
	struct day from, to;
	struct iati *e;

	if (!days_of(period, &from, &to))
		return true;
	for (e = period->first; e != NULL; e = e->next) {
		if (!str_is(e->name, "actual") || has_place(e))
			continue;
		if (!read_actual(k, e, &v))
			continue;
		e->used = true;
		v.indicator = in->row.id;
		v.period_start = from;
		v.period_end = to;
		v.period = period_name(k, from, to);
		if (!keep_value(k, o, e, &v))
			return false;
	}
	return true;
}

/* ---- indicators ---- */

static str
targets_of(struct iati_keep *k, struct iati *i)
{
	struct write w = write_new(k->c->arena, 1 << 20);
	struct day from, to;
	struct iati *p, *t;
	double v;

	for (p = iati_first(i, "period"); p != NULL; p = iati_next(p)) {
		if (!days_of(p, &from, &to))
			continue;
		for (t = p->first; t != NULL; t = t->next)
			if (str_is(t->name, "target") && is_whole(t) &&
			    str_typed(iati_get(t, "value"), &v))
				break;
		if (t == NULL)
			continue;
		t->used = true;
		iati_row(&w);
		iati_cell(&w, "period", period_name(k, from, to));
		iati_cell(&w, "value", iati_get(t, "value"));
	}
	return iati_table(&w);
}

static void
set_baseline(struct iati_keep *k, struct iati *i, struct indicator *row)
{
	struct day d;
	struct iati *b;
	int64_t year;
	int y, month, dom;
	double v;

	for (b = i->first; b != NULL; b = b->next)
		if (str_is(b->name, "baseline") && is_whole(b))
			break;
	if (b == NULL || !str_typed(iati_get(b, "value"), &v))
		return;
	b->used = true;
	row->baseline_value = v;
	if (iati_day(iati_get(b, "iso-date"), &d)) {
		row->baseline_date = d;
	} else if (str_int(iati_get(b, "year"), &year) && year > 0 &&
	    year < 9999) {
		/* The programme's first year is what no day means here. */
		day_split(k->p.start_planned, &y, &month, &dom);
		if (year != y)
			row->baseline_date = day_of((int)year, 1, 1);
	}
	(void)iati_get(b, "year");
}

static void
set_references(struct iati *i, struct indicator *row)
{
	struct iati *r;

	for (r = i->first; r != NULL; r = r->next) {
		if (!str_is(r->name, "reference"))
			continue;
		if (str_is(iati_get(r, "vocabulary"), "9")) {
			r->used = true;
			row->sdg_indicator = iati_get(r, "code");
		}
	}
}

static str
own_code(struct iati *i)
{
	struct iati *r;

	for (r = i->first; r != NULL; r = r->next)
		if (str_is(r->name, "reference") &&
		    str_is(iati_get(r, "vocabulary"), "99")) {
			r->used = true;
			return iati_get(r, "code");
		}
	return (str){ 0 };
}

static struct indicator *
coded(struct outcomes *o, str code)
{
	size_t i;

	for (i = 0; i < o->indicators; i++)
		if (str_same(o->indicator[i].code, code))
			return &o->indicator[i];
	return NULL;
}

/* By its code, else by its name in the result. */
static struct indicator *
find_indicator(struct iati_keep *k, struct outcomes *o, struct id result,
    str code, str name)
{
	struct indicator *at = str_none(code) ? NULL : coded(o, code);
	size_t i;

	if (at != NULL && id_same(at->result, result) &&
	    !o->i_met[at - o->indicator])
		return at;
	for (i = 0; i < o->indicators; i++)
		if (!o->i_met[i] && id_same(o->indicator[i].result, result) &&
		    same_words(k, o->indicator[i].name, name))
			return &o->indicator[i];
	return NULL;
}

static str
free_code(struct iati_keep *k, struct outcomes *o, str code)
{
	size_t i = o->indicators;

	if (!str_none(code) && str_points(code) <= NAME_MOST &&
	    coded(o, code) == NULL)
		return code;
	do
		code = str_print(k->c->arena, "I%04zu", ++i);
	while (coded(o, code) != NULL);
	return code;
}

static void
set_indicator(struct iati_keep *k, struct iati *i, struct indicator *row)
{
	str definition = iati_words(k, iati_first(i, "description")), targets;

	row->name = iati_all_words(k, iati_first(i, "title"), row->name);
	row->measure = iati_get(i, "measure");
	if (str_among(iati_get(i, "ascending"), "0 false"))
		row->direction = S("down");
	else if (!str_is(row->direction, "maintain"))
		row->direction = S("up");
	if (str_among(iati_get(i, "aggregation-status"), "1 true"))
		row->aggregation = S("sum");
	else if (str_none(row->aggregation) || str_is(row->aggregation, "sum"))
		row->aggregation = S("latest");
	if (!str_none(definition))
		row->definition = definition;
	set_references(i, row);
	set_baseline(k, i, row);
	targets = targets_of(k, i);
	if (!str_none(targets))
		row->targets = targets;
}

static bool
keep_indicator(struct iati_keep *k, struct outcomes *o, struct id result,
    struct iati *i)
{
	str code = own_code(i), name = iati_all_words(k, iati_first(i,
	    "title"), (str){ 0 });
	struct indicator *at = find_indicator(k, o, result, code, name);
	struct indicator row, was;
	struct iati *p;

	k->at = i;
	row_blank(&indicator_entity, &row);
	if (at != NULL) {
		was = row = *at;
	} else {
		row.programme = k->p.row.id;
		row.result = result;
		row.code = free_code(k, o, code);
	}
	set_indicator(k, i, &row);
	if (!iati_put(k, IATI_INDICATORS, &indicator_entity, &row,
	    at == NULL ? NULL : &was))
		return false;
	if (id_none(row.row.id))
		return true;
	if (at == NULL) {
		at = &o->indicator[o->indicators++];
		*at = row;
	}
	o->i_met[at - o->indicator] = true;
	for (p = iati_first(i, "period"); p != NULL; p = iati_next(p))
		if (!keep_period(k, o, &row, p))
			return false;
	return true;
}

/* ---- results ---- */

static str
level_of(str type)
{
	return str_is(type, "1") ? S("OUTPUT") : str_is(type, "2") ?
	    S("OUTCOME") : str_is(type, "3") ? S("IMPACT") : S("OTHER");
}

static str
result_code(struct iati_keep *k, const struct outcomes *o)
{
	size_t n = o->results, i;
	str code;

	do {
		code = str_print(k->c->arena, "R%03zu", ++n);
		for (i = 0; i < o->results &&
		    !str_same(o->result[i].code, code); i++)
			;
	} while (i < o->results);
	return code;
}

static struct result *
find_result(struct iati_keep *k, struct outcomes *o, str level, str words)
{
	size_t i;

	for (i = 0; i < o->results; i++)
		if (!o->r_met[i] && str_same(o->result[i].level, level) &&
		    same_words(k, o->result[i].statement, words))
			return &o->result[i];
	return NULL;
}

static bool
keep_result(struct iati_keep *k, struct outcomes *o, struct iati *r)
{
	str level = level_of(iati_get(r, "type")), words = iati_all_words(k,
	    iati_first(r, "title"), (str){ 0 });
	struct result *at = find_result(k, o, level, words), row, was;
	struct iati *i;

	k->at = r;
	row_blank(&result_entity, &row);
	if (at != NULL) {
		was = row = *at;
	} else {
		row.programme = k->p.row.id;
		row.code = result_code(k, o);
		row.level = level;
	}
	row.statement = iati_all_words(k, iati_first(r, "title"),
	    row.statement);
	if (!iati_put(k, IATI_RESULTS, &result_entity, &row,
	    at == NULL ? NULL : &was))
		return false;
	if (id_none(row.row.id))
		return true;
	if (at == NULL) {
		at = &o->result[o->results++];
		*at = row;
	}
	o->r_met[at - o->result] = true;
	for (i = iati_first(r, "indicator"); i != NULL; i = iati_next(i))
		if (!keep_indicator(k, o, row.row.id, i))
			return false;
	return true;
}

bool
iati_keep_results(struct iati_keep *k)
{
	struct outcomes o = { 0 };
	struct iati *r = iati_first(k->a, "result");
	size_t i, more, mores;

	if (r == NULL)
		return true;
	more = iati_count(k->a, "result");
	mores = indicators_in(k);
	o.result = here(k, &result_entity, &o.results, more);
	o.indicator = here(k, &indicator_entity, &o.indicators, mores);
	o.value = here(k, &indicator_value_entity, &o.values, 0);
	if (o.result == NULL || o.indicator == NULL || o.value == NULL)
		return false;
	o.r_met = NEWS(k->c->arena, bool, o.results + more + 1);
	o.i_met = NEWS(k->c->arena, bool, o.indicators + mores + 1);
	o.value_at = map_new(k->c->arena);
	for (i = 0; i < o.values; i++)
		*map_at(o.value_at, value_key(k, o.value[i].indicator,
		    o.value[i].period, o.value[i].stratum), i) = i;
	for (; r != NULL; r = iati_next(r))
		if (!keep_result(k, &o, r))
			return false;
	return true;
}
