/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/schema_json.h"

#include <math.h>

#include "base/arena.h"
#include "derive/bound.h"

/* "string", or ["string","null"] where nothing may stand. */
static void
type(struct node *n, const char *name, bool nullable)
{
	struct node *list;

	if (!nullable) {
		node_z(n, "type", name);
		return;
	}
	list = node_list(n, "type");
	node_item_text(list, str_of(name));
	node_item_text(list, S("null"));
}

static void
bounds(const struct field *f, struct node *n)
{
	if (!isnan(bound_low(f)))
		node_real(n, "minimum", bound_low(f), -1);
	if (!isnan(bound_high(f)))
		node_real(n, "maximum", bound_high(f), -1);
}

static void
codes(const struct field *f, struct node *n, bool nullable)
{
	const struct choice *c;
	struct node *list;

	if (!f->choices->closed)
		return;
	list = node_list(n, "enum");
	for (c = f->choices->of; c->code != NULL; c++)
		node_item_text(list, str_of(c->code));
	if (nullable)
		(void)node_add(list, NULL, N_NONE);
}

static void
states(const struct field *f, struct node *n, bool nullable)
{
	const struct state *s;
	struct node *list = node_list(n, "enum");

	for (s = f->machine->states; s->code != NULL; s++)
		node_item_text(list, str_of(s->code));
	if (nullable)
		(void)node_add(list, NULL, N_NONE);
}

static void
columns(const struct field *f, struct node *n)
{
	str rest = str_of(f->columns), name;
	struct node *items = node_object(n, "items"), *all;

	node_z(items, "type", "object");
	all = node_object(items, "properties");
	while (str_cut(&rest, ' ', &name))
		node_object(all, str_z(n->arena, name));
	node_bool(items, "additionalProperties", false);
}

/* A text, or one for each language. */
static void
languages(const struct field *f, struct node *n, bool nullable)
{
	struct node *list = node_list(n, "type"), *more;

	node_item_text(list, S("object"));
	node_item_text(list, S("string"));
	if (nullable)
		node_item_text(list, S("null"));
	more = node_object(n, "additionalProperties");
	node_z(more, "type", "string");
	node_count(more, "maxLength", (int64_t)bound_length(f));
}

static void
money(struct node *n, bool nullable)
{
	struct node *any;

	if (!nullable) {
		node_z(n, "$ref", "#/components/schemas/Money");
		return;
	}
	any = node_row(n, "anyOf");
	node_z(any, "$ref", "#/components/schemas/Money");
	node_z(node_row(n, "anyOf"), "type", "null");
}

static void
value(const struct field *f, struct node *n, bool nullable)
{
	switch (f->type) {
	case T_COUNT:
		type(n, "integer", nullable);
		bounds(f, n);
		break;
	case T_REAL:
		type(n, "number", nullable);
		bounds(f, n);
		break;
	case T_BOOL:
		type(n, "boolean", nullable);
		break;
	case T_MONEY:
		money(n, nullable);
		break;
	case T_DAY: case T_MOMENT:
		type(n, "string", nullable);
		node_z(n, "format", f->type == T_DAY ? "date" : "date-time");
		break;
	case T_REF:
		type(n, "string", nullable);
		break;
	case T_CHOICE:
		type(n, "string", nullable);
		codes(f, n, nullable);
		break;
	case T_STATE:
		type(n, "string", nullable);
		states(f, n, nullable);
		break;
	case T_CHOICES: case T_REFS:
		type(n, "array", nullable);
		n = node_object(n, "items");
		node_z(n, "type", "string");
		if (f->type == T_CHOICES)
			codes(f, n, false);
		break;
	case T_TABLE:
		type(n, "array", nullable);
		columns(f, n);
		break;
	case T_LANG:
		languages(f, n, nullable);
		break;
	case T_JSON:
		break;
	case T_BYTES:
		type(n, "string", nullable);
		node_z(n, "contentEncoding", "base64");
		break;
	default:
		type(n, "string", nullable);
		node_count(n, "maxLength", (int64_t)bound_length(f));
	}
}

static void
words(const struct field *f, struct node *n)
{
	struct arena *a = n->arena;
	str about = f->hint != NULL ? str_of(f->hint) : S("");

	node_z(n, "title", f->label);
	if (f->unit != NULL)
		about = str_print(a, "%s In %s.", about.p, f->unit);
	if (f->to != NULL)
		about = str_print(a, "%s The id or code of: %s.", about.p,
		    f->to);
	if (f->flags & PERSONAL)
		about = str_print(a, "%s Null for who may not see personal "
		    "data.", about.p);
	if (about.n > 0)
		node_text(n, "description", str_trim(about));
}

static void
property(const struct field *f, struct node *all)
{
	struct node *n = node_object(all, f->name);

	words(f, n);
	value(f, n, true);
	if ((f->flags & KEPT) || f->type == T_STATE)
		node_bool(n, "readOnly", true);
}

