/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Up to which amount somebody decides alone, and what waits for another. */
#include "flow/books.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/rate.h"
#include "flow/save.h"
#include "flow/setting.h"
#include "model/office.h"
#include "model/people.h"

/* Who enters, and who may approve. */
#define ENTERS   "FIN"
#define APPROVES "FIN PM SC"
#define LIMITED  "2 3 4 5 6 7 8 10 12"     /* money goes out, or may */

enum { RATE_OFF = 5 };         /* percent */

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

/* ---- what is measured ---- */

struct measured {
	const struct transaction *t;
	struct transaction       *beside;       /* [n] that it may be split
	                                         * from, approved by nobody */
	size_t                    n;
};

static bool *
find_taken_back(struct ctx *c, const struct transaction *all, size_t n)
{
	struct map *place = gather_index(c->arena, all, n, sizeof(*all));
	bool *taken_back = NEWS(c->arena, bool, n + 1);
	size_t i, at;

	for (i = 0; i < n; i++)
		if (gather_find(place, &all[i].reverses, &at))
			taken_back[at] = true;
	return taken_back;
}

/* Of one kind and day, to one payee or of one line: one payment in parts. */
static bool
is_beside(const struct transaction *t, const struct transaction *o)
{
	if (!id_none(o->reverses) || !id_none(o->approved_by))
		return false;
	if (!id_none(t->receiver) && !id_none(o->receiver))
		return id_same(t->receiver, o->receiver);
	if (!id_none(t->budget_line) || !id_none(o->budget_line))
		return id_same(t->budget_line, o->budget_line);
	return id_same(t->activity, o->activity) &&
	    id_same(t->funder, o->funder) && id_same(t->receiver, o->receiver);
}

static bool
find_beside(struct ctx *c, const struct transaction *t, int days,
    struct measured *k)
{
	const struct entity *e = &transaction_entity;
	struct transaction *all;
	bool *taken_back;
	size_t i, n;

	*k = (struct measured){ .t = t };
	if ((all = gather(c, e, t->programme, &n)) == NULL)
		return false;
	taken_back = find_taken_back(c, all, n);
	k->beside = NEWS(c->arena, struct transaction, n + 1);
	for (i = 0; i < n; i++)
		if (!taken_back[i] && str_same(all[i].type, t->type) &&
		    abs(all[i].date.n - t->date.n) <= days &&
		    is_beside(t, &all[i]))
			k->beside[k->n++] = all[i];
	return true;
}

/* What is measured with it by the rule. */
static bool
find_with(struct ctx *c, const struct transaction *t, struct measured *k)
{
	int days = 0;

	return setting_count(c, "split_days", 0, 31, &days) &&
	    find_beside(c, t, days, k);
}

/* Adds it in the limit's currency, by the dearest rate of its days; a rate
 * that who enters it typed is no measure: it could make any amount a small
 * one.  *is_there: there was a rate. */
static bool
add_measured(struct ctx *c, const struct transaction *t, struct money *sum,
    const char *currency, bool *is_there)
{
	struct money m = t->amount;
	double rate;

	if (strcmp(m.currency, currency) != 0) {
		if (!rate_most(c, m.currency, currency, t->date, &rate))
			return false;
		if (isnan(rate) || !money_times(t->amount, rate, currency,
		    &m)) {
			*is_there = false;
			return true;
		}
	}
	*is_there &= money_add(sum, m);
	return true;
}

/* Whether it is within one limit, with what stands beside it; without a
 * rate to compare them by it is not.  *alone: by itself it would be. */
static bool
is_within(struct ctx *c, const struct measured *k, struct money most,
    bool *within, bool *alone)
{
	struct money sum = { 0 };
	bool is_there = true;
	size_t i;

	if (!add_measured(c, k->t, &sum, most.currency, &is_there))
		return false;
	*alone = is_there && sum.minor <= most.minor;
	for (i = 0; i < k->n; i++)
		if (!add_measured(c, &k->beside[i], &sum, most.currency,
		    &is_there))
			return false;
	*within = is_there && sum.minor <= most.minor;
	return true;
}

