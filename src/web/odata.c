/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Rows for spreadsheets and reporting programs (standard/odata.h). */
#include "standard/odata.h"

#include <string.h>

#include "base/arena.h"
#include "derive/list.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "format/json.h"
#include "model/text.h"
#include "web/query.h"

enum { METADATA_MOST = 4 << 20 };

struct reading {                /* one page of one set */
	struct ctx            *c;
	const struct request  *q;
	struct odata_set       set;
	const struct tabular_column *shown;     /* [n_shown] by $select */
	size_t                 n_shown;
	struct odata_filter   *filter;          /* NULL: none */
	struct ask             ask;
	int64_t                top, skip;       /* top -1: all */
	bool                   counts;
};

static str
base_of(struct ctx *c, const struct request *q)
{
	return str_print(c->arena, "http%s://%.*s/odata/",
	    q->secure ? "s" : "", (int)q->host.n, q->host.p);
}

static void
answer(struct reply *r, str raw, const char *type)
{
	r->raw = raw;
	r->raw_type = str_of(type);
	r->header = (struct pair){ S("OData-Version"), S("4.0") };
}

static bool
json_out(struct ctx *c, const struct node *tree, struct reply *r)
{
	struct write w = write_new(c->arena, 0);

	json_write(&w, tree, false);
	answer(r, write_done(&w), "application/json;odata.metadata=minimal;"
	    "charset=utf-8");
	return true;
}

/* Faults as OData has them; those that are ours stay as they are. */
static bool
told(struct ctx *c, bool fine, struct reply *r)
{
	static const int status[] = { [INVALID] = 400, [ABSENT] = 404,
		[DENIED] = 403 };
	static const char *const codes[] = { [INVALID] = "invalid",
		[ABSENT] = "absent", [DENIED] = "denied" };
	const struct error *first = c->errors.first;
	struct node *tree = node_new(c->arena), *error;
	enum fault worst = errors_worst(&c->errors);

	if (fine || worst == FINE || worst > DENIED)
		return fine;
	error = node_object(tree, "error");
	node_z(error, "code", codes[worst]);
	node_z(error, "message", first->text);
	if (first->field != NULL)
		node_z(error, "target", first->field);
	errors_clear(&c->errors);
	r->status = status[worst];
	return json_out(c, tree, r);
}

static bool
is_set(struct ctx *c, const struct entity *e)
{
	return e != NULL && !(e->flags & INSIDE) &&
	    ctx_may(c, e, SEE, (struct id){ { 0 } });
}

/* ---- what there is ---- */

static bool
show_sets(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct node *tree = node_new(c->arena), *row;
	const struct entity *const *e;

	(void)out;
	node_text(tree, "@odata.context", str_print(c->arena, "%s$metadata",
	    base_of(c, q).p));
	(void)node_list(tree, "value");
	for (e = entities; *e != NULL; e++) {
		if (!is_set(c, *e))
			continue;
		row = node_row(tree, "value");
		node_z(row, "name", (*e)->name);
		node_z(row, "kind", "EntitySet");
		node_z(row, "url", (*e)->name);
		node_z(row, "title", words_say(c->words, (*e)->plural));
	}
	return json_out(c, tree, r);
}

const struct page odata_page = {
	.method = GET,
	.path   = "/odata",
	.about  = "The rows that one may see, for Excel and Power BI: OData "
	    "4.0, to be read only.",
	.flags  = SIGNED_IN,
	.run    = show_sets,
};

static bool
show_metadata(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct write w = write_new(c->arena, METADATA_MOST);
	const struct entity *const *e;
	struct odata_set *sets;
	size_t n = 0;

	(void)q, (void)out;
	for (e = entities; *e != NULL; e++)
		n++;
	sets = NEWS(c->arena, struct odata_set, n + 1);
	for (n = 0, e = entities; *e != NULL; e++) {
		if (!is_set(c, *e))
			continue;
		sets[n].entity = *e;
		sets[n].column = tabular_columns(c->arena, flow_lookup(c, *e),
		    *e, &sets[n].n);
		n++;
	}
	odata_metadata(&w, sets, n);
	answer(r, write_done(&w), "application/xml; charset=utf-8");
	return true;
}

const struct page odata_metadata_page = {
	.method = GET,
	.path   = "/odata/$metadata",
	.about  = "What the OData sets hold, as CSDL.",
	.flags  = SIGNED_IN,
	.run    = show_metadata,
};

/* ---- what is asked ---- */

static const struct tabular_column *
column_named(const struct reading *o, str name)
{
	size_t i;

	for (i = 0; i < o->set.n; i++)
		if (str_same(o->set.column[i].heading, name))
			return &o->set.column[i];
	return NULL;
}

static bool
no_property(struct reading *o, const char *where, str name)
{
	return fail(&o->c->errors, INVALID, where,
	    "There is no property '%.*s'.", (int)name.n, name.p);
}

