/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What anybody may send in by an open call, and what became of it. */
#include "flow/calls.h"
#include "flow/publish.h"

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "format/html.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"

static const struct ask_field request_fields[] = {      /* words: */
	{ "organisation", ASK_TEXT, "Authority or organisation that asks",
	  "Its full name.", .must = true },
	{ "signatory", ASK_TEXT, "Who signs for it", "Name and post.",
	  .must = true },
	{ "contact", ASK_TEXT, "Contact person", NULL, .must = true },
	{ "email", ASK_TEXT, "E-mail address", NULL, .must = true },
	{ "gap", ASK_LONG, "Gap to be addressed",
	  "What your organisation cannot do yet, and how it shows.",
	  .must = true },
	{ "objective", ASK_LONG, "Objective",
	  "In one or two sentences: what the assistance is for.",
	  .must = true },
	{ "expected_results", ASK_LONG, "Expected results",
	  "What will be there at the end that is not there now.",
	  .must = true },
	{ "process", ASK_LONG, "Reform or process it supports", NULL },
	{ "beneficiaries", ASK_LONG, "Who benefits", NULL },
	{ "areas", ASK_TEXT, "Areas of work",
	  "Several are parted by a semicolon." },
	{ "own_contribution", ASK_LONG, "Own contribution",
	  "Staff, rooms, money you bring along." },
	{ "weeks", ASK_NUMBER, "Duration in weeks", NULL },
	{ "urgency", ASK_NUMBER, "Urgency", "1 can wait, 5 cannot wait." },
	{ "letter", ASK_FILE, "Letter of the authority",
	  "A signed letter as PDF or picture, at most 900 KiB.",
	  .must = true },
	{ "agrees", ASK_TICK, "The programme may keep these details to deal "
	  "with the request", NULL, .must = true },
	{ 0 }
};

static const struct ask_field expert_fields[] = {       /* words: */
	{ "name", ASK_TEXT, "Name", NULL, .must = true },
	{ "email", ASK_TEXT, "E-mail address", NULL, .must = true },
	{ "areas", ASK_TEXT, "Areas of work",
	  "With your level from 0 to 3: culture statistics:3; film:1",
	  .must = true },
	{ "languages", ASK_TEXT, "Languages",
	  "With your level from 0 to 3: en:3; fr:2", .must = true },
	{ "years", ASK_NUMBER, "Years of experience", NULL },
	{ "residence", ASK_TEXT, "Lives in", "Two letters of ISO 3166.",
	  .max = 2 },
	{ "sex", ASK_CHOICE, "Sex", NULL, .choices = &sex_codes },
	{ "day_fee", ASK_NUMBER, "Fee per day", NULL },
	{ "currency", ASK_TEXT, "Currency", "Such as USD.", .max = 3 },
	{ "education", ASK_LONG, "Education", NULL },
	{ "conflicts", ASK_LONG, "Conflicts of interest",
	  "Whom you worked for or are related to." },
	{ "letter", ASK_FILE, "Curriculum vitae", "At most 900 KiB." },
	{ "agrees", ASK_TICK, "The programme may list me and keep these "
	  "details", NULL, .must = true },
	{ 0 }
};

static const struct ask_field question_fields[] = {     /* words: */
	{ "question", ASK_LONG, "Question", "One question at a time.",
	  .must = true },
	{ "contact", ASK_TEXT, "Your name", NULL, .must = true },
	{ "organisation", ASK_TEXT, "Organisation", NULL },
	{ "email", ASK_TEXT, "E-mail address",
	  "Without it you read the answer by the number you are given." },
	{ "areas", ASK_TEXT, "Areas of work", NULL },
	{ "agrees", ASK_TICK, "The programme may keep this to answer it",
	  NULL, .must = true },
	{ 0 }
};

/* ---- the form ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct calls_call k;
	str programme;

	(void)r;
	if (!calls_find(c, request_at(q, "code"), &k) ||
	    !publish_title(c, &k.programme, &programme))
		return false;
	node_text(out, "title", text_in(c->arena, k.row.title, c->lang));
	node_text(out, "programme_title", programme);
	node_text(out, "about", k.row.about);
	node_text(out, "eligible", k.row.eligible);
	node_text(out, "areas", k.row.areas);
	node_day(out, "opens", k.row.opens);
	node_day(out, "deadline", k.row.deadline);
	node_count(out, "max_days", k.row.max_days);
	node_bool(out, "is_early", k.stands == CALLS_EARLY);
	node_bool(out, "is_over", k.stands == CALLS_OVER);
	node_bool(out, "is_open", k.stands == CALLS_OPEN);
	node_text(out, "action", str_print(c->arena, "/open/%.*s",
	    (int)k.row.code.n, k.row.code.p));
	if (k.stands == CALLS_OPEN)
		ask_put(c, q, str_is(k.row.kind, "requests") ? request_fields :
		    str_is(k.row.kind, "experts") ? expert_fields :
		    question_fields, out);
	return true;
}

const struct page call_page = {
	.method = GET,
	.path   = "/open/{code}",
	.about  = "The form of a call that is open to the public.",
	.view   = "call.html",
	.run    = show,
};

/* The slow half: what the file is. */
static bool
prepare(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct files_looked *f = NEW(c->arena, struct files_looked);
	size_t i;

	(void)out;
	for (i = 0; i < q->n_uploads; i++)
		if (str_is(q->uploads[i].name, "letter") &&
		    q->uploads[i].bytes.n > 0) {
			if (!files_look(c, q->uploads[i].filename,
			    q->uploads[i].bytes, f))
				return fail(&c->errors, INVALID, "letter",
				    "The file cannot be taken: choose a PDF "
				    "or a picture.");
			r->state = f;
		}
	return true;
}

