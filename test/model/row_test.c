/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "model/model.h"

#include <string.h>

#include "base/arena.h"
#include "model/fund.h"
#include "model/people.h"
#include "suites.h"

static const struct field *
of(const char *name)
{
	return field_named(&transaction_entity, str_of(name));
}

static void
a_blank_row_has_none_of_anything(struct arena *a)
{
	struct transaction t;
	const struct field *f;

	(void)a;
	memset(&t, 0x5a, sizeof t);
	row_blank(&transaction_entity, &t);
	for (f = transaction_entity.fields; f->name != NULL; f++)
		test_check(row_none(f, &t), f->name, __FILE__, __LINE__);
	CHECK(t.row.revision == 0);
	CHECK(id_none(t.row.id));
}

static void
zero_no_and_empty_are_not_none(struct arena *a)
{
	struct transaction t;
	struct programme p;

	(void)a;
	row_blank(&transaction_entity, &t);
	t.rate_to_base = 0;
	t.reconciled = NO;
	t.amount = (struct money){ 0, "VND" };
	t.code = S("");
	CHECK(!row_none(of("rate_to_base"), &t));
	CHECK(!row_none(of("reconciled"), &t));
	CHECK(!row_none(of("amount"), &t));
	CHECK(!row_none(of("code"), &t));
	row_blank(&programme_entity, &p);
	p.cycle_no = 0;
	CHECK(!row_none(field_named(&programme_entity, S("cycle_no")), &p));
}

static void
a_member_is_cleared_alone(struct arena *a)
{
	struct transaction t;

	(void)a;
	row_blank(&transaction_entity, &t);
	t.code = S("T0001");
	t.date = (struct day){ 700000 };
	row_clear(of("date"), &t);
	CHECK(row_none(of("date"), &t));
	CHECK(str_is(t.code, "T0001"));
}

static void
none_is_the_same_as_none_and_nothing_else(struct arena *a)
{
	const struct field *f;
	struct transaction t, u;

	(void)a;
	row_blank(&transaction_entity, &t);
	row_blank(&transaction_entity, &u);
	for (f = transaction_entity.fields; f->name != NULL; f++)
		test_check(row_same(f, &t, &u), f->name, __FILE__, __LINE__);
	u.rate_to_base = 0;
	u.code = S("");
	CHECK(!row_same(of("rate_to_base"), &t, &u));
	CHECK(!row_same(of("code"), &t, &u));
}

static void
texts_are_the_same_by_their_bytes(struct arena *a)
{
	struct transaction t, u;

	row_blank(&transaction_entity, &t);
	row_blank(&transaction_entity, &u);
	t.code = S("T0001");
	u.code = str_copy(a, S("T0001"));
	CHECK(row_same(of("code"), &t, &u));
	u.code = S("t0001");
	CHECK(!row_same(of("code"), &t, &u));
}

static void
amounts_are_the_same_in_the_same_currency(struct arena *a)
{
	struct transaction t, u;

	(void)a;
	row_blank(&transaction_entity, &t);
	row_blank(&transaction_entity, &u);
	t.amount = (struct money){ 125050, "USD" };
	u.amount = (struct money){ 125050, "EUR" };
	CHECK(!row_same(of("amount"), &t, &u));
	u.amount = (struct money){ 125050, "USD" };
	CHECK(row_same(of("amount"), &t, &u));
}

static void
a_member_is_reached_through_its_field(struct arena *a)
{
	struct transaction t;

	(void)a;
	CHECK(row_at(of("rate_to_base"), &t) == (void *)&t.rate_to_base);
	CHECK(row_get(of("reverses"), &t) == (const void *)&t.reverses);
}

const struct test model_row_tests[] = {
	{ "a blank row has none of anything", a_blank_row_has_none_of_anything },
	{ "zero, no and empty are not none", zero_no_and_empty_are_not_none },
	{ "a member is cleared alone", a_member_is_cleared_alone },
	{ "none is the same as none and nothing else",
	   none_is_the_same_as_none_and_nothing_else },
	{ "texts are the same by their bytes", texts_are_the_same_by_their_bytes },
	{ "amounts are the same in the same currency",
	   amounts_are_the_same_in_the_same_currency },
	{ "a member is reached through its field",
	   a_member_is_reached_through_its_field },
	{ 0 }
};
