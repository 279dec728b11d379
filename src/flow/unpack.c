/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/unpack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/land.h"
#include "format/zipped.h"

enum { PIECE = 64 * 1024 };

static const char *const others[] = { "programme.json", "van_kien_du_an.json",
	NULL };

/* The last name of a path in the archive: the only one that we use. */
static str
last_name(str path)
{
	str rest = path, piece, last = path;

	while (str_cut(&rest, '/', &piece))
		last = piece;
	return last;
}

/* persons.csv, also as persons.xlsx. */
static bool
is_known(str name)
{
	const struct landing *g;
	size_t i;
	str stem;

	for (i = 0; others[i] != NULL; i++)
		if (str_is(name, others[i]))
			return true;
	for (g = landings; g->file != NULL; g++) {
		stem = str_part(str_of(g->file), 0, strlen(g->file) - 4);
		if (str_starts(name, stem) &&
		    (str_is(str_part(name, stem.n, name.n), ".csv") ||
		    str_is(str_part(name, stem.n, name.n), ".xlsx")))
			return true;
	}
	return false;
}

/* Folders of results and of the system's own are not the programme's. */
static bool
is_aside(str path)
{
	return str_find(path, S("expected/")) < path.n ||
	    str_find(path, S("__MACOSX/")) < path.n;
}

static bool
write_out(struct ctx *c, struct zipped_file *in, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), n;
	char *piece = NEWS(c->arena, char, PIECE);
	bool fine = fd >= 0;

	while (fine && (n = zipped_read(in, piece, PIECE)) > 0)
		fine = write(fd, piece, (size_t)n) == n;
	if (fd >= 0 && close(fd) != 0)
		fine = false;
	if (!fine)
		return fail(&c->errors, BROKEN, NULL,
		    "There is no room to unpack the file.");
	return zipped_fault(in, &c->errors);
}

static bool
unpack_one(struct ctx *c, struct zipped *zip, str path, str folder)
{
	struct zipped_file *in;
	str name = last_name(path);

	if (!zipped_file(zip, c->arena, path.p, &in, &c->errors))
		return false;
	return write_out(c, in, str_print(c->arena, "%s/%.*s", folder.p,
	    (int)name.n, name.p).p);
}

struct leaving {
	struct arena *arena;
	str           folder;
};

static void
leave(void *what)
{
	const struct leaving *l = what;
	const struct landing *g;
	size_t i;
	str stem;

	for (i = 0; others[i] != NULL; i++)
		(void)unlink(str_print(l->arena, "%s/%s", l->folder.p,
		    others[i]).p);
	for (g = landings; g->file != NULL; g++) {
		stem = str_part(str_of(g->file), 0, strlen(g->file) - 4);
		(void)unlink(str_print(l->arena, "%s/%s", l->folder.p,
		    g->file).p);
		(void)unlink(str_print(l->arena, "%s/%.*s.xlsx", l->folder.p,
		    (int)stem.n, stem.p).p);
	}
	(void)rmdir(l->folder.p);
	arena_free(l->arena);
}

static bool
make_folder(struct ctx *c, str *folder)
{
	struct leaving *l = NEW(c->arena, struct leaving);
	const char *at = getenv("TMPDIR");
	char *path;

	l->arena = arena_new(0);
	l->folder = str_print(l->arena, "%s/tilth-XXXXXX",
	    at != NULL ? at : "/tmp");
	path = str_z(l->arena, l->folder);
	if (mkdtemp(path) == NULL) {
		arena_free(l->arena);
		return fail(&c->errors, BROKEN, NULL,
		    "There is no room to unpack the file.");
	}
	l->folder = str_of(path);
	*folder = l->folder;
	arena_closer(c->arena, leave, l);
	return true;
}

static bool
unpack_all(struct ctx *c, struct zipped *zip, str *folder)
{
	bool has_head = false;
	str path, name;
	size_t i;

	if (!make_folder(c, folder))
		return false;
	for (i = 0; !str_none(path = zipped_name(zip, i)); i++) {
		name = last_name(path);
		if (is_aside(path) || !is_known(name))
			continue;
		has_head |= str_is(name, "programme.json");
		if (!unpack_one(c, zip, path, *folder))
			return false;
	}
	return has_head || fail(&c->errors, INVALID, "file",
	    "The archive holds no programme.json: pack the whole folder of a "
	    "programme.");
}

bool
unpack_programme(struct ctx *c, const char *zip_path, str *folder)
{
	struct zipped *zip;

	return zipped_open(c->arena, zip_path, &zip, &c->errors) &&
	    unpack_all(c, zip, folder);
}

bool
unpack_bytes(struct ctx *c, str bytes, str *folder)
{
	struct zipped *zip;

	return zipped_open_bytes(c->arena, bytes, &zip, &c->errors) &&
	    unpack_all(c, zip, folder);
}
