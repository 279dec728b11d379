/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/framing: a framework made by hand, frozen, and followed by
 * a version that says which item was which. */
#include "flow/framing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "flow/find.h"
#include "flow/import.h"
#include "flow/rounds.h"
#include "flow/save.h"
#include "format/json.h"
#include "site.h"
#include "test.h"

static struct id
add_framework(struct site *s)
{
	struct framework f;

	row_blank(&framework_entity, &f);
	f.code = S("water");
	f.version = S("1.0.0");
	f.title = S("{\"en\":\"Water\",\"vi\":\"Nước\"}");
	f.target = S("COM");
	f.scale_min = 1;
	f.scale_max = 5;
	f.scale_step = 1;
	f.rater_rule = S("median");
	f.dimension_rule = S("mean");
	CHECK(flow_save(&s->c, &framework_entity, &f));
	return f.row.id;
}

static struct id
add_dimension(struct site *s, struct id framework, str code)
{
	struct dimension d;

	row_blank(&dimension_entity, &d);
	d.framework = framework;
	d.code = code;
	d.title = code;
	d.weight = 1;
	CHECK(framing_last(&s->c, &dimension_entity, framework, &d.seq));
	CHECK(flow_save(&s->c, &dimension_entity, &d));
	return d.row.id;
}

static struct id
add_item(struct site *s, struct id framework, struct id dimension, str code)
{
	struct item it;

	row_blank(&item_entity, &it);
	it.framework = framework;
	it.dimension = dimension;
	it.code = code;
	it.question = str_print(s->a, "{\"en\":\"How is %.*s?\",\"vi\":\"?\"}",
	    (int)code.n, code.p);
	CHECK(framing_last(&s->c, &item_entity, framework, &it.seq));
	CHECK(flow_save(&s->c, &item_entity, &it));
	return it.row.id;
}

/* Two dimensions, G with two items and T with one. */
static struct id
add_whole(struct site *s)
{
	struct id f = add_framework(s), d = add_dimension(s, f, S("G"));

	add_item(s, f, d, S("G.1"));
	add_item(s, f, d, S("G.2"));
	add_item(s, f, add_dimension(s, f, S("T")), S("T.1"));
	return f;
}

static bool
start(struct site *s, struct arena *a)
{
	if (!site_open(s, a, "framing"))
		return false;
	site_sit(s, "FAC", (struct id){ { 0 } });
	return true;
}

static bool
is_noted(struct site *s, struct id framework, const char *words, bool blocks)
{
	struct framing_note *note;
	struct instrument *in;
	size_t i, n;

	if (!assess_instrument(&s->c, framework, &in) ||
	    !framing_check(&s->c, in, &note, &n))
		return false;
	for (i = 0; i < n; i++)
		if (note[i].blocks == blocks &&
		    str_find(note[i].says, str_of(words)) < note[i].says.n)
			return true;
	return false;
}

static void
what_is_missing_is_noted(struct arena *a)
{
	struct framework f;
	struct site s;
	struct id id, d;

	if (!start(&s, a))
		return;
	id = add_framework(&s);
	CHECK(is_noted(&s, id, "no dimension", true));
	CHECK(is_noted(&s, id, "no names", false));
	d = add_dimension(&s, id, S("G"));
	CHECK(is_noted(&s, id, "Dimension G has no items", true));
	add_item(&s, id, d, S("G.1"));
	CHECK(!is_noted(&s, id, "has no items", true));
	CHECK(flow_find(&s.c, &framework_entity, id, &f));
	f.scale_max = 4.5;
	f.levels = S("[{\"value\":1},{\"value\":1},{\"value\":7}]");
	CHECK(flow_save(&s.c, &framework_entity, &f));
	CHECK(is_noted(&s, id, "do not end on the highest", true));
	CHECK(is_noted(&s, id, "Level 1 is there twice", true));
	CHECK(is_noted(&s, id, "Level 7 is off the scale", true));
	f.rater_rule = S("role_weighted_mean");
	f.role_weights = S("{\"self\":0.5,\"peer\":0.7}");
	CHECK(flow_save(&s.c, &framework_entity, &f));
	CHECK(is_noted(&s, id, "do not add up to 1", false));
	site_close(&s);
}