/* By the roles he holds of those named: *is_above where each of them has a
 * limit and all are below. *holds: he has one at all. */
static bool
limit_of(struct ctx *c, const struct measured *k, const char *roles_named,
    struct books_limit *out, bool *holds)
{
	str rest = str_of(roles_named), role, set, one, left;
	struct one_limit l;
	bool listed, within, alone, free = false;

	*out = (struct books_limit){ 0 };
	*holds = false;
	if (!setting_text(c, "approval_limits", &set))
		return false;
	while (str_cut(&rest, ' ', &role)) {
		if (!ctx_holds(c, str_z(c->arena, role), k->t->programme))
			continue;
		*holds = true;
		listed = false;
		left = set;
		while (str_cut(&left, ';', &one)) {
			if (!read_limit(one, &l) || !str_same(l.role, role))
				continue;
			if (!is_within(c, k, l.most, &within, &alone))
				return false;
			listed = true;
			free |= within;
			if (!within) {
				out->limit = l.most;
				out->is_split = alone;
			}
		}
		free |= !listed;
	}
	out->is_above = *holds && !free;
	return true;
}

/* A typed rate, or an amount that comes to one, beside the rate that is kept
 * for the day. */
static bool
rate_is_off(struct ctx *c, const struct transaction *t, struct books_limit *out)
{
	struct money by_kept;
	struct programme p;
	int percent = RATE_OFF;
	struct rate r;
	double off;

	if (!str_is(t->rate_basis, BOOKS_TYPED))
		return true;
	if (!setting_count(c, "rate_off", 0, 100, &percent) ||
	    !flow_find(c, &programme_entity, t->programme, &p) ||
	    !rate_on(c, t->amount.currency, str_z(c->arena, p.currency),
	    t->date, &r))
		return false;
	if (isnan(r.rate) || !money_times(t->amount, r.rate,
	    t->amount_base.currency, &by_kept) || by_kept.minor == 0)
		return true;
	off = fabs((double)(t->amount_base.minor - by_kept.minor)) /
	    (double)by_kept.minor;
	if (off * 100 <= percent)
		return true;
	out->is_above = true;
	out->off = off * 100;
	out->kept = r.says;
	return true;
}

static bool
has_limits(struct ctx *c, bool *has)
{
	str set;

	if (!setting_text(c, "approval_limits", &set))
		return false;
	*has = !str_none(str_trim(set));
	return true;
}

bool
books_limit(struct ctx *c, const struct transaction *t,
    struct books_limit *out)
{
	struct measured k;
	bool holds, has;

	*out = (struct books_limit){ 0 };
	if (!id_none(t->reverses) || t->amount.currency[0] == '\0')
		return true;
	if (!has_limits(c, &has))
		return false;
	if (!has)
		return true;
	if (str_among(t->type, LIMITED) && (!find_with(c, t, &k) ||
	    !limit_of(c, &k, ENTERS, out, &holds)))
		return false;
	return out->is_above || rate_is_off(c, t, out);
}

str
books_limit_says(struct ctx *c, const struct books_limit *l)
{
	const char *most = money_text(c->arena, l->limit).p;

	if (!l->is_above)
		return (str){ 0 };
	if (l->off > 0)
		return str_print(c->arena, words_say(c->words,
		    "The rate is %.1f%% off the one that is kept (%.*s)."),
		    l->off, (int)l->kept.n, l->kept.p);
	if (l->is_split)
		return str_print(c->arena, words_say(c->words, "Together with "
		    "what was entered for the same day and payee or line it is "
		    "above %s %s."), most, l->limit.currency);
	return str_print(c->arena, words_say(c->words, "It is above %s %s."),
	    most, l->limit.currency);
}

