/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/tabular.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"
#include "derive/fieldtext.h"
#include "derive/nearest.h"
#include "derive/quote.h"
#include "derive/valid.h"

enum { EVERY = 256 };                   /* records between two progresses */

struct intake {
	struct tabular              *t;
	const struct entity         *e;
	struct arena                *work;      /* emptied after every record */
	struct tabular_column       *columns;   /* [n] */
	size_t                       n;
	const struct tabular_column *id, *revision, *code;  /* or NULL */
	const struct field          *within;
	struct map                  *seen;      /* keys of rows: their lines */
	const struct record         *now;
	void                        *row, *was;
	struct errors                errors;    /* of the record, in work */
};

/* ---- faults ---- */

static void
tell(struct intake *in, size_t line, str column, str value, str reason)
{
	struct tabular *t = in->t;
	struct tabular_fault *f;

	if (t->n_faults++ >= TABULAR_TOLD)
		return;
	f = NEW(t->arena, struct tabular_fault);
	f->line = line;
	f->column = str_copy(t->arena, column);
	f->value = str_of(quote(t->arena, value));
	f->reason = str_copy(t->arena, reason);
	if (t->last == NULL)
		t->first = f;
	else
		t->last->next = f;
	t->last = f;
}

static str
cell(const struct intake *in, const struct tabular_column *c)
{
	size_t i = (size_t)(c - in->columns);

	return i < in->now->n ? in->now->cell[i] : S("");
}

static const struct tabular_column *
column_of(const struct intake *in, const char *field)
{
	size_t i;

	for (i = 0; field != NULL && i < in->n; i++)
		if ((in->columns[i].field != NULL &&
		    in->columns[i].part == TABULAR_VALUE &&
		    strcmp(in->columns[i].field->name, field) == 0) ||
		    str_is(in->columns[i].heading, field))
			return &in->columns[i];
	return NULL;
}

/* All faults of the record, each beside its column. */
static void
tell_all(struct intake *in)
{
	const struct tabular_column *c;
	const struct error *it;

	for (it = in->errors.first; it != NULL; it = it->next) {
		c = column_of(in, it->field);
		if (c != NULL)
			tell(in, in->now->line, c->heading, cell(in, c),
			    str_of(it->text));
		else
			tell(in, in->now->line, str_of(it->field ? it->field :
			    ""), S(""), str_of(it->text));
	}
}

/* ---- headings ---- */

static bool
called(struct arena *a, const struct tabular *t, const struct field *f, str key)
{
	return str_same(key, fold(a, str_of(f->name))) ||
	    str_same(key, fold(a, str_of(f->label))) ||
	    str_same(key, fold(a, str_of(words_say(t->words, f->label))));
}

static bool
hidden(const struct tabular *t, const struct field *f)
{
	return (f->flags & SECRET) || ((f->flags & PERSONAL) &&
	    (t->lookup == NULL || !t->lookup->personal));
}

static bool
head_column(struct tabular_column *c, str key)
{
	if (str_is(key, "id"))
		c->part = TABULAR_ID;
	else if (str_is(key, "revision"))
		c->part = TABULAR_REVISION;
	else if (str_is(key, "extra"))
		c->part = TABULAR_EXTRA;
	else
		return false;
	return true;
}

/* cost_currency: the second column of the amount cost. */
static bool
find_currency(struct intake *in, struct tabular_column *c, str key)
{
	if (!str_ends(key, S("_currency")))
		return false;
	c->field = field_named(in->e, str_part(key, 0, key.n - 9));
	c->part = TABULAR_CURRENCY;
	return c->field != NULL && c->field->type == T_MONEY &&
	    !hidden(in->t, c->field);
}

static bool
find_field(struct intake *in, struct tabular_column *c, str key)
{
	const struct field *f = field_named(in->e, key);

	if ((f == NULL || hidden(in->t, f)) && find_currency(in, c, key))
		return true;
	if (f == NULL || hidden(in->t, f))
		for (f = in->e->fields; f->name != NULL; f++)
			if (!hidden(in->t, f) &&
			    called(in->work, in->t, f, key))
				break;
	c->field = f->name != NULL ? f : NULL;
	c->part = f->flags & KEPT ? TABULAR_NOTHING : TABULAR_VALUE;
	return c->field != NULL;
}

