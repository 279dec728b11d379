/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The contract of store.h, kept by postgres.c. */
enum { ON_POSTGRES = 1 };
#define CONTRACT store_postgres_tests

#include "test.h"

extern const struct test CONTRACT[];

#include "contract.h"
