/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/exam_item.h"

#include <math.h>

#include "base/write.h"
#include "engine/exam.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/exam.h"
#include "model/text.h"
#include "store/store.h"

enum { JSON_ROOM = 1 << 16, NOT_ASKED = 255, CODE_ROOM = 80 };

enum exam_kind
exam_kind_of(const struct test_item *it)
{
	static const char *const kinds[] = { "mcq", "several", "true_false",
		"number" };
	size_t i;

	for (i = 0; i < 4; i++)
		if (str_is(it->kind, kinds[i]))
			return (enum exam_kind)i;
	return EXAM_SHORT;
}

/* ---- options and accepted answers: tables of texts ---- */

static const struct node *
rows_of(struct arena *a, str table)
{
	struct errors quiet = { a, NULL, NULL, NULL };
	struct node *tree;

	return str_none(table) || !json_read(a, table, &tree, &quiet) ? NULL
	    : json_first(tree, "");
}

/* With a language, its column before the plain one. */
static size_t
texts_of(struct arena *a, str table, const char *lang, str **out)
{
	str own = lang == NULL ? S("text") : str_print(a, "text_%s", lang);
	const struct node *k = rows_of(a, table), *r;
	size_t n = 0;

	for (r = k; r != NULL; r = r->next)
		n++;
	*out = NEWS(a, str, n + 1);
	for (n = 0; k != NULL && n < EXAM_OPTIONS; k = k->next) {
		(*out)[n] = json_text(k, own.p);
		if (str_none((*out)[n]))
			(*out)[n] = json_text(k, "text");
		n++;
	}
	return n;
}

static const char *
column_of(struct arena *a, str lang)
{
	return str_none(lang) ? "text" : str_print(a, "text_%s", str_z(a,
	    lang)).p;
}

size_t
exam_options(struct arena *a, const struct test_item *it, const char *lang,
    str **texts)
{
	size_t n;

	if (exam_kind_of(it) == EXAM_TRUE_FALSE) {
		*texts = NEWS(a, str, 2);
		return 2;
	}
	if (exam_kind_of(it) > EXAM_TRUE_FALSE)
		return 0;
	n = texts_of(a, it->options, lang, texts);
	if (n > 0 || it->options_count < 1)
		return n;
	*texts = NEWS(a, str, (size_t)it->options_count);
	return (size_t)it->options_count;
}

str
exam_options_json(struct arena *a, const struct exam_tongue *t,
    size_t tongues, size_t n)
{
	struct node *top = node_new(a), *list = node_list(top, "rows"), *row;
	struct write w = write_new(a, JSON_ROOM);
	size_t i, k, plain;

	for (i = 0; i < n; i++) {
		for (plain = 0; plain < tongues && str_none(t[plain].text[i]);
		    plain++)
			;
		row = node_item(list);
		if (plain < tongues)
			node_text(row, "text", t[plain].text[i]);
		for (k = 0; k < tongues; k++)
			if (!str_none(t[k].lang) && !str_none(t[k].text[i]))
				node_text(row, column_of(a, t[k].lang),
				    t[k].text[i]);
	}
	json_write(&w, list, false);
	return n == 0 ? (str){ 0 } : write_done(&w);
}

size_t
exam_tongues(struct arena *a, const struct test_item *it,
    str lang[EXAM_TONGUES])
{
	const struct node *k = rows_of(a, it->options), *cell;
	size_t i, n = 0;
	str one;

	for (; k != NULL; k = k->next)
		for (cell = k->first; cell != NULL; cell = cell->next) {
			if (!str_starts(str_of(cell->name), S("text_")))
				continue;
			one = str_of(cell->name + 5);
			for (i = 0; i < n && !str_same(lang[i], one); i++)
				;
			if (i == n && n < EXAM_TONGUES)
				lang[n++] = one;
		}
	return n;
}

void
exam_option_only(struct arena *a, const struct test_item *it, str lang,
    str text[EXAM_OPTIONS])
{
	const struct node *k = rows_of(a, it->options);
	const char *column = column_of(a, lang);
	size_t i;

	for (i = 0; i < EXAM_OPTIONS; i++)
		text[i] = (str){ 0 };
	for (i = 0; k != NULL && i < EXAM_OPTIONS; k = k->next)
		text[i++] = json_text(k, column);
}

