/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Up to which amount somebody decides alone, and what waits for another. */
#include "flow/books.h"

#include <string.h>

#include "flow/find.h"
#include "flow/rate.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "model/office.h"

/* Who enters, and who may approve. */
#define ENTERS   "FIN"
#define APPROVES "FIN PM SC"
#define LIMITED  "2 3 4 7 12"

struct one_limit {
	str          role;
	struct money most;
};

/* "FIN 5000 USD": false for what cannot be read. */
static bool
read_limit(str text, struct one_limit *l)
{
	char currency[4] = "";
	str role, amount, rest = str_trim(text);

	if (!str_cut(&rest, ' ', &role) || !str_cut(&rest, ' ', &amount))
		return false;
	rest = str_trim(rest);
	if (rest.n != 3 || role_coded(role) == NULL)
		return false;
	memcpy(currency, rest.p, 3);
	l->role = role;
	return money_read(amount, currency, &l->most) && l->most.minor >= 0;
}

bool
books_limits_right(struct ctx *c, str setting)
{
	struct one_limit l;
	str one;

	while (str_cut(&setting, ';', &one))
		if (!str_none(str_trim(one)) && !read_limit(one, &l))
			return fail(&c->errors, INVALID, "value",
			    "'%.*s' is no limit: write a role, an amount and a "
			    "currency, such as FIN 5000 USD.", (int)one.n,
			    one.p);
	return true;
}

/* Whether an amount is within one limit, at the day of the entry; without
 * a rate to compare them by it is not.  A rate or an amount that who enters
 * it typed is no measure: it could make any amount a small one. */
static bool
is_within(struct ctx *c, const struct transaction *t, struct money most,
    bool *within)
{
	struct money m = t->amount;
	struct rate r;
	bool is_there = true;

	if (strcmp(m.currency, most.currency) != 0 &&
	    strcmp(t->amount_base.currency, most.currency) == 0 &&
	    !str_is(t->rate_basis, BOOKS_TYPED))
		m = t->amount_base;
	if (strcmp(m.currency, most.currency) != 0 && !rate_convert(c,
	    t->amount, most.currency, t->date, &m, &r, &is_there))
		return false;
	*within = is_there && m.minor <= most.minor;
	return true;
}

/* By the roles he holds of those named: *is_above where each of them has a
 * limit and all are below. *holds: he has one at all. */
static bool
limit_of(struct ctx *c, const struct transaction *t, const char *roles_named,
    struct books_limit *out, bool *holds)
{
	str rest = str_of(roles_named), role, set, one, left;
	struct one_limit l;
	bool listed, within, free = false;

	*out = (struct books_limit){ 0 };
	*holds = false;
	if (!setting_text(c, "approval_limits", &set))
		return false;
	while (str_cut(&rest, ' ', &role)) {
		if (!ctx_holds(c, str_z(c->arena, role), t->programme))
			continue;
		*holds = true;
		listed = false;
		left = set;
		while (str_cut(&left, ';', &one)) {
			if (!read_limit(one, &l) || !str_same(l.role, role))
				continue;
			if (!is_within(c, t, l.most, &within))
				return false;
			listed = true;
			free |= within;
			if (!within)
				out->limit = l.most;
		}
		free |= !listed;
	}
	out->is_above = *holds && !free;
	return true;
}

bool
books_limit(struct ctx *c, const struct transaction *t,
    struct books_limit *out)
{
	bool holds;

	*out = (struct books_limit){ 0 };
	if (!str_among(t->type, LIMITED) || !id_none(t->reverses) ||
	    t->amount.currency[0] == '\0')
		return true;
	return limit_of(c, t, ENTERS, out, &holds);
}

/* ---- what waits ---- */

void
books_entry_of(const struct pending_entry *p, struct transaction *t)
{
	row_blank(&transaction_entity, t);
	t->programme = p->programme;
	t->type = p->type;
	t->date = p->date;
	t->activity = p->activity;
	t->budget_line = p->budget_line;
	t->funder = p->funder;
	t->receiver = p->receiver;
	t->account = p->account;
	t->amount = p->amount;
	t->form = p->form;
	t->basis = p->basis;
	t->document_no = p->document_no;
	t->description = p->description;
	t->entered_by = p->by;
}

