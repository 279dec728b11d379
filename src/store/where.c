/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/where.h"

#include <string.h>

#include "base/day.h"
#include "base/fold.h"
#include "base/money.h"

enum { WORDS_MOST = 16, STEPS_MOST = 3, HOMES_MOST = 16384 };

struct where
where_new(struct store *s, struct plan *p, struct arena *a)
{
	struct where w = { .store = s, .plan = p, .arena = a };

	w.sql = write_new(a, 1 << 20);
	return w;
}

void
where_value(struct where *w, struct value v)
{
	w->values = arena_more(w->arena, w->values, w->n, &w->room,
	    sizeof(*w->values));
	w->values[w->n++] = v;
	write_format(&w->sql, "$%zu", w->n);
}

void
where_column(struct where *w, const struct field *f)
{
	write_format(&w->sql, "\"%s\"", f != NULL ? f->name : "id");
}

static const char *
place_of(const struct where *w)
{
	return w->store->driver->dialect == SQLITE ? "instr" : "strpos";
}

/* ---- filters ---- */

static bool
not_a(const struct filter *f, const char *what, struct errors *e)
{
	return fail(e, INVALID, f->field != NULL ? f->field->name : "id",
	    "'%.*s' is not %s.", (int)f->value.n, f->value.p, what);
}

static bool
bool_value(const struct filter *f, struct value *v, struct errors *e)
{
	static const struct { const char *word; int yes; } words[] = {
		{ "yes", YES }, { "true", YES }, { "1", YES },
		{ "no", NO }, { "false", NO }, { "0", NO }, { NULL, 0 }
	};
	int i;

	for (i = 0; words[i].word != NULL; i++)
		if (str_same_nocase(f->value, str_of(words[i].word))) {
			*v = value_int(words[i].yes);
			return true;
		}
	return not_a(f, "yes or no", e);
}

static bool
moment_value(const struct filter *f, struct value *v, struct errors *e)
{
	int64_t ms;

	if (!moment_read(f->value, &ms))
		return not_a(f, "a moment like 2024-03-01T08:05", e);
	*v = value_int(ms);
	return true;
}

/* The value a filter compares with, of the column's own type. */
static bool
plain_value(const struct filter *f, struct value *v, struct errors *e)
{
	struct day day;

	switch (f->field->type) {
	case T_COUNT:
		if (!str_int(f->value, &v->i))
			return not_a(f, "a whole number", e);
		v->kind = V_INT;
		return true;
	case T_REAL:
		if (!str_real(f->value, &v->d))
			return not_a(f, "a number", e);
		v->kind = V_REAL;
		return true;
	case T_BOOL:
		return bool_value(f, v, e);
	case T_DAY:
		if (!day_read(f->value, &day))
			return not_a(f, "a day like 2024-03-01", e);
		*v = value_text(f->value);
		return true;
	case T_MOMENT:
		return moment_value(f, v, e);
	default:
		*v = value_text(f->value);
		return true;
	}
}

static const char *
operator_of(enum compare how)
{
	switch (how) {
	case IS_NOT:
		return "IS DISTINCT FROM";
	case BELOW:
		return "<";
	case ABOVE:
		return ">";
	case AT_MOST:
		return "<=";
	case AT_LEAST:
		return ">=";
	default:
		return "=";
	}
}

static bool
add_money(struct where *w, const struct filter *f, struct errors *e)
{
	str rest = str_trim(f->value), amount;
	char currency[4] = "";
	struct money m;

	if (!str_cut(&rest, ' ', &amount) || rest.n != 3)
		return not_a(f, "an amount with its currency, like 1250 USD",
		    e);
	memcpy(currency, rest.p, 3);
	if (!money_read(amount, currency, &m))
		return not_a(f, "an amount with its currency, like 1250 USD",
		    e);
	write_format(&w->sql, "\"%s_currency\" = ", f->field->name);
	where_value(w, value_text(str_copy(w->arena, rest)));
	write_format(&w->sql, " AND \"%s\" %s ", f->field->name,
	    operator_of(f->how));
	where_value(w, value_int(m.minor));
	return true;
}

