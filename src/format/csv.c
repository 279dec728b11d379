/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Reading; csv_write.c has the way out.
 *
 * A record is looked at where it lies in the buffer. If the buffer ends
 * before the record does, what is left moves to the front, more is read
 * behind it, and the record is looked at again from its start.
 */
#include "format/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

enum { BUFFER = 256 * 1024 };

struct csv {
	struct arena *arena;
	int           fd;       /* -1: the text */
	int           wrong;    /* errno of a failed read, or 0 */
	str           text;     /* what has not been read of it */
	char         *buffer;   /* [room + 1], '\n' behind what it holds */
	size_t        room;
	size_t        at, end;  /* the next record; what the buffer holds */
	uint64_t      before;   /* bytes of the file before the buffer */
	size_t        line;     /* of the next record */
	bool          ended;    /* nothing more to read */
	char          separator;
	bool          stop[256];        /* bytes that end a plain field */
	struct csv_record now;
};

enum step { WHOLE, MORE, FAULT };

/* What one look at a record found out. */
struct look {
	str        *fields;
	size_t      room, n;
	const char *end;        /* WHOLE: behind the record */
	const char *place;      /* FAULT: where */
	enum csv_fault fault;
	bool        quoted;
};

static ssize_t
source_read(struct csv *c, char *to, size_t n)
{
	ssize_t got;

	if (c->fd < 0) {
		n = n < c->text.n ? n : c->text.n;
		if (n > 0)
			memcpy(to, c->text.p, n);
		c->text = str_part(c->text, n, c->text.n);
		return (ssize_t)n;
	}
	do
		got = read(c->fd, to, n);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Room behind what the buffer holds: by moving it to the front, and if
 * the record alone fills it, by taking twice as much. */
static void
make_room(struct csv *c)
{
	char *old = c->buffer;
	size_t held = c->end - c->at;

	if (held == c->room) {
		c->room = c->room == 0 ? BUFFER : c->room * 2;
		if (c->fd < 0 && old == NULL && c->text.n < BUFFER)
			c->room = c->text.n + 1;
		c->buffer = arena_take(c->arena, c->room + 1, 1);
	}
	if (held > 0)
		memmove(c->buffer, old + c->at, held);
	c->before += c->at;
	c->at = 0;
	c->end = held;
}

static void
refill(struct csv *c)
{
	ssize_t got;

	make_room(c);
	while (c->end < c->room && !c->ended) {
		got = source_read(c, c->buffer + c->end, c->room - c->end);
		if (got < 0)
			c->wrong = errno;
		if (got <= 0)
			c->ended = true;
		else
			c->end += (size_t)got;
	}
	c->buffer[c->end] = '\n';
}

/* The separator people used: that of the first line, quotes left out. */
static char
guess(str s)
{
	size_t i, semicolons = 0, tabs = 0;
	bool quoted = false;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (s.p[i] == ',')
			return ',';
		semicolons += s.p[i] == ';';
		tabs += s.p[i] == '\t';
		if ((s.p[i] == '\n' || s.p[i] == '\r') && i > 0 &&
		    s.p[i - 1] != '\n' && s.p[i - 1] != '\r')
			break;
	}
	if (tabs > semicolons)
		return '\t';
	return semicolons > 0 ? ';' : ',';
}

/* "sep=;" on a line of its own, as some spreadsheets put it first. */
static bool
told(struct csv *c, str s)
{
	if (s.n < 6 || !str_same_nocase(str_part(s, 0, 4), S("sep=")) ||
	    (s.p[5] != '\n' && s.p[5] != '\r') ||
	    (s.p[4] != ',' && s.p[4] != ';' && s.p[4] != '\t'))
		return false;
	c->separator = s.p[4];
	c->at += s.p[5] == '\r' && s.n > 6 && s.p[6] == '\n' ? 7 : 6;
	c->line++;
	return true;
}

