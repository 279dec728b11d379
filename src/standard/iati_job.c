/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A large file of others, taken in as a job. */
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"
#include "format/json.h"
#include "format/xml.h"
#include "standard/iati_import.h"

static int
read_some(void *fd, char *p, int n)
{
	return (int)read(*(int *)fd, p, (size_t)n);
}

static bool
with_file(struct job_work *w, bool (*each)(struct ctx *, struct iati_file *,
    struct iati_import *), struct iati_import *in)
{
	struct ctx *c = w->c;
	struct iati_file f = { .what = IATI_UPLOAD };
	int fd = open(str_print(c->arena, "%s/%s", w->folder,
	    IATI_UPLOAD).p, O_RDONLY | O_CLOEXEC);
	bool fine;

	if (fd < 0)
		return fail(&c->errors, ABSENT, NULL,
		    "The file is not there any more.");
	f.xml = xml_open_read(c->arena, read_some, &fd, f.what);
	fine = each(c, &f, in);
	close(fd);
	return fine;
}

/* Through the whole file once, so that one which is broken at its end keeps
 * nobody from writing. */
static bool
read_over(struct ctx *c, struct iati_file *f, struct iati_import *in)
{
	struct arena *a;
	struct iati *one;
	bool fine = iati_open(f, &c->errors);

	(void)in;
	for (one = NULL; fine;) {
		a = arena_new(IATI_ARENA);
		fine = iati_read(f, a, &one, &c->errors) &&
		    ctx_goes_on(c, "Reading", f->n, 0);
		arena_free(a);
		if (one == NULL)
			break;
	}
	return fine;
}

bool
iati_run(struct job_work *w)
{
	return with_file(w, read_over, NULL);
}

bool
iati_write_job(struct job_work *w)
{
	struct iati_import *in = iati_import_new(w->c->arena);
	bool fine;

	if (!import_may(w->c))
		return false;
	fine = with_file(w, iati_import, in);
	if (!fine)
		return false;
	w->undo = json_bool(w->input, "trial", false);
	node_bool(w->result, "trial", w->undo);
	iati_import_tree(w->c, in, node_object(w->result, "iati"));
	w->message = str_print(w->c->arena, words_say(w->c->words,
	    "%lld programmes added, %lld changed, %lld unchanged, %lld "
	    "refused"),
	    (long long)in->n[IATI_ACTIVITIES][ADDED],
	    (long long)in->n[IATI_ACTIVITIES][CHANGED],
	    (long long)in->n[IATI_ACTIVITIES][UNCHANGED],
	    (long long)in->n[IATI_ACTIVITIES][REFUSED]);
	return true;
}
