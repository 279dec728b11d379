/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who takes part, what was planned and what was paid. */
#include <string.h>

#include "base/arena.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "model/fund.h"
#include "standard/iati_keep.h"

/* Rows of the programme that are here; none of a new one. */
static void *
here(struct iati_keep *k, const struct entity *e, size_t *n)
{
	*n = 0;
	return k->is_new ? arena_take(k->c->arena, 1, e->size)
	    : gather(k->c, e, k->p.row.id, n);
}

/* ---- who ---- */

static str
role_of(str iati_role)
{
	return str_is(iati_role, "1") ? S("FUNDER") :
	    str_is(iati_role, "2") ? S("REGULATOR") :
	    str_is(iati_role, "3") ? S("PARTNER") : S("PROVIDER");
}

struct seats {
	struct stakeholder *of;
	size_t              n, room;
};

/* The same party: with that role in IATI, or with ours and none in IATI. */
static struct stakeholder *
seat_of(struct seats *s, struct id party, str iati_role)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (id_same(s->of[i].party, party) &&
		    str_same(s->of[i].iati_role, iati_role))
			return &s->of[i];
	for (i = 0; i < s->n; i++)
		if (id_same(s->of[i].party, party) &&
		    str_same(s->of[i].role, role_of(iati_role)))
			return &s->of[i];
	return NULL;
}

static bool
keep_party(struct iati_keep *k, struct seats *s, struct iati *e)
{
	str role = iati_get(e, "role");
	struct stakeholder *at, row, was;
	struct id party;

	k->at = e;
	if (!iati_org_of(k, e, &party))
		return false;
	if (id_none(party))
		return true;
	at = seat_of(s, party, role);
	if (at != NULL) {
		was = row = *at;
		row.iati_role = role;
		return iati_put(k, IATI_PARTIES, &stakeholder_entity, &row,
		    &was);
	}
	row_blank(&stakeholder_entity, &row);
	row.programme = k->p.row.id;
	row.party = party;
	row.role = role_of(role);
	row.iati_role = role;
	if (!iati_put(k, IATI_PARTIES, &stakeholder_entity, &row, NULL))
		return false;
	if (id_none(row.row.id))
		return true;
	s->of = arena_more(k->c->arena, s->of, s->n, &s->room,
	    sizeof(*s->of));
	s->of[s->n++] = row;
	return true;
}

bool
iati_keep_parties(struct iati_keep *k)
{
	struct seats s = { 0 };
	struct iati *e;

	s.of = here(k, &stakeholder_entity, &s.n);
	s.room = s.n;
	if (s.of == NULL)
		return false;
	for (e = iati_first(k->a, "participating-org"); e != NULL;
	    e = iati_next(e))
		if (!keep_party(k, &s, e))
			return false;
	return true;
}

/* ---- budgets ---- */

struct planned {
	struct day   from, to;
	str          type, status;
	struct money sum;
	const struct iati *e;
};

static bool
is_period(const struct planned *p, const struct budget_line *l)
{
	struct day from = l->starts_on, to = l->ends_on;

	if (from.n == 0 || to.n == 0) {
		from = day_of((int)l->year, 1, 1);
		to = day_of((int)l->year, 12, 31);
	}
	return from.n == p->from.n && to.n == p->to.n &&
	    str_same(p->type, str_none(l->budget_type) ? S("1")
	    : l->budget_type) && str_same(p->status, str_none(l->status)
	    ? S("1") : l->status) &&
	    strcmp(p->sum.currency, l->amount.currency) == 0;
}

static bool
same_plan(const struct planned *a, const struct planned *b)
{
	return a->from.n == b->from.n && a->to.n == b->to.n &&
	    str_same(a->type, b->type) && str_same(a->status, b->status) &&
	    strcmp(a->sum.currency, b->sum.currency) == 0;
}

/* What the file plans, each period once. */
static size_t
plans_of(struct iati_keep *k, struct planned *p)
{
	struct planned one;
	struct iati *e;
	size_t i, n = 0;

	for (e = iati_first(k->a, "budget"); e != NULL; e = iati_next(e)) {
		one = (struct planned){ .type = iati_get(e, "type"),
			.status = iati_get(e, "status"), .e = e };
		if (str_none(one.type))
			one.type = S("1");
		if (str_none(one.status))
			one.status = S("1");
		if (!iati_day(iati_child(e, "period-start", "iso-date"),
		    &one.from) || !iati_day(iati_child(e, "period-end",
		    "iso-date"), &one.to) || !iati_sum(k, e, &one.sum))
			continue;
		for (i = 0; i < n && !same_plan(&p[i], &one); i++)
			;
		if (i == n || !money_add(&p[i].sum, one.sum))
			p[n++] = one;
	}
	return n;
}

