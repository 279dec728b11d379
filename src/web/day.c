/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* My day: what is due for who is signed in, to tick off; and which mails
 * and calendars he wants. */
#include "base/arena.h"
#include "flow/calendar.h"
#include "flow/digest.h"
#include "flow/due.h"
#include "flow/find.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/office.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/programme.h"

enum { AHEAD = 14, TASKS_DONE = 10, PROGRAMMES = 20 };

/* ---- the page ---- */

static str
line_href(struct ctx *c, const struct due_line *l)
{
	if (l->is_sheet)
		return str_print(c->arena, "/mysheet/%s",
		    id_text(c->arena, l->row).p);
	return entity_href(c, l->entity, l->row);
}

static void
line_put(struct ctx *c, const struct due_line *l, struct node *row)
{
	node_id(row, "id", l->row);
	node_day(row, "on", l->on);
	node_text(row, "starts", l->starts);
	node_text(row, "ends", l->ends);
	node_text(row, "name", l->name);
	node_z(row, "says", say(c, l->says));
	node_text(row, "href", line_href(c, l));
	if (l->n > 1)
		node_count(row, "number", l->n);
	node_bool(row, "mine", l->mine);
	node_bool(row, "is_task", l->is_task);
	if (!id_none(l->programme))
		node_text(row, "programme", flow_name(c, &programme_entity,
		    l->programme));
}

enum when { LATE, TODAY, TOMORROW, THIS_WEEK, AFTER, UNDATED, WHENS };

static enum when
when_of(const struct due *d, const struct due_line *l)
{
	int32_t away = l->on.n - d->today.n;

	return l->on.n == 0 ? UNDATED : away < 0 ? LATE : away == 0 ? TODAY
	    : away == 1 ? TOMORROW : away <= 7 ? THIS_WEEK : AFTER;
}

static void
groups_put(struct ctx *c, const struct due *d, struct node *out)
{
	static const char *const heading[WHENS] = { "Overdue", "Today",
		"Tomorrow", "Within a week", "Later", "Without a day" };
	static const char *const key[WHENS] = { "late", "today", "tomorrow",
		"week", "later", "undated" };
	struct node *group;
	size_t i;
	int w;

	(void)node_list(out, "groups");
	for (w = 0; w < WHENS; w++) {
		group = NULL;
		for (i = 0; i < d->n; i++) {
			if ((int)when_of(d, &d->line[i]) != w)
				continue;
			if (group == NULL) {
				group = node_row(out, "groups");
				node_z(group, "key", key[w]);
				node_z(group, "heading", say(c, heading[w]));
				node_bool(group, "is_late", w == LATE);
				node_bool(group, "shows_day", w != TODAY &&
				    w != TOMORROW);
			}
			line_put(c, &d->line[i], node_row(group, "lines"));
		}
	}
	node_bool(out, "has_any", d->n > 0);
}

/* What was just ticked off, to be taken back. */
static bool
done_put(struct ctx *c, const struct request *q, struct node *out)
{
	struct errors before = c->errors;
	struct node *o;
	struct task t;
	struct id id;

	if (!id_read(request_arg(q, "done"), &id))
		return true;
	c->errors.first = NULL;
	if (flow_find(c, &task_entity, id, &t) && str_is(t.state, "done")) {
		o = node_object(out, "ticked");
		node_id(o, "id", id);
		node_text(o, "name", t.title);
	}
	c->errors = before;
	return true;
}

static bool
finished_put(struct ctx *c, struct node *out)
{
	struct filter of[] = {
		{ field_named(&task_entity, S("who")), IS,
		    id_text(c->arena, c->actor.user) },
		{ field_named(&task_entity, S("state")), IS, S("done") } };
	struct ask ask = { .filters = of, .n = 2, .limit = TASKS_DONE,
		.sort = field_named(&task_entity, S("done_at")),
		.falling = true };
	struct found *found;
	struct node *row;
	struct task t;

	(void)node_list(out, "finished");
	if (!ctx_may(c, &task_entity, SEE, (struct id){ { 0 } }))
		return true;
	if (!flow_list(c, &task_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &t)) {
		row = node_row(out, "finished");
		node_id(row, "id", t.row.id);
		node_text(row, "name", t.title);
		node_moment(row, "at", t.done_at);
		node_text(row, "href", entity_href(c, &task_entity,
		    t.row.id));
	}
	node_bool(out, "has_finished", node_find(out, S("finished"))->n > 0);
	return flow_end(found);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct due d;

	(void)r;
	if (!due_of(c, AHEAD, &d))
		return false;
	node_z(out, "title", say(c, "My day"));
	node_day(out, "today", d.today);
	node_count(out, "late", (int64_t)d.late);
	node_count(out, "now", (int64_t)d.now);
	node_bool(out, "is_late", d.late > 0);
	node_bool(out, "is_now", d.now > 0);
	node_bool(out, "may_add", ctx_may(c, &task_entity, ADD,
	    (struct id){ { 0 } }));
	groups_put(c, &d, out);
	return done_put(c, q, out) && finished_put(c, out);
}

