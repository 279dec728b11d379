/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Reading, by jansson; json_write.c has the way out.
 */
#include "format/json.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/words.h"

/* Where a byte stands, for people. */
static void
place(str text, size_t at, size_t *line, size_t *column)
{
	size_t i, start = 0;

	*line = 1;
	for (i = 0; i < at && i < text.n; i++)
		if (text.p[i] == '\n') {
			(*line)++;
			start = i + 1;
		}
	*column = str_points(str_part(text, start, at)) + 1;
}

static bool
refuse(str text, size_t at, const char *why, struct errors *e)
{
	size_t line, column;

	place(text, at, &line, &column);
	return fail(e, INVALID, NULL, "Line %zu, column %zu is not JSON: %s.",
	    line, column, why);
}

static bool
refuse_shape(str text, size_t at, size_t values, struct errors *e)
{
	size_t line, column;

	place(text, at, &line, &column);
	if (values > JSON_VALUES)
		return fail(e, INVALID, NULL, "Line %zu, column %zu: the JSON "
		    "has more than %d values.", line, column, JSON_VALUES);
	return fail(e, INVALID, NULL, "Line %zu, column %zu: lists and "
	    "objects are nested more than %d deep.", line, column, JSON_DEPTH);
}

/* Depth and number of values are checked before the library sees the text:
 * it recurses further than we allow, and takes some hundred bytes for a
 * value of two. What is inside texts does not count. */
static bool
check_shape(str text, struct errors *e)
{
	bool quoted = false;
	size_t i, depth = 0, values = 1;

	for (i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (quoted) {
			if (c == '\\')
				i++;
			else
				quoted = c != '"';
			continue;
		}
		quoted = c == '"';
		if ((c == ']' || c == '}') && depth > 0)
			depth--;
		depth += c == '[' || c == '{';
		values += c == '[' || c == '{' || c == ',';
		if (depth > JSON_DEPTH || values > JSON_VALUES)
			return refuse_shape(text, i, values, e);
	}
	return true;
}

static str
text_of(struct arena *a, const json_t *j)
{
	return str_copy(a, (str){ json_string_value(j),
		json_string_length(j) });
}

static void fill(struct node *, const json_t *);

static void
fill_object(struct node *n, const json_t *j)
{
	json_t *o = (json_t *)(uintptr_t)j, *value;     /* only read */
	const char *key;

	json_object_foreach(o, key, value) {
		if (arena_spent(n->arena))
			return;
		fill(node_add(n, str_z(n->arena, str_of(key)), N_NONE), value);
	}
}

/* An arena that is spent ends it; json_read turns that into a fault. */
static void
fill(struct node *n, const json_t *j)
{
	size_t i;

	if (arena_spent(n->arena))
		return;
	switch (json_typeof(j)) {
	case JSON_OBJECT:
		n->kind = N_OBJECT;
		fill_object(n, j);
		break;
	case JSON_ARRAY:
		n->kind = N_LIST;
		for (i = 0; i < json_array_size(j) &&
		    !arena_spent(n->arena); i++)
			fill(node_add(n, NULL, N_NONE), json_array_get(j, i));
		break;
	case JSON_STRING:
		n->kind = N_TEXT;
		n->text = text_of(n->arena, j);
		break;
	case JSON_INTEGER:
		n->kind = N_COUNT;
		n->count = json_integer_value(j);
		break;
	case JSON_REAL:
		n->kind = N_REAL;
		n->real = json_real_value(j);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		n->kind = N_BOOL;
		n->yes = json_is_true(j);
		break;
	case JSON_NULL:
		n->kind = N_NONE;
	}
}

/* The library's answers in our words, so that they can be translated. */
static const char *
reason(enum json_error_code code)
{
	switch (code) {
	case json_error_premature_end_of_input:
		return "the text ends too early";
	case json_error_end_of_input_expected:
		return "something follows the end";
	case json_error_duplicate_key:
		return "a name stands twice in one object";
	case json_error_numeric_overflow:
		return "a number is too large";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "a text has a character of zero";
	case json_error_out_of_memory:
		return "there is not enough memory";
	default:
		return "this does not belong here";
	}
}

static bool
check_bytes(str text, struct errors *e)
{
	size_t at;

	if (text.n > JSON_MOST)
		return fail(e, INVALID, NULL, "The JSON has %zu bytes; at most "
		    "%d are read.", text.n, JSON_MOST);
	at = str_utf8_end(text);
	if (at < text.n)
		return refuse(text, at, "this byte is not UTF-8", e);
	return check_shape(text, e);
}

bool
json_read(struct arena *a, str text, struct node **out, struct errors *e)
{
	json_error_t wrong;
	json_t *j;
	size_t at;

	if (!check_bytes(text, e))
		return false;
	j = json_loadb(text.n > 0 ? text.p : "", text.n,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &wrong);
	if (j == NULL) {
		/* The library points behind what it read. */
		at = wrong.position > 0 ? (size_t)wrong.position - 1 : 0;
		return refuse(text, at, words_say(e->words,
		    reason(json_error_code(&wrong))), e);
	}
	*out = node_new(a);
	fill(*out, j);
	json_decref(j);
	if (arena_spent(a))
		return fail(e, BUSY, NULL, "The JSON needs more memory than "
		    "this piece of work may take.");
	return true;
}

/* Children by the text up to the next slash: a name or a number. */
static const struct node *
child(const struct node *n, str step)
{
	const struct node *it;
	int64_t i;

	if (n->kind != N_LIST)
		return node_find(n, step);
	if (!str_int(step, &i) || i < 0)
		return NULL;
	for (it = n->first; it != NULL && i > 0; i--)
		it = it->next;
	return it;
}

const struct node *
json_at(const struct node *n, const char *path)
{
	str rest = str_of(path), step;

	while (n != NULL && str_cut(&rest, '/', &step))
		n = child(n, step);
	return n;
}

const struct node *
json_first(const struct node *n, const char *path)
{
	n = json_at(n, path);
	return n != NULL && (n->kind == N_LIST || n->kind == N_OBJECT) ?
	    n->first : NULL;
}

str
json_as_text(const struct node *n)
{
	return n != NULL && n->kind == N_TEXT ? n->text : (str){ 0 };
}

double
json_as_real(const struct node *n)
{
	if (n != NULL && n->kind == N_COUNT)
		return (double)n->count;
	return n != NULL && n->kind == N_REAL ? n->real : NAN;
}

int64_t
json_as_count(const struct node *n)
{
	if (n == NULL || (n->kind != N_COUNT && n->kind != N_REAL))
		return INT64_MIN;
	if (n->kind == N_COUNT)
		return n->count;
	if (n->real != nearbyint(n->real) || fabs(n->real) >= 0x1p53)
		return INT64_MIN;
	return (int64_t)n->real;
}

str
json_text(const struct node *n, const char *name)
{
	return json_as_text(node_find(n, str_of(name)));
}

double
json_number(const struct node *n, const char *name)
{
	return json_as_real(node_find(n, str_of(name)));
}

int64_t
json_count(const struct node *n, const char *name)
{
	return json_as_count(node_find(n, str_of(name)));
}

bool
json_bool(const struct node *n, const char *name, bool otherwise)
{
	n = node_find(n, str_of(name));
	return n != NULL && n->kind == N_BOOL ? n->yes : otherwise;
}
