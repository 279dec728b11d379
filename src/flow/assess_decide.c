/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Decisions of cleaning, taken back and put in force again.  Each says
 * what an answer is while it holds (taken) and what it is otherwise (raw);
 * the sheet is rewritten so that results read nothing but sheets.
 */
#include <string.h>

#include "flow/assess.h"
#include "flow/find.h"
#include "flow/guard.h"
#include "flow/packed.h"
#include "flow/save.h"
#include "store/store.h"

/* What an answer is when only its text is known. */
static int16_t
cell_of(str text)
{
	double rating;

	if (str_none(text))
		return CELL_BLANK;
	return str_real(text, &rating) ? score_cell(rating) : CELL_UNREADABLE;
}

static str
with_cell(struct arena *a, str scores, size_t item, int16_t cell)
{
	size_t n = scores.n > item * 2 + 2 ? scores.n : item * 2 + 2, i;
	char *p = NEWS(a, char, n);

	for (i = 0; i < n / 2; i++) {
		int16_t was = i == item ? cell : packed_cell(scores, i);

		p[i * 2] = (char)((uint16_t)was & 0xff);
		p[i * 2 + 1] = (char)((uint16_t)was >> 8);
	}
	return (str){ p, n };
}

static bool
decide_item(struct ctx *c, const struct cleaning *d, struct id framework,
    bool in_force, struct response *r)
{
	struct instrument *in;
	int16_t cell = cell_of(in_force ? d->taken : d->raw);
	size_t i;

	if (!assess_instrument(c, framework, &in))
		return false;
	for (i = 0; i < in->items; i++)
		if (str_same(in->item[i].code, d->item))
			break;
	if (i == in->items)
		return fail(&c->errors, INVALID, "item",
		    "The framework has no item '%.*s'.", (int)d->item.n,
		    d->item.p);
	if (cell == CELL_BESIDE)
		return fail(&c->errors, INVALID, "taken",
		    "A decision can set at most two decimals.");
	r->scores = with_cell(c->arena, r->scores, i, cell);
	return true;
}

/* The whole sheet counts or does not.  What somebody decided at the desk
 * says so itself, and keeps how the sheet stood; what came with an import
 * follows from its rule. */
static void
decide_sheet(const struct cleaning *d, bool in_force, struct response *r)
{
	bool out = str_is(d->rule, "after_close") ? in_force : !in_force;

	if (str_none(d->decision))
		r->status = out ? S("excluded") : S("accepted");
	else if (!in_force)
		r->status = d->raw;
	else if (str_is(d->decision, "exclude"))
		r->status = S("excluded");
	else if (str_is(d->decision, "return"))
		r->status = S("returned");
}

/* A single answer is corrected by itself; otherwise it is the sheet that
 * counts, does not count, or goes back. */
static bool
is_of_item(const struct cleaning *d)
{
	return !str_none(d->item) && (str_none(d->decision) ||
	    str_is(d->decision, "correct"));
}

/* "7" off the scale is a rating as it came; what nobody could read is not. */
static struct cleaning
as_it_came(const struct cleaning *d)
{
	struct cleaning was = *d;
	double rating;

	if (is_of_item(d) && !str_none(d->decision) &&
	    !str_real(d->raw, &rating))
		was.raw = S("?");
	return was;
}

static bool
rewrite(struct ctx *c, const struct cleaning *decision,
    const struct assessment_round *round, bool in_force)
{
	struct cleaning was = as_it_came(decision), *d = &was;
	struct response r;

	if (!store_find(c->store, &response_entity, d->response, c->arena, &r,
	    &c->errors))
		return false;
	if (str_none(d->decision) && (str_is(d->rule, "untidy_code") ||
	    str_is(d->rule, "out_of_range")))
		return fail(&c->errors, INVALID, "rule",
		    "There is nothing to take back: the answer stays as it is "
		    "kept, and what is off the scale is never counted.");
	if (is_of_item(d) && !decide_item(c, d, round->framework, in_force, &r))
		return false;
	if (!is_of_item(d))
		decide_sheet(d, in_force, &r);
	return flow_save_as_was(c, &response_entity, &r);
}

bool
assess_rewrite(struct ctx *c, const struct cleaning *d, bool in_force)
{
	struct assessment_round round;

	return store_find(c->store, &assessment_round_entity, d->round,
	    c->arena, &round, &c->errors) && rewrite(c, d, &round, in_force);
}

/* What a person says an answer means must itself be an answer. */
static bool
read_taken(struct ctx *c, const struct assessment_round *round, str taken,
    struct cleaning *d)
{
	struct framework f;
	double rating;

	if (str_none(taken))
		return true;
	if (str_is(taken, "-")) {
		d->taken = (str){ 0 };
		return true;
	}
	if (!store_find(c->store, &framework_entity, round->framework, c->arena,
	    &f, &c->errors))
		return false;
	if (!str_real(taken, &rating) || rating < f.scale_min ||
	    rating > f.scale_max)
		return fail(&c->errors, INVALID, "taken",
		    "'%.*s' is no number from %g to %g.", (int)taken.n, taken.p,
		    f.scale_min, f.scale_max);
	d->taken = taken;
	return true;
}

bool
assess_decide(struct ctx *c, struct id cleaning, bool in_force, str taken,
    str reason)
{
	struct assessment_round round;
	struct ctx system;
	struct cleaning d;
	bool fine;

	if (!flow_find(c, &cleaning_entity, cleaning, &d) ||
	    !store_find(c->store, &assessment_round_entity, d.round, c->arena,
	    &round, &c->errors))
		return false;
	if ((d.in_force == YES) == in_force && str_none(taken))
		return true;
	if (!flow_may(c, &cleaning_entity, &d, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you decide on answers.");
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say why the decision changes.");
	if (!guard_frozen(c, &cleaning_entity, &d, &d))
		return false;
	if (!read_taken(c, &round, taken, &d))
		return false;
	d.in_force = in_force ? YES : NO;
	d.reason = reason;
	d.decided_at = c->now;
	d.decided_by = c->actor.user;
	system = ctx_as_program(c);      /* what only the program may set */
	fine = flow_save_as_was(&system, &cleaning_entity, &d) &&
	    rewrite(&system, &d, &round, in_force);
	c->errors = system.errors;
	return fine;
}