const struct page day_page = {
	.method = GET,
	.path   = "/day",
	.about  = "What is due today and in the next two weeks for who asks, "
	    "and what is overdue.",
	.view   = "day.html",
	.flags  = SIGNED_IN,
	.run    = show,
};

/* ---- ticking off ---- */

static bool
asked(struct ctx *c, const struct request *q, struct id *id)
{
	return id_read(request_at(q, "task"), id) || fail(&c->errors, ABSENT,
	    NULL, "There is no such task.");
}

static bool
accept_done(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id id;

	(void)out;
	if (!asked(c, q, &id) || !due_tick(c, id, true))
		return false;
	r->go = str_print(c->arena, "/day?done=%s", id_text(c->arena, id).p);
	return true;
}

const struct page day_done_post = {
	.method = POST,
	.path   = "/day/{task}/done",
	.about  = "A task is done.",
	.flags  = SIGNED_IN,
	.run    = accept_done,
};

static bool
accept_open(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct id id;

	(void)out;
	r->go = S("/day");
	return asked(c, q, &id) && due_tick(c, id, false);
}

const struct page day_open_post = {
	.method = POST,
	.path   = "/day/{task}/open",
	.about  = "A task that was done is open again.",
	.flags  = SIGNED_IN,
	.run    = accept_open,
};

static bool
accept_task(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str on = str_trim(request_form(q, "due_on"));
	struct task t;

	(void)out;
	row_blank(&task_entity, &t);
	t.title = str_trim(request_form(q, "title"));
	if (str_none(t.title))
		return fail(&c->errors, INVALID, "title",
		    "Say what is to be done.");
	if (!str_none(on) && !day_read(on, &t.due_on))
		return fail(&c->errors, INVALID, "due_on",
		    "'%.*s' is not a day.", (int)on.n, on.p);
	t.who = c->actor.user;
	t.state = S("open");
	r->go = S("/day");
	return flow_save(c, &task_entity, &t);
}

const struct page day_task_post = {
	.method = POST,
	.path   = "/day",
	.about  = "A new task of one's own.",
	.of     = &task_entity,
	.needs  = ADD,
	.flags  = SIGNED_IN,
	.again  = &day_page,
	.run    = accept_task,
};

/* ---- what one wants ---- */

static void
digest_put(struct ctx *c, const struct mail_wish *w, struct node *out)
{
	static const char *const days[] = { "Monday", "Tuesday", "Wednesday",
		"Thursday", "Friday", "Saturday", "Sunday" };
	const struct choice *k;
	struct node *row;
	int i;

	for (k = digest_codes.of; k->code != NULL; k++) {
		row = node_row(out, "rhythms");
		node_z(row, "code", k->code);
		node_z(row, "says", say(c, k->label));
		node_bool(row, "selected", str_is(w->digest, k->code));
	}
	for (i = 0; i < 7; i++) {
		row = node_row(out, "weekdays");
		node_count(row, "code", i + 1);
		node_z(row, "says", say(c, days[i]));
		node_bool(row, "selected", w->weekday == i + 1);
	}
}

static const char *const choosable[] = { "invitation", "reminder", "notice",
	"certificate", "calendar", NULL };

static void
kinds_put(struct ctx *c, const struct mail_wish *w, struct node *out)
{
	struct node *row;
	size_t i;

	for (i = 0; choosable[i] != NULL; i++) {
		row = node_row(out, "kinds");
		node_z(row, "code", choosable[i]);
		node_text(row, "says", choice_says(c, &mail_kind_codes,
		    str_of(choosable[i])));
		node_bool(row, "wanted", !mail_is_stopped(w, choosable[i]));
	}
}

static bool
my_wish(struct ctx *c, struct mail_to *to, struct mail_wish *w)
{
	return mail_to_user(c, c->actor.user, to) && mail_wish_of(c, to, w);
}

/* Under which addresses the calendars are read, with a key just made. */
static bool
addresses_put(struct ctx *c, const struct request *q, str key,
    struct node *out)
{
	struct ask ask = { .limit = PROGRAMMES };
	struct found *found;
	struct programme p;
	struct node *row;
	const char *site_is = site_address(c, q).p;

	node_text(out, "calendar", str_print(c->arena,
	    "%s/calendar/%.*s/mine.ics", site_is, (int)key.n, key.p));
	(void)node_list(out, "calendars");
	if (!flow_list(c, &programme_entity, &ask, &found))
		return false;
	while (flow_next(found, c->arena, &p)) {
		row = node_row(out, "calendars");
		node_text(row, "name", programme_title(c, &p));
		node_text(row, "address", str_print(c->arena,
		    "%s/calendar/%.*s/programme/%s/feed.ics", site_is,
		    (int)key.n, key.p, id_text(c->arena, p.row.id).p));
	}
	return flow_end(found);
}

