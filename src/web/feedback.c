/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The desk of what people say: what waits, how soon it is answered, and the
 * form to answer one. */
#include "web/feedback.h"

#include "base/arena.h"
#include "derive/rowjson.h"
#include "flow/find.h"
#include "format/qr.h"
#include "model/codes.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

enum { SHOWN = 200, QR_BYTES = 1 << 20 };

static const struct {
	const char *key, *name;
} shows[] = {   /* words: */
	{ "waiting", "Waiting" }, { "answered", "Answered" }, { "all", "All" },
};

/* ---- the list ---- */

static void
stands_put(struct ctx *c, const struct feedback_case *f, struct node *row)
{
	static const char *const mark[] = { "info", "bad", "ok" };
	static const char *const says[] = { "Waiting", "Overdue", "Answered" };

	mark_put(c, row, mark[feedback_stands(c, f)],
	    says[feedback_stands(c, f)]);
}

static void
row_put(struct ctx *c, const struct feedback_case *f, struct node *row)
{
	str href = entity_href(c, &feedback_case_entity, f->row.id);

	node_text(row, "text", f->text);
	node_text(row, "href", href);
	node_text(row, "code", f->code);
	node_text(row, "category", choice_says(c, &feedback_category_codes,
	    f->category));
	node_text(row, "topic", choice_says(c, &feedback_topic_codes,
	    f->topic));
	node_day(row, "received", f->received);
	node_day(row, "due", f->due);
	node_day(row, "answered", f->answered_on);
	node_bool(row, "is_sensitive", f->sensitive == YES);
	node_bool(row, "is_public", f->published == YES);
	node_bool(row, "is_unhappy", str_is(f->satisfied, "no"));
	if (flow_may(c, &feedback_case_entity, f, EDIT))
		node_text(row, "answer_href", str_print(c->arena, "%s/answer",
		    href.p));
	stands_put(c, f, row);
}

static size_t
show_asked(const struct request *q)
{
	size_t i;

	for (i = 0; i < sizeof(shows) / sizeof(shows[0]); i++)
		if (str_is(request_arg(q, "show"), shows[i].key))
			return i;
	return 0;
}

static void
tabs_put(struct ctx *c, const struct programme *p, size_t here,
    struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "tabs");
	for (i = 0; i < sizeof(shows) / sizeof(shows[0]); i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", say(c, shows[i].name));
		node_text(row, "href", str_print(c->arena,
		    "%s/feedback?show=%s", programme_href(c, p).p,
		    shows[i].key));
		node_bool(row, "here", i == here);
	}
}

static void
rows_put(struct ctx *c, const struct feedback_desk *d, size_t show,
    struct node *out)
{
	size_t i, n = 0, left = 0;
	bool answered;

	(void)node_list(out, "rows");
	for (i = 0; i < d->n; i++) {
		answered = feedback_stands(c, &d->row[i]) == FEEDBACK_ANSWERED;
		if (show < 2 && answered != (show == 1))
			continue;
		if (n == SHOWN) {
			left++;
			continue;
		}
		row_put(c, &d->row[i], node_row(out, "rows"));
		n++;
	}
	node_bool(out, "is_empty", n == 0);
	node_count(out, "left", (int64_t)left);
	node_bool(out, "is_cut", left > 0);
}

/* The address for posters, where the public can reach it. */
static bool
poster_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	struct write w = write_new(c->arena, QR_BYTES);
	str path = str_print(c->arena, "/say%s", programme_href(c, p).p +
	    sizeof("/programme") - 1);
	struct qr code;

	node_bool(out, "is_open", p->published == YES);
	node_text(out, "say_href", path);
	if (p->published != YES || q->shape != HTML)
		return true;
	path = str_print(c->arena, "%s%s", site_address(c, q).p, path.p);
	node_text(out, "address", path);
	if (!qr_make(c->arena, path, &code, &c->errors))
		return false;
	qr_svg(&w, &code, str_of(say(c, "Code of the page for messages")));
	node_html(out, "qr", write_done(&w));
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct feedback_desk d;
	struct programme p;
	struct crumb up;

	(void)r;
	if (!programme_named(c, q, &p) || !feedback_desk(c, p.row.id, &d))
		return false;
	node_z(out, "title", say(c, "Feedback and complaints"));
	programme_put(c, &p, PHASE_MONITOR, out);
	up = phase_crumb(c, &p, PHASE_MONITOR);
	crumb_put(out, &up, 1);
	node_bool(out, "may_add", ctx_may(c, &feedback_case_entity,
	    ADD | SEE, p.row.id));
	node_bool(out, "may_open", flow_may(c, &programme_entity, &p, EDIT));
	feedback_figures(c, &d, out);
	tabs_put(c, &p, show_asked(q), out);
	rows_put(c, &d, show_asked(q), out);
	return poster_put(c, q, &p, out);
}