static bool
check_kind(str s, struct errors *e)
{
	if (str_starts(s, S("\xFF\xFE")) || str_starts(s, S("\xFE\xFF")))
		return fail(e, INVALID, NULL, "This file is in UTF-16; save it "
		    "as CSV in UTF-8.");
	if (str_starts(s, S("PK\x03\x04")) ||
	    str_starts(s, S("\xD0\xCF\x11\xE0")))
		return fail(e, INVALID, NULL, "This file is a workbook or an "
		    "archive, not CSV; save it as CSV in UTF-8.");
	return true;
}

static bool
start(struct csv *c, struct csv **out, struct errors *e)
{
	str s;

	c->line = 1;
	refill(c);
	if (c->wrong != 0)
		return fail(e, INVALID, NULL, "The file cannot be read: %s.",
		    strerror(c->wrong));
	s = (str){ c->buffer, c->end };
	if (!check_kind(s, e))
		return false;
	if (str_starts(s, S("\xEF\xBB\xBF"))) {
		c->at = 3;
		s = str_part(s, 3, s.n);
	}
	if (!told(c, s))
		c->separator = guess(s);
	c->stop[(unsigned char)c->separator] = true;
	c->stop['"'] = c->stop['\n'] = c->stop['\r'] = true;
	*out = c;
	return true;
}

bool
csv_open_text(struct arena *a, str text, struct csv **out, struct errors *e)
{
	struct csv *c = NEW(a, struct csv);

	c->arena = a;
	c->fd = -1;
	c->text = text;
	return start(c, out, e);
}

bool
csv_open_fd(struct arena *a, int fd, struct csv **out, struct errors *e)
{
	struct csv *c = NEW(a, struct csv);

	c->arena = a;
	c->fd = fd;
	return start(c, out, e);
}

static void
close_fd(void *fd)
{
	close(*(int *)fd);
}

bool
csv_open_file(struct arena *a, const char *path, struct csv **out,
    struct errors *e)
{
	int *fd = NEW(a, int);

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0)
		return fail(e, INVALID, NULL, "The file %s cannot be opened: "
		    "%s.", path, strerror(errno));
	arena_closer(a, close_fd, fd);
	return csv_open_fd(a, *fd, out, e);
}

static enum step
fault(struct look *l, enum csv_fault what, const char *place)
{
	l->fault = what;
	l->place = place;
	return FAULT;
}

/* From the quote that opens a field to behind the one that closes it. What
 * is found may not depend on how much the buffer happens to hold, so it
 * looks no further than a record may reach. */
static enum step
quoted_field(const struct csv *c, struct look *l, const char **at)
{
	const char *end = c->buffer + c->end, *p = *at + 1;
	bool full = c->end - c->at > CSV_RECORD_MOST;
	const char *last = full ? c->buffer + c->at + CSV_RECORD_MOST : end;

	l->quoted = true;
	while (p < last && (p = memchr(p, '"', (size_t)(last - p))) != NULL) {
		if (p + 1 == end && !c->ended)
			return MORE;
		if (p + 1 == end || p[1] != '"')
			break;
		p += 2;
	}
	if (p == NULL || p >= last)
		return c->ended || full ? fault(l, CSV_QUOTE_OPEN, *at) : MORE;
	*at = ++p;
	if (p < end && *p != c->separator && *p != '\n' && *p != '\r')
		return fault(l, CSV_AFTER_QUOTE, p);
	return WHOLE;
}

/* Keeps a field; a quoted one with its quotes, to be taken off later. */
static void
keep(struct look *l, const char *from, const char *to)
{
	if (l->n < l->room)
		l->fields[l->n] = (str){ from, (size_t)(to - from) };
	l->n++;
	if (to - from > CSV_FIELD_MOST && l->fault == CSV_SOUND &&
	    (*from != '"' || to - from - 2 > CSV_FIELD_MOST))
		fault(l, CSV_LONG_FIELD, from);
}

