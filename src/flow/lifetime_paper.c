/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/lifetime_paper.h"

#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "format/local.h"
#include "format/pdf.h"

#define SOFT 0x4b5952

struct paper {
	struct ctx            *c;
	struct pdf            *p;
	struct local          *local;
	const struct lifetime *l;
};

static str
say(const struct paper *s, const char *english)
{
	return str_of(words_say(s->c->words, english));
}

static str
day(const struct paper *s, struct day on)
{
	struct write w = write_new(s->c->arena, 100);

	if (on.n == 0)
		return S("");
	local_day(s->local, &w, on);
	return write_done(&w);
}

static str
figure(const struct paper *s, double x, int decimals)
{
	struct write w = write_new(s->c->arena, 100);

	if (isnan(x))
		return S("");
	local_real(s->local, &w, x, decimals);
	return write_done(&w);
}

static void
head(const struct paper *s)
{
	const struct pdf_ink soft = { .size = 10, .colour = SOFT };
	const struct person *p = &s->l->person;
	str at = id_none(p->organisation) ? (str){ 0 } : flow_name(s->c,
	    &party_entity, p->organisation);

	pdf_heading(s->p, 1, str_none(p->name) ? p->code : p->name);
	pdf_text(s->p, soft, str_print(s->c->arena, "%.*s%s%.*s",
	    (int)p->post.n, p->post.p, str_none(p->post) || str_none(at) ? ""
	    : ", ", (int)at.n, at.p));
	pdf_text(s->p, soft, say(s, "All capacity building on record, of "
	    "every kind and in every programme."));
	pdf_space(s->p, 8);
}

static void
sums(const struct paper *s)
{
	const struct pdf_column columns[] = {
		{ say(s, "Kind"), 3, PDF_START },
		{ say(s, "In all"), 2, PDF_END } };
	enum lifetime_kind k;
	enum lifetime_unit u;
	double all;
	str cell[2];

	pdf_heading(s->p, 2, say(s, "Hours by kind"));
	pdf_table(s->p, columns, 2);
	for (k = 0; k < LIFETIME_KINDS; k++)
		for (u = 0; u < LIFETIME_UNITS; u++) {
			all = lifetime_sum(s->l, k, u, 0);
			if (isnan(all))
				continue;
			cell[0] = say(s, lifetime_kind_name(k));
			cell[1] = str_print(s->c->arena, "%s %s",
			    str_z(s->c->arena, figure(s, all, -1)), say(s,
			    lifetime_unit_name(u)).p);
			pdf_row(s->p, cell);
		}
	pdf_table_end(s->p);
}

static void
levels(const struct paper *s)
{
	const struct pdf_column columns[] = {
		{ say(s, "Dimension"), 5, PDF_START },
		{ say(s, "Before"), 1, PDF_END }, { say(s, "Now"), 1, PDF_END },
		{ say(s, "Desired"), 1, PDF_END }, { say(s, "Gap"), 1, PDF_END }
	};
	const struct lifetime_level *v;
	size_t i;
	str cell[5];

	if (s->l->levels == 0)
		return;
	pdf_heading(s->p, 2, say(s, "Levels"));
	pdf_table(s->p, columns, 5);
	for (i = 0; i < s->l->levels; i++) {
		v = &s->l->level[i];
		cell[0] = v->dimension;
		cell[1] = figure(s, v->before, 2);
		cell[2] = figure(s, v->now, 2);
		cell[3] = figure(s, v->desired, 2);
		cell[4] = figure(s, v->desired - v->now, 2);
		pdf_row(s->p, cell);
	}
	pdf_table_end(s->p);
}

