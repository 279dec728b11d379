/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stddef.h>

#include "test.h"

extern const struct test agree_tests[], compare_tests[], cost_tests[], dist_tests[],
    effect_tests[], exam_engine_tests[], gap_tests[], item_tests[], network_tests[], plan_tests[],
    portfolio_tests[], rate_tests[], score_demo_tests[], score_tests[], share_tests[],
    signs_tests[], small_tests[], stat_tests[], survive_tests[], weigh_tests[];

const struct suite engine_suites[] = {
	{ "engine/stat",       stat_tests },
	{ "engine/dist",       dist_tests },
	{ "engine/score",      score_tests },
	{ "engine/score_demo", score_demo_tests },
	{ "engine/rate",       rate_tests },
	{ "engine/share",      share_tests },
	{ "engine/gap",        gap_tests },
	{ "engine/weigh",      weigh_tests },
	{ "engine/agree",      agree_tests },
	{ "engine/effect",     effect_tests },
	{ "engine/signs",      signs_tests },
	{ "engine/small",      small_tests },
	{ "engine/item",       item_tests },
	{ "engine/exam",       exam_engine_tests },
	{ "engine/survive",    survive_tests },
	{ "engine/compare",    compare_tests },
	{ "engine/cost",       cost_tests },
	{ "engine/network",    network_tests },
	{ "engine/plan",       plan_tests },
	{ "engine/portfolio",  portfolio_tests },
	{ 0 }
};
