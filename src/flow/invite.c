/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/invite.h"

#include <string.h>

#include "base/fold.h"
#include "derive/valid.h"
#include "flow/find.h"
#include "flow/link.h"
#include "flow/save.h"
#include "flow/sheet.h"
#include "model/codes.h"
#include "model/people.h"

enum { LETTERS = 4, TRIES = 50, LINES = 500 };

static bool
may_invite(struct ctx *c, const struct assessment_round *r, unsigned what)
{
	return ctx_may(c, &invitation_entity, what, r->programme) ||
	    fail(&c->errors, DENIED, NULL,
	    "Your roles do not let you invite raters to this round.");
}

static bool
takes_raters(struct ctx *c, const struct assessment_round *r)
{
	return str_is(r->state, "design") || str_is(r->state, "open") ||
	    str_is(r->state, "grace") || fail(&c->errors, INVALID, NULL,
	    "The round is closed: nobody can be invited any more.");
}

/* ---- what is there ---- */

static bool
list_by(struct ctx *c, const struct entity *e, const char *field, struct id id,
    size_t most, struct cursor **out)
{
	struct filter of = { field_named(e, str_of(field)), IS,
		id_text(c->arena, id) };
	struct ask ask = { .filters = &of, .n = 1, .limit = most };

	return store_list(c->store, e, &ask, c->arena, out, &c->errors);
}

/* All invitations of a round, as many as may be. */
static bool
find_invitations(struct ctx *c, struct id round, struct invitation **out,
    size_t *n)
{
	const struct entity *e = &invitation_entity;
	struct filter of = { field_named(e, S("round")), IS,
		id_text(c->arena, round) };
	struct ask ask = { .filters = &of, .n = 1 };
	struct cursor *cursor;
	int64_t rows;

	if (!store_count(c->store, e, &ask, &rows, &c->errors) ||
	    !store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	*out = NEWS(c->arena, struct invitation, (size_t)rows + 1);
	for (*n = 0; *n < (size_t)rows &&
	    store_next(cursor, c->arena, &(*out)[*n]); ++*n)
		;
	return store_end(cursor, &c->errors);
}

/* ---- code names ---- */

static bool
is_taken(struct ctx *c, struct id round, str code, bool *taken)
{
	const struct entity *e = &response_entity;
	struct filter of[] = {
		{ field_named(e, S("round")), IS, id_text(c->arena, round) },
		{ field_named(e, S("rater")), IS, code } };
	struct ask ask = { .filters = of, .n = 2 };
	int64_t n;

	if (!store_count(c->store, e, &ask, &n, &c->errors))
		return false;
	*taken = n > 0;
	return true;
}

/* No letter that is taken for a digit, and no vowel: no words. */
static bool
new_code(struct ctx *c, struct id round, str *code)
{
	static const char of[] = "BCDFGHJKMNPQRTVWXY346789";
	char *text = NEWS(c->arena, char, LETTERS + 2);
	size_t i, n = LETTERS, try;
	bool taken = true;

	for (try = 0; taken && try < TRIES; try++) {
		if (try == TRIES / 2)
			n++;            /* the round is large */
		for (i = 0; i < n; i++)
			text[i] = of[random_below(c->random, sizeof(of) - 1)];
		if (!is_taken(c, round, (str){ text, n }, &taken))
			return false;
	}
	*code = (str){ text, n };
	return !taken || fail(&c->errors, BUSY, NULL,
	    "The round has too many raters for more code names.");
}

static bool
is_he(struct arena *a, const struct invitation *v, const struct invite_rater *r)
{
	if (!id_none(r->person))
		return id_same(v->person, r->person);
	return !str_none(r->name) && str_same(fold(a, v->name),
	    fold(a, r->name)) && str_same(fold(a, v->contact),
	    fold(a, r->contact));
}

/* One rater has one code name in a round, whomever he rates. */
static bool
code_of(struct ctx *c, struct id round, const struct invitation *v, size_t n,
    const struct invite_rater *r, str *code)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_he(c->arena, &v[i], r)) {
			*code = v[i].rater;
			return true;
		}
	return new_code(c, round, code);
}

/* ---- inviting ---- */

struct inviting {
	struct ctx                    *c;       /* the program's */
	const struct assessment_round *round;
	str                            role;
	struct invite_line            *line;
	size_t                         n, there;
};

