/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/multipart.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"

enum { HEAD_LINES = 16, HEAD_BYTES = 8192 };

struct part {
	str name, filename, type, bytes;
	bool is_file;
};

static size_t
place(str in, str what)
{
	const char *at = memmem(in.p, in.n, what.p, what.n);

	return at == NULL ? in.n : (size_t)(at - in.p);
}

/* The value of `name=` among the ;-parts of a header; quoted or not. */
static bool
parameter(struct arena *a, str header, const char *name, str *out)
{
	str key = str_print(a, "%s=", name);
	size_t i = 0, from;
	char *to;
	size_t n = 0;
	bool quoted;

	while (i < header.n) {
		while (i < header.n && header.p[i] != ';')
			i++;
		for (i++; i < header.n && header.p[i] == ' '; i++)
			;
		from = i;
		quoted = false;
		while (i < header.n && (quoted || header.p[i] != ';')) {
			if (header.p[i] == '"' && header.p[i - 1] != '\\')
				quoted = !quoted;
			i++;
		}
		if (i <= from + key.n ||
		    !str_same_nocase(str_part(header, from, from + key.n), key))
			continue;
		*out = str_trim(str_part(header, from + key.n, i));
		if (out->n < 2 || out->p[0] != '"' || out->p[out->n - 1] != '"')
			return true;
		to = arena_take(a, out->n, 1);
		for (from = 1; from + 1 < out->n; from++)
			if (out->p[from] != '\\' || out->p[from + 1] != '"')
				to[n++] = out->p[from];
		*out = (str){ to, n };
		return true;
	}
	return false;
}

str
multipart_boundary(str type)
{
	static const char key[] = "boundary=";
	str rest = type, piece;

	while (str_cut(&rest, ';', &piece)) {
		piece = str_trim(piece);
		if (!str_same_nocase(str_part(piece, 0, sizeof(key) - 1),
		    S(key)))
			continue;
		piece = str_part(piece, sizeof(key) - 1, piece.n);
		if (piece.n >= 2 && piece.p[0] == '"' &&
		    piece.p[piece.n - 1] == '"')
			piece = str_part(piece, 1, piece.n - 1);
		if (piece.n >= 1 && piece.n <= 70)
			return piece;
	}
	return (str){ 0 };
}

/* What a browser sends of a path is only its last name. */
static str
last_name(str path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/' && path.p[i - 1] != '\\')
		i--;
	return str_part(path, i, path.n);
}

static bool
read_text(struct arena *a, str raw, str *out)
{
	if (!str_utf8(raw))
		return false;
	*out = fold_nfc(a, raw);
	return out->p != NULL;
}

static bool
read_line(struct arena *a, str line, struct part *p)
{
	size_t colon = str_find(line, S(":"));
	str name = str_part(line, 0, colon);
	str value = str_trim(str_part(line, colon + 1, line.n));

	if (colon == line.n || !str_utf8(line))
		return false;
	if (str_same_nocase(name, S("Content-Type")))
		p->type = value;
	if (!str_same_nocase(name, S("Content-Disposition")))
		return true;
	if (!parameter(a, value, "name", &p->name))
		return false;
	p->is_file = parameter(a, value, "filename", &p->filename);
	p->filename = last_name(p->filename);
	return true;
}

static bool
read_head(struct arena *a, str head, struct part *p)
{
	str line;
	size_t end, lines = 0;

	if (head.n > HEAD_BYTES)
		return false;
	while (head.n > 0) {
		end = place(head, S("\r\n"));
		line = str_part(head, 0, end);
		head = str_part(head, end + 2, head.n);
		if (++lines > HEAD_LINES || !read_line(a, line, p))
			return false;
	}
	return p->name.p != NULL;
}

static bool
keep(struct arena *a, struct part *p, struct pairs *pairs, struct uploads *u,
    struct errors *e)
{
	str value;

	if (p->is_file) {
		if (p->filename.n == 0 && p->bytes.n == 0)
			return true;
		if (u->n == MULTIPART_FILES)
			return fail(e, INVALID, NULL,
			    "More than %d files in one form.", MULTIPART_FILES);
		u->at[u->n++] = (struct upload){ .name = p->name,
			.filename = p->filename, .type = p->type,
			.bytes = p->bytes };
		return true;
	}
	if (pairs->n == QUERY_MOST)
		return fail(e, INVALID, NULL, "More than %d values in one "
		    "form.", QUERY_MOST);
	if (!read_text(a, p->bytes, &value))
		return fail(e, INVALID, NULL, "A value in the form is not "
		    "UTF-8 text.");
	pairs_add(a, pairs, p->name, value);
	return true;
}

static bool
malformed(struct errors *e)
{
	return fail(e, INVALID, NULL, "The form with files is cut short or "
	    "malformed (multipart/form-data).");
}

bool
multipart_read(struct arena *a, str body, str boundary, struct pairs *pairs,
    struct uploads *u, struct errors *e)
{
	str mark = str_print(a, "\r\n--%.*s", (int)boundary.n, boundary.p);
	str first = str_part(mark, 2, mark.n);
	struct part p;
	size_t at;

	if (boundary.n == 0)
		return malformed(e);
	at = str_starts(body, first) ? 0 : place(body, mark) + 2;
	if (at >= body.n)
		return malformed(e);
	body = str_part(body, at + first.n, body.n);
	while (!str_starts(body, S("--"))) {
		if (!str_starts(body, S("\r\n")))
			return malformed(e);
		p = (struct part){ 0 };
		at = place(body, S("\r\n\r\n"));
		if (at == body.n ||
		    !read_head(a, str_part(body, 2, at), &p))
			return malformed(e);
		body = str_part(body, at + 2, body.n);
		at = place(body, mark);
		if (at == body.n)
			return malformed(e);
		/* From behind the blank line; an empty part begins where
		 * the mark does. */
		p.bytes = str_part(body, 2, at < 2 ? 2 : at);
		if (!keep(a, &p, pairs, u, e))
			return false;
		body = str_part(body, at + mark.n, body.n);
	}
	return true;
}
