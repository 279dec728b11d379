/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The parts of a Word file around its body, and the package of them all. */
#include <stdlib.h>


#include "base/arena.h"
#include "format/docx_in.h"
#include "format/pack_lib.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OOXML "http://schemas.openxmlformats.org/"
#define MAIN "xmlns:w=\"" OOXML "wordprocessingml/2006/main\""
#define RELS OOXML "officeDocument/2006/relationships"
#define PACK OOXML "package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

static size_t
keep(struct arena *a, struct docx_kept **list, size_t *n, str bytes)
{
	struct docx_kept *k = NEW(a, struct docx_kept);

	k->bytes = bytes;
	k->next = *list;
	*list = k;
	return ++*n;
}

size_t
docx_keep(struct docx *x, str png)
{
	return keep(x->a, &x->picture, &x->pictures, png);
}

size_t
docx_keep_drawing(struct docx *x, str svg)
{
	return keep(x->a, &x->drawing, &x->drawings, svg);
}

size_t
docx_link(struct docx *x, str url)
{
	return keep(x->a, &x->link, &x->links, url);
}

static str
types(struct docx *x)
{
	return str_print(x->a, "%s", XML
	    "<Types xmlns=\"" PACK "content-types\">"
	    "<Default Extension=\"rels\" ContentType=\"application/"
	    "vnd.openxmlformats-package.relationships+xml\"/>"
	    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	    "<Default Extension=\"png\" ContentType=\"image/png\"/>"
	    "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>"
	    "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE
	    "document.main+xml\"/>"
	    "<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE
	    "styles+xml\"/>"
	    "<Override PartName=\"/word/numbering.xml\" ContentType=\"" TYPE
	    "numbering+xml\"/>"
	    "<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE
	    "settings+xml\"/>"
	    "<Override PartName=\"/word/header1.xml\" ContentType=\"" TYPE
	    "header+xml\"/>"
	    "<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE
	    "footer+xml\"/>"
	    "<Override PartName=\"/docProps/core.xml\" ContentType=\""
	    "application/vnd.openxmlformats-package.core-properties+xml\"/>"
	    "<Override PartName=\"/docProps/app.xml\" ContentType=\""
	    "application/vnd.openxmlformats-officedocument."
	    "extended-properties+xml\"/></Types>");
}

static str
root_relations(struct docx *x)
{
	return str_print(x->a, "%s", XML
	    "<Relationships xmlns=\"" PACK "relationships\">"
	    "<Relationship Id=\"rId1\" Type=\"" RELS "/officeDocument\" "
	    "Target=\"word/document.xml\"/>"
	    "<Relationship Id=\"rId2\" Type=\"" PACK
	    "relationships/metadata/core-properties\" "
	    "Target=\"docProps/core.xml\"/>"
	    "<Relationship Id=\"rId3\" Type=\"" RELS
	    "/extended-properties\" Target=\"docProps/app.xml\"/>"
	    "</Relationships>");
}

static str
core(struct docx *x)
{
	struct write w = write_new(x->a, 1 << 20);
	str at = day_text(x->a, x->d->date);

	write_z(&w, XML "<cp:coreProperties xmlns:cp=\"" PACK
	    "metadata/core-properties\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
	    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
	    "<dc:title>");
	docx_text(&w, x->d->title);
	write_z(&w, "</dc:title><dc:creator>");
	docx_text(&w, x->d->author);
	write_z(&w, "</dc:creator><dc:language>");
	docx_text(&w, str_none(x->d->lang) ? S("en") : x->d->lang);
	write_z(&w, "</dc:language>");
	if (!str_none(at))
		write_format(&w, "<dcterms:created xsi:type=\"dcterms:W3CDTF\""
		    ">%.*sT00:00:00Z</dcterms:created><dcterms:modified "
		    "xsi:type=\"dcterms:W3CDTF\">%.*sT00:00:00Z"
		    "</dcterms:modified>", (int)at.n, at.p, (int)at.n, at.p);
	write_z(&w, "</cp:coreProperties>");
	return write_done(&w);
}

static str
app(struct docx *x)
{
	return str_print(x->a, "%s", XML "<Properties xmlns=\"" OOXML
	    "officeDocument/2006/extended-properties\">"
	    "<Application>Tilth</Application></Properties>");
}

