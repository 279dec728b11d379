/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One framework: its dimensions and items, what is wrong with it, and the
 * forms of its parts. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/framing.h"

enum { LEVELS_MOST = 101, DESCRIPTORS_MOST = 1 << 18 };

/* ---- the whole ---- */

static str
part_href(struct ctx *c, const struct framework *f, const char *kind,
    struct id id)
{
	str at = id_text(c->arena, f->row.id);

	return str_print(c->arena, "/framework/%.*s/%s/%s", (int)at.n, at.p,
	    kind, id_none(id) ? "new" : id_text(c->arena, id).p);
}

static str
cut_href(struct ctx *c, const struct framework *f, const char *kind,
    struct id id)
{
	str at = id_text(c->arena, f->row.id);

	return str_print(c->arena, "/framework/%.*s/cut?%s=%s", (int)at.n,
	    at.p, kind, id_text(c->arena, id).p);
}

static void
note_row(struct ctx *c, const struct instrument *in,
    const struct framing_note *note, struct node *row)
{
	struct node *is = node_object(row, "is");
	size_t i;

	node_text(row, "says", note->says);
	node_z(is, "mark", note->blocks ? "bad" : "warn");
	node_z(is, "says", say(c, note->blocks ? "To mend" : "To look at"));
	for (i = 0; i < in->items; i++)
		if (id_same(in->item[i].row.id, note->of))
			node_text(row, "href", part_href(c, &in->framework,
			    "item", note->of));
	for (i = 0; i < in->dimensions; i++)
		if (id_same(in->dimension[i].row.id, note->of))
			node_text(row, "href", str_print(c->arena, "#d-%.*s",
			    (int)in->dimension[i].code.n,
			    in->dimension[i].code.p));
}

static bool
notes_put(struct ctx *c, const struct instrument *in, struct node *out)
{
	struct framing_note *note;
	size_t i, n, blocks = 0;

	if (!framing_check(c, in, &note, &n))
		return false;
	(void)node_list(out, "notes");
	for (i = 0; i < n; i++) {
		note_row(c, in, &note[i], node_row(out, "notes"));
		blocks += note[i].blocks;
	}
	node_bool(out, "has_notes", n > 0);
	node_bool(out, "is_fine", blocks == 0);
	return true;
}

static str
other_language(struct ctx *c, str text)
{
	const char *other = strcmp(c->lang, "vi") == 0 ? "en" : "vi";
	str one = text_in(c->arena, text, other);

	return str_same(one, text_in(c->arena, text, c->lang)) ? (str){ 0 }
	    : one;
}

static void
item_row(struct ctx *c, const struct instrument *in, const struct item *it,
    struct node *row)
{
	const struct framework *f = &in->framework;
	str was = framing_was(c, f, it->code);

	node_id(row, "id", it->row.id);
	node_text(row, "code", it->code);
	node_text(row, "question", text_in(c->arena, it->question, c->lang));
	node_text(row, "other", other_language(c, it->question));
	node_text(row, "kind", str_none(it->kind) ? it->kind : choice_says(c,
	    &capacity_kind_codes, it->kind));
	node_bool(row, "is_reverse", it->is_reverse == YES);
	node_bool(row, "is_described", !str_none(it->descriptors));
	node_text(row, "href", part_href(c, f, "item", it->row.id));
	node_text(row, "cut", cut_href(c, f, "item", it->row.id));
	node_bool(row, "is_new", !id_none(f->replaces) && str_none(was));
	node_text(row, "was", str_same(was, it->code) ? (str){ 0 } : was);
}

