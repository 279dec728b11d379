/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of changes_read: what changed, for who follows. */
#include <string.h>

#include "flow/changes.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/fund.h"
#include "model/office.h"
#include "model/people.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static const struct id nowhere;

static int64_t
last(struct site *s)
{
	int64_t n = 0;

	CHECK(store_last_change(s->c.store, &n, &s->c.errors));
	return n;
}

static struct changes_ask
from(int64_t after, const char *kinds)
{
	return (struct changes_ask){ .after = after, .limit = CHANGES_MOST,
		.entities = str_of(kinds) };
}

static size_t
count(struct site *s, const struct changes_ask *ask, struct changed **all,
    int64_t *next)
{
	bool more;
	size_t n;

	CHECK(changes_read(&s->c, ask, all, &n, next, &more));
	CHECK(!more);
	return n;
}

static struct id
risk_of(struct site *s, struct id programme, const char *statement)
{
	struct risk *r = site_blank(s, &risk_entity, programme);

	r->statement = str_of(statement);
	CHECK(flow_save(&s->c, &risk_entity, r));
	return r->row.id;
}

static void
a_row_is_told_added_changed_and_removed(struct arena *a)
{
	struct changes_ask ask;
	struct changed *all;
	struct risk *r;
	struct site s;
	int64_t next, start;
	size_t n;
	struct id id;

	if (!site_open(&s, a, "changes_kinds"))
		return;
	site_sit(&s, "PM", s.one);
	r = site_blank(&s, &risk_entity, s.one);
	start = last(&s);
	CHECK(flow_save(&s.c, &risk_entity, r));
	id = r->row.id;
	r->statement = S("Flood");
	CHECK(flow_save(&s.c, &risk_entity, r));
	ask = from(start, "risk");
	n = count(&s, &ask, &all, &next);
	CHECK(n == 2);
	if (n == 2) {
		CHECK(strcmp(all[0].kind, "added") == 0);
		CHECK(strcmp(all[1].kind, "changed") == 0);
		CHECK(all[0].revision == 1 && all[1].revision == 2);
		CHECK(id_same(all[1].programme, s.one));
		/* The row as it is now, in both. */
		CHECK(str_is(((const struct risk *)all[0].row)->statement,
		    "Flood"));
	}
	CHECK(flow_drop(&s.c, &risk_entity, id, r->row.revision));
	CHECK(next < last(&s));
	ask = from(next, "risk");
	n = count(&s, &ask, &all, &next);
	CHECK(n == 1);
	if (n == 1) {
		CHECK(strcmp(all[0].kind, "removed") == 0);
		CHECK(all[0].row == NULL && id_same(all[0].id, id));
		CHECK(id_same(all[0].programme, s.one));
	}
	ask = from(next, "");
	CHECK(count(&s, &ask, &all, &next) == 0 && next == last(&s));
	site_close(&s);
}

static void
another_programme_is_left_out_and_the_numbers_go_on(struct arena *a)
{
	struct changes_ask ask;
	struct changed *all;
	struct risk *r;
	struct site s;
	int64_t next, start;
	size_t i, n;

	if (!site_open(&s, a, "changes_other"))
		return;
	site_any(&s, &risk_entity, s.one);
	site_any(&s, &risk_entity, s.two);
	site_system(&s);
	start = last(&s);
	risk_of(&s, s.one, "Mine");
	risk_of(&s, s.two, "Theirs");
	r = site_find(&s, &risk_entity, risk_of(&s, s.two, "Gone"));
	CHECK(flow_drop(&s.c, &risk_entity, r->row.id, r->row.revision));
	site_sit(&s, "PM", s.one);
	ask = from(start, "risk");
	n = count(&s, &ask, &all, &next);
	CHECK(n == 1 && next == last(&s));
	for (i = 0; i < n; i++)
		CHECK(id_same(all[i].programme, s.one));
	site_sit(&s, "PM", s.two);
	CHECK(count(&s, &ask, &all, &next) == 3);       /* two added, one of
	                                                 * them removed */
	site_sit(&s, NULL, nowhere);
	CHECK(count(&s, &ask, &all, &next) == 0 && next == last(&s));
	site_close(&s);
}

