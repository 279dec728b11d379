/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Mentoring of a programme: its pairs, and who might mentor whom. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/mentor.h"
#include "model/codes.h"
#include "model/machines.h"
#include "web/entity.h"
#include "web/mentoring.h"
#include "web/programme.h"

enum { MATCHES = 12 };

void
mentoring_state_put(struct ctx *c, const struct mentor_pair *p,
    struct node *out)
{
	const struct state *s = state_coded(&mentoring_agreement_machine,
	    p->g.state);

	mark_put(c, out, str_is(p->g.state, "completed") ? "ok"
	    : str_is(p->g.state, "ended_early") ? "none" : "info",
	    s == NULL ? "" : s->label);
}

void
mentoring_sums_put(struct ctx *c, const struct mentor_pair *p,
    struct node *out)
{
	node_text(out, "mentor", p->mentor);
	node_text(out, "mentee", p->mentee);
	node_text(out, "kind", choice_says(c, &mentoring_kind_codes,
	    p->g.kind));
	node_day(out, "start", p->g.start);
	node_day(out, "end", p->g.end);
	node_count(out, "held", p->held);
	node_count(out, "planned", p->g.sessions_planned);
	node_real(out, "hours", p->hours, 2);
	node_count(out, "reached", p->reached);
	node_count(out, "set", p->set);
	if (!p->is_over)
		node_day(out, "review", p->review);
	node_bool(out, "is_late", p->is_late);
	node_bool(out, "is_over", p->is_over);
	mentoring_state_put(c, p, out);
}

struct sums {
	int64_t held, set, reached;
	double  hours;
	size_t  running, late;
};

static struct sums
sum_of(const struct mentor_pair *p, size_t n)
{
	struct sums s = { .hours = NAN };
	size_t i;

	for (i = 0; i < n; i++) {
		s.held += p[i].held == INT64_MIN ? 0 : p[i].held;
		s.set += p[i].set == INT64_MIN ? 0 : p[i].set;
		s.reached += p[i].reached == INT64_MIN ? 0 : p[i].reached;
		if (!isnan(p[i].hours))
			s.hours = (isnan(s.hours) ? 0 : s.hours) + p[i].hours;
		s.running += !p[i].is_over;
		s.late += p[i].is_late;
	}
	return s;
}

static void
sums_put(const struct sums *s, size_t n, struct node *out)
{
	node_count(out, "pairs", (int64_t)n);
	node_count(out, "running", (int64_t)s->running);
	node_count(out, "late", (int64_t)s->late);
	node_bool(out, "has_late", s->late > 0);
	node_count(out, "all_held", s->held);
	node_real(out, "all_hours", s->hours, 2);
	node_count(out, "all_set", s->set);
	node_count(out, "all_reached", s->reached);
}

/* ---- who might ---- */

static void
match_put(struct ctx *c, const struct programme *p, struct id mentee,
    const struct mentor_match *m, struct node *row)
{
	node_text(row, "name", m->name);
	node_text(row, "party_href", entity_href(c, &party_entity, m->party));
	node_real(row, "percent", m->score * 100, 0);
	node_count(row, "able", (int64_t)m->able);
	node_count(row, "gaps", (int64_t)m->gaps);
	node_bool(row, "has_gaps", m->gaps > 0);
	node_text(row, "language", m->language);
	node_bool(row, "knows_language", m->knows_language);
	node_bool(row, "is_near", m->is_near);
	node_bool(row, "knows_place", m->knows_place);
	node_count(row, "load", (int64_t)m->load);
	if (m->conflict != NULL)
		node_z(row, "conflict", say(c, m->conflict));
	node_text(row, "href", str_print(c->arena,
	    "/mentoring_agreement/new?programme=%s&mentor=%s&mentee=%s"
	    "&kind=mentoring", id_text(c->arena, p->row.id).p,
	    id_text(c->arena, m->party).p, id_text(c->arena, mentee).p));
}

static bool
matches_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	str asked = str_trim(request_arg(q, "mentee"));
	struct mentor_match *m;
	struct party party;
	size_t i, n;

	node_text(out, "asked", asked);
	(void)node_list(out, "matches");
	if (str_none(asked))
		return true;
	if (!flow_find_text(c, &party_entity, asked, p->row.id, &party) ||
	    !mentor_matches(c, p->row.id, party.row.id, &m, &n))
		return false;
	node_bool(out, "is_matched", true);
	node_text(out, "for", flow_name(c, &party_entity, party.row.id));
	for (i = 0; i < n && i < MATCHES; i++)
		match_put(c, p, party.row.id, &m[i], node_row(out,
		    "matches"));
	node_bool(out, "has_matches", n > 0);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct mentor_pair *p;
	struct programme of;
	struct node *row;
	struct sums s;
	struct crumb up;
	size_t i, n;

	(void)r;
	if (!programme_named(c, q, &of) || !mentor_pairs(c, of.row.id, &p,
	    &n))
		return false;
	programme_put(c, &of, PHASE_DELIVER, out);
	up = phase_crumb(c, &of, PHASE_DELIVER);
	crumb_put(out, &up, 1);
	node_z(out, "title", say(c, "Mentoring and coaching"));
	node_text(out, "here", str_print(c->arena, "%s/mentoring",
	    programme_href(c, &of).p));
	(void)node_list(out, "rows");
	for (i = 0; i < n; i++) {
		row = node_row(out, "rows");
		mentoring_sums_put(c, &p[i], row);
		node_text(row, "code", p[i].g.code);
		node_text(row, "href", entity_href(c,
		    &mentoring_agreement_entity, p[i].g.row.id));
	}
	node_bool(out, "has_rows", n > 0);
	s = sum_of(p, n);
	sums_put(&s, n, out);
	node_bool(out, "may_add", ctx_may(c, &mentoring_agreement_entity, ADD,
	    of.row.id) && ctx_may(c, &party_entity, SEE, of.row.id));
	return matches_put(c, q, &of, out);
}

const struct page mentoring_page = {
	.method = GET,
	.path   = "/programme/{id}/mentoring",
	.about  = "The mentoring pairs of a programme, their hours and goals; "
	    "and who might mentor a 'mentee'.",
	.view   = "mentoring.html",
	.of     = &mentoring_agreement_entity,
	.needs  = SEE,
	.run    = show,
};
