/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Runs every suite, or those whose name begins with one of the words
 * given: `tests engine/gap store`.  Ends in 'N passed, N failed'.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "format/pdf.h"
#include "base/str.h"
#include "test.h"

extern const struct suite base_suites[], engine_suites[], model_suites[],
    format_suites[], derive_suites[], store_suites[], flow_suites[],
    standard_suites[], web_suites[], cli_suites[];

static const struct suite *const folders[] = {
	base_suites, engine_suites, model_suites, format_suites, derive_suites,
	store_suites, flow_suites, standard_suites, web_suites, cli_suites,
};

static struct {
	int  bad, skipped;              /* of the test that runs */
	char scratch[64];
} now;

void
test_check(int holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	now.bad++;
	if (now.bad <= 5)
		printf("%s:%d: not so: %s\n", file, line, what);
}

void
test_skip(const char *why)
{
	now.skipped = 1;
	printf("skipped: %s\n", why);
}

const char *
test_scratch(void)
{
	static const char fresh[] = "/tmp/tilth-test-XXXXXX";

	if (now.scratch[0] == '\0') {
		memcpy(now.scratch, fresh, sizeof(fresh));
		if (mkdtemp(now.scratch) == NULL)
			abort();
	}
	return now.scratch;
}

const char *
test_shared(struct arena *a, const char *below)
{
	const char *at = getenv("TILTH_SHARED");
	str path = str_print(a, "%s/%s", at ? at : "../shared", below);

	return access(path.p, R_OK) == 0 ? path.p : NULL;
}

static int
drop(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static int
wanted(const char *name, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (strncmp(name, argv[i], strlen(argv[i])) == 0)
			return 1;
	return argc < 2;
}

int
main(int argc, char **argv)
{
	const struct suite *s;
	const struct test *t;
	struct arena *a;
	size_t f;
	int passed = 0, failed = 0, skipped = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (f = 0; f < sizeof(folders) / sizeof(*folders); f++)
		for (s = folders[f]; s->name != NULL; s++) {
			if (!wanted(s->name, argc, argv))
				continue;
			for (t = s->tests; t->name != NULL; t++) {
				now.bad = now.skipped = 0;
				a = arena_new(0);
				t->run(a);
				arena_free(a);
				if (now.bad > 0)
					printf("FAILED %s: %s\n", s->name, t->name);
				failed += now.bad > 0;
				skipped += now.bad == 0 && now.skipped;
				passed += now.bad == 0 && !now.skipped;
			}
		}
	if (now.scratch[0] != '\0')
		nftw(now.scratch, drop, 16, FTW_DEPTH | FTW_PHYS);
	pdf_leave();
	printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
	return failed != 0;
}
