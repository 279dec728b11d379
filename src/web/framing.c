/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The frameworks of the site: all of them, a new one, a document, a next
 * version, freezing. */
#include "flow/framing.h"

#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/import.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/framing.h"

enum { DOCUMENT_MOST = 16 << 20, LEVELS_MOST = 21 };

str
framing_href(struct ctx *c, struct id framework)
{
	return str_print(c->arena, "/framework/%s/design",
	    id_text(c->arena, framework).p);
}

bool
framing_named(struct ctx *c, const struct request *q, struct framework *f)
{
	return flow_find_text(c, &framework_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, f);
}

void
framing_crumb(struct ctx *c, const struct framework *f, struct node *out)
{
	struct crumb up[2] = { { str_of(say(c, "Frameworks")),
		S("/frameworks") } };
	size_t n = 1;

	if (f != NULL)
		up[n++] = (struct crumb){ text_in(c->arena, f->title, c->lang),
			framing_href(c, f->row.id) };
	crumb_put(out, up, n);
}

/* ---- all of them ---- */

static bool
used_in(struct ctx *c, struct id framework, int64_t *n)
{
	struct filter of = { field_named(&assessment_round_entity,
	    S("framework")), IS, id_text(c->arena, framework) };
	struct ask ask = { .filters = &of, .n = 1 };

	return flow_count(c, &assessment_round_entity, &ask, n);
}

static bool
parts_of(struct ctx *c, const struct entity *e, struct id framework, int64_t *n)
{
	struct filter of = { field_named(e, S("framework")), IS,
		id_text(c->arena, framework) };
	struct ask ask = { .filters = &of, .n = 1 };

	return flow_count(c, e, &ask, n);
}

static bool
framework_row(struct ctx *c, const struct framework *f, struct node *row)
{
	int64_t rounds, dimensions, items;
	struct node *is;

	if (!used_in(c, f->row.id, &rounds) ||
	    !parts_of(c, &dimension_entity, f->row.id, &dimensions) ||
	    !parts_of(c, &item_entity, f->row.id, &items))
		return false;
	node_id(row, "id", f->row.id);
	node_text(row, "name", text_in(c->arena, f->title, c->lang));
	node_text(row, "code", f->code);
	node_text(row, "version", f->version);
	node_text(row, "target", choice_says(c, &subject_type_codes,
	    f->target));
	node_real(row, "lo", f->scale_min, -1);
	node_real(row, "hi", f->scale_max, -1);
	node_count(row, "dimensions", dimensions);
	node_count(row, "items", items);
	node_count(row, "rounds", rounds);
	node_text(row, "href", framing_href(c, f->row.id));
	node_text(row, "rounds_href", str_print(c->arena,
	    "/assessment_round?framework=%s",
	    id_text(c->arena, f->row.id).p));
	is = node_object(row, "is");
	node_z(is, "mark", f->is_frozen == YES ? "ok" : "none");
	node_z(is, "says", say(c, f->is_frozen == YES ? "Frozen" : "Draft"));
	return true;
}

static bool
show_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct framework *f;
	bool fine = true;
	size_t i, n;

	(void)q, (void)reply;
	f = every(c, &framework_entity, (struct id){ { 0 } }, &n);
	if (f == NULL)
		return false;
	node_z(out, "title", say(c, "Frameworks"));
	(void)node_list(out, "rows");
	for (i = 0; fine && i < n; i++)
		fine = framework_row(c, &f[i], node_row(out, "rows"));
	node_bool(out, "may_add", ctx_may(c, &framework_entity, ADD,
	    (struct id){ { 0 } }));
	return fine;
}

/* ---- a new one ---- */

/* The fields that somebody has to think about first. */
static const char *const asked[] = {
	"code", "title", "target", "scale_min", "scale_max", NULL
};

static bool
is_asked(str name)
{
	size_t i;

	for (i = 0; asked[i] != NULL; i++)
		if (str_is(name, asked[i]))
			return true;
	return false;
}