static bool
read_select(struct reading *o, str names)
{
	struct tabular_column *some = NEWS(o->c->arena, struct tabular_column,
	    o->set.n);
	const struct tabular_column *one;
	str name;

	if (str_none(names) || str_is(names, "*"))
		return true;
	o->n_shown = 0;
	while (str_cut(&names, ',', &name)) {
		one = column_named(o, str_trim(name));
		if (one == NULL || o->n_shown == o->set.n)
			return no_property(o, "$select", str_trim(name));
		some[o->n_shown++] = *one;
	}
	o->shown = some;
	return true;
}

static bool
read_order(struct reading *o, str text)
{
	const struct tabular_column *one;
	str name, way;

	if (str_none(text))
		return true;
	way = str_trim(text);
	if (str_find(way, S(",")) < way.n)
		return fail(&o->c->errors, INVALID, "$orderby",
		    "Rows are put in order by one property.");
	(void)str_cut(&way, ' ', &name);
	way = str_trim(way);
	one = column_named(o, name);
	if (one == NULL)
		return no_property(o, "$orderby", name);
	if (!str_none(way) && !str_same_nocase(way, S("asc")) &&
	    !str_same_nocase(way, S("desc")))
		return fail(&o->c->errors, INVALID, "$orderby",
		    "The order is asc or desc, not '%.*s'.", (int)way.n,
		    way.p);
	if (one->part == TABULAR_ID)
		return true;
	if (one->part != TABULAR_VALUE)
		return no_property(o, "$orderby", name);
	o->ask.sort = one->field;
	o->ask.falling = str_same_nocase(way, S("desc"));
	return true;
}

static bool
read_number(struct reading *o, const char *name, str text, int64_t *n)
{
	return str_none(text) || (str_int(text, n) && *n >= 0) ||
	    fail(&o->c->errors, INVALID, name,
	    "'%.*s' is no whole number.", (int)text.n, text.p);
}

static bool
read_option(struct reading *o, const struct pair *p)
{
	struct ctx *c = o->c;
	str v = p->value;

	if (str_is(p->name, "$top"))
		return read_number(o, "$top", v, &o->top);
	if (str_is(p->name, "$skip"))
		return read_number(o, "$skip", v, &o->skip);
	if (str_is(p->name, "$select"))
		return read_select(o, v);
	if (str_is(p->name, "$orderby"))
		return read_order(o, v);
	if (str_is(p->name, "$filter"))
		return str_none(v) || odata_filter_read(c->arena,
		    o->set.column, o->set.n, v, &o->filter, &c->errors);
	if (str_is(p->name, "$skiptoken"))
		o->ask.after = v;
	else if (str_is(p->name, "$count"))
		o->counts = str_is(v, "true");
	else if (str_starts(p->name, S("$")) && !str_is(p->name, "$format"))
		return fail(&c->errors, INVALID, str_z(c->arena, p->name),
		    "'%.*s' is not understood here.", (int)p->name.n,
		    p->name.p);
	return true;
}

static bool
read_ask(struct ctx *c, const struct request *q, str name, struct reading *o)
{
	const struct entity *e = entity_named(name);
	size_t i;

	*o = (struct reading){ .c = c, .q = q, .top = -1 };
	if (!is_set(c, e))
		return fail(&c->errors, ABSENT, NULL,
		    "There is nothing called '%.*s'.", (int)name.n, name.p);
	o->set.entity = e;
	o->set.column = tabular_columns(c->arena, flow_lookup(c, e), e,
	    &o->set.n);
	o->shown = o->set.column;
	o->n_shown = o->set.n;
	for (i = 0; i < q->n_args; i++)
		if (!read_option(o, &q->args[i]))
			return false;
	return true;
}

/* ---- rows ---- */

static void
row_put(struct reading *o, const void *row, struct node *into)
{
	struct arena *a = o->c->arena;
	const struct tabular_column *col;
	struct node *n;
	size_t i;
	str text;

	tabular_row(a, o->shown, o->n_shown, row, into);
	/* A text in several languages is told in the reader's. */
	for (i = 0, n = into->first; i < o->n_shown && n != NULL;
	    i++, n = n->next) {
		col = &o->shown[i];
		if (col->part != TABULAR_VALUE || col->field->type != T_LANG ||
		    n->kind != N_TEXT)
			continue;
		text = text_in(a, n->text, o->c->lang);
		n->text = text;
	}
}

/* Passes over *skip rows that fit, gives up to `most`; *more: there are
 * others, *token leads to them. */
static bool
fill(struct reading *o, int64_t skip, size_t most, struct node *list,
    str *token)
{
	struct ctx *c = o->c;
	void *row = arena_take(c->arena, 1, o->set.entity->size);
	struct arena_mark mark;
	struct found *f;
	str last = { 0 };
	size_t n = 0;

	*token = (str){ 0 };
	if (!flow_list(c, o->set.entity, &o->ask, &f))
		return false;
	for (;;) {
		mark = arena_mark(c->arena);
		if (!flow_next(f, c->arena, row))
			break;
		if ((o->filter != NULL && !odata_filter_holds(o->filter,
		    c->arena, row)) || skip-- > 0) {
			arena_back(c->arena, mark);
			continue;
		}
		if (n == most || arena_spent(c->arena)) {
			*token = last;
			break;
		}
		row_put(o, row, node_item(list));
		last = flow_token(f, c->arena);
		n++;
	}
	return flow_end(f);
}

