/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Technical assistance at the desk: requests by stage, missions, experts,
 * the help-desk and the calls that are open. */
#include "web/assist.h"

#include <math.h>

#include "base/arena.h"
#include "base/differ.h"
#include "base/sort.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/grid.h"
#include "flow/guard.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/deliver.h"
#include "model/machines.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/programme.h"

enum tab { REQUESTS, MISSIONS, ADVICE, EXPERTS, DESK, CALLS, TABS };

static const struct { const char *key, *name; } tabs[TABS] = {  /* words: */
	[REQUESTS] = { "requests", "Requests" },
	[MISSIONS] = { "missions", "Missions" },
	[ADVICE]   = { "advice", "Recommendations" },
	[EXPERTS]  = { "experts", "Experts" },
	[DESK]     = { "helpdesk", "Help-desk" },
	[CALLS]    = { "calls", "Calls" },
};

/* ---- shared ---- */

void
assist_state_put(struct ctx *c, const struct entity *e, const void *row,
    struct node *out)
{
	const struct field *f = guard_state(e);
	str code = *(const str *)row_get(f, row);
	const struct state *s;

	for (s = f->machine->states; s->code != NULL; s++)
		if (str_is(code, s->code))
			mark_put(c, out, str_among(code, "rejected withdrawn "
			    "cancelled dropped reversed PX") ? "none" :
			    str_among(code, "clarification returned stalled")
			    ? "warn" : s->final ? "ok" : "info", s->label);
}

str
assist_names(struct ctx *c, const struct entity *e, str ids)
{
	struct write w = write_new(c->arena, 4000);
	str rest = ids, one;
	struct id id;
	size_t n = 0;

	while (str_cut(&rest, ';', &one))
		if (id_read(str_trim(one), &id)) {
			write_z(&w, n++ > 0 ? "; " : "");
			write_str(&w, flow_name(c, e, id));
		}
	return n == 0 ? (str){ 0 } : write_done(&w);
}

static void
pieces_put(const struct differ_piece *p, size_t n, const char *name,
    struct node *row)
{
	struct node *one;
	size_t i;

	for (i = 0; i < n; i++) {
		one = node_row(row, name);
		node_text(one, "text", p[i].text);
		node_bool(one, "differs", p[i].differs);
	}
}

void
assist_differ_put(struct ctx *c, str left, str right, struct node *out)
{
	struct differ_line *d;
	struct node *row;
	size_t i, n;

	d = differ(c->arena, left, right, &n);
	(void)node_list(out, "diff");
	node_count(out, "changes", (int64_t)differ_count(d, n));
	node_bool(out, "has_changes", differ_count(d, n) > 0);
	for (i = 0; i < n; i++) {
		row = node_row(out, "diff");
		node_bool(row, "is_same", d[i].is == DIFFER_SAME);
		node_bool(row, "is_changed", d[i].is == DIFFER_CHANGED);
		node_bool(row, "is_gone", d[i].is == DIFFER_GONE);
		node_bool(row, "is_new", d[i].is == DIFFER_NEW);
		node_text(row, "left", d[i].left);
		node_text(row, "right", d[i].right);
		pieces_put(d[i].lefts, d[i].n_lefts, "lefts", row);
		pieces_put(d[i].rights, d[i].n_rights, "rights", row);
	}
}

void
assist_mission_put(struct ctx *c, const struct mission *m, int64_t days,
    struct node *row)
{
	struct day due = assist_report_due(m, days);

	node_text(row, "code", m->code);
	node_count(row, "seq", m->seq);
	node_text(row, "href", entity_href(c, &mission_entity, m->row.id));
	node_text(row, "request", flow_name(c, &ta_request_entity,
	    m->ta_request));
	node_text(row, "experts", assist_names(c, &expert_entity, m->experts));
	node_text(row, "places", m->places);
	node_day(row, "from", m->from);
	node_day(row, "to", m->to);
	node_real(row, "days", m->working_days, -1);
	node_day(row, "due", str_is(m->state, "cancelled") ? (struct day){ 0 }
	    : due);
	node_day(row, "submitted", m->report_submitted);
	node_bool(row, "late", assist_report_late(m, days,
	    moment_day(c->now)));
	node_count(row, "rating", m->feedback_beneficiary);
	node_count(row, "made", m->recommendations_made);
	node_count(row, "done", m->recommendations_done);
	assist_state_put(c, &mission_entity, m, row);
}

