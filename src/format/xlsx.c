/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A workbook is a ZIP file of XML parts that point to one another by
 * relations: the package to the workbook, the workbook to its sheets,
 * styles and shared texts.  Source: ECMA-376 parts 1 and 2.
 */
#include "format/xlsx.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/write.h"
#include "format/xlsx_cell.h"
#include "format/xml.h"
#include "format/zipped.h"

enum { BLOCK = 4096, STYLES = 65536, RELATIONS = 10000, PATH = 1000 };

struct relation {
	str id, type, target;           /* target: a path in the package */
	struct relation *next;
};

struct part {                           /* an XML part, being read */
	struct zipped_file *file;
	struct xml         *xml;
};

struct xlsx {
	struct arena  *arena;
	struct arena  *row;             /* emptied before each row */
	struct arena_mark empty;
	struct zipped *zip;
	str           *shared[XLSX_SHARED / BLOCK + 1];
	size_t         n_shared, shared_size;
	unsigned char *look;            /* [n_looks] enum xlsx_look */
	size_t         n_looks;
	struct map    *codes;           /* number of a format: its look */
	bool           from_1904;
	str           *table;           /* [n_tables] names of worksheets */
	str           *table_id;        /* [n_tables] of their relations */
	size_t         n_tables;
	struct part    sheet;
	str            cell[XLSX_COLUMNS];
	size_t         n;               /* of the last row: to be emptied */
	size_t         line;
	bool           failed, over;
};

static bool
open_part(struct xlsx *x, struct arena *a, str path, struct part *p,
    struct errors *e)
{
	char *z = str_z(a, path);

	if (!zipped_file(x->zip, a, z, &p->file, e))
		return false;
	p->xml = xml_open_read(a, zipped_read, p->file, z);
	return true;
}

/* Bytes that do not unpack look like bad XML: say the cause only. */
static bool
next(struct part *p, struct xml_event *ev, struct errors *e)
{
	struct errors own = { e->arena, NULL, e->words };

	if (xml_next(p->xml, ev, &own))
		return true;
	if (own.first == NULL || !zipped_fault(p->file, e))
		return false;
	return fail(e, own.first->fault, NULL, "%s", own.first->text);
}

static bool
opens(const struct xml_event *ev, const char *name)
{
	return ev->kind == XML_OPEN && str_is(ev->name, name);
}

static bool
closes(const struct xml_event *ev, const char *name)
{
	return ev->kind == XML_CLOSE && str_is(ev->name, name);
}

/* --- relations ----------------------------------------------------- */

static size_t
folder_end(str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return n;
}

/* "../media/a.png" seen from "xl/worksheets/b.xml" is "xl/media/a.png". */
static str
path_from(struct arena *a, str from, str target)
{
	str path = str_part(from, 0, folder_end(from)), piece;

	if (str_starts(target, S("/"))) {
		target = str_part(target, 1, target.n);
		path.n = 0;
	}
	path = str_copy(a, path);
	while (str_cut(&target, '/', &piece)) {
		if (str_is(piece, ".."))
			path.n = folder_end(str_part(path, 0, path.n - 1));
		else if (!str_is(piece, "."))
			path = str_print(a, "%.*s%.*s%s", (int)path.n, path.p,
			    (int)piece.n, piece.p, target.n ? "/" : "");
	}
	return path;
}

static str
relations_path(struct arena *a, str of)
{
	size_t cut = folder_end(of);

	return str_print(a, "%.*s_rels/%.*s.rels", (int)cut, of.p,
	    (int)(of.n - cut), of.p + cut);
}

static void
add_relation(struct xlsx *x, struct part *p, str of, struct relation **list)
{
	static const char *const names[] = { "Id", "Type", "Target" };
	struct relation *r = NEW(x->arena, struct relation);
	str got[3];

	xml_attributes(p->xml, 3, names, got);
	r->id = str_copy(x->arena, got[0]);
	r->type = str_copy(x->arena, got[1]);
	r->target = path_from(x->arena, of, str_part(got[2], 0, PATH));
	r->next = *list;
	*list = r;
}

static bool
read_relations(struct xlsx *x, str of, struct relation **list,
    struct errors *e)
{
	str path = relations_path(x->arena, of);
	struct xml_event ev;
	struct part p;
	size_t n = 0;

	if (!open_part(x, x->arena, path, &p, e))
		return false;
	while (next(&p, &ev, e))
		if (opens(&ev, "Relationship") && n++ < RELATIONS)
			add_relation(x, &p, of, list);
	return !xml_failed(p.xml);
}

static const struct relation *
find_type(const struct relation *r, const char *type)
{
	while (r != NULL && !str_ends(r->type, str_of(type)))
		r = r->next;
	return r;
}

