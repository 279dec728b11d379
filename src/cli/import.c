/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <string.h>

#include "flow/import.h"
#include "flow/table.h"
#include "flow/unpack.h"

enum { SHOWN = 20 };

static const struct option options[] = {
	{ "--as",      "ENTITY", "PATH is a CSV file or workbook of these rows" },
	{ "--programme", "CODE", "with --as: the programme of new rows" },
	{ "--dry-run", NULL, "say what would happen, change nothing" },
	{ "--all",     NULL, "print every refusal and notice, not the first 20" },
	{ "--issues",  "FILE", "write what was cleaned, as CSV (file,key,issue,...)" },
	{ 0 }
};

static bool
progress(void *to, const char *what, int64_t done, int64_t of)
{
	if (what != NULL)
		cli_progress(to, what, done, of);
	return true;
}

static void
print_told(struct cli *cli, const char *head, const struct told *t, int most)
{
	const struct refusal *r;
	int n = 0;

	if (t->n > 0)
		fprintf(cli->out, "\n%s\n", head);
	for (r = t->first; r != NULL && n < most; r = r->next, n++) {
		fprintf(cli->out, "  %.*s", (int)r->file.n, r->file.p);
		if (r->line > 0)
			fprintf(cli->out, ":%lld", (long long)r->line);
		if (!str_none(r->column))
			fprintf(cli->out, " %.*s", (int)r->column.n,
			    r->column.p);
		fprintf(cli->out, ": %.*s\n", (int)r->reason.n, r->reason.p);
	}
	if (t->n > n)
		fprintf(cli->out, "  and %lld more\n", (long long)(t->n - n));
}

static void
print_files(struct cli *cli, const struct import_report *r)
{
	const struct tally *t;

	fprintf(cli->out, "%-28s %8s %8s %9s %8s\n", "file", "added", "changed",
	    "unchanged", "refused");
	for (t = r->files; t != NULL; t = t->next)
		fprintf(cli->out, "%-28.*s %8lld %8lld %9lld %8lld\n",
		    (int)t->file.n, t->file.p, (long long)t->n[ADDED],
		    (long long)t->n[CHANGED], (long long)t->n[UNCHANGED],
		    (long long)t->n[REFUSED]);
}

static void
print_dirt(struct cli *cli, const struct import_report *r)
{
	if (r->dirt_n > 0)
		fprintf(cli->out, "\n%lld answers or rows were cleaned; each "
		    "decision is recorded with the raw value.\n",
		    (long long)r->dirt_n);
}

static void
print_report(struct cli *cli, const struct import_report *r)
{
	int most = cli_option(cli, "--all") != NULL ? 1000 : SHOWN;
	struct node *tree;

	if (cli->json) {
		tree = node_new(cli->ctx.arena);
		import_tree(r, tree);
		cli_json(cli, tree);
		return;
	}
	if (!cli->quiet)
		print_files(cli, r);
	print_told(cli, "Refused", &r->refusals, most);
	print_told(cli, "Landed, but look", &r->notices, most);
	print_dirt(cli, r);
	fprintf(cli->out, "%s%lld added, %lld changed, %lld unchanged, "
	    "%lld refused\n", cli_option(cli, "--dry-run") ? "Would be: " : "",
	    (long long)r->n[ADDED], (long long)r->n[CHANGED],
	    (long long)r->n[UNCHANGED], (long long)r->n[REFUSED]);
}

static void
print_cell(FILE *f, str s, bool last)
{
	size_t i;
	bool quote = str_find(s, S(",")) < s.n || str_find(s, S("\"")) < s.n ||
	    str_find(s, S("\n")) < s.n;

	if (quote)
		putc('"', f);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			putc('"', f);
		putc(s.p[i], f);
	}
	fputs(quote ? "\"" : "", f);
	putc(last ? '\n' : ',', f);
}

