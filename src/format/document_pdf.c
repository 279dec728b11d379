/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A document as PDF. */
#include "base/arena.h"
#include "base/write.h"
#include "format/document.h"
#include "format/document_in.h"
#include "format/pdf.h"

enum { MARGIN = 56, INSET = 18, LOGO_WIDE = 160, LOGO_TALL = 56,
	TALLEST = 480 };

static const struct pdf_ink text_ink = { .size = 10, .colour = DOC_INK };
static const struct pdf_ink soft_ink = { .size = 9, .colour = DOC_SOFT };
static const struct pdf_ink caption_ink = { .size = 9, .colour = DOC_INK,
	.weight = 700 };

struct out {
	const struct doc *d;
	struct arena     *a;
	struct pdf       *p;
	size_t            count[DOC_DEPTH + 1]; /* of numbered items */
	bool              in_list;
	bool              has_title;
	const struct doc_block *wide_of;        /* the table last laid out */
	struct doc_wide   wide;
};

static struct pdf_rich
rich(struct arena *a, const struct doc_run *r)
{
	struct pdf_rich t = { doc_plain(a, r), NULL, 0 };
	const struct doc_run *one;
	struct pdf_span *s;
	size_t at = 0, n = 0;

	for (one = r; one != NULL; one = one->next)
		n++;
	t.span = s = NEWS(a, struct pdf_span, n + 1);
	for (; r != NULL; r = r->next, s++) {
		s->from = at;
		s->to = at += r->text.n;
		s->bold = (r->how & DOC_BOLD) != 0;
		s->italic = (r->how & DOC_ITALIC) != 0;
		s->mono = (r->how & DOC_MONO) != 0;
		/* A path of the site leads nowhere on paper. */
		if (doc_may_link(r->link) && !str_starts(r->link, S("/")))
			s->link = r->link;
	}
	t.n = n;
	return t;
}

static void
put_heading(struct out *o, const struct doc_block *b)
{
	int level = b->level + (o->has_title ? 1 : 0);

	pdf_heading(o->p, level < 1 ? 1 : level > 3 ? 3 : level,
	    doc_plain(o->a, b->run));
}

static void
put_text(struct out *o, const struct doc_block *b)
{
	struct pdf_rich t = rich(o->a, b->run);

	pdf_rich(o->p, text_ink, b->level > 0 ? INSET : 0, (str){ 0 }, &t);
}

static void
put_item(struct out *o, const struct doc_block *b)
{
	struct pdf_rich t = rich(o->a, b->run);
	str mark = b->level == 2 ? S("–") : S("•");
	int i;

	if (!o->in_list)
		pdf_list(o->p);
	o->in_list = true;
	for (i = b->level + 1; i <= DOC_DEPTH; i++)
		o->count[i] = 0;
	if (b->anew)
		o->count[b->level] = 0;
	if (b->numbered)
		mark = str_print(o->a, "%zu.", ++o->count[b->level]);
	pdf_rich(o->p, text_ink, INSET * b->level, mark, &t);
}

static void
end_list(struct out *o)
{
	int i;

	if (o->in_list)
		pdf_list_end(o->p);
	o->in_list = false;
	for (i = 0; i <= DOC_DEPTH; i++)
		o->count[i] = 0;
}

static void
put_caption(struct out *o, const struct doc_block *b)
{
	if (str_none(b->caption))
		return;
	pdf_keep(o->p, 108);
	pdf_text(o->p, caption_ink, b->caption);
}

static void
put_column(const struct doc_block *b, size_t i, double width,
    struct pdf_column *to)
{
	*to = (struct pdf_column){ b->column[i].heading, width,
		b->column[i].number ? PDF_END : PDF_START };
}

/* The first column, and those from .. before to. */
static void
put_part(struct out *o, const struct doc_block *b, const double *width,
    size_t from, size_t to)
{
	struct pdf_column column[DOC_COLUMNS];
	struct pdf_rich cell[DOC_COLUMNS];
	const struct doc_line *l;
	size_t i, n = 1;

	put_column(b, 0, width[0], &column[0]);
	for (i = from; i < to; i++)
		put_column(b, i, width[i], &column[n++]);
	put_caption(o, b);
	pdf_table(o->p, column, n);
	for (l = b->line; l != NULL; l = l->next) {
		cell[0] = rich(o->a, l->cell[0]);
		for (i = from; i < to; i++)
			cell[1 + i - from] = rich(o->a, l->cell[i]);
		pdf_row_rich(o->p, cell);
	}
	pdf_table_end(o->p);
}

static const struct doc_wide *
wide(struct out *o, const struct doc_block *b)
{
	if (o->wide_of != b)
		doc_wide(o->d, b, o->p, &o->wide);
	o->wide_of = b;
	return &o->wide;
}

static void
put_table(struct out *o, const struct doc_block *b)
{
	const struct doc_wide *w = wide(o, b);
	struct doc_block some = *b;
	size_t i;

	for (i = 0; i < w->tables; i++) {
		if (w->tables > 1 && !str_none(b->caption))
			some.caption = str_print(o->a, "%.*s (%zu/%zu)",
			    (int)b->caption.n, b->caption.p, i + 1,
			    w->tables);
		put_part(o, &some, w->width, w->from[i], w->from[i + 1]);
	}
}