/* Word names the place too. */
static str
language(const struct docx *x)
{
	static const char *const full[][2] = { { "en", "en-GB" },
		{ "vi", "vi-VN" }, { "ar", "ar-SA" }, { "fr", "fr-FR" },
		{ "es", "es-ES" }, { "pt", "pt-PT" }, { NULL, NULL } };
	str lang = str_none(x->d->lang) ? S("en") : x->d->lang;
	size_t i;

	for (i = 0; full[i][0] != NULL; i++)
		if (str_is(lang, full[i][0]))
			return str_of(full[i][1]);
	return lang;
}

static void
put_defaults(struct docx *x, struct write *w)
{
	str font = str_none(x->d->style.font) ? S("Noto Sans") :
	    x->d->style.font;
	const char *const place[] = { "ascii", "hAnsi", "cs", "eastAsia" };
	size_t i;

	write_z(w, "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts");
	for (i = 0; i < 4; i++) {
		write_format(w, " w:%s=\"", place[i]);
		docx_text(w, font);
		write_char(w, '"');
	}
	write_format(w, "/><w:color w:val=\"%06X\"/><w:sz w:val=\"20\"/>"
	    "<w:szCs w:val=\"20\"/><w:lang w:val=\"", DOC_INK);
	docx_text(w, language(x));
	write_z(w, "\" w:bidi=\"");
	docx_text(w, x->rtl ? language(x) : S("ar-SA"));
	write_z(w, "\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
	    "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/>"
	    "</w:pPr></w:pPrDefault></w:docDefaults>");
}

struct look {
	const char *id, *name, *next, *paragraph;
	bool        bold;
	int         half_points;
	int         colour;             /* -1: as the text; 0: the style's */
};

static const struct look looks[] = {
	{ "Title", "Title", "Normal", "<w:keepNext/>"
	    "<w:spacing w:after=\"200\"/>", true, 40, 0 },
	{ "Heading1", "heading 1", "Normal", "<w:keepNext/><w:keepLines/>"
	    "<w:spacing w:before=\"320\" w:after=\"100\"/>"
	    "<w:outlineLvl w:val=\"0\"/>", true, 30, 0 },
	{ "Heading2", "heading 2", "Normal", "<w:keepNext/><w:keepLines/>"
	    "<w:spacing w:before=\"240\" w:after=\"80\"/>"
	    "<w:outlineLvl w:val=\"1\"/>", true, 25, -1 },
	{ "Heading3", "heading 3", "Normal", "<w:keepNext/><w:keepLines/>"
	    "<w:spacing w:before=\"200\" w:after=\"60\"/>"
	    "<w:outlineLvl w:val=\"2\"/>", true, 22, -1 },
	{ "ListParagraph", "List Paragraph", NULL,
	    "<w:spacing w:after=\"60\"/>", false, 0, -1 },
	{ "Quote", "Quote", "Normal", "<w:ind w:start=\"360\"/>", false, 0,
	    -1 },
	{ "Caption", "caption", "Normal",
	    "<w:spacing w:before=\"120\" w:after=\"60\"/>", true, 18, -1 },
	{ "TableHead", "Table Head", NULL, "<w:keepNext/>"
	    "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" "
	    "w:lineRule=\"auto\"/>", true, 17, DOC_SOFT },
	{ "TableText", "Table Text", NULL, "<w:spacing w:before=\"40\" "
	    "w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>", false, 18,
	    -1 },
	{ "AfterTable", "After Table", "Normal", "<w:spacing w:after=\"0\" "
	    "w:line=\"120\" w:lineRule=\"exact\"/>", false, 8, -1 },
	{ "Header", "header", NULL, "", false, 16, DOC_SOFT },
	{ "Footer", "footer", NULL, "", false, 16, DOC_SOFT },
	{ 0 }
};

