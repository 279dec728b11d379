/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/route.h"

#include <string.h>

#include "base/arena.h"
#include "web/query.h"

enum { PARTS = 8 };

struct path {
	str    part[PARTS];
	size_t n;
	const struct entity *entity;    /* that the first part names */
};

static const char *const names[] = {
	[GET] = "GET", [POST] = "POST", [PUT] = "PUT", [DELETE] = "DELETE",
};

static bool
split(struct arena *a, str raw, struct path *p)
{
	str piece, rest = str_part(raw, 1, raw.n);

	p->n = 0;
	while (str_cut(&rest, '/', &piece)) {
		if (p->n == PARTS)
			return true;            /* deeper than any page */
		if (!query_decode(a, piece, false, &p->part[p->n++]))
			return false;
	}
	return true;
}

static const struct entity *
first_entity(const struct path *p)
{
	const struct entity *e;

	e = p->n == 0 ? NULL : entity_named(p->part[0]);
	return e == NULL || e->flags & INSIDE ? NULL : e;
}

/* Most pages differ from an address in its first letter. */
static bool
may_match(const char *pattern, const struct path *p)
{
	if (pattern[1] == '{')
		return p->n > 0;
	if (pattern[1] == '\0')
		return p->n == 0;
	return p->n > 0 && p->part[0].n > 0 && p->part[0].p[0] == pattern[1];
}

static bool
matches(const char *pattern, const struct path *p, struct request *q)
{
	str rest = str_of(pattern + 1), want;
	size_t i;

	if (!may_match(pattern, p))
		return false;
	q->n_at = 0;
	q->entity = NULL;
	for (i = 0; str_cut(&rest, '/', &want); i++) {
		if (i == p->n)
			return false;
		if (want.n == 0 || want.p[0] != '{') {
			if (!str_same(want, p->part[i]))
				return false;
			continue;
		}
		want = str_part(want, 1, want.n - 1);
		if (p->part[i].n == 0)
			return false;
		if (i == 0 && str_is(want, "entity") &&
		    (q->entity = p->entity) == NULL)
			return false;
		q->at[q->n_at++] = (struct pair){ want, p->part[i] };
	}
	return i == p->n;
}

static const struct page *
fitting(const struct page *const *pages, const struct path *p,
    struct request *q, unsigned *methods)
{
	for (; *pages != NULL; pages++)
		if (matches((*pages)->path, p, q)) {
			*methods |= 1u << (*pages)->method;
			if ((*pages)->method == q->method)
				return *pages;
		}
	return NULL;
}

static str
allowed(struct arena *a, unsigned methods)
{
	struct write w = write_new(a, 100);
	int m;

	for (m = GET; m <= DELETE; m++)
		if (methods & 1u << m)
			write_format(&w, "%s%s", w.n > 0 ? ", " : "", names[m]);
	if (methods & 1u << GET)
		write_z(&w, ", HEAD");
	return write_done(&w);
}

static bool
take_suffix(struct request *q, struct path *p)
{
	static const struct {
		const char *end;
		enum shape  shape;
	} known[] = { { ".json", JSON }, { ".csv", CSV }, { ".xlsx", XLSX } };
	str *last;
	size_t i, n;

	if (p->n == 0)
		return false;
	last = &p->part[p->n - 1];
	for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
		n = str_of(known[i].end).n;
		if (last->n <= n || !str_ends(q->path, str_of(known[i].end)))
			continue;
		*last = str_part(*last, 0, last->n - n);
		q->path = str_part(q->path, 0, q->path.n - n);
		q->shape = known[i].shape;
		q->suffixed = true;
		return true;
	}
	return false;
}

int
route_find(const struct page *const *pages, struct arena *a,
    struct request *q, const struct page **page, str *allow)
{
	unsigned methods = 0;
	struct path p;

	if (!split(a, q->path, &p))
		return 400;
	take_suffix(q, &p);
	p.entity = first_entity(&p);
	*page = fitting(pages, &p, q, &methods);
	if (*page != NULL)
		return 200;
	if (methods == 0)
		return 404;
	*allow = allowed(a, methods);
	return 405;
}

static bool
holds_key(const struct page *p)
{
	return p->flags & LINK || strstr(p->path, "{key}") != NULL;
}

str
route_logged(const struct page *page, str target)
{
	const struct page *const *p;
	str before;

	if (page != NULL && holds_key(page))
		return str_of(page->path);
	/* Of one that leads nowhere a piece may still be a key. */
	for (p = site; page == NULL && *p != NULL; p++) {
		before = str_part(str_of((*p)->path), 0,
		    strcspn((*p)->path, "{"));
		if (holds_key(*p) && before.n > 1 &&
		    str_starts(target, before))
			return before;
	}
	return str_part(target, 0, str_find(target, S("?")));
}
