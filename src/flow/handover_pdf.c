/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The paper of a handover, and labels for what is handed over. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/handover.h"
#include "format/json.h"
#include "format/local.h"
#include "format/pdf.h"
#include "model/codes.h"
#include "model/text.h"

enum { COLUMNS = 9, ACROSS = 3, DOWN = 8, BOX_W = 200, BOX_H = 60 };

#define INK  0x17211c
#define SOFT 0x4b5952

struct paper {
	struct ctx         *c;
	struct pdf         *p;
	const struct words *words;
	struct local       *local;
	const struct handover *h;
	bool                vi;
};

static str
says(const struct paper *t, const char *english)
{
	return str_of(words_say(t->words, english));
}

static const struct pdf_ink plain = { .size = 10, .colour = INK };
static const struct pdf_ink bold = { .size = 10, .colour = INK, .weight = 700 };
static const struct pdf_ink middle = { .size = 10, .colour = INK,
	.align = PDF_MIDDLE };
static const struct pdf_ink head = { .size = 11, .colour = INK, .weight = 700,
	.align = PDF_MIDDLE };
static const struct pdf_ink title_ink = { .size = 15, .colour = INK,
	.weight = 700, .align = PDF_MIDDLE };

/* "Represented by: Tran Van A, director"; nothing where nothing is known. */
static void
pair(struct paper *t, const char *label, str value)
{
	if (!str_none(value))
		pdf_text(t->p, plain, str_print(t->c->arena, "%.*s: %.*s",
		    (int)says(t, label).n, says(t, label).p, (int)value.n,
		    value.p));
}

static bool
is_title(const struct handover *h)
{
	return str_is(h->row.ownership, "title");
}

static void
put_head(struct paper *t)
{
	const struct handover *h = t->h;
	struct write w = write_new(t->c->arena, 1000);

	if (t->vi && str_is(h->country, "VN")) {
		pdf_text(t->p, head, str_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT "
		    "NAM"));
		pdf_text(t->p, head, str_of("Độc lập - Tự do - Hạnh phúc"));
		pdf_space(t->p, 14);
	}
	pdf_text(t->p, title_ink, says(t, is_title(h)
	    ? "Record of transfer of ownership" : "Handover certificate"));
	pdf_text(t->p, middle, str_print(t->c->arena, "%.*s: %.*s",
	    (int)says(t, "Number").n, says(t, "Number").p, (int)h->row.no.n,
	    h->row.no.p));
	pdf_space(t->p, 10);
	local_day_long(t->local, &w, h->row.date);
	if (!str_none(h->row.place))
		write_format(&w, ", %.*s", (int)h->row.place.n,
		    h->row.place.p);
	pair(t, "Date and place", write_done(&w));
	pair(t, "Legal basis", h->row.legal_basis);
}

static void
put_party(struct paper *t, const char *heading, str party, str name, str post)
{
	pdf_space(t->p, 8);
	pdf_text(t->p, bold, str_print(t->c->arena, "%.*s: %.*s",
	    (int)says(t, heading).n, says(t, heading).p,
	    str_none(party) ? 3 : (int)party.n,
	    str_none(party) ? "..." : party.p));
	pair(t, "Represented by", name);
	pair(t, "Post", post);
}

static str
amount(struct paper *t, struct money m)
{
	struct write w = write_new(t->c->arena, 100);

	local_money(t->local, &w, m);
	return write_done(&w);
}

