/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * packed.h - one rater's answers on one subject, packed.
 *
 * `scores` holds two bytes an item, little-endian, in the order of the
 * framework's items: hundredths of a scale point or a kind of missing
 * (engine/score.h).  `confidence` and `importance` hold one byte an item,
 * 0 for none.  `beside` is a JSON object by item code of what a cell cannot
 * hold: {"IA.3": {"comment": "...", "raw": "about 3", "rating": 3.333}}.
 *
 * A file of answers has one row per item, in any order; all rows of one
 * round, subject and rater are one sheet.  The cleaning rules of
 * DOMAIN.md's demonstrations are applied while packing, each as a decision
 * that keeps the raw answer.
 */
#ifndef FLOW_PACKED_H
#define FLOW_PACKED_H

#include "flow/assess.h"
#include "flow/land.h"

/* Why there is no rating, in words to be said: "not applicable". */
const char *packed_missing(int16_t cell);

/* One cell, or all; CELL_BLANK beyond the end. */
int16_t packed_cell(str scores, size_t item);
void    packed_cells(str scores, int16_t *cell, size_t items);
/* The exact ratings beside the cells; returns how many, at most items. */
size_t  packed_beside(struct arena *, str beside, const struct instrument *,
            struct score_beside *into);

/* Lands a file responses_*.csv. */
CHECKED bool packed_file(struct land *, const char *name, const char *path);

#endif
