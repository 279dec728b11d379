/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of the templates that are compiled into the program: what the
 * content security policy forbids is not in them, every part and static
 * file they name is there.
 */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "test.h"
#include "web/file.h"

static const char *const forbidden[] = {
	" style=", "<style", "<script>", "javascript:", " onclick=", " onload=",
	" onchange=", " onsubmit=", " oninput=", NULL
};

/* Where `what` stands in the text from `from` on; the length: nowhere. */
static size_t
next(str text, const char *what, size_t from)
{
	return from + str_find(str_part(text, from, text.n), str_of(what));
}

static str
text_of(const struct file *f)
{
	return (str){ (const char *)f->bytes, f->n };
}

static bool
has(const struct file *f, const char *what)
{
	return next(text_of(f), what, 0) < f->n;
}

static void
no_template_has_styles_or_script_of_its_own(struct arena *a)
{
	const struct file *f;
	size_t i;

	(void)a;
	for (f = view_files; f->name != NULL; f++)
		for (i = 0; forbidden[i] != NULL; i++)
			CHECK(!has(f, forbidden[i]));
	CHECK(f > view_files);
}

static void
every_part_that_is_named_is_there(struct arena *a)
{
	const struct file *f;
	str text, name;
	size_t at, end;

	for (f = view_files; f->name != NULL; f++) {
		text = text_of(f);
		for (at = next(text, "{{>", 0); at < text.n;
		    at = next(text, "{{>", end)) {
			end = next(text, "}}", at);
			name = str_trim(str_part(text, at + 3, end));
			CHECK(file_find(view_files, str_print(a, "%.*s.html",
			    (int)name.n, name.p)) != NULL);
		}
	}
}

static size_t
end_of_name(str text, size_t at)
{
	while (at < text.n && strchr("\"'#?) \n", text.p[at]) == NULL)
		at++;
	return at;
}

static void
every_static_file_that_is_named_is_there_under_its_hash(struct arena *a)
{
	const struct file *f;
	str text, name;
	size_t at, end, n = 0;

	(void)a;
	for (f = view_files; f->name != NULL; f++) {
		text = text_of(f);
		for (at = next(text, "/static/", 0); at < text.n;
		    at = next(text, "/static/", end)) {
			end = end_of_name(text, at);
			name = str_part(text, at + 8, end);
			CHECK(file_find(static_files, name) != NULL);
			n++;
		}
	}
	CHECK(n > 20);
}

static void
every_icon_that_is_named_is_in_the_sprite(struct arena *a)
{
	const struct file *sprite = file_find(static_files, S("icons.svg"));
	const struct file *f;
	str text, name;
	size_t at, end;

	if (sprite == NULL) {
		CHECK(sprite != NULL);
		return;
	}
	for (f = view_files; f->name != NULL; f++) {
		text = text_of(f);
		for (at = next(text, "icons.svg#", 0); at < text.n;
		    at = next(text, "icons.svg#", end)) {
			end = next(text, "\"", at);
			name = str_part(text, at + 10, end);
			if (str_find(name, S("{{")) < name.n || str_is(name, "f"))
				continue;       /* chosen by the tree; furrows */
			CHECK(has(sprite, str_print(a, "id=\"%.*s\"",
			    (int)name.n, name.p).p));
		}
	}
}

const struct test view_tests[] = {
	{ "no template has styles or script of its own",
	   no_template_has_styles_or_script_of_its_own },
	{ "every part that is named is there",
	   every_part_that_is_named_is_there },
	{ "every static file that is named is there, under its hash",
	   every_static_file_that_is_named_is_there_under_its_hash },
	{ "every icon that is named is in the sprite",
	   every_icon_that_is_named_is_in_the_sprite },
	{ 0 }
};
