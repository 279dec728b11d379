/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "standard/iati.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "flow/find.h"
#include "flow/setting.h"

static const struct option options[] = {
	{ "--programme",    "CODE", "export: this programme, published or not" },
	{ "--organisation", NULL, "export: the organisation file" },
	{ "--out",          "FILE", "export: where to; without: the terminal" },
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
which_of(struct cli *cli, struct iati_which *w)
{
	struct ctx *c = &cli->ctx;
	struct programme *p = NEW(c->arena, struct programme);
	struct id id;

	*w = (struct iati_which){ 0 };
	if (!cli_programme(cli, &id))
		return false;
	if (id_none(id))
		return iati_newest(c, w);
	w->one = p;
	return flow_find(c, &programme_entity, id, p) && iati_newest(c, w);
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

static bool
write_file(struct cli *cli, int fd)
{
	struct ctx *c = &cli->ctx;
	struct write w = write_to(c->arena, 0, write_all, &fd);
	struct iati_which which;
	struct iati_site site;
	int64_t n = 1;
	str base;
	bool fine;

	if (!setting_text(c, "address", &base) || !iati_site(c, base, &site))
		return false;
	if (cli_option(cli, "--organisation") != NULL)
		fine = iati_organisation(c, &site, &w);
	else
		fine = which_of(cli, &which) && say_ready(cli, &site, &which)
		    && iati_export(c, &site, &which, &w, &n);
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
	return fine;
}

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	bool fine;

	if (strcmp(cli->args[0], "export") == 0)
		fine = export(cli);
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
