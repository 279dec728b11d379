/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One role profile: a level for each dimension, its tasks, its holders. */
#include <math.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/role.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/levels.h"
#include "web/rounds.h"

enum { DOWN = 25 };                     /* holders, or finds, of one page */

struct desk {
	struct programme          p;
	struct role_profile       f;
	struct instrument        *in;
	const struct role_level  *level;        /* [levels] of it */
	const struct role_holder *holder;       /* [holders] of it */
	size_t                    levels, holders;
	str                       href;
};

static bool
find(struct ctx *c, const struct request *q, struct desk *d)
{
	*d = (struct desk){ .levels = 0 };
	if (!flow_find_text(c, &role_profile_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, &d->f) ||
	    !flow_find(c, &programme_entity, d->f.programme, &d->p))
		return false;
	d->level = every_by(c, &role_level_entity, "profile", d->f.row.id,
	    &d->levels);
	d->holder = every_by(c, &role_holder_entity, "profile", d->f.row.id,
	    &d->holders);
	d->href = entity_href(c, &role_profile_entity, d->f.row.id);
	return d->level != NULL && d->holder != NULL &&
	    assess_instrument(c, d->f.framework, &d->in);
}

static const struct role_level *
level_of(const struct desk *d, struct id dimension)
{
	size_t i;

	for (i = 0; i < d->levels; i++)
		if (id_same(d->level[i].dimension, dimension))
			return &d->level[i];
	return NULL;
}

/* ---- shown ---- */

static void
levels_put(struct ctx *c, const struct request *q, const struct desk *d,
    struct node *out)
{
	const struct dimension *of;
	const struct role_level *l;
	struct node *row;
	size_t i;

	(void)node_list(out, "lines");
	for (i = 0; i < d->in->dimensions; i++) {
		of = &d->in->dimension[i];
		l = level_of(d, of->row.id);
		row = node_row(out, "lines");
		node_text(row, "code", of->code);
		node_text(row, "title", text_in(c->arena, of->title,
		    c->lang));
		level_put(c, q, "desired", of->code, l == NULL ? NAN
		    : l->desired, row);
		level_put(c, q, "importance", of->code, l == NULL ? 3
		    : level_or_nan(l->importance), row);
		level_put(c, q, "urgency", of->code, l == NULL ? 3
		    : level_or_nan(l->urgency), row);
		node_text(row, "note", q->n_form > 0 ? level_text(c, q, "note",
		    of->code) : l == NULL ? (str){ 0 } : l->note);
	}
}

static str
competence(struct ctx *c, const struct desk *d, str code)
{
	size_t i;

	for (i = 0; i < d->in->dimensions; i++)
		if (str_same(d->in->dimension[i].code, code))
			return text_in(c->arena, d->in->dimension[i].title,
			    c->lang);
	return code;
}

static bool
tasks_put(struct ctx *c, const struct desk *d, struct node *out)
{
	const struct node *k;
	struct node *tree = NULL, *row;

	(void)node_list(out, "tasks");
	if (str_none(d->f.tasks))
		return true;
	if (!json_read(c->arena, d->f.tasks, &tree, &c->errors))
		return false;
	for (k = tree->first; k != NULL; k = k->next) {
		row = node_row(out, "tasks");
		node_text(row, "task", json_as_text(json_at(k, "task")));
		node_text(row, "needs", competence(c, d, str_trim(
		    json_as_text(json_at(k, "competence")))));
	}
	node_bool(out, "has_tasks", tree->first != NULL);
	return true;
}

static bool
is_over(struct ctx *c, const struct role_holder *h)
{
	return h->until.n != 0 && h->until.n < moment_day(c->now).n;
}

static void
holders_put(struct ctx *c, const struct request *q, const struct desk *d,
    struct node *out)
{
	size_t pages = (d->holders + DOWN - 1) / DOWN;
	size_t page = page_asked(q, pages), i, now = 0;
	size_t from = page * DOWN, to = from + DOWN < d->holders
	    ? from + DOWN : d->holders;
	const struct role_holder *h;
	struct node *row;

	pager_put(c, out, str_print(c->arena, "%.*s?x", (int)d->href.n,
	    d->href.p), page, from, to, d->holders);
	(void)node_list(out, "held");
	for (i = 0; i < d->holders; i++)
		now += !is_over(c, &d->holder[i]);
	for (i = from; i < to; i++) {
		h = &d->holder[i];
		row = node_row(out, "held");
		node_text(row, "name", flow_name(c, &party_entity,
		    h->subject));
		node_text(row, "href", entity_href(c, &role_holder_entity,
		    h->row.id));
		node_day(row, "from", h->from);
		node_day(row, "until", h->until);
		node_bool(row, "is_over", is_over(c, h));
	}
	node_count(out, "now", (int64_t)now);
	node_bool(out, "has_held", d->holders > 0);
}

