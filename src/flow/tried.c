/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/tried.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "flow/job.h"

#define MARK ".tried"
enum { MARK_MOST = 80 };

bool
tried_mark(struct ctx *c, const char *folder)
{
	return job_file(c, folder, MARK, id_text(c->arena, c->actor.user));
}

static bool
is_mine(struct ctx *c, const char *folder)
{
	const char *path = str_print(c->arena, "%s/%s", folder, MARK).p;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char said[MARK_MOST];
	ssize_t n;

	if (file < 0)
		return false;
	n = read(file, said, sizeof(said));
	close(file);
	return n > 0 && !id_none(c->actor.user) && str_same((str){ said,
	    (size_t)n }, id_text(c->arena, c->actor.user));
}

bool
tried_stands(struct ctx *c, const char *folder)
{
	const char *path = str_print(c->arena, "%s/%s", folder, MARK).p;
	struct stat st;

	return lstat(path, &st) == 0 && c->now / 1000 - (int64_t)st.st_mtime <
	    TRIED_MINUTES * 60;
}

static const char *
folder_of(struct ctx *c, str spool, struct id id)
{
	return str_print(c->arena, "%.*s/%s", (int)spool.n, spool.p,
	    id_text(c->arena, id).p).p;
}

bool
tried_is(struct ctx *c, str spool, struct id id)
{
	const char *folder = folder_of(c, spool, id);

	return tried_stands(c, folder) && is_mine(c, folder);
}

bool
tried_find(struct ctx *c, str spool, str said, const char *field,
    const char **folder)
{
	struct id id;

	if (!id_read(said, &id) || !tried_is(c, spool, id))
		return fail(&c->errors, INVALID, field, "What was tried is "
		    "kept for %d minutes, for who sent it: it is not here any "
		    "more. Choose it again.", TRIED_MINUTES);
	*folder = folder_of(c, spool, id);
	return true;
}

bool
tried_share(struct ctx *c, const char *from, const char *to)
{
	DIR *dir = opendir(from);
	const struct dirent *d;
	bool fine = dir != NULL;

	while (fine && (d = readdir(dir)) != NULL)
		if (d->d_name[0] != '.' && strcmp(d->d_name, JOB_REPORT) != 0)
			fine = link(str_print(c->arena, "%s/%s", from,
			    d->d_name).p, str_print(c->arena, "%s/%s", to,
			    d->d_name).p) == 0;
	if (dir != NULL)
		closedir(dir);
	return fine || fail(&c->errors, BROKEN, NULL,
	    "The file was not written: %s.", strerror(errno));
}
