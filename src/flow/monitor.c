/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/monitor.h"

#include <math.h>

#include "flow/every.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "flow/strata.h"
#include "model/office.h"

/* ---- where each stands ---- */

static const struct indicators_period *
last_value(const struct indicators_one *o)
{
	size_t i;

	for (i = o->periods; i-- > 0; )
		if (!isnan(o->period[i].value))
			return &o->period[i];
	return NULL;
}

static double
elapsed(struct day from, struct day to, struct day at)
{
	if (from.n == 0 || to.n <= from.n)
		return NAN;
	return fmin(fmax((double)(at.n - from.n) / (to.n - from.n), 0), 1);
}

void
monitor_judge(struct monitor_one *m, struct day starts, struct day today)
{
	const struct indicators_one *o = m->is;
	struct day at = today;
	struct period end;

	if (m->row.baseline_date.n != 0)
		starts = m->row.baseline_date;
	m->last = last_value(o);
	if (m->last != NULL && m->last->ends.n < today.n)
		at = m->last->ends;
	m->elapsed = period_read(o->target_period, &end)
	    ? elapsed(starts, end.to, at) : NAN;
	m->expected = o->baseline + (o->target - o->baseline) * m->elapsed;
	m->pace = indicator_pace(o->achievement, m->elapsed);
	m->light = indicator_light(o->achievement, m->elapsed);
}

bool
monitor_of(struct ctx *c, const struct programme *p, struct monitor *out)
{
	struct indicators_one *is;
	struct indicator *row;
	struct map *at;
	size_t i, n, place;

	*out = (struct monitor){ .today = p->as_of.n != 0 ? p->as_of
	    : moment_day(c->now) };
	if (!indicators_of(c, p->row.id, &is, &n) || (row = every(c,
	    &indicator_entity, p->row.id, &out->n)) == NULL)
		return false;
	at = map_new(c->arena);
	for (i = 0; i < n; i++)
		*map_at(at, (str){ (const char *)is[i].id.b,
		    sizeof(is[i].id.b) }, i) = i;
	out->one = NEWS(c->arena, struct monitor_one, out->n + 1);
	for (i = n = 0; i < out->n; i++) {
		if (!gather_find(at, &row[i].row.id, &place))
			continue;
		out->one[n].row = row[i];
		out->one[n].is = &is[place];
		monitor_judge(&out->one[n], p->start_actual.n != 0
		    ? p->start_actual : p->start_planned, out->today);
		out->lights[out->one[n++].light]++;
	}
	out->n = n;
	return true;
}

/* ---- who has not reported ---- */

static bool
has_value_in(const struct indicators_one *o, const struct period *p)
{
	size_t i;

	for (i = 0; i < o->periods; i++)
		if (o->period[i].ends.n >= p->from.n &&
		    o->period[i].ends.n <= p->to.n)
			return true;
	return false;
}

static void
find_missing(struct ctx *c, const struct monitor *m, struct monitor_period *p)
{
	const struct period span = { p->row.starts, p->row.ends };
	size_t i;

	p->missing = NEWS(c->arena, const struct monitor_one *, m->n + 1);
	for (i = 0; i < m->n; i++) {
		if (!period_ends_in(m->one[i].row.frequency, &span))
			continue;
		p->due++;
		if (has_value_in(m->one[i].is, &span))
			p->reported++;
		else
			p->missing[p->n_missing++] = &m->one[i];
	}
	if (p->n_missing == 0 || p->row.due.n == 0 ||
	    !str_is(p->row.state, "open"))
		return;
	p->is_late = p->row.due.n < m->today.n;
	p->remind = p->row.due.n - MONITOR_REMIND_DAYS <= m->today.n;
}

bool
monitor_periods(struct ctx *c, struct id programme, const struct monitor *m,
    struct monitor_period **out, size_t *n)
{
	struct reporting_period *row;
	size_t i;

	row = every(c, &reporting_period_entity, programme, n);
	if (row == NULL)
		return false;
	*out = NEWS(c->arena, struct monitor_period, *n + 1);
	for (i = 0; i < *n; i++) {
		(*out)[i].row = row[i];
		find_missing(c, m, &(*out)[i]);
	}
	return true;
}

/* ---- reminders ---- */