static const char *
near_heading(struct intake *in, str heading)
{
	const struct field *f;
	const char **names;
	size_t n = 0;

	for (f = in->e->fields; f->name != NULL; f++)
		n++;
	names = NEWS(in->work, const char *, 2 * n + 1);
	for (n = 0, f = in->e->fields; f->name != NULL; f++)
		if (!hidden(in->t, f)) {
			names[n++] = f->name;
			names[n++] = words_say(in->t->words, f->label);
		}
	return nearest(in->work, heading, names, n);
}

static bool
unknown(struct intake *in, str heading, struct errors *e)
{
	const struct field *f = field_named(in->e, heading);
	const char *said = quote(in->work, heading), *meant;
	const char *label = words_say(in->t->words, in->e->label);

	if (f != NULL && (f->flags & PERSONAL))
		return fail(e, INVALID, said,
		    "'%s' is about persons and not yours to import.", said);
	meant = near_heading(in, heading);
	if (meant != NULL)
		return fail(e, INVALID, said, "There is no column '%s' in '%s';"
		    " '%s' is near.", said, label, meant);
	return fail(e, INVALID, said, "There is no column '%s' in '%s'.", said,
	    label);
}

static bool
twice(const struct intake *in, size_t column)
{
	size_t i;

	for (i = 0; i < column; i++)
		if (in->columns[i].part == in->columns[column].part &&
		    in->columns[i].field == in->columns[column].field &&
		    in->columns[i].part != TABULAR_NOTHING)
			return true;
	return false;
}

static void
pass_over(struct intake *in, str heading)
{
	struct tabular *t = in->t;

	t->passed_over = t->passed_over.n == 0 ? str_copy(t->arena, heading) :
	    str_print(t->arena, "%.*s, %.*s", (int)t->passed_over.n,
	    t->passed_over.p, (int)heading.n, heading.p);
}

static bool
read_heading(struct intake *in, size_t i, struct errors *e)
{
	struct tabular_column *c = &in->columns[i];
	str text = str_trim(in->now->cell[i]), key;

	c->heading = str_copy(in->t->arena, text);
	c->part = TABULAR_NOTHING;
	if (text.n == 0)
		return true;            /* a column without a heading is a
		                         * note */
	key = fold(in->work, text);
	if (!head_column(c, key) && !find_field(in, c, key))
		return unknown(in, text, e);
	if (c->part == TABULAR_NOTHING)
		pass_over(in, text);
	if (twice(in, i))
		return fail(e, INVALID, quote(in->work, text),
		    "The column '%s' is there twice.", quote(in->work, text));
	return true;
}

static const struct tabular_column *
part(const struct intake *in, enum tabular_part p, const struct field *f)
{
	size_t i;

	for (i = 0; i < in->n; i++)
		if (in->columns[i].part == p && in->columns[i].field == f)
			return &in->columns[i];
	return NULL;
}

/* Where every row would be new, what must be there needs its column. */
static bool
enough(struct intake *in, struct errors *e)
{
	const struct field *f = field_flagged(in->e, CODE);
	bool fine = true;

	in->id = part(in, TABULAR_ID, NULL);
	in->revision = part(in, TABULAR_REVISION, NULL);
	in->code = f != NULL ? part(in, TABULAR_VALUE, f) : NULL;
	if (in->e->within != NULL)
		in->within = field_named(in->e, str_of(in->e->within));
	if (in->id != NULL || in->code != NULL)
		return true;
	for (f = in->e->fields; f->name != NULL; f++)
		if ((f->flags & MUST) && !(f->flags & KEPT) &&
		    f->type != T_STATE &&
		    part(in, TABULAR_VALUE, f) == NULL &&
		    (in->t->base == NULL || row_none(f, in->t->base)))
			fine = fail(e, INVALID, f->name,
			    "The column '%s' is missing.", f->name);
	return fine;
}

