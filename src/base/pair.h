/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* pair.h - a name and its value: of a query, a form, a head. */
#ifndef BASE_PAIR_H
#define BASE_PAIR_H

#include "base/str.h"

struct pair {
	str name, value;
};

#endif
