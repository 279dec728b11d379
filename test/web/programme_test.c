/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of web/programme: where the ten steps stand at each stage
 * (DOMAIN: monitoring and learning run all the time once delivery has
 * begun; all others pass a gate), and which round another is held against.
 */
#include "web/programme.h"

#include "base/arena.h"
#include "test.h"

static size_t
how_many(const char *stage, enum chart_step state)
{
	size_t n = 0;
	int i;

	for (i = 0; i < PHASES; i++)
		n += phase_state(str_of(stage), i) == state;
	return n;
}

static void
a_draft_has_begun_no_step(struct arena *a)
{
	(void)a;
	CHECK(how_many("draft", CHART_TODO) == PHASES);
}

static void
one_step_is_under_way_before_delivery(struct arena *a)
{
	(void)a;
	CHECK(phase_state(S("engaging"), PHASE_ENGAGE) == CHART_NOW);
	CHECK(how_many("engaging", CHART_NOW) == 1);
	CHECK(phase_state(S("formulating"), PHASE_PLAN) == CHART_NOW);
	CHECK(phase_state(S("formulating"), PHASE_GAPS) == CHART_DONE);
	CHECK(how_many("formulating", CHART_DONE) == 3); /* engage assess gaps */
	CHECK(how_many("formulating", CHART_NOW) == 1);
}

static void
monitoring_and_learning_run_beside_delivery_and_after(struct arena *a)
{
	(void)a;
	CHECK(phase_state(S("implementing"), PHASE_DELIVER) == CHART_NOW);
	CHECK(phase_state(S("implementing"), PHASE_MONITOR) == CHART_NOW);
	CHECK(phase_state(S("implementing"), PHASE_LEARN) == CHART_NOW);
	CHECK(phase_state(S("implementing"), PHASE_EVALUATE) == CHART_TODO);
	CHECK(phase_state(S("sustaining"), PHASE_MONITOR) == CHART_NOW);
	CHECK(phase_state(S("sustaining"), PHASE_EVALUATE) == CHART_DONE);
	CHECK(phase_state(S("mobilising"), PHASE_MONITOR) == CHART_TODO);
}

static void
a_closed_programme_has_done_all_ten(struct arena *a)
{
	(void)a;
	CHECK(PHASES == 10);
	CHECK(how_many("closed", CHART_DONE) == 10);
}

static void
each_step_has_the_entities_of_a_phase(struct arena *a)
{
	const struct entity *const *e;
	bool found;
	int i;

	(void)a;
	for (i = 0; i < PHASES; i++) {
		found = false;
		for (e = entities; *e != NULL; e++)
			found |= str_is(str_of((*e)->phase), phase_key(i));
		CHECK(found);
	}
}

static struct assessment_round
round_of(uint8_t id, uint8_t framework, const char *type, uint8_t baseline)
{
	struct assessment_round r = { .subject_type = str_of(type) };

	r.row.id.b[0] = id;
	r.framework.b[0] = framework;
	r.baseline.b[0] = baseline;
	return r;
}

static void
a_round_is_held_against_its_baseline_or_the_first_of_its_kind(struct arena *a)
{
	const struct assessment_round r[] = {
		round_of(1, 7, "ORG", 0),
		round_of(2, 8, "IND", 0),
		round_of(3, 7, "ORG", 0),       /* like the first */
		round_of(4, 7, "ORG", 3),       /* says which */
		round_of(5, 7, "IND", 0),       /* other subjects */
	};

	(void)a;
	CHECK(round_before(r, 5, 0) == NULL);
	CHECK(round_before(r, 5, 1) == NULL);
	CHECK(round_before(r, 5, 2) == &r[0]);
	CHECK(round_before(r, 5, 3) == &r[2]);
	CHECK(round_before(r, 5, 4) == NULL);
}

const struct test programme_tests[] = {
	{ "a draft has begun no step",
	   a_draft_has_begun_no_step },
	{ "one step is under way before delivery",
	   one_step_is_under_way_before_delivery },
	{ "monitoring and learning run beside delivery and after",
	   monitoring_and_learning_run_beside_delivery_and_after },
	{ "a closed programme has done all ten",
	   a_closed_programme_has_done_all_ten },
	{ "each step has the entities of a phase",
	   each_step_has_the_entities_of_a_phase },
	{ "a round is held against its baseline, or the first of its kind",
	   a_round_is_held_against_its_baseline_or_the_first_of_its_kind },
	{ 0 }
};
