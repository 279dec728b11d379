/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One request for technical assistance: eligibility, scores, terms,
 * experts, missions, deliverables, recommendations. */
#include "web/asked.h"

#include <math.h>

#include "base/arena.h"
#include "base/write.h"
#include "derive/rowjson.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/save.h"
#include "format/html.h"
#include "model/codes.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/attach.h"
#include "web/both.h"
#include "web/certificates.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/programme.h"

static const char *const criteria[ASSIST_CRITERIA] = {  /* words: */
	"Relevance", "Feasibility", "Effectiveness", "Sustainability"
};
static const char *const criteria_names[ASSIST_CRITERIA] = {
	"relevance", "feasibility", "effectiveness", "sustainability"
};
/* What each asks: the calls of the expert facility name them. */
static const char *const criteria_ask[ASSIST_CRITERIA] = {      /* words: */
	"It serves a reform or process that is under way.",
	"It can be done in the days and with the people there are.",
	"It is likely to bring the results that are expected.",
	"What it brings can last when the expert has left."
};

bool
asked_find(struct ctx *c, const struct request *q, struct ta_request *r)
{
	return flow_find_text(c, &ta_request_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, r);
}

bool
asked_head(struct ctx *c, const struct ta_request *r, const char *page,
    struct node *out)
{
	struct programme p;
	struct crumb up[3];
	str name = str_none(r->ref_no) ? r->code : r->ref_no;

	if (!flow_find(c, &programme_entity, r->programme, &p))
		return false;
	programme_put(c, &p, PHASE_DELIVER, out);
	up[0] = phase_crumb(c, &p, PHASE_DELIVER);
	up[1] = (struct crumb){ str_of(say(c, "Technical assistance")),
		str_print(c->arena, "%s/assistance",
		    programme_href(c, &p).p) };
	up[2] = (struct crumb){ name, entity_href(c, &ta_request_entity,
	    r->row.id) };
	crumb_put(out, up, page == NULL ? 2 : 3);
	node_text(out, "title", page == NULL ? r->objective
	    : str_print(c->arena, "%s: %.*s", say(c, page),
	    (int)r->objective.n, r->objective.p));
	node_text(out, "number", name);
	node_text(out, "id", id_text(c->arena, r->row.id));
	node_text(out, "href", entity_href(c, &ta_request_entity, r->row.id));
	node_text(out, "requester", flow_name(c, &party_entity, r->requester));
	node_count(out, "revision", r->row.revision);
	assist_state_put(c, &ta_request_entity, r, out);
	return true;
}

void
asked_link_put(struct ctx *c, const struct request *q, const char *path,
    str key, str who, str email, str back, struct node *out)
{
	str url = str_print(c->arena, "%s%s%.*s", site_address(c, q).p, path,
	    (int)key.n, key.p);
	struct write w = write_new(c->arena, 2000);

	node_text(out, "url", url);
	node_text(out, "who", who);
	node_text(out, "back", back);
	if (str_none(email))
		return;
	write_z(&w, "mailto:");
	html_url_part(&w, email);
	write_z(&w, "?body=");
	html_url_part(&w, url);
	node_text(out, "mailto", write_done(&w));
}

void
asked_told_put(bool by_mail, bool told, struct node *out)
{
	node_bool(out, "told", by_mail && told);
	node_bool(out, "told_not", by_mail && !told);
}

/* ---- facts ---- */

