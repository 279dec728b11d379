/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/xlsx_write.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/pack_lib.h"
#include "format/xlsx_cell.h"

enum { ROWS = 1048576, COLUMNS = 16384, CHARACTERS = 32767, NAME = 31,
	DECIMALS = 15, WIDTH = 60 };

struct currency {
	char code[4];
	lxw_format      *format;
	struct currency *next;
};

struct xlsx_out {
	struct book_lib lib;
	struct arena  *arena;
	struct arena  *scratch;         /* texts that end in NUL, one each */
	struct arena_mark empty;
	const char    *path;
	lxw_workbook  *book;            /* NULL when finished */
	lxw_worksheet *sheet;
	lxw_format    *real[DECIMALS + 1], *day, *moment;
	struct currency *money;
	lxw_row_t row;
	lxw_col_t column;
	size_t    cut;
	bool      too_many;
};

static lxw_format *
number_format(struct xlsx_out *x, const char *code)
{
	lxw_format *f = x->lib.workbook_add_format(x->book);

	x->lib.format_set_num_format(f, code);
	return f;
}

/* Not finished: what is half-written is of no use to anybody. */
static void
drop(void *what)
{
	struct xlsx_out *x = what;

	if (x->book != NULL) {
		x->lib.workbook_close(x->book);
		unlink(x->path);
	}
	arena_free(x->scratch);
}

static size_t
units_of(unsigned char c)               /* of UTF-16, by the leading byte */
{
	return (c & 0xc0) == 0x80 ? 0 : c >= 0xf0 ? 2 : 1;
}

/* How many bytes of it are at most so many characters. */
static size_t
bytes_of(str s, size_t most)
{
	size_t i, units = 0;

	for (i = 0; i < s.n; i++) {
		units += units_of((unsigned char)s.p[i]);
		if (units > most)
			return i;
	}
	return s.n;
}

static const char *
table_name(struct arena *a, str name)
{
	struct write w = write_new(a, 4 * NAME + 4);
	size_t i;
	str s;

	for (i = 0; i < name.n; i++)
		if (strchr("[]:*?/\\'", name.p[i]) == NULL)
			write_char(&w, name.p[i]);
	s = str_part(write_done(&w), 0, bytes_of(write_done(&w), NAME));
	while (!str_utf8(s))            /* the writer's own limit cut it */
		s.n--;
	s = str_trim(s);
	return s.n > 0 ? str_z(a, s) : "Sheet1";
}

static void
write_headings(struct xlsx_out *x, const struct xlsx_heading *h, size_t n)
{
	lxw_format *bold = x->lib.workbook_add_format(x->book);
	size_t i, width;

	x->lib.format_set_bold(bold);
	for (i = 0; i < n; i++) {
		x->lib.worksheet_write_string(x->sheet, 0, (lxw_col_t)i,
		    str_z(x->arena, h[i].heading), bold);
		width = h[i].width > 0 ? (size_t)h[i].width :
		    str_points(h[i].heading) + 2;
		x->lib.worksheet_set_column(x->sheet, (lxw_col_t)i,
		    (lxw_col_t)i, (double)(width > WIDTH ? WIDTH :
		    width < 8 ? 8 : width), NULL);
	}
	x->lib.worksheet_freeze_panes(x->sheet, 1, 0);
	x->row = 1;
}

static const char *
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return str_z(a, (str){ path, (size_t)(slash - path) + 1 });
}

bool
xlsx_out_open(struct arena *a, const char *path, str table,
    const struct xlsx_heading *h, size_t n, struct xlsx_out **out,
    struct errors *e)
{
	struct xlsx_out *x = *out = NEW(a, struct xlsx_out);
	lxw_workbook_options options = { .constant_memory = 1 };

	if (n > COLUMNS)
		return fail(e, INVALID, NULL, "A worksheet holds %d columns, "
		    "not %zu.", COLUMNS, n);
	if (access(folder_of(a, path), W_OK) != 0)
		return fail(e, BROKEN, NULL, "'%s' cannot be written: %s.",
		    path, strerror(errno));
	if (!book_load(&x->lib, e))
		return false;
	options.tmpdir = str_z(a, str_of(folder_of(a, path)));
	x->arena = a;
	x->path = str_z(a, str_of(path));
	x->book = x->lib.workbook_new_opt(x->path, &options);
	x->sheet = x->lib.workbook_add_worksheet(x->book, table_name(a, table));
	x->scratch = arena_new(0);
	x->empty = arena_mark(x->scratch);
	arena_closer(a, drop, x);
	if (x->sheet == NULL)
		return fail(e, BROKEN, NULL, "'%s' cannot be written: no "
		    "room for a temporary file beside it.", path);
	x->day = number_format(x, "yyyy-mm-dd");
	x->moment = number_format(x, "yyyy-mm-dd hh:mm:ss");
	write_headings(x, h, n);
	return true;
}

/* --- cells --------------------------------------------------------- */

static bool
has_room(struct xlsx_out *x)
{
	if (x->row < ROWS && x->column < COLUMNS)
		return true;
	x->too_many = true;
	return false;
}

