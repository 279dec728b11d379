/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/rounds.h"

#include <math.h>
#include <string.h>

#include "base/write.h"
#include "format/json.h"
#include "model/codes.h"
#include "store/store.h"

enum { RULE_MOST = 1 << 18, CODES_TRIED = 1000 };

/* ---- how it begins ---- */

static const struct {
	const char *kind, *code;
} kinds[] = {           /* in the order in which they come */
	{ "baseline", "BL" }, { "midline", "ML" }, { "endline", "EL" },
	{ "follow_up", "FU" }
};

/* The same framework, in whatever version. */
static bool
is_of(struct ctx *c, const struct assessment_round *r, str framework)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct framework f;

	return store_find(c->store, &framework_entity, r->framework, c->arena,
	    &f, &quiet) && str_same(f.code, framework);
}

/* A programme has one baseline of a framework, then one of each kind. */
static size_t
next_kind(struct ctx *c, const struct assessment_round *all, size_t n,
    str framework, struct id *first)
{
	size_t i, k, at = 0;

	for (i = 0; i < n; i++) {
		if (!is_of(c, &all[i], framework))
			continue;
		if (id_none(*first))
			*first = all[i].row.id;
		for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
			if (str_is(all[i].kind, kinds[k].kind) && k >= at)
				at = k + 1;
	}
	k = sizeof(kinds) / sizeof(kinds[0]);
	return at < k ? at : k - 1;
}

static bool
is_taken(const struct assessment_round *all, size_t n, str code)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_same(all[i].code, code))
			return true;
	return false;
}

static str
free_code(struct ctx *c, const struct assessment_round *all, size_t n,
    str subject, const char *kind)
{
	str stem = str_print(c->arena, "%.*s-%s", (int)subject.n, subject.p,
	    kind), code = stem;
	int i;

	for (i = 2; i < CODES_TRIED && is_taken(all, n, code); i++)
		code = str_print(c->arena, "%.*s-%d", (int)stem.n, stem.p, i);
	return code;
}

static const char *
usual_method(str target)
{
	if (str_is(target, "IND"))
		return "360";
	if (str_is(target, "COM") || str_is(target, "GRP"))
		return "group";
	return str_is(target, "SYS") ? "external" : "mixed";
}

static bool
start_of(struct ctx *c, struct id programme, struct id framework,
    struct assessment_round *r)
{
	struct assessment_round *all;
	struct framework f;
	size_t n, kind;

	if (!store_find(c->store, &framework_entity, framework, c->arena, &f,
	    &c->errors) || !assess_rounds(c, programme, &all, &n))
		return false;
	kind = next_kind(c, all, n, f.code, &r->baseline);
	r->framework = framework;
	r->subject_type = f.target;
	r->kind = str_of(kinds[kind].kind);
	r->code = free_code(c, all, n, f.target, kinds[kind].code);
	r->method = str_of(usual_method(f.target));
	return true;
}

bool
rounds_start(struct ctx *c, struct id programme, struct id framework,
    struct assessment_round *r)
{
	struct day today = moment_day(c->now);

	row_blank(&assessment_round_entity, r);
	r->programme = programme;
	r->opens = today;
	r->due.n = today.n + ROUNDS_OPEN_DAYS;
	r->grace_until.n = r->due.n + ROUNDS_GRACE_DAYS;
	r->min_raters = 3;
	r->min_response = 0.6;
	r->consent_text = str_of(words_say(c->words, "Your answers are used "
	    "to plan support, not to judge you. They are kept under a "
	    "pseudonym and shown only together with those of others. Taking "
	    "part is up to you; you may stop at any time."));
	return id_none(framework) || start_of(c, programme, framework, r);
}

/* ---- how it is counted ---- */

static bool
read_rule(struct ctx *c, str rule, struct node **tree)
{
	*tree = NULL;
	if (str_none(rule))
		return true;
	if (!json_read(c->arena, rule, tree, &c->errors))
		return false;
	return (*tree)->kind == N_OBJECT || fail(&c->errors, INVALID, "rule",
	    "The rule of a round is a JSON object, such as {}.");
}