static bool
write_issues(struct cli *cli, const struct import_report *r)
{
	const char *path = cli_option(cli, "--issues");
	const struct found_dirt *d;
	FILE *f;

	if (path == NULL)
		return true;
	f = fopen(path, "w");
	if (f == NULL)
		return fail(&cli->ctx.errors, INVALID, NULL,
		    "%s cannot be written.", path);
	fputs("file,key,issue,detail,handling\n", f);
	for (d = r->dirt; d != NULL; d = d->next) {
		print_cell(f, d->file, false);
		print_cell(f, d->key, false);
		print_cell(f, d->issue, false);
		print_cell(f, d->detail, false);
		print_cell(f, d->handling, true);
	}
	return fclose(f) == 0 || fail(&cli->ctx.errors, BROKEN, NULL,
	    "%s could not be written to its end.", path);
}

static void
print_table(struct cli *cli, const struct tabular *t)
{
	const struct tabular_fault *f;
	struct node *tree = node_new(cli->ctx.arena);

	if (cli->json) {
		tabular_report(t, tree);
		cli_json(cli, tree);
		return;
	}
	for (f = t->first; f != NULL; f = f->next)
		fprintf(cli->out, "  line %zu %.*s: %.*s\n", f->line,
		    (int)f->column.n, f->column.p, (int)f->reason.n,
		    f->reason.p);
	fprintf(cli->out, "%s%lld added, %lld changed, %lld unchanged, "
	    "%lld refused\n", cli_option(cli, "--dry-run") ? "Would be: " : "",
	    (long long)t->n[TABULAR_ADD], (long long)t->n[TABULAR_CHANGE],
	    (long long)t->n[TABULAR_SAME], (long long)t->n[TABULAR_REFUSE]);
}

/* The rows of one entity from one table. */
static bool
import_table(struct cli *cli, const char *path)
{
	struct ctx *c = &cli->ctx;
	const struct entity *e = entity_named(str_of(cli_option(cli, "--as")));
	bool dry_run = cli_option(cli, "--dry-run") != NULL;
	struct id programme;
	struct tabular t;

	if (e == NULL)
		return fail(&c->errors, INVALID, "--as",
		    "There is nothing called '%s'; 'tilth model' prints what "
		    "there is.", cli_option(cli, "--as"));
	if (!desk_begin(c, true))
		return false;
	if (!cli_programme(cli, &programme) ||
	    !table_import(c, e, programme, path, dry_run, &t)) {
		desk_undo(c);
		return false;
	}
	print_table(cli, &t);
	return desk_commit(c);
}

static bool
import_one(struct cli *cli, const char *path)
{
	struct ctx *c = &cli->ctx;
	struct import_report *r = import_report_new(c->arena);
	str folder;

	if (cli_option(cli, "--as") != NULL)
		return import_table(cli, path);
	if (str_ends(str_of(path), S(".zip"))) {
		if (!unpack_programme(c, path, &folder))
			return false;
		path = folder.p;
	}
	c->source = str_print(c->arena, "import %s", path);
	if (!desk_begin(c, true))
		return false;
	if (!import_path(c, path, r)) {
		desk_undo(c);
		return false;
	}
	if (cli_option(cli, "--dry-run") != NULL)
		desk_undo(c);
	else if (!desk_commit(c))
		return false;
	cli_progress(cli, "", 0, 0);
	print_report(cli, r);
	return write_issues(cli, r);
}

static int
run(struct cli *cli)
{
	struct watch *watch;
	int i;

	if (!cli_open(cli, true))
		return cli_faults(cli);
	watch = NEW(cli->ctx.arena, struct watch);
	*watch = (struct watch){ progress, cli };
	cli->ctx.watch = watch;
	for (i = 0; i < cli->n; i++)
		if (!import_one(cli, cli->args[i]))
			return cli_faults(cli);
	return 0;
}

const struct command import_command = {
	.name     = "import",
	.takes    = "PATH ...",
	.about    = "Reads programme folders and framework files.",
	.help     =
	    "PATH is a folder with programme.json and a CSV or XLSX file for each\n"
	    "kind of thing (docs/import.md lists them), the same folder as a ZIP\n"
	    "file, a framework's JSON file, or, with --as, a table of rows.\n"
	    "Every row lands or is refused with file, line, column and reason; the\n"
	    "counts stand on the last line. Refused rows do not stop the others.\n"
	    "Importing the same folder again changes nothing.\n\n"
	    "Example: tilth --data country.db import data/demo/a_culture_policy",
	.options  = options,
	.at_least = 1,
	.at_most  = -1,
	.run      = run,
};
