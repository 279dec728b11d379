/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/money.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { DECIMALS = 4 };

static const int64_t ten[DECIMALS + 1] = { 1, 10, 100, 1000, 10000 };

/*
 * ISO 4217: code and decimals, sorted by code. Those that were withdrawn
 * since 2011 stay, since old budgets name them: ANG, BGN, BYR, CUC, EEK,
 * HRK, LTL, LVL, MRO, SLL, STD, USS, VEF, ZMK, ZWL. Codes without a
 * smallest unit (gold, tests) are left out, but for XDR, the special
 * drawing rights that development banks lend in, which gets two decimals.
 */
static const struct currency {
	char code[4];
	int  decimals;
} currencies[] = {
	{ "AED", 2 }, { "AFN", 2 }, { "ALL", 2 }, { "AMD", 2 }, { "ANG", 2 },
	{ "AOA", 2 }, { "ARS", 2 }, { "AUD", 2 }, { "AWG", 2 }, { "AZN", 2 },
	{ "BAM", 2 }, { "BBD", 2 }, { "BDT", 2 }, { "BGN", 2 }, { "BHD", 3 },
	{ "BIF", 0 }, { "BMD", 2 }, { "BND", 2 }, { "BOB", 2 }, { "BOV", 2 },
	{ "BRL", 2 }, { "BSD", 2 }, { "BTN", 2 }, { "BWP", 2 }, { "BYN", 2 },
	{ "BYR", 0 }, { "BZD", 2 }, { "CAD", 2 }, { "CDF", 2 }, { "CHE", 2 },
	{ "CHF", 2 }, { "CHW", 2 }, { "CLF", 4 }, { "CLP", 0 }, { "CNY", 2 },
	{ "COP", 2 }, { "COU", 2 }, { "CRC", 2 }, { "CUC", 2 }, { "CUP", 2 },
	{ "CVE", 2 }, { "CZK", 2 }, { "DJF", 0 }, { "DKK", 2 }, { "DOP", 2 },
	{ "DZD", 2 }, { "EEK", 2 }, { "EGP", 2 }, { "ERN", 2 }, { "ETB", 2 },
	{ "EUR", 2 }, { "FJD", 2 }, { "FKP", 2 }, { "GBP", 2 }, { "GEL", 2 },
	{ "GHS", 2 }, { "GIP", 2 }, { "GMD", 2 }, { "GNF", 0 }, { "GTQ", 2 },
	{ "GYD", 2 }, { "HKD", 2 }, { "HNL", 2 }, { "HRK", 2 }, { "HTG", 2 },
	{ "HUF", 2 }, { "IDR", 2 }, { "ILS", 2 }, { "INR", 2 }, { "IQD", 3 },
	{ "IRR", 2 }, { "ISK", 0 }, { "JMD", 2 }, { "JOD", 3 }, { "JPY", 0 },
	{ "KES", 2 }, { "KGS", 2 }, { "KHR", 2 }, { "KMF", 0 }, { "KPW", 2 },
	{ "KRW", 0 }, { "KWD", 3 }, { "KYD", 2 }, { "KZT", 2 }, { "LAK", 2 },
	{ "LBP", 2 }, { "LKR", 2 }, { "LRD", 2 }, { "LSL", 2 }, { "LTL", 2 },
	{ "LVL", 2 }, { "LYD", 3 }, { "MAD", 2 }, { "MDL", 2 }, { "MGA", 2 },
	{ "MKD", 2 }, { "MMK", 2 }, { "MNT", 2 }, { "MOP", 2 }, { "MRO", 2 },
	{ "MRU", 2 }, { "MUR", 2 }, { "MVR", 2 }, { "MWK", 2 }, { "MXN", 2 },
	{ "MXV", 2 }, { "MYR", 2 }, { "MZN", 2 }, { "NAD", 2 }, { "NGN", 2 },
	{ "NIO", 2 }, { "NOK", 2 }, { "NPR", 2 }, { "NZD", 2 }, { "OMR", 3 },
	{ "PAB", 2 }, { "PEN", 2 }, { "PGK", 2 }, { "PHP", 2 }, { "PKR", 2 },
	{ "PLN", 2 }, { "PYG", 0 }, { "QAR", 2 }, { "RON", 2 }, { "RSD", 2 },
	{ "RUB", 2 }, { "RWF", 0 }, { "SAR", 2 }, { "SBD", 2 }, { "SCR", 2 },
	{ "SDG", 2 }, { "SEK", 2 }, { "SGD", 2 }, { "SHP", 2 }, { "SLE", 2 },
	{ "SLL", 2 }, { "SOS", 2 }, { "SRD", 2 }, { "SSP", 2 }, { "STD", 2 },
	{ "STN", 2 }, { "SVC", 2 }, { "SYP", 2 }, { "SZL", 2 }, { "THB", 2 },
	{ "TJS", 2 }, { "TMT", 2 }, { "TND", 3 }, { "TOP", 2 }, { "TRY", 2 },
	{ "TTD", 2 }, { "TWD", 2 }, { "TZS", 2 }, { "UAH", 2 }, { "UGX", 0 },
	{ "USD", 2 }, { "USN", 2 }, { "USS", 2 }, { "UYI", 0 }, { "UYU", 2 },
	{ "UYW", 4 }, { "UZS", 2 }, { "VED", 2 }, { "VEF", 2 }, { "VES", 2 },
	{ "VND", 0 }, { "VUV", 0 }, { "WST", 2 }, { "XAD", 2 }, { "XAF", 0 },
	{ "XCD", 2 }, { "XCG", 2 }, { "XDR", 2 }, { "XOF", 0 }, { "XPF", 0 },
	{ "YER", 2 }, { "ZAR", 2 }, { "ZMK", 2 }, { "ZMW", 2 }, { "ZWG", 2 },
	{ "ZWL", 2 },
};