static bool
read_headings(struct intake *in, struct errors *e)
{
	struct errors mine = { in->work, NULL, in->t->words };
	const struct error *it;
	bool fine = true;
	size_t i;

	in->n = in->now->n;
	in->columns = NEWS(in->t->arena, struct tabular_column, in->n + 1);
	for (i = 0; i < in->n; i++)
		fine &= read_heading(in, i, &mine);
	for (i = 0; fine && i < in->n; i++)
		if (in->columns[i].part == TABULAR_CURRENCY &&
		    part(in, TABULAR_VALUE, in->columns[i].field) == NULL)
			fine = fail(&mine, INVALID, in->columns[i].field->name,
			    "The column '%s' is missing.",
			    in->columns[i].field->name);
	if (fine)
		fine = enough(in, &mine);
	for (it = mine.first; it != NULL; it = it->next)
		tell(in, in->now->line, str_of(it->field), S(""),
		    str_of(it->text));
	return fine || fail(e, INVALID, NULL, "%s", mine.first->text);
}

/* ---- one record ---- */

static bool
set(struct intake *in, const struct tabular_column *c, str text, void *row)
{
	const struct fieldtext way = { in->work, in->t->lookup, &in->errors };

	return fieldtext_take(&way, c->field, text, row);
}

/* An amount with the currency that stands in its own column. */
static str
with_currency(struct intake *in, const struct tabular_column *c)
{
	const struct tabular_column *other =
	    part(in, TABULAR_CURRENCY, c->field);
	str amount = str_trim(cell(in, c)), currency;

	if (other == NULL || amount.n == 0)
		return amount;
	currency = str_trim(cell(in, other));
	return str_print(in->work, "%.*s %.*s", (int)amount.n, amount.p,
	    (int)currency.n, currency.p);
}

static bool
set_head(struct intake *in, const struct tabular_column *c)
{
	struct row *head = in->row;
	str text = str_trim(cell(in, c));
	int64_t n;

	if (c->part == TABULAR_EXTRA)
		head->extra = text.n > 0 ? str_copy(in->work, text)
		    : (str){ 0 };
	if (c->part == TABULAR_REVISION && text.n > 0 && head->revision > 0 &&
	    (!str_int(text, &n) || n != head->revision))
		return fail(&in->errors, CONFLICT, "revision", "It was changed"
		    " since: here it is revision %s, now it is %lld.",
		    quote(in->work, text), (long long)head->revision);
	return true;
}

static bool
set_columns(struct intake *in)
{
	const struct tabular_column *c;
	bool fine = true;

	for (c = in->columns; c < in->columns + in->n; c++) {
		if (c->part == TABULAR_VALUE)
			fine &= set(in, c, c->field->type == T_MONEY ?
			    with_currency(in, c) : cell(in, c), in->row);
		else
			fine &= set_head(in, c);
	}
	return fine;
}

/* The row that the cells mean: by id, by code within its home, or new. */
static bool
find_row(struct intake *in)
{
	const struct tabular_doors *d = in->t->doors;
	const struct tabular_column *c;
	struct row *head = in->row;
	struct id id = { { 0 } }, within = { { 0 } };
	str text = in->id != NULL ? str_trim(cell(in, in->id)) : S("");
	str code = in->code != NULL ? str_trim(cell(in, in->code)) : S("");

	row_blank(in->e, in->row);
	if (in->t->base != NULL)
		memcpy(in->row, in->t->base, in->e->size);
	if (text.n > 0 && !id_read(text, &id))
		return fail(&in->errors, INVALID, "id", "'%s' is no id.",
		    quote(in->work, text));
	if (in->within != NULL) {
		c = part(in, TABULAR_VALUE, in->within);
		if (c != NULL && !set(in, c, cell(in, c), in->row))
			return false;
		within = *(const struct id *)row_get(in->within, in->row);
	}
	if ((id_none(id) && code.n == 0) ||
	    !d->find(d->with, in->work, id, code, within, in->row))
		head->id = id;
	return true;
}

static bool
first_time(struct intake *in, str key, const char *field)
{
	size_t *line = map_at(in->seen, key, in->now->line);

	return *line == in->now->line || fail(&in->errors, INVALID, field,
	    "The row of line %zu is here again.", *line);
}

