/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The commands that look after a data file. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "flow/care.h"
#include "flow/verify.h"

static const struct option force[] = {
	{ "--force", NULL, "replace what is there" },
	{ 0 }
};

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

/* ---- check ---- */

static int
run_check(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct verified v = { 0 };

	if (!cli_open(cli, false) || !verify(c, &v)) {
		fprintf(cli->out, "%s is not sound.\n", cli->data);
		return cli_faults(cli);
	}
	fprintf(cli->out, "%s is sound: %lld rows, %lld changes in its "
	    "history, %lld gaps computed again and found the same.\n", cli->data,
	    (long long)v.rows, (long long)v.changes, (long long)v.gaps);
	return 0;
}

const struct command check_command = {
	.name  = "check",
	.about = "Verifies a data file: integrity, references, history, "
	    "results.",
	.help  = "Computes the kept gaps again from the answers and compares. "
	    "Every finding is\nprinted; exit 5 if there is one.",
	.run   = run_check,
};

/* ---- backup, restore ---- */

static int
run_backup(struct cli *cli)
{
	struct errors *e = &cli->ctx.errors;
	const char *to = cli->args[0];

	if (is_there(to) && cli_option(cli, "--force") == NULL) {
		if (!fail(e, INVALID, NULL, "%s is there already: give another "
		    "name, or --force.", to))
			return cli_faults(cli);
	}
	if (!cli_open(cli, false) ||
	    !care_backup(&cli->ctx, str_of(to)))
		return cli_faults(cli);
	if (!cli->quiet)
		fprintf(cli->out, "%s is a whole and verified copy of %s.\n",
		    to, cli->data);
	return 0;
}

const struct command backup_command = {
	.name     = "backup",
	.takes    = "FILE",
	.about    = "Copies the data file, whole, also while it is being "
	    "served.",
	.help     = "Of PostgreSQL use pg_dump.\n\n"
	    "Example: tilth --data country.db backup country-2026-11-21.db",
	.options  = force,
	.at_least = 1,
	.at_most  = 1,
	.run      = run_backup,
};

/* Nobody may be serving the file that is to be replaced. */
static bool
is_free(struct cli *cli, const char *path)
{

	if (!is_there(path))
		return true;
	if (care_open(&cli->ctx, str_of(path))) {
		desk_close(&cli->ctx);
		return true;
	}
	if (errors_worst(&cli->ctx.errors) == BUSY)
		return false;
	errors_clear(&cli->ctx.errors);         /* what is broken may go */
	return true;
}

/* The copy is made beside and renamed, so that there is never half a file. */
static bool
put_in_place(struct cli *cli, const char *to)
{
	struct ctx *c = &cli->ctx;
	str new = str_print(c->arena, "%s.new", to);

	(void)unlink(new.p);
	if (!care_backup(c, new))
		return false;
	(void)unlink(str_print(c->arena, "%s-wal", to).p);
	(void)unlink(str_print(c->arena, "%s-shm", to).p);
	return rename(new.p, to) == 0 || fail(&c->errors, BROKEN, NULL,
	    "%s cannot be put in place: %s.", to, strerror(errno));
}

static int
run_restore(struct cli *cli)
{
	struct errors *e = &cli->ctx.errors;
	const char *from = cli->args[0], *to = cli->data;

	if (is_there(to) && cli_option(cli, "--force") == NULL) {
		if (!fail(e, INVALID, NULL, "%s is there already. Move it "
		    "away, or say --force to replace it.", to))
			return cli_faults(cli);
	}
	cli->data = from;
	if (!is_free(cli, to) || !cli_open(cli, false) ||
	    !put_in_place(cli, to))
		return cli_faults(cli);
	if (!cli->quiet)
		fprintf(cli->out, "%s is now as %s was.\n", to, from);
	return 0;
}

const struct command restore_command = {
	.name     = "restore",
	.takes    = "FILE",
	.about    = "Puts a backup in the place of the data file.",
	.help     = "Refuses while the data file is being served, and refuses "
	    "to replace a file\nthat is there unless told to with --force.",
	.options  = force,
	.at_least = 1,
	.at_most  = 1,
	.run      = run_restore,
};