const struct page feedback_page = {
	.method = GET,
	.path   = "/programme/{id}/feedback",
	.about  = "What people said to a programme and how soon it was "
	    "answered.",
	.view   = "feedback.html",
	.of     = &feedback_case_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- the answer ---- */

static bool
case_asked(struct ctx *c, const struct request *q, struct feedback_case *f)
{
	struct id id;

	return (id_read(request_at(q, "id"), &id) || fail(&c->errors, ABSENT,
	    NULL, "There is no message at this address.")) &&
	    flow_find(c, &feedback_case_entity, id, f) &&
	    (flow_may(c, &feedback_case_entity, f, EDIT) || fail(&c->errors,
	    DENIED, NULL, "You may not answer this message."));
}

static str
kept_or_typed(const struct request *q, const char *field, str kept)
{
	return q->faults != NULL ? request_form(q, field) : kept;
}

static bool
show_answer(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	static const char *const fields[] = { "answer", "heard", "done", NULL };
	struct feedback_case f;
	struct programme p;
	struct crumb up;

	(void)r;
	if (!case_asked(c, q, &f) ||
	    !flow_find(c, &programme_entity, f.programme, &p))
		return false;
	node_z(out, "title", say(c, "Answer a message"));
	programme_put(c, &p, PHASE_MONITOR, out);
	up = (struct crumb){ str_of(say(c, "Feedback and complaints")),
		str_print(c->arena, "%s/feedback", programme_href(c, &p).p) };
	crumb_put(out, &up, 1);
	row_put(c, &f, out);
	node_text(out, "contact", f.contact);
	node_text(out, "reference", f.reference);
	node_text(out, "remark", f.remark);
	node_count(out, "revision", f.row.revision);
	node_text(out, "answer", kept_or_typed(q, "answer", f.answer));
	node_text(out, "heard", kept_or_typed(q, "heard", f.heard));
	node_text(out, "done", kept_or_typed(q, "done", f.done));
	node_bool(out, "shows", q->faults != NULL
	    ? str_is(request_form(q, "published"), "yes")
	    : f.published == YES);
	wrong_put(q, fields, out);
	return true;
}

const struct page feedback_answer_page = {
	.method = GET,
	.path   = "/feedback_case/{id}/answer",
	.about  = "The form to answer a message.",
	.view   = "feedback_answer.html",
	.of     = &feedback_case_entity,
	.needs  = SEE,
	.run    = show_answer,
};

static bool
keep_answer(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct feedback_case f;
	struct programme p;

	if (!case_asked(c, q, &f) ||
	    !flow_find(c, &programme_entity, f.programme, &p))
		return false;
	f.row.revision = entity_revision_of(q, &f);
	f.answer = str_trim(request_form(q, "answer"));
	f.heard = str_trim(request_form(q, "heard"));
	f.done = str_trim(request_form(q, "done"));
	f.published = str_is(request_form(q, "published"), "yes") ? YES : NO;
	if (!feedback_answer(c, &f))
		return false;
	rowjson_node(c->arena, &feedback_case_entity, &f, out);
	r->go = str_print(c->arena, "%s/feedback?show=answered",
	    programme_href(c, &p).p);
	return true;
}

const struct page feedback_answer_post = {
	.method = POST,
	.path   = "/feedback_case/{id}/answer",
	.about  = "Keeps the answer and counts the days it took.",
	.of     = &feedback_case_entity,
	.needs  = EDIT,
	.again  = &feedback_answer_page,
	.run    = keep_answer,
};