static bool
count(struct reading *o, int64_t *n)
{
	struct ctx *c = o->c;
	void *row = arena_take(c->arena, 1, o->set.entity->size);
	struct arena_mark mark;
	struct found *f;

	*n = 0;
	if (o->filter == NULL)
		return flow_count(c, o->set.entity, &(struct ask){ .n = 0 }, n);
	if (!flow_list(c, o->set.entity, &(struct ask){ .n = 0 }, &f))
		return false;
	mark = arena_mark(c->arena);
	while (flow_next(f, c->arena, row)) {
		*n += odata_filter_holds(o->filter, c->arena, row);
		arena_back(c->arena, mark);
	}
	return flow_end(f);
}

static str
next_link(struct reading *o, str token, int64_t left)
{
	struct ctx *c = o->c;
	struct pairs rest = { 0 };
	size_t i;

	for (i = 0; i < o->q->n_args; i++)
		if (!str_is(o->q->args[i].name, "$top") &&
		    !str_is(o->q->args[i].name, "$skip"))
			pairs_add(c->arena, &rest, o->q->args[i].name,
			    o->q->args[i].value);
	if (left >= 0)
		pairs_add(c->arena, &rest, S("$top"),
		    str_print(c->arena, "%lld", (long long)left));
	return str_print(c->arena, "%s%s?%s", base_of(c, o->q).p,
	    o->set.entity->name, query_with(c->arena, rest.at, rest.n,
	    "$skiptoken", token).p);
}

static bool
show_rows(struct reading *o, struct reply *r)
{
	struct ctx *c = o->c;
	struct node *tree = node_new(c->arena);
	size_t most = o->top >= 0 && o->top < ODATA_PAGE ? (size_t)o->top :
	    ODATA_PAGE;
	int64_t n;
	str token;

	node_text(tree, "@odata.context", str_print(c->arena,
	    "%s$metadata#%s%s%s%s", base_of(c, o->q).p, o->set.entity->name,
	    o->shown != o->set.column ? "(" : "", o->shown != o->set.column ?
	    str_z(c->arena, request_arg(o->q, "$select")) : "",
	    o->shown != o->set.column ? ")" : ""));
	if (o->counts) {
		if (!count(o, &n))
			return false;
		node_count(tree, "@odata.count", n);
	}
	if (!fill(o, o->skip, most, node_list(tree, "value"), &token))
		return false;
	if (!str_none(token) && o->top != (int64_t)most)
		node_text(tree, "@odata.nextLink", next_link(o, token,
		    o->top < 0 ? -1 : o->top - (int64_t)most));
	return json_out(c, tree, r);
}

/* gap(0190...): one row by its key. */
static bool
show_one(struct ctx *c, const struct request *q, str name, str key,
    struct reply *r)
{
	struct node *tree = node_new(c->arena);
	struct reading o;
	struct id id;
	void *row;

	if (!read_ask(c, q, name, &o))
		return false;
	row = arena_take(c->arena, 1, o.set.entity->size);
	if (!id_read(key, &id))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such row.");
	if (!flow_find(c, o.set.entity, id, row))
		return false;
	node_text(tree, "@odata.context", str_print(c->arena,
	    "%s$metadata#%s/$entity", base_of(c, q).p, o.set.entity->name));
	row_put(&o, row, tree);
	return json_out(c, tree, r);
}

static bool
show_set(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str set = request_at(q, "set");
	size_t at = str_find(set, S("("));
	struct reading o;

	(void)out;
	if (at < set.n && str_ends(set, S(")")))
		return told(c, show_one(c, q, str_part(set, 0, at),
		    str_part(set, at + 1, set.n - 1), r), r);
	return told(c, read_ask(c, q, set, &o) && show_rows(&o, r), r);
}

const struct page odata_set_page = {
	.method = GET,
	.path   = "/odata/{set}",
	.about  = "The rows of a set, 1,000 at a time; @odata.nextLink leads "
	    "on. One row: set(id).",
	.args   = "$filter: Which rows;$select: Which properties, with commas "
	    "between;$orderby: One property, and desc for the other way "
	    "round;$top: At most so many;$skip: Pass over so many;$count: "
	    "true tells how many there are",
	.flags  = SIGNED_IN,
	.run    = show_set,
};

static bool
show_count(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct reading o;
	int64_t n;

	(void)out;
	if (!read_ask(c, q, request_at(q, "set"), &o) || !count(&o, &n))
		return told(c, false, r);
	answer(r, str_print(c->arena, "%lld", (long long)n),
	    "text/plain; charset=utf-8");
	return true;
}

const struct page odata_count_page = {
	.method = GET,
	.path   = "/odata/{set}/$count",
	.about  = "How many rows of a set a filter leaves.",
	.args   = "$filter: Which rows",
	.flags  = SIGNED_IN,
	.run    = show_count,
};
