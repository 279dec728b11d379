/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of who may do what, by doing it: every role, on its own programme,
 * on another and everywhere, tries each verb on a row of every kind, and
 * what comes of it is held against what a few lines here read out of the
 * table of grants.
 */
#include <stdio.h>
#include <string.h>

#include "flow/find.h"
#include "flow/save.h"
#include "model/advise.h"
#include "model/assess.h"
#include "model/deliver.h"
#include "model/fund.h"
#include "model/learn.h"
#include "model/monitor.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const struct id nowhere;

/* ---- what should be ---- */

enum where { THERE, ELSEWHERE, EVERYWHERE };

struct trial {
	struct site         *s;
	const struct entity *e;
	const struct role   *role;
	enum where           where;     /* the role, seen from the row */
	bool                 own;       /* its own fields name the actor */
	struct id            id;        /* of a row in programme `one` */
};

static bool
counts(const struct trial *t, const struct grant *g)
{
	if (t->where == EVERYWHERE)
		return true;
	/* Of the site itself: what is shared, and what is one's own. */
	if (t->e->home == NULL)
		return t->e->flags & SHARED || g->own != NULL;
	return t->where == THERE;
}

/* The table of grants, read with a pencil. */
static unsigned
expected(const struct trial *t)
{
	const struct grant *g;
	unsigned may = 0;

	for (g = t->e->grants; g->role != NULL; g++) {
		if (strcmp(g->role, "PUB") == 0)        /* rows are unpublished */
			may |= g->may & ~(unsigned)SEE;
		else if (strcmp(g->role, t->role->code) == 0 &&
		    counts(t, g) && (g->own == NULL || t->own))
			may |= g->may;
	}
	return may;
}

/* ---- what is ---- */

static bool
can_see(const struct trial *t)
{
	void *row = arena_take(t->s->a, 1, t->e->size);

	if (flow_find(&t->s->c, t->e, t->id, row))
		return true;
	CHECK(site_fault(t->s) == DENIED);
	CHECK(row_none(&t->e->fields[0], row));
	return false;
}

static bool
can_list(const struct trial *t)
{
	const struct ask ask = { 0 };
	void *row = arena_take(t->s->a, 1, t->e->size);
	struct found *found;
	bool there = false;

	if (!flow_list(&t->s->c, t->e, &ask, &found))
		return false;
	while (flow_next(found, t->s->a, row))
		there |= id_same(((struct row *)row)->id, t->id);
	CHECK(flow_end(found));
	return there;
}

/* "framework.by": the row that it leads to is mine, or the other's. */
static void
lead_to_me(const struct trial *t, const void *row, const char *path)
{
	str rest = str_of(path), piece;
	const struct field *f;
	const struct entity *e;
	void *to;

	(void)str_cut(&rest, '.', &piece);
	f = field_named(t->e, piece);
	e = entity_named(str_of(f->to));
	to = site_find(t->s, e, *(const struct id *)row_get(f, row));
	*(struct id *)row_at(field_named(e, rest), to) = t->own ? t->s->me
	    : t->s->other;
	site_keep(t->s, e, to);
}

static void
make_mine(const struct trial *t, void *row)
{
	const struct grant *g;
	const struct field *f;

	for (g = t->e->grants; g->role != NULL; g++) {
		f = g->own == NULL ? NULL : field_named(t->e, str_of(g->own));
		if (g->own != NULL && f == NULL)
			lead_to_me(t, row, g->own);
		else if (f != NULL && t->own)
			*(struct id *)row_at(f, row) = strcmp(f->to, "user") == 0
			    ? t->s->me : t->s->my_party;
	}
}

static bool
can_add(const struct trial *t)
{
	void *row = site_blank(t->s, t->e, t->s->one);

	make_mine(t, row);
	if (t->e == &programme_entity)
		((struct row *)row)->id = nowhere;
	site_try(t->s);
	if (flow_save(&t->s->c, t->e, row))
		CHECK(((struct row *)row)->revision == 1);
	site_back(t->s);
	return site_fault(t->s) != DENIED;
}