size_t
exam_accepted(struct arena *a, const struct test_item *it, str **texts)
{
	return texts_of(a, it->accepted, NULL, texts);
}

str
exam_accepted_json(struct arena *a, const str *text, size_t n)
{
	struct exam_tongue t = { .lang = { 0 } };
	size_t i;

	for (i = 0; i < n && i < EXAM_OPTIONS; i++)
		t.text[i] = text[i];
	return exam_options_json(a, &t, 1, i);
}

uint64_t
exam_mask(str numbers)
{
	uint64_t mask = 0;
	str one;
	int64_t n;

	while (str_cut(&numbers, ';', &one))
		if (str_int(str_trim(one), &n) && n >= 1 && n <= EXAM_OPTIONS)
			mask |= (uint64_t)1 << (n - 1);
	return mask;
}

double
exam_points(const struct test_item *it)
{
	return isnan(it->points) ? 1 : it->points;
}

/* ---- is it whole? ---- */

static bool
has_texts(struct arena *a, const struct test_item *it, size_t *n)
{
	str *texts;
	size_t i;

	*n = exam_options(a, it, NULL, &texts);
	for (i = 0; i < *n; i++)
		if (str_none(texts[i]))
			return false;
	return *n >= 2;
}

static bool
check_options(struct arena *a, const struct test_item *it, struct errors *e)
{
	bool several = exam_kind_of(it) == EXAM_SEVERAL;
	uint64_t keys = exam_mask(it->keys);
	size_t n;

	if (!has_texts(a, it, &n))
		return fail(e, INVALID, "options",
		    "Write two options or more, each with its text.");
	if (n > EXAM_OPTIONS)
		return fail(e, INVALID, "options",
		    "A question has at most %d options.", EXAM_OPTIONS);
	if (!several && (it->key < 1 || it->key > (int64_t)n))
		return fail(e, INVALID, "key",
		    "Say which option is right: a number from 1 to %zu.", n);
	if (several && (keys == 0 || keys >> n != 0))
		return fail(e, INVALID, "keys",
		    "Say which options are right: numbers from 1 to %zu, such "
		    "as 1;3.", n);
	return true;
}

bool
exam_item_check(struct arena *a, const struct test_item *it, struct errors *e)
{
	bool fine = !str_none(it->stem) || fail(e, INVALID, "stem",
	    "Write the question.");

	switch (exam_kind_of(it)) {
	case EXAM_ONE:
	case EXAM_SEVERAL:
		return check_options(a, it, e) && fine;
	case EXAM_TRUE_FALSE:
		return (it->key == 1 || it->key == 2 || fail(e, INVALID,
		    "key", "Say whether it is true or false.")) && fine;
	case EXAM_NUMBER:
		return (!isnan(it->number) || fail(e, INVALID, "number",
		    "Say which number is right.")) && fine;
	case EXAM_SHORT:
		break;
	}
	return fine;
}

bool
exam_item_whole(struct arena *a, const struct test_item *it)
{
	struct errors quiet = { a, NULL, NULL, NULL };

	return exam_item_check(a, it, &quiet);
}

/* ---- answers ---- */

static bool
given_options(struct ctx *c, const struct test_item *it, str typed,
    const char *field, str *given)
{
	struct write w = write_new(c->arena, 400);
	uint64_t mask = exam_mask(typed);
	str *texts;
	size_t i, n = exam_options(c->arena, it, NULL, &texts);

	if (mask == 0 || mask >> n != 0)
		return fail(&c->errors, INVALID, field,
		    "'%.*s' is none of the options.", (int)typed.n, typed.p);
	if (exam_kind_of(it) != EXAM_SEVERAL && (mask & (mask - 1)) != 0)
		return fail(&c->errors, INVALID, field,
		    "Choose one option.");
	for (i = 0; i < n; i++)
		if (mask >> i & 1)
			write_format(&w, "%s%zu", w.n > 0 ? ";" : "", i + 1);
	*given = write_done(&w);
	return true;
}

