/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/ties.h"

#include <math.h>

#include "base/arena.h"
#include "base/sort.h"
#include "base/write.h"
#include "flow/lasting.h"
#include "format/chart.h"
#include "web/entity.h"
#include "web/programme.h"

enum { WIDE = TIES_WIDE, HIGH = TIES_HIGH, DRAWN = 1 << 18, MOST = 120,
	TURNS = 200, SPREADS = 1000, ROOM = 22 };

static const double PI = 3.14159265358979323846;

struct graph {
	const struct lasting_network *k;
	struct ties_spot                  *at;       /* [nodes] */
};

/* ---- the layout ---- */

struct ranked {
	size_t node, degree;
	str    code;
};

static int
by_ties(const void *one, const void *other, const void *with)
{
	const struct ranked *a = one, *b = other;

	(void)with;
	if (a->degree != b->degree)
		return a->degree > b->degree ? -1 : 1;
	return str_order(a->code, b->code);
}

/* On rings about the middle, the best tied first: where the springs begin,
 * so that the drawing is the same every time. */
static void
begin_at(struct arena *a, const struct graph *g)
{
	size_t n = g->k->nodes, i, ring = 0, placed = 0, room = 1, first = 0;
	struct ranked *r = NEWS(a, struct ranked, n + 1);
	double turn;

	for (i = 0; i < n; i++)
		r[i] = (struct ranked){ i, g->k->degree[i], g->k->code[i] };
	sort(a, r, n, sizeof(*r), by_ties, NULL);
	for (i = 0; i < n; i++) {
		if (placed == room) {
			ring++;
			first = i;
			room = ring * 6;
			placed = 0;
		}
		turn = 2 * PI * (double)(i - first) / (double)(room == 0 ? 1
		    : room) + (double)ring * 0.5;
		g->at[r[i].node] = (struct ties_spot){
			WIDE / 2.0 + (double)ring * 70 * cos(turn),
			HIGH / 2.0 + (double)ring * 62 * sin(turn) };
		placed++;
	}
}

static void
push_apart(const struct graph *g, struct ties_spot *force, double ideal)
{
	double dx, dy, far;
	size_t i, j;

	for (i = 0; i < g->k->nodes; i++)
		for (j = 0; j < g->k->nodes; j++) {
			dx = g->at[i].x - g->at[j].x;
			dy = g->at[i].y - g->at[j].y;
			far = dx * dx + dy * dy;
			if (i == j || far < 1e-9)
				continue;
			force[i].x += dx / far * ideal * ideal;
			force[i].y += dy / far * ideal * ideal;
		}
}

static void
pull_together(const struct graph *g, struct ties_spot *force, double ideal)
{
	const struct network_edge *e;
	double dx, dy, far;
	size_t i;

	for (i = 0; i < g->k->edges; i++) {
		e = &g->k->edge[i];
		if (e->from >= g->k->nodes || e->to >= g->k->nodes)
			continue;
		dx = g->at[e->from].x - g->at[e->to].x;
		dy = g->at[e->from].y - g->at[e->to].y;
		far = sqrt(dx * dx + dy * dy) / ideal;
		force[e->from].x -= dx * far;
		force[e->from].y -= dy * far;
		force[e->to].x += dx * far;
		force[e->to].y += dy * far;
	}
}

static double
within(double x, double lo, double hi)
{
	return x < lo ? lo : x > hi ? hi : x;
}

/* Springs and charges (Fruchterman, Reingold 1991), from a fixed beginning
 * and with steps that grow smaller: no chance in it. */
