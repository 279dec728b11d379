/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A rater's sheet, for an old phone: first what it is about and the consent
 * text, then one dimension a page, then all answers to look over.  Whoever
 * has the link needs no account; who signs in comes by the second address.
 */
#include "flow/sheet.h"

#include <math.h>

#include "base/arena.h"
#include "format/html.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/programme.h"

enum { REVIEW = -1, START = 0 };        /* else the number of a part */

struct asked {                  /* what is on the page */
	struct sheet  s;
	str           base;             /* "/sheet/KEY" */
	size_t       *part;             /* [items] 1, 2 ... */
	size_t       *number;           /* [items] as they are shown, from 1 */
	size_t        parts;
};

/* ---- parts: dimensions that have items ---- */

static size_t
dimension_of(const struct instrument *in, size_t item)
{
	size_t d = in->item_dimension[item];

	return d < in->dimensions ? d : in->dimensions - 1;
}

static void
number_items(struct ctx *c, struct asked *v)
{
	const struct instrument *in = v->s.instrument;
	size_t d, i, n = 0;
	bool any;

	v->part = NEWS(c->arena, size_t, in->items + 1);
	v->number = NEWS(c->arena, size_t, in->items + 1);
	for (d = 0; d < in->dimensions; d++) {
		any = false;
		for (i = 0; i < in->items; i++) {
			if (dimension_of(in, i) != d)
				continue;
			v->parts += !any;
			any = true;
			v->part[i] = v->parts;
			v->number[i] = ++n;
		}
	}
}

/* The invitation's language, unless this browser chose one. */
static void
speak(struct ctx *c, const struct request *q, const struct invitation *o)
{
	if (q->lang.n > 0 || c->chose_lang || o->row.revision == 0 ||
	    str_none(o->language))
		return;
	c->words = words_named(o->language);
	c->lang = c->words == NULL ? "en" : c->words->tag;
	c->errors.words = c->words;
}

static bool
find(struct ctx *c, const struct request *q, struct asked *v)
{
	str key = request_at(q, "key"), id_said = request_at(q, "id");
	struct write base = write_new(c->arena, 1000);
	struct id id = { { 0 } };

	if (key.p != NULL) {
		if (!sheet_by_link(c, key, &v->s))
			return false;
		write_z(&base, "/sheet/");
		html_url_part(&base, key);
	} else {
		if (!id_read(id_said, &id))
			return fail(&c->errors, ABSENT, NULL,
			    "There is no sheet at this address.");
		if (!sheet_mine(c, id, &v->s))
			return false;
		write_z(&base, "/mysheet/");
		write_str(&base, id_text(c->arena, id));
	}
	v->base = write_done(&base);
	speak(c, q, &v->s.invitation);
	number_items(c, v);
	return true;
}

static int
part_asked(const struct request *q, const struct asked *v)
{
	str said = request_arg(q, "part");
	int64_t n;

	if (v->s.stands != SHEET_STARTED && v->s.stands != SHEET_RETURNED)
		return START;
	if (str_is(said, "review"))
		return REVIEW;
	return str_int(said, &n) && n >= 1 && (size_t)n <= v->parts ? (int)n
	    : START;
}

static str
part_href(struct ctx *c, const struct asked *v, int part)
{
	if (part == START)
		return v->base;
	if (part == REVIEW)
		return str_print(c->arena, "%.*s?part=review", (int)v->base.n,
		    v->base.p);
	return str_print(c->arena, "%.*s?part=%d", (int)v->base.n, v->base.p,
	    part);
}

/* ---- one item ---- */

/* A text of a level: "label_vi" before "label". */
static str
in_language(struct ctx *c, const struct node *o, const char *name)
{
	str own = json_text(o, str_print(c->arena, "%s_%s", name, c->lang).p);

	return str_none(own) ? json_text(o, name) : own;
}

