/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "flow/daily.h"
#include "flow/desk.h"
#include "flow/files.h"
#include "flow/job.h"
#include "web/server.h"

enum { LOOK_S = 5, SWEEP_MS = 3600 * 1000, WHAT_ROOM = 128, TRIES = 10 };

struct jobs {
	struct server  *server;
	struct worker  *worker;         /* where it reads */
	pthread_t       thread;
	bool            has_thread, restarted;
	int64_t         swept;          /* ms; the thread's own */
	struct day      settled;        /* the last day; the thread's own */
	_Atomic bool    fresh;          /* added, perhaps not yet committed */
	pthread_mutex_t lock;           /* of what follows */
	pthread_cond_t  moved;
	bool            asked, ending;
	struct id       id;             /* the one that runs; or none */
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

	pthread_mutex_lock(&j->lock);
	if (what != NULL)
		snprintf(j->what, sizeof(j->what), "%.100s", what);
	j->done = done;
	j->of = of;
	more = !j->cancel && !j->ending;
	j->stopped |= !more;
	pthread_mutex_unlock(&j->lock);
	return more;
}

static void
stand_at(struct jobs *j, struct id id)
{
	pthread_mutex_lock(&j->lock);
	j->id = id;
	j->cancel = j->stopped = false;
	j->what[0] = '\0';
	j->done = j->of = 0;
	pthread_mutex_unlock(&j->lock);
}

bool
jobs_stand(struct server *s, struct id id, struct arena *a,
    struct job_stand *out)
{
	struct jobs *j = s->jobs;
	bool runs;

	pthread_mutex_lock(&j->lock);
	runs = !id_none(id) && id_same(j->id, id);
	if (runs)
		*out = (struct job_stand){ str_copy(a, str_of(j->what)),
			j->done, j->of };
	pthread_mutex_unlock(&j->lock);
	return runs;
}

void
jobs_cancel(struct server *s, struct id id)
{
	struct jobs *j = s->jobs;

	pthread_mutex_lock(&j->lock);
	if (id_same(j->id, id))
		j->cancel = true;
	pthread_mutex_unlock(&j->lock);
}

static bool
is_ending(struct jobs *j)
{
	bool ending;

	pthread_mutex_lock(&j->lock);
	ending = j->ending;
	pthread_mutex_unlock(&j->lock);
	return ending;
}

/* ---- writing, as a piece on the lane ---- */

struct piece {
	struct lane_work work;
	struct jobs *jobs;
	struct ctx  *c;
	bool       (*what)(struct ctx *, void *with);
	void        *with;
	bool         lost, over;
};

static bool
piece_run(void *desk, struct lane_work *work)
{
	struct piece *p = (struct piece *)work;
	struct worker *w = desk;

	p->c->store = w->desk.store;
	p->c->random = w->desk.random;
	return p->what(p->c, p->with);
}

static void
piece_lost(void *desk, struct lane_work *work)
{
	(void)desk;
	((struct piece *)work)->lost = true;
}

static void
piece_done(void *desk, struct lane_work *work)
{
	struct piece *p = (struct piece *)work;
	struct jobs *j = p->jobs;

	(void)desk;
	pthread_mutex_lock(&j->lock);
	p->over = true;
	pthread_cond_broadcast(&j->moved);
	pthread_mutex_unlock(&j->lock);
}

static const struct lane_own own = { piece_run, piece_lost, piece_done };

static bool
on_lane(struct jobs *j, struct piece *p)
{
	p->work.own = &own;
	lane_write(j->server->lane, &p->work);
	pthread_mutex_lock(&j->lock);
	while (!p->over)
		pthread_cond_wait(&j->moved, &j->lock);
	pthread_mutex_unlock(&j->lock);
	if (p->lost && p->work.kept)
		return fail(&p->c->errors, NO_ROOM, NULL, "Nothing was saved: "
		    "the data file could not be written. The disk may be "
		    "full.");
	return p->work.kept && !p->lost;
}

static bool
at_desk(struct jobs *j, struct piece *p)
{
	struct ctx *c = p->c;

	c->store = j->worker->desk.store;
	if (!desk_begin(c, true))
		return false;
	if (!p->what(c, p->with)) {
		desk_undo(c);
		return false;
	}
	if (!desk_commit(c))
		return false;
	j->server->commits++;
	return true;
}

/* One transaction; false: nothing of it is there. */
static bool
put(struct jobs *j, struct ctx *c, bool (*what)(struct ctx *, void *),
    void *with)
{
	struct piece p = { .jobs = j, .c = c, .what = what, .with = with };

	c->now = server_now();
	return j->server->lane != NULL ? on_lane(j, &p) : at_desk(j, &p);
}

/* A row of a job, which somebody may be cancelling at this moment. */
static bool
put_row(struct jobs *j, struct ctx *c, bool (*what)(struct ctx *, void *),
    void *with)
{
	enum fault worst;
	int tries;

	for (tries = 1; !put(j, c, what, with); tries++) {
		worst = errors_worst(&c->errors);
		if (tries == TRIES || (worst != CONFLICT && worst != BUSY))
			return false;
		errors_clear(&c->errors);
	}
	return true;
}

