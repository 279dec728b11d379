/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The mail server, a trial without a browser, and what is in the outbox. */
#include "cli/cli.h"

#include <string.h>

#include "flow/find.h"
#include "flow/mail.h"
#include "format/smtp.h"

static const struct option options[] = {
	{ "--host",          "NAME",    "the mail server" },
	{ "--port",          "N",       "its port (587; with tls 465)" },
	{ "--security",      "WHICH",   "starttls, tls or none" },
	{ "--user",          "NAME",    "who signs in there" },
	{ "--password-file", "FILE",    "its first line is the password; named *.smtp" },
	{ "--ca-file",       "FILE",    "certificates of who is trusted (PEM)" },
	{ "--from",          "ADDRESS", "mails come from here" },
	{ "--from-name",     "NAME",    "and under this name" },
	{ "--per-hour",      "N",       "at most so many mails an hour (500)" },
	{ "--per-address",   "N",       "and so many to one address (20)" },
	{ "--address",       "URL",     "of the site itself, for links in mails" },
	{ 0 }
};

static void
take_text(const struct cli *cli, const char *name, str *into)
{
	const char *given = cli_option(cli, name);

	if (given != NULL)
		*into = str_trim(str_of(given));
}

static bool
take_count(struct cli *cli, const char *name, int64_t *into)
{
	const char *given = cli_option(cli, name);

	return given == NULL || str_int(str_of(given), into) ||
	    fail(&cli->ctx.errors, INVALID, name, "%s is a number, not '%s'.",
	    name, given);
}

static bool
take_security(struct cli *cli, struct mail_site *s)
{
	const char *given = cli_option(cli, "--security");

	if (given == NULL)
		return true;
	if (!mail_security_coded(str_of(given), &s->security))
		return fail(&cli->ctx.errors, INVALID, "--security",
		    "The security is starttls, tls or none, not '%s'.", given);
	if (cli_option(cli, "--port") == NULL)
		s->port = s->security == MAIL_TLS ? 465 : 587;
	return true;
}

static bool
set(struct cli *cli)
{
	struct ctx *c = &cli->ctx;
	struct mail_site s;

	if (!mail_site(c, &s) || !take_security(cli, &s) ||
	    !take_count(cli, "--port", &s.port) ||
	    !take_count(cli, "--per-hour", &s.per_hour) ||
	    !take_count(cli, "--per-address", &s.per_address))
		return false;
	take_text(cli, "--host", &s.host);
	take_text(cli, "--user", &s.user);
	take_text(cli, "--password-file", &s.password_file);
	take_text(cli, "--ca-file", &s.ca_file);
	take_text(cli, "--from", &s.from);
	take_text(cli, "--from-name", &s.from_name);
	take_text(cli, "--address", &s.address);
	return mail_site_keep(c, &s);
}

static bool
show(struct cli *cli)
{
	struct mail_site s;

	if (!mail_site(&cli->ctx, &s))
		return false;
	if (!s.ready) {
		fprintf(cli->out, "No mail server is set.\n");
		return true;
	}
	fprintf(cli->out, "%.*s:%lld (%s), from %.*s%s%.*s, at most %lld an "
	    "hour and %lld to one address\n", (int)s.host.n, s.host.p,
	    (long long)s.port, mail_security_code(s.security), (int)s.from.n,
	    s.from.p, str_none(s.user) ? "" : ", signs in as ",
	    (int)s.user.n, str_none(s.user) ? "" : s.user.p,
	    (long long)s.per_hour, (long long)s.per_address);
	return true;
}

/* At once, past the outbox: it tells what the mail server says. */
static bool
try_it(struct cli *cli, const char *address)
{
	struct ctx *c = &cli->ctx;
	struct mail m;
	struct mail_site s;
	struct smtp *smtp;
	enum smtp_end is;
	str bytes, answer;

	if (!mail_site(c, &s))
		return false;
	if (!s.ready)
		return fail(&c->errors, INVALID, NULL, "Say first by which "
		    "mail server mails go: tilth mail set --host ...");
	row_blank(&mail_entity, &m);
	m.row.id = id_new(c->random, c->now);
	m.address = str_of(address);
	m.subject = S("A trial mail");
	m.text = S("If you can read this, Tilth can send mails.");
	if (!mail_write(c, &s, &m, &bytes) ||
	    !mail_open(c, &s, NULL, NULL, &smtp))
		return false;
	is = smtp_send(smtp, s.from, m.address, bytes, c->arena, &answer);
	smtp_close(smtp);
	if (is != SMTP_SENT)
		return fail(&c->errors, BUSY, NULL, "It was not sent: %.*s",
		    (int)answer.n, answer.p);
	fprintf(cli->out, "Sent. The mail server said: %.*s\n", (int)answer.n,
	    answer.p);
	return true;
}

static bool
list(struct cli *cli)
{
	struct ask ask = { .limit = 100 };
	struct ctx *c = &cli->ctx;
	struct found *found;
	struct mail m;

	if (!flow_list(c, &mail_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &m))
		fprintf(cli->out, "%.*s %-7.*s %.*s  %.*s%s%.*s%s\n",
		    16, moment_text(c->arena, m.created_at).p, (int)m.state.n,
		    m.state.p, (int)m.address.n, m.address.p,
		    (int)m.subject.n, m.subject.p,
		    str_none(m.answer) ? "" : "  (", (int)m.answer.n,
		    str_none(m.answer) ? "" : m.answer.p,
		    str_none(m.answer) ? "" : ")");
	return flow_end(found);
}

static int
run(struct cli *cli)
{
	const char *word = cli->args[0];
	bool sets = strcmp(word, "set") == 0, fine;
	struct ctx *c = &cli->ctx;

	if (!sets && strcmp(word, "show") != 0 && strcmp(word, "list") != 0 &&
	    (strcmp(word, "try") != 0 || cli->n < 2)) {
		fprintf(stderr, "tilth mail: say show, set, list or try "
		    "ADDRESS\n");
		return USAGE;
	}
	if (!cli_open(cli, sets) || !desk_begin(c, sets))
		return cli_faults(cli);
	fine = sets ? set(cli) : strcmp(word, "show") == 0 ? show(cli)
	    : strcmp(word, "list") == 0 ? list(cli)
	    : try_it(cli, cli->args[1]);
	if (fine && sets)
		fine = desk_commit(c);
	else
		desk_undo(c);
	return fine ? 0 : cli_faults(cli);
}

const struct command mail_command = {
	.name     = "mail",
	.takes    = "show | set | list | try ADDRESS",
	.about    = "The mail server that mails go by, and what is in the "
	    "outbox.",
	.help     =
	    "  mail set --host mail.example.org --from tilth@example.org \\\n"
	    "      --user tilth --password-file /etc/tilth/tilth.smtp \\\n"
	    "      --address https://tilth.example.org\n"
	    "  mail try somebody@example.org      sends one at once and says "
	    "what came of it\n"
	    "  mail list                          the last hundred\n\n"
	    "The server sends what is in the outbox within seconds, tries "
	    "again for three\ndays, and keeps neither the text nor the "
	    "password.",
	.options  = options,
	.at_least = 1,
	.at_most  = 2,
	.run      = run,
};