static bool
is_holder(struct ctx *c, const struct desk *d, struct id party)
{
	size_t i;

	for (i = 0; i < d->holders; i++)
		if (id_same(d->holder[i].subject, party) &&
		    !is_over(c, &d->holder[i]))
			return true;
	return false;
}

/* Those found that do not hold it yet: the first ones to tick, and how many
 * there are in all. */
static bool
found_put(struct ctx *c, const struct request *q, const struct desk *d,
    struct node *out)
{
	str words = request_arg(q, "q");
	struct party *all;
	struct node *row;
	size_t i, n, free = 0;

	node_bool(out, "may_give", ctx_may(c, &role_holder_entity, ADD,
	    d->p.row.id));
	node_text(out, "q", words);
	(void)node_list(out, "found");
	if (!ctx_may(c, &party_entity, SEE, d->p.row.id))
		return true;
	if (!levels_parties(c, d->p.row.id, d->f.subject_type, words, &all,
	    &n))
		return false;
	for (i = 0; i < n; i++) {
		if (is_holder(c, d, all[i].row.id) || free++ >= DOWN)
			continue;
		row = node_row(out, "found");
		node_id(row, "id", all[i].row.id);
		node_text(row, "name", levels_name(&all[i]));
		node_text(row, "code", all[i].code);
	}
	node_count(out, "free", (int64_t)free);
	node_bool(out, "has_found", free > 0);
	node_bool(out, "is_cut", free > DOWN);
	node_bool(out, "is_searched", !str_none(words));
	return true;
}

/* The rounds that could take its levels. */
static bool
rounds_list(struct ctx *c, const struct desk *d, struct node *out)
{
	struct assessment_round *r;
	struct node *row;
	size_t i, n, some = 0;

	(void)node_list(out, "rounds");
	if (!assess_rounds(c, d->p.row.id, &r, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!str_same(r[i].subject_type, d->f.subject_type))
			continue;
		row = node_row(out, "rounds");
		node_text(row, "name", round_name(c, &r[i]));
		node_text(row, "code", r[i].code);
		node_text(row, "href", str_print(c->arena,
		    "%s/levels/take?source=roles", str_z(c->arena,
		    rounds_href(c, &d->p, &r[i], ROUNDS_DESIGN))));
		some++;
	}
	node_bool(out, "has_rounds", some > 0);
	return true;
}

static void
head_put(struct ctx *c, const struct request *q, const struct desk *d,
    struct node *out)
{
	struct crumb up = { str_of(say(c, "Role profiles")), str_print(
	    c->arena, "%s/profiles", str_z(c->arena, programme_href(c,
	    &d->p))) };

	node_text(out, "title", text_in(c->arena, d->f.title, c->lang));
	programme_put(c, &d->p, PHASE_ASSESS, out);
	crumb_put(out, &up, 1);
	node_text(out, "code", d->f.code);
	node_text(out, "kind", choice_says(c, &role_kind_codes, d->f.kind));
	node_text(out, "who", choice_says(c, &subject_type_codes,
	    d->f.subject_type));
	node_text(out, "framework", text_in(c->arena,
	    d->in->framework.title, c->lang));
	node_text(out, "framework_href", str_print(c->arena,
	    "/framework/%s/design", id_text(c->arena, d->f.framework).p));
	node_text(out, "purpose", d->f.purpose);
	node_text(out, "source", d->f.source);
	node_text(out, "href", d->href);
	node_real(out, "lo", d->in->framework.scale_min, -1);
	node_real(out, "hi", d->in->framework.scale_max, -1);
	node_bool(out, "may_edit", flow_may(c, &role_profile_entity, &d->f,
	    EDIT));
	node_text(out, "today", day_text(c->arena, moment_day(c->now)));
	node_bool(out, "is_saved", str_is(request_arg(q, "saved"), "yes"));
	node_text(out, "given", request_arg(q, "given"));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct desk d;

	(void)reply;
	if (!find(c, q, &d))
		return false;
	if (q->shape != HTML)
		rowjson_node(c->arena, &role_profile_entity, &d.f, out);
	else
		head_put(c, q, &d, out);
	levels_put(c, q, &d, out);
	holders_put(c, q, &d, out);
	return tasks_put(c, &d, out) && found_put(c, q, &d, out) &&
	    rounds_list(c, &d, out);
}