static void
records(const struct paper *s)
{
	const struct pdf_column columns[] = {
		{ say(s, "From"), 2, PDF_START }, { say(s, "What"), 6, PDF_START },
		{ say(s, "Kind"), 3, PDF_START }, { say(s, "How much"), 2, PDF_END },
		{ say(s, "Tests"), 2, PDF_END } };
	const struct lifetime_record *r;
	size_t i;
	str cell[5];

	pdf_heading(s->p, 2, say(s, "What was received"));
	pdf_table(s->p, columns, 5);
	for (i = 0; i < s->l->n; i++) {
		r = &s->l->record[i];
		cell[0] = day(s, r->from);
		cell[1] = str_print(s->c->arena, "%s (%s)%s%s",
		    str_z(s->c->arena, r->title), str_z(s->c->arena,
		    r->programme_code), r->is_repeat ? ", " : "",
		    r->is_repeat ? say(s, "repeat").p : "");
		cell[2] = str_none(r->type) ? say(s, lifetime_kind_name(
		    r->kind)) : r->type;
		cell[3] = isnan(r->amount) ? S("–") : str_print(s->c->arena,
		    "%s %s", str_z(s->c->arena, figure(s, r->amount, -1)),
		    say(s, lifetime_unit_name(r->unit)).p);
		cell[4] = isnan(r->pre) && isnan(r->post) ? (str){ 0 }
		    : str_print(s->c->arena, "%s – %s", str_z(s->c->arena,
		    figure(s, r->pre, -1)), str_z(s->c->arena, figure(s,
		    r->post, -1)));
		pdf_row(s->p, cell);
	}
	pdf_table_end(s->p);
}

static void
certificates(const struct paper *s)
{
	const struct pdf_column columns[] = {
		{ say(s, "Certificate"), 5, PDF_START },
		{ say(s, "Number"), 2, PDF_START },
		{ say(s, "Issued on"), 2, PDF_START },
		{ say(s, "Expires on"), 2, PDF_START } };
	const struct lifetime_held *h;
	size_t i;
	str cell[4];

	if (s->l->helds == 0)
		return;
	pdf_heading(s->p, 2, say(s, "Certificates"));
	pdf_table(s->p, columns, 4);
	for (i = 0; i < s->l->helds; i++) {
		h = &s->l->held[i];
		cell[0] = h->title;
		cell[1] = h->row.number;
		cell[2] = day(s, h->row.issued_on);
		cell[3] = day(s, h->row.expires_on);
		pdf_row(s->p, cell);
	}
	pdf_table_end(s->p);
}

static void
given(const struct paper *s)
{
	const struct pdf_column columns[] = {
		{ say(s, "Role"), 2, PDF_START }, { say(s, "What"), 6, PDF_START },
		{ say(s, "From"), 2, PDF_START }, { say(s, "To"), 2, PDF_START }
	};
	const struct lifetime_role *r;
	size_t i;
	str cell[4];

	if (s->l->roles == 0)
		return;
	pdf_heading(s->p, 2, say(s, "What was given"));
	pdf_table(s->p, columns, 4);
	for (i = 0; i < s->l->roles; i++) {
		r = &s->l->role[i];
		cell[0] = say(s, r->says);
		cell[1] = r->title;
		cell[2] = day(s, r->from);
		cell[3] = day(s, r->to);
		pdf_row(s->p, cell);
	}
	pdf_table_end(s->p);
}

bool
lifetime_pdf(struct ctx *c, const struct lifetime *l, str *bytes)
{
	struct pdf_sheet sheet = { .width = PDF_A4_SHORT,
		.height = PDF_A4_LONG, .left = 56, .top = 56, .right = 56,
		.bottom = 56 };
	struct paper s = { .c = c, .l = l };
	bool fine;

	sheet.title = str_of(words_say(c->words, "Lifetime record"));
	sheet.lang = str_of(c->lang);
	sheet.date = moment_day(c->now);
	sheet.foot = str_none(l->person.name) ? l->person.code
	    : l->person.name;
	if ((s.local = local_open(c->lang, &c->errors)) == NULL)
		return false;
	fine = pdf_open(c->arena, &sheet, &s.p, &c->errors);
	if (fine) {
		head(&s);
		sums(&s);
		levels(&s);
		certificates(&s);
		records(&s);
		given(&s);
		fine = pdf_finish(s.p, bytes, &c->errors);
	}
	local_close(s.local);
	return fine;
}