static void
dimension_row(struct ctx *c, const struct instrument *in, size_t d,
    double weights, struct node *row)
{
	const struct dimension *dim = &in->dimension[d];
	double weight = isnan(dim->weight) ? 1 : dim->weight;
	size_t i, n = 0;

	node_id(row, "id", dim->row.id);
	node_text(row, "code", dim->code);
	node_text(row, "title", text_in(c->arena, dim->title, c->lang));
	node_text(row, "other", other_language(c, dim->title));
	node_text(row, "about", dim->description);
	node_real(row, "weight", dim->weight, -1);
	node_real(row, "share", weights > 0 ? 100 * weight / weights : NAN, 0);
	node_text(row, "href", part_href(c, &in->framework, "dimension",
	    dim->row.id));
	node_text(row, "cut", cut_href(c, &in->framework, "dimension",
	    dim->row.id));
	node_text(row, "add", str_print(c->arena, "%s?dimension=%s",
	    part_href(c, &in->framework, "item", (struct id){ { 0 } }).p,
	    id_text(c->arena, dim->row.id).p));
	(void)node_list(row, "items");
	for (i = 0; i < in->items; i++)
		if (in->item_dimension[i] == d) {
			item_row(c, in, &in->item[i], node_row(row, "items"));
			n++;
		}
	node_bool(row, "has_items", n > 0);
}

static bool
is_draft(const struct framework *f)
{
	return f->is_frozen != YES;
}

static void
head_put(struct ctx *c, const struct instrument *in, struct node *out)
{
	const struct framework *f = &in->framework;
	struct node *is = node_object(out, "is");
	str id = id_text(c->arena, f->row.id);

	node_text(out, "title", text_in(c->arena, f->title, c->lang));
	framing_crumb(c, NULL, out);
	node_id(out, "id", f->row.id);
	node_text(out, "code", f->code);
	node_text(out, "version", f->version);
	node_text(out, "target", choice_says(c, &subject_type_codes,
	    f->target));
	node_z(is, "mark", is_draft(f) ? "none" : "ok");
	node_z(is, "says", say(c, is_draft(f) ? "Draft" : "Frozen"));
	node_bool(out, "is_draft", is_draft(f));
	node_bool(out, "may_edit", is_draft(f) && flow_may(c,
	    &framework_entity, f, EDIT));
	node_bool(out, "may_add", ctx_may(c, &framework_entity, ADD,
	    (struct id){ { 0 } }));
	node_text(out, "next", framing_version(c->arena, f->version));
	node_text(out, "action", str_print(c->arena, "/framework/%s/design",
	    id.p));
	node_text(out, "add_dimension", part_href(c, f, "dimension",
	    (struct id){ { 0 } }));
	node_text(out, "note", f->note);
	node_text(out, "before", id_none(f->replaces) ? (str){ 0 }
	    : framing_href(c, f->replaces));
}

static void
rules_put(struct ctx *c, const struct instrument *in, struct node *out)
{
	const struct framework *f = &in->framework;
	struct node *row;
	size_t i;

	node_real(out, "lo", f->scale_min, -1);
	node_real(out, "hi", f->scale_max, -1);
	node_count(out, "items", (int64_t)in->items);
	node_count(out, "dimensions", (int64_t)in->dimensions);
	node_text(out, "rater_rule", choice_says(c, &rater_rule_codes,
	    f->rater_rule));
	node_text(out, "dimension_rule", choice_says(c, &dimension_rule_codes,
	    f->dimension_rule));
	node_text(out, "overall_rule", str_none(f->overall_rule)
	    ? f->overall_rule : choice_says(c, &overall_rule_codes,
	    f->overall_rule));
	node_real(out, "min_share", f->min_share * 100, 0);
	(void)node_list(out, "roles");
	for (i = 0; i < in->how.roles; i++) {
		if (isnan(in->how.role[i].weight))
			continue;
		row = node_row(out, "roles");
		node_text(row, "name", choice_says(c, &rater_role_codes,
		    in->role[i]));
		node_real(row, "weight", in->how.role[i].weight, -1);
	}
}

