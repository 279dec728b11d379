/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/bank_read.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/words.h"
#include "format/csv.h"

/* ---- cells ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Three numbers with anything but a digit between; what follows a blank
 * behind them (the hour) is passed over. */
static bool
three_numbers(str s, int64_t part[3], size_t wide[3])
{
	size_t i = 0, n = 0;

	s = str_trim(s);
	while (n < 3) {
		part[n] = 0;
		wide[n] = 0;
		while (i < s.n && is_digit(s.p[i]) && wide[n] < 5) {
			part[n] = part[n] * 10 + (s.p[i++] - '0');
			wide[n]++;
		}
		if (wide[n] == 0 || wide[n] > 4)
			return false;
		if (++n == 3)
			break;
		if (i >= s.n || (s.p[i] != '-' && s.p[i] != '/' &&
		    s.p[i] != '.'))
			return false;
		i++;
	}
	return i == s.n || s.p[i] == ' ' || s.p[i] == 'T';
}

static int
full_year(int64_t year, size_t wide)
{
	return (int)(wide <= 2 ? 2000 + year : year);
}

bool
bank_day(str s, char order, struct day *out)
{
	int64_t part[3];
	size_t wide[3];

	if (!three_numbers(s, part, wide))
		return false;
	if (wide[0] == 4)
		*out = day_of((int)part[0], (int)part[1], (int)part[2]);
	else if (wide[2] == 3 || wide[2] == 1)
		return false;
	else if (order == 'm')
		*out = day_of(full_year(part[2], wide[2]), (int)part[0],
		    (int)part[1]);
	else if (order == 'd')
		*out = day_of(full_year(part[2], wide[2]), (int)part[1],
		    (int)part[0]);
	else
		*out = day_of(full_year(part[0], wide[0]), (int)part[1],
		    (int)part[2]);
	return out->n != 0;
}

/* Letters beside an amount: the currency's own (NULL: any), or what banks
 * write behind what came and went.  Those of another currency would make
 * it another amount. */
static bool
are_letters_right(str word, bool is_behind, const char *currency, bool *minus)
{
	if (is_behind && str_among(word, "DR D")) {
		*minus = true;
		return true;
	}
	return currency == NULL || str_is(word, currency) ||
	    (is_behind && str_among(word, "CR C"));
}

static size_t
letters(str s, size_t from)
{
	size_t to = from;

	while (to < s.n && s.p[to] >= 'A' && s.p[to] <= 'Z')
		to++;
	return to - from;
}

struct stripped {
	char   kept[64];                /* digits and separators */
	size_t n;
	bool   minus;
};

/* Signs, brackets and letters are taken off, before the number or behind
 * it.  False for anything else. */
static bool
strip(str s, const char *currency, struct stripped *k)
{
	bool bracket = false, over = false;
	size_t i, n;

	*k = (struct stripped){ .n = 0 };
	s = str_trim(s);
	for (i = 0; i < s.n; i++) {
		if (is_digit(s.p[i]) || s.p[i] == '.' || s.p[i] == ',') {
			if (over || k->n == sizeof(k->kept) - 2)
				return false;
			k->kept[k->n++] = s.p[i];
		} else if ((n = letters(s, i)) > 0) {
			if (!are_letters_right(str_part(s, i, i + n),
			    k->n > 0, currency, &k->minus))
				return false;
			i += n - 1;
			over = k->n > 0;
		} else if (s.p[i] == '-' && !k->minus) {
			k->minus = true;
			over = k->n > 0;
		} else if (s.p[i] == '(' && k->n == 0)
			bracket = k->minus = true;
		else if (!(s.p[i] == ')' && bracket) && s.p[i] != '+' &&
		    s.p[i] != ' ' && s.p[i] != '\'' &&
		    (unsigned char)s.p[i] != 0xc2 &&    /* a blank that does */
		    (unsigned char)s.p[i] != 0xa0)      /* not break */
			return false;
	}
	return k->n > 0;
}

/* "1,50" where the point is the decimal is no 150: behind the last mark of
 * thousands there are three digits, between two of them two or three
 * (1,00,000 are a lakh). */
