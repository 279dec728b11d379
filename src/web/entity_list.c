/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The rows of an entity.  A page for people shows one screen of them, as
 * does JSON, with the address of the next; CSV and workbooks bring all
 * that the filters leave.
 */
#include "base/arena.h"
#include "derive/list.h"
#include "derive/rowjson.h"
#include "derive/tabular.h"
#include "flow/find.h"
#include "flow/lookup.h"
#include "flow/table.h"
#include "web/entity.h"
#include "web/job.h"
#include "web/programme.h"
#include "web/query.h"

static struct list
list_of(struct ctx *c, const struct request *q)
{
	return (struct list){ .arena = c->arena, .entity = q->entity,
		.lookup = flow_lookup(c, q->entity),
		.path = str_print(c->arena, "/%s", q->entity->name),
		.args = q->args, .n_args = q->n_args };
}

/* The programme that ?programme= names; none without. */
static bool
find_home(struct ctx *c, const struct list *l, struct id *home)
{
	struct programme p;

	*home = (struct id){ 0 };
	if (str_none(l->home))
		return true;
	if (!flow_find_text(c, &programme_entity, l->home, *home, &p))
		return false;
	*home = p.row.id;
	return true;
}

static struct ask
ask_of(const struct list *l, struct id home)
{
	return (struct ask){ .filters = l->filters, .n = l->n,
		.search = l->search, .sort = l->sort, .falling = l->falling,
		.after = l->after, .limit = l->limit + 1,
		.home = home };
}

/* One row more was asked for than is shown: it says whether there are
 * more. The token is that of the last one shown. */
static bool
fill(struct ctx *c, const struct list *l, const struct ask *ask,
    void (*each)(struct ctx *, const struct list *, const void *,
    struct node *),
    struct node *out, str *token, size_t *n)
{
	void *row = arena_take(c->arena, 1, l->entity->size);
	struct found *f;
	str last = { 0 };

	*n = 0;
	*token = (str){ 0 };
	if (!flow_list(c, l->entity, ask, &f))
		return false;
	while (flow_next(f, c->arena, row)) {
		if (*n == l->limit) {
			*token = last;
			break;
		}
		each(c, l, row, out);
		last = flow_token(f, c->arena);
		++*n;
		if (arena_spent(c->arena)) {
			(void)!flow_end(f);
			return fail(&c->errors, BUSY, "limit", "These rows are "
			    "too large to be shown together. Ask for fewer: "
			    "limit=10.");
		}
	}
	return flow_end(f);
}

static void
each_cell(struct ctx *c, const struct list *l, const void *row,
    struct node *out)
{
	(void)c;
	list_row(l, row, out);
}

static void
each_json(struct ctx *c, const struct list *l, const void *row,
    struct node *out)
{
	rowjson_node(c->arena, l->entity, row, node_row(out, "rows"));
}

/* ---- all of them ---- */

struct all {
	const struct tabular_column *columns;   /* NULL: as JSON */
	size_t               n;
	struct found        *found;
	const struct entity *entity;
	void                *row;
};

static bool
next_row(struct ctx *c, void *state, struct arena *a, struct node *into)
{
	struct all *all = state;

	if (all->found == NULL)
		return false;
	if (flow_next(all->found, a, all->row)) {
		if (all->columns != NULL)
			tabular_row(a, all->columns, all->n, all->row, into);
		else
			rowjson_node(a, all->entity, all->row, into);
		return true;
	}
	(void)!flow_end(all->found);
	all->found = NULL;
	table_spare(c, false);
	return false;
}

static bool
among(str names, str one)
{
	str piece;

	while (str_cut(&names, ',', &piece))
		if (str_same(str_trim(piece), one))
			return true;
	return false;
}

/* The columns that `columns=code,name` asks for, in the table's order. */
static bool
choose_columns(struct ctx *c, const struct request *q, struct all *all)
{
	struct tabular_column *some = NEWS(c->arena, struct tabular_column,
	    all->n + 1);
	str names = request_arg(q, "columns"), rest = names, piece;
	size_t i, n = 0, asked = 0;

	if (str_none(names))
		return true;
	for (i = 0; i < all->n; i++)
		if (among(names, all->columns[i].heading))
			some[n++] = all->columns[i];
	while (str_cut(&rest, ',', &piece))
		asked++;
	if (n < asked)
		return fail(&c->errors, INVALID, "columns",
		    "One of the columns '%.*s' is not there, or not for you.",
		    (int)names.n, names.p);
	all->columns = some;
	all->n = n;
	return true;
}

static bool
head_table(struct ctx *c, const struct request *q, const struct list *l,
    struct all *all, struct reply *r)
{
	str *names;
	size_t i;

	all->columns = tabular_columns(c->arena, l->lookup, l->entity, &all->n);
	if (!choose_columns(c, q, all))
		return false;
	names = NEWS(c->arena, str, all->n + 1);
	for (i = 0; i < all->n; i++)
		names[i] = all->columns[i].heading;
	r->columns = names;
	r->n_columns = all->n;
	if (q->shape == CSV && str_is(request_arg(q, "for"), "excel"))
		r->separator = table_separator(c->lang);
	return true;
}

static bool
stream(struct ctx *c, const struct request *q, const struct list *l,
    struct id home, struct reply *r)
{
	struct ask ask = ask_of(l, home);
	struct all *all = NEW(c->arena, struct all);

	ask.limit = 0;
	ask.after = (str){ 0 };
	all->entity = l->entity;
	all->row = arena_take(c->arena, 1, l->entity->size);
	if (q->shape != JSON && !head_table(c, q, l, all, r))
		return false;
	if (q->shape == XLSX && !table_fits(c, l->entity, &ask))
		return false;
	/* At this desk until the last row, or the next list's. */
	table_spare(c, true);
	if (!flow_list(c, l->entity, &ask, &all->found)) {
		table_spare(c, false);
		return false;
	}
	r->more = next_row;
	r->state = all;
	return true;
}

