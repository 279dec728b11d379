/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/land.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "derive/fieldtext.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/rows.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/assess.h"
#include "model/learn.h"
#include "model/monitor.h"
#include "store/store.h"

str
entry_value(const struct entry *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (str_is(r->names[i], name))
			return r->values[i];
	return (str){ 0 };
}

str
entry_raw(const struct entry *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (str_is(r->names[i], name))
			return r->raws[i];
	return (str){ 0 };
}

/* ---- codes ---- */

static struct coded *
coded_of(struct land *l, const struct entity *e)
{
	struct coded *at;

	e = entity_table(e);
	for (at = l->codes; at != NULL; at = at->next)
		if (at->entity == e)
			return at;
	at = NEW(l->keep, struct coded);
	*at = (struct coded){ e, map_new(l->keep), NULL, 0, 0, l->codes };
	return l->codes = at;
}

void
land_learn(struct land *l, const struct entity *e, str code, struct id id)
{
	struct coded *at = coded_of(l, e);
	size_t *place;

	at->id = arena_more(l->keep, at->id, at->n, &at->room,
	    sizeof(*at->id));
	place = map_at(at->by_code, str_copy(l->keep, code), at->n);
	at->id[*place] = id;
	if (*place == at->n)
		at->n++;
}

bool
land_known(struct land *l, const struct entity *e, str name, struct id *id)
{
	struct coded *at = coded_of(l, e);
	size_t i;

	if (!map_find(at->by_code, name, &i))
		return false;
	*id = at->id[i];
	return true;
}

bool
land_code(struct land *l, const struct entity *e, str code, struct id *id)
{
	struct errors quiet = { l->c->arena, NULL, NULL };
	const struct entity *table = entity_table(e);
	void *row;

	if (land_known(l, e, code, id) || land_known(l, e,
	    str_upper(l->c->arena, str_trim(code)), id))
		return true;
	if (field_flagged(table, CODE) == NULL)
		return false;
	row = arena_take(l->c->arena, 1, table->size);
	if (!store_find_code(l->c->store, table, code, table->within
	    ? l->programme : (struct id){ 0 }, l->c->arena, row, &quiet))
		return false;
	*id = ((struct row *)row)->id;
	land_learn(l, e, code, *id);
	return true;
}

struct id
land_id(struct land *l, const struct entity *e, str key)
{
	return id_from(str_of(entity_table(e)->name), str_print(l->c->arena,
	    "%.*s/%.*s", (int)l->code.n, l->code.p, (int)key.n, key.p));
}

/* ---- rows ---- */

static bool
same_rows(const struct entity *e, const void *one, const void *other)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (!row_same(f, one, other))
			return false;
	return str_same(((const struct row *)one)->extra,
	    ((const struct row *)other)->extra);
}

enum { ROUNDS = 1000 };

bool
land_closed(struct land *l)
{
	struct filter of = { field_named(&assessment_round_entity,
	    S("programme")), IS, id_text(l->keep, l->programme) };
	struct ask ask = { .filters = &of, .n = 1, .limit = ROUNDS };
	struct assessment_round round;
	struct cursor *cursor;

	l->closed = NEWS(l->keep, struct id, ROUNDS);
	if (!store_list(l->c->store, &assessment_round_entity, &ask,
	    l->c->arena, &cursor, &l->c->errors))
		return false;
	while (store_next(cursor, l->c->arena, &round))
		if (str_is(round.state, "locked") ||
		    str_is(round.state, "void"))
			l->closed[l->n_closed++] = round.row.id;
	return store_end(cursor, &l->c->errors);
}

/* A round comes with its sheets, locked or not, and the books with their
 * entries; what was over before this import, or is in the books, stays.
 * Values may be of a period that is accepted, and a lesson waits for the
 * word of two: guard_frozen tells. */
