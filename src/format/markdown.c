/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/markdown.h"

#include <string.h>

#include <cmark.h>

#include "base/arena.h"
#include "base/late.h"
#include "base/write.h"

#define CALL(name) __typeof__(name) *name
struct lib {
	CALL(cmark_node_first_child);
	CALL(cmark_node_free);
	CALL(cmark_node_get_heading_level);
	CALL(cmark_node_get_list_type);
	CALL(cmark_node_get_literal);
	CALL(cmark_node_get_title);
	CALL(cmark_node_get_type);
	CALL(cmark_node_get_url);
	CALL(cmark_node_next);
	CALL(cmark_parse_document);
};
#undef CALL

#define CALL(name) { #name, offsetof(struct lib, name) }
static const struct late calls[] = {
	CALL(cmark_node_first_child),
	CALL(cmark_node_free),
	CALL(cmark_node_get_heading_level),
	CALL(cmark_node_get_list_type),
	CALL(cmark_node_get_literal),
	CALL(cmark_node_get_title),
	CALL(cmark_node_get_type),
	CALL(cmark_node_get_url),
	CALL(cmark_node_next),
	CALL(cmark_parse_document),
	{ 0 }
};
#undef CALL

static const char *const files[] = { SONAME_CMARK, NULL };

struct reader {
	struct lib     l;
	struct doc    *d;
	const char    *scheme;
	int            shift, depth, quoted;
	size_t         runs;
	bool           too_deep, too_many;
	struct doc_run manner;          /* of the text to come */
};

static void
close_tree(void *what)
{
	cmark_node **tree = what;
	struct lib l;

	if (late_loaded(files, calls, &l))
		l.cmark_node_free(*tree);
}

static str
own(struct reader *r, const char *z)
{
	return str_copy(r->d->arena, str_of(z != NULL ? z : ""));
}

static void
say(struct reader *r, str text)
{
	struct doc_run *run;

	if (text.n == 0)
		return;
	if (++r->runs > MARKDOWN_RUNS) {
		r->too_many = true;
		return;
	}
	run = doc_run(r->d, r->manner.how, text);
	run->link = r->manner.link;
	run->title = r->manner.title;
}

static bool
enter(struct reader *r)
{
	if (++r->depth <= MARKDOWN_DEPTH)
		return true;
	r->too_deep = true;
	r->depth--;
	return false;
}

/* ---- within a paragraph ---- */

static void spans(struct reader *r, cmark_node *of);

static void
put_link(struct reader *r, cmark_node *n)
{
	struct doc_run before = r->manner;
	str url = own(r, r->l.cmark_node_get_url(n));

	if (doc_may_link(url) || (r->scheme != NULL &&
	    str_starts(url, str_of(r->scheme)))) {
		r->manner.link = url;
		r->manner.title = own(r, r->l.cmark_node_get_title(n));
	}
	spans(r, n);
	r->manner = before;
}

static void
put_within(struct reader *r, cmark_node *n, unsigned how)
{
	struct doc_run before = r->manner;

	r->manner.how |= how;
	spans(r, n);
	r->manner = before;
}

static void
put_literal(struct reader *r, cmark_node *n, unsigned how)
{
	struct doc_run before = r->manner;

	r->manner.how |= how;
	say(r, own(r, r->l.cmark_node_get_literal(n)));
	r->manner = before;
}

static void
span(struct reader *r, cmark_node *n)
{
	switch (r->l.cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		put_literal(r, n, 0);
		return;
	case CMARK_NODE_CODE:
		put_literal(r, n, DOC_MONO);
		return;
	case CMARK_NODE_SOFTBREAK:
		say(r, S(" "));
		return;
	case CMARK_NODE_LINEBREAK:
		say(r, S("\n"));
		return;
	case CMARK_NODE_EMPH:
		put_within(r, n, DOC_ITALIC);
		return;
	case CMARK_NODE_STRONG:
		put_within(r, n, DOC_BOLD);
		return;
	case CMARK_NODE_LINK:
		put_link(r, n);
		return;
	default:
		spans(r, n);
	}
}

static void
spans(struct reader *r, cmark_node *of)
{
	cmark_node *n;

	if (!enter(r))
		return;
	for (n = r->l.cmark_node_first_child(of); n != NULL;
	    n = r->l.cmark_node_next(n))
		span(r, n);
	r->depth--;
}

/* ---- tables ---- */

/* The text of a paragraph as far as its second line tells: a table has
 * only dashes, colons, bars and blanks there, and a bar before. */
static bool
is_rule(str line)
{
	size_t i;
	bool dash = false;

	if (!str_starts(line, S("|")))
		return false;
	for (i = 0; i < line.n; i++) {
		if (memchr("|-: ", line.p[i], 4) == NULL)
			return false;
		dash = dash || line.p[i] == '-';
	}
	return dash;
}

