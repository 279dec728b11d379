/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/table.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/save.h"
#include "flow/strata.h"
#include "format/csv.h"
#include "format/json.h"
#include "format/local.h"
#include "format/xlsx_write.h"

enum { EVERY = 1000 };          /* rows between two looks at the watch */

/* ---- in ---- */

struct importing {
	struct ctx          *c;
	const struct entity *e;
	struct id            programme;
	struct arena        *scratch;   /* of one row */
};

static bool
find_row(void *with, struct arena *a, struct id id, str code, struct id within,
    void *row)
{
	struct importing *k = with;
	struct errors quiet = { a, NULL, NULL };

	if (!id_none(id))
		return store_find(k->c->store, k->e, id, a, row, &quiet);
	if (k->e->within != NULL && id_none(within))
		within = k->programme;
	return store_find_code(k->c->store, k->e, code, within, a, row, &quiet);
}

static bool
put_row(void *with, enum tabular_fate fate, void *row, struct errors *e)
{
	struct importing *k = with;
	struct ctx at = *k->c;          /* faults of this row alone */
	struct errors ours = { k->c->arena, NULL, k->c->words };
	struct arena_mark mark = arena_mark(k->scratch);
	bool fine;

	(void)fate;
	at.errors = ours;
	at.arena = k->scratch;
	if (!store_save(at.store, e))
		return false;
	fine = flow_save(&at, k->e, row);
	arena_back(k->scratch, mark);
	if (!fine) {
		store_back(at.store);
		e->first = at.errors.first;
		e->last = at.errors.last;
		return false;
	}
	return store_release(at.store, e);
}

static void *
base_row(struct ctx *c, const struct entity *e, struct id programme)
{
	const struct field *f = field_named(e, S("programme"));
	void *row = arena_take(c->arena, 1, e->size);

	row_blank(e, row);
	if (f != NULL && f->type == T_REF)
		*(struct id *)row_at(f, row) = programme;
	return row;
}

static bool
may_import(struct ctx *c, const struct entity *e, struct id programme)
{
	if (!(e->flags & INSIDE) && ctx_may(c, e, ADD, programme))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "Your roles do not let you import %s.",
	    words_say(c->words, e->plural));
}

/* ---- figures, which are judged beside one another ---- */

struct gathering {
	struct importing       of;
	struct indicator_value *v;
	size_t                  n, room;
};

static bool
gather_row(void *with, enum tabular_fate fate, void *row, struct errors *e)
{
	struct gathering *k = with;
	struct arena *a = k->of.c->arena;
	struct indicator_value *v = row, *more;

	(void)fate;
	(void)e;
	if (k->n == k->room) {
		k->room = k->room * 2 + 64;
		more = NEWS(a, struct indicator_value, k->room);
		if (k->n > 0)
			memcpy(more, k->v, k->n * sizeof(*more));
		k->v = more;
	}
	k->v[k->n] = *v;
	k->v[k->n].period = str_copy(a, v->period);
	k->v[k->n].stratum = str_copy(a, v->stratum);
	k->n++;
	return true;
}

static bool
gather_find(void *with, struct arena *a, struct id id, str code,
    struct id within, void *row)
{
	struct gathering *k = with;

	return find_row(&k->of, a, id, code, within, row);
}

/* The table is read twice: first for what its figures will come to. */
static bool
gather(struct ctx *c, struct id programme, struct sheet *sheet,
    const struct strata_coming **coming)
{
	struct gathering k = { .of = { c, &indicator_value_entity, programme,
		NULL } };
	const struct tabular_doors doors = { &k, gather_find, gather_row,
		NULL };
	struct strata_coming *all = NEW(c->arena, struct strata_coming);
	struct tabular t = { .arena = c->arena,
		.entity = &indicator_value_entity,
		.lookup = flow_lookup(c, &indicator_value_entity),
		.doors = &doors,
		.base = base_row(c, &indicator_value_entity, programme),
		.words = c->words };

	if (!tabular_read(&t, sheet, &c->errors))
		return false;
	*all = (struct strata_coming){ k.v, k.n };
	*coming = all;
	return true;
}

static bool
import_sheet(struct ctx *c, const struct entity *e, struct id programme,
    struct sheet *sheet, bool dry_run, struct tabular *t)
{
	struct importing k = { c, e, programme, arena_new(0) };
	const struct tabular_doors doors = { &k, find_row,
		dry_run ? NULL : put_row, NULL };
	bool fine;

