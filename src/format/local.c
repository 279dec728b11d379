/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ICU's formatters take up to a millisecond and many kilobytes to make,
 * so each is made when first asked for and kept.
 */
#include "format/local.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/ureldatefmt.h>
#include <unicode/ustring.h>

#include "base/arena.h"

enum { DECIMALS = 15, TEXT = 256 };
enum look { LONG, MEDIUM, SHORT, MONTH, MOMENT, LOOKS };

#define DAY_MS 86400000.0

struct currency {
	char code[4];
	UNumberFormatter *format;
	struct currency  *next;
};

struct kept {                           /* NULL until first asked for */
	UNumberFormatter *real[DECIMALS + 2];           /* -1 first */
	UNumberFormatter *percent[DECIMALS + 1];
	struct currency  *money;
	UDateFormat      *date[LOOKS];
	URelativeDateTimeFormatter *relative;
	UCollator        *order;
	UFormattedNumber *number;
};

struct local {
	struct arena *arena;
	struct kept  *kept;
	char  tag[ULOC_FULLNAME_CAPACITY];
	char  icu[ULOC_FULLNAME_CAPACITY];      /* ICU's name of it */
	UChar zone[64];
};

/* --- making -------------------------------------------------------- */

static bool
icu_knows(const char *icu)
{
	char language[ULOC_LANG_CAPACITY], other[ULOC_LANG_CAPACITY];
	UErrorCode st = U_ZERO_ERROR;
	int32_t i;

	uloc_getLanguage(icu, language, sizeof(language), &st);
	for (i = 0; i < uloc_countAvailable(); i++) {
		uloc_getLanguage(uloc_getAvailable(i), other, sizeof(other),
		    &st);
		if (strcmp(language, other) == 0)
			return true;
	}
	return false;
}

static bool
name_it(struct local *l, const char *tag)
{
	UErrorCode st = U_ZERO_ERROR;
	int32_t read = 0;

	snprintf(l->tag, sizeof(l->tag), "%s", tag);
	uloc_forLanguageTag(tag, l->icu, sizeof(l->icu) - 32, &read, &st);
	if (U_FAILURE(st) || tag[0] == '\0' || (size_t)read != strlen(tag))
		return false;
	if (strcmp(l->icu, "en") == 0 || !icu_knows(l->icu))
		snprintf(l->icu, sizeof(l->icu), "en_GB");
	uloc_setKeywordValue("calendar", "gregorian", l->icu, sizeof(l->icu),
	    &st);
	return U_SUCCESS(st);
}

struct local *
local_open(const char *tag, struct errors *e)
{
	struct arena *a = arena_new(0);
	struct local *l = NEW(a, struct local);

	l->arena = a;
	l->kept = NEW(a, struct kept);
	u_uastrcpy(l->zone, "UTC");
	if (strlen(tag) < 64 && name_it(l, tag))
		return l;
	arena_free(a);
	(void)fail(e, INVALID, "language", "'%.64s' is not a language tag; "
	    "write one like 'en' or 'vi'.", tag);
	return NULL;
}

static void
close_numbers(struct kept *k)
{
	struct currency *c;
	size_t i;

	for (i = 0; i < DECIMALS + 2; i++)
		unumf_close(k->real[i]);
	for (i = 0; i < DECIMALS + 1; i++)
		unumf_close(k->percent[i]);
	for (c = k->money; c != NULL; c = c->next)
		unumf_close(c->format);
	unumf_closeResult(k->number);
}

void
local_close(struct local *l)
{
	struct kept *k;
	size_t i;

	if (l == NULL)
		return;
	k = l->kept;
	close_numbers(k);
	for (i = 0; i < LOOKS; i++)
		udat_close(k->date[i]);
	ureldatefmt_close(k->relative);
	ucol_close(k->order);
	arena_free(l->arena);
}

const char *
local_tag(const struct local *l)
{
	return l->tag;
}

bool
local_zone(struct local *l, const char *zone, struct errors *e)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar id[64], canonical[64];

	if (strlen(zone) < 64) {
		u_uastrcpy(id, zone);
		ucal_getCanonicalTimeZoneID(id, -1, canonical, 64, NULL, &st);
	}
	if (strlen(zone) >= 64 || U_FAILURE(st))
		return fail(e, INVALID, "zone", "There is no time zone "
		    "'%.64s'; write one like 'Asia/Ho_Chi_Minh'.", zone);
	if (u_strcmp(l->zone, id) == 0)
		return true;
	u_strcpy(l->zone, id);
	udat_close(l->kept->date[MOMENT]);
	l->kept->date[MOMENT] = NULL;
	return true;
}

