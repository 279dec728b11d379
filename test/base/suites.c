/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

extern const struct test arena_tests[], day_tests[], error_tests[],
    differ_tests[], distinct_tests[], fold_tests[], id_tests[], late_tests[],
    map_tests[], money_tests[], node_tests[], once_tests[], random_tests[],
    sort_tests[], str_tests[], write_tests[];

const struct suite base_suites[] = {
	{ "base/arena", arena_tests },
	{ "base/day", day_tests },
	{ "base/differ", differ_tests },
	{ "base/distinct", distinct_tests },
	{ "base/error", error_tests },
	{ "base/fold", fold_tests },
	{ "base/id", id_tests },
	{ "base/late", late_tests },
	{ "base/map", map_tests },
	{ "base/money", money_tests },
	{ "base/node", node_tests },
	{ "base/once",   once_tests },
	{ "base/random", random_tests },
	{ "base/sort", sort_tests },
	{ "base/str", str_tests },
	{ "base/write", write_tests },
	{ 0 }
};
