/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One question of the bank: written, changed, or, once it was answered,
 * made anew in a next version. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/exam_item.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/options.h"
#include "web/programme.h"

enum { ROWS = 8 };

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

static void
options_rows(struct ctx *c, const struct request *q,
    const struct test_item *it, struct node *o)
{
	uint64_t keys = exam_kind_of(it) == EXAM_SEVERAL ?
	    exam_mask(it->keys) : it->key >= 1 && exam_kind_of(it) ==
	    EXAM_ONE ? (uint64_t)1 << (it->key - 1) : 0;
	str *text, *vi, number, none = { 0 };
	size_t i, n = 0, rows;
	struct node *row;

	if (exam_kind_of(it) <= EXAM_SEVERAL) {
		n = exam_options(c->arena, it, NULL, &text);
		(void)exam_options(c->arena, it, "vi", &vi);
	}
	rows = n + 2 > ROWS ? n + 2 : ROWS;
	for (i = 0; i < rows; i++) {
		number = str_print(c->arena, "%zu", i + 1);
		row = node_row(o, "rows");
		node_text(row, "number", number);
		node_text(row, "text", or_typed(q, str_print(c->arena,
		    "o%zu", i + 1).p, i < n ? text[i] : none));
		node_text(row, "text_vi", or_typed(q, str_print(c->arena,
		    "v%zu", i + 1).p, i < n && !str_same(vi[i], text[i])
		    ? vi[i] : none));
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

/* Only what stands in that very language. */
static str
said_in(struct ctx *c, str langs, const char *lang, const char *other)
{
	str is = text_in(c->arena, langs, lang);

	return str_same(is, text_in(c->arena, text_with(c->arena, langs, lang,
	    (str){ 0 }), other)) ? (str){ 0 } : is;
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

	wrong_put(q, faulty, o);
	kinds_put(c, q, it, o);
	options_rows(c, q, it, o);
	node_text(o, "stem_en", or_typed(q, "stem_en", text_in(c->arena,
	    it->stem, "en")));
	node_text(o, "stem_vi", or_typed(q, "stem_vi", said_in(c, it->stem,
	    "vi", "en")));
	node_text(o, "why_en", or_typed(q, "why_en", text_in(c->arena,
	    it->explanation, "en")));
	node_text(o, "why_vi", or_typed(q, "why_vi", said_in(c,
	    it->explanation, "vi", "en")));
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
	up[0] = (struct crumb){ str_of(say(c, "Deliver")), str_print(
	    c->arena, "%s/deliver", programme_href(c, &w.p).p) };
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

static str
in_two(struct ctx *c, const struct request *q, const char *en, const char *vi,
    str kept)
{
	kept = text_with(c->arena, kept, "en", str_trim(request_form(q, en)));
	return text_with(c->arena, kept, "vi", str_trim(request_form(q, vi)));
}

/* Rows left empty close up; the ticks go with their rows. */
static void
read_options(struct ctx *c, const struct request *q, struct test_item *it)
{
	str text[50], vi[50], said;
	struct write w = write_new(c->arena, 400);
	size_t i, n = 0;

	it->keys = (str){ 0 };
	it->key = INT64_MIN;
	for (i = 1; i <= 50; i++) {
		said = str_trim(request_form(q, str_print(c->arena, "o%zu",
		    i).p));
		vi[n] = str_trim(request_form(q, str_print(c->arena, "v%zu",
		    i).p));
		text[n] = str_none(said) ? vi[n] : said;
		if (str_none(text[n]))
			continue;
		n++;
		if (!form_ticked(q, "right", str_print(c->arena, "%zu", i)))
			continue;
		write_format(&w, "%s%zu", w.n > 0 ? ";" : "", n);
		it->key = (int64_t)n;
	}
	it->options = exam_options_json(c->arena, text, vi, n);
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
read_kind(struct ctx *c, const struct request *q, struct test_item *it)
{
	enum exam_kind kind;
	bool fine = true;

	it->kind = request_form(q, "kind");
	kind = exam_kind_of(it);
	it->options = it->keys = it->accepted = it->loose = (str){ 0 };
	it->number = it->tolerance = NAN;
	it->key = it->options_count = INT64_MIN;
	if (kind <= EXAM_SEVERAL)
		read_options(c, q, it);
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
	w.item.stem = in_two(c, q, "stem_en", "stem_vi", w.item.stem);
	w.item.explanation = in_two(c, q, "why_en", "why_vi",
	    w.item.explanation);
	w.item.topic = or_none(request_form(q, "topic"));
	w.item.objective = or_none(request_form(q, "objective"));
	w.item.status = request_form(q, "status");
	if (w.item.row.revision > 0 && str_int(request_form(q, "revision"),
	    &revision))
		w.item.row.revision = revision;
	fine = read_real(c, q, "points", &w.item.points);
	if (!read_kind(c, q, &w.item) || !fine)
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
