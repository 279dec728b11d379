/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/rowjson.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/write.h"
#include "derive/nearest.h"
#include "derive/quote.h"
#include "format/json.h"

/* ---- a row on its way out ---- */

/* A tree that was read elsewhere becomes a member of this one. */
static void
adopt(struct node *into, const char *name, const struct node *tree)
{
	struct node *it = node_add(into, name, tree->kind);
	struct node *next = it->next;

	*it = *tree;
	it->name = name;
	it->next = next;
}

static void
add_json(struct arena *a, str text, const char *name, struct node *into)
{
	struct errors unheard = { a, NULL };
	struct node *tree;

	if (json_read(a, text, &tree, &unheard))
		adopt(into, name, tree);
	else
		node_text(into, name, text);
}

static void
add_list(str codes, const char *name, struct node *into)
{
	struct node *list = node_list(into, name);
	str one;

	while (str_cut(&codes, ';', &one))
		if (one.n > 0)
			node_item_text(list, one);
}

void
rowjson_field(struct arena *a, const struct field *f, const void *row,
    const char *name, struct node *into)
{
	const void *p = row_get(f, row);

	if (row_none(f, row)) {
		node_none(into, name);
		return;
	}
	switch (f->type) {
	case T_COUNT:
		node_count(into, name, *(const int64_t *)p);
		break;
	case T_REAL:
		node_real(into, name, *(const double *)p, -1);
		break;
	case T_BOOL:
		node_bool(into, name, *(const int *)p == YES);
		break;
	case T_MONEY:
		node_money(into, name, *(const struct money *)p);
		break;
	case T_DAY:
		node_day(into, name, *(const struct day *)p);
		break;
	case T_MOMENT:
		node_moment(into, name, *(const int64_t *)p);
		break;
	case T_REF:
		node_id(into, name, *(const struct id *)p);
		break;
	case T_CHOICES: case T_REFS:
		add_list(*(const str *)p, name, into);
		break;
	case T_BYTES:
		node_text(into, name, fieldtext_base64(a, *(const str *)p));
		break;
	case T_LANG: case T_TABLE: case T_JSON:
		add_json(a, *(const str *)p, name, into);
		break;
	default:
		node_text(into, name, *(const str *)p);
	}
}

void
rowjson_node(struct arena *a, const struct entity *e, const void *row,
    struct node *into)
{
	const struct row *head = row;
	const struct field *f;

	node_id(into, "id", head->id);
	node_count(into, "revision", head->revision);
	for (f = e->fields; f->name != NULL; f++)
		if (!(f->flags & SECRET))
			rowjson_field(a, f, row, f->name, into);
	if (!str_none(head->extra))
		add_json(a, head->extra, "extra", into);
}

/* ---- and back ---- */

/* For sentences; words: */
static const char *const got[] = {
	[N_NONE] = "no value", [N_BOOL] = "true or false",
	[N_COUNT] = "a number", [N_REAL] = "a number", [N_TEXT] = "a text",
	[N_HTML] = "a text", [N_DAY] = "a day", [N_MOMENT] = "a moment",
	[N_MONEY] = "an amount", [N_ID] = "an id", [N_OBJECT] = "an object",
	[N_LIST] = "a list",
};

/* For sentences; words: */
static const char *const wanted[TYPES] = {
	[T_TEXT] = "a text", [T_LONG] = "a text",
	[T_LANG] = "a text or an object of texts by language",
	[T_COUNT] = "a whole number", [T_REAL] = "a number",
	[T_BOOL] = "true or false",
	[T_MONEY] = "an object with amount and currency",
	[T_DAY] = "a day as text", [T_MOMENT] = "a moment as text",
	[T_CHOICE] = "a code as text", [T_CHOICES] = "a list of codes",
	[T_STATE] = "a code as text", [T_REF] = "an id as text",
	[T_REFS] = "a list of ids", [T_TABLE] = "a list of objects",
	[T_JSON] = "a value", [T_BYTES] = "base64 text",
};

static bool
wrong(const struct fieldtext *way, const struct field *f,
    const struct node *value)
{
	return fail(way->errors, INVALID, f->name, "'%s' must be %s, not %s.",
	    f->name, words_say(way->errors->words, wanted[f->type]),
	    words_say(way->errors->words, got[value->kind]));
}

static str
json_of(struct arena *a, const struct node *value)
{
	struct write w = write_new(a, 2 * JSON_MOST);

	json_write(&w, value, false);
	return write_done(&w);
}

