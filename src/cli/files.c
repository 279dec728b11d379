/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/files.h"
#include "flow/find.h"
#include "flow/table.h"

enum { MIB = 1 << 20, READ_MOST = 1 << 30 };

static const struct option options[] = {
	{ "--programme", "CODE", "only the files of this programme" },
	{ "--title",     "TEXT", "what an attached file shows" },
	{ "--source",    "TEXT", "who made it, or where it comes from" },
	{ "--as",        "FIELD", "also the row's 'evidence', or the like" },
	{ 0 }
};

/* ---- out ---- */

static bool
cannot(struct ctx *c, const char *path)
{
	return fail(&c->errors, INVALID, NULL, "%s cannot be written: %s.",
	    path, strerror(errno));
}

static bool
write_all(int fd, str piece)
{
	ssize_t n;

	while (piece.n > 0) {
		n = write(fd, piece.p, piece.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		piece = str_part(piece, (size_t)n, piece.n);
	}
	return true;
}

static bool
pour(struct ctx *c, const struct file *f, int fd, const char *path)
{
	struct arena_mark mark = arena_mark(c->arena);
	int64_t i;
	str piece;

	for (i = 0;; i++) {
		if (!files_read(c, f, FILES_WHOLE, i, c->arena, &piece))
			return false;
		if (piece.p == NULL)
			return true;
		if (!write_all(fd, piece))
			return cannot(c, path);
		arena_back(c->arena, mark);
	}
}

static bool
write_file(struct ctx *c, const struct file *f, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool fine;

	if (fd < 0)
		return cannot(c, path);
	fine = pour(c, f, fd, path);
	if (close(fd) != 0 && fine)
		fine = cannot(c, path);
	return fine;
}

/* Names may be anybody's: what comes of them is no path, and no two rows
 * share one. */
static const char *
path_of(struct ctx *c, const char *dir, const struct file *f)
{
	const struct filetype *t = filetype_named(f->type);
	str id = id_text(c->arena, f->row.id), name = S("file");

	if (t != NULL)
		name = filetype_name(c->arena, t, f->name);
	return str_print(c->arena, "%s/%.*s-%.*s", dir, 12, id.p + id.n - 12,
	    (int)name.n, name.p).p;
}

/* What the files are, beside them. */
static bool
write_list(struct ctx *c, const struct ask *ask, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int64_t rows;
	bool fine;

	if (fd < 0)
		return cannot(c, path);
	fine = table_export(c, &file_entity, ask, TABLE_CSV, fd, path, &rows);
	return close(fd) == 0 && fine;
}

static bool
take_out(struct cli *cli, const char *dir)
{
	struct ctx *c = &cli->ctx;
	struct ask ask = { 0 };
	struct found *found;
	struct file f;
	int64_t n = 0;

	if (!cli_programme(cli, &ask.home))
		return false;
	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return cannot(c, dir);
	if (!write_list(c, &ask, str_print(c->arena, "%s/files.csv", dir).p) ||
	    !flow_list(c, &file_entity, &ask, &found))
		return false;
	for (; flow_next(found, c->arena, &f); n++)
		if (!write_file(c, &f, path_of(c, dir, &f)))
			return false;
	if (!flow_end(found))
		return false;
	if (!cli->quiet)
		fprintf(cli->out, "%s: %lld files, and files.csv that tells "
		    "what they are\n", dir, (long long)n);
	return true;
}

/* ---- in ---- */

static bool
read_file(struct ctx *c, const char *path, str *bytes)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	bool fine = f != NULL && fstat(fileno(f), &st) == 0 &&
	    S_ISREG(st.st_mode) && st.st_size <= READ_MOST;

	if (fine) {
		bytes->p = arena_take(c->arena, (size_t)st.st_size + 1, 1);
		bytes->n = fread((char *)(size_t)bytes->p, 1,
		    (size_t)st.st_size, f);
		fine = bytes->n == (size_t)st.st_size;
	}
	if (f != NULL)
		fclose(f);
	return fine || fail(&c->errors, INVALID, NULL,
	    "%s cannot be read.", path);
}

