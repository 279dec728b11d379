/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/signin.h"

#include "base/sort.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "flow/ticket.h"
#include "model/people.h"

/* ---- printed ---- */

static int
by_name(const void *one, const void *other, const void *with)
{
	const struct signin_line *a = one, *b = other;

	(void)with;
	return str_order(a->name, b->name);
}

static bool
people_of(struct ctx *c, struct id event, str *people)
{
	struct signin_line *line;
	struct enrolment *e;
	size_t i, n;

	if ((e = gather_of(c, &enrolment_entity, "event", event,
	    &n)) == NULL)
		return false;
	if (n == 0 || n > SIGNIN_MOST)
		return fail(&c->errors, INVALID, NULL, n == 0
		    ? "Nobody is enrolled yet: there is no sheet to print."
		    : "A sheet holds at most 1000 people.");
	line = NEWS(c->arena, struct signin_line, n);
	for (i = 0; i < n; i++)
		line[i] = (struct signin_line){ .person = e[i].person,
			.name = flow_name(c, &party_entity, e[i].person) };
	sort(c->arena, line, n, sizeof(*line), by_name, NULL);
	for (i = 0; i < n; i++)
		*people = i == 0 ? id_text(c->arena, line[i].person)
		    : str_print(c->arena, "%s;%s", people->p,
		    id_text(c->arena, line[i].person).p);
	return true;
}

bool
signin_print(struct ctx *c, struct id session, str *code)
{
	struct ctx system = ctx_as_program(c);
	struct signin_sheet sheet;
	struct event_session s;
	struct event v;
	unsigned char bytes[8];
	bool fine;

	row_blank(&signin_sheet_entity, &sheet);
	if (!store_find(c->store, &event_session_entity, session, c->arena, &s,
	    &c->errors) || !store_find(c->store, &event_entity, s.event,
	    c->arena, &v, &c->errors) || !attend_may(c, v.programme) ||
	    !people_of(c, v.row.id, &sheet.people))
		return false;
	random_secret(bytes, sizeof(bytes));
	sheet.row.id = id_new(c->random, c->now);
	sheet.session = session;
	sheet.code = *code = ticket_spell(c->arena, bytes);
	sheet.printed_at = c->now;
	sheet.by = c->actor.user;
	fine = flow_save_as_was(&system, &signin_sheet_entity, &sheet);
	c->errors = system.errors;
	return fine;
}

/* ---- found ---- */

static void
tell_person(struct ctx *c, struct signin_line *l)
{
	struct errors before = c->errors;
	struct person p;

	l->name = flow_name(c, &party_entity, l->person);
	if (flow_find(c, &person_entity, l->person, &p)) {
		l->sex = p.sex;
		if (!id_none(p.organisation))
			l->organisation = flow_name(c, &party_entity,
			    p.organisation);
	}
	c->errors = before;
}

/* What counts, or is open, besides the paper. */
static void
tell_mark(struct signin_line *l, const struct attendance *m)
{
	if (str_is(m->standing, "replaced"))
		return;
	if (str_is(m->way, "paper"))
		l->is_signed = str_is(m->mark, "here");
	else if (!str_is(m->way, "closed"))
		l->other = m->mark;
}

