/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include "flow/care.h"

static const struct option migrate_options[] = {
	{ "--show",     NULL, "print what would happen, change nothing" },
	{ "--may-drop", NULL, "also drop columns and tables that are gone" },
	{ 0 }
};

static int
run_migrate(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	str what;

	if (!care_open(c, str_of(cli->data)) || !care_migrate(c,
	    cli_option(cli, "--show") != NULL,
	    cli_option(cli, "--may-drop") != NULL, &what))
		return cli_faults(cli);
	if (str_none(what))
		fprintf(cli->out, "%s is up to date.\n", cli->data);
	else
		fprintf(cli->out, "%.*s\n", (int)what.n, what.p);
	return 0;
}

const struct command migrate_command = {
	.name    = "migrate",
	.about   = "Brings a data file of an earlier version to this one.",
	.help    = "Nothing that holds data is dropped unless --may-drop says "
	    "so. Make a backup first.",
	.options = migrate_options,
	.run     = run_migrate,
};