bool
assist_advice_put(struct ctx *c, struct id programme, struct id mission,
    struct node *out)
{
	const struct recommendation *r;
	int64_t open = 0, done = 0;
	struct day today = moment_day(c->now), due;
	struct node *row;
	size_t i, n = 0;
	bool is_done;

	(void)node_list(out, "recommendations");
	if (!ctx_may(c, &recommendation_entity, SEE, programme)) {
		node_bool(out, "has_recommendations", false);
		return true;
	}
	if ((r = every(c, &recommendation_entity, programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (id_none(r[i].mission) || (!id_none(mission) &&
		    !id_same(r[i].mission, mission)))
			continue;
		row = node_row(out, "recommendations");
		is_done = str_among(r[i].state, "done no_longer rejected");
		open += !is_done;
		done += str_is(r[i].state, "done");
		due = r[i].action_due.n != 0 ? r[i].action_due : r[i].due;
		node_text(row, "text", r[i].text);
		node_text(row, "href", entity_href(c, &recommendation_entity,
		    r[i].row.id));
		node_text(row, "mission", flow_name(c, &mission_entity,
		    r[i].mission));
		node_text(row, "who", id_none(r[i].responsible)
		    ? (str){ 0 } : flow_name(c, &party_entity,
		    r[i].responsible));
		node_text(row, "action", r[i].action);
		node_day(row, "due", due);
		node_bool(row, "late", !is_done && due.n != 0 &&
		    due.n < today.n);
		node_day(row, "done_on", r[i].done_on);
		node_bool(row, "has_evidence", !id_none(r[i].evidence));
		assist_state_put(c, &recommendation_entity, &r[i], row);
	}
	node_bool(out, "has_recommendations", open + done > 0 ||
	    node_list(out, "recommendations")->n > 0);
	node_count(out, "open", open);
	node_count(out, "done", done);
	return true;
}

/* ---- requests ---- */

enum { STAGES = 5 };

static const char *const stage_names[STAGES] = {        /* words: */
	"To be decided", "In preparation", "At work", "In follow-up", "Over"
};

static const char *const stage_states[STAGES] = {
	"draft submitted screening clarification",
	"selected tor_drafting expert_matching",
	"contracted missions reporting", "follow_up",
	"closed rejected withdrawn"
};

static void
request_put(struct ctx *c, const struct ta_request *r, const struct mission *m,
    size_t missions, struct node *row)
{
	struct day today = moment_day(c->now);
	bool is_over = str_among(r->state, "closed rejected withdrawn");
	size_t i, n = 0;

	for (i = 0; i < missions; i++)
		n += id_same(m[i].ta_request, r->row.id) &&
		    !str_is(m[i].state, "cancelled");
	node_text(row, "number", str_none(r->ref_no) ? r->code : r->ref_no);
	node_text(row, "objective", r->objective);
	node_text(row, "href", entity_href(c, &ta_request_entity, r->row.id));
	node_text(row, "requester", flow_name(c, &party_entity, r->requester));
	node_day(row, "received", r->received);
	node_count(row, "age", is_over ? INT64_MIN : today.n - r->received.n);
	node_count(row, "in_state", is_over || r->state_since.n == 0
	    ? INT64_MIN : today.n - r->state_since.n);
	node_day(row, "deadline", r->deadline);
	node_real(row, "score", r->score, -1);
	node_count(row, "urgency", r->urgency);
	node_count(row, "missions", n == 0 ? INT64_MIN : (int64_t)n);
	assist_state_put(c, &ta_request_entity, r, row);
}

static bool
requests_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct ta_request *r;
	const struct mission *m;
	struct node *stage;
	size_t i, k, n, missions;
	int64_t open = 0;

	if ((r = every(c, &ta_request_entity, p->row.id, &n)) == NULL ||
	    (m = every(c, &mission_entity, p->row.id, &missions)) == NULL)
		return false;
	for (k = 0; k < STAGES; k++) {
		stage = node_row(out, "stages");
		node_z(stage, "name", say(c, stage_names[k]));
		node_text(stage, "key", str_print(c->arena, "s%zu", k));
		(void)node_list(stage, "rows");
		for (i = 0; i < n; i++)
			if (str_among(r[i].state, stage_states[k])) {
				request_put(c, &r[i], m, missions,
				    node_row(stage, "rows"));
				open += k < 4;
			}
		node_count(stage, "n", (int64_t)node_list(stage, "rows")->n);
		node_bool(stage, "has_rows", node_list(stage, "rows")->n > 0);
	}
	node_count(out, "all", (int64_t)n);
	node_count(out, "open_requests", open);
	node_bool(out, "has_requests", n > 0);
	return true;
}

/* ---- missions ---- */

static bool
missions_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct mission *m;
	int64_t days, late = 0;
	size_t i, n;

