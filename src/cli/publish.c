/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"
#include "web/copied.h"

static int
run(struct cli *cli)
{
	struct copied done;

	if (!cli_open(cli, false) || !copied_write(cli->data, cli->args[0],
	    &done, &cli->ctx.errors))
		return cli_faults(cli);
	if (!cli->quiet)
		fprintf(cli->out, "%zu programmes in %zu files, %lld bytes: "
		    "%s\n", done.programmes, done.files,
		    (long long)done.bytes, cli->args[0]);
	return 0;
}

const struct command publish_command = {
	.name     = "publish",
	.takes    = "DIR",
	.about    = "Writes the public pages into a folder that any web server "
	    "can carry.",
	.help     =
	    "In every language, with their open data, without scripts; links "
	    "are relative.\nThe folder is written anew and put in place when it "
	    "is whole: what is no longer\npublished is gone, and the same rows "
	    "give the same bytes.  What stands in it\nmust have been written by "
	    "this command, or the folder be empty.\n\n"
	    "Example: tilth --data country.db publish /srv/www/results",
	.at_least = 1,
	.at_most  = 1,
	.run      = run,
};
