/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Keying the values of one indicator and period; filling them from
 * records. */
#include "web/monitors.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/records.h"
#include "flow/strata.h"
#include "model/codes.h"
#include "model/text.h"

enum { GROUPS = 60 };

struct keyed {
	struct ctx             *c;
	const struct request   *q;
	struct programme        p;
	struct indicator        of;
	str                     period;
	struct indicator_value *was;    /* [n_was] of that period */
	size_t                  n_was;
	struct monitor_typed    group[GROUPS];
	size_t                  n;
};

/* ---- which groups there are ---- */

static void
add_group(struct keyed *k, str stratum)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (str_same(k->group[i].stratum, stratum) ||
		    (str_none(stratum) && str_none(k->group[i].stratum)))
			return;
	if (k->n < GROUPS)
		k->group[k->n++] = (struct monitor_typed){ stratum,
			monitors_group(k->c, stratum), NAN, NAN, NAN };
}

static const struct {
	const char *kind, *groups;      /* ... of which the last is unknown */
} known[] = {
	{ "sex",         "F M U" },
	{ "age_band",    "<25 25-34 35-49 50+ unknown" },
	{ "sector_side", "GOVERNMENTAL NON_GOVERNMENTAL U" },
	{ "disability",  "yes no unknown" },
	{ "treated",     "1 0" },
	{ NULL, NULL }
};

static void
add_known(struct keyed *k, str kind)
{
	str rest = { 0 }, one;
	size_t i;

	for (i = 0; known[i].kind != NULL; i++)
		if (str_is(kind, known[i].kind))
			rest = str_of(known[i].groups);
	while (str_cut(&rest, ' ', &one))
		add_group(k, str_print(k->c->arena, "%.*s=%.*s", (int)kind.n,
		    kind.p, (int)one.n, one.p));
}