/* --- writing ------------------------------------------------------- */

static void
write_u16(struct write *w, const UChar *u, int32_t n)
{
	UErrorCode st = U_ZERO_ERROR;
	char utf8[TEXT * 3];
	int32_t len = 0;

	if (u == NULL || n > TEXT)
		return;
	u_strToUTF8(utf8, sizeof(utf8), &len, u, n, &st);
	if (U_SUCCESS(st))
		write_str(w, (str){ utf8, (size_t)len });
}

/* --- numbers ------------------------------------------------------- */

static UNumberFormatter *
number_format(const struct local *l, const char *what, int decimals)
{
	static const char zeros[] = "000000000000000";
	UErrorCode st = U_ZERO_ERROR;
	UNumberFormatter *f;
	char ascii[80];
	UChar skeleton[80];

	snprintf(ascii, sizeof(ascii), "%s sign-negative %s%.*s", what,
	    decimals < 0 ? ".####" :
	    decimals == 0 ? "precision-integer" : ".",
	    decimals < 0 ? 0 : decimals, zeros);
	u_uastrcpy(skeleton, ascii);
	f = unumf_openForSkeletonAndLocale(skeleton, -1, l->icu, &st);
	return U_SUCCESS(st) ? f : NULL;
}

static UFormattedNumber *
result(const struct local *l)
{
	UErrorCode st = U_ZERO_ERROR;

	if (l->kept->number == NULL)
		l->kept->number = unumf_openResult(&st);
	return l->kept->number;
}

static void
write_result(const struct local *l, struct write *w)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar u[TEXT];
	int32_t n = unumf_resultToString(l->kept->number, u, TEXT, &st);

	if (U_SUCCESS(st))
		write_u16(w, u, n);
}

static int
clip(int decimals)
{
	return decimals < -1 ? -1 : decimals > DECIMALS ? DECIMALS : decimals;
}

static UNumberFormatter *
real_format(const struct local *l, int decimals)
{
	UNumberFormatter **f = &l->kept->real[decimals + 1];

	if (*f == NULL)
		*f = number_format(l, "", decimals);
	return *f;
}

void
local_real(const struct local *l, struct write *w, double value, int decimals)
{
	UErrorCode st = U_ZERO_ERROR;

	if (isnan(value))
		return;
	unumf_formatDouble(real_format(l, clip(decimals)), value, result(l),
	    &st);
	write_result(l, w);
}

void
local_count(const struct local *l, struct write *w, int64_t value)
{
	UErrorCode st = U_ZERO_ERROR;

	if (value == INT64_MIN)
		return;
	unumf_formatInt(real_format(l, 0), value, result(l), &st);
	write_result(l, w);
}

void
local_percent(const struct local *l, struct write *w, double share,
    int decimals)
{
	UErrorCode st = U_ZERO_ERROR;
	UNumberFormatter **f;

	if (isnan(share))
		return;
	decimals = clip(decimals) < 0 ? 0 : clip(decimals);
	f = &l->kept->percent[decimals];
	if (*f == NULL)
		*f = number_format(l, "percent scale/100", decimals);
	unumf_formatDouble(*f, share, result(l), &st);
	write_result(l, w);
}

/* Two of each currency: the fourth letter tells those without decimals. */
static UNumberFormatter *
money_format(const struct local *l, const char currency[4], int decimals)
{
	struct currency *c;
	char what[16], code[4];

	memcpy(code, currency, 3);
	code[3] = decimals == money_exponent(currency) ? '\0' : '0';
	for (c = l->kept->money; c != NULL; c = c->next)
		if (memcmp(c->code, code, 4) == 0)
			return c->format;
	c = NEW(l->arena, struct currency);
	memcpy(c->code, code, 4);
	snprintf(what, sizeof(what), "currency/%.3s", code);
	c->format = number_format(l, what, decimals);
	c->next = l->kept->money;
	l->kept->money = c;
	return c->format;
}

