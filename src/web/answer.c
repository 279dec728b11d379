/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/answer.h"

#include <string.h>

#include "base/arena.h"
#include "web/admit.h"
#include "web/again.h"
#include "web/file.h"
#include "web/language.h"
#include "web/render.h"
#include "web/route.h"
#include "web/trouble.h"

enum { SMALL_BODY = 32 * 1024 };

void
answer_header(struct exchange *x, const char *name, str value)
{
	if (x->out.n < ANSWER_HEADERS)
		x->out.headers[x->out.n++] =
		    (struct pair){ str_of(name), value };
}

/* Eight letters and digits that are hard to take for one another. */
static void
name_request(struct exchange *x)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789x";
	uint64_t n = (uint64_t)server_clock() ^ (uint64_t)(uintptr_t)x << 20;
	struct random r = random_seeded(n);
	size_t i;

	n = random_next(&r);
	for (i = 0; i < 8; i++, n >>= 5)
		x->code[i] = letters[n & 31];
	x->code[8] = '\0';
}

static bool
answer_static(struct exchange *x)
{
	const struct file *f;
	str name = x->q.path;
	bool zip;

	if (!str_starts(name, S("/static/")))
		return false;
	name = str_part(name, 8, name.n);
	f = file_find(static_files, name);
	if (f == NULL || x->q.method != GET)
		return false;
	zip = f->zipped != NULL &&
	    request_gzip(head_field(&x->in.head, "Accept-Encoding"));
	render_static(x, f, zip, str_is(name, f->hashed));
	x->step = STEP_DONE;
	return true;
}

static bool
route(struct exchange *x)
{
	int status = route_find(x->server->pages, x->arena, &x->q, &x->page,
	    &x->allow);

	if (status == 200)
		return true;
	x->status = status;
	if (status == 405)
		return fail(&x->ctx.errors, INVALID, NULL, "This address does "
		    "not take %.*s; it takes %.*s.", (int)x->in.head.method.n,
		    x->in.head.method.p, (int)x->allow.n, x->allow.p);
	return fail(&x->ctx.errors, ABSENT, NULL,
	    "There is no page at this address.");
}

static bool
begin(struct exchange *x)
{
	struct errors *e = &x->ctx.errors;

	if (!request_head(x->arena, &x->in, &x->q, e)) {
		x->status = 400;
		return false;
	}
	x->q.server = x->server;
	if (answer_static(x))
		return true;
	language_choose(&x->q, &x->ctx.lang, &e->words);
	if (!route(x))
		return false;
	if (x->page->method == GET) {
		x->step = STEP_READ;
		return true;
	}
	if (x->page->prepare != NULL || x->in.body.n > SMALL_BODY) {
		x->step = STEP_PREPARE;
		return true;
	}
	x->step = STEP_WRITE;
	return request_body(x->arena, &x->in, &x->q, e);
}

static void
open_ctx(struct exchange *x)
{
	x->ctx = (struct ctx){ .arena = x->arena, .lang = "en",
		.errors = { .arena = x->arena } };
}

void
answer_begin(struct exchange *x)
{
	x->out.file = -1;
	open_ctx(x);
	name_request(x);
	x->tree = node_new(x->arena);
	if (begin(x))
		return;
	x->failed = true;
	x->step = STEP_SHOW;
}

bool
answer_is_quick(const struct exchange *x)
{
	return x->step == STEP_READ && x->page->flags & QUICK &&
	    x->q.shape == JSON;
}

/* The request comes to this worker's desk. */
static void
sit(struct worker *w, struct exchange *x)
{
	x->ctx.store = w->desk.store;
	x->ctx.random = w->desk.random;
	x->ctx.kept = w->desk.kept;
	x->ctx.unsure = x->step == STEP_WRITE;
	if (x->ctx.now == 0)
		x->ctx.now = server_now();
	if (x->ctx.source.p == NULL)
		x->ctx.source = str_print(x->arena, "web %.*s",
		    (int)x->in.address.n, x->in.address.p);
}

