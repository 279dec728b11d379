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
	"reverse_rule", "frozen", NULL
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
	f->is_frozen = yes_no(doc, "frozen") == NO ? NO : YES;
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

/* One document on its way in, or held against the version that is here. */
struct making {
	struct ctx           *c;
	const struct node    *doc;
	struct framework     *f;
	struct import_report *r;
	int64_t               dimensions, items;
	bool                  is_here;
	str                   other;    /* what is not as it is here; or none */
};

/* What the program or a person adds to a version later is not of the
 * document. */
static bool
is_later(const struct field *f)
{
	return strcmp(f->name, "is_frozen") == 0 ||
	    strcmp(f->name, "replaces") == 0 ||
	    strcmp(f->name, "mapping") == 0 || strcmp(f->name, "by") == 0;
}

static bool
compare(struct making *m, const struct entity *e, const void *row, str code)
{
	struct ctx *c = m->c;
	void *was = arena_take(c->arena, 1, e->size);
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	const struct field *f;

	if (!str_none(m->other))
		return true;
	if (!store_find(c->store, e, ((const struct row *)row)->id, c->arena,
	    was, &quiet)) {
		m->other = str_print(c->arena, "%s '%.*s' is not in it",
		    e->label, (int)code.n, code.p);
		return true;
	}
	for (f = e->fields; f->name != NULL; f++)
		if (!is_later(f) && !row_same(f, was, row)) {
			m->other = str_print(c->arena, "'%s' of '%.*s' is "
			    "another", f->label, (int)code.n, code.p);
			return true;
		}
	return true;
}

static bool
make(struct making *m, const struct entity *e, void *row, str code)
{
	if (m->is_here)
		return compare(m, e, row, code);
	if (!flow_save_as_was(m->c, e, row))
		return false;
	import_count(m->r, ADDED);
	return true;
}

static bool
make_item(struct making *m, const struct dimension *d, const struct node *n)
{
	struct ctx *c = m->c;
	struct item it;

	row_blank(&item_entity, &it);
	it.code = json_text(n, "code");
	it.row.id = part_id(c, m->f, "item", it.code);
	it.framework = m->f->row.id;
	it.dimension = d->row.id;
	it.question = in_languages(c->arena, n, "question");
	it.kind = or_none(json_text(n, "kind"));
	it.evidence = or_none(json_text(n, "evidence"));
	it.descriptors = as_json(c->arena, node_find(n,
	    S("level_descriptors")));
	it.is_reverse = is_reverse(m->doc, it.code) ? YES : NO;
	it.seq = ++m->items;
	return make(m, &item_entity, &it, it.code);
}

static bool
make_dimension(struct making *m, const struct node *n, struct dimension *d)
{
	row_blank(&dimension_entity, d);
	d->code = json_text(n, "id");
	d->row.id = part_id(m->c, m->f, "dimension", d->code);
	d->framework = m->f->row.id;
	d->title = in_languages(m->c->arena, n, "title");
	d->description = or_none(json_text(n, "description"));
	d->weight = json_number(n, "weight");
	d->area = or_none(json_text(n, "area"));
	d->seq = ++m->dimensions;
	return make(m, &dimension_entity, d, d->code);
}

static bool
make_all(struct making *m)
{
	const struct node *dim, *ind;
	struct dimension d;

	if (!make(m, &framework_entity, m->f, m->f->code))
		return false;
	for (dim = json_first(m->doc, "dimensions"); dim != NULL;
	    dim = dim->next) {
		if (!make_dimension(m, dim, &d))
			return false;
		for (ind = json_first(dim, "indicators"); ind != NULL;
		    ind = ind->next)
			if (!make_item(m, &d, ind))
				return false;
	}
	return m->items > 0 || fail(&m->c->errors, INVALID, "dimensions",
	    "The framework has no items.");
}

/* ---- a version that is here ---- */

static bool
count_parts(struct making *m, const struct entity *e, int64_t wanted)
{
	struct filter of = { field_named(e, S("framework")), IS,
		id_text(m->c->arena, m->f->row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	int64_t n;

	if (!store_count(m->c->store, e, &ask, &n, &m->c->errors))
		return false;
	if (n > wanted && str_none(m->other))
		m->other = str_print(m->c->arena, "it has %lld %s, the "
		    "document %lld", (long long)n, e->plural,
		    (long long)wanted);
	return true;
}

/* The same document again changes nothing; another under the same version
 * is refused: rounds rest on what is here. */
static bool
hold_against(struct making *m)
{
	const struct framework *f = m->f;

	if (!make_all(m) ||
	    !count_parts(m, &dimension_entity, m->dimensions) ||
	    !count_parts(m, &item_entity, m->items))
		return false;
	if (str_none(m->other)) {
		import_count(m->r, UNCHANGED);
		return true;
	}
	import_count(m->r, REFUSED);
	import_refuse(m->r, 0, S("version"), str_print(m->c->arena,
	    "Version %.*s of '%.*s' is here already and stays as it is: %.*s. "
	    "Make a new version.", (int)f->version.n, f->version.p,
	    (int)f->code.n, f->code.p, (int)m->other.n, m->other.p));
	return true;
}

bool
import_framework(struct ctx *c, const struct node *doc, struct import_report *r)
{
	struct framework f;
	struct making m = { .c = c, .doc = doc, .f = &f, .r = r };

	if (!str_is(json_text(doc, "schema"), "capdev-framework/1"))
		return fail(&c->errors, INVALID, "schema",
		    "This is not a framework: its schema should be "
		    "'capdev-framework/1'.");
	row_blank(&framework_entity, &f);
	read_head(c->arena, doc, &f);
	f.by = c->actor.user;
	f.row.id = id_from(S("framework"), str_print(c->arena, "%.*s@%.*s",
	    (int)f.code.n, f.code.p, (int)f.version.n, f.version.p));
	m.is_here = store_has(c->store, &framework_entity, f.row.id);
	if (m.is_here)
		return hold_against(&m);
	if (!store_save(c->store, &c->errors))
		return false;
	if (!make_all(&m)) {
		store_back(c->store);
		return false;
	}
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