static bool
can_edit(const struct trial *t)
{
	void *row = site_find(t->s, t->e, t->id);

	site_try(t->s);
	if (!flow_save(&t->s->c, t->e, row))
		CHECK(t->s->c.errors.first != NULL);
	site_back(t->s);
	return site_fault(t->s) != DENIED;
}

static bool
can_drop(const struct trial *t)
{
	const struct row *row = site_find(t->s, t->e, t->id);

	site_try(t->s);
	if (!flow_drop(&t->s->c, t->e, t->id, row->revision))
		CHECK(t->s->c.errors.first != NULL);
	site_back(t->s);
	return site_fault(t->s) != DENIED;
}

static bool
can_see_personal(const struct trial *t)
{
	void *row = arena_take(t->s->a, 1, t->e->size);
	const struct field *f;
	bool any = false, all = true;

	if (!flow_find(&t->s->c, t->e, t->id, row)) {
		errors_clear(&t->s->c.errors);
		return false;
	}
	for (f = t->e->fields; f->name != NULL; f++) {
		if (f->flags & SECRET)
			CHECK(row_none(f, row));
		else if (f->flags & PERSONAL) {
			any |= !row_none(f, row);
			all &= !row_none(f, row);
		}
	}
	CHECK(any == all);
	return any;
}

/* ---- one against the other ---- */

static void
hold(const struct trial *t, const char *verb, bool is, bool should)
{
	static const char *const at[] = { "there", "elsewhere", "everywhere" };

	if (is == should)
		return;
	printf("%s %s may%s %s %s%s\n", t->role->code, at[t->where],
	    is ? "" : " not", verb, t->own ? "their own " : "", t->e->name);
	CHECK(is == should);
}

/* Whose a new row is the program itself says: of whoever adds it. */
static bool
is_stamped(const struct entity *e)
{
	const struct field *f;
	const struct grant *g;
	bool any = false;

	for (g = e->grants; g->role != NULL; g++) {
		f = g->own == NULL ? NULL : field_named(e, str_of(g->own));
		any |= f != NULL && f->flags & KEPT;
	}
	return any;
}

/* Where a row belongs is said by hand; of some the program alone says it. */
static bool
is_placed(const struct entity *e)
{
	str path = str_of(e->home), first;

	if (e == &programme_entity || e->home == NULL)
		return e->home == NULL;
	return str_cut(&path, '.', &first) &&
	    !(field_named(e, first)->flags & KEPT);
}

static void
try_all(const struct trial *t)
{
	unsigned may = expected(t);
	struct trial anew = *t;
	struct arena_mark mark = arena_mark(t->s->a);

	hold(t, "see", can_see(t), may & SEE);
	hold(t, "list", can_list(t), may & SEE);
	hold(t, "edit", can_edit(t), may & EDIT);
	hold(t, "drop", can_drop(t), may & DROP);
	if (field_flagged(t->e, PERSONAL) != NULL && may & SEE)
		hold(t, "see personal fields of", can_see_personal(t),
		    may & SEE_PERSONAL);
	anew.own |= is_stamped(t->e);
	if (is_placed(t->e))
		hold(&anew, "add", can_add(&anew), expected(&anew) & ADD);
	arena_back(t->s->a, mark);
}

static bool
has_own(const struct entity *e)
{
	const struct grant *g;

	for (g = e->grants; g->role != NULL; g++)
		if (g->own != NULL)
			return true;
	return false;
}

static void
try_places(struct trial *t)
{
	struct site *s = t->s;

	t->where = THERE;
	/* The public is who holds no role. */
	site_sit(s, strcmp(t->role->code, "PUB") == 0 ? NULL : t->role->code,
	    s->one);
	try_all(t);
	if (strcmp(t->role->code, "PUB") == 0)
		return;
	t->where = ELSEWHERE;
	site_sit(s, t->role->code, s->two);
	try_all(t);
	t->where = EVERYWHERE;
	site_sit(s, t->role->code, nowhere);
	try_all(t);
}