/* One look at the record that begins at c->at. */
static enum step
look(const struct csv *c, struct look *l)
{
	const char *p = c->buffer + c->at, *end = c->buffer + c->end, *from;
	enum step step;

	for (;; p++) {
		from = p;
		if (*p == '"' && p < end) {
			step = quoted_field(c, l, &p);
			if (step != WHOLE)
				return step;
		} else {
			while (!c->stop[(unsigned char)*p])
				p++;
			if (*p == '"')
				return fault(l, CSV_QUOTE_INSIDE, p);
		}
		if (p == end && !c->ended)
			return MORE;
		keep(l, from, p);
		if (p == end || *p != c->separator)
			break;
	}
	if (p < end && *p == '\r') {
		if (p + 1 == end && !c->ended)
			return MORE;
		p += p + 1 < end && p[1] == '\n';
	}
	l->end = p < end ? p + 1 : p;
	if (l->end - (c->buffer + c->at) > CSV_RECORD_MOST)
		return fault(l, CSV_LONG_RECORD, c->buffer + c->at);
	return WHOLE;
}

/* Physical lines that end between two places; *start is that of the last
 * one. CRLF is one end. */
static size_t
line_ends(const char *from, const char *to, const char **start)
{
	const char *p;
	size_t n = 0;

	for (p = from, *start = from; p < to; p++) {
		if (*p != '\n' && (*p != '\r' || (p + 1 < to && p[1] == '\n')))
			continue;
		n++;
		*start = p + 1;
	}
	return n;
}

static void
report(struct csv *c, enum csv_fault what, const char *place)
{
	const char *line;

	c->now.fault = what;
	c->now.fault_line = c->line +
	    line_ends(c->buffer + c->at, place, &line);
	c->now.fault_column =
	    str_points((str){ line, (size_t)(place - line) }) + 1;
}

static void
advance(struct csv *c, size_t n, size_t lines)
{
	c->at += n;
	c->line += lines;
	c->now.size += n;
}

/* Goes behind the next end of a line, however far it is. */
static void
skip_line(struct csv *c)
{
	const char *p, *end;

	for (;;) {
		end = c->buffer + c->end;
		for (p = c->buffer + c->at; *p != '\n' && *p != '\r'; p++)
			;
		if (p == end && !c->ended) {
			advance(c, c->end - c->at, 0);
			refill(c);
			continue;
		}
		if (p + 1 == end && *p == '\r' && !c->ended) {
			advance(c, c->end - c->at - 1, 0);
			refill(c);
			continue;
		}
		p += p + 1 < end && *p == '\r' && p[1] == '\n';
		p += p < end;
		advance(c, (size_t)(p - c->buffer) - c->at, 1);
		return;
	}
}

/* Takes the quotes off in place; the buffer is ours. */
static void
unquote(str *s)
{
	char *to = (char *)(uintptr_t)s->p + 1, *p = to;
	char *end = to + s->n - 2, *next;

	s->p = to;
	while ((next = memchr(p, '"', (size_t)(end - p))) != NULL) {
		next++;                 /* one of the two stays */
		if (to != p)
			memmove(to, p, (size_t)(next - p));
		to += next - p;
		p = next + 1;
	}
	if (to != p)
		memmove(to, p, (size_t)(end - p));
	s->n = (size_t)(to - s->p) + (size_t)(end - p);
}

/* A record that has all its bytes: are they right, and not too many? */
static void
check_record(struct csv *c, struct look *l)
{
	const char *from = c->buffer + c->at;
	size_t size = (size_t)(l->end - from), good;

	good = str_utf8_end((str){ from, size });
	if (good < size)
		fault(l, from[good] ? CSV_NOT_UTF8 : CSV_ZERO, from + good);
	else if (l->fault == CSV_SOUND && (l->n > l->room ||
	    l->n > CSV_FIELDS_MOST))
		fault(l, CSV_MANY_FIELDS, from);
	if (l->fault != CSV_SOUND)
		report(c, l->fault, l->place);
}