static void
levels_put(struct ctx *c, const struct framework *f, struct node *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *tree, *row;
	const struct node *l;
	str name;

	(void)node_list(out, "levels");
	if (str_none(f->levels) ||
	    !json_read(c->arena, f->levels, &tree, &quiet))
		return;
	for (l = json_first(tree, ""); l != NULL; l = l->next) {
		row = node_row(out, "levels");
		node_real(row, "value", json_number(l, "value"), -1);
		name = strcmp(c->lang, "vi") == 0 ? json_text(l, "label_vi")
		    : (str){ 0 };
		node_text(row, "label", str_none(name) ? json_text(l, "label")
		    : name);
		node_text(row, "about", json_text(l, "descriptor"));
	}
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct instrument *in;
	struct framework f;
	double weights = 0;
	size_t d;

	(void)reply;
	if (!framing_named(c, q, &f) || !assess_instrument(c, f.row.id, &in))
		return false;
	head_put(c, in, out);
	rules_put(c, in, out);
	levels_put(c, &f, out);
	for (d = 0; d < in->dimensions; d++)
		weights += isnan(in->dimension[d].weight) ? 1
		    : in->dimension[d].weight;
	(void)node_list(out, "dims");
	for (d = 0; d < in->dimensions; d++)
		dimension_row(c, in, d, weights, node_row(out, "dims"));
	return notes_put(c, in, out);
}

/* One button was pressed: its name says what, its value of which row. */
static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	static const struct {
		const char          *name;
		const struct entity *e;
		bool                 down;
	} button[] = {
		{ "dimension_up", &dimension_entity, false },
		{ "dimension_down", &dimension_entity, true },
		{ "item_up", &item_entity, false },
		{ "item_down", &item_entity, true },
	};
	struct framework f;
	struct id id;
	size_t i;

	(void)out;
	if (!framing_named(c, q, &f))
		return false;
	for (i = 0; i < sizeof(button) / sizeof(button[0]); i++)
		if (id_read(request_form(q, button[i].name), &id) &&
		    !framing_shift(c, button[i].e, id, button[i].down))
			return false;
	reply->go = framing_href(c, f.row.id);
	return true;
}

/* ---- the form of a part ---- */

/* Its fields by their names. */
static void
fields_put(struct ctx *c, const struct request *q, const struct entity *e,
    void *row, struct node *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *by = node_object(out, "f"), *one, *form;
	struct request as = *q;
	const struct node *k;
	struct form *of;

	as.entity = e;
	of = entity_form(c, &as, row);
	(void)!form_read(of, q->form, q->n_form, row, &quiet);
	form = node_object(out, "form");
	form_node(of, row, form);
	for (k = json_first(form, "fields"); k != NULL; k = k->next) {
		one = node_object(by, node_find(k, S("name"))->text.p);
		one->n = k->n;
		one->first = k->first;
		one->last = k->last;
	}
}

static bool
read_part(struct ctx *c, const struct request *q, const struct entity *e,
    void *row)
{
	struct request as = *q;
	int64_t sent = entity_revision(q);
	struct form *form;
	bool fine;

	as.entity = e;
	form = entity_form(c, &as, row);
	form->typed = NULL;
	form->n_typed = 0;
	fine = form_read(form, q->form, q->n_form, row, &c->errors);
	if (((struct row *)row)->revision > 0 && sent > 0)
		((struct row *)row)->revision = sent;
	return fine;
}

/* The row that the address names, or a blank one behind the last. */
static bool
part_named(struct ctx *c, const struct request *q, const struct entity *e,
    const struct framework *f, void *row)
{
	str said = request_at(q, e->name);
	int64_t seq;

	if (!str_is(said, "new"))
		return flow_find_text(c, e, said, f->row.id, row);
	row_blank(e, row);
	*(struct id *)row_at(field_named(e, S("framework")), row) = f->row.id;
	if (!framing_last(c, e, f->row.id, &seq))
		return false;
	*(int64_t *)row_at(field_named(e, S("seq")), row) = seq;
	return true;
}

