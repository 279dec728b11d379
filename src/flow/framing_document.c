/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A framework's document (capdev-framework/1): the way back of
 * framework.c, key by key.
 */
#include <math.h>
#include <string.h>

#include "flow/framing.h"
#include "format/json.h"

static const struct { const char *code, *name; } targets[] = {
	{ "IND", "individual" }, { "GRP", "group" }, { "ORG", "organisation" },
	{ "COM", "community" }, { "SYS", "enabling_environment" },
	{ "PRG", "programme" }, { NULL, NULL }
};

/* A tree that was read becomes a member of another. */
static void
attach(struct node *to, const char *name, const struct node *from)
{
	struct node *k = node_add(to, name, from->kind);
	struct node made = *k;

	*k = *from;
	k->name = made.name;
	k->next = made.next;
	k->arena = made.arena;
	k->decimals = -1;
}

static bool
attach_json(struct ctx *c, struct node *to, const char *name, str json)
{
	struct node *tree;

	if (str_none(json))
		return true;
	if (!json_read(c->arena, json, &tree, &c->errors))
		return false;
	attach(to, name, tree);
	return true;
}

/* {"en": .., "vi": ..} becomes "title" and "title_vi". */
static bool
languages_put(struct ctx *c, struct node *to, const char *name, str text)
{
	const struct node *k;
	struct node *tree;

	if (!str_starts(text, S("{"))) {
		node_text(to, name, text);
		return true;
	}
	if (!json_read(c->arena, text, &tree, &c->errors))
		return false;
	for (k = json_first(tree, ""); k != NULL; k = k->next)
		node_text(to, strcmp(k->name, "en") == 0 ? name
		    : str_print(c->arena, "%s_%s", name, k->name).p,
		    json_as_text(k));
	return true;
}

static void
yes_no_put(struct node *to, const char *name, int said)
{
	if (said != UNSAID)
		node_bool(to, name, said == YES);
}

static const char *
target_name(struct ctx *c, str code)
{
	size_t i;

	for (i = 0; targets[i].code != NULL; i++)
		if (str_is(code, targets[i].code))
			return targets[i].name;
	return str_z(c->arena, code);
}

static bool
scale_put(struct ctx *c, const struct framework *f, struct node *out)
{
	struct node *o = node_object(out, "scale");

	node_real(o, "min", f->scale_min, -1);
	node_real(o, "max", f->scale_max, -1);
	if (!isnan(f->scale_step))
		node_real(o, "step", f->scale_step, -1);
	yes_no_put(o, "higher_is_better", f->is_higher_better);
	yes_no_put(o, "allow_na", f->allow_na);
	yes_no_put(o, "allow_dont_know", f->allow_dont_know);
	return attach_json(c, o, "levels", f->levels);
}

static bool
rules_put(struct ctx *c, const struct framework *f, struct node *out)
{
	struct node *o = node_object(out, "aggregation");

	node_text(o, "raters_to_indicator", f->rater_rule);
	node_text(o, "indicator_to_dimension", f->dimension_rule);
	if (!str_none(f->overall_rule))
		node_text(o, "dimension_to_overall", f->overall_rule);
	if (!isnan(f->min_share))
		node_real(o, "min_share_answered", f->min_share, -1);
	return attach_json(c, o, "role_weights", f->role_weights);
}

static bool
head_put(struct ctx *c, const struct framework *f, struct node *out)
{
	node_z(out, "schema", "capdev-framework/1");
	node_text(out, "id", f->code);
	node_text(out, "version", f->version);
	if (!languages_put(c, out, "title", f->title))
		return false;
	node_z(out, "target_group", target_name(c, f->target));
	if (f->is_frozen != YES)
		node_bool(out, "frozen", false);
	if (!scale_put(c, f, out) || !rules_put(c, f, out) ||
	    !attach_json(c, out, "source", f->source))
		return false;
	if (f->note.p != NULL)
		node_text(out, "note", f->note);
	return true;
}

static bool
item_put(struct ctx *c, const struct item *it, struct node *o)
{
	node_text(o, "code", it->code);
	if (!languages_put(c, o, "question", it->question))
		return false;
	if (!str_none(it->kind))
		node_text(o, "kind", it->kind);
	if (!str_none(it->evidence))
		node_text(o, "evidence", it->evidence);
	return attach_json(c, o, "level_descriptors", it->descriptors);
}

static bool
dimension_put(struct ctx *c, const struct instrument *in, size_t d,
    struct node *o)
{
	const struct dimension *dim = &in->dimension[d];
	bool fine = true;
	size_t i;

	node_text(o, "id", dim->code);
	if (!languages_put(c, o, "title", dim->title))
		return false;
	if (!str_none(dim->description))
		node_text(o, "description", dim->description);
	if (!isnan(dim->weight))
		node_real(o, "weight", dim->weight, -1);
	if (!str_none(dim->area))
		node_text(o, "area", dim->area);
	(void)node_list(o, "indicators");
	for (i = 0; fine && i < in->items; i++)
		if (in->item_dimension[i] == d)
			fine = item_put(c, &in->item[i],
			    node_row(o, "indicators"));
	return fine;
}

static void
reverse_put(const struct instrument *in, struct node *out)
{
	struct node *list = NULL;
	size_t i;

	for (i = 0; i < in->items; i++) {
		if (in->item[i].is_reverse != YES)
			continue;
		if (list == NULL)
			list = node_list(out, "reverse_scored");
		node_item_text(list, in->item[i].code);
	}
}

static bool
other_put(struct ctx *c, const struct framework *f, struct node *out)
{
	const struct node *k;
	struct node *tree;

	if (str_none(f->other))
		return true;
	if (!json_read(c->arena, f->other, &tree, &c->errors))
		return false;
	for (k = json_first(tree, ""); k != NULL; k = k->next)
		attach(out, k->name, k);
	return true;
}

bool
framing_document(struct ctx *c, const struct instrument *in, struct node *out)
{
	bool fine = head_put(c, &in->framework, out);
	size_t d;

	(void)node_list(out, "dimensions");
	for (d = 0; fine && d < in->dimensions; d++)
		fine = dimension_put(c, in, d, node_row(out, "dimensions"));
	if (!fine)
		return false;
	reverse_put(in, out);
	return other_put(c, &in->framework, out);
}