static void
put_look(struct docx *x, struct write *w, const struct look *k)
{
	unsigned colour = k->colour > 0 ? (unsigned)k->colour :
	    x->d->style.colour != 0 ? x->d->style.colour : DOC_BRAND;

	write_format(w, "<w:style w:type=\"paragraph\" w:styleId=\"%s\">"
	    "<w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/>", k->id,
	    k->name);
	if (k->next != NULL)
		write_format(w, "<w:next w:val=\"%s\"/>", k->next);
	write_format(w, "<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>", k->paragraph);
	if (k->bold)
		write_z(w, "<w:b/><w:bCs/>");
	if (k->colour >= 0)
		write_format(w, "<w:color w:val=\"%06X\"/>", colour);
	if (k->half_points > 0)
		write_format(w, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>",
		    k->half_points, k->half_points);
	write_z(w, "</w:rPr></w:style>");
}

static str
styles(struct docx *x)
{
	struct write w = write_new(x->a, 1 << 20);
	const struct look *k;

	write_z(&w, XML "<w:styles " MAIN ">");
	put_defaults(x, &w);
	write_z(&w, "<w:style w:type=\"paragraph\" w:default=\"1\" "
	    "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>"
	    "</w:style><w:style w:type=\"character\" w:styleId=\"Hyperlink\">"
	    "<w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"1F4E79\"/>"
	    "<w:u w:val=\"single\"/></w:rPr></w:style>"
	    "<w:style w:type=\"table\" w:default=\"1\" "
	    "w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
	    "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
	    "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"100\" "
	    "w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>"
	    "<w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
	    "</w:style><w:style w:type=\"table\" w:styleId=\"TilthTable\">"
	    "<w:name w:val=\"Tilth Table\"/><w:basedOn "
	    "w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
	    "<w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" "
	    "w:color=\"4B5952\"/><w:bottom w:val=\"single\" w:sz=\"6\" "
	    "w:space=\"0\" w:color=\"4B5952\"/><w:insideH w:val=\"single\" "
	    "w:sz=\"4\" w:space=\"0\" w:color=\"DDE2DB\"/></w:tblBorders>"
	    "</w:tblPr></w:style>");
	for (k = looks; k->id != NULL; k++)
		put_look(x, &w, k);
	write_z(&w, "</w:styles>");
	return write_done(&w);
}

static void
put_levels(struct write *w, size_t id, bool numbered)
{
	static const char *const bullet[] = { "•", "–", "▪" };
	int i;

	write_format(w, "<w:abstractNum w:abstractNumId=\"%zu\">"
	    "<w:multiLevelType w:val=\"multilevel\"/>", id);
	for (i = 0; i < DOC_DEPTH; i++) {
		write_format(w, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/>"
		    "<w:numFmt w:val=\"%s\"/>", i,
		    numbered ? "decimal" : "bullet");
		if (numbered)
			write_format(w, "<w:lvlText w:val=\"%%%d.\"/>", i + 1);
		else
			write_format(w, "<w:lvlText w:val=\"%s\"/>",
			    bullet[i]);
		write_format(w, "<w:lvlJc w:val=\"left\"/><w:pPr>"
		    "<w:ind w:start=\"%d\" w:hanging=\"360\"/></w:pPr>"
		    "</w:lvl>", 360 * (i + 1));
	}
	write_z(w, "</w:abstractNum>");
}

static str
numbering(struct docx *x)
{
	struct write w = write_new(x->a, DOC_BYTES);
	size_t i;
	int level;

	write_z(&w, XML "<w:numbering " MAIN ">");
	put_levels(&w, 0, false);
	put_levels(&w, 1, true);
	write_format(&w, "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"0\"/>"
	    "</w:num>", DOCX_BULLETS);
	for (i = 1; i <= x->lists; i++) {
		write_format(&w, "<w:num w:numId=\"%zu\"><w:abstractNumId "
		    "w:val=\"1\"/>", DOCX_BULLETS + i);
		for (level = 0; level < DOC_DEPTH; level++)
			write_format(&w, "<w:lvlOverride w:ilvl=\"%d\">"
			    "<w:startOverride w:val=\"1\"/></w:lvlOverride>",
			    level);
		write_z(&w, "</w:num>");
	}
	write_z(&w, "</w:numbering>");
	return write_done(&w);
}

static str
settings(struct docx *x)
{
	return str_print(x->a, "%s", XML "<w:settings " MAIN ">"
	    "<w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl "
	    "w:val=\"doNotCompress\"/><w:compat><w:compatSetting "
	    "w:name=\"compatibilityMode\" "
	    "w:uri=\"http://schemas.microsoft.com/office/word\" "
	    "w:val=\"15\"/></w:compat></w:settings>");
}

