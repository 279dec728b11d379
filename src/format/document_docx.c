/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A document as Word reads it: the body.  The parts around it, and the
 * package, are in document_docx_parts.c.
 */
#include "base/arena.h"
#include "base/write.h"
#include "format/docx_in.h"
#include "format/html.h"
#include "format/pdf.h"

/* Lengths: a twip is 1/20 point, an EMU 1/12700 point. */
enum { EMU_PIXEL = 9525, WIDEST = 6120000, TALLEST = 7600000 };

/* The bytes at the beginning of what XML may not hold: control characters,
 * and the two code points that are no characters. */
static size_t
no_character(str s)
{
	if ((unsigned char)s.p[0] < ' ' && s.p[0] != '\t')
		return 1;
	return str_starts(s, S("\xef\xbf\xbe")) ||
	    str_starts(s, S("\xef\xbf\xbf")) ? 3 : 0;
}

/* What XML may not hold (ECMA-376 writes them otherwise) is left out. */
void
docx_text(struct write *w, str s)
{
	size_t i, n, from = 0;

	for (i = 0; i < s.n; i++) {
		n = no_character(str_part(s, i, s.n));
		if (n == 0)
			continue;
		html_escape(w, str_part(s, from, i));
		from = i + n;
		i = from - 1;
	}
	html_escape(w, str_part(s, from, s.n));
}

static void
put_manner(struct docx *x, const struct doc_run *r, bool is_link)
{
	struct write *w = &x->body;

	write_z(w, "<w:rPr>");
	if (is_link)
		write_z(w, "<w:rStyle w:val=\"Hyperlink\"/>");
	if (r->how & DOC_MONO)
		write_z(w, "<w:rFonts w:ascii=\"Courier New\" "
		    "w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>");
	if (r->how & DOC_BOLD)
		write_z(w, "<w:b/><w:bCs/>");
	if (r->how & DOC_ITALIC)
		write_z(w, "<w:i/><w:iCs/>");
	if (x->rtl)
		write_z(w, "<w:rtl/>");
	write_z(w, "</w:rPr>");
}

static void
put_run(struct docx *x, const struct doc_run *r)
{
	struct write *w = &x->body;
	/* A path of the site leads nowhere in a file. */
	bool is_link = doc_may_link(r->link) && !str_starts(r->link, S("/"));
	str text = r->text;
	size_t end;

	if (is_link)
		write_format(w, "<w:hyperlink r:id=\"rIdL%zu\">",
		    docx_link(x, r->link));
	write_z(w, "<w:r>");
	put_manner(x, r, is_link);
	for (;;) {
		end = str_find(text, S("\n"));
		write_z(w, "<w:t xml:space=\"preserve\">");
		docx_text(w, str_part(text, 0, end));
		write_z(w, "</w:t>");
		if (end >= text.n)
			break;
		write_z(w, "<w:br/>");
		text = str_part(text, end + 1, text.n);
	}
	write_z(w, is_link ? "</w:r></w:hyperlink>" : "</w:r>");
}

/* The beginning of a paragraph; style may be NULL.  What stands in
 * paragraph properties keeps the order the standard gives it. */
static void
open_text(struct docx *x, const char *style, const char *before,
    const char *after)
{
	struct write *w = &x->body;

	write_z(w, "<w:p><w:pPr>");
	if (style != NULL)
		write_format(w, "<w:pStyle w:val=\"%s\"/>", style);
	write_z(w, before);
	if (x->rtl)
		write_z(w, "<w:bidi/>");
	write_z(w, after);
	write_z(w, "</w:pPr>");
}

static void
put_runs(struct docx *x, const struct doc_run *r)
{
	for (; r != NULL; r = r->next)
		put_run(x, r);
	write_z(&x->body, "</w:p>");
}

static void
put_plain(struct docx *x, const char *style, const char *before, str text)
{
	const struct doc_run r = { .text = text };

	open_text(x, style, before, "");
	put_runs(x, &r);
}

static void
put_heading(struct docx *x, const struct doc_block *b)
{
	static const char *const style[] = { "Title", "Heading1", "Heading2",
		"Heading3" };

	open_text(x, style[b->level], "", "");
	put_runs(x, b->run);
}