bool
exam_given(struct ctx *c, const struct test_item *it, str typed,
    const char *field, str *given)
{
	double x;

	typed = str_trim(typed);
	*given = (str){ 0 };
	if (str_none(typed))
		return true;
	if (exam_kind_of(it) < EXAM_NUMBER)
		return given_options(c, it, typed, field, given);
	if (exam_kind_of(it) == EXAM_NUMBER && !str_typed(typed, &x))
		return fail(&c->errors, INVALID, field,
		    "'%.*s' is no number. Write one such as 12.5.",
		    (int)typed.n, typed.p);
	if (str_points(typed) > 4000)
		return fail(&c->errors, INVALID, field,
		    "An answer has at most 4000 letters.");
	*given = typed;
	return true;
}

static double
mark_short(struct arena *a, const struct test_item *it, str given)
{
	unsigned loose = str_is(it->loose, "case") ? EXAM_ANY_CASE
	    : str_is(it->loose, "marks") ? EXAM_ANY_MARKS : 0;
	str *accepted;
	size_t n = exam_accepted(a, it, &accepted);

	return exam_short(a, accepted, n, loose, given);
}

double
exam_item_mark(struct arena *a, const struct test_item *it, str given)
{
	double x;

	if (str_none(given))
		return 0;
	switch (exam_kind_of(it)) {
	case EXAM_ONE:
	case EXAM_TRUE_FALSE:
		return it->key < 1 ? NAN : exam_single((size_t)it->key,
		    (size_t)__builtin_ctzll(exam_mask(given) |
		    (uint64_t)1 << 63) + 1);
	case EXAM_SEVERAL:
		return exam_several(exam_mask(it->keys), exam_mask(given));
	case EXAM_NUMBER:
		return isnan(it->number) ? NAN : exam_number(it->number,
		    it->tolerance, str_typed(given, &x) ? x : NAN);
	case EXAM_SHORT:
		break;
	}
	return mark_short(a, it, given);
}

/* ---- versions ---- */

/* Its place in packed answers: items in the order of their numbers. */
static bool
place_of(struct ctx *c, const struct test_item *it, size_t *place)
{
	struct test_item *all;
	size_t i, n;

	if ((all = gather_of(c, &test_item_entity, "course", it->course,
	    &n)) == NULL)
		return false;
	*place = 0;
	for (i = 0; i < n; i++)
		*place += all[i].seq < it->seq;
	return true;
}