static bool
user_of(struct ctx *c, struct id person, struct id *user)
{
	const struct entity *e = entity_named(S("user"));
	struct filter of = { field_named(e, S("party")), IS,
		id_text(c->arena, person) };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	void *row = arena_take(c->arena, 1, e->size);
	struct cursor *cursor;

	*user = (struct id){ { 0 } };
	if (id_none(person))
		return true;
	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	if (store_next(cursor, c->arena, row))
		*user = ((struct row *)row)->id;
	return store_end(cursor, &c->errors);
}

static bool
is_invited(struct inviting *v, struct id subject, str code, bool *there)
{
	struct ctx *c = v->c;
	const struct entity *e = &response_entity;
	struct filter of[] = {
		{ field_named(e, S("round")), IS,
		    id_text(c->arena, v->round->row.id) },
		{ field_named(e, S("subject")), IS,
		    id_text(c->arena, subject) },
		{ field_named(e, S("rater")), IS, code },
		{ field_named(e, S("rater_role")), IS, v->role } };
	struct ask ask = { .filters = of, .n = 4 };
	int64_t n;

	if (!store_count(c->store, e, &ask, &n, &c->errors))
		return false;
	*there = n > 0;
	return true;
}

static bool
add_sheet(struct inviting *v, struct id subject, str code,
    const struct invite_rater *r, struct response *s)
{
	struct ctx *c = v->c;

	row_blank(&response_entity, s);
	s->round = v->round->row.id;
	s->subject = subject;
	s->rater = code;
	s->rater_role = v->role;
	s->version = 1;
	return user_of(c, r->person, &s->by) &&
	    flow_save(c, &response_entity, s);
}

static bool
add_invitation(struct inviting *v, str code, const struct invite_rater *r,
    struct invite_line *l)
{
	struct ctx *c = v->c;
	struct invitation *o = &l->invitation;

	l->key = link_key(c->arena);
	row_blank(&invitation_entity, o);
	o->round = v->round->row.id;
	o->response = l->response.row.id;
	o->rater = code;
	o->person = r->person;
	o->name = r->name;
	o->contact = r->contact;
	o->language = r->language;
	o->link = sheet_digest(c->arena, l->key);
	o->created_at = c->now;
	return flow_save(c, &invitation_entity, o);
}

static bool
name_subject(struct ctx *c, struct invite_line *l)
{
	struct party p;

	if (!store_find(c->store, &party_entity, l->response.subject, c->arena,
	    &p, &c->errors))
		return false;
	l->subject = str_none(p.name) ? p.code : p.name;
	l->subject_code = p.code;
	return true;
}

static bool
invite_one(struct inviting *v, struct id subject, str code,
    const struct invite_rater *r)
{
	struct invite_line *l = &v->line[v->n];
	bool there;

	if (!is_invited(v, subject, code, &there))
		return false;
	if (there) {
		v->there++;
		return true;
	}
	if (!add_sheet(v, subject, code, r, &l->response) ||
	    !add_invitation(v, code, r, l) || !name_subject(v->c, l))
		return false;
	v->n++;
	return true;
}

static bool
invite_all(struct inviting *v, const struct id *subject, size_t subjects,
    const struct invite_rater *r, size_t raters)
{
	struct id round = v->round->row.id;
	struct invitation *known;
	size_t i, k, n;
	str code;

	if (!find_invitations(v->c, round, &known, &n))
		return false;
	for (i = 0; i < raters; i++) {
		if (!code_of(v->c, round, known, n, &r[i], &code))
			return false;
		for (k = 0; k < subjects; k++)
			if (!invite_one(v, subject[k], code, &r[i]))
				return false;
	}
	return true;
}

static bool
are_seen(struct ctx *c, const struct id *party, size_t n)
{
	struct party p;
	size_t i;

	for (i = 0; i < n; i++)
		if (!flow_find(c, &party_entity, party[i], &p))
			return false;
	return true;
}

