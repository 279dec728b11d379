/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A template is read once into a flat list of steps.  A section knows
 * the step behind its end, so rendering walks forward and needs neither
 * the text nor a search.
 */
#include "format/template.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "format/html.h"
#include "format/local.h"

enum kind { TEXT, VALUE, SECTION, OTHERWISE, PART, SENTENCE };

/* Where in the HTML a step stands: decides how numbers are written. */
struct place {
	bool   in_tag;
	char   quote;           /* inside an attribute: how it was opened */
	bool   for_people;      /* that attribute is read by people */
	char   name[20];        /* of the attribute, as far as read */
	size_t n;
};

struct step {
	enum kind kind;
	bool   starts_line;     /* TEXT: parts are indented before it */
	bool   raw;             /* VALUE: not escaped */
	bool   for_people;      /* VALUE: numbers by language */
	str    text;            /* bytes, name, or English sentence */
	str    indent;          /* PART: alone on its line, behind this */
	size_t end;             /* SECTION, OTHERWISE: the step behind it */
	struct template *english;       /* SENTENCE */
	struct place place;             /* SENTENCE */
};

struct template {
	struct step *step;
	size_t       n, room;
};

struct open {
	str    name;
	size_t step, at;
};

struct parser {
	struct arena    *arena;         /* of what is kept */
	struct arena    *work;          /* until it is parsed */
	struct errors   *errors;
	struct template *t;
	str          text;
	size_t       at;        /* read up to here */
	str          left, right;       /* what opens and closes a tag */
	bool         is_sentence;       /* plain text: escape it, names only */
	struct place place;
	struct open  open[TEMPLATE_DEPTH];
	size_t       depth;
};

struct tag {
	char   kind;            /* # ^ / > ! = & { or 0 for a value */
	str    body;            /* trimmed */
	size_t from, to;        /* of the whole tag */
	size_t line_from, line_to;      /* of its line when alone on it */
	bool   alone;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* --- reading ------------------------------------------------------- */

static bool
refuse(struct parser *p, size_t at, const char *what, str offender)
{
	size_t i, line = 1;

	for (i = 0; i < at && i < p->text.n; i++)
		line += p->text.p[i] == '\n';
	if (offender.n > 60)
		offender = str_part(offender, 0, 60);
	return fail(p->errors, INVALID, NULL,
	    "Line %zu of the template: %s %.*s", line, what,
	    (int)offender.n, offender.n ? offender.p : "");
}

static struct step *
add(struct parser *p, enum kind kind, str text)
{
	struct template *t = p->t;

	t->step = arena_more(p->work, t->step, t->n, &t->room,
	    sizeof(*t->step));
	t->step[t->n].kind = kind;
	t->step[t->n].text = text;
	return &t->step[t->n++];
}

static bool
read_by_people(const struct place *at)
{
	static const char *const names[] = { "title", "alt", "placeholder",
	    "label", "aria-label", "aria-description", "aria-valuetext" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_is((str){ at->name, at->n }, names[i]))
			return true;
	return false;
}

static void
name_byte(struct place *at, char c)
{
	if (is_letter(c) || c == '-') {
		if (at->n < sizeof(at->name))
			at->name[at->n++] = c;
	} else if (c != '=') {
		at->n = 0;
	}
}

/* Follow the HTML through a piece of the template's own text. */
static void
follow(struct place *at, str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (at->quote != '\0') {
			if (c == at->quote)
				at->quote = '\0', at->n = 0;
		} else if (!at->in_tag) {
			at->in_tag = c == '<' && i + 1 < s.n &&
			    (is_letter(s.p[i + 1]) || s.p[i + 1] == '/');
			at->n = 0;
		} else if (c == '>') {
			at->in_tag = false;
		} else if (c == '"' || c == '\'') {
			at->quote = c;
			at->for_people = read_by_people(at);
		} else {
			name_byte(at, c);
		}
	}
}

static bool
people_look(const struct place *at)
{
	return !at->in_tag || (at->quote != '\0' && at->for_people);
}

static bool
starts_line(const struct parser *p, size_t at)
{
	return at == 0 || p->text.p[at - 1] == '\n';
}

static void
literal(struct parser *p, size_t from, size_t to)
{
	str s = str_part(p->text, from, to);

	if (s.n == 0)
		return;
	follow(&p->place, s);
	if (p->is_sentence)
		s = html_escaped(p->arena, s);
	add(p, TEXT, s)->starts_line = starts_line(p, from);
}