static void
facts_put(struct ctx *c, const struct ta_request *r, struct node *out)
{
	struct day today = moment_day(c->now);
	bool is_over = str_among(r->state, "closed rejected withdrawn");

	node_day(out, "received", r->received);
	node_day(out, "deadline", r->deadline);
	node_count(out, "age", is_over ? INT64_MIN : today.n - r->received.n);
	node_day(out, "since", r->state_since);
	node_count(out, "in_state", is_over || r->state_since.n == 0
	    ? INT64_MIN : today.n - r->state_since.n);
	node_text(out, "signatory", r->signatory);
	node_text(out, "contact", r->contact);
	node_text(out, "email", r->email);
	node_text(out, "gap", r->gap);
	node_text(out, "expected", r->expected_results);
	node_text(out, "process", r->process_supported);
	node_text(out, "beneficiaries", r->beneficiaries);
	node_text(out, "areas", r->thematic_area);
	node_count(out, "weeks", r->duration_weeks);
	node_text(out, "own", r->own_contribution);
	node_count(out, "urgency", r->urgency);
	node_text(out, "decision", choice_says(c, &ta_decision_codes,
	    r->decision));
	node_text(out, "decision_reason", r->decision_reason);
	node_bool(out, "is_eligible", r->eligibility == YES);
	node_bool(out, "not_eligible", r->eligibility == NO);
	node_bool(out, "eligibility_open", r->eligibility == UNSAID);
	node_text(out, "eligibility_note", r->eligibility_note);
	node_bool(out, "in_time", r->deadline.n == 0 ||
	    r->received.n <= r->deadline.n);
	node_bool(out, "has_deadline", r->deadline.n != 0);
	node_bool(out, "has_letter", !id_none(r->letter));
	node_bool(out, "is_signed", !str_none(r->signatory));
	node_bool(out, "may_edit", flow_may(c, &ta_request_entity, r, EDIT));
}

/* ---- scores ---- */

static void
sheet_put(struct ctx *c, const struct ta_score *s, bool came_so,
    struct node *row)
{
	const int64_t of[] = { s->relevance, s->feasibility, s->effectiveness,
		s->sustainability };
	int64_t sum = 0;
	size_t k;

	for (k = 0; k < ASSIST_CRITERIA; k++) {
		node_count(node_row(row, "marks"), "n", of[k]);
		sum = sum == INT64_MIN || of[k] == INT64_MIN ? INT64_MIN
		    : sum + of[k];
	}
	node_count(row, "sum", sum);
	node_text(row, "by", came_so ? str_of(say(c, "As it came"))
	    : flow_name(c, entity_named(S("user")), s->by));
	node_text(row, "comment", s->comment);
	if (!came_so)
		node_text(row, "sheet_href", entity_href(c, &ta_score_entity,
		    s->row.id));
}

/* Five buttons of a criterion. */
static void
criterion_put(struct ctx *c, const struct request *q,
    const struct assist_scores *s, size_t k, struct node *row)
{
	const int64_t mine = s->mine == NULL ? INT64_MIN :
	    (const int64_t[]){ s->mine->relevance, s->mine->feasibility,
	    s->mine->effectiveness, s->mine->sustainability }[k];
	str typed = request_form(q, criteria_names[k]);
	struct node *one;
	int64_t i, chosen = mine;

	if (typed.p != NULL && !str_int(typed, &chosen))
		chosen = INT64_MIN;
	node_z(row, "name", say(c, criteria[k]));
	node_z(row, "field", criteria_names[k]);
	node_z(row, "ask", say(c, criteria_ask[k]));
	node_real(row, "mean", s->mean[k], 2);
	node_real(row, "sd", s->sd[k], 2);
	for (i = 1; i <= 5; i++) {
		one = node_row(row, "values");
		node_count(one, "value", i);
		node_bool(one, "chosen", i == chosen);
	}
}

static bool
scores_put(struct ctx *c, const struct request *q, const struct ta_request *r,
    struct node *out)
{
	bool open = str_among(r->state, "draft submitted screening "
	    "clarification"), may;
	struct assist_scores s;
	struct node *o;
	size_t i, k;

	if (!ctx_may(c, &ta_score_entity, SEE, r->programme))
		return true;
	if (!assist_scores(c, r, &s))
		return false;
	may = open && ctx_may(c, &ta_score_entity, ADD, r->programme);
	o = node_object(out, "scores");
	node_bool(o, "may_score", may);
	node_bool(o, "has_mine", s.mine != NULL);
	node_text(o, "comment", s.mine == NULL ? (str){ 0 }
	    : s.mine->comment);
	/* Who has still to judge does not see what others found. */
	node_bool(o, "shown", s.n > 0 && (!may || s.mine != NULL));
	node_count(o, "n", s.came_so ? INT64_MIN : (int64_t)s.n);
	node_bool(o, "none", s.n == 0);
	node_real(o, "sum", s.sum, 2);
	for (k = 0; k < ASSIST_CRITERIA; k++)
		criterion_put(c, q, &s, k, node_row(o, "criteria"));
	for (i = 0; i < s.n; i++)
		sheet_put(c, &s.row[i], s.came_so, node_row(o, "sheets"));
	return true;
}

