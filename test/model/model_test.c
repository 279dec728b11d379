/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "model/model.h"

#include <string.h>

#include "base/arena.h"
#include "model/people.h"
#include "suites.h"

static void
an_entity_is_found_by_its_name(struct arena *a)
{
	(void)a;
	CHECK(entity_named(S("programme")) == &programme_entity);
	CHECK(entity_named(S("programm")) == NULL);
	CHECK(entity_named((str){ NULL, 0 }) == NULL);
}

static void
a_field_is_found_by_its_name_and_by_its_flag(struct arena *a)
{
	const struct field *f = field_named(&programme_entity, S("code"));

	(void)a;
	CHECK(f != NULL && f->flags & CODE);
	CHECK(field_flagged(&programme_entity, CODE) == f);
	CHECK(field_named(&programme_entity, S("id")) == NULL);
	CHECK(field_flagged(&programme_entity, SECRET) == NULL);
}

static void
a_code_is_found_in_its_list_as_it_is_written(struct arena *a)
{
	const struct choices *list = code_list_named(S("organisation_type"));
	const struct choice *c = choice_coded(list, S("CBO"));

	(void)a;
	CHECK(c != NULL && strcmp(c->alias, "24") == 0);
	CHECK(choice_coded(list, S("cbo")) == NULL);
	CHECK(code_list_named(S("organisation_types")) == NULL);
}

static void
the_code_for_no_answer_is_empty_and_found(struct arena *a)
{
	const struct choices *list = code_list_named(S("missing_code"));

	(void)a;
	CHECK(choice_coded(list, S("")) != NULL);
	CHECK(choice_coded(list, S("DK")) != NULL);
}

static void
a_move_is_found_by_where_it_starts_and_its_verb(struct arena *a)
{
	const struct machine *m = machine_named(S("assessment_round"));
	const struct move *v = move_named(m, S("design"), S("launch"));

	(void)a;
	CHECK(v != NULL && strcmp(v->to, "open") == 0);
	CHECK(move_named(m, S("locked"), S("launch")) == NULL);
	CHECK(state_coded(m, S("locked"))->final);
	CHECK(!state_coded(m, S("design"))->final);
	CHECK(machine_named(S("round")) == NULL);
}

static void
a_role_is_found_by_its_code(struct arena *a)
{
	(void)a;
	CHECK(strcmp(role_coded(S("MEL"))->label,
	    "Monitoring and evaluation officer") == 0);
	CHECK(role_coded(S("mel")) == NULL);
}

static void
a_family_lives_in_the_table_of_its_head(struct arena *a)
{
	(void)a;
	CHECK(entity_table(&person_entity) == &party_entity);
	CHECK(entity_table(&party_entity) == &party_entity);
	CHECK(entity_table(&stakeholder_entity) == &stakeholder_entity);
}

const struct test model_tests[] = {
	{ "an entity is found by its name", an_entity_is_found_by_its_name },
	{ "a field is found by its name and by its flag",
	   a_field_is_found_by_its_name_and_by_its_flag },
	{ "a code is found in its list as it is written",
	   a_code_is_found_in_its_list_as_it_is_written },
	{ "the code for no answer is empty and found",
	   the_code_for_no_answer_is_empty_and_found },
	{ "a move is found by where it starts and its verb",
	   a_move_is_found_by_where_it_starts_and_its_verb },
	{ "a role is found by its code", a_role_is_found_by_its_code },
	{ "a family lives in the table of its head",
	   a_family_lives_in_the_table_of_its_head },
	{ 0 }
};
