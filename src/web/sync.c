/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a device kept while it was offline, and the script that lets a list
 * be opened there. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/checkin.h"
#include "flow/find.h"
#include "web/file.h"
#include "web/page.h"
#include "web/programme.h"

enum { MARKS_MOST = 2000 };

static str
text_of(const struct node *o, const char *name)
{
	const struct node *n = node_find(o, str_of(name));

	return n != NULL && n->kind == N_TEXT ? n->text : (str){ 0 };
}

/* INT64_MIN: not said.  What is said and is no number is none that could
 * be kept either: -1, so that the mark is refused and not cut short. */
static int64_t
number_of(const struct node *o, const char *name)
{
	const struct node *n = node_find(o, str_of(name));
	int64_t i;

	if (n == NULL || n->kind == N_NONE)
		return INT64_MIN;
	if (n->kind == N_COUNT)
		return n->count;
	if (n->kind == N_REAL)
		return fabs(n->real) < 9e15 ? (int64_t)n->real : INT64_MAX;
	if (n->kind == N_TEXT && str_none(str_trim(n->text)))
		return INT64_MIN;
	return n->kind == N_TEXT && str_int(str_trim(n->text), &i) ? i : -1;
}

static int64_t
moment_of(const struct node *o, const char *name)
{
	int64_t ms;

	return moment_read(text_of(o, name), &ms) ? ms : INT64_MIN;
}

static void
read_mark(struct ctx *c, const struct node *n, struct attendance *m)
{
	struct id id;

	row_blank(&attendance_entity, m);
	if (id_read(text_of(n, "id"), &id))
		m->row.id = id;
	if (id_read(text_of(n, "session"), &id))
		m->session = id;
	if (id_read(text_of(n, "person"), &id))
		m->person = id;
	m->mark = str_copy(c->arena, text_of(n, "mark"));
	m->reason = text_of(n, "reason");
	m->minutes = number_of(n, "minutes");
	m->way = str_none(text_of(n, "way")) ? S("list") : text_of(n, "way");
	m->made_at = moment_of(n, "made_at");
	m->after = text_of(n, "after");
}

static void
answer_put(const struct attendance *m, const struct attend_answer *a,
    struct node *row)
{
	static const char *const says[] = { [ATTEND_TAKEN] = "taken",
		[ATTEND_THERE] = "there", [ATTEND_OPEN] = "open",
		[ATTEND_REFUSED] = "refused" };

	node_id(row, "id", m->row.id);
	node_z(row, "is", says[a->is]);
	node_text(row, "why", a->why);
}

static bool
take(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	const struct node *list = q->json == NULL ? NULL
	    : node_find(q->json, S("marks")), *n;
	struct attend_answer *said;
	struct attendance *mark;
	struct programme p;
	str *code;
	struct event v;
	size_t i;

	(void)r;
	if (!programme_named(c, q, &p) || !flow_find_text(c, &event_entity,
	    request_at(q, "event"), p.row.id, &v))
		return false;
	if (list == NULL || list->kind != N_LIST || list->n > MARKS_MOST)
		return fail(&c->errors, INVALID, "marks", "Marks are sent as "
		    "a list: marks, at most 2000 at a time.");
	if (moment_of(q->json, "sent_at") == INT64_MIN)
		return fail(&c->errors, INVALID, "sent_at",
		    "The device says no time that can be read.");
	mark = NEWS(c->arena, struct attendance, list->n + 1);
	code = NEWS(c->arena, str, list->n + 1);
	said = NEWS(c->arena, struct attend_answer, list->n + 1);
	for (i = 0, n = list->first; n != NULL; n = n->next) {
		code[i] = text_of(n, "code");
		read_mark(c, n, &mark[i++]);
	}
	if (!checkin_take(c, &v, text_of(q->json, "device"),
	    moment_of(q->json, "sent_at"), mark, code, list->n, said))
		return false;
	node_moment(out, "server_at", c->now);
	(void)node_list(out, "rows");
	for (i = 0; i < list->n; i++)
		answer_put(&mark[i], &said[i], node_row(out, "rows"));
	return true;
}

const struct page event_sync_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/sync",
	.about  = "Takes the marks a device kept while offline; sent twice "
	    "they count once.",
	.of     = &attendance_entity,
	.needs  = ADD,
	.run    = take,
};

/* A worker rules the addresses below its own, so it is served at the top. */
static bool
show_worker(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct file *f = file_find(static_files, S("offline.js"));

	(void)q, (void)out;
	if (f == NULL)
		return fail(&c->errors, ABSENT, NULL, "There is no such page.");
	r->raw = (str){ (const char *)f->bytes, f->n };
	r->raw_type = S("text/javascript; charset=utf-8");
	return true;
}

const struct page worker_page = {
	.method = GET,
	.path   = "/offline.js",
	.about  = "The script by which a browser opens kept lists offline.",
	.run    = show_worker,
};