static str
option_text(const struct cli *cli, const char *name)
{
	return str_of(cli_option(cli, name));
}

static bool
attach(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	const struct entity *e = entity_named(str_of(cli->args[1]));
	const struct files_said said = { .title = option_text(cli, "--title"),
		.source = option_text(cli, "--source"),
		.as = option_text(cli, "--as") };
	struct files_looked l;
	struct file f;
	struct id within;
	str bytes;
	void *row;
	bool was;
	int i;

	if (e == NULL || !files_hold(e))
		return fail(&c->errors, INVALID, NULL, "Nothing is attached "
		    "to '%s'; 'tilth model' prints what there is.",
		    cli->args[1]);
	row = arena_take(c->arena, 1, e->size);
	if (!cli_programme(cli, &within) || !flow_find_text(c, e,
	    str_of(cli->args[2]), within, row))
		return false;
	for (i = 3; i < cli->n; i++) {
		if (!read_file(c, cli->args[i], &bytes) ||
		    !files_look(c, str_of(cli->args[i]), bytes, &l) ||
		    !files_attach(c, e, ((struct row *)row)->id, &l, &said, &f,
		    &was))
			return false;
		fprintf(cli->out, "%s %.*s%s\n", id_text(c->arena,
		    f.row.id).p, (int)f.name.n, f.name.p,
		    was ? " (was there)" : "");
	}
	return true;
}

static bool
tell_used(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct files_limits l;
	struct files_used u;
	struct id p;

	if (!cli_programme(cli, &p) || !files_used(c, p, &u) ||
	    !files_limits(c, p, &l))
		return false;
	fprintf(cli->out, "site       %lld MiB of %lld, %lld contents\n",
	    (long long)(u.site / MIB), (long long)(l.site / MIB),
	    (long long)u.files);
	if (!id_none(p))
		fprintf(cli->out, "programme  %lld MiB of %lld\n",
		    (long long)(u.programme / MIB),
		    (long long)(l.programme / MIB));
	fprintf(cli->out, "one file   %lld MiB at most\n",
	    (long long)(l.one / MIB));
	return true;
}

static bool
carry_out(struct cli *cli)
{
	const char *word = cli->args[0];

	if (strcmp(word, "used") == 0)
		return tell_used(cli);
	if (strcmp(word, "out") == 0)
		return take_out(cli, cli->args[1]);
	return attach(cli);
}

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	const char *word = cli->args[0];
	bool writes = strcmp(word, "attach") == 0;

	if (!(strcmp(word, "used") == 0 && cli->n == 1) &&
	    !(strcmp(word, "out") == 0 && cli->n == 2) &&
	    !(writes && cli->n >= 4)) {
		fprintf(stderr, "tilth: files used, files out DIR, or files "
		    "attach ENTITY CODE FILE ...\n");
		return USAGE;
	}
	if (!cli_open(cli, writes) || !desk_begin(c, writes))
		return cli_faults(cli);
	if (!carry_out(cli) || (writes && !desk_commit(c))) {
		desk_undo(c);
		return cli_faults(cli);
	}
	if (!writes)
		desk_undo(c);
	return 0;
}

const struct command files_command = {
	.name     = "files",
	.takes    = "used | out DIR | attach ENTITY CODE FILE ...",
	.about    = "Photos, scans and reports: attaches them, takes all out, "
	    "tells how much they are.",
	.help     =
	    "  files used                           how much is kept, and the "
	    "limits\n"
	    "  files out DIR                        every file, and files.csv "
	    "that tells what they are\n"
	    "  files attach event EC01 photo.jpg    attaches files to a row, by "
	    "its code or id\n\n"
	    "Backups carry all files already: they lie in the data.\n\n"
	    "Example: tilth --data country.db files out evidence --programme "
	    "MAR-CULT",
	.options  = options,
	.at_least = 1,
	.at_most  = -1,
	.run      = run,
};
