/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The weights of a round by comparison of two at a time: of its dimensions,
 * and of what the weighted sum ranks gaps by. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/save.h"
#include "flow/weights.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/rounds.h"

struct desk {
	struct programme        p;
	struct assessment_round r;
	struct instrument      *in;
};

static bool
find(struct ctx *c, const struct request *q, struct desk *d)
{
	return rounds_named(c, q, &d->p, &d->r) &&
	    assess_instrument(c, d->r.framework, &d->in);
}

/* ---- what was sent, or is to be looked at ---- */

static str
sent_as(const struct request *q, const char *name)
{
	str sent = request_form(q, name);

	return sent.p != NULL ? sent : request_arg(q, name);
}

/* The judgements of one list, if they are of that one: a pair left out
 * stays, and what is no number is no judgement. */
static bool
read_pairs(struct ctx *c, const struct request *q, struct weights *w)
{
	str sent;
	size_t i;

	if (weights_named(sent_as(q, "of")) != w->kind)
		return false;
	for (i = 0; i < w->pairs; i++) {
		sent = sent_as(q, str_print(c->arena, "%s.%zu",
		    weights_name(w->kind), i).p);
		if (sent.p != NULL && !str_int(str_trim(sent),
		    &w->pair[i].says))
			w->pair[i].says = 0;
	}
	weights_count(c, w);
	return true;
}

static str
typed_name(struct ctx *c, const struct weights *w, size_t i)
{
	return str_print(c->arena, "%s.w%zu", weights_name(w->kind), i);
}

/* What is no number is missing. */
static void
read_typed(struct ctx *c, const struct request *q, struct weights *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!str_typed(str_trim(request_form(q,
		    typed_name(c, w, i).p)), &w->typed[i]))
			w->typed[i] = NAN;
}

/* ---- shown ---- */

static str
name_of(struct ctx *c, const struct desk *d, const struct weights *w, size_t i)
{
	static const char *const says[] = {     /* words: */
		"Importance", "Urgency", "Size of the gap"
	};

	return w->kind == WEIGHTS_PRIORITY ? str_of(say(c, says[i]))
	    : text_in(c->arena, d->in->dimension[i].title, c->lang);
}

/* A dimension's title may be too long for a phone's list. */
static str
short_of(struct ctx *c, const struct desk *d, const struct weights *w,
    size_t i)
{
	return w->kind == WEIGHTS_PRIORITY ? name_of(c, d, w, i) : w->code[i];
}

/* As LEA, 5, strongly more. */
static str
judgement_says(struct ctx *c, const struct desk *d, const struct weights *w,
    const struct weights_pair *p, int64_t n)
{
	static const char *const much[] = {     /* words: */
		"", "", "", "moderately more", "", "strongly more", "",
		"very strongly more", "", "extremely more"
	};
	int64_t times = n < 0 ? -n : n;
	str of;

	if (times <= 1 || times > WEIGHTS_TOP)
		return str_of(say(c, "Both as much"));
	of = short_of(c, d, w, n > 0 ? p->first : p->second);
	return str_print(c->arena, "%.*s · %d%s%s", (int)of.n, of.p,
	    (int)times, much[times][0] == '\0' ? "" : " · ",
	    much[times][0] == '\0' ? "" : say(c, much[times]));
}

static void
choice_put(struct ctx *c, const struct desk *d, const struct weights *w,
    const struct weights_pair *p, int64_t n, struct node *list)
{
	struct node *row = node_item(list);

	node_count(row, "value", n);
	node_text(row, "label", judgement_says(c, d, w, p, n));
	node_bool(row, "here", p->says == n);
}