static void
settle(struct arena *a, const struct graph *g)
{
	size_t n = g->k->nodes, i, turn;
	double ideal = 0.75 * sqrt((double)WIDE * HIGH / (double)(n + 1));
	struct ties_spot *force = NEWS(a, struct ties_spot, n + 1);
	double step, far;

	for (turn = 0; turn < TURNS; turn++) {
		for (i = 0; i < n; i++)
			force[i] = (struct ties_spot){
				(WIDE / 2.0 - g->at[i].x) * 0.9,
				(HIGH / 2.0 - g->at[i].y) * 0.9 };
		push_apart(g, force, ideal);
		pull_together(g, force, ideal);
		step = 40.0 * (1 - (double)turn / TURNS);
		for (i = 0; i < n; i++) {
			far = sqrt(force[i].x * force[i].x +
			    force[i].y * force[i].y);
			if (far < 1e-9)
				continue;
			g->at[i].x = within(g->at[i].x + force[i].x / far *
			    (far < step ? far : step), TIES_EDGE,
			    WIDE - TIES_EDGE);
			g->at[i].y = within(g->at[i].y + force[i].y / far *
			    (far < step ? far : step), TIES_EDGE,
			    HIGH - TIES_EDGE);
		}
	}
}

/* Half of what two lack to stand apart, each; on the same spot they leave
 * it in a direction of their own. */
static bool
part(const struct graph *g, size_t i, size_t j)
{
	struct ties_spot *p = &g->at[i], *q = &g->at[j];
	double dx = p->x - q->x, dy = p->y - q->y;
	double far = sqrt(dx * dx + dy * dy), by;

	if (far >= ROOM)
		return false;
	if (far < 1e-6) {
		dx = cos((double)(i + 1));
		dy = sin((double)(i + 1));
		far = 1;
		by = ROOM / 2.0;
	} else {
		by = (ROOM - far) / 2 + 0.5;
	}
	p->x = within(p->x + dx / far * by, TIES_EDGE, WIDE - TIES_EDGE);
	p->y = within(p->y + dy / far * by, TIES_EDGE, HIGH - TIES_EDGE);
	q->x = within(q->x - dx / far * by, TIES_EDGE, WIDE - TIES_EDGE);
	q->y = within(q->y - dy / far * by, TIES_EDGE, HIGH - TIES_EDGE);
	return true;
}

/* What the frame pressed together, or the springs, is moved apart. */
static void
spread(const struct graph *g)
{
	size_t i, j, turn;
	bool any = true;

	for (turn = 0; any && turn < SPREADS; turn++)
		for (any = false, i = 0; i < g->k->nodes; i++)
			for (j = i + 1; j < g->k->nodes; j++)
				any = part(g, i, j) || any;
}

void
ties_layout(struct arena *a, const struct lasting_network *k,
    struct ties_spot *at)
{
	struct graph g = { k, at };

	begin_at(a, &g);
	settle(a, &g);
	spread(&g);
}

/* ---- the drawing ---- */

static void
draw_ties(struct write *w, const struct graph *g)
{
	const struct network_edge *e;
	size_t i;

	for (i = 0; i < g->k->edges; i++) {
		e = &g->k->edge[i];
		if (e->from >= g->k->nodes || e->to >= g->k->nodes)
			continue;
		write_z(w, "<line class=\"lg\" x1=\"");
		chart_number(w, g->at[e->from].x);
		write_z(w, "\" y1=\"");
		chart_number(w, g->at[e->from].y);
		write_z(w, "\" x2=\"");
		chart_number(w, g->at[e->to].x);
		write_z(w, "\" y2=\"");
		chart_number(w, g->at[e->to].y);
		write_z(w, "\"/>");
	}
}

static void
draw_nodes(struct write *w, const struct graph *g)
{
	size_t i;

	for (i = 0; i < g->k->nodes; i++) {
		write_format(w, "<circle class=\"%s\" r=\"",
		    g->k->degree[i] == 0 ? "f0" : "f1");
		chart_number(w, 5 + 1.5 * (double)(g->k->degree[i] > 8 ? 8
		    : g->k->degree[i]));
		write_z(w, "\" cx=\"");
		chart_number(w, g->at[i].x);
		write_z(w, "\" cy=\"");
		chart_number(w, g->at[i].y);
		write_z(w, "\"><title>");
		chart_text(w, g->k->name[i]);
		write_z(w, "</title></circle><text text-anchor=\"middle\" "
		    "x=\"");
		chart_number(w, g->at[i].x);
		write_z(w, "\" y=\"");
		chart_number(w, g->at[i].y + 18 + (double)(g->k->degree[i] > 8
		    ? 8 : g->k->degree[i]));
		write_z(w, "\">");
		chart_text(w, g->k->code[i]);
		write_z(w, "</text>");
	}
}

