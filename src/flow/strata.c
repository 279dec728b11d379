/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/strata.h"

#include <math.h>

#include "base/write.h"
#include "flow/indicators.h"
#include "flow/records.h"
#include "model/plan.h"
#include "store/store.h"

/* ---- shares ---- */

enum { HUNDREDTHS = 100 };

/* Reported to two decimals. */
static bool
is_share(const struct indicator_value *v)
{
	return isnan(v->value) || fabs(100 * v->numerator / v->denominator -
	    v->value) <= 1.0 / HUNDREDTHS;
}

static bool
check_percent(struct ctx *c, const struct indicator_value *v)
{
	if (isnan(v->numerator) && isnan(v->denominator) && isnan(v->value))
		return true;            /* nothing was measured */
	if (isnan(v->numerator) || isnan(v->denominator))
		return fail(&c->errors, INVALID,
		    isnan(v->numerator) ? "numerator" : "denominator",
		    "A percentage is kept as how many of how many: give the "
		    "numerator and the denominator.");
	if (!(v->denominator > 0))
		return fail(&c->errors, INVALID, "denominator",
		    "Of none there is no percentage: leave all three empty.");
	return is_share(v) || fail(&c->errors, INVALID, "value",
	    "%g of %g are %.2f percent, not %g. Leave the value empty, or "
	    "mend it.", v->numerator, v->denominator,
	    100 * v->numerator / v->denominator, v->value);
}

/* ---- kinds of groups ---- */

str
strata_kind(struct arena *a, str stratum)
{
	struct write w = write_new(a, 400);
	str one, kind;

	while (str_cut(&stratum, ';', &one)) {
		(void)str_cut(&one, '=', &kind);
		if (w.n > 0)
			write_z(&w, ";");
		write_str(&w, str_trim(kind));
	}
	return write_done(&w);
}

bool
strata_is(const struct indicator_value *v, str stratum)
{
	return str_same(v->stratum, stratum) ||
	    (str_none(stratum) && str_none(v->stratum));
}

size_t
strata_find(const struct indicator_value *v, size_t n, str stratum)
{
	size_t i;

	for (i = 0; i < n && !strata_is(&v[i], stratum); i++)
		;
	return i;
}

str
strata_unknown(struct arena *a, str kind)
{
	struct write w = write_new(a, 400);
	str one;

	while (str_cut(&kind, ';', &one)) {
		if (w.n > 0)
			write_z(&w, ";");
		write_str(&w, one);
		write_z(&w, str_is(one, "sex") || str_is(one, "sector_side")
		    ? "=U" : "=unknown");
	}
	return write_done(&w);
}

bool
strata_differ(double a, double b)
{
	return fabs(a - b) > 1e-9 * fmax(1, fabs(a));
}

/* ---- sums ---- */

struct parts {
	double whole[2], sum[2];        /* counts; or of which, of how many */
	bool   has_whole, has_parts, is_percent;
};

static void
add_part(struct ctx *c, struct parts *p, const struct indicator_value *v,
    str kind)
{
	double of[2] = { p->is_percent ? v->denominator : v->value,
		p->is_percent ? v->numerator : 0 };

	if (isnan(of[0]) || isnan(of[1]))
		return;
	if (str_none(v->stratum)) {
		p->whole[0] = of[0];
		p->whole[1] = of[1];
		p->has_whole = true;
	} else if (str_same(strata_kind(c->arena, v->stratum), kind)) {
		p->sum[0] += of[0];
		p->sum[1] += of[1];
		p->has_parts = true;
	}
}

static bool
is_beside(const struct indicator_value *v, const struct indicator_value *w)
{
	return id_same(v->indicator, w->indicator) &&
	    str_same(v->period, w->period);
}

static bool
is_in_place_of(const struct indicator_value *v,
    const struct indicator_value *w)
{
	return is_beside(v, w) && (str_same(v->stratum, w->stratum) ||
	    (str_none(v->stratum) && str_none(w->stratum)));
}

static bool
is_coming(const struct ctx *c, const struct indicator_value *v)
{
	size_t i;

	for (i = 0; c->coming != NULL && i < c->coming->n; i++)
		if (is_in_place_of(&c->coming->v[i], v) || (!id_none(
		    v->row.id) && id_same(c->coming->v[i].row.id, v->row.id)))
			return true;
	return false;
}

/* Calls add for every other figure of the period: what is coming, and what
 * is kept and stays as it is. */
static bool
each_beside(struct ctx *c, const struct indicator_value *v,
    bool (*add)(void *with, const struct indicator_value *), void *with)
{
	struct filter *of = NEW(c->arena, struct filter);
	struct ask ask = { .filters = of, .n = 1 };
	struct indicator_value other;
	struct cursor *cursor;
	bool fine = true;
	size_t i;

	for (i = 0; fine && c->coming != NULL && i < c->coming->n; i++)
		if (is_beside(&c->coming->v[i], v) &&
		    !is_in_place_of(&c->coming->v[i], v))
			fine = add(with, &c->coming->v[i]);
	*of = (struct filter){ field_named(&indicator_value_entity,
	    S("indicator")), IS, id_text(c->arena, v->indicator) };
	if (!store_list(c->store, &indicator_value_entity, &ask, c->arena,
	    &cursor, &c->errors))
		return false;
	while (fine && store_next(cursor, c->arena, &other))
		if (is_beside(&other, v) && !id_same(other.row.id, v->row.id) &&
		    !is_coming(c, &other))
			fine = add(with, &other);
	return store_end(cursor, &c->errors) && fine;
}

