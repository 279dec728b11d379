/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The drawings of chart.h on paper.  They are SVG of a few elements, whose
 * colours are the classes of the style sheet and whose lengths across are
 * percents; that, and no more of SVG, is read here, so that a chart is drawn
 * from the very same marks on a page and on paper.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "format/pdf_in.h"
#include "format/xml.h"

#define PIXEL .75               /* points */
#define FULL  6.283185307179586

enum { NONE = -1, DEEP = 8, WORDS_SIZE = 11, WORDS_COLOUR = 0x5f6c65 };

/* Of chart.css, as on white paper: what a class fills and strokes with, and
 * how thick. */
static const struct look {
	const char *class;
	int         fill, stroke;       /* NONE: as before */
	double      thick;              /* 0: as before */
} looks[] = {
	{ "f0", 0xe1e5df, NONE, 0 },
	{ "f1", 0x0f7a68, NONE, 0 }, { "f2", 0xc4741a, NONE, 0 },
	{ "f3", 0x3d63b0, NONE, 0 }, { "f4", 0xa63f28, NONE, 0 },
	{ "f5", 0x7c5295, NONE, 0 }, { "f6", 0x87928c, NONE, 0 },
	{ "fb", 0x9cc7b5, NONE, 0 }, { "fi", 0x17211c, NONE, 0 },
	{ "fs", 0xeef1eb, NONE, 0 }, { "fw", 0xffffff, NONE, 0 },
	{ "l1", NONE, 0x0f7a68, 2 }, { "l2", NONE, 0xc4741a, 2 },
	{ "l3", NONE, 0x3d63b0, 2 }, { "l4", NONE, 0xa63f28, 2 },
	{ "l5", NONE, 0x7c5295, 2 }, { "l6", NONE, 0x87928c, 2 },
	{ "lg", NONE, 0xe1e5df, 1 }, { "la", NONE, 0x84908a, 1 },
	{ "li", NONE, 0x17211c, 1.5 }, { "lw", NONE, 0xffffff, 2 },
	{ "hol", 0xffffff, NONE, 2.5 }, { "crit", NONE, 0x17211c, 1.5 },
	{ "t25", NONE, NONE, 2.5 }, { "t3", NONE, NONE, 3 },
	{ "t4", NONE, NONE, 4 }, { "pt", NONE, NONE, 9 },
	{ 0 }
};

struct pen {
	struct pdf *p;
	struct xml *x;
	double      width, height, beyond;      /* pixels */
	int         depth;
	int         fill, stroke;               /* of this element */
	double      thick;
	str         anchor;                     /* of the words under way */
	double      at_x, at_y;
	bool        in_words;
};

static double
number(struct pen *k, str s, double whole)
{
	double x = str_none(s) ? 0 : strtod(str_z(k->p->arena, s), NULL);

	return str_ends(s, S("%")) ? x / 100 * whole : x;
}

static double
length(struct pen *k, const char *name, double whole)
{
	return number(k, xml_attribute(k->x, name), whole);
}

static void
dress(struct pen *k)
{
	str rest = xml_attribute(k->x, "class"), one;
	const struct look *l;

	k->fill = k->stroke = NONE;
	k->thick = 1;
	while (str_cut(&rest, ' ', &one))
		for (l = looks; l->class != NULL; l++) {
			if (!str_is(one, l->class))
				continue;
			k->fill = l->fill != NONE ? l->fill : k->fill;
			k->stroke = l->stroke != NONE ? l->stroke : k->stroke;
			k->thick = l->thick > 0 ? l->thick : k->thick;
		}
}

static void
ink(struct pen *k)
{
	const struct pdf_lib *l = &k->p->l;

	if (k->fill != NONE) {
		pdf_colour(k->p, (unsigned)k->fill);
		l->cairo_fill_preserve(k->p->cr);
	}
	if (k->stroke != NONE) {
		pdf_colour(k->p, (unsigned)k->stroke);
		l->cairo_set_line_width(k->p->cr, k->thick);
		l->cairo_stroke(k->p->cr);
	}
	l->cairo_new_path(k->p->cr);
}

/* A line that runs past the row runs on to the next one's. */
static double
past(const struct pen *k, double y)
{
	return y < 0 ? -k->beyond : y > k->height ? k->height + k->beyond : y;
}

static void
line(struct pen *k)
{
	k->fill = NONE;
	k->p->l.cairo_move_to(k->p->cr, length(k, "x1", k->width),
	    past(k, length(k, "y1", k->height)));
	k->p->l.cairo_line_to(k->p->cr, length(k, "x2", k->width),
	    past(k, length(k, "y2", k->height)));
	ink(k);
}

static void
area(struct pen *k)
{
	k->p->l.cairo_rectangle(k->p->cr, length(k, "x", k->width),
	    length(k, "y", k->height), length(k, "width", k->width),
	    length(k, "height", k->height));
	ink(k);
}

static void
circle(struct pen *k)
{
	k->p->l.cairo_arc(k->p->cr, length(k, "cx", k->width),
	    length(k, "cy", k->height), length(k, "r", k->width), 0, FULL);
	ink(k);
}