static void
put_facts(struct out *o, const struct doc_block *b)
{
	struct doc_column column[2] = { { .share = 1 }, { .share = 2.2 } };
	static const double width[] = { 1, 2.2 };
	struct doc_block table = *b;

	table.column = column;
	table.n = 2;
	put_part(o, &table, width, 1, 2);
}

/* Headings stand with what they head; elsewhere than on a table that wants
 * it, pages stand. */
static bool
lies(struct out *o, const struct doc_block *b)
{
	int level = 0;

	while (b != NULL && b->kind == DOC_HEADING && b->level > level) {
		level = b->level;
		b = b->next;
	}
	return b != NULL && b->kind == DOC_TABLE && wide(o, b)->lies;
}

static bool
put_picture(struct out *o, const struct doc_block *b, struct errors *e)
{
	if (!pdf_picture(o->p, b->png, pdf_inner(o->p), TALLEST, b->alt, e))
		return false;
	if (!str_none(b->caption))
		pdf_text(o->p, soft_ink, b->caption);
	return true;
}

void
doc_drawn(const struct doc *d, const struct doc_block *b, struct pdf_chart *k)
{
	struct pdf_mark *mark = NEWS(d->arena, struct pdf_mark, b->n + 1);
	const struct doc_mark *m = b->mark;
	size_t i;

	for (i = 0; i < b->n; i++, m = m->next)
		mark[i] = (struct pdf_mark){ m->label, m->svg,
			str_none(m->note) ? m->value : str_print(d->arena,
			"%.*s (%.*s)", (int)m->value.n, m->value.p,
			(int)m->note.n, m->note.p), m->strong };
	*k = (struct pdf_chart){ b->caption, mark, b->n, b->axis };
}

static bool
put_chart(struct out *o, const struct doc_block *b, struct errors *e)
{
	struct pdf_chart k;

	pdf_keep(o->p, 100);
	pdf_text(o->p, caption_ink, b->caption);
	if (!str_none(b->alt))
		pdf_text(o->p, soft_ink, b->alt);
	doc_drawn(o->d, b, &k);
	return pdf_chart(o->p, &k, e);
}

static void
put_rule(struct out *o)
{
	double x = MARGIN;

	pdf_keep(o->p, 12);
	pdf_line(o->p, x, pdf_at(o->p) + 4, x + pdf_inner(o->p),
	    pdf_at(o->p) + 4, .6, DOC_SOFT);
	pdf_space(o->p, 12);
}

static bool
put(struct out *o, const struct doc_block *b, struct errors *e)
{
	if (b->kind != DOC_ITEM)
		end_list(o);
	if (b->kind != DOC_PAGE)
		pdf_turn(o->p, lies(o, b));
	switch (b->kind) {
	case DOC_HEADING: put_heading(o, b); return true;
	case DOC_TEXT:    put_text(o, b); return true;
	case DOC_ITEM:    put_item(o, b); return true;
	case DOC_TABLE:   put_table(o, b); return true;
	case DOC_FACTS:   put_facts(o, b); return true;
	case DOC_PICTURE: return put_picture(o, b, e);
	case DOC_CHART:   return put_chart(o, b, e);
	case DOC_RULE:    put_rule(o); return true;
	case DOC_PAGE:    pdf_page(o->p); return true;
	}
	return true;
}

static bool
has_title(const struct doc *d)
{
	const struct doc_block *b;

	for (b = d->first; b != NULL; b = b->next)
		if (b->kind == DOC_HEADING && b->level == 0)
			return true;
	return false;
}

void
doc_sheet(const struct doc *d, struct pdf_sheet *sheet)
{
	*sheet = (struct pdf_sheet){
		.width = PDF_A4_SHORT, .height = PDF_A4_LONG,
		.left = MARGIN, .top = MARGIN + 4, .right = MARGIN,
		.bottom = MARGIN + 8,
		.title = d->title, .author = d->author, .lang = d->lang,
		.date = d->date, .head = d->style.head,
		.foot = str_none(d->style.foot) ? d->title : d->style.foot,
		.colour = d->style.colour, .font = d->style.font,
		.from_right = doc_rtl(d) };
}

bool
doc_pdf(const struct doc *d, str *bytes, struct errors *e)
{
	struct out o = { .d = d, .a = d->arena, .has_title = has_title(d) };
	const struct doc_block *b;
	struct pdf_sheet sheet;

	doc_sheet(d, &sheet);
	if (!pdf_open(o.a, &sheet, &o.p, e))
		return false;
	if (!str_none(d->style.logo) && !pdf_picture(o.p, d->style.logo,
	    LOGO_WIDE, LOGO_TALL, d->style.logo_alt, e))
		return false;
	for (b = d->first; b != NULL; b = b->next)
		if (!put(&o, b, e))
			return false;
	end_list(&o);
	return pdf_finish(o.p, bytes, e);
}
