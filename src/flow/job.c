/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/job.h"

#include <string.h>

#include "flow/find.h"
#include "flow/login.h"
#include "flow/save.h"
#include "format/json.h"

enum { MESSAGE_MOST = 400, RESULT_MOST = 1000000 };

const struct job_kind *
job_kind_named(str name)
{
	const struct job_kind *k;

	for (k = job_kinds; k->name != NULL; k++)
		if (str_is(name, k->name))
			return k;
	return NULL;
}

/* The program's own fields of a row are not for people to change. */
static bool
put(struct ctx *c, struct job *j)
{
	bool was = c->actor.system, fine;

	c->actor.system = true;
	fine = flow_save(c, &job_entity, j);
	c->actor.system = was;
	return fine;
}

static bool
find(struct ctx *c, struct id id, struct job *j)
{
	return store_find(c->store, &job_entity, id, c->arena, j, &c->errors);
}

static str
as_text(struct ctx *c, const struct node *n)
{
	struct write w = write_new(c->arena, RESULT_MOST);

	json_write(&w, n, false);
	return w.over ? S("{}") : write_done(&w);
}

/* ---- what people ask ---- */

static struct filter
is(const char *field, str value)
{
	return (struct filter){ field_named(&job_entity, str_of(field)), IS,
		value };
}

static bool
has_patience(struct ctx *c)
{
	struct filter mine[] = { is("state", S("waiting")),
		is("by", id_text(c->arena, c->actor.user)) };
	struct ask ask = { .filters = mine, .n = 2 };
	int64_t n;

	if (!store_count(c->store, &job_entity, &ask, &n, &c->errors))
		return false;
	return n < JOB_WAITING || fail(&c->errors, BUSY, NULL,
	    "%d of your jobs wait already. Let them end, or cancel some.",
	    JOB_WAITING);
}

bool
job_add(struct ctx *c, const struct job_kind *k, struct id *id,
    struct node *input)
{
	struct job j;

	if (id_none(c->actor.user))
		return fail(&c->errors, DENIED, NULL, "Sign in to see this.");
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (!k->may(c) || !has_patience(c))
		return false;
	row_blank(&job_entity, &j);
	if (id_none(*id))
		*id = id_new(c->random, c->now);
	node_z(input, "lang", c->lang);
	node_text(input, "source", c->source);
	j.row.id = *id;
	j.kind = str_of(k->name);
	j.state = S("waiting");
	j.by = c->actor.user;
	j.input = as_text(c, input);
	j.created_at = c->now;
	j.starts = 0;
	j.cancel = NO;
	return put(c, &j);
}

bool
job_cancel(struct ctx *c, struct id id)
{
	struct job j;

	if (!flow_find(c, &job_entity, id, &j))
		return false;
	if (!flow_may(c, &job_entity, &j, EDIT))
		return fail(&c->errors, DENIED, NULL,
		    "Only who started a job may cancel it.");
	if (str_is(j.state, "waiting"))
		return job_end(c, id, "cancelled", (str){ 0 }, NULL);
	if (!str_is(j.state, "running"))
		return true;
	j.cancel = YES;
	return put(c, &j);
}

/* ---- doing them ---- */

bool
job_next(struct ctx *c, struct id *id)
{
	struct filter waits = is("state", S("waiting"));
	struct ask ask = { .filters = &waits, .n = 1, .limit = 1,
		.sort = field_named(&job_entity, S("created_at")) };
	struct cursor *cursor;
	struct job j;

	*id = (struct id){ 0 };
	if (!store_list(c->store, &job_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	if (store_next(cursor, c->arena, &j))
		*id = j.row.id;
	return store_end(cursor, &c->errors);
}

bool
job_take(struct ctx *c, struct id id, struct job *j)
{
	row_blank(&job_entity, j);
	if (!store_has(c->store, &job_entity, id))
		return true;
	if (!find(c, id, j))
		return false;
	if (!str_is(j->state, "waiting"))
		return true;
	if (j->cancel == YES || j->starts >= JOB_STARTS) {
		j->state = j->cancel == YES ? S("cancelled") : S("failed");
		return job_end(c, id, j->state.p, j->cancel == YES ?
		    (str){ 0 } : str_of(words_say(c->words, "The server ended "
		    "each time while it ran. Its log may say why.")), NULL);
	}
	j->state = S("running");
	j->started_at = c->now;
	j->starts++;
	return put(c, j);
}

bool
job_sit(struct ctx *c, const struct job *j, const struct node **input)
{
	struct node *in;
	struct user u;
	str lang;

	if (!json_read(c->arena, str_none(j->input) ? S("{}") : j->input, &in,
	    &c->errors) || !store_find(c->store, &user_entity, j->by, c->arena,
	    &u, &c->errors))
		return false;
	if (u.is_disabled == YES)
		return fail(&c->errors, DENIED, NULL,
		    "Who started this is no longer a user of the site.");
	*input = in;
	lang = json_text(in, "lang");
	c->lang = str_none(lang) ? "en" : str_z(c->arena, lang);
	c->words = words_named(str_of(c->lang));
	c->errors.words = c->words;
	c->source = str_print(c->arena, "%.*s, job",
	    (int)json_text(in, "source").n, json_text(in, "source").p);
	return login_actor(c, j->by, &c->actor);
}

static str
shortened(str message)
{
	str piece = str_part(message, 0, MESSAGE_MOST);

	return str_part(piece, 0, str_utf8_end(piece));
}

bool
job_end(struct ctx *c, struct id id, const char *state, str message,
    const struct node *result)
{
	bool again = strcmp(state, "waiting") == 0;
	struct job j;

	if (!store_has(c->store, &job_entity, id))
		return true;            /* dropped meanwhile */
	if (!find(c, id, &j))
		return false;
	j.state = str_of(state);
	j.message = str_none(message) ? (str){ 0 } : shortened(message);
	if (again) {            /* as if it had not been begun */
		j.started_at = INT64_MIN;
		j.starts--;
	} else {
		j.ended_at = c->now;
	}
	if (result != NULL)
		j.result = as_text(c, result);
	return put(c, &j);
}

bool
job_restart(struct ctx *c)
{
	enum { MOST = 100 };
	struct filter ran = is("state", S("running"));
	struct ask ask = { .filters = &ran, .n = 1, .limit = MOST };
	struct id id[MOST];
	struct cursor *cursor;
	struct job j;
	size_t i, n = 0;

	if (!store_list(c->store, &job_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (n < MOST && store_next(cursor, c->arena, &j))
		id[n++] = j.row.id;
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < n; i++) {
		if (!find(c, id[i], &j))
			return false;
		j.state = S("waiting");
		j.started_at = INT64_MIN;
		if (!put(c, &j))
			return false;
	}
	return true;
}