static void
try_entity(struct site *s, const struct entity *e)
{
	struct trial t = { .s = s, .e = e };
	void *row;
	int own;

	for (own = 0; own <= has_own(e); own++) {
		t.own = own;
		row = site_blank(s, e, s->one);
		((struct row *)row)->id = id_new(&s->random, s->c.now);
		make_mine(&t, row);
		if (e == &programme_entity)
			row = site_find(s, e, s->one);
		else
			site_keep(s, e, row);
		t.id = ((struct row *)row)->id;
		for (t.role = roles; t.role->code != NULL; t.role++)
			try_places(&t);
	}
}

static void
every_role_may_do_what_its_grants_say_and_nothing_else(struct arena *a)
{
	const struct entity *const *e;
	struct site s;

	if (!site_open(&s, a, "permit"))
		return;
	for (e = entities; *e != NULL; e++)
		site_any(&s, *e, s.one);
	for (e = entities; *e != NULL; e++)
		try_entity(&s, *e);
	site_close(&s);
}

/* ---- what a grant to add is worth ---- */

static bool
is_by_hand(const struct entity *e)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->flags & MUST && f->flags & (KEPT | SECRET))
			return false;
	return !(e->flags & INSIDE);
}

static void
try_adding(struct trial *t, const struct grant *g)
{
	struct site *s = t->s;
	void *row;

	if (!(g->may & ADD) || strcmp(g->role, "PUB") == 0)
		return;
	site_sit(s, g->role, t->e == &programme_entity ||
	    strcmp(g->role, "ADM") == 0 ? nowhere : s->one);
	t->own = g->own != NULL;
	site_try(s);
	row = site_blank(s, t->e, s->one);
	make_mine(t, row);
	if (!flow_save(&s->c, t->e, row)) {
		printf("%s cannot add %s: %s: %s\n", g->role, t->e->name,
		    s->c.errors.first->field, s->c.errors.first->text);
		CHECK(!"who may add a row can");
	}
	site_back(s);
	errors_clear(&s->c.errors);
}

static void
who_may_add_a_row_may_refer_to_what_it_needs(struct arena *a)
{
	const struct entity *const *e;
	const struct grant *g;
	struct trial t = { 0 };
	struct site s;
	void *row;

	if (!site_open(&s, a, "permit_add"))
		return;
	for (e = entities; *e != NULL; e++)
		site_any(&s, *e, s.one);
	t.s = &s;
	t.own = true;                   /* what is the pair's, is mine */
	t.e = &mentoring_agreement_entity;
	row = site_find(&s, t.e, site_any(&s, t.e, s.one));
	make_mine(&t, row);
	site_keep(&s, t.e, row);
	t.e = &expert_entity;           /* an expert speaks for himself */
	row = site_find(&s, t.e, site_any(&s, t.e, s.one));
	make_mine(&t, row);
	site_keep(&s, t.e, row);
	for (e = entities; *e != NULL; e++)
		for (g = (*e)->grants; is_by_hand(*e) && g->role != NULL; g++) {
			t.e = *e;
			try_adding(&t, g);
		}
	site_close(&s);
}

/* ---- rows of the site ---- */