static void
part_head(struct ctx *c, const struct framework *f, const struct entity *e,
    const void *row, struct node *out)
{
	const struct row *r = row;

	node_text(out, "title", r->revision == 0 ? str_print(c->arena, "%s: %s",
	    say(c, "New"), say(c, e->label)) : entity_name(c, e, row));
	framing_crumb(c, f, out);
	node_text(out, "action", part_href(c, f, e->name, r->id));
	node_text(out, "back_href", framing_href(c, f->row.id));
	node_bool(out, "is_frozen", f->is_frozen == YES);
}

/* ---- a dimension ---- */

static bool
show_dimension(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct framework f;
	struct dimension d;

	(void)reply;
	if (!framing_named(c, q, &f) ||
	    !part_named(c, q, &dimension_entity, &f, &d))
		return false;
	if (d.row.revision == 0)
		d.weight = 1;
	part_head(c, &f, &dimension_entity, &d, out);
	fields_put(c, q, &dimension_entity, &d, out);
	return true;
}

static bool
accept_dimension(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct framework f;
	struct dimension d;
	bool read;

	(void)out;
	if (!framing_named(c, q, &f) ||
	    !part_named(c, q, &dimension_entity, &f, &d))
		return false;
	read = read_part(c, q, &dimension_entity, &d);
	if (!flow_save(c, &dimension_entity, &d) || !read)
		return false;
	reply->go = str_print(c->arena, "%s#d-%.*s",
	    framing_href(c, f.row.id).p, (int)d.code.n, d.code.p);
	return true;
}

/* ---- an item ---- */

static bool
dimensions_put(struct ctx *c, const struct framework *f, struct id chosen,
    struct node *out)
{
	struct instrument *in;
	struct node *row;
	size_t i;

	if (!assess_instrument(c, f->row.id, &in))
		return false;
	(void)node_list(out, "dims");
	for (i = 0; i < in->dimensions; i++) {
		row = node_row(out, "dims");
		node_id(row, "id", in->dimension[i].row.id);
		node_text(row, "name", text_in(c->arena,
		    in->dimension[i].title, c->lang));
		node_bool(row, "here", id_same(in->dimension[i].row.id,
		    chosen));
	}
	return true;
}

/* The items of the version before, to say which one this was. */
static bool
before_put(struct ctx *c, const struct request *q, const struct framework *f,
    const struct item *it, struct node *out)
{
	str was = framing_was(c, f, it->code), sent = request_form(q, "was");
	struct instrument *in;
	struct node *row;
	size_t i;

	if (id_none(f->replaces))
		return true;
	if (!assess_instrument(c, f->replaces, &in))
		return false;
	if (sent.p != NULL)
		was = sent;
	node_bool(out, "has_before", true);
	for (i = 0; i < in->items; i++) {
		row = node_row(out, "before");
		node_text(row, "code", in->item[i].code);
		node_text(row, "question", text_in(c->arena,
		    in->item[i].question, c->lang));
		node_bool(row, "here", str_same(in->item[i].code, was));
	}
	return true;
}

static str
level_name(struct ctx *c, double v)
{
	struct write w = write_new(c->arena, 100);

	write_real(&w, v);
	return write_done(&w);
}

static double
step_of(const struct framework *f)
{
	return isnan(f->scale_step) || f->scale_step <= 0 ? 1 : f->scale_step;
}

static str
descriptor_of(const struct request *q, const struct node *tree, const char *key,
    const char *name)
{
	str sent = request_form(q, name);
	const struct node *k = tree == NULL ? NULL : node_find(tree,
	    str_of(key));

	return sent.p != NULL ? sent : k == NULL ? S("") : json_as_text(k);
}

