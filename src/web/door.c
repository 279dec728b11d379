/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/door.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "flow/find.h"
#include "model/people.h"
#include "web/query.h"
#include "web/route.h"

enum { OPEN = 1, SHUT };

struct doors {
	struct ctx *c;
	const struct page *const *pages;
	struct map *asked;              /* an address: OPEN or SHUT */
	str         name;               /* of the programme asked for last */
	struct id   programme;
	bool        seen;
};

struct doors *
doors_new(struct ctx *c, const struct page *const *pages)
{
	struct doors *d = NEW(c->arena, struct doors);

	d->c = c;
	d->pages = pages;
	d->asked = map_new(c->arena);
	return d;
}

bool
door_may(struct ctx *c, const struct page *p, const struct request *q)
{
	return p->may == NULL || p->may(c, q) || fail(&c->errors, DENIED,
	    NULL, "None of your roles may do this. Ask an administrator for "
	    "one that may.");
}

/* ---- what is asked ---- */

/* A page names the same programme in most of its links. */
static bool
sees_programme(struct doors *d, str name)
{
	struct programme p;

	if (d->name.p != NULL && str_same(name, d->name))
		return d->seen;
	d->name = name;
	d->seen = flow_find_text(d->c, &programme_entity, name,
	    (struct id){ 0 }, &p);
	d->programme = d->seen ? p.row.id : (struct id){ 0 };
	return d->seen;
}

/* "/gap/{id}" is about a gap, as "/{entity}/{id}" is about what it says. */
static const struct entity *
row_of(const struct page *p, const struct request *q)
{
	str rest = str_of(p->path + 1), first, second;

	if (!str_cut(&rest, '/', &first) || !str_cut(&rest, '/', &second) ||
	    !str_is(second, "{id}"))
		return NULL;
	return str_is(first, "{entity}") ? q->entity : entity_named(first);
}

static bool
opens_row(struct doors *d, const struct page *p, const struct request *q,
    const struct entity *e)
{
	struct arena_mark mark = arena_mark(d->c->arena);
	unsigned what = p->row != 0 ? p->row
	    : SEE | (e == p->of ? p->needs & (EDIT | DROP) : 0);
	struct id id;
	void *row;
	bool good;

	if (what == SEE && id_read(request_at(q, "id"), &id) &&
	    flow_sees_all(d->c, e))
		return true;
	row = arena_take(d->c->arena, 1, e->size);
	good = flow_find_text(d->c, e, request_at(q, "id"), (struct id){ 0 },
	    row) && flow_may(d->c, e, row, what);
	d->c->errors.first = NULL;
	arena_back(d->c->arena, mark);
	return good;
}

static bool
opens(struct doors *d, const struct page *p, const struct request *q)
{
	const struct entity *of = p->of != NULL ? p->of : q->entity;
	const struct entity *e = row_of(p, q);
	str within = e == &programme_entity ? request_at(q, "id")
	    : request_arg(q, "programme");
	struct id in = { 0 };
	unsigned needs = p->needs;

	if (!str_none(within)) {
		if (!sees_programme(d, within))
			return false;
		in = d->programme;
	}
	if (id_none(in))
		needs &= SEE | ADD;     /* the rest is asked of the row */
	if (of != NULL && needs != 0 && !ctx_may(d->c, of, needs, in))
		return false;
	if (e != NULL && e != &programme_entity && !opens_row(d, p, q, e))
		return false;
	return p->may == NULL || p->may(d->c, q);
}

static bool
ask(struct doors *d, enum method method, str address)
{
	struct errors quiet = { d->c->arena, NULL, NULL };
	struct request q = { .method = method, .shape = HTML };
	size_t at = str_find(address, S("?"));
	struct pairs args = { 0 };
	const struct page *p;
	str allow;

	q.path = str_part(address, 0, at);
	q.query = str_part(address, at + 1, address.n);
	if (route_find(d->pages, d->c->arena, &q, &p, &allow) != 200 ||
	    (at < address.n &&
	    !query_read(d->c->arena, q.query, &args, &quiet)))
		return true;
	q.args = args.at;
	q.n_args = args.n;
	return opens(d, p, &q);
}

