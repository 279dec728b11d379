/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/rate.h"

#include <math.h>
#include <string.h>

#include "base/write.h"
#include "flow/find.h"
#include "flow/finance.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "model/fund.h"
#include "model/people.h"

/* ---- a rate of a day ---- */

/* The last one as it is written; revision 0: none. */
static bool
last_rate(struct ctx *c, const char *from, const char *to, struct day on,
    int days, struct exchange_rate *out)
{
	const struct entity *e = &exchange_rate_entity;
	struct filter of[] = {
		{ field_named(e, S("from")), IS, str_of(from) },
		{ field_named(e, S("to")), IS, str_of(to) },
		{ field_named(e, S("date")), AT_MOST, day_text(c->arena, on) },
		{ field_named(e, S("date")), AT_LEAST, day_text(c->arena,
		    (struct day){ on.n - days }) } };
	struct ask ask = { .filters = of, .n = 4, .limit = 1 };
	struct cursor *cursor;

	row_blank(e, out);
	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	if (!store_next(cursor, c->arena, out))
		row_blank(e, out);
	return store_end(cursor, &c->errors);
}

static void
say_rate(struct ctx *c, const struct exchange_rate *r, struct rate *out)
{
	struct write w = write_new(c->arena, 800);

	write_z(&w, "1 ");
	write_str(&w, r->from);
	write_z(&w, " = ");
	write_real(&w, r->rate);
	write_char(&w, ' ');
	write_str(&w, r->to);
	write_z(&w, ", ");
	write_str(&w, day_text(c->arena, r->date));
	if (!str_none(r->source)) {
		write_z(&w, ", ");
		write_str(&w, r->source);
	}
	out->says = write_done(&w);
	out->on = r->date;
}

/* Written either way; not by way of a third. */
static bool
between(struct ctx *c, const char *from, const char *to, struct day on,
    int days, struct rate *out)
{
	struct exchange_rate there, back;

	*out = (struct rate){ .rate = NAN };
	if (strcmp(from, to) == 0) {
		out->rate = 1;
		out->on = on;
		return true;
	}
	if (!last_rate(c, from, to, on, days, &there) ||
	    !last_rate(c, to, from, on, days, &back))
		return false;
	if (there.row.revision != 0 && (back.row.revision == 0 ||
	    there.date.n >= back.date.n)) {
		say_rate(c, &there, out);
		out->rate = there.rate;
	} else if (back.row.revision != 0 && back.rate > 0) {
		say_rate(c, &back, out);
		out->rate = 1 / back.rate;
	}
	return true;
}

static bool
by_way_of(struct ctx *c, const char *from, const char *to, struct day on,
    int days, struct rate *out)
{
	struct rate first, second;
	char way[4] = "";
	str set;

	if (!setting_text(c, "rate_through", &set))
		return false;
	if (set.n != 3)
		return true;
	memcpy(way, set.p, 3);
	if (strcmp(way, from) == 0 || strcmp(way, to) == 0)
		return true;
	if (!between(c, from, way, on, days, &first) ||
	    !between(c, way, to, on, days, &second))
		return false;
	if (isnan(first.rate) || isnan(second.rate))
		return true;
	out->rate = first.rate * second.rate;
	out->on = first.on.n < second.on.n ? first.on : second.on;
	out->says = str_print(c->arena, "%.*s; %.*s", (int)first.says.n,
	    first.says.p, (int)second.says.n, second.says.p);
	return true;
}

bool
rate_on(struct ctx *c, const char *from, const char *to, struct day on,
    struct rate *out)
{
	int days = RATE_DAYS;

	*out = (struct rate){ .rate = NAN };
	if (on.n == 0 || money_exponent(from) < 0 || money_exponent(to) < 0)
		return true;
	if (!setting_count(c, "rate_days", 0, 3660, &days) ||
	    !between(c, from, to, on, days, out))
		return false;
	return !isnan(out->rate) || by_way_of(c, from, to, on, days, out);
}

bool
rate_convert(struct ctx *c, struct money m, const char *to, struct day on,
    struct money *out, struct rate *r, bool *is_there)
{
	*out = (struct money){ 0 };
	*is_there = false;
	if (!rate_on(c, m.currency, to, on, r))
		return false;
	if (isnan(r->rate))
		return true;
	*is_there = true;
	return money_times(m, r->rate, to, out) || fail(&c->errors, INVALID,
	    "amount", "At this day's rate the amount is too large to be "
	    "counted.");
}

/* ---- for limits ---- */

/* Of those written that way, as they are or turned round. */
static bool
dearest(struct ctx *c, const char *from, const char *to, struct day on,
    int days, bool turned, double *most)
{
	const struct entity *e = &exchange_rate_entity;
	struct filter of[] = {
		{ field_named(e, S("from")), IS, str_of(turned ? to : from) },
		{ field_named(e, S("to")), IS, str_of(turned ? from : to) },
		{ field_named(e, S("date")), AT_MOST, day_text(c->arena, on) },
		{ field_named(e, S("date")), AT_LEAST, day_text(c->arena,
		    (struct day){ on.n - days }) } };
	struct ask ask = { .filters = of, .n = 4 };
	struct exchange_rate r;
	struct cursor *cursor;
	double is;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	while (store_next(cursor, c->arena, &r)) {
		is = turned ? 1 / r.rate : r.rate;
		if (r.rate > 0 && (isnan(*most) || is > *most))
			*most = is;
	}
	return store_end(cursor, &c->errors);
}

