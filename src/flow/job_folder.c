/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The files of jobs. */
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/job.h"
#include "flow/tried.h"
#include "store/store.h"

enum { HOUR_S = 3600, DAY_MS = 24 * HOUR_S * 1000, OPEN_FOLDERS = 4 };

static bool
make(struct ctx *c, const char *path)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	return fail(&c->errors, BROKEN, NULL, "The folder %s cannot be made: "
	    "%s.", path, strerror(errno));
}

bool
job_folder(struct ctx *c, str spool, struct id id, const char **path)
{
	*path = str_print(c->arena, "%.*s/%s", (int)spool.n, spool.p,
	    id_text(c->arena, id).p).p;
	return make(c, str_z(c->arena, spool)) && make(c, *path);
}

bool
job_file(struct ctx *c, const char *folder, const char *name, str bytes)
{
	const char *path = str_print(c->arena, "%s/%s", folder, name).p;
	FILE *f = fopen(path, "wb");
	bool fine = f != NULL && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;

	if (f != NULL)
		fine = fclose(f) == 0 && fine;
	return fine || fail(&c->errors, errno == ENOSPC ? NO_ROOM : BROKEN,
	    NULL, "The file was not written: %s.", strerror(errno));
}

static int
drop(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

int64_t
job_kept_until(const struct job *j)
{
	const struct job_kind *k = job_kind_named(j->kind);

	if (k == NULL || k->days == 0 || !str_is(j->state, "done") ||
	    j->ended_at == INT64_MIN)
		return INT64_MIN;
	return j->ended_at + (int64_t)k->days * DAY_MS;
}

/* A folder is made before its job is: what has none may get one yet.  Of
 * one that is not over only `leaves` may be needed (NULL: all of it). */
static bool
is_over(struct ctx *c, struct id id, const struct stat *st, bool *over,
    const char **leaves)
{
	const struct job_kind *k;
	struct job j;

	*leaves = NULL;
	*over = c->now / 1000 - (int64_t)st->st_mtime > HOUR_S;
	if (!store_has(c->store, &job_entity, id))
		return true;
	if (!store_find(c->store, &job_entity, id, c->arena, &j, &c->errors))
		return false;
	*over = !str_is(j.state, "waiting") && !str_is(j.state, "running") &&
	    job_kept_until(&j) <= c->now;
	k = job_kind_named(j.kind);
	if (k != NULL && str_is(j.state, "done"))
		*leaves = k->leaves;
	return true;
}

static void
drop_all_but(struct ctx *c, const char *path, const char *leaves)
{
	DIR *dir = opendir(path);
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (strcmp(d->d_name, leaves) != 0 && d->d_name[0] != '.')
			nftw(str_print(c->arena, "%s/%s", path, d->d_name).p,
			    drop, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
	if (dir != NULL)
		closedir(dir);
	rmdir(path);                    /* if nothing is left in it */
}

static bool
sweep_one(struct ctx *c, str spool, const char *name)
{
	const char *path = str_print(c->arena, "%.*s/%s", (int)spool.n,
	    spool.p, name).p;
	struct stat st;
	const char *leaves;
	struct id id;
	bool over;

	if (!id_read(str_of(name), &id) || lstat(path, &st) != 0 ||
	    !S_ISDIR(st.st_mode))
		return true;
	if (!is_over(c, id, &st, &over, &leaves))
		return false;
	if (tried_stands(c, path))
		return true;
	if (over)
		nftw(path, drop, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
	else if (leaves != NULL)
		drop_all_but(c, path, leaves);
	return true;
}

bool
job_sweep(struct ctx *c, str spool)
{
	DIR *dir = opendir(str_z(c->arena, spool));
	const struct dirent *d;
	bool fine = true;

	if (dir == NULL)
		return true;            /* no job had a file yet */
	while (fine && (d = readdir(dir)) != NULL)
		fine = sweep_one(c, spool, d->d_name);
	closedir(dir);
	return fine;
}