	(void)node_list(out, "missions");
	if (!assist_report_days(c, &days) || (m = every(c, &mission_entity,
	    p->row.id, &n)) == NULL)
		return false;
	for (i = n; i-- > 0;) {
		assist_mission_put(c, &m[i], days, node_row(out, "missions"));
		late += assist_report_late(&m[i], days, moment_day(c->now));
	}
	node_count(out, "late", late);
	node_count(out, "report_days", days);
	node_bool(out, "has_missions", n > 0);
	return true;
}

/* ---- experts ---- */

static str
levels_text(struct ctx *c, str table, const char *name)
{
	struct write w = write_new(c->arena, 4000);
	const struct node *k;
	size_t n = 0;

	for (k = grid_first(c, table); k != NULL; k = k->next) {
		write_z(&w, n++ > 0 ? ", " : "");
		write_str(&w, json_text(k, name));
		write_char(&w, ' ');
		write_str(&w, json_text(k, "level"));
	}
	return write_done(&w);
}

static void
expert_put(struct ctx *c, const struct expert *x, const struct assist_load *l,
    struct node *row)
{
	struct day today = moment_day(c->now);

	node_text(row, "code", x->code);
	node_text(row, "name", str_none(x->name) ? x->code : x->name);
	node_text(row, "href", entity_href(c, &expert_entity, x->row.id));
	node_text(row, "status", choice_says(c, &expert_status_codes,
	    x->status));
	mark_put(c, row, str_is(x->status, "rostered") ? "ok" :
	    str_is(x->status, "candidate") ? "info" : "none",
	    choice_coded(&expert_status_codes, x->status) == NULL ? "Not said"
	    : choice_coded(&expert_status_codes, x->status)->label);
	node_text(row, "areas", levels_text(c, x->areas, "area"));
	node_text(row, "languages", levels_text(c, x->languages, "language"));
	node_money(row, "fee", x->day_fee);
	node_count(row, "missions", l->missions == 0 ? INT64_MIN
	    : (int64_t)l->missions);
	node_count(row, "running", (int64_t)l->running);
	node_real(row, "days_year", l->days_year, 1);
	node_real(row, "rating", l->rating, 1);
	node_count(row, "rated", (int64_t)l->rated);
	node_real(row, "rating_said", isnan(l->rating) ? x->rating_avg : NAN,
	    1);
	node_day(row, "renew_by", x->renew_by);
	node_bool(row, "renew_late", x->renew_by.n != 0 &&
	    x->renew_by.n < today.n && str_is(x->status, "rostered"));
	node_text(row, "conflicts", x->conflicts);
	node_bool(row, "is_candidate", str_is(x->status, "candidate"));
	node_bool(row, "may_confirm", str_is(x->status, "rostered"));
	node_bool(row, "has_address", !str_none(x->email));
	node_text(row, "id", id_text(c->arena, x->row.id));
	node_count(row, "revision", x->row.revision);
}

