/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The meeting in which a round is validated; the correction of one that is
 * locked. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/people.h"
#include "web/entity.h"
#include "web/rounds.h"

static bool
meeting_of(struct ctx *c, const struct assessment_round *r,
    struct consultation *o)
{
	if (!id_none(r->validated_in))
		return flow_find(c, &consultation_entity, r->validated_in, o);
	row_blank(&consultation_entity, o);
	o->programme = r->programme;
	o->date = moment_day(c->now);
	o->topic = str_print(c->arena, "%s: %.*s", words_say(c->words,
	    "Validation"), (int)r->code.n, r->code.p);
	return true;
}

static struct form *
form_of(struct ctx *c, const struct request *q, const struct consultation *o)
{
	struct request *as = NEW(c->arena, struct request);

	*as = *q;
	as->entity = &consultation_entity;
	return entity_form(c, as, o);
}

static void
form_put(struct ctx *c, const struct request *q, struct consultation *o,
    struct node *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct form *form = form_of(c, q, o);
	struct node *by = node_object(out, "f"), *made, *one;
	const struct node *k;

	(void)!form_read(form, q->form, q->n_form, o, &quiet);
	made = node_object(out, "form");
	form_node(form, o, made);
	for (k = json_first(made, "fields"); k != NULL; k = k->next) {
		one = node_object(by, node_find(k, S("name"))->text.p);
		one->n = k->n;
		one->first = k->first;
		one->last = k->last;
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct consultation o;
	struct programme p;

	(void)reply;
	if (!rounds_named(c, q, &p, &r) || !meeting_of(c, &r, &o))
		return false;
	node_z(out, "title", words_say(c->words, "Validation meeting"));
	if (!rounds_put(c, &p, &r, ROUNDS_BELOW, out))
		return false;
	node_text(out, "action", str_print(c->arena, "%s/meeting",
	    rounds_href(c, &p, &r, ROUNDS_DESIGN).p));
	node_bool(out, "is_recorded", o.row.revision > 0);
	form_put(c, q, &o, out);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct consultation o;
	struct programme p;
	struct form *form;
	bool read;

	(void)out;
	if (!rounds_named(c, q, &p, &r) || !meeting_of(c, &r, &o))
		return false;
	if (str_is(r.state, "locked") || str_is(r.state, "void"))
		return fail(&c->errors, INVALID, NULL,
		    "The round is over: it stays as it is. Open a new round.");
	form = form_of(c, q, &o);
	form->typed = NULL;
	form->n_typed = 0;
	read = form_read(form, q->form, q->n_form, &o, &c->errors);
	if (!flow_save(c, &consultation_entity, &o) || !read)
		return false;
	r.validated_in = o.row.id;
	if (!flow_save(c, &assessment_round_entity, &r))
		return false;
	reply->go = rounds_href(c, &p, &r, ROUNDS_DESIGN);
	return true;
}

static bool
accept_correct(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r, next;
	struct programme p;
	struct id id;

	(void)out;
	if (!rounds_named(c, q, &p, &r) || !rounds_correct(c, r.row.id,
	    request_form(q, "reason"), &id) ||
	    !flow_find(c, &assessment_round_entity, id, &next))
		return false;
	reply->go = rounds_href(c, &p, &next, ROUNDS_DESIGN);
	return true;
}

extern const struct page round_page;

const struct page round_meeting_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/meeting",
	.about  = "The meeting in which a round is validated.",
	.view   = "round_meeting.html",
	.of     = &consultation_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page round_meeting_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/meeting",
	.about  = "Records the meeting in which a round is validated.",
	.of     = &assessment_round_entity,
	.needs  = EDIT,
	.again  = &round_meeting_page,
	.run    = accept,
};

const struct page round_correct_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/correct",
	.about  = "Begins the next version of a locked round, with the same "
	          "answers; 'reason' says why.",
	.of     = &assessment_round_entity,
	.needs  = EDIT,
	.again  = &round_page,
	.run    = accept_correct,
};
