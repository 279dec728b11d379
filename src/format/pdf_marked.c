/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What makes a tagged PDF one that a reader that speaks can use, and Cairo
 * does not write: the mark that it is tagged, its language, that its title
 * is shown, and what its pictures show.  Written behind the file, as the
 * format has it for changes (ISO 32000-1, 7.5.6): the objects that change
 * once more, and a table of where they stand.
 *
 * Only Cairo's own files are read here; one that does not look as expected
 * stays as it is.
 */
#include <string.h>

#include "base/arena.h"
#include "format/pdf_in.h"

enum { OBJECTS = 4096, LONGEST = 4096 };

struct marking {
	struct pdf  *p;
	str          from;
	struct write w;
	long         number[OBJECTS];
	size_t       at[OBJECTS], n;
};

/* The last place of `what`; the length when it is not there. */
static size_t
last(str s, str what)
{
	size_t i;

	for (i = s.n < what.n ? 0 : s.n - what.n + 1; i > 0; i--)
		if (memcmp(s.p + i - 1, what.p, what.n) == 0)
			return i - 1;
	return s.n;
}

/* The digits at that place. */
static long
number(str s, size_t at)
{
	long n = 0;

	while (at < s.n && s.p[at] == ' ')
		at++;
	while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9' && n < 100000000)
		n = n * 10 + (s.p[at++] - '0');
	return n;
}

static long
named(str s, str name)
{
	size_t i = str_find(s, name);

	return i < s.n ? number(s, i + name.n) : -1;
}

/* A text in UTF-16, as hexadecimal digits. */
static void
put_text(struct write *w, str s)
{
	size_t i = 0, more, k;
	unsigned long c;

	write_z(w, "<FEFF");
	while (i < s.n) {
		c = (unsigned char)s.p[i++];
		more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
		c &= more == 3 ? 7 : more == 2 ? 15 : more == 1 ? 31 : 127;
		for (k = 0; k < more && i < s.n; k++)
			c = c << 6 | ((unsigned char)s.p[i++] & 63);
		if (c >= 0x10000)
			write_format(w, "%04lX", 0xd800 + ((c - 0x10000) >>
			    10));
		write_format(w, "%04lX", c >= 0x10000 ? 0xdc00 + ((c -
		    0x10000) & 0x3ff) : c);
	}
	write_z(w, ">");
}

/* Begins an object again, up to where its first brackets open. */
static void
again(struct marking *m, long object)
{
	m->number[m->n] = object;
	m->at[m->n++] = m->from.n + m->w.n;
	write_format(&m->w, "%ld 0 obj\n<< ", object);
}

/* What stands between the brackets of an object, whose text begins behind
 * "obj"; none when it is none of Cairo's. */
static str
inside(str s)
{
	size_t end = str_find(s, S("endobj"));
	str body;

	if (end >= s.n || end > LONGEST)
		return (str){ 0 };
	body = str_trim(str_part(s, 0, end));
	if (!str_starts(body, S("<<")) || !str_ends(body, S(">>")))
		return (str){ 0 };
	return str_part(body, 2, body.n - 2);
}

static bool
mark_catalog(struct marking *m, long root)
{
	str head = str_print(m->p->arena, "\n%ld 0 obj", root), body;
	size_t at = last(m->from, head);

	if (at >= m->from.n)
		return false;
	body = inside(str_part(m->from, at + head.n, m->from.n));
	if (str_none(body))
		return false;
	again(m, root);
	write_str(&m->w, body);
	if (str_find(body, S("/MarkInfo")) >= body.n)
		write_z(&m->w, " /MarkInfo << /Marked true >>");
	write_z(&m->w, " /ViewerPreferences << /DisplayDocTitle true >> "
	    "/Lang ");
	put_text(&m->w, str_none(m->p->sheet.lang) ? S("en") :
	    m->p->sheet.lang);
	write_z(&m->w, " >>\nendobj\n");
	return true;
}

/* The pictures of the structure come in the order they were shown. */
static void
mark_pictures(struct marking *m)
{
	const struct pdf_alt *k = m->p->alt;
	size_t i, from = 0, before;
	str rest, body;

	for (; k != NULL && m->n < OBJECTS; k = k->next) {
		rest = str_part(m->from, from, m->from.n);
		i = str_find(rest, S("/S /Figure"));
		if (i >= rest.n)
			return;
		before = last(str_part(rest, 0, i), S(" 0 obj"));
		body = before < i ? inside(str_part(rest, before + 6,
		    rest.n)) : (str){ 0 };
		from += i + 10;
		if (str_none(body))
			continue;
		while (before > 0 && rest.p[before - 1] >= '0' &&
		    rest.p[before - 1] <= '9')
			before--;
		again(m, number(rest, before));
		write_str(&m->w, body);
		write_z(&m->w, " /Alt ");
		put_text(&m->w, k->text);
		write_z(&m->w, " >>\nendobj\n");
	}
}

static void
put_trailer(struct marking *m, str trailer, long was)
{
	size_t i, at = m->from.n + m->w.n;

	write_z(&m->w, "xref\n");
	for (i = 0; i < m->n; i++)
		write_format(&m->w, "%ld 1\n%010zu 00000 n \n",
		    m->number[i], m->at[i]);
	write_format(&m->w, "trailer\n<< /Size %ld /Root %ld 0 R /Info %ld "
	    "0 R /Prev %ld >>\nstartxref\n%zu\n%%%%EOF\n",
	    named(trailer, S("/Size")), named(trailer, S("/Root")),
	    named(trailer, S("/Info")), was, at);
}

str
pdf_marked(struct pdf *p, str bytes)
{
	struct marking *m = NEW(p->arena, struct marking);
	size_t at = last(bytes, S("\ntrailer"));
	str trailer = str_part(bytes, at, bytes.n);
	long was = named(trailer, S("startxref\n"));
	struct write all;

	m->p = p;
	m->from = bytes;
	m->w = write_new(p->arena, 64 << 20);
	if (at >= bytes.n || was <= 0 || named(trailer, S("/Info")) < 0 ||
	    !mark_catalog(m, named(trailer, S("/Root"))))
		return bytes;
	mark_pictures(m);
	put_trailer(m, trailer, was);
	all = write_new(p->arena, bytes.n + m->w.n);
	write_str(&all, bytes);
	write_str(&all, write_done(&m->w));
	return all.over ? bytes : write_done(&all);
}
