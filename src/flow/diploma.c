/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/diploma.h"

#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/document.h"
#include "format/local.h"
#include "format/pdf.h"
#include "model/codes.h"

#define INK   0x17211c
#define SOFT  0x4b5952
#define BRAND 0x0e5a47
#define SPROUT 0x9cc7b5

enum { LEFT = 76, RIGHT = 766, FURROWS = 11, POINTS = 9 };

struct sheet {
	struct pdf         *p;
	struct ctx         *c;
	const struct words *words;      /* of the award, not of the reader */
	struct local       *local;
	const struct certificate_view *v;
	bool                from_right;
};

/* Where a thing of that width stands, as the language is read. */
static double
at(const struct sheet *s, double x, double width)
{
	return s->from_right ? LEFT + RIGHT - x - width : x;
}

static str
say(const struct sheet *s, const char *english)
{
	return str_of(words_say(s->words, english));
}

static str
day(const struct sheet *s, struct day on)
{
	struct write w = write_new(s->c->arena, 100);

	local_day_long(s->local, &w, on);
	return write_done(&w);
}

/* Lines of a ploughed field along the foot, fainter farther away. */
static void
furrows(struct pdf *p)
{
	static const unsigned shade[FURROWS] = { 0xf4f7f5, 0xeef3f0, 0xe8efeb,
		0xe0eae5, 0xd8e5df, 0xd0e0d9, 0xc8dbd3, 0xc0d6cd, 0xb8d1c7,
		0xb0ccc1, 0xa8c7bb };
	double xy[2 * POINTS], far;
	size_t i, k;

	for (i = 0; i < FURROWS; i++) {
		far = (double)i / FURROWS;
		for (k = 0; k < POINTS; k++) {
			xy[2 * k] = 842.0 * (double)k / (POINTS - 1);
			xy[2 * k + 1] = 428 + 170 * far * (.6 + .4 * far) +
			    (18 + 8 * far) * sin(xy[2 * k] / 150 + .5 * far);
		}
		pdf_curve(p, xy, POINTS, .8, shade[i]);
	}
}

static void
mark(struct pdf *p, double x, double y)
{
	const double stem[] = { x + 10, y + 16, x + 10, y + 9, x + 12, y + 3 };
	const double left[] = { x + 10, y + 11, x + 4, y + 9, x + 3, y + 4 };
	const double right[] = { x + 10, y + 9, x + 17, y + 6, x + 18, y };

	pdf_curve(p, stem, 3, 1.6, BRAND);
	pdf_curve(p, left, 3, 2.4, BRAND);
	pdf_curve(p, right, 3, 2.4, BRAND);
	pdf_line(p, x, y + 18, x + 20, y + 18, 1.4, SPROUT);
	pdf_line(p, x + 2, y + 21, x + 18, y + 21, 1.2, SPROUT);
}

static void
head(const struct sheet *s)
{
	const struct pdf_ink issuer = { .size = 13, .colour = INK,
		.weight = 700, .least = 8 };
	const struct pdf_ink kind = { .size = 10.5, .colour = INK,
		.align = PDF_END };
	const struct choice *k = choice_coded(&award_kind_codes,
	    s->v->award.kind);

	mark(s->p, at(s, LEFT, 20), 60);
	pdf_fit(s->p, "P", at(s, LEFT + 28, 400), 61, 400, 34, issuer,
	    s->v->award.issuer);
	if (k != NULL)
		pdf_put(s->p, "P", at(s, RIGHT - 230, 230), 63, 230, kind,
		    say(s, k->label));
}

const char *
diploma_says(str kind)
{
	return str_is(kind, "attendance") ? "has taken part in"
	    : str_is(kind, "competence") ? "has shown the competence asked for"
	    : str_is(kind, "trainer") ? "may train others in"
	    : "has completed";
}

static void
middle(const struct sheet *s)
{
	const struct pdf_ink plain = { .size = 11.5, .colour = INK };
	const struct pdf_ink name = { .size = 38, .colour = BRAND,
		.weight = 700, .least = 11 };
	const struct pdf_ink title = { .size = 16, .colour = INK,
		.weight = 700, .least = 9 };
	const struct pdf_ink small = { .size = 10, .colour = SOFT, .least = 7 };
	const struct award *a = &s->v->award;
	double y = 152;

	pdf_put(s->p, "P", at(s, LEFT, 600), y, 600, plain,
	    say(s, "This is to certify that"));
	y += 22 + pdf_fit(s->p, "H1", LEFT, y + 20, RIGHT - LEFT, 96, name,
	    s->v->name) + 10;
	y += pdf_put(s->p, "P", at(s, LEFT, 600), y, 600, plain,
	    say(s, diploma_says(a->kind))) + 3;
	y += pdf_fit(s->p, "H2", at(s, LEFT, 560), y, 560, 46, title,
	    a->title) + 8;
	pdf_fit(s->p, "P", at(s, LEFT, 520), y, 520, 400 - y, small,
	    a->statement);
}