static void
format_money(const struct local *l, struct write *w, struct money m,
    int decimals)
{
	UErrorCode st = U_ZERO_ERROR;
	char digits[32];

	/* A decimal number as text: a double has not digits enough. */
	snprintf(digits, sizeof(digits), "%lldE-%d", (long long)m.minor,
	    money_exponent(m.currency));
	unumf_formatDecimal(money_format(l, m.currency, decimals), digits, -1,
	    result(l), &st);
	write_result(l, w);
}

void
local_money(const struct local *l, struct write *w, struct money m)
{
	int exponent = money_exponent(m.currency);

	if (m.currency[0] != '\0' && exponent >= 0)
		format_money(l, w, m, exponent);
}

void
local_money_short(const struct local *l, struct write *w, struct money m)
{
	bool is_large = fabs(money_real(m)) >= 1000;

	if (is_large)
		format_money(l, w, m, 0);
	else
		local_money(l, w, m);
}

/* --- days ---------------------------------------------------------- */

/* ICU goes over to the Julian calendar before 1582; a day does not. */
static void
no_julian(UDateFormat *f)
{
	UErrorCode st = U_ZERO_ERROR;
	UCalendar *c = ucal_clone(udat_getCalendar(f), &st);

	ucal_setGregorianChange(c, -8.64e15, &st);
	if (U_SUCCESS(st))
		udat_setCalendar(f, c);
	ucal_close(c);
}

static UDateFormat *
open_month(const struct local *l, const UChar *zone)
{
	static const UChar skeleton[] = { 'y', 'M', 'M', 'M', 0 };
	UErrorCode st = U_ZERO_ERROR;
	UDateTimePatternGenerator *g = udatpg_open(l->icu, &st);
	UDateFormat *f;
	UChar pattern[64];
	int32_t n;

	n = udatpg_getBestPattern(g, skeleton, -1, pattern, 64, &st);
	f = udat_open(UDAT_PATTERN, UDAT_PATTERN, l->icu, zone, -1, pattern, n,
	    &st);
	udatpg_close(g);
	return f;
}

static UDateFormat *
date_format(const struct local *l, enum look look)
{
	static const UChar utc[] = { 'U', 'T', 'C', 0 };
	static const UDateFormatStyle styles[LOOKS] = {
		[LONG] = UDAT_LONG, [MEDIUM] = UDAT_MEDIUM,
		[SHORT] = UDAT_SHORT, [MOMENT] = UDAT_MEDIUM,
	};
	UErrorCode st = U_ZERO_ERROR;
	UDateFormat **f = &l->kept->date[look];

	if (*f != NULL)
		return *f;
	if (look == MONTH)
		*f = open_month(l, utc);
	else
		*f = udat_open(look == MOMENT ? UDAT_SHORT : UDAT_NONE,
		    styles[look], l->icu, look == MOMENT ? l->zone : utc, -1,
		    NULL, 0, &st);
	if (*f != NULL)
		no_julian(*f);
	return *f;
}

static void
write_date(const struct local *l, struct write *w, double ms, enum look look)
{
	UErrorCode st = U_ZERO_ERROR;
	UDateFormat *f = date_format(l, look);
	UChar u[TEXT];
	int32_t n;

	if (f == NULL)
		return;
	n = udat_format(f, ms, u, TEXT, NULL, &st);
	if (U_SUCCESS(st))
		write_u16(w, u, n);
}

static void
write_day(const struct local *l, struct write *w, struct day d, enum look look)
{
	if (d.n != 0)
		write_date(l, w, (double)moment_of_day(d), look);
}

void
local_day(const struct local *l, struct write *w, struct day d)
{
	write_day(l, w, d, MEDIUM);
}

void
local_day_long(const struct local *l, struct write *w, struct day d)
{
	write_day(l, w, d, LONG);
}

void
local_day_short(const struct local *l, struct write *w, struct day d)
{
	write_day(l, w, d, SHORT);
}

void
local_month(const struct local *l, struct write *w, struct day d)
{
	write_day(l, w, d, MONTH);
}

void
local_moment(const struct local *l, struct write *w, int64_t ms)
{
	if (ms != MOMENT_NONE)
		write_date(l, w, (double)ms, MOMENT);
}

/* --- how far away -------------------------------------------------- */

