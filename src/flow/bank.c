/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/bank.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/sort.h"
#include "flow/books.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "flow/setting.h"

/* ---- taken in ---- */

static void
span(struct bank_statement *s, const struct bank_row *r, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s->from.n == 0 || r[i].date.n < s->from.n)
			s->from = r[i].date;
		if (r[i].date.n > s->to.n)
			s->to = r[i].date;
	}
}

bool
bank_take(struct ctx *c, struct id programme, str name, str bytes,
    const struct bank_shape *shape, const char *currency,
    struct id *statement)
{
	struct bank_statement s;
	struct bank_line l;
	struct bank_row *r;
	size_t i, n;

	if (!bank_rows(c->arena, bytes, shape, currency, &r, &n, &c->errors))
		return false;
	row_blank(&bank_statement_entity, &s);
	s.programme = programme;
	s.name = str_none(str_trim(name)) ? S("Bank statement")
	    : str_trim(name);
	s.currency = str_of(currency);
	span(&s, r, n);
	if (!flow_save(c, &bank_statement_entity, &s))
		return false;
	for (i = 0; i < n; i++) {
		row_blank(&bank_line_entity, &l);
		l.statement = s.row.id;
		l.number = (int64_t)i + 1;
		l.date = r[i].date;
		l.amount = r[i].amount;
		l.reference = r[i].reference;
		l.text = r[i].text;
		if (!flow_save(c, &bank_line_entity, &l))
			return false;
	}
	*statement = s.row.id;
	return true;
}

/* ---- held against the ledger ---- */

struct money
bank_side(const struct transaction *t)
{
	struct money m = t->amount;

	if (str_among(t->form, "in_kind local"))
		return (struct money){ 0 };
	if (str_is(t->type, BOOKS_RECEIVED))
		return m;
	if (!str_among(t->type, BOOKS_SPENT " " BOOKS_DISBURSED))
		return (struct money){ 0 };
	m.minor = -m.minor;
	return m;
}

static bool
names_voucher(struct arena *a, const struct bank_line *l, str voucher)
{
	voucher = fold(a, str_trim(voucher));
	return voucher.n >= 3 && (str_find(fold(a, l->reference), voucher) <
	    fold(a, l->reference).n || str_find(fold(a, l->text), voucher) <
	    fold(a, l->text).n);
}

/* The voucher first, then the nearer day, then as they stand. */
static int
by_fit(const void *one, const void *other, const void *with)
{
	const struct bank_pair *a = one, *b = other;

	(void)with;
	if (a->by_reference != b->by_reference)
		return a->by_reference ? -1 : 1;
	if (a->days != b->days)
		return a->days < b->days ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->entry < b->entry ? -1 : a->entry > b->entry;
}

struct side {                   /* of an entry, to be found by amount */
	struct money amount;
	size_t       entry;
};

