/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/outline: kept, and mended where rows changed. */
#include "flow/outline.h"

#include <math.h>
#include <string.h>

#include "base/build.h"
#include "flow/finance.h"
#include "flow/kept.h"
#include "flow/reached.h"
#include "model/fund.h"
#include "model/iati.h"
#include "model/assess.h"
#include "model/deliver.h"
#include "model/people.h"
#include "model/plan.h"
#include "store/shelf.h"
#include "site.h"
#include "test.h"

static const struct outline *
of(struct site *s, struct id programme)
{
	const struct outlines *all;
	size_t i;

	CHECK(outline_every(&s->c, OUTLINE_NOW, &all));
	for (i = 0; i < all->n; i++)
		if (id_same(all->one[i]->p.row.id, programme))
			return all->one[i];
	CHECK(!"the programme is among them");
	return NULL;
}

static void
line(struct site *s, struct id programme, int64_t minor)
{
	struct budget_line *l = site_blank(s, &budget_line_entity, programme);
	struct programme *p = site_find(s, &programme_entity, programme);

	memset(&l->amount, 0, sizeof(l->amount));
	l->amount.minor = minor;
	memcpy(l->amount.currency, p->currency.p, 3);
	site_keep(s, &budget_line_entity, l);
}

static int64_t
kinds_budget(const struct outline *o)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < o->kinds; i++)
		sum += o->kind[i].budget.minor;
	return sum;
}

/* What is kept is the same thing again; a line of one programme changes
 * that one by its amount, and is told by finance_of to the same. */
static void
a_change_mends_the_programme_it_is_of(struct arena *a)
{
	const struct outlines *all = NULL, *again = NULL;
	struct finance *f;
	struct site s;
	int64_t one, two;
	struct arena *lent;
	struct kept *kept;

	if (!site_open(&s, a, "outline_mends"))
		return;
	site_system(&s);
	s.c.kept = kept = kept_new(64 << 20);
	s.c.arena = lent = arena_new(0);
	line(&s, s.one, 1000);
	line(&s, s.two, 7000);
	CHECK(outline_every(&s.c, OUTLINE_NOW, &all) && outline_every(&s.c, OUTLINE_NOW, &again));
	CHECK(all == again && all->n >= 2);
	one = of(&s, s.one)->budget.minor;
	two = of(&s, s.two)->budget.minor;
	line(&s, s.one, 2500);
	CHECK(of(&s, s.one)->budget.minor == one + 2500);
	CHECK(of(&s, s.two)->budget.minor == two);
	/* These lines are of no activity: so they are of no kind. */
	CHECK(kinds_budget(of(&s, s.one)) == one + 2500);
	CHECK(finance_of(&s.c, s.one, &f));
	CHECK(f->budget.minor == one + 2500);
	s.c.kept = NULL;
	s.c.arena = a;
	arena_free(lent);
	kept_free(kept);
	site_close(&s);
}

static void
countries_and_points_are_read(struct arena *a)
{
	struct programme *p;
	struct iati_entry *e;
	struct outline *o;
	struct site s;
	char code[3];

	CHECK(outline_country(S("vn"), code) && strcmp(code, "VN") == 0);
	CHECK(outline_country(S("XM (not on any list)"), code));
	CHECK(!outline_country(S("Viet Nam"), code));
	CHECK(!outline_country(S("V"), code));
	if (!site_open(&s, a, "outline_spots"))
		return;
	site_system(&s);
	p = site_find(&s, &programme_entity, s.one);
	p->country = S("KE");
	site_keep(&s, &programme_entity, p);
	e = site_blank(&s, &iati_entry_entity, s.one);
	e->countries = S("[{\"code\":\"TZ\",\"percent\":\"100\"}]");
	e->locations = S("[{\"name\":\"Well\",\"latitude\":-1.5,"
	    "\"longitude\":36.8},{\"name\":\"Nowhere\"}]");
	site_keep(&s, &iati_entry_entity, e);
	CHECK(outline_of(&s.c, s.one, &o));
	CHECK(o->spots == 3);
	CHECK(strcmp(o->spot[0].country, "KE") == 0);
	CHECK(strcmp(o->spot[1].country, "TZ") == 0);
	CHECK(str_is(o->spot[2].name, "Well") && o->spot[2].north == -1.5);
	CHECK(isnan(outline_closed(o)) || o->gaps > 0);
	site_close(&s);
}