static void
a_party_of_no_programme_is_seen_from_each_and_changed_from_none(struct arena *a)
{
	struct organisation *o, seen;
	struct person *p, met;
	struct site s;

	if (!site_open(&s, a, "permit_site"))
		return;
	o = site_find(&s, &organisation_entity,
	    site_new(&s, &organisation_entity, nowhere));
	p = site_find(&s, &person_entity,
	    site_new(&s, &person_entity, nowhere));
	site_sit(&s, "PM", s.one);
	CHECK(flow_find(&s.c, &organisation_entity, o->row.id, &seen));
	CHECK(!flow_save(&s.c, &organisation_entity, o));
	CHECK(site_fault(&s) == DENIED);
	/* The manager of a programme sees personal fields, but of its own. */
	CHECK(flow_find(&s.c, &person_entity, p->row.id, &met));
	CHECK(str_none(met.name) && !str_none(met.code) == !str_none(p->code));
	site_sit(&s, "PM", nowhere);
	CHECK(flow_find(&s.c, &person_entity, p->row.id, &met));
	CHECK(str_same(met.name, p->name));
	CHECK(flow_save(&s.c, &organisation_entity, o));
	site_close(&s);
}

static void
a_task_of_no_programme_is_its_owners(struct arena *a)
{
	struct task *mine, seen;
	struct id foreign;
	struct site s;
	int64_t n;

	if (!site_open(&s, a, "permit_task"))
		return;
	mine = site_blank(&s, &task_entity, nowhere);
	mine->who = s.me;
	site_keep(&s, &task_entity, mine);
	foreign = site_new(&s, &task_entity, nowhere);
	site_sit(&s, "BEN", s.one);
	CHECK(flow_find(&s.c, &task_entity, mine->row.id, &seen));
	CHECK(!flow_find(&s.c, &task_entity, foreign, &seen));
	CHECK(site_fault(&s) == DENIED);
	CHECK(flow_count(&s.c, &task_entity, &(struct ask){ 0 }, &n) && n == 1);
	site_close(&s);
}

/* ---- the public ---- */

static size_t
listed(struct site *s, const struct entity *e)
{
	void *row = arena_take(s->a, 1, e->size);
	struct found *found;
	size_t n = 0;

	if (!flow_list(&s->c, e, &(struct ask){ 0 }, &found))
		return 0;
	while (flow_next(found, s->a, row))
		n++;
	CHECK(flow_end(found));
	return n;
}

