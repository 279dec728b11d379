/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A check of a practice, keyed in one short form. */
#include "base/arena.h"
#include "flow/find.h"
#include "flow/save.h"
#include "flow/sustain.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

static bool
find(struct ctx *c, const struct request *q, struct practice *p)
{
	return flow_find_text(c, &practice_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, p);
}

static str
asked(const struct request *q, const char *name)
{
	return q->n_form > 0 ? str_trim(request_form(q, name))
	    : request_arg(q, name);
}

static void
months_put(struct ctx *c, const struct practice *p, str chosen,
    struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; i < SUSTAIN_MONTHS; i++) {
		row = node_row(out, "months");
		node_text(row, "value", str_print(c->arena, "%d",
		    sustain_months[i]));
		node_day(row, "on", day_add_months(p->introduced,
		    sustain_months[i]));
		node_bool(row, "selected", str_same(chosen, str_print(c->arena,
		    "%d", sustain_months[i])));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct practice p;
	str on = asked(q, "date");

	(void)r;
	if (!find(c, q, &p))
		return false;
	entity_head(c, &practice_entity, &p, entity_say(c,
	    "Check a practice"), out);
	programme_around(c, q, &practice_entity, &p, out);
	node_text(out, "name", entity_name(c, &practice_entity, &p));
	node_text(out, "who", flow_name(c, &party_entity, p.organisation));
	node_day(out, "introduced", p.introduced);
	node_text(out, "action", str_print(c->arena, "%s/check",
	    entity_href(c, &practice_entity, p.row.id).p));
	months_put(c, &p, asked(q, "month"), out);
	options_put(c, &practice_state_codes, "states", asked(q, "state"), out);
	options_put(c, &fund_kind_codes, "funds", asked(q, "funded_by"), out);
	node_text(out, "date", on.n > 0 ? on : day_text(c->arena,
	    moment_day(c->now)));
	node_text(out, "note", asked(q, "note"));
	return true;
}

static bool
fill(struct ctx *c, const struct request *q, const struct practice *p,
    struct practice_check *k)
{
	bool fine = true;
	int64_t month;

	row_blank(&practice_check_entity, k);
	k->row.id = id_new(c->random, c->now);
	k->practice = p->row.id;
	k->organisation = p->organisation;
	k->checked_by = c->actor.party;
	k->state = str_trim(request_form(q, "state"));
	k->funded_by = str_trim(request_form(q, "funded_by"));
	k->note = str_trim(request_form(q, "note"));
	k->funded_by = k->funded_by.n > 0 ? k->funded_by : (str){ 0 };
	k->note = k->note.n > 0 ? k->note : (str){ 0 };
	if (!str_int(str_trim(request_form(q, "month")), &month))
		fine = fail(&c->errors, INVALID, "month",
		    "Say how many months after it was introduced.");
	else
		k->month_since_end = (double)month;
	if (k->state.n == 0)
		fine = fail(&c->errors, INVALID, "state",
		    "Say how the practice is done now.");
	if (!day_read(str_trim(request_form(q, "date")), &k->date))
		fine = fail(&c->errors, INVALID, "date",
		    "Write the day as year-month-day, such as 2026-03-14.");
	else if (k->date.n > moment_day(c->now).n)
		fine = fail(&c->errors, INVALID, "date",
		    "The check has not been made yet on that day.");
	return fine;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme head;
	struct practice_check k;
	struct practice p;

	if (!show(c, q, out, r) || !find(c, q, &p) || !fill(c, q, &p, &k) ||
	    !flow_save(c, &practice_check_entity, &k) ||
	    !flow_find(c, &programme_entity, p.programme, &head))
		return false;
	r->go = str_print(c->arena, "%s/sustain#practices", programme_href(c,
	    &head).p);
	return true;
}

const struct page check_page = {
	.method = GET,
	.path   = "/practice/{id}/check",
	.about  = "A short form for what was seen of a practice.",
	.view   = "check.html",
	.of     = &practice_check_entity,
	.needs  = ADD,
	.run    = show,
};

const struct page check_practice_post = {
	.method = POST,
	.path   = "/practice/{id}/check",
	.about  = "Keeps a check of a practice; the practice then stands where "
	          "its latest check found it.",
	.view   = "check.html",
	.of     = &practice_check_entity,
	.needs  = ADD,
	.again  = &check_page,
	.run    = accept,
};