static void
a_person_who_gives_is_not_named_among_the_funders(struct arena *a)
{
	struct organisation *by;
	struct budget_line *l;
	struct person *giver;
	struct outline *o;
	struct site s;
	size_t i, before;
	bool named = false;

	if (!site_open(&s, a, "outline_givers"))
		return;
	site_system(&s);
	CHECK(outline_of(&s.c, s.one, &o));
	before = o->funders;
	giver = site_blank(&s, &person_entity, s.one);
	giver->name = S("Awa Diallo");
	site_keep(&s, &person_entity, giver);
	by = site_blank(&s, &organisation_entity, s.one);
	by->name = S("Fund for wells");
	site_keep(&s, &organisation_entity, by);
	for (i = 0; i < 2; i++) {
		l = site_blank(&s, &budget_line_entity, s.one);
		l->funder = i == 0 ? giver->row.id : by->row.id;
		site_keep(&s, &budget_line_entity, l);
	}
	CHECK(outline_of(&s.c, s.one, &o));
	CHECK(o->funders == before + 1);
	for (i = 0; i < o->funders; i++) {
		CHECK(!str_is(o->funder_name[i], "Awa Diallo"));
		named |= str_is(o->funder_name[i], "Fund for wells");
	}
	CHECK(named);
	site_close(&s);
}

static struct outline_cost
done_by(struct site *s, str raci)
{
	struct outline_partners *by;
	struct outline_cost x = { .pairs = 0 };
	struct activity a = { .raci = raci };

	CHECK(outline_partners(&s->c, s->one, &by));
	outline_partner(&s->c, by, &a, &x);
	return x;
}

/* The table of who does what first, then the one that supports; of two
 * that support nobody knows which, and persons are not partners. */
static void
who_delivered_is_who_is_responsible(struct arena *a)
{
	struct organisation *north, *south;
	struct stakeholder *k;
	struct outline_cost x;
	struct site s;

	if (!site_open(&s, a, "outline_partner"))
		return;
	site_system(&s);
	north = site_blank(&s, &organisation_entity, s.one);
	north->code = S("NRT");
	north->name = S("North institute");
	site_keep(&s, &organisation_entity, north);
	south = site_blank(&s, &organisation_entity, s.one);
	south->name = S("South college");
	site_keep(&s, &organisation_entity, south);
	CHECK(id_none(done_by(&s, (str){ 0 }).partner));
	k = site_blank(&s, &stakeholder_entity, s.one);
	k->party = south->row.id;
	k->role = S("PROVIDER");
	site_keep(&s, &stakeholder_entity, k);
	CHECK(id_same(done_by(&s, (str){ 0 }).partner, south->row.id));
	x = done_by(&s, S("[{\"party\":\"South college\",\"role\":\"A\"},"
	    "{\"party\":\"NRT\",\"role\":\"R\"}]"));
	CHECK(id_same(x.partner, north->row.id));
	CHECK(str_is(x.partner_name, "North institute"));
	x = done_by(&s, S("[{\"party\":\"Somebody\",\"role\":\"R\"}]"));
	CHECK(id_same(x.partner, south->row.id));
	CHECK(!id_none(done_by(&s, S("rubbish")).partner));
	k = site_blank(&s, &stakeholder_entity, s.one);
	k->party = north->row.id;
	k->role = S("PROVIDER");
	site_keep(&s, &stakeholder_entity, k);
	CHECK(id_none(done_by(&s, (str){ 0 }).partner));
	site_close(&s);
}

/* ---- on the shelf ---- */

static str
packed(struct site *s, const struct outline *o)
{
	return outline_pack(s->a, o);
}

static void
an_outline_comes_back_from_its_bytes(struct arena *a)
{
	struct outline_kind kind[2] = { { S("TRN"), { 5, "USD" },
	    { -7, "USD" } }, { { 0 }, { 0, "" }, { 1, "USD" } } };
	struct id funder[1] = { { { 9 } } };
	str name[1] = { S("Fund") }, bytes, cut;
	struct outline_spot spot[1] = { { "KE", S("KE (most of it)"), NAN,
	    36.5 } };
	struct outline_cost cost[1] = { { .activity = { { 3 } },
		.modality = S("TA"), .led_by = S("joint"),
		.spent = { 100, "USD" }, .gained = 1.5, .pairs = 3 } };
	struct outline o = { .currency = "USD", .budget = { INT64_MAX, "USD" },
		.unconverted = 2, .kind = kind, .kinds = 2, .gaps = 7,
		.closed = 3, .gained = NAN, .people = 12, .women = 5,
		.organisations = 4, .funder = funder, .funder_name = name,
		.funders = 1, .spot = spot, .spots = 1, .cost = cost,
		.costs = 1 }, back = { .gaps = 0 };
	size_t i;

	bytes = outline_pack(a, &o);
	CHECK(outline_unpack(a, bytes, &back) && back.is_counted);
	CHECK(str_same(outline_pack(a, &back), bytes));
	CHECK(back.budget.minor == INT64_MAX && back.gaps == 7);
	CHECK(back.kind[1].modality.p == NULL && isnan(back.gained));
	CHECK(back.kind[0].spent.minor == -7 && isnan(back.spot[0].north));
	CHECK(str_is(back.funder_name[0], "Fund"));
	CHECK(str_is(back.cost[0].led_by, "joint") && back.cost[0].pairs == 3);
	for (i = 0; i < bytes.n; i++)
		CHECK(!outline_unpack(a, str_part(bytes, 0, i), &back));
	cut = str_print(a, "%.*s", 0, "");
	CHECK(!outline_unpack(a, cut, &back));
}

