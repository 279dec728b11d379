/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/form.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "derive/fieldtext.h"
#include "format/json.h"
#include "format/zone.h"
#include "model/text.h"
#include "model/words.h"

enum { MOST_ROWS = 500, MOST_COLUMNS = 32 };

struct sent {                           /* one field, and all that was sent */
	struct fieldtext    way;
	const struct form  *o;
	const struct field *f;
	const struct pair  *p;          /* [n] */
	size_t              n;
	void               *row;
};

/* The last value of the name NAMEsuffix; no text if it was not sent. */
static str
last(const struct sent *s, const char *suffix)
{
	size_t i, n = strlen(s->f->name);
	str found = { 0 }, name;

	for (i = 0; i < s->n; i++) {
		name = s->p[i].name;
		if (str_starts(name, str_of(s->f->name)) &&
		    str_is(str_part(name, n, name.n), suffix))
			found = s->p[i].value.p ? s->p[i].value : S("");
	}
	return found;
}

static bool
put(const struct sent *s, str text)
{
	return fieldtext_take(&s->way, s->f, text, s->row);
}

static bool
read_plain(const struct sent *s)
{
	str text = last(s, "");

	return text.p == NULL || put(s, text);
}

/* Check boxes send one pair each; NAME.more adds what was typed. */
static bool
read_several(const struct sent *s)
{
	struct write w = write_new(s->way.arena, 1 << 20);
	str more = last(s, ".more");
	bool any = more.p != NULL;
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (!str_is(s->p[i].name, s->f->name))
			continue;
		any = true;
		write_str(&w, s->p[i].value);
		write_char(&w, ';');
	}
	write_str(&w, more);
	return !any || put(s, write_done(&w));
}

static bool
has_letter(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		    (s.p[i] >= 'a' && s.p[i] <= 'z'))
			return true;
	return false;
}

static bool
read_money(const struct sent *s)
{
	str amount = last(s, ""), currency = last(s, "_currency");

	if (amount.p == NULL)
		return true;
	amount = str_trim(amount);
	currency = str_trim(currency);
	if (amount.n > 0 && currency.n > 0 && !has_letter(amount))
		amount = str_print(s->way.arena, "%.*s %.*s", (int)amount.n,
		    amount.p, (int)currency.n, currency.p);
	return put(s, amount);
}

/* As long as the box says what it said, the id behind it is meant. */
static bool
read_ref(const struct sent *s)
{
	str text = last(s, ""), was = last(s, ".was"), id = last(s, ".id");

	if (text.p == NULL)
		return true;
	if (str_trim(text).n > 0 && id.n > 0 && was.p != NULL &&
	    str_same(text, was))
		text = id;
	return put(s, text);
}

static const struct form_lang english[] = { { "en", "English", false }, { 0 } };

static bool
read_lang(const struct sent *s)
{
	const struct form_lang *l = s->o->langs ? s->o->langs : english;
	str text = last(s, ""), *at = row_at(s->f, s->row), all = *at;
	bool fine = true;

	if (text.p != NULL)
		return put(s, text);
	for (; l->tag != NULL; l++) {
		text = last(s, str_print(s->way.arena, ".%s", l->tag).p);
		if (text.p == NULL)
			continue;
		/* The same trimming and composing as any other text. */
		if (put(s, text))
			all = text_with(s->way.arena, all, l->tag, *at);
		else
			fine = false;
	}
	*at = all;
	return fine;
}

/* ---- tables: steps.0.step ---- */

struct grid {
	str    columns[MOST_COLUMNS];
	size_t n, rows;
	str   *cells;                   /* [MOST_ROWS][n] */
};

/* The cell that a name means; NULL if it means none. */
static str *
cell_at(struct grid *g, str name, size_t prefix)
{
	str rest = str_part(name, prefix + 1, name.n), number;
	int64_t row;
	size_t i;

	if (!str_cut(&rest, '.', &number) || number.n > 3 ||
	    !str_int(number, &row) || row < 0 || row >= MOST_ROWS)
		return NULL;
	for (i = 0; i < g->n; i++)
		if (str_same(g->columns[i], rest)) {
			if (g->rows <= (size_t)row)
				g->rows = (size_t)row + 1;
			return &g->cells[(size_t)row * g->n + i];
		}
	return NULL;
}

/* Columns of other languages, as the form had them. */
static void
more_columns(const struct sent *s, struct grid *g, str prefix)
{
	str rest, number;
	size_t i, k;

	for (i = 0; i < s->n && g->n < MOST_COLUMNS; i++) {
		if (!str_starts(s->p[i].name, prefix))
			continue;
		rest = str_part(s->p[i].name, prefix.n, s->p[i].name.n);
		if (!str_cut(&rest, '.', &number) ||
		    !model_has_column(s->f->columns, rest))
			continue;
		for (k = 0; k < g->n && !str_same(g->columns[k], rest); k++)
			;
		if (k == g->n)
			g->columns[g->n++] = rest;
	}
}

