/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/revalue.h"

#include <string.h>

#include "flow/bank.h"
#include "flow/rate.h"

enum { CURRENCIES = 200 };

static struct revalued *
of_currency(struct revalued *all, size_t *n, const char *currency)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (strcmp(all[i].held.currency, currency) == 0)
			return &all[i];
	if (*n == CURRENCIES)
		return NULL;
	all[*n] = (struct revalued){ .entries = 0 };
	return &all[(*n)++];
}

static bool
add_entry(struct ctx *c, const struct finance *f, size_t at,
    struct revalued *all, size_t *n)
{
	struct money side = bank_side(&f->entry[at]), base;
	struct revalued *r;

	if (side.currency[0] == '\0' || strcmp(side.currency, f->currency) ==
	    0)
		return true;
	r = of_currency(all, n, side.currency);
	if (r == NULL)
		return true;
	r->entries++;
	base = f->entry_base[at];
	r->unconverted += base.currency[0] == '\0';
	if (side.minor != f->entry[at].amount.minor)
		base.minor = -base.minor;
	return (money_add(&r->held, side) && money_add(&r->booked, base)) ||
	    finance_too_large(c);
}

static bool
value(struct ctx *c, const struct finance *f, struct day on,
    struct revalued *r, struct money *more)
{
	struct money booked = r->booked;
	struct rate rate;
	bool is_there;

	if (!rate_convert(c, r->held, f->currency, on, &r->now, &rate,
	    &is_there))
		return false;
	if (!is_there)
		return true;
	r->rate = rate.says;
	/* Against what was booked of all of it, or of nothing. */
	if (r->unconverted > 0)
		return true;
	booked.minor = -booked.minor;
	r->more = r->now;
	return (money_add(&r->more, booked) && money_add(more, r->more)) ||
	    finance_too_large(c);
}

bool
revalue(struct ctx *c, const struct finance *f, struct day on,
    struct revalued **out, size_t *n, struct money *more)
{
	size_t i;

	*n = 0;
	*more = (struct money){ 0 };
	*out = NEWS(c->arena, struct revalued, CURRENCIES);
	for (i = 0; i < (size_t)f->transactions; i++)
		if (f->entry[i].date.n <= on.n && !add_entry(c, f, i, *out,
		    n))
			return false;
	for (i = 0; i < *n; i++)
		if (!value(c, f, on, &(*out)[i], more))
			return false;
	return true;
}
