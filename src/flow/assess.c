/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/assess.h"

#include <math.h>
#include <string.h>

#include "flow/find.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "store/store.h"

/* ---- the instrument ---- */

static bool
list_of(struct ctx *c, const struct entity *e, const char *by, struct id id,
    const char *order, struct cursor **out)
{
	struct filter of = { field_named(e, str_of(by)), IS,
		id_text(c->arena, id) };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(e, str_of(order)) };

	return store_list(c->store, e, &ask, c->arena, out, &c->errors);
}

static bool
count_of(struct ctx *c, const struct entity *e, const char *by, struct id id,
    size_t *n)
{
	struct filter of = { field_named(e, str_of(by)), IS,
		id_text(c->arena, id) };
	struct ask ask = { .filters = &of, .n = 1 };
	int64_t rows;

	if (!store_count(c->store, e, &ask, &rows, &c->errors))
		return false;
	*n = (size_t)rows;
	return true;
}

static bool
read_dimensions(struct ctx *c, struct instrument *in)
{
	struct cursor *cursor;
	size_t i = 0;

	if (!count_of(c, &dimension_entity, "framework", in->framework.row.id,
	    &in->dimensions) || !list_of(c, &dimension_entity, "framework",
	    in->framework.row.id, "seq", &cursor))
		return false;
	in->dimension = NEWS(c->arena, struct dimension, in->dimensions + 1);
	while (i < in->dimensions &&
	    store_next(cursor, c->arena, &in->dimension[i]))
		i++;
	in->dimensions = i;
	return store_end(cursor, &c->errors);
}

static bool
read_items(struct ctx *c, struct instrument *in)
{
	struct cursor *cursor;
	size_t i = 0;

	if (!count_of(c, &item_entity, "framework", in->framework.row.id,
	    &in->items) || !list_of(c, &item_entity, "framework",
	    in->framework.row.id, "seq", &cursor))
		return false;
	in->item = NEWS(c->arena, struct item, in->items + 1);
	while (i < in->items && store_next(cursor, c->arena, &in->item[i]))
		i++;
	in->items = i;
	return store_end(cursor, &c->errors);
}

static size_t
dimension_place(const struct instrument *in, struct id id)
{
	size_t i;

	for (i = 0; i < in->dimensions; i++)
		if (id_same(in->dimension[i].row.id, id))
			return i;
	return SCORE_NO_DIMENSION;
}

static enum score_rule
rule_of(str code)
{
	if (str_is(code, "role_weighted_mean"))
		return SCORE_ROLE_WEIGHTED_MEAN;
	if (str_is(code, "agreed"))
		return SCORE_AGREED;
	return str_is(code, "single") ? SCORE_SINGLE : SCORE_MEDIAN;
}

/* Every rater role there is, with the weight that the framework gives.  What
 * a group agreed on is an agreed score, as an outsider's is. */
static bool
read_roles(struct ctx *c, struct instrument *in)
{
	const struct choice *of = rater_role_codes.of;
	struct score_role *role;
	struct node *weights = NULL;
	str *code;
	size_t i, n = 0;

	while (of[n].code != NULL)
		n++;
	role = NEWS(c->arena, struct score_role, n);
	code = NEWS(c->arena, str, n);
	if (!str_none(in->framework.role_weights) && !json_read(c->arena,
	    in->framework.role_weights, &weights, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		code[i] = str_of(of[i].code);
		role[i] = (struct score_role){ json_number(weights, of[i].code),
			strcmp(of[i].code, "external") == 0 ||
			strcmp(of[i].code, "group") == 0 };
	}
	in->role = code;
	in->how.role = role;
	in->how.roles = n;
	return true;
}

static void
set_how(struct ctx *c, struct instrument *in)
{
	const struct framework *f = &in->framework;
	struct score_item *item = NEWS(c->arena, struct score_item,
	    in->items + 1);
	size_t i;

	in->item_dimension = NEWS(c->arena, size_t, in->items + 1);
	for (i = 0; i < in->items; i++) {
		in->item_dimension[i] = dimension_place(in,
		    in->item[i].dimension);
		item[i] = (struct score_item){ in->item_dimension[i], 1,
			in->item[i].is_reverse == YES };
	}
	in->how.lo = f->scale_min;
	in->how.hi = f->scale_max;
	in->how.item = item;
	in->how.items = in->items;
	in->how.dimensions = in->dimensions;
	in->how.rule = rule_of(f->rater_rule);
	in->how.fold = str_is(f->dimension_rule, "sum") ? SCORE_SUM
	    : SCORE_MEAN;
	in->how.min_share = isnan(f->min_share) ? 0 : f->min_share;
}

bool
assess_instrument(struct ctx *c, struct id framework, struct instrument **out)
{
	struct instrument *in = NEW(c->arena, struct instrument);

	*out = in;
	if (!store_find(c->store, &framework_entity, framework, c->arena,
	    &in->framework, &c->errors) || !read_dimensions(c, in) ||
	    !read_items(c, in) || !read_roles(c, in))
		return false;
	set_how(c, in);
	return true;
}

/* ---- rounds ---- */

/* What counts: no void round, no correction before it is locked, and a
 * locked correction in the place of what it corrects. */
static size_t
drop_replaced(struct assessment_round *r, size_t n)
{
	size_t i, k, kept = 0;
	bool out;

	for (i = 0; i < n; i++) {
		out = str_is(r[i].state, "void") || (!id_none(r[i].corrects) &&
		    !str_is(r[i].state, "locked"));
		for (k = 0; k < n && !out; k++)
			out = id_same(r[k].corrects, r[i].row.id) &&
			    str_is(r[k].state, "locked");
		/* Those behind still look at what comes before them. */
		if (out)
			r[i].row.revision = -r[i].row.revision;
	}
	for (i = 0; i < n; i++)
		if (r[i].row.revision >= 0)
			r[kept++] = r[i];
	return kept;
}

bool
assess_rounds(struct ctx *c, struct id programme, struct assessment_round **out,
    size_t *n)
{
	struct filter of = { field_named(&assessment_round_entity,
	    S("programme")),
		IS, id_text(c->arena, programme) };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(&assessment_round_entity, S("opens")) };
	struct found *found;
	int64_t rows;

	if (!flow_count(c, &assessment_round_entity, &ask, &rows) ||
	    !flow_list(c, &assessment_round_entity, &ask, &found))
		return false;
	*out = NEWS(c->arena, struct assessment_round, (size_t)rows + 1);
	for (*n = 0; *n < (size_t)rows &&
	    flow_next(found, c->arena, &(*out)[*n]); ++*n)
		;
	*n = drop_replaced(*out, *n);
	return flow_end(found);
}