static void
to_pending(const struct transaction *t, struct pending_entry *p)
{
	row_blank(&pending_entry_entity, p);
	p->programme = t->programme;
	p->type = t->type;
	p->date = t->date;
	p->activity = t->activity;
	p->budget_line = t->budget_line;
	p->funder = t->funder;
	p->receiver = t->receiver;
	p->account = t->account;
	p->amount = t->amount;
	p->form = t->form;
	p->basis = t->basis;
	p->document_no = t->document_no;
	p->description = t->description;
}

/* A line says of which activity it is, and whose money. */
static void
take_line(struct ctx *c, struct transaction *t)
{
	struct errors quiet = { .arena = c->arena };
	struct budget_line l;

	if (id_none(t->budget_line) || !store_find(c->store,
	    &budget_line_entity, t->budget_line, c->arena, &l, &quiet))
		return;
	if (id_none(t->activity))
		t->activity = l.activity;
	if (id_none(t->funder))
		t->funder = l.funder;
}

bool
books_enter(struct ctx *c, struct transaction *t, bool *waits, struct id *id)
{
	struct transaction checked;
	struct pending_entry p;
	struct books_limit l;

	*waits = false;
	take_line(c, t);
	checked = *t;
	if (!books_check(c, &checked) || !books_limit(c, &checked, &l))
		return false;
	if (!l.is_above) {
		if (!flow_save(c, &transaction_entity, t))
			return false;
		*id = t->row.id;
		return true;
	}
	*waits = true;
	to_pending(t, &p);
	if (!flow_save(c, &pending_entry_entity, &p))
		return false;
	*id = p.row.id;
	return true;
}

/* Two accounts of one person are one person, and so may be one who is not
 * here any more. */
static bool
is_same_person(struct ctx *c, struct id user)
{
	return !store_has(c->store, &user_entity, user) ||
	    flow_is_actor(c, user);
}

bool
books_may_decide(struct ctx *c, const struct pending_entry *p)
{
	struct errors before = c->errors;
	struct books_limit l;
	struct transaction t;
	bool holds, fine;

	if (c->actor.reads_only || !str_is(p->state, "waiting") ||
	    is_same_person(c, p->by))
		return false;
	books_entry_of(p, &t);
	fine = limit_of(c, &t, APPROVES, &l, &holds);
	c->errors = before;
	return fine && holds && !l.is_above;
}

static bool
settle(struct ctx *c, struct pending_entry *p, const char *state, str note)
{
	p->state = str_of(state);
	p->decided_by = c->actor.user;
	p->decided_at = c->now;
	p->decision_note = note;
	return true;
}

static bool
find_waiting(struct ctx *c, struct id id, struct pending_entry *p)
{
	if (!flow_find(c, &pending_entry_entity, id, p))
		return false;
	return str_is(p->state, "waiting") || fail(&c->errors, CONFLICT, NULL,
	    "This entry does not wait any more.");
}

bool
books_decide(struct ctx *c, struct id pending, bool approve, str note)
{
	struct ctx s = ctx_as_program(c);
	struct pending_entry p;
	struct transaction t;
	bool fine = true;

	if (!find_waiting(c, pending, &p))
		return false;
	if (is_same_person(c, p.by))
		return fail(&c->errors, DENIED, NULL,
		    "Two persons decide on this: who entered it does not "
		    "approve it.");
	if (!books_may_decide(c, &p))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you approve this amount.");
	if (!approve && str_none(str_trim(note)))
		return fail(&c->errors, INVALID, "note",
		    "Say why it is declined.");
	if (approve) {
		books_entry_of(&p, &t);
		t.approved_by = c->actor.user;
		fine = flow_save(&s, &transaction_entity, &t);
		p.entry = t.row.id;
	}
	fine = fine && settle(c, &p, approve ? "approved" : "declined",
	    note) && flow_save_verb(&s, &pending_entry_entity, &p, approve
	    ? S("approve") : S("decline"));
	c->errors = s.errors;
	return fine;
}

bool
books_withdraw(struct ctx *c, struct id pending)
{
	struct ctx s = ctx_as_program(c);
	struct pending_entry p;
	bool fine;

	if (!find_waiting(c, pending, &p))
		return false;
	if (c->actor.reads_only || !id_same(p.by, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "Who put it forward takes it back.");
	fine = settle(c, &p, "withdrawn", (str){ 0 }) && flow_save_verb(&s,
	    &pending_entry_entity, &p, S("withdraw"));
	c->errors = s.errors;
	return fine;
}