static bool
fill_grid(const struct sent *s, struct grid *g)
{
	str rest = str_of(s->f->columns), prefix, *cell;
	bool any = last(s, "").p != NULL;
	size_t i;

	prefix = str_print(s->way.arena, "%s.", s->f->name);
	while (g->n < MOST_COLUMNS && str_cut(&rest, ' ', &g->columns[g->n]))
		g->n++;
	more_columns(s, g, prefix);
	g->cells = NEWS(s->way.arena, str, MOST_ROWS * g->n);
	for (i = 0; i < s->n; i++) {
		if (!str_starts(s->p[i].name, prefix))
			continue;
		cell = cell_at(g, s->p[i].name, prefix.n - 1);
		if (cell != NULL)
			*cell = str_trim(s->p[i].value);
		any |= cell != NULL;
	}
	return any;
}

/* A cell that reads as JSON writes it is a number, a truth, a tree. */
static void
write_cell(const struct sent *s, struct write *w, str text)
{
	struct errors unheard = { s->way.arena, NULL };
	struct write back = write_new(s->way.arena, JSON_MOST);
	struct node *tree;

	if (json_read(s->way.arena, text, &tree, &unheard) &&
	    tree->kind != N_TEXT && tree->kind != N_NONE) {
		json_write(&back, tree, false);
		if (str_same(write_done(&back), text)) {
			write_str(w, text);
			return;
		}
	}
	json_quote(w, text);
}

static bool
write_row(const struct sent *s, struct write *w, const struct grid *g,
    size_t row)
{
	const str *cell = &g->cells[row * g->n];
	bool any = false;
	size_t i;

	for (i = 0; i < g->n; i++) {
		if (str_none(cell[i]))
			continue;
		if (!any)
			write_z(w, w->n > 1 ? ",{" : "{");
		else
			write_char(w, ',');
		json_quote(w, g->columns[i]);
		write_char(w, ':');
		write_cell(s, w, cell[i]);
		any = true;
	}
	if (any)
		write_char(w, '}');
	return any;
}

static bool
read_table(const struct sent *s)
{
	struct write w = write_new(s->way.arena, JSON_MOST);
	struct grid *g = NEW(s->way.arena, struct grid);
	str whole = last(s, "");
	bool any = false;
	size_t i;

	if (str_starts(str_trim(whole), S("[")))        /* sent as JSON */
		return put(s, whole);
	if (!fill_grid(s, g))
		return true;
	write_char(&w, '[');
	for (i = 0; i < g->rows; i++)
		any |= write_row(s, &w, g, i);
	write_char(&w, ']');
	return put(s, any ? write_done(&w) : S(""));
}

/* Behind the day: 2026-01-31T08:05Z and +07:00 say whose clock it is. */
static bool
says_zone(str text)
{
	str hour = str_part(text, 10, text.n);

	return str_ends(hour, S("Z")) || str_find(hour, S("+")) < hour.n ||
	    str_find(hour, S("-")) < hour.n;
}

/* By the form's clock, unless the text says another. */
static bool
read_moment(const struct sent *s)
{
	enum { MINUTE_MS = 60000, DAY_MINUTES = 24 * 60 };
	str text = last(s, "");
	int64_t *at = row_at(s->f, s->row);
	struct day day;

	if (!read_plain(s))
		return false;
	if (str_none(text) || str_none(s->o->clock) || row_none(s->f, s->row) ||
	    says_zone(str_trim(text)))
		return true;
	day = moment_day(*at);
	*at = zone_moment(s->o->clock, day, (int)((*at - moment_of_day(day)) /
	    MINUTE_MS) % DAY_MINUTES) + *at % MINUTE_MS;
	return true;
}

static bool
read_field(const struct sent *s)
{
	switch (s->f->type) {
	case T_CHOICES: case T_REFS:
		return read_several(s);
	case T_MONEY:
		return read_money(s);
	case T_MOMENT:
		return read_moment(s);
	case T_REF:
		return read_ref(s);
	case T_LANG:
		return read_lang(s);
	case T_TABLE:
		return read_table(s);
	default:
		return read_plain(s);
	}
}

bool
form_read(const struct form *o, const struct pair *p, size_t n, void *row,
    struct errors *e)
{
	struct sent s = { { o->arena, o->lookup, e }, o, NULL, p, n, row };
	bool fine = true;

	for (s.f = o->entity->fields; s.f->name != NULL; s.f++)
		if (form_has(o, s.f) && (o->may == NULL ||
		    o->may(o->with, s.f)))
			fine &= read_field(&s);
	return fine;
}
