/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The sheet of signin.h on paper: A4 upright, the head on each page. */
#include "flow/signin.h"

#include "base/arena.h"
#include "base/write.h"
#include "flow/ticket.h"
#include "format/local.h"
#include "format/pdf.h"
#include "model/codes.h"
#include "model/text.h"

#define INK  0x17211c
#define SOFT 0x4b5952
#define LINE 0xa9b3ad

enum { LEFT = 42, RIGHT = 553, TOP = 142, ROW = 27, ROWS = 23, COLUMNS = 5 };

static const char *const heading[COLUMNS] = {   /* words: */
	"No.", "Name", "Organisation", "Sex", "Signature"
};

struct column {
	const char *heading;
	double      x, width;
};

struct printing {
	struct ctx          *c;
	struct pdf          *p;
	struct local        *local;
	const struct signin *s;
	str                  address;
	struct column        column[COLUMNS];
	bool                 with_sex;
};

static const char *
say(const struct printing *k, const char *english)
{
	return words_say(k->c->words, english);
}

static void
set_columns(struct printing *k)
{
	double who = k->with_sex ? 150 : 162, from = k->with_sex ? 130 : 150;
	double sex = k->with_sex ? 44 : 0, x = LEFT;
	const double width[COLUMNS] = { 30, who, from, sex,
		RIGHT - LEFT - 30 - who - from - sex };
	int i;

	for (i = 0; i < COLUMNS; i++) {
		k->column[i] = (struct column){ heading[i], x, width[i] };
		x += width[i];
	}
}

static str
day_says(const struct printing *k)
{
	struct write w = write_new(k->c->arena, 100);

	local_day_long(k->local, &w, k->s->session.date);
	return write_done(&w);
}

static bool
head(const struct printing *k, size_t page, size_t pages)
{
	const struct pdf_ink title = { .size = 15, .colour = INK,
		.weight = 700, .least = 9 };
	const struct pdf_ink plain = { .size = 10, .colour = SOFT, .least = 7 };
	const struct pdf_ink code = { .size = 11, .colour = INK,
		.weight = 700, .align = PDF_MIDDLE, .mono = true };
	const struct pdf_ink small = { .size = 8.5, .colour = SOFT };
	const struct event_session *s = &k->s->session;
	struct ctx *c = k->c;
	str topic = text_in(c->arena, s->topic, c->lang);
	str room = str_none(s->room) ? k->s->event.venue : s->room;

	pdf_fit(k->p, "H1", LEFT, 36, 400, 40, title, text_in(c->arena,
	    k->s->event.title, c->lang));
	pdf_fit(k->p, "P", LEFT, 78, 400, 14, plain, str_print(c->arena,
	    "%s%s%s", str_print(c->arena, say(k, "Session %lld, %s"),
	    (long long)s->seq, day_says(k).p).p, str_none(topic) ? "" : ": ",
	    str_z(c->arena, topic)));
	pdf_fit(k->p, "P", LEFT, 92, 400, 14, plain, room);
	pdf_put(k->p, "P", LEFT, 110, 400, small, str_print(c->arena,
	    "%s  %zu / %zu", say(k, "Sign in your own line."), page, pages));
	pdf_put(k->p, "P", RIGHT - 92, 118, 92, code,
	    ticket_spaced(c->arena, k->s->sheet.code));
	return pdf_qr(k->p, RIGHT - 92, 28, 92, k->address, &c->errors);
}

static void
headings(const struct printing *k)
{
	const struct pdf_ink ink = { .size = 9, .colour = INK, .weight = 700,
		.least = 6 };
	int i;

	pdf_line(k->p, LEFT, TOP, RIGHT, TOP, .8, SOFT);
	for (i = 0; i < COLUMNS; i++)
		if (k->column[i].width > 0)
			pdf_fit(k->p, "TH", k->column[i].x + 4, TOP + 4,
			    k->column[i].width - 6, 14, ink, str_of(say(k,
			    k->column[i].heading)));
	pdf_line(k->p, LEFT, TOP + 20, RIGHT, TOP + 20, .8, SOFT);
}

