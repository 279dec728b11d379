/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/route.h"
#include "web/visit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/day.h"
#include "flow/desk.h"
#include "web/answer.h"
#include "web/jobs.h"
#include "web/hooks.h"
#include "web/mails.h"
#include "web/spool.h"
#include "web/trouble.h"

#define TOO_LARGE "The body is larger than this server takes."

enum { SECOND = 1000000, SLOWEST = 1024, DRAINED = 4 };

struct connection {
	struct connection *next, **at;
	int     socket;
	bool    local;                  /* from this machine: a proxy may be */
	char    address[INET6_ADDRSTRLEN];
	_Atomic int64_t deadline;       /* us; 0: none */
	_Atomic bool    cut;
};

struct visits {
	pthread_key_t   worker;         /* of a socket's thread */
	pthread_mutex_t lock;
	pthread_cond_t  ends;
	struct connection *first;
	pthread_t       sweeper;
	bool            sweeps;
	_Atomic bool    ending;
	_Atomic int     working;        /* visits that workers have */
};

enum stage { ARRIVING, CHECKED_HEAD, WORKING, READY, SENT };

struct visit {
	struct lane_work  work;         /* first: the lane hands it back */
	struct exchange   x;
	struct visits    *all;
	struct connection *from;
	struct MHD_Connection *mhd;
	struct spool     *body;
	struct pairs_of { struct pair at[GUARD_FIELDS + 1]; size_t n; } fields;
	_Atomic int       stage;
	uint64_t          received;
	int64_t           began;        /* us */
};

/* A test cannot wait for a year: in a build that is not optimised a file
 * may say how many days ahead it is. */
static int64_t
days_ahead(void)
{
#ifndef __OPTIMIZE__
	const char *at = getenv("TILTH_DAYS_AHEAD");
	FILE *f = at == NULL ? NULL : fopen(at, "r");
	int days = 0;

	if (f != NULL && (fscanf(f, "%5d", &days) != 1 || days < 0))
		days = 0;
	if (f != NULL)
		fclose(f);
	return days;
#else
	return 0;
#endif
}

int64_t
server_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 +
	    days_ahead() * 86400 * 1000;
}

int64_t
server_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000;
}

/* ---- connections ---- */

static void
name_peer(struct connection *c, const struct sockaddr *peer)
{
	const struct sockaddr_in *four = (const void *)peer;
	const struct sockaddr_in6 *six = (const void *)peer;

	if (peer == NULL)
		return;
	if (peer->sa_family == AF_INET) {
		inet_ntop(AF_INET, &four->sin_addr, c->address,
		    sizeof(c->address));
		c->local = ntohl(four->sin_addr.s_addr) >> 24 == 127;
	} else if (peer->sa_family == AF_INET6) {
		inet_ntop(AF_INET6, &six->sin6_addr, c->address,
		    sizeof(c->address));
		c->local = IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) ||
		    strncmp(c->address, "::ffff:127.", 11) == 0;
		if (strncmp(c->address, "::ffff:", 7) == 0)
			memmove(c->address, c->address + 7,
			    strlen(c->address + 7) + 1);
	}
}

static void
set_deadline(const struct server *s, struct connection *c, uint64_t bytes)
{
	c->deadline = server_clock() + (int64_t)s->options.deadline_s * SECOND +
	    (int64_t)(bytes / SLOWEST) * SECOND;
}

