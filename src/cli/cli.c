/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "flow/care.h"
#include "flow/find.h"
#include "format/json.h"
#include "model/people.h"

static const struct option common[] = {
	{ "--data", "FILE", "the data file, or postgres://... (TILTH_DATA; tilth.db)" },
	{ "--json", NULL,   "print one JSON document, for scripts" },
	{ "--quiet", NULL,  "no progress" },
	{ "--help", NULL,   "this text" },
	{ 0 }
};

static void
print_options(FILE *out, const struct option *o)
{
	char head[64];

	for (; o != NULL && o->name != NULL; o++) {
		snprintf(head, sizeof(head), "%s %s", o->name,
		    o->takes ? o->takes : "");
		fprintf(out, "  %-22s %s\n", head, o->about);
	}
}

static int
help_command(FILE *out, const struct command *c)
{
	fprintf(out, "tilth %s %s\n\n%s\n", c->name, c->takes ? c->takes : "",
	    c->about);
	if (c->help != NULL)
		fprintf(out, "\n%s\n", c->help);
	fprintf(out, "\nOptions\n");
	print_options(out, c->options);
	print_options(out, common);
	return 0;
}

static int
help_all(FILE *out)
{
	const struct command *const *c;

	fprintf(out, "tilth COMMAND [ARGUMENTS] [OPTIONS]\n\n"
	    "Runs capacity-building programmes end to end: who is assessed, which\n"
	    "gaps that shows, what was done about them, what it cost and changed.\n\n"
	    "Commands\n");
	for (c = commands; *c != NULL; c++)
		fprintf(out, "  %-10s %s\n", (*c)->name, (*c)->about);
	fprintf(out, "\nOptions of every command\n");
	print_options(out, common);
	fprintf(out, "\n'tilth COMMAND --help' tells more. Exit codes: 0 done, "
	    "1 the input is wrong,\n2 no permission, 3 somebody changed it "
	    "meanwhile, 4 busy, 5 broken, 64 wrong words.\n");
	return 0;
}