static void
begin(struct framework *f)
{
	row_blank(&framework_entity, f);
	f->version = S("1.0.0");
	f->target = S("ORG");
	f->scale_min = 1;
	f->scale_max = 5;
	f->scale_step = 1;
	f->is_higher_better = YES;
	f->allow_na = YES;
	f->allow_dont_know = YES;
	f->rater_rule = S("median");
	f->dimension_rule = S("mean");
	f->overall_rule = S("weighted_mean");
	f->min_share = 0.6;
	f->role_weights = S("{\"self\":1,\"peer\":1,\"supervisor\":1,"
	    "\"external\":1}");
}

static bool
show_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct errors quiet = { c->arena, NULL, NULL, NULL };
	struct node *object = node_new(c->arena), *one;
	struct request as = *q;
	const struct node *k;
	struct framework f;
	struct form *form;

	(void)reply;
	begin(&f);
	as.entity = &framework_entity;
	form = entity_form(c, &as, &f);
	(void)!form_read(form, q->form, q->n_form, &f, &quiet);
	form_node(form, &f, object);
	node_z(out, "title", say(c, "A new framework"));
	framing_crumb(c, NULL, out);
	for (k = json_first(object, "fields"); k != NULL; k = k->next) {
		if (!is_asked(node_find(k, S("name"))->text))
			continue;
		one = node_row(out, "fields");
		one->n = k->n;
		one->first = k->first;
		one->last = k->last;
	}
	return true;
}

/* A level for each step, to be named. */
static str
levels_of(struct ctx *c, const struct framework *f)
{
	struct write w = write_new(c->arena, 1 << 16);
	size_t n = 0;
	double v;

	write_char(&w, '[');
	for (v = f->scale_min; v <= f->scale_max && n < LEVELS_MOST; v++, n++) {
		write_z(&w, n == 0 ? "{\"value\":" : ",{\"value\":");
		write_real(&w, v);
		write_z(&w, ",\"label\":\"");
		write_real(&w, v);
		write_z(&w, "\"}");
	}
	write_char(&w, ']');
	return write_done(&w);
}

static bool
accept_new(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct request as = *q;
	struct framework f;
	struct form *form;
	bool read;

	(void)out;
	begin(&f);
	as.entity = &framework_entity;
	form = entity_form(c, &as, &f);
	form->typed = NULL;
	form->n_typed = 0;
	read = form_read(form, q->form, q->n_form, &f, &c->errors);
	f.levels = levels_of(c, &f);
	if (!flow_save(c, &framework_entity, &f) || !read)
		return false;
	reply->go = framing_href(c, f.row.id);
	return true;
}

/* ---- a document ---- */

static bool
show_document(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct write w = write_new(c->arena, DOCUMENT_MOST);
	struct node *tree = node_new(c->arena);
	struct instrument *in;
	struct framework f;

	(void)out;
	if (!framing_named(c, q, &f) ||
	    !assess_instrument(c, f.row.id, &in) ||
	    !framing_document(c, in, tree))
		return false;
	json_write(&w, tree, true);
	write_char(&w, '\n');
	reply->raw = write_done(&w);
	reply->raw_type = S("application/json");
	reply->filename = str_print(c->arena, "%.*s-%.*s.json", (int)f.code.n,
	    f.code.p, (int)f.version.n, f.version.p);
	return true;
}

static bool
show_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	(void)q, (void)reply;
	node_z(out, "title", say(c, "Import a framework"));
	framing_crumb(c, NULL, out);
	return true;
}

static bool
framework_said(struct ctx *c, const struct node *doc, struct framework *f)
{
	struct filter of[] = {
		{ field_named(&framework_entity, S("code")), IS,
		    json_text(doc, "id") },
		{ field_named(&framework_entity, S("version")), IS,
		    json_text(doc, "version") } };
	struct ask ask = { .filters = of, .n = 2, .limit = 1 };
	struct found *found;
	bool any;

	if (!flow_list(c, &framework_entity, &ask, &found))
		return false;
	any = flow_next(found, c->arena, f);
	return flow_end(found) && any;
}