static double
number_of(const struct node *tree, const char *member, str name)
{
	const struct node *of = tree == NULL ? NULL : json_at(tree, member);

	of = of == NULL ? NULL : node_find(of, name);
	if (of == NULL)
		return NAN;
	return of->kind == N_REAL ? of->real : of->kind == N_COUNT
	    ? (double)of->count : NAN;
}

double
rounds_number(struct ctx *c, str rule, const char *member, str name)
{
	struct errors before = c->errors;
	struct node *tree;
	double x = NAN;

	if (read_rule(c, rule, &tree))
		x = number_of(tree, member, name);
	c->errors = before;
	return x;
}

void
rounds_priority(struct ctx *c, str rule, double weight[3])
{
	static const char *const of[] = { "importance", "urgency", "gap" };
	const double usual[] = ASSESS_WEIGHTS;
	bool said = true;
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(*of); i++) {
		weight[i] = rounds_number(c, rule, "priority_weights",
		    str_of(of[i]));
		said &= weight[i] >= 0;
	}
	for (i = 0; i < sizeof(of) / sizeof(*of) && !said; i++)
		weight[i] = usual[i];
}

bool
rounds_ranking(struct ctx *c, str rule, const struct instrument *in,
    double *weight)
{
	double most = 0;
	bool said = false;
	size_t i;

	for (i = 0; i < in->dimensions; i++) {
		said |= rounds_number(c, rule, "dimension_weights",
		    in->dimension[i].code) >= 0;
		weight[i] = in->dimension[i].weight >= 0
		    ? in->dimension[i].weight : 1;
		most = weight[i] > most ? weight[i] : most;
	}
	said = said && most > 0;
	for (i = 0; i < in->dimensions; i++)
		weight[i] = said ? weight[i] / most : 1;
	return said;
}

static void
apply_roles(struct ctx *c, const struct node *tree, struct instrument *in)
{
	struct score_role *role = NEWS(c->arena, struct score_role,
	    in->how.roles);
	double weight;
	size_t i;

	if (in->how.roles > 0)
		memcpy(role, in->how.role, in->how.roles * sizeof(*role));
	for (i = 0; i < in->how.roles; i++) {
		weight = number_of(tree, "role_weights", in->role[i]);
		if (weight >= 0)
			role[i].weight = weight;
	}
	in->how.role = role;
}

bool
rounds_apply(struct ctx *c, str rule, struct instrument *in)
{
	struct node *tree;
	double weight;
	size_t i;

	if (!read_rule(c, rule, &tree))
		return false;
	if (tree == NULL)
		return true;
	apply_roles(c, tree, in);
	for (i = 0; i < in->dimensions; i++) {
		weight = number_of(tree, "dimension_weights",
		    in->dimension[i].code);
		if (!(weight >= 0))
			continue;       /* none, or not one */
		in->dimension[i].weight = weight;
		if (!str_is(in->framework.overall_rule, "sum_over_max"))
			in->framework.overall_rule = S("weighted_mean");
	}
	return true;
}

static void
write_member(struct write *w, const char *name, str json)
{
	write_char(w, w->n == 1 ? ' ' : ',');
	json_quote(w, str_of(name));
	write_char(w, ':');
	write_str(w, json);
}

bool
rounds_set(struct ctx *c, str rule, const char *member, str json, str *out)
{
	struct write w = write_new(c->arena, RULE_MOST), one;
	const struct node *k;
	struct node *tree;

	if (!read_rule(c, rule, &tree))
		return false;
	write_char(&w, '{');
	for (k = tree == NULL ? NULL : json_first(tree, ""); k != NULL;
	    k = k->next) {
		if (strcmp(k->name, member) == 0)
			continue;
		one = write_new(c->arena, RULE_MOST);
		json_write(&one, k, false);
		write_member(&w, k->name, write_done(&one));
	}
	if (!str_none(json))
		write_member(&w, member, json);
	write_char(&w, '}');
	*out = w.n > 2 ? write_done(&w) : (str){ 0 };
	return true;
}