/* A list that begins anew has a numbering of its own. */
static void
put_item(struct docx *x, const struct doc_block *b)
{
	char text[120];
	struct write w = write_new(x->a, sizeof(text));
	size_t number = DOCX_BULLETS;

	if (b->numbered && (b->anew || x->lists == 0 || !x->in_list))
		x->lists++;
	if (b->numbered)
		number = DOCX_BULLETS + x->lists;
	x->in_list = true;
	write_format(&w, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId "
	    "w:val=\"%zu\"/></w:numPr>", b->level - 1, number);
	open_text(x, "ListParagraph", write_done(&w).p, "");
	put_runs(x, b->run);
}

/* ---- tables ---- */

static void
put_cell(struct docx *x, const struct doc_column *c, bool is_head,
    const struct doc_run *r)
{
	struct write *w = &x->body;

	write_format(w, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"pct\"/>%s"
	    "</w:tcPr>", (int)(5000 * c->share), is_head ?
	    "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF1EC\"/>" : "");
	open_text(x, is_head ? "TableHead" : "TableText", "", c->number ?
	    "<w:jc w:val=\"right\"/>" : "");
	put_runs(x, r);
	write_z(w, "</w:tc>");
}

static void
put_head(struct docx *x, const struct doc_column *c, size_t n)
{
	size_t i;

	write_z(&x->body, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/>"
	    "</w:trPr>");
	for (i = 0; i < n; i++) {
		const struct doc_run r = { .text = c[i].heading };

		put_cell(x, &c[i], true, &r);
	}
	write_z(&x->body, "</w:tr>");
}

static void
open_table(struct docx *x, str caption, const struct doc_column *c, size_t n,
    bool has_head)
{
	struct write *w = &x->body;
	size_t i;

	write_z(w, "<w:tbl><w:tblPr><w:tblStyle w:val=\"TilthTable\"/>");
	if (x->rtl)
		write_z(w, "<w:bidiVisual/>");
	write_z(w, "<w:tblW w:w=\"5000\" w:type=\"pct\"/>");
	write_format(w, "<w:tblLook w:val=\"%s\" w:firstRow=\"%d\" "
	    "w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" "
	    "w:noHBand=\"1\" w:noVBand=\"1\"/>", has_head ? "06A0" : "0680",
	    has_head);
	if (!str_none(caption)) {
		write_z(w, "<w:tblCaption w:val=\"");
		docx_text(w, caption);
		write_z(w, "\"/>");
	}
	write_z(w, "</w:tblPr><w:tblGrid>");
	for (i = 0; i < n; i++)
		write_format(w, "<w:gridCol w:w=\"%d\"/>",
		    (int)(DOCX_INNER * c[i].share));
	write_z(w, "</w:tblGrid>");
}