static bool
accept_import(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct import_report *report = import_report_new(c->arena);
	struct ctx system = ctx_as_program(c);
	struct framework f;
	struct node *doc;
	bool fine;

	(void)out;
	if (q->n_uploads != 1 || q->uploads[0].bytes.n == 0)
		return fail(&c->errors, INVALID, "file",
		    "Choose one JSON file.");
	if (!json_read(c->arena, q->uploads[0].bytes, &doc, &c->errors))
		return false;
	fine = import_framework(&system, doc, report);
	c->errors = system.errors;
	if (!fine)
		return false;
	if (report->refusals.first != NULL)
		return fail(&c->errors, CONFLICT, "file", "%s",
		    str_z(c->arena, report->refusals.first->reason));
	reply->go = framework_said(c, doc, &f) ? framing_href(c, f.row.id)
	    : S("/frameworks");
	return errors_worst(&c->errors) == FINE;
}

/* ---- versions ---- */

static bool
accept_next(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct framework f;
	struct id next;

	(void)out;
	if (!framing_named(c, q, &f) || !framing_next(c, f.row.id,
	    request_form(q, "version"), &next))
		return false;
	reply->go = framing_href(c, next);
	return true;
}

static bool
show_freeze(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct framework f;
	str href;

	(void)reply;
	if (!framing_named(c, q, &f))
		return false;
	href = framing_href(c, f.row.id);
	node_text(out, "title", str_print(c->arena, words_say(c->words,
	    "Freeze %.*s %.*s?"), (int)f.code.n, f.code.p, (int)f.version.n,
	    f.version.p));
	framing_crumb(c, &f, out);
	node_text(out, "action", str_print(c->arena, "/framework/%s/freeze",
	    id_text(c->arena, f.row.id).p));
	node_text(out, "back_href", href);
	return true;
}

static bool
accept_freeze(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct framework f;

	(void)out;
	if (!framing_named(c, q, &f) || !framing_freeze(c, f.row.id))
		return false;
	reply->go = framing_href(c, f.row.id);
	return true;
}

const struct page frameworks_page = {
	.method = GET,
	.path   = "/frameworks",
	.about  = "All frameworks of the site, in all versions.",
	.view   = "frameworks.html",
	.of     = &framework_entity,
	.needs  = SEE,
	.run    = show_all,
};

const struct page framing_new_page = {
	.method = GET,
	.path   = "/frameworks/new",
	.about  = "An empty framework.",
	.view   = "framing_new.html",
	.of     = &framework_entity,
	.needs  = ADD,
	.run    = show_new,
};

const struct page framing_new_post = {
	.method = POST,
	.path   = "/frameworks/new",
	.about  = "Begins a framework, to be filled with dimensions and items.",
	.of     = &framework_entity,
	.needs  = ADD,
	.again  = &framing_new_page,
	.run    = accept_new,
};

const struct page framing_import_page = {
	.method = GET,
	.path   = "/frameworks/import",
	.about  = "Asks for the document of a framework.",
	.view   = "framing_import.html",
	.of     = &framework_entity,
	.needs  = ADD,
	.run    = show_import,
};

const struct page framing_import_post = {
	.method = POST,
	.path   = "/frameworks/import",
	.about  = "Takes in a framework's document (capdev-framework/1).",
	.of     = &framework_entity,
	.needs  = ADD,
	.again  = &framing_import_page,
	.run    = accept_import,
};

const struct page framing_document_page = {
	.method = GET,
	.path   = "/framework/{id}/document",
	.about  = "A framework as a document (capdev-framework/1).",
	.of     = &framework_entity,
	.needs  = SEE,
	.run    = show_document,
};

const struct page framing_next_post = {
	.method = POST,
	.path   = "/framework/{id}/version",
	.about  = "Copies a framework into its next version.",
	.of     = &framework_entity,
	.needs  = ADD,
	.run    = accept_next,
};

const struct page framing_freeze_page = {
	.method = GET,
	.path   = "/framework/{id}/freeze",
	.about  = "Asks before a framework is frozen.",
	.view   = "framing_freeze.html",
	.of     = &framework_entity,
	.needs  = EDIT,
	.run    = show_freeze,
};

const struct page framing_freeze_post = {
	.method = POST,
	.path   = "/framework/{id}/freeze",
	.about  = "Freezes a framework: this version never changes again.",
	.of     = &framework_entity,
	.needs  = EDIT,
	.again  = &framing_freeze_page,
	.run    = accept_freeze,
};
