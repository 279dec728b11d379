/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "standard/iati_tree.h"

#include <string.h>

#include "base/arena.h"
#include "format/xml.h"

/* ---- building ---- */

struct iati *
iati_new(struct arena *a, const char *name)
{
	struct iati *e = NEW(a, struct iati);

	e->name = str_of(name);
	e->arena = a;
	return e;
}

static void
hang(struct iati *up, struct iati *e)
{
	e->up = up;
	if (up->last == NULL)
		up->first = e;
	else
		up->last->next = e;
	up->last = e;
}

struct iati *
iati_add(struct iati *up, const char *name)
{
	struct iati *e = iati_new(up->arena, name);

	hang(up, e);
	return e;
}

static void
add_attr(struct iati *e, str name, str value)
{
	struct iati_attr **at = &e->attr;

	while (*at != NULL)
		at = &(*at)->next;
	*at = NEW(e->arena, struct iati_attr);
	(*at)->name = name;
	(*at)->value = value;
}

void
iati_set(struct iati *e, const char *name, str value)
{
	if (!str_none(value))
		add_attr(e, str_of(name), value);
}

void
iati_set_z(struct iati *e, const char *name, const char *value)
{
	iati_set(e, name, str_of(value));
}

void
iati_set_day(struct iati *e, const char *name, struct day d)
{
	iati_set(e, name, day_text(e->arena, d));
}

void
iati_set_real(struct iati *e, const char *name, double v)
{
	struct write w = write_new(e->arena, 64);

	write_real(&w, v);
	iati_set(e, name, write_done(&w));
}

void
iati_code(struct iati *up, const char *name, str code)
{
	if (!str_none(code))
		iati_set(iati_add(up, name), "code", code);
}

void
iati_says(struct iati *up, str text, const char *lang)
{
	struct iati *e;

	text = str_trim(text);
	if (str_none(text))
		return;
	e = iati_add(up, "narrative");
	e->text = text;
	iati_set_z(e, "lang", lang);
}

/* ---- writing ---- */

static bool
is_blank_sign(unsigned char c)
{
	return c == '\t' || c == '\n' || c == '\r';
}

/* U+FFFE and U+FFFF are no characters of XML either. */
static bool
is_no_sign(str s, size_t i)
{
	return (unsigned char)s.p[i] == 0xef && i + 2 < s.n &&
	    (unsigned char)s.p[i + 1] == 0xbf &&
	    (unsigned char)s.p[i + 2] >= 0xbe;
}

void
iati_escape(struct write *w, str s)
{
	size_t i, from = 0;
	const char *as;
	size_t skip;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ?
		    "&gt;" : c == '"' ? "&quot;" : c == '\r' ? "&#13;" : NULL;
		skip = is_no_sign(s, i) ? 3 : 1;
		if (as == NULL && skip == 1 && (c >= 0x20 || is_blank_sign(c)))
			continue;
		write_str(w, str_part(s, from, i));
		if (as != NULL)
			write_z(w, as);
		from = i + skip;
	}
	write_str(w, str_part(s, from, s.n));
}

static void
indent(struct write *w, int depth)
{
	write_char(w, '\n');
	while (depth-- > 0)
		write_char(w, ' ');
}

static void
write_attr(struct write *w, const struct iati_attr *at)
{
	write_char(w, ' ');
	if (str_is(at->name, "lang"))
		write_z(w, "xml:");
	write_str(w, at->name);
	write_z(w, "=\"");
	iati_escape(w, at->value);
	write_char(w, '"');
}

void
iati_write(struct write *w, const struct iati *e, int depth)
{
	const struct iati_attr *at;
	const struct iati *k;

	indent(w, depth);
	write_char(w, '<');
	write_str(w, e->name);
	for (at = e->attr; at != NULL; at = at->next)
		write_attr(w, at);
	if (e->first == NULL && str_none(e->text)) {
		write_z(w, "/>");
		return;
	}
	write_char(w, '>');
	iati_escape(w, e->text);
	for (k = e->first; k != NULL; k = k->next)
		iati_write(w, k, depth + 1);
	if (e->first != NULL)
		indent(w, depth);
	write_z(w, "</");
	write_str(w, e->name);
	write_char(w, '>');
}