static struct calls_form
form_of(const struct request *q, const struct files_looked *file)
{
	return (struct calls_form){
		.organisation = request_form(q, "organisation"),
		.contact = request_form(q, "contact"),
		.email = request_form(q, "email"),
		.signatory = request_form(q, "signatory"),
		.objective = request_form(q, "objective"),
		.gap = request_form(q, "gap"),
		.expected_results = request_form(q, "expected_results"),
		.process = request_form(q, "process"),
		.beneficiaries = request_form(q, "beneficiaries"),
		.areas = request_form(q, "areas"),
		.own_contribution = request_form(q, "own_contribution"),
		.weeks = request_form(q, "weeks"),
		.urgency = request_form(q, "urgency"),
		.name = request_form(q, "name"),
		.residence = request_form(q, "residence"),
		.sex = request_form(q, "sex"),
		.languages = request_form(q, "languages"),
		.years = request_form(q, "years"),
		.day_fee = request_form(q, "day_fee"),
		.currency = request_form(q, "currency"),
		.education = request_form(q, "education"),
		.conflicts = request_form(q, "conflicts"),
		.question = request_form(q, "question"),
		.agrees = str_is(request_form(q, "agrees"), "yes"),
		.trap = request_form(q, "website"),
		.address = q->address, .file = file };
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct calls_form f = form_of(q, r->state);
	struct calls_call k;
	str number;

	if (!calls_find(c, request_at(q, "code"), &k) ||
	    !calls_take(c, &k, &f, &number))
		return false;
	node_text(out, "number", number);
	r->go = str_print(c->arena, "/ref/%.*s?new=yes", (int)number.n,
	    number.p);
	if (q->shape != HTML)
		r->status = 201;
	return true;
}

const struct page call_post = {
	.method  = POST,
	.path    = "/open/{code}",
	.about   = "Sends in the form of a call: needs no account; the answer "
	    "has its number.",
	.view    = "call.html",
	.again   = &call_page,
	.prepare = prepare,
	.run     = accept,
};

/* ---- what became of it ---- */

static bool
show_form(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	if (number_goes(c, q, "/ref/", r))
		return true;
	node_z(out, "title", say(c, "What became of it"));
	return true;
}

const struct page ref_form_page = {
	.method = GET,
	.path   = "/ref",
	.about  = "Where the number of something sent in is typed.",
	.view   = "ref.html",
	.run    = show_form,
};

/* The stages a request goes through, as its sender sees them. */
static void
stages_put(struct ctx *c, const struct ta_request *t, struct node *out)
{
	static const char *const states[] = { "draft submitted",
		"screening clarification", "selected tor_drafting",
		"expert_matching contracted", "missions reporting",
		"follow_up closed" };
	static const char *const says[] = {     /* words: */
		"Received", "Being looked at", "Selected",
		"An expert is being found", "The expert is at work",
		"Advice given"
	};
	size_t i, n = sizeof(says) / sizeof(says[0]), here = n;
	struct node *row;

	for (i = 0; i < n; i++)
		if (str_among(t->state, states[i]))
			here = i;
	for (i = 0; i < n && here < n; i++) {
		row = node_row(out, "stages");
		node_z(row, "name", say(c, says[i]));
		node_bool(row, "done", i < here);
		node_bool(row, "here", i == here);
	}
	node_bool(out, "has_stages", here < n);
}

static const char *
state_says(const struct machine *m, str code)
{
	const struct state *s;

	for (s = m->states; s->code != NULL; s++)
		if (str_is(code, s->code))
			return s->label;
	return NULL;
}

static void
found_put(struct ctx *c, const struct calls_found *f, struct node *out)
{
	const struct ta_request *t = &f->request;
	struct node *o;

	if (t->row.revision > 0) {
		o = node_object(out, "request");
		node_text(o, "objective", t->objective);
		node_z(o, "state", say(c, state_says(&ta_request_machine,
		    t->state)));
		node_day(o, "since", t->state_since);
		node_bool(o, "asks", str_is(t->state, "clarification"));
		node_bool(o, "is_rejected", str_is(t->state, "rejected"));
		node_text(o, "reason", str_is(t->state, "rejected")
		    ? t->decision_reason : (str){ 0 });
		stages_put(c, t, o);
	}
	if (f->question.row.revision > 0) {
		o = node_object(out, "question");
		node_text(o, "question", f->question.question);
		node_z(o, "state", say(c, state_says(&advisory_case_machine,
		    f->question.state)));
		if (str_is(f->question.state, "answered")) {
			node_text(o, "answer", f->question.answer);
			node_moment(o, "answered", f->question.answered_at);
		}
	}
	if (f->expert.row.revision > 0) {
		o = node_object(out, "expert");
		node_text(o, "state", choice_says(c, &expert_status_codes,
		    f->expert.status));
		node_day(o, "renew_by", f->expert.renew_by);
	}
}

static bool
show_ref(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct calls_found f;
	str programme;

	(void)r;
	if (!calls_look(c, request_at(q, "number"), &f) ||
	    !publish_title(c, &f.programme, &programme))
		return false;
	node_text(out, "title", str_print(c->arena, say(c, "Number %s"),
	    str_z(c->arena, f.number)));
	node_text(out, "number", f.number);
	node_text(out, "call", f.title);
	node_text(out, "programme_title", programme);
	node_day(out, "received", moment_day(f.at));
	node_bool(out, "is_new", str_is(request_arg(q, "new"), "yes"));
	node_bool(out, "known", true);
	found_put(c, &f, out);
	return true;
}

const struct page ref_page = {
	.method = GET,
	.path   = "/ref/{number}",
	.about  = "What became of something sent in, by its number.",
	.view   = "ref.html",
	.flags  = LINK,
	.run    = show_ref,
};
