/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One lesson: what it says, who stands behind it, who used it. */
#include <string.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/lessons.h"

enum { MOVES = 16 };

static bool
find(struct ctx *c, const struct request *q, struct lesson *k)
{
	return flow_find_text(c, &lesson_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, k);
}

/* ---- who stands behind it ---- */

static void
judges_put(struct ctx *c, const struct lesson *k, struct node *out)
{
	str rest = k->validated_by, one;
	struct id id;
	int64_t n = 0;

	(void)node_list(out, "judges");
	while (str_cut(&rest, ';', &one))
		if (id_read(str_trim(one), &id)) {
			node_text(node_row(out, "judges"), "name",
			    flow_name(c, &party_entity, id));
			n++;
		}
	node_bool(out, "has_judges", n > 0);
}

static bool
is_in_list(struct ctx *c, const struct lesson *k)
{
	return !id_none(c->actor.party) && str_find(k->validated_by,
	    id_text(c->arena, c->actor.party)) < k->validated_by.n;
}

/* His word stands and the other's is still to come. */
static bool
has_judged(struct ctx *c, const struct lesson *k)
{
	return str_is(k->state, "captured") && is_in_list(c, k) &&
	    !c->actor.reads_only;
}

/* Why the reader may not validate it; NULL: he may. */
static const char *
judge_hint(struct ctx *c, const struct lesson *k)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL }, kept = c->errors;
	struct id party, user;
	bool found;

	c->errors = quiet;
	found = lessons_author(c, k, &party, &user);
	c->errors = kept;
	if (id_none(c->actor.party))
		return "Your account names no person, so you cannot validate "
		    "it.";
	if (!found || id_same(party, c->actor.party) ||
	    id_same(user, c->actor.user))
		return "You wrote it: two others validate it.";
	if (is_in_list(c, k))
		return "You have validated it. Somebody else is needed.";
	return NULL;
}

static void
moves_put(struct ctx *c, const struct lesson *k, struct node *out)
{
	const struct move *moves[MOVES];
	size_t i, n = flow_moves(c, &lesson_entity, k, moves, MOVES);
	str href = entity_href(c, &lesson_entity, k->row.id);
	struct node *one;

	(void)node_list(out, "moves");
	for (i = 0; i < n; i++) {
		if ((str_is(k->state, "published") &&
		    strcmp(moves[i]->verb, "reuse") == 0) ||
		    strcmp(moves[i]->verb, "validate") == 0)
			continue;       /* a use, or a word, does it */
		one = node_row(out, "moves");
		node_z(one, "label", say(c, moves[i]->label));
		node_text(one, "href", str_print(c->arena, "%s/move?verb=%s",
		    href.p, moves[i]->verb));
	}
}

/* ---- who used it ---- */

static bool
uses_put(struct ctx *c, const struct lesson *k, struct node *out)
{
	struct filter of = { field_named(&lesson_reuse_entity, S("lesson")), IS,
		id_text(c->arena, k->row.id) };
	struct ask ask = { .filters = &of, .n = 1, .limit = 100 };
	struct lesson_reuse u;
	struct found *found;
	struct node *row;
	int64_t n = 0;

	(void)node_list(out, "uses");
	if (!ctx_may(c, &lesson_reuse_entity, SEE, (struct id){ { 0 } }))
		return true;
	if (!flow_list(c, &lesson_reuse_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &u)) {
		row = node_row(out, "uses");
		node_day(row, "on", u.date);
		node_text(row, "href", entity_href(c, &lesson_reuse_entity,
		    u.row.id));
		node_text(row, "changed", u.changed);
		node_text(row, "result", u.result);
		node_text(row, "by", id_none(u.by) ? (str){ 0 }
		    : flow_name(c, &party_entity, u.by));
		node_text(row, "where", flow_name(c, &programme_entity,
		    u.programme));
		node_text(row, "activity", id_none(u.activity) ? (str){ 0 }
		    : flow_name(c, &activity_entity, u.activity));
		n++;
	}
	node_bool(out, "has_uses", n > 0);
	return flow_end(found);
}

/* ---- the page ---- */

static void
top_put(struct ctx *c, const struct request *q, const struct lesson *k,
    struct node *out)
{
	const char *hint = judge_hint(c, k);

	entity_head(c, &lesson_entity, NULL, text_in(c->arena, k->title,
	    c->lang), out);
	programme_around(c, q, &lesson_entity, k, out);
	node_count(out, "revision", k->row.revision);
	node_bool(out, "may_edit", flow_may(c, &lesson_entity, k, EDIT));
	node_bool(out, "may_judge", str_is(k->state, "captured") &&
	    hint == NULL);
	node_bool(out, "may_take_back", has_judged(c, k));
	node_z(out, "judge_hint", str_is(k->state, "captured") && hint != NULL
	    ? say(c, hint) : NULL);
	node_bool(out, "may_use", (str_is(k->state, "published") ||
	    str_is(k->state, "reused")) && ctx_may(c, &lesson_reuse_entity,
	    ADD, (struct id){ { 0 } }));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct lesson k;

	(void)r;
	if (!find(c, q, &k))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &lesson_entity, &k, out);
		return true;
	}
	lesson_put(c, &k, node_object(out, "lesson"));
	top_put(c, q, &k, out);
	node_text(out, "effect", k.effect);
	node_text(out, "applicability", k.applicability);
	node_text(out, "tags", k.tags);
	node_day(out, "noted_on", k.captured_on);
	node_text(out, "author", id_none(k.captured_by) ? (str){ 0 }
	    : flow_name(c, &party_entity, k.captured_by));
	node_text(out, "activity", id_none(k.activity) ? (str){ 0 }
	    : flow_name(c, &activity_entity, k.activity));
	node_text(out, "activity_href", id_none(k.activity) ? (str){ 0 }
	    : entity_href(c, &activity_entity, k.activity));
	judges_put(c, &k, out);
	moves_put(c, &k, out);
	return uses_put(c, &k, out);
}

static bool
judge(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct lesson k;

	if (!find(c, q, &k) || !(str_is(request_form(q, "word"), "back")
	    ? lessons_take_back(c, k.row.id, entity_revision(q))
	    : lessons_validate(c, k.row.id, entity_revision(q))))
		return false;
	if (q->shape == HTML) {
		r->go = entity_href(c, &lesson_entity, k.row.id);
		return true;
	}
	if (!find(c, q, &k))
		return false;
	rowjson_node(c->arena, &lesson_entity, &k, out);
	return true;
}

const struct page lesson_page = {
	.method = GET,
	.path   = "/lesson/{id}",
	.about  = "One lesson, who validated it and who used it.",
	.view   = "lesson.html",
	.of     = &lesson_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page lesson_judge_post = {
	.method = POST,
	.path   = "/lesson/{id}/judge",
	.about  = "Validates a lesson in the name of the person signed in; the "
	          "second one makes it valid.  word=back takes it back before "
	          "that.",
	.of     = &lesson_entity,
	.needs  = SEE,
	.again  = &lesson_page,
	.run    = judge,
};
