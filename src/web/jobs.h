/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * jobs.h - the thread that does jobs (flow/job.h), one at a time.
 *
 * It reads at a desk of its own and writes on the lane, as a piece among
 * requests.  How far the running job is stands here, in memory: its row
 * cannot say so before its transaction ends.  A server without other
 * threads does jobs between requests.  When the server is stopped, what
 * runs is stopped too and waits for the next start.
 */
#ifndef WEB_JOBS_H
#define WEB_JOBS_H

#include "base/id.h"

struct server;
struct worker;
struct arena;

/* False when there is no thread or no desk to be had. */
bool jobs_start(struct server *);
void jobs_stop(struct server *);

/* A page that adds a job says so, and whoever commits passes it on. */
void jobs_wake(struct server *);
void jobs_committed(struct server *);
/* On the only thread of a server, between two requests. */
void jobs_here(struct server *, struct worker *);

struct job_stand {
	str     what;           /* in the arena; or none */
	int64_t done, of;       /* of: 0 when nobody knows */
};

/* How far the job is; false: it is not the one that runs. */
bool jobs_stand(struct server *, struct id, struct arena *,
         struct job_stand *);
/* If it runs: it stops at its next look. */
void jobs_cancel(struct server *, struct id);
/* The folder of the folders of jobs: as told, else beside the data. */
str  jobs_spool(const struct server *, struct arena *);

#endif
