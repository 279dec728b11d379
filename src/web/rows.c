/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The rows of a tree as a table: columns are the members of the first
 * row, "a.b" for a member of a member; later rows leave empty what they
 * do not have.  reply->more makes row after row in one arena that is
 * wound back each time.
 */
#include "web/render.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "format/csv.h"
#include "format/json.h"
#include "format/xlsx_write.h"
#include "web/spool.h"

enum { COLUMNS = 512 };
#define FILE_MOST ((uint64_t)8 << 30)

struct columns {
	str    name[COLUMNS];
	size_t n;
};

/* Where rows come from: a list of the tree, or more(). */
struct source {
	struct exchange   *x;
	const struct node *next;        /* of the list */
	struct arena      *arena;       /* of more() */
	struct arena_mark  mark;
	bool               first;
};

static const struct node *
list_of(const struct node *tree)
{
	const struct node *n = node_find(tree, S("rows"));

	if (n != NULL && n->kind == N_LIST)
		return n;
	for (n = tree->first; n != NULL; n = n->next)
		if (n->kind == N_LIST && (n->first == NULL ||
		    n->first->kind == N_OBJECT))
			return n;
	return NULL;
}

static struct source
source_open(struct exchange *x)
{
	struct source s = { .x = x };
	const struct node *list;

	if (x->reply.more != NULL) {
		s.arena = arena_new(ANSWER_MEMORY);
		s.mark = arena_mark(s.arena);
	} else {
		list = list_of(x->tree);
		s.next = list == NULL ? x->tree : list->first;
		s.first = list == NULL;         /* the tree is the one row */
	}
	return s;
}

static const struct node *
source_next(struct source *s)
{
	const struct node *row = s->next;
	struct node *made;

	if (s->arena == NULL) {
		if (row != NULL)
			s->next = s->first ? NULL : row->next;
		return row;
	}
	arena_back(s->arena, s->mark);
	made = node_new(s->arena);
	return s->x->reply.more(&s->x->ctx, s->x->reply.state, s->arena,
	    made) ? made : NULL;
}

static bool
source_close(struct source *s)
{
	if (s->arena != NULL)
		arena_free(s->arena);
	return errors_worst(&s->x->ctx.errors) == FINE;
}

/* The rows are through: the answer's body, unless a part of it was lost. */
static bool
finish(struct exchange *x, struct source *from, struct write *w, bool zip,
    struct spool *s)
{
	if (!source_close(from))
		return false;
	if (zip)
		answer_header(x, "Content-Encoding", S("gzip"));
	if (write_flush(w) &&
	    spool_end(s, &x->out.body, &x->out.file, &x->out.size))
		return true;
	return fail(&x->ctx.errors, NO_ROOM, NULL, "The export did not fit on "
	    "the disk of the server.");
}

/* ---- JSON ---- */

static void
write_members(struct write *w, const struct node *tree)
{
	const struct node *n;

	for (n = tree->first; n != NULL; n = n->next) {
		if (strcmp(n->name, "rows") == 0)
			continue;
		json_quote(w, str_of(n->name));
		write_char(w, ':');
		json_write(w, n, false);
		write_char(w, ',');
	}
}

bool
rows_json(struct exchange *x, bool zip)
{
	struct spool *s = spool_open(x->arena, 0, FILE_MOST, zip);
	struct write w = write_to(x->arena, FILE_MOST, spool_put, s);
	struct source from = source_open(x);
	const struct node *row;
	size_t n = 0;

	write_char(&w, '{');
	write_members(&w, x->tree);
	write_z(&w, "\"rows\":[");
	while (!w.over && (row = source_next(&from)) != NULL) {
		write_z(&w, n++ == 0 ? "\n" : ",\n");
		json_write(&w, row, false);
	}
	write_z(&w, "]}\n");
	return finish(x, &from, &w, zip, s);
}

/* ---- columns ---- */

static void
add_columns(struct arena *a, struct columns *c, const struct node *row,
    const char *above)
{
	const struct node *n;
	str name;

	for (n = row->first; n != NULL && c->n < COLUMNS; n = n->next) {
		name = str_print(a, "%s%s", above, n->name);
		if (n->kind == N_OBJECT)
			add_columns(a, c, n, str_print(a, "%s.", name.p).p);
		else if (n->kind != N_LIST)
			c->name[c->n++] = name;
	}
}

static struct columns *
columns_of(struct exchange *x, const struct node *first)
{
	struct columns *c = NEW(x->arena, struct columns);
	const struct reply *r = &x->reply;

	if (r->columns == NULL && first != NULL)
		add_columns(x->arena, c, first, "");
	for (; r->columns != NULL && c->n < r->n_columns && c->n < COLUMNS;
	    c->n++)
		c->name[c->n] = r->columns[c->n];
	return c;
}

/* The member of that name; by its place, where rows are alike. */
static const struct node *
cell(const struct node *row, str name)
{
	size_t dot = str_find(name, S("."));
	const struct node *n = node_find(row, str_part(name, 0, dot));

	if (n == NULL || dot == name.n)
		return n;
	return n->kind == N_OBJECT ?
	    cell(n, str_part(name, dot + 1, name.n)) : NULL;
}

