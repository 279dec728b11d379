/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Reads a framework's document (capdev-framework/1): its head, its
 * dimensions and its items become rows; keys that have no field of their
 * own are kept in `other`, so that nothing of the document is lost.
 */
#include <string.h>

#include "flow/bundle.h"
#include "flow/import.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/assess.h"
#include "store/store.h"

static const struct { const char *name, *code; } targets[] = {
	{ "individual", "IND" }, { "group", "GRP" }, { "organisation", "ORG" },
	{ "community", "COM" }, { "enabling_environment", "SYS" },
	{ "programme", "PRG" }, { NULL, NULL }
};

/* Keys of the document that have a field. */
static const char *const heads[] = {
	"schema", "id", "version", "title", "title_vi", "target_group", "scale",
	"aggregation", "dimensions", "source", "note", "reverse_scored",
	"reverse_rule", NULL
};

static str
as_json(struct arena *a, const struct node *n)
{
	struct write w = write_new(a, 1 << 20);

	if (n == NULL || n->kind == N_NONE)
		return (str){ 0 };
	json_write(&w, n, false);
	return write_done(&w);
}

/* "title" and "title_vi" as one text in two languages. */
static str
in_languages(struct arena *a, const struct node *n, const char *name)
{
	struct write w = write_new(a, 1 << 20);
	str en = json_text(n, name);
	str vi = json_text(n, str_print(a, "%s_vi", name).p);

	if (str_none(vi))
		return en;
	write_char(&w, '{');
	if (!str_none(en)) {
		write_z(&w, "\"en\":");
		json_quote(&w, en);
		write_char(&w, ',');
	}
	write_z(&w, "\"vi\":");
	json_quote(&w, vi);
	write_char(&w, '}');
	return write_done(&w);
}

static str
other_keys(struct arena *a, const struct node *doc)
{
	struct write w = write_new(a, 1 << 20);
	const struct node *k;
	size_t i;

	for (k = json_first(doc, ""); k != NULL; k = k->next) {
		for (i = 0; heads[i] != NULL && strcmp(heads[i], k->name) != 0;
		    i++)
			;
		if (heads[i] != NULL)
			continue;
		write_char(&w, w.n == 0 ? '{' : ',');
		json_quote(&w, str_of(k->name));
		write_char(&w, ':');
		json_write(&w, k, false);
	}
	if (w.n == 0)
		return (str){ 0 };
	write_char(&w, '}');
	return write_done(&w);
}

static str
target_code(const struct node *doc)
{
	str name = json_text(doc, "target_group");
	size_t i;

	for (i = 0; targets[i].name != NULL; i++)
		if (str_is(name, targets[i].name))
			return str_of(targets[i].code);
	return name;
}

static int
yes_no(const struct node *n, const char *name)
{
	const struct node *k = node_find(n, str_of(name));

	return k == NULL || k->kind != N_BOOL ? UNSAID : k->yes ? YES : NO;
}

static void
read_head(struct arena *a, const struct node *doc, struct framework *f)
{
	const struct node *scale = json_at(doc, "scale");
	const struct node *rule = json_at(doc, "aggregation");

	f->code = json_text(doc, "id");
	f->version = json_text(doc, "version");
	f->title = in_languages(a, doc, "title");
	f->target = target_code(doc);
	f->scale_min = json_number(scale, "min");
	f->scale_max = json_number(scale, "max");
	f->scale_step = json_number(scale, "step");
	f->levels = as_json(a, json_at(scale, "levels"));
	f->is_higher_better = yes_no(scale, "higher_is_better");
	f->allow_na = yes_no(scale, "allow_na");
	f->allow_dont_know = yes_no(scale, "allow_dont_know");
	f->rater_rule = json_text(rule, "raters_to_indicator");
	f->dimension_rule = json_text(rule, "indicator_to_dimension");
	f->overall_rule = json_text(rule, "dimension_to_overall");
	f->min_share = json_number(rule, "min_share_answered");
	f->role_weights = as_json(a, json_at(rule, "role_weights"));
	f->source = as_json(a, json_at(doc, "source"));
	f->note = json_text(doc, "note");
	f->other = other_keys(a, doc);
	f->is_frozen = YES;
}

