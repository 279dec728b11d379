/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/openapi.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "derive/schema_json.h"
#include "format/json.h"

struct doc {
	const struct openapi *o;
	struct arena         *a;
	struct node          *paths, *schemas;
};

#define INTRO                                                              \
	"Rows of every kind by one set of addresses. Ask for JSON by the " \
	"header Accept: application/json or by .json at the end of a "     \
	"path. A list takes NAME=value, NAME.not, NAME.min, NAME.max, "    \
	"NAME.has and NAME.empty for its fields, search, sort, limit and " \
	"after. A change names the revision it was read at; if another "   \
	"was quicker the answer is 409. All faults of a request come at "  \
	"once, each with the field to mend."

/* ---- pieces ---- */

static struct node *
item(struct node *n, const char *list)
{
	return node_row(n, list);
}

static void
ref(struct node *n, const char *kind, const char *name)
{
	node_text(n, "$ref", str_print(n->arena, "#/components/%s/%s", kind,
	    name));
}

static struct node *
json_schema(struct node *n)
{
	return node_object(node_object(node_object(n, "content"),
	    "application/json"), "schema");
}

static void
answer(struct node *responses, const char *status, const char *says,
    const char *schema)
{
	struct node *n = node_object(responses, status);

	node_z(n, "description", says);
	if (schema != NULL)
		ref(json_schema(n), "schemas", schema);
}

/* What any request may be told instead. */
static void
faults(struct node *responses, bool changes)
{
	ref(node_object(responses, "default"), "responses", "faults");
	if (changes)
		ref(node_object(responses, "409"), "responses", "conflict");
}

static void
parameter(struct node *op, const char *name, const char *type,
    const char *about)
{
	struct node *n = item(op, "parameters");

	node_z(n, "name", name);
	node_z(n, "in", "query");
	node_z(n, "description", about);
	node_z(node_object(n, "schema"), "type", type);
}

/* The path's object, made where it is not there yet. */
static struct node *
path_node(struct doc *d, const char *path)
{
	struct node *it;

	for (it = d->paths->first; it != NULL; it = it->next)
		if (strcmp(it->name, path) == 0)
			return it;
	return node_object(d->paths, path);
}

static struct node *
operation(struct doc *d, const char *path, const char *method,
    const char *verb, const struct entity *e)
{
	struct node *at = path_node(d, path), *op;

	if (at->n == 0 && strstr(path, "{id}") != NULL)
		ref(item(at, "parameters"), "parameters", "id");
	op = node_object(at, method);
	node_text(op, "operationId", str_print(d->a, "%s_%s", verb, e->name));
	node_item_text(node_list(op, "tags"), str_of(e->label));
	return op;
}

/* ---- lists ---- */

static bool
filters(const struct field *f)
{
	return !(f->flags & SECRET) && f->type != T_LANG &&
	    f->type != T_TABLE && f->type != T_JSON && f->type != T_BYTES &&
	    f->type != T_LONG;
}

static bool
has_order(const struct field *f)
{
	return f->type == T_COUNT || f->type == T_REAL ||
	    f->type == T_DAY || f->type == T_MOMENT;
}

static void
filter(struct doc *d, struct node *op, const struct field *f)
{
	struct node *n = item(op, "parameters");

	node_z(n, "name", f->name);
	node_z(n, "in", "query");
	node_z(n, "description", f->label);
	schema_json_filter(f, node_object(n, "schema"));
	if (!has_order(f))
		return;
	n = item(op, "parameters");
	node_text(n, "name", str_print(d->a, "%s.min", f->name));
	node_z(n, "in", "query");
	schema_json_filter(f, node_object(n, "schema"));
	n = item(op, "parameters");
	node_text(n, "name", str_print(d->a, "%s.max", f->name));
	node_z(n, "in", "query");
	schema_json_filter(f, node_object(n, "schema"));
}