/* ---- taking ---- */

str
iati_get(struct iati *e, const char *name)
{
	struct iati_attr *at;

	for (at = e == NULL ? NULL : e->attr; at != NULL; at = at->next)
		if (str_is(at->name, name)) {
			at->used = true;
			return str_trim(at->value);
		}
	return (str){ 0 };
}

static struct iati *
named(struct iati *e, str name)
{
	while (e != NULL && !str_same(e->name, name))
		e = e->next;
	if (e != NULL)
		e->used = true;
	return e;
}

struct iati *
iati_first(struct iati *up, const char *name)
{
	return up == NULL ? NULL : named(up->first, str_of(name));
}

struct iati *
iati_next(struct iati *e)
{
	return named(e->next, e->name);
}

size_t
iati_count(struct iati *up, const char *name)
{
	const struct iati *e;
	size_t n = 0;

	for (e = up->first; e != NULL; e = e->next)
		n += str_is(e->name, name);
	return n;
}

str
iati_text(struct iati *e)
{
	return e == NULL ? (str){ 0 } : str_trim(e->text);
}

str
iati_child(struct iati *up, const char *name, const char *attr)
{
	struct iati *e = iati_first(up, name);

	return e == NULL ? (str){ 0 } : iati_get(e, attr);
}

static void
path_of(struct write *w, const struct iati *e, bool numbered)
{
	const struct iati *k;
	int n = 0, at = 0;

	if (e->up == NULL)
		return;
	path_of(w, e->up, numbered);
	if (w->n > 0)
		write_char(w, '/');
	write_str(w, e->name);
	for (k = e->up->first; numbered && k != NULL; k = k->next) {
		n += str_same(k->name, e->name);
		if (k == e)
			at = n;
	}
	if (n > 1)
		write_format(w, "[%d]", at);
}

static str
path_to(const struct iati *e, const char *attr, bool numbered)
{
	struct write w = write_new(e->arena, 4096);

	path_of(&w, e, numbered);
	if (attr != NULL && attr[0] == '/')
		write_z(&w, w.n > 0 ? attr : attr + 1);
	else if (attr != NULL)
		write_format(&w, "%s@%s", w.n > 0 ? "/" : "", attr);
	return write_done(&w);
}

str
iati_path(const struct iati *e, const char *attr)
{
	return path_to(e, attr, true);
}

str
iati_kind(const struct iati *e, const char *attr)
{
	return path_to(e, attr, false);
}

/* ---- reading ---- */

static bool
is_old(str version)
{
	return str_none(version) || str_starts(version, S("1."));
}

bool
iati_open(struct iati_file *f, struct errors *e)
{
	struct xml_event ev = { XML_END };

	if (!xml_next(f->xml, &ev, e))
		return xml_failed(f->xml) ? false : fail(e, INVALID, NULL,
		    "%s is empty.", f->what);
	if (str_is(ev.name, "iati-organisations"))
		return fail(e, INVALID, NULL, "%s is an organisation file. "
		    "Only activity files are read.", f->what);
	if (!str_is(ev.name, "iati-activities"))
		return fail(e, INVALID, NULL, "%s is no IATI activity file: "
		    "it begins with '%.*s', not with 'iati-activities'.",
		    f->what, ev.name.n > 80 ? 80 : (int)ev.name.n, ev.name.p);
	if (!str_none(ev.space))
		return fail(e, INVALID, NULL, "%s is no IATI activity file: "
		    "its elements are of a namespace, and those of IATI are of "
		    "none.", f->what);
	f->version = xml_attribute(f->xml, "version");
	if (is_old(f->version))
		return fail(e, INVALID, NULL, "%s is of a version of IATI "
		    "before 2.01, whose elements mean other things. Ask its "
		    "publisher for version 2.03.", f->what);
	if (!str_among(f->version, "2.01 2.02 2.03"))
		return fail(e, INVALID, NULL, "%s is of IATI version '%.*s'. "
		    "Versions 2.01, 2.02 and 2.03 are read.", f->what,
		    f->version.n > 20 ? 20 : (int)f->version.n, f->version.p);
	f->n = 0;
	return true;
}

