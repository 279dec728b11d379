/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/own.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "derive/fieldtext.h"
#include "flow/every.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/assess.h"
#include "model/attend.h"
#include "model/award.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/office.h"
#include "model/role.h"

const struct own_field own_fields[] = {
	{ "name", true }, { "sex", true }, { "birth_year", true },
	{ "post", true }, { "category", true }, { "age_band", false },
	{ "disability", false }, { "ethnicity", false },
	{ "location", false }, { "email", false }, { "phone", false },
	{ 0 }
};

static const struct own_line kinds[] = {
	{ &enrolment_entity, "person", OWN_KEEP,
	    "Hours and scores count in the figures of the event." },
	{ &attendance_entity, "person", OWN_KEEP,
	    "Hours rest on the marks of attendance." },
	{ &test_response_entity, "person", OWN_KEEP,
	    "Test figures rest on the answers." },
	{ &follow_up_entity, "person", OWN_KEEP,
	    "Figures of use at work rest on them." },
	{ &dose_entity, "subject", OWN_KEEP,
	    "The ledger of support is never changed." },
	{ &gap_entity, "subject", OWN_KEEP,
	    "Levels count in the figures of the round." },
	{ &desired_level_entity, "subject", OWN_KEEP,
	    "Levels count in the figures of the round." },
	{ &response_entity, "subject", OWN_KEEP,
	    "Levels count in the figures of the round." },
	{ &mentoring_agreement_entity, "mentee", OWN_KEEP,
	    "Sessions count in the figures of mentoring." },
	{ &mentoring_agreement_entity, "mentor", OWN_KEEP,
	    "Sessions count in the figures of mentoring." },
	{ &role_holder_entity, "subject", OWN_KEEP,
	    "Desired levels were taken from the role." },
	{ &certificate_entity, "person", OWN_ERASE,
	    "Its number can still be checked, without the name." },
	{ &registration_entity, "person", OWN_ERASE,
	    "How many asked for a seat stays known." },
	{ &reaction_entity, "respondent", OWN_ERASE,
	    "Ratings count in the figures of the event." },
	{ &invitation_entity, "person", OWN_ERASE,
	    "How many were invited stays known." },
	{ &expert_entity, "party", OWN_ERASE,
	    "Missions name the expert by a code." },
	{ &mentoring_note_entity, "mentee", OWN_DROP,
	    "Confidential notes of the pair rest on nothing." },
	{ &mentoring_note_entity, "mentor", OWN_DROP,
	    "Confidential notes of the pair rest on nothing." },
	{ &membership_entity, "member", OWN_DROP,
	    "Nothing rests on it." },
	{ &user_entity, "party", OWN_ERASE,
	    "The account is closed; the log of changes keeps its number." },
	{ 0 }
};

static const char *const fates[] = {    /* words: */
	"Stays, without the name", "Personal fields are emptied", "Deleted"
};

const char *
own_fate_says(enum own_fate f)
{
	return fates[f];
}

bool
own_person(struct ctx *c, struct person *p)
{
	if (id_none(c->actor.party))
		return fail(&c->errors, ABSENT, NULL, "Your account is not "
		    "tied to a person of the register yet; an administrator "
		    "can do that.");
	return store_find(c->store, &person_entity, c->actor.party, c->arena,
	    p, &c->errors);
}

/* ---- requests ---- */

struct person_request *
own_requests(struct ctx *c, size_t *n)
{
	struct ctx own = ctx_as_program(c);
	struct person_request *r = every_by(&own, &person_request_entity,
	    "person", c->actor.party, n);

	c->errors = own.errors;
	return r;
}

static bool
ask(struct ctx *own, const struct person *p, const char *kind, str changes,
    str reason)
{
	struct person_request r;

	row_blank(&person_request_entity, &r);
	r.programme = p->programme;
	r.person = p->row.id;
	r.kind = str_of(kind);
	r.changes = changes;
	r.reason = str_none(str_trim(reason)) ? (str){ 0 } : str_trim(reason);
	r.asked_at = own->now;
	r.due_on = (struct day){ moment_day(own->now).n + OWN_DAYS };
	r.state = S("open");
	r.by = own->actor.user;
	return flow_save_as_was(own, &person_request_entity, &r);
}

/* ---- corrections ---- */

static const struct pair *
said_of(const struct pair *said, size_t n, const char *name)
{
	while (n-- > 0)
		if (str_is(said[n].name, name))
			return &said[n];
	return NULL;
}

static void
write_change(struct ctx *c, struct write *w, const struct field *f,
    const struct person *was, const struct person *now)
{
	write_z(w, w->n > 1 ? ",{\"field\":" : "{\"field\":");
	json_quote(w, str_of(f->name));
	write_z(w, ",\"now\":");
	json_quote(w, fieldtext_write(c->arena, f, was));
	write_z(w, ",\"wanted\":");
	json_quote(w, fieldtext_write(c->arena, f, now));
	write_char(w, '}');
}

