/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One job: how it stands, what it found, its file; and what starts one. */
#include "web/job.h"

#include <string.h>

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "flow/job.h"
#include "flow/tried.h"
#include "format/json.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/jobs.h"

enum { RELOAD_S = 2 };

static const struct {
	const char *state, *mark;
} marks[] = {
	{ "waiting", "none" }, { "running", "info" }, { "done", "ok" },
	{ "failed", "bad" }, { "cancelled", "warn" },
};

static bool
find_job(struct ctx *c, const struct request *q, struct job *j)
{
	return flow_find_text(c, &job_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, j);
}

static bool
is_open(const struct job *j)
{
	return str_is(j->state, "waiting") || str_is(j->state, "running");
}

/* What it does now, from memory: its row says so only at the end. */
static void
be_up_to_date(struct ctx *c, const struct request *q, struct job *j)
{
	struct job_stand s;

	if (q->server == NULL || !str_is(j->state, "running") ||
	    !jobs_stand(q->server, j->row.id, c->arena, &s))
		return;
	j->progress = s.done;
	j->total = s.of > 0 ? s.of : INT64_MIN;
	if (!str_none(s.what))
		j->message = str_of(words_say(c->words,
		    str_z(c->arena, s.what)));
}

/* ---- its file ---- */

/* The name of the file that may be had now; none if there is none. */
static str
file_of(struct ctx *c, const struct job *j)
{
	struct node *result;
	str name;

	if (!id_same(j->by, c->actor.user) || job_kept_until(j) <= c->now ||
	    str_none(j->result) || !json_read(c->arena, j->result, &result,
	    &c->errors))
		return (str){ 0 };
	name = json_text(result, "file");
	return str_find(name, S("/")) < name.n ? (str){ 0 } : name;
}

static str
type_of(str name)
{
	if (str_ends(name, S(".csv")))
		return S("text/csv; charset=utf-8");
	if (str_ends(name, S(".jsonl")))
		return S("application/x-ndjson");
	if (str_ends(name, S(".pdf")))
		return S("application/pdf");
	return S("application/vnd.openxmlformats-officedocument"
	    ".spreadsheetml.sheet");
}

static bool
show_file(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct job j;
	str name, spool;

	(void)out;
	if (!find_job(c, q, &j))
		return false;
	if (!id_same(j.by, c->actor.user))
		return fail(&c->errors, DENIED, NULL,
		    "Only who started an export may fetch its file.");
	name = file_of(c, &j);
	if (str_none(name) || q->server == NULL)
		return fail(&c->errors, ABSENT, NULL, "There is no file. "
		    "Files are kept %d days; start the export again.",
		    JOB_DAYS);
	spool = jobs_spool(q->server, c->arena);
	r->file = str_print(c->arena, "%.*s/%s/%.*s", (int)spool.n, spool.p,
	    id_text(c->arena, j.row.id).p, (int)name.n, name.p).p;
	r->raw_type = type_of(name);
	r->filename = name;
	return true;
}

/* ---- what was tried ---- */

void
job_take_put(struct id kept, const char *action, struct node *out)
{
	struct node *take;

	if (id_none(kept))
		return;
	take = node_object(out, "take");
	node_id(take, "kept", kept);
	node_z(take, "action", action);
	node_count(take, "minutes", TRIED_MINUTES);
}

static void
take_put(struct ctx *c, const struct request *q, const struct job *j,
    struct node *out)
{
	struct node *result;

	if (q->server == NULL || !str_is(j->state, "done") ||
	    str_none(j->result) || !json_read(c->arena, j->result, &result,
	    &c->errors) || !json_bool(result, "trial", false) ||
	    !tried_is(c, jobs_spool(q->server, c->arena), j->row.id))
		return;
	job_take_put(j->row.id, str_is(j->kind, "iati") ? "/import/iati"
	    : "/import", out);
}

/* ---- its page ---- */

static void
fill_standing(struct ctx *c, const struct job *j, struct node *out)
{
	const struct choice *state = choice_coded(&job_state_codes, j->state);
	struct node *standing = node_object(out, "standing");
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_is(j->state, marks[i].state))
			node_z(standing, "mark", marks[i].mark);
	node_z(standing, "says", words_say(c->words, state == NULL ? "?" :
	    state->label));
}

static void
fill_page(struct ctx *c, const struct request *q, const struct job *j,
    struct node *out)
{
	bool reloads = is_open(j) && str_none(request_arg(q, "still"));

