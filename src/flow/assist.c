/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/assist.h"

#include <math.h>

#include "engine/stat.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/keyed.h"
#include "flow/save.h"
#include "flow/setting.h"

/* ---- scores ---- */

static double
criterion(const struct ta_score *s, size_t i)
{
	const int64_t of[] = { s->relevance, s->feasibility, s->effectiveness,
		s->sustainability };

	return of[i] == INT64_MIN ? NAN : (double)of[i];
}

/* What came with the request, as a sheet of nobody. */
static void
as_came(const struct ta_request *r, struct assist_scores *out)
{
	struct ta_score *s = &out->row[0];

	if (r->relevance == INT64_MIN && r->feasibility == INT64_MIN &&
	    r->effectiveness == INT64_MIN && r->sustainability == INT64_MIN)
		return;
	row_blank(&ta_score_entity, s);
	s->relevance = r->relevance;
	s->feasibility = r->feasibility;
	s->effectiveness = r->effectiveness;
	s->sustainability = r->sustainability;
	out->n = 1;
	out->came_so = true;
}

static void
sum_up(struct ctx *c, struct assist_scores *s)
{
	double *x = NEWS(c->arena, double, s->n + 1);
	size_t i, k, n;

	s->sum = s->n == 0 ? NAN : 0;
	for (k = 0; k < ASSIST_CRITERIA; k++) {
		for (n = 0, i = 0; i < s->n; i++)
			if (!isnan(criterion(&s->row[i], k)))
				x[n++] = criterion(&s->row[i], k);
		s->mean[k] = n == 0 ? NAN : stat_mean(x, n);
		s->sd[k] = n < 2 ? NAN : stat_sd(x, n);
		s->sum += s->mean[k];
	}
}

bool
assist_scores(struct ctx *c, const struct ta_request *r,
    struct assist_scores *out)
{
	struct ta_score *all;
	size_t i, n = 0;

	*out = (struct assist_scores){ .sum = NAN };
	all = every_by(c, &ta_score_entity, "ta_request", r->row.id, &n);
	if (all == NULL)
		return false;
	out->row = n > 0 ? all : NEWS(c->arena, struct ta_score, 1);
	out->n = n;
	if (n == 0)
		as_came(r, out);
	for (i = 0; i < n; i++)
		if (!id_none(c->actor.user) &&
		    id_same(all[i].by, c->actor.user))
			out->mine = &all[i];
	sum_up(c, out);
	return true;
}

/* The request carries the sum, so that lists sort by it and the committee
 * may select. */
static bool
carry_over(struct ctx *c, struct id request)
{
	struct ctx s = keyed_as_program(c, "scoring");
	struct assist_scores all;
	struct ta_request r;
	bool fine = flow_find(&s, &ta_request_entity, request, &r) &&
	    assist_scores(&s, &r, &all);

	if (fine && !isnan(all.sum) && !(r.score >= all.sum - 1e-9 &&
	    r.score <= all.sum + 1e-9)) {
		r.score = all.sum;
		fine = flow_save_verb(&s, &ta_request_entity, &r, S("score"));
	}
	if (!fine)
		c->errors = s.errors;
	return fine;
}

bool
assist_score(struct ctx *c, const struct ta_request *r,
    const struct ta_score *typed)
{
	struct assist_scores all;
	struct ta_score s;

	if (!str_among(r->state, "draft submitted screening clarification"))
		return fail(&c->errors, INVALID, NULL,
		    "The request is decided: it is not scored any more.");
	if (!assist_scores(c, r, &all))
		return false;
	if (all.mine != NULL)
		s = *all.mine;
	else
		row_blank(&ta_score_entity, &s);
	s.ta_request = r->row.id;
	s.relevance = typed->relevance;
	s.feasibility = typed->feasibility;
	s.effectiveness = typed->effectiveness;
	s.sustainability = typed->sustainability;
	s.comment = typed->comment;
	return flow_save(c, &ta_score_entity, &s) && carry_over(c, r->row.id);
}

/* ---- missions ---- */

bool
assist_report_days(struct ctx *c, int64_t *days)
{
	int n = ASSIST_REPORT_DAYS;

	if (!setting_count(c, "mission_report_days", 1, 365, &n))
		return false;
	*days = n;
	return true;
}

struct day
assist_report_due(const struct mission *m, int64_t days)
{
	if (m->report_due.n != 0 || m->to.n == 0)
		return m->report_due;
	return (struct day){ m->to.n + (int32_t)days };
}

bool
assist_report_late(const struct mission *m, int64_t days, struct day today)
{
	struct day due = assist_report_due(m, days);

	if (str_is(m->state, "cancelled") || due.n == 0)
		return false;
	if (m->report_submitted.n != 0)
		return m->report_submitted.n > due.n;
	return !str_is(m->state, "report_final") && today.n > due.n;
}

bool
assist_ask(struct ctx *c, const struct mission *m, str who, str contact,
    str *key)
{
	struct ctx s = keyed_as_program(c, "feedback");
	struct mission_feedback f;

	if (!ctx_may(c, &mission_feedback_entity, ADD, m->programme))
		return fail(&c->errors, DENIED, NULL,
		    "Your roles do not let you ask for feedback.");
	if (str_none(who))
		return fail(&c->errors, INVALID, "who",
		    "Say who is asked: a name or a post.");
	*key = link_key(c->arena);
	row_blank(&mission_feedback_entity, &f);
	f.mission = m->row.id;
	f.who = who;
	f.contact = contact;
	f.link = link_digest(c->arena, *key,
	    mission_feedback_entity.name);
	f.asked_at = c->now;
	if (flow_save_as_was(&s, &mission_feedback_entity, &f))
		return true;
	c->errors = s.errors;
	return false;
}

bool
assist_asked(struct ctx *c, str key, struct mission_feedback *f,
    struct mission *m)
{
	return keyed_find(c, &mission_feedback_entity, key,
	    "This link asks for nothing any more. Ask whoever sent it for a "
	    "new one.", f) && store_find(c->store, &mission_entity, f->mission,
	    c->arena, m, &c->errors);
}

/* The mission carries the mean of what was said, to the nearest whole. */
static bool
carry_rating(struct ctx *s, struct id mission)
{
	const struct mission_feedback *all;
	struct mission m;
	size_t i, n, k = 0;
	double sum = 0;

	all = gather_of(s, &mission_feedback_entity, "mission", mission, &n);
	if (all == NULL || !flow_find(s, &mission_entity, mission, &m))
		return false;
	for (i = 0; i < n; i++)
		if (all[i].rating != INT64_MIN) {
			sum += (double)all[i].rating;
			k++;
		}
	if (k == 0)
		return true;
	m.feedback_beneficiary = (int64_t)floor(sum / (double)k + 0.5);
	return flow_save_as_was(s, &mission_entity, &m);
}

bool
assist_rate(struct ctx *c, struct mission_feedback *f, int64_t rating,
    int64_t useful, str comment)
{
	struct ctx s = keyed_as_program(c, "feedback");

	if (f->answered_at != INT64_MIN)
		return fail(&c->errors, INVALID, NULL,
		    "This was answered already. Thank you.");
	if (rating == INT64_MIN)
		return fail(&c->errors, INVALID, "rating",
		    "Choose how well the mission served you.");
	f->rating = rating;
	f->useful = useful;
	f->comment = comment;
	f->answered_at = c->now;
	if (flow_save_as_was(&s, &mission_feedback_entity, f) &&
	    carry_rating(&s, f->mission))
		return true;
	c->errors = s.errors;
	return false;
}
