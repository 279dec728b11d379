/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stddef.h>

#include "test.h"

extern const struct test odata_tests[], standard_iati_tests[],
    iati_in_tests[];

const struct suite standard_suites[] = {
	{ "standard/iati", standard_iati_tests },
	{ "standard/iati_in", iati_in_tests },
	{ "standard/odata", odata_tests },
	{ 0 }
};
