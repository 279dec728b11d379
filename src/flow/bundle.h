/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * bundle.h - files that travel inside the program: the frameworks that a
 * new data file begins with (data/frameworks, by tool/bundle.sh).
 */
#ifndef FLOW_BUNDLE_H
#define FLOW_BUNDLE_H

#include <stddef.h>

struct bundled {
	const char          *name;      /* "pact_opi.json" */
	const unsigned char *bytes;
	size_t               n;
};

extern const struct bundled bundle[];   /* ends with { 0 } */

#endif