static bool
is_closed(const struct land *l, const struct entity *e, const void *row)
{
	const struct field *f = field_named(e, S("round"));
	struct id of = ((const struct row *)row)->id;
	size_t i;

	if (f != NULL && f->type == T_REF)
		of = *(const struct id *)row_get(f, row);
	for (i = 0; i < l->n_closed; i++)
		if (id_same(l->closed[i], of))
			return true;
	return e == &indicator_value_entity || e == &lesson_entity ||
	    (e->flags & LEDGER &&
	    ((const struct row *)row)->revision > 0);
}

enum outcome
land_row(struct land *l, const struct entity *e, void *row)
{
	struct ctx *c = l->c;
	struct row *head = row;
	const struct field *code = field_flagged(e, CODE);
	void *was = arena_take(c->arena, 1, e->size);
	enum outcome came = ADDED;

	if (head->revision > 0) {
		if (!store_find(c->store, e, head->id, c->arena, was,
		    &c->errors))
			return REFUSED;
		if (same_rows(e, was, row))
			return UNCHANGED;
		if ((is_closed(l, e, was) || is_closed(l, e, row)) &&
		    !guard_frozen(c, e, was, row))
			return REFUSED;
		came = CHANGED;
	} else if (is_closed(l, e, row) && !guard_frozen(c, e, NULL, row))
		return REFUSED;
	if (!store_save(c->store, &c->errors))
		return REFUSED;
	if (!flow_save_as_was(c, e, row)) {
		store_back(c->store);
		return REFUSED;
	}
	if (!store_release(c->store, &c->errors))
		return REFUSED;
	if (code != NULL && came == ADDED)
		land_learn(l, e, *(str *)row_at(code, row), head->id);
	return came;
}

/* The row as it is now, or a blank one under its id. */
bool
land_begin(struct land *l, const struct entity *e, struct id id, void *row)
{
	const struct field *f = field_named(e, S("programme"));

	row_blank(e, row);
	if (store_has(l->c->store, e, id))
		return store_find(l->c->store, e, id, l->c->arena, row,
		    &l->c->errors);
	((struct row *)row)->id = id;
	if (f != NULL && f->type == T_REF)
		*(struct id *)row_at(f, row) = l->programme;
	return true;
}

bool
land_party(struct land *l, str name, struct id *id)
{
	const struct entity *e = entity_named(S("organisation"));
	void *row = arena_take(l->c->arena, 1, e->size);
	str key = fold(l->c->arena, name);

	if (land_code(l, e, name, id) || land_code(l, e, key, id))
		return true;
	*id = land_id(l, e, str_print(l->c->arena, "name/%.*s", (int)key.n,
	    key.p));
	if (!land_begin(l, e, *id, row))
		return false;
	*(str *)row_at(field_named(e, S("name")), row) = name;
	if (land_row(l, e, row) == REFUSED)
		return false;
	land_learn(l, e, key, *id);
	return true;
}

bool
land_subject(struct land *l, str code, str kind, struct id *id)
{
	static const struct { const char *kind, *entity; } made[] = {
		{ "SYS", "environment" }, { "GRP", "group" },
		{ "PRG", "programme_subject" }, { NULL, NULL }
	};
	const struct entity *e = entity_named(S("party"));
	const struct field *f;
	void *row;
	size_t i;

	if (land_code(l, e, code, id))
		return true;
	if (str_none(kind) && str_starts(code, S("SYS")))
		kind = S("SYS");
	for (i = 0; made[i].kind != NULL && !str_is(kind, made[i].kind); i++)
		;
	if (made[i].kind == NULL)
		return fail(&l->c->errors, INVALID, "subject_id",
		    "There is no '%.*s' in this programme.", (int)code.n, code.p);
	e = entity_named(str_of(made[i].entity));
	row = arena_take(l->c->arena, 1, e->size);
	*id = land_id(l, e, code);
	if (!land_begin(l, e, *id, row))
		return false;
	*(str *)row_at(field_named(e, S("code")), row) = code;
	*(str *)row_at(field_named(e, S("name")), row) = code;
	f = field_named(e, S("kind"));
	if (f != NULL)
		*(str *)row_at(f, row) = kind;
	return land_row(l, e, row) != REFUSED;
}

