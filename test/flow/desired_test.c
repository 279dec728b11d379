/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/desired: levels from roles, and from other rounds. */
#include "flow/desired.h"

#include <math.h>

#include "flow/find.h"
#include "flow/framing.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "site.h"
#include "test.h"

struct play {                   /* a framework A, B on 1 to 5; a round */
	struct site             s;
	struct id               framework, dimension[2];
	struct assessment_round r;
	struct id               org[3];
};

static struct id
frame_of(struct site *s, const char *code, struct id dimension[2])
{
	struct framework *f = site_blank(s, &framework_entity, s->one);
	struct dimension *d;
	struct item *it;
	int64_t i;

	f->row.id = id_new(&s->random, s->c.now);
	f->code = str_of(code);
	f->target = S("ORG");
	f->scale_min = 1;
	f->scale_max = 5;
	f->is_frozen = YES;
	site_keep(s, &framework_entity, f);
	for (i = 0; i < 2; i++) {
		d = site_blank(s, &dimension_entity, s->one);
		dimension[i] = d->row.id = id_new(&s->random, s->c.now);
		d->framework = f->row.id;
		d->code = i == 0 ? S("A") : S("B");
		d->seq = i + 1;
		site_keep(s, &dimension_entity, d);
		it = site_blank(s, &item_entity, s->one);
		it->row.id = id_new(&s->random, s->c.now);
		it->framework = f->row.id;
		it->dimension = dimension[i];
		it->code = i == 0 ? S("A1") : S("B1");
		it->seq = i + 1;
		site_keep(s, &item_entity, it);
	}
	return f->row.id;
}

static bool
start(struct play *p, struct arena *a)
{
	struct site *s = &p->s;
	str subjects;
	size_t i;

	if (!site_open(s, a, "desired"))
		return false;
	p->framework = frame_of(s, "two", p->dimension);
	for (i = 0; i < 3; i++)
		p->org[i] = site_new(s, &organisation_entity, s->one);
	site_sit(s, "FAC", (struct id){ { 0 } });
	CHECK(rounds_start(&s->c, s->one, p->framework, &p->r));
	subjects = str_print(a, "%s;%s;%s", id_text(a, p->org[0]).p,
	    id_text(a, p->org[1]).p, id_text(a, p->org[2]).p);
	p->r.subjects = subjects;
	CHECK(flow_save(&s->c, &assessment_round_entity, &p->r));
	return true;
}

/* A role that asks for these levels (NAN: nothing) of A and B. */
static struct id
role(struct play *p, double a, double b)
{
	const double of[] = { a, b };
	struct site *s = &p->s;
	struct role_profile *f = site_blank(s, &role_profile_entity, s->one);
	struct role_level *l;
	size_t i;

	f->framework = p->framework;
	f->subject_type = S("ORG");
	CHECK(flow_save(&s->c, &role_profile_entity, f));
	for (i = 0; i < 2; i++) {
		if (isnan(of[i]))
			continue;
		l = site_blank(s, &role_level_entity, s->one);
		l->profile = f->row.id;
		l->dimension = p->dimension[i];
		l->desired = of[i];
		l->importance = 4;
		l->urgency = 2;
		CHECK(flow_save(&s->c, &role_level_entity, l));
	}
	return f->row.id;
}

static void
hold(struct play *p, struct id profile, struct id org, int days_from,
    int days_until)
{
	struct day today = moment_day(p->s.c.now);
	struct role_holder h;

	row_blank(&role_holder_entity, &h);
	h.programme = p->s.one;
	h.profile = profile;
	h.subject = org;
	h.from.n = today.n + days_from;
	if (days_until != 0)
		h.until.n = today.n + days_until;
	CHECK(flow_save(&p->s.c, &role_holder_entity, &h));
}

static struct desired_level
level(struct play *p, size_t org, size_t dimension, double desired,
    const char *kind)
{
	struct desired_level l;

	row_blank(&desired_level_entity, &l);
	l.programme = p->s.one;
	l.subject = p->org[org];
	l.framework = p->framework;
	l.dimension = p->dimension[dimension];
	l.desired = desired;
	l.importance = 3;
	l.urgency = 3;
	l.kind = str_of(kind);
	CHECK(flow_save(&p->s.c, &desired_level_entity, &l));
	return l;
}