static void
what_blocks_is_not_frozen(struct arena *a)
{
	struct site s;
	struct id id;

	if (!start(&s, a))
		return;
	id = add_framework(&s);
	CHECK(!framing_freeze(&s.c, id));
	CHECK(site_says(&s, "no dimension"));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_frozen_version_does_not_change(struct arena *a)
{
	struct framework f;
	struct dimension d;
	struct instrument *in;
	struct item it;
	struct site s;
	struct id id;

	if (!start(&s, a))
		return;
	id = add_whole(&s);
	CHECK(framing_freeze(&s.c, id));
	CHECK(flow_find(&s.c, &framework_entity, id, &f));
	CHECK(f.is_frozen == YES);
	f.scale_max = 4;
	CHECK(!flow_save(&s.c, &framework_entity, &f));
	CHECK(site_says(&s, "frozen"));
	CHECK(site_fault(&s) == INVALID);
	CHECK(assess_instrument(&s.c, id, &in));
	d = in->dimension[0];
	d.weight = 3;
	CHECK(!flow_save(&s.c, &dimension_entity, &d));
	CHECK(site_fault(&s) == INVALID);
	it = in->item[0];
	it.is_reverse = YES;
	CHECK(!flow_save(&s.c, &item_entity, &it));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!framing_shift(&s.c, &item_entity, in->item[0].row.id, true));
	CHECK(site_fault(&s) == INVALID);
	CHECK(!framing_freeze(&s.c, id));
	CHECK(site_fault(&s) == INVALID);
	site_close(&s);
}

static void
a_part_moves_among_its_own(struct arena *a)
{
	struct instrument *in;
	struct site s;
	struct id id;

	if (!start(&s, a))
		return;
	id = add_whole(&s);
	CHECK(assess_instrument(&s.c, id, &in));
	/* G.1 G.2 | T.1: below G.2 there is T.1, but of another dimension */
	CHECK(framing_shift(&s.c, &item_entity, in->item[1].row.id, true));
	CHECK(framing_shift(&s.c, &item_entity, in->item[0].row.id, true));
	CHECK(framing_shift(&s.c, &dimension_entity,
	    in->dimension[1].row.id, false));
	CHECK(assess_instrument(&s.c, id, &in));
	CHECK(str_is(in->item[0].code, "G.2"));
	CHECK(str_is(in->item[1].code, "G.1"));
	CHECK(str_is(in->item[2].code, "T.1"));
	CHECK(str_is(in->dimension[0].code, "T"));
	site_close(&s);
}

static void
a_dimension_goes_with_its_items(struct arena *a)
{
	struct instrument *in;
	struct site s;
	struct id id;

	if (!start(&s, a))
		return;
	id = add_whole(&s);
	CHECK(assess_instrument(&s.c, id, &in));
	CHECK(framing_drop(&s.c, &dimension_entity, in->dimension[0].row.id));
	CHECK(assess_instrument(&s.c, id, &in));
	CHECK(in->dimensions == 1 && in->items == 1);
	site_close(&s);
}

