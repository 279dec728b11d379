/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/plans.h"

#include "base/arena.h"
#include "model/machines.h"
#include "web/entity.h"

static const struct {
	const char *name, *below;
} view[PLANS_VIEWS] = {         /* in the order of the enum; words: */
	{ "Activities", "/plan" },
	{ "Choice", "/plan/choice" },
	{ "Results", "/plan?view=results" },
	{ "Timeline", "/timeline" },
	{ "Versions", "/plan?view=versions" },
	{ "Risks", "/plan?view=risks" },
};

void
plans_tabs(struct ctx *c, const struct programme *p, enum plans_view here,
    struct node *out)
{
	str href = programme_href(c, p);
	struct node *row;
	size_t i;

	for (i = 0; i < PLANS_VIEWS; i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", words_say(c->words, view[i].name));
		node_text(row, "href", str_print(c->arena, "%.*s%s",
		    (int)href.n, href.p, view[i].below));
		node_bool(row, "here", i == (size_t)here);
	}
}

static const struct {
	const char *state, *mark;
} marks[] = {
	{ "delivered", "ok" }, { "verified", "ok" }, { "ongoing", "info" },
	{ "scheduled", "info" }, { "selected", "info" },
	{ "postponed", "warn" }, { "cancelled", "bad" },
};

void
plans_state(struct ctx *c, const struct activity *a, struct node *row)
{
	const struct state *s = state_coded(&activity_machine, a->state);
	struct node *is = node_object(row, "is");
	const char *mark = "none";
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_is(a->state, marks[i].state))
			mark = marks[i].mark;
	node_z(is, "mark", mark);
	node_z(is, "says", s == NULL ? words_say(c->words, "No state")
	    : words_say(c->words, s->label));
}

void
plans_links(struct ctx *c, const struct planning *p,
    struct planning_places at, struct node *row, const char *list)
{
	const struct planning_activity *x;
	struct node *one;
	size_t i;

	(void)node_list(row, list);
	for (i = 0; i < at.n; i++) {
		x = &p->activity[at.at[i]];
		one = node_row(row, list);
		node_text(one, "code", x->row.code);
		node_text(one, "name", x->title);
		node_text(one, "href", entity_href(c, &activity_entity,
		    x->row.row.id));
		node_bool(one, "in", x->in);
	}
}
