/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/fold.h"
#include "flow/find.h"
#include "flow/login.h"
#include "model/office.h"

static const struct option options[] = {
	{ "--role",      "ROLE",     "a role to give: ADM, PM, MEL ... (tilth model roles)" },
	{ "--programme", "CODE",     "the programme it is for; without: the whole site" },
	{ "--email",     "ADDRESS",  "where to write to" },
	{ "--password-file", "FILE", "its first line is the password; -: from standard input" },
	{ "--days",      "N",        "how long a token holds (365)" },
	{ "--only-reads", NULL,      "the token reads, and writes nothing" },
	{ 0 }
};

static str
first_line(struct arena *a, FILE *f)
{
	char line[1100];

	if (f == NULL || fgets(line, sizeof(line), f) == NULL)
		return (str){ 0 };
	line[strcspn(line, "\r\n")] = '\0';
	return str_copy(a, str_of(line));
}

static str
ask_password(struct cli *cli)
{
	struct termios was, quiet;
	bool hidden = tcgetattr(STDIN_FILENO, &was) == 0;
	str typed;

	fprintf(stderr, "Password (at least %d characters): ", PASSWORD_LEAST);
	if (hidden) {
		quiet = was;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	typed = first_line(cli->ctx.arena, stdin);
	if (hidden) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	return typed;
}

static str
password_of(struct cli *cli)
{
	const char *path = cli_option(cli, "--password-file");
	FILE *f;
	str line;

	if (path == NULL)
		return ask_password(cli);
	if (strcmp(path, "-") == 0)
		return first_line(cli->ctx.arena, stdin);
	f = fopen(path, "r");
	line = first_line(cli->ctx.arena, f);
	if (f != NULL)
		fclose(f);
	return line;
}

static bool
add(struct cli *cli, const char *name, str password)
{
	struct ctx *c = &cli->ctx;
	const char *role = cli_option(cli, "--role");
	struct id user, programme;
	struct user u;
	str hash;

	/* A new password for a name misspelt is not a new user. */
	if (strcmp(cli->args[0], "password") == 0 &&
	    !flow_find_text(c, &user_entity, fold(c->arena, str_of(name)),
	    (struct id){ 0 }, &u))
		return false;
	return cli_programme(cli, &programme) &&
	    login_hash(c, str_of(name), password, &hash) &&
	    login_user(c, str_of(name), str_of(cli_option(cli, "--email")),
	    hash, &user) &&
	    (role == NULL || login_role(c, user, str_of(role), programme));
}

static bool
give_role(struct cli *cli, const char *name)
{
	struct ctx *c = &cli->ctx;
	const char *role = cli_option(cli, "--role");
	struct id programme;
	struct user u;

	if (role == NULL)
		return fail(&c->errors, INVALID, "--role",
		    "Say which role: --role PM.");
	return cli_programme(cli, &programme) &&
	    flow_find_text(c, &user_entity,
	    fold(c->arena, str_of(name)), (struct id){ 0 }, &u) &&
	    login_role(c, u.row.id, str_of(role), programme);
}

/* What a program shows instead of a password; it is told once. */
static bool
give_token(struct cli *cli, const char *name)
{
	const char *days = cli_option(cli, "--days");
	struct ctx *c = &cli->ctx;
	int64_t n = 365;
	struct user u;
	str secret;

	if (days != NULL && (!str_int(str_of(days), &n) || n < 1 || n > 3650))
		return fail(&c->errors, INVALID, "--days",
		    "A token holds for 1 to 3650 days, not '%s'.", days);
	if (!flow_find_text(c, &user_entity, fold(c->arena, str_of(name)),
	    (struct id){ 0 }, &u))
		return false;
	c->actor.user = u.row.id;
	if (!login_token(c, S("command line"), cli_option(cli,
	    "--only-reads") != NULL ? S("read") : S("read;write"), (int)n,
	    &secret))
		return false;
	fprintf(cli->out, "%.*s\n", (int)secret.n, secret.p);
	return true;
}

/* The sign-ins of the demonstrations: one role each, all with one word. */
static bool
add_demo(struct cli *cli)
{
	static const char word[] = "ruong bac thang";
	const struct role *r;
	struct ctx *c = &cli->ctx;
	struct id user;
	str hash;

	if (!login_hash(c, (str){ 0 }, str_of(word), &hash))
		return false;
	for (r = roles; r->code != NULL; r++) {
		if (strcmp(r->code, "PUB") == 0)
			continue;
		if (!login_user(c, str_lower(c->arena, str_of(r->code)),
		    (str){ 0 }, hash, &user) ||
		    !login_role(c, user, str_of(r->code), (struct id){ 0 }))
			return false;
	}
	fprintf(cli->out, "Demonstration sign-ins: adm, pm, mel, fac, ben and "
	    "the other roles, password '%s'.\n", word);
	return true;
}

static bool
list(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct ask ask = { 0 };
	struct found *found;
	struct user u;

	if (!flow_list(c, &user_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &u))
		fprintf(cli->out, "%-20.*s %.*s%s\n", (int)u.login.n, u.login.p,
		    (int)u.name.n, u.name.p,
		    u.is_disabled == YES ? " (disabled)" : "");
	return flow_end(found);
}

static bool
carry_out(struct cli *cli, const char *word, const char *name, str password)
{
	struct errors *e = &cli->ctx.errors;

	if (strcmp(word, "demo") == 0)
		return add_demo(cli);
	if (strcmp(word, "list") == 0)
		return list(cli);
	if (name == NULL)
		return fail(e, INVALID, NULL, "Say who: tilth user %s NAME.",
		    word);
	if (strcmp(word, "role") == 0)
		return give_role(cli, name);
	if (strcmp(word, "token") == 0)
		return give_token(cli, name);
	return add(cli, name, password);
}

static bool
is_word(const char *word)
{
	static const char *const known[] = { "add", "password", "role", "token",
		"list", "demo", NULL };
	size_t i;

	for (i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], word) == 0)
			return true;
	return false;
}

static int
run(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	const char *word = cli->args[0],
	    *name = cli->n > 1 ? cli->args[1] : NULL;
	bool asks = strcmp(word, "add") == 0 || strcmp(word, "password") == 0;
	bool writes = strcmp(word, "list") != 0;
	str password = { 0 };

	if (!is_word(word)) {
		fprintf(stderr, "tilth: user %s? add, password, role, token, "
		    "list or demo\n", word);
		return USAGE;
	}
	if (asks && name != NULL)
		password = password_of(cli);
	if (!cli_open(cli, writes) || !desk_begin(c, writes))
		return cli_faults(cli);
	if (!carry_out(cli, word, name, password) ||
	    !desk_commit(c)) {
		desk_undo(c);
		return cli_faults(cli);
	}
	return 0;
}

const struct command user_command = {
	.name     = "user",
	.takes    = "add|password|role|token|list|demo [NAME]",
	.about    = "Adds people who may sign in, their passwords and roles.",
	.help     =
	    "  user add NAME --role PM --programme CODE   a new user, or a new "
	    "password\n"
	    "  user password NAME                         a new password\n"
	    "  user role NAME --role MEL                  one more role\n"
	    "  user token NAME                            a token for a program, "
	    "told once:\n"
	    "                                             Authorization: Bearer "
	    "TOKEN\n"
	    "  user list\n"
	    "  user demo                                  one user for each role, for "
	    "trying out",
	.options  = options,
	.at_least = 1,
	.at_most  = 2,
	.run      = run,
};
