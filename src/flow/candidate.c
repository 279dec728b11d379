/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/candidate.h"

#include <math.h>

#include "base/arena.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "model/plan.h"
#include "model/text.h"

/* Cause, whose gap, from and below which width; what answers it, and why.
 * Ordered so that what costs little and builds on own people comes first. */
static const struct own {
	const char *cause, *level;
	double      from, below;        /* 0: no bound */
	const char *modality, *reason;
} own[] = {
	{ "skill", "IND", 0, 1, "COA", "A small gap of skill closes at work, with a coach." },
	{ "skill", "IND", 1, 0, "TRN", "A wide gap of skill needs teaching before practice." },
	{ "skill", "IND", 1, 0, "MEN", "Mentoring carries what was taught into daily work." },
	{ "skill", "GRP", 0, 0, "TRN", "A group with the same gap learns together." },
	{ "skill", "COM", 0, 0, "TRN", "Communities learn together and from each other." },
	{ "skill", "ORG", 0, 0,
	    "TA",  "Advice at the workplace fits skill to the organisation." },
	{ "skill", "ORG", 0, 0, "EXC", "Peers who have solved it show how." },
	{ "system", "ORG", 0, 0, "INS",
	    "A system or process is missing: build it in the organisation." },
	{ "system", "ORG", 0, 0, "TA",  "Advice helps to design and to introduce the process." },
	{ "system", NULL, 0, 0, "INS", "Systems close gaps that no course can." },
	{ "resource", NULL, 0, 0, "RES",
	    "Own resources last longer than gifts: help to raise them." },
	{ "resource", NULL, 0, 0, "EQP",
	    "Equipment supports the work of people who can use it." },
	{ "resource", "COM", 0, 0, "GRT", "A small grant lets a community act at once." },
	{ "incentive", "IND", 0, 0, "COA",
	    "People can but do not: look for what would make it worth it." },
	{ "incentive", NULL, 0, 0, "INS",
	    "Change what is rewarded, before teaching what is known." },
	{ "incentive", "COM", 0, 0, "AWR", "Awareness makes the worth of a change visible." },
	{ "policy", NULL, 0, 0, "POL",
	    "A rule stands in the way or is missing: change the rule." },
	{ "policy", NULL, 0, 0, "NET", "Rules change when several ask for it together." },
	{ NULL, "SYS", 0, 0, "POL",
	    "Gaps of the enabling environment close by rules and policies." },
};

enum { OWN = sizeof(own) / sizeof(own[0]) };

static struct modality_rule
own_rule(size_t i)
{
	struct modality_rule r;

	row_blank(&modality_rule_entity, &r);
	r.seq = (int64_t)i + 1;
	r.cause = str_of(own[i].cause);
	r.level = str_of(own[i].level);
	r.from_gap = own[i].from > 0 ? own[i].from : NAN;
	r.to_gap = own[i].below > 0 ? own[i].below : NAN;
	r.modality = str_of(own[i].modality);
	r.reason = str_of(own[i].reason);
	return r;
}

bool
candidate_rules(struct ctx *c, struct modality_rule **out, size_t *n)
{
	size_t i;

	*out = gather(c, &modality_rule_entity, (struct id){ { 0 } }, n);
	if (*out == NULL || *n > 0)
		return *out != NULL;
	*out = NEWS(c->arena, struct modality_rule, OWN);
	for (i = 0; i < OWN; i++) {
		(*out)[i] = own_rule(i);
		(*out)[i].reason = str_of(words_say(c->words, own[i].reason));
	}
	*n = OWN;
	return true;
}

static bool
fits(const struct modality_rule *r, const struct gap *g, str level)
{
	return (str_none(r->cause) || str_same(r->cause, g->cause)) &&
	    (str_none(r->level) || str_same(r->level, level)) &&
	    (isnan(r->from_gap) || g->gap >= r->from_gap) &&
	    (isnan(r->to_gap) || g->gap < r->to_gap);
}

size_t
candidate_fit(const struct modality_rule *r, size_t n, const struct gap *g,
    str level, struct candidate *out)
{
	size_t i, k, found = 0;

	for (i = 0; i < n; i++) {
		for (k = 0; k < found &&
		    !str_same(out[k].modality, r[i].modality); k++)
			;
		if (k == found && fits(&r[i], g, level))
			out[found++] = (struct candidate){ r[i].modality,
				r[i].reason, r[i].row.id };
	}
	return found;
}

static bool
free_code(struct ctx *c, struct id programme, str *code)
{
	const struct activity *a;
	size_t i, n, k;

	a = gather(c, &activity_entity, programme, &n);
	if (a == NULL)
		return false;
	for (k = n + 1;; k++) {
		*code = str_print(c->arena, "N%02zu", k);
		for (i = 0; i < n && !str_same(a[i].code, *code); i++)
			;
		if (i == n)
			return true;
	}
}

static bool
open_version(struct ctx *c, struct id programme, struct id *out)
{
	const struct plan_version *v;
	size_t i, n;

	*out = (struct id){ { 0 } };
	v = gather(c, &plan_version_entity, programme, &n);
	for (i = 0; v != NULL && i < n; i++)
		if (str_is(v[i].state, "draft") || str_is(v[i].state,
		    "returned"))
			*out = v[i].row.id;
	return v != NULL;
}

bool
candidate_propose(struct ctx *c, const struct gap *g, str modality, str title,
    str reason, struct id *made)
{
	struct activity a;
	struct activity_gap x;

	row_blank(&activity_entity, &a);
	row_blank(&activity_gap_entity, &x);
	if (!free_code(c, g->programme, &a.code) ||
	    !open_version(c, g->programme, &a.plan_version))
		return false;
	a.row.id = *made = id_new(c->random, c->now);
	a.programme = g->programme;
	a.title = title;
	a.modality = modality;
	a.subjects = id_text(c->arena, g->subject);
	a.tailoring_note = reason;
	x.row.id = id_new(c->random, c->now);
	x.activity = *made;
	x.gap = g->row.id;
	x.from_level = g->current;
	x.to_level = g->desired;
	return flow_save(c, &activity_entity, &a) &&
	    flow_save(c, &activity_gap_entity, &x);
}