/* The same row twice in one file: the second would undo the first. */
static bool
once(struct intake *in)
{
	const struct field *f = field_flagged(in->e, CODE);
	const struct row *head = in->row;
	struct id within = { { 0 } };

	if (in->within != NULL)
		within = *(const struct id *)row_get(in->within, in->row);
	if (f != NULL && !row_none(f, in->row) && !first_time(in,
	    str_print(in->t->arena, "%s %s", id_text(in->work, within).p,
	    fieldtext_write(in->work, f, in->row).p), f->name))
		return false;
	return id_none(head->id) ||
	    first_time(in, id_text(in->t->arena, head->id), "id");
}

static bool
changed(const struct intake *in)
{
	const struct row *one = in->was, *two = in->row;
	const struct field *f;

	for (f = in->e->fields; f->name != NULL; f++)
		if (!row_same(f, in->was, in->row))
			return true;
	return !(str_none(one->extra) && str_none(two->extra)) &&
	    !str_same(one->extra, two->extra);
}

static enum tabular_fate
fate_of(struct intake *in)
{
	const struct tabular_doors *d = in->t->doors;
	const struct row *head = in->row;
	enum tabular_fate fate = TABULAR_ADD;

	if (!find_row(in))
		return TABULAR_REFUSE;
	memcpy(in->was, in->row, in->e->size);
	if (!set_columns(in) || !once(in))
		return TABULAR_REFUSE;
	if (head->revision > 0)
		fate = changed(in) ? TABULAR_CHANGE : TABULAR_SAME;
	if (fate == TABULAR_SAME)
		return fate;
	if (!valid_row_with(in->t->lookup, in->e, in->row, &in->errors))
		return TABULAR_REFUSE;
	if (d->put != NULL && !d->put(d->with, fate, in->row, &in->errors))
		return TABULAR_REFUSE;
	return fate;
}

static void
read_record(struct intake *in)
{
	enum tabular_fate fate = TABULAR_REFUSE;
	struct errors *e = &in->errors;

	*e = (struct errors){ in->work, NULL, in->t->words };
	if (in->now->n > in->n)
		(void)fail(e, INVALID, NULL,
		    "The row has %zu cells, the headings are %zu.",
		    in->now->n, in->n);
	else
		fate = fate_of(in);
	if (fate == TABULAR_REFUSE)
		tell_all(in);
	in->t->n[fate]++;
}

static bool
read_records(struct intake *in, struct sheet *s, struct errors *e)
{
	const struct tabular_doors *d = in->t->doors;
	struct errors broken = { in->work, NULL, in->t->words };
	struct record r;
	struct arena_mark mark;
	size_t n = 0;

	for (mark = arena_mark(in->work); sheet_next(s, &r, &broken);
	    arena_back(in->work, mark)) {
		in->now = &r;
		if (r.broken) {
			in->errors = broken;
			tell_all(in);
			in->t->n[TABULAR_REFUSE]++;
		} else {
			read_record(in);
		}
		broken = (struct errors){ in->work, NULL, in->t->words };
		if (++n % EVERY == 0 && d->progress != NULL)
			d->progress(d->with, r.line);
		if (arena_spent(in->t->arena))
			return fail(e, BUSY, NULL,
			    "The table is too large for one import.");
	}
	return !sheet_failed(s) || fail(e, INVALID, NULL, "%s",
	    errors_text(&broken, NULL));
}

static bool
run(struct intake *in, struct sheet *s, struct errors *e)
{
	struct record r = { 0 };

	in->row = arena_take(in->work, 1, in->e->size);
	in->was = arena_take(in->work, 1, in->e->size);
	in->now = &r;
	if (!sheet_next(s, &r, e))
		return sheet_failed(s) ? false : fail(e, INVALID, NULL,
		    "The table is empty: its first row must be headings.");
	if (r.broken)
		return false;
	return read_headings(in, e) && read_records(in, s, e);
}

bool
tabular_read(struct tabular *t, struct sheet *s, struct errors *e)
{
	struct intake in = { .t = t, .e = t->entity };
	bool fine;

	in.work = arena_new(0);
	in.seen = map_new(t->arena);
	fine = run(&in, s, e);
	arena_free(in.work);
	return fine;
}