static bool
check_all(struct ctx *c, const struct id *subject, size_t subjects, str role,
    const struct invite_rater *r, size_t raters)
{
	size_t i;

	if (subjects == 0)
		fail(&c->errors, INVALID, "subject",
		    "Choose at least one to be rated.");
	if (raters == 0)
		fail(&c->errors, INVALID, "raters",
		    "Name at least one rater, or say how many.");
	if (choice_coded(&rater_role_codes, role) == NULL)
		fail(&c->errors, INVALID, "role",
		    "Choose in which role they rate.");
	if (subjects > 0 && raters > INVITE_MOST / subjects)
		fail(&c->errors, INVALID, "raters", "This would be more than "
		    "%d sheets. Invite them in parts.", INVITE_MOST);
	for (i = 0; i < raters; i++)
		if (!id_none(r[i].person) && !are_seen(c, &r[i].person, 1))
			return false;
	return errors_worst(&c->errors) == FINE &&
	    are_seen(c, subject, subjects);
}

bool
invite_add(struct ctx *c, const struct assessment_round *round,
    const struct id *subject, size_t subjects, str role,
    const struct invite_rater *r, size_t raters, struct invite_line **out,
    size_t *n, size_t *there)
{
	struct ctx own;
	struct inviting v = { .c = &own, .round = round, .role = role };
	bool fine;

	if (!may_invite(c, round, ADD) || !takes_raters(c, round) ||
	    !check_all(c, subject, subjects, role, r, raters))
		return false;
	own = ctx_as_program(c);
	v.line = NEWS(c->arena, struct invite_line, subjects * raters + 1);
	fine = invite_all(&v, subject, subjects, r, raters);
	c->errors = own.errors;
	*out = v.line;
	*n = v.n;
	*there = v.there;
	return fine;
}

/* ---- links ---- */

static bool
find_line(struct ctx *c, const struct assessment_round *round,
    struct id response, struct invite_line *l)
{
	struct cursor *cursor;

	*l = (struct invite_line){ .key = { 0 } };
	if (!store_find(c->store, &response_entity, response, c->arena,
	    &l->response, &c->errors))
		return false;
	if (!id_same(l->response.round, round->row.id))
		return fail(&c->errors, ABSENT, NULL,
		    "This sheet belongs to another round.");
	if (!list_by(c, &invitation_entity, "response", response, 1, &cursor))
		return false;
	if (!store_next(cursor, c->arena, &l->invitation))
		row_blank(&invitation_entity, &l->invitation);
	return store_end(cursor, &c->errors) && name_subject(c, l);
}

static bool
waits(const struct response *r)
{
	return str_is(r->status, "invited") || str_is(r->status, "started") ||
	    str_is(r->status, "returned");
}

/* A secret field changes by no form: the row is put as it is. */
static bool
put(struct ctx *c, struct invitation *v, const char *verb)
{
	struct author by = { c->actor.user, c->now, c->source, (str){ 0 },
		str_of(verb) };

	return store_put(c->store, &invitation_entity, v, &by, &c->errors);
}

/* A sheet from before links has none yet. */
static bool
make_invitation(struct ctx *c, const struct assessment_round *round,
    struct invite_line *l)
{
	struct ctx own = ctx_as_program(c);
	struct inviting v = { .c = &own, .round = round };
	struct invite_rater nobody = { .name = { 0 } };
	bool fine = add_invitation(&v, l->response.rater, &nobody, l);

	c->errors = own.errors;
	return fine;
}

static bool
renew(struct ctx *c, const struct assessment_round *round,
    struct invite_line *l)
{
	if (l->invitation.row.revision == 0)
		return make_invitation(c, round, l);
	l->key = link_key(c->arena);
	l->invitation.link = sheet_digest(c->arena, l->key);
	return put(c, &l->invitation, NULL);
}

bool
invite_link(struct ctx *c, const struct assessment_round *round,
    struct id response, struct invite_line *l)
{
	if (!may_invite(c, round, EDIT) || !takes_raters(c, round) ||
	    !find_line(c, round, response, l))
		return false;
	if (!waits(&l->response))
		return fail(&c->errors, INVALID, NULL,
		    "This sheet waits for no answers: it needs no link.");
	return renew(c, round, l);
}

bool
invite_links(struct ctx *c, const struct assessment_round *round,
    struct invite_line **out, size_t *n)
{
	struct invitation *v;
	struct invite_line *l;
	size_t i, all;