/* Codes and sentences come as they are, unlike what people type. */
static bool
plain_text(const struct fieldtext *way, const struct field *f, str text,
    void *row)
{
	str *at = row_at(f, row);

	if (!str_utf8(text))
		return fail(way->errors, INVALID, f->name,
		    "'%s' is not UTF-8 text.", quote(way->arena, text));
	if (text.n == 0)
		row_clear(f, row);
	else
		*at = fold_nfc(way->arena, text);
	return true;
}

static bool
count_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	double x = value->real;

	if (value->kind == N_COUNT)
		*(int64_t *)row_at(f, row) = value->count;
	else if (value->kind == N_REAL && fabs(x) < 9e15 && trunc(x) >= x &&
	    trunc(x) <= x)
		*(int64_t *)row_at(f, row) = (int64_t)x;
	else
		return wrong(way, f, value);
	return true;
}

static bool
real_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	if (value->kind == N_COUNT)
		*(double *)row_at(f, row) = (double)value->count;
	else if (value->kind == N_REAL)
		*(double *)row_at(f, row) = value->real;
	else
		return wrong(way, f, value);
	return true;
}

/* A double holds 15 digits as they were written, cents and all. */
static double
most_exact(struct arena *a, str currency)
{
	int decimals = money_exponent(str_z(a, str_upper(a, currency)));

	return 1e15 / pow(10, decimals < 0 ? 0 : decimals);
}

static bool
money_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	const struct node *amount, *currency;
	struct arena *a = way->arena;
	str text;

	if (value->kind == N_MONEY) {
		*(struct money *)row_at(f, row) = value->money;
		return true;
	}
	if (value->kind == N_TEXT)
		return fieldtext_take(way, f, value->text, row);
	amount = node_find(value, S("amount"));
	currency = node_find(value, S("currency"));
	if (value->kind == N_OBJECT && currency == NULL)
		return fail(way->errors, INVALID, f->name,
		    "'%s' lacks its currency.", f->name);
	if (amount == NULL || currency == NULL || currency->kind != N_TEXT ||
	    (amount->kind != N_TEXT && amount->kind != N_COUNT &&
	    amount->kind != N_REAL))
		return wrong(way, f, value);
	if (amount->kind == N_REAL && fabs(amount->real) > most_exact(a,
	    currency->text))
		return fail(way->errors, INVALID, f->name, "A number as large "
		    "as this is not read exactly: write the amount as text, "
		    "in quotation marks.");
	text = amount->kind == N_TEXT ? amount->text : json_of(a, amount);
	if (str_none(text))
		return wrong(way, f, value);
	return fieldtext_take(way, f, str_print(a, "%.*s %.*s", (int)text.n,
	    text.p, (int)currency->text.n, currency->text.p), row);
}

/* ["a","b"] to a;b. */
static bool
list_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	struct write w = write_new(way->arena, JSON_MOST);
	const struct node *it;

	if (value->kind == N_TEXT)
		return fieldtext_take(way, f, value->text, row);
	if (value->kind != N_LIST)
		return wrong(way, f, value);
	for (it = value->first; it != NULL; it = it->next) {
		if (it->kind != N_TEXT)
			return wrong(way, f, it);
		if (str_find(it->text, S(";")) < it->text.n)
			return fail(way->errors, INVALID, f->name,
			    "'%s' is no code: it has a ; in it.",
			    quote(way->arena, it->text));
		if (w.n > 0)
			write_char(&w, ';');
		write_str(&w, it->text);
	}
	return fieldtext_take(way, f, write_done(&w), row);
}

static bool
tree_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	if (f->type == T_LANG && value->kind == N_TEXT)
		return plain_text(way, f, value->text, row);
	if ((f->type == T_LANG && value->kind != N_OBJECT) ||
	    (f->type == T_TABLE && value->kind != N_LIST))
		return wrong(way, f, value);
	*(str *)row_at(f, row) = json_of(way->arena, value);
	return true;
}

/* A text of the tree, or a small value that our own trees keep typed. */
static bool
text_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	str text;

	if (value->kind == N_TEXT)
		text = value->text;
	else if (f->type == T_DAY && value->kind == N_DAY)
		text = day_text(way->arena, value->day);
	else if (f->type == T_MOMENT && value->kind == N_MOMENT)
		text = moment_text(way->arena, value->moment);
	else if (f->type == T_REF && value->kind == N_ID)
		text = id_text(way->arena, value->id);
	else
		return wrong(way, f, value);
	if (f->kind == K_STR && f->type != T_BYTES)
		return plain_text(way, f, text, row);
	return fieldtext_take(way, f, text, row);
}