/* A tag that writes nothing takes its whole line with it when it has
 * the line to itself. */
static void
look_around(const struct parser *p, struct tag *tag)
{
	const char *t = p->text.p;
	size_t from = tag->from, to = tag->to;

	while (from > 0 && is_blank(t[from - 1]))
		from--;
	while (to < p->text.n && is_blank(t[to]))
		to++;
	if (!starts_line(p, from))
		return;
	if (to + 1 < p->text.n && t[to] == '\r' && t[to + 1] == '\n')
		to++;
	if (to < p->text.n && t[to] != '\n')
		return;
	tag->alone = true;
	tag->line_from = from;
	tag->line_to = to < p->text.n ? to + 1 : to;
}

static size_t
find_from(str s, size_t from, str what)
{
	return from + str_find(str_part(s, from, s.n), what);
}

/* The next tag; body NULL when there is none. */
static bool
next_tag(struct parser *p, struct tag *tag)
{
	char close[40];
	str end = { close, 0 };
	size_t body;

	*tag = (struct tag){ .from = find_from(p->text, p->at, p->left) };
	if (tag->from == p->text.n)
		return true;
	body = tag->from + p->left.n;
	while (body < p->text.n && is_blank(p->text.p[body]))
		body++;
	if (body < p->text.n && p->text.p[body] != '\0' &&
	    strchr("#^/>!=&{<$", p->text.p[body]) != NULL)
		tag->kind = p->text.p[body++];
	if (tag->kind == '{' || tag->kind == '=')
		close[end.n++] = tag->kind == '{' ? '}' : '=';
	memcpy(close + end.n, p->right.p, p->right.n);
	end.n += p->right.n;
	tag->to = find_from(p->text, body, end);
	if (tag->to == p->text.n)
		return refuse(p, tag->from, "this tag has no end:",
		    str_part(p->text, tag->from, tag->from + 40));
	tag->body = str_trim(str_part(p->text, body, tag->to));
	tag->to += end.n;
	if (tag->kind != '\0' && strchr("#^/>!=", tag->kind) != NULL)
		look_around(p, tag);
	return true;
}

static bool
check_name(struct parser *p, const struct tag *tag)
{
	size_t i;

	if (tag->body.n == 0)
		return refuse(p, tag->from, "a tag without a name:",
		    str_part(p->text, tag->from, tag->to));
	for (i = 0; i < tag->body.n; i++)
		if ((unsigned char)tag->body.p[i] <= ' ')
			return refuse(p, tag->from,
			    "a name with a blank in it:", tag->body);
	if (tag->kind == '>' || str_is(tag->body, "."))
		return true;
	if (str_starts(tag->body, S(".")) || str_ends(tag->body, S(".")) ||
	    str_find(tag->body, S("..")) < tag->body.n)
		return refuse(p, tag->from,
		    "a name with nothing beside its point:", tag->body);
	return true;
}

static bool
new_delimiters(struct parser *p, const struct tag *tag)
{
	size_t i = 0, j;

	while (i < tag->body.n && (unsigned char)tag->body.p[i] > ' ')
		i++;
	p->left = str_part(tag->body, 0, i);
	p->right = str_trim(str_part(tag->body, i, tag->body.n));
	for (j = 0; j < p->right.n; j++)
		if ((unsigned char)p->right.p[j] <= ' ')
			p->right.n = 0;
	if (p->left.n == 0 || p->right.n == 0 || p->left.n > 16 ||
	    p->right.n > 16 || memchr(tag->body.p, '=', tag->body.n) != NULL)
		return refuse(p, tag->from,
		    "two new delimiters are wanted, not:", tag->body);
	return true;
}

static bool
begin(struct parser *p, const struct tag *tag)
{
	if (p->depth == TEMPLATE_DEPTH)
		return refuse(p, tag->from, "too many sections inside each "
		    "other at:", tag->body);
	p->open[p->depth++] = (struct open){ tag->body, p->t->n, tag->from };
	add(p, tag->kind == '#' ? SECTION : OTHERWISE, tag->body);
	return true;
}

static bool
finish(struct parser *p, const struct tag *tag)
{
	struct open *o;

	if (p->depth == 0)
		return refuse(p, tag->from, "this closes what was not "
		    "opened:", tag->body);
	o = &p->open[--p->depth];
	if (!str_same(o->name, tag->body))
		return refuse(p, tag->from, "this closes another section than "
		    "the last one opened:", tag->body);
	p->t->step[o->step].end = p->t->n;
	return true;
}