static void
connection_open(struct server *s, struct MHD_Connection *mhd, void **into)
{
	struct connection *c = calloc(1, sizeof(*c));
	struct visits *all = s->visits;
	int on = 1;

	if (c == NULL)
		abort();
	c->socket = MHD_get_connection_info(mhd,
	    MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	name_peer(c, MHD_get_connection_info(mhd,
	    MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
	set_deadline(s, c, 0);
	pthread_mutex_lock(&all->lock);
	c->next = all->first;
	c->at = &all->first;
	if (c->next != NULL)
		c->next->at = &c->next;
	all->first = c;
	pthread_mutex_unlock(&all->lock);
	s->tally.open++;
	*into = c;
}

/* The socket is closed after this, so the sweeper never meets another
 * connection under the same number. */
static void
connection_close(struct server *s, struct connection *c)
{
	struct visits *all = s->visits;

	pthread_mutex_lock(&all->lock);
	*c->at = c->next;
	if (c->next != NULL)
		c->next->at = c->at;
	pthread_mutex_unlock(&all->lock);
	free(c);
	s->tally.open--;
}

void
visit_connection(void *server, struct MHD_Connection *mhd, void **connection,
    enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		connection_open(server, mhd, connection);
	else if (*connection != NULL)
		connection_close(server, *connection);
}

static void
sweep(struct server *s)
{
	int64_t now = server_clock();
	struct connection *c;

	for (c = s->visits->first; c != NULL; c = c->next) {
		if (c->deadline == 0 || now < c->deadline || c->cut)
			continue;
		c->cut = true;
		shutdown(c->socket, SHUT_RDWR);
		s->tally.cut++;
	}
}

static void *
sweep_on(void *server)
{
	struct server *s = server;
	struct visits *all = s->visits;
	struct timespec until;

	pthread_mutex_lock(&all->lock);
	while (all->sweeps) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += 1;
		pthread_cond_timedwait(&all->ends, &all->lock, &until);
		sweep(s);
	}
	pthread_mutex_unlock(&all->lock);
	return NULL;
}

bool
sweeper_start(struct server *s)
{
	s->visits->sweeps = true;
	if (pthread_create(&s->visits->sweeper, NULL, sweep_on, s) == 0)
		return true;
	s->visits->sweeps = false;
	return false;
}

void
sweeper_stop(struct server *s)
{
	pthread_mutex_lock(&s->visits->lock);
	s->visits->sweeps = false;
	pthread_cond_signal(&s->visits->ends);
	pthread_mutex_unlock(&s->visits->lock);
	pthread_join(s->visits->sweeper, NULL);
}

/* ---- start and end ---- */

static void
close_worker(void *worker)
{
	worker_close(worker);
}

bool
visit_start(struct server *s)
{
	struct visits *all = NEW(s->arena, struct visits);

	s->visits = all;
	pthread_mutex_init(&all->lock, NULL);
	pthread_cond_init(&all->ends, NULL);
	return pthread_key_create(&all->worker, close_worker) == 0;
}

void
visit_stop(struct server *s)
{
	pthread_key_delete(s->visits->worker);
	pthread_cond_destroy(&s->visits->ends);
	pthread_mutex_destroy(&s->visits->lock);
}

void
visit_drain(struct server *s)
{
	struct timespec moment = { 0, 10 * 1000 * 1000 };

	s->visits->ending = true;
	/* Suspended connections must come back before the library stops,
	 * however long that takes. */
	while (s->visits->working > 0)
		nanosleep(&moment, NULL);
}

/* The desk of a socket's own thread, opened when it is first needed. */
static struct worker *
own_worker(struct server *s, bool writes)
{
	struct worker *w = pthread_getspecific(s->visits->worker);

	if (w != NULL)
		return w;
	w = worker_open(s, writes);
	if (w != NULL && pthread_setspecific(s->visits->worker, w) != 0)
		abort();
	return w;
}

/* ---- on the workers ---- */

static void
give_back(struct visit *v)
{
	struct visits *all = v->all;
	struct MHD_Connection *mhd = v->mhd;

	v->stage = READY;
	MHD_resume_connection(mhd);
	all->working--;                 /* v may be gone already */
}

static void
send_on(struct lane *l, struct visit *v)
{
	if (v->x.step == STEP_WRITE)
		lane_write(l, &v->work);
	else
		lane_read(l, &v->work);
}

static bool
call_run(void *desk, struct lane_work *work, bool writes)
{
	struct exchange *x = &((struct visit *)work)->x;

	if (writes)
		return answer_step(desk, x);
	do
		(void)answer_step(desk, x);
	while (x->step != STEP_DONE && x->step != STEP_WRITE);
	return true;
}

static void
call_done(void *desk, struct lane_work *work)
{
	struct visit *v = (struct visit *)work;
	struct worker *w = desk;

	if (v->x.step == STEP_DONE || answer_is_bare(&v->x))
		give_back(v);
	else
		send_on(w->server->lane, v);
}

static void
call_lost(void *desk, struct lane_work *work)
{
	answer_lost(desk, &((struct visit *)work)->x);
}

static void *
call_open(void *server, bool writes)
{
	return worker_open(server, writes);
}

static void
call_close(void *desk)
{
	worker_close(desk);
}

/* What the desk itself complains of goes to the log. */
static bool
heard(struct worker *w, bool good)
{
	const char *says = errors_text(&w->desk.errors, NULL);

	if (!good && says != NULL)
		fprintf(stderr, "tilth serve: %s\n", says);
	errors_clear(&w->desk.errors);
	return good;
}

static bool
call_begin(void *desk, bool writes)
{
	struct worker *w = desk;

	w->commits = w->server->commits;
	return heard(w, desk_begin(&w->desk, writes));
}

static bool
call_commit(void *desk)
{
	struct worker *w = desk;

	if (!heard(w, desk_commit(&w->desk)))
		return false;
	if (w->writes) {
		w->server->commits++;
		jobs_committed(w->server);
	}
	return true;
}

static void
call_undo(void *desk)
{
	desk_undo(&((struct worker *)desk)->desk);
}

static bool
call_save(void *desk)
{
	struct worker *w = desk;

	return heard(w, desk_save(&w->desk));
}

static bool
call_release(void *desk)
{
	struct worker *w = desk;

	return heard(w, desk_release(&w->desk));
}

static void
call_back(void *desk)
{
	desk_back(&((struct worker *)desk)->desk);
}

struct lane_calls
visit_calls(struct server *s)
{
	return (struct lane_calls){ call_open, call_close, call_begin,
		call_commit, call_undo, call_save, call_release, call_back,
		call_run, call_lost, call_done, s };
}

/* ---- arrival ---- */

void *
visit_uri(void *server, const char *uri, struct MHD_Connection *mhd)
{
	struct server *s = server;
	struct arena *a = arena_new(ANSWER_MEMORY);
	struct visit *v = NEW(a, struct visit);

	v->x.server = s;
	v->x.arena = a;
	v->all = s->visits;
	v->mhd = mhd;
	v->began = server_clock();
	v->x.in.head.target = str_copy(a, str_of(uri));
	v->from = MHD_get_connection_info(mhd,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	return v;
}

static enum MHD_Result
take_field(void *visit, enum MHD_ValueKind kind, const char *name,
    size_t n_name, const char *value, size_t n_value)
{
	struct visit *v = visit;

	(void)kind;
	if (v->fields.n <= GUARD_FIELDS)
		v->fields.at[v->fields.n++] = (struct pair){ { name, n_name },
			{ value == NULL ? "" : value, n_value } };
	return MHD_YES;
}

static void
read_head(struct visit *v, const char *method, const char *version)
{
	struct head *h = &v->x.in.head;

	h->method = str_copy(v->x.arena, str_of(method));
	h->version = str_of(version);
	MHD_get_connection_values_n(v->mhd, MHD_HEADER_KIND, take_field, v);
	h->fields = v->fields.at;
	h->n = v->fields.n;
	h->size = MHD_get_connection_info(v->mhd,
	    MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
}

/* Who asks, as the proxy in front says if there is one. */
static void
read_peer(struct visit *v)
{
	struct arrival *in = &v->x.in;
	const struct serve_options *o = &v->x.server->options;
	str by = head_field(&in->head, "X-Forwarded-For"), item;

	in->address = str_of(v->from->address);
	in->secure = o->tls_cert != NULL;
	if (!o->behind_proxy || !v->from->local)
		return;
	in->secure = str_same_nocase(head_field(&in->head,
	    "X-Forwarded-Proto"), S("https"));
	while (str_cut(&by, ',', &item))
		if (str_trim(item).n > 0 && str_utf8(item))
			in->address = str_trim(item);
	in->address = str_part(in->address, 0, 64);
}

static int
refusal(struct visit *v, const char **says)
{
	const struct server *s = v->x.server;
	int status;

	if (v->all->ending) {
		*says = "The server is being stopped.";
		return 503;
	}
	status = guard_check(&v->x.in.head, says);
	if (status == 0 && head_length(&v->x.in.head) >
	    (int64_t)s->options.body_most) {
		*says = TOO_LARGE;
		status = 413;
	}
	return status;
}

/* ---- the answer on its way ---- */

static struct MHD_Response *
response_of(struct answer *a)
{
	int file;

	if (a->file < 0)
		return MHD_create_response_from_buffer(a->body.n,
		    (void *)(uintptr_t)a->body.p, MHD_RESPMEM_PERSISTENT);
	file = dup(a->file);
	if (file < 0)
		return NULL;
	return MHD_create_response_from_fd64(a->size, file);
}

static enum MHD_Result
send_answer(struct visit *v)
{
	struct answer *a = &v->x.out;
	struct MHD_Response *r = response_of(a);
	enum MHD_Result done;
	size_t i;

	if (r == NULL)
		return MHD_NO;
	for (i = 0; i < a->n; i++)
		MHD_add_response_header(r, a->headers[i].name.p,
		    str_z(v->x.arena, a->headers[i].value));
	if (a->closes)
		MHD_add_response_header(r, "Connection", "close");
	v->stage = SENT;
	set_deadline(v->x.server, v->from, a->file < 0 ? a->body.n : a->size);
	done = MHD_queue_response(v->mhd, (unsigned)a->status, r);
	MHD_destroy_response(r);
	return done;
}

/* On the thread of the socket: what is quick, or everything when there is
 * no other thread. */
static bool
run_here(struct visit *v, bool writes)
{
	struct exchange *x = &v->x;
	struct worker *w = own_worker(x->server, writes);
	bool lane, kept;

	if (w == NULL)
		return false;
	while (x->step != STEP_DONE) {
		lane = x->step == STEP_WRITE;
		if (!call_begin(w, lane)) {
			answer_lost(w, x);
			return true;
		}
		kept = answer_step(w, x);
		if (kept && call_commit(w))
			continue;
		call_undo(w);
		if (kept && lane)
			answer_lost(w, x);
	}
	return true;
}

static enum MHD_Result
work_on(struct visit *v)
{
	struct server *s = v->x.server;

	answer_begin(&v->x);
	if (s->lane == NULL || answer_is_quick(&v->x)) {
		if (v->x.step != STEP_DONE && !run_here(v, s->lane == NULL))
			trouble_plain(&v->x, 503,
			    "The data cannot be read now.");
	}
	if (v->x.step == STEP_DONE)
		return send_answer(v);
	v->stage = WORKING;
	v->from->deadline = 0;
	v->all->working++;
	MHD_suspend_connection(v->mhd);
	send_on(s->lane, v);
	return MHD_YES;
}

static enum MHD_Result
refuse(struct visit *v, int status, const char *says)
{
	v->x.server->tally.refused++;
	v->x.out.file = -1;
	trouble_plain(&v->x, status, says);
	return send_answer(v);
}

/* Large bodies go to the disk: only those of people we know. */
static bool
is_known(struct visit *v)
{
	struct worker *w = own_worker(v->x.server,
	    v->x.server->lane == NULL);
	bool known;

	if (w == NULL || !call_begin(w, false))
		return false;
	known = answer_is_known(w, &v->x);
	if (!call_commit(w))
		call_undo(w);
	return known;
}

static enum MHD_Result
first_call(struct visit *v, const char *method, const char *version)
{
	const struct serve_options *o = &v->x.server->options;
	const char *says = NULL;
	uint64_t most = o->body_most;
	int64_t length;
	int status;

	read_head(v, method, version);
	read_peer(v);
	v->stage = CHECKED_HEAD;
	/* Replying in the first call closes the connection, which is right
	 * for what cannot be trusted any further. */
	if ((status = refusal(v, &says)) != 0)
		return refuse(v, status, says);
	length = head_length(&v->x.in.head);
	if ((length < 0 || length > SPOOL_MEMORY) && !is_known(v)) {
		if (length > 0)
			return refuse(v, 403, "Sign in before you send more "
			    "than 1 MiB.");
		most = SPOOL_MEMORY;
	}
	if (length != 0)
		v->body = spool_open(v->x.arena, length < 0 ? 0 :
		    (size_t)length, most, false);
	set_deadline(v->x.server, v->from, 0);
	return MHD_YES;
}

static enum MHD_Result
more_body(struct visit *v, const char *bytes, size_t *n)
{
	v->received += *n;
	/* What is over the limit is read to its end, within reason: only
	 * then does the library let us say so. */
	if (v->received > v->x.server->options.body_most * DRAINED)
		return MHD_NO;
	if (v->body != NULL)
		(void)spool_put(v->body, bytes, *n);
	*n = 0;
	v->from->deadline = v->began + (int64_t)
	    (v->x.server->options.deadline_s + v->received / SLOWEST) * SECOND;
	return MHD_YES;
}

static enum MHD_Result
whole_body(struct visit *v)
{
	if (v->body != NULL && !spool_text(v->body, &v->x.in.body)) {
		if (spool_is_over(v->body))
			return refuse(v, 413, TOO_LARGE);
		return refuse(v, 507, "The disk of the server is full.");
	}
	return work_on(v);
}

enum MHD_Result
visit_handle(void *server, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *body, size_t *n,
    void **visit)
{
	struct visit *v = *visit;

	(void)server, (void)mhd, (void)url;
	switch ((enum stage)v->stage) {
	case ARRIVING:
		return first_call(v, method, version);
	case CHECKED_HEAD:
		return *n > 0 ? more_body(v, body, n) : whole_body(v);
	case READY:
		/* Off the lane: others can commit meanwhile. */
		if (v->x.step != STEP_DONE)
			answer_show(&v->x);
		return send_answer(v);
	case WORKING:
	case SENT:
		break;
	}
	return MHD_YES;
}

/* ---- the end ---- */

static void
count_answer(struct server *s, const struct visit *v, int64_t took)
{
	const struct answer *a = &v->x.out;
	size_t class = 0;

	while (class < TIME_CLASSES && took > time_classes[class])
		class++;
	s->tally.took[class]++;
	s->tally.took_us += (uint64_t)took;
	s->tally.status[a->status >= 100 && a->status < 600 ?
	    a->status / 100 : 0]++;
	s->tally.bytes += a->file < 0 ? a->body.n : a->size;
}

static void
log_answer(const struct visit *v, int64_t took)
{
	const struct exchange *x = &v->x;
	const struct answer *a = &x->out;
	str path = route_logged(x->page, x->in.head.target);
	str method = x->in.head.method;

	if (x->code[0] == '\0')         /* refused: it may hold anything */
		path = method = S("-");

	fprintf(stderr, "%s %.*s %.*s %d %.1fms %lluB %s %.*s %s\n",
	    moment_text(x->arena, server_now()).p, (int)method.n, method.p,
	    (int)path.n, path.p, a->status, (double)took / 1000,
	    (unsigned long long)(a->file < 0 ? a->body.n : a->size),
	    id_none(x->ctx.actor.user) ? "-" :
	    id_text(x->arena, x->ctx.actor.user).p, (int)x->in.address.n,
	    x->in.address.p, x->code[0] == '\0' ? "-" : x->code);
}

void
visit_completed(void *server, struct MHD_Connection *mhd, void **visit,
    enum MHD_RequestTerminationCode how)
{
	struct server *s = server;
	struct visit *v = *visit;
	struct worker *own;
	int64_t took;

	(void)mhd, (void)how;
	if (v == NULL)
		return;
	took = server_clock() - v->began;
	if (v->stage == SENT) {
		count_answer(s, v, took);
		if (!s->options.quiet)
			log_answer(v, took);
	}
	set_deadline(s, v->from, 0);
	*visit = NULL;
	arena_free(v->x.arena);
	own = pthread_getspecific(s->visits->worker);
	if (s->lane == NULL && own != NULL) {
		jobs_here(s, own);
		mails_here(s, own);
		hooks_here(s, own);
	}
}