static void
add_list(struct doc *d, const struct entity *e, const char *path)
{
	struct node *op = operation(d, path, "get", "list", e), *n;
	const struct field *f;

	node_text(op, "summary", str_print(d->a, "%s, page after page",
	    e->plural));
	ref(item(op, "parameters"), "parameters", "search");
	ref(item(op, "parameters"), "parameters", "limit");
	ref(item(op, "parameters"), "parameters", "after");
	parameter(op, "sort", "string",
	    "A field's name; with - before it, falling.");
	for (f = e->fields; f->name != NULL; f++)
		if (filters(f))
			filter(d, op, f);
	n = node_object(op, "responses");
	faults(n, false);
	n = node_object(n, "200");
	node_z(n, "description", "The rows, and the address of the next page.");
	n = json_schema(n);
	node_z(n, "type", "object");
	node_item_text(node_list(n, "required"), S("rows"));
	n = node_object(n, "properties");
	ref(node_object(n, "next"), "schemas", "Next");
	n = node_object(n, "rows");
	node_z(n, "type", "array");
	ref(node_object(n, "items"), "schemas", e->name);
}

/* ---- one row ---- */

static void
body(struct doc *d, struct node *op, const struct entity *e, bool add)
{
	struct node *n = node_object(op, "requestBody"), *must;
	const char *in = str_print(d->a, "%s_in", e->name).p;
	const struct field *f;

	node_bool(n, "required", true);
	n = json_schema(n);
	if (!add) {
		ref(n, "schemas", in);
		return;
	}
	ref(item(n, "allOf"), "schemas", in);
	must = NULL;
	for (f = e->fields; f->name != NULL; f++)
		if ((f->flags & MUST) && !(f->flags & (KEPT | SECRET)) &&
		    f->type != T_STATE) {
			if (must == NULL)
				must = node_list(item(n, "allOf"), "required");
			node_item_text(must, str_of(f->name));
		}
}

static void
add_add(struct doc *d, const struct entity *e, const char *path)
{
	struct node *op = operation(d, path, "post", "add", e), *n;

	node_text(op, "summary", str_print(d->a, "Add: %s", e->label));
	body(d, op, e, true);
	n = node_object(op, "responses");
	answer(n, "201", "Added; its address stands in Location.", e->name);
	faults(n, true);
}

static void
add_find(struct doc *d, const struct entity *e, const char *path)
{
	struct node *op = operation(d, path, "get", "find", e), *n;

	node_text(op, "summary", str_print(d->a, "%s by id or code", e->label));
	n = node_object(op, "responses");
	answer(n, "200", "The row.", e->name);
	faults(n, false);
}

static bool
changes(const struct entity *e)
{
	const struct field *f;

	if (!(e->flags & LEDGER))
		return true;
	for (f = e->fields; f->name != NULL; f++)
		if (f->flags & LATER)
			return true;
	return false;
}

static void
add_change(struct doc *d, const struct entity *e, const char *path)
{
	struct node *op = operation(d, path, "put", "change", e), *n;

	node_z(op, "summary", "Change the fields that are sent");
	body(d, op, e, false);
	n = node_object(op, "responses");
	answer(n, "200", "The row as it is now.", e->name);
	faults(n, true);
}

static void
add_drop(struct doc *d, const struct entity *e, const char *path)
{
	struct node *op = operation(d, path, "delete", "drop", e), *n;

	node_z(op, "summary", "Drop a row that nothing refers to");
	parameter(op, "revision", "integer", "The one it was read at.");
	n = node_object(op, "responses");
	answer(n, "200", "Dropped; history keeps it.", "Dropped");
	faults(n, true);
}

static const struct machine *
machine_of(const struct entity *e)
{
	const struct field *f;

	for (f = e->fields; f->name != NULL; f++)
		if (f->type == T_STATE)
			return f->machine;
	return NULL;
}

/* A verb once, however many states it leads out of. */
static bool
first_of_verb(const struct machine *m, const struct move *it)
{
	const struct move *before;

	for (before = m->moves; before != it; before++)
		if (strcmp(before->verb, it->verb) == 0)
			return false;
	return true;
}

