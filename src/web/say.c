/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What anyone may say to a programme, without an account: the form, what
 * was said and done so far, and the answer by its reference number. */
#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/feedback.h"
#include "flow/publish.h"
#include "format/html.h"
#include "model/codes.h"
#include "web/feedback.h"
#include "web/options.h"
#include "web/programme.h"

enum { SAID = 20 };             /* points on the public page */

static str
said_href(struct ctx *c, str reference)
{
	struct write w = write_new(c->arena, 200);

	write_z(&w, "/said/");
	html_url_part(&w, reference);
	return write_done(&w);
}

/* ---- to whom ---- */

/* Strangers write where the part is open; who is signed in, wherever he
 * sees the programme. */
static bool
takes_from(const struct ctx *c, const struct programme *p)
{
	return !id_none(c->actor.user) || publish_shows(p, PUBLISH_FEEDBACK);
}

static bool
asked_for(struct ctx *c, const struct request *q, struct programme *p)
{
	return programme_named(c, q, p) && (takes_from(c, p) ||
	    fail(&c->errors, ABSENT, NULL,
	    "This programme takes no messages on this page."));
}

static bool
show_where(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme *p;
	struct node *row;
	size_t i, n, shown = 0;
	str title;

	if (number_goes(c, q, "/said/", r))
		return true;
	p = every(c, &programme_entity, (struct id){ { 0 } }, &n);
	if (p == NULL)
		return false;
	node_z(out, "title", say(c, "Tell us"));
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		if (!takes_from(c, &p[i]))
			continue;
		if (!publish_title(c, &p[i], &title))
			return false;
		row = node_row(out, "rows");
		node_text(row, "name", title);
		node_text(row, "href", str_print(c->arena, "/say%s",
		    programme_href(c, &p[i]).p + sizeof("/programme") - 1));
		shown++;
	}
	node_bool(out, "is_empty", shown == 0);
	return true;
}

const struct page say_where_page = {
	.method = GET,
	.path   = "/say",
	.about  = "Programmes one may write to, and answers by number.",
	.view   = "say_where.html",
	.run    = show_where,
};

/* ---- the form, and what was said and done ---- */

void
feedback_figures(struct ctx *c, const struct feedback_desk *d,
    struct node *out)
{
	node_count(out, "came", (int64_t)(d->waiting + d->answered));
	node_count(out, "waiting", (int64_t)d->waiting);
	node_count(out, "overdue", (int64_t)d->overdue);
	node_count(out, "answered", (int64_t)d->answered);
	node_count(out, "in_time", (int64_t)d->in_time);
	node_count(out, "satisfied", (int64_t)d->satisfied);
	node_count(out, "rated", (int64_t)d->rated);
	node_text(out, "median", isnan(d->median_days) ? (str){ 0 }
	    : str_print(c->arena, "%g", d->median_days));
}

static bool
said_put(struct ctx *c, const struct programme *p,
    const struct feedback_desk *d, struct node *out)
{
	struct publish_names *names;
	struct node *row;
	size_t i;

	(void)node_list(out, "said");
	node_bool(out, "has_said", d->n > 0);
	if (d->n == 0)
		return true;
	if (!publish_names(c, p->row.id, &names))
		return false;
	for (i = 0; i < d->n && i < SAID; i++) {
		row = node_row(out, "said");
		node_text(row, "heard", publish_text(c, names,
		    d->row[i].heard, NULL));
		node_text(row, "done", publish_text(c, names, d->row[i].done,
		    NULL));
		node_day(row, "on", d->row[i].received);
	}
	return true;
}

static bool
show_form(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	static const char *const fields[] = { "category", "topic", "text",
		"contact", NULL };
	struct feedback_desk d;
	struct programme p;
	str title;

	(void)r;
	if (!asked_for(c, q, &p) || !feedback_said(c, p.row.id, &d) ||
	    !publish_title(c, &p, &title))
		return false;
	node_text(out, "name", title);
	node_z(out, "title", say(c, "Tell us"));
	options_put(c, &feedback_category_codes, "categories",
	    request_form(q, "category"), out);
	options_put(c, &feedback_topic_codes, "topics",
	    request_form(q, "topic"), out);
	node_bool(out, "wants_care",
	    str_is(request_form(q, "sensitive"), "yes"));
	wrong_put(q, fields, out);
	feedback_figures(c, &d, out);
	return said_put(c, &p, &d, out);
}

const struct page say_page = {
	.method = GET,
	.path   = "/say/{id}",
	.about  = "Where anyone writes to a programme, and what became of what "
	    "others wrote.",
	.view   = "say.html",
	.run    = show_form,
};

static bool
send(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct feedback_new in = {
		request_form(q, "category"), request_form(q, "topic"),
		request_form(q, "text"), request_form(q, "contact"),
		str_is(request_form(q, "sensitive"), "yes"),
	};
	struct feedback_case f;
	struct programme p;

	if (!str_none(request_form(q, "website")))      /* hidden from people */
		return fail(&c->errors, INVALID, NULL,
		    "Leave the last field empty.");
	if (!asked_for(c, q, &p) ||
	    !feedback_send(c, p.row.id, &in, &f))
		return false;
	node_text(out, "reference", f.reference);
	r->go = str_print(c->arena, "%s?new=1", said_href(c, f.reference).p);
	return true;
}

const struct page say_post = {
	.method = POST,
	.path   = "/say/{id}",
	.about  = "Sends a question, suggestion, praise or complaint.",
	.flags  = NO_CSRF,
	.again  = &say_page,
	.run    = send,
};

/* ---- the answer ---- */

static bool
show_said(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	static const char *const fields[] = { "satisfied", "remark", NULL };
	struct ctx system = *c;
	struct feedback_case f;
	struct programme p;
	str title;

	(void)r;
	system.actor = (struct actor){ .system = true };
	if (!feedback_find(c, request_at(q, "number"), &f) ||
	    !flow_find(&system, &programme_entity, f.programme, &p) ||
	    !publish_title(c, &p, &title))
		return false;
	node_text(out, "title", str_print(c->arena, say(c, "Message %s"),
	    str_z(c->arena, f.reference)));
	node_text(out, "reference", f.reference);
	node_text(out, "name", title);
	node_text(out, "text", f.text);
	node_text(out, "category", choice_says(c, &feedback_category_codes,
	    f.category));
	node_day(out, "received", f.received);
	node_day(out, "due", f.due);
	node_text(out, "answer", f.answer);
	node_day(out, "answered", f.answered_on);
	node_text(out, "done", f.done);
	node_text(out, "remark", q->faults != NULL ? request_form(q, "remark")
	    : f.remark);
	node_bool(out, "is_new", !str_none(request_arg(q, "new")));
	node_bool(out, "is_yes", str_is(f.satisfied, "yes"));
	node_bool(out, "is_no", str_is(f.satisfied, "no"));
	wrong_put(q, fields, out);
	return true;
}

const struct page said_page = {
	.method = GET,
	.path   = "/said/{number}",
	.about  = "A message and its answer, for whoever has the number.",
	.view   = "said.html",
	.flags  = LINK,
	.run    = show_said,
};

static bool
rate(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)out;
	r->go = said_href(c, request_at(q, "number"));
	return feedback_rate(c, request_at(q, "number"),
	    request_form(q, "satisfied"), request_form(q, "remark"));
}

const struct page said_post = {
	.method = POST,
	.path   = "/said/{number}",
	.about  = "Whether the answer helped.",
	.flags  = LINK,
	.again  = &said_page,
	.run    = rate,
};