static struct id
task_of(struct ctx *c, struct id indicator, str period)
{
	return id_from(S("task"), str_print(c->arena, "report/%s/%.*s",
	    id_text(c->arena, indicator).p, (int)period.n, period.p));
}

static bool
save_task(struct ctx *c, struct task *t)
{
	struct ctx system = ctx_as_program(c);
	bool fine;

	fine = flow_save(&system, &task_entity, t);
	c->errors = system.errors;
	return fine;
}

static bool
remind(struct ctx *c, struct id programme, const struct monitor_period *p,
    const struct indicator *in, size_t *written)
{
	str who = str_none(in->responsible) ? S("–") : in->responsible;
	struct task t;

	row_blank(&task_entity, &t);
	t.row.id = task_of(c, in->row.id, p->row.code);
	if (store_has(c->store, &task_entity, t.row.id))
		return true;
	t.programme = programme;
	t.title = str_print(c->arena, words_say(c->words,
	    "Report %.*s for %.*s (%.*s)"), (int)in->code.n, in->code.p,
	    (int)p->row.code.n, p->row.code.p, (int)who.n, who.p);
	t.due_on = p->row.due;
	t.entity = S("indicator");
	t.target = id_text(c->arena, in->row.id);
	t.rule = S("report");
	t.state = S("open");
	t.by = c->actor.user;
	++*written;
	return save_task(c, &t);
}

bool
monitor_remind(struct ctx *c, struct id programme,
    const struct monitor_period *p, size_t *written)
{
	size_t i;

	*written = 0;
	if (!ctx_may(c, &task_entity, ADD, programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you give tasks here.");
	for (i = 0; i < p->n_missing; i++)
		if (!remind(c, programme, p, &p->missing[i]->row, written))
			return false;
	return true;
}

/* What was asked for has come. */
static bool
end_reminder(struct ctx *c, struct id indicator, str period)
{
	struct id id = task_of(c, indicator, period);
	struct task t;

	if (!store_has(c->store, &task_entity, id))
		return true;
	if (!store_find(c->store, &task_entity, id, c->arena, &t, &c->errors))
		return false;
	if (!str_is(t.state, "open"))
		return true;
	t.state = S("done");
	t.done_at = c->now;
	return save_task(c, &t);
}

/* ---- what was typed ---- */

static bool
is_share(const struct indicator *in)
{
	return str_is(in->measure, "2");
}

static bool
blank(const struct monitor_typed *t)
{
	return isnan(t->numerator) && isnan(t->denominator) &&
	    isnan(t->value);
}

static const char *
field_of(struct ctx *c, const char *half, const struct monitor_typed *t)
{
	return str_print(c->arena, "%s:%.*s", half, (int)t->stratum.n,
	    t->stratum.p).p;
}

static void
check_share(struct ctx *c, const struct monitor_typed *t)
{
	if (isnan(t->numerator) != isnan(t->denominator))
		fail(&c->errors, INVALID, field_of(c, isnan(t->numerator)
		    ? "num" : "den", t),
		    "A share has two numbers: how many, and of how many.");
	if (t->denominator < 0 || t->numerator < 0)
		fail(&c->errors, INVALID, field_of(c, "num", t),
		    "There cannot be fewer than none.");
	if (t->numerator > t->denominator)
		fail(&c->errors, INVALID, field_of(c, "num", t),
		    "%g are more than all %g.", t->numerator, t->denominator);
}

struct sum {
	double of[2];           /* values, or numerators and denominators */
	size_t groups, blanks;
	const struct monitor_typed *first;
};

static struct sum
sum_of(struct ctx *c, const struct indicator *in,
    const struct monitor_typed *t, size_t n, str kind)
{
	struct sum s = { .first = NULL };
	size_t i;

	for (i = 0; i < n; i++) {
		if (str_none(t[i].stratum) ||
		    !str_same(strata_kind(c->arena, t[i].stratum), kind))
			continue;
		if (s.first == NULL)
			s.first = &t[i];
		s.groups++;
		if (blank(&t[i])) {
			s.blanks++;
			continue;
		}
		s.of[0] += is_share(in) ? t[i].numerator : t[i].value;
		s.of[1] += is_share(in) ? t[i].denominator : 0;
	}
	return s;
}

static void
check_sum(struct ctx *c, const struct indicator *in, const struct sum *s,
    const struct sum *whole)
{
	static const char *const half[] = { "num", "den" };
	size_t i;

	for (i = 0; i < (is_share(in) ? 2 : 1); i++)
		if (strata_differ(s->of[i], whole->of[i]))
			fail(&c->errors, INVALID, field_of(c, is_share(in)
			    ? half[i] : "val", s->first),
			    "The groups add up to %g, the total is %g. What is "
			    "not known belongs under unknown.", s->of[i],
			    whole->of[i]);
}

static bool
is_first_of_kind(struct ctx *c, const struct monitor_typed *t, size_t i)
{
	str kind = strata_kind(c->arena, t[i].stratum);
	size_t k;

	for (k = 0; k < i; k++)
		if (!str_none(t[k].stratum) && str_same(kind, strata_kind(
		    c->arena, t[k].stratum)))
			return false;
	return !str_none(t[i].stratum);
}

static bool
whole_of(const struct indicator *in, const struct monitor_typed *t, size_t n,
    struct sum *whole)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_none(t[i].stratum) && !blank(&t[i])) {
			whole->of[0] = is_share(in) ? t[i].numerator
			    : t[i].value;
			whole->of[1] = is_share(in) ? t[i].denominator : 0;
			return true;
		}
	return false;
}

