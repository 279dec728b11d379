/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include "flow/results.h"

static const struct option options[] = {
	{ "--out", "DIR", "the folder to write into (made if it is not there)" },
	{ 0 }
};

static void
told(void *to, const char *name)
{
	struct cli *cli = to;

	if (!cli->quiet)
		fprintf(cli->out, "%s\n", name);
}

static int
run(struct cli *cli)
{
	const char *out = cli_option(cli, "--out");
	struct errors *e = &cli->ctx.errors;

	if (out == NULL) {
		if (!fail(e, INVALID, "--out", "Say where: --out DIR."))
			return cli_faults(cli);
	}
	if (!cli_open(cli, false) || !results_write(&cli->ctx,
	    str_of(cli->args[0]), out, told, cli))
		return cli_faults(cli);
	return 0;
}

const struct command results_command = {
	.name     = "results",
	.takes    = "PROGRAMME --out DIR",
	.about    = "Writes a programme's scores, agreement and gaps as CSV "
	    "and JSON.",
	.help     =
	    "Every file that applies: indicator_scores_*.csv, dimension_scores_*.csv,\n"
	    "agreement_*.json (Krippendorff's alpha of each round) and\n"
	    "gaps_computed.csv. What is not defined is empty or null.\n\n"
	    "Example: tilth --data country.db results MAR-CULT --out /tmp/marovia",
	.options  = options,
	.at_least = 1,
	.at_most  = 1,
	.run      = run,
};
