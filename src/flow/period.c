/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/period.h"

#include "base/arena.h"

/* The months from .. to, 1 to 12, of what stands behind the year. */
static bool
months_of(str rest, int *from, int *to)
{
	int64_t n;

	*from = 1;
	*to = 12;
	if (rest.n == 0)
		return true;
	if (!str_int(str_part(rest, 1, rest.n), &n) || n < 1)
		return false;
	if (rest.p[0] == 'H' && rest.n == 2 && n <= 2) {
		*from = (int)n * 6 - 5;
		*to = (int)n * 6;
	} else if (rest.p[0] == 'Q' && rest.n == 2 && n <= 4) {
		*from = (int)n * 3 - 2;
		*to = (int)n * 3;
	} else if (rest.p[0] == '-' && rest.n == 3 && n <= 12) {
		*from = *to = (int)n;
	} else {
		return false;
	}
	return true;
}

bool
period_read(str name, struct period *p)
{
	int64_t year;
	int from, to;

	*p = (struct period){ { 0 }, { 0 } };
	if (name.n < 4 || !str_int(str_part(name, 0, 4), &year) ||
	    year < 1000 || !months_of(str_part(name, 4, name.n), &from, &to))
		return false;
	p->from = day_of((int)year, from, 1);
	p->to.n = day_add_months(day_of((int)year, to, 1), 1).n - 1;
	return true;
}

str
period_at(struct arena *a, str often, struct day d)
{
	int y, m, dom;

	day_split(d, &y, &m, &dom);
	if (str_is(often, "month"))
		return str_print(a, "%04d-%02d", y, m);
	if (str_is(often, "quarter"))
		return str_print(a, "%04dQ%d", y, (m + 2) / 3);
	if (str_is(often, "half"))
		return str_print(a, "%04dH%d", y, m <= 6 ? 1 : 2);
	return str_print(a, "%04d", y);
}

static int
months_long(str often)
{
	return str_is(often, "month") ? 1 : str_is(often, "quarter") ? 3
	    : str_is(often, "half") ? 6 : str_is(often, "year") ? 12 : 0;
}

bool
period_ends_in(str often, const struct period *p)
{
	int y, m, dom, length = months_long(often);
	struct day end;

	if (length == 0 || p->from.n == 0)
		return false;
	day_split(p->from, &y, &m, &dom);
	end = day_of(y, (m - 1) / length * length + 1, 1);
	end.n = day_add_months(end, length).n - 1;
	return end.n <= p->to.n;
}