static void
finish(struct csv *c, struct look *l, size_t *n)
{
	size_t i, size = (size_t)(l->end - c->buffer) - c->at, lines = 1;
	const char *start_of_last;

	check_record(c, l);
	if (l->quoted) {
		lines = line_ends(c->buffer + c->at, l->end, &start_of_last);
		lines += lines == 0;
	}
	if (c->now.fault == CSV_SOUND)
		*n = l->n;
	for (i = 0; i < *n && l->quoted; i++)
		if (l->fields[i].n > 0 && l->fields[i].p[0] == '"')
			unquote(&l->fields[i]);
	advance(c, size, lines);
}

/* Is there a record? Blank lines before it are gone then. */
static bool
skip_blank(struct csv *c)
{
	char *p;

	for (;;) {
		if (c->end - c->at < 2 && !c->ended)
			refill(c);
		if (c->at == c->end)
			return false;
		p = c->buffer + c->at;
		if (*p != '\n' && *p != '\r')
			return true;
		c->at++;
		if (*p == '\r' && c->at < c->end && p[1] == '\n')
			c->at++;
		c->line++;
	}
}

static bool
last_words(struct csv *c)
{
	if (c->wrong == 0 || c->now.fault == CSV_UNREADABLE)
		return false;
	c->now = (struct csv_record){ CSV_UNREADABLE, c->line,
		c->before + c->at, 0, c->line, 1 };
	return true;
}

bool
csv_next(struct csv *c, str *fields, size_t room, size_t *n)
{
	struct look l;
	enum step step;

	*n = 0;
	if (!skip_blank(c))
		return last_words(c);
	c->now = (struct csv_record){ CSV_SOUND, c->line, c->before + c->at };
	for (;;) {
		l = (struct look){ fields, room };
		step = look(c, &l);
		if (step != MORE)
			break;
		if (c->end - c->at > CSV_RECORD_MOST) {
			step = fault(&l, CSV_LONG_RECORD, c->buffer + c->at);
			break;
		}
		refill(c);
	}
	if (step == WHOLE) {
		finish(c, &l, n);
	} else {
		report(c, l.fault, l.place);
		skip_line(c);
	}
	return true;
}

const struct csv_record *
csv_now(const struct csv *c)
{
	return &c->now;
}

char
csv_separator(const struct csv *c)
{
	return c->separator;
}

/* One sentence per fault; each takes line and column. */
static const char *const sentences[] = {
	[CSV_QUOTE_INSIDE] = "Line %zu, column %zu: a quote stands inside a "
	    "field that does not begin with one; put the field in quotes and double "
	    "the quote.",
	[CSV_AFTER_QUOTE] = "Line %zu, column %zu: something follows the quote "
	    "that ends a field; a quote inside a field must be doubled.",
	[CSV_QUOTE_OPEN] = "Line %zu, column %zu: the quote that opens here is "
	    "never closed.",
	[CSV_NOT_UTF8] = "Line %zu, column %zu: this is not UTF-8 text; save "
	    "the file as CSV in UTF-8.",
	[CSV_ZERO] = "Line %zu, column %zu: a byte of zero does not belong in "
	    "a text.",
	[CSV_LONG_FIELD] = "Line %zu, column %zu: this field is longer than "
	    "1 MiB.",
	[CSV_LONG_RECORD] = "Line %zu, column %zu: this record is longer than "
	    "4 MiB.",
	[CSV_MANY_FIELDS] = "Line %zu, column %zu: this record has more fields "
	    "than there may be.",
	[CSV_UNREADABLE] = "Line %zu, column %zu: the file cannot be read "
	    "beyond this place.",
};

bool
csv_fail(const struct csv *c, const char *field, struct errors *e)
{
	const struct csv_record *r = &c->now;

	if (r->fault == CSV_SOUND)
		return true;
	return fail(e, r->fault == CSV_UNREADABLE ? BROKEN : INVALID, field,
	    sentences[r->fault], r->fault_line, r->fault_column);
}
