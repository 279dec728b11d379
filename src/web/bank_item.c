/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One question of the bank: written, changed, or, once it was answered,
 * made anew in a next version. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/exam_item.h"
#include "flow/find.h"
#include "format/local.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/language.h"
#include "web/options.h"
#include "web/programme.h"

enum { ROWS = 8 };

/* A language in which the question can be written; the first is the plain
 * text, English. */
struct tongue {
	str tag, name;
	bool rtl;
};

struct tongues {
	struct tongue of[EXAM_TONGUES];
	size_t        n;
};

static const char *const faulty[] = { "course", "stem", "options", "key",
	"keys", "number", "tolerance", "points", "accepted", "code", NULL };

struct written {
	struct programme p;
	struct test_item item;          /* revision 0: new */
	bool             answered;
};

static bool
find(struct ctx *c, const struct request *q, struct written *w)
{
	str asked = request_arg(q, "item");
	struct id id;

	*w = (struct written){ .answered = false };
	row_blank(&test_item_entity, &w->item);
	if (str_none(asked))
		asked = request_form(q, "item");
	if (!programme_named(c, q, &w->p))
		return false;
	if (str_none(asked))
		return true;
	if (!id_read(asked, &id))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no question at this address.");
	return flow_find(c, &test_item_entity, id, &w->item) &&
	    exam_item_answered(c, &w->item, &w->answered);
}

/* What was typed, or what is kept. */
static str
or_typed(const struct request *q, const char *name, str kept)
{
	str said = q->faults == NULL ? (str){ 0 } : request_form(q, name);

	return said.p == NULL ? kept : said;
}

static str
number_text(struct ctx *c, double x)
{
	return isnan(x) ? (str){ 0 } : str_print(c->arena, "%.15g", x);
}

/* Only what stands in that very language; plain text is English. */
static str
said_in(struct ctx *c, str langs, const char *lang)
{
	str is = text_in(c->arena, langs, lang);

	return str_same(is, text_in(c->arena, text_with(c->arena, langs, lang,
	    (str){ 0 }), lang)) ? (str){ 0 } : is;
}

/* ---- languages ---- */

static void
tongue_add(struct ctx *c, struct tongues *t, str tag)
{
	struct language one;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (str_same_nocase(t->of[i].tag, tag))
			return;
	if (str_none(tag) || t->n == EXAM_TONGUES)
		return;
	t->of[t->n] = (struct tongue){ tag, local_language(c->arena, tag),
		false };
	for (i = 0; language_at(i, &one); i++)
		if (str_is(tag, one.tag)) {
			t->of[t->n].name = str_of(one.name);
			t->of[t->n].rtl = one.rtl;
		}
	t->n++;
}

