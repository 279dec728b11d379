/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/xml.h"

#include <limits.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "base/arena.h"
#include "base/write.h"

enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	XML_PARSE_COMPACT | XML_PARSE_BIG_LINES };

struct xml {
	xmlTextReader *reader;
	const char    *what;
	bool           failed, over;
	bool           must_close;      /* an element without content opened */
	struct arena  *scratch;         /* attributes; emptied at each event */
	struct arena_mark empty;
	str            rest;            /* of the bytes */
	int            line;            /* of the fault; 0: none yet */
	char           says[160];
};

static void
close_reader(void *what)
{
	struct xml *x = what;

	xmlFreeTextReader(x->reader);
	arena_free(x->scratch);
}

/* The first mistake is the cause; the rest follow from it. */
static void
note(void *with, xmlErrorPtr error)
{
	struct xml *x = with;
	str s = str_trim(str_of(error->message));

	if (x->line != 0 || error->level < XML_ERR_FATAL)
		return;
	if (s.n >= sizeof(x->says))
		s.n = sizeof(x->says) - 1;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80)
		s.n--;
	if (s.n > 0)
		memcpy(x->says, s.p, s.n);
	x->says[s.n] = '\0';
	x->line = error->line > 0 ? error->line : 1;
}

/* What the library says of no document in particular: an encoder that
 * stumbles.  The reader then fails, which is enough. */
static void
hush(void *with, xmlErrorPtr error)
{
	(void)with, (void)error;
}

static int
read_rest(void *with, char *p, int n)
{
	struct xml *x = with;
	size_t take = x->rest.n < (size_t)n ? x->rest.n : (size_t)n;

	if (take > 0)
		memcpy(p, x->rest.p, take);
	x->rest = str_part(x->rest, take, x->rest.n);
	return (int)take;
}

/* The reader takes its first bytes at once, so all else is ready before. */
static struct xml *
open_xml(struct arena *a, str bytes, int (*read)(void *, char *, int),
    void *with, const char *what)
{
	struct xml *x = NEW(a, struct xml);

	x->what = what;
	x->rest = bytes;
	xmlSetStructuredErrorFunc(NULL, hush);  /* of this thread */
	x->scratch = arena_new(0);
	x->empty = arena_mark(x->scratch);
	x->reader = xmlReaderForIO(read, NULL, with ? with : x, NULL, NULL,
	    OPTIONS);
	if (x->reader != NULL)
		xmlTextReaderSetStructuredErrorHandler(x->reader, note, x);
	arena_closer(a, close_reader, x);
	return x;
}

struct xml *
xml_open(struct arena *a, str bytes, const char *what)
{
	return open_xml(a, bytes, read_rest, NULL, what);
}

struct xml *
xml_open_read(struct arena *a, int (*read)(void *, char *, int), void *with,
    const char *what)
{
	return open_xml(a, (str){0}, read, with, what);
}

static bool
refuse(struct xml *x, struct errors *e)
{
	x->failed = x->over = true;
	if (x->line == 0)
		return fail(e, INVALID, NULL, "%s is not well-formed XML.",
		    x->what);
	return fail(e, INVALID, NULL, "%s is not well-formed XML: line %d: %s",
	    x->what, x->line, x->says);
}

static str
view(const xmlChar *z)
{
	return str_of((const char *)z);
}

