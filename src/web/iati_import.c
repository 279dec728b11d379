/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Activities of others, from a file that is sent: tried first, then kept. */
#include "standard/iati_import.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "flow/tried.h"
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

struct taken {
	str        name, bytes;
	struct id  job;         /* that will read it; none: at once */
	struct id  kept;        /* what is tried, to be taken in after */
};

static bool
is_trial(const struct request *q)
{
	return !str_none(request_form(q, "trial"));
}

static bool
is_for_job(const struct request *q, size_t n)
{
	return q->server != NULL && (n > AT_ONCE ||
	    !str_none(request_form(q, "job")));
}

static bool
new_folder(struct ctx *c, const struct request *q, struct id *id,
    const char **folder)
{
	*id = id_new(c->random, c->now);
	return job_folder(c, jobs_spool(q->server, c->arena), *id, folder);
}

/* What is tried stays in its folder, that of the job if one tries it. */
static bool
lay_sent(struct ctx *c, const struct request *q, const struct upload *u,
    struct taken *t)
{
	bool job = is_for_job(q, u->bytes.n);
	const char *folder;

	t->name = u->filename;
	t->bytes = u->bytes;
	if (q->server == NULL || (!job && !is_trial(q)))
		return true;
	return new_folder(c, q, job ? &t->job : &t->kept, &folder) &&
	    job_file(c, folder, IATI_UPLOAD, u->bytes) &&
	    (!is_trial(q) || tried_mark(c, folder));
}

static bool
read_small(struct ctx *c, const char *path, struct taken *t)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	char *p = NEWS(c->arena, char, AT_ONCE);
	ssize_t n = 1;

	while (file >= 0 && n > 0 && t->bytes.n < AT_ONCE) {
		n = read(file, p + t->bytes.n, AT_ONCE - t->bytes.n);
		t->bytes = (str){ p, t->bytes.n + (n > 0 ? (size_t)n : 0) };
	}
	if (file >= 0)
		close(file);
	return (file >= 0 && n >= 0) || fail(&c->errors, INVALID, "file",
	    "The file was damaged on its way; choose it again.");
}

static bool
lay_kept(struct ctx *c, const struct request *q, str kept, struct taken *t)
{
	str spool = jobs_spool(q->server, c->arena);
	const char *folder, *path, *own;
	struct stat st;

	if (!tried_find(c, spool, kept, "file", &folder))
		return false;
	path = str_print(c->arena, "%s/%s", folder, IATI_UPLOAD).p;
	t->name = S(IATI_UPLOAD);
	if (stat(path, &st) == 0 && is_for_job(q, (size_t)st.st_size))
		return new_folder(c, q, &t->job, &own) &&
		    tried_share(c, folder, own);
	return read_small(c, path, t);
}

static bool
lay(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct taken *t = NEW(c->arena, struct taken);
	str kept = request_form(q, "kept");
	const struct upload *u = sent(q);

	(void)out;
	reply->state = t;
	if (!import_may(c))
		return false;
	if (u != NULL)
		return lay_sent(c, q, u, t);
	if (!str_none(kept) && q->server != NULL)
		return lay_kept(c, q, kept, t);
	return fail(&c->errors, INVALID, "file",
	    "No file was chosen. Choose an IATI activity file.");
}

/* ---- on the lane ---- */

static bool
begin_job(struct ctx *c, const struct request *q, struct id job,
    struct node *out, struct reply *reply)
{
	struct node *input = node_new(c->arena);

	node_bool(input, "trial", is_trial(q));
	return job_add(c, job_kind_named(S("iati")), &job, input) &&
	    job_begun(c, q, job, out, reply);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct taken *t = reply->state;
	bool trial = is_trial(q);
	struct iati_file f = { .what = str_z(c->arena, t->name) };
	struct iati_import *in = iati_import_new(c->arena);

	if (!import_may(c))
		return false;
	if (!id_none(t->job))
		return begin_job(c, q, t->job, out, reply);
	f.xml = xml_open(c->arena, t->bytes, f.what);
	c->source = str_print(c->arena, "%.*s, iati", (int)c->source.n,
	    c->source.p);
	if (!iati_import(c, &f, in))
		return false;
	node_z(out, "title", say(c, trial ? "What the import would do"
	    : "What was imported"));
	node_bool(out, "trial", trial);
	iati_import_tree(c, in, node_object(out, "iati"));
	if (in->n[IATI_ACTIVITIES][REFUSED] < f.n)
		job_take_put(t->kept, "/import/iati", out);
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
	    "happen, and names as kept what takes it in when it is sent for "
	    "the file within the hour; job=1 leaves it to a job, as does a "
	    "large file (202).",
	.view    = "iati_imported.html",
	.of      = &programme_entity,
	.needs   = ADD,
	.again   = &iati_import_page,
	.prepare = lay,
	.run     = accept,
};
