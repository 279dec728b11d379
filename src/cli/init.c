/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include "flow/care.h"
#include "flow/import.h"

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct import_report *r = import_report_new(c->arena);

	if (!care_create(c, str_of(cli->data)) ||
	    !desk_begin(c, true))
		return cli_faults(cli);
	if (!import_bundle(c, r) || !desk_commit(c)) {
		desk_undo(c);
		return cli_faults(cli);
	}
	if (!cli->quiet)
		fprintf(cli->out, "%s is ready, with 15 capacity frameworks. "
		    "Next: tilth --data %s user add NAME --role ADM\n",
		    cli->data, cli->data);
	return 0;
}

const struct command init_command = {
	.name  = "init",
	.about = "Makes a new data file with the frameworks that travel with "
	    "Tilth.",
	.help  = "A file that is there already is opened and completed, never "
	    "emptied.\n\nExample: tilth --data country.db init",
	.run   = run,
};
