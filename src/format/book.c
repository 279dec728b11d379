/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/book.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "format/pack_lib.h"

enum { NAME = 31, LONGEST = 32000, NARROWEST = 9, WIDEST = 46, A4 = 9,
	HEAD_COLOUR = 0xeef1ec };

struct book {
	const struct book_lib *l;
	struct arena          *a;
	lxw_workbook          *book;
	lxw_format            *head, *head_number, *text, *whole, *real;
};

static double
number_of(const struct node *n)
{
	if (n != NULL && n->kind == N_COUNT && n->count != INT64_MIN)
		return (double)n->count;
	return n != NULL && n->kind == N_REAL && isfinite(n->real) ? n->real :
	    NAN;
}

/* What all of a column have in common. */
struct column {
	size_t letters;                 /* of the longest */
	bool   number, whole;
};

static size_t
letters(str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static struct column
look(const struct book_sheet *s, const struct book_column *c)
{
	struct column k = { letters(str_of(c->heading)), false, true };
	const struct node *row, *n;
	char said[40];
	size_t long_is;
	double x;

	for (row = s->rows == NULL ? NULL : s->rows->first; row != NULL;
	    row = row->next) {
		n = node_find(row, str_of(c->member));
		x = number_of(n);
		long_is = n != NULL && n->kind == N_TEXT ? letters(n->text) :
		    0;
		if (!isnan(x)) {
			k.number = true;
			k.whole = k.whole && x == floor(x);
			/* A blank between each three, and two decimals. */
			long_is = (size_t)snprintf(said, sizeof(said), "%.0f",
			    x) * 4 / 3 + 4;
		}
		k.letters = long_is > k.letters ? long_is : k.letters;
	}
	return k;
}

static void
put_cell(const struct book *b, lxw_worksheet *sheet, lxw_row_t row,
    lxw_col_t at, const struct node *n, const struct column *k)
{
	double x = number_of(n);
	str text;

	if (!isnan(x))
		b->l->worksheet_write_number(sheet, row, at, x, k->whole ?
		    b->whole : b->real);
	if (n == NULL || n->kind != N_TEXT)
		return;
	text = str_part(n->text, 0, LONGEST);
	text = str_part(text, 0, str_utf8_end(text));
	if (text.n > 0)
		b->l->worksheet_write_string(sheet, row, at,
		    str_z(b->a, text), k->number ? b->real : b->text);
}

static void
put_column(const struct book *b, lxw_worksheet *sheet,
    const struct book_sheet *s, lxw_col_t i)
{
	struct column k = look(s, &s->column[i]);
	size_t wide = k.letters + 2;
	const struct node *row;
	lxw_row_t at = 1;

	wide = wide < NARROWEST ? NARROWEST : wide > WIDEST ? WIDEST : wide;
	b->l->worksheet_set_column(sheet, i, i, (double)wide, NULL);
	b->l->worksheet_write_string(sheet, 0, i, s->column[i].heading,
	    k.number ? b->head_number : b->head);
	for (row = s->rows == NULL ? NULL : s->rows->first; row != NULL;
	    row = row->next, at++)
		put_cell(b, sheet, at, i, node_find(row,
		    str_of(s->column[i].member)), &k);
}

/* On paper: across, all columns on one page, the head on each. */
static void
put_sheet(const struct book *b, const struct book_sheet *s)
{
	char *name = str_z(b->a, str_part(str_of(s->name), 0, NAME));
	lxw_worksheet *sheet;
	lxw_col_t i;

	name[str_utf8_end(str_of(name))] = '\0';
	sheet = b->l->workbook_add_worksheet(b->book, name);
	if (sheet == NULL)
		return;
	for (i = 0; s->column[i].member != NULL; i++)
		put_column(b, sheet, s, i);
	b->l->worksheet_freeze_panes(sheet, 1, 0);
	b->l->worksheet_repeat_rows(sheet, 0, 0);
	b->l->worksheet_set_paper(sheet, A4);
	b->l->worksheet_set_landscape(sheet);
	b->l->worksheet_fit_to_pages(sheet, 1, 0);
}

static lxw_format *
format(const struct book *b, const char *number, bool head, uint8_t align)
{
	lxw_format *f = b->l->workbook_add_format(b->book);

	if (number != NULL)
		b->l->format_set_num_format(f, number);
	if (head) {
		b->l->format_set_bold(f);
		b->l->format_set_bg_color(f, HEAD_COLOUR);
	}
	if (number == NULL)
		b->l->format_set_text_wrap(f);
	b->l->format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	b->l->format_set_align(f, align);
	return f;
}

/* The library writes to a path. */
static bool
read_back(struct arena *a, const char *path, str *bytes)
{
	FILE *f = fopen(path, "rb");
	char *p;
	long n;
	bool fine;

	if (f == NULL)
		return false;
	fine = fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) > 0 &&
	    fseek(f, 0, SEEK_SET) == 0;
	if (fine) {
		p = arena_take(a, (size_t)n, 1);
		fine = fread(p, 1, (size_t)n, f) == (size_t)n;
		*bytes = (str){ p, (size_t)n };
	}
	fclose(f);
	return fine;
}

static bool
write_at(const struct book_lib *l, struct arena *a, const char *path,
    const struct book_sheet *sheets, size_t n)
{
	struct book b = { .l = l, .a = a, .book = l->workbook_new(path) };
	size_t i;

	if (b.book == NULL)
		return false;
	b.head = format(&b, NULL, true, LXW_ALIGN_LEFT);
	b.head_number = format(&b, NULL, true, LXW_ALIGN_RIGHT);
	b.text = format(&b, NULL, false, LXW_ALIGN_LEFT);
	b.whole = format(&b, "#,##0", false, LXW_ALIGN_RIGHT);
	b.real = format(&b, "#,##0.00", false, LXW_ALIGN_RIGHT);
	for (i = 0; i < n; i++)
		put_sheet(&b, &sheets[i]);
	return l->workbook_close(b.book) == LXW_NO_ERROR;
}

bool
book_write(struct arena *a, const struct book_sheet *sheets, size_t n,
    str *bytes, struct errors *e)
{
	const char *folder = getenv("TMPDIR");
	char *path = str_z(a, str_print(a, "%s/tilth-XXXXXX",
	    folder != NULL && folder[0] != '\0' ? folder : "/tmp"));
	struct book_lib lib;
	bool fine;
	int fd;

	if (!book_load(&lib, e))
		return false;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		return fail(e, BROKEN, NULL,
		    "The server cannot write a temporary file.");
	close(fd);
	fine = write_at(&lib, a, path, sheets, n) && read_back(a, path, bytes);
	unlink(path);
	return fine || fail(e, BROKEN, NULL,
	    "The workbook could not be written.");
}