static void
put_items(struct paper *t)
{
	const struct pdf_column columns[COLUMNS] = {
		{ says(t, "No."), .5, PDF_START },
		{ says(t, "Tag number"), 1, PDF_START },
		{ says(t, "Description"), 2.4, PDF_START },
		{ says(t, "Serial number"), 1.4, PDF_START },
		{ says(t, "Unit"), .7, PDF_START },
		{ says(t, "Quantity"), .8, PDF_END },
		{ says(t, "Condition"), .9, PDF_START },
		{ says(t, "Cost per unit"), 1.2, PDF_END },
		{ says(t, "Total"), 1.3, PDF_END } };
	const struct handover_line *l;
	const struct choice *k;
	str cells[COLUMNS];
	struct write w;
	size_t i;

	pdf_space(t->p, 10);
	pdf_table(t->p, columns, COLUMNS);
	for (i = 0; i < t->h->n; i++) {
		l = &t->h->line[i];
		k = str_none(l->condition) ? NULL : choice_coded(
		    &equipment_condition_codes, l->condition);
		w = write_new(t->c->arena, 100);
		local_real(t->local, &w, l->quantity, -1);
		cells[0] = str_print(t->c->arena, "%zu", i + 1);
		cells[1] = l->no;
		cells[2] = str_none(l->model) ? l->description
		    : str_print(t->c->arena, "%.*s, %.*s",
		    (int)l->description.n, l->description.p, (int)l->model.n,
		    l->model.p);
		cells[3] = l->serial;
		cells[4] = l->unit;
		cells[5] = write_done(&w);
		cells[6] = k == NULL ? l->condition : says(t, k->label);
		cells[7] = amount(t, l->value);
		cells[8] = amount(t, l->total);
		pdf_row(t->p, cells);
	}
	pdf_table_end(t->p);
	if (t->h->total.currency[0] != '\0')
		pair(t, "Total value", amount(t, t->h->total));
}

static void
put_terms(struct paper *t)
{
	const struct handover_certificate *r = &t->h->row;
	struct errors quiet = { .arena = t->c->arena };
	const struct node *k;
	struct node *tree;

	pdf_space(t->p, 8);
	pdf_text(t->p, plain, says(t, is_title(t->h) ? "With this record the "
	    "ownership of all items above passes to the receiver."
	    : "The receiver takes the items above into custody and use; the "
	    "ownership does not pass yet."));
	if (!str_none(r->documents_attached) && json_read(t->c->arena,
	    r->documents_attached, &tree, &quiet))
		for (k = json_first(tree, ""); k != NULL; k = k->next)
			pair(t, "Document attached", json_text(k,
			    "document"));
	pair(t, "Responsibilities", r->responsibilities);
	pair(t, "Witness", r->witness);
	if (r->copies > 0)
		pdf_text(t->p, plain, str_print(t->c->arena, words_say(
		    t->words, "Made in %lld copies of equal value."),
		    (long long)r->copies));
}

/* ---- signatures ---- */

static void
draw(struct paper *t, str strokes, double x, double y)
{
	struct errors quiet = { .arena = t->c->arena };
	const struct node *stroke, *k;
	struct node *tree;
	double *xy, fx, fy;
	size_t n;

	if (str_none(strokes) || !json_read(t->c->arena, strokes, &tree,
	    &quiet))
		return;
	for (stroke = tree->first; stroke != NULL; stroke = stroke->next) {
		xy = NEWS(t->c->arena, double, stroke->n + 2);
		for (n = 0, k = stroke->first; k != NULL && k->next != NULL;
		    k = k->next->next) {
			fx = json_as_real(k);
			fy = json_as_real(k->next);
			xy[2 * n] = x + fx * BOX_W;
			xy[2 * n + 1] = y + fy * BOX_H;
			n++;
		}
		if (n == 1) {           /* a dot */
			xy[2] = xy[0] + .8;
			xy[3] = xy[1];
			n = 2;
		}
		if (n > 1)
			pdf_curve(t->p, xy, n, 1.1, INK);
	}
}

static void
put_signature(struct paper *t, enum handover_side side, double x, double y)
{
	const struct handover_signature *s = &t->h->signature[side];
	bool signed_ = s->row.revision > 0;
	struct write w = write_new(t->c->arena, 400);
	struct pdf_ink small = { .size = 8, .colour = SOFT,
		.align = PDF_MIDDLE };
	str name = side == HANDOVER_GIVING ? t->h->row.rep_giving
	    : t->h->row.rep_receiving;

	pdf_put(t->p, "P", x, y, BOX_W, head, says(t,
	    side == HANDOVER_GIVING ? "For the giver" : "For the receiver"));
	if (!signed_) {
		pdf_put(t->p, "P", x, y + 16, BOX_W, small, says(t,
		    "Signature, full name"));
		pdf_line(t->p, x + 20, y + 78, x + BOX_W - 20, y + 78, .5,
		    SOFT);
	} else {
		draw(t, s->strokes, x, y + 18);
		local_moment(t->local, &w, s->at);
		pdf_put(t->p, "P", x, y + 96, BOX_W, small, str_print(
		    t->c->arena, words_say(t->words, t->h->is_changed[side]
		    ? "Signed on the screen, %s UTC; changed since"
		    : "Signed on the screen, %s UTC"), write_done(&w).p));
	}
	pdf_put(t->p, "P", x, y + 82, BOX_W, middle, signed_ &&
	    !str_none(s->name) ? s->name : str_none(name) ? S(" ") : name);
}

