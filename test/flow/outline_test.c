/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/outline: kept, and mended where rows changed. */
#include "flow/outline.h"

#include <math.h>
#include <string.h>

#include "flow/finance.h"
#include "flow/kept.h"
#include "model/fund.h"
#include "model/iati.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static const struct outline *
of(struct site *s, struct id programme)
{
	const struct outlines *all;
	size_t i;

	CHECK(outline_every(&s->c, &all));
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
	CHECK(outline_every(&s.c, &all) && outline_every(&s.c, &again));
	CHECK(all == again && all->n >= 2);
	one = of(&s, s.one)->budget.minor;
	two = of(&s, s.two)->budget.minor;
	line(&s, s.one, 2500);
	CHECK(of(&s, s.one)->budget.minor == one + 2500);
	CHECK(of(&s, s.two)->budget.minor == two);
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

const struct test outline_tests[] = {
	{ "a person who gives is not named among the funders",
	   a_person_who_gives_is_not_named_among_the_funders },
	{ "a change mends the programme it is of",
	   a_change_mends_the_programme_it_is_of },
	{ "countries and points are read", countries_and_points_are_read },
	{ 0 }
};