static const struct node *
level_row(const struct node *levels, double value)
{
	const struct node *k;

	for (k = json_first(levels, ""); k != NULL; k = k->next)
		if (fabs(json_number(k, "value") - value) < 1e-9)
			return k;
	return NULL;
}

/* What the level looks like for this item, else for all items. */
static str
described(struct ctx *c, const struct node *own, const struct node *row,
    str value)
{
	const struct node *at = own == NULL ? NULL : node_find(own, value);

	if (at != NULL && at->kind == N_TEXT)
		return at->text;
	if (at != NULL && at->kind == N_OBJECT)
		return in_language(c, at, "en");
	return row == NULL ? (str){ 0 } : in_language(c, row, "descriptor");
}

static struct node *
read_json(struct ctx *c, str text)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *tree;

	return str_none(text) || !json_read(c->arena, text, &tree, &quiet)
	    ? NULL : tree;
}

static void
levels_put(struct ctx *c, const struct asked *v, size_t i, str chosen,
    struct node *row)
{
	const struct framework *f = &v->s.instrument->framework;
	const struct node *all = read_json(c, f->levels), *level;
	const struct node *own = read_json(c,
	    v->s.instrument->item[i].descriptors);
	size_t k, n = sheet_levels(f);
	struct node *o;
	str value;

	node_bool(row, "is_typed", n == 0);
	for (k = 0; k < n; k++) {
		value = str_print(c->arena, "%.15g", sheet_level(f, k));
		level = level_row(all, sheet_level(f, k));
		o = node_row(row, "levels");
		node_text(o, "value", value);
		node_text(o, "label", level == NULL ? (str){ 0 }
		    : in_language(c, level, "label"));
		node_text(o, "descriptor", described(c, own, level, value));
		node_bool(o, "chosen", str_same(chosen, value));
	}
}

static void
missing_put(struct ctx *c, const struct framework *f, str chosen,
    struct node *row)
{
	const struct {
		const char *value, *label;
		bool        is_there;
	} each[] = {
		{ "NA", "Not applicable", f->allow_na != NO },
		{ "DK", "Don't know", f->allow_dont_know != NO },
		{ "REF", "I would rather not say", true },
		{ "", "Leave it open", true },
	};
	struct node *o;
	size_t i;

	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++) {
		if (!each[i].is_there)
			continue;
		o = node_row(row, "missing");
		node_z(o, "value", each[i].value);
		node_z(o, "label", say(c, each[i].label));
		node_bool(o, "chosen", str_is(chosen, each[i].value));
	}
}

/* "q3", "c3", "e3", "m3": the fields of an item. */
static str
field(struct ctx *c, char letter, size_t item)
{
	return str_print(c->arena, "%c%zu", letter, item + 1);
}

static str
typed(struct ctx *c, const struct request *q, char letter, size_t item, str is)
{
	str said = q->faults == NULL ? (str){ 0 }
	    : request_form(q, field(c, letter, item).p);

	return said.p == NULL ? is : said;
}

/* A typed value, or the kind of missing that was ticked beside it. */
static str
said_of(struct ctx *c, const struct request *q, size_t item)
{
	str score = request_form(q, field(c, 'q', item).p);
	str missing = request_form(q, field(c, 'm', item).p);

	return str_none(missing) ? score : missing;
}