static int
by_amount(const void *one, const void *other, const void *with)
{
	const struct side *a = one, *b = other;

	(void)with;
	if (a->amount.minor != b->amount.minor)
		return a->amount.minor < b->amount.minor ? -1 : 1;
	return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static size_t
first_of(const struct side *s, size_t n, int64_t minor)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (s[mid].amount.minor < minor)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static struct side *
free_sides(struct arena *a, const struct bank_match *m, size_t *n)
{
	struct side *s = NEWS(a, struct side, m->entries + 1);
	struct money is;
	size_t i;

	for (i = *n = 0; i < m->entries; i++) {
		is = bank_side(&m->entry[i]);
		if (m->entry_free[i] && is.currency[0] != '\0')
			s[(*n)++] = (struct side){ is, i };
	}
	sort(a, s, *n, sizeof(*s), by_amount, NULL);
	return s;
}

enum { EACH_MOST = 50 };        /* candidates of one line */

void
bank_pairs(struct arena *a, int days, struct bank_match *m)
{
	struct bank_pair *all = NULL, p;
	size_t n, room = 0, found = 0, i, j, tried;
	struct side *s = free_sides(a, m, &n);
	bool *line, *entry;

	for (i = 0; i < m->lines; i++) {
		if (!m->line_free[i])
			continue;
		tried = 0;
		for (j = first_of(s, n, m->line[i].amount.minor); j < n &&
		    s[j].amount.minor == m->line[i].amount.minor &&
		    tried < EACH_MOST; j++) {
			p = (struct bank_pair){ i, s[j].entry,
				abs(m->line[i].date.n -
				m->entry[s[j].entry].date.n), false };
			if (p.days > days || strcmp(s[j].amount.currency,
			    m->line[i].amount.currency) != 0)
				continue;
			p.by_reference = names_voucher(a, &m->line[i],
			    m->entry[p.entry].document_no);
			all = arena_more(a, all, found, &room, sizeof(*all));
			all[found++] = p;
			tried++;
		}
	}
	sort(a, all, found, sizeof(*all), by_fit, NULL);
	line = NEWS(a, bool, m->lines + 1);
	entry = NEWS(a, bool, m->entries + 1);
	m->pair = NEWS(a, struct bank_pair, found + 1);
	for (i = m->pairs = 0; i < found; i++) {
		if (line[all[i].line] || entry[all[i].entry])
			continue;
		line[all[i].line] = entry[all[i].entry] = true;
		m->pair[m->pairs++] = all[i];
	}
}

bool
bank_match(struct ctx *c, struct id statement, struct bank_match *m)
{
	struct bank_line *taken;
	int days = BANK_DAYS;
	size_t i, n, at;

	*m = (struct bank_match){ 0 };
	if (!flow_find(c, &bank_statement_entity, statement, &m->statement) ||
	    !setting_count(c, "bank_days", 0, 366, &days) ||
	    (m->line = gather_of(c, &bank_line_entity, "statement", statement,
	    &m->lines)) == NULL ||
	    (m->entry = gather(c, &transaction_entity,
	    m->statement.programme, &m->entries)) == NULL ||
	    (taken = gather(c, &bank_line_entity, m->statement.programme,
	    &n)) == NULL)
		return false;
	m->entry_at = gather_index(c->arena, m->entry, m->entries,
	    sizeof(*m->entry));
	m->line_free = NEWS(c->arena, bool, m->lines + 1);
	m->entry_free = NEWS(c->arena, bool, m->entries + 1);
	for (i = 0; i < m->lines; i++)
		m->line_free[i] = id_none(m->line[i].entry);
	for (i = 0; i < m->entries; i++)
		m->entry_free[i] = m->entry[i].reconciled != YES;
	for (i = 0; i < n; i++)
		if (gather_find(m->entry_at, &taken[i].entry, &at))
			m->entry_free[at] = false;
	bank_pairs(c->arena, days, m);
	return true;
}

/* ---- confirmed, undone ---- */

static bool
find_line(struct ctx *c, struct id id, struct bank_line *l)
{
	return flow_find(c, &bank_line_entity, id, l) && (flow_may(c,
	    &bank_line_entity, l, EDIT) || fail(&c->errors, DENIED, NULL,
	    "Your roles do not let you reconcile this."));
}

/* Both sides, in the name of the program: no form sets them. */
static bool
keep_both(struct ctx *c, struct bank_line *l, struct transaction *t, bool on)
{
	struct ctx s = ctx_as_program(c);
	bool fine;

	l->entry = on ? t->row.id : (struct id){ { 0 } };
	l->matched_by = on ? c->actor.user : (struct id){ { 0 } };
	l->matched_at = on ? c->now : INT64_MIN;
	t->reconciled = on ? YES : NO;
	t->reconciled_on = on ? l->date : (struct day){ 0 };
	fine = flow_save_verb(&s, &bank_line_entity, l, on ? S("match")
	    : S("unmatch")) && flow_save_verb(&s, &transaction_entity, t, on
	    ? S("reconcile") : S("unreconcile"));
	c->errors = s.errors;
	return fine;
}

bool
bank_confirm(struct ctx *c, struct id line, struct id entry)
{
	struct bank_statement s;
	struct transaction t;
	struct bank_line l;
	struct money side;

	if (!find_line(c, line, &l) || !flow_find(c, &transaction_entity,
	    entry, &t) || !flow_find(c, &bank_statement_entity, l.statement,
	    &s))
		return false;
	if (!id_same(s.programme, t.programme))
		return fail(&c->errors, INVALID, "entry",
		    "This entry is of another programme.");
	if (!id_none(l.entry) || t.reconciled == YES)
		return fail(&c->errors, CONFLICT, "entry",
		    "One of the two is matched already: undo that first.");
	side = bank_side(&t);
	if (side.minor != l.amount.minor || strcmp(side.currency,
	    l.amount.currency) != 0)
		return fail(&c->errors, INVALID, "entry",
		    "The amounts differ: %s at the bank, %s in the ledger.",
		    money_text(c->arena, l.amount).p,
		    money_text(c->arena, side).p);
	return keep_both(c, &l, &t, true);
}

bool
bank_undo(struct ctx *c, struct id line)
{
	struct transaction t;
	struct bank_line l;

	if (!find_line(c, line, &l))
		return false;
	if (id_none(l.entry))
		return fail(&c->errors, INVALID, "line",
		    "This line is not matched.");
	return flow_find(c, &transaction_entity, l.entry, &t) &&
	    keep_both(c, &l, &t, false);
}

bool
bank_drop(struct ctx *c, struct id statement)
{
	struct bank_statement s;
	struct bank_line *l;
	size_t i, n;

	if (!flow_find(c, &bank_statement_entity, statement, &s) ||
	    (l = gather_of(c, &bank_line_entity, "statement", statement,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!id_none(l[i].entry) && (!bank_undo(c, l[i].row.id) ||
		    !flow_find(c, &bank_line_entity, l[i].row.id, &l[i])))
			return false;
		if (!flow_drop(c, &bank_line_entity, l[i].row.id,
		    l[i].row.revision))
			return false;
	}
	return flow_drop(c, &bank_statement_entity, statement,
	    s.row.revision);
}