/* As JSON writes it, less the quotes. */
static str
plain(struct arena *a, const struct node *n)
{
	struct write w;

	if (n == NULL || n->kind == N_NONE)
		return S("");
	if (n->kind == N_TEXT || n->kind == N_HTML)
		return n->text;
	if (n->kind == N_DAY)
		return day_text(a, n->day);
	if (n->kind == N_MOMENT)
		return n->moment == MOMENT_NONE ? S("") :
		    moment_text(a, n->moment);
	if (n->kind == N_ID)
		return id_text(a, n->id);
	if (n->kind == N_MONEY)
		return money_text(a, n->money);
	w = write_new(a, JSON_MOST);
	json_write(&w, n, false);
	return str_is(write_done(&w), "null") ? S("") : write_done(&w);
}

/* ---- CSV ---- */

static void
csv_cell(struct exchange *x, struct write *w, struct arena *a,
    const struct node *n, bool first)
{
	str text = plain(a, n);

	if (x->reply.separator == 0) {
		csv_write_field(w, text, first);
		return;
	}
	if (x->reply.separator == ';' && n != NULL && n->kind == N_REAL)
		text = csv_comma(a, text);
	csv_write_apart(w, text, first, x->reply.separator);
}

static void
csv_head(struct exchange *x, struct write *w, const struct columns *c)
{
	size_t i;

	if (x->reply.separator != 0)
		write_z(w, CSV_MARK);
	for (i = 0; i < c->n; i++)
		if (x->reply.separator != 0)
			csv_write_apart(w, c->name[i], i == 0,
			    x->reply.separator);
		else
			csv_write_field(w, c->name[i], i == 0);
	csv_end_row(w);
}

bool
rows_csv(struct exchange *x, bool zip)
{
	struct spool *s = spool_open(x->arena, 0, FILE_MOST, zip);
	struct write w = write_to(x->arena, FILE_MOST, spool_put, s);
	struct source from = source_open(x);
	struct arena *one = arena_new(ANSWER_MEMORY);
	struct arena_mark mark = arena_mark(one);
	const struct node *row = source_next(&from);
	struct columns *c = columns_of(x, row);
	size_t i;

	csv_head(x, &w, c);
	for (; row != NULL && !w.over; row = source_next(&from)) {
		for (i = 0; i < c->n; i++)
			csv_cell(x, &w, one, cell(row, c->name[i]), i == 0);
		csv_end_row(&w);
		arena_back(one, mark);
	}
	arena_free(one);
	return finish(x, &from, &w, zip, s);
}

/* ---- XLSX ---- */

static void
put_cell(struct xlsx_out *out, struct arena *a, const struct node *n)
{
	switch (n == NULL ? N_NONE : n->kind) {
	case N_BOOL:
		xlsx_out_bool(out, n->yes);
		return;
	case N_COUNT:
		xlsx_out_count(out, n->count);
		return;
	case N_REAL:
		xlsx_out_real(out, n->real, n->decimals);
		return;
	case N_DAY:
		xlsx_out_day(out, n->day);
		return;
	case N_MOMENT:
		xlsx_out_moment(out, n->moment);
		return;
	case N_MONEY:
		xlsx_out_money(out, n->money);
		return;
	case N_NONE:
		xlsx_out_none(out);
		return;
	case N_TEXT:
	case N_HTML:
	case N_ID:
	case N_OBJECT:
	case N_LIST:
		break;
	}
	xlsx_out_text(out, plain(a, n));
}

static bool
write_book(struct exchange *x, const char *path)
{
	struct source from = source_open(x);
	const struct node *row = source_next(&from);
	struct columns *c = columns_of(x, row);
	struct arena *one = arena_new(ANSWER_MEMORY);
	struct arena_mark mark = arena_mark(one);
	struct xlsx_heading *head;
	struct xlsx_out *out;
	bool good;
	size_t i;

	head = NEWS(x->arena, struct xlsx_heading, c->n + 1);
	for (i = 0; i < c->n; i++)
		head[i].heading = c->name[i];
	good = xlsx_out_open(x->arena, path, S("rows"), head, c->n, &out,
	    &x->ctx.errors);
	for (; good && row != NULL; row = source_next(&from)) {
		for (i = 0; i < c->n; i++)
			put_cell(out, one, cell(row, c->name[i]));
		xlsx_out_row(out);
		arena_back(one, mark);
	}
	arena_free(one);
	good = source_close(&from) && good;
	return good && xlsx_out_finish(out, NULL, &x->ctx.errors);
}

static void
close_file(void *of)
{
	close(*(int *)of);
}

bool
rows_xlsx(struct exchange *x)
{
	const char *folder = getenv("TMPDIR");
	char *path = str_z(x->arena, str_print(x->arena, "%s/tilth-XXXXXX",
	    folder != NULL && folder[0] != '\0' ? folder : "/tmp"));
	int *file = NEW(x->arena, int);
	bool good;

	*file = mkostemp(path, O_CLOEXEC);
	if (*file < 0)
		return fail(&x->ctx.errors, BROKEN, NULL,
		    "The server cannot write a temporary file.");
	close(*file);
	good = write_book(x, path);
	*file = good ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	unlink(path);
	if (*file < 0)
		return good && fail(&x->ctx.errors, BROKEN, NULL,
		    "The server cannot read its temporary file.");
	arena_closer(x->arena, close_file, file);
	x->out.file = *file;
	x->out.size = (uint64_t)lseek(*file, 0, SEEK_END);
	return true;
}
