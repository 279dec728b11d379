/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * job.h - slow work that is done in the background, one after the other.
 *
 * A job is a row: waiting, running, then done, failed or cancelled.  Who
 * serves the data takes the oldest that waits and does it in two halves.
 * The first only reads and may take as long as it likes.  The second
 * writes; it is one transaction together with the row's end, so that what
 * a job writes is there exactly when the row says done.  A job whose
 * server died is begun again from the start, so a kind must not mind what
 * an earlier try left in its folder; after JOB_STARTS tries it has failed.
 *
 * Files of a job lie in a folder of its own, named by its id, in the
 * spool.  Jobs are done with the rights their starter has at that time.
 */
#ifndef FLOW_JOB_H
#define FLOW_JOB_H

#include "base/node.h"
#include "flow/ctx.h"
#include "model/office.h"

enum { JOB_STARTS = 3, JOB_WAITING = 20, JOB_DAYS = 7 };

struct job_work {               /* a job under way */
	struct ctx        *c;       /* its faults and memory; watch it */
	struct job         job;
	const struct node *input;
	const char        *folder;  /* where its files lie; is there */
	struct node       *result;  /* what it found, for its page */
	str                message; /* the same in a sentence; or none */
	bool               undo;    /* a trial: taken back, told all the same */
	void              *state;   /* from the first half to the second */
};

struct job_kind {
	const char *name;           /* a code of the list job_kind */
	bool (*may)(struct ctx *);  /* DENIED */
	bool (*run)(struct job_work *);         /* only reads */
	bool (*write)(struct job_work *);       /* NULL: nothing to write */
	int  days;                  /* its folder is kept when it is done */
	const char *leaves;         /* ... but of it only this; NULL: all */
};

extern const struct job_kind job_kinds[];       /* ends with { 0 } */
const struct job_kind *job_kind_named(str);     /* NULL: none */

/* A new job of the actor, under a new id, or the one given.  The input is
 * an object; what the actor's ctx says of language and source is added.
 * DENIED; BUSY when JOB_WAITING of his wait already. */
CHECKED bool job_add(struct ctx *, const struct job_kind *, struct id *,
                 struct node *input);
/* Marks it to be cancelled: at once if it waits; if it runs, whoever does
 * it looks.  DENIED, ABSENT; no fault if it has ended. */
CHECKED bool job_cancel(struct ctx *, struct id);

/* ---- for whoever does them, as the system ---- */

/* The oldest that waits; none: none does. */
CHECKED bool job_next(struct ctx *, struct id *);
/* It runs now; unless it was cancelled, dropped or begun too often, which
 * *job's state then says (no state: dropped). */
CHECKED bool job_take(struct ctx *, struct id, struct job *);
/* Seats who started it at the desk: actor, language, source.  DENIED: he
 * is no longer a user. */
CHECKED bool job_sit(struct ctx *, const struct job *,
                 const struct node **input);
/* A state of the list job_state; ended, unless it is "waiting" again. */
CHECKED bool job_end(struct ctx *, struct id, const char *state, str message,
                 const struct node *result);
/* After a start of the server: what ran waits again. */
CHECKED bool job_restart(struct ctx *);

/* ---- the spool: job_folder.c ---- */

/* Of that job; made if it is not there. */
CHECKED bool job_folder(struct ctx *, str spool, struct id, const char **);
/* Writes a file of that name in it. */
CHECKED bool job_file(struct ctx *, const char *folder, const char *name,
                 str bytes);
/* Removes folders of jobs that have ended, when their days are over, and
 * those of no job that are older than an hour. */
CHECKED bool job_sweep(struct ctx *, str spool);
/* Until when the folder of an ended job is kept; ms, INT64_MIN: it is not. */
int64_t      job_kept_until(const struct job *);

/* ---- the halves of the kinds: job_import.c, job_export.c ---- */

#define JOB_UPLOAD "upload.zip"         /* of an import; or its files */
#define JOB_REPORT "import.csv"         /* all it says, if its page is cut */

CHECKED bool import_may(struct ctx *);  /* also what /import asks before */
bool import_run(struct job_work *);
bool import_write(struct job_work *);
bool export_may(struct ctx *);
/* Whether it can be done as asked for, before it is begun. */
CHECKED bool export_check(struct ctx *, const struct node *input);
bool export_run(struct job_work *);
CHECKED bool certificates_may(struct ctx *);     /* job_certificates.c */
bool certificates_run(struct job_work *);
bool certificates_write(struct job_work *);
bool iati_run(struct job_work *);       /* standard/iati_job.c */
bool iati_write_job(struct job_work *);

#endif