static bool
calendar_put(struct ctx *c, struct node *out)
{
	int64_t made;

	if (!calendar_key_made(c, &made))
		return false;
	if (made != INT64_MIN)
		node_moment(out, "made", made);
	return true;
}

static bool
show_wishes(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mail_site s;
	struct mail_to me;
	struct mail_wish w;
	str done = request_arg(q, "done");

	(void)r;
	if (!my_wish(c, &me, &w) || !mail_site(c, &s))
		return false;
	node_z(out, "title", say(c, "Mails and calendar"));
	node_text(out, "address", me.address);
	node_bool(out, "goes_out", s.ready);
	if (str_is(done, "saved"))
		node_z(out, "notice", say(c, "Your wishes are saved."));
	if (str_is(done, "sent"))
		node_z(out, "notice", say(c, "The list is on its way to you."));
	if (str_is(done, "empty"))
		node_z(out, "notice", say(c, "Nothing is due, so no list is "
		    "sent."));
	digest_put(c, &w, out);
	kinds_put(c, &w, out);
	return calendar_put(c, out);
}

const struct page wishes_page = {
	.method = GET,
	.path   = "/wishes",
	.about  = "Which mails somebody wants, how often the list of what is "
	    "due, and the address of the own calendar.",
	.view   = "wishes.html",
	.flags  = SIGNED_IN,
	.run    = show_wishes,
};

static bool
is_ticked(const struct request *q, const char *kind)
{
	size_t i;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, "want") &&
		    str_is(q->form[i].value, kind))
			return true;
	return false;
}

static bool
accept_wishes(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str rhythm = request_form(q, "digest");
	struct mail_to me;
	struct mail_wish w;
	int64_t day;
	size_t i;

	(void)out;
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (!my_wish(c, &me, &w))
		return false;
	if (choice_coded(&digest_codes, rhythm) == NULL)
		return fail(&c->errors, INVALID, "digest",
		    "Say how often the list of what is due comes.");
	if (!str_none(rhythm) && !str_is(rhythm, "none"))
		mail_wish_set(c, &w, S("digest"), false);
	w.digest = rhythm;
	if (str_int(request_form(q, "weekday"), &day) && day >= 1 && day <= 7)
		w.weekday = day;
	for (i = 0; choosable[i] != NULL; i++)
		mail_wish_set(c, &w, str_of(choosable[i]),
		    !is_ticked(q, choosable[i]));
	r->go = S("/wishes?done=saved");
	return mail_wish_keep(c, &w);
}

const struct page wishes_post = {
	.method = POST,
	.path   = "/wishes",
	.about  = "Say which mails are wanted.",
	.flags  = SIGNED_IN,
	.again  = &wishes_page,
	.run    = accept_wishes,
};

static bool
accept_now(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mail_to me;
	struct digest d;
	bool queued;

	(void)out, (void)q;
	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (!my_wish(c, &me, &d.wish))
		return false;
	if (str_none(me.address))
		return fail(&c->errors, INVALID, NULL, "Your account has no "
		    "address. An administrator can add it.");
	mail_wish_set(c, &d.wish, S("digest"), false);
	if (!mail_wish_keep(c, &d.wish) ||
	    !digest_make(c, &d.wish, &d) || !digest_keep(c, &d, &queued))
		return false;
	r->go = queued ? S("/wishes?done=sent") : S("/wishes?done=empty");
	return true;
}

const struct page wishes_now_post = {
	.method = POST,
	.path   = "/wishes/now",
	.about  = "Send me the list of what is due now.",
	.flags  = SIGNED_IN,
	.again  = &wishes_page,
	.run    = accept_now,
};

/* A key is shown once, when it is made: this answer is a page. */
static bool
accept_calendar(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str key;

	if (c->actor.reads_only)
		return fail(&c->errors, DENIED, NULL,
		    "This token may read, not write.");
	if (str_is(request_form(q, "do"), "end")) {
		r->go = S("/wishes#calendar");
		return calendar_key_end(c);
	}
	r->view = "wishes.html";
	return calendar_key_new(c, &key) && show_wishes(c, q, out, r) &&
	    addresses_put(c, q, key, out);
}

const struct page wishes_calendar_post = {
	.method = POST,
	.path   = "/wishes/calendar",
	.about  = "A new secret address of one's calendar, which ends the old "
	    "one; or none any more.",
	.view   = "wishes.html",
	.flags  = SIGNED_IN,
	.again  = &wishes_page,
	.run    = accept_calendar,
};
