/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/monitors.h"

#include <math.h>

#include "base/arena.h"
#include "flow/grouped.h"
#include "base/map.h"
#include "flow/find.h"
#include "format/html.h"
#include "model/codes.h"

static const struct {
	const char *mark, *says;
	int         colour;
} lights[] = {                          /* in the order of the enum; words: */
	[INDICATOR_DARK]  = { "none", "Too early or no data", 6 },
	[INDICATOR_RED]   = { "bad",  "Off track", 4 },
	[INDICATOR_AMBER] = { "warn", "Watch", 2 },
	[INDICATOR_GREEN] = { "ok",   "On track", 1 },
};

void
monitors_light(struct ctx *c, const struct monitor_one *m, struct node *row)
{
	struct node *is = node_object(row, "is");

	node_z(is, "mark", lights[m->light].mark);
	node_z(is, "says", words_say(c->words, lights[m->light].says));
}

static int
decimals(double x)
{
	if (!isfinite(x) || fabs(x - round(x)) < 1e-9)
		return 0;
	return fabs(x) < 10 ? 2 : 1;
}

void
monitors_real(struct node *row, const char *name, double x)
{
	node_real(row, name, x, decimals(x));
}

str
monitors_href(struct ctx *c, const struct programme *p,
    const struct indicator *in, const char *below)
{
	struct write w = write_new(c->arena, 4096);

	write_str(&w, programme_href(c, p));
	write_z(&w, "/indicator/");
	html_url_part(&w, in->code);
	write_z(&w, below);
	return write_done(&w);
}

bool
monitors_named(struct ctx *c, const struct request *q, struct programme *p,
    struct indicator *in)
{
	return programme_named(c, q, p) && flow_find_text(c, &indicator_entity,
	    request_at(q, "indicator"), p->row.id, in);
}

/* ---- groups ---- */

str
monitors_group(struct ctx *c, str stratum)
{
	return grouped_says(c, stratum);
}

void
monitors_split(struct ctx *c, const struct monitor_one *m, struct node *row)
{
	struct grouped *g;
	struct node *one;
	size_t i, n;

	(void)node_list(row, "split");
	g = grouped_split(c, m, &n);
	for (i = 0; i < n; i++) {
		one = node_row(row, "split");
		node_text(one, "group", monitors_group(c, g[i].stratum));
		monitors_real(one, "value", g[i].value);
	}
	node_bool(row, "has_split", n > 0);
}

str
monitors_bar(struct ctx *c, const struct monitor_one *m)
{
	struct write w = write_new(c->arena, 1 << 14);
	const struct chart_bar bar = { { 0, 1 }, fmax(m->is->achievement, 0),
		m->elapsed, lights[m->light].colour, { 0 } };

	chart_bar(&w, &bar);
	return write_done(&w);
}