static bool
read_said(struct ctx *c, const struct pair *said, size_t n,
    struct person *into)
{
	const struct own_field *o;
	const struct pair *p;
	bool fine = true;

	for (o = own_fields; o->name != NULL; o++) {
		p = said_of(said, n, o->name);
		if (p != NULL)
			fine &= fieldtext_read(c->arena, field_named(
			    &person_entity, str_of(o->name)), p->value, into,
			    &c->errors);
	}
	return fine && (!str_none(into->name) || fail(&c->errors, INVALID,
	    "name", "A person needs a name."));
}

bool
own_correct(struct ctx *c, const struct pair *said, size_t n, size_t *saved,
    size_t *asked)
{
	struct write w = write_new(c->arena, 1 << 16);
	const struct own_field *o;
	const struct field *f;
	struct ctx own = ctx_as_program(c);
	struct person was, now;
	bool fine;

	*saved = *asked = 0;
	if (!own_person(c, &was))
		return false;
	now = was;
	if (!read_said(c, said, n, &now))
		return false;
	write_char(&w, '[');
	for (o = own_fields; o->name != NULL; o++) {
		f = field_named(&person_entity, str_of(o->name));
		if (row_same(f, &was, &now) ||
		    (row_none(f, &was) && row_none(f, &now)))
			continue;
		if (!o->is_checked) {
			++*saved;
			continue;
		}
		++*asked;
		write_change(c, &w, f, &was, &now);
		memcpy(row_at(f, &now), row_get(f, &was), f->kind == K_STR
		    ? sizeof(str) : sizeof(int64_t));
	}
	write_char(&w, ']');
	fine = (*saved == 0 || flow_save_verb(&own, &person_entity, &now,
	    S("correct"))) && (*asked == 0 || ask(&own, &was, "correction",
	    write_done(&w), (str){ 0 }));
	c->errors = own.errors;
	return fine;
}