bool
door_opens(struct doors *d, enum method method, str address)
{
	struct errors before = d->c->errors;
	bool good;

	if (d->c->actor.system || id_none(d->c->actor.user))
		return true;
	address = str_part(address, 0, str_find(address, S("#")));
	d->c->errors.first = NULL;
	good = ask(d, method, address);
	d->c->errors = before;
	return good;
}

/* ---- in HTML ---- */

/* The value of an attribute of a tag, as it is written; none if it has
 * none of that name.  " href=\"" with the blank before. */
static str
attribute(str tag, const char *name)
{
	size_t at = str_find(tag, str_of(name));
	str rest = str_part(tag, at + str_of(name).n, tag.n);

	return at == tag.n ? (str){ 0 }
	    : str_part(rest, 0, str_find(rest, S("\"")));
}

static str
unescaped(struct arena *a, str s)
{
	struct write w;
	size_t at;

	if (str_find(s, S("&amp;")) == s.n)
		return s;
	w = write_new(a, s.n);
	while ((at = str_find(s, S("&amp;"))) < s.n) {
		write_str(&w, str_part(s, 0, at + 1));
		s = str_part(s, at + 5, s.n);
	}
	write_str(&w, s);
	return write_done(&w);
}

static bool
is_shut(struct doors *d, enum method method, str written)
{
	size_t *known;

	if (written.n == 0 || written.p[0] != '/' ||
	    str_starts(written, S("//")) ||
	    str_starts(written, S("/static/")))
		return false;
	if (method != GET)
		return !door_opens(d, method, unescaped(d->c->arena, written));
	known = map_at(d->asked, written, 0);
	if (*known == 0) {
		*known = door_opens(d, GET, unescaped(d->c->arena, written))
		    ? OPEN : SHUT;
	}
	return *known == SHUT;
}

static bool
is_button(str tag)
{
	str rest = attribute(tag, " class=\""), word;

	while (str_cut(&rest, ' ', &word))
		if (str_is(word, "btn"))
			return true;
	return false;
}

/* The place behind the first end of an element from here. */
static size_t
behind(str html, size_t at, const char *end)
{
	size_t n = str_find(str_part(html, at, html.n), str_of(end));

	return at + n == html.n ? html.n : at + n + str_of(end).n;
}

/* One tag that may be a door: up to where it was read.  What goes before
 * it in w is written already. */
static size_t
pass(struct doors *d, str html, size_t at, size_t end, struct write *w)
{
	str tag = str_part(html, at, end), to, before;

	if (str_starts(tag, S("<form "))) {
		if (str_find(tag, S(" method=\"post\"")) < tag.n &&
		    is_shut(d, POST, attribute(tag, " action=\"")))
			return behind(html, end, "</form>");
		write_str(w, tag);
		return end;
	}
	to = attribute(tag, " href=\"");
	if (!is_shut(d, GET, to)) {
		write_str(w, tag);
		return end;
	}
	if (is_button(tag))
		return behind(html, end, "</a>");
	before = str_part(tag, 0, (size_t)(to.p - tag.p) - S(" href=\"").n);
	write_str(w, before);
	write_str(w, str_part(tag, before.n + S(" href=\"").n + to.n + 1,
	    tag.n));
	return end;
}

str
doors_shut(struct doors *d, str html)
{
	struct write w = write_new(d->c->arena, html.n);
	size_t from = 0, at = 0, end;
	const char *p;

	if (id_none(d->c->actor.user))
		return html;
	while ((p = memchr(html.p + at, '<', html.n - at)) != NULL) {
		at = (size_t)(p - html.p);
		if (!str_starts(str_part(html, at, html.n), S("<a ")) &&
		    !str_starts(str_part(html, at, html.n), S("<form "))) {
			at++;
			continue;
		}
		end = behind(html, at, ">");
		write_str(&w, str_part(html, from, at));
		at = from = pass(d, html, at, end, &w);
	}
	write_str(&w, str_part(html, from, html.n));
	return write_done(&w);
}
