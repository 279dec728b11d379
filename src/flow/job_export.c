/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The rows of a list as a file, with its filters. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "derive/list.h"
#include "flow/find.h"
#include "flow/job.h"
#include "flow/lookup.h"
#include "flow/table.h"
#include "format/json.h"
#include "model/people.h"

static const struct {
	const char *as, *end;
	enum table_shape shape;
} shapes[] = {
	{ "csv",  "csv",   TABLE_CSV },
	{ "json", "jsonl", TABLE_JSON },
	{ "xlsx", "xlsx",  TABLE_XLSX },
	{ "excel", "csv",  TABLE_EXCEL },
	{ 0 }
};

struct exported {
	struct job_work     *w;
	const struct entity *entity;
	int64_t              total;
};

bool
export_may(struct ctx *c)
{
	return !id_none(c->actor.user) || c->actor.system;
}

/* The list's own query, as it was when the job was started. */
static struct pair *
args_of(struct ctx *c, const struct node *input, size_t *n)
{
	const struct node *list = node_find(input, S("args")), *at;
	struct pair *args = NEWS(c->arena, struct pair,
	    list == NULL ? 1 : list->n + 1);

	*n = 0;
	for (at = json_first(list, ""); at != NULL; at = at->next)
		args[(*n)++] = (struct pair){ json_text(at, "name"),
			json_text(at, "value") };
	return args;
}

static bool
ask_for(struct ctx *c, const struct entity *e, const struct node *input,
    struct ask *ask)
{
	struct list l = { .arena = c->arena, .entity = e,
		.lookup = flow_lookup(c, e), .path = str_of(e->name) };
	struct programme p = { .row = { .revision = 0 } };

	l.args = args_of(c, input, &l.n_args);
	if (!list_read(&l, &c->errors))
		return false;
	if (!str_none(l.home) && !flow_find_text(c, &programme_entity, l.home,
	    (struct id){ 0 }, &p))
		return false;
	*ask = (struct ask){ .filters = l.filters, .n = l.n,
		.search = l.search, .sort = l.sort, .falling = l.falling,
		.home = p.row.id };
	return true;
}

static bool
follow(void *to, const char *what, int64_t done, int64_t of)
{
	const struct exported *x = to;

	(void)what, (void)of;
	return watch_on(x->w->c->watch, words_say(x->w->c->words,
	    x->entity->plural), done, x->total);
}

static bool
write_file(struct exported *x, const struct ask *ask, enum table_shape shape,
    const char *path, int64_t *rows)
{
	struct ctx c = *x->w->c;
	const struct watch watch = { follow, x };
	int fd = -1;
	bool fine;

	c.watch = &watch;
	if (shape != TABLE_XLSX)
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	fine = shape == TABLE_XLSX || fd >= 0 || fail(&c.errors, BROKEN, NULL,
	    "The file %s cannot be written: %s.", path, strerror(errno));
	fine = fine && table_export(&c, x->entity, ask, shape, fd, path, rows);
	if (fd >= 0 && close(fd) != 0 && fine)
		fine = fail(&c.errors, BROKEN, NULL, "The rows could not be "
		    "written to their end: the disk may be full.");
	x->w->c->errors = c.errors;
	return fine;
}

static void
tell(struct exported *x, const char *path, const char *as, int64_t rows)
{
	struct job_work *w = x->w;
	struct stat st;

	node_z(w->result, "entity", x->entity->name);
	node_z(w->result, "as", as);
	node_z(w->result, "file", strrchr(path, '/') + 1);
	node_count(w->result, "rows", rows);
	if (stat(path, &st) == 0)
		node_count(w->result, "bytes", (int64_t)st.st_size);
	w->message = str_print(w->c->arena, "%s: %lld", words_say(w->c->words,
	    x->entity->plural), (long long)rows);
}

static bool
shape_named(struct ctx *c, str as, size_t *i)
{
	for (*i = 0; shapes[*i].as != NULL; ++*i)
		if (str_is(as, shapes[*i].as))
			return true;
	return fail(&c->errors, INVALID, "as",
	    "An export is csv, json, xlsx or excel, not '%.*s'.", (int)as.n, as.p);
}

static bool
may_see(struct ctx *c, const struct entity *e)
{
	if (e != NULL && !(e->flags & INSIDE) &&
	    ctx_may(c, e, SEE, (struct id){ 0 }))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "You may not see this. Ask an administrator for a role "
	    "that may.");
}

bool
export_check(struct ctx *c, const struct node *input)
{
	const struct entity *e = entity_named(json_text(input, "entity"));
	struct ask ask;
	size_t i;

	return shape_named(c, json_text(input, "as"), &i) && may_see(c, e) &&
	    ask_for(c, e, input, &ask) &&
	    (shapes[i].shape != TABLE_XLSX || table_fits(c, e, &ask));
}

bool
export_run(struct job_work *w)
{
	struct ctx *c = w->c;
	struct exported x = { w, entity_named(json_text(w->input, "entity")),
		0 };
	const char *path;
	struct ask ask;
	int64_t rows;
	size_t i;

	if (!shape_named(c, json_text(w->input, "as"), &i) ||
	    !may_see(c, x.entity) ||
	    !ask_for(c, x.entity, w->input, &ask) ||
	    !flow_count(c, x.entity, &ask, &x.total))
		return false;
	path = str_print(c->arena, "%s/%s.%s", w->folder, x.entity->name,
	    shapes[i].end).p;
	if (!write_file(&x, &ask, shapes[i].shape, path, &rows))
		return false;
	tell(&x, path, shapes[i].as, rows);
	return true;
}
