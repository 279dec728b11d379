/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/query.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "format/html.h"

void
pairs_add(struct arena *a, struct pairs *p, str name, str value)
{
	p->at = arena_more(a, p->at, p->n, &p->room, sizeof(*p->at));
	p->at[p->n++] = (struct pair){ name, value };
}

str
pairs_find(const struct pair *p, size_t n, const char *name)
{
	while (n-- > 0)
		if (str_is(p[n].name, name))
			return p[n].value;
	return (str){ 0 };
}

bool
query_decode(struct arena *a, str raw, bool plus, str *out)
{
	char *to = arena_take(a, raw.n + 1, 1);
	size_t i, n = 0;

	for (i = 0; i < raw.n; i++) {
		if (raw.p[i] == '+' && plus) {
			to[n++] = ' ';
		} else if (raw.p[i] != '%') {
			to[n++] = raw.p[i];
		} else {
			if (raw.n - i < 3 || str_hex(raw.p[i + 1]) < 0 ||
			    str_hex(raw.p[i + 2]) < 0)
				return false;
			to[n++] = (char)(str_hex(raw.p[i + 1]) * 16 +
			    str_hex(raw.p[i + 2]));
			i += 2;
		}
	}
	*out = (str){ to, n };
	if (str_ascii(*out))
		return true;
	if (!str_utf8(*out))
		return false;
	*out = fold_nfc(a, *out);
	return out->p != NULL;
}

bool
query_read(struct arena *a, str raw, struct pairs *p, struct errors *e)
{
	str piece, name, value;
	size_t at;

	while (str_cut(&raw, '&', &piece)) {
		if (piece.n == 0)
			continue;
		if (p->n == QUERY_MOST)
			return fail(e, INVALID, NULL,
			    "More than %d values in one form.", QUERY_MOST);
		at = str_find(piece, S("="));
		value = at == piece.n ? S("") :
		    str_part(piece, at + 1, piece.n);
		if (!query_decode(a, str_part(piece, 0, at), true, &name) ||
		    !query_decode(a, value, true, &value))
			return fail(e, INVALID, NULL,
			    "A name or a value in the address or form is not "
			    "UTF-8 text in percent-encoding.");
		pairs_add(a, p, name, value);
	}
	return true;
}

static void
write_pair(struct write *w, str name, str value)
{
	if (w->n > 0)
		write_char(w, '&');
	html_url_part(w, name);
	write_char(w, '=');
	html_url_part(w, value);
}

str
query_with(struct arena *a, const struct pair *p, size_t n, const char *name,
    str value)
{
	struct write w = write_new(a, 1 << 16);
	size_t i;

	for (i = 0; i < n; i++)
		if (!str_is(p[i].name, name) && p[i].value.n > 0)
			write_pair(&w, p[i].name, p[i].value);
	if (value.p != NULL)
		write_pair(&w, str_of(name), value);
	return write_done(&w);
}

str
query_cookie(str header, const char *name)
{
	str piece;
	size_t at;

	while (str_cut(&header, ';', &piece)) {
		piece = str_trim(piece);
		at = str_find(piece, S("="));
		if (at < piece.n && str_is(str_part(piece, 0, at), name))
			return str_part(piece, at + 1, piece.n);
	}
	return (str){ 0 };
}