/* ---- one record ---- */

struct mapping {                        /* of a file's headings, made once */
	const struct landing *landing;
	const struct entity  *entity;
	const struct field  **field;    /* [n]; NULL: to extra, or by hand */
	enum how             *how;      /* [n] */
	char                (*currency)[4];
	str                  *tail;     /* FROM_HEADING: what the heading
	                                 * ends in */
};

static bool
is_prefix(const struct heading *h)
{
	return h->heading[strlen(h->heading) - 1] == '*';
}

static str
heading_stem(const struct heading *h)
{
	str s = str_of(h->heading);

	return str_part(s, 0, s.n - 1);
}

static const struct heading *
heading_named(const struct landing *g, str name)
{
	const struct heading *h;

	for (h = g->headings; h != NULL && h->heading != NULL; h++)
		if (str_is(name, h->heading) || (is_prefix(h) &&
		    str_starts(name, heading_stem(h))))
			return h;
	return NULL;
}

/* cost_vnd ends in VND. */
static bool
ends_in_currency(str name, char currency[4])
{
	size_t i;

	currency[0] = '\0';
	if (name.n < 5 || name.p[name.n - 4] != '_')
		return false;
	for (i = 0; i < 3; i++)
		currency[i] = (char)toupper(
		    (unsigned char)name.p[name.n - 3 + i]);
	currency[3] = '\0';
	if (money_exponent(currency) >= 0)
		return true;
	currency[0] = '\0';
	return false;
}

static const struct field *
money_heading(const struct entity *e, str name, char currency[4])
{
	const struct field *f;

	if (!ends_in_currency(name, currency))
		return NULL;
	f = field_named(e, str_part(name, 0, name.n - 4));
	return f != NULL && f->type == T_MONEY ? f : NULL;
}

static void
map_heading(struct mapping *m, size_t i, str name)
{
	const struct heading *h = heading_named(m->landing, name);

	m->how[i] = h != NULL ? h->how : AS_IS;
	m->currency[i][0] = '\0';
	if (h != NULL && is_prefix(h))
		m->tail[i] = str_part(name, strlen(h->heading) - 1, name.n);
	if (h != NULL && h->field != NULL)
		m->field[i] = field_named(m->entity, str_of(h->field));
	if (m->field[i] != NULL && m->field[i]->type == T_MONEY)
		(void)ends_in_currency(name, m->currency[i]);
	else if (h == NULL)
		m->field[i] = field_named(m->entity, name);
	if (h == NULL && m->field[i] == NULL)
		m->field[i] = money_heading(m->entity, name, m->currency[i]);
}

static struct mapping
map_headings(struct land *l, const struct landing *g, const struct entry *r)
{
	struct mapping m = { g, entity_named(str_of(g->entity)),
		NEWS(l->keep, const struct field *, r->n),
		NEWS(l->keep, enum how, r->n), NULL, NEWS(l->keep, str, r->n) };
	size_t i;

	m.currency = arena_take(l->keep, r->n, sizeof(*m.currency));
	for (i = 0; i < r->n; i++)
		map_heading(&m, i, r->names[i]);
	return m;
}

