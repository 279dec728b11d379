/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

extern const struct test store_sqlite_tests[], store_postgres_tests[],
    store_file_tests[], store_server_tests[];

const struct suite store_suites[] = {
	{ "store/sqlite", store_sqlite_tests },
	{ "store/postgres", store_postgres_tests },
	{ "store/file", store_file_tests },
	{ "store/server", store_server_tests },
	{ 0 }
};