bool
rate_most(struct ctx *c, const char *from, const char *to, struct day on,
    double *rate)
{
	int days = RATE_DAYS;
	struct rate r;

	*rate = NAN;
	if (!setting_count(c, "rate_days", 0, 3660, &days) ||
	    !dearest(c, from, to, on, days, false, rate) ||
	    !dearest(c, from, to, on, days, true, rate))
		return false;
	if (!isnan(*rate))
		return true;
	if (!rate_on(c, from, to, on, &r))      /* by way of a third */
		return false;
	*rate = r.rate;
	return true;
}

static bool
currency_right(struct ctx *c, const char *field, str *code)
{
	char z[4] = "";

	*code = str_trim(*code);
	if (code->n == 3)
		memcpy(z, code->p, 3);
	return money_exponent(z) >= 0 || fail(&c->errors, INVALID, field,
	    "'%.*s' is no currency: write its three letters, such as EUR.",
	    (int)code->n, code->p);
}

bool
rate_right(struct ctx *c, struct exchange_rate *r)
{
	bool fine = currency_right(c, "from", &r->from);

	fine = currency_right(c, "to", &r->to) && fine;
	if (fine && str_same(r->from, r->to))
		fine = fail(&c->errors, INVALID, "to",
		    "A currency is worth itself: name two different ones.");
	if (!isnan(r->rate) && !(r->rate > 0))
		fine = fail(&c->errors, INVALID, "rate",
		    "A rate is above zero.");
	return fine;
}

/* ---- what nobody could convert ---- */

struct taking {
	struct ctx  s;
	char        currency[4];
	struct day  today;
	size_t     *taken, *open;
};

/* Whether there is a rate now, and what the amount is by it. */
static bool
take_amount(struct taking *k, struct money amount, struct money *base,
    double rate, struct day on, struct rate *r, bool *is_there)
{
	struct money m;

	*is_there = false;
	if (amount.currency[0] == '\0' || finance_in_base(k->currency, amount,
	    *base, rate, &m))
		return true;
	++*k->open;
	if (!rate_convert(&k->s, amount, k->currency, on, &m, r, is_there))
		return false;
	if (*is_there) {
		*base = m;
		++*k->taken;
	}
	return true;
}

static bool
take_entry(struct taking *k, struct transaction *t)
{
	struct rate r;
	bool is;

	if (!take_amount(k, t->amount, &t->amount_base, t->rate_to_base,
	    t->date, &r, &is))
		return false;
	if (!is)
		return true;
	t->rate_to_base = r.rate;
	t->rate_basis = r.says;
	return flow_restore(&k->s, &transaction_entity, t, S("convert"));
}

/* By the rate of the entry that it takes back, or the two would not come
 * to nothing. */
static bool
take_reversal(struct taking *k, struct transaction *t,
    const struct transaction *of)
{
	struct money m;

	if (finance_in_base(k->currency, t->amount, t->amount_base,
	    t->rate_to_base, &m))
		return true;
	++*k->open;
	if (!finance_in_base(k->currency, of->amount, of->amount_base,
	    of->rate_to_base, &m))
		return true;
	m.minor = -m.minor;
	t->amount_base = m;
	t->rate_to_base = of->rate_to_base;
	t->rate_basis = S("as the entry it reverses");
	++*k->taken;
	return flow_restore(&k->s, &transaction_entity, t, S("convert"));
}

static bool
take_entries(struct taking *k, struct id programme)
{
	struct transaction *t;
	const struct map *at;
	size_t i, of, n;

	if ((t = gather(&k->s, &transaction_entity, programme, &n)) == NULL)
		return false;
	at = gather_index(k->s.arena, t, n, sizeof(*t));
	for (i = 0; i < n; i++)
		if (!gather_find(at, &t[i].reverses, &of) &&
		    !take_entry(k, &t[i]))
			return false;
	for (i = 0; i < n; i++)
		if (gather_find(at, &t[i].reverses, &of) &&
		    !take_reversal(k, &t[i], &t[of]))
			return false;
	return true;
}

static bool
take_lines(struct taking *k, struct id programme)
{
	struct budget_line *l;
	struct rate r;
	size_t i, n;
	bool is;

	if ((l = gather(&k->s, &budget_line_entity, programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!take_amount(k, l[i].amount, &l[i].amount_base, NAN,
		    k->today, &r, &is))
			return false;
		if (!is)
			continue;
		l[i].rate_basis = r.says;
		if (!flow_restore(&k->s, &budget_line_entity, &l[i],
		    S("convert")))
			return false;
	}
	return true;
}

bool
rate_take(struct ctx *c, struct id programme, size_t *taken, size_t *open)
{
	struct taking k = { .s = ctx_as_program(c), .taken = taken,
		.open = open, .today = moment_day(c->now) };
	struct programme p;
	bool fine;

	*taken = *open = 0;
	if (!flow_find(c, &programme_entity, programme, &p))
		return false;
	if (!ctx_may(c, &transaction_entity, ADD, programme))
		return fail(&c->errors, DENIED, NULL,
		    "You may not change the money of this programme.");
	memcpy(k.currency, p.currency.p, p.currency.n < 3 ? p.currency.n : 3);
	fine = take_entries(&k, programme) && take_lines(&k, programme);
	c->errors = k.s.errors;
	return fine;
}
