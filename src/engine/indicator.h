/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * indicator.h - how far an indicator has come from its baseline to its
 * target.
 *
 *	achievement = (actual - baseline) / (target - baseline)
 *
 * It works for targets below the baseline too.  Below 0 things got worse:
 * that is kept.  Where target and baseline are the same, there is
 * something to be kept up: 1 if actual is at least that, else 0.
 * Shares of groups add by their numerators and denominators, never by a
 * mean of percents.
 */
#ifndef ENGINE_INDICATOR_H
#define ENGINE_INDICATOR_H

#include <stddef.h>

/* NAN if one of the three is. */
double indicator_achievement(double baseline, double target, double actual);

/* achievement by the share of the time that has passed, above 0. */
double indicator_pace(double achievement, double elapsed);

enum indicator_light { INDICATOR_DARK, INDICATOR_RED, INDICATOR_AMBER,
	INDICATOR_GREEN };

/* Green from 0.9, amber from 0.7 of what the elapsed time would ask;
 * dark when either is NAN or no time has passed. */
enum indicator_light indicator_light(double achievement, double elapsed);

/* 100 * sum of num / sum of den over the strata that have both; NAN when
 * nothing is left or den is 0.  Cost: n. */
double indicator_percent(const double *num, const double *den, size_t n);

#endif
