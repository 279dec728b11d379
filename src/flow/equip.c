/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/equip.h"

#include <math.h>
#include <string.h>

#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/json.h"

static const struct {
	const char *code, *says;
} stands[EQUIP_STANDS] = {
	[EQUIP_COMING] = { "coming", "Not handed over" },
	[EQUIP_GIVEN]  = { "given",  "Handed over, not checked" },
	[EQUIP_USED]   = { "in_use", "In use" },
	[EQUIP_IDLE]   = { "idle",   "Idle" },
	[EQUIP_BROKEN] = { "broken", "Broken" },
	[EQUIP_LOST]   = { "lost",   "Lost" },
	[EQUIP_PASSED] = { "passed", "Title transferred" },
	[EQUIP_GONE]   = { "gone",   "Disposed of" } };

const char *
equip_code(enum equip_stands s)
{
	return stands[s].code;
}

const char *
equip_says(enum equip_stands s)
{
	return stands[s].says;
}

static enum equip_stands
stands_at(const struct equip_item *i)
{
	str state = i->item.state;
	bool lost = i->last.row.revision > 0 && str_is(i->last.found, "lost");

	if (str_is(state, "disposed"))
		return EQUIP_GONE;
	if (str_is(state, "requested") || str_is(state, "ordered") ||
	    str_is(state, "received"))
		return EQUIP_COMING;
	if (lost)
		return EQUIP_LOST;
	return str_is(state, "title_transferred") ? EQUIP_PASSED
	    : str_is(state, "idle") ? EQUIP_IDLE
	    : str_is(state, "repair") ? EQUIP_BROKEN
	    : str_is(state, "in_use") ? EQUIP_USED : EQUIP_GIVEN;
}

str
equip_month(struct arena *a, str said)
{
	char *s = str_z(a, said);
	size_t i;

	for (i = 0; i < said.n; i++)
		if (s[i] == '_')
			s[i] = '-';
	return (str){ s, said.n };
}

/* The newest day in the table of checks that came with an import; in
 * *said as it was written, for a year alone is no day. */
static struct day
table_day(struct ctx *c, str checks, str *said)
{
	struct errors quiet = { .arena = c->arena };
	struct day newest = { 0 }, one;
	const struct node *row;
	struct node *tree;

	if (str_none(checks) || !json_read(c->arena, checks, &tree, &quiet))
		return newest;
	for (row = json_first(tree, ""); row != NULL; row = row->next) {
		if (str_order(json_text(row, "date"), *said) > 0)
			*said = json_text(row, "date");
		if (day_read(json_text(row, "date"), &one) &&
		    one.n > newest.n)
			newest = one;
	}
	if (!str_none(*said))
		*said = equip_month(c->arena, *said);
	return newest;
}

static void
sum_up(struct equip *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		e->count[e->item[i].stands]++;
	e->unused = e->count[EQUIP_IDLE] + e->count[EQUIP_BROKEN] +
	    e->count[EQUIP_LOST];
	e->out = e->unused + e->count[EQUIP_GIVEN] + e->count[EQUIP_USED];
	e->idle = e->out == 0 ? NAN : (double)e->unused / (double)e->out;
}

bool
equip_of(struct ctx *c, struct id programme, struct equip *e)
{
	const struct equipment_check *checks;
	const struct equipment_item *items;
	struct equip_item *i;
	struct map *places;
	size_t k, n, at;

	*e = (struct equip){ .idle = NAN };
	items = every(c, &equipment_item_entity, programme, &e->n);
	checks = items == NULL ? NULL : every(c, &equipment_check_entity,
	    programme, &n);
	if (items == NULL || checks == NULL)
		return false;
	places = gather_index(c->arena, items, e->n, sizeof(*items));
	e->item = NEWS(c->arena, struct equip_item, e->n + 1);
	for (k = 0; k < e->n; k++) {
		e->item[k].item = items[k];
		row_blank(&equipment_check_entity, &e->item[k].last);
		e->item[k].seen = table_day(c, items[k].checks,
		    &e->item[k].said);
	}
	for (k = 0; k < n; k++) {
		if (!gather_find(places, &checks[k].item, &at))
			continue;
		i = &e->item[at];
		if (i->last.row.revision == 0 || checks[k].date.n >
		    i->last.date.n || (checks[k].date.n == i->last.date.n &&
		    checks[k].at > i->last.at))
			i->last = checks[k];
		if (checks[k].date.n > i->seen.n)
			i->seen = checks[k].date;
	}
	for (k = 0; k < e->n; k++)
		e->item[k].stands = stands_at(&e->item[k]);
	sum_up(e);
	return true;
}

/* ---- checks ---- */

/* How an item gets to where it was found; steps of its own machine. */
static const struct {
	const char *found, *from, *steps;
} ways[] = {
	{ "in_use", "handed_over", "find_in_use" },
	{ "in_use", "idle",        "find_in_use" },
	{ "in_use", "repair",      "fix" },
	{ "idle",   "handed_over", "find_idle" },
	{ "idle",   "in_use",      "find_idle" },
	{ "idle",   "repair",      "fix find_idle" },
	{ "broken", "in_use",      "break" },
	{ "broken", "idle",        "find_in_use break" },
	{ "broken", "handed_over", "find_in_use break" },
	{ NULL }
};

static bool
walk(struct ctx *c, struct id item, const char *steps)
{
	str rest = str_of(steps), one;
	struct equipment_item i;

	while (str_cut(&rest, ' ', &one))
		if (!store_find(c->store, &equipment_item_entity, item,
		    c->arena, &i, &c->errors) || !flow_move(c,
		    &equipment_item_entity, item, i.row.revision, one,
		    S("As found on site.")))
			return false;
	return true;
}

static bool
move_item(struct ctx *c, const struct equipment_item *i, str found)
{
	bool was = c->actor.system, fine = true;
	size_t k;

	for (k = 0; ways[k].found != NULL; k++)
		if (str_is(found, ways[k].found) &&
		    str_is(i->state, ways[k].from)) {
			c->actor.system = true;
			fine = walk(c, i->row.id, ways[k].steps);
			c->actor.system = was;
		}
	return fine;
}

/* An older check that is noted late does not undo a newer one. */
static bool
is_newest(struct ctx *c, const struct equipment_check *k, bool *newest)
{
	const struct equipment_check *all;
	size_t i, n;

	*newest = true;
	all = gather_of(c, &equipment_check_entity, "item", k->item, &n);
	for (i = 0; all != NULL && i < n; i++)
		*newest &= all[i].date.n <= k->date.n;
	return all != NULL;
}

bool
equip_check(struct ctx *c, struct equipment_check *k)
{
	struct equipment_item i;
	bool newest;

	if (!flow_find(c, &equipment_item_entity, k->item, &i))
		return false;
	if (k->date.n > moment_day(c->now).n + 1)
		return fail(&c->errors, INVALID, "date",
		    "A check is not noted before it is done.");
	return is_newest(c, k, &newest) &&
	    flow_save(c, &equipment_check_entity, k) &&
	    (!newest || move_item(c, &i, k->found));
}

bool
equip_checks(struct ctx *c, struct id item, struct equipment_check **k,
    size_t *n)
{
	*k = every_by(c, &equipment_check_entity, "item", item, n);
	return *k != NULL;
}
