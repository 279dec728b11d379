/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The way out of json.h.
 */
#include "format/json.h"

#include <math.h>

/* What a character becomes inside quotes; NULL: it stays. */
static const char *
escaped(str s, size_t i)
{
	char next = i + 1 < s.n ? s.p[i + 1] : '\0';

	switch (s.p[i]) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\b':
		return "\\b";
	case '\f':
		return "\\f";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	case '<':
		return next == '/' || next == '!' ? "\\u003c" : NULL;
	default:
		return NULL;
	}
}

void
json_quote(struct write *w, str s)
{
	const char *other;
	size_t i, from = 0;

	if (s.p == NULL) {
		write_z(w, "null");
		return;
	}
	write_char(w, '"');
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= ' ' && c != '"' && c != '\\' && c != '<')
			continue;
		other = escaped(s, i);
		if (other == NULL && c >= ' ')
			continue;
		write_str(w, str_part(s, from, i));
		if (other != NULL)
			write_z(w, other);
		else
			write_format(w, "\\u%04x", c);
		from = i + 1;
	}
	write_str(w, str_part(s, from, s.n));
	write_char(w, '"');
}

static void
quote_or_null(struct write *w, str s)
{
	json_quote(w, s.n == 0 ? (str){ 0 } : s);
}

static void
write_money(struct write *w, struct money m)
{
	str amount = money_text(w->arena, m);

	if (amount.n == 0) {
		write_z(w, "null");
		return;
	}
	write_z(w, "{\"amount\":");
	json_quote(w, amount);
	write_z(w, ",\"currency\":");
	json_quote(w, str_of(m.currency));
	write_char(w, '}');
}

/* What is neither object nor list. */
static void
write_leaf(struct write *w, const struct node *n)
{
	switch (n->kind) {
	case N_BOOL:
		write_z(w, n->yes ? "true" : "false");
		break;
	case N_COUNT:
		write_int(w, n->count);
		break;
	case N_REAL:
		if (isfinite(n->real))
			write_real(w, n->real);
		else
			write_z(w, "null");
		break;
	case N_TEXT:
	case N_HTML:
		json_quote(w, n->text);
		break;
	case N_DAY:
		quote_or_null(w, day_text(w->arena, n->day));
		break;
	case N_MOMENT:
		quote_or_null(w, moment_text(w->arena, n->moment));
		break;
	case N_ID:
		quote_or_null(w, id_text(w->arena, n->id));
		break;
	case N_MONEY:
		write_money(w, n->money);
		break;
	default:
		write_z(w, "null");
	}
}

static void
new_line(struct write *w, int depth)
{
	write_char(w, '\n');
	while (depth-- > 0)
		write_z(w, "  ");
}

static void
write_node(struct write *w, const struct node *n, bool pretty, int depth)
{
	bool object = n->kind == N_OBJECT;
	const struct node *it;

	if (!object && n->kind != N_LIST) {
		write_leaf(w, n);
		return;
	}
	write_char(w, object ? '{' : '[');
	for (it = n->first; it != NULL && !w->over; it = it->next) {
		if (pretty)
			new_line(w, depth + 1);
		if (object) {
			json_quote(w, str_of(it->name));
			write_z(w, pretty ? ": " : ":");
		}
		write_node(w, it, pretty, depth + 1);
		if (it->next != NULL)
			write_char(w, ',');
	}
	if (pretty && n->first != NULL)
		new_line(w, depth);
	write_char(w, object ? '}' : ']');
}

void
json_write(struct write *w, const struct node *n, bool pretty)
{
	if (n == NULL)
		write_z(w, "null");
	else
		write_node(w, n, pretty, 0);
	if (pretty)
		write_char(w, '\n');
}