/* A text for each level in both languages: "1" and "1_vi". */
static void
descriptors_put(struct ctx *c, const struct request *q,
    const struct framework *f, const struct item *it, struct node *out)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *tree = NULL, *row;
	str level;
	double v;
	int n;

	if (!str_none(it->descriptors))
		(void)!json_read(c->arena, it->descriptors, &tree, &quiet);
	(void)node_list(out, "levels");
	for (v = f->scale_min, n = 0; v <= f->scale_max && n < LEVELS_MOST;
	    v += step_of(f), n++) {
		level = level_name(c, v);
		row = node_row(out, "levels");
		node_text(row, "level", level);
		node_text(row, "en", descriptor_of(q, tree, level.p,
		    str_print(c->arena, "level.%s", level.p).p));
		node_text(row, "vi", descriptor_of(q, tree, str_print(c->arena,
		    "%s_vi", level.p).p, str_print(c->arena, "level.%s_vi",
		    level.p).p));
	}
}

static void
descriptor_write(struct ctx *c, const struct request *q, struct write *w,
    str key)
{
	str text = str_trim(request_form(q, str_print(c->arena, "level.%.*s",
	    (int)key.n, key.p).p));

	if (str_none(text))
		return;
	write_char(w, w->n == 0 ? '{' : ',');
	json_quote(w, key);
	write_char(w, ':');
	json_quote(w, text);
}

static void
read_descriptors(struct ctx *c, const struct request *q,
    const struct framework *f, struct item *it)
{
	struct write w = write_new(c->arena, DESCRIPTORS_MOST);
	str level;
	double v;
	int n;

	if (request_form(q, "has_levels").p == NULL)
		return;
	for (v = f->scale_min, n = 0; v <= f->scale_max && n < LEVELS_MOST;
	    v += step_of(f), n++) {
		level = level_name(c, v);
		descriptor_write(c, q, &w, level);
		descriptor_write(c, q, &w, str_print(c->arena, "%s_vi",
		    level.p));
	}
	if (w.n > 0)
		write_char(&w, '}');
	it->descriptors = w.n > 0 ? write_done(&w) : (str){ 0 };
}

static bool
show_item(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct id asked = { { 0 } };
	struct framework f;
	struct item it;

	(void)reply;
	if (!framing_named(c, q, &f) ||
	    !part_named(c, q, &item_entity, &f, &it))
		return false;
	if (id_read(request_arg(q, "dimension"), &asked))
		it.dimension = asked;
	part_head(c, &f, &item_entity, &it, out);
	fields_put(c, q, &item_entity, &it, out);
	descriptors_put(c, q, &f, &it, out);
	return dimensions_put(c, &f, it.dimension, out) &&
	    before_put(c, q, &f, &it, out);
}

/* A new code keeps the old one's tie to the version before. */
static bool
map_item(struct ctx *c, const struct request *q, str code,
    const struct item *it, struct framework *f)
{
	str was = request_form(q, "was");

	if (id_none(f->replaces) || was.p == NULL)
		return true;
	if (!str_none(code) && !str_same(code, it->code) &&
	    !framing_map(c, f, code, (str){ 0 }))
		return false;
	return framing_map(c, f, it->code, was);
}

static bool
accept_item(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct framework f;
	struct item it;
	bool read;
	str code;

	(void)out;
	if (!framing_named(c, q, &f) ||
	    !part_named(c, q, &item_entity, &f, &it))
		return false;
	code = it.code;
	read = read_part(c, q, &item_entity, &it);
	read_descriptors(c, q, &f, &it);
	if (!flow_save(c, &item_entity, &it) || !read ||
	    !map_item(c, q, code, &it, &f))
		return false;
	reply->go = str_is(request_form(q, "again"), "1") ? str_print(c->arena,
	    "%s?dimension=%s", part_href(c, &f, "item",
	    (struct id){ { 0 } }).p, id_text(c->arena, it.dimension).p)
	    : framing_href(c, f.row.id);
	return true;
}

/* ---- away with a part ---- */

