/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "standard/iati_import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "flow/find.h"
#include "flow/setting.h"
#include "format/xml.h"

static const struct option options[] = {
	{ "--programme",    "CODE", "export: this programme, published or not" },
	{ "--organisation", NULL, "export: the organisation file" },
	{ "--out",          "FILE", "export: where to; without: the terminal" },
	{ "--dry-run",      NULL, "import: say what would happen, change nothing" },
	{ 0 }
};

/* ---- export ---- */

static bool
write_all(void *to, const char *p, size_t n)
{
	int fd = *(int *)to;
	ssize_t put;

	while (n > 0) {
		put = write(fd, p, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		p += put;
		n -= (size_t)put;
	}
	return true;
}

static bool
which_of(struct cli *cli, const struct iati_site *site,
    struct iati_which *w)
{
	struct ctx *c = &cli->ctx;
	struct programme *p = NEW(c->arena, struct programme);
	struct id id;

	*w = (struct iati_which){ 0 };
	if (!cli_programme(cli, &id))
		return false;
	if (id_none(id))
		return iati_newest(c, site, w);
	w->one = p;
	return flow_find(c, &programme_entity, id, p) &&
	    iati_newest(c, site, w);
}

/* What keeps it from being published is said, and the file written. */
static bool
say_ready(struct cli *cli, const struct iati_site *site,
    const struct iati_which *which)
{
	struct iati_ready r;
	size_t i;

	if (which->one == NULL || cli->quiet)
		return true;
	if (!iati_ready(&cli->ctx, site, which->one, &r))
		return false;
	for (i = 0; i < r.n; i++)
		if (r.point[i].grade >= IATI_RULE)
			fprintf(stderr, "to be mended: %s\n", r.point[i].says);
	return true;
}

static void
free_arena(void *a)
{
	arena_free(a);
}

static bool
write_file(struct cli *cli, int fd)
{
	struct ctx *c = &cli->ctx;
	struct arena *own = arena_new(0);       /* outlives each activity */
	struct write w = write_to(own, 0, write_all, &fd);
	struct iati_which which;
	struct iati_site site;
	int64_t n = 1;
	str base;
	bool fine;

	arena_closer(c->arena, free_arena, own);
	if (!setting_text(c, "address", &base) || !iati_site(c, base, &site))
		return false;
	if (cli_option(cli, "--organisation") != NULL)
		fine = iati_organisation(c, &site, &w);
	else
		fine = which_of(cli, &site, &which) &&
		    say_ready(cli, &site, &which) &&
		    iati_export(c, &site, &which, &w, &n);
	if (fine && !iati_some(c, n))
		return false;
	if (fine && !write_flush(&w))
		return fail(&c->errors, NO_ROOM, NULL,
		    "The file could not be written to its end.");
	if (fine && fd != STDOUT_FILENO && !cli->quiet)
		fprintf(cli->out, "%lld written\n", (long long)n);
	return fine;
}

static bool
export(struct cli *cli)
{
	const char *out = cli_option(cli, "--out");
	int fd = STDOUT_FILENO;
	bool fine;

	if (!cli_open(cli, false) || !desk_begin(&cli->ctx, false))
		return false;
	if (out != NULL)
		fd = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(&cli->ctx.errors, INVALID, "--out",
		    "%s cannot be written: %s.", out, strerror(errno));
	fine = write_file(cli, fd);
	if (fd != STDOUT_FILENO && close(fd) != 0)
		fine = false;
	if (!fine && out != NULL)
		(void)unlink(out);
	return fine;
}

/* ---- import ---- */

static int
read_some(void *fd, char *p, int n)
{
	return (int)read(*(int *)fd, p, (size_t)n);
}

static void
print_rows(struct cli *cli, const struct iati_import *in)
{
	int i;

	fprintf(cli->out, "%-24s %8s %8s %9s %8s\n", "", "added", "changed",
	    "unchanged", "refused");
	for (i = 0; i < IATI_ROWS; i++)
		fprintf(cli->out, "%-24s %8lld %8lld %9lld %8lld\n",
		    iati_rows_name((enum iati_rows)i),
		    (long long)in->n[i][ADDED], (long long)in->n[i][CHANGED],
		    (long long)in->n[i][UNCHANGED],
		    (long long)in->n[i][REFUSED]);
}

static void
print_import(struct cli *cli, const struct iati_import *in)
{
	const struct iati_note *at;
	struct node *tree;
	size_t i;

	if (cli->json) {
		tree = node_new(cli->ctx.arena);
		iati_import_tree(&cli->ctx, in, tree);
		cli_json(cli, tree);
		return;
	}
	for (at = in->first; at != NULL && !cli->quiet; at = at->next)
		fprintf(cli->out, "%s line %d %.*s %.*s: %.*s\n",
		    at->refuses ? "refused" : "look at", at->line,
		    (int)at->activity.n, at->activity.p, (int)at->path.n,
		    at->path.p, (int)at->says.n, at->says.p);
	if (in->notes > IATI_NOTES)
		fprintf(cli->out, "and %lld more\n",
		    (long long)(in->notes - IATI_NOTES));
	for (i = 0; i < in->kinds && !cli->quiet; i++)
		fprintf(cli->out, "not kept: %lld %.*s\n",
		    (long long)in->kind[i]->n, (int)in->kind[i]->kind.n,
		    in->kind[i]->kind.p);
	if (cli_option(cli, "--dry-run") != NULL)
		fputs("Nothing was changed. It would be:\n", cli->out);
	print_rows(cli, in);
}

static bool
read_file(struct cli *cli, const char *path, struct iati_import *in)
{
	struct ctx *c = &cli->ctx;
	struct iati_file f = { .what = path };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool fine;

	if (fd < 0)
		return fail(&c->errors, INVALID, NULL, "%s cannot be read: %s.",
		    path, strerror(errno));
	f.xml = xml_open_read(c->arena, read_some, &fd, path);
	fine = iati_import(c, &f, in);
	close(fd);
	return fine;
}

static bool
import(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct iati_import *in;

	if (cli->n != 2)
		return fail(&c->errors, INVALID, NULL,
		    "tilth iati import needs one file.");
	if (!cli_open(cli, true) || !desk_begin(c, true))
		return false;
	in = iati_import_new(c->arena);
	if (!read_file(cli, cli->args[1], in))
		return false;
	print_import(cli, in);
	if (cli_option(cli, "--dry-run") != NULL)
		desk_undo(c);
	else if (!desk_commit(c))
		return false;
	return true;
}

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	bool fine;

	if (strcmp(cli->args[0], "export") == 0)
		fine = export(cli);
	else if (strcmp(cli->args[0], "import") == 0)
		fine = import(cli);
	else
		fine = fail(&c->errors, INVALID, NULL, "tilth iati does "
		    "export and import, not '%s'.", cli->args[0]);
	return fine ? 0 : cli_faults(cli);
}

const struct command iati_command = {
	.name     = "iati",
	.takes    = "export | import FILE",
	.about    = "Writes programmes as an IATI 2.03 file, and reads those "
	    "of others.",
	.help     =
	    "Without --programme all published programmes are written that keep "
	    "to the rules.\nAn export with --programme says what is still to be "
	    "mended.\n\n"
	    "Example: tilth --data country.db iati export --programme MAR-CULT "
	    "--out mar.xml",
	.options  = options,
	.at_least = 1,
	.at_most  = 2,
	.run      = run,
};
