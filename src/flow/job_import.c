/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A whole programme that was sent in: JOB_UPLOAD in its folder is a ZIP
 * file, or else the files themselves lie there.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "flow/import.h"
#include "flow/job.h"
#include "flow/unpack.h"
#include "format/csv.h"
#include "format/json.h"

enum { PIECE = 64 * 1024, LISTED = 300, REPORT_MOST = 32 << 20 };

bool
import_may(struct ctx *c)
{
	struct id whole = { 0 };

	if (ctx_admin(c) || ctx_holds(c, "PM", whole))
		return true;
	return fail(&c->errors, DENIED, NULL, "Whole programmes are imported "
	    "by an administrator, or a programme manager of the whole site.");
}

/* ---- how far it is: rows of all files together ---- */

struct pace {
	const struct watch *watch;
	int64_t total;                  /* lines of all CSV files */
	int64_t before, here;           /* rows of files before this one */
};

static bool
follow(void *to, const char *what, int64_t done, int64_t of)
{
	struct pace *p = to;

	if (of > 0)
		return watch_on(p->watch, what, done, of);
	if (what == NULL)
		return watch_on(p->watch, NULL, p->before + p->here, p->total);
	if (done < p->here)
		p->before += p->here;
	p->here = done;
	done += p->before;
	return watch_on(p->watch, what, done < p->total ? done : p->total,
	    p->total);
}

static int64_t
lines_of(struct ctx *c, const char *path)
{
	struct arena_mark mark = arena_mark(c->arena);
	char *piece = NEWS(c->arena, char, PIECE), *at;
	FILE *f = fopen(path, "re");
	int64_t lines = 0;
	size_t n;

	while (f != NULL && (n = fread(piece, 1, PIECE, f)) > 0)
		for (at = piece; (at = memchr(at, '\n',
		    n - (size_t)(at - piece))) != NULL; at++)
			lines++;
	if (f != NULL)
		fclose(f);
	arena_back(c->arena, mark);
	return lines;
}

static int64_t
lines_in(struct ctx *c, const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;
	int64_t lines = 0;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (str_ends(str_of(d->d_name), S(".csv")))
			lines += lines_of(c, str_print(c->arena, "%s/%s",
			    folder, d->d_name).p);
	if (dir != NULL)
		closedir(dir);
	return lines;
}

/* ---- the two halves ---- */

struct ready {
	const char *folder;
	int64_t     lines;
};

bool
import_run(struct job_work *w)
{
	const char *zip = str_print(w->c->arena, "%s/%s", w->folder,
	    JOB_UPLOAD).p;
	struct ready *r = NEW(w->c->arena, struct ready);
	str unpacked;

	r->folder = w->folder;
	if (access(zip, F_OK) == 0) {
		if (!unpack_programme(w->c, zip, &unpacked))
			return false;
		r->folder = str_z(w->c->arena, unpacked);
	}
	r->lines = lines_in(w->c, r->folder);
	w->state = r;
	return true;
}

/* A job's row is no place for thousands of refusals. */
static bool
shorten(const struct node *report, const char *name)
{
	struct node *list = (struct node *)(uintptr_t)node_find(report,
	    str_of(name)), *at;
	size_t i;

	if (list == NULL || list->n <= LISTED)
		return false;
	for (at = list->first, i = 1; i < LISTED; i++)
		at = at->next;
	at->next = NULL;
	list->last = at;
	list->n = LISTED;
	return true;
}

static void
line_put(struct write *w, const struct node *row, const char *list)
{
	static const char *const columns[] = { "file", "line", "column", "key",
		"issue", "detail", "reason", "handling" };
	const struct node *n;
	size_t i;

	csv_write_field(w, str_of(list), true);
	for (i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		n = node_find(row, str_of(columns[i]));
		if (n != NULL && n->kind == N_COUNT) {
			write_char(w, ',');
			write_int(w, n->count);
		} else {
			csv_write_field(w, n != NULL && n->kind == N_TEXT
			    ? n->text : (str){ 0 }, false);
		}
	}
	csv_end_row(w);
}

/* All lists as one file, before they are shortened. */
static bool
keep_whole(struct job_work *w, const struct node *report)
{
	static const char *const lists[] = { "refusals", "notices", "issues" };
	struct write out = write_new(w->c->arena, REPORT_MOST);
	const struct node *list, *row;
	size_t i;

	write_z(&out, "list,file,line,column,key,issue,detail,reason,"
	    "handling");
	csv_end_row(&out);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		list = node_find(report, str_of(lists[i]));
		for (row = list == NULL ? NULL : list->first; row != NULL;
		    row = row->next)
			line_put(&out, row, lists[i]);
	}
	if (!job_file(w->c, w->folder, JOB_REPORT, write_done(&out)))
		return false;
	node_z(w->result, "file", JOB_REPORT);
	return true;
}

static bool
is_long(const struct node *report, const char *name)
{
	const struct node *list = node_find(report, str_of(name));

	return list != NULL && list->n > LISTED;
}

static bool
tell(struct job_work *w, const struct import_report *r)
{
	struct node *report = node_object(w->result, "report");
	bool cut = false;

	node_bool(w->result, "trial", w->undo);
	node_bool(w->result, "faultless", r->refusals.n == 0);
	import_tree(r, report);
	if ((is_long(report, "refusals") || is_long(report, "notices") ||
	    is_long(report, "issues")) && !keep_whole(w, report))
		return false;
	cut |= shorten(report, "refusals");
	cut |= shorten(report, "notices");
	cut |= shorten(report, "issues");
	node_bool(report, "is_cut", cut);
	node_count(report, "listed", LISTED);
	w->message = str_print(w->c->arena, words_say(w->c->words,
	    "%lld added, %lld changed, %lld unchanged, %lld refused"),
	    (long long)r->n[ADDED], (long long)r->n[CHANGED],
	    (long long)r->n[UNCHANGED], (long long)r->n[REFUSED]);
	return true;
}

bool
import_write(struct job_work *w)
{
	const struct ready *ready = w->state;
	struct import_report *r = import_report_new(w->c->arena);
	struct pace pace = { w->c->watch, ready->lines, 0, 0 };
	const struct watch watch = { follow, &pace };
	struct ctx *c = w->c;
	bool fine;

	if (!import_may(c))
		return false;
	/* Rows come as they were: states, dates and codes of the past. */
	c->actor.system = true;
	c->watch = &watch;
	fine = import_path(c, ready->folder, r);
	c->watch = pace.watch;
	c->actor.system = false;
	if (!fine)
		return false;
	w->undo = json_bool(w->input, "trial", false);
	return tell(w, r);
}