static bool
experts_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct assist_load *l;
	struct expert *x;
	size_t i, n;
	int64_t candidates = 0, renew = 0;

	(void)node_list(out, "experts");
	if (!ctx_may(c, &expert_entity, SEE, p->row.id)) {
		node_bool(out, "has_experts", false);
		return true;
	}
	if ((x = every(c, &expert_entity, p->row.id, &n)) == NULL)
		return false;
	l = NEWS(c->arena, struct assist_load, n + 1);
	if (!assist_loads(c, p->row.id, x, n, l))
		return false;
	for (i = 0; i < n; i++) {
		expert_put(c, &x[i], &l[i], node_row(out, "experts"));
		candidates += str_is(x[i].status, "candidate");
		renew += x[i].renew_by.n != 0 && x[i].renew_by.n <
		    moment_day(c->now).n && str_is(x[i].status, "rostered");
	}
	node_count(out, "candidates", candidates);
	node_count(out, "renew", renew > 0 ? renew : INT64_MIN);
	node_bool(out, "has_experts", n > 0);
	return true;
}

/* ---- help-desk ---- */

static int
by_time(const void *one, const void *other, const void *with)
{
	double a = *(const double *)one, b = *(const double *)other;

	(void)with;
	return a < b ? -1 : a > b;
}

static void
question_put(struct ctx *c, const struct advisory_case *q, struct node *row)
{
	int64_t took = q->asked_at == INT64_MIN ? INT64_MIN
	    : (q->answered_at == INT64_MIN ? c->now : q->answered_at) -
	    q->asked_at;

	node_text(row, "number", q->ref_no);
	node_text(row, "question", q->question);
	node_text(row, "answer", q->answer);
	node_text(row, "asked_by", q->asked_by);
	node_text(row, "organisation", q->organisation);
	node_text(row, "href", entity_href(c, &advisory_case_entity,
	    q->row.id));
	node_text(row, "id", id_text(c->arena, q->row.id));
	node_count(row, "revision", q->row.revision);
	node_moment(row, "asked", q->asked_at);
	node_real(row, "hours", took == INT64_MIN ? NAN
	    : (double)took / 3600000.0, 1);
	node_bool(row, "is_open", str_is(q->state, "open"));
	node_bool(row, "is_answered", str_is(q->state, "answered"));
	assist_state_put(c, &advisory_case_entity, q, row);
}

static bool
desk_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct advisory_case *q;
	double *took;
	size_t i, n, k = 0;
	int64_t open = 0;

	(void)node_list(out, "questions");
	if (!ctx_may(c, &advisory_case_entity, SEE, p->row.id)) {
		node_bool(out, "has_questions", false);
		return true;
	}
	if ((q = every(c, &advisory_case_entity, p->row.id, &n)) == NULL)
		return false;
	took = NEWS(c->arena, double, n + 1);
	for (i = 0; i < n; i++) {
		question_put(c, &q[i], node_row(out, "questions"));
		open += str_is(q[i].state, "open");
		if (q[i].answered_at != INT64_MIN && q[i].asked_at !=
		    INT64_MIN)
			took[k++] = (double)(q[i].answered_at -
			    q[i].asked_at) / 3600000.0;
	}
	sort(c->arena, took, k, sizeof(*took), by_time, NULL);
	node_bool(out, "has_questions", n > 0);
	node_count(out, "waiting", open);
	node_count(out, "answered_n", (int64_t)k);
	node_real(out, "median_hours", k == 0 ? NAN : (took[(k - 1) / 2] +
	    took[k / 2]) / 2, 1);
	node_real(out, "slowest_hours", k == 0 ? NAN : took[k - 1], 1);
	return true;
}

/* ---- calls ---- */

