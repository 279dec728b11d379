/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/govern.h"

#include "base/arena.h"
#include "flow/every.h"
#include "flow/save.h"

static const struct govern_way ways[] = {       /* swot_stance; words: */
	{ NULL, NULL, NULL, 0 },
	{ "Meet, hear and decide together", "meeting", "monthly", 30 },
	{ "Brief before each decision and ask for consent", "briefing",
	  "quarterly", 60 },
	{ "Tell what happens and ask for their view", "workshop",
	  "quarterly", 60 },
	{ "Look in now and then", "online", "yearly", 180 },
};

const struct govern_way *
govern_way(enum swot_stance s)
{
	return s == SWOT_UNKNOWN ? NULL : &ways[s];
}

static bool
has_step(const struct engagement_action *a, size_t n, struct id stakeholder)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (id_same(a[i].stakeholder, stakeholder))
			return true;
	return false;
}

bool
govern_draft(struct ctx *c, struct id programme, const struct engage *g,
    size_t *added)
{
	const struct engagement_action *old;
	const struct govern_way *way;
	struct engagement_action a;
	size_t i, n;

	*added = 0;
	old = every(c, &engagement_action_entity, programme, &n);
	if (old == NULL)
		return false;
	for (i = 0; i < g->parties; i++) {
		way = govern_way(g->party[i].stance);
		if (way == NULL || has_step(old, n, g->party[i].row.row.id))
			continue;
		row_blank(&engagement_action_entity, &a);
		a.programme = programme;
		a.stakeholder = g->party[i].row.row.id;
		a.what = str_of(words_say(c->words, way->what));
		a.method = str_of(way->method);
		a.frequency = str_of(words_say(c->words, way->frequency));
		a.due.n = moment_day(c->now).n + way->days;
		if (!flow_save(c, &engagement_action_entity, &a))
			return false;
		++*added;
	}
	return true;
}

/* ---- bodies ---- */

static bool
in_term(const struct body_member *m, struct day on)
{
	return (m->from.n == 0 || m->from.n <= on.n) &&
	    (m->until.n == 0 || m->until.n >= on.n);
}

struct govern_quorum
govern_quorum(const struct governing_body *b, const struct body_member *m,
    size_t n, const struct body_session *s)
{
	struct govern_quorum q = { 0, 0, b->quorum, false };
	size_t i;

	for (i = 0; i < n; i++) {
		if (!id_same(m[i].body, b->row.id) || !in_term(&m[i], s->date)
		    || !id_among(s->present, m[i].party))
			continue;
		q.present++;
		q.voting += m[i].votes == YES;
	}
	q.is_met = b->quorum != INT64_MIN && (int64_t)q.voting >= b->quorum;
	return q;
}

bool
govern_is_late(struct day due, struct day done, struct day today)
{
	return due.n != 0 && done.n == 0 && due.n < today.n;
}