static bool
is_text(int type)
{
	return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
	    type == XML_READER_TYPE_WHITESPACE ||
	    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

static void
name_it(struct xml *x, struct xml_event *ev, enum xml_kind kind)
{
	ev->kind = kind;
	ev->name = view(xmlTextReaderConstLocalName(x->reader));
	ev->space = view(xmlTextReaderConstNamespaceUri(x->reader));
}

/* What lies under the reader, if we tell of it. */
static bool
take(struct xml *x, struct xml_event *ev, struct errors *e)
{
	int type = xmlTextReaderNodeType(x->reader);

	if (type == XML_READER_TYPE_ELEMENT) {
		name_it(x, ev, XML_OPEN);
		x->must_close = xmlTextReaderIsEmptyElement(x->reader) == 1;
	} else if (type == XML_READER_TYPE_END_ELEMENT) {
		name_it(x, ev, XML_CLOSE);
	} else if (is_text(type)) {
		ev->kind = XML_TEXT;
		ev->text = view(xmlTextReaderConstValue(x->reader));
	} else if (type == XML_READER_TYPE_DOCUMENT_TYPE ||
	    type == XML_READER_TYPE_ENTITY_REFERENCE) {
		x->failed = x->over = true;
		(void)fail(e, INVALID, NULL, "%s has a document type, which "
		    "may hide entities; save it without one.", x->what);
	}
	return ev->kind != XML_END;
}

bool
xml_next(struct xml *x, struct xml_event *ev, struct errors *e)
{
	int got;

	*ev = (struct xml_event){ XML_END };
	arena_back(x->scratch, x->empty);
	if (x->reader == NULL)
		return refuse(x, e);
	if (x->must_close) {
		x->must_close = false;
		xmlTextReaderMoveToElement(x->reader);
		name_it(x, ev, XML_CLOSE);
		return true;
	}
	while (!x->over) {
		got = xmlTextReaderRead(x->reader);
		if (got < 0 || (got == 0 && x->line != 0))
			return refuse(x, e);
		if (got == 0)
			x->over = true;
		else if (take(x, ev, e))
			return true;
	}
	return false;
}

bool
xml_failed(const struct xml *x)
{
	return x->failed;
}

void
xml_attributes(struct xml *x, size_t n, const char *const names[], str out[])
{
	str name;
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (str){0};
	while (xmlTextReaderMoveToNextAttribute(x->reader) == 1) {
		name = view(xmlTextReaderConstLocalName(x->reader));
		for (i = 0; i < n; i++)
			if (str_is(name, names[i]) && out[i].p == NULL)
				out[i] = str_copy(x->scratch,
				    view(xmlTextReaderConstValue(x->reader)));
	}
	xmlTextReaderMoveToElement(x->reader);
}

bool
xml_attribute_next(struct xml *x, str *name, str *value)
{
	str space;

	while (xmlTextReaderMoveToNextAttribute(x->reader) == 1) {
		space = view(xmlTextReaderConstNamespaceUri(x->reader));
		if (!str_none(space) &&
		    !str_is(space, "http://www.w3.org/XML/1998/namespace"))
			continue;
		*name = view(xmlTextReaderConstLocalName(x->reader));
		*value = view(xmlTextReaderConstValue(x->reader));
		return true;
	}
	xmlTextReaderMoveToElement(x->reader);
	return false;
}

int
xml_line(const struct xml *x)
{
	xmlNode *node = x->reader == NULL ? NULL
	    : xmlTextReaderCurrentNode(x->reader);
	long line = node == NULL ? 0 : xmlGetLineNo(node);

	/* The node keeps 16 bits of it; behind them the reader, which is a
	 * little ahead, has to do. */
	if (line >= 65535)
		line = xmlTextReaderGetParserLineNumber(x->reader);
	return line > 0 && line < INT_MAX ? (int)line : 0;
}

str
xml_attribute(struct xml *x, const char *name)
{
	str value;

	xml_attributes(x, 1, &name, &value);
	return value;
}

bool
xml_inside(struct xml *x, struct arena *a, size_t most, str *out,
    struct errors *e)
{
	struct write w = write_new(a, most);
	struct xml_event ev;
	size_t depth = 1;

	while (depth > 0 && xml_next(x, &ev, e)) {
		depth += ev.kind == XML_OPEN;
		depth -= ev.kind == XML_CLOSE;
		if (ev.kind == XML_TEXT)
			write_str(&w, ev.text);
	}
	if (depth > 0)
		return false;
	*out = write_done(&w);
	if (w.over) {
		x->failed = x->over = true;
		return fail(e, INVALID, NULL, "%s has a text longer than %zu "
		    "bytes.", x->what, most);
	}
	return true;
}

