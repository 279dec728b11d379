/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Learn: the lessons of a programme or of all, looked through. */
#include "base/arena.h"
#include "base/map.h"
#include "flow/attend.h"
#include "flow/every.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/lessons.h"
#include "web/options.h"

enum { CARDS = 24, LIBRARY = 5000 };

/* ---- what can be narrowed to ---- */

static void
option_put(struct node *out, const char *list, str code, str name, str chosen)
{
	struct node *row = node_row(out, list);

	node_text(row, "value", code);
	node_text(row, "label", name);
	node_bool(row, "selected", str_same(code, chosen));
}

static void
dimensions_put(struct ctx *c, const struct lesson *k, size_t n, str chosen,
    struct node *out)
{
	struct map *seen = map_new(c->arena);
	struct dimension d;
	size_t i, at;

	(void)node_list(out, "dimensions");
	for (i = 0; i < n; i++) {
		if (id_none(k[i].dimension) || !flow_find(c,
		    &dimension_entity, k[i].dimension, &d) ||
		    map_find(seen, d.code, &at))
			continue;
		(void)map_at(seen, d.code, 0);
		option_put(out, "dimensions", d.code, text_in(c->arena,
		    d.title, c->lang), chosen);
	}
}

static void
filters_put(struct ctx *c, const struct lessons_ask *ask,
    const struct lesson *all, size_t n, struct node *out)
{
	static const char *const tags[] = { "en", "vi", "fr", "es", "ar" };
	static const char *const names[] = { "English", "Tiếng Việt",
		"Français", "Español", "العربية" };
	const struct state *s;
	size_t i;

	node_text(out, "words", ask->words);
	options_put(c, &lesson_kind_codes, "kinds", ask->kind, out);
	options_put(c, &modality_codes, "modalities", ask->modality, out);
	dimensions_put(c, all, n, ask->dimension, out);
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		option_put(out, "langs", str_of(tags[i]), str_of(names[i]),
		    ask->lang);
	for (s = lesson_machine.states; s->code != NULL; s++)
		option_put(out, "states", str_of(s->code), str_of(say(c,
		    s->label)), ask->state);
}

static bool
is_narrowed(const struct lessons_ask *k)
{
	return k->words.n + k->kind.n + k->modality.n + k->dimension.n +
	    k->lang.n + k->state.n > 0;
}

/* ---- the cards ---- */

static void
lead_put(const struct programme *p, const struct lesson *k, size_t n,
    struct node *out)
{
	struct node *lead = node_object(out, "lead");
	int64_t here = 0, waits = 0, used = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		here += p != NULL && id_same(k[i].programme, p->row.id);
		waits += str_is(k[i].state, "captured");
		used += k[i].reuse_count > 0;
	}
	if (p != NULL)
		node_count(lead, "here", here);
	node_count(lead, "library", (int64_t)n);
	node_count(lead, "waits", waits > 0 ? waits : INT64_MIN);
	node_count(lead, "used", used);
}

static bool
lessons_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	const bool all = p == NULL || str_is(request_arg(q, "from"), "all");
	struct lessons_ask ask = {
		str_trim(request_arg(q, "q")), request_arg(q, "kind"),
		request_arg(q, "modality"), request_arg(q, "state"),
		request_arg(q, "dimension"), request_arg(q, "lang"),
		all ? (struct id){ { 0 } } : p->row.id };
	struct lessons_ask everything = { 0 };
	struct lesson *k;
	size_t i, n;
	bool more;

	if (!lessons_find(c, &everything, LIBRARY, &k, &n, &more))
		return false;
	lead_put(p, k, n, out);
	filters_put(c, &ask, k, n, out);
	if (!lessons_find(c, &ask, q->shape == HTML ? CARDS : LIBRARY, &k, &n,
	    &more))
		return false;
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++)
		lesson_put(c, &k[i], node_row(out, "rows"));
	node_bool(out, "from_all", all);
	node_bool(out, "of_one", p != NULL);
	node_bool(out, "has_lessons", n > 0);
	node_bool(out, "is_narrowed", is_narrowed(&ask));
	node_count(out, "shown", (int64_t)n);
	node_bool(out, "more", more);
	return true;
}

/* ---- questions, innovations, reviews ---- */

static bool
questions_put(struct ctx *c, struct id programme, struct node *out)
{
	struct learning_question *k;
	size_t i, n;
	struct node *row;

	k = every(c, &learning_question_entity, programme, &n);
	if (k == NULL)
		return false;
	(void)node_list(out, "questions");
	for (i = 0; i < n; i++) {
		row = node_row(out, "questions");
		node_text(row, "question", k[i].question);
		node_text(row, "answer", k[i].answer);
		node_text(row, "evidence", k[i].evidence);
		node_day(row, "asked_on", k[i].asked_on);
		node_day(row, "answered_on", k[i].answered_on);
		node_text(row, "href", entity_href(c,
		    &learning_question_entity, k[i].row.id));
		node_bool(row, "is_open", str_none(k[i].answer));
	}
	node_bool(out, "has_questions", n > 0);
	return true;
}

