/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

extern const struct test store_sqlite_tests[], store_postgres_tests[];

const struct suite store_suites[] = {
	{ "store/sqlite", store_sqlite_tests },
	{ "store/postgres", store_postgres_tests },
	{ 0 }
};
