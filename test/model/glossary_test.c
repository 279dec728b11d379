/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of the tables themselves: that they hold together, that nothing
 * of the domain was lost, and that the promises made to people hold.
 */
#include "model/model.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/json.h"
#include "model/advise.h"
#include "model/codes.h"
#include "model/machines.h"
#include "suites.h"

static void
every_name_in_the_model_leads_somewhere(struct arena *a)
{
	struct errors e = { a, NULL };
	const struct error *x;

	CHECK(model_check(&e));
	for (x = e.first; x != NULL; x = x->next)
		test_check(0, x->text, __FILE__, __LINE__);
}

static unsigned
may(const struct entity *e, const char *role)
{
	const struct grant *g;
	unsigned all = 0;

	for (g = e->grants; g->role != NULL; g++)
		if (strcmp(g->role, role) == 0)
			all |= g->may;
	return all;
}

static const struct grant *
granted(const char *entity, const char *role)
{
	const struct grant *g = entity_named(str_of(entity))->grants;

	while (g->role != NULL && strcmp(g->role, role) != 0)
		g++;
	return g->role != NULL ? g : NULL;
}

static void
only_the_pair_reads_its_notes(struct arena *a)
{
	const struct grant *g;

	(void)a;
	for (g = mentoring_note_entity.grants; g->role != NULL; g++) {
		CHECK(strcmp(g->role, "MEN") == 0 || strcmp(g->role, "PAR") == 0);
		CHECK(g->own != NULL);
	}
}

static void
a_rater_reaches_only_his_own_sheets(struct arena *a)
{
	(void)a;
	CHECK(strcmp(granted("response", "RAT")->own, "by") == 0);
	CHECK(granted("response", "ADM") == NULL);
	CHECK(granted("response", "BEN") == NULL);
}

static void
findings_are_written_by_the_evaluator_and_answered_by_the_manager(struct arena *a)
{
	const struct entity *e = entity_named(S("finding"));
	const struct field *f;
	size_t i;

	(void)a;
	for (i = 0; roles[i].code != NULL; i++)
		CHECK(strcmp(roles[i].code, "EVA") == 0 ||
		    !(may(e, roles[i].code) & (ADD | DROP)));
	for (f = e->fields; f->name != NULL; f++)
		CHECK(strcmp(f->only,
		    strcmp(f->name, "answer") == 0 ? "PM" : "EVA") == 0);
}

static void
the_public_and_donors_see_nobody_in_person(struct arena *a)
{
	size_t i;

	(void)a;
	for (i = 0; entities[i] != NULL; i++) {
		CHECK(!(may(entities[i], "PUB") & SEE_PERSONAL));
		CHECK(!(may(entities[i], "DON") & SEE_PERSONAL));
	}
}

static void
the_public_changes_nothing_and_adds_only_feedback(struct arena *a)
{
	size_t i;

	(void)a;
	for (i = 0; entities[i] != NULL; i++) {
		CHECK(!(may(entities[i], "PUB") & (EDIT | DROP)));
		CHECK(!(may(entities[i], "PUB") & ADD) ||
		    strcmp(entities[i]->name, "feedback_case") == 0);
	}
}

static void
an_administrator_sees_personal_fields_of_users_only(struct arena *a)
{
	size_t i;

	(void)a;
	for (i = 0; entities[i] != NULL; i++)
		CHECK(!(may(entities[i], "ADM") & SEE_PERSONAL) ||
		    strcmp(entities[i]->phase, "office") == 0);
}

static void
the_stages_of_a_policy_are_those_of_its_machine(struct arena *a)
{
	const struct choice *c;
	size_t n = 0;

	(void)a;
	for (c = policy_stage_code_codes.of; c->code != NULL; c++, n++)
		CHECK(state_coded(&policy_instrument_machine, str_of(c->code)) != NULL);
	CHECK(policy_instrument_machine.states[n].code == NULL);
}

static void
a_check_of_a_practice_knows_every_state_of_one(struct arena *a)
{
	const struct choice *c;
	size_t n = 0;

	(void)a;
	for (c = practice_state_codes.of; c->code != NULL; c++, n++)
		CHECK(state_coded(&practice_machine, str_of(c->code)) != NULL);
	CHECK(practice_machine.states[n].code == NULL);
}

static void
the_list_of_roles_is_that_of_the_roles(struct arena *a)
{
	size_t i;

	(void)a;
	for (i = 0; roles[i].code != NULL; i++)
		CHECK(strcmp(role_codes.of[i].code, roles[i].code) == 0);
	CHECK(role_codes.of[i].code == NULL);
	CHECK(i == 16);
}

/* Members of the first glossary that became something else, and what. */
static const struct {
	const char *was, *is;
} moved[] = {
	{ "response.indicator", "packed: response.scores" },
	{ "response.score", "packed: response.scores" },
	{ "response.comment", "response.beside" },
	{ "response.evidence", "response.beside" },
	{ "toc_link.from", "toc_link.from_result, toc_link.from_activity" },
	{ "activity.target_gaps", "rows of activity_gap" },
	{ "activity.cost_lines", "rows of budget_line" },
	{ "enrolment.registered_at", "enrolment.registered_on" },
	{ "test_item.used_in", "test_item.course" },
	{ "mission.recommendations", "rows of recommendation" },
	{ "mentoring_agreement.sessions", "rows of mentoring_session" },
	{ "handover_certificate.project", "handover_certificate.programme" },
	{ "policy_instrument.stage_log", "rows of policy_stage" },
	{ "transaction.currency", "transaction.amount" },
	{ "transaction.reversed_by", "transaction.reverses of the other row" },
	{ "lesson.captured_at", "lesson.captured_on" },
	{ "feedback_case.answered_at", "feedback_case.answered_on" },
};