/* Version 2 calls G.2 "G.7", drops T.1 and asks G.8 anew. */
static void
versions_are_compared_on_the_items_both_have(struct arena *a)
{
	const struct score one = { 2, 1 }, two = { 5, 1 }, none = { NAN, 0 };
	struct score was_item[3] = { one, two, none };
	struct score *rows[] = { was_item };
	struct results r = { .item = rows, .subjects = 1 };
	struct instrument *was, *now;
	struct framework f;
	struct item it;
	struct site s;
	struct id id, next;
	size_t *from, pairs;

	if (!start(&s, a))
		return;
	id = add_whole(&s);
	CHECK(framing_freeze(&s.c, id));
	CHECK(framing_next(&s.c, id, (str){ 0 }, &next));
	CHECK(flow_find(&s.c, &framework_entity, next, &f));
	CHECK(str_is(f.version, "2.0.0"));
	CHECK(f.is_frozen != YES);
	CHECK(assess_instrument(&s.c, next, &now));
	it = now->item[1];
	it.code = S("G.7");
	CHECK(flow_save(&s.c, &item_entity, &it));
	CHECK(framing_map(&s.c, &f, S("G.2"), (str){ 0 }));
	CHECK(framing_map(&s.c, &f, S("G.7"), S("G.2")));
	CHECK(framing_drop(&s.c, &item_entity, now->item[2].row.id));
	add_item(&s, next, now->dimension[0].row.id, S("G.8"));
	CHECK(flow_find(&s.c, &framework_entity, next, &f));
	CHECK(str_is(framing_was(&s.c, &f, S("G.7")), "G.2"));
	CHECK(str_none(framing_was(&s.c, &f, S("G.8"))));

	CHECK(assess_instrument(&s.c, id, &was));
	CHECK(assess_instrument(&s.c, next, &now));
	CHECK(framing_pairs(&s.c, now, was, &from, &pairs));
	CHECK(pairs == 2);
	CHECK(from[0] == 0 && from[1] == 1 && from[2] == SIZE_MAX);
	NEAR(framing_level(&r, 0, now, 0, from), 3.5, 0);  /* (2 + 5) / 2 */
	CHECK(isnan(framing_level(&r, 0, now, 1, from)));  /* T has no pair */
	CHECK(framing_pairs(&s.c, was, now, &from, &pairs));
	CHECK(pairs == 0);              /* a version knows those before it */
	site_close(&s);
}

static void
every_framework_comes_back_from_its_document(struct arena *a)
{
	struct import_report *r = import_report_new(a);
	struct framework *all;
	struct instrument *in;
	struct node *doc;
	struct write w;
	struct ask ask = { 0 };
	struct found *found;
	struct site s;
	size_t n = 0, i;

	if (!site_open(&s, a, "framing"))
		return;
	site_system(&s);
	CHECK(import_bundle(&s.c, r));
	all = NEWS(a, struct framework, 100);
	CHECK(flow_list(&s.c, &framework_entity, &ask, &found));
	while (n < 100 && flow_next(found, a, &all[n]))
		n++;
	CHECK(flow_end(found));
	CHECK(n >= 15);
	r = import_report_new(a);
	for (i = 0; i < n; i++) {
		if (all[i].is_frozen != YES)
			continue;               /* of the site for tests */
		doc = node_new(a);
		w = write_new(a, 1 << 20);
		CHECK(assess_instrument(&s.c, all[i].row.id, &in));
		CHECK(framing_document(&s.c, in, doc));
		json_write(&w, doc, true);
		CHECK(json_read(a, write_done(&w), &doc, &s.c.errors));
		CHECK(import_framework(&s.c, doc, r));
	}
	CHECK(r->n[UNCHANGED] == 15);
	CHECK(r->n[ADDED] == 0 && r->n[REFUSED] == 0);
	if (r->refusals.first != NULL)
		printf("%s\n", str_z(a, r->refusals.first->reason));
	site_close(&s);
}

static void
a_round_begins_as_most_do(struct arena *a)
{
	struct assessment_round r;
	struct site s;
	struct id id;

	if (!start(&s, a))
		return;
	id = add_whole(&s);
	CHECK(rounds_start(&s.c, s.one, id, &r));
	CHECK(str_is(r.kind, "baseline") && str_is(r.code, "COM-BL"));
	CHECK(str_is(r.subject_type, "COM"));
	CHECK(id_none(r.baseline));
	CHECK(r.due.n - r.opens.n == ROUNDS_OPEN_DAYS);
	CHECK(r.min_raters == 3);
	CHECK(flow_save(&s.c, &assessment_round_entity, &r));
	id = r.row.id;
	CHECK(rounds_start(&s.c, s.one, r.framework, &r));
	CHECK(str_is(r.kind, "midline") && str_is(r.code, "COM-ML"));
	CHECK(id_same(r.baseline, id));
	site_close(&s);
}