static const struct entity *
cut_of(const struct request *q, struct id *id)
{
	if (id_read(request_arg(q, "item"), id) ||
	    id_read(request_form(q, "item"), id))
		return &item_entity;
	if (id_read(request_arg(q, "dimension"), id) ||
	    id_read(request_form(q, "dimension"), id))
		return &dimension_entity;
	return NULL;
}

static bool
show_cut(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct entity *e;
	struct framework f;
	struct id id;

	(void)reply;
	e = cut_of(q, &id);
	if (e == NULL)
		return fail(&c->errors, ABSENT, NULL,
		    "Say which dimension or item.");
	if (!framing_named(c, q, &f))
		return false;
	node_text(out, "title", flow_name(c, e, id));
	framing_crumb(c, &f, out);
	node_z(out, "kind", e->name);
	node_id(out, "of", id);
	node_bool(out, "is_dimension", e == &dimension_entity);
	node_text(out, "action", str_print(c->arena, "/framework/%s/cut",
	    id_text(c->arena, f.row.id).p));
	node_text(out, "back_href", framing_href(c, f.row.id));
	return true;
}

static bool
accept_cut(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct entity *e;
	struct framework f;
	struct id id;

	(void)out;
	e = cut_of(q, &id);
	if (e == NULL)
		return fail(&c->errors, ABSENT, NULL,
		    "Say which dimension or item.");
	if (!framing_named(c, q, &f) || !framing_drop(c, e, id))
		return false;
	reply->go = framing_href(c, f.row.id);
	return true;
}

const struct page framing_page = {
	.method = GET,
	.path   = "/framework/{id}/design",
	.about  = "A framework: its scale, dimensions and items, and what is "
	          "wrong with it.",
	.view   = "framing.html",
	.of     = &framework_entity,
	.needs  = SEE,
	.run    = show,
};

const struct page framing_post = {
	.method = POST,
	.path   = "/framework/{id}/design",
	.about  = "Moves a dimension or an item one place: 'item_up', "
	          "'item_down', 'dimension_up', 'dimension_down' with its id.",
	.of     = &framework_entity,
	.needs  = EDIT,
	.again  = &framing_page,
	.run    = accept,
};

const struct page framing_dimension_page = {
	.method = GET,
	.path   = "/framework/{id}/dimension/{dimension}",
	.about  = "A dimension in a form; 'new' for another one.",
	.view   = "framing_dimension.html",
	.of     = &framework_entity,
	.needs  = ADD,
	.run    = show_dimension,
};

const struct page framing_dimension_post = {
	.method = POST,
	.path   = "/framework/{id}/dimension/{dimension}",
	.about  = "Adds or changes a dimension of a framework.",
	.of     = &framework_entity,
	.needs  = ADD,
	.again  = &framing_dimension_page,
	.run    = accept_dimension,
};

const struct page framing_item_page = {
	.method = GET,
	.path   = "/framework/{id}/item/{item}",
	.about  = "An item in a form, with a text for each level; 'new' for "
	          "another one.",
	.view   = "framing_item.html",
	.of     = &framework_entity,
	.needs  = ADD,
	.run    = show_item,
};

const struct page framing_item_post = {
	.method = POST,
	.path   = "/framework/{id}/item/{item}",
	.about  = "Adds or changes an item of a framework.",
	.of     = &framework_entity,
	.needs  = ADD,
	.again  = &framing_item_page,
	.run    = accept_item,
};

const struct page framing_cut_page = {
	.method = GET,
	.path   = "/framework/{id}/cut",
	.about  = "Asks before a dimension or an item is dropped.",
	.view   = "framing_cut.html",
	.of     = &framework_entity,
	.needs  = EDIT,
	.run    = show_cut,
};

const struct page framing_cut_post = {
	.method = POST,
	.path   = "/framework/{id}/cut",
	.about  = "Drops an item, or a dimension with its items.",
	.of     = &framework_entity,
	.needs  = EDIT,
	.again  = &framing_cut_page,
	.run    = accept_cut,
};
