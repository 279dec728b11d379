/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sentences - every English text of the model and of the views in a folder,
 * one a line, with \n for a line end.  usage: sentences FOLDER VIEW...
 * Part of tool/words.sh; it reads each view as the program would, so a
 * mistake in one is told here, and a part that is not there.
 */
#include <stdio.h>
#include <unistd.h>

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

struct view {
	struct arena  *arena;
	struct errors *errors;
	const char    *folder;
};

static void
of_part(void *to, str name)
{
	const struct view *v = to;
	str path = str_print(v->arena, "%s/%.*s.html", v->folder, (int)name.n,
	    name.p);

	if (access(path.p, R_OK) != 0)
		(void)fail(v->errors, ABSENT, NULL, "There is no %s.", path.p);
}

static bool
read_view(struct arena *a, const char *folder, const char *path,
    struct errors *e)
{
	struct view v = { a, e, folder };
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
	template_parts(t, of_part, &v);
	return e->first == NULL;
}

int
main(int argc, char **argv)
{
	struct arena *a;
	int i, bad = 0;

	model_words(of_model, NULL);
	for (i = 2; i < argc; i++) {
		struct errors e = { a = arena_new(0) };

		if (!read_view(a, argv[1], argv[i], &e)) {
			fprintf(stderr, "%s: %s\n", argv[i],
			    errors_text(&e, NULL));
			bad = 1;
		}
		arena_free(a);
	}
	return bad;
}