static void
the_public_sees_what_is_published(struct arena *a)
{
	struct programme *p, seen;
	struct lesson *l;
	struct site s;

	if (!site_open(&s, a, "permit_public"))
		return;
	p = site_find(&s, &programme_entity, s.two);
	p->published = YES;
	site_keep(&s, &programme_entity, p);
	l = site_blank(&s, &lesson_entity, s.one);
	l->published = YES;
	site_keep(&s, &lesson_entity, l);
	(void)site_new(&s, &lesson_entity, s.one);
	s.c.actor = (struct actor){ 0 };
	CHECK(flow_find(&s.c, &programme_entity, s.two, &seen));
	CHECK(!flow_find(&s.c, &programme_entity, s.one, &seen));
	CHECK(site_fault(&s) == DENIED);
	CHECK(listed(&s, &programme_entity) == 1);
	CHECK(listed(&s, &lesson_entity) == 1);
	CHECK(listed(&s, &organisation_entity) == 0);
	CHECK(!flow_save(&s.c, &programme_entity, p));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
anyone_may_send_feedback_and_nobody_outside_reads_it(struct arena *a)
{
	struct feedback_case *f, seen;
	struct programme *p;
	struct site s;

	if (!site_open(&s, a, "permit_feedback"))
		return;
	p = site_find(&s, &programme_entity, s.one);
	p->published = YES;
	site_keep(&s, &programme_entity, p);
	f = site_blank(&s, &feedback_case_entity, s.one);
	s.c.actor = (struct actor){ 0 };
	CHECK(flow_save(&s.c, &feedback_case_entity, f));
	CHECK(!flow_find(&s.c, &feedback_case_entity, f->row.id, &seen));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

/* ---- fields ---- */

static void
a_field_one_may_not_see_is_not_blanked_by_saving(struct arena *a)
{
	struct equipment_item *e, seen;
	struct id id;
	struct site s;

	if (!site_open(&s, a, "permit_mask"))
		return;
	id = site_new(&s, &equipment_item_entity, s.one);
	e = site_find(&s, &equipment_item_entity, id);
	e->row.extra = S("{\"keeper\":\"Chau\"}");
	site_keep(&s, &equipment_item_entity, e);
	site_sit(&s, "MEL", s.one);     /* edits, sees nothing personal */
	CHECK(flow_find(&s.c, &equipment_item_entity, id, &seen));
	CHECK(str_none(seen.user) && str_none(seen.row.extra));
	seen.location = S("Store room");
	CHECK(flow_save(&s.c, &equipment_item_entity, &seen));
	e = site_find(&s, &equipment_item_entity, id);
	CHECK(str_is(e->location, "Store room"));
	CHECK(!str_none(e->user));
	CHECK(str_is(e->row.extra, "{\"keeper\":\"Chau\"}"));
	/* Nor does he set it: what he may not see he may not write either. */
	CHECK(flow_find(&s.c, &equipment_item_entity, id, &seen));
	seen.user = S("somebody else");
	CHECK(flow_save(&s.c, &equipment_item_entity, &seen));
	CHECK(!str_is(((struct equipment_item *)site_find(&s,
	    &equipment_item_entity, id))->user, "somebody else"));
	site_close(&s);
}

static bool
orders(struct site *s, const struct entity *e, const char *by,
    struct id home)
{
	struct ask ask = { .sort = field_named(e, str_of(by)), .home = home };
	struct found *f;
	bool fine = flow_list(&s->c, e, &ask, &f) && flow_end(f);

	CHECK(fine || site_says(s, "not put in order by"));
	CHECK(site_fault(s) == (fine ? FINE : INVALID));
	return fine;
}

/* The order of rows, and the mark of the next page, tell a value too. */
static void
what_one_may_not_see_puts_nothing_in_order(struct arena *a)
{
	struct person *p;
	struct site s;

	if (!site_open(&s, a, "permit_order"))
		return;
	site_sit(&s, "MEL", s.one);     /* sees items, not who has them */
	CHECK(!orders(&s, &equipment_item_entity, "user", s.one));
	CHECK(orders(&s, &equipment_item_entity, "code", s.one));
	site_sit(&s, "PM", s.one);
	CHECK(orders(&s, &person_entity, "name", nowhere));
	site_also(&s, "DON", s.two);
	site_also(&s, "RAT", s.two);    /* sees who they are, without names */
	CHECK(!orders(&s, &person_entity, "name", nowhere));
	CHECK(!orders(&s, &person_entity, "name", s.two));
	CHECK(orders(&s, &person_entity, "name", s.one));
	/* Somebody of the whole site is seen masked by all. */
	p = site_blank(&s, &person_entity, nowhere);
	p->programme = nowhere;
	site_keep(&s, &person_entity, p);
	site_sit(&s, "PM", s.one);
	CHECK(!orders(&s, &person_entity, "name", nowhere));
	site_close(&s);
}

static void
what_only_some_roles_may_change_others_may_not(struct arena *a)
{
	struct finding *f;
	struct id id;
	struct site s;

	if (!site_open(&s, a, "permit_only"))
		return;
	id = site_new(&s, &finding_entity, s.one);
	site_sit(&s, "PM", s.one);
	f = site_find(&s, &finding_entity, id);
	f->text = S("All went well");
	CHECK(!flow_save(&s.c, &finding_entity, f));
	CHECK(site_on(&s, "text") && site_says(&s, "Only EVA"));
	CHECK(site_fault(&s) == DENIED);
	f = site_find(&s, &finding_entity, id);
	f->answer = S("We agree");
	CHECK(flow_save(&s.c, &finding_entity, f));
	site_sit(&s, "EVA", s.one);
	f = site_find(&s, &finding_entity, id);
	f->answer = S("They agree");
	CHECK(!flow_save(&s.c, &finding_entity, f));
	CHECK(site_on(&s, "answer"));
	CHECK(site_fault(&s) == DENIED);
	f = site_blank(&s, &finding_entity, s.one);
	f->answer = S("They agree");            /* nor on a new row */
	CHECK(!flow_save(&s.c, &finding_entity, f));
	CHECK(site_on(&s, "answer"));
	site_close(&s);
}

static void
what_the_program_keeps_nobody_sets(struct arena *a)
{
	struct framework *f;
	struct comment *m, *kept;
	struct user *u;
	struct site s;

	if (!site_open(&s, a, "permit_kept"))
		return;
	site_sit(&s, "MEL", s.one);
	f = site_blank(&s, &framework_entity, nowhere);
	f->is_frozen = YES;
	CHECK(flow_save(&s.c, &framework_entity, f));
	CHECK(f->is_frozen == UNSAID);
	f->is_frozen = YES;
	CHECK(flow_save(&s.c, &framework_entity, f));
	f = site_find(&s, &framework_entity, f->row.id);
	CHECK(f->is_frozen == UNSAID);

	m = site_blank(&s, &comment_entity, s.one);
	m->by = s.other;                /* in somebody else's name */
	m->at = 1;
	CHECK(flow_save(&s.c, &comment_entity, m));
	kept = site_find(&s, &comment_entity, m->row.id);
	CHECK(id_same(kept->by, s.me) && kept->at == s.c.now);

	site_sit(&s, "ADM", nowhere);
	u = site_blank(&s, &user_entity, nowhere);
	u->password = S("$argon2id$planted");
	CHECK(flow_save(&s.c, &user_entity, u));
	CHECK(str_none(((struct user *)site_find(&s, &user_entity,
	    u->row.id))->password));
	site_close(&s);
}

static void
a_secret_is_not_blanked_by_whoever_saves_the_row(struct arena *a)
{
	struct user *u, seen;
	struct site s;
	int i;

	if (!site_open(&s, a, "permit_secret"))
		return;
	u = site_find(&s, &user_entity, s.other);
	u->password = S("$argon2id$real");
	site_keep(&s, &user_entity, u);
	for (i = 0; i < 2; i++) {
		if (i == 0)
			site_sit(&s, "ADM", nowhere);
		else
			site_system(&s);
		CHECK(flow_find(&s.c, &user_entity, s.other, &seen));
		CHECK(str_none(seen.password));
		seen.language = i == 0 ? S("vi") : S("en");
		CHECK(flow_save(&s.c, &user_entity, &seen));
		u = site_find(&s, &user_entity, s.other);
		CHECK(str_is(u->password, "$argon2id$real"));
		CHECK(str_same(u->language, seen.language));
	}
	site_close(&s);
}

/* ---- the rest ---- */

static void
a_row_does_not_wander_into_a_programme_one_may_not_change(struct arena *a)
{
	struct risk *r;
	struct site s;

	if (!site_open(&s, a, "permit_wander"))
		return;
	r = site_find(&s, &risk_entity, site_new(&s, &risk_entity, s.one));
	site_sit(&s, "PM", s.one);
	site_also(&s, "SC", s.two);
	r->programme = s.two;
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_fault(&s) == DENIED);
	site_also(&s, "PM", s.two);
	CHECK(flow_save(&s.c, &risk_entity, r));
	site_close(&s);
}

static void
one_kind_of_party_is_not_reached_as_another(struct arena *a)
{
	struct person p;
	struct id org;
	struct site s;

	if (!site_open(&s, a, "permit_family"))
		return;
	org = site_new(&s, &organisation_entity, s.one);
	site_sit(&s, "PM", nowhere);
	CHECK(!flow_find(&s.c, &person_entity, org, &p));
	CHECK(site_fault(&s) == ABSENT);
	row_blank(&person_entity, &p);
	p.row.id = org;
	p.row.revision = 1;
	p.name = S("Awa");
	CHECK(!flow_save(&s.c, &person_entity, &p));
	CHECK(site_fault(&s) == ABSENT);
	CHECK(!flow_drop(&s.c, &person_entity, org, 1));
	CHECK(site_fault(&s) == ABSENT);
	site_close(&s);
}

static void
a_token_for_reading_does_not_write(struct arena *a)
{
	struct risk *r;
	struct id id;
	struct site s;

	if (!site_open(&s, a, "permit_token"))
		return;
	id = site_new(&s, &risk_entity, s.one);
	r = site_find(&s, &risk_entity, id);
	site_sit(&s, "PM", s.one);
	s.c.actor.reads_only = true;
	CHECK(flow_find(&s.c, &risk_entity, id, r));
	CHECK(!flow_save(&s.c, &risk_entity, r));
	CHECK(site_says(&s, "may read, not write"));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!flow_drop(&s.c, &risk_entity, id, 1));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!flow_save(&s.c, &risk_entity, site_blank(&s, &risk_entity,
	    s.one)));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!ctx_may(&s.c, &risk_entity, ADD, s.one));
	CHECK(ctx_may(&s.c, &risk_entity, SEE, s.one));
	site_close(&s);
}