/* ---- terms, experts, missions ---- */

bool
asked_terms_put(struct ctx *c, struct id request, struct tor *newest,
    struct node *out)
{
	const struct tor *t;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "terms");
	row_blank(&tor_entity, newest);
	if ((t = every_by(c, &tor_entity, "ta_request", request, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (newest->row.revision == 0 ||
		    t[i].version > newest->version)
			*newest = t[i];
	for (i = 0; i < n; i++) {
		row = node_row(out, "terms");
		node_count(row, "version", t[i].version);
		node_text(row, "href", entity_href(c, &tor_entity,
		    t[i].row.id));
		node_day(row, "from", t[i].start);
		node_day(row, "to", t[i].end);
		node_money(row, "budget", t[i].budget);
		node_text(row, "agreed", assist_names(c, &party_entity,
		    t[i].agreed_by));
		node_bool(row, "newest", t[i].version == newest->version);
	}
	node_bool(out, "has_terms", n > 0);
	node_bool(out, "may_compare", n > 1);
	node_bool(out, "may_terms", true);
	return true;
}

static bool
places_put(struct ctx *c, const struct ta_request *r, struct node *out)
{
	const struct expert_invitation *v;
	struct node *row;
	size_t i, n = 0;

	(void)node_list(out, "places");
	if (!ctx_may(c, &expert_invitation_entity, SEE, r->programme))
		return true;
	if ((v = every_by(c, &expert_invitation_entity, "ta_request",
	    r->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (str_is(v[i].place, "out"))
			continue;
		row = node_row(out, "places");
		node_text(row, "name", flow_name(c, &expert_entity,
		    v[i].expert));
		node_text(row, "place", choice_says(c, &expert_place_codes,
		    v[i].place));
		node_text(row, "answer", choice_says(c, &expert_answer_codes,
		    v[i].answer));
		node_moment(row, "invited", v[i].invited_at);
		node_text(row, "href", entity_href(c,
		    &expert_invitation_entity, v[i].row.id));
		node_text(row, "why", v[i].why);
	}
	node_bool(out, "has_places", node_list(out, "places")->n > 0);
	return true;
}

static bool
missions_put(struct ctx *c, const struct ta_request *r, struct node *out)
{
	const struct mission *m;
	const struct deliverable *d;
	int64_t days;
	struct node *row;
	size_t i, n, k;

	(void)node_list(out, "missions");
	(void)node_list(out, "deliverables");
	if (!assist_report_days(c, &days) || (m = every_by(c, &mission_entity,
	    "ta_request", r->row.id, &n)) == NULL || (d = every_by(c,
	    &deliverable_entity, "ta_request", r->row.id, &k)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		assist_mission_put(c, &m[i], days, node_row(out, "missions"));
	for (i = 0; i < k; i++) {
		row = node_row(out, "deliverables");
		node_text(row, "title", d[i].title);
		node_text(row, "href", entity_href(c, &deliverable_entity,
		    d[i].row.id));
		node_day(row, "due", d[i].due);
		node_day(row, "submitted", d[i].submitted_on);
		node_bool(row, "late", d[i].due.n != 0 && d[i].due.n <
		    moment_day(c->now).n && str_among(d[i].state,
		    "due returned"));
		assist_state_put(c, &deliverable_entity, &d[i], row);
	}
	node_bool(out, "has_missions", n > 0);
	node_bool(out, "has_deliverables", k > 0);
	node_count(out, "next_mission", (int64_t)n + 1);
	return true;
}

/* A guard may rest on what not everybody sees, such as the money: who does
 * not see it reads the page without the steps. */
static bool
steps_put(struct ctx *c, const struct programme *p,
    const struct ta_request *t, struct node *out)
{
	struct errors before = c->errors;

	if (gate_moves_put(c, p, &ta_request_entity, t, out))
		return true;
	if (errors_worst(&c->errors) != DENIED)
		return false;
	c->errors = before;
	return true;
}

/* ---- the page ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct ta_request t;
	struct programme p;
	struct tor newest;

	(void)r;
	if (!asked_find(c, q, &t))
		return false;
	if (q->shape != HTML) {
		rowjson_node(c->arena, &ta_request_entity, &t, out);
		return true;
	}
	if (!asked_head(c, &t, NULL, out) || !flow_find(c, &programme_entity,
	    t.programme, &p))
		return false;
	facts_put(c, &t, out);
	node_bool(out, "saved", str_is(request_arg(q, "saved"), "yes"));
	node_bool(out, "may_find", ctx_may(c, &expert_entity, SEE,
	    t.programme));
	node_bool(out, "may_add_mission", ctx_may(c, &mission_entity, ADD,
	    t.programme));
	return scores_put(c, q, &t, out) &&
	    asked_terms_put(c, t.row.id, &newest, out) &&
	    places_put(c, &t, out) && missions_put(c, &t, out) &&
	    steps_put(c, &p, &t, out) &&
	    both_put(c, &ta_request_entity, &t, out) &&
	    attach_put(c, q, &ta_request_entity, &t, entity_href(c,
	        &ta_request_entity, t.row.id), out);
}

const struct page asked_page = {
	.method = GET,
	.path   = "/ta_request/{id}",
	.about  = "One request for technical assistance, from its letter to "
	    "its recommendations.",
	.view   = "asked.html",
	.of     = &ta_request_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- judging ---- */

static bool
judge_eligible(struct ctx *c, const struct request *q, struct ta_request *t)
{
	str says = ask_typed(q, "eligible"), note = ask_typed(q, "note");

	if (!str_among(says, "yes no"))
		return fail(&c->errors, INVALID, "eligible",
		    "Say whether the request is eligible.");
	if (str_is(says, "no") && str_none(note))
		return fail(&c->errors, INVALID, "note",
		    "Say why it is not eligible: who asks reads it.");
	t->eligibility = str_is(says, "yes") ? YES : NO;
	t->eligibility_note = note;
	t->row.revision = entity_revision_of(q, t);
	return flow_save(c, &ta_request_entity, t);
}

static bool
judge_score(struct ctx *c, const struct request *q,
    const struct ta_request *t)
{
	struct ta_score s;
	int64_t *at[] = { &s.relevance, &s.feasibility, &s.effectiveness,
		&s.sustainability };
	bool fine = true;
	size_t k;

	row_blank(&ta_score_entity, &s);
	for (k = 0; k < ASSIST_CRITERIA; k++) {
		fine &= ask_count(c, q, criteria_names[k], 1, 5, at[k]);
		if (*at[k] == INT64_MIN && fine)
			fine = fail(&c->errors, INVALID, criteria_names[k],
			    "Choose 1 to 5 for each of the four criteria.");
	}
	s.comment = ask_typed(q, "comment");
	return fine && assist_score(c, t, &s);
}

/* The newest terms once more, as the next version. */
static bool
next_terms(struct ctx *c, const struct ta_request *t, str *go)
{
	struct node *scrap = node_new(c->arena);
	struct tor newest;

	if (!asked_terms_put(c, t->row.id, &newest, scrap))
		return false;
	if (newest.row.revision == 0) {
		row_blank(&tor_entity, &newest);
		newest.version = 0;
		newest.objectives = t->objective;
		newest.background = t->gap;
	}
	newest.row = (struct row){ .revision = 0 };
	newest.ta_request = t->row.id;
	newest.version++;
	newest.agreed_by = (str){ 0 };
	if (!flow_save(c, &tor_entity, &newest))
		return false;
	*go = str_print(c->arena, "%s/edit", entity_href(c, &tor_entity,
	    newest.row.id).p);
	return true;
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct ta_request t;

	(void)out;
	if (!asked_find(c, q, &t))
		return false;
	r->go = str_print(c->arena, "%s?saved=yes", entity_href(c,
	    &ta_request_entity, t.row.id).p);
	if (str_is(go, "eligible"))
		return judge_eligible(c, q, &t);
	if (str_is(go, "score"))
		return judge_score(c, q, &t);
	if (str_is(go, "terms"))
		return next_terms(c, &t, &r->go);
	return fail(&c->errors, INVALID, "go", "Say what to do: eligible, "
	    "score or terms.");
}

const struct page asked_post = {
	.method = POST,
	.path   = "/ta_request/{id}/judge",
	.about  = "Judges a request: 'go' is eligible, score or terms.",
	.view   = "asked.html",
	.again  = &asked_page,
	.of     = &ta_request_entity,
	.needs  = SEE,
	.run    = accept,
};

/* ---- two versions of the terms ---- */

static const struct { const char *name; } parts[] = {
	{ "background" }, { "objectives" }, { "requested_services" },
	{ "outputs" }, { "expert_profiles" }, { "locations" },
	{ "reporting" }, { "management" }, { "evaluation_grid" },
	{ "special_conditions" },
};

/* A table a row a line, so that rows are compared. */
static str
as_lines(struct ctx *c, const struct field *f, str value)
{
	struct write w = write_new(c->arena, 1 << 16);
	size_t i;

	if (f->type != T_TABLE)
		return value;
	for (i = 0; i < value.n; i++)
		if (value.p[i] == '{')
			write_z(&w, "- ");
		else if (value.p[i] == '}')
			write_char(&w, '\n');
		else if (value.p[i] == ',' && i + 1 < value.n &&
		    value.p[i + 1] != '{')
			write_z(&w, "; ");
		else if (value.p[i] == ':' && i > 0 && value.p[i - 1] == '"')
			write_z(&w, ": ");
		else if (value.p[i] != '"' && value.p[i] != '[' &&
		    value.p[i] != ']' && value.p[i] != ',')
			write_char(&w, value.p[i]);
	return write_done(&w);
}

static const struct tor *
version_asked(const struct request *q, const char *name,
    const struct tor *all, size_t n, size_t otherwise)
{
	int64_t version;
	size_t i;

	if (str_int(request_arg(q, name), &version))
		for (i = 0; i < n; i++)
			if (all[i].version == version)
				return &all[i];
	return otherwise < n ? &all[otherwise] : NULL;
}

static bool
show_terms(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct tor *all, *a, *b;
	const struct field *f;
	struct ta_request t;
	struct tor newest;
	struct node *row;
	size_t i, n;

	(void)r;
	if (!asked_find(c, q, &t) || !asked_head(c, &t, "Terms of reference",
	    out) || !asked_terms_put(c, t.row.id, &newest, out) ||
	    (all = every_by(c, &tor_entity, "ta_request", t.row.id, &n)) ==
	    NULL)
		return false;
	a = version_asked(q, "from", all, n, n < 2 ? n : n - 2);
	b = version_asked(q, "to", all, n, n == 0 ? 0 : n - 1);
	node_bool(out, "compares", a != NULL && b != NULL);
	for (i = 0; a != NULL && b != NULL && i < sizeof(parts) /
	    sizeof(parts[0]); i++) {
		f = field_named(&tor_entity, str_of(parts[i].name));
		row = node_row(out, "parts");
		node_z(row, "name", say(c, f->label));
		node_text(row, "from", str_print(c->arena, say(c,
		    "Version %lld"), (long long)a->version));
		node_text(row, "to", str_print(c->arena, say(c,
		    "Version %lld"), (long long)b->version));
		assist_differ_put(c, as_lines(c, f, *(const str *)row_get(f,
		    a)), as_lines(c, f, *(const str *)row_get(f, b)), row);
	}
	return true;
}

const struct page terms_page = {
	.method = GET,
	.path   = "/ta_request/{id}/terms",
	.about  = "Two versions of a request's terms side by side: 'from' "
	    "and 'to'.",
	.view   = "terms.html",
	.of     = &tor_entity,
	.needs  = SEE,
	.run    = show_terms,
};
