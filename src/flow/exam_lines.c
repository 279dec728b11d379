/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/exam_lines.h"

#include <math.h>
#include <string.h>

#include "base/write.h"
#include "engine/exam.h"
#include "format/csv.h"
#include "model/codes.h"
#include "model/text.h"

enum column { QUESTION, QUESTION_VI, OPTIONS, OPTIONS_VI, RIGHT, KIND,
	TOLERANCE, POINTS, TOPIC, OBJECTIVE, COMPARE, ITEM_CODE, EXPLANATION,
	COLUMNS };

static const char *const names[COLUMNS] = { "question", "question_vi",
	"options", "options_vi", "right", "kind", "tolerance", "points",
	"topic", "objective", "compare", "code", "explanation" };

enum { FIELDS = 60, TEXT_MOST = 4000 };

struct line {
	struct ctx       *c;
	struct errors     e;            /* of this line alone */
	str               said[COLUMNS];
	str               option[EXAM_OPTIONS], option_vi[EXAM_OPTIONS];
	size_t            options, options_vi;
	struct test_item *item;
};

/* ---- the head ---- */

static bool
read_head(struct ctx *c, const str *field, size_t n, int *column)
{
	bool any = false;
	size_t i, k;
	str name;

	for (i = 0; i < n; i++) {
		column[i] = -1;
		name = str_lower(c->arena, str_trim(field[i]));
		for (k = 0; k < COLUMNS; k++)
			if (str_is(name, names[k]))
				column[i] = (int)k;
		if (column[i] < 0 && !str_none(name))
			return fail(&c->errors, INVALID, "lines", "There is "
			    "no column '%.*s'. The first line names the "
			    "columns: question, options, right and others.",
			    (int)name.n, name.p);
		any |= column[i] == QUESTION || column[i] == QUESTION_VI;
	}
	return any || fail(&c->errors, INVALID, "lines", "The first line must "
	    "name the columns, with 'question' among them.");
}

/* ---- one line ---- */

static size_t
split(str text, str *out)
{
	size_t n = 0;
	str one;

	while (n < EXAM_OPTIONS && str_cut(&text, '|', &one))
		if (!str_none(str_trim(one)))
			out[n++] = str_trim(one);
	return n;
}

/* The option as it is written, else "2", "B" or "b)". */
static int64_t
option_named(const struct line *l, str said)
{
	int64_t n;
	size_t i;

	for (i = 0; i < l->options || i < l->options_vi; i++)
		if ((i < l->options && str_same(l->option[i], said)) ||
		    (i < l->options_vi && str_same(l->option_vi[i], said)))
			return (int64_t)i + 1;
	if (str_int(said, &n))
		return n;
	if (said.n > 0 && said.n <= 2 && (said.n == 1 || said.p[1] == ')' ||
	    said.p[1] == '.')) {
		if (said.p[0] >= 'A' && said.p[0] <= 'Z')
			return said.p[0] - 'A' + 1;
		if (said.p[0] >= 'a' && said.p[0] <= 'z')
			return said.p[0] - 'a' + 1;
	}
	return 0;
}

static str
truth(struct arena *a, str said)
{
	str low = str_lower(a, said);

	if (str_among(low, "true yes t đúng"))
		return S("1");
	return str_among(low, "false no f sai") ? S("2") : (str){ 0 };
}

static str
kind_of(const struct line *l)
{
	str right = l->said[RIGHT];
	double x;

	if (!str_none(l->said[KIND]))
		return str_lower(l->c->arena, l->said[KIND]);
	if (l->options > 0 || l->options_vi > 0)
		return str_find(right, S("|")) < right.n ? S("several")
		    : S("mcq");
	if (truth(l->c->arena, right).n > 0)
		return S("true_false");
	return str_typed(right, &x) ? S("number") : S("short");
}

static bool
real_of(struct line *l, enum column col, double *out)
{
	if (str_none(l->said[col]))
		return true;
	return str_typed(l->said[col], out) || fail(&l->e, INVALID,
	    names[col], "'%.*s' is no number.", (int)l->said[col].n,
	    l->said[col].p);
}

static bool
set_options(struct line *l)
{
	struct test_item *it = l->item;
	struct write w = write_new(l->c->arena, 1000);
	str said[EXAM_OPTIONS];
	size_t i, n = split(l->said[RIGHT], said);
	int64_t at;

	if (l->options_vi > 0 && l->options > 0 &&
	    l->options_vi != l->options)
		return fail(&l->e, INVALID, "options_vi",
		    "There are %zu options, and %zu in Vietnamese.",
		    l->options, l->options_vi);
	it->options = l->options > 0 ? exam_options_json(l->c->arena,
	    l->option, l->options_vi > 0 ? l->option_vi : NULL, l->options)
	    : exam_options_json(l->c->arena, l->option_vi, NULL,
	    l->options_vi);
	for (i = 0; i < n; i++) {
		at = option_named(l, said[i]);
		if (at < 1 || at > EXAM_OPTIONS)
			return fail(&l->e, INVALID, "right",
			    "'%.*s' is none of the options.",
			    (int)said[i].n, said[i].p);
		write_format(&w, "%s%lld", w.n > 0 ? ";" : "",
		    (long long)at);
		it->key = at;
	}
	if (exam_kind_of(it) == EXAM_SEVERAL) {
		it->keys = write_done(&w);
		it->key = INT64_MIN;
	} else if (n > 1) {
		return fail(&l->e, INVALID, "right",
		    "One option is right; of kind several there may be more.");
	}
	return true;
}

