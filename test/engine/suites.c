/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stddef.h>

#include "test.h"

extern const struct test agree_tests[], dist_tests[], gap_tests[], rate_tests[],
    score_demo_tests[], score_tests[], stat_tests[], weigh_tests[];

const struct suite engine_suites[] = {
	{ "engine/stat",  stat_tests },
	{ "engine/dist",  dist_tests },
	{ "engine/score", score_tests },
	{ "engine/score_demo", score_demo_tests },
	{ "engine/rate",  rate_tests },
	{ "engine/gap",   gap_tests },
	{ "engine/weigh", weigh_tests },
	{ "engine/agree", agree_tests },
	{ 0 }
};