/* One below the other: a long post pushes what follows down. */
static double
signed_line(const struct sheet *s, double x, double y, struct pdf_ink ink,
    str text)
{
	return y + fmax(15, pdf_fit(s->p, "P", x, y, 240, 26, ink, text));
}

static void
signature(const struct sheet *s, double left, str who, str post, str where)
{
	const struct pdf_ink bold = { .size = 10, .colour = INK,
		.weight = 700, .least = 7 };
	const struct pdf_ink soft = { .size = 10, .colour = SOFT, .least = 7 };

	double x = at(s, left, 240), y;

	pdf_line(s->p, x, 448, x + 240, 448, .7, SOFT);
	y = signed_line(s, x, 454, bold, who);
	y = signed_line(s, x, y, soft, post);
	(void)signed_line(s, x, y, soft, where);
}

static str
where_and_when(const struct sheet *s)
{
	str on = day(s, s->v->row.issued_on);
	const struct award *a = &s->v->award;

	return str_none(a->place) ? on : str_print(s->c->arena, "%.*s, %.*s",
	    (int)a->place.n, a->place.p, (int)on.n, on.p);
}

static bool
foot(const struct sheet *s, str check)
{
	const struct pdf_ink tiny = { .size = 8.5, .colour = INK,
		.align = PDF_MIDDLE };
	const struct award *a = &s->v->award;
	const struct certificate *k = &s->v->row;
	bool two = !str_none(a->second);

	signature(s, LEFT, a->signatory, a->signatory_post,
	    two ? (str){ 0 } : where_and_when(s));
	if (two)
		signature(s, LEFT + 264, a->second, a->second_post,
		    where_and_when(s));
	if (!pdf_qr(s->p, at(s, RIGHT - 88, 88), 396, 88, str_print(s->c->arena,
	    "%.*s%.*s", (int)check.n, check.p, (int)k->number.n, k->number.p),
	    &s->c->errors))
		return false;
	pdf_put(s->p, "P", at(s, RIGHT - 144, 200), 486, 200, tiny,
	    str_print(s->c->arena, "%s %s", say(s, "Check:").p,
	    str_z(s->c->arena, k->number)));
	if (k->expires_on.n != 0)
		pdf_put(s->p, "P", at(s, RIGHT - 144, 200), 498, 200, tiny,
		    str_print(s->c->arena, words_say(s->words,
		    "Valid until %s"), day(s, k->expires_on).p));
	return true;
}

static bool
one(struct sheet *s, const struct certificate_view *v, str check)
{
	s->v = v;
	furrows(s->p);
	head(s);
	middle(s);
	return foot(s, check);
}

static bool
all(struct sheet *s, const struct certificate_view *v, size_t n, str check)
{
	const char *what = words_say(s->c->words, "Certificates");
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			pdf_page(s->p);
		if (!ctx_goes_on(s->c, what, (int64_t)i, (int64_t)n) ||
		    !one(s, &v[i], check))
			return false;
	}
	return true;
}

bool
diploma_pdf(struct ctx *c, const struct certificate_view *v, size_t n,
    str check, str *bytes)
{
	struct pdf_sheet sheet = { .width = PDF_A4_LONG,
		.height = PDF_A4_SHORT };
	struct sheet s = { .c = c };
	bool fine;

	if (n == 0)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no certificate.");
	sheet.title = v->award.title;
	sheet.author = v->award.issuer;
	sheet.lang = v->award.language;
	sheet.date = v->row.issued_on;
	sheet.from_right = s.from_right = doc_rtl_in(sheet.lang);
	s.words = words_named(sheet.lang);
	s.local = local_open(str_none(sheet.lang) ? "en"
	    : str_z(c->arena, sheet.lang), &c->errors);
	if (s.local == NULL)
		return false;
	fine = pdf_open(c->arena, &sheet, &s.p, &c->errors) &&
	    all(&s, v, n, check) && pdf_finish(s.p, bytes, &c->errors);
	local_close(s.local);
	return fine;
}
