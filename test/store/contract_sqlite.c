/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The contract of store.h, kept by sqlite.c. */
enum { ON_POSTGRES = 0 };
#define CONTRACT store_sqlite_tests

#include "test.h"

extern const struct test CONTRACT[];

#include "contract.h"