	*n = 0;
	if (!may_invite(c, round, EDIT) || !takes_raters(c, round) ||
	    !find_invitations(c, round->row.id, &v, &all))
		return false;
	*out = l = NEWS(c->arena, struct invite_line, all + 1);
	for (i = 0; i < all; i++) {
		if (!find_line(c, round, v[i].response, &l[*n]))
			return false;
		if (!waits(&l[*n].response))
			continue;
		if (!renew(c, round, &l[*n]))
			return false;
		++*n;
	}
	return *n > 0 || fail(&c->errors, INVALID, NULL,
	    "Nobody waits for a link: all have submitted or declined.");
}

bool
invite_end(struct ctx *c, const struct assessment_round *round,
    struct id response)
{
	struct invite_line l;

	if (!may_invite(c, round, EDIT) || !find_line(c, round, response, &l))
		return false;
	if (l.invitation.row.revision == 0 || str_none(l.invitation.link))
		return true;
	l.invitation.link = (str){ 0 };
	return put(c, &l.invitation, NULL);
}

bool
invite_withdraw(struct ctx *c, const struct assessment_round *round,
    struct id response)
{
	struct ctx own;
	struct invite_line l;
	bool fine;

	if (!may_invite(c, round, DROP) || !find_line(c, round, response, &l))
		return false;
	if (!str_is(l.response.status, "invited"))
		return fail(&c->errors, INVALID, NULL, "This sheet was begun: "
		    "what was answered is kept. End its link instead.");
	own = ctx_as_program(c);
	fine = (l.invitation.row.revision == 0 || flow_drop(&own,
	    &invitation_entity, l.invitation.row.id,
	    l.invitation.row.revision)) && flow_drop(&own, &response_entity,
	    l.response.row.id, l.response.row.revision);
	c->errors = own.errors;
	return fine;
}

/* ---- the list ---- */

static bool
list_sheets(struct ctx *c, struct id round, size_t skip, size_t most,
    struct invite_line *l, size_t *n)
{
	const struct entity *e = &response_entity;
	struct filter of = { field_named(e, S("round")), IS,
		id_text(c->arena, round) };
	struct ask ask = { .filters = &of, .n = 1, .limit = skip + most,
		.sort = field_named(e, S("rater")) };
	struct found *found;

	if (!flow_list(c, e, &ask, &found))
		return false;
	while (*n < most && flow_next(found, c->arena, &l[*n].response)) {
		if (skip > 0)
			skip--;
		else
			++*n;
	}
	return flow_end(found);
}

bool
invite_list(struct ctx *c, const struct assessment_round *round, size_t skip,
    size_t most, struct invite_line **out, size_t *n)
{
	const struct entity *e = &invitation_entity;
	struct invite_line *l = NEWS(c->arena, struct invite_line, most + 1);
	struct filter of = { field_named(e, S("response")), IS, { 0 } };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	struct found *found;
	size_t i;

	*n = 0;
	*out = l;
	if (!list_sheets(c, round->row.id, skip, most, l, n))
		return false;
	for (i = 0; i < *n; i++) {
		of.value = id_text(c->arena, l[i].response.row.id);
		if (!name_subject(c, &l[i]) ||
		    !flow_list(c, e, &ask, &found))
			return false;
		if (!flow_next(found, c->arena, &l[i].invitation))
			row_blank(e, &l[i].invitation);
		if (!flow_end(found))
			return false;
	}
	return true;
}

/* ---- typed raters ---- */

bool
invite_read(struct ctx *c, str lines, struct invite_rater **out, size_t *n)
{
	struct invite_rater *r = NEWS(c->arena, struct invite_rater, LINES);
	size_t line = 0;
	str one;

	*n = 0;
	*out = r;
	while (str_cut(&lines, '\n', &one)) {
		line++;
		one = str_trim(one);
		if (str_none(one))
			continue;
		if (*n == LINES)
			return fail(&c->errors, INVALID, "raters",
			    "More than %d raters at once.", LINES);
		r[*n] = (struct invite_rater){ .name = { 0 } };
		if (str_cut(&one, ';', &r[*n].name) &&
		    str_cut(&one, ';', &r[*n].contact))
			r[*n].language = str_trim(one);
		r[*n].name = str_trim(r[*n].name);
		r[*n].contact = str_trim(r[*n].contact);
		if (str_none(r[*n].name) || r[*n].name.n > 400 ||
		    r[*n].contact.n > 400 || r[*n].language.n > 20)
			return fail(&c->errors, INVALID, "raters", "Line %zu "
			    "is not of the form: name; e-mail or telephone; "
			    "language.", line);
		++*n;
	}
	return true;
}