static const struct relation *
find_id(const struct relation *r, str id)
{
	while (r != NULL && !str_same(r->id, id))
		r = r->next;
	return r;
}

/* --- shared texts -------------------------------------------------- */

/* All <t> of a text, which may come in pieces of different fonts; what
 * <rPh> holds is how it is read aloud. */
static bool
text_until(struct xlsx *x, struct part *p, const char *end, struct arena *a,
    str *out, struct errors *e)
{
	struct write w = write_new(a, XLSX_CELL);
	struct xml_event ev;
	int in_t = 0, aloud = 0;

	while (next(p, &ev, e)) {
		if (closes(&ev, end)) {
			*out = xlsx_unescape(a, write_done(&w));
			if (!w.over)
				return true;
			return fail(e, INVALID, NULL, "A text is longer than "
			    "%d bytes, near row %zu.", XLSX_CELL, x->line);
		}
		if (ev.kind != XML_TEXT && str_is(ev.name, "t"))
			in_t = ev.kind == XML_OPEN;
		else if (ev.kind != XML_TEXT && str_is(ev.name, "rPh"))
			aloud = ev.kind == XML_OPEN;
		else if (ev.kind == XML_TEXT && in_t && !aloud)
			write_str(&w, ev.text);
	}
	return false;
}

static bool
add_shared(struct xlsx *x, struct part *p, struct arena *scratch,
    struct errors *e)
{
	const struct arena_mark mark = arena_mark(scratch);
	str **block = &x->shared[x->n_shared / BLOCK], s;

	if (!text_until(x, p, "si", scratch, &s, e))
		return false;
	x->shared_size += s.n;
	if (x->n_shared == XLSX_SHARED || x->shared_size > XLSX_SHARED_SIZE)
		return fail(e, INVALID, NULL, "The workbook holds more than "
		    "%d different texts, or %d MiB of them; split it, or save "
		    "the table as CSV.", XLSX_SHARED, XLSX_SHARED_SIZE >> 20);
	if (*block == NULL)
		*block = NEWS(x->arena, str, BLOCK);
	(*block)[x->n_shared++ % BLOCK] = str_copy(x->arena, s);
	arena_back(scratch, mark);
	return true;
}

static bool
read_shared(struct xlsx *x, str path, struct errors *e)
{
	struct arena *scratch = x->row;
	struct xml_event ev;
	struct part p;

	if (!open_part(x, x->arena, path, &p, e))
		return false;
	while (next(&p, &ev, e))
		if (opens(&ev, "si") && !add_shared(x, &p, scratch, e))
			return false;
	return !xml_failed(p.xml);
}

/* --- styles -------------------------------------------------------- */

static void
add_code(struct xlsx *x, struct part *p)
{
	static const char *const names[] = { "numFmtId", "formatCode" };
	str got[2];

	xml_attributes(p->xml, 2, names, got);
	if (got[0].n < 8 && map_count(x->codes) < STYLES)
		*map_at(x->codes, str_copy(x->arena, got[0]), 0) =
		    xlsx_look_of_code(got[1]);
}

static void
add_style(struct xlsx *x, struct part *p)
{
	str id = xml_attribute(p->xml, "numFmtId");
	size_t look;
	int64_t n = 0;

	if (x->n_looks == STYLES)
		return;
	if (!map_find(x->codes, id, &look)) {
		(void)str_int(id, &n);
		look = n > 0 && n < 1000 ? xlsx_look_of((long)n) : XLSX_NUMBER;
	}
	x->look[x->n_looks++] = (unsigned char)look;
}

static bool
read_styles(struct xlsx *x, str path, struct errors *e)
{
	struct xml_event ev;
	struct part p;
	bool inside = false;

	if (!open_part(x, x->arena, path, &p, e))
		return false;
	x->look = NEWS(x->arena, unsigned char, STYLES);
	x->codes = map_new(x->arena);
	while (next(&p, &ev, e)) {
		if (ev.kind != XML_TEXT && str_is(ev.name, "cellXfs"))
			inside = ev.kind == XML_OPEN;
		if (opens(&ev, "numFmt"))
			add_code(x, &p);
		else if (inside && opens(&ev, "xf"))
			add_style(x, &p);
	}
	return !xml_failed(p.xml);
}

/* --- the workbook -------------------------------------------------- */

static bool
add_table(struct xlsx *x, struct part *p, struct errors *e)
{
	static const char *const names[] = { "name", "id" };
	str got[2];

	if (x->n_tables == XLSX_TABLES)
		return fail(e, INVALID, NULL, "The workbook has more than %d "
		    "worksheets.", XLSX_TABLES);
	xml_attributes(p->xml, 2, names, got);
	x->table[x->n_tables] = str_copy(x->arena, got[0]);
	x->table_id[x->n_tables++] = str_copy(x->arena, got[1]);
	return true;
}

