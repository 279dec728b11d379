/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Assistance that a person's organisation received: it stands beside what
 * the person received, and counts in none of his sums. */
#include "base/arena.h"
#include "flow/every.h"
#include "flow/gather.h"
#include "flow/lifetime.h"
#include "model/advise.h"

enum { MOST = 300 };

static str
title_of(const struct ta_request *r, const struct mission *m)
{
	return !str_none(r->objective) ? r->objective : !str_none(m->code)
	    ? m->code : r->code;
}

static bool
is_older(const struct lifetime_assist *a, const struct lifetime_assist *b)
{
	return a->from.n < b->from.n;
}

/* In its place among the others, the newest first. */
static void
put(struct lifetime *l, struct lifetime_assist one)
{
	size_t i;

	if (l->assists == MOST)
		return;
	for (i = l->assists++; i > 0 && is_older(&l->assist[i - 1], &one); i--)
		l->assist[i] = l->assist[i - 1];
	l->assist[i] = one;
}

bool
lifetime_assist(struct ctx *c, struct lifetime *l)
{
	struct programme p;
	struct ta_request *r;
	struct mission *m;
	size_t i, k, n, missions;

	l->assist = NEWS(c->arena, struct lifetime_assist, MOST);
	if (id_none(l->person.organisation))
		return true;
	l->organisation = flow_name(c, &party_entity, l->person.organisation);
	if ((r = every_by(c, &ta_request_entity, "requester",
	    l->person.organisation, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if ((m = every_by(c, &mission_entity, "ta_request",
		    r[i].row.id, &missions)) == NULL)
			return false;
		if (missions > 0 && !flow_find(c, &programme_entity,
		    r[i].programme, &p))
			return false;
		for (k = 0; k < missions; k++)
			if (!str_is(m[k].state, "cancelled"))
				put(l, (struct lifetime_assist){
				    m[k].row.id, title_of(&r[i], &m[k]),
				    p.code, m[k].from, m[k].to,
				    m[k].working_days });
	}
	return true;
}
