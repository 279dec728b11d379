/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

const struct suite cli_suites[] = {
	{ 0 }
};
