/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/jobs.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "flow/daily.h"
#include "flow/desk.h"
#include "flow/donor.h"
#include "flow/files.h"
#include "flow/job.h"
#include "web/aside.h"
#include "web/server.h"

enum { LOOK_S = 15, SWEEP_MS = 3600 * 1000, WHAT_ROOM = 128 };

struct jobs {
	struct aside    aside;          /* its lock is of what has one below */
	bool            restarted;
	int64_t         swept;          /* ms; the thread's own */
	struct day      settled;        /* the last day; the thread's own */
	_Atomic bool    fresh;          /* added, perhaps not yet committed */
	struct id       id;             /* the one that runs; or none: locked
	                                 * from here on */
	bool            cancel, stopped;
	char            what[WHAT_ROOM];
	int64_t         done, of;
};

str
jobs_spool(const struct server *s, struct arena *a)
{
	const struct serve_options *o = &s->options;

	if (o->jobs != NULL)
		return str_of(o->jobs);
	if (strncmp(o->data, "postgres", 8) == 0)
		return S("tilth.jobs");
	return str_print(a, "%s.jobs", o->data);
}

/* ---- what others see of the one that runs ---- */

static bool
follow(void *to, const char *what, int64_t done, int64_t of)
{
	struct jobs *j = to;
	bool more;

	pthread_mutex_lock(&j->aside.lock);
	if (what != NULL)
		snprintf(j->what, sizeof(j->what), "%.100s", what);
	j->done = done;
	j->of = of;
	more = !j->cancel && !j->aside.ending;
	j->stopped |= !more;
	pthread_mutex_unlock(&j->aside.lock);
	return more;
}

static void
stand_at(struct jobs *j, struct id id)
{
	pthread_mutex_lock(&j->aside.lock);
	j->id = id;
	j->cancel = j->stopped = false;
	j->what[0] = '\0';
	j->done = j->of = 0;
	pthread_mutex_unlock(&j->aside.lock);
}

bool
jobs_stand(struct server *s, struct id id, struct arena *a,
    struct job_stand *out)
{
	struct jobs *j = s->jobs;
	bool runs;

	pthread_mutex_lock(&j->aside.lock);
	runs = !id_none(id) && id_same(j->id, id);
	if (runs)
		*out = (struct job_stand){ str_copy(a, str_of(j->what)),
			j->done, j->of };
	pthread_mutex_unlock(&j->aside.lock);
	return runs;
}

void
jobs_cancel(struct server *s, struct id id)
{
	struct jobs *j = s->jobs;

	pthread_mutex_lock(&j->aside.lock);
	if (id_same(j->id, id))
		j->cancel = true;
	pthread_mutex_unlock(&j->aside.lock);
}

/* ---- one job ---- */

/* What a job's own doing has no part in goes to the log. */
static void
complain(const struct job_work *w, const char *what)
{
	const char *says = errors_text(&w->c->errors, NULL);

	fprintf(stderr, "tilth serve: job %s: %s: %s\n",
	    id_text(w->c->arena, w->job.row.id).p, what,
	    says == NULL ? "?" : says);
}

static bool
take(struct ctx *c, void *with)
{
	struct job_work *w = with;
	struct id id = w->job.row.id;
	bool fine = job_take(c, id, &w->job);

	w->job.row.id = id;
	return fine;
}

static bool
read_half(struct jobs *j, struct job_work *w)
{
	const struct job_kind *kind = job_kind_named(w->job.kind);
	struct ctx *c = w->c;
	bool fine;

	c->store = j->aside.worker->desk.store;
	c->random = j->aside.worker->desk.random;
	if (!desk_begin(c, false))
		return false;
	fine = job_sit(c, &w->job, &w->input) && (kind != NULL ||
	    fail(&c->errors, INVALID, NULL, "This server does no jobs of the "
	    "kind '%.*s'.", (int)w->job.kind.n, w->job.kind.p)) &&
	    job_folder(c, jobs_spool(j->aside.server, c->arena), w->job.row.id,
	    &w->folder) && kind->may(c) && kind->run(w);
	desk_undo(c);
	return fine;
}

static bool
write_half(struct ctx *c, void *with)
{
	struct job_work *w = with;
	const struct job_kind *kind = job_kind_named(w->job.kind);

	if ((kind->write != NULL && !kind->write(w)) || w->undo)
		return false;
	c->now = server_now();
	return job_end(c, w->job.row.id, "done", w->message, w->result);
}

/* A trial is taken back, and what it found is kept. */
static bool
tried(struct ctx *c, void *with)
{
	struct job_work *w = with;

	return job_end(c, w->job.row.id, "done", w->message, w->result);
}

struct ending {
	struct job_work *w;
	const char *state;
	str message;
};

static bool
end(struct ctx *c, void *with)
{
	const struct ending *e = with;

	return job_end(c, e->w->job.row.id, e->state, e->message, NULL);
}

