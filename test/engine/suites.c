/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

const struct suite engine_suites[] = {
	{ 0 }
};