static const struct command *
command_named(const char *name)
{
	const struct command *const *c;

	for (c = commands; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static int
option_at(const struct option *o, const char *word)
{
	int i;

	for (i = 0; o != NULL && o[i].name != NULL; i++)
		if (strcmp(o[i].name, word) == 0)
			return i;
	return -1;
}

const char *
cli_option(const struct cli *cli, const char *name)
{
	int i = option_at(cli->command->options, name);

	return i < 0 ? NULL : cli->given[i];
}

static int
wrong(const char *format, const char *word)
{
	fprintf(stderr, "tilth: ");
	fprintf(stderr, format, word);
	fprintf(stderr, "\n");
	return USAGE;
}

/* One of the options of every command; false if the word is none of them. */
static bool
take_common(struct cli *cli, const char *word, const char *next, int *taken)
{
	*taken = 1;
	if (strcmp(word, "--json") == 0)
		cli->json = true;
	else if (strcmp(word, "--quiet") == 0)
		cli->quiet = true;
	else if (strcmp(word, "--data") == 0 && next != NULL) {
		cli->data = next;
		*taken = 2;
	} else
		return false;
	return true;
}

static int
take_words(struct cli *cli, int argc, char **argv)
{
	const struct option *o = cli->command->options;
	int i, at, taken;

	for (i = 0; i < argc; i += taken) {
		taken = 1;
		if (strncmp(argv[i], "--", 2) != 0) {
			cli->args[cli->n++] = argv[i];
			continue;
		}
		if (take_common(cli, argv[i], argv[i + 1], &taken))
			continue;
		at = option_at(o, argv[i]);
		if (at < 0)
			return wrong("there is no option %s here; see --help",
			    argv[i]);
		if (o[at].takes != NULL && argv[i + 1] == NULL)
			return wrong("%s needs a word behind it", argv[i]);
		cli->given[at] = o[at].takes != NULL ? argv[i + 1] : "";
		taken = o[at].takes != NULL ? 2 : 1;
	}
	if (cli->n < cli->command->at_least)
		return wrong("say more: tilth %s --help", cli->command->name);
	if (cli->command->at_most >= 0 && cli->n > cli->command->at_most)
		return wrong("too many words: tilth %s --help",
		    cli->command->name);
	return 0;
}

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
sit_down(struct cli *cli, struct arena *a)
{
	cli->random = random_system();
	cli->ctx = (struct ctx){
		.arena = a, .errors = { a, NULL, NULL }, .lang = "en",
		.actor = { .system = true, .name = S("the command line") },
		.now = clock_ms(), .random = &cli->random, .source = S("cli"),
	};
}

bool
cli_open(struct cli *cli, bool writes)
{
	return desk_open(&cli->ctx, str_of(cli->data), writes);
}

void
cli_close(struct cli *cli)
{
	if (cli->ctx.store != NULL)
		desk_close(&cli->ctx);
}

bool
cli_programme(struct cli *cli, struct id *id)
{
	const char *code = cli_option(cli, "--programme");
	struct programme p;

	*id = (struct id){ 0 };
	if (code == NULL)
		return true;
	if (!flow_find_text(&cli->ctx, &programme_entity, str_of(code), *id,
	    &p))
		return false;
	*id = p.row.id;
	return true;
}

int
cli_faults(struct cli *cli)
{
	const struct error *e;

	for (e = cli->ctx.errors.first; e != NULL; e = e->next)
		fprintf(stderr, "tilth: %s%s%s\n", e->field ? e->field : "",
		    e->field ? ": " : "", e->text);
	return fault_exit(errors_worst(&cli->ctx.errors));
}

void
cli_progress(struct cli *cli, const char *what, int64_t done, int64_t of)
{
	if (!cli->terminal || cli->quiet)
		return;
	if (of > 0)
		fprintf(stderr, "\r\033[K%s %lld of %lld", what,
		    (long long)done, (long long)of);
	else if (what != NULL)
		fprintf(stderr, "\r\033[K%s %lld", what, (long long)done);
	else
		fprintf(stderr, "\r\033[K");
	fflush(stderr);
}

static bool
to_file(void *to, const char *p, size_t n)
{
	return fwrite(p, 1, n, to) == n;
}

void
cli_json(struct cli *cli, const struct node *tree)
{
	struct write w = write_to(cli->ctx.arena, SIZE_MAX, to_file, cli->out);

	json_write(&w, tree, true);
	write_char(&w, '\n');
	(void)write_flush(&w);
}

static int
run(const struct command *command, int argc, char **argv)
{
	struct arena *a = arena_new(0);
	struct cli cli = { .command = command, .out = stdout,
		.args = NEWS(a, const char *, (size_t)argc + 1),
		.terminal = isatty(STDERR_FILENO) };
	int code;

	cli.data = getenv("TILTH_DATA");
	if (cli.data == NULL)
		cli.data = "tilth.db";
	sit_down(&cli, a);
	code = take_words(&cli, argc, argv);
	if (code == 0)
		code = command->run(&cli);
	cli_close(&cli);
	arena_free(a);
	return fflush(stdout) == 0 ? code : fault_exit(BROKEN);
}

static bool
asks_help(int argc, char **argv)
{
	int i;

	for (i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

/* tilth --data FILE COMMAND ... and tilth COMMAND ... --data FILE are one. */
static int
command_place(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--data") == 0)
			i++;
		else if (strncmp(argv[i], "--", 2) != 0)
			return i;
	}
	return 0;
}

int
cli_main(int argc, char **argv)
{
	int at = command_place(argc, argv), i;
	const struct command *c;

	care_start();
	if (at == 0)
		return argc < 2 ? (help_all(stderr), USAGE) : help_all(stdout);
	if (strcmp(argv[at], "help") == 0)
		return help_all(stdout);
	c = command_named(argv[at]);
	if (c == NULL)
		return wrong("there is no command '%s'; see tilth --help",
		    argv[at]);
	if (asks_help(argc, argv))
		return help_command(stdout, c);
	for (i = at; i + 1 < argc; i++)
		argv[i] = argv[i + 1];
	argv[argc - 1] = NULL;
	return run(c, argc - 2, argv + 1);
}