/* --- sentences ----------------------------------------------------- */

static bool
is_markup(str s)
{
	size_t i;

	for (i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '<' &&
		    (is_letter(s.p[i + 1]) || s.p[i + 1] == '/'))
			return true;
	return false;
}

static str
one_blank(struct arena *a, str s)
{
	char *p = arena_take(a, s.n + 1, 1);    /* NUL behind it, for words */
	size_t i, n = 0;

	s = str_trim(s);
	for (i = 0; i < s.n; i++) {
		bool blank = (unsigned char)s.p[i] <= ' ';

		if (blank && n > 0 && p[n - 1] == ' ')
			continue;
		p[n++] = blank ? ' ' : s.p[i];
	}
	return (str){ p, n };
}

static bool parse(struct parser *);

/* The steps grow in `work`; of them as many are kept as there are. */
static bool
parse_and_keep(struct parser *p)
{
	struct template *t = p->t;
	struct step *kept;

	if (!parse(p))
		return false;
	kept = NEWS(p->arena, struct step, t->n + 1);
	if (t->n > 0)
		memcpy(kept, t->step, t->n * sizeof(*kept));
	t->step = kept;
	t->room = t->n + 1;
	return true;
}

static bool
parse_sentence(struct arena *a, struct arena *work, str text,
    struct place place, struct template **out, struct errors *e)
{
	struct parser p = { .arena = a, .work = work, .errors = e,
	    .text = text, .left = S("{{"), .right = S("}}"),
	    .is_sentence = true, .place = place };

	*out = p.t = NEW(a, struct template);
	return parse_and_keep(&p);
}

/* The tag before it opened a sentence: take all up to {{/_}}. */
static bool
sentence(struct parser *p, const struct tag *opened)
{
	struct tag tag;
	struct step *s;
	str text;

	if (!str_is(p->left, "{{"))
		return true;
	do {
		if (!next_tag(p, &tag))
			return false;
		if (tag.body.p == NULL)
			return refuse(p, opened->from, "this sentence has no "
			    "end:", str_part(p->text, opened->to, p->text.n));
		p->at = tag.to;
	} while (tag.kind != '/' || !str_is(tag.body, "_"));
	text = one_blank(p->arena, str_part(p->text, opened->to, tag.from));
	if (text.n == 0 || is_markup(text))
		return refuse(p, opened->from, "a sentence to translate is "
		    "plain text without markup, not:", text);
	s = add(p, SENTENCE, text);
	s->place = p->place;
	return parse_sentence(p->arena, p->work, text, p->place, &s->english,
	    p->errors) || refuse(p, opened->from, "in the sentence:", text);
}

/* --- the walk over the text ---------------------------------------- */

static void
add_value(struct parser *p, const struct tag *tag)
{
	struct step *s = add(p, VALUE, tag->body);

	s->raw = tag->kind != '\0';
	s->for_people = people_look(&p->place);
}

static bool
take_tag(struct parser *p, const struct tag *tag)
{
	if (tag->kind == '!')
		return true;
	if (tag->kind == '=')
		return new_delimiters(p, tag);
	if (!check_name(p, tag))
		return false;
	switch (tag->kind) {
	case '#':
		if (str_is(tag->body, "_") && str_is(p->left, "{{"))
			return sentence(p, tag);
		return begin(p, tag);
	case '^':
		return begin(p, tag);
	case '/':
		return finish(p, tag);
	case '>':
		add(p, PART, tag->body)->indent = tag->alone ?
		    str_part(p->text, tag->line_from, tag->from) : (str){0};
		return true;
	case '<': case '$':
		return refuse(p, tag->from, "inheritance is not to be had:",
		    tag->body);
	}
	add_value(p, tag);
	return true;
}

static bool
parse(struct parser *p)
{
	struct tag tag;

	for (;;) {
		if (!next_tag(p, &tag))
			return false;
		if (tag.body.p == NULL)
			break;
		if (p->is_sentence && tag.kind != '\0')
			return refuse(p, tag.from, "only {{names}} may stand "
			    "in a sentence, not:",
			    str_part(p->text, tag.from, tag.to));
		/* A sentence writes something: its line stays. */
		if (tag.kind == '#' && str_is(tag.body, "_"))
			tag.alone = false;
		literal(p, p->at, tag.alone ? tag.line_from : tag.from);
		if (!tag.alone && starts_line(p, tag.from))
			add(p, TEXT, S(""))->starts_line = true;
		p->at = tag.alone ? tag.line_to : tag.to;
		if (!take_tag(p, &tag))
			return false;
	}
	literal(p, p->at, p->text.n);
	if (p->depth > 0)
		return refuse(p, p->open[p->depth - 1].at,
		    "this section has no end:", p->open[p->depth - 1].name);
	return true;
}

