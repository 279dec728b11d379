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

enum { NAME = 31, WIDTH = 22, LONGEST = 32000 };

static void
put_cell(const struct book_lib *l, lxw_worksheet *sheet, lxw_row_t row,
    lxw_col_t at, const struct node *n, struct arena *a)
{
	str text;

	if (n == NULL)
		return;
	switch (n->kind) {
	case N_COUNT:
		if (n->count != INT64_MIN)
			l->worksheet_write_number(sheet, row, at,
			    (double)n->count, NULL);
		break;
	case N_REAL:
		if (isfinite(n->real))
			l->worksheet_write_number(sheet, row, at, n->real,
			    NULL);
		break;
	case N_TEXT:
		text = str_part(n->text, 0, LONGEST);
		text = str_part(text, 0, str_utf8_end(text));
		if (text.n > 0)
			l->worksheet_write_string(sheet, row, at,
			    str_z(a, text), NULL);
		break;
	default:
		break;
	}
}

static void
put_sheet(const struct book_lib *l, lxw_workbook *book, lxw_format *bold,
    const struct book_sheet *s, struct arena *a)
{
	char *name = str_z(a, str_part(str_of(s->name), 0, NAME));
	lxw_worksheet *sheet;
	const struct node *row;
	lxw_row_t at = 1;
	lxw_col_t i;

	name[str_utf8_end(str_of(name))] = '\0';
	sheet = l->workbook_add_worksheet(book, name);
	if (sheet == NULL)
		return;
	for (i = 0; s->column[i].member != NULL; i++)
		l->worksheet_write_string(sheet, 0, i, s->column[i].heading,
		    bold);
	l->worksheet_set_column(sheet, 0, i, WIDTH, NULL);
	l->worksheet_freeze_panes(sheet, 1, 0);
	for (row = s->rows == NULL ? NULL : s->rows->first; row != NULL;
	    row = row->next, at++)
		for (i = 0; s->column[i].member != NULL; i++)
			put_cell(l, sheet, at, i, node_find(row,
			    str_of(s->column[i].member)), a);
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
	lxw_workbook *book = l->workbook_new(path);
	lxw_format *bold;
	size_t i;

	if (book == NULL)
		return false;
	bold = l->workbook_add_format(book);
	l->format_set_bold(bold);
	for (i = 0; i < n; i++)
		put_sheet(l, book, bold, &sheets[i], a);
	return l->workbook_close(book) == LXW_NO_ERROR;
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
