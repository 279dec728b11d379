/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

const struct suite base_suites[] = {
	{ 0 }
};