bool
template_parse(struct arena *a, str text, struct template **out,
    struct errors *e)
{
	struct parser p = { .arena = a, .errors = e, .text = text,
	    .left = S("{{"), .right = S("}}") };
	bool fine;

	if (text.n > TEMPLATE_BYTES)
		return fail(e, INVALID, NULL, "The template is longer than "
		    "%d bytes.", TEMPLATE_BYTES);
	if (!str_utf8(text))
		return fail(e, INVALID, NULL, "The template is not UTF-8.");
	*out = p.t = NEW(a, struct template);
	p.work = arena_new(0);
	fine = parse_and_keep(&p);
	arena_free(p.work);
	return fine;
}

static void
each_of(const struct template *t, enum kind kind, void (*each)(void *, str),
    void *to)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->step[i].kind == kind)
			each(to, t->step[i].text);
}

void
template_sentences(const struct template *t,
    void (*each)(void *, str english), void *to)
{
	each_of(t, SENTENCE, each, to);
}

void
template_parts(const struct template *t,
    void (*each)(void *, str name), void *to)
{
	each_of(t, PART, each, to);
}

/* --- rendering ----------------------------------------------------- */

struct frame {                  /* the objects around a name, inside out */
	const struct node  *node;
	const struct frame *up;
};

struct run {
	struct write               *w;
	const struct template_with *with;
	struct arena               *scratch;    /* emptied after each use */
	size_t parts, depth;
};

/* Indentation of parts in parts, outside in. */
struct indent {
	str                  text;
	const struct indent *up;
};

struct scope {
	const struct frame  *frame;
	const struct indent *indent;
};

static void render(struct run *, const struct template *, size_t from,
    size_t to, struct scope);

static const struct node *
member(const struct node *n, str name)
{
	return n->kind == N_OBJECT ? node_find(n, name) : NULL;
}

static const struct node *
find(const struct frame *f, str name)
{
	const struct node *n = NULL;
	str piece;

	if (str_is(name, "."))
		return f->node;
	if (!str_cut(&name, '.', &piece))
		return NULL;
	for (; f != NULL && n == NULL; f = f->up)
		n = member(f->node, piece);
	while (n != NULL && str_cut(&name, '.', &piece))
		n = member(n, piece);
	return n;
}

static bool
holds(const struct node *n)
{
	if (n == NULL)
		return false;
	switch (n->kind) {
	case N_NONE:   return false;
	case N_BOOL:   return n->yes;
	case N_COUNT:  return n->count != INT64_MIN;
	case N_REAL:   return !isnan(n->real);
	case N_TEXT:
	case N_HTML:   return n->text.n > 0;
	case N_DAY:    return n->day.n != 0;
	case N_MOMENT: return n->moment != MOMENT_NONE;
	case N_MONEY:  return n->money.currency[0] != '\0';
	case N_ID:     return !id_none(n->id);
	case N_OBJECT: return true;
	case N_LIST:   return n->n > 0;
	}
	return false;
}

static void
write_for_people(struct write *w, const struct local *l, const struct node *n)
{
	switch (n->kind) {
	case N_COUNT:  local_count(l, w, n->count); break;
	case N_REAL:   local_real(l, w, n->real, n->decimals); break;
	case N_DAY:    (n->decimals == 1 ? local_month : local_day)(l, w,
	    n->day); break;
	case N_MOMENT: local_moment(l, w, n->moment); break;
	case N_MONEY:  (n->decimals == 1 ? local_money_short : local_money)(l,
	    w, n->money); break;
	default:       break;
	}
}

static void
write_for_machines(struct run *r, const struct node *n)
{
	const struct arena_mark mark = arena_mark(r->scratch);
	struct arena *a = r->scratch;
	struct write *w = r->w;

	switch (n->kind) {
	case N_BOOL:   write_z(w, n->yes ? "true" : "false"); break;
	case N_COUNT:  write_int(w, n->count); break;
	case N_REAL:   write_real(w, n->real); break;
	case N_DAY:    write_str(w, day_text(a, n->day)); break;
	case N_MOMENT: write_str(w, moment_text(a, n->moment)); break;
	case N_MONEY:  write_str(w, money_text(a, n->money)); break;
	case N_ID:     write_str(w, id_text(a, n->id)); break;
	default:       break;
	}
	arena_back(a, mark);
}