static bool
is_reverse(const struct node *doc, str code)
{
	const struct node *k;

	for (k = json_first(doc, "reverse_scored"); k != NULL; k = k->next)
		if (str_same(json_as_text(k), code))
			return true;
	return false;
}

/* The texts for people read better without "none" written out. */
static str
or_none(str s)
{
	return str_none(s) ? (str){ 0 } : s;
}

static struct id
part_id(struct ctx *c, const struct framework *f, const char *kind, str code)
{
	return id_from(str_of(kind), str_print(c->arena, "%.*s@%.*s/%.*s",
	    (int)f->code.n, f->code.p, (int)f->version.n, f->version.p,
	    (int)code.n, code.p));
}

static bool
save_item(struct ctx *c, const struct node *doc, const struct framework *f,
    const struct dimension *d, const struct node *n, int64_t seq)
{
	struct item it;

	row_blank(&item_entity, &it);
	it.code = json_text(n, "code");
	it.row.id = part_id(c, f, "item", it.code);
	it.framework = f->row.id;
	it.dimension = d->row.id;
	it.question = in_languages(c->arena, n, "question");
	it.evidence = or_none(json_text(n, "evidence"));
	it.descriptors = as_json(c->arena, node_find(n,
	    S("level_descriptors")));
	it.is_reverse = is_reverse(doc, it.code) ? YES : NO;
	it.seq = seq;
	return flow_save_as_was(c, &item_entity, &it);
}

static bool
save_dimension(struct ctx *c, const struct framework *f, const struct node *n,
    int64_t seq, struct dimension *d)
{
	row_blank(&dimension_entity, d);
	d->code = json_text(n, "id");
	d->row.id = part_id(c, f, "dimension", d->code);
	d->framework = f->row.id;
	d->title = in_languages(c->arena, n, "title");
	d->description = or_none(json_text(n, "description"));
	d->weight = json_number(n, "weight");
	d->area = or_none(json_text(n, "area"));
	d->seq = seq;
	return flow_save_as_was(c, &dimension_entity, d);
}

static bool
save_parts(struct ctx *c, const struct node *doc, const struct framework *f,
    struct import_report *r)
{
	const struct node *dim, *ind;
	struct dimension d;
	int64_t dimensions = 0, items = 0;

	for (dim = json_first(doc, "dimensions"); dim != NULL;
	    dim = dim->next) {
		if (!save_dimension(c, f, dim, ++dimensions, &d))
			return false;
		import_count(r, ADDED);
		for (ind = json_first(dim, "indicators"); ind != NULL;
		    ind = ind->next) {
			if (!save_item(c, doc, f, &d, ind, ++items))
				return false;
			import_count(r, ADDED);
		}
	}
	return items > 0 || fail(&c->errors, INVALID, "dimensions",
	    "The framework has no items.");
}

bool
import_framework(struct ctx *c, const struct node *doc, struct import_report *r)
{
	struct framework f;

	if (!str_is(json_text(doc, "schema"), "capdev-framework/1"))
		return fail(&c->errors, INVALID, "schema",
		    "This is not a framework: its schema should be "
		    "'capdev-framework/1'.");
	row_blank(&framework_entity, &f);
	read_head(c->arena, doc, &f);
	f.row.id = id_from(S("framework"), str_print(c->arena, "%.*s@%.*s",
	    (int)f.code.n, f.code.p, (int)f.version.n, f.version.p));
	if (store_has(c->store, &framework_entity, f.row.id)) {
		import_count(r, UNCHANGED);
		return true;
	}
	if (!store_save(c->store, &c->errors))
		return false;
	if (!flow_save_as_was(c, &framework_entity, &f) ||
	    !save_parts(c, doc, &f, r)) {
		store_back(c->store);
		return false;
	}
	import_count(r, ADDED);
	return store_release(c->store, &c->errors);
}

bool
import_bundle(struct ctx *c, struct import_report *r)
{
	const struct bundled *b;
	struct arena_mark mark;
	struct node *doc;
	bool fine = true;

	for (b = bundle; b->name != NULL && fine; b++) {
		mark = arena_mark(c->arena);
		fine = json_read(c->arena, (str){ (const char *)b->bytes,
			b->n },
		    &doc, &c->errors) && import_framework(c, doc, r);
		if (fine)
			arena_back(c->arena, mark);
	}
	return fine;
}
