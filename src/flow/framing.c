/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/framing.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/text.h"

enum { NOTES_MOST = 4000, MAPPING_MOST = 1 << 20, VERSIONS_MOST = 100 };

static const double CLOSE = 1e-9;       /* scale points that are the same */

/* ---- what is wrong with it ---- */

struct checking {
	struct ctx              *c;
	const struct instrument *in;
	struct framing_note     *note;  /* [NOTES_MOST] */
	size_t                   n;
};

static void
note(struct checking *k, bool blocks, struct id of, str says)
{
	if (k->n < NOTES_MOST)
		k->note[k->n++] = (struct framing_note){ blocks, of, says };
}

static void
note_z(struct checking *k, bool blocks, const char *says)
{
	note(k, blocks, (struct id){ { 0 } },
	    str_of(words_say(k->c->words, says)));
}

static bool
has_language(struct ctx *c, str text, const char *tag)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *tree;

	if (!str_starts(text, S("{")) ||
	    !json_read(c->arena, text, &tree, &quiet))
		return false;
	return !str_none(json_text(tree, tag));
}

static double
step_of(const struct framework *f)
{
	return isnan(f->scale_step) || f->scale_step <= 0 ? 1 : f->scale_step;
}

static void
check_levels(struct checking *k)
{
	const struct framework *f = &k->in->framework;
	struct errors quiet = { k->c->arena, NULL, NULL, NULL };
	struct node *tree = NULL;
	const struct node *l, *m;
	double v;

	if (str_none(f->levels) ||
	    !json_read(k->c->arena, f->levels, &tree, &quiet)) {
		note_z(k, false, "The levels of the scale have no names.");
		return;
	}
	for (l = json_first(tree, ""); l != NULL; l = l->next) {
		v = json_number(l, "value");
		if (isnan(v) && !str_real(json_text(l, "value"), &v))
			note_z(k, true, "A level of the scale has no value.");
		else if (v < f->scale_min || v > f->scale_max)
			note(k, true, (struct id){ { 0 } }, str_print(
			    k->c->arena, words_say(k->c->words,
			    "Level %g is off the scale."), v));
		for (m = l->next; m != NULL; m = m->next)
			if (fabs(json_number(m, "value") - v) < CLOSE)
				note(k, true, (struct id){ { 0 } }, str_print(
				    k->c->arena, words_say(k->c->words,
				    "Level %g is there twice."), v));
	}
}

static void
check_scale(struct checking *k)
{
	const struct framework *f = &k->in->framework;
	double steps = (f->scale_max - f->scale_min) / step_of(f);

	if (!(f->scale_min < f->scale_max)) {
		note_z(k, true, "The scale has no width: its highest level "
		    "must be above its lowest.");
		return;
	}
	if (fabs(steps - round(steps)) > CLOSE)
		note_z(k, true,
		    "The steps do not end on the highest level.");
	check_levels(k);
}

static double
role_sum(struct checking *k, size_t *said)
{
	const struct score_how *how = &k->in->how;
	double sum = 0;
	size_t i;

	*said = 0;
	for (i = 0; i < how->roles; i++)
		if (!isnan(how->role[i].weight)) {
			sum += how->role[i].weight;
			++*said;
		}
	return sum;
}

static void
check_weights(struct checking *k)
{
	const struct instrument *in = k->in;
	double sum = 0, by_role;
	size_t i, said, given = 0;

	for (i = 0; i < in->dimensions; i++)
		if (!isnan(in->dimension[i].weight)) {
			sum += in->dimension[i].weight;
			given++;
		}
	if (given > 0 && given < in->dimensions)
		note_z(k, true, "Some dimensions have a weight and others have "
		    "none: give one to all or to none.");
	if (given > 0 && sum <= 0)
		note_z(k, true, "The weights of the dimensions add up to 0.");
	by_role = role_sum(k, &said);
	if (in->how.rule == SCORE_ROLE_WEIGHTED_MEAN && !(by_role > 0))
		note_z(k, true, "A mean weighted by role needs a weight above "
		    "0 for at least one role.");
	else if (in->how.rule == SCORE_ROLE_WEIGHTED_MEAN &&
	    fabs(by_role - 1) > CLOSE)
		note_z(k, false, "The weights of the roles do not add up to 1; "
		    "they are made to.");
}

