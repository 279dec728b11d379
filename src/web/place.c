/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/place.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/outline.h"
#include "web/page.h"

enum { WIDE = 1000, HIGH = 487 };

const struct place *
place_coded(const char *code)
{
	const struct place *p;

	for (p = places; p->code != NULL; p++)
		if (strcmp(p->code, code) == 0)
			return p;
	return NULL;
}

str
place_name(struct ctx *c, const struct outline_spot *s)
{
	const struct place *p = place_coded(s->country);

	if (p == NULL)
		return str_none(s->name) ? str_copy(c->arena,
		    str_of(s->country)) : s->name;
	return str_of(strcmp(c->lang, "vi") == 0 && p->vi[0] != '\0' ? p->vi
	    : p->name);
}

/* Equal Earth, scaled so that the globe is WIDE and HIGH. */
static void
project(double north, double east, double *x, double *y)
{
	static const double a[] = { 1.340264, -0.081106, 0.000893, 0.003796 };
	const double turn = acos(-1), m = sqrt(3) / 2;
	double t = asin(m * sin(north * turn / 180)), q = t * t;
	double s = q * q * q;

	*x = east * turn / 180 * cos(t) / (m * (a[0] + 3 * a[1] * q +
	    s * (7 * a[2] + 9 * a[3] * q)));
	*y = t * (a[0] + a[1] * q + s * (a[2] + a[3] * q));
}

void
place_at(double north, double east, double *x, double *y)
{
	double wide, high, none;

	project(0, 180, &wide, &none);
	project(90, 0, &none, &high);
	project(north, east, x, y);
	*x = WIDE / 2.0 * (1 + *x / wide);
	*y = HIGH / 2.0 * (1 - *y / high);
}

static void
dot_put(struct ctx *c, double x, double y, struct node *map)
{
	struct node *row = node_row(map, "dots");

	/* Texts: a number would be written as the reader's language does. */
	node_text(row, "x", str_print(c->arena, "%.1f", x));
	node_text(row, "y", str_print(c->arena, "%.1f", y));
}

static void
country_put(struct ctx *c, const char *code, struct node *map)
{
	const struct place *p = place_coded(code);

	if (p == NULL)
		return;
	if (p->is_drawn)
		node_z(node_row(map, "shapes"), "code", p->code);
	if (p->x >= 0)
		dot_put(c, p->x, p->y, map);
}

static bool
is_placed(str code)
{
	const struct place *p = code.n == 2 ? place_coded(code.p) : NULL;

	return p != NULL && (p->is_drawn || p->x >= 0);
}

/* The row of that country in the table beside the map, made if there is
 * none yet. */
static struct node *
country_row(struct ctx *c, const struct outline_spot *s, struct node *map,
    bool *fresh)
{
	struct node *list = node_list(map, "countries"), *row;

	for (row = list->first; row != NULL; row = row->next)
		if (str_is(node_find(row, S("code"))->text, s->country))
			break;
	*fresh = row == NULL;
	if (*fresh) {
		row = node_item(list);
		node_text(row, "code", str_copy(c->arena,
		    str_of(s->country)));
		node_text(row, "name", place_name(c, s));
	}
	return row;
}

static void
spot_put(struct ctx *c, const struct outline *o, const struct outline_spot *s,
    const struct place_link *link, struct node *map)
{
	struct node *row;
	bool fresh = true;
	double x, y;

	if (s->country[0] == '\0') {
		place_at(s->north, s->east, &x, &y);
		dot_put(c, x, y, map);
		row = node_row(map, "points");
		node_text(row, "name", s->name);
		node_text(row, "at", str_print(c->arena, "%.2f, %.2f",
		    s->north, s->east));
		node_text(row, "programme", o->p.code);
		return;
	}
	row = country_row(c, s, map, &fresh);
	if (fresh)
		country_put(c, s->country, map);
	row = node_row(row, "programmes");
	node_text(row, "name", link->name(c, o));
	node_text(row, "href", link->href(c, o));
}

/* Countries that the map does not know, such as invented ones. */
static void
unplaced_put(struct node *map)
{
	struct node *row, *to;
	int64_t n = 0;

	(void)node_list(map, "unplaced");
	for (row = node_find(map, S("countries"))->first; row != NULL;
	    row = row->next) {
		if (is_placed(node_find(row, S("code"))->text))
			continue;
		to = node_row(map, "unplaced");
		node_text(to, "code", node_find(row, S("code"))->text);
		node_text(to, "name", node_find(row, S("name"))->text);
		node_count(to, "n",
		    (int64_t)node_find(row, S("programmes"))->n);
		n++;
	}
	for (row = node_find(map, S("unplaced"))->first; row != NULL;
	    row = row->next)
		node_bool(row, "is_last", row->next == NULL);
	node_count(map, "unplaced_count", n > 0 ? n : INT64_MIN);
}

void
place_put(struct ctx *c, const struct outline *const *o, size_t n,
    const struct place_link *link, struct node *out)
{
	struct node *map = node_object(out, "map");
	size_t i, k;

	(void)node_list(map, "countries");
	(void)node_list(map, "points");
	for (i = 0; i < n; i++)
		for (k = 0; k < o[i]->spots; k++)
			spot_put(c, o[i], &o[i]->spot[k], link, map);
	unplaced_put(map);
	node_count(map, "country_count",
	    (int64_t)node_find(map, S("countries"))->n);
	node_bool(map, "has_points", node_find(map, S("points"))->n > 0);
	node_bool(map, "has_drawn", node_find(map, S("shapes")) != NULL ||
	    node_find(map, S("dots")) != NULL);
	node_bool(map, "has_any", map->first->n > 0 ||
	    node_find(map, S("points"))->n > 0);
}
