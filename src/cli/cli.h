/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * cli.h - what a command of the terminal is.
 *
 * site.c lists them all.  A command gets its words already sorted into
 * options and arguments, prints to cli->out, and returns an exit code:
 * 0 done, 1 the input, 2 no permission, 3 conflict, 4 busy, 5 broken,
 * 64 the words of the command are wrong.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "base/node.h"
#include "base/write.h"
#include "flow/ctx.h"
#include "flow/desk.h"

enum { USAGE = 64 };

struct option {
	const char *name;       /* "--out" */
	const char *takes;      /* "DIR"; NULL: it is a switch */
	const char *about;
};

struct cli;

struct command {
	const char *name;       /* "import" */
	const char *takes;      /* "PATH ..." */
	const char *about;      /* one sentence */
	const char *help;       /* paragraphs, with an example */
	const struct option *options;   /* ends with { 0 }; NULL: none */
	int  at_least, at_most; /* arguments; at_most -1: any */
	int (*run)(struct cli *);
};

extern const struct command *const commands[];      /* ends with NULL */

struct cli {
	const struct command *command;
	const char **args;
	int          n;
	const char  *data;      /* --data, TILTH_DATA, or tilth.db */
	const char  *given[16]; /* of each option its word; "" for a switch;
	                         * NULL */
	bool         json;      /* --json: one JSON document to out */
	bool         quiet;     /* --quiet: no progress */
	bool         terminal;  /* stderr is one: show progress */
	FILE        *out;
	struct random random;
	struct ctx   ctx;       /* of cli_open: the system acts */
};

/* NULL: not given. */
const char *cli_option(const struct cli *, const char *name);
/* Opens the data file and sits down at the desk; false after saying why. */
CHECKED bool cli_open(struct cli *, bool writes);
void         cli_close(struct cli *);
/* The programme that --programme names; none if it was not given. */
CHECKED bool cli_programme(struct cli *, struct id *);
/* Prints every fault in the list, one a line, and gives the exit code. */
int          cli_faults(struct cli *);
/* A progress line, when somebody watches: "responses.csv 12,400 rows". */
void         cli_progress(struct cli *, const char *what, int64_t done,
    int64_t of);
/* The tree as indented JSON with a line end. */
void         cli_json(struct cli *, const struct node *);
int          cli_main(int argc, char **argv);

#endif
