/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* suites.h - the tables of tests of this folder. */
#ifndef TEST_DERIVE_SUITES_H
#define TEST_DERIVE_SUITES_H

#include "test.h"

extern const struct test change_tests[],
    codebook_tests[],
    ddl_tests[],
    fieldtext_tests[],
    form_tests[],
    list_tests[],
    migrate_tests[],
    openapi_tests[],
    rowjson_tests[],
    tabular_tests[],
    valid_tests[];

#endif
