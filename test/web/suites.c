/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

extern const struct test plot_tests[], view_tests[],
    programme_tests[];
extern const struct test query_tests[], multipart_tests[], guard_tests[],
    request_tests[], route_tests[], lane_tests[], spool_tests[], site_tests[],
    again_tests[], door_tests[], ties_tests[], tries_tests[];

const struct suite web_suites[] = {
	{ "web/plot", plot_tests },
	{ "web/view", view_tests },
	{ "web/programme", programme_tests },
	{ "web/query", query_tests },
	{ "web/multipart", multipart_tests },
	{ "web/guard", guard_tests },
	{ "web/request", request_tests },
	{ "web/route", route_tests },
	{ "web/lane", lane_tests },
	{ "web/spool", spool_tests },
	{ "web/site", site_tests },
	{ "web/again", again_tests },
	{ "web/door", door_tests },
	{ "web/ties", ties_tests },
	{ "web/tries", tries_tests },
	{ 0 }
};