/* As who works aside does. */
static void
shelve_due(struct site *s)
{
	struct outline_round r;
	struct outline *o;
	str reached;
	size_t i;

	CHECK(outline_due(&s->c, &r));
	for (i = 0; i < r.n; i++)
		CHECK(outline_of(&s->c, r.one[i], &o) &&
		    reached_of_one(&s->c, r.one[i], &reached) &&
		    outline_shelve(&s->c, o, reached));
	CHECK(outline_lift(&s->c, &r));
	CHECK(outline_due(&s->c, &r) && r.n == 0);
}

static void
called(void *with)
{
	++*(int *)with;
}

/* Each programme's persons as they lie on the shelf, and as they are read
 * from who attended. */
static void
reached_is_the_same(struct site *s, const struct outlines *all)
{
	struct reached_sum shelved, read;
	struct reached_ask ask = { .n = 1 };
	struct kept *kept = s->c.kept;
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (!all->one[i]->is_counted)
			continue;
		ask.programme = &all->one[i]->p.row.id;
		ask.at = &all->one[i]->at;
		CHECK(reached_of(&s->c, &ask, &shelved));
		ask.at = NULL;
		s->c.kept = NULL;
		CHECK(reached_of(&s->c, &ask, &read));
		s->c.kept = kept;
		CHECK(shelved.people == all->one[i]->people);
		CHECK(shelved.people == read.people &&
		    shelved.women == read.women &&
		    shelved.in_years == read.in_years &&
		    shelved.first == read.first && shelved.last == read.last);
	}
}

/* Under a new memory, as after a start. */
static void
same_as_fresh(struct site *s, size_t waiting)
{
	struct arena *lent = arena_new(0), *was = s->c.arena;
	struct kept *kept = kept_new(64 << 20);
	const struct outlines *all;
	struct outline *o;
	size_t i, open = 0;
	int calls = 0;

	kept_on_call(kept, called, &calls);
	s->c.arena = lent;
	s->c.kept = kept;
	CHECK(outline_every(&s->c, OUTLINE_SOON, &all));
	CHECK(all->waiting == waiting && (waiting == 0 || calls > 0));
	for (i = 0; i < all->n; i++) {
		open += !all->one[i]->is_counted;
		CHECK(outline_of(&s->c, all->one[i]->p.row.id, &o));
		if (all->one[i]->is_counted)
			CHECK(str_same(packed(s, all->one[i]), packed(s, o)));
	}
	CHECK(open == waiting);
	reached_is_the_same(s, all);
	CHECK(outline_every(&s->c, OUTLINE_NOW, &all) && all->waiting == 0);
	s->c.kept = NULL;
	s->c.arena = was;
	arena_free(lent);
	kept_free(kept);
}

static void
many_are_left_to_who_works_aside_and_said_to_be(struct arena *a)
{
	struct programme *p;
	struct site s;
	size_t i;

	if (!site_open(&s, a, "outline_aside"))
		return;
	site_system(&s);
	for (i = 0; i < 6; i++) {
		p = site_blank(&s, &programme_entity, s.one);
		p->country = S("KE");
		site_keep(&s, &programme_entity, p);
	}
	line(&s, s.one, 1000);
	same_as_fresh(&s, 8);
	shelve_due(&s);
	same_as_fresh(&s, 0);
	line(&s, s.two, 70);
	same_as_fresh(&s, 0);   /* one is made while one waits */
	site_close(&s);
}

static void
giver_renamed(struct site *s)
{
	struct organisation *by;
	struct budget_line *l;

	by = site_blank(s, &organisation_entity, s->one);
	by->name = S("Fund for wells");
	site_keep(s, &organisation_entity, by);
	l = site_blank(s, &budget_line_entity, s->two);
	l->funder = by->row.id;
	site_keep(s, &budget_line_entity, l);
	shelve_due(s);
	by = site_find(s, &organisation_entity, by->row.id);
	by->name = S("Wells and forests");
	site_keep(s, &organisation_entity, by);
}