static bool
read_lines(struct ctx *c, struct signin *s)
{
	struct map *at = map_new(c->arena);
	str rest = s->sheet.people, one;
	struct attendance *m;
	size_t i, n, place;
	struct id id;

	s->line = NEWS(c->arena, struct signin_line, SIGNIN_MOST + 1);
	while (s->n < SIGNIN_MOST && str_cut(&rest, ';', &one)) {
		if (!id_read(str_trim(one), &id))
			continue;
		s->line[s->n].person = id;
		tell_person(c, &s->line[s->n]);
		*map_at(at, (str){ (const char *)s->line[s->n].person.b,
		    sizeof(id) }, s->n) = s->n;
		s->n++;
	}
	if ((m = gather_of(c, &attendance_entity, "session",
	    s->session.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (gather_find(at, &m[i].person, &place))
			tell_mark(&s->line[place], &m[i]);
	return true;
}

bool
signin_find(struct ctx *c, str code, struct signin *s)
{
	struct id none = { { 0 } };

	*s = (struct signin){ .n = 0 };
	code = ticket_typed(c->arena, str_part(code, 0, 40));
	if (!flow_find_code(c, &signin_sheet_entity, code, none, &s->sheet)) {
		if (errors_worst(&c->errors) != ABSENT)
			return false;
		errors_clear(&c->errors);
		return fail(&c->errors, ABSENT, "code",
		    "There is no sheet of the code %.*s.", (int)code.n,
		    code.p);
	}
	return store_find(c->store, &event_session_entity, s->sheet.session,
	    c->arena, &s->session, &c->errors) && store_find(c->store,
	    &event_entity, s->session.event, c->arena, &s->event,
	    &c->errors) && attend_may(c, s->event.programme) &&
	    read_lines(c, s);
}

/* ---- numbers ---- */

static bool
parts(char c)
{
	return c == ',' || c == ';' || c == ' ' || c == '\n' || c == '\r' ||
	    c == '\t';
}

static bool
number_of(str text, size_t n, size_t *out)
{
	int64_t value;

	if (!str_int(str_trim(text), &value) || value < 1 ||
	    value > (int64_t)n)
		return false;
	*out = (size_t)value;
	return true;
}

static bool
turn(str piece, bool *on, size_t n, struct errors *e)
{
	str from, to = piece;
	size_t a, b;

	if (!str_cut(&to, '-', &from) || !number_of(from, n, &a) ||
	    !(from.n == piece.n ? (b = a, true) : number_of(to, n, &b)) ||
	    b < a)
		return fail(e, INVALID, "numbers", "'%.*s' is no number on the "
		    "sheet, whose last is %zu.", (int)(piece.n > 40 ? 40
		    : piece.n), piece.p, n);
	for (; a <= b; a++)
		on[a - 1] = !on[a - 1];
	return true;
}

bool
signin_numbers(str text, bool *on, size_t n, struct errors *e)
{
	size_t from, at = 0;

	if (text.n > 8000 || !str_utf8(text))
		return fail(e, INVALID, "numbers",
		    "That is too much for the numbers of a sheet.");
	while (at < text.n) {
		while (at < text.n && parts(text.p[at]))
			at++;
		for (from = at; at < text.n && !parts(text.p[at]);)
			at++;
		if (at > from && !turn(str_part(text, from, at), on, n, e))
			return false;
	}
	return true;
}

/* ---- keyed ---- */

/* The marks of one person at the session that came from paper and stand. */
static str
paper_heads(struct ctx *c, const struct attendance *m, size_t n,
    struct id person)
{
	str all = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(m[i].person, person) && str_is(m[i].way,
		    "paper") && !str_is(m[i].standing, "replaced"))
			all = str_none(all) ? id_text(c->arena, m[i].row.id)
			    : str_print(c->arena, "%s;%s", all.p,
			    id_text(c->arena, m[i].row.id).p);
	return all;
}

static bool
mark_line(struct ctx *c, const struct signin *s, const struct signin_line *l,
    const char *says, str after)
{
	struct attendance m;

	row_blank(&attendance_entity, &m);
	m.row.id = id_new(c->random, c->now);
	m.session = s->session.row.id;
	m.person = l->person;
	m.mark = str_of(says);
	m.way = S("paper");
	m.device = s->sheet.code;
	m.after = after;
	m.made_at = c->now;
	return flow_save(c, &attendance_entity, &m);
}

bool
signin_key(struct ctx *c, struct signin *s, const bool *on, bool rest_away,
    size_t *marked)
{
	struct ctx system = ctx_as_program(c);
	struct attendance *m;
	struct signin_line *l;
	bool away;
	size_t i, n;

	*marked = 0;
	if ((m = gather_of(c, &attendance_entity, "session",
	    s->session.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < s->n; i++) {
		l = &s->line[i];
		away = !on[i] && (l->is_signed || (rest_away &&
		    str_none(l->other) && str_none(paper_heads(c, m, n,
		    l->person))));
		if (on[i] == l->is_signed && !away)
			continue;
		if (!mark_line(c, s, l, on[i] ? "here" : "away",
		    paper_heads(c, m, n, l->person)))
			return false;
		++*marked;
	}
	s->sheet.keyed_at = c->now;
	if (!flow_save_as_was(&system, &signin_sheet_entity, &s->sheet)) {
		c->errors = system.errors;
		return false;
	}
	return true;
}

bool
signin_undo(struct ctx *c, struct signin *s, size_t *taken)
{
	struct ctx system = ctx_as_program(c);
	struct attendance *m;
	size_t i, n;
	bool fine = true;

	*taken = 0;
	if ((m = gather_of(c, &attendance_entity, "session",
	    s->session.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n && fine; i++) {
		if (!str_is(m[i].way, "paper") || !str_same(m[i].device,
		    s->sheet.code) || m[i].made_at != s->sheet.keyed_at ||
		    !id_same(m[i].by, c->actor.user))
			continue;
		/* What is weighed anew meanwhile has another revision. */
		fine = store_find(c->store, &attendance_entity, m[i].row.id,
		    c->arena, &m[i], &c->errors) && flow_drop(&system,
		    &attendance_entity, m[i].row.id, m[i].row.revision);
		++*taken;
	}
	if (errors_worst(&system.errors) != FINE)
		c->errors = system.errors;
	return fine;
}