static bool
is_yes(str s)
{
	return str_is(s, "1") || str_is(s, "true");
}

static bool
read_workbook(struct xlsx *x, str path, struct errors *e)
{
	struct xml_event ev;
	struct part p;

	if (!open_part(x, x->arena, path, &p, e))
		return false;
	x->table = NEWS(x->arena, str, XLSX_TABLES);
	x->table_id = NEWS(x->arena, str, XLSX_TABLES);
	while (next(&p, &ev, e)) {
		if (opens(&ev, "sheet") && !add_table(x, &p, e))
			return false;
		if (opens(&ev, "workbookPr"))
			x->from_1904 = is_yes(xml_attribute(p.xml, "date1904"));
	}
	return !xml_failed(p.xml);
}

static bool
find_table(struct xlsx *x, const char *table, size_t *i, struct errors *e)
{
	str names;

	if (x->n_tables == 0)
		return fail(e, INVALID, NULL, "The workbook has no "
		    "worksheet.");
	*i = 0;
	if (table == NULL || table[0] == '\0')
		return true;
	for (; *i < x->n_tables; ++*i)
		if (str_same_nocase(x->table[*i], str_of(table)))
			return true;
	names = str_join(x->arena, x->table, x->n_tables < 10 ? x->n_tables :
	    10, S("', '"));
	return fail(e, ABSENT, NULL, "The workbook has no worksheet '%.100s', "
	    "only '%.*s'.", table, (int)names.n, names.p);
}

static bool
open_tables(struct xlsx *x, const char *table, struct errors *e)
{
	struct relation *package = NULL, *book = NULL;
	const struct relation *r;
	size_t i = 0;
	str path;

	if (!read_relations(x, S(""), &package, e))
		return false;
	r = find_type(package, "/officeDocument");
	path = r ? r->target : S("xl/workbook.xml");
	if (!read_workbook(x, path, e) || !find_table(x, table, &i, e) ||
	    !read_relations(x, path, &book, e))
		return false;
	r = find_type(book, "/sharedStrings");
	if (r != NULL && !read_shared(x, r->target, e))
		return false;
	r = find_type(book, "/styles");
	if (r != NULL && !read_styles(x, r->target, e))
		return false;
	r = find_id(book, x->table_id[i]);
	if (r == NULL || !str_ends(r->type, S("/worksheet")))
		return fail(e, INVALID, NULL, "'%.*s' in the workbook is no "
		    "worksheet with cells.", (int)x->table[i].n,
		    x->table[i].p);
	return open_part(x, x->arena, r->target, &x->sheet, e);
}

static bool
open_book(struct xlsx *x, const char *table, struct errors *e)
{
	if (zipped_has(x->zip, "mimetype"))
		return fail(e, INVALID, NULL, "This is an OpenDocument file; "
		    "save it as an Excel workbook (.xlsx) or as CSV.");
	if (!zipped_has(x->zip, "[Content_Types].xml") ||
	    !zipped_has(x->zip, "_rels/.rels"))
		return fail(e, INVALID, NULL, "This is a ZIP file, but not a "
		    "workbook; save the table as .xlsx or as CSV.");
	return open_tables(x, table, e);
}

static void
close_row(void *row)
{
	arena_free(row);
}

static struct xlsx *
fresh(struct arena *a)
{
	struct xlsx *x = NEW(a, struct xlsx);

	x->arena = a;
	x->row = arena_new(0);
	x->empty = arena_mark(x->row);
	arena_closer(a, close_row, x->row);
	return x;
}

bool
xlsx_open(struct arena *a, const char *path, const char *table,
    struct xlsx **out, struct errors *e)
{
	struct xlsx *x = *out = fresh(a);

	return zipped_open(a, path, &x->zip, e) && open_book(x, table, e);
}

bool
xlsx_open_bytes(struct arena *a, str bytes, const char *table,
    struct xlsx **out, struct errors *e)
{
	struct xlsx *x = *out = fresh(a);

	return zipped_open_bytes(a, bytes, &x->zip, e) &&
	    open_book(x, table, e);
}

size_t
xlsx_tables(const struct xlsx *x, const str **names)
{
	*names = x->table;
	return x->n_tables;
}

bool
xlsx_failed(const struct xlsx *x)
{
	return x->failed;
}

/* --- rows ---------------------------------------------------------- */

struct cell {
	str  type, style;
	size_t column;
};

static enum xlsx_look
look_of(const struct xlsx *x, str style)
{
	int64_t i;

	if (style.n == 0 || !str_int(style, &i) || i < 0 ||
	    (size_t)i >= x->n_looks)
		return XLSX_NUMBER;
	return (enum xlsx_look)x->look[i];
}