static bool
set_money(struct land *l, const struct mapping *m, size_t i,
    const struct entry *r, void *row)
{
	const struct field *f = m->field[i];
	str own = entry_value(r, "currency"), text = r->values[i];
	char currency[4] = "";
	struct money *at = row_at(f, row);
	double real;

	if (m->currency[i][0] != '\0')
		memcpy(currency, m->currency[i], 4);
	else if (m->how[i] != IN_BASE && own.n == 3)
		memcpy(currency, own.p, 3);
	else
		memcpy(currency, l->currency, 4);
	if (money_read(text, currency, at))
		return true;
	if (str_real(text, &real)) {
		if (!money_from_real(real, currency, at))
			return fail(&l->c->errors, INVALID, f->name,
			    "'%.*s' is too large to be counted.", (int)text.n,
			    text.p);
		/* 12.5e3, and 1300.0000000002 of a program's sums. */
		if (fabs(money_real(*at) - real) <= fabs(real) * 1e-12)
			return true;
		return fail(&l->c->errors, INVALID, f->name, "'%.*s' has more "
		    "decimals than %s.", (int)text.n, text.p, currency);
	}
	return fail(&l->c->errors, INVALID, f->name,
	    "'%.*s' is not an amount of %s.", (int)text.n, text.p, currency);
}

static bool
find_ref(struct land *l, enum how how, const struct field *f, str code,
    struct id *id)
{
	const struct entity *to = entity_named(str_of(f->to));

	if (how == BY_NAME)
		return land_party(l, code, id);
	if (how == SUBJECT)
		return land_subject(l, str_upper(l->c->arena, code), (str){ 0 },
		    id);
	if (land_code(l, to, code, id))
		return true;
	return fail(&l->c->errors, INVALID, f->name,
	    "There is no %s '%.*s' in this programme.", to->label,
	    (int)code.n, code.p);
}

static bool
set_refs(struct land *l, enum how how, const struct field *f, str codes,
    void *row)
{
	struct arena *a = l->c->arena;
	struct write w = write_new(a, 1 << 20);
	struct id id;
	str one;

	while (str_cut(&codes, ';', &one)) {
		one = str_trim(one);
		if (str_none(one))
			continue;
		if (!find_ref(l, how, f, one, &id))
			return false;
		if (l->is_loose && !store_has(l->c->store,
		    entity_named(str_of(f->to)), id))
			continue;
		if (w.n > 0)
			write_char(&w, ';');
		write_str(&w, id_text(a, id));
	}
	*(str *)row_at(f, row) = w.n > 0 ? write_done(&w) : (str){ 0 };
	return true;
}

/* target_2024 = 60 makes {"period":"2024","value":60} of `targets`. */
static void
add_cell(struct land *l, const struct field *f, str one, str other, void *row)
{
	str *at = row_at(f, row), columns = str_of(f->columns), first, second;
	struct write w = write_new(l->c->arena, 1 << 20);

	(void)str_cut(&columns, ' ', &first);
	(void)str_cut(&columns, ' ', &second);
	write_char(&w, '[');
	if (at->n > 2) {
		write_str(&w, str_part(*at, 1, at->n - 1));
		write_char(&w, ',');
	}
	write_char(&w, '{');
	json_quote(&w, first);
	write_char(&w, ':');
	json_quote(&w, one);
	write_char(&w, ',');
	json_quote(&w, second);
	write_char(&w, ':');
	json_quote(&w, other);
	write_z(&w, "}]");
	*at = write_done(&w);
}

static void
add_pairs(struct land *l, const struct field *f, str value, void *row)
{
	str one, other;
	size_t at;

	while (str_cut(&value, ';', &one)) {
		at = str_find(one, S(":"));
		other = str_trim(str_part(one, at + 1, one.n));
		add_cell(l, f, str_trim(str_part(one, 0, at)), other, row);
	}
}

static bool
set_field(struct land *l, const struct mapping *m, size_t i,
    const struct entry *r, void *row)
{
	const struct field *f = m->field[i];
	str value = r->values[i];

	if (m->how[i] == FROM_HEADING) {
		add_cell(l, f, m->tail[i], value, row);
		return true;
	}
	if (m->how[i] == IN_PAIRS) {
		add_pairs(l, f, value, row);
		return true;
	}
	if (f->type == T_MONEY)
		return set_money(l, m, i, r, row);
	if (f->type == T_REF)
		return find_ref(l, m->how[i], f, value, row_at(f, row));
	if (f->type == T_REFS)
		return set_refs(l, m->how[i], f, value, row);
	return fieldtext_read(l->c->arena, f, value, row, &l->c->errors);
}

