/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/letter.h"

#include "format/html.h"

enum { ROOM = 20000 };

struct letter
letter_new(struct ctx *c)
{
	return (struct letter){ c->arena, write_new(c->arena, ROOM),
		write_new(c->arena, ROOM) };
}

static void
part(struct letter *l)
{
	if (l->text.n > 0)
		write_char(&l->text, '\n');
}

/* Line ends of what was typed stay line ends. */
static void
put_lines(struct write *w, str s)
{
	str line;
	bool any = false;

	while (str_cut(&s, '\n', &line)) {
		if (any)
			write_z(w, "<br>\n");
		html_escape(w, line);
		any = true;
	}
}

void
letter_say(struct letter *l, str s)
{
	if (str_none(s))
		return;
	part(l);
	write_str(&l->text, s);
	write_char(&l->text, '\n');
	write_z(&l->html, "<p>");
	put_lines(&l->html, s);
	write_z(&l->html, "</p>\n");
}

void
letter_link(struct letter *l, str what, str href)
{
	if (str_none(href))
		return;
	part(l);
	write_str(&l->text, what);
	write_char(&l->text, '\n');
	write_str(&l->text, href);
	write_char(&l->text, '\n');
	write_z(&l->html, "<p>");
	html_escape(&l->html, what);
	write_z(&l->html, "<br>\n<a href=\"");
	html_escape(&l->html, href);
	write_z(&l->html, "\">");
	html_escape(&l->html, href);
	write_z(&l->html, "</a></p>\n");
}

void
letter_done(struct letter *l, struct mail_new *m)
{
	m->text = write_done(&l->text);
	m->html = write_done(&l->html);
}