static void
give_up(struct jobs *j, struct job_work *w)
{
	struct ending e = { w, "failed", (str){ 0 } };

	pthread_mutex_lock(&j->aside.lock);
	if (j->stopped || (j->cancel &&
	    errors_worst(&w->c->errors) == CONFLICT))
		e.state = j->cancel ? "cancelled" : "waiting";
	pthread_mutex_unlock(&j->aside.lock);
	if (strcmp(e.state, "failed") == 0) {
		complain(w, "failed");
		e.message = str_of(errors_text(&w->c->errors, NULL));
	}
	errors_clear(&w->c->errors);
	if (!aside_put_row(&j->aside, w->c, end, &e))
		complain(w, "its end could not be written");
}

/* False when it could not even be begun. */
static bool
work(struct jobs *j, struct job_work *w)
{
	if (!aside_put_row(&j->aside, w->c, take, w)) {
		complain(w, "it could not be begun");
		return false;
	}
	if (!str_is(w->job.state, "running"))
		return true;
	if (!read_half(j, w) || (!aside_put(&j->aside, w->c, write_half, w) &&
	    (!w->undo || errors_worst(&w->c->errors) != FINE ||
	    !aside_put_row(&j->aside, w->c, tried, w))))
		give_up(j, w);
	return true;
}

static bool
sweep_files(struct ctx *c, void *with)
{
	return files_sweep(c, with);
}

static void
sweep(struct jobs *j)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&j->aside, a, S("job"));
	int64_t swept = FILES_SWEPT;

	if (desk_begin(&c, false)) {
		(void)!job_sweep(&c, jobs_spool(j->aside.server, a));
		desk_undo(&c);
	}
	while (swept == FILES_SWEPT && aside_put(&j->aside, &c, sweep_files,
	    &swept))
		;                       /* some at a time: others write too */
	j->swept = server_now();
	arena_free(a);
}

static bool
settle(struct ctx *c, void *with)
{
	size_t n;

	(void)with;
	return daily_settle(c, &n) && daily_collect(c, &n) &&
	    daily_handovers(c, &n) && donor_begin(c, &n);
}

/* Once a day; on a fault again when it is looked at next. */
static void
settle_day(struct jobs *j)
{
	struct day today = moment_day(server_now());
	struct arena *a;
	struct job_work w = { NULL };
	struct ctx c;

	if (j->settled.n == today.n)
		return;
	a = arena_new(0);
	c = aside_ctx(&j->aside, a, S("job"));
	c.actor.system = true;
	w.c = &c;
	if (aside_put_row(&j->aside, &c, settle, NULL))
		j->settled = today;
	else
		complain(&w, "what the day brings could not be written");
	arena_free(a);
}

/* The oldest that waits; false: none does, or it could not be begun. */
static bool
do_next(struct jobs *j)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&j->aside, a, S("job"));
	const struct watch watch = { follow, j };
	struct job_work w = { .c = &c, .result = node_new(a) };
	bool some = false;

	c.watch = &watch;
	if (desk_begin(&c, false)) {
		some = job_next(&c, &w.job.row.id) && !id_none(w.job.row.id);
		desk_undo(&c);
	}
	if (some) {
		stand_at(j, w.job.row.id);
		some = work(j, &w);
		stand_at(j, (struct id){ { 0 } });
	}
	arena_free(a);
	return some;
}

/* ---- the thread ---- */

static bool
restart(struct ctx *c, void *with)
{
	(void)with;
	return job_restart(c);
}

static void
begin(struct jobs *j)
{
	struct arena *a = arena_new(0);
	struct ctx c = aside_ctx(&j->aside, a, S("job"));
	struct job_work w = { .c = &c };

	if (!aside_put(&j->aside, &c, restart, NULL))
		complain(&w, "those that ran could not be begun again");
	arena_free(a);
	sweep(j);
	j->restarted = true;
}

static void *
work_on(void *of)
{
	struct jobs *j = of;
	bool some;

	begin(j);
	do {
		some = false;
		while (!aside_ends(&j->aside) && do_next(j))
			some = true;
		if (some || server_now() - j->swept > SWEEP_MS)
			sweep(j);
		settle_day(j);
	} while (aside_wait(&j->aside, LOOK_S));
	return NULL;
}

bool
jobs_start(struct server *s)
{
	s->jobs = NEW(s->arena, struct jobs);
	return aside_start(&s->jobs->aside, s, work_on, s->jobs);
}

void
jobs_stop(struct server *s)
{
	aside_stop(&s->jobs->aside);
}

void
jobs_wake(struct server *s)
{
	if (s != NULL && s->jobs != NULL)
		s->jobs->fresh = true;
}

void
jobs_committed(struct server *s)
{
	struct jobs *j = s->jobs;

	if (j == NULL || !j->fresh)
		return;
	j->fresh = false;
	aside_wake(&j->aside);
}

void
jobs_here(struct server *s, struct worker *w)
{
	struct jobs *j = s->jobs;

	if (j->restarted && !j->aside.asked)
		return;
	j->aside.worker = w;
	if (!j->restarted)
		begin(j);
	j->aside.asked = do_next(j);  /* the next one after the next request */
	if (!j->aside.asked)
		sweep(j);
	settle_day(j);
}
