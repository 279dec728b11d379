/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A whole programme from the files of its folder, chosen all at once.
 *
 * The files are laid in a folder of their own before the lane, which then
 * reads them as the command line would.  A trial does the same and takes
 * everything back.
 */
#include "flow/import.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "flow/unpack.h"
#include "model/people.h"
#include "web/page.h"

enum { NAME_MOST = 100, OPEN_FOLDERS = 4 };

static bool
may_import(struct ctx *c)
{
	struct id whole = { 0 };

	if (ctx_admin(c) || ctx_holds(c, "PM", whole))
		return true;
	return fail(&c->errors, DENIED, NULL,
	    "Whole programmes are imported by "
	    "an administrator, or a programme manager of the whole site.");
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	(void)q, (void)reply;
	node_z(out, "title", words_say(c->words, "Import a programme"));
	return may_import(c);
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

static bool
lay(struct ctx *c, const char *folder, const struct upload *u)
{
	str name;
	ssize_t put;
	size_t at = 0;
	int file;

	if (!file_name(u->filename, &name))
		return fail(&c->errors, INVALID, "files",
		    "'%.*s' is no name for a file.", (int)u->filename.n,
		    u->filename.p);
	file = open(str_print(c->arena, "%s/%.*s", folder, (int)name.n,
	    name.p).p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0)
		return fail(&c->errors, INVALID, "files",
		    "There are two files named '%.*s'.", (int)name.n, name.p);
	while (at < u->bytes.n) {
		put = write(file, u->bytes.p + at, u->bytes.n - at);
		if (put <= 0)
			break;
		at += (size_t)put;
	}
	if (close(file) == 0 && at == u->bytes.n)
		return true;
	return fail(&c->errors, BROKEN, NULL,
	    "The files could not be laid down; the disk may be full.");
}

static bool
lay_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = str_z(c->arena, str_print(c->arena, "%s/tilth-XXXXXX",
	    tmp == NULL ? "/tmp" : tmp));
	str unpacked;
	size_t i;

	(void)out;
	if (!may_import(c))
		return false;
	if (q->n_uploads == 0)
		return fail(&c->errors, INVALID, "files", "No file was chosen. "
		    "Choose programme.json and the other files beside it.");
	if (q->n_uploads == 1 && str_ends(str_lower(c->arena,
	    q->uploads[0].filename), S(".zip"))) {
		if (!unpack_bytes(c, q->uploads[0].bytes, &unpacked))
			return false;
		reply->state = str_z(c->arena, unpacked);
		return true;
	}
	if (mkdtemp(folder) == NULL)
		return fail(&c->errors, BROKEN, NULL,
		    "No folder could be made in %s.", tmp == NULL ? "/tmp" : tmp);
	arena_closer(c->arena, drop_folder, folder);
	for (i = 0; i < q->n_uploads; i++)
		if (!lay(c, folder, &q->uploads[i]))
			return false;
	reply->state = folder;
	return true;
}

/* ---- on the lane ---- */

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct import_report *r = import_report_new(c->arena);
	bool trial = !str_none(request_form(q, "trial")), fine;
	bool was_system = c->actor.system;

	if (!may_import(c))
		return false;
	/* Rows come as they were: states, dates and codes of the past. */
	c->actor.system = true;
	c->source = str_print(c->arena, "%.*s, import", (int)c->source.n,
	    c->source.p);
	fine = import_path(c, reply->state, r);
	c->actor.system = was_system;
	if (!fine)
		return false;
	node_z(out, "title", words_say(c->words, trial
	    ? "What the import would do" : "What was imported"));
	node_bool(out, "trial", trial);
	node_bool(out, "faultless", r->refusals.n == 0);
	import_tree(r, node_object(out, "report"));
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
	    "one form with many files; trial=1 only says what would happen.",
	.view    = "imported.html",
	.of      = &programme_entity,
	.needs   = ADD,
	.again   = &import_folder_page,
	.prepare = lay_all,
	.run     = accept,
};
