/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* suites.h - the tables of tests in this folder. */
#ifndef TEST_MODEL_SUITES_H
#define TEST_MODEL_SUITES_H

#include "test.h"

extern const struct test model_check_tests[], glossary_tests[], model_tests[];
extern const struct test model_row_tests[], model_text_tests[];
extern const struct test machines_tests[], model_words_tests[];

#endif
