/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A document as part of a page. */
#include <sodium.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/document.h"
#include "format/document_in.h"
#include "format/html.h"

static void
put_text(struct write *w, str text)
{
	size_t end = str_find(text, S("\n"));

	html_escape(w, str_part(text, 0, end));
	for (; end < text.n; end = str_find(text, S("\n"))) {
		write_z(w, "<br>");
		text = str_part(text, end + 1, text.n);
		html_escape(w, str_part(text, 0, str_find(text, S("\n"))));
	}
}

static void
put_attribute(struct write *w, const char *name, str value)
{
	if (str_none(value))
		return;
	write_format(w, " %s=\"", name);
	html_escape(w, value);
	write_char(w, '"');
}

static void
put_run(struct write *w, const struct doc_run *r)
{
	static const struct { unsigned how; const char *open, *close; }
	manner[] = { { DOC_BOLD, "<strong>", "</strong>" },
		{ DOC_ITALIC, "<em>", "</em>" },
		{ DOC_MONO, "<code>", "</code>" } };
	bool is_link = doc_may_link(r->link);
	bool is_mark = (r->how & DOC_FIGURE) != 0;
	int i;

	if (is_link || is_mark) {
		write_z(w, is_link ? "<a" : "<span");
		put_attribute(w, "class", !is_mark ? (str){ 0 } :
		    r->how & DOC_MOVED ? S("mark moved") : S("mark"));
		put_attribute(w, "href", is_link ? r->link : (str){ 0 });
		put_attribute(w, "title", r->title);
		if (is_link && !str_starts(r->link, S("/")))
			write_z(w, " rel=\"noopener nofollow\"");
		write_char(w, '>');
	}
	for (i = 0; i < 3; i++)
		if (r->how & manner[i].how)
			write_z(w, manner[i].open);
	put_text(w, r->text);
	for (i = 2; i >= 0; i--)
		if (r->how & manner[i].how)
			write_z(w, manner[i].close);
	if (is_link || is_mark)
		write_z(w, is_link ? "</a>" : "</span>");
}

static void
put_runs(struct write *w, const struct doc_run *r)
{
	for (; r != NULL; r = r->next)
		put_run(w, r);
}

static void
put_heading(struct write *w, const struct doc_block *b, int shift)
{
	int level = b->level + shift;

	level = level < 1 ? 1 : level > 6 ? 6 : level;
	write_format(w, "<h%d>", level);
	put_runs(w, b->run);
	write_format(w, "</h%d>\n", level);
}

/* An item of a list, and the lists within it; gives the block behind. */
static const struct doc_block *
put_list(struct write *w, const struct doc_block *b)
{
	const char *kind = b->numbered ? "ol" : "ul";
	const struct doc_block *one = b;

	write_format(w, "<%s>", kind);
	while (b != NULL && b->kind == DOC_ITEM && b->level == one->level &&
	    b->numbered == one->numbered && (b == one || !b->anew)) {
		write_z(w, "<li>");
		put_runs(w, b->run);
		b = b->next;
		while (b != NULL && b->kind == DOC_ITEM &&
		    b->level > one->level)
			b = put_list(w, b);
		write_z(w, "</li>");
	}
	write_format(w, "</%s>\n", kind);
	return b;
}

static void
put_line(struct write *w, const struct doc_block *b, const struct doc_line *l)
{
	const char *class;
	size_t i;

	write_z(w, "<tr>");
	for (i = 0; i < b->n; i++) {
		class = b->column[i].number ? " class=\"num\"" : "";
		write_format(w, i == 0 ? "<th scope=\"row\"%s>" : "<td%s>",
		    class);
		put_runs(w, l->cell[i]);
		write_z(w, i == 0 ? "</th>" : "</td>");
	}
	write_z(w, "</tr>");
}

