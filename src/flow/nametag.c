/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/nametag.h"

#include "base/arena.h"
#include "format/pdf.h"

#define INK   0x17211c
#define SOFT  0x4b5952
#define BRAND 0x0e5a47
#define CUT   0xc9d1cb

/* Points: a badge is 90 mm by 54 mm, as holders for badges are. */
enum { WIDE = 255, HIGH = 153, ACROSS = 2, DOWN = 5, PAD = 12, QR = 112 };

static void
cut_lines(struct pdf *p, double left, double top)
{
	int i;

	for (i = 0; i <= ACROSS; i++)
		pdf_line(p, left + i * WIDE, top, left + i * WIDE,
		    top + DOWN * HIGH, .4, CUT);
	for (i = 0; i <= DOWN; i++)
		pdf_line(p, left, top + i * HIGH, left + ACROSS * WIDE,
		    top + i * HIGH, .4, CUT);
}

static bool
tag(struct ctx *c, struct pdf *p, str event, const struct nametag *t,
    double x, double y)
{
	const struct pdf_ink small = { .size = 7.5, .colour = BRAND,
		.weight = 700, .least = 6 };
	const struct pdf_ink name = { .size = 17, .colour = INK,
		.weight = 700, .least = 8 };
	const struct pdf_ink who = { .size = 9, .colour = SOFT, .least = 6 };
	const struct pdf_ink letters = { .size = 9, .colour = INK,
		.align = PDF_MIDDLE, .mono = true };
	double inner = WIDE - 2 * PAD - QR - 4;

	pdf_area(p, x + 1, y + 1, 4, HIGH - 2, BRAND);
	pdf_fit(p, "P", x + PAD, y + PAD, inner, 30, small, event);
	pdf_fit(p, "H2", x + PAD, y + 46, inner, 62, name, t->name);
	pdf_fit(p, "P", x + PAD, y + 112, inner, 32, who, t->organisation);
	if (!pdf_qr(p, x + WIDE - PAD - QR + 6, y + 10, QR, t->code,
	    &c->errors))
		return false;
	pdf_put(p, "P", x + WIDE - PAD - QR + 6, y + QR + 14, QR, letters,
	    t->letters);
	return true;
}

bool
nametag_pdf(struct ctx *c, str event, const struct nametag *t, size_t n,
    str *bytes)
{
	const double left = (PDF_A4_SHORT - ACROSS * WIDE) / 2;
	const double top = (PDF_A4_LONG - DOWN * HIGH) / 2;
	struct pdf_sheet sheet = { .width = PDF_A4_SHORT,
		.height = PDF_A4_LONG, .title = event,
		.lang = str_of(c->lang), .date = moment_day(c->now) };
	struct pdf *p;
	size_t i, at;

	if (n == 0)
		return fail(&c->errors, ABSENT, NULL,
		    "Nobody is enrolled yet: there is no badge to print.");
	if (!pdf_open(c->arena, &sheet, &p, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		at = i % (ACROSS * DOWN);
		if (at == 0 && i > 0)
			pdf_page(p);
		if (at == 0)
			cut_lines(p, left, top);
		if (!ctx_goes_on(c, words_say(c->words, "Badges"),
		    (int64_t)i, (int64_t)n) || !tag(c, p, event, &t[i],
		    left + (double)(at % ACROSS) * WIDE,
		    top + (double)(at / ACROSS) * HIGH))
			return false;
	}
	return pdf_finish(p, bytes, &c->errors);
}