static void
add_move(struct doc *d, const struct entity *e, const char *path)
{
	const struct machine *m = machine_of(e);
	const struct move *it;
	struct node *op, *n, *verbs;

	if (m == NULL)
		return;
	op = operation(d, path, "post", "move", e);
	node_z(op, "summary", "Take a step of its state machine");
	n = node_object(op, "requestBody");
	node_bool(n, "required", true);
	n = json_schema(n);
	node_z(n, "type", "object");
	node_item_text(node_list(n, "required"), S("verb"));
	n = node_object(n, "properties");
	verbs = node_object(n, "verb");
	node_z(verbs, "type", "string");
	verbs = node_list(verbs, "enum");
	for (it = m->moves; it->from != NULL; it++)
		if (first_of_verb(m, it))
			node_item_text(verbs, str_of(it->verb));
	node_z(node_object(n, "reason"), "type", "string");
	node_z(node_object(n, "revision"), "type", "integer");
	n = node_object(op, "responses");
	answer(n, "200", "The row as it is now.", e->name);
	faults(n, true);
}

static void
add_history(struct doc *d, const struct entity *e, const char *path)
{
	struct node *op = operation(d, path, "get", "history", e), *n;

	node_z(op, "summary", "What changed, when, by whom");
	parameter(op, "after", "integer", "Only lines with a higher number.");
	n = node_object(op, "responses");
	answer(n, "200", "The lines, the oldest first.", "History");
	faults(n, false);
}

static void
add_entity(struct doc *d, const struct entity *e)
{
	const char *all = str_print(d->a, "/%s", e->name).p;
	const char *one = str_print(d->a, "/%s/{id}", e->name).p;

	schema_json_entity(e, d->schemas);
	add_list(d, e, all);
	add_add(d, e, all);
	add_find(d, e, one);
	if (changes(e))
		add_change(d, e, one);
	if (!(e->flags & LEDGER))
		add_drop(d, e, one);
	add_move(d, e, str_print(d->a, "%s/move", one).p);
	add_history(d, e, str_print(d->a, "%s/history", one).p);
}

/* ---- other pages ---- */

static const char *
operation_id(struct arena *a, const struct openapi_page *p)
{
	char *z = str_z(a, str_print(a, "%s%s", p->method, p->path));
	size_t i, n = 0;

	for (i = 0; z[i] != '\0'; i++)
		if (isalnum((unsigned char)z[i]))
			z[n++] = z[i];
		else if (n > 0 && z[n - 1] != '_')
			z[n++] = '_';
	while (n > 0 && z[n - 1] == '_')
		n--;
	z[n] = '\0';
	return z;
}

/* {name} of a path, each a parameter of the path. */
static void
path_parameters(struct node *op, const char *path)
{
	const char *open = path, *close;
	struct node *n;

	while ((open = strchr(open, '{')) != NULL &&
	    (close = strchr(open, '}')) != NULL) {
		n = item(op, "parameters");
		node_text(n, "name", (str){ open + 1,
		    (size_t)(close - open - 1) });
		node_z(n, "in", "path");
		node_bool(n, "required", true);
		node_z(node_object(n, "schema"), "type", "string");
		open = close;
	}
}

/* "after: the last number one has;limit: at most so many" */
static void
query_parameters(struct node *op, const char *args)
{
	str rest = str_of(args), one;
	struct node *n;
	size_t at;

	while (str_cut(&rest, ';', &one)) {
		at = str_find(one, S(":"));
		n = item(op, "parameters");
		node_text(n, "name", str_part(one, 0, at));
		node_z(n, "in", "query");
		node_text(n, "description", str_trim(str_part(one, at + 1,
		    one.n)));
		node_z(node_object(n, "schema"), "type", "string");
	}
}