static void
put_table(struct write *w, const struct doc_block *b)
{
	const struct doc_line *l;
	size_t i;

	/* A region that scrolls can be reached by keyboard. */
	write_z(w, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
	put_attribute(w, "aria-label", str_none(b->caption) ?
	    b->column[0].heading : b->caption);
	write_z(w, "><table class=\"dense\">");
	if (!str_none(b->caption)) {
		write_z(w, "<caption>");
		html_escape(w, b->caption);
		write_z(w, "</caption>");
	}
	write_z(w, "<thead><tr>");
	for (i = 0; i < b->n; i++) {
		write_format(w, "<th scope=\"col\"%s>", b->column[i].number ?
		    " class=\"num\"" : "");
		html_escape(w, b->column[i].heading);
		write_z(w, "</th>");
	}
	write_z(w, "</tr></thead><tbody>");
	for (l = b->line; l != NULL; l = l->next)
		put_line(w, b, l);
	write_z(w, "</tbody></table></div>\n");
}

static void
put_facts(struct write *w, const struct doc_block *b)
{
	const struct doc_line *l;

	write_z(w, "<dl class=\"kv\">");
	for (l = b->line; l != NULL; l = l->next) {
		write_z(w, "<dt>");
		html_escape(w, l->cell[0]->text);
		write_z(w, "</dt><dd>");
		put_runs(w, l->cell[1]);
		write_z(w, "</dd>");
	}
	write_z(w, "</dl>\n");
}

static void
put_base64(struct write *w, str s)
{
	enum { KIND = sodium_base64_VARIANT_ORIGINAL };
	size_t room = sodium_base64_encoded_len(s.n, KIND);
	char *text = arena_take(w->arena, room, 1);

	write_z(w, sodium_bin2base64(text, room,
	    (const unsigned char *)s.p, s.n, KIND));
}

static void
put_picture(struct write *w, const struct doc_block *b)
{
	struct doc_size size;

	write_z(w, "<figure><img src=\"data:image/png;base64,");
	put_base64(w, b->png);
	write_z(w, "\" alt=\"");
	html_escape(w, b->alt);
	write_char(w, '"');
	if (doc_png(b->png, &size))
		write_format(w, " width=\"%u\" height=\"%u\"", size.width,
		    size.height);
	write_char(w, '>');
	if (!str_none(b->caption)) {
		write_z(w, "<figcaption>");
		html_escape(w, b->caption);
		write_z(w, "</figcaption>");
	}
	write_z(w, "</figure>\n");
}

/* The figures stand beside each mark, so the marks are not read out. */
static void
put_chart(struct write *w, const struct doc_block *b)
{
	const struct doc_mark *m;

	write_z(w, "<figure class=\"drawn\"><figcaption><b>");
	html_escape(w, b->caption);
	write_z(w, "</b>");
	if (!str_none(b->alt)) {
		write_z(w, "<span class=\"hint\">");
		html_escape(w, b->alt);
		write_z(w, "</span>");
	}
	write_z(w, "</figcaption><div class=\"rows wv\">");
	for (m = b->mark; m != NULL; m = m->next) {
		write_z(w, m->strong ? "<div class=\"rw\"><span><b>" :
		    "<div class=\"rw\"><span>");
		html_escape(w, m->label);
		write_z(w, m->strong ? "</b></span>" : "</span>");
		html_raw_trusted(w, m->svg);
		write_z(w, "<span class=\"val\">");
		html_escape(w, m->value);
		if (!str_none(m->note)) {
			write_z(w, "<small>");
			html_escape(w, m->note);
			write_z(w, "</small>");
		}
		write_z(w, "</span></div>");
	}
	if (!str_none(b->axis)) {
		write_z(w, "<div class=\"rw ax\" aria-hidden=\"true\">"
		    "<span></span>");
		html_raw_trusted(w, b->axis);
		write_z(w, "<span></span></div>");
	}
	write_z(w, "</div></figure>\n");
}

static void
put_paragraph(struct write *w, const struct doc_block *b)
{
	write_z(w, b->level > 0 ? "<blockquote><p>" : "<p>");
	put_runs(w, b->run);
	write_z(w, b->level > 0 ? "</p></blockquote>\n" : "</p>\n");
}

void
doc_html(const struct doc *d, int shift, struct write *w)
{
	const struct doc_block *b = d->first;

	while (b != NULL) {
		if (b->kind == DOC_ITEM) {
			b = put_list(w, b);
			continue;
		}
		switch (b->kind) {
		case DOC_HEADING: put_heading(w, b, shift); break;
		case DOC_TEXT:    put_paragraph(w, b); break;
		case DOC_TABLE:   put_table(w, b); break;
		case DOC_FACTS:   put_facts(w, b); break;
		case DOC_PICTURE: put_picture(w, b); break;
		case DOC_CHART:   put_chart(w, b); break;
		case DOC_RULE:    write_z(w, "<hr>\n"); break;
		case DOC_ITEM: case DOC_PAGE: break;
		}
		b = b->next;
	}
}