	*t = (struct tabular){ .arena = c->arena, .entity = e,
		.lookup = flow_lookup(c, e), .doors = &doors,
		.base = base_row(c, e, programme), .words = c->words };
	fine = tabular_read(t, sheet, &c->errors);
	t->doors = NULL;
	arena_free(k.scratch);
	return fine;
}

bool
table_import(struct ctx *c, const struct entity *e, struct id programme,
    const char *path, bool dry_run, struct tabular *t)
{
	struct sheet *sheet;
	bool fine;

	if (!may_import(c, e, programme) || (e == &indicator_value_entity &&
	    (!sheet_open(c->arena, path, NULL, &sheet, &c->errors) ||
	    !gather(c, programme, sheet, &c->coming))))
		return false;
	fine = sheet_open(c->arena, path, NULL, &sheet, &c->errors) &&
	    import_sheet(c, e, programme, sheet, dry_run, t);
	c->coming = NULL;
	return fine;
}

bool
table_import_bytes(struct ctx *c, const struct entity *e, struct id programme,
    str bytes, bool dry_run, struct tabular *t)
{
	struct sheet *sheet;
	bool fine;

	if (!may_import(c, e, programme) || (e == &indicator_value_entity &&
	    (!sheet_open_bytes(c->arena, bytes, NULL, &sheet, &c->errors) ||
	    !gather(c, programme, sheet, &c->coming))))
		return false;
	fine = sheet_open_bytes(c->arena, bytes, NULL, &sheet, &c->errors) &&
	    import_sheet(c, e, programme, sheet, dry_run, t);
	c->coming = NULL;
	return fine;
}

/* ---- out ---- */

struct exporting {
	struct ctx           *c;        /* its arena is wound back with each
	                                 * row: nothing that lasts is there */
	const struct entity  *e;
	struct found         *found;
	const struct tabular_column *column;
	size_t                columns;
	int                   fd;
	struct write          w;
	struct xlsx_out      *book;
	enum table_shape      shape;
	char                  separator;        /* of TABLE_EXCEL */
	int64_t               rows;
};

static bool
to_fd(void *to, const char *p, size_t n)
{
	int fd = *(int *)to;
	ssize_t sent;

	for (; n > 0; p += sent, n -= (size_t)sent) {
		sent = write(fd, p, n);
		if (sent < 0 && errno == EINTR)
			sent = 0;
		else if (sent <= 0)
			return false;
	}
	return true;
}

static void
cell(struct exporting *k, str text, bool first)
{
	if (k->shape == TABLE_EXCEL)
		csv_write_apart(&k->w, text, first, k->separator);
	else
		csv_write_field(&k->w, text, first);
}

static void
head(struct exporting *k)
{
	size_t i;

	if (k->shape != TABLE_CSV && k->shape != TABLE_EXCEL)
		return;
	if (k->shape == TABLE_EXCEL)
		write_z(&k->w, CSV_MARK);
	for (i = 0; i < k->columns; i++)
		cell(k, k->column[i].heading, i == 0);
	csv_end_row(&k->w);
}

static bool
is_decimal(const struct tabular_column *column)
{
	return column->part == TABULAR_VALUE && (column->field->type ==
	    T_REAL || column->field->type == T_MONEY);
}

static void
csv_row(struct exporting *k, const void *row)
{
	size_t i;
	str text;

	for (i = 0; i < k->columns; i++) {
		text = tabular_cell(k->c->arena, &k->column[i], row);
		if (k->separator == ';' && is_decimal(&k->column[i]))
			text = csv_comma(k->c->arena, text);
		cell(k, text, i == 0);
	}
	csv_end_row(&k->w);
}

static void
json_row(struct exporting *k, const void *row)
{
	struct node *tree = node_new(k->c->arena);

	tabular_row(k->c->arena, k->column, k->columns, row, tree);
	json_write(&k->w, tree, false);
	write_char(&k->w, '\n');
}

static void
book_cell(struct xlsx_out *book, const struct node *n)
{
	switch (n->kind) {
	case N_COUNT: xlsx_out_count(book, n->count); break;
	case N_REAL: xlsx_out_real(book, n->real, n->decimals); break;
	case N_BOOL: xlsx_out_bool(book, n->yes); break;
	case N_DAY: xlsx_out_day(book, n->day); break;
	case N_MOMENT: xlsx_out_moment(book, n->moment); break;
	case N_TEXT: xlsx_out_text(book, n->text); break;
	default: xlsx_out_none(book);
	}
}