static void
set_period(struct budget_line *l, const struct planned *p)
{
	int y, month, dom;

	day_split(p->from, &y, &month, &dom);
	l->year = y;
	if (p->from.n == day_of(y, 1, 1).n && p->to.n == day_of(y, 12, 31).n)
		return;
	l->starts_on = p->from;
	l->ends_on = p->to;
}

static bool
keep_budget(struct iati_keep *k, const struct planned *p,
    const struct budget_line *l, size_t n)
{
	struct money here_now = { 0 };
	struct budget_line row;
	size_t i, at = 0, lines = 0;

	k->at = p->e;
	for (i = 0; i < n; i++)
		if (is_period(p, &l[i]) && money_add(&here_now, l[i].amount)) {
			lines++;
			at = i;
		}
	if (lines > 1 && here_now.minor != p->sum.minor) {
		iati_note(k, p->e, NULL, false, str_of(words_say(k->c->words,
		    "Several budget lines of this period stand here and come "
		    "to another sum; they stay as they are.")));
		return true;
	}
	if (lines > 0) {
		row = l[at];
		if (here_now.minor != p->sum.minor)
			row.amount = p->sum;
		return iati_put(k, IATI_BUDGETS, &budget_line_entity, &row,
		    &l[at]);
	}
	row_blank(&budget_line_entity, &row);
	row.programme = k->p.row.id;
	row.amount = p->sum;
	row.budget_type = p->type;
	row.status = p->status;
	set_period(&row, p);
	return iati_put(k, IATI_BUDGETS, &budget_line_entity, &row, NULL);
}

bool
iati_keep_budgets(struct iati_keep *k)
{
	size_t most = iati_count(k->a, "budget"), i, n, plans;
	struct planned *p = NEWS(k->c->arena, struct planned, most + 1);
	struct budget_line *l;

	l = here(k, &budget_line_entity, &n);
	if (l == NULL)
		return false;
	plans = plans_of(k, p);
	for (i = 0; i < plans; i++)
		if (!keep_budget(k, &p[i], l, n))
			return false;
	return true;
}

/* ---- transactions ---- */

struct ledger {
	struct transaction *of;
	bool               *met;        /* [n] */
	str                *told;       /* [n] descriptions as we tell them */
	size_t              n, before;  /* before: were here already */
};

/* A file of ours that came back tells no names of persons. */
static bool
same_words(const struct ledger *l, size_t at, str said)
{
	str own = l->told == NULL || at >= l->before ? l->of[at].description
	    : l->told[at];

	said = str_trim(said);
	return str_same(str_trim(l->of[at].description), said) ||
	    str_same(str_trim(own), said);
}

static bool
same_facts(const struct ledger *l, size_t at, const struct transaction *b)
{
	const struct transaction *a = &l->of[at];

	return a->date.n == b->date.n && str_same(a->type, b->type) &&
	    a->amount.minor == b->amount.minor &&
	    strcmp(a->amount.currency, b->amount.currency) == 0 &&
	    same_words(l, at, b->description);
}

/* The funder of what goes out, and the provider we pass on ourselves, are
 * told otherwise by the file than here: they do not make it another. */
static size_t
find_entry(const struct ledger *l, const struct transaction *t)
{
	size_t i;

	for (i = 0; i < l->n && !str_none(t->code); i++)
		if (!l->met[i] && str_same(l->of[i].code, t->code))
			return i;
	for (i = 0; i < l->n; i++)
		if (!l->met[i] && same_facts(l, i, t) &&
		    (str_none(t->code) || str_none(l->of[i].code)))
			return i;
	return l->n;
}

static bool
is_taken(const struct ledger *l, str code)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->met[i] && str_same(l->of[i].code, code))
			return true;
	return false;
}

static struct iati *
peek(struct iati *up, const char *name)
{
	struct iati *e;

	for (e = up->first; e != NULL && !str_is(e->name, name); e = e->next)
		;
	return e;
}