static void
item_put(struct ctx *c, const struct request *q, const struct asked *v,
    size_t i, struct node *row)
{
	const struct instrument *in = v->s.instrument;
	const struct item *it = &in->item[i];
	str score = sheet_score(c->arena, &v->s, i), said;
	str comment = typed(c, q, 'c', i, v->s.comment[i]);
	str evidence = typed(c, q, 'e', i, v->s.evidence[i]);

	said = q->faults == NULL ? (str){ 0 } : said_of(c, q, i);
	if (said.p != NULL)
		score = said;
	node_count(row, "number", (int64_t)v->number[i]);
	node_count(row, "place", (int64_t)i + 1);
	node_text(row, "code", it->code);
	node_text(row, "question", text_in(c->arena, it->question, c->lang));
	node_text(row, "asks_evidence", it->evidence);
	node_text(row, "score", score);
	node_text(row, "comment", comment);
	node_bool(row, "has_comment", !str_none(comment) ||
	    !str_none(evidence));
	node_text(row, "evidence", evidence);
	node_z(row, "fault", q->faults == NULL ? NULL
	    : errors_text(q->faults, field(c, 'q', i).p));
	node_bool(row, "is_faulty", q->faults != NULL &&
	    errors_text(q->faults, field(c, 'q', i).p) != NULL);
	levels_put(c, v, i, score, row);
	missing_put(c, &in->framework, score, row);
}

/* ---- pages ---- */

static void
head_put(struct ctx *c, const struct asked *v, struct node *out)
{
	const struct sheet *s = &v->s;
	const struct framework *f = &s->instrument->framework;

	node_text(out, "title", text_in(c->arena, f->title, c->lang));
	node_text(out, "base", v->base);
	node_text(out, "subject", str_none(s->subject.name) ? s->subject.code
	    : s->subject.name);
	node_text(out, "programme_title", text_in(c->arena,
	    s->programme.title, c->lang));
	node_text(out, "role", choice_says(c, &rater_role_codes,
	    s->response.rater_role));
	node_bool(out, "is_self", str_is(s->response.rater_role, "self"));
	node_bool(out, "is_group", str_is(s->response.rater_role, "group"));
	node_text(out, "rater", s->response.rater);
	node_day(out, "opens", s->round.opens);
	node_day(out, "due", s->round.due);
	node_day(out, "until", s->round.grace_until);
	node_count(out, "parts", (int64_t)v->parts);
	node_count(out, "items", (int64_t)s->instrument->items);
	node_count(out, "blanks", (int64_t)sheet_blanks(s));
	node_count(out, "answered", (int64_t)(s->instrument->items -
	    sheet_blanks(s)));
	node_text(out, "scale_lo", str_print(c->arena, "%g", f->scale_min));
	node_text(out, "scale_hi", str_print(c->arena, "%g", f->scale_max));
}

/* Where to go on: the first part that has a blank, else the review. */
static int
next_open(const struct asked *v)
{
	size_t i, best = 0;

	for (i = 0; i < v->s.instrument->items; i++)
		if (v->s.cell[i] == CELL_BLANK &&
		    (best == 0 || v->part[i] < best))
			best = v->part[i];
	return best == 0 ? REVIEW : (int)best;
}

static bool
start_put(struct ctx *c, const struct request *q, const struct asked *v,
    struct node *out)
{
	const struct sheet *s = &v->s;
	struct node *o = node_object(out, "start");
	bool answers = s->stands == SHEET_STARTED ||
	    s->stands == SHEET_RETURNED;
	struct day today = moment_day(c->now);
	str why;

	if (!sheet_question(c, s, &why))
		return false;
	node_bool(o, "is_invited", s->stands == SHEET_INVITED);
	node_bool(o, "is_started", s->stands == SHEET_STARTED);
	node_bool(o, "is_returned", s->stands == SHEET_RETURNED);
	node_bool(o, "is_sent", s->stands == SHEET_SENT);
	node_bool(o, "is_declined", s->stands == SHEET_DECLINED);
	node_bool(o, "is_early", s->stands == SHEET_EARLY);
	node_bool(o, "is_closed", s->stands == SHEET_CLOSED);
	node_bool(o, "has_answers", sheet_blanks(s) < s->instrument->items);
	node_bool(o, "is_late", s->response.late == YES);
	node_bool(o, "would_be_late", s->stands <= SHEET_RETURNED &&
	    s->round.due.n != 0 && s->round.due.n < today.n);
	node_moment(o, "sent_at", s->response.submitted_at);
	node_text(o, "why", why);
	node_text(o, "consent", s->round.consent_text);
	node_bool(o, "was_saved", str_is(request_arg(q, "saved"), "yes"));
	node_bool(o, "asks_decline", str_is(request_arg(q, "ask"), "decline") &&
	    s->stands <= SHEET_STARTED);
	node_bool(o, "may_decline", s->stands <= SHEET_STARTED);
	if (answers) {
		node_text(o, "go_on", part_href(c, v, next_open(v)));
		node_text(o, "review", part_href(c, v, REVIEW));
	}
	return true;
}

