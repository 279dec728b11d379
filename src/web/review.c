/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* After an event: four questions on one page, which may become a lesson. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/deliver.h"
#include "model/learn.h"
#include "model/plan.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/programme.h"

static bool
find(struct ctx *c, const struct request *q, struct event *v)
{
	return flow_find_text(c, &event_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, v);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct event v;

	(void)r;
	if (!find(c, q, &v))
		return false;
	entity_head(c, &event_entity, &v, entity_say(c,
	    "Look back at the event"), out);
	programme_around(c, q, &event_entity, &v, out);
	node_text(out, "name", entity_name(c, &event_entity, &v));
	node_text(out, "back_href", entity_href(c, &event_entity, v.row.id));
	node_text(out, "action", str_print(c->arena, "%s/review",
	    entity_href(c, &event_entity, v.row.id).p));
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_bool(out, "fresh", q->n_form == 0);
	return true;
}

static bool
is_said(struct ctx *c, const struct request *q, const char *field,
    const char *says)
{
	return !str_none(str_trim(request_form(q, field))) ||
	    fail(&c->errors, INVALID, field, "%s", words_say(c->words, says));
}

static bool
all_said(struct ctx *c, const struct request *q)
{
	bool fine = is_said(c, q, "planned", "Say what was planned.");

	fine &= is_said(c, q, "happened", "Say what happened.");
	fine &= is_said(c, q, "why", "Say why it happened so.");
	fine &= is_said(c, q, "next", "Say what to do next time.");
	if (str_is(request_form(q, "lesson"), "yes"))
		fine &= is_said(c, q, "title", "Give the lesson a title.");
	return fine;
}

static bool
fill(struct ctx *c, const struct request *q, const struct event *v,
    struct after_action_review *k)
{
	str on = str_trim(request_form(q, "held_on"));
	str people = str_trim(request_form(q, "took_part"));
	bool fine = all_said(c, q);

	row_blank(&after_action_review_entity, k);
	k->row.id = id_new(c->random, c->now);
	k->programme = v->programme;
	k->event = v->row.id;
	k->activity = v->activity;
	if (!day_read(on, &k->held_on))
		fine = fail(&c->errors, INVALID, "held_on",
		    "Write the day as year-month-day, such as 2026-03-14.");
	if (people.n > 0 && (!str_int(people, &k->took_part) ||
	    k->took_part < 0))
		fine = fail(&c->errors, INVALID, "took_part",
		    "How many took part is a whole number.");
	k->planned = str_trim(request_form(q, "planned"));
	k->happened = str_trim(request_form(q, "happened"));
	k->why = str_trim(request_form(q, "why"));
	k->next = str_trim(request_form(q, "next"));
	return fine;
}

static bool
make_lesson(struct ctx *c, const struct request *q,
    const struct after_action_review *k, struct id *id)
{
	str kind = request_form(q, "kind");
	struct activity a;
	struct lesson l;

	row_blank(&lesson_entity, &l);
	l.row.id = id_new(c->random, c->now);
	l.programme = k->programme;
	l.kind = str_none(kind) ? S("LESSON") : kind;
	l.title = text_with(c->arena, (str){ 0 }, c->lang,
	    str_trim(request_form(q, "title")));
	l.context = k->planned;
	l.what_happened = k->happened;
	l.cause = k->why;
	l.recommendation = k->next;
	l.origin = S("own");
	l.captured_on = k->held_on;
	l.captured_by = c->actor.party;
	l.activity = k->activity;
	if (!id_none(k->activity) && flow_find(c, &activity_entity, k->activity,
	    &a))
		l.modality = a.modality;
	*id = l.row.id;
	return flow_save(c, &lesson_entity, &l);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct after_action_review k;
	struct event v;

	if (!show(c, q, out, r) || !find(c, q, &v) || !fill(c, q, &v, &k))
		return false;
	r->go = entity_href(c, &after_action_review_entity, k.row.id);
	if (str_is(request_form(q, "lesson"), "yes")) {
		if (!make_lesson(c, q, &k, &k.lesson))
			return false;
		r->go = entity_href(c, &lesson_entity, k.lesson);
	}
	return flow_save(c, &after_action_review_entity, &k);
}

const struct page review_page = {
	.method = GET,
	.path   = "/event/{id}/review",
	.about  = "Four questions after an event.",
	.view   = "review.html",
	.of     = &after_action_review_entity,
	.needs  = ADD,
	.run    = show,
};

const struct page review_post = {
	.method = POST,
	.path   = "/event/{id}/review",
	.about  = "Keeps an after-action review, and a lesson of it if "
	          "'lesson' is yes.",
	.view   = "review.html",
	.of     = &after_action_review_entity,
	.needs  = ADD,
	.again  = &review_page,
	.run    = accept,
};
