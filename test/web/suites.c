/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

extern const struct test chart_tests[], plot_tests[];

const struct suite web_suites[] = {
	{ "web/chart", chart_tests },
	{ "web/plot", plot_tests },
	{ 0 }
};