bool
own_ask_erasure(struct ctx *c, str reason)
{
	struct ctx own = ctx_as_program(c);
	struct person_request *r;
	struct person p;
	size_t i, n;
	bool fine;

	if (!own_person(c, &p) || (r = own_requests(c, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_is(r[i].kind, "erasure") && str_is(r[i].state, "open"))
			return fail(&c->errors, CONFLICT, NULL,
			    "You have asked for that already.");
	fine = ask(&own, &p, "erasure", (str){ 0 }, reason);
	c->errors = own.errors;
	return fine;
}

static bool
settle(struct ctx *own, struct person_request *r, const char *state,
    str answer)
{
	r->state = str_of(state);
	r->decided_at = own->now;
	r->decided_by = own->actor.user;
	r->answer = str_none(str_trim(answer)) ? (str){ 0 }
	    : str_trim(answer);
	return flow_save_as_was(own, &person_request_entity, r);
}

static bool
find_open(struct ctx *c, struct id id, struct person_request *r)
{
	return store_find(c->store, &person_request_entity, id, c->arena, r,
	    &c->errors) && (str_is(r->state, "open") || fail(&c->errors,
	    CONFLICT, NULL, "This request is decided already."));
}

bool
own_withdraw(struct ctx *c, struct id request)
{
	struct ctx own = ctx_as_program(c);
	struct person_request r;
	bool fine;

	if (!find_open(c, request, &r))
		return false;
	if (id_none(c->actor.party) || !id_same(r.person, c->actor.party))
		return fail(&c->errors, DENIED, NULL,
		    "Only who asked can take it back.");
	fine = settle(&own, &r, "withdrawn", (str){ 0 });
	c->errors = own.errors;
	return fine;
}

/* ---- what erasure does ---- */

bool
own_weigh(struct ctx *c, struct id person, struct own_line **out, size_t *n)
{
	struct own_line *l = NEWS(c->arena, struct own_line,
	    sizeof(kinds) / sizeof(kinds[0]));
	struct ctx own = ctx_as_program(c);
	size_t i;

	*out = l;
	*n = 0;
	for (i = 0; kinds[i].e != NULL; i++) {
		l[*n] = kinds[i];
		if (every_by(&own, kinds[i].e, kinds[i].field, person,
		    &l[*n].n) == NULL) {
			c->errors = own.errors;
			return false;
		}
		*n += l[*n].n > 0;
	}
	return true;
}

static bool
close_account(struct ctx *own, struct user *u)
{
	static const struct entity *const doors[] = { &session_entity,
		&token_entity };
	const struct row *row;
	size_t i, k, n;
	char *rows;

	for (i = 0; i < 2; i++) {
		if ((rows = every_by(own, doors[i], "user", u->row.id, &n))
		    == NULL)
			return false;
		for (k = 0; k < n; k++) {
			row = (const struct row *)(rows + k * doors[i]->size);
			if (!flow_drop(own, doors[i], row->id, row->revision))
				return false;
		}
	}
	u->is_disabled = YES;
	u->login = str_print(own->arena, "gone-%.8s", id_text(own->arena,
	    u->row.id).p);
	return flow_save_as_was(own, &user_entity, u);
}

static bool
let_go(struct ctx *own, const struct own_line *k, struct row *row)
{
	if (k->e == &user_entity && !close_account(own, (struct user *)row))
		return false;
	return k->fate == OWN_DROP ? flow_drop(own, k->e, row->id,
	    row->revision) : flow_erase(own, k->e, row->id);
}

static bool
forget_rows(struct ctx *own, struct id person)
{
	const struct own_line *k;
	size_t i, n;
	char *rows;

	for (k = kinds; k->e != NULL; k++) {
		if (k->fate == OWN_KEEP)
			continue;
		if ((rows = every_by(own, k->e, k->field, person, &n)) == NULL)
			return false;
		for (i = 0; i < n; i++)
			if (!let_go(own, k, (struct row *)(rows +
			    i * k->e->size)))
				return false;
	}
	return true;
}

static str
outcome_of(struct ctx *own, const struct own_line *l, size_t n)
{
	struct write w = write_new(own->arena, 1 << 16);
	size_t i;

	write_char(&w, '[');
	for (i = 0; i < n; i++) {
		write_format(&w, "%s{\"rows\":", i > 0 ? "," : "");
		json_quote(&w, str_of(l[i].e->plural));
		write_format(&w, ",\"count\":%zu,\"fate\":", l[i].n);
		json_quote(&w, str_of(own_fate_says(l[i].fate)));
		write_z(&w, ",\"why\":");
		json_quote(&w, str_of(l[i].why));
		write_char(&w, '}');
	}
	write_char(&w, ']');
	return write_done(&w);
}

/* Earlier requests say what the person was called. */
static bool
forget_requests(struct ctx *own, struct id person)
{
	struct person_request *r;
	size_t i, n;

	if ((r = every_by(own, &person_request_entity, "person", person, &n))
	    == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (!flow_erase(own, &person_request_entity, r[i].row.id))
			return false;
	return true;
}

static bool
forget(struct ctx *own, struct person_request *r)
{
	struct own_line *l;
	struct person p;
	size_t n;

	if (!own_weigh(own, r->person, &l, &n) ||
	    !store_find(own->store, &person_entity, r->person, own->arena, &p,
	    &own->errors))
		return false;
	r->outcome = outcome_of(own, l, n);
	p.consent = S("withdrawn");
	p.consent_on = moment_day(own->now);
	p.post = (str){ 0 };
	return flow_save_verb(own, &person_entity, &p, S("erase")) &&
	    forget_rows(own, r->person) &&
	    flow_erase(own, &person_entity, r->person);
}

static bool
correct(struct ctx *own, const struct person_request *r)
{
	const struct field *f;
	const struct node *k;
	struct person p;
	struct node *tree;

	if (!store_find(own->store, &person_entity, r->person, own->arena, &p,
	    &own->errors) || !json_read(own->arena, r->changes, &tree,
	    &own->errors))
		return false;
	for (k = json_first(tree, ""); k != NULL; k = k->next) {
		f = field_named(&person_entity, json_text(k, "field"));
		if (f != NULL && !fieldtext_read(own->arena, f, json_text(k,
		    "wanted"), &p, &own->errors))
			return false;
	}
	return flow_save_verb(own, &person_entity, &p, S("correct"));
}

bool
own_may_decide(struct ctx *c, const struct person_request *r)
{
	struct person p;

	if (!str_is(r->state, "open") || (!id_none(c->actor.user) &&
	    id_same(r->by, c->actor.user)))
		return false;
	if (ctx_admin(c))
		return true;
	return str_is(r->kind, "correction") && store_find(c->store,
	    &person_entity, r->person, c->arena, &p, &c->errors) &&
	    flow_may(c, &person_entity, &p, EDIT | SEE_PERSONAL);
}

bool
own_decide(struct ctx *c, struct id request, bool yes, str answer)
{
	struct ctx own = ctx_as_program(c);
	struct person_request r;
	bool erases, fine = true;

	if (!find_open(c, request, &r))
		return false;
	if (!own_may_decide(c, &r))
		return fail(&c->errors, DENIED, NULL, "Who asked cannot "
		    "decide it himself; erasure is for an administrator to "
		    "decide.");
	if (!yes && str_none(str_trim(answer)))
		return fail(&c->errors, INVALID, "answer",
		    "Say why it is refused: the person reads it.");
	erases = str_is(r.kind, "erasure");
	if (yes)
		fine = erases ? forget(&own, &r) : correct(&own, &r);
	fine = fine && settle(&own, &r, yes ? "done" : "refused", answer) &&
	    (!yes || !erases || forget_requests(&own, r.person));
	c->errors = own.errors;
	return fine;
}