/* The literal texts of the second line of a paragraph, one behind the
 * other, as cmark parts them at every mark. */
static str
second_line(struct reader *r, cmark_node *p)
{
	struct write w = write_new(r->d->arena, 2000);
	cmark_node *n;
	int line = 1;

	for (n = r->l.cmark_node_first_child(p); n != NULL && line <= 2;
	    n = r->l.cmark_node_next(n)) {
		if (r->l.cmark_node_get_type(n) == CMARK_NODE_SOFTBREAK)
			line++;
		else if (line == 2 && r->l.cmark_node_get_type(n) !=
		    CMARK_NODE_TEXT)
			return (str){ 0 };
		else if (line == 2)
			write_z(&w, r->l.cmark_node_get_literal(n));
	}
	return str_trim(write_done(&w));
}

static size_t
columns_of(str rule, struct doc_column *c)
{
	size_t n = 0;
	str piece;

	rule = str_part(rule, 1, rule.n);
	while (n < DOC_COLUMNS && str_cut(&rule, '|', &piece)) {
		piece = str_trim(piece);
		c[n++] = (struct doc_column){ .number = piece.n > 0 &&
		    piece.p[piece.n - 1] == ':' };
	}
	return n;
}

/* Takes the runs of one row of a table, read as a paragraph of its own, to
 * its cells; a bar in a text begins the next cell. */
static void
fill_cells(struct reader *r, const struct doc_run *run, size_t n,
    struct doc_run **cell)
{
	struct doc_run **at[DOC_COLUMNS], *one;
	size_t i, c = 0, bars = 0;
	str rest, piece;

	for (i = 0; i < n; i++)
		at[i] = &cell[i];
	for (; run != NULL; run = run->next) {
		rest = run->text;
		while (rest.n > 0) {
			i = str_find(rest, S("|"));
			piece = str_part(rest, 0, i);
			if (piece.n > 0 && bars > 0 && c < n) {
				one = doc_cell(r->d, run->how, piece);
				one->link = run->link;
				one->title = run->title;
				*at[c] = one;
				at[c] = &one->next;
			}
			if (i < rest.n)
				c = bars++;
			rest = str_part(rest, i < rest.n ? i + 1 : i, rest.n);
		}
	}
}

static void
trim_cells(struct reader *r, struct doc_run **cell, size_t n)
{
	struct doc_run *one;
	size_t i;

	for (i = 0; i < n; i++) {
		one = cell[i];
		if (one == NULL) {
			cell[i] = doc_cell(r->d, 0, S(""));
			continue;
		}
		if (one->next == NULL) {
			one->text = str_trim(one->text);
			continue;
		}
		while (one->text.n > 0 && one->text.p[0] == ' ')
			one->text = str_part(one->text, 1, one->text.n);
		while (one->next != NULL)
			one = one->next;
		while (one->text.n > 0 && one->text.p[one->text.n - 1] == ' ')
			one->text.n--;
	}
}

static void
put_row(struct reader *r, const struct doc_run *run, size_t line,
    struct doc_block *table)
{
	struct doc_run **cell = NEWS(r->d->arena, struct doc_run *, table->n);
	size_t i;

	fill_cells(r, run, table->n, cell);
	trim_cells(r, cell, table->n);
	if (line == 1)
		for (i = 0; i < table->n; i++)
			table->column[i].heading = doc_plain(r->d->arena,
			    cell[i]);
	else if (line > 2)
		doc_line(r->d, cell);
}

static void
put_table(struct reader *r, cmark_node *p, str rule)
{
	struct doc_column column[DOC_COLUMNS];
	struct doc_block *table;
	struct doc_run *row = NULL;
	size_t line = 1;
	cmark_node *n;

	doc_table(r->d, (str){ 0 }, column, columns_of(rule, column));
	table = r->d->last;
	r->d->at = &row;
	for (n = r->l.cmark_node_first_child(p); n != NULL;
	    n = r->l.cmark_node_next(n)) {
		if (r->l.cmark_node_get_type(n) != CMARK_NODE_SOFTBREAK) {
			span(r, n);
			continue;
		}
		put_row(r, row, line++, table);
		row = NULL;
		r->d->at = &row;
	}
	put_row(r, row, line, table);
}

/* ---- blocks ---- */

static void blocks(struct reader *r, cmark_node *of);

static void
put_text(struct reader *r, cmark_node *n)
{
	str rule = second_line(r, n);

	if (is_rule(rule)) {
		put_table(r, n, rule);
		return;
	}
	doc_text(r->d, r->quoted > 0 ? 1 : 0);
	spans(r, n);
}