/* A reference by id, or by the code of what it leads to. */
static bool
add_ref(struct where *w, const struct filter *f, struct errors *e)
{
	const struct field *field = f->field;
	const struct entity *to = field == NULL ? NULL :
	    entity_in(w->store, field->to);
	const struct plan *p = to == NULL ? NULL : plan_of(w->store, to);
	struct id id;

	if (f->how != IS && f->how != IS_NOT)
		return fail(e, INVALID, field ? field->name : "id",
		    "References are the same or not, neither more nor less.");
	if (id_read(f->value, &id)) {
		where_column(w, field);
		write_format(&w->sql, " %s ", operator_of(f->how));
		where_value(w, value_id(id));
		return true;
	}
	if (p == NULL || p->code == NULL)
		return not_a(f, "an id", e);
	write_format(&w->sql, "%s(\"%s\" IS NOT NULL AND \"%s\" IN (SELECT "
	    "\"id\" FROM \"%s\" WHERE \"%s\" = ", f->how == IS ? "" : "NOT ",
	    field->name, field->name, p->table, p->code->name);
	where_value(w, value_text(f->value));
	write_z(&w->sql, "))");
	return true;
}

static void
want_words(struct where *w, const struct filter *f)
{
	str words = fold(w->arena, f->value);

	w->wanted[w->n_wanted].field = f->field;
	w->wanted[w->n_wanted++].words = words;
	if (w->plan->folds && (f->field->flags & SEARCH)) {
		write_format(&w->sql, "%s(\"fold\", ", place_of(w));
		where_value(w, value_text(words));
		write_z(&w->sql, ") > 0");
	} else
		write_format(&w->sql, "\"%s\" IS NOT NULL", f->field->name);
}

static bool
add_has(struct where *w, const struct filter *f, struct errors *e)
{
	str item = f->value;
	struct id id;

	switch (f->field->type) {
	case T_REFS:
		if (!id_read(f->value, &id))
			return not_a(f, "an id", e);
		item = id_text(w->arena, id);
		/* fall through */
	case T_CHOICES:
		write_format(&w->sql, "%s(';' || \"%s\" || ';', ", place_of(w),
		    f->field->name);
		where_value(w, value_text(str_print(w->arena, ";%.*s;",
		    (int)item.n, item.p)));
		write_z(&w->sql, ") > 0");
		return true;
	case T_TEXT: case T_LONG: case T_LANG: case T_TABLE: case T_JSON:
	case T_CHOICE: case T_STATE:
		want_words(w, f);
		return true;
	default:
		return fail(e, INVALID, f->field->name, "%s cannot be searched "
		    "for words.", f->field->label);
	}
}

static void
add_empty(struct where *w, const struct filter *f)
{
	bool text = f->field != NULL && f->field->kind == K_STR &&
	    f->field->type != T_BYTES;

	write_z(&w->sql, f->how == EMPTY ? "" : "NOT ");
	write_char(&w->sql, '(');
	where_column(w, f->field);
	write_z(&w->sql, " IS NULL");
	if (text)
		write_format(&w->sql, " OR \"%s\" = ''", f->field->name);
	write_char(&w->sql, ')');
}

static bool
add_filter(struct where *w, const struct filter *given, struct errors *e)
{
	struct filter filter = *given, *f = &filter;
	struct value v = { V_NONE };

	f->value = str_copy(w->arena, f->value);
	if (str_none(f->value) && (f->how == IS || f->how == HAS))
		f->how = EMPTY;
	if (str_none(f->value) && f->how == IS_NOT)
		f->how = FILLED;
	if (f->how == EMPTY || f->how == FILLED) {
		add_empty(w, f);
		return true;
	}
	if (f->field == NULL || f->field->type == T_REF)
		return add_ref(w, f, e);
	if (f->how == HAS)
		return add_has(w, f, e);
	if (f->field->type == T_MONEY)
		return add_money(w, f, e);
	if (f->field->type == T_BYTES)
		return fail(e, INVALID, f->field->name, "%s cannot be "
		    "compared.", f->field->label);
	if (!plain_value(f, &v, e))
		return false;
	where_column(w, f->field);
	write_format(&w->sql, " %s ", operator_of(f->how));
	where_value(w, v);
	return true;
}

/* ---- whose rows ---- */

/* As many places as the next power of two, the last id again and again:
 * a statement for each size of a list would be prepared for nothing. */
static void
write_ids(struct where *w, const struct id *ids, size_t n)
{
	size_t i, places = 1;

	while (places < n)
		places *= 2;
	for (i = 0; i < places; i++) {
		if (i > 0)
			write_z(&w->sql, ", ");
		where_value(w, value_id(ids[i < n ? i : n - 1]));
	}
}

