/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sentences - every English text of the model and of the views named, one
 * a line, with \n for a line end.  Part of tool/words.sh; it also reads
 * each view as the program would, so a mistake in one is told here.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "format/template.h"
#include "model/words.h"

static void
print(str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			fputs("\\n", stdout);
		else
			putchar(s.p[i]);
	putchar('\n');
}

static void
of_model(void *to, const char *english)
{
	(void)to;
	print(str_of(english));
}

static void
of_view(void *to, str english)
{
	(void)to;
	print(english);
}

static bool
read_view(struct arena *a, const char *path, struct errors *e)
{
	char *p = arena_take(a, TEMPLATE_BYTES + 1, 1);
	FILE *f = fopen(path, "rb");
	struct template *t;
	size_t n;

	if (f == NULL)
		return fail(e, ABSENT, NULL, "There is no such file.");
	n = fread(p, 1, TEMPLATE_BYTES + 1, f);
	fclose(f);
	if (!template_parse(a, (str){ p, n }, &t, e))
		return false;
	template_sentences(t, of_view, NULL);
	return true;
}

int
main(int argc, char **argv)
{
	struct arena *a;
	int i, bad = 0;

	model_words(of_model, NULL);
	for (i = 1; i < argc; i++) {
		struct errors e = { a = arena_new(0) };

		if (!read_view(a, argv[i], &e)) {
			fprintf(stderr, "%s: %s\n", argv[i],
			    errors_text(&e, NULL));
			bad = 1;
		}
		arena_free(a);
	}
	return bad;
}
