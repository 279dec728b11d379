/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pile.h - the sheets of one file while it is read; packed.c lays the
 * answers on them, pile.c keeps them as rows.
 */
#ifndef FLOW_PILE_H
#define FLOW_PILE_H

#include "flow/packed.h"

struct answered {               /* what came beside a cell */
	size_t item;
	str    comment, raw, evidence;
	double rating;          /* of CELL_BESIDE; else NAN */
	struct answered *next;
};

struct filled {
	size_t    round;        /* place in the pile */
	struct id subject;
	str       subject_code, rater, role, source;
	int16_t  *cell;         /* [items] */
	uint8_t  *confidence, *importance;
	int64_t  *at;           /* [items] when the cell was submitted; or
	                         * none */
	struct answered *beside;
	int64_t   last_at;      /* latest answer on time; or none */
	int64_t   late_at;      /* latest answer after closing; or none */
	int       late;
	struct decision *decision;
	size_t    answers;      /* on time */
};

struct decision {
	const char *rule;
	str   item, key, raw, taken;
	struct decision *next;
};

struct batch {                  /* a round of this file */
	struct assessment_round round;
	struct instrument *instrument;
	struct map *item;       /* code to place */
	int64_t closes_ms;      /* first moment after the grace; INT64_MAX:
	                         * never */
};

struct pile {                   /* everything a file holds */
	struct land  *l;
	struct map   *by_key;   /* "round/subject/rater" to sheet */
	struct filled *sheet;
	size_t        sheets, room;
	struct map   *round_named;
	struct batch *batch;
	size_t        batches, batch_room;
};

/* One decision on a sheet; its texts are copied. */
void pile_decide(struct pile *, struct filled *, struct decision);
/* One finding for the report. */
void pile_dirt(struct pile *, str key, const char *rule, str detail);
/* Keep every sheet with its decisions, and count what came of each. */
CHECKED bool pile_save(struct pile *);

#endif