/* What has no field of its own stays with the row under its heading. */
static void
keep_beside(struct write *extra, str name, str value)
{
	write_char(extra, extra->n == 0 ? '{' : ',');
	json_quote(extra, name);
	write_char(extra, ':');
	json_quote(extra, value);
}

/* A reference or value that cannot be read is kept in words, if the row is
 * whole without it. */
static bool
set_or_keep(struct land *l, const struct mapping *m, size_t i,
    const struct entry *r, void *row, struct write *extra)
{
	struct errors *e = &l->c->errors;

	if (set_field(l, m, i, r, row))
		return true;
	if (m->field[i]->flags & MUST)
		return false;
	import_notice(l->report, r->line, r->names[i],
	    str_of(errors_text(e, NULL)));
	errors_clear(e);
	row_clear(m->field[i], row);
	keep_beside(extra, r->names[i], r->values[i]);
	return true;
}

static bool
set_row(struct land *l, const struct mapping *m, const struct entry *r,
    void *row)
{
	struct write extra = write_new(l->c->arena, 1 << 20);
	size_t i;

	for (i = 0; i < r->n; i++)      /* tables are gathered anew */
		if (m->how[i] == FROM_HEADING || m->how[i] == IN_PAIRS)
			row_clear(m->field[i], row);
	for (i = 0; i < r->n; i++) {
		if (m->how[i] == NOT_KEPT || m->how[i] == BY_HAND ||
		    str_none(r->values[i]))
			continue;
		if (m->field[i] == NULL)
			keep_beside(&extra, r->names[i], r->values[i]);
		else if (!set_or_keep(l, m, i, r, row, &extra))
			return false;
	}
	if (extra.n > 0) {
		write_char(&extra, '}');
		((struct row *)row)->extra = write_done(&extra);
	}
	return m->landing->fill == NULL || m->landing->fill(l, r, row);
}

static str
key_of(struct land *l, const struct landing *g, const struct entry *r)
{
	str rest = str_of(g->key), name, value;
	struct write w = write_new(l->c->arena, 1 << 16);

	if (g->key == NULL)
		return str_print(l->c->arena, "%s:%lld", g->file,
		    (long long)r->line);
	while (str_cut(&rest, ' ', &name)) {
		if (w.n > 0)
			write_char(&w, '/');
		value = entry_value(r, str_z(l->c->arena, name));
		write_str(&w, value);
	}
	return write_done(&w);
}

static enum outcome
land_record(struct land *l, const struct mapping *m, const struct entry *r)
{
	void *row = arena_take(l->c->arena, 1, m->entity->size);
	str key = key_of(l, m->landing, r);
	enum outcome came;
	struct id id;

	if (field_flagged(m->entity, CODE) == NULL ||
	    !land_code(l, m->entity, key, &id))
		id = land_id(l, m->entity, key);
	if (!land_begin(l, m->entity, id, row) || !set_row(l, m, r, row))
		return REFUSED;
	came = land_row(l, m->entity, row);
	if (came != REFUSED && m->landing->then != NULL &&
	    !m->landing->then(l, r, row))
		return REFUSED;
	return came;
}

/* ---- one file ---- */

struct waiting {                        /* for a row further down */
	struct entry   record;
	struct waiting *next;
};

struct passing {
	struct land    *l;
	const struct landing *g;
	struct mapping  m;
	struct waiting *first, **last;
	int64_t         rows;
};

static struct entry
copy_record(struct arena *a, const struct entry *r)
{
	struct entry copy = *r;
	str *values = NEWS(a, str, r->n);
	size_t i;

	for (i = 0; i < r->n; i++)
		values[i] = str_copy(a, r->values[i]);
	copy.values = values;
	return copy;
}