static void
value(struct run *r, const struct step *s, const struct node *n)
{
	const struct local *l = r->with->local;

	if (!holds(n) && (n == NULL || n->kind != N_BOOL))
		return;
	if (n->kind == N_TEXT && !s->raw)
		html_escape(r->w, n->text);
	else if (n->kind == N_TEXT || n->kind == N_HTML)
		html_raw_trusted(r->w, n->text);
	else if (l != NULL && s->for_people && n->kind != N_BOOL &&
	    n->kind != N_ID)
		write_for_people(r->w, l, n);
	else
		write_for_machines(r, n);
}

static void
write_indent(struct run *r, const struct indent *in)
{
	if (in == NULL)
		return;
	write_indent(r, in->up);
	write_str(r->w, in->text);
}

static void
text(struct run *r, const struct step *s, const struct indent *in)
{
	str rest = s->text, line;

	if (in == NULL) {
		write_str(r->w, rest);
		return;
	}
	if (s->starts_line)
		write_indent(r, in);
	for (; rest.n > 0; rest = str_part(rest, line.n, rest.n)) {
		line = str_part(rest, 0, str_find(rest, S("\n")) + 1);
		write_str(r->w, line);
		if (line.n < rest.n)
			write_indent(r, in);
	}
}

static void
part(struct run *r, const struct step *s, struct scope at)
{
	const struct template_with *with = r->with;
	const struct indent deeper = { s->indent, at.indent };
	const struct template *t;

	t = with->part ? with->part(with->parts, s->text) : NULL;
	if (t == NULL)
		return;
	if (r->depth == TEMPLATE_DEPTH || r->parts == TEMPLATE_PARTS) {
		r->w->over = true;
		return;
	}
	r->depth++;
	r->parts++;
	/* A part in the middle of a line starts no line, so even what is
	 * indented around it leaves its lines alone. */
	at.indent = s->indent.p != NULL ? &deeper : NULL;
	render(r, t, 0, t->n, at);
	r->depth--;
}

static void
say(struct run *r, const struct step *s, struct scope at)
{
	const struct arena_mark mark = arena_mark(r->scratch);
	const struct template *t = s->english;
	struct template *other;
	struct errors e = { r->scratch };
	str said = s->text;

	if (r->with->words != NULL)
		said = str_of(words_say(r->with->words, s->text.p));
	if (str_find(said, S("{{")) == said.n) {
		html_escape(r->w, said);
		return;
	}
	if (said.p != s->text.p &&
	    parse_sentence(r->scratch, r->scratch, said, s->place, &other, &e))
		t = other;
	at.indent = NULL;
	render(r, t, 0, t->n, at);
	arena_back(r->scratch, mark);
}

static void
section(struct run *r, const struct template *t, size_t i, struct scope at)
{
	const struct step *s = &t->step[i];
	const struct node *n = find(at.frame, s->text), *row;
	struct frame f = { n, at.frame };

	if (s->kind == OTHERWISE) {
		if (!holds(n))
			render(r, t, i + 1, s->end, at);
		return;
	}
	if (!holds(n))
		return;
	at.frame = &f;
	if (n->kind != N_LIST) {
		render(r, t, i + 1, s->end, at);
		return;
	}
	for (row = n->first; row != NULL && !r->w->over; row = row->next) {
		f.node = row;
		render(r, t, i + 1, s->end, at);
	}
}

static void
render(struct run *r, const struct template *t, size_t from, size_t to,
    struct scope at)
{
	const struct step *s;
	size_t i;

	for (i = from; i < to && !r->w->over; i++) {
		s = &t->step[i];
		switch (s->kind) {
		case TEXT:
			text(r, s, at.indent);
			break;
		case VALUE:
			value(r, s, find(at.frame, s->text));
			break;
		case PART:
			part(r, s, at);
			break;
		case SENTENCE:
			say(r, s, at);
			break;
		case SECTION:
		case OTHERWISE:
			section(r, t, i, at);
			i = s->end - 1;
			break;
		}
	}
}

void
template_render(struct write *w, const struct template *t,
    const struct node *root, const struct template_with *with)
{
	static const struct template_with plain;
	struct run r = { w, with ? with : &plain, arena_new(0) };
	const struct frame f = { root, NULL };

	render(&r, t, 0, t->n, (struct scope){ &f, NULL });
	arena_free(r.scratch);
}