static void
pair_put(struct ctx *c, const struct request *q, const struct desk *d,
    const struct weights *w, size_t i, struct node *row)
{
	const struct weights_pair *p = &w->pair[i];
	str name = str_print(c->arena, "%s.%zu", weights_name(w->kind), i);
	struct node *list;
	int64_t n;

	node_text(row, "name", name);
	node_text(row, "one", name_of(c, d, w, p->first));
	node_text(row, "two", name_of(c, d, w, p->second));
	node_text(row, "one_code", short_of(c, d, w, p->first));
	node_text(row, "two_code", short_of(c, d, w, p->second));
	node_bool(row, "has_codes", w->kind == WEIGHTS_DIMENSIONS);
	if (q->faults != NULL)
		node_z(row, "error", errors_text(q->faults, name.p));
	list = node_list(row, "first");
	for (n = WEIGHTS_TOP; n > 1; n--)
		choice_put(c, d, w, p, n, list);
	choice_put(c, d, w, p, 1, node_list(row, "same"));
	list = node_list(row, "second");
	for (n = 2; n <= WEIGHTS_TOP; n++)
		choice_put(c, d, w, p, -n, list);
}

static void
weights_put(struct ctx *c, const struct desk *d, const struct weights *w,
    bool judged, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "things");
	for (i = 0; i < w->n; i++) {
		row = node_row(out, "things");
		node_text(row, "name", name_of(c, d, w, i));
		node_text(row, "code", short_of(c, d, w, i));
		node_bool(row, "has_code", w->kind == WEIGHTS_DIMENSIONS);
		node_real(row, "now", 100 * w->now[i], 1);
		node_real(row, "weight", judged && w->pairs > 0
		    ? 100 * w->weight[i] : NAN, 1);
	}
}

/* The form in which weights are typed: as they were typed last, else what
 * each counts now in percent. */
static void
typed_put(struct ctx *c, const struct request *q, const struct desk *d,
    const struct weights *w, struct node *out)
{
	struct node *o = node_object(out, "type"), *row;
	bool kept = w->own && !w->judged;
	double sum = 0, x;
	str name, sent;
	size_t i;

	for (i = 0; i < w->n; i++) {
		row = node_row(o, "weights");
		name = typed_name(c, w, i);
		sent = request_form(q, name.p);
		x = kept ? w->typed[i] : 100 * w->now[i];
		if (sent.p != NULL && !str_typed(str_trim(sent), &x))
			x = 0;
		sum += x;
		node_text(row, "name", name);
		node_text(row, "label", name_of(c, d, w, i));
		node_text(row, "code", short_of(c, d, w, i));
		node_bool(row, "has_code", w->kind == WEIGHTS_DIMENSIONS);
		node_real(row, "value", x, kept ? -1 : 1);
		if (sent.p != NULL)
			node_text(row, "value", sent);
		if (q->faults != NULL)
			node_z(row, "error", errors_text(q->faults, name.p));
	}
	node_real(o, "sum", sum, kept ? -1 : 1);
	node_bool(o, "is_open", str_is(request_form(q, "do"), "type"));
}

/* Whether they can be believed, and if not where to begin. */
static void
check_put(struct ctx *c, const struct desk *d, const struct weights *w,
    struct node *out)
{
	struct node *o = node_object(out, "check"), *is, *worst;
	const struct weights_pair *p;

	is = node_object(o, "is");
	node_z(is, "mark", isnan(w->check.cr) ? "none" : w->accepted ? "ok"
	    : "warn");
	node_z(is, "says", say(c, isnan(w->check.cr) ? "Nothing to check"
	    : w->accepted ? "Consistent" : "Contradictory"));
	node_real(o, "cr", w->check.cr, 3);
	node_real(o, "lambda", w->check.lambda, 3);
	node_real(o, "ci", w->check.ci, 4);
	node_bool(o, "accepted", w->accepted);
	if (w->accepted || w->worst == w->pairs)
		return;
	p = &w->pair[w->worst];
	worst = node_object(o, "worst");
	node_text(worst, "one", name_of(c, d, w, p->first));
	node_text(worst, "two", name_of(c, d, w, p->second));
	node_bool(worst, "is_any", w->n == 3);
	node_text(worst, "says", judgement_says(c, d, w, p, p->says));
	node_text(worst, "fits", judgement_says(c, d, w, p, w->fits));
	node_text(worst, "href", str_print(c->arena, "#%s.%zu",
	    weights_name(w->kind), w->worst));
}

static bool
list_put(struct ctx *c, const struct request *q, const struct desk *d,
    enum weights_kind kind, struct node *out)
{
	struct node *o = node_row(out, "lists");
	struct weights w;
	bool typed;
	size_t i;

