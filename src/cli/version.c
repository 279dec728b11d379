/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

static int
run(struct cli *cli)
{
	struct node *tree = node_new(cli->ctx.arena);

	node_z(tree, "tilth", TILTH_VERSION);
	node_z(tree, "licence", "AGPL-3.0-or-later");
	if (cli->json)
		cli_json(cli, tree);
	else
		fprintf(cli->out, "tilth %s, AGPL-3.0-or-later\n",
		    TILTH_VERSION);
	return 0;
}

const struct command version_command = {
	.name  = "version",
	.about = "Prints the version.",
	.run   = run,
};