static str
edge(struct docx *x, const char *part, const char *style, str text,
    bool is_numbered)
{
	const char *rtl = x->rtl ? "<w:rPr><w:rtl/></w:rPr>" : "";
	struct write w = write_new(x->a, 1 << 20);

	write_format(&w, XML "<w:%s " MAIN "><w:p><w:pPr><w:pStyle "
	    "w:val=\"%s\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"%d\"/>"
	    "</w:tabs>%s</w:pPr><w:r>%s<w:t xml:space=\"preserve\">", part,
	    style, DOCX_INNER, x->rtl ? "<w:bidi/>" : "", rtl);
	docx_text(&w, text);
	write_z(&w, "</w:t></w:r>");
	if (is_numbered)
		write_format(&w, "<w:r>%s<w:tab/></w:r><w:fldSimple "
		    "w:instr=\" PAGE \"><w:r>%s<w:t>1</w:t></w:r>"
		    "</w:fldSimple>", rtl, rtl);
	write_format(&w, "</w:p></w:%s>", part);
	return write_done(&w);
}

static str
relations(struct docx *x)
{
	static const char *const part[][2] = { { "styles", "styles.xml" },
		{ "numbering", "numbering.xml" },
		{ "settings", "settings.xml" }, { "header", "header1.xml" },
		{ "footer", "footer1.xml" } };
	struct write w = write_new(x->a, DOC_BYTES);
	const struct docx_kept *k;
	size_t i;

	write_z(&w, XML "<Relationships xmlns=\"" PACK "relationships\">");
	for (i = 0; i < 5; i++)
		write_format(&w, "<Relationship Id=\"rId%zu\" Type=\"" RELS
		    "/%s\" Target=\"%s\"/>", i + 1, part[i][0], part[i][1]);
	for (i = x->pictures; i > 0; i--)
		write_format(&w, "<Relationship Id=\"rIdP%zu\" Type=\"" RELS
		    "/image\" Target=\"media/image%zu.png\"/>", i, i);
	for (i = x->drawings; i > 0; i--)
		write_format(&w, "<Relationship Id=\"rIdS%zu\" Type=\"" RELS
		    "/image\" Target=\"media/drawing%zu.svg\"/>", i, i);
	for (k = x->link, i = x->links; k != NULL; k = k->next, i--) {
		write_format(&w, "<Relationship Id=\"rIdL%zu\" Type=\"" RELS
		    "/hyperlink\" TargetMode=\"External\" Target=\"", i);
		docx_text(&w, k->bytes);
		write_z(&w, "\"/>");
	}
	write_z(&w, "</Relationships>");
	return write_done(&w);
}

static bool
body(struct docx *x, str *out, struct errors *e)
{
	const struct doc_block logo = { .kind = DOC_PICTURE,
		.png = x->d->style.logo, .alt = x->d->style.logo_alt };
	const struct docx_shown small = { logo.png, logo.alt, "rIdP1", NULL,
		2032000, 711200 };
	const struct doc_block *b;
	struct write *w = &x->body;

	write_z(w, XML "<w:document " MAIN " xmlns:r=\"" RELS "\" "
	    "xmlns:wp=\"" OOXML "drawingml/2006/wordprocessingDrawing\" "
	    "xmlns:a=\"" OOXML "drawingml/2006/main\" "
	    "xmlns:pic=\"" OOXML "drawingml/2006/picture\"><w:body>");
	if (!str_none(logo.png)) {
		docx_keep(x, logo.png);
		write_z(w, x->rtl ? "<w:p><w:pPr><w:bidi/></w:pPr>" :
		    "<w:p>");
		if (!docx_picture(x, w, &small, e))
			return false;
		write_z(w, "</w:p>");
	}
	for (b = x->d->first; b != NULL; b = b->next)
		if (!docx_block(x, b, e))
			return false;
	write_format(w, "<w:sectPr><w:headerReference w:type=\"default\" "
	    "r:id=\"rId4\"/><w:footerReference w:type=\"default\" "
	    "r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
	    "w:top=\"1247\" w:right=\"1134\" w:bottom=\"1247\" "
	    "w:left=\"1134\" w:header=\"567\" w:footer=\"567\" "
	    "w:gutter=\"0\"/>%s</w:sectPr></w:body></w:document>",
	    x->rtl ? "<w:bidi/>" : "");
	if (w->over)
		return fail(e, INVALID, NULL, "The document is too long.");
	*out = write_done(w);
	return true;
}