static void
count_or_refuse(struct land *l, const struct entry *r, enum outcome came)
{
	if (came == REFUSED)
		import_refuse_fault(l->report, r->line, &l->c->errors);
	else
		import_count(l->report, came);
	errors_clear(&l->c->errors);
}

/* Rows may refer to rows below them: those wait for a second pass. */
static bool
pass_record(void *to, const struct entry *r)
{
	struct passing *p = to;
	struct arena *a = p->l->c->arena;
	struct arena_mark mark = arena_mark(a);
	struct waiting *w;
	enum outcome came;

	if (p->rows++ == 0)
		p->m = map_headings(p->l, p->g, r);
	came = land_record(p->l, &p->m, r);
	if (came == REFUSED) {
		w = NEW(p->l->keep, struct waiting);
		w->record = copy_record(p->l->keep, r);
		*p->last = w;
		p->last = &w->next;
		errors_clear(&p->l->c->errors);
	} else
		count_or_refuse(p->l, r, came);
	arena_back(a, mark);
	return true;
}

static bool
try_again(struct passing *p)
{
	struct arena *a = p->l->c->arena;
	struct waiting **at = &p->first, *w;
	struct arena_mark mark;
	enum outcome came;
	bool moved = false;

	while ((w = *at) != NULL) {
		mark = arena_mark(a);
		came = land_record(p->l, &p->m, &w->record);
		if (came == REFUSED) {
			errors_clear(&p->l->c->errors);
			at = &w->next;
		} else {
			count_or_refuse(p->l, &w->record, came);
			*at = w->next;
			moved = true;
		}
		arena_back(a, mark);
	}
	return moved;
}

/* Rows that name each other in a ring land without those names first, and
 * then once more with them. */
static void
land_ring(struct passing *p)
{
	struct waiting *again = p->first, *w;
	struct arena *a = p->l->c->arena;
	struct arena_mark mark;

	p->l->is_loose = true;
	while (p->first != NULL && try_again(p))
		;
	p->l->is_loose = false;
	for (w = again; w != NULL && w != p->first; w = w->next) {
		mark = arena_mark(a);
		if (land_record(p->l, &p->m, &w->record) == REFUSED)
			errors_clear(&p->l->c->errors);
		arena_back(a, mark);
	}
}

/* Rows may name rows below them, so every code is learnt first. */
static bool
learn_record(void *to, const struct entry *r)
{
	struct passing *p = to;
	struct arena *a = p->l->c->arena;
	struct arena_mark mark = arena_mark(a);
	const struct entity *e = entity_named(str_of(p->g->entity));
	str key = key_of(p->l, p->g, r);
	struct id id;

	if (!str_none(key) && !land_code(p->l, e, key, &id))
		land_learn(p->l, e, key, land_id(p->l, e, key));
	arena_back(a, mark);
	return true;
}

static bool
land_rows(struct land *l, const struct landing *g, const char *path)
{
	struct passing p = { .l = l, .g = g };
	struct import_report *aside = import_report_new(l->keep);
	struct waiting *w;

	p.last = &p.first;
	if (g->key != NULL && strchr(g->key, ' ') == NULL &&
	    field_flagged(entity_named(str_of(g->entity)), CODE) != NULL &&
	    !rows_each(l->c, aside, path, learn_record, &p))
		return false;
	if (!rows_each(l->c, l->report, path, pass_record, &p))
		return false;
	while (p.first != NULL && try_again(&p))
		;
	land_ring(&p);
	for (w = p.first; w != NULL; w = w->next)
		count_or_refuse(l, &w->record, land_record(l, &p.m,
		    &w->record));
	return true;
}

bool
land_file(struct land *l, const struct landing *g, const char *path)
{
	if (g->file_by != NULL)
		return g->file_by(l, g->file, path);
	return land_rows(l, g, path);
}