void
schema_json_entity(const struct entity *e, struct node *schemas)
{
	struct node *in = node_object(schemas, str_print(schemas->arena,
	    "%s_in", e->name).p), *out, *all;
	const struct field *f;

	node_z(in, "title", e->label);
	node_z(in, "description", e->about);
	node_z(in, "type", "object");
	all = node_object(in, "properties");
	node_z(node_object(all, "revision"), "type", "integer");
	for (f = e->fields; f->name != NULL; f++)
		if (!(f->flags & (KEPT | SECRET)))
			property(f, all);
	type(node_object(all, "extra"), "object", true);
	out = node_object(schemas, e->name);
	node_z(node_row(out, "allOf"), "$ref", str_print(schemas->arena,
	    "#/components/schemas/%s_in", e->name).p);
	out = node_row(out, "allOf");
	node_z(out, "type", "object");
	node_item_text(node_list(out, "required"), S("id"));
	node_item_text(node_list(out, "required"), S("revision"));
	all = node_object(out, "properties");
	in = node_object(all, "id");
	node_z(in, "type", "string");
	node_z(in, "format", "uuid");
	for (f = e->fields; f->name != NULL; f++)
		if ((f->flags & KEPT) && !(f->flags & SECRET))
			property(f, all);
}

void
schema_json_filter(const struct field *f, struct node *n)
{
	switch (f->type) {
	case T_COUNT: case T_REAL: case T_DAY: case T_MOMENT: case T_CHOICE:
	case T_STATE:
		value(f, n, false);
		break;
	case T_BOOL:
		node_z(n, "type", "string");
		node_item_text(node_list(n, "enum"), S("yes"));
		node_item_text(node_list(n, "enum"), S("no"));
		break;
	default:
		node_z(n, "type", "string");
	}
}

/* ---- shared ---- */

static struct node *
object(struct node *schemas, const char *name, const char *about)
{
	struct node *n = node_object(schemas, name);

	node_z(n, "type", "object");
	node_z(n, "description", about);
	return node_object(n, "properties");
}

static struct node *
member(struct node *all, const char *name, const char *of)
{
	struct node *n = node_object(all, name);

	node_z(n, "type", of);
	return n;
}

static const char *const fault_names[] = {
	"invalid", "absent", "denied", "conflict", "busy", "broken",
};

static void
fault_schema(struct node *schemas)
{
	struct node *all, *n, *list;
	size_t i;

	all = object(schemas, "Faults", "Everything that is wrong, at once.");
	n = node_object(member(all, "faults", "array"), "items");
	node_z(n, "type", "object");
	n = node_object(n, "properties");
	all = node_object(n, "field");
	type(all, "string", true);
	node_z(all, "description", "The field to mend.");
	list = node_list(member(n, "fault", "string"), "enum");
	for (i = 0; i < sizeof fault_names / sizeof *fault_names; i++)
		node_item_text(list, str_of(fault_names[i]));
	member(n, "text", "string");
}

static const char *const history_texts[] = {
	"source", "entity", "verb", "reason",
};

static void
history_schema(struct node *schemas)
{
	struct node *all, *n;
	size_t i;

	all = object(schemas, "History", "Lines of history.");
	node_z(node_object(all, "next"), "$ref",
	    "#/components/schemas/Next");
	n = node_object(member(all, "rows", "array"), "items");
	node_z(n, "type", "object");
	n = node_object(n, "properties");
	member(n, "number", "integer");
	node_z(member(n, "at", "string"), "format", "date-time");
	type(node_object(n, "user"), "string", true);
	node_z(member(n, "row", "string"), "format", "uuid");
	member(n, "revision", "integer");
	for (i = 0; i < sizeof history_texts / sizeof *history_texts; i++)
		type(node_object(n, history_texts[i]), "string", true);
	n = node_object(member(n, "changes", "array"), "items");
	node_z(n, "type", "object");
}

void
schema_json_shared(struct node *schemas)
{
	struct node *all, *n, *list;

	all = object(schemas, "Money", "An amount; the number as text, since"
	    " a binary fraction cannot hold it.");
	list = node_list(node_object(all, "amount"), "type");
	node_item_text(list, S("string"));
	node_item_text(list, S("number"));
	n = member(all, "currency", "string");
	node_z(n, "pattern", "^[A-Z]{3}$");
	list = node_list(schemas->last, "required");
	node_item_text(list, S("amount"));
	node_item_text(list, S("currency"));
	n = node_object(schemas, "Next");
	type(n, "string", true);
	node_z(n, "description", "The address of the next page; null at the"
	    " end.");
	all = object(schemas, "Dropped", "What was dropped.");
	node_z(member(all, "dropped", "string"), "format", "uuid");
	object(schemas, "Page", "What the page shows, by name.");
	fault_schema(schemas);
	history_schema(schemas);
}
