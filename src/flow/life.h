/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * life.h - all there is to know of one gap: its levels, what happened, what
 * was done about it, what that cost and changed, what is due next.
 *
 * What the actor may not see is left out: has_money says whether he may
 * see payments.  Not measured is NAN, never 0.
 */
#ifndef FLOW_LIFE_H
#define FLOW_LIFE_H

#include "flow/assess.h"
#include "flow/spread.h"
#include "model/deliver.h"
#include "model/people.h"

struct life_level {             /* of a round, the earliest first */
	const struct assessment_round *round;
	struct day on;
	double     level;               /* NAN: no score */
	size_t     n;                   /* items behind it */
	bool       is_successor;        /* measured in who took over */
	struct id  subject;             /* who was measured */
};

struct life_dose {
	str    unit;                    /* code */
	double amount;                  /* sum */
	size_t entries;
};

struct life_deed {              /* an activity that names the gap */
	struct activity  row;
	str              title;         /* in the desk's language */
	struct id        link;
	double           share;         /* of the link; NAN: none said */
	bool             is_in;         /* in the plan */
	size_t           gaps;          /* that the activity names */
	size_t           events, people;        /* enrolled, once each */
	double           hours;         /* of the events; NAN */
	struct life_dose dose[8];       /* of this gap's subject */
	size_t           doses;
	struct money     paid, part;    /* whole, and this gap's; none */
	size_t           payments;
};

struct life_due {
	str        what;                /* "check", "reassess", "step"; none */
	struct day on;
	struct id  check;
	bool       is_late;
};

struct life {
	struct gap         gap;
	struct programme   programme;
	str                subject, subject_code, kind, dimension, framework;
	double             lo, hi;
	struct life_level *level;       /* [levels] */
	size_t             levels;
	double             opened;      /* the level then; NAN */
	struct gap_event  *event;       /* [events], the first first */
	size_t             events;
	struct life_deed  *deed;        /* [deeds] by code */
	size_t             deeds;
	struct gap_check  *check;       /* [checks] by day */
	size_t             checks;
	bool               has_money;
	struct money       part;        /* all parts together; none */
	double             change;      /* current less opened; NAN */
	double             per_level;   /* part by change; NAN unless it rose */
	struct life_due    due;
};

CHECKED bool life_of(struct ctx *, struct id gap, struct life **);

#endif