static void
put_number(struct xlsx_out *x, double value, lxw_format *f)
{
	if (has_room(x))
		x->lib.worksheet_write_number(x->sheet, x->row, x->column,
		    value, f);
	x->column++;
}

void
xlsx_out_none(struct xlsx_out *x)
{
	x->column++;
}

void
xlsx_out_text(struct xlsx_out *x, str s)
{
	size_t n;

	s = xlsx_escape(x->scratch, s);
	n = bytes_of(s, CHARACTERS);
	x->cut += n < s.n;
	if (n > 0 && has_room(x))
		x->lib.worksheet_write_string(x->sheet, x->row, x->column,
		    str_z(x->scratch, str_part(s, 0, n)), NULL);
	arena_back(x->scratch, x->empty);
	x->column++;
}

void
xlsx_out_count(struct xlsx_out *x, int64_t value)
{
	if (value == INT64_MIN)
		xlsx_out_none(x);
	else if (value > 1LL << 53 || value < -(1LL << 53))
		xlsx_out_text(x, str_print(x->scratch, "%lld",
		    (long long)value));
	else
		put_number(x, (double)value, NULL);
}

static lxw_format *
real_format(struct xlsx_out *x, int decimals)
{
	lxw_format **f;
	char code[32];

	if (decimals < 0)
		return NULL;
	f = &x->real[decimals > DECIMALS ? DECIMALS : decimals];
	if (*f == NULL) {
		snprintf(code, sizeof(code), "0%s%.*s", decimals ? "." : "",
		    decimals > DECIMALS ? DECIMALS : decimals,
		    "000000000000000");
		*f = number_format(x, code);
	}
	return *f;
}

void
xlsx_out_real(struct xlsx_out *x, double value, int decimals)
{
	if (!isfinite(value))
		xlsx_out_none(x);
	else
		put_number(x, value, real_format(x, decimals));
}

void
xlsx_out_bool(struct xlsx_out *x, bool value)
{
	if (has_room(x))
		x->lib.worksheet_write_boolean(x->sheet, x->row, x->column,
		    value, NULL);
	x->column++;
}

void
xlsx_out_day(struct xlsx_out *x, struct day d)
{
	if (d.n == 0)
		xlsx_out_none(x);
	else if (d.n < day_of(1900, 3, 1).n)
		xlsx_out_text(x, day_text(x->scratch, d));
	else
		put_number(x, d.n - day_of(1899, 12, 30).n, x->day);
}

void
xlsx_out_moment(struct xlsx_out *x, int64_t ms)
{
	if (ms == MOMENT_NONE)
		xlsx_out_none(x);
	else if (ms < moment_of_day(day_of(1900, 3, 1)))
		xlsx_out_text(x, moment_text(x->scratch, ms));
	else
		put_number(x, (double)(ms -
		    moment_of_day(day_of(1899, 12, 30))) / 86400e3, x->moment);
}

static lxw_format *
money_format(struct xlsx_out *x, const char code[4])
{
	int exponent = money_exponent(code);
	struct currency *c;
	char format[48];

	for (c = x->money; c != NULL; c = c->next)
		if (memcmp(c->code, code, 4) == 0)
			return c->format;
	c = NEW(x->arena, struct currency);
	memcpy(c->code, code, 4);
	snprintf(format, sizeof(format), "#,##0%s%.*s \"%.3s\"",
	    exponent > 0 ? "." : "", exponent > 0 ? exponent : 0, "0000",
	    code);
	c->format = number_format(x, format);
	c->next = x->money;
	x->money = c;
	return c->format;
}

void
xlsx_out_money(struct xlsx_out *x, struct money m)
{
	if (m.currency[0] == '\0')
		xlsx_out_none(x);
	else if (m.minor > 1LL << 53 || m.minor < -(1LL << 53))
		xlsx_out_text(x, money_text(x->scratch, m));
	else
		put_number(x, money_real(m), money_format(x, m.currency));
}

void
xlsx_out_row(struct xlsx_out *x)
{
	x->row++;
	x->column = 0;
}

bool
xlsx_out_finish(struct xlsx_out *x, size_t *cut, struct errors *e)
{
	bool lost = x->sheet->optimize_tmpfile == NULL ||
	    ferror(x->sheet->optimize_tmpfile) != 0;
	lxw_error code;

	if (cut != NULL)
		*cut = x->cut;
	if (x->too_many)
		return fail(e, INVALID, NULL, "A worksheet holds %d rows and "
		    "%d columns, and this table has more; take CSV.", ROWS,
		    COLUMNS);
	if (lost)
		return fail(e, BROKEN, NULL, "'%s' cannot be written: the "
		    "disk is full or broken.", x->path);
	code = x->lib.workbook_close(x->book);
	x->book = NULL;
	if (code == LXW_NO_ERROR)
		return true;
	unlink(x->path);
	return fail(e, BROKEN, NULL, "'%s' cannot be written: %s.", x->path,
	    x->lib.lxw_strerror(code));
}
