/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/cli.h"

#include <string.h>

#include "derive/codebook.h"
#include "derive/ddl.h"
#include "flow/land.h"
#include "model/model.h"

static bool
to_out(void *to, const char *p, size_t n)
{
	return fwrite(p, 1, n, to) == n;
}

static void
print_entities(struct cli *cli)
{
	const struct entity *const *e;

	for (e = entities; *e != NULL; e++)
		fprintf(cli->out, "%-22s %-9s %s\n", (*e)->name,
		    (*e)->phase ? (*e)->phase : "", (*e)->about);
}

static void
print_roles(struct cli *cli)
{
	const struct role *r;

	for (r = roles; r->code != NULL; r++)
		fprintf(cli->out, "%-4s %-44s %s\n", r->code, r->label,
		    r->duties);
}

static void
print_fields(struct cli *cli, const struct entity *e)
{
	const struct field *f;

	fprintf(cli->out, "%s (%s)\n%s\n\n", e->label, e->name, e->about);
	for (f = e->fields; f->name != NULL; f++)
		fprintf(cli->out, "  %-22s %-28s%s%s%s\n", f->name, f->label,
		    f->flags & MUST ? " must" : "", f->to ? " -> " : "",
		    f->to ? f->to : "");
}

/* What a programme folder may hold, in the order in which it is read. */
static void
print_files(struct cli *cli)
{
	const struct landing *g;
	const struct heading *h;

	for (g = landings; g->file != NULL; g++) {
		fprintf(cli->out, "%-28s %s\n", g->file, g->entity);
		for (h = g->headings; h != NULL && h->heading != NULL; h++)
			if (h->field != NULL)
				fprintf(cli->out, "  %-26s %s\n", h->heading,
				    h->field);
	}
}

static bool
carry_out(struct cli *cli, const char *word)
{
	struct ctx *c = &cli->ctx;
	struct write w = write_to(c->arena, SIZE_MAX, to_out, cli->out);
	const struct codebook book = { entities, c->words, TILTH_VERSION };
	const struct entity *e = entity_named(str_of(word));

	if (strcmp(word, "entities") == 0)
		print_entities(cli);
	else if (strcmp(word, "roles") == 0)
		print_roles(cli);
	else if (strcmp(word, "files") == 0)
		print_files(cli);
	else if (strcmp(word, "sqlite") == 0)
		ddl_all(SQLITE, &w);
	else if (strcmp(word, "postgres") == 0)
		ddl_all(POSTGRES, &w);
	else if (strcmp(word, "codebook") == 0)
		codebook_html(&book, &w);
	else if (strcmp(word, "check") == 0) {
		if (!model_check(&c->errors))
			return false;
		fprintf(cli->out, "Every word of the model leads somewhere.\n");
	} else if (e != NULL)
		print_fields(cli, e);
	else
		return fail(&c->errors, INVALID, NULL,
		    "There is no '%s' in the model: entities, roles, sqlite, "
		    "postgres, codebook, check, or the name of an entity.", word);
	return write_flush(&w);
}

static int
run(struct cli *cli)
{
	return carry_out(cli, cli->n > 0 ? cli->args[0] : "entities")
	    ? 0 : cli_faults(cli);
}

const struct command model_command = {
	.name    = "model",
	.takes   = "[entities|roles|files|ENTITY|sqlite|postgres|codebook|"
	    "check]",
	.about   = "Prints what the program knows about: the glossary, the "
	    "tables.",
	.help    = "Without a word: every kind of thing, with a sentence.\n\n"
	    "Example: tilth model activity\n"
	    "         tilth model codebook > codebook.html",
	.at_most = 1,
	.run     = run,
};