struct adding {
	struct ctx                   *c;
	const struct indicator_value *v;
	struct parts                  p;
	str                           kind;
	bool                          must_equal;
};

static bool
add_one(void *with, const struct indicator_value *v)
{
	struct adding *k = with;

	add_part(k->c, &k->p, v, k->kind);
	return true;
}

static bool
too_many(struct ctx *c, const struct adding *k, size_t half)
{
	return fail(&c->errors, INVALID, half == 1 ? "numerator"
	    : k->p.is_percent ? "denominator" : "value",
	    "The groups by %.*s come to %g, more than the whole of %g.",
	    (int)k->kind.n, k->kind.p, k->p.sum[half], k->p.whole[half]);
}

static bool
too_few(struct ctx *c, const struct adding *k, size_t half)
{
	str unknown = strata_unknown(c->arena, k->kind);

	return fail(&c->errors, INVALID, half == 1 ? "numerator"
	    : k->p.is_percent ? "denominator" : "value",
	    "The groups by %.*s come to %g, the whole is %g: %g are in no "
	    "group. Put them under unknown (%.*s), or keep the values as "
	    "drafts until every group is in.", (int)k->kind.n, k->kind.p,
	    k->p.sum[half], k->p.whole[half],
	    k->p.whole[half] - k->p.sum[half], (int)unknown.n, unknown.p);
}

static bool
check_kind(struct adding *k, str kind)
{
	struct ctx *c = k->c;
	size_t half, halves = k->p.is_percent ? 2 : 1;

	k->p = (struct parts){ .is_percent = k->p.is_percent };
	k->kind = kind;
	add_part(c, &k->p, k->v, kind);
	if (!each_beside(c, k->v, add_one, k))
		return false;
	for (half = 0; k->p.has_whole && k->p.has_parts && half < halves;
	    half++) {
		if (!strata_differ(k->p.sum[half], k->p.whole[half]))
			continue;
		if (k->p.sum[half] > k->p.whole[half])
			return too_many(c, k, half);
		if (k->must_equal)
			return too_few(c, k, half);
	}
	return true;
}

struct kinds {
	struct ctx *c;
	str         kind[16];
	size_t      n;
};

static bool
note_kind(void *with, const struct indicator_value *v)
{
	struct kinds *k = with;
	str kind = strata_kind(k->c->arena, v->stratum);
	size_t i;

	for (i = 0; i < k->n; i++)
		if (str_same(k->kind[i], kind))
			return true;
	if (!str_none(kind) && k->n < 16)
		k->kind[k->n++] = kind;
	return true;
}

/* Of a group its own kind; of the whole each kind that there is. */
static bool
check_sums(struct ctx *c, const struct indicator_value *v, bool is_percent,
    bool must_equal)
{
	struct adding k = { .c = c, .v = v, .must_equal = must_equal,
		.p.is_percent = is_percent };
	struct kinds all = { .c = c };
	size_t i;

	if (!str_none(v->stratum))
		return check_kind(&k, strata_kind(c->arena, v->stratum));
	if (!each_beside(c, v, note_kind, &all))
		return false;
	for (i = 0; i < all.n; i++)
		if (!check_kind(&k, all.kind[i]))
			return false;
	return true;
}

static bool
same_figure(double a, double b)
{
	return (isnan(a) && isnan(b)) || (a >= b && a <= b);
}

/* Whether this change is what would leave the sum short: not one to the
 * comment of a figure that an import brought in as it is. */
static bool
must_equal(const struct indicator_value *was, const struct indicator_value *v)
{
	if (str_is(v->status, "draft") || records_filled(v))
		return false;
	return was == NULL || str_is(was->status, "draft") ||
	    !is_in_place_of(was, v) || !same_figure(was->value, v->value) ||
	    !same_figure(was->numerator, v->numerator) ||
	    !same_figure(was->denominator, v->denominator);
}

/* What goes leaves the others to add up without it. */
static bool
keep_rest(struct ctx *c, const struct indicator_value *was, bool is_percent)
{
	struct indicator_value gone = *was;

	if (c->coming != NULL || str_none(was->stratum) ||
	    str_is(was->status, "draft") || records_filled(was))
		return true;
	gone.value = gone.numerator = gone.denominator = NAN;
	return check_sums(c, &gone, is_percent, true);
}

bool
strata_keep(struct ctx *c, const struct indicator_value *was,
    const struct indicator_value *v)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct indicator i;
	bool is_percent, fine = true;

	if (!store_find(c->store, &indicator_entity, (v != NULL ? v : was)
	    ->indicator, c->arena, &i, &quiet))
		return true;
	is_percent = str_is(i.measure, "2");
	if (v == NULL)
		return !indicators_adds(&i) || keep_rest(c, was, is_percent);
	if (is_percent)
		fine = check_percent(c, v);
	if (indicators_adds(&i))
		fine = check_sums(c, v, is_percent, must_equal(was, v)) &&
		    fine;
	return fine;
}
