/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/document.h"

#include <assert.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/document_in.h"

struct doc *
doc_new(struct arena *a, str title, str lang)
{
	struct doc *d = NEW(a, struct doc);

	d->arena = a;
	d->title = title;
	d->lang = lang;
	return d;
}

static struct doc_block *
add(struct doc *d, enum doc_kind kind, int level)
{
	struct doc_block *b = NEW(d->arena, struct doc_block);

	b->kind = kind;
	b->level = level;
	if (d->last != NULL)
		d->last->next = b;
	else
		d->first = b;
	d->last = b;
	d->at = &b->run;
	return b;
}

struct doc_run *
doc_cell(struct doc *d, unsigned how, str text)
{
	struct doc_run *r = NEW(d->arena, struct doc_run);

	r->text = text;
	r->how = how;
	return r;
}

struct doc_run *
doc_run(struct doc *d, unsigned how, str text)
{
	struct doc_run *r = doc_cell(d, how, text);

	assert(d->at != NULL);
	*d->at = r;
	d->at = &r->next;
	return r;
}

void
doc_heading(struct doc *d, int level, str text)
{
	assert(level >= 0 && level <= 3);
	add(d, DOC_HEADING, level);
	doc_run(d, 0, text);
}

void
doc_text(struct doc *d, int level)
{
	add(d, DOC_TEXT, level);
}

void
doc_say(struct doc *d, str text)
{
	size_t end;
	str piece;

	for (text = str_trim(text); !str_none(text); text = str_trim(text)) {
		end = str_find(text, S("\n\n"));
		piece = str_trim(str_part(text, 0, end));
		text = str_part(text, end, text.n);
		doc_text(d, 0);
		doc_run(d, 0, piece);
	}
}

void
doc_item(struct doc *d, int level, bool numbered, bool anew)
{
	struct doc_block *b;

	b = add(d, DOC_ITEM, level < 1 ? 1 : level > DOC_DEPTH ? DOC_DEPTH :
	    level);
	b->numbered = numbered;
	b->anew = anew;
}

void
doc_table(struct doc *d, str caption, const struct doc_column *column,
    size_t n)
{
	struct doc_block *b = add(d, DOC_TABLE, 0);
	size_t i;

	assert(n >= 1 && n <= DOC_COLUMNS);
	b->caption = caption;
	b->n = n;
	b->column = NEWS(d->arena, struct doc_column, n);
	for (i = 0; i < n; i++)
		b->column[i] = column[i];
}

void
doc_line(struct doc *d, struct doc_run **cells)
{
	struct doc_line *l = NEW(d->arena, struct doc_line);
	struct doc_block *b = d->last;

	assert(b != NULL && b->n > 0);
	l->cell = cells;
	if (b->last != NULL)
		b->last->next = l;
	else
		b->line = l;
	b->last = l;
}

void
doc_row(struct doc *d, const str *cells)
{
	size_t i, n = d->last->n;
	struct doc_run **run = NEWS(d->arena, struct doc_run *, n);

	for (i = 0; i < n; i++)
		run[i] = doc_cell(d, 0, str_none(cells[i]) ? S("–") : cells[i]);
	doc_line(d, run);
}

void
doc_fact(struct doc *d, str label, str value)
{
	struct doc_run **run = NEWS(d->arena, struct doc_run *, 2);

	if (d->last == NULL || d->last->kind != DOC_FACTS)
		add(d, DOC_FACTS, 0)->n = 2;
	run[0] = doc_cell(d, DOC_BOLD, label);
	run[1] = doc_cell(d, 0, str_none(value) ? S("–") : value);
	doc_line(d, run);
}

void
doc_picture(struct doc *d, str png, str alt, str caption)
{
	struct doc_block *b = add(d, DOC_PICTURE, 0);

	b->png = png;
	b->alt = alt;
	b->caption = caption;
}

void
doc_chart(struct doc *d, str caption, str hint, str axis)
{
	struct doc_block *b = add(d, DOC_CHART, 0);

	b->caption = caption;
	b->alt = hint;
	b->axis = axis;
}

void
doc_mark(struct doc *d, const struct doc_mark *m)
{
	struct doc_mark *own = NEW(d->arena, struct doc_mark);
	struct doc_block *b = d->last;

	assert(b != NULL && b->kind == DOC_CHART);
	if (b->n == DOC_MARKS)
		return;
	*own = *m;
	own->next = NULL;
	if (b->last_mark != NULL)
		b->last_mark->next = own;
	else
		b->mark = own;
	b->last_mark = own;
	b->n++;
}

void
doc_rule(struct doc *d)
{
	add(d, DOC_RULE, 0);
}

void
doc_page(struct doc *d)
{
	add(d, DOC_PAGE, 0);
}

str
doc_plain(struct arena *a, const struct doc_run *r)
{
	struct write w = write_new(a, DOC_BYTES);

	for (; r != NULL; r = r->next)
		write_str(&w, r->text);
	return write_done(&w);
}

bool
doc_may_link(str link)
{
	size_t i;

	for (i = 0; i < link.n; i++)
		if ((unsigned char)link.p[i] <= ' ' || link.p[i] == '\\')
			return false;
	if (str_starts(link, S("/")))
		return !str_starts(link, S("//"));
	return str_starts(link, S("https://")) ||
	    str_starts(link, S("http://")) || str_starts(link, S("mailto:"));
}

bool
doc_rtl_in(str lang)
{
	return str_among(str_part(lang, 0, str_find(lang, S("-"))),
	    "ar fa he ur ps dv");
}

bool
doc_rtl(const struct doc *d)
{
	return doc_rtl_in(d->lang);
}

static unsigned
four(str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;

	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 |
	    (unsigned)p[2] << 8 | p[3];
}

bool
doc_png(str s, struct doc_size *size)
{
	if (s.n < 24 || !str_starts(s, S("\x89PNG\r\n\x1a\n")))
		return false;
	size->width = four(s, 16);
	size->height = four(s, 20);
	return size->width >= 1 && size->width <= 16384 &&
	    size->height >= 1 && size->height <= 16384;
}