/* ---- parts on different days ---- */

enum { LIMITS_MOST = 8 };

/* An entry in the currencies of the limits, by the rule above. */
struct part {
	const struct transaction *t;
	struct money in[LIMITS_MOST];
	bool is_there[LIMITS_MOST];
	bool is_measured, is_told;
};

struct parting {
	struct ctx         *c;
	struct one_limit    limit[LIMITS_MOST];         /* of who enters */
	size_t              limits;
	struct part        *all;        /* [n] that may be parts, by day */
	size_t              n;
	struct books_parts *out;        /* [found] */
	size_t              found;
};

static bool
read_limits(struct parting *k)
{
	struct one_limit l;
	str set, one;

	if (!setting_text(k->c, "approval_limits", &set))
		return false;
	while (str_cut(&set, ';', &one) && k->limits < LIMITS_MOST)
		if (read_limit(one, &l) && str_is(l.role, ENTERS))
			k->limit[k->limits++] = l;
	return true;
}

/* Parts have a payee or a line: an activity has many suppliers. */
static bool
is_part(const struct transaction *t)
{
	return str_among(t->type, LIMITED) && id_none(t->reverses) &&
	    id_none(t->approved_by) && t->amount.minor > 0 &&
	    !(id_none(t->receiver) && id_none(t->budget_line));
}

static int
by_day(const void *a, const void *b)
{
	const struct transaction *x = ((const struct part *)a)->t;
	const struct transaction *y = ((const struct part *)b)->t;

	return x->date.n != y->date.n ? (x->date.n < y->date.n ? -1 : 1)
	    : id_order(x->row.id, y->row.id);
}

static bool
measure(struct parting *k, struct part *p)
{
	size_t i;

	if (p->is_measured)
		return true;
	for (i = 0; i < k->limits; i++) {
		p->is_there[i] = true;
		if (!add_measured(k->c, p->t, &p->in[i],
		    k->limit[i].most.currency, &p->is_there[i]))
			return false;
	}
	p->is_measured = true;
	return true;
}

/* Within one of the limits, as many as are there.  *sum: in the currency of
 * the first. */
static bool
are_within(const struct parting *k, const size_t *at, size_t n,
    struct money *sum)
{
	bool within = false, is_there;
	struct money all;
	size_t i, l;

	for (l = 0; l < k->limits; l++) {
		all = (struct money){ 0 };
		is_there = true;
		for (i = 0; i < n; i++)
			is_there &= k->all[at[i]].is_there[l] &&
			    money_add(&all, k->all[at[i]].in[l]);
		within |= is_there && all.minor <= k->limit[l].most.minor;
		if (l == 0)
			*sum = is_there ? all : (struct money){ 0 };
	}
	return within;
}

/* Those of the days before it that stand beside it, the last first, as far
 * as each is within the limit. */
static bool
gather_window(struct parting *k, size_t last, size_t *at, size_t *n)
{
	const struct transaction *t = k->all[last].t, *o;
	struct money sum;
	size_t i;

	for (i = last + 1; i-- > 0;) {
		o = k->all[i].t;
		if (t->date.n - o->date.n > BOOKS_WINDOW)
			break;
		if (k->all[i].is_told || !str_same(o->type, t->type) ||
		    !is_beside(t, o))
			continue;
		if (!measure(k, &k->all[i]))
			return false;
		if (are_within(k, &i, 1, &sum))
			at[(*n)++] = i;
	}
	return true;
}

static bool
look_at_window(struct parting *k, size_t last, size_t *at)
{
	struct books_parts *p = &k->out[k->found];
	size_t i, n = 0;

	if (k->all[last].is_told)
		return true;
	if (!gather_window(k, last, at, &n))
		return false;
	if (n < 2 || are_within(k, at, n, &p->sum))
		return true;
	p->limit = k->limit[0].most;
	p->n = n;
	p->part = NEWS(k->c->arena, const struct transaction *, n);
	for (i = 0; i < n; i++) {
		k->all[at[i]].is_told = true;
		p->part[n - 1 - i] = k->all[at[i]].t;
	}
	k->found++;
	return true;
}