/* ---- the page ---- */

static str
href(struct ctx *c, const struct request *q, const char *end, str with)
{
	return str_print(c->arena, "/%s%s%s%.*s", q->entity->name, end,
	    with.n > 0 ? "?" : "", (int)with.n, with.n > 0 ? with.p : "");
}

/* What is added from a list of one programme, or of what belongs to one
 * row, belongs there too: whoever added it finds it in that list again. */
static str
hints(struct ctx *c, const struct list *l, bool rows_too)
{
	struct pairs with = { 0 };
	size_t i;

	if (!str_none(l->home))
		pairs_add(c->arena, &with, S("programme"), l->home);
	for (i = 0; rows_too && i < l->n; i++)
		if (l->filters[i].field != NULL && l->filters[i].how == IS &&
		    l->filters[i].field->type == T_REF)
			pairs_add(c->arena, &with,
			    str_of(l->filters[i].field->name),
			    l->filters[i].value);
	return query_with(c->arena, with.at, with.n, "", (str){ 0 });
}

static bool
may_add(struct ctx *c, const struct request *q, struct id home)
{
	return !(q->entity->flags & HANGS) &&
	    ctx_may(c, q->entity, ADD, (struct id){ 0 }) &&
	    (id_none(home) || ctx_may(c, q->entity, ADD, home));
}

static void
fill_actions(struct ctx *c, const struct request *q, const struct list *l,
    int64_t total, struct node *out)
{
	str with = query_with(c->arena, q->args, q->n_args, "after",
	    (str){ 0 });

	node_text(out, "new_href", href(c, q, "/new", hints(c, l, true)));
	node_text(out, "import_href", href(c, q, "/import",
	    hints(c, l, false)));
	node_text(out, "csv_href", href(c, q, ".csv", with));
	node_text(out, "excel_href", href(c, q, ".csv", query_with(c->arena,
	    q->args, q->n_args, "for", S("excel"))));
	node_text(out, "xlsx_href", href(c, q, ".xlsx", with));
	node_text(out, "json_href", href(c, q, ".json", query_with(c->arena,
	    q->args, q->n_args, "limit", S("all"))));
	node_bool(out, "is_many", total > EXPORT_AT_ONCE);
	node_text(out, "export_href", href(c, q, "/export", with));
}

static bool
show_rows(struct ctx *c, const struct request *q, struct list *l,
    struct id home, struct node *out)
{
	struct ask ask = ask_of(l, home);
	int64_t total = -1;
	str token;
	size_t n;

	entity_head(c, q->entity, NULL, entity_say(c, q->entity->plural), out);
	programme_around(c, q, q->entity, NULL, out);
	node_z(out, "about", words_say(c->words, q->entity->about));
	if (!flow_masks(c, q->entity, home, &l->masks))
		return false;
	list_head(l, out);
	if (!fill(c, l, &ask, each_cell, out, &token, &n))
		return false;
	/* Counting a million rows takes longer than showing fifty: only the
	 * first page does, and no search for words. */
	if (token.p == NULL && l->after.p == NULL)
		total = (int64_t)n;
	else if (l->after.p == NULL && l->search.n == 0 &&
	    !flow_count(c, q->entity, &ask, &total))
		return false;
	node_bool(out, "may_add", may_add(c, q, home));
	fill_actions(c, q, l, total, out);
	node_bool(out, "is_empty", n == 0);
	node_bool(out, "is_narrowed", l->n > 0 || l->search.n > 0);
	list_pager(l, token, n, total, out);
	return true;
}

static bool
show_json(struct ctx *c, const struct request *q, struct list *l,
    struct id home, struct node *out)
{
	struct ask ask = ask_of(l, home);
	str token, next;
	size_t n;

	node_list(out, "rows");
	if (!fill(c, l, &ask, each_json, out, &token, &n))
		return false;
	if (token.p == NULL) {
		node_none(out, "next");
		return true;
	}
	next = query_with(c->arena, q->args, q->n_args, "after", token);
	node_text(out, "next", str_print(c->arena, "/%s.json?%s",
	    q->entity->name, next.p));
	return true;
}

static bool
show_list(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct list *l = NEW(c->arena, struct list);
	bool whole = str_is(request_arg(q, "limit"), "all");
	struct id home;
	struct request rest = *q;
	struct pairs kept = { 0 };
	size_t i;

	for (i = 0; i < q->n_args; i++)
		if ((!whole || !str_is(q->args[i].name, "limit")) &&
		    !str_among(q->args[i].name, q->shape == CSV ||
		    q->shape == XLSX ? "for columns" : ""))
			pairs_add(c->arena, &kept, q->args[i].name,
			    q->args[i].value);
	rest.args = kept.at;
	rest.n_args = kept.n;
	*l = list_of(c, &rest);
	if (!list_read(l, &c->errors) || !find_home(c, l, &home))
		return false;
	if (q->shape != HTML)
		r->filename = str_print(c->arena, "%s.%s", q->entity->name,
		    q->shape == CSV ? "csv" : "xlsx");
	if (q->shape == JSON)
		r->filename = (str){ 0 };
	if (q->shape == HTML)
		return show_rows(c, &rest, l, home, out);
	return q->shape == JSON && !whole ? show_json(c, &rest, l, home, out) :
	    stream(c, q, l, home, r);
}

const struct page list_page = {
	.method = GET,
	.path   = "/{entity}",
	.about  = "The rows, filtered and sorted; 'next' leads on, limit=all "
	    "brings every one.",
	.view   = "entity/list.html",
	.needs  = SEE,
	.run    = show_list,
};