/* Each kind of group against the whole, or against the first kind. */
static void
check_kinds(struct ctx *c, const struct indicator *in,
    const struct monitor_typed *t, size_t n)
{
	struct sum whole = { .first = NULL }, s;
	bool typed = whole_of(in, t, n, &whole);
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_first_of_kind(c, t, i))
			continue;
		s = sum_of(c, in, t, n, strata_kind(c->arena, t[i].stratum));
		if (s.blanks == s.groups)
			continue;
		if (!typed && s.blanks > 0)
			fail(&c->errors, INVALID, field_of(c, is_share(in)
			    ? "num" : "val", s.first),
			    "Fill in every group, 0 where there was nobody, or "
			    "the total.");
		else if (typed || whole.first != NULL)
			check_sum(c, in, &s, &whole);
		else
			whole = s;
	}
}

static void
add_to(double *to, double more)
{
	*to = more + (isnan(*to) ? 0 : *to);
}

static bool
add_left(struct ctx *c, const struct indicator *in, struct monitor_typed *t,
    size_t n, str kind, const double left[2])
{
	str unknown = strata_unknown(c->arena, kind);
	size_t i;

	for (i = 0; i < n && !str_same(t[i].stratum, unknown); i++)
		;
	if (i == n || left[0] < 0 || left[1] < 0 ||
	    !(strata_differ(left[0], 0) || strata_differ(left[1], 0)))
		return false;
	if (is_share(in)) {
		add_to(&t[i].numerator, left[0]);
		add_to(&t[i].denominator, left[1]);
	} else {
		add_to(&t[i].value, left[0]);
	}
	return true;
}

bool
monitor_to_unknown(struct ctx *c, const struct indicator *in,
    struct monitor_typed *t, size_t n)
{
	struct sum whole = { .first = NULL }, s;
	bool any = false;
	size_t i;

	if (!indicators_adds(in) || !whole_of(in, t, n, &whole))
		return false;
	for (i = 0; i < n; i++) {
		if (!is_first_of_kind(c, t, i))
			continue;
		s = sum_of(c, in, t, n, strata_kind(c->arena, t[i].stratum));
		if (s.blanks < s.groups)
			any |= add_left(c, in, t, n, strata_kind(c->arena,
			    t[i].stratum), (double[]){ whole.of[0] - s.of[0],
			    whole.of[1] - s.of[1] });
	}
	return any;
}

bool
monitor_check(struct ctx *c, const struct indicator *in,
    const struct monitor_typed *t, size_t n)
{
	bool any = false;
	size_t i;

	for (i = 0; i < n; i++) {
		any |= !blank(&t[i]);
		if (is_share(in))
			check_share(c, &t[i]);
	}
	if (!any)
		fail(&c->errors, INVALID, field_of(c, is_share(in) ? "num"
		    : "val", &t[0]), "Nothing is filled in yet.");
	if (errors_worst(&c->errors) == FINE && indicators_adds(in))
		check_kinds(c, in, t, n);
	return errors_worst(&c->errors) == FINE;
}