static bool
are_thousands(const char *kept, size_t n, char decimal)
{
	size_t i, digits = 0, marks = 0;

	for (i = 0; i < n && kept[i] != decimal; i++) {
		if (is_digit(kept[i])) {
			digits++;
			continue;
		}
		if (digits == 0 || (marks++ > 0 && (digits < 2 || digits > 3)))
			return false;
		digits = 0;
	}
	return marks == 0 || digits == 3;
}

static bool
read_amount_of(struct arena *a, str s, char decimal, const char *letters_of,
    const char *currency, struct money *out)
{
	struct stripped k;
	char plain[64];
	size_t i, m = 0, points = 0;

	if (!strip(s, letters_of, &k) || !are_thousands(k.kept, k.n, decimal))
		return false;
	if (k.minus)
		plain[m++] = '-';
	for (i = 0; i < k.n; i++) {
		if (is_digit(k.kept[i]))
			plain[m++] = k.kept[i];
		else if (k.kept[i] == decimal) {
			if (points++ > 0 || i + 1 == k.n)
				return false;
			plain[m++] = '.';
		} else if (points > 0)
			return false;   /* thousands behind the decimals */
	}
	return money_read(str_print(a, "%.*s", (int)m, plain), currency, out);
}

bool
bank_amount(struct arena *a, str s, char decimal, const char *currency,
    struct money *out)
{
	return read_amount_of(a, s, decimal, currency, currency, out);
}

/* ---- columns ---- */

/* Words of headings, folded, in the languages of banks met so far. */
static const struct {
	enum bank_column is;
	const char      *words;
} known[] = {
	{ BANK_DATE,      "date booking buchungstag datum fecha ngay" },
	{ BANK_IN,        "credit in received deposit haben abono co" },
	{ BANK_OUT,       "debit out paid withdrawal soll cargo no" },
	{ BANK_AMOUNT,    "amount betrag montant importe so tien" },
	{ BANK_REFERENCE, "reference ref number id voucher tham chieu but" },
	{ BANK_TEXT,      "text description details narrative purpose payee libelle "
	    "dien giai noi dung" },
};

static bool
has_word(struct arena *a, str heading, const char *words)
{
	str folded = fold(a, heading), rest, one;
	char *plain = arena_take(a, folded.n + 1, 1);
	size_t i;

	for (i = 0; i < folded.n; i++)
		plain[i] = folded.p[i] == '_' || folded.p[i] == '-' ||
		    folded.p[i] == '/' ? ' ' : folded.p[i];
	rest = (str){ plain, folded.n };
	while (str_cut(&rest, ' ', &one))
		if (!str_none(one) && str_among(one, words))
			return true;
	return false;
}

static void
guess_head(struct arena *a, struct bank_look *k)
{
	size_t i, j;

	for (j = 0; j < sizeof(known) / sizeof(known[0]); j++)
		for (i = 0; i < k->wide; i++)
			if (k->shape.column[known[j].is] < 0 &&
			    has_word(a, k->cell[0][i], known[j].words)) {
				k->shape.column[known[j].is] = (int)i;
				break;
			}
	if (k->shape.column[BANK_AMOUNT] >= 0)
		k->shape.column[BANK_IN] = k->shape.column[BANK_OUT] = -1;
}

static bool
looks_like_day(str s)
{
	int64_t part[3];
	size_t wide[3];

	return three_numbers(s, part, wide);
}

static bool
looks_like_amount(struct arena *a, str s)
{
	struct money m;

	return read_amount_of(a, s, '.', NULL, "CLF", &m) ||
	    read_amount_of(a, s, ',', NULL, "CLF", &m);
}

/* By what stands in the columns, where headings did not tell. */
static void
guess_cells(struct arena *a, struct bank_look *k)
{
	size_t from = k->shape.has_head ? 1 : 0, i;

	for (i = 0; i < k->wide && from < k->rows; i++) {
		if (k->shape.column[BANK_DATE] < 0 &&
		    looks_like_day(k->cell[from][i]))
			k->shape.column[BANK_DATE] = (int)i;
		else if (k->shape.column[BANK_AMOUNT] < 0 &&
		    k->shape.column[BANK_IN] < 0 &&
		    !looks_like_day(k->cell[from][i]) &&
		    looks_like_amount(a, k->cell[from][i]))
			k->shape.column[BANK_AMOUNT] = (int)i;
		else if (k->shape.column[BANK_TEXT] < 0 &&
		    k->shape.column[BANK_DATE] != (int)i &&
		    k->shape.column[BANK_REFERENCE] != (int)i)
			k->shape.column[BANK_TEXT] = (int)i;
	}
}

