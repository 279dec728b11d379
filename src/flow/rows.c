/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/rows.h"

#include "base/fold.h"
#include "format/sheet.h"

enum { COLUMNS = 512, EVERY = 1000 };

struct reading {
	struct ctx   *c;
	struct import_report *report;
	str          *names;            /* [n] */
	str          *values, *raws;    /* [COLUMNS] */
	size_t        n;
};

static bool
read_names(struct reading *r, const struct record *head)
{
	struct arena *a = r->report->arena;
	size_t i;

	if (head->n > COLUMNS)
		return fail(&r->c->errors, INVALID, NULL,
		    "The file has %zu columns; at most %d are read.", head->n,
		    COLUMNS);
	r->n = head->n;
	r->names = NEWS(a, str, head->n);
	for (i = 0; i < head->n; i++)
		r->names[i] = str_lower(a, str_trim(str_copy(a,
		    head->cell[i])));
	return true;
}

static void
read_values(struct reading *r, const struct record *from)
{
	size_t i;
	str cell;

	for (i = 0; i < r->n; i++) {
		cell = i < from->n ? from->cell[i] : S("");
		if (!str_ascii(cell))    /* composed, as everything we keep */
			cell = fold_nfc(r->c->arena, cell);
		r->raws[i] = cell;
		r->values[i] = str_trim(cell);
	}
}

static void
refuse(struct reading *r, int64_t line, const char *why)
{
	if (why == NULL)
		why = words_say(r->c->words, "The row cannot be read.");
	import_refuse(r->report, line, (str){ 0 }, str_of(why));
	import_count(r->report, REFUSED);
}

static bool
goes_on(struct reading *r, int64_t rows)
{
	const struct tally *file = r->report->last_file;

	return rows % EVERY != 0 || ctx_goes_on(r->c, file == NULL ? NULL :
	    str_z(r->c->arena, file->file), rows, 0);
}

static bool
each_row(struct reading *r, struct sheet *sheet,
    bool (*each)(void *, const struct entry *), void *to)
{
	struct entry entry = { r->names, r->values, r->raws, r->n, 0 };
	struct record rec;
	struct arena_mark mark;
	int64_t rows = 0;
	bool more = true;

	while (more && sheet_next(sheet, &rec, &r->c->errors)) {
		mark = arena_mark(r->c->arena);
		if (rec.broken) {
			refuse(r, (int64_t)rec.line,
			    errors_text(&r->c->errors, NULL));
			errors_clear(&r->c->errors);
		} else if (rec.n > r->n)
			refuse(r, (int64_t)rec.line, words_say(r->c->words,
			    "The row has more columns than the heading."));
		else {
			read_values(r, &rec);
			entry.line = (int64_t)rec.line;
			more = each(to, &entry);
		}
		if (more && !goes_on(r, rows++))
			return false;
		arena_back(r->c->arena, mark);
	}
	return !sheet_failed(sheet);
}

bool
rows_each(struct ctx *c, struct import_report *report, const char *path,
    bool (*each)(void *, const struct entry *), void *to)
{
	struct reading r = { c, report, NULL, NEWS(c->arena, str, COLUMNS),
		NEWS(c->arena, str, COLUMNS), 0 };
	struct sheet *sheet;
	struct record head;

	if (!sheet_open(c->arena, path, NULL, &sheet, &c->errors))
		return false;
	if (!sheet_next(sheet, &head, &c->errors))
		return sheet_failed(sheet) ? false : fail(&c->errors, INVALID,
		    NULL, "The file is empty: not even a heading.");
	return read_names(&r, &head) && each_row(&r, sheet, each, to);
}