static bool
calls_put(struct ctx *c, const struct programme *p, struct node *out)
{
	struct day today = moment_day(c->now);
	const struct call_form *in;
	const struct call *k;
	struct node *row;
	size_t i, j, n = 0, came = 0;
	int64_t forms;

	(void)node_list(out, "calls");
	if (!ctx_may(c, &call_entity, SEE, p->row.id)) {
		node_bool(out, "has_calls", false);
		return true;
	}
	if ((k = every(c, &call_entity, p->row.id, &n)) == NULL ||
	    (in = gather(c, &call_form_entity, p->row.id, &came)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		for (forms = 0, j = 0; j < came; j++)
			forms += id_same(in[j].call, k[i].row.id);
		row = node_row(out, "calls");
		node_text(row, "title", text_in(c->arena, k[i].title,
		    c->lang));
		node_text(row, "kind", choice_says(c, &call_kind_codes,
		    k[i].kind));
		node_text(row, "code", k[i].code);
		node_text(row, "href", entity_href(c, &call_entity,
		    k[i].row.id));
		node_text(row, "open_href", str_print(c->arena, "/open/%.*s",
		    (int)k[i].code.n, k[i].code.p));
		node_day(row, "opens", k[i].opens);
		node_day(row, "deadline", k[i].deadline);
		node_count(row, "forms", forms);
		mark_put(c, row, k[i].opens.n > today.n ? "none" :
		    k[i].deadline.n != 0 && k[i].deadline.n < today.n ? "none"
		    : "ok", k[i].opens.n > today.n ? "Not open yet" :
		    k[i].deadline.n != 0 && k[i].deadline.n < today.n ? "Over"
		    : "Open");
	}
	node_bool(out, "has_calls", n > 0);
	return true;
}

/* ---- the page ---- */

static enum tab
tab_asked(const struct request *q)
{
	str asked = request_arg(q, "tab");
	int i;

	for (i = 0; i < TABS; i++)
		if (str_is(asked, tabs[i].key))
			return (enum tab)i;
	return REQUESTS;
}

static void
may_put(struct ctx *c, struct id programme, struct node *out)
{
	const struct { const char *name; const struct entity *e; } each[] = {
		{ "request", &ta_request_entity },
		{ "mission", &mission_entity },
		{ "expert", &expert_entity },
		{ "question", &advisory_case_entity },
		{ "call", &call_entity },
		{ "recommendation", &recommendation_entity },
	};
	struct node *may = node_object(out, "may_add");
	size_t i;

	for (i = 0; i < sizeof(each) / sizeof(each[0]); i++)
		node_bool(may, each[i].name, ctx_may(c, each[i].e, ADD,
		    programme));
	node_bool(out, "sees_deliveries", ctx_may(c, &event_entity, SEE,
	    programme));
	node_bool(out, "may_answer", ctx_may(c, &advisory_case_entity, EDIT,
	    programme));
	node_bool(out, "may_admit", ctx_may(c, &expert_entity, EDIT,
	    programme));
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	enum tab here = tab_asked(q);
	struct programme p;
	struct node *row;
	bool fine;
	int i;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "Technical assistance"));
	programme_put(c, &p, PHASE_DELIVER, out);
	for (i = 0; i < TABS; i++) {
		row = node_row(out, "tabs");
		node_z(row, "name", say(c, tabs[i].name));
		node_text(row, "href", str_print(c->arena,
		    "%s/assistance?tab=%s", programme_href(c, &p).p,
		    tabs[i].key));
		node_bool(row, "here", i == (int)here);
		node_bool(out, str_print(c->arena, "on_%s", tabs[i].key).p,
		    i == (int)here);
	}
	may_put(c, p.row.id, out);
	node_text(out, "of", str_print(c->arena, "programme=%s",
	    id_text(c->arena, p.row.id).p));
	node_bool(out, "was_asked", !str_none(request_arg(q, "asked")));
	node_bool(out, "was_answered", str_is(request_arg(q, "answered"),
	    "yes"));
	fine = here == REQUESTS ? requests_put(c, &p, out) :
	    here == MISSIONS ? missions_put(c, &p, out) :
	    here == ADVICE ? assist_advice_put(c, p.row.id,
	        (struct id){ { 0 } }, out) && missions_put(c, &p, out) :
	    here == EXPERTS ? experts_put(c, &p, out) :
	    here == DESK ? desk_put(c, &p, out) : calls_put(c, &p, out);
	return fine;
}

const struct page assist_page = {
	.method = GET,
	.path   = "/programme/{id}/assistance",
	.about  = "Technical assistance of a programme: 'tab' is requests, "
	    "missions, advice, experts, helpdesk or calls.",
	.view   = "assist.html",
	.of     = &ta_request_entity,
	.needs  = SEE,
	.run    = show,
};