static void
put_code(struct reader *r, cmark_node *n, unsigned how)
{
	str text = own(r, r->l.cmark_node_get_literal(n));

	while (text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	doc_text(r->d, 0);
	r->manner.how |= how;
	say(r, text);
	r->manner.how = 0;
}

/* What stands in an item, whatever it is, as more of its text. */
static void
item_part(struct reader *r, cmark_node *n)
{
	cmark_node *in;

	switch (r->l.cmark_node_get_type(n)) {
	case CMARK_NODE_CODE_BLOCK:
		put_literal(r, n, DOC_MONO);
		return;
	case CMARK_NODE_HTML_BLOCK:
		put_literal(r, n, 0);
		return;
	case CMARK_NODE_PARAGRAPH: case CMARK_NODE_HEADING:
		spans(r, n);
		return;
	default:
		break;
	}
	if (!enter(r))
		return;
	for (in = r->l.cmark_node_first_child(n); in != NULL;
	    in = r->l.cmark_node_next(in))
		item_part(r, in);
	r->depth--;
}

static void put_list(struct reader *r, cmark_node *list, int level);

static void
put_item(struct reader *r, cmark_node *item, int level)
{
	bool is_more = false, is_behind = false;
	cmark_node *n;

	for (n = r->l.cmark_node_first_child(item); n != NULL;
	    n = r->l.cmark_node_next(n)) {
		if (r->l.cmark_node_get_type(n) == CMARK_NODE_LIST) {
			put_list(r, n, level + 1);
			is_behind = true;
			continue;
		}
		if (is_behind)          /* of a list within the item */
			doc_text(r->d, 1);
		else if (is_more)
			say(r, S("\n"));
		item_part(r, n);
		is_more = true;
	}
}

static void
put_list(struct reader *r, cmark_node *list, int level)
{
	bool numbered = r->l.cmark_node_get_list_type(list) ==
	    CMARK_ORDERED_LIST;
	cmark_node *item;
	bool anew = true;

	if (!enter(r))
		return;
	for (item = r->l.cmark_node_first_child(list); item != NULL;
	    item = r->l.cmark_node_next(item)) {
		doc_item(r->d, level, numbered, anew);
		anew = false;
		put_item(r, item, level);
	}
	r->depth--;
}

static void
put_heading(struct reader *r, cmark_node *n)
{
	int level = r->l.cmark_node_get_heading_level(n) + r->shift;

	doc_heading(r->d, level < 1 ? 1 : level > 3 ? 3 : level, S(""));
	/* The place of its first run is taken by what follows. */
	r->d->at = &r->d->last->run;
	spans(r, n);
}

static void
put_block(struct reader *r, cmark_node *n)
{
	switch (r->l.cmark_node_get_type(n)) {
	case CMARK_NODE_HEADING:
		put_heading(r, n);
		return;
	case CMARK_NODE_PARAGRAPH:
		put_text(r, n);
		return;
	case CMARK_NODE_LIST:
		put_list(r, n, 1);
		return;
	case CMARK_NODE_CODE_BLOCK:
		put_code(r, n, DOC_MONO);
		return;
	case CMARK_NODE_HTML_BLOCK:
		put_code(r, n, 0);
		return;
	case CMARK_NODE_THEMATIC_BREAK:
		doc_rule(r->d);
		return;
	case CMARK_NODE_BLOCK_QUOTE:
		r->quoted++;
		blocks(r, n);
		r->quoted--;
		return;
	default:
		blocks(r, n);
	}
}

static void
blocks(struct reader *r, cmark_node *of)
{
	cmark_node *n;

	if (!enter(r))
		return;
	for (n = r->l.cmark_node_first_child(of); n != NULL;
	    n = r->l.cmark_node_next(n))
		put_block(r, n);
	r->depth--;
}

bool
markdown_read(struct doc *d, str text, int shift, const char *scheme,
    struct errors *e)
{
	struct reader r = { .d = d, .scheme = scheme, .shift = shift };
	cmark_node **tree = NEW(d->arena, cmark_node *);

	if (str_none(text))
		return true;
	if (text.n > MARKDOWN_TEXT)
		return fail(e, INVALID, NULL, "A text may have up to %d "
		    "bytes; this one has %zu.", MARKDOWN_TEXT, text.n);
	if (!late_load(files, calls, &r.l, "formatted text", PACKAGE_CMARK,
	    e))
		return false;
	*tree = r.l.cmark_parse_document(text.p, text.n, CMARK_OPT_DEFAULT);
	arena_closer(d->arena, close_tree, tree);
	blocks(&r, *tree);
	if (r.too_deep)
		return fail(e, INVALID, NULL, "Lists and quotations stand "
		    "more than %d deep within each other.", MARKDOWN_DEPTH);
	if (r.too_many)
		return fail(e, INVALID, NULL, "The text has more than %d "
		    "pieces.", MARKDOWN_RUNS);
	return true;
}

bool
markdown_html(struct arena *a, str text, int shift, struct write *w,
    struct errors *e)
{
	struct doc *d = doc_new(a, (str){ 0 }, (str){ 0 });

	if (!markdown_read(d, text, 0, NULL, e))
		return false;
	doc_html(d, shift, w);
	return true;
}
