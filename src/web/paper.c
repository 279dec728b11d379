/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Sheets on paper: printed blank, and typed in again from the keyboard.
 * Digits and tab are enough: a level, n (not applicable), d (don't know),
 * r (refused), or nothing.
 */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/invite.h"
#include "flow/sheet.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/rounds.h"

enum { PRINTED = 100 };

static str
own_text(struct ctx *c, const struct node *o, const char *name)
{
	str own = json_text(o, str_print(c->arena, "%s_%s", name, c->lang).p);

	return str_none(own) ? json_text(o, name) : own;
}

/* ---- printed ---- */

/* The levels of the scale, each with what it means. */
static void
scale_put(struct ctx *c, const struct framework *f, struct node *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct node *k;
	struct node *tree, *row;
	double value;
	size_t i;

	for (i = 0; i < sheet_levels(f); i++)
		node_text(node_row(out, "levels"), "value", str_print(c->arena,
		    "%.15g", sheet_level(f, i)));
	node_text(out, "lo", str_print(c->arena, "%.15g", f->scale_min));
	node_text(out, "hi", str_print(c->arena, "%.15g", f->scale_max));
	node_bool(out, "has_na", f->allow_na != NO);
	node_bool(out, "has_dk", f->allow_dont_know != NO);
	if (str_none(f->levels) || !json_read(c->arena, f->levels, &tree,
	    &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		value = json_number(k, "value");
		if (isnan(value))
			continue;
		row = node_row(out, "meanings");
		node_text(row, "value", str_print(c->arena, "%.15g", value));
		node_text(row, "label", own_text(c, k, "label"));
		node_text(row, "descriptor", own_text(c, k, "descriptor"));
	}
}

static void
descriptors_put(struct ctx *c, const struct item *it, struct node *row)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct node *k;
	struct node *tree, *o;

	if (str_none(it->descriptors) || !json_read(c->arena, it->descriptors,
	    &tree, &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		if (k->kind != N_TEXT || k->name == NULL)
			continue;
		o = node_row(row, "descriptors");
		node_z(o, "value", k->name);
		node_text(o, "text", k->text);
	}
}

static void
item_put(struct ctx *c, const struct item *it, struct node *row)
{
	node_text(row, "code", it->code);
	node_text(row, "question", text_in(c->arena, it->question, c->lang));
	node_text(row, "asks_evidence", it->evidence);
	descriptors_put(c, it, row);
}

static void
questions_put(struct ctx *c, const struct instrument *in, struct node *out)
{
	struct node *group;
	size_t d, i;

	for (d = 0; d < in->dimensions; d++) {
		group = node_row(out, "groups");
		node_text(group, "code", in->dimension[d].code);
		node_text(group, "name", text_in(c->arena,
		    in->dimension[d].title, c->lang));
		for (i = 0; i < in->items; i++)
			if (in->item_dimension[i] == d)
				item_put(c, &in->item[i], node_row(group,
				    "questions"));
	}
}

static void
sheet_put(struct ctx *c, const struct programme *p,
    const struct assessment_round *r, const struct instrument *in,
    const struct invite_line *l, struct node *out)
{
	struct node *o = node_row(out, "sheets");

	node_text(o, "title", text_in(c->arena, in->framework.title, c->lang));
	node_text(o, "programme_title", programme_title(c, p));
	node_text(o, "round_code", r->code);
	node_day(o, "due", r->due);
	node_text(o, "consent", r->consent_text);
	if (l != NULL) {
		node_text(o, "subject", l->subject);
		node_text(o, "role", choice_says(c, &rater_role_codes,
		    l->response.rater_role));
		node_text(o, "sheet_code", str_print(c->arena, "%.*s-%.*s",
		    (int)l->response.rater.n, l->response.rater.p,
		    (int)l->subject_code.n, l->subject_code.p));
	}
	scale_put(c, &in->framework, o);
	questions_put(c, in, o);
}

static bool
sheets_put(struct ctx *c, const struct request *q, const struct programme *p,
    const struct assessment_round *r, const struct instrument *in,
    struct node *out)
{
	str one = request_arg(q, "sheet");
	bool waiting = str_is(request_arg(q, "waiting"), "yes");
	struct invite_line *l, *at;
	size_t i, n, all = 0, page;

	if (!waiting && str_none(one)) {
		sheet_put(c, p, r, in, NULL, out);
		return true;
	}
	if (!invite_list(c, r, 0, INVITE_MOST, &l, &n))
		return false;
	at = NEWS(c->arena, struct invite_line, n + 1);
	for (i = 0; i < n; i++)
		if (waiting ? str_is(l[i].response.status, "invited") ||
		    str_is(l[i].response.status, "started")
		    : str_same(id_text(c->arena, l[i].response.row.id), one))
			at[all++] = l[i];
	if (all == 0)
		return fail(&c->errors, ABSENT, NULL,
		    "No sheet waits to be printed.");
	page = page_asked(q, (all + PRINTED - 1) / PRINTED);
	n = all < (page + 1) * PRINTED ? all : (page + 1) * PRINTED;
	for (i = page * PRINTED; i < n; i++)
		sheet_put(c, p, r, in, &at[i], out);
	pager_put(c, out, str_print(c->arena, "%s/paper?waiting=yes", str_z(
	    c->arena, rounds_href(c, p, r, ROUNDS_DESIGN))), page,
	    page * PRINTED, n, all);
	return true;
}

static bool
show_paper(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct assessment_round r;
	struct instrument *in;
	struct programme p;

	(void)reply;
	if (!rounds_named(c, q, &p, &r) ||
	    !assess_instrument(c, r.framework, &in))
		return false;
	node_text(out, "title", round_name(c, &r));
	node_text(out, "back_href", rounds_href(c, &p, &r, ROUNDS_RATERS));
	return sheets_put(c, q, &p, &r, in, out);
}

/* ---- typed in ---- */

struct keying {
	struct programme        p;
	struct assessment_round r;
	struct sheet            s;
	bool                    is_second;      /* typing */
};

static bool
find(struct ctx *c, const struct request *q, struct keying *k)
{
	k->is_second = str_is(request_arg(q, "second"), "yes");
	return rounds_named(c, q, &k->p, &k->r) && sheet_keyed(c, &k->r,
	    str_trim(request_arg(q, "sheet")), &k->s);
}

static str
field(struct ctx *c, size_t item)
{
	return str_print(c->arena, "q%zu", item + 1);
}

static void
cells_put(struct ctx *c, const struct request *q, const struct keying *k,
    struct node *out)
{
	const struct instrument *in = k->s.instrument;
	const char *fault;
	struct node *row;
	size_t i;
	str score;

	for (i = 0; i < in->items; i++) {
		row = node_row(out, "cells");
		score = k->is_second ? S("") : sheet_score(c->arena, &k->s, i);
		if (q->faults != NULL)
			score = request_form(q, field(c, i).p);
		fault = q->faults == NULL ? NULL
		    : errors_text(q->faults, field(c, i).p);
		node_text(row, "name", field(c, i));
		node_text(row, "code", in->item[i].code);
		node_text(row, "question", text_in(c->arena,
		    in->item[i].question, c->lang));
		node_text(row, "value", score);
		node_z(row, "fault", fault);
		node_bool(row, "is_faulty", fault != NULL);
		node_bool(row, "is_first", i == 0);
	}
}

static str
key_href(struct ctx *c, const struct keying *k, bool second, str came)
{
	str home = rounds_href(c, &k->p, &k->r, ROUNDS_DESIGN);

	return str_print(c->arena, "%.*s/key?sheet=%s%s%s%.*s", (int)home.n,
	    home.p, id_text(c->arena, k->s.response.row.id).p,
	    second ? "&second=yes" : "", str_none(came) ? "" : "&came=",
	    (int)came.n, came.p == NULL ? "" : came.p);
}

static bool
may_take(const struct sheet *s)
{
	return s->stands <= SHEET_RETURNED;
}

static void
keying_put(struct ctx *c, const struct request *q, const struct keying *k,
    struct node *out)
{
	const struct framework *f = &k->s.instrument->framework;
	struct node *o = node_object(out, "sheet");
	str came = request_form(q, "came");

	if (came.p == NULL)
		came = request_arg(q, "came");
	if (str_none(came))
		came = day_text(c->arena, moment_day(c->now));
	node_text(o, "code", sheet_code(c->arena, &k->s));
	node_text(o, "subject", str_none(k->s.subject.name)
	    ? k->s.subject.code : k->s.subject.name);
	node_text(o, "role", choice_says(c, &rater_role_codes,
	    k->s.response.rater_role));
	node_text(o, "action", key_href(c, k, k->is_second, (str){ 0 }));
	node_text(o, "came", came);
	node_bool(o, "is_second", k->is_second);
	node_bool(o, "may_take", may_take(&k->s));
	node_bool(o, "differs", k->is_second && q->faults != NULL);
	node_text(o, "lo", str_print(c->arena, "%.15g", f->scale_min));
	node_text(o, "hi", str_print(c->arena, "%.15g", f->scale_max));
	node_bool(o, "one_digit", sheet_levels(f) > 0 && f->scale_min >= 0 &&
	    f->scale_max <= 9);
	if (may_take(&k->s))
		cells_put(c, q, k, o);
}

static bool
show_key(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct keying k = { .is_second = false };
	bool asked = !str_none(str_trim(request_arg(q, "sheet")));

	(void)reply;
	if (!asked ? !rounds_named(c, q, &k.p, &k.r) : !find(c, q, &k))
		return false;
	if (!ctx_may(c, &response_entity, ADD, k.p.row.id))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you type in sheets.");
	programme_put(c, &k.p, PHASE_ASSESS, out);
	rounds_crumb(c, &k.p, &k.r, out);
	node_z(out, "title", say(c, "Type in paper"));
	node_text(out, "home", rounds_href(c, &k.p, &k.r, ROUNDS_DESIGN));
	node_text(out, "sent", request_arg(q, "sent"));
	if (asked)
		keying_put(c, q, &k, out);
	return true;
}

static struct sheet_answer *
read_cells(struct ctx *c, const struct request *q, const struct keying *k)
{
	size_t i, n = k->s.instrument->items;
	struct sheet_answer *w = NEWS(c->arena, struct sheet_answer, n + 1);
	str said;

	for (i = 0; i < n; i++) {
		said = request_form(q, field(c, i).p);
		w[i] = (struct sheet_answer){ .item = i, .score = said.p == NULL
		    ? sheet_score(c->arena, &k->s, i) : said };
	}
	return w;
}

/* The second typing against what the first one kept. */
static bool
compare(struct ctx *c, const struct keying *k, const struct sheet_answer *w)
{
	const struct instrument *in = k->s.instrument;
	str first, name;
	double rating;
	int16_t cell;
	bool same = true;
	size_t i;

	for (i = 0; i < in->items; i++) {
		name = field(c, i);
		if (!sheet_read(in, w[i].score, &cell, &rating, name.p,
		    &c->errors)) {
			same = false;
			continue;
		}
		if (cell == k->s.cell[i] && (cell != CELL_BESIDE ||
		    rating == k->s.rating[i]))
			continue;
		first = sheet_score(c->arena, &k->s, i);
		same = fail(&c->errors, INVALID, name.p,
		    "First '%.*s', now '%.*s'.", (int)first.n, first.p,
		    (int)w[i].score.n, w[i].score.p);
	}
	return same;
}

static bool
read_day(struct ctx *c, str said, struct day *day)
{
	*day = (struct day){ 0 };
	return str_none(said) || day_read(said, day) || fail(&c->errors,
	    INVALID, "came", "'%.*s' is not a day like 2026-03-31.",
	    (int)said.n, said.p);
}

static bool
accept_key(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str go = request_form(q, "go"), came = request_form(q, "came");
	struct keying k = { .is_second = false };
	struct sheet_answer *w;
	struct day day;
	str home;

	(void)out;
	if (!find(c, q, &k) || !read_day(c, came, &day))
		return false;
	w = read_cells(c, q, &k);
	if (str_is(go, "compare") && !compare(c, &k, w))
		return false;
	if (!str_is(go, "compare") &&
	    !sheet_keep_paper(c, &k.s, w, k.s.instrument->items))
		return false;
	if (str_is(go, "twice")) {
		reply->go = key_href(c, &k, true, came);
		return true;
	}
	home = rounds_href(c, &k.p, &k.r, ROUNDS_DESIGN);
	reply->go = str_print(c->arena, "%.*s/key?sent=%.*s", (int)home.n,
	    home.p, (int)k.s.response.rater.n, k.s.response.rater.p);
	return sheet_send_paper(c, &k.s, day, k.is_second);
}

const struct page paper_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/paper",
	.about  = "The sheet of a round to print: blank, one, or all that "
	          "wait.",
	.view   = "paper.html",
	.of     = &assessment_round_entity,
	.needs  = SEE,
	.run    = show_paper,
};

const struct page keyed_page = {
	.method = GET,
	.path   = "/programme/{id}/round/{round}/key",
	.about  = "A grid to type in a sheet that came on paper.",
	.view   = "key.html",
	.of     = &response_entity,
	.needs  = ADD,
	.run    = show_key,
};

const struct page keyed_post = {
	.method = POST,
	.path   = "/programme/{id}/round/{round}/key",
	.about  = "Keeps a typed sheet: 'go' is send, twice, compare or take.",
	.view   = "key.html",
	.of     = &response_entity,
	.needs  = ADD,
	.again  = &keyed_page,
	.run    = accept_key,
};