static str
cell_at(const str *cell, size_t n, int column)
{
	return column >= 0 && (size_t)column < n ? str_trim(cell[column])
	    : (str){ 0 };
}

/* The order of days and the point of decimals, from every line. */
static void
learn(struct bank_look *k, const str *cell, size_t n)
{
	int64_t part[3];
	size_t wide[3], i;
	str amount;
	int j;

	if (three_numbers(cell_at(cell, n, k->shape.column[BANK_DATE]), part,
	    wide)) {
		if (wide[0] == 4) {
			k->shape.order = 'y';
			k->is_sure = true;
		} else if (part[0] > 12) {
			k->shape.order = 'd';
			k->is_sure = true;
		} else if (part[1] > 12) {
			k->shape.order = 'm';
			k->is_sure = true;
		}
	}
	for (j = BANK_AMOUNT; j <= BANK_OUT; j++) {
		amount = cell_at(cell, n, k->shape.column[j]);
		for (i = amount.n; i-- > 0 && is_digit(amount.p[i]); )
			;
		if (i < amount.n && (amount.p[i] == ',' ||
		    amount.p[i] == '.') && amount.n - i - 1 != 3)
			k->shape.decimal = amount.p[i];
	}
}

static bool
open_bytes(struct arena *a, str bytes, struct csv **csv, struct errors *e)
{
	if (bytes.n > BANK_BYTES)
		return fail(e, INVALID, "file",
		    "The file is larger than %d MB: take a shorter time.",
		    BANK_BYTES / 1024 / 1024);
	if (str_none(str_trim(bytes)))
		return fail(e, INVALID, "file", "The file is empty.");
	return csv_open_text(a, bytes, csv, e);
}

bool
bank_guess(struct arena *a, str bytes, struct bank_look *k, struct errors *e)
{
	str cell[BANK_WIDE];
	struct csv *csv;
	size_t n, i, line = 0;

	*k = (struct bank_look){ .shape = { .order = 'd', .decimal = '.' } };
	for (i = 0; i < BANK_COLUMNS; i++)
		k->shape.column[i] = -1;
	if (!open_bytes(a, bytes, &csv, e))
		return false;
	while (csv_next(csv, cell, BANK_WIDE, &n)) {
		if (csv_now(csv)->fault != CSV_SOUND)
			return csv_fail(csv, "file", e);
		if (k->rows < BANK_SAMPLE) {
			for (i = 0; i < n; i++)
				k->cell[k->rows][i] = str_copy(a,
				    str_trim(cell[i]));
			k->wide = n > k->wide ? n : k->wide;
			k->rows++;
		}
		if (line++ == 0) {
			for (i = 0; i < n && !k->shape.has_head; i++)
				k->shape.has_head = has_word(a, cell[i],
				    known[0].words);
			if (k->shape.has_head)
				guess_head(a, k);
		}
		if (line == 2 || (line == 1 && !k->shape.has_head))
			guess_cells(a, k);
		if (line > 1 || !k->shape.has_head)
			learn(k, cell, n);
	}
	return k->rows > 0 || fail(e, INVALID, "file", "The file is empty.");
}

/* ---- lines ---- */

struct reading {
	struct arena            *a;
	const struct bank_shape *shape;
	const char              *currency;
	struct errors           *e;
	size_t                   line, faults;
};

enum wrong { NO_AMOUNT, NO_DAY, NOTHING, TOO_LONG, BOTH };

static const char *const wrongs[] = {   /* words: */
	"Line %zu: '%.*s' is no amount in this currency.",
	"Line %zu: '%.*s' is no day in the order that is said.",
	"Line %zu: the amount is zero ('%.*s').",
	"Line %zu: '%.*s' is too long.",
	"Line %zu: an amount came in, and '%.*s' went out as well."
};