static bool
set_key(struct line *l)
{
	str accepted[EXAM_OPTIONS];

	switch (exam_kind_of(l->item)) {
	case EXAM_ONE:
	case EXAM_SEVERAL:
		return set_options(l);
	case EXAM_TRUE_FALSE:
		if (str_int(truth(l->c->arena, l->said[RIGHT]), &l->item->key))
			return true;
		return fail(&l->e, INVALID, "right",
		    "Write true or false, not '%.*s'.",
		    (int)l->said[RIGHT].n, l->said[RIGHT].p);
	case EXAM_NUMBER:
		return real_of(l, RIGHT, &l->item->number) &&
		    real_of(l, TOLERANCE, &l->item->tolerance);
	case EXAM_SHORT:
		break;
	}
	l->item->accepted = exam_accepted_json(l->c->arena, accepted,
	    split(l->said[RIGHT], accepted));
	return true;
}

static bool
check_words(struct line *l)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (str_points(l->said[i]) > TEXT_MOST)
			return fail(&l->e, INVALID, names[i],
			    "'%s' is longer than %d letters.", names[i],
			    TEXT_MOST);
	if (choice_coded(&test_item_kind_codes, l->item->kind) == NULL)
		return fail(&l->e, INVALID, "kind", "'%.*s' is no kind: mcq, "
		    "several, true_false, number or short.",
		    (int)l->item->kind.n, l->item->kind.p);
	return str_none(l->item->loose) || choice_coded(&item_loose_codes,
	    l->item->loose) != NULL || fail(&l->e, INVALID, "compare",
	    "'%.*s' is not exact, case or marks.", (int)l->item->loose.n,
	    l->item->loose.p);
}

static str
in_languages(struct arena *a, str en, str vi)
{
	str both = { 0 };

	if (!str_none(en))
		both = text_with(a, both, "en", en);
	return str_none(vi) ? both : text_with(a, both, "vi", vi);
}

static void
read_line(struct line *l, struct exam_line *out)
{
	struct test_item *it = &out->item;
	struct arena *a = l->c->arena;

	row_blank(&test_item_entity, it);
	l->item = it;
	l->options = split(l->said[OPTIONS], l->option);
	l->options_vi = split(l->said[OPTIONS_VI], l->option_vi);
	it->kind = kind_of(l);
	it->stem = in_languages(a, l->said[QUESTION], l->said[QUESTION_VI]);
	it->topic = l->said[TOPIC];
	it->objective = l->said[OBJECTIVE];
	if (!str_none(l->said[COMPARE]))
		it->loose = str_lower(a, l->said[COMPARE]);
	it->code = l->said[ITEM_CODE];
	it->explanation = in_languages(a, l->said[EXPLANATION], (str){ 0 });
	if (check_words(l) && real_of(l, POINTS, &it->points) && set_key(l) &&
	    exam_item_check(a, it, &l->e))
		return;
	out->fault = errors_text(&l->e, NULL);
}

/* The line after a head; said are copies, for the reader gives its own. */
static void
take_fields(struct line *l, const str *field, size_t n, const int *column)
{
	size_t i;
	str said;

	for (i = 0; i < n && i < FIELDS; i++) {
		said = str_trim(csv_unguard(field[i]));
		if (column[i] >= 0 && !str_none(said))
			l->said[column[i]] = str_copy(l->c->arena, said);
	}
}

static const char *
broken(struct ctx *c, const struct csv *csv)
{
	struct errors e = { c->arena, NULL, c->words, NULL };

	(void)!csv_fail(csv, "lines", &e);
	return errors_text(&e, NULL);
}

bool
exam_lines_read(struct ctx *c, str text, struct exam_line **out, size_t *n)
{
	int *column = NEWS(c->arena, int, FIELDS);
	str *field = NEWS(c->arena, str, FIELDS);
	struct line *l = NEW(c->arena, struct line);
	struct csv *csv;
	bool head = false;
	size_t fields, i;

	*n = 0;
	*out = NEWS(c->arena, struct exam_line, EXAM_LINES);
	for (i = 0; i < FIELDS; i++)
		column[i] = -1;
	if (text.n > EXAM_LINES_BYTES)
		return fail(&c->errors, INVALID, "lines",
		    "This is more than a megabyte: take it in parts.");
	if (!csv_open_text(c->arena, text, &csv, &c->errors)) {
		c->errors.first->field = "lines";
		return false;
	}
	while (csv_next(csv, field, FIELDS, &fields)) {
		if (!head) {
			head = true;
			if (!read_head(c, field, fields, column))
				return false;
			continue;
		}
		if (*n == EXAM_LINES)
			return fail(&c->errors, INVALID, "lines",
			    "More than %d questions at once.", EXAM_LINES);
		(*out)[*n].line = csv_now(csv)->line;
		*l = (struct line){ .c = c, .e = { c->arena, NULL, c->words,
			NULL } };
		take_fields(l, field, fields, column);
		if (csv_now(csv)->fault != CSV_SOUND)
			(*out)[*n].fault = broken(c, csv);
		else
			read_line(l, &(*out)[*n]);
		++*n;
	}
	return *n > 0 || fail(&c->errors, INVALID, "lines",
	    "Paste a first line with the names of columns, and a line for each "
	    "question.");
}

bool
exam_lines_add(struct ctx *c, struct id course, struct exam_line *line,
    size_t n, size_t *added)
{
	bool is_new;
	size_t i;

	*added = 0;
	for (i = 0; i < n; i++) {
		if (line[i].fault != NULL)
			continue;
		line[i].item.course = course;
		if (!exam_item_save(c, &line[i].item, &is_new))
			return false;
		++*added;
	}
	return true;
}