/* ---- one job ---- */

static struct ctx
new_ctx(struct jobs *j, struct arena *a)
{
	return (struct ctx){ .arena = a, .errors = { a, NULL, NULL },
		.store = j->worker->desk.store, .lang = "en",
		.random = j->worker->desk.random, .now = server_now(),
		.source = S("job") };
}

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

	c->store = j->worker->desk.store;
	c->random = j->worker->desk.random;
	if (!desk_begin(c, false))
		return false;
	fine = job_sit(c, &w->job, &w->input) && (kind != NULL ||
	    fail(&c->errors, INVALID, NULL, "This server does no jobs of the "
	    "kind '%.*s'.", (int)w->job.kind.n, w->job.kind.p)) &&
	    job_folder(c, jobs_spool(j->server, c->arena), w->job.row.id,
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

	pthread_mutex_lock(&j->lock);
	if (j->stopped || (j->cancel &&
	    errors_worst(&w->c->errors) == CONFLICT))
		e.state = j->cancel ? "cancelled" : "waiting";
	pthread_mutex_unlock(&j->lock);
	if (strcmp(e.state, "failed") == 0) {
		complain(w, "failed");
		e.message = str_of(errors_text(&w->c->errors, NULL));
	}
	errors_clear(&w->c->errors);
	if (!put_row(j, w->c, end, &e))
		complain(w, "its end could not be written");
}

/* False when it could not even be begun. */
static bool
work(struct jobs *j, struct job_work *w)
{
	if (!put_row(j, w->c, take, w)) {
		complain(w, "it could not be begun");
		return false;
	}
	if (!str_is(w->job.state, "running"))
		return true;
	if (!read_half(j, w) || (!put(j, w->c, write_half, w) &&
	    (!w->undo || errors_worst(&w->c->errors) != FINE ||
	    !put_row(j, w->c, tried, w))))
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
	struct ctx c = new_ctx(j, a);
	int64_t swept = FILES_SWEPT;

	if (desk_begin(&c, false)) {
		(void)!job_sweep(&c, jobs_spool(j->server, a));
		desk_undo(&c);
	}
	while (swept == FILES_SWEPT && put(j, &c, sweep_files, &swept))
		;                       /* some at a time: others write too */
	j->swept = server_now();
	arena_free(a);
}

static bool
settle(struct ctx *c, void *with)
{
	size_t n;

	(void)with;
	return daily_settle(c, &n);
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
	c = new_ctx(j, a);
	c.actor.system = true;
	w.c = &c;
	if (put_row(j, &c, settle, NULL))
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
	struct ctx c = new_ctx(j, a);
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
	struct ctx c = new_ctx(j, a);
	struct job_work w = { .c = &c };

	if (!put(j, &c, restart, NULL))
		complain(&w, "those that ran could not be begun again");
	arena_free(a);
	sweep(j);
	j->restarted = true;
}

/* Until somebody asks, the end comes, or it is time to look anyway: a
 * commit beside this one may have been taken for it. */
static bool
wait_for_more(struct jobs *j)
{
	struct timespec until;
	bool ending;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LOOK_S;
	pthread_mutex_lock(&j->lock);
	while (!j->asked && !j->ending && pthread_cond_timedwait(&j->moved,
	    &j->lock, &until) == 0)
		;
	j->asked = false;
	ending = j->ending;
	pthread_mutex_unlock(&j->lock);
	return !ending;
}

static void *
work_on(void *of)
{
	struct jobs *j = of;
	bool some;

	begin(j);
	do {
		some = false;
		while (!is_ending(j) && do_next(j))
			some = true;
		if (some || server_now() - j->swept > SWEEP_MS)
			sweep(j);
		settle_day(j);
	} while (wait_for_more(j));
	return NULL;
}

bool
jobs_start(struct server *s)
{
	struct jobs *j = NEW(s->arena, struct jobs);

	j->server = s;
	s->jobs = j;
	pthread_mutex_init(&j->lock, NULL);
	pthread_cond_init(&j->moved, NULL);
	if (s->lane == NULL)
		return true;
	j->worker = worker_open(s, false);
	if (j->worker == NULL)
		return false;
	j->has_thread = pthread_create(&j->thread, NULL, work_on, j) == 0;
	return j->has_thread;
}

void
jobs_stop(struct server *s)
{
	struct jobs *j = s->jobs;

	pthread_mutex_lock(&j->lock);
	j->ending = true;
	pthread_cond_broadcast(&j->moved);
	pthread_mutex_unlock(&j->lock);
	if (j->has_thread)
		pthread_join(j->thread, NULL);
	if (s->lane != NULL && j->worker != NULL)
		worker_close(j->worker);
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
	pthread_mutex_lock(&j->lock);
	j->asked = true;
	pthread_cond_broadcast(&j->moved);
	pthread_mutex_unlock(&j->lock);
}

void
jobs_here(struct server *s, struct worker *w)
{
	struct jobs *j = s->jobs;

	if (j->restarted && !j->asked)
		return;
	j->worker = w;
	if (!j->restarted)
		begin(j);
	j->asked = do_next(j);  /* the next one after the next request */
	if (!j->asked)
		sweep(j);
	settle_day(j);
}
