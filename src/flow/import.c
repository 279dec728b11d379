/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/import.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sort.h"
#include "flow/books.h"
#include "flow/facts.h"
#include "flow/gaps.h"
#include "flow/land.h"
#include "flow/programme.h"
#include "flow/promise.h"
#include "flow/train.h"
#include "format/json.h"
#include "model/fund.h"
#include "model/plan.h"
#include "store/store.h"

enum { NAMES = 400, FILE_MOST = 16 * 1024 * 1024 };

static bool
read_file(struct ctx *c, const char *path, str *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *p;
	ssize_t n = 0, got = 1;

	if (fd < 0)
		return fail(&c->errors, ABSENT, NULL, "There is no file %s.",
		    path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size > FILE_MOST) {
		close(fd);
		return fail(&c->errors, INVALID, NULL,
		    "%s is no file of at most %d MiB.", path, FILE_MOST >> 20);
	}
	p = NEWS(c->arena, char, (size_t)st.st_size + 1);
	while (n < st.st_size && (got = read(fd, p + n,
	    (size_t)(st.st_size - n))) > 0)
		n += got;
	close(fd);
	*text = (str){ p, (size_t)n };
	return got >= 0 || fail(&c->errors, BROKEN, NULL, "%s cannot be read.",
	    path);
}

bool
import_json(struct ctx *c, const char *path, struct node **doc)
{
	str text;

	if (!read_file(c, path, &text))
		return false;
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text = str_part(text, 3, text.n);
	return json_read(c->arena, text, doc, &c->errors);
}

static void
begin_file(struct import_report *r, str name)
{
	struct tally *t = NEW(r->arena, struct tally);

	t->file = str_copy(r->arena, name);
	if (r->last_file == NULL)
		r->files = t;
	else
		r->last_file->next = t;
	r->last_file = t;
}

/* A file that cannot be read at all is one refusal; the others go on. */
static bool
land_one(struct land *l, const struct landing *g, str name)
{
	struct errors *e = &l->c->errors;
	str path = str_print(l->keep, "%s/%.*s", l->folder, (int)name.n,
	    name.p);

	begin_file(l->report, name);
	if (land_file(l, g, path.p))
		return true;
	if (errors_worst(e) >= BUSY)
		return false;
	import_refuse(l->report, 0, (str){ 0 }, str_of(errors_text(e, NULL)));
	import_count(l->report, REFUSED);
	errors_clear(e);
	return true;
}

static int
by_name(const void *one, const void *other, const void *with)
{
	(void)with;
	return str_order(*(const str *)one, *(const str *)other);
}

static bool
list_folder(struct ctx *c, const char *folder, str *names, size_t *n)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;

	*n = 0;
	if (dir == NULL)
		return fail(&c->errors, ABSENT, NULL, "There is no folder %s.",
		    folder);
	while (*n < NAMES && (d = readdir(dir)) != NULL)
		if (d->d_name[0] != '.')
			names[(*n)++] = str_copy(c->arena, str_of(d->d_name));
	closedir(dir);
	sort(c->arena, names, *n, sizeof(*names), by_name, NULL);
	return true;
}

/* persons.csv is also found as persons.xlsx. */
static bool
is_named(str name, const char *csv)
{
	str stem = str_part(str_of(csv), 0, strlen(csv) - 4);

	return str_is(name, csv) || (str_starts(name, stem) &&
	    str_is(str_part(name, stem.n, name.n), ".xlsx"));
}

static bool
land_all(struct land *l, const str *names, size_t n, bool *taken)
{
	const struct landing *g;
	size_t i;

	for (g = landings; g->file != NULL; g++) {
		if (str_is(S("gaps_computed.csv"), g->file) && !land_gaps(l))
			return false;
		for (i = 0; i < n; i++) {
			if (!is_named(names[i], g->file) || taken[i])
				continue;
			taken[i] = true;
			if (!land_one(l, g, names[i]))
				return false;
		}
	}
	return true;
}

/* Files that say how the folder was made are read by no landing. */
static bool
is_about(str name)
{
	return str_is(name, "programme.json") ||
	    str_is(name, "manifest.json") ||
	    str_is(name, "expected") || str_ends(name, S(".md"));
}

