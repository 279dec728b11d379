/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/exam_lines.h"

#include <math.h>
#include <string.h>

#include "base/write.h"
#include "engine/exam.h"
#include "format/csv.h"
#include "model/codes.h"
#include "model/text.h"

/* The first three stand in each language: question, question_vi ... */
enum column { QUESTION, OPTIONS, EXPLANATION, SPOKEN, RIGHT = SPOKEN, KIND,
	TOLERANCE, POINTS, TOPIC, OBJECTIVE, COMPARE, ITEM_CODE, COLUMNS };

static const char *const names[COLUMNS] = { "question", "options",
	"explanation", "right", "kind", "tolerance", "points", "topic",
	"objective", "compare", "code" };

enum { FIELDS = 60, TEXT_MOST = 4000, TAG_MOST = 8 };

struct spoken {                         /* what a line says in a language */
	str    said[SPOKEN];
	size_t options;
};

struct head {
	int    column[FIELDS], tongue[FIELDS];  /* -1: an empty one */
	str    lang[EXAM_TONGUES];      /* [tongues]; the first is plain */
	size_t tongues;
};

struct line {
	struct ctx         *c;
	struct errors       e;          /* of this line alone */
	const struct head  *head;
	str                 said[COLUMNS];
	struct spoken       spoken[EXAM_TONGUES];
	struct exam_tongue  tongue[EXAM_TONGUES];
	size_t              options;
	struct test_item   *item;
};

/* ---- the head ---- */

/* A tag such as "vi" or "pt-br". */
static bool
is_tag(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((s.p[i] < 'a' || s.p[i] > 'z') && (s.p[i] != '-' ||
		    i < 2))
			return false;
	return s.n >= 2 && s.n <= TAG_MOST;
}

/* Its place among the languages; -1: no tag, or too many. */
static int
tongue_at(struct head *h, struct arena *a, str lang)
{
	size_t i;

	for (i = 0; i < h->tongues; i++)
		if (str_same(h->lang[i], lang))
			return (int)i;
	if (!is_tag(lang) || h->tongues == EXAM_TONGUES)
		return -1;
	h->lang[h->tongues] = str_copy(a, lang);
	return (int)h->tongues++;
}

static void
name_column(struct head *h, struct arena *a, size_t at, str name)
{
	size_t k, n;

	h->column[at] = -1;
	h->tongue[at] = 0;
	for (k = 0; k < COLUMNS; k++) {
		n = str_of(names[k]).n;
		if (str_is(name, names[k])) {
			h->column[at] = (int)k;
		} else if (k < SPOKEN && str_starts(name, str_of(names[k])) &&
		    name.p[n] == '_') {
			h->tongue[at] = tongue_at(h, a, str_part(name, n + 1,
			    name.n));
			h->column[at] = h->tongue[at] < 0 ? -1 : (int)k;
		}
	}
}

static bool
read_head(struct ctx *c, const str *field, size_t n, struct head *h)
{
	bool any = false;
	size_t i;
	str name;

	h->tongues = 1;
	for (i = 0; i < n && i < FIELDS; i++) {
		name = str_lower(c->arena, str_trim(field[i]));
		name_column(h, c->arena, i, name);
		if (h->column[i] < 0 && !str_none(name))
			return fail(&c->errors, INVALID, "lines", "There is "
			    "no column '%.*s'. The first line names the "
			    "columns: question, options, right and others.",
			    (int)name.n, name.p);
		any |= h->column[i] == QUESTION;
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
	size_t i, k;

	for (i = 0; i < l->options; i++)
		for (k = 0; k < l->head->tongues; k++)
			if (str_same(l->tongue[k].text[i], said))
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
	if (l->options > 0)
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

	for (i = 0; i < l->head->tongues; i++)
		if (l->spoken[i].options > 0 && l->spoken[i].options !=
		    l->options)
			return fail(&l->e, INVALID, "options", "There are "
			    "%zu options, and %zu in the language '%.*s'.",
			    l->options, l->spoken[i].options,
			    (int)l->head->lang[i].n, l->head->lang[i].p);
	it->options = exam_options_json(l->c->arena, l->tongue,
	    l->head->tongues, l->options);
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

/* What stands without a language is English. */
static str
in_languages(struct line *l, enum column what)
{
	struct arena *a = l->c->arena;
	str all = { 0 }, said;
	size_t i;

	for (i = 0; i < l->head->tongues; i++) {
		said = l->spoken[i].said[what];
		if (!str_none(said))
			all = text_with(a, all, i == 0 ? "en" : str_z(a,
			    l->head->lang[i]), said);
	}
	return all;
}

static void
read_options(struct line *l)
{
	size_t i;

	for (i = 0; i < l->head->tongues; i++) {
		l->tongue[i].lang = i == 0 ? (str){ 0 } : l->head->lang[i];
		l->spoken[i].options = split(l->spoken[i].said[OPTIONS],
		    l->tongue[i].text);
		if (l->options == 0)
			l->options = l->spoken[i].options;
	}
}

static void
read_line(struct line *l, struct exam_line *out)
{
	struct test_item *it = &out->item;
	struct arena *a = l->c->arena;

	row_blank(&test_item_entity, it);
	l->item = it;
	read_options(l);
	it->kind = kind_of(l);
	it->stem = in_languages(l, QUESTION);
	it->topic = l->said[TOPIC];
	it->objective = l->said[OBJECTIVE];
	if (!str_none(l->said[COMPARE]))
		it->loose = str_lower(a, l->said[COMPARE]);
	it->code = l->said[ITEM_CODE];
	it->explanation = in_languages(l, EXPLANATION);
	if (check_words(l) && real_of(l, POINTS, &it->points) && set_key(l) &&
	    exam_item_check(a, it, &l->e))
		return;
	out->fault = errors_text(&l->e, NULL);
}

/* The line after a head; said are copies, for the reader gives its own. */
static void
take_fields(struct line *l, const str *field, size_t n)
{
	const struct head *h = l->head;
	size_t i;
	str said;

	for (i = 0; i < n && i < FIELDS; i++) {
		said = str_trim(csv_unguard(field[i]));
		if (h->column[i] < 0 || str_none(said))
			continue;
		said = str_copy(l->c->arena, said);
		if (h->column[i] < SPOKEN)
			l->spoken[h->tongue[i]].said[h->column[i]] = said;
		/* to be measured like the others */
		if (str_points(said) > str_points(l->said[h->column[i]]))
			l->said[h->column[i]] = said;
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
	struct head *h = NEW(c->arena, struct head);
	str *field = NEWS(c->arena, str, FIELDS);
	struct line *l = NEW(c->arena, struct line);
	struct csv *csv;
	bool head = false;
	size_t fields, i;

	*n = 0;
	*out = NEWS(c->arena, struct exam_line, EXAM_LINES);
	for (i = 0; i < FIELDS; i++)
		h->column[i] = -1;
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
			if (!read_head(c, field, fields, h))
				return false;
			continue;
		}
		if (*n == EXAM_LINES)
			return fail(&c->errors, INVALID, "lines",
			    "More than %d questions at once.", EXAM_LINES);
		(*out)[*n].line = csv_now(csv)->line;
		*l = (struct line){ .c = c, .e = { c->arena, NULL, c->words,
			NULL }, .head = h };
		take_fields(l, field, fields);
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