/* Those of the site, of the programme's events, and of what is written. */
static bool
find_tongues(struct ctx *c, const struct written *w, struct tongues *t)
{
	str lang[EXAM_TONGUES];
	struct language one;
	struct event *v;
	size_t i, n;

	t->n = 0;
	tongue_add(c, t, S("en"));
	for (i = 0; language_at(i, &one); i++)
		tongue_add(c, t, str_of(one.tag));
	n = exam_tongues(c->arena, &w->item, lang);
	for (i = 0; i < n; i++)
		tongue_add(c, t, lang[i]);
	if ((v = every(c, &event_entity, w->p.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		tongue_add(c, t, str_lower(c->arena, v[i].language));
	return true;
}

static void
option_cells(struct ctx *c, const struct request *q, const struct tongues *t,
    str (*text)[EXAM_OPTIONS], size_t at, struct node *row)
{
	struct node *cell;
	str name, none = { 0 };
	size_t k;

	for (k = 0; k < t->n; k++) {
		cell = node_row(row, "cells");
		name = str_print(c->arena, "o%zu_%s", at + 1, str_z(c->arena,
		    t->of[k].tag));
		node_text(cell, "name", name);
		node_text(cell, "lang", t->of[k].tag);
		node_bool(cell, "rtl", t->of[k].rtl);
		node_text(cell, "label", str_print(c->arena, say(c,
		    "Option %zu, %s"), at + 1, str_z(c->arena,
		    t->of[k].name)));
		node_text(cell, "value", or_typed(q, name.p, at <
		    EXAM_OPTIONS ? text[k][at] : none));
	}
}

/* The question and why the answer is right, in each language. */
static void
tongues_put(struct ctx *c, const struct request *q, const struct test_item *it,
    const struct tongues *t, struct node *o)
{
	struct node *row;
	const char *tag;
	size_t k;

	for (k = 0; k < t->n; k++) {
		tag = str_z(c->arena, t->of[k].tag);
		row = node_row(o, "tongues");
		node_z(row, "tag", tag);
		node_text(row, "name", t->of[k].name);
		node_bool(row, "rtl", t->of[k].rtl);
		node_bool(row, "first", k == 0);
		node_text(row, "stem", or_typed(q, str_print(c->arena,
		    "stem_%s", tag).p, said_in(c, it->stem, tag)));
		node_text(row, "why", or_typed(q, str_print(c->arena,
		    "why_%s", tag).p, said_in(c, it->explanation, tag)));
	}
}

static void
options_rows(struct ctx *c, const struct request *q,
    const struct test_item *it, const struct tongues *t, struct node *o)
{
	uint64_t keys = exam_kind_of(it) == EXAM_SEVERAL ?
	    exam_mask(it->keys) : it->key >= 1 && exam_kind_of(it) ==
	    EXAM_ONE ? (uint64_t)1 << (it->key - 1) : 0;
	str (*text)[EXAM_OPTIONS] = arena_take(c->arena, EXAM_TONGUES,
	    sizeof(*text)), *plain, number;
	size_t i, n = 0, rows;
	struct node *row;

	if (exam_kind_of(it) <= EXAM_SEVERAL)
		n = exam_options(c->arena, it, NULL, &plain);
	for (i = 0; i < t->n && n > 0; i++)
		exam_option_only(c->arena, it, i == 0 ? (str){ 0 }
		    : t->of[i].tag, text[i]);
	rows = n + 2 > ROWS ? n + 2 : ROWS;
	for (i = 0; i < rows; i++) {
		number = str_print(c->arena, "%zu", i + 1);
		row = node_row(o, "rows");
		node_text(row, "number", number);
		option_cells(c, q, t, text, i, row);
		node_bool(row, "right", q->faults != NULL ? form_ticked(q,
		    "right", number) : keys >> i & 1);
	}
}

static void
kinds_put(struct ctx *c, const struct request *q, const struct test_item *it,
    struct node *o)
{
	options_put(c, &test_item_kind_codes, "kinds", or_typed(q, "kind",
	    str_none(it->kind) ? S("mcq") : it->kind), o);
	options_put(c, &item_loose_codes, "looses", or_typed(q, "loose",
	    str_none(it->loose) ? S("marks") : it->loose), o);
	options_put(c, &item_status_codes, "statuses", or_typed(q, "status",
	    str_none(it->status) ? S("active") : it->status), o);
}

static str
accepted_lines(struct ctx *c, const struct test_item *it)
{
	str *texts;
	size_t n = exam_accepted(c->arena, it, &texts);

	return n == 0 ? (str){ 0 } : str_join(c->arena, texts, n, S("\n"));
}

static bool
courses_of(struct ctx *c, const struct request *q, const struct written *w,
    struct node *o)
{
	str asked = request_arg(q, "course"), id;
	struct course *all;
	struct node *row;
	size_t i, n;

	if (str_none(asked))
		asked = request_form(q, "course");
	if ((all = every(c, &course_entity, w->p.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		id = id_text(c->arena, all[i].row.id);
		row = node_row(o, "courses");
		node_text(row, "id", id);
		node_text(row, "name", text_in(c->arena, str_none(
		    all[i].title) ? all[i].code : all[i].title, c->lang));
		node_bool(row, "here", w->item.row.revision > 0 ? id_same(
		    all[i].row.id, w->item.course) : str_same(id, asked) ||
		    str_same(all[i].code, asked) || n == 1);
	}
	node_bool(o, "has_courses", n > 0);
	return true;
}

static bool
form_put(struct ctx *c, const struct request *q, const struct written *w,
    struct node *o)
{
	const struct test_item *it = &w->item;
	struct tongues t;

	if (!find_tongues(c, w, &t))
		return false;
	wrong_put(q, faulty, o);
	kinds_put(c, q, it, o);
	tongues_put(c, q, it, &t, o);
	options_rows(c, q, it, &t, o);
	node_bool(o, "is_true", it->key == 1);
	node_bool(o, "is_false", it->key == 2);
	node_text(o, "number", or_typed(q, "number", number_text(c,
	    it->number)));
	node_text(o, "tolerance", or_typed(q, "tolerance", number_text(c,
	    it->tolerance)));
	node_text(o, "points", or_typed(q, "points", number_text(c,
	    it->points)));
	node_text(o, "accepted", or_typed(q, "accepted", accepted_lines(c,
	    it)));
	node_text(o, "topic", or_typed(q, "topic", it->topic));
	node_text(o, "objective", or_typed(q, "objective", it->objective));
	node_count(o, "revision", it->row.revision);
	if (it->row.revision > 0)
		node_id(o, "item", it->row.id);
	return courses_of(c, q, w, o);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct crumb up[2];
	struct written w;
	str bank;

	(void)r;
	if (!find(c, q, &w))
		return false;
	bank = str_print(c->arena, "%s/bank", programme_href(c, &w.p).p);
	if (w.item.row.revision > 0)
		node_text(out, "title", w.item.code);
	else
		node_z(out, "title", say(c, "New question"));
	programme_put(c, &w.p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, &w.p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Bank of questions")), bank };
	crumb_put(out, up, 2);
	node_text(out, "bank", bank);
	node_bool(out, "answered", w.answered);
	node_bool(out, "is_new", w.item.row.revision == 0);
	node_bool(out, "may_save", ctx_may(c, &test_item_entity,
	    w.item.row.revision == 0 ? ADD : EDIT, w.p.row.id));
	if (w.item.row.revision > 0)
		node_text(out, "row_href", str_print(c->arena,
		    "/test_item/%s", id_text(c->arena, w.item.row.id).p));
	return form_put(c, q, &w, node_object(out, "form"));
}

const struct page bank_item_page = {
	.method = GET,
	.path   = "/programme/{id}/bank/item",
	.about  = "A question of the bank (?item=), or a new one of a "
	    "?course=.",
	.view   = "bank_item.html",
	.of     = &test_item_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- what is sent ---- */

/* Languages that the form did not have stay as they are. */
static str
in_all(struct ctx *c, const struct request *q, const struct tongues *t,
    const char *what, str kept)
{
	const char *tag;
	size_t k;
	str said;

	for (k = 0; k < t->n; k++) {
		tag = str_z(c->arena, t->of[k].tag);
		said = request_form(q, str_print(c->arena, "%s_%s", what,
		    tag).p);
		if (said.p != NULL)
			kept = text_with(c->arena, kept, tag, str_trim(said));
	}
	return kept;
}

/* A row of the form in all languages; false: it is empty. */
static bool
read_option(struct ctx *c, const struct request *q, const struct tongues *t,
    size_t at, struct exam_tongue *into, size_t n)
{
	bool any = false;
	size_t k;

	for (k = 0; k < t->n; k++) {
		into[k].text[n] = str_trim(request_form(q, str_print(
		    c->arena, "o%zu_%s", at, str_z(c->arena,
		    t->of[k].tag)).p));
		any |= !str_none(into[k].text[n]);
	}
	return any;
}

/* Rows left empty close up; the ticks go with their rows. */
static void
read_options(struct ctx *c, const struct request *q, const struct tongues *t,
    struct test_item *it)
{
	struct exam_tongue *into = NEWS(c->arena, struct exam_tongue,
	    EXAM_TONGUES);
	struct write w = write_new(c->arena, 400);
	size_t i, n = 0;

	for (i = 1; i < t->n; i++)
		into[i].lang = t->of[i].tag;
	it->keys = (str){ 0 };
	it->key = INT64_MIN;
	for (i = 1; i <= EXAM_OPTIONS; i++) {
		if (!read_option(c, q, t, i, into, n))
			continue;
		n++;
		if (!form_ticked(q, "right", str_print(c->arena, "%zu", i)))
			continue;
		write_format(&w, "%s%zu", w.n > 0 ? ";" : "", n);
		it->key = (int64_t)n;
	}
	it->options = exam_options_json(c->arena, into, t->n, n);
	it->options_count = INT64_MIN;
	if (exam_kind_of(it) != EXAM_SEVERAL)
		return;
	it->key = INT64_MIN;
	it->keys = w.n > 0 ? write_done(&w) : (str){ 0 };
}

static bool
read_real(struct ctx *c, const struct request *q, const char *name, double *x)
{
	str said = str_trim(request_form(q, name));

	*x = NAN;
	return str_none(said) || str_typed(said, x) || fail(&c->errors,
	    INVALID, name, "'%.*s' is no number. Write one such as 12.5.",
	    (int)said.n, said.p);
}

static void
read_accepted(struct ctx *c, const struct request *q, struct test_item *it)
{
	str rest = request_form(q, "accepted"), one, texts[50];
	size_t n = 0;

	while (n < 50 && str_cut(&rest, '\n', &one))
		if (!str_none(str_trim(one)))
			texts[n++] = str_trim(one);
	it->accepted = exam_accepted_json(c->arena, texts, n);
}

/* What is of another kind is none. */
static bool
read_kind(struct ctx *c, const struct request *q, const struct tongues *t,
    struct test_item *it)
{
	enum exam_kind kind;
	bool fine = true;

	it->kind = request_form(q, "kind");
	kind = exam_kind_of(it);
	it->options = it->keys = it->accepted = it->loose = (str){ 0 };
	it->number = it->tolerance = NAN;
	it->key = it->options_count = INT64_MIN;
	if (kind <= EXAM_SEVERAL)
		read_options(c, q, t, it);
	if (kind == EXAM_TRUE_FALSE && !str_int(request_form(q, "truth"),
	    &it->key))
		it->key = INT64_MIN;
	if (kind == EXAM_NUMBER)
		fine = read_real(c, q, "number", &it->number) &&
		    read_real(c, q, "tolerance", &it->tolerance);
	if (kind == EXAM_SHORT) {
		read_accepted(c, q, it);
		it->loose = request_form(q, "loose");
	}
	return fine;
}

static str
or_none(str said)
{
	return str_none(str_trim(said)) ? (str){ 0 } : str_trim(said);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct tongues t;
	struct written w;
	int64_t revision;
	bool is_new, fine;

	(void)out;
	if (!find(c, q, &w))
		return false;
	if (w.item.row.revision == 0 && !id_read(request_form(q, "course"),
	    &w.item.course))
		return fail(&c->errors, INVALID, "course",
		    "Choose the course that it belongs to.");
	if (!find_tongues(c, &w, &t))
		return false;
	w.item.stem = in_all(c, q, &t, "stem", w.item.stem);
	w.item.explanation = in_all(c, q, &t, "why", w.item.explanation);
	w.item.topic = or_none(request_form(q, "topic"));
	w.item.objective = or_none(request_form(q, "objective"));
	w.item.status = request_form(q, "status");
	if (w.item.row.revision > 0 && str_int(request_form(q, "revision"),
	    &revision))
		w.item.row.revision = revision;
	fine = read_real(c, q, "points", &w.item.points);
	if (!read_kind(c, q, &t, &w.item) || !fine)
		return false;
	r->go = str_print(c->arena, "%s/bank?course=%s", programme_href(c,
	    &w.p).p, id_text(c->arena, w.item.course).p);
	return exam_item_save(c, &w.item, &is_new);
}

const struct page bank_item_post = {
	.method = POST,
	.path   = "/programme/{id}/bank/item",
	.about  = "Adds or changes a question; one that was answered "
	    "gets a new version.",
	.view   = "bank_item.html",
	.of     = &test_item_entity,
	.needs  = ADD,
	.again  = &bank_item_page,
	.run    = accept,
};
