/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/programme.h"

#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/office.h"
#include "model/people.h"
#include "model/text.h"

struct step {
	const char *key;        /* in struct entity */
	const char *name;
	const char *href;       /* below the programme */
	const char *stage;      /* of the programme while this is under way;
	                         * NULL: it runs all the time */
	const char *of;         /* the entity whose permission it needs */
};

static const struct step steps[PHASES] = {      /* in their order */
	{ "engage",    "Engage",    "/engage",       "engaging",
	    "stakeholder" },
	{ "assess",    "Assess",    "/assess",       "assessing",
	    "assessment_round" },
	{ "gaps",      "Gaps",      "/gaps",         "analysing",
	    "gap" },
	{ "plan",      "Plan",      "/plan",         "formulating",
	    "activity" },
	{ "resources", "Resources", "/resources",    "mobilising",
	    "opportunity" },
	{ "deliver",   "Deliver",   "/deliver",      "implementing",
	    "event" },
	{ "monitor",   "Monitor",   "/monitor",      NULL,
	    "indicator" },
	{ "evaluate",  "Evaluate",  "/evaluate",  "evaluating",
	    "evaluation" },
	{ "learn",     "Learn",     "/learn",        NULL,
	    "programme" },
	{ "sustain",   "Sustain",   "/sustain",      "sustaining",
	    "programme" },
};

static const char *const state_class[] = { "todo", "now", "done" };
static const char *const state_says[] = { "not started", "under way", "done" };

const char *
phase_name(enum phase p)
{
	return steps[p].name;
}

const char *
phase_key(enum phase p)
{
	return steps[p].key;
}

const char *
phase_says(enum chart_step s)
{
	return state_says[s];
}

static int
phase_at(str stage)
{
	int i;

	for (i = 0; i < PHASES; i++)
		if (steps[i].stage != NULL && str_is(stage, steps[i].stage))
			return i;
	return PHASE_NONE;
}

enum chart_step
phase_state(str stage, enum phase p)
{
	int at = phase_at(stage);

	if (str_is(stage, "closed"))
		return CHART_DONE;
	if (steps[p].stage == NULL)             /* runs all the time */
		return at >= PHASE_DELIVER ? CHART_NOW : CHART_TODO;
	if (at == (int)p)
		return CHART_NOW;
	return at > (int)p ? CHART_DONE : CHART_TODO;
}

const char *
say(struct ctx *c, const char *english)
{
	return english == NULL ? NULL : words_say(c->words, english);
}

void
mark_put(struct ctx *c, struct node *row, const char *mark, const char *says)
{
	struct node *is = node_object(row, "is");

	node_z(is, "mark", mark);
	node_z(is, "says", say(c, says));
}

bool
programme_named(struct ctx *c, const struct request *q, struct programme *p)
{
	return flow_find_text(c, &programme_entity, request_at(q, "id"),
	    (struct id){ 0 }, p);
}

static str
url_name(struct ctx *c, const struct programme *p)
{
	struct write w = write_new(c->arena, 1024);

	html_url_part(&w, str_none(p->code) ? id_text(c->arena, p->row.id)
	    : p->code);
	return write_done(&w);
}

str
programme_href(struct ctx *c, const struct programme *p)
{
	str name = url_name(c, p);

	return str_print(c->arena, "/programme/%.*s", (int)name.n, name.p);
}

str
round_href(struct ctx *c, const struct programme *p, const char *page,
    const struct assessment_round *r)
{
	struct write w = write_new(c->arena, 4096);

	write_str(&w, programme_href(c, p));
	write_format(&w, "/%s?round=", page);
	html_url_part(&w, r->code);
	return write_done(&w);
}

str
round_name(struct ctx *c, const struct assessment_round *r)
{
	const struct choice *kind = choice_coded(&round_kind_codes, r->kind);
	const struct choice *of = choice_coded(&subject_type_codes,
	    r->subject_type);

	if (kind == NULL || of == NULL)
		return r->code;
	return str_print(c->arena, "%s · %s", words_say(c->words, of->label),
	    words_say(c->words, kind->label));
}

const struct assessment_round *
round_before(const struct assessment_round *all, size_t n, size_t i)
{
	size_t k;

	for (k = 0; k < n; k++)
		if (id_same(all[k].row.id, all[i].baseline))
			return &all[k];
	for (k = 0; k < i; k++)
		if (id_same(all[k].framework, all[i].framework) &&
		    str_same(all[k].subject_type, all[i].subject_type))
			return &all[k];
	return NULL;
}

