/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/bank.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/map.h"
#include "base/sort.h"
#include "flow/books.h"
#include "flow/files.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "flow/setting.h"

/* ---- what is there already ---- */

/* A form on its way through a browser ends its lines otherwise. */
static str
digest_of(struct arena *a, str bytes)
{
	char *plain = arena_take(a, bytes.n + 1, 1);
	size_t i, n = 0;

	for (i = 0; i < bytes.n; i++)
		if (bytes.p[i] != '\r')
			plain[n++] = bytes.p[i];
	return files_fingerprint(a, (str){ plain, n });
}

static str
line_key(struct arena *a, struct day date, struct money amount, str reference,
    str text)
{
	reference = fold(a, str_trim(reference));
	text = fold(a, str_trim(text));
	return str_print(a, "%d %lld %s %zu %.*s %.*s", date.n,
	    (long long)amount.minor, amount.currency, reference.n,
	    (int)reference.n, reference.p, (int)text.n, text.p);
}

/* How often a line is kept, and in which statement last. */
struct kept_line {
	size_t    times;
	struct id statement;
};

static struct map *
lines_kept(struct arena *a, const struct bank_line *l, size_t n,
    struct kept_line *all)
{
	struct map *m = map_new(a);
	size_t i, *at;

	for (i = 0; i < n; i++) {
		at = map_at(m, line_key(a, l[i].date, l[i].amount,
		    l[i].reference, l[i].text), i);
		all[*at].times++;
		all[*at].statement = l[i].statement;
	}
	return m;
}

static bool
find_same(struct ctx *c, const struct bank_file *f, struct bank_known *k)
{
	struct bank_statement *s;
	size_t i, n;

	k->digest = digest_of(c->arena, f->bytes);
	if ((s = gather(c, &bank_statement_entity, f->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_same(s[i].digest, k->digest)) {
			k->last = s[i];
			k->same_file = true;
		}
	return true;
}

bool
bank_known(struct ctx *c, const struct bank_file *f, struct bank_known *k)
{
	struct id last = { { 0 } };
	struct kept_line *kept;
	struct bank_line *l;
	struct map *m;
	size_t i, n, at;
	str key;

	*k = (struct bank_known){ .rows = 0 };
	row_blank(&bank_statement_entity, &k->last);
	if (!bank_rows(c->arena, f->bytes, f->shape, f->currency, &k->row,
	    &k->rows, &c->errors) || !find_same(c, f, k) ||
	    (l = gather(c, &bank_line_entity, f->programme, &n)) == NULL)
		return false;
	kept = NEWS(c->arena, struct kept_line, n + 1);
	m = lines_kept(c->arena, l, n, kept);
	k->is = NEWS(c->arena, bool, k->rows + 1);
	for (i = 0; i < k->rows; i++) {
		key = line_key(c->arena, k->row[i].date, k->row[i].amount,
		    k->row[i].reference, k->row[i].text);
		if (!map_find(m, key, &at) || kept[at].times == 0)
			continue;
		kept[at].times--;
		k->is[i] = true;
		k->known++;
		last = kept[at].statement;
	}
	return k->same_file || id_none(last) || flow_find(c,
	    &bank_statement_entity, last, &k->last);
}

/* ---- taken in ---- */

static void
span(struct bank_statement *s, const struct bank_known *k, bool rest)
{
	size_t i;

	for (i = 0; i < k->rows; i++) {
		if (rest && k->is[i])
			continue;
		if (s->from.n == 0 || k->row[i].date.n < s->from.n)
			s->from = k->row[i].date;
		if (k->row[i].date.n > s->to.n)
			s->to = k->row[i].date;
	}
}

/* In the name of the program: no form sets the fingerprint. */
static bool
keep_statement(struct ctx *c, const struct bank_file *f,
    const struct bank_known *k, bool rest, struct bank_statement *s)
{
	struct ctx own = ctx_as_program(c);
	bool fine;

	if (!ctx_may(c, &bank_statement_entity, ADD, f->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you reconcile this.");
	row_blank(&bank_statement_entity, s);
	s->programme = f->programme;
	s->name = str_none(str_trim(f->name)) ? S("Bank statement")
	    : str_trim(f->name);
	s->currency = str_of(f->currency);
	s->digest = k->digest;
	s->by = c->actor.user;
	s->at = c->now;
	span(s, k, rest);
	fine = flow_save(&own, &bank_statement_entity, s);
	c->errors = own.errors;
	return fine;
}

static bool
keep_line(struct ctx *c, struct id statement, size_t number,
    const struct bank_row *r)
{
	struct bank_line l;

	row_blank(&bank_line_entity, &l);
	l.statement = statement;
	l.number = (int64_t)number;
	l.date = r->date;
	l.amount = r->amount;
	l.reference = r->reference;
	l.text = r->text;
	return flow_save(c, &bank_line_entity, &l);
}

static bool
may_take(struct ctx *c, const struct bank_known *k, enum bank_again again)
{
	if (again == BANK_REFUSE && k->same_file)
		return fail(&c->errors, CONFLICT, "lines", "This very file "
		    "was taken in before, as '%s'. Nothing is taken in twice "
		    "unless you say so.", str_z(c->arena, k->last.name));
	if (again == BANK_REFUSE && k->known > 0)
		return fail(&c->errors, CONFLICT, "lines", "%zu of the %zu "
		    "lines were taken in before, last in '%s'. Take in the "
		    "others alone, or say that these are other movements.",
		    k->known, k->rows, str_z(c->arena, k->last.name));
	return again != BANK_REST || k->known < k->rows || fail(&c->errors,
	    CONFLICT, "lines", "Every line of the file was taken in before: "
	    "there is nothing left to take in.");
}

bool
bank_take(struct ctx *c, const struct bank_file *f, enum bank_again again,
    struct id *statement)
{
	bool rest = again == BANK_REST;
	struct bank_statement s;
	struct bank_known k;
	size_t i;

	if (!bank_known(c, f, &k) || !may_take(c, &k, again) ||
	    !keep_statement(c, f, &k, rest, &s))
		return false;
	for (i = 0; i < k.rows; i++)
		if (!(rest && k.is[i]) && !keep_line(c, s.row.id, i + 1,
		    &k.row[i]))
			return false;
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
