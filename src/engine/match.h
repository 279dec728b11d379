/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * match.h - which expert fits a request.
 *
 *	coverage = sum w min(level, 3) / 3 / sum w
 *
 * over what the request needs; w is how much each counts, levels are
 * 0..3, and what an expert does not list is 0.  Who is barred (busy, in
 * conflict, lacks the language) scores 0, whatever the coverage.
 * The measure is Tilth's own.
 * Cost: needs, and to rank n experts n log n.
 */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct match {
	double coverage;        /* 0..1; NAN when the needs weigh nothing */
	double score;           /* coverage, or 0 for one who is barred */
	double cost;            /* fee by coverage; NAN when that is 0 */
};

/* weight[needs] and level[needs], NAN for what is not listed. */
struct match match_expert(const double *weight, const double *level,
    size_t needs, bool is_free, double fee);

/* Fill order[n] with places by falling score, then by lower fee, then as
 * they came (sort by name first); NAN scores last, of equals NAN fees. */
void match_rank(struct arena *, const struct match *, const double *fee,
    size_t n, size_t *order);

#endif