static bool
shared_text(struct xlsx *x, str index, str *out, struct errors *e)
{
	int64_t i;

	if (!str_int(index, &i) || i < 0 || (size_t)i >= x->n_shared)
		return fail(e, INVALID, NULL, "Row %zu points to a text that "
		    "the workbook does not hold; it is damaged.", x->line);
	*out = x->shared[i / BLOCK][i % BLOCK];
	return true;
}

/* What stands in <v>, by the type of the cell (ECMA-376 18.18.11). */
static bool
value_of(struct xlsx *x, const struct cell *c, str v, str *out,
    struct errors *e)
{
	if (str_is(c->type, "s"))
		return shared_text(x, v, out, e);
	if (str_is(c->type, "b"))
		*out = str_is(v, "1") ? S("true") : S("false");
	else if (str_is(c->type, "str"))
		*out = xlsx_unescape(x->row, v);
	else if (str_is(c->type, "e") || str_is(c->type, "d"))
		*out = v;
	else
		*out = xlsx_number(x->row, v, look_of(x, c->style),
		    x->from_1904);
	return true;
}

static bool
read_value(struct xlsx *x, struct cell *c, str *out, struct errors *e)
{
	struct xml_event ev;
	str v = { 0 };
	bool got;

	while (next(&x->sheet, &ev, e)) {
		if (closes(&ev, "c"))
			return true;
		if (opens(&ev, "is")) {
			if (!text_until(x, &x->sheet, "is", x->row, out, e))
				return false;
		} else if (opens(&ev, "v")) {
			got = xml_inside(x->sheet.xml, x->row, XLSX_CELL, &v,
			    e);
			if (!got || (v.n > 0 && !value_of(x, c, v, out, e)))
				return false;
		}
	}
	return false;
}

/* A reference may be left out: then the cell follows the one before. */
static bool
read_cell(struct xlsx *x, size_t *column, size_t *n, struct errors *e)
{
	static const char *const names[] = { "r", "t", "s" };
	struct cell c = { 0 };
	str got[3], text = { 0 };

	xml_attributes(x->sheet.xml, 3, names, got);
	if (got[0].n > 0)
		*column = xlsx_column(got[0], XLSX_COLUMNS);
	c.column = *column;
	c.type = str_copy(x->row, got[1]);
	c.style = str_copy(x->row, got[2]);
	if (!read_value(x, &c, &text, e))
		return false;
	if (*column < XLSX_COLUMNS)
		++*column;
	if (text.n == 0)
		return true;
	if (c.column >= XLSX_COLUMNS)
		return fail(e, INVALID, NULL, "Row %zu has a value beyond "
		    "column %d.", x->line, XLSX_COLUMNS);
	x->cell[c.column] = text;
	if (*n <= c.column)
		*n = c.column + 1;
	return true;
}

static bool
number_line(struct xlsx *x, struct errors *e)
{
	str r = xml_attribute(x->sheet.xml, "r");
	int64_t line = (int64_t)x->line + 1;

	if (r.n > 0 && (!str_int(r, &line) || line <= (int64_t)x->line ||
	    line > XLSX_ROWS))
		return fail(e, INVALID, NULL, "After row %zu comes a row "
		    "'%.*s'; the workbook is damaged.", x->line, (int)r.n,
		    r.p);
	if (line > XLSX_ROWS)
		return fail(e, INVALID, NULL, "The worksheet has more than "
		    "%d rows.", XLSX_ROWS);
	x->line = (size_t)line;
	return true;
}

static bool
read_row(struct xlsx *x, size_t *n, struct errors *e)
{
	struct xml_event ev;
	size_t column = 0;

	if (!number_line(x, e))
		return false;
	while (next(&x->sheet, &ev, e)) {
		if (closes(&ev, "row"))
			return true;
		if (opens(&ev, "c") && !read_cell(x, &column, n, e))
			return false;
	}
	return false;
}

/* The next row with something in it. */
static bool
find_row(struct xlsx *x, size_t *n, struct errors *e)
{
	struct xml_event ev;

	while (*n == 0 && next(&x->sheet, &ev, e)) {
		if (!opens(&ev, "row"))
			continue;
		arena_back(x->row, x->empty);
		if (!read_row(x, n, e)) {
			x->failed = true;
			return false;
		}
	}
	x->failed = *n == 0 && xml_failed(x->sheet.xml);
	return *n > 0;
}

bool
xlsx_next(struct xlsx *x, struct record *out, struct errors *e)
{
	if (x->over)
		return false;
	memset(x->cell, 0, x->n * sizeof(*x->cell));
	x->n = 0;
	if (!find_row(x, &x->n, e)) {
		x->over = true;
		return false;
	}
	*out = (struct record){ x->line, x->n, x->cell };
	return true;
}
