/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/candidate: rules that fit a gap, and what is proposed. */
#include "flow/candidate.h"

#include <math.h>

#include "flow/find.h"
#include "model/plan.h"
#include "site.h"
#include "test.h"

static struct modality_rule
rule(const char *cause, const char *level, double from, double to,
    const char *modality)
{
	struct modality_rule r;

	row_blank(&modality_rule_entity, &r);
	r.cause = str_of(cause);
	r.level = str_of(level);
	r.from_gap = from;
	r.to_gap = to;
	r.modality = str_of(modality);
	return r;
}

static void
a_rule_fits_by_cause_level_and_width(struct arena *a)
{
	const struct modality_rule r[] = {
		rule("skill", "IND", NAN, 1, "COA"),
		rule("skill", "IND", 1, NAN, "TRN"),
		rule("skill", NULL, NAN, NAN, "TRN"),
		rule("policy", NULL, NAN, NAN, "POL"),
		rule(NULL, NULL, 2, NAN, "TA"),
	};
	struct candidate k[5];
	struct gap g;

	(void)a;
	row_blank(&gap_entity, &g);
	g.cause = S("skill");
	g.gap = 1;                              /* not below 1 */
	CHECK(candidate_fit(r, 5, &g, S("IND"), k) == 1);
	CHECK(str_is(k[0].modality, "TRN"));    /* once, by the first rule */
	g.gap = 0.5;
	CHECK(candidate_fit(r, 5, &g, S("IND"), k) == 2);
	CHECK(str_is(k[0].modality, "COA") && str_is(k[1].modality, "TRN"));
	g.cause = (str){ 0 };                   /* not known: no such rule */
	CHECK(candidate_fit(r, 5, &g, S("IND"), k) == 0);
	g.gap = 2;
	CHECK(candidate_fit(r, 5, &g, (str){ 0 }, k) == 1);
	CHECK(str_is(k[0].modality, "TA"));
	g.gap = NAN;
	CHECK(candidate_fit(r, 5, &g, (str){ 0 }, k) == 0);
}

static void
what_is_proposed_targets_its_gap(struct arena *a)
{
	struct modality_rule *rules;
	struct activity *x;
	struct site s;
	struct gap *g;
	struct id made;
	size_t n;

	if (!site_open(&s, a, "candidate"))
		return;
	site_system(&s);
	g = site_blank(&s, &gap_entity, s.one);
	g->current = 2;
	g->desired = 4;
	site_keep(&s, &gap_entity, g);
	site_sit(&s, "PM", s.one);
	CHECK(candidate_rules(&s.c, &rules, &n) && n > 10);
	CHECK(candidate_propose(&s.c, g, S("COA"), S("{\"en\":\"Coaching\"}"),
	    S("Close at work"), &made));
	x = site_find(&s, &activity_entity, made);
	CHECK(str_is(x->state, "proposed") && str_is(x->modality, "COA"));
	CHECK(str_is(x->tailoring_note, "Close at work"));
	CHECK(candidate_propose(&s.c, g, S("TRN"), S("{\"en\":\"Course\"}"),
	    S("Teach"), &made));                /* with a code of its own */
	site_close(&s);
}

const struct test candidate_tests[] = {
	{ "a rule fits by cause, level and width",
	   a_rule_fits_by_cause_level_and_width },
	{ "what is proposed targets its gap",
	   what_is_proposed_targets_its_gap },
	{ 0 }
};