static bool
is_moved(str entity, str field)
{
	size_t i, n = sizeof(moved) / sizeof(moved[0]);

	for (i = 0; i < n; i++)
		if (strncmp(moved[i].was, entity.p, entity.n) == 0 &&
		    moved[i].was[entity.n] == '.' &&
		    str_is(field, moved[i].was + entity.n + 1))
			return true;
	return str_is(field, "id");
}

static struct node *
shared(struct arena *a, const char *below)
{
	const char *path = test_shared(a, below);
	struct errors e = { a, NULL };
	struct write w = write_new(a, 0);
	struct node *out = NULL;
	char piece[4096];
	size_t n;
	FILE *f;

	if (path == NULL || (f = fopen(path, "rb")) == NULL)
		return NULL;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		write_str(&w, (str){ piece, n });
	fclose(f);
	CHECK(json_read(a, write_done(&w), &out, &e));
	return out;
}

static void
nothing_of_the_first_glossary_was_lost(struct arena *a)
{
	struct node *all = shared(a, "ours/model/entities.json");
	const struct node *n, *f;
	const struct entity *e;
	str name;

	if (all == NULL) {
		test_skip("the first glossary is not here");
		return;
	}
	for (n = all->first; n != NULL; n = n->next) {
		e = entity_named(str_of(n->name));
		test_check(e != NULL, n->name, __FILE__, __LINE__);
		for (f = json_first(n, "fields"); e && f != NULL; f = f->next) {
			name = json_text(f, "name");
			if (field_named(e, name) == NULL &&
			    !is_moved(str_of(n->name), name))
				test_check(0, str_z(a, name), n->name, 0);
		}
	}
}

static void
nothing_of_the_first_code_lists_was_lost(struct arena *a)
{
	struct node *all = shared(a, "ours/model/codelists.json");
	const struct choices *list;
	const struct node *n, *c;

	if (all == NULL) {
		test_skip("the first code lists are not here");
		return;
	}
	for (n = all->first; n != NULL; n = n->next) {
		list = code_list_named(str_of(n->name));
		test_check(list != NULL, n->name, __FILE__, __LINE__);
		for (c = n->first; list != NULL && c != NULL; c = c->next)
			CHECK(choice_coded(list, json_text(c, "code")) != NULL);
	}
}

/* The move of the machine from and to these states. */
static const struct move *
between(const struct machine *m, str from, str to)
{
	const struct move *v;

	for (v = m->moves; v->from != NULL; v++)
		if (str_is(from, v->from) && str_is(to, v->to))
			return v;
	return NULL;
}

/* Moves that came later, each with its reason in docs/decisions. */
static size_t
added_since(const struct machine *m)
{
	if (strcmp(m->name, "activity") == 0)   /* take_out, reopen: 0007 */
		return 2;
	return strcmp(m->name, "gap") == 0;     /* closed, validated: 0009 */
}

static void
same_moves(const struct machine *m, const struct node *n)
{
	const struct node *t, *r;
	const struct move *v;
	size_t moves = 0;

	CHECK(str_is(json_text(n, "initial"), m->start));
	for (t = json_first(n, "transitions"); t != NULL; t = t->next, moves++) {
		v = between(m, json_text(t, "frm"), json_text(t, "to"));
		test_check(v != NULL, m->name, __FILE__, __LINE__);
		for (r = json_first(t, "roles"); v && r != NULL; r = r->next)
			CHECK(role_coded(json_as_text(r)) != NULL &&
			    strstr(v->roles, role_coded(json_as_text(r))->code));
	}
	CHECK(m->moves[moves + added_since(m)].from == NULL);
}

static void
nothing_of_the_first_state_machines_was_lost(struct arena *a)
{
	struct node *all = shared(a, "ours/model/process_model.json");
	const struct machine *m;
	const struct node *n, *s;

	if (all == NULL) {
		test_skip("the first process model is not here");
		return;
	}
	for (n = json_first(all, "state_machines"); n != NULL; n = n->next) {
		m = machine_named(json_text(n, "id"));
		CHECK(m != NULL);
		for (s = json_first(n, "states"); m && s != NULL; s = s->next)
			CHECK(state_coded(m, json_text(s, "id")) != NULL);
		if (m != NULL)
			same_moves(m, n);
	}
}

const struct test glossary_tests[] = {
	{ "every name in the model leads somewhere",
	   every_name_in_the_model_leads_somewhere },
	{ "only the pair reads its notes", only_the_pair_reads_its_notes },
	{ "a rater reaches only his own sheets",
	   a_rater_reaches_only_his_own_sheets },
	{ "findings are written by the evaluator and answered by the manager",
	   findings_are_written_by_the_evaluator_and_answered_by_the_manager },
	{ "the public and donors see nobody in person",
	   the_public_and_donors_see_nobody_in_person },
	{ "the public changes nothing and adds only feedback",
	   the_public_changes_nothing_and_adds_only_feedback },
	{ "an administrator sees personal fields of users only",
	   an_administrator_sees_personal_fields_of_users_only },
	{ "the stages of a policy are those of its machine",
	   the_stages_of_a_policy_are_those_of_its_machine },
	{ "a check of a practice knows every state of one",
	   a_check_of_a_practice_knows_every_state_of_one },
	{ "the list of roles is that of the roles",
	   the_list_of_roles_is_that_of_the_roles },
	{ "nothing of the first glossary was lost",
	   nothing_of_the_first_glossary_was_lost },
	{ "nothing of the first code lists was lost",
	   nothing_of_the_first_code_lists_was_lost },
	{ "nothing of the first state machines was lost",
	   nothing_of_the_first_state_machines_was_lost },
	{ 0 }
};