/* ---- levels kept ---- */

static bool
keep_line(struct ctx *c, const struct request *q, const struct desk *d,
    const struct dimension *of)
{
	const struct role_level *was = level_of(d, of->row.id);
	const struct framework *f = &d->in->framework;
	double desired, importance, urgency;
	struct role_level l;
	bool fine;

	fine = level_read(c, q, "desired", of->code, f->scale_min,
	    f->scale_max, &desired);
	fine &= level_read(c, q, "importance", of->code, 1, 5, &importance);
	fine &= level_read(c, q, "urgency", of->code, 1, 5, &urgency);
	if (!fine || (isnan(desired) && was == NULL))
		return fine;
	if (isnan(desired))
		return flow_drop(c, &role_level_entity, was->row.id,
		    was->row.revision);
	row_blank(&role_level_entity, &l);
	if (was != NULL)
		l = *was;
	l.profile = d->f.row.id;
	l.dimension = of->row.id;
	l.desired = desired;
	l.importance = isnan(importance) ? 3 : (int64_t)importance;
	l.urgency = isnan(urgency) ? 3 : (int64_t)urgency;
	l.note = level_text(c, q, "note", of->code);
	if (l.note.n == 0)
		l.note = (str){ 0 };
	return flow_save(c, &role_level_entity, &l);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct desk d;
	bool fine = true;
	size_t i;

	(void)out;
	if (!find(c, q, &d))
		return false;
	for (i = 0; i < d.in->dimensions; i++)
		fine &= keep_line(c, q, &d, &d.in->dimension[i]);
	reply->go = str_print(c->arena, "%.*s?saved=yes", (int)d.href.n,
	    d.href.p);
	return fine;
}

/* ---- given ---- */

static bool
give(struct ctx *c, const struct desk *d, struct id party, struct day from,
    size_t *n)
{
	struct role_holder h;

	if (is_holder(c, d, party))
		return true;
	row_blank(&role_holder_entity, &h);
	h.programme = d->p.row.id;
	h.profile = d->f.row.id;
	h.subject = party;
	h.from = from;
	++*n;
	return flow_save(c, &role_holder_entity, &h);
}

static bool
give_all(struct ctx *c, const struct request *q, const struct desk *d,
    struct day from, size_t *n)
{
	struct party *all;
	size_t i, of;
	bool fine = true;

	if (!levels_parties(c, d->p.row.id, d->f.subject_type,
	    request_form(q, "q"), &all, &of))
		return false;
	for (i = 0; fine && i < of; i++)
		fine = give(c, d, all[i].row.id, from, n);
	return fine;
}

static bool
accept_holders(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str said = str_trim(request_form(q, "from"));
	struct day from = { 0 };
	struct desk d;
	bool fine = true;
	size_t i, n = 0;
	struct id id;

	(void)out;
	if (!find(c, q, &d))
		return false;
	if (said.n > 0 && !day_read(said, &from))
		return fail(&c->errors, INVALID, "from",
		    "'%.*s' is no day, such as 2026-03-31.", (int)said.n,
		    said.p);
	if (str_is(request_form(q, "do"), "all"))
		fine = give_all(c, q, &d, from, &n);
	for (i = 0; fine && i < q->n_form; i++)
		if (str_is(q->form[i].name, "subject") &&
		    id_read(q->form[i].value, &id))
			fine = give(c, &d, id, from, &n);
	if (fine && n == 0)
		return fail(&c->errors, INVALID, NULL,
		    "Tick at least one of those found.");
	reply->go = str_print(c->arena, "%.*s?given=%zu#holders",
	    (int)d.href.n, d.href.p, n);
	return fine;
}

const struct page profile_page = {
	.method = GET,
	.path   = "/role_profile/{id}",
	.about  = "A role profile: its levels, its tasks and who holds it.",
	.view   = "profile.html",
	.of     = &role_profile_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page profile_post = {
	.method = POST,
	.path   = "/role_profile/{id}/levels",
	.about  = "Keeps the levels of a role profile.",
	.of     = &role_level_entity,
	.needs  = ADD,
	.again  = &profile_page,
	.run    = accept,
};

const struct page profile_holders_post = {
	.method = POST,
	.path   = "/role_profile/{id}/holders",
	.about  = "Gives a role to subjects: those named, or all that 'q' "
	          "finds.",
	.of     = &role_holder_entity,
	.needs  = ADD,
	.again  = &profile_page,
	.run    = accept_holders,
};