static void
line(const struct printing *k, const struct signin_line *l, size_t number,
    double y)
{
	const struct pdf_ink big = { .size = 11, .colour = INK, .weight = 700 };
	const struct pdf_ink name = { .size = 10.5, .colour = INK,
		.least = 7 };
	const struct pdf_ink soft = { .size = 8.5, .colour = SOFT,
		.least = 6 };
	const struct choice *sex = choice_coded(&sex_codes, l->sex);
	const struct column *at = k->column;

	pdf_put(k->p, "TD", at[0].x + 4, y + 6, at[0].width - 6, big,
	    str_print(k->c->arena, "%zu", number));
	pdf_fit(k->p, "TD", at[1].x + 4, y + 5, at[1].width - 6, ROW - 6,
	    name, l->name);
	pdf_fit(k->p, "TD", at[2].x + 4, y + 5, at[2].width - 6, ROW - 6,
	    soft, l->organisation);
	if (k->with_sex && sex != NULL)
		pdf_fit(k->p, "TD", at[3].x + 4, y + 6, at[3].width - 6,
		    ROW - 6, soft, str_of(say(k, sex->label)));
}

static void
grid(const struct printing *k, size_t rows)
{
	double end = TOP + 20 + (double)rows * ROW;
	size_t i;

	for (i = 1; i <= rows; i++)
		pdf_line(k->p, LEFT, TOP + 20 + (double)i * ROW, RIGHT,
		    TOP + 20 + (double)i * ROW, .4, LINE);
	for (i = 0; i < COLUMNS; i++)
		pdf_line(k->p, k->column[i].x, TOP, k->column[i].x, end, .4,
		    LINE);
	pdf_line(k->p, RIGHT, TOP, RIGHT, end, .4, LINE);
}

static void
foot(const struct printing *k)
{
	const struct pdf_ink ink = { .size = 9, .colour = SOFT };

	pdf_line(k->p, LEFT, 812, LEFT + 220, 812, .5, SOFT);
	pdf_put(k->p, "P", LEFT, 815, 300, ink, str_of(say(k,
	    "Trainer's name and signature")));
}

static bool
pages(const struct printing *k)
{
	size_t all = (k->s->n + ROWS - 1) / ROWS, i, page, rows;

	for (page = 0; page < all; page++) {
		if (page > 0)
			pdf_page(k->p);
		if (!ctx_goes_on(k->c, say(k, "Sign-in sheet"),
		    (int64_t)page, (int64_t)all) || !head(k, page + 1, all))
			return false;
		headings(k);
		rows = k->s->n - page * ROWS < ROWS ? k->s->n - page * ROWS
		    : ROWS;
		grid(k, rows);
		for (i = 0; i < rows; i++)
			line(k, &k->s->line[page * ROWS + i],
			    page * ROWS + i + 1,
			    TOP + 20 + (double)i * ROW);
		foot(k);
	}
	return true;
}

bool
signin_pdf(struct ctx *c, const struct signin *s, str address, bool with_sex,
    str *bytes)
{
	struct pdf_sheet sheet = { .width = PDF_A4_SHORT,
		.height = PDF_A4_LONG, .lang = str_of(c->lang),
		.title = text_in(c->arena, s->event.title, c->lang),
		.date = moment_day(s->sheet.printed_at) };
	struct printing k = { .c = c, .s = s, .address = address,
		.with_sex = with_sex };
	bool fine;

	k.local = local_open(c->lang, &c->errors);
	if (k.local == NULL)
		return false;
	set_columns(&k);
	fine = pdf_open(c->arena, &sheet, &k.p, &c->errors) && pages(&k) &&
	    pdf_finish(k.p, bytes, &c->errors);
	local_close(k.local);
	return fine;
}