static void
names_of_persons_are_masked(struct arena *a)
{
	struct changes_ask ask;
	struct changed *all;
	struct person *p;
	struct site s;
	int64_t next, start;
	size_t n;

	if (!site_open(&s, a, "changes_masked"))
		return;
	site_system(&s);
	p = site_blank(&s, &person_entity, s.one);
	start = last(&s);
	p->name = S("Awa Diop");
	CHECK(flow_save(&s.c, &person_entity, p));
	ask = from(start, "person");
	site_sit(&s, "PM", s.one);
	n = count(&s, &ask, &all, &next);
	CHECK(n == 1);
	if (n == 1)
		CHECK(str_is(((const struct person *)all[0].row)->name,
		    "Awa Diop"));
	site_sit(&s, "SC", s.one);
	n = count(&s, &ask, &all, &next);
	CHECK(n == 1);
	if (n == 1)
		CHECK(str_none(((const struct person *)all[0].row)->name));
	site_close(&s);
}

static void
who_did_it_is_told_by_role(struct arena *a)
{
	struct changes_ask ask;
	struct changed *all;
	struct role_assignment r;
	struct site s;
	int64_t next, start;
	size_t n;

	if (!site_open(&s, a, "changes_roles"))
		return;
	site_system(&s);
	row_blank(&role_assignment_entity, &r);
	r.user = s.me;
	r.role = S("MEL");
	r.programme = s.one;
	CHECK(flow_save(&s.c, &role_assignment_entity, &r));
	site_sit(&s, "PM", s.one);
	start = last(&s);
	risk_of(&s, s.one, "Drought");
	ask = from(start, "risk");
	n = count(&s, &ask, &all, &next);
	CHECK(n == 1);
	if (n == 1)
		CHECK(str_is(all[0].roles, "MEL"));     /* as kept, not as he
		                                         * sat down */
	site_close(&s);
}

/* Whatever the limit, the pieces put together are the whole. */
static void
pieces_of_any_size_make_the_whole(struct arena *a)
{
	static const size_t sizes[] = { 1, 2, 3, 7, 100 };
	struct changes_ask ask, whole;
	struct changed *all, *some;
	struct site s;
	int64_t next, end;
	size_t i, k, m, n, seen;
	bool more, fine;

	if (!site_open(&s, a, "changes_pieces"))
		return;
	site_sit(&s, "PM", s.one);
	for (i = 0; i < 9; i++)
		risk_of(&s, s.one, "Drought");
	whole = from(0, "");
	n = count(&s, &whole, &all, &end);
	CHECK(n >= 9);
	for (k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
		ask = from(0, "");
		ask.limit = sizes[k];
		seen = 0;
		do {
			fine = changes_read(&s.c, &ask, &some, &m, &next,
			    &more) && (!more || next > ask.after) &&
			    seen + m <= n;
			CHECK(fine);
			for (i = 0; fine && i < m; i++)
				CHECK(some[i].number == all[seen++].number);
			ask.after = next;
		} while (fine && more);
		CHECK(seen == n && next == end);
	}
	site_close(&s);
}

static void
what_makes_no_sense_is_refused(struct arena *a)
{
	struct changes_ask ask;
	struct changed *all;
	struct site s;
	int64_t next;
	bool more;
	size_t n;

	if (!site_open(&s, a, "changes_refused"))
		return;
	site_sit(&s, "PM", s.one);
	ask = from(-1, "");
	CHECK(!changes_read(&s.c, &ask, &all, &n, &next, &more));
	CHECK(site_fault(&s) == INVALID);
	ask = from(0, "unicorn");
	CHECK(!changes_read(&s.c, &ask, &all, &n, &next, &more));
	CHECK(site_fault(&s) == INVALID);
	ask = from(0, "session");               /* of the program's own */
	CHECK(!changes_read(&s.c, &ask, &all, &n, &next, &more));
	CHECK(site_fault(&s) == INVALID);
	ask = from(0, "");
	ask.limit = CHANGES_MOST + 1;
	CHECK(!changes_read(&s.c, &ask, &all, &n, &next, &more));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

const struct test changes_tests[] = {
	{ "a row is told added, changed and removed",
	   a_row_is_told_added_changed_and_removed },
	{ "another programme is left out and the numbers go on",
	   another_programme_is_left_out_and_the_numbers_go_on },
	{ "names of persons are masked", names_of_persons_are_masked },
	{ "who did it is told by role", who_did_it_is_told_by_role },
	{ "pieces of any size make the whole",
	   pieces_of_any_size_make_the_whole },
	{ "what makes no sense is refused", what_makes_no_sense_is_refused },
	{ 0 }
};