static void
each_subject_gets_the_levels_of_the_roles_it_holds(struct arena *a)
{
	struct desired_source from;
	struct desired_plan *plan;
	int64_t before, last;
	struct id one, two;
	struct play p;

	if (!start(&p, a))
		return;
	one = role(&p, 3, 4);
	two = role(&p, 4, NAN);
	hold(&p, one, p.org[0], -10, 0);
	hold(&p, two, p.org[0], -10, 0);
	hold(&p, two, p.org[1], -10, 0);
	hold(&p, one, p.org[1], -10, -1);       /* over since yesterday */
	hold(&p, one, p.org[2], 1, 0);          /* from tomorrow on */
	CHECK(desired_from_roles(&p.s.c, p.r.row.id, false, &plan));
	CHECK(plan->n == 3 && plan->count[DESIRED_NEW] == 3);
	CHECK(plan->parties == 3 && plan->bare == 1);
	CHECK(desired_take(&p.s.c, plan, &before, &last));
	CHECK(last - before == 3);
	CHECK(desired_source(&p.s.c, p.s.one, p.org[0], p.dimension[0],
	    &from));
	CHECK(from.has && id_same(from.level.profile, two));
	NEAR(from.level.desired, 4, 0);         /* the more demanding */
	CHECK(from.level.importance == 4 && from.level.urgency == 2);
	CHECK(str_is(from.level.kind, "standard"));
	CHECK(isnan(from.standard));
	CHECK(desired_from_roles(&p.s.c, p.r.row.id, false, &plan));
	CHECK(plan->count[DESIRED_SAME] == 3 && plan->n == 3);
	site_close(&p.s);
}

static void
what_was_agreed_stays_unless_it_is_said_otherwise(struct arena *a)
{
	struct desired_source from;
	struct desired_plan *plan;
	int64_t before, last;
	struct play p;

	if (!start(&p, a))
		return;
	hold(&p, role(&p, 3, 4), p.org[0], 0, 0);
	(void)level(&p, 0, 0, 5, "aspiration");
	(void)level(&p, 0, 1, 2, "standard");
	CHECK(desired_from_roles(&p.s.c, p.r.row.id, false, &plan));
	CHECK(plan->count[DESIRED_LEFT] == 1);
	CHECK(plan->count[DESIRED_CHANGED] == 1);
	CHECK(desired_take(&p.s.c, plan, &before, &last));
	CHECK(last - before == 1);
	CHECK(desired_source(&p.s.c, p.s.one, p.org[0], p.dimension[0],
	    &from));
	NEAR(from.level.desired, 5, 0);
	NEAR(from.standard, 3, 0);              /* the role asks for less */
	CHECK(str_is(from.kind, "Aspiration"));
	CHECK(desired_from_roles(&p.s.c, p.r.row.id, true, &plan));
	CHECK(plan->count[DESIRED_LEFT] == 0);
	CHECK(plan->count[DESIRED_CHANGED] == 1);
	CHECK(plan->count[DESIRED_SAME] == 1);
	site_close(&p.s);
}

static void
what_was_taken_over_can_be_taken_back_until_somebody_changes_it(
    struct arena *a)
{
	struct desired_level was, *l;
	struct desired_source from;
	struct desired_plan *plan;
	int64_t before, last;
	size_t taken, left;
	struct play p;