/* ---- the package ---- */

struct part {
	const char *name;
	str         bytes;
};

static bool
put_part(const struct zip_lib *l, zip_t *zip, const char *name, str bytes)
{
	zip_source_t *s = l->zip_source_buffer(zip, bytes.p, bytes.n, 0);
	zip_int64_t at;

	if (s == NULL)
		return false;
	at = l->zip_file_add(zip, name, s, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		l->zip_source_free(s);
		return false;
	}
	/* Of 1980-01-01, the first day a package knows: no clock is asked. */
	return l->zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 0x21, 0) == 0;
}

static bool
read_back(const struct zip_lib *l, struct arena *a, zip_source_t *s,
    str *out)
{
	zip_stat_t st;
	char *p;

	if (l->zip_source_stat(s, &st) != 0 || st.size > DOC_BYTES ||
	    l->zip_source_open(s) != 0)
		return false;
	p = arena_take(a, st.size + 1, 1);
	if (l->zip_source_read(s, p, st.size) != (zip_int64_t)st.size)
		return false;
	l->zip_source_close(s);
	*out = (str){ p, st.size };
	return true;
}

static bool
put_all(const struct zip_lib *l, struct docx *x, zip_t *zip,
    const struct part *part)
{
	const struct docx_kept *k;
	size_t i;

	for (; part->name != NULL; part++)
		if (!put_part(l, zip, part->name, part->bytes))
			return false;
	for (k = x->picture, i = x->pictures; k != NULL; k = k->next, i--)
		if (!put_part(l, zip, str_print(x->a, "word/media/image%zu.png",
		    i).p, k->bytes))
			return false;
	for (k = x->drawing, i = x->drawings; k != NULL; k = k->next, i--)
		if (!put_part(l, zip, str_print(x->a,
		    "word/media/drawing%zu.svg", i).p, k->bytes))
			return false;
	return true;
}

static bool
pack(const struct zip_lib *l, struct docx *x, const struct part *part,
    str *out)
{
	zip_error_t why;
	zip_source_t *s = l->zip_source_buffer_create(NULL, 0, 0, &why);
	zip_t *zip;
	bool done;

	if (s == NULL)
		return false;
	l->zip_source_keep(s);
	zip = l->zip_open_from_source(s, ZIP_TRUNCATE, &why);
	if (zip == NULL) {
		l->zip_source_free(s);
		l->zip_source_free(s);
		return false;
	}
	done = put_all(l, x, zip, part) && l->zip_close(zip) == 0;
	if (!done)
		l->zip_discard(zip);
	done = done && read_back(l, x->a, s, out);
	l->zip_source_free(s);
	return done;
}

bool
doc_docx(const struct doc *d, str *bytes, struct errors *e)
{
	struct docx x = { .d = d, .a = d->arena, .rtl = doc_rtl(d),
		.body = write_new(d->arena, DOC_BYTES) };
	struct zip_lib lib;
	str text;

	if (!zip_load(&lib, e) || !body(&x, &text, e))
		return false;
	const struct part part[] = {
		{ "[Content_Types].xml", types(&x) },
		{ "_rels/.rels", root_relations(&x) },
		{ "word/document.xml", text },
		{ "word/_rels/document.xml.rels", relations(&x) },
		{ "word/styles.xml", styles(&x) },
		{ "word/numbering.xml", numbering(&x) },
		{ "word/settings.xml", settings(&x) },
		{ "word/header1.xml", edge(&x, "hdr", "Header", d->style.head,
		    false) },
		{ "word/footer1.xml", edge(&x, "ftr", "Footer",
		    str_none(d->style.foot) ? d->title : d->style.foot,
		    true) },
		{ "docProps/core.xml", core(&x) },
		{ "docProps/app.xml", app(&x) },
		{ 0 } };
	if (!pack(&lib, &x, part, bytes))
		return fail(e, BROKEN, NULL, "The document was not made.");
	return true;
}