/* One of many changes; of rows that stand in several programmes too. */
static void
change_any(struct site *s, struct random *r)
{
	static const struct entity *const of[] = { &budget_line_entity,
		&transaction_entity, &enrolment_entity, &event_entity,
		&gap_entity, &activity_entity, &iati_entry_entity };
	struct id home = random_below(r, 2) == 0 ? s->one : s->two;
	const struct entity *e = of[random_below(r, 7)];
	struct enrolment *n;
	struct person *p;
	struct event *ev;
	struct id id;

	switch (random_below(r, 6)) {
	case 0:         /* a person of one programme is trained by the other */
		n = site_blank(s, &enrolment_entity, home);
		n->person = random_below(r, 2) == 0 ? s->my_party
		    : s->other_party;
		n->hours_attended = 3;
		site_keep(s, &enrolment_entity, n);
		return;
	case 1:         /* and turns out to be a woman, or not */
		p = site_find(s, &person_entity, s->my_party);
		p->sex = str_is(p->sex, "F") ? S("M") : S("F");
		site_keep(s, &person_entity, p);
		return;
	case 2:         /* a whole event goes over, with who came */
		ev = site_blank(s, &event_entity, home);
		ev->state = S("held");
		site_keep(s, &event_entity, ev);
		n = site_blank(s, &enrolment_entity, home);
		n->event = ev->row.id;
		n->hours_attended = 2;
		site_keep(s, &enrolment_entity, n);
		shelve_due(s);
		ev = site_find(s, &event_entity, ev->row.id);
		ev->programme = id_same(home, s->one) ? s->two : s->one;
		ev->activity = (struct id){ { 0 } };
		site_keep(s, &event_entity, ev);
		return;
	case 3:         /* a row comes and goes */
		id = site_new(s, &budget_line_entity, home);
		shelve_due(s);
		site_drop(s, &budget_line_entity, id);
		return;
	case 4:         /* who gives to both has another name now */
		giver_renamed(s);
		return;
	default:
		(void)site_new(s, e, home);
	}
}

static void
what_is_stored_equals_what_is_made_anew(struct arena *a)
{
	struct random r = random_seeded(49);
	struct site s;
	int i;

	if (!site_open(&s, a, "outline_stored"))
		return;
	site_system(&s);
	shelve_due(&s);
	for (i = 0; i < 40; i++) {
		change_any(&s, &r);
		same_as_fresh(&s, 0);
		if (i % 3 == 0)
			shelve_due(&s);
	}
	site_close(&s);
}

/* A line that names no activity is in the whole, so it is in the parts. */
static void
kinds_of_work_come_to_the_whole(struct arena *a)
{
	const struct outline *o;
	struct site s;
	int64_t sum = 0;
	size_t i;

	if (!site_open(&s, a, "outline_kinds"))
		return;
	site_system(&s);
	line(&s, s.one, 1000);
	o = of(&s, s.one);
	if (o != NULL) {
		for (i = 0; i < o->kinds; i++)
			sum += o->kind[i].budget.minor;
		CHECK(o->budget.minor >= 1000 && sum == o->budget.minor);
	}
	site_close(&s);
}

static void
what_another_build_or_nobody_laid_down_is_not_read(struct arena *a)
{
	struct shelved one = { .at = 1000000, .bytes = S("rubbish") };
	struct outline_round r;
	struct site s;

	if (!site_open(&s, a, "outline_rubbish"))
		return;
	site_system(&s);
	shelve_due(&s);
	one.id = s.one;
	CHECK(shelf_put(s.c.store, S("outline"), S("another"), &one,
	    &s.c.errors));
	CHECK(outline_due(&s.c, &r) && r.n == 1 && id_same(r.one[0], s.one));
	same_as_fresh(&s, 0);
	CHECK(shelf_put(s.c.store, S("outline"), build_stamp(a), &one,
	    &s.c.errors));
	same_as_fresh(&s, 0);
	site_close(&s);
}

const struct test outline_tests[] = {
	{ "kinds of work come to the whole",
	   kinds_of_work_come_to_the_whole },
	{ "a person who gives is not named among the funders",
	   a_person_who_gives_is_not_named_among_the_funders },
	{ "a change mends the programme it is of",
	   a_change_mends_the_programme_it_is_of },
	{ "who delivered is who is responsible",
	   who_delivered_is_who_is_responsible },
	{ "an outline comes back from its bytes",
	   an_outline_comes_back_from_its_bytes },
	{ "many are left to who works aside and said to be",
	   many_are_left_to_who_works_aside_and_said_to_be },
	{ "what is stored equals what is made anew",
	   what_is_stored_equals_what_is_made_anew },
	{ "what another build or nobody laid down is not read",
	   what_another_build_or_nobody_laid_down_is_not_read },
	{ "countries and points are read", countries_and_points_are_read },
	{ 0 }
};
