/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "flow/table.h"

static const struct option options[] = {
	{ "--programme", "CODE", "only the rows of this programme" },
	{ "--out",       "FILE", "its end tells the shape: .csv, .jsonl, .xlsx; "
	                         "without: CSV to the terminal" },
	{ 0 }
};

static bool
shape_of(struct cli *cli, const char *out, enum table_shape *shape)
{
	str name = str_of(out);

	*shape = cli->json ? TABLE_JSON : TABLE_CSV;
	if (out == NULL || str_ends(name, S(".csv")))
		return true;
	if (str_ends(name, S(".xlsx")))
		*shape = TABLE_XLSX;
	else if (str_ends(name, S(".jsonl")) || str_ends(name, S(".json")))
		*shape = TABLE_JSON;
	else
		return fail(&cli->ctx.errors, INVALID, "--out",
		    "%s ends in none of .csv, .jsonl and .xlsx.", out);
	return true;
}

static bool
narrow(struct cli *cli, const struct entity *e, struct ask *ask)
{
	if (cli_option(cli, "--programme") != NULL && e->home == NULL)
		return fail(&cli->ctx.errors, INVALID, "--programme",
		    "%s belong to no programme.", e->plural);
	return cli_programme(cli, &ask->home);
}

static bool
export_rows(struct cli *cli, const struct entity *e, const char *out)
{
	struct ctx *c = &cli->ctx;
	struct ask ask = { 0 };
	enum table_shape shape;
	int64_t rows;
	int fd = STDOUT_FILENO;
	bool fine;

	if (!shape_of(cli, out, &shape) || !narrow(cli, e, &ask))
		return false;
	if (out != NULL && shape != TABLE_XLSX)
		fd = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(&c->errors, INVALID, "--out",
		    "%s cannot be written: %s.", out, strerror(errno));
	fine = table_export(c, e, &ask, shape, fd, out, &rows);
	if (fd != STDOUT_FILENO && close(fd) != 0)
		fine = false;
	if (fine && out != NULL && !cli->quiet)
		fprintf(cli->out, "%s: %lld %s\n", out, (long long)rows,
		    e->plural);
	return fine;
}

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	const struct entity *e = entity_named(str_of(cli->args[0]));
	bool fine = true;

	if (e == NULL || e->flags & INSIDE)
		fine = fail(&c->errors, INVALID, NULL,
		    "There is nothing called '%s'; 'tilth model' prints what "
		    "there is.", cli->args[0]);
	fine = fine && cli_open(cli, false) && desk_begin(c, false) &&
	    export_rows(cli, e, cli_option(cli, "--out"));
	return fine ? 0 : cli_faults(cli);
}

const struct command export_command = {
	.name     = "export",
	.takes    = "ENTITY",
	.about    = "Writes all rows of one kind as CSV, JSON lines or a "
	    "workbook.",
	.help     =
	    "The file can be changed and imported again: rows are found by their "
	    "id.\nColumns are told by 'tilth model ENTITY'.\n\n"
	    "Example: tilth --data country.db export gap --programme MAR-CULT "
	    "--out gaps.xlsx",
	.options  = options,
	.at_least = 1,
	.at_most  = 1,
	.run      = run,
};