bool
rowjson_value(const struct fieldtext *way, const struct field *f,
    const struct node *value, void *row)
{
	if (value->kind == N_NONE) {
		row_clear(f, row);
		return true;
	}
	switch (f->type) {
	case T_COUNT:
		return count_value(way, f, value, row);
	case T_REAL:
		return real_value(way, f, value, row);
	case T_BOOL:
		if (value->kind != N_BOOL)
			return wrong(way, f, value);
		*(int *)row_at(f, row) = value->yes ? YES : NO;
		return true;
	case T_MONEY:
		return money_value(way, f, value, row);
	case T_CHOICES: case T_REFS:
		return list_value(way, f, value, row);
	case T_LANG: case T_TABLE: case T_JSON:
		return tree_value(way, f, value, row);
	default:
		return text_value(way, f, value, row);
	}
}

static bool
no_field(const struct fieldtext *way, const struct entity *e, const char *name)
{
	const char *label = words_say(way->errors->words, e->label);
	const char **names, *meant;
	const struct field *f;
	size_t n = 0;

	for (f = e->fields; f->name != NULL; f++)
		n++;
	names = NEWS(way->arena, const char *, n + 1);
	for (n = 0, f = e->fields; f->name != NULL; f++)
		names[n++] = f->name;
	meant = nearest(way->arena, str_of(name), names, n);
	name = quote(way->arena, str_of(name));
	if (meant == NULL)
		return fail(way->errors, INVALID, name,
		    "There is no field '%s' in '%s'.", name, label);
	return fail(way->errors, INVALID, name,
	    "There is no field '%s' in '%s'; '%s' is near.", name, label,
	    meant);
}

/* id, revision and extra, which every row has. */
static bool
head_value(const struct fieldtext *way, const struct node *m,
    struct row *row)
{
	str name = str_of(m->name);

	if (str_is(name, "revision")) {
		if (m->kind == N_COUNT && m->count >= 0)
			row->revision = m->count;
		else if (m->kind != N_NONE)
			return fail(way->errors, INVALID, "revision",
			    "'revision' must be a whole number.");
	} else if (str_is(name, "extra")) {
		if (m->kind == N_OBJECT)
			row->extra = json_of(way->arena, m);
		else if (m->kind == N_NONE)
			row->extra = (str){ 0 };
		else
			return fail(way->errors, INVALID, "extra",
			    "'extra' must be an object.");
	} else if (m->kind == N_ID) {
		row->id = m->id;
	} else if (m->kind != N_NONE &&
	    (m->kind != N_TEXT || !id_read(m->text, &row->id))) {
		return fail(way->errors, INVALID, "id", "'id' must be an id.");
	}
	return true;
}

/* What the program sets itself may be sent back, but not changed. */
static bool
untouched(const struct fieldtext *way, const struct entity *e,
    const struct field *f, const struct node *value, const void *row)
{
	void *other = arena_take(way->arena, 1, e->size);

	row_blank(e, other);
	if (!rowjson_value(way, f, value, other))
		return false;
	if (!(f->flags & SECRET) && row_same(f, other, row))
		return true;
	return fail(way->errors, INVALID, f->name,
	    "'%s' is set by the program and cannot be sent.", f->name);
}

static bool
is_head(const char *name)
{
	return strcmp(name, "id") == 0 || strcmp(name, "revision") == 0 ||
	    strcmp(name, "extra") == 0;
}

bool
rowjson_take(const struct fieldtext *way, const struct entity *e,
    const struct node *object, bool any, void *row)
{
	const struct field *f;
	const struct node *m;
	bool fine = true;

	if (object == NULL || object->kind != N_OBJECT)
		return fail(way->errors, INVALID, NULL,
		    "A row must be a JSON object.");
	for (m = object->first; m != NULL; m = m->next) {
		f = field_named(e, str_of(m->name));
		if (f == NULL && is_head(m->name))
			fine &= head_value(way, m, row);
		else if (f == NULL)
			fine &= no_field(way, e, m->name);
		else if (!any && (f->flags & (KEPT | SECRET)))
			fine &= untouched(way, e, f, m, row);
		else
			fine &= rowjson_value(way, f, m, row);
	}
	return fine;
}

bool
rowjson_read(struct arena *a, const struct entity *e,
    const struct node *object, void *row, struct errors *errors)
{
	const struct fieldtext way = { a, NULL, errors };

	return rowjson_take(&way, e, object, false, row);
}
