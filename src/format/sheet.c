/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/words.h"
#include "format/csv.h"
#include "format/xlsx.h"

struct sheet {
	struct csv  *csv;               /* one of the two */
	struct xlsx *xlsx;
	str         *cell;              /* of CSV: [CSV_FIELDS_MOST] */
	bool         failed;
};

/* Files that people take for a table, told by how they begin; words: */
static const struct {
	str         begins;
	const char *says;
} others[] = {
	{ { "\xd0\xcf\x11\xe0", 4 }, "This is an old Excel file (.xls) or one "
	    "with a password; save it as .xlsx without one, or as CSV." },
	{ { "%PDF", 4 }, "This is a PDF; a table is wanted, as .xlsx or CSV." },
	{ { "{\\rtf", 5 }, "This is a text document; save its table as .xlsx "
	    "or CSV." },
	{ { "\x89PNG", 4 }, "This is a picture; a table is wanted, as .xlsx "
	    "or CSV." },
	{ { "\xff\xd8\xff", 3 }, "This is a picture; a table is wanted, as "
	    ".xlsx or CSV." },
	{ { "\x1f\x8b", 2 }, "This file is packed by gzip; unpack it first." },
};

static bool
check_kind(str begins, bool *is_zip, struct errors *e)
{
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (str_starts(begins, others[i].begins))
			return fail(e, INVALID, NULL, "%s",
			    words_say(e->words, others[i].says));
	*is_zip = str_starts(begins, S("PK\3\4")) ||
	    str_starts(begins, S("PK\5\6"));
	return true;
}

static bool
read_begin(const char *path, char *into, size_t *n, struct errors *e)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		return fail(e, errno == ENOENT ? ABSENT : BROKEN, NULL,
		    "'%s' cannot be read: %s.", path, strerror(errno));
	*n = fread(into, 1, *n, f);
	fclose(f);
	return true;
}

bool
sheet_open(struct arena *a, const char *path, const char *table,
    struct sheet **out, struct errors *e)
{
	struct sheet *s = *out = NEW(a, struct sheet);
	char begins[8];
	size_t n = sizeof(begins);
	bool is_zip;

	if (!read_begin(path, begins, &n, e) ||
	    !check_kind((str){ begins, n }, &is_zip, e))
		return false;
	if (is_zip)
		return xlsx_open(a, path, table, &s->xlsx, e);
	s->cell = NEWS(a, str, CSV_FIELDS_MOST);
	return csv_open_file(a, path, &s->csv, e);
}

bool
sheet_open_bytes(struct arena *a, str bytes, const char *table,
    struct sheet **out, struct errors *e)
{
	struct sheet *s = *out = NEW(a, struct sheet);
	bool is_zip;

	if (!check_kind(bytes, &is_zip, e))
		return false;
	if (is_zip)
		return xlsx_open_bytes(a, bytes, table, &s->xlsx, e);
	s->cell = NEWS(a, str, CSV_FIELDS_MOST);
	return csv_open_text(a, bytes, &s->csv, e);
}

static bool
next_of_csv(struct sheet *s, struct record *out, struct errors *e)
{
	const struct csv_record *now;
	size_t n, i;

	if (!csv_next(s->csv, s->cell, CSV_FIELDS_MOST, &n))
		return false;
	now = csv_now(s->csv);
	*out = (struct record){ now->line, n, s->cell,
	    now->fault != CSV_SOUND };
	if (out->broken)
		(void)csv_fail(s->csv, NULL, e);
	for (i = 0; i < n; i++)
		s->cell[i] = csv_unguard(s->cell[i]);
	s->failed = now->fault == CSV_UNREADABLE;
	return !s->failed;
}

bool
sheet_next(struct sheet *s, struct record *out, struct errors *e)
{
	if (s->failed)
		return false;
	if (s->csv != NULL)
		return next_of_csv(s, out, e);
	if (xlsx_next(s->xlsx, out, e))
		return true;
	s->failed = xlsx_failed(s->xlsx);
	return false;
}

bool
sheet_failed(const struct sheet *s)
{
	return s->failed;
}

size_t
sheet_tables(const struct sheet *s, const str **names)
{
	*names = NULL;
	return s->xlsx != NULL ? xlsx_tables(s->xlsx, names) : 0;
}
