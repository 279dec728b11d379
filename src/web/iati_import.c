/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Activities of others, from a file that is sent: tried first, then kept. */
#include "standard/iati_import.h"

#include "base/arena.h"
#include "format/xml.h"
#include "web/job.h"
#include "web/jobs.h"
#include "web/page.h"
#include "web/programme.h"

enum { AT_ONCE = 2 << 20 };

static bool
may(struct ctx *c, const struct request *q)
{
	(void)q;
	return import_may(c);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	(void)q, (void)reply;
	node_z(out, "title", say(c, "Import an IATI file"));
	return import_may(c);
}

static const struct upload *
sent(const struct request *q)
{
	size_t i;

	for (i = 0; i < q->n_uploads; i++)
		if (q->uploads[i].bytes.n > 0)
			return &q->uploads[i];
	return NULL;
}

/* ---- before the lane: much of it becomes a job ---- */

static bool
lay(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct upload *u = sent(q);
	struct id *job = NEW(c->arena, struct id);
	const char *folder;

	(void)out;
	reply->state = job;
	if (!import_may(c))
		return false;
	if (u == NULL)
		return fail(&c->errors, INVALID, "file",
		    "No file was chosen. Choose an IATI activity file.");
	if (q->server == NULL || (u->bytes.n <= AT_ONCE &&
	    str_none(request_form(q, "job"))))
		return true;
	*job = id_new(c->random, c->now);
	return job_folder(c, jobs_spool(q->server, c->arena), *job,
	    &folder) && job_file(c, folder, IATI_UPLOAD, u->bytes);
}

/* ---- on the lane ---- */

static bool
begin_job(struct ctx *c, const struct request *q, struct id job, bool trial,
    struct node *out, struct reply *reply)
{
	struct node *input = node_new(c->arena);

	node_bool(input, "trial", trial);
	return job_add(c, job_kind_named(S("iati")), &job, input) &&
	    job_begun(c, q, job, out, reply);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct id *job = reply->state;
	const struct upload *u = sent(q);
	bool trial = !str_none(request_form(q, "trial")), fine;
	struct iati_file f = { .what = str_z(c->arena, u->filename) };
	struct iati_import *in = iati_import_new(c->arena);

	if (!import_may(c))
		return false;
	if (!id_none(*job))
		return begin_job(c, q, *job, trial, out, reply);
	f.xml = xml_open(c->arena, u->bytes, f.what);
	c->source = str_print(c->arena, "%.*s, iati", (int)c->source.n,
	    c->source.p);
	fine = iati_import(c, &f, in);
	if (!fine)
		return false;
	node_z(out, "title", say(c, trial ? "What the import would do"
	    : "What was imported"));
	node_bool(out, "trial", trial);
	iati_import_tree(c, in, node_object(out, "iati"));
	reply->undo = trial;
	return true;
}

const struct page iati_import_page = {
	.method = GET,
	.path   = "/import/iati",
	.about  = "Chooses an IATI activity file of others to import.",
	.view   = "iati_import.html",
	.of     = &programme_entity,
	.needs  = ADD,
	.may    = may,
	.run    = show,
};

const struct page iati_import_post = {
	.method  = POST,
	.path    = "/import/iati",
	.about   = "Import an IATI activity file; trial=1 only says what would "
	    "happen, job=1 leaves it to a job, as does a large file (202).",
	.view    = "iati_imported.html",
	.of      = &programme_entity,
	.needs   = ADD,
	.again   = &iati_import_page,
	.prepare = lay,
	.run     = accept,
};