static void
take_attrs(struct iati_file *f, struct iati *e)
{
	str name, value;

	while (xml_attribute_next(f->xml, &name, &value))
		add_attr(e, str_copy(e->arena, name),
		    str_copy(e->arena, value));
}

static bool
too_much(struct iati_file *f, const struct iati *e, int64_t n,
    struct errors *errors)
{
	if (n <= IATI_ELEMENTS && e->text.n <= IATI_TEXT &&
	    !arena_spent(e->arena))
		return false;
	(void)fail(errors, INVALID, NULL, "%s, line %d: an activity of more "
	    "than %d elements, or a text of more than %d bytes, is not read.",
	    f->what, e->line, IATI_ELEMENTS, IATI_TEXT);
	return true;
}

/* Text that comes in pieces; where elements stand beside it, it is blank. */
static void
add_text(struct iati *e, str more)
{
	char *p;

	if (str_none(str_trim(e->text))) {
		e->text = str_copy(e->arena, more);
		return;
	}
	p = NEWS(e->arena, char, e->text.n + more.n + 1);
	memcpy(p, e->text.p, e->text.n);
	memcpy(p + e->text.n, more.p, more.n);
	e->text = (str){ p, e->text.n + more.n };
}

static struct iati *
open_in(struct iati_file *f, struct arena *a, struct iati *up,
    const struct xml_event *ev)
{
	struct iati *e = iati_new(a, "");

	e->name = str_copy(a, ev->name);
	e->line = xml_line(f->xml);
	if (up != NULL)
		hang(up, e);
	take_attrs(f, e);
	return e;
}

/* Elements of other namespaces are none of IATI's: read over. */
static bool
pass_over(struct iati_file *f, struct errors *errors)
{
	struct xml_event ev;
	int depth = 1;

	while (depth > 0 && xml_next(f->xml, &ev, errors))
		depth += ev.kind == XML_OPEN ? 1 : ev.kind == XML_CLOSE ? -1
		    : 0;
	return depth == 0;
}

static bool
read_inside(struct iati_file *f, struct iati *at, struct errors *errors)
{
	struct xml_event ev;
	int64_t n = 1;

	while (at != NULL && xml_next(f->xml, &ev, errors)) {
		if (ev.kind == XML_TEXT && !str_none(str_trim(ev.text)))
			add_text(at, ev.text);
		if (ev.kind == XML_OPEN && !str_none(ev.space)) {
			if (!pass_over(f, errors))
				return false;
		} else if (ev.kind == XML_OPEN) {
			at = open_in(f, at->arena, at, &ev);
			n++;
		}
		if (too_much(f, at, n, errors))
			return false;
		if (ev.kind == XML_CLOSE)
			at = at->up;
	}
	return at == NULL;
}

bool
iati_read(struct iati_file *f, struct arena *a, struct iati **out,
    struct errors *errors)
{
	struct xml_event ev;

	*out = NULL;
	while (xml_next(f->xml, &ev, errors)) {
		if (ev.kind != XML_OPEN)
			continue;
		if (!str_is(ev.name, "iati-activity") || !str_none(ev.space)) {
			if (!pass_over(f, errors))
				return false;
			continue;
		}
		*out = open_in(f, a, NULL, &ev);
		f->n++;
		return read_inside(f, *out, errors);
	}
	return !xml_failed(f->xml);
}