/* Typed where a workbook knows the type, as text where it does not. */
static void
book_row(struct exporting *k, const void *row)
{
	struct node *tree = node_new(k->c->arena);
	const struct node *n;
	size_t i;

	tabular_row(k->c->arena, k->column, k->columns, row, tree);
	for (i = 0; i < k->columns; i++) {
		n = node_find(tree, k->column[i].heading);
		if (n == NULL || n->kind == N_NONE)
			xlsx_out_none(k->book);
		else if (n->kind == N_OBJECT || n->kind == N_LIST ||
		    n->kind == N_ID || n->kind == N_MONEY)
			xlsx_out_text(k->book, tabular_cell(k->c->arena,
			    &k->column[i], row));
		else
			book_cell(k->book, n);
	}
	xlsx_out_row(k->book);
}

static bool
each_row(struct exporting *k)
{
	static void (*const write_row[])(struct exporting *, const void *) = {
		[TABLE_CSV] = csv_row, [TABLE_JSON] = json_row,
		[TABLE_XLSX] = book_row, [TABLE_EXCEL] = csv_row,
	};
	void *row = arena_take(k->c->arena, 1, k->e->size);
	struct arena_mark mark = arena_mark(k->c->arena);
	bool more = true;

	while (more && !k->w.over && flow_next(k->found, k->c->arena, row)) {
		write_row[k->shape](k, row);
		k->rows++;
		arena_back(k->c->arena, mark);
		more = k->rows % EVERY != 0 ||
		    ctx_goes_on(k->c, NULL, k->rows, 0);
	}
	return flow_end(k->found) && more;
}

static bool
finish(struct exporting *k)
{
	if (k->shape == TABLE_XLSX)
		return xlsx_out_finish(k->book, NULL, &k->c->errors);
	return write_flush(&k->w) || fail(&k->c->errors, BROKEN, NULL,
	    "The rows could not be written to their end: the disk may be "
	    "full.");
}

static bool
open_book(struct ctx *c, struct exporting *k, const char *path)
{
	struct xlsx_heading *heading = NEWS(c->arena, struct xlsx_heading,
	    k->columns + 1);
	size_t i;

	for (i = 0; i < k->columns; i++)
		heading[i].heading = k->column[i].heading;
	return xlsx_out_open(c->arena, path, str_of(k->e->plural), heading,
	    k->columns, &k->book, &c->errors);
}

char
table_separator(const char *lang)
{
	struct arena *a = arena_new(0);
	struct errors e = { a, NULL, NULL, NULL };
	struct local *l = local_open(lang, &e);
	struct write w = write_new(a, 100);
	char between;

	if (l != NULL)
		local_real(l, &w, 0.5, 1);
	between = str_find(write_done(&w), S(",")) < w.n ? ';' : ',';
	local_close(l);
	arena_free(a);
	return between;
}

bool
table_fits(struct ctx *c, const struct entity *e, const struct ask *ask)
{
	struct ask all = *ask;
	int64_t n;

	all.limit = 0;
	all.after = (str){ 0 };
	if (!flow_count(c, e, &all, &n))
		return false;
	return n <= TABLE_BOOK_ROWS || fail(&c->errors, INVALID, "as",
	    "A workbook holds %d rows, and these are %lld. Narrow the list, "
	    "or take it as CSV, which has no end.", TABLE_BOOK_ROWS,
	    (long long)n);
}

void
table_spare(struct ctx *c, bool spare)
{
	store_spare(c->store, spare);
}

/* To count the rows is to walk through them, too. */
static bool
book_ready(struct ctx *c, struct exporting *k, const struct ask *ask,
    const char *path)
{
	bool fine;

	store_spare(c->store, true);
	fine = table_fits(c, k->e, ask) && open_book(c, k, path);
	store_spare(c->store, false);
	return fine;
}

bool
table_export(struct ctx *c, const struct entity *e, const struct ask *ask,
    enum table_shape shape, int fd, const char *path, int64_t *rows)
{
	struct ctx row = *c;
	struct exporting k = { .c = &row, .e = e, .fd = fd, .shape = shape };
	bool fine;

	if (shape == TABLE_EXCEL)
		k.separator = table_separator(c->lang);
	k.column = tabular_columns(c->arena, flow_lookup(c, e), e, &k.columns);
	k.w = write_to(c->arena, 0, to_fd, &k.fd);
	if (shape == TABLE_XLSX && !book_ready(c, &k, ask, path))
		return false;
	row.arena = arena_new(0);
	store_spare(c->store, true);
	fine = flow_list(&row, e, ask, &k.found);
	if (fine) {
		head(&k);
		fine = each_row(&k) && finish(&k);
	}
	arena_free(row.arena);
	store_spare(c->store, false);
	c->errors = row.errors;
	*rows = k.rows;
	return fine;
}
