/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * deliver.h - what a programme delivers, of every kind in one list: what
 * happened, what comes next, and what reached whom.
 *
 * A delivery is done by its state, or because the record shows it (hours
 * attended, a day of handover); it is late when its day has passed and it
 * is not.  What the actor may not see is not in the list.
 */
#ifndef FLOW_DELIVER_H
#define FLOW_DELIVER_H

#include "flow/ctx.h"
#include "model/attend.h"
#include "model/deliver.h"
#include "model/people.h"
#include "model/plan.h"

enum deliver_kind {
	DELIVER_EVENT, DELIVER_MISSION, DELIVER_MENTORING, DELIVER_EXCHANGE,
	DELIVER_EQUIPMENT, DELIVER_MILESTONE, DELIVER_POLICY, DELIVER_KINDS
};

enum deliver_is {
	DELIVER_NEXT, DELIVER_NOW, DELIVER_LATE, DELIVER_DONE, DELIVER_OFF
};

struct deliver_row {
	enum deliver_kind    kind;
	const struct entity *e;
	struct id            id, activity;
	str                  code, name, where;
	struct day           from, to;
	int64_t              have, of;  /* attended of enrolled, sessions held
	                                 * of planned, pieces; INT64_MIN */
	int64_t              session, sessions; /* of an event: begun, all */
	bool                 is_today;  /* the last begun is today */
	str                  state;     /* its code; or none */
	enum deliver_is      is;
};

struct deliver_sum {            /* of the ledger of doses */
	double hours, days, visits, items, milestones;
};

struct deliver_activity {
	struct activity    row;
	size_t             all, done;   /* deliveries recorded for it */
	struct deliver_sum dose;
	size_t             people;      /* persons and others reached, once */
};

struct deliver {
	struct deliver_row *row;        /* [n] next by first day, then done,
	                                 * the last first */
	size_t n, next;                 /* the first `next` are not done */
	size_t count[DELIVER_KINDS], is[DELIVER_OFF + 1];
	size_t apart;                   /* that belong to no activity */
	struct deliver_activity *activity;      /* [activities] by code */
	size_t activities;
	struct deliver_sum dose;
	size_t people;                  /* reached, each once */
	bool   sees_doses;
};

/* Linear in the rows, and the sort. */
CHECKED bool deliver_of(struct ctx *, const struct programme *,
                 struct deliver *);

#endif