static const struct entity *
step(const struct where *w, const struct entity *from, str name)
{
	const struct field *f = field_in(from, name.p, name.n);

	return f == NULL || f->to == NULL ? NULL : entity_in(w->store, f->to);
}

/* "activity.programme": "activity" IN (SELECT "id" FROM "activity" WHERE
 * "programme" IN ($1, $2)). */
static void
write_home(struct where *w, const struct id *ids, size_t n)
{
	const struct entity *at = w->plan->entity;
	str rest = str_of(at->home), name;
	int open = 0;

	if (n == 0 || n > HOMES_MOST || at->home == NULL) {
		write_z(&w->sql, "1 = 0");
		return;
	}
	while (str_cut(&rest, '.', &name)) {
		if (open > 0)
			write_format(&w->sql, "SELECT \"id\" FROM \"%s\" "
			    "WHERE ", table_of(at));
		write_format(&w->sql, "\"%.*s\" IN (", (int)name.n, name.p);
		open++;
		at = step(w, at, name);
		if (rest.n == 0 || at == NULL || open > STEPS_MOST)
			break;
	}
	write_ids(w, ids, n);
	while (open-- > 0)
		write_char(&w->sql, ')');
}

/* A home some steps away is never none: the references to it are filled. */
static void
write_homeless(struct where *w)
{
	const char *home = w->plan->entity->home;

	if (home == NULL)
		write_z(&w->sql, "1 = 1");
	else if (strchr(home, '.') != NULL || strcmp(home, "id") == 0)
		write_z(&w->sql, "1 = 0");
	else
		write_format(&w->sql, "\"%s\" IS NULL", home);
}

static void
write_mine(struct where *w, const struct mine *m)
{
	write_z(&w->sql, " OR (");
	where_column(w, m->field);
	write_z(&w->sql, " = ");
	where_value(w, value_id(m->is));
	if (!id_none(m->home)) {
		write_z(&w->sql, " AND (");
		write_home(w, &m->home, 1);
		write_z(&w->sql, " OR ");
		write_homeless(w);
		write_char(&w->sql, ')');
	}
	write_char(&w->sql, ')');
}

static void
write_scope(struct where *w, const struct scope *s)
{
	const struct field *published = s->published ?
	    field_in(w->plan->entity, "published", 9) : NULL;
	size_t i;

	write_char(&w->sql, '(');
	write_home(w, s->homes, s->n_homes);
	for (i = 0; i < s->n_mine; i++)
		write_mine(w, &s->mine[i]);
	if (s->homeless) {
		write_z(&w->sql, " OR ");
		write_homeless(w);
	}
	if (published != NULL) {
		write_z(&w->sql, " OR \"published\" = ");
		where_value(w, value_int(YES));
	}
	write_char(&w->sql, ')');
}

static bool
write_search(struct where *w, str search, struct errors *e)
{
	str rest = fold(w->arena, search), word;
	int n = 0;

	while (str_cut(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (!w->plan->folds)
			return fail(e, INVALID, "search", "%s cannot be "
			    "searched.", w->plan->entity->plural);
		if (++n > WORDS_MOST)
			return fail(e, INVALID, "search", "That is too many "
			    "words to search for; %d will do.", WORDS_MOST);
		write_format(&w->sql, " AND %s(\"fold\", ", place_of(w));
		where_value(w, value_text(word));
		write_z(&w->sql, ") > 0");
	}
	return true;
}

bool
where_ask(struct where *w, const struct ask *ask, struct errors *e)
{
	size_t i;

	w->wanted = NEWS(w->arena, struct wanted, ask->n + 1);
	write_z(&w->sql, " WHERE 1 = 1");
	if (w->plan->member != NULL)
		write_format(&w->sql, " AND \"kind\" = '%s'", w->plan->member);
	for (i = 0; i < ask->n; i++) {
		write_z(&w->sql, " AND ");
		if (!add_filter(w, &ask->filters[i], e))
			return false;
	}
	if (!id_none(ask->home)) {
		write_z(&w->sql, " AND ");
		write_home(w, &ask->home, 1);
	}
	if (ask->scope != NULL) {
		write_z(&w->sql, " AND ");
		write_scope(w, ask->scope);
	}
	return str_none(ask->search) || write_search(w, ask->search, e);
}