static bool
read_sides(struct iati_keep *k, struct iati *e, struct transaction *t)
{
	bool comes_in = str_among(t->type, "1 11 13");
	struct iati *from = peek(e, "provider-org"), *to = iati_first(e,
	    "receiver-org");

	/* Who pays what goes out is the reporter; another is not kept. */
	if (from != NULL && (comes_in || iati_is_reporter(k, from))) {
		from->used = true;
		(void)iati_get(from, "type");
		(void)iati_words(k, from);
		if (comes_in && !iati_org_of(k, from, &t->funder))
			return false;
	}
	if (to == NULL || (comes_in && iati_is_reporter(k, to))) {
		(void)iati_get(to, "type");
		(void)iati_words(k, to);
		return true;
	}
	return iati_org_of(k, to, &t->receiver);
}

static bool
read_entry(struct iati_keep *k, struct iati *e, const struct ledger *l,
    struct transaction *t)
{
	row_blank(&transaction_entity, t);
	t->programme = k->p.row.id;
	t->type = iati_child(e, "transaction-type", "code");
	(void)iati_day(iati_child(e, "transaction-date", "iso-date"),
	    &t->date);
	if (!iati_sum(k, e, &t->amount))
		return fail(&k->c->errors, INVALID, NULL,
		    "There is no amount.");
	t->description = iati_words(k, iati_first(e, "description"));
	t->code = iati_get(e, "ref");
	if (str_points(t->code) > 60 || is_taken(l, t->code))
		t->code = (str){ 0 };
	return read_sides(k, e, t);
}

static bool
keep_entry(struct iati_keep *k, struct iati *e, struct ledger *l)
{
	struct transaction t;
	size_t at;

	k->at = e;
	if (!read_entry(k, e, l, &t))
		return false;
	at = find_entry(l, &t);
	if (at < l->n) {
		l->met[at] = true;
		if (same_facts(l, at, &t)) {
			k->in->n[IATI_TRANSACTIONS][UNCHANGED]++;
			return true;
		}
		k->in->n[IATI_TRANSACTIONS][REFUSED]++;
		iati_note(k, e, NULL, false, str_of(words_say(k->c->words,
		    "This transaction stands here with other facts. Entries "
		    "are never changed: reverse it by hand.")));
		return true;
	}
	if (!iati_put(k, IATI_TRANSACTIONS, &transaction_entity, &t, NULL))
		return false;
	if (id_none(t.row.id))
		return true;
	l->of[l->n] = t;
	l->met[l->n++] = true;
	return true;
}

/* What was taken out of a text left this mark. */
static bool
has_gaps(struct iati_keep *k)
{
	const str mark = S("\xe2\x80\xa6");
	struct iati *e;
	str said;

	for (e = iati_first(k->a, "transaction"); e != NULL;
	    e = iati_next(e)) {
		said = iati_words(k, iati_first(e, "description"));
		if (str_find(said, mark) < said.n)
			return true;
	}
	return false;
}

static bool
tell_all(struct iati_keep *k, struct ledger *l)
{
	struct publish_names *names;
	size_t i;

	if (l->before == 0 || !has_gaps(k))
		return true;
	if (!publish_names(k->c, k->p.row.id, &names))
		return false;
	l->told = NEWS(k->c->arena, str, l->before);
	for (i = 0; i < l->before; i++)
		l->told[i] = publish_text(k->c, names, l->of[i].description,
		    NULL);
	return true;
}

bool
iati_keep_transactions(struct iati_keep *k)
{
	size_t more = iati_count(k->a, "transaction");
	struct transaction *old;
	struct ledger l = { 0 };
	struct iati *e;

	old = here(k, &transaction_entity, &l.n);
	if (old == NULL)
		return false;
	l.before = l.n;
	l.of = NEWS(k->c->arena, struct transaction, l.n + more + 1);
	l.met = NEWS(k->c->arena, bool, l.n + more + 1);
	if (l.n > 0)
		memcpy(l.of, old, l.n * sizeof(*old));
	if (more > 0 && !tell_all(k, &l))
		return false;
	for (e = iati_first(k->a, "transaction"); e != NULL; e = iati_next(e))
		if (!keep_entry(k, e, &l))
			return false;
	return true;
}