/* ---- keeping it ---- */

struct keeping {
	struct ctx             *c;
	const struct indicator *of;
	struct period           span;
	str                     period, status, comment;
	struct indicator_value *was;    /* [n] */
	size_t                  n;
};

static bool
read_before(struct keeping *k)
{
	struct ctx *c = k->c;
	struct filter of[] = {
		{ field_named(&indicator_value_entity, S("indicator")), IS,
		  id_text(c->arena, k->of->row.id) },
		{ field_named(&indicator_value_entity, S("period")), IS,
		  k->period } };
	struct ask ask = { .filters = of, .n = 2 };
	struct found *found;
	int64_t n;

	if (!flow_count(c, &indicator_value_entity, &ask, &n) ||
	    !flow_list(c, &indicator_value_entity, &ask, &found))
		return false;
	k->was = NEWS(c->arena, struct indicator_value, (size_t)n + 1);
	while (k->n < (size_t)n && flow_next(found, c->arena, &k->was[k->n]))
		k->n++;
	return flow_end(found);
}

static struct indicator_value *
was_of(const struct keeping *k, str stratum)
{
	size_t at = strata_find(k->was, k->n, stratum);

	return at < k->n ? &k->was[at] : NULL;
}

/* Of nobody there is no share: such a group has no row. */
static bool
is_gone(const struct keeping *k, const struct monitor_typed *t)
{
	return blank(t) || (is_share(k->of) && !(t->denominator > 0));
}

static struct indicator_value
value_of(struct keeping *k, const struct monitor_typed *t)
{
	struct indicator_value *was = was_of(k, t->stratum), v;

	if (was != NULL)
		v = *was;
	else
		row_blank(&indicator_value_entity, &v);
	v.indicator = k->of->row.id;
	v.period = k->period;
	v.period_start = k->span.from;
	v.period_end = k->span.to;
	v.stratum = t->stratum;
	v.numerator = t->numerator;
	v.denominator = t->denominator;
	v.value = is_share(k->of) ? indicator_percent(&t->numerator,
	    &t->denominator, 1) : t->value;
	v.status = k->status;
	return v;
}

static bool
keep_one(struct keeping *k, const struct monitor_typed *t)
{
	struct indicator_value *was = was_of(k, t->stratum), v;

	if (is_gone(k, t))
		return was == NULL || flow_drop(k->c, &indicator_value_entity,
		    was->row.id, was->row.revision);
	v = value_of(k, t);
	if (k->comment.p != NULL) {     /* the first row of all carries it */
		v.comment = k->comment;
		k->comment = (str){ 0 };
	}
	return flow_save(k->c, &indicator_value_entity, &v);
}

/* All of them together: each is judged beside the others as typed. */
static bool
keep_all(struct keeping *k, const struct monitor_typed *t, size_t n)
{
	struct indicator_value *v = NEWS(k->c->arena, struct indicator_value,
	    n);
	const struct strata_coming coming = { v, n };
	bool fine = true;
	size_t i;

	for (i = 0; i < n; i++) {
		v[i] = value_of(k, &t[i]);
		if (is_gone(k, &t[i]))
			v[i].value = v[i].numerator = v[i].denominator = NAN;
	}
	k->c->coming = &coming;
	for (i = 0; i < n && fine; i++)
		fine = keep_one(k, &t[i]);
	k->c->coming = NULL;
	return fine;
}

bool
monitor_save(struct ctx *c, const struct indicator *in, str period, str status,
    str comment, const struct monitor_typed *t, size_t n)
{
	struct keeping k = { .c = c, .of = in, .period = period,
		.status = status, .comment = comment };

	if (!period_read(period, &k.span))
		return fail(&c->errors, INVALID, "period",
		    "'%.*s' is not a period like 2024, 2024H1, 2024Q3 or "
		    "2024-05.", (int)period.n, period.p);
	if (!monitor_check(c, in, t, n) || !read_before(&k) ||
	    !keep_all(&k, t, n))
		return false;
	return str_is(status, "draft") || end_reminder(c, in->row.id, period);
}
