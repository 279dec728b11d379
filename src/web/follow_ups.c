/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who is still to be asked after a course, and who need not be. */
#include "flow/follow_up.h"

#include "base/arena.h"
#include "flow/find.h"
#include "model/office.h"
#include "web/entity.h"
#include "web/programme.h"

enum { MOST = 1000, PAGE = 50 };

static bool
is_picked(const struct request *q, str id)
{
	size_t i;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "pick") &&
		    str_same(q->form[i].value, id))
			return true;
	return false;
}

static void
row_put(struct ctx *c, const struct request *q, const struct follow_up *f,
    struct node *row)
{
	struct day today = moment_day(c->now);
	str id = id_text(c->arena, f->row.id);

	node_text(row, "id", id);
	node_text(row, "name", flow_name(c, &party_entity, f->person));
	node_text(row, "course", flow_name(c, &course_entity, f->course));
	node_count(row, "month", f->month);
	node_day(row, "due", f->due_on);
	node_bool(row, "late", f->due_on.n < today.n);
	node_text(row, "answer", flow_may(c, &follow_up_entity, f, EDIT)
	    ? str_print(c->arena, "%s/edit", entity_href(c,
	    &follow_up_entity, f->row.id).p) : (str){ 0 });
	node_text(row, "href", entity_href(c, &follow_up_entity, f->row.id));
	node_bool(row, "picked", is_picked(q, id));
	node_text(row, "why", f->waived_why);
	node_text(row, "by", id_none(f->waived_by) ? (str){ 0 } : flow_name(c,
	    &user_entity, f->waived_by));
	node_day(row, "on", f->waived_on);
	node_day(row, "until", f->waived_until);
	node_bool(row, "ran_out", f->waived_on.n != 0 &&
	    !follow_up_is_waived(f, today));
}

static bool
is_waived_view(const struct request *q)
{
	return str_is(request_arg(q, "view"), "waived") ||
	    str_is(request_form(q, "again"), "yes");
}

static bool
rows_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	bool waived = is_waived_view(q), more;
	str here = str_print(c->arena, "%s/follow-ups", programme_href(c,
	    p).p);
	size_t i, n, page, from, to;
	struct follow_up *f;

	if (!follow_up_find(c, p->row.id, waived, MOST, &f, &n, &more))
		return false;
	page = page_asked(q, (n + PAGE - 1) / PAGE);
	from = page * PAGE;
	to = from + PAGE > n ? n : from + PAGE;
	(void)node_list(out, "rows");
	for (i = from; i < to; i++)
		row_put(c, q, &f[i], node_row(out, "rows"));
	pager_put(c, out, str_print(c->arena, "%s?view=%s", here.p, waived
	    ? "waived" : "open"), page, from, to, n);
	node_text(out, "here", here);
	node_bool(out, "waived", waived);
	node_bool(out, "has_rows", n > 0);
	node_bool(out, "more", more);
	node_count(out, "most", MOST);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	programme_put(c, &p, PHASE_SUSTAIN, out);
	node_z(out, "title", say(c, "Follow-ups of courses"));
	node_bool(out, "may_waive", follow_up_may_waive(c, p.row.id));
	node_text(out, "why_typed", request_form(q, "why"));
	node_text(out, "until_typed", request_form(q, "until"));
	return rows_put(c, q, &p, out);
}

static bool
settle(struct ctx *c, const struct request *q, bool again, struct day until,
    size_t *n)
{
	struct id id;
	size_t i;

	*n = 0;
	for (i = 0; i < q->n_form; i++) {
		if (!str_is(q->form[i].name, "pick"))
			continue;
		if (!id_read(str_trim(q->form[i].value), &id))
			return fail(&c->errors, INVALID, "pick",
			    "There is no such follow-up.");
		if (!(again ? follow_up_ask_again(c, id)
		    : follow_up_waive(c, id, until, request_form(q, "why"))))
			return false;
		++*n;
	}
	return *n > 0 || fail(&c->errors, INVALID, "pick",
	    "Mark at least one follow-up.");
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str until_typed = str_trim(request_form(q, "until"));
	bool again = str_is(request_form(q, "again"), "yes");
	struct day until = { 0 };
	struct programme p;
	size_t n;

	if (!programme_named(c, q, &p))
		return false;
	if (until_typed.n > 0 && !day_read(until_typed, &until))
		return fail(&c->errors, INVALID, "until",
		    "Write the day as year-month-day, such as 2026-03-14.");
	if (!settle(c, q, again, until, &n))
		return false;
	if (q->shape == HTML)
		r->go = str_print(c->arena, "%s/follow-ups?view=%s",
		    programme_href(c, &p).p, again ? "open" : "waived");
	node_count(out, "settled", (int64_t)n);
	return true;
}

const struct page follow_ups_page = {
	.method = GET,
	.path   = "/programme/{id}/follow-ups",
	.about  = "Follow-ups of courses not answered, by the day they "
	    "are due; view=waived: those nobody is asked for.",
	.view   = "follow_ups.html",
	.of     = &follow_up_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page follow_ups_post = {
	.method = POST,
	.path   = "/programme/{id}/follow-ups",
	.about  = "Waives the follow-ups in 'pick' for the reason in 'why', "
	    "until a day or for good; again=yes: asks for them again.",
	.of     = &follow_up_entity,
	.needs  = SEE,
	.again  = &follow_ups_page,
	.run    = accept,
};