static void
check_item(struct checking *k, const struct item *it, bool bilingual)
{
	if (str_none(text_in(k->c->arena, it->question, "en")))
		note(k, true, it->row.id, str_print(k->c->arena,
		    words_say(k->c->words, "Item %.*s asks nothing."),
		    (int)it->code.n, it->code.p));
	else if (bilingual && !has_language(k->c, it->question, "vi"))
		note(k, false, it->row.id, str_print(k->c->arena,
		    words_say(k->c->words, "Item %.*s is not in Vietnamese."),
		    (int)it->code.n, it->code.p));
}

static void
check_parts(struct checking *k)
{
	const struct instrument *in = k->in;
	bool bilingual = has_language(k->c, in->framework.title, "vi");
	const struct dimension *d;
	size_t i, j, items;

	if (in->dimensions == 0)
		note_z(k, true, "There is no dimension yet.");
	for (i = 0; i < in->dimensions; i++) {
		d = &in->dimension[i];
		for (j = items = 0; j < in->items; j++)
			items += in->item_dimension[j] == i;
		if (items == 0)
			note(k, true, d->row.id, str_print(k->c->arena,
			    words_say(k->c->words,
			    "Dimension %.*s has no items."),
			    (int)d->code.n, d->code.p));
	}
	for (j = 0; j < in->items; j++)
		check_item(k, &in->item[j], bilingual);
}

static int
gravest_first(const void *one, const void *other, const void *with)
{
	const struct framing_note *a = one, *b = other;

	(void)with;
	return (int)b->blocks - (int)a->blocks;
}

bool
framing_check(struct ctx *c, const struct instrument *in,
    struct framing_note **out, size_t *n)
{
	struct checking k = { .c = c, .in = in,
		.note = NEWS(c->arena, struct framing_note, NOTES_MOST) };

	check_scale(&k);
	check_weights(&k);
	check_parts(&k);
	sort(c->arena, k.note, k.n, sizeof(*k.note), gravest_first, NULL);
	*out = k.note;
	*n = k.n;
	return errors_worst(&c->errors) == FINE;
}

/* ---- frozen ---- */