bool
answer_is_known(struct worker *w, struct exchange *x)
{
	struct exchange who = { .server = x->server, .arena = x->arena,
		.in = x->in };

	open_ctx(&who);
	if (!request_head(who.arena, &who.in, &who.q, &who.ctx.errors))
		return false;
	sit(w, &who);
	return admit_actor(w, &who) && admit_somebody(&who);
}

static bool
run_page(struct exchange *x)
{
	const struct page *p = x->page;

	if (!p->run(&x->ctx, &x->q, x->tree, &x->reply))
		return false;
	return errors_worst(&x->ctx.errors) == FINE;
}

/* A short code is guessed at: who was wrong too often waits. */
static bool
run(struct exchange *x)
{
	struct tries *t = &x->server->tries;
	enum fault worst;

	if (!(x->page->flags & GUESSED))
		return run_page(x);
	if (tries_over(t, x->q.address, x->ctx.now))
		return fail(&x->ctx.errors, BUSY, NULL, "Too many wrong codes "
		    "came from your connection. Wait ten minutes, or ask to "
		    "be marked by hand.");
	if (run_page(x))
		return true;
	worst = errors_worst(&x->ctx.errors);
	if (worst == INVALID || worst == ABSENT)
		tries_note(t, x->q.address, x->ctx.now);
	return false;
}

static bool
step_read(struct worker *w, struct exchange *x)
{
	x->step = STEP_DONE;
	if (!admit(w, x)) {
		trouble_show(w, x);
	} else if (again_find(x)) {
		return true;
	} else if (!run(x)) {
		trouble_show(w, x);
	} else {
		render_page(w, x);
		again_keep(x);
	}
	return true;
}

static bool
step_prepare(struct worker *w, struct exchange *x)
{
	const struct page *p = x->page;

	x->step = STEP_WRITE;
	if (!request_body(x->arena, &x->in, &x->q, &x->ctx.errors) ||
	    !admit(w, x) || (p->prepare != NULL &&
	    !p->prepare(&x->ctx, &x->q, x->tree, &x->reply)) ||
	    errors_worst(&x->ctx.errors) != FINE) {
		x->step = STEP_DONE;
		trouble_show(w, x);
	}
	return true;
}

static bool
step_write(struct worker *w, struct exchange *x)
{
	x->step = STEP_SHOW;
	x->failed = !admit(w, x) || !run(x);
	return !x->failed && !x->reply.undo;
}

static bool
step_show(struct worker *w, struct exchange *x)
{
	x->step = STEP_DONE;
	if (x->failed) {
		/* Who is told in which language, on a page that is not. */
		if (!x->sat && x->status != 400)
			(void)!admit_actor(w, x);
		trouble_show(w, x);
	} else {
		render_page(w, x);
	}
	return true;
}

/* What is written for programs, and where to go, is made of the tree
 * alone. */
bool
answer_is_bare(const struct exchange *x)
{
	return x->step == STEP_SHOW && x->reply.more == NULL && x->sat &&
	    (x->q.shape == JSON || (!x->failed && x->reply.go.p != NULL));
}

void
answer_show(struct exchange *x)
{
	x->step = STEP_DONE;
	if (x->failed)
		trouble_show(NULL, x);
	else
		render_page(NULL, x);
}

bool
answer_step(struct worker *w, struct exchange *x)
{
	sit(w, x);
	switch (x->step) {
	case STEP_READ:
		return step_read(w, x);
	case STEP_PREPARE:
		return step_prepare(w, x);
	case STEP_WRITE:
		return step_write(w, x);
	case STEP_SHOW:
		return step_show(w, x);
	case STEP_DONE:
		break;
	}
	return true;
}

void
answer_lost(struct worker *w, struct exchange *x)
{
	if (x->failed)
		return;                 /* refused for its own fault already */
	sit(w, x);
	x->failed = true;
	x->out = (struct answer){ .file = -1 };
	x->reply = (struct reply){ 0 };
	x->step = STEP_DONE;
	x->ctx.errors.first = NULL;
	trouble_lost(w, x);
}