static void
part_put(struct ctx *c, const struct request *q, const struct asked *v,
    int part, struct node *out)
{
	const struct instrument *in = v->s.instrument;
	struct node *o = node_object(out, "part");
	const struct dimension *d = NULL;
	size_t i;

	for (i = 0; i < in->items; i++) {
		if (v->part[i] != (size_t)part)
			continue;
		d = &in->dimension[dimension_of(in, i)];
		item_put(c, q, v, i, node_row(o, "questions"));
	}
	node_count(o, "number", part);
	node_text(o, "action", part_href(c, v, part));
	node_bool(o, "is_first", part == 1);
	node_bool(o, "is_last", (size_t)part == v->parts);
	if (d == NULL)
		return;
	node_text(o, "name", text_in(c->arena, d->title, c->lang));
	node_text(o, "about", d->description);
}

/* An answer as people read it: "3 · Working", "Not applicable". */
static str
shown(struct ctx *c, const struct asked *v, size_t i)
{
	const struct framework *f = &v->s.instrument->framework;
	str score = sheet_score(c->arena, &v->s, i), label;
	const struct node *row;

	switch (v->s.cell[i]) {
	case CELL_NA:
		return str_of(say(c, "Not applicable"));
	case CELL_DK:
		return str_of(say(c, "Don't know"));
	case CELL_REFUSED:
		return str_of(say(c, "I would rather not say"));
	default:
		break;
	}
	row = level_row(read_json(c, f->levels), v->s.rating[i]);
	label = row == NULL ? (str){ 0 } : in_language(c, row, "label");
	return str_none(label) ? score : str_print(c->arena, "%.*s · %.*s",
	    (int)score.n, score.p, (int)label.n, label.p);
}

static void
blank_put(struct ctx *c, struct node *row)
{
	struct node *is = node_object(row, "is");

	node_z(is, "mark", "warn");
	node_z(is, "says", say(c, "no answer"));
}

static void
review_put(struct ctx *c, const struct asked *v, struct node *out)
{
	const struct instrument *in = v->s.instrument;
	struct node *o = node_object(out, "review"), *part, *row;
	size_t p, i;

	for (p = 1; p <= v->parts; p++) {
		part = node_row(o, "groups");
		node_text(part, "href", part_href(c, v, (int)p));
		for (i = 0; i < in->items; i++) {
			if (v->part[i] != p)
				continue;
			if (part->n == 1)
				node_text(part, "name", text_in(c->arena,
				    in->dimension[dimension_of(in, i)].title,
				    c->lang));
			row = node_row(part, "answers");
			node_count(row, "number", (int64_t)v->number[i]);
			node_count(row, "place", (int64_t)i + 1);
			node_text(row, "question", text_in(c->arena,
			    in->item[i].question, c->lang));
			node_text(row, "answer", shown(c, v, i));
			node_text(row, "comment", v->s.comment[i]);
			node_bool(row, "is_blank",
			    v->s.cell[i] == CELL_BLANK);
			if (v->s.cell[i] == CELL_BLANK)
				blank_put(c, row);
		}
	}
	for (i = 0; i < in->items; i++) {
		if (v->s.cell[i] != CELL_BLANK)
			continue;
		row = node_row(o, "open");
		node_count(row, "number", (int64_t)v->number[i]);
		node_text(row, "href", str_print(c->arena, "%s#q%zu",
		    part_href(c, v, (int)v->part[i]).p, i + 1));
	}
	node_bool(o, "is_whole", sheet_blanks(&v->s) == 0);
	node_text(o, "back", part_href(c, v, (int)v->parts));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct asked v = { .parts = 0 };
	int part;

	(void)r;
	if (!find(c, q, &v))
		return false;
	head_put(c, &v, out);
	part = part_asked(q, &v);
	if (part == START)
		return start_put(c, q, &v, out);
	if (part == REVIEW)
		review_put(c, &v, out);
	else
		part_put(c, q, &v, part, out);
	return true;
}