static bool
may_change(struct ctx *c, const struct framework *f)
{
	if (!flow_may(c, &framework_entity, f, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you change this framework.");
	if (f->is_frozen == YES)
		return fail(&c->errors, INVALID, NULL, "This version of the "
		    "framework is frozen. Make a new version.");
	return true;
}

bool
framing_freeze(struct ctx *c, struct id framework)
{
	struct framing_note *note;
	struct instrument *in;
	struct ctx system;
	bool fine = true;
	size_t i, n;

	if (!assess_instrument(c, framework, &in) ||
	    !may_change(c, &in->framework) ||
	    !framing_check(c, in, &note, &n))
		return false;
	for (i = 0; i < n; i++)
		if (note[i].blocks)
			fine = fail(&c->errors, INVALID, NULL, "%s",
			    str_z(c->arena, note[i].says));
	if (!fine)
		return false;
	system = ctx_as_program(c);
	in->framework.is_frozen = YES;
	fine = flow_restore(&system, &framework_entity, &in->framework,
	    S("freeze"));
	c->errors = system.errors;
	return fine;
}

/* ---- the next version ---- */

str
framing_version(struct arena *a, str version)
{
	str rest = version, first;
	int64_t n;

	if (str_cut(&rest, '.', &first) && str_int(first, &n) && n >= 0 &&
	    n < 1000000)
		return str_print(a, "%lld.0.0", (long long)n + 1);
	return str_print(a, "%.*s.2", (int)version.n, version.p);
}

static str
same_codes(struct arena *a, const struct instrument *in)
{
	struct write w = write_new(a, MAPPING_MOST);
	size_t i;

	for (i = 0; i < in->items; i++) {
		write_char(&w, i == 0 ? '{' : ',');
		json_quote(&w, in->item[i].code);
		write_char(&w, ':');
		json_quote(&w, in->item[i].code);
	}
	write_z(&w, in->items == 0 ? "{}" : "}");
	return write_done(&w);
}

static bool
copy_parts(struct ctx *c, const struct instrument *in, struct id next)
{
	struct id *at = NEWS(c->arena, struct id, in->dimensions + 1);
	struct dimension d;
	struct item it;
	bool fine = true;
	size_t i;

	for (i = 0; fine && i < in->dimensions; i++) {
		d = in->dimension[i];
		d.row.id = (struct id){ { 0 } };
		d.row.revision = 0;
		d.framework = next;
		fine = flow_save(c, &dimension_entity, &d);
		at[i] = d.row.id;
	}
	for (i = 0; fine && i < in->items; i++) {
		it = in->item[i];
		it.row.id = (struct id){ { 0 } };
		it.row.revision = 0;
		it.framework = next;
		it.dimension = at[in->item_dimension[i]];
		fine = flow_save(c, &item_entity, &it);
	}
	return fine;
}

bool
framing_next(struct ctx *c, struct id framework, str version, struct id *next)
{
	struct instrument *in;
	struct framework f;

	if (!assess_instrument(c, framework, &in))
		return false;
	if (str_none(str_trim(version)))
		version = framing_version(c->arena, in->framework.version);
	f = in->framework;
	f.row.id = (struct id){ { 0 } };
	f.row.revision = 0;
	f.version = str_trim(version);
	f.replaces = framework;
	f.mapping = same_codes(c->arena, in);
	if (!flow_save(c, &framework_entity, &f))
		return false;
	*next = f.row.id;
	return copy_parts(c, in, f.row.id);
}

/* ---- which item was which ---- */

static bool
read_mapping(struct ctx *c, str mapping, struct node **tree)
{
	*tree = NULL;
	return str_none(mapping) ||
	    json_read(c->arena, mapping, tree, &c->errors);
}

static str
was_in(const struct node *tree, str item)
{
	const struct node *k;

	for (k = tree == NULL ? NULL : json_first(tree, ""); k != NULL;
	    k = k->next)
		if (str_same(json_as_text(k), item))
			return str_of(k->name);
	return (str){ 0 };
}

str
framing_was(struct ctx *c, const struct framework *f, str item)
{
	struct errors before = c->errors;
	struct node *tree;
	str was = { 0 };

	if (read_mapping(c, f->mapping, &tree))
		was = was_in(tree, item);
	c->errors = before;
	return was;
}

bool
framing_map(struct ctx *c, struct framework *f, str item, str was)
{
	struct write w = write_new(c->arena, MAPPING_MOST);
	const struct node *k;
	struct node *tree;

	if (!read_mapping(c, f->mapping, &tree))
		return false;
	if (str_same(was_in(tree, item), was))
		return true;
	write_char(&w, '{');
	for (k = tree == NULL ? NULL : json_first(tree, ""); k != NULL;
	    k = k->next) {
		if (str_same(json_as_text(k), item) || str_is(was, k->name))
			continue;
		if (w.n > 1)
			write_char(&w, ',');
		json_quote(&w, str_of(k->name));
		write_char(&w, ':');
		json_quote(&w, json_as_text(k));
	}
	if (!str_none(was)) {
		if (w.n > 1)
			write_char(&w, ',');
		json_quote(&w, was);
		write_char(&w, ':');
		json_quote(&w, item);
	}
	write_char(&w, '}');
	f->mapping = write_done(&w);
	return flow_save(c, &framework_entity, f);
}

/* ---- places ---- */

static struct id
framework_of(const struct entity *e, const void *row)
{
	return *(const struct id *)row_get(field_named(e, S("framework")),
	    row);
}

static int64_t *
seq_of(const struct entity *e, void *row)
{
	return row_at(field_named(e, S("seq")), row);
}

bool
framing_last(struct ctx *c, const struct entity *e, struct id framework,
    int64_t *seq)
{
	struct filter of = { field_named(e, S("framework")), IS,
		id_text(c->arena, framework) };
	struct ask ask = { .filters = &of, .n = 1,
		.sort = field_named(e, S("seq")), .falling = true, .limit = 1 };
	void *row = arena_take(c->arena, 1, e->size);
	struct cursor *cursor;

	*seq = 0;
	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	if (store_next(cursor, c->arena, row))
		*seq = *seq_of(e, row);
	++*seq;
	return store_end(cursor, &c->errors);
}

/* The nearest one on that side, of the same dimension if it is an item. */
static bool
neighbour(struct ctx *c, const struct entity *e, const void *row, bool down,
    void *other, bool *found)
{
	struct filter of[3] = { { field_named(e, S("framework")), IS,
		id_text(c->arena, framework_of(e, row)) } };
	struct ask ask = { .filters = of, .n = 1, .falling = !down,
		.sort = field_named(e, S("seq")) };
	int64_t at = *(const int64_t *)row_get(field_named(e, S("seq")), row);
	struct cursor *cursor;

	*found = false;
	if (e == &item_entity)
		of[ask.n++] = (struct filter){ field_named(e, S("dimension")),
			IS, id_text(c->arena,
			((const struct item *)row)->dimension) };
	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	while (!*found && store_next(cursor, c->arena, other))
		*found = down ? *seq_of(e, other) > at
		    : *seq_of(e, other) < at;
	return store_end(cursor, &c->errors);
}

/* No two may stand at one place, not even for a moment. */
static bool
swap(struct ctx *c, const struct entity *e, void *one, void *other)
{
	int64_t a = *seq_of(e, one), b = *seq_of(e, other), aside;

	if (!framing_last(c, e, framework_of(e, one), &aside))
		return false;
	*seq_of(e, one) = aside;
	if (!flow_save(c, e, one))
		return false;
	*seq_of(e, other) = a;
	if (!flow_save(c, e, other))
		return false;
	*seq_of(e, one) = b;
	return flow_save(c, e, one);
}

bool
framing_shift(struct ctx *c, const struct entity *e, struct id id, bool down)
{
	void *row = arena_take(c->arena, 1, e->size);
	void *other = arena_take(c->arena, 1, e->size);
	bool found;

	if (!flow_find(c, e, id, row) ||
	    !neighbour(c, e, row, down, other, &found))
		return false;
	return !found || swap(c, e, row, other);
}

static bool
unmap(struct ctx *c, struct id framework, str item)
{
	struct framework f;

	return flow_find(c, &framework_entity, framework, &f) &&
	    (str_none(f.mapping) || framing_map(c, &f, item, (str){ 0 }));
}

static bool
drop_items(struct ctx *c, const struct dimension *d)
{
	struct instrument *in;
	bool fine = true;
	size_t i;

	if (!assess_instrument(c, d->framework, &in))
		return false;
	for (i = 0; fine && i < in->items; i++)
		if (id_same(in->item[i].dimension, d->row.id))
			fine = framing_drop(c, &item_entity,
			    in->item[i].row.id);
	return fine;
}

bool
framing_drop(struct ctx *c, const struct entity *e, struct id id)
{
	void *row = arena_take(c->arena, 1, e->size);

	if (!flow_find(c, e, id, row) ||
	    (e == &dimension_entity && !drop_items(c, row)) ||
	    !flow_drop(c, e, id, ((struct row *)row)->revision))
		return false;
	return e != &item_entity || unmap(c, framework_of(e, row),
	    ((struct item *)row)->code);
}

/* ---- rounds of two versions ---- */

static size_t
item_place(const struct instrument *in, str code)
{
	size_t i;

	for (i = 0; i < in->items; i++)
		if (str_same(in->item[i].code, code))
			return i;
	return SIZE_MAX;
}

/* The codes that the items had in the version before `at`. */
static bool
step_back(struct ctx *c, const struct framework *at, str *code, size_t n)
{
	struct node *tree;
	size_t i;

	if (!read_mapping(c, at->mapping, &tree))
		return false;
	for (i = 0; i < n; i++)
		if (!str_none(code[i]))
			code[i] = was_in(tree, code[i]);
	return true;
}

bool
framing_pairs(struct ctx *c, const struct instrument *now,
    const struct instrument *was, size_t **from, size_t *pairs)
{
	str *code = NEWS(c->arena, str, now->items + 1);
	struct framework at = now->framework;
	size_t i, steps = 0;

	*from = NEWS(c->arena, size_t, now->items + 1);
	*pairs = 0;
	for (i = 0; i < now->items; i++) {
		code[i] = now->item[i].code;
		(*from)[i] = SIZE_MAX;
	}
	while (!id_same(at.row.id, was->framework.row.id)) {
		if (id_none(at.replaces) || steps++ == VERSIONS_MOST)
			return true;
		if (!step_back(c, &at, code, now->items) ||
		    !store_find(c->store, &framework_entity, at.replaces,
		    c->arena, &at, &c->errors))
			return false;
	}
	for (i = 0; i < now->items; i++) {
		(*from)[i] = str_none(code[i]) ? SIZE_MAX
		    : item_place(was, code[i]);
		*pairs += (*from)[i] != SIZE_MAX;
	}
	return true;
}

double
framing_level(const struct results *r, size_t subject,
    const struct instrument *now, size_t dimension, const size_t *at)
{
	size_t i, n = 0, asked = 0;
	double sum = 0, v;

	for (i = 0; i < now->items; i++) {
		if (now->item_dimension[i] != dimension || at[i] == SIZE_MAX)
			continue;
		asked++;
		v = r->item[subject][at[i]].value;
		if (isnan(v))
			continue;
		sum += v;
		n++;
	}
	if (n == 0 || (double)n < now->how.min_share * (double)asked)
		return NAN;
	return now->how.fold == SCORE_SUM ? sum : sum / (double)n;
}