static void
add_page(struct doc *d, const struct openapi_page *p)
{
	struct node *at = path_node(d, p->path), *op, *n;

	if (node_find(at, str_of(p->method)) != NULL)
		return;
	op = node_object(at, p->method);
	node_z(op, "operationId", operation_id(d->a, p));
	node_z(op, "summary", p->about != NULL ? p->about : p->path);
	/* Where an entity's operations share the path it has its id. */
	if (node_find(at, S("parameters")) == NULL)
		path_parameters(op, p->path);
	query_parameters(op, p->args);
	if (p->open)
		node_list(op, "security");
	n = node_object(op, "responses");
	answer(n, "200", "As the page shows it.", "Page");
	faults(n, false);
}

/* ---- the document ---- */

static void
add_response(struct node *n, const char *name, const char *says)
{
	n = node_object(n, name);
	node_z(n, "description", says);
	ref(json_schema(n), "schemas", "Faults");
}

static void
shared_parameter(struct node *n, const char *name, const char *in,
    const char *type, const char *about)
{
	n = node_object(n, name);
	node_z(n, "name", name);
	node_z(n, "in", in);
	if (strcmp(in, "path") == 0)
		node_bool(n, "required", true);
	node_z(n, "description", about);
	node_z(node_object(n, "schema"), "type", type);
}

static void
add_components(struct doc *d, struct node *top)
{
	struct node *n, *c = node_object(top, "components");

	d->schemas = node_object(c, "schemas");
	schema_json_shared(d->schemas);
	n = node_object(c, "parameters");
	shared_parameter(n, "id", "path", "string", "An id, or a code.");
	shared_parameter(n, "search", "query", "string",
	    "Words, with or without marks.");
	shared_parameter(n, "limit", "query", "integer",
	    "Rows a page: 1 to 500, 50 if not said.");
	shared_parameter(n, "after", "query", "string",
	    "Where the last page ended; 'next' has it.");
	n = node_object(c, "responses");
	add_response(n, "faults", "422 what is wrong, 401 and 403 who may"
	    " not, 404 what is not there, 503 try again.");
	add_response(n, "conflict", "Somebody else changed it meanwhile, or"
	    " something that must be unique is there already.");
	n = node_object(c, "securitySchemes");
	c = node_object(n, "bearer");
	node_z(c, "type", "http");
	node_z(c, "scheme", "bearer");
	node_z(c, "description", "A token made on the page of the account.");
	c = node_object(n, "cookie");
	node_z(c, "type", "apiKey");
	node_z(c, "in", "cookie");
	node_z(c, "name", "tilth");
	node_z(c, "description", "Signed in in the browser; unsafe methods"
	    " also send the form's csrf.");
}

static void
add_head(struct doc *d, struct node *top)
{
	struct node *n;

	node_z(top, "openapi", "3.1.0");
	n = node_object(top, "info");
	node_z(n, "title", "Tilth");
	node_z(n, "version", d->o->version);
	node_z(n, "description", INTRO);
	n = node_object(n, "license");
	node_z(n, "name", "AGPL-3.0-or-later");
	node_z(n, "identifier", "AGPL-3.0-or-later");
	node_z(item(top, "servers"), "url", "/");
	node_list(item(top, "security"), "bearer");
	node_list(item(top, "security"), "cookie");
}

void
openapi_write(const struct openapi *o, struct write *w)
{
	struct doc d = { .o = o, .a = w->arena };
	struct node *top = node_new(w->arena), *tag;
	const struct openapi_page *p;
	size_t i;

	add_head(&d, top);
	for (i = 0; o->all[i] != NULL; i++) {
		if (o->all[i]->flags & INSIDE)
			continue;
		tag = item(top, "tags");
		node_z(tag, "name", o->all[i]->label);
		node_z(tag, "description", o->all[i]->about);
	}
	d.paths = node_object(top, "paths");
	add_components(&d, top);
	for (i = 0; o->all[i] != NULL; i++)
		if (!(o->all[i]->flags & INSIDE))
			add_entity(&d, o->all[i]);
	for (p = o->pages; p != NULL && p->method != NULL; p++)
		if (strstr(p->path, "{entity}") == NULL)
			add_page(&d, p);
	json_write(w, top, false);
}
