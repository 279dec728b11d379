/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Desired levels written as planned, taken back, and where one comes from. */
#include <math.h>

#include "base/node.h"
#include "derive/change.h"
#include "flow/desired.h"
#include "flow/every.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/text.h"
#include "store/store.h"

/* In the history beside each line, by which they are found again. */
static const char mark[] = "Desired levels taken from ";

bool
desired_take(struct ctx *c, const struct desired_plan *p, int64_t *before,
    int64_t *last)
{
	struct desired_level l;
	str reason = c->reason;
	bool fine = true;
	size_t i;

	if (!store_last_change(c->store, before, &c->errors))
		return false;
	c->reason = str_print(c->arena, "%s%.*s", mark, (int)p->from.n,
	    p->from.p);
	for (i = 0; fine && i < p->n; i++) {
		if (p->line[i].fate != DESIRED_NEW &&
		    p->line[i].fate != DESIRED_CHANGED)
			continue;
		l = p->line[i].now;
		fine = flow_save(c, &desired_level_entity, &l);
	}
	c->reason = reason;
	return fine && store_last_change(c->store, last, &c->errors);
}

/* ---- back ---- */

struct back {
	struct ctx *c;
	struct id   programme;
	bool        may_all;
	size_t      taken, left;
};

static bool
is_mine(const struct back *b, const struct change *line)
{
	return str_is(line->entity, "desired_level") &&
	    str_starts(line->reason, str_of(mark)) && (b->may_all ||
	    id_same(line->user, b->c->actor.user)) &&
	    (str_is(line->verb, "add") || str_is(line->verb, "change"));
}

/* By the program: who took them over may take them back. */
static bool
write_back(struct back *b, const struct change *line, struct desired_level *l)
{
	struct ctx *c = b->c;
	struct ctx system = ctx_as_program(c);
	struct fieldtext way = { c->arena, NULL, &system.errors };
	struct author by = { c->actor.user, c->now, c->source,
		S("Taken back"), S("undo") };
	bool fine;

	if (line->revision == 1)
		return store_drop(c->store, &desired_level_entity, line->row,
		    l->row.revision, &by, &c->errors);
	system.reason = S("Taken back");
	fine = change_apply(&way, &desired_level_entity, line->fields, true,
	    l) && flow_restore(&system, &desired_level_entity, l, S("undo"));
	c->errors = system.errors;
	return fine;
}

static bool
line_back(struct back *b, const struct change *line)
{
	struct errors quiet = { b->c->arena, NULL, NULL, NULL };
	struct desired_level l;

	if (!is_mine(b, line))
		return true;
	if (!store_find(b->c->store, &desired_level_entity, line->row,
	    b->c->arena, &l, &quiet) || l.row.revision != line->revision) {
		b->left++;
		return true;
	}
	if (!id_same(l.programme, b->programme))
		return true;
	b->taken++;
	return write_back(b, line, &l);
}

bool
desired_back(struct ctx *c, struct id programme, int64_t before, int64_t last,
    size_t *taken, size_t *left)
{
	struct back b = { c, programme, ctx_may(c, &desired_level_entity,
	    EDIT | DROP, programme), 0, 0 };
	struct change *line;
	struct cursor *cursor;
	size_t i, n = 0, room = 0;
	bool fine = true;

	*taken = *left = 0;
	if (before < 0 || last < before)
		return fail(&c->errors, INVALID, NULL,
		    "There is nothing to take back.");
	if (!store_history(c->store, NULL, (struct id){ { 0 } }, before,
	    (size_t)(last - before), c->arena, &cursor, &c->errors))
		return false;
	for (line = NULL;; n++) {
		line = arena_more(c->arena, line, n, &room, sizeof(*line));
		if (!store_change(cursor, c->arena, &line[n]) ||
		    line[n].number > last)
			break;
	}
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; fine && i < n; i++)
		fine = line_back(&b, &line[i]);
	*taken = b.taken;
	*left = b.left;
	return fine && (b.taken + b.left > 0 || fail(&c->errors, INVALID, NULL,
	    "There is nothing to take back."));
}

/* ---- where a level comes from ---- */

static bool
find_level(struct ctx *c, struct id programme, struct id subject,
    struct id dimension, struct desired_source *s)
{
	const struct desired_level *l;
	size_t i, n;

	l = every_by(c, &desired_level_entity, "subject", subject, &n);
	for (i = 0; l != NULL && i < n; i++)
		if (id_same(l[i].programme, programme) &&
		    id_same(l[i].dimension, dimension)) {
			s->has = true;
			s->level = l[i];
		}
	return l != NULL;
}

static str
href_of(struct ctx *c, const struct entity *e, struct id id)
{
	return str_print(c->arena, "/%s/%s", e->name,
	    id_text(c->arena, id).p);
}

static void
name_source(struct ctx *c, struct desired_source *s)
{
	const struct choice *kind = choice_coded(&desired_kind_codes,
	    s->level.kind);

	if (kind != NULL)
		s->kind = str_of(kind->label);
	if (!id_none(s->level.agreed_in)) {
		s->from = flow_name(c, entity_named(S("consultation")),
		    s->level.agreed_in);
		s->from_href = href_of(c, entity_named(S("consultation")),
		    s->level.agreed_in);
	} else if (!id_none(s->level.profile)) {
		s->from = flow_name(c, &role_profile_entity,
		    s->level.profile);
		s->from_href = href_of(c, &role_profile_entity,
		    s->level.profile);
	} else {
		s->from = s->level.basis;
	}
}

static bool
find_standard(struct ctx *c, struct id programme, struct id subject,
    struct id dimension, struct desired_source *s)
{
	struct day today = moment_day(c->now);
	const struct role_holder *h;
	const struct role_level *l;
	size_t i, k, n, levels;

	h = every_by(c, &role_holder_entity, "subject", subject, &n);
	for (i = 0; h != NULL && i < n; i++) {
		if (!id_same(h[i].programme, programme) ||
		    (h[i].from.n != 0 && h[i].from.n > today.n) ||
		    (h[i].until.n != 0 && h[i].until.n < today.n))
			continue;
		l = every_by(c, &role_level_entity, "profile", h[i].profile,
		    &levels);
		if (l == NULL)
			return false;
		for (k = 0; k < levels; k++)
			if (id_same(l[k].dimension, dimension) &&
			    !(l[k].desired <= s->standard)) {
				s->standard = l[k].desired;
				s->role = h[i].profile;
			}
	}
	return h != NULL;
}

bool
desired_source(struct ctx *c, struct id programme, struct id subject,
    struct id dimension, struct desired_source *s)
{
	*s = (struct desired_source){ .standard = NAN };
	if (!ctx_may(c, &desired_level_entity, SEE, programme))
		return true;
	if (!find_level(c, programme, subject, dimension, s))
		return false;
	if (s->has)
		name_source(c, s);
	if (!ctx_may(c, &role_holder_entity, SEE, programme))
		return true;
	if (!find_standard(c, programme, subject, dimension, s))
		return false;
	if (s->has && s->level.desired == s->standard)
		s->standard = NAN;
	if (!isnan(s->standard))
		s->role_name = flow_name(c, &role_profile_entity, s->role);
	return true;
}
