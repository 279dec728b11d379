/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A whole programme from the files of its folder, chosen all at once.
 *
 * The files are laid in a folder of their own before the lane, which then
 * reads them as the command line would.  A trial does the same and takes
 * everything back.  Much of it becomes a job, and the folder is the job's.
 */
#include "flow/import.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "flow/job.h"
#include "flow/tried.h"
#include "flow/unpack.h"
#include "model/people.h"
#include "web/job.h"
#include "web/jobs.h"

enum { NAME_MOST = 100, OPEN_FOLDERS = 4, AT_ONCE = 2 << 20 };

struct taken {                  /* what was sent, laid down */
	const char *folder;
	struct id   job;        /* that will read it; none: at once */
	struct id   kept;       /* what is tried, to be taken in after */
};

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	(void)q, (void)reply;
	node_z(out, "title", words_say(c->words, "Import a programme"));
	return import_may(c);
}

/* ---- before the lane ---- */

static int
drop(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static void
drop_folder(void *path)
{
	nftw(path, drop, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

/* The last part of a name, if it is one that may stand in a folder. */
static bool
file_name(str said, str *name)
{
	size_t i;

	*name = said;
	for (i = said.n; i-- > 0;)
		if (said.p[i] == '/' || said.p[i] == '\\') {
			*name = str_part(said, i + 1, said.n);
			break;
		}
	if (name->n == 0 || name->n > NAME_MOST || name->p[0] == '.')
		return false;
	for (i = 0; i < name->n; i++)
		if ((unsigned char)name->p[i] < 0x20)
			return false;
	return true;
}

/* On the disk before anybody is told that it is there. */
static bool
lay(struct ctx *c, const char *folder, str name, str bytes)
{
	const char *path = str_print(c->arena, "%s/%.*s", folder, (int)name.n,
	    name.p).p;
	ssize_t put;
	size_t at = 0;
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (file < 0)
		return fail(&c->errors, INVALID, "files",
		    "There are two files named '%.*s'.", (int)name.n, name.p);
	while (at < bytes.n) {
		put = write(file, bytes.p + at, bytes.n - at);
		if (put <= 0)
			break;
		at += (size_t)put;
	}
	if (at == bytes.n && fsync(file) == 0 && close(file) == 0)
		return true;
	return fail(&c->errors, NO_ROOM, NULL,
	    "The files could not be laid down; the disk may be full.");
}

static bool
lay_files(struct ctx *c, const struct request *q, const char *folder)
{
	const struct upload *u = q->uploads;
	str name;
	size_t i;

	for (i = 0; i < q->n_uploads; i++) {
		if (!file_name(u[i].filename, &name))
			return fail(&c->errors, INVALID, "files",
			    "'%.*s' is no name for a file.",
			    (int)u[i].filename.n, u[i].filename.p);
		if (!lay(c, folder, name, u[i].bytes))
			return false;
	}
	return true;
}

static bool
is_zip(struct ctx *c, const struct request *q)
{
	return q->n_uploads == 1 && str_ends(str_lower(c->arena,
	    q->uploads[0].filename), S(".zip"));
}

static bool
is_trial(const struct request *q)
{
	return !str_none(request_form(q, "trial"));
}

static bool
lay_here(struct ctx *c, const struct request *q, struct taken *t)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = str_z(c->arena, str_print(c->arena, "%s/tilth-XXXXXX",
	    tmp == NULL ? "/tmp" : tmp));
	str unpacked;

	if (is_zip(c, q)) {
		if (!unpack_bytes(c, q->uploads[0].bytes, &unpacked))
			return false;
		t->folder = str_z(c->arena, unpacked);
		return true;
	}
	if (mkdtemp(folder) == NULL)
		return fail(&c->errors, BROKEN, NULL,
		    "No folder could be made in %s.", tmp == NULL ? "/tmp" : tmp);
	arena_closer(c->arena, drop_folder, folder);
	t->folder = folder;
	return lay_files(c, q, folder);
}

static bool
is_large(const struct request *q)
{
	size_t i, n = 0;

	for (i = 0; i < q->n_uploads; i++)
		n += q->uploads[i].bytes.n;
	return q->server != NULL && (n > AT_ONCE ||
	    !str_none(request_form(q, "job")));
}

/* A folder of the spool.  One that nothing comes of is swept away later. */
static bool
lay_away(struct ctx *c, const struct request *q, struct id *id,
    const char **folder)
{
	*id = id_new(c->random, c->now);
	if (!job_folder(c, jobs_spool(q->server, c->arena), *id, folder) ||
	    (is_trial(q) && !tried_mark(c, *folder)))
		return false;
	return is_zip(c, q) ? lay(c, *folder, S(JOB_UPLOAD),
	    q->uploads[0].bytes) : lay_files(c, q, *folder);
}

/* What is tried stays in its folder, that of the job if one tries it. */
static bool
lay_sent(struct ctx *c, const struct request *q, struct taken *t)
{
	const char *folder;

	if (is_large(q))
		return lay_away(c, q, &t->job, &t->folder);
	return lay_here(c, q, t) && (q->server == NULL || !is_trial(q) ||
	    lay_away(c, q, &t->kept, &folder));
}

/* A job takes it in, however little: what was tried was looked at. */
static bool
lay_kept(struct ctx *c, const struct request *q, str kept, struct taken *t)
{
	str spool = jobs_spool(q->server, c->arena);
	const char *folder;

	t->job = id_new(c->random, c->now);
	return tried_find(c, spool, kept, "files", &folder) &&
	    job_folder(c, spool, t->job, &t->folder) &&
	    tried_share(c, folder, t->folder);
}

static bool
lay_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct taken *t = NEW(c->arena, struct taken);
	str kept = request_form(q, "kept");

	(void)out;
	reply->state = t;
	if (!import_may(c))
		return false;
	if (q->n_uploads > 0)
		return lay_sent(c, q, t);
	if (!str_none(kept) && q->server != NULL)
		return lay_kept(c, q, kept, t);
	return fail(&c->errors, INVALID, "files", "No file was chosen. "
	    "Choose programme.json and the other files beside it.");
}

/* ---- on the lane ---- */

static bool
begin_job(struct ctx *c, const struct request *q, struct id job,
    struct node *out, struct reply *reply)
{
	struct node *input = node_new(c->arena);

	node_bool(input, "trial", is_trial(q));
	return job_add(c, job_kind_named(S("import")), &job, input) &&
	    job_begun(c, q, job, out, reply);
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const struct taken *t = reply->state;
	struct import_report *r = import_report_new(c->arena);
	bool trial = is_trial(q), fine;
	bool was_system = c->actor.system;

	if (!import_may(c))
		return false;
	if (!id_none(t->job))
		return begin_job(c, q, t->job, out, reply);
	/* Rows come as they were: states, dates and codes of the past. */
	c->actor.system = true;
	c->source = str_print(c->arena, "%.*s, import", (int)c->source.n,
	    c->source.p);
	fine = import_path(c, t->folder, r);
	c->actor.system = was_system;
	if (!fine)
		return false;
	node_z(out, "title", words_say(c->words, trial
	    ? "What the import would do" : "What was imported"));
	node_bool(out, "trial", trial);
	node_bool(out, "faultless", r->refusals.n == 0);
	import_tree(r, node_object(out, "report"));
	if (r->n[ADDED] + r->n[CHANGED] > 0)
		job_take_put(t->kept, "/import", out);
	reply->undo = trial;
	return true;
}

const struct page import_folder_page = {
	.method = GET,
	.path   = "/import",
	.about  = "Chooses the files of a programme to import.",
	.view   = "import.html",
	.of     = &programme_entity,
	.needs  = ADD,
	.run    = show,
};

const struct page import_folder_post = {
	.method  = POST,
	.path    = "/import",
	.about   = "Import a programme: programme.json and its other files, as "
	    "one form with many files; trial=1 only says what would happen, "
	    "and names as kept what takes it in when it is sent for the files "
	    "within the hour; job=1 leaves it to a job, as does much to read "
	    "(202).",
	.view    = "imported.html",
	.of      = &programme_entity,
	.needs   = ADD,
	.again   = &import_folder_page,
	.prepare = lay_all,
	.run     = accept,
};