static str
drawn(struct ctx *c, const struct lasting_network *k, size_t number)
{
	struct write w = write_new(c->arena, DRAWN);
	struct graph g = { k, NEWS(c->arena, struct ties_spot, k->nodes + 1) };

	ties_layout(c->arena, k, g.at);
	write_format(&w, "<svg class=\"v net\" viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-labelledby=\"net%zu-t net%zu-d\">"
	    "<title id=\"net%zu-t\">", WIDE, HIGH, number, number, number);
	chart_text(&w, str_print(c->arena, say(c, "Who works with whom, "
	    "%.*s"), (int)k->period.n, k->period.p));
	write_format(&w, "</title><desc id=\"net%zu-d\">", number);
	chart_text(&w, str_of(say(c, "The table beside it names all members "
	    "with their ties.")));
	write_z(&w, "</desc>");
	draw_ties(&w, &g);
	draw_nodes(&w, &g);
	write_z(&w, "</svg>");
	return write_done(&w);
}

/* ---- the figures ---- */

static void
figures_put(const struct network *f, struct node *row)
{
	node_count(row, "ties", (int64_t)f->ties);
	node_count(row, "components", (int64_t)f->components);
	node_count(row, "largest", (int64_t)f->largest);
	node_count(row, "isolates", (int64_t)f->isolates);
	node_real(row, "density", f->density, 3);
	node_real(row, "mean_degree", f->mean_degree, 2);
	node_real(row, "transitivity", f->transitivity, 3);
	node_real(row, "centralisation", f->centralisation, 3);
}

static void
members_put(struct ctx *c, const struct lasting_network *k, struct node *row)
{
	struct ranked *r = NEWS(c->arena, struct ranked, k->nodes + 1);
	struct node *one;
	size_t i;

	for (i = 0; i < k->nodes; i++)
		r[i] = (struct ranked){ i, k->degree[i], k->code[i] };
	sort(c->arena, r, k->nodes, sizeof(*r), by_ties, NULL);
	for (i = 0; i < k->nodes; i++) {
		one = node_row(row, "members");
		node_text(one, "code", r[i].code);
		node_text(one, "name", k->name[r[i].node]);
		node_text(one, "href", entity_href(c, &organisation_entity,
		    k->node[r[i].node]));
		node_count(one, "degree", (int64_t)r[i].degree);
		node_count(one, "part", (int64_t)k->component[r[i].node] + 1);
	}
}

bool
ties_put(struct ctx *c, struct id programme, struct node *out)
{
	struct lasting_network *k = NULL;
	struct node *row;
	size_t i, j, n = 0;

	(void)node_list(out, "periods");
	if (ctx_may(c, &network_tie_entity, SEE, programme) &&
	    !lasting_networks_of(c, programme, &k, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "periods");
		node_text(row, "period", k[i].period);
		node_count(row, "nodes", (int64_t)k[i].nodes);
		figures_put(&k[i].figures, row);
		members_put(c, &k[i], row);
		for (j = 0; j < k[i].n_gone; j++)
			node_text(node_row(row, "gone"), "code",
			    k[i].gone[j]);
		node_bool(row, "has_gone", k[i].n_gone > 0);
		if (k[i].nodes <= MOST)
			node_html(row, "graph", drawn(c, &k[i], i + 1));
	}
	node_bool(out, "has_periods", n > 0);
	node_bool(out, "has_change", n > 1);
	if (n > 1) {
		row = node_object(out, "change");
		node_text(row, "from", k[0].period);
		node_text(row, "to", k[n - 1].period);
		node_real(row, "density_from", k[0].figures.density, 3);
		node_real(row, "density_to", k[n - 1].figures.density, 3);
	}
	return true;
}