static void
put_signatures(struct paper *t)
{
	double y;

	pdf_space(t->p, 16);
	pdf_keep(t->p, 120);
	y = pdf_at(t->p);
	put_signature(t, HANDOVER_GIVING, 60, y);
	put_signature(t, HANDOVER_RECEIVING, 335, y);
	pdf_space(t->p, 120);
}

bool
handover_pdf(struct ctx *c, const struct handover *h, str lang, str *bytes)
{
	struct paper t = { .c = c, .h = h, .vi = str_is(lang, "vi"),
		.words = words_named(lang) };
	struct pdf_sheet sheet = { .width = PDF_A4_SHORT,
		.height = PDF_A4_LONG, .left = 50, .right = 50, .top = 50,
		.bottom = 50, .lang = t.vi ? S("vi") : S("en"),
		.date = h->row.date, .foot = h->row.no };
	bool fine;

	sheet.title = str_print(c->arena, "%.*s %.*s", (int)says(&t,
	    "Handover certificate").n, says(&t, "Handover certificate").p,
	    (int)h->row.no.n, h->row.no.p);
	t.local = local_open(t.vi ? "vi" : "en", &c->errors);
	if (t.local == NULL || !pdf_open(c->arena, &sheet, &t.p, &c->errors)) {
		local_close(t.local);
		return false;
	}
	put_head(&t);
	put_party(&t, "Giver (party A)", h->giving, h->row.rep_giving,
	    h->row.post_giving);
	put_party(&t, "Receiver (party B)", h->receiving,
	    h->row.rep_receiving, h->row.post_receiving);
	put_items(&t);
	put_terms(&t);
	put_signatures(&t);
	fine = pdf_finish(t.p, bytes, &c->errors);
	local_close(t.local);
	return fine;
}

/* ---- labels ---- */

static bool
put_label(struct ctx *c, struct pdf *p, const struct equipment_item *i,
    str programme, str at, size_t place)
{
	double w = PDF_A4_SHORT / ACROSS, h = PDF_A4_LONG / DOWN;
	double x = (double)(place % ACROSS) * w;
	double y = (double)(place / ACROSS) * h;
	struct pdf_ink small = { .size = 8, .colour = SOFT, .least = 6 };
	struct pdf_ink large = { .size = 12, .colour = INK, .weight = 700,
		.least = 7 };
	struct pdf_ink text = { .size = 8, .colour = INK, .least = 6 };
	str no = str_none(i->tag_no) ? i->code : i->tag_no;

	if (!pdf_qr(p, x + 8, y + 14, 78, str_print(c->arena,
	    "%.*s/equipment_item/%s", (int)at.n, at.p,
	    id_text(c->arena, i->row.id).p), &c->errors))
		return false;
	pdf_fit(p, "P", x + 90, y + 18, w - 98, 16, large, str_none(no)
	    ? S(" ") : no);
	pdf_fit(p, "P", x + 90, y + 38, w - 98, 34, text,
	    text_in(c->arena, i->description, c->lang));
	pdf_fit(p, "P", x + 90, y + 76, w - 98, h - 80, small, programme);
	return true;
}

bool
handover_labels(struct ctx *c, const struct equipment_item *item, size_t n,
    str programme, str at, str *bytes)
{
	struct pdf_sheet sheet = { .width = PDF_A4_SHORT,
		.height = PDF_A4_LONG, .title = programme,
		.lang = str_of(c->lang) };
	struct pdf *p;
	size_t i;

	if (!pdf_open(c->arena, &sheet, &p, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		if (i > 0 && i % (ACROSS * DOWN) == 0)
			pdf_page(p);
		if (!put_label(c, p, &item[i], programme, at,
		    i % (ACROSS * DOWN)))
			return false;
	}
	return pdf_finish(p, bytes, &c->errors);
}