static void
tell_unknown(struct land *l, str name)
{
	begin_file(l->report, name);
	import_notice(l->report, 0, (str){ 0 },
	    str_of(words_say(l->c->words, "This file is none that a programme "
	    "folder is known to hold; it was not read.")));
}

/* What happened is kept as it came; where rows do not fit together,
 * somebody should look. */
static bool
tell_broken(struct land *l, const struct entity *e, const char *file)
{
	struct filter of = { field_named(e, S("programme")), IS,
		id_text(l->keep, l->programme) };
	struct ask ask = { .filters = &of, .n = 1 };
	const struct field *code = field_flagged(e, CODE);
	void *row = arena_take(l->c->arena, 1, e->size);
	const struct error *f;
	struct cursor *cursor;
	struct arena_mark mark;
	bool kept;

	if (!store_list(l->c->store, e, &ask, l->keep, &cursor,
	    &l->c->errors))
		return false;
	for (mark = arena_mark(l->c->arena); store_next(cursor, l->c->arena,
	    row); arena_back(l->c->arena, mark)) {
		kept = promise_check(l->c, e, row);
		if (e == &transaction_entity && !books_told(l->c, row))
			kept = false;
		if (kept)
			continue;
		if (errors_worst(&l->c->errors) >= BUSY)
			break;
		for (f = l->c->errors.first; f != NULL; f = f->next)
			import_notice_of(l->report, str_of(file),
			    *(str *)row_at(code, row), str_of(f->text));
		errors_clear(&l->c->errors);
	}
	return store_end(cursor, &l->c->errors) &&
	    errors_worst(&l->c->errors) < BUSY;
}

static bool
tell_promises(struct land *l)
{
	return tell_broken(l, &activity_entity, "plan_activities.csv") &&
	    tell_broken(l, &transaction_entity, "transactions.csv");
}

static bool
import_folder(struct ctx *c, const char *folder, struct import_report *r)
{
	struct land l = { .c = c, .keep = r->arena, .report = r,
		.folder = folder };
	str *names = NEWS(c->arena, str, NAMES);
	bool *taken = NEWS(c->arena, bool, NAMES);
	struct node *doc, *dossier;
	size_t i, n;

	if (!list_folder(c, folder, names, &n) || !import_json(c,
	    str_print(c->arena, "%s/programme.json", folder).p, &doc))
		return false;
	begin_file(r, S("programme.json"));
	if (!programme_land(&l, doc) || !land_closed(&l) ||
	    !land_all(&l, names, n, taken))
		return false;
	for (i = 0; i < n; i++) {
		if (taken[i] || is_about(names[i]))
			continue;
		if (str_is(names[i], "van_kien_du_an.json")) {
			begin_file(r, names[i]);
			if (!import_json(c, str_print(c->arena, "%s/%.*s",
			    folder, (int)names[i].n, names[i].p).p, &dossier) ||
			    !programme_dossier(&l, dossier))
				return false;
		} else
			tell_unknown(&l, names[i]);
	}
	return programme_links(&l, doc) && train_link(c, l.programme) &&
	    gaps_live(c, l.programme) &&
	    facts_settle(c, l.programme, &i) && tell_promises(&l);
}

bool
import_document(struct ctx *c, str text, struct import_report *r)
{
	struct node *doc;

	begin_file(r, S("framework"));
	return json_read(c->arena, text, &doc, &c->errors) &&
	    import_framework(c, doc, r);
}

bool
import_path(struct ctx *c, const char *path, struct import_report *r)
{
	struct stat st;
	struct node *doc;

	if (stat(path, &st) != 0)
		return fail(&c->errors, ABSENT, NULL,
		    "There is nothing at %s.", path);
	if (S_ISDIR(st.st_mode))
		return import_folder(c, path, r);
	if (!import_json(c, path, &doc))
		return false;
	begin_file(r, str_of(strrchr(path, '/') != NULL
	    ? strrchr(path, '/') + 1 : path));
	return import_framework(c, doc, r);
}