static bool
gather_parts(struct parting *k, struct id programme)
{
	struct transaction *all;
	bool *taken_back;
	size_t i, n;

	all = gather(k->c, &transaction_entity, programme, &n);
	if (all == NULL)
		return false;
	taken_back = find_taken_back(k->c, all, n);
	k->all = NEWS(k->c->arena, struct part, n + 1);
	for (i = 0; i < n; i++)
		if (!taken_back[i] && is_part(&all[i]))
			k->all[k->n++].t = &all[i];
	qsort(k->all, k->n, sizeof(*k->all), by_day);
	return true;
}

bool
books_parts(struct ctx *c, struct id programme, struct books_parts **out,
    size_t *n)
{
	struct parting k = { .c = c };
	size_t i, *at;

	*n = 0;
	*out = k.out = NEWS(c->arena, struct books_parts, BOOKS_PARTS + 1);
	if (!read_limits(&k))
		return false;
	if (k.limits == 0)
		return true;
	if (!gather_parts(&k, programme))
		return false;
	at = NEWS(c->arena, size_t, k.n + 1);
	for (i = k.n; i-- > 0 && k.found < BOOKS_PARTS;)
		if (!look_at_window(&k, i, at))
			return false;
	*n = k.found;
	return true;
}

bool
books_beside(struct ctx *c, const struct pending_entry *p, size_t *n,
    struct money *sum)
{
	struct transaction t;
	struct measured m;
	size_t i;

	*n = 0;
	*sum = (struct money){ 0 };
	books_entry_of(p, &t);
	if (!str_among(t.type, LIMITED) || (id_none(t.receiver) &&
	    id_none(t.budget_line)))
		return true;
	if (!find_beside(c, &t, BOOKS_WINDOW, &m))
		return false;
	for (i = 0; i < m.n; i++)
		if (!money_add(sum, m.beside[i].amount)) {
			*sum = (struct money){ 0 };
			break;
		}
	*n = m.n;
	return true;
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
	t->rate_to_base = p->rate_to_base;
	t->amount_base = p->amount_base;
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
	p->rate_to_base = t->rate_to_base;
	p->amount_base = t->amount_base;
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

/* A button pressed twice, or a paper that lay on the desk again: the same
 * voucher, day, line and amount.  What was taken back may be entered anew. */
static bool
is_new_paper(struct ctx *c, const struct transaction *t)
{
	const struct transaction *all;
	size_t i, k, n;

	if (str_none(t->document_no))
		return true;
	all = every(c, &transaction_entity, t->programme, &n);
	if (all == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!str_same(all[i].document_no, t->document_no) ||
		    !str_same(all[i].type, t->type) ||
		    all[i].date.n != t->date.n ||
		    all[i].amount.minor != t->amount.minor ||
		    strcmp(all[i].amount.currency, t->amount.currency) != 0 ||
		    !id_same(all[i].budget_line, t->budget_line))
			continue;
		for (k = 0; k < n && !id_same(all[k].reverses, all[i].row.id);
		     k++)
			;
		if (k == n)
			return fail(&c->errors, INVALID, "document_no",
			    "The ledger has this already: the same voucher, "
			    "day, line and amount.");
	}
	return true;
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
	if (!books_check(c, &checked) || !is_new_paper(c, t) ||
	    !books_limit(c, &checked, &l))
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
	struct measured k;
	bool holds, fine;

	if (c->actor.reads_only || !str_is(p->state, "waiting") ||
	    is_same_person(c, p->by))
		return false;
	books_entry_of(p, &t);
	fine = find_with(c, &t, &k) && limit_of(c, &k, APPROVES, &l,
	    &holds);
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