static void
put_table(struct docx *x, const struct doc_block *b)
{
	struct doc_column c[DOC_COLUMNS];
	const struct doc_line *l;
	bool has_head = b->kind == DOC_TABLE;
	double shares = 0;
	size_t i;

	for (i = 0; i < b->n; i++) {
		c[i] = has_head ? b->column[i] :
		    (struct doc_column){ .share = i == 0 ? 1 : 2.2 };
		if (!(c[i].share > 0))
			c[i].share = 1;
		shares += c[i].share;
	}
	for (i = 0; i < b->n; i++)
		c[i].share /= shares;
	if (!str_none(b->caption))
		put_plain(x, "Caption", "<w:keepNext/>", b->caption);
	open_table(x, b->caption, c, b->n, has_head);
	if (has_head)
		put_head(x, c, b->n);
	for (l = b->line; l != NULL; l = l->next) {
		write_z(&x->body, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
		for (i = 0; i < b->n; i++)
			put_cell(x, &c[i], false, l->cell[i]);
		write_z(&x->body, "</w:tr>");
	}
	if (b->line == NULL && !has_head)
		write_z(&x->body, "<w:tr><w:tc><w:p/></w:tc></w:tr>");
	/* Two tables in a row would be joined. */
	write_z(&x->body, "</w:tbl>");
	put_plain(x, "AfterTable", "", S(""));
}

/* ---- pictures ---- */

/* Who reads SVG takes that, anybody else the PNG. */
static const char *
drawing(struct docx *x, const struct docx_shown *s)
{
	return s->drawing == NULL ? "" : str_print(x->a, "<a:extLst><a:ext "
	    "uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip "
	    "xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/"
	    "SVG/main\" r:embed=\"%s\"/></a:ext></a:extLst>", s->drawing).p;
}

bool
docx_picture(struct docx *x, struct write *w, const struct docx_shown *s,
    struct errors *e)
{
	struct doc_size size;
	double wide, tall, scale = 1;

	if (!doc_png(s->png, &size))
		return fail(e, INVALID, NULL, "The picture '%.*s' is damaged "
		    "or no PNG file.", (int)s->alt.n, s->alt.p);
	wide = (double)size.width * EMU_PIXEL;
	tall = (double)size.height * EMU_PIXEL;
	if (wide > s->widest)
		scale = s->widest / wide;
	if (tall * scale > s->tallest)
		scale = s->tallest / tall;
	x->shown++;
	write_format(w, "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" "
	    "distL=\"0\" distR=\"0\"><wp:extent cx=\"%.0f\" cy=\"%.0f\"/>"
	    "<wp:docPr id=\"%zu\" name=\"Picture %zu\" descr=\"",
	    wide * scale, tall * scale, x->shown, x->shown);
	docx_text(w, s->alt);
	write_format(w, "\"/><a:graphic><a:graphicData "
	    "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
	    "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"%zu\" name=\"image%zu.png\""
	    "/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
	    "r:embed=\"%s\">%s</a:blip><a:stretch><a:fillRect/></a:stretch>"
	    "</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
	    "<a:ext cx=\"%.0f\" cy=\"%.0f\"/></a:xfrm>"
	    "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"
	    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
	    "</w:r>", x->shown, x->shown, s->relation, drawing(x, s),
	    wide * scale, tall * scale);
	return true;
}

static bool
put_picture(struct docx *x, const struct doc_block *b, struct errors *e)
{
	struct docx_shown s = { b->png, b->alt, NULL, NULL, WIDEST, TALLEST };

	s.relation = str_print(x->a, "rIdP%zu", docx_keep(x, b->png)).p;
	open_text(x, NULL, str_none(b->caption) ? "" : "<w:keepNext/>", "");
	if (!docx_picture(x, &x->body, &s, e))
		return false;
	write_z(&x->body, "</w:p>");
	if (!str_none(b->caption))
		put_plain(x, "Caption", "", b->caption);
	return true;
}

static bool
put_drawing(struct docx *x, const struct pdf_image *image, struct errors *e)
{
	struct docx_shown s = { image->png, image->alt, NULL, NULL, WIDEST,
		TALLEST };

	s.relation = str_print(x->a, "rIdP%zu", docx_keep(x, s.png)).p;
	s.drawing = str_print(x->a, "rIdS%zu", docx_keep_drawing(x,
	    image->svg)).p;
	open_text(x, NULL, "", "");
	if (!docx_picture(x, &x->body, &s, e))
		return false;
	write_z(&x->body, "</w:p>");
	return true;
}

static bool
put_chart(struct docx *x, const struct doc_block *b, struct errors *e)
{
	struct pdf_sheet sheet;
	struct pdf_image image;
	struct pdf_chart k;
	size_t from = 0;

	doc_sheet(x->d, &sheet);
	doc_drawn(x->d, b, &k);
	put_plain(x, "Caption", "<w:keepNext/>", b->caption);
	if (!str_none(b->alt))
		put_plain(x, NULL, "<w:keepNext/>", b->alt);
	while (from < k.n)
		if (!pdf_chart_image(x->a, &sheet, &k, &from, &image, e) ||
		    !put_drawing(x, &image, e))
			return false;
	return true;
}

bool
docx_block(struct docx *x, const struct doc_block *b, struct errors *e)
{
	if (b->kind != DOC_ITEM)
		x->in_list = false;
	switch (b->kind) {
	case DOC_HEADING:
		put_heading(x, b);
		return true;
	case DOC_TEXT:
		open_text(x, b->level > 0 ? "Quote" : NULL, "", "");
		put_runs(x, b->run);
		return true;
	case DOC_ITEM:
		put_item(x, b);
		return true;
	case DOC_TABLE: case DOC_FACTS:
		put_table(x, b);
		return true;
	case DOC_PICTURE:
		return put_picture(x, b, e);
	case DOC_CHART:
		return put_chart(x, b, e);
	case DOC_RULE:
		put_plain(x, NULL, "<w:pBdr><w:bottom w:val=\"single\" "
		    "w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>",
		    S(""));
		return true;
	case DOC_PAGE:
		write_z(&x->body, "<w:p><w:r><w:br w:type=\"page\"/></w:r>"
		    "</w:p>");
		return true;
	}
	return true;
}
