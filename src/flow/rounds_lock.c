/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What becomes of a round at its end: scores kept, corrections apart. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "format/json.h"
#include "store/store.h"

enum { SCORES_MOST = 1 << 18 };

static const double SAME = 1e-9;        /* scale points */

/* ---- scores are kept ---- */

static str
scores_of(struct ctx *c, const struct results *r, size_t subject)
{
	struct write w = write_new(c->arena, SCORES_MOST);
	size_t d;

	write_char(&w, '{');
	for (d = 0; d < r->instrument->dimensions; d++) {
		if (isnan(r->dimension[subject][d].value))
			continue;
		if (w.n > 1)
			write_char(&w, ',');
		json_quote(&w, r->instrument->dimension[d].code);
		write_char(&w, ':');
		write_real(&w, r->dimension[subject][d].value);
	}
	write_char(&w, '}');
	return write_done(&w);
}

bool
rounds_keep(struct ctx *c, struct id round)
{
	struct arena_mark mark;
	struct round_score s;
	const struct results *r;
	bool fine = true;
	size_t i;

	c->kept = NULL;         /* nothing of this is certain yet */
	if (!assess_results(c, round, &r))
		return false;
	for (i = 0; fine && i < r->subjects; i++) {
		mark = arena_mark(c->arena);
		row_blank(&round_score_entity, &s);
		s.row.id = id_from(S("round_score"), str_print(c->arena,
		    "%s/%s", id_text(c->arena, round).p,
		    id_text(c->arena, r->subject[i].id).p));
		s.round = round;
		s.subject = r->subject[i].id;
		s.overall = r->overall[i].value;
		s.scores = scores_of(c, r, i);
		s.sheets = (int64_t)r->subject[i].sheets;
		s.at = c->now;
		fine = flow_save_as_was(c, &round_score_entity, &s);
		arena_back(c->arena, mark);
	}
	return fine;
}

static bool
same(double a, double b)
{
	return isnan(a) ? isnan(b) : fabs(a - b) < SAME;
}

static bool
is_as_kept(struct ctx *c, const struct results *r, size_t i,
    const struct round_score *s)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct node *one;
	struct node *tree;
	size_t d;

	if (!same(r->overall[i].value, s->overall) ||
	    !json_read(c->arena, s->scores, &tree, &quiet))
		return false;
	for (d = 0; d < r->instrument->dimensions; d++) {
		one = node_find(tree, r->instrument->dimension[d].code);
		if (!same(r->dimension[i][d].value, one == NULL ? (double)NAN
		    : json_as_real(one)))
			return false;
	}
	return true;
}

static size_t
subject_place(const struct results *r, struct id id)
{
	size_t i;

	for (i = 0; i < r->subjects; i++)
		if (id_same(r->subject[i].id, id))
			break;
	return i;
}

bool
rounds_kept(struct ctx *c, const struct results *r, struct rounds_kept *k)
{
	struct filter of = { field_named(&round_score_entity, S("round")), IS,
		id_text(c->arena, r->round.row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct round_score s;
	struct cursor *cursor;
	size_t i;

	*k = (struct rounds_kept){ .at = MOMENT_NONE };
	if (!store_list(c->store, &round_score_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_next(cursor, c->arena, &s)) {
		i = subject_place(r, s.subject);
		k->n++;
		k->at = s.at;
		k->differ += i == r->subjects || !is_as_kept(c, r, i, &s);
	}
	return store_end(cursor, &c->errors);
}

/* ---- a correction ---- */

static struct id
next_id(struct ctx *c, const struct entity *e, struct id old, struct id round)
{
	return id_from(str_of(e->name), str_print(c->arena, "%s/%s",
	    id_text(c->arena, round).p, id_text(c->arena, old).p));
}

/* Rows of a round again under the next one. */
static bool
copy_rows(struct ctx *c, const struct entity *e, struct id from, struct id to)
{
	const struct field *round = field_named(e, S("round"));
	const struct field *sheet = field_named(e, S("response"));
	struct filter of = { round, IS, id_text(c->arena, from) };
	struct ask ask = { .filters = &of, .n = 1 };
	void *row = arena_take(c->arena, 1, e->size);
	struct cursor *cursor;
	bool fine = true;
	struct id *id;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	while (fine && store_next(cursor, c->arena, row)) {
		id = &((struct row *)row)->id;
		*id = next_id(c, e, *id, to);
		((struct row *)row)->revision = 0;
		*(struct id *)row_at(round, row) = to;
		if (sheet != NULL && !row_none(sheet, row)) {
			id = row_at(sheet, row);
			*id = next_id(c, &response_entity, *id, to);
		}
		fine = flow_restore(c, e, row, S("correct"));
	}
	return store_end(cursor, &c->errors) && fine;
}

/* "A-ORG-BL" becomes "A-ORG-BL-v2", then "A-ORG-BL-v3". */
static str
next_code(struct ctx *c, str code, int64_t version)
{
	str tail = str_print(c->arena, "-v%lld", (long long)version - 1);

	if (str_ends(code, tail))
		code.n -= tail.n;
	return str_print(c->arena, "%.*s-v%lld", (int)code.n, code.p,
	    (long long)version);
}

static bool
may_correct(struct ctx *c, const struct assessment_round *r, str reason)
{
	struct value round = value_id(r->row.id);
	int64_t n;

	if (!flow_may(c, &assessment_round_entity, r, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you correct this round.");
	if (!str_is(r->state, "locked"))
		return fail(&c->errors, INVALID, NULL,
		    "Only a locked round is corrected by a new version.");
	if (str_none(str_trim(reason)))
		return fail(&c->errors, INVALID, "reason",
		    "Say what has to be corrected.");
	if (!store_number(c->store, "round_corrections", &round, 1, 0, &n,
	    &c->errors))
		return false;
	return n == 0 || fail(&c->errors, CONFLICT, NULL,
	    "A correction of this round is there already.");
}

bool
rounds_correct(struct ctx *c, struct id round, str reason, struct id *next)
{
	struct assessment_round r;
	struct ctx system;
	bool fine;

	if (!flow_find(c, &assessment_round_entity, round, &r) ||
	    !may_correct(c, &r, reason))
		return false;
	r.corrects = round;
	r.version = (r.version == INT64_MIN ? 1 : r.version) + 1;
	r.code = next_code(c, r.code, r.version);
	r.row.id = *next = id_new(c->random, c->now);
	r.row.revision = 0;
	r.validated_in = (struct id){ { 0 } };
	r.state = S("cleaning");
	system = ctx_as_program(c);      /* as they were, in a new round */
	system.reason = str_trim(reason);
	fine = flow_restore(&system, &assessment_round_entity, &r,
	    S("correct")) &&
	    copy_rows(&system, &response_entity, round, *next) &&
	    copy_rows(&system, &cleaning_entity, round, *next) &&
	    copy_rows(&system, &community_consensus_entity, round, *next);
	c->errors = system.errors;
	return fine;
}