static bool
innovations_put(struct ctx *c, struct id programme, struct node *out)
{
	struct innovation *k;
	size_t i, n;
	struct node *row;

	k = every(c, &innovation_entity, programme, &n);
	if (k == NULL)
		return false;
	(void)node_list(out, "innovations");
	for (i = 0; i < n; i++) {
		row = node_row(out, "innovations");
		node_text(row, "idea", k[i].idea);
		node_text(row, "who", flow_name(c, &party_entity,
		    k[i].organisation));
		node_text(row, "stands", choice_says(c,
		    &innovation_state_codes, k[i].state));
		node_text(row, "evidence", k[i].evidence);
		node_text(row, "href", entity_href(c, &innovation_entity,
		    k[i].row.id));
	}
	node_bool(out, "has_innovations", n > 0);
	return true;
}

static bool
is_over(const struct event *v, struct day today)
{
	struct day last = attend_last_day(v);

	return last.n != 0 && last.n < today.n && !str_is(v->state,
	    "cancelled");
}

/* Events that are over, the latest first, and whether anybody looked back
 * at them. */
static bool
reviews_put(struct ctx *c, struct id programme, struct node *out)
{
	struct after_action_review *k;
	struct event *v;
	struct node *row;
	size_t i, j, n, m, over = 0;

	if ((k = every(c, &after_action_review_entity, programme,
	    &n)) == NULL || (v = every(c, &event_entity, programme,
	    &m)) == NULL)
		return false;
	(void)node_list(out, "reviews");
	for (i = 0; i < m; i++) {
		if (!is_over(&v[i], moment_day(c->now)))
			continue;
		for (j = 0; j < n && !id_same(k[j].event, v[i].row.id); j++)
			;
		over++;
		row = node_row(out, "reviews");
		node_text(row, "name", entity_name(c, &event_entity, &v[i]));
		node_text(row, "event_href", entity_href(c, &event_entity,
		    v[i].row.id));
		node_day(row, "on", attend_last_day(&v[i]));
		node_text(row, "review_href", j == n ? (str){ 0 } : entity_href(
		    c, &after_action_review_entity, k[j].row.id));
	}
	node_count(out, "over", (int64_t)over);
	node_count(out, "reviewed", (int64_t)n);
	node_bool(out, "has_reviews", over > 0);
	return true;
}

/* ---- the pages ---- */

static void
may_put(struct ctx *c, struct id programme, struct node *out)
{
	struct node *may = node_object(out, "may_add");

	node_bool(may, "lesson", ctx_may(c, &lesson_entity, ADD, programme));
	node_bool(may, "question", ctx_may(c, &learning_question_entity, ADD,
	    programme));
	node_bool(may, "innovation", ctx_may(c, &innovation_entity, ADD,
	    programme));
	node_bool(may, "review", ctx_may(c, &after_action_review_entity, ADD,
	    programme));
	node_text(out, "me", id_none(c->actor.party) ? (str){ 0 }
	    : id_text(c->arena, c->actor.party));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const bool agenda = str_is(request_arg(q, "view"), "agenda");
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	programme_put(c, &p, PHASE_LEARN, out);
	node_z(out, "title", say(c, agenda ? "Questions and reviews"
	    : "Lessons"));
	node_bool(out, "agenda", agenda);
	learn_tabs(c, &p, agenda ? LEARN_AGENDA : LEARN_LESSONS, out);
	may_put(c, p.row.id, out);
	if (!agenda)
		return lessons_put(c, q, &p, out);
	return questions_put(c, p.row.id, out) &&
	    innovations_put(c, p.row.id, out) && reviews_put(c, p.row.id, out);
}

static bool
show_library(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)r;
	node_z(out, "title", say(c, "Lessons"));
	learn_tabs(c, NULL, LEARN_LESSONS, out);
	return lessons_put(c, q, NULL, out);
}

const struct page learn_page = {
	.method = GET,
	.path   = "/programme/{id}/learn",
	.about  = "The lessons of a programme, or of all, looked through.",
	.view   = "learn.html",
	.of     = &programme_entity,
	.needs  = SEE,
	.flags  = DEAR,
	.run    = show,
};

const struct page library_page = {
	.method = GET,
	.path   = "/lessons",
	.about  = "The lessons of all programmes that you may see.",
	.view   = "learn.html",
	.flags  = SIGNED_IN,
	.run    = show_library,
};