static int
by_code(const void *code, const void *row)
{
	return strncmp(code, ((const struct currency *)row)->code, 4);
}

int
money_exponent(const char *currency)
{
	const struct currency *it = bsearch(currency, currencies,
	    sizeof(currencies) / sizeof(*currencies), sizeof(*currencies),
	    by_code);

	return it == NULL ? -1 : it->decimals;
}

/* Digits from here on, at most `most` of them that count; zeros beyond
 * are let pass. Gathers below zero, where there is room for one more. */
static bool
gather(str s, size_t most, int64_t *n)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		if (i >= most) {
			if (s.p[i] != '0')
				return false;
			continue;
		}
		if (__builtin_mul_overflow(*n, 10, n) ||
		    __builtin_sub_overflow(*n, s.p[i] - '0', n))
			return false;
	}
	return true;
}

bool
money_read(str s, const char *currency, struct money *out)
{
	int exponent = money_exponent(currency);
	bool minus = s.n > 0 && s.p[0] == '-';
	str whole, part = S("");
	int64_t n = 0;
	size_t point;

	s = str_part(s, minus, s.n);
	point = str_find(s, S("."));
	whole = str_part(s, 0, point);
	if (point < s.n) {
		part = str_part(s, point + 1, s.n);
		if (part.n == 0)
			return false;
	}
	if (exponent < 0 || whole.n == 0 || !gather(whole, SIZE_MAX, &n) ||
	    !gather(part, (size_t)exponent, &n))
		return false;
	if (part.n < (size_t)exponent &&
	    __builtin_mul_overflow(n, ten[(size_t)exponent - part.n], &n))
		return false;
	if (n == INT64_MIN)
		return false;
	out->minor = minus ? n : -n;
	memcpy(out->currency, currency, 4);
	return true;
}

str
money_text(struct arena *a, struct money m)
{
	int exponent = m.currency[0] ? money_exponent(m.currency) : -1;
	uint64_t n = m.minor < 0 ? -(uint64_t)m.minor : (uint64_t)m.minor;
	const char *sign = m.minor < 0 ? "-" : "";
	uint64_t unit;

	if (exponent < 0)
		return S("");
	unit = (uint64_t)ten[exponent];
	if (exponent == 0)
		return str_print(a, "%s%" PRIu64, sign, n);
	return str_print(a, "%s%" PRIu64 ".%0*" PRIu64, sign, n / unit,
	    exponent, n % unit);
}

double
money_real(struct money m)
{
	int exponent = m.currency[0] ? money_exponent(m.currency) : -1;

	return exponent < 0 ? NAN : (double)m.minor / (double)ten[exponent];
}

bool
money_add(struct money *sum, struct money m)
{
	int64_t n;

	if (m.currency[0] == '\0')
		return true;
	if (sum->currency[0] == '\0') {
		*sum = m;
		return true;
	}
	if (memcmp(sum->currency, m.currency, 4) != 0 ||
	    __builtin_add_overflow(sum->minor, m.minor, &n))
		return false;
	sum->minor = n;
	return true;
}

/* In long double, so that the product by a power of ten is not rounded to
 * a half that the number itself is not. */