/* ---- what is sent ---- */

static bool
keep_part(struct ctx *c, const struct request *q, struct asked *v, int part)
{
	size_t i, n = 0, items = v->s.instrument->items;
	struct sheet_answer *w = NEWS(c->arena, struct sheet_answer,
	    items + 1);
	str score;

	for (i = 0; i < items; i++) {
		score = said_of(c, q, i);
		if (v->part[i] != (size_t)part)
			continue;
		/* A radio nobody touched sends nothing: it stays as it is. */
		w[n++] = (struct sheet_answer){ i, score.p != NULL ? score
		    : sheet_score(c->arena, &v->s, i),
			request_form(q, field(c, 'c', i).p),
			request_form(q, field(c, 'e', i).p) };
	}
	return sheet_answer(c, &v->s, w, n);
}

static int
turn(const struct asked *v, str go, int part)
{
	if (str_is(go, "back"))
		return part - 1;
	if (str_is(go, "review"))
		return REVIEW;
	return (size_t)part == v->parts ? REVIEW : part + 1;
}

static bool
agree(struct ctx *c, const struct request *q, struct asked *v)
{
	if (v->s.stands == SHEET_INVITED &&
	    !str_is(request_form(q, "agree"), "yes"))
		return fail(&c->errors, INVALID, "agree",
		    "Tick that you agree, or decline.");
	return sheet_begin(c, &v->s);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct asked v = { .parts = 0 };
	int part;

	(void)out;
	if (!find(c, q, &v))
		return false;
	part = part_asked(q, &v);
	r->go = v.base;
	if (str_is(go, "begin")) {
		r->go = part_href(c, &v, 1);
		return agree(c, q, &v);
	}
	if (str_is(go, "decline"))
		return sheet_decline(c, &v.s, request_form(q, "reason"));
	if (str_is(go, "submit"))
		return sheet_submit(c, &v.s);
	if (part < 1)                   /* answers that are not taken now */
		return sheet_answer(c, &v.s, NULL, 0);
	r->go = str_is(go, "later") ? str_print(c->arena, "%.*s?saved=yes",
	    (int)v.base.n, v.base.p) : part_href(c, &v, turn(&v, go, part));
	return keep_part(c, q, &v, part);
}

const struct page sheet_page = {
	.method = GET,
	.path   = "/sheet/{key}",
	.about  = "A rater's sheet, by its personal link: no account needed.",
	.view   = "sheet.html",
	.flags  = LINK,
	.run    = show,
};

const struct page sheet_post = {
	.method = POST,
	.path   = "/sheet/{key}",
	.about  = "Begins, answers, submits or declines a sheet: 'go' is "
	          "begin, next, back, later, review, submit or decline.",
	.view   = "sheet.html",
	.flags  = LINK,
	.again  = &sheet_page,
	.run    = accept,
};

const struct page my_sheet_page = {
	.method = GET,
	.path   = "/mysheet/{id}",
	.about  = "A sheet of whoever is signed in.",
	.view   = "sheet.html",
	.flags  = SIGNED_IN,
	.run    = show,
};

const struct page my_sheet_post = {
	.method = POST,
	.path   = "/mysheet/{id}",
	.about  = "Begins, answers, submits or declines one's own sheet.",
	.view   = "sheet.html",
	.flags  = SIGNED_IN,
	.again  = &my_sheet_page,
	.run    = accept,
};