	fill_standing(c, j, out);
	node_bool(out, "is_open", is_open(j));
	node_bool(out, "is_running", str_is(j->state, "running"));
	node_bool(out, "has_total", j->total > 0);
	node_bool(out, "may_cancel", is_open(j) && j->cancel != YES &&
	    flow_may(c, &job_entity, j, EDIT));
	node_bool(out, "is_stopping", is_open(j) && j->cancel == YES);
	node_bool(out, "is_import", str_is(j->kind, "import"));
	node_bool(out, "is_check", str_is(j->kind, "check"));
	node_bool(out, "is_certificates", str_is(j->kind, "certificates"));
	node_text(out, "by_name", flow_name(c, &user_entity, j->by));
	if (reloads)
		node_count(out, "reload", RELOAD_S);
}

static bool
show_job(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct choice *kind;
	struct job j;
	str href, file;

	(void)r;
	if (!find_job(c, q, &j))
		return false;
	be_up_to_date(c, q, &j);
	href = entity_href(c, &job_entity, j.row.id);
	kind = choice_coded(&job_kind_codes, j.kind);
	if (q->shape == HTML)
		entity_head(c, &job_entity, NULL, entity_say(c, kind == NULL ?
		    job_entity.label : kind->label), out);
	rowjson_node(c->arena, &job_entity, &j, out);
	node_text(out, "href", href);
	file = file_of(c, &j);
	if (!str_none(file)) {
		node_text(out, "file_href", str_print(c->arena, "%s/file",
		    href.p));
		node_moment(out, "kept_until", job_kept_until(&j));
	}
	take_put(c, q, &j, out);
	if (q->shape == HTML)
		fill_page(c, q, &j, out);
	return true;
}

/* ---- cancelling ---- */

/* The one that runs holds the lane: it is told before. */
static bool
tell_it(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct job j;

	(void)out, (void)r;
	if (!find_job(c, q, &j))
		return false;
	if (flow_may(c, &job_entity, &j, EDIT) && q->server != NULL)
		jobs_cancel(q->server, j.row.id);
	return true;
}

static bool
accept_cancel(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct job j;

	return find_job(c, q, &j) && job_cancel(c, j.row.id) &&
	    job_begun(c, q, j.row.id, out, r);
}

/* ---- starting ---- */

bool
job_begun(struct ctx *c, const struct request *q, struct id job,
    struct node *out, struct reply *r)
{
	str href = entity_href(c, &job_entity, job);

	jobs_wake(q->server);
	node_id(out, "id", job);
	node_text(out, "href", href);
	r->go = href;
	r->status = 202;
	return true;
}

static bool
begin(struct ctx *c, const struct request *q, const char *kind,
    struct node *input, struct node *out, struct reply *r)
{
	struct id id = { { 0 } };

	return job_add(c, job_kind_named(str_of(kind)), &id, input) &&
	    job_begun(c, q, id, out, r);
}

static bool
accept_check(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	return begin(c, q, "check", node_new(c->arena), out, r);
}

static struct node *
export_input(struct ctx *c, const struct request *q)
{
	struct node *input = node_new(c->arena), *one;
	str as = request_form(q, "as");
	size_t i;

	node_z(input, "entity", q->entity->name);
	node_text(input, "as", str_none(as) ? S("csv") : as);
	(void)node_list(input, "args");
	for (i = 0; i < q->n_args; i++) {
		one = node_row(input, "args");
		node_text(one, "name", q->args[i].name);
		node_text(one, "value", q->args[i].value);
	}
	return input;
}

/* What cannot be asked for is said now, not by a job that failed. */
static bool
check_export(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out, (void)r;
	return export_check(c, export_input(c, q));
}

static bool
accept_export(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	return begin(c, q, "export", export_input(c, q), out, r);
}

const struct page job_page = {
	.method = GET,
	.path   = "/job/{id}",
	.about  = "A job: how far it is, what it found; its file, if it made "
	    "one.",
	.view   = "job.html",
	.of     = &job_entity,
	.needs  = SEE,
	.run    = show_job,
};

const struct page job_file_page = {
	.method = GET,
	.path   = "/job/{id}/file",
	.about  = "The file that an export made.",
	.of     = &job_entity,
	.needs  = SEE,
	.run    = show_file,
};

const struct page job_cancel_post = {
	.method  = POST,
	.path    = "/job/{id}/cancel",
	.about   = "Cancel a job that waits or runs.",
	.of      = &job_entity,
	.needs   = SEE,
	.prepare = tell_it,
	.run     = accept_cancel,
};

const struct page check_post = {
	.method = POST,
	.path   = "/check",
	.about  = "Check the data, as a job: integrity, references, history, "
	    "results.",
	.flags  = SIGNED_IN,
	.run    = accept_check,
};

const struct page export_post = {
	.method = POST,
	.path   = "/{entity}/export",
	.about  = "Write all rows that the list's filters leave to a file, as "
	    "a job: as=csv, json (one object a line) or xlsx.",
	.needs  = SEE,
	.prepare = check_export,
	.run    = accept_export,
};