static void
a_menu_offers_what_may_be_done_somewhere(struct arena *a)
{
	struct site s;

	if (!site_open(&s, a, "permit_menu"))
		return;
	site_sit(&s, "PM", s.one);
	CHECK(ctx_may(&s.c, &risk_entity, ADD, nowhere));
	CHECK(!ctx_may(&s.c, &risk_entity, ADD, s.two));
	CHECK(!ctx_may(&s.c, &risk_entity, EDIT, nowhere));
	CHECK(!ctx_may(&s.c, &user_entity, SEE, s.one));
	/* Another programme is added to the site, not to this one. */
	CHECK(!ctx_may(&s.c, &programme_entity, ADD, nowhere));
	CHECK(ctx_may(&s.c, &framework_entity, ADD, nowhere));
	site_sit(&s, "PM", nowhere);
	CHECK(ctx_may(&s.c, &programme_entity, ADD, nowhere));
	CHECK(ctx_may(&s.c, &risk_entity, EDIT | DROP, s.two));
	site_close(&s);
}

const struct test permit_tests[] = {
	{ "every role may do what its grants say and nothing else",
	   every_role_may_do_what_its_grants_say_and_nothing_else },
	{ "who may add a row may refer to what it needs",
	   who_may_add_a_row_may_refer_to_what_it_needs },
	{ "a party of no programme is seen from each and changed from none",
	   a_party_of_no_programme_is_seen_from_each_and_changed_from_none },
	{ "a task of no programme is its owner's",
	   a_task_of_no_programme_is_its_owners },
	{ "the public sees what is published",
	   the_public_sees_what_is_published },
	{ "anyone may send feedback, and nobody outside reads it",
	   anyone_may_send_feedback_and_nobody_outside_reads_it },
	{ "a field one may not see is not blanked by saving",
	   a_field_one_may_not_see_is_not_blanked_by_saving },
	{ "what one may not see puts nothing in order",
	  what_one_may_not_see_puts_nothing_in_order },
	{ "what only some roles may change, others may not",
	   what_only_some_roles_may_change_others_may_not },
	{ "what the program keeps nobody sets",
	   what_the_program_keeps_nobody_sets },
	{ "a secret is not blanked by whoever saves the row",
	   a_secret_is_not_blanked_by_whoever_saves_the_row },
	{ "a row does not wander into a programme one may not change",
	   a_row_does_not_wander_into_a_programme_one_may_not_change },
	{ "one kind of party is not reached as another",
	   one_kind_of_party_is_not_reached_as_another },
	{ "a token for reading does not write",
	   a_token_for_reading_does_not_write },
	{ "a menu offers what may be done somewhere",
	   a_menu_offers_what_may_be_done_somewhere },
	{ 0 }
};