bool
exam_item_answered(struct ctx *c, const struct test_item *it, bool *is)
{
	struct filter of = { field_named(&sitting_answer_entity, S("item")),
		IS, id_text(c->arena, it->row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct test_response *t;
	size_t i, n, place;
	int64_t answers;

	if (!store_count(c->store, &sitting_answer_entity, &ask, &answers,
	    &c->errors) || !place_of(c, it, &place) ||
	    (t = gather_of(c, &test_response_entity, "course", it->course,
	    &n)) == NULL)
		return false;
	*is = answers > 0;
	for (i = 0; i < n && !*is; i++)
		*is = place < t[i].answers.n &&
		    (uint8_t)t[i].answers.p[place] != NOT_ASKED;
	return true;
}

/* What an answer was an answer to; what was not told before may be. */
static bool
is_other(const struct test_item *was, const struct test_item *now)
{
	static const char *const asked[] = { "kind", "stem", "options", "key",
		"keys", "number", "tolerance", "accepted", "loose", "points",
		NULL };
	const struct field *f;
	size_t i;

	for (i = 0; asked[i] != NULL; i++) {
		f = field_named(&test_item_entity, str_of(asked[i]));
		if (!row_none(f, was) && !row_same(f, was, now))
			return true;
	}
	return !id_same(was->course, now->course);
}

bool
exam_item_keep(struct ctx *c, const struct test_item *was,
    const struct test_item *row)
{
	bool answered, moves = was != NULL && row != NULL &&
	    was->seq != row->seq;

	if (was == NULL || c->actor.system || (row != NULL && !moves &&
	    !is_other(was, row)))
		return true;
	if (!exam_item_answered(c, was, &answered))
		return false;
	if (!answered)
		return true;
	if (row == NULL)
		return fail(&c->errors, INVALID, NULL, "This question was "
		    "answered: retire it, so that its answers keep it.");
	if (moves)
		return fail(&c->errors, INVALID, "seq", "This question was "
		    "answered: its place in the answers stays.");
	return fail(&c->errors, INVALID, NULL, "This question was answered: "
	    "change it in the bank of questions, which makes a new version.");
}

static bool
last_place(struct ctx *c, struct id course, int64_t *last)
{
	struct test_item *all;
	size_t i, n;

	if ((all = gather_of(c, &test_item_entity, "course", course,
	    &n)) == NULL)
		return false;
	*last = 0;
	for (i = 0; i < n; i++)
		if (all[i].seq > *last)
			*last = all[i].seq;
	return true;
}

static bool
is_taken(struct ctx *c, const struct test_item *it, str code)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct test_item other;

	return store_find_code(c->store, &test_item_entity, code, it->course,
	    c->arena, &other, &quiet);
}

/* "CPOL-Q11", after the course's own code; of a version, ".2" behind. */
static bool
name_item(struct ctx *c, struct test_item *it, str before)
{
	struct course of;
	int64_t i;

	if (!store_find(c->store, &course_entity, it->course, c->arena, &of,
	    &c->errors))
		return false;
	for (i = str_none(before) ? it->seq : 2; i < 10000; i++) {
		it->code = str_none(before) ? str_print(c->arena,
		    "%.*s-Q%02lld", (int)of.code.n, of.code.p, (long long)i)
		    : str_print(c->arena, "%.*s.%lld", (int)str_find(before,
		    S(".")), before.p, (long long)i);
		if (!is_taken(c, it, it->code))
			return true;
	}
	return fail(&c->errors, BUSY, NULL, "The bank is full.");
}

static bool
add_item(struct ctx *c, struct test_item *it)
{
	int64_t last;

	if (!last_place(c, it->course, &last))
		return false;
	if (it->seq == INT64_MIN)
		it->seq = last + 1;
	if (str_none(it->code) && !name_item(c, it, (str){ 0 }))
		return false;
	if (str_none(it->status))
		it->status = S("active");
	return flow_save(c, &test_item_entity, it);
}

static bool
add_version(struct ctx *c, struct test_item *was, struct test_item *it)
{
	struct ctx s = ctx_as_program(c);
	int64_t last;
	bool fine;

	if (!last_place(c, was->course, &last))
		return false;
	it->row = (struct row){ .extra = it->row.extra };
	it->course = was->course;
	it->seq = last + 1;
	it->status = S("active");
	it->p_value = it->r_it = NAN;
	it->replaces = was->row.id;
	if (!name_item(c, it, was->code))
		return false;
	was->status = S("retired");
	fine = flow_save(&s, &test_item_entity, it) &&
	    flow_save(&s, &test_item_entity, was);
	c->errors = s.errors;
	return fine;
}

bool
exam_item_save(struct ctx *c, struct test_item *it, bool *is_new_version)
{
	struct test_item was;
	struct id home;
	bool answered;

	*is_new_version = false;
	if (!exam_item_check(c->arena, it, &c->errors))
		return false;
	if (it->row.revision == 0)
		return add_item(c, it);
	if (!store_find(c->store, &test_item_entity, it->row.id, c->arena,
	    &was, &c->errors) || !exam_item_answered(c, &was, &answered))
		return false;
	if (!answered || !is_other(&was, it))
		return flow_save(c, &test_item_entity, it);
	if (!flow_home(c, &test_item_entity, &was, &home))
		return false;
	if (!ctx_may(c, &test_item_entity, ADD | EDIT, home))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you change questions here.");
	if (was.row.revision != it->row.revision)
		return fail(&c->errors, CONFLICT, NULL, "Someone else changed "
		    "this question meanwhile. Compare, then save again.");
	*is_new_version = true;
	return add_version(c, &was, it);
}