static double
next_number(const char **at)
{
	char *end;
	double x = strtod(*at, &end);

	*at = end > *at ? end : *at + (**at != '\0');
	return x;
}

/* M, L and pairs that follow them, h, z. */
static void
path(struct pen *k)
{
	const char *at = str_z(k->p->arena, xml_attribute(k->x, "d"));
	const struct pdf_lib *l = &k->p->l;
	char how = 'M';
	double x;

	while (*at != '\0') {
		if (strchr("MLhz", *at) != NULL)
			how = *at++;
		if (how == 'z') {
			l->cairo_close_path(k->p->cr);
			how = '\0';
			continue;
		}
		if (how == '\0')
			return;
		x = next_number(&at);
		if (how == 'h')
			l->cairo_rel_line_to(k->p->cr, x, 0);
		else if (how == 'M')
			l->cairo_move_to(k->p->cr, x, next_number(&at));
		else
			l->cairo_line_to(k->p->cr, x, next_number(&at));
		how = how == 'M' ? 'L' : how;
		while (*at == ' ')
			at++;
	}
	l->cairo_set_line_cap(k->p->cr, CAIRO_LINE_CAP_ROUND);
	ink(k);
	l->cairo_set_line_cap(k->p->cr, CAIRO_LINE_CAP_BUTT);
}

static void
words(struct pen *k, str text)
{
	struct pdf_ink how = { .size = WORDS_SIZE, .colour = WORDS_COLOUR,
		.align = PDF_MIDDLE };
	double wide = 200, x = k->at_x - wide / 2;

	if (str_is(k->anchor, "start")) {
		how.align = k->p->from_right ? PDF_END : PDF_START;
		x = k->at_x;
	} else if (str_is(k->anchor, "end")) {
		how.align = k->p->from_right ? PDF_START : PDF_END;
		x = k->at_x - wide;
	}
	pdf_put(k->p, NULL, x, k->at_y - how.size * 1.1, wide, how, text);
}

static void
open_svg(struct pen *k)
{
	const struct pdf_lib *l = &k->p->l;
	str box = xml_attribute(k->x, "viewBox"), one;
	double side[4] = { 0, 0, 0, 0 };
	int i;

	l->cairo_save(k->p->cr);
	if (k->depth++ > 0) {
		l->cairo_translate(k->p->cr, length(k, "x", k->width),
		    length(k, "y", k->height));
		return;
	}
	for (i = 0; i < 4 && str_cut(&box, ' ', &one); i++)
		side[i] = number(k, one, 0);
	if (side[2] > 0 && side[3] > 0) {
		l->cairo_scale(k->p->cr, k->width / side[2],
		    k->height / side[3]);
		k->width = side[2];
		k->height = side[3];
	}
}

static bool
open_one(struct pen *k, str name)
{
	static const struct { const char *name; void (*draw)(struct pen *); }
	shape[] = { { "line", line }, { "rect", area }, { "circle", circle },
		{ "path", path }, { NULL, NULL } };
	int i;

	if (str_is(name, "svg")) {
		open_svg(k);
		return k->depth <= DEEP;
	}
	k->in_words = str_is(name, "text");
	if (k->in_words) {
		k->at_x = length(k, "x", k->width);
		k->at_y = length(k, "y", k->height);
		k->anchor = str_copy(k->p->arena, xml_attribute(k->x,
		    "text-anchor"));
		return true;
	}
	dress(k);
	for (i = 0; shape[i].name != NULL; i++)
		if (str_is(name, shape[i].name)) {
			shape[i].draw(k);
			return true;
		}
	return false;
}

static bool
draw(struct pen *k, struct errors *e)
{
	struct xml_event event;
	bool known = true;

	while (known && xml_next(k->x, &event, e)) {
		if (event.kind == XML_OPEN)
			known = open_one(k, event.name);
		else if (event.kind == XML_TEXT && k->in_words)
			words(k, event.text);
		else if (event.kind == XML_CLOSE && str_is(event.name, "svg")) {
			k->p->l.cairo_restore(k->p->cr);
			k->depth--;
		}
	}
	for (; k->depth > 0; k->depth--)
		k->p->l.cairo_restore(k->p->cr);
	return (known && !xml_failed(k->x)) || fail(e, INVALID, NULL,
	    "A chart holds what cannot be drawn on paper.");
}

bool
pdf_svg(struct pdf *p, str svg, struct pdf_box box, double beyond,
    struct errors *e)
{
	struct pen k = { .p = p, .x = xml_open(p->arena, svg, "chart"),
		.width = box.width / PIXEL, .height = box.height / PIXEL,
		.beyond = beyond / PIXEL };
	bool drawn;

	p->l.cairo_save(p->cr);
	p->l.cairo_translate(p->cr, box.x, box.y);
	p->l.cairo_scale(p->cr, PIXEL, PIXEL);
	if (p->from_right && !str_starts(svg, S("<svg class=\"xa\""))) {
		p->l.cairo_translate(p->cr, k.width, 0);
		p->l.cairo_scale(p->cr, -1, 1);
	}
	drawn = draw(&k, e);
	p->l.cairo_restore(p->cr);
	return drawn;
}