/* What was ever reported by such a group is offered again. */
static bool
read_values(struct keyed *k)
{
	struct ctx *c = k->c;
	struct filter of = { field_named(&indicator_value_entity,
	    S("indicator")), IS, id_text(c->arena, k->of.row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct indicator_value v;
	struct found *found;
	int64_t n;

	if (!flow_count(c, &indicator_value_entity, &ask, &n) ||
	    !flow_list(c, &indicator_value_entity, &ask, &found))
		return false;
	k->was = NEWS(c->arena, struct indicator_value, (size_t)n + 1);
	while (flow_next(found, c->arena, &v)) {
		add_group(k, v.stratum);
		if (str_same(v.period, k->period) && k->n_was < (size_t)n)
			k->was[k->n_was++] = v;
	}
	return flow_end(found);
}

static bool
begin(struct keyed *k, str period)
{
	str rest, one;

	if (!monitors_named(k->c, k->q, &k->p, &k->of))
		return false;
	k->period = str_none(str_trim(period)) ? period_at(k->c->arena,
	    k->of.frequency, k->p.as_of.n != 0 ? k->p.as_of
	    : moment_day(k->c->now)) : str_trim(period);
	add_group(k, (str){ 0 });
	rest = k->of.disaggregation;
	while (str_cut(&rest, ';', &one))
		add_known(k, str_trim(one));
	return read_values(k);
}

/* ---- what was typed ---- */

static str
name_of(struct keyed *k, const char *half, size_t i)
{
	str of = k->group[i].stratum;

	return str_print(k->c->arena, "%s:%.*s", half, (int)of.n, of.p);
}

static bool
read_number(struct keyed *k, const char *half, size_t i, double *out)
{
	str name = name_of(k, half, i);
	str typed = str_trim(request_form(k->q, name.p));

	*out = NAN;
	return str_none(typed) || str_typed(typed, out) ||
	    fail(&k->c->errors, INVALID, name.p, "'%.*s' is not a number.",
	    (int)typed.n, typed.p);
}

static bool
read_typed(struct keyed *k)
{
	bool fine = true;
	size_t i;

	/* All of them are read: each fault is told. */
	for (i = 0; i < k->n; i++) {
		fine = read_number(k, "num", i, &k->group[i].numerator) && fine;
		fine = read_number(k, "den", i, &k->group[i].denominator) &&
		    fine;
		fine = read_number(k, "val", i, &k->group[i].value) && fine;
	}
	return fine;
}

/* What is no number was told already. */
static double
typed_or_none(struct keyed *k, const char *half, size_t i)
{
	double x;

	return str_real(str_trim(request_form(k->q, name_of(k, half, i).p)),
	    &x) ? x : NAN;
}

/* Whether a refused form would add up with the rest under unknown. */
static bool
can_fill_unknown(struct keyed *k)
{
	struct monitor_typed t[GROUPS];
	struct ctx quiet = *k->c;
	size_t i;

	if (k->q->faults == NULL)
		return false;
	quiet.errors = (struct errors){ .arena = k->c->arena };
	for (i = 0; i < k->n; i++) {
		t[i] = k->group[i];
		t[i].numerator = typed_or_none(k, "num", i);
		t[i].denominator = typed_or_none(k, "den", i);
		t[i].value = typed_or_none(k, "val", i);
	}
	return monitor_to_unknown(&quiet, &k->of, t, k->n) &&
	    monitor_check(&quiet, &k->of, t, k->n);
}

static const struct indicator_value *
was_of(const struct keyed *k, str stratum)
{
	size_t at = strata_find(k->was, k->n_was, stratum);

	return at < k->n_was ? &k->was[at] : NULL;
}

/* ---- the form ---- */

static str
shown(struct keyed *k, str name, double was)
{
	struct write w = write_new(k->c->arena, 64);

	if (k->q->faults != NULL)
		return request_form(k->q, name.p);
	if (!isnan(was))
		write_real(&w, was);
	return write_done(&w);
}

static void
input_put(struct keyed *k, const char *half, size_t i, double was,
    struct node *row)
{
	str name = name_of(k, half, i);
	struct node *in = node_row(row, "inputs");
	const char *error = k->q->faults == NULL ? NULL
	    : errors_text(k->q->faults, name.p);

	node_text(in, "name", name);
	node_text(in, "id", str_print(k->c->arena, "%s%zu", half, i));
	node_text(in, "value", shown(k, name, was));
	node_text(in, "group", k->group[i].label);
	node_z(in, "label", say(k->c, strcmp(half, "num") == 0 ? "Numerator"
	    : strcmp(half, "den") == 0 ? "Denominator" : "Value"));
	if (error != NULL)
		node_z(in, "error", error);
}

static void
group_put(struct keyed *k, size_t i, struct node *out)
{
	const struct indicator_value *v = was_of(k, k->group[i].stratum);
	struct node *row = node_row(out, "groups");
	bool share = str_is(k->of.measure, "2");

	node_text(row, "name", k->group[i].label);
	node_bool(row, "total", str_none(k->group[i].stratum));
	node_bool(row, "filled", v != NULL && records_filled(v));
	if (share) {
		input_put(k, "num", i, v == NULL ? NAN : v->numerator, row);
		input_put(k, "den", i, v == NULL ? NAN : v->denominator, row);
	} else {
		input_put(k, "val", i, v == NULL ? NAN : v->value, row);
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct keyed k = { .c = c, .q = q };
	const char *error = q->faults == NULL ? NULL
	    : errors_text(q->faults, "period");
	str period = request_form(q, "period");
	struct crumb crumb[2];
	size_t i;

	(void)r;
	if (!begin(&k, str_none(period) ? request_arg(q, "period") : period))
		return false;
	crumb[0] = (struct crumb){ str_of(say(c, "Monitor")), str_print(
	    c->arena, "%s/monitor", programme_href(c, &k.p).p) };
	crumb[1] = (struct crumb){ text_in(c->arena, k.of.name, c->lang),
	    monitors_href(c, &k.p, &k.of, "") };
	programme_put(c, &k.p, PHASE_MONITOR, out);
	crumb_put(out, crumb, 2);
	node_z(out, "title", say(c, "Enter values"));
	node_text(out, "code", k.of.code);
	node_text(out, "name", text_in(c->arena, k.of.name, c->lang));
	node_text(out, "unit", k.of.unit);
	node_text(out, "definition", k.of.definition);
	node_text(out, "href", monitors_href(c, &k.p, &k.of, ""));
	node_text(out, "period", k.period);
	if (error != NULL)
		node_z(out, "period_error", error);
	node_bool(out, "share", str_is(k.of.measure, "2"));
	node_bool(out, "adds", indicators_adds(&k.of) && k.n > 1);
	if (can_fill_unknown(&k))
		node_z(out, "unknown", str_is(request_form(q, "status"),
		    "draft") || str_is(request_form(q, "unknown"), "draft")
		    ? "draft" : "submitted");
	node_bool(out, "counted", !str_none(k.of.records));
	node_text(out, "comment", q->faults != NULL ? request_form(q,
	    "comment") : k.n_was > 0 ? k.was[0].comment : (str){ 0 });
	for (i = 0; i < k.n; i++)
		group_put(&k, i, out);
	return true;
}

const struct page values_page = {
	.method = GET,
	.path   = "/programme/{id}/indicator/{indicator}/values",
	.about  = "A form for the values of one 'period': the total and its "
	    "groups.",
	.view   = "values.html",
	.of     = &indicator_value_entity,
	.needs  = ADD,
	.run    = show,
};

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct keyed k = { .c = c, .q = q };
	str rest = request_form(q, "unknown");
	bool draft = str_is(request_form(q, "status"), "draft") ||
	    str_is(rest, "draft");

	(void)out;
	if (!begin(&k, request_form(q, "period")) || !read_typed(&k))
		return false;
	if (!str_none(rest))
		(void)monitor_to_unknown(c, &k.of, k.group, k.n);
	if (!monitor_save(c, &k.of, k.period, draft ? S("draft")
	    : S("submitted"), str_trim(request_form(q, "comment")), k.group,
	    k.n))
		return false;
	r->go = monitors_href(c, &k.p, &k.of, "");
	return true;
}

const struct page values_post = {
	.method = POST,
	.path   = "/programme/{id}/indicator/{indicator}/values",
	.about  = "Keeps the values of a 'period': num:, den: or val: and the "
	    "group, such as val:sex=F; groups must add up to the total. With "
	    "'unknown' what is in no group is put there.",
	.view   = "values.html",
	.of     = &indicator_value_entity,
	.needs  = ADD,
	.again  = &values_page,
	.run    = accept,
};

/* ---- from records ---- */

static bool
fill(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct records_left left[RECORDS_STRATA];
	size_t n, written, i;
	struct programme p;
	struct indicator in;
	struct node *row;
	str period = str_trim(request_form(q, "period"));

	if (!monitors_named(c, q, &p, &in) ||
	    !records_fill(c, &in, period, left, &n, &written))
		return false;
	if (n == 0) {
		r->go = monitors_href(c, &p, &in, "");
		return true;
	}
	programme_put(c, &p, PHASE_MONITOR, out);
	node_z(out, "title", say(c, "Typed values were left as they are"));
	node_text(out, "href", monitors_href(c, &p, &in, ""));
	node_text(out, "edit", str_print(c->arena, "%s?period=%.*s",
	    monitors_href(c, &p, &in, "/values").p, (int)period.n, period.p));
	node_text(out, "period", period);
	node_count(out, "written", (int64_t)written);
	for (i = 0; i < n; i++) {
		row = node_row(out, "left");
		node_text(row, "group", monitors_group(c, left[i].stratum));
		monitors_real(row, "typed", left[i].typed);
		monitors_real(row, "recorded", left[i].recorded);
	}
	return true;
}

const struct page values_fill_post = {
	.method = POST,
	.path   = "/programme/{id}/indicator/{indicator}/fill",
	.about  = "Fills the values of a 'period' from the records; what was "
	    "typed stays and is told.",
	.view   = "values_filled.html",
	.of     = &indicator_value_entity,
	.needs  = ADD,
	.again  = &values_page,
	.run    = fill,
};
