/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/serve.h"

#include <stdlib.h>

#include "cli/cli.h"

static const struct option options[] = {
	{ "--listen",      "WHERE",  "address and port: 127.0.0.1:8080, :80, [::1]:8443" },
	{ "--workers",     "N",      "threads that answer; 0: one thread in all" },
	{ "--tls-cert",    "FILE",   "certificate chain (PEM); serves https" },
	{ "--tls-key",     "FILE",   "its private key (PEM)" },
	{ "--behind-proxy", NULL,    "believe X-Forwarded-For, -Proto of a local proxy" },
	{ "--body-mib",    "N",      "largest body of a request, in MiB (64)" },
	{ "--connections", "N",      "open at once (2000)" },
	{ "--per-address", "N",      "of them from one address (400); 0: no limit" },
	{ "--deadline",    "SECONDS", "for the head of a request to arrive (30)" },
	{ "--batch",       "N",      "writes in one commit, to measure with (256)" },
	{ "--jobs",        "DIR",    "where files of jobs lie (beside the data: FILE.jobs)" },
	{ "--views",       "DIR",    "read templates from this folder, to work on them" },
	{ 0 }
};

/* A whole number of an option within bounds; false after saying so. */
static bool
number(const struct cli *cli, const char *name, int64_t least, int64_t most,
    int64_t *into)
{
	const char *given = cli_option(cli, name);

	if (given == NULL)
		return true;
	if (str_int(str_of(given), into) && *into >= least && *into <= most)
		return true;
	fprintf(stderr, "tilth serve: %s is a number from %lld to %lld, not "
	    "'%s'\n", name, (long long)least, (long long)most, given);
	return false;
}

static bool
read_options(const struct cli *cli, struct serve_options *o)
{
	int64_t workers = o->workers, mib = (int64_t)(o->body_most >> 20);
	int64_t all = o->connections, each = o->per_address;
	int64_t wait = o->deadline_s, batch = o->batch;

	if (!number(cli, "--workers", 0, 256, &workers) ||
	    !number(cli, "--body-mib", 1, 4096, &mib) ||
	    !number(cli, "--connections", 4, 100000, &all) ||
	    !number(cli, "--per-address", 0, 100000, &each) ||
	    !number(cli, "--deadline", 1, 3600, &wait) ||
	    !number(cli, "--batch", 1, 256, &batch))
		return false;
	o->workers = (int)workers;
	o->body_most = (uint64_t)mib << 20;
	o->connections = (unsigned)all;
	o->per_address = (unsigned)each;
	o->deadline_s = (unsigned)wait;
	o->batch = (unsigned)batch;
	if (cli_option(cli, "--listen") != NULL)
		o->listen = cli_option(cli, "--listen");
	o->tls_cert = cli_option(cli, "--tls-cert");
	o->tls_key = cli_option(cli, "--tls-key");
	o->behind_proxy = cli_option(cli, "--behind-proxy") != NULL;
	o->jobs = cli_option(cli, "--jobs");
	o->views = cli_option(cli, "--views");
	return true;
}

static int
run(struct cli *cli)
{
	struct serve_options o = serve_defaults();

	o.data = cli->data;
	o.quiet = cli->quiet;
	if (!read_options(cli, &o))
		return USAGE;
	return serve_run(&o);
}

const struct command serve_command = {
	.name    = "serve",
	.about   = "Serves the pages and the interface for programs.",
	.help    = "Runs until it is interrupted, and finishes what it began.\n"
	           "Other commands read the same data file meanwhile; those that would write\n"
	           "wait for its end.\n\n"
	           "  tilth --data site.db serve --listen 127.0.0.1:8080\n\n"
	           "One line for each request goes to the terminal, unless --quiet. Behind nginx\n"
	           "or another proxy on this machine, give --behind-proxy and let it pass the\n"
	           "Host it was asked for.",
	.options = options,
	.run     = run,
};
