/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/publish.h"

#include "base/arena.h"
#include "base/day.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "model/assess.h"
#include "model/codes.h"

/* ---- what is open ---- */

unsigned
publish_chosen(const struct programme *p)
{
	const struct choice *k = public_part_codes.of;
	str rest = p->public_parts, one;
	unsigned parts = 0;
	size_t i;

	while (str_cut(&rest, ';', &one))
		for (i = 0; k[i].code != NULL; i++)
			if (str_is(str_trim(one), k[i].code))
				parts |= 1u << i;
	return parts;
}

unsigned
publish_parts(const struct programme *p)
{
	if (p->published != YES)
		return 0;
	return str_none(p->public_parts) ? PUBLISH_FEEDBACK
	    : publish_chosen(p);
}

bool
publish_shows(const struct programme *p, unsigned part)
{
	return (publish_parts(p) & part) == part;
}

str
publish_codes(struct arena *a, unsigned parts)
{
	const struct choice *k = public_part_codes.of;
	struct write w = write_new(a, 400);
	size_t i;

	for (i = 0; k[i].code != NULL; i++) {
		if (!(parts & 1u << i))
			continue;
		if (w.n > 0)
			write_char(&w, ';');
		write_z(&w, k[i].code);
	}
	return write_done(&w);
}

static bool
says_yes(const struct entity *e, const void *row, const char *field)
{
	const struct field *f = field_named(e, str_of(field));

	return f != NULL && f->type == T_BOOL &&
	    *(const int *)row_get(f, row) == YES;
}

bool
publish_row(const struct entity *e, const void *row)
{
	const struct field *guard = field_flagged(e, GUARD);

	return says_yes(e, row, "published") &&
	    !says_yes(e, row, "confidential") &&
	    !says_yes(e, row, "sensitive") &&
	    (guard == NULL || *(const int *)row_get(guard, row) != YES);
}

bool
publish_every(struct ctx *c, struct programme **out, size_t *n)
{
	struct filter of = { field_named(&programme_entity, S("published")),
		IS, S("yes") };
	struct ask ask = { .filters = &of, .n = 1 };
	struct cursor *cursor;
	int64_t rows;

	*n = 0;
	if (!store_count(c->store, &programme_entity, &ask, &rows,
	    &c->errors) || !store_list(c->store, &programme_entity, &ask,
	    c->arena, &cursor, &c->errors))
		return false;
	*out = NEWS(c->arena, struct programme, (size_t)rows + 1);
	while (*n < (size_t)rows && store_next(cursor, c->arena, *out + *n))
		++*n;
	return store_end(cursor, &c->errors);
}

bool
publish_find(struct ctx *c, str code, struct programme *p)
{
	struct ctx quiet = ctx_as_program(c);

	quiet.errors = (struct errors){ c->arena, NULL, NULL, NULL };
	if (flow_find_text(&quiet, &programme_entity, code,
	    (struct id){ { 0 } }, p) && p->published == YES)
		return true;
	return fail(&c->errors, ABSENT, NULL,
	    "There is no public page of that programme.");
}

bool
publish_updated(struct ctx *c, struct day *out)
{
	struct value shown = value_text(S(" programme stakeholder party "
	    "organisation person budget_line transaction activity event "
	    "enrolment assessment_round response gap desired_level lesson "
	    "policy_instrument policy_stage institution_milestone practice "
	    "practice_check feedback_case iati_entry "));
	int64_t at;

	if (!store_number(c->store, "changed_at", &shown, 1, INT64_MIN, &at,
	    &c->errors))
		return false;
	*out = at == INT64_MIN ? (struct day){ 0 } : moment_day(at);
	return true;
}

/* ---- since when ---- */

/* The first line of that verb, else the last of all; *is_verb which. */
static bool
line_of(struct ctx *c, const struct entity *e, struct id row,
    const char *verb, int64_t *number, bool *is_verb)
{
	struct cursor *cursor;
	struct change h;

	*number = 0;
	*is_verb = false;
	if (!store_history(c->store, e, row, 0, 0, c->arena, &cursor,
	    &c->errors))
		return false;
	while (store_change(cursor, c->arena, &h)) {
		if (*is_verb)
			continue;
		*number = h.number;
		*is_verb = str_is(h.verb, verb);
	}
	return store_end(cursor, &c->errors);
}

/* One that came as published was so from its first day. */
bool
publish_since(struct ctx *c, const struct programme *p, int64_t *number)
{
	bool is_verb;

	if (!line_of(c, &programme_entity, p->row.id, "publish", number,
	    &is_verb))
		return false;
	if (!is_verb)
		*number = p->published == YES ? 0 : INT64_MAX;
	return true;
}

/* One that came as locked: by its last change, which is late enough. */
bool
publish_locked(struct ctx *c, struct id round, int64_t *number)
{
	bool is_verb;

	return line_of(c, &assessment_round_entity, round, "validate", number,
	    &is_verb);
}

/* ---- the step ---- */

bool
publish_waits(const struct programme *p)
{
	return str_is(p->stage, "draft") && p->published != YES;
}

bool
publish_may(struct ctx *c, const struct programme *p)
{
	return flow_may(c, &programme_entity, p, EDIT);
}

static bool
keep(struct ctx *c, struct programme *p, str verb)
{
	struct ctx system = ctx_as_program(c);
	bool fine = flow_save_verb(&system, &programme_entity, p, verb);

	c->errors = system.errors;
	return fine;
}

static bool
find_to_publish(struct ctx *c, struct id programme, struct programme *p)
{
	if (!flow_find(c, &programme_entity, programme, p))
		return false;
	return publish_may(c, p) || fail(&c->errors, DENIED, NULL,
	    "Only %s may publish a programme.", ctx_role_names(c, "PM"));
}

bool
publish_open(struct ctx *c, struct id programme, int64_t revision,
    unsigned parts)
{
	struct programme p;

	if (!find_to_publish(c, programme, &p))
		return false;
	if ((parts & PUBLISH_ALL) == 0)
		return fail(&c->errors, INVALID, "parts",
		    "Choose at least one part.");
	if (publish_waits(&p))
		return fail(&c->errors, INVALID, "parts",
		    "This programme is a draft: open the programme first, "
		    "then it can be published.");
	p.row.revision = revision;
	p.published = YES;
	p.published_on = c->now;
	p.published_by = c->actor.user;
	p.public_parts = publish_codes(c->arena, parts);
	return keep(c, &p, S("publish"));
}

bool
publish_back(struct ctx *c, struct id programme)
{
	struct programme p;

	if (!find_to_publish(c, programme, &p))
		return false;
	if (p.published != YES)
		return true;
	p.published = NO;
	p.published_on = c->now;
	p.published_by = c->actor.user;
	return keep(c, &p, S("take_back"));
}