static void
write_away(const struct local *l, struct write *w, double n,
    URelativeDateTimeUnit unit, bool by_name)
{
	UErrorCode st = U_ZERO_ERROR;
	URelativeDateTimeFormatter **f = &l->kept->relative;
	UChar u[TEXT];
	int32_t len;

	if (*f == NULL)
		*f = ureldatefmt_open(l->icu, NULL, UDAT_STYLE_LONG,
		    UDISPCTX_CAPITALIZATION_NONE, &st);
	if (U_FAILURE(st))
		return;
	len = by_name ? ureldatefmt_format(*f, n, unit, u, TEXT, &st) :
	    ureldatefmt_formatNumeric(*f, n, unit, u, TEXT, &st);
	if (U_SUCCESS(st))
		write_u16(w, u, len);
}

static void
write_days_away(const struct local *l, struct write *w, double days)
{
	double n = fabs(days);

	if (n < 14)
		write_away(l, w, days, UDAT_REL_UNIT_DAY, n <= 1);
	else if (n < 61)
		write_away(l, w, trunc(days / 7), UDAT_REL_UNIT_WEEK, false);
	else if (n < 731)
		write_away(l, w, trunc(days / 30.4375), UDAT_REL_UNIT_MONTH,
		    false);
	else
		write_away(l, w, trunc(days / 365.25), UDAT_REL_UNIT_YEAR,
		    false);
}

void
local_days_away(const struct local *l, struct write *w, struct day d,
    struct day today)
{
	if (d.n != 0 && today.n != 0)
		write_days_away(l, w, d.n - today.n);
}

void
local_ago(const struct local *l, struct write *w, int64_t ms, int64_t now)
{
	double away;

	if (ms == MOMENT_NONE || now == MOMENT_NONE)
		return;
	away = (double)ms - (double)now;
	if (fabs(away) < 60e3)
		write_away(l, w, 0, UDAT_REL_UNIT_SECOND, true);
	else if (fabs(away) < 3600e3)
		write_away(l, w, trunc(away / 60e3), UDAT_REL_UNIT_MINUTE,
		    false);
	else if (fabs(away) < DAY_MS)
		write_away(l, w, trunc(away / 3600e3), UDAT_REL_UNIT_HOUR,
		    false);
	else
		write_days_away(l, w, trunc(away / DAY_MS));
}

/* --- order --------------------------------------------------------- */

static UCollator *
collator(const struct local *l)
{
	UErrorCode st = U_ZERO_ERROR;

	if (l->kept->order == NULL)
		l->kept->order = ucol_open(l->icu, &st);
	return l->kept->order;
}

/* What the language does not tell apart goes by its bytes, so that the
 * same rows always come in the same order. */
int
local_order(const struct local *l, str a, str b)
{
	UErrorCode st = U_ZERO_ERROR;
	int order;

	order = (int)ucol_strcollUTF8(collator(l), a.p ? a.p : "", (int32_t)a.n,
	    b.p ? b.p : "", (int32_t)b.n, &st);
	return order != 0 ? order : str_order(a, b);
}

str
local_key(const struct local *l, struct arena *a, str s)
{
	UErrorCode st = U_ZERO_ERROR;
	UChar *u = NEWS(a, UChar, s.n + 1);
	uint8_t *key;
	int32_t len = 0, n;

	u_strFromUTF8(u, (int32_t)s.n + 1, &len, s.p ? s.p : "", (int32_t)s.n,
	    &st);
	n = ucol_getSortKey(collator(l), u, len, NULL, 0);
	key = arena_take(a, (size_t)n + s.n, 1);
	ucol_getSortKey(collator(l), u, len, key, n);
	if (s.n > 0)
		memcpy(key + n, s.p, s.n);
	return (str){ (char *)key, (size_t)n + s.n };
}

str
local_language(struct arena *a, str tag)
{
	UErrorCode st = U_ZERO_ERROR;
	const char *z = str_z(a, tag);
	char *name = NEWS(a, char, TEXT);
	UChar wide[TEXT];
	int32_t n;

	n = uloc_getDisplayName(z, z, wide, TEXT, &st);
	u_strToUTF8(name, TEXT, NULL, wide, n, &st);
	return U_FAILURE(st) || n == 0 ? tag : str_of(name);
}
