/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Application plans of an event: who wrote one, whose check is due, what
 * came of it; links for supervisors and reminders. */
#include "base/arena.h"
#include "flow/apply.h"
#include "flow/find.h"
#include "flow/owed.h"
#include "flow/pass.h"
#include "model/codes.h"
#include "web/certificates.h"
#include "web/programme.h"
#include "web/training.h"

static void
person_put(struct ctx *c, const struct training_person *p,
    const struct apply *a, struct node *row)
{
	bool checked = a->check.answered_on.n != 0;

	node_id(row, "id", p->place.person);
	node_text(row, "name", p->name);
	node_count(row, "lines", a->lines == 0 ? INT64_MIN
	    : (int64_t)a->lines);
	node_text(row, "first", a->lines > 0 ? a->line[0].what : (str){ 0 });
	node_day(row, "due", a->check.due_on);
	node_text(row, "applied", choice_says(c, &applied_codes,
	    a->check.applied));
	node_text(row, "confirms", choice_says(c, &yes_no_unknown_codes,
	    a->check.supervisor_confirms));
	node_text(row, "supervisor", a->lines > 0 ? a->line[0].supervisor
	    : (str){ 0 });
	node_bool(row, "has_check", a->check.row.revision > 0);
	mark_put(c, row, checked ? "ok" : a->is_late ? "bad" : a->is_due
	    ? "warn" : a->lines > 0 ? "info" : "none", checked ? "Checked"
	    : a->is_late ? "Overdue" : a->is_due ? "Due" : a->lines > 0
	    ? "Written" : "Not written yet");
}

static bool
list_put(struct training *v, struct node *out)
{
	struct ctx *c = v->c;
	size_t i, due = 0, written = 0;
	struct apply a;

	(void)node_list(out, "rows");
	for (i = 0; i < v->persons; i++) {
		if (!apply_of(c, &v->of, v->person[i].place.person, &a))
			return false;
		person_put(c, &v->person[i], &a, node_row(out, "rows"));
		written += a.lines > 0;
		due += a.is_due && a.check.answered_on.n == 0;
	}
	node_text(out, "self", str_print(c->arena, "%s/plans",
	    training_href(v).p));
	node_count(out, "written", (int64_t)written);
	node_count(out, "due_n", (int64_t)due);
	node_count(out, "of", (int64_t)v->persons);
	node_bool(out, "has_rows", v->persons > 0);
	node_bool(out, "may_link", ctx_may(c, &event_link_entity, ADD,
	    v->p.row.id));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct training v;

	(void)r;
	return training_read(c, q, &v) && training_head(&v,
	    TRAINING_FEEDBACK, out) && list_put(&v, out);
}

const struct page event_plans_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/plans",
	.about  = "What participants of an event will do at work, and what "
	    "became of it.",
	.view   = "event_plans.html",
	.of     = &application_plan_entity,
	.needs  = SEE,
	.run    = show,
};

/* A supervisor's link for one, or reminders to all whose check is due. */
static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id person;
	struct training v;
	struct apply a;
	size_t i, sent = 0;
	bool queued;
	str key;

	(void)r;
	if (!training_read(c, q, &v) || !training_head(&v,
	    TRAINING_FEEDBACK, out))
		return false;
	if (id_read(request_form(q, "supervisor"), &person)) {
		if (!pass_new(c, &v.of, person, S("supervisor"), (str){ 0 },
		    &key))
			return false;
		node_text(out, "link", str_print(c->arena, "%s/mine/%s",
		    site_address(c, q).p, key.p));
		node_text(out, "link_of", flow_name(c, entity_named(
		    S("party")), person));
		return list_put(&v, out);
	}
	for (i = 0; i < v.persons; i++) {
		person = v.person[i].place.person;
		if (!apply_of(c, &v.of, person, &a))
			return false;
		if (!a.is_due || a.check.answered_on.n != 0)
			continue;
		if (!owed_send(c, site_address(c, q), &(struct owed){
		    .what = OWED_CHECK, .of = &v.of, .person = person,
		    .check = a.check.row.id }, &queued))
			return false;
		sent += queued;
	}
	node_bool(out, "was_sent", true);
	node_count(out, "sent", (int64_t)sent);
	return list_put(&v, out);
}

const struct page event_plans_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/plans",
	.about  = "A link for the 'supervisor' of a participant, or reminders "
	    "by mail to all whose check is due.",
	.view   = "event_plans.html",
	.of     = &event_link_entity,
	.needs  = ADD,
	.again  = &event_plans_page,
	.run    = accept,
};