static void
the_rule_of_a_round_counts_before_that_of_its_framework(struct arena *a)
{
	struct instrument *in;
	struct site s;
	str rule = { 0 };
	size_t i;

	if (!start(&s, a))
		return;
	CHECK(rounds_set(&s.c, rule, "role_weights", S("{\"self\":0.25}"),
	    &rule));
	CHECK(rounds_set(&s.c, rule, "dimension_weights", S("{\"G\":3}"),
	    &rule));
	CHECK(rounds_set(&s.c, rule, "judgements", S("[1]"), &rule));
	CHECK(rounds_set(&s.c, rule, "judgements", (str){ 0 }, &rule));
	NEAR(rounds_number(&s.c, rule, "role_weights", S("self")), 0.25, 0);
	CHECK(isnan(rounds_number(&s.c, rule, "role_weights", S("peer"))));
	CHECK(str_find(rule, S("judgements")) == rule.n);
	CHECK(assess_instrument(&s.c, add_whole(&s), &in));
	CHECK(rounds_apply(&s.c, rule, in));
	for (i = 0; i < in->how.roles; i++)
		if (str_is(in->role[i], "self"))
			NEAR(in->how.role[i].weight, 0.25, 0);
		else
			CHECK(isnan(in->how.role[i].weight));
	NEAR(in->dimension[0].weight, 3, 0);
	NEAR(in->dimension[1].weight, 1, 0);
	CHECK(str_is(in->framework.overall_rule, "weighted_mean"));
	site_close(&s);
}

/* Grants: "PM" edits own frameworks, MEL all (grants.c). */
static void
a_manager_changes_and_freezes_what_he_added(struct arena *a)
{
	struct id mine, theirs, dimension, item;
	struct framework *f;
	struct dimension d;
	struct site s;

	if (!site_open(&s, a, "framingown"))
		return;
	site_sit_other(&s, "MEL", (struct id){ { 0 } });
	theirs = add_framework(&s);
	site_sit(&s, "PM", s.one);
	f = site_find(&s, &framework_entity, theirs);
	f->note = S("Mine now.");
	CHECK(!flow_save(&s.c, &framework_entity, f));
	errors_clear(&s.c.errors);
	row_blank(&dimension_entity, &d);
	d.framework = theirs;
	d.code = d.title = S("guest");
	d.weight = 1;
	CHECK(!flow_save(&s.c, &dimension_entity, &d));
	errors_clear(&s.c.errors);
	CHECK(!framing_freeze(&s.c, theirs));
	errors_clear(&s.c.errors);
	site_drop(&s, &framework_entity, theirs);

	site_sit(&s, "PM", s.one);
	mine = add_framework(&s);
	f = site_find(&s, &framework_entity, mine);
	CHECK(id_same(f->by, s.me));
	f->note = S("As we use it.");
	CHECK(flow_save(&s.c, &framework_entity, f));
	dimension = add_dimension(&s, mine, S("supply"));
	item = add_item(&s, mine, dimension, S("w1"));
	CHECK(!id_none(item));
	CHECK(framing_freeze(&s.c, mine));
	errors_clear(&s.c.errors);
	f = site_find(&s, &framework_entity, mine);
	CHECK(f->is_frozen == YES);
	site_close(&s);
}

const struct test framing_tests[] = {
	{ "a manager changes and freezes what he added",
	    a_manager_changes_and_freezes_what_he_added },
	{ "what is missing is noted", what_is_missing_is_noted },
	{ "what blocks is not frozen", what_blocks_is_not_frozen },
	{ "a frozen version does not change", a_frozen_version_does_not_change },
	{ "a part moves among its own", a_part_moves_among_its_own },
	{ "a dimension goes with its items", a_dimension_goes_with_its_items },
	{ "versions are compared on the items both have",
	    versions_are_compared_on_the_items_both_have },
	{ "every framework comes back from its document",
	    every_framework_comes_back_from_its_document },
	{ "a round begins as most do", a_round_begins_as_most_do },
	{ "the rule of a round counts before that of its framework",
	    the_rule_of_a_round_counts_before_that_of_its_framework },
	{ 0 }
};