static bool
wrong(struct reading *k, enum wrong is, str what)
{
	if (k->faults++ < BANK_TOLD)
		(void)fail(k->e, INVALID, "file", words_say(k->e->words,
		    wrongs[is]), k->line, (int)(what.n > 60 ? 60 : what.n),
		    what.p);
	return false;
}

static bool
read_amount(struct reading *k, const str *cell, size_t n, struct money *out)
{
	const int *at = k->shape->column;
	str one = cell_at(cell, n, at[BANK_AMOUNT]);
	str in = cell_at(cell, n, at[BANK_IN]);
	str gone = cell_at(cell, n, at[BANK_OUT]);
	struct money other;

	if (at[BANK_AMOUNT] >= 0)
		return bank_amount(k->a, one, k->shape->decimal, k->currency,
		    out) || wrong(k, NO_AMOUNT, one);
	if (!str_none(in) && bank_amount(k->a, in, k->shape->decimal,
	    k->currency, out) && out->minor != 0)
		return str_none(gone) || !bank_amount(k->a, gone,
		    k->shape->decimal, k->currency, &other) ||
		    other.minor == 0 || wrong(k, BOTH, gone);
	if (!bank_amount(k->a, gone, k->shape->decimal, k->currency, out))
		return wrong(k, NO_AMOUNT, str_none(gone) ? in : gone);
	if (out->minor > 0)
		out->minor = -out->minor;
	return true;
}

static bool
read_line(struct reading *k, const str *cell, size_t n, struct bank_row *r)
{
	str date = cell_at(cell, n, k->shape->column[BANK_DATE]);

	r->line = k->line;
	r->reference = str_copy(k->a, cell_at(cell, n,
	    k->shape->column[BANK_REFERENCE]));
	r->text = str_copy(k->a, cell_at(cell, n,
	    k->shape->column[BANK_TEXT]));
	if (r->reference.n > 400 || r->text.n > 400)
		return wrong(k, TOO_LONG, r->text.n > 400 ? r->text
		    : r->reference);
	if (!bank_day(date, k->shape->order, &r->date))
		return wrong(k, NO_DAY, date);
	if (!read_amount(k, cell, n, &r->amount))
		return false;
	return r->amount.minor != 0 || wrong(k, NOTHING, date);
}

bool
bank_rows(struct arena *a, str bytes, const struct bank_shape *shape,
    const char *currency, struct bank_row **out, size_t *n, struct errors *e)
{
	struct reading k = { a, shape, currency, e, 0, 0 };
	str cell[BANK_WIDE];
	struct csv *csv;
	size_t cells, room = 0, seen = 0;

	*out = NULL;
	*n = 0;
	if (shape->column[BANK_DATE] < 0)
		return fail(e, INVALID, "date", "Say which column is the day.");
	if (shape->column[BANK_AMOUNT] < 0 && (shape->column[BANK_IN] < 0 ||
	    shape->column[BANK_OUT] < 0))
		return fail(e, INVALID, "amount", "Say which column is the "
		    "amount, or which two are in and out.");
	if (money_exponent(currency) < 0)
		return fail(e, INVALID, "currency", "'%s' is no currency: "
		    "write its three letters, such as EUR.", currency);
	if (!open_bytes(a, bytes, &csv, e))
		return false;
	while (csv_next(csv, cell, BANK_WIDE, &cells)) {
		if (csv_now(csv)->fault != CSV_SOUND)
			return csv_fail(csv, "file", e);
		k.line = csv_now(csv)->line;
		if (seen++ == 0 && shape->has_head)
			continue;
		if (*n == BANK_LINES)
			return fail(e, INVALID, "file", "The file has more "
			    "than %d lines: take a shorter time.", BANK_LINES);
		*out = arena_more(a, *out, *n, &room, sizeof(**out));
		*n += read_line(&k, cell, cells, &(*out)[*n]);
	}
	if (k.faults > 0)
		*n = 0;
	return k.faults == 0 && (*n > 0 || fail(e, INVALID, "file",
	    "The file has no line of money."));
}
