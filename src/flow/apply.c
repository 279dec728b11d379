/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/apply.h"

#include "flow/exam.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "model/codes.h"
#include "store/store.h"

/* The same row as closing the event would make of that month. */
static struct id
check_id(struct ctx *c, struct id course, struct id person)
{
	return id_from(S("follow_up"), str_print(c->arena, "%s/%s/%d",
	    id_text(c->arena, course).p, id_text(c->arena, person).p,
	    APPLY_MONTHS));
}

static bool
find_check(struct ctx *c, const struct event *v, struct id person,
    struct follow_up *f)
{
	struct errors before = c->errors;
	struct follow_up *all;
	struct course k;
	size_t i, n;

	row_blank(&follow_up_entity, f);
	if (!exam_course(c, v, &k)) {   /* of no course: nothing is asked */
		c->errors = before;
		return true;
	}
	if ((all = gather_of(c, &follow_up_entity, "person", person, &n)) ==
	    NULL)
		return false;
	for (i = 0; i < n; i++)
		if (id_same(all[i].course, k.row.id) &&
		    all[i].month == APPLY_MONTHS)
			*f = all[i];
	return true;
}

bool
apply_of(struct ctx *c, const struct event *v, struct id person,
    struct apply *out)
{
	struct day today = moment_day(c->now);
	struct application_plan *all;
	size_t i, n;

	*out = (struct apply){ .lines = 0 };
	if ((all = gather_of(c, &application_plan_entity, "event", v->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)         /* in the order of their numbers */
		if (id_same(all[i].person, person) &&
		    out->lines < APPLY_LINES)
			out->line[out->lines++] = all[i];
	if (!find_check(c, v, person, &out->check))
		return false;
	out->is_due = out->check.row.revision > 0 &&
	    today.n >= out->check.due_on.n - APPLY_EARLY;
	out->is_late = out->check.row.revision > 0 &&
	    out->check.answered_on.n == 0 &&
	    today.n > out->check.due_on.n;
	return true;
}

/* ---- the plan ---- */

static bool
set_check(struct ctx *c, const struct event *v, struct id person)
{
	struct errors before = c->errors;
	struct follow_up f;
	struct course k;

	if (!exam_course(c, v, &k)) {
		c->errors = before;
		return true;
	}
	row_blank(&follow_up_entity, &f);
	f.row.id = check_id(c, k.row.id, person);
	f.course = k.row.id;
	f.person = person;
	f.month = APPLY_MONTHS;
	f.due_on = day_add_months(v->end, APPLY_MONTHS);
	return store_has(c->store, &follow_up_entity, f.row.id) ||
	    flow_save_as_was(c, &follow_up_entity, &f);
}

static bool
put_line(struct ctx *c, const struct pass *p, struct application_plan *l,
    size_t at, const struct apply_line *said)
{
	if (l->row.revision == 0) {
		row_blank(&application_plan_entity, l);
		l->event = p->event.row.id;
		l->person = p->person.row.id;
		l->made_on = moment_day(c->now);
	}
	l->seq = (int64_t)at + 1;
	l->what = said->what;
	l->support = said->support;
	l->by_when = said->by_when;
	return true;
}

static bool
keep_lines(struct ctx *c, const struct pass *p, struct apply *was,
    const struct apply_line *said, size_t n, str supervisor, str contact)
{
	struct application_plan *l;
	size_t i, kept = 0;

	for (i = 0; i < n && kept < APPLY_LINES; i++) {
		if (str_none(said[i].what))
			continue;
		l = &was->line[kept];
		if (!put_line(c, p, l, kept++, &said[i]))
			return false;
		l->supervisor = supervisor;
		l->supervisor_contact = contact;
		if (!flow_save(c, &application_plan_entity, l))
			return false;
	}
	for (i = kept; i < was->lines; i++)
		if (!flow_drop(c, &application_plan_entity,
		    was->line[i].row.id, was->line[i].row.revision))
			return false;
	return kept > 0 || fail(&c->errors, INVALID, "what1",
	    "Write at least one thing that you will do.");
}

bool
apply_keep(struct ctx *c, const struct pass *p, const struct apply_line *said,
    size_t n, str supervisor, str contact)
{
	struct ctx s = pass_desk(c);
	struct apply was;
	bool fine;

	if (p->is_supervisor)
		return fail(&c->errors, DENIED, NULL,
		    "The plan is written by the participant.");
	if (!apply_of(c, &p->event, p->person.row.id, &was))
		return false;
	if (was.check.answered_on.n != 0)
		return fail(&c->errors, INVALID, NULL,
		    "This plan was checked already: it stays as it is.");
	fine = keep_lines(&s, p, &was, said, n, supervisor, contact) &&
	    set_check(&s, &p->event, p->person.row.id);
	c->errors = s.errors;
	return fine;
}

/* ---- the check ---- */

static bool
check_said(struct ctx *c, const str *done, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (choice_coded(&applied_codes, done[i]) == NULL)
			return fail(&c->errors, INVALID, "done", "Say of each "
			    "line whether it was done.");
	return true;
}

static str
of_all(const str *done, size_t n)
{
	size_t i, yes = 0, no = 0;

	for (i = 0; i < n; i++) {
		yes += str_is(done[i], "yes");
		no += str_is(done[i], "no");
	}
	return yes == n ? S("yes") : no == n ? S("no") : S("partly");
}

static bool
fill_check(struct ctx *c, struct apply *a, const str *done, const str *note,
    str barrier)
{
	struct day today = moment_day(c->now);
	size_t i;

	for (i = 0; i < a->lines; i++) {
		a->line[i].done = done[i];
		a->line[i].note = note[i];
		a->line[i].checked_on = today;
		if (!flow_save(c, &application_plan_entity, &a->line[i]))
			return false;
		if (str_none(a->check.example) && !str_is(done[i], "no"))
			a->check.example = note[i];
	}
	a->check.applied = of_all(done, a->lines == 0 ? 1 : a->lines);
	a->check.barrier = barrier;
	a->check.answered_on = today;
	return flow_save(c, &follow_up_entity, &a->check);
}

bool
apply_check(struct ctx *c, const struct pass *p, const str *done,
    const str *note, str barrier)
{
	struct ctx s = pass_desk(c);
	struct apply a;
	bool fine;

	if (p->is_supervisor)
		return fail(&c->errors, DENIED, NULL,
		    "This is asked of the participant.");
	if (!apply_of(c, &p->event, p->person.row.id, &a) ||
	    !check_said(c, done, a.lines == 0 ? 1 : a.lines))
		return false;
	if (!a.is_due)
		return fail(&c->errors, INVALID, NULL,
		    "It is too early to say what became of it.");
	fine = fill_check(&s, &a, done, note, barrier);
	c->errors = s.errors;
	return fine;
}

bool
apply_confirm(struct ctx *c, const struct pass *p, str says)
{
	struct ctx s = pass_desk(c);
	struct apply a;
	bool fine;

	if (!p->is_supervisor)
		return fail(&c->errors, DENIED, NULL,
		    "This is asked of the supervisor.");
	if (choice_coded(&yes_no_unknown_codes, says) == NULL)
		return fail(&c->errors, INVALID, "confirms",
		    "Choose one of the answers.");
	if (!apply_of(c, &p->event, p->person.row.id, &a))
		return false;
	if (a.check.row.revision == 0)
		return fail(&c->errors, INVALID, NULL,
		    "There is no plan to confirm.");
	a.check.supervisor_confirms = says;
	fine = flow_save(&s, &follow_up_entity, &a.check);
	c->errors = s.errors;
	return fine;
}