bool
money_from_real(double major, const char *currency, struct money *out)
{
	int exponent = money_exponent(currency);
	long double minor;

	if (exponent < 0 || !isfinite(major))
		return false;
	minor = rintl((long double)major * (long double)ten[exponent]);
	if (minor >= 0x1p63L || minor <= -0x1p63L)
		return false;
	out->minor = (int64_t)minor;
	memcpy(out->currency, currency, 4);
	return true;
}

/* ---- by a rate ---- */

__extension__ typedef unsigned __int128 wide;

/* The shortest decimals that are read back to the same number, as whole
 * digits by a power of ten. */
static void
decimals_of(double x, uint64_t *digits, int *power)
{
	enum { LEAST = 15, MOST = 17 };
	char text[40], *at;
	int n, places = 0;

	for (n = LEAST; n <= MOST; n++) {
		snprintf(text, sizeof(text), "%.*e", n - 1, x);
		if (strtod(text, NULL) == x)
			break;
	}
	*digits = 0;
	for (at = text; *at != 'e'; at++)
		if (*at >= '0' && *at <= '9') {
			*digits = *digits * 10 + (uint64_t)(*at - '0');
			places++;
		}
	*power = (int)strtol(at + 1, NULL, 10) - (places - 1);
}

static bool
shift_wide(wide *x, int power)
{
	const wide room = ~(wide)0 / 10;
	wide by = 1, rest;

	for (; power > 0; power--) {
		if (*x > room)
			return false;
		*x *= 10;
	}
	for (; power < 0 && by <= room; power++)
		by *= 10;
	rest = *x % by;
	*x = power < 0 ? 0 : *x / by;
	if (power == 0 && (rest > by - rest || (rest == by - rest &&
	    *x % 2 == 1)))
		++*x;
	return true;
}

bool
money_times(struct money m, double rate, const char *currency,
    struct money *out)
{
	int to = money_exponent(currency), power;
	int from = m.currency[0] ? money_exponent(m.currency) : -1;
	uint64_t digits, n = m.minor < 0 ? -(uint64_t)m.minor
	    : (uint64_t)m.minor;
	wide x;

	if (to < 0 || from < 0 || !isfinite(rate) || rate <= 0)
		return false;
	decimals_of(rate, &digits, &power);
	x = (wide)n * digits;
	if (!shift_wide(&x, power + to - from) || x > INT64_MAX)
		return false;
	out->minor = m.minor < 0 ? -(int64_t)x : (int64_t)x;
	memcpy(out->currency, currency, 4);
	return true;
}

enum { ONE_PART = 200 };        /* of the whole: half a percent */

bool
money_agrees(struct money m, double rate, struct money other)
{
	struct money at;
	uint64_t digits;
	long double slack, off;
	int power;

	if (!money_times(m, rate, other.currency, &at))
		return false;
	decimals_of(rate, &digits, &power);
	while (digits > 0 && digits % 10 == 0 && power < 0) {
		digits /= 10;
		power++;
	}
	slack = 0.5L / (long double)digits;
	if (slack > 1.0L / ONE_PART)
		slack = 1.0L / ONE_PART;
	slack = slack * fabsl((long double)at.minor) + 1;
	off = (long double)at.minor - (long double)other.minor;
	return fabsl(off) <= slack;
}

/* ---- by chances ---- */

enum { PLACES = 18 };           /* decimals of a weight; those behind are
                                 * rounded */

static bool
add_wide(wide *sum, uint64_t n, double weight)
{
	uint64_t digits;
	wide part;
	int power;

	if (!(weight >= 0) || weight > 1)
		return false;
	if (weight == 0)
		return true;
	decimals_of(weight, &digits, &power);
	part = digits;
	return shift_wide(&part, power + PLACES) && (part == 0 ||
	    part <= (~(wide)0 >> 1) / (n + 1)) &&
	    !__builtin_add_overflow(*sum, part * n, sum);
}

bool
money_weighted(const struct money *m, const double *weight, size_t n,
    const char *currency, struct money *out)
{
	wide up = 0, down = 0;
	bool below;
	size_t i;

	if (money_exponent(currency) < 0)
		return false;
	for (i = 0; i < n; i++) {
		if (m[i].currency[0] == '\0' || isnan(weight[i]))
			continue;
		below = m[i].minor < 0;
		if (strcmp(m[i].currency, currency) != 0 || !add_wide(below
		    ? &down : &up, below ? -(uint64_t)m[i].minor
		    : (uint64_t)m[i].minor, weight[i]))
			return false;
	}
	below = down > up;
	up = below ? down - up : up - down;
	if (!shift_wide(&up, -PLACES) || up > INT64_MAX)
		return false;
	out->minor = below ? -(int64_t)up : (int64_t)up;
	memcpy(out->currency, currency, 4);
	return true;
}