	if (!weights_of(c, &d->r, kind, &w))
		return false;
	typed = read_pairs(c, q, &w);
	node_z(o, "of", weights_name(kind));
	node_bool(o, "is_dimensions", kind == WEIGHTS_DIMENSIONS);
	node_bool(o, "judged", w.judged);
	node_bool(o, "typed", typed);
	node_bool(o, "counted", typed || w.judged);
	node_bool(o, "too_many", w.n > WEIGHTS_MOST);
	node_bool(o, "too_few", w.n < 2);
	node_bool(o, "is_sum", w.is_sum);
	node_bool(o, "own", w.own);
	node_bool(o, "can_type", w.n > 1 && !w.is_sum);
	node_bool(o, "can", w.pairs > 0);
	weights_put(c, d, &w, typed || w.judged, o);
	if (typed || w.judged)
		check_put(c, d, &w, o);
	(void)node_list(o, "pairs");
	for (i = 0; i < w.pairs; i++)
		pair_put(c, q, d, &w, i, node_row(o, "pairs"));
	typed_put(c, q, d, &w, o);
	return true;
}

static str
here(struct ctx *c, const struct desk *d)
{
	return str_print(c->arena, "%s/weights", str_z(c->arena,
	    rounds_href(c, &d->p, &d->r, ROUNDS_DESIGN)));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct desk d;
	int k;

	(void)reply;
	if (!find(c, q, &d))
		return false;
	node_z(out, "title", say(c, "Weights, two by two"));
	if (!rounds_put(c, &d.p, &d.r, ROUNDS_BELOW, out))
		return false;
	node_text(out, "action", here(c, &d));
	node_text(out, "gaps_href", str_print(c->arena,
	    "%s&rule=additive#ranked", str_z(c->arena,
	    round_href(c, &d.p, "gaps", &d.r))));
	(void)node_list(out, "lists");
	for (k = 0; k < WEIGHTS_KINDS; k++)
		if (!list_put(c, q, &d, (enum weights_kind)k, out))
			return false;
	return true;
}

/* ---- kept ---- */

/* The same page with the judgements in its address: nothing is kept. */
static str
look(struct ctx *c, const struct desk *d, const struct weights *w)
{
	struct write out = write_new(c->arena, 1 << 14);
	const char *name = weights_name(w->kind);
	size_t i;

	write_str(&out, here(c, d));
	write_format(&out, "?of=%s", name);
	for (i = 0; i < w->pairs; i++)
		write_format(&out, "&%s.%zu=%lld", name, i,
		    (long long)w->pair[i].says);
	write_format(&out, "#%s", name);
	return write_done(&out);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	enum weights_kind kind = weights_named(request_form(q, "of"));
	str todo = request_form(q, "do");
	struct weights w;
	struct desk d;

	(void)out;
	if (!find(c, q, &d))
		return false;
	if (kind == WEIGHTS_KINDS)
		return fail(&c->errors, INVALID, "of",
		    "What is compared is not said.");
	d.r.row.revision = entity_revision_of(q, &d.r);
	reply->go = str_print(c->arena, "%s#%s", here(c, &d).p,
	    weights_name(kind));
	if (str_is(todo, "drop"))
		return weights_drop(c, &d.r, kind);
	if (!weights_of(c, &d.r, kind, &w))
		return false;
	if (str_is(todo, "type")) {
		read_typed(c, q, &w);
		return weights_type(c, &d.r, &w);
	}
	if (!read_pairs(c, q, &w))
		return false;
	if (!str_is(todo, "look"))
		return weights_keep(c, &d.r, &w,
		    str_is(request_form(q, "anyway"), "yes"));
	reply->go = look(c, &d, &w);
	return true;
}

const struct page round_weights_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/weights",
	.about  = "The weights of a round's dimensions, and of what gaps are "
	          "ranked by, from judgements of two at a time.",
	.view   = "round_weights.html",
	.of     = &assessment_round_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page round_weights_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/weights",
	.about  = "Keeps judgements and weights with the round, or takes them "
	          "back.",
	.of     = &assessment_round_entity,
	.needs  = EDIT,
	.again  = &round_weights_page,
	.run    = accept,
};