	if (!start(&p, a))
		return;
	hold(&p, role(&p, 3, 4), p.org[0], 0, 0);
	hold(&p, role(&p, NAN, 3), p.org[1], 0, 0);
	was = level(&p, 0, 0, 2, "standard");
	CHECK(desired_from_roles(&p.s.c, p.r.row.id, false, &plan));
	CHECK(desired_take(&p.s.c, plan, &before, &last));
	CHECK(last - before == 3);
	CHECK(desired_source(&p.s.c, p.s.one, p.org[1], p.dimension[1],
	    &from));
	l = &from.level;
	l->desired = 3.5;                       /* somebody sees it otherwise */
	CHECK(flow_save(&p.s.c, &desired_level_entity, l));
	/* Another facilitator may not take back what is not his own. */
	site_sit_other(&p.s, "FAC", (struct id){ { 0 } });
	CHECK(!desired_back(&p.s.c, p.s.one, before, last, &taken, &left));
	CHECK(site_fault(&p.s) == INVALID);
	site_sit(&p.s, "FAC", (struct id){ { 0 } });
	CHECK(desired_back(&p.s.c, p.s.one, before, last, &taken, &left));
	CHECK(taken == 2 && left == 1);
	l = site_find(&p.s, &desired_level_entity, was.row.id);
	NEAR(l->desired, 2, 0);
	CHECK(id_none(l->profile));
	CHECK(desired_source(&p.s.c, p.s.one, p.org[0], p.dimension[1],
	    &from));
	CHECK(!from.has);
	NEAR(from.standard, 4, 0);              /* the role still asks for it */
	site_close(&p.s);
}

static void
a_later_version_takes_levels_over_by_its_mapping(struct arena *a)
{
	struct assessment_round later, strange;
	struct desired_plan *plan;
	struct framework *f;
	struct id next, other[2];
	struct play p;

	if (!start(&p, a))
		return;
	(void)level(&p, 0, 0, 4, "agreed");
	(void)level(&p, 2, 1, 3, "agreed");
	CHECK(framing_next(&p.s.c, p.framework, S("9"), &next));
	f = site_find(&p.s, &framework_entity, next);
	/* B1 is new there: it stands for another question. */
	CHECK(framing_map(&p.s.c, f, S("B1"), (str){ 0 }));
	CHECK(rounds_start(&p.s.c, p.s.one, next, &later));
	CHECK(flow_save(&p.s.c, &assessment_round_entity, &later));
	CHECK(desired_from_round(&p.s.c, later.row.id, p.r.row.id, false,
	    &plan));
	CHECK(plan->n == 1 && plan->count[DESIRED_NEW] == 1);
	NEAR(plan->line[0].now.desired, 4, 0);
	CHECK(id_same(plan->line[0].now.framework, next));
	CHECK(!id_same(plan->line[0].now.dimension, p.dimension[0]));
	CHECK(str_is(plan->line[0].now.kind, "agreed"));

	(void)frame_of(&p.s, "other", other);
	CHECK(rounds_start(&p.s.c, p.s.one, frame_of(&p.s, "third", other),
	    &strange));
	CHECK(flow_save(&p.s.c, &assessment_round_entity, &strange));
	CHECK(!desired_from_round(&p.s.c, strange.row.id, p.r.row.id, false,
	    &plan));
	CHECK(site_fault(&p.s) == INVALID);
	site_close(&p.s);
}

static void
levels_off_the_scale_are_left_out_and_counted(struct arena *a)
{
	struct desired_plan *plan;
	struct play p;

	if (!start(&p, a))
		return;
	hold(&p, role(&p, 7, 4), p.org[0], 0, 0);
	CHECK(desired_from_roles(&p.s.c, p.r.row.id, false, &plan));
	CHECK(plan->n == 1 && plan->off == 1);
	site_close(&p.s);
}

const struct test desired_tests[] = {
	{ "each subject gets the levels of the roles it holds",
	   each_subject_gets_the_levels_of_the_roles_it_holds },
	{ "what was agreed stays unless it is said otherwise",
	   what_was_agreed_stays_unless_it_is_said_otherwise },
	{ "what was taken over can be taken back until somebody changes it",
	   what_was_taken_over_can_be_taken_back_until_somebody_changes_it },
	{ "a later version takes levels over by its mapping",
	   a_later_version_takes_levels_over_by_its_mapping },
	{ "levels off the scale are left out and counted",
	   levels_off_the_scale_are_left_out_and_counted },
	{ 0 }
};