str
choice_says(struct ctx *c, const struct choices *list, str code)
{
	const struct choice *ch = choice_coded(list, code);

	return ch == NULL ? code : str_of(words_say(c->words, ch->label));
}

str
programme_title(struct ctx *c, const struct programme *p)
{
	str title = text_in(c->arena, p->title, c->lang);

	return str_none(title) ? p->code : title;
}

static str
step_href(struct ctx *c, const struct programme *p, const struct step *s)
{
	str name = url_name(c, p);

	return str_print(c->arena, "/programme/%.*s%s", (int)name.n, name.p,
	    s->href);
}

void
step_put(struct ctx *c, const struct programme *p, enum phase i,
    enum phase here, struct node *row)
{
	enum chart_step state = phase_state(p->stage, i);

	node_count(row, "number", i + 1);
	node_z(row, "name", words_say(c->words, steps[i].name));
	node_text(row, "href", ctx_may(c, entity_named(str_of(steps[i].of)),
	    SEE, p->row.id) ? step_href(c, p, &steps[i]) : (str){ 0 });
	node_z(row, "state", state_class[state]);
	node_z(row, "says", words_say(c->words, state_says[state]));
	node_bool(row, "done", state == CHART_DONE);
	node_bool(row, "here", i == here);
}

/* How far along the ten steps one is, beside their name on a phone. */
static str
ring(struct ctx *c, enum phase here)
{
	return str_print(c->arena, "<svg class=\"ring\" viewBox=\"0 0 24 24\" "
	    "aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"9.5\" "
	    "class=\"lg t4\"/><circle cx=\"12\" cy=\"12\" r=\"9.5\" "
	    "class=\"l1 t4\" pathLength=\"%d\" stroke-dasharray=\"%d %d\" "
	    "transform=\"rotate(-90 12 12)\"/></svg>", PHASES, here + 1, PHASES);
}

void
programme_put(struct ctx *c, const struct programme *p, enum phase here,
    struct node *out)
{
	struct node *o = node_object(out, "programme"), *step;
	int i;

	node_id(o, "id", p->row.id);
	node_text(o, "code", p->code);
	node_text(o, "title", programme_title(c, p));
	node_text(o, "stage", p->stage);
	node_text(o, "href", programme_href(c, p));
	node_bool(o, "overview", here == PHASE_OVERVIEW);
	node_bool(o, "people", ctx_may(c, &person_entity, SEE, p->row.id));
	for (i = 0; i < PHASES; i++)
		step_put(c, p, i, here, node_row(o, "steps"));
	if (here < 0) {
		node_none(o, "step");
		return;
	}
	step = node_object(o, "step");
	node_count(step, "number", here + 1);
	node_z(step, "name", words_say(c->words, steps[here].name));
	node_html(step, "ring", ring(c, here));
}

void
programme_stage(struct ctx *c, str stage, struct node *out)
{
	const struct field *f = field_named(&programme_entity, S("stage"));
	const struct state *s = state_coded(f->machine, stage);
	const char *mark = "ok";

	if (s == NULL || str_is(stage, "draft"))
		mark = "none";
	else if (str_is(stage, "suspended"))
		mark = "warn";
	else if (str_is(stage, "cancelled"))
		mark = "bad";
	else if (str_is(stage, "closed"))
		mark = "info";
	node_z(out, "mark", mark);
	node_z(out, "says",
	    words_say(c->words, s == NULL ? "No stage" : s->label));
}

str
entity_list_href(struct ctx *c, const struct entity *e,
    const struct programme *p)
{
	str name;

	if (p == NULL)
		return str_print(c->arena, "/%s", e->name);
	name = url_name(c, p);
	return str_print(c->arena, "/%s?programme=%.*s", e->name, (int)name.n,
	    name.p);
}

bool
programme_home(struct ctx *c, const struct request *q, const struct entity *e,
    const void *row, struct programme *p)
{
	str asked = request_arg(q, "programme");
	struct errors before = c->errors;
	struct id home = { 0 };
	bool found;

	if (str_none(asked))            /* a form that is sent says it too */
		asked = request_form(q, "programme.id");
	if (str_none(asked))
		asked = request_form(q, "programme");
	c->errors.first = NULL;
	found = row == NULL || flow_home(c, e, row, &home);
	if (found && !id_none(home))
		found = flow_find(c, &programme_entity, home, p);
	else
		found = found && !str_none(asked) && flow_find_text(c,
		    &programme_entity, asked, (struct id){ 0 }, p);
	c->errors = before;
	return found;
}

