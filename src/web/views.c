/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/views.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/map.h"
#include "web/file.h"

struct views {
	const char       *folder;
	struct map       *names;
	struct template **at;
};

static bool
parse(struct arena *a, str name, str text, struct template **t,
    struct errors *e)
{
	struct errors own = { a, NULL, NULL };

	if (template_parse(a, text, t, &own))
		return true;
	return fail(e, INVALID, NULL, "The template %.*s: %s", (int)name.n,
	    name.p, errors_text(&own, NULL));
}

bool
views_open(struct arena *a, const char *folder, struct views **out,
    struct errors *e)
{
	struct views *v = NEW(a, struct views);
	const struct file *f;
	size_t n = 0;
	bool good = true;

	v->folder = folder;
	v->names = map_new(a);
	for (f = view_files; f->name != NULL; f++)
		n++;
	v->at = NEWS(a, struct template *, n + 1);
	for (n = 0, f = view_files; f->name != NULL; f++, n++) {
		*map_at(v->names, str_of(f->name), n) = n;
		if (!parse(a, str_of(f->name),
		    (str){ (const char *)f->bytes, f->n }, &v->at[n], e))
			good = false;
	}
	*out = v;
	return good;
}

static str
read_whole(struct arena *a, const char *path)
{
	struct stat st;
	str text = { 0 };
	ssize_t got;
	char *p;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0)
		return text;
	if (fstat(file, &st) == 0 && st.st_size <= TEMPLATE_BYTES) {
		p = arena_take(a, (size_t)st.st_size + 1, 1);
		got = read(file, p, (size_t)st.st_size);
		if (got >= 0)
			text = (str){ p, (size_t)got };
	}
	close(file);
	return text;
}

static const struct template *
from_folder(const struct views *v, struct arena *a, str name)
{
	struct errors e = { a, NULL, NULL };
	struct template *t;
	str text;

	if (str_find(name, S("..")) < name.n)
		return NULL;
	text = read_whole(a, str_print(a, "%s/%.*s", v->folder, (int)name.n,
	    name.p).p);
	if (text.p == NULL)
		return NULL;
	if (parse(a, name, text, &t, &e))
		return t;
	/* Shown in place of the page, to who works on it. */
	return template_parse(a, str_of(errors_text(&e, NULL)), &t, &e) ?
	    t : NULL;
}

const struct template *
views_find(const struct views *v, struct arena *a, str name)
{
	size_t at;

	if (!str_ends(name, S(".html")))
		name = str_print(a, "%.*s.html", (int)name.n, name.p);
	if (v->folder != NULL)
		return from_folder(v, a, name);
	return map_find(v->names, name, &at) ? v->at[at] : NULL;
}

const struct template *
views_part(const void *in, str name)
{
	const struct views_in *v = in;

	return views_find(v->views, v->arena, name);
}
