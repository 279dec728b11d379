/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <string.h>

#include "flow/import.h"
#include "flow/method.h"
#include "format/json.h"

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct node *doc, *out = node_new(c->arena);

	if (!import_json(c, cli->args[0], &doc) ||
	    !method_run(c->arena, doc, out, &c->errors))
		return cli_faults(cli);
	cli_json(cli, out);
	if (errors_worst(&c->errors) != FINE)
		(void)cli_faults(cli);          /* what could not be computed */
	return 0;
}

const struct command method_command = {
	.name     = "method",
	.takes    = "FILE.json",
	.about    = "Computes worked examples of the methods, to check Tilth's "
	    "figures.",
	.help     =
	    "FILE.json is {\"examples\": {KEY: {\"method\": \"M05a\", \"inputs\": "
	    "{...}}}};\nthe key names the method where the field is absent. Prints "
	    "{KEY: result},\nwhat is not defined as null. docs/methods.md tells the "
	    "formulas.\n\nExample: tilth method worked_examples.json",
	.at_least = 1,
	.at_most  = 1,
	.run      = run,
};