void
programme_around(struct ctx *c, const struct request *q, const struct entity *e,
    const void *row, struct node *out)
{
	enum phase here = PHASE_NONE;
	struct programme p;
	int i;

	for (i = 0; i < PHASES; i++)
		if (e != &programme_entity &&
		    strcmp(e->phase, steps[i].key) == 0)
			here = i;
	if (!programme_home(c, q, e, row, &p))
		return;
	programme_put(c, &p, here, out);
	node_text(out, "of_programme", str_print(c->arena, "?programme=%s",
	    str_z(c->arena, url_name(c, &p))));
}

/* ---- gaps ---- */

bool
programme_gaps(struct ctx *c, struct id programme, const struct gap_table ***t,
    size_t *n)
{
	*n = 0;
	return !ctx_may(c, &gap_entity, SEE, programme) ||
	    assess_programme_gaps(c, programme, t, n);
}

void
unseen_put(struct ctx *c, struct id programme, struct node *out)
{
	node_bool(out, "unseen", !ctx_may(c, &assessment_round_entity, SEE,
	    programme) || !ctx_may(c, &gap_entity, SEE, programme));
}

str
figure_href(struct ctx *c, const char *kind, struct id round, struct id subject,
    struct id dimension)
{
	str r = id_text(c->arena, round), s = id_text(c->arena, subject);
	str d = id_text(c->arena, dimension);

	return str_print(c->arena, "/figure/%s/%.*s/%.*s/%.*s", kind, (int)r.n,
	    r.p, (int)s.n, s.p, (int)d.n, d.p);
}

str
figured_href(struct ctx *c, const char *kind, struct id of, str what)
{
	return str_print(c->arena, "/figure/%s/%s%s%.*s", kind,
	    id_text(c->arena, of).p, str_none(what) ? "" : "/", (int)what.n,
	    str_none(what) ? "" : what.p);
}

void
gap_put(struct ctx *c, const struct gap_table *t, const struct gap_line *l,
    struct node *row)
{
	node_text(row, "dimension", l->dimension_title);
	node_text(row, "subject", l->subject_name);
	node_text(row, "subject_code", l->subject_code);
	node_text(row, "dimension_code", l->dimension_code);
	node_real(row, "current", l->current, 2);
	node_real(row, "desired", l->desired, 2);
	node_real(row, "gap", l->gap, 2);
	node_real(row, "importance", l->importance, 0);
	node_real(row, "urgency", l->urgency, 0);
	node_real(row, "percent", l->priority_norm * 100, 0);
	node_text(row, "figure", figure_href(c, "gap", t->results->round.row.id,
	    l->subject, l->dimension));
}

size_t
page_asked(const struct request *q, size_t pages)
{
	int64_t n;

	if (!str_int(request_arg(q, "page"), &n) || n < 1)
		return 0;
	return n > (int64_t)pages ? pages - (pages > 0) : (size_t)n - 1;
}

void
pager_put(struct ctx *c, struct node *out, str here, size_t page, size_t from,
    size_t to, size_t total)
{
	struct node *o;

	if (from == 0 && to == total)
		return;
	o = node_object(out, "pager");
	node_count(o, "from", (int64_t)from + 1);
	node_count(o, "to", (int64_t)to);
	node_count(o, "total", (int64_t)total);
	node_text(o, "before", page == 0 ? (str){ 0 } : str_print(c->arena,
	    "%.*s&page=%zu", (int)here.n, here.p, page));
	node_text(o, "after", to == total ? (str){ 0 } : str_print(c->arena,
	    "%.*s&page=%zu", (int)here.n, here.p, page + 2));
}

struct crumb
phase_crumb(struct ctx *c, const struct programme *p, enum phase step)
{
	return (struct crumb){ str_of(say(c, phase_name(step))), str_print(
	    c->arena, "%s%s", programme_href(c, p).p, steps[step].href) };
}

void
crumb_put(struct node *out, const struct crumb *link, size_t n)
{
	struct node *crumb = node_object(out, "crumb"), *row;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_row(crumb, "links");
		node_text(row, "name", link[i].name);
		node_text(row, "href", link[i].href);
	}
}
