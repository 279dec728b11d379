/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lessons as cards, and those offered where people plan. */
#include "web/lessons.h"

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"

static void
kind_put(struct ctx *c, str kind, struct node *row)
{
	static const char *const kinds[] = { "PRACTICE", "IMPROVE" };
	static const char *const marks[] = { "ok", "warn", "info" };
	static const char *const says[] = {     /* words: */
		"Good practice", "To be done better", "Lesson" };
	struct node *o = node_object(row, "is");
	size_t i;

	for (i = 0; i < 2 && !str_is(kind, kinds[i]); i++)
		;
	node_z(o, "mark", marks[i]);
	node_z(o, "says", say(c, says[i]));
}

static int64_t
validators(const struct lesson *k)
{
	str rest = k->validated_by, one;
	int64_t n = 0;

	while (str_cut(&rest, ';', &one))
		n += str_trim(one).n > 0;
	return n;
}

void
lesson_put(struct ctx *c, const struct lesson *k, struct node *row)
{
	const struct state *s = state_coded(&lesson_machine, k->state);

	kind_put(c, k->kind, row);
	node_id(row, "id", k->row.id);
	node_text(row, "code", k->code);
	node_text(row, "title", text_in(c->arena, k->title, c->lang));
	node_text(row, "href", entity_href(c, &lesson_entity, k->row.id));
	node_text(row, "what", k->what_happened);
	node_text(row, "because", k->cause);
	node_text(row, "therefore", k->recommendation);
	node_text(row, "context", k->context);
	node_z(row, "stands", s == NULL ? NULL : say(c, s->label));
	node_text(row, "state", k->state);
	node_bool(row, "waits", str_is(k->state, "captured"));
	node_count(row, "validators", validators(k));
	node_count(row, "reused", k->reuse_count > 0 ? k->reuse_count
	    : INT64_MIN);
	node_text(row, "modality", str_none(k->modality) ? (str){ 0 }
	    : choice_says(c, &modality_codes, k->modality));
	node_text(row, "dimension", id_none(k->dimension) ? (str){ 0 }
	    : flow_name(c, &dimension_entity, k->dimension));
	node_text(row, "strength", str_none(k->evidence_strength) ? (str){ 0 }
	    : choice_says(c, &evidence_strength_codes, k->evidence_strength));
	node_text(row, "of", flow_name(c, &programme_entity, k->programme));
}

static const char *
why_offered(unsigned why)
{
	static const char *const says[] = {     /* words: */
		"Same dimension and same kind of support", "Same dimension",
		"Same kind of support" };

	if (why & LESSONS_DIMENSION)
		return says[why & LESSONS_MODALITY ? 0 : 1];
	return says[2];
}

static void
offers_put(struct ctx *c, const struct lessons_offer *o, size_t n,
    struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "offers");
	for (i = 0; i < n; i++) {
		row = node_row(out, "offers");
		lesson_put(c, &o[i].row, row);
		node_z(row, "why", say(c, why_offered(o[i].why)));
	}
	node_bool(out, "has_offers", n > 0);
}

bool
lessons_gap_put(struct ctx *c, const struct gap *g, struct node *out)
{
	struct lessons_offer *o;
	size_t n;

	if (!lessons_for_gap(c, g, &o, &n))
		return false;
	offers_put(c, o, n, out);
	return true;
}

bool
lessons_activity_put(struct ctx *c, const struct activity *a, struct node *out)
{
	struct lessons_offer *o;
	size_t n;

	if (!lessons_for_activity(c, a, &o, &n))
		return false;
	offers_put(c, o, n, out);
	return true;
}

void
learn_tabs(struct ctx *c, const struct programme *p, enum learn_view here,
    struct node *out)
{
	static const char *const names[] = {    /* words: */
		"Lessons", "What worked", "Questions and reviews" };
	static const char *const views[] = { "", "/worked", "?view=agenda" };
	struct node *row;
	str base;
	int i;

	base = p == NULL ? S("/lessons") : str_print(c->arena, "%s/learn",
	    programme_href(c, p).p);
	for (i = 0; i < (p == NULL ? LEARN_AGENDA : LEARN_VIEWS); i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", say(c, names[i]));
		node_text(row, "href", str_print(c->arena, "%.*s%s",
		    (int)base.n, base.p, views[i]));
		node_bool(row, "here", i == (int)here);
	}
}
